//! The file's form: a line `Report Date: 21-Nov-2026`, a header, rows.

use super::map;
use crate::builder::Builder;
use crate::dates::{self, Order};
use crate::problem::{InFile, Problem};
use crate::table::{Columns, separated};
use crate::words::clean;
use std::io::Read;

/// Columns without which a file is not this list.
const NEEDED: [&str; 5] = ["Unique ID", "Name 6", "Name type", "Regime Name", "Designation Type"];

/// Reads the file.
pub(crate) fn csv(
    file: InFile<'_>,
    reader: impl Read,
    out: &mut Builder<'_>,
) -> Result<(), Problem> {
    let mut columns: Option<Columns> = None;
    let mut parties = map::Parties::default();
    separated(file, reader, b',', &mut |row| {
        let Some(columns) = &columns else {
            if let Some(day) = row.cells.first().and_then(|cell| cell.strip_prefix("Report Date:"))
            {
                out.as_of = dates::day(day, Order::DayFirst);
                return Ok(());
            }
            let header = Columns::of(&row);
            for name in NEEDED {
                header.need(file, name)?;
            }
            columns = Some(header);
            return Ok(());
        };
        if row.is_blank() {
            return Ok(());
        }
        let taken = if row.cells.len() == columns.names.len() {
            let cell = |name: &str| clean(row.cell(columns.find(name)));
            parties.add(file, row.place, &cell, out)
        } else {
            let message =
                format!("the row has {} cells, not {}", row.cells.len(), columns.names.len());
            Err(file.at(row.place, message, "get the file again: it is damaged or cut off"))
        };
        match taken {
            Ok(()) => Ok(()),
            Err(problem) => out.problem(problem.clone()).map_err(|_| problem),
        }
    })?;
    if columns.is_none() {
        return Err(file.problem("the file holds no rows", "get the file again"));
    }
    parties.finish(out);
    Ok(())
}
