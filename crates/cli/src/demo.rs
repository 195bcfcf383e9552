//! `demo`: a sample order book before, during and after the sixth of January 2026.

mod table;

use crate::clock::{self, Moment};
use crate::failure::{Exit, Failure};
use crate::files::{LawFiles, unknown_clause};
use crate::output::{Format, print};
use clap::Args;
use navicert_engine::{Decider, Decision, Engine, Options};
use navicert_model::day::Day;
use navicert_model::read;
use navicert_model::transfer::{Place, Transfer};
use navicert_model::verdict::{Effect, Triage, Verdict};
use navicert_rules::eval::judge::Standing;
use navicert_rules::eval::questions::{Answers, Question};
use navicert_rules::law::ClauseKind;
use std::collections::BTreeMap;

/// The orders; they are in the binary, so that the demonstration needs nothing.
const ORDERS: &str = include_str!("../../../samples/orders.jsonl");

/// The days on which they are decided, before today.
const DAYS: [&str; 4] = ["2026-01-05", "2026-01-06", "2026-01-07", "2026-02-25"];

/// Decide a sample order book on 5, 6 and 7 January and 25 February 2026 and today, side by side
///
/// On 6 January 2026 China barred dual-use exports to Japanese military users and uses, effective at
/// once; on 24 February it put forty Japanese parties on its lists. Beside them stand orders from the
/// Netherlands, Japan, the United States and Germany under their own laws. Companies are invented,
/// but for parties on China's lists.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  navicert demo")]
pub struct Demo {
    /// How it is printed; CSV has a row for each order and day
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// The last column [default: today]
    #[arg(long, value_name = "DAY", value_parser = clock::day)]
    today: Option<Day>,
    /// Use only what was known then: a moment (RFC 3339) or a day [default: now]
    #[arg(long, value_name = "MOMENT", value_parser = clock::moment)]
    known_at: Option<Moment>,
}

impl Demo {
    /// Runs the command.
    ///
    /// # Errors
    /// Output that cannot be written.
    pub fn run(self) -> Result<Exit, Failure> {
        let engine = LawFiles::open(None)?.engine()?;
        let now = self.known_at.unwrap_or_else(Moment::now);
        let mut days: Vec<Day> = DAYS.iter().filter_map(|day| Day::parse(day).ok()).collect();
        days.push(self.today.unwrap_or(Moment::now().day));
        let rows = rows(&engine, &days, &now)?;
        print(&match self.format {
            Format::Text => table::text(&engine, &days, &now, &rows),
            Format::Json => table::json(&rows),
            Format::Csv => table::csv(&rows),
        })?;
        Ok(Exit::Go)
    }
}

/// An order with its decision on each day.
struct Row {
    transfer: Transfer,
    cells: Vec<Cell>,
}

/// One decision, as far as the table needs it.
struct Cell {
    on: Day,
    verdict: Verdict,
    /// Clauses that restrict, or may: whether they certainly apply.
    clauses: BTreeMap<String, bool>,
    policy: Option<String>,
    /// Conflicts: id, title, whether the laws certainly pull apart.
    conflicts: Vec<(String, String, bool)>,
    questions: Vec<Asked>,
    open_because: Vec<&'static str>,
}

/// A question with its answers in words.
struct Asked {
    ask: String,
    whom: String,
    fact: String,
    answers: String,
}

fn rows(engine: &Engine, days: &[Day], now: &Moment) -> Result<Vec<Row>, Failure> {
    let options =
        Options { on: now.day, known_at: now.text.clone(), known_day: now.day, assume: Vec::new() };
    let mut decider = Decider::new(engine, options).map_err(|error| unknown_clause(&error))?;
    let mut rows = Vec::new();
    for line in read::read_all(ORDERS, read::Format::JsonLines) {
        let mut transfer = line.result.map_err(|errors| {
            let first = errors.first().map(ToString::to_string).unwrap_or_default();
            Failure::bad(format!("sample order {}: {first}", line.number), "report this as a bug")
        })?;
        let mut cells = Vec::new();
        for &day in days {
            transfer.on = Some(day);
            cells.push(decider.decide(&transfer, cell));
        }
        transfer.on = None;
        rows.push(Row { transfer, cells });
    }
    Ok(rows)
}

