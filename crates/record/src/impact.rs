//! What a change of the law does to an order book.
//!
//! The clauses that may say something else are found first, then by columns the lines that they may
//! matter to; only those are decided, under both states, and once for all that agree in every fact.

use crate::book::OrderBook;
use crate::change::{Change, Days};
use crate::encode::Rows;
use crate::judged;
use crate::moved::{Moved, Stretches};
use crate::scan::only;
use crate::touched::Side;
use navicert_engine::decision::EngineError;
use navicert_engine::{Decider, Engine, Options};
use navicert_model::amount::{Amount, Decimal, Dimension, Unit};
use navicert_model::country::Country;
use navicert_model::day::Day;
use navicert_model::verdict::{Triage, Verdict};
use navicert_rules::compiled::{Columns, Row};
use navicert_rules::eval::diagram::Quick;
use navicert_rules::eval::judge::Judgement;
use navicert_rules::eval::state::amount_key;
use navicert_rules::law::LawBook;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// What one state says about a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The joint span.
    pub verdict: Verdict,
    /// The policies of the laws that changed, by law, where they state one.
    pub policies: Vec<(String, String)>,
    /// The judgement of the laws that changed, as the record writes it.
    pub grounds: String,
    /// Spans of the laws that changed, by law.
    laws: Vec<Verdict>,
}

/// How lines of the same facts come out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Before.
    pub before: Said,
    /// After.
    pub after: Said,
}

impl Outcome {
    /// What kind of difference it is.
    #[must_use]
    pub fn difference(&self) -> Difference {
        if self.before.verdict != self.after.verdict {
            Difference::Verdict
        } else if self.before.policies != self.after.policies {
            Difference::Policy
        } else if self.before.laws != self.after.laws {
            Difference::OneLaw
        } else if self.before.grounds != self.after.grounds {
            Difference::Grounds
        } else {
            Difference::None
        }
    }
}

impl Outcome {
    /// Whether a clause is among the grounds, before or after.
    #[must_use]
    pub fn names(&self, clause: &str) -> bool {
        let mut wanted = String::from("{\"clause\":");
        judged::quoted(&mut wanted, clause);
        self.before.grounds.contains(&wanted) || self.after.grounds.contains(&wanted)
    }
}

/// What kind of difference there is, the gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Difference {
    /// Another joint span.
    Verdict,
    /// The same span, another licensing policy.
    Policy,
    /// One law's span is another one; a stricter law keeps the joint one as it was.
    OneLaw,
    /// Only the grounds, duties or questions are others.
    Grounds,
    /// Nothing.
    None,
}

impl Difference {
    /// Its word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Difference::Verdict => "verdict",
            Difference::Policy => "policy",
            Difference::OneLaw => "one-law",
            Difference::Grounds => "grounds",
            Difference::None => "none",
        }
    }
}

/// Lines that move alike.
#[derive(Clone, Debug, Default)]
pub struct Move {
    /// How many lines.
    pub lines: usize,
    /// Their value by currency.
    pub value: BTreeMap<String, Decimal>,
    /// Lines without a value.
    pub without_value: usize,
    /// Customers.
    pub customers: HashSet<u32>,
    /// Parts.
    pub parts: HashSet<u32>,
}

/// From what to what: difference, verdict and policies before, and after.
pub type MoveKey = (Difference, Verdict, Vec<(String, String)>, Verdict, Vec<(String, String)>);

/// Where goods were made, where they leave, where they go.
pub type Way = (Country, Country, String);

/// What a change does.
#[derive(Debug, Default)]
pub struct Impact {
    /// Clauses that may say something else, by id.
    pub clauses: Vec<String>,
    /// Open lines looked at.
    pub lines: usize,
    /// Lines that are closed and were not looked at.
    pub closed: usize,
    /// Lines that the clauses may matter to; all of them were decided under both states.
    pub candidates: usize,
    /// Lines that cannot be decided, by place in the book.
    pub undecided: Vec<usize>,
    /// Lines with a difference, with their outcome.
    pub changed: Vec<(usize, u32)>,
    /// Outcomes by number.
    pub outcomes: Vec<Outcome>,
    /// Lines with a difference, by move.
    pub moves: BTreeMap<MoveKey, Move>,
    /// Changed lines whose goods leave another country than the one they were made in, by that one,
    /// by where they leave and where they go (nothing = not said): lines, and value by currency.
    pub third_country: BTreeMap<Way, (usize, BTreeMap<String, Decimal>)>,
    /// Triage of the lines with another verdict, before and after, in the order of [`Triage::ALL`].
    pub triage: [[usize; 4]; 2],
}

