//! Order lines cut into facets: the parts that many lines share, each written once.
//!
//! A facet holds facts as they were given, whatever law reads them: a new law needs no new cutting.
//! Together with quantity, value and day the facets are everything that a law can read of a line.

use navicert_model::read::parse_transfer;
use navicert_model::transfer::{Item, Party, Transfer};
use navicert_model::write::write_transfer;
use navicert_rules::eval::diagram::Quick;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::fmt::Write;
use std::hash::{BuildHasher, Hash, Hasher};

/// What kind of facet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Activity, from, to, via.
    Route,
    /// Everybody named: the numbers of the parties, in their order, joined by commas.
    Parties,
    /// End use and knowledge; the stated use in words stays with the line.
    Use,
    /// The item without its part number, description, quantity and value.
    Goods,
    /// Days of contract and shipment, evidence, exceptions, rates.
    Terms,
    /// A quantity, as text.
    Quantity,
    /// A currency.
    Currency,
    /// A part number.
    Part,
    /// A judgement, as [`crate::judged`] writes it.
    Judgement,
    /// One party, with its name.
    Party,
}

/// The facets that are cut from transfers, in the order of the columns.
pub const CUT: [Kind; 5] = [Kind::Route, Kind::Parties, Kind::Use, Kind::Goods, Kind::Terms];

impl Kind {
    /// Its number in the record.
    #[must_use]
    pub fn number(self) -> u8 {
        self as u8
    }
}

/// The facet of a transfer, as a transfer with nothing else.
#[must_use]
pub fn cut(kind: Kind, t: &Transfer) -> Transfer {
    let mut facet = Transfer::default();
    fill(&mut facet, kind, t);
    facet
}

/// Copies a facet into a transfer.
pub fn fill(to: &mut Transfer, kind: Kind, from: &Transfer) {
    match kind {
        Kind::Route => {
            to.activity = from.activity;
            to.from.clone_from(&from.from);
            to.to.clone_from(&from.to);
            to.via.clone_from(&from.via);
        }
        Kind::Party => to.parties.clone_from(&from.parties),
        Kind::Use => {
            to.end_use.tags = from.end_use.tags;
            to.end_use.facility.clone_from(&from.end_use.facility);
            to.knowledge.clone_from(&from.knowledge);
        }
        Kind::Goods => {
            let item = &from.item;
            to.item = Item {
                kind: item.kind,
                hs: item.hs.clone(),
                codes: item.codes.clone(),
                parameters: item.parameters.clone(),
                origin: item.origin.clone(),
                content: item.content.clone(),
                made_with: item.made_with.clone(),
                tags: item.tags,
                tool: item.tool.clone(),
                part: None,
                description: None,
                quantity: None,
                value: None,
            };
        }
        Kind::Terms => {
            to.contracted_on = from.contracted_on;
            to.shipped_on = from.shipped_on;
            to.evidence.clone_from(&from.evidence);
            to.exceptions.clone_from(&from.exceptions);
            to.rates.clone_from(&from.rates);
        }
        Kind::Parties | Kind::Quantity | Kind::Currency | Kind::Part | Kind::Judgement => {}
    }
}

fn hash(kind: Kind, t: &Transfer, h: &mut impl Hasher) {
    match kind {
        Kind::Route => (t.activity, &t.from, &t.to, &t.via).hash(h),
        Kind::Party => t.parties.hash(h),
        Kind::Use => (t.end_use.tags, &t.end_use.facility, &t.knowledge).hash(h),
        Kind::Goods => {
            let item = &t.item;
            (item.kind, &item.hs, &item.codes, &item.parameters, &item.origin).hash(h);
            (&item.content, &item.made_with, item.tags, &item.tool).hash(h);
        }
        Kind::Terms => {
            (t.contracted_on, t.shipped_on, &t.evidence, &t.exceptions, &t.rates).hash(h);
        }
        Kind::Parties | Kind::Quantity | Kind::Currency | Kind::Part | Kind::Judgement => {}
    }
}

