//! What rows must have in common to be judged alike: what the clauses that may hold for them ask.

use super::form::{DayPred, DayValue, Form, Pred};
use super::values::{Bits, Class};
use super::{DIMS, Dim};
use crate::law::ClauseIx;
use std::collections::HashMap;

/// More focuses than this are not made: further rows stand for themselves.
const MOST: usize = 1 << 16;

/// Predicates of one dimension, and the classes that they tell apart.
#[derive(Clone, Debug, Default)]
pub(super) struct Projection {
    relevant: Bits,
    /// Numbers of the classes that say the same.
    known: HashMap<Projected, u16>,
    /// Number by class; `u16::MAX` = not met yet.
    of_class: Vec<u16>,
    loose: Vec<Loose>,
}

/// Why numbers of classes alone do not say how rows come out.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Loose {
    /// Facts of other dimensions may decide something that is asked.
    pub crossed: bool,
    /// What may be answered hangs on the day.
    pub dated: bool,
}

/// What a class says to some predicates: certain, possible, low, crossing; and what is open.
type Projected = ([Bits; 4], Vec<u32>);

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
        let next = u16::try_from(self.known.len()).ok().filter(|next| *next < u16::MAX)?;
        let mut is_new = false;
        let (open, dated) = class.open_among(&self.relevant);
        let loose = Loose { crossed: bits[3].iter().any(|word| *word != 0), dated };
        let number = *self.known.entry((bits, open)).or_insert_with(|| {
            is_new = true;
            next
        });
        if is_new {
            self.loose.push(loose);
        }
        self.of_class[at] = number;
        Some((number, is_new))
    }
}

/// What a set of clauses asks while they look alike.
#[derive(Debug)]
struct Focus {
    /// The clauses, sorted.
    clauses: Vec<ClauseIx>,
    /// Projection by dimension.
    dims: [u32; DIMS.len()],
}

/// What a clause looks like, and those of a set of clauses and what every row is asked.
type Looks = (u32, Vec<(ClauseIx, u32)>);

/// The focuses met, which share their projections.
#[derive(Debug, Default)]
pub(super) struct Focuses {
    all: Vec<Focus>,
    known: HashMap<Looks, u32>,
    projections: Vec<Projection>,
    by_asked: HashMap<(Dim, Bits), u32>,
}

impl Focuses {
    /// The focus of clauses that look so in a stretch of days, with the forms that each asks and those
    /// that every row is asked; `None` if there are too many.
    pub fn of(
        &mut self,
        stretch: u32,
        looks: Looks,
        (forms, common): (&HashMap<ClauseIx, Vec<Form>>, &[Form]),
        days: &[DayPred],
    ) -> Option<u32> {
        if let Some(&known) = self.known.get(&looks) {
            return Some(known);
        }
        if self.all.len() >= MOST {
            return None;
        }
        let clauses: Vec<ClauseIx> = looks.1.iter().map(|(clause, _)| *clause).collect();
        let mut asked: [Projection; DIMS.len()] = Default::default();
        let own = clauses.iter().filter_map(|clause| forms.get(clause)).flatten();
        for form in own.chain(common) {
            include(&mut asked, form, days, stretch);
        }
        let mut dims = [0; DIMS.len()];
        for ((slot, dim), asked) in dims.iter_mut().zip(DIMS).zip(asked) {
            let projections = &mut self.projections;
            *slot = *self.by_asked.entry((dim, asked.relevant.clone())).or_insert_with(|| {
                projections.push(asked);
                projections.len() as u32 - 1
            });
        }
        self.all.push(Focus { clauses, dims });
        let number = self.all.len() as u32 - 1;
        self.known.insert(looks, number);
        Some(number)
    }

    /// Numbers of a row's classes, and what else may decide something of it; `None` if there are too
    /// many.
    pub fn numbers<'c>(
        &mut self,
        focus: u32,
        classes: &[u16; DIMS.len()],
        class: impl Fn(Dim, u16) -> &'c Class,
    ) -> Option<([u16; DIMS.len()], Loose)> {
        let dims = self.all[focus as usize].dims;
        let (mut numbers, mut loose) = ([0; DIMS.len()], Loose::default());
        for (dim, projection) in DIMS.into_iter().zip(dims) {
            let index = classes[dim as usize];
            let asks = &mut self.projections[projection as usize];
            let (number, _) = asks.number(index, class(dim, index))?;
            numbers[dim as usize] = number;
            let one = asks.loose[usize::from(number)];
            loose.crossed |= one.crossed;
            loose.dated |= one.dated;
        }
        Some((numbers, loose))
    }

    /// The clauses of a focus.
    pub fn clauses(&self, number: u32) -> &[ClauseIx] {
        &self.all[number as usize].clauses
    }
}

/// Adds the predicates that a form asks in a stretch of days.
fn include(asked: &mut [Projection], form: &Form, days: &[DayPred], stretch: u32) {
    match form {
        Form::Lit(pred) => asked[pred.dim as usize].include(*pred),
        Form::Day(_) => {}
        Form::All(parts) => {
            let never = |part: &Form| match part {
                Form::Day(day) => *days[*day as usize].at(stretch) == DayValue::No,
                _ => false,
            };
            if !parts.iter().any(never) {
                parts.iter().for_each(|part| include(asked, part, days, stretch));
            }
        }
        Form::Any(parts) => parts.iter().for_each(|part| include(asked, part, days, stretch)),
    }
}
