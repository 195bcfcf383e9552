//! The news desk: articles to claims, events, contradictions and draft measures.
//!
//! Pure: files are handed over as bytes, days as arguments; nothing here reads a clock or a disk.

#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by it")
)]

pub mod claims;
pub mod cluster;
pub mod contradictions;
pub mod desk;
pub mod drafts;
pub mod events;
pub mod library;
pub mod model;
pub mod read;
pub mod render;
pub mod words;
