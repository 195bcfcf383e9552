//! Countries by their ISO 3166-1 codes, and sets of them.
//!
//! Hong Kong (`HK`), Macau (`MO`) and Taiwan (`TW`) have their own codes; each law maps them itself.

mod names;
mod set;
mod table;

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

pub use set::CountrySet;
use table::{CODES, TABLE};

/// How many countries there are: the 249 of ISO 3166-1 and the user-assigned `XK`.
pub const COUNTRIES: usize = TABLE.len();

/// No country has these two letters.
const NONE: u8 = u8::MAX;

/// Dense index of each pair of letters.
static INDEX: [u8; 26 * 26] = {
    let mut index = [NONE; 26 * 26];
    let mut at = 0;
    while at < COUNTRIES {
        let code = TABLE[at].0.as_bytes();
        index[slot(code[0], code[1])] = at as u8;
        at += 1;
    }
    index
};

const fn slot(first: u8, second: u8) -> usize {
    (first - b'A') as usize * 26 + (second - b'A') as usize
}

/// A country, as its two ISO 3166-1 letters.
///
/// ```
/// use navicert_model::country::Country;
/// let japan = Country::parse("JP")?;
/// assert_eq!((japan.as_str(), japan.name()), ("JP", "Japan"));
/// # Ok::<(), navicert_model::country::CountryError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country(u16);

impl Country {
    /// Reads two capital letters that ISO 3166-1 assigns (or `XK`).
    ///
    /// # Errors
    /// [`CountryError`], which knows the code of common names and slips.
    pub fn parse(text: &str) -> Result<Country, CountryError> {
        match Country::lookup(text) {
            Some(country) => Ok(country),
            None => Err(CountryError::new(text)),
        }
    }

    /// The country of two capital letters, if there is one.
    fn lookup(text: &str) -> Option<Country> {
        let &[first, second] = text.as_bytes() else { return None };
        if !(first.is_ascii_uppercase() && second.is_ascii_uppercase()) {
            return None;
        }
        (INDEX[slot(first, second)] != NONE).then_some(Country(u16::from_be_bytes([first, second])))
    }

    /// The two letters.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        CODES[self.index()]
    }

    /// The short English name.
    #[must_use]
    pub fn name(self) -> &'static str {
        TABLE[self.index()].1
    }

    /// Its position in the order of the codes, below [`COUNTRIES`].
    #[must_use]
    pub fn index(self) -> usize {
        let [first, second] = self.0.to_be_bytes();
        usize::from(INDEX[slot(first, second)])
    }

    /// The country at a position in the order of the codes.
    #[must_use]
    pub fn from_index(index: usize) -> Option<Country> {
        Country::lookup(CODES.get(index)?)
    }

    /// Every country, in the order of the codes.
    pub fn all() -> impl Iterator<Item = Country> {
        CODES.iter().filter_map(|code| Country::lookup(code))
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Country({self})")
    }
}

impl FromStr for Country {
    type Err = CountryError;

    fn from_str(text: &str) -> Result<Country, CountryError> {
        Country::parse(text)
    }
}

/// A text that is no country's code.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{}` is not a country code", crate::vocabulary::shortened(text))]
pub struct CountryError {
    /// The text given.
    pub text: Box<str>,
    /// The country probably meant.
    pub meant: Option<Country>,
}

impl CountryError {
    #[cold]
    fn new(text: &str) -> CountryError {
        CountryError { text: text.into(), meant: names::meant(text) }
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> String {
        match self.meant {
            Some(country) => format!("write `{country}` for {}", country.name()),
            None => "write two capital letters of ISO 3166-1, as `JP`".into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_249_and_kosovo_in_order() {
        assert_eq!(COUNTRIES, 250);
        assert!(TABLE.is_sorted_by(|a, b| a.0 < b.0));
        for (index, country) in Country::all().enumerate() {
            assert_eq!(country.index(), index);
            assert_eq!(Country::from_index(index), Some(country));
            assert_eq!(Country::parse(country.as_str()), Ok(country));
        }
        assert_eq!(Country::all().count(), COUNTRIES);
        for code in ["HK", "MO", "TW", "XK", "JP", "CN", "US", "NL"] {
            assert_eq!(Country::parse(code).unwrap().to_string(), code);
        }
    }

    #[test]
    fn slips_and_names_are_explained() {
        for (text, help) in [
            ("jp", "write `JP` for Japan"),
            ("UK", "write `GB` for United Kingdom"),
            ("EL", "write `GR` for Greece"),
            ("Japan", "write `JP` for Japan"),
            ("JPN", "write `JP` for Japan"),
            ("usa", "write `US` for United States"),
            ("South Korea", "write `KR` for South Korea"),
            (" DE ", "write `DE` for Germany"),
            ("ZZ", "write two capital letters of ISO 3166-1, as `JP`"),
            ("", "write two capital letters of ISO 3166-1, as `JP`"),
            ("ÄÖ", "write two capital letters of ISO 3166-1, as `JP`"),
        ] {
            let error = Country::parse(text).unwrap_err();
            assert_eq!(error.help(), help);
            assert_eq!(error.to_string(), format!("`{text}` is not a country code"));
        }
    }
}
