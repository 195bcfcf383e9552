//! One line of business to judge, as facts that are known, partly known or unknown.
//!
//! Every field that can be unknown says so: `None` (or [`Place::Unknown`]) means that nobody has
//! answered. An empty list means *looked, there is none*.

use crate::amount::{Amount, AmountRange};
use crate::country::{Country, CountrySet};
use crate::day::Day;
use crate::vocabulary::{Activity, EvidenceKind, ItemKind, MakingKind, Role, TagAnswers};

/// A country fact: one country, one of several, or unknown.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub enum Place {
    /// Nobody has answered.
    #[default]
    Unknown,
    /// Exactly this country.
    One(Country),
    /// One of these, written `"JP or KR"` in the input.
    OneOf(Box<CountrySet>),
}

/// A control-list code under one scheme (`cn`, `us`, …).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub enum Code {
    /// Not classified.
    #[default]
    Unknown,
    /// Classified, and on no entry of the list (`"none"`).
    None,
    /// Classified under this entry or paragraph, kept as given.
    Listed(Box<str>),
}

/// An item, a content line's item, or the tool an item is for.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct Item {
    /// The seller's part number.
    pub part: Option<Box<str>>,
    /// What it is, in words; decides nothing.
    pub description: Option<Box<str>>,
    /// Goods, software or technology.
    pub kind: Option<ItemKind>,
    /// Harmonised System digits, 6 to 10, no dots.
    pub hs: Option<Box<str>>,
    /// Codes by scheme, sorted by scheme; a scheme not named is not classified.
    pub codes: Vec<(Box<str>, Code)>,
    /// Parameters by name, sorted by name, each in the vocabulary's unit.
    pub parameters: Vec<(Box<str>, AmountRange)>,
    /// Where it was made.
    pub origin: Place,
    /// What it contains; `Some(vec![])` = nothing that matters, `None` = not looked at.
    pub content: Option<Vec<Content>>,
    /// What it was made with; same reading as `content`.
    pub made_with: Option<Vec<Making>>,
    /// Item tags answered yes or no.
    pub tags: TagAnswers,
    /// The installed tool that a part, update or service is for.
    pub tool: Option<Box<Item>>,
    /// How much of it moves.
    pub quantity: Option<Amount>,
    /// What it is worth.
    pub value: Option<Amount>,
}

/// One line of an item's content.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct Content {
    /// The contained item, with its own codes, origin, value and content.
    pub item: Item,
    /// Its share of the whole by value, when given as a share instead of a value.
    pub share: Option<AmountRange>,
}

/// Technology, software, plant or chip plant behind an item.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Making {
    /// What kind of thing it is.
    pub kind: MakingKind,
    /// Where that technology or software comes from.
    pub origin: Place,
    /// Its codes, by scheme.
    pub codes: Vec<(Box<str>, Code)>,
}

/// State of a hit against a published list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum HitState {
    /// The party is the listed one.
    #[default]
    Confirmed,
    /// Nobody has decided yet.
    Open,
    /// The party is not the listed one.
    Cleared,
    /// No entries of that list were there to compare with. Said by who screens, never by an input.
    Unscreened,
}

/// One listing of a party.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct Listing {
    /// List id, as in the vocabulary (`cn/control-list`).
    pub list: Box<str>,
    /// The act that listed the party; `None` = not said.
    pub round: Option<Box<str>>,
    /// Footnotes of the US entity list.
    pub footnotes: Option<Vec<Box<str>>>,
    /// Scope of a licence requirement per entry.
    pub requirement: Option<Box<str>>,
    /// Policy per entry.
    pub policy: Option<Box<str>>,
    /// Concerns of an entry on Japan's End User List.
    pub concerns: Option<Vec<Box<str>>>,
    /// Confirmed, open or cleared.
    pub state: HitState,
}

