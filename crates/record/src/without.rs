//! Count and value of what an act does, from the judgements that are kept: what they would be without
//! the act's clauses.
//!
//! A kept judgement names every clause that restricts a line or may. Without some of them the most
//! that is possible is the strictest of the others; what is certain is the strictest of those that
//! apply. Only where several others are open could they be certain together: such lines are looked at
//! anew.

use crate::already::Already;
use crate::book::OrderBook;
use crate::change::{Change, Days};
use crate::moved::Stretches;
use crate::quick::Quick;
use crate::touched::touched;
use navicert_model::verdict::{Effect, Verdict};
use navicert_rules::law::{ClauseKind, LawBook};
use navicert_store::{StoreError, Tx};
use serde_json::Value;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// Count and value of other verdicts; `None` if the kept judgements do not tell: all lines are stale,
/// or the act does more than restrict. Lines that are stale, or whose judgement does not tell, are
/// looked at anew.
///
/// # Errors
/// Whatever the database refuses.
pub fn without(tx: &mut dyn Tx, change: &Change) -> Result<Option<Quick>, StoreError> {
    let same_lists = Arc::ptr_eq(&change.before.engine.names, &change.after.engine.names);
    if !matches!(change.days, Days::Own(_))
        || change.named.is_empty()
        || !change.after.assumed.is_empty()
        || !same_lists
    {
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
    let already = Already::under(tx, &book, change, &[&change.after])?;
    let effects: HashMap<&str, Effect> = law
        .clauses
        .iter()
        .filter_map(|clause| match clause.kind {
            ClauseKind::Effect(effect) => Some((clause.id.as_str(), effect)),
            ClauseKind::Exception { .. } => None,
        })
        .collect();
    let said: Vec<Option<Said>> =
        already.bodies().iter().map(|body| said(body, &named, &effects)).collect();
    let (mut found, rest) = count(&book, &already, &said);
    if rest.len() == found.lines {
        return Ok(None);
    }
    if !rest.is_empty() {
        found.look(&OrderBook::load(tx)?, change, &already, Some(&rest));
    }
    found.policies = named_policies(law, &named);
    Ok(Some(found))
}

/// Counts the lines of which the judgements tell; the open lines of which they do not.
fn count(book: &OrderBook, already: &Already, said: &[Option<Said>]) -> (Quick, Vec<usize>) {
    let (mut found, mut rest) = (Quick::default(), Vec::new());
    for line in (0..book.len()).filter(|line| book.open.get(*line) == Some(&1)) {
        found.lines += 1;
        let said = already.number(line).and_then(|number| said.get(number as usize - 1)?.as_ref());
        match said.and_then(|said| Some((said, said.before?))) {
            Some((said, before)) => {
                found.candidates += usize::from(said.is_touched);
                if before != said.after {
                    found.add(book, line, (before, said.after));
                }
            }
            None => rest.push(line),
        }
    }
    (found, rest)
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
