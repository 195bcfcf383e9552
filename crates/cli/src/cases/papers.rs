//! `cases ask`, `receive`, `bring`, `accept`, `reject`, `waive`: the papers of a case.

use super::{act, packs};
use crate::clock;
use crate::failure::{Exit, Failure};
use crate::output::print;
use crate::record::Who;
use clap::Args;
use navicert_model::day::Day;
use navicert_store::audit::hex;
use navicert_store::cases::{self, EvidenceState, Paper};
use sha2::{Digest, Sha256};
use std::path::PathBuf;

/// Ask for a paper, by a day
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  navicert cases ask 12 --pack cn/end-user-statement --due 2026-02-15 --whom 'Example Seimitsu K.K.'\n  \
    navicert cases packs cn/end-user-statement   # what to send"
)]
pub struct Ask {
    /// The case's number
    case: i64,
    /// The evidence pack: what the paper has to hold
    #[arg(long)]
    pack: String,
    /// By when
    #[arg(long, value_parser = clock::day)]
    due: Day,
    /// Who has to give it [default: the role that the pack names]
    #[arg(long)]
    whom: Option<String>,
    #[command(flatten)]
    who: Who,
}

/// What came in.
#[derive(Debug, Args)]
struct Came {
    /// The paper's own number, or where it is kept
    #[arg(long = "ref", value_name = "REFERENCE")]
    reference: String,
    /// Its date
    #[arg(long, value_parser = clock::day)]
    dated: Option<Day>,
    /// The file: its SHA-256 is kept, the file is not
    #[arg(long)]
    file: Option<PathBuf>,
    #[command(flatten)]
    who: Who,
}

/// Record that a paper came in that was asked for
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  navicert cases receive 12 30 --ref EUS-77 --dated 2026-02-10 --file eus-77.pdf"
)]
pub struct Receive {
    /// The case's number
    case: i64,
    /// The paper's number
    paper: i64,
    #[command(flatten)]
    came: Came,
}

/// Record a paper that nobody asked for
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  navicert cases bring 12 --kind cn/pledge --ref 'letter of 3 May'"
)]
pub struct Bring {
    /// The case's number
    case: i64,
    /// What it is: an evidence pack, or a kind of evidence
    #[arg(long)]
    kind: String,
    #[command(flatten)]
    came: Came,
}

/// What a reviewer says of a paper.
#[derive(Debug, Args)]
struct Said {
    /// The case's number
    case: i64,
    /// The paper's number
    paper: i64,
    /// Why
    #[arg(long)]
    note: String,
    #[command(flatten)]
    who: Who,
}

/// Accept a paper that came in
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  navicert cases accept 12 30 --note 'signed, sealed, the use is concrete'"
)]
pub struct Accept {
    #[command(flatten)]
    said: Said,
}

/// Reject a paper that came in: it is waited for again
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  navicert cases reject 12 30 --note 'no seal'")]
pub struct Reject {
    #[command(flatten)]
    said: Said,
}

/// Say that a paper is not needed after all
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  navicert cases waive 12 30 --note 'the contract says the same'"
)]
pub struct Waive {
    #[command(flatten)]
    said: Said,
}

impl Ask {
    /// Runs the command.
    ///
    /// # Errors
    /// What the case refuses.
    pub fn run(self) -> Result<Exit, Failure> {
        let pack = packs::find(&self.pack)?;
        let whom = self.whom.as_deref().unwrap_or(&pack.whom);
        let number =
            act(&self.who, |tx, by| cases::ask(tx, self.case, &pack.id, whom, self.due, by))?;
        print(&format!(
            "case {}: paper {number} ({}) asked of {whom}, due {}\n",
            self.case, pack.id, self.due
        ))?;
        Ok(Exit::Go)
    }
}

impl Came {
    fn paper(&self) -> Result<Paper, Failure> {
        let sha256 = match &self.file {
            None => String::new(),
            Some(path) => {
                let bytes =
                    std::fs::read(path).map_err(|error| Failure::file("read", path, &error))?;
                hex::of(&Sha256::digest(&bytes))
            }
        };
        Ok(Paper { reference: self.reference.clone(), dated: self.dated, sha256 })
    }
}

impl Receive {
    /// Runs the command.
    ///
    /// # Errors
    /// What the case refuses.
    pub fn run(self) -> Result<Exit, Failure> {
        let paper = self.came.paper()?;
        let asked = Some(self.paper);
        act(&self.came.who, |tx, by| cases::bring(tx, self.case, asked, "", &paper, by))?;
        print(&format!("case {}: paper {} received\n", self.case, self.paper))?;
        Ok(Exit::Go)
    }
}

impl Bring {
    /// Runs the command.
    ///
    /// # Errors
    /// What the case refuses.
    pub fn run(self) -> Result<Exit, Failure> {
        let paper = self.came.paper()?;
        let number = act(&self.came.who, |tx, by| {
            cases::bring(tx, self.case, None, &self.kind, &paper, by)
        })?;
        print(&format!("case {}: paper {number} received\n", self.case))?;
        Ok(Exit::Go)
    }
}

impl Said {
    fn run(self, to: EvidenceState) -> Result<Exit, Failure> {
        act(&self.who, |tx, by| cases::judge(tx, self.case, self.paper, to, &self.note, by))?;
        print(&format!("case {}: paper {} {}\n", self.case, self.paper, to.as_str()))?;
        Ok(Exit::Go)
    }
}

impl Accept {
    /// Runs the command.
    ///
    /// # Errors
    /// What the case refuses.
    pub fn run(self) -> Result<Exit, Failure> {
        self.said.run(EvidenceState::Accepted)
    }
}

impl Reject {
    /// Runs the command.
    ///
    /// # Errors
    /// What the case refuses.
    pub fn run(self) -> Result<Exit, Failure> {
        self.said.run(EvidenceState::Rejected)
    }
}

impl Waive {
    /// Runs the command.
    ///
    /// # Errors
    /// What the case refuses.
    pub fn run(self) -> Result<Exit, Failure> {
        self.said.run(EvidenceState::Waived)
    }
}
