//! Text of a law file to a tree.
pub mod ast;
