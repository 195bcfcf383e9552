//! Papers of a case: asked for, brought, accepted.

use super::error::CaseError;
use super::roles::{Role, require};
use super::{append, filled, get_open};
use crate::error::StoreError;
use crate::licences::By;
use crate::store::Tx;
use navicert_model::day::Day;
use serde_json::json;

/// How a paper stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EvidenceState {
    /// Asked for.
    Asked,
    /// It is here.
    Received,
    /// A reviewer found it good.
    Accepted,
    /// A reviewer found it bad.
    Rejected,
    /// A reviewer found that it is not needed.
    Waived,
}

impl EvidenceState {
    /// All of them.
    pub const ALL: [EvidenceState; 5] = [
        EvidenceState::Asked,
        EvidenceState::Received,
        EvidenceState::Accepted,
        EvidenceState::Rejected,
        EvidenceState::Waived,
    ];

    /// The word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            EvidenceState::Asked => "asked",
            EvidenceState::Received => "received",
            EvidenceState::Accepted => "accepted",
            EvidenceState::Rejected => "rejected",
            EvidenceState::Waived => "waived",
        }
    }
}

/// A paper of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Its number, from 1 on over all cases.
    pub number: i64,
    /// The pack that says what it has to hold.
    pub pack: String,
    /// Who has to give it.
    pub whom: String,
    /// By when.
    pub due: Option<Day>,
    /// How it stands.
    pub state: EvidenceState,
    /// What came in; empty while nothing has.
    pub paper: Paper,
    /// What the reviewer said.
    pub note: String,
}

/// A document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paper {
    /// Its own number, or where it is kept.
    pub reference: String,
    /// Its date.
    pub dated: Option<Day>,
    /// SHA-256 of the file, as digits; empty if there is none.
    pub sha256: String,
}

/// Asks for a paper. The pack's name is one that the caller knows.
///
/// # Errors
/// [`CaseError::NotAllowed`], [`CaseError::NotOpen`].
pub fn ask(
    tx: &mut dyn Tx,
    case: i64,
    pack: &str,
    whom: &str,
    due: Day,
    by: &By,
) -> Result<i64, CaseError> {
    let number = add(tx, case, pack, whom, Some(due), by)?;
    let line = get_open(tx, case)?.line;
    let payload = json!({
        "case": case, "paper": number, "pack": pack, "whom": whom, "due": due.to_string(),
    });
    append(tx, "cases.ask", &line, &payload, by)?;
    Ok(number)
}

/// Records a paper that came in: one that was asked for (or rejected before), or, without a number,
/// one that nobody asked for.
///
/// # Errors
/// [`CaseError::NoPaper`], [`CaseError::NotAllowed`], [`CaseError::NotOpen`]; [`CaseError::Empty`]
/// without a reference.
pub fn bring(
    tx: &mut dyn Tx,
    case: i64,
    asked: Option<i64>,
    pack: &str,
    paper: &Paper,
    by: &By,
) -> Result<i64, CaseError> {
    filled("reference", &paper.reference)?;
    let number = match asked {
        None => add(tx, case, pack, "", None, by)?,
        Some(number) => {
            require(tx, by, Role::Clerk)?;
            let asked = [EvidenceState::Asked, EvidenceState::Rejected];
            known(tx, case, number, &asked, "received")?;
            number
        }
    };
    let line = get_open(tx, case)?.line;
    let dated = paper.dated.map(|day| day.to_string());
    tx.execute(
        "UPDATE case_evidence SET state = 'received', reference = $1, dated = $2, sha256 = $3 \
         WHERE number = $4",
        &[(&paper.reference).into(), dated.clone().into(), (&paper.sha256).into(), number.into()],
    )?;
    let payload = json!({
        "case": case, "paper": number, "reference": paper.reference, "dated": dated,
        "sha256": paper.sha256,
    });
    append(tx, "cases.receive", &line, &payload, by)?;
    Ok(number)
}

