//! The closed set of words that a transfer, a law file and a decision may use.
//!
//! A word that is not here is an error, never a synonym: every parser names the word given, and
//! suggests the nearest one.

mod codes;
mod parameters;
mod sets;
mod tags;
mod words;

pub use codes::{CodeError, SCHEMES, check_code, check_hs, check_scheme};
pub use parameters::{MASS_SHARE_SUFFIX, PARAMETERS, parameter_unit, parse_parameter};
pub use sets::{
    Activity, Basis, EvidenceKind, Exception, Form, ItemKind, Law, ListId, MakingKind, Obligation,
    Policy, Role, Weight,
};
pub use tags::{Tag, TagAnswers, TagError, TagPlace, TagSet};
pub use words::{WordError, suggest};
pub(crate) use words::{quoted, shortened};
