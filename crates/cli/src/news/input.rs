//! Files and folders of articles.

use crate::failure::Failure;
use crate::files::collect;
use navicert_news::read::MAX_BYTES;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// What was found.
#[derive(Debug, Default)]
pub struct Files {
    /// Names and contents, in the order of the names.
    pub read: Vec<(String, Vec<u8>)>,
    /// Files that could not be read, and why.
    pub unread: Vec<(String, String)>,
}

/// Reads files, and folders in the order of the names; hidden files are skipped.
///
/// # Errors
/// A path that is not there.
pub fn files(paths: &[PathBuf]) -> Result<Files, Failure> {
    let mut found = Files::default();
    for path in paths {
        if path.as_os_str() == "-" {
            let mut bytes = Vec::new();
            let limit = u64::try_from(MAX_BYTES).unwrap_or(u64::MAX).saturating_add(1);
            io::stdin().lock().take(limit).read_to_end(&mut bytes)?;
            found.read.push(("-".to_owned(), bytes));
            continue;
        }
        let mut inside = Vec::new();
        collect(path, &mut inside)?;
        for file in inside {
            let name = name(path, &file);
            if name.split('/').any(|part| part.starts_with('.')) && file != *path {
                continue;
            }
            match bytes(&file) {
                Ok(bytes) => found.read.push((name, bytes)),
                Err(error) if file == *path => return Err(Failure::file("read", path, &error)),
                Err(error) => found.unread.push((name, format!("it cannot be read: {error}"))),
            }
        }
    }
    Ok(found)
}

/// The path below the folder, or the file's own name.
fn name(folder: &Path, file: &Path) -> String {
    let below = file.strip_prefix(folder).unwrap_or(file);
    let below = if below.as_os_str().is_empty() {
        file.file_name().map(Path::new).unwrap_or(file)
    } else {
        below
    };
    let parts: Vec<_> = below.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

/// As much of a file as the desk reads, and a byte more, so that it can tell what it left out.
fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let limit = u64::try_from(MAX_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    File::open(path)?.take(limit).read_to_end(&mut bytes)?;
    Ok(bytes)
}
