//! Cases: roles, papers, four eyes, and signatures that a change makes void.

use super::audit::sealed;
use crate::harness::{Fresh, on_both};
use navicert_model::day::Day;
use navicert_store::cases::{
    self, CaseError, CaseState, EvidenceState, Paper, Role, Signing, Standing, roles,
};
use navicert_store::licences::By;
use navicert_store::{Store, Tx};

on_both!(
    roles_are_given_by_an_admin,
    two_people_release_on_evidence,
    a_change_makes_the_first_signature_void,
    a_change_after_the_release_holds_the_line_again,
    papers_have_due_dates,
    a_mistaken_case_is_withdrawn_by_somebody_else,
);

pub fn by(who: &str) -> By {
    By { who: who.to_owned(), at: "2026-02-01T08:00:00Z".to_owned() }
}

/// Everybody whom the tests need.
pub fn people(tx: &mut dyn Tx) {
    let chief = by("Chief");
    roles::grant(tx, "Chief", Role::Admin, &chief).unwrap();
    for (who, role) in [
        ("Clerk", Role::Clerk),
        ("Reviewer", Role::Reviewer),
        ("First", Role::Releaser),
        ("Second", Role::Releaser),
    ] {
        roles::grant(tx, who, role, &chief).unwrap();
    }
}

/// A case with one accepted paper.
pub fn ready(tx: &mut dyn Tx, line: &str) -> (i64, i64) {
    let (case, new) =
        cases::open(tx, line, "end-use-unclear", "who uses it?", &by("Clerk")).unwrap();
    assert!(new);
    let due = Day::parse("2026-02-15").unwrap();
    let pack = "cn/end-user-statement";
    let paper = cases::ask(tx, case, pack, "Example K.K.", due, &by("Clerk")).unwrap();
    let came = Paper { reference: "EUS-77".to_owned(), dated: Some(due), sha256: "ab".repeat(32) };
    cases::bring(tx, case, Some(paper), "", &came, &by("Clerk")).unwrap();
    let accepted = EvidenceState::Accepted;
    cases::judge(tx, case, paper, accepted, "signed and sealed", &by("Reviewer")).unwrap();
    (case, paper)
}

pub fn signing<'a>(evidence: &'a [i64], basis: &'a str) -> Signing<'a> {
    Signing { reason: "evidence-complete", note: "civil use is shown", evidence, basis }
}

fn roles_are_given_by_an_admin(fresh: &Fresh) {
    let mut store = sealed(fresh);
    let mut tx = store.write().unwrap();
    let refused = roles::grant(&mut *tx, "Clerk", Role::Clerk, &by("Clerk"));
    assert!(matches!(refused, Err(CaseError::NotAllowed { role: "admin", .. })), "{refused:?}");
    people(&mut *tx);
    let refused = roles::grant(&mut *tx, "Clerk", Role::Admin, &by("Clerk"));
    assert!(matches!(refused, Err(CaseError::NotAllowed { .. })), "{refused:?}");
    let refused = roles::revoke(&mut *tx, "chief", Role::Admin, &by("Chief"));
    assert!(matches!(refused, Err(CaseError::LastAdmin { .. })), "{refused:?}");
    roles::revoke(&mut *tx, "CLERK", Role::Clerk, &by("Chief")).unwrap();
    let refused = cases::open(&mut *tx, "SO-1", "r", "n", &by("Clerk"));
    assert!(matches!(refused, Err(CaseError::NotAllowed { role: "clerk", .. })), "{refused:?}");
    assert_eq!(roles::all(&mut *tx).unwrap().len(), 4);
}

fn two_people_release_on_evidence(fresh: &Fresh) {
    let mut store = sealed(fresh);
    let mut tx = store.write().unwrap();
    people(&mut *tx);
    assert_eq!(cases::standing(&mut *tx, "SO-1", "b1").unwrap(), Standing::NoCase);
    let (case, paper) = ready(&mut *tx, "SO-1");
    assert_eq!(cases::open(&mut *tx, "SO-1", "x", "y", &by("Clerk")).unwrap(), (case, false));
    assert_eq!(cases::standing(&mut *tx, "SO-1", "b1").unwrap(), Standing::Held(case));
    let papers = [paper];
    let good = signing(&papers, "b1");
    for (wrong, who, expected) in [
        (good, "Clerk", "`Clerk` does not have the role `releaser`"),
        (Signing { note: "  ", ..good }, "First", "the note is empty"),
        (Signing { reason: "because", ..good }, "First", "`because` is no reason for a release"),
        (
            Signing { evidence: &[], ..good },
            "First",
            "the release of case 1 names no accepted paper",
        ),
        (Signing { evidence: &[9], ..good }, "First", "case 1 has no paper 9 that can be named"),
    ] {
        let refused = cases::sign(&mut *tx, case, &wrong, &by(who)).unwrap_err();
        assert_eq!(refused.to_string(), expected);
    }
    let first = cases::sign(&mut *tx, case, &good, &by("First")).unwrap();
    assert!(!first.released);
    let again = cases::sign(&mut *tx, case, &good, &by(" first ")).unwrap_err();
    assert_eq!(again.to_string(), "` first ` signed already: it takes somebody else");
    let second = cases::sign(&mut *tx, case, &good, &by("Second")).unwrap();
    assert!(second.released && second.void.is_empty());
    assert_eq!(cases::standing(&mut *tx, "SO-1", "b1").unwrap(), Standing::Released(case));
    let late = cases::sign(&mut *tx, case, &good, &by("Second"));
    assert!(matches!(late, Err(CaseError::NotOpen { state: "released", .. })), "{late:?}");
    tx.commit().unwrap();
    let kept = cases::all(&mut *store.read().unwrap(), Some(CaseState::Released)).unwrap();
    assert_eq!(kept.len(), 1);
}

