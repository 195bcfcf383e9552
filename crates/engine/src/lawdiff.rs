//! What two days of the law do not share.

use crate::decision::Engine;
use crate::render::json::string;
use crate::timeline::{status_words, stretches, versions};
use navicert_model::day::Day;
use navicert_rules::law::status::Status;
use navicert_rules::law::{ClauseIx, Entry, LawBook};
use std::collections::BTreeMap;
use std::fmt::Write;

/// A clause whose status is another one, or was in between.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClauseChange<'e> {
    /// Its id.
    pub clause: &'e str,
    /// Its title.
    pub title: &'e str,
    /// Its status on the first day.
    pub before: Status,
    /// Each new status with its first day, up to and with the second day.
    pub steps: Vec<(Day, Status)>,
}

/// Whether an entry is on its list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Listed {
    /// It is not.
    No,
    /// Nobody knows: the suspension of the clause behind it has run out.
    Unknown,
    /// It is.
    Yes,
}

impl Listed {
    /// The word in text and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Listed::No => "not-listed",
            Listed::Unknown => "unknown",
            Listed::Yes => "listed",
        }
    }
}

/// An entry that is on its list on one of the days and not on the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryChange<'e> {
    /// The list.
    pub list: &'e str,
    /// The code.
    pub code: &'e str,
    /// Its title.
    pub title: &'e str,
    /// The clause behind it.
    pub by: &'e str,
    /// On the first day.
    pub before: Listed,
    /// On the second day.
    pub after: Listed,
}

/// A listed party that came or went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartyChange<'e> {
    /// The list.
    pub list: &'e str,
    /// The act of its round.
    pub round: &'e str,
    /// Its name.
    pub name: &'e str,
    /// Whether it came.
    pub added: bool,
}

/// Members of a country group that came or went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupChange<'e> {
    /// The group.
    pub group: &'e str,
    /// Who came, ISO codes.
    pub added: Vec<&'static str>,
    /// Who went.
    pub removed: Vec<&'static str>,
}

/// What changed after one day, up to and with another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LawDiff<'e> {
    /// Acts published in between: day, id, title.
    pub published: Vec<(Day, &'e str, &'e str)>,
    /// Clauses.
    pub clauses: Vec<ClauseChange<'e>>,
    /// Entries of control lists.
    pub entries: Vec<EntryChange<'e>>,
    /// Listed parties.
    pub parties: Vec<PartyChange<'e>>,
    /// Country groups.
    pub groups: Vec<GroupChange<'e>>,
    /// What authorities said: day, basis, title, address.
    pub guidance: Vec<(Day, &'e str, &'e str, &'e str)>,
}

/// Compares the law of two days, both as known on `known_at`.
pub fn between(engine: &Engine, from: Day, to: Day, known_at: Day) -> LawDiff<'_> {
    between_in(engine, &[], from, to, known_at)
}

/// The same for these laws only, for all if none is named.
pub fn between_in<'e>(
    engine: &'e Engine,
    laws: &[String],
    from: Day,
    to: Day,
    known_at: Day,
) -> LawDiff<'e> {
    let book = &engine.prepared.book;
    let of_law = |id: &str| {
        let law = id.split('/').next().unwrap_or_default();
        laws.is_empty() || laws.iter().any(|name| name == law)
    };
    let about = |clauses: &[ClauseIx]| {
        laws.is_empty() || clauses.iter().any(|ix| of_law(&book.clauses[ix.0 as usize].id))
    };
    let within = |day: Day| from < day && day <= to;
    let mut published: Vec<_> = book
        .acts
        .iter()
        .filter(|act| within(act.published) && act.published <= known_at && of_law(&act.id))
        .map(|act| (act.published, act.id.as_str(), act.title.as_str()))
        .collect();
    published.sort_unstable();
    let mut guidance: Vec<_> = book
        .guidance
        .iter()
        .filter(|said| within(said.day) && said.known <= known_at && about(&said.about))
        .map(|said| (said.day, said.basis.as_str(), said.title.as_str(), said.source.as_str()))
        .collect();
    guidance.sort_unstable();
    let mut diff = LawDiff {
        published,
        clauses: clauses(engine, from, to, known_at),
        entries: entries(engine, from, to, known_at),
        parties: parties(book, from, to),
        groups: groups(book, from, to),
        guidance,
    };
    diff.clauses.retain(|change| of_law(change.clause));
    diff.entries.retain(|change| of_law(change.list));
    diff.parties.retain(|change| of_law(change.list));
    diff.groups.retain(|change| of_law(change.group));
    diff
}

