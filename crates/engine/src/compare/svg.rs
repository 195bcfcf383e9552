//! A comparison as an SVG that stands alone: titled, with a legend, and a word in every cell.

use super::cell::Word;
use super::matrix::{Matrix, MatrixCell, MatrixRow};
use super::{Comparison, Gap, GapKind};
use std::fmt::Write;

const CELL: i32 = 132;
const ROW: i32 = 24;
const EDGE: i32 = 16;
/// Longest line of text below the matrix, in letters.
const LETTERS: usize = 150;

const STYLE: &str = "\
svg{background:#fff;color:#1b1f24;font:13px system-ui,sans-serif}
text{fill:currentColor}.head{font-weight:600}.title{font-size:19px;font-weight:600}
.small{font-size:11px;opacity:.8}.grid{stroke:currentColor;opacity:.15}
.free{fill:#e7f4ea}.made{fill:#dbeafe}.uses{fill:#fef0c7}.open{fill:#f3d6f5}.licence{fill:#f9c98a}.prohibited{fill:#f4a3a0}
.on{fill:#1b1f24}.none{fill:currentColor;opacity:.06}
@media (prefers-color-scheme:dark){svg{background:#14181d;color:#e6e8eb}}";

pub(super) fn draw(comparison: &Comparison<'_>) -> String {
    let matrices = comparison.matrices();
    let columns = matrices.iter().map(|matrix| matrix.columns.len()).max().unwrap_or(0);
    let labels = labels(&matrices);
    let width = (2 * EDGE + labels + whole(columns) * CELL).max(1040);
    let mut body = String::new();
    let mut y = 124;
    for matrix in &matrices {
        y = draw_matrix(matrix, labels, y, &mut body) + 20;
    }
    y = words(comparison, y, &mut body);
    let height = y + EDGE;
    let mut out = head(comparison, width, height);
    out.push_str(&body);
    out.push_str("</svg>\n");
    out
}

/// Room for the labels of rows and for the title above them.
fn labels(matrices: &[Matrix]) -> i32 {
    let rows = matrices.iter().flat_map(|matrix| &matrix.rows).map(|row| &row.label);
    let titles = matrices.iter().map(|matrix| &matrix.title);
    let longest = rows.chain(titles).map(|label| label.chars().count()).max().unwrap_or(0);
    (whole(longest + 8) * 7).clamp(160, 430)
}

fn whole(number: usize) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX / 1024)
}

fn head(comparison: &Comparison<'_>, width: i32, height: i32) -> String {
    let title = escape(&comparison.asked.title);
    let laws = &comparison.engine.prepared.book.laws;
    let read: Vec<String> = laws
        .iter()
        .map(|law| {
            let day = law.complete_to.map(|day| format!(" to {day}")).unwrap_or_default();
            format!("{}{day}", law.name)
        })
        .collect();
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
         height=\"{height}\" role=\"img\" aria-labelledby=\"title summary\" lang=\"en\">\n\
         <title id=\"title\">{title}, on {on}</title>\n<desc id=\"summary\">{summary}</desc>\n\
         <style>{STYLE}</style>\n<text class=\"title\" x=\"{EDGE}\" y=\"32\">{title}</text>\n\
         <text class=\"small\" x=\"{EDGE}\" y=\"50\">The law of {on}. Laws read: {read}. *: no law of that \
         country is held here.</text>\n",
        on = comparison.on,
        summary = escape(&summary(comparison)),
        read = escape(&read.join(", ")),
    );
    let mut x = EDGE;
    for word in Word::ALL {
        let (class, label) = (word.as_str(), word.shown());
        let _ = writeln!(
            out,
            "<rect class=\"{class}\" x=\"{x}\" y=\"64\" width=\"26\" height=\"14\"/>\
             <text x=\"{}\" y=\"76\">{label}<title>{}</title></text>",
            x + 34,
            escape(word.meaning()),
        );
        x += 56 + whole(label.len()) * 8;
    }
    let _ = writeln!(
        out,
        "<text class=\"small\" x=\"{EDGE}\" y=\"96\">+made: {}; +use: {}.</text>",
        escape(Word::Made.meaning()),
        escape(Word::Uses.meaning())
    );
    let partly = escape(super::matrix::PARTLY);
    let _ = writeln!(out, "<text class=\"small\" x=\"{EDGE}\" y=\"111\">~: {partly}.</text>");
    out
}

/// The sentences in place of the picture.
fn summary(comparison: &Comparison<'_>) -> String {
    let gaps: Vec<&str> = sentences(comparison).iter().map(|gap| gap.text.as_str()).collect();
    gaps.join(" ")
}

/// All that follows of one thing; of an area who wants a licence, and where limits part.
fn sentences<'c>(comparison: &'c Comparison<'_>) -> Vec<&'c Gap> {
    match comparison.things.as_slice() {
        [one] => one.gaps.iter().collect(),
        _ => {
            let told = |gap: &&Gap| matches!(gap.kind, GapKind::Group | GapKind::Limits);
            comparison.summary.iter().filter(told).collect()
        }
    }
}

fn draw_matrix(matrix: &Matrix, labels: i32, top: i32, out: &mut String) -> i32 {
    let mut y = top + 18;
    let _ = writeln!(
        out,
        "<text class=\"head\" x=\"{EDGE}\" y=\"{y}\">{} · {}</text>",
        escape(&matrix.title),
        escape(&matrix.corner)
    );
    for (column, name) in matrix.columns.iter().enumerate() {
        let x = EDGE + labels + whole(column) * CELL;
        let _ =
            writeln!(out, "<text class=\"head\" x=\"{}\" y=\"{y}\">{}</text>", x + 6, escape(name));
    }
    y += 8;
    for row in &matrix.rows {
        if let Some(heading) = row.heading.as_deref().filter(|heading| !heading.is_empty()) {
            let _ = writeln!(
                out,
                "<text class=\"small head\" x=\"{EDGE}\" y=\"{}\">{}</text>",
                y + 16,
                escape(heading)
            );
            y += 20;
        }
        draw_row(row, labels, y, out);
        y += ROW;
    }
    y
}

fn draw_row(row: &MatrixRow, labels: i32, y: i32, out: &mut String) {
    let _ = writeln!(
        out,
        "<text x=\"{}\" y=\"{}\">{}<title>{}</title></text>",
        EDGE + 8,
        y + 16,
        escape(&shortened(&row.label, 60)),
        escape(&row.label),
    );
    for (column, cell) in row.cells.iter().enumerate() {
        let x = EDGE + labels + whole(column) * CELL;
        draw_cell(cell.as_ref(), x, y, out);
    }
}

fn draw_cell(cell: Option<&MatrixCell>, x: i32, y: i32, out: &mut String) {
    let (w, h) = (CELL - 3, ROW - 3);
    match cell {
        None => {
            let _ = writeln!(
                out,
                "<rect class=\"none\" x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\"/>"
            );
        }
        Some(cell) => {
            let label = format!("{} {}", cell.word.shown(), cell.laws);
            let _ = writeln!(
                out,
                "<rect class=\"{}\" x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\">\
                 <title>{}</title></rect><text class=\"on\" x=\"{}\" y=\"{}\">{}</text>",
                cell.word.as_str(),
                escape(&cell.title),
                x + 6,
                y + 15,
                escape(&shortened(label.trim_end(), 20)),
            );
        }
    }
}

/// The sentences below the matrix.
fn words(comparison: &Comparison<'_>, top: i32, out: &mut String) -> i32 {
    let mut y = top + 12;
    let _ = writeln!(out, "<text class=\"head\" x=\"{EDGE}\" y=\"{y}\">What stands out</text>");
    y += 18;
    for gap in sentences(comparison) {
        for line in lines(&gap.text) {
            let _ = writeln!(
                out,
                "<text class=\"small\" x=\"{}\" y=\"{y}\">{}</text>",
                EDGE + 8,
                escape(&line)
            );
            y += 15;
        }
        y += 3;
    }
    y
}

fn lines(text: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    for word in text.split_whitespace() {
        let Some(last) = found.last_mut() else { break };
        if !last.is_empty() && last.chars().count() + word.chars().count() >= LETTERS {
            found.push(format!("  {word}"));
        } else {
            if !last.is_empty() {
                last.push(' ');
            }
            last.push_str(word);
        }
    }
    found
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
