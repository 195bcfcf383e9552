//! Under what lines are decided: law, lists, engine, assumptions, what was known.

use crate::import::By;
use crate::lists::Sources;
use navicert_engine::{Engine, Options, VERSION};
use navicert_model::day::Day;
use navicert_rules::law::LawBook;
use navicert_store::hits;
use navicert_store::orders::{self, Edition};
use navicert_store::{Act, StoreError, Tx};

/// The edition that an engine stands for, with what was known on a day.
#[must_use]
pub fn edition(engine: &Engine, assume: &[String], known_day: Day) -> Edition {
    let last = known_days(&engine.prepared.book).filter(|day| *day <= known_day).max();
    Edition {
        law_digest: engine.law_digest.clone(),
        list_digest: engine.list_digest.clone(),
        engine: VERSION.to_owned(),
        assumed: assume.join(" "),
        known: last.map_or_else(String::new, |day| day.to_string()),
    }
}

/// Days on which something of a law became known.
fn known_days(book: &LawBook) -> impl Iterator<Item = Day> {
    let clauses = book.clauses.iter().map(|clause| clause.known);
    let changes = book.changes.iter().map(|change| change.known);
    clauses.chain(changes).chain(book.conflicts.iter().map(|conflict| conflict.known))
}

/// The number of the edition that an engine and its options stand for. A new one is an act of its own.
///
/// # Errors
/// What the record refuses; [`StoreError::Refused`] if somebody said something of a hit since the
/// lists were read.
pub(crate) fn current(
    tx: &mut dyn Tx,
    (engine, options): (&Engine, &Options),
    sources: Sources<'_>,
    by: &By,
) -> Result<i64, StoreError> {
    let edition = edition(engine, &options.assume, options.known_day);
    let files = sources.files.iter();
    let mut files = files.map(|file| (file.name.as_str(), file.text.as_str()));
    let lists = sources.lists;
    let said = i64::try_from(lists.said.len()).unwrap_or(i64::MAX);
    let (number, is_new) = orders::edition_number(tx, &edition, &mut files, &lists.versions, said)?;
    if is_new {
        // What is kept by its number has to be what was used.
        if hits::count(tx)? < said {
            let why = "what was said of hits comes from another record".to_owned();
            return Err(StoreError::Refused { why });
        }
        let payload = format!(
            "{{\"edition\":{number},\"law_digest\":\"{}\",\"list_digest\":\"{}\",\"engine\":\"{}\",\
             \"assumed\":\"{}\",\"known\":\"{}\",\"said\":{said}{}}}",
            edition.law_digest,
            edition.list_digest,
            edition.engine,
            edition.assumed,
            edition.known,
            lists.payload(),
        );
        let (kind, subject) = ("law.change", edition.law_digest.as_str());
        let act = Act { kind, subject, who: &by.who, at: &by.at, payload: &payload };
        tx.append_act(&act)?;
    }
    Ok(number)
}

/// The days on which an answer can change under an engine: those of the law, of imported lists, of
/// what was said of hits. Sorted.
#[must_use]
pub fn breakpoints(engine: &Engine) -> Vec<Day> {
    let mut days = engine.prepared.breakpoints.clone();
    days.extend(engine.names.days());
    days.sort_unstable();
    days.dedup();
    days
}
