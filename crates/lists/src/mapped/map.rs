//! What the table's words mean.

use super::Mapping;
use crate::builder::Builder;
use crate::dates::{self, Order};
use crate::entry::{Entry, IdKind, Identifier, Kind, Name, Quality, Role};
use crate::problem::{InFile, Problem, shortened};
use crate::table::{Columns, Row};
use crate::words::{clean, joined, parts, some};
use navicert_model::day::Day;

/// The columns that fill each field.
pub(super) struct Filled(Vec<(String, Vec<usize>)>);

impl Filled {
    /// Finds the columns of a mapping.
    pub(super) fn find(
        file: InFile<'_>,
        columns: &Columns,
        mapping: &Mapping,
    ) -> Result<Filled, Problem> {
        let mut filled = Vec::new();
        for (field, names) in &mapping.columns {
            let mut at = Vec::new();
            for name in names {
                match columns.find(name) {
                    Some(index) => at.push(index),
                    None if mapping.lenient && field != "name" => {}
                    None => at.push(columns.need(file, name)?),
                }
            }
            if !at.is_empty() {
                filled.push((field.clone(), at));
            }
        }
        Ok(Filled(filled))
    }

    /// The cells of a field.
    fn cells<'r>(&self, row: &'r Row, field: &str) -> Vec<&'r str> {
        let found = self.0.iter().find(|(name, _)| name == field);
        let at = found.map(|(_, at)| at.as_slice()).unwrap_or_default();
        at.iter().map(|index| row.cell(Some(*index))).collect()
    }
}

/// Takes a row.
pub(super) fn entry(
    file: InFile<'_>,
    row: &Row,
    filled: &Filled,
    mapping: &Mapping,
    out: &mut Builder<'_>,
) -> Result<(), Problem> {
    let order = if mapping.month_first { Order::MonthFirst } else { Order::DayFirst };
    let one = |field: &str| joined(filled.cells(row, field), " ");
    let many = |field: &str| -> Vec<String> {
        let cells = filled.cells(row, field);
        cells.iter().flat_map(|cell| parts(cell, mapping.separator)).collect()
    };
    let mut entry = Entry::new(out.feed.only_list(), "");
    let name = one("name");
    if name.is_empty() {
        let help = "give each party a name, or take the row out";
        return Err(file.field(row.place, "name", "no name is given", help));
    }
    entry.names.push(Name::primary(name.clone()));
    for (field, quality) in [("alias", Quality::Alias), ("weak_alias", Quality::Weak)] {
        for text in many(field) {
            if entry.names.iter().all(|name| name.text != text) {
                entry.names.push(Name { text, quality, script: None });
            }
        }
    }
    entry.kind = kind(file, row, &one("kind"), mapping)?;
    for (field, role) in [
        ("country", Role::Listed),
        ("nationality", Role::Nationality),
        ("citizenship", Role::Citizenship),
        ("flag", Role::Flag),
    ] {
        let ties = many(field).into_iter().filter_map(|text| out.tie(role, &text));
        entry.ties.extend(ties);
    }
    let address = joined(filled.cells(row, "address"), ", ");
    for text in parts(&address, mapping.separator) {
        let country = crate::countries::country(text.rsplit(", ").next().unwrap_or(&text));
        entry.addresses.push(crate::entry::Address { text, country });
    }
    for text in many("birth_date") {
        let birth = dates::birth(&text, order).ok_or_else(|| {
            let message = format!("`{}` is no date of birth", shortened(&text));
            let help = "write `1970-03-12`, `1970-03`, `1970` or `1967 to 1969`";
            file.field(row.place, "birth_date", message, help)
        })?;
        entry.births.push(birth);
    }
    for kind in IdKind::ALL {
        for value in many(kind.as_str()) {
            let label = kind.as_str().to_owned();
            let (kind, value) = match kind {
                IdKind::Imo => crate::idkind::of("imo", &value),
                kind => (kind, value),
            };
            entry.identifiers.push(Identifier { kind, label, value, country: None });
        }
    }
    entry.since = day(file, row, "since", &one("since"), order)?;
    entry.until = day(file, row, "until", &one("until"), order)?;
    entry.programmes = many("programme");
    entry.requirement = some(&one("requirement"));
    entry.policy = some(&one("policy"));
    entry.citation = some(&one("citation"));
    entry.source = some(&one("source"));
    entry.remarks = filled.cells(row, "remark").into_iter().filter_map(some).collect();
    let number = clean(&one("id"));
    if number.is_empty() {
        out.named(entry, &name);
        return Ok(());
    }
    out.numbered(entry, &number).map_err(|_| {
        let message = format!("the id `{}` stands twice", shortened(&number));
        file.field(row.place, "id", message, "give each party an id of its own")
    })
}

fn kind(file: InFile<'_>, row: &Row, word: &str, mapping: &Mapping) -> Result<Kind, Problem> {
    let word = word.trim();
    if word.is_empty() {
        return Ok(Kind::Unknown);
    }
    let mapped = mapping.kinds.get(word).map_or(word, String::as_str);
    Kind::parse(&mapped.to_lowercase()).ok_or_else(|| {
        let message = format!("`{}` is no kind of party", shortened(word));
        let kinds = Kind::ALL.map(Kind::as_str).join(", ");
        let help = format!("write one of {kinds}, or say in `[kinds]` what the word means");
        file.field(row.place, "kind", message, help)
    })
}

fn day(
    file: InFile<'_>,
    row: &Row,
    field: &str,
    text: &str,
    order: Order,
) -> Result<Option<Day>, Problem> {
    if text.is_empty() {
        return Ok(None);
    }
    dates::day(text, order).map(Some).ok_or_else(|| {
        let message = format!("`{}` is no day", shortened(text));
        file.field(row.place, field, message, "write `2026-01-06`")
    })
}
