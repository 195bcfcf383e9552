//! Kept answers are the new ones.

use super::*;
use crate::candidates::Bounds;
use crate::hit::Hit;
use crate::index::Options;
use crate::party::{Kind, Query};
use proptest::prelude::*;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

static CASES: AtomicUsize = AtomicUsize::new(0);

/// Names of all scripts and of all slices of the labelled pairs.
fn pool() -> Vec<(String, Kind)> {
    let mut kind = Kind::Unknown;
    let mut all = Vec::new();
    for line in include_str!("../../tests/pairs.txt").lines().filter(|line| !line.starts_with('#'))
    {
        if let Some((_, word)) = line.strip_prefix('@').and_then(|head| head.split_once(' ')) {
            kind = Kind::parse(word).unwrap();
        } else if let Some((query, listed)) = line.split_once('|') {
            let plain = |name: &str| name.split('{').next().unwrap_or_default().trim().to_owned();
            all.push((plain(&query[1..]), kind));
            all.push((plain(listed), kind));
        }
    }
    all
}

fn entry(at: usize, names: &[usize], pool: &[(String, Kind)]) -> Listed {
    Listed {
        list: "l".into(),
        entry: format!("{at:03}"),
        names: names.iter().map(|name| ListedName::primary(&*pool[*name].0)).collect(),
        kind: pool[names[0]].1,
        ..Listed::default()
    }
}

/// Two answers, but for where the entries stand.
fn same(one: &[Hit<'_>], other: &[Hit<'_>]) -> bool {
    one.len() == other.len()
        && one.iter().zip(other).all(|(a, b)| *a == Hit { position: a.position, ..b.clone() })
}

fn concerns(concern: &mut Concern<'_>, query: &Query, hits: &[Hit<'_>]) -> bool {
    let shown = hits.iter().map(|hit| Shown { list: hit.list, entry: hit.entry, name: hit.name });
    concern.concerns(query, Some(&shown.collect::<Vec<_>>()))
}

proptest! {
    /// What cannot be concerned by a change has the answer it had.
    #[test]
    fn unconcerned_answers_are_the_same(
        entries in prop::collection::vec(prop::collection::vec(0usize..1400, 1..3), 20..120),
        edits in prop::collection::vec((0usize..130, prop::option::of(0usize..1400)), 0..6),
        common in prop::sample::select(vec![1usize, 3, 8, 2000]),
        (wide, most) in prop::sample::select(vec![(2usize, 1usize), (4, 3), (8, 4), (128, 20)]),
    ) {
        // A case builds two indexes and asks 900 questions: so many are enough for one run.
        if CASES.fetch_add(1, Relaxed) >= 500 {
            return Ok(());
        }
        let bounds = Bounds { common, wide, most };
        let pool = pool();
        let mut after: Vec<Option<Vec<usize>>> = entries.iter().cloned().map(Some).collect();
        for (at, name) in &edits {
            let name = name.map(|name| vec![name]);
            match after.get_mut(*at) {
                Some(slot) => *slot = name,
                None => after.push(name),
            }
        }
        let state = |all: &[Option<Vec<usize>>]| {
            let listed = all.iter().enumerate();
            Index::build_with(listed.filter_map(|(at, names)| Some(entry(at, names.as_ref()?, &pool))), bounds)
        };
        let before: Vec<Option<Vec<usize>>> = entries.into_iter().map(Some).collect();
        let (before, after) = (state(&before), state(&after));
        let changes = Changes::between(&before, &after, &[]);
        let mut concern = changes.concern();
        for (name, kind) in pool.iter().step_by(3) {
            let query = Query { kind: *kind, ..Query::named(name) };
            let was = before.screen(&query, &Options::default());
            if !concerns(&mut concern, &query, &was) || !concern.concerns(&query, None) {
                let is = after.screen(&query, &Options::default());
                prop_assert!(same(&was, &is), "{name}: {was:#?} {is:#?}");
            }
        }
    }
}

#[test]
fn few_questions_are_asked_again() {
    let pool = pool();
    let listed = |skip: usize| {
        (0..700)
            .filter(move |at| *at != skip)
            .map(|at| entry(at, &[at * 2 + 1], &pool))
            .collect::<Vec<_>>()
    };
    let (before, after) = (Index::build(listed(9)), Index::build(listed(10)));
    let changes = Changes::between(&before, &after, &[]);
    assert_eq!((changes.added, changes.removed, changes.changed), (1, 1, 0));
    let mut concern = changes.concern();
    let again = |(name, _): &&(String, Kind)| {
        let query = Query::named(name);
        concerns(&mut concern, &query, &before.screen(&query, &Options::default()))
    };
    let again = pool.iter().filter(again).count();
    assert!(again < pool.len() / 20, "{again} of {}", pool.len());
    assert!(Changes::between(&after, &after, &[]).is_empty());
}
