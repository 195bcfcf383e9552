//! What is left of a limit, exactly.

use super::Licence;
use super::error::LicenceError;
use super::terms::Terms;
use crate::error::StoreError;
use crate::store::Tx;
use navicert_model::amount::{Amount, Unit};
use rust_decimal::Decimal;

/// A limit of a licence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// The item, from 1 on; 0 = the licence as a whole.
    pub item: u32,
    /// Whether it limits the value; else the quantity.
    pub money: bool,
    /// At most this much.
    pub most: Amount,
}

impl Limit {
    /// `quantity` or `value`.
    #[must_use]
    pub fn what(&self) -> &'static str {
        if self.money { "value" } else { "quantity" }
    }

    fn place(&self, licence: &str) -> String {
        match self.item {
            0 => format!("licence `{licence}`"),
            item => format!("item {item} of licence `{licence}`"),
        }
    }

    /// An amount of the limit's dimension in its smallest unit.
    fn base(&self, licence: &str, amount: &Amount) -> Result<Decimal, LicenceError> {
        if amount.dimension() != self.most.dimension() {
            return Err(LicenceError::Unit {
                what: self.what(),
                place: self.place(licence),
                counts: self.most.unit.as_str().to_owned(),
                given: amount.unit.as_str().to_owned(),
            });
        }
        if amount.value <= Decimal::ZERO {
            return Err(LicenceError::Nothing { what: self.what(), asked: amount.to_string() });
        }
        Ok(amount.base_value())
    }
}

/// The limits of a licence.
#[must_use]
pub fn limits(terms: &Terms) -> Vec<Limit> {
    let mut limits = Vec::new();
    if let Some(most) = terms.value {
        limits.push(Limit { item: 0, money: true, most });
    }
    for (item, one) in (1..).zip(&terms.items) {
        limits.extend(one.quantity.map(|most| Limit { item, money: false, most }));
        limits.extend(one.value.map(|most| Limit { item, money: true, most }));
    }
    limits
}

/// What is drawn of a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Balance {
    /// The limit.
    pub limit: Limit,
    /// Set aside, in the smallest unit of the dimension.
    reserved: Decimal,
    /// Used, in the smallest unit of the dimension.
    used: Decimal,
}

impl Balance {
    /// Set aside.
    #[must_use]
    pub fn reserved(&self) -> Amount {
        in_unit(self.reserved, self.limit.most.unit)
    }

    /// Used.
    #[must_use]
    pub fn used(&self) -> Amount {
        in_unit(self.used, self.limit.most.unit)
    }

    /// Neither set aside nor used.
    #[must_use]
    pub fn left(&self) -> Amount {
        in_unit(self.left_base(), self.limit.most.unit)
    }

    fn left_base(&self) -> Decimal {
        self.limit.most.base_value().saturating_sub(self.reserved).saturating_sub(self.used)
    }

    /// Whether this much more can be drawn.
    ///
    /// # Errors
    /// [`LicenceError::Over`], [`LicenceError::Unit`], [`LicenceError::Nothing`].
    pub fn allows(&self, licence: &str, amount: &Amount) -> Result<(), LicenceError> {
        if self.limit.base(licence, amount)? <= self.left_base() {
            return Ok(());
        }
        Err(LicenceError::Over {
            what: self.limit.what(),
            asked: amount.to_string(),
            left: self.left().to_string(),
            place: self.limit.place(licence),
        })
    }
}

/// A number of smallest units in a unit, if that is exact; else in the smallest unit.
fn in_unit(base: Decimal, unit: Unit) -> Amount {
    let factor = unit.to_base(Decimal::ONE);
    let value = base.checked_div(factor).map(|value| value.normalize());
    match value.filter(|value| value.checked_mul(factor) == Some(base)) {
        Some(value) => Amount::new(value, unit),
        None => {
            let smallest = Unit::all_physical().find(|one| {
                one.dimension() == unit.dimension() && one.to_base(Decimal::ONE) == Decimal::ONE
            });
            Amount::new(base.normalize(), smallest.unwrap_or(unit))
        }
    }
}

/// The difference of two amounts of one dimension; `None` if they are of two.
pub(super) fn difference(from: &Amount, take: &Amount) -> Option<Amount> {
    let same = from.dimension() == take.dimension();
    same.then(|| in_unit(from.base_value().saturating_sub(take.base_value()), from.unit))
}

