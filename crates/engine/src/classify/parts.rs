//! Parts: what a user knows of them, and how each was classified before.

use navicert_model::day::Day;
use navicert_model::read::{self, CellRow, FieldError, Format, assign};
use navicert_model::transfer::{Code, Transfer};
use navicert_model::vocabulary::{SCHEMES, parameter_unit, parse_parameter};

/// How a part was classified under one law.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Classified {
    /// The law.
    pub law: String,
    /// The code.
    pub code: String,
    /// Who classified it: `own`, `supplier` or `authority`.
    pub basis: Option<Basis>,
    /// When.
    pub on: Option<Day>,
    /// Who signed.
    pub reviewer: Option<String>,
    /// The digest of the law that was used.
    pub law_digest: Option<String>,
}

/// Whose classification it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Basis {
    /// The user's own.
    Own,
    /// The supplier's or the maker's.
    Supplier,
    /// A ruling of an authority.
    Authority,
}

impl Basis {
    /// Its words.
    pub const WORDS: [&str; 3] = ["own", "supplier", "authority"];

    /// The word in tables and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Basis::Own => "own",
            Basis::Supplier => "supplier",
            Basis::Authority => "authority",
        }
    }

    fn parse(word: &str) -> Option<Basis> {
        match word {
            "own" => Some(Basis::Own),
            "supplier" => Some(Basis::Supplier),
            "authority" => Some(Basis::Authority),
            _ => None,
        }
    }
}

/// A part of an input.
#[derive(Clone, Debug, Default)]
pub struct Part {
    /// What is known of it, as a transfer of which only the item and the day are given.
    pub transfer: Transfer,
    /// How it was classified before.
    pub classified: Vec<Classified>,
    /// The day of the column `classified_on`, also where no code is given.
    pub dated: Option<Day>,
    /// What a person said about entries: law, code, and whether it describes the part.
    pub said: Vec<super::Said>,
    /// The cells as given, by the header.
    pub cells: Vec<String>,
}

/// A line of an input: a part, or everything wrong with it.
#[derive(Clone, Debug)]
pub struct PartLine {
    /// The line it begins on, counted from one.
    pub line: usize,
    /// The part's id, if it could be read.
    pub id: Option<String>,
    /// The part.
    pub result: Result<Part, Vec<FieldError>>,
}

/// Parts of an input.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    /// The columns, as given; empty for JSON.
    pub header: Vec<String>,
    /// The lines.
    pub lines: Vec<PartLine>,
    /// Columns that mean nothing here and were not read.
    pub unread: Vec<String>,
}

