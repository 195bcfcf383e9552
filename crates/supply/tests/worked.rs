//! Worked answers: small tables, and figures worked out by hand beside them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that fails says so by panicking"
)]

use navicert_model::country::Country;
use navicert_model::day::Day;
use navicert_model::read::FieldError;
use navicert_model::transfer::Rate;
use navicert_model::verdict::Verdict;
use navicert_supply::exposure::{self, Measure, exposure};
use navicert_supply::render::{Frame, json};
use navicert_supply::what_if::{self, Judge, Ruling, Way, what_if};
use navicert_supply::{Faults, Scenario, Source, Supply};
use serde_json::{Value, json};
use std::sync::Arc;

const PARTS: &str = "part,kind,unit_value,unit_mass,mineral,stage,site,site_country,per_month\n";
const BOM: &str = "parent,part,quantity\n";
const SUPPLIERS: &str =
    "part,supplier,country,origin,share,use,capacity_per_month,lead_time_days,pool\n";
const STOCK: &str = "part,site,on_hand\n";
const SCENARIO: &str = "mineral,stage,from_country,effect,since,until\n";

fn source(header: &str, rows: &str) -> Source {
    let rows: Vec<&str> = rows.lines().map(str::trim).filter(|row| !row.is_empty()).collect();
    let name = header.split(',').next().unwrap_or_default();
    Source { name: format!("{name}.csv"), bytes: format!("{header}{}\n", rows.join("\n")).into() }
}

/// Parts, bill, suppliers, stock; an empty text leaves the table out.
fn tables(texts: [&str; 4]) -> Result<Supply, Faults> {
    let given = [PARTS, BOM, SUPPLIERS, STOCK].into_iter().zip(texts);
    let sources: Vec<Source> = given
        .filter(|(_, rows)| !rows.is_empty())
        .map(|(header, rows)| source(header, rows))
        .collect();
    Supply::read(&sources)
}

fn read(texts: [&str; 4]) -> Supply {
    tables(texts).unwrap_or_else(|faults| panic!("{:?}", faults.told))
}

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn exposed(supply: &Supply, by: Measure, rates: Vec<Rate>) -> Result<Vec<Value>, String> {
    let asked = exposure::Asked { country: Country::parse("CN").unwrap(), by, rates };
    let found = exposure(supply, supply.products(), &asked).map_err(|error| error.to_string())?;
    let mut out = String::new();
    found.iter().for_each(|one| json::exposure(&mut out, supply, one, &asked));
    Ok(lines(&out))
}

fn by_value(texts: [&str; 4]) -> Value {
    exposed(&read(texts), Measure::Value, Vec::new()).unwrap().remove(0)
}

fn judged(
    supply: &Supply,
    judge: &mut dyn Judge,
    on: &str,
    licence_days: Option<u32>,
) -> Vec<Value> {
    let asked = what_if::Asked { on: Day::parse(on).unwrap(), rates: Vec::new(), licence_days };
    let parts = what_if(supply, judge, &asked).unwrap();
    let mut out = String::new();
    parts.iter().for_each(|one| json::part(&mut out, supply, one, &Frame::default()));
    lines(&out)
}

fn asked(texts: [&str; 4], rows: &str, on: &str) -> Vec<Value> {
    let scenario = Scenario::read(&[source(SCENARIO, rows)]).unwrap();
    let supply = read(texts);
    let mut judge = scenario.judge(&supply, Day::parse(on).unwrap());
    judged(&supply, &mut judge, on, None)
}

/// Looks at fields of an answer.
fn check(answer: &Value, expected: &Value) {
    for (name, value) in expected.as_object().unwrap() {
        assert_eq!(&answer[name], value, "{name} in {answer}");
    }
}

const BAN: &str = "tungsten,,CN,prohibited,,";
/// One product with ten of one part a piece, a hundred a month.
const PLAIN: [&str; 2] =
    ["P,product,50 USD,,,,Main,JP,100\nX,bought,1 USD,,tungsten,powder,,,", "P,X,10"];

fn plain(suppliers: &'static str, stock: &'static str) -> [&'static str; 4] {
    [PLAIN[0], PLAIN[1], suppliers, stock]
}

