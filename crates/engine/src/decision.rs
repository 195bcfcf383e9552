//! One transfer, every law, one decision.

use crate::many::{Key, Many};
use crate::render::json;
use crate::screen::{Adjudications, ListedEntry, NameIndex, PartyHit};
use navicert_lists::Entry;
use navicert_model::day::Day;
use navicert_model::transfer::Transfer;
use navicert_model::verdict::{Triage, Verdict};
use navicert_rules::eval::evaluator::Evaluator;
use navicert_rules::eval::judge::{Judgement, Standing};
use navicert_rules::eval::opinion;
use navicert_rules::eval::reasons::{self, Reason};
use navicert_rules::eval::state::{AsOf, Prepared, State};
use navicert_rules::law::{ClauseIx, LawBook, ListedParty, SourceFile, check};
use navicert_rules::syntax::Diagnostic;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::sync::Arc;

/// Why the law cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The law files have errors.
    #[error("the law has {} errors", .0.len())]
    Law(Vec<Diagnostic>),
    /// An assumed clause does not exist.
    #[error("`{0}` names no act and no clause")]
    UnknownClause(String),
}

/// The law, checked and indexed, with the digests that decisions carry.
#[derive(Debug)]
pub struct Engine {
    /// The law.
    pub prepared: Prepared,
    /// Names of listed parties.
    pub names: Arc<NameIndex>,
    /// SHA-256 over the law files, sorted by name.
    pub law_digest: String,
    /// SHA-256 over the listed parties and what was said of hits.
    pub list_digest: String,
    /// Warnings of the check.
    pub warnings: Vec<Diagnostic>,
}

/// What a decision is asked under.
#[derive(Clone, Debug)]
pub struct Options {
    /// Day used where a transfer gives none.
    pub on: Day,
    /// The moment whose knowledge is used, RFC 3339.
    pub known_at: String,
    /// Day of that moment.
    pub known_day: Day,
    /// Clauses or acts assumed to be in force.
    pub assume: Vec<String>,
}

impl Engine {
    /// Checks law files and indexes them.
    ///
    /// # Errors
    /// [`EngineError::Law`] with every diagnostic, if any is an error.
    pub fn new(files: &[SourceFile]) -> Result<Self, EngineError> {
        // The order in which files are given means nothing.
        let mut files = files.to_vec();
        files.sort_by(|a, b| a.name.cmp(&b.name));
        let (book, diagnostics) = check::load(&files);
        if check::has_errors(&diagnostics) {
            return Err(EngineError::Law(diagnostics));
        }
        let names = NameIndex::of(&book);
        Ok(Engine {
            list_digest: names.digest(),
            names: Arc::new(names),
            law_digest: digest(&files),
            warnings: diagnostics,
            prepared: Prepared::new(book),
        })
    }

    /// Adds imported lists, and what was said of hits.
    #[must_use]
    pub fn with_lists(mut self, entries: &[Entry], adjudications: Adjudications) -> Self {
        let mut names = NameIndex::of(&self.prepared.book);
        names.import(entries);
        names.adjudicate(adjudications);
        self.list_digest = names.digest();
        self.names = Arc::new(names);
        self
    }

    /// Another state of the same law, with the same imported lists; the digests stay. The names are
    /// shared if both books list the same parties.
    #[must_use]
    pub fn with_book(&self, book: LawBook) -> Self {
        let names = match same_parties(&self.prepared.book, &book) {
            true => Arc::clone(&self.names),
            false => Arc::new(self.names.under(&book)),
        };
        Engine {
            names,
            law_digest: self.law_digest.clone(),
            list_digest: self.list_digest.clone(),
            warnings: Vec::new(),
            prepared: Prepared::new(book),
        }
    }

    /// The engine with further imported entries, and without those that `keep` refuses.
    #[must_use]
    pub fn with_entries(mut self, added: &[Entry], keep: impl Fn(&ListedEntry) -> bool) -> Self {
        let mut names = self.names.under(&self.prepared.book);
        names.retain(keep);
        names.import(added);
        self.names = Arc::new(names);
        self
    }

