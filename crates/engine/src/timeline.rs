//! What was in force when, clause by clause, as text and as SVG.

mod svg;
mod text;

use crate::decision::{Engine, EngineError};
use navicert_model::day::Day;
use navicert_rules::law::status::Status;
use navicert_rules::law::{Act, ChangeIx, Clause, ClauseIx, LawBook};
use std::collections::HashMap;

/// How a stretch of days is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shade {
    /// In force.
    InForce,
    /// Suspended.
    Suspended,
    /// A suspension has run out, and nothing newer is known.
    Lapsed,
    /// Codified, not enforced.
    NotEnforced,
    /// Only reported or proposed.
    Reported,
    /// Not yet, no longer, never in force, or not known.
    Out,
}

impl Shade {
    /// Every shade, in the order of a legend.
    pub const ALL: [Shade; 6] = [
        Shade::InForce,
        Shade::Suspended,
        Shade::Lapsed,
        Shade::NotEnforced,
        Shade::Reported,
        Shade::Out,
    ];

    /// The shade of a status.
    pub fn of(status: Status) -> Self {
        match status {
            Status::InForce => Shade::InForce,
            Status::Suspended(_) => Shade::Suspended,
            Status::Lapsed(_) => Shade::Lapsed,
            Status::NotEnforced(_) => Shade::NotEnforced,
            Status::OnlyReported => Shade::Reported,
            Status::NotYet | Status::NeverInForce | Status::Ceased | Status::NotKnown => Shade::Out,
        }
    }

    /// Its name in a legend.
    pub fn label(self) -> &'static str {
        match self {
            Shade::InForce => "in force",
            Shade::Suspended => "suspended",
            Shade::Lapsed => "suspension ran out, nothing newer known",
            Shade::NotEnforced => "not enforced",
            Shade::Reported => "only reported",
            Shade::Out => "not in force",
        }
    }
}

/// A status in plain words: `suspended by cn/2025-70`.
pub fn status_words(book: &LawBook, status: Status) -> String {
    let by = |ix: ChangeIx| {
        let change = &book.changes[ix.0 as usize];
        book.acts[change.act.0 as usize].id.as_str()
    };
    match status {
        Status::InForce => "in force".to_owned(),
        Status::Lapsed(ix) => {
            format!("open: the suspension by {} ran out, nothing newer known", by(ix))
        }
        Status::NotYet => "not yet in force".to_owned(),
        Status::Suspended(ix) => format!("suspended by {}", by(ix)),
        Status::NeverInForce => "never in force".to_owned(),
        Status::Ceased => "no longer in force".to_owned(),
        Status::NotEnforced(ix) => format!("codified, not enforced, as {} says", by(ix)),
        Status::OnlyReported => "only reported or proposed".to_owned(),
        Status::NotKnown => "not known at that moment".to_owned(),
    }
}

/// The days from which a status holds, until the next stretch begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// First day.
    pub since: Day,
    /// The status from then on.
    pub status: Status,
}

/// Every stretch of a clause, the first from [`Day::MIN`] on. Versions of one clause are one: on
/// each day the version that counts most speaks.
///
/// Cost: one status a version for each day that the book names.
pub fn stretches(
    engine: &Engine,
    versions: &[ClauseIx],
    known_at: Day,
    assumed: &[ClauseIx],
) -> Vec<Stretch> {
    let prepared = &engine.prepared;
    let status = |on| {
        let of = |ix: &ClauseIx| {
            let assumed = assumed.binary_search(ix).is_ok();
            prepared.changes.status(&prepared.book, *ix, on, known_at, assumed)
        };
        versions.iter().map(of).min_by_key(|status| weight(*status)).unwrap_or(Status::NotYet)
    };
    let mut found = vec![Stretch { since: Day::MIN, status: status(Day::MIN) }];
    for &since in &prepared.breakpoints {
        let status = status(since);
        if found.last().is_none_or(|last| last.status != status) {
            found.push(Stretch { since, status });
        }
    }
    found
}

/// Which of several versions speaks for the clause: the lowest.
fn weight(status: Status) -> u8 {
    match status {
        Status::InForce => 0,
        Status::Lapsed(_) => 1,
        Status::Suspended(_) => 2,
        Status::NotEnforced(_) => 3,
        Status::OnlyReported => 4,
        Status::Ceased => 5,
        Status::NeverInForce => 6,
        Status::NotYet => 7,
        Status::NotKnown => 8,
    }
}

/// The clauses of a book by id, each with its versions, in the order of the files.
pub fn versions(book: &LawBook) -> Vec<Vec<ClauseIx>> {
    let mut found: Vec<Vec<ClauseIx>> = Vec::new();
    let mut at: HashMap<&str, usize> = HashMap::new();
    for (index, clause) in book.clauses.iter().enumerate() {
        let slot = *at.entry(&clause.id).or_insert(found.len());
        match found.get_mut(slot) {
            Some(versions) => versions.push(ClauseIx(index as u32)),
            None => found.push(vec![ClauseIx(index as u32)]),
        }
    }
    found
}

