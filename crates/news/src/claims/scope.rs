//! What a claim touches: items, destinations, parties, uses, reach.

use super::{Reading, Spot, Told, Topic, party};
use crate::model::{Actor, Party};
use crate::words::lexicon::Found;
use crate::words::sentence::Sentence;

/// The scope of a claim.
#[derive(Debug, Default)]
pub(super) struct Scope {
    pub families: Vec<String>,
    pub text: Option<String>,
    pub destination: Vec<String>,
    pub parties: Vec<Party>,
    pub end_use: Vec<String>,
    pub reach: Vec<String>,
    pub unlimited: bool,
    pub only: bool,
    pub names_authority: bool,
    pub inherited: bool,
}

/// Measures: what is not said again is that of the measure told before.
const MEASURES: &[&str] = &[
    "ban_export",
    "require_licence",
    "tighten_review",
    "ease_review",
    "extend_reach",
    "restrict_service",
    "exempt",
    "suspend",
    "extend",
    "reinstate",
    "revoke",
    "grant_licence",
    "clarify",
    "negotiate",
    "no_comment",
    "resume_shipments",
    "halt_shipments",
];
/// Measures that, with nothing said, hold towards every country.
const WORLDWIDE: &[&str] = &[
    "ban_export",
    "require_licence",
    "tighten_review",
    "ease_review",
    "extend_reach",
    "suspend",
    "extend",
    "reinstate",
    "revoke",
    "halt_shipments",
    "resume_shipments",
    "grant_licence",
];
/// Actions without items and destination of their own.
const BARE: &[&str] = &[
    "protest",
    "demand_withdrawal",
    "warn",
    "retaliate",
    "agree",
    "state_position",
    "approve_budget",
    "support_producer",
    "expand_supply",
    "court_ruling",
    "intervene_company",
];
/// What an item word is part of, if it is no item.
const INDUSTRY: &[&str] = &[
    "industry",
    "industries",
    "sector",
    "sectors",
    "maker",
    "makers",
    "producer",
    "producers",
    "company",
    "companies",
    "firm",
    "firms",
    "giant",
    "giants",
    "designer",
    "designers",
    "manufacturer",
    "manufacturers",
    "plant",
    "plants",
    "plants",
    "market",
    "markets",
    "miner",
    "miners",
    "executives",
    "race",
    "supplier",
    "suppliers",
    "stocks",
    "war",
    "dispute",
    "production",
    "output",
    "startup",
    "buyers",
    "users",
    "factory",
    "factories",
    "fab",
    "fabs",
    "ambitions",
    "supremacy",
    "group",
];

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

/// What the article is about: the items and the destination of its headline or of its first measure.
pub(super) fn topic(reading: &Reading<'_>) -> Topic {
    let mut topic = Topic { actor: super::who::first(reading), ..Topic::default() };
    for (n, sentence) in reading.sentences.iter().filter(|s| !s.head).take(6).enumerate() {
        let (families, _) = families(reading, sentence, 0, sentence.tokens.len(), 0);
        if topic.families.is_empty() {
            topic.families = families;
        }
        if topic.destination.is_empty() && n < 3 {
            topic.destination = destinations(reading, sentence, 0, sentence.tokens.len());
        }
        if !topic.families.is_empty() && !topic.destination.is_empty() {
            break;
        }
    }
    topic
}

