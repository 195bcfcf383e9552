//! The lists of the data directory: `NAVICERT_HOME/lists/<feed>/<digest>/`, and a file `current` that
//! names the version in force.
//!
//! A version is written beside the others, flushed, and then put in place by a rename; `current` is
//! replaced the same way. Whoever reads sees the old version or the new one, whole.

use crate::failure::Failure;
use crate::record;
use navicert_lists::stored::{self, Stored};
use navicert_lists::{Entry, Manifest, is_id};
use navicert_store::orders::ListVersion;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

const LIST: &str = "list.navilist";
const MANIFEST: &str = "manifest.json";
const CURRENT: &str = "current";

/// The lists of a data directory.
#[derive(Clone, Debug)]
pub struct Home {
    lists: PathBuf,
}

/// A version of a list.
#[derive(Clone, Debug)]
pub struct Version {
    /// What is known of it.
    pub manifest: Manifest,
    /// Where it lies.
    directory: PathBuf,
}

impl Home {
    /// The data directory of `NAVICERT_HOME`, else the platform's; nothing is created.
    ///
    /// # Errors
    /// No directory is named, and the platform has none.
    pub fn open() -> Result<Home, Failure> {
        Ok(Home { lists: record::home()?.join("lists") })
    }

    /// The ids of the feeds of which there is a version in force, in order.
    ///
    /// # Errors
    /// A directory that cannot be read.
    pub fn feeds(&self) -> Result<Vec<String>, Failure> {
        let failed = |error| Failure::file("read", &self.lists, &error);
        let entries = match fs::read_dir(&self.lists) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(failed(error)),
        };
        let mut feeds = Vec::new();
        for entry in entries {
            let name = entry.map_err(failed)?.file_name().to_string_lossy().into_owned();
            if is_id(&name) && self.lists.join(&name).join(CURRENT).exists() {
                feeds.push(name);
            }
        }
        feeds.sort();
        Ok(feeds)
    }

    /// The version in force of a feed; `None` if it was never imported.
    ///
    /// # Errors
    /// Files that cannot be read.
    pub fn current(&self, feed: &str) -> Result<Option<Version>, Failure> {
        let path = self.lists.join(feed).join(CURRENT);
        let digest = match fs::read_to_string(&path) {
            Ok(text) => text.trim().to_owned(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(Failure::file("read", &path, &error)),
        };
        if !is_digest(&digest) {
            let what = format!("`{}` does not name a version", path.display());
            return Err(Failure::bad(what, "import the list again"));
        }
        Version::open(self.lists.join(feed).join(digest)).map(Some)
    }

    /// The versions of a feed, the one imported last first.
    ///
    /// # Errors
    /// Files that cannot be read.
    pub fn versions(&self, feed: &str) -> Result<Vec<Version>, Failure> {
        let directory = self.lists.join(feed);
        let failed = |error| Failure::file("read", &directory, &error);
        let mut versions = Vec::new();
        for entry in fs::read_dir(&directory).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            if is_digest(&entry.file_name().to_string_lossy()) {
                versions.push(Version::open(entry.path())?);
            }
        }
        versions.sort_by(|a, b| {
            let key = |version: &Version| {
                (version.manifest.imported_at.clone(), version.manifest.digest.clone())
            };
            key(b).cmp(&key(a))
        });
        Ok(versions)
    }

    /// Keeps a version and puts it in force.
    ///
    /// # Errors
    /// Files that cannot be written; the version that was in force stays so.
    pub fn keep(&self, manifest: &Manifest, list: &Stored) -> Result<(), Failure> {
        let feed = self.lists.join(&manifest.feed);
        let version = feed.join(&manifest.digest);
        let failed = |error| Failure::file("write", &version, &error);
        fs::create_dir_all(&feed).map_err(failed)?;
        let json = manifest.json();
        // A version that is whole already only gets the new description.
        let whole = fs::read(version.join(LIST)).is_ok_and(|bytes| bytes == list.bytes);
        if whole {
            replace(&version, MANIFEST, json.as_bytes()).map_err(failed)?;
        } else {
            let temporary = feed.join(format!(".new-{}", std::process::id()));
            let _ = fs::remove_dir_all(&temporary);
            let written = fs::create_dir_all(&temporary)
                .and_then(|()| write_flushed(&temporary.join(LIST), &list.bytes))
                .and_then(|()| write_flushed(&temporary.join(MANIFEST), json.as_bytes()))
                .and_then(|()| flush(&temporary))
                .and_then(|()| {
                    // What lies there is damaged: the digest is that of the bytes.
                    let _ = fs::remove_dir_all(&version);
                    fs::rename(&temporary, &version)
                });
            if written.is_err() {
                let _ = fs::remove_dir_all(&temporary);
            }
            written.map_err(failed)?;
        }
        flush(&feed).map_err(failed)?;
        replace(&feed, CURRENT, format!("{}\n", manifest.digest).as_bytes()).map_err(failed)
    }
}

impl Version {
    fn open(directory: PathBuf) -> Result<Version, Failure> {
        let path = directory.join(MANIFEST);
        let bytes = fs::read(&path).map_err(|error| Failure::file("read", &path, &error))?;
        let manifest = Manifest::parse(&bytes).map_err(|error| {
            let what = format!("`{}` cannot be read: {error}", path.display());
            Failure::bad(what, "import the list again; a later form needs a later navicert")
        })?;
        Ok(Version { manifest, directory })
    }

    /// The version as the record keeps it.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn stored(&self) -> Result<ListVersion, Failure> {
        let path = self.directory.join(LIST);
        let body = fs::read(&path).map_err(|error| Failure::file("read", &path, &error))?;
        let Manifest { feed, digest, .. } = &self.manifest;
        Ok(ListVersion { feed: feed.clone(), digest: digest.clone(), body })
    }

    /// Its entries, in the order of their ids.
    ///
    /// # Errors
    /// A file that cannot be read or is damaged, or is not that of the description.
    pub fn entries(&self) -> Result<Vec<Entry>, Failure> {
        let path = self.directory.join(LIST);
        let bytes = fs::read(&path).map_err(|error| Failure::file("read", &path, &error))?;
        let wrong = |what: String| Failure::bad(what, "import the list again");
        let digest = stored::digest(&bytes)
            .map_err(|error| wrong(format!("`{}`: {error}", path.display())))?;
        if digest != self.manifest.digest {
            return Err(wrong(format!("`{}` is another version's", path.display())));
        }
        stored::read(&bytes).map_err(|error| wrong(format!("`{}`: {error}", path.display())))
    }
}

fn is_digest(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Replaces a file in one step.
fn replace(directory: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    let temporary = directory.join(format!(".{name}-{}", std::process::id()));
    let done = write_flushed(&temporary, bytes)
        .and_then(|()| fs::rename(&temporary, directory.join(name)))
        .and_then(|()| flush(directory));
    if done.is_err() {
        let _ = fs::remove_file(&temporary);
    }
    done
}

fn write_flushed(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Makes the names in a directory last. Only Unix can.
#[cfg(unix)]
fn flush(directory: &Path) -> io::Result<()> {
    File::open(directory)?.sync_all()
}

#[cfg(not(unix))]
fn flush(_: &Path) -> io::Result<()> {
    Ok(())
}
