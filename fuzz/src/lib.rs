//! What must hold for any input. Each function is a fuzz target's body, and panics where it does
//! not hold; `tests/found.rs` calls the same functions on what fuzzing found.

pub mod lists;
pub mod trade;

use navicert_engine::render::json::{self, Shared};
use navicert_engine::render::{
    csv,
    text::{self, Detail},
};
use navicert_engine::{Decider, Engine, Options};
use navicert_model::day::Day;
use navicert_model::read::{FieldError, Format, parse_transfer, read_lines};
use navicert_model::transfer::Transfer;
use navicert_model::write::write_transfer;
use navicert_rules::law::{SourceFile, check};
use navicert_rules::syntax;
use navicert_supply::exposure::{self, Measure, exposure};
use navicert_supply::shares::Concentration;
use navicert_supply::what_if::{self, what_if};
use navicert_supply::{Faults, Scenario, Source, Supply};
use std::sync::LazyLock;

/// Longer inputs only cost time.
const LONGEST: usize = 1 << 16;

/// Reads, checks and formats a law file.
///
/// # Panics
/// If something that must hold does not.
pub fn law_file(text: &str) {
    if text.len() > LONGEST {
        return;
    }
    let (tree, problems) = syntax::parse("x.law", text);
    for problem in &problems {
        assert!(!problem.message.is_empty() && !problem.help.is_empty());
        assert!(!problem.render(text).is_empty());
    }
    match syntax::format(text) {
        Ok(tidy) => {
            assert!(problems.is_empty(), "formatted in spite of problems");
            assert_eq!(syntax::format(&tidy).as_deref(), Ok(tidy.as_str()), "formatting twice");
            let (again, _) = syntax::parse("x.law", &tidy);
            assert_eq!(syntax::print(&again), syntax::print(&tree), "formatting keeps the tree");
        }
        Err(found) => assert_eq!(found.len(), problems.len()),
    }
    let file = SourceFile { name: "x.law".to_owned(), text: text.to_owned() };
    let (_, diagnostics) = check::check(&[file]);
    for diagnostic in &diagnostics {
        assert!(!diagnostic.message.is_empty() && !diagnostic.help.is_empty());
        assert!(!diagnostic.render(text).is_empty());
    }
}

/// Reads a transfer from JSON.
///
/// # Panics
/// If something that must hold does not.
pub fn transfer_json(text: &str) {
    if text.len() > LONGEST {
        return;
    }
    match parse_transfer(text) {
        Ok(transfer) => reads_back(&transfer),
        Err(errors) => explained(&errors),
    }
}

/// Reads transfers from CSV.
///
/// # Panics
/// If something that must hold does not.
pub fn transfer_csv(bytes: &[u8]) {
    if bytes.len() > LONGEST {
        return;
    }
    let mut before = 0;
    for line in read_lines(bytes, Format::Csv) {
        assert!(line.number > before, "lines come in their order, each once");
        before = line.number;
        match line.result {
            Ok(transfer) => reads_back(&transfer),
            Err(errors) => explained(&errors),
        }
    }
}

/// Decides a transfer in JSON under a small law.
///
/// # Panics
/// If something that must hold does not.
pub fn decide(text: &str) {
    if text.len() > LONGEST {
        return;
    }
    let Ok(transfer) = parse_transfer(text) else { return };
    let once = decided(&transfer);
    assert_eq!(once, decided(&transfer), "the same answer twice");
    serde_json::from_str::<serde_json::Value>(&once).expect("a decision is JSON");
}

fn decided(transfer: &Transfer) -> String {
    static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
        let file = |name: &str, text: &str| SourceFile { name: name.into(), text: text.into() };
        let files = [file("cn.law", include_str!("small.law"))];
        Engine::new(&files).expect("the small law has no errors")
    });
    let day = Day::parse("2026-03-01").expect("a day");
    let options = Options {
        on: day,
        known_at: "2026-12-31T00:00:00Z".to_owned(),
        known_day: Day::parse("2026-12-31").expect("a day"),
        assume: Vec::new(),
    };
    let shared = Shared::new(&ENGINE, &options);
    let mut decider = Decider::new(&ENGINE, options).expect("nothing is assumed");
    decider.decide(transfer, |decision| {
        let verdict = decision.verdict();
        assert!(verdict.at_least() <= verdict.at_most());
        assert!(
            verdict.is_closed()
                || !decision.judgement.questions.is_empty()
                || !decision.judgement.open_because.is_empty(),
            "an open span asks, or says why nobody can be asked"
        );
        let mut out = String::new();
        json::write(&mut out, decision, &shared);
        assert_eq!(csv::row(decision).len(), csv::HEADER.len());
        let mut shown = String::new();
        text::write(&mut shown, decision, Detail { why: true });
        out
    })
}

