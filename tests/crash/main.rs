//! Killed at random moments under load: what was acknowledged is there, nothing is half there.
//!
//! Ignored by default; `.ci/run` runs them:
//!
//! ```text
//! cargo test --package navicert --test crash -- --ignored --nocapture
//! NAVICERT_KILLS=1000 NAVICERT_CRASH_SEED=7 cargo test --package navicert --test crash -- --ignored
//! ```
//!
//! With `NAVICERT_TEST_POSTGRES` set to the address of a server, the same is done there.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "tests panic to fail, and run the program on files of their own"
)]

mod harness;
mod orders;
mod space;
