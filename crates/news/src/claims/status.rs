//! What a claim says of its own standing, on the article's day.

use super::{Reading, Spot, Told};
use crate::model::Attribution;
use crate::words::time::{Way, When, resolve};

/// Actions that are over when they are told.
const DONE: &[&str] = &[
    "clarify",
    "no_comment",
    "agree",
    "protest",
    "demand_withdrawal",
    "warn",
    "retaliate",
    "state_position",
    "release_statistics",
    "approve_budget",
    "court_ruling",
    "support_producer",
    "expand_supply",
    "grant_licence",
    "resume_shipments",
    "intervene_company",
    "other",
];

/// The status of a match.
pub(super) fn status(
    reading: &Reading<'_>,
    spot: &Spot<'_>,
    attribution: &Attribution,
    before: &[Told],
) -> String {
    let action = spot.rule.action;
    // The rule knows, unless the sentence denies or only plans.
    let said = told(reading, spot, attribution, before);
    match spot.rule.status {
        Some(fixed) if said != "denied" || DONE.contains(&action) => fixed.to_owned(),
        _ => said.to_owned(),
    }
}

fn told(
    reading: &Reading<'_>,
    spot: &Spot<'_>,
    attribution: &Attribution,
    before: &[Told],
) -> &'static str {
    let action = spot.rule.action;
    let sentence = spot.sentence;
    let lexicon = reading.lexicon;
    let (start, end) = spot.core();
    let east_asian = matches!(reading.document.article.lang.as_str(), "zh" | "ja");
    // In English what colours a verb stands before it; in Chinese and Japanese on either side.
    // … up to the next comma.
    let clause = (end..spot.to).find(|n| sentence.is(*n, &["、", ","])).unwrap_or(spot.to);
    let window = if east_asian { clause } else { start + 1 };
    let near = |class: &str, back: usize| {
        let from = start.saturating_sub(back).max(if east_asian { 0 } else { spot.from });
        sentence.within(lexicon, class, from, window)
    };
    if DONE.contains(&action) {
        return done(reading, spot, action);
    }
    if action == "negotiate" {
        return "being_negotiated";
    }
    if denied(reading, spot) {
        return "denied";
    }
    let own =
        |class: &str| sentence.all(lexicon, class).iter().any(|f| f.start >= start && f.end <= end);
    if spot.rule.marks.contains(&"include") {
        return "under_consideration";
    }
    if near("consider", 24) && !own("consider") && !official_plan(reading, spot, east_asian) {
        return "under_consideration";
    }
    // Liability holds as long as the ban does.
    if spot.rule.reach == Some("person")
        && let Some(ban) = before.iter().find(|t| t.claim.action == "ban_export")
        && matches!(ban.claim.status.as_str(), "in_force" | "announced")
    {
        return if ban.claim.status == "in_force" { "in_force" } else { "announced" };
    }
    if sentence.within(lexicon, "noinstrument", spot.from, spot.to) {
        return "unconfirmed";
    }
    let context = near_past_consideration(reading, spot, before);
    let modal = |words: &[&str]| (start.saturating_sub(3)..start).any(|n| sentence.is(n, words));
    if sentence.within(lexicon, "propose", 0, window) && !own("propose") {
        return "proposed";
    }
    if near("talks", 20) || near("nearing", 20) {
        return "being_negotiated";
    }
    if near("strongfear", 24) && !own("strongfear") {
        return "speculated";
    }
    if modal(&["could", "may", "might"]) || (modal(&["would"]) && sentence.is(spot.from, &["if"])) {
        return "speculated";
    }
    // `exports may be banned`, `controls would come back unless …`: the verb's own modal.
    let verb = spot.found.core.get(1).or(spot.found.core.first()).map_or(start, |(at, _)| *at);
    let modal_of_verb =
        |words: &[&str]| (verb.saturating_sub(2).max(start)..verb).any(|n| sentence.is(n, words));
    if !east_asian && modal_of_verb(&["could", "may", "might"]) && !own("maynot") {
        return "speculated";
    }
    let unless = sentence.within(lexicon, "unless", start, sentence.tokens.len());
    if unless && (modal(&["would", "will"]) || modal_of_verb(&["would", "will"])) {
        return "speculated";
    }
    // `from a presumption of denial to …`
    if action == "tighten_review" && modal(&["from"]) {
        return "ended";
    }
    if past(reading, spot) {
        return "ended";
    }
    if let Some(status) = context {
        return status;
    }
    if modal(&["would"]) && sentence.has(lexicon, "agreement") {
        return "being_negotiated";
    }
    let immediate = sentence.has(lexicon, "immediate");
    let rumoured = matches!(attribution.kind.as_str(), "unnamed_source" | "press" | "state_media")
        || sentence.has(lexicon, "reported") && attribution.kind != "official";
    if rumoured || (matches!(action, "halt_shipments") && !immediate) {
        return "reported";
    }
    if immediate {
        return in_force(action);
    }
    if coming(reading, spot) || modal(&["will", "to", "shall"]) || near_plan(spot, reading) {
        return "announced";
    }
    in_force(action)
}

