//! A law file as rows of tokens: words, quoted text, commas, comparisons and comments.

use std::ops::Range;

use super::ast::{Op, Span};
use super::diagnostic::Report;

/// Quotes that word processors write, and those of Chinese and Japanese texts.
const CURLY: [char; 11] = ['“', '”', '„', '‟', '‘', '’', '«', '»', '「', '」', '『'];

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// A bare word.
    Word,
    /// Quoted text; `closed` unless the second quote is missing.
    Text { closed: bool },
    /// A comma.
    Comma,
    /// A comparison.
    Op(Op),
}

/// A token and its place, quotes included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) span: Span,
}

/// One row of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// Spaces before the first token.
    pub(super) indent: usize,
    /// Its tokens, as indexes into [`Lexed::tokens`].
    pub(super) tokens: Range<usize>,
    /// Its comment, from `#` on.
    pub(super) comment: Option<Span>,
}

/// A file cut into tokens.
#[derive(Debug)]
pub(super) struct Lexed<'t> {
    pub(super) text: &'t str,
    pub(super) tokens: Vec<Token>,
    pub(super) rows: Vec<Row>,
}

impl<'t> Lexed<'t> {
    /// The source of a span.
    pub(super) fn slice(&self, span: Span) -> &'t str {
        self.text.get(span.start as usize..span.end as usize).unwrap_or("")
    }

    /// What a quoted text says: quotes off, `\"` and `\\` resolved.
    pub(super) fn text_value(&self, span: Span, closed: bool) -> String {
        let source = self.slice(span);
        let inner = source.get(1..source.len() - usize::from(closed)).unwrap_or("");
        let mut value = String::with_capacity(inner.len());
        let mut chars = inner.chars();
        while let Some(char) = chars.next() {
            value.push(if char == '\\' { chars.next().unwrap_or('\\') } else { char });
        }
        value
    }
}

/// Cuts a text, which is shorter than 4 GiB, into rows of tokens.
pub(super) fn lex<'t>(text: &'t str, report: &mut Report) -> Lexed<'t> {
    let mut lexed = Lexed { text, tokens: Vec::new(), rows: Vec::new() };
    let mut start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    while start < text.len() {
        let end = text[start..].find('\n').map_or(text.len(), |at| start + at);
        let cut = if text[start..end].ends_with('\r') { end - 1 } else { end };
        let row =
            RowLexer { text: &text[..cut], at: start, tokens: &mut lexed.tokens, report }.row();
        lexed.rows.push(row);
        start = end + 1;
    }
    lexed
}

/// The lexer inside one row: `text` ends where the row does.
struct RowLexer<'t, 'l> {
    text: &'t str,
    at: usize,
    tokens: &'l mut Vec<Token>,
    report: &'l mut Report,
}

impl RowLexer<'_, '_> {
    fn row(mut self) -> Row {
        self.refuse_invisible();
        let indent = self.indent();
        let first = self.tokens.len();
        let mut comment = None;
        while let Some(char) = self.peek() {
            match char {
                '#' => comment = Some(self.comment()),
                '"' => self.quoted(),
                _ if CURLY.contains(&char) => self.curly(),
                ',' => self.push(TokenKind::Comma, self.at + 1),
                '<' | '>' | '=' => self.operator(),
                _ if char.is_whitespace() => self.at += char.len_utf8(),
                _ => self.word(),
            }
        }
        Row { indent, tokens: first..self.tokens.len(), comment }
    }

    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Adds the token that ends at `end` and goes on behind it.
    fn push(&mut self, kind: TokenKind, end: usize) {
        self.tokens.push(Token { kind, span: span(self.at, end) });
        self.at = end;
    }

    /// Passes the indentation; a tab in it counts as one level.
    fn indent(&mut self) -> usize {
        let rest = self.rest();
        let blank = rest.len() - rest.trim_start().len();
        let lead = &rest[..blank];
        let here = span(self.at, self.at + blank);
        let others = lead.chars().filter(|char| *char != ' ').count();
        let indent = lead.chars().count() + others;
        if others > 0 && blank < rest.len() {
            self.report.error(
                "syntax::tab-indentation",
                here,
                "the indentation holds a character that is not a space",
                "indent with spaces, two a level; tabs have no fixed width",
            );
        }
        self.at += blank;
        indent
    }

    fn comment(&mut self) -> Span {
        let end = self.at + self.rest().trim_end().len();
        let comment = span(self.at, end);
        self.at = self.text.len();
        comment
    }

