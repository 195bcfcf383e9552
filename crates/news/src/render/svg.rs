//! The events of a dossier on a line of days, as an SVG that stands alone.

use crate::model::{Claim, Dossier};
use navicert_model::day::Day;
use std::collections::HashMap;
use std::fmt::Write;

const WIDTH: i32 = 1200;
const LABELS: i32 = 520;
const ROW: i32 = 24;
/// Letters of a label that fit into `LABELS`.
const LETTERS: usize = 66;
/// A day this close to the right edge has no room for its name.
const NAME: i32 = 66;
/// Days before the first mark.
const BEFORE: i32 = 3;
/// So few days are named one by one.
const WEEKS: i32 = 62;
const TOP: i32 = 84;

const STYLE: &str = "svg{background:#fff;color:#1b1f24;font:13px system-ui,sans-serif}text{fill:currentColor}\
.title{font-size:19px;font-weight:600}.small{font-size:11px;opacity:.75}.grid{stroke:currentColor;opacity:.18}\
.law{fill:#175cd3}.open{fill:none;stroke:#667085;stroke-width:2}.said{fill:currentColor;opacity:.45}.bar{fill:#175cd3;opacity:.25}\
@media (prefers-color-scheme:dark){svg{background:#14181d;color:#e6e8eb}.law,.bar{fill:#6ea8fe}}";

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Draws the timeline: a row an event, a mark for each day on which something was announced or told,
/// a bar from the first day of a measure to its last.
pub fn timeline(dossier: &Dossier) -> String {
    let claims: HashMap<&str, &Claim> = dossier.claims.iter().map(|c| (c.id.as_str(), c)).collect();
    let told: HashMap<&str, Option<Day>> = dossier
        .articles
        .iter()
        .map(|a| (a.id.as_str(), a.date.as_deref().and_then(|d| Day::parse(d).ok())))
        .collect();
    let day = |text: &Option<String>| text.as_deref().and_then(|d| Day::parse(d).ok());
    type Row<'r> = (String, &'r str, Vec<(Day, String)>, Option<(Day, Option<Day>)>);
    let mut rows: Vec<Row<'_>> = Vec::new();
    for event in &dossier.events {
        let mut marks: Vec<(Day, String)> = Vec::new();
        let mut bar: Option<(Day, Option<Day>)> = None;
        for claim in event.claims.iter().filter_map(|id| claims.get(id.as_str())) {
            let when = day(&claim.announced_on)
                .or_else(|| told.get(claim.article.as_str()).copied().flatten());
            marks.extend(when.map(|when| (when, claim.article.clone())));
            if let Some(from) = day(&claim.effective_from) {
                bar = bar.or(Some((from, day(&claim.effective_until))));
            }
        }
        // A measure without a first day in the press has that of its draft.
        bar = bar.or_else(|| {
            let draft = dossier.drafts.iter().find(|d| d.event == event.id && d.decides)?;
            let from = draft.clauses.iter().find_map(|c| day(&c.since))?;
            Some((from, draft.clauses.iter().find_map(|c| day(&c.until))))
        });
        marks.sort();
        marks.dedup_by_key(|(day, _)| *day);
        if !marks.is_empty() || bar.is_some() {
            let class = match event.status.as_str() {
                "in_force" | "announced" | "suspended" => "law",
                "done" | "ended" => "said",
                _ => "open",
            };
            rows.push((
                format!("{} {} [{}]", event.id, event.label, event.status.replace('_', " ")),
                class,
                marks,
                bar,
            ));
        }
    }
    rows.sort_by_key(|(_, _, marks, bar)| {
        let first = marks.first().map(|(day, _)| *day);
        first.into_iter().chain(bar.map(|(from, _)| from)).min()
    });
    let days: Vec<i32> = rows
        .iter()
        .flat_map(|(_, _, marks, bar)| {
            marks.iter().map(|(d, _)| d.days()).chain(bar.iter().map(|(from, _)| from.days()))
        })
        .collect();
    let (first, last) = (
        days.iter().min().copied().unwrap_or(0) - BEFORE,
        days.iter().max().copied().unwrap_or(0) + 10,
    );
    let x = |day: i32| {
        LABELS + (day.clamp(first, last) - first) * (WIDTH - LABELS - 30) / (last - first).max(1)
    };
    let height = TOP + ROW * i32::try_from(rows.len()).unwrap_or(0) + 30;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\" role=\"img\" aria-labelledby=\"title\" lang=\"en\">\n\
         <title id=\"title\">What the press reports, by day</title>\n<style>{STYLE}</style>\n\
         <text class=\"title\" x=\"16\" y=\"30\">What the press reports, by day</text>\n\
         <text class=\"small\" x=\"16\" y=\"50\">Full: a measure; ring: weighed, reported or feared; square: said or past. The bar runs from a measure's first day.</text>\n"
    );
    grid(&mut out, first, last, height, &x);
    for (n, (label, class, marks, bar)) in rows.iter().enumerate() {
        let y = TOP + ROW * i32::try_from(n).unwrap_or(0);
        let short = shortened(label);
        let _ = writeln!(
            out,
            "<text x=\"16\" y=\"{}\">{}<title>{}</title></text>",
            y + 5,
            escape(&short),
            escape(label)
        );
        if let Some((from, until)) = bar {
            let end = until.map_or(last, Day::days);
            let _ = writeln!(
                out,
                "<rect class=\"bar\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"10\"/>",
                x(from.days()),
                y - 5,
                (x(end) - x(from.days())).max(2)
            );
        }
        for (day, article) in marks {
            let (at, title) = (x(day.days()), format!("{day}: {}", escape(article)));
            // What is only said is small and square: told apart without colour.
            let _ = match *class {
                "said" => writeln!(
                    out,
                    "<rect class=\"said\" x=\"{}\" y=\"{}\" width=\"7\" height=\"7\"><title>{title}</title></rect>",
                    at - 3,
                    y - 3
                ),
                _ => writeln!(
                    out,
                    "<circle class=\"{class}\" cx=\"{at}\" cy=\"{y}\" r=\"6\"><title>{title}</title></circle>"
                ),
            };
        }
    }
    out.push_str("</svg>\n");
    out
}

