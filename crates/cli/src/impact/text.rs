//! Impact for a person.

use super::Source;
use super::json::policy_text;
use crate::failure::Failure;
use crate::output::{Output, counted, grouped};
use navicert_model::amount::Decimal;
use navicert_model::verdict::Triage;
use navicert_record::change::{Change, Days};
use navicert_record::impact::{Impact, Move, MoveKey};
use navicert_record::licensed::triage;
use navicert_record::outcome::Difference;
use navicert_record::stock::KnownBy;
use std::collections::BTreeMap;
use std::fmt::Write;

/// At most this many changed lines are listed; CSV and JSON have all.
const LISTED: usize = 40;
/// At most this many clauses are named.
const NAMED: usize = 6;

/// Writes the answer.
///
/// # Errors
/// Output that cannot be written.
pub fn write(
    source: &Source,
    change: &Change,
    found: &Impact,
    summary: bool,
    why: bool,
) -> Result<(), Failure> {
    let mut output = Output::open();
    let mut out = String::new();
    head(&mut out, source, change, found);
    for (key, sum) in &found.moves {
        one_move(&mut out, key, sum);
    }
    third_country(&mut out, found);
    licences(&mut out, source);
    stock(&mut out, source);
    if !summary {
        lines(&mut out, source, found, why);
    }
    output.put(&out)?;
    output.finish()
}

