//! What is matched: listed parties, and the party that is asked about.

use navicert_model::country::CountrySet;
use std::fmt;

/// What sort of party a name belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A company, authority, institute, group.
    Org,
    /// A natural person.
    Person,
    /// A ship.
    Vessel,
    /// Not said.
    #[default]
    Unknown,
}

impl Kind {
    /// Reads `org`, `person` or `vessel`; empty is [`Kind::Unknown`].
    ///
    /// ```
    /// use navicert_names::Kind;
    /// assert_eq!(Kind::parse("vessel"), Some(Kind::Vessel));
    /// assert_eq!(Kind::parse(""), Some(Kind::Unknown));
    /// assert_eq!(Kind::parse("ship"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Kind> {
        Some(match text {
            "org" => Kind::Org,
            "person" => Kind::Person,
            "vessel" => Kind::Vessel,
            "" => Kind::Unknown,
            _ => return None,
        })
    }
}

/// How much a publisher stands behind a name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Quality {
    /// The name the party is listed under.
    #[default]
    Primary,
    /// Another name of the party.
    Alias,
    /// A weak or low-quality alias: alone it is never more than *possible*.
    Weak,
}

/// A name as published.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ListedName {
    /// The name, in any script.
    pub text: String,
    /// How good the publisher says it is.
    pub quality: Quality,
}

impl ListedName {
    /// The name the party is listed under.
    pub fn primary(text: impl Into<String>) -> Self {
        ListedName { text: text.into(), quality: Quality::Primary }
    }

    /// Another name of the party.
    pub fn alias(text: impl Into<String>) -> Self {
        ListedName { text: text.into(), quality: Quality::Alias }
    }
}

/// A day of birth, as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct BirthDate {
    /// The year.
    pub year: u16,
    /// 1 to 12.
    pub month: Option<u8>,
    /// 1 to 31; only with a month.
    pub day: Option<u8>,
}

impl BirthDate {
    /// Reads `1970`, `1970-05` or `1970-05-31`.
    ///
    /// ```
    /// use navicert_names::BirthDate;
    /// let date = BirthDate::parse("1970-05").unwrap();
    /// assert_eq!((date.year, date.month, date.day), (1970, Some(5), None));
    /// assert_eq!(BirthDate::parse("31.05.1970"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<BirthDate> {
        let mut parts = text.split('-');
        let mut part = |length: usize| match parts.next() {
            None => Some(None),
            Some(text) if text.len() == length && text.bytes().all(|b| b.is_ascii_digit()) => {
                text.parse::<u16>().ok().map(Some)
            }
            Some(_) => None,
        };
        let (year, month, day) = (part(4)??, part(2)?, part(2)?);
        if parts.next().is_some() || !(1..=12).contains(&month.unwrap_or(1)) {
            return None;
        }
        let most = match month {
            Some(2) => 29,
            Some(4 | 6 | 9 | 11) => 30,
            _ => 31,
        };
        if !(1..=most).contains(&day.unwrap_or(1)) {
            return None;
        }
        Some(BirthDate { year, month: month.map(|m| m as u8), day: day.map(|d| d as u8) })
    }
}

impl fmt::Display for BirthDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        for part in [self.month, self.day].into_iter().flatten() {
            write!(f, "-{part:02}")?;
        }
        Ok(())
    }
}

/// A number or code that a register gave to one party: `imo`, `lei`, `uscc`, `inn`, `ogrn`, `passport` …
///
/// Two identifiers of one scheme are the same party if they are equal after dropping blanks, dashes
/// and case. For `imo` and `lei`, which are given to one party once, unequal ones tell two parties apart.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Identifier {
    /// Lower-case name of the scheme.
    pub scheme: String,
    /// The value, as given.
    pub value: String,
}

/// One entry of a list, in the little that matching needs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// The list, as `us/csl` or the file's own word.
    pub list: String,
    /// The entry's id in the list.
    pub entry: String,
    /// All names; an entry without one is never found by name.
    pub names: Vec<ListedName>,
    /// Countries of its addresses, nationality or seat; empty if not published.
    pub countries: CountrySet,
    /// What sort of party it is.
    pub kind: Kind,
    /// Published days of birth; several are alternatives.
    pub birth_dates: Vec<BirthDate>,
    /// Published identifiers.
    pub identifiers: Vec<Identifier>,
}

/// The party that is asked about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Its name, in any script.
    pub name: String,
    /// Further names of the same party; the best of all counts.
    pub other_names: Vec<String>,
    /// Where it is; empty if not known.
    pub countries: CountrySet,
    /// What sort of party it is.
    pub kind: Kind,
    /// Its day of birth, if known.
    pub birth_date: Option<BirthDate>,
    /// Its identifiers, if known.
    pub identifiers: Vec<Identifier>,
}

impl Query {
    /// A name of which nothing else is known.
    pub fn named(name: impl Into<String>) -> Self {
        Query { name: name.into(), ..Query::default() }
    }
}
