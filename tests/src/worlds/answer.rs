//! Answers to the unknown facts of a transfer.

use crate::plain::{Bit, World};
use crate::random::PARAMETERS;
use navicert_model::amount::{Amount, AmountRange};
use navicert_model::country::Country;
use navicert_model::day::Day;
use navicert_model::transfer::{Code, Content, HitState, Listing, Place, Transfer};
use navicert_model::tri::Tri;
use navicert_model::vocabulary::{Activity, Tag, TagAnswers, TagPlace};

/// An answer.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "each is named after the field that it fills")]
pub enum Answer {
    Activity(Activity),
    Place(Slot, Country),
    Code(Option<usize>, Code),
    Parameter(usize, i64),
    Tags(TagSlot, TagAnswers),
    Informed(Vec<Box<str>>),
    Contracted(Day),
    Listed(usize, Vec<Listing>),
    Round(usize, usize, &'static str),
    Hit(usize, usize, HitState),
    Content(Vec<Content>),
    Share(usize, AmountRange),
    Bit(Bit, bool),
}

/// A place of the transfer; parties and content lines by index.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "each is named after the field that it fills")]
pub enum Slot {
    From,
    To,
    Origin,
    Country(usize),
    Seat(usize),
    Content(usize),
}

/// Where tags stand; parties by index.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "each is named after the field that it fills")]
pub enum TagSlot {
    Item,
    Use,
    Knowledge,
    Party(usize),
}

impl TagSlot {
    pub(super) fn place(self) -> TagPlace {
        match self {
            TagSlot::Item => TagPlace::Item,
            TagSlot::Use | TagSlot::Knowledge => TagPlace::Use,
            TagSlot::Party(_) => TagPlace::Party,
        }
    }
}

impl Answer {
    /// Gives the answer in a world.
    pub fn apply(&self, world: &mut World) {
        let transfer = &mut world.transfer;
        match self {
            Answer::Activity(activity) => transfer.activity = Some(*activity),
            Answer::Place(slot, country) => *slot_mut(transfer, *slot) = Place::One(*country),
            Answer::Code(line, code) => {
                let item = match line {
                    None => &mut transfer.item,
                    Some(line) => &mut content(transfer)[*line].item,
                };
                item.codes = vec![("cn".into(), code.clone())];
            }
            Answer::Parameter(parameter, value) => {
                let (name, unit) = PARAMETERS[*parameter];
                let amount = Amount::parse(&format!("{value} {unit}")).expect("an amount");
                let parameters = &mut transfer.item.parameters;
                parameters.retain(|(known, _)| **known != *name);
                parameters.push((name.into(), AmountRange::exactly(amount)));
                parameters.sort_by(|a, b| a.0.cmp(&b.0));
            }
            Answer::Tags(slot, answers) => *tags_mut(transfer, *slot) = *answers,
            Answer::Informed(notices) => transfer.knowledge.informed_by = Some(notices.clone()),
            Answer::Contracted(day) => transfer.contracted_on = Some(*day),
            Answer::Listed(party, listings) => {
                transfer.parties[*party].listed = Some(listings.clone());
            }
            Answer::Round(party, at, round) => {
                listing(transfer, *party, *at).round = Some((*round).into());
            }
            Answer::Hit(party, at, state) => listing(transfer, *party, *at).state = *state,
            Answer::Content(lines) => transfer.item.content = Some(lines.clone()),
            Answer::Share(line, share) => content(transfer)[*line].share = Some(*share),
            Answer::Bit(bit, value) => drop(world.bits.insert(bit.clone(), *value)),
        }
    }
}

impl Answer {
    /// Gives the answer in a world, of tags only those that the facts name.
    pub fn apply_only(&self, world: &mut World, facts: &[&str]) {
        let Answer::Tags(slot, answers) = self else { return self.apply(world) };
        let place = slot.place();
        let tags = tags_mut(&mut world.transfer, *slot);
        for fact in facts {
            let word = fact.rsplit('.').next().unwrap_or(fact);
            let Ok(tag) = Tag::parse(place, word) else { continue };
            let more =
                if answers.get(tag) == Tri::Yes { tags.with_yes(tag) } else { tags.with_no(tag) };
            if more.yes.intersection(more.no).is_empty() {
                *tags = more;
            }
        }
    }
}

impl Slot {
    /// The place in a transfer.
    #[must_use]
    pub fn of(self, transfer: &Transfer) -> Place {
        slot_mut(&mut transfer.clone(), self).clone()
    }

    /// The place in a transfer, to be filled.
    pub fn of_mut(self, transfer: &mut Transfer) -> &mut Place {
        slot_mut(transfer, self)
    }
}

fn content(transfer: &mut Transfer) -> &mut Vec<Content> {
    transfer.item.content.as_mut().expect("content lines")
}

fn listing(transfer: &mut Transfer, party: usize, at: usize) -> &mut Listing {
    &mut transfer.parties[party].listed.as_mut().expect("listings")[at]
}

pub(super) fn slot_mut(transfer: &mut Transfer, slot: Slot) -> &mut Place {
    match slot {
        Slot::From => &mut transfer.from,
        Slot::To => &mut transfer.to,
        Slot::Origin => &mut transfer.item.origin,
        Slot::Country(party) => &mut transfer.parties[party].country,
        Slot::Seat(party) => &mut transfer.parties[party].headquarters,
        Slot::Content(line) => &mut content(transfer)[line].item.origin,
    }
}

pub(super) fn tags_mut(transfer: &mut Transfer, slot: TagSlot) -> &mut TagAnswers {
    match slot {
        TagSlot::Item => &mut transfer.item.tags,
        TagSlot::Use => &mut transfer.end_use.tags,
        TagSlot::Knowledge => &mut transfer.knowledge.tags,
        TagSlot::Party(party) => &mut transfer.parties[party].tags,
    }
}
