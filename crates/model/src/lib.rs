//! Parties, items, money, dates, verdicts and citations: values and their arithmetic.
//!
//! The words are those of the vocabulary; a word that is not in it does not parse. Nothing here
//! reads a clock, a file or a socket.

#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by it")
)]

pub mod amount;
pub mod bom;
pub mod country;
pub mod day;
pub mod read;
pub mod schema;
pub mod transfer;
pub mod tri;
pub mod verdict;
pub mod vocabulary;
pub mod write;
