//! How lines come out of a change: what each state says of them, and what kind of difference it is.

use crate::judged;
use navicert_model::verdict::Verdict;
use navicert_rules::eval::diagram::Quick;
use navicert_rules::eval::judge::Judgement;
use navicert_rules::law::LawBook;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// Policies of laws that state one, by law.
pub type Policies = Arc<[(String, String)]>;

/// What one state says about a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The joint span.
    pub verdict: Verdict,
    /// The policies of the laws that changed.
    pub policies: Policies,
    /// The judgement of the laws that changed, as the record writes it.
    pub grounds: Arc<str>,
    /// Spans of the laws that changed, by law.
    laws: Arc<[Verdict]>,
}

/// How lines of the same facts come out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Before.
    pub before: Said,
    /// After.
    pub after: Said,
    difference: Difference,
}

impl Outcome {
    fn new(before: Said, after: Said) -> Self {
        let difference = if before.verdict != after.verdict {
            Difference::Verdict
        } else if before.policies != after.policies {
            Difference::Policy
        } else if before.laws != after.laws {
            Difference::OneLaw
        } else if before.grounds != after.grounds {
            Difference::Grounds
        } else {
            Difference::None
        };
        Outcome { before, after, difference }
    }

    /// What kind of difference it is.
    #[must_use]
    pub fn difference(&self) -> Difference {
        self.difference
    }

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

/// Outcomes by number, each kept once.
#[derive(Default)]
pub(crate) struct Outcomes {
    /// What the laws that changed say, by number.
    halves: Vec<Said>,
    numbers: HashMap<Arc<str>, u32>,
    known: HashMap<(u32, u32, Verdict), u32, Quick>,
    /// By number.
    pub all: Vec<Outcome>,
}

impl Outcomes {
    /// What some judgements say, by their numbers: equal numbers for what says the same of the laws
    /// that changed.
    pub fn say(
        &mut self,
        book: &LawBook,
        laws: &BTreeSet<usize>,
        judgements: &[Arc<Judgement>],
    ) -> Vec<u32> {
        let number = |judgement: &Arc<Judgement>| {
            let said = said(book, laws, judgement);
            *self.numbers.entry(Arc::clone(&said.grounds)).or_insert_with(|| {
                self.halves.push(said);
                self.halves.len() as u32 - 1
            })
        };
        judgements.iter().map(number).collect()
    }

    /// The outcome of lines of which this is said before and after, under laws of which the others
    /// say `others`.
    pub fn of(&mut self, before: u32, after: u32, others: Verdict) -> u32 {
        *self.known.entry((before, after, others)).or_insert_with(|| {
            let whole = |half: u32| {
                let said = &self.halves[half as usize];
                Said { verdict: said.verdict.join(others), ..said.clone() }
            };
            self.all.push(Outcome::new(whole(before), whole(after)));
            self.all.len() as u32 - 1
        })
    }
}

/// What a judgement says of the laws that changed; nothing of the others.
fn said(book: &LawBook, laws: &BTreeSet<usize>, judgement: &Judgement) -> Said {
    let changed = judgement.laws.iter().filter(|law| laws.contains(&law.law));
    let name = |law: usize| book.laws.get(law).map(|law| law.name.clone()).unwrap_or_default();
    let policies = changed.clone().filter_map(|law| Some((name(law.law), law.policy.clone()?)));
    Said {
        verdict: judgement.verdict,
        policies: policies.collect(),
        grounds: judged::body(book, judgement).into(),
        laws: changed.map(|law| law.verdict).collect(),
    }
}
