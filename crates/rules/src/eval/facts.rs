//! Unknown facts: their keys, their names in questions, and their possible values.

use super::state::CodeCell;
use crate::law::{ChangeIx, ListIx, PlaceFact};
use navicert_model::country::CountrySet;
use navicert_model::transfer::{Item, Party};
use navicert_model::vocabulary::{EvidenceKind, Role, Tag};
use std::sync::Arc;

/// Identity of something in the transfer under evaluation: its address. It distinguishes, it
/// never orders.
pub type Id = usize;

/// The identity of a part of the transfer.
pub fn id<T>(part: &T) -> Id {
    std::ptr::from_ref(part).addr()
}

/// An unknown fact. Two tests of one fact share its variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum FactKey<'s> {
    Activity,
    Kind(Id),
    Place(PlaceFact, Id),
    Via(CountrySet),
    Nationality(CountrySet, Id),
    Code(&'s str, Id),
    OffList(ListIx, Id),
    Contradiction(ListIx, Id, &'s str),
    Hs(Id),
    Near(ListIx, Id),
    ItemTag(Tag, Id),
    Parameter(&'s str, Id),
    FacilityParameter(&'s str),
    Quantity(Id),
    Value(Id),
    EndUse(Tag),
    Knowledge(Tag),
    Informed(&'s str),
    Facility(Tag),
    Contracted,
    Shipped,
    Evidence(EvidenceKind),
    PartyTag(Tag, Id),
    /// Party, list, and the round or footnote; `None` = a round that the law does not name.
    Listed(Id, &'s str, Option<&'s str>),
    HitOpen(Id, Id),
    Owned(Id, Id),
    Content(Id),
    MadeWith(Id),
    Tool(Id),
    Unsure(Id),
    Lapse(ChangeIx),
}

/// What the values of a variable stand for.
#[derive(Clone, Debug)]
pub enum Values {
    /// 0 = no, 1 = yes.
    YesNo,
    /// Countries.
    Countries(Arc<[CountrySet]>),
    /// Codes.
    Codes(Arc<[CodeCell]>),
    /// Words, ranges or days as a person reads them.
    Words(Vec<String>),
}

/// A variable of the diagrams and the fact behind it.
#[derive(Clone, Debug)]
pub struct Unknown<'s> {
    /// Its key.
    pub key: FactKey<'s>,
    /// Name in questions, as the vocabulary spells facts; empty for what no fact can close.
    pub name: String,
    /// Whose fact it is.
    pub subject: Subject,
    /// Its possible values.
    pub values: Values,
}

/// Whom or what a fact is about: decides whom to ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The item, its making and its content.
    Item,
    /// The transfer itself: route, activity, dates, value.
    Transfer,
    /// What the item is for.
    Use,
    /// What the exporter knows or was told.
    Exporter,
    /// A party in this role.
    Party(Option<Role>),
    /// The law itself: nobody can answer.
    Law,
    /// A hit that somebody must adjudicate.
    Hit(Option<Role>),
}

/// `end-user.military`, `buyer.listed`: the name of a party's fact.
pub fn party_fact(party: &Party, what: &str) -> String {
    match party.role {
        Some(role) => format!("{}.{what}", role.as_str()),
        None => format!("party.{what}"),
    }
}

/// Name of a place fact; `party` for those of parties.
pub fn place_fact(fact: PlaceFact, party: Option<&Party>) -> String {
    let of = |what: &str| party.map_or_else(|| what.to_owned(), |party| party_fact(party, what));
    match fact {
        PlaceFact::From => "from".to_owned(),
        PlaceFact::To => "to".to_owned(),
        PlaceFact::Origin => "item.origin".to_owned(),
        PlaceFact::FacilityCountry => "facility.country".to_owned(),
        PlaceFact::FacilityOwner => "facility.owner_headquarters".to_owned(),
        PlaceFact::PartyCountry => of("country"),
        PlaceFact::PartySeat => of("headquarters"),
        PlaceFact::ParentCountry | PlaceFact::ParentSeat => of("ultimate_parent"),
        PlaceFact::EmployerCountry | PlaceFact::EmployerSeat => of("employer"),
    }
}

/// An item or what stands for one in a condition: a content line, the tool, a making.
#[derive(Clone, Copy, Debug)]
pub enum ItemView<'s> {
    /// A real item.
    Item(&'s Item),
    /// Technology, software or a plant behind an item.
    Making(&'s navicert_model::transfer::Making),
}
