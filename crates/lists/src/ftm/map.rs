//! What the model's words mean.

use super::read::Entity;
use crate::builder::Builder;
use crate::dates::{self, Order};
use crate::entry::{Address, Entry, IdKind, Identifier, Kind, Name, Quality, Role};
use crate::problem::{InFile, Place, Problem, shortened};
use crate::words::{add, some};
use serde_json::Value;

/// Takes an entity, if it is a party.
pub(super) fn entry(
    file: InFile<'_>,
    place: Place,
    entity: &Entity,
    out: &mut Builder<'_>,
) -> Result<(), Problem> {
    let Some(kind) = kind(&entity.schema) else {
        out.notice(format!("`{}` is no party: left out", shortened(&entity.schema)));
        return Ok(());
    };
    if entity.target == Some(false) {
        out.notice("an entity is no target (`target: false`): left out");
        return Ok(());
    }
    if entity.id.trim().is_empty() {
        return Err(file.field(place, "id", "the id is empty", "give each entity an id"));
    }
    let values = |property: &str| -> Vec<String> {
        let found = entity.properties.get(property).into_iter().flatten();
        found.filter_map(Value::as_str).filter_map(some).collect()
    };
    let mut entry = Entry::new(out.feed.only_list(), "");
    entry.kind = kind;
    let primary = some(&entity.caption).filter(|caption| values("name").contains(caption));
    for (property, quality) in [
        ("name", Quality::Primary),
        ("alias", Quality::Alias),
        ("previousName", Quality::Alias),
        ("abbreviation", Quality::Alias),
        ("weakAlias", Quality::Weak),
    ] {
        let first = if property == "name" { primary.clone() } else { None };
        for text in first.into_iter().chain(values(property)) {
            if entry.names.iter().all(|name| name.text != text) {
                // The model gives all spellings of the name the same weight; the caption leads.
                entry.names.push(Name { text, quality, script: None });
            }
        }
    }
    if entry.names.is_empty() {
        return Err(file.field(place, "properties.name", "no name is given", "give a `name`"));
    }
    for (property, role) in [
        ("country", Role::Listed),
        ("nationality", Role::Nationality),
        ("citizenship", Role::Citizenship),
        ("birthCountry", Role::Birth),
        ("flag", Role::Flag),
        ("jurisdiction", Role::Registration),
    ] {
        for code in values(property) {
            // The model writes codes in small letters.
            let upper = if code.len() == 2 { code.to_ascii_uppercase() } else { code };
            entry.ties.extend(out.tie(role, &upper));
        }
    }
    for text in values("address") {
        let last = text.rsplit(", ").next().unwrap_or(&text);
        let country = crate::countries::country(last);
        entry.addresses.push(Address { text, country });
    }
    for property in ["birthDate", "incorporationDate", "buildDate"] {
        for text in values(property) {
            match dates::birth(&text, Order::DayFirst) {
                Some(birth) if !entry.births.contains(&birth) => entry.births.push(birth),
                Some(_) => {}
                None => entry.remarks.push(format!("{property}: {text}")),
            }
        }
    }
    identifiers(&mut entry, &values);
    for property in ["program", "programId"] {
        values(property).into_iter().for_each(|text| add(&mut entry.programmes, text));
    }
    entry.source = values("sourceUrl").into_iter().next();
    for property in ["position", "notes", "summary"] {
        values(property).into_iter().for_each(|text| add(&mut entry.remarks, text));
    }
    out.numbered(entry, entity.id.trim()).map_err(|_| {
        let message = format!("the id `{}` stands twice", shortened(&entity.id));
        file.field(place, "id", message, "give each entity an id of its own")
    })
}

/// The kind that a schema is, if it is a party.
fn kind(schema: &str) -> Option<Kind> {
    match schema {
        "Person" => Some(Kind::Person),
        "Organization" | "Company" | "PublicBody" => Some(Kind::Org),
        "LegalEntity" => Some(Kind::Unknown),
        "Vessel" => Some(Kind::Vessel),
        "Airplane" => Some(Kind::Aircraft),
        _ => None,
    }
}

fn identifiers(entry: &mut Entry, values: &dyn Fn(&str) -> Vec<String>) {
    for (property, kind) in [
        ("imoNumber", IdKind::Imo),
        ("mmsi", IdKind::Mmsi),
        ("callSign", IdKind::CallSign),
        ("leiCode", IdKind::Lei),
        ("swiftBic", IdKind::Swift),
        ("dunsCode", IdKind::Duns),
        ("registrationNumber", IdKind::Registration),
        ("uscCode", IdKind::Registration),
        ("ogrnCode", IdKind::Registration),
        ("innCode", IdKind::Tax),
        ("taxNumber", IdKind::Tax),
        ("vatCode", IdKind::Tax),
        ("passportNumber", IdKind::Passport),
        ("idNumber", IdKind::National),
    ] {
        for value in values(property) {
            let (kind, value) = match kind {
                IdKind::Imo => crate::idkind::of("imo", &value),
                kind => (kind, value),
            };
            let label = property.to_owned();
            entry.identifiers.push(Identifier { kind, label, value, country: None });
        }
    }
}
