//! Rows to lines: a list that goes on over several rows is one line, and every line knows its block.

use std::ops::Range;

use super::MAX_DEPTH;
use super::ast::Span;
use super::diagnostic::Report;
use super::lexer::{Lexed, Row, TokenKind};

/// One line: a statement head, a field or a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Spaces before it.
    pub(super) indent: usize,
    /// Blocks that it stands in.
    pub(super) depth: usize,
    /// Its tokens, at least one.
    pub(super) tokens: Range<usize>,
    /// Its rows, with the rows of comments between them.
    pub(super) rows: Range<usize>,
    /// The first line behind its block.
    pub(super) next: usize,
    /// From its first token to its last.
    pub(super) span: Span,
}

/// The lines of a file, in order.
pub(super) fn lines(lexed: &Lexed<'_>, report: &mut Report) -> Vec<Line> {
    nest(joined(lexed, report), lexed, report)
}

/// Joins the rows of each list.
fn joined(lexed: &Lexed<'_>, report: &mut Report) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for (index, row) in lexed.rows.iter().enumerate() {
        if row.tokens.is_empty() {
            continue;
        }
        match lines.last_mut() {
            Some(line) if open_comma(lexed, line).is_some() && row.indent > line.indent => {
                line.tokens.end = row.tokens.end;
                line.rows.end = index + 1;
            }
            _ => lines.push(new_line(index, row)),
        }
    }
    for line in &mut lines {
        close(line, lexed, report);
    }
    lines.retain(|line| !line.tokens.is_empty());
    lines
}

fn new_line(index: usize, row: &Row) -> Line {
    Line {
        indent: row.indent,
        depth: 0,
        tokens: row.tokens.clone(),
        rows: index..index + 1,
        next: 0,
        span: Span::default(),
    }
}

/// The comma that the line ends in.
fn open_comma(lexed: &Lexed<'_>, line: &Line) -> Option<Span> {
    let last = lexed.tokens.get(line.tokens.end.checked_sub(1)?)?;
    (last.kind == TokenKind::Comma).then_some(last.span)
}

/// Takes off a comma that nothing follows, and notes the line's place.
fn close(line: &mut Line, lexed: &Lexed<'_>, report: &mut Report) {
    if let Some(comma) = open_comma(lexed, line) {
        report.error(
            "syntax::trailing-comma",
            comma,
            "a list ends in a comma",
            "write the next value on the next line, indented deeper than this one, or delete the comma",
        );
    }
    while line.tokens.start < line.tokens.end && open_comma(lexed, line).is_some() {
        line.tokens.end -= 1;
    }
    if let [first, .., last] | [first @ last] = &lexed.tokens[line.tokens.clone()] {
        line.span = Span { start: first.span.start, end: last.span.end };
    }
}

/// Finds each line's depth and the end of its block; leaves out what is nested too deep.
fn nest(lines: Vec<Line>, lexed: &Lexed<'_>, report: &mut Report) -> Vec<Line> {
    let mut nested: Vec<Line> = Vec::with_capacity(lines.len());
    let mut open: Vec<usize> = Vec::new();
    let mut too_deep = false;
    for mut line in lines {
        let mut sibling = None;
        while let Some(top) = open.pop_if(|top| nested[*top].indent >= line.indent) {
            nested[top].next = nested.len();
            sibling = Some(top);
        }
        line.depth = open.len();
        if line.depth >= MAX_DEPTH {
            if !too_deep {
                refuse_depth(&line, report);
            }
            too_deep = true;
            continue;
        }
        too_deep = false;
        if let Some(sibling) = sibling.filter(|_| line.depth > 0) {
            refuse_uneven(&line, &nested[sibling], lexed, report);
        }
        open.push(nested.len());
        nested.push(line);
    }
    let end = nested.len();
    for line in open {
        nested[line].next = end;
    }
    nested
}

fn refuse_depth(line: &Line, report: &mut Report) {
    report.error(
        "syntax::too-deep",
        line.span,
        format!("this line stands in more than {} blocks", MAX_DEPTH - 1),
        "name the inner condition with `define` and write `holds NAME` here",
    );
}

fn refuse_uneven(line: &Line, sibling: &Line, lexed: &Lexed<'_>, report: &mut Report) {
    if line.indent == sibling.indent {
        return;
    }
    let word = head(lexed, sibling);
    report.error(
        "syntax::uneven-indentation",
        line.span,
        format!(
            "this line is indented by {}, the lines of its block by {}",
            line.indent, sibling.indent
        ),
        format!("indent it as the line of `{word}` above, which is in the same block"),
    );
}

/// What a line is, by the block it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// At the margin.
    Statement,
    /// An entry or a party: it has fields of its own.
    Entry,
    /// A field of a statement, an entry or a reading.
    Field,
    /// A condition.
    Condition,
}

/// The place of each line.
pub(super) fn places(lexed: &Lexed<'_>, lines: &[Line]) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::with_capacity(lines.len());
    let mut parents: Vec<usize> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        parents.truncate(line.depth);
        let parent = parents.last().map(|parent| (places[*parent], head(lexed, &lines[*parent])));
        places.push(match parent {
            None => Place::Statement,
            Some((Place::Statement, "define" | "derive")) => Place::Condition,
            Some((Place::Statement, "entries" | "parties")) => Place::Entry,
            Some((Place::Statement | Place::Entry, _) | (Place::Field, "reading")) => Place::Field,
            Some((Place::Field | Place::Condition, _)) => Place::Condition,
        });
        parents.push(index);
    }
    places
}

/// The first word of a line.
pub(super) fn head<'t>(lexed: &Lexed<'t>, line: &Line) -> &'t str {
    lexed.tokens.get(line.tokens.start).map_or("", |token| lexed.slice(token.span))
}
