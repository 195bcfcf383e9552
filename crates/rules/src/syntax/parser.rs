//! Lines to statements, by recursive descent: one function per statement, field and condition.

mod clause;
mod condition;
mod list;
mod party;
mod statement;
mod transfer;
mod value;

use navicert_model::vocabulary::Role;

use super::MAX_DEPTH;
use super::ast::{File, Span};
use super::diagnostic::{Report, Reported};
use super::forms::{self, Form};
use super::layout::{self, Line};
use super::lexer::{Lexed, Token};
use super::suggest;

/// What was read; an error has been reported already.
type Parsed<T> = Result<T, Reported>;

/// Reads all statements.
pub(super) fn file(lexed: &Lexed<'_>, lines: &[Line], report: &mut Report) -> File {
    let mut parser = Parser { lexed, lines, report, cursor: Cursor::default(), nesting: 0 };
    let mut file = File::default();
    let mut line = 0;
    while line < lines.len() {
        if let Ok(statement) = parser.on_line(line, Parser::statement) {
            file.statements.push(statement);
        }
        line = lines[line].next;
    }
    file
}

/// How the conditions of a line are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Joiner {
    And,
    Or,
}

/// A place in a line, and what is known of the line so far.
#[derive(Clone, Copy, Debug, Default)]
struct Cursor {
    line: usize,
    /// Index of the next token, and of the first one behind the line.
    at: usize,
    end: usize,
    /// Whether somebody reads the line's block.
    block_read: bool,
    joiner: Option<Joiner>,
    /// How the line should read.
    form: &'static str,
}

struct Parser<'s, 't> {
    lexed: &'s Lexed<'t>,
    lines: &'s [Line],
    report: &'s mut Report,
    cursor: Cursor,
    /// Conditions that are open.
    nesting: usize,
}

