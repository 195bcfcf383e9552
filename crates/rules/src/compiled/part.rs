//! Laws that read the same codes, compiled together.

use super::columns::{Columns, Row};
use super::flat::{Flat, Packed};
use super::form::{Form, Forms, Pred, Tangled};
use super::slice::{ClauseForm, LaneRole, Slice};
use super::values::Classes;
use super::{DIMS, Dim};
use crate::eval::diagram::Quick;
use crate::eval::state::{Prepared, State};
use crate::law::status::Status;
use crate::law::{Clause, ClauseIx, ClauseKind, Cond, Leaf, Test};
use std::collections::HashMap;
use std::sync::Arc;

/// Laws compiled together.
pub(super) struct Part<'p> {
    pub forms: Forms<'p>,
    /// The laws, by their place in the book, sorted.
    pub laws: Vec<usize>,
    clauses: Vec<ClauseForm>,
    /// Predicates of reach, policies, forms, duties and readings: rows that differ in them are told
    /// apart even where no lane asks them.
    always: Vec<Pred>,
    /// Clauses that no lanes could be made of: with any, every row takes the explaining way.
    pub tangled: Vec<ClauseIx>,
    classes: Vec<Classes>,
    /// Slices with their class of codes; `None` = some clause has too many alternatives.
    slices: Vec<(u16, Option<Slice>)>,
    by_class: Vec<u32>,
    by_day: HashMap<(u16, u32), u32, Quick>,
    flat: Flat,
    /// Numbers of the rows of which one dimension alone does not say how they come out.
    raw: HashMap<[u32; DIMS.len()], u32, Quick>,
}

/// A row bound to one part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct PartBound {
    pub slice: u32,
    /// Tells rows apart that their classes do not; 0 = the classes do.
    pub raw: u32,
    pub classes: [u16; DIMS.len()],
}

