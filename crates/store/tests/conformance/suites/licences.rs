//! Licences: what fits, drawing exactly once and never too much.

use super::audit::{exported, sealed, verified};
use crate::harness::{Fresh, on_both};
use navicert_model::amount::Amount;
use navicert_model::day::Day;
use navicert_model::read::parse_transfer;
use navicert_model::tri::Tri;
use navicert_store::licences::{self, By, Draw, LicenceError, Need, Put, State, Terms, fit};
use navicert_store::{Store, StoreError};

on_both!(
    a_licence_is_kept_and_changed,
    reserved_used_and_released,
    a_request_is_done_once,
    units_are_converted_exactly_and_currencies_never,
    sixty_four_writers_never_overdraw,
    what_fits_and_why_not,
    uses_are_reported,
);

pub fn by() -> By {
    By { who: "A. Tester".to_owned(), at: "2026-02-01T08:00:00Z".to_owned() }
}

pub fn terms(id: &str, quantity: &str) -> Terms {
    let text = format!(
        r#"{{"id":"{id}","law":"cn","form":"cn/single","authority":"Ministry of Commerce",
            "since":"2026-01-05","last_day":"2026-12-31","activities":["export"],"from":["CN"],"to":["JP"],
            "parties":[{{"role":"end-user","name":"Example  SEIMITSU K.K.","country":"JP"}}],
            "items":[{{"codes":{{"cn":"1C902.a"}},"description":"magnets","quantity":"{quantity}"}}],
            "value":"90000 USD"}}"#
    );
    Terms::parse(&text).unwrap()
}

pub fn draw(licence: &str, quantity: &str) -> Draw {
    Draw {
        licence: licence.to_owned(),
        item: 1,
        line: "SO-1/10".to_owned(),
        quantity: Some(Amount::parse(quantity).unwrap()),
        value: Some(Amount::parse("10 USD").unwrap()),
        day: Day::parse("2026-02-01").unwrap(),
        reference: "DECL-1".to_owned(),
    }
}

fn kept(fresh: &Fresh, quantity: &str) -> Box<dyn Store> {
    let mut store: Box<dyn Store> = Box::new(sealed(fresh));
    let mut tx = store.write().unwrap();
    assert_eq!(licences::put(&mut *tx, &terms("L-1", quantity), &by()).unwrap(), Put::Added);
    tx.commit().unwrap();
    store
}

fn balance(store: &mut dyn Store) -> [String; 3] {
    let licence = licences::get(&mut *store.read().unwrap(), "L-1").unwrap();
    let of = licence.balances.iter().find(|one| one.limit.item == 1).unwrap();
    [of.reserved(), of.used(), of.left()].map(|one| one.to_string())
}

fn a_licence_is_kept_and_changed(fresh: &Fresh) {
    let mut store = kept(fresh, "500 kg");
    let mut tx = store.write().unwrap();
    let again = licences::put(&mut *tx, &terms("L-1", "500 kg"), &by()).unwrap();
    assert_eq!(again, Put::Unchanged);
    licences::reserve(&mut *tx, &draw("L-1", "200 kg"), None, &by()).unwrap();
    let more = licences::put(&mut *tx, &terms("L-1", "600 kg"), &by()).unwrap();
    assert_eq!(more, Put::Changed);
    let less = licences::put(&mut *tx, &terms("L-1", "199 kg"), &by());
    assert!(matches!(less, Err(LicenceError::Drawn { .. })), "{less:?}");
    drop(tx);
    let mut tx = store.write().unwrap();
    licences::set_state(&mut *tx, "L-1", State::Suspended, "letter of today", &by()).unwrap();
    let refused = licences::reserve(&mut *tx, &draw("L-1", "1 kg"), None, &by());
    assert!(matches!(refused, Err(LicenceError::NotActive { .. })), "{refused:?}");
    licences::set_state(&mut *tx, "L-1", State::Revoked, "letter", &by()).unwrap();
    let refused = licences::set_state(&mut *tx, "L-1", State::Active, "no", &by());
    assert!(matches!(refused, Err(LicenceError::Revoked { .. })), "{refused:?}");
}

