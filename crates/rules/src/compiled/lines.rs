//! What each value of a dimension says to the lines of a clause.
//!
//! The reasons of a clause show every line of its condition, so rows have the same reasons only if
//! they agree line by line; what a slice tells apart is too coarse for that, whole rows too fine.
//! Lines of graces, policies, forms, duties and readings count too: rows that say the same to all of
//! them are alike to the clause.

use super::columns::{Columns, Row};
use super::form::{Forms, Reads};
use super::phase::Phases;
use super::values::write_open;
use super::{DIMS, Dim};
use crate::eval::diagram::{NO, Quick, YES};
use crate::eval::evaluator::{Ctx, Evaluator};
use crate::eval::facts::ItemView;
use crate::law::{Clause, ClauseIx, ClauseKind, Cond};
use navicert_model::transfer::Transfer;
use std::collections::HashMap;
use std::fmt::Write;

/// What a row says to the lines of a clause: rows that say the same are alike to it, with the same
/// reasons.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Said {
    table: u32,
    values: [u32; DIMS.len()],
}

impl Said {
    /// It as words, for keys of several.
    pub fn words(&self) -> impl Iterator<Item = u32> {
        std::iter::once(self.table).chain(self.values)
    }
}

/// What a row tells a clause that may hold for it.
#[derive(Clone, Copy, Debug)]
pub struct Told {
    /// The clause.
    pub clause: ClauseIx,
    /// What the row says to its lines.
    pub said: Said,
    /// Whether what may be answered to its open lines may hang on the day.
    pub dated: bool,
}

/// Tables by clause, and by what the dated parts that it reads look like.
#[derive(Debug, Default)]
pub(super) struct Lines {
    tables: Vec<Table>,
    /// Table by clause and stretch; `u32::MAX` = not met yet.
    known: Vec<Vec<u32>>,
    by_phase: HashMap<(ClauseIx, u32), u32, Quick>,
}

/// How the lines of a clause read each dimension, one bit each.
#[derive(Clone, Copy, Debug, Default)]
struct Reading {
    /// A line reads it.
    any: u16,
    /// A line reads it beside others.
    mixed: u16,
    /// A line reads it that need not hold where the clause does.
    loose: u16,
}

/// What values say to one clause.
#[derive(Debug)]
struct Table {
    clause: ClauseIx,
    /// A stretch in which the dated parts look so.
    stretch: u32,
    reads: Reading,
    /// Number of what a value says, by dimension and value.
    of_value: [Vec<u32>; DIMS.len()],
    known: HashMap<String, u32>,
    /// By number of what is said: whether what may be answered hangs on the day.
    dated: Vec<bool>,
}