fn in_force(action: &str) -> &'static str {
    match action {
        "suspend" => "suspended",
        "revoke" => "ended",
        _ => "in_force",
    }
}

/// `will`, `plans to`: told by the one who acts.
fn near_plan(spot: &Spot<'_>, reading: &Reading<'_>) -> bool {
    let (start, _) = spot.core();
    reading.lexicon.class("will").is_some()
        && (start.saturating_sub(4)..start).any(|n| spot.sentence.is(n, &["will", "将", "shall"]))
}

/// In Japanese `方針` and the like are plans of an authority that has announced them.
fn official_plan(reading: &Reading<'_>, spot: &Spot<'_>, east_asian: bool) -> bool {
    east_asian
        && spot.sentence.has(reading.lexicon, "announce")
        && !spot.sentence.within(reading.lexicon, "consider", 0, spot.to)
}

fn done(reading: &Reading<'_>, spot: &Spot<'_>, action: &str) -> &'static str {
    let sentence = spot.sentence;
    let (start, end) = spot.core();
    let last = if matches!(action, "grant_licence" | "resume_shipments") { end } else { start };
    let coming = (start.saturating_sub(4)..last)
        .any(|n| sentence.is(n, &["will", "to", "would", "将", "plans"]));
    let considered =
        sentence.within(reading.lexicon, "consider", start.saturating_sub(8).max(spot.from), start);
    match action {
        "grant_licence" | "resume_shipments" | "support_producer" | "expand_supply" | "agree"
            if considered && !coming =>
        {
            "under_consideration"
        }
        "grant_licence" | "resume_shipments" | "support_producer" | "expand_supply"
        | "intervene_company"
            if coming =>
        {
            "announced"
        }
        "expand_supply" if considered => "announced",
        "grant_licence" | "resume_shipments" if sentence.has(reading.lexicon, "reported") => {
            "reported"
        }
        _ => "done",
    }
}

/// `denied that`, `has not stopped`, `there is no such`.
fn denied(reading: &Reading<'_>, spot: &Spot<'_>) -> bool {
    let sentence = spot.sentence;
    let (start, end) = spot.core();
    let lexicon = reading.lexicon;
    let east_asian = matches!(reading.document.article.lang.as_str(), "zh" | "ja");
    let strong = sentence.all(lexicon, "denystrong").iter().any(|f| {
        let inside = f.start >= start && f.end <= end;
        let close = f.end <= start && f.end + 14 >= start && f.start >= spot.from.saturating_sub(6);
        let behind = east_asian && f.start >= end && f.start <= end + 16;
        (!inside && (close || behind)) && !sentence.is(f.end, &["only"])
    });
    let negated =
        (start.saturating_sub(2)..start).any(|n| sentence.is(n, &["not", "never", "n't"]));
    strong
        || (negated
            && !matches!(spot.rule.action, "no_comment" | "clarify" | "exempt")
            && !sentence.is(start, &["not", "no"]))
}

