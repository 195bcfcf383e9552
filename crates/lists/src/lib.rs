//! Published lists of parties: the publishers' files in, one kind of entry out.
//!
//! Each publisher has a folder: `read.rs` knows the file's form, `map.rs` what its words mean in our
//! model ([`Entry`]). Nothing here opens a file or reads a clock: importers are handed readers.

#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by it")
)]

mod entry;

pub use entry::{
    Address, BirthDate, Entry, IdKind, Identifier, Kind, Name, PartialDate, Quality, Role, Tie,
};
