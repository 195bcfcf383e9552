//! `compare`, as a user runs it.

use crate::run::{run, run_with, scratch};
use serde_json::Value;

#[test]
fn a_topic_is_compared_route_by_route() {
    let ran = run(&[
        "compare",
        "immersion-2.40",
        "--on",
        "2026-11-21",
        "--from",
        "NL,JP,KR",
        "--to",
        "CN",
    ]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    for part in [
        "NL    licence nl",
        "JP    licence jp",
        "KR*   free +use us",
        "nl/chip-tools#1",
        "us/ear#734.9(e)(3)",
        "Listed by us, jp, nl; not by eu, cn.",
    ] {
        assert!(ran.out.contains(part), "`{part}` is not in\n{}", ran.out);
    }
}

#[test]
fn codes_of_other_laws_are_filled_in_only_if_asked() {
    let asked =
        ["compare", "--codes", "us=3B001.d.8", "--from", "NL", "--to", "CN", "--on", "2026-11-21"];
    let open = run(&asked);
    assert!(open.out.contains("NL    open eu nl") && open.out.contains("--fill"), "{}", open.out);
    let filled = run(&[&asked[..], &["--fill"]].concat());
    assert!(filled.out.contains("NL    licence eu nl"), "{}", filled.out);
    assert!(filled.out.contains("`ald-work-function`"), "{}", filled.out);
}

#[test]
fn software_and_technology_stand_beside_their_tool() {
    let ran = run(&[
        "compare",
        "--codes",
        "us=3B001.d.8",
        "--software",
        "us=3D992.a",
        "--technology",
        "us=3E992.a",
        "--from",
        "US",
        "--to",
        "CN",
        "--on",
        "2026-11-21",
    ]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("its software: us 3D992.a"), "{}", ran.out);
    assert!(ran.out.contains("its technology: us 3E992.a"), "{}", ran.out);
}

#[test]
fn the_item_of_a_file_is_compared() {
    let order = r#"{"item":{"description":"a <scanner>","kind":"goods","codes":{"jp":"7(16)/6.17.wo","us":"3B993.f.1","eu":"none","nl":"3B001.f.4.b","cn":"none"},"parameters":{"dedicated_chuck_overlay":"2.5 nm"}}}"#;
    let ran = run_with(
        &["compare", "-", "--from", "JP,NL", "--to", "CN", "--on", "2026-11-21"],
        order.as_bytes(),
    );
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    // The overlay contradicts both codes, as in `decide`.
    assert!(ran.out.contains("JP    open jp") && ran.out.contains("NL    open nl"), "{}", ran.out);
    assert!(ran.out.contains("dedicated_chuck_overlay"), "{}", ran.out);
}

#[test]
fn a_code_that_no_list_knows_is_said_to_be_so() {
    let ran = run(&[
        "compare",
        "--codes",
        "nl=4A999",
        "--from",
        "NL",
        "--to",
        "CN",
        "--on",
        "2026-11-21",
    ]);
    assert_eq!(ran.code, 0);
    assert!(ran.out.contains("No list here knows the nl code `4A999`"), "{}", ran.out);
}

#[test]
fn json_is_as_described() {
    let ran = run(&["schema", "compare"]);
    assert_eq!(ran.code, 0);
    let schema: Value = serde_json::from_str(&ran.out).unwrap();
    for what in [["compare", "circuits"], ["compare", "immersion-1.50"]] {
        let ran = run(&[&what[..], &["--format", "json", "--on", "2026-11-21"]].concat());
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
    let ran = run(&["compare", "additive", "--format", "svg", "-o", path]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
    let svg = std::fs::read_to_string(path).unwrap();
    assert!(svg.starts_with("<svg") && svg.contains("role=\"img\"") && svg.ends_with("</svg>\n"));
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
        let ran = run(arguments);
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
