//! The record: what a company keeps, on SQLite or PostgreSQL.
//!
//! One trait, [`Store`], with two implementations, [`Sqlite`] and [`Postgres`]. All work is done in
//! a transaction, [`Tx`], by plain SQL that both databases understand; each module below has its own
//! tables, its own numbered migrations and its own suite of tests, run on both.
//!
//! **One writer at a time.** [`Store::write`] waits until every other writer is done (SQLite's
//! immediate transactions, an advisory lock on PostgreSQL). What a transaction reads is what holds
//! until it is committed, so counting before using up, or reading the last number before giving the
//! next one, is safe without further locks. Readers never wait.
//!
//! **What is acknowledged is kept.** [`Tx::commit`] comes back when the database has the
//! transaction on disk (`synchronous=FULL`); what was not committed leaves no trace.
//!
//! **Acts.** Whatever changes the record says so in the same transaction, by
//! [`Tx::append_act`].
//!
//! # Adding a module
//! A folder with `mod.rs` and `migrations/0001.sql`, its [`migrate::Migration`]s in
//! [`migrate::ALL`], functions that take `&mut dyn Tx`, and a suite in
//! `tests/conformance/suites/`.

pub mod acts;
pub mod audit;
pub mod cases;
pub mod error;
pub mod hits;
pub mod licences;
pub mod migrate;
pub mod orders;
mod postgres;
pub mod requests;
mod sqlite;
pub mod store;
pub mod tables;
pub mod value;

pub use acts::Act;
pub use error::StoreError;
pub use postgres::Postgres;
pub use sqlite::Sqlite;
pub use store::{Database, Store, Tx};
pub use value::{Cells, Value};
