//! What the property tests found, each as a case of its own.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by it")]

use navicert_engine::render::json::{self, Shared};
use navicert_engine::{Decider, Engine, Options};
use navicert_model::day::Day;
use navicert_model::read::parse_transfer;
use navicert_model::transfer::Transfer;
use navicert_rules::compiled::Compiled;
use navicert_rules::eval::questions::Answers;
use navicert_rules::law::SourceFile;
use navicert_tests::harness::difference;

const HEAD: &str = r#"
law cn "China"

list cn/dual-use "Items"
  scheme cn

list cn/control-list "Parties"

act cn/2026-1 "Act"
  issuer    "Ministry"
  published 2026-01-01
  source    https://example.org/1
  basis     official-text
"#;

/// A clause in force from 2026-01-10 on, with the fields given.
fn clause(pin: &str, fields: &str) -> String {
    format!(
        "clause {pin} \"Statement {pin}\"\n  cite \"para. {pin}\"\n  since 2026-01-10\n{fields}\n\n"
    )
}

fn engine(text: &str) -> Engine {
    let file = SourceFile { name: "cn.law".to_owned(), text: format!("{HEAD}\n{text}") };
    match Engine::new(&[file]) {
        Ok(engine) => engine,
        Err(error) => panic!("{error:?}"),
    }
}

fn options() -> Options {
    Options {
        on: Day::parse("2026-03-01").unwrap(),
        known_at: "2026-12-31T00:00:00Z".to_owned(),
        known_day: Day::parse("2026-12-31").unwrap(),
        assume: Vec::new(),
    }
}

fn transfer(json: &str) -> Transfer {
    parse_transfer(json).unwrap()
}

/// The joint span of a transfer.
fn span(text: &str, json: &str) -> String {
    let engine = engine(text);
    let mut decider = Decider::new(&engine, options()).unwrap();
    decider.judge(&transfer(json)).verdict.to_string()
}

fn decided(engine: &Engine, decider: &mut Decider<'_>, transfer: &Transfer) -> String {
    let shared = Shared::new(engine, &options());
    decider.decide(transfer, |decision| {
        let mut out = String::new();
        json::write(&mut out, decision, &shared);
        out
    })
}

fn written(engine: &Engine, decider: &mut Decider<'_>, transfer: &Transfer) -> String {
    let (shared, mut out) = (Shared::new(engine, &options()), String::new());
    decider.write_json(&mut transfer.clone(), &shared, &mut out);
    out
}

/// A line among many others, and each of these, has the bytes that it has alone.
fn same_among_many(text: &str, line: &str, others: &[&str]) {
    let engine = engine(text);
    let new = || Decider::new(&engine, options()).unwrap();
    let lines: Vec<Transfer> = others.iter().chain([&line]).map(|line| transfer(line)).collect();
    let alone: Vec<String> = lines.iter().map(|line| decided(&engine, &mut new(), line)).collect();
    for way in [decided, written] {
        let mut decider = new();
        for round in 0..100 {
            for (line, alone) in lines.iter().zip(&alone) {
                if let Some(difference) = difference(&way(&engine, &mut decider, line), alone) {
                    panic!("in round {round}\n{difference}");
                }
            }
        }
    }
}

#[test]
fn an_exception_is_claimed_by_some_of_many_lines() {
    let text = clause("1", LISTED)
        + &clause("2", "  when item is listed in cn/dual-use\n  lifts 1\n  claimed us/lvs")
            .replace("clause", "exception")
        + "entries cn/dual-use by 1\n  entry 1C905 \"Item\"\n";
    let claims = r#"{"item":{"codes":{"cn":"1C905"}},"exceptions":["us/lvs"]}"#;
    let not = r#"{"item":{"codes":{"cn":"1C905"}}}"#;
    assert_eq!([span(&text, claims), span(&text, not)], ["free", "licence"]);
    same_among_many(&text, claims, &[not]);
}

