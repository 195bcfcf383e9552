//! Golden cases beside the law: Markdown prose with fenced `case` blocks.
//!
//! ```text
//! on 2026-01-06; CN -> JP; item.codes.cn 1C902.a.4; parties.end-user.is military
//! => prohibited  cn/2026-1#1
//! but on 2026-01-05
//! => licence  cn/2025-18#1  not cn/2026-1#1
//! ```
//!
//! A case starts from a clean civil transfer (see [`Facts::civil`]) and changes columns of it, by
//! the names of the CSV form. `but` starts again from the first line of its block. The expectation
//! is the span of the case's law (of all laws together if its folder is no law's, as
//! `laws/conflicts`), then marks two spaces apart: a clause id that must apply or be
//! unknown, `not CLAUSE`, `asks FACT`, `policy WORD`, `form WORD`, `duty WORD`,
//! `because WORD`, `suspended CLAUSE` (shown, without effect), `conflict ID`.

use crate::decision::{Engine, EngineError};
use navicert_model::day::Day;
use navicert_model::read::assign;
use navicert_model::verdict::Verdict;
use navicert_model::vocabulary::{Tag, TagPlace};
use navicert_rules::eval::judge::{Finding, Judgement, LawJudgement, Standing};
use navicert_rules::eval::opinion;
use navicert_rules::eval::state::{AsOf, State};
use navicert_rules::law::{ClauseIx, LawBook, SourceFile};
use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicUsize, Ordering};

/// One expectation with the facts it is about.
#[derive(Clone, Debug)]
pub struct Case {
    /// File it stands in.
    pub file: String,
    /// Line of its expectation.
    pub line: usize,
    /// The facts.
    pub facts: Facts,
    /// The law whose span is expected; all laws together if no law has this name.
    pub law: String,
    /// The expected span.
    pub verdict: String,
    /// Further marks.
    pub marks: Vec<String>,
}

/// What is wrong with a case, or with the law.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// File.
    pub file: String,
    /// Line.
    pub line: usize,
    /// What came out otherwise.
    pub message: String,
}

/// Columns of a transfer, and what is asked.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    columns: BTreeMap<String, String>,
    known_at: Option<Day>,
    assume: Vec<String>,
}

impl Facts {
    /// A clean civil export: nothing of concern, every list and owner looked at.
    pub fn civil() -> Self {
        let mut facts = Facts::default();
        for (column, value) in [
            ("activity", "export"),
            ("item.kind", "goods"),
            ("item.content", "[]"),
            ("item.made_with", "[]"),
            ("via", "[]"),
            ("end_use.is", "civil"),
            ("end_use.is_not", "concern"),
            ("knowledge.is_not", "concern"),
            ("knowledge.informed_by", "[]"),
        ] {
            facts.columns.insert(column.to_owned(), value.to_owned());
        }
        for role in ["exporter", "end-user"] {
            facts.party(role);
        }
        facts
    }

    /// A clean party in a role, unless it is there.
    fn party(&mut self, role: &str) {
        let mut add = |column: &str, value: &str| {
            self.columns
                .entry(format!("parties.{role}.{column}"))
                .or_insert_with(|| value.to_owned());
        };
        add("name", &format!("Sample {role}"));
        add("is_not", "concern");
        add("listed", "[]");
        add("owners", "[]");
    }

    fn set(&mut self, column: &str, value: &str) {
        let column = column.to_owned();
        let known: Vec<&str> = column.split('.').collect();
        if let ["parties", role, _] = known.as_slice()
            && !self.columns.keys().any(|key| key.starts_with(&format!("parties.{role}.")))
        {
            self.party(role);
        }
        if let ["parties", role, "country"] = known.as_slice() {
            self.columns
                .entry(format!("parties.{role}.headquarters"))
                .or_insert_with(|| value.to_owned());
        }
        if let Some(place) = column.strip_suffix(".is") {
            self.deny_the_rest(place, value);
        }
        if value == "unknown" {
            if let Some(party) = column.strip_suffix(".listed") {
                // A name would be screened: unknown listings need an unknown name.
                self.columns.remove(&format!("{party}.name"));
            }
            self.columns.remove(&column);
        } else {
            self.columns.insert(column, value.to_owned());
        }
    }

