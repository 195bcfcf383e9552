//! Conditions as alternatives of predicates, one dimension each.

use super::Dim;
use crate::eval::state::{Prepared, State};
use crate::law::status::Status;
use crate::law::{ChangeIx, ClauseIx, Cond, GroupIx, ListIx, Places, Test};
use std::collections::HashMap;
use std::sync::Arc;

/// A predicate of one dimension: a condition under one state of the dated parts it reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Pred {
    pub dim: Dim,
    /// Index among the predicates of the dimension.
    pub index: u32,
}

/// A predicate of the day: by stretch, whether it holds, under which outcomes of lapses.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct DayPred {
    /// From this stretch on, until the next entry. Sorted; before the first: no.
    pub runs: Vec<(u32, DayValue)>,
}

/// What a day predicate says in a stretch.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum DayValue {
    No,
    Yes,
    /// Yes if these lapses come out so.
    If(Vec<(ChangeIx, bool)>),
}

impl DayPred {
    pub fn at(&self, stretch: u32) -> &DayValue {
        let after = self.runs.partition_point(|(from, _)| *from <= stretch);
        match after.checked_sub(1) {
            Some(index) => &self.runs[index].1,
            None => &DayValue::No,
        }
    }

    /// Either of two; `None` where that is no single value in some stretch.
    pub fn either(&self, other: &DayPred) -> Option<DayPred> {
        let mut starts: Vec<u32> =
            self.runs.iter().chain(&other.runs).map(|(from, _)| *from).collect();
        starts.sort_unstable();
        starts.dedup();
        let mut runs: Vec<(u32, DayValue)> = Vec::new();
        for start in starts {
            let value = self.at(start).either(other.at(start))?;
            if runs.last().map_or(value != DayValue::No, |(_, last)| *last != value) {
                runs.push((start, value));
            }
        }
        Some(DayPred { runs })
    }

    /// Every day.
    pub fn always() -> Self {
        DayPred { runs: vec![(0, DayValue::Yes)] }
    }

    pub fn of(values: impl Iterator<Item = DayValue>) -> Self {
        let mut runs: Vec<(u32, DayValue)> = Vec::new();
        for (stretch, value) in values.enumerate() {
            let same = runs.last().map_or(value == DayValue::No, |(_, last)| *last == value);
            if !same {
                runs.push((stretch as u32, value));
            }
        }
        DayPred { runs }
    }
}

impl DayValue {
    fn either(&self, other: &DayValue) -> Option<DayValue> {
        Some(match (self, other) {
            (DayValue::Yes, _) | (_, DayValue::Yes) => DayValue::Yes,
            (DayValue::No, value) | (value, DayValue::No) => value.clone(),
            (a, b) if a == b => a.clone(),
            (DayValue::If(a), DayValue::If(b)) => match (&a[..], &b[..]) {
                ([(one, x)], [(other, y)]) if one == other && x != y => DayValue::Yes,
                _ => return None,
            },
        })
    }
}

/// A condition over literals.
#[derive(Clone, Debug)]
pub(super) enum Form {
    Lit(Pred),
    Day(u32),
    All(Vec<Form>),
    Any(Vec<Form>),
}

impl Form {
    /// Whether a form may hold, by what is known of some predicates.
    pub fn may_hold(&self, may: &impl Fn(&Pred) -> bool) -> bool {
        match self {
            Form::Lit(pred) => may(pred),
            Form::Day(_) => true,
            Form::All(parts) => parts.iter().all(|part| part.may_hold(may)),
            Form::Any(parts) => parts.iter().any(|part| part.may_hold(may)),
        }
    }
}

/// What a predicate asks.
#[derive(Clone, Debug)]
pub(super) struct PredBody {
    pub cond: Arc<Cond>,
    pub negated: bool,
    /// Index of the state it is evaluated under.
    pub state: usize,
    /// Whether it holds under every state.
    pub undated: bool,
    /// The clause whose own entries count as listed.
    pub own: Option<ClauseIx>,
    /// Whether it reads facts of other dimensions too: it may then stay open on this one alone.
    pub crossed: bool,
    /// Whether one of these is the item's own code.
    pub coded: bool,
    /// Whether parties are among these.
    pub peopled: bool,
    /// If it crosses: the dimensions that it reads, one bit each.
    pub crosses: u16,
    /// Whether it asks of an item on no list, whatever the item's own code.
    pub off_list: bool,
}

