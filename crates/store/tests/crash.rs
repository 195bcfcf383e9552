//! Killed at random moments while four threads write: nothing that was acknowledged is missing,
//! nothing is half there, and the log verifies.
//!
//! `NAVICERT_CRASH_ROUNDS` says how often (default 20 on each database; `.ci/run` kills 200 times).
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "tests panic to fail, and start the program that they kill"
)]

#[path = "conformance/harness.rs"]
#[allow(dead_code, unused_imports, unused_macros, reason = "shared with the conformance tests")]
mod harness;

use harness::Fresh;
use navicert_model::amount::Amount;
use navicert_model::day::Day;
use navicert_store::audit::verify::{Trust, verify};
use navicert_store::audit::{self, LogKey, Sealed, export};
use navicert_store::cases::{self, EvidenceState, Paper, Role, Signing, roles};
use navicert_store::licences::{self, By, Draw, Terms};
use navicert_store::{Postgres, Sqlite, Store, Tx};
use rust_decimal::Decimal;
use std::collections::HashMap;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::Duration;

const PLACE: &str = "NAVICERT_CRASH_PLACE";
const THREADS: u64 = 4;

fn key() -> LogKey {
    LogKey::new(&[7; 32])
}

fn open(place: &str) -> Sealed {
    let store: Box<dyn Store> = match place.starts_with("postgres") {
        true => Box::new(Postgres::open(place).unwrap()),
        false => Box::new(Sqlite::open(place.as_ref()).unwrap()),
    };
    Sealed::new(store, Box::new(|| Ok(key())))
}

fn by(who: &str) -> By {
    By { who: who.to_owned(), at: "2026-02-01T08:00:00Z".to_owned() }
}

fn prepare(place: &str) {
    let mut store = open(place);
    let mut tx = store.write().unwrap();
    let terms = r#"{"id":"L-1","law":"cn","form":"cn/single","since":"2026-01-01","until":"2027-01-01",
        "items":[{"codes":{"cn":"1C902"},"quantity":"10000000 kg"}],"value":"90000000 USD"}"#;
    licences::put(&mut *tx, &Terms::parse(terms).unwrap(), &by("clerk")).unwrap();
    roles::grant(&mut *tx, "clerk", Role::Admin, &by("clerk")).unwrap();
    for (who, role) in [
        ("clerk", Role::Clerk),
        ("clerk", Role::Reviewer),
        ("first", Role::Releaser),
        ("second", Role::Releaser),
    ] {
        roles::grant(&mut *tx, who, role, &by("clerk")).unwrap();
    }
    tx.commit().unwrap();
}

/// The program that is killed: writes for ever and says what is acknowledged.
#[test]
#[ignore = "started by the tests below"]
fn worker() {
    let Ok(place) = std::env::var(PLACE) else { return };
    let round: u64 = std::env::var("NAVICERT_CRASH_ROUND").unwrap().parse().unwrap();
    std::thread::scope(|scope| {
        for thread in 0..THREADS {
            let place = &place;
            scope.spawn(move || {
                let mut store = open(place);
                for turn in 0.. {
                    let id = format!("{round}/{thread}/{turn}");
                    if turn % 4 == 3 { case(&mut store, &id) } else { draw(&mut store, &id) }
                }
            });
        }
    });
}

fn say(text: &str) {
    println!("ack {text}");
}

fn written<T>(store: &mut Sealed, act: impl FnOnce(&mut dyn Tx) -> T) -> T {
    let mut tx = store.write().unwrap();
    let done = act(&mut *tx);
    tx.commit().unwrap();
    done
}

fn draw(store: &mut Sealed, id: &str) {
    let draw = |quantity: &str| Draw {
        licence: "L-1".to_owned(),
        item: 1,
        line: id.to_owned(),
        quantity: Some(Amount::parse(quantity).unwrap()),
        value: Some(Amount::parse("3 USD").unwrap()),
        day: Day::parse("2026-02-01").unwrap(),
        reference: String::new(),
    };
    let key = |step: &str| format!("{id}/{step}");
    let k = key("reserve");
    let done =
        written(store, |tx| licences::reserve(tx, &draw("7 kg"), Some(&k), &by("clerk")).unwrap());
    say(&format!("key {k} {}", done.text));
    let number = done.text.split("\"reservation\":").nth(1).unwrap();
    let number: i64 = number.split([',', '}']).next().unwrap().parse().unwrap();
    let k = key("use");
    let done = written(store, |tx| {
        licences::use_up(tx, &draw("2.5 kg"), Some(number), Some(&k), &by("clerk")).unwrap()
    });
    say(&format!("key {k} {}", done.text));
    let k = key("release");
    let day = Day::parse("2026-02-01").unwrap();
    let done = written(store, |tx| {
        licences::release(tx, number, day, "", Some(&k), &by("clerk")).unwrap()
    });
    say(&format!("key {k} {}", done.text));
}