/// A label that fits before the days.
fn shortened(label: &str) -> String {
    if label.chars().count() <= LETTERS {
        return label.to_owned();
    }
    label.chars().take(LETTERS - 1).chain(['…']).collect()
}

/// A line at the first of each month, or of each January if there are many; at some days where there is
/// hardly a month.
fn grid(out: &mut String, first: i32, last: i32, height: i32, x: &impl Fn(i32) -> i32) {
    let span = last - first;
    let (every, month) = if span <= WEEKS {
        ((span / 6).max(1), 0)
    } else if span <= 366 {
        (1, 1)
    } else if span <= 1100 {
        (1, 3)
    } else {
        (1, 12)
    };
    let wanted =
        |day: &Day| month == 0 || (day.day() == 1 && (day.month() - 1).is_multiple_of(month));
    let from = if month == 0 { first + BEFORE } else { first };
    let days = (from..=last).step_by(usize::try_from(every).unwrap_or(1));
    for day in days.filter_map(Day::from_days).filter(wanted) {
        let at = x(day.days());
        let _ = writeln!(
            out,
            "<line class=\"grid\" x1=\"{at}\" x2=\"{at}\" y1=\"62\" y2=\"{}\"/>",
            height - 20
        );
        let text = day.to_string();
        let text = if month == 0 { &text[..] } else { text.get(..7).unwrap_or_default() };
        if at + NAME <= WIDTH {
            let _ = writeln!(out, "<text class=\"small\" x=\"{}\" y=\"72\">{text}</text>", at + 3);
        }
    }
}