#[test]
fn an_assembly_in_several_parents_counts_in_each() {
    // X in P: 2 × 3 through A, 1 × 1 × 3 through B and A, 1 × 1 through B: ten at 1.50 each.
    // Y: 2 × 0.5 + 1 × 0.5 = 1.5 at 10.00 each. The same pair twice adds up: Z is 2 + 1.
    let answer = by_value([
        "P,product,,,,,,,\nA,assembly,,,,,,,\nB,assembly,,,,,,,\n\
         X,bought,1.50 USD,,,,,,\nY,bought,10.00 USD,,,,,,\nZ,bought,0 USD,,,,,,",
        "P,A,2\nP,B,1\nA,X,3\nB,A,1\nB,X,1\nA,Y,0.5\nP,Z,2\nP,Z,1",
        "X,S,CN,CN,100 %,current,,,\nY,T,JP,JP,100 %,current,,,\nZ,T,JP,JP,100 %,current,,,",
        "",
    ]);
    check(
        &answer,
        &json!({"material": 30, "share_at_least": 50, "share_at_most": 50, "bought_parts": 3,
            "hhi": {"at_least": 5000, "at_most": 5000}}),
    );
}

#[test]
fn what_is_of_unknown_origin_lies_between() {
    // Chinese 30 of 100, unknown 20, Japanese 50. Index: 2500 + 900; at most (50 + 20)² + 900.
    let answer = by_value([
        "P,product,,,,,,,\nX,bought,50 USD,,tungsten,powder,,,\nY,bought,50 USD,,,,,,",
        "P,X,1\nP,Y,1",
        "X,S,CN,CN,60 %,current,,,\nX,T,AT,,40 %,current,,,\nY,U,JP,JP,100 %,current,,,",
        "",
    ]);
    check(
        &answer,
        &json!({"share_at_least": 30, "share_at_most": 50, "single_points": ["Y"],
            "hhi": {"at_least": 3400, "at_most": 5800},
            "sources": [
                {"mineral": null, "country": "JP", "stage": null, "share": 50},
                {"mineral": "tungsten", "country": "CN", "stage": "powder", "share": 30},
                {"mineral": "tungsten", "country": null, "stage": "powder", "share": 20}]}),
    );
}

#[test]
fn nothing_known_is_nothing_to_everything() {
    let parts = "P,product,,,,,,,\nX,bought,5 USD,,,,,,";
    let unsupplied = by_value([parts, "P,X,1", "", ""]);
    check(
        &unsupplied,
        &json!({"share_at_least": 0, "share_at_most": 100, "single_points": [],
            "hhi": {"at_least": 0, "at_most": 10000}}),
    );
    // Only an alternative: what is bought now is still unknown.
    let alternative = by_value([parts, "P,X,1", "X,S,JP,JP,,alternative,5,5,", ""]);
    check(&alternative, &json!({"share_at_least": 0, "share_at_most": 100, "single_points": []}));
    // No bill at all: nobody knows what is in it.
    let empty = by_value([parts, "", "", ""]);
    check(
        &empty,
        &json!({"share_at_least": 0, "share_at_most": 100, "hhi": null, "empty_assemblies": ["P"]}),
    );
    // Material that costs nothing has no shares.
    let free = by_value(["P,product,,,,,,,\nX,bought,0 USD,,,,,,", "P,X,1", "", ""]);
    check(&free, &json!({"share_at_least": null, "share_at_most": null, "hhi": null}));
}

#[test]
fn a_part_without_a_price_may_be_worth_anything() {
    // Known: 40 of 100 Chinese. X may be worth nothing (40 %) or everything (its own 10 to 30 %).
    let answer = by_value([
        "P,product,,,,,,,\nA,bought,40 USD,,,,,,\nB,bought,60 USD,,,,,,\nX,bought,,,,,,,",
        "P,A,1\nP,B,1\nP,X,2",
        "A,S,CN,CN,100 %,current,,,\nB,S,JP,JP,100 %,current,,,\n\
         X,S,CN,CN,10 %,current,,,\nX,S,CN,,20 %,current,,,\nX,S,VN,VN,70 %,current,,,",
        "",
    ]);
    check(
        &answer,
        &json!({"share_at_least": 10, "share_at_most": 40, "hhi": null, "unmeasured": ["X"]}),
    );
    assert!(answer["sources"].as_array().unwrap().iter().all(|one| one["share"].is_null()));
}

