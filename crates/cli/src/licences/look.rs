//! `licences list`, `show` and `state`.

use super::{by, refused};
use crate::clock::Moment;
use crate::failure::{Exit, Failure};
use crate::output::{Format, print, push_row};
use crate::record::{self, Who};
use clap::Args;
use navicert_store::licences::{self, Balance, Licence, Reservation, State};
use serde_json::{Value, json};
use std::fmt::Write;

/// List licences with what is left of each limit
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  navicert licences list\n  navicert licences list --law cn --format csv"
)]
pub struct List {
    /// Only licences under this law
    #[arg(long)]
    law: Option<String>,
    /// Only licences that end within so many days, the soonest first
    #[arg(long, value_name = "DAYS")]
    ending: Option<u16>,
    /// How they are printed; CSV has a row for each limit
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// Show a licence: its terms, what is left, what is reserved for which order lines
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  navicert licences show CN-2026-0042")]
pub struct Show {
    /// The licence's id
    licence: String,
    /// How it is printed
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// Say that a licence is suspended, active again, or revoked for good
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  navicert licences state CN-2026-0042 --to suspended --note 'letter of 3 May'"
)]
pub struct SetState {
    /// The licence's id
    licence: String,
    /// active, suspended or revoked
    #[arg(long, value_parser = state)]
    to: State,
    /// Why
    #[arg(long)]
    note: String,
    #[command(flatten)]
    who: Who,
}

fn state(text: &str) -> Result<State, String> {
    State::parse(text).ok_or_else(|| "write `active`, `suspended` or `revoked`".to_owned())
}

impl List {
    /// Runs the command.
    ///
    /// # Errors
    /// A record that cannot be read.
    pub fn run(self) -> Result<Exit, Failure> {
        let mut store = record::open()?;
        let mut tx = store.read().map_err(|error| record::failed(&error))?;
        let all = licences::all(&mut *tx, self.law.as_deref());
        let mut all = all.map_err(|error| record::failed(&error))?;
        if let Some(days) = self.ending {
            let today = Moment::now().day;
            let within = today..=today.add_days(days.into());
            all.retain(|one| within.contains(&one.terms.until));
            all.sort_by_key(|one| one.terms.until);
        }
        let mut out = String::new();
        if self.format == Format::Csv {
            let head =
                ["licence", "law", "form", "state", "since", "until", "item", "limits", "most"];
            push_row(&mut out, head.into_iter().chain(["reserved", "used", "left"]));
        }
        for one in &all {
            match self.format {
                Format::Text => text(&mut out, one),
                Format::Json => writeln!(out, "{}", object(one, &[])).unwrap_or_default(),
                Format::Csv => rows(&mut out, one),
            }
        }
        if all.is_empty() && self.format == Format::Text {
            out.push_str(
                "the record holds no such licence; `navicert licences import` keeps them\n",
            );
        }
        print(&out)?;
        Ok(Exit::Go)
    }
}

impl Show {
    /// Runs the command.
    ///
    /// # Errors
    /// No such licence.
    pub fn run(self) -> Result<Exit, Failure> {
        let mut store = record::open()?;
        let mut tx = store.read().map_err(|error| record::failed(&error))?;
        let one = licences::get(&mut *tx, &self.licence).map_err(|error| refused(&error))?;
        let held = licences::reservations(&mut *tx, Some(&self.licence), None);
        let held = held.map_err(|error| record::failed(&error))?;
        let mut out = String::new();
        match self.format {
            Format::Text => {
                text(&mut out, &one);
                terms(&mut out, &one);
                for one in &held {
                    let _ = writeln!(out, "  reservation {}: {}", one.number, reserved(one));
                }
            }
            Format::Json => writeln!(out, "{}", object(&one, &held)).unwrap_or_default(),
            Format::Csv => rows(&mut out, &one),
        }
        print(&out)?;
        Ok(Exit::Go)
    }
}

