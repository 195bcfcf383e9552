//! Declarations for the file and for customs: the near miss under a law that demands one, and the
//! statement that a part is not listed.

use super::{Answer, Classifier, LawAnswer, Status};
use navicert_model::transfer::Item;
use navicert_rules::eval::state::State;
use navicert_rules::law::{ClauseIx, Cond, ListIx, Test};

/// How a document is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Plain text.
    Text,
    /// A page to print.
    Html,
}

/// A line of a document: a heading of the form in two languages, and what stands beside it.
struct Field {
    head: &'static str,
    local: String,
    value: String,
}

/// Headings of a statement; those of the authority's language are data (`form` in `laws/goods`).
const HEADS: [&str; 9] = [
    "Part",
    "Description",
    "Tariff number",
    "List and day of the law",
    "Result",
    "Entries considered",
    "Values against limits",
    "Basis",
    "Signed, name, day",
];

const TITLE: &str = "Statement that the item is not listed";

impl Classifier<'_> {
    /// The statement that a part is not on a law's list; `None` unless that is certain.
    #[must_use]
    pub fn not_listed(
        &self,
        answer: &Answer,
        law: &LawAnswer,
        item: &Item,
        form: Form,
    ) -> Option<String> {
        if law.status != Status::NotListed {
            return None;
        }
        let text = |value: Option<&str>| value.unwrap_or("not stated").to_owned();
        let joined = |list: Vec<String>, empty: &str| {
            if list.is_empty() { empty.to_owned() } else { list.join("\n") }
        };
        let considered = law.excluded.iter().map(|one| one.code.clone()).collect();
        let limits = law.excluded.iter().map(|one| {
            let (fact, given, bound) = (plain(&one.parameter), &one.given, &one.bound);
            format!("{}: {fact} is {given}, the entry asks for {bound}", one.code)
        });
        let result = law
            .code
            .as_ref()
            .map_or("not listed".to_owned(), |code| format!("not listed ({code})"));
        let values = [
            text(item.part.as_deref().or(answer.id.as_deref())),
            text(item.description.as_deref()),
            text(item.hs.as_deref()),
            format!("{}, {}", self.list_title(&law.law), answer.on),
            result,
            joined(considered, "none describes goods of this kind"),
            joined(limits.collect(), "no limit applies to goods of this kind"),
            format!("{}\nlaw digest {}", law.because.join("\n"), self.law.law_digest),
            "____________________".to_owned(),
        ];
        let native = self.law.goods.forms.iter().find(|(known, _)| *known == law.law);
        let local =
            |at: usize| native.and_then(|(_, texts)| texts.get(at)).cloned().unwrap_or_default();
        let fields = values.into_iter().zip(HEADS).enumerate();
        let fields: Vec<Field> =
            fields.map(|(at, (value, head))| Field { head, local: local(at + 1), value }).collect();
        Some(section(&local(0), &fields, form))
    }

    /// The text that a customs declaration needs where a law asks for near misses to be declared: the
    /// item is close to entries (by tariff number or stated parameter) and on none of them.
    pub fn near_miss(&mut self, answer: &Answer, law: &LawAnswer, item: &Item) -> Option<String> {
        if law.status != Status::NotListed {
            return None;
        }
        let state = self.state(answer.on);
        let book = state.book();
        let given: Vec<String> = item
            .parameters
            .iter()
            .map(|(name, range)| format!("{} {range}", plain(name)))
            .collect();
        for (at, clause) in book.clauses.iter().enumerate() {
            let is_own = book.laws[clause.law].name == law.law;
            let in_force = state.status.get(at).is_some_and(|status| status.word().is_none());
            let text = clause.texts.iter().find(|text| text.duty == NEAR_DUTY);
            let (true, true, Some(text)) = (is_own, in_force, text) else { continue };
            if !near_tests(&clause.when).iter().any(|(list, by)| touches(&state, *list, by, item)) {
                continue;
            }
            let fill = |text: &str| {
                text.replace("{code}", "none")
                    .replace("{parameters}", &given.join("; "))
                    .replace("{act}", &book.acts[clause.act.0 as usize].title)
            };
            let mut out = fill(&text.text);
            if let Some(zh) = &text.zh {
                out.push_str(&format!("\n{}", fill(zh)));
            }
            let limits: Vec<String> =
                law.excluded.iter().map(|one| format!("{} {}", one.code, one.bound)).collect();
            if !limits.is_empty() {
                out.push_str(&format!("\nlimits: {}", limits.join("; ")));
            }
            out.push_str(&format!("\n({})", clause.id));
            return Some(out);
        }
        None
    }
}