fn clauses(engine: &Engine, from: Day, to: Day, known_at: Day) -> Vec<ClauseChange<'_>> {
    let book = &engine.prepared.book;
    let mut found = Vec::new();
    for versions in versions(book) {
        let Some(newest) = versions.last() else { continue };
        let clause = &book.clauses[newest.0 as usize];
        let mut before = Status::NotYet;
        let mut steps = Vec::new();
        for stretch in stretches(engine, &versions, known_at, &[]) {
            if stretch.since <= from {
                before = stretch.status;
            } else if stretch.since <= to {
                steps.push((stretch.since, stretch.status));
            }
        }
        if !steps.is_empty() {
            found.push(ClauseChange { clause: &clause.id, title: &clause.title, before, steps });
        }
    }
    found
}

/// Whether an entry is on its list on a day.
pub fn listed(engine: &Engine, entry: &Entry, on: Day, known_at: Day) -> Listed {
    let own =
        entry.since.is_none_or(|since| since <= on) && entry.until.is_none_or(|until| on < until);
    let prepared = &engine.prepared;
    match prepared.changes.status(&prepared.book, entry.by, on, known_at, false) {
        Status::InForce if own => Listed::Yes,
        Status::Lapsed(_) if own => Listed::Unknown,
        _ => Listed::No,
    }
}

fn entries(engine: &Engine, from: Day, to: Day, known_at: Day) -> Vec<EntryChange<'_>> {
    let book = &engine.prepared.book;
    let mut found = Vec::new();
    for list in &book.lists {
        for entry in &list.entries {
            let before = listed(engine, entry, from, known_at);
            let after = listed(engine, entry, to, known_at);
            if before != after {
                let by = &book.clauses[entry.by.0 as usize].id;
                let (list, code, title) = (&list.name, &entry.code, &entry.title);
                found.push(EntryChange { list, code, title, by, before, after });
            }
        }
    }
    found
}

fn parties(book: &LawBook, from: Day, to: Day) -> Vec<PartyChange<'_>> {
    let on_list = |party: &navicert_rules::law::ListedParty, day: Day| {
        party.since <= day && party.until.is_none_or(|until| day < until)
    };
    book.parties
        .iter()
        .filter(|party| on_list(party, from) != on_list(party, to))
        .map(|party| PartyChange {
            list: &party.list,
            round: &book.acts[party.round.0 as usize].id,
            name: &party.title,
            added: on_list(party, to),
        })
        .collect()
}

fn groups(book: &LawBook, from: Day, to: Day) -> Vec<GroupChange<'_>> {
    use navicert_model::country::{Country, CountrySet};
    let members = |group: &navicert_rules::law::Group, day: Day| {
        let there = |since: Option<Day>, until: Option<Day>| {
            since.is_none_or(|since| since <= day) && until.is_none_or(|until| day < until)
        };
        let sets = group.members.iter().filter(|(_, since, until)| there(*since, *until));
        sets.fold(CountrySet::empty(), |all, (set, _, _)| all.union(*set))
    };
    let codes = |set: CountrySet| set.iter().map(Country::as_str).collect::<Vec<_>>();
    book.groups
        .iter()
        .filter_map(|group| {
            let (before, after) = (members(group, from), members(group, to));
            (before != after).then(|| GroupChange {
                group: &group.name,
                added: codes(after.difference(before)),
                removed: codes(before.difference(after)),
            })
        })
        .collect()
}

