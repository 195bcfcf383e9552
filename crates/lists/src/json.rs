//! Objects of a JSON array, one by one.

use crate::lines::Lines;
use crate::problem::{InFile, Place, Problem};
use serde::de::{
    DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use serde_json::Value;
use std::fmt;
use std::io::BufRead;

/// Hands over each object of the array of this name, or of the array that the document is.
///
/// # Errors
/// What is no JSON, a document without such an array, and whatever `take` finds.
pub(crate) fn objects(
    file: InFile<'_>,
    reader: impl BufRead,
    array: &str,
    take: &mut dyn FnMut(&Value, Place) -> Result<(), Problem>,
) -> Result<(), Problem> {
    let (lines, _) = Lines::new(reader);
    let mut walk = Walk { array, take, count: 0, stopped: None, found: false };
    let mut json = serde_json::Deserializer::from_reader(lines);
    let done = walk.seed().deserialize(&mut json).and_then(|()| json.end());
    if let Some(problem) = walk.stopped {
        return Err(problem);
    }
    done.map_err(|error| {
        let place = Place::Line(error.line() as u64);
        let message = if error.is_eof() {
            "the document ends too early".to_owned()
        } else {
            format!("this is no JSON: {error}")
        };
        file.at(place, message, "get the file again: it is damaged or cut off")
    })?;
    if walk.found {
        return Ok(());
    }
    let help = "check that it is the publisher's file";
    Err(file.problem(format!("there is no array `{array}`"), help))
}

/// A field as text: a string, or a number as it stands; anything else is empty.
pub(crate) fn text(object: &Value, field: &str) -> String {
    match object.get(field) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

/// A field's texts: of an array, or a single one.
pub(crate) fn texts(object: &Value, field: &str) -> Vec<String> {
    match object.get(field) {
        Some(Value::Array(values)) => {
            values.iter().filter_map(Value::as_str).map(str::to_owned).collect()
        }
        Some(Value::String(text)) if !text.is_empty() => vec![text.clone()],
        _ => Vec::new(),
    }
}

struct Walk<'w> {
    array: &'w str,
    take: &'w mut dyn FnMut(&Value, Place) -> Result<(), Problem>,
    count: u64,
    stopped: Option<Problem>,
    found: bool,
}

impl<'w> Walk<'w> {
    fn seed(&mut self) -> Seed<'_, 'w> {
        Seed { walk: self, top: true }
    }
}

struct Seed<'s, 'w> {
    walk: &'s mut Walk<'w>,
    top: bool,
}

impl<'de> DeserializeSeed<'de> for Seed<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        if self.top { from.deserialize_any(self) } else { from.deserialize_seq(self) }
    }
}

impl<'de> Visitor<'de> for Seed<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of objects")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        self.walk.found = true;
        while let Some(value) = seq.next_element::<Value>()? {
            self.walk.count += 1;
            if let Err(problem) = (self.walk.take)(&value, Place::Object(self.walk.count)) {
                self.walk.stopped = Some(problem);
                return Err(A::Error::custom("stopped"));
            }
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            if key == self.walk.array {
                map.next_value_seed(Seed { walk: &mut *self.walk, top: false })?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}
