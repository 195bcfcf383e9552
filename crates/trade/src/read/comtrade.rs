//! UN Comtrade, as JSON or CSV.
//!
//! Rows by second partner, customs procedure or means of transport are parts of a total; only totals are read
//! (`partner2Code` 0, `customsCode` C00, `motCode` 0). Weights are kilograms and may be estimated by the UN.

use super::Trouble;
use super::number::{money, number, quantity};
use super::sheet::{Cell, Sheet};
use super::table::Table;
use crate::fault::Fault;
use crate::observation::{Edition, Flow, Hs, Key, State};
use crate::period::Period;
use crate::places::Codes;
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
struct Envelope {
    count: Option<u64>,
    data: Option<Vec<Row>>,
    error: Option<Value>,
    message: Option<String>,
    #[serde(rename = "statusCode")]
    status: Option<Value>,
}

/// A row; numbers and texts as they are written.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[derive(Default)]
struct Row {
    type_code: Value,
    period: Value,
    reporter_code: Value,
    flow_code: Value,
    partner_code: Value,
    partner2_code: Value,
    classification_code: Value,
    cmd_code: Value,
    cmd_desc: Value,
    customs_code: Value,
    mot_code: Value,
    qty_unit_code: Value,
    qty_unit_abbr: Value,
    qty: Value,
    is_qty_estimated: Value,
    net_wgt: Value,
    is_net_wgt_estimated: Value,
    primary_value: Value,
}

pub(super) fn json(text: &str, sheet: &mut Sheet) -> Result<(), Trouble> {
    let envelope: Envelope = serde_json::from_str(text).map_err(|error| broken(&error))?;
    let told = match (&envelope.error, &envelope.message, &envelope.status) {
        (Some(Value::String(error)), _, _) if !error.trim().is_empty() => Some(error.clone()),
        (Some(error @ (Value::Object(_) | Value::Array(_))), _, _) => Some(error.to_string()),
        (_, Some(message), _) => Some(message.clone()),
        (_, None, Some(status)) => Some(format!("status {status}")),
        _ => None,
    };
    if let Some(message) = told {
        let message = message.chars().take(200).collect();
        return Err(Fault::Service { message }.into());
    }
    let Some(rows) = envelope.data else { return Err(Fault::UnknownJson.into()) };
    if rows.is_empty() {
        return Err(Fault::NoRows.into());
    }
    if let Some(count) = envelope.count
        && count != rows.len() as u64
    {
        let what = format!("it announces {count} rows and holds {}", rows.len());
        return Err(Fault::BreaksOff { what }.into());
    }
    let mut totals = 0;
    for (line, row) in (1..).zip(&rows) {
        totals += usize::from(row.read(line, sheet)?);
    }
    only_parts(totals)
}

/// JSON that serde cannot read: cut off, or wrong.
pub(super) fn broken(error: &serde_json::Error) -> Trouble {
    let line = u32::try_from(error.line()).ok();
    let message = error.to_string();
    let fault = match error.is_eof() {
        true => Fault::BreaksOff { what: "its JSON does not end".to_owned() },
        false => Fault::Json { message },
    };
    Trouble { line, field: None, fault }
}

fn only_parts(totals: usize) -> Result<(), Trouble> {
    match totals {
        0 => Err(Fault::Split { column: "partner2Code, customsCode, motCode".to_owned() }.into()),
        _ => Ok(()),
    }
}

const FIELDS: [&str; 18] = [
    "typeCode",
    "period",
    "reporterCode",
    "flowCode",
    "partnerCode",
    "partner2Code",
    "classificationCode",
    "cmdCode",
    "cmdDesc",
    "customsCode",
    "motCode",
    "qtyUnitCode",
    "qtyUnitAbbr",
    "qty",
    "isQtyEstimated",
    "netWgt",
    "isNetWgtEstimated",
    "primaryValue",
];

pub(super) fn is_header(table: &Table<'_>) -> bool {
    ["reporterCode", "partnerCode", "flowCode", "cmdCode", "period"]
        .iter()
        .all(|name| table.column(&[name]).is_some())
}

pub(super) fn csv(table: &mut Table<'_>, sheet: &mut Sheet) -> Result<(), Trouble> {
    let columns = FIELDS.map(|field| table.column(&[field]));
    let mut totals = 0;
    while let Some(row) = table.next()? {
        let mut values = columns.map(|column| match row.cell(column) {
            "" => Value::Null,
            text => Value::String(text.to_owned()),
        });
        let mut values = values.iter_mut().map(Value::take);
        let mut take = || values.next().unwrap_or_default();
        let read = Row {
            type_code: take(),
            period: take(),
            reporter_code: take(),
            flow_code: take(),
            partner_code: take(),
            partner2_code: take(),
            classification_code: take(),
            cmd_code: take(),
            cmd_desc: take(),
            customs_code: take(),
            mot_code: take(),
            qty_unit_code: take(),
            qty_unit_abbr: take(),
            qty: take(),
            is_qty_estimated: take(),
            net_wgt: take(),
            is_net_wgt_estimated: take(),
            primary_value: take(),
        };
        totals += usize::from(read.read(row.line, sheet)?);
    }
    match table.rows {
        0 => Ok(()),
        _ => only_parts(totals),
    }
}

