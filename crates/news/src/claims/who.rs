//! Who acts, and who says so.

use super::{Reading, Spot, Told};
use crate::model::{Actor, Attribution, Claim};
use crate::words::lexicon::Found;

/// `KIND|COUNTRY|NAME` of a phrase of the class `org`.
fn org<'l>(reading: &Reading<'l>, found: &Found) -> (&'static str, Option<String>, String) {
    let mut parts = reading.lexicon.value(found).split('|');
    let kind = parts.next().unwrap_or_default();
    let country = parts.next().filter(|c| !c.is_empty()).map(str::to_owned);
    (kind, country, parts.next().unwrap_or_default().to_owned())
}

/// The printed words of some tokens.
fn printed(reading: &Reading<'_>, spot: &Spot<'_>, from: usize, to: usize) -> Option<String> {
    let passage = reading.document.passages.get(spot.sentence.passage)?;
    let (start, end) =
        (spot.sentence.tokens.get(from)?.start, spot.sentence.tokens.get(to.checked_sub(1)?)?.end);
    Some(passage.chars.get(start..end)?.iter().collect())
}

/// The country of an organisation: its own, or that of the words just before it.
fn country_of(reading: &Reading<'_>, spot: &Spot<'_>, found: &Found) -> Option<String> {
    let (_, own, _) = org(reading, found);
    let near = spot
        .sentence
        .all(reading.lexicon, "country")
        .iter()
        .rfind(|c| {
            c.start <= found.start && c.end + 3 >= found.start
                || (c.start >= found.start && c.end <= found.end)
        })
        .map(|c| reading.lexicon.value(c).to_owned());
    let east_asian = matches!(reading.document.article.lang.as_str(), "zh" | "ja");
    let behind = || {
        if east_asian {
            return None;
        }
        spot.sentence
            .all(reading.lexicon, "country")
            .iter()
            .find(|c| c.start >= found.end && c.start <= found.end + 1)
            .map(|c| reading.lexicon.value(c).to_owned())
    };
    // `~JP`: Japan's, unless another country stands before it.
    match own {
        Some(own) => match own.strip_prefix('~') {
            Some(usual) => near.or_else(|| Some(usual.to_owned())),
            None => Some(own),
        },
        None => near.or_else(behind),
    }
}

/// Whether a country at this token is spoken of as a place, not as somebody who acts.
fn oblique(spot: &Spot<'_>, at: usize) -> bool {
    let before = |n: usize| at.checked_sub(n).map_or("", |b| spot.sentence.word(b));
    let prepositions = [
        "to",
        "in",
        "from",
        "on",
        "against",
        "for",
        "with",
        "into",
        "towards",
        "toward",
        "over",
        "at",
        "across",
        "between",
        "regarding",
        "around",
        "near",
        "of",
        "outside",
        "bound",
    ];
    prepositions.contains(&before(1)) || (before(1) == "the" && prepositions.contains(&before(2)))
}

/// A country whose possession something else is: `Japan's military strength`.
fn owner(reading: &Reading<'_>, spot: &Spot<'_>, found: &Found) -> bool {
    let mark = spot.sentence.is(found.end, &["'"]) && spot.sentence.is(found.end + 1, &["s"]);
    let office = ["org", "measurenoun", "bannoun", "controls"]
        .iter()
        .any(|class| spot.sentence.within(reading.lexicon, class, found.end, found.end + 5));
    mark && !office
}

/// The country that the headline or the first sentence speaks of first.
pub(super) fn first(reading: &Reading<'_>) -> Option<String> {
    reading.sentences.iter().filter(|s| !s.head).take(3).find_map(|s| {
        let named =
            s.all(reading.lexicon, "country").first().map(|f| reading.lexicon.value(f).to_owned());
        let office = s.all(reading.lexicon, "org").iter().find_map(|f| org(reading, f).1);
        let office = office.map(|code| code.trim_start_matches('~').to_owned());
        named.or(office)
    })
}

/// Speech is the speaker's.
const SPOKEN: &[&str] =
    &["protest", "demand_withdrawal", "no_comment", "warn", "clarify", "state_position"];