#[test]
fn mass_is_another_answer() {
    let supply = read([
        "P,product,,,,,,,\nX,bought,90 USD,250 g,,,,,\nY,bought,10 USD,0.75 kg,,,,,",
        "P,X,2\nP,Y,2",
        "X,S,CN,CN,100 %,current,,,\nY,T,JP,JP,100 %,current,,,",
        "",
    ]);
    let value = exposed(&supply, Measure::Value, Vec::new()).unwrap();
    check(&value[0], &json!({"share_at_least": 90, "material": 200, "unit": "USD"}));
    let mass = exposed(&supply, Measure::Mass, Vec::new()).unwrap();
    check(&mass[0], &json!({"share_at_least": 25, "material": 2, "unit": "kg", "by": "mass"}));
}

#[test]
fn currencies_need_a_rate() {
    let supply = read([
        "P,product,,,,,,,\nX,bought,10 EUR,,,,,,\nY,bought,10 USD,,,,,,",
        "P,X,1\nP,Y,1",
        "X,S,CN,CN,100 %,current,,,\nY,T,JP,JP,100 %,current,,,",
        "",
    ]);
    let error = exposed(&supply, Measure::Value, Vec::new()).unwrap_err();
    assert!(error.contains("EUR") && error.contains("USD") && error.contains("`P`"), "{error}");
    let rate = "1.5".parse().unwrap();
    let rate = Rate { from: "EUR".into(), to: "USD".into(), rate, on: None, source: None };
    let answer = exposed(&supply, Measure::Value, vec![rate]).unwrap();
    check(&answer[0], &json!({"share_at_least": 60, "material": 25, "unit": "USD"}));
}

#[test]
fn a_single_point_is_one_supplier_without_an_alternative() {
    let answer = by_value([
        "P,product,,,,,,,\nA,bought,1 USD,,,,,,\nB,bought,1 USD,,,,,,\nC,bought,1 USD,,,,,,\nD,bought,1 USD,,,,,,",
        "P,A,1\nP,B,1\nP,C,1\nP,D,1",
        // Two plants of one supplier are one supplier.
        "A,S,CN,CN,50 %,current,,,\nA,S,JP,JP,50 %,current,,,\n\
         B,S,JP,JP,50 %,current,,,\nB,T,JP,JP,50 %,current,,,\n\
         C,S,JP,JP,100 %,current,,,\nC,T,JP,JP,,alternative,1,1,\nD,S,JP,JP,100 %,current,,,",
        "",
    ]);
    check(&answer, &json!({"single_points": ["A", "D"]}));
}

#[test]
fn a_product_in_another_adds_nothing_of_its_own() {
    let supply = read([
        "SET,product,500 USD,,,,Main,JP,10\nPUMP,product,100 USD,,,,Main,JP,5\nX,bought,4 USD,,tungsten,,,,",
        "SET,PUMP,2\nPUMP,X,3\nSET,X,1",
        "X,S,CN,CN,100 %,current,,,",
        "",
    ]);
    let found = exposed(&supply, Measure::Value, Vec::new()).unwrap();
    assert_eq!((&found[0]["material"], &found[1]["material"]), (&json!(28), &json!(12)));
    // A month: 10 sets with 7 each, 5 pumps with 3 each.
    let scenario = Scenario::read(&[source(SCENARIO, BAN)]).unwrap();
    let mut judge = scenario.judge(&supply, Day::parse("2026-12-01").unwrap());
    let parts = judged(&supply, &mut judge, "2026-12-01", None);
    check(&parts[0], &json!({"need_per_month": 85, "lost_per_month": 85, "value_per_month": 5500}));
}

#[test]
fn stock_is_followed_until_the_bar_ends() {
    // 1000 a month, 600 of them lost; 400 on hand: 12 days if nothing arrives, 20 if only those are
    // missing: the first day without stock is 21 December.
    let suppliers = "X,S,CN,CN,60 %,current,,,\nX,T,JP,JP,40 %,current,,,";
    for (until, stops_on) in [
        ("", json!("2026-12-21")),
        ("2026-12-22", json!("2026-12-21")),
        ("2026-12-21", json!(null)),
        ("2026-12-02", json!(null)),
    ] {
        let ban = format!("tungsten,,CN,prohibited,,{until}");
        let parts = asked(plain(suppliers, "X,Main,400"), &ban, "2026-12-01");
        check(
            &parts[0],
            &json!({"verdict": "stop", "need_per_month": 1000, "lost_per_month": 600,
                "days_of_cover": 12, "stops_on": stops_on, "value_per_month": 5000}),
        );
    }
}

