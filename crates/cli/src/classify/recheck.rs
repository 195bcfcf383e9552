//! `--recheck`: which parts a change of the lists touches.

use super::{Classify, load, read_parts, tell_bad};
use crate::failure::{Exit, Failure};
use crate::output::{Format, Output, complain, counted, push_row};
use navicert_engine::classify::parts::{Part, PartLine};
use navicert_engine::classify::recheck::{Touched, json, recheck};
use navicert_engine::classify::{Classifier, Law};
use navicert_model::day::Day;

/// Rechecks every part of the files.
///
/// # Errors
/// A law that cannot be used, a part without an earlier day, output that cannot be written.
pub fn run(arguments: &Classify, law: &Law, on: Day, known: Day) -> Result<Exit, Failure> {
    let old_law = arguments.old_law.as_deref().map(|path| load(Some(path))).transpose()?;
    let mut old = Classifier::new(old_law.as_ref().unwrap_or(law), on, known, &arguments.laws);
    let mut new = Classifier::new(law, on, known, &arguments.laws);
    let mut output = Output::open();
    let (mut looked, mut touched, mut bad) = (0, 0, 0);
    if arguments.format == Format::Csv {
        let mut head = String::new();
        push_row(&mut head, ["id", "from", "to", "law", "was", "now", "why"]);
        output.put(&head)?;
    }
    for path in &arguments.file {
        let parts = read_parts(path, arguments.input_format)?;
        tell_bad(Some(path), &parts);
        for line in &parts.lines {
            let Ok(part) = &line.result else {
                bad += 1;
                continue;
            };
            let Some(since) = earlier(arguments, part, on) else {
                bad += 1;
                complain(&format!(
                    "error: {}:{}: nobody says when the part was classified\n help: give a column `classified_on`, or `--since DAY`\n",
                    path.display(),
                    line.line
                ));
                continue;
            };
            let found = recheck(&mut old, &mut new, part, (since, on));
            looked += 1;
            touched += usize::from(!found.is_empty());
            output.put(&shown(arguments.format, line, (since, on), &found))?;
        }
    }
    output.finish()?;
    let parts = counted(looked, "part", "parts");
    complain(&format!("{} of {parts} touched\n", touched));
    Ok(if bad > 0 { Exit::Bad } else { Exit::Go })
}

/// The day of the part's oldest classification; with another law, the same day will do.
fn earlier(arguments: &Classify, part: &Part, on: Day) -> Option<Day> {
    let stated = part.classified.iter().filter_map(|one| one.on).min();
    arguments.since.or(stated).or(part.dated).or(arguments.old_law.as_ref().map(|_| on))
}

fn shown(format: Format, line: &PartLine, days: (Day, Day), found: &[Touched]) -> String {
    let id = line.id.as_deref();
    let side = |side: &(navicert_engine::classify::Status, Option<String>)| match &side.1 {
        Some(code) => format!("{} {code}", side.0.as_str()),
        None => side.0.as_str().to_owned(),
    };
    let mut out = String::new();
    match format {
        Format::Json => out = format!("{}\n", json(id, days, found)),
        Format::Csv => {
            for one in found {
                let (was, now, why) = (side(&one.was), side(&one.now), one.why.join("; "));
                let (from, to) = (days.0.to_string(), days.1.to_string());
                push_row(
                    &mut out,
                    [id.unwrap_or_default(), &from, &to, &one.law, &was, &now, &why],
                );
            }
        }
        Format::Text => {
            for one in found {
                out.push_str(&format!(
                    "{}  {}  {} → {}  ({} → {})\n",
                    id.unwrap_or("part"),
                    one.law,
                    side(&one.was),
                    side(&one.now),
                    days.0,
                    days.1
                ));
                one.why.iter().for_each(|why| out.push_str(&format!("    {why}\n")));
            }
        }
    }
    out
}
