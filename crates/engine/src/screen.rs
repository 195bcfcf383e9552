//! Names of parties against the lists of parties in the law: exact after normalising.
//!
//! // NOT MODELLED: spelling variants, transliteration and word order; coverage says so.

use navicert_model::day::Day;
use navicert_model::transfer::{HitState, Listing, Party, Transfer};
use navicert_rules::eval::diagram::Quick;
use navicert_rules::law::LawBook;
use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization;

/// Listed names by their normal form.
#[derive(Debug, Default)]
pub struct NameIndex {
    by_name: HashMap<String, Vec<Hit>, Quick>,
    lists: Vec<String>,
    /// Lists that the law speaks of and whose entries are not there.
    absent: Vec<String>,
}

#[derive(Debug, Clone)]
struct Hit {
    list: String,
    round: String,
    since: Day,
    until: Option<Day>,
}

/// The form in which names are compared: compatibility-normalised, lower case, letters and digits
/// only. Legal forms stay: exact means exact.
///
/// ```
/// use navicert_engine::screen::normalise;
/// assert_eq!(normalise("NEC Network and Sensor Systems, Ltd."), normalise("ＮＥＣ NETWORK AND SENSOR SYSTEMS LTD"));
/// ```
pub fn normalise(name: &str) -> String {
    if name.is_ascii() {
        let mut letters = name.to_ascii_lowercase();
        letters.retain(|letter| letter.is_ascii_alphanumeric());
        return letters;
    }
    name.nfkc().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

impl NameIndex {
    /// Indexes the parties of a book. Linear in their names.
    pub fn of(book: &LawBook) -> Self {
        let absent = |list: &&String| book.parties.iter().all(|party| party.list != **list);
        let mut index = NameIndex {
            by_name: HashMap::with_hasher(Quick),
            lists: book.party_lists.clone(),
            absent: book.party_lists.iter().filter(absent).cloned().collect(),
        };
        for party in &book.parties {
            let hit = Hit {
                list: party.list.clone(),
                round: book.acts[party.round.0 as usize].id.clone(),
                since: party.since,
                until: party.until,
            };
            for name in std::iter::once(&party.title).chain(&party.names) {
                let hits = index.by_name.entry(normalise(name)).or_default();
                if !hits.iter().any(|known| known.list == hit.list && known.round == hit.round) {
                    hits.push(hit.clone());
                }
            }
        }
        index
    }

    /// Listings of a name on a day.
    pub fn listings(&self, name: &str, on: Day) -> Vec<Listing> {
        let hits = self.by_name.get(&normalise(name));
        hits.into_iter()
            .flatten()
            .filter(|hit| hit.since <= on && hit.until.is_none_or(|until| on < until))
            .map(|hit| Listing {
                list: hit.list.as_str().into(),
                round: Some(hit.round.as_str().into()),
                ..Listing::default()
            })
            .collect()
    }

    /// Whether any list of parties is loaded: without one, nobody is screened.
    pub fn is_empty(&self) -> bool {
        self.lists.is_empty()
    }

    /// Whether some party of the transfer is still to be screened.
    pub fn wanted(&self, transfer: &Transfer) -> bool {
        !self.is_empty() && transfer.parties.iter().any(|party| unscreened(party, 0))
    }

    /// Screens every named party that the transfer does not say was screened. Of a list whose
    /// entries are not there nothing is known.
    pub fn screen(&self, transfer: &mut Transfer, on: Day) {
        for party in &mut transfer.parties {
            self.screen_party(party, on, 0);
        }
    }

    fn screen_party(&self, party: &mut Party, on: Day, depth: usize) {
        if depth > 32 {
            return;
        }
        if party.listed.is_none()
            && let Some(name) = &party.name
        {
            let mut listings = self.listings(name, on);
            listings.extend(self.absent.iter().map(|list| Listing {
                list: list.as_str().into(),
                state: HitState::Unscreened,
                ..Listing::default()
            }));
            party.listed = Some(listings);
        }
        for owner in party.owners.iter_mut().flatten() {
            self.screen_party(&mut owner.party, on, depth + 1);
        }
        for other in [&mut party.ultimate_parent, &mut party.employer].into_iter().flatten() {
            self.screen_party(other, on, depth + 1);
        }
    }
}

fn unscreened(party: &Party, depth: usize) -> bool {
    depth <= 32
        && ((party.listed.is_none() && party.name.is_some())
            || party.owners.iter().flatten().any(|owner| unscreened(&owner.party, depth + 1))
            || [&party.ultimate_parent, &party.employer]
                .into_iter()
                .flatten()
                .any(|other| unscreened(other, depth + 1)))
}
