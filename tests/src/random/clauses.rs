//! Random clauses, entries and changes of status.

use super::choices::Choices;
use super::conditions::{CLAIMS, CODES, Focus, Scope, cond, threshold};
use super::law::{ACTS, Change, ChangeKind, Clause, Entry, Kind, LISTS, Law, Target, Threshold};
use crate::plain::POINTS;
use navicert_model::day::Day;
use navicert_model::verdict::Effect;

/// The days on which clauses begin and end.
pub(super) const DAYS: [&str; 6] =
    ["2026-01-10", "2026-03-01", "2026-05-01", "2026-06-01", "2026-08-01", "2026-10-01"];

/// The days that conditions name.
pub(super) fn word_days() -> Vec<Day> {
    parsed(&["2026-01-01", "2026-04-01"])
}

pub(super) fn parsed(days: &[&str]) -> Vec<Day> {
    days.iter().filter_map(|text| Day::parse(text).ok()).collect()
}

pub(super) fn day(c: &mut Choices<'_>, of: &[Day]) -> Day {
    of[c.below(of.len())]
}

/// A random law: a clause for each row of numbers, then the rest of the law.
pub(super) fn law(rows: &[Vec<u16>], rest: &[u16], rare: bool) -> Law {
    let mut law = Law::default();
    let mut c = Choices::new(rest);
    let linked = c.percent(30);
    let focus = match c.below(10) {
        0..5 => Focus::Everything,
        5..8 => Focus::Lists,
        _ => Focus::Tags,
    };
    let scope = Scope { clauses: rows.len(), party: false, content: false, linked, rare, focus };
    for (index, row) in rows.iter().enumerate() {
        law.clauses.push(clause(&mut Choices::new(row), index, scope));
    }
    if linked {
        let scope = Scope { linked: false, rare: false, ..scope };
        law.define = Some(cond(&mut c, scope, 2));
    }
    entries(&mut c, &mut law);
    changes(&mut c, &mut law);
    law.known_day = c.percent(10).then(|| parsed(&["2026-05-15"])[0]);
    if c.percent(10) {
        law.assume = vec![c.below(rows.len())];
    }
    law
}

/// A random clause; the first of a law is no exception.
pub(super) fn clause(c: &mut Choices<'_>, index: usize, scope: Scope) -> Clause {
    let exception = index > 0 && c.percent(20);
    let days = parsed(&DAYS);
    let kind = if exception {
        let claimed = c.percent(60).then(|| c.one(&CLAIMS));
        let mut lifts = vec![Target::Clause(c.below(index))];
        if c.percent(20) {
            lifts.push(Target::Act(c.below(ACTS.len())));
        }
        Kind::Exception { lifts, claimed }
    } else {
        Kind::Effect(c.one(&[
            Effect::Licence,
            Effect::Prohibited,
            Effect::Licence,
            Effect::Prohibited,
            Effect::Free,
        ]))
    };
    let since = days[c.below(3)];
    Clause {
        act: c.below(ACTS.len()),
        pin: (index + 1).to_string(),
        kind,
        since,
        until: c.percent(20).then(|| days[3 + c.below(3)]),
        known: c.percent(10).then(|| parsed(&["2026-06-01"])[0]),
        reported: !exception && c.percent(8),
        when: Some(cond(c, scope, 3)),
        reach: c.percent(50).then(|| cond(c, scope, 1)),
        unless: c.percent(20).then(|| cond(c, scope, 1)),
        grace: c.percent(12).then(|| {
            let until = c.percent(70).then(|| days[3 + c.below(3)]);
            (until, cond(c, scope, 1))
        }),
        duty: c.percent(20),
    }
}

fn entries(c: &mut Choices<'_>, law: &mut Law) {
    let by = [c.below(law.clauses.len()), c.below(law.clauses.len())];
    let days = parsed(&DAYS);
    let count = 2 + c.below(6);
    for _ in 0..count {
        let (by, code) = (c.one(&by), c.one(&CODES));
        let list = usize::from(c.percent(20)).min(LISTS.len() - 1);
        let thresholds = if c.percent(40) { 1 + c.below(2) } else { 0 };
        let mut when = Vec::new();
        for _ in 0..thresholds {
            when.push(threshold(c, 0));
            if !can_be_met(&when) {
                when.pop();
            }
        }
        let known =
            law.entries.iter().any(|entry| (entry.list, entry.code, entry.by) == (list, code, by));
        let since = c.percent(10).then(|| days[1]);
        let until = c.percent(10).then(|| days[4]);
        if !known {
            law.entries.push(Entry { list, code, by, when, since, until });
        }
    }
}

/// Whether some amounts meet all thresholds.
fn can_be_met(when: &[Threshold]) -> bool {
    when.iter().map(|threshold| threshold.parameter).all(|parameter| {
        let of_it = || when.iter().filter(move |threshold| threshold.parameter == parameter);
        POINTS.into_iter().any(|value| of_it().all(|threshold| threshold.holds_of(value)))
    })
}

fn changes(c: &mut Choices<'_>, law: &mut Law) {
    use ChangeKind::{Cease, Revive, SuspendEnded, SuspendRevived, SuspendUnconfirmed, Unenforced};
    let count = c.below(4);
    for _ in 0..count {
        let kind = c.one(&[
            SuspendUnconfirmed,
            SuspendUnconfirmed,
            SuspendRevived,
            SuspendEnded,
            Unenforced,
            Revive,
            Cease,
        ]);
        // Half of the changes meet the clauses behind lists, on which most hangs.
        let first = if c.percent(50) {
            law.entries[c.below(law.entries.len())].by
        } else {
            c.below(law.clauses.len())
        };
        let mut targets = vec![Target::Clause(first)];
        if c.percent(30) {
            targets.push(Target::Clause(c.below(law.clauses.len())));
        }
        if c.percent(5) {
            targets.push(Target::Act(c.below(ACTS.len())));
        }
        // Changes begin on different days, so that one of them is the newest.
        let begins = ["2026-02-01", "2026-04-01", "2026-05-20", "2026-07-01"];
        let since = parsed(&begins)[law.changes.len()];
        let until = parsed(&["2026-08-01", "2026-09-01"])[c.below(2)];
        law.changes.push(Change {
            act: c.below(ACTS.len()),
            kind,
            targets,
            since,
            until: (!matches!(kind, Cease | Revive)).then_some(until),
            known: c.percent(10).then(|| parsed(&["2026-06-01"])[0]),
        });
    }
}
