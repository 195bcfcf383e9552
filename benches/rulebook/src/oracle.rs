//! The answers, as plainly as they can be had.

use crate::answer::{Decision, Span, Spans, Tally, decision};
use crate::book::Book;
use crate::domain::{Field, Set};
use crate::rule::Rule;
use crate::transaction::{Missing, Tx};

/// The decision if all facts are known: every rule, one after the other.
#[must_use]
pub fn decide(rules: &[Rule], tx: &Tx) -> Decision {
    decision(rules.iter().filter(|rule| rule.fires(tx)))
}

/// The exact spans: the decision is made for every value that a missing fact may have.
#[must_use]
pub fn exact(book: &Book, tx: &Tx) -> Spans {
    let mut decisions = completions(tx)
        .map(|tx| decision(book.of_code(tx.code).filter(|rule| rule.fires(&tx))).effects);
    let first = decisions.next().unwrap_or_default();
    decisions.fold(first.map(|e| Span { at_least: e, at_most: e }), |spans, effects| {
        std::array::from_fn(|law| Span {
            at_least: spans[law].at_least.min(effects[law]),
            at_most: spans[law].at_most.max(effects[law]),
        })
    })
}

/// The spans that three-valued logic gives rule by rule: never too narrow, sometimes too wide.
#[must_use]
pub fn kleene(book: &Book, tx: &Tx) -> Spans {
    let (mut certain, mut possible) = (Tally::default(), Tally::default());
    for rule in book.of_code(tx.code) {
        if completions(tx).any(|tx| rule.fires(&tx)) {
            possible.add(rule);
        }
        if completions(tx).all(|tx| rule.fires(&tx)) {
            certain.add(rule);
        }
    }
    certain.spans(&possible)
}

/// Every transaction that this one may turn out to be.
fn completions(tx: &Tx) -> impl Iterator<Item = Tx> {
    let tx = *tx;
    let values = move |field: Field| {
        let set = if tx.misses(field) { field.all() } else { Set::one(tx.value(field)) };
        set.values()
    };
    let contents = if tx.missing.content { 0..=100 } else { tx.content..=tx.content };
    values(Field::User).flat_map(move |user| {
        let contents = contents.clone();
        values(Field::EndUse).flat_map(move |end_use| {
            contents.clone().map(move |content| Tx {
                user,
                end_use,
                content,
                missing: Missing::default(),
                ..tx
            })
        })
    })
}
