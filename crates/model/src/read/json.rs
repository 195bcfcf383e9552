//! JSON: one transfer as text, and the values of a text that holds several.

use std::fmt;

use bumpalo::Bump;
use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};

use super::node::{self, Node, Tree};
use super::{FieldError, Line, transfer};
use crate::transfer::Transfer;

/// Reads one transfer from JSON, and everything that is wrong with it at once.
///
/// ```
/// use navicert_model::read::parse_transfer;
/// let errors = parse_transfer(r#"{"activity": "exprot", "item": {"quantity": 120}}"#).unwrap_err();
/// assert_eq!(errors[0].help, "did you mean `export`?");
/// assert_eq!(errors[1].to_string(), "item.quantity: an amount as text is wanted, found the number `120`");
/// ```
///
/// # Errors
/// Every [`FieldError`] of the line: wrong syntax, unknown or duplicate fields, wrong types, words
/// outside the vocabulary, malformed days, countries, codes and amounts, contradicting tags.
pub fn parse_transfer(line: &str) -> Result<Transfer, Vec<FieldError>> {
    parse_at(line, 1, 1)
}

/// Reads one transfer that begins at a line and column of its file.
pub(super) fn parse_at(
    text: &str,
    line: usize,
    column: usize,
) -> Result<Transfer, Vec<FieldError>> {
    let arena = node::arena_for(text);
    match node::parse(text, &arena) {
        Ok(node) => transfer::transfer(&node),
        Err(error) => Err(vec![syntax_error(&error, line, column)]),
    }
}

/// One line of the answer: the transfer, and its id even if the rest cannot be read.
pub(super) fn line_at(text: &str, number: usize, column: usize) -> Line {
    let result = parse_at(text, number, column);
    let id = match &result {
        Ok(transfer) => transfer.id.as_deref().map(str::to_owned),
        Err(_) => read_id(text),
    };
    Line { number, id, result }
}

/// Parses JSON that stands in a CSV cell.
pub(super) fn parse_cell<'a>(text: &'a str, arena: &'a Bump) -> Result<Node<'a>, FieldError> {
    node::parse(text, arena).map_err(|error| syntax_error(&error, 1, 1))
}

pub(super) fn syntax_error(error: &serde_json::Error, line: usize, column: usize) -> FieldError {
    let before = if error.line() == 1 { column - 1 } else { 0 };
    let place =
        format!("line {}, column {}", line + error.line().max(1) - 1, before + error.column());
    let whole = error.to_string();
    let reason = whole.rfind(" at line ").map_or(whole.as_str(), |end| &whole[..end]);
    let (reason, help) = explained(error, reason);
    FieldError {
        field: String::new(),
        message: format!("not valid JSON at {place}: {reason}"),
        help,
    }
}

/// The parser's reason in our words, with the next step.
fn explained(error: &serde_json::Error, reason: &str) -> (String, String) {
    if error.is_eof() {
        let help = "the text is cut off; close every quote, `]` and `}`";
        return ("the text ends too early".into(), help.into());
    }
    let help = match reason {
        "trailing comma" => "remove the comma before the closing bracket",
        "trailing characters" => "write one transfer per line, with nothing after it",
        "key must be a string" => "write field names between double quotes",
        "expected `:`" => "write a colon between field name and value",
        "recursion limit exceeded" => "nest lists and objects less deeply",
        "number out of range" => "write amounts as text, as `\"120 kg\"`",
        reason if reason.starts_with("control character") => {
            "write `\\n` for a line break and `\\t` for a tab inside a text"
        }
        reason if reason.contains("escape") || reason.contains("surrogate") => {
            "write `\\\\` for a backslash, or check the escape"
        }
        reason if reason.starts_with("expected `,`") => {
            "write a comma between entries, or close the bracket"
        }
        _ => "write valid JSON: texts between double quotes, `null` for unknown",
    };
    (reason.to_owned(), help.into())
}

/// The id of a transfer whose text cannot be read as a whole, if it stands before the fault.
pub(super) fn read_id(text: &str) -> Option<String> {
    let mut id = None;
    let mut json = serde_json::Deserializer::from_str(text);
    // The result does not matter: the id was kept when it was passed.
    let _ = json.deserialize_any(IdVisitor(&mut id));
    id
}

