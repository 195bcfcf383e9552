//! Precision, recall and F1 on labelled pairs, by slice; the figures are committed and compared.
//!
//! The pairs of `held_out.txt` are held out: nothing is tuned on those. `SHOW=1` prints the others' errors.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by it")]
#![allow(clippy::disallowed_methods, reason = "SHOW is for people who tune")]

use navicert_model::country::{Country, CountrySet};
use navicert_names::{BirthDate, Index, Judgement, Kind, Listed, ListedName, Options, Query};
use std::fmt::Write;

struct Pair {
    slice: &'static str,
    kind: Kind,
    label: char,
    query: Side,
    listed: Side,
    held_out: bool,
    line: usize,
}

struct Side {
    name: &'static str,
    countries: CountrySet,
    born: Option<BirthDate>,
}

fn side(text: &'static str) -> Side {
    let (name, fact) = match text.split_once('{') {
        Some((name, fact)) => (name.trim(), fact.trim().trim_end_matches('}')),
        None => (text.trim(), ""),
    };
    let countries = Country::parse(fact).ok().into_iter().collect();
    Side { name, countries, born: BirthDate::parse(fact) }
}

fn pairs() -> Vec<Pair> {
    let mut all = read(include_str!("pairs.txt"), false);
    all.extend(read(include_str!("held_out.txt"), true));
    all
}

fn read(text: &'static str, held_out: bool) -> Vec<Pair> {
    let (mut slice, mut kind) = ("", Kind::Unknown);
    let mut all = Vec::new();
    for (line, text) in text.lines().enumerate() {
        if let Some(head) = text.strip_prefix('@') {
            let (name, word) = head.split_once(' ').unwrap();
            (slice, kind) = (name, Kind::parse(word).unwrap());
        } else if let Some((query, listed)) =
            text.split_once('|').filter(|_| !text.starts_with('#'))
        {
            let label = query.chars().next().unwrap();
            let (query, listed) = (side(query[1..].trim()), side(listed));
            all.push(Pair { slice, kind, label, query, listed, held_out, line: line + 1 });
        }
    }
    all
}

/// The scripts of two names, as far as they are aimed at apart.
fn scripts(pair: &Pair) -> &'static str {
    let glued = |name: &str| {
        name.chars().any(|c| matches!(c, '\u{3040}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}'))
    };
    let ascii = |name: &str| name.chars().all(|c| !c.is_alphabetic() || c < '\u{250}');
    let (query, listed) = (pair.query.name, pair.listed.name);
    match (glued(query), glued(listed)) {
        (true, true) => "CJK-CJK",
        (false, false) if ascii(query) && ascii(listed) => "Latin",
        (false, false) => "other",
        _ => "CJK-Latin",
    }
}

fn answer(pair: &Pair) -> Judgement {
    let listed = Listed {
        list: "pairs".into(),
        entry: "1".into(),
        names: vec![ListedName::primary(pair.listed.name)],
        countries: pair.listed.countries,
        kind: pair.kind,
        birth_dates: pair.listed.born.into_iter().collect(),
        identifiers: Vec::new(),
    };
    let query = Query {
        countries: pair.query.countries,
        kind: pair.kind,
        birth_date: pair.query.born,
        ..Query::named(pair.query.name)
    };
    let index = Index::build([listed]);
    let hits = index.screen(&query, &Options::default());
    hits.first().map_or(Judgement::Different, |hit| hit.judgement)
}

#[derive(Default)]
struct Count {
    /// Alerts (same or possible) that are right, wrong, missing.
    right: u32,
    wrong: u32,
    missing: u32,
    /// Siblings called so, and all.
    siblings: u32,
    of: u32,
    pairs: u32,
}

impl Count {
    fn add(&mut self, label: char, judged: Judgement) {
        self.pairs += 1;
        let alert = matches!(judged, Judgement::Same | Judgement::Possible);
        match (label, alert) {
            ('=', true) => self.right += 1,
            ('=', false) => self.missing += 1,
            (_, true) => self.wrong += 1,
            ('!', false) => self.wrong += u32::from(judged == Judgement::Sibling),
            (_, false) => {}
        }
        if label == '~' {
            self.of += 1;
            self.siblings += u32::from(judged == Judgement::Sibling);
        }
    }

    fn row(&self, name: &str) -> String {
        let share = |part: u32, whole: u32| {
            if whole == 0 { 1000 } else { (part * 2000 + whole) / (2 * whole) }
        };
        let precision = share(self.right, self.right + self.wrong);
        let recall = share(self.right, self.right + self.missing);
        let f1 = share(2 * self.right, 2 * self.right + self.wrong + self.missing);
        let decimal = |value: u32| format!("{}.{:03}", value / 1000, value % 1000);
        format!(
            "{name:<28} {:>5} {:>9} {:>7} {:>6} {:>6} {:>9}\n",
            self.pairs,
            decimal(precision),
            decimal(recall),
            decimal(f1),
            self.wrong,
            format!("{}/{}", self.siblings, self.of),
        )
    }
}

#[test]
fn quality_by_slice() {
    let pairs = pairs();
    let answers: Vec<Judgement> = pairs.iter().map(answer).collect();
    let mut slices: Vec<&str> = Vec::new();
    for pair in &pairs {
        if !slices.contains(&pair.slice) {
            slices.push(pair.slice);
        }
    }
    let count = |wanted: &dyn Fn(&Pair) -> bool| {
        let mut count = Count::default();
        for (pair, judged) in pairs.iter().zip(&answers).filter(|(pair, _)| wanted(pair)) {
            count.add(pair.label, *judged);
        }
        count
    };
    let mut table = format!(
        "{:<28} {:>5} {:>9} {:>7} {:>6} {:>6} {:>9}\n",
        "", "pairs", "precision", "recall", "F1", "false", "siblings"
    );
    for slice in slices {
        table += &count(&|pair| pair.slice == slice && !pair.held_out).row(slice);
        table += &count(&|pair| pair.slice == slice && pair.held_out).row("  held out");
    }
    for family in ["Latin", "CJK-CJK", "CJK-Latin", "other"] {
        table += &count(&|pair| scripts(pair) == family && !pair.held_out).row(family);
        table += &count(&|pair| scripts(pair) == family && pair.held_out).row("  held out");
    }
    table += &count(&|pair| !pair.held_out).row("all");
    table += &count(&|pair| pair.held_out).row("  held out");
    if std::env::var_os("SHOW").is_some() {
        let mut errors = String::new();
        for (pair, judged) in pairs.iter().zip(&answers) {
            let right = match pair.label {
                '=' => matches!(judged, Judgement::Same | Judgement::Possible),
                '~' => *judged == Judgement::Sibling,
                _ => *judged == Judgement::Different,
            };
            if !right && !pair.held_out {
                let _ = writeln!(
                    errors,
                    "{:>4} {} {} | {} -> {judged}",
                    pair.line, pair.label, pair.query.name, pair.listed.name
                );
            }
        }
        println!("{errors}{table}");
        return;
    }
    insta::assert_snapshot!(table);
}
