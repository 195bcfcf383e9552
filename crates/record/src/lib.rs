//! The order book: lines imported, decided and kept; what an act changes in it; the days ahead.
//!
//! This crate joins the engine, which decides, and the store, which keeps. It reads no clock and no
//! file: days, moments, names of users and lines are arguments.

pub mod again;
mod ahead;
pub mod already;
pub mod assign;
pub mod basis;
pub mod book;
pub mod calendar;
pub mod change;
pub mod close;
pub mod concerned;
pub mod edition;
mod encode;
pub mod facets;
pub mod impact;
pub mod import;
pub mod judged;
pub mod kept;
pub mod licensed;
pub mod lists;
pub mod look;
mod moved;
pub mod outcome;
pub mod quick;
pub mod replay;
pub mod rows;
mod scan;
pub mod schema;
mod sides;
pub mod stock;
pub mod tables;
pub mod touched;
pub mod without;

pub use import::{Batch, Entry, ImportError, Importer, Total};
