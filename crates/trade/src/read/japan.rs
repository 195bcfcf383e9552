//! Japan Customs on e-Stat: a row for each code and country, columns for every month of the year.
//!
//! Values are thousand yen. A month that is not out yet may stand as 0: the release calendar tells it from a month
//! without trade, and in a file of many rows so does the end of its figures.

use super::Trouble;
use super::number::{money, quantity};
use super::sheet::{Cell, Sheet};
use super::table::Table;
use crate::observation::{Edition, Flow, Hs, Key, State};
use crate::period::Period;
use crate::places::{Codes, Place};
use rust_decimal::Decimal;

const REPORTER: Place = Place::fixed("JP");
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/// In a file of so many rows a month without a single figure is a month that is not out.
const MANY_ROWS: usize = 20;

pub(super) fn is_header(table: &Table<'_>) -> bool {
    table.column(&["Exp or Imp"]).is_some() && table.column(&["HS"]).is_some()
}

pub(super) fn read(table: &mut Table<'_>, sheet: &mut Sheet) -> Result<(), Trouble> {
    let column = |name: &str| table.column(&[name]);
    let (way, year, code, country) =
        (column("Exp or Imp"), column("Year"), column("HS"), column("Country"));
    let units = [column("Unit1"), column("Unit2")];
    let months: Vec<_> = (1..=12)
        .zip(MONTHS)
        .map(|(month, name)| {
            let quantities =
                [column(&format!("Quantity1-{name}")), column(&format!("Quantity2-{name}"))];
            (month, quantities, column(&format!("Value-{name}")))
        })
        .collect();
    let mut last_figure: Option<Period> = None;
    let mut years = (i32::MAX, i32::MIN);
    while let Some(row) = table.next()? {
        let flow = match row.cell(way) {
            "1" => Flow::Export,
            "2" => Flow::Import,
            _ => return Err(row.wrong(way, "flow")),
        };
        let hs = Hs::parse(row.cell(code)).ok_or_else(|| row.wrong(code, "code of goods"))?;
        let year: i32 = row.cell(year).parse().map_err(|_| row.wrong(year, "period"))?;
        years = (years.0.min(year), years.1.max(year));
        if row.cell(country).is_empty() {
            return Err(row.wrong(country, "place"));
        }
        let partner = Codes::Japan.place(row.cell(country).trim_matches('\''));
        sheet.line(Key::new(REPORTER, partner, flow, hs, false), "");
        for (month, quantities, value) in &months {
            let period = Period::month_of(year, *month)
                .ok_or_else(|| Trouble::value(row.line, "Year", &year.to_string(), "period"))?;
            let cell = Cell { line: row.line, period, released: None, edition: Edition::InForce };
            for (quantity_column, unit) in quantities.iter().zip(units) {
                let Some(number) = row.number(*quantity_column)? else { continue };
                let Some((number, unit)) = quantity(number, row.cell(unit)) else { continue };
                last_figure = last_figure.max((!number.is_zero()).then_some(period));
                sheet.put(cell, unit, Some(number), State::Published);
            }
            if let Some(number) = row.number(*value)? {
                last_figure = last_figure.max((!number.is_zero()).then_some(period));
                let yen = number.checked_mul(Decimal::ONE_THOUSAND);
                let yen = yen.ok_or_else(|| row.wrong(*value, "number"))?;
                sheet.put(cell, money("JPY"), Some(yen.normalize()), State::Published);
            }
        }
    }
    if table.rows >= MANY_ROWS && years.0 == years.1 {
        for line in &mut sheet.lines {
            line.cells.retain(|cell| Some(cell.period) <= last_figure);
        }
    }
    Ok(())
}