    /// `is X` with `is_not: concern` would contradict: deny every other concern by name instead.
    fn deny_the_rest(&mut self, place: &str, value: &str) {
        let denied = format!("{place}.is_not");
        if self.columns.get(&denied).map(String::as_str) != Some("concern") {
            return;
        }
        let (tags, knowledge) = match place {
            "end_use" => (TagPlace::Use, false),
            "knowledge" => (TagPlace::Use, true),
            _ if place.starts_with("parties.") => (TagPlace::Party, false),
            _ => return,
        };
        let said: Vec<Tag> =
            value.split(';').filter_map(|word| Tag::parse(tags, word.trim()).ok()).collect();
        if !said.iter().any(|tag| tag.is_concern()) {
            return;
        }
        let is_said =
            |tag: &Tag| said.iter().any(|one| one == tag || one.ancestors().contains(*tag));
        let rest: Vec<&str> = tags
            .tags()
            .filter(|tag| tag.is_concern() && !is_said(tag) && tag.parent().is_some())
            .filter(|tag| knowledge || !tag.is_knowledge_only())
            .map(|tag| tag.as_str())
            .collect();
        self.columns.insert(denied, rest.join(";"));
    }

    /// Applies one assignment: `on DAY`, `A -> B`, `COLUMN VALUE`, `assume CLAUSE`.
    fn apply(&mut self, text: &str) -> Result<(), String> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(());
        }
        if let Some((from, to)) = text.split_once("->") {
            let (from, to) = (from.trim(), to.trim());
            self.set("from", from);
            self.set("to", to);
            self.columns.insert("item.origin".to_owned(), from.to_owned());
            for (role, country) in [("exporter", from), ("end-user", to)] {
                for field in ["country", "headquarters"] {
                    self.columns.insert(format!("parties.{role}.{field}"), country.to_owned());
                }
            }
            return Ok(());
        }
        let (column, value) = text
            .split_once(char::is_whitespace)
            .ok_or_else(|| format!("`{text}` assigns nothing; write a column and its value"))?;
        let value = value.trim();
        match column {
            "known_at" => {
                let day = value.get(..10).unwrap_or(value);
                self.known_at = Some(Day::parse(day).map_err(|error| error.to_string())?);
            }
            "assume" => self.assume.push(value.to_owned()),
            _ => self.set(column, value),
        }
        Ok(())
    }

    /// The transfer these facts make.
    ///
    /// # Errors
    /// What cannot be read, in words.
    pub fn transfer(&self) -> Result<navicert_model::transfer::Transfer, String> {
        let columns: Vec<(String, String)> =
            self.columns.iter().map(|(column, value)| (column.clone(), value.clone())).collect();
        assign(&columns).map_err(|errors| {
            let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
            lines.join("; ")
        })
    }
}

/// Reads the cases of one file; the law is taken from its path (`…/laws/cn/…`).
pub fn parse(file: &SourceFile) -> (Vec<Case>, Vec<Failure>) {
    let law = law_of(&file.name);
    let (mut cases, mut failures) = (Vec::new(), Vec::new());
    let mut block: Option<Block> = None;
    let lines: Vec<&str> = file.text.lines().collect();
    for (index, line) in lines.iter().enumerate() {
        let number = index + 1;
        let trimmed = line.trim();
        match (&mut block, trimmed) {
            (None, "```case") => block = Some(Block::default()),
            (Some(_), "```") => block = None,
            (Some(block), _) => {
                if let Err(message) = block.line(trimmed, number, file, &law, &mut cases) {
                    failures.push(Failure { file: file.name.clone(), line: number, message });
                }
            }
            (None, _) => {}
        }
    }
    if block.is_some() {
        failures.push(Failure {
            file: file.name.clone(),
            line: lines.len(),
            message: "a `case` block is not closed; end it with a line of three backticks"
                .to_owned(),
        });
    }
    (cases, failures)
}

fn law_of(path: &str) -> String {
    let mut parts = path.split(['/', '\\']);
    let after = parts.by_ref().find(|part| *part == "laws").and_then(|_| parts.next());
    after.unwrap_or_default().to_owned()
}