/// Who does it.
pub(super) fn actor(reading: &Reading<'_>, spot: &Spot<'_>, before: &[Told]) -> Actor {
    let (start, end) = spot.core();
    let sentence = spot.sentence;
    let lexicon = reading.lexicon;
    let orgs = sentence.all(lexicon, "org");
    let countries = sentence.all(lexicon, "country");
    let east_asian = matches!(reading.document.article.lang.as_str(), "zh" | "ja");
    // In Chinese and Japanese a place that goods go to is no actor.
    let toward = |f: &Found| {
        sentence.all(lexicon, "dest").iter().any(|d| d.start <= f.start && f.end <= d.end)
    };
    let acting = |f: &&Found| {
        let (kind, ..) = org(reading, f);
        matches!(kind, "official" | "company" | "court" | "statistics")
    };
    // Measures are an authority's: a firm in the sentence is whom they touch.
    let lawful = super::scope::MEASURES.contains(&spot.rule.action)
        && !matches!(
            spot.rule.action,
            "halt_shipments" | "resume_shipments" | "grant_licence" | "negotiate" | "no_comment"
        );
    // `中国商務省は…`: in Japanese the mark of the subject tells who acts.
    let marked = |f: &Found| {
        reading.document.article.lang == "ja"
            && (f.end..f.end + 5).any(|n| {
                sentence.is(n, &["は", "が"])
                    && !(f.end..n).any(|m| sentence.is(m, &["、", "を", "に", "で"]))
            })
    };
    let subject = |limit: usize, floor: usize| -> Option<Actor> {
        let topical = countries
            .iter()
            .chain(orgs.iter().filter(acting))
            .filter(|f| f.end <= limit && f.start >= floor && marked(f))
            .max_by_key(|f| f.start);
        if let Some(f) = topical.filter(|_| lawful || spot.rule.action == "list_party") {
            return Some(if orgs.iter().any(|o| o.start == f.start && o.end == f.end) {
                Actor { country: country_of(reading, spot, f), name: Some(org(reading, f).2) }
            } else {
                nation(reading, f)
            });
        }
        let organisation = orgs
            .iter()
            .filter(|f| f.end <= limit && f.start >= floor && !oblique(spot, f.start))
            .filter(|f| !(lawful && east_asian) || org(reading, f).0 != "company")
            .rfind(acting);
        let mut country = countries.iter().rfind(|f| {
            f.end <= limit
                && f.start >= floor
                && !oblique(spot, f.start)
                && !owner(reading, spot, f)
                && !(east_asian && toward(f))
        });
        // Of `the US and Japan` the first.
        while let Some(first) = country.and_then(|c| {
            countries.iter().find(|f| {
                f.end < c.start && c.start <= f.end + 2 && sentence.is(f.end, &["and", ","])
            })
        }) {
            country = Some(first);
        }
        match (organisation, country) {
            (Some(o), _) if east_asian => {
                Some(Actor { country: country_of(reading, spot, o), name: Some(org(reading, o).2) })
            }
            (Some(o), Some(c))
                if c.start > o.end + 4
                    && !orgs.iter().any(|x| x.start >= c.end && x.end <= limit) =>
            {
                Some(nation(reading, c))
            }
            (Some(o), _) => {
                let (_, _, name) = org(reading, o);
                Some(Actor { country: country_of(reading, spot, o), name: Some(name) })
            }
            (None, Some(c)) => Some(nation(reading, c)),
            (None, None) => None,
        }
    };
    // The subject of a passive is no actor: whoever announced it is.
    let passive_rule = matches!(
        spot.rule.action,
        "ban_export" | "tighten_review" | "extend_reach" | "require_licence"
    ) && !east_asian
        && {
            let first = spot.found.core.first().copied().unwrap_or_default();
            // Of a requirement only the goods themselves are a passive's subject.
            let goods: &[&str] = match spot.rule.action {
                "require_licence" => &["export", "ship", "delivery"],
                _ => &["export", "ship", "item", "delivery", "licence", "anyperson", "liability"],
            };
            let begins = goods.iter().any(|class| {
                sentence.all(lexicon, class).iter().any(|f| {
                    f.start == first.0
                        && (spot.rule.action != "require_licence" || f.end == first.1)
                })
            });
            begins || (spot.rule.action == "ban_export" && sentence.has(lexicon, "nolonger"))
        };
    // `countries with such rules are exempt`
    let spared = spot.rule.action == "exempt"
        && !east_asian
        && sentence.is(start.wrapping_sub(1), &["are", "is", "be", "were"])
        && sentence.is(start, &["exempt", "exempted", "excluded", "spared"]);
    let passive_rule = passive_rule || spared;
    let leftmost = || {
        let near = |f: &&Found| f.start < end + 12 && !oblique(spot, f.start);
        let official = orgs.iter().filter(|f| org(reading, f).0 == "official").find(near);
        // `Seoul called in the Japanese ambassador`: the country that stands alone before it acts.
        let before = official.map_or(start, |o| o.start.min(start));
        let alone = countries.iter().find(|c| {
            let beside = orgs.iter().any(|o| c.start <= o.end && c.end + 2 >= o.start);
            !east_asian
                && c.end <= before
                && !beside
                && !oblique(spot, c.start)
                && !owner(reading, spot, c)
        });
        if let Some(nation_of) = alone.filter(|_| official.is_some()) {
            return Some(nation(reading, nation_of));
        }
        let organisation = official.or_else(|| orgs.iter().filter(acting).find(near));
        organisation
            .map(|o| Actor { country: country_of(reading, spot, o), name: Some(org(reading, o).2) })
    };
    if SPOKEN.contains(&spot.rule.action)
        && let Some(found) = leftmost()
    {
        let country = found
            .country
            .clone()
            .or_else(|| inherited(reading, before))
            .or_else(|| only_country(reading, spot));
        return Actor { country, ..found };
    }
    if passive_rule {
        let official =
            orgs.iter().find(|f| org(reading, f).0 == "official" && !oblique(spot, f.start));
        if let Some(found) = official {
            let country = country_of(reading, spot, found).or_else(|| inherited(reading, before));
            return Actor { country, name: Some(org(reading, found).2) };
        }
        return Actor { country: inherited(reading, before), name: None };
    }
    // `by the commerce ministry`
    let passive = orgs.iter().find(|f| {
        f.start > end.saturating_sub(1)
            && f.start <= end + 6
            && (1..=3).any(|n| f.start.checked_sub(n).is_some_and(|b| sentence.is(b, &["by"])))
    });
    let passive_country = countries.iter().find(|f| {
        f.start >= end
            && f.start <= end + 3
            && (1..=2).any(|n| f.start.checked_sub(n).is_some_and(|b| sentence.is(b, &["by"])))
    });
    if let Some(found) = passive_country.filter(|_| spot.rule.action == "exempt") {
        return nation(reading, found);
    }
    if let Some(found) = passive.filter(|_| spot.rule.action != "retaliate") {
        return Actor {
            country: country_of(reading, spot, found),
            name: Some(org(reading, found).2),
        };
    }
    if let Some(found) = subject(start + 1, spot.from).or_else(|| subject(start + 1, 0)) {
        if found.country.is_some() {
            return found;
        }
        let country = inherited(reading, before).or_else(|| only_country(reading, spot));
        return Actor { country, ..found };
    }
    // `…, the commerce ministry said`
    let behind = orgs.iter().filter(|f| f.start >= end).find(|f| org(reading, f).0 == "official");
    if let Some(found) = behind {
        let country = country_of(reading, spot, found).or_else(|| inherited(reading, before));
        return Actor { country, name: Some(org(reading, found).2) };
    }
    Actor { country: inherited(reading, before), name: None }
}

