//! A draft as a file in the language of the law.
//!
//! Until a person accepts it, every clause has the status `reported`: it decides nothing, and can be
//! asked about with `--assume`.

use crate::model::{Article, Draft, DraftClause};
use std::fmt::Write;

/// A file to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LawDraft {
    /// Name of the file.
    pub name: String,
    /// The act that it declares.
    pub act: String,
    /// Its text.
    pub text: String,
}

const TABLE: &str = include_str!("../../data/drafting.table");

fn line(key: &str) -> Option<&'static str> {
    TABLE
        .lines()
        .filter(|l| !l.starts_with('#'))
        .find_map(|l| l.strip_prefix(key)?.strip_prefix(": "))
}

/// What it means for a party to enter the list of a country's law.
pub(super) fn listing(country: Option<&str>) -> &'static str {
    let law = country.map(crate::claims::law_of).unwrap_or_default();
    line(&format!("listing {law}")).or_else(|| line("listing *")).unwrap_or("licence")
}

/// Text inside quotation marks of a law file.
fn quoted(text: &str) -> String {
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    format!("\"{}\"", clean.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Eight hex digits of a text, the same on every machine.
fn mark(text: &str) -> String {
    let hash = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    format!("{:08x}", hash >> 32)
}

/// The law file of a draft; `None` if nothing is known of whose law it would be.
///
/// `day` is the day on which the draft is written: the day of an act of which the press gives none.
pub fn write(
    draft: &Draft,
    articles: &[Article],
    law: Option<&str>,
    day: &str,
) -> Option<LawDraft> {
    let law = law.or_else(|| draft.act.as_deref()?.split('/').next())?.to_owned();
    let since = draft.clauses.iter().find_map(|c| c.since.clone());
    let sources: Vec<&Article> =
        articles.iter().filter(|a| draft.articles.contains(&a.id)).collect();
    let told = sources.iter().filter_map(|a| a.date.clone()).min();
    let published = since.clone().or(told).unwrap_or_else(|| day.to_owned());
    let scope: Vec<String> = draft.clauses.iter().map(|c| format!("{c:?}")).collect();
    let act = format!(
        "{law}/draft-{published}-{}",
        mark(&format!("{} {:?} {}", draft.kind, draft.act, scope.concat()))
    );
    let mut out = String::new();
    let _ = writeln!(
        out,
        "# Draft of the news desk: {} ({}).",
        draft.kind,
        draft.status.replace('_', " ")
    );
    let _ =
        writeln!(out, "# It decides nothing until a person accepts it (`navicert news accept`).");
    if let Some(real) = &draft.act {
        let _ = writeln!(out, "# The act: {real}.");
    }
    for article in &sources {
        let name = article.title.as_deref().unwrap_or("no headline");
        let _ = writeln!(
            out,
            "# From {}: {}",
            article.id.replace(['\n', '\r'], " "),
            name.replace(['\n', '\r'], " ")
        );
    }
    // The article that it comes from: by its address if one is known, else by its file.
    let address = sources
        .iter()
        .find_map(|a| a.url.clone().filter(|u| !u.contains([' ', ',', '"'])))
        .or_else(|| sources.first().map(|a| quoted(&a.id)))
        .unwrap_or_else(|| quoted("no article"));
    let _ = writeln!(out, "\nact {act} {}", quoted(&draft.title));
    let _ = writeln!(out, "  issuer     {}", quoted("as the press says; not checked"));
    let _ = writeln!(
        out,
        "  published  {published}\n  source     {address}\n  basis      {}\n  weight     {}",
        if draft.kind == "guidance" { "statement" } else { "press" },
        if draft.kind == "guidance" { "statement" } else { "order" }
    );
    let mut notes: Vec<String> = Vec::new();
    let mut clauses = String::new();
    for clause in &draft.clauses {
        // Who is liable is liable for what the ban forbids.
        let mut told = clause.clone();
        if let Some(ban) = draft
            .clauses
            .iter()
            .find(|c| c.effect == "prohibited")
            .filter(|_| clause.effect == "liability")
        {
            told.parties.clone_from(&ban.parties);
            told.end_use.clone_from(&ban.end_use);
        }
        match body(&law, &told) {
            Ok(text) => {
                let _ = write!(clauses, "\nclause {} {}\n", clause.n, quoted(&title(clause)));
                let _ = writeln!(
                    clauses,
                    "  cite    {}",
                    quoted(&format!("draft, {}", draft.articles.join("; ")))
                );
                let first = clause
                    .since
                    .clone()
                    .or_else(|| since.clone())
                    .unwrap_or_else(|| published.clone());
                let _ = writeln!(clauses, "  since   {first}");
                if let Some(until) = clause.until.as_ref().filter(|u| u.as_str() > first.as_str()) {
                    let _ = writeln!(clauses, "  until   {until}");
                }
                clauses.push_str("  status  reported\n");
                clauses.push_str(&text);
            }
            Err(why) => notes.push(format!("Clause {} ({}): {why}", clause.n, clause.effect)),
        }
    }
    for note in &notes {
        let _ = writeln!(out, "  note       {}", quoted(note));
    }
    out.push_str(&clauses);
    Some(LawDraft { name: format!("{}.law", act.replace('/', "-")), act, text: out })
}

fn title(clause: &DraftClause) -> String {
    let goods = if clause.families.is_empty() {
        "items".to_owned()
    } else {
        clause.families.join(", ").replace('_', " ")
    };
    let places = if clause.destination.is_empty() {
        String::new()
    } else {
        format!(" to {}", clause.destination.join(", "))
    };
    format!("{} {goods}{places}", clause.effect)
}

/// Reach, condition and effect of a clause, or what a person has to do instead.
fn body(law: &str, clause: &DraftClause) -> Result<String, String> {
    let then = match clause.effect {
        "prohibited" | "liability" => "prohibited",
        "licence" | "tightened" => "licence",
        "suspended" => {
            return Err("write `suspend` with the clauses of the act that is suspended".to_owned());
        }
        "exempt" => return Err("write an `exception` that lifts the clause".to_owned()),
        other => {
            return Err(format!("`{other}` changes no verdict; write it as guidance to the act"));
        }
    };
    if clause.parties.iter().any(|p| p.ends_with("listed_party")) {
        return Err(
            "take the names of the listed parties from the act and write them as `parties`"
                .to_owned(),
        );
    }
    let mut items: Vec<&str> = Vec::new();
    for family in &clause.families {
        let known = line(&format!("{law} {family}")).or_else(|| line(&format!("* {family}")));
        items.push(known.ok_or_else(|| {
            format!("no words of the law are known for `{family}`; set the items")
        })?);
    }
    items.sort_unstable();
    items.dedup();
    if items.is_empty() {
        return Err("the press names no items; set them".to_owned());
    }
    let country = law.to_uppercase();
    let mut out = String::from("  reach\n");
    if clause.effect == "liability" {
        let _ = writeln!(
            out,
            "    origin in {country}\n    activity is export, reexport\n    not from in {country}"
        );
    } else {
        let known = line(&format!("reach {law}"));
        match known {
            Some(line) => {
                let _ = writeln!(out, "    {line}");
            }
            None => {
                let _ = writeln!(
                    out,
                    "    activity is export, reexport, release, service\n    from in {country}"
                );
            }
        }
    }
    out.push_str("  when\n");
    group(&mut out, &items);
    let places: Vec<&str> = clause
        .destination
        .iter()
        .map(String::as_str)
        .filter(|d| d.len() == 2 && *d != "EU")
        .collect();
    if !places.is_empty() {
        let _ = writeln!(out, "    to in {}", places.join(", "));
    }
    let mut limits: Vec<&str> = Vec::new();
    if clause.parties.iter().any(|p| p == "military_user") {
        limits.push("some end-user, consignee where party is military");
    }
    for (tag, line) in
        [("military", "end-use is military"), ("enhances-military", "end-use is enhances-military")]
    {
        if clause.end_use.iter().any(|u| u == tag) {
            limits.push(line);
        }
    }
    if !limits.is_empty() {
        group(&mut out, &limits);
    }
    let _ = writeln!(out, "  then    {then}");
    let _ = writeln!(
        out,
        "  note    {}",
        quoted(
            "Drafted from the press: items by list or customs code, destination by country. The act's own wording counts."
        )
    );
    Ok(out)
}

fn group(out: &mut String, lines: &[&str]) {
    if let [one] = lines {
        let _ = writeln!(out, "    {one}");
        return;
    }
    out.push_str("    any of\n");
    for line in lines {
        let _ = writeln!(out, "      {line}");
    }
}
