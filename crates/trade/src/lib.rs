//! Customs statistics: what they say of a flow, month by month, and what can be seen in them yet.
//!
//! [`read`] turns the files of eight sources into observations, [`body`] joins them into [`series`] as they stood on a
//! day, and [`visibility`] says whether a measure can be seen in a series. Figures are exact decimals; the statistics
//! behind a verdict ([`stats`]) use floats whose results are rounded, with arithmetic that is equal on every machine.
//!
//! Nothing here reads a clock, a file or a socket: bytes and days are handed in.

#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by it")
)]

pub mod body;
pub mod editions;
pub mod fault;
pub mod observation;
pub mod period;
pub mod places;
pub mod read;
pub mod releases;
pub mod series;
pub mod show;
pub mod stats;
pub mod visibility;
