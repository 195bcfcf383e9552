//! The file's form: `INDIVIDUAL` and `ENTITY` elements below `CONSOLIDATED_LIST`.

use super::map;
use crate::builder::Builder;
use crate::dates::{self, Order};
use crate::problem::{InFile, Problem};
use crate::xml;
use std::io::BufRead;

/// Reads the file.
pub(crate) fn xml(
    file: InFile<'_>,
    reader: impl BufRead,
    out: &mut Builder<'_>,
) -> Result<(), Problem> {
    xml::read(file, reader, &["INDIVIDUAL", "ENTITY"], &mut |element, place| match element
        .name
        .as_str()
    {
        "CONSOLIDATED_LIST" => {
            out.as_of = dates::day(element.attribute("dateGenerated"), Order::DayFirst);
            Ok(())
        }
        "INDIVIDUAL" | "ENTITY" => match map::entry(file, place, &element, out) {
            Ok(()) => Ok(()),
            Err(problem) => out.problem(problem.clone()).map_err(|_| problem),
        },
        other => {
            let message = format!("the root element is `{other}`, not `CONSOLIDATED_LIST`");
            Err(file.at(place, message, "check that it is the publisher's file"))
        }
    })
}
