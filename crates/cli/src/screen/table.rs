//! Tables of parties: `id,name,country,kind,birth_date`.

use crate::failure::Failure;
use crate::input::{named, reader};
use crate::sheet;
use csv::{ByteRecord, ReaderBuilder};
use navicert_model::country::{Country, CountrySet};
use navicert_names::{BirthDate, Kind, Listed, ListedName, Query};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::io::{BufRead, Cursor, Read};
use std::path::{Path, PathBuf};

/// Most errors of a list that are told at once.
const MOST_ERRORS: usize = 10;

/// What is wrong with a cell.
#[derive(Clone, Debug)]
pub struct CellError {
    /// The column.
    pub field: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// A row of a table of parties to look up.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its id; empty if the row has none.
    pub id: String,
    /// The line it begins on.
    pub line: u64,
    /// The party, or what is wrong with the row.
    pub query: Result<Query, Vec<CellError>>,
}

#[derive(Debug, Default)]
struct Columns {
    id: Option<usize>,
    name: Option<usize>,
    country: Option<usize>,
    kind: Option<usize>,
    birth_date: Option<usize>,
    list: Option<usize>,
}

/// A table that is read row by row.
pub struct Table {
    path: PathBuf,
    reader: csv::Reader<Box<dyn BufRead>>,
    columns: Columns,
    width: usize,
}

struct Cells {
    id: String,
    name: String,
    list: String,
    countries: CountrySet,
    kind: Kind,
    birth_date: Option<BirthDate>,
    line: u64,
    errors: Vec<CellError>,
}

impl Table {
    /// Opens a table and reads its header.
    ///
    /// # Errors
    /// A file that cannot be read; a header without `id` or `name`, or with a column twice.
    pub fn open(path: &Path) -> Result<Table, Failure> {
        if path.extension().is_some_and(|end| end.eq_ignore_ascii_case("xlsx")) {
            return Table::over(path, Box::new(Cursor::new(sheet::csv(path)?.into_bytes())));
        }
        Table::over(path, reader(path)?)
    }

    fn over(path: &Path, source: Box<dyn BufRead>) -> Result<Table, Failure> {
        let mut reader = ReaderBuilder::new().flexible(true).has_headers(false).from_reader(source);
        let mut header = ByteRecord::new();
        let any = reader.read_byte_record(&mut header).map_err(|error| broken(path, &error))?;
        if !any {
            return Err(Failure::bad(format!("{} is empty", named(path)), HEADER_HELP));
        }
        let columns = columns(path, &header)?;
        Ok(Table { path: path.to_owned(), reader, columns, width: header.len() })
    }

    /// Passes over rows that were answered before.
    ///
    /// # Errors
    /// A file that cannot be read on, or has fewer rows.
    pub fn skip(&mut self, rows: usize) -> Result<(), Failure> {
        for done in 0..rows {
            if self.cells()?.is_none() {
                let what =
                    format!("{} has {done} rows, but {rows} are answered", named(&self.path));
                return Err(Failure::bad(what, "leave out `--resume` to begin anew"));
            }
        }
        Ok(())
    }

    /// The next rows, at most so many.
    ///
    /// # Errors
    /// A file that cannot be read on.
    pub fn rows(&mut self, most: usize) -> Result<Vec<Row>, Failure> {
        let mut rows = Vec::new();
        while rows.len() < most {
            let Some(cells) = self.cells()? else { break };
            let query = if cells.errors.is_empty() {
                Ok(Query {
                    name: cells.name,
                    countries: cells.countries,
                    kind: cells.kind,
                    birth_date: cells.birth_date,
                    ..Query::default()
                })
            } else {
                Err(cells.errors)
            };
            rows.push(Row { id: cells.id, line: cells.line, query });
        }
        Ok(rows)
    }

    fn cells(&mut self) -> Result<Option<Cells>, Failure> {
        let mut record = ByteRecord::new();
        loop {
            if !self
                .reader
                .read_byte_record(&mut record)
                .map_err(|error| broken(&self.path, &error))?
            {
                return Ok(None);
            }
            if record.iter().any(|cell| !cell.trim_ascii().is_empty()) {
                break;
            }
        }
        let line = record.position().map_or(0, csv::Position::line);
        Ok(Some(self.read(&record, line)))
    }

