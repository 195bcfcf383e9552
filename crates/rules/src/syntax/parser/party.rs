//! Lines about a party.

use super::{Parsed, Parser};
use crate::syntax::ast::{At, Cond, CondKind, Word};
use crate::syntax::diagnostic::Reported;
use crate::syntax::forms::PARTY_LINES;
use crate::syntax::lexer::TokenKind;

impl Parser<'_, '_> {
    /// `end-user is military`: short for `some end-user where party is military`.
    pub(super) fn role_line(&mut self, role: &str) -> Parsed<CondKind> {
        let span = self.here();
        self.cursor.at += 1;
        self.cursor.form = "some ROLE, … where CONDITION";
        let kind = self.about(role)?;
        let cond = Box::new(Cond { span: self.since(span.start), kind });
        let roles = vec![At { value: role.to_owned(), span }];
        Ok(CondKind::Some { roles, every: false, cond })
    }

    /// A line after `party`.
    pub(super) fn party_line(&mut self) -> Parsed<CondKind> {
        self.about("party")
    }

    fn about(&mut self, subject: &str) -> Parsed<CondKind> {
        const COUNTRY: &str = "a country or group";
        Ok(match self.party_verb(subject)? {
            "is" => CondKind::PartyTag(self.words("a party tag")?),
            "in" => CondKind::PartyIn(self.words(COUNTRY)?),
            "seat" => CondKind::PartySeat(self.after("in", COUNTRY)?),
            "of" => CondKind::PartyOf(self.words(COUNTRY)?),
            "nationality" => CondKind::PartyNationality(self.after("in", COUNTRY)?),
            "parent" => CondKind::PartyParent(self.after("in", COUNTRY)?),
            "employer" => CondKind::PartyEmployer(self.after("in", COUNTRY)?),
            "listed" => self.listed()?,
            _ => self.owned()?,
        })
    }

    /// The word after `party` or a role.
    fn party_verb(&mut self, subject: &str) -> Parsed<&'static str> {
        if self.peek_word() == Some("not") {
            self.expect("is")?;
        }
        if self.peek().is_some_and(|token| token.kind == TokenKind::Comma) {
            return Err(self.several_subjects(subject));
        }
        let form = self.head(PARTY_LINES, "syntax::unknown-condition", |word| {
            if word.is_empty() {
                format!("the line says nothing about `{subject}`")
            } else {
                format!("`{word}` is nothing that a line says about `{subject}`")
            }
        })?;
        Ok(form.word)
    }

    /// `end-user, consignee is military` does not say whether one or both.
    fn several_subjects(&mut self, subject: &str) -> Reported {
        let span = self.here();
        self.error(
            "syntax::expected",
            span,
            format!("`{subject}` stands in a list, and a line is about one party"),
            format!(
                "write `some {subject}, … where party …`, or `every {subject}, … where party …`"
            ),
        )
    }

    fn listed(&mut self) -> Parsed<CondKind> {
        let lists = self.after("in", "a list")?;
        let rounds = if self.eat("round") { self.words("an act")? } else { Vec::new() };
        let footnotes = if self.eat("footnote") { self.texts("a footnote")? } else { Vec::new() };
        Ok(CondKind::PartyListed { lists, rounds, footnotes })
    }

    fn owned(&mut self) -> Parsed<CondKind> {
        let (op, share) = (self.op()?, self.amount(&["directly", "in", "by"])?);
        let mode = self.ownership()?;
        Ok(CondKind::PartyOwned { op, share, mode, lists: self.after("by", "a list")? })
    }

    /// `directly`, `in aggregate` or `in cascade`.
    fn ownership(&mut self) -> Parsed<Word> {
        let start = self.here().start;
        let mode = if self.eat("directly") {
            "directly"
        } else if !self.eat("in") {
            return Err(self.expected("`directly`, `in aggregate` or `in cascade`"));
        } else if self.eat("aggregate") {
            "in aggregate"
        } else if self.eat("cascade") {
            "in cascade"
        } else {
            return Err(self.expected("`aggregate` or `cascade`"));
        };
        Ok(At { value: mode.to_owned(), span: self.since(start) })
    }
}
