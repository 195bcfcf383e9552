//! What rows must have in common to be judged alike: what the clauses that may hold for them ask.

use super::form::{DayPred, DayValue, Form, Pred};
use super::values::{Bits, Class};
use super::{DIMS, Dim};
use crate::law::ClauseIx;
use std::collections::HashMap;

/// More focuses than this are not made: further rows stand for themselves.
const MOST: usize = 1 << 13;

/// Predicates of one dimension, and the classes that they tell apart.
#[derive(Clone, Debug, Default)]
pub(super) struct Projection {
    relevant: Bits,
    /// Numbers of the classes that say the same.
    known: HashMap<Projected, u16>,
    /// Number by class; `u16::MAX` = not met yet.
    of_class: Vec<u16>,
    /// By number: whether facts of other dimensions may decide something that is asked.
    crossed: Vec<bool>,
}

/// What a class says to some predicates: certain, possible, low, crossing; and what is open.
type Projected = ([Bits; 4], String);

impl Projection {
    /// Tells a predicate apart too.
    pub fn include(&mut self, pred: Pred) {
        let word = pred.index as usize / 64;
        if self.relevant.len() <= word {
            self.relevant.resize(word + 1, 0);
        }
        self.relevant[word] |= 1 << (pred.index % 64);
    }

    /// The number of a class among those that are told apart, and whether it is new. `None` if there
    /// are too many.
    pub fn number(&mut self, index: u16, class: &Class) -> Option<(u16, bool)> {
        let at = usize::from(index);
        if self.of_class.len() <= at {
            self.of_class.resize(at + 1, u16::MAX);
        }
        if self.of_class[at] != u16::MAX {
            return Some((self.of_class[at], false));
        }
        let project = |bits: &Bits| -> Bits {
            bits.iter().zip(&self.relevant).map(|(word, mask)| word & mask).collect()
        };
        let bits = [&class.certain, &class.possible, &class.low, &class.crossing].map(project);
        let crosses = bits[3].iter().any(|word| *word != 0);
        let next = u16::try_from(self.known.len()).ok().filter(|next| *next < u16::MAX)?;
        let mut is_new = false;
        let open = class.open_among(&self.relevant);
        let number = *self.known.entry((bits, open)).or_insert_with(|| {
            is_new = true;
            next
        });
        if is_new {
            self.crossed.push(crosses);
        }
        self.of_class[at] = number;
        Some((number, is_new))
    }
}

/// What a set of clauses asks on a day.
#[derive(Debug)]
pub(super) struct Focus {
    /// The clauses, sorted.
    pub clauses: Vec<ClauseIx>,
    dims: Vec<Projection>,
}

impl Focus {
    /// Adds the predicates that a form asks in a stretch of days.
    fn include(&mut self, form: &Form, days: &[DayPred], stretch: u32) {
        match form {
            Form::Lit(pred) => self.dims[pred.dim as usize].include(*pred),
            Form::Day(_) => {}
            Form::All(parts) => {
                let never = |part: &Form| match part {
                    Form::Day(day) => *days[*day as usize].at(stretch) == DayValue::No,
                    _ => false,
                };
                if !parts.iter().any(never) {
                    parts.iter().for_each(|part| self.include(part, days, stretch));
                }
            }
            Form::Any(parts) => parts.iter().for_each(|part| self.include(part, days, stretch)),
        }
    }

    /// Numbers of a row's classes, and whether facts of other dimensions may decide something of
    /// it; `None` if there are too many.
    pub fn numbers<'c>(
        &mut self,
        classes: &[u16; DIMS.len()],
        class: impl Fn(Dim, u16) -> &'c Class,
    ) -> Option<([u16; DIMS.len()], bool)> {
        let (mut numbers, mut crossed) = ([0; DIMS.len()], false);
        for dim in DIMS {
            let index = classes[dim as usize];
            let asks = &mut self.dims[dim as usize];
            let (number, _) = asks.number(index, class(dim, index))?;
            numbers[dim as usize] = number;
            crossed |= asks.crossed[usize::from(number)];
        }
        Some((numbers, crossed))
    }
}

/// The focuses met.
#[derive(Debug, Default)]
pub(super) struct Focuses {
    all: Vec<Focus>,
    known: HashMap<(u32, Vec<ClauseIx>), u32>,
}

impl Focuses {
    /// The focus of some clauses in a stretch of days, with the forms that each asks and those that
    /// every row is asked; `None` if there are too many.
    pub fn of(
        &mut self,
        stretch: u32,
        clauses: Vec<ClauseIx>,
        (forms, common): (&HashMap<ClauseIx, Vec<Form>>, &[Form]),
        days: &[DayPred],
    ) -> Option<u32> {
        if let Some(&known) = self.known.get(&(stretch, clauses.clone())) {
            return Some(known);
        }
        if self.all.len() >= MOST {
            return None;
        }
        let mut focus =
            Focus { clauses: clauses.clone(), dims: vec![Projection::default(); DIMS.len()] };
        let asked = clauses.iter().filter_map(|clause| forms.get(clause)).flatten();
        for form in asked.chain(common) {
            focus.include(form, days, stretch);
        }
        self.all.push(focus);
        let number = self.all.len() as u32 - 1;
        self.known.insert((stretch, clauses), number);
        Some(number)
    }

    pub fn get(&mut self, number: u32) -> &mut Focus {
        &mut self.all[number as usize]
    }

    /// The clauses of a focus.
    pub fn clauses(&self, number: u32) -> &[ClauseIx] {
        &self.all[number as usize].clauses
    }
}
