//! A timeline as an SVG that stands alone: titled, with a legend, and with words for every bar.

use super::{Row, Shade, Timeline, status_words};
use navicert_model::day::Day;
use std::fmt::Write;

const WIDTH: i32 = 1280;
const LABELS: i32 = 470;
const CHART: i32 = WIDTH - LABELS - 20;
const TOP: i32 = 112;
const ROW: i32 = 22;
const BAR: i32 = 14;

const STYLE: &str = "\
svg{background:#fff;color:#1b1f24;font:13px system-ui,sans-serif}
text{fill:currentColor}.id{font:12px ui-monospace,monospace}.head{font-weight:600}
.title{font-size:19px;font-weight:600}.small{font-size:11px;opacity:.75}
.grid{stroke:currentColor;opacity:.18}.today{stroke:#b42318;stroke-width:1.5}
.in-force{fill:#175cd3}.suspended{fill:url(#hatch)}.lapsed{fill:url(#dots)}
.not-enforced{fill:none;stroke:#667085;stroke-dasharray:4 3}.reported{fill:none;stroke:#667085}
.out{fill:currentColor;opacity:.08}
@media (prefers-color-scheme:dark){svg{background:#14181d;color:#e6e8eb}.in-force{fill:#6ea8fe}}";

const PATTERNS: &str = "\
<pattern id=\"hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
<rect width=\"6\" height=\"6\" fill=\"#fde3b0\"/><rect width=\"2\" height=\"6\" fill=\"#b54708\"/></pattern>\
<pattern id=\"dots\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">\
<rect width=\"6\" height=\"6\" fill=\"#f3d6f5\"/><circle cx=\"3\" cy=\"3\" r=\"1.5\" fill=\"#86198f\"/></pattern>";

/// Draws the timeline.
pub(super) fn draw(timeline: &Timeline<'_>) -> String {
    let mut body = String::new();
    let mut y = TOP;
    let mut act = "";
    for row in &timeline.rows {
        if row.act.id != act {
            act = &row.act.id;
            y += 8;
            let title = format!("{} · {}", row.act.id, row.act.title);
            let _ = writeln!(
                body,
                "<text class=\"head\" x=\"16\" y=\"{}\">{}</text>",
                y + 14,
                escape(&title)
            );
            y += ROW;
        }
        draw_row(timeline, row, y, &mut body);
        y += ROW;
    }
    let height = y + 24;
    let mut out = head(timeline, height);
    grid(timeline, height, &mut out);
    out.push_str(&body);
    today(timeline, height, &mut out);
    out.push_str("</svg>\n");
    out
}

fn head(timeline: &Timeline<'_>, height: i32) -> String {
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" \
         height=\"{height}\" role=\"img\" aria-labelledby=\"title summary\" lang=\"en\">\n\
         <title id=\"title\">What was in force when, as known on {}</title>\n\
         <desc id=\"summary\">{}</desc>\n<style>{STYLE}</style>\n<defs>{PATTERNS}</defs>\n\
         <text class=\"title\" x=\"16\" y=\"32\">What was in force when</text>\n\
         <text class=\"small\" x=\"16\" y=\"50\">As known on {}. The red line is {}. Days are half-open: a bar ends \
         on the first day after.</text>\n",
        timeline.known_at,
        escape(&summary(timeline)),
        timeline.known_at,
        timeline.on,
    );
    let mut x = 16;
    for shade in Shade::ALL {
        let _ = writeln!(
            out,
            "<rect class=\"{}\" x=\"{x}\" y=\"64\" width=\"26\" height=\"{BAR}\"/>\
             <text x=\"{}\" y=\"76\">{}</text>",
            class(shade),
            x + 34,
            shade.label(),
        );
        x += 58 + i32::try_from(shade.label().len()).unwrap_or(0) * 7;
    }
    out
}

/// The marked day in words, for those who do not see the bars.
fn summary(timeline: &Timeline<'_>) -> String {
    let mut parts = Vec::new();
    for row in &timeline.rows {
        let now = row.stretches.iter().rev().find(|stretch| stretch.since <= timeline.on);
        if let Some(stretch) = now {
            parts.push(format!(
                "{}: {}",
                row.clause.id,
                status_words(timeline.book, stretch.status)
            ));
        }
    }
    format!("On {}: {}.", timeline.on, parts.join("; "))
}

fn grid(timeline: &Timeline<'_>, height: i32, out: &mut String) {
    for year in timeline.years() {
        let x = x(timeline, year);
        let _ = writeln!(
            out,
            "<line class=\"grid\" x1=\"{x}\" x2=\"{x}\" y1=\"{}\" y2=\"{}\"/>\
             <text class=\"small\" x=\"{}\" y=\"{}\">{}</text>",
            TOP - 12,
            height - 12,
            x + 4,
            TOP - 2,
            year.year(),
        );
    }
}

/// The marked day, over the bars.
fn today(timeline: &Timeline<'_>, height: i32, out: &mut String) {
    let x = x(timeline, timeline.on);
    let _ = writeln!(
        out,
        "<line class=\"today\" x1=\"{x}\" x2=\"{x}\" y1=\"{}\" y2=\"{}\"/>",
        TOP - 12,
        height - 12,
    );
}

fn draw_row(timeline: &Timeline<'_>, row: &Row<'_>, y: i32, out: &mut String) {
    let pin = row.clause.id.strip_prefix(row.act.id.as_str()).unwrap_or(&row.clause.id);
    let _ = writeln!(
        out,
        "<text class=\"id\" x=\"28\" y=\"{0}\">{1}</text><text x=\"132\" y=\"{0}\">{2}</text>",
        y + 12,
        escape(pin),
        escape(&shortened(&row.clause.title, 46)),
    );
    for (since, until, status) in timeline.drawn(row) {
        let (from, to) = (x(timeline, since), x(timeline, until));
        let words = status_words(timeline.book, status);
        let _ = writeln!(
            out,
            "<rect class=\"{}\" x=\"{from}\" y=\"{y}\" width=\"{}\" height=\"{BAR}\">\
             <title>{} from {since} until {until}: {}</title></rect>",
            class(Shade::of(status)),
            (to - from).max(2),
            escape(&row.clause.id),
            escape(&words),
        );
    }
}

fn x(timeline: &Timeline<'_>, day: Day) -> i32 {
    let days = (timeline.last.days() - timeline.first.days() + 1).max(1);
    let at = i64::from(day.days() - timeline.first.days()) * i64::from(CHART) / i64::from(days);
    LABELS + i32::try_from(at).unwrap_or(0)
}

fn class(shade: Shade) -> &'static str {
    match shade {
        Shade::InForce => "in-force",
        Shade::Suspended => "suspended",
        Shade::Lapsed => "lapsed",
        Shade::NotEnforced => "not-enforced",
        Shade::Reported => "reported",
        Shade::Out => "out",
    }
}

fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
