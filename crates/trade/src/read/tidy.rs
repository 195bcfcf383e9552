//! Our own rows: a cell each, for figures from the press and for sources without a reader.
//!
//! ```csv
//! reporter,partner,flow,product,hs,classification,period,quantity,unit,value,currency,state,released_on
//! CN,JP,export,rare-earth magnets,85051110,HS2022,2025-11,305,t,,,published,2025-12-20
//! ```

use super::comtrade::edition;
use super::number::{money, quantity};
use super::sheet::{Cell, Sheet};
use super::table::{Row, Table};
use super::{Choices, Trouble};
use crate::fault::Fault;
use crate::observation::{Flow, Hs, Key, State, Unit};
use crate::period::Period;
use crate::places::Place;
use navicert_model::day::Day;
use rust_decimal::Decimal;
use std::sync::Arc;

const COLUMNS: [&str; 13] = [
    "reporter",
    "partner",
    "flow",
    "product",
    "hs",
    "classification",
    "period",
    "quantity",
    "unit",
    "value",
    "currency",
    "state",
    "released_on",
];

pub(super) fn is_header(table: &Table<'_>) -> bool {
    let has = |name: &str| table.column(&[name]).is_some();
    has("reporter") && has("hs") && (has("period") || has("quantity") || has("value"))
}

struct Columns {
    at: [Option<usize>; 13],
    flow: Option<Flow>,
}

pub(super) fn read(
    table: &mut Table<'_>,
    choices: &Choices,
    sheet: &mut Sheet,
) -> Result<(), Trouble> {
    let foreign = table.header().iter().find(|name| {
        !name.is_empty() && !COLUMNS.iter().any(|column| name.eq_ignore_ascii_case(column))
    });
    if let Some(column) = foreign {
        return Err(Trouble::at(
            1,
            "",
            Fault::UnknownColumn { column: column.clone().into_owned() },
        ));
    }
    let columns = Columns { at: COLUMNS.map(|name| table.column(&[name])), flow: choices.flow };
    for (needed, what) in
        [(6, "the month"), (0, "the reporter"), (1, "the partner"), (4, "the code")]
    {
        if columns.at[needed].is_none() {
            return Err(Trouble::at(1, "", Fault::NoColumn { what }));
        }
    }
    while let Some(row) = table.next()? {
        columns.row(&row, sheet)?;
    }
    Ok(())
}

impl Columns {
    fn row(&self, row: &Row<'_, '_>, sheet: &mut Sheet) -> Result<(), Trouble> {
        let [
            reporter,
            partner,
            flow,
            product,
            hs,
            classification,
            period,
            amount,
            unit,
            value,
            currency,
            state,
            released,
        ] = self.at;
        let place =
            |column| Place::parse(row.cell(column)).ok_or_else(|| row.wrong(column, "place"));
        let (reporter, partner) = (place(reporter)?, place(partner)?);
        let flow = match row.cell(flow) {
            "" => self.flow.ok_or_else(|| Trouble::at(row.line, "flow", Fault::NoFlow))?,
            text => Flow::parse(text).ok_or_else(|| row.wrong(flow, "flow"))?,
        };
        let name = row.cell(product);
        // A line of the press may have a name and no code.
        let (hs, name) = match row.cell(hs) {
            "" if !name.is_empty() => (Hs::NONE, Some(Arc::<str>::from(name))),
            text => (Hs::parse(text).ok_or_else(|| row.wrong(hs, "code of goods"))?, None),
        };
        let edition = edition(row.cell(classification))
            .ok_or_else(|| row.wrong(classification, "edition"))?;
        let period = Period::parse(row.cell(period)).ok_or_else(|| row.wrong(period, "period"))?;
        let released = match row.cell(released) {
            "" => None,
            text => Some(Day::parse(text).map_err(|_| row.wrong(released, "day"))?),
        };
        let said = match row.cell(state) {
            "" => None,
            text => Some(State::parse(text).ok_or_else(|| row.wrong(state, "state"))?),
        };
        let number = row.number(amount)?;
        let counted = match (number, row.cell(unit)) {
            (None, "") => None,
            (None, unit) => quantity(Decimal::ZERO, unit).map(|(_, unit)| (None, unit)),
            (Some(number), text) => {
                let counted = quantity(number, text);
                let (number, unit) = counted
                    .ok_or_else(|| Trouble::at(row.line, row.name(amount), Fault::NoUnit))?;
                Some((Some(number), unit))
            }
        };
        let worth = match (row.number(value)?, row.cell(currency)) {
            (None, "") => None,
            (Some(_), "") => return Err(Trouble::at(row.line, row.name(value), Fault::NoCurrency)),
            (number, code)
                if code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase()) =>
            {
                Some((number, money(code)))
            }
            _ => return Err(row.wrong(currency, "currency")),
        };
        let key = Key { name, ..Key::new(reporter, partner, flow, hs, period.is_year()) };
        sheet.line(key, row.cell(product));
        let cell = Cell { line: row.line, period, released, edition };
        put(row, cell, [counted, worth], said, sheet)
    }
}

type Figure = Option<(Option<Decimal>, Unit)>;

/// What a row says of its two figures, held against its state.
fn put(
    row: &Row<'_, '_>,
    cell: Cell,
    figures: [Figure; 2],
    said: Option<State>,
    sheet: &mut Sheet,
) -> Result<(), Trouble> {
    let some = figures.iter().flatten().any(|(number, _)| number.is_some());
    let above =
        figures.iter().flatten().any(|(number, _)| number.is_some_and(|number| !number.is_zero()));
    let fault = match said {
        None if !some => Some(Fault::NothingSaid),
        Some(state @ (State::Published | State::Provisional | State::Estimated)) if !some => {
            Some(Fault::NoFigure { state: state.as_str() })
        }
        Some(state @ (State::Zero | State::Missing | State::Suppressed)) if above => {
            Some(Fault::FigureGiven { state: state.as_str() })
        }
        _ => None,
    };
    if let Some(fault) = fault {
        return Err(Trouble::at(row.line, "state", fault));
    }
    let state = said.unwrap_or(State::Published);
    let mut units = 0;
    for (number, unit) in figures.into_iter().flatten() {
        let value = match state {
            State::Zero => Some(Decimal::ZERO),
            state if state.has_figure() => number,
            _ => None,
        };
        // A unit without a number says nothing of this figure, unless the row says that it is withheld.
        if value.is_some() || !state.has_figure() {
            units += 1;
            sheet.put(
                cell,
                unit,
                value,
                if state == State::Zero { State::Published } else { state },
            );
        }
    }
    if units == 0 {
        let value = (state == State::Zero).then_some(Decimal::ZERO);
        sheet.put(
            cell,
            Unit::Any,
            value,
            if state == State::Zero { State::Published } else { state },
        );
    }
    Ok(())
}
