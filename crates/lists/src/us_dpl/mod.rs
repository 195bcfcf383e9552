//! The Denied Persons List of the Bureau of Industry and Security, tab-separated: a row for each
//! address of a denied person.

mod map;
mod read;

pub(crate) use read::tab;
