//! From an item to its codes: candidates, what excludes each, what is missing, and what is certain.
//!
//! A certain answer rests on three things: the description names a kind of goods that was reviewed
//! (`laws/goods`), something else agrees (the tariff number, or there is nothing else in the
//! description), and every entry that can describe the kind is met or excluded by given facts. Where
//! one of them is missing the answer is `unknown`, with candidates and questions
//! (`docs/decisions/23-classification.md`).

mod candidates;
pub mod declare;
mod derive;
pub mod json;
mod kinds;
mod load;
pub mod master;
pub mod parts;
mod questions;
pub mod recheck;
mod rows;
mod schema;
pub mod table;
pub mod text;

use navicert_items::goods::{Goods, Match};
use navicert_items::lexicon::Reading;
use navicert_model::day::Day;
use navicert_model::transfer::{Code, Transfer};
use navicert_model::vocabulary::{ItemKind, Tag, TagPlace};
use navicert_rules::eval::evaluator::Evaluator;
use navicert_rules::eval::state::{AsOf, State};
use rust_decimal::Decimal;
use std::collections::HashMap;
use std::sync::Arc;

pub use load::{Law, LoadError};
pub use schema::schema;

/// What a law says of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// An entry describes it, for certain.
    Listed,
    /// No entry describes it, for certain.
    NotListed,
    /// Facts are missing, or nobody has reviewed the kind.
    Unknown,
}

impl Status {
    /// The word in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Status::Listed => "listed",
            Status::NotListed => "not-listed",
            Status::Unknown => "unknown",
        }
    }
}

/// An entry that may describe the item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// How much speaks for it, `0..=1000`.
    pub score: u16,
    /// What speaks for it.
    pub why: Vec<String>,
}

/// An entry that cannot describe the item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excluded {
    /// Its code.
    pub code: String,
    /// The fact that decides: a parameter's name, a tag, `in-force` or `answer`.
    pub parameter: String,
    /// What was given.
    pub given: String,
    /// What the entry asks for, strict or not as the text has it.
    pub bound: String,
}

/// A missing fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Its name, as the vocabulary spells facts.
    pub fact: String,
    /// The question.
    pub ask: String,
    /// What each answer leads to.
    pub leads: Vec<(String, String)>,
    /// For a question about one entry: its code.
    pub about: Option<String>,
}

/// What one law says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LawAnswer {
    /// The law.
    pub law: String,
    /// How sure, and which way.
    pub status: Status,
    /// The code, or that of what the law does not list; only if certain.
    pub code: Option<String>,
    /// Further entries that describe it too.
    pub also: Vec<String>,
    /// Entries that may describe it, best first.
    pub candidates: Vec<Candidate>,
    /// Entries that cannot.
    pub excluded: Vec<Excluded>,
    /// What is missing.
    pub questions: Vec<Question>,
    /// What the status rests on, or why it is open.
    pub because: Vec<String>,
}

/// What every law says of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The item's id in the input.
    pub id: Option<String>,
    /// The day whose law was asked.
    pub on: Day,
    /// The kinds that the description names, with what speaks for each.
    pub kinds: Vec<(String, String)>,
    /// Parameters that followed from others.
    pub derived: Vec<(String, String)>,
    /// The laws, in the order of their names.
    pub laws: Vec<LawAnswer>,
}

/// What a person has said about one entry: law, code, and whether it describes the item.
pub type Said = (String, String, bool);

/// How many candidates an answer shows of a law.
pub const SHOWN: usize = 10;

/// Classifies items under one loaded law.
pub struct Classifier<'l> {
    law: &'l Law,
    on: Day,
    known_at: Day,
    laws: Vec<String>,
    states: HashMap<usize, Arc<State<'l>>>,
}

impl<'l> Classifier<'l> {
    /// A classifier for some of the laws; none = all.
    pub fn new(law: &'l Law, on: Day, known_at: Day, laws: &[String]) -> Self {
        let wanted =
            law.schemes().filter(|one| laws.is_empty() || laws.iter().any(|law| law == one));
        let laws = wanted.map(str::to_owned).collect();
        Classifier { law, on, known_at, laws, states: HashMap::new() }
    }

