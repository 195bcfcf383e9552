//! A comparison as a person reads it.

use super::cell::{Cell, Word};
use super::gaps::Gap;
use super::matrix::Matrix;
use super::{ASSUMED, Compared, Comparison};
use crate::lawdiff::Listed;
use std::fmt::Write;

/// Nothing is wider than this.
const WIDTH: usize = 118;

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
            section(&mut out, "What stands out", &comparison.summary);
            for thing in things {
                notable(&mut out, thing);
            }
        }
    }
    out
}

fn codes(out: &mut String, thing: &Compared) {
    for (coded, held) in thing.subject.codes.iter().zip(&thing.held) {
        let relation = coded.relation.as_ref().map_or("given", |(relation, _)| relation.as_str());
        let title = held.title.as_deref().unwrap_or("");
        let listed = match held.listed {
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
    if comparison.matrices().iter().any(|matrix| {
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
    if !lines.is_empty() {
        let _ = writeln!(out, "\nWhat decides");
    }
    for (line, routes) in lines {
        wrapped(out, "  ", &routes.join(", "));
        for part in line.split('\n') {
            wrapped(out, "    ", part);
        }
    }
    section(out, "What stands out", &thing.gaps);
}

fn law_line(law: &super::LawCell) -> String {
    let mut line = format!("{}: {}", law.law, law.verdict);
    if let Some(policy) = &law.policy {
        let _ = write!(line, ", {policy}");
    }
    if !law.forms.is_empty() {
        let _ = write!(line, ", forms {}", law.forms.join(" "));
    }
    for clause in &law.clauses {
        let may = if clause.certain { "" } else { " (may apply)" };
        let _ = write!(line, "\n  {}  {}{may}", clause.clause, clause.title);
    }
    for question in &law.questions {
        let _ = write!(line, "\n  to settle it: {} ({})", question.ask, question.fact);
    }
    line
}

fn section(out: &mut String, title: &str, gaps: &[Gap]) {
    if gaps.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{title}");
    for gap in gaps {
        wrapped(out, "  · ", &gap.text);
    }
}

/// Of a thing in an area: what the table does not show.
fn notable(out: &mut String, thing: &Compared) {
    use super::gaps::GapKind;
    let worth = |kind: GapKind| match kind {
        GapKind::Limits | GapKind::Code | GapKind::Escape => true,
        GapKind::Listed
        | GapKind::Routes
        | GapKind::Days
        | GapKind::Policy
        | GapKind::Exceptions
        | GapKind::Service
        | GapKind::Group => false,
    };
    let gaps: Vec<Gap> = thing.gaps.iter().filter(|gap| worth(gap.kind)).cloned().collect();
    if gaps.is_empty() && thing.subject.notes.is_empty() {
        return;
    }
    let title = format!("{}  ({})", thing.subject.title, thing.subject.name);
    let _ = writeln!(out, "\n{title}");
    for note in &thing.subject.notes {
        wrapped(out, "  · ", note);
    }
    for gap in &gaps {
        wrapped(out, "  · ", &gap.text);
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
