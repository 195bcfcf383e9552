//! Claims → events: what several articles are about.

mod act;
mod find;
mod words;

use crate::claims::Told;
use crate::library::Library;
use crate::model::{Article, Event};
use crate::read::Document;
use navicert_model::day::Day;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What kind of thing an event is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sort {
    /// A measure that an authority has taken.
    Law,
    /// One that is weighed, feared, reported, denied.
    Open,
    /// One of long ago.
    Past,
    /// What an authority says of a measure.
    Guidance,
    /// Talks and agreements.
    Talks,
    /// A stop or a start of deliveries in practice.
    Practice,
    /// Listed and delisted parties.
    Listing,
    /// Figures.
    Figures,
    /// Budgets.
    Budget,
    /// Producers, companies, courts.
    Company,
    /// Words.
    Words,
}

/// An event and its claims.
#[derive(Debug)]
pub struct Work {
    /// What is handed out.
    pub event: Event,
    /// Indices of its claims.
    pub members: Vec<usize>,
    /// What it is.
    pub sort: Sort,
    families: Vec<String>,
    destination: Vec<String>,
    actor: Option<String>,
    acts: Vec<String>,
    day: Option<Day>,
    said: Said,
}

/// What the claims of an event say, kept so that none of them has to be looked at again.
#[derive(Debug, Default)]
struct Said {
    articles: BTreeSet<String>,
    /// Periods of first figures.
    periods: BTreeSet<String>,
    /// Units and values of figures.
    figures: BTreeSet<(String, String)>,
    /// First classes of parties; `None` of a claim without any.
    classes: BTreeSet<Option<String>>,
    /// Parties by action; `None` of a claim without any.
    parties: BTreeMap<String, BTreeSet<Option<String>>>,
}

/// How far sources carry, by article id: text of an act, wire, other press.
pub fn ranks(documents: &[Document]) -> HashMap<String, u8> {
    let rank = |article: &Article, document: &Document| match () {
        () if crate::cluster::official(document) => 6,
        () if article.agency.is_some() => 3,
        () => 2,
    };
    documents.iter().map(|d| (d.article.id.clone(), rank(&d.article, d))).collect()
}

/// How far a claim carries: official statistics and statements, state media, wire, press, unnamed.
pub fn weight(told: &Told, ranks: &HashMap<String, u8>) -> u8 {
    let article = ranks.get(&told.claim.article).copied().unwrap_or(2);
    match told.claim.attribution.kind.as_str() {
        _ if article == 6 => 6,
        "official" | "statistics" | "court" => 5,
        "state_media" => 4,
        "unnamed_source" => 1,
        _ => article,
    }
}

fn sort_of(told: &Told) -> Sort {
    let claim = &told.claim;
    match claim.action.as_str() {
        "clarify" => Sort::Guidance,
        "negotiate" | "agree" => Sort::Talks,
        "release_statistics" => Sort::Figures,
        "approve_budget" => Sort::Budget,
        "support_producer" | "expand_supply" | "intervene_company" | "court_ruling" => {
            Sort::Company
        }
        "protest" | "demand_withdrawal" | "warn" | "retaliate" | "state_position"
        | "no_comment" | "other" => Sort::Words,
        action => match claim.status.as_str() {
            "ended" if action != "revoke" => Sort::Past,
            "under_consideration"
            | "being_negotiated"
            | "proposed"
            | "speculated"
            | "unconfirmed"
            | "denied"
            | "reported"
                if !matches!(action, "halt_shipments" | "resume_shipments") =>
            {
                Sort::Open
            }
            _ if matches!(action, "list_party" | "delist_party") => Sort::Listing,
            // What a list means for those on it.
            "in_force" | "announced"
                if action == "ban_export"
                    && claim.parties.first().is_some_and(|p| p.class == "listed_party") =>
            {
                Sort::Listing
            }
            _ if matches!(action, "halt_shipments" | "resume_shipments" | "grant_licence") => {
                Sort::Practice
            }
            _ => Sort::Law,
        },
    }
}

fn day_of(told: &Told, articles: &HashMap<&str, Option<Day>>) -> Option<Day> {
    let read = |day: &Option<String>| day.as_deref().and_then(|d| Day::parse(d).ok());
    let article = articles.get(told.claim.article.as_str()).copied().flatten();
    // A first day that lies ahead says less of when it was news than the article's own day.
    let first = read(&told.claim.effective_from)
        .filter(|first| article.is_none_or(|day| first.days() <= day.days()));
    read(&told.claim.announced_on).or(first).or(article)
}

/// Joins claims.
pub fn events(told: &mut [Told], documents: &[Document], library: &Library) -> Vec<Work> {
    let days: HashMap<&str, Option<Day>> = documents
        .iter()
        .map(|d| {
            (d.article.id.as_str(), d.article.date.as_deref().and_then(|day| Day::parse(day).ok()))
        })
        .collect();
    let mut works: Vec<Work> = Vec::new();
    let mut places = find::Places::default();
    let mut words: Vec<usize> = Vec::new();
    for (index, one) in told.iter().enumerate() {
        let sort = sort_of(one);
        if sort == Sort::Words {
            words.push(index);
            continue;
        }
        let day = day_of(one, &days);
        let at = places.find(&works, sort, one, day).unwrap_or(works.len());
        if at == works.len() {
            works.push(Work::begin(sort, one));
        }
        if let Some(work) = works.get_mut(at) {
            work.take(index, one, day);
            places.put(at, work, one);
        }
    }
    words::attach(&mut works, told, &words);
    for work in &mut works {
        act::name(work, told, library);
    }
    act::of_guidance(&mut works, told);
    for work in &works {
        spread(work, told);
    }
    finish(&mut works, told);
    works
}

