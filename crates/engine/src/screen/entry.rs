//! Listed parties in what screening and the law read of them.

use navicert_lists::{Entry, Kind, Quality};
use navicert_model::country::CountrySet;
use navicert_model::day::Day;
use navicert_model::transfer::{HitState, Listing};
use navicert_names::{BirthDate, Identifier, Listed, ListedName};
use navicert_rules::law::{LawBook, ListedParty};
use sha2::{Digest, Sha256};

/// A listed party.
#[derive(Clone, Debug)]
pub struct ListedEntry {
    /// The list, as the vocabulary spells it.
    pub list: Box<str>,
    /// What tells the entry apart for good.
    pub id: Box<str>,
    /// Its names, the primary one first.
    pub names: Vec<ListedName>,
    /// SHA-256 of what identifies the party and of what the listing does: a change reopens what was
    /// said of hits on it.
    pub digest: String,
    listing: Listing,
    countries: CountrySet,
    kind: navicert_names::Kind,
    births: Vec<BirthDate>,
    identifiers: Vec<Identifier>,
    since: Option<Day>,
    until: Option<Day>,
}

impl ListedEntry {
    /// Whether it is listed on a day.
    pub fn listed_on(&self, on: Day) -> bool {
        self.since.is_none_or(|since| since <= on) && self.until.is_none_or(|until| on < until)
    }

    /// The days on which it comes and goes, as far as they are known.
    pub fn days(&self) -> impl Iterator<Item = Day> {
        [self.since, self.until].into_iter().flatten()
    }

    /// The name under which it is listed.
    pub fn title(&self) -> &str {
        self.names.first().map_or(&self.id, |name| &name.text)
    }

    /// The act that listed it, if the law says so.
    pub fn round(&self) -> Option<&str> {
        self.listing.round.as_deref()
    }

    /// What a hit on it says to the law.
    pub(super) fn listing(&self, state: HitState) -> Listing {
        Listing { state, ..self.listing.clone() }
    }

    /// In the little that matching needs.
    pub(super) fn listed(&self) -> Listed {
        Listed {
            list: self.list.to_string(),
            entry: self.id.to_string(),
            names: self.names.clone(),
            countries: self.countries,
            kind: self.kind,
            birth_dates: self.births.clone(),
            identifiers: self.identifiers.clone(),
        }
    }

    fn sealed(mut self) -> Self {
        let mut hash = Sha256::new();
        let names = self.names.iter().map(|name| name.text.clone());
        let births = self.births.iter().map(ToString::to_string);
        let numbers = self.identifiers.iter().map(|one| format!("{}={}", one.scheme, one.value));
        let days =
            [self.since, self.until].map(|day| day.map_or_else(String::new, |day| day.to_string()));
        let countries = self.countries.iter().map(|country| country.as_str().to_owned());
        let rest = format!("{} {} {:?}", self.list, self.id, self.listing);
        for part in names.chain(births).chain(numbers).chain(days).chain(countries).chain([rest]) {
            hash.update(part.as_bytes());
            hash.update([0]);
        }
        self.digest = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        self
    }
}

/// A party that the law's own lists name.
pub(super) fn of_law(book: &LawBook, party: &ListedParty) -> ListedEntry {
    let round = &book.acts[party.round.0 as usize].id;
    let aliases = party.names.iter().map(ListedName::alias);
    ListedEntry {
        list: party.list.as_str().into(),
        id: format!("{round}#{}", party.title).into(),
        names: std::iter::once(ListedName::primary(&party.title)).chain(aliases).collect(),
        listing: Listing {
            list: party.list.as_str().into(),
            round: Some(round.as_str().into()),
            ..Listing::default()
        },
        digest: String::new(),
        countries: party.country.map_or_else(CountrySet::empty, CountrySet::one),
        kind: navicert_names::Kind::Unknown,
        births: Vec::new(),
        identifiers: Vec::new(),
        since: Some(party.since),
        until: party.until,
    }
    .sealed()
}

/// An imported entry. A published list gives footnotes and concerns whole: what is not there is not.
pub(super) fn imported(entry: &Entry) -> ListedEntry {
    let boxed = |texts: &[String]| -> Vec<Box<str>> {
        texts.iter().map(|text| text.as_str().into()).collect()
    };
    let footnotes = (entry.requirement.is_some() || !entry.footnotes.is_empty())
        .then(|| boxed(&entry.footnotes));
    // A letter without a word of the vocabulary leaves the concerns unknown.
    let concerns: Option<Vec<Box<str>>> =
        entry.concerns.iter().map(|letters| concern(letters).map(Box::from)).collect();
    let births = entry.births.iter().filter_map(|birth| BirthDate::parse(&birth.to_string()));
    let numbers = entry
        .identifiers
        .iter()
        .map(|one| Identifier { scheme: one.kind.as_str().to_owned(), value: one.value.clone() });
    let names = entry.names.iter().map(|name| ListedName {
        text: name.text.clone(),
        quality: match name.quality {
            Quality::Primary => navicert_names::Quality::Primary,
            Quality::Alias => navicert_names::Quality::Alias,
            Quality::Weak => navicert_names::Quality::Weak,
        },
    });
    ListedEntry {
        list: entry.list.as_str().into(),
        id: entry.id.as_str().into(),
        names: names.collect(),
        listing: Listing {
            list: entry.list.as_str().into(),
            footnotes,
            concerns: concerns.filter(|concerns| !concerns.is_empty()),
            ..Listing::default()
        },
        digest: String::new(),
        countries: entry
            .countries()
            .into_iter()
            .fold(CountrySet::empty(), |all, country| all.union(CountrySet::one(country))),
        kind: match entry.kind {
            Kind::Org => navicert_names::Kind::Org,
            Kind::Person => navicert_names::Kind::Person,
            Kind::Vessel => navicert_names::Kind::Vessel,
            Kind::Aircraft | Kind::Unknown => navicert_names::Kind::Unknown,
        },
        births: births.collect(),
        identifiers: numbers.collect(),
        since: entry.since,
        until: entry.until,
    }
    .sealed()
}

/// The vocabulary's word for a letter of the End User List.
fn concern(letters: &str) -> Option<&'static str> {
    Some(match letters {
        "B" | "C" => "chemical-biological",
        "M" => "missile",
        "N" => "nuclear",
        _ => return None,
    })
}
