//! The order book on a record: import, history, deciding again; and what a change does, against
//! deciding every line under both states.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    dead_code,
    reason = "tests panic to fail, and make the files that they look at"
)]

mod helpers;

use helpers::*;
use navicert_engine::{Decider, Engine, embedded_law};
use navicert_model::read::{Format, read_all};
use navicert_model::transfer::Transfer;
use navicert_model::write::write_transfer;
use navicert_record::Importer;
use navicert_record::already::Already;
use navicert_record::book::{Gather, OrderBook};
use navicert_record::change::{Change, ListChange};
use navicert_record::impact::{Impact, impact};
use navicert_record::kept::verdict_of;
use navicert_record::lists::{Lists, Sources};
use navicert_record::outcome::{Difference, Outcome};
use navicert_record::quick::{Quick, quick};
use navicert_record::without::without;
use navicert_rules::law::SourceFile;
use navicert_store::{acts, orders};
use std::collections::BTreeMap;

#[test]
fn lines_are_kept_once_and_changes_leave_a_history() {
    let (mut store, _) = record("kept-once");
    let law = embedded_law();
    let (total, bad) = import(&mut *store, &law, "2026-11-22", ORDERS);
    assert_eq!((total.added, total.changed, total.unchanged, total.bad), (34, 0, 0, 0), "{bad:?}");
    let (total, _) = import(&mut *store, &law, "2026-11-22", ORDERS);
    assert_eq!((total.added, total.changed, total.unchanged), (0, 0, 34));
    let other = ORDERS.replacen("120 kg", "130 kg", 1);
    let (total, _) = import(&mut *store, &law, "2026-11-22", &other);
    assert_eq!((total.added, total.changed, total.unchanged), (0, 1, 33));
    let mut tx = store.read().unwrap();
    let history = orders::history(&mut *tx, 1).unwrap();
    assert_eq!(history.len(), 1);
    assert!(String::from_utf8(history[0].2.clone()).unwrap().contains("120 kg"));
    let book = OrderBook::load(&mut *tx).unwrap();
    assert_eq!(book.len(), 34);
    assert_eq!(book.quantity_of(0).unwrap().to_string(), "130 kg");
    // The law, and each import that wrote something.
    let kinds: Vec<String> =
        acts::after(&mut *tx, 0, 100).unwrap().into_iter().map(|act| act.kind).collect();
    assert_eq!(kinds[0], "law.change");
    assert_eq!(kinds.iter().filter(|kind| *kind == "orders.import").count(), 5);
}

#[test]
fn bad_lines_are_told_and_the_others_kept() {
    let (mut store, _) = record("bad-lines");
    let first = ORDERS.lines().next().unwrap();
    let text = format!("{first}\n{{\"to\":\"JP\"}}\n{first}\n{{\"id\":\"X\",\"to\":\"Japan\"}}\n");
    let (total, bad) = import(&mut *store, &embedded_law(), "2026-11-22", &text);
    assert_eq!((total.added, total.bad), (1, 3));
    assert_eq!(
        bad,
        [
            "2: id: the line has no id",
            "3: id: `SO-1001/10` stands on line 1 already",
            "4: to: `Japan` is not a country code",
        ]
    );
}

/// However many threads decide, and whether the record was empty or not.
#[test]
fn threads_keep_the_same() {
    let mut text = String::new();
    for at in 0..10 {
        for (number, transfer) in on_several_days().into_iter().enumerate() {
            let id = Some(format!("{at}-{number}").into());
            text += &write_transfer(&Transfer { id, ..transfer });
            text += "\n";
        }
    }
    let digests = |threads: usize| -> Vec<Vec<u8>> {
        let (mut store, _) = record(&format!("threads-{threads}"));
        let law = embedded_law();
        let (engine, lists) = (Engine::new(&law).unwrap(), Lists::default());
        // The whole, the same again, a part of it changed.
        for text in [text.clone(), text.clone(), text.replace("120 kg", "130 kg")] {
            let decider = Decider::new(&engine, options("2026-11-22")).unwrap();
            let sources = Sources { files: &law, lists: &lists };
            let importer = Importer::new(&mut *store, decider, sources, by()).with_batch(100);
            let mut importer = importer.with_threads(threads, 512).unwrap();
            let lines = read_all(&text, Format::JsonLines).collect::<Vec<_>>().into_iter();
            importer.input::<()>("orders.jsonl", lines, &mut |_| Ok(())).unwrap();
        }
        let acts = acts::after(&mut *store.read().unwrap(), 0, 1_000).unwrap();
        acts.into_iter().map(|act| act.payload).collect()
    };
    let alone = digests(1);
    assert!(alone.len() > 20);
    assert_eq!(alone, digests(3));
}

