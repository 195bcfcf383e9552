//! Every single changed byte of an export is found, and the record that it stands in is named.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "tests panic to fail, and make the files that they look at"
)]

use navicert_store::audit::verify::{Trust, verify};
use navicert_store::audit::{LogKey, Sealed, export};
use navicert_store::{Act, Sqlite, Store};

fn exported(name: &str) -> Vec<u8> {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let store = Sqlite::open(&folder.join("record.db")).unwrap();
    let mut store = Sealed::new(Box::new(store), Box::new(|| Ok(LogKey::new(&[7; 32]))));
    for n in 0..4 {
        let mut tx = store.write().unwrap();
        for m in 0..=n % 2 {
            let payload = ["{\"n\":12,\"s\":\"x y\"}", "no json"][m];
            let at = "2026-01-06T08:00:00Z";
            let act = Act { kind: "test", subject: "SO-1/10", who: "A. Näme", at, payload };
            tx.append_act(&act).unwrap();
        }
        tx.commit().unwrap();
    }
    let mut bytes = Vec::new();
    export::export(&mut *store.read().unwrap(), &mut |line| -> Result<(), ()> {
        bytes.extend_from_slice(line);
        Ok(())
    })
    .unwrap();
    bytes
}

/// What each line holds, as a fault names it.
fn records(bytes: &[u8]) -> Vec<String> {
    let (mut acts, mut names) = (0, Vec::new());
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        names.push(if names.is_empty() {
            "the header".to_owned()
        } else if line.starts_with(b"{\"act\"") {
            acts += 1;
            format!("act {acts}")
        } else if line.starts_with(b"{\"head\"") {
            format!("the head of {acts} acts")
        } else {
            "the end".to_owned()
        });
    }
    names
}

fn named(report: &str, record: &str) -> bool {
    report == record || report.starts_with(&format!("{record} ("))
}

#[test]
fn every_changed_byte_is_found_and_named() {
    let bytes = exported("changed");
    assert!(verify(&mut &bytes[..], &Trust::default()).unwrap().holds());
    let records = records(&bytes);
    let mut line = 0;
    let mut tried = 0;
    for at in 0..bytes.len() {
        let old = bytes[at];
        let flips = (0..8).map(|bit| old ^ (1 << bit));
        for new in flips.chain([b'\n', b'"', b'0']) {
            if new == old {
                continue;
            }
            let mut changed = bytes.clone();
            changed[at] = new;
            let report = verify(&mut &changed[..], &Trust::default()).unwrap();
            let first = report.faults.first();
            let first =
                first.unwrap_or_else(|| panic!("byte {at}: {old:#x} to {new:#x} not found"));
            assert!(
                named(&first.record, &records[line]),
                "byte {at} of line {}: {old:#x} to {new:#x}: {first:?}, not {}",
                line + 1,
                records[line]
            );
            tried += 1;
        }
        line += usize::from(old == b'\n');
    }
    assert!(tried > bytes.len() * 8);
}

#[test]
fn every_missing_repeated_or_moved_line_is_found() {
    let bytes = exported("moved");
    let lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
    let broken = |lines: &[&[u8]]| {
        let bytes = lines.concat();
        !verify(&mut &bytes[..], &Trust::default()).unwrap().holds()
    };
    for at in 0..lines.len() {
        let without: Vec<&[u8]> = [&lines[..at], &lines[at + 1..]].concat();
        assert!(broken(&without), "line {} left out", at + 1);
        let twice: Vec<&[u8]> = [&lines[..=at], &lines[at..]].concat();
        assert!(broken(&twice), "line {} twice", at + 1);
        if at + 1 < lines.len() {
            let mut moved = lines.clone();
            moved.swap(at, at + 1);
            assert!(broken(&moved), "lines {} and {} swapped", at + 1, at + 2);
        }
        assert!(at + 1 == lines.len() || broken(&lines[..=at]), "cut after line {}", at + 1);
    }
}
