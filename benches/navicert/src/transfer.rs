//! Transactions as transfers.

use navicert_model::amount::AmountRange;
use navicert_model::country::{Country, CountrySet};
use navicert_model::day::Day;
use navicert_model::transfer::{Code, Item, Party, Place, Transfer};
use navicert_model::vocabulary::{Activity, ItemKind, Role};
use rulebook::{Field, Tx, code_name};

use crate::words::{SCHEME, US_CONTENT, countries};

/// The transfer of a transaction. Nothing is open in it but what the transaction misses; the end
/// user and the consignee are where the goods go, whatever their seat.
#[must_use]
pub fn transfer(tx: &Tx) -> Transfer {
    let (from, to) = (place(tx, Field::Origin), place(tx, Field::Destination));
    Transfer {
        activity: Some(Activity::Export),
        on: Day::from_days(tx.day),
        item: item(tx),
        parties: vec![
            party(Role::Exporter, from.clone(), from.clone()),
            party(Role::EndUser, to.clone(), place(tx, Field::User)),
            party(Role::Consignee, to.clone(), place(tx, Field::EndUse)),
        ],
        from,
        to,
        via: Some(Vec::new()),
        ..Transfer::default()
    }
}

fn item(tx: &Tx) -> Item {
    Item {
        kind: Some(ItemKind::Goods),
        codes: vec![(SCHEME.into(), Code::Listed(code_name(tx.code).into()))],
        parameters: vec![(US_CONTENT.into(), content(tx))],
        origin: place(tx, Field::Origin),
        content: Some(Vec::new()),
        made_with: Some(Vec::new()),
        ..Item::default()
    }
}

fn party(role: Role, country: Place, seat: Place) -> Party {
    Party {
        role: Some(role),
        country,
        headquarters: seat,
        listed: Some(Vec::new()),
        owners: Some(Vec::new()),
        ..Party::default()
    }
}

fn content(tx: &Tx) -> AmountRange {
    let text = if tx.missing.content {
        "between 0 % and 100 %".to_owned()
    } else {
        format!("{} %", tx.content)
    };
    AmountRange::parse(&text).expect("a percentage")
}

/// The country that stands for a field, or one of those that may.
fn place(tx: &Tx, field: Field) -> Place {
    let country = |word: &str| Country::parse(word).expect("a country");
    let countries = countries(field);
    if tx.misses(field) {
        let any: CountrySet = countries.iter().map(|word| country(word)).collect();
        Place::OneOf(Box::new(any))
    } else {
        Place::One(country(countries[usize::from(tx.value(field))]))
    }
}
