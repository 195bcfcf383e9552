//! The rulebook written as law says what the rulebook says.

use std::collections::{BTreeSet, HashMap};

use bench_navicert::{LawFile, clause_id, law_files, transfer};
use navicert_model::day::Day;
use navicert_model::verdict::{Effect, Verdict};
use navicert_rules::eval::judge::{Finding, Judgement, Standing};
use navicert_rules::eval::opinion;
use navicert_rules::eval::state::{AsOf, Prepared, State};
use navicert_rules::law::check::load;
use navicert_rules::law::{ClauseKind, LawBook, SourceFile};
use rulebook::{Book, Kind, LAWS, Rule, Span, Tx, oracle, transactions};

const COUNT: usize = 40;

/// The checked law.
fn law(book: &Book) -> LawBook {
    let files: Vec<_> = law_files(&book.rules).into_iter().map(source).collect();
    let (law, diagnostics) = load(&files);
    for found in &diagnostics {
        let text = files.iter().find(|file| file.name == found.file).map(|file| &*file.text);
        eprintln!("{}", found.render(text.unwrap_or_default()));
    }
    assert!(diagnostics.is_empty(), "{} diagnostics", diagnostics.len());
    law
}

fn source(file: LawFile) -> SourceFile {
    SourceFile { name: file.path, text: file.text }
}

fn judged(prepared: &Prepared, tx: &Tx) -> Judgement {
    let on = Day::from_days(tx.day).expect("a day of our time");
    let as_of = AsOf { on, known_at: Day::MAX, assumed: Vec::new() };
    let state = State::new(prepared, as_of);
    let transfer = transfer(tx);
    opinion::judge(&state, &transfer)
}

fn effect(effect: rulebook::Effect) -> Effect {
    match effect {
        rulebook::Effect::Free => Effect::Free,
        rulebook::Effect::Licence => Effect::Licence,
        rulebook::Effect::Prohibited => Effect::Prohibited,
    }
}

fn verdict(span: Span) -> Verdict {
    Verdict::new(effect(span.at_least), effect(span.at_most))
}

#[test]
fn verdicts_are_those_of_the_oracle() {
    let book = Book::seeded();
    let prepared = Prepared::new(law(&book));
    let place: HashMap<&str, usize> =
        prepared.book.laws.iter().enumerate().map(|(at, law)| (&*law.name, at)).collect();
    for tx in transactions(COUNT, true) {
        let judgement = judged(&prepared, &tx);
        for (law, span) in LAWS.iter().zip(oracle::exact(&book, &tx)) {
            assert_eq!(judgement.laws[place[law]].verdict, verdict(span), "{law}: {tx:?}");
        }
    }
}

/// The rules that fire, exemptions aside, are the clauses that apply or are excepted.
#[test]
fn findings_are_the_rules_that_fire() {
    let book = Book::seeded();
    let prepared = Prepared::new(law(&book));
    for tx in transactions(COUNT, false) {
        let fired = |rule: &&Rule| rule.kind != Kind::Exempt && rule.fires(&tx);
        let expected: BTreeSet<_> = book.rules.iter().filter(fired).map(clause_id).collect();
        let judgement = judged(&prepared, &tx);
        let findings = judgement.laws.iter().flat_map(|law| &law.findings);
        let given: BTreeSet<_> =
            findings.filter_map(|finding| fired_clause(&prepared.book, finding)).collect();
        assert_eq!(given, expected, "{tx:?}");
    }
}

fn fired_clause(law: &LawBook, finding: &Finding) -> Option<String> {
    let clause = &law.clauses[finding.clause.0 as usize];
    let fires = matches!(finding.standing, Standing::Applies | Standing::NoEffect("excepted"));
    (fires && matches!(clause.kind, ClauseKind::Effect(_))).then(|| clause.id.clone())
}
