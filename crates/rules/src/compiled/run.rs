//! Compiling a book, and deciding rows.

use super::columns::{Columns, Row};
use super::form::{Form, Forms, Tangled};
use super::slice::{ClauseForm, Interval, LaneRole, Slice};
use super::values::Classes;
use super::{DIMS, Dim};
use crate::eval::evaluator::Evaluator;
use crate::eval::judge;
use crate::eval::state::{AsOf, Prepared, State};
use crate::law::status::Status;
use crate::law::{Clause, ClauseIx, ClauseKind, Cond, Leaf, Test};
use navicert_model::day::Day;
use navicert_model::verdict::{Effect, Verdict};
use crate::eval::diagram::Quick;
use std::collections::HashMap;
use std::sync::Arc;

/// More joint outcomes than this go to the explaining evaluator.
const MAX_JOINT: usize = 4096;

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
    /// Clauses that no lanes could be made of: with any, every row takes the explaining way.
    pub tangled: Vec<ClauseIx>,
    /// Dictionaries of the rows.
    pub columns: Columns,
    classes: Vec<Classes>,
    /// Slices with their class of codes; `None` = some clause has too many alternatives.
    slices: Vec<(u16, Option<Slice>)>,
    by_class: Vec<u32>,
    by_day: HashMap<(u16, u32), u32, Quick>,
    laws: usize,
    as_of: AsOf,
}

impl<'p> Compiled<'p> {
    /// Compiles a book as known on `known_at`, with clauses assumed to be in force. Cost: linear in
    /// the clauses, times the stretches of days that their dated parts tell apart.
    pub fn new(prepared: &'p Prepared, known_at: Day, assumed: Vec<ClauseIx>) -> Self {
        let as_of = AsOf { on: known_at, known_at, assumed };
        let mut forms = Forms::new(prepared, &as_of);
        let (mut clauses, mut tangled) = (Vec::new(), Vec::new());
        for index in 0..prepared.book.clauses.len() {
            let ix = ClauseIx(index as u32);
            if clause_forms(&mut forms, ix, &mut clauses).is_err() {
                tangled.push(ix);
            }
        }
        Compiled {
            forms,
            clauses,
            tangled,
            columns: Columns::new(prepared),
            classes: DIMS.iter().map(|_| Classes::default()).collect(),
            slices: Vec::new(),
            by_class: Vec::new(),
            by_day: HashMap::with_hasher(Quick),
            laws: prepared.book.laws.len(),
            as_of,
        }
    }

    /// How many slices were made, and the most lanes one has, for those who measure.
    pub fn size(&self) -> (usize, usize) {
        let lanes = self.slices.iter().flat_map(|(_, slice)| slice).map(|slice| slice.clauses.len());
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
                let slice = Slice::new(&self.forms, &self.clauses, code, None, self.laws);
                self.slices.push((class as u16, slice));
            }
        }
        // Where the code is open, a slice a stretch of days: the lists of one day only.
        for &(value, stretch) in &self.columns.open_days {
            let class = codes.of_value[value as usize];
            let code = &codes.classes[usize::from(class)];
            if code.is_open() {
                self.by_day.entry((class, stretch)).or_insert_with(|| {
                    let slice = Slice::new(&self.forms, &self.clauses, code, Some(stretch), self.laws);
                    self.slices.push((class, slice));
                    self.slices.len() as u32 - 1
                });
            }
        }
        for (class, slice) in &mut self.slices {
            if let Some(slice) = slice {
                slice.extend(&self.classes, *class);
            }
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

    /// Spans by law of a bound row; `None` if it takes the explaining way.
    ///
    /// Cost: the dimensions that the slice asks, times its words; completions only where they may
    /// narrow an open span.
    pub fn spans(&self, row: &Bound, out: &mut [(Effect, Effect)]) -> bool {
        if !self.tangled.is_empty() {
            return false;
        }
        let Some((_, Some(slice))) = self.slices.get(row.slice as usize) else { return false };
        match slice.words {
            1 => decide::<1>(slice, row, out),
            2 => decide::<2>(slice, row, out),
            3..=4 => decide::<4>(slice, row, out),
            5..=8 => decide::<8>(slice, row, out),
            9..=16 => decide::<16>(slice, row, out),
            _ => false,
        }
    }

    /// Clauses that may hold for a bound row, in the order of the book, whatever their status that
    /// is worth showing. A superset of the findings.
    pub fn candidates(&self, row: &Bound) -> Option<Vec<ClauseIx>> {
        if !self.tangled.is_empty() {
            return None;
        }
        let slice = self.slices.get(row.slice as usize)?.1.as_ref()?;
        let interval = &slice.intervals[slice.starts.partition_point(|&from| from <= row.stretch) - 1];
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
        let mut out = vec![(Effect::Free, Effect::Free); self.laws];
        if self.spans(&self.bind(row), &mut out) {
            let laws = out.into_iter().map(|(lo, hi)| Verdict::new(lo, hi)).collect();
            return Spans { laws };
        }
        let transfer = self.columns.transfer(row);
        let as_of = AsOf { on: row.on, ..self.as_of.clone() };
        let state = State::new(self.forms.prepared, as_of);
        let judged = judge::judge(&mut Evaluator::new(&state, &transfer));
        Spans { laws: judged.laws.iter().map(|law| law.verdict).collect() }
    }
}

