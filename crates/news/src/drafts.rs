//! Events → what a person is asked to accept.

pub mod accept;
pub mod law;

use crate::claims::Told;
use crate::contradictions::articles;
use crate::events::{Sort, Work};
use crate::library::Library;
use crate::model::{Draft, DraftClause};
use std::collections::{HashMap, HashSet};

/// The drafts of all events.
pub fn drafts(works: &[Work], told: &[Told], library: &Library) -> Vec<Draft> {
    let mut found: Vec<Draft> = Vec::new();
    let mut acts: HashMap<String, usize> = HashMap::new();
    for work in works {
        for draft in of_event(work, told, library) {
            // One draft for one act.
            let act = draft.act.clone().filter(|_| draft.kind == "measure");
            let at = act.map(|act| *acts.entry(act).or_insert(found.len()));
            match at.and_then(|at| found.get_mut(at)) {
                Some(known) => join(known, draft),
                None => found.push(draft),
            }
        }
    }
    for (n, draft) in found.iter_mut().enumerate() {
        draft.id = format!("d{}", n + 1);
    }
    found
}

fn join(known: &mut Draft, other: Draft) {
    for mut clause in other.clauses {
        let same = |c: &DraftClause| {
            c.effect == clause.effect
                && c.families == clause.families
                && c.destination == clause.destination
                && c.parties == clause.parties
        };
        if !known.clauses.iter().any(same) {
            clause.n = known.clauses.len() + 1;
            known.clauses.push(clause);
        }
    }
    known.claims.extend(other.claims);
    let seen: HashSet<String> = known.articles.iter().cloned().collect();
    known.articles.extend(other.articles.into_iter().filter(|article| !seen.contains(article)));
}

/// What an action does to the law.
fn effect(told: &Told) -> Option<&'static str> {
    let listed = |class: &str| told.claim.parties.iter().any(|p| p.class == class);
    Some(match told.claim.action.as_str() {
        "ban_export" => "prohibited",
        "require_licence" | "reinstate" => "licence",
        "tighten_review" | "restrict_service" | "halt_shipments" => "tightened",
        "ease_review" => "eased",
        "extend_reach" if told.claim.reach.iter().any(|r| r == "person") => "liability",
        "extend_reach" => "licence",
        "exempt" => "exempt",
        "suspend" | "extend" => "suspended",
        "revoke" => "none",
        "clarify" => "none",
        "list_party" if listed("watch_listed_party") => "tightened",
        "list_party" => law::listing(told.claim.actor.country.as_deref()),
        _ => return None,
    })
}

fn of_event(work: &Work, told: &[Told], library: &Library) -> Vec<Draft> {
    let members: Vec<&Told> = work.members.iter().filter_map(|m| told.get(*m)).collect();
    match work.sort {
        Sort::Law | Sort::Listing => measure(work, &members, library).into_iter().collect(),
        Sort::Guidance => guidance(work, &members).into_iter().collect(),
        Sort::Open if disproved(&members) => Vec::new(),
        Sort::Practice if disproved(&members) => Vec::new(),
        Sort::Open => watch(work, &members),
        Sort::Practice => {
            let halts: Vec<&Told> = members
                .iter()
                .copied()
                .filter(|t| {
                    t.claim.action == "halt_shipments"
                        && matches!(
                            t.claim.status.as_str(),
                            "reported" | "speculated" | "unconfirmed"
                        )
                })
                .collect();
            if halts.is_empty() { Vec::new() } else { watch(work, &halts) }
        }
        Sort::Past | Sort::Talks | Sort::Figures | Sort::Budget | Sort::Company | Sort::Words => {
            Vec::new()
        }
    }
}

/// Whether the only article on it opens with the denial: the report is told to be refuted.
fn disproved(members: &[&Told]) -> bool {
    members.first().is_some_and(|first| {
        first.claim.status == "denied"
            && members.iter().all(|t| t.claim.article == first.claim.article)
    })
}

fn clause(n: usize, effect: &'static str, told: &Told) -> DraftClause {
    let claim = &told.claim;
    let mut parties: Vec<String> = Vec::new();
    for party in &claim.parties {
        if !parties.contains(&party.class) && party.class != "government" {
            parties.push(party.class.clone());
        }
    }
    let day = |d: &Option<String>| d.clone().filter(|d| d.len() == 10);
    let held = matches!(claim.status.as_str(), "in_force" | "suspended" | "ended");
    let since = day(&claim.effective_from).or_else(|| day(&claim.announced_on).filter(|_| held));
    DraftClause {
        n,
        effect,
        families: claim.items.families.clone(),
        destination: claim.destination.clone(),
        parties,
        end_use: claim.end_use.clone(),
        reach: claim.reach.clone(),
        since,
        until: day(&claim.effective_until),
    }
}

/// How good a claim is as the wording of a clause.
fn worth(told: &Told) -> (bool, usize, bool, bool) {
    let claim = &told.claim;
    let limits = claim.parties.len() + claim.end_use.len();
    (
        !told.unlimited,
        limits + usize::from(claim.effective_from.is_some()),
        claim.attribution.kind == "official",
        !told.inherited,
    )
}

