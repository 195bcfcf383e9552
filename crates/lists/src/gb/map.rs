//! What the file's words mean.

use crate::builder::Builder;
use crate::dates::{self, Order};
use crate::entry::{Entry, Identifier, Kind, Name, Quality, Role};
use crate::idkind;
use crate::problem::{InFile, Place, Problem, shortened};
use crate::words::{add, joined, some};
use std::collections::HashMap;

/// The parties so far, by their number.
#[derive(Default)]
pub(super) struct Parties {
    parties: Vec<(String, Entry)>,
    known: HashMap<String, usize>,
}

/// A row's cell by its column's name, cleaned.
type Cell<'c> = &'c dyn Fn(&str) -> String;

impl Parties {
    /// Takes a row.
    pub(super) fn add(
        &mut self,
        file: InFile<'_>,
        place: Place,
        cell: Cell<'_>,
        out: &mut Builder<'_>,
    ) -> Result<(), Problem> {
        let number = cell("Unique ID");
        if number.is_empty() {
            let help = "get the file again: it is damaged";
            return Err(file.field(place, "Unique ID", "no number is given", help));
        }
        let next = self.parties.len();
        let index = *self.known.entry(number.clone()).or_insert(next);
        if index == next {
            let mut entry = Entry::new(out.feed.only_list(), "");
            entry.kind = kind(file, place, &cell("Designation Type"))?;
            entry.since = day(file, place, "Date Designated", &cell("Date Designated"))?;
            entry.programmes.extend(some(&cell("Regime Name")));
            entry.citation = some(&cell("UN Reference Number"));
            self.parties.push((number, entry));
        }
        let Some((_, entry)) = self.parties.get_mut(index) else { return Ok(()) };
        names(entry, cell);
        addresses(entry, cell, out);
        ties(entry, cell, out);
        births(entry, cell);
        numbers(entry, cell);
        remarks(entry, cell);
        Ok(())
    }

    /// Hands the parties over, the primary names first.
    pub(super) fn finish(self, out: &mut Builder<'_>) {
        for (number, mut entry) in self.parties {
            entry.names.sort_by_key(|name| name.quality);
            if entry.names.is_empty() {
                out.notice("a party has no name");
            }
            // Rows of one number are one party: it cannot stand twice.
            let _ = out.numbered(entry, &number);
        }
    }
}

fn kind(file: InFile<'_>, place: Place, word: &str) -> Result<Kind, Problem> {
    match word.to_lowercase().as_str() {
        "individual" => Ok(Kind::Person),
        "entity" => Ok(Kind::Org),
        "ship" => Ok(Kind::Vessel),
        "aircraft" => Ok(Kind::Aircraft),
        "" => Ok(Kind::Unknown),
        _ => {
            let message = format!("`{}` is no kind of party", shortened(word));
            Err(file.field(place, "Designation Type", message, "get the file again"))
        }
    }
}

fn day(
    file: InFile<'_>,
    place: Place,
    field: &str,
    text: &str,
) -> Result<Option<navicert_model::day::Day>, Problem> {
    if text.is_empty() {
        return Ok(None);
    }
    dates::day(text, Order::DayFirst).map(Some).ok_or_else(|| {
        let message = format!("`{}` is no day", shortened(text));
        file.field(place, field, message, "the publisher writes `16/04/2026`; get the file again")
    })
}

fn names(entry: &mut Entry, cell: Cell<'_>) {
    let parts = ["Name 1", "Name 2", "Name 3", "Name 4", "Name 5", "Name 6"].map(cell);
    let whole = joined(parts.iter().map(String::as_str), " ");
    let primary = cell("Name type").eq_ignore_ascii_case("primary name");
    let low = cell("Alias strength").to_lowercase().starts_with("low");
    let quality = match (primary, low) {
        (true, _) => Quality::Primary,
        (false, true) => Quality::Weak,
        (false, false) => Quality::Alias,
    };
    let script = ["Non-latin script language", "Non-latin script type"].map(cell);
    let script = script.iter().find_map(|text| some(text));
    for (text, script) in [(whole, None), (cell("Name non-latin script"), script)] {
        if !text.is_empty() && entry.names.iter().all(|name| name.text != text) {
            entry.names.push(Name { text, quality, script });
        }
    }
}

fn addresses(entry: &mut Entry, cell: Cell<'_>, out: &mut Builder<'_>) {
    let parts = [
        "Address Line 1",
        "Address Line 2",
        "Address Line 3",
        "Address Line 4",
        "Address Line 5",
        "Address Line 6",
        "Address Postal Code",
    ]
    .map(cell);
    let country = cell("Address Country");
    let text = joined(parts.iter().map(String::as_str).chain([country.as_str()]), ", ");
    if entry.addresses.iter().all(|address| address.text != text) {
        entry.addresses.extend(out.address(parts.iter().map(String::as_str), &country));
    }
}

fn ties(entry: &mut Entry, cell: Cell<'_>, out: &mut Builder<'_>) {
    for (column, role) in [
        ("Nationality(/ies)", Role::Nationality),
        ("Country of birth", Role::Birth),
        ("Current believed flag of ship", Role::Flag),
    ] {
        for given in cell(column).split('|') {
            let known = |tie: &crate::entry::Tie| tie.role == role && tie.given == given.trim();
            if !entry.ties.iter().any(known) {
                entry.ties.extend(out.tie(role, given));
            }
        }
    }
}

fn births(entry: &mut Entry, cell: Cell<'_>) {
    for text in cell("D.O.B").split('|').filter_map(some) {
        // `dd/mm/1968` where only the year is known.
        let plain = text.to_lowercase().replace("dd/", "00/").replace("mm/", "00/");
        match dates::birth(&plain, Order::DayFirst) {
            Some(birth) if !entry.births.contains(&birth) => entry.births.push(birth),
            Some(_) => {}
            None => add(&mut entry.remarks, format!("Born {text}")),
        }
    }
}

fn numbers(entry: &mut Entry, cell: Cell<'_>) {
    for column in [
        "National Identifier number",
        "Passport number",
        "Business registration number (s)",
        "IMO number",
        "Hull identification number (HIN)",
    ] {
        for value in cell(column).split('|').filter_map(some) {
            let (kind, value) = idkind::of(column, &value);
            let label = column.to_owned();
            let identifier = Identifier { kind, label, value, country: None };
            if !entry.identifiers.contains(&identifier) {
                entry.identifiers.push(identifier);
            }
        }
    }
}

fn remarks(entry: &mut Entry, cell: Cell<'_>) {
    for (column, label) in [
        ("Sanctions Imposed", "Sanctions imposed"),
        ("Title", "Title"),
        ("Position", "Position"),
        ("Type of entity", "Type of entity"),
        ("Parent company", "Parent company"),
        ("Subsidiaries", "Subsidiaries"),
        ("Current owner/operator (s)", "Current owner or operator"),
        ("Type of ship", "Type of ship"),
        ("OFSI Group ID", "OFSI group"),
        ("Other Information", ""),
        ("UK Statement of Reasons", "Reasons"),
    ] {
        let Some(text) = some(&cell(column)) else { continue };
        let text = if label.is_empty() { text } else { format!("{label}: {text}") };
        add(&mut entry.remarks, text);
    }
}
