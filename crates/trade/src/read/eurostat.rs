//! Comext of Eurostat as SDMX-CSV: a row for each cell and indicator.
//!
//! Of the flags `c` (confidential), `p` (provisional), `e` and `s` (estimated) change what a figure is.

use super::Trouble;
use super::number::{money, quantity};
use super::sheet::{Cell, Sheet};
use super::table::{Row, Table};
use crate::observation::{Edition, Flow, Hs, Key, State, Unit};
use crate::period::Period;
use crate::places::Place;
use rust_decimal::Decimal;

pub(super) fn is_header(table: &Table<'_>) -> bool {
    ["reporter", "partner", "product", "TIME_PERIOD", "OBS_VALUE"]
        .iter()
        .all(|name| table.column(&[name]).is_some())
}

pub(super) fn read(table: &mut Table<'_>, sheet: &mut Sheet) -> Result<(), Trouble> {
    let column = |name: &str| table.column(&[name]);
    let [reporter, partner, product, flow] = ["reporter", "partner", "product", "flow"].map(column);
    let indicator = table.column(&["indicators", "indicator"]);
    let [time, value, flag, secret] =
        ["TIME_PERIOD", "OBS_VALUE", "OBS_FLAG", "CONF_STATUS"].map(column);
    while let Some(row) = table.next()? {
        let period = Period::parse(row.cell(time)).ok_or_else(|| row.wrong(time, "period"))?;
        let hs = Hs::parse(row.cell(product)).ok_or_else(|| row.wrong(product, "code of goods"))?;
        let flow = match row.cell(flow) {
            "1" => Flow::Import,
            "2" => Flow::Export,
            _ => return Err(row.wrong(flow, "flow")),
        };
        let reporter = place(&row, reporter)?;
        let partner = place(&row, partner)?;
        sheet.line(Key::new(reporter, partner, flow, hs, period.is_year()), "");
        let flags = row.cell(flag).to_ascii_lowercase();
        let confidential = flags.contains('c') || !matches!(row.cell(secret), "" | "F" | "A");
        let state = if confidential {
            State::Suppressed
        } else if flags.contains(['e', 's']) {
            State::Estimated
        } else if flags.contains('p') {
            State::Provisional
        } else {
            State::Published
        };
        let number = row.number(value)?;
        if number.is_none() && state != State::Suppressed {
            continue;
        }
        let (number, unit) = counted(&row, indicator, number.unwrap_or_default())?;
        let number = (state != State::Suppressed).then_some(number);
        let cell = Cell { line: row.line, period, released: None, edition: Edition::InForce };
        sheet.put(cell, unit, number, state);
    }
    Ok(())
}

fn counted(
    row: &Row<'_, '_>,
    indicator: Option<usize>,
    number: Decimal,
) -> Result<(Decimal, Unit), Trouble> {
    match row.cell(indicator) {
        "VALUE_IN_EUROS" => Ok((number, money("EUR"))),
        "QUANTITY_IN_100KG" => Ok(quantity(number, "100kg").unwrap_or((number, Unit::Tonne))),
        "SUPPLEMENTARY_QUANTITY" => Ok((number, Unit::Other("supplementary".into()))),
        _ => Err(row.wrong(indicator, "indicator that is read here")),
    }
}

/// Eurostat's own codes for what is not ISO.
fn place(row: &Row<'_, '_>, column: Option<usize>) -> Result<Place, Trouble> {
    let code = match row.cell(column) {
        "EL" => "GR",
        "UK" => "GB",
        "WORLD" => "world",
        code if code.starts_with("EXT_EU") => "extra-EU",
        code if code.starts_with("INT_EU") => "intra-EU",
        code if code.starts_with("EU27") || code.starts_with("EU28") || code == "EU" => "EU",
        code => code,
    };
    Place::parse(code).ok_or_else(|| row.wrong(column, "place"))
}
