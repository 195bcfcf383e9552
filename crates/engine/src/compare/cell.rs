//! One thing on one route: what the law decides, and what each probe changes.

use super::setup::{self, Mode, Route};
use super::table::{About, Probe, Tables};
use super::{Asked, Subject};
use crate::decision::Decider;
use navicert_model::read::FieldError;
use navicert_model::tri::Tri;
use navicert_model::verdict::{Effect, Verdict};
use navicert_rules::eval::judge::{Finding, Judgement, LawJudgement, Standing};
use navicert_rules::eval::questions::Question;
use navicert_rules::law::{ClauseIx, ClauseKind, LawBook};
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;
use std::sync::Arc;

/// A clause that makes a verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deciding {
    /// Its id.
    pub clause: String,
    /// Its title.
    pub title: String,
    /// What it does.
    pub effect: Effect,
    /// Whether it applies for certain.
    pub certain: bool,
    /// Whether it speaks because of the code: the same transfer with nothing listed is free of it.
    pub by_code: bool,
    /// Its licence policy.
    pub policy: Option<String>,
}

/// An exception that would fit if it were claimed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fitting {
    /// Its id.
    pub clause: String,
    /// Its title.
    pub title: String,
    /// What is claimed.
    pub claim: Option<String>,
}

/// A missing fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// Its name.
    pub fact: String,
    /// The question.
    pub ask: String,
}

/// What one law says in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LawCell {
    /// The law.
    pub law: String,
    /// Whether it reaches the transfer.
    pub reach: Tri,
    /// Its verdict.
    pub verdict: Verdict,
    /// Strictest policy of the licences that certainly apply.
    pub policy: Option<String>,
    /// Licence forms.
    pub forms: Vec<String>,
    /// The clauses behind the verdict.
    pub clauses: Vec<Deciding>,
    /// Exceptions that would fit.
    pub exceptions: Vec<Fitting>,
    /// What would settle it.
    pub questions: Vec<Missing>,
}

/// What a law says if a probe's supposition holds, where that is something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unless {
    /// The probe, by name.
    pub probe: String,
    /// What the probe changes.
    pub about: About,
    /// The law.
    pub law: String,
    /// Its verdict then.
    pub verdict: Verdict,
    /// The clauses behind it.
    pub clauses: Vec<Deciding>,
}

impl Unless {
    /// Whether the code is why: the thing is listed.
    pub fn is_by_code(&self) -> bool {
        self.clauses.iter().any(|clause| clause.by_code)
    }

    /// The clauses that speak because of the code; if there are none, all of them.
    pub fn because(&self) -> Vec<&str> {
        let by_code = self.is_by_code();
        let clauses = self.clauses.iter().filter(|clause| clause.by_code || !by_code);
        clauses.map(|clause| clause.clause.as_str()).collect()
    }
}

/// A cell in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Word {
    /// Nothing restricts it, and no probe finds anything because of its code.
    Free,
    /// Free, unless it is made with or in something (a probe found it).
    Made,
    /// Free, but not for some users or uses, because of its code.
    Uses,
    /// A fact is missing.
    Open,
    /// It needs a licence.
    Licence,
    /// It is prohibited.
    Prohibited,
}

impl Word {
    /// Every word, from lax to strict.
    pub const ALL: [Word; 6] =
        [Word::Free, Word::Made, Word::Uses, Word::Open, Word::Licence, Word::Prohibited];
    /// The words in JSON.
    pub const WORDS: [&str; 6] = ["free", "made", "uses", "open", "licence", "prohibited"];

    /// The word in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Word::Free => "free",
            Word::Made => "made",
            Word::Uses => "uses",
            Word::Open => "open",
            Word::Licence => "licence",
            Word::Prohibited => "prohibited",
        }
    }

    /// As a table shows it.
    pub fn shown(self) -> &'static str {
        match self {
            Word::Free => "free",
            Word::Made => "free +made",
            Word::Uses => "free +use",
            Word::Open => "open",
            Word::Licence => "licence",
            Word::Prohibited => "prohibited",
        }
    }

    /// What it means, for a legend.
    pub fn meaning(self) -> &'static str {
        match self {
            Word::Free => "nothing restricts a clean civil transfer",
            Word::Made => "free, unless it is made with, made in or holds what a law reaches",
            Word::Uses => "free for civil use, not for some users or plants, because it is listed",
            Word::Open => "a fact is missing; the answer says which",
            Word::Licence => "a clean civil transfer needs a licence",
            Word::Prohibited => "a clean civil transfer is prohibited",
        }
    }
}

