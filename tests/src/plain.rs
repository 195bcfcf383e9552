//! The law's meaning, said once more and as plainly as possible: a fully known transfer, in one
//! world, is true or false of every line, and there is nothing between.
//!
//! It reads the parts from which a random law's text was made, never the engine's own form.

mod status;

pub use status::Status;

use crate::random::{
    Clause, Cond, Entry, Kind, LISTS, Law, Line, PARAMETERS, Place as Spot, Threshold, roles,
};
use navicert_model::amount::{Amount, AmountRange, Op};
use navicert_model::country::Country;
use navicert_model::day::Day;
use navicert_model::transfer::{Code, HitState, Item, Party, Place, Transfer};
use navicert_model::tri::Tri;
use navicert_model::verdict::Effect;
use navicert_model::vocabulary::{Role, Tag, TagAnswers, TagPlace};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// What no fact of the transfer says, and what a world must say all the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bit {
    /// Whether the clauses of a suspension that ran out have effect.
    Lapse(usize),
    /// Whether an item is on a list under a code whose thresholds its parameters contradict.
    Contradiction(usize, &'static str),
    /// Whether a list covers a code that no list knows.
    OffList(usize),
    /// Whether nobody will have answered what a line asks, index in [`Plain::unsure`].
    Unsure(usize),
}

/// A fully known transfer, and what no fact says.
#[derive(Clone, Debug)]
pub struct World {
    /// The transfer.
    pub transfer: Transfer,
    /// The rest.
    pub bits: BTreeMap<Bit, bool>,
}

/// A law on a day.
#[derive(Debug)]
pub struct Plain<'l> {
    /// The law.
    pub law: &'l Law,
    /// The day.
    pub on: Day,
    /// By clause.
    pub status: Vec<Status>,
    /// By entry: do the parameters as first stated contradict the thresholds?
    pub contradicted: Vec<bool>,
    /// The lines of `unsure`, each once.
    pub unsure: Vec<Line>,
}