/// A row bound to a compiled law.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bound {
    slice: u32,
    stretch: u32,
    classes: [u16; DIMS.len()],
}

/// The forms of a clause.
fn clause_forms(
    forms: &mut Forms<'_>,
    ix: ClauseIx,
    clauses: &mut Vec<ClauseForm>,
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
    Ok(Form::All(parts))
}

/// The span of fired lanes: certain and possible words of the same outcome are equal.
#[inline]
fn verdict<const W: usize>(slice: &Slice, law: usize, certain: &[u64; W], possible: &[u64; W]) -> (Effect, Effect) {
    let masks = &slice.laws[law];
    let any = |words: &[u64; W], mask: &[u64]| {
        let mut hit = 0;
        for (word, mask) in words.iter().zip(mask) {
            hit |= word & mask;
        }
        hit != 0
    };
    let end = |words: &[u64; W]| {
        if any(words, &masks.prohibited) {
            Effect::Prohibited
        } else if any(words, &masks.licence) {
            Effect::Licence
        } else {
            Effect::Free
        }
    };
    (end(certain), end(possible))
}

/// Takes away what fired exceptions lift.
#[inline]
fn lift<const W: usize>(slice: &Slice, words: &mut [u64; W], fired: &[u64; W]) {
    for (own, lifted) in &slice.exceptions {
        let mut hit = 0;
        for (word, own) in fired.iter().zip(own) {
            hit |= word & own;
        }
        if hit != 0 {
            for (word, lifted) in words.iter_mut().zip(lifted) {
                *word &= !lifted;
            }
        }
    }
}

fn decide<const W: usize>(slice: &Slice, row: &Bound, out: &mut [(Effect, Effect)]) -> bool {
    let at = slice.starts.partition_point(|&from| from <= row.stretch) - 1;
    let interval = &slice.intervals[at];
    let words = slice.words;
    let (mut certain, mut possible) = ([0_u64; W], [0_u64; W]);
    certain[..words].copy_from_slice(&interval.certain[..words]);
    possible[..words].copy_from_slice(&interval.possible[..words]);
    for table in &slice.tables {
        let at = usize::from(row.classes[table.dim as usize]) * words * 2;
        let laid = &table.words[at..at + words * 2];
        for word in 0..words {
            certain[word] &= laid[word];
            possible[word] &= laid[words + word];
        }
    }
    let (mut low, mut high) = (certain, possible);
    if !slice.exceptions.is_empty() {
        lift(slice, &mut low, &possible);
        lift(slice, &mut high, &certain);
    }
    let mut open = false;
    for (law, span) in out.iter_mut().enumerate() {
        *span = verdict(slice, law, &low, &high);
        open |= span.0 != span.1;
    }
    !open || exact(slice, row, interval, &certain, &possible, out)
}

/// Narrows open spans to what completions reach.
#[cold]
fn exact<const W: usize>(
    slice: &Slice,
    row: &Bound,
    interval: &Interval,
    certain: &[u64; W],
    possible: &[u64; W],
    out: &mut [(Effect, Effect)],
) -> bool {
    if vague(slice, row, possible) {
        return false;
    }
    let exceptions_open = slice
        .any_exception
        .iter()
        .enumerate()
        .any(|(word, mask)| possible[word] & !certain[word] & mask != 0);
    if !exceptions_open && proven_by_low(slice, row, interval, out) {
        return true;
    }
    enumerate::<W>(slice, row, interval, out)
}



