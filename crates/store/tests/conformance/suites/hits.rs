//! What was said of hits.

use crate::harness::{Fresh, on_both};
use navicert_store::{acts, hits};

on_both!(what_was_said_is_kept_in_order, what_is_undone_was_not_said);

fn said(outcome: &str, until: Option<&str>) -> hits::Said {
    hits::Said {
        party: "三菱 Example".to_owned(),
        entry: "us/entity-list#example".to_owned(),
        outcome: outcome.to_owned(),
        reason: "other-country".to_owned(),
        note: "seat in another city".to_owned(),
        who: "tester".to_owned(),
        at: "2026-01-06T08:00:00Z".to_owned(),
        until: until.map(str::to_owned),
        party_digest: "p".to_owned(),
        entry_digest: "e".to_owned(),
    }
}

fn what_was_said_is_kept_in_order(fresh: &Fresh) {
    let mut store = fresh.open();
    let both = [said("cleared", Some("2027-01-01")), said("reopened", None)];
    for (index, one) in both.iter().enumerate() {
        let mut tx = store.write().unwrap();
        assert_eq!(hits::say(&mut *tx, one, "{}").unwrap(), index as i64 + 1);
        tx.commit().unwrap();
    }
    let mut tx = store.read().unwrap();
    assert_eq!(hits::all(&mut *tx).unwrap(), both);
    let kept = acts::after(&mut *tx, 0, 10).unwrap();
    assert!(kept.iter().all(|act| act.kind == "hits.adjudicate" && act.who == "tester"));
    assert_eq!(kept.len(), 2);
}

fn what_is_undone_was_not_said(fresh: &Fresh) {
    let mut store = fresh.open();
    let mut tx = store.write().unwrap();
    hits::say(&mut *tx, &said("cleared", None), "{}").unwrap();
    drop(tx);
    assert!(hits::all(&mut *store.read().unwrap()).unwrap().is_empty());
}
