//! The numbers of a claim.

use super::{Reading, Spot};
use crate::model::{Change, Figure};
use crate::words::number::Number;
use crate::words::time::{Way, When, resolve};

/// The figures of a match.
pub(super) fn figures(reading: &Reading<'_>, spot: &Spot<'_>) -> Vec<Figure> {
    let sentence = spot.sentence;
    let action = spot.rule.action;
    let inside = |n: &&Number| n.end > spot.from && n.start < spot.to;
    let wanted = |n: &&Number| match action {
        "release_statistics" => n.unit.is_some_and(|u| {
            matches!(u, "%" | "t" | "kg" | "chip" | "unit" | "drone")
                || (u.len() == 3 && u.chars().all(|c| c.is_ascii_uppercase()))
        }),
        "approve_budget" | "support_producer" | "expand_supply" => n.unit.is_some(),
        "require_licence" => {
            n.unit.is_some_and(|u| matches!(u, "item" | "category" | "element" | "type" | "metal"))
        }
        "halt_shipments" | "suspend" | "extend" => {
            n.unit.is_some_and(|u| matches!(u, "month" | "year" | "week" | "day" | "t" | "%"))
        }
        "extend_reach" => n.unit == Some("%"),
        _ => false,
    };
    let mut found: Vec<Figure> = Vec::new();
    let mut change: Option<Change> = None;
    for number in sentence.marked.numbers.iter().filter(inside).filter(wanted) {
        let Some(unit) = number.unit else { continue };
        let moved = direction(reading, spot, number);
        if let (Some(sign), "%") = (moved, unit) {
            let value = if sign < 0 { format!("-{}", number.value) } else { number.value.clone() };
            let basis = basis(reading, spot);
            change.get_or_insert(Change { value, unit: unit.to_owned(), basis });
            continue;
        }
        if found.iter().any(|f| f.value == number.value && f.unit == unit) {
            continue;
        }
        found.push(Figure {
            value: number.value.clone(),
            unit: unit.to_owned(),
            what: what(reading, spot),
            period: period(reading, spot),
            change: None,
        });
    }
    if let Some(change) = change {
        match found.iter_mut().find(|f| f.unit != "%") {
            Some(figure) => figure.change = Some(change),
            None => {
                let value = change.value.trim_start_matches('-').to_owned();
                found.insert(
                    0,
                    Figure {
                        value,
                        unit: "%".to_owned(),
                        what: what(reading, spot),
                        period: period(reading, spot),
                        change: Some(change),
                    },
                );
            }
        }
    }
    found
}

/// Whether a number tells a rise (1) or a fall (−1).
fn direction(reading: &Reading<'_>, spot: &Spot<'_>, number: &Number) -> Option<i8> {
    let sentence = spot.sentence;
    let lexicon = reading.lexicon;
    let east_asian = matches!(reading.document.article.lang.as_str(), "zh" | "ja");
    let near = |class: &str| {
        sentence.all(lexicon, class).iter().any(|f| {
            let leads = f.end <= number.start
                && number.start - f.end <= if east_asian { 2 } else { 4 }
                && !(f.end..number.start).any(|n| sentence.is(n, &["to"]));
            let tails =
                f.start >= number.end && f.start - number.end <= if east_asian { 1 } else { 2 };
            leads || tails
        })
    };
    if near("down") {
        return Some(-1);
    }
    near("up").then_some(1)
}

fn basis(reading: &Reading<'_>, spot: &Spot<'_>) -> Option<String> {
    let sentence = spot.sentence;
    let (month, year) =
        (sentence.has(reading.lexicon, "monthbasis"), sentence.has(reading.lexicon, "yearbasis"));
    match (month, year) {
        (true, false) => Some("month".to_owned()),
        (false, true) => Some("year".to_owned()),
        _ => None,
    }
}

fn what(reading: &Reading<'_>, spot: &Spot<'_>) -> Option<String> {
    let sentence = spot.sentence;
    let word = sentence
        .all(reading.lexicon, "tradeword")
        .first()
        .or(sentence.all(reading.lexicon, "budget").first())?;
    let passage = reading.document.passages.get(sentence.passage)?;
    let (start, end) =
        (sentence.tokens.get(word.start)?.start, sentence.tokens.get(word.end - 1)?.end);
    Some(passage.chars.get(start..end)?.iter().collect())
}

/// The month or year that a figure is of.
fn period(reading: &Reading<'_>, spot: &Spot<'_>) -> Option<String> {
    let sentence = spot.sentence;
    let mut year = None;
    for day in &sentence.marked.days {
        let before = |n: usize| day.start.checked_sub(n).map_or("", |b| sentence.word(b));
        if matches!(before(1), "from" | "than" | "since" | "with")
            || (spot.rule.action == "approve_budget"
                && !fiscal(sentence.word(day.start.wrapping_sub(2)), before(1), before(3)))
        {
            continue;
        }
        match day.when {
            When::Month(_, _) if spot.rule.action == "approve_budget" => {
                return resolve(day.when, reading.base, Way::Coming)
                    .map(|month| format!("fiscal year from {month}"));
            }
            When::Month(..) | When::Months(_) => return resolve(day.when, reading.base, Way::Past),
            When::Year(_) | When::Years(_) => {
                year = year.or_else(|| resolve(day.when, reading.base, Way::Past))
            }
            _ => {}
        }
    }
    year
}

fn fiscal(two: &str, one: &str, three: &str) -> bool {
    [two, one, three]
        .iter()
        .any(|word| matches!(*word, "starting" | "beginning" | "fiscal" | "year"))
}
