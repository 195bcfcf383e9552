//! Transfers as columns: each dimension's part of a transfer is stored once and named by a number.

use super::dictionary::{Bytes, Dictionary};
use super::{DIMS, Dim};
use crate::eval::amounts::convert;
use crate::eval::state::{Prepared, is_under};
use crate::law::{Cond, Test};
use navicert_model::amount::{Amount, Dimension, Unit};
use navicert_model::country::COUNTRIES;
use navicert_model::day::Day;
use navicert_model::transfer::{Code, Item, Owner, Party, Place, Transfer};
use rust_decimal::Decimal;
use std::hash::{Hash, Hasher};

/// A transfer as numbers: the day, and a value a dimension.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Row {
    /// The day whose law is asked for.
    pub on: Day,
    /// Values in the order of [`DIMS`].
    pub values: [u32; DIMS.len()],
    /// Whether stated parameters may contradict the code: where they do, the row takes the explaining
    /// way.
    pub doubtful: bool,
}

/// Which facts the law reads that would otherwise tell every transfer apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Needs {
    /// Bounds of quantities by dimension, of values by currency, in base units, sorted.
    quantity: Vec<(Dimension, Vec<Decimal>)>,
    value: Vec<(Unit, Vec<Decimal>)>,
    content: bool,
    hs: bool,
    days: bool,
    via: bool,
    evidence: bool,
}

impl Needs {
    pub fn of(prepared: &Prepared) -> Self {
        let mut needs = Needs::default();
        let book = &prepared.book;
        for clause in &book.clauses {
            needs.cond(&clause.reach);
            needs.cond(&clause.when);
            clause.grace.iter().for_each(|grace| needs.cond(&grace.when));
            clause.readings.iter().for_each(|reading| needs.cond(&reading.when));
            for part in clause.policy.iter().chain(&clause.bars).chain(&clause.duty) {
                part.when.iter().for_each(|cond| needs.cond(cond));
            }
        }
        book.conflicts.iter().for_each(|conflict| needs.cond(&conflict.when));
        book.definitions.iter().for_each(|def| needs.cond(&def.cond));
        book.derives.iter().for_each(|derive| needs.cond(&derive.cond));
        let values = needs.value.iter_mut().map(|(_, bounds)| bounds);
        for bounds in values.chain(needs.quantity.iter_mut().map(|(_, bounds)| bounds)) {
            bounds.sort_unstable();
            bounds.dedup();
        }
        needs
    }

    /// Where the value lies among the bounds of each currency; `None` without a rate.
    fn value_cells<'t>(&'t self, t: &'t Transfer) -> impl Iterator<Item = Option<usize>> + 't {
        self.value.iter().map(move |(unit, bounds)| {
            let value = t.item.value.as_ref()?;
            convert(value, unit.as_str(), &t.rates)
                .map(|value| cell(bounds, Amount::new(value, *unit).base_value()))
        })
    }

    /// Where the quantity lies among the bounds of each dimension; `None` if it is of another.
    fn quantity_cells<'t>(&'t self, t: &'t Transfer) -> impl Iterator<Item = Option<usize>> + 't {
        self.quantity.iter().map(move |(dimension, bounds)| {
            let quantity = t.item.quantity.as_ref().filter(|q| q.dimension() == *dimension)?;
            Some(cell(bounds, quantity.base_value()))
        })
    }

    fn cond(&mut self, cond: &Cond) {
        match cond {
            Cond::All(parts) | Cond::Any(parts) => parts.iter().for_each(|part| self.cond(part)),
            Cond::Not(inner) => self.cond(inner),
            Cond::Content { cond, .. } => {
                self.content = true;
                self.cond(cond);
            }
            Cond::Some { cond, .. }
            | Cond::MadeWith { cond, .. }
            | Cond::Tool(cond)
            | Cond::Unsure(cond) => {
                self.cond(cond);
            }
            Cond::Holds(_) => {}
            Cond::Test(leaf) => match &leaf.test {
                Test::Quantity(compare) => {
                    let dimension = compare.bound.dimension();
                    add(&mut self.quantity, dimension, compare.bound.base_value());
                }
                Test::Value(compare) => {
                    add(&mut self.value, compare.bound.unit, compare.bound.base_value());
                }
                Test::Hs(_) | Test::Near { .. } => self.hs = true,
                Test::ContractedBefore(_) | Test::ShippedBefore(_) => self.days = true,
                Test::Via(_) => self.via = true,
                Test::Evidence(_) => self.evidence = true,
                _ => {}
            },
        }
    }
}

fn add<K: PartialEq>(all: &mut Vec<(K, Vec<Decimal>)>, key: K, bound: Decimal) {
    match all.iter_mut().find(|(known, _)| *known == key) {
        Some((_, bounds)) => bounds.push(bound),
        None => all.push((key, vec![bound])),
    }
}

/// Amounts of one cell compare alike with every bound.
fn cell(bounds: &[Decimal], amount: Decimal) -> usize {
    let below = bounds.partition_point(|bound| *bound < amount);
    below * 2 + usize::from(bounds.get(below) == Some(&amount))
}

