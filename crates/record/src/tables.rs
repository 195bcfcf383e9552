//! Parts, suppliers and stock: rows read, checked and kept.

use crate::facets::sha;
use crate::import::By;
use crate::judged::quoted;
use navicert_model::amount::Amount;
use navicert_model::country::Country;
use navicert_model::read::{FieldError, TableRow};
use navicert_store::tables::{self, Put};
use navicert_store::{Act, Store, StoreError};
use std::collections::BTreeMap;

/// A table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// What is bought, made and sold: `part`, and what is known of it.
    Parts,
    /// Who delivers: `supplier`, `country`.
    Suppliers,
    /// What lies where: `part`, `site`, `quantity`, `country`.
    Stock,
}

impl Table {
    /// Its name in the record.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Table::Parts => "parts",
            Table::Suppliers => "suppliers",
            Table::Stock => "stock",
        }
    }

    /// The columns that make the key; none may be empty.
    #[must_use]
    pub fn keys(self) -> &'static [&'static str] {
        match self {
            Table::Parts => &["part"],
            Table::Suppliers => &["supplier"],
            Table::Stock => &["part", "site"],
        }
    }
}

/// What became of the rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Rows that were not there before.
    pub added: usize,
    /// Rows that replace what was there.
    pub changed: usize,
    /// Rows that are there already, word for word.
    pub unchanged: usize,
}

/// Checks a row: its keys, and the columns that have a meaning in every table.
///
/// # Errors
/// Everything wrong with it.
pub fn check(table: Table, row: &TableRow) -> Result<(), Vec<FieldError>> {
    let mut errors = Vec::new();
    for key in table.keys() {
        if row.cell(key).is_none() {
            let keys = table.keys().join("`, `");
            errors.push(FieldError {
                field: (*key).to_owned(),
                message: "is empty".to_owned(),
                help: format!("a row of `{}` is known by `{keys}`", table.name()),
            });
        }
    }
    for column in ["country", "origin"] {
        if let Some(Err(error)) = row.cell(column).map(str::parse::<Country>) {
            errors.push(FieldError {
                field: column.to_owned(),
                message: error.to_string(),
                help: error.help(),
            });
        }
    }
    for column in ["quantity", "value", "capacity"] {
        if let Some(Err(error)) = row.cell(column).map(Amount::parse) {
            errors.push(FieldError {
                field: column.to_owned(),
                message: error.to_string(),
                help: "write a number, a blank and a unit: `120 kg`, `18000 USD`".to_owned(),
            });
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

/// Keeps checked rows, all or none, as one act.
///
/// # Errors
/// Whatever the record refuses.
pub fn keep(
    store: &mut dyn Store,
    table: Table,
    source: &str,
    rows: &[TableRow],
    by: &By,
) -> Result<Kept, StoreError> {
    let mut kept = Kept::default();
    let mut tx = store.write()?;
    let mut new: Vec<(String, String)> = Vec::new();
    let mut all = String::new();
    for row in rows {
        let keys: Vec<&str> = table.keys().iter().filter_map(|key| row.cell(key)).collect();
        let (id, body) = (keys.join(" @ "), body(row));
        match tables::compare(&mut *tx, table.name(), &id, body.as_bytes())? {
            Put::Added => kept.added += 1,
            Put::Changed => kept.changed += 1,
            Put::Unchanged => {
                kept.unchanged += 1;
                continue;
            }
        }
        all.push_str(&body);
        all.push('\n');
        new.push((id, body));
    }
    if !new.is_empty() {
        let digest: String = sha(all.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
        let payload = format!(
            "{{\"table\":\"{}\",\"added\":{},\"changed\":{},\"rows_digest\":\"{digest}\"}}",
            table.name(),
            kept.added,
            kept.changed
        );
        let kind = "tables.import";
        let act = Act { kind, subject: source, who: &by.who, at: &by.at, payload: &payload };
        let act = tx.append_act(&act)?;
        for (id, body) in &new {
            tables::put(&mut *tx, table.name(), id, act, body.as_bytes())?;
        }
    }
    tx.commit()?;
    Ok(kept)
}

/// The columns as JSON, by name.
fn body(row: &TableRow) -> String {
    let cells: BTreeMap<&str, &str> =
        row.cells.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let mut out = String::from("{");
    for (index, (name, text)) in cells.into_iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        quoted(&mut out, name);
        out.push(':');
        quoted(&mut out, text);
    }
    out.push('}');
    out
}
