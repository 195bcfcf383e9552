//! Questions at a terminal: the next best one, until the laws are settled or the user stops.

use crate::failure::Failure;
use crate::output::complain;
use navicert_engine::classify::parts::Part;
use navicert_engine::classify::{Answer, Classifier, Question, Status};
use navicert_model::amount::AmountRange;
use navicert_model::vocabulary::{Tag, TagPlace, parameter_unit};
use std::io::{self, BufRead, IsTerminal};

/// Whether there is a person to ask.
pub fn is_possible() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// Asks until nothing is open that an answer can settle.
///
/// # Errors
/// Input that cannot be read.
pub fn go_on(
    classifier: &mut Classifier<'_>,
    part: &mut Part,
    mut answer: Answer,
) -> Result<Answer, Failure> {
    let mut passed: Vec<(String, Option<String>)> = Vec::new();
    while let Some((law, question)) = next(&answer, &passed) {
        complain(&format!("{} (Enter to pass, q to stop)\n", question.ask));
        for (reply, to) in &question.leads {
            complain(&format!("    {reply} → {to}\n"));
        }
        complain("> ");
        let mut reply = String::new();
        if io::stdin().lock().read_line(&mut reply)? == 0 || reply.trim() == "q" {
            break;
        }
        let reply = reply.trim();
        if reply.is_empty() {
            passed.push((question.fact.clone(), question.about.clone()));
            continue;
        }
        match take(part, &law, &question, reply) {
            Ok(()) => answer = classifier.classify(&part.transfer, &part.said),
            Err(help) => complain(&format!("{help}\n")),
        }
    }
    Ok(answer)
}

/// The question that most of the open laws ask, the one with most answers first.
fn next(answer: &Answer, passed: &[(String, Option<String>)]) -> Option<(String, Question)> {
    let open = answer.laws.iter().filter(|law| law.status == Status::Unknown);
    let mut best: Option<(usize, usize, String, Question)> = None;
    for law in open {
        for question in &law.questions {
            let known = (question.fact.clone(), question.about.clone());
            let is_choice = question.fact.starts_with("item.codes.") && question.about.is_none();
            if passed.contains(&known) || is_choice {
                continue;
            }
            let asks = |other: &&navicert_engine::classify::LawAnswer| {
                other
                    .questions
                    .iter()
                    .any(|one| one.fact == question.fact && one.about == question.about)
            };
            let count = answer.laws.iter().filter(asks).count();
            let rank = (count, question.leads.len());
            if best.as_ref().is_none_or(|one| (one.0, one.1) < rank) {
                best = Some((rank.0, rank.1, law.law.clone(), question.clone()));
            }
        }
    }
    best.map(|(_, _, law, question)| (law, question))
}

fn take(part: &mut Part, law: &str, question: &Question, reply: &str) -> Result<(), String> {
    let item = &mut part.transfer.item;
    let yes = match reply.to_lowercase().as_str() {
        "y" | "yes" => Some(true),
        "n" | "no" => Some(false),
        _ => None,
    };
    if let Some(code) = &question.about {
        let yes = yes.ok_or("answer yes or no")?;
        part.said.push((law.to_owned(), code.clone(), yes));
        return Ok(());
    }
    if let Some(name) = question.fact.strip_prefix("item.parameters.") {
        let unit = parameter_unit(name).ok_or("this cannot be answered here")?;
        let range = match AmountRange::parse(reply) {
            Ok(range) if range.dimension() == unit.dimension() => range,
            // A bare number is in the unit of the question.
            _ => AmountRange::parse(&format!("{reply} {unit}"))
                .map_err(|error| format!("{error}; {}", error.help()))?,
        };
        item.parameters.retain(|(known, _)| **known != *name);
        item.parameters.push((name.into(), range));
        item.parameters.sort_by(|a, b| a.0.cmp(&b.0));
        return Ok(());
    }
    let word = question.fact.strip_prefix("item.").unwrap_or_default();
    let tag = Tag::parse(TagPlace::Item, word).map_err(|_| "this cannot be answered here")?;
    let yes = yes.ok_or("answer yes or no")?;
    item.tags = if yes { item.tags.with_yes(tag) } else { item.tags.with_no(tag) };
    Ok(())
}
