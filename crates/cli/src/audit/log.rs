//! `audit log` and `audit head`.

use crate::failure::{Exit, Failure};
use crate::output::{Format, Output, print, push_row};
use crate::record;
use clap::Args;
use navicert_store::acts::{self, Kept};
use navicert_store::audit::{self, leaf};

/// Print the acts: who did what to what, when
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  navicert audit log\n  navicert audit log --after 120 --kind licences --format csv\n  \
    navicert audit log --subject CN-2026-0042 --format json"
)]
pub struct Log {
    /// Only acts after this number
    #[arg(long, default_value_t = 0)]
    after: i64,
    /// Only acts of this kind, or of kinds that begin with it
    #[arg(long)]
    kind: Option<String>,
    /// Only acts on this: an order line, a licence, a law
    #[arg(long)]
    subject: Option<String>,
    /// Only acts by this person
    #[arg(long)]
    by: Option<String>,
    /// How they are printed; JSON is what is hashed
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// Print the newest signed head of the log, to be kept elsewhere
///
/// Who keeps it can show later that the log up to here was not rewritten: `audit verify --known`.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  navicert audit head | mail -s 'head of today' auditor@example.org"
)]
pub struct Head {}

impl Log {
    /// Runs the command.
    ///
    /// # Errors
    /// A record that cannot be read.
    pub fn run(self) -> Result<Exit, Failure> {
        let mut store = record::open()?;
        let mut tx = store.read().map_err(|error| record::failed(&error))?;
        let mut output = Output::open();
        if self.format == Format::Csv {
            let mut head = String::new();
            push_row(&mut head, ["act", "at", "who", "kind", "subject", "payload"]);
            output.put(&head)?;
        }
        let mut last = self.after;
        loop {
            let page =
                acts::after(&mut *tx, last, 1_000).map_err(|error| record::failed(&error))?;
            let Some(end) = page.last() else { break };
            last = end.seq;
            for act in page.iter().filter(|act| self.wants(act)) {
                output.put(&self.line(act))?;
            }
        }
        output.finish()?;
        Ok(Exit::Go)
    }

    fn wants(&self, act: &Kept) -> bool {
        self.kind.as_ref().is_none_or(|kind| act.kind.starts_with(kind.as_str()))
            && self.subject.as_ref().is_none_or(|subject| act.subject == *subject)
            && self.by.as_ref().is_none_or(|who| act.who == *who)
    }

    fn line(&self, act: &Kept) -> String {
        let payload = String::from_utf8_lossy(&act.payload);
        match self.format {
            Format::Text => format!(
                "{} {} {} {} {}\n    {payload}\n",
                act.seq, act.at, act.who, act.kind, act.subject
            ),
            Format::Json => format!("{}\n", String::from_utf8_lossy(&leaf::bytes(act))),
            Format::Csv => {
                let mut out = String::new();
                let seq = act.seq.to_string();
                push_row(&mut out, [&seq, &act.at, &act.who, &act.kind, &act.subject, &*payload]);
                out
            }
        }
    }
}

impl Head {
    /// Runs the command.
    ///
    /// # Errors
    /// A record that cannot be read, a log that nobody has signed.
    pub fn run(self) -> Result<Exit, Failure> {
        let mut store = record::open()?;
        let mut tx = store.read().map_err(|error| record::failed(&error))?;
        let head = audit::last_head(&mut *tx).map_err(|error| record::failed(&error))?;
        let head = head.ok_or_else(|| {
            Failure::bad("nothing is signed yet", "the first command that writes signs the log")
        })?;
        print(&format!("{}\n", head.to_json()))?;
        Ok(Exit::Go)
    }
}