/// Everything that the forms of a book refer to.
pub(super) struct Forms<'p> {
    pub prepared: &'p Prepared,
    /// The law in each stretch of days.
    pub states: Arc<[State<'p>]>,
    /// Schemes whose codes these laws read.
    pub schemes: Vec<&'p str>,
    /// States with lapses decided, beyond those of the stretches.
    pub decided: Vec<State<'p>>,
    pub preds: HashMap<Dim, Vec<PredBody>>,
    known: HashMap<(Dim, String), u32>,
    pub days: Vec<DayPred>,
    known_days: HashMap<DayPred, u32>,
    /// The clause whose condition is being rewritten: its own entries count as listed.
    pub own: Option<ClauseIx>,
    /// First of the stretches in which the law of these forms is the same, by stretch.
    pub like: Vec<u32>,
    /// By list: clauses that put entries on it, sorted, and entries with days of their own.
    lists: Vec<(Vec<ClauseIx>, Vec<u32>)>,
}

/// A condition that joins the use with parties or the item in a way that cannot be split.
#[derive(Debug)]
pub(super) struct Tangled;

/// Which dimensions a condition reads, and whether it reads the day.
#[derive(Clone, Debug, Default)]
pub(super) struct Reads {
    dims: Vec<Dim>,
    groups: Vec<GroupIx>,
    lists: Vec<(ListIx, Vec<ClauseIx>)>,
    unsure: bool,
}

impl Reads {
    /// The dimensions, in the order met.
    pub fn dims(&self) -> &[Dim] {
        &self.dims
    }

    fn dim(&mut self, dim: Dim) {
        if !self.dims.contains(&dim) {
            self.dims.push(dim);
        }
    }

    fn places(&mut self, places: &Places) {
        self.groups.extend(places.groups.iter().copied());
    }

    fn reads_day(&self) -> bool {
        !self.groups.is_empty() || !self.lists.is_empty()
    }
}

impl<'p> Forms<'p> {
    pub fn new(
        prepared: &'p Prepared,
        states: Arc<[State<'p>]>,
        schemes: Vec<&'p str>,
        like: Vec<u32>,
    ) -> Self {
        let lists = prepared.book.lists.iter().map(|list| {
            let mut clauses: Vec<ClauseIx> = list.entries.iter().map(|entry| entry.by).collect();
            clauses.sort_unstable();
            clauses.dedup();
            let dated = |(_, entry): &(usize, &crate::law::Entry)| {
                entry.since.is_some() || entry.until.is_some()
            };
            let dated = list.entries.iter().enumerate().filter(dated);
            (clauses, dated.map(|(at, _)| at as u32).collect())
        });
        Forms {
            lists: lists.collect(),
            like,
            schemes,
            prepared,
            states,
            decided: Vec::new(),
            preds: HashMap::new(),
            known: HashMap::new(),
            days: Vec::new(),
            known_days: HashMap::new(),
            own: None,
        }
    }

    /// The state a predicate is evaluated under.
    pub fn state(&self, index: usize) -> &State<'p> {
        match index.checked_sub(self.states.len()) {
            None => &self.states[index],
            Some(beyond) => &self.decided[beyond],
        }
    }

    pub fn day(&mut self, pred: DayPred) -> u32 {
        if let Some(&known) = self.known_days.get(&pred) {
            return known;
        }
        let index = self.days.len() as u32;
        self.days.push(pred.clone());
        self.known_days.insert(pred, index);
        index
    }

    /// Days on which a clause has effect.
    pub fn effect(&mut self, clause: ClauseIx) -> u32 {
        let pred = DayPred::of(self.states.iter().map(|state| match state.status(clause) {
            Status::InForce => DayValue::Yes,
            Status::Lapsed(change) => DayValue::If(vec![(change, true)]),
            _ => DayValue::No,
        }));
        self.day(pred)
    }

