//! Laws that read the same codes, compiled together.

use super::columns::{Columns, Row};
use super::flat::{Flat, Lanes};
use super::focus::Focuses;
use super::form::{Form, Forms, Pred, Tangled};
use super::lines::{Lines, Told};
use super::packed::Packed;
use super::phase::Phases;
use super::slice::{ClauseForm, LaneRole, Slice};
use super::trials::Trials;
use super::values::{Classes, bit};
use super::{DIMS, Dim};
use crate::eval::diagram::Quick;
use crate::eval::state::{Prepared, State};
use crate::eval::together::schemes_of;
use crate::law::status::Status;
use crate::law::{Clause, ClauseIx, ClauseKind, Cond, Leaf, Test};
use std::collections::HashMap;
use std::sync::Arc;

/// Laws compiled together.
///
/// Everything that depends on the values met is made when a row is bound: classes of values, slices
/// for classes of codes, words of classes in slices.
pub(super) struct Part<'p> {
    pub forms: Forms<'p>,
    /// The laws, by their place in the book, sorted.
    pub laws: Vec<usize>,
    clauses: Vec<ClauseForm>,
    /// What each clause asks: its condition, policies, forms, duties and readings.
    asked: HashMap<ClauseIx, Vec<Form>>,
    /// What every row is asked: reach, and conflicts.
    common: Vec<Form>,
    focuses: Focuses,
    phases: Phases,
    /// Focus by slice, stretch, and the lanes that may hold.
    focus_of: HashMap<(u32, u32, Lanes), u32, Quick>,
    /// Values and classes of the last row.
    last: Option<([u32; DIMS.len()], [u16; DIMS.len()])>,
    /// Focus of no clause, by stretch.
    without: Vec<Option<u32>>,
    /// Room for the clauses that hold for a row.
    holding: Vec<(ClauseIx, bool)>,
    /// Clauses that no lanes could be made of: with any, every row takes the explaining way.
    pub tangled: Vec<ClauseIx>,
    classes: Vec<Classes>,
    /// Whether any clause can reach rows of these classes of route and activity.
    gate: HashMap<[u16; GATE.len()], bool, Quick>,
    /// `None` = some clause has too many alternatives.
    slices: Vec<Option<Slice>>,
    /// Slice by class of codes, and by stretch if the code is open.
    by_code: HashMap<(u16, u32), u32, Quick>,
    flat: Flat,
    trials: Trials,
    /// What trying came to, by bound row; none = the explaining way.
    tried: HashMap<PartBound, Option<Packed>, Quick>,
    /// Numbers of the rows of which one dimension alone does not say how they come out.
    raw: HashMap<[u32; DIMS.len()], u32, Quick>,
    lines: Lines,
}

/// Dimensions of few classes that most clauses ask first.
const GATE: [Dim; 4] = [Dim::Activity, Dim::From, Dim::To, Dim::Origin];
/// At most this many sets of lanes are remembered with their focus.
const REMEMBERED: usize = 1 << 15;
/// At most this many bound rows are remembered with what trying came to.
const REMEMBERED_ROWS: usize = 1 << 18;
/// No slice: the explaining way.
const NO_SLICE: u32 = u32::MAX;
/// The slice of rows that no clause can reach.
const OUT_OF_REACH: u32 = 0;

/// A row bound to one part: rows bound alike are judged alike by its laws.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PartBound {
    /// First of the stretches in which the law of the part is the same.
    pub(super) stretch: u32,
    pub(super) slice: u32,
    /// Number of the value among those that the slice tells apart, by dimension.
    pub(super) at: [u16; DIMS.len()],
}

/// What rows have in common that the laws of a part judge alike: the clauses that may hold, and what
/// the row says to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Alike {
    focus: u32,
    /// Where what is open hangs on the day: the stretch.
    stretch: u32,
    /// Where it hangs on several dimensions: a number that tells rows apart.
    raw: u32,
    at: [u16; DIMS.len()],
}