/// The families of a stretch of a sentence, and whether they are meant without limit.
fn families(
    reading: &Reading<'_>,
    sentence: &Sentence,
    from: usize,
    to: usize,
    core_end: usize,
) -> (Vec<String>, Option<(usize, usize)>) {
    let lexicon = reading.lexicon;
    let east_asian = matches!(reading.document.article.lang.as_str(), "zh" | "ja");
    let used = sentence.all(lexicon, "usedin");
    let mut found: Vec<&Found> = Vec::new();
    for item in sentence.all(lexicon, "item").iter().filter(|f| f.start >= from && f.end <= to) {
        if sentence.is(item.end, INDUSTRY) {
            continue;
        }
        // `metals used in chips`: an aside, up to the next comma.
        let aside = !east_asian
            && used.iter().any(|u| {
                u.end <= item.start
                    && u.start >= core_end
                    && u.start >= from
                    && (u.end..item.start).all(|n| !sentence.is(n, &[",", ";", "—"]))
                    && !sentence.is(u.start, &["include", "includes", "including", "such"])
            });
        let after_like = sentence.all(lexicon, "including").iter().any(|u| {
            u.end <= item.start
                && u.start >= from
                && found
                    .iter()
                    .any(|f| f.end <= u.start && general(lexicon.value(f), lexicon.value(item)))
        });
        let like = sentence.is(item.start.wrapping_sub(1), &["like"])
            || sentence.is(item.start.wrapping_sub(2), &["such"]);
        if aside && !found.is_empty() {
            continue;
        }
        // `critical minerals such as gallium`: the examples say more.
        let examples = found.last().is_some_and(|f| {
            lexicon.value(f) == "critical_minerals"
                && (f.end..=item.start).any(|n| sentence.is(n, &["like", "such", "including"]))
        });
        if examples
            || (like && found.last().is_some_and(|f| lexicon.value(f) == "critical_minerals"))
        {
            found.pop();
            found.push(item);
            continue;
        }
        if after_like {
            continue;
        }
        found.push(item);
    }
    let mut names: Vec<String> = Vec::new();
    for item in &found {
        let mut name = lexicon.value(item).to_owned();
        // `the mining and refining technology of …`: know-how, not goods.
        let reach = if east_asian { 7 } else { 2 };
        let tech = sentence.all(lexicon, "techword").iter().any(|t| {
            t.start >= item.end
                && t.start <= item.end + reach
                && !(item.end..t.start).any(|n| sentence.is(n, &[",", "，", "を", "and"]))
        });
        if tech && name.starts_with("rare_earth") {
            name = "rare_earth_technology".to_owned();
        } else if tech && name == "chips" {
            name = "chip_technology".to_owned();
        }
        if !names.contains(&name) {
            names.push(name);
        }
    }
    // The special word holds the general one.
    for (special, broad) in [
        ("advanced_chips", "chips"),
        ("chip_tools", "chips"),
        ("chip_technology", "chips"),
        ("rare_earth_technology", "rare_earths"),
        ("rare_earth_magnets", "rare_earths"),
        ("rare_earths_medium_heavy", "rare_earths"),
    ] {
        if names.iter().any(|n| n == special) && sentence.has(lexicon, "item") {
            names.retain(|n| n != broad);
        }
    }
    (names, found.first().map(|f| (f.start, f.end)))
}

