//! Whom and which uses a claim touches, and how far it reaches.

use super::super::{Reading, Spot, Told, party};
use super::Scope;
use crate::model::{Actor, Party};

/// `any items`, `no longer`: no limit is left.
pub(super) fn unlimited(reading: &Reading<'_>, spot: &Spot<'_>) -> bool {
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

/// `20 on a control list and 20 on a watch list`: a claim for each further list of the piece.
pub(in crate::claims) fn further_lists(
    reading: &Reading<'_>,
    spot: &Spot<'_>,
    told: &Told,
) -> Vec<Told> {
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

pub(super) fn parties(
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

pub(super) fn uses(reading: &Reading<'_>, spot: &Spot<'_>) -> Vec<String> {
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

pub(super) fn reach(spot: &Spot<'_>, scope: &Scope) -> Vec<String> {
    let _ = scope;
    if let Some(reach) = spot.rule.reach {
        return vec![reach.to_owned()];
    }
    if spot.rule.action == "ban_export" { vec!["place".to_owned()] } else { Vec::new() }
}
