//! A listed party, as one publisher lists it.

use navicert_model::country::Country;
use navicert_model::day::Day;
use std::fmt;

/// A listed party: one publisher's statement about one person, organisation, vessel or aircraft.
///
/// Texts are the publisher's, with blanks around them dropped and runs of blanks made one; nothing is
/// translated, re-cased or corrected. An empty list means that the publisher says nothing.
///
/// ```
/// use navicert_lists::{Entry, Kind, Name, Quality};
/// let entry = Entry {
///     kind: Kind::Org,
///     names: vec![Name::primary("Example Optics Co., Ltd."), Name::alias("Example Guangxue")],
///     ..Entry::new("us/entity-list", "us/entity-list#example-optics-co-ltd")
/// };
/// assert_eq!(entry.name(), Some("Example Optics Co., Ltd."));
/// assert_eq!(entry.names[1].quality, Quality::Alias);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The list it stands on, as the law names it: `us/entity-list`, `jp/end-user-list`. One published
    /// file may carry several.
    pub list: String,
    /// What tells it apart for good: the list, `#` and the publisher's own number (`us/sdn#15268`), or,
    /// where the publisher gives none, a form of the name (`us/entity-list#3k-aviation-consulting`).
    /// Unique within an import; equal numbers of two lists do not collide.
    pub id: String,
    /// What it is. [`Kind::Unknown`] where the publisher does not say: nothing is guessed from the name.
    pub kind: Kind,
    /// Its names, the primary ones first. Empty for an entry that is an address alone
    /// (see [`Entry::address_only`]).
    pub names: Vec<Name>,
    /// Its addresses.
    pub addresses: Vec<Address>,
    /// Countries that it has to do with other than by an address.
    pub ties: Vec<Tie>,
    /// Days of birth, or of building; several where the publisher is not sure.
    pub births: Vec<BirthDate>,
    /// Numbers that identify it.
    pub identifiers: Vec<Identifier>,
    /// Programmes or legal bases, as the publisher abbreviates them: `SDGT`, `RUSSIA-EO14024`.
    pub programmes: Vec<String>,
    /// Since when it is listed.
    pub since: Option<Day>,
    /// First day on which it is no longer listed. A publisher's last day is counted as listed.
    pub until: Option<Day>,
    /// The licence requirement, in the publisher's words, footnote marks and all.
    pub requirement: Option<String>,
    /// The licence policy, in the publisher's words.
    pub policy: Option<String>,
    /// Footnotes of the Entity List that the requirement bears: `1`, `3`, `4` …, in order.
    pub footnotes: Vec<String>,
    /// What the publisher fears, as METI's letters: `B` biological, `C` chemical, `M` missile,
    /// `N` nuclear, `CW` conventional weapons.
    pub concerns: Vec<String>,
    /// Where it was published: `83 FR 44824`, `CDi.001 (UN)`, a regulation's number.
    pub citation: Option<String>,
    /// An address of the publisher that shows it.
    pub source: Option<String>,
    /// What else the publisher says.
    pub remarks: Vec<String>,
}

impl Entry {
    /// An entry that says nothing yet.
    #[must_use]
    pub fn new(list: impl Into<String>, id: impl Into<String>) -> Entry {
        Entry { list: list.into(), id: id.into(), ..Entry::default() }
    }

    /// The first name, which is the primary one.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.names.first().map(|name| name.text.as_str())
    }

    /// Whether the publisher lists an address without a party: whoever is there is meant. Such an
    /// entry cannot be found by a name.
    #[must_use]
    pub fn address_only(&self) -> bool {
        self.names.is_empty() && !self.addresses.is_empty()
    }

    /// What to call it: its first name, else its id.
    #[must_use]
    pub fn title(&self) -> &str {
        self.name().unwrap_or(&self.id)
    }

    /// The known countries that it has to do with, each once, in the order of their codes. A place
    /// of birth is none.
    #[must_use]
    pub fn countries(&self) -> Vec<Country> {
        let of_addresses = self.addresses.iter().filter_map(|address| address.country);
        let of_ties = self.ties.iter().filter(|tie| tie.role != Role::Birth);
        let mut countries: Vec<Country> =
            of_addresses.chain(of_ties.filter_map(|tie| tie.country)).collect();
        countries.sort_unstable();
        countries.dedup();
        countries
    }

    /// Whether it is listed on a day; an unknown beginning counts as listed.
    #[must_use]
    pub fn listed_on(&self, day: Day) -> bool {
        self.since.is_none_or(|since| since <= day) && self.until.is_none_or(|until| day < until)
    }
}

/// What a listed party is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The publisher does not say.
    #[default]
    Unknown,
    /// A company, body, group or any other organisation.
    Org,
    /// A natural person.
    Person,
    /// A ship.
    Vessel,
    /// An aircraft.
    Aircraft,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 5] =
        [Kind::Unknown, Kind::Org, Kind::Person, Kind::Vessel, Kind::Aircraft];

    /// The word: `unknown`, `org`, `person`, `vessel`, `aircraft`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Unknown => "unknown",
            Kind::Org => "org",
            Kind::Person => "person",
            Kind::Vessel => "vessel",
            Kind::Aircraft => "aircraft",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A name of a listed party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The name, in the publisher's order of words: `RIM, Ryong Nam` keeps its comma.
    pub text: String,
    /// How much the publisher trusts it.
    pub quality: Quality,
    /// The language or script if the publisher gives it, in the publisher's word: `Arabic`, `ru`.
    pub script: Option<String>,
}