#[test]
fn bars_that_end_one_after_the_other_are_followed() {
    // From China 300 a month until 31 December, from Vietnam 300 without end; 450 on hand. Thirty
    // days take 600: too much? 450 is gone after 22.5 days, on 23 December.
    let suppliers =
        "X,S,CN,CN,30 %,current,,,\nX,T,VN,VN,30 %,current,,,\nX,U,JP,JP,40 %,current,,,";
    let rows = |until: &str| format!("tungsten,,CN,prohibited,,{until}\ntungsten,,VN,prohibited,,");
    let parts = asked(plain(suppliers, "X,Main,450"), &rows("2026-12-31"), "2026-12-01");
    check(&parts[0], &json!({"lost_per_month": 600, "stops_on": "2026-12-23", "ends_on": null}));
    // If China's ends on 11 December, ten days take 200 and the rest of 250 lasts 25 days more.
    let parts = asked(plain(suppliers, "X,Main,450"), &rows("2026-12-11"), "2026-12-01");
    check(&parts[0], &json!({"stops_on": "2027-01-05"}));
    // A second measure that takes over from the first makes one bar of them.
    let rows = "tungsten,,CN,prohibited,,2026-12-11\ntungsten,,CN,prohibited,2026-12-11,2027-03-01";
    let parts = asked(plain("X,S,CN,CN,100 %,current,,,", "X,Main,450"), rows, "2026-12-01");
    check(&parts[0], &json!({"stops_on": "2026-12-14", "ends_on": "2027-03-01"}));
}

#[test]
fn a_measure_holds_from_its_first_day_to_the_day_before_its_end() {
    let ban = "tungsten,,CN,prohibited,2026-12-01,2027-02-01";
    let suppliers = "X,S,CN,CN,100 %,current,,,";
    for (on, count) in [("2026-11-30", 0), ("2026-12-01", 1), ("2027-01-31", 1), ("2027-02-01", 0)]
    {
        assert_eq!(asked(plain(suppliers, ""), ban, on).len(), count, "{on}");
    }
}

#[test]
fn where_it_was_made_or_ships_from_decides() {
    for (country, origin, verdict) in [
        ("CN", "CN", "stop"),
        ("JP", "CN", "stop"),
        ("CN", "JP", "stop"),
        ("JP", "", "ask"),
        ("CN", "", "stop"),
        ("", "JP", "ask"),
        ("", "", "ask"),
        ("JP", "VN", "go"),
    ] {
        let suppliers = format!("X,S,{country},{origin},100 %,current,,,");
        let texts = [PLAIN[0], PLAIN[1], &suppliers, ""];
        let parts = asked(texts, BAN, "2026-12-01");
        match verdict {
            "go" => assert!(parts.is_empty(), "{country} {origin}"),
            verdict => assert_eq!(parts[0]["verdict"], verdict, "{country} {origin}"),
        }
    }
    // A part that no supplier is known for.
    assert_eq!(asked(plain("", ""), BAN, "2026-12-01")[0]["verdict"], "ask");
}

#[test]
fn mineral_and_stage_are_told_apart() {
    let suppliers = "X,S,CN,CN,100 %,current,,,";
    for (mineral, stage, row, verdict) in [
        ("Tungsten", "powder", "tungsten,,CN", "stop"),
        ("tungsten", "powder", "tungsten,Powder,CN", "stop"),
        ("tungsten", "powder", "tungsten,metal,CN", "go"),
        ("tungsten", "", "tungsten,metal,CN", "ask"),
        ("", "", "tungsten,,CN", "go"),
        ("", "", ",,CN", "stop"),
        ("", "powder", ",powder,CN", "stop"),
        ("gallium", "powder", "tungsten,,CN", "go"),
        ("tungsten", "powder", "tungsten,,", "stop"),
    ] {
        let part = format!("P,product,50 USD,,,,Main,JP,100\nX,bought,1 USD,,{mineral},{stage},,,");
        let texts = [part.as_str(), PLAIN[1], suppliers, ""];
        let parts = asked(texts, &format!("{row},prohibited,,"), "2026-12-01");
        let found = parts.first().map_or("go", |part| part["verdict"].as_str().unwrap());
        assert_eq!(found, verdict, "{mineral} {stage} under {row}");
    }
}

