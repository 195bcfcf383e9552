//! The same thing said again in one article is one claim.

use super::Told;

/// Joins claims that say the same; the fullest one keeps its place.
pub(super) fn merge(told: Vec<Told>) -> Vec<Told> {
    let mut kept: Vec<Told> = Vec::new();
    for one in told {
        match kept.iter_mut().find(|other| same(other, &one)) {
            Some(other) => join(other, one),
            None => kept.push(one),
        }
    }
    // What only the headline says goes, if the body tells such an action at all.
    let body: Vec<String> =
        kept.iter().filter(|t| !t.title).map(|t| t.claim.action.clone()).collect();
    let any_body = !body.is_empty();
    kept.retain(|one| {
        !one.title
            || !(body.contains(&one.claim.action) || any_body && related(&one.claim.action, &body))
    });
    kept.sort_by_key(|one| (one.claim.span, one.claim.action.clone()));
    kept
}

/// A headline's word for what the body tells more exactly.
fn related(action: &str, body: &[String]) -> bool {
    let group: &[&str] = match action {
        "ban_export" | "require_licence" | "tighten_review" | "halt_shipments" | "extend_reach" => {
            &[
                "ban_export",
                "require_licence",
                "tighten_review",
                "halt_shipments",
                "extend_reach",
                "negotiate",
                "list_party",
            ]
        }
        "negotiate" | "agree" => &["negotiate", "agree", "suspend"],
        "grant_licence" | "resume_shipments" | "ease_review" => {
            &["grant_licence", "resume_shipments", "ease_review"]
        }
        "suspend" | "extend" | "revoke" => {
            &["suspend", "extend", "revoke", "agree", "intervene_company"]
        }
        "protest" | "demand_withdrawal" | "warn" | "retaliate" => {
            &["protest", "demand_withdrawal", "warn", "retaliate"]
        }
        _ => &[],
    };
    group.iter().any(|g| body.iter().any(|b| b == g))
}

fn same(a: &Told, b: &Told) -> bool {
    let (x, y) = (&a.claim, &b.claim);
    if x.action != y.action {
        return false;
    }
    let actors = x.actor.country == y.actor.country
        || x.actor.country.is_none()
        || y.actor.country.is_none();
    let company =
        matches!(x.action.as_str(), "support_producer" | "expand_supply" | "intervene_company");
    if !actors || !(statuses(&x.status, &y.status) || company) {
        return false;
    }
    if x.action == "release_statistics" {
        let one_sentence = a.sentence == b.sentence
            && x.destination == y.destination
            && x.items.families == y.items.families;
        let change = |t: &Told| t.claim.figures.iter().all(|f| f.unit == "%");
        if one_sentence && (change(a) != change(b)) {
            return true;
        }
        // Figures are one claim only if they are the same figure.
        return x
            .figures
            .iter()
            .any(|f| y.figures.iter().any(|g| f.value == g.value && f.unit == g.unit))
            && families(a, b);
    }
    if matches!(x.action.as_str(), "negotiate" | "agree") {
        return a.sentence.abs_diff(b.sentence) == 0
            || (families(a, b)
                && x.destination == y.destination
                && x.parties.len() == y.parties.len()
                && x.parties.iter().all(|p| y.parties.iter().any(|q| p.country == q.country)));
    }
    if matches!(
        x.action.as_str(),
        "protest"
            | "demand_withdrawal"
            | "warn"
            | "retaliate"
            | "support_producer"
            | "expand_supply"
            | "approve_budget"
            | "intervene_company"
            | "court_ruling"
    ) {
        return x.destination == y.destination
            || x.destination.is_empty()
            || y.destination.is_empty();
    }
    if x.act.is_some() && y.act.is_some() && x.act != y.act {
        return false;
    }
    families(a, b)
        && destinations(a, b)
        && parties(a, b)
        && a.unlimited == b.unlimited
        && x.reach.first() == y.reach.first()
}

fn statuses(a: &str, b: &str) -> bool {
    a == b || (matches!(a, "in_force" | "announced") && matches!(b, "in_force" | "announced"))
}

fn families(a: &Told, b: &Told) -> bool {
    let (x, y) = (&a.claim.items.families, &b.claim.items.families);
    x == y
        || (x.is_empty() || y.is_empty())
        || x.iter().all(|f| y.contains(f))
        || y.iter().all(|f| x.contains(f))
        || kin(x, y)
}

