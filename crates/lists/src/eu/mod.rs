//! The European Union's consolidated list of financial sanctions, XML (`xmlFullSanctionsList_1_1`).

mod map;
mod read;

pub(crate) use read::xml;
