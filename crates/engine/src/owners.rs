//! Who owns whom: a graph of shares, what the rules of the law count in it, and by which paths.
//!
//! Each rule has its own arithmetic, as the law words it: the largest direct share, the sum of the
//! direct shares of listed owners, or the sum through owners that are themselves half owned.

use crate::screen::{NameIndex, normalise};
use navicert_model::amount::{Amount, AmountRange, Dimension, Op};
use navicert_model::country::Country;
use navicert_model::day::Day;
use navicert_model::transfer::{HitState, Owner, Party, Place, Transfer};
use navicert_model::tri::Tri;
use navicert_rules::eval::ownership::{ShareRange, listed_share};
use navicert_rules::law::{Cond, LawBook, OwnershipMode, Test};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Chains of owners longer than this are not followed: what is above is unknown.
const DEPTH: usize = 24;
/// A party has at most this many owners above it, each chain counted apart; what is above more is
/// unknown.
const WIDTH: usize = 4_096;
/// At most this many paths are told for a rule.
pub const PATHS: usize = 50;

/// A holding: one row of an ownership table.
#[derive(Clone, Debug, PartialEq)]
struct Holding {
    owner: String,
    share: Option<AmountRange>,
}

/// What is wrong with a row of an ownership table.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("row {row}, {column}: {what}")]
pub struct RowError {
    /// Number of the row, the header being 1.
    pub row: u64,
    /// The column.
    pub column: &'static str,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub help: &'static str,
}

/// Companies and the shares held in them.
#[derive(Clone, Debug, Default)]
pub struct Owners {
    /// Holdings by the normal name of the company that is owned. A company that is no key is one
    /// whose owners nobody looked for.
    of: BTreeMap<String, Vec<Holding>>,
    /// Names as given, and countries, by normal name.
    named: BTreeMap<String, (String, Option<Country>)>,
}

impl Owners {
    /// Reads a table with a header: `owned`, `owner`, `share`; and if known `owned_country`,
    /// `owner_country`. A share is `60 %`, `>= 25 %`, `10 %..30 %`, or blank for unknown. A row without
    /// an owner says that somebody looked, and that there is none that matters.
    ///
    /// # Errors
    /// Every row that is wrong.
    pub fn read(csv: &[u8]) -> Result<Owners, Vec<RowError>> {
        let mut reader =
            csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(csv);
        let whole = |what: String| {
            vec![RowError { row: 1, column: "header", what, help: "write `owned,owner,share`" }]
        };
        let header = reader.headers().map_err(|error| whole(error.to_string()))?.clone();
        let at = |name: &str| {
            header.iter().position(|column| column.trim_start_matches('\u{feff}') == name)
        };
        let (Some(owned), Some(owner), Some(share)) = (at("owned"), at("owner"), at("share"))
        else {
            return Err(whole(
                "the columns `owned`, `owner` and `share` are not all there".to_owned(),
            ));
        };
        let countries = [at("owned_country"), at("owner_country")];
        let (mut owners, mut errors) = (Owners::default(), Vec::new());
        for (index, record) in reader.records().enumerate() {
            let row = index as u64 + 2;
            let mut wrong =
                |column, what: String, help| errors.push(RowError { row, column, what, help });
            let record = match record {
                Ok(record) => record,
                Err(error) => {
                    wrong("row", error.to_string(), "write it as UTF-8, quotes closed");
                    continue;
                }
            };
            let cell = |column: Option<usize>| column.and_then(|at| record.get(at)).unwrap_or("");
            let company = cell(Some(owned));
            if normalise(company).is_empty() {
                wrong("owned", "no company is named".to_owned(), "name the company that is owned");
                continue;
            }
            let mut places = [None, None];
            for (place, (column, name)) in
                places.iter_mut().zip(countries.into_iter().zip(["owned_country", "owner_country"]))
            {
                match cell(column) {
                    "" => {}
                    text => match Country::parse(&text.to_ascii_uppercase()) {
                        Ok(country) => *place = Some(country),
                        Err(error) => {
                            wrong(name, error.to_string(), "write two letters of ISO 3166")
                        }
                    },
                }
            }
            owners.name(company, places[0]);
            let holdings = owners.of.entry(normalise(company)).or_default();
            let given = cell(Some(owner));
            if given.is_empty() {
                continue;
            }
            let held = match cell(Some(share)) {
                "" => None,
                text => match AmountRange::parse(text) {
                    Ok(held) if is_share(&held) => Some(held),
                    Ok(_) => {
                        wrong(
                            "share",
                            format!("`{text}` is no share"),
                            "write `60 %`, or 0 % to 100 %",
                        );
                        continue;
                    }
                    Err(error) => {
                        wrong("share", error.to_string(), "write `60 %`, `10 %..30 %`, or nothing");
                        continue;
                    }
                },
            };
            let holding = Holding { owner: normalise(given), share: held };
            if holdings.iter().any(|known| known.owner == holding.owner) {
                wrong(
                    "owner",
                    format!("`{given}` already holds a share of `{company}`"),
                    "join the rows",
                );
                continue;
            }
            holdings.push(holding);
            let least: Decimal = holdings.iter().map(|one| ends(one.share.as_ref()).0).sum();
            if least > Decimal::ONE_HUNDRED {
                let what =
                    format!("more than 100 % of `{company}` is held ({} %)", least.normalize());
                wrong("share", what, "correct the shares");
            }
            owners.name(given, places[1]);
        }
        if errors.is_empty() { Ok(owners) } else { Err(errors) }
    }