fn reads_back(transfer: &Transfer) {
    let written = write_transfer(transfer);
    let again = parse_transfer(&written);
    assert_eq!(again.as_ref(), Ok(transfer), "written as {written}");
}

fn explained(errors: &[FieldError]) {
    assert!(!errors.is_empty());
    for error in errors {
        assert!(!error.message.is_empty() && !error.help.is_empty(), "{error:?}");
    }
}

/// Reads bytes as supply tables, separated by a line `==` (or as one workbook), and answers what can
/// be asked of them.
///
/// # Panics
/// If something that must hold does not.
pub fn supply_tables(bytes: &[u8]) {
    if bytes.len() > LONGEST {
        return;
    }
    let tables: Vec<&[u8]> = match std::str::from_utf8(bytes) {
        Ok(text) => text.split("\n==\n").map(str::as_bytes).collect(),
        Err(_) => vec![bytes],
    };
    let sources: Vec<Source> =
        tables.into_iter().map(|table| Source { name: "t".into(), bytes: table.into() }).collect();
    let told = |faults: &Faults| {
        assert!(!faults.is_empty(), "refused without a reason");
        for fault in &faults.told {
            assert!(!fault.error.message.is_empty() && !fault.error.help.is_empty());
        }
    };
    match Concentration::read(&sources) {
        Ok((found, _)) => {
            for stage in &found.stages {
                assert!(stage.hhi.at_least <= stage.hhi.at_most);
            }
        }
        Err(faults) => told(&faults),
    }
    let (rows, others): (Vec<Source>, Vec<Source>) = sources
        .into_iter()
        .partition(|source| source.bytes.windows(7).take(200).any(|word| word == b"effect,"));
    let scenario = match Scenario::read(&rows) {
        Ok(scenario) => scenario,
        Err(faults) => return told(&faults),
    };
    match Supply::read(&others) {
        Ok(supply) => answered(&supply, &scenario),
        Err(faults) => told(&faults),
    }
}

fn answered(supply: &Supply, scenario: &Scenario) {
    let Some(country) = navicert_model::country::Country::from_index(0) else { return };
    for by in [Measure::Value, Measure::Mass] {
        let asked = exposure::Asked { country, by, rates: Vec::new() };
        let Ok(found) = exposure(supply, supply.products(), &asked) else { continue };
        for share in found.iter().filter_map(|one| one.share.as_ref()) {
            assert!(share.at_least <= share.at_most);
        }
    }
    let asked = what_if::Asked { on: Day::MIN, rates: Vec::new(), licence_days: Some(1) };
    let mut judge = scenario.judge(supply, asked.on);
    let Ok(parts) = what_if(supply, &mut judge, &asked) else { return };
    for one in &parts {
        let (Some(lost), Some(left)) = (&one.lost, &one.uncovered) else { continue };
        assert!(left <= lost, "more is uncovered than lost");
    }
}

/// Reads bytes as an article of each format.
///
/// # Panics
/// If something that must hold does not.
pub fn news(bytes: &[u8]) {
    use navicert_news::desk::{Input, desk};
    if bytes.len() > LONGEST {
        return;
    }
    for name in ["a.txt", "a.md", "a.html", "a.xml"] {
        let dossier = desk(&[Input { name, bytes }], &navicert_news::library::Library::default());
        assert!(!dossier.articles.is_empty() || !dossier.problems.is_empty(), "neither read nor refused");
        // An encoding other than UTF-8 never has more characters than bytes.
        let most = bytes.len();
        for claim in &dossier.claims {
            assert!(claim.span.start < claim.span.end && claim.span.end <= most, "{:?}", claim.span);
        }
        assert_eq!(dossier.json(), desk(&[Input { name, bytes }], &navicert_news::library::Library::default()).json());
    }
}