fn reserved_used_and_released(fresh: &Fresh) {
    let mut store = kept(fresh, "500 kg");
    let mut tx = store.write().unwrap();
    licences::reserve(&mut *tx, &draw("L-1", "300 kg"), None, &by()).unwrap();
    licences::reserve(&mut *tx, &draw("L-1", "100 kg"), None, &by()).unwrap();
    let over = licences::reserve(&mut *tx, &draw("L-1", "100.001 kg"), None, &by());
    let told = over.unwrap_err().to_string();
    assert_eq!(
        told,
        "quantity of 100.001 kg is more than the 100 kg left on item 1 of licence `L-1`"
    );
    tx.commit().unwrap();
    assert_eq!(balance(&mut *store), ["400 kg", "0 kg", "100 kg"]);
    let mut tx = store.write().unwrap();
    // Part of the first is used: the rest stays set aside. More than the second holds is used.
    licences::use_up(&mut *tx, &draw("L-1", "120 kg"), Some(1), None, &by()).unwrap();
    licences::use_up(&mut *tx, &draw("L-1", "150 kg"), Some(2), None, &by()).unwrap();
    let gone = licences::use_up(&mut *tx, &draw("L-1", "1 kg"), Some(2), None, &by());
    assert!(matches!(gone, Err(LicenceError::NoReservation { number: 2 })), "{gone:?}");
    tx.commit().unwrap();
    assert_eq!(balance(&mut *store), ["180 kg", "270 kg", "50 kg"]);
    let mut tx = store.write().unwrap();
    let day = Day::parse("2026-02-02").unwrap();
    licences::release(&mut *tx, 1, day, "", None, &by()).unwrap();
    assert!(licences::release(&mut *tx, 1, day, "", None, &by()).is_err());
    licences::use_up(&mut *tx, &draw("L-1", "230 kg"), None, None, &by()).unwrap();
    tx.commit().unwrap();
    assert_eq!(balance(&mut *store), ["0 kg", "500 kg", "0 kg"]);
    let mut tx = store.write().unwrap();
    let late = Draw { day: Day::parse("2027-01-01").unwrap(), ..draw("L-1", "1 kg") };
    let late = licences::reserve(&mut *tx, &late, None, &by());
    assert!(matches!(late, Err(LicenceError::NotValid { .. })), "{late:?}");
    let none = licences::reserve(&mut *tx, &draw("L-1", "0 kg"), None, &by());
    assert!(matches!(none, Err(LicenceError::Nothing { .. })), "{none:?}");
    let none = licences::reserve(&mut *tx, &draw("L-2", "1 kg"), None, &by());
    assert!(matches!(none, Err(LicenceError::NoLicence { .. })), "{none:?}");
    let unsaid = Draw { quantity: None, ..draw("L-1", "1 kg") };
    let unsaid = licences::reserve(&mut *tx, &unsaid, None, &by());
    assert!(matches!(unsaid, Err(LicenceError::Missing { .. })), "{unsaid:?}");
}

fn a_request_is_done_once(fresh: &Fresh) {
    let mut store = kept(fresh, "500 kg");
    let mut answers = Vec::new();
    for _ in 0..3 {
        let mut tx = store.write().unwrap();
        let done = licences::reserve(&mut *tx, &draw("L-1", "100 kg"), Some("k1"), &by()).unwrap();
        tx.commit().unwrap();
        answers.push(done);
    }
    assert_eq!(answers.iter().map(|one| one.again).collect::<Vec<_>>(), [false, true, true]);
    assert!(answers.iter().all(|one| one.text == answers[0].text));
    assert_eq!(balance(&mut *store), ["100 kg", "0 kg", "400 kg"]);
    let mut tx = store.write().unwrap();
    let other = licences::reserve(&mut *tx, &draw("L-1", "101 kg"), Some("k1"), &by());
    assert!(matches!(other, Err(LicenceError::Store(StoreError::Refused { .. }))), "{other:?}");
}

fn units_are_converted_exactly_and_currencies_never(fresh: &Fresh) {
    let mut store = kept(fresh, "1 kg");
    let mut tx = store.write().unwrap();
    licences::reserve(&mut *tx, &draw("L-1", "250.5 g"), None, &by()).unwrap();
    licences::use_up(&mut *tx, &draw("L-1", "1 lb"), None, None, &by()).unwrap();
    let pieces = licences::reserve(&mut *tx, &draw("L-1", "1 pcs"), None, &by());
    assert!(matches!(pieces, Err(LicenceError::Unit { .. })), "{pieces:?}");
    let yuan = Draw { value: Some(Amount::parse("1 CNY").unwrap()), ..draw("L-1", "1 g") };
    let yuan = licences::reserve(&mut *tx, &yuan, None, &by());
    assert!(matches!(yuan, Err(LicenceError::Unit { .. })), "{yuan:?}");
    tx.commit().unwrap();
    assert_eq!(balance(&mut *store), ["0.2505 kg", "0.45359237 kg", "0.29590763 kg"]);
}

fn sixty_four_writers_never_overdraw(fresh: &Fresh) {
    let mut store = kept(fresh, "100 kg");
    // 64 writers ask for 3 × 0.7 kg each, 134.4 kg in all; each asks twice under the same key.
    let drawn: usize = std::thread::scope(|scope| {
        let writers: Vec<_> = (0..64)
            .map(|writer| {
                scope.spawn(move || {
                    let mut store = sealed(fresh);
                    let mut drawn = 0;
                    for turn in 0..3 {
                        let key = format!("{writer}/{turn}");
                        let mut ask = || {
                            let mut tx = store.write().unwrap();
                            let draw = draw("L-1", "0.7 kg");
                            let done = match turn {
                                0 => licences::use_up(&mut *tx, &draw, None, Some(&key), &by()),
                                _ => licences::reserve(&mut *tx, &draw, Some(&key), &by()),
                            };
                            tx.commit().unwrap();
                            done
                        };
                        match (ask(), ask()) {
                            (Ok(first), Ok(again)) => {
                                assert!(!first.again && again.again && first.text == again.text);
                                drawn += 1;
                            }
                            (Err(LicenceError::Over { .. }), Err(LicenceError::Over { .. })) => {}
                            other => panic!("{other:?}"),
                        }
                    }
                    drawn
                })
            })
            .collect();
        writers.into_iter().map(|one| one.join().unwrap()).sum()
    });
    assert_eq!(drawn, 142, "142 × 0.7 kg = 99.4 kg");
    assert_eq!(balance(&mut *store)[2], "0.6 kg");
    let mut tx = store.read().unwrap();
    let moves = tx.one_int("SELECT COUNT(*) FROM licence_moves", &[]).unwrap();
    assert_eq!(moves, Some(142));
    drop(tx);
    assert_eq!(verified(&exported(&mut *store)).faults, []);
}

