//! The log of acts.

use crate::harness::{Fresh, on_both};
use navicert_store::{Act, acts};

on_both!(numbers_have_no_gaps, an_undone_act_is_not_there, writers_take_turns);

fn act(subject: &str) -> Act<'_> {
    let at = "2026-01-06T08:00:00Z";
    Act { kind: "test", subject, who: "tester", at, payload: "{\"n\":1}" }
}

fn numbers_have_no_gaps(fresh: &Fresh) {
    let mut store = fresh.open();
    for expected in 1..=3 {
        let mut tx = store.write().unwrap();
        assert_eq!(tx.append_act(&act("a")).unwrap(), expected);
        tx.commit().unwrap();
    }
    let mut tx = store.read().unwrap();
    let kept = acts::after(&mut *tx, 1, 10).unwrap();
    assert_eq!(kept.iter().map(|one| one.seq).collect::<Vec<_>>(), [2, 3]);
    assert_eq!(kept[0].payload, b"{\"n\":1}");
    assert_eq!((kept[0].who.as_str(), kept[0].subject.as_str()), ("tester", "a"));
}

fn an_undone_act_is_not_there(fresh: &Fresh) {
    let mut store = fresh.open();
    let mut tx = store.write().unwrap();
    tx.append_act(&act("lost")).unwrap();
    drop(tx);
    let mut tx = store.read().unwrap();
    assert!(acts::after(&mut *tx, 0, 10).unwrap().is_empty());
}

fn writers_take_turns(fresh: &Fresh) {
    std::thread::scope(|scope| {
        for writer in 0..8 {
            scope.spawn(move || {
                let mut store = fresh.open();
                for _ in 0..10 {
                    let mut tx = store.write().unwrap();
                    tx.append_act(&act(&format!("w{writer}"))).unwrap();
                    tx.commit().unwrap();
                }
            });
        }
    });
    let mut store = fresh.open();
    let kept = acts::after(&mut *store.read().unwrap(), 0, 1_000).unwrap();
    assert_eq!(kept.iter().map(|one| one.seq).collect::<Vec<_>>(), (1..=80).collect::<Vec<_>>());
}
