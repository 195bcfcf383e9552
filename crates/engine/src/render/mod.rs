//! A decision as text for a person, as JSON and as CSV.

pub mod csv;
pub mod json;
pub mod text;

use navicert_model::transfer::Transfer;
use navicert_rules::eval::judge::Obligation;
use navicert_rules::law::LawBook;

/// The wording that a duty demands, with the transfer's figures filled in: English and Chinese.
pub fn duty_text(
    book: &LawBook,
    transfer: &Transfer,
    duty: &Obligation,
) -> Option<(String, Option<String>)> {
    let clause = &book.clauses[duty.clause.0 as usize];
    let wording = clause.texts.iter().find(|text| text.duty == duty.word)?;
    let item = &transfer.item;
    let code = item
        .codes
        .iter()
        .find(|(scheme, _)| **scheme == *book.laws[clause.law].name)
        .map(|(_, code)| match code {
            navicert_model::transfer::Code::Listed(code) => code.to_string(),
            navicert_model::transfer::Code::None => "none".to_owned(),
            navicert_model::transfer::Code::Unknown => "?".to_owned(),
        })
        .unwrap_or_else(|| "?".to_owned());
    let parameters: Vec<String> =
        item.parameters.iter().map(|(name, value)| format!("{name} {value}")).collect();
    let parameters = if parameters.is_empty() { "…".to_owned() } else { parameters.join("; ") };
    let act = &book.acts[clause.act.0 as usize].title;
    let fill = |text: &str| {
        text.replace("{code}", &code).replace("{parameters}", &parameters).replace("{act}", act)
    };
    Some((fill(&wording.text), wording.zh.as_deref().map(fill)))
}

/// Text for a person is wrapped at this column.
pub(crate) const WIDTH: usize = 110;

/// A line of prose: text behind a head, wrapped under itself.
pub(crate) fn prose(out: &mut String, head: &str, text: &str) {
    let indent = head.chars().count();
    let (mut at, mut empty) = (indent, true);
    out.push_str(head);
    for word in text.split(' ') {
        let long = word.chars().count();
        if !empty && at + 1 + long > WIDTH {
            out.push('\n');
            out.extend(std::iter::repeat_n(' ', indent));
            (at, empty) = (indent, true);
        }
        if !empty {
            out.push(' ');
            at += 1;
        }
        out.push_str(word);
        (at, empty) = (at + long, false);
    }
    out.push('\n');
}
