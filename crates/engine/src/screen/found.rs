//! What screening finds.

use navicert_model::transfer::HitState;
use navicert_model::vocabulary::Role;
use navicert_names::{Aligned, Judgement, Qualifier, Score};

/// A listed party that the party asked about is, may be, or belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Position of the entry.
    pub position: u32,
    /// Whether a name is the same after normalising.
    pub exact: bool,
    /// The listed name that fits best.
    pub name: Box<str>,
    /// How alike, 0 to 1000.
    pub score: Score,
    /// What that comes to.
    pub judgement: Judgement,
    /// The tokens of both names, aligned.
    pub tokens: Vec<Aligned>,
    /// What facts beside the name did.
    pub qualifiers: Vec<Qualifier>,
}

impl Found {
    pub(super) fn of(hit: &navicert_names::Hit<'_>) -> Found {
        Found {
            position: hit.position,
            exact: false,
            name: hit.name.into(),
            score: hit.score,
            judgement: hit.judgement,
            tokens: hit.tokens.clone(),
            qualifiers: hit.qualifiers.clone(),
        }
    }

    /// The same name, which the matcher passes over: a weak alias, a sort of party that cannot be.
    pub(super) fn exact(position: u32, name: &str) -> Found {
        Found {
            position,
            exact: true,
            name: name.into(),
            score: Score::FULL,
            judgement: Judgement::Same,
            tokens: Vec::new(),
            qualifiers: Vec::new(),
        }
    }
}

/// A hit on a day: what was found, and what somebody said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// What was found.
    pub found: Found,
    /// Confirmed, open or cleared.
    pub state: HitState,
    /// Why what was said of it no longer holds.
    pub reopened: Option<&'static str>,
}

/// A hit of a party of a transfer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartyHit {
    /// The party's role; owners and parents have none.
    pub role: Option<Role>,
    /// The party's name as given.
    pub name: Box<str>,
    /// The hit.
    pub hit: Hit,
}
