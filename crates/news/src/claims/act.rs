//! The number of the act that a text names.

use super::{Reading, Spot, Told};
use crate::words::sentence::Sentence;
use crate::words::time::When;

/// The law of a country: its code in lower case.
pub fn law_of(country: &str) -> String {
    country.to_lowercase()
}

/// The act that the sentence of a match names.
pub(super) fn printed(reading: &Reading<'_>, spot: &Spot<'_>) -> Option<String> {
    in_sentence(reading, spot.sentence, spot.from, spot.to)
        .or_else(|| in_sentence(reading, spot.sentence, 0, spot.sentence.tokens.len()))
}

fn in_sentence(
    reading: &Reading<'_>,
    sentence: &Sentence,
    from: usize,
    to: usize,
) -> Option<String> {
    (from..to).find_map(|at| {
        register(sentence, at)
            .or_else(|| announcement(reading, sentence, at))
            .or_else(|| chinese(reading, sentence, at))
    })
}

fn small(sentence: &Sentence, at: usize) -> Option<u32> {
    sentence.word(at).parse().ok().filter(|n| *n < 1000)
}

/// `90 FR 47201`.
fn register(sentence: &Sentence, at: usize) -> Option<String> {
    let volume = small(sentence, at)?;
    let name = sentence.is(at + 1, &["fr"])
        || (sentence.is(at + 1, &["fed"]) && sentence.is(at + 3, &["reg"]));
    let page: u32 = sentence
        .word(at + if sentence.is(at + 1, &["fr"]) { 2 } else { 5 })
        .replace(',', "")
        .parse()
        .ok()?;
    (name && (60..200).contains(&volume)).then(|| format!("us/{volume}-fr-{page}"))
}

/// `Announcement No. 23 of 2023`, `No 46 of 2024`, `Announcement No. 1 [2026]`.
fn announcement(reading: &Reading<'_>, sentence: &Sentence, at: usize) -> Option<String> {
    if !sentence.is(at, &["no", "number", "nos"]) {
        return None;
    }
    let n = (at + 1..at + 3).find_map(|n| small(sentence, n).map(|v| (v, n)))?;
    let lead = (1..=3).any(|b| {
        at.checked_sub(b).is_some_and(|p| {
            sentence.is(p, &["announcement", "notice", "announcements", "notices"])
        })
    });
    let year = (n.1 + 1..n.1 + 4).find_map(|y| {
        sentence.marked.days.iter().find(|d| d.start == y).and_then(|d| match d.when {
            When::Year(y) => Some(y),
            _ => None,
        })
    });
    let year = year.or_else(|| reading.base.filter(|_| lead).map(|b| b.year()))?;
    Some(format!("cn/{year}-{}", n.0))
}

/// `2024年第33号公告`, `第33号公告`, `公告2026年第1号`, `2026年第1号`.
fn chinese(reading: &Reading<'_>, sentence: &Sentence, at: usize) -> Option<String> {
    if !sentence.is(at, &["第"]) {
        return None;
    }
    let n = small(sentence, at + 1)?;
    if !sentence.is(at + 2, &["号", "號"]) {
        return None;
    }
    let notice = sentence.word(at + 3) == "公"
        || (1..12).any(|b| at.checked_sub(b).is_some_and(|p| sentence.is(p, &["告"])));
    let year = sentence.marked.days.iter().find(|d| d.end == at).and_then(|d| match d.when {
        When::Year(y) => Some(y),
        _ => None,
    });
    let year = year.or_else(|| reading.base.filter(|_| notice).map(|b| b.year()))?;
    Some(format!("cn/{year}-{n}"))
}

/// Measures told without a number belong to the one act that the article names.
pub(super) fn number_of_article(acts: &[String]) -> Option<&String> {
    match acts {
        [one] => Some(one),
        _ => None,
    }
}

/// Gives the claims of an article the number that it prints.
pub(super) fn number(reading: &Reading<'_>, told: &mut [Told]) {
    let mut acts: Vec<String> = Vec::new();
    for sentence in &reading.sentences {
        if let Some(act) = in_sentence(reading, sentence, 0, sentence.tokens.len())
            && !acts.contains(&act)
        {
            acts.push(act);
        }
    }
    let Some(act) = number_of_article(&acts) else { return };
    // A number that stands with a listing is that of the listing, and the reverse.
    let listing = |told: &Told| {
        matches!(told.claim.action.as_str(), "list_party" | "delist_party")
            || told.claim.parties.first().is_some_and(|p| p.class == "listed_party")
    };
    let beside: Vec<bool> = told
        .iter()
        .filter(|t| {
            reading
                .sentences
                .get(t.sentence)
                .is_some_and(|s| in_sentence(reading, s, 0, s.tokens.len()).is_some())
        })
        .map(&listing)
        .collect();
    let only = match beside.as_slice() {
        [first, rest @ ..] if rest.iter().all(|other| other == first) => Some(*first),
        _ => None,
    };
    let law = act.split('/').next().unwrap_or_default();
    for one in told.iter_mut() {
        if only.is_some_and(|only| only != listing(one)) {
            continue;
        }
        let claim = &mut one.claim;
        let same = claim.actor.country.as_deref().map(law_of).as_deref() == Some(law);
        let measure = matches!(
            claim.action.as_str(),
            "ban_export"
                | "require_licence"
                | "tighten_review"
                | "extend_reach"
                | "list_party"
                | "suspend"
                | "extend"
                | "revoke"
        );
        if claim.act.is_none()
            && same
            && measure
            && matches!(claim.status.as_str(), "in_force" | "announced" | "suspended")
        {
            claim.act = Some(act.clone());
        }
    }
}
