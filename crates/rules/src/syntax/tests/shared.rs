//! What the tests share.

use std::fmt::Debug;

use crate::syntax::ast::File;
use crate::syntax::{Diagnostic, parse};

/// The tree of a text that has no problem.
pub(super) fn sound(text: &str) -> File {
    let (file, problems) = parse("x.law", text);
    assert!(problems.is_empty(), "{}\nin\n{text}", rendered(&problems, text));
    file
}

pub(super) fn rendered(problems: &[Diagnostic], text: &str) -> String {
    problems.iter().map(|problem| problem.render(text)).collect()
}

/// A tree without its places, as short as it can be read: `At` and `Cond` are left out, and fields that say
/// nothing.
pub(super) fn brief(tree: &impl Debug) -> String {
    let full = format!("{tree:?}");
    let mut out = String::with_capacity(full.len());
    let mut wrappers = Vec::new();
    let mut rest = full.as_str();
    while let Some(char) = rest.chars().next() {
        let fresh = !out.ends_with(|char: char| char.is_alphanumeric());
        if let Some(text) = quoted_prefix(rest) {
            out.push_str(text);
            rest = &rest[text.len()..];
        } else if let Some(length) = span_length(rest).filter(|_| fresh) {
            rest = rest[length..].trim_start_matches(", ");
        } else if let Some(inner) = wrapper(rest).filter(|_| fresh) {
            wrappers.push(true);
            rest = inner;
        } else {
            match char {
                '{' => wrappers.push(false),
                '}' if wrappers.pop() == Some(true) => {
                    out.truncate(out.trim_end_matches([' ', ',']).len());
                    rest = &rest[1..];
                    continue;
                }
                _ => {}
            }
            out.push(char);
            rest = &rest[char.len_utf8()..];
        }
    }
    without_empty(&out)
}

/// A quoted string at the start of `text`.
fn quoted_prefix(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('"')?;
    let mut escaped = false;
    let end = inner.find(|char| {
        let ends = char == '"' && !escaped;
        escaped = char == '\\' && !escaped;
        ends
    })?;
    Some(&text[..end + 2])
}

fn span_length(text: &str) -> Option<usize> {
    text.starts_with("span: Span {").then(|| text.find('}').map_or(text.len(), |end| end + 1))
}

/// What stands inside a wrapper that opens here.
fn wrapper(text: &str) -> Option<&str> {
    if let Some(inner) = text.strip_prefix("At { value: ") {
        return Some(inner);
    }
    let inner = text.strip_prefix("Cond { ").or_else(|| text.strip_prefix("Statement { "))?;
    inner[span_length(inner)?..].strip_prefix(", kind: ")
}

/// Leaves out fields that are `None` or `[]`.
fn without_empty(text: &str) -> String {
    let mut out = text.to_owned();
    for empty in ["None", "[]"] {
        for end in [", ", " }"] {
            let pattern = format!(": {empty}{end}");
            while let Some(at) = out.find(&pattern) {
                let name = out[..at].rfind([' ', '{']).map_or(0, |start| start + 1);
                let keep = if end == " }" { " }" } else { "" };
                out.replace_range(name..at + pattern.len(), keep.trim_start());
            }
        }
    }
    out.replace(", }", " }")
}
