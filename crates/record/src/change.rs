//! What is asked of an order book: two states of one law.

use crate::lists::{ListsError, Sources};
use crate::touched::Side;
use navicert_engine::Engine;
use navicert_engine::decision::EngineError;
use navicert_engine::screen::ListedEntry;
use navicert_lists::{Entry, Name, Quality};
use navicert_model::day::Day;
use navicert_rules::law::{Act, ActIx, ClauseIx, LawBook, ListedParty, SourceFile};

/// A party that comes onto a list, or goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListChange {
    /// Whether it comes.
    pub added: bool,
    /// The list, as the law names it.
    pub list: String,
    /// The party.
    pub name: String,
    /// The act of the round whose effect it shares; the list's newest if not said.
    pub round: Option<String>,
}

/// Why a change cannot be asked about.
#[derive(Debug, thiserror::Error)]
pub enum ChangeError {
    /// The law or an assumption.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// No such act or clause.
    #[error("`{0}` names no act and no clause")]
    UnknownAct(String),
    /// No such list.
    #[error("`{0}` is no list of parties in the law")]
    UnknownList(String),
    /// A round that is no act.
    #[error("`{0}` is no act whose round of listings the law holds")]
    UnknownRound(String),
    /// The imported lists.
    #[error(transparent)]
    Lists(#[from] ListsError),
    /// A party that goes and is not there.
    #[error("`{name}` is not on `{list}`")]
    NotListed {
        /// The list.
        list: String,
        /// The party.
        name: String,
    },
}

/// On which day each line is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Days {
    /// On its own, else on this one; the same on both sides.
    Own(Day),
    /// Every line on the first day before, and on the second after.
    Between(Day, Day),
}

/// Two states of one law.
#[derive(Debug)]
pub struct Change {
    /// Before.
    pub before: Side,
    /// After.
    pub after: Side,
    /// On which days.
    pub days: Days,
    /// The clauses that the question names, by id; empty if it names days or lists.
    pub named: Vec<String>,
}

/// The law without some clauses, what they put on lists, and what their acts do to others.
fn without(like: &Engine, clauses: &[ClauseIx], acts: &[ActIx]) -> Engine {
    let mut book = like.prepared.book.clone();
    for ix in clauses {
        if let Some(clause) = book.clauses.get_mut(ix.0 as usize) {
            clause.known = Day::MAX;
        }
    }
    for change in book.changes.iter_mut().filter(|change| acts.contains(&change.act)) {
        change.known = Day::MAX;
    }
    // A list whose parties are all gone is empty, not unknown: they stay, for no day.
    for party in book.parties.iter_mut().filter(|party| acts.contains(&party.round)) {
        party.until = Some(party.since);
    }
    like.with_book(book)
}

/// Acts and clauses that names stand for: a name of an act stands for all of it.
fn named(book: &LawBook, names: &[String]) -> Result<(Vec<ClauseIx>, Vec<ActIx>), ChangeError> {
    let (mut clauses, mut acts) = (Vec::new(), Vec::new());
    for name in names {
        let act = book.acts.iter().position(|act| act.id == *name).map(|at| ActIx(at as u32));
        let before = clauses.len();
        for (at, clause) in book.clauses.iter().enumerate() {
            if clause.id == *name || Some(clause.act) == act {
                clauses.push(ClauseIx(at as u32));
            }
        }
        if act.is_none() && clauses.len() == before {
            return Err(ChangeError::UnknownAct(name.clone()));
        }
        acts.extend(act);
    }
    clauses.sort_unstable();
    clauses.dedup();
    Ok((clauses, acts))
}

fn ids(book: &LawBook, clauses: &[ClauseIx]) -> Vec<String> {
    let ids = clauses.iter().filter_map(|ix| book.clauses.get(ix.0 as usize));
    ids.map(|clause| clause.id.clone()).collect()
}

impl Change {
    /// The law without some acts or clauses, then with them. A line without a day is looked at on
    /// `on`, or on the first day on which all of them have effect, if that is later.
    ///
    /// # Errors
    /// [`ChangeError::UnknownAct`].
    pub fn acts(
        law: Engine,
        names: &[String],
        on: Day,
        known_day: Day,
    ) -> Result<Self, ChangeError> {
        let book = &law.prepared.book;
        let (clauses, acts) = named(book, names)?;
        let first = clauses.iter().filter_map(|ix| book.clauses.get(ix.0 as usize));
        let first = first.map(|clause| clause.days.since).max().unwrap_or(on);
        let named = ids(book, &clauses);
        let before = without(&law, &clauses, &acts);
        Ok(Change {
            before: Side { engine: before, known_day, assumed: Vec::new() },
            after: Side { engine: law, known_day, assumed: Vec::new() },
            days: Days::Own(on.max(first)),
            named,
        })
    }

    /// The law as it is, then with acts or clauses in force that are only reported, proposed,
    /// suspended or lapsed.
    ///
    /// # Errors
    /// [`ChangeError::Engine`] for a name that names nothing.
    pub fn assumed(
        law: [Engine; 2],
        names: &[String],
        on: Day,
        known_day: Day,
    ) -> Result<Self, ChangeError> {
        let [before, after] = law;
        let assumed = after.assumed(names)?;
        let named = ids(&after.prepared.book, &assumed);
        Ok(Change {
            before: Side { engine: before, known_day, assumed: Vec::new() },
            after: Side { engine: after, known_day, assumed },
            days: Days::Own(on),
            named,
        })
    }

