//! A record for a test, and what goes into it.

use navicert_engine::{Decider, Engine, Options};
use navicert_model::day::Day;
use navicert_model::read::{Format, read_all};
use navicert_model::transfer::Transfer;
use navicert_record::again::{Again, again};
use navicert_record::already::Already;
use navicert_record::book::Gather;
use navicert_record::change::{Change, Days};
use navicert_record::facets::Kind;
use navicert_record::impact::impact;
use navicert_record::import::By;
use navicert_record::lists::{Lists, Sources};
use navicert_record::outcome::Difference;
use navicert_record::touched::Side;
use navicert_record::{Entry, Importer, Total};
use navicert_rules::law::SourceFile;
use navicert_store::orders::{self, read_column};
use navicert_store::{Sqlite, Store};
use std::collections::BTreeMap;
use std::path::PathBuf;

pub const ORDERS: &str = include_str!("../../../../samples/orders.jsonl");

pub fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

pub fn options(on: &str) -> Options {
    let known = "2026-11-22";
    Options { on: day(on), known_at: known.into(), known_day: day(known), assume: Vec::new() }
}

pub fn by() -> By {
    By { who: "tester".into(), at: "2026-11-22T00:00:00Z".into() }
}

pub fn record(name: &str) -> (Box<dyn Store>, PathBuf) {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.db"));
    for ending in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{ending}", path.display()));
    }
    (Box::new(Sqlite::open(&path).unwrap()), path)
}

pub fn import(
    store: &mut dyn Store,
    law: &[SourceFile],
    on: &str,
    text: &str,
) -> (Total, Vec<String>) {
    import_under(store, Sources { files: law, lists: &Lists::default() }, on, text)
}

pub fn import_under(
    store: &mut dyn Store,
    sources: Sources<'_>,
    on: &str,
    text: &str,
) -> (Total, Vec<String>) {
    let engine = sources.lists.put_on(Engine::new(sources.files).unwrap()).unwrap();
    let decider = Decider::new(&engine, options(on)).unwrap();
    let mut importer = Importer::new(store, decider, sources, by()).with_batch(10);
    let mut bad = Vec::new();
    let text = text.to_owned();
    let lines: Vec<_> = read_all(&text, Format::JsonLines).collect();
    importer
        .input::<()>("orders.jsonl", lines.into_iter(), &mut |entry| {
            if let Entry::Bad(line, errors) = entry {
                bad.push(format!("{}: {}", line.number, errors[0]));
            }
            Ok(())
        })
        .unwrap();
    (importer.total(), bad)
}

/// Verdict of every line, by id, as the record has it.
pub fn verdicts(store: &mut dyn Store) -> BTreeMap<String, String> {
    let mut tx = store.read().unwrap();
    let mut cells = Vec::new();
    let column = navicert_record::rows::LAYOUT[navicert_record::rows::at::JUDGEMENT];
    read_column(&mut *tx, column, &mut cells).unwrap();
    let judgements = orders::facets(&mut *tx, Kind::Judgement.number()).unwrap();
    let lines = orders::after(&mut *tx, 0, 1_000_000).unwrap();
    lines
        .into_iter()
        .zip(cells.chunks(4))
        .map(|(order, cell)| {
            let number = u32::from_le_bytes(cell.try_into().unwrap());
            let body = &judgements[number as usize - 1];
            (order.id, String::from_utf8(body.to_vec()).unwrap())
        })
        .collect()
}

/// Decides again what can have changed.
pub fn decide_again(store: &mut dyn Store, sources: Sources<'_>, on: &str) -> Again {
    let engine = sources.lists.put_on(Engine::new(sources.files).unwrap()).unwrap();
    let decider = Decider::new(&engine, options(on)).unwrap();
    again(store, decider, sources, &by(), &mut |_| {}).unwrap()
}

/// Decides every line under both states of a change.
fn by_hand(change: &Change, transfers: &[Transfer]) -> Vec<(usize, String, String)> {
    let side = |side: &Side, own: bool, on: Day| -> Vec<String> {
        let book = &side.engine.prepared.book;
        let assumed = side.assumed.iter().map(|ix| book.clauses[ix.0 as usize].id.clone());
        let options = Options { assume: assumed.collect(), ..options("2026-11-22") };
        let mut decider = Decider::new(&side.engine, options).unwrap();
        let mut verdict = |transfer: &Transfer| {
            let on = transfer.on.filter(|_| own).unwrap_or(on);
            let transfer = Transfer { on: Some(on), ..transfer.clone() };
            let judged = decider.judge(&transfer);
            let policies: Vec<_> = judged.laws.iter().map(|law| law.policy.clone()).collect();
            format!("{} {policies:?}", judged.verdict)
        };
        transfers.iter().map(&mut verdict).collect()
    };
    let (before, after) = match change.days {
        Days::Own(on) => (side(&change.before, true, on), side(&change.after, true, on)),
        Days::Between(first, second) => {
            (side(&change.before, false, first), side(&change.after, false, second))
        }
    };
    let lines = before.into_iter().zip(after).enumerate();
    lines.filter(|(_, (a, b))| a != b).map(|(line, (a, b))| (line, a, b)).collect()
}

/// Each order on several days, so that lines of one book are of different stretches.
pub fn on_several_days() -> Vec<Transfer> {
    let mut transfers: Vec<Transfer> = Vec::new();
    for on in [None, Some("2026-01-07"), Some("2026-11-26"), Some("2025-10-09")] {
        for line in read_all(ORDERS, Format::JsonLines) {
            transfers.push(Transfer { on: on.map(day), ..line.result.unwrap() });
        }
    }
    transfers
}

pub fn check(name: &str, change: &Change) -> usize {
    let transfers = on_several_days();
    let mut gather = Gather::default();
    transfers.iter().for_each(|transfer| gather.add(transfer));
    let found = impact(&gather.finish(), change, &Already::default());
    assert_eq!((found.lines, found.undecided.len()), (transfers.len(), 0));
    let changed: Vec<usize> = found
        .changed
        .iter()
        .filter(|(_, outcome)| {
            let difference = found.outcomes[*outcome as usize].difference();
            matches!(difference, Difference::Verdict | Difference::Policy)
        })
        .map(|(line, _)| *line)
        .collect();
    let expected = by_hand(change, &transfers);
    let lines: Vec<usize> = expected.iter().map(|(line, ..)| *line).collect();
    assert_eq!(changed, lines, "{name}: {expected:?}");
    changed.len()
}