/// One thing on one route.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The route.
    pub route: Route,
    /// What happens.
    pub mode: Mode,
    /// The joint verdict.
    pub verdict: Verdict,
    /// By law, all that are loaded.
    pub laws: Vec<LawCell>,
    /// What probes change.
    pub unless: Vec<Unless>,
}

impl Cell {
    /// The cell in a word.
    pub fn word(&self) -> Word {
        match (self.verdict.at_least(), self.verdict.at_most()) {
            (Effect::Prohibited, _) => Word::Prohibited,
            (Effect::Licence, Effect::Licence) => Word::Licence,
            (Effect::Free, Effect::Free) => {
                let found = |about: About| {
                    self.unless.iter().any(|one| one.about == about && one.is_by_code())
                };
                match (found(About::Use) || found(About::Service), found(About::Making)) {
                    (true, _) => Word::Uses,
                    (false, true) => Word::Made,
                    (false, false) => Word::Free,
                }
            }
            (Effect::Free | Effect::Licence, _) => Word::Open,
        }
    }

    /// The laws behind the word, in the order of the book.
    pub fn behind(&self) -> Vec<&str> {
        let by = |test: &dyn Fn(&LawCell) -> bool| -> Vec<&str> {
            self.laws.iter().filter(|law| test(law)).map(|law| law.law.as_str()).collect()
        };
        let unless = |wanted: &dyn Fn(About) -> bool| {
            let mut found: Vec<&str> = Vec::new();
            for one in self.unless.iter().filter(|one| wanted(one.about) && one.is_by_code()) {
                if !found.contains(&one.law.as_str()) {
                    found.push(&one.law);
                }
            }
            found
        };
        match self.word() {
            Word::Free => Vec::new(),
            Word::Made => unless(&|about| about == About::Making),
            Word::Uses => unless(&|about| about != About::Making),
            Word::Open => {
                by(&|law| !law.verdict.is_closed() || law.verdict.at_least() > Effect::Free)
            }
            Word::Licence => by(&|law| law.verdict.at_least() == Effect::Licence),
            Word::Prohibited => by(&|law| law.verdict.at_least() == Effect::Prohibited),
        }
    }
}

/// Which clauses speak of the same transfer with nothing listed: route, what happens, kind, probe.
type Plain = HashMap<(Route, Mode, String, Option<String>), Rc<BTreeSet<ClauseIx>>>;

/// Decides cells, and remembers what does not depend on the thing.
pub(super) struct Bench<'d, 'e> {
    decider: &'d mut Decider<'e>,
    tables: &'e Tables,
    probes: Vec<&'e Probe>,
    own: Vec<(String, String)>,
    plain: Plain,
}

impl<'d, 'e> Bench<'d, 'e> {
    pub(super) fn new(decider: &'d mut Decider<'e>, tables: &'e Tables, asked: &Asked) -> Self {
        let wanted =
            |probe: &&Probe| asked.probes.contains(&probe.name) || probe.about == About::Service;
        Bench {
            decider,
            tables,
            probes: tables.probes.iter().filter(wanted).collect(),
            own: asked.set.clone(),
            plain: HashMap::new(),
        }
    }

    fn judge(
        &mut self,
        subject: &Subject,
        route: Route,
        mode: Mode,
        probe: Option<&Probe>,
    ) -> Result<Arc<Judgement>, Vec<FieldError>> {
        let transfer = setup::transfer(self.tables, subject, route, mode, probe, &self.own)?;
        Ok(self.decider.judge(&transfer))
    }

    fn plain(
        &mut self,
        subject: &Subject,
        route: Route,
        mode: Mode,
        probe: Option<&Probe>,
    ) -> Result<Rc<BTreeSet<ClauseIx>>, Vec<FieldError>> {
        let name = probe.map(|probe| probe.name.clone());
        let key = (route, mode, subject.kind.clone(), name);
        let own_item = subject.item.is_some();
        if let Some(known) = self.plain.get(&key).filter(|_| !own_item) {
            return Ok(Rc::clone(known));
        }
        let mut unlisted = subject.unlisted(self.tables);
        if let Some(item) = &mut unlisted.item {
            item.codes = unlisted
                .codes
                .iter()
                .map(|one| (one.scheme.as_str().into(), code_of(&one.code)))
                .collect();
            item.codes.sort_by(|a: &(Box<str>, _), b| a.0.cmp(&b.0));
        }
        let judgement = self.judge(&unlisted, route, mode, probe)?;
        let speaks = |finding: &&Finding| !matches!(finding.standing, Standing::NoEffect(_));
        let found = judgement.laws.iter().flat_map(|law| &law.findings).filter(speaks);
        let found: Rc<BTreeSet<ClauseIx>> = Rc::new(found.map(|finding| finding.clause).collect());
        if !own_item {
            self.plain.insert(key, Rc::clone(&found));
        }
        Ok(found)
    }

