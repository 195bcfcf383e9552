//! A tree to text.

use navicert_model::day::Day;

use super::ast::{
    ActHead, Clause, Conflict, Entry, File, Guidance, Members, PartyEntry, Reading, Statement,
    StatementKind, StatusChange, Word,
};
use super::format::format;

mod condition;

/// Writes a tree as a law file in canonical form, which [`super::parse`] reads back to the same tree.
///
/// Conditions are written one a line. Line feeds inside texts become spaces: the language has no way to write
/// them. A block without conditions and a word that is no word of the language are written as they are, and do
/// not read back.
///
/// ```
/// use navicert_rules::syntax::{parse, print};
///
/// let (file, _) = parse("example.law", "define cn/x\n  to in JP and item is uav\n");
/// assert_eq!(print(&file), "define cn/x\n  to in JP\n  item is uav\n");
/// ```
#[must_use]
pub fn print(file: &File) -> String {
    let mut printer = Printer::default();
    for statement in &file.statements {
        printer.statement(statement);
    }
    format(&printer.out).unwrap_or(printer.out)
}

/// Lines so far, and the level of the next.
#[derive(Default)]
struct Printer {
    out: String,
    depth: usize,
}

impl Printer {
    fn line(&mut self, text: &str) {
        self.out.extend(std::iter::repeat_n("  ", self.depth));
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn deeper(&mut self, write: impl FnOnce(&mut Self)) {
        self.depth += 1;
        write(self);
        self.depth -= 1;
    }

    fn day(&mut self, name: &str, day: Option<Day>) {
        if let Some(day) = day {
            self.line(&format!("{name} {day}"));
        }
    }

    fn word(&mut self, name: &str, word: Option<&Word>) {
        if let Some(word) = word {
            self.line(&format!("{name} {}", word.value));
        }
    }

    fn words(&mut self, name: &str, words: &[Word]) {
        if !words.is_empty() {
            self.line(&format!("{name} {}", listed(words)));
        }
    }

    fn texts<'w>(&mut self, name: &str, texts: impl IntoIterator<Item = &'w Word>) {
        for text in texts {
            self.line(&format!("{name} {}", quoted(text)));
        }
    }

    fn source(&mut self, source: Option<&Word>) {
        if let Some(source) = source {
            let bare =
                !source.value.contains(|char: char| char.is_whitespace() || ",\"".contains(char));
            let value = if bare { source.value.clone() } else { quoted(source) };
            self.line(&format!("source {value}"));
        }
    }

    fn statement(&mut self, statement: &Statement) {
        match &statement.kind {
            StatementKind::Law { name, title, complete_to, flagged, not_modelled } => {
                self.line(&format!("law {} {}", name.value, quoted(title)));
                self.deeper(|printer| {
                    printer.day("complete to", complete_to.as_ref().map(|day| day.value));
                    printer.texts("flagged", flagged);
                    printer.texts("not-modelled", not_modelled);
                });
            }
            StatementKind::Act(act) => self.act(act),
            StatementKind::OfAct { id } => self.line(&format!("of act {}", id.value)),
            StatementKind::Clause(clause) => self.clause("clause", clause),
            StatementKind::Exception(clause) => self.clause("exception", clause),
            StatementKind::Guidance(guidance) => self.guidance(guidance),
            StatementKind::Conflict(conflict) => self.conflict(conflict),
            StatementKind::Suspend(change) => self.change("suspend", change),
            StatementKind::Cease(change) => self.change("cease", change),
            StatementKind::Revive(change) => self.change("revive", change),
            StatementKind::Unenforced(change) => self.change("unenforced", change),
            StatementKind::Define { name, cond } => {
                self.line(&format!("define {}", name.value));
                self.deeper(|printer| printer.block(cond));
            }
            StatementKind::Derive { tag, roles, cond } => {
                self.line(&format!("derive {} of {}", tag.value, listed(roles)));
                self.deeper(|printer| printer.block(cond));
            }
            list => self.list(list),
        }
    }

