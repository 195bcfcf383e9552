//! Quality on the labelled pairs of the matcher, counted as for a peer that knows no siblings.

use navicert_names::{BirthDate, Index, Judgement, Kind, Listed, ListedName, Options, Query};

const PAIRS: [(&str, &str); 2] = [
    ("seen", include_str!("../../../crates/names/tests/pairs.txt")),
    ("held-out", include_str!("../../../crates/names/tests/held_out.txt")),
];

/// Prints precision, recall and F1. An alert is any hit: a sibling's is neither right nor wrong.
pub fn quality() {
    for (what, text) in PAIRS {
        let mut kind = Kind::Unknown;
        let (mut pairs, mut right, mut wrong, mut missing) = (0u32, 0u32, 0u32, 0u32);
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if let Some((_, word)) = line.strip_prefix('@').and_then(|head| head.split_once(' ')) {
                kind = Kind::parse(word).unwrap_or_default();
            } else if let Some((query, listed)) = line.split_once('|') {
                let alert = judged(kind, &query[1..], listed).is_some();
                pairs += 1;
                match (query.starts_with('='), alert) {
                    (true, true) => right += 1,
                    (true, false) => missing += 1,
                    (false, alert) => wrong += u32::from(alert && query.starts_with('!')),
                }
            }
        }
        let share = |part: u32, whole: u32| f64::from(part) / f64::from(whole.max(1));
        println!(
            "quality peer=navicert pairs={what} of={pairs} precision={:.3} recall={:.3} f1={:.3}",
            share(right, right + wrong),
            share(right, right + missing),
            share(2 * right, 2 * right + wrong + missing),
        );
    }
}

fn side(text: &str) -> (&str, &str) {
    let (name, fact) = text.split_once('{').unwrap_or((text, ""));
    (name.trim(), fact.trim().trim_end_matches('}'))
}

fn judged(kind: Kind, query: &str, listed: &str) -> Option<Judgement> {
    let ((one, fact), (other, more)) = (side(query), side(listed));
    let countries =
        |fact: &str| navicert_model::country::Country::parse(fact).ok().into_iter().collect();
    let listed = Listed {
        names: vec![ListedName::primary(other)],
        countries: countries(more),
        kind,
        birth_dates: BirthDate::parse(more).into_iter().collect(),
        ..Listed::default()
    };
    let query = Query {
        countries: countries(fact),
        kind,
        birth_date: BirthDate::parse(fact),
        ..Query::named(one)
    };
    Index::build([listed]).screen(&query, &Options::default()).first().map(|hit| hit.judgement)
}