impl<'l> Plain<'l> {
    /// The law on the day of a transfer as first stated.
    #[must_use]
    pub fn new(law: &'l Law, known_day: Day, transfer: &Transfer) -> Plain<'l> {
        let on = transfer.on.expect("random transfers have a day");
        let status = (0..law.clauses.len()).map(|at| Status::of(law, at, on, known_day)).collect();
        let contradicted =
            law.entries.iter().map(|entry| contradicted(entry, &transfer.item)).collect();
        Plain { law, on, status, contradicted, unsure: Vec::new() }
    }

    /// The verdict of `cn` and of `us` in a world.
    #[must_use]
    pub fn verdicts(&self, world: &World) -> [Effect; 2] {
        let mut verdicts = [Effect::Free; 2];
        for (index, clause) in self.law.clauses.iter().enumerate() {
            let Kind::Effect(effect) = clause.kind else { continue };
            let law = clause.act / 2;
            if effect > verdicts[law] && self.applies(index, world) && !self.lifted(index, world) {
                verdicts[law] = effect;
            }
        }
        verdicts
    }

    fn lifted(&self, clause: usize, world: &World) -> bool {
        self.law.clauses.iter().enumerate().any(|(index, exception)| match &exception.kind {
            Kind::Exception { lifts, claimed } => {
                let claim =
                    |word: &str| world.transfer.exceptions.iter().any(|said| **said == *word);
                self.law.lifts(lifts, clause)
                    && claimed.is_none_or(claim)
                    && self.applies(index, world)
            }
            Kind::Effect(_) => false,
        })
    }

    fn applies(&self, index: usize, world: &World) -> bool {
        let clause = &self.law.clauses[index];
        let holds = |cond: &Option<Cond>| cond.as_ref().is_none_or(|c| self.cond(c, world, None));
        self.has_effect(index, world)
            && holds(&clause.reach)
            && holds(&clause.when)
            && !clause.unless.as_ref().is_some_and(|cond| self.cond(cond, world, None))
            && !self.spared(clause, world)
    }

    fn spared(&self, clause: &Clause, world: &World) -> bool {
        clause.grace.as_ref().is_some_and(|(until, cond)| {
            until.is_none_or(|until| self.on < until) && self.cond(cond, world, None)
        })
    }

    /// Whether a clause has effect in a world.
    fn has_effect(&self, clause: usize, world: &World) -> bool {
        match self.status[clause] {
            Status::InForce => true,
            Status::Lapsed(change) => bit(world, &Bit::Lapse(change)),
            Status::Idle | Status::Absent => false,
        }
    }

    fn cond(&self, cond: &Cond, world: &World, party: Option<&Party>) -> bool {
        let holds = |part: &Cond| self.cond(part, world, party);
        match cond {
            Cond::All(parts) => parts.iter().all(holds),
            Cond::Any(parts) => parts.iter().any(holds),
            Cond::NoneOf(parts) => !parts.iter().any(holds),
            Cond::Not(inner) => !holds(inner),
            Cond::Party { roles, every, cond } => {
                let mut parties = parties(&world.transfer, roles).into_iter();
                let meets = |party| self.cond(cond, world, Some(party));
                if *every { parties.all(meets) } else { parties.any(meets) }
            }
            Cond::Content { op, share, cond } => {
                let sum = self.content_share(cond, world);
                compare(sum, *op, Decimal::from(*share))
            }
            Cond::Unsure(line) => self
                .unsure
                .iter()
                .position(|known| *known == **line)
                .is_some_and(|at| bit(world, &Bit::Unsure(at))),
            Cond::Linked => self.law.define.as_ref().is_some_and(holds),
            Cond::Line(line) => self.line(line, world, party),
        }
    }

    /// Percent by value of the content lines that meet a condition.
    fn content_share(&self, cond: &Cond, world: &World) -> Decimal {
        let lines = world.transfer.item.content.as_ref().expect("the content is known");
        let mut sum = Decimal::ZERO;
        for line in lines {
            // A line of a condition on content reads the content line as the item.
            let mut inner = world.clone();
            inner.transfer.item = line.item.clone();
            if self.cond(cond, &inner, None) {
                let share =
                    line.share.as_ref().and_then(AmountRange::exact).expect("a known share");
                sum += share.value;
            }
        }
        sum
    }

    /// Whether a line holds in a world; `party` for the lines about one.
    #[must_use]
    pub fn line(&self, line: &Line, world: &World, party: Option<&Party>) -> bool {
        let transfer = &world.transfer;
        let party = || party.expect("a line about a party stands inside `some`");
        match line {
            Line::Activity(words) => {
                words.contains(&transfer.activity.expect("a known activity").as_str())
            }
            Line::In(Spot::From, words) => self.in_any(&transfer.from, words),
            Line::In(Spot::To, words) => self.in_any(&transfer.to, words),
            Line::In(Spot::Origin, words) => self.in_any(&transfer.item.origin, words),
            Line::CodeUnder(above) => {
                code(&transfer.item).is_some_and(|code| above.iter().any(|a| under(code, a)))
            }
            Line::CodeNone => code(&transfer.item).is_none(),
            Line::Listed { list, by } => self.listed(*list, by, world),
            Line::Uav => tag(TagPlace::Item, "uav", transfer.item.tags),
            Line::Parameter(threshold) => meets(*threshold, &transfer.item),
            Line::EndUse(words) => {
                words.iter().any(|word| tag(TagPlace::Use, word, transfer.end_use.tags))
            }
            Line::KnownEndUse(words) => words.iter().any(|word| {
                let known = transfer.knowledge.tags.get(parsed(TagPlace::Use, word));
                known == Tri::Yes || tag(TagPlace::Use, word, transfer.end_use.tags)
            }),
            Line::Knowledge(word) => tag(TagPlace::Use, word, transfer.knowledge.tags),
            Line::Informed(words) => {
                let notices = transfer.knowledge.informed_by.as_ref().expect("known notices");
                words.iter().any(|word| notices.iter().any(|n| **n == *format!("cn/{word}")))
            }
            Line::Contracted(day) => transfer.contracted_on.expect("a known contract day") < *day,
            Line::Claims(word) => transfer.exceptions.iter().any(|claim| **claim == **word),
            Line::PartyIs(words) => {
                words.iter().any(|word| tag(TagPlace::Party, word, party().tags))
            }
            Line::PartyIn(words) => self.in_any(&party().country, words),
            Line::PartySeat(words) => self.in_any(&party().headquarters, words),
            Line::PartyOf(words) => {
                self.in_any(&party().country, words) || self.in_any(&party().headquarters, words)
            }
            Line::PartyListed(list, rounds) => on_party_list(party(), *list, rounds),
        }
    }

    fn in_any(&self, place: &Place, words: &[&str]) -> bool {
        let Place::One(country) = place else { panic!("a place is unknown: {place:?}") };
        words.iter().any(|word| members(word, self.on).contains(country))
    }

    /// Whether the item's code is on a list: the entries nearest above it decide.
    fn listed(&self, list: usize, by: &[usize], world: &World) -> bool {
        let Some(code) = code(&world.transfer.item) else { return false };
        let deciding = self.deciding(list, code);
        if deciding.is_empty() && !self.knows(code) {
            return bit(world, &Bit::OffList(list));
        }
        deciding.into_iter().any(|at| {
            let entry = &self.law.entries[at];
            (by.is_empty() || by.contains(&entry.by))
                && self.has_effect(entry.by, world)
                && (!self.contradicted[at] || bit(world, &Bit::Contradiction(list, entry.code)))
        })
    }

    /// Entries, by index, that decide about a code on a list.
    #[must_use]
    pub fn deciding(&self, list: usize, code: &str) -> Vec<usize> {
        let mut level = code;
        loop {
            let here = self.law.entries.iter().enumerate().filter(|(_, entry)| {
                entry.list == list
                    && entry.code == level
                    && entry.since.is_none_or(|day| day <= self.on)
                    && entry.until.is_none_or(|day| self.on < day)
                    && self.status[entry.by] != Status::Absent
            });
            let here: Vec<usize> = here.map(|(at, _)| at).collect();
            match level.rsplit_once('.') {
                Some((above, _)) if here.is_empty() => level = above,
                _ => return here,
            }
        }
    }

    /// Whether some list covers the code or refines it, on whatever day.
    #[must_use]
    pub fn knows(&self, code: &str) -> bool {
        self.law.entries.iter().any(|entry| under(code, entry.code) || under(entry.code, code))
    }

    /// Whether a world can be: a code stands for the whole classification, so parameters that
    /// were not stated before meet its thresholds.
    #[must_use]
    pub fn is_consistent(&self, world: &World) -> bool {
        let stated = world.transfer.item.codes.first();
        let Some((_, Code::Listed(code))) = stated else { return true };
        (0..LISTS.len()).flat_map(|list| self.deciding(list, code)).all(|at| {
            self.contradicted[at] || !contradicted(&self.law.entries[at], &world.transfer.item)
        })
    }
}

fn bit(world: &World, bit: &Bit) -> bool {
    *world.bits.get(bit).unwrap_or_else(|| panic!("a world does not say {bit:?}"))
}

/// Parties in roles, as the vocabulary reads a transfer (1.8): a missing consignee is the end user.
fn parties<'t>(transfer: &'t Transfer, words: &[&str]) -> Vec<&'t Party> {
    let mut wanted: Vec<Role> = Vec::new();
    let mut asked: Vec<Role> = Vec::new();
    for word in words {
        let (asks, only_named) = roles(word);
        asked.extend(asks.iter().copied());
        wanted.extend(asks.into_iter().chain(only_named));
    }
    let named = |role: Role| transfer.parties.iter().any(|party| party.role == Some(role));
    if asked.contains(&Role::Consignee) && !named(Role::Consignee) {
        wanted.push(Role::EndUser);
    }
    let is_wanted = |party: &&Party| party.role.is_some_and(|role| wanted.contains(&role));
    transfer.parties.iter().filter(is_wanted).collect()
}

