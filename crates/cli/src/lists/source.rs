//! Files to import: opened, recognised, and digested while they are read.

use crate::failure::Failure;
use crate::input::named;
use navicert_lists::stored::hex;
use navicert_lists::{Format, ReadFile, recognise, recognise_workbook};
use sha2::{Digest, Sha256};
use std::cell::RefCell;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::Path;
use std::rc::Rc;

/// How much of a file is looked at to recognise it.
const BEGINNING: usize = 1 << 16;

/// A file that will be read once.
pub struct Source {
    /// Its name in messages.
    pub name: String,
    /// Its form.
    pub format: Format,
    reader: Box<dyn BufRead>,
    bytes: Rc<RefCell<Watched>>,
}

/// What has been read of a file.
struct Watched {
    file: Box<dyn Read>,
    digest: Sha256,
    length: u64,
}

/// Reads a file and digests it.
struct Watching(Rc<RefCell<Watched>>);

impl Read for Watching {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let watched = &mut *self.0.borrow_mut();
        let count = watched.file.read(into)?;
        watched.digest.update(into.get(..count).unwrap_or_default());
        watched.length = watched.length.saturating_add(count as u64);
        Ok(count)
    }
}

/// How a file's form is found.
#[derive(Clone, Copy, Debug, Default)]
pub struct Told {
    /// It was told.
    pub format: Option<Format>,
    /// A mapping was given: the file is a table.
    pub table: bool,
}

impl Source {
    /// Opens a file and finds its form.
    ///
    /// # Errors
    /// A file that cannot be read, is empty, or has a form that nobody knows.
    pub fn open(path: &Path, told: Told) -> Result<Source, Failure> {
        let failed = |error: io::Error| Failure::file("read", path, &error);
        let file: Box<dyn Read> = if path.as_os_str() == "-" {
            Box::new(io::stdin())
        } else {
            let file = File::open(path).map_err(failed)?;
            if file.metadata().is_ok_and(|data| data.is_dir()) {
                let what = format!("`{}` is a directory", path.display());
                return Err(Failure::bad(what, "name the files in it"));
            }
            Box::new(file)
        };
        let watched = Watched { file, digest: Sha256::new(), length: 0 };
        let bytes = Rc::new(RefCell::new(watched));
        let mut reader = BufReader::with_capacity(BEGINNING, Watching(Rc::clone(&bytes)));
        let mut beginning = Vec::with_capacity(BEGINNING);
        let limit = BEGINNING as u64;
        reader.by_ref().take(limit).read_to_end(&mut beginning).map_err(failed)?;
        if beginning.is_empty() {
            let what = format!("{} is empty", named(path));
            return Err(Failure::bad(what, "get the file again"));
        }
        let mut reader: Box<dyn BufRead> = Box::new(Cursor::new(beginning.clone()).chain(reader));
        let format = match told.format.or_else(|| recognise(&beginning)) {
            // A mapping says that the file is a table, whatever it looks like.
            format if told.table && told.format.is_none() => match format {
                Some(Format::Xlsx) => Format::Xlsx,
                _ => Format::Csv,
            },
            Some(Format::Xlsx) if told.format.is_none() => {
                let mut whole = Vec::new();
                reader.read_to_end(&mut whole).map_err(failed)?;
                let format = recognise_workbook(&whole);
                reader = Box::new(Cursor::new(whole));
                format
            }
            Some(format) => format,
            None => return Err(unknown(path)),
        };
        let name = if path.as_os_str() == "-" {
            "standard input".to_owned()
        } else {
            path.display().to_string()
        };
        Ok(Source { name, format, reader, bytes })
    }

    /// What is read from it, and afterwards what was read.
    pub fn parts(self) -> (navicert_lists::Input<'static>, Seen) {
        let Source { name, format, reader, bytes } = self;
        let seen = Seen { name: name.clone(), bytes };
        (navicert_lists::Input { name, format, reader }, seen)
    }
}

/// A file that is being read.
pub struct Seen {
    name: String,
    bytes: Rc<RefCell<Watched>>,
}

impl Seen {
    /// Reads what nobody asked for, and says what the whole file was.
    ///
    /// # Errors
    /// A file that cannot be read to its end.
    pub fn finish(self) -> Result<ReadFile, Failure> {
        let path = Path::new(&self.name);
        io::copy(&mut Watching(Rc::clone(&self.bytes)), &mut io::sink())
            .map_err(|error| Failure::file("read", path, &error))?;
        let watched = self.bytes.borrow();
        let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into());
        let sha256 = hex(&watched.digest.clone().finalize());
        Ok(ReadFile { name, bytes: watched.length, sha256 })
    }
}

fn unknown(path: &Path) -> Failure {
    let what = format!("{} has no form that navicert knows", named(path));
    let help = "name it with `--as`, or, for a table of your own, say with `--column name=…` which \
                column holds what";
    Failure::bad(what, help)
}
