//! Tables from files: recognised by their columns, read row by row.

use crate::fault::{Faults, Spot, wrong};
use navicert_model::read::{FieldError, Rows};
use navicert_model::vocabulary::{check_scheme, suggest};
use std::borrow::Cow;

/// A file, already read.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its name in messages; `-` is standard input.
    pub name: String,
    /// Comma-separated values in UTF-8, or a workbook.
    pub bytes: Vec<u8>,
}

/// What a table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Products, assemblies and bought parts.
    Parts,
    /// How much of a part goes into another.
    Bom,
    /// Who supplies a part, or could.
    Suppliers,
    /// How much of a part lies where.
    Stock,
    /// What a supposed measure does.
    Scenario,
    /// Shares of countries in a mineral's stage.
    Shares,
    /// Imports and exports, for the dependency indicators.
    Flows,
}

impl Kind {
    /// All of them; a header is matched in this order.
    const ALL: [Kind; 7] = [
        Kind::Bom,
        Kind::Stock,
        Kind::Suppliers,
        Kind::Scenario,
        Kind::Parts,
        Kind::Flows,
        Kind::Shares,
    ];

    /// What it is called in messages.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Kind::Parts => "parts",
            Kind::Bom => "bill of materials",
            Kind::Suppliers => "suppliers",
            Kind::Stock => "stock",
            Kind::Scenario => "scenario",
            Kind::Shares => "shares",
            Kind::Flows => "imports and exports",
        }
    }

    /// The column that no other kind has, before which none of this list stands.
    const fn mark(self) -> &'static str {
        match self {
            Kind::Parts => "kind",
            Kind::Bom => "parent",
            Kind::Suppliers => "supplier",
            Kind::Stock => "on_hand",
            Kind::Scenario => "effect",
            Kind::Shares => "country",
            Kind::Flows => "flow",
        }
    }

    /// Its columns, with those that a table cannot do without.
    pub(crate) const fn columns(self) -> &'static [(&'static str, bool)] {
        match self {
            Kind::Parts => &[
                ("part", true),
                ("kind", true),
                ("description", false),
                ("unit_value", false),
                ("unit_mass", false),
                ("mineral", false),
                ("stage", false),
                ("hs", false),
                ("site", false),
                ("site_country", false),
                ("per_month", false),
                ("end_use_is", false),
                ("end_use_is_not", false),
                ("user_is", false),
                ("user_is_not", false),
            ],
            Kind::Bom => &[("parent", true), ("part", true), ("quantity", true)],
            Kind::Suppliers => &[
                ("part", true),
                ("supplier", true),
                ("use", true),
                ("country", false),
                ("origin", false),
                ("share", false),
                ("capacity_per_month", false),
                ("lead_time_days", false),
                ("pool", false),
            ],
            Kind::Stock => &[("part", true), ("on_hand", true), ("site", false)],
            Kind::Scenario => &[
                ("effect", true),
                ("mineral", false),
                ("stage", false),
                ("from_country", false),
                ("since", false),
                ("until", false),
            ],
            Kind::Shares => &[
                ("country", true),
                ("mineral", false),
                ("stage", false),
                ("share", false),
                ("share_pct", false),
                ("year", false),
                ("source_url", false),
                ("confidence", false),
            ],
            Kind::Flows => &[
                ("flow", true),
                ("scope", false),
                ("value", true),
                ("product", false),
                ("partner", false),
                ("year", false),
                ("source_url", false),
            ],
        }
    }

    fn sample(self) -> String {
        let names: Vec<&str> = self.columns().iter().map(|(name, _)| *name).take(6).collect();
        names.join(",")
    }
}

/// The header of a table.
#[derive(Clone, Debug)]
pub(crate) struct Header {
    pub(crate) kind: Kind,
    /// Where each column of the kind stands.
    places: Vec<Option<usize>>,
    /// Columns of codes: scheme and place.
    pub(crate) codes: Vec<(Box<str>, usize)>,
    width: usize,
}

/// A row under its header.
pub(crate) struct Cells<'r> {
    pub(crate) header: &'r Header,
    cells: &'r [Cow<'r, str>],
}