/// A block being read.
#[derive(Default)]
struct Block {
    first: Option<Facts>,
    now: Option<Facts>,
    pending: String,
}

impl Block {
    fn line(
        &mut self,
        line: &str,
        number: usize,
        file: &SourceFile,
        law: &str,
        cases: &mut Vec<Case>,
    ) -> Result<(), String> {
        let line = line.split(" # ").next().unwrap_or(line).trim();
        if line.is_empty() || line.starts_with('#') {
            return Ok(());
        }
        if let Some(expected) = line.strip_prefix("=>") {
            self.facts()?;
            let facts = self.now.clone().ok_or("an expectation without facts")?;
            let mut marks =
                expected.trim().split("  ").map(str::trim).filter(|mark| !mark.is_empty());
            let verdict = marks.next().ok_or("an expectation needs a span")?.to_owned();
            let marks = marks.map(str::to_owned).collect();
            let (file, law) = (file.name.clone(), law.to_owned());
            cases.push(Case { file, line: number, facts, law, verdict, marks });
            return Ok(());
        }
        if line.starts_with("but ") && self.pending.is_empty() {
            self.now = None;
        }
        self.pending.push_str(line);
        if line.ends_with(';') {
            self.pending.push(' ');
            return Ok(());
        }
        self.facts()
    }

    /// Applies the pending facts.
    fn facts(&mut self) -> Result<(), String> {
        let pending = std::mem::take(&mut self.pending);
        if pending.is_empty() {
            return Ok(());
        }
        let (mut facts, text) = match pending.strip_prefix("but ") {
            Some(rest) => (self.first.clone().ok_or("`but` needs a first line above it")?, rest),
            None => (Facts::civil(), pending.as_str()),
        };
        for part in text.split(';') {
            facts.apply(part)?;
        }
        if self.first.is_none() || !pending.starts_with("but ") {
            self.first = Some(facts.clone());
        }
        self.now = Some(facts);
        Ok(())
    }
}

/// Runs cases against the law. Cases about one stretch of days, known at one moment, share the law
/// as it then stood.
struct Runner<'e> {
    engine: &'e Engine,
    today: Day,
    states: HashMap<(usize, Day, Vec<ClauseIx>), State<'e>>,
}

impl<'e> Runner<'e> {
    fn judge(&mut self, case: &Case) -> Result<Judgement, String> {
        let mut transfer = case.facts.transfer()?;
        let known_at = case.facts.known_at.unwrap_or(self.today);
        let on = transfer.on.unwrap_or(known_at);
        self.engine.names.screen(&mut transfer, on);
        let assumed = self
            .engine
            .assumed(&case.facts.assume)
            .map_err(|error: EngineError| error.to_string())?;
        let prepared = &self.engine.prepared;
        let key = (prepared.stretch(on), known_at, assumed);
        let as_of = AsOf { on, known_at, assumed: key.2.clone() };
        let state = self.states.entry(key).or_insert_with(|| State::new(prepared, as_of));
        Ok(opinion::judge(state, &transfer))
    }

    fn run(&mut self, case: &Case) -> Result<(), String> {
        let judgement = self.judge(case)?;
        let book = &self.engine.prepared.book;
        let answer = Answer::of(case, &judgement, book);
        let expected: Verdict =
            case.verdict.parse().map_err(|_| format!("`{}` is no span", case.verdict))?;
        let mut wrong = Vec::new();
        if answer.verdict != expected {
            wrong.push(format!("expected {expected}, got {}", answer.verdict));
        }
        for mark in &case.marks {
            if !answer.holds(mark)? {
                wrong.push(format!("expected `{mark}`"));
            }
        }
        if wrong.is_empty() {
            return Ok(());
        }
        let findings: Vec<String> = answer
            .findings()
            .map(|finding| format!("{} {:?}", answer.id(finding.clause), finding.standing))
            .collect();
        let asked: Vec<&str> =
            judgement.questions.iter().map(|question| question.fact.as_str()).collect();
        let conflicts: Vec<&str> = answer.conflicts().collect();
        Err(format!(
            "{}; findings: [{}]; asks: [{}]; conflicts: [{}]",
            wrong.join("; "),
            findings.join(", "),
            asked.join(", "),
            conflicts.join(", ")
        ))
    }
}

