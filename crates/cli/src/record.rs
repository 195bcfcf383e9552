//! The record that the commands of a user share: where it is, and who uses it.

use crate::clock::Moment;
use crate::failure::Failure;
use clap::Args;
use navicert_record::import::By;
use navicert_store::audit::Sealed;
use navicert_store::{Act, Postgres, Sqlite, Store, StoreError};
use std::env;
use std::path::PathBuf;

/// The name of the file in the data directory.
const FILE: &str = "record.db";

/// Who does it: written into the log of acts.
#[derive(Clone, Debug, Args)]
pub struct Who {
    /// Who does this, as the log shall say [default: NAVICERT_USER, then the user of the system]
    #[arg(long, value_name = "NAME")]
    pub who: Option<String>,
}

impl Who {
    /// Who, now.
    pub fn by(&self) -> By {
        let from = |name: &str| env::var(name).ok().filter(|name| !name.is_empty());
        let who = self.who.clone().or_else(|| from("NAVICERT_USER"));
        let who = who.or_else(|| from("USER")).or_else(|| from("USERNAME"));
        By { who: who.unwrap_or_else(|| "unknown".to_owned()), at: Moment::now().text }
    }
}

/// The data directory: `NAVICERT_HOME`, or the platform's place for a program's data.
///
/// # Errors
/// No such place is known.
pub fn home() -> Result<PathBuf, Failure> {
    let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let platform = || {
        if cfg!(target_os = "macos") {
            set("HOME").map(|home| home.join("Library/Application Support"))
        } else if cfg!(windows) {
            set("APPDATA")
        } else {
            set("XDG_DATA_HOME").or_else(|| set("HOME").map(|home| home.join(".local/share")))
        }
    };
    set("NAVICERT_HOME").or_else(|| platform().map(|place| place.join("navicert"))).ok_or_else(
        || Failure::bad("there is no data directory", "set NAVICERT_HOME to a directory"),
    )
}

/// Opens the record, whose log is signed in every transaction that adds to it: PostgreSQL if
/// `DATABASE_URL` names one, else the file in the data directory.
///
/// # Errors
/// A record that cannot be opened, an address of another database.
pub fn open() -> Result<Box<dyn Store>, Failure> {
    Ok(Box::new(Sealed::new(unsealed()?, Box::new(crate::logkey::key))))
}

fn unsealed() -> Result<Box<dyn Store>, Failure> {
    match env::var("DATABASE_URL") {
        Ok(url) if url.starts_with("postgres://") || url.starts_with("postgresql://") => {
            Ok(Box::new(Postgres::open(&url).map_err(|error| failed(&error))?))
        }
        Ok(url) if !url.is_empty() => Err(Failure::bad(
            "DATABASE_URL is no address of PostgreSQL",
            "write `postgres://user@host/database`, or unset it to use SQLite",
        )),
        _ => {
            let home = home()?;
            std::fs::create_dir_all(&home).map_err(|error| Failure::file("make", &home, &error))?;
            Ok(Box::new(Sqlite::open(&home.join(FILE)).map_err(|error| failed(&error))?))
        }
    }
}

/// What the record refused, for a person.
pub fn failed(error: &StoreError) -> Failure {
    Failure::bad(error.to_string(), error.help())
}

/// Whether there is a record: PostgreSQL is there if it is named, a file if it was made.
///
/// # Errors
/// No data directory is known.
pub fn exists() -> Result<bool, Failure> {
    let named = env::var("DATABASE_URL").is_ok_and(|url| !url.is_empty());
    Ok(named || home()?.join(FILE).exists())
}

/// Does something outside the record that the log shall tell: the act is on disk once it is done, and
/// nothing is written down if it fails. Without a record it is just done.
///
/// # Errors
/// Those of `work`; a record that cannot be written.
pub fn with_act<T>(
    kind: &str,
    subject: &str,
    by: &By,
    payload: &str,
    work: impl FnOnce() -> Result<T, Failure>,
) -> Result<T, Failure> {
    if !exists()? {
        return work();
    }
    let mut store = open()?;
    let mut tx = store.write().map_err(|error| failed(&error))?;
    let act = Act { kind, subject, who: &by.who, at: &by.at, payload };
    tx.append_act(&act).map_err(|error| failed(&error))?;
    let done = work()?;
    tx.commit().map_err(|error| failed(&error))?;
    Ok(done)
}
