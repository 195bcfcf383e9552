//! Reserving, using and giving back.

use super::balance::{Drawn, Step, difference, step};
use super::error::LicenceError;
use super::{Licence, State, get};
use crate::acts::Act;
use crate::error::StoreError;
use crate::requests::{Answer, once};
use crate::store::Tx;
use crate::value::{Cells, Value};
use navicert_model::amount::Amount;
use navicert_model::day::Day;
use rust_decimal::Decimal;
use serde_json::json;

/// Who does it, when.
#[derive(Clone, Debug)]
pub struct By {
    /// Who, as the program was told.
    pub who: String,
    /// When, RFC 3339.
    pub at: String,
}

/// What is asked of a licence.
#[derive(Clone, Debug)]
pub struct Draw {
    /// The licence.
    pub licence: String,
    /// Its item, from 1 on.
    pub item: u32,
    /// For which order line.
    pub line: String,
    /// How much.
    pub quantity: Option<Amount>,
    /// What it is worth.
    pub value: Option<Amount>,
    /// The day of the shipment: the licence has to be valid on it.
    pub day: Day,
    /// The number of the customs declaration, or nothing.
    pub reference: String,
}

/// A part of a licence set aside for an order line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reservation {
    /// Its number.
    pub number: i64,
    /// The licence.
    pub licence: String,
    /// Its item, from 1 on.
    pub item: u32,
    /// For which order line.
    pub line: String,
    /// How much is still set aside.
    pub quantity: Option<Amount>,
    /// What that is worth.
    pub value: Option<Amount>,
}

/// A movement that is written.
pub type Moved = Answer;

/// Sets a part of a licence aside for an order line. Under the same `key` it is done once.
///
/// The answer is JSON: `{"move":7,"reservation":3,"licence":"…","item":1,"line":"…","kind":"reserve",…}`.
///
/// # Errors
/// [`LicenceError`]; then nothing is written.
pub fn reserve(
    tx: &mut dyn Tx,
    draw: &Draw,
    key: Option<&str>,
    by: &By,
) -> Result<Moved, LicenceError> {
    once(tx, key, &asked("reserve", draw, None), |tx| {
        let mut licence = drawable(tx, draw)?;
        step(tx, &mut licence, Step::Reserve, &drawn(draw))?;
        let sql = "SELECT MAX(number) FROM licence_reservations";
        let number = tx.one_int(sql, &[])?.unwrap_or(0) + 1;
        tx.execute(
            "INSERT INTO licence_reservations (number, licence, item, line, quantity, value, state) \
             VALUES ($1, $2, $3, $4, $5, $6, 'open')",
            &[
                number.into(),
                (&draw.licence).into(),
                draw.item.into(),
                (&draw.line).into(),
                text(draw.quantity.as_ref()),
                text(draw.value.as_ref()),
            ],
        )?;
        write(tx, "reserve", draw, number, by)
    })
}

/// Uses a part of a licence: of a reservation, if one is named (what it holds stays set aside as far
/// as it was not used; more than it holds is taken from what is free). Under the same `key` once.
///
/// # Errors
/// [`LicenceError`]; then nothing is written.
pub fn use_up(
    tx: &mut dyn Tx,
    draw: &Draw,
    reservation: Option<i64>,
    key: Option<&str>,
    by: &By,
) -> Result<Moved, LicenceError> {
    once(tx, key, &asked("use", draw, reservation), |tx| {
        let mut licence = drawable(tx, draw)?;
        let Some(number) = reservation else {
            step(tx, &mut licence, Step::Use, &drawn(draw))?;
            return write(tx, "use", draw, 0, by);
        };
        let held = open(tx, number)?;
        if held.licence != draw.licence || held.item != draw.item {
            return Err(LicenceError::NoReservation { number });
        }
        let quantity = rest(held.quantity.as_ref(), draw.quantity.as_ref());
        let value = rest(held.value.as_ref(), draw.value.as_ref());
        // What the reservation holds is given back, the use taken, the rest set aside again: at no
        // time more than the limit is drawn, because all of it is one transaction.
        give_back(tx, &mut licence, &held)?;
        step(tx, &mut licence, Step::Use, &drawn(draw))?;
        let rest = Reservation { quantity, value, ..held };
        set_aside_again(tx, &mut licence, &rest)?;
        write(tx, "use", draw, number, by)
    })
}

