//! The labelled set of products: what is found from words and tariff number alone, and what is certain
//! once the parameters are given.
//!
//! `goods/products.csv` holds public facts about real products and the codes that the lists give them:
//! `certain` where the facts suffice, `open` where a person must still judge. The snapshot beside it is
//! every answer, so that a change of the law, the kinds or the scores is seen.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]
#![allow(clippy::disallowed_methods, reason = "tests read files")]

use navicert_engine::classify::parts::{Part, read};
use navicert_engine::classify::{Answer, Classifier, Law, Status};
use navicert_engine::{compare, embedded_goods, embedded_law};
use navicert_model::day::Day;
use navicert_model::read::{Format, read_rows};
use std::collections::BTreeMap;
use std::fmt::Write as _;

const DAY: &str = "2026-11-21";

/// A product of the set.
struct Product {
    id: String,
    bare: Part,
    full: Part,
    certain: BTreeMap<String, String>,
    open: BTreeMap<String, String>,
}

fn file(name: &str) -> String {
    let path = format!("{}/goods/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn pairs(text: &str) -> BTreeMap<String, String> {
    let pairs = text.split(';').filter(|pair| !pair.is_empty());
    pairs.map(|pair| pair.split_once('=').unwrap()).map(|(a, b)| (a.into(), b.into())).collect()
}

/// A part of columns and cells.
fn part(columns: &[(&str, &str)]) -> Part {
    let quoted = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
    let line = |side: fn(&(&str, &str)) -> String| columns.iter().map(side).collect::<Vec<_>>();
    let header = line(|one| one.0.to_owned()).join(",");
    let cells: Vec<String> = line(|one| one.1.to_owned()).iter().map(|cell| quoted(cell)).collect();
    let parts = read(&format!("{header}\n{}\n", cells.join(",")), Format::Csv);
    assert!(parts.unread.is_empty(), "{:?}", parts.unread);
    parts.lines[0].result.clone().unwrap_or_else(|errors| panic!("{columns:?}: {errors:?}"))
}

fn products() -> Vec<Product> {
    let rows = read_rows(&file("products.csv"));
    let mut products = Vec::new();
    for row in rows.into_iter().skip(1) {
        let cells = row.cells.unwrap();
        let [id, description, hs, parameters, is, certain, open, _] = &cells[..] else {
            panic!("line {}: eight cells are wanted", row.line)
        };
        let bare =
            vec![("id", id.as_str()), ("kind", "goods"), ("description", description), ("hs", hs)];
        let parameters = pairs(parameters);
        let mut full = bare.clone();
        full.push(("is", is));
        full.extend(parameters.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        products.push(Product {
            id: id.clone(),
            bare: part(&bare),
            full: part(&full),
            certain: pairs(certain),
            open: pairs(open),
        });
    }
    products
}

fn law() -> Law {
    Law::new(&embedded_law(), &embedded_goods(), &compare::embedded_tables()).unwrap()
}

fn code_of<'a>(answer: &'a Answer, law: &str) -> (Status, Option<&'a str>) {
    let one = answer.laws.iter().find(|one| one.law == law).unwrap();
    (one.status, one.code.as_deref())
}

fn is_listed(code: &str) -> bool {
    !matches!(code, "none" | "EAR99")
}

#[test]
fn the_set_is_large_enough_and_has_every_law() {
    let products = products();
    assert!(products.len() >= 150, "{}", products.len());
    for law in ["cn", "us", "jp", "eu", "nl"] {
        let all = || products.iter().flat_map(|one| one.certain.iter());
        assert!(all().any(|(of, code)| of == law && is_listed(code)), "{law}");
        assert!(all().any(|(of, code)| of == law && !is_listed(code)), "{law}");
    }
}

#[test]
fn words_and_tariff_number_find_the_code_among_the_first_five() {
    let law = law();
    let mut classifier = Classifier::new(&law, Day::parse(DAY).unwrap(), Day::MAX, &[]);
    let (mut found, mut wanted, mut missed) = (0, 0, Vec::new());
    for product in products() {
        let answer = classifier.classify(&product.bare.transfer, &[]);
        for (of, code) in product.certain.iter().chain(&product.open) {
            let one = answer.laws.iter().find(|one| one.law == *of).unwrap();
            if one.status != Status::Unknown {
                assert_eq!(
                    one.code.as_deref(),
                    Some(code.as_str()),
                    "{} under {of}, bare",
                    product.id
                );
            }
            if is_listed(code) {
                wanted += 1;
                let among = one.candidates.iter().take(5).any(|one| one.code == *code);
                found += usize::from(among);
                if !among {
                    missed.push(format!("{} {of} {code}", product.id));
                }
            }
        }
    }
    assert!(found * 100 >= wanted * 95, "{found} of {wanted}; missed {missed:?}");
}

#[test]
fn given_parameters_lead_to_the_code_and_nothing_certain_is_wrong() {
    let law = law();
    let mut classifier = Classifier::new(&law, Day::parse(DAY).unwrap(), Day::MAX, &[]);
    let mut snapshot = String::new();
    for product in products() {
        let answer = classifier.classify(&product.full.transfer, &[]);
        write!(snapshot, "{}", product.id).unwrap();
        for (of, code) in &product.certain {
            let (status, given) = code_of(&answer, of);
            assert_ne!(status, Status::Unknown, "{} under {of} is open, wanted {code}", product.id);
            assert_eq!(given, Some(code.as_str()), "{} under {of}", product.id);
            assert_eq!(status == Status::Listed, is_listed(code), "{} under {of}", product.id);
        }
        for (of, code) in &product.open {
            let (status, given) = code_of(&answer, of);
            if status != Status::Unknown {
                assert_eq!(
                    given,
                    Some(code.as_str()),
                    "{} under {of} is wrongly certain",
                    product.id
                );
            }
        }
        for one in &answer.laws {
            let code = one.code.as_deref().unwrap_or("-");
            let best = one.candidates.first().map_or("-", |one| one.code.as_str());
            write!(
                snapshot,
                " | {} {} {code} {best} q{}",
                one.law,
                one.status.as_str(),
                one.questions.len()
            )
            .unwrap();
        }
        snapshot.push('\n');
    }
    if std::env::var_os("UPDATE").is_some() {
        let path = format!("{}/goods/products.snapshot", env!("CARGO_MANIFEST_DIR"));
        std::fs::write(path, &snapshot).unwrap();
    }
    let committed = file("products.snapshot");
    for (now, then) in snapshot.lines().zip(committed.lines()) {
        assert_eq!(
            now, then,
            "read the change; `UPDATE=1 cargo test -p navicert-tests --test goods` writes it"
        );
    }
    assert_eq!(snapshot.lines().count(), committed.lines().count());
}

/// What is open says so: an open law has a question or says why no answer helps.
#[test]
fn what_is_open_asks_or_says_why() {
    let law = law();
    let mut classifier = Classifier::new(&law, Day::parse(DAY).unwrap(), Day::MAX, &[]);
    for product in products() {
        for part in [&product.bare, &product.full] {
            for one in classifier.classify(&part.transfer, &[]).laws {
                let open = one.status == Status::Unknown;
                assert!(
                    !open || !one.questions.is_empty() || !one.because.is_empty(),
                    "{}",
                    product.id
                );
                assert!(open || (one.questions.is_empty() && one.code.is_some()), "{}", product.id);
                let scores: Vec<u16> = one.candidates.iter().skip(1).map(|one| one.score).collect();
                assert!(scores.is_sorted_by(|a, b| a >= b), "{}", product.id);
            }
        }
    }
}

/// One more answered fact never turns one certain code into another.
#[test]
fn facts_only_close_what_was_open() {
    let law = law();
    let mut classifier = Classifier::new(&law, Day::parse(DAY).unwrap(), Day::MAX, &[]);
    for product in products() {
        let given = product.full.transfer.item.parameters.len();
        for left_out in 0..given {
            let mut fewer = product.full.transfer.clone();
            fewer.item.parameters.remove(left_out);
            let before = classifier.classify(&fewer, &[]);
            let after = classifier.classify(&product.full.transfer, &[]);
            for (before, after) in before.laws.iter().zip(&after.laws) {
                if before.status != Status::Unknown {
                    assert_eq!(
                        (before.status, &before.code),
                        (after.status, &after.code),
                        "{} under {} without {}",
                        product.id,
                        before.law,
                        product.full.transfer.item.parameters[left_out].0
                    );
                }
            }
        }
    }
}

/// Answers and scores are the same whatever else was asked before.
#[test]
fn the_same_question_has_the_same_answer() {
    let law = law();
    let mut one = Classifier::new(&law, Day::parse(DAY).unwrap(), Day::MAX, &[]);
    let products = products();
    let first: Vec<Answer> =
        products.iter().map(|one_product| one.classify(&one_product.full.transfer, &[])).collect();
    let mut other = Classifier::new(&law, Day::parse(DAY).unwrap(), Day::MAX, &[]);
    for (product, first) in products.iter().zip(&first).rev() {
        assert_eq!(other.classify(&product.full.transfer, &[]), *first, "{}", product.id);
    }
}