    /// Days from `since` on.
    pub fn since(&mut self, since: navicert_model::day::Day) -> u32 {
        let holds =
            |state: &State<'_>| if state.as_of.on < since { DayValue::No } else { DayValue::Yes };
        let pred = DayPred::of(self.states.iter().map(holds));
        self.day(pred)
    }

    /// Days on which `clause` may be shown: see the judging of a law.
    pub fn shown(&mut self, clause: ClauseIx) -> u32 {
        let published = {
            let book = &self.prepared.book;
            book.acts[book.clauses[clause.0 as usize].act.0 as usize].published
        };
        let pred = DayPred::of(self.states.iter().map(|state| match state.status(clause) {
            Status::Ceased | Status::NeverInForce | Status::NotKnown => DayValue::No,
            Status::NotYet if published > state.as_of.on => DayValue::No,
            _ => DayValue::Yes,
        }));
        self.day(pred)
    }

    /// The form of a condition about the transfer itself.
    pub fn form(&mut self, cond: &Arc<Cond>, negated: bool) -> Result<Form, Tangled> {
        let mut reads = Reads::default();
        self.reads(cond, false, &mut reads);
        if let [dim] = reads.dims[..] {
            return Ok(self.literal(dim, cond, negated, &reads, false));
        }
        match (&**cond, negated) {
            (Cond::All(parts), false) | (Cond::Any(parts), true) => {
                self.forms(parts, negated, true).map(Form::All)
            }
            (Cond::Any(parts), false) | (Cond::All(parts), true) => {
                self.forms(parts, negated, false).map(Form::Any)
            }
            (Cond::Not(inner), _) => self.form(&Arc::new((**inner).clone()), !negated),
            (Cond::Holds(def), _) => {
                let inner = self.prepared.book.definitions[def.0 as usize].cond.clone();
                self.form(&Arc::new(inner), negated)
            }
            (Cond::Some { roles, every: false, cond: inner }, _) => {
                match self.outside(*roles, inner) {
                    Some(parts) => self.form(&Arc::new(parts), negated),
                    None => self.crossed(cond, negated, &reads),
                }
            }
            (Cond::Test(leaf), _) => match &leaf.test {
                Test::Near { list, .. } => {
                    // Near is: classified as not listed, and the item near an entry. Samples of
                    // the item dimension carry the code `none`, so that the test reads the item.
                    let scheme = self.prepared.book.lists[list.0 as usize].scheme.clone();
                    let none = Cond::Test(Arc::new(crate::law::Leaf {
                        text: format!("code {scheme} is none"),
                        test: Test::CodeNone { scheme },
                    }));
                    let code = self.form(&Arc::new(none), negated)?;
                    let mut reads = Reads::default();
                    self.reads(cond, true, &mut reads);
                    let item = self.literal(Dim::Item, cond, negated, &reads, false);
                    let both = vec![code, item];
                    Ok(if negated { Form::Any(both) } else { Form::All(both) })
                }
                _ => self.crossed(cond, negated, &reads),
            },
            _ => self.crossed(cond, negated, &reads),
        }
    }

    /// A condition of several dimensions that cannot be split: a predicate of the one that has
    /// parts of its own. What the others decide leaves it open.
    fn crossed(&mut self, cond: &Arc<Cond>, negated: bool, reads: &Reads) -> Result<Form, Tangled> {
        let host = match [Dim::Item, Dim::Parties, Dim::Use].map(|dim| reads.dims.contains(&dim)) {
            [true, _, false] => Dim::Item,
            [false, true, false] => Dim::Parties,
            [false, false, true] => Dim::Use,
            [false, false, false] => *reads.dims.first().ok_or(Tangled)?,
            [_, _, true] => return Err(Tangled),
        };
        Ok(self.literal(host, cond, negated, reads, true))
    }

