//! `orders import`, killed.

use crate::harness::{Random, Record, kills, law};
use navicert_record::book::OrderBook;
use navicert_record::facets::{Kind, sha};
use navicert_record::kept::LinesDigest;
use navicert_record::rows::{LAYOUT, at};
use navicert_store::orders::{self, read_column};
use navicert_store::{Store, acts};
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;
use std::time::Duration;

/// Lines an input.
const LINES: usize = 4_000;
/// Lines a batch.
const BATCH: &str = "100";

/// An input: new lines, and lines of earlier inputs that say something else now.
fn input(round: usize) -> String {
    let mut out = String::new();
    for line in 0..LINES {
        let id = if line % 3 == 0 { line } else { round * LINES + line };
        let to = ["JP", "KR", "DE", "US"][(id + round) % 4];
        let _ = writeln!(
            out,
            "{{\"id\":\"SO-{id}\",\"activity\":\"export\",\"item\":{{\"part\":\"M-{}\",\
             \"quantity\":\"{} kg\",\"value\":\"{} USD\"}},\"from\":\"CN\",\"to\":\"{to}\",\
             \"parties\":[{{\"role\":\"end-user\",\"name\":\"Example {}\",\"country\":\"{to}\"}}]}}",
            id % 50,
            round + 1,
            id + 1,
            id % 70,
        );
    }
    out
}

#[test]
#[ignore = "kills the program some hundred times; .ci/run runs it"]
fn imports_on_sqlite() {
    killed_imports(&Record::sqlite("orders"));
}

#[test]
#[ignore = "kills the program some hundred times; .ci/run runs it"]
fn imports_on_postgres() {
    if let Some(record) = Record::postgres("orders") {
        killed_imports(&record);
    }
}

fn killed_imports(record: &Record) {
    let law = law(&record.home);
    let (mut random, mut killed, mut acknowledged) = (Random::seeded(), 0, 0);
    let mut last = 0;
    for round in 0.. {
        if killed >= kills() {
            break;
        }
        let file = record.home.join("orders.jsonl");
        std::fs::write(&file, input(round % 40)).unwrap();
        let (file, law) = (file.display().to_string(), law.display().to_string());
        let arguments =
            ["orders", "import", "--law", &law, "--batch", BATCH, "--format", "json", &file];
        let delay = Duration::from_millis(5 + random.below(400));
        let (lines, was_killed) = record.killed(&arguments, delay);
        killed += usize::from(was_killed);
        let promised: Vec<i64> = lines.iter().filter_map(|line| act_of(line)).collect();
        acknowledged += promised.len();
        last = check(&mut *record.open(), &promised, last);
    }
    eprintln!("killed {killed} times, {acknowledged} batches acknowledged, {last} acts kept");
    assert!(acknowledged > killed / 4, "the load is too light to say anything");
}

fn act_of(line: &str) -> Option<i64> {
    line.split("\"act\":").nth(1)?.split(',').next()?.parse().ok()
}

/// Everything holds together; the number of the last act.
fn check(store: &mut dyn Store, promised: &[i64], before: i64) -> i64 {
    let mut tx = store.read().unwrap();
    let mut kept = Vec::new();
    loop {
        let after = kept.last().map_or(0, |act: &acts::Kept| act.seq);
        let more = acts::after(&mut *tx, after, 1_000).unwrap();
        if more.is_empty() {
            break;
        }
        kept.extend(more);
    }
    let numbers: Vec<i64> = kept.iter().map(|act| act.seq).collect();
    assert_eq!(numbers, (1..=kept.len() as i64).collect::<Vec<_>>(), "acts have gaps");
    assert!(kept.len() as i64 >= before, "acts are gone");
    for act in promised {
        assert!(*act <= kept.len() as i64, "act {act} was acknowledged and is gone");
    }
    let lines = lines(&mut *tx);
    let book = OrderBook::load(&mut *tx).unwrap();
    assert_eq!(book.len(), lines.len(), "lines and columns differ");
    for line in 0..book.len() {
        assert!(book.transfer(line).is_some(), "line {line} cannot be read by columns");
    }
    newest_decisions(&mut *tx, &kept, &lines, before);
    kept.len() as i64
}

