//! Licences for an order line: one that is the only one to fit is reserved, else it is said which
//! fit, and why the others do not.

use crate::look;
use navicert_model::day::Day;
use navicert_model::read::parse_transfer;
use navicert_model::transfer::Transfer;
use navicert_model::tri::Tri;
use navicert_model::verdict::{Effect, Verdict};
use navicert_store::licences::{self, By, Draw, Fit, LicenceError, Need, fit};
use navicert_store::{StoreError, Tx};
use serde::Deserialize;

/// What an order line needs under one law, and what became of it.
#[derive(Clone, Debug)]
pub struct Assigned {
    /// The law.
    pub law: String,
    /// What it says of the line.
    pub verdict: Verdict,
    /// What became of it.
    pub outcome: Outcome,
    /// Every item of every licence of that law, held against the line.
    pub fits: Vec<Fit>,
}

/// What became of a need.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// The only one that fits was reserved; the answer of [`licences::reserve`].
    Reserved(String),
    /// The only one that fits; nothing was written, as nothing was to be.
    Would,
    /// A part of a licence is set aside for the line already: the reservation.
    Already(i64),
    /// None fits.
    NoneFits,
    /// More than one fits: a person chooses.
    Several,
    /// One fits, and another may: a fact is missing.
    Unsure,
    /// The law may not ask for a licence at all, or may prohibit: facts are missing.
    Open,
    /// The law prohibits: a licence is of no use.
    Prohibited,
}

impl Outcome {
    /// The word.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Outcome::Reserved(_) => "reserved",
            Outcome::Would => "one-fits",
            Outcome::Already(_) => "already-reserved",
            Outcome::NoneFits => "none-fits",
            Outcome::Several => "several-fit",
            Outcome::Unsure => "facts-missing",
            Outcome::Open => "decision-open",
            Outcome::Prohibited => "prohibited",
        }
    }
}

/// A judgement as far as licences are concerned.
#[derive(Deserialize)]
struct Kept {
    laws: Vec<KeptLaw>,
}

#[derive(Deserialize)]
struct KeptLaw {
    law: String,
    verdict: String,
    #[serde(default)]
    forms: Vec<String>,
}

/// Looks for licences for a line that ships on a day and, if `write`, reserves where exactly one
/// fits. A repeated request under the same key gives the same answer. `None` if there is no such line.
///
/// # Errors
/// [`LicenceError`]; then nothing is written.
pub fn assign(
    tx: &mut dyn Tx,
    id: &str,
    day: Option<Day>,
    write: bool,
    key: Option<&str>,
    by: &By,
) -> Result<Option<Vec<Assigned>>, LicenceError> {
    let Some(shown) = look::show(tx, id)? else { return Ok(None) };
    let damaged = |why: String| LicenceError::from(StoreError::Damaged { why });
    let kept: Kept = serde_json::from_str(&shown.judgement)
        .map_err(|error| damaged(format!("the judgement of `{id}`: {error}")))?;
    let body = String::from_utf8_lossy(&shown.order.body);
    let line = parse_transfer(&body).map_err(|_| damaged(format!("the line `{id}`")))?;
    let day = day.or(line.shipped_on).or(line.on).or(shown.day);
    let day = day.ok_or_else(|| damaged(format!("the line `{id}` has no day")))?;
    let mut assigned = Vec::new();
    for law in kept.laws {
        let verdict: Verdict =
            law.verdict.parse().map_err(|_| damaged(format!("the judgement of `{id}`")))?;
        if verdict == Verdict::FREE {
            continue;
        }
        let need = Need { law: law.law, forms: law.forms };
        let one = Line { id, line: &line, day, write, key, by };
        assigned.push(one.law(tx, verdict, need)?);
    }
    Ok(Some(assigned))
}

struct Line<'a> {
    id: &'a str,
    line: &'a Transfer,
    day: Day,
    write: bool,
    key: Option<&'a str>,
    by: &'a By,
}

impl Line<'_> {
    fn law(&self, tx: &mut dyn Tx, verdict: Verdict, need: Need) -> Result<Assigned, LicenceError> {
        let held = licences::all(tx, Some(&need.law))?;
        let fits: Vec<Fit> =
            held.iter().flat_map(|one| fit::fits(one, self.line, &need, self.day)).collect();
        let of_law = |id: &str| held.iter().any(|one| one.terms.id == id);
        let reserved = licences::reservations(tx, None, Some(self.id))?;
        let reserved = reserved.into_iter().find(|one| of_law(&one.licence));
        let outcome = match reserved {
            Some(one) => Outcome::Already(one.number),
            None => self.choose(tx, verdict, &need.law, &fits)?,
        };
        Ok(Assigned { law: need.law, verdict, outcome, fits })
    }

    fn choose(
        &self,
        tx: &mut dyn Tx,
        verdict: Verdict,
        law: &str,
        fits: &[Fit],
    ) -> Result<Outcome, LicenceError> {
        match (verdict.at_least(), verdict.at_most()) {
            (Effect::Prohibited, _) => return Ok(Outcome::Prohibited),
            (Effect::Licence, Effect::Licence) => {}
            _ => return Ok(Outcome::Open),
        }
        let sure: Vec<&Fit> = fits.iter().filter(|one| one.fits == Tri::Yes).collect();
        let maybe = fits.iter().any(|one| one.fits == Tri::Unknown);
        let (fit, outcome) = match (sure.as_slice(), maybe) {
            ([], false) => return Ok(Outcome::NoneFits),
            ([], true) | ([_], true) => return Ok(Outcome::Unsure),
            ([one], false) => (*one, Outcome::Would),
            _ => return Ok(Outcome::Several),
        };
        if !self.write {
            return Ok(outcome);
        }
        let draw = Draw {
            licence: fit.licence.clone(),
            item: fit.item,
            line: self.id.to_owned(),
            quantity: self.line.item.quantity,
            value: self.line.item.value,
            day: self.day,
            reference: String::new(),
        };
        let key = self.key.map(|key| format!("{key}/{law}"));
        let done = licences::reserve(tx, &draw, key.as_deref(), self.by)?;
        Ok(Outcome::Reserved(done.text))
    }
}