/// Accepts or rejects a paper that is here, or waives one that is not.
///
/// # Errors
/// [`CaseError::NoPaper`], [`CaseError::NotAllowed`], [`CaseError::NotOpen`]; [`CaseError::Empty`]
/// without a note.
pub fn judge(
    tx: &mut dyn Tx,
    case: i64,
    number: i64,
    to: EvidenceState,
    note: &str,
    by: &By,
) -> Result<(), CaseError> {
    require(tx, by, Role::Reviewer)?;
    filled("note", note)?;
    let line = get_open(tx, case)?.line;
    let from: &[EvidenceState] = match to {
        EvidenceState::Waived => &[EvidenceState::Asked, EvidenceState::Rejected],
        EvidenceState::Accepted | EvidenceState::Rejected => &[EvidenceState::Received],
        EvidenceState::Asked | EvidenceState::Received => &[],
    };
    known(tx, case, number, from, to.as_str())?;
    let sql = "UPDATE case_evidence SET state = $1, note = $2 WHERE number = $3";
    tx.execute(sql, &[to.as_str().into(), note.into(), number.into()])?;
    let payload = json!({ "case": case, "paper": number, "state": to.as_str(), "note": note });
    append(tx, "cases.judge", &line, &payload, by)?;
    Ok(())
}

/// Papers of a case, in order.
///
/// # Errors
/// [`StoreError::Damaged`] for a day or a state that is none.
pub fn evidence(tx: &mut dyn Tx, case: i64) -> Result<Vec<Evidence>, StoreError> {
    let mut found = Vec::new();
    let sql = "SELECT number, pack, whom, due, state, reference, dated, sha256, note \
               FROM case_evidence WHERE held = $1 ORDER BY number";
    tx.query(sql, &[case.into()], &mut |row| {
        let state = row.text(4)?;
        let state = EvidenceState::ALL.into_iter().find(|one| one.as_str() == state);
        let why = || "a paper has no state".to_owned();
        found.push(Evidence {
            number: row.int(0)?,
            pack: row.text(1)?.to_owned(),
            whom: row.text(2)?.to_owned(),
            due: day(row.text_or(3)?)?,
            state: state.ok_or_else(|| StoreError::Damaged { why: why() })?,
            paper: Paper {
                reference: row.text(5)?.to_owned(),
                dated: day(row.text_or(6)?)?,
                sha256: row.text(7)?.to_owned(),
            },
            note: row.text(8)?.to_owned(),
        });
        Ok(())
    })?;
    Ok(found)
}

/// Papers of open cases that are still to come and due before a day: case and paper.
///
/// # Errors
/// Whatever the database refuses.
pub fn overdue(tx: &mut dyn Tx, before: Day) -> Result<Vec<(i64, Evidence)>, StoreError> {
    let mut found = Vec::new();
    for case in super::all(tx, Some(super::CaseState::Open))? {
        for paper in evidence(tx, case.number)? {
            let waits = matches!(paper.state, EvidenceState::Asked | EvidenceState::Rejected);
            if waits && paper.due.is_some_and(|due| due < before) {
                found.push((case.number, paper));
            }
        }
    }
    Ok(found)
}

fn day(text: Option<&str>) -> Result<Option<Day>, StoreError> {
    text.map(Day::parse).transpose().map_err(|error| StoreError::Damaged { why: error.to_string() })
}

fn add(
    tx: &mut dyn Tx,
    case: i64,
    pack: &str,
    whom: &str,
    due: Option<Day>,
    by: &By,
) -> Result<i64, CaseError> {
    require(tx, by, Role::Clerk)?;
    get_open(tx, case)?;
    let number = tx.one_int("SELECT MAX(number) FROM case_evidence", &[])?.unwrap_or(0) + 1;
    tx.execute(
        "INSERT INTO case_evidence (number, held, pack, whom, due, state, reference, sha256, note) \
         VALUES ($1, $2, $3, $4, $5, 'asked', '', '', '')",
        &[
            number.into(),
            case.into(),
            pack.into(),
            whom.into(),
            due.map(|day| day.to_string()).into(),
        ],
    )?;
    Ok(number)
}

fn known(
    tx: &mut dyn Tx,
    case: i64,
    paper: i64,
    from: &[EvidenceState],
    verb: &'static str,
) -> Result<(), CaseError> {
    let fits = |one: &Evidence| one.number == paper && from.contains(&one.state);
    if evidence(tx, case)?.iter().any(fits) {
        return Ok(());
    }
    Err(CaseError::NoPaper { case, paper, verb })
}
