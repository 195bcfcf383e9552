//! The canonical form of a law file.
//!
//! It is made of the lines and their tokens, not of the tree, so that comments and the order of fields stay.

use super::ast::Span;
use super::diagnostic::{Diagnostic, Report, width};
use super::layout::{self, Line, Place};
use super::lexer::{Lexed, Token, TokenKind};
use super::{parser, scan};

/// Columns that a list may fill before it goes on in the next row.
const MAX_COLUMNS: usize = 100;
/// Spaces of one level.
const LEVEL: usize = 2;

/// Where values stand, from the name's start, unless a longer name pushes them on. It depends on the statement
/// alone as far as it can, so that a field more rarely moves the others.
fn usual_column(owner: &str) -> usize {
    match owner {
        "act" => "published  ".len(),
        "entry" => "basis ".len(),
        "party" => "country ".len(),
        _ => "source ".len(),
    }
}

/// Writes a law file in its canonical form.
///
/// Two spaces a level, one blank line between statements, the values of a statement's fields in one column,
/// lists on one line or filled to 100 columns. A comment in its own row stays above the line that it precedes;
/// a comment behind a line stays there.
///
/// ```
/// let text = "clause 1 \"Exports\"\n cite \"art. 1\" #todo\n forms  cn/single,cn/general\n";
/// let tidy = navicert_rules::syntax::format(text).unwrap_or_default();
/// assert_eq!(tidy, "clause 1 \"Exports\"\n  cite   \"art. 1\"  #todo\n  forms  cn/single, cn/general\n");
/// ```
///
/// # Errors
/// The problems of a file that cannot be read, with an empty file name; such a file is left as it is.
pub fn format(text: &str) -> Result<String, Vec<Diagnostic>> {
    let mut report = Report::new("");
    let (lexed, lines) = scan(text, &mut report);
    parser::file(&lexed, &lines, &mut report);
    let problems = report.into_sorted();
    if problems.is_empty() { Ok(write(&lexed, &lines)) } else { Err(problems) }
}

fn write(lexed: &Lexed<'_>, lines: &[Line]) -> String {
    let columns = columns(lexed, lines);
    let mut writer = Writer { lexed, out: String::with_capacity(lexed.text.len()) };
    let mut row = 0;
    for (line, column) in lines.iter().zip(columns) {
        writer.lead(row, line.rows.start, line.depth);
        writer.line(line, column);
        row = line.rows.end;
    }
    writer.lead(row, lexed.rows.len(), 0);
    writer.trim_end();
    writer.out
}

/// For each line that is a field with a value: how far its value stands from its name's start.
fn columns(lexed: &Lexed<'_>, lines: &[Line]) -> Vec<Option<usize>> {
    let places = layout::places(lexed, lines);
    let mut columns = vec![None; lines.len()];
    for block in 0..lines.len() {
        let fields: Vec<usize> = children(lines, block)
            .filter(|line| places[*line] == Place::Field && has_value(lexed, &lines[*line]))
            .collect();
        let longest = fields.iter().map(|line| name_width(lexed, &lines[*line])).max();
        let usual = usual_column(layout::head(lexed, &lines[block]));
        for field in fields {
            columns[field] = longest.map(|longest| usual.max(longest + 1));
        }
    }
    columns
}

fn children(lines: &[Line], block: usize) -> impl Iterator<Item = usize> {
    let end = lines[block].next;
    let first = Some(block + 1).filter(|first| *first < end);
    std::iter::successors(first, move |line| Some(lines[*line].next).filter(|next| *next < end))
}

/// Tokens of a field's name: `complete to` has two words.
fn name_tokens(lexed: &Lexed<'_>, line: &Line) -> usize {
    let words = &lexed.tokens[line.tokens.clone()];
    let two = matches!(words, [first, _, ..] if lexed.slice(first.span) == "complete");
    1 + usize::from(two)
}

fn name_width(lexed: &Lexed<'_>, line: &Line) -> usize {
    let name = line.tokens.clone().take(name_tokens(lexed, line));
    name.map(|token| width(lexed.slice(lexed.tokens[token].span)) + 1).sum::<usize>() - 1
}

fn has_value(lexed: &Lexed<'_>, line: &Line) -> bool {
    line.tokens.len() > name_tokens(lexed, line)
}

/// Rows of a line that may be filled as one, with the comments that keep them apart from the others.
struct Segment<'l> {
    lead: Vec<Span>,
    tokens: &'l [Token],
    trail: Option<Span>,
}

