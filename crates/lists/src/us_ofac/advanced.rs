//! The advanced XML: tables of words, then places and documents, then parties that point to them, then
//! the listings of the parties.

use crate::builder::Builder;
use crate::dates;
use crate::entry::{
    Address, BirthDate, Entry, Identifier, Kind, Name, PartialDate, Quality, Role, Tie,
};
use crate::idkind;
use crate::problem::{InFile, Place, Problem};
use crate::words::{add, joined, some};
use crate::xml::{self, Element};
use navicert_model::country::Country;
use navicert_model::day::Day;
use std::collections::{BTreeSet, HashMap};
use std::io::BufRead;

/// Elements that are read one by one. The tables hold words, the others point to them by numbers.
const RECORDS: [&str; 14] = [
    "DateOfIssue",
    "AliasTypeValues",
    "AreaCodeValues",
    "CountryValues",
    "DetailReferenceValues",
    "FeatureTypeValues",
    "IDRegDocTypeValues",
    "ListValues",
    "PartySubTypeValues",
    "ScriptValues",
    "Location",
    "IDRegDocument",
    "DistinctParty",
    "SanctionsEntry",
];

/// Reads the file.
pub(crate) fn xml(
    file: InFile<'_>,
    reader: impl BufRead,
    out: &mut Builder<'_>,
) -> Result<(), Problem> {
    let mut reading = Reading::default();
    xml::read(file, reader, &RECORDS, &mut |element, place| match reading
        .take(file, place, &element, out)
    {
        Ok(()) => Ok(()),
        Err(problem) => out.problem(problem.clone()).map_err(|_| problem),
    })?;
    reading.finish(file, out)
}

/// A table of words by number.
type Words = HashMap<String, String>;

/// What has been read so far.
#[derive(Default)]
struct Reading {
    words: HashMap<String, Words>,
    areas: HashMap<String, Country>,
    places: HashMap<String, (String, Option<Country>, String)>,
    /// Documents by the number of the identity that bears them.
    documents: HashMap<String, Vec<Identifier>>,
    parties: Vec<(String, Entry)>,
    by_profile: HashMap<String, usize>,
    lists: HashMap<usize, BTreeSet<String>>,
}

impl Reading {
    fn take(
        &mut self,
        file: InFile<'_>,
        place: Place,
        element: &Element,
        out: &mut Builder<'_>,
    ) -> Result<(), Problem> {
        match element.name.as_str() {
            "Sanctions" => {}
            "DateOfIssue" => out.as_of = date_of(element).and_then(whole_day),
            "Location" => self.location(element, out),
            "IDRegDocument" => self.document(element, out),
            "DistinctParty" => return self.party(file, place, element, out),
            "SanctionsEntry" => self.listing(element, out),
            "AreaCodeValues" => {
                for area in element.all("AreaCode") {
                    if let Some(country) = crate::countries::country(area.text.trim()) {
                        self.areas.insert(area.attribute("CountryID").to_owned(), country);
                    }
                }
            }
            table if table.ends_with("Values") => {
                let words = self.words.entry(table.to_owned()).or_default();
                for word in &element.children {
                    let text = crate::words::clean(&word.text);
                    words.insert(word.attribute("ID").to_owned(), text);
                }
            }
            other => {
                let message = format!("the root element is `{other}`, not `Sanctions`");
                return Err(file.at(place, message, "check that it is the advanced XML"));
            }
        }
        Ok(())
    }

    fn word(&self, table: &str, number: &str) -> &str {
        self.words.get(table).and_then(|words| words.get(number)).map_or("", String::as_str)
    }

    /// The country of a number: by the table of codes, else by its name.
    fn country(&self, number: &str, out: &mut Builder<'_>) -> (Option<Country>, String) {
        let name = self.word("CountryValues", number).to_owned();
        let country = self.areas.get(number).copied();
        (country.or_else(|| out.country(&name)), name)
    }

    fn location(&mut self, element: &Element, out: &mut Builder<'_>) {
        let country =
            element.child("LocationCountry").map(|country| country.attribute("CountryID"));
        let (country, name) = country.map_or((None, String::new()), |id| self.country(id, out));
        let primary = |part: &Element| {
            let values = || part.all("LocationPartValue");
            let first = values().find(|value| value.attribute("Primary") == "true");
            first.or_else(|| values().next()).map_or("", |value| value.text_of("Value")).to_owned()
        };
        let parts: Vec<String> = element.all("LocationPart").map(primary).collect();
        let text = joined(parts.iter().map(String::as_str), ", ");
        self.places.insert(element.attribute("ID").to_owned(), (text, country, name));
    }