fn draft(work: &Work, kind: &'static str, members: &[&Told], clauses: Vec<DraftClause>) -> Draft {
    Draft {
        id: String::new(),
        kind,
        act: work.event.act.clone(),
        decides: kind == "measure",
        status: work.event.status.clone(),
        title: work.event.label.clone(),
        basis: "press",
        clauses,
        articles: articles(members.iter().copied()),
        claims: work.event.claims.clone(),
        event: work.event.id.clone(),
        law: members
            .iter()
            .find_map(|t| t.claim.actor.country.as_deref())
            .map(crate::claims::law_of),
    }
}

/// A measure needs an authority behind it, and a day or a number.
fn measure(work: &Work, members: &[&Told], library: &Library) -> Option<Draft> {
    let legal: Vec<&Told> = members
        .iter()
        .copied()
        .filter(|t| {
            effect(t).is_some()
                && matches!(
                    t.claim.status.as_str(),
                    "in_force" | "announced" | "suspended" | "ended"
                )
        })
        .filter(|t| {
            !matches!(
                t.claim.attribution.kind.as_str(),
                "unnamed_source" | "press" | "analyst" | "fact_checker"
            )
        })
        .collect();
    let dated = legal.iter().any(|t| {
        t.claim
            .announced_on
            .as_ref()
            .or(t.claim.effective_from.as_ref())
            .is_some_and(|d| d.len() == 10)
    });
    let held = work.event.act.as_deref().is_some_and(|act| {
        library.act(act).is_some()
            || !act.rsplit('/').next().is_some_and(|n| n.len() == 10 && n.matches('-').count() == 2)
    });
    if legal.is_empty() || !(dated || held) || work.event.act.is_none() {
        return None;
    }
    let mut best: Vec<(&'static str, &Told)> = Vec::new();
    for one in &legal {
        let Some(effect) = effect(one) else { continue };
        let listing = one.claim.action == "list_party";
        let same = |t: &Told| {
            let parties = |t: &Told| t.claim.parties.first().map(|p| p.class.clone());
            (t.claim.items.families == one.claim.items.families
                || effect == "liability"
                || listing
                || kin(&t.claim.items.families, &one.claim.items.families))
                && (!listing || parties(t) == parties(one))
        };
        match best.iter_mut().find(|(known, t)| *known == effect && same(t)) {
            Some((_, kept)) if worth(one) > worth(kept) => *kept = one,
            Some(_) => {}
            None => best.push((effect, one)),
        }
    }
    let order = |effect: &str| {
        ["prohibited", "licence", "tightened", "suspended", "eased", "exempt", "liability", "none"]
            .iter()
            .position(|e| *e == effect)
    };
    best.sort_by_key(|(effect, _)| order(effect));
    let first = best.iter().find_map(|(effect, t)| clause(1, effect, t).since);
    let shared =
        legal.iter().find_map(|t| t.claim.effective_from.clone().filter(|d| d.len() == 10));
    let mut clauses: Vec<DraftClause> = Vec::new();
    for (effect, told) in best {
        let mut one = clause(clauses.len() + 1, effect, told);
        if told.claim.status == "in_force" || told.claim.status == "suspended" {
            one.since = one.since.or_else(|| shared.clone()).or_else(|| first.clone());
        } else {
            one.since = one.since.or_else(|| shared.clone());
        }
        if one.effect == "liability" && one.destination.is_empty() {
            one.destination = clauses.first().map(|c| c.destination.clone()).unwrap_or_default();
        }
        clauses.push(one);
    }
    Some(draft(work, "measure", members, clauses))
}

/// Sets of families, one within the other.
fn kin(a: &[String], b: &[String]) -> bool {
    a.iter().all(|f| b.contains(f)) || b.iter().all(|f| a.contains(f))
}

fn guidance(work: &Work, members: &[&Told]) -> Option<Draft> {
    let said: Vec<&Told> = members
        .iter()
        .copied()
        .filter(|t| t.claim.action == "clarify" && t.claim.attribution.kind == "official")
        .collect();
    let head = said
        .iter()
        .find(|t| t.claim.parties.iter().any(|p| p.class == "civil_user"))
        .or(said.first())?;
    let mut one = clause(1, "none", head);
    one.since = None;
    let mut draft = draft(work, "guidance", members, vec![one]);
    draft.basis = "statement";
    draft.status = "done".to_owned();
    Some(draft)
}

/// What is not law: one clause in the wording of the best reading; services apart.
fn watch(work: &Work, members: &[&Told]) -> Vec<Draft> {
    let alive: Vec<&Told> = members
        .iter()
        .copied()
        .filter(|t| effect(t).is_some() || t.claim.action == "list_party")
        .filter(|t| t.claim.status != "denied")
        .collect();
    let (services, rest): (Vec<&Told>, Vec<&Told>) =
        alive.into_iter().partition(|t| t.claim.action == "restrict_service");
    let mut found = Vec::new();
    for group in [rest, services] {
        let order = |t: &&&Told| {
            (
                !matches!(t.claim.action.as_str(), "exempt" | "extend_reach" | "halt_shipments"),
                t.names_authority,
                !t.inclusion,
                !t.inherited,
                std::cmp::Reverse(t.sentence),
            )
        };
        let Some(head) = group.iter().max_by_key(order) else { continue };
        let Some(effect) = effect(head) else { continue };
        if effect == "exempt" || effect == "liability" {
            continue;
        }
        let mut one = clause(1, effect, head);
        one.since = None;
        let mut draft = draft(work, "watch", &group, vec![one]);
        draft.act = None;
        draft.claims = group.iter().map(|t| t.claim.id.clone()).collect();
        draft.status.clone_from(&head.claim.status);
        found.push(draft);
    }
    found
}
