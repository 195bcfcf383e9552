//! Any table with a header, by a mapping that names its columns.

mod map;
mod mapping;
mod read;

pub use mapping::{Mapping, MappingError};
pub(crate) use read::{csv, xlsx};
