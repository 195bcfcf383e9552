//! `audit replay`: decide again what an act decided, by the law and the lists of then.

use crate::failure::{Exit, Failure};
use crate::output::{Format, Output, counted, push_row};
use crate::record;
use clap::Args;
use navicert_record::replay::{ReplayError, Replayed, Replayer};
use serde_json::json;

/// Decide again what acts decided, by the law and the lists of then, and compare bytes
///
/// The law's files are kept with the record, by their digest. Ends with 1 if a decision comes out in
/// another way, or what is kept does not agree with the log.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  navicert audit replay 17\n  navicert audit replay --all --format json"
)]
pub struct Replay {
    /// Numbers of the acts
    #[arg(required_unless_present = "all", value_name = "ACT")]
    acts: Vec<i64>,
    /// Every act that decided something
    #[arg(long, conflicts_with = "acts")]
    all: bool,
    /// How the answer is printed; CSV has a row for each act
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Replay {
    /// Runs the command.
    ///
    /// # Errors
    /// An act that decided nothing, a law that cannot be used.
    pub fn run(self) -> Result<Exit, Failure> {
        let mut store = record::open()?;
        let mut tx = store.read().map_err(|error| record::failed(&error))?;
        let acts = match self.all {
            true => Replayer::acts(&mut *tx, 0).map_err(|error| record::failed(&error))?,
            false => self.acts.clone(),
        };
        let (mut replayer, mut output) = (Replayer::default(), Output::open());
        if self.format == Format::Csv {
            output.put("act,same,differing,faults,law_digest,engine\n")?;
        }
        let mut holds = true;
        for act in acts {
            let done = replayer.replay(&mut *tx, act).map_err(|error| match error {
                ReplayError::Store(error) => record::failed(&error),
                ReplayError::Law { .. } => {
                    Failure::bad(error.to_string(), "use the program of the version that decided")
                }
            })?;
            let done = done.ok_or_else(|| {
                Failure::bad(
                    format!("act {act} decided nothing"),
                    "see `navicert audit log --kind orders`",
                )
            })?;
            holds &= done.holds();
            output.put(&self.told(&done))?;
        }
        output.finish()?;
        Ok(if holds { Exit::Go } else { Exit::Bad })
    }

    fn told(&self, done: &Replayed) -> String {
        let edition = done.edition.as_ref();
        let law = edition.map(|one| one.law_digest.as_str()).unwrap_or_default();
        let engine = edition.map(|one| one.engine.as_str()).unwrap_or_default();
        match self.format {
            Format::Text => text(done, law, engine),
            Format::Json => {
                let differ: Vec<_> = done
                    .differ
                    .iter()
                    .map(|one| {
                        json!({
                            "line": one.id, "revision": one.revision, "kept": one.kept, "now": one.now,
                        })
                    })
                    .collect();
                let object = json!({
                    "act": done.act, "holds": done.holds(), "same": done.same,
                    "differing": done.differing, "differ": differ, "faults": done.faults,
                    "law_digest": law, "engine": engine, "other_engine": done.other_engine,
                });
                format!("{object}\n")
            }
            Format::Csv => {
                let mut out = String::new();
                let numbers =
                    [done.act.to_string(), done.same.to_string(), done.differing.to_string()];
                let faults = done.faults.join("; ");
                let cells =
                    numbers.iter().map(String::as_str).chain([faults.as_str(), law, engine]);
                push_row(&mut out, cells);
                out
            }
        }
    }
}

fn text(done: &Replayed, law: &str, engine: &str) -> String {
    let short = law.get(..12).unwrap_or(law);
    let same = counted(done.same, "decision", "decisions");
    let mut out = match done.holds() {
        true => format!("act {}: {same} byte for byte (law {short}, engine {engine})\n", done.act),
        false => format!(
            "act {}: {same} the same, {} not (law {short}, engine {engine})\n",
            done.act, done.differing
        ),
    };
    if done.other_engine && !done.holds() {
        out.push_str(
            "  the engine of then is another than this one: the difference may be its doing\n",
        );
    }
    for fault in &done.faults {
        out.push_str(&format!("  {fault}\n"));
    }
    for one in &done.differ {
        out.push_str(&format!(
            "  {} revision {}\n    kept {}\n    now  {}\n",
            one.id, one.revision, one.kept, one.now
        ));
    }
    out
}
