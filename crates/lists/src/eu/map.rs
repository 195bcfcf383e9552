//! What the file's words mean.

use crate::builder::Builder;
use crate::dates::{self, Order};
use crate::entry::{BirthDate, Entry, Identifier, Kind, Name, Quality, Role};
use crate::idkind;
use crate::problem::{InFile, Place, Problem, shortened};
use crate::words::{add, joined, some};
use crate::xml::Element;

/// Takes a `sanctionEntity`.
pub(super) fn entry(
    file: InFile<'_>,
    place: Place,
    element: &Element,
    out: &mut Builder<'_>,
) -> Result<(), Problem> {
    let again = "get the file again";
    let number = ["euReferenceNumber", "logicalId"];
    let number = number.iter().find_map(|name| some(element.attribute(name)));
    let Some(number) = number else {
        return Err(file.field(place, "logicalId", "no number is given", again));
    };
    let mut entry = Entry::new(out.feed.only_list(), "");
    let subject = element.child("subjectType").map_or("", |kind| kind.attribute("code"));
    entry.kind = match subject.to_lowercase().as_str() {
        "person" => Kind::Person,
        "enterprise" | "entity" => Kind::Org,
        "vessel" | "ship" => Kind::Vessel,
        "" => Kind::Unknown,
        _ => {
            let message = format!("`{}` is no kind of party", shortened(subject));
            return Err(file.field(place, "subjectType", message, again));
        }
    };
    names(&mut entry, element);
    if entry.names.is_empty() {
        return Err(file.field(place, "nameAlias", "no name is given", again));
    }
    let designated = element.attribute("designationDate");
    if !designated.is_empty() {
        entry.since = dates::day(designated, Order::DayFirst);
        if entry.since.is_none() {
            let message = format!("`{}` is no day", shortened(designated));
            return Err(file.field(place, "designationDate", message, again));
        }
    }
    regulations(&mut entry, element);
    for address in element.all("address") {
        let parts = ["street", "poBox", "place", "zipCode", "city", "region"];
        let parts = parts.iter().map(|part| address.attribute(part));
        let text = joined(parts.chain([described(address)]), ", ");
        let country = country(address, out);
        if !text.is_empty() {
            entry.addresses.push(crate::entry::Address { text, country });
        }
    }
    for citizenship in element.all("citizenship") {
        let given = match some(described(citizenship)) {
            Some(given) => given,
            None => citizenship.attribute("countryIso2Code").to_owned(),
        };
        let country = country(citizenship, out);
        if !given.is_empty() {
            entry.ties.push(crate::entry::Tie { role: Role::Citizenship, country, given });
        }
    }
    births(&mut entry, element, out);
    numbers(&mut entry, element, out);
    for remark in element.all("remark") {
        entry.remarks.extend(some(&remark.text));
    }
    entry.remarks.extend(some(element.attribute("designationDetails")));
    out.numbered(entry, &number).map_err(|_| {
        let message = format!("the number `{}` stands twice", shortened(&number));
        file.field(place, "euReferenceNumber", message, again)
    })
}

/// The country's words; `UNKNOWN` is nothing.
fn described(element: &Element) -> &str {
    let text = element.attribute("countryDescription");
    if text.eq_ignore_ascii_case("unknown") { "" } else { text }
}

/// The country of an element's code, else of its words; `00` is nothing.
fn country(element: &Element, out: &mut Builder<'_>) -> Option<navicert_model::country::Country> {
    match element.attribute("countryIso2Code") {
        "" | "00" => out.country(described(element)),
        code => out.country(code),
    }
}

fn names(entry: &mut Entry, element: &Element) {
    for alias in element.all("nameAlias") {
        let parts = ["firstName", "middleName", "lastName"];
        let whole = match some(alias.attribute("wholeName")) {
            Some(whole) => Some(whole),
            None => some(&joined(parts.iter().map(|part| alias.attribute(part)), " ")),
        };
        let Some(text) = whole else { continue };
        if entry.names.iter().any(|name| name.text == text) {
            continue;
        }
        let weak = alias.attribute("strong") == "false";
        let quality = if weak { Quality::Weak } else { Quality::Alias };
        entry.names.push(Name { text, quality, script: some(alias.attribute("nameLanguage")) });
        if let Some(function) = some(alias.attribute("function")) {
            add(&mut entry.remarks, function);
        }
    }
    // The first strong name is the one under which the party is listed.
    let strong = entry.names.iter().position(|name| name.quality != Quality::Weak).unwrap_or(0);
    if strong < entry.names.len() {
        let mut first = entry.names.remove(strong);
        first.quality = Quality::Primary;
        entry.names.insert(0, first);
    }
}

fn regulations(entry: &mut Entry, element: &Element) {
    let mut titles = Vec::new();
    for regulation in element.all("regulation") {
        if let Some(programme) = some(regulation.attribute("programme")) {
            add(&mut entry.programmes, programme);
        }
        if let Some(title) = some(regulation.attribute("numberTitle")) {
            add(&mut titles, title);
        }
        if entry.source.is_none() {
            entry.source = some(regulation.text_of("publicationUrl"));
        }
    }
    entry.citation = some(&titles.join("; "));
}

fn births(entry: &mut Entry, element: &Element, out: &mut Builder<'_>) {
    for birth in element.all("birthdate") {
        let circa = birth.attribute("circa") == "true";
        let gregorian = matches!(birth.attribute("calendarType"), "" | "GREGORIAN");
        let date = |name: &str| dates::partial(birth.attribute(name), Order::DayFirst);
        let pieced = || {
            let number = |name: &str| birth.attribute(name).parse::<u16>().ok();
            let small = |name: &str| {
                number(name).and_then(|number| u8::try_from(number).ok()).filter(|n| *n > 0)
            };
            dates::checked(number("year")?, small("monthOfYear"), small("dayOfMonth"))
        };
        let range = || {
            let (from, to) = (date("yearRangeFrom")?, date("yearRangeTo")?);
            (from <= to).then_some(BirthDate { from, to, circa })
        };
        let single = date("birthdate").or_else(pieced);
        let found = single.map(|date| BirthDate { circa, ..BirthDate::of(date) }).or_else(range);
        match found.filter(|_| gregorian) {
            Some(found) if !entry.births.contains(&found) => entry.births.push(found),
            Some(_) => {}
            None => {
                let names = ["birthdate", "year", "yearRangeFrom", "yearRangeTo", "calendarType"];
                let text = joined(names.iter().map(|name| birth.attribute(name)), " ");
                if gregorian && text.chars().all(|letter| !letter.is_ascii_digit()) {
                    continue;
                }
                entry.remarks.push(format!("Born {text}"));
            }
        }
        if !matches!(birth.attribute("countryIso2Code"), "" | "00") {
            let parts = ["place", "city", "region", "countryDescription"];
            let given = joined(parts.iter().map(|part| birth.attribute(part)), ", ");
            let country = out.country(birth.attribute("countryIso2Code"));
            entry.ties.push(crate::entry::Tie { role: Role::Birth, country, given });
        }
    }
}

fn numbers(entry: &mut Entry, element: &Element, out: &mut Builder<'_>) {
    for id in element.all("identification") {
        let Some(value) =
            some(id.attribute("number")).or_else(|| some(id.attribute("latinNumber")))
        else {
            continue;
        };
        let label = ["identificationTypeDescription", "identificationTypeCode"];
        let label = label.iter().find_map(|name| some(id.attribute(name))).unwrap_or_default();
        let country = country(id, out);
        let (kind, value) = idkind::of(&label, &value);
        entry.identifiers.push(Identifier { kind, label, value, country });
    }
}
