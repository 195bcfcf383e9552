//! Names of parties in six scripts against lists: normalise, index, score, explain.
//!
//! A name becomes tokens, each with what it means and how it sounds in the scripts and
//! romanisations it may be written in. An [`Index`] of listed parties finds the few entries that share
//! enough of a name, sets the tokens side by side and judges what stands alone. Everything is integer
//! arithmetic: the same lists and the same question give the same answer on every machine.
//!
//! Nothing here opens a file: the index is built from an iterator of [`Listed`].

#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by it")
)]

mod align;
mod analyse;
mod candidates;
mod changes;
mod compare;
mod explain;
mod fast;
mod hit;
mod index;
mod judge;
mod number;
mod party;
mod romanise;
mod script;
mod sounds;
mod spoken;
mod syllables;
mod token;
mod words;

pub use changes::{Changes, Concern, Shown};
pub use hit::{Aligned, Hit, Judgement, Qualifier, Score, Why};
pub use index::{Asker, Index, Options};
pub use party::{BirthDate, Identifier, Kind, Listed, ListedName, Quality, Query};

/// Version of the matcher, written into every answer: raised with each change that may move a score.
pub const MATCHER: &str = "names/2";
