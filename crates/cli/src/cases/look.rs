//! `cases list`, `show` and `standing`.

use super::{no_line, refused};
use crate::clock::Moment;
use crate::failure::{Exit, Failure};
use crate::output::{Format, print, push_row};
use crate::record;
use clap::{Args, ValueEnum};
use navicert_record::basis::basis;
use navicert_store::Tx;
use navicert_store::cases::{self, Case, CaseState, Evidence, EvidenceState, Signature, Standing};
use serde_json::json;
use std::fmt::Write;

/// List cases
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  navicert cases list\n  navicert cases list --state all --format csv\n  \
    navicert cases list --overdue"
)]
pub struct List {
    /// Which
    #[arg(long, value_enum, default_value = "open")]
    state: Wanted,
    /// Only cases with papers that are due and not here
    #[arg(long)]
    overdue: bool,
    /// How they are printed
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Wanted {
    Open,
    Released,
    Withdrawn,
    All,
}

/// Show a case: why, its papers, its signatures
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  navicert cases show 12")]
pub struct Show {
    /// The case's number
    case: i64,
    /// How it is printed; CSV has a row for each paper
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// Say of order lines whether they are held or released; ends with 1 if one is held
///
/// That no case is open does not say that a line may go: that is what its decision says.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  navicert cases standing SO-1001/10 && ship SO-1001/10")]
pub struct Lines {
    /// Ids of the order lines
    #[arg(required = true, value_name = "ID")]
    lines: Vec<String>,
    /// How it is printed
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// A case with all that belongs to it.
struct Whole {
    case: Case,
    papers: Vec<Evidence>,
    signatures: Vec<Signature>,
    standing: Standing,
}

fn whole(tx: &mut dyn Tx, case: Case) -> Result<Whole, Failure> {
    let failed = |error| record::failed(&error);
    let papers = cases::evidence(tx, case.number).map_err(failed)?;
    let signatures = cases::signatures(tx, case.number).map_err(failed)?;
    let basis = basis(tx, &case.line).map_err(failed)?.unwrap_or_default();
    let standing = match case.state {
        CaseState::Open => Standing::Held(case.number),
        CaseState::Released if case.basis == basis => Standing::Released(case.number),
        CaseState::Released => Standing::Overtaken(case.number),
        CaseState::Withdrawn => Standing::NoCase,
    };
    Ok(Whole { case, papers, signatures, standing })
}

impl Whole {
    /// The state in a word: that of the case, and whether a release was overtaken.
    fn state(&self) -> &'static str {
        match self.standing {
            Standing::Overtaken(_) => "overtaken",
            _ => self.case.state.as_str(),
        }
    }

    fn waiting(&self) -> usize {
        let settled =
            |one: &&Evidence| matches!(one.state, EvidenceState::Accepted | EvidenceState::Waived);
        self.papers.len() - self.papers.iter().filter(settled).count()
    }

