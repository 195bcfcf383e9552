//! The dossier as text: events with their sources, where sources part, drafts.

use crate::model::{Article, Claim, Dossier, Draft, DraftClause, Event};
use std::collections::HashMap;
use std::fmt::Write;

/// Writes the dossier.
pub fn text(dossier: &Dossier) -> String {
    let articles: HashMap<&str, &Article> =
        dossier.articles.iter().map(|a| (a.id.as_str(), a)).collect();
    let claims: HashMap<&str, &Claim> = dossier.claims.iter().map(|c| (c.id.as_str(), c)).collect();
    let mut out = String::new();
    let counted = [
        (dossier.articles.len(), "article"),
        (dossier.clusters.len(), "cluster"),
        (dossier.claims.len(), "claim"),
        (dossier.events.len(), "event"),
        (dossier.drafts.len(), "draft"),
    ];
    let counted = counted.map(|(n, what)| format!("{n} {what}{}", if n == 1 { "" } else { "s" }));
    let _ = writeln!(out, "{}", counted.join(", "));
    for cluster in &dossier.clusters {
        let agency = cluster.agency.as_deref().map(|a| format!(" ({a})")).unwrap_or_default();
        let _ = writeln!(out, "\ncopies of one text{agency}: {}", cluster.head);
        for part in &cluster.shared {
            let _ = writeln!(
                out,
                "  {}: {} % of it, {} passages of its own",
                part.article,
                part.percent,
                part.changed.len()
            );
        }
    }
    for event in &dossier.events {
        event_text(&mut out, event, &claims, &articles);
        for draft in dossier.drafts.iter().filter(|d| d.event == event.id) {
            draft_text(&mut out, draft);
        }
    }
    if !dossier.problems.is_empty() || dossier.articles.iter().any(|a| !a.problems.is_empty()) {
        out.push_str("\nproblems\n");
    }
    for problem in &dossier.problems {
        let _ = writeln!(
            out,
            "  {}: {} ({})",
            problem.file, problem.problem.message, problem.problem.code
        );
    }
    for article in &dossier.articles {
        for problem in &article.problems {
            let _ = writeln!(out, "  {}: {} ({})", article.id, problem.message, problem.code);
        }
    }
    out
}

fn event_text(
    out: &mut String,
    event: &Event,
    claims: &HashMap<&str, &Claim>,
    articles: &HashMap<&str, &Article>,
) {
    let act = event.act.as_deref().map(|act| format!(", act {act}")).unwrap_or_default();
    let _ =
        writeln!(out, "\n{}  {}  [{}{act}]", event.id, event.label, event.status.replace('_', " "));
    for id in &event.claims {
        let Some(claim) = claims.get(id.as_str()) else { continue };
        let source = articles
            .get(claim.article.as_str())
            .and_then(|a| a.agency.clone().or(a.publisher.clone()))
            .map(|s| format!(", {s}"))
            .unwrap_or_default();
        let date = articles
            .get(claim.article.as_str())
            .and_then(|a| a.date.clone())
            .map(|d| format!(", {d}"))
            .unwrap_or_default();
        let _ = writeln!(out, "  {}{source}{date}: {}", claim.article, sentence(claim));
        if let Some(quote) = &claim.quote {
            let _ = writeln!(out, "      “{quote}”");
        }
    }
    for one in &event.contradictions {
        let _ = writeln!(out, "  sources part on {} ({}):", one.field.replace('_', " "), one.kind);
        for (n, side) in one.sides.iter().enumerate() {
            let best = if one.supported == Some(n) { "  <- borne out by " } else { "" };
            let by = if best.is_empty() {
                String::new()
            } else {
                format!(
                    "{}{}",
                    one.authority.kind,
                    one.authority.r#ref.as_deref().map(|r| format!(" {r}")).unwrap_or_default()
                )
            };
            let _ = writeln!(out, "    {}: {}{best}{by}", side.value, side.articles.join(", "));
        }
    }
}

/// A claim in one line.
fn sentence(claim: &Claim) -> String {
    let mut text =
        claim.actor.country.clone().or(claim.actor.name.clone()).unwrap_or_else(|| "?".to_owned());
    let _ = write!(text, " {}", claim.action.replace('_', " "));
    if !claim.items.families.is_empty() {
        let _ = write!(text, ": {}", claim.items.families.join(", ").replace('_', " "));
    }
    if !claim.destination.is_empty() {
        let _ = write!(
            text,
            " to {}",
            if claim.destination == ["*"] {
                "everywhere".to_owned()
            } else {
                claim.destination.join(", ")
            }
        );
    }
    for party in &claim.parties {
        let count = party.count.map(|n| format!("{n} ")).unwrap_or_default();
        let _ = write!(
            text,
            "; {count}{}",
            party.name.clone().unwrap_or_else(|| party.class.replace('_', " "))
        );
    }
    if !claim.end_use.is_empty() {
        let _ = write!(text, "; use {}", claim.end_use.join(", "));
    }
    for figure in &claim.figures {
        let change = figure
            .change
            .as_ref()
            .map(|c| {
                format!(
                    " ({}{} {})",
                    c.value,
                    c.unit,
                    c.basis.as_deref().map_or("of unnamed base", |b| if b == "year" {
                        "on the year"
                    } else {
                        "on the month"
                    })
                )
            })
            .unwrap_or_default();
        let _ = write!(text, "; {} {}{change}", figure.value, figure.unit);
    }
    let _ = write!(text, " [{}", claim.status.replace('_', " "));
    if let Some(day) = &claim.effective_from {
        let _ = write!(text, " from {day}");
    }
    if let Some(day) = &claim.effective_until {
        let _ = write!(text, " until {day}");
    }
    let _ = write!(
        text,
        "; says {}]",
        claim.attribution.name.clone().unwrap_or_else(|| claim.attribution.kind.replace('_', " "))
    );
    text
}

fn draft_text(out: &mut String, draft: &Draft) {
    let decides = if draft.decides {
        "decides once a person accepts it and the act's text is attached"
    } else {
        "decides nothing; may be assumed"
    };
    let _ = writeln!(out, "  draft {} ({}, {decides})", draft.id, draft.kind);
    for clause in &draft.clauses {
        let _ = writeln!(out, "    {}. {}", clause.n, clause_text(clause));
    }
}

/// A clause in one line, with whom and what it is limited to.
fn clause_text(clause: &DraftClause) -> String {
    let or = |list: &[String], none: &str| {
        if list.is_empty() { none.to_owned() } else { list.join(", ").replace('_', " ") }
    };
    let mut text = format!("{}: {}", clause.effect, or(&clause.families, "items not named"));
    match clause.destination.as_slice() {
        [] => text.push_str("; no country named"),
        [all] if all == "*" => text.push_str(" to everywhere"),
        some => {
            let _ = write!(text, " to {}", some.join(", "));
        }
    }
    for (what, list) in [("parties", &clause.parties), ("use", &clause.end_use)] {
        if !list.is_empty() {
            let _ = write!(text, "; {what}: {}", or(list, ""));
        }
    }
    for (what, day) in [("since", &clause.since), ("until", &clause.until)] {
        if let Some(day) = day {
            let _ = write!(text, ", {what} {day}");
        }
    }
    text
}
