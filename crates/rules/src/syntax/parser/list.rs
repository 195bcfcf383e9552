//! Country groups, control lists and their entries, lists of parties.

use super::{Parsed, Parser};
use crate::syntax::ast::{Entry, Members, PartyEntry, Span, StatementKind};
use crate::syntax::diagnostic::Reported;
use crate::syntax::forms;

impl Parser<'_, '_> {
    pub(super) fn group(&mut self) -> Parsed<StatementKind> {
        let span = self.line().span;
        let name = self.word("the group's name")?;
        let title = if self.at_end() { None } else { Some(self.text("the group's title")?) };
        let (mut members, mut tried) = (Vec::new(), false);
        self.fields("group", forms::GROUP, |parser, _| {
            tried = true;
            members.push(parser.members()?);
            Ok(())
        });
        if !tried {
            self.missing_field("group", "members", span);
        }
        Ok(StatementKind::Group { name, title, members })
    }

    fn members(&mut self) -> Parsed<Members> {
        let countries = self.words("a country")?;
        let since = if self.eat("since") { Some(self.day()?) } else { None };
        let until = if self.eat("until") { Some(self.day()?) } else { None };
        Ok(Members { countries, since, until })
    }

    /// The statement `list`.
    pub(super) fn list_of_law(&mut self) -> Parsed<StatementKind> {
        let name = self.word("the list's name")?;
        let title = if self.at_end() { None } else { Some(self.text("the list's title")?) };
        let (mut scheme, mut notes) = (None, Vec::new());
        self.fields("list", forms::LIST, |parser, field| {
            if field == "scheme" {
                scheme = Some(parser.word("a code key")?);
            } else {
                notes.push(parser.text("the note")?);
            }
            Ok(())
        });
        Ok(StatementKind::List { name, title, scheme, notes })
    }

    pub(super) fn entries(&mut self) -> Parsed<StatementKind> {
        let list = self.word("a list")?;
        let by = if self.eat("by") { Some(self.word("a clause's pinpoint")?) } else { None };
        self.refuse_empty();
        let mut entries = Vec::new();
        self.fields("entries", forms::ENTRIES, |parser, _| {
            entries.push(parser.entry()?);
            Ok(())
        });
        Ok(StatementKind::Entries { list, by, entries })
    }

    fn entry(&mut self) -> Parsed<Entry> {
        let (code, title) = (self.word("a code")?, self.text("the entry's title")?);
        let mut entry = Entry {
            code,
            title,
            zh: self.chinese()?,
            on: Vec::new(),
            hs: Vec::new(),
            when: None,
            since: None,
            until: None,
            basis: None,
            source: None,
            notes: Vec::new(),
        };
        self.fields("entry", forms::ENTRY, |parser, field| {
            match field {
                "on" => entry.on = parser.words("a list")?,
                "hs" => entry.hs = parser.words("digits of the Harmonised System")?,
                "when" => entry.when = Some(parser.body()?),
                "since" => entry.since = Some(parser.day()?),
                "until" => entry.until = Some(parser.day()?),
                "basis" => entry.basis = Some(parser.word("a basis")?),
                "source" => entry.source = Some(parser.word_or_text("an address")?),
                _ => entry.notes.push(parser.text("the note")?),
            }
            Ok(())
        });
        Ok(entry)
    }

    pub(super) fn parties(&mut self) -> Parsed<StatementKind> {
        let list = self.word("a list")?;
        let round = if self.eat("round") { Some(self.word("an act")?) } else { None };
        self.refuse_empty();
        let mut parties = Vec::new();
        self.fields("parties", forms::PARTIES, |parser, _| {
            parties.push(parser.listed_party()?);
            Ok(())
        });
        Ok(StatementKind::Parties { list, round, parties })
    }

    fn listed_party(&mut self) -> Parsed<PartyEntry> {
        let mut party = PartyEntry {
            title: self.text("the party's name")?,
            names: Vec::new(),
            country: None,
            since: None,
            until: None,
            basis: None,
            notes: Vec::new(),
        };
        self.fields("party", forms::PARTY, |parser, field| {
            match field {
                "name" => party.names = parser.texts("another name")?,
                "country" => party.country = Some(parser.word("a country")?),
                "since" => party.since = Some(parser.day()?),
                "until" => party.until = Some(parser.day()?),
                "basis" => party.basis = Some(parser.word("a basis")?),
                _ => party.notes.push(parser.text("the note")?),
            }
            Ok(())
        });
        Ok(party)
    }

    /// A statement without the field that makes it one.
    pub(super) fn missing_field(&mut self, owner: &str, field: &str, span: Span) -> Reported {
        self.error(
            "syntax::missing-field",
            span,
            format!("this `{owner}` has no `{field}`"),
            format!("write `{field} …` on a deeper line below it"),
        )
    }
}
