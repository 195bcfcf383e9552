//! Licences: what an authority allows, and what is drawn of it.
//!
//! A licence is kept as it was written ([`Terms`]). Order lines reserve a part of it, use what was
//! reserved when they ship, and give back the rest. Nothing is ever drawn beyond a limit: the balance
//! is read and written in one transaction, and there is one writer at a time. Amounts are exact; units
//! of one dimension are converted, currencies never.

pub mod balance;
pub mod error;
pub mod fit;
mod moves;
pub mod report;
pub mod terms;

pub use balance::{Balance, Limit};
pub use error::LicenceError;
pub use fit::{Check, Fit, Need};
pub use moves::{By, Draw, Moved, Reservation, release, reservations, reserve, use_up};
pub use terms::{Item, Party, Terms};

use crate::acts::Act;
use crate::error::StoreError;
use crate::store::Tx;
use crate::value::Cells;

/// Whether a licence may be drawn on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It may, on the days that it is valid.
    Active,
    /// Not until the authority says so.
    Suspended,
    /// Never again.
    Revoked,
}

impl State {
    /// All of them.
    pub const ALL: [State; 3] = [State::Active, State::Suspended, State::Revoked];

    /// The word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            State::Active => "active",
            State::Suspended => "suspended",
            State::Revoked => "revoked",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(word: &str) -> Option<State> {
        State::ALL.into_iter().find(|state| state.as_str() == word)
    }
}

/// A licence as it is kept.
#[derive(Clone, Debug)]
pub struct Licence {
    /// What the authority wrote.
    pub terms: Terms,
    /// How often it was written, from 1 on.
    pub revision: i64,
    /// Whether it may be drawn on.
    pub state: State,
    /// What is drawn, one a limit.
    pub balances: Vec<Balance>,
}

/// What became of a licence that was imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Put {
    /// It is new.
    Added,
    /// It replaces what was.
    Changed,
    /// It is there already.
    Unchanged,
}

/// Keeps a licence, new or changed. A changed one keeps what was drawn.
///
/// # Errors
/// [`LicenceError::Drawn`] if more is drawn than the new limits allow; whatever the database refuses.
pub fn put(tx: &mut dyn Tx, terms: &Terms, by: &By) -> Result<Put, LicenceError> {
    let body = terms.to_json();
    let known = find(tx, &terms.id)?;
    if known.as_ref().is_some_and(|known| known.terms.to_json() == body) {
        return Ok(Put::Unchanged);
    }
    if let Some(known) = &known {
        balance::rebase(terms, known)?;
    }
    let revision = known.as_ref().map_or(1, |known| known.revision + 1);
    let act = Act {
        kind: "licences.import",
        subject: &terms.id,
        who: &by.who,
        at: &by.at,
        payload: &format!("{{\"revision\":{revision},\"licence\":{body}}}"),
    };
    let act = tx.append_act(&act)?;
    match &known {
        None => {
            tx.execute(
                "INSERT INTO licences (id, law, revision, state, act, body) \
                 VALUES ($1, $2, $3, 'active', $4, $5)",
                &[
                    (&terms.id).into(),
                    (&terms.law).into(),
                    revision.into(),
                    act.into(),
                    body.into_bytes().into(),
                ],
            )?;
        }
        Some(_) => {
            tx.execute(
                "UPDATE licences SET law = $1, revision = $2, act = $3, body = $4 WHERE id = $5",
                &[
                    (&terms.law).into(),
                    revision.into(),
                    act.into(),
                    body.into_bytes().into(),
                    (&terms.id).into(),
                ],
            )?;
        }
    }
    Ok(if known.is_none() { Put::Added } else { Put::Changed })
}

/// Says whether a licence may be drawn on, and why.
///
/// # Errors
/// [`LicenceError::NoLicence`], [`LicenceError::Revoked`] for one that was revoked before.
pub fn set_state(
    tx: &mut dyn Tx,
    id: &str,
    state: State,
    note: &str,
    by: &By,
) -> Result<(), LicenceError> {
    let known = get(tx, id)?;
    if known.state == State::Revoked && state != State::Revoked {
        return Err(LicenceError::Revoked { licence: id.to_owned() });
    }
    let payload = serde_json::json!({ "state": state.as_str(), "note": note }).to_string();
    let (kind, at) = ("licences.state", by.at.as_str());
    tx.append_act(&Act { kind, subject: id, who: &by.who, at, payload: &payload })?;
    let sql = "UPDATE licences SET state = $1 WHERE id = $2";
    tx.execute(sql, &[state.as_str().into(), id.into()])?;
    Ok(())
}

/// A licence by its id.
///
/// # Errors
/// [`LicenceError::NoLicence`].
pub fn get(tx: &mut dyn Tx, id: &str) -> Result<Licence, LicenceError> {
    find(tx, id)?.ok_or_else(|| LicenceError::NoLicence { licence: id.to_owned() })
}

/// A licence by its id, if it is there.
///
/// # Errors
/// Whatever the database refuses.
pub fn find(tx: &mut dyn Tx, id: &str) -> Result<Option<Licence>, StoreError> {
    let mut found = None;
    let sql = "SELECT body, revision, state FROM licences WHERE id = $1";
    tx.query(sql, &[id.into()], &mut |row| {
        found = Some(read(row)?);
        Ok(())
    })?;
    if let Some(licence) = &mut found {
        licence.balances = balance::all(tx, &licence.terms)?;
    }
    Ok(found)
}

/// All licences, by id; of one law, if it is named.
///
/// # Errors
/// Whatever the database refuses.
pub fn all(tx: &mut dyn Tx, law: Option<&str>) -> Result<Vec<Licence>, StoreError> {
    let mut found = Vec::new();
    let sql = "SELECT body, revision, state FROM licences ORDER BY id";
    tx.query(sql, &[], &mut |row| {
        found.push(read(row)?);
        Ok(())
    })?;
    found.retain(|one: &Licence| law.is_none_or(|law| law == one.terms.law));
    for licence in &mut found {
        licence.balances = balance::all(tx, &licence.terms)?;
    }
    Ok(found)
}

fn read(row: &dyn Cells) -> Result<Licence, StoreError> {
    let damaged = |why: String| StoreError::Damaged { why };
    let body = std::str::from_utf8(row.bytes(0)?).map_err(|error| damaged(error.to_string()))?;
    let terms = Terms::parse(body)
        .map_err(|errors| damaged(errors.first().map(ToString::to_string).unwrap_or_default()))?;
    let state = row.text(2)?;
    let state = State::parse(state).ok_or_else(|| damaged(format!("`{state}` is no state")))?;
    Ok(Licence { terms, revision: row.int(1)?, state, balances: Vec::new() })
}