/// What is drawn of each limit of a licence.
///
/// # Errors
/// [`StoreError::Damaged`] for a balance that is none.
pub fn all(tx: &mut dyn Tx, terms: &Terms) -> Result<Vec<Balance>, StoreError> {
    let mut balances: Vec<Balance> = limits(terms)
        .into_iter()
        .map(|limit| Balance { limit, reserved: Decimal::ZERO, used: Decimal::ZERO })
        .collect();
    let sql = "SELECT item, what, reserved, used FROM licence_balances WHERE licence = $1";
    tx.query(sql, &[(&terms.id).into()], &mut |row| {
        let (item, what) = (row.int(0)?, row.text(1)?);
        let is = |one: &&mut Balance| i64::from(one.limit.item) == item && one.limit.what() == what;
        if let Some(balance) = balances.iter_mut().find(is) {
            balance.reserved = decimal(row.text(2)?)?;
            balance.used = decimal(row.text(3)?)?;
        }
        Ok(())
    })?;
    Ok(balances)
}

fn decimal(text: &str) -> Result<Decimal, StoreError> {
    let why = || format!("`{text}` is no number");
    text.parse().map_err(|_| StoreError::Damaged { why: why() })
}

/// How a movement changes a balance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Set aside.
    Reserve,
    /// Used, of what is free.
    Use,
    /// Of what is set aside: given back.
    Release,
    /// Set aside again, in part, what was given back a moment ago.
    ReserveRest,
}

/// One draw on a licence: of an item, and of the licence as a whole.
pub(super) struct Drawn<'a> {
    pub item: u32,
    pub quantity: Option<&'a Amount>,
    pub value: Option<&'a Amount>,
}

/// Changes the balances that a draw touches: all of them, or none.
pub(super) fn step(
    tx: &mut dyn Tx,
    licence: &mut Licence,
    step: Step,
    drawn: &Drawn<'_>,
) -> Result<(), LicenceError> {
    let id = licence.terms.id.clone();
    let mut balances = licence.balances.clone();
    for balance in &mut balances {
        let limit = balance.limit;
        if limit.item != 0 && limit.item != drawn.item {
            continue;
        }
        let given = if limit.money { drawn.value } else { drawn.quantity };
        let missing = || LicenceError::Missing { what: limit.what(), place: limit.place(&id) };
        let given = match (given, step) {
            // Nothing was set aside of this limit: nothing is left of it, or it came with a later
            // wording of the licence.
            (None, Step::Release | Step::ReserveRest) => continue,
            (given, _) => given.ok_or_else(missing)?,
        };
        let base = limit.base(&id, given)?;
        match step {
            Step::Reserve | Step::ReserveRest => {
                balance.allows(&id, given)?;
                balance.reserved = balance.reserved.saturating_add(base);
            }
            Step::Use => {
                balance.allows(&id, given)?;
                balance.used = balance.used.saturating_add(base);
            }
            Step::Release => balance.reserved = balance.reserved.saturating_sub(base),
        }
        if balance.reserved.is_sign_negative() && !balance.reserved.is_zero() {
            let why = format!("less than nothing is reserved on {}", limit.place(&id));
            return Err(StoreError::Damaged { why }.into());
        }
    }
    for (old, new) in licence.balances.iter().zip(&balances) {
        if old != new {
            write(tx, &id, new)?;
        }
    }
    licence.balances = balances;
    Ok(())
}

fn write(tx: &mut dyn Tx, licence: &str, balance: &Balance) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO licence_balances (licence, item, what, reserved, used) \
         VALUES ($1, $2, $3, $4, $5) ON CONFLICT (licence, item, what) \
         DO UPDATE SET reserved = excluded.reserved, used = excluded.used",
        &[
            licence.into(),
            balance.limit.item.into(),
            balance.limit.what().into(),
            balance.reserved.normalize().to_string().into(),
            balance.used.normalize().to_string().into(),
        ],
    )?;
    Ok(())
}

/// Whether balances can be carried over to a changed licence, where an item is known by its place:
/// limits may change, but not to less than is drawn.
pub(super) fn rebase(terms: &Terms, before: &Licence) -> Result<(), LicenceError> {
    let limits = limits(terms);
    for old in &before.balances {
        let drawn = old.reserved.saturating_add(old.used);
        if drawn.is_zero() {
            continue;
        }
        let same = |one: &&Limit| one.item == old.limit.item && one.money == old.limit.money;
        let Some(new) = limits.iter().find(same) else { continue };
        let refused = |limit: String| LicenceError::Drawn {
            drawn: in_unit(drawn, old.limit.most.unit).to_string(),
            place: old.limit.place(&terms.id),
            limit,
        };
        if new.most.dimension() != old.limit.most.dimension() || new.most.base_value() < drawn {
            return Err(refused(new.most.to_string()));
        }
    }
    Ok(())
}
