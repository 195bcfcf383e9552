//! Our own articles against their labels: the scores by slice are a snapshot.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test that fails says so by panicking, and reads its fixtures"
)]
#![allow(
    missing_docs,
    dead_code,
    unused_imports,
    reason = "a test; the scorer serves an example too"
)]

mod score;

use navicert_news::desk::{Input, desk};
use navicert_news::library::Library;
use navicert_news::model::Dossier;
use std::collections::BTreeMap;
use std::path::Path;

const LABELS: &str = concat!(
    include_str!("labels/a.txt"),
    include_str!("labels/b.txt"),
    include_str!("labels/c.txt"),
    include_str!("labels/d.txt")
);

fn files() -> BTreeMap<String, Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/articles");
    let read = |path: std::path::PathBuf| {
        (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(&path).unwrap())
    };
    std::fs::read_dir(folder).unwrap().map(|entry| read(entry.unwrap().path())).collect()
}

fn dossier(files: &BTreeMap<String, Vec<u8>>) -> Dossier {
    let inputs: Vec<Input<'_>> = files.iter().map(|(name, bytes)| Input { name, bytes }).collect();
    desk(&inputs, &Library::default())
}

#[test]
fn scores_of_our_articles() {
    let files = files();
    let gold = score::labels(LABELS);
    assert!(gold.articles.len() >= 40);
    let texts = files
        .iter()
        .map(|(name, bytes)| (name.clone(), String::from_utf8_lossy(bytes).into_owned()))
        .collect();
    let report = score::score(&dossier(&files), &gold, &texts);
    let lost: Vec<&String> = report
        .notes
        .iter()
        .filter(|n| n.contains("is not in the text") || n.contains("no article"))
        .collect();
    assert!(lost.is_empty(), "{lost:?}");
    let table = score::table(&report);
    let (claims, rest) = table.split_once("\nfields").unwrap();
    let whole = rest.lines().rfind(|line| line.starts_with("clusters")).unwrap();
    assert_eq!(
        format!("{}\n{whole}", claims.trim()),
        include_str!("scores.txt").trim(),
        "new scores; if they are better, write them to tests/scores.txt"
    );
}

#[test]
fn the_same_articles_give_the_same_bytes() {
    let files = files();
    assert_eq!(dossier(&files).json(), dossier(&files).json());
}

#[test]
fn spans_point_at_what_is_claimed() {
    let files = files();
    let dossier = dossier(&files);
    for claim in &dossier.claims {
        let file = claim.article.split('#').next().unwrap();
        let chars: Vec<char> = String::from_utf8_lossy(&files[file]).chars().collect();
        assert!(claim.span.start < claim.span.end && claim.span.end <= chars.len(), "{}", claim.id);
        if let Some(quote) = &claim.quote {
            assert!(!quote.contains('<'), "{quote}");
        }
    }
}

#[test]
fn what_is_hidden_or_beside_the_story_makes_no_claim() {
    let files = files();
    let dossier = dossier(&files);
    for claim in dossier.claims.iter().filter(|c| c.article == "b17-hostile.html") {
        assert!(!claim.items.families.contains(&"helium".to_owned()), "{claim:?}");
        assert_ne!(claim.actor.country.as_deref(), Some("US"), "{claim:?}");
    }
    for nothing in ["a20-no-measure.txt", "b18-tariff.txt", "a14-feed.xml#3"] {
        assert!(dossier.claims.iter().all(|c| c.article != nothing), "{nothing}");
    }
    let page = dossier.articles.iter().find(|a| a.id == "b17-hostile.html").unwrap();
    assert!(page.problems.iter().any(|p| p.code == "unsafe-markup"));
}

#[test]
fn denied_reports_make_no_measure() {
    let files = files();
    let dossier = dossier(&files);
    for draft in dossier.drafts.iter().filter(|d| d.kind == "measure") {
        assert!(
            !draft
                .articles
                .iter()
                .any(|a| a.starts_with("a11") || a.starts_with("b06") || a.starts_with("b20")),
            "{draft:?}"
        );
    }
}

#[test]
fn hostile_files_are_read_or_refused() {
    let long = "China banned exports of gallium. ".repeat(60_000);
    let nested = "<div>".repeat(50_000);
    let quotes = "\"".repeat(200_000);
    let cases: [(&str, Vec<u8>, &str); 8] = [
        ("a.txt", b"caf\xff China banned exports of gallium to Japan on Tuesday.".to_vec(), "invalid-utf8"),
        ("b.txt", long.into_bytes(), "repetitive-text"),
        ("c.html", nested.into_bytes(), "no-text"),
        ("d.xml", b"<rss><channel><item><title>x</title></channel>".to_vec(), "bad-xml"),
        ("e.md", b"---\ntitle: China bans gallium\ndate: 2023-07-03\n\nThe text begins here and goes on.".to_vec(), "front-matter-unclosed"),
        ("f.html", b"<html><body><script>alert(1)</script><p>China banned exports of gallium.</p></body></html>".to_vec(), "unsafe-markup"),
        ("g.txt", Vec::new(), "no-text"),
        ("h.txt", quotes.into_bytes(), ""),
    ];
    for (name, bytes, code) in cases {
        let dossier = desk(
            &[
                Input { name, bytes: &bytes },
                Input {
                    name: "z.txt",
                    bytes: b"China banned exports of gallium on January 6, 2026.",
                },
            ],
            &Library::default(),
        );
        let told = dossier
            .problems
            .iter()
            .map(|p| p.problem.code)
            .chain(dossier.articles.iter().flat_map(|a| &a.problems).map(|p| p.code));
        assert!(
            code.is_empty() || told.clone().any(|c| c == code),
            "{name}: {:?}",
            told.collect::<Vec<_>>()
        );
        assert!(dossier.claims.iter().any(|c| c.article == "z.txt"), "{name} hides another file");
    }
}