/// Reads parts from a text.
///
/// A table has the columns `id,description,hs,origin,kind,is,is_not,on`, `codes.LAW`, one for each
/// parameter, and of earlier classifications `basis`, `classified_on`, `reviewer` and `law_digest`
/// (for one law alone: `basis.us`). `described_by.LAW` and `not_described_by.LAW` hold codes that a
/// person affirmed or denied, joined by `;`. JSON is that of a transfer.
#[must_use]
pub fn read(text: &str, format: Format) -> Parts {
    match format {
        Format::Csv => of_rows(read::read_rows(text)),
        Format::Json | Format::JsonLines => {
            let lines = read::read_all(text, format).map(|line| PartLine {
                line: line.number,
                id: line.id,
                result: line.result.map(|transfer| Part { transfer, ..Part::default() }),
            });
            Parts { lines: lines.collect(), ..Parts::default() }
        }
    }
}

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Column {
    /// A field of a transfer, by its name there.
    Field(String),
    /// Of an earlier classification: what, and of which law (`None` = of all).
    Master(Master, Option<String>),
    /// Codes that a person affirmed or denied.
    Said(String, bool),
    /// Nothing that is read here.
    Other,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Master {
    Basis,
    On,
    Reviewer,
    Digest,
}

/// Reads parts from rows, the first of which is the header.
#[must_use]
pub fn of_rows(rows: Vec<CellRow>) -> Parts {
    let mut rows = rows.into_iter();
    let Some(first) = rows.next() else { return Parts::default() };
    let header = match first.cells {
        Ok(cells) => cells,
        Err(error) => return refused(first.line, vec![error]),
    };
    let mut unread = Vec::new();
    let mut columns = Vec::new();
    let mut errors = Vec::new();
    for name in &header {
        match column(name) {
            Ok(Column::Other) => {
                unread.push(name.clone());
                columns.push(Column::Other);
            }
            Ok(column) => columns.push(column),
            Err(error) => errors.push(error),
        }
    }
    if !errors.is_empty() {
        return refused(first.line, errors);
    }
    let lines = rows.map(|row| line(row, &header, &columns)).collect();
    Parts { header, lines, unread }
}

fn refused(line: usize, errors: Vec<FieldError>) -> Parts {
    let line = PartLine { line, id: None, result: Err(errors) };
    Parts { lines: vec![line], ..Parts::default() }
}

/// Fields of an item that a table names without `item.`.
const FIELDS: [&str; 10] =
    ["part", "description", "kind", "hs", "origin", "is", "is_not", "value", "quantity", "content"];

fn column(name: &str) -> Result<Column, FieldError> {
    let plain = name.trim();
    let master = |word: &str| match word {
        "basis" => Some(Master::Basis),
        "classified_on" => Some(Master::On),
        "reviewer" => Some(Master::Reviewer),
        "law_digest" => Some(Master::Digest),
        _ => None,
    };
    if matches!(plain, "id" | "on") || plain.starts_with("item.") {
        return Ok(Column::Field(plain.to_owned()));
    }
    if FIELDS.contains(&plain) || plain.starts_with("parameters.") || plain.starts_with("codes.") {
        return Ok(Column::Field(format!("item.{plain}")));
    }
    if SCHEMES.contains(&plain) {
        return Ok(Column::Field(format!("item.codes.{plain}")));
    }
    if let Some(what) = master(plain) {
        return Ok(Column::Master(what, None));
    }
    if let Some((what, law)) = plain.split_once('.')
        && SCHEMES.contains(&law)
    {
        match (master(what), what) {
            (Some(what), _) => return Ok(Column::Master(what, Some(law.to_owned()))),
            (None, "described_by") => return Ok(Column::Said(law.to_owned(), true)),
            (None, "not_described_by") => return Ok(Column::Said(law.to_owned(), false)),
            _ => {}
        }
    }
    if parameter_unit(plain).is_some() {
        return Ok(Column::Field(format!("item.parameters.{plain}")));
    }
    let error = match parse_parameter(plain) {
        Err(error) if error.suggestion().is_some() => error,
        _ => return Ok(Column::Other),
    };
    Err(FieldError {
        field: plain.to_owned(),
        message: format!("`{plain}` is no column of a part"),
        help: error.help(),
    })
}

fn line(row: CellRow, header: &[String], columns: &[Column]) -> PartLine {
    let cells = match row.cells {
        Ok(cells) => cells,
        Err(error) => return PartLine { line: row.line, id: None, result: Err(vec![error]) },
    };
    let id_at = header.iter().position(|name| name.trim() == "id");
    let id = id_at.and_then(|at| cells.get(at)).filter(|id| !id.is_empty()).cloned();
    if cells.len() > header.len() {
        let error = FieldError {
            field: String::new(),
            message: format!("the row has {} cells, the header {}", cells.len(), header.len()),
            help: "put texts that hold commas in double quotes".to_owned(),
        };
        return PartLine { line: row.line, id, result: Err(vec![error]) };
    }
    PartLine { line: row.line, id, result: part(cells, header, columns) }
}

fn part(
    cells: Vec<String>,
    header: &[String],
    columns: &[Column],
) -> Result<Part, Vec<FieldError>> {
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut errors: Vec<FieldError> = Vec::new();
    let mut said = Vec::new();
    let mut masters: Vec<(Master, Option<&str>, &str)> = Vec::new();
    for ((cell, column), name) in cells.iter().zip(columns).zip(header) {
        let cell = cell.trim();
        if cell.is_empty() {
            continue;
        }
        match column {
            Column::Field(field) => fields.push((field.clone(), plain(field, cell))),
            Column::Master(what, law) => {
                check_master(*what, cell, name, &mut errors);
                masters.push((*what, law.as_deref(), cell));
            }
            Column::Said(law, yes) => {
                let codes = cell.split(';').map(str::trim).filter(|code| !code.is_empty());
                said.extend(codes.map(|code| (law.clone(), code.to_owned(), *yes)));
            }
            Column::Other => {}
        }
    }
    let transfer = match assign(&fields) {
        Ok(transfer) => transfer,
        Err(found) => {
            errors.extend(found.into_iter().map(shorter));
            return Err(errors);
        }
    };
    if !errors.is_empty() {
        return Err(errors);
    }
    let classified = transfer
        .item
        .codes
        .iter()
        .filter_map(|(law, code)| {
            let code = match code {
                Code::Unknown => return None,
                Code::None => "none".to_owned(),
                Code::Listed(code) => code.to_string(),
            };
            let of = |wanted: Master| {
                let fits = |one: &&(Master, Option<&str>, &str)| {
                    one.0 == wanted && one.1.is_none_or(|known| *known == **law)
                };
                let found = masters.iter().filter(fits).max_by_key(|one| one.1.is_some());
                found.map(|one| one.2.to_owned())
            };
            Some(Classified {
                law: law.to_string(),
                code,
                basis: of(Master::Basis).and_then(|word| Basis::parse(&word)),
                on: of(Master::On).and_then(|day| Day::parse(&day).ok()),
                reviewer: of(Master::Reviewer),
                law_digest: of(Master::Digest),
            })
        })
        .collect();
    let dated = masters.iter().find(|one| one.0 == Master::On && one.1.is_none());
    let dated = dated.and_then(|one| Day::parse(one.2).ok());
    Ok(Part { transfer, classified, dated, said, cells })
}

/// A tariff number may be printed with dots and blanks.
fn plain(field: &str, cell: &str) -> String {
    match field {
        "item.hs" => cell.chars().filter(|c| !matches!(c, '.' | ' ')).collect(),
        _ => cell.to_owned(),
    }
}

/// Errors name the columns of the table.
fn shorter(mut error: FieldError) -> FieldError {
    for long in ["item.parameters.", "item."] {
        if let Some(short) = error.field.strip_prefix(long) {
            error.field = short.to_owned();
        }
    }
    error
}

fn check_master(what: Master, cell: &str, name: &str, errors: &mut Vec<FieldError>) {
    let wrong =
        |message: String, help: String| FieldError { field: name.to_owned(), message, help };
    match what {
        Master::Basis if Basis::parse(cell).is_none() => errors.push(wrong(
            format!("`{cell}` is no basis of a classification"),
            format!("write {}", Basis::WORDS.join(", ")),
        )),
        Master::On => {
            if let Err(error) = Day::parse(cell) {
                errors.push(wrong(error.to_string(), error.help()));
            }
        }
        Master::Basis | Master::Reviewer | Master::Digest => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_of_parts() {
        let text = "id,description,hs,origin,is,purity,codes.us,basis,basis.us,note of ours\n\
            p1,gallium,8112.92,CN,used;mixture,99.99 %,EAR99,own,supplier,x\n\
            p2,\"a, b\",,,,,,,,\n";
        let parts = read(text, Format::Csv);
        assert_eq!(parts.unread, ["note of ours"]);
        let first = parts.lines[0].result.as_ref().unwrap();
        assert_eq!(first.transfer.item.hs.as_deref(), Some("811292"));
        assert_eq!(first.transfer.item.parameters.len(), 1);
        assert_eq!(first.classified[0].basis, Some(Basis::Supplier));
        assert_eq!(parts.lines[1].id.as_deref(), Some("p2"));
        assert!(parts.lines[1].result.is_ok());
    }

    #[test]
    fn faults_name_the_column() {
        for (text, message) in [
            ("id,puritty\np1,3 %\n", "puritty: `puritty` is no column of a part"),
            ("id,purity\np1,3 kg\n", "purity: "),
            ("id,hs\np1,12\n", "hs: `12` is not an HS code"),
            ("id,basis,codes.us\np1,me,EAR99\n", "basis: `me` is no basis of a classification"),
            ("id\np1,2,3\n", "the row has 3 cells, the header 1"),
        ] {
            let parts = read(text, Format::Csv);
            let errors = parts.lines[0].result.as_ref().expect_err(text);
            assert!(errors[0].to_string().starts_with(message), "{}", errors[0]);
            assert!(!errors[0].help.is_empty());
        }
    }
}
