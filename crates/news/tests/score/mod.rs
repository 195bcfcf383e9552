//! Agreement of a dossier with labels, as the contract of the desk measures it.

mod claims;
mod contract;
mod labels;
mod rest;

pub use contract::json;
pub use labels::labels;

use navicert_news::model::Dossier;
use serde_json::Value;
use std::collections::BTreeMap;

/// What a careful reader took from one claim; each list holds the values that count as right.
#[derive(Debug, Default, Clone)]
pub struct GoldClaim {
    pub optional: bool,
    pub action: Vec<String>,
    pub status: Vec<String>,
    pub families: Vec<Vec<String>>,
    pub destination: Vec<Vec<String>>,
    pub fields: BTreeMap<String, Vec<Value>>,
    pub span: Option<(usize, usize)>,
}

#[derive(Debug, Default)]
pub struct GoldArticle {
    pub id: String,
    pub slice: String,
    pub fields: Vec<(String, Vec<Option<String>>)>,
    pub claims: Vec<GoldClaim>,
    pub noise: Vec<(usize, usize)>,
}

#[derive(Debug, Default)]
pub struct Gold {
    pub articles: Vec<GoldArticle>,
    pub clusters: Vec<Vec<String>>,
    pub contradictions: Vec<GoldContradiction>,
    pub drafts: Vec<GoldDraft>,
}

#[derive(Debug, Default)]
pub struct GoldContradiction {
    pub field: String,
    pub kind: String,
    /// Articles of each side.
    pub sides: Vec<Vec<String>>,
    /// `None` if the labels do not say which side is borne out.
    pub supported: Option<Option<usize>>,
    pub optional: bool,
}

/// What a person is asked to accept; each list holds the values that count as right.

#[derive(Debug, Default)]
pub struct GoldDraft {
    pub kinds: Vec<String>,
    pub acts: Vec<String>,
    pub status: Vec<String>,
    /// Effects of all clauses, sorted.
    pub effects: Vec<Vec<String>>,
    pub since: Vec<Option<String>>,
    pub families: Vec<String>,
    pub destination: Vec<String>,
    pub articles: Vec<String>,
    pub optional: bool,
}

/// Right, predicted, wanted.
#[derive(Debug, Default, Clone, Copy)]
pub struct Rate {
    pub right: usize,
    pub predicted: usize,
    pub found: usize,
    pub wanted: usize,
}

impl Rate {
    pub fn add(&mut self, other: Rate) {
        self.right += other.right;
        self.predicted += other.predicted;
        self.found += other.found;
        self.wanted += other.wanted;
    }
    pub fn precision(&self) -> f64 {
        if self.predicted == 0 { 1.0 } else { self.right as f64 / self.predicted as f64 }
    }
    pub fn recall(&self) -> f64 {
        if self.wanted == 0 { 1.0 } else { self.found as f64 / self.wanted as f64 }
    }
}

fn strings(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

fn sorted(mut words: Vec<String>) -> Vec<String> {
    words.sort();
    words
}

fn jaccard(a: &[String], b: &[String]) -> bool {
    if a.is_empty() && b.is_empty() {
        return true;
    }
    let shared = a.iter().filter(|x| b.contains(x)).count();
    shared * 2 >= a.len() + b.len() - shared
}

/// The figures of a run.
#[derive(Debug, Default)]
pub struct Report {
    pub strict: BTreeMap<String, Rate>,
    pub loose: BTreeMap<String, Rate>,
    pub fields: BTreeMap<String, (usize, usize)>,
    pub article_fields: BTreeMap<String, (usize, usize)>,
    pub clusters: Rate,
    pub contradictions: Rate,
    pub contradiction_kinds: (usize, usize),
    pub drafts: Rate,
    pub drafts_right: usize,
    pub false_measures: usize,
    pub notes: Vec<String>,
}

/// Compares.
pub fn score(dossier: &Dossier, gold: &Gold, files: &BTreeMap<String, String>) -> Report {
    let mut report = Report::default();
    claims::articles(&mut report, dossier, gold, files);
    rest::clusters(&mut report, dossier, gold);
    rest::contradictions(&mut report, dossier, gold);
    rest::drafts(&mut report, dossier, gold);
    report
}

/// The report as text, without the notes.
pub fn table(report: &Report) -> String {
    let mut out =
        String::from("claims            strict P  strict R   loose P   loose R  wanted\n");
    for (slice, strict) in &report.strict {
        let loose = report.loose[slice];
        out.push_str(&format!(
            "{slice:<16} {:>9.3} {:>9.3} {:>9.3} {:>9.3} {:>7}\n",
            strict.precision(),
            strict.recall(),
            loose.precision(),
            loose.recall(),
            strict.wanted
        ));
    }
    let share = |(right, all): &(usize, usize)| format!("{right}/{all}");
    out.push_str("\nfields of claims ");
    out.push_str(
        &report
            .fields
            .iter()
            .map(|(name, counts)| format!("{name} {}", share(counts)))
            .collect::<Vec<_>>()
            .join(", "),
    );
    out.push_str("\nfields of articles ");
    out.push_str(
        &report
            .article_fields
            .iter()
            .map(|(name, counts)| format!("{name} {}", share(counts)))
            .collect::<Vec<_>>()
            .join(", "),
    );
    let c = report.contradictions;
    out.push_str(&format!(
        "\nclusters {}/{} of {}, contradictions {}/{} of {} (kind and side right: {}), drafts {} of {} (whole: {}), measures without a counterpart: {}\n",
        report.clusters.right, report.clusters.predicted, report.clusters.wanted, c.right, c.predicted, c.wanted, share(&report.contradiction_kinds), report.drafts.found, report.drafts.wanted, report.drafts_right, report.false_measures
    ));
    out
}
