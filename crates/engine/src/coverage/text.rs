//! Coverage for a person.

use super::{ActCoverage, Depth, LawCoverage};
use crate::render::prose;
use std::fmt::Write;

/// Rows of tables are cut at this column.
const WIDTH: usize = 130;

/// What is encoded of each law, one row a law.
pub fn summary(laws: &[LawCoverage<'_>]) -> String {
    let mut table = Table::new(
        "law|acts|clauses|reported only|list entries|parties|conflicts|flagged|not modelled|read up to",
        "<>>>>>>>><",
    );
    for law in laws {
        let clauses: usize = law.acts.iter().map(|act| act.clauses).sum();
        let reported: usize = law.acts.iter().map(|act| act.reported).sum();
        let counts = [
            law.acts.len(),
            clauses,
            reported,
            law.entries,
            law.parties,
            law.conflicts.len(),
            law.flagged.len(),
            law.not_modelled.len(),
        ];
        let day = law.complete_to.map_or_else(|| "unknown".to_owned(), |day| day.to_string());
        let counts = counts.map(count);
        let row = std::iter::once(law.law.to_owned()).chain(counts).chain([day]);
        table.row(row);
    }
    table.text("")
}

impl LawCoverage<'_> {
    /// The law in full: its acts, what is flagged, what is not modelled; with `clauses` every clause
    /// and how many cases are about it.
    pub fn text(&self, clauses: bool) -> String {
        let day = self.complete_to.map_or_else(|| "unknown".to_owned(), |day| day.to_string());
        let mut out = format!("{}  {}, read up to {day}\n\n", self.law, self.title);
        out.push_str(&acts(&self.acts));
        let of = |depth: Depth| self.acts.iter().filter(|act| act.depth == depth).count();
        let bases: Vec<String> =
            self.by_basis().iter().map(|(basis, count)| format!("{count} {basis}")).collect();
        let _ = writeln!(
            out,
            "\n  {} acts: {} encoded, {} flagged only, {} named only; {} clauses: {}",
            self.acts.len(),
            of(Depth::Encoded),
            of(Depth::Flagged),
            of(Depth::Named),
            self.clauses.len(),
            bases.join(", "),
        );
        let (untouched, never_missed) = self.without_case();
        prose(&mut out, "  no case that triggers: ", &listed(&untouched));
        prose(&mut out, "  no case that misses:   ", &listed(&never_missed));
        for (title, lines) in [("flagged", self.flagged), ("not modelled", self.not_modelled)] {
            if !lines.is_empty() {
                let _ = writeln!(out, "  {title}");
            }
            lines.iter().for_each(|line| prose(&mut out, "    · ", line));
        }
        if clauses {
            out.push('\n');
            out.push_str(&self.clause_table());
        }
        out
    }

    fn clause_table(&self) -> String {
        let mut table = Table::new("clause|cases|misses|effect|basis|title", "<>><<<");
        for one in &self.clauses {
            let counts = [one.hits.to_string(), one.misses.to_string()];
            let words = [one.effect, one.basis, one.title].map(str::to_owned);
            table.row(std::iter::once(one.clause.to_owned()).chain(counts).chain(words));
        }
        for one in &self.conflicts {
            let counts = [one.hits.to_string(), one.misses.to_string()];
            let words = ["conflict", one.basis, one.title].map(str::to_owned);
            table.row(std::iter::once(one.conflict.to_owned()).chain(counts).chain(words));
        }
        table.text("  ")
    }
}

fn acts(acts: &[ActCoverage<'_>]) -> String {
    let mut table = Table::new(
        "act|clauses|reported|entries|parties|changes|conflicts|basis|checked|title",
        "<>>>>>><<<",
    );
    for act in acts {
        let counts =
            [act.clauses, act.reported, act.entries, act.parties, act.changes, act.conflicts];
        let checked = act.checked.map_or_else(|| "–".to_owned(), |day| day.to_string());
        let title = match act.depth {
            Depth::Encoded => act.title.to_owned(),
            Depth::Flagged | Depth::Named => format!("({}) {}", act.depth.as_str(), act.title),
        };
        let row = std::iter::once(act.act.to_owned()).chain(counts.map(count));
        table.row(row.chain([act.basis.join(", "), checked, title]));
    }
    table.text("  ")
}

fn count(count: usize) -> String {
    if count == 0 { "–".to_owned() } else { count.to_string() }
}

/// Columns as wide as their widest cell; the last one is cut.
struct Table {
    /// `<` left, `>` right.
    sides: &'static str,
    rows: Vec<Vec<String>>,
}

impl Table {
    fn new(header: &str, sides: &'static str) -> Self {
        Table { sides, rows: vec![header.split('|').map(str::to_owned).collect()] }
    }

    fn row(&mut self, cells: impl Iterator<Item = String>) {
        self.rows.push(cells.collect());
    }

    fn text(&self, indent: &str) -> String {
        let width = |column: usize| {
            self.rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default()
        };
        let widths: Vec<usize> = (0..self.sides.len()).map(width).collect();
        // A column without any count says nothing.
        let says = |column: usize| self.rows.iter().skip(1).any(|row| row[column] != "–");
        let says: Vec<bool> = (0..self.sides.len()).map(says).collect();
        let mut out = String::new();
        for row in &self.rows {
            let mut line = indent.to_owned();
            let columns = row.iter().zip(self.sides.chars()).zip(&widths).zip(&says);
            for ((cell, side), width) in columns.filter(|(_, says)| **says).map(|(cell, _)| cell) {
                let _ = match side {
                    '>' => write!(line, "{cell:>width$}  "),
                    _ => write!(line, "{cell:<width$}  "),
                };
            }
            out.push_str(&shortened(line.trim_end(), WIDTH));
            out.push('\n');
        }
        out
    }
}

fn shortened(line: &str, most: usize) -> String {
    match line.char_indices().nth(most) {
        Some(_) => format!("{}…", line.chars().take(most - 1).collect::<String>().trim_end()),
        None => line.to_owned(),
    }
}

fn listed(clauses: &[&str]) -> String {
    match clauses {
        [] => "none".to_owned(),
        clauses => clauses.join(", "),
    }
}
