//! The US Consolidated Screening List: CSV of 29 columns, of 28 (before `_id`), tab-separated, JSON.

mod footnotes;
mod map;
mod read;

pub(crate) use read::{csv, json};

/// A row of the file, in its own words.
#[derive(Clone, Debug, Default)]
pub(super) struct Listed {
    source: String,
    number: String,
    kind: String,
    programmes: Vec<String>,
    name: String,
    title: String,
    addresses: Vec<ListedAddress>,
    notice: String,
    start: String,
    end: String,
    standard_order: String,
    requirement: String,
    policy: String,
    call_sign: String,
    vessel_type: String,
    tonnage: String,
    flag: String,
    owner: String,
    remarks: String,
    list_url: String,
    information_url: String,
    aliases: Vec<String>,
    citizenships: Vec<String>,
    births: Vec<String>,
    nationalities: Vec<String>,
    birth_places: Vec<String>,
    ids: Vec<ListedId>,
}

/// An address: in one text that ends with the country's code, or with the country apart.
#[derive(Clone, Debug)]
pub(super) enum ListedAddress {
    Joined(String),
    Parts(Vec<String>, String),
}

/// A number: its kind, value and country, as far as the file parts them.
#[derive(Clone, Debug, Default)]
pub(super) struct ListedId {
    label: String,
    value: String,
    country: String,
}