impl<'t> Parser<'_, 't> {
    /// Reads one line with `read`, which must use up its words and its block.
    fn on_line<T>(&mut self, line: usize, read: impl FnOnce(&mut Self) -> Parsed<T>) -> Parsed<T> {
        let tokens = self.lines[line].tokens.clone();
        let fresh = Cursor { line, at: tokens.start, end: tokens.end, ..Cursor::default() };
        let saved = std::mem::replace(&mut self.cursor, fresh);
        let read = read(self).and_then(|value| {
            self.end_of_line()?;
            self.end_of_block()?;
            Ok(value)
        });
        self.cursor = saved;
        read
    }

    /// The lines of this line's block, one level down.
    fn children(&mut self) -> Vec<usize> {
        self.cursor.block_read = true;
        let end = self.lines[self.cursor.line].next;
        let mut children = Vec::new();
        let mut child = self.cursor.line + 1;
        while child < end {
            children.push(child);
            child = self.lines[child].next;
        }
        children
    }

    /// Reads each line of the block as a field that `forms` knows.
    fn fields(
        &mut self,
        owner: &str,
        forms: &'static [Form],
        mut read: impl FnMut(&mut Self, &'static str) -> Parsed<()>,
    ) {
        let _ = self.end_of_line();
        let mut seen: Vec<&'static str> = Vec::new();
        for child in self.children() {
            let _ = self.on_line(child, |parser| {
                let form = parser.head(forms, "syntax::unknown-field", |word| {
                    format!("`{word}` is not a field of `{owner}`")
                })?;
                parser.refuse_second(form, owner, &mut seen)?;
                read(parser, form.word)
            });
        }
    }

    fn refuse_second(
        &mut self,
        form: &Form,
        owner: &str,
        seen: &mut Vec<&'static str>,
    ) -> Parsed<()> {
        if form.many {
            return Ok(());
        }
        if seen.contains(&form.word) {
            return Err(self.error(
                "syntax::duplicate-field",
                self.line().span,
                format!("this `{owner}` has a second `{}`", form.word),
                "keep one of the two; values of a list are joined by commas",
            ));
        }
        seen.push(form.word);
        Ok(())
    }

    /// Reads the word that opens a line and tells what the line is.
    fn head(
        &mut self,
        forms: &'static [Form],
        code: &'static str,
        message: impl FnOnce(&str) -> String,
    ) -> Parsed<&'static Form> {
        let word = self.peek_word().unwrap_or("");
        if let Some(form) = forms.iter().find(|form| form.word == word) {
            self.cursor.at += 1;
            self.cursor.form = form.form;
            return Ok(form);
        }
        let found = self.peek().map_or("", |token| self.lexed.slice(token.span));
        let help = head_help(found, forms, self.line().depth == 0);
        Err(self.error(code, self.here(), message(&suggest::shown(found)), help))
    }

    fn line(&self) -> &Line {
        &self.lines[self.cursor.line]
    }

    fn peek(&self) -> Option<Token> {
        let token = self.lexed.tokens.get(self.cursor.at)?;
        (self.cursor.at < self.cursor.end).then_some(*token)
    }

    fn at_end(&self) -> bool {
        self.cursor.at >= self.cursor.end
    }

    /// Passes over what is left of the line after a problem.
    fn skip_line(&mut self) {
        self.cursor.at = self.cursor.end;
    }

    /// The next token's place, or the place behind the line.
    fn here(&self) -> Span {
        let end = self.line().span.end;
        self.peek().map_or(Span { start: end, end }, |token| token.span)
    }

    /// From `start` to the end of the last token read.
    fn since(&self, start: u32) -> Span {
        let last = self.cursor.at.checked_sub(1).and_then(|at| self.lexed.tokens.get(at));
        Span { start, end: last.map_or(start, |token| token.span.end.max(start)) }
    }

    /// The next token as a message names it.
    fn found(&self) -> String {
        match self.peek() {
            Some(token) => format!("`{}`", suggest::shown(self.lexed.slice(token.span))),
            None => "the end of the line".to_owned(),
        }
    }

    fn error(
        &mut self,
        code: &'static str,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Reported {
        self.report.error(code, span, message, help)
    }

    /// The next token is not what the line's form wants here.
    fn expected(&mut self, what: &str) -> Reported {
        let message = format!("expected {what}, found {}", self.found());
        let help = format!("the form is `{}`", self.cursor.form);
        self.error("syntax::expected", self.here(), message, help)
    }

    fn end_of_line(&mut self) -> Parsed<()> {
        if self.at_end() {
            return Ok(());
        }
        let message = format!("expected the end of the line, found {}", self.found());
        let help = format!(
            "the form is `{}`; values are joined by commas, conditions by `and` or `or`",
            self.cursor.form
        );
        let reported = self.error("syntax::trailing-words", self.here(), message, help);
        self.skip_line();
        Err(reported)
    }

    /// The end of a line whose block is a condition.
    fn end_of_head(&mut self) -> Parsed<()> {
        if self.at_end() {
            return Ok(());
        }
        let message = format!("expected the end of the line, found {}", self.found());
        let help = "write the condition on the lines below, indented deeper than this one";
        Err(self.error("syntax::trailing-words", self.here(), message, help))
    }

    /// Refuses deeper lines that nothing reads.
    fn end_of_block(&mut self) -> Parsed<()> {
        let (line, block) = (self.cursor.line, self.cursor.line + 1);
        if self.cursor.block_read || self.lines[line].next <= block {
            return Ok(());
        }
        let span = self.lines[block].span;
        let word = layout::head(self.lexed, &self.lines[line]);
        let help = match word {
            "reach" | "when" | "unless" | "grace" => {
                "write conditions either on its line, joined by `and` or `or`, or all on deeper lines"
            }
            _ => {
                "indent this line as the lines of its own block; a list goes on only after a comma"
            }
        };
        let message = format!("the line of `{}` above takes no deeper lines", suggest::shown(word));
        Err(self.error("syntax::unexpected-block", span, message, help))
    }

    /// Counts one more open condition, up to the limit.
    fn nested<T>(&mut self, read: impl FnOnce(&mut Self) -> Parsed<T>) -> Parsed<T> {
        if self.nesting >= MAX_DEPTH {
            return Err(self.error(
                "syntax::too-deep",
                self.here(),
                format!("this condition stands in {MAX_DEPTH} others"),
                "name the inner condition with `define` and write `holds NAME` here",
            ));
        }
        self.nesting += 1;
        let read = read(self);
        self.nesting -= 1;
        read
    }
}

/// Help for a word that opens no line of this place: where it belongs, or what is meant.
fn head_help(word: &str, forms: &'static [Form], margin: bool) -> String {
    if margin && forms::FIELDS.iter().any(|fields| forms::knows(fields, word)) {
        return "indent it: it is a field of a statement".to_owned();
    }
    if !margin && forms::knows(forms::STATEMENTS, word) {
        return "start it at the left margin: it opens a statement".to_owned();
    }
    let known: Vec<&str> = forms.iter().map(|form| form.word).collect();
    let condition = forms::knows(forms::CONDITIONS, word) || Role::WORDS.contains(&word);
    if condition && !known.contains(&"is") {
        return "it opens a condition: write it below a field such as `when`".to_owned();
    }
    suggest::help(word, &known, "write one of")
}
