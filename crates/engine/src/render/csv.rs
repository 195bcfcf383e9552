//! Decisions as CSV: one row a decision, the short form.

use crate::decision::Decision;
use navicert_rules::eval::judge::Standing;

/// The columns, in order.
pub const HEADER: [&str; 9] =
    ["id", "on", "triage", "at_least", "at_most", "laws", "clauses", "questions", "errors"];

/// The row of a decision.
pub fn row(decision: &Decision<'_>) -> [String; 9] {
    let book = decision.state.book();
    let verdict = decision.verdict();
    let laws: Vec<String> = decision
        .judgement
        .laws
        .iter()
        .map(|law| format!("{}={}", book.laws[law.law].name, law.verdict))
        .collect();
    let clauses: Vec<&str> = decision
        .judgement
        .laws
        .iter()
        .flat_map(|law| &law.findings)
        .filter(|finding| !matches!(finding.standing, Standing::NoEffect(_)))
        .map(|finding| book.clauses[finding.clause.0 as usize].id.as_str())
        .collect();
    let questions: Vec<&str> =
        decision.judgement.questions.iter().map(|question| question.fact.as_str()).collect();
    [
        decision.transfer.id.as_deref().unwrap_or_default().to_owned(),
        decision.on.to_string(),
        decision.triage().as_str().to_owned(),
        verdict.at_least().as_str().to_owned(),
        verdict.at_most().as_str().to_owned(),
        laws.join(";"),
        clauses.join(";"),
        questions.join(";"),
        String::new(),
    ]
}