    /// The law as it is, then with drafts: law files of acts that the law does not hold, taken as in
    /// force.
    ///
    /// # Errors
    /// [`ChangeError::Engine`] if law and drafts together have errors.
    pub fn drafts(
        law: Sources<'_>,
        drafts: &[SourceFile],
        on: Day,
        known_day: Day,
    ) -> Result<Self, ChangeError> {
        let known = Engine::new(law.files)?;
        let all: Vec<SourceFile> = law.files.iter().chain(drafts).cloned().collect();
        let with = law.lists.put_on(Engine::new(&all)?)?;
        let is_new = |id: &str| known.prepared.book.acts.iter().all(|act| act.id != id);
        let new: Vec<String> = with.prepared.book.acts.iter().map(|act| act.id.clone()).collect();
        let new: Vec<String> = new.into_iter().filter(|id| is_new(id)).collect();
        let mut change = Change::acts(with, &new, on, known_day)?;
        let book = &change.after.engine.prepared.book;
        let (clauses, _) = named(book, &new)?;
        change.after.assumed = clauses;
        Ok(change)
    }

    /// The same law on two days, each line looked at on both.
    ///
    /// # Errors
    /// None yet; two engines are given because each side has its own.
    #[must_use]
    pub fn between(law: [Engine; 2], days: (Day, Day), known_day: Day) -> Self {
        Change::sides(law, Days::Between(days.0, days.1), known_day)
    }

    /// The law as it is, then with parties that come onto lists or go.
    ///
    /// # Errors
    /// Lists, rounds or parties that are not there.
    pub fn lists(
        law: Engine,
        changes: &[ListChange],
        on: Day,
        known_day: Day,
    ) -> Result<Self, ChangeError> {
        let mut book = law.prepared.book.clone();
        let (mut added, mut gone) = (Vec::new(), Vec::new());
        for change in changes {
            if !book.party_lists.contains(&change.list) {
                return Err(ChangeError::UnknownList(change.list.clone()));
            }
            match change.added {
                true if is_imported(&law, &book, change) => added.push(entry(change)),
                true => add(&mut book, change)?,
                false => remove(&law, &mut book, change, on, &mut gone)?,
            }
        }
        let mut after = law.with_book(book);
        if !added.is_empty() || !gone.is_empty() {
            after = after.with_entries(&added, |one: &ListedEntry| !gone.contains(&one.id));
        }
        let days = Days::Own(on);
        Ok(Change::sides([law, after], days, known_day))
    }

    /// The same law with two states of the imported lists.
    #[must_use]
    pub fn versions(law: [Engine; 2], on: Day, known_day: Day) -> Self {
        Change::sides(law, Days::Own(on), known_day)
    }

    fn sides(law: [Engine; 2], days: Days, known_day: Day) -> Self {
        let [before, after] = law.map(|engine| Side { engine, known_day, assumed: Vec::new() });
        Change { before, after, days, named: Vec::new() }
    }
}

/// Whether the parties of a list come from an imported file, not from the law.
fn is_imported(law: &Engine, book: &LawBook, change: &ListChange) -> bool {
    change.round.is_none()
        && newest_round(book, &change.list).is_none()
        && law.names.imported().iter().any(|one| *one.list == *change.list)
}

fn entry(change: &ListChange) -> Entry {
    let id = format!("{}#+{}", change.list, change.name);
    let name = Name { text: change.name.clone(), quality: Quality::Primary, script: None };
    Entry { names: vec![name], ..Entry::new(change.list.clone(), id) }
}

fn add(book: &mut LawBook, change: &ListChange) -> Result<(), ChangeError> {
    let round = match &change.round {
        Some(id) => book.acts.iter().position(|act| act.id == *id),
        None => newest_round(book, &change.list),
    };
    let round = round.ok_or_else(|| {
        ChangeError::UnknownRound(change.round.clone().unwrap_or_else(|| change.list.clone()))
    })?;
    book.parties.push(ListedParty {
        title: change.name.clone(),
        names: Vec::new(),
        country: None,
        list: change.list.clone(),
        round: ActIx(round as u32),
        since: Day::MIN,
        until: None,
    });
    Ok(())
}

fn newest_round(book: &LawBook, list: &str) -> Option<usize> {
    let rounds = book.parties.iter().filter(|party| party.list == list).map(|party| party.round.0);
    let published = |at: &u32| book.acts.get(*at as usize).map(|act: &Act| act.published);
    rounds.max_by_key(published).map(|at| at as usize)
}

fn remove(
    law: &Engine,
    book: &mut LawBook,
    change: &ListChange,
    on: Day,
    gone: &mut Vec<Box<str>>,
) -> Result<(), ChangeError> {
    let wanted = navicert_engine::screen::normalise(&change.name);
    let mut found = false;
    for party in book.parties.iter_mut().filter(|party| party.list == change.list) {
        let mut names = std::iter::once(&party.title).chain(&party.names);
        let there = party.since <= on && party.until.is_none_or(|until| on < until);
        if there && names.any(|name| navicert_engine::screen::normalise(name) == wanted) {
            party.until = Some(party.since);
            found = true;
        }
    }
    let imported = law.names.imported().iter().filter(|one| *one.list == *change.list);
    for one in imported.filter(|one| one.listed_on(on)) {
        if one.names.iter().any(|name| navicert_engine::screen::normalise(&name.text) == wanted) {
            gone.push(one.id.clone());
            found = true;
        }
    }
    let (list, name) = (change.list.clone(), change.name.clone());
    if found { Ok(()) } else { Err(ChangeError::NotListed { list, name }) }
}