impl Work {
    fn begin(sort: Sort, told: &Told) -> Self {
        let event = Event {
            id: String::new(),
            label: String::new(),
            act: None,
            status: String::new(),
            claims: Vec::new(),
            contradictions: Vec::new(),
        };
        Work {
            event,
            members: Vec::new(),
            sort,
            families: Vec::new(),
            destination: Vec::new(),
            actor: told.claim.actor.country.clone(),
            acts: Vec::new(),
            day: None,
            said: Said::default(),
        }
    }

    fn take(&mut self, index: usize, told: &Told, day: Option<Day>) {
        self.members.push(index);
        for family in &told.claim.items.families {
            if !self.families.contains(family) {
                self.families.push(family.clone());
            }
        }
        for place in &told.claim.destination {
            if !self.destination.contains(place) {
                self.destination.push(place.clone());
            }
        }
        if let Some(act) = told.claim.act.clone().filter(|act| !self.acts.contains(act)) {
            self.acts.push(act);
        }
        self.day = self.day.or(day);
        self.said.take(told);
    }
}

impl Said {
    fn take(&mut self, told: &Told) {
        let claim = &told.claim;
        self.articles.insert(claim.article.clone());
        self.periods.extend(period(told));
        self.figures.extend(claim.figures.iter().map(|f| (f.unit.clone(), f.value.clone())));
        self.classes.insert(claim.parties.first().map(|p| p.class.clone()));
        self.parties.entry(claim.action.clone()).or_default().extend(parties(told));
    }
}

/// The period of the first figure.
fn period(told: &Told) -> Option<String> {
    told.claim.figures.first().and_then(|f| f.period.clone())
}

/// Each party in one word; a single `None` if there is none.
fn parties(told: &Told) -> Vec<Option<String>> {
    if told.claim.parties.is_empty() {
        return vec![None];
    }
    told.claim.parties.iter().map(|p| Some(format!("{p:?}"))).collect()
}

/// Whether two sets of families speak of the same goods.
fn kin(a: &[String], b: &[String]) -> bool {
    let stem = |f: &String| -> String {
        if f.starts_with("rare_earth") {
            "rare".to_owned()
        } else if f.contains("chip") {
            "chip".to_owned()
        } else {
            f.clone()
        }
    };
    a.is_empty()
        || b.is_empty()
        || a.iter().any(|f| b.contains(f))
        || a.iter().any(|f| b.iter().any(|g| stem(f) == stem(g)))
        || a.iter().any(|f| f == "critical_minerals")
        || b.iter().any(|f| f == "critical_minerals")
}

/// The claims of an event are about its act.
fn spread(work: &Work, told: &mut [Told]) {
    let Some(act) = &work.event.act else { return };
    for member in &work.members {
        if let Some(one) = told.get_mut(*member)
            && one.claim.act.is_none()
            && !matches!(
                one.claim.action.as_str(),
                "protest" | "demand_withdrawal" | "no_comment" | "retaliate" | "warn"
            )
        {
            one.claim.act = Some(act.clone());
        }
    }
}

fn finish(works: &mut [Work], told: &[Told]) {
    works.sort_by_cached_key(|w| w.members.iter().min().copied());
    for (n, work) in works.iter_mut().enumerate() {
        work.members.sort_unstable();
        work.event.id = format!("e{}", n + 1);
        work.event.claims =
            work.members.iter().filter_map(|m| told.get(*m)).map(|t| t.claim.id.clone()).collect();
        work.event.status = status(work, told);
        work.event.label = label(work, told);
    }
}

fn status(work: &Work, told: &[Told]) -> String {
    let members: Vec<&Told> = work.members.iter().filter_map(|m| told.get(*m)).collect();
    let main: Vec<&&Told> = members.iter().filter(|t| sort_of(t) != Sort::Words).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for one in &main {
        *counts.entry(&one.claim.status).or_default() += 1;
    }
    for status in ["in_force", "suspended", "announced"] {
        if counts.contains_key(status) && work.sort != Sort::Open {
            return status.to_owned();
        }
    }
    // Of readings of one plan, the one that most articles have; of as many, the first.
    let first = main
        .first()
        .or(members.first().as_ref())
        .map(|t| t.claim.status.as_str())
        .unwrap_or_default();
    counts
        .into_iter()
        .max_by_key(|(status, count)| (*count, *status == first))
        .map_or(first, |(status, _)| status)
        .to_owned()
}

/// `CN: ban_export dual_use_all to JP (2026-01-06)` in words.
fn label(work: &Work, told: &[Told]) -> String {
    let action = work
        .members
        .iter()
        .filter_map(|m| told.get(*m))
        .find(|t| sort_of(t) == work.sort)
        .map(|t| t.claim.action.replace('_', " "))
        .unwrap_or_default();
    let mut text = work.actor.as_deref().map(|a| format!("{a}: ")).unwrap_or_default();
    text.push_str(&action);
    if !work.families.is_empty() {
        text.push_str(&format!(" {}", work.families.join(", ").replace('_', " ")));
    }
    let places: Vec<&str> =
        work.destination.iter().map(String::as_str).filter(|d| *d != "*").collect();
    if !places.is_empty() {
        text.push_str(&format!(" / {}", places.join(", ")));
    }
    if let Some(day) =
        work.members.iter().filter_map(|m| told.get(*m)).find_map(|t| t.claim.announced_on.clone())
    {
        text.push_str(&format!(" ({day})"));
    }
    text
}