    fn document(&mut self, element: &Element, out: &mut Builder<'_>) {
        let Some(value) = some(element.text_of("IDRegistrationNo")) else { return };
        let label = self.word("IDRegDocTypeValues", element.attribute("IDRegDocTypeID")).to_owned();
        let issuer = match element.attribute("IssuedBy-CountryID") {
            "" => element.child("IssuedBy").map_or("", |issuer| issuer.attribute("CountryID")),
            issuer => issuer,
        };
        let country = if issuer.is_empty() { None } else { self.country(issuer, out).0 };
        let (kind, value) = idkind::of(&label, &value);
        let identifier = Identifier { kind, label, value, country };
        let identity = element.attribute("IdentityID").to_owned();
        self.documents.entry(identity).or_default().push(identifier);
    }

    fn party(
        &mut self,
        file: InFile<'_>,
        place: Place,
        element: &Element,
        out: &mut Builder<'_>,
    ) -> Result<(), Problem> {
        let again = "get the file again";
        let Some(number) = some(element.attribute("FixedRef")) else {
            return Err(file.field(place, "FixedRef", "no number is given", again));
        };
        let mut entry = Entry::new(out.feed.only_list(), "");
        let next = self.parties.len();
        for profile in element.all("Profile") {
            let kind = self.word("PartySubTypeValues", profile.attribute("PartySubTypeID"));
            entry.kind = kind_of(kind, profile.attribute("PartySubTypeID"));
            for identity in profile.all("Identity") {
                self.names(&mut entry, identity);
                let documents = self.documents.get(identity.attribute("ID"));
                entry.identifiers.extend(documents.into_iter().flatten().cloned());
            }
            for feature in profile.all("Feature") {
                self.feature(&mut entry, feature, out);
            }
            self.by_profile.insert(profile.attribute("ID").to_owned(), next);
        }
        for feature in element.all("Feature") {
            self.feature(&mut entry, feature, out);
        }
        entry.remarks.extend(some(element.text_of("Comment")));
        if entry.names.is_empty() {
            return Err(file.field(place, "NamePartValue", "no name is given", again));
        }
        entry.names.sort_by_key(|name| name.quality);
        self.parties.push((number, entry));
        Ok(())
    }

    fn names(&self, entry: &mut Entry, identity: &Element) {
        for alias in identity.all("Alias") {
            let primary = alias.attribute("Primary") == "true";
            let low = alias.attribute("LowQuality") == "true";
            let quality = match (primary, low) {
                (_, true) => Quality::Weak,
                (true, false) => Quality::Primary,
                (false, false) => Quality::Alias,
            };
            for documented in alias.all("DocumentedName") {
                let parts = || {
                    documented.all("DocumentedNamePart").flat_map(|part| part.all("NamePartValue"))
                };
                let text = joined(parts().map(|part| part.text.as_str()), " ");
                let script = parts().next().map_or("", |part| part.attribute("ScriptID"));
                let script =
                    some(self.word("ScriptValues", script)).filter(|script| script != "Latin");
                if !text.is_empty() && entry.names.iter().all(|name| name.text != text) {
                    entry.names.push(Name { text, quality, script });
                }
            }
        }
    }

    fn feature(&self, entry: &mut Entry, feature: &Element, out: &mut Builder<'_>) {
        let label = self.word("FeatureTypeValues", feature.attribute("FeatureTypeID")).to_owned();
        let versions = || feature.all("FeatureVersion").chain([feature]);
        for version in versions() {
            for period in version.all("DatePeriod") {
                match birth_of(period).filter(|_| label == "Birthdate") {
                    Some(birth) if !entry.births.contains(&birth) => entry.births.push(birth),
                    Some(_) => {}
                    None => {
                        if let Some(date) = birth_of(period) {
                            add(&mut entry.remarks, format!("{label}: {date}"));
                        }
                    }
                }
            }
            for location in version.all("VersionLocation") {
                self.located(entry, &label, location.attribute("LocationID"));
            }
            for detail in version.all("VersionDetail") {
                let referred =
                    self.word("DetailReferenceValues", detail.attribute("DetailReferenceID"));
                let text = joined([detail.text.as_str(), referred], " ");
                if !text.is_empty() {
                    detailed(entry, &label, &text, out);
                }
            }
        }
    }

    fn located(&self, entry: &mut Entry, label: &str, number: &str) {
        let Some((text, country, name)) = self.places.get(number) else { return };
        let whole = joined([text.as_str(), name.as_str()], ", ");
        let role = match label {
            "Nationality Country" => Some(Role::Nationality),
            "Citizenship Country" => Some(Role::Citizenship),
            "Place of Birth" => Some(Role::Birth),
            "Vessel Flag" => Some(Role::Flag),
            "Nationality of Registration" => Some(Role::Registration),
            _ => None,
        };
        // A nationality may be given as a place without a country: its text is the country's name.
        let by_text = crate::countries::country(text.rsplit(", ").next().unwrap_or(text));
        match role {
            Some(role) => {
                let country = country.or(by_text);
                entry.ties.push(Tie { role, country, given: whole });
            }
            None if label == "Location" => {
                entry.addresses.push(Address { text: whole, country: *country });
            }
            None => add(&mut entry.remarks, format!("{label}: {whole}")),
        }
    }

