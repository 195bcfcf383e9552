//! `cases open`, `sign` and `withdraw`.

use super::{act, no_line};
use crate::failure::{Exit, Failure};
use crate::output::print;
use crate::record::Who;
use clap::Args;
use navicert_record::basis::basis;
use navicert_store::cases::{self, CaseError, Signing};

/// Hold an order line
///
/// A line that is held already keeps its case.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  navicert cases open SO-1001/10 --reason end-use-unclear --note 'who uses the magnets?'"
)]
pub struct Open {
    /// Id of the order line
    line: String,
    /// Why, as a code of your own
    #[arg(long)]
    reason: String,
    /// Why, in words
    #[arg(long)]
    note: String,
    #[command(flatten)]
    who: Who,
}

/// Sign the release of a case: two different people, each with a reason, a note and accepted papers
///
/// A signature holds for the line, its decision and the papers as they are. If any of them changes
/// before the second signature, the first is void.
#[derive(Debug, Args)]
#[command(
    after_help = "Reasons: evidence-complete, licence-granted, exception-confirmed, not-listed-party,\n  \
    authority-cleared, law-changed\n\nExample:\n  navicert cases sign 12 --reason evidence-complete --evidence 30 \
    --note 'civil use is shown' --who 'C. First'"
)]
pub struct Sign {
    /// The case's number
    case: i64,
    /// Why: a code
    #[arg(long)]
    reason: String,
    /// Why, in words
    #[arg(long)]
    note: String,
    /// Numbers of the accepted papers that it rests on
    #[arg(long, required = true, value_delimiter = ',', value_name = "PAPER")]
    evidence: Vec<i64>,
    #[command(flatten)]
    who: Who,
}

/// End a case that was opened by mistake; it takes a releaser who did not open it
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  navicert cases withdraw 12 --note 'another order was meant'")]
pub struct Withdraw {
    /// The case's number
    case: i64,
    /// Why
    #[arg(long)]
    note: String,
    #[command(flatten)]
    who: Who,
}

impl Open {
    /// Runs the command.
    ///
    /// # Errors
    /// A line that is not there; what the case refuses.
    pub fn run(self) -> Result<Exit, Failure> {
        let opened = act(&self.who, |tx, by| match basis(tx, &self.line)? {
            None => Ok(None),
            Some(_) => cases::open(tx, &self.line, &self.reason, &self.note, by).map(Some),
        })?;
        let (number, new) = opened.ok_or_else(|| no_line(&self.line))?;
        let word = if new { "is held by" } else { "is held already by" };
        print(&format!("{} {word} case {number}\n", self.line))?;
        Ok(Exit::Go)
    }
}

impl Sign {
    /// Runs the command.
    ///
    /// # Errors
    /// What the case refuses.
    pub fn run(self) -> Result<Exit, Failure> {
        let (line, signed) = act(&self.who, |tx, by| {
            let line = cases::get(tx, self.case)?.line;
            let Some(basis) = basis(tx, &line)? else { return Ok((line, None)) };
            let signing = Signing {
                reason: &self.reason,
                note: &self.note,
                evidence: &self.evidence,
                basis: &basis,
            };
            let signed = cases::sign(tx, self.case, &signing, by)?;
            Ok::<_, CaseError>((line, Some(signed)))
        })?;
        let signed = signed.ok_or_else(|| no_line(&line))?;
        let mut out = String::new();
        for who in &signed.void {
            out.push_str(&format!(
                "the signature of {who} is void: the line, its decision or its papers have changed\n"
            ));
        }
        out.push_str(&match signed.released {
            true => format!("case {}: {line} is released\n", self.case),
            false => format!("case {}: signed; somebody else has to sign too\n", self.case),
        });
        print(&out)?;
        Ok(Exit::Go)
    }
}

impl Withdraw {
    /// Runs the command.
    ///
    /// # Errors
    /// What the case refuses.
    pub fn run(self) -> Result<Exit, Failure> {
        act(&self.who, |tx, by| cases::withdraw(tx, self.case, &self.note, by))?;
        print(&format!("case {} is withdrawn\n", self.case))?;
        Ok(Exit::Go)
    }
}
