//! The news desk as a user runs it.

use crate::run::{run, run_at, run_with, scratch};
use crate::schema::problems;

const BAN: &str = "BEIJING, Jan 6, 2026 (Reuters) - China on Tuesday banned exports of dual-use items to Japanese military users, effective immediately, the commerce ministry said.\n\nState media said the ministry was weighing whether to tighten rare earth export licences to Japan.\n";

#[test]
fn articles_come_in_by_standard_input() {
    let ran = run_with(&["news", "--format", "json", "-"], BAN.as_bytes());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let dossier: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(dossier["articles"][0]["agency"], "Reuters");
    let kinds: Vec<&str> =
        dossier["drafts"].as_array().unwrap().iter().filter_map(|d| d["kind"].as_str()).collect();
    assert_eq!(kinds, ["measure", "watch"], "{}", ran.out);
}

#[test]
fn dossiers_are_as_described() {
    let schema = serde_json::from_str(&run(&["schema", "news"]).out).unwrap();
    let ran = run(&["news", "--format", "json", "crates/news/tests/articles"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let dossier: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let found = problems(&schema, &dossier);
    assert!(found.is_empty(), "{}", found.join("\n"));
    assert!(dossier["events"].as_array().unwrap().len() > 20);
}

#[test]
fn drafts_load_decide_by_assumption_and_are_accepted_by_name() {
    let folder = scratch("news-drafts");
    let (articles, drafts, law) = (folder.join("in"), folder.join("drafts"), folder.join("law"));
    std::fs::create_dir_all(&articles).unwrap();
    std::fs::write(articles.join("a.txt"), BAN).unwrap();
    std::fs::write(articles.join(".hidden"), "China banned exports of helium on January 6, 2026.")
        .unwrap();
    let picture = folder.join("news.svg");
    let path = |p: &std::path::Path| p.to_string_lossy().into_owned();
    let ran = run(&[
        "news",
        &path(&articles),
        "--drafts",
        &path(&drafts),
        "--timeline",
        &path(&picture),
        "--on",
        "2026-01-08",
    ]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.contains("measure") && !ran.out.contains("helium"), "{}", ran.out);
    assert!(std::fs::read_to_string(&picture).unwrap().starts_with("<svg"));
    let files: Vec<_> = std::fs::read_dir(&drafts).unwrap().map(|f| f.unwrap().path()).collect();
    assert_eq!(files.len(), 2);
    let measure =
        files.iter().find(|f| std::fs::read_to_string(f).unwrap().contains(": measure")).unwrap();
    let order = r#"{"id":"x","activity":"export","on":"2026-01-07","item":{"codes":{"cn":"1C902.a.4"},"origin":"CN"},"from":"CN","to":"JP"}"#;
    let assumed = run_with(
        &["decide", "--law", "laws", "--assume", &path(measure), "--format", "json", "-"],
        order.as_bytes(),
    );
    assert!(assumed.out.contains("cn/draft-2026-01-06"), "{}{}", assumed.out, assumed.err);
    let refused =
        run(&["news", "accept", &path(measure), "--by", "A. Officer", "--into", &path(&law)]);
    assert_eq!(refused.code, 1);
    assert!(refused.err.contains("--source"), "{}", refused.err);
    let accepted = run(&[
        "news",
        "accept",
        &path(measure),
        "--by",
        "A. Officer",
        "--source",
        "https://example.org/act",
        "--into",
        &path(&law),
    ]);
    assert_eq!((accepted.code, accepted.err.as_str()), (0, ""));
    assert!(accepted.out.contains("\"by\":\"A. Officer\""), "{}", accepted.out);

    // Where a record is kept its log tells it.
    let home = scratch("news-record");
    assert_eq!(run_at(&home, "A. Officer", &["orders", "import", "samples/orders.jsonl"]).code, 0);
    let arguments = [
        "news",
        "accept",
        &path(measure),
        "--by",
        "A. Officer",
        "--reason",
        "text of the act read",
        "--source",
        "https://example.org/act",
        "--into",
        &path(&home.join("law")),
    ];
    let accepted = run_at(&home, "A. Clerk", &arguments);
    assert_eq!((accepted.code, accepted.err.as_str()), (0, ""));
    let log = ["audit", "log", "--kind", "draft-accepted", "--format", "json"];
    let log = run_at(&home, "A. Officer", &log).out;
    assert_eq!(log.lines().count(), 1, "{log}");
    assert!(log.contains("A. Officer") && log.contains("text of the act read"), "{log}");
    assert!(log.contains("sha256"), "{log}");
}

#[test]
fn bad_input_is_told() {
    let ran = run(&["news", "no-such-folder"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("help:"), "{}", ran.err);
    let ran = run_with(&["news", "-"], b"");
    assert_eq!(ran.code, 0);
    assert!(ran.out.contains("no-text"), "{}", ran.out);
    assert_eq!(run(&["news"]).code, 2);
}
