//! Random law, as text in the law language, and random transfers that it is about.
//!
//! Everything is made from [`Choices`], numbers that proptest draws and makes smaller: a case that
//! fails shrinks to short law and few facts. A clause and a transfer each have numbers of their
//! own, so that leaving one out does not change the others.

mod case;
mod choices;
mod clauses;
mod conditions;
mod law;
mod text;
mod transfer;

pub use case::{Case, Loaded, Sizes, cases};
pub use choices::Choices;
pub use law::{
    ACTS, Change, ChangeKind, Clause, Cond, Entry, GROUP, Kind, LISTS, Law, Line, PARAMETERS,
    PARTY_LISTS, PartyList, Place, Round, Target, Threshold, roles,
};
pub use text::cond_text;
pub use transfer::{crossed, reads_knowledge_against_use};