#[test]
fn a_book_in_memory_says_what_the_record_says() {
    let (mut store, _) = record("two-books");
    import(&mut *store, &embedded_law(), "2026-11-22", ORDERS);
    let kept = OrderBook::load(&mut *store.read().unwrap()).unwrap();
    let mut gather = Gather::default();
    let transfers: Vec<Transfer> =
        read_all(ORDERS, Format::JsonLines).map(|line| line.result.unwrap()).collect();
    transfers.iter().for_each(|transfer| gather.add(transfer));
    let free = gather.finish();
    for (line, transfer) in transfers.iter().enumerate() {
        assert_eq!(kept.transfer(line), free.transfer(line));
        assert_eq!(free.id(line), transfer.id.as_deref());
        let mut read = kept.transfer(line).unwrap();
        assert_eq!(read.item.value, transfer.item.value);
        // What no law reads stays with the line.
        read.id.clone_from(&transfer.id);
        read.licences.clone_from(&transfer.licences);
        read.item.part.clone_from(&transfer.item.part);
        read.item.description.clone_from(&transfer.item.description);
        read.end_use.text.clone_from(&transfer.end_use.text);
        assert_eq!(&read, transfer);
    }
}

/// Deciding again finds what importing anew would.
#[test]
fn deciding_again_is_deciding_all() {
    let law = embedded_law();
    let mut other = law.clone();
    for file in &mut other {
        if file.name.contains("cn/2026-1/") {
            file.text = file.text.replace("JP", "KR");
        }
    }
    for (name, then, now, laws) in [
        ("again-day", "2026-01-05", "2026-01-06", [&law, &law]),
        ("again-lapse", "2026-11-09", "2026-11-10", [&law, &law]),
        ("again-nothing", "2026-11-22", "2026-11-23", [&law, &law]),
        ("again-law", "2026-11-22", "2026-11-22", [&law, &other]),
        ("again-both", "2026-01-05", "2026-11-22", [&other, &law]),
    ] {
        let (mut store, _) = record(name);
        import(&mut *store, laws[0], then, ORDERS);
        let sources = Sources { files: laws[1], lists: &Lists::default() };
        let done = decide_again(&mut *store, sources, now);
        let (mut anew, _) = record(&format!("{name}-anew"));
        import(&mut *anew, laws[1], now, ORDERS);
        let (said, expected) = (verdicts(&mut *store), verdicts(&mut *anew));
        for (id, expected) in &expected {
            assert_eq!(&said[id], expected, "{name} {id}");
        }
        assert!(done.decided < 34, "{name}: {done:?}");
        let twice = decide_again(&mut *store, sources, now);
        assert_eq!((twice.stale, twice.decided), (0, 0), "{name}");
    }
}

fn engine() -> Engine {
    Engine::new(&embedded_law()).unwrap()
}

#[test]
fn an_act_changes_what_deciding_all_says() {
    let known = day("2026-11-22");
    let mut changed = 0;
    for act in ["cn/2026-1", "cn/2025-18", "cn/2025-61", "cn/2026-11", "us/ear", "jp/order-2026"] {
        let names = [act.to_owned()];
        match Change::acts(engine(), &names, known, known) {
            Ok(change) => changed += check(act, &change),
            Err(error) => {
                assert_eq!(error.to_string(), format!("`{act}` names no act and no clause"))
            }
        }
    }
    assert!(changed > 20, "only {changed} lines changed in all");
}

#[test]
fn days_change_what_deciding_all_says() {
    let known = day("2026-11-22");
    for (first, second) in [
        ("2026-01-05", "2026-01-06"),
        ("2026-02-23", "2026-02-24"),
        ("2026-11-09", "2026-11-10"),
        ("2026-11-26", "2026-11-27"),
        ("2025-01-01", "2026-11-22"),
    ] {
        let change = Change::between([engine(), engine()], (day(first), day(second)), known);
        let lines = check(first, &change);
        assert!(first == "2026-11-26" || lines > 0, "nothing changes from {first} to {second}");
    }
}

