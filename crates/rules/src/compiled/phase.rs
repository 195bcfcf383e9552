//! What clauses look like on a day: two days on which the clauses that may hold for a row look the
//! same are one to it, however many other acts changed between them.

use super::form::{Forms, Reads};
use super::lines::conds;
use crate::eval::diagram::Quick;
use crate::law::{ClauseIx, Cond};
use navicert_model::day::Day;
use std::collections::HashMap;
use std::fmt::Write;

/// Numbers of what clauses look like, by stretch.
#[derive(Debug, Default)]
pub(super) struct Phases {
    of_clause: HashMap<(ClauseIx, u32), u32, Quick>,
    of_all: HashMap<u32, u32, Quick>,
    known: HashMap<(Option<ClauseIx>, String), u32>,
}

impl Phases {
    /// The number of what a clause looks like in a stretch: its status, its graces, the groups and
    /// lists that it reads. Cost: one look-up; what it reads, when the two first meet.
    pub fn of_clause(&mut self, forms: &mut Forms<'_>, ix: ClauseIx, stretch: u32) -> u32 {
        if let Some(&known) = self.of_clause.get(&(ix, stretch)) {
            return known;
        }
        let book = &forms.prepared.book;
        let clause = &book.clauses[ix.0 as usize];
        let mut reads = Reads::default();
        conds(clause).for_each(|cond| forms.reads(cond, false, &mut reads));
        forms.own = Some(ix);
        let mut text = forms.signature(stretch as usize, &reads);
        forms.own = None;
        let state = &forms.states[stretch as usize];
        let on = state.as_of.on;
        let _ = write!(text, "{:?}{}", state.status(ix), state.has_begun(ix));
        let published = book.acts[clause.act.0 as usize].published;
        let days = clause.grace.iter().filter_map(|grace| grace.until);
        begun(days.chain([published]), on, &mut text);
        let number = self.number(Some(ix), text);
        self.of_clause.insert((ix, stretch), number);
        number
    }

    /// The number of what every row is asked in a stretch: the reaches of some laws, and conflicts.
    pub fn of_all(&mut self, forms: &Forms<'_>, laws: &[usize], stretch: u32) -> u32 {
        if let Some(&known) = self.of_all.get(&stretch) {
            return known;
        }
        let book = &forms.prepared.book;
        let state = &forms.states[stretch as usize];
        let reaches: Vec<ClauseIx> =
            laws.iter().flat_map(|&law| state.reaches(law)).copied().collect();
        let mut reads = Reads::default();
        let reach = reaches.iter().map(|ix| &book.clauses[ix.0 as usize].reach);
        let conds = reach.chain(book.conflicts.iter().map(|one| &one.when));
        conds.for_each(|cond: &Cond| forms.reads(cond, false, &mut reads));
        let mut text = forms.signature(stretch as usize, &reads);
        let _ = write!(text, "{reaches:?}");
        for conflict in &book.conflicts {
            text.push(if conflict.days.holds(state.as_of.on) { '+' } else { '-' });
        }
        // Whose wording a question has hangs on which clauses may have effect.
        let wordings = book.clauses.iter().enumerate().filter(|(_, one)| !one.asks.is_empty());
        for (index, _) in wordings.filter(|(_, one)| laws.contains(&one.law)) {
            text.push(if state.status[index].may_have_effect() { '+' } else { '-' });
        }
        let number = self.number(None, text);
        self.of_all.insert(stretch, number);
        number
    }

    fn number(&mut self, of: Option<ClauseIx>, text: String) -> u32 {
        let next = self.known.len() as u32;
        *self.known.entry((of, text)).or_insert(next)
    }
}

fn begun(days: impl Iterator<Item = Day>, on: Day, text: &mut String) {
    days.for_each(|day| text.push(if day <= on { '+' } else { '-' }));
}
