//! A comparison as a person reads it.

use super::cell::{Cell, Word};
use super::gaps::{Gap, GapKind};
use super::matrix::Matrix;
use super::{ASSUMED, Compared, Comparison, Known};
use crate::lawdiff::Listed;
use std::fmt::Write;

/// Nothing is wider than this.
const WIDTH: usize = 118;

/// So many clauses and questions of a law are told.
const MANY: usize = 6;

/// What an area's summary is told under.
const SECTIONS: [(&str, &[GapKind]); 7] = [
    ("Who wants a licence", &[GapKind::Group]),
    ("Where a route escapes", &[GapKind::Escape]),
    ("Where limits part", &[GapKind::Limits]),
    ("Where policies part", &[GapKind::Policy]),
    ("Codes to look at", &[GapKind::Code]),
    ("Work on an installed tool", &[GapKind::Service]),
    ("Whatever is supplied", &[GapKind::Whatever]),
];

pub(super) fn write(comparison: &Comparison<'_>) -> String {
    let mut out = format!("{}   on {}\n", comparison.asked.title, comparison.on);
    wrapped(&mut out, "", &format!("Taken for granted: {ASSUMED}."));
    for (column, value) in &comparison.asked.set {
        wrapped(&mut out, "", &format!("But {column} is {value}."));
    }
    if let [one] = comparison.things.as_slice() {
        codes(&mut out, one);
    }
    for matrix in comparison.matrices() {
        table(&mut out, &matrix);
    }
    legend(&mut out, comparison);
    match comparison.things.as_slice() {
        [one] => item(&mut out, one),
        things => {
            for (title, kinds) in SECTIONS {
                let gaps = comparison.summary.iter().filter(|gap| kinds.contains(&gap.kind));
                section(&mut out, title, gaps);
            }
            notes(&mut out, things);
        }
    }
    out
}

fn codes(out: &mut String, thing: &Compared) {
    for (coded, held) in thing.subject.codes.iter().zip(&thing.held) {
        let relation = coded.relation.as_ref().map_or("given", |(relation, _)| relation.as_str());
        let title = held.title.as_deref().unwrap_or("");
        let listed = match held.listed {
            _ if held.known == Known::Nowhere => "no list knows it".to_owned(),
            _ if held.known == Known::NoList => "no list here".to_owned(),
            Listed::Yes => held.since.map(|day| format!("since {day}")).unwrap_or_default(),
            Listed::Unknown => "nobody knows".to_owned(),
            Listed::No => "not listed".to_owned(),
        };
        let line = format!("{:<20} {relation:<8} {listed:<16} {title}", coded.code);
        let _ = writeln!(out, "  {}  {}", coded.scheme, fitted(&line, WIDTH - 6));
        if let Some(note) = &coded.note {
            wrapped(out, "        ", note);
        }
    }
    for note in &thing.subject.notes {
        wrapped(out, "  ", note);
    }
}

fn table(out: &mut String, matrix: &Matrix) {
    let cell_text = |cell: &Option<super::MatrixCell>| match cell {
        None => "–".to_owned(),
        Some(cell) if cell.laws.is_empty() => cell.word.shown().to_owned(),
        Some(cell) => format!("{} {}", cell.word.shown(), cell.laws),
    };
    let count = matrix.columns.len();
    let widths: Vec<usize> = (0..count)
        .map(|at| {
            let cells = matrix.rows.iter().filter_map(|row| row.cells.get(at));
            let longest = cells.map(|cell| cell_text(cell).chars().count()).max().unwrap_or(0);
            longest.max(matrix.columns.get(at).map_or(0, |name| name.chars().count()))
        })
        .collect();
    let labels = matrix.rows.iter().map(|row| row.label.chars().count()).max().unwrap_or(0);
    let used: usize = widths.iter().map(|width| width + 2).sum();
    let first = (labels + 2).max(6).min(WIDTH.saturating_sub(used).max(16));
    let _ = writeln!(out, "\n{}", matrix.title);
    let mut line = format!("  {}", padded(&matrix.corner, first - 2));
    for (name, width) in matrix.columns.iter().zip(&widths) {
        let _ = write!(line, "  {}", padded(name, *width));
    }
    let _ = writeln!(out, "{}", line.trim_end());
    for row in &matrix.rows {
        if let Some(heading) = row.heading.as_deref().filter(|heading| !heading.is_empty()) {
            let _ = writeln!(out, "{heading}");
        }
        let mut line = format!("  {}", padded(&fitted(&row.label, first - 2), first - 2));
        for (cell, width) in row.cells.iter().zip(&widths) {
            let _ = write!(line, "  {}", padded(&cell_text(cell), *width));
        }
        let _ = writeln!(out, "{}", line.trim_end());
    }
}