fn head(out: &mut String, source: &Source, change: &Change, found: &Impact) {
    let days = match change.days {
        Days::Own(day) => format!("each line on its own day, or on {day}"),
        Days::Between(first, second) => format!("every line on {first} and on {second}"),
    };
    let _ = writeln!(
        out,
        "{} of {} changed ({days}; orders: {})",
        grouped(found.changed.len() as u64),
        counted(found.lines, "open line", "open lines"),
        source.place
    );
    if found.closed > 0 {
        let _ =
            writeln!(out, "{} not looked at", counted(found.closed, "closed line", "closed lines"));
    }
    let named: Vec<&str> = found.clauses.iter().take(NAMED).map(String::as_str).collect();
    let more = found.clauses.len().saturating_sub(NAMED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let _ = match found.clauses.is_empty() {
        true => writeln!(out, "no clause says anything else"),
        false => writeln!(
            out,
            "{} may say something else: {}{more}; {} to decide",
            counted(found.clauses.len(), "clause", "clauses"),
            named.join(", "),
            counted(found.candidates, "line was", "lines were"),
        ),
    };
    let verdicts: usize = found.triage[1].iter().sum();
    if verdicts > 0 {
        let _ = writeln!(out, "\nlines with another verdict");
        for triage in Triage::ALL.into_iter().rev() {
            let (before, after) = found.triage(triage);
            let (before, after) = (grouped(before as u64), grouped(after as u64));
            let _ = writeln!(out, "  {:<8} {before:>9} → {after}", triage.as_str());
        }
    }
    if !found.moves.is_empty() {
        out.push('\n');
    }
}

fn one_move(out: &mut String, key: &MoveKey, sum: &Move) {
    let (difference, before, before_policy, after, after_policy) = key;
    let with = |verdict: String, policy: &[(String, String)]| match policy.is_empty() {
        true => verdict,
        false => format!("{verdict} ({})", policy_text(policy)),
    };
    let from = with(before.to_string(), before_policy);
    let to = with(after.to_string(), after_policy);
    let note = match difference {
        Difference::Verdict | Difference::Policy => "",
        Difference::OneLaw => ", another law stays stricter",
        Difference::Grounds => ", other grounds, duties or questions",
        Difference::None => "",
    };
    let without = match sum.without_value {
        0 => String::new(),
        lines => format!(" and {} without value", counted(lines, "line", "lines")),
    };
    let _ = writeln!(
        out,
        "{from} → {to}{note}\n  {}, {}{without}; {}, {}",
        counted(sum.lines, "line", "lines"),
        value(&sum.value),
        counted(sum.customers.len(), "set of parties", "sets of parties"),
        counted(sum.parts.len(), "part", "parts"),
    );
}

fn value(sum: &BTreeMap<&'static str, Decimal>) -> String {
    let each = sum.iter().map(|(currency, value)| {
        let whole = value.trunc().to_string().parse::<u64>().map(grouped);
        format!("{} {currency}", whole.unwrap_or_else(|_| value.to_string()))
    });
    let each: Vec<String> = each.collect();
    if each.is_empty() { "no value".to_owned() } else { each.join(" + ") }
}

fn third_country(out: &mut String, found: &Impact) {
    if found.third_country.is_empty() {
        return;
    }
    let _ = writeln!(out, "goods passed on from another country than their own:");
    for ((origin, from, to), (lines, sum)) in &found.third_country {
        let to = if to.is_empty() { "not said" } else { to };
        let lines = counted(*lines, "line", "lines");
        let _ = writeln!(out, "  of {origin}, {from} → {to}: {lines}, {}", value(sum));
    }
}

fn licences(out: &mut String, source: &Source) {
    if source.licences.is_empty() {
        return;
    }
    let _ =
        writeln!(out, "{} touched:", counted(source.licences.len(), "licence is", "licences are"));
    for one in &source.licences {
        let left = match one.left.is_empty() {
            true => "no limits".to_owned(),
            false => format!("{} left", one.left.join(", ")),
        };
        let _ = writeln!(out, "  {} ({}, until {}): {left}", one.id, one.law, one.until);
        if !one.lines.is_empty() {
            let lines = counted(one.lines.len(), "changed line draws", "changed lines draw");
            let _ = writeln!(out, "    {lines} on it; afterwards {}", triage(&one.after));
        }
        for allowed in one.allowed.iter().take(NAMED) {
            let code = if allowed.code.is_empty() { "what it allows" } else { &allowed.code };
            let to = if allowed.to.is_empty() { "anywhere" } else { &allowed.to };
            let [then, now] = allowed.policies.each_ref().map(|all| match all.is_empty() {
                true => String::new(),
                false => format!(" ({})", all.join("; ")),
            });
            let (before, after) = (allowed.before, allowed.after);
            let clauses = match allowed.clauses.as_slice() {
                [] => String::new(),
                all => format!("; see {}", all.join(", ")),
            };
            let _ = match before == after && then == now {
                true => {
                    writeln!(out, "    it allows {code} to {to}: {after}{now} as before{clauses}")
                }
                false => writeln!(
                    out,
                    "    it allows {code} to {to}: {before}{then} → {after}{now}{clauses}"
                ),
            };
        }
        if one.allowed.len() > NAMED {
            let more = one.allowed.len() - NAMED;
            let _ = writeln!(out, "    … {more} more; `--format json` has them all");
        }
        if one.partly {
            let _ = writeln!(out, "    it allows more than was looked at: check it by hand");
        }
    }
}

fn stock(out: &mut String, source: &Source) {
    let (unknown, known): (Vec<_>, Vec<_>) =
        source.stock.iter().partition(|one| one.known_by == KnownBy::Nothing);
    if !known.is_empty() {
        let rows = counted(known.len(), "row of stock is", "rows of stock are");
        let _ = writeln!(out, "{rows} touched:");
    }
    for one in known.iter().take(LISTED) {
        let lines = match one.lines {
            0 => "on no changed line".to_owned(),
            lines => counted(lines, "changed line", "changed lines"),
        };
        let clauses = match one.clauses.as_slice() {
            [] => String::new(),
            all => format!("; see {}", all.join(", ")),
        };
        let _ = writeln!(out, "  {} at {}: {}; {lines}{clauses}", one.part, one.site, one.quantity);
    }
    if known.len() > LISTED {
        let _ = writeln!(out, "  … {} more; `--format json` has them all", known.len() - LISTED);
    }
    if !unknown.is_empty() {
        let rows = counted(unknown.len(), "row of stock", "rows of stock");
        let parts: Vec<&str> = unknown.iter().take(NAMED).map(|one| one.part.as_str()).collect();
        let more = if unknown.len() > NAMED { ", …" } else { "" };
        let _ = writeln!(
            out,
            "{rows} may be touched, of parts that no table and no order line says the \
             codes of: {}{more}",
            parts.join(", ")
        );
    }
}

fn lines(out: &mut String, source: &Source, found: &Impact, why: bool) {
    let shown = found.changed.iter().filter(|(_, outcome)| {
        matches!(
            found.outcomes[*outcome as usize].difference(),
            Difference::Verdict | Difference::Policy
        )
    });
    let all: Vec<_> = shown.collect();
    if all.is_empty() {
        return;
    }
    out.push('\n');
    for (line, outcome) in all.iter().take(LISTED) {
        let outcome = &found.outcomes[*outcome as usize];
        let value = source.book.value(*line).map(|value| value.to_string()).unwrap_or_default();
        let _ = writeln!(
            out,
            "{:<16} {} → {}   {}   {}   {value}",
            source.id(*line),
            outcome.before.verdict,
            outcome.after.verdict,
            source.book.customer_of(*line),
            source.book.part_of(*line),
        );
        if why {
            for clause in found.clauses.iter().filter(|id| outcome.names(id)) {
                let _ = writeln!(out, "  {clause}");
            }
        }
    }
    if all.len() > LISTED {
        let _ = writeln!(
            out,
            "… {} more; `--format csv` has them all",
            grouped((all.len() - LISTED) as u64)
        );
    }
}
