//! Law files: syntax → check → evaluate.
//!
//! This crate knows no jurisdiction: a country appears only in the law files it is given.

pub mod compiled;
pub mod eval;
pub mod law;
pub mod syntax;