    fn list(&mut self, kind: &StatementKind) {
        match kind {
            StatementKind::Group { name, title, members } => {
                self.line(&head("group", Some(name), title.as_ref()));
                self.deeper(|printer| members.iter().for_each(|members| printer.members(members)));
            }
            StatementKind::List { name, title, scheme, notes } => {
                self.line(&head("list", Some(name), title.as_ref()));
                self.deeper(|printer| {
                    printer.word("scheme", scheme.as_ref());
                    printer.texts("note", notes);
                });
            }
            StatementKind::Entries { list, by, entries } => {
                let by = by.as_ref().map_or(String::new(), |by| format!(" by {}", by.value));
                self.line(&format!("entries {}{by}", list.value));
                self.deeper(|printer| entries.iter().for_each(|entry| printer.entry(entry)));
            }
            StatementKind::Parties { list, round, parties } => {
                let round =
                    round.as_ref().map_or(String::new(), |round| format!(" round {}", round.value));
                self.line(&format!("parties {}{round}", list.value));
                self.deeper(|printer| parties.iter().for_each(|party| printer.party(party)));
            }
            _ => {}
        }
    }

    fn act(&mut self, act: &ActHead) {
        self.line(&head("act", act.id.as_ref(), act.title.as_ref()));
        self.deeper(|printer| {
            printer.texts("title-zh", &act.title_zh);
            printer.texts("issuer", &act.issuer);
            printer.day("published", act.published.as_ref().map(|day| day.value));
            printer.source(act.source.as_ref());
            printer.word("basis", act.basis.as_ref());
            printer.word("weight", act.weight.as_ref());
            printer.day("checked", act.checked.as_ref().map(|day| day.value));
            printer.texts("hash", &act.hash);
            printer.texts("note", &act.notes);
        });
    }

    fn clause(&mut self, owner: &str, clause: &Clause) {
        self.line(&head(owner, clause.pin.as_ref(), clause.title.as_ref()));
        self.deeper(|printer| {
            printer.clause_head(clause);
            printer.clause_conditions(clause);
            printer.clause_effect(clause);
        });
    }

    fn clause_head(&mut self, clause: &Clause) {
        self.texts("cite", &clause.cite);
        self.source(clause.source.as_ref());
        self.day("since", clause.since.as_ref().map(|day| day.value));
        self.day("until", clause.until.as_ref().map(|day| day.value));
        self.day("comply", clause.comply.as_ref().map(|day| day.value));
        self.day("known", clause.known.as_ref().map(|day| day.value));
        self.word("status", clause.status.as_ref());
        self.word("basis", clause.basis.as_ref());
        self.words("lifts", &clause.lifts);
        self.word("claimed", clause.claimed.as_ref());
    }

    fn clause_conditions(&mut self, clause: &Clause) {
        for (name, cond) in
            [("reach", &clause.reach), ("when", &clause.when), ("unless", &clause.unless)]
        {
            if let Some(cond) = cond {
                self.body(name, cond);
            }
        }
        for grace in &clause.grace {
            let until =
                grace.until.as_ref().map_or(String::new(), |day| format!(" until {}", day.value));
            self.body(&format!("grace{until} when"), &grace.when);
        }
    }

    fn clause_effect(&mut self, clause: &Clause) {
        self.word("then", clause.then.as_ref());
        for (name, all) in
            [("policy", &clause.policy), ("bars", &clause.bars), ("duty", &clause.duty)]
        {
            for qualified in all {
                let line = format!("{name} {}", listed(&qualified.words));
                match &qualified.when {
                    Some(when) => self.body(&format!("{line} when"), when),
                    None => self.line(&line),
                }
            }
        }
        self.words("forms", &clause.forms);
        for text in &clause.texts {
            let line = format!(
                "text {} {}{}",
                text.duty.value,
                quoted(&text.text),
                chinese(text.zh.as_ref())
            );
            self.line(&line);
        }
        for ask in &clause.asks {
            self.line(&format!(
                "ask {} {} of {}",
                ask.fact.value,
                quoted(&ask.text),
                ask.whom.value
            ));
        }
        self.texts("note", &clause.notes);
        clause.readings.iter().for_each(|reading| self.reading(reading));
    }

    fn reading(&mut self, reading: &Reading) {
        self.line(&format!("reading {} by {}", quoted(&reading.name), quoted(&reading.whose)));
        self.deeper(|printer| {
            printer.body("when", &reading.when);
            printer.texts("note", &reading.notes);
        });
    }

