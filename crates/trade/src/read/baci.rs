//! BACI of CEPII: yearly flows, reconciled, in thousand dollars and tonnes. Only flows above zero are stored: a flow
//! that is not there may be zero or unreported.

use super::Trouble;
use super::number::money;
use super::sheet::{Cell, Sheet};
use super::table::Table;
use crate::observation::{Edition, Flow, Hs, Key, State, Unit};
use crate::period::Period;
use crate::places::Codes;
use rust_decimal::Decimal;

pub(super) fn is_header(table: &Table<'_>) -> bool {
    table.header().iter().map(AsRef::as_ref).eq(["t", "i", "j", "k", "v", "q"])
}

pub(super) fn read(table: &mut Table<'_>, sheet: &mut Sheet) -> Result<(), Trouble> {
    let [year, from, to, code, value, mass] = [0, 1, 2, 3, 4, 5].map(Some);
    while let Some(row) = table.next()? {
        let period = Period::parse(row.cell(year)).filter(|period| period.is_year());
        let period = period.ok_or_else(|| row.wrong(year, "period"))?;
        // A spreadsheet on the way may have eaten a leading zero.
        let padded = format!("{:0>6}", row.cell(code));
        let hs = Hs::parse(&padded).filter(|hs| hs.as_str().len() == 6);
        let hs = hs.ok_or_else(|| row.wrong(code, "code of goods"))?;
        for place in [from, to] {
            if row.cell(place).is_empty() {
                return Err(row.wrong(place, "place"));
            }
        }
        let reporter = Codes::M49.place(row.cell(from));
        let partner = Codes::M49.place(row.cell(to));
        sheet.line(Key::new(reporter, partner, Flow::Export, hs, true), "");
        let cell = Cell { line: row.line, period, released: None, edition: Edition::OneForAll };
        if let Some(mass) = row.number(mass)? {
            sheet.put(cell, Unit::Tonne, Some(mass), State::Published);
        }
        if let Some(number) = row.number(value)? {
            let dollars = number.checked_mul(Decimal::ONE_THOUSAND);
            let dollars = dollars.ok_or_else(|| row.wrong(value, "number"))?;
            sheet.put(cell, money("USD"), Some(dollars.normalize()), State::Published);
        }
    }
    Ok(())
}