impl<'p> Part<'p> {
    /// Compiles the clauses of some laws. Cost: linear in the clauses, times the stretches of days
    /// that their dated parts tell apart.
    pub fn new(prepared: &'p Prepared, states: Arc<[State<'p>]>, laws: Vec<usize>) -> Self {
        let schemes: Vec<&'p str> =
            laws.iter().flat_map(|&law| schemes_of(&prepared.book, law)).collect();
        let like = alike_stretches(prepared, &states, &laws, &schemes);
        let mut part = Part {
            forms: Forms::new(prepared, states, schemes, like),
            laws,
            clauses: Vec::new(),
            asked: HashMap::new(),
            common: Vec::new(),
            focuses: Focuses::default(),
            phases: Phases::default(),
            focus_of: HashMap::with_hasher(Quick),
            last: None,
            without: Vec::new(),
            holding: Vec::new(),
            tangled: Vec::new(),
            classes: DIMS.iter().map(|_| Classes::default()).collect(),
            gate: HashMap::with_hasher(Quick),
            slices: Vec::new(),
            by_code: HashMap::with_hasher(Quick),
            flat: Flat::default(),
            trials: Trials::default(),
            tried: HashMap::with_hasher(Quick),
            raw: HashMap::with_hasher(Quick),
            lines: Lines::default(),
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
                Ok(form) => part.common.push(form),
                Err(Tangled) => part.tangled.push(clause),
            }
        }
        part.push(Some(Slice::empty(&prepared.book, &part.laws)));
        part
    }

    fn push(&mut self, slice: Option<Slice>) -> u32 {
        self.flat.push(slice.as_ref());
        self.slices.push(slice);
        self.slices.len() as u32 - 1
    }

    /// How many slices were made, and the most lanes one has.
    pub fn size(&self) -> (usize, usize) {
        (self.flat.slices(), self.flat.most_lanes())
    }

    /// Binds a row. Cost: one look-up a dimension; for what was not met before, predicates of the
    /// dimension, forms of the part, or lanes of the slice.
    pub fn bind(&mut self, columns: &Columns, row: &Row, stretch: u32) -> PartBound {
        let stretch = self.forms.like[stretch as usize];
        let mut bound = PartBound { stretch, slice: NO_SLICE, at: [0; DIMS.len()] };
        if row.doubtful || !self.tangled.is_empty() {
            return bound;
        }
        let Some(classes) = self.classes(columns, row) else { return bound };
        let slice = if self.is_reached(&classes) {
            self.slice_of(classes[Dim::Code as usize], stretch)
        } else {
            OUT_OF_REACH
        };
        if !self.flat.is_laid(slice) {
            return bound;
        }
        let Some(Some(laid)) = self.slices.get_mut(slice as usize) else { return bound };
        for dim in self.flat.asked(slice) {
            let (asks, index) = (&mut laid.asks[dim as usize], classes[dim as usize]);
            let class = &self.classes[dim as usize].classes[usize::from(index)];
            let Some((number, is_new)) = asks.number(index, class) else { return bound };
            bound.at[dim as usize] = number;
            if is_new {
                self.flat.add(slice, dim, &asks.lay(laid.words, class));
            }
        }
        PartBound { slice, ..bound }
    }

    /// Classes of a row's values; `None` if there are too many.
    pub fn classes(&mut self, columns: &Columns, row: &Row) -> Option<[u16; DIMS.len()]> {
        if let Some((values, classes)) = self.last
            && values == row.values
        {
            return Some(classes);
        }
        let mut classes = [0; DIMS.len()];
        for (slot, dim) in classes.iter_mut().zip(DIMS) {
            *slot = self.classes[dim as usize].of(&self.forms, dim, columns, &row.values)?;
        }
        self.last = Some((row.values, classes));
        Some(classes)
    }

    /// Whether any clause can reach rows of these classes, whatever else they say.
    fn is_reached(&mut self, classes: &[u16; DIMS.len()]) -> bool {
        let key = GATE.map(|dim| classes[dim as usize]);
        if let Some(&known) = self.gate.get(&key) {
            return known;
        }
        let may = |pred: &Pred| {
            !GATE.contains(&pred.dim) || {
                let dim = pred.dim as usize;
                bit(&self.classes[dim].classes[usize::from(classes[dim])].possible, pred.index)
            }
        };
        let reached = self.clauses.iter().any(|one| one.form.may_hold(&may));
        self.gate.insert(key, reached);
        reached
    }

    /// The slice of a class of codes; where the code is open, of a stretch of days.
    fn slice_of(&mut self, class: u16, stretch: u32) -> u32 {
        let code = &self.classes[Dim::Code as usize].classes[usize::from(class)];
        let within = code.is_open().then_some(stretch);
        let key = (class, within.unwrap_or(u32::MAX));
        if let Some(&known) = self.by_code.get(&key) {
            return known;
        }
        let slice = Slice::new(&self.forms, &self.clauses, code, within, &self.laws);
        let index = self.push(slice);
        self.by_code.insert(key, index);
        index
    }

    /// Whether a bound row has a slice.
    pub fn is_laid(&self, row: &PartBound) -> bool {
        row.slice != NO_SLICE
    }

    /// What the clauses that may hold for a bound row are told by it; a row without a slice, or of
    /// too many, stands for itself.
    ///
    /// Cost: the dimensions that the slice asks, and one look-up a dimension.
    pub fn alike(&mut self, columns: &Columns, bound: &PartBound, row: &Row) -> Option<Alike> {
        if !self.is_laid(bound) {
            return None;
        }
        let lanes = self.flat.shown(bound);
        let key = (bound.slice, bound.stretch, lanes);
        let focus = match self.focus_of.get(&key) {
            Some(&known) => known,
            None => {
                let focus = self.focus(self.flat.clauses(bound.slice, &lanes), bound.stretch)?;
                if self.focus_of.len() >= REMEMBERED {
                    self.focus_of.clear();
                }
                self.focus_of.insert(key, focus);
                focus
            }
        };
        self.alike_in(focus, columns, bound, row)
    }

    /// What every row is told, whatever clauses may hold for it: the reach of the laws.
    pub fn reached_alike(
        &mut self,
        columns: &Columns,
        bound: &PartBound,
        row: &Row,
    ) -> Option<Alike> {
        let at = bound.stretch as usize;
        if self.without.len() <= at {
            self.without.resize(at + 1, None);
        }
        let focus = match self.without[at] {
            Some(known) => known,
            None => {
                let focus = self.focus(Vec::new(), bound.stretch)?;
                self.without[at] = Some(focus);
                focus
            }
        };
        self.alike_in(focus, columns, bound, row)
    }

    fn alike_in(
        &mut self,
        focus: u32,
        columns: &Columns,
        bound: &PartBound,
        row: &Row,
    ) -> Option<Alike> {
        let classes = self.classes(columns, row)?;
        let all = &self.classes;
        let class = |dim: Dim, index: u16| &*all[dim as usize].classes[usize::from(index)];
        let (at, loose) = self.focuses.numbers(focus, &classes, class)?;
        let mut alike = Alike { focus, stretch: u32::MAX, raw: 0, at };
        if loose.crossed || loose.dated {
            alike.stretch = bound.stretch;
        }
        if loose.crossed {
            let next = self.raw.len() as u32 + 1;
            alike.raw = *self.raw.entry(row.values).or_insert(next);
        }
        Some(alike)
    }

    /// Adds the clauses that may hold for a bound row and are worth showing, in the order of the book,
    /// with what it tells them; `false` if the row has no slice.
    ///
    /// Cost: the dimensions that the slice asks, and what the clauses read.
    pub fn tell(
        &mut self,
        columns: &Columns,
        bound: &PartBound,
        row: &Row,
        told: &mut Vec<Told>,
    ) -> bool {
        if !self.is_laid(bound) {
            return false;
        }
        self.flat.holding(bound, &mut self.holding);
        for &(clause, holds) in &self.holding {
            let forms = (&mut self.forms, &mut self.phases);
            let at = (clause, bound.stretch, holds);
            told.push(self.lines.said(forms, columns, row, at));
        }
        true
    }

    /// The number of what every row is asked on a bound row's day, and of its stretch of days.
    pub fn phase(&mut self, bound: &PartBound) -> [u32; 2] {
        [self.phases.of_all(&self.forms, &self.laws, bound.stretch), bound.stretch]
    }

    /// The focus of some clauses in a stretch of days.
    fn focus(&mut self, clauses: Vec<ClauseIx>, stretch: u32) -> Option<u32> {
        let (forms, phases) = (&mut self.forms, &mut self.phases);
        let looks = clauses.into_iter();
        let looks = looks.map(|clause| (clause, phases.of_clause(forms, clause, stretch)));
        let looks = looks.collect();
        let looks = (phases.of_all(forms, &self.laws, stretch), looks);
        self.focuses.of(stretch, looks, (&self.asked, &self.common), &forms.days)
    }

    /// Spans of a bound row by the part's laws; `None` if it takes the explaining way.
    #[inline]
    pub fn spans(&self, row: &PartBound) -> Option<Packed> {
        self.flat.spans(row)
    }

    /// Spans of a bound row that its words close.
    #[inline]
    pub fn closed(&self, row: &PartBound) -> Option<Packed> {
        self.flat.closed(row)
    }

    /// Spans of a bound row that its words leave open: where these alone do not say, every outcome is
    /// tried of what the lanes ask that may still change it. `None` if it takes the explaining way.
    ///
    /// Cost: one look-up; for a bound row not met before one for the lanes, one for each dimension that
    /// they ask, one for what these come to; the outcomes, if that was not met before.
    pub fn spans_open(
        &mut self,
        columns: &Columns,
        bound: &PartBound,
        row: &Row,
    ) -> Option<Packed> {
        if let Some(&known) = self.tried.get(bound) {
            return known;
        }
        let found = self.spans(bound).or_else(|| self.try_spans(columns, bound, row));
        if self.tried.len() >= REMEMBERED_ROWS {
            self.tried.clear();
        }
        self.tried.insert(*bound, found);
        found
    }

    fn try_spans(&mut self, columns: &Columns, bound: &PartBound, row: &Row) -> Option<Packed> {
        let (lanes, interval, bounds) = self.flat.open(bound)?;
        let classes = self.classes(columns, row)?;
        let slice = self.slices[bound.slice as usize].as_ref()?;
        let number = self.trials.trial((bound.slice, interval, lanes), slice);
        let trial = self.trials.get(number);
        let mut open = [0; DIMS.len()];
        for dim in DIMS.into_iter().filter(|dim| trial.asks(*dim)) {
            let index = classes[dim as usize];
            let (forms, all) = (&self.forms, &mut self.classes[dim as usize]);
            open[dim as usize] = self.trials.outcomes((number, dim, index), || {
                let (asked, of_lane) = trial.open_in(dim, &all.classes[usize::from(index)]);
                if asked.is_empty() {
                    return Some(trial.all_lanes());
                }
                let key = (index, &asked[..], bound.stretch);
                let reached = all.outcomes_among(forms, dim, columns, key)?;
                Some(trial.lanes_of(&of_lane, &reached))
            })?;
        }
        Some(self.trials.spans((number, open))?.at_least(bounds))
    }

    /// The clauses that may hold for a bound row, in the order of the book, whatever their status that
    /// is worth showing: a superset of the findings.
    pub fn candidates(&self, row: &PartBound) -> Vec<ClauseIx> {
        if !self.is_laid(row) {
            return self.forms.prepared.clauses_of(&self.laws);
        }
        self.flat.clauses(row.slice, &self.flat.shown(row))
    }

    /// The clauses that may hold for rows that are alike.
    pub fn candidates_alike(&self, alike: &Alike) -> &[ClauseIx] {
        self.focuses.clauses(alike.focus)
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
        let asked = self.asked.entry(ix).or_default();
        asked.push(form.clone());
        for cond in conds.chain(readings) {
            asked.push(forms.form(&Arc::new(cond.clone()), false)?);
        }
        self.common.push(forms.form(&Arc::new(clause.reach.clone()), false)?);
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
                self.asked.entry(ix).or_default().push(claim.clone());
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

/// By stretch, the first in which the law of some laws is the same: status of their clauses and of
/// those that put entries on their lists, days of acts, graces and conflicts, members of groups,
/// days of entries.
fn alike_stretches(
    prepared: &Prepared,
    states: &[State<'_>],
    laws: &[usize],
    schemes: &[&str],
) -> Vec<u32> {
    let book = &prepared.book;
    let lists = book.lists.iter().filter(|list| schemes.contains(&list.scheme.as_str()));
    let entries: Vec<_> = lists.flat_map(|list| &list.entries).collect();
    let mut clauses: Vec<usize> = (0..book.clauses.len())
        .filter(|&index| laws.contains(&book.clauses[index].law))
        .chain(entries.iter().map(|entry| entry.by.0 as usize))
        .collect();
    clauses.sort_unstable();
    clauses.dedup();
    let graces: Vec<_> = clauses
        .iter()
        .flat_map(|&index| book.clauses[index].grace.iter().filter_map(|grace| grace.until))
        .collect();
    let acts: Vec<_> =
        book.acts.iter().filter(|act| laws.contains(&act.law)).map(|act| act.published).collect();
    let conflicts: Vec<_> = book
        .conflicts
        .iter()
        .filter(|one| one.obeying.iter().any(|ix| laws.contains(&book.clauses[ix.0 as usize].law)))
        .collect();
    let dated: Vec<_> = entries
        .into_iter()
        .filter(|entry| entry.since.is_some() || entry.until.is_some())
        .collect();
    let same = |a: &State<'_>, b: &State<'_>| {
        let begun = |days: &[navicert_model::day::Day]| {
            days.iter().all(|&day| (day <= a.as_of.on) == (day <= b.as_of.on))
        };
        clauses.iter().all(|&index| {
            let ix = ClauseIx(index as u32);
            a.status[index] == b.status[index] && a.has_begun(ix) == b.has_begun(ix)
        }) && a.groups == b.groups
            && begun(&graces)
            && begun(&acts)
            && conflicts.iter().all(|one| one.days.holds(a.as_of.on) == one.days.holds(b.as_of.on))
            && dated.iter().all(|entry| a.entry_day(entry) == b.entry_day(entry))
    };
    let mut like: Vec<u32> = Vec::with_capacity(states.len());
    for (index, state) in states.iter().enumerate() {
        let before = like.last().copied();
        let first = before.filter(|&first| same(&states[first as usize], state));
        like.push(first.unwrap_or(index as u32));
    }
    like
}