fn a_change_makes_the_first_signature_void(fresh: &Fresh) {
    let mut store = sealed(fresh);
    let mut tx = store.write().unwrap();
    people(&mut *tx);
    let (case, paper) = ready(&mut *tx, "SO-1");
    cases::sign(&mut *tx, case, &signing(&[paper], "b1"), &by("First")).unwrap();
    // The line or its decision is another now.
    let second = cases::sign(&mut *tx, case, &signing(&[paper], "b2"), &by("Second")).unwrap();
    assert_eq!((second.released, second.void), (false, vec!["First".to_owned()]));
    // So is what the papers say.
    let came = Paper { reference: "letter".to_owned(), ..Paper::default() };
    let more = cases::bring(&mut *tx, case, None, "other", &came, &by("Clerk")).unwrap();
    let waits = cases::sign(&mut *tx, case, &signing(&[paper], "b2"), &by("First")).unwrap_err();
    assert_eq!(waits.to_string(), "case 1 still waits for paper 2 (other, received)");
    cases::judge(&mut *tx, case, more, EvidenceState::Accepted, "read", &by("Reviewer")).unwrap();
    let first = cases::sign(&mut *tx, case, &signing(&[paper, more], "b2"), &by("First")).unwrap();
    assert_eq!((first.released, first.void), (false, vec!["Second".to_owned()]));
    let second = cases::sign(&mut *tx, case, &signing(&[paper], "b2"), &by("Second")).unwrap();
    assert!(second.released);
    let stand: Vec<bool> =
        cases::signatures(&mut *tx, case).unwrap().iter().map(|one| one.stands).collect();
    assert_eq!(stand, [false, false, true, true]);
}

fn a_change_after_the_release_holds_the_line_again(fresh: &Fresh) {
    let mut store = sealed(fresh);
    let mut tx = store.write().unwrap();
    people(&mut *tx);
    let (case, paper) = ready(&mut *tx, "SO-1");
    for who in ["First", "Second"] {
        cases::sign(&mut *tx, case, &signing(&[paper], "b1"), &by(who)).unwrap();
    }
    assert_eq!(cases::standing(&mut *tx, "SO-1", "b2").unwrap(), Standing::Overtaken(case));
    let (again, new) =
        cases::open(&mut *tx, "SO-1", "r", "the order changed", &by("Clerk")).unwrap();
    assert!(new && again != case);
    assert_eq!(cases::standing(&mut *tx, "SO-1", "b1").unwrap(), Standing::Held(again));
}

fn papers_have_due_dates(fresh: &Fresh) {
    let mut store = sealed(fresh);
    let mut tx = store.write().unwrap();
    people(&mut *tx);
    let (case, _) = cases::open(&mut *tx, "SO-1", "r", "n", &by("Clerk")).unwrap();
    let due = Day::parse("2026-02-15").unwrap();
    let paper = cases::ask(&mut *tx, case, "cn/pledge", "us", due, &by("Clerk")).unwrap();
    assert!(cases::overdue(&mut *tx, due).unwrap().is_empty());
    assert_eq!(cases::overdue(&mut *tx, due.add_days(1)).unwrap().len(), 1);
    let early = cases::judge(&mut *tx, case, paper, EvidenceState::Accepted, "n", &by("Reviewer"));
    assert!(matches!(early, Err(CaseError::NoPaper { .. })), "{early:?}");
    let refused = cases::judge(&mut *tx, case, paper, EvidenceState::Waived, "n", &by("Clerk"));
    assert!(matches!(refused, Err(CaseError::NotAllowed { .. })), "{refused:?}");
    let came = Paper { reference: "P-1".to_owned(), ..Paper::default() };
    cases::bring(&mut *tx, case, Some(paper), "", &came, &by("Clerk")).unwrap();
    cases::judge(&mut *tx, case, paper, EvidenceState::Rejected, "no seal", &by("Reviewer"))
        .unwrap();
    assert_eq!(cases::overdue(&mut *tx, due.add_days(1)).unwrap().len(), 1);
    cases::judge(&mut *tx, case, paper, EvidenceState::Waived, "not needed", &by("Reviewer"))
        .unwrap();
    assert!(cases::overdue(&mut *tx, due.add_days(1)).unwrap().is_empty());
}

fn a_mistaken_case_is_withdrawn_by_somebody_else(fresh: &Fresh) {
    let mut store = sealed(fresh);
    let mut tx = store.write().unwrap();
    people(&mut *tx);
    roles::grant(&mut *tx, "First", Role::Clerk, &by("Chief")).unwrap();
    let (case, _) = cases::open(&mut *tx, "SO-1", "r", "n", &by("First")).unwrap();
    let refused = cases::withdraw(&mut *tx, case, "mistake", &by("First"));
    assert!(matches!(refused, Err(CaseError::SamePerson { .. })), "{refused:?}");
    cases::withdraw(&mut *tx, case, "another order was meant", &by("Second")).unwrap();
    assert_eq!(cases::standing(&mut *tx, "SO-1", "b").unwrap(), Standing::NoCase);
}
