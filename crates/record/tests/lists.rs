//! Lines decided under imported lists: only those are decided again whose parties the lists say
//! something else of, and an act is replayed by the lists of then. And lines that are closed.
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
use navicert_engine::{Engine, embedded_law};
use navicert_lists::{Entry, Name, Quality, stored};
use navicert_record::already::Already;
use navicert_record::change::{Change, ListChange};
use navicert_record::close::{self, State};
use navicert_record::lists::{Lists, Sources};
use navicert_record::replay::Replayer;
use navicert_rules::law::SourceFile;
use navicert_store::Store;
use navicert_store::hits::{self, Said};
use navicert_store::orders::ListVersion;

const LIST: &str = "cn/control-list";
const DAY: &str = "2026-11-22";

/// A version of a list with parties of these names.
fn lists(names: &[&str]) -> Lists {
    let mut entries: Vec<Entry> = names
        .iter()
        .map(|name| Entry {
            names: vec![Name { text: (*name).to_owned(), quality: Quality::Primary, script: None }],
            ..Entry::new(LIST, format!("{LIST}#{name}"))
        })
        .collect();
    entries.sort_by(|a, b| a.id.cmp(&b.id));
    let stored = stored::write(&entries);
    let version =
        ListVersion { feed: "own-blocks".into(), digest: stored.digest, body: stored.bytes };
    Lists { versions: vec![version], said: Vec::new() }
}

fn engine(law: &[SourceFile], lists: &Lists) -> Engine {
    lists.put_on(Engine::new(law).unwrap()).unwrap()
}

/// Deciding again under other lists is importing anew under them, and decides few lines.
#[test]
fn deciding_again_under_other_lists_is_deciding_all() {
    let law = embedded_law();
    let none = Lists::default();
    let denki = lists(&["Example Denki K.K."]);
    let both = lists(&["Example Denki K.K.", "Example Denki Trading", "Nobody At All GmbH"]);
    let nobody = lists(&["Nobody At All GmbH"]);
    let mut other = law.clone();
    for file in &mut other {
        if file.name.contains("cn/2026-1/") {
            file.text = file.text.replace("JP", "KR");
        }
    }
    for (name, before, after, now, most) in [
        ("lists-come", &none, &denki, &law, 12),
        ("lists-grow", &denki, &both, &law, 12),
        ("lists-go", &both, &none, &law, 12),
        ("lists-nobody", &none, &nobody, &law, 0),
        ("lists-and-law", &denki, &none, &other, 33),
    ] {
        let (mut store, _) = record(name);
        import_under(&mut *store, Sources { files: &law, lists: before }, DAY, ORDERS);
        let then = verdicts(&mut *store);
        let sources = Sources { files: now, lists: after };
        let done = decide_again(&mut *store, sources, DAY);
        let (mut anew, _) = record(&format!("{name}-anew"));
        import_under(&mut *anew, sources, DAY, ORDERS);
        let (said, expected) = (verdicts(&mut *store), verdicts(&mut *anew));
        assert_eq!(said, expected, "{name}");
        assert!(done.decided <= most, "{name}: {done:?}");
        assert_eq!(done.stale, 34, "{name}");
        let is_told = ["lists-come", "lists-go"].contains(&name);
        assert!(!is_told || then != said, "{name}: the lists change nothing");
        let twice = decide_again(&mut *store, sources, DAY);
        assert_eq!((twice.stale, twice.decided), (0, 0), "{name}");
        replays(&mut *store, name);
    }
}

/// Every act of a record comes out byte for byte, each under its own lists.
fn replays(store: &mut dyn Store, name: &str) {
    let mut tx = store.read().unwrap();
    let (mut replayer, mut same) = (Replayer::default(), 0);
    for act in Replayer::acts(&mut *tx, 0).unwrap() {
        let done = replayer.replay(&mut *tx, act).unwrap().unwrap();
        assert!(done.holds(), "{name}: {done:?}");
        same += done.same;
    }
    assert!(same >= 34, "{name}: only {same}");
}

fn clear(store: &mut dyn Store, engine: &Engine, until: &str) -> Lists {
    let entry = engine.names.imported().first().unwrap();
    let party = navicert_model::transfer::Party {
        country: navicert_model::transfer::Place::One("JP".parse().unwrap()),
        headquarters: navicert_model::transfer::Place::One("JP".parse().unwrap()),
        ..Default::default()
    };
    let said = Said {
        party: "Example Denki K.K.".into(),
        entry: entry.id.to_string(),
        outcome: "cleared".into(),
        reason: "other-party".into(),
        note: "register".into(),
        who: "tester".into(),
        at: "2026-11-22T00:00:00Z".into(),
        until: Some(until.into()),
        party_digest: navicert_engine::screen::party_digest(&party),
        entry_digest: entry.digest.clone(),
    };
    let mut tx = store.write().unwrap();
    hits::say(&mut *tx, &said, "{}").unwrap();
    tx.commit().unwrap();
    Lists { said: vec![said], ..lists(&["Example Denki K.K."]) }
}

