//! The transfers that a comparison decides: clean and civil, one fact changed at a time.

use super::Subject;
use super::table::{Probe, Tables};
use navicert_model::country::Country;
use navicert_model::read::{FieldError, assign};
use navicert_model::transfer::{Item, Transfer};
use std::collections::BTreeMap;

/// From where to where.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Route {
    /// Country of export.
    pub from: Country,
    /// Destination.
    pub to: Country,
}

impl Route {
    /// `JP→CN`.
    pub fn words(self) -> String {
        format!("{}→{}", self.from.as_str(), self.to.as_str())
    }
}

/// What happens with the item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mode {
    /// It leaves for the destination.
    Supply,
    /// One is installed there already, and somebody works on it; nothing is supplied.
    Service,
}

impl Mode {
    /// The word in JSON: the activity that is decided.
    pub fn as_str(self) -> &'static str {
        match self {
            Mode::Supply => "export",
            Mode::Service => "service",
        }
    }
}

/// What is taken for granted of every transfer, in words.
pub const ASSUMED: &str = "goods for a civil use; every concern denied, no party listed, no owner \
    or content that matters, no notice received; software and technology not public; made where it \
    leaves, without foreign technology";

/// Columns of a clean civil transfer: nothing of concern, everything looked at.
const CIVIL: [(&str, &str); 8] = [
    ("item.content", "[]"),
    ("item.made_with", "[]"),
    ("via", "[]"),
    ("evidence", "[]"),
    ("end_use.is", "civil"),
    ("end_use.is_not", "concern"),
    ("knowledge.is_not", "concern"),
    ("knowledge.informed_by", "[]"),
];

/// One transfer of a comparison: a subject on a route, with what a probe supposes, and with the
/// user's own columns.
///
/// # Errors
/// Columns that cannot be read: those of a probe, or the user's.
pub fn transfer(
    tables: &Tables,
    subject: &Subject,
    route: Route,
    mode: Mode,
    probe: Option<&Probe>,
    own: &[(String, String)],
) -> Result<Transfer, Vec<FieldError>> {
    let mut columns = BTreeMap::new();
    let mut set = |column: &str, value: &str| {
        columns.insert(column.to_owned(), value.to_owned());
    };
    CIVIL.iter().for_each(|(column, value)| set(column, value));
    let (from, to) = (route.from.as_str(), route.to.as_str());
    set("from", from);
    set("to", to);
    set("item.origin", from);
    for (role, country) in [("exporter", from), ("end-user", to)] {
        let mut about = |column: &str, value: &str| set(&format!("parties.{role}.{column}"), value);
        about("country", country);
        about("headquarters", country);
        about("is_not", "concern");
        about("listed", "[]");
        about("owners", "[]");
    }
    item(tables, subject, mode, &mut set);
    let changes = own.iter().chain(probe.into_iter().flat_map(|probe| &probe.set));
    for (column, value) in changes {
        set(column, &value.replace("$from", from).replace("$to", to));
    }
    let columns: Vec<(String, String)> = columns.into_iter().collect();
    let mut transfer = assign(&columns)?;
    if let (Some(item), Mode::Supply) = (&subject.item, mode) {
        transfer.item = merged(item, &transfer.item, probe);
    }
    Ok(transfer)
}

fn item(tables: &Tables, subject: &Subject, mode: Mode, set: &mut impl FnMut(&str, &str)) {
    match mode {
        Mode::Supply => {
            set("activity", "export");
            set("item.kind", &subject.kind);
            if subject.kind != "goods" {
                set("item.is_not", "published;fundamental-research;mass-market");
            }
            for one in &subject.codes {
                set(&format!("item.codes.{}", one.scheme), &one.code);
            }
        }
        Mode::Service => {
            set("activity", "service");
            for seat in &tables.seats {
                set(&format!("item.codes.{}", seat.law), &seat.residual);
            }
            let codes: Vec<String> = subject
                .codes
                .iter()
                .map(|one| format!("\"{}\":\"{}\"", one.scheme, one.code))
                .collect();
            set("item.for", &format!("{{\"codes\":{{{}}}}}", codes.join(",")));
        }
    }
}

/// The item of a file as it is, with what a probe supposes; what both leave out is as in the clean
/// civil transfer.
fn merged(given: &Item, civil: &Item, probe: Option<&Probe>) -> Item {
    let sets = |column: &str| {
        probe.is_some_and(|probe| probe.set.iter().any(|(name, _)| name.starts_with(column)))
    };
    let mut item = given.clone();
    if item.origin == Default::default() || sets("item.origin") {
        item.origin = civil.origin.clone();
    }
    if item.content.is_none() || sets("item.content") {
        item.content.clone_from(&civil.content);
    }
    if item.made_with.is_none() || sets("item.made_with") {
        item.made_with.clone_from(&civil.made_with);
    }
    if item.kind.is_none() {
        item.kind = civil.kind;
    }
    item
}
