//! What each value of a dimension says about the predicates of the law.

use super::columns::Columns;
use super::form::{Forms, PredBody};
use super::{DIMS, Dim};
use crate::eval::diagram::{NO, Node, Quick, YES};
use crate::eval::evaluator::Evaluator;
use crate::eval::facts::{self, FactKey, Values};
use crate::eval::state::State;
use crate::law::{ClauseIx, PlaceFact};
use navicert_model::country::{Country, CountrySet};
use navicert_model::transfer::{Code, Item, Place, Transfer};
use navicert_model::vocabulary::{TagAnswers, TagPlace, TagSet};
use std::collections::{HashMap, HashSet};
use std::fmt::Write;
use std::sync::Arc;

/// A value with more joint outcomes than this is not enumerated.
const MAX_OUTCOMES: usize = 256;
/// The same for what the lanes ask that may hold for a row.
const MAX_AMONG: usize = 1024;

/// A set of predicates, one bit each.
pub(super) type Bits = Vec<u64>;

pub(super) fn bit(bits: &[u64], index: u32) -> bool {
    bits.get(index as usize / 64).is_some_and(|word| word >> (index % 64) & 1 == 1)
}

fn set(bits: &mut [u64], index: usize) {
    bits[index / 64] |= 1 << (index % 64);
}

fn unset(bits: &mut [u64], index: usize) {
    bits[index / 64] &= !(1 << (index % 64));
}

/// An open predicate.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Open {
    pred: u32,
    /// How it depends on the unknown facts: number among the texts of the dimension.
    text: u32,
    /// Whether what these may be hangs on the day: codes and countries that the law tells apart.
    dated: bool,
}

/// What a value says: values that say the same are one class.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Class {
    /// Predicates that hold in every completion.
    pub certain: Bits,
    /// Predicates that hold in some completion.
    pub possible: Bits,
    /// Predicates that hold (or are not known to fail) in one completion that exists: everything
    /// open answered with no.
    pub low: Bits,
    /// The sets of predicates that completions reach; `None` = too many, or dated.
    pub outcomes: Option<Vec<Bits>>,
    /// Open predicates that facts of other dimensions may decide.
    pub crossing: Bits,
    /// How each open predicate depends on the unknown facts, and their names: values of one class
    /// raise the same questions.
    open: Vec<Open>,
    /// The dimensions that it takes to say this, one bit each.
    dims: u16,
}

impl Class {
    /// Whether some predicate is open.
    pub fn is_open(&self) -> bool {
        self.certain != self.possible
    }

    /// What is open among some predicates, and whether what the answers may be hangs on the day.
    pub fn open_among(&self, preds: &[u64]) -> (Vec<u32>, bool) {
        let asked = || self.open.iter().filter(|open| bit(preds, open.pred));
        (asked().map(|open| open.text).collect(), asked().any(|open| open.dated))
    }
}

/// The classes of one dimension.
#[derive(Debug, Default)]
pub(super) struct Classes {
    pub classes: Vec<Arc<Class>>,
    /// By class: values that say so.
    first: Vec<RowValues>,
    /// By class: the dimensions that may decide what crosses, one bit each.
    crosses: Vec<u16>,
    known: HashMap<Arc<Class>, u16>,
    /// Class by values of the dimensions that decide what crosses, the others `u32::MAX`.
    beside: HashMap<RowValues, u16, Quick>,
    /// Numbers of the ways in which predicates depend on unknown facts.
    texts: HashMap<String, u32>,
    /// Class by value.
    pub of_value: Vec<u16>,
    /// Class by codes of the schemes that the part reads: other codes tell nothing apart.
    of_codes: HashMap<Codes, u16>,
    /// By texts of open predicates, and by stretch where the day tells: the sets of these that
    /// completions reach.
    among: HashMap<(u32, Box<[u32]>), Option<Outcomes>>,
}

/// At most so many classes beside others, and sets of outcomes, are remembered.
const REMEMBERED: usize = 1 << 18;

/// Sets that completions reach, one bit a member.
pub(super) type Outcomes = Arc<[Bits]>;

/// A row's values.
type RowValues = [u32; DIMS.len()];

/// Codes of an item by scheme.
type Codes = Vec<(Box<str>, Code)>;