fn case(store: &mut Sealed, id: &str) {
    let clerk = by("clerk");
    let case = written(store, |tx| cases::open(tx, id, "r", "n", &clerk).unwrap().0);
    say(&format!("case {case} open 0 0"));
    let day = Day::parse("2026-02-15").unwrap();
    let paper = written(store, |tx| cases::ask(tx, case, "cn/pledge", "w", day, &clerk).unwrap());
    say(&format!("case {case} open 1 0"));
    let came = Paper { reference: "P".to_owned(), ..Paper::default() };
    written(store, |tx| {
        cases::bring(tx, case, Some(paper), "", &came, &clerk).unwrap();
        cases::judge(tx, case, paper, EvidenceState::Accepted, "ok", &clerk).unwrap();
    });
    let papers = [paper];
    let signing =
        Signing { reason: "evidence-complete", note: "ok", evidence: &papers, basis: "b" };
    for (who, state, signed) in [("first", "open", 1), ("second", "released", 2)] {
        written(store, |tx| cases::sign(tx, case, &signing, &by(who)).unwrap());
        say(&format!("case {case} {state} 1 {signed}"));
    }
}

fn rounds() -> u64 {
    std::env::var("NAVICERT_CRASH_ROUNDS").map_or(20, |text| text.parse().unwrap())
}

fn killed(fresh: &Fresh) {
    let place = fresh.place();
    prepare(&place);
    let (rounds, mut acknowledged) = (rounds(), 0);
    let mut random = 0x2545_f491_4f6c_dd1d_u64 ^ u64::from(std::process::id());
    for round in 0..rounds {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        let told = kill_once(&place, round, 1 + random % 9, Duration::from_micros(random % 50_000));
        acknowledged += told.len();
        let mut store = open(&place);
        look(&mut store, &told);
        if round % 25 == 24 || round + 1 == rounds {
            whole(&mut store);
        }
    }
    assert!(acknowledged > rounds as usize, "the worker did nothing");
    eprintln!("killed {rounds} times, {acknowledged} transactions acknowledged, none missing");
}

/// Starts the worker, waits until it has written so often and then for a while, kills it; what it
/// acknowledged.
fn kill_once(place: &str, round: u64, writes: u64, after: Duration) -> Vec<String> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "worker", "--ignored", "--nocapture", "--test-threads=1"])
        .env(PLACE, place)
        .env("NAVICERT_CRASH_ROUND", round.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .unwrap();
    let stdout = BufReader::new(child.stdout.take().unwrap());
    let (send, receive) = std::sync::mpsc::channel();
    let reader = std::thread::spawn(move || {
        // A line that is cut off was not said.
        let (mut told, mut lines, mut line) = (Vec::new(), stdout, String::new());
        while lines.read_line(&mut line).unwrap() > 0 {
            if let Some(ack) = line.strip_suffix('\n').and_then(|line| line.strip_prefix("ack ")) {
                told.push(ack.to_owned());
                // Nobody waits any more once the worker is killed.
                let _ = send.send(());
            }
            line.clear();
        }
        told
    });
    for _ in 0..writes {
        receive.recv_timeout(Duration::from_secs(60)).expect("the worker does not write");
    }
    std::thread::sleep(after);
    child.kill().unwrap();
    child.wait().unwrap();
    reader.join().unwrap()
}

