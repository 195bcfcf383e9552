//! A timeline for a terminal.

use super::{Row, Shade, Timeline, stretch_words};
use crate::render::prose;
use navicert_model::day::Day;
use std::fmt::Write;

/// Cells of a bar.
const CELLS: i32 = 64;
/// Columns before the bars.
const LABEL: usize = 24;

/// Draws the timeline.
pub(super) fn draw(timeline: &Timeline<'_>) -> String {
    let mut out = format!("What was in force when, as known on {}\n\n", timeline.known_at);
    for shade in Shade::ALL {
        let _ = writeln!(out, "  {} {}", mark(shade), shade.label());
    }
    let _ = writeln!(out, "  ▼ {}\n", timeline.on);
    let _ = writeln!(out, "{}{}", " ".repeat(LABEL), axis(timeline));
    let _ = writeln!(out, "{}{}▼", " ".repeat(LABEL), " ".repeat(cell(timeline, timeline.on)));
    let mut act = "";
    for row in &timeline.rows {
        if row.act.id != act {
            act = &row.act.id;
            let _ = writeln!(out, "{}  {}", row.act.id, row.act.title);
        }
        draw_row(timeline, row, &mut out);
    }
    out
}

fn mark(shade: Shade) -> char {
    match shade {
        Shade::InForce => '█',
        Shade::Suspended => '░',
        Shade::Lapsed => '?',
        Shade::NotEnforced => '-',
        Shade::Reported => 'r',
        Shade::Out => '·',
    }
}

fn draw_row(timeline: &Timeline<'_>, row: &Row<'_>, out: &mut String) {
    let pin = row.clause.id.strip_prefix(row.act.id.as_str()).unwrap_or(&row.clause.id);
    let changes = stretch_words(timeline.book, &row.stretches);
    let _ = write!(out, "  {pin:<width$}{}", bar(timeline, row), width = LABEL - 2);
    match changes.as_slice() {
        [only] => {
            let _ = writeln!(out, "  {only}");
        }
        changes => {
            out.push('\n');
            prose(out, &" ".repeat(LABEL), &changes.join("; "));
        }
    }
}

/// A cell shows the last status that falls into it, so that no stretch vanishes but for a shorter one
/// in the same cell.
fn bar(timeline: &Timeline<'_>, row: &Row<'_>) -> String {
    let mut cells = vec![mark(Shade::Out); CELLS as usize];
    for (since, until, status) in timeline.drawn(row) {
        let (from, to) = (cell(timeline, since), cell(timeline, until.add_days(-1)));
        for slot in cells.iter_mut().take(to + 1).skip(from) {
            *slot = mark(Shade::of(status));
        }
    }
    cells.into_iter().collect()
}

fn cell(timeline: &Timeline<'_>, day: Day) -> usize {
    let days = (timeline.last.days() - timeline.first.days() + 1).max(1);
    let at = (day.days() - timeline.first.days()) * CELLS / days;
    usize::try_from(at.clamp(0, CELLS - 1)).unwrap_or(0)
}

fn axis(timeline: &Timeline<'_>) -> String {
    let mut line = String::new();
    for year in timeline.years() {
        let at = cell(timeline, year);
        if at >= line.chars().count() {
            let gap = at - line.chars().count();
            let _ = write!(line, "{}|{} ", " ".repeat(gap), year.year());
        }
    }
    if line.is_empty() {
        let _ = write!(line, "{} to {}", timeline.first, timeline.last);
    }
    line
}
