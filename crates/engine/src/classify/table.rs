//! Answers as rows: one for each item and law.

use super::Answer;

/// The columns.
pub const HEADER: [&str; 11] = [
    "id",
    "on",
    "law",
    "status",
    "code",
    "also",
    "candidates",
    "excluded",
    "questions",
    "because",
    "errors",
];

/// The rows of an answer.
pub fn rows(answer: &Answer) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for law in &answer.laws {
        let candidates: Vec<&str> = law.candidates.iter().map(|one| one.code.as_str()).collect();
        let excluded = law.excluded.iter().map(|one| {
            format!("{} ({} {}; wanted {})", one.code, one.parameter, one.given, one.bound)
        });
        let questions: Vec<&str> = law.questions.iter().map(|one| one.fact.as_str()).collect();
        rows.push(vec![
            answer.id.clone().unwrap_or_default(),
            answer.on.to_string(),
            law.law.clone(),
            law.status.as_str().to_owned(),
            law.code.clone().unwrap_or_default(),
            law.also.join(" "),
            candidates.join(" "),
            excluded.collect::<Vec<_>>().join("; "),
            questions.join("; "),
            law.because.join("; "),
            String::new(),
        ]);
    }
    rows
}