impl<'p> Part<'p> {
    /// Compiles the clauses of some laws. Cost: linear in the clauses, times the stretches of days
    /// that their dated parts tell apart.
    pub fn new(prepared: &'p Prepared, states: Arc<[State<'p>]>, laws: Vec<usize>) -> Self {
        let mut part = Part {
            forms: Forms::new(prepared, states),
            laws,
            clauses: Vec::new(),
            always: Vec::new(),
            tangled: Vec::new(),
            classes: DIMS.iter().map(|_| Classes::default()).collect(),
            slices: Vec::new(),
            by_class: Vec::new(),
            by_day: HashMap::with_hasher(Quick),
            flat: Flat::default(),
            raw: HashMap::with_hasher(Quick),
        };
        for (index, clause) in prepared.book.clauses.iter().enumerate() {
            let ix = ClauseIx(index as u32);
            if part.laws.contains(&clause.law) && part.clause_forms(ix).is_err() {
                part.tangled.push(ix);
            }
        }
        for conflict in &prepared.book.conflicts {
            let here =
                |ix: &ClauseIx| part.laws.contains(&prepared.book.clauses[ix.0 as usize].law);
            let Some(&clause) = conflict.obeying.iter().find(|ix| here(ix)) else { continue };
            match part.forms.form(&Arc::new(conflict.when.clone()), false) {
                Ok(form) => form.preds(&mut part.always),
                Err(Tangled) => part.tangled.push(clause),
            }
        }
        part
    }

    /// How many slices were made, and the most lanes one has.
    pub fn size(&self) -> (usize, usize) {
        let lanes =
            self.slices.iter().flat_map(|(_, slice)| slice).map(|slice| slice.clauses.len());
        (self.slices.len(), lanes.max().unwrap_or(0))
    }

    /// Lays out tables for every value that the columns have met.
    pub fn prepare(&mut self, columns: &Columns) {
        for dim in DIMS {
            let samples = &columns.samples[dim as usize];
            self.classes[dim as usize].extend(&self.forms, dim, samples);
        }
        let codes = &self.classes[Dim::Code as usize];
        let slice_of = |code, stretch| {
            Slice::new(&self.forms, &self.clauses, code, stretch, &self.laws, &self.always)
        };
        self.by_class.resize(codes.classes.len(), u32::MAX);
        for (class, code) in codes.classes.iter().enumerate() {
            let slot = &mut self.by_class[class];
            if *slot == u32::MAX && !code.is_open() {
                *slot = self.slices.len() as u32;
                self.slices.push((class as u16, slice_of(code, None)));
            }
        }
        // Where the code is open, a slice a stretch of days: the lists of one day only.
        for &(value, stretch) in &columns.open_days {
            let class = codes.of_value[value as usize];
            let code = &codes.classes[usize::from(class)];
            if code.is_open() && !self.by_day.contains_key(&(class, stretch)) {
                self.by_day.insert((class, stretch), self.slices.len() as u32);
                self.slices.push((class, slice_of(code, Some(stretch))));
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

    /// Whether every value of a row was met before the last [`Self::prepare`].
    pub fn knows(&self, row: &Row) -> bool {
        let met = |(dim, value): (&Dim, &u32)| {
            (*value as usize) < self.classes[*dim as usize].of_value.len()
        };
        DIMS.iter().zip(&row.values).all(met)
    }

    pub fn bind(&self, row: &Row, stretch: u32) -> PartBound {
        let mut classes = [0; DIMS.len()];
        for (slot, (dim, &value)) in classes.iter_mut().zip(DIMS.iter().zip(&row.values)) {
            *slot = self.classes[*dim as usize].of_value[value as usize];
        }
        let class = classes[Dim::Code as usize];
        let slice = match self.by_class[usize::from(class)] {
            u32::MAX => self.by_day.get(&(class, stretch)).copied().unwrap_or(u32::MAX),
            slice => slice,
        };
        PartBound { slice: if row.doubtful { u32::MAX } else { slice }, raw: 0, classes }
    }

    fn slice(&self, row: &PartBound) -> Option<&Slice> {
        self.slices.get(row.slice as usize)?.1.as_ref()
    }

    /// Whether a bound row has a slice.
    pub fn is_laid(&self, row: &PartBound) -> bool {
        self.tangled.is_empty() && self.slice(row).is_some()
    }

    /// The row with every class replaced by the first that says the same to its slice.
    pub fn alike(&mut self, bound: &PartBound, stretch: u32, row: &Row) -> PartBound {
        let Some(slice) = self.slice(bound) else { return *bound };
        let mut alike = *bound;
        // The codes chose the slice; it knows no other class of them.
        let others = alike.classes.iter_mut().zip(DIMS).filter(|(_, dim)| *dim != Dim::Code);
        for (class, dim) in others {
            *class = slice.alike(dim, *class);
        }
        if slice.is_crossed(&bound.classes, stretch) {
            let next = self.raw.len() as u32 + 1;
            alike.raw = *self.raw.entry(row.values).or_insert(next);
        }
        alike
    }

    /// Spans of a bound row by the part's laws; `None` if it takes the explaining way.
    #[inline]
    pub fn spans(&self, row: &PartBound, stretch: u32) -> Option<Packed> {
        self.flat.spans(row, stretch)
    }

    /// Adds the clauses that may hold for a bound row, whatever their status that is worth showing;
    /// `false` if that is not known.
    pub fn candidates(&self, row: &PartBound, stretch: u32, out: &mut Vec<ClauseIx>) -> bool {
        let Some(slice) = self.slice(row).filter(|_| self.tangled.is_empty()) else {
            return false;
        };
        slice.shown(&row.classes, stretch, out);
        true
    }

    /// Every clause of the part's laws.
    pub fn all_clauses(&self) -> Vec<ClauseIx> {
        let clauses = self.forms.prepared.book.clauses.iter().enumerate();
        clauses
            .filter(|(_, clause)| self.laws.contains(&clause.law))
            .map(|(index, _)| ClauseIx(index as u32))
            .collect()
    }

    /// The forms of a clause.
    fn clause_forms(&mut self, ix: ClauseIx) -> Result<(), Tangled> {
        let forms = &mut self.forms;
        let prepared = forms.prepared;
        let clause = &prepared.book.clauses[ix.0 as usize];
        if forms.states.iter().all(|state| state.status(ix) == Status::NotKnown) {
            return Ok(());
        }
        forms.own = Some(ix);
        let form = clause_form(forms, clause);
        forms.own = None;
        let form = form?;
        // Conditions of policies, forms, duties and readings make no lanes, but rows that differ in
        // them are told apart, so that rows bound alike are judged alike.
        let parts = clause.policy.iter().chain(&clause.bars).chain(&clause.duty);
        let conds = parts.filter_map(|part| part.when.as_ref());
        let readings = clause.readings.iter().map(|reading| &reading.when);
        for cond in conds.chain(readings).chain([&clause.reach]) {
            forms.form(&Arc::new(cond.clone()), false)?.preds(&mut self.always);
        }
        let (effect, shown) = (forms.effect(ix), forms.shown(ix));
        let mut add = |form: Form, role: LaneRole| {
            self.clauses.push(ClauseForm { clause: ix, form, effect, shown, role });
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
