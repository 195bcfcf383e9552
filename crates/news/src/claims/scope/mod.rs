//! What a claim touches: items, destinations, parties, uses, reach.

mod items;
mod parties;
mod places;

use super::{Reading, Spot, Told, Topic};
use crate::model::{Actor, Party};
use items::{families, previous_families, text_of};
use parties::{parties, reach, unlimited, uses};
use places::{addressed, destinations, party_countries, previous_parties, sources};

pub(super) use parties::further_lists;

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
pub(super) const MEASURES: &[&str] = &[
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

/// A match and what was told before it.
struct Place<'p> {
    reading: &'p Reading<'p>,
    spot: &'p Spot<'p>,
    actor: &'p Actor,
    before: &'p [Told],
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
    let at = Place { reading, spot, actor, before };
    let (mut scope, place) = at.said();
    let listed = at.listed(&scope.families);
    if MEASURES.contains(&action) {
        at.goes_on(&mut scope, listed);
    }
    scope.destination.retain(|d| Some(d) != actor.country.as_ref());
    // Who fears a step is whom it would hit.
    if scope.destination.is_empty() && sentence.has(lexicon, "strongfear") {
        let afraid = sentence.all(lexicon, "country").first().map(|f| lexicon.value(f).to_owned());
        scope.destination.extend(afraid.filter(|c| Some(c) != actor.country.as_ref()));
    }
    scope.destination.retain(|d| Some(d) != actor.country.as_ref());
    at.of_action(&mut scope)?;
    // Equipment that is let into, or kept out of, plants there.
    if scope.destination.is_empty()
        && matches!(action, "grant_licence" | "revoke" | "restrict_service")
    {
        let there = sentence
            .all(lexicon, "country")
            .iter()
            .find(|f| sentence.is(f.start.wrapping_sub(1), &["in"]));
        scope.destination.extend(
            there
                .map(|f| lexicon.value(f).to_owned())
                .filter(|c| Some(c) != actor.country.as_ref()),
        );
    }
    if scope.destination.is_empty() && WORLDWIDE.contains(&action) {
        scope.destination = vec!["*".to_owned()];
    }
    if at.outside(&scope) {
        return None;
    }
    let is_topic = sentence.has(lexicon, "topic");
    if is_topic {
        scope
            .families
            .retain(|n| sentence.all(lexicon, "item").iter().any(|f| lexicon.value(f) == n));
    }
    if listed.is_some() && action == "ban_export" {
        scope.parties.push(super::party("listed_party", scope.destination.first().cloned()));
    }
    scope.text = place.and_then(|(start, end)| text_of(reading, sentence, start, end));
    for one in parties(reading, spot, actor, &scope.destination) {
        let listed_again = one.class == "listed_party" && !scope.parties.is_empty();
        if !listed_again {
            scope.parties.push(one);
        }
    }
    scope.end_use = uses(reading, spot);
    scope.reach = reach(spot, &scope);
    scope.only =
        sentence.tokens.iter().enumerate().any(|(n, t)| t.text == "only" && n >= spot.from)
            || sentence.has(lexicon, "onlyword");
    scope.names_authority = sentence.all(lexicon, "org").iter().any(|f| {
        let value = lexicon.value(f);
        value.starts_with("official") && f.end <= spot.core().0 + 1
    });
    Some(scope)
}

