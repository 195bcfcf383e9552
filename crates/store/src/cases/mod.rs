//! Cases: order lines that are held until two people release them on evidence.
//!
//! A case is opened on an order line, papers are asked for and come in, and two different people sign
//! the release, each with a reason, a note and the papers that it rests on. A signature is given for
//! the line, its decision and the papers as they are then (its *basis*): if any of them changes before
//! the second signature, the first is void; if the line or its decision changes after the release, the
//! release no longer counts ([`Standing::Overtaken`]).

pub mod error;
mod evidence;
pub mod packs;
mod release;
pub mod roles;

pub use error::CaseError;
pub use evidence::{Evidence, EvidenceState, Paper, ask, bring, evidence, judge, overdue};
pub use release::{Signature, Signed, Signing, sign, signatures};
pub use roles::Role;

use crate::acts::Act;
use crate::error::StoreError;
use crate::licences::By;
use crate::store::Tx;
use crate::value::Cells;

/// A case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// Its number, from 1 on.
    pub number: i64,
    /// The order line that is held.
    pub line: String,
    /// Whether it is.
    pub state: CaseState,
    /// Why it was opened: a code.
    pub reason: String,
    /// Why, in words.
    pub note: String,
    /// Who opened it.
    pub who: String,
    /// When.
    pub at: String,
    /// What the release was given for; empty unless it is released.
    pub basis: String,
}

/// How a case stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaseState {
    /// The line is held.
    Open,
    /// Two people released it.
    Released,
    /// The case was opened by mistake.
    Withdrawn,
}

impl CaseState {
    /// All of them.
    pub const ALL: [CaseState; 3] = [CaseState::Open, CaseState::Released, CaseState::Withdrawn];

    /// The word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            CaseState::Open => "open",
            CaseState::Released => "released",
            CaseState::Withdrawn => "withdrawn",
        }
    }
}

/// Whether an order line may go, as far as cases tell. That there is no case does not say that it may:
/// that is what its decision says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nobody has opened a case.
    NoCase,
    /// Held by this case.
    Held(i64),
    /// Released by this case, for the line and the decision as they are.
    Released(i64),
    /// Released by this case, but the line or its decision has changed since: it is held again.
    Overtaken(i64),
}

impl Standing {
    /// The word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Standing::NoCase => "no-case",
            Standing::Held(_) => "held",
            Standing::Released(_) => "released",
            Standing::Overtaken(_) => "overtaken",
        }
    }
}

const FIELDS: &str = "number, line, state, reason, note, who, moment, basis";

fn read(row: &dyn Cells) -> Result<Case, StoreError> {
    let state = row.text(2)?;
    let why = || format!("`{state}` is no state of a case");
    let state = CaseState::ALL.into_iter().find(|one| one.as_str() == state);
    Ok(Case {
        number: row.int(0)?,
        line: row.text(1)?.to_owned(),
        state: state.ok_or_else(|| StoreError::Damaged { why: why() })?,
        reason: row.text(3)?.to_owned(),
        note: row.text(4)?.to_owned(),
        who: row.text(5)?.to_owned(),
        at: row.text(6)?.to_owned(),
        basis: row.text(7)?.to_owned(),
    })
}

/// Holds an order line. A line that is held already keeps its case; its number is given back.
///
/// # Errors
/// [`CaseError::NotAllowed`]; [`CaseError::Empty`] without a note.
pub fn open(
    tx: &mut dyn Tx,
    line: &str,
    reason: &str,
    note: &str,
    by: &By,
) -> Result<(i64, bool), CaseError> {
    roles::require(tx, by, Role::Clerk)?;
    filled("reason", reason)?;
    filled("note", note)?;
    let sql = "SELECT number FROM cases WHERE line = $1 AND state = 'open'";
    if let Some(number) = tx.one_int(sql, &[line.into()])? {
        return Ok((number, false));
    }
    let number = tx.one_int("SELECT MAX(number) FROM cases", &[])?.unwrap_or(0) + 1;
    tx.execute(
        "INSERT INTO cases (number, line, state, reason, note, who, moment, basis) \
         VALUES ($1, $2, 'open', $3, $4, $5, $6, '')",
        &[
            number.into(),
            line.into(),
            reason.into(),
            note.into(),
            (&by.who).into(),
            (&by.at).into(),
        ],
    )?;
    let payload = serde_json::json!({ "case": number, "reason": reason, "note": note });
    append(tx, "cases.open", line, &payload, by)?;
    Ok((number, true))
}

