//! Two signatures release a line.

use super::error::CaseError;
use super::evidence::{EvidenceState, evidence};
use super::roles::{Role, require, same_person};
use super::{append, filled, get_open, packs};
use crate::audit::hex;
use crate::error::StoreError;
use crate::licences::By;
use crate::store::Tx;
use serde_json::json;
use sha2::{Digest, Sha256};

/// What a signature says.
#[derive(Clone, Copy, Debug)]
pub struct Signing<'a> {
    /// Why the line may go: one of [`packs::reasons`].
    pub reason: &'a str,
    /// Why, in words.
    pub note: &'a str,
    /// The papers that it rests on: accepted ones of this case.
    pub evidence: &'a [i64],
    /// The line's revision and decision as they are now, as a digest.
    pub basis: &'a str,
}

/// A signature under a release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// Its number, from 1 on over all cases.
    pub number: i64,
    /// Who.
    pub who: String,
    /// When.
    pub at: String,
    /// Why.
    pub reason: String,
    /// Why, in words.
    pub note: String,
    /// Numbers of the papers, joined by commas.
    pub evidence: String,
    /// What it was given for.
    basis: String,
    /// Whether it still counts.
    pub stands: bool,
}

/// What a signature did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// Whether the line is released.
    pub released: bool,
    /// Who signed before for something that has changed since: these signatures are void.
    pub void: Vec<String>,
}

/// Signs the release of a case. The first signature waits for a second one by somebody else, for the
/// same line, decision and papers; the second releases the line.
///
/// # Errors
/// [`CaseError`]; then nothing is written.
pub fn sign(
    tx: &mut dyn Tx,
    number: i64,
    signing: &Signing<'_>,
    by: &By,
) -> Result<Signed, CaseError> {
    require(tx, by, Role::Releaser)?;
    let case = get_open(tx, number)?;
    filled("note", signing.note)?;
    if !packs::reasons().iter().any(|one| one.code == signing.reason) {
        let known: Vec<String> =
            packs::reasons().iter().map(|one| format!("`{}`", one.code)).collect();
        let reason = signing.reason.to_owned();
        return Err(CaseError::NoReason { reason, known: known.join(", ") });
    }
    let papers = settled(tx, number, signing.evidence)?;
    let whole = whole(signing.basis, &papers);
    let before: Vec<Signature> =
        signatures(tx, number)?.into_iter().filter(|one| one.stands).collect();
    let (standing, gone): (Vec<_>, Vec<_>) = before.into_iter().partition(|one| one.basis == whole);
    if standing.iter().any(|one| same_person(&one.who, &by.who)) {
        return Err(CaseError::SamePerson { who: by.who.clone(), did: "signed" });
    }
    for one in &gone {
        let sql = "UPDATE case_signatures SET state = 'void' WHERE number = $1";
        tx.execute(sql, &[one.number.into()])?;
        let payload = json!({ "case": number, "signature": one.number, "of": one.who });
        append(tx, "cases.void", &case.line, &payload, by)?;
    }
    write(tx, number, signing, &whole, by)?;
    let released = !standing.is_empty();
    let payload = json!({
        "case": number, "reason": signing.reason, "note": signing.note,
        "evidence": signing.evidence, "basis": whole, "line_basis": signing.basis,
    });
    append(tx, "cases.sign", &case.line, &payload, by)?;
    if released {
        let sql = "UPDATE cases SET state = 'released', basis = $1 WHERE number = $2";
        tx.execute(sql, &[signing.basis.into(), number.into()])?;
        let first = standing.iter().map(|one| one.who.as_str()).collect::<Vec<_>>();
        let payload = json!({ "case": number, "signed": first, "and": by.who });
        append(tx, "cases.release", &case.line, &payload, by)?;
    }
    Ok(Signed { released, void: gone.into_iter().map(|one| one.who).collect() })
}

/// The state of the papers, if all are settled and those named are accepted.
fn settled(tx: &mut dyn Tx, case: i64, named: &[i64]) -> Result<String, CaseError> {
    let papers = evidence(tx, case)?;
    let open: Vec<String> = papers
        .iter()
        .filter(|one| !matches!(one.state, EvidenceState::Accepted | EvidenceState::Waived))
        .map(|one| format!("paper {} ({}, {})", one.number, one.pack, one.state.as_str()))
        .collect();
    if !open.is_empty() {
        return Err(CaseError::Waiting { case, papers: open.join(", ") });
    }
    if named.is_empty() {
        return Err(CaseError::NoEvidence { case });
    }
    for number in named {
        let accepted = |one: &super::Evidence| one.state == EvidenceState::Accepted;
        if !papers.iter().any(|one| one.number == *number && accepted(one)) {
            return Err(CaseError::NoPaper { case, paper: *number, verb: "named" });
        }
    }
    let state: Vec<String> = papers
        .iter()
        .map(|one| {
            let paper = &one.paper;
            json!([one.number, one.state.as_str(), paper.reference, paper.sha256]).to_string()
        })
        .collect();
    Ok(state.join("\n"))
}

/// What a signature is given for: the line's basis and the papers.
fn whole(basis: &str, papers: &str) -> String {
    hex::of(&Sha256::digest(format!("{basis}\n{papers}").as_bytes()))
}

/// Signatures of a case, in order.
///
/// # Errors
/// Whatever the database refuses.
pub fn signatures(tx: &mut dyn Tx, case: i64) -> Result<Vec<Signature>, StoreError> {
    let mut found = Vec::new();
    let sql = "SELECT number, who, moment, reason, note, evidence, basis, state \
               FROM case_signatures WHERE held = $1 ORDER BY number";
    tx.query(sql, &[case.into()], &mut |row| {
        found.push(Signature {
            number: row.int(0)?,
            who: row.text(1)?.to_owned(),
            at: row.text(2)?.to_owned(),
            reason: row.text(3)?.to_owned(),
            note: row.text(4)?.to_owned(),
            evidence: row.text(5)?.to_owned(),
            basis: row.text(6)?.to_owned(),
            stands: row.text(7)? == "standing",
        });
        Ok(())
    })?;
    Ok(found)
}

fn write(
    tx: &mut dyn Tx,
    case: i64,
    signing: &Signing<'_>,
    basis: &str,
    by: &By,
) -> Result<(), StoreError> {
    let number = tx.one_int("SELECT MAX(number) FROM case_signatures", &[])?.unwrap_or(0) + 1;
    let evidence: Vec<String> = signing.evidence.iter().map(ToString::to_string).collect();
    tx.execute(
        "INSERT INTO case_signatures (number, held, who, moment, reason, note, evidence, basis, state) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'standing')",
        &[
            number.into(),
            case.into(),
            (&by.who).into(),
            (&by.at).into(),
            signing.reason.into(),
            signing.note.into(),
            evidence.join(",").into(),
            basis.into(),
        ],
    )?;
    Ok(())
}