/// The parties whom nobody named in roles that are asked about, one a role (1.8): everything about
/// them is unknown.
#[must_use]
pub fn parties_missing(transfer: &Transfer, asked: &BTreeSet<Role>) -> Vec<Party> {
    let named = |role: Role| transfer.parties.iter().any(|party| party.role == Some(role));
    let mut missing = BTreeSet::new();
    for &role in asked {
        match role {
            _ if named(role) => {}
            Role::Consignee => drop(missing.insert(Role::EndUser)),
            _ if role.absent_means_none() => {}
            _ => drop(missing.insert(role)),
        }
    }
    let missing = missing.into_iter().filter(|&role| !named(role));
    missing.map(|role| Party { role: Some(role), ..Party::default() }).collect()
}

/// Countries that a word names on a day.
#[must_use]
pub fn members(word: &str, on: Day) -> Vec<Country> {
    let country = |word: &str| Country::parse(word).expect("a country");
    if word != "cn/group" {
        return vec![country(word)];
    }
    let (always, later, from) = crate::random::GROUP;
    let mut members = vec![country(always)];
    if on >= Day::parse(from).expect("a day") {
        members.push(country(later));
    }
    members
}

/// The code, or none if the item is classified and not listed.
fn code(item: &Item) -> Option<&str> {
    match item.codes.iter().find(|(scheme, _)| &**scheme == "cn") {
        Some((_, Code::Listed(code))) => Some(code),
        Some((_, Code::None)) => None,
        Some((_, Code::Unknown)) | None => panic!("the code is unknown"),
    }
}

