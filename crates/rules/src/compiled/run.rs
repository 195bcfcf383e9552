//! Compiling a book, and deciding rows.

use super::columns::{Columns, Row};
use super::flat::{Flat, Packed};
use super::form::{Form, Forms, Pred, Tangled};
use super::slice::{ClauseForm, LaneRole, Slice};
use super::values::Classes;
use super::{DIMS, Dim};
use crate::eval::diagram::Quick;
use crate::eval::evaluator::Evaluator;
use crate::eval::judge;
use crate::eval::state::{AsOf, Prepared};
use crate::law::status::Status;
use crate::law::{Clause, ClauseIx, ClauseKind, Cond, Leaf, Test};
use navicert_model::day::Day;
use navicert_model::verdict::{Effect, Verdict};
use std::collections::HashMap;
use std::sync::Arc;

/// The spans of one transfer by law, in the order of the book, and whether the fast way settled
/// them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spans {
    /// Span by law.
    pub laws: Vec<Verdict>,
}

impl Spans {
    /// The strictest of each end.
    pub fn joint(&self) -> Verdict {
        self.laws.iter().copied().reduce(Verdict::join).unwrap_or(Verdict::closed(Effect::Free))
    }
}

/// A law compiled for many transfers.
pub struct Compiled<'p> {
    forms: Forms<'p>,
    clauses: Vec<ClauseForm>,
    /// Predicates of reach, policies, forms, duties and readings: rows that differ in them are told
    /// apart even where no lane asks them.
    always: Vec<Pred>,
    /// Clauses that no lanes could be made of: with any, every row takes the explaining way.
    pub tangled: Vec<ClauseIx>,
    /// Dictionaries of the rows.
    pub columns: Columns,
    classes: Vec<Classes>,
    /// Slices with their class of codes; `None` = some clause has too many alternatives.
    slices: Vec<(u16, Option<Slice>)>,
    by_class: Vec<u32>,
    by_day: HashMap<(u16, u32), u32, Quick>,
    flat: Flat,
    laws: usize,
}

impl<'p> Compiled<'p> {
    /// Compiles a book as known on `known_at`, with clauses assumed to be in force. Cost: linear in
    /// the clauses, times the stretches of days that their dated parts tell apart.
    pub fn new(prepared: &'p Prepared, known_at: Day, assumed: Vec<ClauseIx>) -> Self {
        let as_of = AsOf { on: known_at, known_at, assumed };
        let mut forms = Forms::new(prepared, &as_of);
        let (mut clauses, mut tangled, mut always) = (Vec::new(), Vec::new(), Vec::new());
        for index in 0..prepared.book.clauses.len() {
            let ix = ClauseIx(index as u32);
            if clause_forms(&mut forms, ix, &mut clauses, &mut always).is_err() {
                tangled.push(ix);
            }
        }
        for conflict in &prepared.book.conflicts {
            // Too tangled to tell rows apart by: then none is taken for another.
            match forms.form(&Arc::new(conflict.when.clone()), false) {
                Ok(form) => form.preds(&mut always),
                Err(Tangled) => tangled.extend(conflict.obeying.first()),
            }
        }
        Compiled {
            forms,
            clauses,
            always,
            tangled,
            columns: Columns::new(prepared),
            classes: DIMS.iter().map(|_| Classes::default()).collect(),
            slices: Vec::new(),
            by_class: Vec::new(),
            by_day: HashMap::with_hasher(Quick),
            flat: Flat::default(),
            laws: prepared.book.laws.len(),
        }
    }

    /// How many slices were made, and the most lanes one has, for those who measure.
    pub fn size(&self) -> (usize, usize) {
        let lanes =
            self.slices.iter().flat_map(|(_, slice)| slice).map(|slice| slice.clauses.len());
        (self.slices.len(), lanes.max().unwrap_or(0))
    }

