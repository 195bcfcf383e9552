//! Random law as text in the law language.

use super::law::{
    ACTS, Change, ChangeKind, Clause, Cond, Entry, GROUP, Kind, LISTS, Law, Line, PARAMETERS,
    PARTY_LISTS, Place, Target, Threshold,
};
use navicert_model::day::Day;
use navicert_model::verdict::Effect;
use navicert_rules::law::SourceFile;
use std::fmt::Write;

/// The law's files: one with what all acts share, one an act.
pub(super) fn files(law: &Law) -> Vec<SourceFile> {
    let mut files = vec![SourceFile { name: "cn/law.law".to_owned(), text: shared(law) }];
    files.push(SourceFile {
        name: "us/law.law".to_owned(),
        text: "law us \"United States\"\n\nlist us/entity-list \"Parties\"\n".to_owned(),
    });
    for (act, id) in ACTS.iter().enumerate() {
        files.push(SourceFile { name: format!("{id}.law"), text: act_text(law, act) });
    }
    files
}

fn shared(law: &Law) -> String {
    let mut out = String::from("law cn \"China\"\n  complete to 2026-10-09\n\n");
    let (always, later, from) = GROUP;
    let _ = writeln!(
        out,
        "group cn/group \"Group\"\n  members {always}\n  members {later} since {from}\n"
    );
    for list in LISTS {
        let _ = writeln!(out, "list {list} \"Items\"\n  scheme cn\n");
    }
    let _ = writeln!(out, "list {} \"Parties\"", PARTY_LISTS[0]);
    if let Some(cond) = &law.define {
        out.push_str("\ndefine cn/linked\n");
        block(cond, 1, law, &mut out);
    }
    out
}

fn act_text(law: &Law, act: usize) -> String {
    let mut out = format!(
        "act {id} \"Act {id}\"\n  issuer \"Ministry\"\n  published 2026-01-01\n  \
         source https://example.org/{id}\n  basis official-text\n",
        id = ACTS[act]
    );
    for (index, clause) in law.clauses.iter().enumerate() {
        if clause.act == act {
            clause_text(law, index, clause, &mut out);
        }
    }
    for change in law.changes.iter().filter(|change| change.act == act) {
        change_text(law, change, &mut out);
    }
    for (list, name) in LISTS.iter().enumerate() {
        for by in (0..law.clauses.len()).filter(|&by| law.clauses[by].act == act) {
            let entries: Vec<&Entry> =
                law.entries.iter().filter(|entry| entry.list == list && entry.by == by).collect();
            if !entries.is_empty() {
                let _ = writeln!(out, "\nentries {name} by {}", law.clauses[by].pin);
            }
            entries.into_iter().for_each(|entry| entry_text(entry, &mut out));
        }
    }
    out
}

fn clause_text(law: &Law, index: usize, clause: &Clause, out: &mut String) {
    let word = if matches!(clause.kind, Kind::Exception { .. }) { "exception" } else { "clause" };
    let _ = writeln!(
        out,
        "\n{word} {pin} \"Statement {pin}\"\n  cite \"para. {pin}\"",
        pin = clause.pin
    );
    dated(out, clause.since, clause.until, clause.known);
    if clause.reported {
        out.push_str("  status reported\n  basis press\n");
    }
    for (field, cond) in
        [("reach", &clause.reach), ("when", &clause.when), ("unless", &clause.unless)]
    {
        if let Some(cond) = cond {
            let _ = writeln!(out, "  {field}");
            block(cond, 2, law, out);
        }
    }
    if let Some((until, cond)) = &clause.grace {
        let until = until.map_or(String::new(), |day| format!("until {day} "));
        let _ = writeln!(out, "  grace {until}when");
        block(cond, 2, law, out);
    }
    match &clause.kind {
        Kind::Effect(effect) => {
            let word = if *effect == Effect::Free { "duties" } else { effect.as_str() };
            let _ = writeln!(out, "  then {word}");
            if *effect == Effect::Licence {
                let policy = if index.is_multiple_of(2) { "case-by-case" } else { "denial" };
                let _ = writeln!(out, "  policy {policy}\n  forms cn/single");
            }
        }
        Kind::Exception { lifts, claimed } => {
            let _ = writeln!(out, "  lifts {}", targets(law, lifts));
            if let Some(word) = claimed {
                let _ = writeln!(out, "  claimed {word}");
            }
        }
    }
    if clause.duty {
        out.push_str("  duty keep-records\n");
    }
}

fn dated(out: &mut String, since: Day, until: Option<Day>, known: Option<Day>) {
    let _ = writeln!(out, "  since {since}");
    for (field, day) in [("until", until), ("known", known)] {
        if let Some(day) = day {
            let _ = writeln!(out, "  {field} {day}");
        }
    }
}

fn targets(law: &Law, targets: &[Target]) -> String {
    let name = |target: &Target| match target {
        Target::Clause(index) => law.id(*index),
        Target::Act(act) => ACTS[*act].to_owned(),
    };
    targets.iter().map(name).collect::<Vec<_>>().join(", ")
}

fn change_text(law: &Law, change: &Change, out: &mut String) {
    let (word, then) = match change.kind {
        ChangeKind::SuspendUnconfirmed => ("suspend", Some("unconfirmed")),
        ChangeKind::SuspendRevived => ("suspend", Some("revived")),
        ChangeKind::SuspendEnded => ("suspend", Some("ended")),
        ChangeKind::Cease => ("cease", None),
        ChangeKind::Revive => ("revive", None),
        ChangeKind::Unenforced => ("unenforced", None),
    };
    let _ = writeln!(out, "\n{word} {}\n  cite \"para. 9\"", targets(law, &change.targets));
    dated(out, change.since, change.until, change.known);
    if let Some(then) = then {
        let _ = writeln!(out, "  then {then}");
    }
}

