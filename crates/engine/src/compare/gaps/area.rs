//! What follows for an area: things that fare alike, and things of one law only.

use super::{Gap, GapKind, gap, is_listed, split};
use crate::compare::cell::Cell;
use crate::compare::{Compared, Comparison};
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
            let text = format!("To {}: {pattern}: {}.", to.as_str(), names.join(", "));
            gap(GapKind::Group, text)
        }));
    }
    gaps.extend(alone(&comparison.things));
    gaps
}

/// Things that one law alone lists.
fn alone(things: &[Compared]) -> Vec<Gap> {
    let mut found: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for thing in things {
        let codes = thing.subject.codes.iter().zip(&thing.held);
        let laws: Vec<&str> = codes
            .filter(|(_, held)| is_listed(held))
            .map(|(coded, _)| coded.scheme.as_str())
            .filter(|scheme| !super::says_none(thing, scheme))
            .collect();
        if let [law] = laws.as_slice() {
            found.entry(law).or_default().push(&thing.subject.name);
        }
    }
    found
        .into_iter()
        .map(|(law, names)| gap(GapKind::Group, format!("Only {law} lists: {}.", names.join(", "))))
        .collect()
}
