//! Runs a suite on both databases, each test on a record of its own.

use navicert_store::{Postgres, Sqlite, Store};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

/// The variable with the address of a PostgreSQL server that tests may fill.
pub const SERVER: &str = "NAVICERT_TEST_POSTGRES";

/// An empty record; every [`Fresh::open`] is one more connection to the same one.
pub struct Fresh {
    place: Place,
}

enum Place {
    File(PathBuf),
    Schema(String),
}

impl Fresh {
    /// One more connection.
    pub fn open(&self) -> Box<dyn Store> {
        match &self.place {
            Place::File(path) => Box::new(Sqlite::open(path).unwrap()),
            Place::Schema(url) => Box::new(Postgres::open(url).unwrap()),
        }
    }
}

impl Fresh {
    /// Where it is: a path, or an address.
    #[allow(dead_code, reason = "for tests that start other programs")]
    pub fn place(&self) -> String {
        match &self.place {
            Place::File(path) => path.display().to_string(),
            Place::Schema(url) => url.clone(),
        }
    }
}

static NEXT: AtomicU32 = AtomicU32::new(0);

fn unique(name: &str) -> String {
    format!("{name}_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed))
}

/// An empty record in a file.
pub fn sqlite(name: &str) -> Fresh {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("conformance");
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(unique(name)).with_extension("db");
    let _ = std::fs::remove_file(&path);
    Fresh { place: Place::File(path) }
}

/// An empty record in a schema of its own on the server that [`SERVER`] names; `None`, said on
/// standard error, without one.
pub fn postgres(name: &str) -> Option<Fresh> {
    let Ok(url) = std::env::var(SERVER) else {
        eprintln!("skipped on PostgreSQL: {SERVER} is not set");
        return None;
    };
    let schema = unique(&name.to_lowercase());
    let schema = schema.get(schema.len().saturating_sub(60)..).unwrap_or(&schema);
    // The schema is made in the clear; what is tested is the record.
    let plain = url.replace("sslmode=require", "sslmode=prefer");
    let mut client = postgres::Client::connect(&plain, postgres::NoTls).unwrap();
    client.batch_execute(&format!("CREATE SCHEMA \"{schema}\"")).unwrap();
    let with = if url.contains('?') { '&' } else { '?' };
    Some(Fresh { place: Place::Schema(format!("{url}{with}options=-csearch_path%3D{schema}")) })
}

/// Makes two tests, `sqlite::NAME` and `postgres::NAME`, of each function that takes a [`Fresh`].
macro_rules! on_both {
    ($($test:ident),+ $(,)?) => {
        mod sqlite {
            $(#[test] fn $test() { super::$test(&crate::harness::sqlite(stringify!($test))) })+
        }
        mod postgres {
            $(#[test] fn $test() {
                if let Some(fresh) = crate::harness::postgres(stringify!($test)) {
                    super::$test(&fresh);
                }
            })+
        }
    };
}
pub(crate) use on_both;