#[test]
fn a_licence_loses_nothing_and_an_open_bar_over_it_asks() {
    let rows = "tungsten,,CN,licence,,";
    let parts = asked(plain("X,S,CN,CN,100 %,current,,,", "X,Main,500"), rows, "2026-12-01");
    check(
        &parts[0],
        &json!({"verdict": "licence", "lost_per_month": 0, "waiting_per_month": 1000, "stops_on": null,
            "value_per_month": 0, "alternatives": [], "uncovered": 0, "gap_days": null, "days_of_cover": 15}),
    );
    let rows = "tungsten,,CN,licence,,\ntungsten,,VN,prohibited,,";
    let parts = asked(plain("X,S,CN,,100 %,current,,,", ""), rows, "2026-12-01");
    assert_eq!(parts[0]["verdict"], "ask");
}

#[test]
fn cover_is_held_against_the_time_of_a_licence() {
    let supply = read(plain("X,S,CN,CN,50 %,current,,,\nX,T,JP,JP,50 %,current,,,", "X,Main,1000"));
    let scenario = Scenario::read(&[source(SCENARIO, "tungsten,,CN,licence,,")]).unwrap();
    let mut judge = scenario.judge(&supply, Day::parse("2026-12-01").unwrap());
    // 500 a month wait; 1000 last 60 days, to 30 January; the licence comes on 2 February.
    let parts = judged(&supply, &mut judge, "2026-12-01", Some(63));
    let licence = json!({"arrives_on": "2027-02-02", "lasts_until": "2027-01-30", "gap_days": 3});
    check(&parts[0], &json!({"licence": licence}));
}

#[test]
fn an_alternative_covers_what_it_has_and_no_more_than_is_lacking() {
    let one = "X,S,CN,CN,100 %,current,,,";
    for (offers, covers, uncovered, gap) in [
        ("X,A,KR,KR,,alternative,300,40,", json!([300]), json!(700), json!(25)),
        ("X,A,KR,KR,,alternative,1500,10,", json!([1000]), json!(0), json!(0)),
        // The earlier one first.
        (
            "X,A,KR,KR,,alternative,900,40,\nX,B,JP,JP,,alternative,400,20,",
            json!([600, 400]),
            json!(0),
            json!(5),
        ),
        // Barred itself.
        (
            "X,A,CN,CN,,alternative,900,1,\nX,B,JP,CN,,alternative,900,1,",
            json!([0, 0]),
            json!(1000),
            json!(null),
        ),
        // Nobody knows where it makes it: it may ship, and has to be asked.
        ("X,A,KR,,,alternative,300,40,", json!([300]), json!(700), json!(25)),
        ("X,A,KR,KR,,alternative,0,1,", json!([0]), json!(1000), json!(null)),
        ("", json!([]), json!(1000), json!(null)),
    ] {
        let suppliers = format!("{one}\n{offers}");
        let texts = [PLAIN[0], PLAIN[1], suppliers.as_str(), "X,Main,500"];
        let parts = asked(texts, BAN, "2026-12-01");
        let found: Vec<Value> = parts[0]["alternatives"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["covers"].clone())
            .collect();
        assert_eq!(Value::from(found), covers, "{offers}");
        check(
            &parts[0],
            &json!({"stops_on": "2026-12-16", "uncovered": uncovered, "gap_days": gap}),
        );
    }
}

