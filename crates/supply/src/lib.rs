//! What goes into our products, who supplies it, and what stops if a source goes.
//!
//! Tables in (parts, bills of materials, suppliers, stock), figures out: how much of a product's
//! material comes from a country, how concentrated its sources are, and what a measure would stop
//! when. Nothing here knows the law: [`what_if`] is handed a ruling for each way of a part to a
//! product, by a scenario or by whoever asks the law.

#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by it")
)]

mod cell;
pub mod concentration;
pub mod cover;
pub mod exposure;
mod fault;
pub mod money;
pub mod number;
mod read;
pub mod render;
pub mod scenario;
pub mod shares;
pub mod stops;
mod supply;
mod table;
mod walk;
pub mod what_if;
#[cfg(feature = "xlsx")]
mod workbook;

pub use fault::{Fault, Faults, Spot};
pub use scenario::Scenario;
pub use supply::{Class, Line, Part, PartKind, Plan, Stock, Supply, Terms, Word, Words};
pub use table::{Kind, Source};
pub use walk::Walk;