struct Writer<'l, 't> {
    lexed: &'l Lexed<'t>,
    out: String,
}

impl<'l> Writer<'l, '_> {
    /// The rows before a line: its comments, and above a statement one blank line.
    fn lead(&mut self, from: usize, to: usize, depth: usize) {
        let margin = depth == 0;
        if margin && !self.out.is_empty() {
            self.out.push('\n');
        }
        let mut any = false;
        let mut blank = false;
        for row in &self.lexed.rows[from..to] {
            let Some(comment) = row.comment else {
                blank = any;
                continue;
            };
            self.blank_if(blank && margin);
            self.comment_row(comment, depth * LEVEL);
            (any, blank) = (true, false);
        }
        self.blank_if(blank && margin);
    }

    fn blank_if(&mut self, blank: bool) {
        if blank {
            self.out.push('\n');
        }
    }

    fn comment_row(&mut self, comment: Span, indent: usize) {
        self.pad(indent);
        self.out.push_str(self.lexed.slice(comment));
        self.out.push('\n');
    }

    fn pad(&mut self, columns: usize) {
        self.out.extend(std::iter::repeat_n(' ', columns));
    }

    fn line(&mut self, line: &Line, column: Option<usize>) {
        let indent = line.depth * LEVEL;
        let deeper = indent + column.unwrap_or(2 * LEVEL);
        for (index, segment) in self.segments(line).into_iter().enumerate() {
            for comment in segment.lead {
                self.comment_row(comment, deeper);
            }
            let mut tokens = segment.tokens;
            let mut at = if index == 0 { indent } else { deeper };
            self.pad(at);
            if let (0, Some(_)) = (index, column) {
                let (name, value) = tokens.split_at(name_tokens(self.lexed, line));
                let used = self.chunk(name);
                self.pad(deeper - indent - used);
                (tokens, at) = (value, deeper);
            }
            self.fill(tokens, at, deeper);
            if let Some(comment) = segment.trail {
                self.out.push_str("  ");
                self.out.push_str(self.lexed.slice(comment));
            }
            self.out.push('\n');
        }
    }

    /// The rows of a line, joined where no comment stands between them.
    fn segments(&self, line: &Line) -> Vec<Segment<'l>> {
        let lexed = self.lexed;
        let mut segments: Vec<Segment<'l>> = Vec::new();
        let mut lead = Vec::new();
        for row in &lexed.rows[line.rows.clone()] {
            if row.tokens.is_empty() {
                lead.extend(row.comment);
                continue;
            }
            match segments.last_mut() {
                Some(last) if last.trail.is_none() && lead.is_empty() => {
                    let start = row.tokens.start - last.tokens.len();
                    last.tokens = &lexed.tokens[start..row.tokens.end];
                    last.trail = row.comment;
                }
                _ => segments.push(Segment {
                    lead: std::mem::take(&mut lead),
                    tokens: &lexed.tokens[row.tokens.clone()],
                    trail: row.comment,
                }),
            }
        }
        segments
    }

    /// Writes tokens from column `at` on, and breaks behind commas so that rows stay short.
    fn fill(&mut self, tokens: &[Token], mut at: usize, deeper: usize) {
        for (index, chunk) in
            tokens.split_inclusive(|token| token.kind == TokenKind::Comma).enumerate()
        {
            let wide = self.chunk_width(chunk);
            if index > 0 && at + 1 + wide > MAX_COLUMNS {
                self.out.push('\n');
                self.pad(deeper);
                at = deeper;
            } else if index > 0 {
                self.out.push(' ');
                at += 1;
            }
            at += self.chunk(chunk);
        }
    }

    /// Writes tokens with single spaces, none before a comma; returns the columns taken.
    fn chunk(&mut self, tokens: &[Token]) -> usize {
        for (index, token) in tokens.iter().enumerate() {
            if index > 0 && token.kind != TokenKind::Comma {
                self.out.push(' ');
            }
            self.out.push_str(self.lexed.slice(token.span));
        }
        self.chunk_width(tokens)
    }

    fn chunk_width(&self, tokens: &[Token]) -> usize {
        let spaces = tokens.iter().skip(1).filter(|token| token.kind != TokenKind::Comma).count();
        tokens.iter().map(|token| width(self.lexed.slice(token.span))).sum::<usize>() + spaces
    }

    /// Takes off the blank rows at the end.
    fn trim_end(&mut self) {
        let end = self.out.trim_end_matches('\n').len();
        self.out.truncate(end);
        if end > 0 {
            self.out.push('\n');
        }
    }
}