    /// The forms of parts that are joined by All (or by Any); parts that read one and the same
    /// dimension and no day stay together as one predicate.
    fn forms(&mut self, parts: &[Cond], negated: bool, by_all: bool) -> Result<Vec<Form>, Tangled> {
        let mut together: Vec<(Dim, Vec<Cond>)> = Vec::new();
        let mut rest = Vec::new();
        for part in parts {
            let mut reads = Reads::default();
            self.reads(part, false, &mut reads);
            match reads.dims[..] {
                [dim] if !reads.reads_day() => {
                    let part =
                        if negated { Cond::Not(Box::new(part.clone())) } else { part.clone() };
                    match together.iter_mut().find(|(known, _)| *known == dim) {
                        Some((_, conds)) => conds.push(part),
                        None => together.push((dim, vec![part])),
                    }
                }
                _ => rest.push(self.form(&Arc::new(part.clone()), negated)?),
            }
        }
        for (dim, conds) in together {
            let joined = if by_all { Cond::All(conds) } else { Cond::Any(conds) };
            rest.push(self.literal(dim, &Arc::new(joined), false, &Reads::default(), false));
        }
        Ok(rest)
    }

    /// `some … where` with the factors that do not speak of the party outside; `None` if there are
    /// none.
    fn outside(&self, roles: crate::law::RoleSet, inner: &Arc<Cond>) -> Option<Cond> {
        let Cond::All(parts) = &**inner else { return None };
        let (mut about, mut outside) = (Vec::new(), Vec::new());
        for part in parts {
            let mut reads = Reads::default();
            self.reads(part, false, &mut reads);
            if reads.dims.contains(&Dim::Parties) {
                about.push(part.clone());
            } else {
                outside.push(part.clone());
            }
        }
        if outside.is_empty() {
            return None;
        }
        outside.push(Cond::Some { roles, every: false, cond: Arc::new(Cond::All(about)) });
        Some(Cond::All(outside))
    }

    /// A condition of one dimension: one predicate for each state of the dated parts it reads.
    fn literal(
        &mut self,
        dim: Dim,
        cond: &Arc<Cond>,
        negated: bool,
        reads: &Reads,
        crossed: bool,
    ) -> Form {
        let body = PredBody {
            cond: Arc::clone(cond),
            negated,
            state: 0,
            undated: true,
            own: None,
            crossed,
            coded: crossed && reads.dims.contains(&Dim::Code),
            peopled: crossed && dim != Dim::Parties && reads.dims.contains(&Dim::Parties),
            off_list: matches!(&**cond, Cond::Test(leaf) if matches!(leaf.test, Test::Near { .. })),
            crosses: if crossed { reads.dims.iter().map(|&dim| dim.mask()).sum() } else { 0 },
        };
        if !reads.reads_day() {
            return Form::Lit(self.pred(dim, body));
        }
        let mut phases: Vec<(String, Vec<usize>)> = Vec::new();
        let mut of_like: HashMap<u32, String> = HashMap::new();
        for index in 0..self.states.len() {
            let signature = of_like
                .entry(self.like[index])
                .or_insert_with(|| self.signature(index, reads))
                .clone();
            match phases.iter_mut().find(|(known, _)| *known == signature) {
                Some((_, stretches)) => stretches.push(index),
                None => phases.push((signature, vec![index])),
            }
        }
        let own = self.own.filter(|own| {
            reads.lists.iter().any(|(list, _)| self.list_clauses(*list, &[]).contains(own))
        });
        let mut any = Vec::new();
        for (_, stretches) in phases {
            let first = stretches[0];
            // Where not knowing is itself the condition, a lapse stays open within the predicate.
            let lapsed = if reads.unsure { Vec::new() } else { self.lapsed(first, reads) };
            for outcome in 0..1_usize << lapsed.len() {
                let decided: Vec<(ChangeIx, bool)> = lapsed
                    .iter()
                    .enumerate()
                    .map(|(bit, &change)| (change, outcome >> bit & 1 == 1))
                    .collect();
                let state = self.decide(first, &decided);
                let value = if decided.is_empty() { DayValue::Yes } else { DayValue::If(decided) };
                let within = (0..self.states.len()).map(|index| {
                    if stretches.contains(&index) { value.clone() } else { DayValue::No }
                });
                let day = DayPred::of(within);
                let day = self.day(day);
                let body = PredBody { state, undated: false, own, ..body.clone() };
                let pred = self.pred(dim, body);
                any.push(Form::All(vec![Form::Day(day), Form::Lit(pred)]));
            }
        }
        Form::Any(any)
    }

