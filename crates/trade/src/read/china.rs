//! Exports of the query page of Chinese customs (`stats.customs.gov.cn`).
//!
//! ```csv
//! 数据年月,商品编码,商品名称,贸易伙伴编码,贸易伙伴名称,第一数量,第一计量单位,第二数量,第二计量单位,美元
//! 202312,25041091,"球化石墨",116,日本,"20,000",千克,,,"51,000"
//! ```
//!
//! The page does not write whether it was asked for exports or imports, and writes yuan or dollars as it was asked.

use super::number::{money, quantity};
use super::sheet::{Cell, Sheet};
use super::table::{Row, Table};
use super::{Choices, Rate, Trouble};
use crate::fault::Fault;
use crate::observation::{Edition, Flow, Hs, Key, State};
use crate::period::Period;
use crate::places::{Codes, Place, named};
use rust_decimal::Decimal;

const REPORTER: Place = Place::fixed("CN");
const KNOWN: [&str; 15] = [
    "数据年月",
    "月份",
    "商品编码",
    "商品名称",
    "贸易伙伴编码",
    "贸易伙伴名称",
    "第一数量",
    "第一计量单位",
    "第二数量",
    "第二计量单位",
    "美元",
    "美元值",
    "人民币",
    "人民币值",
    "",
];

pub(super) fn is_header(table: &Table<'_>) -> bool {
    table.column(&["商品编码"]).is_some()
}

struct Columns {
    month: Option<usize>,
    code: Option<usize>,
    name: Option<usize>,
    partner: Option<usize>,
    partner_name: Option<usize>,
    quantities: [(Option<usize>, Option<usize>); 2],
    value: Option<usize>,
}

pub(super) fn read(
    table: &mut Table<'_>,
    choices: &Choices,
    sheet: &mut Sheet,
) -> Result<(), Trouble> {
    let foreign = table.header().iter().find(|name| !KNOWN.contains(&name.as_ref()));
    if let Some(column) = foreign {
        let column = column.clone().into_owned();
        return Err(Trouble::at(1, "", Fault::Split { column }));
    }
    let column = |names: &[&str]| table.column(names);
    let dollars = column(&["美元", "美元值"]);
    let yuan = column(&["人民币", "人民币值"]);
    let columns = Columns {
        month: column(&["数据年月", "月份"]),
        code: column(&["商品编码"]),
        name: column(&["商品名称"]),
        partner: column(&["贸易伙伴编码"]),
        partner_name: column(&["贸易伙伴名称"]),
        quantities: [("第一数量", "第一计量单位"), ("第二数量", "第二计量单位")]
            .map(|(quantity, unit)| (column(&[quantity]), column(&[unit]))),
        value: dollars.or(yuan),
    };
    if columns.month.is_none() {
        return Err(Trouble::at(1, "", Fault::NoColumn { what: "the month" }));
    }
    let rates: Vec<&Rate> = match (dollars, yuan) {
        (None, Some(_)) => choices.rates.iter().filter(|rate| rate.from == "CNY").collect(),
        _ => Vec::new(),
    };
    let in_yuan = dollars.is_none() && yuan.is_some();
    if in_yuan && rates.is_empty() {
        return Err(Trouble::at(1, "人民币", Fault::Yuan));
    }
    let mut flow = choices.flow;
    while let Some(row) = table.next()? {
        let flow = *flow.get_or_insert(choices.flow.ok_or(Fault::NoFlow)?);
        columns.row(&row, flow, &rates, sheet)?;
    }
    Ok(())
}

impl Columns {
    fn row(
        &self,
        row: &Row<'_, '_>,
        flow: Flow,
        rates: &[&Rate],
        sheet: &mut Sheet,
    ) -> Result<(), Trouble> {
        let period = month(row.cell(self.month)).ok_or_else(|| row.wrong(self.month, "period"))?;
        let hs =
            Hs::parse(row.cell(self.code)).ok_or_else(|| row.wrong(self.code, "code of goods"))?;
        let partner = self.partner(row)?;
        let key = Key::new(REPORTER, partner, flow, hs, period.is_year());
        sheet.line(key, row.cell(self.name));
        let cell = Cell { line: row.line, period, released: None, edition: Edition::InForce };
        for (number, unit) in self.quantities {
            let Some(value) = row.number(number)? else { continue };
            match quantity(value, row.cell(unit)) {
                Some((value, unit)) => sheet.put(cell, unit, Some(value), State::Published),
                None if value.is_zero() => {}
                None => return Err(Trouble::at(row.line, row.name(number), Fault::NoUnit)),
            }
        }
        if let Some(value) = row.number(self.value)? {
            let (value, currency) = match nearest(rates, period) {
                None => (value, "USD"),
                Some(rate) => {
                    let exact = value.checked_mul(rate.value);
                    let exact = exact.ok_or_else(|| row.wrong(self.value, "number"))?;
                    (exact.round_dp(2).normalize(), rate.to.as_str())
                }
            };
            sheet.put(cell, money(currency), Some(value), State::Published);
        }
        Ok(())
    }

    /// By name, which is written out; by code if the name is not known here. The two are different lists: a code of ours
    /// that another name stands beside is not trusted.
    fn partner(&self, row: &Row<'_, '_>) -> Result<Place, Trouble> {
        if self.partner.is_none() && self.partner_name.is_none() {
            return Ok(Place::WORLD);
        }
        let (code, name) = (row.cell(self.partner), row.cell(self.partner_name));
        match (named(name), code) {
            (Some(place), _) => Ok(place),
            (None, "") if name.is_empty() => Err(row.wrong(self.partner, "place")),
            (None, "") => Err(row.wrong(self.partner_name, "place")),
            (None, code) => Ok(Codes::China.place(code)),
        }
    }
}

/// `202312`, `2023-12` or `2023年12月`.
fn month(text: &str) -> Option<Period> {
    match text.trim().strip_suffix('月').and_then(|text| text.split_once('年')) {
        Some((year, month)) => Period::month_of(year.parse().ok()?, month.parse().ok()?),
        None => Period::parse(text.trim()),
    }
}

/// The rate noted nearest to the end of a month; of two as near the earlier.
fn nearest<'r>(rates: &[&'r Rate], period: Period) -> Option<&'r Rate> {
    let end = period.last_day().days();
    rates.iter().min_by_key(|rate| ((rate.on.days() - end).abs(), rate.on.days())).copied()
}

/// What one unit of the rate's second currency is worth is never guessed: a rate must be above zero.
#[must_use]
pub fn is_rate(value: Decimal) -> bool {
    value > Decimal::ZERO && value < Decimal::from(1_000_000)
}
