//! Numbers and units as the sources write them.

use crate::observation::Unit;
use rust_decimal::Decimal;
use std::str::FromStr;
use std::sync::Arc;

/// Larger figures are refused: sums of them would not be exact any more.
const LARGEST: i64 = 1_000_000_000_000_000_000;

/// A plain decimal, or one with its thousands apart; blank and `-` are no number. Not below zero.
pub(super) fn number(text: &str) -> Result<Option<Decimal>, ()> {
    let text = text.trim();
    if matches!(text, "" | "-" | ":" | "NA" | "N/A" | "null") {
        return Ok(None);
    }
    let plain = match text.contains(',') {
        true if grouped(text) => text.replace(',', ""),
        true => return Err(()),
        false => text.to_owned(),
    };
    if !plain
        .bytes()
        .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'e' | b'E' | b'+' | b'-'))
    {
        return Err(());
    }
    let value = match plain.contains(['e', 'E']) {
        true => Decimal::from_scientific(&plain),
        false => Decimal::from_str(&plain),
    };
    let value = value.map_err(drop)?.normalize();
    match !value.is_sign_negative() && value < Decimal::from(LARGEST) && value.scale() <= 9 {
        true => Ok(Some(value)),
        false => Err(()),
    }
}

fn grouped(text: &str) -> bool {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if fraction.contains(',') {
        return false;
    }
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3)
}

/// A quantity in the unit it is kept in: masses in tonnes. `None` if the source has no unit for it.
pub(super) fn quantity(value: Decimal, unit: &str) -> Option<(Decimal, Unit)> {
    let unit = unit.trim();
    let tonnes = match unit {
        "" | "-" | "X" | "N/A" | "无" => return None,
        "t" | "T" | "tonne" | "tonnes" | "MT" | "TNE" | "吨" | "公吨" => Decimal::ONE,
        "kg" | "KG" | "Kg" | "kgs" | "KGS" | "KGM" | "千克" | "公斤" => Decimal::new(1, 3),
        "100kg" | "100 kg" => Decimal::new(1, 1),
        "g" | "G" | "GR" | "GM" | "GRM" | "克" => Decimal::new(1, 6),
        "lb" | "LB" => Decimal::new(45_359_237, 11),
        other => return Some((value, Unit::Other(other.into()))),
    };
    Some((value.checked_mul(tonnes)?.normalize(), Unit::Tonne))
}

/// A currency.
pub(super) fn money(code: &str) -> Unit {
    Unit::Money(Arc::from(code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        for (text, expected) in [
            ("2,865,284", Some("2865284")),
            ("12", Some("12")),
            ("1,234.50", Some("1234.5")),
            ("420.5", Some("420.5")),
            ("0", Some("0")),
            ("1.2e3", Some("1200")),
            ("", None),
            ("-", None),
        ] {
            assert_eq!(number(text).unwrap().map(|n| n.to_string()).as_deref(), expected, "{text}");
        }
        for wrong in
            ["1,23", "12,34,567", "1.234,5", "x", "-5", "1e40", "１２", "1 000", "+-1", "1,2345"]
        {
            assert!(number(wrong).is_err(), "{wrong}");
        }
    }
}
