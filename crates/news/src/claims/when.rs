//! When a claim was announced, and from when until when it holds.

use super::{Reading, Spot, Told};
use crate::words::time::{Mention, Way, When, resolve};

/// The days of a claim.
#[derive(Debug, Default)]
pub(super) struct Dates {
    pub announced: Option<String>,
    pub from: Option<String>,
    pub until: Option<String>,
}

/// Actions that happen on a day.
const DATED: &[&str] = &[
    "ban_export",
    "require_licence",
    "tighten_review",
    "ease_review",
    "extend_reach",
    "list_party",
    "delist_party",
    "restrict_service",
    "exempt",
    "suspend",
    "extend",
    "reinstate",
    "revoke",
    "grant_licence",
    "intervene_company",
    "court_ruling",
    "clarify",
    "agree",
    "protest",
    "demand_withdrawal",
    "warn",
    "approve_budget",
    "support_producer",
    "no_comment",
    "state_position",
];

/// Reads the days of a sentence.
pub(super) fn dates(
    reading: &Reading<'_>,
    spot: &Spot<'_>,
    status: &str,
    before: &[Told],
) -> Dates {
    let sentence = spot.sentence;
    let lexicon = reading.lexicon;
    let mut dates = Dates::default();
    let east_asian = matches!(reading.document.article.lang.as_str(), "zh" | "ja");
    for day in &sentence.marked.days {
        if ends(reading, spot, day) {
            dates.until =
                dates.until.take().or_else(|| resolve(day.when, reading.base, Way::Coming));
        } else if starts(reading, spot, day, east_asian) {
            dates.from = dates.from.take().or_else(|| resolve(day.when, reading.base, Way::Coming));
        } else if DATED.contains(&spot.rule.action) && announced(spot, day) {
            dates.announced =
                dates.announced.take().or_else(|| resolve(day.when, reading.base, Way::Past));
        }
    }
    if !matches!(status, "in_force" | "announced" | "suspended" | "done" | "ended") {
        return Dates { announced: None, ..dates };
    }
    if spot.rule.action == "clarify" && dates.announced.is_none() {
        dates.announced = before
            .iter()
            .rev()
            .find(|t| t.claim.action == "clarify")
            .and_then(|t| t.claim.announced_on.clone());
    }
    if sentence.has(lexicon, "immediate") && matches!(status, "in_force" | "suspended") {
        let day = dates
            .announced
            .clone()
            .or_else(|| earlier(before))
            .or_else(|| reading.base.map(|b| b.to_string()));
        dates.from = dates.from.take().or_else(|| day.clone());
        dates.announced = dates.announced.take().or(day);
    }
    dates
}

fn earlier(before: &[Told]) -> Option<String> {
    before.iter().rev().find_map(|told| told.claim.announced_on.clone())
}

/// A day on which something was said or done: a full day or a weekday.
fn announced(spot: &Spot<'_>, day: &Mention) -> bool {
    let near = day.start + 1 >= spot.from.saturating_sub(3) && day.start <= spot.to + 12;
    let before = |n: usize| day.start.checked_sub(n).map_or("", |b| spot.sentence.word(b));
    let origin = matches!(before(1), "since" | "before" | "after" | "until" | "by");
    // `that it issued on 9 October`: the day of what is spoken of.
    let lead = |n: usize| day.start.checked_sub(n).map_or("", |b| spot.sentence.word(b));
    let issued = |n: usize| {
        matches!(
            lead(n),
            "issued" | "announced" | "imposed" | "introduced" | "published" | "adopted" | "taken"
        ) && (n + 1..=n + 3)
            .any(|m| matches!(lead(m), "that" | "which" | "it" | "first" | "step" | "measures"))
    };
    if (1..=2).any(issued) {
        return false;
    }
    let exact =
        matches!(day.when, When::Day(..) | When::DayOfMonth(_) | When::Weekday(_) | When::Days(_));
    let month = matches!(day.when, When::Month(..) | When::Months(_))
        && spot.rule.action == "approve_budget"
        && !follows(spot, day, &["starting", "beginning", "from", "fiscal", "年度"]);
    near && !origin && (exact || month)
}

fn follows(spot: &Spot<'_>, day: &Mention, words: &[&str]) -> bool {
    (1..=3).any(|n| day.start.checked_sub(n).is_some_and(|b| spot.sentence.is(b, words)))
}

