//! The command line, run as a user runs it: exit codes, outputs, errors, odd inputs.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that fails says so by panicking"
)]
#![allow(
    clippy::disallowed_methods,
    reason = "these tests write the files that they hand to the program"
)]

mod answers;
mod broken;
mod classify;
mod compare;
mod content;
mod days;
mod decide;
mod law;
mod ledger;
mod lists;
mod malformed;
mod news;
mod record;
mod run;
mod schema;
mod screen;
mod supply;
mod trade;
