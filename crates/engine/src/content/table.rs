//! Answers as rows: one for each product, law and threshold.

use super::json::{amount, place, shares, state_word};
use super::{Answer, LawAnswer, TestAnswer, direction};

/// The columns. `result` is the law's, `crossed` that of the row's threshold.
pub const HEADER: [&str; 19] = [
    "id",
    "to",
    "from",
    "on",
    "law",
    "result",
    "share_at_least",
    "share_at_most",
    "threshold",
    "direction",
    "crossed",
    "reach",
    "state",
    "counted_at_least",
    "value",
    "of",
    "clauses",
    "questions",
    "errors",
];

/// The rows of an answer; a law of which no threshold matters has one.
pub fn rows(answer: &Answer<'_>) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for law in &answer.laws {
        if law.tests.is_empty() {
            rows.push(row(answer, law, None));
        }
        rows.extend(law.tests.iter().map(|test| row(answer, law, Some(test))));
    }
    rows
}

fn row(answer: &Answer<'_>, law: &LawAnswer, test: Option<&TestAnswer>) -> Vec<String> {
    let transfer = answer.transfer;
    let asks: Vec<&str> = law.questions.iter().map(|question| question.ask.as_str()).collect();
    let mut row = vec![
        transfer.id.as_deref().unwrap_or_default().to_owned(),
        place(&transfer.to),
        place(&transfer.from),
        answer.on.to_string(),
        answer.book.laws[law.law].name.clone(),
        law.result.as_str().to_owned(),
    ];
    match test {
        Some(test) => row.extend(of_test(answer, test)),
        None => row.extend(std::iter::repeat_n(String::new(), 11)),
    }
    row.push(asks.join("; "));
    row.push(String::new());
    row
}

fn of_test(answer: &Answer<'_>, test: &TestAnswer) -> [String; 11] {
    let (lo, hi) = shares(answer, test);
    let valued = answer.scope(test).1;
    let currency = valued.currency;
    let whole = valued.most.first().copied().flatten();
    let (product, _) = answer.scope(test);
    let of = match test.of {
        Some(_) => product.bill.parts()[product.root].name.to_string(),
        None => String::new(),
    };
    let clauses: Vec<&str> = test
        .reached
        .clauses
        .iter()
        .map(|(clause, _)| answer.book.clauses[clause.0 as usize].id.as_str())
        .collect();
    [
        lo,
        hi,
        answer.rules.rules[test.reached.rule].compare.bound.to_string(),
        direction(answer.rules, test).as_str().to_owned(),
        test.share.crossed.as_str().to_owned(),
        test.reached.reach.as_str().to_owned(),
        state_word(test).to_owned(),
        amount(test.share.counted_at_least, currency),
        whole.map(|whole| amount(whole, currency)).unwrap_or_default(),
        of,
        clauses.join(" "),
    ]
}
