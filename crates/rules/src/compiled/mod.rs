//! The compiled evaluator: the same answers for many transfers.
//!
//! Laws that read codes of one scheme are compiled together, others apart: each such *part* costs
//! only what it asks itself, and a row that nothing in a part can reach by its route costs nothing
//! more.
//!
//! Facts are split into *dimensions* (route, parties, use, item, code, day). A clause is rewritten
//! as alternatives, the *lanes*, each of which asks predicates of single dimensions. The transfers'
//! values are dictionary-encoded; for each value of a dimension the predicates are evaluated once,
//! by the explaining evaluator. Lanes that can still fire for a code form a *slice*; one bit a lane,
//! a transfer is decided by AND-ing one word per dimension. Where a clause joins several wide
//! disjunctions, each becomes a *step*: lanes of its own that are settled first. Classes, slices and
//! words are made when a row first needs them.
//!
//! Unknown facts: a value knows which predicates are certain and which possible, and the sets of
//! predicates that its completions reach. What is certain is the AND of the words, what is possible
//! the AND of the possible ones; where that leaves a span open that completions could narrow, the
//! completions of the open dimensions are tried: first by the words of the slice, then for the lanes
//! alone that may still change the verdict. A condition that reads several dimensions at once
//! (content that would need a licence *to this destination*) is a predicate of one of them, looked at
//! beside the values of the others. What is too tangled goes to the explaining evaluator, so that
//! there is one meaning.
//!
//! Cost of a decision: for each part that the row reaches, dimensions that the slice asks, and
//! steps, times words; independent of clauses that cannot apply to the code.

mod columns;
mod dictionary;
mod flat;
mod focus;
mod form;
mod lines;
mod packed;
mod part;
mod phase;
mod run;
mod slice;
mod trials;
mod values;

pub use columns::{Columns, Row};
pub use lines::{Said, Told};
pub use packed::Packed;
pub use part::Alike;
pub use run::{Bound, Compiled, Kind, PartBound, Spans};

/// A group of facts that a transfer's columns hold together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Dim {
    /// The activity.
    Activity,
    /// Country the shipment leaves.
    From,
    /// Country it goes to.
    To,
    /// Where the item was made.
    Origin,
    /// Everybody named.
    Parties,
    /// End use, knowledge, facility.
    Use,
    /// Everything else about the item and the transfer.
    Item,
    /// Codes of the item.
    Code,
}

impl Dim {
    /// One bit of a set of dimensions.
    const fn mask(self) -> u16 {
        1 << self as u16
    }
}

/// All dimensions but the day, in the order of the columns.
pub const DIMS: [Dim; 8] =
    [Dim::Activity, Dim::From, Dim::To, Dim::Origin, Dim::Parties, Dim::Use, Dim::Item, Dim::Code];
