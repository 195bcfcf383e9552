//! What the control lists hold under a code: entries, the days since when, and their limits.

use crate::decision::Engine;
use crate::lawdiff::{Listed, listed};
use navicert_model::amount::{Amount, Op};
use navicert_model::day::Day;
use navicert_rules::eval::state::{is_under, prefixes};
use navicert_rules::law::{Cond, Entry, LawBook, Test};
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// A limit that an entry sets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    /// The parameter.
    pub parameter: String,
    /// `<`, `<=`, …
    pub op: Op,
    /// The amount.
    pub amount: Amount,
}

impl Bound {
    /// `<= 2.40 nm`.
    pub fn words(&self) -> String {
        format!("{} {}", self.op, self.amount)
    }

    /// Whether it is an upper end.
    fn is_upper(&self) -> Option<bool> {
        match self.op {
            Op::Lt | Op::Le => Some(true),
            Op::Gt | Op::Ge => Some(false),
            Op::Eq => None,
        }
    }

    /// Whether it lets more in than another of the same parameter and end.
    fn is_wider_than(&self, other: &Bound) -> bool {
        let inclusive = |bound: &Bound| matches!(bound.op, Op::Le | Op::Ge);
        match (self.amount.compare(&other.amount), self.is_upper()) {
            (Some(Ordering::Greater), Some(true)) | (Some(Ordering::Less), Some(false)) => true,
            (Some(Ordering::Equal), _) => inclusive(self) && !inclusive(other),
            _ => false,
        }
    }

    fn is_as_wide_as(&self, other: &Bound) -> bool {
        !self.is_wider_than(other) && !other.is_wider_than(self)
    }
}

/// How the lists know a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// An entry has this very code.
    Itself,
    /// It is a heading: entries stand below it.
    Heading,
    /// No entry of its own; one above it holds it.
    Above,
    /// It is the code of what the law does not list.
    Residual,
    /// No list here knows it.
    Nowhere,
    /// No law that is loaded has lists of this scheme.
    NoList,
}

impl Known {
    /// The words in JSON.
    pub const WORDS: [&str; 6] = ["itself", "heading", "above", "residual", "nowhere", "no-list"];

    /// The word in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Known::Itself => "itself",
            Known::Heading => "heading",
            Known::Above => "above",
            Known::Residual => "residual",
            Known::Nowhere => "nowhere",
            Known::NoList => "no-list",
        }
    }
}

/// What the lists of a scheme hold under a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// How the code is known.
    pub known: Known,
    /// The entry's code, if there is one.
    pub entry: Option<String>,
    /// The entry's title.
    pub title: Option<String>,
    /// Whether it is listed on the day.
    pub listed: Listed,
    /// The first day of the entry in its oldest wording.
    pub since: Option<Day>,
    /// The first day of the wording of the day.
    pub worded: Option<Day>,
    /// The widest limits of the day, by parameter.
    pub bounds: Vec<Bound>,
}

/// Looks a code up in all lists of its scheme. Cost: linear in their entries.
pub fn held(
    engine: &Engine,
    scheme: &str,
    code: &str,
    residual: &str,
    on: Day,
    known: Day,
) -> Held {
    let book = &engine.prepared.book;
    let nothing = |known| Held {
        known,
        entry: None,
        title: None,
        listed: Listed::No,
        since: None,
        worded: None,
        bounds: Vec::new(),
    };
    let mut lists = book.lists.iter().filter(|list| list.scheme == scheme).peekable();
    if lists.peek().is_none() {
        return nothing(Known::NoList);
    }
    if code == residual || code == "none" {
        return nothing(Known::Residual);
    }
    let entries: Vec<&Entry> = lists.flat_map(|list| &list.entries).collect();
    let above: Vec<&str> = prefixes(code).collect();
    let best = above.iter().rev().find(|code| entries.iter().any(|entry| entry.code == **code));
    let (how, found): (Known, Vec<&Entry>) = match best {
        Some(best) => {
            let how = if *best == code { Known::Itself } else { Known::Above };
            (how, entries.iter().copied().filter(|entry| entry.code == *best).collect())
        }
        None => {
            let below = entries.iter().copied().filter(|entry| is_under(&entry.code, code));
            (Known::Heading, below.collect())
        }
    };
    match found.split_first() {
        None => nothing(Known::Nowhere),
        Some((first, _)) => describe(engine, how, first, &found, on, known),
    }
}