fn cell(decision: &Decision<'_>) -> Cell {
    let book = decision.state.book();
    let mut clauses = BTreeMap::new();
    for finding in decision.judgement.laws.iter().flat_map(|law| &law.findings) {
        let Some(clause) = book.clauses.get(finding.clause.0 as usize) else { continue };
        let restricts =
            matches!(&clause.kind, ClauseKind::Effect(effect) if *effect != Effect::Free);
        if restricts && !matches!(finding.standing, Standing::NoEffect(_)) {
            clauses.insert(clause.id.clone(), finding.standing == Standing::Applies);
        }
    }
    Cell {
        on: decision.on,
        verdict: decision.verdict(),
        clauses,
        policy: decision.judgement.laws.iter().find_map(|law| law.policy.clone()),
        conflicts: decision
            .judgement
            .conflicts
            .iter()
            .filter_map(|one| Some((book.conflicts.get(one.conflict)?, one.certain)))
            .map(|(conflict, certain)| (conflict.id.clone(), conflict.title.clone(), certain))
            .collect(),
        questions: decision.judgement.questions.iter().map(asked).collect(),
        open_because: decision.judgement.open_because.clone(),
    }
}

fn asked(question: &Question) -> Asked {
    let answers = match &question.answers {
        Answers::YesNo { yes, no } => format!("yes → {yes}; no → {no}"),
        Answers::Values(values) => {
            let parts: Vec<String> =
                values.iter().map(|(label, then)| format!("{label} → {then}")).collect();
            parts.join("; ")
        }
    };
    Asked {
        ask: question.ask.clone(),
        whom: question.whom.clone(),
        fact: question.fact.clone(),
        answers,
    }
}

impl Row {
    fn id(&self) -> &str {
        self.transfer.id.as_deref().unwrap_or_default()
    }

    fn item(&self) -> &str {
        self.transfer.item.description.as_deref().unwrap_or_default()
    }

    fn route(&self) -> String {
        format!("{}→{}", place(&self.transfer.from), place(&self.transfer.to))
    }

    /// Clauses that came, went or became certain from one day to the next, and a new policy.
    fn moves(&self) -> Vec<Move<'_>> {
        self.cells.windows(2).filter_map(Move::between).collect()
    }
}

/// What moved between two columns.
struct Move<'r> {
    before: &'r Cell,
    after: &'r Cell,
    /// Clause and how it stands now: `Some(true)` applies, `Some(false)` may apply, `None` no more.
    clauses: Vec<(&'r str, Option<bool>)>,
}

impl<'r> Move<'r> {
    fn between(pair: &'r [Cell]) -> Option<Self> {
        let [before, after] = pair else { return None };
        let mut clauses: Vec<(&str, Option<bool>)> = Vec::new();
        for (id, applies) in &after.clauses {
            if before.clauses.get(id) != Some(applies) {
                clauses.push((id, Some(*applies)));
            }
        }
        let gone = before.clauses.keys().filter(|id| !after.clauses.contains_key(*id));
        clauses.extend(gone.map(|id| (id.as_str(), None)));
        let same =
            clauses.is_empty() && before.verdict == after.verdict && before.policy == after.policy;
        (!same).then_some(Move { before, after, clauses })
    }

    /// Whether a person sees another answer.
    fn shows(&self) -> bool {
        self.before.verdict != self.after.verdict || self.before.policy != self.after.policy
    }
}

fn place(place: &Place) -> &str {
    match place {
        Place::One(country) => country.as_str(),
        Place::OneOf(_) | Place::Unknown => "?",
    }
}

/// The span in a cell: the word of its triage, and the ends of an open span.
fn cell_text(verdict: Verdict) -> String {
    let letter = |effect: Effect| match effect {
        Effect::Free => 'F',
        Effect::Licence => 'L',
        Effect::Prohibited => 'P',
    };
    match verdict.triage() {
        Triage::Ask => format!("ask {}..{}", letter(verdict.at_least()), letter(verdict.at_most())),
        closed => closed.as_str().to_owned(),
    }
}