    fn name(&mut self, name: &str, country: Option<Country>) {
        let known = self.named.entry(normalise(name)).or_insert((name.to_owned(), country));
        known.1 = known.1.or(country);
    }

    /// The companies that are owned, as named first.
    pub fn companies(&self) -> impl Iterator<Item = &str> {
        self.of.keys().filter_map(|key| self.named.get(key)).map(|(name, _)| name.as_str())
    }

    /// A party with its owners, theirs, and so on; `None` if the table does not know its owners.
    ///
    /// A company that owns itself through others is cut where it comes again: what it owns there is
    /// unknown.
    pub fn party(&self, name: &str) -> Option<Party> {
        let key = normalise(name);
        self.of.get(&key)?;
        let mut left = WIDTH;
        Some(self.tree(&key, &mut Vec::new(), &mut left))
    }

    fn tree(&self, key: &str, path: &mut Vec<String>, left: &mut usize) -> Party {
        let (name, country) = self.named.get(key).cloned().unwrap_or_default();
        let mut party = Party {
            name: Some(name.as_str().into()),
            country: country.map_or(Place::Unknown, Place::One),
            ..Party::default()
        };
        let again = path.iter().any(|known| known == key);
        let holdings = self.of.get(key).filter(|_| !again && path.len() < DEPTH);
        if let Some(holdings) = holdings.filter(|holdings| holdings.len() <= *left) {
            *left -= holdings.len();
            path.push(key.to_owned());
            let owner = |one: &Holding| Owner {
                party: self.tree(&one.owner, path, left),
                share: one.share,
            };
            party.owners = Some(holdings.iter().map(owner).collect());
            path.pop();
        }
        party
    }

    /// Gives the parties of a transfer that are known here, and of whose owners the transfer says
    /// nothing, their owners.
    pub fn fill(&self, transfer: &mut Transfer) {
        for party in &mut transfer.parties {
            if party.owners.is_none()
                && let Some(known) = party.name.as_deref().and_then(|name| self.party(name))
            {
                party.owners = known.owners;
            }
        }
    }
}

fn is_share(range: &AmountRange) -> bool {
    let right = |amount: &Amount| {
        amount.dimension() == Dimension::Share
            && !amount.base_value().is_sign_negative()
            && percent(amount.base_value()) <= Decimal::ONE_HUNDRED
    };
    [range.low(), range.high()].into_iter().flatten().all(|limit| right(&limit.amount))
}

fn percent(base: Decimal) -> Decimal {
    let one = Amount::new(Decimal::ONE, navicert_model::amount::Unit::PERCENT).base_value();
    base.checked_div(one).unwrap_or(base)
}

/// Both ends of a share in percent.
fn ends(share: Option<&AmountRange>) -> (Decimal, Decimal) {
    let lo = share.and_then(AmountRange::lo).map_or(Decimal::ZERO, |(value, _)| percent(value));
    let hi =
        share.and_then(AmountRange::hi).map_or(Decimal::ONE_HUNDRED, |(value, _)| percent(value));
    (lo, hi)
}

/// A rule of the law that counts shares.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// The clauses and definitions that count so.
    pub of: Vec<String>,
    /// How the share is compared.
    pub op: Op,
    /// With what.
    pub bound: Amount,
    /// The arithmetic.
    pub mode: OwnershipMode,
    /// The lists whose parties count.
    pub lists: Vec<String>,
}

