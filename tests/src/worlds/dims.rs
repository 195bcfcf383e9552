//! Unknown facts and all their answers.

use super::answer::{Answer, Slot, TagSlot, slot_mut, tags_mut};
use super::differs_in;
use super::mentions::{Mentions, PartyMentions};
use crate::plain::{Bit, Plain, Status, members, points, under};
use crate::random::{ACTS, LISTS, Line, PARAMETERS, PARTY_LISTS, Place as Spot};
use navicert_model::amount::AmountRange;
use navicert_model::country::Country;
use navicert_model::day::Day;
use navicert_model::transfer::{Code, Content, HitState, Listing, Party, Place, Transfer};
use navicert_model::tri::Tri;
use navicert_model::vocabulary::{Activity, Tag};
use std::collections::BTreeSet;

/// An unknown fact, or what no fact says, with all its answers.
#[derive(Clone, Debug)]
pub struct Dim {
    /// The names of the facts that it holds, as questions spell them.
    pub facts: Vec<String>,
    /// Its answers.
    pub answers: Vec<Answer>,
    /// The words that are asked about, where the answers are tags.
    asked: Vec<&'static str>,
}

impl Dim {
    fn new(fact: impl Into<String>, answers: Vec<Answer>) -> Dim {
        Dim { facts: vec![fact.into()], answers, asked: Vec::new() }
    }

    /// What no fact says; `fact` if correcting one would.
    #[must_use]
    pub fn bit(bit: &Bit, fact: Option<String>) -> Dim {
        let answers = [false, true].map(|value| Answer::Bit(bit.clone(), value)).to_vec();
        Dim { facts: fact.into_iter().collect(), answers, asked: Vec::new() }
    }

    /// Whether no fact of the transfer says it.
    #[must_use]
    pub fn is_bit(&self) -> bool {
        matches!(self.answers.first(), Some(Answer::Bit(..)))
    }

    /// The facts that the law asks about: not the wider tags that it does not name.
    pub fn asked_facts(&self) -> impl Iterator<Item = &str> {
        let is_asked = |fact: &&String| match self.answers.first() {
            Some(Answer::Tags(..)) => {
                self.asked.iter().any(|word| fact.rsplit('.').next() == Some(word))
            }
            _ => true,
        };
        self.facts.iter().filter(is_asked).map(String::as_str)
    }

    /// Whether it holds a fact.
    #[must_use]
    pub fn names(&self, fact: &str) -> bool {
        self.facts.iter().any(|known| known == fact)
    }

    /// Whether an answer says so of a tag; `None` where the fact is no tag, or the answer leaves it
    /// open.
    #[must_use]
    pub fn tag(&self, answer: usize, fact: &str) -> Option<bool> {
        let Answer::Tags(slot, answers) = &self.answers[answer] else { return None };
        let word = fact.rsplit('.').next().unwrap_or(fact);
        match answers.get(Tag::parse(slot.place(), word).ok()?) {
            Tri::Yes => Some(true),
            Tri::No => Some(false),
            Tri::Unknown => None,
        }
    }

    /// Pairs of answers that differ in the fact alone.
    #[must_use]
    pub fn neighbours(&self, fact: &str) -> Vec<(usize, usize)> {
        let word = fact.rsplit('.').next().unwrap_or(fact);
        let pairs =
            (0..self.answers.len()).flat_map(|a| (0..self.answers.len()).map(move |b| (a, b)));
        pairs
            .filter(|&(a, b)| match (&self.answers[a], &self.answers[b]) {
                (Answer::Tags(slot, yes), Answer::Tags(_, no)) => {
                    differs_in(slot.place(), *yes, *no, word, &self.asked)
                }
                _ => a != b,
            })
            .collect()
    }
}