    /// Lays out tables for every value that the columns have met. Call it after encoding and before
    /// deciding. Cost: new values times predicates.
    pub fn prepare(&mut self) {
        for dim in DIMS {
            let samples = &self.columns.samples[dim as usize];
            self.classes[dim as usize].extend(&self.forms, dim, samples);
        }
        let codes = &self.classes[Dim::Code as usize];
        self.by_class.resize(codes.classes.len(), u32::MAX);
        for (class, code) in codes.classes.iter().enumerate() {
            let slot = &mut self.by_class[class];
            if *slot == u32::MAX && !code.is_open() {
                *slot = self.slices.len() as u32;
                let slice =
                    Slice::new(&self.forms, &self.clauses, code, None, self.laws, &self.always);
                self.slices.push((class as u16, slice));
            }
        }
        // Where the code is open, a slice a stretch of days: the lists of one day only.
        for &(value, stretch) in &self.columns.open_days {
            let class = codes.of_value[value as usize];
            let code = &codes.classes[usize::from(class)];
            if code.is_open() {
                self.by_day.entry((class, stretch)).or_insert_with(|| {
                    let slice = Slice::new(
                        &self.forms,
                        &self.clauses,
                        code,
                        Some(stretch),
                        self.laws,
                        &self.always,
                    );
                    self.slices.push((class, slice));
                    self.slices.len() as u32 - 1
                });
            }
        }
        let mut changed = self.slices.len() != self.flat.slices();
        for (class, slice) in &mut self.slices {
            if let Some(slice) = slice {
                changed |= slice.extend(&self.classes, *class);
            }
        }
        if changed {
            self.flat = Flat::of(self.slices.iter().map(|(_, slice)| slice.as_ref()));
        }
    }

    /// A row with values replaced by what they say: the form in which rows are decided fastest.
    pub fn bind(&self, row: &Row) -> Bound {
        let mut classes = [0; DIMS.len()];
        for (slot, (dim, &value)) in classes.iter_mut().zip(DIMS.iter().zip(&row.values)) {
            *slot = self.classes[*dim as usize].of_value[value as usize];
        }
        let stretch = self.forms.prepared.stretch(row.on) as u32;
        let class = classes[Dim::Code as usize];
        let slice = match self.by_class[usize::from(class)] {
            u32::MAX => self.by_day.get(&(class, stretch)).copied().unwrap_or(u32::MAX),
            slice => slice,
        };
        Bound { slice: if row.doubtful { u32::MAX } else { slice }, stretch, classes }
    }

    /// As [`Self::bind`]; `None` if a value came after the last [`Self::prepare`].
    pub fn try_bind(&self, row: &Row) -> Option<Bound> {
        let met = |(dim, value): (&Dim, &u32)| {
            (*value as usize) < self.classes[*dim as usize].of_value.len()
        };
        DIMS.iter().zip(&row.values).all(met).then(|| self.bind(row))
    }

    /// Whether a bound row has a slice: no doubt about its code, no clause too tangled for it.
    pub fn is_laid(&self, row: &Bound) -> bool {
        self.tangled.is_empty()
            && self.slices.get(row.slice as usize).is_some_and(|(_, slice)| slice.is_some())
    }

    /// A bound row with every class replaced by the first that says the same to its slice: rows
    /// that come out equal are judged alike.
    #[must_use]
    pub fn alike(&self, row: &Bound) -> Bound {
        let mut alike = *row;
        if let Some((_, Some(slice))) = self.slices.get(row.slice as usize) {
            // The codes chose the slice; it knows no other class of them.
            let others = alike.classes.iter_mut().zip(DIMS).filter(|(_, dim)| *dim != Dim::Code);
            for (class, dim) in others {
                *class = slice.alike(dim, *class);
            }
        }
        alike
    }

    /// Spans of a bound row, packed by law; `None` if it takes the explaining way.
    ///
    /// Cost: the dimensions that the slice asks, times its words; completions only where they may
    /// narrow an open span.
    #[inline]
    pub fn spans(&self, row: &Bound) -> Option<Packed> {
        self.flat.spans(row)
    }

    /// Clauses that may hold for a bound row, in the order of the book, whatever their status that
    /// is worth showing. A superset of the findings.
    pub fn candidates(&self, row: &Bound) -> Option<Vec<ClauseIx>> {
        if !self.tangled.is_empty() {
            return None;
        }
        let slice = self.slices.get(row.slice as usize)?.1.as_ref()?;
        let interval =
            &slice.intervals[slice.starts.partition_point(|&from| from <= row.stretch) - 1];
        let mut found: Vec<ClauseIx> = Vec::new();
        for word in 0..slice.words {
            let mut bits = interval.shown[word];
            for table in &slice.tables {
                let at = usize::from(row.classes[table.dim as usize]) * slice.words * 2;
                bits &= table.words[at + slice.words + word];
            }
            while bits != 0 {
                let clause = slice.clauses[word * 64 + bits.trailing_zeros() as usize];
                if found.last() != Some(&clause) {
                    found.push(clause);
                }
                bits &= bits - 1;
            }
        }
        found.sort_unstable();
        found.dedup();
        Some(found)
    }

