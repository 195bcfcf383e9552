//! The file's form: `sanctionEntity` elements below `export`, nearly everything in attributes.

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
    xml::read(
        file,
        reader,
        &["sanctionEntity"],
        &mut |element, place| match element.name.as_str() {
            "export" => {
                out.as_of = dates::day(element.attribute("generationDate"), Order::DayFirst);
                Ok(())
            }
            "sanctionEntity" => match map::entry(file, place, &element, out) {
                Ok(()) => Ok(()),
                Err(problem) => out.problem(problem.clone()).map_err(|_| problem),
            },
            other => {
                let message = format!("the root element is `{other}`, not `export`");
                Err(file.at(place, message, "check that it is the publisher's file"))
            }
        },
    )
}
