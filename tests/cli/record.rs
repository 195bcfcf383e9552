//! The record at the command line: orders in, decisions kept, what an act changes, the days ahead.

use crate::run::{Ran, run_at, scratch};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

fn on(home: &Path, arguments: &[&str]) -> Ran {
    run_at(home, "A. Tester", arguments)
}

fn with_orders(name: &str) -> PathBuf {
    let home = scratch(name);
    let ran = on(&home, &["orders", "import", "--on", "2026-01-05", "samples/orders.jsonl"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.starts_with("34 new, 0 changed, 0 as they were"), "{}", ran.out);
    home
}

fn objects(ran: &Ran) -> Vec<Value> {
    ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn orders_are_kept_listed_shown_and_decided_again() {
    let home = with_orders("record-orders");
    let again = on(&home, &["orders", "import", "samples/orders.csv"]);
    assert!(again.out.starts_with("0 new, 0 changed, 34 as they were"), "{}", again.out);
    let stop = on(&home, &["orders", "list", "--triage", "stop", "--format", "json"]);
    let before = objects(&stop).len();
    let decided = on(&home, &["orders", "decide", "--on", "2026-01-06", "--format", "json"]);
    let decided = &objects(&decided)[0];
    assert!(decided["changed"].as_u64().unwrap() > 0, "{decided}");
    assert!(decided["decided"].as_u64().unwrap() < 34, "{decided}");
    let stop = on(&home, &["orders", "list", "--triage", "stop", "--format", "json"]);
    assert!(objects(&stop).len() > before, "{}", stop.out);
    let shown = on(&home, &["orders", "show", "SO-1002/10", "--format", "json"]);
    let shown = &objects(&shown)[0];
    assert_eq!(shown["judgement"]["verdict"], "prohibited");
    assert_eq!(shown["day"], "2026-01-06");
    assert_eq!(shown["order"]["id"], "SO-1002/10");
}

#[test]
fn a_changed_line_keeps_what_it_was() {
    let home = with_orders("record-history");
    let file = home.join("changed.jsonl");
    let line = crate::run::order("SO-1001/10").replace("120 kg", "125 kg");
    std::fs::write(&file, line).unwrap();
    let ran = on(&home, &["orders", "import", "--format", "json", file.to_str().unwrap()]);
    let batch = &objects(&ran)[0];
    assert_eq!((&batch["added"], &batch["changed"]), (&0.into(), &1.into()));
    let shown = objects(&on(&home, &["orders", "show", "--format", "json", "SO-1001/10"]));
    assert_eq!(shown[0]["revision"], 2);
    assert_eq!(shown[0]["history"][0]["order"]["item"]["quantity"], "120 kg");
    let csv = on(&home, &["orders", "show", "--format", "csv", "SO-1001/10"]).out;
    assert_eq!(csv.lines().count(), 3, "{csv}");
}

#[test]
fn bad_lines_are_told_and_end_with_1() {
    let home = scratch("record-bad");
    let ran = on(&home, &["orders", "import", "samples/broken.jsonl"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("samples/broken.jsonl:1 (B-01): on: 2026-02 has no day `30`"));
    assert!(ran.err.contains("lines were not kept; the others are"), "{}", ran.err);
    let ran = on(&home, &["orders", "import", "no-such-file.csv"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("no such file"), "{}", ran.err);
    let ran = on(&home, &["orders", "show", "SO-9"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("the record holds no line `SO-9`"), "{}", ran.err);
    let ran = on(&scratch("record-empty"), &["impact", "--act", "cn/2026-1"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("holds no order lines"), "{}", ran.err);
}

#[test]
fn a_record_that_cannot_be_opened_is_told() {
    let home = scratch("record-unreachable");
    std::fs::write(home.join("record.db"), "this is no database, but a text that is long enough")
        .unwrap();
    let ran = on(&home, &["orders", "list"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("error: the record is damaged"), "{}", ran.err);
    let ran = Command::new(env!("CARGO_BIN_EXE_navicert"))
        .args(["orders", "list"])
        .env("DATABASE_URL", "postgres://someone:secret@127.0.0.1:1/nowhere")
        .output()
        .unwrap();
    let told = String::from_utf8(ran.stderr).unwrap();
    assert_eq!(ran.status.code(), Some(1), "{told}");
    assert!(told.contains("postgres://127.0.0.1/nowhere") && !told.contains("secret"), "{told}");
}

#[test]
fn impact_says_the_same_of_the_record_and_of_files() {
    let home = with_orders("record-impact");
    let asked = ["impact", "--act", "cn/2026-1", "--on", "2026-01-07", "--format", "json"];
    let kept = objects(&on(&home, &asked));
    let files = objects(&on(&home, &[&asked[..], &["samples/orders.jsonl"]].concat()));
    assert_eq!(kept[1..], files[1..]);
    assert_eq!(kept[0]["summary"]["changed"], 4);
    assert_eq!(kept[0]["summary"]["triage"]["stop"]["after"], 2);
    let line = kept.iter().find(|line| line["id"] == "SO-1002/10").unwrap();
    assert_eq!(line["before"]["verdict"], "licence");
    assert_eq!(line["before"]["policy"]["cn"], "case-by-case");
    assert_eq!(line["after"]["verdict"], "prohibited");
    assert_eq!(line["value"], "38000 USD");
    let quick =
        ["impact", "--act", "cn/2026-1", "--on", "2026-01-07", "--quick", "--format", "json"];
    let quick = objects(&on(&home, &quick));
    let counted: u64 = quick[0]["moves"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["lines"].as_u64().unwrap())
        .sum();
    assert_eq!(counted, 4, "{}", quick[0]);
}

#[test]
fn impact_asks_for_one_change_that_is_there() {
    let home = scratch("record-usage");
    for (arguments, told) in [
        (&["impact"][..], "what changes is not said"),
        (&["impact", "--act", "cn/2026-1", "--assume", "cn/2025-61"], "what changes is not said"),
        (&["impact", "--act", "cn/1999-1", "samples/orders.jsonl"], "`cn/1999-1` names no act"),
        (&["impact", "--assume", "cn/1999-1", "samples/orders.jsonl"], "`cn/1999-1` names no act"),
    ] {
        let ran = on(&home, arguments);
        assert_eq!(ran.code, 2, "{}", ran.err);
        assert!(ran.err.contains(told), "{}", ran.err);
    }
    let broken = on(&home, &["impact", "--act", "cn/2026-1", "samples/broken.jsonl"]);
    assert_eq!(broken.code, 1);
    assert!(broken.err.contains("could not be read and may be touched"), "{}", broken.err);
}

#[test]
fn a_list_change_touches_the_orders_of_the_party() {
    let home = with_orders("record-lists");
    let file = home.join("lists.csv");
    std::fs::write(&file, "change,list,name\nadded,cn/control-list,Example Denki K.K.\n").unwrap();
    let file = file.to_str().unwrap();
    let arguments = ["impact", "--list-change", file, "--on", "2026-11-01", "--format", "csv"];
    let ran = on(&home, &arguments);
    assert!(ran.out.contains("SO-1001/20,verdict,licence,"), "{}{}", ran.out, ran.err);
    std::fs::write(home.join("lists.csv"), "change,list,name\nadded,cn/none,X\n").unwrap();
    let ran = on(&home, &arguments);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("`cn/none` is no list of parties"), "{}", ran.err);
}

#[test]
fn the_calendar_tells_the_ends_of_both_suspensions() {
    let home = with_orders("record-calendar");
    let arguments =
        ["orders", "calendar", "--today", "2026-10-15", "--ahead", "60", "--format", "json"];
    let dates = objects(&on(&home, &arguments));
    let days: Vec<&str> = dates.iter().map(|date| date["day"].as_str().unwrap()).collect();
    assert_eq!(days, ["2026-11-10", "2026-11-27"]);
    let november = &dates[0];
    assert!(november["events"].to_string().contains("the suspension by cn/2025-70 ends"));
    assert!(november["if"]["nothing-published"]["ask"]["after"].as_u64().unwrap() > 0);
    assert!(november["if"]["holds-again"]["licence"]["after"].as_u64().unwrap() > 0);
    assert_eq!(november["if"]["prolonged"]["changed"], 0);
}

#[test]
fn tables_are_kept_and_stock_is_named() {
    let home = with_orders("record-tables");
    let file = home.join("stock.csv");
    std::fs::write(
        &file,
        "part,site,quantity,country\nSMCO-5,Ningbo,40 kg,CN\nSMCO-5,,1 kg,CN\nX,Y,1 stone,China\n",
    )
    .unwrap();
    let ran = on(&home, &["orders", "import", "--as", "stock", file.to_str().unwrap()]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.starts_with("1 new, 0 changed, 0 as they were in stock"), "{}", ran.out);
    assert!(ran.err.contains("stock.csv:3: site: is empty"), "{}", ran.err);
    assert!(ran.err.contains("country: `China` is not a country code"), "{}", ran.err);
    let ran = on(&home, &["impact", "--act", "cn/2026-1", "--on", "2026-01-07"]);
    assert!(ran.out.contains("SMCO-5 at Ningbo: 40 kg"), "{}", ran.out);
}

/// Stock that is on no order is looked at by what the tables say of it.
#[test]
fn stock_on_no_order_is_named_if_the_act_reaches_it() {
    let home = with_orders("record-stock");
    let keep = |what: &str, text: &str| {
        let file = home.join(format!("{what}.csv"));
        std::fs::write(&file, text).unwrap();
        let ran = on(&home, &["orders", "import", "--as", what, file.to_str().unwrap()]);
        assert_eq!(ran.code, 0, "{}", ran.err);
    };
    keep(
        "parts",
        "part,codes.cn,origin\nDY-METAL,1C905.a.1,CN\nBOLT-M6,none,CN\nDY-EU,1C905.a.1,DE\n",
    );
    keep(
        "stock",
        "part,site,quantity,country\nDY-METAL,Ningbo,7 kg,CN\nDY-METAL,Nagoya,2 kg,JP\n\
         BOLT-M6,Ningbo,900 kg,CN\nDY-EU,Hamburg,1 kg,DE\nNO-CODE,Ningbo,3 kg,CN\nSMCO-5,Ningbo,40 kg,CN\n",
    );
    let asked = ["impact", "--act", "cn/2026-1", "--on", "2026-01-07", "--summary"];
    let ran = on(&home, &[&asked[..], &["--format", "json"]].concat());
    let stock = objects(&ran)[0]["summary"]["stock"].clone();
    let row = |part: &str, site: &str| {
        let all = stock.as_array().unwrap();
        all.iter().find(|one| one["part"] == part && one["site"] == site).cloned()
    };
    let clauses = |part: &str, site: &str| row(part, site).map(|one| one["clauses"].to_string());
    let both = Some("[\"cn/2026-1#1\",\"cn/2026-1#2\"]".to_owned());
    assert_eq!(clauses("DY-METAL", "Ningbo"), both);
    assert_eq!(clauses("DY-METAL", "Nagoya"), both);
    // Goods that were not made in China: only if it is a Chinese person who supplies them.
    assert_eq!(clauses("DY-EU", "Hamburg"), Some("[\"cn/2026-1#1\"]".to_owned()));
    assert_eq!(row("BOLT-M6", "Ningbo"), None);
    let china = row("DY-METAL", "Ningbo").unwrap();
    assert_eq!((&china["known_by"], &china["lines"]), (&"parts".into(), &0.into()));
    // What is not classified may be anything.
    assert_eq!(row("NO-CODE", "Ningbo").unwrap()["known_by"], "nothing");
    assert_eq!(row("SMCO-5", "Ningbo").unwrap()["known_by"], "orders");
    let text = on(&home, &asked).out;
    assert!(
        text.contains("DY-METAL at Ningbo: 7 kg; on no changed line; see cn/2026-1#1, cn/2026-1#2"),
        "{text}"
    );
    assert!(text.contains("1 row of stock may be touched"), "{text}");
}
