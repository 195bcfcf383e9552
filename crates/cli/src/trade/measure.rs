//! The day on which a measure took effect.

use crate::failure::Failure;
use crate::files::LawFiles;
use navicert_model::day::Day;
use navicert_rules::law::Standing;
use navicert_trade::visibility::Measure;
use std::path::Path;

/// A day as it stands, or the first day of an act or a clause.
pub(super) fn measure(text: &str, law: Option<&Path>) -> Result<Measure, Failure> {
    if text.bytes().next().is_some_and(|byte| byte.is_ascii_digit()) {
        let day =
            Day::parse(text).map_err(|error| Failure::usage(error.to_string(), error.help()))?;
        return Ok(Measure { name: text.to_owned(), effective: day });
    }
    let engine = LawFiles::open(law)?.engine()?;
    let book = &engine.prepared.book;
    let of_act = |id: &str| id == text || id.split('#').next() == Some(text);
    let clauses: Vec<_> = book.clauses.iter().filter(|clause| of_act(&clause.id)).collect();
    let in_force = clauses.iter().filter(|clause| clause.standing == Standing::InForce);
    // An act may do nothing but suspend or repeal.
    let changes = book.changes.iter().filter(|change| book.acts[change.act.0 as usize].id == text);
    let days =
        in_force.map(|clause| clause.days.since).chain(changes.map(|change| change.days.since));
    let first = days.min();
    match first {
        Some(effective) => Ok(Measure { name: text.to_owned(), effective }),
        None if clauses.is_empty() && book.acts.iter().all(|act| act.id != text) => {
            Err(Failure::usage(
                format!("`{text}` is neither a day nor an act of the law"),
                "name an act as `cn/2026-1`, a clause as `cn/2026-1#1`, or a day as `2026-01-06`; `navicert law show` lists them",
            ))
        }
        None => Err(Failure::usage(
            format!("no clause of `{text}` took effect on a day"),
            "give the day instead, as `--measure 2026-01-06`",
        )),
    }
}
