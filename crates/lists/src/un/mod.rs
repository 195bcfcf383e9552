//! The consolidated list of the United Nations Security Council, XML.

mod map;
mod read;

pub(crate) use read::xml;