/// Whether a lane that looks possible asks several open things whose joint outcomes are not known.
fn vague<const W: usize>(slice: &Slice, row: &Bound, possible: &[u64; W]) -> bool {
    slice.tables.iter().any(|table| {
        let at = usize::from(row.classes[table.dim as usize]) * slice.words;
        let vague = &table.vague[at..at + slice.words];
        possible.iter().zip(vague).any(|(word, vague)| word & vague != 0)
    })
}

/// The lower ends are exact if one completion reaches them: that in which everything open is
/// answered with no. The upper ends are exact because lanes ask each dimension once.
fn proven_by_low(slice: &Slice, row: &Bound, interval: &Interval, out: &[(Effect, Effect)]) -> bool {
    let words = slice.words;
    if interval.outcomes.is_empty() {
        return false;
    }
    // The outcome in which no lapsed clause came back is the first.
    let mut fired = interval.outcomes[..words].to_vec();
    for table in &slice.tables {
        let at = usize::from(row.classes[table.dim as usize]) * words;
        for (word, low) in fired.iter_mut().zip(&table.low[at..at + words]) {
            *word &= low;
        }
    }
    for (own, lifted) in &slice.exceptions {
        if fired.iter().zip(own).any(|(word, own)| word & own != 0) {
            fired.iter_mut().zip(lifted).for_each(|(word, lifted)| *word &= !lifted);
        }
    }
    out.iter().enumerate().all(|(law, span)| {
        let hit = |mask: &[u64]| fired.iter().zip(mask).any(|(word, mask)| word & mask != 0);
        let reached = if hit(&slice.laws[law].prohibited) {
            Effect::Prohibited
        } else if hit(&slice.laws[law].licence) {
            Effect::Licence
        } else {
            Effect::Free
        };
        reached == span.0
    })
}

/// Tries every joint outcome of the open dimensions.
fn enumerate<const W: usize>(
    slice: &Slice,
    row: &Bound,
    interval: &Interval,
    out: &mut [(Effect, Effect)],
) -> bool {
    let words = slice.words;
    let mut fixed = [u64::MAX; W];
    let mut open: [&[u64]; DIMS.len() + 1] = [&[]; DIMS.len() + 1];
    let mut count = 0;
    let mut joint = 1;
    let mut add = |laid: &'_ [u64]| -> bool {
        let outcomes = laid.len() / words;
        joint *= outcomes.max(1);
        outcomes > 0 && joint <= MAX_JOINT
    };
    if !add(&interval.outcomes) {
        return false;
    }
    if interval.outcomes.len() == words {
        for (fixed, word) in fixed.iter_mut().zip(&interval.outcomes) {
            *fixed &= word;
        }
    } else {
        open[count] = &interval.outcomes;
        count += 1;
    }
    for table in &slice.tables {
        let class = usize::from(row.classes[table.dim as usize]);
        let Some(laid) = &table.outcomes[class] else { return false };
        if !add(laid) {
            return false;
        }
        if laid.len() == words {
            for (fixed, word) in fixed.iter_mut().zip(laid) {
                *fixed &= word;
            }
        } else {
            open[count] = laid;
            count += 1;
        }
    }
    let mut reached = [(Effect::Prohibited, Effect::Free); 16];
    if out.len() > reached.len() {
        return false;
    }
    visit::<W>(slice, &open[..count], &fixed, &mut reached[..out.len()]);
    out.copy_from_slice(&reached[..out.len()]);
    true
}

fn visit<const W: usize>(
    slice: &Slice,
    open: &[&[u64]],
    fired: &[u64; W],
    reached: &mut [(Effect, Effect)],
) {
    let Some((first, rest)) = open.split_first() else {
        let mut words = *fired;
        if !slice.exceptions.is_empty() {
            lift(slice, &mut words, fired);
        }
        for (law, span) in reached.iter_mut().enumerate() {
            let (effect, _) = verdict(slice, law, &words, &words);
            *span = (span.0.min(effect), span.1.max(effect));
        }
        return;
    };
    for laid in first.chunks_exact(slice.words) {
        let mut next = *fired;
        for (word, laid) in next.iter_mut().zip(laid) {
            *word &= laid;
        }
        visit(slice, rest, &next, reached);
    }
}