impl Classes {
    /// The class of a row's value, which is found out on first meeting; where other dimensions may
    /// decide something of it, beside their values. `None` if there are too many.
    pub fn of(
        &mut self,
        forms: &Forms<'_>,
        dim: Dim,
        columns: &Columns,
        values: &RowValues,
    ) -> Option<u16> {
        let at = values[dim as usize] as usize;
        if self.of_value.len() <= at {
            self.of_value.resize(at + 1, u16::MAX);
        }
        if self.of_value[at] == u16::MAX {
            let sample = &columns.samples[dim as usize][at];
            self.of_value[at] = match dim {
                Dim::Code => self.of_codes(forms, sample, values)?,
                _ => self.class_of(forms, dim, sample, values)?,
            };
        }
        let alone = self.of_value[at];
        match self.crosses[usize::from(alone)] {
            0 => Some(alone),
            crosses => self.beside(forms, dim, columns, (alone, crosses | dim.mask()), values),
        }
    }

    fn of_codes(
        &mut self,
        forms: &Forms<'_>,
        sample: &Transfer,
        values: &RowValues,
    ) -> Option<u16> {
        let mut codes: Codes = sample.item.codes.clone();
        codes.retain(|(scheme, _)| forms.schemes.contains(&&**scheme));
        if let Some(&known) = self.of_codes.get(&codes) {
            return Some(known);
        }
        let item = Item { codes: codes.clone(), ..sample.item.clone() };
        let sample = Transfer { item, ..sample.clone() };
        let class = self.class_of(forms, Dim::Code, &sample, values)?;
        self.of_codes.insert(codes, class);
        Some(class)
    }

    fn class_of(
        &mut self,
        forms: &Forms<'_>,
        dim: Dim,
        sample: &Transfer,
        values: &RowValues,
    ) -> Option<u16> {
        let preds = preds_of(forms, dim);
        let class = classify(forms, preds, sample, &mut self.texts);
        self.number(Class { dims: dim.mask(), ..class }, preds, values)
    }

    /// The class of a value beside those that may decide what crosses.
    fn beside(
        &mut self,
        forms: &Forms<'_>,
        dim: Dim,
        columns: &Columns,
        (alone, dims): (u16, u16),
        values: &RowValues,
    ) -> Option<u16> {
        let mut key = *values;
        for (value, dim) in key.iter_mut().zip(DIMS) {
            if dims & dim.mask() == 0 {
                *value = u32::MAX;
            }
        }
        if let Some(&known) = self.beside.get(&key) {
            return Some(known);
        }
        let (preds, sample) = (preds_of(forms, dim), columns.part_of(values, dims));
        let alone = &self.classes[usize::from(alone)];
        let class = refine(forms, preds, alone, &sample, &mut self.texts);
        let class = self.number(Class { dims, ..class }, preds, values)?;
        if self.beside.len() >= REMEMBERED {
            self.beside.clear();
        }
        self.beside.insert(key, class);
        Some(class)
    }

    fn number(&mut self, class: Class, preds: &[PredBody], first: &RowValues) -> Option<u16> {
        let next = u16::try_from(self.classes.len()).ok().filter(|next| *next < u16::MAX)?;
        Some(*self.known.entry(Arc::new(class)).or_insert_with_key(|class| {
            let crosses = each(&class.crossing).map(|pred| preds[pred as usize].crosses);
            self.crosses.push(crosses.fold(0, |all, one| all | one));
            self.classes.push(Arc::clone(class));
            self.first.push(*first);
            next
        }))
    }

