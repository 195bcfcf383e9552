//! `compare`, as a user runs it.

use crate::run::{run, run_with, scratch};
use serde_json::Value;

/// Most of these runs load the Dutch law alone, which is quick.
const NL: [&str; 4] = ["--law", "laws/nl", "--on", "2026-11-21"];

fn compare(arguments: &[&str]) -> crate::run::Ran {
    run(&[&["compare"], arguments, &NL].concat())
}

#[test]
fn a_topic_is_compared_route_by_route() {
    let ran = compare(&["immersion-2.40", "--from", "NL,KR", "--to", "CN"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    for part in [
        "NL    licence nl",
        "KR*   free",
        "nl/chip-tools#1",
        "forms nl/individual",
        "Listed by nl.",
        "To CN: licence from NL (nl); free from KR.",
        "laws read   nl to",
    ] {
        assert!(ran.out.contains(part), "`{part}` is not in\n{}", ran.out);
    }
}

#[test]
fn codes_of_other_laws_are_filled_in_only_if_asked() {
    let asked = ["--codes", "us=3B001.d.8", "--from", "NL", "--to", "CN"];
    let open = compare(&asked);
    assert!(open.out.contains("NL    open nl") && open.out.contains("--fill"), "{}", open.out);
    let filled = compare(&[&asked[..], &["--fill"]].concat());
    assert!(filled.out.contains("NL    licence nl"), "{}", filled.out);
    assert!(filled.out.contains("`ald-work-function`"), "{}", filled.out);
}

#[test]
fn software_and_technology_stand_beside_their_tool() {
    let ran = compare(&[
        "--codes",
        "nl=3B001.l",
        "--software",
        "nl=3D007",
        "--technology",
        "nl=3E005",
        "--from",
        "NL",
        "--to",
        "CN,DE",
    ]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    for part in ["nl 3B001.l", "its software: nl 3D007", "its technology: nl 3E005"] {
        let row = format!("  {part:<24}  licence nl");
        assert!(ran.out.contains(&row), "`{row}` is not in\n{}", ran.out);
    }
}

#[test]
fn the_item_of_a_file_is_compared() {
    let order = r#"{"item":{"description":"a <scanner>","kind":"goods","codes":{"nl":"3B001.f.4.b"},
        "parameters":{"dedicated_chuck_overlay":"2.5 nm"}}}"#;
    let arguments = [&["compare", "-", "--from", "NL", "--to", "CN"], &NL[..]].concat();
    let ran = run_with(&arguments, order.as_bytes());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    // The overlay contradicts the code, as in `decide`.
    assert!(ran.out.contains("NL    open nl"), "{}", ran.out);
    assert!(ran.out.contains("dedicated_chuck_overlay"), "{}", ran.out);
}

#[test]
fn a_code_that_no_list_knows_is_said_to_be_so() {
    let ran = compare(&["--codes", "nl=4A999", "--from", "NL", "--to", "CN"]);
    assert_eq!(ran.code, 0);
    assert!(ran.out.contains("No list here knows the nl code `4A999`"), "{}", ran.out);
}

#[test]
fn json_is_as_described() {
    let ran = run(&["schema", "compare"]);
    assert_eq!(ran.code, 0);
    let schema: Value = serde_json::from_str(&ran.out).unwrap();
    for what in ["chip-tools", "immersion-1.50"] {
        let ran = compare(&[what, "--format", "json"]);
        assert_eq!(ran.out.lines().count(), 1);
        let found: Value = serde_json::from_str(&ran.out).unwrap();
        let problems = crate::schema::problems(&schema, &found);
        assert!(problems.is_empty(), "{}", problems.join("\n"));
        assert_eq!(found["on"], "2026-11-21");
    }
}

#[test]
fn a_picture_is_written_to_a_file() {
    let path = scratch("compare").join("chip.svg");
    let path = path.to_str().unwrap();
    let ran = compare(&["chip-tools", "--no-service", "--format", "svg", "-o", path]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
    let svg = std::fs::read_to_string(path).unwrap();
    assert!(svg.starts_with("<svg") && svg.contains("role=\"img\"") && svg.ends_with("</svg>\n"));
}

#[test]
fn tables_beside_a_law_replace_those_of_the_binary() {
    let law = scratch("compare-tables");
    std::fs::copy(crate::run::root().join("laws/nl/law.law"), law.join("law.law")).unwrap();
    std::fs::write(law.join("own.table"), "area own \"Own\"\ntopic one \"One\"\n  nl 3B001 as x\n")
        .unwrap();
    let ran = run(&["compare", "own", "--law", law.to_str().unwrap()]);
    assert_eq!(ran.code, 1, "{}", ran.out);
    assert!(ran.err.contains("own.table:3: `as` is no relation"), "{}", ran.err);
    assert!(ran.err.contains("help: write one of same, wider"), "{}", ran.err);
}

#[test]
fn what_cannot_be_understood_is_told_with_help() {
    for (arguments, code, part) in [
        (&["compare"][..], 2, "required"),
        (&["compare", "chip-tool"], 2, "did you mean `chip-tools`"),
        (&["compare", "--area", "chips"], 2, "name one of additive, chip-tools"),
        (&["compare", "--codes", "kr=3B001"], 2, "`kr` is not a code scheme"),
        (&["compare", "--codes", "us=3b001"], 2, "`3b001` does not have the form"),
        (&["compare", "--codes", "us"], 2, "write the law, `=` and its code"),
        (&["compare", "--codes", "us=3B001,us=3B002"], 2, "given twice"),
        (&["compare", "--codes", "us=3B001.zz.9", "--fill"], 2, "no table"),
        (&["compare", "additive", "--to", "Japan"], 2, "`JP`"),
        (&["compare", "additive", "--from", "JP", "--to", "JP"], 2, "no route"),
        (&["compare", "additive", "--set", "origin"], 2, "sets nothing"),
        (&["compare", "additive", "--set", "item.orgin=US"], 2, "item.orgin"),
        (&["compare", "additive", "--law", "no-such-place"], 1, "no such file"),
        (&["compare", "samples/orders.jsonl"], 1, "more than one transfer"),
        (&["compare", "Cargo.toml"], 1, "cannot be read"),
    ] {
        let law = ["--law", "laws/nl"];
        let own = arguments.contains(&"--law") || arguments.len() == 1;
        let ran = run(&[arguments, if own { &[] } else { &law[..] }].concat());
        assert_eq!(ran.code, code, "{arguments:?}: {}", ran.err);
        assert!(ran.err.contains(part), "{arguments:?}: `{part}` is not in\n{}", ran.err);
    }
}

#[test]
fn help_shows_an_example() {
    let ran = run(&["compare", "--help"]);
    assert_eq!(ran.code, 0);
    assert!(ran.out.contains("navicert compare chip-tools"), "{}", ran.out);
}
