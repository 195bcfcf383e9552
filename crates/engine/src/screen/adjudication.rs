//! What people say of hits: the party is the listed one, or it is not.
//!
//! A clearance holds for one party and one entry, until its last day, and only as long as neither
//! side changes: another name, place or seat of the party, or any change of the entry, opens the hit
//! again.

use super::normalise;
use navicert_model::day::Day;
use navicert_model::transfer::Party;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// What somebody decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The party is the listed one.
    Confirmed,
    /// It is not.
    Cleared,
    /// What was said before no longer counts.
    Reopened,
}

impl Outcome {
    /// The word: `confirmed`, `cleared`, `reopened`.
    pub fn as_str(self) -> &'static str {
        match self {
            Outcome::Confirmed => "confirmed",
            Outcome::Cleared => "cleared",
            Outcome::Reopened => "reopened",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Outcome> {
        [Outcome::Confirmed, Outcome::Cleared, Outcome::Reopened]
            .into_iter()
            .find(|outcome| outcome.as_str() == word)
    }
}

/// What somebody said of a hit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adjudication {
    /// The party's name as given.
    pub party: String,
    /// The id of the entry.
    pub entry: String,
    /// What was decided.
    pub outcome: Outcome,
    /// Why, in a code: `other-person`, `other-country`, `other-activity`, `same-party`, ….
    pub reason: String,
    /// What was looked at, in words.
    pub note: String,
    /// Who.
    pub by: String,
    /// When, RFC 3339.
    pub at: String,
    /// First day on which it no longer holds.
    pub until: Option<Day>,
    /// The party as it was: see [`party_digest`].
    pub party_digest: String,
    /// The entry as it was.
    pub entry_digest: String,
}

/// How a hit stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing<'a> {
    /// Nobody said anything.
    Never,
    /// Somebody said that it is the party.
    Confirmed(&'a Adjudication),
    /// Somebody said that it is not.
    Cleared(&'a Adjudication),
    /// Somebody said something that no longer holds, and why not.
    Reopened(&'static str),
}

/// What was said of hits; what was said last counts.
#[derive(Clone, Debug, Default)]
pub struct Adjudications {
    by_hit: BTreeMap<(String, String), Adjudication>,
}

impl Adjudications {
    /// From what was said, in order.
    pub fn of(all: impl IntoIterator<Item = Adjudication>) -> Self {
        let by_hit = all.into_iter().map(|one| ((normalise(&one.party), one.entry.clone()), one));
        Adjudications { by_hit: by_hit.collect() }
    }

    /// How a hit stands on a day: the party by its normal name and digest, the entry by its id and
    /// digest.
    pub fn standing(
        &self,
        party: &str,
        party_digest: &str,
        entry: &str,
        entry_digest: &str,
        on: Day,
    ) -> Standing<'_> {
        let Some(said) = self.by_hit.get(&(party.to_owned(), entry.to_owned())) else {
            return Standing::Never;
        };
        if said.until.is_some_and(|until| until <= on) {
            return Standing::Reopened("expired");
        }
        if said.entry_digest != entry_digest {
            return Standing::Reopened("the listed party changed");
        }
        if said.party_digest != party_digest {
            return Standing::Reopened("the party changed");
        }
        match said.outcome {
            Outcome::Confirmed => Standing::Confirmed(said),
            Outcome::Cleared => Standing::Cleared(said),
            Outcome::Reopened => Standing::Reopened("opened again"),
        }
    }

    /// Days on which something said ends.
    pub(super) fn ends(&self) -> impl Iterator<Item = Day> {
        self.by_hit.values().filter_map(|said| said.until)
    }

    pub(super) fn digest(&self, hash: &mut Sha256) {
        for ((party, entry), said) in &self.by_hit {
            let until = said.until.map_or_else(String::new, |day| day.to_string());
            let parts = [party, entry, said.outcome.as_str(), &until];
            for part in parts.into_iter().chain([&*said.party_digest, &*said.entry_digest]) {
                hash.update(part.as_bytes());
                hash.update([0]);
            }
        }
    }
}

/// SHA-256 of what identifies a party beside its name: where it is, where its seat is.
pub fn party_digest(party: &Party) -> String {
    let mut hash = Sha256::new();
    hash.update(format!("{:?} {:?}", party.country, party.headquarters));
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
