//! The demonstration: the answers that the README shows.

use crate::run::run;

#[test]
fn the_readme_shows_what_the_demonstration_prints() {
    let ran = run(&["demo", "--today", "2026-11-21", "--known-at", "2026-11-21"]);
    let readme = include_str!("../../README.md");
    for line in ran.out.lines().skip(2).take(35) {
        assert!(readme.contains(line), "README.md does not show: {line}");
    }
}

#[test]
fn rows_and_objects() {
    let ran = run(&["demo", "--format", "csv"]);
    assert_eq!(ran.out.lines().count(), 1 + 34 * 5);
    let ran = run(&["demo", "--format", "json"]);
    assert_eq!(ran.out.lines().count(), 34);
    for line in ran.out.lines() {
        let order: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(order["days"].as_array().unwrap().len(), 5);
    }
}
