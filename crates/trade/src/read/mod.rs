//! Files of trade statistics. A source is known by what the file holds, never by its name.
//!
//! | source | module | what is special |
//! |---|---|---|
//! | China customs, query export | [`china`] | GB18030; thousands separators; says nothing of the flow; yuan need a rate |
//! | Japan Customs on e-Stat | [`japan`] | wide, thousand yen; months that are not out stand as 0 |
//! | UN Comtrade | [`comtrade`] | JSON or CSV; only rows that are totals; estimated weights |
//! | BACI | [`baci`] | yearly; thousand dollars; only what is above zero is stored |
//! | Eurostat Comext | [`eurostat`] | SDMX-CSV; hundreds of kilograms; flags |
//! | US Census Bureau | [`census`] | JSON, rows under a header row |
//! | our own | [`tidy`] | a row for each cell |

pub mod baci;
pub mod census;
pub mod china;
pub mod comtrade;
mod decode;
pub mod eurostat;
pub mod japan;
mod number;
mod sheet;
mod table;
pub mod tidy;

use crate::fault::{Fault, Refusal};
use crate::observation::{Flow, Line};
use navicert_model::day::Day;
use rust_decimal::Decimal;
use sheet::Sheet;
use table::Table;

/// What the files do not say themselves.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Choices {
    /// The flow of a source that does not say.
    pub flow: Option<Flow>,
    /// Rates of exchange.
    pub rates: Vec<Rate>,
}

/// A rate of exchange on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rate {
    /// One unit of this currency…
    pub from: String,
    /// … is so many of this one.
    pub to: String,
    /// Above zero.
    pub value: Decimal,
    /// The day it was noted.
    pub on: Day,
}

/// Where a file comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Query export of Chinese customs.
    China,
    /// Japan Customs on e-Stat.
    Japan,
    /// UN Comtrade.
    Comtrade,
    /// BACI of CEPII.
    Baci,
    /// Comext of Eurostat.
    Eurostat,
    /// US Census Bureau.
    Census,
    /// Our own rows.
    Tidy,
}

/// Reads a file. `file` is its number among all files, for messages.
///
/// # Errors
/// The first thing in it that cannot be read: nothing is guessed, and nothing is left out silently.
pub fn read(file: usize, bytes: &[u8], choices: &Choices) -> Result<(Source, Vec<Line>), Refusal> {
    let number = u32::try_from(file).unwrap_or(u32::MAX);
    let mut sheet = Sheet::new(number);
    read_into(bytes, choices, &mut sheet).map(|source| (source, sheet.lines)).map_err(|trouble| {
        Refusal { file, line: trouble.line, field: trouble.field, fault: trouble.fault }
    })
}

fn read_into(bytes: &[u8], choices: &Choices, sheet: &mut Sheet) -> Result<Source, Trouble> {
    let text = decode::text(bytes)?;
    let source = match text.trim_start().chars().next() {
        None => return Err(Fault::Empty.into()),
        Some('{') => comtrade::json(&text, sheet).map(|()| Source::Comtrade),
        Some('[') => census::read(&text, sheet).map(|()| Source::Census),
        Some(_) => table(&text, choices, sheet),
    }?;
    match sheet.lines.is_empty() {
        true => Err(Fault::NoRows.into()),
        false => Ok(source),
    }
}

fn table(text: &str, choices: &Choices, sheet: &mut Sheet) -> Result<Source, Trouble> {
    let mut table = Table::open(text)?;
    let source = if china::is_header(&table) {
        china::read(&mut table, choices, sheet).map(|()| Source::China)
    } else if japan::is_header(&table) {
        japan::read(&mut table, sheet).map(|()| Source::Japan)
    } else if comtrade::is_header(&table) {
        comtrade::csv(&mut table, sheet).map(|()| Source::Comtrade)
    } else if baci::is_header(&table) {
        baci::read(&mut table, sheet).map(|()| Source::Baci)
    } else if eurostat::is_header(&table) {
        eurostat::read(&mut table, sheet).map(|()| Source::Eurostat)
    } else if tidy::is_header(&table) {
        tidy::read(&mut table, choices, sheet).map(|()| Source::Tidy)
    } else {
        return Err(unknown(&table));
    }?;
    match table.rows {
        0 => Err(Fault::HeaderOnly.into()),
        _ => Ok(source),
    }
}

fn unknown(table: &Table<'_>) -> Trouble {
    let header: String = table.header().join(",").chars().take(60).collect();
    let lost = header.chars().filter(|c| *c == '?' || *c == '\u{fffd}').count();
    // Chinese read as Latin letters: nearly every letter is one with an accent.
    let accents = header.chars().filter(|c| ('\u{80}'..='\u{17f}').contains(c)).count();
    let fault = match lost >= 2 || accents >= 4 {
        true => Fault::Lost { sample: header },
        false => Fault::UnknownHeader { header },
    };
    Trouble { line: Some(1), field: None, fault }
}

/// What is wrong, before it is known in which file.
#[derive(Debug)]
struct Trouble {
    line: Option<u32>,
    field: Option<String>,
    fault: Fault,
}

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Trouble {
        Trouble { line: None, field: None, fault }
    }
}

impl Trouble {
    fn at(line: u32, field: &str, fault: Fault) -> Trouble {
        let field = (!field.is_empty()).then(|| field.to_owned());
        Trouble { line: Some(line), field, fault }
    }

    fn value(line: u32, field: &str, text: &str, kind: &'static str) -> Trouble {
        let text: String = text.chars().take(40).collect();
        Trouble::at(line, field, Fault::Value { text, kind })
    }
}
