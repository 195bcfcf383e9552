//! Why a case could not be changed.

use crate::error::StoreError;

/// Why a case could not be changed. Nothing was.
#[derive(Debug, thiserror::Error)]
pub enum CaseError {
    /// The record refused.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No case has this number.
    #[error("there is no case {number}")]
    NoCase {
        /// The number.
        number: i64,
    },
    /// The case is no longer open.
    #[error("case {number} is {state}")]
    NotOpen {
        /// The number.
        number: i64,
        /// `released` or `withdrawn`.
        state: &'static str,
    },
    /// The case has no such paper, or it is not in the state for that.
    #[error("case {case} has no paper {paper} that can be {verb}")]
    NoPaper {
        /// The case.
        case: i64,
        /// The number asked for.
        paper: i64,
        /// `received`, `accepted`, ….
        verb: &'static str,
    },
    /// No pack of that name.
    #[error("there is no evidence pack `{pack}`")]
    NoPack {
        /// The name.
        pack: String,
    },
    /// No reason of that name.
    #[error("`{reason}` is no reason for a release")]
    NoReason {
        /// The code.
        reason: String,
        /// The codes that are.
        known: String,
    },
    /// A text that is needed is empty.
    #[error("the {what} is empty")]
    Empty {
        /// Which text.
        what: &'static str,
    },
    /// The person does not have the role.
    #[error("`{who}` does not have the role `{role}`")]
    NotAllowed {
        /// Who.
        who: String,
        /// The role that it takes.
        role: &'static str,
    },
    /// It takes two different people.
    #[error("`{who}` {did} already: it takes somebody else")]
    SamePerson {
        /// Who.
        who: String,
        /// What was done before.
        did: &'static str,
    },
    /// Papers that were asked for are not settled.
    #[error("case {case} still waits for {papers}")]
    Waiting {
        /// The case.
        case: i64,
        /// Which papers.
        papers: String,
    },
    /// A release rests on papers, and none is named.
    #[error("the release of case {case} names no accepted paper")]
    NoEvidence {
        /// The case.
        case: i64,
    },
    /// The last admin cannot go.
    #[error("`{who}` is the only one with the role `admin`")]
    LastAdmin {
        /// Who.
        who: String,
    },
}

impl CaseError {
    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> String {
        let help = match self {
            CaseError::Store(error) => error.help(),
            CaseError::NoCase { .. } => "see `navicert cases list`",
            CaseError::NotOpen { .. } => "open a new case with `navicert cases open`",
            CaseError::NoPaper { .. } => "see the papers of `navicert cases show`",
            CaseError::NoPack { .. } => "see `navicert cases packs`",
            CaseError::NoReason { known, .. } => return format!("write one of {known}"),
            CaseError::Empty { .. } => "say in words what the decision rests on",
            CaseError::NotAllowed { role, .. } => {
                return format!("an admin can give it: `navicert cases role grant NAME {role}`");
            }
            CaseError::SamePerson { .. } => "let another person with the role sign",
            CaseError::Waiting { .. } => {
                "record them with `cases receive`, settle them with `cases accept` or `cases waive`"
            }
            CaseError::NoEvidence { .. } => {
                "bring a paper with `cases bring`, let a reviewer accept it, name it with `--evidence`"
            }
            CaseError::LastAdmin { .. } => "give somebody else the role first",
        };
        help.to_owned()
    }
}
