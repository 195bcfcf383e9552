//! The share of a product's value that a law counts, for one destination.
//!
//! Which thresholds there are, and what counts, is the law's own text: every `content OP SHARE
//! where …` of its clauses and definitions (see [`rule`]). [`reach`] says which of them matter to
//! a product on its way to a destination, [`meets`] which of its parts count, [`worth`] and
//! [`share`] what they make up, as a range over everything that is unknown.

pub mod exact;
pub mod json;
mod look;
pub mod meets;
mod questions;
pub mod reach;
pub mod rule;
pub mod share;
pub mod table;
pub mod text;
pub mod worth;

use crate::decision::{Decider, Engine, EngineError, Options};
use look::{Look, items, plain};
use meets::Met;
use navicert_model::bom::{BomError, Product, Worth};
use navicert_model::country::Country;
use navicert_model::day::Day;
use navicert_model::transfer::{Place, Rate, Transfer};
use navicert_model::tri::Tri;
use navicert_model::vocabulary::Activity;
use navicert_rules::eval::state::State;
use navicert_rules::law::LawBook;
use reach::{Reached, ReachedRule};
use rule::{Direction, Rules, reads_amounts};
use rust_decimal::Decimal;
use share::Share;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use worth::{Places, Valued};

pub use questions::Question;

/// Products of different kinds are looked at again after so many.
const MOST_KINDS: usize = 1 << 14;

/// Parts are visited so often at most, over all ways in which shared facts may come out.
const MOST_VISITS: usize = 1 << 24;

/// Where products go, and what is known besides.
#[derive(Clone, Debug)]
pub struct Way {
    /// The destination asked about; it stands in place of a product's own.
    pub to: Country,
    /// The country products leave, where they do not say so themselves.
    pub from: Option<Country>,
    /// Rates for all products, besides their own.
    pub rates: Vec<Rate>,
}

/// How a part counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Counts {
    /// Certainly.
    In,
    /// Perhaps.
    May,
    /// Not itself.
    Out,
    /// As a piece of a part that counts whole.
    Inside,
}

impl Counts {
    /// `in`, `may`, `out` or `inside`.
    pub fn as_str(self) -> &'static str {
        match self {
            Counts::In => "in",
            Counts::May => "may",
            Counts::Out => "out",
            Counts::Inside => "inside",
        }
    }
}

/// One part under one rule.
#[derive(Clone, Debug)]
pub struct LineAnswer {
    /// Its place in [`Valued::parts`].
    pub place: usize,
    /// Whether it counts.
    pub counts: Counts,
    /// What all of it in the product is worth, outside of parts that count whole; `None`: unknown.
    pub value: Option<Decimal>,
    /// Why.
    pub met: Arc<Met>,
}

/// One threshold and the product's share.
#[derive(Clone, Debug)]
pub struct TestAnswer {
    /// Whether it is this product's threshold, by which clauses, in force or not.
    pub reached: ReachedRule,
    /// The share.
    pub share: Share,
    /// Every part but the product itself, parents first.
    pub lines: Vec<LineAnswer>,
    /// The part whose share it is, where the law asks for the share of a part and not of the
    /// product that it ends in.
    pub of: Option<Arc<Of>>,
}

/// A part of a product, looked at as a product of its own.
#[derive(Debug)]
pub struct Of {
    /// The part.
    pub product: Product,
    /// What its parts are worth.
    pub valued: Valued,
}

/// What one law says.
#[derive(Clone, Debug)]
pub struct LawAnswer {
    /// Index of the law.
    pub law: usize,
    /// Whether a threshold is passed: yes if one that surely matters is, no if none that may
    /// matter is.
    pub result: Tri,
    /// Every threshold that matters or may; the one that decides the result first.
    pub tests: Vec<TestAnswer>,
    /// What would settle an open result.
    pub questions: Vec<Question>,
    /// Why no answer settles it alone: `lapse-unconfirmed`.
    pub open_because: Vec<&'static str>,
}

/// What every law says of one product.
#[derive(Debug)]
pub struct Answer<'a> {
    /// The product.
    pub product: &'a Product,
    /// The transfer as it was looked at.
    pub transfer: &'a Transfer,
    /// The day whose law was asked for.
    pub on: Day,
    /// Facts that nobody gave and that were taken so: name and value.
    pub assumed: &'a [(&'static str, &'static str)],
    /// What the parts are worth.
    pub valued: &'a Valued,
    /// By law.
    pub laws: Vec<LawAnswer>,
    /// The rules.
    pub rules: &'a Rules<'a>,
    /// The law.
    pub book: &'a LawBook,
}

impl<'a> Answer<'a> {
    /// What a test is about: the product, or a part of it.
    pub fn scope<'x>(&'x self, test: &'x TestAnswer) -> (&'x Product, &'x Valued) {
        match &test.of {
            Some(of) => (&of.product, &of.valued),
            None => (self.product, self.valued),
        }
    }
}