    /// Which of some conjunctions of open predicates of a class hold together, one bit each, in its
    /// completions on a day on which the predicates are asked. `None` = too many, or not known apart
    /// from other dimensions and lapses.
    ///
    /// Cost: a look-up; what the predicates ask, on first meeting.
    pub fn outcomes_among(
        &mut self,
        forms: &Forms<'_>,
        dim: Dim,
        columns: &Columns,
        (index, asked, stretch): (u16, &[Vec<u32>], u32),
    ) -> Option<Outcomes> {
        let class = &self.classes[usize::from(index)];
        let (mut texts, mut within) = (Vec::new(), u32::MAX);
        for &pred in asked.iter().flat_map(|both| both.iter().chain([&u32::MAX])) {
            let Ok(at) = class.open.binary_search_by_key(&pred, |open| open.pred) else {
                texts.push(u32::MAX);
                continue;
            };
            if bit(&class.crossing, pred) {
                return None;
            }
            texts.push(class.open[at].text);
            if class.open[at].dated {
                within = stretch;
            }
        }
        let key = (within, texts.into_boxed_slice());
        if let Some(known) = self.among.get(&key) {
            return known.clone();
        }
        let preds = preds_of(forms, dim);
        let each = || asked.iter().flatten().map(|&pred| &preds[pred as usize]);
        let dims = dim.mask() | class.dims & each().fold(0, |all, pred| all | pred.crosses);
        let found = if dims & Dim::Code.mask() != 0 && each().any(|pred| pred.off_list) {
            None
        } else {
            let sample = columns.part_of(&self.first[usize::from(index)], dims);
            among(forms, preds, (&sample, dims, forms.state(stretch as usize)), asked)
        };
        let found: Option<Outcomes> = found.map(Arc::from);
        if self.among.len() >= REMEMBERED {
            self.among.clear();
        }
        self.among.insert(key, found.clone());
        found
    }
}

fn preds_of<'f>(forms: &'f Forms<'_>, dim: Dim) -> &'f [PredBody] {
    forms.preds.get(&dim).map_or(&[], Vec::as_slice)
}

/// The predicates of a set.
fn each(bits: &Bits) -> impl Iterator<Item = u32> {
    (0..bits.len() as u32 * 64).filter(|&pred| bit(bits, pred))
}

/// What a class says beside other dimensions that may decide what crosses: a sample of all of them.
fn refine(
    forms: &Forms<'_>,
    preds: &[PredBody],
    alone: &Class,
    sample: &Transfer,
    texts: &mut HashMap<String, u32>,
) -> Class {
    let mut class = alone.clone();
    let answered = answered_no(sample);
    class.open.retain(|open| !bit(&alone.crossing, open.pred));
    for index in each(&alone.crossing) {
        let (at, pred) = (index as usize, &preds[index as usize]);
        unset(&mut class.crossing, at);
        let mut ev = Evaluator::new(forms.state(pred.state), sample);
        match value_of(&mut ev, pred) {
            NO => {
                unset(&mut class.possible, at);
                class.outcomes.iter_mut().flatten().for_each(|reached| unset(reached, at));
            }
            YES => {
                set(&mut class.certain, at);
                set(&mut class.low, at);
            }
            node => {
                let mut text = String::new();
                let dated = write_open(&ev, at, node, &mut text);
                let next = texts.len() as u32;
                let text = *texts.entry(text).or_insert(next);
                class.open.push(Open { pred: index, text, dated });
                if crosses(&ev, node, pred.peopled) {
                    set(&mut class.crossing, at);
                    continue;
                }
                class.outcomes = None;
                if value_of(&mut Evaluator::new(forms.state(pred.state), &answered), pred) != NO {
                    set(&mut class.low, at);
                }
            }
        }
    }
    class.open.sort_unstable_by_key(|open| open.pred);
    if let Some(outcomes) = &mut class.outcomes {
        outcomes.sort_unstable();
        outcomes.dedup();
    }
    class
}

