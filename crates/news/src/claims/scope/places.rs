//! Which countries goods go to, come from, or a word is addressed to.

use super::super::{Reading, Spot, Told};
use super::MEASURES;
use crate::model::Actor;
use crate::words::lexicon::Found;
use crate::words::sentence::Sentence;
use crate::words::token::Sort;

/// Words behind which `to` leads to no place.
const NOT_TO: &[&str] = &[
    "according",
    "due",
    "compared",
    "response",
    "answer",
    "reaction",
    "thanks",
    "talks",
    "talk",
    "related",
    "linked",
    "close",
    "opposed",
    "ally",
    "threat",
    "referring",
    "retaliation",
    "visit",
    "ambassador",
    "reply",
    "relative",
    "contrary",
    "blow",
    "amount",
    "next",
    "subject",
    "concession",
    "pressure",
    "message",
    "warning",
    "spoke",
    "speaking",
    "key",
    "envoy",
    "critical",
    "vital",
];

/// The countries that goods go to, as a stretch of a sentence says.
pub(super) fn destinations(
    reading: &Reading<'_>,
    sentence: &Sentence,
    from: usize,
    to: usize,
) -> Vec<String> {
    let lexicon = reading.lexicon;
    let mut found: Vec<String> = Vec::new();
    let mut put = |code: &str| {
        if !found.iter().any(|f| f == code) {
            found.push(code.to_owned());
        }
    };
    let inside = |f: &&Found| f.start >= from && f.end <= to;
    for dest in sentence.all(lexicon, "dest").iter().filter(inside) {
        // `対日本政府…` and `対米協議`: the word behind tells goods from talk; goods are the rule.
        put(lexicon.value(dest));
    }
    let mut chained = false;
    let mut last_end = 0;
    for country in sentence.all(lexicon, "country").iter().filter(inside) {
        // The name of an authority is no place that goods go to.
        if sentence
            .all(lexicon, "org")
            .iter()
            .any(|o| o.start <= country.start && country.end <= o.end)
        {
            continue;
        }
        let mut at = country.start;
        let mut steps = 0;
        let mut leads = false;
        while at > 0 && steps < 4 {
            at -= 1;
            steps += 1;
            let word = sentence.word(at);
            if word == "to" && sentence.is(at.wrapping_sub(1), NOT_TO) {
                break;
            }
            if matches!(word, "to" | "towards" | "toward" | "into")
                || (word == "for" && sentence.is(at.wrapping_sub(1), &["bound", "destined"]))
            {
                leads = true;
                break;
            }
            if word == "-" && sentence.is(at.wrapping_sub(1), &["non"]) {
                break;
            }
            let number = sentence.tokens.get(at).is_some_and(|t| t.sort == Sort::Number)
                || matches!(
                    word,
                    "two"
                        | "three"
                        | "four"
                        | "five"
                        | "six"
                        | "seven"
                        | "eight"
                        | "nine"
                        | "ten"
                        | "eleven"
                        | "twelve"
                        | "a"
                        | "an"
                        | "named"
                        | "several"
                        | "other"
                );
            if number {
                continue;
            }
            if !matches!(
                word,
                "the"
                    | "military"
                    | ","
                    | "and"
                    | "or"
                    | "users"
                    | "in"
                    | "all"
                    | "certain"
                    | "some"
                    | "mainland"
                    | "both"
                    | "customers"
                    | "companies"
                    | "firms"
                    | "buyers"
                    | "any"
                    | "-"
            ) {
                break;
            }
        }
        let bound = sentence.is(country.end, &["-"]) && sentence.is(country.end + 1, &["bound"]);
        // `to the US, Mexico and Canada`
        let list = chained && country.start <= last_end + 2;
        if leads || bound || list {
            put(lexicon.value(country));
            chained = true;
            last_end = country.end;
        } else {
            chained = false;
        }
    }
    found
}

/// The countries of listed parties: the adjective before the noun.
pub(super) fn party_countries(
    reading: &Reading<'_>,
    sentence: &Sentence,
    from: usize,
    to: usize,
) -> Vec<String> {
    let lexicon = reading.lexicon;
    let mut found: Vec<String> = Vec::new();
    for country in
        sentence.all(lexicon, "country").iter().filter(|f| f.start >= from && f.end <= to)
    {
        let close = (country.end..(country.end + 5).min(to))
            .any(|n| sentence.within(lexicon, "partyword", n, n + 1));
        let possessive = sentence.is(country.end, &["'"]);
        let code = lexicon.value(country).to_owned();
        if close && !possessive && !found.contains(&code) {
            found.push(code);
        }
    }
    found
}

pub(super) fn previous_parties(before: &[Told]) -> Option<Vec<String>> {
    before
        .iter()
        .rev()
        .find(|told| told.claim.action == "list_party")
        .map(|told| told.claim.destination.clone())
}

/// `from China`.
pub(super) fn sources(reading: &Reading<'_>, sentence: &Sentence) -> Vec<String> {
    sentence
        .all(reading.lexicon, "country")
        .iter()
        .filter(|f| sentence.is(f.start.wrapping_sub(1), &["from"]))
        .map(|f| reading.lexicon.value(f).to_owned())
        .collect()
}

/// The state that a protest speaks to: a country named with the demand, else whoever the measure is of.
pub(super) fn addressed(
    reading: &Reading<'_>,
    spot: &Spot<'_>,
    actor: &Actor,
    before: &[Told],
) -> Vec<String> {
    let (_, end) = spot.core();
    let (start, _) = spot.core();
    let east_asian = matches!(reading.document.article.lang.as_str(), "zh" | "ja");
    let countries = spot.sentence.all(reading.lexicon, "country");
    // In Japanese and Chinese the one addressed stands before the verb, anywhere in the sentence.
    let piece = countries.iter().filter(|f| {
        f.start >= start.saturating_sub(2) && f.start <= end + 10
            || f.start >= spot.from && f.end <= spot.to
            || east_asian && f.end <= start
    });
    let (behind, ahead): (Vec<&Found>, Vec<&Found>) = piece.partition(|f| f.start >= start);
    let mut found: Vec<String> = Vec::new();
    for country in behind.into_iter().chain(ahead) {
        let code = reading.lexicon.value(country).to_owned();
        if Some(&code) != actor.country.as_ref() && !found.contains(&code) {
            found.push(code);
        }
    }
    found.truncate(1);
    if found.is_empty() {
        let target = before.iter().rev().filter(|t| {
            MEASURES.contains(&t.claim.action.as_str()) || t.claim.action == "list_party"
        });
        let target = target
            .filter_map(|t| t.claim.actor.country.clone())
            .find(|c| Some(c) != actor.country.as_ref());
        found.extend(
            target.or_else(|| {
                reading.topic.actor.clone().filter(|c| Some(c) != actor.country.as_ref())
            }),
        );
    }
    found
}
