//! Claims → events: what several articles are about.

use crate::claims::{Told, law_of};
use crate::library::{KnownAct, Library};
use crate::model::{Article, Event};
use crate::read::Document;
use crate::words::{lexicon, token};
use navicert_model::day::Day;
use std::collections::HashMap;

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
            _ if matches!(action, "halt_shipments" | "resume_shipments" | "grant_licence") => {
                Sort::Practice
            }
            _ => Sort::Law,
        },
    }
}

fn day_of(told: &Told, articles: &HashMap<&str, Option<Day>>) -> Option<Day> {
    let own = told
        .claim
        .announced_on
        .as_deref()
        .or(told.claim.effective_from.as_deref())
        .and_then(|d| Day::parse(d).ok());
    own.or_else(|| articles.get(told.claim.article.as_str()).copied().flatten())
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
    let mut buckets: HashMap<(Sort, Option<String>), Vec<usize>> = HashMap::new();
    let mut words: Vec<usize> = Vec::new();
    for index in 0..told.len() {
        let Some(one) = told.get(index) else { break };
        let sort = sort_of(one);
        if sort == Sort::Words {
            words.push(index);
            continue;
        }
        let day = day_of(one, &days);
        let bucket = buckets.entry((sort, one.claim.actor.country.clone())).or_default();
        let place = bucket
            .iter()
            .rev()
            .copied()
            .find(|w| works.get(*w).is_some_and(|work| belongs(work, one, day, told)));
        match place.and_then(|w| works.get_mut(w)) {
            Some(work) => work.take(index, one, day),
            None => {
                bucket.push(works.len());
                works.push(Work::begin(sort, index, one, day));
            }
        }
    }
    attach_words(&mut works, told, &words, &days);
    for work in &mut works {
        name_act(work, told, library);
    }
    guidance_acts(&mut works, told);
    for work in &works {
        spread(work, told);
    }
    finish(&mut works, told);
    works
}

impl Work {
    fn begin(sort: Sort, index: usize, told: &Told, day: Option<Day>) -> Self {
        let event = Event {
            id: String::new(),
            label: String::new(),
            act: None,
            status: String::new(),
            claims: Vec::new(),
            contradictions: Vec::new(),
        };
        let mut work = Work {
            event,
            members: Vec::new(),
            sort,
            families: Vec::new(),
            destination: Vec::new(),
            actor: told.claim.actor.country.clone(),
            acts: Vec::new(),
            day: None,
        };
        work.take(index, told, day);
        work
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
    }
}