impl Name {
    /// The name under which the party is listed.
    #[must_use]
    pub fn primary(text: impl Into<String>) -> Name {
        Name { text: text.into(), quality: Quality::Primary, script: None }
    }

    /// Another name.
    #[must_use]
    pub fn alias(text: impl Into<String>) -> Name {
        Name { text: text.into(), quality: Quality::Alias, script: None }
    }
}

/// How much a publisher trusts a name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Quality {
    /// The name under which the party is listed.
    #[default]
    Primary,
    /// Also, formerly or now known as.
    Alias,
    /// A name that the publisher calls weak or of low quality: a nickname, a word that many bear.
    Weak,
}

impl Quality {
    /// Every quality.
    pub const ALL: [Quality; 3] = [Quality::Primary, Quality::Alias, Quality::Weak];

    /// The word: `primary`, `alias`, `weak`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Quality::Primary => "primary",
            Quality::Alias => "alias",
            Quality::Weak => "weak",
        }
    }
}

/// An address of a listed party.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    /// Street, city and so on in one line, the country too if the publisher gives it in words.
    pub text: String,
    /// The country, if its spelling is known; an import reports the others.
    pub country: Option<Country>,
}

/// A country that a listed party has to do with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tie {
    /// How.
    pub role: Role,
    /// The country, if the spelling is known.
    pub country: Option<Country>,
    /// As the publisher writes it.
    pub given: String,
}

/// How a listed party has to do with a country.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The country under which the publisher lists it.
    Listed,
    /// Its nationality.
    Nationality,
    /// Its citizenship.
    Citizenship,
    /// Where it was born.
    Birth,
    /// The flag it sails under.
    Flag,
    /// The law under which it was founded or is registered.
    Registration,
}

impl Role {
    /// Every role.
    pub const ALL: [Role; 6] = [
        Role::Listed,
        Role::Nationality,
        Role::Citizenship,
        Role::Birth,
        Role::Flag,
        Role::Registration,
    ];

    /// The word: `listed`, `nationality`, `citizenship`, `birth`, `flag`, `registration`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Role::Listed => "listed",
            Role::Nationality => "nationality",
            Role::Citizenship => "citizenship",
            Role::Birth => "birth",
            Role::Flag => "flag",
            Role::Registration => "registration",
        }
    }
}

/// A number that identifies a listed party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identifier {
    /// What kind of number it is.
    pub kind: IdKind,
    /// The kind in the publisher's words: `Tax ID No.`.
    pub label: String,
    /// The number, as published; an IMO number is seven digits.
    pub value: String,
    /// Who issued it, if the spelling is known.
    pub country: Option<Country>,
}

/// What kind of number identifies a party.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IdKind {
    /// A ship's (or its owner's) number of the International Maritime Organization.
    Imo,
    /// A ship's radio number.
    Mmsi,
    /// A ship's call sign.
    CallSign,
    /// A legal entity identifier, ISO 17442.
    Lei,
    /// A bank's code, ISO 9362.
    Swift,
    /// A D-U-N-S number.
    Duns,
    /// A number in a register of companies.
    Registration,
    /// A tax number.
    Tax,
    /// A passport.
    Passport,
    /// A number of a national identity card or register.
    National,
    /// Any other.
    Other,
}

impl IdKind {
    /// Every kind.
    pub const ALL: [IdKind; 11] = [
        IdKind::Imo,
        IdKind::Mmsi,
        IdKind::CallSign,
        IdKind::Lei,
        IdKind::Swift,
        IdKind::Duns,
        IdKind::Registration,
        IdKind::Tax,
        IdKind::Passport,
        IdKind::National,
        IdKind::Other,
    ];

    /// The word, as `imo` or `call-sign`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            IdKind::Imo => "imo",
            IdKind::Mmsi => "mmsi",
            IdKind::CallSign => "call-sign",
            IdKind::Lei => "lei",
            IdKind::Swift => "swift",
            IdKind::Duns => "duns",
            IdKind::Registration => "registration",
            IdKind::Tax => "tax",
            IdKind::Passport => "passport",
            IdKind::National => "national",
            IdKind::Other => "other",
        }
    }
}

/// A day of birth as far as it is known: a day, a month, a year, or years between which it lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BirthDate {
    /// The day, or the first possible one.
    pub from: PartialDate,
    /// The last possible one; equal to `from` if the publisher gives one date.
    pub to: PartialDate,
    /// The publisher says *about*.
    pub circa: bool,
}

impl BirthDate {
    /// One date, as far as it is known.
    #[must_use]
    pub fn of(date: PartialDate) -> BirthDate {
        BirthDate { from: date, to: date, circa: false }
    }
}

impl fmt::Display for BirthDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.circa {
            f.write_str("about ")?;
        }
        write!(f, "{}", self.from)?;
        if self.to != self.from { write!(f, " to {}", self.to) } else { Ok(()) }
    }
}

/// A date of which the day, or the month too, may be unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    /// The year, 1000 to 2199.
    pub year: u16,
    /// The month, 1 to 12.
    pub month: Option<u8>,
    /// The day of the month, 1 to 31; never without a month.
    pub day: Option<u8>,
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
            if let Some(day) = self.day {
                write!(f, "-{day:02}")?;
            }
        }
        Ok(())
    }
}
