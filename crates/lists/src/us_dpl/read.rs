//! The file's form.

use super::map;
use crate::builder::Builder;
use crate::problem::{InFile, Problem};
use crate::table::{Columns, separated};
use std::io::Read;

/// The columns, in the order in which [`map::Row`] takes them.
const COLUMNS: [&str; 12] = [
    "Name",
    "Street_Address",
    "City",
    "State",
    "Country",
    "Postal_Code",
    "Effective_Date",
    "Expiration_Date",
    "Standard_Order",
    "Last_Update",
    "Action",
    "FR_Citation",
];

/// Reads the file.
pub(crate) fn tab(
    file: InFile<'_>,
    reader: impl Read,
    out: &mut Builder<'_>,
) -> Result<(), Problem> {
    let mut columns: Option<Vec<usize>> = None;
    let mut people = map::People::default();
    separated(file, reader, b'\t', &mut |row| {
        let Some(columns) = &columns else {
            let header = Columns::of(&row);
            let found: Result<Vec<usize>, Problem> =
                COLUMNS.iter().map(|name| header.need(file, name)).collect();
            columns = Some(found?);
            return Ok(());
        };
        if row.is_blank() {
            return Ok(());
        }
        let taken = if row.cells.len() < COLUMNS.len() {
            let message = format!("the row has {} cells, not {}", row.cells.len(), COLUMNS.len());
            let help = "get the file again: it is damaged or cut off";
            Err(file.at(row.place, message, help))
        } else {
            let cells: Vec<&str> = columns.iter().map(|at| row.cell(Some(*at))).collect();
            people.add(file, row.place, &cells, out)
        };
        match taken {
            Ok(()) => Ok(()),
            Err(problem) => out.problem(problem.clone()).map_err(|_| problem),
        }
    })?;
    if columns.is_none() {
        return Err(file.problem("the file holds no rows", "get the file again"));
    }
    people.finish(out);
    Ok(())
}
