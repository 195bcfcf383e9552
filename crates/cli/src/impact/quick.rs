//! Count and value of other verdicts, without reasons.

use super::Source;
use crate::failure::{Exit, Failure};
use crate::output::{Format, counted, grouped, print, push_row};
use crate::record;
use navicert_record::change::Change;
use navicert_record::quick::{Quick, Sum, quick};
use navicert_record::without::without;
use std::fmt::Write;

/// Asks the kept judgements and prints; whether they tell.
///
/// # Errors
/// A record that cannot be read, output that cannot be written.
pub fn kept(change: &Change, format: Format) -> Result<bool, Failure> {
    let mut store = record::open()?;
    let place = store.place().to_owned();
    let mut tx = store.read().map_err(|error| record::failed(&error))?;
    let found = without(&mut *tx, change).map_err(|error| record::failed(&error))?;
    let Some(found) = found.filter(|found| found.lines > 0) else { return Ok(false) };
    put(&place, &found, format)?;
    Ok(true)
}

fn put(place: &str, found: &Quick, format: Format) -> Result<(), Failure> {
    print(&match format {
        Format::Text => text(place, found),
        Format::Json => json(found),
        Format::Csv => csv(found),
    })
}

/// Asks and prints.
///
/// # Errors
/// Output that cannot be written.
pub fn run(source: &mut Source, change: &Change, format: Format) -> Result<Exit, Failure> {
    let already = source.already(change)?;
    let found = quick(&source.book, change, &already);
    source.name_lines(&found.undecided)?;
    put(&source.place, &found, format)?;
    source.undecided(&found.undecided);
    Ok(if source.bad > 0 || !found.undecided.is_empty() { Exit::Bad } else { Exit::Go })
}

fn value(sum: &Sum) -> String {
    let each: Vec<String> =
        sum.iter().map(|(currency, value)| format!("{value} {currency}")).collect();
    if each.is_empty() { "no value".to_owned() } else { each.join(" + ") }
}

fn text(place: &str, found: &Quick) -> String {
    let lines: usize = found.moves.values().map(|(lines, _)| lines).sum();
    let mut out = format!(
        "{} of {} under another verdict; {} to decide; orders: {}\n",
        grouped(lines as u64),
        counted(found.lines, "open line", "open lines"),
        counted(found.candidates, "line was", "lines were"),
        place
    );
    for ((before, after), (lines, sum)) in &found.moves {
        let lines = counted(*lines, "line", "lines");
        let _ = writeln!(out, "  {before} → {after}: {lines}, {}", value(sum));
    }
    if found.policies {
        out.push_str("the policy of licences may change too; ask without `--quick`\n");
    }
    out
}

fn json(found: &Quick) -> String {
    let mut out = format!(
        "{{\"lines\":{},\"looked_at\":{},\"undecided\":{},\"policies_may_change\":{},\"moves\":[",
        found.lines,
        found.candidates,
        found.undecided.len(),
        found.policies
    );
    for (index, ((before, after), (lines, sum))) in found.moves.iter().enumerate() {
        let comma = if index > 0 { "," } else { "" };
        let sums: Vec<String> =
            sum.iter().map(|(currency, value)| format!("\"{currency}\":\"{value}\"")).collect();
        let sums = sums.join(",");
        let _ = write!(
            out,
            "{comma}{{\"before\":\"{before}\",\"after\":\"{after}\",\"lines\":{lines},\
             \"value\":{{{sums}}}}}"
        );
    }
    out.push_str("]}\n");
    out
}

fn csv(found: &Quick) -> String {
    let mut out = String::new();
    push_row(&mut out, ["before", "after", "lines", "value"]);
    for ((before, after), (lines, sum)) in &found.moves {
        let cells = [before.to_string(), after.to_string(), lines.to_string(), value(sum)];
        push_row(&mut out, cells.iter().map(String::as_str));
    }
    out
}
