//! Tables, made and changed by numbered files, each once, in order.

use crate::error::StoreError;
use crate::store::{Database, Store};

/// One numbered file of one module. What was published is never changed; a change is a new file.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// The module it belongs to.
    pub module: &'static str,
    /// From 1 on, without gaps, within the module.
    pub number: i64,
    /// The statements; `{bytes}` stands for the database's type of bytes, `{place}` for that of a key
    /// by which the rows lie.
    pub sql: &'static str,
}

/// Every migration; within a module in order, a module after those whose tables it names.
pub const ALL: &[Migration] = &[
    Migration { module: "acts", number: 1, sql: include_str!("acts/migrations/0001.sql") },
    Migration { module: "orders", number: 1, sql: include_str!("orders/migrations/0001.sql") },
    Migration { module: "hits", number: 1, sql: include_str!("hits/migrations/0001.sql") },
    Migration { module: "audit", number: 1, sql: include_str!("audit/migrations/0001.sql") },
    Migration { module: "requests", number: 1, sql: include_str!("requests/migrations/0001.sql") },
    Migration { module: "licences", number: 1, sql: include_str!("licences/migrations/0001.sql") },
    Migration { module: "cases", number: 1, sql: include_str!("cases/migrations/0001.sql") },
    Migration { module: "orders", number: 2, sql: include_str!("orders/migrations/0002.sql") },
    Migration { module: "tables", number: 1, sql: include_str!("tables/migrations/0001.sql") },
];

const TABLE: &str = "CREATE TABLE IF NOT EXISTS migrations (\
                     module TEXT NOT NULL, number BIGINT NOT NULL, PRIMARY KEY (module, number))";

/// Brings the tables up to this program, in one transaction.
///
/// # Errors
/// [`StoreError::Newer`] if the database knows a number that this program does not; whatever the
/// database refuses.
pub fn migrate(store: &mut dyn Store) -> Result<(), StoreError> {
    if up_to_date(store)? {
        return Ok(());
    }
    let mut tx = store.write()?;
    tx.batch(TABLE)?;
    let (bytes, place) = match tx.database() {
        // SQLite keeps a table by such a column itself, without an index beside it.
        Database::Sqlite => ("BLOB", "INTEGER"),
        Database::Postgres => ("BYTEA", "BIGINT"),
    };
    for one in ALL {
        let done = tx.one_int(
            "SELECT number FROM migrations WHERE module = $1 AND number = $2",
            &[one.module.into(), one.number.into()],
        )?;
        if done.is_none() {
            tx.batch(&one.sql.replace("{bytes}", bytes).replace("{place}", place))?;
            tx.execute(
                "INSERT INTO migrations (module, number) VALUES ($1, $2)",
                &[one.module.into(), one.number.into()],
            )?;
        }
    }
    tx.commit()
}

/// Whether every table is as this program knows it; looks without writing, so that a record that
/// may only be read can be read.
fn up_to_date(store: &mut dyn Store) -> Result<bool, StoreError> {
    let mut tx = store.read()?;
    let there = match tx.database() {
        Database::Sqlite => {
            "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'migrations'"
        }
        Database::Postgres => {
            "SELECT 1::BIGINT FROM information_schema.tables \
             WHERE table_schema = current_schema() AND table_name = 'migrations'"
        }
    };
    if tx.one_int(there, &[])?.is_none() {
        return Ok(false);
    }
    let mut done: Vec<(String, i64)> = Vec::new();
    tx.query("SELECT module, number FROM migrations", &[], &mut |row| {
        done.push((row.text(0)?.to_owned(), row.int(1)?));
        Ok(())
    })?;
    for (module, found) in &done {
        let known = ALL.iter().filter(|one| one.module == module).map(|one| one.number).max();
        let known = known.unwrap_or(0);
        if *found > known {
            return Err(StoreError::Newer { module: module.clone(), found: *found, known });
        }
    }
    Ok(done.len() == ALL.len())
}
