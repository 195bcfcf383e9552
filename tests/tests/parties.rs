//! Parties: hits open a verdict, what is said of them closes it, and what changes opens it again.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by it")]

use navicert_engine::owners::{self, Owners};
use navicert_engine::screen::{
    Adjudication, Adjudications, Outcome, Standing, normalise, party_digest,
};
use navicert_engine::{Engine, embedded_law};
use navicert_lists::{Entry, Kind, Name};
use navicert_model::country::Country;
use navicert_model::day::Day;
use navicert_model::transfer::{HitState, Party, Place};
use navicert_model::tri::Tri;

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn entry(list: &str, name: &str) -> Entry {
    Entry {
        kind: Kind::Org,
        names: vec![Name::primary(name)],
        requirement: Some("For all items subject to the EAR".to_owned()),
        ..Entry::new(list, format!("{list}#{}", normalise(name)))
    }
}

fn engine(entries: &[Entry], said: Vec<Adjudication>) -> Engine {
    let engine = Engine::new(&embedded_law()).expect("the law of this build has no errors");
    engine.with_lists(entries, Adjudications::of(said))
}

fn party(name: &str, country: &str) -> Party {
    Party {
        name: Some(name.into()),
        country: Place::One(Country::parse(country).unwrap()),
        ..Party::default()
    }
}

fn said(engine: &Engine, party: &Party, entry: &str, outcome: Outcome) -> Adjudication {
    Adjudication {
        party: party.name.as_deref().unwrap().to_owned(),
        entry: entry.to_owned(),
        outcome,
        reason: "other-address".to_owned(),
        note: "register extract".to_owned(),
        by: "a".to_owned(),
        at: "2026-01-05T00:00:00Z".to_owned(),
        until: Some(day("2027-01-01")),
        party_digest: party_digest(party),
        entry_digest: engine.names.entry_of(entry).unwrap().digest.clone(),
    }
}

fn states(engine: &Engine, party: &Party, on: &str) -> Vec<(HitState, Option<&'static str>)> {
    let hits = engine.names.hits(party, day(on));
    let of_list = |position: u32| &*engine.names.entry(position).list == "us/entity-list";
    hits.into_iter()
        .filter(|hit| of_list(hit.found.position))
        .map(|hit| (hit.state, hit.reopened))
        .collect()
}

const LISTED: &str = "Zhonghua Lanxing Precision Optics Research Institute";
const ID: &str = "us/entity-list#zhonghualanxingprecisionopticsresearchinstitute";

#[test]
fn an_equal_name_is_confirmed_and_a_near_one_open() {
    let engine = engine(&[entry("us/entity-list", LISTED)], Vec::new());
    let on = "2026-01-06";
    assert_eq!(states(&engine, &party(LISTED, "CN"), on), [(HitState::Confirmed, None)]);
    let near = party("Zhonghua Lanxing Precission Optics Research Inst.", "CN");
    assert_eq!(states(&engine, &near, on), [(HitState::Open, None)]);
    assert!(states(&engine, &party("Kestrel Dairy Farms", "NZ"), on).is_empty());
}

#[test]
fn a_clearance_holds_until_its_day_and_while_neither_side_changes() {
    let list = [entry("us/entity-list", LISTED)];
    let near = party("Zhonghua Lanxing Precission Optics Research Inst.", "CN");
    let bare = engine(&list, Vec::new());
    let cleared = said(&bare, &near, ID, Outcome::Cleared);
    let with = engine(&list, vec![cleared.clone()]);
    assert_ne!(with.list_digest, bare.list_digest);
    assert_eq!(states(&with, &near, "2026-12-31"), [(HitState::Cleared, None)]);
    assert_eq!(states(&with, &near, "2027-01-01"), [(HitState::Open, Some("expired"))]);
    let moved = Party { country: Place::One(Country::parse("HK").unwrap()), ..near.clone() };
    assert_eq!(states(&with, &moved, "2026-02-01"), [(HitState::Open, Some("the party changed"))]);
    let changed = Entry { footnotes: vec!["4".to_owned()], ..list[0].clone() };
    let with = engine(&[changed], vec![cleared.clone()]);
    assert_eq!(
        states(&with, &near, "2026-02-01"),
        [(HitState::Open, Some("the listed party changed"))]
    );
    // What is said last counts.
    let again = Adjudication { outcome: Outcome::Confirmed, ..cleared.clone() };
    let with = engine(&list, vec![cleared, again]);
    assert_eq!(states(&with, &near, "2026-02-01"), [(HitState::Confirmed, None)]);
    let nobody = Adjudications::default();
    assert_eq!(nobody.standing("a", "b", "c", "d", day("2026-01-06")), Standing::Never);
}