    /// Clauses that an `--assume` names.
    ///
    /// # Errors
    /// [`EngineError::UnknownClause`].
    pub fn assumed(&self, names: &[String]) -> Result<Vec<ClauseIx>, EngineError> {
        let book = &self.prepared.book;
        let mut found = Vec::new();
        for name in names {
            let before = found.len();
            for (index, clause) in book.clauses.iter().enumerate() {
                if clause.id == *name || book.acts[clause.act.0 as usize].id == *name {
                    found.push(ClauseIx(index as u32));
                }
            }
            if found.len() == before {
                return Err(EngineError::UnknownClause(name.clone()));
            }
        }
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }
}

/// Whether two states of one law list the same parties for the same days.
fn same_parties(a: &LawBook, b: &LawBook) -> bool {
    let key = |one: &ListedParty| (one.round, one.since, one.until, one.country);
    let same = |(a, b): (&ListedParty, &ListedParty)| {
        key(a) == key(b) && a.title == b.title && a.names == b.names && a.list == b.list
    };
    a.parties.len() == b.parties.len() && a.parties.iter().zip(&b.parties).all(same)
}

/// SHA-256 over law files, sorted by name.
pub(crate) fn digest(files: &[SourceFile]) -> String {
    let mut hash = Sha256::new();
    for file in files {
        hash.update((file.name.len() as u64).to_le_bytes());
        hash.update(file.name.as_bytes());
        hash.update((file.text.len() as u64).to_le_bytes());
        hash.update(file.text.as_bytes());
    }
    hex(&hash.finalize())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A decision: the judgement with its reasons.
#[derive(Debug)]
pub struct Decision<'s> {
    /// The transfer as judged: parties screened.
    pub transfer: &'s Transfer,
    /// The day whose law was asked for.
    pub on: Day,
    /// What was judged.
    pub judgement: Arc<Judgement>,
    /// Reasons by law and finding, in the judgement's order.
    pub reasons: Vec<Vec<Reason<'s>>>,
    /// What the law looked like.
    pub state: &'s State<'s>,
    /// Hits of the parties that were screened here.
    pub hits: Vec<PartyHit>,
    /// The listed parties.
    pub names: &'s NameIndex,
}

impl Decision<'_> {
    /// What a person does with the line.
    pub fn triage(&self) -> Triage {
        self.judgement.verdict.triage()
    }

    /// The joint span.
    pub fn verdict(&self) -> Verdict {
        self.judgement.verdict
    }
}

/// Decides transfers under one set of options. States of the law are kept by stretch of days; from
/// a few lines on, the compiled law finds the clauses that can matter to a transfer.
pub struct Decider<'e> {
    /// The law.
    pub engine: &'e Engine,
    /// What is asked.
    pub options: Options,
    assumed: Vec<ClauseIx>,
    /// By stretch.
    states: Vec<Option<Arc<State<'e>>>>,
    many: Many<'e>,
}

impl<'e> Decider<'e> {
    /// A decider.
    ///
    /// # Errors
    /// [`EngineError::UnknownClause`] for an assumption that names nothing.
    pub fn new(engine: &'e Engine, options: Options) -> Result<Self, EngineError> {
        let assumed = engine.assumed(&options.assume)?;
        let many = Many::new(&engine.prepared, options.known_day, assumed.clone());
        Ok(Decider { engine, options, assumed, states: Vec::new(), many })
    }