fn legend(out: &mut String, comparison: &Comparison<'_>) {
    let cells = comparison.things.iter().flat_map(|thing| &thing.cells);
    let mut words: Vec<Word> = cells.map(Cell::word).collect();
    words.sort_unstable();
    words.dedup();
    out.push('\n');
    for word in words {
        let _ = writeln!(out, "  {:<11} {}", word.shown(), word.meaning());
    }
    let partly = |cell: &super::MatrixCell| cell.laws.contains('~');
    let matrices = comparison.matrices();
    if matrices
        .iter()
        .flat_map(|matrix| &matrix.rows)
        .any(|row| row.cells.iter().flatten().any(partly))
    {
        let _ = writeln!(out, "  {:<11} {}", "~", super::matrix::PARTLY);
    }
    if matrices.iter().any(|matrix| {
        let rows = matrix.rows.iter().map(|row| &row.label);
        rows.chain(&matrix.columns).any(|label| label.ends_with('*'))
    }) {
        let _ = writeln!(out, "  {:<11} no law of that country is held here", "*");
    }
    let laws: Vec<String> = comparison
        .engine
        .prepared
        .book
        .laws
        .iter()
        .map(|law| match law.complete_to {
            Some(day) => format!("{} to {day}", law.name),
            None => law.name.clone(),
        })
        .collect();
    let _ = writeln!(out, "  {:<11} {}", "laws read", laws.join(", "));
}

fn item(out: &mut String, thing: &Compared) {
    let mut lines: Vec<(String, Vec<String>)> = Vec::new();
    for cell in &thing.cells {
        for law in cell.laws.iter().filter(|law| !law.clauses.is_empty()) {
            let line = law_line(law);
            match lines.iter_mut().find(|(known, _)| *known == line) {
                Some((_, routes)) => routes.push(cell.route.words()),
                None => lines.push((line, vec![cell.route.words()])),
            }
        }
    }
    let mut last: Vec<String> = Vec::new();
    for (index, (line, routes)) in lines.into_iter().enumerate() {
        if index == 0 {
            let _ = writeln!(out, "\nWhat decides");
        }
        if routes != last {
            wrapped(out, "  ", &routes.join(", "));
        }
        line.split('\n').for_each(|part| wrapped(out, "    ", part));
        last = routes;
    }
    section(out, "What stands out", thing.gaps.iter());
}

fn law_line(law: &super::LawCell) -> String {
    let mut line = format!("{}: {}", law.law, law.verdict);
    if let Some(policy) = &law.policy {
        let _ = write!(line, ", {policy}");
    }
    if !law.forms.is_empty() {
        let _ = write!(line, ", forms {}", law.forms.join(" "));
    }
    for clause in law.clauses.iter().take(MANY) {
        let may = if clause.certain { "" } else { " (may apply)" };
        let _ = write!(line, "\n  {}  {}{may}", clause.clause, clause.title);
    }
    if law.clauses.len() > MANY {
        let _ = write!(line, "\n  and {} more clauses", law.clauses.len() - MANY);
    }
    for question in law.questions.iter().take(MANY) {
        let _ = write!(line, "\n  to settle it: {} ({})", question.ask, question.fact);
    }
    line
}

fn section<'g>(out: &mut String, title: &str, gaps: impl Iterator<Item = &'g Gap>) {
    for (index, gap) in gaps.enumerate() {
        if index == 0 {
            let _ = writeln!(out, "\n{title}");
        }
        wrapped(out, "  · ", &gap.text);
    }
}

/// Notes of the tables on things and on their codes.
fn notes(out: &mut String, things: &[Compared]) {
    let mut first = true;
    for thing in things {
        let codes = thing.subject.codes.iter();
        let of_codes = codes.filter_map(|one| {
            one.note.as_ref().map(|note| format!("{} {}: {note}", one.scheme, one.code))
        });
        let all: Vec<String> = of_codes.chain(thing.subject.notes.iter().cloned()).collect();
        if all.is_empty() {
            continue;
        }
        if std::mem::take(&mut first) {
            let _ = writeln!(out, "\nNotes on codes");
        }
        wrapped(out, "  · ", &format!("{}: {}", thing.subject.name, all.join(" ")));
    }
}

fn padded(text: &str, width: usize) -> String {
    let missing = width.saturating_sub(text.chars().count());
    format!("{text}{}", " ".repeat(missing))
}

fn fitted(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    let kept: String = text.chars().take(width.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// A text over as many lines as it needs, the following ones as deep as the first.
fn wrapped(out: &mut String, lead: &str, text: &str) {
    let own = text.len() - text.trim_start().len();
    let indent = " ".repeat(lead.chars().count() + own);
    let mut line = format!("{lead}{}", " ".repeat(own));
    let mut empty = true;
    for word in text.split_whitespace() {
        let long = line.chars().count() + 1 + word.chars().count() > WIDTH;
        if long && !empty {
            let _ = writeln!(out, "{}", line.trim_end());
            line = format!("{indent}{word}");
        } else if empty {
            line.push_str(word);
        } else {
            line.push(' ');
            line.push_str(word);
        }
        empty = false;
    }
    let _ = writeln!(out, "{}", line.trim_end());
}
