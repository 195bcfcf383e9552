//! Tests of the whole way: text to tree to text.

#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod errors;
mod generate;
mod properties;
mod shared;
mod tidy;
mod trees;