/// `from 1 December`, `takes effect on …`, `自…起实施`, `…から`.
fn starts(reading: &Reading<'_>, spot: &Spot<'_>, day: &Mention, east_asian: bool) -> bool {
    if matches!(day.when, When::Weekday(_))
        && !follows(spot, day, &["from", "effective", "effect", "starting"])
    {
        return false;
    }
    if follows(spot, day, &["fiscal"])
        || follows(spot, day, &["year"]) && spot.rule.action == "approve_budget"
        || matches!(day.when, When::Year(_) | When::Years(_))
    {
        return false;
    }
    let found = spot.sentence.all(reading.lexicon, "effect");
    if east_asian {
        // `自2024年9月15日起`, `12月1日から`
        let leads = day.start.checked_sub(1).is_some_and(|b| spot.sentence.is(b, &["自", "从"]));
        let tails = (0..=1).any(|n| spot.sentence.is(day.end + n, &["起"]))
            || (spot.sentence.is(day.end, &["か"]) && spot.sentence.is(day.end + 1, &["ら"]))
            || spot.sentence.is(day.end, &["付", "施"])
            || (spot.sentence.is(day.end, &["に"])
                && spot.sentence.is(day.end + 1, &["施", "発", "適"]));
        return leads || tails;
    }
    found
        .iter()
        .any(|f| f.end <= day.start && day.start <= f.end + 2 && !spot.sentence.is(f.end, &["a"]))
}

fn ends(reading: &Reading<'_>, spot: &Spot<'_>, day: &Mention) -> bool {
    let east_asian = matches!(reading.document.article.lang.as_str(), "zh" | "ja");
    spot.sentence.all(reading.lexicon, "until").iter().any(|f| {
        let leads =
            f.end <= day.start && day.start <= f.end + 2 && !spot.sentence.is(f.start, &["up"]);
        let tails = east_asian && f.start >= day.end && f.start <= day.end + 1;
        leads || tails
    })
}

/// Measures whose first day may stand in a sentence of its own.
const MEASURES: &[&str] = &[
    "ban_export",
    "require_licence",
    "tighten_review",
    "ease_review",
    "extend_reach",
    "restrict_service",
    "list_party",
    "exempt",
    "revoke",
];

/// Gives claims the days that the article tells elsewhere: the first day in a sentence of its own,
/// the day of the announcement in the lead.
pub(super) fn carry(reading: &Reading<'_>, told: &mut [Told]) {
    for (index, sentence) in reading.sentences.iter().enumerate().filter(|(_, s)| !s.head) {
        if told.iter().any(|t| t.sentence == index)
            || !sentence.has(reading.lexicon, "effect")
            || sentence.marked.days.len() != 1
        {
            continue;
        }
        let Some(first) = first_day(reading, sentence) else { continue };
        let today = reading.base.map(|base| base.to_string());
        // Of the measure told last.
        let Some(last) = told
            .iter()
            .filter(|t| t.sentence < index && index - t.sentence <= 2)
            .map(|t| t.sentence)
            .max()
        else {
            continue;
        };
        for one in told.iter_mut().filter(|t| t.sentence == last) {
            let claim = &mut one.claim;
            let firm = matches!(claim.status.as_str(), "in_force" | "announced" | "ended");
            if !MEASURES.contains(&claim.action.as_str()) || !firm || claim.effective_from.is_some()
            {
                continue;
            }
            if claim.status != "announced" && today.as_ref().is_some_and(|today| first > *today) {
                "announced".clone_into(&mut claim.status);
            }
            claim.effective_from = Some(first.clone());
        }
    }
    let Some(base) = reading.base else { return };
    // The news is of the day: what an authority says in the same article was said then too.
    let new = told.iter().find(|t| firm(t)).and_then(|t| {
        let day = t.claim.announced_on.clone()?;
        let said = navicert_model::day::Day::parse(&day).ok()?;
        ((0..=3).contains(&(base.days() - said.days())))
            .then_some((t.claim.actor.country.clone(), day))
    });
    let Some((actor, day)) = new else { return };
    for one in told.iter_mut().filter(|t| firm(t)) {
        let Some(sentence) = reading.sentences.get(one.sentence) else { continue };
        let old = ["past", "already"].iter().any(|class| sentence.has(reading.lexicon, class));
        let claim = &mut one.claim;
        if claim.announced_on.is_none()
            && claim.effective_from.is_none()
            && claim.attribution.kind == "official"
            && claim.actor.country == actor
            && sentence.marked.days.is_empty()
            && !old
        {
            claim.announced_on = Some(day.clone());
        }
    }
}

fn firm(told: &Told) -> bool {
    MEASURES.contains(&told.claim.action.as_str())
        && matches!(told.claim.status.as_str(), "in_force" | "announced")
}

/// The first day that a sentence of its own gives: `The rule takes effect on 1 December.`
fn first_day(reading: &Reading<'_>, sentence: &crate::words::sentence::Sentence) -> Option<String> {
    let east_asian = matches!(reading.document.article.lang.as_str(), "zh" | "ja");
    let effect = sentence.all(reading.lexicon, "effect");
    sentence.marked.days.iter().find_map(|day| {
        let close = effect.iter().any(|f| {
            f.end <= day.start && day.start <= f.end + 3
                || east_asian && f.start >= day.end && f.start <= day.end + 3
        });
        let exact = matches!(day.when, When::Day(..) | When::DayOfMonth(_));
        (close && exact).then(|| resolve(day.when, reading.base, Way::Coming)).flatten()
    })
}