#[test]
fn unknown_capacity_stock_and_plan_stay_unknown() {
    let one =
        "X,S,CN,CN,100 %,current,,,\nX,A,KR,KR,,alternative,300,,\nX,B,JP,JP,,alternative,,20,";
    let parts = asked(plain(one, "X,Main,500"), BAN, "2026-12-01");
    check(
        &parts[0],
        &json!({"uncovered": null, "uncovered_at_most": 700, "stops_on": "2026-12-16", "gap_days": null}),
    );
    check(&parts[0]["alternatives"][1], &json!({"covers": null, "capacity": null}));
    // Nobody counted the stock.
    for stock in ["", "X,Main,"] {
        let parts = asked(plain(one, stock), BAN, "2026-12-01");
        check(
            &parts[0],
            &json!({"on_hand": null, "days_of_cover": null, "stops_on": null, "gap_days": null}),
        );
    }
    // Nobody planned the product.
    let parts = "P,product,50 USD,,,,Main,JP,\nX,bought,1 USD,,tungsten,powder,,,";
    let parts = asked([parts, PLAIN[1], one, "X,Main,500"], BAN, "2026-12-01");
    check(
        &parts[0],
        &json!({"need_per_month": null, "lost_per_month": null, "value_per_month": null, "stops_on": null,
            "uncovered": null}),
    );
}

/// Two parts, each the only one of its product: 100 and 50 a month, all of it lost.
const TWO: [&str; 2] = [
    "P,product,10 USD,,,,Main,JP,100\nQ,product,20 USD,,,,Main,JP,50\n\
     X,bought,1 USD,,tungsten,powder,,,\nY,bought,1 USD,,tungsten,powder,,,",
    "P,X,1\nQ,Y,1",
];

fn covers(offers: &str) -> Vec<Value> {
    let suppliers = format!("X,S,CN,CN,100 %,current,,,\nY,S,CN,CN,100 %,current,,,\n{offers}");
    let parts = asked([TWO[0], TWO[1], &suppliers, ""], BAN, "2026-12-01");
    let of = |part: &Value| {
        part["alternatives"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["covers"].clone())
            .collect::<Vec<_>>()
    };
    parts.iter().flat_map(of).collect()
}

#[test]
fn a_pool_is_handed_out_once_in_proportion_to_what_is_lacking() {
    // 60 for 100 and 50: 40 and 20.
    assert_eq!(covers("X,A,KR,KR,,alternative,60,10,K\nY,A,KR,KR,,alternative,60,10,K"), [40, 20]);
    // Enough for both, and no more than they lack.
    assert_eq!(
        covers("X,A,KR,KR,,alternative,600,10,K\nY,A,KR,KR,,alternative,600,10,K"),
        [100, 50]
    );
    // Pools of two suppliers are two, whatever they are called.
    assert_eq!(covers("X,A,KR,KR,,alternative,60,10,K\nY,B,KR,KR,,alternative,60,10,K"), [60, 50]);
    // What X has of its own comes first: 40; 60 and 50 lack 55: half of each.
    let offers = "X,B,JP,JP,,alternative,40,90,\nX,A,KR,KR,,alternative,55,10,K\nY,A,KR,KR,,alternative,55,10,K";
    assert_eq!(covers(offers), [40, 30, 25]);
    // A furnace that makes 200 of X or 50 of Y: 100/200 + 50/50 = 1.5 furnaces are lacking.
    let third = covers("X,A,KR,KR,,alternative,200,10,K\nY,A,KR,KR,,alternative,50,10,K");
    assert_eq!(third, [json!(66.666_667), json!(33.333_333)]);
    // One part alone in the pool has it to itself; two lines of one part do not double it.
    assert_eq!(covers("X,A,KR,KR,,alternative,60,10,K"), [60]);
    assert_eq!(covers("X,A,KR,KR,,alternative,60,10,K\nX,A,VN,VN,,alternative,60,10,K"), [30, 30]);
    // A line that is barred takes nothing from the pool.
    assert_eq!(covers("X,A,CN,CN,,alternative,60,10,K\nY,A,KR,KR,,alternative,60,10,K"), [0, 50]);
}