/// Gives back what a reservation still holds. Under the same `key` once.
///
/// # Errors
/// [`LicenceError::NoReservation`]; whatever the database refuses.
pub fn release(
    tx: &mut dyn Tx,
    number: i64,
    day: Day,
    reference: &str,
    key: Option<&str>,
    by: &By,
) -> Result<Moved, LicenceError> {
    once(tx, key, &format!("release {number}"), |tx| {
        let held = open(tx, number)?;
        let mut licence = get(tx, &held.licence)?;
        give_back(tx, &mut licence, &held)?;
        close(tx, number)?;
        let draw = Draw {
            licence: held.licence,
            item: held.item,
            line: held.line,
            quantity: held.quantity,
            value: held.value,
            day,
            reference: reference.to_owned(),
        };
        write(tx, "release", &draw, number, by)
    })
}

/// Open reservations of a licence, or of an order line.
///
/// # Errors
/// Whatever the database refuses.
pub fn reservations(
    tx: &mut dyn Tx,
    licence: Option<&str>,
    line: Option<&str>,
) -> Result<Vec<Reservation>, StoreError> {
    let mut found = Vec::new();
    let sql = "SELECT number, licence, item, line, quantity, value FROM licence_reservations \
               WHERE state = 'open' ORDER BY number";
    tx.query(sql, &[], &mut |row| {
        let one = read(row)?;
        if licence.is_none_or(|id| id == one.licence) && line.is_none_or(|id| id == one.line) {
            found.push(one);
        }
        Ok(())
    })?;
    Ok(found)
}

fn drawable(tx: &mut dyn Tx, draw: &Draw) -> Result<Licence, LicenceError> {
    let licence = get(tx, &draw.licence)?;
    let terms = &licence.terms;
    if licence.state != State::Active {
        let state = licence.state.as_str();
        return Err(LicenceError::NotActive { licence: draw.licence.clone(), state });
    }
    if !terms.is_valid_on(draw.day) {
        return Err(LicenceError::NotValid {
            licence: draw.licence.clone(),
            day: draw.day.to_string(),
            since: terms.since.to_string(),
            until: terms.until.to_string(),
        });
    }
    if draw.item == 0 || draw.item as usize > terms.items.len() {
        return Err(LicenceError::NoItem { licence: draw.licence.clone(), item: draw.item });
    }
    for (what, amount) in [("quantity", &draw.quantity), ("value", &draw.value)] {
        if let Some(amount) = amount.filter(|one| one.value <= Decimal::ZERO) {
            return Err(LicenceError::Nothing { what, asked: amount.to_string() });
        }
    }
    Ok(licence)
}

fn drawn(draw: &Draw) -> Drawn<'_> {
    Drawn { item: draw.item, quantity: draw.quantity.as_ref(), value: draw.value.as_ref() }
}

/// What of a reservation is left when an amount is used. A use that does not say how much leaves what
/// is set aside.
fn rest(held: Option<&Amount>, used: Option<&Amount>) -> Option<Amount> {
    let left = match (held, used) {
        (Some(held), Some(used)) => difference(held, used),
        (held, _) => held.copied(),
    };
    left.filter(|left| left.value > Decimal::ZERO)
}

fn give_back(
    tx: &mut dyn Tx,
    licence: &mut Licence,
    held: &Reservation,
) -> Result<(), LicenceError> {
    let Reservation { item, quantity, value, .. } = held;
    let drawn = Drawn { item: *item, quantity: quantity.as_ref(), value: value.as_ref() };
    step(tx, licence, Step::Release, &drawn)
}

