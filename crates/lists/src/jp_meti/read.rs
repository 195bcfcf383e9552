//! The file's form: titles, a header in Japanese and English, rows.

use super::map;
use crate::builder::Builder;
use crate::json::{self as objects, text, texts};
use crate::problem::{InFile, Problem};
use crate::table::{Columns, Row, separated, sheet};
use std::io::{BufRead, Cursor, Read};

/// Where the columns are.
struct Layout {
    country: usize,
    name: usize,
    alias: Option<usize>,
    concern: usize,
    conventional: Option<usize>,
}

/// Whether a row is the header: it names the organisations and the kinds of concern.
pub(crate) fn is_header(row: &Row) -> bool {
    layout(&Columns::of(row)).is_some()
}

fn layout(columns: &Columns) -> Option<Layout> {
    let either = |japanese: &str, english: &str| {
        columns.holding(japanese).or_else(|| columns.holding(english))
    };
    Some(Layout {
        country: either("国名", "country or region")?,
        name: either("企業名", "company or organization")?,
        alias: either("別名", "also known as"),
        concern: either("懸念区分", "type of wmd")?,
        conventional: either("通常兵器", "conventional"),
    })
}

/// Rows as they come from a sheet or from text.
#[derive(Default)]
struct Rows {
    layout: Option<Layout>,
}

impl Rows {
    fn take(&mut self, file: InFile<'_>, row: &Row, out: &mut Builder<'_>) -> Result<(), Problem> {
        let Some(layout) = &self.layout else {
            self.layout = layout(&Columns::of(row));
            return Ok(());
        };
        let cell = |index: usize| row.cell(Some(index));
        let wanted = [layout.country, layout.name].map(cell);
        if wanted.iter().all(|cell| crate::words::clean(cell).is_empty()) || is_header(row) {
            // A page of the sheet may repeat the header, and notes may stand below the table.
            return Ok(());
        }
        let conventional = layout.conventional.filter(|index| *index != layout.concern);
        let listed = map::Listed {
            country: cell(layout.country),
            name: cell(layout.name),
            aliases: layout.alias.map(|index| map::aliases(cell(index))).unwrap_or_default(),
            concern: cell(layout.concern),
            conventional: conventional.map_or("", cell),
            source: "",
        };
        match map::entry(file, row.place, &listed, out) {
            Ok(()) => Ok(()),
            Err(problem) => out.problem(problem.clone()).map_err(|_| problem),
        }
    }

    fn finish(self, file: InFile<'_>) -> Result<(), Problem> {
        if self.layout.is_some() {
            return Ok(());
        }
        let message = "no row names the columns `国名`, `企業名` and `懸念区分` \
                       (or `Country or Region`, `Company or Organization`, `Type of WMD`)";
        Err(file.problem(message, "check that it is the ministry's list"))
    }
}

/// Reads the sheet.
pub(crate) fn xlsx(
    file: InFile<'_>,
    reader: impl Read,
    out: &mut Builder<'_>,
) -> Result<(), Problem> {
    let mut rows = Rows::default();
    sheet(file, reader, None, &mut |row| rows.take(file, &row, out))?;
    rows.finish(file)
}

/// Longer than any list of the ministry.
const LONGEST: u64 = 64 << 20;

/// Reads the CSV, in UTF-8 or in Shift_JIS, as Japanese Excel writes it.
pub(crate) fn csv(
    file: InFile<'_>,
    reader: impl Read,
    out: &mut Builder<'_>,
) -> Result<(), Problem> {
    let mut bytes = Vec::new();
    reader.take(LONGEST).read_to_end(&mut bytes).map_err(|error| {
        file.problem(format!("reading failed: {error}"), "check the file, and try again")
    })?;
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let (text, _, wrong) = encoding_rs::SHIFT_JIS.decode(error.as_bytes());
            if wrong {
                let message = "this is neither UTF-8 nor Shift_JIS";
                return Err(file.problem(message, "save the file as UTF-8"));
            }
            text.into_owned()
        }
    };
    let mut rows = Rows::default();
    separated(file, Cursor::new(text), b',', &mut |row| rows.take(file, &row, out))?;
    rows.finish(file)
}

/// Reads the JSON form: an array of objects with `entity_name`, `addresses`, `aliases`, `reason`.
pub(crate) fn json(
    file: InFile<'_>,
    reader: impl BufRead,
    out: &mut Builder<'_>,
) -> Result<(), Problem> {
    objects::objects(file, reader, "entities", &mut |object, place| {
        let (name, reason) = (text(object, "entity_name"), text(object, "reason"));
        let (country, source) = (texts(object, "addresses").join(" "), text(object, "source_url"));
        let listed = map::Listed {
            country: &country,
            name: &name,
            aliases: texts(object, "aliases"),
            concern: &reason,
            conventional: "",
            source: &source,
        };
        match map::entry(file, place, &listed, out) {
            Ok(()) => Ok(()),
            Err(problem) => out.problem(problem.clone()).map_err(|_| problem),
        }
    })
}