/// Dictionaries of the dimensions' values, with one sample transfer a value that carries just
/// that part.
#[derive(Debug)]
pub struct Columns {
    needs: Needs,
    /// Codes whose entries have thresholds.
    thresholds: Vec<(String, String)>,
    /// By code value: whether an entry with thresholds may cover it.
    has_threshold: Vec<bool>,
    parameters: Vec<String>,
    /// Days tested for contract and shipment, sorted.
    days: Vec<Day>,
    known: [Dictionary; DIMS.len()],
    /// The key of the value at hand.
    key: Bytes,
    /// Values of a single known country, by dimension and country.
    countries: [Vec<u32>; 3],
    pub(super) samples: Vec<Vec<Transfer>>,
}

impl Columns {
    /// Empty dictionaries for the facts that a law reads.
    pub fn new(prepared: &Prepared) -> Self {
        let mut thresholds = Vec::new();
        for list in &prepared.book.lists {
            let entries = list.entries.iter().filter(|entry| entry.when.is_some());
            thresholds.extend(entries.map(|entry| (list.scheme.clone(), entry.code.clone())));
        }
        Columns {
            needs: Needs::of(prepared),
            thresholds,
            has_threshold: Vec::new(),
            days: prepared.mentions.days.clone(),
            parameters: prepared.mentions.bounds.keys().cloned().collect(),
            known: Default::default(),
            key: Bytes::default(),
            countries: std::array::from_fn(|_| vec![u32::MAX; COUNTRIES]),
            samples: DIMS.iter().map(|_| Vec::new()).collect(),
        }
    }

    /// How many values a dimension has.
    pub fn values(&self, dim: Dim) -> usize {
        self.samples[dim as usize].len()
    }

    /// The row of a transfer whose parties are screened. Cost: one look-up a dimension.
    pub fn encode(&mut self, transfer: &Transfer, on: Day) -> Row {
        let mut values = [0; DIMS.len()];
        for (slot, dim) in values.iter_mut().zip(DIMS) {
            *slot = self.value(dim, transfer);
        }
        let code = values[Dim::Code as usize] as usize;
        while self.has_threshold.len() <= code {
            let sample = &self.samples[Dim::Code as usize][self.has_threshold.len()];
            let covered = self.thresholds.iter().any(|(scheme, entry)| {
                let given = sample.item.codes.iter().find(|(name, _)| **name == **scheme);
                match given.map(|(_, code)| code) {
                    Some(Code::Listed(code)) => is_under(code, entry) || is_under(entry, code),
                    Some(Code::None) => false,
                    Some(Code::Unknown) | None => true,
                }
            });
            self.has_threshold.push(covered);
        }
        let doubtful = self.has_threshold[code] && !transfer.item.parameters.is_empty();
        Row { on, values, doubtful }
    }

    fn value(&mut self, dim: Dim, transfer: &Transfer) -> u32 {
        let (place, table) = match dim {
            Dim::From => (&transfer.from, 0),
            Dim::To => (&transfer.to, 1),
            Dim::Origin => (&transfer.item.origin, 2),
            Dim::Activity | Dim::Parties | Dim::Use | Dim::Item | Dim::Code => {
                return self.any_value(dim, transfer);
            }
        };
        let Place::One(country) = place else { return self.any_value(dim, transfer) };
        let at = country.index();
        if self.countries[table][at] == u32::MAX {
            self.countries[table][at] = self.any_value(dim, transfer);
        }
        self.countries[table][at]
    }

    fn any_value(&mut self, dim: Dim, transfer: &Transfer) -> u32 {
        let mut key = std::mem::take(&mut self.key);
        key.0.clear();
        self.write(dim, transfer, &mut key);
        let (id, is_new) = self.known[dim as usize].number(&key.0);
        self.key = key;
        if is_new {
            let sample = self.sample(dim, transfer);
            self.samples[dim as usize].push(sample);
        }
        id
    }

    /// Writes the facts of a dimension that the law reads: transfers that agree in them, and only
    /// those, write the same.
    fn write(&self, dim: Dim, t: &Transfer, h: &mut Bytes) {
        match dim {
            Dim::Activity => t.activity.hash(h),
            Dim::From => t.from.hash(h),
            Dim::To => t.to.hash(h),
            Dim::Origin => t.item.origin.hash(h),
            Dim::Parties => {
                h.write_usize(t.parties.len());
                t.parties.iter().for_each(|party| write_party(party, h));
            }
            Dim::Use => {
                t.end_use.tags.hash(h);
                t.knowledge.hash(h);
                h.write_u8(u8::from(t.end_use.facility.is_some()));
                if let Some(facility) = &t.end_use.facility {
                    (&facility.country, &facility.tags, &facility.parameters).hash(h);
                    facility.owner_headquarters.hash(h);
                }
            }
            Dim::Item => {
                let needs = &self.needs;
                (t.item.kind, t.item.tags).hash(h);
                if needs.hs {
                    t.item.hs.hash(h);
                }
                h.write_usize(self.read_parameters(&t.item).count());
                for (name, value) in self.read_parameters(&t.item) {
                    (name, value).hash(h);
                }
                (&t.item.made_with, &t.item.tool, &t.exceptions).hash(h);
                if needs.content {
                    t.item.content.hash(h);
                    if t.item.content.as_ref().is_some_and(|lines| !lines.is_empty()) {
                        (t.item.value, &t.rates).hash(h);
                    }
                }
                (t.item.value.is_some(), t.item.quantity.is_some()).hash(h);
                needs.value_cells(t).for_each(|cell| cell.hash(h));
                needs.quantity_cells(t).for_each(|cell| cell.hash(h));
                if needs.days {
                    self.day_cells(t).hash(h);
                }
                if needs.via {
                    t.via.hash(h);
                }
                if needs.evidence {
                    t.evidence.hash(h);
                }
            }
            Dim::Code => t.item.codes.hash(h),
        }
    }