fn nation(reading: &Reading<'_>, found: &Found) -> Actor {
    let code = reading.lexicon.value(found).to_owned();
    let name = navicert_model::country::Country::parse(&code).ok().map(|c| c.name().to_owned());
    Actor { country: Some(code), name }
}

fn inherited(reading: &Reading<'_>, before: &[Told]) -> Option<String> {
    let firm = |told: &&Told| {
        matches!(told.claim.status.as_str(), "in_force" | "announced" | "suspended")
            && !matches!(told.claim.action.as_str(), "protest" | "retaliate")
    };
    let last = before.iter().rev().find(firm).and_then(|told| told.claim.actor.country.clone());
    last.or_else(|| reading.topic.actor.clone())
}

/// The country of the sentence, if it names one.
fn only_country(reading: &Reading<'_>, spot: &Spot<'_>) -> Option<String> {
    let mut named: Vec<&str> = spot
        .sentence
        .all(reading.lexicon, "country")
        .iter()
        .map(|f| reading.lexicon.value(f))
        .collect();
    named.sort_unstable();
    named.dedup();
    match named.as_slice() {
        [one] => Some((*one).to_owned()),
        _ => None,
    }
}

/// What the article's other claims say about the actor.
pub(super) fn settle(claim: &mut Claim, topic: &Option<String>) {
    if claim.actor.country.is_none() && claim.action != "expand_supply" {
        claim.actor.country.clone_from(topic);
    }
}