/// Answers for many products.
pub struct Asker<'e> {
    decider: Decider<'e>,
    rules: Rules<'e>,
    way: Way,
    keeps_amounts: bool,
    places: Places,
    known: HashMap<(Transfer, usize, Vec<bool>), Reached>,
}

impl<'e> Asker<'e> {
    /// An asker for one destination.
    ///
    /// # Errors
    /// [`EngineError::UnknownClause`] for an assumption that names nothing.
    pub fn new(engine: &'e Engine, options: Options, way: Way) -> Result<Self, EngineError> {
        let book = &engine.prepared.book;
        let rules = Rules::of(book);
        let clauses = rules.clauses.iter().map(|(clause, _)| &book.clauses[clause.0 as usize]);
        let mut conds = clauses.flat_map(|clause| [&clause.reach, &clause.when]);
        // Shares themselves read no amount of the product's own.
        let keeps_amounts = conds.any(|cond| rule::reads_own_amounts(book, cond))
            || rules.rules.iter().any(|rule| reads_amounts(book, rule.counts));
        Ok(Asker {
            decider: Decider::new(engine, options)?,
            rules,
            way,
            keeps_amounts,
            places: Places::default(),
            known: HashMap::new(),
        })
    }

    /// The engine.
    pub fn engine(&self) -> &'e Engine {
        self.decider.engine
    }

    /// Answers for one product and hands the answer to `take`.
    ///
    /// Cost: linear in the parts below the product and their uses, for each threshold that
    /// matters; conditions are evaluated once for parts with equal facts.
    ///
    /// # Errors
    /// Everything that is wrong with the product's values; see [`worth::value`].
    pub fn ask<T>(
        &mut self,
        product: &Product,
        take: impl FnOnce(&Answer<'_>) -> T,
    ) -> Result<T, Vec<BomError>> {
        let mut rates = product.transfer.rates.clone();
        rates.extend(self.way.rates.iter().cloned());
        let valued = worth::value(product, &rates, &mut self.places)?;
        let (transfer, assumed) = self.on_its_way(product);
        let on = self.decider.day(&transfer);
        let state = self.decider.state(on);
        let book = state.book();
        let everywhere = vec![true; book.laws.len()];
        let mut tests = self.tests(product, &valued, &transfer, &state, &everywhere);
        let silent: Vec<bool> = (0..book.laws.len())
            .map(|law| !tests.iter().any(|test| self.law_of(test) == law))
            .collect();
        let parts = self.parts(product, &valued, &transfer, &state, &silent);
        tests.extend(parts);
        let rules = &self.rules;
        let laws = laws(book, rules, tests, product, &valued);
        Ok(take(&Answer {
            product,
            transfer: &transfer,
            on,
            assumed: &assumed,
            valued: &valued,
            laws,
            rules,
            book,
        }))
    }

    fn law_of(&self, test: &TestAnswer) -> usize {
        self.rules.rules[test.reached.rule].law
    }

    /// The thresholds of some laws that matter to a product.
    fn tests(
        &mut self,
        product: &Product,
        valued: &Valued,
        transfer: &Transfer,
        state: &State<'_>,
        wanted: &[bool],
    ) -> Vec<TestAnswer> {
        let items = items(product, valued, self.keeps_amounts);
        let look = Look { product, valued, state, rules: &self.rules, items };
        let kind = self.kind(transfer);
        let stretch = self.decider.engine.prepared.stretch(state.as_of.on);
        if self.known.len() > MOST_KINDS {
            self.known.clear();
        }
        let reached = self
            .known
            .entry((kind, stretch, wanted.to_vec()))
            .or_insert_with_key(|(kind, ..)| Reached::of(state, look.rules, kind.clone(), wanted));
        look.tests(reached)
    }

    /// Thresholds of laws that ask nothing of the product, but of an assembly in it: the law's
    /// item, and its denominator, is then the part and not what it ends in.
    ///
    /// Cost: once for assemblies of equal facts, and linear in what goes into those that matter.
    fn parts(
        &mut self,
        product: &Product,
        valued: &Valued,
        transfer: &Transfer,
        state: &State<'_>,
        silent: &[bool],
    ) -> Vec<TestAnswer> {
        let mut tests = Vec::new();
        let mut visits = 0;
        if !silent.contains(&true) {
            return tests;
        }
        let facts = items(product, valued, self.keeps_amounts);
        let mut silence = HashSet::new();
        for (&part, (number, _)) in valued.parts.iter().zip(&facts).skip(1) {
            if visits > MOST_VISITS || silence.contains(number) {
                continue;
            }
            let mut moved = transfer.clone();
            moved.item = product.bill.parts()[part].item.clone();
            let kind = self.kind(&moved);
            let stretch = self.decider.engine.prepared.stretch(state.as_of.on);
            let rules = &self.rules;
            let key = (kind, stretch, silent.to_vec());
            let reached = self.known.entry(key).or_insert_with_key(|(kind, ..)| {
                Reached::of_items(state, rules, kind.clone(), silent, transfer)
            });
            if reached.rules.is_empty() {
                silence.insert(*number);
                continue;
            }
            let inner = Product {
                transfer: moved,
                bill: Arc::clone(&product.bill),
                root: part,
                looked: !product.bill.uses_of(part).is_empty(),
            };
            let mut rates = product.transfer.rates.clone();
            rates.extend(self.way.rates.iter().cloned());
            // What is wrong with its values was told with the product's.
            let Ok(valued) = worth::value(&inner, &rates, &mut self.places) else { continue };
            visits += valued.parts.len();
            let items = items(&inner, &valued, self.keeps_amounts);
            let look = Look { product: &inner, valued: &valued, state, rules: &self.rules, items };
            let found = look.tests(reached);
            let of = Arc::new(Of { product: inner, valued });
            tests.extend(
                found.into_iter().map(|test| TestAnswer { of: Some(Arc::clone(&of)), ..test }),
            );
        }
        tests
    }

    /// The transfer that is looked at, and what was taken for it without anybody saying so.
    fn on_its_way(&self, product: &Product) -> (Transfer, Vec<(&'static str, &'static str)>) {
        let mut transfer = product.transfer.clone();
        let mut assumed = Vec::new();
        transfer.to = Place::One(self.way.to);
        if let Worth::Money(value) = product.bill.parts()[product.root].worth {
            transfer.item.value = Some(value);
        }
        if transfer.activity.is_none() {
            transfer.activity = Some(Activity::Export);
            assumed.push(("activity", Activity::Export.as_str()));
        }
        match (&transfer.from, self.way.from, &transfer.item.origin) {
            (Place::Unknown, Some(from), _) => transfer.from = Place::One(from),
            (Place::Unknown, None, Place::One(origin)) => {
                assumed.push(("from", origin.as_str()));
                transfer.from = Place::One(*origin);
            }
            _ => {}
        }
        self.decider.screen(&mut transfer);
        (transfer, assumed)
    }

    /// The transfer without what tells no two products apart before the law.
    fn kind(&self, transfer: &Transfer) -> Transfer {
        let mut kind = transfer.clone();
        kind.id = None;
        kind.rates.clear();
        kind.item = plain(&kind.item, self.keeps_amounts);
        kind
    }
}