/// Which conjunctions of open predicates hold together in completions of a sample, one bit each.
fn among(
    forms: &Forms<'_>,
    preds: &[PredBody],
    (sample, dims, state): (&Transfer, u16, &State<'_>),
    asked: &[Vec<u32>],
) -> Option<Vec<Bits>> {
    let mut ev = Evaluator::new(state, sample);
    let mut nodes = Vec::with_capacity(asked.len());
    let mut decided = false;
    for (number, both) in asked.iter().enumerate() {
        let mut all = YES;
        for &index in both {
            let pred = &preds[index as usize];
            // What it is whoever the parties are was found without any.
            let nobody = pred.peopled && pred.crosses & !dims != 0;
            ev.set_every_role_unknown(nobody);
            // A lapse that is decided is no stretch of days.
            let beyond = !pred.undated && pred.state >= forms.states.len();
            decided |= beyond;
            ev.under(if beyond { forms.state(pred.state) } else { state });
            let node = value_of(&mut ev, pred);
            all = ev.d.and(all, node);
        }
        nodes.push((number, all));
    }
    let understood = ev.unknowns().iter().all(|unknown| match unknown.key {
        FactKey::Lapse(_) => false,
        FactKey::Unsure(_) => !decided,
        _ => !decided || matches!(unknown.values, Values::YesNo),
    });
    let none = vec![0; asked.len().div_ceil(64).max(1)];
    if understood { outcomes(&mut ev, &nodes, &none, MAX_AMONG) } else { None }
}

fn classify(
    forms: &Forms<'_>,
    preds: &[PredBody],
    sample: &Transfer,
    texts: &mut HashMap<String, u32>,
) -> Class {
    let mut number = |text: String| {
        let next = texts.len() as u32;
        *texts.entry(text).or_insert(next)
    };
    let words = preds.len().div_ceil(64).max(1);
    let empty = vec![0; words];
    let (mut certain, mut possible, mut low) = (empty.clone(), empty.clone(), empty.clone());
    let mut crossing = empty;
    let answered = answered_no(sample);
    let coded = |codes| Transfer { item: Item { codes, ..sample.item.clone() }, ..sample.clone() };
    let (no_code, off_list) = (coded(Vec::new()), coded(off_every_list()));
    let mut pairs: Pairs<'_> = HashMap::new();
    let mut undated: Vec<(usize, Node)> = Vec::new();
    let mut dated: Vec<usize> = Vec::new();
    let mut apart = false;
    let mut open = Vec::new();
    for (index, pred) in preds.iter().enumerate() {
        let key = (pred.state, pred.own, pred.coded, pred.peopled);
        let pair = pairs.entry(key).or_insert_with(|| {
            let state = forms.state(pred.state);
            // The item's code is another dimension: it may be any, also one on no list.
            let samples = if pred.coded { (&no_code, &off_list) } else { (sample, &answered) };
            let of = |sample| {
                let ev = Evaluator::new(state, sample);
                if pred.peopled { ev.with_every_role_unknown() } else { ev }
            };
            (of(samples.0), of(samples.1))
        });
        let node = value_of(&mut pair.0, pred);
        let unlike = pred.coded && value_of(&mut pair.1, pred) != node;
        if node == NO && !unlike {
            continue;
        }
        set(&mut possible, index);
        if unlike {
            set(&mut crossing, index);
            let text = number(format!("{index}:any code;"));
            open.push(Open { pred: index as u32, text, dated: true });
            continue;
        }
        if node == YES {
            set(&mut certain, index);
            set(&mut low, index);
            continue;
        }
        let mut text = String::new();
        let by_day = write_open(&pair.0, index, node, &mut text);
        open.push(Open { pred: index as u32, text: number(text), dated: by_day });
        if pred.coded || pred.crossed && crosses(&pair.0, node, pred.peopled) {
            set(&mut crossing, index);
            continue;
        }
        if value_of(&mut pair.1, pred) != NO {
            set(&mut low, index);
        }
        if pred.crossed {
            apart = true;
        } else if pred.undated {
            undated.push((index, node));
        } else {
            dated.push(index);
        }
    }
    // What crosses counts as reached: a row in which it matters is not settled by outcomes.
    let fixed: Bits = certain.iter().zip(&crossing).map(|(word, more)| word | more).collect();
    let outcomes = if apart {
        None
    } else if !dated.is_empty() {
        dated.extend(undated.iter().map(|(index, _)| *index));
        dated.sort_unstable();
        dated_outcomes(forms, preds, sample, &dated, &fixed)
    } else if undated.is_empty() {
        Some(vec![fixed])
    } else {
        pairs
            .get_mut(&(0, None, false, false))
            .and_then(|(ev, _)| outcomes(ev, &undated, &fixed, MAX_OUTCOMES))
    };
    Class { certain, possible, low, outcomes, crossing, open, dims: 0 }
}

/// As [`outcomes`], for predicates of several days. Their unknown facts are the same if each is a
/// plain question; `None` if one has values that the day decides, or is a lapse.
fn dated_outcomes(
    forms: &Forms<'_>,
    preds: &[PredBody],
    sample: &Transfer,
    open: &[usize],
    fixed: &Bits,
) -> Option<Vec<Bits>> {
    let mut ev = Evaluator::new(forms.state(preds[*open.first()?].state), sample);
    let mut nodes = Vec::with_capacity(open.len());
    for &index in open {
        ev.under(forms.state(preds[index].state));
        nodes.push((index, value_of(&mut ev, &preds[index])));
    }
    let plain = ev.unknowns().iter().all(|unknown| {
        matches!(unknown.values, Values::YesNo)
            && !matches!(unknown.key, FactKey::Lapse(_) | FactKey::Unsure(_))
    });
    if plain { outcomes(&mut ev, &nodes, fixed, MAX_OUTCOMES) } else { None }
}

/// Codes that no list knows.
fn off_every_list() -> Vec<(Box<str>, Code)> {
    let code = |scheme: &&str| (Box::from(*scheme), Code::Listed("?".into()));
    let mut codes: Vec<(Box<str>, Code)> =
        navicert_model::vocabulary::SCHEMES.iter().map(code).collect();
    codes.sort_by(|a, b| a.0.cmp(&b.0));
    codes
}

/// Whether an open predicate depends on facts that other columns hold.
fn crosses(ev: &Evaluator<'_>, node: Node, peopled: bool) -> bool {
    let (item, has_content) = match ev.root().item {
        facts::ItemView::Item(item) => (facts::id(item), item.content.is_some()),
        facts::ItemView::Making(making) => (facts::id(making), false),
    };
    ev.d.support(node).iter().any(|var| match ev.unknowns()[usize::from(var.0)].key {
        FactKey::Activity
        | FactKey::Unsure(_)
        | FactKey::Place(PlaceFact::From | PlaceFact::To, _) => true,
        FactKey::Place(PlaceFact::Origin, owner)
        | FactKey::Code(_, owner)
        | FactKey::OffList(_, owner)
        | FactKey::Contradiction(_, owner, _) => owner == item,
        // Which lines count may hang on the destination.
        FactKey::Content(_) => has_content,
        FactKey::PartyTag(..)
        | FactKey::Listed(..)
        | FactKey::HitOpen(..)
        | FactKey::Owned(..)
        | FactKey::Nationality(..) => peopled,
        FactKey::Place(fact, _) => {
            peopled && !matches!(fact, PlaceFact::FacilityCountry | PlaceFact::FacilityOwner)
        }
        _ => false,
    })
}

/// Writes an open predicate's diagram with the names of its facts; whether one has values that hang
/// on the day.
pub(super) fn write_open(ev: &Evaluator<'_>, index: usize, node: Node, out: &mut String) -> bool {
    let _ = write!(out, "{index}:");
    ev.d.write(node, out);
    let mut vars = ev.d.support(node);
    for (unsure, inner) in ev.unsure() {
        if vars.contains(unsure) {
            let _ = write!(out, " {} unless ", unsure.0);
            ev.d.write(*inner, out);
            vars.extend(ev.d.support(*inner));
        }
    }
    let mut dated = false;
    for var in vars {
        let unknown = &ev.unknowns()[usize::from(var.0)];
        dated |= !matches!(unknown.values, Values::YesNo);
        let kind = match unknown.key {
            FactKey::HitOpen(..) => "hit",
            FactKey::Lapse(..) => "lapse",
            FactKey::Contradiction(..) => "contradiction",
            _ => "fact",
        };
        let (name, subject) = (&unknown.name, unknown.subject);
        let _ = write!(out, " {}={kind} {name} {subject:?} ", var.0);
        let _ = match &unknown.values {
            // The codes at or below one stand together: ends and numbers tell which they are.
            Values::Codes(cells) => {
                let more: usize = cells.iter().map(|cell| cell.more).sum();
                let ends = (cells.first(), cells.last());
                write!(out, "{} codes {ends:?} {more}", cells.len())
            }
            values => write!(out, "{values:?}"),
        };
    }
    out.push(';');
    dated
}

/// Evaluators of a sample and of its answered form, by state and own clause.
type Pairs<'s> = HashMap<(usize, Option<ClauseIx>, bool, bool), (Evaluator<'s>, Evaluator<'s>)>;

fn value_of<'s>(ev: &mut Evaluator<'s>, part: &'s PredBody) -> Node {
    if let Some(own) = part.own {
        ev.enter(own);
    }
    let root = ev.root();
    let node = ev.cond(&part.cond, root);
    ev.leave();
    if part.negated { ev.d.not(node) } else { node }
}

