//! Standard output and standard error.

use crate::failure::Failure;
use clap::ValueEnum;
use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};
use std::path::{Path, PathBuf};

/// How results are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For a person
    #[default]
    Text,
    /// JSON Lines, one object for each line of input
    Json,
    /// One row for each line of input
    Csv,
}

/// Standard output: by line for a person who waits, in blocks otherwise.
pub enum Output {
    /// A terminal.
    Terminal(StdoutLock<'static>),
    /// A pipe or a file.
    Blocks(BufWriter<StdoutLock<'static>>),
    /// A file that was named, with its name.
    File(BufWriter<File>, PathBuf),
}

impl Output {
    /// Opens standard output.
    pub fn open() -> Self {
        let lock = io::stdout().lock();
        if lock.is_terminal() {
            Output::Terminal(lock)
        } else {
            Output::Blocks(BufWriter::with_capacity(1 << 16, lock))
        }
    }

    /// Opens a file, to begin it anew or to go on at its end.
    ///
    /// # Errors
    /// A file that cannot be opened.
    pub fn file(path: &Path, goes_on: bool) -> Result<Self, Failure> {
        let mut how = File::options();
        how.create(true).write(true).append(goes_on).truncate(!goes_on);
        let file = how.open(path).map_err(|error| Failure::file("write", path, &error))?;
        Ok(Output::File(BufWriter::with_capacity(1 << 16, file), path.to_owned()))
    }

    /// Whether a person looks at it.
    pub fn is_terminal(&self) -> bool {
        matches!(self, Output::Terminal(_))
    }

    /// Writes a text.
    ///
    /// # Errors
    /// [`Failure::Unread`] if nobody reads it any more.
    pub fn put(&mut self, text: &str) -> Result<(), Failure> {
        match self {
            Output::Terminal(to) => to.write_all(text.as_bytes())?,
            Output::Blocks(to) => to.write_all(text.as_bytes())?,
            Output::File(to, path) => to
                .write_all(text.as_bytes())
                .map_err(|error| Failure::file("write", path, &error))?,
        }
        Ok(())
    }

    /// Writes what is still held.
    ///
    /// # Errors
    /// As [`Output::put`].
    pub fn finish(&mut self) -> Result<(), Failure> {
        match self {
            Output::Terminal(to) => to.flush()?,
            Output::Blocks(to) => to.flush()?,
            Output::File(to, path) => {
                to.flush().map_err(|error| Failure::file("write", path, &error))?;
            }
        }
        Ok(())
    }
}

/// Prints a text that is ready.
///
/// # Errors
/// As [`Output::put`].
pub fn print(text: &str) -> Result<(), Failure> {
    let mut output = Output::open();
    output.put(text)?;
    output.finish()
}

/// Writes to standard error; nobody can be told if that fails.
pub fn complain(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// A number with its thousands apart.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `1 line`, `2 lines`.
pub fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{} {}", grouped(number as u64), if number == 1 { one } else { many })
}

/// Adds a row of comma-separated values.
pub fn push_row<'c>(out: &mut String, cells: impl IntoIterator<Item = &'c str>) {
    for (index, cell) in cells.into_iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        push_cell(out, cell);
    }
    out.push('\n');
}

fn push_cell(out: &mut String, cell: &str) {
    let blank = cell.starts_with([' ', '\t']) || cell.ends_with([' ', '\t']);
    if blank || cell.contains(['"', ',', '\n', '\r']) {
        out.push('"');
        out.push_str(&cell.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(cell);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        for (number, text) in [(0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567")] {
            assert_eq!(grouped(number), text);
        }
    }

    #[test]
    fn cells_that_need_quotes_have_them() {
        let mut out = String::new();
        push_row(&mut out, ["a", "b,c", "say \"no\"", " x", ""]);
        assert_eq!(out, "a,\"b,c\",\"say \"\"no\"\"\",\" x\",\n");
    }
}
