//! The order book: lines imported, decided and kept; what an act changes in it; the days ahead.
//!
//! This crate joins the engine, which decides, and the store, which keeps. It reads no clock and no
//! file: days, moments, names of users and lines are arguments.

pub mod facets;
pub mod import;
pub mod judged;
pub mod rows;

pub use import::{Batch, Entry, ImportError, Importer, Total};
