//! Parties against the lists of parties: those of the law and those that were imported.
//!
//! A party whose name is, after [`normalise`], that of a listed one is that party. Whom the matcher of
//! names finds beside these may be: the hit is open until somebody says what it is, and what is open
//! is unknown to the law.

mod adjudication;
mod entry;
mod found;
mod since;

pub use adjudication::{Adjudication, Adjudications, Outcome, Standing, party_digest};
pub use entry::ListedEntry;
pub use found::{Found, Hit, PartyHit};
pub use since::{Concerned, ListChanges};

use navicert_lists::Entry;
use navicert_model::country::CountrySet;
use navicert_model::day::Day;
use navicert_model::transfer::{HitState, Listing, Party, Place, Transfer};
use navicert_names::{Index, Listed, Options, Query};
use navicert_rules::eval::diagram::Quick;
use navicert_rules::law::LawBook;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock};
use unicode_normalization::UnicodeNormalization;

/// Owners and parents deeper than this are not screened.
const DEPTH: usize = 32;
/// At most this many names are remembered with what was found for them, each in so many places.
const REMEMBERED: usize = 1 << 17;
const PLACES: usize = 64;

/// What was found for a name, by place and seat.
type Known = Vec<(Place, Place, Arc<[Found]>)>;

/// Listed parties by name.
#[derive(Debug, Default)]
pub struct NameIndex {
    /// Those of the law first.
    entries: Vec<ListedEntry>,
    /// How many are of the law.
    of_law: usize,
    /// Positions by normal form of a name.
    exact: HashMap<String, Vec<u32>, Quick>,
    /// Made when the first party is screened.
    index: OnceLock<Index>,
    /// Lists that the law speaks of.
    lists: Vec<String>,
    /// Those whose entries are not there.
    absent: Vec<String>,
    adjudications: Adjudications,
    /// Positions by id.
    ids: OnceLock<HashMap<Box<str>, u32>>,
    known: Mutex<HashMap<Box<str>, Known, Quick>>,
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
        let mut index = NameIndex { lists: book.party_lists.clone(), ..NameIndex::default() };
        index.add(book.parties.iter().map(|party| entry::of_law(book, party)).collect());
        index.of_law = index.entries.len();
        index
    }

    /// The parties of another book, with the same imported entries and what was said of hits.
    #[must_use]
    pub fn under(&self, book: &LawBook) -> Self {
        let mut index = NameIndex::of(book);
        index.add(self.imported().to_vec());
        index.adjudications = self.adjudications.clone();
        index
    }

    /// The imported entries.
    pub fn imported(&self) -> &[ListedEntry] {
        &self.entries[self.of_law..]
    }

    /// Days on which somebody comes onto a list or goes, or something said of a hit ends.
    pub fn days(&self) -> impl Iterator<Item = Day> {
        self.entries.iter().flat_map(ListedEntry::days).chain(self.ends())
    }

    /// Days on which something said of a hit ends, one for each hit.
    pub fn ends(&self) -> impl Iterator<Item = Day> {
        self.adjudications.ends()
    }

    /// Adds imported entries; those without a name cannot be found. Linear in their names.
    pub fn import(&mut self, entries: &[Entry]) {
        self.add(
            entries.iter().filter(|entry| !entry.names.is_empty()).map(entry::imported).collect(),
        );
    }

    /// Keeps those of the imported entries that `keep` says. Linear in the names of all.
    pub(crate) fn retain(&mut self, keep: impl Fn(&ListedEntry) -> bool) {
        let imported = self.entries.split_off(self.of_law);
        let of_law = std::mem::take(&mut self.entries);
        self.exact.clear();
        self.add(of_law);
        self.add(imported.into_iter().filter(keep).collect());
    }

    fn add(&mut self, entries: Vec<ListedEntry>) {
        for entry in entries {
            let position = self.entries.len() as u32;
            for name in &entry.names {
                let positions = self.exact.entry(normalise(&name.text)).or_default();
                if positions.last() != Some(&position) {
                    positions.push(position);
                }
            }
            self.entries.push(entry);
        }
        let absent = |list: &&String| self.entries.iter().all(|entry| *entry.list != ***list);
        self.absent = self.lists.iter().filter(absent).cloned().collect();
        (self.index, self.known, self.ids) = Default::default();
    }

    /// What was said of hits: confirmed, cleared.
    pub fn adjudicate(&mut self, adjudications: Adjudications) {
        self.adjudications = adjudications;
    }

    /// Whether any list of parties is loaded: without one, nobody is screened.
    pub fn is_empty(&self) -> bool {
        self.lists.is_empty() && self.entries.is_empty()
    }

    /// An entry by its position.
    pub fn entry(&self, position: u32) -> &ListedEntry {
        &self.entries[position as usize]
    }

    /// The entry of an id, with its position.
    pub fn entry_of(&self, id: &str) -> Option<&ListedEntry> {
        self.entries.iter().find(|entry| *entry.id == *id)
    }

    /// The parties listed on a day, in what matching needs.
    pub fn listed_on(&self, on: Day) -> impl Iterator<Item = Listed> {
        self.entries.iter().filter(move |entry| entry.listed_on(on)).map(ListedEntry::listed)
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// SHA-256 over what is listed and what was said of hits, in hexadecimal.
    pub fn digest(&self) -> String {
        let mut hash = Sha256::new();
        for entry in &self.entries {
            hash.update(entry.digest.as_bytes());
        }
        self.adjudications.digest(&mut hash);
        hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// SHA-256 over what is listed alone, in hexadecimal.
    pub fn version(&self) -> String {
        let mut hash = Sha256::new();
        for entry in &self.entries {
            hash.update(entry.digest.as_bytes());
        }
        hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }

    fn names(&self) -> &Index {
        self.index.get_or_init(|| Index::build(self.entries.iter().map(ListedEntry::listed)))
    }

    /// Whom a query may be, best first, whatever the day and whatever was said of the hits.
    ///
    /// Cost: see [`Index::screen`]; the first call builds the index.
    pub fn ask(&self, query: &Query) -> Vec<Found> {
        let mut found: Vec<Found> =
            self.names().screen(query, &Options::default()).iter().map(Found::of).collect();
        let exact = self.exact.get(&normalise(&query.name)).map_or(&[][..], Vec::as_slice);
        for &position in exact {
            match found.iter_mut().find(|one| one.position == position) {
                Some(one) => one.exact = true,
                None => found.push(Found::exact(position, &query.name)),
            }
        }
        found
    }

    /// Whom a party may be, on a day; the states are those of the adjudications.
    pub fn hits(&self, party: &Party, on: Day) -> Vec<Hit> {
        let Some(name) = &party.name else { return Vec::new() };
        let found = self.found(name, party);
        if found.is_empty() {
            return Vec::new();
        }
        let (normal, digest) = (normalise(name), party_digest(party));
        let live = found.iter().filter(|one| self.entry(one.position).listed_on(on));
        live.map(|one| {
            let entry = self.entry(one.position);
            let (state, standing) = self.state(&normal, &digest, entry, one.exact, on);
            let reopened = match standing {
                Standing::Reopened(why) => Some(why),
                Standing::Never | Standing::Confirmed(_) | Standing::Cleared(_) => None,
            };
            Hit { found: one.clone(), state, reopened }
        })
        .collect()
    }

    /// How a hit stands on a day, and what was said of it: `party` is the normal name, `exact` whether it is the
    /// entry's, too.
    fn state(
        &self,
        party: &str,
        party_digest: &str,
        entry: &ListedEntry,
        exact: bool,
        on: Day,
    ) -> (HitState, Standing<'_>) {
        let said = &self.adjudications;
        let standing = said.standing(party, party_digest, &entry.id, &entry.digest, on);
        let state = match &standing {
            Standing::Confirmed(_) => HitState::Confirmed,
            Standing::Cleared(_) => HitState::Cleared,
            _ if exact => HitState::Confirmed,
            Standing::Never | Standing::Reopened(_) => HitState::Open,
        };
        (state, standing)
    }

    /// How a hit on the entry of an id stands on a day, and what was said of it; `None` if there is no such entry.
    pub fn stands(&self, party: &Party, id: &str, on: Day) -> Option<(HitState, Standing<'_>)> {
        let ids = self.ids.get_or_init(|| {
            (0..).zip(&self.entries).map(|(at, entry)| (entry.id.clone(), at)).collect()
        });
        let entry = self.entry(*ids.get(id)?);
        let name = normalise(party.name.as_deref().unwrap_or_default());
        let exact = entry.names.iter().any(|one| normalise(&one.text) == name);
        Some(self.state(&name, &party_digest(party), entry, exact, on))
    }

    /// What is found for a name is remembered: the same customers come again. Cost then: one look-up.
    fn found(&self, name: &str, party: &Party) -> Arc<[Found]> {
        let (place, seat) = (&party.country, &party.headquarters);
        if let Ok(known) = self.known.lock() {
            let mut asked = known.get(name).into_iter().flatten();
            if let Some((.., found)) = asked.find(|known| known.0 == *place && known.1 == *seat) {
                return Arc::clone(found);
            }
        }
        let found: Arc<[Found]> = self.ask(&query(name, party)).into();
        if let Ok(mut known) = self.known.lock() {
            if known.len() >= REMEMBERED {
                known.clear();
            }
            let asked = known.entry(name.into()).or_default();
            if asked.len() < PLACES {
                asked.push((place.clone(), seat.clone(), Arc::clone(&found)));
            }
        }
        found
    }

    /// Whether some party of the transfer is still to be screened.
    pub fn wanted(&self, transfer: &Transfer) -> bool {
        !self.is_empty() && transfer.parties.iter().any(|party| unscreened(party, 0))
    }

    /// Screens every named party that the transfer does not say was screened, and gives their hits.
    /// Of a list whose entries are not there nothing is known.
    pub fn screen(&self, transfer: &mut Transfer, on: Day) -> Vec<PartyHit> {
        let mut hits = Vec::new();
        if !self.is_empty() {
            for party in &mut transfer.parties {
                self.screen_party(party, on, 0, &mut hits);
            }
        }
        hits
    }

    fn screen_party(&self, party: &mut Party, on: Day, depth: usize, hits: &mut Vec<PartyHit>) {
        if depth > DEPTH {
            return;
        }
        if let (None, Some(name)) = (&party.listed, &party.name) {
            let mut listings: Vec<Listing> = Vec::new();
            for hit in self.hits(party, on) {
                let listing = self.entry(hit.found.position).listing(hit.state);
                // Hits that say the same to the law are one.
                if !listings.contains(&listing) {
                    listings.push(listing);
                }
                hits.push(PartyHit { role: party.role, name: name.clone(), hit });
            }
            listings.extend(self.absent.iter().map(|list| Listing {
                list: list.as_str().into(),
                state: HitState::Unscreened,
                ..Listing::default()
            }));
            party.listed = Some(listings);
        }
        for owner in party.owners.iter_mut().flatten() {
            self.screen_party(&mut owner.party, on, depth + 1, hits);
        }
        for other in [&mut party.ultimate_parent, &mut party.employer].into_iter().flatten() {
            self.screen_party(other, on, depth + 1, hits);
        }
    }
}

/// What is asked for a party of a transfer.
fn query(name: &str, party: &Party) -> Query {
    let countries = [&party.country, &party.headquarters];
    let countries = countries.into_iter().fold(CountrySet::empty(), |all, place| match place {
        Place::One(country) => all.union(CountrySet::one(*country)),
        Place::OneOf(set) => all.union(**set),
        Place::Unknown => all,
    });
    Query { countries, ..Query::named(name) }
}

fn unscreened(party: &Party, depth: usize) -> bool {
    depth <= DEPTH
        && ((party.listed.is_none() && party.name.is_some())
            || party.owners.iter().flatten().any(|owner| unscreened(&owner.party, depth + 1))
            || [&party.ultimate_parent, &party.employer]
                .into_iter()
                .flatten()
                .any(|other| unscreened(other, depth + 1)))
}