/// The rules of a book that count shares, in the order of the book.
pub fn rules(book: &LawBook) -> Vec<Rule> {
    let mut found: Vec<Rule> = Vec::new();
    for clause in &book.clauses {
        for cond in [&clause.reach, &clause.when] {
            collect(book, cond, &clause.id, &mut found);
        }
    }
    found
}

fn collect(book: &LawBook, cond: &Cond, id: &str, found: &mut Vec<Rule>) {
    match cond {
        Cond::All(parts) | Cond::Any(parts) => {
            parts.iter().for_each(|part| collect(book, part, id, found));
        }
        Cond::Not(inner) => collect(book, inner, id, found),
        Cond::Unsure(inner)
        | Cond::Tool(inner)
        | Cond::Some { cond: inner, .. }
        | Cond::Content { cond: inner, .. }
        | Cond::MadeWith { cond: inner, .. } => collect(book, inner, id, found),
        Cond::Holds(def) => {
            collect(book, &book.definitions[def.0 as usize].cond, id, found);
        }
        Cond::Test(leaf) => {
            let Test::PartyOwned { op, share, mode, lists } = &leaf.test else { return };
            let same = |rule: &&mut Rule| {
                rule.op == *op && rule.bound == *share && rule.mode == *mode && rule.lists == *lists
            };
            match found.iter_mut().find(same) {
                Some(rule) if rule.of.iter().any(|known| known == id) => {}
                Some(rule) => rule.of.push(id.to_owned()),
                None => found.push(Rule {
                    of: vec![id.to_owned()],
                    op: *op,
                    bound: *share,
                    mode: *mode,
                    lists: lists.clone(),
                }),
            }
        }
    }
}

/// A chain from a party up to a listed owner.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// Owners from the party upwards, each with its share of the one before, in percent.
    pub steps: Vec<(String, ShareRange)>,
    /// The list of the last.
    pub list: String,
    /// How it stands on it.
    pub state: HitState,
    /// Whether the rule counts the chain: by its length, or because each owner between is itself
    /// half owned.
    pub counts: Tri,
}

/// What a rule counts in a party.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    /// The rule, by position.
    pub rule: usize,
    /// The share, in percent.
    pub share: ShareRange,
    /// Whether it is reached.
    pub reached: Tri,
    /// The chains to listed owners, at most [`PATHS`].
    pub paths: Vec<Path>,
    /// Chains that are not told.
    pub more: usize,
}

/// What each rule counts in a party whose owners are screened by their names on a day.
///
/// Cost: rules times owners.
pub fn held(party: &Party, rules: &[Rule], names: &NameIndex, on: Day) -> Vec<Held> {
    let mut transfer = Transfer { parties: vec![party.clone()], ..Transfer::default() };
    names.screen(&mut transfer, on);
    let Some(party) = transfer.parties.first() else { return Vec::new() };
    rules
        .iter()
        .enumerate()
        .map(|(index, rule)| {
            let share = listed_share(party, &rule.lists, rule.mode);
            let mut paths = Vec::new();
            climb(party, rule, &mut Vec::new(), Tri::Yes, &mut paths);
            let more = paths.len().saturating_sub(PATHS);
            paths.truncate(PATHS);
            Held { rule: index, share, reached: share.test(rule.op, &rule.bound), paths, more }
        })
        .collect()
}

fn climb(
    party: &Party,
    rule: &Rule,
    steps: &mut Vec<(String, ShareRange)>,
    counts: Tri,
    out: &mut Vec<Path>,
) {
    for owner in party.owners.iter().flatten() {
        let (lo, hi) = ends(owner.share.as_ref());
        let name = owner.party.name.as_deref().unwrap_or("not named").to_owned();
        steps.push((name, ShareRange { lo, hi }));
        let listings = owner.party.listed.iter().flatten();
        for listing in listings.filter(|one| rule.lists.iter().any(|list| **list == *one.list)) {
            if matches!(listing.state, HitState::Confirmed | HitState::Open) {
                out.push(Path {
                    steps: steps.clone(),
                    list: listing.list.to_string(),
                    state: listing.state,
                    counts,
                });
            }
        }
        // Above an owner only what makes it count itself matters.
        let above = match rule.mode {
            OwnershipMode::Directly | OwnershipMode::InAggregate => Tri::No,
            OwnershipMode::InCascade => {
                let fifty = Amount::new(Decimal::from(50), navicert_model::amount::Unit::PERCENT);
                let through = listed_share(&owner.party, &rule.lists, rule.mode);
                counts.and(through.test(Op::Ge, &fifty))
            }
        };
        climb(&owner.party, rule, steps, above, out);
        steps.pop();
    }
}