fn describe(
    engine: &Engine,
    known: Known,
    first: &Entry,
    found: &[&Entry],
    on: Day,
    known_at: Day,
) -> Held {
    let book = &engine.prepared.book;
    let now: Vec<&Entry> = found
        .iter()
        .copied()
        .filter(|entry| listed(engine, entry, on, known_at) != Listed::No)
        .collect();
    let state = now.iter().map(|entry| listed(engine, entry, on, known_at)).max();
    let named = now.first().copied().unwrap_or(first);
    let heading = known == Known::Heading;
    Held {
        known,
        entry: (!heading).then(|| named.code.clone()),
        title: (!heading).then(|| named.title.clone()),
        listed: state.unwrap_or(Listed::No),
        since: found.iter().map(|entry| begins(book, entry)).min(),
        worded: now.iter().map(|entry| begins(book, entry)).max(),
        bounds: if heading { Vec::new() } else { widest(&now) },
    }
}

/// The first day of an entry.
fn begins(book: &LawBook, entry: &Entry) -> Day {
    let clause = book.clauses[entry.by.0 as usize].days.since;
    entry.since.map_or(clause, |since| since.max(clause))
}

/// For each parameter and end the widest limit that any of the entries sets.
fn widest(entries: &[&Entry]) -> Vec<Bound> {
    let mut found: BTreeMap<(String, Option<bool>), Bound> = BTreeMap::new();
    for entry in entries {
        let mut bounds = Vec::new();
        if let Some(when) = &entry.when {
            collect(when, &mut bounds);
        }
        for bound in bounds {
            let key = (bound.parameter.clone(), bound.is_upper());
            match found.get(&key) {
                Some(known) if !bound.is_wider_than(known) => {}
                _ => {
                    found.insert(key, bound);
                }
            }
        }
    }
    found.into_values().collect()
}

fn collect(cond: &Cond, found: &mut Vec<Bound>) {
    match cond {
        Cond::All(parts) | Cond::Any(parts) => parts.iter().for_each(|part| collect(part, found)),
        Cond::Test(leaf) => {
            if let Test::Parameter { name, compare } = &leaf.test {
                let (parameter, op, amount) = (name.clone(), compare.op, compare.bound);
                found.push(Bound { parameter, op, amount });
            }
        }
        Cond::Not(_)
        | Cond::Some { .. }
        | Cond::Content { .. }
        | Cond::MadeWith { .. }
        | Cond::Tool(_)
        | Cond::Unsure(_)
        | Cond::Holds(_) => {}
    }
}

/// A parameter whose limits are not the same everywhere: the laws with each limit, widest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The parameter.
    pub parameter: String,
    /// Laws and their limit.
    pub limits: Vec<(Vec<String>, Bound)>,
}

/// Limits on which the laws that list a thing part.
pub fn differences(laws: &[(&str, &Held)]) -> Vec<Difference> {
    type Ends<'h> = BTreeMap<(&'h str, Option<bool>), Vec<(&'h str, &'h Bound)>>;
    let mut ends: Ends<'_> = BTreeMap::new();
    for (law, held) in laws {
        for bound in &held.bounds {
            let key = (bound.parameter.as_str(), bound.is_upper());
            ends.entry(key).or_default().push((law, bound));
        }
    }
    let mut found = Vec::new();
    for ((parameter, end), mut bounds) in ends {
        if end.is_none() {
            continue;
        }
        bounds.sort_by(|a, b| match (a.1.is_wider_than(b.1), b.1.is_wider_than(a.1)) {
            (true, _) => Ordering::Less,
            (_, true) => Ordering::Greater,
            _ => Ordering::Equal,
        });
        let mut limits: Vec<(Vec<String>, Bound)> = Vec::new();
        for (law, bound) in bounds {
            match limits.last_mut() {
                Some((laws, last)) if last.is_as_wide_as(bound) => laws.push(law.to_owned()),
                _ => limits.push((vec![law.to_owned()], bound.clone())),
            }
        }
        if limits.len() > 1 {
            found.push(Difference { parameter: parameter.to_owned(), limits });
        }
    }
    found
}
