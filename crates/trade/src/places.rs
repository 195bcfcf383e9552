//! Places as the sources write them, and as we do.

use navicert_model::country::Country;
use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::sync::LazyLock;

/// A country as alpha-2, `EU`, `world`, one of the words of `data/places.csv`, or, where a source's code is not known,
/// the code behind the name of its list (`m49-58`): kept as given, never guessed.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place(Cow<'static, str>);

impl Place {
    /// The sum of all partners.
    pub const WORLD: Place = Place(Cow::Borrowed("world"));

    /// A place that is known when the program is written.
    #[must_use]
    pub const fn fixed(code: &'static str) -> Place {
        Place(Cow::Borrowed(code))
    }

    /// The code or word.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its name in English, if it is a country.
    #[must_use]
    pub fn name(&self) -> &str {
        match Country::parse(&self.0) {
            Ok(country) => country.name(),
            Err(_) if self.0 == "EU" => "European Union",
            Err(_) => &self.0,
        }
    }

    /// Reads alpha-2, `EU`, `world`, or one of our words.
    #[must_use]
    pub fn parse(text: &str) -> Option<Place> {
        BOOK.own.get(text).map(|place| Place::fixed(place))
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Place({self})")
    }
}

/// A list of codes for places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Codes {
    /// The United Nations' numbers, with UN Comtrade's own.
    M49,
    /// Chinese customs.
    China,
    /// Japan Customs.
    Japan,
    /// Schedule C of the US Census Bureau.
    Census,
}

impl Codes {
    fn label(self) -> &'static str {
        match self {
            Codes::M49 => "m49",
            Codes::China => "gacc",
            Codes::Japan => "japan-customs",
            Codes::Census => "schedule-c",
        }
    }

    /// The place behind a code; one that is not known keeps its code.
    #[must_use]
    pub fn place(self, code: &str) -> Place {
        let trimmed = match code.trim_start_matches('0') {
            "" if !code.is_empty() => "0",
            trimmed => trimmed,
        };
        let map = &BOOK.codes[self as usize];
        match map.get(code).or_else(|| map.get(trimmed)) {
            Some(place) => Place::fixed(place),
            None => Place(Cow::Owned(format!("{}-{trimmed}", self.label()))),
        }
    }
}

/// The place of a name as Chinese customs or the Census Bureau print it: the whole name, never a part of it.
#[must_use]
pub fn named(name: &str) -> Option<Place> {
    let name = name.trim();
    BOOK.names.get(name).map(|place| Place::fixed(place))
}

struct Book {
    own: HashMap<&'static str, &'static str>,
    codes: [HashMap<&'static str, &'static str>; 4],
    names: HashMap<Cow<'static, str>, &'static str>,
}

static BOOK: LazyLock<Book> = LazyLock::new(|| {
    let mut book = Book { own: HashMap::new(), codes: Default::default(), names: HashMap::new() };
    for row in
        include_str!("../data/places.csv").lines().filter(|row| !row.starts_with('#')).skip(1)
    {
        let mut cells = row.splitn(6, ',');
        let place = cells.next().unwrap_or_default();
        book.own.insert(place, place);
        for codes in &mut book.codes {
            for code in cells.next().unwrap_or_default().split('|').filter(|code| !code.is_empty())
            {
                codes.insert(code, place);
            }
        }
        let names = cells.next().unwrap_or_default().trim_matches('"');
        for name in names.split('|').filter(|name| !name.is_empty()) {
            book.names.insert(Cow::Borrowed(name), place);
        }
        if let Ok(country) = Country::parse(place) {
            book.names.entry(Cow::Owned(country.name().to_uppercase())).or_insert(place);
        }
    }
    book
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_that_are_not_iso() {
        for (codes, code, place) in [
            (Codes::M49, "842", "US"),
            (Codes::M49, "840", "US"),
            (Codes::M49, "251", "FR"),
            (Codes::M49, "757", "CH"),
            (Codes::M49, "699", "IN"),
            (Codes::M49, "490", "TW"),
            (Codes::M49, "0", "world"),
            (Codes::M49, "036", "AU"),
            (Codes::M49, "899", "areas-nes"),
            (Codes::M49, "58", "m49-58"),
            (Codes::China, "116", "JP"),
            (Codes::China, "133", "KR"),
            (Codes::China, "999", "gacc-999"),
            (Codes::Japan, "105", "CN"),
            (Codes::Census, "5700", "CN"),
            (Codes::Census, "-", "world"),
        ] {
            assert_eq!(codes.place(code).as_str(), place, "{code}");
        }
    }

    #[test]
    fn a_name_is_matched_as_a_whole() {
        for (name, place) in [
            ("几内亚", Some("GN")),
            ("几内亚比绍", Some("GW")),
            ("几内亚比", None),
            ("韩国", Some("KR")),
            ("中国香港", Some("HK")),
            ("KOREA, SOUTH", Some("KR")),
            ("JAPAN", Some("JP")),
        ] {
            assert_eq!(named(name).as_ref().map(Place::as_str), place, "{name}");
        }
    }

    #[test]
    fn every_country_is_there() {
        let rows =
            include_str!("../data/places.csv").lines().filter(|row| !row.starts_with('#')).skip(1);
        let countries = rows
            .filter(|row| Country::parse(&row[..2]).is_ok() && row.as_bytes()[2] == b',')
            .count();
        assert_eq!(countries, 249);
    }
}
