//! The seeded rulebook in Navicert's own language, and its transactions as transfers: so that the
//! real evaluator answers the questions that the other engines and the limit answer.
//!
//! The rulebook's made-up words become words that law has. A destination class is a country; the
//! kind of end user is the country of its seat, the end use that of the consignee's; the share of
//! US content is a parameter. A missing fact is partly known: one of the countries that the field
//! may have, or between 0 % and 100 %. So one completion of the facts here is one there.

mod law;
mod orders;
mod transfer;
mod words;

pub use law::{LawFile, clause_id, law_files, law_text};
pub use orders::Orders;
pub use transfer::transfer;
