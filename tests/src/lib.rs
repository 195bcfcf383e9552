//! What the tests share: random law and random transfers, a second meaning of the law that is too
//! plain to be wrong, and every world that a transfer's unknown facts leave possible.
#![allow(clippy::expect_used, clippy::panic, reason = "what the tests share fails as a test does")]

pub mod harness;
pub mod plain;
pub mod random;
pub mod worlds;