/// Whether a claim is about what an event is about.
fn belongs(work: &Work, one: &Told, day: Option<Day>, all: &[Told]) -> bool {
    let claim = &one.claim;
    if let (Some(act), false) = (&claim.act, work.acts.is_empty()) {
        return work.acts.contains(act);
    }
    let near = match (work.day, day) {
        (Some(a), Some(b)) => {
            (a.days() - b.days()).abs() <= if work.sort == Sort::Past { 100_000 } else { 45 }
        }
        // Without a day only the same goods to the same place, or the same article, are the same thing.
        _ => {
            let own = work
                .members
                .iter()
                .filter_map(|m| all.get(*m))
                .any(|t| t.claim.article == claim.article);
            let clear = !claim.destination.is_empty()
                && claim.destination != ["*"]
                && claim.destination == work.destination;
            own || (clear && work.sort != Sort::Listing)
                || matches!(work.sort, Sort::Past | Sort::Figures | Sort::Budget | Sort::Company)
        }
    };
    if !near {
        return false;
    }
    let open = |d: &[String]| d.is_empty() || d == ["*"];
    let places = (open(&work.destination) && open(&claim.destination))
        || work.destination.iter().any(|d| claim.destination.contains(d));
    let items = kin(&work.families, &claim.items.families);
    match work.sort {
        Sort::Budget => figures(work, one, all),
        Sort::Figures => {
            let periods = |t: &Told| t.claim.figures.first().and_then(|f| f.period.clone());
            let same_period = work.members.iter().filter_map(|m| all.get(*m)).all(|t| {
                match (periods(t), periods(one)) {
                    (Some(a), Some(b)) => a == b,
                    _ => true,
                }
            });
            items && (work.destination == claim.destination) && same_period
        }
        Sort::Company => work.members.iter().filter_map(|m| all.get(*m)).any(|t| {
            t.claim.action == claim.action
                && (t.claim.parties.is_empty()
                    || claim.parties.is_empty()
                    || t.claim.parties.iter().any(|p| claim.parties.contains(p)))
        }),
        Sort::Talks => places || open(&work.destination) || open(&claim.destination),
        Sort::Listing => {
            let class = |t: &Told| t.claim.parties.first().map(|p| p.class.clone());
            let same =
                work.members.iter().filter_map(|m| all.get(*m)).any(|t| class(t) == class(one));
            places && same
        }
        Sort::Past | Sort::Law | Sort::Open | Sort::Guidance | Sort::Practice => {
            let suspension =
                |action: &str| matches!(action, "suspend" | "extend" | "revoke" | "reinstate");
            let alike = work
                .members
                .iter()
                .filter_map(|m| all.get(*m))
                .any(|t| suspension(&t.claim.action) == suspension(&claim.action));
            items && places && (alike || work.sort != Sort::Law)
        }
        Sort::Words => false,
    }
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

/// Whether a budget has a figure in common.
fn figures(work: &Work, one: &Told, all: &[Told]) -> bool {
    work.members.iter().filter_map(|m| all.get(*m)).any(|t| {
        t.claim
            .figures
            .iter()
            .any(|f| one.claim.figures.iter().any(|g| f.unit == g.unit && f.value == g.value))
    })
}

/// Protests, silence and warnings go to the measure they speak of.
fn attach_words(
    works: &mut Vec<Work>,
    told: &[Told],
    words: &[usize],
    days: &HashMap<&str, Option<Day>>,
) {
    for index in words {
        let Some(one) = told.get(*index) else { continue };
        let claim = &one.claim;
        let of_article = |work: &&mut Work| {
            work.members
                .iter()
                .filter_map(|m| told.get(*m))
                .any(|t| t.claim.article == claim.article)
        };
        let fits = |work: &&mut Work| match claim.action.as_str() {
            "protest" | "demand_withdrawal" => {
                matches!(work.sort, Sort::Law | Sort::Listing | Sort::Open)
                    && work.actor.is_some()
                    && claim.destination.contains(work.actor.as_ref().unwrap_or(&String::new()))
            }
            "no_comment" => {
                work.actor == claim.actor.country
                    && matches!(work.sort, Sort::Guidance | Sort::Law | Sort::Listing)
                    && !claim.items.families.is_empty()
            }
            "retaliate" => {
                work.actor == claim.actor.country && matches!(work.sort, Sort::Law | Sort::Listing)
            }
            _ => false,
        };
        let guided = claim.action == "no_comment" && claim.attribution.kind != "article";
        let place = works.iter_mut().filter(|w| of_article(w) && fits(w)).max_by_key(|w| {
            (
                guided && w.sort == Sort::Guidance,
                w.sort == Sort::Law,
                std::cmp::Reverse(w.members.first().copied()),
            )
        });
        let day = day_of(one, days);
        if let Some(work) = place {
            work.members.push(*index);
            continue;
        }
        let own = works.iter_mut().find(|w| {
            w.sort == Sort::Words
                && w.actor == claim.actor.country
                && w.destination == claim.destination
                && of_article(w)
        });
        match own {
            Some(work) => work.members.push(*index),
            None => works.push(Work::begin(Sort::Words, *index, one, day)),
        }
    }
}

/// The act of an event: as printed, as the library holds it, or provisional.
fn name_act(work: &mut Work, told: &[Told], library: &Library) {
    if !matches!(work.sort, Sort::Law | Sort::Listing) {
        work.event.act = work.acts.first().cloned();
        return;
    }
    let printed = work.acts.iter().max_by_key(|act| {
        work.members
            .iter()
            .filter_map(|m| told.get(*m))
            .filter(|t| t.claim.act.as_ref() == Some(*act))
            .count()
    });
    if let Some(act) = printed {
        work.event.act = Some(act.clone());
        return;
    }
    let Some(law) = work.actor.as_deref().map(law_of) else { return };
    let day =
        work.members
            .iter()
            .filter_map(|m| told.get(*m))
            .find_map(|t| {
                t.claim
                    .announced_on
                    .as_deref()
                    .filter(|d| d.len() == 10)
                    .and_then(|d| Day::parse(d).ok())
            })
            .or_else(|| {
                work.members.iter().filter_map(|m| told.get(*m)).find_map(|t| {
                    t.claim.effective_from.as_deref().and_then(|d| Day::parse(d).ok())
                })
            });
    let Some(day) = day else { return };
    let held = library
        .acts
        .iter()
        .filter(|act| {
            act.id.split('/').next() == Some(law.as_str())
                && (act.published == day || act.since.contains(&day))
        })
        .map(|act| (likeness(work, act, told), act))
        .filter(|(score, _)| *score >= 3)
        .max_by_key(|(score, act)| (*score, std::cmp::Reverse(act.id.clone())));
    work.event.act = Some(match held {
        Some((_, act)) => act.id.clone(),
        None => format!("{law}/{day}"),
    });
}

/// How much the title of an act is about what an event is about.
fn likeness(work: &Work, act: &KnownAct, told: &[Told]) -> usize {
    let words = lexicon::of("en");
    let chars: Vec<char> = act.title.chars().collect();
    let tokens = token::tokens(&chars);
    let found = words.find(&tokens);
    let values = |class: &str| -> Vec<String> {
        let class = words.class(class);
        found.iter().filter(|f| Some(f.class) == class).map(|f| words.value(f).to_owned()).collect()
    };
    let (items, countries, lists) = (values("item"), values("country"), values("plist"));
    let class = work
        .members
        .iter()
        .filter_map(|m| told.get(*m))
        .find_map(|t| t.claim.parties.first().map(|p| p.class.clone()));
    let families = items.iter().any(|i| work.families.contains(i))
        || (!items.is_empty() && kin(&items, &work.families) && !work.families.is_empty());
    let places = countries.iter().any(|c| work.destination.contains(c));
    let listing = work.sort == Sort::Listing;
    let listed = lists.iter().any(|l| class.as_deref() == Some(l));
    let suspends = act.title.contains("suspended");
    let suspension =
        work.members.iter().filter_map(|m| told.get(*m)).any(|t| t.claim.action == "suspend");
    if listing == lists.is_empty() || suspends != suspension {
        return 0;
    }
    usize::from(families) * 3 + usize::from(places) * 2 + usize::from(listed) * 3
}

/// What is said of a measure belongs to its act.
fn guidance_acts(works: &mut [Work], told: &[Told]) {
    type Known = (Option<String>, Vec<String>, Vec<String>, Option<Day>, String);
    let acts: Vec<Known> = works
        .iter()
        .filter(|w| w.sort == Sort::Law)
        .filter_map(|w| {
            Some((
                w.actor.clone(),
                w.families.clone(),
                w.destination.clone(),
                w.day,
                w.event.act.clone()?,
            ))
        })
        .collect();
    for work in works.iter_mut().filter(|w| w.sort == Sort::Guidance) {
        let own = acts.iter().find(|(actor, families, destination, day, _)| {
            let near = match (*day, work.day) {
                (Some(a), Some(b)) => (0..120).contains(&(b.days() - a.days())),
                _ => true,
            };
            *actor == work.actor
                && near
                && kin(families, &work.families)
                && (work.destination.iter().any(|d| destination.contains(d))
                    || work.destination.is_empty())
        });
        if let Some((.., act)) = own {
            work.event.act = Some(act.clone());
        } else if let Some(day) = work
            .members
            .iter()
            .filter_map(|m| told.get(*m))
            .find_map(|t| t.claim.announced_on.clone())
        {
            work.event.act = work.actor.as_deref().map(|actor| format!("{}/{day}", law_of(actor)));
        }
    }
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
    works.sort_by_key(|w| w.members.iter().min().copied());
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
    let any = |status: &str| main.iter().any(|t| t.claim.status == status);
    for status in ["in_force", "suspended", "announced"] {
        if any(status) && work.sort != Sort::Open {
            return status.to_owned();
        }
    }
    // Of readings of one plan, the one that most articles have; of as many, the first.
    let first = main
        .first()
        .or(members.first().as_ref())
        .map(|t| t.claim.status.clone())
        .unwrap_or_default();
    let count = |status: &str| main.iter().filter(|t| t.claim.status == status).count();
    main.iter()
        .map(|t| t.claim.status.clone())
        .max_by_key(|s| (count(s), *s == first))
        .unwrap_or(first)
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
