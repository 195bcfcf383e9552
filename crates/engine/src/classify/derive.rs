//! Parameters that follow from others: total processing performance from published throughput, a
//! density from a total and an area, one resolution from another.

use navicert_items::goods::{Derived, Goods, Term};
use navicert_model::amount::{Amount, AmountRange};
use navicert_model::transfer::Item;
use navicert_model::vocabulary::parameter_unit;
use rust_decimal::Decimal;
use std::str::FromStr;

/// Adds what follows from the parameters given; says what was added. What is given stays.
pub(super) fn complete(goods: &Goods, item: &mut Item) -> Vec<(String, String)> {
    let mut added = Vec::new();
    // A derived parameter may be a term of the next one.
    for derived in &goods.derived {
        if value(item, &derived.target).is_some() || has(item, &derived.target) {
            continue;
        }
        if let Some(range) = follow(derived, item) {
            added.push((derived.target.clone(), range.to_string()));
            item.parameters.push((derived.target.as_str().into(), range));
            item.parameters.sort_by(|a, b| a.0.cmp(&b.0));
        }
    }
    added
}

fn has(item: &Item, name: &str) -> bool {
    item.parameters.iter().any(|(known, _)| **known == *name)
}

/// A parameter in the unit of the vocabulary, if it is known exactly.
fn value(item: &Item, name: &str) -> Option<Decimal> {
    let (_, range) = item.parameters.iter().find(|(known, _)| **known == *name)?;
    let unit = parameter_unit(name)?;
    let one = Amount::new(Decimal::ONE, unit).base_value();
    range.exact()?.base_value().checked_div(one)
}

fn follow(derived: &Derived, item: &Item) -> Option<AmountRange> {
    let unit = parameter_unit(&derived.target)?;
    let known: Vec<Decimal> = derived.terms.iter().filter_map(|term| worth(term, item)).collect();
    let most = known.iter().max()?;
    let amount = Amount::new(most.round_dp(9).normalize(), unit);
    let exact = match derived.needs.is_empty() {
        true => known.len() == derived.terms.len(),
        false => derived.needs.iter().all(|name| value(item, name).is_some()),
    };
    Some(if exact { AmountRange::exactly(amount) } else { AmountRange::from(amount, true) })
}

fn worth(term: &Term, item: &Item) -> Option<Decimal> {
    let left = value(item, &term.left)?;
    let right = match Decimal::from_str(&term.right) {
        Ok(number) => number,
        Err(_) => value(item, &term.right)?,
    };
    if term.divides { left.checked_div(right) } else { left.checked_mul(right) }
}
