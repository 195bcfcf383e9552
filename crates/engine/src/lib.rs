//! Joins the law, the lists and a transfer into one decision.

pub mod cases;
pub mod classify;
pub mod compare;
pub mod content;
pub mod coverage;
pub mod decision;
mod embedded;
pub mod lawdiff;
mod many;
pub mod news;
pub mod owners;
mod pieces;
pub mod render;
pub mod schema;
pub mod screen;
pub mod show;
pub mod supply;
pub mod timeline;

pub use decision::{Decider, Decision, Engine, EngineError, Options};

pub use embedded::{embedded_cases, embedded_goods, embedded_law};
pub use many::Key;

/// Version written into every decision.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