/// Whether a code is another or lies below it.
#[must_use]
pub fn under(code: &str, above: &str) -> bool {
    code == above || code.starts_with(&format!("{above}."))
}

fn parsed(place: TagPlace, word: &str) -> Tag {
    Tag::parse(place, word).expect("a tag")
}

fn tag(place: TagPlace, word: &str, answers: TagAnswers) -> bool {
    match answers.get(parsed(place, word)) {
        Tri::Yes => true,
        Tri::No => false,
        Tri::Unknown => panic!("the tag {word} is unknown"),
    }
}

fn on_party_list(party: &Party, list: usize, rounds: &[usize]) -> bool {
    let listings = party.listed.as_ref().expect("the party was screened");
    listings.iter().any(|listing| {
        let state = || match listing.state {
            HitState::Confirmed => true,
            HitState::Cleared => false,
            HitState::Open | HitState::Unscreened => panic!("a hit is open"),
        };
        let round = || listing.round.as_deref().expect("a known round");
        *listing.list == *crate::random::PARTY_LISTS[list]
            && state()
            && (rounds.is_empty() || rounds.iter().any(|&at| crate::random::ACTS[at] == round()))
    })
}

fn stated(parameter: usize, item: &Item) -> Option<&AmountRange> {
    let name = PARAMETERS[parameter].0;
    item.parameters.iter().find(|(known, _)| **known == *name).map(|(_, range)| range)
}

fn meets(threshold: Threshold, item: &Item) -> bool {
    let amount = stated(threshold.parameter, item).and_then(AmountRange::exact);
    let amount = amount.expect("a known parameter");
    let bound = Amount::new(Decimal::from(threshold.bound), amount.unit);
    compare(amount.base_value(), threshold.op, bound.base_value())
}

fn compare(value: Decimal, op: Op, bound: Decimal) -> bool {
    match op {
        Op::Lt => value < bound,
        Op::Le => value <= bound,
        Op::Gt => value > bound,
        Op::Ge => value >= bound,
        Op::Eq => value == bound,
    }
}

/// Amounts, one between and at any two bounds that random law names, and beyond them.
pub const POINTS: [i64; 9] = [2, 4, 5, 6, 7, 8, 10, 11, 16];

/// Whether no amount that a parameter may have meets the thresholds of an entry.
fn contradicted(entry: &Entry, item: &Item) -> bool {
    (0..PARAMETERS.len()).any(|parameter| {
        let of_it = || entry.when.iter().filter(|threshold| threshold.parameter == parameter);
        of_it().next().is_some()
            && !points(parameter, item)
                .into_iter()
                .any(|value| of_it().all(|threshold| threshold.holds_of(value)))
    })
}

/// The points at which a parameter may lie.
#[must_use]
pub fn points(parameter: usize, item: &Item) -> Vec<i64> {
    let Some(range) = stated(parameter, item) else { return POINTS.to_vec() };
    if let Some(exact) = range.exact() {
        let whole = i64::try_from(exact.value).expect("random amounts are whole numbers");
        return vec![whole];
    }
    let within = |value: &i64| {
        let amount = Amount::new(Decimal::from(*value), range.unit());
        !range.test(Op::Eq, &amount).expect("one unit").is_no()
    };
    POINTS.into_iter().filter(within).collect()
}