#[test]
fn what_is_left_uncovered_has_two_ends_where_a_pool_is_shared() {
    let left = |offers: &str| {
        let suppliers = format!("X,S,CN,CN,100 %,current,,,\nY,S,CN,CN,100 %,current,,,\n{offers}");
        let parts = asked([TWO[0], TWO[1], &suppliers, ""], BAN, "2026-12-01");
        parts
            .iter()
            .map(|one| [one["uncovered"].clone(), one["uncovered_at_least"].clone()])
            .collect::<Vec<_>>()
    };
    // 60 for 100 and 50: 60 and 30 are left; for one alone 40 or nothing.
    let shared = left("X,A,KR,KR,,alternative,60,10,K\nY,A,KR,KR,,alternative,60,10,K");
    assert_eq!(shared, [[json!(60), json!(40)], [json!(30), json!(0)]]);
    // Nobody else wants it: what is left is left.
    assert_eq!(left("X,A,KR,KR,,alternative,60,10,K")[0], [json!(40), Value::Null]);
    // A barred line covers nothing, however it is shared.
    assert_eq!(left("X,A,CN,CN,,alternative,60,10,K")[0], [json!(100), Value::Null]);
    // Two pools overlap: X could leave A to Y. All that is lost could be covered.
    let offers = "X,A,KR,KR,,alternative,60,10,K\nY,A,KR,KR,,alternative,60,10,K\n\
        X,B,KR,KR,,alternative,100,90,L";
    assert_eq!(left(offers), [[json!(0), Value::Null], [json!(30), json!(0)]]);
}

/// Bars China for the product `Q` only, and Korea for `P` only.
struct ByProduct;

impl Judge for ByProduct {
    fn judge(&mut self, supply: &Supply, way: &Way) -> Arc<Ruling> {
        let product = &*supply.parts()[way.product].name;
        let country = way.country.map(Country::as_str);
        let verdict = match (product, country) {
            ("Q", Some("CN")) | ("P", Some("KR")) => "prohibited",
            ("P", Some("CN")) => "licence",
            _ => "free",
        };
        let verdict: Verdict = verdict.parse().unwrap();
        Arc::new(Ruling { verdict, until: None, because: Vec::new(), questions: Vec::new() })
    }
}

#[test]
fn a_part_may_stop_for_one_product_and_not_for_another() {
    let supply = read([
        "P,product,10 USD,,,,Main,JP,100\nQ,product,20 USD,,,,North,JP,50\nX,bought,1 USD,,,,,,",
        "P,X,1\nQ,X,2",
        "X,S,CN,CN,80 %,current,,,\nX,T,VN,VN,20 %,current,,,\nX,A,KR,KR,,alternative,30,10,",
        "X,Main,60\nX,North,20",
    ]);
    let parts = judged(&supply, &mut ByProduct, "2026-12-01", None);
    // 200 a month; of the 100 for Q, 80 are lost; 80 on hand: 12 days, or 30.
    check(
        &parts[0],
        &json!({"verdict": "stop", "need_per_month": 200, "lost_per_month": 80, "waiting_per_month": 80,
            "days_of_cover": 12, "stops_on": "2026-12-31", "value_per_month": 1000, "uncovered": 50}),
    );
    let products = parts[0]["products"].as_array().unwrap();
    assert_eq!(
        (&products[0]["verdict"], &products[1]["verdict"]),
        (&json!("licence"), &json!("stop"))
    );
    // Korea may not ship to P, but P does not stop.
    check(&parts[0]["alternatives"][0], &json!({"covers": 30, "verdict": "go"}));
    // At the site North 20 lie for 80 lost a month: seven days and a half.
    check(
        &parts[0]["sites"][1],
        &json!({"site": "North", "on_hand": 20, "stops_on": "2026-12-08"}),
    );
    check(&parts[0]["sites"][0], &json!({"site": "Main", "lost_per_month": 0, "stops_on": null}));
}

