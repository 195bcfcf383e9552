//! Clauses and exceptions.

use super::{Parsed, Parser};
use crate::syntax::ast::{Ask, Clause, DutyText, Grace, Qualified, Reading, Word};
use crate::syntax::forms;

impl Parser<'_, '_> {
    /// A clause or an exception; `owner` is the word that opened it.
    pub(super) fn clause(&mut self, owner: &'static str) -> Clause {
        let mut clause = Clause::default();
        if let Some((pin, title)) = self.named("the clause's pinpoint", "the clause's title") {
            (clause.pin, clause.title) = (Some(pin), title);
        }
        self.fields(owner, forms::CLAUSE, |parser, field| {
            parser.refuse_foreign(owner, field)?;
            parser.clause_value(&mut clause, field)
        });
        clause
    }

    /// A name and a quoted title; the title may be missing after an error.
    pub(super) fn named(&mut self, name: &str, title: &str) -> Option<(Word, Option<Word>)> {
        let read = self.word(name).map(|name| (name, self.text(title).ok()));
        if !matches!(read, Ok((_, Some(_)))) {
            self.skip_line();
        }
        read.ok()
    }

    /// Refuses what only the other of clause and exception may say.
    fn refuse_foreign(&mut self, owner: &str, field: &str) -> Parsed<()> {
        let exception = owner == "exception";
        let (foreign, help) = if exception {
            (forms::CLAUSE_ONLY, "an exception lifts clauses: write `lifts REF, …`")
        } else {
            (forms::EXCEPTION_ONLY, "open the statement with `exception` to lift other clauses")
        };
        if !foreign.contains(&field) {
            return Ok(());
        }
        let span = self.line().span;
        self.children();
        Err(self.error(
            "syntax::unknown-field",
            span,
            format!("`{field}` is not a field of `{owner}`"),
            help,
        ))
    }

    /// Fields with one value.
    fn clause_value(&mut self, clause: &mut Clause, field: &str) -> Parsed<()> {
        match field {
            "cite" => clause.cite = Some(self.text("the pinpoint")?),
            "source" => clause.source = Some(self.word_or_text("an address")?),
            "since" => clause.since = Some(self.day()?),
            "until" => clause.until = Some(self.day()?),
            "comply" => clause.comply = Some(self.day()?),
            "known" => clause.known = Some(self.day()?),
            "status" => clause.status = Some(self.word("a status")?),
            "basis" => clause.basis = Some(self.word("a basis")?),
            "then" => clause.then = Some(self.word("an effect")?),
            "claimed" => clause.claimed = Some(self.word("an exception of the vocabulary")?),
            "forms" => clause.forms = self.words("a licence form")?,
            "lifts" => clause.lifts = self.words("a clause or an act")?,
            "reach" => clause.reach = Some(self.body()?),
            "when" => clause.when = Some(self.body()?),
            "unless" => clause.unless = Some(self.body()?),
            _ => self.clause_values(clause, field)?,
        }
        Ok(())
    }

    /// Fields that may repeat.
    fn clause_values(&mut self, clause: &mut Clause, field: &str) -> Parsed<()> {
        match field {
            "grace" => clause.grace.push(self.grace()?),
            "policy" => {
                let words = vec![self.word("a licence policy")?];
                clause.policy.push(self.qualified(words)?);
            }
            "bars" => {
                let words = self.words("a licence form")?;
                clause.bars.push(self.qualified(words)?);
            }
            "duty" => {
                let words = self.words("a duty")?;
                clause.duty.push(self.qualified(words)?);
            }
            "text" => clause.texts.push(self.duty_text()?),
            "ask" => clause.asks.push(self.ask()?),
            "reading" => clause.readings.push(self.reading()?),
            _ => clause.notes.push(self.text("the note")?),
        }
        Ok(())
    }

    fn grace(&mut self) -> Parsed<Grace> {
        let until = if self.eat("until") { Some(self.day()?) } else { None };
        self.expect("when")?;
        Ok(Grace { until, when: self.body()? })
    }

    fn qualified(&mut self, words: Vec<Word>) -> Parsed<Qualified> {
        let when = if self.eat("when") { Some(self.body()?) } else { None };
        Ok(Qualified { words, when })
    }

    fn duty_text(&mut self) -> Parsed<DutyText> {
        let (duty, text) = (self.word("a duty")?, self.text("the wording")?);
        Ok(DutyText { duty, text, zh: self.chinese()? })
    }

    /// `zh "…"`, if it is there.
    pub(super) fn chinese(&mut self) -> Parsed<Option<Word>> {
        if self.eat("zh") { self.text("the Chinese text").map(Some) } else { Ok(None) }
    }

    fn ask(&mut self) -> Parsed<Ask> {
        let (fact, text) = (self.word("a fact")?, self.text("the question")?);
        self.expect("of")?;
        Ok(Ask { fact, text, whom: self.word("who answers")? })
    }

    fn reading(&mut self) -> Parsed<Reading> {
        let span = self.line().span;
        let name = self.text("the reading's name")?;
        self.expect("by")?;
        let whose = self.text("whose reading it is")?;
        let (mut when, mut notes) = (None, Vec::new());
        self.fields("reading", forms::READING, |parser, field| {
            if field == "when" {
                let cond = parser.body();
                let read = cond.as_ref().map(|_| ()).map_err(|reported| *reported);
                when = Some(cond);
                return read;
            }
            notes.push(parser.text("the note")?);
            Ok(())
        });
        let when = when.unwrap_or_else(|| Err(self.missing_field("reading", "when", span)))?;
        Ok(Reading { name, whose, when, notes })
    }
}