    /// What the dated parts of a condition look like in a stretch.
    pub fn signature(&self, index: usize, reads: &Reads) -> String {
        use std::fmt::Write;
        let state = &self.states[index];
        let mut text = String::new();
        for group in &reads.groups {
            let _ = write!(text, "g{:?}", state.groups[group.0 as usize]);
        }
        for (list, by) in &reads.lists {
            // Every entry of the list may be the most specific one, whoever put it there.
            let entries = &self.prepared.book.lists[list.0 as usize].entries;
            let (clauses, dated) = &self.lists[list.0 as usize];
            for &at in dated {
                text.push(if state.entry_day(&entries[at as usize]) { '+' } else { '-' });
            }
            for &clause in clauses {
                let counts = by.is_empty() || by.contains(&clause);
                let _ = match state.status(clause) {
                    _ if self.own == Some(clause) => write!(text, "o"),
                    Status::InForce if counts => write!(text, "y"),
                    Status::Lapsed(change) if counts => write!(text, "l{}", change.0),
                    Status::InForce | Status::Lapsed(_) => write!(text, "s"),
                    Status::Suspended(_) | Status::NotEnforced(_) if state.has_begun(clause) => {
                        write!(text, "s")
                    }
                    _ => write!(text, "n"),
                };
            }
        }
        text
    }

    fn list_clauses(&self, list: ListIx, by: &[ClauseIx]) -> Vec<ClauseIx> {
        let clauses = self.lists[list.0 as usize].0.iter().copied();
        clauses.filter(|clause| by.is_empty() || by.contains(clause)).collect()
    }

    fn lapsed(&self, index: usize, reads: &Reads) -> Vec<ChangeIx> {
        let mut lapsed = Vec::new();
        for (list, by) in &reads.lists {
            for clause in self.list_clauses(*list, by) {
                if let Status::Lapsed(change) = self.states[index].status(clause)
                    && self.own != Some(clause)
                    && !lapsed.contains(&change)
                {
                    lapsed.push(change);
                }
            }
        }
        lapsed.sort_unstable();
        lapsed
    }

    /// The state of a stretch with lapses decided.
    fn decide(&mut self, index: usize, decided: &[(ChangeIx, bool)]) -> usize {
        if decided.is_empty() {
            return index;
        }
        let base = &self.states[index];
        let mut state = State::new(self.prepared, base.as_of.clone());
        for status in &mut state.status {
            if let Status::Lapsed(change) = *status
                && let Some((_, yes)) = decided.iter().find(|(known, _)| *known == change)
            {
                // What did not come back is still suspended: its entries still decide.
                *status = if *yes { Status::InForce } else { Status::Suspended(change) };
            }
        }
        self.decided.push(state);
        self.states.len() + self.decided.len() - 1
    }

    fn pred(&mut self, dim: Dim, body: PredBody) -> Pred {
        let key = (dim, format!("{body:?}"));
        if let Some(&index) = self.known.get(&key) {
            return Pred { dim, index };
        }
        let bodies = self.preds.entry(dim).or_default();
        let index = bodies.len() as u32;
        bodies.push(body);
        self.known.insert(key, index);
        Pred { dim, index }
    }

