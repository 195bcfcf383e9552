//! `licences reserve`, `use` and `release`.

use super::{by, refused};
use crate::clock::{self, Moment};
use crate::failure::{Exit, Failure};
use crate::output::{Format, print, push_row};
use crate::record::{self, Who};
use clap::Args;
use navicert_model::amount::Amount;
use navicert_model::day::Day;
use navicert_store::Tx;
use navicert_store::licences::{self, Draw, LicenceError, Moved};
use serde_json::Value;

/// What is drawn.
#[derive(Debug, Args)]
struct Drawn {
    /// The licence's id
    licence: String,
    /// The order line
    #[arg(long, value_name = "ID")]
    line: String,
    /// Item of the licence
    #[arg(long, default_value_t = 1)]
    item: u32,
    /// How much, as `120 kg`
    #[arg(long, value_parser = amount)]
    quantity: Option<Amount>,
    /// What it is worth, in the currency of the licence, as `18000 USD`
    #[arg(long, value_parser = amount)]
    value: Option<Amount>,
    /// Day of the shipment: the licence has to be valid on it [default: today]
    #[arg(long, value_parser = clock::day)]
    day: Option<Day>,
    #[command(flatten)]
    common: Common,
}

/// What every movement takes.
#[derive(Debug, Args)]
struct Common {
    /// Do it once: asking again with the same key gives the first answer
    #[arg(long)]
    key: Option<String>,
    #[command(flatten)]
    who: Who,
    /// How the answer is printed
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// Set a part of a licence aside for an order line
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  navicert licences reserve CN-2026-0042 --line SO-1001/10 --quantity '120 kg' \
    --value '18000 USD' --key erp-7781"
)]
pub struct Reserve {
    #[command(flatten)]
    drawn: Drawn,
}

/// Use a part of a licence: what was shipped
///
/// Of a reservation the part that is used is taken, the rest stays set aside; more than it holds is
/// taken from what is free. Never more than the licence allows.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  navicert licences use CN-2026-0042 --line SO-1001/10 --reservation 3 \
    --quantity '100 kg' --value '15000 USD' --declaration 310120260000001 --key decl-310120260000001\n  \
    navicert licences use CN-2026-0042 --line SO-1002/10 --quantity '5 kg' --value '900 USD'"
)]
pub struct Use {
    #[command(flatten)]
    drawn: Drawn,
    /// Number of the reservation it is taken from
    #[arg(long)]
    reservation: Option<i64>,
    /// Number of the customs declaration
    #[arg(long, default_value = "")]
    declaration: String,
}

/// Give back what a reservation still holds
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  navicert licences release 3 --note 'order cancelled'")]
pub struct Release {
    /// Number of the reservation
    reservation: i64,
    /// Why
    #[arg(long, default_value = "")]
    note: String,
    #[command(flatten)]
    common: Common,
}

fn amount(text: &str) -> Result<Amount, String> {
    Amount::parse(text).map_err(|error| format!("{error}; {}", error.help()))
}

impl Drawn {
    fn draw(&self, reference: &str) -> Draw {
        Draw {
            licence: self.licence.clone(),
            item: self.item,
            line: self.line.clone(),
            quantity: self.quantity,
            value: self.value,
            day: self.day.unwrap_or_else(|| Moment::now().day),
            reference: reference.to_owned(),
        }
    }
}

impl Reserve {
    /// Runs the command.
    ///
    /// # Errors
    /// What the licence refuses.
    pub fn run(self) -> Result<Exit, Failure> {
        let (draw, common) = (self.drawn.draw(""), &self.drawn.common);
        common.moved(|tx, key| licences::reserve(tx, &draw, key, &by(&common.who)))
    }
}

impl Use {
    /// Runs the command.
    ///
    /// # Errors
    /// What the licence refuses.
    pub fn run(self) -> Result<Exit, Failure> {
        let (draw, common) = (self.drawn.draw(&self.declaration), &self.drawn.common);
        common.moved(|tx, key| licences::use_up(tx, &draw, self.reservation, key, &by(&common.who)))
    }
}

impl Release {
    /// Runs the command.
    ///
    /// # Errors
    /// What the licence refuses.
    pub fn run(self) -> Result<Exit, Failure> {
        let (common, number) = (&self.common, self.reservation);
        let day = Moment::now().day;
        common
            .moved(|tx, key| licences::release(tx, number, day, &self.note, key, &by(&common.who)))
    }
}

impl Common {
    fn moved(
        &self,
        act: impl FnOnce(&mut dyn Tx, Option<&str>) -> Result<Moved, LicenceError>,
    ) -> Result<Exit, Failure> {
        let mut store = record::open()?;
        let mut tx = store.write().map_err(|error| record::failed(&error))?;
        let done = act(&mut *tx, self.key.as_deref()).map_err(|error| refused(&error))?;
        tx.commit().map_err(|error| record::failed(&error))?;
        print(&answer(self.format, &done))?;
        Ok(Exit::Go)
    }
}

fn answer(format: Format, done: &Moved) -> String {
    let read: Value = serde_json::from_str(&done.text).unwrap_or_default();
    let cell = |key: &str| match &read[key] {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    };
    let keys =
        ["move", "kind", "licence", "item", "line", "reservation", "quantity", "value", "day"];
    match format {
        Format::Json => format!("{}\n", done.text),
        Format::Csv => {
            let mut out = String::new();
            push_row(&mut out, keys);
            push_row(&mut out, keys.map(cell).iter().map(String::as_str));
            out
        }
        Format::Text => {
            let amounts = ["quantity", "value"].map(cell);
            let amounts: Vec<&str> =
                amounts.iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
            let number = match cell("reservation") {
                number if number.is_empty() => String::new(),
                number => format!(", reservation {number}"),
            };
            let again = if done.again { " (done before under this key)" } else { "" };
            format!(
                "{} of {} for {}: {}{number}{again}\n",
                cell("kind"),
                cell("licence"),
                cell("line"),
                amounts.join(", ")
            )
        }
    }
}