    fn operator(&mut self) {
        let (op, length) = match self.rest().as_bytes() {
            [b'<', b'=', ..] => (Op::Le, 2),
            [b'>', b'=', ..] => (Op::Ge, 2),
            [b'<', ..] => (Op::Lt, 1),
            [b'>', ..] => (Op::Gt, 1),
            _ => (Op::Eq, 1),
        };
        self.push(TokenKind::Op(op), self.at + length);
    }

    /// A word runs to white space or a comma; a quote or a comparison inside it is a slip.
    fn word(&mut self) {
        let rest = self.rest();
        let stop = |char: char| char.is_whitespace() || matches!(char, ',' | '"' | '<' | '>');
        let length = rest.find(stop).unwrap_or(rest.len());
        let (end, behind) = (self.at + length, rest[length..].chars().next());
        if behind == Some('"') {
            self.refuse(
                "syntax::missing-space",
                end + 1,
                "a quote stands inside a word",
                "put a space before the quoted text",
            );
        } else if matches!(behind, Some('<' | '>')) {
            self.refuse(
                "syntax::missing-space",
                end + 1,
                "a comparison stands inside a word",
                "put a space before and behind it: `purity >= 99 %`",
            );
        }
        self.push(TokenKind::Word, end);
    }

    /// Text in typographic quotes, passed as a whole.
    fn curly(&mut self) {
        let rest = self.rest();
        let closed = rest.char_indices().skip(1).find(|(_, char)| CURLY.contains(char));
        let length = closed.map_or(rest.trim_end().len(), |(at, char)| at + char.len_utf8());
        let end = self.at + length;
        self.refuse(
            "syntax::curly-quote",
            end,
            "this text stands in typographic quotes",
            "write straight quotes around it: `\"…\"`",
        );
        self.push(TokenKind::Text { closed: true }, end);
    }

    fn quoted(&mut self) {
        let closed_at = self.closing_quote();
        let end = closed_at.map_or(self.at + self.rest().trim_end().len(), |at| at + 1);
        if closed_at.is_none() {
            self.refuse(
                "syntax::unterminated-text",
                end,
                "the quoted text does not end on this line",
                "close it with `\"`; write `\\\"` for a quote inside the text",
            );
        }
        self.push(TokenKind::Text { closed: closed_at.is_some() }, end);
        let glued = |char: char| !char.is_whitespace() && char != ',' && char != '#';
        if closed_at.is_some() && self.peek().is_some_and(glued) {
            self.refuse(
                "syntax::missing-space",
                end + self.peek().map_or(0, char::len_utf8),
                "a word is glued to the quoted text before it",
                "put a space behind the quoted text; write `\\\"` for a quote inside it",
            );
        }
    }

    /// Where the text that opens here is closed; reports escapes that mean nothing.
    fn closing_quote(&mut self) -> Option<usize> {
        let mut chars = self.text[self.at..].char_indices().skip(1);
        let mut wrong = Vec::new();
        let mut closed = None;
        while let Some((offset, char)) = chars.next() {
            if char == '"' {
                closed = Some(self.at + offset);
                break;
            }
            if char == '\\'
                && let Some((next, escaped)) = chars.next()
                && escaped != '"'
                && escaped != '\\'
            {
                wrong.push(span(self.at + offset, self.at + next + escaped.len_utf8()));
            }
        }
        for place in wrong {
            self.report.error(
                "syntax::bad-escape",
                place,
                "this escape means nothing",
                "write `\\\\` for a backslash and `\\\"` for a quote",
            );
        }
        closed
    }

    /// Text that reads otherwise than it looks is refused, in comments too.
    fn refuse_invisible(&mut self) {
        let row = self.rest();
        if !row.bytes().any(|byte| byte >= 0x80 || (byte < b' ' && byte != b'\t') || byte == 0x7f) {
            return;
        }
        let found: Vec<(usize, char)> =
            row.char_indices().filter(|(_, char)| is_invisible(*char)).collect();
        for (offset, char) in found {
            let start = self.at + offset;
            self.report.error(
                "syntax::invisible-character",
                span(start, start + char.len_utf8()),
                format!("an invisible character, U+{:04X}, stands here", u32::from(char)),
                "delete it, or type the line again",
            );
        }
    }

    /// Reports a problem of the text from here to `end`.
    fn refuse(&mut self, code: &'static str, end: usize, message: &str, help: &str) {
        self.report.error(code, span(self.at, end), message, help);
    }
}

/// Controls and marks that change what a line looks like; joiners inside names are left alone.
fn is_invisible(char: char) -> bool {
    (char.is_control() && char != '\t')
        || matches!(char, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}')
        || matches!(char, '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}

/// A span of a text that is known to be shorter than 4 GiB.
fn span(start: usize, end: usize) -> Span {
    let short = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Span { start: short(start), end: short(end) }
}
