//! What follows for an area: things that fare alike, and things of one law only.

use super::{Gap, GapKind, gap, is_listed, pairs, split};
use crate::compare::Comparison;
use crate::compare::cell::Cell;
use std::collections::BTreeMap;

pub(super) fn groups(comparison: &Comparison<'_>) -> Vec<Gap> {
    let mut gaps = Vec::new();
    for &to in &comparison.asked.to {
        let mut patterns: Vec<(String, Vec<&str>)> = Vec::new();
        for thing in &comparison.things {
            let cells: Vec<&Cell> = thing.cells.iter().filter(|cell| cell.route.to == to).collect();
            if cells.is_empty() {
                continue;
            }
            let pattern = split(&cells);
            match patterns.iter_mut().find(|(known, _)| *known == pattern) {
                Some((_, names)) => names.push(&thing.subject.name),
                None => patterns.push((pattern, vec![&thing.subject.name])),
            }
        }
        patterns.sort_by(|a, b| b.1.len().cmp(&a.1.len()).then_with(|| a.0.cmp(&b.0)));
        gaps.extend(patterns.into_iter().map(|(pattern, names)| {
            let names = named(comparison, &names);
            let text = format!("To {}: {pattern}: {names}.", to.as_str());
            gap(GapKind::Group, text)
        }));
    }
    gaps.extend(alone(comparison));
    for kind in [
        GapKind::Escape,
        GapKind::Limits,
        GapKind::Code,
        GapKind::Policy,
        GapKind::Service,
        GapKind::Whatever,
    ] {
        gaps.extend(shared(comparison, kind));
    }
    gaps
}

/// Things that one law alone lists, of those that were looked up in every law.
fn alone(comparison: &Comparison<'_>) -> Vec<Gap> {
    let mut found: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let everywhere = comparison.tables.seats.len();
    for thing in comparison.things.iter().filter(|thing| thing.held.len() >= everywhere) {
        let listed = pairs(thing).filter(|pair| is_listed(*pair));
        let laws: Vec<&str> = listed.map(|(coded, _)| coded.scheme.as_str()).collect();
        if let [law] = laws.as_slice() {
            found.entry(law).or_default().push(&thing.subject.name);
        }
    }
    found
        .into_iter()
        .map(|(law, names)| {
            let text = format!("Only {law} lists: {}.", named(comparison, &names));
            gap(GapKind::Group, text)
        })
        .collect()
}

/// Names of things; of a family whose things are all there, the family's.
fn named(comparison: &Comparison<'_>, names: &[&str]) -> String {
    if names.len() == comparison.things.len() {
        return "all".to_owned();
    }
    let mut found: Vec<String> = Vec::new();
    let mut done = "";
    for name in names {
        let thing = comparison.things.iter().find(|thing| thing.subject.name == *name);
        let family = thing.map_or("", |thing| thing.subject.family.as_str());
        let mut members = comparison.things.iter().filter(|one| one.subject.family == family);
        let all = members.all(|one| names.contains(&one.subject.name.as_str()));
        let members = comparison.things.iter().filter(|one| one.subject.family == family).count();
        if family.is_empty() || !all || members < 2 {
            found.push((*name).to_owned());
        } else if family != done {
            found.push(format!("“{family}” ({members})"));
            done = family;
        }
    }
    found.join(", ")
}

/// Sentences that hold for several things, each once, with the names of the things.
fn shared(comparison: &Comparison<'_>, kind: GapKind) -> Vec<Gap> {
    let mut found: Vec<(&Gap, Vec<&str>)> = Vec::new();
    for thing in &comparison.things {
        for one in thing.gaps.iter().filter(|gap| gap.kind == kind) {
            match found.iter_mut().find(|(known, _)| known.text == one.text) {
                Some((_, names)) => names.push(&thing.subject.name),
                None => found.push((one, vec![&thing.subject.name])),
            }
        }
    }
    found
        .into_iter()
        .map(|(one, names)| {
            let names = named(comparison, &names);
            Gap { text: format!("{} Holds for: {names}.", one.text), ..one.clone() }
        })
        .collect()
}
