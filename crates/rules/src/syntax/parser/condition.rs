//! Conditions: blocks, lines, and lines joined on one line.

use navicert_model::vocabulary::Role;

use super::{Joiner, Parsed, Parser};
use crate::syntax::ast::{Cond, CondKind, Span};
use crate::syntax::diagnostic::Reported;
use crate::syntax::forms::{self, CONDITIONS};
use crate::syntax::suggest;

/// Help for a word that is nothing like the start of a condition.
const NO_CONDITION: &str = "start with a fact, as `item`, `to` or `end-use`, with a role, as `end-user`, or with a block, as \
                            `any of`";

impl Parser<'_, '_> {
    /// What follows `when`, `reach`, `unless` or `where`: the rest of the line, or the block below it.
    pub(super) fn body(&mut self) -> Parsed<Cond> {
        if self.at_end() { self.block() } else { self.condition() }
    }

    /// The block as one condition: all of its lines.
    pub(super) fn block(&mut self) -> Parsed<Cond> {
        let mut conds = self.block_lines()?;
        match (conds.pop(), conds.first()) {
            (Some(only), None) => Ok(only),
            (Some(last), Some(first)) => {
                let span = Span { start: first.span.start, end: last.span.end };
                conds.push(last);
                Ok(Cond { span, kind: CondKind::All(conds) })
            }
            (None, _) => Err(self.refuse_empty_block()),
        }
    }

    /// The conditions of the block that can be read, at least one.
    fn block_lines(&mut self) -> Parsed<Vec<Cond>> {
        let mut conds = Vec::new();
        let mut failed = None;
        for child in self.children() {
            match self.on_line(child, Self::condition_line) {
                Ok(cond) => conds.push(cond),
                Err(reported) => failed = Some(reported),
            }
        }
        match failed {
            _ if !conds.is_empty() => Ok(conds),
            Some(reported) => Err(reported),
            None => Err(self.refuse_empty_block()),
        }
    }

    /// Refuses a statement that needs a block and has none.
    pub(super) fn refuse_empty(&mut self) {
        if self.lines[self.cursor.line].next == self.cursor.line + 1 {
            self.refuse_empty_block();
        }
    }

    fn refuse_empty_block(&mut self) -> Reported {
        let span = self.line().span;
        let head = suggest::shown(self.lexed.slice(span));
        self.error(
            "syntax::empty-block",
            span,
            format!("nothing stands below `{head}`"),
            "write what belongs to it on the next lines, indented deeper than this one",
        )
    }

    fn condition_line(&mut self) -> Parsed<Cond> {
        let help = match self.peek_word() {
            Some("and") => "delete `and`: lines below one another must all hold",
            Some("or") => {
                "write an `any of` line with the alternatives on deeper lines, without `or`"
            }
            _ => return self.condition(),
        };
        let (span, found) = (self.here(), self.found());
        Err(self.error("syntax::leading-joiner", span, format!("a line starts with {found}"), help))
    }

    /// The rest of the line: one condition, or several joined by `and` or by `or`.
    fn condition(&mut self) -> Parsed<Cond> {
        let start = self.here().start;
        let mut conds = vec![self.primary()?];
        let mut joined = None;
        while let Some(joiner) = self.joiner()? {
            joined = Some(joiner);
            conds.push(self.primary()?);
        }
        let span = Span { start, end: conds.last().map_or(start, |last| last.span.end) };
        match (joined, conds.pop()) {
            (None, Some(only)) => Ok(only),
            (Some(Joiner::Or), Some(last)) => {
                conds.push(last);
                Ok(Cond { span, kind: CondKind::Any(conds) })
            }
            (_, last) => {
                conds.extend(last);
                Ok(Cond { span, kind: CondKind::All(conds) })
            }
        }
    }

    /// Passes `and` or `or`, of which a line has only one.
    fn joiner(&mut self) -> Parsed<Option<Joiner>> {
        let joiner = match self.peek_word() {
            Some("and") => Joiner::And,
            Some("or") => Joiner::Or,
            _ => return Ok(None),
        };
        if *self.cursor.joiner.get_or_insert(joiner) != joiner {
            let span = self.here();
            return Err(self.error(
                "syntax::mixed-joiners",
                span,
                "`and` and `or` stand on one line",
                "write a block: `any of` or `all of`, with one condition on each deeper line",
            ));
        }
        self.cursor.at += 1;
        Ok(Some(joiner))
    }

    /// One condition, with its block if it has one.
    fn primary(&mut self) -> Parsed<Cond> {
        self.nested(|parser| {
            let start = parser.here().start;
            let kind = parser.kind()?;
            Ok(Cond { span: parser.since(start), kind })
        })
    }

    fn kind(&mut self) -> Parsed<CondKind> {
        if let Some(role) = self.peek_word().filter(|word| Role::WORDS.contains(word)) {
            return self.role_line(role);
        }
        if self.at_end() {
            return Err(self.expected("a condition"));
        }
        if !self.peek_word().is_some_and(|word| forms::knows(CONDITIONS, word)) {
            return Err(self.unknown_condition());
        }
        let form = self.head(CONDITIONS, "syntax::unknown-condition", str::to_owned)?;
        match form.word {
            "all" => Ok(CondKind::All(self.of_block()?)),
            "any" => Ok(CondKind::Any(self.of_block()?)),
            "none" => Ok(CondKind::None(self.of_block()?)),
            "some" => self.some(false),
            "every" => self.some(true),
            "content" => self.content(),
            "made" => self.made_with(),
            "tool" => Ok(CondKind::Tool(Box::new(self.where_body()?))),
            "not" => Ok(CondKind::Not(Box::new(self.primary()?))),
            "unsure" => Ok(CondKind::Unsure(Box::new(self.primary()?))),
            "party" => self.party_line(),
            word => self.transfer_line(word),
        }
    }

    fn unknown_condition(&mut self) -> Reported {
        let span = self.here();
        let word = self.lexed.slice(span);
        let known = CONDITIONS.iter().map(|form| form.word).chain(Role::WORDS.iter().copied());
        let help = match suggest::nearest(word, known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => NO_CONDITION.to_owned(),
        };
        let message = format!("{} does not open a condition", self.found());
        self.error("syntax::unknown-condition", span, message, help)
    }

    /// `of` and the block below.
    fn of_block(&mut self) -> Parsed<Vec<Cond>> {
        self.expect("of")?;
        self.end_of_head()?;
        self.block_lines()
    }

    /// `where` and a condition, which takes all the rest of the line or the block.
    fn where_body(&mut self) -> Parsed<Cond> {
        self.expect("where")?;
        self.body()
    }

    fn some(&mut self, every: bool) -> Parsed<CondKind> {
        let roles = self.words("a role")?;
        Ok(CondKind::Some { roles, every, cond: Box::new(self.where_body()?) })
    }

    fn content(&mut self) -> Parsed<CondKind> {
        let (op, share) = (self.op()?, self.amount(&[])?);
        Ok(CondKind::Content { op, share, cond: Box::new(self.where_body()?) })
    }

    fn made_with(&mut self) -> Parsed<CondKind> {
        self.expect("with")?;
        let kinds = self.words("a kind of making")?;
        let cond = if self.peek_word() == Some("where") {
            self.where_body()?
        } else {
            Cond { span: self.since(self.line().span.start), kind: CondKind::All(Vec::new()) }
        };
        Ok(CondKind::MadeWith { kinds, cond: Box::new(cond) })
    }
}