#[test]
fn assumptions_drafts_and_lists_change_what_deciding_all_says() {
    let known = day("2026-11-22");
    let names = ["cn/2025-61".to_owned()];
    let change = Change::assumed([engine(), engine()], &names, known, known).unwrap();
    assert!(check("assumed", &change) > 0);

    let draft = SourceFile {
        name: "laws/cn/draft/act.law".into(),
        text: include_str!("draft.law").to_owned(),
    };
    let (law, lists) = (embedded_law(), Lists::default());
    let sources = Sources { files: &law, lists: &lists };
    let change = Change::drafts(sources, &[draft], known, known).unwrap();
    assert!(check("draft", &change) > 0);

    let added = ListChange {
        added: true,
        list: "cn/control-list".into(),
        name: "Example Denki K.K.".into(),
        round: None,
    };
    let change = Change::lists(engine(), &[added], known, known).unwrap();
    assert!(check("list", &change) > 0);
}

/// The kept judgements tell what deciding without the act would say, as far as they hold; what is
/// known already changes no answer.
#[test]
fn without_an_act_is_what_the_quick_and_the_full_answer_say() {
    let (mut store, _) = record("without");
    // A third of the lines is stale.
    let text = |stale: bool| -> String {
        let lines = on_several_days().into_iter().enumerate();
        let some = lines.filter(|(at, _)| (at % 3 == 0) == stale).map(|(at, transfer)| {
            write_transfer(&Transfer { id: Some(format!("{at}").into()), ..transfer }) + "\n"
        });
        some.collect()
    };
    let mut older = embedded_law();
    older[0].text.push('\n');
    import(&mut *store, &older, "2026-11-22", &text(true));
    import(&mut *store, &embedded_law(), "2026-11-22", &text(false));
    let known = day("2026-11-22");
    let (mut told, mut said_already) = (0, 0);
    for act in ["cn/2026-1", "cn/2025-18", "cn/2025-61", "cn/2024-46", "cn/2026-20", "us/ear"] {
        let Ok(change) = Change::acts(engine(), &[act.to_owned()], known, known) else { continue };
        let mut tx = store.read().unwrap();
        let book = OrderBook::load(&mut *tx).unwrap();
        let (none, already) =
            (Already::default(), Already::load(&mut *tx, &book, &change).unwrap());
        let all = impact(&book, &change, &none);
        let again = impact(&book, &change, &already);
        assert_eq!(shown(&all), shown(&again), "{act}");
        said_already += usize::from(!all.changed.is_empty());
        let mut expected: BTreeMap<_, usize> = BTreeMap::new();
        for (_, outcome) in &all.changed {
            let outcome = &all.outcomes[*outcome as usize];
            if outcome.difference() == Difference::Verdict {
                *expected.entry((outcome.before.verdict, outcome.after.verdict)).or_default() += 1;
            }
        }
        let lines = |found: Quick| -> BTreeMap<_, usize> {
            found.moves.into_iter().map(|(verdicts, (lines, _))| (verdicts, lines)).collect()
        };
        for already in [&none, &already] {
            assert_eq!(lines(quick(&book, &change, already)), expected, "{act}");
        }
        if let Some(found) = without(&mut *tx, &change).unwrap() {
            told += usize::from(!found.moves.is_empty());
            assert_eq!((found.lines, lines(found)), (book.len(), expected), "{act}");
        }
    }
    assert!(told > 0, "the kept judgements never tell");
    assert!(said_already > 2, "nothing changes");
}

/// Everything that is said of changed lines.
fn shown(found: &Impact) -> Vec<(usize, Outcome)> {
    let lines = found.changed.iter();
    lines.map(|(line, outcome)| (*line, found.outcomes[*outcome as usize].clone())).collect()
}

#[test]
fn kept_judgements_begin_with_their_verdict() {
    let (mut store, _) = record("judgements");
    import(&mut *store, &embedded_law(), "2026-11-22", ORDERS);
    let all = verdicts(&mut *store);
    assert_eq!(all.len(), 34);
    for (id, body) in all {
        assert!(verdict_of(body.as_bytes()).is_some(), "{id}: {body}");
    }
}
