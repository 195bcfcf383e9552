//! Which act an event is about: as printed, as the library holds it, or provisional.

use super::{Sort, Work, kin};
use crate::claims::{Told, law_of};
use crate::library::{KnownAct, Library};
use crate::words::{lexicon, token};
use navicert_model::day::Day;
use std::collections::{BTreeSet, HashMap};

/// The act of an event: as printed, as the library holds it, or provisional.
pub(super) fn name(work: &mut Work, told: &[Told], library: &Library) {
    if !matches!(work.sort, Sort::Law | Sort::Listing) {
        work.event.act = work.acts.first().cloned();
        return;
    }
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for act in work.members.iter().filter_map(|m| told.get(*m)?.claim.act.as_deref()) {
        *counts.entry(act).or_default() += 1;
    }
    let printed = work.acts.iter().max_by_key(|act| counts.get(act.as_str()).copied());
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

/// So many days after an act an authority may still say how it is to be read.
const READING: i32 = 120;

/// A measure to which guidance may belong.
struct Known {
    articles: BTreeSet<String>,
    families: Vec<String>,
    destination: Vec<String>,
    day: Option<Day>,
    act: String,
}

impl Known {
    fn shares(&self, work: &Work) -> bool {
        work.said.articles.iter().any(|article| self.articles.contains(article))
    }

    fn fits(&self, work: &Work) -> bool {
        let near = match (self.day, work.day) {
            (Some(a), Some(b)) => (0..READING).contains(&(b.days() - a.days())),
            // Without a day only what the same article tells is known to be meant.
            _ => self.shares(work),
        };
        near && kin(&self.families, &work.families)
            && (work.destination.iter().any(|d| self.destination.contains(d))
                || work.destination.is_empty())
    }
}

/// An actor, and a stretch of days; `None` of what nobody dates.
type Cell = (Option<String>, Option<i32>);

/// What is said of a measure belongs to its act.
pub(super) fn of_guidance(works: &mut [Work], told: &[Told]) {
    // By actor and stretch of days, each list in the order of the events.
    let mut acts: HashMap<Cell, Vec<(usize, Known)>> = HashMap::new();
    let stretch = |day: Day| day.days().div_euclid(READING);
    for (at, work) in
        works.iter().enumerate().filter(|(_, w)| matches!(w.sort, Sort::Law | Sort::Listing))
    {
        let Some(act) = work.event.act.clone() else { continue };
        let (families, destination) = (work.families.clone(), work.destination.clone());
        let articles = work.said.articles.clone();
        let known = Known { articles, families, destination, day: work.day, act };
        acts.entry((work.actor.clone(), work.day.map(stretch))).or_default().push((at, known));
    }
    for work in works.iter_mut().filter(|w| w.sort == Sort::Guidance) {
        let near: Vec<Option<i32>> = match work.day.map(stretch) {
            Some(cell) => vec![None, Some(cell - 1), Some(cell)],
            None => acts.keys().filter(|(a, _)| *a == work.actor).map(|(_, cell)| *cell).collect(),
        };
        let first = near
            .into_iter()
            .filter_map(|cell| acts.get(&(work.actor.clone(), cell)))
            .flatten()
            .filter(|(_, known)| known.fits(work))
            // That of the same article, then the newest; of those of one day the first.
            .max_by_key(|(at, known)| {
                (known.shares(work), known.day.map(Day::days), std::cmp::Reverse(*at))
            });
        if let Some((_, known)) = first {
            work.event.act = Some(known.act.clone());
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