impl Lines {
    /// What a row says to a clause in a stretch; where the clause is known to hold, lines that must hold
    /// too tell nothing apart. Cost: one look-up for each dimension that is read; for a value not met
    /// before, the lines that read it.
    pub fn said(
        &mut self,
        (forms, phases): (&mut Forms<'_>, &mut Phases),
        columns: &Columns,
        row: &Row,
        (clause, stretch, holds): (ClauseIx, u32, bool),
    ) -> Told {
        let known = self.known.get(clause.0 as usize).and_then(|known| known.get(stretch as usize));
        let table = match known {
            Some(&table) if table != u32::MAX => table,
            _ => self.table(forms, phases, clause, stretch),
        };
        let mut said = Said { table, values: [0; DIMS.len()] };
        let table = &mut self.tables[table as usize];
        let mut left = if holds { table.reads.loose } else { table.reads.any };
        said.values[0] = u32::from(holds) << 31;
        // What lines of several dimensions may be answered is not looked at.
        let mut dated = left & table.reads.mixed != 0;
        while left != 0 {
            let dim = left.trailing_zeros() as usize;
            left &= left - 1;
            let value = row.values[dim];
            said.values[dim] |= if table.reads.mixed >> dim & 1 == 1 {
                value
            } else {
                let number = table.number(forms, DIMS[dim], &columns.samples[dim], value);
                dated |= table.dated[number as usize];
                number
            };
        }
        Told { clause, said, dated }
    }

    fn table(
        &mut self,
        forms: &mut Forms<'_>,
        phases: &mut Phases,
        clause: ClauseIx,
        stretch: u32,
    ) -> u32 {
        let mut all = Reads::default();
        let mut reads = Reading::default();
        let body = &forms.prepared.book.clauses[clause.0 as usize];
        for (number, cond) in conds(body).enumerate() {
            forms.reads(cond, false, &mut all);
            // Reach and trigger come first: they hold where the clause does.
            each_line(forms, cond, (false, number < 2), &mut |must, line| {
                let dims = line.dims().iter().fold(0, |all, dim| all | dim.mask());
                reads.any |= dims;
                reads.mixed |= if line.dims().len() > 1 { dims } else { 0 };
                reads.loose |= if must { 0 } else { dims };
            });
        }
        // Who is named at all is shown even where no line reads it.
        let besides = if all.dims().contains(&Dim::Parties) { Dim::Parties.mask() } else { 0 }
            | if claim(body).is_some() { Dim::Item.mask() } else { 0 };
        reads.any |= besides;
        reads.loose |= besides;
        let phase = phases.of_clause(forms, clause, stretch);
        let tables = &mut self.tables;
        let table = *self.by_phase.entry((clause, phase)).or_insert_with(|| {
            let (of_value, known, dated) = Default::default();
            tables.push(Table { clause, stretch, reads, of_value, known, dated });
            tables.len() as u32 - 1
        });
        let (clause, stretch) = (clause.0 as usize, stretch as usize);
        if self.known.len() <= clause {
            self.known.resize(clause + 1, Vec::new());
        }
        if self.known[clause].len() <= stretch {
            self.known[clause].resize(stretch + 1, u32::MAX);
        }
        self.known[clause][stretch] = table;
        table
    }
}

/// The word by which an exception is claimed, if it must be.
fn claim(clause: &Clause) -> Option<&str> {
    match &clause.kind {
        ClauseKind::Exception { claimed, .. } => claimed.as_deref(),
        ClauseKind::Effect(_) => None,
    }
}

/// Every condition of a clause.
pub(super) fn conds(clause: &Clause) -> impl Iterator<Item = &Cond> {
    own_conds(clause).chain(parts(clause))
}

/// The conditions to which a clause's own entries count as listed.
fn own_conds(clause: &Clause) -> impl Iterator<Item = &Cond> {
    [&clause.reach, &clause.when]
        .into_iter()
        .chain(clause.grace.iter().map(|grace| &grace.when))
        .chain(clause.readings.iter().map(|reading| &reading.when))
}

/// The conditions of its policies, barred forms and duties.
fn parts(clause: &Clause) -> impl Iterator<Item = &Cond> {
    let parts = clause.policy.iter().chain(&clause.bars).chain(&clause.duty);
    parts.filter_map(|part| part.when.as_ref())
}

impl Table {
    fn number(&mut self, forms: &Forms<'_>, dim: Dim, samples: &[Transfer], value: u32) -> u32 {
        let of_value = &mut self.of_value[dim as usize];
        let at = value as usize;
        if of_value.len() <= at {
            of_value.resize(at + 1, u32::MAX);
        }
        if of_value[at] == u32::MAX {
            let state = &forms.states[self.stretch as usize];
            let mut ev = Evaluator::new(state, &samples[at]);
            ev.enter(self.clause);
            let root = ev.root();
            let clause = &state.book().clauses[self.clause.0 as usize];
            let mut writer = Writer { forms, dim, out: String::new(), line: 0, dated: false };
            own_conds(clause).for_each(|cond| writer.cond(&mut ev, cond, (root, false)));
            ev.leave();
            parts(clause).for_each(|cond| writer.cond(&mut ev, cond, (root, false)));
            let claims =
                |word: &str| samples[at].exceptions.iter().any(|claimed| **claimed == *word);
            if dim == Dim::Item && claim(clause).is_some_and(claims) {
                writer.out.push('c');
            }
            let next = self.known.len() as u32;
            of_value[at] = *self.known.entry(writer.out).or_insert_with(|| {
                self.dated.push(writer.dated);
                next
            });
        }
        of_value[at]
    }
}

/// Calls `each` with every line of a condition that reasons show whole: whether it must hold where the
/// condition does, and what it reads.
fn each_line(
    forms: &Forms<'_>,
    cond: &Cond,
    (inside_item, must): (bool, bool),
    each: &mut impl FnMut(bool, &Reads),
) {
    match cond {
        Cond::All(parts) => {
            parts.iter().for_each(|part| each_line(forms, part, (inside_item, must), each));
        }
        Cond::Any(parts) => {
            let must = must && parts.len() == 1;
            parts.iter().for_each(|part| each_line(forms, part, (inside_item, must), each));
        }
        Cond::Not(inner) => each_line(forms, inner, (inside_item, false), each),
        Cond::Unsure(inner) => each_line(forms, inner, (inside_item, false), each),
        Cond::Some { cond, .. } => each_line(forms, cond, (inside_item, false), each),
        Cond::Tool(inner) => each_line(forms, inner, (true, false), each),
        Cond::Holds(def) => {
            let inner = &forms.prepared.book.definitions[def.0 as usize].cond;
            each_line(forms, inner, (inside_item, must), each);
        }
        Cond::Content { .. } | Cond::MadeWith { .. } | Cond::Test(_) => {
            let mut reads = Reads::default();
            forms.reads(cond, inside_item, &mut reads);
            each(must, &reads);
        }
    }
}

/// Writes the lines that read one dimension alone, each with its diagram.
struct Writer<'f, 'p> {
    forms: &'f Forms<'p>,
    dim: Dim,
    out: String,
    line: usize,
    dated: bool,
}

impl Writer<'_, '_> {
    fn cond<'s>(&mut self, ev: &mut Evaluator<'s>, cond: &'s Cond, at: (Ctx<'s>, bool)) {
        let (ctx, inside_item) = at;
        match cond {
            Cond::All(parts) | Cond::Any(parts) => {
                parts.iter().for_each(|part| self.cond(ev, part, at));
            }
            Cond::Not(inner) => self.cond(ev, inner, at),
            Cond::Unsure(inner) => self.cond(ev, inner, at),
            Cond::Holds(def) => {
                let book = ev.book();
                self.cond(ev, &book.definitions[def.0 as usize].cond, at);
            }
            Cond::Some { roles, cond, .. } if self.dim == Dim::Parties => {
                for party in ev.parties(*roles) {
                    let named = party.name.is_some();
                    let _ = write!(self.out, "[{:?} {named}", party.role);
                    self.cond(ev, cond, (Ctx { party: Some(party), ..ctx }, inside_item));
                    self.out.push(']');
                }
            }
            Cond::Some { cond, .. } => self.cond(ev, cond, at),
            Cond::Tool(inner) if self.dim == Dim::Item => match ctx.item {
                ItemView::Item(item) if item.tool.is_some() => {
                    let tool = item.tool.as_deref().map_or(ctx.item, ItemView::Item);
                    self.cond(ev, inner, (Ctx { item: tool, ..ctx }, true));
                }
                _ => self.out.push('-'),
            },
            Cond::Tool(inner) => self.cond(ev, inner, (ctx, true)),
            Cond::Content { .. } | Cond::MadeWith { .. } | Cond::Test(_) => {
                let mut reads = Reads::default();
                self.forms.reads(cond, inside_item, &mut reads);
                if reads.dims() == [self.dim] {
                    self.line(ev, cond, ctx);
                }
            }
        }
    }

    fn line<'s>(&mut self, ev: &mut Evaluator<'s>, cond: &'s Cond, ctx: Ctx<'s>) {
        self.line += 1;
        match ev.cond(cond, ctx) {
            YES => self.out.push('y'),
            NO => self.out.push('n'),
            node => {
                self.dated |= write_open(ev, self.line, node, &mut self.out);
            }
        }
    }
}