/// Ends a case that was opened by mistake: it takes one releaser who did not open it.
///
/// # Errors
/// [`CaseError::NotAllowed`], [`CaseError::SamePerson`], [`CaseError::NotOpen`].
pub fn withdraw(tx: &mut dyn Tx, number: i64, note: &str, by: &By) -> Result<(), CaseError> {
    roles::require(tx, by, Role::Releaser)?;
    filled("note", note)?;
    let case = get_open(tx, number)?;
    if roles::same_person(&case.who, &by.who) {
        return Err(CaseError::SamePerson { who: by.who.clone(), did: "opened the case" });
    }
    tx.execute("UPDATE cases SET state = 'withdrawn' WHERE number = $1", &[number.into()])?;
    let payload = serde_json::json!({ "case": number, "note": note });
    append(tx, "cases.withdraw", &case.line, &payload, by)?;
    Ok(())
}

/// A case by its number.
///
/// # Errors
/// [`CaseError::NoCase`].
pub fn get(tx: &mut dyn Tx, number: i64) -> Result<Case, CaseError> {
    let mut found = None;
    let sql = format!("SELECT {FIELDS} FROM cases WHERE number = $1");
    tx.query(&sql, &[number.into()], &mut |row| {
        found = Some(read(row)?);
        Ok(())
    })?;
    found.ok_or(CaseError::NoCase { number })
}

fn get_open(tx: &mut dyn Tx, number: i64) -> Result<Case, CaseError> {
    let case = get(tx, number)?;
    match case.state {
        CaseState::Open => Ok(case),
        state => Err(CaseError::NotOpen { number, state: state.as_str() }),
    }
}

/// Cases in a state (in any, if none is named), in order.
///
/// # Errors
/// Whatever the database refuses.
pub fn all(tx: &mut dyn Tx, state: Option<CaseState>) -> Result<Vec<Case>, StoreError> {
    let mut found = Vec::new();
    let sql = format!("SELECT {FIELDS} FROM cases ORDER BY number");
    tx.query(&sql, &[], &mut |row| {
        found.push(read(row)?);
        Ok(())
    })?;
    found.retain(|case| state.is_none_or(|state| state == case.state));
    Ok(found)
}

/// How an order line stands, whose revision and decision are told by `basis`.
///
/// # Errors
/// Whatever the database refuses.
pub fn standing(tx: &mut dyn Tx, line: &str, basis: &str) -> Result<Standing, StoreError> {
    let mut newest = None;
    let sql = format!(
        "SELECT {FIELDS} FROM cases WHERE line = $1 AND state <> 'withdrawn' \
         ORDER BY number DESC LIMIT 1"
    );
    tx.query(&sql, &[line.into()], &mut |row| {
        newest = Some(read(row)?);
        Ok(())
    })?;
    Ok(match newest {
        None => Standing::NoCase,
        Some(case) if case.state == CaseState::Open => Standing::Held(case.number),
        Some(case) if case.basis == basis => Standing::Released(case.number),
        Some(case) => Standing::Overtaken(case.number),
    })
}

pub(super) fn filled(what: &'static str, text: &str) -> Result<(), CaseError> {
    if text.trim().is_empty() { Err(CaseError::Empty { what }) } else { Ok(()) }
}

fn append(
    tx: &mut dyn Tx,
    kind: &str,
    subject: &str,
    payload: &serde_json::Value,
    by: &By,
) -> Result<i64, StoreError> {
    let payload = payload.to_string();
    tx.append_act(&Act { kind, subject, who: &by.who, at: &by.at, payload: &payload })
}