impl<'r> Cells<'r> {
    /// The text of a column; `None` if it is blank or not there.
    pub(crate) fn get(&self, column: &str) -> Option<&'r str> {
        let columns = self.header.kind.columns();
        let at = columns.iter().position(|(name, _)| is_same(name, column))?;
        self.at(self.header.places.get(at).copied().flatten()?)
    }

    /// The text of a cell; `None` if it is blank.
    pub(crate) fn at(&self, place: usize) -> Option<&'r str> {
        self.cells.get(place).map(AsRef::as_ref).filter(|text| !text.is_empty())
    }

    /// The text of a column that a row cannot do without.
    pub(crate) fn needed(&self, column: &'static str) -> Result<&'r str, FieldError> {
        let missing = || {
            let help = format!("fill `{column}`, or take the row out");
            wrong(column, format!("`{column}` is blank"), help)
        };
        self.get(column).ok_or_else(missing)
    }
}

/// Are two names of columns the same? Most differ in their last letter or in length, which costs
/// nothing to see.
fn is_same(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.as_bytes().last() == b.as_bytes().last() && a == b
}

impl Header {
    fn read(names: &[Cow<'_, str>]) -> Result<Header, Vec<FieldError>> {
        let names: Vec<String> = names.iter().map(|name| name.to_ascii_lowercase()).collect();
        // A last column without a name is what a comma at the end of each row leaves.
        let named = names.iter().rposition(|name| !name.is_empty()).map_or(0, |at| at + 1);
        let kind = Kind::ALL.into_iter().find(|kind| names.iter().any(|name| name == kind.mark()));
        let Some(kind) = kind else { return Err(vec![unknown_table(&names)]) };
        let columns = kind.columns();
        let mut header = Header {
            kind,
            places: vec![None; columns.len()],
            codes: Vec::new(),
            width: names.len(),
        };
        let mut errors = Vec::new();
        for (place, name) in names.iter().enumerate().take(named) {
            errors.extend(header.add(place, name).err());
        }
        for ((name, needed), place) in columns.iter().zip(&header.places) {
            if *needed && place.is_none() {
                let help =
                    format!("a table of {} has the columns `{}`", kind.name(), kind.sample());
                errors.push(wrong(name, format!("the column `{name}` is missing"), help));
            }
        }
        if errors.is_empty() { Ok(header) } else { Err(errors) }
    }

    fn add(&mut self, place: usize, name: &str) -> Result<(), FieldError> {
        let columns = self.kind.columns();
        let twice = || wrong(name, format!("column `{name}` is given twice"), "keep one of them");
        if let Some(at) = columns.iter().position(|(known, _)| *known == name) {
            return match self.places[at].replace(place) {
                None => Ok(()),
                Some(_) => Err(twice()),
            };
        }
        if name == "note" {
            return Ok(());
        }
        if let Some(scheme) = name.strip_suffix("_code").filter(|_| self.kind == Kind::Parts)
            && check_scheme(scheme).is_ok()
        {
            if self.codes.iter().any(|(known, _)| **known == *scheme) {
                return Err(twice());
            }
            self.codes.push((scheme.into(), place));
            return Ok(());
        }
        let mut known: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
        known.push("note");
        if self.kind == Kind::Parts {
            known.extend(["cn_code", "us_code", "eu_code", "jp_code", "nl_code"]);
        }
        let help = match suggest(name, &known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the columns are {}", known.join(", ")),
        };
        let what = match name.is_empty() {
            true => format!("column {} has no name", place + 1),
            false => format!("`{name}` is not a column of a table of {}", self.kind.name()),
        };
        Err(wrong(name, what, help))
    }

    fn row<'r>(&'r self, cells: &'r [Cow<'r, str>]) -> Result<Cells<'r>, FieldError> {
        if cells.len() != self.width {
            let message =
                format!("the row has {} cells, and the header {}", cells.len(), self.width);
            let help = "write one cell per column, and quotes around cells that hold commas";
            return Err(wrong("", message, help));
        }
        Ok(Cells { header: self, cells })
    }
}