fn entry_text(entry: &Entry, out: &mut String) {
    let _ = writeln!(out, "  entry {} \"Item\"", entry.code);
    for (field, day) in [("since", entry.since), ("until", entry.until)] {
        if let Some(day) = day {
            let _ = writeln!(out, "    {field} {day}");
        }
    }
    if !entry.when.is_empty() {
        out.push_str("    when\n");
        for threshold in &entry.when {
            let _ = writeln!(out, "      {}", threshold_text(*threshold));
        }
    }
}

fn threshold_text(threshold: Threshold) -> String {
    let (name, unit) = PARAMETERS[threshold.parameter];
    format!("parameter {name} {} {} {unit}", threshold.op, threshold.bound)
}

/// A condition as it stands in a block, for messages.
#[must_use]
pub fn cond_text(law: &Law, cond: &Cond) -> String {
    let mut out = String::new();
    block(cond, 0, law, &mut out);
    out
}

/// The lines of a block that must all hold.
fn block(cond: &Cond, depth: usize, law: &Law, out: &mut String) {
    match cond {
        Cond::All(parts) => parts.iter().for_each(|part| write_cond(part, depth, "", law, out)),
        other => write_cond(other, depth, "", law, out),
    }
}

fn write_cond(cond: &Cond, depth: usize, before: &str, law: &Law, out: &mut String) {
    let indent = "  ".repeat(depth);
    let mut head = |text: &str, below: &[Cond]| {
        let _ = writeln!(out, "{indent}{before}{text}");
        below.iter().for_each(|part| write_cond(part, depth + 1, "", law, out));
    };
    match cond {
        Cond::All(parts) => head("all of", parts),
        Cond::Any(parts) => head("any of", parts),
        Cond::NoneOf(parts) => head("none of", parts),
        Cond::Not(inner) => write_cond(inner, depth, &format!("{before}not "), law, out),
        Cond::Party { roles, every: false, cond }
            if roles.len() == 1 && direct(roles[0], cond).is_some() =>
        {
            let text = direct(roles[0], cond)
                .map(|(role, line)| line_text(line, law).replacen("party", role, 1));
            head(&text.unwrap_or_default(), &[]);
        }
        Cond::Party { roles, every, cond } => {
            let word = if *every { "every" } else { "some" };
            head(&format!("{word} {} where", roles.join(", ")), lines(cond));
        }
        Cond::Content { op, share, cond } => {
            head(&format!("content {op} {share} % where"), lines(cond));
        }
        Cond::Unsure(line) => head(&format!("unsure {}", line_text(line, law)), &[]),
        Cond::Linked => head("holds cn/linked", &[]),
        Cond::Line(line) => head(&line_text(line, law), &[]),
    }
}

/// A condition of one line on a party in one real role, which may be written without `some`.
fn direct<'c>(role: &'c str, cond: &'c Cond) -> Option<(&'c str, &'c Line)> {
    match cond {
        Cond::Line(line) if role != "recipient" => Some((role, line)),
        _ => None,
    }
}

fn lines(cond: &Cond) -> &[Cond] {
    match cond {
        Cond::All(parts) => parts,
        other => std::slice::from_ref(other),
    }
}

fn line_text(line: &Line, law: &Law) -> String {
    let list = |words: &[&str]| words.join(", ");
    match line {
        Line::Activity(words) => format!("activity is {}", list(words)),
        Line::In(Place::From, words) => format!("from in {}", list(words)),
        Line::In(Place::To, words) => format!("to in {}", list(words)),
        Line::In(Place::Origin, words) => format!("origin in {}", list(words)),
        Line::CodeUnder(codes) => format!("code cn under {}", list(codes)),
        Line::CodeNone => "code cn is none".to_owned(),
        Line::Listed { list, by } if by.is_empty() => format!("item is listed in {}", LISTS[*list]),
        Line::Listed { list, by } => {
            let ids: Vec<String> = by.iter().map(|&by| law.id(by)).collect();
            format!("item is listed in {} by {}", LISTS[*list], ids.join(", "))
        }
        Line::Uav => "item is uav".to_owned(),
        Line::Parameter(threshold) => threshold_text(*threshold),
        Line::EndUse(tags) => format!("end-use is {}", list(tags)),
        Line::KnownEndUse(tags) => format!("known end-use is {}", list(tags)),
        Line::Knowledge(tag) => format!("knowledge is {tag}"),
        Line::Informed(tags) => format!("informed by cn of {}", list(tags)),
        Line::Contracted(day) => format!("contracted before {day}"),
        Line::Claims(word) => format!("claims {word}"),
        Line::PartyIs(tags) => format!("party is {}", list(tags)),
        Line::PartyIn(words) => format!("party in {}", list(words)),
        Line::PartySeat(words) => format!("party seat in {}", list(words)),
        Line::PartyOf(words) => format!("party of {}", list(words)),
        Line::PartyListed(of, rounds) if rounds.is_empty() => {
            format!("party listed in {}", PARTY_LISTS[*of])
        }
        Line::PartyListed(of, rounds) => {
            let rounds: Vec<&str> = rounds.iter().map(|&round| ACTS[round]).collect();
            format!("party listed in {} round {}", PARTY_LISTS[*of], rounds.join(", "))
        }
    }
}
