//! Protests, silence and warnings go to the measure they speak of.

use super::{Sort, Work};
use crate::claims::Told;
use std::collections::HashMap;

/// Puts each claim of `words` to an event of its own article, or begins one.
pub(super) fn attach(works: &mut Vec<Work>, told: &[Told], words: &[usize]) {
    let mut of_article: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, work) in works.iter().enumerate() {
        for article in &work.said.articles {
            of_article.entry(article.clone()).or_default().push(at);
        }
    }
    for index in words {
        let Some(one) = told.get(*index) else { continue };
        let near = of_article.entry(one.claim.article.clone()).or_default();
        let guided = one.claim.action == "no_comment" && one.claim.attribution.kind != "article";
        let measure =
            near.iter().copied().filter(|at| works.get(*at).is_some_and(|w| fits(w, one)));
        let measure = measure.max_by_key(|at| {
            works.get(*at).map(|work| {
                (
                    guided && work.sort == Sort::Guidance,
                    work.sort == Sort::Law,
                    std::cmp::Reverse(work.members.first().copied()),
                )
            })
        });
        let own = || {
            near.iter().copied().find(|at| {
                works.get(*at).is_some_and(|w| {
                    w.sort == Sort::Words
                        && w.actor == one.claim.actor.country
                        && w.destination == one.claim.destination
                })
            })
        };
        match measure.or_else(own).and_then(|at| works.get_mut(at)) {
            Some(work) => work.members.push(*index),
            None => {
                near.push(works.len());
                let mut work = Work::begin(Sort::Words, one);
                work.take(*index, one, None);
                works.push(work);
            }
        }
    }
}

/// Whether a claim may speak of the measure of an event.
fn fits(work: &Work, one: &Told) -> bool {
    let claim = &one.claim;
    match claim.action.as_str() {
        "protest" | "demand_withdrawal" => {
            matches!(work.sort, Sort::Law | Sort::Listing | Sort::Open)
                && work.actor.as_ref().is_some_and(|actor| claim.destination.contains(actor))
        }
        "no_comment" => {
            work.actor == claim.actor.country
                && matches!(work.sort, Sort::Guidance | Sort::Law | Sort::Listing)
                && !claim.items.families.is_empty()
        }
        "retaliate" => {
            work.actor == claim.actor.country && matches!(work.sort, Sort::Law | Sort::Listing)
        }
        _ => false,
    }
}