    fn conflict(&mut self, conflict: &Conflict) {
        self.line(&format!("conflict {} {}", conflict.pin.value, quoted(&conflict.title)));
        self.deeper(|printer| {
            printer.texts("cite", &conflict.cite);
            printer.source(conflict.source.as_ref());
            printer.day("since", conflict.since.as_ref().map(|day| day.value));
            printer.day("until", conflict.until.as_ref().map(|day| day.value));
            printer.day("known", conflict.known.as_ref().map(|day| day.value));
            printer.word("basis", conflict.basis.as_ref());
            printer.words("obeying", &conflict.obeying);
            if let Some(when) = &conflict.when {
                printer.body("when", when);
            }
            printer.texts("note", &conflict.notes);
        });
    }

    fn guidance(&mut self, guidance: &Guidance) {
        self.line(&format!("guidance {} {}", guidance.day.value, quoted(&guidance.title)));
        self.deeper(|printer| {
            printer.words("about", &guidance.about);
            printer.word("basis", guidance.basis.as_ref());
            printer.source(guidance.source.as_ref());
            printer.day("known", guidance.known.as_ref().map(|day| day.value));
            printer.texts("note", &guidance.notes);
        });
    }

    fn change(&mut self, owner: &str, change: &StatusChange) {
        self.line(&format!("{owner} {}", listed(&change.refs)));
        self.deeper(|printer| {
            printer.texts("cite", &change.cite);
            printer.source(change.source.as_ref());
            printer.word("basis", change.basis.as_ref());
            printer.day("since", change.since.as_ref().map(|day| day.value));
            printer.day("until", change.until.as_ref().map(|day| day.value));
            printer.word("then", change.then.as_ref());
            printer.day("known", change.known.as_ref().map(|day| day.value));
            printer.texts("note", &change.notes);
        });
    }

    fn members(&mut self, members: &Members) {
        let day = |word: &str, day: Option<Day>| {
            day.map_or(String::new(), |day| format!(" {word} {day}"))
        };
        let since = day("since", members.since.as_ref().map(|day| day.value));
        let until = day("until", members.until.as_ref().map(|day| day.value));
        self.line(&format!("members {}{since}{until}", listed(&members.countries)));
    }

    fn entry(&mut self, entry: &Entry) {
        let zh = chinese(entry.zh.as_ref());
        self.line(&format!("entry {} {}{zh}", entry.code.value, quoted(&entry.title)));
        self.deeper(|printer| {
            printer.words("on", &entry.on);
            printer.words("hs", &entry.hs);
            if let Some(when) = &entry.when {
                printer.body("when", when);
            }
            printer.day("since", entry.since.as_ref().map(|day| day.value));
            printer.day("until", entry.until.as_ref().map(|day| day.value));
            printer.word("basis", entry.basis.as_ref());
            printer.source(entry.source.as_ref());
            printer.texts("note", &entry.notes);
        });
    }

    fn party(&mut self, party: &PartyEntry) {
        self.line(&format!("party {}", quoted(&party.title)));
        self.deeper(|printer| {
            if !party.names.is_empty() {
                let names: Vec<String> = party.names.iter().map(quoted).collect();
                printer.line(&format!("name {}", names.join(", ")));
            }
            printer.word("country", party.country.as_ref());
            printer.day("since", party.since.as_ref().map(|day| day.value));
            printer.day("until", party.until.as_ref().map(|day| day.value));
            printer.word("basis", party.basis.as_ref());
            printer.texts("note", &party.notes);
        });
    }
}

/// A statement's first line, as far as its parts are there.
fn head(word: &str, name: Option<&Word>, title: Option<&Word>) -> String {
    let name = name.map_or(String::new(), |name| format!(" {}", name.value));
    let title = title.map_or(String::new(), |title| format!(" {}", quoted(title)));
    format!("{word}{name}{title}")
}

fn chinese(zh: Option<&Word>) -> String {
    zh.map_or(String::new(), |zh| format!(" zh {}", quoted(zh)))
}

/// Words joined by commas.
fn listed(words: &[Word]) -> String {
    words.iter().map(|word| word.value.as_str()).collect::<Vec<_>>().join(", ")
}

/// A text in quotes.
fn quoted(text: &Word) -> String {
    let escaped = text.value.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{}\"", escaped.replace(['\n', '\r'], " "))
}
