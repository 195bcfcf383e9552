//! How each thing is written.

use super::Show;
use crate::coverage::effect_word;
use crate::lawdiff::listed;
use crate::render::prose;
use crate::timeline::{status_words, stretch_words, stretches};
use navicert_model::day::Day;
use navicert_rules::law::status::Status;
use navicert_rules::law::{
    ActIx, ChangeKind, ClauseIx, ClauseKind, Conflict, ControlList, Entry, Group, Law, ListedParty,
};
use std::fmt::Write;

/// How many cases, entries and parties are written out.
const MANY: usize = 60;

impl Show<'_> {
    fn status(&self, clause: ClauseIx) -> Status {
        let prepared = &self.engine.prepared;
        prepared.changes.status(&prepared.book, clause, self.on, self.known_at, false)
    }

    pub(super) fn law(&self, law: &Law) -> String {
        let book = &self.engine.prepared.book;
        let mut out = format!("{}  {}\n", law.name, law.title);
        if let Some(day) = law.complete_to {
            let _ = writeln!(out, "  read up to {day}");
        }
        let mut acts: Vec<_> =
            book.acts.iter().filter(|act| book.laws[act.law].name == law.name).collect();
        acts.sort_by(|a, b| (a.published, &a.id).cmp(&(b.published, &b.id)));
        for act in acts {
            let _ = writeln!(out, "  {}  {:<18} {}", act.published, act.id, act.title);
        }
        let of_law = |name: &&str| name.split('/').next() == Some(&law.name);
        let lists: Vec<&str> =
            book.lists.iter().map(|list| list.name.as_str()).filter(of_law).collect();
        let parties: Vec<&str> =
            book.party_lists.iter().map(String::as_str).filter(of_law).collect();
        for (head, names) in [("  lists of items    ", lists), ("  lists of parties  ", parties)] {
            if !names.is_empty() {
                prose(&mut out, head, &names.join(", "));
            }
        }
        let _ = writeln!(
            out,
            "  what is modelled and what is not: `navicert law coverage {}`",
            law.name
        );
        out
    }

    pub(super) fn act(&self, ix: ActIx) -> String {
        let book = &self.engine.prepared.book;
        let act = &book.acts[ix.0 as usize];
        let mut out = format!("{}  {}\n", act.id, act.title);
        if let Some(zh) = &act.title_zh {
            let _ = writeln!(out, "  {zh}");
        }
        let _ = writeln!(
            out,
            "  {}, published {}, {}, {}",
            act.issuer, act.published, act.weight, act.basis
        );
        if let Some(checked) = act.checked {
            let _ = writeln!(out, "  text last checked {checked}");
        }
        let _ = writeln!(out, "  {}", act.source);
        for note in &act.notes {
            prose(&mut out, "  note: ", note);
        }
        let _ = writeln!(out, "  on {}:", self.on);
        for (index, clause) in
            book.clauses.iter().enumerate().filter(|(_, clause)| clause.act == ix)
        {
            let status = status_words(book, self.status(ClauseIx(index as u32)));
            let _ = writeln!(
                out,
                "    {}  {} ({}): {status}",
                clause.id,
                clause.title,
                effect_word(clause)
            );
        }
        for list in &book.lists {
            let of_act = |entry: &&Entry| book.clauses[entry.by.0 as usize].act == ix;
            let count = list.entries.iter().filter(of_act).count();
            if count > 0 {
                let _ = writeln!(out, "    {count} entries of {}", list.name);
            }
        }
        let parties = book.parties.iter().filter(|party| party.round == ix).count();
        if parties > 0 {
            let _ = writeln!(out, "    {parties} listed parties");
        }
        for conflict in book.conflicts.iter().filter(|conflict| conflict.act == ix) {
            let _ = writeln!(out, "    {}  {} (conflict)", conflict.id, conflict.title);
        }
        self.changes(&mut out, |change| change.act == ix);
        out
    }

    pub(super) fn clause(&self, ix: ClauseIx) -> String {
        let book = &self.engine.prepared.book;
        let clause = &book.clauses[ix.0 as usize];
        let act = &book.acts[clause.act.0 as usize];
        let mut out = format!("{}  {}\n", clause.id, clause.title);
        let _ = writeln!(out, "  {}", effect_line(self, &clause.kind, effect_word(clause)));
        let _ = writeln!(out, "  {}, {} [{}]", act.title, clause.cite, clause.basis);
        let _ = writeln!(out, "  {}", clause.source);
        let _ = writeln!(out, "  on {}: {}", self.on, status_words(book, self.status(ix)));
        for words in stretch_words(book, &stretches(self.engine, &[ix], self.known_at, &[])) {
            let _ = writeln!(out, "    from {words}");
        }
        self.changes(&mut out, |change| change.clauses.contains(&ix));
        for said in book.guidance.iter().filter(|said| said.about.contains(&ix)) {
            let _ = writeln!(out, "  {} {}: {}  {}", said.day, said.basis, said.title, said.source);
        }
        self.source(&mut out, clause.at);
        out
    }

    pub(super) fn conflict(&self, conflict: &Conflict) -> String {
        let book = &self.engine.prepared.book;
        let act = &book.acts[conflict.act.0 as usize];
        let mut out =
            format!("{}  {}\n  conflict: changes no verdict\n", conflict.id, conflict.title);
        let _ = writeln!(out, "  {}, {} [{}]", act.title, conflict.cite, conflict.basis);
        let _ = writeln!(out, "  {}", conflict.source);
        let until = conflict.days.until.map(|day| format!(" until {day}")).unwrap_or_default();
        let _ = writeln!(out, "  since {}{until}", conflict.days.since);
        let mut ids: Vec<&str> =
            conflict.obeying.iter().map(|ix| book.clauses[ix.0 as usize].id.as_str()).collect();
        ids.dedup();
        prose(&mut out, "  obeying ", &ids.join(", "));
        for note in &conflict.notes {
            prose(&mut out, "  note: ", note);
        }
        out
    }

    /// Changes of status, each in a line.
    fn changes(&self, out: &mut String, wanted: impl Fn(&navicert_rules::law::Change) -> bool) {
        let book = &self.engine.prepared.book;
        for change in book.changes.iter().filter(|change| wanted(change)) {
            let verb = match change.kind {
                ChangeKind::Suspend(_) => "suspends",
                ChangeKind::Cease => "ends",
                ChangeKind::Revive => "revives",
                ChangeKind::Unenforced => "leaves unenforced",
            };
            let ids: Vec<&str> =
                change.clauses.iter().map(|ix| book.clauses[ix.0 as usize].id.as_str()).collect();
            let until = change.days.until.map(|day| format!(" until {day}")).unwrap_or_default();
            let _ = writeln!(
                out,
                "  {} ({}) {verb} from {}{until}: {}",
                book.acts[change.act.0 as usize].id,
                change.cite,
                change.days.since,
                ids.join(", "),
            );
            for note in &change.notes {
                prose(out, "    note: ", note);
            }
        }
    }

    /// The lines of the law file from a statement on.
    fn source(&self, out: &mut String, (file, line): (u32, u32)) {
        let Some(file) = self.files.get(file as usize) else { return };
        let _ = writeln!(out, "  as written in {}:{line}", file.name);
        let indent = |text: &str| text.len() - text.trim_start().len();
        let mut rest = file.text.lines().skip(line.saturating_sub(1) as usize);
        let Some(head) = rest.next() else { return };
        let mut lines = vec![head];
        lines.extend(rest.take_while(|text| text.trim().is_empty() || indent(text) > indent(head)));
        while lines.last().is_some_and(|line| line.trim().is_empty()) {
            lines.pop();
        }
        for line in &lines {
            let _ = writeln!(out, "    {}", line.get(indent(head)..).unwrap_or(line));
        }
    }

    pub(super) fn clause_cases(&self, out: &mut String, clause: &str) {
        let found: Vec<(usize, bool)> = self.cases.about(clause).collect();
        let _ = writeln!(out, "  cases ({})", found.len());
        for (number, _) in found.iter().take(MANY) {
            let Some((file, line, expected)) = self.cases.cases.get(*number) else { continue };
            let facts = self.line_before(file, *line).unwrap_or_default();
            let _ = writeln!(out, "    {file}:{line}  {facts}\n      => {expected}");
        }
        if found.len() > MANY {
            let _ = writeln!(out, "    and {} more", found.len() - MANY);
        }
    }

    /// The facts of a case stand on the line before its expectation.
    fn line_before(&self, file: &str, line: usize) -> Option<&str> {
        let file = self.case_files.iter().find(|known| known.name == file)?;
        file.text.lines().nth(line.checked_sub(2)?)
    }

    pub(super) fn list(&self, list: &ControlList) -> String {
        let mut out = format!("{}  {}\n  on {}:\n", list.name, list.title, self.on);
        for entry in &list.entries {
            out.push_str(&self.entry_line(entry));
        }
        out
    }

    pub(super) fn entry_line(&self, entry: &Entry) -> String {
        let now = listed(self.engine, entry, self.on, self.known_at).as_str();
        format!("    {:<16} {now:<10} {}\n", entry.code, entry.title)
    }

    pub(super) fn entry(&self, list: &ControlList, entry: &Entry) -> String {
        let book = &self.engine.prepared.book;
        let by = &book.clauses[entry.by.0 as usize];
        let now = listed(self.engine, entry, self.on, self.known_at).as_str();
        let mut out = format!("{}  {}\n", entry.code, entry.title);
        if let Some(zh) = &entry.zh {
            let _ = writeln!(out, "  {zh}");
        }
        let _ = writeln!(
            out,
            "  {now} in {} on {}, put there by {} ({})",
            list.name, self.on, by.id, by.title
        );
        let _ = writeln!(out, "  {}", status_words(book, self.status(entry.by)));
        if let Some(since) = entry.since {
            let _ = writeln!(out, "  since {since}");
        }
        if let Some(until) = entry.until {
            let _ = writeln!(out, "  until {until}");
        }
        if !entry.hs.is_empty() {
            let _ = writeln!(out, "  tariff codes (hints only): {}", entry.hs.join(", "));
        }
        for note in &entry.notes {
            prose(&mut out, "  note: ", note);
        }
        self.source(&mut out, entry.at);
        out
    }

    pub(super) fn listed_party(&self, party: &ListedParty) -> String {
        let book = &self.engine.prepared.book;
        let round = &book.acts[party.round.0 as usize];
        let on_list = party.since <= self.on && party.until.is_none_or(|until| self.on < until);
        let mut out = format!("{}\n", party.title);
        for name in &party.names {
            let _ = writeln!(out, "  also {name}");
        }
        if let Some(country) = party.country {
            let _ = writeln!(out, "  {} ({})", country.name(), country.as_str());
        }
        let until = party.until.map(|day| format!(" until {day}")).unwrap_or_default();
        let _ = writeln!(
            out,
            "  {} {} on {}: since {}{until}, by {} ({})",
            if on_list { "on" } else { "not on" },
            party.list,
            self.on,
            party.since,
            round.id,
            round.title,
        );
        for (index, clause) in
            book.clauses.iter().enumerate().filter(|(_, clause)| clause.act == party.round)
        {
            let status = status_words(book, self.status(ClauseIx(index as u32)));
            let _ = writeln!(
                out,
                "    {}  {} ({}): {status}",
                clause.id,
                clause.title,
                effect_word(clause)
            );
        }
        out
    }

    pub(super) fn party_list(&self, list: &str) -> String {
        let book = &self.engine.prepared.book;
        let mut out = format!("{list}\n  on {}:\n", self.on);
        for party in book.parties.iter().filter(|party| party.list == list) {
            let on_list = party.since <= self.on && party.until.is_none_or(|until| self.on < until);
            if on_list {
                let round = &book.acts[party.round.0 as usize].id;
                let _ = writeln!(out, "    {}  {:<18} {}", party.since, round, party.title);
            }
        }
        if book.parties.iter().all(|party| party.list != list) {
            prose(
                &mut out,
                "    ",
                "no party is loaded: nobody is screened against this list, and a party that the \
                 transfer does not say was looked up stays open",
            );
        }
        out
    }

    pub(super) fn group(&self, group: &Group) -> String {
        let day = |day: Option<Day>, word: &str| {
            day.map(|day| format!(" {word} {day}")).unwrap_or_default()
        };
        let mut out = format!("{}\n", group.name);
        for (members, since, until) in &group.members {
            let codes: Vec<&str> = members.iter().map(|country| country.as_str()).collect();
            let _ = writeln!(
                out,
                "  {}{}{}",
                codes.join(", "),
                day(*since, "since"),
                day(*until, "until")
            );
        }
        out
    }

    /// A definition, as written.
    pub(super) fn definition(&self, name: &str) -> String {
        let mut out = format!("{name}\n");
        let opening = format!("define {name}");
        for (index, file) in self.files.iter().enumerate() {
            for (line, text) in file.text.lines().enumerate() {
                if text.trim_end() == opening {
                    self.source(&mut out, (index as u32, line as u32 + 1));
                }
            }
        }
        out
    }
}

fn effect_line(show: &Show<'_>, kind: &ClauseKind, word: &str) -> String {
    match kind {
        ClauseKind::Effect(_) => format!("effect: {word}"),
        ClauseKind::Exception { lifts, claimed } => {
            let book = &show.engine.prepared.book;
            let ids: Vec<&str> =
                lifts.iter().map(|ix| book.clauses[ix.0 as usize].id.as_str()).collect();
            let claim =
                claimed.as_ref().map(|word| format!(", claimed as {word}")).unwrap_or_default();
            format!("exception: lifts {}{claim}", ids.join(", "))
        }
    }
}
