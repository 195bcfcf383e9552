//! What was used of licences, as customs and authorities ask for it.

use super::balance::limits;
use super::moves::amount;
use super::{Licence, all};
use crate::error::StoreError;
use crate::store::Tx;
use navicert_model::amount::Amount;
use navicert_model::day::Day;

/// One use of a licence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// The licence.
    pub licence: String,
    /// Who gave it.
    pub authority: String,
    /// Its form.
    pub form: String,
    /// Its item, from 1 on.
    pub item: u32,
    /// The item's codes under the law of the licence, joined by blanks.
    pub codes: String,
    /// The item in words.
    pub description: String,
    /// The day of the shipment.
    pub day: Day,
    /// The number of the customs declaration, or nothing.
    pub reference: String,
    /// The order line.
    pub line: String,
    /// How much.
    pub quantity: Option<Amount>,
    /// What it was worth.
    pub value: Option<Amount>,
    /// What of the item's quantity was not used after it; what is only reserved counts as not used.
    pub quantity_left: Option<Amount>,
    /// The same of its value, or of the licence's.
    pub value_left: Option<Amount>,
    /// The movement.
    pub number: i64,
}

/// Uses on days from `since` to before `until`, in the order in which they were written; of one
/// licence, if it is named.
///
/// # Errors
/// Whatever the database refuses.
pub fn uses(
    tx: &mut dyn Tx,
    licence: Option<&str>,
    since: Option<Day>,
    until: Option<Day>,
) -> Result<Vec<Use>, StoreError> {
    let mut found = Vec::new();
    for one in all(tx, None)? {
        if licence.is_none_or(|id| id == one.terms.id) {
            of(tx, &one, &mut found)?;
        }
    }
    found.retain(|one| {
        since.is_none_or(|since| since <= one.day) && until.is_none_or(|until| one.day < until)
    });
    Ok(found)
}

fn of(tx: &mut dyn Tx, licence: &Licence, found: &mut Vec<Use>) -> Result<(), StoreError> {
    let terms = &licence.terms;
    let mut left: Vec<_> = limits(terms).into_iter().map(|limit| (limit, limit.most)).collect();
    let sql = "SELECT number, item, line, quantity, value, day, reference FROM licence_moves \
               WHERE licence = $1 AND kind = 'use' ORDER BY number";
    tx.query(sql, &[(&terms.id).into()], &mut |row| {
        let item = u32::try_from(row.int(1)?).unwrap_or_default();
        let (quantity, value) = (amount(row.text_or(3)?)?, amount(row.text_or(4)?)?);
        let day = row.text(5)?;
        let why = || format!("`{day}` is no day");
        let day = Day::parse(day).map_err(|_| StoreError::Damaged { why: why() })?;
        let (mut quantity_left, mut value_left) = (None, None);
        for (limit, rest) in &mut left {
            if limit.item != 0 && limit.item != item {
                continue;
            }
            let used = if limit.money { &value } else { &quantity };
            if let Some(now) = used.as_ref().and_then(|used| super::balance::difference(rest, used))
            {
                *rest = now;
            }
            *(if limit.money { &mut value_left } else { &mut quantity_left }) = Some(*rest);
        }
        let wording = terms.items.get((item as usize).wrapping_sub(1));
        let codes = wording.and_then(|one| one.codes.iter().find(|(law, _)| *law == terms.law));
        found.push(Use {
            licence: terms.id.clone(),
            authority: terms.authority.clone(),
            form: terms.form.as_str().to_owned(),
            item,
            codes: codes.map(|(_, all)| all.join(" ")).unwrap_or_default(),
            description: wording.map(|one| one.description.clone()).unwrap_or_default(),
            day,
            reference: row.text(6)?.to_owned(),
            line: row.text(2)?.to_owned(),
            quantity,
            value,
            quantity_left,
            value_left,
            number: row.int(0)?,
        });
        Ok(())
    })
}