#[test]
fn an_open_hit_leaves_the_law_open_and_is_asked() {
    use navicert_engine::{Decider, Options};
    use navicert_model::verdict::Triage;
    let engine = engine(&[entry("us/entity-list", LISTED)], Vec::new());
    let options = Options {
        on: day("2026-09-01"),
        known_at: "2026-09-01T00:00:00Z".to_owned(),
        known_day: day("2026-09-01"),
        assume: Vec::new(),
    };
    let line = r#"{"id":"1","activity":"export","item":{"kind":"goods","hs":"848180","codes":{"us":"EAR99","cn":"none","jp":"none","eu":"none","nl":"none"},"origin":"US","content":[],"made_with":[],"value":"10 USD","quantity":"1 pcs"},"from":"US","to":"SG","via":[],"parties":[{"role":"end-user","name":"Zhonghua Lanxing Precission Optics Research Inst.","country":"SG","headquarters":"SG","is_not":["concern"],"owners":[]}],"end_use":{"is":["civil"],"is_not":["concern"]},"knowledge":{"is_not":["concern"],"informed_by":[]},"evidence":[]}"#;
    let read = navicert_model::read::read_all(line, navicert_model::read::Format::JsonLines)
        .next()
        .unwrap()
        .result
        .expect("a readable line");
    let mut decider = Decider::new(&engine, options).unwrap();
    let judged = decider.judge(&read);
    assert_eq!(judged.verdict.triage(), Triage::Ask);
    assert!(judged.questions.iter().any(|question| question.fact == "end-user.listed"));
    assert!(judged.open_because.contains(&"hit-open"));
}

const TABLE: &str = "owned,owner,share\n\
    Target GmbH,Holding A,30 %\n\
    Target GmbH,Holding B,25 %\n\
    Target GmbH,Somebody,\n\
    Holding A,Zhonghua Lanxing Precision Optics Research Institute,50 %\n\
    Holding B,Zhonghua Lanxing Precision Optics Research Institute,49 %\n\
    Somebody,,\n\
    Ring One,Ring Two,60 %\n\
    Ring Two,Ring One,60 %\n";

#[test]
fn each_rule_counts_in_its_own_way_and_shows_the_path() {
    // Of a list without entries nothing is known, so each has one.
    let others = ["us/meu", "us/sdn"].map(|list| entry(list, "Quite Another Party"));
    let engine = engine(&[&[entry("us/entity-list", LISTED)], &others[..]].concat(), Vec::new());
    let owners = Owners::read(TABLE.as_bytes()).unwrap();
    let rules = owners::rules(&engine.prepared.book);
    let half = rules
        .iter()
        .position(|rule| rule.of.iter().any(|id| id.contains("744.11(a)")))
        .expect("the affiliates rule counts shares");
    let held = owners::held(
        &owners.party("target gmbh").unwrap(),
        &rules,
        &engine.names,
        day("2026-01-06"),
    );
    // Through A, which is half owned, 30 %; through B, which is not, nothing; somebody is not listed.
    assert_eq!(held[half].share.lo.to_string(), "30");
    assert_eq!(held[half].share.hi.to_string(), "30");
    assert_eq!(held[half].reached, Tri::No);
    let counted: Vec<Tri> = held[half].paths.iter().map(|path| path.counts).collect();
    assert_eq!(counted, [Tri::Yes, Tri::No]);
    assert_eq!(held[half].paths[0].steps[0].0, "Holding A");
    // Who owns itself is cut, not followed for ever.
    let ring =
        owners::held(&owners.party("Ring One").unwrap(), &rules, &engine.names, day("2026-01-06"));
    assert_eq!(ring[half].reached, Tri::Unknown);
}

#[test]
fn a_wrong_ownership_table_is_told_row_by_row() {
    let text = "owned,owner,share\nA,B,70 %\nA,C,40 %\nA,B,1 %\n,D,5 %\nE,F,5 kg\nE,G,120 %\n";
    let errors = Owners::read(text.as_bytes()).unwrap_err();
    let told: Vec<(u64, &str)> = errors.iter().map(|error| (error.row, error.column)).collect();
    assert_eq!(told, [(3, "share"), (4, "owner"), (5, "owned"), (6, "share"), (7, "share")]);
    assert!(Owners::read(b"name,share\n").is_err());
}
