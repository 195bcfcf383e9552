//! Files in, answers out: sources, reported figures, and verdicts on flows whose truth is known.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that fails says so by panicking"
)]

mod common;
mod figures;
mod mutations;
mod sources;
mod verdicts;