/// Whether a family names the whole of which the other is an example.
fn general(whole: &str, part: &str) -> bool {
    match whole {
        "dual_use_all" | "all_items" => true,
        "rare_earths" | "rare_earths_medium_heavy" => part.starts_with("rare_earth"),
        "chip_tools" => matches!(part, "chips" | "chip_tools"),
        "chips" => matches!(part, "advanced_chips" | "chips"),
        _ => false,
    }
}

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
fn party_countries(
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

/// The scope of a match; `None` if what it would touch is out of scope.
pub(super) fn scope(
    reading: &Reading<'_>,
    spot: &Spot<'_>,
    actor: &Actor,
    before: &[Told],
) -> Option<Scope> {
    let sentence = spot.sentence;
    let lexicon = reading.lexicon;
    let action = spot.rule.action;
    let mut scope = Scope::default();
    let whole = (0, spot.limit);
    let core_end = spot.core().1;
    let bare = BARE.contains(&action);
    // Items and destination of the piece; then of the sentence.
    let (mut names, mut place) = families(reading, sentence, spot.from, spot.to, core_end);
    if names.is_empty() {
        (names, place) =
            families(reading, sentence, spot.found.start.min(spot.from), whole.1, core_end);
    }
    // What stands behind `after`, `while`, `as` is another matter than the rest of the sentence.
    let aside = spot.from > 0
        && (spot.from.saturating_sub(1)..spot.from + 2).any(|n| {
            sentence.is(
                n,
                &[
                    "after", "while", "before", "as", "when", "since", "although", "though",
                    "whereas",
                ],
            )
        });
    if names.is_empty() && !aside && !matches!(action, "list_party" | "delist_party") {
        (names, place) = families(reading, sentence, whole.0, whole.1, 0);
    }
    let mut destination = destinations(reading, sentence, spot.from, spot.to);
    if destination.is_empty() && !bare {
        destination = destinations(reading, sentence, whole.0, whole.1);
    }
    destination.retain(|d| Some(d) != actor.country.as_ref());
    scope.unlimited = unlimited(reading, spot);
    let lasting = |told: &&Told| {
        MEASURES.contains(&told.claim.action.as_str())
            && told.claim.action != "no_comment"
            && (told.claim.actor.country == actor.country
                || actor.country.is_none()
                || matches!(action, "clarify" | "exempt" | "negotiate" | "no_comment"))
    };
    // What holds comes before what is only spoken of.
    let firm =
        |told: &&Told| matches!(told.claim.status.as_str(), "in_force" | "announced" | "suspended");
    let firmly = matches!(action, "clarify" | "no_comment" | "suspend" | "extend" | "revoke");
    let last = before
        .iter()
        .rev()
        .filter(lasting)
        .find(|t| !firmly || firm(t))
        .or_else(|| before.iter().rev().find(lasting));
    let include = spot.rule.marks.contains(&"include");
    let listed = sentence
        .has(lexicon, "listref")
        .then(|| before.iter().rev().find(|t| t.claim.action == "list_party"))
        .flatten();
    let reference = sentence.has(lexicon, "thebanref")
        || matches!(
            action,
            "clarify"
                | "exempt"
                | "suspend"
                | "revoke"
                | "extend"
                | "reinstate"
                | "negotiate"
                | "extend_reach"
        );
    if MEASURES.contains(&action) {
        let tech = sentence.has(lexicon, "techword")
            && reading.topic.families.iter().any(|f| f.starts_with("chip"));
        let tools = names.iter().all(|n| n == "chips")
            && sentence.has(lexicon, "toolword")
            && reading.topic.families.iter().any(|f| f.contains("chip"));
        if tools && !tech {
            names = vec!["chip_tools".to_owned()];
        }
        // `the chip` is the one spoken of.
        if names == ["chips"]
            && sentence.has(lexicon, "thebanref")
            && let Some(told) =
                last.filter(|t| t.claim.items.families.iter().any(|f| f.contains("chip")))
        {
            names.clone_from(&told.claim.items.families);
        }
        if spot.rule.reach == Some("person") && names.is_empty() {
            let measures: Vec<&Told> = before
                .iter()
                .filter(firm)
                .filter(|t| MEASURES.contains(&t.claim.action.as_str()))
                .collect();
            let all = measures
                .iter()
                .find(|t| t.claim.items.families.iter().any(|f| f == "dual_use_all"));
            if let Some(told) = all.or(measures.first()) {
                names.clone_from(&told.claim.items.families);
            }
        }
        if names.is_empty() && tech {
            names.clone_from(&reading.topic.families);
        }
        let spoken = action == "no_comment"
            && !(sentence.has(lexicon, "measurenoun") || sentence.has(lexicon, "bannoun"));
        if names.is_empty() && !spoken {
            match last.filter(|_| reference || action != "negotiate") {
                Some(told) => names.clone_from(&told.claim.items.families),
                None if reading.topic.actor == actor.country || actor.country.is_none() => {
                    names.clone_from(&reading.topic.families)
                }
                None => {}
            }
            scope.inherited = true;
        }
        if let Some(told) = listed.filter(|_| destination.is_empty()) {
            destination.clone_from(&told.claim.destination);
        }
        let silent =
            action == "no_comment" && names.is_empty() && !sentence.has(lexicon, "measurenoun");
        if destination.is_empty() && !silent {
            let same = |told: &&Told| {
                names.is_empty() || told.claim.items.families.iter().any(|f| names.contains(f))
            };
            let near = |told: &&Told| {
                reference || include || spot.index.saturating_sub(told.sentence) <= 1
            };
            match last.filter(|t| same(t) || near(t)) {
                Some(told) if told.claim.destination != ["*"] => {
                    destination.clone_from(&told.claim.destination)
                }
                _ if WORLDWIDE.contains(&action)
                    && (last.is_some() || reading.topic.destination.is_empty()) => {}
                _ => destination.clone_from(&reading.topic.destination),
            }
        }
    }
    destination.retain(|d| Some(d) != actor.country.as_ref());
    // Who fears a step is whom it would hit.
    if destination.is_empty() && sentence.has(lexicon, "strongfear") {
        let afraid = sentence.all(lexicon, "country").first().map(|f| lexicon.value(f).to_owned());
        destination.extend(afraid.filter(|c| Some(c) != actor.country.as_ref()));
    }
    destination.retain(|d| Some(d) != actor.country.as_ref());
    match action {
        "list_party" | "delist_party" => {
            let mut of_parties = party_countries(reading, sentence, spot.from, spot.to);
            if of_parties.is_empty() {
                of_parties = party_countries(reading, sentence, whole.0, whole.1);
            }
            of_parties.retain(|d| Some(d) != actor.country.as_ref());
            if !of_parties.is_empty() {
                destination = of_parties;
            } else if destination.is_empty() {
                destination =
                    previous_parties(before).unwrap_or_else(|| reading.topic.destination.clone());
                destination.retain(|d| Some(d) != actor.country.as_ref());
            }
            names.retain(|n| n == "dual_use_all" || n == "all_items");
        }
        "protest" | "demand_withdrawal" => {
            names.clear();
            destination = addressed(reading, spot, actor, before);
        }
        "warn" | "agree" | "retaliate" | "support_producer" | "expand_supply"
        | "approve_budget" | "court_ruling" | "intervene_company" | "state_position" => {
            destination.clear();
            if matches!(action, "warn" | "approve_budget" | "retaliate") {
                names.clear();
            }
            if action == "retaliate" {
                destination = addressed(reading, spot, actor, before);
            }
        }
        "release_statistics" => {
            // An import comes from its partner.
            let partner = sentence.tokens.iter().any(|t| t.text.starts_with("import"));
            if destination.is_empty() && partner {
                destination = sources(reading, sentence);
            }
            if names.is_empty() {
                let (families, partner) = previous_families(reading, spot);
                names = families;
                if destination.is_empty() {
                    destination = partner;
                }
                scope.inherited = true;
            }
            if names.is_empty() {
                return None;
            }
        }
        _ => {}
    }
    // Equipment that is let into, or kept out of, plants there.
    if destination.is_empty() && matches!(action, "grant_licence" | "revoke" | "restrict_service") {
        let there = sentence
            .all(lexicon, "country")
            .iter()
            .find(|f| sentence.is(f.start.wrapping_sub(1), &["in"]));
        destination.extend(
            there
                .map(|f| lexicon.value(f).to_owned())
                .filter(|c| Some(c) != actor.country.as_ref()),
        );
    }
    if destination.is_empty() && WORLDWIDE.contains(&action) {
        destination = vec!["*".to_owned()];
    }
    let tariff = sentence.has(lexicon, "tariff")
        && !sentence.has(lexicon, "export")
        && !sentence.has(lexicon, "plist");
    if tariff && !bare && names.is_empty() {
        return None;
    }
    if names == ["military_goods"] && !sentence.has(lexicon, "licence") {
        return None;
    }
    // A measure without any item, list or technology is none of ours.
    if names.is_empty()
        && matches!(
            action,
            "ban_export"
                | "require_licence"
                | "tighten_review"
                | "grant_licence"
                | "halt_shipments"
                | "resume_shipments"
        )
        && !sentence.has(lexicon, "export")
    {
        return None;
    }
    let is_topic = sentence.has(lexicon, "topic");
    if is_topic {
        names.retain(|n| sentence.all(lexicon, "item").iter().any(|f| lexicon.value(f) == n));
    }
    scope.text = place.and_then(|(start, end)| text_of(reading, sentence, start, end));
    scope.parties = parties(reading, spot, actor, &destination);
    scope.end_use = uses(reading, spot);
    scope.reach = reach(spot, &scope);
    scope.only =
        sentence.tokens.iter().enumerate().any(|(n, t)| t.text == "only" && n >= spot.from)
            || sentence.has(lexicon, "onlyword");
    scope.names_authority = sentence.all(lexicon, "org").iter().any(|f| {
        let value = lexicon.value(f);
        value.starts_with("official") && f.end <= spot.core().0 + 1
    });
    scope.families = names;
    scope.destination = destination;
    Some(scope)
}

fn text_of(reading: &Reading<'_>, sentence: &Sentence, from: usize, to: usize) -> Option<String> {
    let passage = reading.document.passages.get(sentence.passage)?;
    let (start, end) =
        (sentence.tokens.get(from)?.start, sentence.tokens.get(to.checked_sub(1)?)?.end);
    Some(passage.chars.get(start..end)?.iter().collect())
}

/// `any items`, `no longer`: no limit is left.
fn unlimited(reading: &Reading<'_>, spot: &Spot<'_>) -> bool {
    let any = spot.sentence.all(reading.lexicon, "anyall").iter().any(|f| {
        f.start >= spot.from
            && f.end <= spot.to
            && spot
                .sentence
                .all(reading.lexicon, "item")
                .iter()
                .any(|i| i.start >= f.end && i.start <= f.end + 6)
            || (spot.sentence.is(f.end, &["items", "goods", "exports", "item"]))
    });
    any && spot.sentence.all(reading.lexicon, "party").is_empty()
}

fn previous_parties(before: &[Told]) -> Option<Vec<String>> {
    before
        .iter()
        .rev()
        .find(|told| told.claim.action == "list_party")
        .map(|told| told.claim.destination.clone())
}

/// The families of the sentences just before, for figures that go on.
fn previous_families(reading: &Reading<'_>, spot: &Spot<'_>) -> (Vec<String>, Vec<String>) {
    for back in 1..=2 {
        let Some(sentence) = spot.index.checked_sub(back).and_then(|n| reading.sentences.get(n))
        else {
            break;
        };
        let (found, _) = families(reading, sentence, 0, sentence.tokens.len(), 0);
        if !found.is_empty() {
            return (found, destinations(reading, sentence, 0, sentence.tokens.len()));
        }
    }
    (reading.topic.families.clone(), Vec::new())
}

/// `20 on a control list and 20 on a watch list`: a claim for each further list of the piece.
pub(super) fn further_lists(reading: &Reading<'_>, spot: &Spot<'_>, told: &Told) -> Vec<Told> {
    if told.claim.action != "list_party" {
        return Vec::new();
    }
    let known = told.claim.parties.first().map(|p| p.class.clone());
    let mut more: Vec<Told> = Vec::new();
    for list in spot
        .sentence
        .all(reading.lexicon, "plist")
        .iter()
        .filter(|f| f.start >= spot.from && f.end <= spot.to)
    {
        let class = reading.lexicon.value(list).to_owned();
        if Some(&class) == known.as_ref()
            || more.iter().any(|m| m.claim.parties.iter().any(|p| p.class == class))
        {
            continue;
        }
        let mut one = told.clone();
        let number = spot
            .sentence
            .marked
            .numbers
            .iter()
            .rfind(|n| n.end <= list.start + 1 && n.value.len() < 5);
        if let Some(party) = one.claim.parties.first_mut() {
            party.class = class;
            party.count = number.and_then(|n| n.value.parse().ok());
        }
        more.push(one);
    }
    more
}

/// `from China`.
fn sources(reading: &Reading<'_>, sentence: &Sentence) -> Vec<String> {
    sentence
        .all(reading.lexicon, "country")
        .iter()
        .filter(|f| sentence.is(f.start.wrapping_sub(1), &["from"]))
        .map(|f| reading.lexicon.value(f).to_owned())
        .collect()
}

/// The state that a protest speaks to: a country named with the demand, else whoever the measure is of.
fn addressed(
    reading: &Reading<'_>,
    spot: &Spot<'_>,
    actor: &Actor,
    before: &[Told],
) -> Vec<String> {
    let (_, end) = spot.core();
    let named = spot.sentence.all(reading.lexicon, "country").iter().filter(|f| {
        f.start >= spot.core().0.saturating_sub(2) && f.start <= end + 10
            || f.start >= spot.from && f.end <= spot.to
    });
    let mut found: Vec<String> = Vec::new();
    for country in named {
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

fn parties(
    reading: &Reading<'_>,
    spot: &Spot<'_>,
    actor: &Actor,
    destination: &[String],
) -> Vec<Party> {
    let sentence = spot.sentence;
    let lexicon = reading.lexicon;
    let there = || {
        (destination.len() == 1)
            .then(|| destination.first().cloned())
            .flatten()
            .filter(|d| d != "*")
    };
    let mut found: Vec<Party> = Vec::new();
    match spot.rule.action {
        "list_party" | "delist_party" => {
            let list = sentence.all(lexicon, "plist");
            let (start, end) = (spot.found.start, spot.found.end);
            let class = list
                .iter()
                .find(|f| f.start >= start && f.end <= end + 12)
                .or(list.first())
                .map_or("listed_party", |f| lexicon.value(f));
            let mut one = party(class, there());
            let counted = |n: &&crate::words::number::Number| {
                n.unit.is_some_and(|u| {
                    !matches!(u, "%" | "t" | "kg" | "month" | "year" | "USD" | "item" | "day")
                })
            };
            let number = sentence
                .marked
                .numbers
                .iter()
                .filter(|n| n.start >= spot.from && n.end <= spot.to)
                .find(counted);
            one.count = number.and_then(|n| n.value.parse().ok());
            found.push(one);
            return found;
        }
        "negotiate" => {
            let talked =
                sentence.all(lexicon, "country").iter().map(|f| lexicon.value(f).to_owned());
            for code in
                talked.filter(|c| Some(c) != actor.country.as_ref() && !destination.contains(c))
            {
                if !found.iter().any(|p| p.country.as_deref() == Some(&code)) {
                    found.push(party("government", Some(code)));
                }
            }
            return found;
        }
        _ => {}
    }
    if let Some(class) = spot.rule.party {
        found.push(party(class, None));
    }
    for one in
        sentence.all(lexicon, "party").iter().filter(|f| f.start >= spot.from && f.end <= spot.to)
    {
        let class = lexicon.value(one);
        if !found.iter().any(|p| p.class == class) {
            found.push(party(class, there()));
        }
    }
    let named = matches!(
        spot.rule.action,
        "support_producer"
            | "expand_supply"
            | "intervene_company"
            | "restrict_service"
            | "exempt"
            | "halt_shipments"
            | "grant_licence"
            | "resume_shipments"
    );
    if named {
        for one in
            sentence.all(lexicon, "org").iter().filter(|f| lexicon.value(f).starts_with("company|"))
        {
            let mut parts = lexicon.value(one).split('|').skip(1);
            let country = parts.next().filter(|c| !c.is_empty()).map(str::to_owned);
            let name = parts.next().filter(|_| country.is_some()).map(str::to_owned);
            if name.is_some() && !found.iter().any(|p| p.name == name) {
                found.push(Party { class: "company".to_owned(), country, name, count: None });
            }
        }
    }
    found
}

fn uses(reading: &Reading<'_>, spot: &Spot<'_>) -> Vec<String> {
    let sentence = spot.sentence;
    let measure = matches!(
        spot.rule.action,
        "ban_export" | "require_licence" | "clarify" | "tighten_review" | "exempt"
    );
    if !measure || sentence.has(reading.lexicon, "usebad") {
        return Vec::new();
    }
    let mut found: Vec<String> = Vec::new();
    for one in sentence
        .all(reading.lexicon, "use")
        .iter()
        .filter(|f| f.start >= spot.from && f.end <= spot.to)
    {
        let name = reading.lexicon.value(one).to_owned();
        if !found.contains(&name) {
            found.push(name);
        }
    }
    // Who bars military users bars what they do.
    let soldiers = sentence
        .all(reading.lexicon, "party")
        .iter()
        .any(|f| reading.lexicon.value(f) == "military_user");
    if soldiers && spot.rule.action == "ban_export" && !found.iter().any(|u| u == "military") {
        found.insert(0, "military".to_owned());
    }
    found
}

fn reach(spot: &Spot<'_>, scope: &Scope) -> Vec<String> {
    let _ = scope;
    if let Some(reach) = spot.rule.reach {
        return vec![reach.to_owned()];
    }
    if spot.rule.action == "ban_export" { vec!["place".to_owned()] } else { Vec::new() }
}