impl Place<'_> {
    /// What the sentence itself names, and where the goods stand in it.
    fn said(&self) -> (Scope, Option<(usize, usize)>) {
        let Place { reading, spot, actor, .. } = self;
        let (sentence, action) = (spot.sentence, spot.rule.action);
        let mut scope = Scope { unlimited: unlimited(reading, spot), ..Scope::default() };
        let whole = (0, spot.limit);
        let core_end = spot.core().1;
        let bare = BARE.contains(&action);
        // Items and destination of the piece; then of the sentence.
        let mut place;
        (scope.families, place) = families(reading, sentence, spot.from, spot.to, core_end);
        if scope.families.is_empty() {
            (scope.families, place) =
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
        if scope.families.is_empty() && !aside && !matches!(action, "list_party" | "delist_party") {
            (scope.families, place) = families(reading, sentence, whole.0, whole.1, 0);
        }
        scope.destination = destinations(reading, sentence, spot.from, spot.to);
        if scope.destination.is_empty() && !bare {
            scope.destination = destinations(reading, sentence, whole.0, whole.1);
        }
        scope.destination.retain(|d| Some(d) != actor.country.as_ref());
        (scope, place)
    }

    /// The listing that a sentence goes on about.
    fn listed(&self, names: &[String]) -> Option<&Told> {
        let Place { spot, before, .. } = self;
        let (sentence, lexicon, action) = (spot.sentence, self.reading.lexicon, spot.rule.action);
        // `sales to the ten entities`: those listed just before.
        let nameless = matches!(action, "ban_export" | "extend_reach")
            && names.iter().all(|n| n == "dual_use_all")
            && (sentence.has(lexicon, "partyword")
                || (spot.from..spot.to).any(|n| sentence.is(n, &["them", "these"])))
            && before.last().is_some_and(|t| t.claim.action == "list_party");
        (nameless || sentence.has(lexicon, "listref"))
            .then(|| before.iter().rev().find(|t| t.claim.action == "list_party"))
            .flatten()
    }

    /// What a measure leaves unsaid is that of the measure told before, or of the article.
    fn goes_on(&self, scope: &mut Scope, listed: Option<&Told>) {
        let Place { reading, spot, actor, before } = self;
        let (sentence, lexicon, action) = (spot.sentence, reading.lexicon, spot.rule.action);
        let lasting = |told: &&Told| {
            MEASURES.contains(&told.claim.action.as_str())
                && told.claim.action != "no_comment"
                && (told.claim.actor.country == actor.country
                    || actor.country.is_none()
                    || matches!(action, "clarify" | "exempt" | "negotiate" | "no_comment"))
        };
        // What holds comes before what is only spoken of.
        let firm = |told: &&Told| {
            matches!(told.claim.status.as_str(), "in_force" | "announced" | "suspended")
        };
        let firmly = matches!(action, "clarify" | "no_comment" | "suspend" | "extend" | "revoke");
        let last = before
            .iter()
            .rev()
            .filter(lasting)
            .find(|t| !firmly || firm(t))
            .or_else(|| before.iter().rev().find(lasting));
        let include = spot.rule.marks.contains(&"include");
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
        let tech = sentence.has(lexicon, "techword")
            && reading.topic.families.iter().any(|f| f.starts_with("chip"));
        let tools = scope.families.iter().all(|n| n == "chips")
            && sentence.has(lexicon, "toolword")
            && reading.topic.families.iter().any(|f| f.contains("chip"));
        if tools && !tech {
            scope.families = vec!["chip_tools".to_owned()];
        }
        // `the chip` is the one spoken of.
        if scope.families == ["chips"]
            && sentence.has(lexicon, "thebanref")
            && let Some(told) =
                last.filter(|t| t.claim.items.families.iter().any(|f| f.contains("chip")))
        {
            scope.families.clone_from(&told.claim.items.families);
        }
        if spot.rule.reach == Some("person") && scope.families.is_empty() {
            let measures: Vec<&Told> = before
                .iter()
                .filter(firm)
                .filter(|t| MEASURES.contains(&t.claim.action.as_str()))
                .collect();
            let all = measures
                .iter()
                .find(|t| t.claim.items.families.iter().any(|f| f == "dual_use_all"));
            if let Some(told) = all.or(measures.first()) {
                scope.families.clone_from(&told.claim.items.families);
            }
        }
        if scope.families.is_empty() && tech {
            scope.families.clone_from(&reading.topic.families);
        }
        let spoken = action == "no_comment"
            && !(sentence.has(lexicon, "measurenoun") || sentence.has(lexicon, "bannoun"));
        if scope.families.is_empty() && !spoken {
            match last.filter(|_| reference || action != "negotiate") {
                Some(told) => scope.families.clone_from(&told.claim.items.families),
                None if reading.topic.actor == actor.country || actor.country.is_none() => {
                    scope.families.clone_from(&reading.topic.families)
                }
                None => {}
            }
            scope.inherited = true;
        }
        if let Some(told) = listed.filter(|_| scope.destination.is_empty()) {
            scope.destination.clone_from(&told.claim.destination);
        }
        let silent = action == "no_comment"
            && scope.families.is_empty()
            && !sentence.has(lexicon, "measurenoun");
        if scope.destination.is_empty() && !silent {
            let same = |told: &&Told| {
                scope.families.is_empty()
                    || told.claim.items.families.iter().any(|f| scope.families.contains(f))
            };
            let near = |told: &&Told| {
                reference || include || spot.index.saturating_sub(told.sentence) <= 1
            };
            match last.filter(|t| same(t) || near(t)) {
                Some(told) if told.claim.destination != ["*"] => {
                    scope.destination.clone_from(&told.claim.destination)
                }
                _ if WORLDWIDE.contains(&action)
                    && (last.is_some() || reading.topic.destination.is_empty()) => {}
                _ => scope.destination.clone_from(&reading.topic.destination),
            }
        }
    }

    /// What some actions touch by their nature; `None` if there is nothing that they tell of.
    fn of_action(&self, scope: &mut Scope) -> Option<()> {
        let Place { reading, spot, actor, before } = self;
        let (sentence, action) = (spot.sentence, spot.rule.action);
        let whole = (0, spot.limit);
        match action {
            "list_party" | "delist_party" => {
                let mut of_parties = party_countries(reading, sentence, spot.from, spot.to);
                if of_parties.is_empty() {
                    of_parties = party_countries(reading, sentence, whole.0, whole.1);
                }
                of_parties.retain(|d| Some(d) != actor.country.as_ref());
                if !of_parties.is_empty() {
                    scope.destination = of_parties;
                } else if scope.destination.is_empty() {
                    scope.destination = previous_parties(before)
                        .unwrap_or_else(|| reading.topic.destination.clone());
                    scope.destination.retain(|d| Some(d) != actor.country.as_ref());
                }
                scope.families.retain(|n| n == "dual_use_all" || n == "all_items");
            }
            "protest" | "demand_withdrawal" => {
                scope.families.clear();
                scope.destination = addressed(reading, spot, actor, before);
            }
            "warn" | "agree" | "retaliate" | "support_producer" | "expand_supply"
            | "approve_budget" | "court_ruling" | "intervene_company" | "state_position" => {
                scope.destination.clear();
                if matches!(action, "warn" | "approve_budget" | "retaliate") {
                    scope.families.clear();
                }
                if action == "retaliate" {
                    scope.destination = addressed(reading, spot, actor, before);
                }
            }
            "release_statistics" => {
                // An import comes from its partner.
                let partner = sentence.tokens.iter().any(|t| t.text.starts_with("import"));
                if scope.destination.is_empty() && partner {
                    scope.destination = sources(reading, sentence);
                }
                if scope.families.is_empty() {
                    let (families, partner) = previous_families(reading, spot);
                    scope.families = families;
                    if scope.destination.is_empty() {
                        scope.destination = partner;
                    }
                    scope.inherited = true;
                }
                if scope.families.is_empty() {
                    return None;
                }
            }
            _ => {}
        }
        Some(())
    }

    /// Tariffs, arms, and measures on no goods are none of ours.
    fn outside(&self, scope: &Scope) -> bool {
        let (sentence, lexicon) = (self.spot.sentence, self.reading.lexicon);
        let action = self.spot.rule.action;
        let bare = BARE.contains(&action);
        let tariff = sentence.has(lexicon, "tariff")
            && !sentence.has(lexicon, "export")
            && !sentence.has(lexicon, "plist");
        if tariff && !bare && scope.families.is_empty() {
            return true;
        }
        if scope.families == ["military_goods"] && !sentence.has(lexicon, "licence") {
            return true;
        }
        // A measure without any item, list or technology is none of ours.
        if scope.families.is_empty()
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
            return true;
        }
        false
    }
}
