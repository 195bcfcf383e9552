//! What is in force when, as known at a moment.

use super::{Change, ChangeIx, ChangeKind, Clause, ClauseIx, Lapse, LawBook, Standing};
use navicert_model::day::Day;

/// The state of a clause on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// It has effect.
    InForce,
    /// A suspension has run out and nothing newer is known: both branches are possible.
    Lapsed(ChangeIx),
    /// Its first day is to come.
    NotYet,
    /// Suspended by this change.
    Suspended(ChangeIx),
    /// Gone before it ever had effect.
    NeverInForce,
    /// Gone.
    Ceased,
    /// Codified, the agency announced that it does not enforce.
    NotEnforced(ChangeIx),
    /// Only reported or proposed.
    OnlyReported,
    /// Nobody knew of it at the moment asked for.
    NotKnown,
}

impl Status {
    /// The vocabulary's word for why a clause has no effect or does not close; `None` = in force.
    pub fn word(self) -> Option<&'static str> {
        match self {
            Status::InForce => None,
            Status::Lapsed(_) => Some("lapse-unconfirmed"),
            Status::NotYet => Some("not-yet"),
            Status::Suspended(_) => Some("suspended"),
            Status::NeverInForce => Some("never-in-force"),
            Status::Ceased => Some("ceased"),
            Status::NotEnforced(_) => Some("not-enforced"),
            Status::OnlyReported => Some("basis-only-reported"),
            Status::NotKnown => Some("not-known"),
        }
    }

    /// Whether the clause has, or may have, effect.
    pub fn may_have_effect(self) -> bool {
        matches!(self, Status::InForce | Status::Lapsed(_))
    }
}

/// The changes that touch each clause, by clause; made once for a book.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    by_clause: Vec<Vec<ChangeIx>>,
}

impl Changes {
    /// Collects the changes of `book`. Linear in their references.
    pub fn of(book: &LawBook) -> Self {
        let mut by_clause = vec![Vec::new(); book.clauses.len()];
        for (index, change) in book.changes.iter().enumerate() {
            for clause in &change.clauses {
                by_clause[clause.0 as usize].push(ChangeIx(index as u32));
            }
        }
        Changes { by_clause }
    }

    /// Status of `clause` on `on` with the statements known on `known_at`; `assumed` brings a
    /// clause in that is only reported, suspended or lapsed.
    pub fn status(
        &self,
        book: &LawBook,
        clause: ClauseIx,
        on: Day,
        known_at: Day,
        assumed: bool,
    ) -> Status {
        let this = &book.clauses[clause.0 as usize];
        if this.known > known_at && !assumed {
            return Status::NotKnown;
        }
        if assumed {
            return if this.days.holds(on) { Status::InForce } else { Self::outside(this, on) };
        }
        if this.standing != Standing::InForce {
            return Status::OnlyReported;
        }
        let known = self.by_clause[clause.0 as usize]
            .iter()
            .map(|&ix| (ix, &book.changes[ix.0 as usize]))
            .filter(|(_, change)| change.known <= known_at);
        let timeline: Vec<(ChangeIx, &Change)> = known.collect();
        if let Some(ceased) = Self::ceased(&timeline, on) {
            let until = this.days.until.map_or(ceased, |day| day.min(ceased));
            return if self.ever_in_force(this, &timeline, until) {
                Status::Ceased
            } else {
                Status::NeverInForce
            };
        }
        let gone = this.days.until.is_some_and(|until| on >= until);
        match Self::suspension(&timeline, on) {
            Some(Status::Lapsed(_)) if on < this.days.since => Status::NotYet,
            Some(status) if !gone => status,
            _ if this.days.holds(on) => Status::InForce,
            _ => Self::outside(this, on),
        }
    }

    fn outside(clause: &Clause, on: Day) -> Status {
        if on < clause.days.since { Status::NotYet } else { Status::Ceased }
    }

    fn ceased(timeline: &[(ChangeIx, &Change)], on: Day) -> Option<Day> {
        timeline
            .iter()
            .filter(|(_, change)| change.kind == ChangeKind::Cease && change.days.since <= on)
            .map(|(_, change)| change.days.since)
            .min()
    }

    /// Whether some day before `until` was in force: no suspension covered it.
    fn ever_in_force(&self, clause: &Clause, timeline: &[(ChangeIx, &Change)], until: Day) -> bool {
        let mut day = clause.days.since;
        while day < until {
            let cover = timeline
                .iter()
                .filter(|(_, change)| {
                    matches!(change.kind, ChangeKind::Suspend(_)) && change.days.holds(day)
                })
                .filter_map(|(_, change)| change.days.until)
                .max();
            match cover {
                Some(end) => day = end,
                None => return true,
            }
        }
        false
    }

    /// What suspensions, revivals and non-enforcement say about the day, if anything. The newest
    /// statement whose first day has come decides.
    fn suspension(timeline: &[(ChangeIx, &Change)], on: Day) -> Option<Status> {
        let mut latest: Option<(Day, Status)> = None;
        for &(ix, change) in timeline {
            if change.days.since > on {
                continue;
            }
            let within = change.days.holds(on);
            let status = match change.kind {
                ChangeKind::Suspend(_) if within => Some(Status::Suspended(ix)),
                ChangeKind::Suspend(Lapse::Unconfirmed) => Some(Status::Lapsed(ix)),
                ChangeKind::Suspend(Lapse::Ended) => Some(Status::Ceased),
                ChangeKind::Unenforced if within => Some(Status::NotEnforced(ix)),
                ChangeKind::Suspend(Lapse::Revived) | ChangeKind::Revive => Some(Status::InForce),
                ChangeKind::Unenforced | ChangeKind::Cease => None,
            };
            if let Some(status) = status
                && latest.is_none_or(|(since, _)| change.days.since >= since)
            {
                latest = Some((change.days.since, status));
            }
        }
        latest.map(|(_, status)| status).filter(|&status| status != Status::InForce)
    }
}

/// Every day that the book names, sorted: the days on which an answer can change.
pub fn breakpoints(book: &LawBook) -> Vec<Day> {
    let mut days = Vec::new();
    let mut add =
        |since: Option<Day>, until: Option<Day>| days.extend(since.into_iter().chain(until));
    for clause in &book.clauses {
        add(Some(clause.days.since), clause.days.until);
        add(clause.comply, None);
        clause.grace.iter().for_each(|grace| add(None, grace.until));
    }
    book.acts.iter().for_each(|act| add(Some(act.published), None));
    book.guidance.iter().for_each(|said| add(Some(said.day), None));
    book.conflicts.iter().for_each(|one| add(Some(one.days.since), one.days.until));
    for change in &book.changes {
        add(Some(change.days.since), change.days.until);
    }
    for group in &book.groups {
        group.members.iter().for_each(|(_, since, until)| add(*since, *until));
    }
    for list in &book.lists {
        list.entries.iter().for_each(|entry| add(entry.since, entry.until));
    }
    for party in &book.parties {
        add(Some(party.since), party.until);
    }
    days.sort_unstable();
    days.dedup();
    days
}
