//! The entries of a law that can describe a kind, each met, excluded or open.

use super::{Excluded, Look};
use navicert_model::vocabulary::{Tag, TagPlace};
use navicert_rules::eval::diagram::{NO, Node, YES};
use navicert_rules::law::status::Status as ClauseStatus;
use navicert_rules::law::{Cond, Entry, Leaf, Test};
use std::sync::Arc;

/// An entry beside the item.
pub(super) struct RowState<'s> {
    pub code: String,
    /// Whether the given facts meet it, over the missing ones.
    pub node: Node,
    /// The question that a person must answer besides.
    pub ask: Option<&'s str>,
    /// Why it is excluded.
    pub excluded: Option<Excluded>,
}

impl RowState<'_> {
    pub(super) fn is_met(&self) -> bool {
        self.node == YES && self.ask.is_none()
    }

    pub(super) fn is_open(&self) -> bool {
        self.node != NO && !self.is_met()
    }
}

impl<'a, 's> Look<'a, 's>
where
    'a: 's,
{
    /// The versions of an entry that decide about its code on the day.
    fn versions(&self, law: &str, code: &str) -> Vec<&'s Entry> {
        let place = self.law.by_code.get(&(law.to_owned(), code.to_owned()));
        let Some((at, list)) = place.zip(self.law.list(law)) else { return Vec::new() };
        let state = self.state;
        let entries = &state.book().lists[list.0 as usize].entries;
        let versions = self.law.indexed[*at].entries.iter().map(|at| &entries[*at]);
        versions.filter(|entry| state.entry_decides(entry)).collect()
    }

    /// The version of an entry on the day, for its title.
    pub(super) fn entry(&self, law: &str, code: &str) -> Option<&'s Entry> {
        self.versions(law, code).into_iter().next()
    }

    /// A row of a kind beside the item.
    pub(super) fn row(&mut self, law: &str, kind: usize, number: usize) -> Option<RowState<'s>> {
        let data: &'a super::Law = self.law;
        let row = &data.goods.kinds[kind].rows[number];
        let code = row.code.as_deref()?;
        let mut state =
            RowState { code: code.to_owned(), node: NO, ask: row.ask.as_deref(), excluded: None };
        let excluded = |parameter: &str, given: &str, bound: &str| {
            Some(Excluded {
                code: code.to_owned(),
                parameter: parameter.to_owned(),
                given: given.to_owned(),
                bound: bound.to_owned(),
            })
        };
        for word in &row.unless {
            if let Ok(tag) = Tag::parse(TagPlace::Item, word)
                && self.part.item.tags.get(tag).is_yes()
            {
                state.excluded = excluded(&format!("item.{word}"), "yes", "no");
                return Some(state);
            }
        }
        let versions = self.versions(law, code);
        if versions.is_empty() {
            state.excluded = excluded("in-force", "not in force on the day", "in force");
            return Some(state);
        }
        for entry in versions {
            let node = self.entry_node(entry);
            state.node = self.ev.d.or(state.node, node);
            if node == NO && state.excluded.is_none() {
                state.excluded = self.why_not(entry);
            }
        }
        if let Some(cond) = data.condition(kind, number) {
            let root = self.ev.root();
            let also = self.ev.cond(cond, root);
            let node = self.ev.d.and(state.node, also);
            if node == NO && state.node != NO {
                state.excluded = self.failing(cond).map(|leaf| self.exclusion(code, &leaf));
            }
            state.node = node;
        }
        match row.ask.as_ref().map(|_| self.said(law, code)) {
            Some(Some(true)) => state.ask = None,
            Some(Some(false)) => {
                state.node = NO;
                state.ask = None;
                state.excluded = excluded("answer", "no", "yes");
            }
            Some(None) | None => {}
        }
        if state.node != NO {
            state.excluded = None;
        }
        Some(state)
    }

    /// Whether an entry describes an item that is of its sort: in force, and its thresholds met.
    pub(super) fn entry_node(&mut self, entry: &'s Entry) -> Node {
        let effect = self.ev.effect_of(entry.by);
        match &entry.when {
            None => effect,
            Some(when) => {
                let root = self.ev.root();
                let met = self.ev.cond(when, root);
                self.ev.d.and(effect, met)
            }
        }
    }

    /// Why no version of an entry can describe the item; `None` if one may.
    pub(super) fn excludes(&mut self, law: &str, code: &str) -> Option<Excluded> {
        let versions = self.versions(law, code);
        let mut why = None;
        for entry in versions {
            let thresholds = entry.when.as_ref().is_some_and(|when| {
                let root = self.ev.root();
                self.ev.cond(when, root) == NO
            });
            if !thresholds {
                return None;
            }
            why = why.or_else(|| self.why_not(entry));
        }
        why
    }

    fn why_not(&mut self, entry: &'s Entry) -> Option<Excluded> {
        let status = self.state.status(entry.by);
        if let Some(when) = &entry.when
            && let Some(leaf) = self.failing(when)
        {
            return Some(self.exclusion(&entry.code, &leaf));
        }
        let given = match status {
            ClauseStatus::InForce | ClauseStatus::Lapsed(_) => return None,
            other => other.word().unwrap_or("not in force"),
        };
        Some(Excluded {
            code: entry.code.clone(),
            parameter: "in-force".to_owned(),
            given: given.to_owned(),
            bound: "in force".to_owned(),
        })
    }

    /// The first test of a condition that the given facts fail.
    fn failing(&mut self, cond: &'s Cond) -> Option<Arc<Leaf>> {
        match cond {
            Cond::All(parts) | Cond::Any(parts) => parts.iter().find_map(|part| self.failing(part)),
            Cond::Holds(at) => {
                let book = self.state.book();
                self.failing(&book.definitions[at.0 as usize].cond)
            }
            Cond::Not(inner) => {
                let root = self.ev.root();
                match (self.ev.cond(inner, root) == YES, inner.as_ref()) {
                    (true, Cond::Test(leaf)) => {
                        let text = format!("not {}", leaf.text);
                        Some(Arc::new(Leaf { text, test: leaf.test.clone() }))
                    }
                    _ => None,
                }
            }
            Cond::Test(leaf) => {
                let root = self.ev.root();
                (self.ev.cond(cond, root) == NO).then(|| Arc::clone(leaf))
            }
            _ => None,
        }
    }

    fn exclusion(&self, code: &str, leaf: &Leaf) -> Excluded {
        let (parameter, given, bound) = match &leaf.test {
            Test::Parameter { name, compare } => {
                let given = self.part.item.parameters.iter().find(|(known, _)| **known == *name);
                let given = given.map(|(_, range)| range.to_string()).unwrap_or_default();
                (name.clone(), given, format!("{} {}", compare.op, compare.bound))
            }
            Test::ItemTag(tag) => {
                let yes = self.part.item.tags.get(*tag).is_yes();
                let word = |yes: bool| if yes { "yes" } else { "no" }.to_owned();
                (format!("item.{}", tag.as_str()), word(yes), word(!yes))
            }
            Test::Hs(_) => {
                let hs = self.part.item.hs.as_deref().unwrap_or_default().to_owned();
                ("item.hs".to_owned(), hs, leaf.text.clone())
            }
            _ => (leaf.text.clone(), "does not hold".to_owned(), "holds".to_owned()),
        };
        Excluded { code: code.to_owned(), parameter, given, bound }
    }
}