    /// The law on a day.
    fn state(&mut self, on: Day) -> Arc<State<'l>> {
        let prepared = &self.law.prepared;
        let known_at = self.known_at;
        let make = || Arc::new(State::new(prepared, AsOf { on, known_at, assumed: Vec::new() }));
        Arc::clone(self.states.entry(prepared.stretch(on)).or_insert_with(make))
    }

    /// Classifies an item. `said` is what a person answered about entries.
    ///
    /// Cost: linear in the entries that share a word with the description.
    pub fn classify(&mut self, part: &Transfer, said: &[Said]) -> Answer {
        let on = part.on.unwrap_or(self.on);
        let state = self.state(on);
        let mut part = part.clone();
        let derived = derive::complete(&self.law.goods, &mut part.item);
        let text = part.item.description.as_deref().unwrap_or_default();
        let mut reading = self.law.goods.lexicon.read(text);
        state_substances(&self.law.goods, &part, &mut reading);
        if let Some(sense) =
            part.item.kind.and_then(|kind| self.law.goods.lexicon.known(kind.as_str()))
        {
            reading.senses.push(sense);
            reading.senses.sort_unstable();
            reading.senses.dedup();
        }
        let matches = self.law.goods.recognise(&reading, part.item.hs.as_deref());
        let found = Found { reading, matches };
        let laws = self.laws.clone();
        let mut look = Look {
            law: self.law,
            part: &part,
            said,
            found: &found,
            ev: Evaluator::new(&state, &part),
            state: &state,
        };
        let hits = look.hits();
        let laws = laws.iter().map(|law| look.under(law, &hits)).collect();
        let kinds = found
            .matches
            .iter()
            .map(|one| (self.law.goods.kinds[one.kind].title.clone(), one.witness.words()));
        Answer {
            id: part.id.as_deref().map(str::to_owned),
            on,
            kinds: kinds.collect(),
            derived,
            laws,
        }
    }
}

/// A share of a substance that is stated to be above zero names the substance.
fn state_substances(goods: &Goods, part: &Transfer, reading: &mut Reading) {
    for (name, range) in &part.item.parameters {
        let some = range
            .lo()
            .is_some_and(|(low, with)| low > Decimal::ZERO || (low == Decimal::ZERO && !with));
        let zero = range.exact().is_some_and(|amount| amount.value.is_zero());
        let word = match (some, zero) {
            (true, _) => "stated",
            (_, true) => "zero",
            _ => continue,
        };
        reading.senses.extend(goods.lexicon.known(&format!("{word}:{name}")));
    }
    reading.senses.sort_unstable();
    reading.senses.dedup();
}

impl<'l> Classifier<'l> {
    /// The wording of an entry on a day, to compare: titles, limits and whether it is in force; `None`
    /// if no version decides.
    pub fn entry_text(&mut self, law: &str, code: &str, on: Day) -> Option<String> {
        let state = self.state(on);
        let list = self.law.list(law)?;
        let entries = &self.law.prepared.book.lists[list.0 as usize].entries;
        let versions =
            entries.iter().filter(|entry| entry.code == code && state.entry_decides(entry));
        let texts: Vec<String> = versions
            .map(|entry| {
                let status = state.status(entry.by).word().unwrap_or("in-force");
                format!("{} {:?} {status} {:?}", entry.title, entry.when, entry.notes)
            })
            .collect();
        (!texts.is_empty()).then(|| texts.join("\n"))
    }

    /// The title of the list that items are classified by under a law.
    pub fn list_title(&self, law: &str) -> String {
        let book = &self.law.prepared.book;
        let title = self.law.list(law).map(|list| book.lists[list.0 as usize].title.clone());
        title.unwrap_or_else(|| law.to_owned())
    }
}

/// What the description says.
struct Found {
    reading: Reading,
    matches: Vec<Match>,
}

