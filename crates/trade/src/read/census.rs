//! The US Census Bureau's international trade service: a list of rows, the first of which is the header.
//!
//! General imports (`GEN_…`) are read where they are given, else imports for consumption (`CON_…`).

use super::Trouble;
use super::comtrade::broken;
use super::number::{money, number, quantity};
use super::sheet::{Cell, Sheet};
use crate::fault::Fault;
use crate::observation::{Edition, Flow, Hs, Key, State};
use crate::period::Period;
use crate::places::{Codes, Place, named};

const REPORTER: Place = Place::fixed("US");

struct Columns {
    flow: Flow,
    code: usize,
    name: Option<usize>,
    country: Option<usize>,
    country_name: Option<usize>,
    time: Option<usize>,
    year: Option<usize>,
    month: Option<usize>,
    value: Option<usize>,
    quantities: Vec<(usize, usize)>,
}

pub(super) fn read(text: &str, sheet: &mut Sheet) -> Result<(), Trouble> {
    let rows: Vec<Vec<Option<String>>> =
        serde_json::from_str(text).map_err(|error| match error.classify() {
            serde_json::error::Category::Data => Fault::UnknownJson.into(),
            _ => broken(&error),
        })?;
    let mut rows = rows.iter();
    let Some(header) = rows.next() else { return Err(Fault::NoRows.into()) };
    let columns = Columns::of(header)?;
    if rows.len() == 0 {
        return Err(Fault::HeaderOnly.into());
    }
    for (line, row) in (2..).zip(rows) {
        if row.len() != header.len() {
            let fault = Fault::Cells { cells: row.len(), header: header.len() };
            return Err(Trouble::at(line, "", fault));
        }
        columns.row(line, row, sheet)?;
    }
    Ok(())
}

impl Columns {
    fn of(header: &[Option<String>]) -> Result<Columns, Trouble> {
        let column = |name: &str| header.iter().position(|cell| cell.as_deref() == Some(name));
        let (flow, code) = match (column("I_COMMODITY"), column("E_COMMODITY")) {
            (Some(code), _) => (Flow::Import, code),
            (None, Some(code)) => (Flow::Export, code),
            (None, None) => return Err(Fault::UnknownJson.into()),
        };
        let first = |names: &[&str]| names.iter().find_map(|name| column(name));
        let pairs = [
            ("GEN_QY1_MO", "UNIT_QY1"),
            ("GEN_QY2_MO", "UNIT_QY2"),
            ("QTY_1_MO", "UNIT_QY1"),
            ("QTY_2_MO", "UNIT_QY2"),
        ];
        let mut quantities: Vec<_> = pairs
            .iter()
            .filter_map(|(number, unit)| Some((column(number)?, column(unit)?)))
            .collect();
        if quantities.is_empty() {
            let pairs = [("CON_QY1_MO", "UNIT_QY1"), ("CON_QY2_MO", "UNIT_QY2")];
            quantities = pairs
                .iter()
                .filter_map(|(number, unit)| Some((column(number)?, column(unit)?)))
                .collect();
        }
        let columns = Columns {
            flow,
            code,
            name: first(&[
                "I_COMMODITY_SDESC",
                "E_COMMODITY_SDESC",
                "I_COMMODITY_LDESC",
                "E_COMMODITY_LDESC",
            ]),
            country: column("CTY_CODE"),
            country_name: column("CTY_NAME"),
            time: column("time"),
            year: column("YEAR"),
            month: column("MONTH"),
            value: first(&["GEN_VAL_MO", "ALL_VAL_MO", "CON_VAL_MO"]),
            quantities,
        };
        if columns.time.is_none() && (columns.year.is_none() || columns.month.is_none()) {
            return Err(Trouble::at(1, "", Fault::NoColumn { what: "the month" }));
        }
        if columns.value.is_none() && columns.quantities.is_empty() {
            return Err(Trouble::at(
                1,
                "",
                Fault::NoColumn { what: "a monthly value or quantity" },
            ));
        }
        Ok(columns)
    }

    fn row(&self, line: u32, row: &[Option<String>], sheet: &mut Sheet) -> Result<(), Trouble> {
        let cell =
            |column: Option<usize>| column.and_then(|at| row.get(at)?.as_deref()).unwrap_or("");
        let time = match self.time {
            Some(_) => cell(self.time).to_owned(),
            None => format!("{}-{:0>2}", cell(self.year), cell(self.month)),
        };
        let period = Period::parse(&time).filter(|period| !period.is_year());
        let period = period.ok_or_else(|| Trouble::value(line, "time", &time, "period"))?;
        let code = cell(Some(self.code));
        let hs = Hs::parse(code)
            .ok_or_else(|| Trouble::value(line, "COMMODITY", code, "code of goods"))?;
        let partner = match (named(cell(self.country_name)), cell(self.country)) {
            (Some(place), _) => place,
            (None, "") if self.country.is_none() && self.country_name.is_none() => Place::WORLD,
            (None, "") => {
                return Err(Trouble::value(line, "CTY_CODE", cell(self.country_name), "place"));
            }
            (None, code) => Codes::Census.place(code),
        };
        let key = Key::new(REPORTER, partner, self.flow, hs, false);
        sheet.line(key, cell(self.name));
        let at = Cell { line, period, released: None, edition: Edition::InForce };
        let figure = |column: usize| {
            let text = cell(Some(column));
            number(text).map_err(|()| Trouble::value(line, "", text, "number"))
        };
        for (column, unit) in &self.quantities {
            if let Some((value, unit)) =
                figure(*column)?.and_then(|value| quantity(value, cell(Some(*unit))))
            {
                sheet.put(at, unit, Some(value), State::Published);
            }
        }
        if let Some(value) = self.value.map(figure).transpose()?.flatten() {
            sheet.put(at, money("USD"), Some(value), State::Published);
        }
        Ok(())
    }
}
