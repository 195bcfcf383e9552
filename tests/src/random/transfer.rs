//! Random transfers: every fact that random law asks about known, unknown or partly known.

use super::choices::Choices;
use super::clauses::{DAYS, parsed};
use super::conditions::{
    ACTIVITIES, BOUNDS, CLAIMS, CODES, COUNTRIES, KNOWN_ONLY, KNOWN_USES, PARTY_TAGS, USES,
};
use super::law::{ACTS, PARAMETERS, PARTY_LISTS};
use navicert_model::amount::{Amount, AmountRange};
use navicert_model::country::{Country, CountrySet};
use navicert_model::transfer::{Code, Content, HitState, Item, Listing, Party, Place, Transfer};
use navicert_model::vocabulary::{Activity, Role, Tag, TagAnswers, TagPlace};

/// A random transfer.
pub(super) fn transfer(c: &mut Choices<'_>) -> Transfer {
    let mut transfer = Transfer { on: Some(on(c)), ..Transfer::default() };
    transfer.activity =
        c.percent(70).then(|| c.one(&ACTIVITIES)).and_then(|word| Activity::parse(word).ok());
    (transfer.from, transfer.to) = (place(c), place(c));
    transfer.item = item(c);
    let parties = c.below(4);
    transfer.parties = (0..parties).map(|_| party(c)).collect();
    transfer.end_use.tags = tags(c, TagPlace::Use, &USES);
    transfer.contracted_on =
        c.percent(50).then(|| c.one(&parsed(&["2025-12-31", "2026-01-01", "2026-05-01"])));
    transfer.knowledge.tags = knowledge(c, transfer.end_use.tags);
    transfer.knowledge.informed_by = c.percent(60).then(|| {
        let count = c.below(2);
        (0..count).map(|_| format!("cn/{}", c.one(&USES)).into()).collect()
    });
    if c.percent(40) {
        transfer.exceptions = c.some(&CLAIMS, 2).into_iter().map(Into::into).collect();
    }
    transfer
}

/// The days of the law and the days before them.
fn on(c: &mut Choices<'_>) -> navicert_model::day::Day {
    let more = ["2026-02-01", "2026-04-01", "2026-05-20", "2026-07-01", "2026-09-01"];
    let days = [parsed(&DAYS), parsed(&more)].concat();
    days[c.below(days.len())].add_days(-i32::from(c.percent(30)))
}

fn country(c: &mut Choices<'_>) -> Country {
    Country::parse(c.one(&COUNTRIES)).unwrap_or(Country::all().next().expect("there are countries"))
}

fn place(c: &mut Choices<'_>) -> Place {
    match c.below(10) {
        0..3 => Place::Unknown,
        3 => {
            let (a, b) = (country(c), country(c));
            let set: CountrySet = [a, b].into_iter().collect();
            if a == b { Place::One(a) } else { Place::OneOf(Box::new(set)) }
        }
        _ => Place::One(country(c)),
    }
}

/// Answers to some tags; those that would contradict are left out.
fn tags(c: &mut Choices<'_>, place: TagPlace, words: &[&str]) -> TagAnswers {
    let mut answers = TagAnswers::default();
    if c.percent(30) {
        return answers;
    }
    let count = c.below(5);
    for _ in 0..count {
        let word = c.one(words);
        let Ok(tag) = Tag::parse(place, word) else { continue };
        let more = if c.percent(40) { answers.with_yes(tag) } else { answers.with_no(tag) };
        if more.yes.intersection(more.no).is_empty() {
            answers = more;
        }
    }
    answers
}

fn knowledge(c: &mut Choices<'_>, end_use: TagAnswers) -> TagAnswers {
    let place = TagPlace::Use;
    let mut answers = tags(c, place, &KNOWN_ONLY);
    if c.percent(20) {
        let more = tags(c, place, &USES);
        let both = TagAnswers { yes: answers.yes.union(more.yes), no: answers.no.union(more.no) };
        // Words of the knowledge alone are under `concern` too.
        if both.yes.intersection(both.no).is_empty() {
            answers = both;
        }
    }
    if reads_knowledge_against_use(end_use, answers) {
        answers = TagAnswers::default();
    }
    answers
}

/// Whether knowledge says no where the end use is unknown (VOCABULARY 1.3: the answer *yes* to the
/// end use would then change two facts, for the exporter knows from then on), or yes where the end
/// use says no. Such transfers are left out of the tests.
#[must_use]
pub fn reads_knowledge_against_use(end_use: TagAnswers, knowledge: TagAnswers) -> bool {
    KNOWN_USES.iter().filter_map(|word| Tag::parse(TagPlace::Use, word).ok()).any(|tag| {
        let (known, fact) = (knowledge.get(tag), end_use.get(tag));
        (known.is_no() && fact.is_unknown()) || (known.is_yes() && fact.is_no())
    })
}