impl Runner<'_> {
    fn file(&mut self, file: &SourceFile) -> (usize, Vec<Failure>) {
        let (cases, mut failures) = parse(file);
        let ran = cases.len();
        for case in cases {
            if let Err(message) = self.run(&case) {
                failures.push(Failure { file: case.file, line: case.line, message });
            }
        }
        (ran, failures)
    }
}

/// What a case speaks about: the answer of its law, or of all laws together if its folder is no
/// law's.
struct Answer<'j> {
    verdict: Verdict,
    laws: Vec<&'j LawJudgement>,
    judgement: &'j Judgement,
    book: &'j LawBook,
}

impl<'j> Answer<'j> {
    fn of(case: &Case, judgement: &'j Judgement, book: &'j LawBook) -> Self {
        let own = judgement.laws.iter().find(|judged| book.laws[judged.law].name == case.law);
        let (verdict, laws) = match own {
            Some(law) => (law.verdict, vec![law]),
            None => (judgement.verdict, judgement.laws.iter().collect()),
        };
        Answer { verdict, laws, judgement, book }
    }

    fn id(&self, clause: ClauseIx) -> &'j str {
        &self.book.clauses[clause.0 as usize].id
    }

    fn findings(&self) -> impl Iterator<Item = &'j Finding> {
        self.laws.iter().flat_map(|law| &law.findings)
    }

    fn conflicts(&self) -> impl Iterator<Item = &'j str> {
        self.judgement.conflicts.iter().map(|one| self.book.conflicts[one.conflict].id.as_str())
    }

    /// Whether a clause, or any of an act, is found with or without effect.
    fn finds(&self, wanted: &str, effective: bool) -> bool {
        self.findings().any(|finding| {
            let here = self.id(finding.clause);
            let same = here == wanted
                || (!wanted.contains('#')
                    && here.strip_prefix(wanted).is_some_and(|pin| pin.starts_with('#')));
            same && matches!(finding.standing, Standing::NoEffect(_)) != effective
        })
    }

    fn holds(&self, mark: &str) -> Result<bool, String> {
        let (word, rest) = mark.split_once(' ').unwrap_or((mark, ""));
        let rest = rest.trim();
        let laws = || self.laws.iter();
        Ok(match word {
            "not" => !self.finds(rest, true) && self.conflicts().all(|id| id != rest),
            "suspended" => self.finds(rest, false),
            "asks" => self.judgement.questions.iter().any(|question| question.fact == rest),
            "policy" => {
                laws().any(|law| law.policy.as_deref() == Some(rest))
                    || self.findings().any(|finding| finding.policy.as_deref() == Some(rest))
            }
            "form" => laws().any(|law| law.forms.iter().any(|form| form == rest)),
            "duty" => laws().any(|law| law.obligations.iter().any(|duty| duty.word == rest)),
            "because" => self.judgement.open_because.contains(&rest),
            "conflict" => self.conflicts().any(|id| id == rest),
            _ if mark.contains('/') && rest.is_empty() => self.finds(mark, true),
            _ => return Err(format!("`{mark}` is no mark of an expectation")),
        })
    }
}

/// Runs one case against the law.
///
/// # Errors
/// What came out otherwise.
pub fn run(engine: &Engine, case: &Case, today: Day) -> Result<(), String> {
    Runner { engine, today, states: HashMap::new() }.run(case)
}

/// Runs every case of these files on so many threads; the number that ran, and the failures in the
/// order of the files.
pub fn run_all(
    engine: &Engine,
    files: &[SourceFile],
    today: Day,
    threads: usize,
) -> (usize, Vec<Failure>) {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut runner = Runner { engine, today, states: HashMap::new() };
        let mut done = Vec::new();
        while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
            done.push((&file.name, runner.file(file)));
        }
        done
    };
    let mut done: Vec<(&String, (usize, Vec<Failure>))> = std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let mut done = work();
        for other in others {
            match other.join() {
                Ok(more) => done.extend(more),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done
    });
    done.sort_by_key(|(name, _)| *name);
    let ran = done.iter().map(|(_, (ran, _))| ran).sum();
    (ran, done.into_iter().flat_map(|(_, (_, failures))| failures).collect())
}
