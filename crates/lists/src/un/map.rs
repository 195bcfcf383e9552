//! What the file's words mean.

use crate::builder::Builder;
use crate::dates::{self, Order};
use crate::entry::{BirthDate, Entry, Identifier, Kind, Name, PartialDate, Quality, Role};
use crate::idkind;
use crate::problem::{InFile, Place, Problem, shortened};
use crate::words::{add, clean, joined, some};
use crate::xml::Element;

/// Takes an `INDIVIDUAL` or an `ENTITY`.
pub(super) fn entry(
    file: InFile<'_>,
    place: Place,
    element: &Element,
    out: &mut Builder<'_>,
) -> Result<(), Problem> {
    let again = "get the file again";
    let number = match clean(element.text_of("REFERENCE_NUMBER")) {
        empty if empty.is_empty() => clean(element.text_of("DATAID")),
        number => number,
    };
    if number.is_empty() {
        return Err(file.field(place, "REFERENCE_NUMBER", "no number is given", again));
    }
    let mut entry = Entry::new(out.feed.only_list(), "");
    let person = element.name == "INDIVIDUAL";
    entry.kind = if person { Kind::Person } else { Kind::Org };
    names(&mut entry, element);
    if entry.names.is_empty() {
        return Err(file.field(place, "FIRST_NAME", "no name is given", again));
    }
    let listed = element.text_of("LISTED_ON");
    if !listed.is_empty() {
        entry.since = dates::day(listed, Order::DayFirst);
        if entry.since.is_none() {
            let message = format!("`{}` is no day", shortened(listed));
            return Err(file.field(place, "LISTED_ON", message, again));
        }
    }
    entry.programmes.extend(some(element.text_of("UN_LIST_TYPE")));
    entry.citation = some(element.text_of("REFERENCE_NUMBER"));
    let prefix = if person { "INDIVIDUAL" } else { "ENTITY" };
    for address in element.all(&format!("{prefix}_ADDRESS")) {
        let parts = ["STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "NOTE"];
        let parts = parts.iter().map(|part| address.text_of(part));
        entry.addresses.extend(out.address(parts, address.text_of("COUNTRY")));
    }
    for value in element.all("NATIONALITY").flat_map(|nationality| nationality.all("VALUE")) {
        entry.ties.extend(out.tie(Role::Nationality, &value.text));
    }
    for birth in element.all("INDIVIDUAL_DATE_OF_BIRTH") {
        match birth_of(birth) {
            Some(date) if !entry.births.contains(&date) => entry.births.push(date),
            Some(_) => {}
            None => {
                let text = joined(birth.children.iter().map(|part| part.text.as_str()), " ");
                entry.remarks.extend(some(&text).map(|text| format!("Born {text}")));
            }
        }
    }
    for birth in element.all("INDIVIDUAL_PLACE_OF_BIRTH") {
        entry.ties.extend(out.tie(Role::Birth, birth.text_of("COUNTRY")));
    }
    documents(&mut entry, element, out);
    for field in ["TITLE", "DESIGNATION"] {
        let values = element.all(field).flat_map(|field| field.all("VALUE"));
        values.filter_map(|value| some(&value.text)).for_each(|text| add(&mut entry.remarks, text));
    }
    entry.remarks.extend(some(element.text_of("COMMENTS1")));
    out.numbered(entry, &number).map_err(|_| {
        let message = format!("the number `{}` stands twice", shortened(&number));
        file.field(place, "REFERENCE_NUMBER", message, again)
    })
}

fn names(entry: &mut Entry, element: &Element) {
    let parts = ["FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"];
    let whole = joined(parts.iter().map(|part| element.text_of(part)), " ");
    entry.names.extend(some(&whole).map(Name::primary));
    let mut push = |text: &str, quality: Quality, script: Option<&str>| {
        let Some(text) = some(text) else { return };
        if entry.names.iter().all(|name| name.text != text) {
            entry.names.push(Name { text, quality, script: script.map(str::to_owned) });
        }
    };
    push(element.text_of("NAME_ORIGINAL_SCRIPT"), Quality::Primary, Some("original script"));
    for tag in ["INDIVIDUAL_ALIAS", "ENTITY_ALIAS"] {
        for alias in element.all(tag) {
            let low = alias.text_of("QUALITY").eq_ignore_ascii_case("low");
            let quality = if low { Quality::Weak } else { Quality::Alias };
            push(alias.text_of("ALIAS_NAME"), quality, None);
        }
    }
}

fn birth_of(birth: &Element) -> Option<BirthDate> {
    let circa = birth.text_of("TYPE_OF_DATE").eq_ignore_ascii_case("approximately");
    let year = |field: &str| -> Option<PartialDate> {
        dates::partial(birth.text_of(field), Order::DayFirst)
    };
    let between = || Some((year("FROM_YEAR")?, year("TO_YEAR")?));
    let (from, to) = match year("DATE").or_else(|| year("YEAR")) {
        Some(date) => (date, date),
        None => between().filter(|(from, to)| from <= to)?,
    };
    Some(BirthDate { from, to, circa })
}

fn documents(entry: &mut Entry, element: &Element, out: &mut Builder<'_>) {
    for document in element.all("INDIVIDUAL_DOCUMENT") {
        let Some(value) = some(document.text_of("NUMBER")) else { continue };
        let kinds = ["TYPE_OF_DOCUMENT", "TYPE_OF_DOCUMENT2"];
        let label = joined(kinds.iter().map(|kind| document.text_of(kind)), ": ");
        let issuer = match document.text_of("ISSUING_COUNTRY") {
            "" => document.text_of("COUNTRY_OF_ISSUE"),
            issuer => issuer,
        };
        let country = out.country(issuer);
        let (kind, value) = idkind::of(&label, &value);
        entry.identifiers.push(Identifier { kind, label, value, country });
    }
}