/// The unknown facts that the law asks about.
pub(super) fn dims(plain: &Plain<'_>, mentions: &Mentions, transfer: &Transfer) -> Vec<Dim> {
    let mut dims = Vec::new();
    if transfer.activity.is_none() && !mentions.activities.is_empty() {
        let others = ["service", "transit", "reexport", "export", "release"];
        let other = others.into_iter().find(|word| !mentions.activities.contains(word));
        let words = mentions.activities.iter().copied().chain(other);
        let answers = words.filter_map(|word| Activity::parse(word).ok().map(Answer::Activity));
        dims.push(Dim::new("activity", answers.collect()));
    }
    for (spot, words) in &mentions.places {
        let (slot, fact) = match spot {
            Spot::From => (Slot::From, "from"),
            Spot::To => (Slot::To, "to"),
            Spot::Origin => (Slot::Origin, "item.origin"),
        };
        place(&mut dims, plain, transfer, slot, words, fact.to_owned());
    }
    item(&mut dims, plain, mentions, transfer);
    let uses: Vec<_> = mentions.uses.iter().copied().collect();
    tags(&mut dims, TagSlot::Use, transfer, &uses, "end_use");
    let knowledge: Vec<_> = mentions.knowledge.iter().copied().collect();
    tags(&mut dims, TagSlot::Knowledge, transfer, &knowledge, "knowledge");
    if transfer.knowledge.informed_by.is_none() && !mentions.informed.is_empty() {
        let notices: Vec<Box<str>> =
            mentions.informed.iter().map(|word| format!("cn/{word}").into()).collect();
        let answers = subsets(&notices).into_iter().map(Answer::Informed).collect();
        dims.push(Dim::new("knowledge.informed_by", answers));
    }
    if transfer.contracted_on.is_none() && mentions.contracted {
        let days = ["2025-12-31", "2026-02-01", "2026-05-01"];
        let days = days.into_iter().filter_map(|text| Day::parse(text).ok());
        dims.push(Dim::new("contracted_on", days.map(Answer::Contracted).collect()));
    }
    for (at, party) in transfer.parties.iter().enumerate() {
        let asked = party.role.and_then(|role| mentions.parties.get(&role));
        if let Some(asked) = asked {
            self::party(&mut dims, plain, transfer, at, party, asked);
        }
    }
    bits(&mut dims, plain, mentions, transfer);
    dims
}

fn place(
    dims: &mut Vec<Dim>,
    plain: &Plain<'_>,
    transfer: &Transfer,
    slot: Slot,
    words: &BTreeSet<&'static str>,
    fact: String,
) {
    let mut copy = transfer.clone();
    let countries: Vec<Country> = match slot_mut(&mut copy, slot) {
        Place::One(_) => return,
        Place::OneOf(set) => set.iter().collect(),
        Place::Unknown => {
            let named: BTreeSet<Country> =
                words.iter().flat_map(|word| members(word, plain.on)).collect();
            let other = Country::all().find(|country| !named.contains(country));
            named.into_iter().chain(other).collect()
        }
    };
    let answers = countries.into_iter().map(|country| Answer::Place(slot, country)).collect();
    dims.push(Dim::new(fact, answers));
}