fn laws(
    book: &LawBook,
    rules: &Rules<'_>,
    tests: Vec<TestAnswer>,
    product: &Product,
    valued: &Valued,
) -> Vec<LawAnswer> {
    let mut by_law: Vec<Vec<TestAnswer>> = book.laws.iter().map(|_| Vec::new()).collect();
    for test in tests {
        by_law[rules.rules[test.reached.rule].law].push(test);
    }
    let numbered = by_law.into_iter().enumerate();
    numbered.map(|(law, tests)| law_answer(book, rules, law, tests, product, valued)).collect()
}

fn law_answer(
    book: &LawBook,
    rules: &Rules<'_>,
    law: usize,
    mut tests: Vec<TestAnswer>,
    product: &Product,
    valued: &Valued,
) -> LawAnswer {
    // Thresholds that have no effect decide only where no other matters.
    let in_effect = tests.iter().any(|test| test.reached.status.may_have_effect());
    let decides = |test: &TestAnswer| !in_effect || test.reached.status.may_have_effect();
    let result = tests.iter().filter(|test| decides(test)).map(crossed).max().unwrap_or(Tri::No);
    tests.sort_by_key(|test| {
        let bound = rules.rules[test.reached.rule].compare.bound.base_value();
        let explains = decides(test) && crossed(test) == result;
        // Nothing is passed: what comes nearest is what there is most of.
        let most = if result == Tri::No { -test.share.at_most } else { Decimal::ZERO };
        (!decides(test), !explains, test.reached.reach != Tri::Yes, most, bound)
    });
    let mut answer =
        LawAnswer { law, result, tests, questions: Vec::new(), open_because: Vec::new() };
    questions::ask(book, &mut answer, product, valued);
    answer
}

/// Whether the product is past a threshold that matters to it.
fn crossed(test: &TestAnswer) -> Tri {
    test.reached.reach.and(test.share.crossed)
}

/// Which side of its threshold a test's threshold is on.
pub fn direction(rules: &Rules<'_>, test: &TestAnswer) -> Direction {
    Direction::of(rules.rules[test.reached.rule].compare.op)
}
