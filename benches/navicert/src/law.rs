//! The rulebook as law files.

use navicert_model::day::Day;
use rulebook::{
    CODES, Codes, FIRST_DAY, Field, Kind, LAWS, NO_END, Rule, Source, code_name, family_name,
};

use crate::words::{SCHEME, US_CONTENT, countries};

/// The control list that the codes are on; no rule asks for it.
const CODE_TABLE: &str = "cn/dual-use";

/// A law file.
pub struct LawFile {
    /// Its path under the folder of all laws: `us/list.law`.
    pub path: String,
    /// The whole text.
    pub text: String,
}

/// All laws in one text.
#[must_use]
pub fn law_text(rules: &[Rule]) -> String {
    law_files(rules).into_iter().map(|file| file.text).collect::<Vec<_>>().join("\n")
}

/// The heading of each law, the table of codes, and one file for each act: the control list of each
/// law, each measure.
#[must_use]
pub fn law_files(rules: &[Rule]) -> Vec<LawFile> {
    let mut files: Vec<_> = LAWS.iter().map(|law| heading(law)).collect();
    files.push(code_table());
    for law in 0..LAWS.len() as u8 {
        let of_list = |rule: &&Rule| rule.law == law && rule.kind == Kind::List;
        let listed: Vec<_> = rules.iter().filter(of_list).collect();
        if !listed.is_empty() {
            files.push(act_file(&listed));
        }
    }
    let measures = rules.iter().filter(|rule| rule.kind != Kind::List);
    files.extend(measures.map(|rule| act_file(&[rule])));
    files
}

/// The id of a rule's clause: `us/list#17`, `us/2021-9#1`.
#[must_use]
pub fn clause_id(rule: &Rule) -> String {
    format!("{}#{}", act_id(rule), pin(rule))
}

fn act_id(rule: &Rule) -> String {
    let law = LAWS[usize::from(rule.law)];
    match rule.source {
        Source::Entry { .. } => list_id(law),
        Source::Measure { number, year } => format!("{law}/{year}-{number}"),
    }
}

fn list_id(law: &str) -> String {
    format!("{law}/list")
}

fn pin(rule: &Rule) -> u32 {
    match rule.source {
        Source::Entry { .. } => rule.id,
        Source::Measure { .. } => 1,
    }
}

fn heading(law: &str) -> LawFile {
    LawFile {
        path: format!("{law}/law.law"),
        text: format!("law {law} \"Benchmark law {law}\"\n  complete to 2026-12-31\n"),
    }
}

/// Every code a rule names must be on a list, and every list stands under a clause. This one says
/// nothing about an export, and there are only exports here.
fn code_table() -> LawFile {
    let published = day(FIRST_DAY);
    let mut text = format!("list {CODE_TABLE} \"All item codes\"\n  scheme {SCHEME}\n\n");
    text += &act("cn/codes", "Table of codes", &published);
    text += &format!(
        "\nclause 1 \"Table of codes\"\n  \
           cite   \"table\"\n  \
           since  {published}\n  \
           when   activity is transit\n  \
           then   duties\n\n\
         entries {CODE_TABLE} by 1\n"
    );
    for code in (0..CODES).map(code_name) {
        text += &format!("  entry {code} \"item {code}\"\n");
    }
    LawFile { path: "cn/codes.law".to_owned(), text }
}

/// The act that holds these rules, published on the first day of the first of them.
fn act_file(rules: &[&Rule]) -> LawFile {
    let id = act_id(rules[0]);
    let title = match rules[0].source {
        Source::Entry { .. } => "Control list",
        Source::Measure { .. } => &rules[0].cite,
    };
    let published = rules.iter().map(|rule| rule.since).min().unwrap_or_default();
    let mut text = act(&id, title, &day(published));
    for rule in rules {
        text += "\n";
        text += &clause(rule);
        text += &suspension(rule);
    }
    LawFile { path: format!("{id}.law"), text }
}

fn act(id: &str, title: &str, published: &str) -> String {
    format!(
        "act {id} \"{title}\"\n  \
           issuer     \"Benchmark\"\n  \
           published  {published}\n  \
           source     https://example.org/{id}\n  \
           basis      analyst\n"
    )
}

fn clause(rule: &Rule) -> String {
    let (word, effect) = match rule.kind {
        Kind::List | Kind::Licence => ("clause", "then   licence".to_owned()),
        Kind::Prohibit => ("clause", "then   prohibited".to_owned()),
        Kind::Exempt => ("exception", format!("lifts  {}", list_id(LAWS[usize::from(rule.law)]))),
    };
    let mut text = format!("{word} {} \"{}\"\n", pin(rule), rule.cite);
    text += &format!("  cite   \"{}\"\n  since  {}\n", rule.cite, day(rule.since));
    if rule.until != NO_END {
        text += &format!("  until  {}\n", day(rule.until));
    }
    text += &format!("  reach  {}\n  when\n", reach(rule));
    for line in when(rule) {
        text += &format!("    {line}\n");
    }
    text + &format!("  {effect}\n")
}

/// Why the law applies: where the item was made, or how much of it is from the US.
fn reach(rule: &Rule) -> String {
    match (rule.content_over, places(rule, Field::Origin)) {
        (Some(bound), None) => format!("parameter {US_CONTENT} > {bound} %"),
        (None, Some(origins)) => format!("origin in {origins}"),
        (content, origins) => unreachable!("{}: {content:?}, {origins:?}", rule.cite),
    }
}

fn when(rule: &Rule) -> Vec<String> {
    let code = match rule.codes {
        Codes::One(code) => Some(code_name(code)),
        Codes::Family(family) => Some(family_name(family)),
        Codes::All => None,
    };
    let mut lines: Vec<_> =
        code.map(|code| format!("code {SCHEME} under {code}")).into_iter().collect();
    lines.extend(places(rule, Field::Destination).map(|places| format!("to in {places}")));
    for (role, field) in [("end-user", Field::User), ("consignee", Field::EndUse)] {
        if let Some(places) = places(rule, field) {
            lines.push(format!("some {role} where"));
            lines.push(format!("  party seat in {places}"));
        }
    }
    lines
}

/// The countries that a rule asks for, unless it takes every one.
fn places(rule: &Rule, field: Field) -> Option<String> {
    let set = rule.set(field);
    let of = |value| countries(field)[usize::from(value)];
    (set != field.all()).then(|| set.values().map(of).collect::<Vec<_>>().join(", "))
}

/// The suspension, cut to the days on which the clause is in force.
fn suspension(rule: &Rule) -> String {
    let Some((since, until)) = rule.suspended else { return String::new() };
    format!(
        "\nsuspend {}\n  cite   \"{}\"\n  since  {}\n  until  {}\n  then   revived\n",
        pin(rule),
        rule.cite,
        day(since),
        day(until.min(rule.until)),
    )
}

fn day(days: i32) -> String {
    Day::from_days(days).expect("the rulebook is of our time").to_string()
}
