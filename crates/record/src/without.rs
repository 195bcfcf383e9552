//! Count and value of what an act does, from the judgements that are kept: what they would be without
//! the act's clauses.
//!
//! A kept judgement names every clause that restricts a line or may. Without some of them the most
//! that is possible is the strictest of the others; what is certain is the strictest of those that
//! apply. Only where several others are open could they be certain together: then this way says
//! nothing, and the lines are looked at anew.

use crate::book::OrderBook;
use crate::change::{Change, Days};
use crate::edition::{breakpoints, edition};
use crate::facets::Kind;
use crate::moved::Stretches;
use crate::quick::Quick;
use crate::rows::{LAYOUT, at, number};
use crate::touched::touched;
use navicert_model::day::Day;
use navicert_model::verdict::{Effect, Verdict};
use navicert_rules::law::{ClauseKind, LawBook};
use navicert_store::orders::{self, read_column};
use navicert_store::{StoreError, Tx};
use serde_json::Value;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// Count and value of other verdicts; `None` if the kept judgements do not tell: lines that are
/// stale, an act that does more than restrict, or a judgement that has to be made anew.
///
/// # Errors
/// Whatever the database refuses.
pub fn without(tx: &mut dyn Tx, change: &Change) -> Result<Option<Quick>, StoreError> {
    let Days::Own(today) = change.days else { return Ok(None) };
    let same_lists = Arc::ptr_eq(&change.before.engine.names, &change.after.engine.names);
    if change.named.is_empty() || !change.after.assumed.is_empty() || !same_lists {
        return Ok(None);
    }
    let book = OrderBook::load_values(tx)?;
    let stretches = Stretches::new(&book, change);
    let law = &change.after.engine.prepared.book;
    let named: BTreeSet<&str> = change.named.iter().map(String::as_str).collect();
    for &days in &stretches.days {
        for at in touched(&change.before, &change.after, days) {
            let clause = &law.clauses[at];
            if !named.contains(clause.id.as_str()) || !matches!(clause.kind, ClauseKind::Effect(_))
            {
                return Ok(None);
            }
        }
    }
    if !fresh(tx, &book, change, today)? {
        return Ok(None);
    }
    let judgements = orders::facets(tx, Kind::Judgement.number())?;
    let effects: HashMap<&str, Effect> = law
        .clauses
        .iter()
        .filter_map(|clause| match clause.kind {
            ClauseKind::Effect(effect) => Some((clause.id.as_str(), effect)),
            ClauseKind::Exception { .. } => None,
        })
        .collect();
    let said: Vec<Option<Said>> =
        judgements.iter().map(|body| said(body, &named, &effects)).collect();
    let numbers = column(tx, at::JUDGEMENT)?;
    Ok(count(&book, &numbers, &said, named_policies(law, &named)))
}

fn count(
    book: &OrderBook,
    numbers: &[u32],
    said: &[Option<Said>],
    policies: bool,
) -> Option<Quick> {
    let mut found = Quick { policies, ..Quick::default() };
    for (line, number) in numbers.iter().enumerate() {
        if book.open.get(line) != Some(&1) {
            continue;
        }
        found.lines += 1;
        let said = said.get((*number as usize).wrapping_sub(1))?.as_ref()?;
        found.candidates += usize::from(said.is_touched);
        let (before, after) = (said.before?, said.after);
        if before != after {
            found.add(book, line, (before, after));
        }
    }
    Some(found)
}

fn named_policies(law: &LawBook, named: &BTreeSet<&str>) -> bool {
    let clauses = law.clauses.iter().filter(|clause| named.contains(clause.id.as_str()));
    let mut kinds = clauses.map(|clause| &clause.kind);
    kinds.any(|kind| *kind != ClauseKind::Effect(Effect::Prohibited))
}

/// What a judgement says, and what it would say without the clauses.
struct Said {
    after: Verdict,
    /// `None` = it does not tell.
    before: Option<Verdict>,
    is_touched: bool,
}

fn said(body: &[u8], named: &BTreeSet<&str>, effects: &HashMap<&str, Effect>) -> Option<Said> {
    let judgement: Value = serde_json::from_slice(body).ok()?;
    let after: Verdict = judgement["verdict"].as_str()?.parse().ok()?;
    let (mut before, mut is_touched) = (Some(Verdict::FREE), false);
    for law in judgement["laws"].as_array()? {
        let verdict: Verdict = law["verdict"].as_str()?.parse().ok()?;
        let findings = law["findings"].as_array()?;
        let is_named = |finding: &Value| {
            finding["clause"].as_str().is_some_and(|clause| named.contains(clause))
        };
        let mut own = Some(verdict);
        if findings.iter().any(is_named) {
            is_touched = true;
            let others = findings.iter().filter(|finding| !is_named(finding));
            own = others_say(others, verdict, effects);
        }
        before = before.zip(own).map(|(joint, own)| joint.join(own));
    }
    Some(Said { after, before, is_touched })
}

/// The span of some findings of a law whose span with all of them is `all`; `None` if several that
/// are open could be certain together. Fewer clauses never make more certain, so that what is not
/// certain with all of them is not certain with some.
fn others_say<'f>(
    findings: impl Iterator<Item = &'f Value>,
    all: Verdict,
    effects: &HashMap<&str, Effect>,
) -> Option<Verdict> {
    let (mut certain, mut possible) = (Effect::Free, Effect::Free);
    let mut open = [0_usize; 3];
    for finding in findings {
        // An exception restricts nothing by itself; what it lifts says so.
        let Some(&effect) = effects.get(finding["clause"].as_str()?) else { continue };
        match finding["state"].as_str()? {
            "applies" => {
                certain = certain.max(effect);
                possible = possible.max(effect);
            }
            "unknown" => {
                possible = possible.max(effect);
                open[effect as usize] += 1;
            }
            _ => {}
        }
    }
    let above = |effect: Effect| {
        let restricting = Effect::ALL.into_iter().filter(|one| *one >= effect);
        restricting.map(|one| open[one as usize]).sum::<usize>()
    };
    let unsure = [Effect::Licence, Effect::Prohibited]
        .into_iter()
        .any(|effect| effect > certain && effect <= all.at_least() && above(effect) > 1);
    (!unsure).then(|| Verdict::new(certain, possible))
}

fn column(tx: &mut dyn Tx, at: usize) -> Result<Vec<u32>, StoreError> {
    let mut cells = Vec::new();
    read_column(tx, LAYOUT[at], &mut cells)?;
    Ok(cells.chunks_exact(4).map(number).collect())
}

/// Whether every open line was decided by this law, for the stretch of days that is asked for, with
/// what is known of it now.
fn fresh(
    tx: &mut dyn Tx,
    book: &OrderBook,
    change: &Change,
    today: Day,
) -> Result<bool, StoreError> {
    let engine = &change.after.engine;
    let now = edition(engine, &[], change.after.known_day);
    let Some(now) = orders::find_edition(tx, &now)? else { return Ok(false) };
    let breaks = breakpoints(engine);
    let (editions, days) = (column(tx, at::EDITION)?, column(tx, at::DAY)?);
    let mut stretch: HashMap<i32, usize> = HashMap::new();
    let mut stretch = |day: i32| {
        *stretch.entry(day).or_insert_with(|| breaks.partition_point(|known| known.days() <= day))
    };
    let mut lines = editions.iter().zip(&days).enumerate();
    Ok(lines.all(|(line, (made, day))| {
        let wanted = book.day(line).unwrap_or(today).days();
        book.open.get(line) != Some(&1)
            || (i64::from(*made) == now && stretch(*day as i32) == stretch(wanted))
    }))
}