    fn read(&self, record: &ByteRecord, line: u64) -> Cells {
        let mut errors = Vec::new();
        let mut cell = |at: Option<usize>, field: &'static str| -> String {
            let bytes = at.and_then(|at| record.get(at)).unwrap_or_default().trim_ascii();
            match std::str::from_utf8(bytes) {
                Ok(text) => text.trim().to_owned(),
                Err(_) => {
                    errors.push(CellError {
                        field,
                        message: "it is not UTF-8 text".into(),
                        help: "save the file as UTF-8".into(),
                    });
                    String::new()
                }
            }
        };
        let columns = &self.columns;
        let (id, name) = (cell(columns.id, "id"), cell(columns.name, "name"));
        let (country, kind) = (cell(columns.country, "country"), cell(columns.kind, "kind"));
        let (birth, list) = (cell(columns.birth_date, "birth_date"), cell(columns.list, "list"));
        let mut wrong = |field, message: String, help: &str| {
            errors.push(CellError { field, message, help: help.into() });
        };
        if record.len() > self.width {
            let message = format!("the row has {} cells, the header {}", record.len(), self.width);
            wrong("name", message, "put names with commas in double quotes");
        }
        if id.is_empty() {
            wrong("id", "it is empty".into(), "give each row an id");
        }
        if name.is_empty() {
            wrong("name", "it is empty".into(), "give the party's name");
        } else if !name.chars().any(char::is_alphanumeric) {
            wrong(
                "name",
                format!("`{name}` has neither letter nor digit"),
                "give the party's name",
            );
        }
        let mut countries = CountrySet::empty();
        for code in country.split(';').map(str::trim).filter(|code| !code.is_empty()) {
            match Country::parse(&code.to_ascii_uppercase()) {
                Ok(code) => countries.insert(code),
                Err(_) => match Country::parse(code) {
                    Ok(code) => countries.insert(code),
                    Err(error) => wrong("country", error.to_string(), &error.help()),
                },
            }
        }
        let read_kind = Kind::parse(&kind.to_lowercase()).unwrap_or_else(|| {
            wrong(
                "kind",
                format!("`{kind}` is no kind of party"),
                "write `org`, `person`, `vessel`, or nothing",
            );
            Kind::Unknown
        });
        let birth_date = match BirthDate::parse(&birth) {
            Some(date) => Some(date),
            None if birth.is_empty() => None,
            None => {
                wrong(
                    "birth_date",
                    format!("`{birth}` is no day"),
                    "write 1970, 1970-05 or 1970-05-31",
                );
                None
            }
        };
        Cells { id, name, list, countries, kind: read_kind, birth_date, line, errors }
    }
}

const HEADER_HELP: &str = "begin with a header: `id,name`, and `country,kind,birth_date` if known";

fn broken(path: &Path, error: &csv::Error) -> Failure {
    let place = error.position().map(|at| format!(", line {}", at.line())).unwrap_or_default();
    Failure::bad(
        format!("{}{place}: {error}", named(path)),
        "check the file, and save it as CSV in UTF-8",
    )
}

fn columns(path: &Path, header: &ByteRecord) -> Result<Columns, Failure> {
    let mut columns = Columns::default();
    for (at, cell) in header.iter().enumerate() {
        let text = String::from_utf8_lossy(cell);
        let word = text.trim_start_matches('\u{feff}').trim().to_lowercase();
        let slot = match word.as_str() {
            "id" => &mut columns.id,
            "name" => &mut columns.name,
            "country" => &mut columns.country,
            "kind" => &mut columns.kind,
            "birth_date" => &mut columns.birth_date,
            "list" => &mut columns.list,
            // Other columns are the user's own.
            _ => continue,
        };
        if slot.replace(at).is_some() {
            let what = format!("{}: the column `{word}` stands there twice", named(path));
            return Err(Failure::bad(what, "keep one of them"));
        }
    }
    for (found, word) in [(columns.id, "id"), (columns.name, "name")] {
        if found.is_none() {
            return Err(Failure::bad(
                format!("{} has no column `{word}`", named(path)),
                HEADER_HELP,
            ));
        }
    }
    Ok(columns)
}

/// The parties of a table, and a version made of its bytes. Rows with one id (and list) are names of one
/// party.
///
/// # Errors
/// A file that cannot be read, or any row that cannot: a list with a hole in it is not used.
pub fn listed(path: &Path) -> Result<(Vec<Listed>, String), Failure> {
    let mut bytes = Vec::new();
    reader(path)?.read_to_end(&mut bytes).map_err(|error| Failure::file("read", path, &error))?;
    let digest = Sha256::digest(&bytes);
    let version: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let mut table = Table::over(path, Box::new(Cursor::new(bytes)))?;
    let mut parties: Vec<Listed> = Vec::new();
    let mut known: HashMap<(String, String), usize> = HashMap::new();
    let mut errors: Vec<(u64, String, CellError)> = Vec::new();
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    while let Some(cells) = table.cells()? {
        errors
            .extend(cells.errors.iter().map(|error| (cells.line, cells.id.clone(), error.clone())));
        let list = if cells.list.is_empty() { stem.clone() } else { cells.list };
        let at = *known.entry((list.clone(), cells.id.clone())).or_insert(parties.len());
        if at == parties.len() {
            parties.push(Listed { list, entry: cells.id, kind: cells.kind, ..Listed::default() });
        }
        let party = &mut parties[at];
        let name = if party.names.is_empty() {
            ListedName::primary(cells.name)
        } else {
            ListedName::alias(cells.name)
        };
        party.names.push(name);
        party.countries = party.countries.union(cells.countries);
        party.birth_dates.extend(cells.birth_date.filter(|date| !party.birth_dates.contains(date)));
        if party.kind == Kind::Unknown {
            party.kind = cells.kind;
        }
    }
    if !errors.is_empty() {
        return Err(unusable(path, &errors));
    }
    if parties.is_empty() {
        return Err(Failure::bad(
            format!("{} holds no parties", named(path)),
            "give one party a row below the header",
        ));
    }
    Ok((parties, version))
}

fn unusable(path: &Path, errors: &[(u64, String, CellError)]) -> Failure {
    let mut what = format!("{} cannot be used as a list", named(path));
    for (line, id, error) in errors.iter().take(MOST_ERRORS) {
        let id = if id.is_empty() { String::new() } else { format!(" ({id})") };
        what.push_str(&format!(
            "\n  line {line}{id}: {}: {}; {}",
            error.field, error.message, error.help
        ));
    }
    if errors.len() > MOST_ERRORS {
        what.push_str(&format!("\n  and {} more", errors.len() - MOST_ERRORS));
    }
    Failure::bad(what, "correct these rows: a party that is left out would never be found")
}
