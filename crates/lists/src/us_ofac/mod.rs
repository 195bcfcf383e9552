//! Lists of the Office of Foreign Assets Control: the set of four CSV files without headers, and the
//! advanced XML.

mod advanced;
mod map;
mod read;
mod remarks;

pub(crate) use advanced::xml;
pub use read::Part;
pub(crate) use read::Set;