fn tags(
    dims: &mut Vec<Dim>,
    slot: TagSlot,
    transfer: &Transfer,
    words: &[&'static str],
    fact: &str,
) {
    let place = slot.place();
    let given = *tags_mut(&mut transfer.clone(), slot);
    let parse = |word: &str| Tag::parse(place, word).expect("a tag");
    let mut asked: Vec<&'static str> =
        words.iter().copied().filter(|word| given.get(parse(word)) == Tri::Unknown).collect();
    // Wider tags first, so that their answers are there when the narrower ones are asked about.
    asked.sort_by_key(|word| parse(word).ancestors().len());
    let mut all = vec![given];
    for word in &asked {
        let tag = parse(word);
        all = all
            .into_iter()
            .flat_map(|answers| match answers.get(tag) {
                Tri::Unknown => vec![answers.with_no(tag), answers.with_yes(tag)],
                Tri::Yes | Tri::No => vec![answers],
            })
            .filter(|answers| answers.yes.intersection(answers.no).is_empty())
            .collect();
    }
    let wider =
        asked.iter().flat_map(|word| parse(word).ancestors().iter(place).collect::<Vec<_>>());
    let facts: BTreeSet<String> = wider.map(|tag| format!("{fact}.{}", tag.as_str())).collect();
    let answers = all.into_iter().map(|answers| Answer::Tags(slot, answers)).collect();
    dims.push(Dim { facts: facts.into_iter().collect(), answers, asked });
}

fn item(dims: &mut Vec<Dim>, plain: &Plain<'_>, mentions: &Mentions, transfer: &Transfer) {
    if mentions.code {
        let answers = codes(plain, transfer).into_iter().map(|code| Answer::Code(None, code));
        dims.push(Dim::new("item.codes.cn", answers.collect()));
    }
    for &parameter in &mentions.parameters {
        let values = points(parameter, &transfer.item).into_iter();
        let answers = values.map(|value| Answer::Parameter(parameter, value)).collect();
        dims.push(Dim::new(format!("item.parameters.{}", PARAMETERS[parameter].0), answers));
    }
    if mentions.uav {
        tags(dims, TagSlot::Item, transfer, &["uav"], "item");
    }
    if mentions.content {
        content_dims(dims, plain, mentions, transfer);
    }
}

/// The codes that the item may have: those that the law names, at or below the one given.
fn codes(plain: &Plain<'_>, transfer: &Transfer) -> Vec<Code> {
    let listed = |code: &str| Code::Listed(code.into());
    let given = transfer.item.codes.first().map(|(_, code)| code);
    let named = law_codes(plain);
    match given {
        Some(Code::None) => vec![Code::None],
        Some(Code::Listed(code)) => {
            let below = || named.iter().filter(|known| under(known, code));
            if below().any(|known| **known != **code) {
                below().map(|known| listed(&most_specific(plain, known, &named))).collect()
            } else {
                vec![listed(code)]
            }
        }
        Some(Code::Unknown) | None => {
            let codes = named.iter().map(|code| listed(&most_specific(plain, code, &named)));
            std::iter::once(Code::None).chain(codes).collect()
        }
    }
}

/// A code, or a paragraph below it that the law does not name: one that is known no further than
/// to a code with named paragraphs is only partly known. Where no entry covers such a paragraph it
/// would be a code that nobody knows; there the code itself stands for it.
fn most_specific(plain: &Plain<'_>, code: &str, named: &BTreeSet<&'static str>) -> String {
    let has_below = named.iter().any(|known| *known != code && under(known, code));
    let covered = plain.law.entries.iter().any(|entry| under(code, entry.code));
    let by_letter =
        code.rsplit('.').next().is_none_or(|last| !last.starts_with(char::is_alphabetic));
    match (has_below && covered, by_letter) {
        (false, _) => code.to_owned(),
        (true, true) => format!("{code}.z"),
        (true, false) => format!("{code}.9"),
    }
}

/// Whether a code of a transfer is known no further than to one with named paragraphs.
pub(super) fn is_partly_known(plain: &Plain<'_>, transfer: &Transfer) -> bool {
    let named = law_codes(plain);
    let lines = transfer.item.content.iter().flatten().map(|line| &line.item);
    lines.chain([&transfer.item]).flat_map(|item| &item.codes).any(|(_, code)| match code {
        Code::Listed(code) => named.iter().any(|known| **known != **code && under(known, code)),
        Code::None | Code::Unknown => false,
    })
}

/// Every code that the law names, on whatever day.
fn law_codes(plain: &Plain<'_>) -> BTreeSet<&'static str> {
    let mut codes: BTreeSet<&'static str> =
        plain.law.entries.iter().map(|entry| entry.code).collect();
    let mut see = |line: &Line| {
        if let Line::CodeUnder(named) = line {
            codes.extend(named);
        }
    };
    for clause in &plain.law.clauses {
        let grace = clause.grace.iter().map(|(_, cond)| cond);
        let conds = [&clause.reach, &clause.when, &clause.unless].into_iter().flatten();
        conds.chain(grace).chain(&plain.law.define).for_each(|cond| cond.each_line(&mut see));
    }
    codes
}

/// Whether content, or what the law asks about its lines, is open.
pub(super) fn content_is_open(mentions: &Mentions, transfer: &Transfer) -> bool {
    let Some(lines) = &transfer.item.content else { return true };
    lines.iter().any(|line| {
        let code = line.item.codes.first().map(|(_, code)| code);
        let share = line.share.as_ref().and_then(AmountRange::exact);
        (mentions.content_code && !matches!(code, Some(Code::None)))
            || (!mentions.content_places.is_empty() && !matches!(line.item.origin, Place::One(_)))
            || share.is_none()
    })
}

fn content_dims(dims: &mut Vec<Dim>, plain: &Plain<'_>, mentions: &Mentions, transfer: &Transfer) {
    let percent = |value: i64| AmountRange::parse(&format!("{value} %")).expect("a share");
    let Some(lines) = &transfer.item.content else {
        let named = law_codes(plain);
        let listed = |code| Code::Listed(most_specific(plain, code, &named).into());
        let line = |origin: &str, code: Code, share: i64| {
            let mut line = Content { share: Some(percent(share)), ..Content::default() };
            line.item.origin = Place::One(Country::parse(origin).expect("a country"));
            line.item.codes = vec![("cn".into(), code)];
            vec![line]
        };
        let answers = vec![
            Vec::new(),
            line("CN", Code::None, 10),
            line("CN", listed("1C905.a"), 30),
            line("US", listed("3A001"), 11),
            line("DE", Code::None, 60),
        ];
        dims.push(Dim::new("item.content", answers.into_iter().map(Answer::Content).collect()));
        return;
    };
    for (at, line) in lines.iter().enumerate() {
        if !mentions.content_places.is_empty() {
            let fact = "item.content".to_owned();
            place(dims, plain, transfer, Slot::Content(at), &mentions.content_places, fact);
        }
        let code = line.item.codes.first().map(|(_, code)| code);
        if mentions.content_code && !matches!(code, Some(Code::None)) {
            let mut copy = transfer.clone();
            copy.item.codes.clone_from(&line.item.codes);
            let answers = codes(plain, &copy).into_iter().map(|code| Answer::Code(Some(at), code));
            dims.push(Dim::new("item.content", answers.collect()));
        }
        if line.share.as_ref().and_then(AmountRange::exact).is_none() {
            let known = line.share.is_some();
            let values = if known { [5, 10, 15, 20] } else { [1, 10, 12, 30] };
            let answers = values.into_iter().map(|value| Answer::Share(at, percent(value)));
            dims.push(Dim::new("item.content", answers.collect()));
        }
    }
}

fn party(
    dims: &mut Vec<Dim>,
    plain: &Plain<'_>,
    transfer: &Transfer,
    at: usize,
    party: &Party,
    asked: &PartyMentions,
) {
    let role = party.role.map_or("party", |role| role.as_str());
    let words: Vec<_> = asked.tags.iter().copied().collect();
    tags(dims, TagSlot::Party(at), transfer, &words, role);
    if !asked.countries.is_empty() {
        let fact = format!("{role}.country");
        place(dims, plain, transfer, Slot::Country(at), &asked.countries, fact);
    }
    if !asked.seats.is_empty() {
        let fact = format!("{role}.headquarters");
        place(dims, plain, transfer, Slot::Seat(at), &asked.seats, fact);
    }
    if asked.listed.is_empty() {
        return;
    }
    let fact = format!("{role}.listed");
    let rounds = |list: usize| {
        let named = asked.listed.get(&list).into_iter().flatten().copied();
        named.chain([2]).collect::<BTreeSet<usize>>()
    };
    let Some(listings) = &party.listed else {
        let possible: Vec<Listing> = asked
            .listed
            .keys()
            .flat_map(|&list| rounds(list).into_iter().map(move |round| (list, round)))
            .map(|(list, round)| Listing {
                list: PARTY_LISTS[list].into(),
                round: Some(ACTS[round].into()),
                ..Listing::default()
            })
            .collect();
        let answers = subsets(&possible).into_iter().map(|some| Answer::Listed(at, some)).collect();
        dims.push(Dim::new(fact, answers));
        return;
    };
    for (number, listing) in listings.iter().enumerate() {
        let list = PARTY_LISTS.iter().position(|list| **list == *listing.list);
        let Some(list) = list.filter(|list| asked.listed.contains_key(list)) else { continue };
        if listing.round.is_none() {
            let answers =
                rounds(list).into_iter().map(|round| Answer::Round(at, number, ACTS[round]));
            dims.push(Dim::new(fact.clone(), answers.collect()));
        }
        if listing.state == HitState::Open {
            let states = [HitState::Cleared, HitState::Confirmed];
            let answers = states.map(|state| Answer::Hit(at, number, state)).to_vec();
            dims.push(Dim::new(fact.clone(), answers));
        }
    }
}

/// What no fact says: lapses, contradictions, codes that no list knows.
fn bits(dims: &mut Vec<Dim>, plain: &Plain<'_>, mentions: &Mentions, transfer: &Transfer) {
    let lapses: BTreeSet<usize> = plain
        .status
        .iter()
        .filter_map(|status| match status {
            Status::Lapsed(change) => Some(*change),
            Status::InForce | Status::Idle | Status::Absent => None,
        })
        .collect();
    dims.extend(lapses.into_iter().map(|change| Dim::bit(&Bit::Lapse(change), None)));
    if !mentions.code {
        return;
    }
    let possible = codes(plain, transfer);
    let possible = || {
        possible.iter().filter_map(|code| match code {
            Code::Listed(code) => Some(&**code),
            Code::None | Code::Unknown => None,
        })
    };
    for list in 0..LISTS.len() {
        let mut contradicted: BTreeSet<&'static str> = BTreeSet::new();
        for at in possible().flat_map(|code| plain.deciding(list, code)) {
            if plain.contradicted[at] {
                contradicted.insert(plain.law.entries[at].code);
            }
        }
        for code in contradicted {
            dims.push(Dim::bit(
                &Bit::Contradiction(list, code),
                Some("item.parameters".to_owned()),
            ));
        }
        if possible().any(|code| !plain.knows(code)) {
            dims.push(Dim::bit(&Bit::OffList(list), Some("item.codes.cn".to_owned())));
        }
    }
}

/// Every choice of some of these.
fn subsets<T: Clone>(of: &[T]) -> Vec<Vec<T>> {
    (0..1_usize << of.len())
        .map(|mask| {
            let chosen = of.iter().enumerate().filter(|(at, _)| mask >> at & 1 == 1);
            chosen.map(|(_, one)| one.clone()).collect()
        })
        .collect()
}
