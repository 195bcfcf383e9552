//! Whether the answer to a question may have changed.

use super::{Changes, Key};
use crate::analyse::{Analysis, analyse};
use crate::candidates::{Meeting, Part, Places, Scratch, at_least, known};
use crate::hit::Judgement;
use crate::index::{Asked, Index, Side, View, plain};
use crate::party::Query;

/// A hit of the answer that a question had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown<'a> {
    /// The list.
    pub list: &'a str,
    /// The entry's id in the list.
    pub entry: &'a str,
    /// The entry's name that matched best, as published.
    pub name: &'a str,
}

/// Asks whom the changes can concern, one question after the other. One for each thread.
#[derive(Debug)]
pub struct Concern<'c> {
    pub(super) changes: &'c Changes<'c>,
    pub(super) was: Scratch,
    pub(super) is: Scratch,
    pub(super) before: Scratch,
    pub(super) after: Scratch,
}

/// The question, and what it had for an answer.
struct Question<'q> {
    query: &'q Query,
    identifiers: Vec<(String, String)>,
    asked: Asked,
    /// Names that were shown, by number in the later index; `None` if that is not known.
    shown: Option<Vec<u32>>,
}

impl Question<'_> {
    /// Whether a name of an index is a hit.
    fn hit(&self, index: &Index, sides: &mut [Side<'_>], name: u32) -> bool {
        let judged = index.judge(&self.asked, sides, self.query, &self.identifiers, name);
        judged.is_some_and(|(_, _, judgement, _)| judgement != Judgement::Different)
    }
}

impl Concern<'_> {
    /// Whether the answer to a question may differ between the two states; `false` is certain. `shown` are all
    /// hits of the answer in the earlier state; without them more is looked at.
    pub fn concerns(&mut self, query: &Query, shown: Option<&[Shown<'_>]>) -> bool {
        let changes = self.changes;
        if changes.turned {
            return true;
        }
        if changes.is_empty() {
            return false;
        }
        let known = shown.map(|shown| changes.names_of(shown));
        if known == Some(None) {
            return true;
        }
        let shown = known.flatten();
        let mut identifiers: Vec<(String, String)> = query.identifiers.iter().map(plain).collect();
        let mut asked = Asked { views: Vec::new() };
        for name in std::iter::once(&query.name).chain(&query.other_names) {
            let Analysis { joined, apart, imo } = analyse(name, query.kind);
            identifiers.extend(imo.map(|imo| ("imo".to_owned(), imo)));
            changes.after.views(joined, apart, &mut asked);
        }
        let listed =
            |part: &Part| identifiers.iter().any(|one| part.index.identifiers.contains_key(one));
        if listed(&changes.was) || listed(&changes.is) {
            return true;
        }
        let question = Question { query, identifiers, asked, shown };
        let mut sides: Vec<Side<'_>> = question.asked.views.iter().map(View::side).collect();
        (0..question.asked.views.len()).any(|view| self.view(&question, &mut sides, view))
    }

    fn view(&mut self, question: &Question<'_>, sides: &mut [Side<'_>], view: usize) -> bool {
        let Changes { before, after, was, is, .. } = self.changes;
        let view = &question.asked.views[view];
        let weighed = view.infos.iter().zip(&view.weights);
        if weighed.clone().any(|(info, weight)| before.weight(info) != *weight) {
            return true;
        }
        let (old, new) = (self.was.meet(was, view), self.is.meet(is, view));
        if !old.any && !new.any {
            return false;
        }
        // Words may be looked for in other ways, or others be counted.
        if view.infos.iter().any(|info| known(before, info) != known(after, info))
            || !is.others_count(after, view)
        {
            return true;
        }
        let gone: Vec<u32> = old
            .names
            .iter()
            .filter(|met| !self.changes.is_lighter(met.name) && !was.is_far(before, &old, met))
            .map(|met| was.name(met))
            .collect();
        let mut shown = || old.names.iter().any(|met| question.hit(&was.index, sides, met.name));
        if question.shown.is_none() && shown() {
            return true;
        }
        if !gone.is_empty() {
            let effect = self.before.effect(before, view, &gone);
            if effect.unseen || effect.others.iter().any(|name| question.hit(before, sides, *name))
            {
                return true;
            }
        }
        let come = self.come(question, sides, view, &new);
        if come.is_empty() {
            return false;
        }
        let names: Vec<u32> = come.iter().map(|(name, _)| *name).collect();
        let effect = self.after.effect(after, view, &names);
        effect.unseen
            || effect.others.iter().any(|name| question.hit(after, sides, *name))
            || come.iter().any(|(name, hit)| *hit && effect.scored.contains(name))
    }

    /// Names of entries as they are now that are hits, or may stand before one that was shown; and which are hits.
    fn come(
        &self,
        question: &Question<'_>,
        sides: &mut [Side<'_>],
        view: &View,
        new: &Meeting,
    ) -> Vec<(u32, bool)> {
        let Changes { after, is, .. } = self.changes;
        let mut least: Option<Places> = None;
        let mut come = Vec::new();
        for met in &new.names {
            let least = *least.get_or_insert_with(|| match &question.shown {
                Some(shown) => at_least(after, view, shown),
                None => Places::LAST,
            });
            let hit = question.hit(&is.index, sides, met.name);
            if (hit || !met.places.behind(least)) && !is.is_far(after, new, met) {
                come.push((is.name(met), hit));
            }
        }
        come
    }
}

impl<'i> Changes<'i> {
    /// Whether an entry of `was`, by the number of a name, stands no farther behind now.
    fn is_lighter(&self, name: u32) -> bool {
        self.lighter[self.was.index.names[name as usize].party as usize]
    }

    /// The names of hits, where their entries did not change.
    fn names_of(&self, shown: &[Shown<'_>]) -> Option<Vec<u32>> {
        let names = shown.iter().map(|hit| {
            let key: Key<'_> = (hit.list, hit.entry);
            let (_, parties) = self.kept.get_key_value(&key)?;
            parties.iter().find_map(|party| {
                let first = self.after.parties[*party as usize].first_name;
                let names = (first..).zip(&self.after.names[first as usize..]);
                let mut names = names.take_while(|(_, name)| name.party == *party);
                names.find(|(_, name)| *name.text == *hit.name).map(|(name, _)| name)
            })
        });
        names.collect()
    }
}