fn set_aside_again(
    tx: &mut dyn Tx,
    licence: &mut Licence,
    rest: &Reservation,
) -> Result<(), LicenceError> {
    let Reservation { number, item, quantity, value, .. } = rest;
    if quantity.is_none() && value.is_none() {
        return close(tx, *number).map_err(Into::into);
    }
    let drawn = Drawn { item: *item, quantity: quantity.as_ref(), value: value.as_ref() };
    step(tx, licence, Step::ReserveRest, &drawn)?;
    let sql = "UPDATE licence_reservations SET quantity = $1, value = $2 WHERE number = $3";
    let values = [text(quantity.as_ref()), text(value.as_ref()), (*number).into()];
    tx.execute(sql, &values)?;
    Ok(())
}

fn close(tx: &mut dyn Tx, number: i64) -> Result<(), StoreError> {
    let sql = "UPDATE licence_reservations SET state = 'closed' WHERE number = $1";
    tx.execute(sql, &[number.into()])?;
    Ok(())
}

fn open(tx: &mut dyn Tx, number: i64) -> Result<Reservation, LicenceError> {
    let mut found = None;
    let sql = "SELECT number, licence, item, line, quantity, value FROM licence_reservations \
               WHERE number = $1 AND state = 'open'";
    tx.query(sql, &[number.into()], &mut |row| {
        found = Some(read(row)?);
        Ok(())
    })?;
    found.ok_or(LicenceError::NoReservation { number })
}

fn read(row: &dyn Cells) -> Result<Reservation, StoreError> {
    Ok(Reservation {
        number: row.int(0)?,
        licence: row.text(1)?.to_owned(),
        item: u32::try_from(row.int(2)?).unwrap_or_default(),
        line: row.text(3)?.to_owned(),
        quantity: amount(row.text_or(4)?)?,
        value: amount(row.text_or(5)?)?,
    })
}

/// An amount as it is kept.
pub(super) fn amount(text: Option<&str>) -> Result<Option<Amount>, StoreError> {
    text.map(Amount::parse)
        .transpose()
        .map_err(|error| StoreError::Damaged { why: error.to_string() })
}

fn text(amount: Option<&Amount>) -> Value {
    amount.map(ToString::to_string).into()
}

fn write(
    tx: &mut dyn Tx,
    kind: &str,
    draw: &Draw,
    reservation: i64,
    by: &By,
) -> Result<String, LicenceError> {
    let number = tx.one_int("SELECT MAX(number) FROM licence_moves", &[])?.unwrap_or(0) + 1;
    let answer = json!({
        "move": number, "kind": kind, "licence": draw.licence, "item": draw.item,
        "line": draw.line, "reservation": (reservation > 0).then_some(reservation),
        "quantity": draw.quantity.map(|one| one.to_string()),
        "value": draw.value.map(|one| one.to_string()),
        "day": draw.day.to_string(), "reference": draw.reference,
    })
    .to_string();
    let act = tx.append_act(&Act {
        kind: &format!("licences.{kind}"),
        subject: &draw.licence,
        who: &by.who,
        at: &by.at,
        payload: &answer,
    })?;
    tx.execute(
        "INSERT INTO licence_moves (number, kind, licence, item, reservation, line, quantity, value, \
         day, reference, act) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        &[
            number.into(),
            kind.into(),
            (&draw.licence).into(),
            draw.item.into(),
            reservation.into(),
            (&draw.line).into(),
            text(draw.quantity.as_ref()),
            text(draw.value.as_ref()),
            draw.day.to_string().into(),
            (&draw.reference).into(),
            act.into(),
        ],
    )?;
    Ok(answer)
}

fn asked(kind: &str, draw: &Draw, reservation: Option<i64>) -> String {
    let Draw { licence, item, line, quantity, value, day, reference } = draw;
    let shown = |amount: &Option<Amount>| amount.map(|one| one.to_string());
    json!([
        kind,
        licence,
        item,
        line,
        shown(quantity),
        shown(value),
        day.to_string(),
        reference,
        reservation
    ])
    .to_string()
}