    /// Adds what a condition reads.
    pub fn reads(&self, cond: &Cond, inside_item: bool, reads: &mut Reads) {
        match cond {
            Cond::All(parts) | Cond::Any(parts) => {
                parts.iter().for_each(|part| self.reads(part, inside_item, reads));
            }
            Cond::Not(inner) => self.reads(inner, inside_item, reads),
            Cond::Some { cond, .. } => {
                reads.dim(Dim::Parties);
                self.reads(cond, inside_item, reads);
            }
            Cond::Content { cond, .. } | Cond::MadeWith { cond, .. } => {
                reads.dim(Dim::Item);
                self.reads(cond, true, reads);
            }
            Cond::Tool(cond) => {
                reads.dim(Dim::Item);
                self.reads(cond, true, reads);
            }
            Cond::Unsure(cond) => {
                let mut inner = Reads::default();
                self.reads(cond, inside_item, &mut inner);
                reads.unsure = true;
                inner.dims.iter().for_each(|&dim| reads.dim(dim));
                reads.groups.extend(inner.groups);
                reads.lists.extend(inner.lists);
            }
            Cond::Holds(def) => {
                self.reads(
                    &self.prepared.book.definitions[def.0 as usize].cond,
                    inside_item,
                    reads,
                );
            }
            Cond::Test(leaf) => self.test_reads(&leaf.test, inside_item, reads),
        }
    }

    fn test_reads(&self, test: &Test, inside_item: bool, reads: &mut Reads) {
        use crate::law::PlaceFact as P;
        let of_item = |dim: Dim| if inside_item { Dim::Item } else { dim };
        match test {
            Test::Activity(_) => reads.dim(Dim::Activity),
            Test::Place { fact, places } => {
                reads.places(places);
                reads.dim(match fact {
                    P::From => Dim::From,
                    P::To => Dim::To,
                    P::Origin => of_item(Dim::Origin),
                    P::FacilityCountry | P::FacilityOwner => Dim::Use,
                    P::PartyCountry
                    | P::PartySeat
                    | P::ParentCountry
                    | P::ParentSeat
                    | P::EmployerCountry
                    | P::EmployerSeat => Dim::Parties,
                });
            }
            Test::Via(places) => {
                reads.places(places);
                reads.dim(Dim::Item);
            }
            Test::Nationality(places) => {
                reads.places(places);
                reads.dim(Dim::Parties);
            }
            Test::CodeUnder { .. } | Test::CodeNone { .. } => reads.dim(of_item(Dim::Code)),
            Test::Listed { list, by } => {
                reads.dim(of_item(Dim::Code));
                reads.lists.push((*list, by.clone()));
            }
            Test::Near { list, by } => {
                reads.dim(of_item(Dim::Code));
                reads.dim(Dim::Item);
                reads.lists.push((*list, by.clone()));
            }
            Test::Kind(_)
            | Test::Hs(_)
            | Test::ItemTag(_)
            | Test::Parameter { .. }
            | Test::Quantity(_)
            | Test::Value(_)
            | Test::ContractedBefore(_)
            | Test::ShippedBefore(_)
            | Test::Claims(_)
            | Test::Evidence(_) => reads.dim(Dim::Item),
            Test::EndUse(_)
            | Test::KnownEndUse(_)
            | Test::Knowledge(_)
            | Test::Informed { .. }
            | Test::Facility(_)
            | Test::FacilityParameter { .. } => reads.dim(Dim::Use),
            Test::PartyTag(tag) => {
                reads.dim(Dim::Parties);
                for derive in self.prepared.book.derives.iter().filter(|derive| derive.tag == *tag)
                {
                    self.reads(&derive.cond, inside_item, reads);
                }
            }
            Test::PartyListed(_) | Test::PartyOwned { .. } => reads.dim(Dim::Parties),
        }
    }
}

/// Day values joined: the lapses that must come out so; `None` = never.
pub(super) fn joint<'v>(
    values: impl Iterator<Item = &'v DayValue>,
) -> Option<Vec<(ChangeIx, bool)>> {
    let mut needed: Vec<(ChangeIx, bool)> = Vec::new();
    for value in values {
        match value {
            DayValue::No => return None,
            DayValue::Yes => {}
            DayValue::If(lapses) => {
                for &(change, yes) in lapses {
                    match needed.iter().find(|(known, _)| *known == change) {
                        Some((_, other)) if *other != yes => return None,
                        Some(_) => {}
                        None => needed.push((change, yes)),
                    }
                }
            }
        }
    }
    Some(needed)
}