/// Looks at every open line of a book.
///
/// # Errors
/// [`EngineError`] if a clause that is assumed is not there.
pub fn impact(book: &OrderBook, change: &Change) -> Result<Impact, EngineError> {
    let stretches = Stretches::new(book, change);
    let Moved { clauses, candidates, open } = Moved::new(book, change, &stretches);
    let all = &change.after.engine.prepared.book.clauses;
    let mut found = Impact {
        clauses: clauses.iter().filter_map(|at| all.get(*at)).map(|one| one.id.clone()).collect(),
        lines: open,
        closed: book.len() - open,
        ..Impact::default()
    };
    found.candidates = candidates.len();
    if candidates.is_empty() {
        return Ok(found);
    }
    let laws = clauses.iter().filter_map(|at| all.get(*at)).map(|one| one.law).collect();
    let engines = engines(change, &laws);
    let mut judges = Judges::new(&engines, change, &laws)?;
    let own = matches!(change.days, Days::Own(_));
    for line in candidates {
        let stretch = stretches.of[line];
        let days = stretches.days[stretch as usize];
        let Some(outcome) = judges.outcome(book, line, stretch, days, own) else {
            found.undecided.push(line);
            continue;
        };
        if judges.outcomes[outcome as usize].difference() != Difference::None {
            found.changed.push((line, outcome));
        }
    }
    found.outcomes = judges.outcomes;
    found.sum(book);
    Ok(found)
}

fn add(sum: &mut BTreeMap<String, Decimal>, value: Amount) {
    let sum = sum.entry(value.unit.as_str().to_owned()).or_default();
    *sum = sum.saturating_add(value.value);
}

impl Impact {
    fn sum(&mut self, book: &OrderBook) {
        for &(line, outcome) in &self.changed {
            let Outcome { before, after } = &self.outcomes[outcome as usize];
            let difference = self.outcomes[outcome as usize].difference();
            let key = (
                difference,
                before.verdict,
                before.policies.clone(),
                after.verdict,
                after.policies.clone(),
            );
            let sum = self.moves.entry(key).or_default();
            sum.lines += 1;
            let value = book.value(line);
            match value {
                Some(value) => add(&mut sum.value, value),
                None => sum.without_value += 1,
            }
            if let Some(way) = book.passes_on(line) {
                let (lines, sum) = self.third_country.entry(way).or_default();
                *lines += 1;
                value.into_iter().for_each(|value| add(sum, value));
            }
            sum.customers.insert(book.facets[1].get(line).copied().unwrap_or(0));
            sum.parts.insert(book.part.get(line).copied().unwrap_or(0));
            if difference == Difference::Verdict {
                self.triage[0][before.verdict.triage() as usize] += 1;
                self.triage[1][after.verdict.triage() as usize] += 1;
            }
        }
    }

    /// What became of a line; `None` if it did not change.
    #[must_use]
    pub fn outcome_of(&self, line: usize) -> Option<&Outcome> {
        let at = self.changed.binary_search_by_key(&line, |(line, _)| *line).ok()?;
        let (_, outcome) = self.changed[at];
        self.outcomes.get(outcome as usize)
    }

    /// Lines of a triage with another verdict, before and after.
    #[must_use]
    pub fn triage(&self, triage: Triage) -> (usize, usize) {
        (self.triage[0][triage as usize], self.triage[1][triage as usize])
    }
}

/// The laws to decide under: those that a moved clause belongs to, before and after; the others.
pub(crate) fn engines(change: &Change, laws: &BTreeSet<usize>) -> [Engine; 3] {
    let of = |side: &Side, inside: bool| {
        let book = &side.engine.prepared.book;
        let kept = (0..book.clauses.len())
            .filter(|at| laws.contains(&book.clauses[*at].law) == inside)
            .collect();
        let law = only(book, &kept);
        side.engine.with_book(law)
    };
    [of(&change.before, true), of(&change.after, true), of(&change.after, false)]
}

pub(crate) fn options(book: &LawBook, side: &Side) -> Options {
    let assumed = side.assumed.iter().filter_map(|ix| book.clauses.get(ix.0 as usize));
    Options {
        on: side.known_day,
        known_at: side.known_day.to_string(),
        known_day: side.known_day,
        assume: assumed.map(|clause| clause.id.clone()).collect(),
    }
}

/// A line as each law reads it: before, after, the laws that no moved clause belongs to.
type Facts = [Option<Row>; 3];

/// Where an amount lies.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Cell {
    /// There is none.
    Nothing,
    /// Among the bounds of what it measures.
    Among(Dimension, usize),
    /// It counts exactly.
    Exact(Unit, Decimal),
}

impl Cell {
    pub fn of(what: &str, amount: Option<Amount>, bounds: &BTreeMap<String, Vec<Decimal>>) -> Self {
        let Some(amount) = amount else { return Cell::Nothing };
        let known = bounds.get(&amount_key(what, &amount)).map(Vec::as_slice).unwrap_or_default();
        let value = amount.base_value();
        let below = known.partition_point(|bound| *bound < value);
        let at = below * 2 + usize::from(known.get(below) == Some(&value));
        Cell::Among(amount.dimension(), at)
    }
}

