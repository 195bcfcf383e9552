//! Front matter: `key: value` lines between two lines of dashes.

use std::collections::BTreeMap;

/// What stands before the body.
#[derive(Debug, Default)]
pub struct Front {
    /// Values by lower-case key; of a list the first.
    pub values: BTreeMap<String, String>,
    /// Byte at which the body starts.
    pub body: usize,
    /// The second line of dashes is missing.
    pub unclosed: bool,
}

/// Reads front matter at the start of a file, if there is some.
pub fn read(text: &str) -> Option<Front> {
    let skip = text.len() - text.trim_start_matches(['\u{feff}', '\n', '\r', ' ']).len();
    let start = text.get(skip..)?;
    let mut lines = start.split_inclusive('\n');
    let first = lines.next()?;
    let fence = match first.trim_end() {
        "---" => "---",
        "+++" => "+++",
        _ => return None,
    };
    let mut front = Front::default();
    let mut at = skip + first.len();
    let mut key: Option<String> = None;
    for line in lines {
        at += line.len();
        let bare = line.trim_end();
        if bare == fence || (fence == "---" && bare == "...") {
            front.body = at;
            return Some(front);
        }
        if blank_or_text(bare) && key.is_none() {
            // A fence that nothing closes: the text begins at the first line that is no field.
            front.body = at - line.len();
            front.unclosed = true;
            return (!front.values.is_empty()).then_some(front);
        }
        field(bare, &mut key, &mut front.values);
        if front.values.len() > 200 {
            break;
        }
    }
    // No second fence in the whole file: fields end at the first empty line.
    let end = start.find("\n\n").map_or(start.len(), |end| end + 1);
    front.body = skip + end;
    front.unclosed = true;
    (!front.values.is_empty()).then_some(front)
}

/// A line that can be no field, no item of a list and no continuation.
fn blank_or_text(line: &str) -> bool {
    let text = line.trim_start();
    if text.is_empty() || text.starts_with(['-', '#', '[', '}', ']']) {
        return false;
    }
    let colon = text.find([':', '=']).unwrap_or(usize::MAX);
    text.starts_with('<') || (colon > 40 && line == text && text.len() > 60)
}

fn field(line: &str, key: &mut Option<String>, values: &mut BTreeMap<String, String>) {
    if line.starts_with([' ', '\t', '-']) {
        // An item of a list, or a folded value.
        let item = unquoted(line.trim_start_matches([' ', '\t', '-']));
        if let Some(key) = key.as_ref().filter(|_| !item.is_empty()) {
            let value = values.entry(key.clone()).or_default();
            if value.is_empty() || value == ">" || value == "|" || value == ">-" || value == "|-" {
                *value = item;
            } else if !line.trim_start().starts_with('-') {
                value.push(' ');
                value.push_str(&item);
            }
        }
        return;
    }
    let Some(at) = line.find([':', '=']) else { return };
    let (name, value) = line.split_at(at);
    let name = name.trim().to_lowercase();
    if name.is_empty() || name.contains(' ') {
        return;
    }
    let value = value.get(1..).unwrap_or_default().trim();
    let value = value.trim_start_matches('[').trim_end_matches(']');
    values.insert(name.clone(), unquoted(value));
    *key = Some(name);
}

fn unquoted(value: &str) -> String {
    let value = value.trim();
    for quote in ['"', '\''] {
        if let Some(inner) = value.strip_prefix(quote).and_then(|v| v.strip_suffix(quote)) {
            let double = format!("{quote}{quote}");
            return inner.replace("\\\"", "\"").replace(&double, &quote.to_string());
        }
    }
    value.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields() {
        let front = read("---\ntitle: \"A: \\\"b\\\"\"\ndate: 2026-01-07\ntags:\n- 'x'\n- y\n\ndraft: false\n---\n<p>x</p>").unwrap();
        assert_eq!(front.values["title"], "A: \"b\"");
        assert_eq!(front.values["tags"], "x");
        assert!(!front.unclosed);
        assert!(read("no\n---").is_none());
        let open = read("---\ntitle: A\ndate: 2026-01-07\n\nThe text begins here.").unwrap();
        assert!(open.unclosed);
    }
}
