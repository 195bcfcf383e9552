//! What is wrong with a law file, where, and what to do about it.

use std::fmt;

use super::ast::Span;

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The file reads, and probably not as meant.
    Warning,
    /// The file cannot be used.
    Error,
}

impl Severity {
    /// The word that opens a printed diagnostic.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One problem of a law file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Whether the file can be used.
    pub severity: Severity,
    /// A stable name for the kind of problem: `syntax::unknown-field`.
    pub code: &'static str,
    /// What is wrong, with the user's words in backticks.
    pub message: String,
    /// What to do next.
    pub help: String,
    /// The file, as it was named to the reader.
    pub file: String,
    /// The place in that file.
    pub span: Span,
}

impl Diagnostic {
    /// The problem as plain text: message, place, the source line with its place marked, help.
    ///
    /// `text` is the file that `span` points into; every line of the result ends in a line feed.
    #[must_use]
    pub fn render(&self, text: &str) -> String {
        let (line, column) = line_col(text, self.span);
        let (source, before, marked) = marked_line(text, self.span);
        let number = line.to_string();
        let gutter = " ".repeat(number.len());
        format!(
            "{}[{}]: {}\n{gutter}--> {}:{line}:{column}\n{number} | {source}\n{gutter} | {}{}\n{gutter} help: {}\n",
            self.severity.as_str(),
            self.code,
            self.message,
            self.file,
            " ".repeat(before),
            "^".repeat(marked),
            self.help,
        )
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Diagnostic {}

impl miette::Diagnostic for Diagnostic {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.code))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Warning => miette::Severity::Warning,
            Severity::Error => miette::Severity::Error,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(&self.help))
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = miette::LabeledSpan> + '_>> {
        let start = self.span.start as usize;
        let length = (self.span.end as usize).saturating_sub(start);
        Some(Box::new(std::iter::once(miette::LabeledSpan::new(None, start, length))))
    }
}

/// Line and column where a span starts, both from 1; a column is one character.
#[must_use]
pub fn line_col(text: &str, span: Span) -> (usize, usize) {
    let start = boundary(text, span.start);
    let before = &text[..start];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let column = before[line_start..].trim_start_matches('\u{feff}').chars().count() + 1;
    (line, column)
}

/// The first line that a span touches, with the widths that stand before and under the marks.
fn marked_line(text: &str, span: Span) -> (String, usize, usize) {
    let start = boundary(text, span.start);
    let end = boundary(text, span.end).max(start);
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    let end = end.min(line_end);
    let line = text[line_start..line_end].trim_end_matches('\r').trim_start_matches('\u{feff}');
    let before = width(&text[line_start..start]);
    (line.replace(char::is_control, " "), before, width(&text[start..end]).max(1))
}

/// The nearest place at or before `at` where the text may be cut.
fn boundary(text: &str, at: u32) -> usize {
    let mut at = (at as usize).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Columns that a text takes on a terminal.
pub(super) fn width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.chars().map(char_width).sum() }
}

/// Columns of one character: two for East Asian wide ones, none for marks that combine.
fn char_width(char: char) -> usize {
    match u32::from(char) {
        0x0300..=0x036F | 0x200B..=0x200F | 0xFE00..=0xFE0F | 0xFEFF => 0,
        0x1100..=0x115F
        | 0x2E80..=0x303E
        | 0x3041..=0xA4CF
        | 0xA960..=0xA97F
        | 0xAC00..=0xD7A3
        | 0xF900..=0xFAFF
        | 0xFE30..=0xFE6F
        | 0xFF00..=0xFF60
        | 0xFFE0..=0xFFE6
        | 0x1F300..=0x1F64F
        | 0x1F900..=0x1F9FF
        | 0x2_0000..=0x3_FFFD => 2,
        _ => 1,
    }
}

/// Proof that a problem has been reported, so that nobody reports it again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reported(());

/// The problems of one file so far.
pub(super) struct Report {
    file: String,
    list: Vec<Diagnostic>,
}

impl Report {
    pub(super) fn new(file: &str) -> Self {
        Self { file: file.to_owned(), list: Vec::new() }
    }

    pub(super) fn error(
        &mut self,
        code: &'static str,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Reported {
        let (message, help, file) = (message.into(), help.into(), self.file.clone());
        self.list.push(Diagnostic { severity: Severity::Error, code, message, help, file, span });
        Reported(())
    }

    /// All problems, first place first.
    pub(super) fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.list.sort_by_key(|diagnostic| diagnostic.span.start);
        self.list
    }
}
