//! Reading a decimal with a unit, by hand and without allocating.

use rust_decimal::Decimal;

use super::error::{self, AmountError};
use super::{Amount, Unit};
use crate::vocabulary::shortened;

/// Digits that always fit the 96 bits of a decimal.
const MOST_DIGITS: u32 = 28;

/// Reads an amount; spaces around it are ignored.
pub(super) fn amount(text: &str) -> Result<Amount, AmountError> {
    let text = text.trim();
    let (value, number_end) = leading_decimal(text)?;
    let (number, rest) = text.split_at(number_end);
    if rest.is_empty() {
        return Ok(Amount::new(value, Unit::COUNT));
    }
    if let Some(other) = rest.strip_prefix(':') {
        return ratio(text, value, other);
    }
    let word = rest.trim_start();
    let unit = match Unit::lookup(word) {
        Some(unit) if unit != Unit::COUNT && unit != Unit::RATIO => unit,
        _ => return Err(error::unit(text, number, rest)),
    };
    if !unit.is_exact_for(value) {
        return Err(too_long(text));
    }
    Ok(Amount::new(value, unit))
}

/// Reads a decimal with nothing after it.
pub(super) fn decimal(text: &str) -> Result<Decimal, AmountError> {
    let text = text.trim();
    let (value, end) = leading_decimal(text)?;
    let rest = &text[end..];
    if rest.is_empty() {
        return Ok(value);
    }
    match error::unit(text, &text[..end], rest) {
        separator @ (AmountError::Separator { .. } | AmountError::Exponent { .. }) => {
            Err(separator)
        }
        _ => Err(AmountError::NotBare { text: shortened(text).into() }),
    }
}

/// `100:1`; other second terms are read if the quotient is a finite decimal.
fn ratio(text: &str, first: Decimal, second: &str) -> Result<Amount, AmountError> {
    let error = || AmountError::Ratio { text: shortened(text).into() };
    let (second, end) = leading_decimal(second.trim_start()).map_err(|_| error())?;
    let whole = text.len()
        == text.find(':').map_or(0, |at| {
            let rest = &text[at + 1..];
            at + 1 + (rest.len() - rest.trim_start().len()) + end
        });
    if !whole || first.is_sign_negative() || second.is_sign_negative() {
        return Err(error());
    }
    if second == Decimal::ONE {
        return Ok(Amount::new(first, Unit::RATIO));
    }
    let quotient = first.checked_div(second).ok_or_else(error)?.normalize();
    // A quotient that fills all places was rounded.
    let finite = quotient.scale() < 20 && quotient.checked_mul(second) == Some(first);
    if finite { Ok(Amount::new(quotient, Unit::RATIO)) } else { Err(error()) }
}

/// The decimal a text begins with, and where it ends: an optional minus, digits, and a point with
/// digits if there is one.
fn leading_decimal(text: &str) -> Result<(Decimal, usize), AmountError> {
    let bytes = text.as_bytes();
    let negative = bytes.first() == Some(&b'-');
    let start = usize::from(negative);
    let mut digits = Digits::default();
    let mut at = digits.read(bytes, start);
    if at == start {
        return Err(error::start(text));
    }
    let mut scale = 0;
    if bytes.get(at) == Some(&b'.') && bytes.get(at + 1).is_some_and(u8::is_ascii_digit) {
        let end = digits.read(bytes, at + 1);
        scale = end - at - 1;
        at = end;
    }
    let scale = u32::try_from(scale).unwrap_or(u32::MAX);
    if digits.count > MOST_DIGITS || scale > MOST_DIGITS {
        return Err(too_long(text));
    }
    let mut value = Decimal::try_from_i128_with_scale(digits.value.cast_signed(), scale)
        .map_err(|_| too_long(text))?;
    if negative && !value.is_zero() {
        value.set_sign_negative(true);
    }
    Ok((value, at))
}

#[derive(Default)]
struct Digits {
    value: u128,
    /// Digits without leading zeros.
    count: u32,
}

impl Digits {
    /// Takes digits from `start` on and returns where they end.
    fn read(&mut self, bytes: &[u8], start: usize) -> usize {
        let mut at = start;
        while let Some(digit) = bytes.get(at).filter(|b| b.is_ascii_digit()) {
            self.count += u32::from(self.count > 0 || *digit != b'0');
            if self.count <= MOST_DIGITS {
                self.value = self.value * 10 + u128::from(digit - b'0');
            }
            at += 1;
        }
        at
    }
}

#[cold]
fn too_long(text: &str) -> AmountError {
    AmountError::TooLong { text: shortened(text).into() }
}

#[cfg(test)]
mod tests {
    use super::super::Amount;
    use proptest::prelude::*;

