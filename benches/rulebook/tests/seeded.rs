//! The seeds give what they gave when the figures were first taken.

use rulebook::{Book, CODES, Effect, Kind, Missing, Spans, code_name, oracle, transactions};

#[test]
fn the_rulebook_is_the_one_of_the_figures() {
    let book = Book::seeded();
    let of = |kind| book.rules.iter().filter(|rule| rule.kind == kind).count();
    assert_eq!(
        [Kind::List, Kind::Prohibit, Kind::Licence, Kind::Exempt].map(of),
        [2_488, 10, 10, 10]
    );
    let candidates = (0..CODES).map(|code| book.of_code(code).count());
    assert_eq!((candidates.clone().sum::<usize>(), candidates.max()), (20_138, Some(26)));
}

#[test]
fn the_transactions_are_the_ones_of_the_figures() {
    let book = Book::seeded();
    let known = transactions(100_000, false);
    let restricted = |effects| effects != [Effect::Free; 4];
    assert_eq!(
        known.iter().filter(|tx| restricted(oracle::decide(&book.rules, tx).effects)).count(),
        34_100
    );
    let partly = transactions(100_000, true);
    assert_eq!(partly.iter().filter(|tx| tx.missing != Missing::default()).count(), 48_804);
    let open = |spans: Spans| spans.iter().filter(|span| span.at_least != span.at_most).count();
    let sum = |spans: fn(&Book, &_) -> Spans| -> usize {
        partly.iter().map(|tx| open(spans(&book, tx))).sum()
    };
    assert_eq!((sum(oracle::kleene), sum(oracle::exact)), (13_601, 13_224));
}

/// A rule on a code must not reach another code below it.
#[test]
fn no_code_is_the_beginning_of_another() {
    let names: Vec<_> = (0..CODES).map(code_name).collect();
    for name in &names {
        assert_eq!(names.iter().filter(|other| other.starts_with(name)).count(), 1, "{name}");
    }
}