fn item(c: &mut Choices<'_>) -> Item {
    let mut item = Item { origin: place(c), ..Item::default() };
    if let Some(code) = code(c) {
        item.codes.push(("cn".into(), code));
    }
    for (name, unit) in PARAMETERS {
        if c.percent(45)
            && let Some(range) = range(c, unit)
        {
            item.parameters.push((name.into(), range));
        }
    }
    item.parameters.sort_by(|a, b| a.0.cmp(&b.0));
    item.tags = tags(c, TagPlace::Item, &["uav"]);
    item.content = match c.below(4) {
        0 => None,
        1 => Some(Vec::new()),
        _ => {
            let count = 1 + c.below(2);
            Some((0..count).map(|_| content(c)).collect())
        }
    };
    item
}

fn code(c: &mut Choices<'_>) -> Option<Code> {
    match c.below(10) {
        0..4 => None,
        4 => Some(Code::None),
        5 if c.percent(20) => Some(Code::Listed("9A012".into())),
        _ => Some(Code::Listed(c.one(&CODES).into())),
    }
}

/// An amount near the bounds of the law, exact or not.
fn range(c: &mut Choices<'_>, unit: &str) -> Option<AmountRange> {
    let amount = |value: i64| Amount::parse(&format!("{value} {unit}")).ok();
    let value = c.one(&[3, BOUNDS[0], 7, BOUNDS[1], 15]);
    match c.below(6) {
        0..3 => amount(value).map(AmountRange::exactly),
        3 => amount(value)
            .zip(amount(value + c.one(&[2, 5])))
            .and_then(|(a, b)| AmountRange::between(a, b)),
        4 => Some(AmountRange::from(amount(value)?, c.percent(50))),
        _ => Some(AmountRange::up_to(amount(value)?, c.percent(50))),
    }
}

fn content(c: &mut Choices<'_>) -> Content {
    let mut line = Content::default();
    line.item.origin = place(c);
    if let Some(code) = code(c) {
        line.item.codes.push(("cn".into(), code));
    }
    let shares = ["5 %", "10 %", "12 %", "between 5 % and 20 %", "40 %"];
    line.share =
        c.percent(80).then(|| c.one(&shares)).and_then(|text| AmountRange::parse(text).ok());
    line
}

fn party(c: &mut Choices<'_>) -> Party {
    let roles = [Role::EndUser, Role::Consignee, Role::Exporter, Role::Buyer, Role::Intermediate];
    Party {
        role: Some(c.one(&roles)),
        country: place(c),
        headquarters: place(c),
        tags: tags(c, TagPlace::Party, &PARTY_TAGS),
        listed: c.percent(75).then(|| {
            let count = if c.percent(60) { 1 + c.below(2) } else { 0 };
            (0..count).map(|_| listing(c)).collect()
        }),
        ..Party::default()
    }
}

fn listing(c: &mut Choices<'_>) -> Listing {
    Listing {
        list: c.one(&PARTY_LISTS).into(),
        round: c.percent(75).then(|| c.one(&ACTS).into()),
        state: c.one(&[
            HitState::Confirmed,
            HitState::Confirmed,
            HitState::Open,
            HitState::Cleared,
        ]),
        ..Listing::default()
    }
}

/// The transfers, and as many that mix their parts: lines that are alike in what the law asks.
#[must_use]
pub fn crossed(of: &[Transfer], choices: &mut Choices<'_>) -> Vec<Transfer> {
    let mut all = of.to_vec();
    for (number, transfer) in of.iter().enumerate() {
        let (mut mixed, other) = (transfer.clone(), &of[choices.below(of.len())]);
        match (number + choices.below(3)) % 6 {
            0 => mixed.item = other.item.clone(),
            1 => mixed.parties.clone_from(&other.parties),
            2 => mixed.end_use = other.end_use.clone(),
            3 => mixed.item.content.clone_from(&other.item.content),
            4 => mixed.on = other.on,
            _ => mixed.item.parameters.clone_from(&other.item.parameters),
        }
        mixed.id = Some(format!("line {number}").into());
        if !reads_knowledge_against_use(mixed.end_use.tags, mixed.knowledge.tags) {
            all.push(mixed);
        }
    }
    all
}