    /// A cell.
    pub(super) fn cell(
        &mut self,
        subject: &Subject,
        route: Route,
        mode: Mode,
    ) -> Result<Cell, Vec<FieldError>> {
        let judgement = self.judge(subject, route, mode, None)?;
        let plain = self.plain(subject, route, mode, None)?;
        let engine = self.decider.engine;
        let book = &engine.prepared.book;
        let laws = judgement.laws.iter();
        let laws: Vec<LawCell> =
            laws.map(|law| law_cell(book, law, &judgement.questions, &plain)).collect();
        let mut unless = Vec::new();
        for probe in self.probes.clone() {
            if (probe.about == About::Service) != (mode == Mode::Service) {
                continue;
            }
            let then = self.judge(subject, route, mode, Some(probe))?;
            let plain = self.plain(subject, route, mode, Some(probe))?;
            for (law, before) in then.laws.iter().zip(&judgement.laws) {
                if law.verdict == before.verdict {
                    continue;
                }
                let found = law_cell(book, law, &[], &plain);
                unless.push(Unless {
                    probe: probe.name.clone(),
                    about: probe.about,
                    law: found.law,
                    verdict: law.verdict,
                    clauses: found.clauses,
                });
            }
        }
        let unless = without_repeats(&self.probes, &unless);
        Ok(Cell { route, mode, verdict: judgement.verdict, laws, unless })
    }
}

/// Leaves out what a probe that supposes less brings about by the same clauses.
fn without_repeats(probes: &[&Probe], all: &[Unless]) -> Vec<Unless> {
    let set = |name: &str| {
        let probe = probes.iter().find(|probe| probe.name == name);
        probe.map(|probe| probe.set.as_slice()).unwrap_or_default()
    };
    let repeats = |one: &Unless| {
        all.iter().any(|less| {
            let (fewer, more) = (set(&less.probe), set(&one.probe));
            fewer.len() < more.len()
                && fewer.iter().all(|pair| more.contains(pair))
                && less.law == one.law
                && less.verdict == one.verdict
                && less.because() == one.because()
        })
    };
    all.iter().filter(|one| !repeats(one)).cloned().collect()
}

fn code_of(code: &str) -> navicert_model::transfer::Code {
    use navicert_model::transfer::Code;
    if code == "none" { Code::None } else { Code::Listed(code.into()) }
}

fn law_cell(
    book: &LawBook,
    law: &LawJudgement,
    questions: &[Question],
    plain: &BTreeSet<ClauseIx>,
) -> LawCell {
    let clause_of = |ix: ClauseIx| &book.clauses[ix.0 as usize];
    let mut clauses = Vec::new();
    let mut exceptions: Vec<Fitting> = Vec::new();
    for finding in &law.findings {
        let clause = clause_of(finding.clause);
        let ClauseKind::Effect(effect) = clause.kind else { continue };
        if effect == Effect::Free || matches!(finding.standing, Standing::NoEffect(_)) {
            continue;
        }
        clauses.push(Deciding {
            clause: clause.id.clone(),
            title: clause.title.clone(),
            effect,
            certain: finding.standing == Standing::Applies,
            by_code: !plain.contains(&finding.clause),
            policy: finding.policy.clone(),
        });
        for &ix in &finding.available {
            let exception = clause_of(ix);
            if exceptions.iter().all(|known| known.clause != exception.id) {
                let claim = match &exception.kind {
                    ClauseKind::Exception { claimed, .. } => claimed.clone(),
                    ClauseKind::Effect(_) => None,
                };
                let (clause, title) = (exception.id.clone(), exception.title.clone());
                exceptions.push(Fitting { clause, title, claim });
            }
        }
    }
    let asked = questions.iter().filter(|question| question.laws.contains(&law.law));
    LawCell {
        law: book.laws[law.law].name.clone(),
        reach: law.reach,
        verdict: law.verdict,
        policy: law.policy.clone(),
        forms: law.forms.clone(),
        clauses,
        exceptions,
        questions: asked.map(|question| missing(book, law, question)).collect(),
    }
}

/// The question in the words of this law, if a clause of its findings has some.
fn missing(book: &LawBook, law: &LawJudgement, question: &Question) -> Missing {
    let own = law
        .findings
        .iter()
        .flat_map(|finding| &book.clauses[finding.clause.0 as usize].asks)
        .find(|ask| ask.fact == question.fact);
    let ask = own.map_or(&question.ask, |ask| &ask.text);
    Missing { fact: question.fact.clone(), ask: ask.clone() }
}
