//! Single values and lists: words, quoted text, days, comparisons, amounts.

use navicert_model::amount::Amount;
use navicert_model::day::Day;

use super::{Parsed, Parser};
use crate::syntax::ast::{At, Op, Span, Word};
use crate::syntax::diagnostic::Reported;
use crate::syntax::forms::RESERVED;
use crate::syntax::lexer::TokenKind;

impl<'t> Parser<'_, 't> {
    /// The next token, if it is a word.
    pub(super) fn peek_word(&self) -> Option<&'t str> {
        let token = self.peek().filter(|token| token.kind == TokenKind::Word)?;
        Some(self.lexed.slice(token.span))
    }

    /// Passes `keyword` if it is next.
    pub(super) fn eat(&mut self, keyword: &str) -> bool {
        let next = self.peek_word() == Some(keyword);
        self.cursor.at += usize::from(next);
        next
    }

    /// Passes `keyword`, which must be next.
    pub(super) fn expect(&mut self, keyword: &str) -> Parsed<()> {
        if self.eat(keyword) {
            return Ok(());
        }
        if self.peek_word() == Some("not") {
            return Err(self.misplaced_not());
        }
        Err(self.expected(&format!("`{keyword}`")))
    }

    /// A word that names something; `what` says what, for messages.
    pub(super) fn word(&mut self, what: &str) -> Parsed<Word> {
        match self.peek_word() {
            Some("not") => Err(self.misplaced_not()),
            Some(word) if !RESERVED.contains(&word) => {
                let span = self.here();
                self.cursor.at += 1;
                Ok(At { value: word.to_owned(), span })
            }
            _ => Err(self.expected(what)),
        }
    }

    fn misplaced_not(&mut self) -> Reported {
        let span = self.here();
        self.error(
            "syntax::misplaced-not",
            span,
            "`not` stands inside a condition",
            "put `not` first: `not to in JP`, `not end-user is military`",
        )
    }

    /// Quoted text.
    pub(super) fn text(&mut self, what: &str) -> Parsed<Word> {
        if let Some(token) = self.peek()
            && let TokenKind::Text { closed } = token.kind
        {
            self.cursor.at += 1;
            let value = self.lexed.text_value(token.span, closed);
            return Ok(At { value, span: token.span });
        }
        Err(self.expected(&format!("{what} in quotes")))
    }

    /// A word, or quoted text where the word holds a comma, as some addresses do.
    pub(super) fn word_or_text(&mut self, what: &str) -> Parsed<Word> {
        if self.peek_word().is_none() && !self.at_end() { self.text(what) } else { self.word(what) }
    }

    /// Words joined by commas.
    pub(super) fn words(&mut self, what: &str) -> Parsed<Vec<Word>> {
        self.list(|parser| parser.word(what))
    }

    /// Quoted texts joined by commas.
    pub(super) fn texts(&mut self, what: &str) -> Parsed<Vec<Word>> {
        self.list(|parser| parser.text(what))
    }

    fn list<T>(&mut self, mut value: impl FnMut(&mut Self) -> Parsed<T>) -> Parsed<Vec<T>> {
        let mut values = vec![value(self)?];
        while self.peek().is_some_and(|token| token.kind == TokenKind::Comma) {
            self.cursor.at += 1;
            values.push(value(self)?);
        }
        Ok(values)
    }

    /// A day, `2026-01-06`.
    pub(super) fn day(&mut self) -> Parsed<At<Day>> {
        let Some(word) = self.peek_word() else { return Err(self.expected("a day")) };
        let span = self.here();
        self.cursor.at += 1;
        match Day::parse(word) {
            Ok(value) => Ok(At { value, span }),
            Err(error) => Err(self.error("syntax::bad-day", span, error.to_string(), error.help())),
        }
    }

    /// A comparison.
    pub(super) fn op(&mut self) -> Parsed<Op> {
        if let Some(token) = self.peek()
            && let TokenKind::Op(op) = token.kind
        {
            self.cursor.at += 1;
            return Ok(op);
        }
        Err(self.expected("one of `<` `<=` `>` `>=` `=`"))
    }

    /// An amount: all words up to one of `stops`, `and`, `or`, `where` or the end of the line.
    pub(super) fn amount(&mut self, stops: &[&str]) -> Parsed<At<Amount>> {
        let start = self.here().start;
        let mut text = String::new();
        while let Some(word) = self.peek_word() {
            if RESERVED.contains(&word) || stops.contains(&word) {
                break;
            }
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(word);
            self.cursor.at += 1;
        }
        if text.is_empty() {
            return Err(self.expected("an amount"));
        }
        self.refuse_separator(start)?;
        let span = self.since(start);
        self.read_amount(&text, span)
    }

    /// `1,000 kg` looks like a list.
    fn refuse_separator(&mut self, start: u32) -> Parsed<()> {
        if self.peek().is_none_or(|token| token.kind != TokenKind::Comma) {
            return Ok(());
        }
        self.cursor.at += 1;
        self.cursor.at += usize::from(self.peek_word().is_some());
        let span = self.since(start);
        Err(self.error(
            "syntax::bad-amount",
            span,
            "a comma stands in or behind this amount",
            "write digits without separators, a point before decimals, and one amount only: `1000 kg`",
        ))
    }

    fn read_amount(&mut self, text: &str, span: Span) -> Parsed<At<Amount>> {
        match Amount::parse(text) {
            Ok(value) => Ok(At { value, span }),
            Err(error) => {
                Err(self.error("syntax::bad-amount", span, error.to_string(), error.help()))
            }
        }
    }
}
