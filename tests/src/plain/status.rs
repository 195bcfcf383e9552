//! What is in force when, said plainly.

use crate::random::{Change, ChangeKind, Law};
use navicert_model::day::Day;

/// How a clause stands on the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It has effect.
    InForce,
    /// Nobody knows since this change ran out.
    Lapsed(usize),
    /// It is there and has no effect: suspended, or not enforced.
    Idle,
    /// It is not there.
    Absent,
}

impl Status {
    /// How a clause stands on a day, as known on another.
    pub(super) fn of(law: &Law, index: usize, on: Day, known_day: Day) -> Status {
        let clause = &law.clauses[index];
        let holds = clause.since <= on && clause.until.is_none_or(|until| on < until);
        if law.assume.contains(&index) {
            return if holds { Status::InForce } else { Status::Absent };
        }
        let is_known = |known: Option<Day>| known.is_none_or(|day| day <= known_day);
        if !is_known(clause.known) || clause.reported || !holds {
            return Status::Absent;
        }
        let mut newest = (Day::MIN, Status::InForce);
        for (at, change) in law.changes.iter().enumerate() {
            if !law.names(&change.targets, index) || change.since > on || !is_known(change.known) {
                continue;
            }
            if change.kind == ChangeKind::Cease {
                return Status::Absent;
            }
            if let Some(status) = after(change, at, on)
                && change.since >= newest.0
            {
                newest = (change.since, status);
            }
        }
        newest.1
    }
}

/// What a change that has begun says about the day, if anything.
fn after(change: &Change, at: usize, on: Day) -> Option<Status> {
    let within = change.until.is_none_or(|until| on < until);
    match change.kind {
        ChangeKind::SuspendUnconfirmed | ChangeKind::SuspendRevived | ChangeKind::SuspendEnded
            if within =>
        {
            Some(Status::Idle)
        }
        ChangeKind::SuspendUnconfirmed => Some(Status::Lapsed(at)),
        ChangeKind::SuspendRevived | ChangeKind::Revive => Some(Status::InForce),
        ChangeKind::SuspendEnded => Some(Status::Absent),
        ChangeKind::Unenforced => within.then_some(Status::Idle),
        ChangeKind::Cease => Some(Status::Absent),
    }
}