/// Lines by place: id, revision, act.
fn lines(tx: &mut dyn navicert_store::Tx) -> Vec<(String, i64, i64)> {
    let mut lines = Vec::new();
    tx.query("SELECT seq, id, revision, act FROM orders ORDER BY seq", &[], &mut |row| {
        assert_eq!(row.int(0)?, lines.len() as i64 + 1, "places have gaps");
        lines.push((row.text(1)?.to_owned(), row.int(2)?, row.int(3)?));
        Ok(())
    })
    .unwrap();
    lines
}

/// The acts since the last check hold what their payload promises, and the columns what they decided.
fn newest_decisions(
    tx: &mut dyn navicert_store::Tx,
    kept: &[acts::Kept],
    lines: &[(String, i64, i64)],
    before: i64,
) {
    let judgements = orders::facets(tx, Kind::Judgement.number()).unwrap();
    let mut cells = Vec::new();
    read_column(tx, LAYOUT[at::JUDGEMENT], &mut cells).unwrap();
    let mut newest: BTreeMap<u32, u32> = BTreeMap::new();
    let mut hashes: HashMap<u32, [u8; 32]> = HashMap::new();
    for act in kept.iter().filter(|act| act.seq > before && act.kind == "orders.import") {
        let decided = orders::decisions_of(tx, act.seq).unwrap();
        let (_, _, decided) = decided.expect("an import without its decisions");
        let mut digest = LinesDigest::default();
        for one in &decided {
            let (id, ..) = &lines[one.seq as usize - 1];
            let revision = i64::from(one.revision);
            let body = orders::body_of(tx, i64::from(one.seq), revision).unwrap();
            let body = body.expect("a decided revision is not there");
            let hash = hashes
                .entry(one.judgement)
                .or_insert_with(|| sha(&judgements[one.judgement as usize - 1]));
            digest.add(id, revision, &body, one.day, hash);
            newest.insert(one.seq, one.judgement);
        }
        let payload = String::from_utf8(act.payload.clone()).unwrap();
        let digest = digest.hex();
        assert!(payload.contains(&digest), "act {} does not hold {digest}: {payload}", act.seq);
    }
    for (seq, judgement) in newest {
        let at = (seq as usize - 1) * 4;
        let cell = u32::from_le_bytes(cells[at..at + 4].try_into().unwrap());
        assert_eq!(cell, judgement, "the column of line {seq} is not what was decided last");
    }
}

/// Eight importers at once: every line is there once, every act whole.
#[test]
#[ignore = "runs eight programs at once; .ci/run runs it"]
fn importers_at_once() {
    for record in [Some(Record::sqlite("at-once")), Record::postgres("at-once")] {
        let Some(record) = record else { continue };
        let law = law(&record.home);
        drop(record.open());
        let children: Vec<_> = (0..8)
            .map(|round| {
                let file = record.home.join(format!("orders-{round}.jsonl"));
                std::fs::write(&file, input(round)).unwrap();
                let (file, law) = (file.display().to_string(), law.display().to_string());
                let arguments = ["orders", "import", "--law", &law, "--batch", BATCH, &file];
                record.program(&arguments).stdout(std::process::Stdio::null()).spawn().unwrap()
            })
            .collect();
        for mut child in children {
            assert!(child.wait().unwrap().success());
        }
        let mut store = record.open();
        check(&mut *store, &[], 0);
        let shared = LINES.div_ceil(3);
        let mut tx = store.read().unwrap();
        let count = orders::count(&mut *tx).unwrap();
        assert_eq!(count as usize, shared + 8 * (LINES - shared));
    }
}