/// Decides lines under both states, once for lines that agree in everything that the laws read.
struct Judges<'e> {
    before: Decider<'e>,
    after: Decider<'e>,
    /// Laws that no moved clause belongs to, if there are any.
    others: Option<Decider<'e>>,
    /// What is said where there are none.
    silence: Arc<Judgement>,
    laws: &'e BTreeSet<usize>,
    rows: Vec<(Rows<'e>, Columns)>,
    known: HashMap<(u32, Facts), u32, Quick>,
    numbers: HashMap<(usize, usize, usize), u32, Quick>,
    held: Vec<[Arc<Judgement>; 3]>,
    outcomes: Vec<Outcome>,
}

impl<'e> Judges<'e> {
    fn new(
        engines: &'e [Engine; 3],
        change: &'e Change,
        laws: &'e BTreeSet<usize>,
    ) -> Result<Self, EngineError> {
        let book = &change.after.engine.prepared.book;
        let [before, after, others] = engines;
        Ok(Judges {
            before: Decider::new(before, options(book, &change.before))?,
            after: Decider::new(after, options(book, &change.after))?,
            others: match laws.len() == book.laws.len() {
                true => None,
                false => Some(Decider::new(others, options(book, &change.after))?),
            },
            silence: Arc::new(Judgement {
                verdict: Verdict::FREE,
                laws: Vec::new(),
                conflicts: Vec::new(),
                questions: Vec::new(),
                open_because: Vec::new(),
            }),
            laws,
            rows: engines
                .iter()
                .take(if laws.len() == book.laws.len() { 2 } else { 3 })
                .map(|engine| (Rows::new(engine), Columns::new(&engine.prepared)))
                .collect(),
            known: HashMap::with_hasher(Quick),
            numbers: HashMap::with_hasher(Quick),
            held: Vec::new(),
            outcomes: Vec::new(),
        })
    }

    /// The outcome of a line; `None` if the line cannot be read.
    fn outcome(
        &mut self,
        book: &OrderBook,
        line: usize,
        stretch: u32,
        days: (Day, Day),
        own: bool,
    ) -> Option<u32> {
        let mut facts: Facts = [None; 3];
        let own_day = book.day(line).filter(|_| own);
        let days_of = [days.0, days.1, days.1].map(|day| own_day.unwrap_or(day));
        for ((slot, (rows, columns)), day) in facts.iter_mut().zip(&mut self.rows).zip(days_of) {
            *slot = Some(rows.row(columns, book, line, stretch, day)?);
        }
        if let Some(known) = self.known.get(&(stretch, facts)) {
            return Some(*known);
        }
        let outcome = self.decide(book, line, days, own)?;
        self.known.insert((stretch, facts), outcome);
        Some(outcome)
    }

    fn decide(
        &mut self,
        book: &OrderBook,
        line: usize,
        days: (Day, Day),
        own: bool,
    ) -> Option<u32> {
        let mut transfer = book.transfer(line)?;
        let (first, second) = match transfer.on {
            Some(day) if own => (day, day),
            _ => days,
        };
        transfer.on = Some(first);
        let before = self.before.judge(&transfer);
        transfer.on = Some(second);
        let after = self.after.judge(&transfer);
        let others = match &mut self.others {
            Some(others) => others.judge(&transfer),
            None => Arc::clone(&self.silence),
        };
        let address = |one: &Arc<Judgement>| Arc::as_ptr(one) as usize;
        let key = (address(&before), address(&after), address(&others));
        if let Some(&known) = self.numbers.get(&key) {
            return Some(known);
        }
        let outcome = Outcome {
            before: self.said(&self.before, &before, &others),
            after: self.said(&self.after, &after, &others),
        };
        let number = match self.outcomes.iter().position(|known| *known == outcome) {
            Some(known) => known as u32,
            None => {
                self.outcomes.push(outcome);
                self.outcomes.len() as u32 - 1
            }
        };
        self.numbers.insert(key, number);
        self.held.push([before, after, others]);
        Some(number)
    }

    fn said(&self, decider: &Decider<'_>, judgement: &Judgement, others: &Judgement) -> Said {
        let book = &decider.engine.prepared.book;
        let laws = judgement.laws.iter().filter(|law| self.laws.contains(&law.law));
        let name = |law: usize| book.laws.get(law).map(|law| law.name.clone()).unwrap_or_default();
        let policies = laws.clone().filter_map(|law| Some((name(law.law), law.policy.clone()?)));
        Said {
            verdict: judgement.verdict.join(others.verdict),
            policies: policies.collect(),
            grounds: judged::body(book, judgement),
            laws: laws.map(|law| law.verdict).collect(),
        }
    }
}
