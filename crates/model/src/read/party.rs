//! Reading parties, their owners, parents and employers, and the lists they are on.

use super::fields::{LISTING, OWNER, Object, PARTY, RELATED};
use super::node::Node;
use super::walk::{self, Carrier, Errors, Path};
use crate::amount::AmountRange;
use crate::transfer::{HitState, Listing, Owner, Party};
use crate::vocabulary::{ListId, Policy, Role, Tag, TagPlace, WordError};

/// A party of the transfer: its role is required.
pub(super) fn party(node: &Node<'_>, at: &Path<'_>, errors: &mut Errors) -> Option<Party> {
    let before = errors.0.len();
    let party = fields(node, at, errors, &PARTY).0;
    if party.role.is_none() && errors.0.len() == before {
        errors.missing(at, "role", "\"end-user\"");
    }
    Some(party)
}

fn owner(node: &Node<'_>, at: &Path<'_>, errors: &mut Errors) -> Option<Owner> {
    let (party, share) = deeper(node, at, errors, &OWNER)?;
    Some(Owner { party, share })
}

/// A parent or an employer.
fn related(node: &Node<'_>, at: &Path<'_>, errors: &mut Errors) -> Option<Box<Party>> {
    deeper(node, at, errors, &RELATED).map(|(party, _)| Box::new(party))
}

fn deeper(
    node: &Node<'_>,
    at: &Path<'_>,
    errors: &mut Errors,
    object: &Object,
) -> Option<(Party, Option<AmountRange>)> {
    match at.nested() {
        Some(at) => Some(fields(node, &at, errors, object)),
        None => {
            errors.too_deep(at);
            None
        }
    }
}

/// The fields of a party; of a transfer's party also `role`, of an owner also `share`.
fn fields(
    node: &Node<'_>,
    at: &Path<'_>,
    errors: &mut Errors,
    object: &Object,
) -> (Party, Option<AmountRange>) {
    let has_role = std::ptr::eq(object, &raw const PARTY);
    let has_share = std::ptr::eq(object, &raw const OWNER);
    let (mut party, mut share) = (Party::default(), None);
    let (mut yes, mut no) = (None, None);
    for (key, node) in walk::entries(node, at, errors) {
        if node.is_null() && object.has(key) {
            continue;
        }
        let here = at.field(key);
        match *key {
            "role" if has_role => party.role = walk::word(node, &here, errors, Role::parse),
            "name" => party.name = walk::free(node, &here, errors),
            "country" => party.country = walk::place(node, &here, errors),
            "headquarters" => party.headquarters = walk::place(node, &here, errors),
            "is" => yes = Some(node),
            "is_not" => no = Some(node),
            "listed" => party.listed = walk::each(node, &here, errors, listing),
            "owners" => party.owners = walk::each(node, &here, errors, owner),
            "ultimate_parent" => party.ultimate_parent = related(node, &here, errors),
            "nationality" => {
                party.nationality = walk::each(node, &here, errors, walk::country);
            }
            "employer" => party.employer = related(node, &here, errors),
            "share" if has_share => share = walk::share(node, &here, errors),
            key => errors.unknown_field(at, key, object),
        }
    }
    if yes.is_some() || no.is_some() {
        party.tags = walk::tags(yes, no, at, errors, Carrier::of(TagPlace::Party));
    }
    (party, share)
}

fn listing(node: &Node<'_>, at: &Path<'_>, errors: &mut Errors) -> Option<Listing> {
    let mut listing = Listing::default();
    let before = errors.0.len();
    for (key, node) in walk::entries(node, at, errors) {
        if node.is_null() && LISTING.has(key) {
            continue;
        }
        let here = at.field(key);
        match *key {
            "list" => {
                let list = walk::checked(node, &here, errors, ListId::parse_party_list);
                listing.list = list.unwrap_or_default();
            }
            "round" => listing.round = round(node, &here, errors),
            "footnotes" => listing.footnotes = walk::each(node, &here, errors, footnote),
            "requirement" => listing.requirement = walk::free(node, &here, errors),
            "policy" => listing.policy = walk::checked(node, &here, errors, Policy::parse),
            "concerns" => listing.concerns = walk::each(node, &here, errors, concern),
            "state" => {
                let state = walk::word(node, &here, errors, HitState::parse);
                listing.state = state.unwrap_or_default();
            }
            key => errors.unknown_field(at, key, &LISTING),
        }
    }
    if listing.list.is_empty() && errors.0.len() == before {
        errors.missing(at, "list", "\"us/entity-list\"");
    }
    Some(listing)
}

/// The id of the act that listed a party: a law, a slash, and the act's own name.
fn round(node: &Node<'_>, at: &Path<'_>, errors: &mut Errors) -> Option<Box<str>> {
    let text = walk::text(node, at, errors, walk::TEXT)?;
    let is_act = text.split_once('/').is_some_and(|(law, act)| {
        let plain = |b: u8| b.is_ascii_alphanumeric() || b"-.".contains(&b);
        crate::vocabulary::Law::parse(law).is_ok() && !act.is_empty() && act.bytes().all(plain)
    });
    if !is_act {
        let text = crate::vocabulary::shortened(text);
        errors.add(at, format!("`{text}` is not an act"), "write law and act, as `cn/2026-11`");
        return None;
    }
    Some(text.into())
}

/// Footnotes of the US entity list that change what a listing does.
pub(super) const FOOTNOTES: &[&str] = &["1", "3", "4", "5"];

fn footnote(node: &Node<'_>, at: &Path<'_>, errors: &mut Errors) -> Option<Box<str>> {
    walk::checked(node, at, errors, |word| match FOOTNOTES.contains(&word) {
        true => Ok(()),
        false => Err(WordError::new("a footnote of the entity list", word, FOOTNOTES)),
    })
}

/// A concern of an entry on Japan's End User List: a narrower tag of an end use.
fn concern(node: &Node<'_>, at: &Path<'_>, errors: &mut Errors) -> Option<Box<str>> {
    walk::checked(node, at, errors, |word| Tag::parse(TagPlace::Use, word))
}

impl HitState {
    /// Every state, as written.
    pub const WORDS: &'static [&'static str] = &["confirmed", "open", "cleared"];

    /// `confirmed`, `open` or `cleared`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            HitState::Confirmed => "confirmed",
            HitState::Open => "open",
            HitState::Cleared => "cleared",
            HitState::Unscreened => "unscreened",
        }
    }

    /// Reads the word.
    ///
    /// # Errors
    /// [`WordError`] with the nearest word, if it is another one.
    pub fn parse(word: &str) -> Result<HitState, WordError> {
        match word {
            "confirmed" => Ok(HitState::Confirmed),
            "open" => Ok(HitState::Open),
            "cleared" => Ok(HitState::Cleared),
            _ => Err(WordError::new("a state of a hit", word, HitState::WORDS)),
        }
    }
}
