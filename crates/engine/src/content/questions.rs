//! What would settle an open result: facts of the product and of its parts.

use super::meets::Open;
use super::{Counts, LawAnswer, LineAnswer, TestAnswer, crossed};
use navicert_model::bom::{Product, Spot};
use navicert_model::tri::Tri;
use navicert_rules::eval::facts::Subject;
use navicert_rules::eval::questions::plain;
use navicert_rules::law::LawBook;
use rust_decimal::Decimal;

use super::worth::Valued;

/// So many questions are asked at most, those first on which most hangs.
pub const MOST: usize = 50;

/// A missing fact that could settle the result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Its name, as the vocabulary spells facts; `item.content` for a fact of a part.
    pub fact: String,
    /// The part, where it stands and the field of its line; `None` for the product itself.
    pub part: Option<(String, Spot, String)>,
    /// The question in words.
    pub ask: String,
    /// Whom to ask.
    pub whom: String,
    /// The share of the product that hangs on it, in percent; `None`: unknown, or all of it.
    pub share: Option<Decimal>,
}

/// Asks what would settle the result of one law, if it is open.
///
/// Cost: linear in the lines that may count, and their sorting.
pub fn ask(book: &LawBook, answer: &mut LawAnswer, product: &Product, valued: &Valued) {
    if answer.result != Tri::Unknown {
        return;
    }
    let tests = std::mem::take(&mut answer.tests);
    let mut asked = Asked { book, product, valued, questions: Vec::new(), because: Vec::new() };
    for test in tests.iter().filter(|test| crossed(test) == Tri::Unknown) {
        (asked.product, asked.valued) = match &test.of {
            Some(of) => (&of.product, &of.valued),
            None => (product, valued),
        };
        asked.test(test);
    }
    let (mut questions, because) = (asked.questions, asked.because);
    questions.sort_by(|a, b| {
        let rank = |one: &Question| (one.part.is_some(), one.share.is_some());
        rank(a).cmp(&rank(b)).then_with(|| b.share.cmp(&a.share))
    });
    let mut seen = std::collections::HashSet::new();
    questions.retain(|one| seen.insert((one.fact.clone(), one.part.as_ref().map(key))));
    answer.questions = questions;
    answer.open_because = because;
    answer.tests = tests;
}

fn key((_, spot, field): &(String, Spot, String)) -> (usize, String, String) {
    (spot.line, spot.field.to_string(), field.clone())
}

struct Asked<'a> {
    book: &'a LawBook,
    product: &'a Product,
    valued: &'a Valued,
    questions: Vec<Question>,
    because: Vec<&'static str>,
}

impl Asked<'_> {
    fn test(&mut self, test: &TestAnswer) {
        for open in &test.reached.open {
            self.of_product(test, open);
        }
        if test.share.crossed != Tri::Unknown {
            return;
        }
        if !self.product.looked {
            self.of_product(test, &item("item.content"));
        }
        if self.valued.most.first().copied().flatten().is_none() {
            self.of_product(test, &item("item.value"));
        }
        for line in &test.lines {
            self.line(test, line);
        }
    }

    /// A fact of the product, in the law's own wording if it has one.
    fn of_product(&mut self, test: &TestAnswer, open: &Open) {
        if open.fact.is_empty() {
            if !self.because.contains(&"lapse-unconfirmed") {
                self.because.push("lapse-unconfirmed");
            }
            return;
        }
        let mut clauses = test.reached.clauses.iter();
        let own = clauses.find_map(|(clause, _)| {
            let asks = &self.book.clauses[clause.0 as usize].asks;
            asks.iter().find(|ask| ask.fact == open.fact)
        });
        let (ask, whom) = match own {
            Some(ask) => (ask.text.clone(), ask.whom.clone()),
            None => plain(&open.fact, open.subject),
        };
        self.questions.push(Question {
            fact: open.fact.clone(),
            part: None,
            ask,
            whom,
            share: None,
        });
    }

    fn line(&mut self, test: &TestAnswer, line: &LineAnswer) {
        if line.counts == Counts::May {
            for open in &line.met.open {
                match open.own {
                    true => self.of_line(line, open),
                    false => self.of_product(test, open),
                }
            }
        }
        let valued = matches!(line.counts, Counts::In | Counts::May);
        if valued && line.value.is_none() {
            self.of_line(line, &item("item.value"));
        }
    }

    fn of_line(&mut self, line: &LineAnswer, open: &Open) {
        let part = &self.product.bill.parts()[self.valued.parts[line.place]];
        let name = format!("`{}`", part.name);
        let (ask, whom) = plain(&open.fact, open.subject);
        let whom = if whom == "manufacturer" { "supplier".to_owned() } else { whom };
        let field = open.fact.strip_prefix("item.").unwrap_or(&open.fact).to_owned();
        self.questions.push(Question {
            fact: "item.content".to_owned(),
            part: Some((part.name.to_string(), part.spot.clone(), field)),
            ask: ask.replace("the item", &name),
            whom,
            share: line.value.and_then(|value| percent_of(self.valued, value)),
        });
    }
}

fn item(fact: &str) -> Open {
    Open { fact: fact.to_owned(), subject: Subject::Item, own: true }
}

/// A value as a share of the product, in percent; `None` if the product's own is unknown.
pub fn percent_of(valued: &Valued, value: Decimal) -> Option<Decimal> {
    let whole = valued.most.first().copied().flatten().filter(|whole| !whole.is_zero())?;
    let scaled = value.checked_mul(Decimal::ONE_HUNDRED)?;
    scaled.checked_div(whole).map(|share| share.normalize())
}