    fn read_parameters<'t>(
        &'t self,
        item: &'t Item,
    ) -> impl Iterator<Item = &'t (Box<str>, navicert_model::amount::AmountRange)> {
        let read =
            |name: &str| self.parameters.binary_search_by(|known| known.as_str().cmp(name)).is_ok();
        item.parameters.iter().filter(move |(name, _)| read(name))
    }

    /// Where the days of contract and shipment lie among those that the law tests.
    fn day_cells(&self, t: &Transfer) -> [Option<usize>; 2] {
        let cell = |day: Day| self.days.partition_point(|known| *known <= day);
        [t.contracted_on.map(cell), t.shipped_on.map(cell)]
    }

    /// A transfer that carries just one dimension's part.
    fn sample(&self, dim: Dim, t: &Transfer) -> Transfer {
        let mut s = Transfer::default();
        fill(&mut s, dim, t);
        if dim == Dim::Item {
            // The item's code is another dimension; `none` lets a near miss read the item alone.
            s.item.codes = navicert_model::vocabulary::SCHEMES
                .iter()
                .map(|&scheme| (Box::from(scheme), Code::None))
                .collect();
            s.item.codes.sort_by(|a, b| a.0.cmp(&b.0));
        }
        s
    }

    /// The transfer that a row stands for, as far as the law reads it.
    pub fn transfer(&self, row: &Row) -> Transfer {
        Transfer { on: Some(row.on), ..self.part_of(&row.values, u16::MAX) }
    }

    /// A transfer that carries some dimensions' parts of a row.
    pub(super) fn part_of(&self, values: &[u32; DIMS.len()], dims: u16) -> Transfer {
        let sample = |dim: Dim| self.samples[dim as usize].get(values[dim as usize] as usize);
        let mut t = Transfer::default();
        // Without the item's own codes, those of the item's sample: none.
        if let Some(item) = sample(Dim::Item).filter(|_| dims & Dim::Item.mask() != 0) {
            t.item.codes.clone_from(&item.item.codes);
        }
        for dim in DIMS.into_iter().filter(|dim| dims & dim.mask() != 0) {
            if let Some(sample) = sample(dim) {
                fill(&mut t, dim, sample);
            }
        }
        t
    }
}

/// Copies one dimension's part.
fn fill(to: &mut Transfer, dim: Dim, from: &Transfer) {
    match dim {
        Dim::Activity => to.activity = from.activity,
        Dim::From => to.from = from.from.clone(),
        Dim::To => to.to = from.to.clone(),
        Dim::Origin => to.item.origin = from.item.origin.clone(),
        Dim::Parties => to.parties = from.parties.clone(),
        Dim::Use => {
            to.end_use = from.end_use.clone();
            to.knowledge = from.knowledge.clone();
        }
        Dim::Item => {
            let origin: Place = std::mem::take(&mut to.item.origin);
            let codes = std::mem::take(&mut to.item.codes);
            to.item = Item { origin, codes, ..from.item.clone() };
            to.exceptions.clone_from(&from.exceptions);
            to.rates.clone_from(&from.rates);
            to.contracted_on = from.contracted_on;
            to.shipped_on = from.shipped_on;
            to.via.clone_from(&from.via);
            to.evidence.clone_from(&from.evidence);
        }
        Dim::Code => to.item.codes.clone_from(&from.item.codes),
    }
}

/// Writes everything of a party but names.
fn write_party(party: &Party, h: &mut Bytes) {
    (party.role, &party.country, &party.headquarters, &party.tags).hash(h);
    (&party.listed, &party.nationality, party.name.is_some()).hash(h);
    match &party.owners {
        None => h.write_u8(0),
        Some(owners) => {
            h.write_u8(1);
            h.write_usize(owners.len());
            for Owner { party, share } in owners {
                share.hash(h);
                write_party(party, h);
            }
        }
    }
    for other in [&party.ultimate_parent, &party.employer] {
        h.write_u8(u8::from(other.is_some()));
        if let Some(other) = other {
            write_party(other, h);
        }
    }
}