    fn listing(&mut self, element: &Element, out: &mut Builder<'_>) {
        let Some(index) = self.by_profile.get(element.attribute("ProfileID")).copied() else {
            out.notice("a listing names a party that the file does not hold");
            return;
        };
        let list = self.word("ListValues", element.attribute("ListID")).to_owned();
        if !list.is_empty() {
            self.lists.entry(index).or_default().insert(list);
        }
        let Some((_, entry)) = self.parties.get_mut(index) else { return };
        for event in element.all("EntryEvent") {
            let day = event.child("Date").and_then(date_of).and_then(whole_day);
            entry.since = match (entry.since, day) {
                (Some(known), Some(day)) => Some(known.min(day)),
                (known, day) => known.or(day),
            };
        }
        for measure in element.all("SanctionsMeasure") {
            if let Some(programme) = some(measure.text_of("Comment")) {
                add(&mut entry.programmes, programme);
            }
        }
    }

    fn finish(mut self, file: InFile<'_>, out: &mut Builder<'_>) -> Result<(), Problem> {
        for (index, (number, mut entry)) in
            std::mem::take(&mut self.parties).into_iter().enumerate()
        {
            let lists = self.lists.remove(&index).unwrap_or_default();
            match lists.first() {
                Some(list) => entry.list = out.list_of(list),
                None => out.notice("a party stands on no list of the file"),
            }
            for other in lists.iter().skip(1) {
                add(&mut entry.remarks, format!("Also on: {other}"));
            }
            if out.numbered(entry, &number).is_err() {
                let message = format!("two parties have the number `{number}`");
                let problem = file.problem(message, "get the file again");
                out.problem(problem.clone()).map_err(|_| problem)?;
            }
        }
        Ok(())
    }
}

/// The kind by its word, else by its usual number.
fn kind_of(word: &str, number: &str) -> Kind {
    match (word.to_lowercase().as_str(), number) {
        ("vessel", _) | ("", "1") => Kind::Vessel,
        ("aircraft", _) | ("", "2") => Kind::Aircraft,
        ("entity" | "unknown entity", _) | ("", "3") => Kind::Org,
        ("individual" | "unknown individual", _) | ("", "4") => Kind::Person,
        _ => Kind::Unknown,
    }
}

/// `<Year>`, `<Month>`, `<Day>`.
fn date_of(element: &Element) -> Option<PartialDate> {
    let small = |name: &str| element.text_of(name).parse::<u8>().ok();
    dates::checked(element.text_of("Year").parse().ok()?, small("Month"), small("Day"))
}

fn whole_day(date: PartialDate) -> Option<Day> {
    Day::from_ymd(date.year.into(), date.month?.into(), date.day?.into()).ok()
}

/// From the earliest beginning to the latest end of a period; a whole year is the year.
fn birth_of(period: &Element) -> Option<BirthDate> {
    let from = date_of(period.at(&["Start", "From"])?)?;
    let ends = [&["End", "To"][..], &["End", "From"], &["Start", "To"]];
    let to = ends.iter().find_map(|path| date_of(period.at(path)?)).unwrap_or(from);
    let circa = ["Start", "End"]
        .iter()
        .any(|side| period.child(side).is_some_and(|side| side.attribute("Approximate") == "true"));
    let year = |date: PartialDate| PartialDate { month: None, day: None, ..date };
    let whole_year = from.year == to.year
        && (from.month, from.day) == (Some(1), Some(1))
        && (to.month, to.day) == (Some(12), Some(31));
    let (from, to) = if whole_year { (year(from), year(to)) } else { (from, to.max(from)) };
    Some(BirthDate { from, to, circa })
}

/// A detail in words: a number, or a remark.
fn detailed(entry: &mut Entry, label: &str, text: &str, out: &mut Builder<'_>) {
    if matches!(label, "Vessel Flag" | "Nationality Country" | "Citizenship Country") {
        let role = if label == "Vessel Flag" { Role::Flag } else { Role::Nationality };
        entry.ties.extend(out.tie(role, text));
        return;
    }
    let (kind, value) = idkind::of(label, text);
    let other = kind == crate::entry::IdKind::Other
        && !["Digital Currency", "Aircraft"].iter().any(|word| label.starts_with(word));
    if idkind::is_remark(label) || other {
        add(&mut entry.remarks, format!("{label}: {text}"));
        return;
    }
    entry.identifiers.push(Identifier { kind, label: label.to_owned(), value, country: None });
}