impl Row {
    /// Takes a total into the sheet; `false` for a part of one.
    fn read(&self, line: u32, sheet: &mut Sheet) -> Result<bool, Trouble> {
        let wrong =
            |field: &str, value: &Value, kind| Trouble::value(line, field, &text(value), kind);
        if text(&self.type_code) == "S" {
            return Err(wrong("typeCode", &self.type_code, "trade in goods"));
        }
        let part = !matches!(text(&self.partner2_code).as_str(), "" | "0")
            || !matches!(text(&self.customs_code).as_str(), "" | "C00")
            || !matches!(text(&self.mot_code).as_str(), "" | "0");
        if part {
            return Ok(false);
        }
        let period = Period::parse(&text(&self.period));
        let period = period.ok_or_else(|| wrong("period", &self.period, "period"))?;
        let flow = match text(&self.flow_code).as_str() {
            "X" => Flow::Export,
            "M" => Flow::Import,
            "RX" => Flow::ReExport,
            "RM" => Flow::ReImport,
            _ => return Err(wrong("flowCode", &self.flow_code, "flow")),
        };
        let hs = Hs::parse(&text(&self.cmd_code));
        let hs = hs.ok_or_else(|| wrong("cmdCode", &self.cmd_code, "code of goods"))?;
        let place = |field: &str, value: &Value| match text(value).as_str() {
            "" => Err(wrong(field, value, "place")),
            code => Ok(Codes::M49.place(code)),
        };
        let reporter = place("reporterCode", &self.reporter_code)?;
        let partner = place("partnerCode", &self.partner_code)?;
        let edition = edition(&text(&self.classification_code))
            .ok_or_else(|| wrong("classificationCode", &self.classification_code, "edition"))?;
        let key = Key::new(reporter, partner, flow, hs, period.is_year());
        sheet.line(key, &text(&self.cmd_desc));
        self.figures(Cell { line, period, released: None, edition }, sheet)?;
        Ok(true)
    }

    fn figures(&self, cell: Cell, sheet: &mut Sheet) -> Result<(), Trouble> {
        let figure = |field: &str, value: &Value| {
            let text = text(value);
            number(&text).map_err(|()| Trouble::value(cell.line, field, &text, "number"))
        };
        let weight = figure("netWgt", &self.net_wgt)?;
        let count = figure("qty", &self.qty)?;
        let in_kilograms = text(&self.qty_unit_code) == "8" || text(&self.qty_unit_abbr) == "kg";
        // A weight that is not given may stand as quantity.
        let (weight, estimated) = match (weight, count) {
            (Some(weight), Some(count)) if weight.is_zero() && in_kilograms => {
                (Some(count), &self.is_qty_estimated)
            }
            (None, count) if in_kilograms => (count, &self.is_qty_estimated),
            (weight, _) => (weight, &self.is_net_wgt_estimated),
        };
        let state = |estimated: &Value| {
            if is_true(estimated) { State::Estimated } else { State::Published }
        };
        if let Some((weight, unit)) = weight.and_then(|weight| quantity(weight, "kg")) {
            sheet.put(cell, unit, Some(weight), state(estimated));
        }
        if let Some(count) = count.filter(|_| {
            !in_kilograms && !matches!(text(&self.qty_unit_code).as_str(), "" | "-1" | "1")
        }) && let Some((count, unit)) = quantity(count, &text(&self.qty_unit_abbr))
            && unit != crate::observation::Unit::Tonne
        {
            sheet.put(cell, unit, Some(count), state(&self.is_qty_estimated));
        }
        if let Some(value) = figure("primaryValue", &self.primary_value)? {
            sheet.put(cell, money("USD"), Some(value), State::Published);
        }
        Ok(())
    }
}

/// A number or a text, as it is written.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Bool(true) => "true".to_owned(),
        Value::Bool(false) => "false".to_owned(),
        Value::Null => String::new(),
        Value::Array(_) | Value::Object(_) => "a list".to_owned(),
    }
}

fn is_true(value: &Value) -> bool {
    matches!(text(value).as_str(), "true" | "True" | "TRUE" | "1")
}

/// `H6` is the edition of 2022; `HS` is whichever was reported.
pub(super) fn edition(code: &str) -> Option<Edition> {
    let year = match code {
        "" | "HS" => return Some(Edition::InForce),
        "H0" => 1992,
        "H1" => 1996,
        "H2" => 2002,
        "H3" => 2007,
        "H4" => 2012,
        "H5" => 2017,
        "H6" => 2022,
        other => match other.strip_prefix("HS")?.trim_start_matches(['-', ' ']) {
            "1988" | "88" | "1992" | "92" => 1992,
            "1996" | "96" => 1996,
            "2002" | "02" => 2002,
            "2007" | "07" => 2007,
            "2012" | "12" => 2012,
            "2017" | "17" => 2017,
            "2022" | "22" => 2022,
            _ => return None,
        },
    };
    Some(Edition::Of(year))
}