#[test]
fn what_is_wrong_is_told_with_place_and_help() {
    let parts = "P,product,,,,,,,1\nA,assembly,,,,,,,\nB,assembly,,,,,,,\nX,bought,,,,,,,";
    let no = |texts| tables(texts).expect_err("refused").told.remove(0);
    for (texts, place, words) in [
        ([parts, "P,A,1\nA,B,1\nB,A,2", "", ""], "the tables", "circle: `"),
        ([parts, "P,A,1\nA,A,1", "", ""], "the tables", "`A` → `A`"),
        ([parts, "P,Y,1", "", ""], "`parent.csv`, line 2", "`Y` is in no parts table"),
        (
            [parts, "P,X,1", "X,S,CN,CN,50 %,current,,,\nX,T,CN,CN,49.9 %,current,,,", ""],
            "line 2",
            "`X` add up to 99.9 %",
        ),
        ([parts, "P,X,1", "X,S,CN,CN,,current,,,", ""], "line 2", "no share"),
        ([parts, "P,X,1", "X,S,CN,CN,0.8,current,,,", ""], "line 2", "has not the right unit"),
        (
            [parts, "P,X,1", "X,S,China,CN,100 %,current,,,", ""],
            "line 2",
            "`China` is not a country code",
        ),
        ([parts, "P,X,1", "X,S,CN,CN,5 %,alternative,,,", ""], "line 2", "supplies nothing yet"),
        ([parts, "P,X,1", "X,S,CN,CN,100 %,maybe,,,", ""], "line 2", "`maybe` is no use"),
        (
            [parts, "P,X,1", "A,S,CN,CN,100 %,current,,,", ""],
            "line 2",
            "`A` has a supplier and is not bought",
        ),
        ([parts, "P,X,1", "X,S,CN,CN,,alternative,-5,,", ""], "line 2", "below zero"),
        (
            [parts, "P,X,1", "X,S,CN,CN,,alternative,5,soon,", ""],
            "line 2",
            "`soon` is no number of days",
        ),
        ([parts, "P,X,0", "", ""], "line 2", "none of `X`"),
        ([parts, "P,X,", "", ""], "line 2", "`quantity` is blank"),
        ([parts, "P,X,\"1,000\"", "", ""], "line 2", "separator"),
        ([parts, "P,X,1,9", "", ""], "line 2", "4 cells, and the header 3"),
        ([parts, "P,\"X,1", "", ""], "line 2", "quote is not closed"),
        ([parts, "X,A,1", "", ""], "line 2", "`X` is bought, and parts go into it"),
        ([parts, "P,X,1", "", "X,Main,5\nX,Main,6"], "line 3", "given twice"),
        (["P,product,,,,,,,\nP,product,,,,,,,", "", "", ""], "line 3", "`P` is described twice"),
        (["P,thing,,,,,,,", "", "", ""], "line 2", "`thing` is no kind"),
        (["P,product,5 kg,,,,,,", "", "", ""], "line 2", "has not the right unit"),
        (["P,product,5 $,,,,,,", "", "", ""], "line 2", "does not give its currency"),
        (["X,bought,,,,,,,5", "", "", ""], "line 2", "`per_month` is said of a bought part"),
        (["X,bought,,,,,,,", "", "", ""], "the tables", "hold no product"),
        (["", "P,X,1", "", ""], "the tables", "no table of parts"),
    ] {
        let fault = no(texts);
        let text = fault.to_string();
        assert!(text.contains(place) && text.contains(words), "{text}");
        assert!(!fault.error.help.is_empty(), "{text}");
    }
}

#[test]
fn files_that_are_no_tables_are_refused() {
    for (bytes, words) in [
        (&b""[..], "there is nothing in it"),
        (b"part,kind\n", "no rows"),
        (b"colour,size\nred,5\n", "is not known"),
        (b"parent,part,quantiy\nP,X,1\n", "did you mean `quantity`?"),
        (b"parent,part\nP,X\n", "the column `quantity` is missing"),
        (b"parent,part,quantity,part\nP,X,1,X\n", "given twice"),
        (b"part,kind\nP\xff,product\n", "not UTF-8"),
        (b"PK\x03\x04 and so on", "workbook"),
        (b"effect,mineral\nprohibited,tungsten\n", "give it with `--scenario`"),
    ] {
        let faults = Supply::read(&[Source { name: "t.csv".into(), bytes: bytes.into() }])
            .expect_err("refused");
        let told = |error: &FieldError| format!("{} {}", error.message, error.help);
        assert!(
            faults.told.iter().any(|one| told(&one.error).contains(words)),
            "{words}: {:?}",
            faults.told
        );
    }
    for (rows, words) in [
        ("tungsten,,CN,free,,", "`free` is no effect"),
        ("tungsten,,CN,,,", "`effect` is blank"),
        ("tungsten,,CN,prohibited,2026-12-01,2026-12-01", "is not after"),
        ("tungsten,,CN,prohibited,1 December,", "is not a day"),
        ("tungsten,,China,prohibited,,", "`China` is not a country code"),
    ] {
        let faults = Scenario::read(&[source(SCENARIO, rows)]).expect_err("refused");
        assert!(faults.told[0].to_string().contains(words), "{:?}", faults.told);
    }
}