/// The duty to declare that an item is close to the list and not on it.
const NEAR_DUTY: &str = "declare-not-controlled";

/// Lists, and clauses of theirs, whose near misses a condition is about.
fn near_tests(cond: &Cond) -> Vec<(ListIx, Vec<ClauseIx>)> {
    match cond {
        Cond::All(parts) | Cond::Any(parts) => parts.iter().flat_map(near_tests).collect(),
        Cond::Test(leaf) => match &leaf.test {
            Test::Near { list, by } => vec![(*list, by.clone())],
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// Does an entry of the list name the item's heading or a stated parameter?
fn touches(state: &State<'_>, list: ListIx, by: &[ClauseIx], item: &Item) -> bool {
    let hs = item.hs.as_deref().unwrap_or_default();
    state.book().lists[list.0 as usize].entries.iter().any(|entry| {
        let heading = |named: &String| {
            !hs.is_empty() && (named.starts_with(hs) || hs.starts_with(named.as_str()))
        };
        (by.is_empty() || by.contains(&entry.by))
            && state.entry_decides(entry)
            && (entry.hs.iter().any(heading)
                || entry.when.as_ref().is_some_and(|when| names(when, item)))
    })
}

fn plain(name: &str) -> String {
    name.trim_start_matches("item.").replace(['_', '-'], " ")
}

fn names(cond: &Cond, item: &Item) -> bool {
    match cond {
        Cond::All(parts) | Cond::Any(parts) => parts.iter().any(|part| names(part, item)),
        Cond::Not(inner) => names(inner, item),
        Cond::Test(leaf) => match &leaf.test {
            Test::Parameter { name, .. } => {
                item.parameters.iter().any(|(known, _)| **known == *name)
            }
            _ => false,
        },
        _ => false,
    }
}

fn section(native: &str, fields: &[Field], form: Form) -> String {
    let mut out = String::new();
    match form {
        Form::Text => {
            out.push_str(TITLE);
            out.push('\n');
            if !native.is_empty() {
                out.push_str(&format!("{native}\n"));
            }
            for one in fields {
                let slash = if one.local.is_empty() { "" } else { " / " };
                out.push_str(&format!("\n{}{slash}{}\n", one.head, one.local));
                one.value.lines().for_each(|line| out.push_str(&format!("    {line}\n")));
            }
            out.push('\n');
        }
        Form::Html => {
            out.push_str(&format!("<section><h1>{TITLE}"));
            if !native.is_empty() {
                out.push_str(&format!("<br>{}", escaped(native)));
            }
            out.push_str("</h1>\n<table>\n");
            for one in fields {
                let local = if one.local.is_empty() { "" } else { "<br>" };
                out.push_str(&format!(
                    "<tr><th scope=\"row\">{}{local}{}</th><td>{}</td></tr>\n",
                    escaped(one.head),
                    escaped(&one.local),
                    escaped(&one.value)
                ));
            }
            out.push_str("</table></section>\n");
        }
    }
    out
}

/// A text as a section of a document.
#[must_use]
pub fn remark(title: &str, text: &str, form: Form) -> String {
    match form {
        Form::Text => format!("{title}\n    {}\n\n", text.replace('\n', "\n    ")),
        Form::Html => {
            format!("<section><h1>{}</h1><pre>{}</pre></section>\n", escaped(title), escaped(text))
        }
    }
}

/// What stands before and behind the sections of a document.
#[must_use]
pub fn frame(form: Form) -> (&'static str, &'static str) {
    match form {
        Form::Text => ("", ""),
        Form::Html => (
            "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Statements</title><style>\
            body{font:11pt sans-serif;max-width:44em;margin:2em auto}section{break-after:page}\
            table{border-collapse:collapse;width:100%}tr{border-top:1px solid #777}\
            th{text-align:left;vertical-align:top;width:14em;padding:.3em}\
            td{white-space:pre-wrap;padding:.3em}</style></head>\n<body>\n",
            "</body></html>\n",
        ),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