    /// Spans by law of a row, the explaining way where the fast one does not settle it.
    pub fn decide(&self, row: &Row) -> Spans {
        let bound = self.bind(row);
        if let Some(packed) = self.spans(&bound).filter(|_| self.tangled.is_empty()) {
            return Spans { laws: (0..self.laws).map(|law| packed.law(law)).collect() };
        }
        let transfer = self.columns.transfer(row);
        let state = self.forms.state(self.forms.prepared.stretch(row.on));
        let mut ev = Evaluator::new(state, &transfer);
        let judged = match self.candidates(&bound) {
            Some(clauses) => judge::judge_clauses(&mut ev, &clauses),
            None => judge::judge(&mut ev),
        };
        Spans { laws: judged.laws.iter().map(|law| law.verdict).collect() }
    }
}

/// A row bound to a compiled law.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Bound {
    pub(super) slice: u32,
    pub(super) stretch: u32,
    pub(super) classes: [u16; DIMS.len()],
}

/// The forms of a clause.
fn clause_forms(
    forms: &mut Forms<'_>,
    ix: ClauseIx,
    clauses: &mut Vec<ClauseForm>,
    always: &mut Vec<Pred>,
) -> Result<(), Tangled> {
    let prepared = forms.prepared;
    let clause = &prepared.book.clauses[ix.0 as usize];
    if forms.states.iter().all(|state| state.status(ix) == Status::NotKnown) {
        return Ok(());
    }
    forms.own = Some(ix);
    let form = clause_form(forms, clause);
    forms.own = None;
    let form = form?;
    // Conditions of policies, forms, duties and readings make no lanes, but rows that differ in them
    // are told apart, so that rows bound alike are judged alike.
    let parts = clause.policy.iter().chain(&clause.bars).chain(&clause.duty);
    let conds = parts.filter_map(|part| part.when.as_ref());
    let readings = clause.readings.iter().map(|reading| &reading.when);
    for cond in conds.chain(readings).chain([&clause.reach]) {
        forms.form(&Arc::new(cond.clone()), false)?.preds(always);
    }
    let (effect, shown) = (forms.effect(ix), forms.shown(ix));
    let mut add = |form: Form, role: LaneRole| {
        clauses.push(ClauseForm { clause: ix, form, effect, shown, role });
    };
    match &clause.kind {
        ClauseKind::Effect(_) => add(form, LaneRole::Clause),
        ClauseKind::Exception { claimed, .. } => {
            add(form.clone(), LaneRole::Candidate);
            let Some(word) = claimed else {
                add(form, LaneRole::Exception);
                return Ok(());
            };
            let claim = Cond::Test(Arc::new(Leaf {
                text: format!("claims {word}"),
                test: Test::Claims(word.clone()),
            }));
            let claim = forms.form(&Arc::new(claim), false)?;
            add(Form::All(vec![form, claim]), LaneRole::Exception);
        }
    }
    Ok(())
}

fn clause_form(forms: &mut Forms<'_>, clause: &Clause) -> Result<Form, Tangled> {
    let mut parts = vec![
        forms.form(&Arc::new(clause.reach.clone()), false)?,
        forms.form(&Arc::new(clause.when.clone()), false)?,
    ];
    for grace in &clause.grace {
        let spared = forms.form(&Arc::new(grace.when.clone()), true)?;
        parts.push(match grace.until {
            Some(until) => Form::Any(vec![Form::Day(forms.since(until)), spared]),
            None => spared,
        });
    }
    let mut flat = Vec::new();
    for part in parts {
        match part {
            Form::All(inner) => flat.extend(inner),
            other => flat.push(other),
        }
    }
    // What the code alone decides comes first, so that a slice drops a clause at once.
    flat.sort_by_key(|part| !matches!(part, Form::Lit(pred) if pred.dim == Dim::Code));
    Ok(Form::All(flat))
}