/// A party, an owner, a parent or an employer.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct Party {
    /// What it does in the transfer; `None` for owners, parents and employers.
    pub role: Option<Role>,
    /// Name as given.
    pub name: Option<Box<str>>,
    /// Where it is.
    pub country: Place,
    /// Where its seat is.
    pub headquarters: Place,
    /// Tags answered yes or no.
    pub tags: TagAnswers,
    /// Lists it is on; `Some(vec![])` = screened, none; `None` = not screened.
    pub listed: Option<Vec<Listing>>,
    /// Direct owners; `Some(vec![])` = looked, none that matters.
    pub owners: Option<Vec<Owner>>,
    /// Parent at the top.
    pub ultimate_parent: Option<Box<Party>>,
    /// Every current nationality of a natural person.
    pub nationality: Option<Vec<Country>>,
    /// Employer of a natural person.
    pub employer: Option<Box<Party>>,
}

/// A direct owner and its share.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Owner {
    /// Who owns.
    pub party: Party,
    /// How much; `None` = unknown.
    pub share: Option<AmountRange>,
}

/// A site where the item is used.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct Facility {
    /// Name as given.
    pub name: Option<Box<str>>,
    /// Where the site is.
    pub country: Place,
    /// Tags answered yes or no.
    pub tags: TagAnswers,
    /// Parameters by name, sorted.
    pub parameters: Vec<(Box<str>, AmountRange)>,
    /// Seat of its owner.
    pub owner_headquarters: Place,
}

/// What the item is for.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct EndUse {
    /// The stated use; decides nothing.
    pub text: Option<Box<str>>,
    /// Tags answered yes or no.
    pub tags: TagAnswers,
    /// The site, if named.
    pub facility: Option<Box<Facility>>,
}

/// What the exporter knows, has reason to know or was told.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct Knowledge {
    /// Tags answered yes or no.
    pub tags: TagAnswers,
    /// Notices received, each `law/tag`; `Some(vec![])` = none received.
    pub informed_by: Option<Vec<Box<str>>>,
}

/// A document behind a fact.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Evidence {
    /// What kind of document.
    pub kind: EvidenceKind,
    /// Reference as given.
    pub reference: Option<Box<str>>,
    /// Its date.
    pub dated: Option<Day>,
    /// The facts it supports.
    pub supports: Vec<Box<str>>,
}

/// A currency rate given with the transfer.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Rate {
    /// Currency converted from.
    pub from: Box<str>,
    /// Currency converted to.
    pub to: Box<str>,
    /// Units of `to` for one unit of `from`.
    pub rate: rust_decimal::Decimal,
    /// The day of the rate.
    pub on: Option<Day>,
    /// Where the rate comes from.
    pub source: Option<Box<str>>,
}

/// One line of business to judge.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct Transfer {
    /// The user's own id of the line.
    pub id: Option<Box<str>>,
    /// What happens.
    pub activity: Option<Activity>,
    /// The day whose law is asked for; `None` = the caller's default day.
    pub on: Option<Day>,
    /// Day the contract was signed.
    pub contracted_on: Option<Day>,
    /// Day the goods left.
    pub shipped_on: Option<Day>,
    /// What moves.
    pub item: Item,
    /// Country the shipment leaves.
    pub from: Place,
    /// Country it goes to.
    pub to: Place,
    /// Countries on the way; `Some(vec![])` = direct.
    pub via: Option<Vec<Country>>,
    /// Everybody named; a role not named is unknown except as [`Role::absent_means_none`] says.
    pub parties: Vec<Party>,
    /// What it is for.
    pub end_use: EndUse,
    /// What the exporter knows.
    pub knowledge: Knowledge,
    /// Documents at hand; `None` = not said.
    pub evidence: Option<Vec<Evidence>>,
    /// Licences held, as given.
    pub licences: Vec<Box<str>>,
    /// Exceptions claimed.
    pub exceptions: Vec<Box<str>>,
    /// Currency rates to use.
    pub rates: Vec<Rate>,
}