impl SetState {
    /// Runs the command.
    ///
    /// # Errors
    /// No such licence, or one that is revoked.
    pub fn run(self) -> Result<Exit, Failure> {
        if self.note.trim().is_empty() {
            return Err(Failure::bad("the note is empty", "say which letter or notice says so"));
        }
        let mut store = record::open()?;
        let mut tx = store.write().map_err(|error| record::failed(&error))?;
        let done =
            licences::set_state(&mut *tx, &self.licence, self.to, &self.note, &by(&self.who));
        done.map_err(|error| refused(&error))?;
        tx.commit().map_err(|error| record::failed(&error))?;
        print(&format!("{} is {}\n", self.licence, self.to.as_str()))?;
        Ok(Exit::Go)
    }
}

fn place(balance: &Balance) -> String {
    match balance.limit.item {
        0 => "all items".to_owned(),
        item => format!("item {item}"),
    }
}

fn text(out: &mut String, one: &Licence) {
    let terms = &one.terms;
    let _ = writeln!(
        out,
        "{} {} {}, {} to {} (no longer then), {}",
        terms.id,
        terms.form,
        one.state.as_str(),
        terms.since,
        terms.until,
        terms.authority
    );
    for balance in &one.balances {
        let _ = writeln!(
            out,
            "  {} {}: {} left of {} ({} used, {} reserved)",
            place(balance),
            balance.limit.what(),
            balance.left(),
            balance.limit.most,
            balance.used(),
            balance.reserved()
        );
    }
}

fn terms(out: &mut String, one: &Licence) {
    let terms = &one.terms;
    let from: Vec<&str> = terms.from.iter().map(|one| one.as_str()).collect();
    let to: Vec<&str> = terms.to.iter().map(|one| one.as_str()).collect();
    let any = |all: Vec<&str>| if all.is_empty() { "any".to_owned() } else { all.join(", ") };
    let _ = writeln!(out, "  from {} to {}", any(from), any(to));
    for party in &terms.parties {
        let country = party.country.map(|one| format!(" ({one})")).unwrap_or_default();
        let _ = writeln!(out, "  {}: {}{country}", party.role, party.name);
    }
    for (number, item) in (1..).zip(&terms.items) {
        let codes: Vec<String> =
            item.codes.iter().map(|(law, all)| format!("{law} {}", all.join(", "))).collect();
        let _ = writeln!(out, "  item {number}: {} {}", codes.join("; "), item.description);
    }
    for proviso in &terms.provisos {
        let _ = writeln!(out, "  proviso: {proviso}");
    }
}

fn reserved(one: &Reservation) -> String {
    let amounts = [one.quantity, one.value].into_iter().flatten().map(|one| one.to_string());
    let amounts = amounts.collect::<Vec<_>>().join(", ");
    format!("{amounts} of item {} for {}", one.item, one.line)
}

fn object(one: &Licence, held: &[Reservation]) -> Value {
    let balances: Vec<Value> = one
        .balances
        .iter()
        .map(|one| {
            json!({
                "item": (one.limit.item > 0).then_some(one.limit.item), "limits": one.limit.what(),
                "most": one.limit.most.to_string(), "reserved": one.reserved().to_string(),
                "used": one.used().to_string(), "left": one.left().to_string(),
            })
        })
        .collect();
    let held: Vec<Value> = held
        .iter()
        .map(|one| {
            json!({
                "reservation": one.number, "item": one.item, "line": one.line,
                "quantity": one.quantity.map(|one| one.to_string()),
                "value": one.value.map(|one| one.to_string()),
            })
        })
        .collect();
    let terms: Value = serde_json::from_str(&one.terms.to_json()).unwrap_or_default();
    json!({
        "licence": one.terms.id, "state": one.state.as_str(), "revision": one.revision,
        "terms": terms, "balances": balances, "reservations": held,
    })
}

fn rows(out: &mut String, one: &Licence) {
    let terms = &one.terms;
    for balance in &one.balances {
        let cells = [
            terms.id.clone(),
            terms.law.clone(),
            terms.form.to_string(),
            one.state.as_str().to_owned(),
            terms.since.to_string(),
            terms.until.to_string(),
            Some(balance.limit.item)
                .filter(|item| *item > 0)
                .map_or(String::new(), |item| item.to_string()),
            balance.limit.what().to_owned(),
            balance.limit.most.to_string(),
            balance.reserved().to_string(),
            balance.used().to_string(),
            balance.left().to_string(),
        ];
        push_row(out, cells.iter().map(String::as_str));
    }
}
