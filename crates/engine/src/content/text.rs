//! An answer as a person reads it.

use super::json::{NONE_REACHES, amount, place, shares, state_word};
use super::questions::percent_of;
use super::worth::Valued;
use super::{Answer, Counts, LawAnswer, LineAnswer, TestAnswer, direction};
use navicert_model::bom::Product;
use navicert_model::transfer::Code;
use navicert_model::tri::Tri;
use std::fmt::Write;

/// How many lines and questions of a law a person is shown.
const SHOWN: usize = 12;

/// Writes an answer; with `all`, every line of the threshold that decides.
pub fn write(out: &mut String, answer: &Answer<'_>, all: bool) {
    let transfer = answer.transfer;
    let id = transfer.id.as_deref().unwrap_or("(no id)");
    let what = transfer.item.description.as_deref().unwrap_or("item not described");
    let route = format!("{} → {}", place(&transfer.from), place(&transfer.to));
    let _ = writeln!(out, "{id}   {what}, {route}   on {}", answer.on);
    for law in &answer.laws {
        write_law(out, answer, law, all);
    }
    if !answer.assumed.is_empty() {
        let taken: Vec<String> =
            answer.assumed.iter().map(|(name, value)| format!("{name} {value}")).collect();
        let _ = writeln!(out, "  taken for granted: {}", taken.join(", "));
    }
}

fn write_law(out: &mut String, answer: &Answer<'_>, law: &LawAnswer, all: bool) {
    let name = &answer.book.laws[law.law].name;
    let Some((first, others)) = law.tests.split_first() else {
        let _ = writeln!(out, "  {name}: {NONE_REACHES}");
        return;
    };
    let result = match law.result {
        Tri::Yes => "PAST",
        Tri::No => "within",
        Tri::Unknown => "open",
    };
    let _ = writeln!(out, "  {name}: {result:<6} {}", sentence(answer, first));
    write_lines(out, answer, first, all);
    for test in others {
        let crossed = match test.share.crossed {
            Tri::Yes => "past",
            Tri::No => "within",
            Tri::Unknown => "open",
        };
        let _ = writeln!(out, "    also {crossed:<6} {}", sentence(answer, test));
    }
    write_questions(out, law);
}

fn sentence(answer: &Answer<'_>, test: &TestAnswer) -> String {
    let rule = &answer.rules.rules[test.reached.rule];
    let (lo, hi) = shares(answer, test);
    let share = if lo == hi { lo } else { format!("{lo} to {hi}") };
    let (product, valued) = answer.scope(test);
    let whole = valued.most.first().copied().flatten();
    let mut of =
        whole.map_or("a value that is unknown".to_owned(), |whole| amount(whole, valued.currency));
    if test.of.is_some() {
        let part = &product.bill.parts()[product.root].name;
        of = format!("`{part}` ({of}), of which the law asks it");
    }
    let mut text = format!(
        "{share} of {of}; {} {}",
        direction(answer.rules, test).as_str(),
        rule.compare.bound
    );
    if test.reached.reach != Tri::Yes {
        text.push_str(", if it is this product's");
    }
    if state_word(test) != "in-force" {
        let _ = write!(text, " [{}]", state_word(test));
    }
    let book = answer.book;
    let ids: Vec<&str> = test
        .reached
        .clauses
        .iter()
        .take(3)
        .map(|(clause, _)| book.clauses[clause.0 as usize].id.as_str())
        .collect();
    let more = test.reached.clauses.len().saturating_sub(ids.len());
    let _ = write!(text, "   {}", ids.join(" "));
    if more > 0 {
        let _ = write!(text, " and {more} more");
    }
    text
}

fn write_lines(out: &mut String, answer: &Answer<'_>, test: &TestAnswer, all: bool) {
    let counts = |line: &&LineAnswer| matches!(line.counts, Counts::In | Counts::May);
    let mut lines: Vec<&LineAnswer> =
        test.lines.iter().filter(|line| all || counts(line)).collect();
    if !all {
        // The weightiest first; what nobody has valued before all.
        lines.sort_by(|a, b| match (a.value, b.value) {
            (None, None) => std::cmp::Ordering::Equal,
            (None, Some(_)) => std::cmp::Ordering::Less,
            (Some(_), None) => std::cmp::Ordering::Greater,
            (Some(a), Some(b)) => b.cmp(&a),
        });
    }
    let shown = if all { lines.len() } else { SHOWN };
    for line in lines.iter().take(shown) {
        write_line(out, answer.scope(test), line);
    }
    let more = lines.len().saturating_sub(shown);
    let rest = test.lines.len() - lines.len();
    if more > 0 {
        let _ = writeln!(out, "      … and {more} more that count or may count");
    }
    if rest > 0 {
        let lines = if rest == 1 { "line does" } else { "lines do" };
        let _ = writeln!(out, "      {rest} {lines} not count (`--lines` shows all)");
    }
}

fn write_line(out: &mut String, (product, valued): (&Product, &Valued), line: &LineAnswer) {
    let part = &product.bill.parts()[valued.parts[line.place]];
    let codes: Vec<String> = part
        .item
        .codes
        .iter()
        .filter_map(|(scheme, code)| match code {
            Code::Listed(code) => Some(format!("{scheme} {code}")),
            Code::None => Some(format!("{scheme} none")),
            Code::Unknown => None,
        })
        .collect();
    let share = line.value.and_then(|value| percent_of(valued, value));
    let share =
        share.map_or("?".to_owned(), |share| format!("{} %", share.round_dp(4).normalize()));
    let what = part.item.description.as_deref().map(|text| format!(" {text}")).unwrap_or_default();
    let why = match line.counts {
        Counts::Inside => "in a part that counts whole".to_owned(),
        _ => line.met.why.join("; "),
    };
    let _ = writeln!(
        out,
        "      {:<6} {share:>10}  {}{what}  [{}{}]  {why}",
        line.counts.as_str(),
        part.name,
        place(&part.item.origin),
        codes.iter().map(|code| format!(", {code}")).collect::<String>(),
    );
}

fn write_questions(out: &mut String, law: &LawAnswer) {
    if !law.questions.is_empty() {
        let _ = writeln!(out, "    to settle it, ask:");
    }
    for question in law.questions.iter().take(SHOWN) {
        let share = question.share.map(|share| format!("; {} %", share.round_dp(4).normalize()));
        let _ = writeln!(
            out,
            "      · {} (ask the {}{})",
            question.ask,
            question.whom,
            share.unwrap_or_default()
        );
    }
    let more = law.questions.len().saturating_sub(SHOWN);
    if more > 0 {
        let _ = writeln!(out, "      … and {more} more");
    }
    for word in &law.open_because {
        let _ = writeln!(
            out,
            "    open whatever is answered: {}",
            crate::render::text::explain_word(word)
        );
    }
}
