//! Japan's Foreign End User List: the ministry's sheet as XLSX or CSV, and a JSON form of it that a
//! third party reads from the published PDF.

mod map;
mod read;

pub(crate) use read::{csv, is_header, json, xlsx};
