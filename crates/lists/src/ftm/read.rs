//! The file's form: `{"id", "schema", "properties": {name: [values]}}`, a line each.

use super::map;
use crate::builder::Builder;
use crate::problem::{InFile, Place, Problem};
use serde::Deserialize;
use serde_json::Value;
use std::collections::HashMap;
use std::io::{BufRead, Read};

/// An entity of the model.
#[derive(Debug, Deserialize)]
pub(super) struct Entity {
    pub(super) id: String,
    pub(super) schema: String,
    #[serde(default)]
    pub(super) caption: String,
    #[serde(default)]
    pub(super) properties: HashMap<String, Vec<Value>>,
    #[serde(default)]
    pub(super) target: Option<bool>,
}

/// A line may be so long.
const LONGEST: u64 = 16 << 20;

/// Reads the lines.
pub(crate) fn lines(
    file: InFile<'_>,
    mut reader: impl BufRead,
    out: &mut Builder<'_>,
) -> Result<(), Problem> {
    let mut line = Vec::new();
    let mut number = 0;
    loop {
        line.clear();
        number += 1;
        let place = Place::Line(number);
        let read = reader.by_ref().take(LONGEST).read_until(b'\n', &mut line).map_err(|error| {
            file.at(place, format!("reading failed: {error}"), "check the file, and try again")
        })?;
        if read == 0 {
            return Ok(());
        }
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        if read as u64 == LONGEST {
            let message = "the line is longer than 16 MiB";
            return Err(file.at(place, message, "write one entity a line"));
        }
        let taken = serde_json::from_slice::<Entity>(&line)
            .map_err(|error| {
                let message = format!("this is no entity: {error}");
                file.at(place, message, "write an object with `id`, `schema` and `properties`")
            })
            .and_then(|entity| map::entry(file, place, &entity, out));
        if let Err(problem) = taken {
            out.problem(problem.clone()).map_err(|_| problem)?;
        }
    }
}