/// The sets of predicates that the completions of the open ones reach.
fn outcomes(
    ev: &mut Evaluator<'_>,
    open: &[(usize, Node)],
    certain: &Bits,
    most: usize,
) -> Option<Vec<Bits>> {
    let mut seen: HashSet<Vec<Node>> = HashSet::new();
    let mut found: HashSet<Bits> = HashSet::new();
    let mut stack: Vec<Vec<Node>> = vec![open.iter().map(|(_, node)| *node).collect()];
    while let Some(nodes) = stack.pop() {
        if seen.len() > most * 4 || found.len() > most {
            return None;
        }
        if !seen.insert(nodes.clone()) {
            continue;
        }
        let first = nodes.iter().flat_map(|&node| ev.d.support(node).first().copied()).min();
        let Some(var) = first else {
            let mut bits = certain.clone();
            for ((index, _), node) in open.iter().zip(&nodes) {
                if *node == YES {
                    set(&mut bits, *index);
                }
            }
            found.insert(bits);
            continue;
        };
        for value in 0..ev.d.values(var) {
            stack.push(nodes.iter().map(|&node| ev.d.given(node, var, value)).collect());
        }
    }
    let mut found: Vec<Bits> = found.into_iter().collect();
    found.sort_unstable();
    Some(found)
}