fn what_fits_and_why_not(fresh: &Fresh) {
    let mut store = kept(fresh, "500 kg");
    let licence = licences::get(&mut *store.read().unwrap(), "L-1").unwrap();
    let line = |change: &str| {
        let text = r#"{"id":"SO-1","activity":"export","from":"CN","to":"JP",
               "item":{"codes":{"cn":"1C902.a.4"},"quantity":"120 kg","value":"18000 USD"},
               "parties":[{"role":"end-user","name":"example Seimitsu k.k.","country":"JP"}]}"#;
        let (from, to) = change.split_once(" -> ").unwrap_or(("\n", "\n"));
        let changed = text.replace(from, to);
        assert!(change.is_empty() || changed != text, "{change}");
        parse_transfer(&changed.replace('\n', " ")).unwrap()
    };
    let need = Need { law: "cn".to_owned(), forms: vec!["cn/single".to_owned()] };
    let day = Day::parse("2026-02-01").unwrap();
    for (change, fits, what) in [
        ("", Tri::Yes, ""),
        ("1C902.a.4 -> 1C902.a", Tri::Yes, ""),
        ("1C902.a.4 -> 1C902", Tri::Unknown, "item"),
        ("1C902.a.4 -> 1C902.b", Tri::No, "item"),
        ("1C902.a.4 -> none", Tri::No, "item"),
        (r#""cn":"1C902.a.4" -> "us":"EAR99""#, Tri::Unknown, "item"),
        (r#""to":"JP" -> "to":"KR""#, Tri::No, "to"),
        (r#""to":"JP" -> "to":"JP or KR""#, Tri::Unknown, "to"),
        (r#""activity":"export", -> "#, Tri::Unknown, "activity"),
        ("export -> reexport", Tri::No, "activity"),
        ("example Seimitsu -> Example Seimitsu Trading", Tri::No, "end-user"),
        (r#","country":"JP" -> "#, Tri::Unknown, "end-user"),
        ("end-user -> buyer", Tri::Unknown, "end-user"),
        ("120 kg -> 500.0001 kg", Tri::No, "quantity"),
        ("120 kg -> 12 pcs", Tri::No, "quantity"),
        (r#""quantity":"120 kg", -> "#, Tri::Unknown, "quantity"),
        ("18000 USD -> 18000 CNY", Tri::No, "value"),
        ("18000 USD -> 90000.01 USD", Tri::No, "value"),
    ] {
        let found = fit::fits(&licence, &line(change), &need, day);
        assert_eq!(found.len(), 1);
        let against: Vec<&str> = found[0].against().map(|one| one.what.as_str()).collect();
        assert_eq!((found[0].fits, against.join(" ").as_str()), (fits, what), "{change}");
    }
    let late = fit::fits(&licence, &line(""), &need, Day::parse("2027-01-01").unwrap());
    assert_eq!(late[0].against().next().unwrap().what, "valid");
    let need = Need { forms: vec!["cn/general".to_owned()], ..need };
    let form = fit::fits(&licence, &line(""), &need, day);
    assert_eq!(form[0].against().next().unwrap().what, "form");
}

fn uses_are_reported(fresh: &Fresh) {
    let mut store = kept(fresh, "500 kg");
    let mut tx = store.write().unwrap();
    licences::reserve(&mut *tx, &draw("L-1", "300 kg"), None, &by()).unwrap();
    for (day, quantity) in
        [("2026-02-01", "100 kg"), ("2026-03-31", "50 kg"), ("2026-04-01", "1 t")]
    {
        let draw = Draw { day: Day::parse(day).unwrap(), ..draw("L-1", quantity) };
        let _ = licences::use_up(&mut *tx, &draw, Some(1), None, &by());
    }
    tx.commit().unwrap();
    let mut tx = store.read().unwrap();
    let until = Day::parse("2026-04-01").unwrap();
    let uses = licences::report::uses(&mut *tx, Some("L-1"), None, Some(until)).unwrap();
    let left: Vec<String> = uses.iter().map(|one| one.quantity_left.unwrap().to_string()).collect();
    assert_eq!(left, ["400 kg", "350 kg"]);
    assert_eq!(uses[1].value_left.unwrap().to_string(), "89980 USD");
    assert_eq!((uses[0].codes.as_str(), uses[0].reference.as_str()), ("1C902.a", "DECL-1"));
    assert!(licences::report::uses(&mut *tx, None, Some(until), None).unwrap().is_empty());
}