fn unknown_table(names: &[String]) -> FieldError {
    let shown: Vec<&str> = names.iter().map(String::as_str).take(8).collect();
    let tables: Vec<String> =
        Kind::ALL.iter().map(|kind| format!("{} (`{}`)", kind.name(), kind.sample())).collect();
    wrong(
        "",
        format!("a table with the columns `{}` is not known", shown.join(",")),
        format!("the tables are: {}", tables.join("; ")),
    )
}

/// Takes a row, told where it stands.
pub(crate) type Take<'t> = dyn FnMut(&Cells<'_>, &Spot) -> Result<(), Vec<FieldError>> + 't;

/// Reads every table of the sources and hands each row to `take`, which is told where it stands.
/// What `take` refuses is collected with what cannot be read.
pub(crate) fn each_row(sources: &[Source], faults: &mut Faults, take: &mut Take<'_>) {
    for source in sources {
        if source.bytes.starts_with(b"PK\x03\x04") {
            workbook(source, faults, take);
        } else {
            text(source, faults, take);
        }
    }
}

fn text(source: &Source, faults: &mut Faults, take: &mut Take<'_>) {
    let mut spot = Spot { file: source.name.as_str().into(), sheet: None, line: 0 };
    let mut rows = Rows::new(&source.bytes);
    let mut table = Table::default();
    while let Some(row) = rows.next_row() {
        match row {
            Ok(row) => {
                spot.line = u32::try_from(row.line).unwrap_or(u32::MAX);
                if !table.row(&row.cells, &spot, faults, take) {
                    return;
                }
            }
            Err((line, error)) => {
                spot.line = u32::try_from(line).unwrap_or(u32::MAX);
                faults.push(spot.clone(), error);
                table.rows += 1;
            }
        }
    }
    spot.line = 0;
    table.end(spot, faults);
}

/// A table on its way.
#[derive(Default)]
pub(crate) struct Table {
    header: Option<Header>,
    pub(crate) rows: usize,
}

impl Table {
    /// Takes a row; is it worth going on?
    pub(crate) fn row(
        &mut self,
        cells: &[Cow<'_, str>],
        spot: &Spot,
        faults: &mut Faults,
        take: &mut Take<'_>,
    ) -> bool {
        let Some(header) = &self.header else {
            match Header::read(cells) {
                Ok(header) => self.header = Some(header),
                Err(errors) => {
                    errors.into_iter().for_each(|error| faults.push(spot.clone(), error));
                    return false;
                }
            }
            return true;
        };
        self.rows += 1;
        let taken = header.row(cells).map_err(|error| vec![error]);
        if let Err(errors) = taken.and_then(|cells| take(&cells, spot)) {
            errors.into_iter().for_each(|error| faults.push(spot.clone(), error));
        }
        true
    }

    /// The columns of the header; `None` before it.
    #[cfg(feature = "xlsx")]
    pub(crate) fn width(&self) -> Option<usize> {
        self.header.as_ref().map(|header| header.width)
    }

    pub(crate) fn end(&self, spot: Spot, faults: &mut Faults) {
        match &self.header {
            None => {
                let help = "give a table with a header and rows";
                faults.push(spot, wrong("", "there is nothing in it", help));
            }
            Some(header) if self.rows == 0 => {
                let message =
                    format!("a table of {} with a header and no rows", header.kind.name());
                let help = "nothing may have been exported: give the rows, or leave the file out";
                faults.push(spot, wrong("", message, help));
            }
            Some(_) => {}
        }
    }
}

#[cfg(feature = "xlsx")]
use crate::workbook::workbook;

#[cfg(not(feature = "xlsx"))]
fn workbook(source: &Source, faults: &mut Faults, _: &mut Take<'_>) {
    let spot = Spot { file: source.name.as_str().into(), sheet: None, line: 0 };
    let message = "it is a workbook, and this program was built without reading them";
    faults.push(spot, wrong("", message, "save each sheet as CSV in UTF-8"));
}
