//! `orders show`: one kept line, its decision and what it was.

use crate::failure::{Exit, Failure};
use crate::output::{Format, counted, print, push_row};
use crate::record;
use clap::Args;
use navicert_record::judged::quoted;
use navicert_record::look::{self, Shown};
use std::fmt::Write;

/// Show kept order lines: facts, decision, under which law, and what they were before
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  navicert orders show SO-1001/10\n  \
    navicert orders show --format json SO-1001/10 | jq .order | navicert decide --why -")]
pub struct Show {
    /// Ids of the lines
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,
    /// How they are printed; CSV has a row for each revision
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Show {
    /// Runs the command.
    ///
    /// # Errors
    /// A record that cannot be read, an id that is not there.
    pub fn run(self) -> Result<Exit, Failure> {
        let mut store = record::open()?;
        let mut tx = store.read().map_err(|error| record::failed(&error))?;
        let mut out = String::new();
        if self.format == Format::Csv {
            push_row(&mut out, ["id", "revision", "act", "current", "order"]);
        }
        for id in &self.ids {
            let shown = look::show(&mut *tx, id).map_err(|error| record::failed(&error))?;
            let shown = shown.ok_or_else(|| {
                let help =
                    "`navicert orders list` has the lines; ids are compared letter by letter";
                Failure::bad(format!("the record holds no line `{id}`"), help)
            })?;
            match self.format {
                Format::Text => text(&mut out, &shown),
                Format::Json => json(&mut out, &shown),
                Format::Csv => csv(&mut out, &shown),
            }
        }
        print(&out)?;
        Ok(Exit::Go)
    }
}

fn utf8(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn text(out: &mut String, shown: &Shown) {
    let order = &shown.order;
    let day = shown.day.map(|day| day.to_string()).unwrap_or_default();
    let _ = writeln!(out, "{} revision {}, written by act {}", order.id, order.revision, order.act);
    if let (word, Some(act)) = &shown.state {
        let _ = writeln!(out, "  state     {word} (act {act})");
    }
    let _ = writeln!(out, "  facts     {}", utf8(&order.body));
    let _ = writeln!(out, "  decided   {} for {day}", shown.judgement);
    let _ = writeln!(
        out,
        "  under     law {}, lists {}, engine {}",
        short(&shown.edition.law_digest),
        short(&shown.edition.list_digest),
        shown.edition.engine
    );
    if !shown.history.is_empty() {
        let _ =
            writeln!(out, "  before    {}", counted(shown.history.len(), "revision", "revisions"));
    }
    for (revision, act, body) in shown.history.iter().rev() {
        let _ = writeln!(out, "    {revision} (act {act}) {}", utf8(body));
    }
}

fn short(digest: &str) -> &str {
    digest.get(..12).unwrap_or(digest)
}

fn json(out: &mut String, shown: &Shown) {
    let order = &shown.order;
    out.push_str("{\"id\":");
    quoted(out, &order.id);
    let _ = write!(out, ",\"revision\":{},\"act\":{},\"order\":", order.revision, order.act);
    out.push_str(&utf8(&order.body));
    let _ = write!(out, ",\"judgement\":{}", shown.judgement);
    if let Some(day) = shown.day {
        let _ = write!(out, ",\"day\":\"{day}\"");
    }
    let _ = write!(out, ",\"state\":\"{}\"", shown.state.0);
    let edition = &shown.edition;
    let _ = write!(
        out,
        ",\"law_digest\":\"{}\",\"list_digest\":\"{}\",\"engine\":\"{}\",\"history\":[",
        edition.law_digest, edition.list_digest, edition.engine
    );
    for (index, (revision, act, body)) in shown.history.iter().enumerate() {
        let comma = if index > 0 { "," } else { "" };
        let body = utf8(body);
        let _ = write!(out, "{comma}{{\"revision\":{revision},\"act\":{act},\"order\":{body}}}");
    }
    out.push_str("]}\n");
}

fn csv(out: &mut String, shown: &Shown) {
    let order = &shown.order;
    let now = (order.revision, order.act, order.body.clone());
    for (revision, act, body) in shown.history.iter().chain([&now]) {
        let current = if *revision == order.revision { "yes" } else { "no" };
        let cells = [order.id.clone(), revision.to_string(), act.to_string()];
        let body = utf8(body);
        let cells = cells.iter().map(String::as_str).chain([current, body.as_str()]);
        push_row(out, cells);
    }
}