/// An episode of long ago: said so, or a year well before the article's.
fn past(reading: &Reading<'_>, spot: &Spot<'_>) -> bool {
    let sentence = spot.sentence;
    let measured = matches!(
        spot.rule.action,
        "halt_shipments" | "ban_export" | "require_licence" | "resume_shipments" | "tighten_review"
    );
    let year = reading.base.map(|base| base.year());
    let old = sentence.marked.days.iter().any(|mention| match mention.when {
        When::Year(y) => year.is_some_and(|year| y + 2 <= year),
        When::Day(Some(y), ..) | When::Month(Some(y), _) => year.is_some_and(|year| y + 3 <= year),
        _ => false,
    });
    let kept = sentence.is(0, &["since"]);
    measured && !kept && (sentence.has(reading.lexicon, "past") || old)
}

/// A first day after the article's own.
fn coming(reading: &Reading<'_>, spot: &Spot<'_>) -> bool {
    let sentence = spot.sentence;
    let Some(base) = reading.base else {
        // Without the article's day: a first day that is told with the announcement is to come.
        let day = |d: &crate::words::time::Mention| {
            let leads = sentence.is(d.start.wrapping_sub(1), &["自", "from"]);
            let tails = sentence.is(d.end, &["か"]) && sentence.is(d.end + 1, &["ら"]);
            (leads || tails) && matches!(d.when, When::Day(..))
        };
        return sentence.marked.days.iter().any(day);
    };
    let today = base.to_string();
    sentence.all(reading.lexicon, "effect").iter().any(|effect| {
        sentence.marked.days.iter().any(|day| {
            let close = (day.start >= effect.end && day.start <= effect.end + 3)
                || (day.end <= effect.start && day.end + 4 >= effect.start);
            close && resolve(day.when, Some(base), Way::Coming).is_some_and(|day| day > today)
        })
    })
}

/// A sentence that goes on about something that is only planned is about the plan.
fn near_past_consideration(
    reading: &Reading<'_>,
    spot: &Spot<'_>,
    before: &[Told],
) -> Option<&'static str> {
    let reference = spot.sentence.has(reading.lexicon, "consider")
        || spot.sentence.has(reading.lexicon, "thebanref")
        || spot.sentence.has(reading.lexicon, "talks");
    let measure = matches!(
        spot.rule.action,
        "exempt"
            | "extend_reach"
            | "restrict_service"
            | "require_licence"
            | "ban_export"
            | "tighten_review"
    );
    let last = before
        .iter()
        .rev()
        .find(|told| !told.title && spot.index - told.sentence.min(spot.index) <= 2)?;
    let open = match last.claim.status.as_str() {
        "being_negotiated" => "being_negotiated",
        "under_consideration" => "under_consideration",
        "speculated" => "speculated",
        _ => return None,
    };
    let aim = (0..4).any(|n| spot.sentence.is(n, &["these", "such", "this"]));
    (measure && (reference || aim) && !spot.sentence.has(reading.lexicon, "immediate"))
        .then_some(open)
}

/// `The ministry called the report false`: a sentence of its own that refutes what was told just before.
pub(super) fn refute(reading: &Reading<'_>, told: &mut [Told]) {
    const SPOKEN_OF: &[&str] = &[
        "it", "report", "reports", "message", "messages", "claim", "claims", "post", "posts",
        "text", "rumour", "rumor", "rumours", "rumors", "story", "video", "news",
    ];
    for (index, sentence) in reading.sentences.iter().enumerate().filter(|(_, s)| !s.head) {
        let own = told.iter().any(|t| t.sentence == index && scope_of_law(&t.claim.action));
        let plain = sentence.all(reading.lexicon, "denystrong").iter().any(|f| {
            !matches!(sentence.word(f.start), "has" | "have" | "had" | "no" | "there")
                && (0..sentence.tokens.len()).any(|n| n != f.start && sentence.is(n, SPOKEN_OF))
        });
        if own || !plain {
            continue;
        }
        for one in told.iter_mut().filter(|t| t.sentence < index && index - t.sentence <= 3) {
            if matches!(one.claim.status.as_str(), "reported" | "speculated")
                && scope_of_law(&one.claim.action)
            {
                "denied".clone_into(&mut one.claim.status);
            }
        }
    }
}

fn scope_of_law(action: &str) -> bool {
    super::scope::MEASURES.contains(&action) || action == "list_party"
}
