//! Text of a law file to a tree, and back.
//!
//! `lexer` cuts a file into rows of tokens, `layout` joins the rows to lines that know which deeper lines
//! belong to them, and `parser` reads the lines as statements. [`format()`] works on the lines, so that comments
//! survive; [`print()`] writes a tree. Every problem is a [`Diagnostic`]; none stops the reading.
//!
//! ```
//! use navicert_rules::syntax::parse;
//!
//! let text = "define cn/to-japan\n  to in JP\n";
//! let (file, problems) = parse("cn/example.law", text);
//! assert!(problems.is_empty());
//! assert_eq!(file.statements.len(), 1);
//! ```

pub mod ast;
mod diagnostic;
mod format;
mod forms;
mod layout;
mod lexer;
mod parser;
mod print;
mod suggest;
#[cfg(test)]
mod tests;

pub use diagnostic::{Diagnostic, Severity, line_col};
pub use format::format;
pub use print::print;

use diagnostic::Report;
use layout::Line;
use lexer::Lexed;

/// How deep blocks, and conditions on one line, may nest.
pub const MAX_DEPTH: usize = 64;

/// Reads a law file: the tree of all that could be read, and every problem found, in the order of their places.
///
/// `name` is the file's name as diagnostics print it. A statement, field or condition that cannot be read is
/// left out of the tree and has an error; the rest is kept. Takes time linear in the length of `text`.
#[must_use]
pub fn parse(name: &str, text: &str) -> (ast::File, Vec<Diagnostic>) {
    let mut report = Report::new(name);
    let (lexed, lines) = scan(text, &mut report);
    let file = parser::file(&lexed, &lines, &mut report);
    (file, report.into_sorted())
}

/// Tokens and lines of a text; nothing if it is too long for spans to point into.
fn scan<'t>(text: &'t str, report: &mut Report) -> (Lexed<'t>, Vec<Line>) {
    let text = if u32::try_from(text.len()).is_ok() {
        text
    } else {
        report.error(
            "syntax::too-long",
            ast::Span::default(),
            "the file is longer than 4 GiB",
            "split the file: several files may carry statements of one act",
        );
        ""
    };
    let lexed = lexer::lex(text, report);
    let lines = layout::lines(&lexed, report);
    (lexed, lines)
}