#[test]
fn duties_of_an_exception_come_last_among_many_lines_too() {
    let text = clause("1", "  when to in CN\n  then duties")
        + &clause("2", "  lifts 1\n  duty keep-records").replace("clause", "exception")
        + &clause("3", "  when to in CN\n  then licence\n  duty keep-records");
    same_among_many(&text, r#"{"id":"1"}"#, &[r#"{"id":"2","to":"JP"}"#]);
}

#[test]
fn what_a_conflict_asks_tells_many_lines_apart() {
    let other = HEAD[HEAD.find("act").unwrap()..].replace("cn/", "us/");
    let text = clause("1", "  when to in CN\n  then licence")
        + "law us \"United States\"\n"
        + &other
        + &clause("1", "  when to in JP\n  then prohibited")
        + "of act cn/2026-1\n\nconflict 2 \"Obeying one breaks the other\"\n  obeying us/2026-1#1\n  \
           cite \"para. 2\"\n  since 2026-01-10\n  when origin in US\n  \
           source https://example.org/2\n  basis official-text\n";
    let line = |origin: &str| format!(r#"{{"to":"JP"{origin}}}"#);
    let [us, cn, unknown] =
        [r#","item":{"origin":"US"}"#, r#","item":{"origin":"CN"}"#, ""].map(line);
    same_among_many(&text, &us, &[&cn, &unknown]);
}

#[test]
fn open_alternatives_that_cover_everything_show_what_is_not_yet_law() {
    let either = "  when\n    any of\n      to in CN\n      not to in CN\n  then licence";
    let text = clause("1", either).replace("2026-01-10", "2026-06-01");
    same_among_many(&text, r#"{"id":"1"}"#, &[r#"{"id":"2","to":"CN"}"#]);
}

#[test]
fn one_entry_is_sure_and_another_hangs_on_a_suspension() {
    let text = clause("1", "  when to in CN\n  then licence")
        + &clause("2", "  when to in CN\n  then licence")
        + &clause("3", "  when item is listed in cn/dual-use\n  then licence")
        + "suspend 1\n  cite \"para. 4\"\n  since 2026-02-01\n  until 2026-03-01\n\n\
           entries cn/dual-use by 1\n  entry 1C905 \"Item\"\n\n\
           entries cn/dual-use by 2\n  entry 1C906 \"Item\"\n";
    let line = |code: &str| {
        format!(r#"{{"on":"2026-04-01","to":"JP","item":{{"codes":{{"cn":"{code}"}}}}}}"#)
    };
    let (open, sure) = (line("1C905"), line("1C906"));
    assert_eq!([span(&text, &open), span(&text, &sure)], ["free..licence", "licence"]);
    same_among_many(&text, &open, &[&sure]);
}

#[test]
fn what_is_sure_is_the_floor_of_what_is_open() {
    let text = clause("1", "  when to in JP\n  then licence\n  policy denial\n  forms cn/single")
        + &clause("2", "  when end-use is military\n  then licence\n  forms cn/single, cn/general")
        + &clause("3", "  when end-use is concern\n  then prohibited");
    let line = r#"{"to":"JP","end_use":{"is_not":["military"]}}"#;
    let others = [r#"{"to":"JP"}"#, r#"{"end_use":{"is":["military"]}}"#, r#"{"to":"CN"}"#];
    assert_eq!(span(&text, others[0]), "licence..prohibited");
    same_among_many(&text, line, &others);
}

const LISTED: &str = "  when item is listed in cn/dual-use\n  then licence";

#[test]
fn a_stated_parameter_may_contradict_one_of_two_possible_codes() {
    let text = clause("1", "  when to in KP\n  then duties")
        + &clause("2", LISTED)
        + "entries cn/dual-use by 1\n  entry 1C905 \"Item\"\n  entry 1C905.a \"Item\"\n    \
           when parameter energy_density >= 5 Wh/kg\n";
    let line = |code: &str| {
        format!(
            r#"{{"item":{{"codes":{{"cn":"{code}"}},"parameters":{{"energy_density":"3 Wh/kg"}}}}}}"#
        )
    };
    assert_eq!(span(&text, &line("1C905.b")), "licence");
    assert_eq!(span(&text, &line("1C905.a")), "free..licence");
    assert_eq!(span(&text, &line("1C905")), "free..licence");
}

#[test]
fn the_order_of_the_files_is_no_fact() {
    let file = |name: &str, text: String| SourceFile { name: name.to_owned(), text };
    let act = |id: &str| HEAD[HEAD.find("act").unwrap()..].replace("2026-1", id);
    let heads = HEAD[..HEAD.find("act").unwrap()].to_owned();
    let files = [
        file("a.law", heads),
        file("b.law", act("2026-1") + &clause("1", "  when to in JP\n  then licence")),
        file("c.law", act("2026-2") + &clause("1", "  when to in JP\n  then prohibited")),
    ];
    let decide = |files: &[SourceFile]| {
        let engine = Engine::new(files).unwrap();
        let mut decider = Decider::new(&engine, options()).unwrap();
        decided(&engine, &mut decider, &transfer(r#"{"to":"JP"}"#))
    };
    let turned = [files[2].clone(), files[1].clone(), files[0].clone()];
    assert_eq!(decide(&turned), decide(&files));
}

#[test]
fn yes_to_a_tag_answers_the_wider_tags_in_its_question_too() {
    let text = clause("1", "  when end-use is military\n  then prohibited")
        + &clause("2", "  when\n    end-use is concern\n    to in KP\n  then licence");
    let engine = engine(&text);
    let mut decider = Decider::new(&engine, options()).unwrap();
    let judgement = decider.judge(&transfer(r#"{"to":"JP"}"#));
    let question = judgement.questions.iter().find(|q| q.fact == "end_use.military").unwrap();
    let Answers::YesNo { yes, no } = &question.answers else { panic!("{question:?}") };
    assert_eq!((yes.to_string().as_str(), no.to_string().as_str()), ("prohibited", "free"));
}

#[test]
fn a_line_about_a_listing_is_one_fact_wherever_it_stands() {
    let listed = |not: &str, more: &str| {
        format!("  when {not}end-user listed in cn/control-list{more}\n  then licence")
    };
    let both = clause("1", &listed("", "")) + &clause("2", &listed("not ", ""));
    assert_eq!(span(&both, "{}"), "licence");
    // Who is on the list in a round is on the list.
    let round = clause("1", &listed("", "")) + &clause("2", &listed("not ", " round cn/2026-1"));
    assert_eq!(span(&round, "{}"), "licence");
    let other = clause("1", &listed("", " round cn/2026-1")) + &clause("2", &listed("not ", ""));
    assert_eq!(span(&other, "{}"), "free..licence");
}

#[test]
fn a_line_of_route_is_one_fact_wherever_it_stands() {
    let both = clause("1", "  when via in KP\n  then licence")
        + &clause("2", "  when not via in KP\n  then licence");
    assert_eq!(span(&both, "{}"), "licence");
}

#[test]
fn a_lapse_opens_what_is_not_sure_among_many_lines_too() {
    let text = clause("1", "  when to in CN\n  then licence")
        + &clause("2", "  when unsure item is listed in cn/dual-use\n  then licence")
        + "suspend 1\n  cite \"para. 3\"\n  since 2026-02-01\n  until 2026-08-01\n\n\
           entries cn/dual-use by 1\n  entry 1C905 \"Item\"\n  entry 1C905.b \"Item\"\n    \
           when parameter energy_density >= 5 Wh/kg\n";
    let line = r#"{"on":"2026-08-01","item":{"codes":{"cn":"1C905"},"origin":"CN"}}"#;
    same_among_many(&text, line, &[r#"{"on":"2026-01-10"}"#, r#"{"on":"2026-08-01"}"#]);
}

#[test]
fn a_code_known_in_part_is_asked_about_the_same_among_many_lines() {
    let to_china = "  when to in CN\n  then licence";
    let text = clause("1", "  when item is uav and to in CN\n  then licence")
        + &clause("2", to_china)
        + &clause("3", to_china).replace("2026-01-10", "2026-03-01")
        + &clause("4", "  when not item is listed in cn/dual-use by 2\n  then licence")
        + "entries cn/dual-use by 2\n  entry 1C905 \"Item\"\n  entry 3A001 \"Item\"\n\n\
           entries cn/dual-use by 3\n  entry 1C905.b \"Item\"\n";
    let line = r#"{"id":"line 0","on":"2026-05-01","item":{"codes":{"cn":"1C905"}},"from":"CN"}"#;
    same_among_many(&text, line, &[&line.replace("line 0", "line 1")]);
}

/// The compiled law and the explaining one give one span, and the compiled one looks at every
/// clause that is a finding, whatever it met before.
fn compiled_agrees_after(text: &str, before: &[&str], line: &str, expected: &str) {
    let (engine, line) = (engine(text), transfer(line));
    let mut compiled = Compiled::new(&engine.prepared, options().known_day, &[]);
    for line in before.iter().map(|line| transfer(line)) {
        compiled.columns.encode(&line, line.on.unwrap_or(options().on));
    }
    let row = compiled.columns.encode(&line, line.on.unwrap_or(options().on));
    let explained = Decider::new(&engine, options()).unwrap().judge(&line);
    let spans = (explained.verdict.to_string(), compiled.decide(&row).joint().to_string());
    assert_eq!((spans.0.as_str(), spans.1.as_str()), (expected, expected));
    let bound = compiled.bind(&row);
    let candidates = compiled.candidates(&bound);
    let found = explained.laws.iter().flat_map(|law| &law.findings);
    let is_missing = |clause| !candidates.contains(clause);
    let missing: Vec<_> = found.filter(|finding| is_missing(&finding.clause)).collect();
    assert!(missing.is_empty(), "passes over {missing:?}");
}

fn compiled_agrees(text: &str, line: &str, expected: &str) {
    compiled_agrees_after(text, &[], line, expected);
}

#[test]
fn the_compiled_law_agrees_on_dated_entries_and_open_codes() {
    let text = clause("1", LISTED)
        + "entries cn/dual-use by 1\n  entry 1C905 \"Item\"\n    since 2026-03-01\n  entry 1C905.a \"Item\"\n";
    compiled_agrees(&text, r#"{"on":"2026-01-10"}"#, "free..licence");
    compiled_agrees(&text, r#"{"on":"2026-01-10","item":{"codes":{"cn":"1C905.b"}}}"#, "free");
    compiled_agrees(&text, r#"{"on":"2026-03-01","item":{"codes":{"cn":"1C905.b"}}}"#, "licence");
}

#[test]
fn the_compiled_law_agrees_on_codes_known_in_part() {
    let text = clause("2", "  when to in CN\n  then licence")
        + &clause("3", "  when to in CN\n  then licence").replace("2026-01-10", "2026-03-01")
        + &clause("4", "  when not item is listed in cn/dual-use by 2\n  then licence")
        + "entries cn/dual-use by 2\n  entry 1C905 \"Item\"\n\n\
           entries cn/dual-use by 3\n  entry 1C905.b \"Item\"\n";
    let line = r#"{"on":"2026-05-01","item":{"codes":{"cn":"1C905"}},"to":"JP"}"#;
    compiled_agrees(&text, line, "free..licence");
    compiled_agrees(&text, &line.replace("05-01", "02-01"), "free");
}

#[test]
fn the_compiled_law_agrees_on_an_entry_whose_clause_has_ended() {
    let text = clause("1", "  when to in CN\n  then licence")
        + &clause("2", "  when item is listed in cn/dual-use by 1\n  then licence")
        + &clause("3", "  until 2026-06-01\n  when to in CN\n  then licence")
        + "entries cn/dual-use by 1\n  entry 1C905 \"Item\"\n\n\
           entries cn/dual-use by 3\n  entry 1C905.b \"Item\"\n";
    let line =
        |on: &str| format!(r#"{{"on":"{on}","item":{{"codes":{{"cn":"1C905.b"}}}},"to":"JP"}}"#);
    compiled_agrees(&text, &line("2026-05-31"), "free");
    compiled_agrees(&text, &line("2026-06-01"), "licence");
}

#[test]
fn the_compiled_law_looks_at_a_clause_for_a_code_known_in_part() {
    let unless = "  reach to in JP\n  when end-use is military\n  \
                  unless item is listed in cn/dual-use by 3\n  then licence";
    let text = clause("1", "  when to in CN\n  then licence")
        + &clause("2", unless).replace("2026-01-10", "2026-03-01")
        + &clause("3", "  when to in CN\n  then licence")
        + "entries cn/dual-use by 2\n  entry 1C905.a \"Item\"\n\n\
           entries cn/dual-use by 3\n  entry 1C905 \"Item\"\n  entry 1C905.a.1 \"Item\"\n";
    let line = r#"{"on":"2026-03-01","item":{"codes":{"cn":"1C905"}}}"#;
    let before = [line.replace("03-01", "01-10")];
    let before: Vec<&str> = before.iter().map(String::as_str).collect();
    compiled_agrees_after(&text, &before, line, "free..licence");
    compiled_agrees_after(
        &text,
        &before,
        &line.replace("}}}", "}},\"to\":\"JP\"}"),
        "free..licence",
    );
}

#[test]
fn the_compiled_law_lets_an_entry_decide_whose_suspension_may_go_on() {
    let text = clause("1", "  when to in CN\n  then licence")
        + &clause(
            "2",
            "  reach not item is listed in cn/dual-use\n  when end-user is military\n  then licence",
        )
        + "suspend 1\n  cite \"para. 9\"\n  since 2026-02-01\n  until 2026-08-01\n\n\
           entries cn/dual-use by 1\n  entry 1C905.a \"Item\"\n\n\
           entries cn/dual-use by 2\n  entry 1C905 \"Item\"\n";
    let line = r#"{"on":"2026-10-01","item":{"codes":{"cn":"1C905.a"}},"to":"JP","parties":[{"role":"end-user","is":["military"]}]}"#;
    compiled_agrees(&text, line, "free..licence");
    compiled_agrees(&text, &line.replace("10-01", "03-01"), "licence");
    compiled_agrees(&text, &line.replace("10-01", "01-20"), "free");
}
