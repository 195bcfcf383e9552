//! The key that signs the log: `keys/log.key` in the data directory, for its owner alone.

use crate::failure::Failure;
use crate::record;
use navicert_store::StoreError;
use navicert_store::audit::{LogKey, hex};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

/// The key of this data directory; a new one, if there is none.
///
/// # Errors
/// [`StoreError::Key`]: a key that others can read, that is none, or that cannot be made.
pub fn key() -> Result<LogKey, StoreError> {
    let home = record::home().map_err(|failure| match failure {
        Failure::Told { what, .. } => StoreError::Key { why: what },
        Failure::Unread => StoreError::Key { why: "there is no data directory".to_owned() },
    })?;
    let folder = home.join("keys");
    let path = folder.join("log.key");
    let told = |error: io::Error| StoreError::Key { why: format!("{}: {error}", path.display()) };
    if !path.exists() {
        make(&folder, &path).map_err(told)?;
    }
    check(&path)?;
    let text = fs::read_to_string(&path).map_err(told)?;
    let why = || format!("`{}` does not hold 64 hexadecimal digits", path.display());
    let secret = hex::read::<32>(text.trim()).ok_or_else(|| StoreError::Key { why: why() })?;
    Ok(LogKey::new(&secret))
}

/// Makes a key. It stands there whole or not at all, and the first of two programs wins.
fn make(folder: &Path, path: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    private(folder, 0o700)?;
    let mut secret = [0; 32];
    getrandom::fill(&mut secret).map_err(io::Error::other)?;
    let draft = folder.join(format!("log.key.{}", std::process::id()));
    let mut file = open(&draft)?;
    writeln!(file, "{}", hex::of(&secret))?;
    file.sync_all()?;
    let linked = fs::hard_link(&draft, path);
    fs::remove_file(&draft)?;
    match linked {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

#[cfg(unix)]
fn open(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path)
}

#[cfg(not(unix))]
fn open(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create(true).truncate(true).open(path)
}

#[cfg(unix)]
fn private(path: &Path, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn private(_: &Path, _: u32) -> io::Result<()> {
    Ok(())
}

/// Refuses a key that others can read: who has it can sign another history.
#[cfg(unix)]
fn check(path: &Path) -> Result<(), StoreError> {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::metadata(path).map(|one| one.permissions().mode()).unwrap_or(0);
    if mode & 0o077 == 0 {
        return Ok(());
    }
    let why = format!("others can read `{0}`; `chmod 600 {0}`", path.display());
    Err(StoreError::Key { why })
}

#[cfg(not(unix))]
fn check(_: &Path) -> Result<(), StoreError> {
    Ok(())
}