    #[test]
    fn amounts_print_as_given() {
        for (text, printed) in [
            ("120 kg", "120 kg"),
            ("18000 USD", "18000 USD"),
            ("4 %", "4 %"),
            ("4%", "4 %"),
            ("100:1", "100:1"),
            ("3:2", "1.5:1"),
            ("2600", "2600"),
            ("0.15 %", "0.15 %"),
            ("1.50 nm", "1.50 nm"),
            ("-40 °C", "-40 °C"),
            ("-40 C", "-40 °C"),
            ("  12.50 USD ", "12.50 USD"),
            ("3 µm", "3 um"),
            ("3 μm", "3 um"),
            ("814 mm²", "814 mm2"),
            ("007 kg", "7 kg"),
            ("-0", "0"),
            ("1 set", "1 sets"),
            ("0.5 GB/s/mm2", "0.5 GB/s/mm2"),
        ] {
            assert_eq!(Amount::parse(text).map(|a| a.to_string()), Ok(printed.into()), "{text}");
        }
    }

    #[test]
    fn nothing_is_guessed() {
        for (text, message, help) in [
            ("", "`` does not begin with a number", "write a decimal, a space and a unit"),
            ("kg", "`kg` does not begin with a number", "write a decimal"),
            (".5 kg", "`.5 kg` does not begin with a number", "as `0.5 kg`"),
            ("+5 kg", "`+5 kg` does not begin with a number", "leave out the sign, as `5 kg`"),
            ("5. kg", "`5. kg` holds a separator inside the number", "write the digits together"),
            ("1,000 kg", "`1,000 kg` holds a separator", "write the digits together"),
            ("1 000 kg", "`1 000 kg` holds a separator", "write the digits together"),
            ("1.000.000 kg", "`1.000.000 kg` holds a separator", "write the digits together"),
            ("1'000 kg", "`1'000 kg` holds a separator", "write the digits together"),
            ("1_000", "`1_000` holds a separator", "write the digits together"),
            ("1e3", "`1e3` holds an exponent", "write all digits"),
            ("1.5E-3 kg", "`1.5E-3 kg` holds an exponent", "write all digits"),
            ("$18000", "`$18000` does not give its currency", "as `18000 USD`"),
            ("18000 $", "`18000 $` does not give its currency", "as `18000 USD`"),
            ("€ 5.20", "`€ 5.20` does not give its currency", "as `5.20 EUR`"),
            ("¥", "`¥` does not give its currency", "as `18000 USD`"),
            ("USD 18000", "`USD 18000` does not give its currency", "as `18000 USD`"),
            ("18000 usd", "`usd` is not a unit", "did you mean `USD`?"),
            ("5 kgs", "`kgs` is not a unit", "did you mean `kg`?"),
            ("5 parsec", "`parsec` is not a unit", "write a known unit"),
            ("5 count", "`count` is not a unit", ""),
            ("100:0", "`100:0` is not a ratio", "as `100:1`"),
            ("100:", "`100:` is not a ratio", "as `100:1`"),
            ("100:3", "`100:3` is not a ratio", "as `100:1`"),
            ("100:1 kg", "`100:1 kg` is not a ratio", "as `100:1`"),
            (
                "99999999999999999999999999999",
                "`99999999999999999999999999999` has more digits",
                "",
            ),
            ("9999999999999999999999999999 kg", "`9999999999999999999999999999 kg` has more", ""),
            ("NaN", "`NaN` does not begin with a number", ""),
            ("٣ kg", "`٣ kg` does not begin with a number", ""),
        ] {
            let error = Amount::parse(text).expect_err(text);
            assert!(error.to_string().starts_with(message), "{text}: {error}");
            assert!(error.help().contains(help) && !error.help().is_empty(), "{}", error.help());
        }
    }

    #[test]
    fn bare_decimals() {
        assert_eq!(super::decimal("1.08").map(|d| d.to_string()), Ok("1.08".into()));
        for text in ["1.08 USD", "1,08", "1e2", "", "x"] {
            assert!(super::decimal(text).is_err(), "{text}");
        }
    }

    proptest! {
        /// Any text is read or refused with a message, and what is read prints and reads back.
        #[test]
        fn arbitrary_texts(text in "\\PC*|-?[0-9]{1,32}(\\.[0-9]{1,30})? ?(kg|lb|°C|USD|%|MW|)?") {
            match Amount::parse(&text) {
                Ok(amount) => prop_assert_eq!(Amount::parse(&amount.to_string()), Ok(amount)),
                Err(error) => {
                    prop_assert!(!error.to_string().is_empty());
                    prop_assert!(!error.help().is_empty());
                }
            }
        }
    }
}
