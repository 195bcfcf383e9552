//! The file's form.

use super::{Listed, ListedAddress, ListedId, map};
use crate::builder::Builder;
use crate::json::{self as objects, text, texts};
use crate::problem::{InFile, Problem};
use crate::table::{Columns, Row, separated};
use crate::words::{clean, parts};
use serde_json::Value;
use std::io::{BufRead, Read};

/// Columns without which a file is not this list.
const NEEDED: [&str; 8] = [
    "source",
    "entity_number",
    "type",
    "programs",
    "name",
    "addresses",
    "license_requirement",
    "alt_names",
];

/// Reads the CSV, or the same separated by tabs.
pub(crate) fn csv(
    file: InFile<'_>,
    reader: impl Read,
    delimiter: u8,
    out: &mut Builder<'_>,
) -> Result<(), Problem> {
    let mut columns: Option<Columns> = None;
    separated(file, reader, delimiter, &mut |row| {
        let Some(columns) = &columns else {
            let found = Columns::of(&row);
            for name in NEEDED {
                found.need(file, name)?;
            }
            columns = Some(found);
            return Ok(());
        };
        if row.cells.len() != columns.names.len() {
            let message =
                format!("the row has {} cells, not {}", row.cells.len(), columns.names.len());
            let help = "get the file again: it is damaged or cut off";
            let problem = file.at(row.place, message, help);
            return out.problem(problem.clone()).map_err(|_| problem);
        }
        let listed = listed(columns, &row);
        map::entry(file, row.place, listed, out)
    })?;
    if columns.is_none() {
        return Err(file.problem("the file holds no rows", "get the file again"));
    }
    Ok(())
}

fn listed(columns: &Columns, row: &Row) -> Listed {
    let cell = |name: &str| clean(row.cell(columns.find(name)));
    let many = |name: &str| -> Vec<String> { parts(row.cell(columns.find(name)), ';').collect() };
    // The layout without `_id` names the kind of a number last, the later one first.
    let kind_first = columns.find("_id").is_some();
    Listed {
        source: cell("source"),
        number: cell("entity_number"),
        kind: cell("type"),
        programmes: many("programs"),
        name: cell("name"),
        title: cell("title"),
        addresses: many("addresses").into_iter().map(ListedAddress::Joined).collect(),
        notice: cell("federal_register_notice"),
        start: cell("start_date"),
        end: cell("end_date"),
        standard_order: cell("standard_order"),
        requirement: cell("license_requirement"),
        policy: cell("license_policy"),
        call_sign: cell("call_sign"),
        vessel_type: cell("vessel_type"),
        tonnage: cell("gross_tonnage"),
        flag: cell("vessel_flag"),
        owner: cell("vessel_owner"),
        remarks: cell("remarks"),
        list_url: cell("source_list_url"),
        information_url: cell("source_information_url"),
        aliases: many("alt_names"),
        citizenships: many("citizenships"),
        births: many("dates_of_birth"),
        nationalities: many("nationalities"),
        birth_places: many("places_of_birth"),
        ids: many("ids").iter().map(|text| number_of(text, kind_first)).collect(),
    }
}

/// `Passport, U00242309, TR` in the later layout; `TR, U00242309, Passport` or `U00242309, Passport`
/// in the earlier one.
fn number_of(text: &str, kind_first: bool) -> ListedId {
    if kind_first {
        let (label, rest) = text.split_once(", ").unwrap_or(("", text));
        let (value, country) = match rest.rsplit_once(", ") {
            Some((value, country)) if is_code(country) => (value, country),
            _ => (rest, ""),
        };
        return ListedId { label: label.into(), value: value.into(), country: country.into() };
    }
    let (rest, label) = text.rsplit_once(", ").unwrap_or((text, ""));
    let (country, value) = match rest.split_once(", ") {
        Some((country, value)) if is_code(country) => (country, value),
        _ => ("", rest),
    };
    ListedId { label: label.into(), value: value.into(), country: country.into() }
}

fn is_code(text: &str) -> bool {
    text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Reads the JSON: an object with an array `results`, or the array alone.
pub(crate) fn json(
    file: InFile<'_>,
    reader: impl BufRead,
    out: &mut Builder<'_>,
) -> Result<(), Problem> {
    objects::objects(file, reader, "results", &mut |object, place| {
        if !object.is_object() {
            let help = "check that it is the publisher's file";
            return Err(file.at(place, "this is no object", help));
        }
        map::entry(file, place, listed_in(object), out)
    })
}

fn listed_in(object: &Value) -> Listed {
    let field = |name: &str| clean(&text(object, name));
    let many = |name: &str| -> Vec<String> {
        texts(object, name).iter().map(|text| clean(text)).filter(|text| !text.is_empty()).collect()
    };
    let inner = |name: &str| object.get(name).and_then(Value::as_array).into_iter().flatten();
    let addresses = inner("addresses").map(|address| {
        let parts = ["address", "city", "state", "postal_code"];
        let parts = parts.iter().map(|part| clean(&text(address, part))).collect();
        ListedAddress::Parts(parts, clean(&text(address, "country")))
    });
    let ids = inner("ids").map(|id| ListedId {
        label: clean(&text(id, "type")),
        value: clean(&text(id, "number")),
        country: clean(&text(id, "country")),
    });
    Listed {
        source: field("source"),
        number: field("entity_number"),
        kind: field("type"),
        programmes: many("programs"),
        name: field("name"),
        title: field("title"),
        addresses: addresses.collect(),
        notice: field("federal_register_notice"),
        start: field("start_date"),
        end: field("end_date"),
        standard_order: field("standard_order"),
        requirement: field("license_requirement"),
        policy: field("license_policy"),
        call_sign: field("call_sign"),
        vessel_type: field("vessel_type"),
        tonnage: field("gross_tonnage"),
        flag: field("vessel_flag"),
        owner: field("vessel_owner"),
        remarks: field("remarks"),
        list_url: field("source_list_url"),
        information_url: field("source_information_url"),
        aliases: many("alt_names"),
        citizenships: many("citizenships"),
        births: many("dates_of_birth"),
        nationalities: many("nationalities"),
        birth_places: many("places_of_birth"),
        ids: ids.collect(),
    }
}
