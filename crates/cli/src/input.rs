//! Inputs with transfers: files or standard input, read line by line.

use crate::failure::Failure;
use clap::ValueEnum;
use navicert_model::read::{self, Lines};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

/// How an input is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum InputFormat {
    /// A JSON array, or objects one after the other
    Json,
    /// One JSON object on each line
    Jsonl,
    /// Comma-separated values under a header
    Csv,
}

impl From<InputFormat> for read::Format {
    fn from(format: InputFormat) -> read::Format {
        match format {
            InputFormat::Json => read::Format::Json,
            InputFormat::Jsonl => read::Format::JsonLines,
            InputFormat::Csv => read::Format::Csv,
        }
    }
}

/// Opens an input. Its format is the one asked for, else that of the file's ending, else what its
/// beginning looks like.
///
/// # Errors
/// A file that is not there, may not be read, is a directory, or holds nothing.
pub fn open(
    path: &Path,
    asked: Option<InputFormat>,
) -> Result<Lines<Box<dyn BufRead + Send>>, Failure> {
    let mut reader = reader(path)?;
    let beginning = reader.fill_buf().map_err(|error| Failure::file("read", path, &error))?;
    if beginning.is_empty() {
        let what = format!("{} is empty", named(path));
        return Err(Failure::bad(what, "give one transfer a line, as JSON Lines or CSV"));
    }
    let format = format_of(path, asked, beginning);
    Ok(read::read_lines(reader, format))
}

/// Opens an input as [`open`] does; the first sheet of an XLSX workbook is read as a CSV whose lines
/// are the sheet's rows.
///
/// # Errors
/// As [`open`], and a workbook that cannot be read.
pub fn lines(
    path: &Path,
    asked: Option<InputFormat>,
) -> Result<Lines<Box<dyn BufRead + Send>>, Failure> {
    let is_sheet = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"));
    if asked.is_some() || !is_sheet {
        return open(path, asked);
    }
    let text = crate::sheet::csv(path)?;
    let reader: Box<dyn BufRead + Send> = Box::new(io::Cursor::new(text));
    Ok(read::read_lines(reader, read::Format::Csv))
}

/// A table's text: CSV, or the first sheet of an XLSX workbook.
///
/// # Errors
/// As [`lines`], and a text that is not UTF-8.
pub fn table(path: &Path) -> Result<String, Failure> {
    match path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx")) {
        true => crate::sheet::csv(path),
        false => Ok(text(path, Some(InputFormat::Csv))?.0),
    }
}

fn format_of(path: &Path, asked: Option<InputFormat>, beginning: &[u8]) -> read::Format {
    let by_ending =
        path.extension().and_then(|ending| read::Format::of_extension(ending.to_str()?));
    match (asked, by_ending) {
        (Some(asked), _) => asked.into(),
        (None, Some(format)) => format,
        (None, None) => read::Format::guess(&String::from_utf8_lossy(beginning)),
    }
}

/// The whole text of an input, and its format; see [`open`].
///
/// # Errors
/// As [`open`], and a text that is not UTF-8.
pub fn text(path: &Path, asked: Option<InputFormat>) -> Result<(String, read::Format), Failure> {
    let bytes = bytes(path)?;
    let beginning = bytes.get(..bytes.len().min(1 << 16)).unwrap_or_default();
    let format = format_of(path, asked, beginning);
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to() + 1;
        Failure::bad(format!("{} is not UTF-8 at byte {at}", named(path)), "save the file as UTF-8")
    })?;
    Ok((text, format))
}

/// All bytes of an input.
///
/// # Errors
/// A file that is not there, may not be read, or is a directory.
pub fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    reader(path)?.read_to_end(&mut bytes).map_err(|error| Failure::file("read", path, &error))?;
    Ok(bytes)
}

/// Opens an input to be read from its beginning.
///
/// # Errors
/// A file that is not there, may not be read, or is a directory.
pub fn reader(path: &Path) -> Result<Box<dyn BufRead + Send>, Failure> {
    if path.as_os_str() == "-" {
        return Ok(Box::new(BufReader::with_capacity(1 << 16, io::stdin())));
    }
    let file = File::open(path).map_err(|error| Failure::file("read", path, &error))?;
    if file.metadata().is_ok_and(|data| data.is_dir()) {
        let what = format!("`{}` is a directory", path.display());
        return Err(Failure::bad(what, "name the files in it"));
    }
    Ok(Box::new(BufReader::with_capacity(1 << 16, file)))
}

/// The input's name in a message.
pub fn named(path: &Path) -> String {
    match path.as_os_str() == "-" {
        true => "standard input".to_owned(),
        false => format!("`{}`", path.display()),
    }
}