/// What was acknowledged is there, and nothing is half there.
fn look(store: &mut Sealed, told: &[String]) {
    let mut tx = store.read().unwrap();
    for ack in told {
        let mut words = ack.splitn(3, ' ');
        match (words.next(), words.next(), words.next()) {
            (Some("key"), Some(key), Some(answer)) => {
                let sql = "SELECT answer FROM requests WHERE key = $1";
                let kept = tx.one_text(sql, &[key.into()]).unwrap();
                assert_eq!(kept.as_deref(), Some(answer), "{key}");
            }
            (Some("case"), Some(number), Some(rest)) => {
                let number: i64 = number.parse().unwrap();
                let case = cases::get(&mut *tx, number).unwrap();
                let papers = cases::evidence(&mut *tx, number).unwrap().len();
                let signed = cases::signatures(&mut *tx, number).unwrap().len();
                let mut rest = rest.split(' ');
                assert!(rest.next() == Some("open") || case.state.as_str() == "released");
                assert!(papers >= rest.next().unwrap().parse().unwrap(), "{ack}");
                assert!(signed >= rest.next().unwrap().parse().unwrap(), "{ack}");
                assert_eq!(case.state.as_str() == "released", signed == 2, "{ack}");
            }
            other => panic!("{other:?}"),
        }
    }
    balances(&mut *tx);
    let count = |tx: &mut dyn Tx, sql: &str| tx.one_int(sql, &[]).unwrap().unwrap();
    // Every movement and every signature has its act, and no act stands alone.
    let moves = count(&mut *tx, "SELECT COUNT(*) FROM licence_moves");
    let acts = "SELECT COUNT(*) FROM acts WHERE kind IN \
                ('licences.reserve', 'licences.use', 'licences.release')";
    assert_eq!(moves, count(&mut *tx, acts));
    assert_eq!(moves, count(&mut *tx, "SELECT COUNT(*) FROM requests"));
    let signed = count(&mut *tx, "SELECT COUNT(*) FROM case_signatures");
    assert_eq!(signed, count(&mut *tx, "SELECT COUNT(*) FROM acts WHERE kind = 'cases.sign'"));
    // The head that is signed is that of the whole log.
    let acts = count(&mut *tx, "SELECT COUNT(*) FROM acts");
    assert_eq!(acts, count(&mut *tx, "SELECT MAX(seq) FROM acts"));
    let peaks = audit::peaks(&mut *tx).unwrap();
    let head = audit::last_head(&mut *tx).unwrap().unwrap();
    assert_eq!((head.head.size, peaks.size()), (acts as u64, acts as u64));
    assert_eq!(head.head.root, audit::hex::of(&peaks.root()));
    assert!(key().public().signed(&head));
}

/// Balances are what the movements add up to, and reservations what is reserved.
fn balances(tx: &mut dyn Tx) {
    let mut sums: HashMap<String, Decimal> = HashMap::new();
    let sql = "SELECT kind, quantity FROM licence_moves";
    tx.query(sql, &[], &mut |row| {
        let amount = Amount::parse(row.text(1)?).unwrap().base_value();
        *sums.entry(row.text(0)?.to_owned()).or_default() += amount;
        Ok(())
    })
    .unwrap();
    let sum = |kind: &str| sums.get(kind).copied().unwrap_or_default();
    let licence = licences::get(tx, "L-1").unwrap();
    let of = licence.balances.iter().find(|one| !one.limit.money).unwrap();
    assert_eq!(of.used().base_value(), sum("use"));
    let reserved = sum("reserve") - sum("use") - sum("release");
    assert_eq!(of.reserved().base_value(), reserved);
    let held = licences::reservations(tx, Some("L-1"), None).unwrap();
    let held: Decimal = held.iter().map(|one| one.quantity.unwrap().base_value()).sum();
    assert_eq!(held, reserved);
}

fn whole(store: &mut Sealed) {
    let mut bytes = Vec::new();
    export::export(&mut *store.read().unwrap(), &mut |line| -> Result<(), ()> {
        bytes.extend_from_slice(line);
        Ok(())
    })
    .unwrap();
    let trust = Trust { keys: vec![key().public().id()], known: Vec::new() };
    assert_eq!(verify(&mut &bytes[..], &trust).unwrap().faults, []);
}

#[test]
fn sqlite_loses_nothing() {
    killed(&harness::sqlite("crash"));
}

#[test]
fn postgres_loses_nothing() {
    if let Some(fresh) = harness::postgres("crash") {
        killed(&fresh);
    }
}