struct IdVisitor<'i>(&'i mut Option<String>);

impl<'de> Visitor<'de> for IdVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a transfer")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        while let Some(key) = object.next_key::<String>()? {
            if key == "id" {
                let arena = Bump::new();
                if let Node::Text(text) = object.next_value_seed(Tree(&arena))? {
                    self.0.get_or_insert_with(|| text.to_owned());
                }
            } else {
                object.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}

/// A value of a text that holds several, with where it begins.
pub(super) struct Value {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) line: usize,
    pub(super) column: usize,
}

/// Cuts a text into values: the elements of one array, or values one after the other. Only
/// brackets and quotes are looked at, so that one broken element does not hide the others.
#[derive(Default)]
pub(super) struct Splitter {
    at: usize,
    line: usize,
    line_start: usize,
    in_array: bool,
    finished: bool,
}

impl Splitter {
    /// The next value, or the error that ends the text.
    pub(super) fn next(&mut self, text: &str) -> Option<Result<Value, (usize, FieldError)>> {
        if self.finished {
            return None;
        }
        let bytes = text.as_bytes();
        self.skip_blanks(bytes);
        if self.at == 0 || self.line == 0 {
            self.line = self.line.max(1);
        }
        if !self.in_array && bytes.get(self.at) == Some(&b'[') {
            self.at += 1;
            self.in_array = true;
            self.skip_blanks(bytes);
            if bytes.get(self.at) == Some(&b']') {
                return self.close(bytes);
            }
        }
        if self.at >= bytes.len() {
            self.finished = true;
            let cut = || Err((self.line, array_error(self.line, "the array is not closed")));
            return self.in_array.then(cut);
        }
        Some(Ok(self.value(bytes)))
    }

    fn value(&mut self, bytes: &[u8]) -> Value {
        let (start, line, column) = (self.at, self.line, self.at - self.line_start + 1);
        self.at = value_end(bytes, start);
        let end = self.at;
        self.count_lines(&bytes[start..end], start);
        Value { start, end, line, column }
    }

    /// After a value of an array: takes the comma, or closes.
    pub(super) fn after_value(&mut self, text: &str) -> Option<(usize, FieldError)> {
        let bytes = text.as_bytes();
        self.skip_blanks(bytes);
        if !self.in_array {
            return None;
        }
        match bytes.get(self.at) {
            Some(b',') => {
                self.at += 1;
                None
            }
            Some(b']') => self.close(bytes)?.err(),
            // The end is reported when the next value is asked for.
            None => None,
            Some(_) => {
                self.finished = true;
                let reason = "a comma or `]` is missing after the transfer";
                Some((self.line, array_error(self.line, reason)))
            }
        }
    }

    fn close(&mut self, bytes: &[u8]) -> Option<Result<Value, (usize, FieldError)>> {
        self.at += 1;
        self.skip_blanks(bytes);
        self.finished = true;
        let more = self.at < bytes.len();
        more.then(|| Err((self.line, array_error(self.line, "something follows the array"))))
    }

    fn skip_blanks(&mut self, bytes: &[u8]) {
        self.line = self.line.max(1);
        while let Some(byte) = bytes.get(self.at).filter(|b| b.is_ascii_whitespace()) {
            self.at += 1;
            if *byte == b'\n' {
                self.line += 1;
                self.line_start = self.at;
            }
        }
    }

    fn count_lines(&mut self, bytes: &[u8], start: usize) {
        for (offset, _) in bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n') {
            self.line += 1;
            self.line_start = start + offset + 1;
        }
    }
}

fn array_error(line: usize, reason: &str) -> FieldError {
    FieldError {
        field: String::new(),
        message: format!("not valid JSON at line {line}: {reason}"),
        help: "write `[`, the transfers with commas between them, and `]`".into(),
    }
}

/// Where the value that begins at `start` ends: at its closing bracket, or before the next comma,
/// bracket or blank.
fn value_end(bytes: &[u8], start: usize) -> usize {
    let (mut depth, mut in_text, mut at) = (0_usize, false, start);
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if in_text => at += 1,
            b'"' => in_text = !in_text,
            _ if in_text => {}
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    return at + 1;
                }
            }
            b',' | b']' | b' ' | b'\t' | b'\r' | b'\n' if depth == 0 && at > start => return at,
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}
