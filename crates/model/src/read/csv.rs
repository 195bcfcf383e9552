//! Comma-separated values: records and their cells.

use std::borrow::Cow;

use super::FieldError;

/// Follows quotes over the lines of a record. A quote opens only at the beginning of a cell.
#[derive(Default)]
pub(super) struct Quotes {
    in_quotes: bool,
    /// The last byte was a quote inside quotes: the next one closes or escapes.
    after_quote: bool,
    in_cell: bool,
}

impl Quotes {
    /// Takes the next line of the record; is a quote still open after it?
    pub(super) fn open_after(&mut self, line: &[u8]) -> bool {
        if !self.in_quotes && !line.contains(&b'"') {
            return false;
        }
        for byte in line {
            match (self.in_quotes, byte) {
                (true, b'"') => self.after_quote = !self.after_quote,
                (true, _) if self.after_quote => {
                    self.in_quotes = false;
                    self.after_quote = false;
                    self.in_cell = *byte != b',';
                }
                (true, _) => {}
                (false, b'"') if !self.in_cell => self.in_quotes = true,
                (false, b',') => self.in_cell = false,
                (false, _) => self.in_cell = true,
            }
        }
        self.in_quotes && !self.after_quote
    }
}

/// The cells of a record, without the quotes around them; blanks around a cell are dropped.
pub(super) fn cells(record: &str) -> Result<Vec<Cow<'_, str>>, FieldError> {
    let mut cells = Vec::with_capacity(16);
    let mut rest = record;
    loop {
        let (cell, after) =
            if rest.starts_with('"') { quoted(rest, cells.len())? } else { plain(rest) };
        cells.push(cell);
        match after {
            Some(after) => rest = after,
            None => return Ok(cells),
        }
    }
}

/// A cell, and what follows its comma.
type Cell<'a> = (Cow<'a, str>, Option<&'a str>);

fn plain(rest: &str) -> Cell<'_> {
    match rest.split_once(',') {
        Some((cell, after)) => (Cow::Borrowed(cell.trim()), Some(after)),
        None => (Cow::Borrowed(rest.trim()), None),
    }
}

fn quoted(rest: &str, index: usize) -> Result<Cell<'_>, FieldError> {
    let error = |message: &str, help: &str| FieldError {
        field: String::new(),
        message: format!("cell {}: {message}", index + 1),
        help: help.into(),
    };
    let body = &rest[1..];
    let Some(end) = closing_quote(body) else {
        return Err(error(
            "the quote is not closed",
            "close the cell with a double quote; the rows after it were read as part of it",
        ));
    };
    let (cell, after) = (&body[..end], &body[end + 1..]);
    let cell = match cell.contains('"') {
        true => Cow::Owned(cell.trim().replace("\"\"", "\"")),
        false => Cow::Borrowed(cell.trim()),
    };
    match after.strip_prefix(',') {
        Some(after) => Ok((cell, Some(after))),
        None if after.trim().is_empty() => Ok((cell, None)),
        None => Err(error(
            "something follows the closing quote",
            "double the quotes that belong to the text, as `\"\"`",
        )),
    }
}

fn closing_quote(body: &str) -> Option<usize> {
    let bytes = body.as_bytes();
    let mut at = 0;
    loop {
        at += bytes.get(at..)?.iter().position(|b| *b == b'"')?;
        if bytes.get(at + 1) != Some(&b'"') {
            return Some(at);
        }
        at += 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn records_are_cut_into_cells() {
        for (record, expected) in [
            ("a,b,c", vec!["a", "b", "c"]),
            ("", vec![""]),
            (",", vec!["", ""]),
            (" a , b ", vec!["a", "b"]),
            (r#""a,b","say ""yes""",c"#, vec!["a,b", r#"say "yes""#, "c"]),
            ("\"two\nlines\",b", vec!["two\nlines", "b"]),
            (r#"5" disk,b"#, vec![r#"5" disk"#, "b"]),
            (r#""""#, vec![""]),
        ] {
            assert_eq!(cells(record).unwrap(), expected, "{record}");
        }
        for record in [r#""a"#, r#""a"b,c"#, r#"a,"b""c"#] {
            let error = cells(record).expect_err(record);
            assert!(!error.message.is_empty() && !error.help.is_empty());
        }
    }

    #[test]
    fn open_quotes_are_followed_over_lines() {
        for (lines, open) in [
            (vec!["a,b\n"], false),
            (vec!["a,\"b\n"], true),
            (vec!["a,\"b\n", "c\"\n"], false),
            (vec!["5\" disk\n"], false),
            (vec!["\"a \"\"\n"], true),
            (vec!["\"a \"\"\"\n"], false),
        ] {
            let mut quotes = Quotes::default();
            let last = lines.iter().map(|line| quotes.open_after(line.as_bytes())).last();
            assert_eq!(last, Some(open), "{lines:?}");
        }
    }

    proptest! {
        /// What is quoted by the book reads back, whatever it holds.
        #[test]
        fn quoted_cells_read_back(given in prop::collection::vec("[^\\s][\\PC\n,\"]*[^\\s]", 1..5)) {
            let quoted: Vec<_> = given.iter().map(|c| format!("\"{}\"", c.replace('"', "\"\""))).collect();
            let expected: Vec<_> = given.iter().map(|cell| cell.trim()).collect();
            let record = quoted.join(",");
            prop_assert_eq!(cells(&record).unwrap(), expected);
        }
    }
}
