//! Statements other than clauses and lists.

use super::{Parsed, Parser};
use crate::syntax::ast::{
    ActHead, Conflict, Guidance, Span, Statement, StatementKind, StatusChange,
};
use crate::syntax::forms::{self, Form, STATEMENTS};

impl Parser<'_, '_> {
    pub(super) fn statement(&mut self) -> Parsed<Statement> {
        let span = self.line().span;
        self.at_margin(span)?;
        let form = self.head(STATEMENTS, "syntax::unknown-statement", |word| {
            format!("`{word}` does not open a statement")
        })?;
        let kind = match form.word {
            "law" => self.law()?,
            "act" => StatementKind::Act(self.act()),
            "of" => self.of_act()?,
            "clause" => StatementKind::Clause(Box::new(self.clause("clause"))),
            "exception" => StatementKind::Exception(Box::new(self.clause("exception"))),
            "guidance" => StatementKind::Guidance(self.guidance()?),
            "conflict" => StatementKind::Conflict(Box::new(self.conflict(span)?)),
            "suspend" => StatementKind::Suspend(self.change("suspend", forms::SUSPEND)?),
            "cease" => StatementKind::Cease(self.change("cease", forms::CHANGE)?),
            "revive" => StatementKind::Revive(self.change("revive", forms::CHANGE)?),
            "unenforced" => {
                StatementKind::Unenforced(self.change("unenforced", forms::UNENFORCED)?)
            }
            "define" => self.define()?,
            "group" => self.group()?,
            "list" => self.list_of_law()?,
            "entries" => self.entries()?,
            "parties" => self.parties()?,
            _ => self.derive()?,
        };
        Ok(Statement { span, kind })
    }

    fn at_margin(&mut self, span: Span) -> Parsed<()> {
        if self.line().indent == 0 {
            return Ok(());
        }
        Err(self.error(
            "syntax::no-statement",
            span,
            "this line is indented and stands below no statement",
            "start statements at the left margin",
        ))
    }

    fn law(&mut self) -> Parsed<StatementKind> {
        let name = self.word("the law's name")?;
        let title = self.text("the law's title")?;
        let (mut complete_to, mut flagged, mut not_modelled) = (None, Vec::new(), Vec::new());
        self.fields("law", forms::LAW, |parser, field| {
            match field {
                "complete" => {
                    parser.expect("to")?;
                    complete_to = Some(parser.day()?);
                }
                "flagged" => flagged.push(parser.text("what is flagged")?),
                _ => not_modelled.push(parser.text("what is not modelled")?),
            }
            Ok(())
        });
        Ok(StatementKind::Law { name, title, complete_to, flagged, not_modelled })
    }

    fn act(&mut self) -> ActHead {
        let mut act = ActHead::default();
        if let Some((id, title)) = self.named("the act's id", "the act's title") {
            (act.id, act.title) = (Some(id), title);
        }
        self.fields("act", forms::ACT, |parser, field| {
            match field {
                "issuer" => act.issuer = Some(parser.text("the issuer")?),
                "published" => act.published = Some(parser.day()?),
                "source" => act.source = Some(parser.word_or_text("an address")?),
                "basis" => act.basis = Some(parser.word("a basis")?),
                "weight" => act.weight = Some(parser.word("a weight")?),
                "checked" => act.checked = Some(parser.day()?),
                "hash" => act.hash = Some(parser.text("the hash")?),
                "title-zh" => act.title_zh = Some(parser.text("the Chinese title")?),
                _ => act.notes.push(parser.text("the note")?),
            }
            Ok(())
        });
        act
    }

    fn of_act(&mut self) -> Parsed<StatementKind> {
        self.expect("act")?;
        Ok(StatementKind::OfAct { id: self.word("the act's id")? })
    }

    fn guidance(&mut self) -> Parsed<Guidance> {
        let (day, title) = (self.day()?, self.text("the title")?);
        let mut guidance = Guidance {
            day,
            title,
            about: Vec::new(),
            basis: None,
            source: None,
            known: None,
            notes: Vec::new(),
        };
        self.fields("guidance", forms::GUIDANCE, |parser, field| {
            match field {
                "about" => guidance.about = parser.words("a clause or an act")?,
                "basis" => guidance.basis = Some(parser.word("a basis")?),
                "source" => guidance.source = Some(parser.word_or_text("an address")?),
                "known" => guidance.known = Some(parser.day()?),
                _ => guidance.notes.push(parser.text("the note")?),
            }
            Ok(())
        });
        Ok(guidance)
    }

    fn conflict(&mut self, span: Span) -> Parsed<Conflict> {
        let (pin, title) = (self.word("the pinpoint")?, self.text("the title")?);
        let mut conflict = Conflict {
            pin,
            title,
            cite: None,
            source: None,
            since: None,
            until: None,
            known: None,
            basis: None,
            obeying: Vec::new(),
            when: None,
            notes: Vec::new(),
        };
        self.fields("conflict", forms::CONFLICT, |parser, field| {
            match field {
                "cite" => conflict.cite = Some(parser.text("the pinpoint")?),
                "source" => conflict.source = Some(parser.word_or_text("an address")?),
                "since" => conflict.since = Some(parser.day()?),
                "until" => conflict.until = Some(parser.day()?),
                "known" => conflict.known = Some(parser.day()?),
                "basis" => conflict.basis = Some(parser.word("a basis")?),
                "obeying" => conflict.obeying = parser.words("a clause or an act")?,
                "when" => conflict.when = Some(parser.body()?),
                _ => conflict.notes.push(parser.text("the note")?),
            }
            Ok(())
        });
        for (field, missing) in [
            ("cite", conflict.cite.is_none()),
            ("since", conflict.since.is_none()),
            ("obeying", conflict.obeying.is_empty()),
        ] {
            if missing {
                self.missing_field("conflict", field, span);
            }
        }
        Ok(conflict)
    }

    /// A change of status: `suspend`, `cease`, `revive` or `unenforced`.
    fn change(&mut self, owner: &str, forms: &'static [Form]) -> Parsed<StatusChange> {
        let refs = self.words("a clause or an act")?;
        let mut change = StatusChange { refs, ..StatusChange::default() };
        self.fields(owner, forms, |parser, field| {
            match field {
                "cite" => change.cite = Some(parser.text("the pinpoint")?),
                "since" => change.since = Some(parser.day()?),
                "until" => change.until = Some(parser.day()?),
                "then" => change.then = Some(parser.word("what follows")?),
                "source" => change.source = Some(parser.word_or_text("an address")?),
                "basis" => change.basis = Some(parser.word("a basis")?),
                "known" => change.known = Some(parser.day()?),
                _ => change.notes.push(parser.text("the note")?),
            }
            Ok(())
        });
        Ok(change)
    }

    fn define(&mut self) -> Parsed<StatementKind> {
        let name = self.word("the name of the condition")?;
        self.end_of_head()?;
        Ok(StatementKind::Define { name, cond: self.block()? })
    }

    fn derive(&mut self) -> Parsed<StatementKind> {
        let tag = self.word("a party tag")?;
        self.expect("of")?;
        let roles = self.words("a role")?;
        self.end_of_head()?;
        Ok(StatementKind::Derive { tag, roles, cond: self.block()? })
    }
}