    fn signed(&self) -> usize {
        self.signatures.iter().filter(|one| one.stands).count()
    }
}

impl List {
    /// Runs the command.
    ///
    /// # Errors
    /// A record that cannot be read.
    pub fn run(self) -> Result<Exit, Failure> {
        let mut store = record::open()?;
        let mut tx = store.read().map_err(|error| record::failed(&error))?;
        let state = match self.state {
            Wanted::Open => Some(CaseState::Open),
            Wanted::Released => Some(CaseState::Released),
            Wanted::Withdrawn => Some(CaseState::Withdrawn),
            Wanted::All => None,
        };
        let mut all = cases::all(&mut *tx, state).map_err(|error| record::failed(&error))?;
        if self.overdue {
            let late = cases::overdue(&mut *tx, Moment::now().day);
            let late = late.map_err(|error| record::failed(&error))?;
            all.retain(|case| late.iter().any(|(number, _)| *number == case.number));
        }
        let mut out = String::new();
        if self.format == Format::Csv {
            push_row(
                &mut out,
                ["case", "line", "state", "reason", "opened", "by", "waiting", "signed"],
            );
        }
        let none = all.is_empty();
        for case in all {
            let one = whole(&mut *tx, case)?;
            let (case, waiting, signed) = (&one.case, one.waiting(), one.signed());
            match self.format {
                Format::Text => {
                    let _ = writeln!(
                        out,
                        "case {} {}: {} ({}); papers to settle: {waiting}; signatures: {signed}",
                        case.number,
                        one.state(),
                        case.line,
                        case.reason
                    );
                }
                Format::Json => writeln!(out, "{}", object(&one)).unwrap_or_default(),
                Format::Csv => {
                    let numbers =
                        [case.number, waiting as i64, signed as i64].map(|n| n.to_string());
                    let cells = [&numbers[0], &case.line, one.state(), &case.reason, &case.at];
                    push_row(
                        &mut out,
                        cells.into_iter().chain([case.who.as_str(), &numbers[1], &numbers[2]]),
                    );
                }
            }
        }
        if none && self.format == Format::Text {
            out.push_str("there is no such case\n");
        }
        print(&out)?;
        Ok(Exit::Go)
    }
}

impl Show {
    /// Runs the command.
    ///
    /// # Errors
    /// No such case.
    pub fn run(self) -> Result<Exit, Failure> {
        let mut store = record::open()?;
        let mut tx = store.read().map_err(|error| record::failed(&error))?;
        let case = cases::get(&mut *tx, self.case).map_err(|error| refused(&error))?;
        let one = whole(&mut *tx, case)?;
        let out = match self.format {
            Format::Text => text(&one),
            Format::Json => format!("{}\n", object(&one)),
            Format::Csv => rows(&one),
        };
        print(&out)?;
        Ok(Exit::Go)
    }
}

impl Lines {
    /// Runs the command.
    ///
    /// # Errors
    /// A line that is not there.
    pub fn run(self) -> Result<Exit, Failure> {
        let mut store = record::open()?;
        let mut tx = store.read().map_err(|error| record::failed(&error))?;
        let (mut out, mut held) = (String::new(), false);
        if self.format == Format::Csv {
            push_row(&mut out, ["line", "standing", "case"]);
        }
        for line in &self.lines {
            let basis = basis(&mut *tx, line).map_err(|error| record::failed(&error))?;
            let basis = basis.ok_or_else(|| no_line(line))?;
            let standing = cases::standing(&mut *tx, line, &basis);
            let standing = standing.map_err(|error| record::failed(&error))?;
            let case = match standing {
                Standing::NoCase => None,
                Standing::Held(n) | Standing::Released(n) | Standing::Overtaken(n) => Some(n),
            };
            held |= matches!(standing, Standing::Held(_) | Standing::Overtaken(_));
            let word = standing.as_str();
            match self.format {
                Format::Text => {
                    let case = case.map(|n| format!(" by case {n}")).unwrap_or_default();
                    let _ = writeln!(out, "{line}: {word}{case}");
                }
                Format::Json => {
                    let object = json!({ "line": line, "standing": word, "case": case });
                    let _ = writeln!(out, "{object}");
                }
                Format::Csv => {
                    let case = case.map(|n| n.to_string()).unwrap_or_default();
                    push_row(&mut out, [line.as_str(), word, &case]);
                }
            }
        }
        print(&out)?;
        Ok(if held { Exit::Bad } else { Exit::Go })
    }
}

fn text(one: &Whole) -> String {
    let case = &one.case;
    let mut out = format!(
        "case {} {}: {}\n  opened {} by {}: {} ({})\n",
        case.number,
        one.state(),
        case.line,
        case.at,
        case.who,
        case.note,
        case.reason
    );
    for paper in &one.papers {
        let due = paper.due.map(|due| format!(", due {due}")).unwrap_or_default();
        let of = if paper.whom.is_empty() { String::new() } else { format!(" of {}", paper.whom) };
        let _ = write!(
            out,
            "  paper {} {}: {}{of}{due}",
            paper.number,
            paper.state.as_str(),
            paper.pack
        );
        if !paper.paper.reference.is_empty() {
            let _ = write!(out, "; {}", paper.paper.reference);
        }
        let note = if paper.note.is_empty() { String::new() } else { format!(" ({})", paper.note) };
        let _ = writeln!(out, "{note}");
    }
    for one in &one.signatures {
        let void = if one.stands { "" } else { ", void" };
        let _ = writeln!(
            out,
            "  signed {} by {}{void}: {} ({}), papers {}",
            one.at, one.who, one.note, one.reason, one.evidence
        );
    }
    if one.standing.as_str() == "overtaken" {
        out.push_str("  the line or its decision has changed since the release: it is held again; open a new case\n");
    }
    out
}

fn object(one: &Whole) -> serde_json::Value {
    let case = &one.case;
    let papers: Vec<_> = one
        .papers
        .iter()
        .map(|one| {
            json!({
                "paper": one.number, "pack": one.pack, "whom": one.whom,
                "due": one.due.map(|day| day.to_string()), "state": one.state.as_str(),
                "reference": one.paper.reference,
                "dated": one.paper.dated.map(|day| day.to_string()),
                "sha256": one.paper.sha256, "note": one.note,
            })
        })
        .collect();
    let signatures: Vec<_> = one
        .signatures
        .iter()
        .map(|one| {
            json!({
                "who": one.who, "at": one.at, "reason": one.reason, "note": one.note,
                "evidence": one.evidence, "stands": one.stands,
            })
        })
        .collect();
    json!({
        "case": case.number, "line": case.line, "state": one.state(), "reason": case.reason,
        "note": case.note, "opened": case.at, "by": case.who, "papers": papers,
        "signatures": signatures,
    })
}

fn rows(one: &Whole) -> String {
    let mut out = String::new();
    push_row(
        &mut out,
        ["case", "line", "paper", "pack", "whom", "due", "state", "reference", "sha256"],
    );
    for paper in &one.papers {
        let numbers = [one.case.number, paper.number].map(|n| n.to_string());
        let due = paper.due.map(|day| day.to_string()).unwrap_or_default();
        let cells = [&numbers[0], &one.case.line, &numbers[1], &paper.pack, &paper.whom, &due];
        let state = paper.state.as_str();
        let rest = [state, &paper.paper.reference, &paper.paper.sha256];
        push_row(&mut out, cells.into_iter().map(String::as_str).chain(rest));
    }
    out
}