    /// The law on a day.
    pub fn state(&mut self, on: Day) -> Arc<State<'e>> {
        let stretch = self.engine.prepared.stretch(on);
        let (engine, options, assumed) = (self.engine, &self.options, &self.assumed);
        let make = || {
            let as_of = AsOf { on, known_at: options.known_day, assumed: assumed.clone() };
            Arc::new(State::new(&engine.prepared, as_of))
        };
        if self.states.len() <= stretch {
            self.states.resize(stretch + 1, None);
        }
        Arc::clone(self.states[stretch].get_or_insert_with(make))
    }

    /// The day whose law a transfer is judged by.
    pub fn day(&self, transfer: &Transfer) -> Day {
        transfer.on.unwrap_or(self.options.on)
    }

    /// Screens the parties that the transfer does not say were screened, and gives their hits. Deciding
    /// does so itself, on a copy; who owns the transfer saves the copy.
    pub fn screen(&self, transfer: &mut Transfer) -> Vec<PartyHit> {
        let on = self.day(transfer);
        self.engine.names.screen(transfer, on)
    }

    fn screened<'t>(&self, transfer: &'t Transfer) -> (Cow<'t, Transfer>, Vec<PartyHit>) {
        if !self.engine.names.wanted(transfer) {
            return (Cow::Borrowed(transfer), Vec::new());
        }
        let mut screened = transfer.clone();
        let hits = self.screen(&mut screened);
        (Cow::Owned(screened), hits)
    }

    /// Judges without reasons. Transfers that agree in every fact that the law reads share their
    /// judgement.
    pub fn judge(&mut self, transfer: &Transfer) -> Arc<Judgement> {
        let (screened, _) = self.screened(transfer);
        let on = self.day(transfer);
        let key = self.many.bind(&screened, on);
        let state = self.state(on);
        match key {
            Some(key) => self.many.judge(&key, &state, &screened),
            None => Arc::new(opinion::judge(&state, &screened)),
        }
    }

    /// Screens and decides a transfer, and writes the decision as a line of JSON; what a person does
    /// with it. What is written of a clause is shared by all transfers that say the same to it.
    pub fn write_json(
        &mut self,
        transfer: &mut Transfer,
        shared: &json::Shared,
        out: &mut String,
    ) -> Triage {
        let hits = self.screen(transfer);
        match self.bind(transfer) {
            Some(bound) => self.write_bound((transfer, &bound), hits, shared, out),
            None => self.write_alone((transfer, hits), None, shared, out),
        }
    }

    /// The form in which a transfer whose parties are screened is decided fastest: for those who keep it
    /// to decide it again. `None` while too few were met for the law to be compiled, and where most were
    /// the first of their kind.
    pub fn bind(&mut self, screened: &Transfer) -> Option<Key> {
        let on = self.day(screened);
        self.many.bind(screened, on)
    }

    /// Writes the decision of a screened transfer, and of its bound form, as a line of JSON; what a person
    /// does with it. What was not met before is read from the transfer.
    pub fn write_bound(
        &mut self,
        (transfer, bound): (&Transfer, &Key),
        hits: Vec<PartyHit>,
        shared: &json::Shared,
        out: &mut String,
    ) -> Triage {
        let on = self.day(transfer);
        let state = self.state(on);
        let from = out.len();
        json::head(out, transfer, on, shared);
        json::hits(out, &hits, &self.engine.names);
        if let Some(verdict) = self.many.write(bound, (&state, transfer), shared, out) {
            json::tail(out, shared);
            return verdict.triage();
        }
        out.truncate(from);
        self.write_alone((transfer, hits), Some(bound), shared, out)
    }

    fn write_alone(
        &mut self,
        (transfer, hits): (&Transfer, Vec<PartyHit>),
        bound: Option<&Key>,
        shared: &json::Shared,
        out: &mut String,
    ) -> Triage {
        let on = self.day(transfer);
        self.decide_bound((transfer, hits), on, bound, |decision| {
            json::write(out, decision, shared);
            decision.triage()
        })
    }

    /// Decides and hands the decision to `take`.
    pub fn decide<T>(&mut self, transfer: &Transfer, take: impl FnOnce(&Decision<'_>) -> T) -> T {
        let (screened, hits) = self.screened(transfer);
        let on = self.day(transfer);
        let key = self.many.bind(&screened, on);
        self.decide_bound((&screened, hits), on, key.as_ref(), take)
    }

    fn decide_bound<T>(
        &mut self,
        (screened, hits): (&Transfer, Vec<PartyHit>),
        on: Day,
        key: Option<&Key>,
        take: impl FnOnce(&Decision<'_>) -> T,
    ) -> T {
        let state = self.state(on);
        let judgement = match key {
            Some(key) => self.many.judge(key, &state, screened),
            None => Arc::new(opinion::judge(&state, screened)),
        };
        let mut ev = Evaluator::new(&state, screened);
        let reasons = judgement
            .laws
            .iter()
            .map(|law| {
                let shown = law.findings.iter();
                shown.map(|finding| reasons::explain(&mut ev, finding.clause)).collect()
            })
            .collect();
        let names = &self.engine.names;
        take(&Decision { transfer: screened, on, judgement, reasons, state: &state, hits, names })
    }
}

/// The vocabulary's word for how a finding stands.
pub fn standing_word(standing: Standing) -> &'static str {
    match standing {
        Standing::Applies => "applies",
        Standing::Unknown => "unknown",
        Standing::NoEffect(_) => "no-effect",
    }
}
