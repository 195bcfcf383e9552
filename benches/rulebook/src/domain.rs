//! The words of the made-up domain: laws, codes, and the values of each field.

use std::fmt::Write;
use std::sync::LazyLock;

/// The laws, in the order of every array of four.
pub const LAWS: [&str; 4] = ["cn", "us", "nl", "jp"];
/// How many item codes there are.
pub const CODES: u16 = 1_000;
/// How many families the codes fall into, 50 codes each.
pub const FAMILIES: u8 = 20;
/// Kinds of end user.
pub const USERS: [&str; 4] = ["civil", "government", "military", "military-intelligence"];
/// End uses.
pub const END_USES: [&str; 8] =
    ["civil", "chips", "ai", "nuclear", "missile", "chemical-biological", "military", "repair"];
/// Origins: the four countries of the laws, then anywhere else.
pub const ORIGINS: [&str; 5] = ["CN", "US", "NL", "JP", "XX"];
/// Destination classes.
const DESTINATIONS: [&str; 20] = [
    "K00", "K01", "K02", "K03", "K04", "K05", "K06", "K07", "K08", "K09", "K10", "K11", "K12",
    "K13", "K14", "K15", "K16", "K17", "K18", "K19",
];
/// First day of the transactions, in days since 1970-01-01: 2020-01-01.
pub const FIRST_DAY: i32 = 18_262;
/// The day after the last, for a rule without an end.
pub const NO_END: i32 = 99_999;

/// Entries that hold the codes of a family, as control lists print them.
const ENTRIES: [&str; FAMILIES as usize] = [
    "0B001", "1C902", "2A290", "3B001", "4A003", "5A001", "6A005", "7A103", "8A001", "9A012",
    "0C003", "1E905", "2B201", "3C004", "4D001", "5D002", "6C992", "7D101", "8C001", "9E003",
];

static CODE_NAMES: LazyLock<Vec<String>> = LazyLock::new(|| (0..CODES).map(spell).collect());

fn spell(code: u16) -> String {
    let nth = code % codes_in_family();
    let letter = char::from(b'a' + (nth / 5) as u8);
    let mut name = family_name(family(code)).to_owned();
    write!(name, ".{letter}.{}", nth % 5 + 1).expect("writing to a string does not fail");
    name
}

fn codes_in_family() -> u16 {
    CODES / u16::from(FAMILIES)
}

/// The family of a code.
#[must_use]
pub fn family(code: u16) -> u8 {
    (code / codes_in_family()) as u8
}

/// A code as it is written: `1C902.a.4`. None is the beginning of another.
#[must_use]
pub fn code_name(code: u16) -> &'static str {
    &CODE_NAMES[usize::from(code)]
}

/// The entry above all codes of a family: `1C902`.
#[must_use]
pub fn family_name(family: u8) -> &'static str {
    ENTRIES[usize::from(family)]
}

/// A field whose value is one word of a closed set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// Class of the country of destination.
    Destination,
    /// Where the item was made.
    Origin,
    /// Kind of end user; may be missing.
    User,
    /// End use; may be missing.
    EndUse,
}

impl Field {
    /// Every field.
    pub const ALL: [Self; 4] = [Self::Destination, Self::Origin, Self::User, Self::EndUse];

    /// What the engines call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Destination => "destination",
            Self::Origin => "origin",
            Self::User => "user",
            Self::EndUse => "end_use",
        }
    }

    /// Its values; a [`Set`] holds their indices.
    #[must_use]
    pub fn words(self) -> &'static [&'static str] {
        match self {
            Self::Destination => &DESTINATIONS,
            Self::Origin => &ORIGINS,
            Self::User => &USERS,
            Self::EndUse => &END_USES,
        }
    }

    /// All its values.
    #[must_use]
    pub fn all(self) -> Set {
        Set((1 << self.words().len()) - 1)
    }
}

/// Some values of a field, one bit for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Set(pub u32);

impl Set {
    /// Exactly this value.
    #[must_use]
    pub fn one(value: u8) -> Self {
        Self(1 << value)
    }

    /// Whether the value is among them.
    #[must_use]
    pub fn has(self, value: u8) -> bool {
        self.0 >> value & 1 == 1
    }

    /// The values, ascending.
    pub fn values(self) -> impl Iterator<Item = u8> {
        (0..32).filter(move |&value| self.has(value))
    }
}
