//! Inputs with transfers: files or standard input, read line by line.

use crate::failure::Failure;
use clap::ValueEnum;
use navicert_model::read::{self, Lines};
use std::fs::File;
use std::io::{self, BufRead, BufReader};
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
pub fn open(path: &Path, asked: Option<InputFormat>) -> Result<Lines<Box<dyn BufRead>>, Failure> {
    let mut reader = reader(path)?;
    let beginning = reader.fill_buf().map_err(|error| Failure::file("read", path, &error))?;
    if beginning.is_empty() {
        let what = format!("{} is empty", named(path));
        return Err(Failure::bad(what, "give one transfer a line, as JSON Lines or CSV"));
    }
    let by_ending =
        path.extension().and_then(|ending| read::Format::of_extension(ending.to_str()?));
    let format = match (asked, by_ending) {
        (Some(asked), _) => asked.into(),
        (None, Some(format)) => format,
        (None, None) => read::Format::guess(&String::from_utf8_lossy(beginning)),
    };
    Ok(read::read_lines(reader, format))
}

fn reader(path: &Path) -> Result<Box<dyn BufRead>, Failure> {
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
