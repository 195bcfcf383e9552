//! The UK Sanctions List, CSV: a row for each combination of names and addresses of a party.

mod map;
mod read;

pub(crate) use read::csv;
