//! The demonstration as a table, as JSON Lines and as rows.

use super::{Cell, Move, Row, cell_text};
use crate::clock::Moment;
use crate::output::push_row;
use navicert_engine::Engine;
use navicert_engine::render::json::string;
use navicert_engine::render::text::explain_word;
use navicert_model::day::Day;
use std::fmt::Write;

/// For a person.
pub(super) fn text(engine: &Engine, days: &[Day], now: &Moment, rows: &[Row]) -> String {
    let laws: Vec<&str> = engine.prepared.book.laws.iter().map(|law| law.title.as_str()).collect();
    let mut out = format!(
        "{} sample orders, by the law of each day as known on {}: {}\n\n{:<11} {:<32} {:<6}",
        rows.len(),
        now.day,
        laws.join(", "),
        "order",
        "item",
        "route",
    );
    days.iter().for_each(|day| out.push_str(&format!(" {:<10}", day.to_string())));
    out.truncate(out.trim_end().len());
    out.push('\n');
    for row in rows {
        let _ =
            write!(out, "{:<11} {:<32} {:<6}", row.id(), shortened(row.item(), 32), row.route());
        row.cells
            .iter()
            .for_each(|cell| out.push_str(&format!(" {:<10}", cell_text(cell.verdict))));
        out.truncate(out.trim_end().len());
        out.push('\n');
    }
    out.push_str("\nF free, L licence, P prohibited: `ask L..P` needs a licence at least and may be barred\n");
    moved(engine, rows, &mut out);
    stayed(engine, rows, &mut out);
    pulled(rows, &mut out);
    to_ask(rows, &mut out);
    out
}

/// Orders whose answer did not move: what stands behind it.
fn stayed(engine: &Engine, rows: &[Row], out: &mut String) {
    let book = &engine.prepared.book;
    let still = |row: &&Row| row.moves().iter().all(|step| !step.shows());
    out.push_str("\nWhat stands behind the others\n");
    for row in rows.iter().filter(still) {
        let Some(cell) = row.cells.last().filter(|cell| !cell.clauses.is_empty()) else { continue };
        let _ = writeln!(out, "  {:<11} {}", row.id(), cell.verdict);
        for (id, applies) in cell.clauses.iter().take(CLAUSES) {
            let word = if *applies { "applies" } else { "may apply" };
            let title = book.clauses.iter().rfind(|clause| clause.id == *id);
            let title = title.map(|clause| clause.title.as_str()).unwrap_or_default();
            let _ = writeln!(out, "      {word:<9}  {id}  {title}");
        }
        if let Some(more) = cell.clauses.len().checked_sub(CLAUSES).filter(|more| *more > 0) {
            let _ = writeln!(out, "      and {more} more");
        }
    }
}

/// So many clauses of an order whose answer did not move are named.
const CLAUSES: usize = 3;

/// Where obeying one law may break another, on the last day.
fn pulled(rows: &[Row], out: &mut String) {
    let last = |row: &Row| row.cells.last().is_some_and(|cell| !cell.conflicts.is_empty());
    if !rows.iter().any(last) {
        return;
    }
    out.push_str("\nWhere laws pull apart\n");
    for row in rows {
        let Some(cell) = row.cells.last().filter(|cell| !cell.conflicts.is_empty()) else {
            continue;
        };
        let _ = writeln!(out, "  {}", row.id());
        for (id, title, certain) in &cell.conflicts {
            let word = if *certain { "" } else { " (if its clause applies)" };
            let _ = writeln!(out, "      {id}  {title}{word}");
        }
    }
}

fn moved(engine: &Engine, rows: &[Row], out: &mut String) {
    out.push_str("\nWhat moved, and the clause that moved it\n");
    let mut cited = Vec::new();
    for row in rows {
        for step in row.moves().iter().filter(|step| step.shows()) {
            let (before, after) = (&step.before.verdict, &step.after.verdict);
            let _ = write!(out, "  {:<11} {}  {before}", row.id(), step.after.on);
            if before != after {
                let _ = write!(out, " → {after}");
            }
            if let (true, Some(policy)) =
                (step.before.policy != step.after.policy, &step.after.policy)
            {
                let _ = write!(out, ", {policy}");
            }
            out.push('\n');
            clauses(engine, step, &mut cited, out);
        }
    }
}