/// `rare earths` said again for the special kind named before.
fn kin(x: &[String], y: &[String]) -> bool {
    let broad = |a: &[String], b: &[String]| {
        a == ["rare_earths"] && b.iter().all(|f| f.starts_with("rare_earth"))
            || a == ["chips"] && b.iter().all(|f| f.contains("chip"))
            || a == ["critical_minerals"]
    };
    broad(x, y) || broad(y, x)
}

fn destinations(a: &Told, b: &Told) -> bool {
    let (x, y) = (&a.claim.destination, &b.claim.destination);
    let open = |d: &[String]| d.is_empty() || d == ["*"];
    x == y || (open(x) && open(y)) || ((open(x) && a.inherited) || (open(y) && b.inherited))
}

/// A claim without a class of parties is the same as the one that names it; two classes are two.
fn parties(a: &Told, b: &Told) -> bool {
    let classes =
        |told: &Told| told.claim.parties.iter().map(|p| p.class.clone()).collect::<Vec<_>>();
    let (x, y) = (classes(a), classes(b));
    let counts = |told: &Told| told.claim.parties.first().and_then(|p| p.count);
    let counted = match (counts(a), counts(b)) {
        (Some(x), Some(y)) => x == y,
        _ => true,
    };
    counted
        && (x == y
            || x.is_empty()
            || y.is_empty()
            || x.iter().all(|c| y.contains(c))
            || y.iter().all(|c| x.contains(c)))
        && !(a.claim.action == "clarify" && x != y && a.sentence != b.sentence)
}

/// How much a claim says.
fn fullness(told: &Told) -> usize {
    let claim = &told.claim;
    usize::from(!told.title) * 100
        + usize::from(!told.inherited) * 3
        + claim.parties.len() * 2
        + claim.end_use.len() * 2
        + usize::from(claim.announced_on.is_some())
        + usize::from(claim.effective_from.is_some()) * 2
        + usize::from(claim.quote.is_some())
        + usize::from(claim.attribution.kind != "article")
        + usize::from(claim.act.is_some())
        + claim.figures.iter().filter(|f| f.unit != "%").count() * 4
}

fn join(kept: &mut Told, other: Told) {
    let swap = fullness(&other) > fullness(kept);
    let (main, rest) = if swap {
        (other, std::mem::replace(kept, empty(kept)))
    } else {
        (std::mem::replace(kept, empty(kept)), other)
    };
    let mut main = main;
    let claim = &mut main.claim;
    let rest = rest.claim;
    let broad = |f: &[String]| {
        f == ["rare_earths"] || f == ["chips"] || f == ["critical_minerals"] || f.is_empty()
    };
    if broad(&claim.items.families) && !rest.items.families.is_empty() {
        claim.items.families = rest.items.families;
    }
    if claim.destination.is_empty() || (claim.destination == ["*"] && !rest.destination.is_empty())
    {
        claim.destination = rest.destination;
    }
    // The status of the body counts, and `in force` tells more than `announced`.
    if rest.status == "in_force"
        && claim.status == "announced"
        && rest.effective_from.is_none()
        && claim.effective_from.is_none()
    {
        claim.status = rest.status;
    }
    claim.announced_on = claim.announced_on.take().or(rest.announced_on);
    claim.effective_from = claim.effective_from.take().or(rest.effective_from);
    claim.effective_until = claim.effective_until.take().or(rest.effective_until);
    claim.act = claim.act.take().or(rest.act);
    if claim.parties.is_empty() {
        claim.parties = rest.parties;
    }
    for use_ in rest.end_use {
        if !claim.end_use.contains(&use_) {
            claim.end_use.push(use_);
        }
    }
    if claim.attribution.kind == "article" {
        claim.attribution = rest.attribution;
    }
    if claim.figures.is_empty() {
        claim.figures = rest.figures;
    } else if claim.action == "release_statistics"
        && let Some(change) = rest.figures.into_iter().find_map(|f| f.change)
        && let Some(figure) = claim.figures.iter_mut().find(|f| f.unit != "%" && f.change.is_none())
    {
        figure.change = Some(change);
    }
    *kept = main;
}

fn empty(like: &Told) -> Told {
    like.clone()
}