impl LawDiff<'_> {
    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        *self == LawDiff::default()
    }

    /// For a person.
    pub fn text(&self, book: &LawBook) -> String {
        let mut out = String::new();
        if self.is_empty() {
            out.push_str("nothing changed\n");
        }
        let heading = |out: &mut String, title: &str, many: usize| {
            if many > 0 {
                let _ = writeln!(out, "{title} ({many})");
            }
        };
        heading(&mut out, "published", self.published.len());
        for (day, id, title) in &self.published {
            let _ = writeln!(out, "  {day}  {id}  {title}");
        }
        heading(&mut out, "clauses", self.clauses.len());
        self.text_clauses(book, &mut out);
        heading(&mut out, "list entries", self.entries.len());
        self.text_entries(&mut out);
        heading(&mut out, "listed parties", self.parties.len());
        self.text_parties(&mut out);
        heading(&mut out, "country groups", self.groups.len());
        for change in &self.groups {
            let plus = change.added.iter().map(|code| format!("+{code}"));
            let minus = change.removed.iter().map(|code| format!("-{code}"));
            let moved: Vec<String> = plus.chain(minus).collect();
            let _ = writeln!(out, "  {}  {}", change.group, moved.join(" "));
        }
        heading(&mut out, "said", self.guidance.len());
        for (day, basis, title, source) in &self.guidance {
            let _ = writeln!(out, "  {day}  {basis}: {title}  {source}");
        }
        out
    }

    /// Clauses that changed alike stand together.
    fn text_clauses(&self, book: &LawBook, out: &mut String) {
        let mut alike: BTreeMap<(usize, String), Vec<&ClauseChange<'_>>> = BTreeMap::new();
        let mut order: Vec<String> = Vec::new();
        for change in &self.clauses {
            let mut story = format!("      was {}\n", status_words(book, change.before));
            for (day, status) in &change.steps {
                let _ = writeln!(story, "      {day} {}", status_words(book, *status));
            }
            let at = order.iter().position(|known| *known == story).unwrap_or_else(|| {
                order.push(story.clone());
                order.len() - 1
            });
            alike.entry((at, story)).or_default().push(change);
        }
        for ((_, story), changes) in alike {
            for change in changes {
                let _ = writeln!(out, "  {}  {}", change.clause, change.title);
            }
            out.push_str(&story);
        }
    }

    fn text_entries(&self, out: &mut String) {
        let mut moves: BTreeMap<(&str, &str, Listed, Listed), Vec<&EntryChange<'_>>> =
            BTreeMap::new();
        for change in &self.entries {
            moves
                .entry((change.list, change.by, change.before, change.after))
                .or_default()
                .push(change);
        }
        for ((list, by, before, after), changes) in moves {
            let _ = writeln!(out, "  {list} by {by}: {} → {}", before.as_str(), after.as_str());
            for change in changes.iter().take(MANY) {
                let _ = writeln!(out, "      {:<16} {}", change.code, change.title);
            }
            if changes.len() > MANY {
                let more = changes.len() - MANY;
                let _ = writeln!(out, "      and {more} more; `--format json` names them all");
            }
        }
    }

    fn text_parties(&self, out: &mut String) {
        let mut rounds: BTreeMap<(&str, &str), Vec<&PartyChange<'_>>> = BTreeMap::new();
        for change in &self.parties {
            rounds.entry((change.list, change.round)).or_default().push(change);
        }
        for ((list, round), changes) in rounds {
            let _ = writeln!(out, "  {list} by {round}");
            for change in changes {
                let _ =
                    writeln!(out, "      {} {}", if change.added { '+' } else { '-' }, change.name);
            }
        }
    }

    /// As one JSON object.
    pub fn json(&self, book: &LawBook, from: Day, to: Day) -> String {
        let mut out = format!("{{\"from\":\"{from}\",\"to\":\"{to}\"");
        array(&mut out, "published", &self.published, |out, (day, id, title)| {
            fields(out, &[("day", &day.to_string()), ("act", id), ("title", title)]);
        });
        array(&mut out, "clauses", &self.clauses, |out, change| {
            fields(
                out,
                &[
                    ("clause", change.clause),
                    ("title", change.title),
                    ("before", word(change.before)),
                ],
            );
            out.pop();
            array(out, "steps", &change.steps, |out, (day, status)| {
                fields(
                    out,
                    &[
                        ("since", &day.to_string()),
                        ("status", word(*status)),
                        ("words", &status_words(book, *status)),
                    ],
                );
            });
            out.push('}');
        });
        array(&mut out, "entries", &self.entries, |out, change| {
            fields(
                out,
                &[
                    ("list", change.list),
                    ("code", change.code),
                    ("title", change.title),
                    ("by", change.by),
                    ("before", change.before.as_str()),
                    ("after", change.after.as_str()),
                ],
            );
        });
        array(&mut out, "parties", &self.parties, |out, change| {
            let moved = if change.added { "added" } else { "removed" };
            fields(
                out,
                &[
                    ("list", change.list),
                    ("round", change.round),
                    ("name", change.name),
                    ("change", moved),
                ],
            );
        });
        array(&mut out, "groups", &self.groups, |out, change| {
            fields(out, &[("group", change.group)]);
            out.pop();
            array(out, "added", &change.added, |out, code| string(out, code));
            array(out, "removed", &change.removed, |out, code| string(out, code));
            out.push('}');
        });
        array(&mut out, "guidance", &self.guidance, |out, (day, basis, title, source)| {
            fields(
                out,
                &[
                    ("day", &day.to_string()),
                    ("basis", basis),
                    ("title", title),
                    ("source", source),
                ],
            );
        });
        out.push_str("}\n");
        out
    }
}

/// How many entries of one move are written out for a person.
const MANY: usize = 60;

/// The vocabulary's word for a status.
pub fn word(status: Status) -> &'static str {
    status.word().unwrap_or("in-force")
}

fn array<T>(out: &mut String, name: &str, items: &[T], mut write: impl FnMut(&mut String, &T)) {
    let _ = write!(out, ",\"{name}\":[");
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        write(out, item);
    }
    out.push(']');
}

fn fields(out: &mut String, fields: &[(&str, &str)]) {
    for (index, (name, value)) in fields.iter().enumerate() {
        out.push(if index == 0 { '{' } else { ',' });
        string(out, name);
        out.push(':');
        string(out, value);
    }
    out.push('}');
}
