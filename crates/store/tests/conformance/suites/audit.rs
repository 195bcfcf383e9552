//! The log made provable: signed in each transaction, exported, verified without the record.

use crate::harness::{Fresh, on_both};
use navicert_store::audit::proof::{self, Proof, Shown};
use navicert_store::audit::verify::{Report, Trust, verify};
use navicert_store::audit::{self, LogKey, Sealed, export, prov};
use navicert_store::{Act, Store};

on_both!(
    every_transaction_is_signed,
    an_export_verifies_without_the_record,
    a_changed_row_is_named,
    a_rewritten_log_contradicts_a_kept_head,
    proofs_hold_and_break,
    acts_of_an_older_program_join_the_tree,
    the_log_is_provenance,
);

/// A key for tests.
pub fn key() -> LogKey {
    LogKey::new(&[7; 32])
}

/// A record that signs its log.
pub fn sealed(fresh: &Fresh) -> Sealed {
    Sealed::new(fresh.open(), Box::new(|| Ok(key())))
}

fn act(store: &mut dyn Store, subject: &str, count: usize) {
    let mut tx = store.write().unwrap();
    for n in 0..count {
        let payload =
            format!("{{\"n\":{n},\"law_digest\":\"ab\",\"note\":\"naïve \\\"日本\\\"\"}}");
        let at = "2026-01-06T08:00:00Z";
        let act = Act { kind: "test.act", subject, who: "A. Tester", at, payload: &payload };
        tx.append_act(&act).unwrap();
    }
    tx.commit().unwrap();
}

/// The export of a record.
pub fn exported(store: &mut dyn Store) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut tx = store.read().unwrap();
    export::export(&mut *tx, &mut |line| -> Result<(), ()> {
        bytes.extend_from_slice(line);
        Ok(())
    })
    .unwrap();
    bytes
}

/// What a verification of some bytes finds.
pub fn verified(bytes: &[u8]) -> Report {
    verify(&mut &bytes[..], &Trust::default()).unwrap()
}

fn every_transaction_is_signed(fresh: &Fresh) {
    let mut store = sealed(fresh);
    for count in [1, 3, 1] {
        act(&mut store, "a", count);
    }
    let mut tx = store.write().unwrap();
    tx.execute("DELETE FROM audit_keys WHERE key = 'none'", &[]).unwrap();
    tx.commit().unwrap();
    let heads = audit::heads(&mut *store.read().unwrap(), 0).unwrap();
    assert_eq!(heads.iter().map(|one| one.head.size).collect::<Vec<_>>(), [1, 4, 5]);
    assert!(heads.iter().all(|one| key().public().signed(one)));
}

fn an_export_verifies_without_the_record(fresh: &Fresh) {
    let mut store = sealed(fresh);
    act(&mut store, "a", 2_500);
    act(&mut store, "b", 1);
    let bytes = exported(&mut store);
    let report = verified(&bytes);
    assert_eq!(report.faults, []);
    assert_eq!((report.acts, report.heads), (2_501, 2));
    assert_eq!(report.keys, [key().public().id()]);
    let trust = Trust { keys: vec!["0011".to_owned()], known: Vec::new() };
    let other = verify(&mut &bytes[..], &trust).unwrap();
    assert!(other.faults[0].why.contains("none of those that may sign"), "{other:?}");
    let shorter = bytes.len() / 2;
    assert!(!verified(&bytes[..shorter]).holds());
    assert!(!verified(b"").holds());
}

fn a_changed_row_is_named(fresh: &Fresh) {
    let mut store = sealed(fresh);
    (0..5).for_each(|_| act(&mut store, "a", 2));
    let mut tx = store.write().unwrap();
    tx.execute("UPDATE acts SET who = $1 WHERE seq = 5", &["somebody else".into()]).unwrap();
    tx.commit().unwrap();
    // The export hashes what it finds: the tree that was signed does not.
    let report = verified(&exported(&mut store));
    assert_eq!(report.faults.len(), 1, "{report:?}");
    assert_eq!(report.faults[0].record, "the head of 6 acts");
    assert!(report.faults[0].why.contains("acts 5 to 6"), "{report:?}");
}