/// A clearance counts when lines are decided again, and no longer once its last day has come.
#[test]
fn what_is_said_of_hits_is_part_of_a_decision_until_it_ends() {
    let law = embedded_law();
    let (mut store, _) = record("lists-said");
    let listed = lists(&["Example Denki K.K."]);
    import_under(&mut *store, Sources { files: &law, lists: &listed }, DAY, ORDERS);
    let before = verdicts(&mut *store);
    let cleared = clear(&mut *store, &engine(&law, &listed), "2026-12-01");
    let sources = Sources { files: &law, lists: &cleared };
    let done = decide_again(&mut *store, sources, DAY);
    assert!((1..=3).contains(&done.decided), "{done:?}");
    assert_ne!(verdicts(&mut *store), before);
    let done = decide_again(&mut *store, sources, "2026-12-01");
    assert!(done.changed > 0, "{done:?}");
    let (mut anew, _) = record("lists-said-anew");
    clear(&mut *anew, &engine(&law, &listed), "2026-12-01");
    import_under(&mut *anew, sources, "2026-12-01", ORDERS);
    assert_eq!(verdicts(&mut *store), verdicts(&mut *anew));
    replays(&mut *store, "said");
}

/// Impact of imported lists is what deciding every line under both says.
#[test]
fn lists_change_what_deciding_all_says() {
    let law = embedded_law();
    let known = day(DAY);
    let (none, denki) = (Lists::default(), lists(&["Example Denki K.K."]));
    let change = Change::versions([engine(&law, &none), engine(&law, &denki)], known, known);
    assert!(check("comes", &change) > 0);
    let change = Change::versions([engine(&law, &denki), engine(&law, &denki)], known, known);
    assert_eq!(check("same", &change), 0);
    let gone = ListChange {
        added: false,
        list: LIST.into(),
        name: "example denki kk".into(),
        round: None,
    };
    let change = Change::lists(engine(&law, &denki), &[gone], known, known).unwrap();
    assert!(check("goes", &change) > 0);
    let act = ["cn/2026-1".to_owned()];
    let change = Change::acts(engine(&law, &denki), &act, known, known).unwrap();
    assert!(check("act under lists", &change) > 0);
    let acts = ["cn/2026-11".to_owned()];
    let change = Change::acts(engine(&law, &denki), &acts, known, known).unwrap();
    check("round under lists", &change);
}

/// Closed lines are left alone and counted; one that comes again with other facts is open again.
#[test]
fn closed_lines_leave_the_book() {
    let law = embedded_law();
    let (mut store, _) = record("closed");
    import(&mut *store, &law, DAY, ORDERS);
    let ids = ["SO-1001/10", "SO-1001/20", "SO-1001/20", "SO-9999/99"].map(str::to_owned);
    let done = close::set(&mut *store, &ids, State::Delivered, "gone", &by()).unwrap();
    assert_eq!((done.changed, done.unknown.len()), (2, 1));
    let twice = close::set(&mut *store, &ids[..2], State::Delivered, "gone", &by()).unwrap();
    assert_eq!((twice.changed, twice.unchanged.len(), twice.act), (0, 2, None));

    let none = Lists::default();
    let sources = Sources { files: &law, lists: &none };
    let done = decide_again(&mut *store, sources, "2026-12-01");
    assert_eq!(done.lines, 32);
    let known = day(DAY);
    let book = navicert_record::book::OrderBook::load(&mut *store.read().unwrap()).unwrap();
    let change =
        Change::acts(engine(&law, &none), &["cn/2026-1".to_owned()], known, known).unwrap();
    let found = navicert_record::impact::impact(&book, &change, &Already::default());
    assert_eq!((found.lines, found.closed), (32, 2));

    // The same again changes nothing; other facts open the line.
    let (total, _) = import(&mut *store, &law, DAY, ORDERS);
    assert_eq!((total.changed, total.reopened), (0, 0));
    let other = ORDERS.replacen("120 kg", "130 kg", 1);
    let (total, _) = import(&mut *store, &law, DAY, &other);
    assert_eq!((total.changed, total.reopened), (1, 1));
    let done = close::set(&mut *store, &ids[1..2], State::Open, "back", &by()).unwrap();
    assert_eq!(done.changed, 1);
    assert_eq!(decide_again(&mut *store, sources, "2026-12-01").lines, 34);
}