/// Who says so.
pub(super) fn attribution(reading: &Reading<'_>, spot: &Spot<'_>, before: &[Told]) -> Attribution {
    let sentence = spot.sentence;
    let lexicon = reading.lexicon;
    let orgs = sentence.all(lexicon, "org");
    let said = sentence.all(lexicon, "say");
    let east_asian = matches!(reading.document.article.lang.as_str(), "zh" | "ja");
    let mut best: Option<(usize, &Found)> = None;
    for verb in said {
        for found in orgs {
            let gap = if found.end <= verb.start {
                verb.start - found.end
            } else if found.start >= verb.end
                && (verb.end - verb.start > 1 || sentence.is(verb.end - 1, &["said", "to"]))
            {
                found.start - verb.end
            } else {
                continue;
            };
            let reach = if east_asian { 60 } else { 14 };
            if gap <= reach && best.is_none_or(|(other, _)| gap < other) {
                best = Some((gap, found));
            }
        }
    }
    let statistics = orgs.iter().find(|f| org(reading, f).0 == "statistics");
    if spot.rule.action == "release_statistics" && statistics.is_none() && best.is_none() {
        // Figures that go on are of the same source.
        let earlier = before.iter().rev().find(|t| {
            spot.index.saturating_sub(t.sentence) <= 2 && t.claim.attribution.kind == "statistics"
        });
        if let Some(told) = earlier {
            return told.claim.attribution.clone();
        }
        let near = (1..=2)
            .filter_map(|back| spot.index.checked_sub(back))
            .filter_map(|n| reading.sentences.get(n));
        let source =
            near.flat_map(|s| s.all(lexicon, "org")).find(|f| org(reading, f).0 == "statistics");
        if let Some(found) = source {
            return Attribution {
                kind: "statistics".to_owned(),
                name: Some(org(reading, found).2),
            };
        }
    }
    let media = orgs.iter().find(|f| org(reading, f).0 == "state_media");
    let unnamed = orgs.iter().find(|f| org(reading, f).0 == "unnamed_source");
    let chosen = match spot.rule.action {
        "release_statistics" => statistics,
        _ => None,
    };
    let chosen = chosen
        .or(media)
        .or(unnamed.filter(|_| !said.is_empty() || east_asian))
        .or(best.map(|(_, f)| f));
    if let Some(found) = chosen {
        let (mut kind, _, _) = org(reading, found);
        // What the customs office publishes as data is statistics.
        if spot.rule.action == "release_statistics"
            && kind == "official"
            && sentence.has(lexicon, "dataword")
        {
            kind = "statistics";
        }
        let from = sentence
            .all(lexicon, "country")
            .iter()
            .rfind(|c| c.end <= found.start && c.end + 2 >= found.start)
            .map_or(found.start, |c| c.start);
        return Attribution {
            kind: kind.to_owned(),
            name: printed(reading, spot, from, found.end),
        };
    }
    // `the statement said`, `Beijing said`, `He said`
    for verb in said
        .iter()
        .filter(|v| sentence.is(v.start, &["said", "says", "told", "added", "saying", "adding"]))
    {
        let before_verb = verb.start.checked_sub(1).map_or("", |b| sentence.word(b));
        if matches!(
            before_verb,
            "statement" | "notice" | "announcement" | "," | "he" | "she" | "it" | "they"
        ) || sentence.tokens.get(verb.start.wrapping_sub(1)).is_some_and(|t| t.capital)
        {
            let country = sentence.all(lexicon, "country").iter().any(|c| c.end == verb.start);
            let official =
                before.iter().rev().find(|told| told.claim.attribution.kind == "official");
            let earlier = official
                .or_else(|| {
                    before.iter().rev().find(|told| told.claim.attribution.kind != "article")
                })
                .map(|told| told.claim.attribution.clone());
            if before_verb == "statement"
                || before_verb == "notice"
                || before_verb == "announcement"
                || country
            {
                let name =
                    country.then(|| printed(reading, spot, verb.start - 1, verb.start)).flatten();
                return Attribution {
                    kind: "official".to_owned(),
                    name: name.or_else(|| earlier.and_then(|a| a.name)),
                };
            }
            if let Some(earlier) = earlier {
                return earlier;
            }
        }
    }
    let official_act = matches!(
        spot.rule.action,
        "approve_budget"
            | "protest"
            | "demand_withdrawal"
            | "ban_export"
            | "require_licence"
            | "list_party"
            | "suspend"
    );
    let ministry =
        orgs.iter().find(|f| f.end <= spot.core().0 + 1 && org(reading, f).0 == "official");
    if let Some(found) = ministry.filter(|_| official_act) {
        return Attribution {
            kind: "official".to_owned(),
            name: printed(reading, spot, found.start, found.end),
        };
    }
    if spot.rule.action == "court_ruling" {
        return Attribution { kind: "court".to_owned(), name: None };
    }
    Attribution { kind: "article".to_owned(), name: None }
}
