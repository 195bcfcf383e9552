//! Published lists of parties: the publishers' files in, one kind of entry out.
//!
//! Each publisher has a folder: `read.rs` knows the file's form, `map.rs` what its words mean in our
//! model ([`Entry`]). Nothing here opens a file or reads a clock: importers are handed readers, and
//! what is stored is bytes.
//!
//! - [`recognise`] says which form a file has, [`feed`] what is known of the list,
//! - [`import`] reads it, [`Import::shrunk`] says whether a part may be missing,
//! - [`stored`] writes and reads our own compact form, [`Manifest`] what is known of a version,
//! - [`diff`] compares two versions.

#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by it")
)]

mod builder;
mod countries;
mod dates;
mod diff;
mod entry;
mod eu;
mod feed;
mod format;
mod ftm;
mod gb;
mod idkind;
mod import;
mod jp_meti;
mod json;
mod lines;
mod manifest;
mod mapped;
mod problem;
pub mod stored;
mod table;
mod un;
mod us_csl;
mod us_dpl;
mod us_ofac;
mod words;
mod xml;

pub use diff::{Changed, Diff, FieldChange, diff, fields};
pub use entry::{
    Address, BirthDate, Entry, IdKind, Identifier, Kind, Name, PartialDate, Quality, Role, Tie,
};
pub use feed::{Feed, FeedError, Source, feed, feeds, is_id};
pub use format::{Format, recognise, recognise_workbook};
pub use import::{Import, Input, Shrunk, import};
pub use manifest::{Manifest, ManifestError, ReadFile};
pub use mapped::{Mapping, MappingError};
pub use problem::{Place, Problem};
pub use us_ofac::Part;