fn a_rewritten_log_contradicts_a_kept_head(fresh: &Fresh) {
    let mut store = sealed(fresh);
    act(&mut store, "a", 3);
    let kept = audit::last_head(&mut *store.read().unwrap()).unwrap().unwrap().head;
    act(&mut store, "a", 1);
    let trust = Trust { keys: Vec::new(), known: vec![kept.clone()] };
    assert!(verify(&mut &exported(&mut store)[..], &trust).unwrap().holds());
    let head = audit::Head { root: "0".repeat(64), ..kept.clone() };
    let trust = Trust { keys: Vec::new(), known: vec![head] };
    let report = verify(&mut &exported(&mut store)[..], &trust).unwrap();
    assert!(report.faults[0].why.contains("rewritten"), "{report:?}");
    let trust = Trust { keys: Vec::new(), known: vec![audit::Head { size: 9, ..kept }] };
    let report = verify(&mut &exported(&mut store)[..], &trust).unwrap();
    assert!(report.faults[0].why.contains("of 9 acts; here are 4"), "{report:?}");
}

fn proofs_hold_and_break(fresh: &Fresh) {
    let mut store = sealed(fresh);
    for count in [1, 4, 2] {
        act(&mut store, "a", count);
    }
    let mut tx = store.read().unwrap();
    for n in 1..=7 {
        let text = proof::inclusion(&mut *tx, n).unwrap();
        let shown = Proof::parse(&text).unwrap().verify(&[]).unwrap();
        assert!(matches!(shown, Shown::Inclusion { size: 7, .. }), "{shown:?}");
        let other = text.replace("A. Tester", "B. Tester");
        assert!(Proof::parse(&other).unwrap().verify(&[]).is_err());
    }
    for from in [1, 5] {
        let text = proof::consistency(&mut *tx, from).unwrap();
        let shown = Proof::parse(&text).unwrap().verify(&[key().public().id()]).unwrap();
        assert_eq!(shown, Shown::Consistency { from, size: 7 });
        assert!(Proof::parse(&text).unwrap().verify(&["0011".to_owned()]).is_err());
    }
    assert!(proof::inclusion(&mut *tx, 0).is_err());
    assert!(proof::inclusion(&mut *tx, 8).is_err());
    assert!(proof::consistency(&mut *tx, 2).is_err());
    assert!(proof::consistency(&mut *tx, 7).is_err());
}

fn acts_of_an_older_program_join_the_tree(fresh: &Fresh) {
    let mut store = sealed(fresh);
    let mut tx = store.write().unwrap();
    for seq in 1..=3_i64 {
        let sql = "INSERT INTO acts (seq, moment, who, kind, subject, payload) \
                   VALUES ($1, 't', 'w', 'k', 's', $2)";
        tx.execute(sql, &[seq.into(), b"{}".as_slice().into()]).unwrap();
    }
    tx.commit().unwrap();
    act(&mut store, "a", 1);
    assert_eq!(verified(&exported(&mut store)).faults, []);
}

fn the_log_is_provenance(fresh: &Fresh) {
    let mut store = sealed(fresh);
    act(&mut store, "a/1", 2);
    let document = prov::document(&mut *store.read().unwrap(), 0).unwrap();
    assert_eq!(document["activity"].as_object().unwrap().len(), 2);
    assert_eq!(document["wasDerivedFrom"]["_:from-2"]["prov:usedEntity"], "nav:a%2F1.1");
    assert_eq!(document["agent"]["nav:agent-A%2E%20Tester"]["prov:label"], "A. Tester");
    assert_eq!(document["used"]["_:law-1"]["prov:entity"], "nav:law-ab");
}