/// One item under the law of one day.
struct Look<'a, 's> {
    law: &'a Law,
    part: &'s Transfer,
    said: &'a [Said],
    found: &'a Found,
    ev: Evaluator<'s>,
    state: &'s State<'s>,
}

impl<'a, 's> Look<'a, 's>
where
    'a: 's,
{
    fn stated(&self, law: &str) -> Option<&'s Code> {
        let part: &'s Transfer = self.part;
        part.item.codes.iter().find(|(scheme, _)| **scheme == *law).map(|(_, code)| code)
    }

    fn said(&self, law: &str, code: &str) -> Option<bool> {
        let one = self.said.iter().rev().find(|one| one.0 == law && one.1 == code);
        one.map(|one| one.2)
    }

    fn residual(&self, law: &str) -> String {
        self.law.tables.residual(law).to_owned()
    }

    fn under(&mut self, law: &str, hits: &candidates::Hits) -> LawAnswer {
        let mut answer = LawAnswer {
            law: law.to_owned(),
            status: Status::Unknown,
            code: None,
            also: Vec::new(),
            candidates: Vec::new(),
            excluded: Vec::new(),
            questions: Vec::new(),
            because: Vec::new(),
        };
        self.by_kind(law, &mut answer);
        self.by_tag(law, &mut answer);
        self.by_statement(law, &mut answer);
        self.candidates(law, hits, &mut answer);
        if answer.status == Status::Unknown && answer.questions.is_empty() {
            self.ask_of_candidates(law, &mut answer);
        }
        answer
    }

    /// What a tag takes out of the lists, and what is told of such items.
    fn by_tag(&self, law: &str, answer: &mut LawAnswer) {
        let item = &self.part.item;
        let sort = item.kind.map_or("", ItemKind::as_str);
        let has = |word: &str| {
            Tag::parse(TagPlace::Item, word).is_ok_and(|tag| item.tags.get(tag).is_yes())
        };
        for one in &self.law.goods.outside {
            if one.sort == sort && has(&one.tag) && one.laws.iter().any(|known| known == law) {
                answer.because.insert(0, one.why.clone());
                answer.status = Status::NotListed;
                answer.code = None;
                answer.questions.clear();
            }
        }
        for (word, text) in &self.law.goods.remarks {
            let holds = match word.strip_prefix("kind:") {
                Some(wanted) => wanted == sort,
                None => has(word),
            };
            if holds {
                answer.because.push(text.clone());
            }
        }
    }

    /// A code that the input states decides, unless the parameters speak against it.
    fn by_statement(&mut self, law: &str, answer: &mut LawAnswer) {
        let Some(code) = self.stated(law) else { return };
        let residual = self.residual(law);
        match code {
            Code::Unknown => {}
            Code::Listed(code) if **code != *residual => {
                if let Some(excluded) = self.excludes(law, code) {
                    answer.because = vec![format!(
                        "the code {code} is stated, and {} speaks against it: {}, where the entry says {}",
                        excluded.parameter, excluded.given, excluded.bound
                    )];
                    (answer.status, answer.code) = (Status::Unknown, None);
                    answer.excluded.push(excluded);
                    return;
                }
                self.settle(answer, Status::Listed, code.to_string());
            }
            Code::None | Code::Listed(_) => self.settle(answer, Status::NotListed, residual),
        }
    }

    fn settle(&self, answer: &mut LawAnswer, status: Status, code: String) {
        let agrees = answer.status == Status::Unknown
            || (answer.status == status && answer.code.as_deref() == Some(code.as_str()));
        if agrees || answer.status == status {
            answer.because.insert(0, format!("the input states the code {code}"));
            answer.status = status;
            answer.code = Some(code);
            answer.questions.clear();
        } else {
            answer.because.insert(
                0,
                format!(
                    "the input states the code {code}, and its other facts lead to {}",
                    answer.code.as_deref().unwrap_or("another")
                ),
            );
            answer.status = Status::Unknown;
            answer.code = None;
        }
    }
}