/// One completion of a sample: open tags are no, open codes are `none`, open lists are empty, open
/// countries are one that hardly any law names. Whatever it leaves open stays open.
fn answered_no(sample: &Transfer) -> Transfer {
    let mut t = sample.clone();
    let tags = |answers: &mut TagAnswers, place: TagPlace| {
        let all = place.tags().fold(TagSet::default(), |mut all, tag| {
            all.insert(tag);
            all
        });
        for tag in all.iter(place) {
            if answers.get(tag) == navicert_model::tri::Tri::Unknown {
                *answers = answers.with_no(tag);
            }
        }
    };
    tags(&mut t.end_use.tags, TagPlace::Use);
    tags(&mut t.knowledge.tags, TagPlace::Use);
    tags(&mut t.item.tags, TagPlace::Item);
    if let Some(facility) = &mut t.end_use.facility {
        tags(&mut facility.tags, TagPlace::Facility);
        place(&mut facility.country);
        place(&mut facility.owner_headquarters);
    }
    t.knowledge.informed_by.get_or_insert_default();
    t.item.content.get_or_insert_default();
    t.item.made_with.get_or_insert_default();
    t.evidence.get_or_insert_default();
    t.via.get_or_insert_default();
    place(&mut t.from);
    place(&mut t.to);
    place(&mut t.item.origin);
    for scheme in navicert_model::vocabulary::SCHEMES {
        match t.item.codes.iter_mut().find(|(known, _)| **known == **scheme) {
            Some((_, code @ Code::Unknown)) => *code = Code::None,
            Some(_) => {}
            None => t.item.codes.push((Box::from(*scheme), Code::None)),
        }
    }
    for party in &mut t.parties {
        tags(&mut party.tags, TagPlace::Party);
        place(&mut party.country);
        place(&mut party.headquarters);
        party.listed.get_or_insert_default();
        party.owners.get_or_insert_default();
        party.nationality.get_or_insert_default();
    }
    t
}

/// A country that hardly any law names, if the fact may be it.
fn place(place: &mut Place) {
    const QUIET: [&str; 3] = ["AQ", "BV", "HM"];
    let quiet = QUIET.iter().find_map(|code| Country::parse(code).ok());
    let chosen = match place {
        Place::One(_) => return,
        Place::Unknown => quiet,
        Place::OneOf(set) => least(set),
    };
    if let Some(country) = chosen {
        *place = Place::One(country);
    }
}

fn least(set: &CountrySet) -> Option<Country> {
    set.iter().last()
}