/// The stretches in words, those that read alike joined: `2025-11-07 suspended by cn/2025-70`.
pub fn stretch_words(book: &LawBook, stretches: &[Stretch]) -> Vec<String> {
    let mut words: Vec<(Day, String)> = Vec::new();
    for stretch in stretches.iter().skip(usize::from(stretches.len() > 1)) {
        let word = status_words(book, stretch.status);
        if words.last().is_none_or(|(_, last)| *last != word) {
            words.push((stretch.since, word));
        }
    }
    let dated = |(since, word): (Day, String)| {
        if since == Day::MIN { word } else { format!("{since} {word}") }
    };
    words.into_iter().map(dated).collect()
}

/// A clause with its stretches.
#[derive(Clone, Debug)]
pub struct Row<'e> {
    /// The clause.
    pub clause: &'e Clause,
    /// Its act.
    pub act: &'e Act,
    /// Its stretches in order.
    pub stretches: Vec<Stretch>,
}

/// Rows over a range of days.
#[derive(Clone, Debug)]
pub struct Timeline<'e> {
    book: &'e LawBook,
    /// By act, in the order of their first day.
    pub rows: Vec<Row<'e>>,
    /// First day drawn.
    pub first: Day,
    /// Last day drawn.
    pub last: Day,
    /// The day that is marked.
    pub on: Day,
    /// The day whose knowledge is used.
    pub known_at: Day,
}

impl<'e> Timeline<'e> {
    /// The timeline of these laws, acts and clauses, of all if none is named, drawn from `since` on; if
    /// that is not said from the first change on, or ten years before the marked day.
    ///
    /// # Errors
    /// [`EngineError::UnknownClause`] for a name of neither.
    pub fn of(
        engine: &'e Engine,
        names: &[String],
        assume: &[String],
        (since, on): (Option<Day>, Day),
        known_at: Day,
    ) -> Result<Self, EngineError> {
        let book = &engine.prepared.book;
        let assumed = engine.assumed(assume)?;
        let wanted = match names {
            [] => None,
            names => Some(named(engine, names)?),
        };
        let shown =
            |ix: &ClauseIx| wanted.as_ref().is_none_or(|wanted| wanted.binary_search(ix).is_ok());
        let mut rows: Vec<Row<'e>> = versions(book)
            .into_iter()
            .filter(|versions| versions.iter().any(shown))
            .filter_map(|versions| {
                let clause = &book.clauses[versions.first()?.0 as usize];
                let stretches = stretches(engine, &versions, known_at, &assumed);
                Some(Row { clause, act: &book.acts[clause.act.0 as usize], stretches })
            })
            .collect();
        rows.sort_by(|a, b| (a.act.published, &a.act.id).cmp(&(b.act.published, &b.act.id)));
        let (first, last) = range(&rows, since, on);
        Ok(Timeline { book, rows, first, last, on, known_at })
    }

    /// As text: a bar and the changes of each clause.
    pub fn text(&self) -> String {
        text::draw(self)
    }

    /// As an SVG that stands alone.
    pub fn svg(&self) -> String {
        svg::draw(self)
    }

    /// The stretches of a row that touch the range, each with its first day after.
    fn drawn<'r>(
        &self,
        row: &'r Row<'e>,
    ) -> impl Iterator<Item = (Day, Day, Status)> + use<'r, 'e> {
        let (first, last) = (self.first, self.last);
        let end = last.add_days(1);
        let untils = row.stretches.iter().skip(1).map(|next| next.since).chain([end]);
        row.stretches
            .iter()
            .zip(untils)
            .map(move |(stretch, until)| (stretch.since.max(first), until.min(end), stretch.status))
            .filter(|(since, until, _)| since < until)
    }

    /// First days of the years in the range.
    fn years(&self) -> impl Iterator<Item = Day> + use<'_, 'e> {
        (self.first.year()..=self.last.year())
            .filter_map(|year| Day::from_ymd(year, 1, 1).ok())
            .filter(|day| *day >= self.first && *day <= self.last)
    }
}

/// The clauses of laws and acts, and clauses themselves, sorted.
fn named(engine: &Engine, names: &[String]) -> Result<Vec<ClauseIx>, EngineError> {
    let book = &engine.prepared.book;
    let (laws, others): (Vec<&String>, Vec<&String>) =
        names.iter().partition(|name| book.laws.iter().any(|law| law.name == **name));
    let mut found = engine.assumed(&others.into_iter().cloned().collect::<Vec<_>>())?;
    found.extend((0u32..).zip(&book.clauses).filter_map(|(index, clause)| {
        let law = &book.laws[clause.law].name;
        laws.contains(&law).then_some(ClauseIx(index))
    }));
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// From a little before the first change, or some years ago, to a little after the last change and
/// the marked day.
fn range(rows: &[Row<'_>], since: Option<Day>, on: Day) -> (Day, Day) {
    let changes =
        || rows.iter().flat_map(|row| row.stretches.iter().skip(1)).map(|stretch| stretch.since);
    let last = changes().chain([on]).max().unwrap_or(on);
    let first = changes().chain([on]).min().unwrap_or(on);
    let recent = Day::from_ymd(on.year() - YEARS, 1, 1).unwrap_or(first);
    let drawn = since.unwrap_or(first.max(recent)).min(on);
    let margin = ((last.days() - drawn.days()) / 24).max(14);
    let before = if since.is_none() && drawn == first { margin } else { 0 };
    (drawn.add_days(-before), last.add_days(margin))
}

/// Years before the marked day that are drawn, unless more are asked for.
const YEARS: i32 = 10;
