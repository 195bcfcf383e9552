//! `cases`: order lines held, papers asked for, releases signed.

mod look;
mod packs;
mod papers;
mod release;
mod role;

use crate::failure::{Exit, Failure};
use crate::record::{self, Who};
use clap::Subcommand;
use navicert_store::Tx;
use navicert_store::cases::CaseError;
use navicert_store::licences::By;

/// What can be done with cases.
#[derive(Debug, Subcommand)]
pub enum Cases {
    Open(release::Open),
    List(look::List),
    Show(look::Show),
    Ask(papers::Ask),
    Receive(papers::Receive),
    Bring(papers::Bring),
    Accept(papers::Accept),
    Reject(papers::Reject),
    Waive(papers::Waive),
    Sign(release::Sign),
    Withdraw(release::Withdraw),
    Standing(look::Lines),
    Packs(packs::Packs),
    /// Who may do what
    #[command(subcommand)]
    Role(role::Roles),
}

impl Cases {
    /// Runs the command.
    ///
    /// # Errors
    /// As the command.
    pub fn run(self) -> Result<Exit, Failure> {
        match self {
            Cases::Open(open) => open.run(),
            Cases::List(list) => list.run(),
            Cases::Show(show) => show.run(),
            Cases::Ask(ask) => ask.run(),
            Cases::Receive(receive) => receive.run(),
            Cases::Bring(bring) => bring.run(),
            Cases::Accept(accept) => accept.run(),
            Cases::Reject(reject) => reject.run(),
            Cases::Waive(waive) => waive.run(),
            Cases::Sign(sign) => sign.run(),
            Cases::Withdraw(withdraw) => withdraw.run(),
            Cases::Standing(lines) => lines.run(),
            Cases::Packs(packs) => packs.run(),
            Cases::Role(roles) => roles.run(),
        }
    }
}

fn refused(error: &CaseError) -> Failure {
    Failure::bad(error.to_string(), error.help())
}

/// Does something in one transaction.
fn act<T>(
    who: &Who,
    act: impl FnOnce(&mut dyn Tx, &By) -> Result<T, CaseError>,
) -> Result<T, Failure> {
    let mut store = record::open()?;
    let mut tx = store.write().map_err(|error| record::failed(&error))?;
    let done = act(&mut *tx, &crate::licences::by(who)).map_err(|error| refused(&error))?;
    tx.commit().map_err(|error| record::failed(&error))?;
    Ok(done)
}

/// A line of the order book that has to be there.
fn no_line(line: &str) -> Failure {
    let what = format!("the record holds no line `{line}`");
    Failure::bad(what, "`navicert orders list` has the lines; import it first")
}
