//! Tests of the whole way: text to tree to text.

mod errors;
mod generate;
mod properties;
mod shared;
mod trees;