fn same(kind: Kind, a: &Transfer, b: &Transfer) -> bool {
    match kind {
        Kind::Route => {
            a.activity == b.activity && a.from == b.from && a.to == b.to && a.via == b.via
        }
        Kind::Party => a.parties == b.parties,
        Kind::Use => {
            a.end_use.tags == b.end_use.tags
                && a.end_use.facility == b.end_use.facility
                && a.knowledge == b.knowledge
        }
        Kind::Goods => {
            let (a, b) = (&a.item, &b.item);
            a.kind == b.kind
                && a.hs == b.hs
                && a.codes == b.codes
                && a.parameters == b.parameters
                && a.origin == b.origin
                && a.content == b.content
                && a.made_with == b.made_with
                && a.tags == b.tags
                && a.tool == b.tool
        }
        Kind::Terms => {
            a.contracted_on == b.contracted_on
                && a.shipped_on == b.shipped_on
                && a.evidence == b.evidence
                && a.exceptions == b.exceptions
                && a.rates == b.rates
        }
        Kind::Parties | Kind::Quantity | Kind::Currency | Kind::Part | Kind::Judgement => true,
    }
}

/// Gives facets their numbers, from 1 on a kind.
pub trait Numbers {
    /// Why it cannot.
    type Error;

    /// The number of a facet; a new one for a new body.
    ///
    /// # Errors
    /// What the record refuses.
    fn number(&mut self, kind: Kind, hash: [u8; 32], body: &[u8]) -> Result<u32, Self::Error>;
}

/// Facets with their numbers, by hash.
type ByHash = HashMap<u64, Vec<(Transfer, u32)>, Quick>;

/// Facets met, so that a line of known facets costs no more than looking them up.
#[derive(Debug, Default)]
pub struct Known {
    cut: [ByHash; CUT.len()],
    parties: HashMap<u64, Vec<(Party, u32)>, Quick>,
    texts: HashMap<(Kind, Box<[u8]>), u32, Quick>,
}

impl Known {
    /// The number of a transfer's facet.
    ///
    /// # Errors
    /// What `numbers` refuses.
    pub fn facet<N: Numbers>(
        &mut self,
        kind: Kind,
        transfer: &Transfer,
        numbers: &mut N,
    ) -> Result<u32, N::Error> {
        if kind == Kind::Parties {
            return self.parties(transfer, numbers);
        }
        let mut hasher = Quick.build_hasher();
        hash(kind, transfer, &mut hasher);
        let known = self.cut[kind as usize].entry(hasher.finish()).or_default();
        if let Some((_, number)) = known.iter().find(|(facet, _)| same(kind, facet, transfer)) {
            return Ok(*number);
        }
        let facet = cut(kind, transfer);
        let body = write_transfer(&facet);
        let number = numbers.number(kind, sha(body.as_bytes()), body.as_bytes())?;
        known.push((facet, number));
        Ok(number)
    }

    /// The number of everybody named, in this order.
    fn parties<N: Numbers>(
        &mut self,
        transfer: &Transfer,
        numbers: &mut N,
    ) -> Result<u32, N::Error> {
        let mut all = String::new();
        for party in &transfer.parties {
            let known = self.parties.entry(Quick.hash_one(party)).or_default();
            let number = match known.iter().find(|(known, _)| known == party) {
                Some((_, number)) => *number,
                None => {
                    let alone = Transfer { parties: vec![party.clone()], ..Transfer::default() };
                    let body = write_transfer(&alone);
                    let hash = sha(body.as_bytes());
                    let number = numbers.number(Kind::Party, hash, body.as_bytes())?;
                    known.push((party.clone(), number));
                    number
                }
            };
            if !all.is_empty() {
                all.push(',');
            }
            let _ = write!(all, "{number}");
        }
        self.text(Kind::Parties, all.as_bytes(), numbers)
    }

    /// The number of a facet that is a text.
    ///
    /// # Errors
    /// What `numbers` refuses.
    pub fn text<N: Numbers>(
        &mut self,
        kind: Kind,
        text: &[u8],
        numbers: &mut N,
    ) -> Result<u32, N::Error> {
        // One allocation a text that is known; texts are short.
        let key = (kind, Box::from(text));
        if let Some(number) = self.texts.get(&key) {
            return Ok(*number);
        }
        let number = numbers.number(kind, sha(text), text)?;
        self.texts.insert(key, number);
        Ok(number)
    }
}

/// SHA-256.
#[must_use]
pub fn sha(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// Reads a facet back.
#[must_use]
pub fn read(body: &[u8]) -> Option<Transfer> {
    parse_transfer(std::str::from_utf8(body).ok()?).ok()
}
