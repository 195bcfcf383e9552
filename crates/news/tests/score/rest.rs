//! Clusters, contradictions, drafts.

use super::{Gold, GoldContradiction, Rate, Report, jaccard, sorted};
use navicert_news::model::{Contradiction, Dossier};

fn pairs_of(groups: &[Vec<String>]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for group in groups {
        for (n, a) in group.iter().enumerate() {
            for b in &group[n + 1..] {
                found.push((a.clone().min(b.clone()), a.clone().max(b.clone())));
            }
        }
    }
    found
}

pub fn clusters(report: &mut Report, dossier: &Dossier, gold: &Gold) {
    let own = pairs_of(&dossier.clusters.iter().map(|c| c.articles.clone()).collect::<Vec<_>>());
    let wanted = pairs_of(&gold.clusters);
    let right = own.iter().filter(|p| wanted.contains(p)).count();
    report.clusters = Rate { right, predicted: own.len(), found: right, wanted: wanted.len() };
    for pair in own.iter().filter(|p| !wanted.contains(p)) {
        report.notes.push(format!("cluster not wanted: {pair:?}"));
    }
    for pair in wanted.iter().filter(|p| !own.contains(p)) {
        report.notes.push(format!("cluster missed: {pair:?}"));
    }
}

pub fn contradictions(report: &mut Report, dossier: &Dossier, gold: &Gold) {
    let own: Vec<&Contradiction> = dossier.events.iter().flat_map(|e| &e.contradictions).collect();
    let fits = |one: &Contradiction, wanted: &GoldContradiction| {
        let shares = |a: usize, b: usize| {
            let (own, wanted) = (&one.sides[a].articles, &wanted.sides[b]);
            wanted.is_empty() || own.iter().any(|x| wanted.contains(x))
        };
        one.field == wanted.field
            && one.sides.len() >= 2
            && wanted.sides.len() >= 2
            && ((shares(0, 0) && shares(1, 1)) || (shares(0, 1) && shares(1, 0)))
    };
    let mut rate = Rate::default();
    let mut used = vec![false; own.len()];
    // What is asked for comes before what is optional.
    let (optional, asked): (Vec<_>, Vec<_>) = gold.contradictions.iter().partition(|c| c.optional);
    for wanted in asked.into_iter().chain(optional) {
        let at = own.iter().enumerate().position(|(n, one)| !used[n] && fits(one, wanted));
        if !wanted.optional {
            rate.wanted += 1;
            rate.found += usize::from(at.is_some());
        }
        match at {
            Some(at) => {
                used[at] = true;
                let crossed =
                    !own[at].sides[0].articles.iter().any(|a| wanted.sides[0].contains(a));
                let supported = own[at].supported.map(|s| if crossed { 1 - s } else { s });
                let right =
                    own[at].kind == wanted.kind && wanted.supported.is_none_or(|s| s == supported);
                report.contradiction_kinds.0 += usize::from(right);
                report.contradiction_kinds.1 += 1;
                if !right {
                    report.notes.push(format!(
                        "contradiction {} is {} {:?}, not {} {:?}",
                        own[at].field,
                        own[at].kind,
                        own[at].supported,
                        wanted.kind,
                        wanted.supported
                    ));
                }
            }
            None if !wanted.optional => {
                report.notes.push(format!("contradiction missed: {wanted:?}"))
            }
            None => {}
        }
    }
    for (n, one) in own.iter().enumerate() {
        rate.predicted += 1;
        rate.right += usize::from(used[n] || one.kind == "rounding");
        if !used[n] && one.kind != "rounding" {
            report.notes.push(format!(
                "contradiction not wanted: {} {} {:?}",
                one.field, one.kind, one.sides
            ));
        }
    }
    report.contradictions = rate;
}

pub fn drafts(report: &mut Report, dossier: &Dossier, gold: &Gold) {
    let mut used = vec![false; dossier.drafts.len()];
    let mut rate = Rate::default();
    for wanted in &gold.drafts {
        let by_act = |d: &navicert_news::model::Draft| {
            wanted.kinds.iter().any(|k| k == d.kind)
                && d.act.as_ref().is_some_and(|a| wanted.acts.contains(a))
        };
        let by_scope = |d: &navicert_news::model::Draft| {
            wanted.kinds.iter().any(|k| k == d.kind)
                && d.clauses.first().is_some_and(|c| {
                    jaccard(&c.families, &wanted.families)
                        && jaccard(&c.destination, &wanted.destination)
                })
                && d.articles.iter().any(|a| wanted.articles.contains(a))
        };
        let at =
            dossier.drafts.iter().enumerate().position(|(n, d)| !used[n] && by_act(d)).or_else(
                || dossier.drafts.iter().enumerate().position(|(n, d)| !used[n] && by_scope(d)),
            );
        if !wanted.optional {
            rate.wanted += 1;
            rate.found += usize::from(at.is_some());
        }
        let Some(at) = at else {
            if !wanted.optional {
                report.notes.push(format!("draft missed: {wanted:?}"));
            }
            continue;
        };
        used[at] = true;
        let draft = &dossier.drafts[at];
        let effects = sorted(draft.clauses.iter().map(|c| c.effect.to_owned()).collect());
        let right = wanted.status.contains(&draft.status)
            && wanted.effects.contains(&effects)
            && wanted.since.contains(&draft.clauses[0].since)
            && draft.decides == (draft.kind == "measure");
        report.drafts_right += usize::from(right);
        if !right {
            report.notes.push(format!(
                "draft {:?} {} {} {effects:?} {:?}, not {wanted:?}",
                draft.act, draft.kind, draft.status, draft.clauses[0].since
            ));
        }
    }
    for (n, draft) in dossier.drafts.iter().enumerate() {
        rate.predicted += 1;
        rate.right += usize::from(used[n]);
        if !used[n] {
            report.false_measures += usize::from(draft.kind == "measure");
            report.notes.push(format!(
                "draft not wanted: {} {:?} {} {:?}",
                draft.kind, draft.act, draft.title, draft.articles
            ));
        }
    }
    report.drafts = rate;
}