/// The clauses of a step; each is cited where it comes first.
fn clauses<'r>(engine: &Engine, step: &Move<'r>, cited: &mut Vec<&'r str>, out: &mut String) {
    let book = &engine.prepared.book;
    for (id, standing) in &step.clauses {
        let word = match standing {
            Some(true) => "applies",
            Some(false) => "may apply",
            None => "no more",
        };
        let Some(clause) = book.clauses.iter().find(|clause| clause.id == *id) else { continue };
        let cite =
            book.acts.get(clause.act.0 as usize).map(|act| act.title.as_str()).unwrap_or_default();
        let _ = writeln!(out, "      {word:<9}  {id}  {}", clause.title);
        if !cited.contains(id) {
            cited.push(id);
            let _ = writeln!(out, "                 {cite}, {}", clause.cite);
        }
    }
}

fn to_ask(rows: &[Row], out: &mut String) {
    let Some(day) = rows.first().and_then(|row| row.cells.last()).map(|cell| cell.on) else {
        return;
    };
    let _ = writeln!(out, "\nWhat to ask, on {day}");
    for row in rows {
        let Some(cell) = row.cells.last() else { continue };
        if !cell.questions.is_empty() || !cell.open_because.is_empty() {
            let _ = writeln!(out, "  {}", row.id());
        }
        for question in &cell.questions {
            let _ =
                writeln!(out, "      {} (the {}: {})", question.ask, question.whom, question.fact);
            let _ = writeln!(out, "          {}", shortened(&question.answers, 160));
        }
        for word in &cell.open_because {
            let _ = writeln!(out, "      open whatever is answered: {}", explain_word(word));
        }
    }
}

fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some(_) => format!("{}…", text.chars().take(most - 1).collect::<String>().trim_end()),
        None => text.to_owned(),
    }
}

/// One object for each order.
pub(super) fn json(rows: &[Row]) -> String {
    let mut out = String::new();
    for row in rows {
        out.push_str("{\"id\":");
        string(&mut out, row.id());
        out.push_str(",\"item\":");
        string(&mut out, row.item());
        out.push_str(",\"route\":");
        string(&mut out, &row.route());
        out.push_str(",\"days\":[");
        for (index, cell) in row.cells.iter().enumerate() {
            out.push_str(if index > 0 { "," } else { "" });
            day(cell, &mut out);
        }
        out.push_str("],\"moves\":[");
        for (index, step) in row.moves().iter().enumerate() {
            out.push_str(if index > 0 { "," } else { "" });
            step_json(step, &mut out);
        }
        out.push_str("]}\n");
    }
    out
}

fn day(cell: &Cell, out: &mut String) {
    let (verdict, triage) = (cell.verdict, cell.verdict.triage().as_str());
    let _ = write!(
        out,
        "{{\"on\":\"{}\",\"triage\":\"{triage}\",\"verdict\":{{\"at_least\":\"{}\",\"at_most\":\"{}\"}},\"questions\":[",
        cell.on,
        verdict.at_least().as_str(),
        verdict.at_most().as_str(),
    );
    for (index, question) in cell.questions.iter().enumerate() {
        out.push_str(if index > 0 { ",{\"fact\":" } else { "{\"fact\":" });
        string(out, &question.fact);
        out.push_str(",\"ask\":");
        string(out, &question.ask);
        out.push_str(",\"whom\":");
        string(out, &question.whom);
        out.push('}');
    }
    out.push_str("]}");
}

fn step_json(step: &Move<'_>, out: &mut String) {
    let _ = write!(out, "{{\"on\":\"{}\",\"clauses\":[", step.after.on);
    for (index, (id, standing)) in step.clauses.iter().enumerate() {
        out.push_str(if index > 0 { ",{\"clause\":" } else { "{\"clause\":" });
        string(out, id);
        let state = match standing {
            Some(true) => "applies",
            Some(false) => "unknown",
            None => "does-not-apply",
        };
        let _ = write!(out, ",\"state\":\"{state}\"}}");
    }
    out.push_str("]}");
}

/// A row for each order and day.
pub(super) fn csv(rows: &[Row]) -> String {
    let mut out = String::from("id,item,route,on,triage,at_least,at_most,clauses,questions\n");
    for row in rows {
        for cell in &row.cells {
            let (on, route) = (cell.on.to_string(), row.route());
            let clauses: Vec<&str> = cell.clauses.keys().map(String::as_str).collect();
            let questions: Vec<&str> =
                cell.questions.iter().map(|question| question.fact.as_str()).collect();
            push_row(
                &mut out,
                [
                    row.id(),
                    row.item(),
                    &route,
                    &on,
                    cell.verdict.triage().as_str(),
                    cell.verdict.at_least().as_str(),
                    cell.verdict.at_most().as_str(),
                    &clauses.join(";"),
                    &questions.join(";"),
                ],
            );
        }
    }
    out
}
