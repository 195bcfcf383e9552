//! What must always hold, against a slow and obvious oracle: every way from a product down to a
//! bought part is walked by itself.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that fails says so by panicking"
)]

use navicert_model::amount::Decimal;
use navicert_model::country::Country;
use navicert_model::day::Day;
use navicert_model::verdict::Triage;
use navicert_supply::concentration::{Remainder, hhi};
use navicert_supply::exposure::{Asked, Measure, exposure};
use navicert_supply::number::{Ratio, one, ratio, whole, zero};
use navicert_supply::what_if::{self, what_if};
use navicert_supply::{Scenario, Source, Supply, Terms, Walk};
use num_traits::{Signed, Zero};
use proptest::prelude::*;
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;

const COUNTRIES: [&str; 4] = ["CN", "JP", "VN", "KR"];
const QUANTITIES: [&str; 5] = ["1", "2", "0.5", "3", "1.25"];

/// A small factory: products on top, then levels of assemblies, then bought parts.
#[derive(Clone, Debug)]
struct Factory {
    plans: Vec<u32>,
    assemblies: usize,
    /// Parent, part and quantity, as random numbers that are brought into range.
    uses: Vec<(usize, usize, usize)>,
    parts: Vec<Bought>,
}

#[derive(Clone, Debug)]
struct Bought {
    cents: u32,
    mineral: usize,
    /// Country, origin, weight of the share.
    lines: Vec<(usize, Option<usize>, u32)>,
    /// Country, capacity, days, pool.
    offers: Vec<(usize, u32, u32, Option<usize>)>,
    on_hand: u32,
}

impl Factory {
    fn name(&self, at: usize) -> String {
        let (products, assemblies) = (self.plans.len(), self.assemblies);
        match at {
            at if at < products => format!("P{at}"),
            at if at < products + assemblies => format!("A{}", at - products),
            at => format!("B{}", at - products - assemblies),
        }
    }

    fn uses(&self) -> Vec<(usize, usize, &'static str)> {
        let inner = self.plans.len() + self.assemblies;
        let all = inner + self.parts.len();
        // The first part that may go into a parent: never a product, and only later ones.
        let first = |parent: usize| (parent + 1).max(self.plans.len());
        let bring = |&(parent, part, quantity): &(usize, usize, usize)| {
            let parent = parent % inner;
            let part = first(parent) + part % (all - first(parent));
            (parent, part, QUANTITIES[quantity % QUANTITIES.len()])
        };
        self.uses.iter().map(bring).collect()
    }

    fn sources(&self, origins: &[Option<&str>]) -> Vec<Source> {
        let mut parts =
            String::from("part,kind,unit_value,mineral,stage,site,site_country,per_month\n");
        for (at, plan) in self.plans.iter().enumerate() {
            writeln!(parts, "P{at},product,100 USD,,,S{},JP,{plan}", at % 2).unwrap();
        }
        for at in 0..self.assemblies {
            writeln!(parts, "A{at},assembly,,,,,,").unwrap();
        }
        let mut suppliers = String::from(
            "part,supplier,country,origin,share,use,capacity_per_month,lead_time_days,pool\n",
        );
        let mut stock = String::from("part,site,on_hand\n");
        let mut unknown = origins.iter();
        for (at, part) in self.parts.iter().enumerate() {
            let mineral = ["tungsten", "gallium", ""][part.mineral];
            writeln!(
                parts,
                "B{at},bought,{}.{:02} USD,{mineral},,,,",
                part.cents / 100,
                part.cents % 100
            )
            .unwrap();
            let all: u32 = part.lines.iter().map(|line| line.2).sum();
            let mut left = Decimal::ONE_HUNDRED;
            for (index, (country, origin, weight)) in part.lines.iter().enumerate() {
                let share = match index + 1 == part.lines.len() {
                    true => left,
                    false => Decimal::from(weight * 100 / all),
                };
                left -= share;
                let origin = match origin {
                    Some(origin) => COUNTRIES[*origin],
                    None => unknown.next().copied().flatten().unwrap_or(""),
                };
                writeln!(
                    suppliers,
                    "B{at},S{index},{},{origin},{share} %,current,,,",
                    COUNTRIES[*country]
                )
                .unwrap();
            }
            for (index, (country, capacity, days, pool)) in part.offers.iter().enumerate() {
                let pool = pool.map(|pool| format!("L{pool}")).unwrap_or_default();
                let supplier = if pool.is_empty() { format!("O{index}") } else { "Pool".into() };
                let country = COUNTRIES[*country];
                writeln!(
                    suppliers,
                    "B{at},{supplier},{country},{country},,alternative,{capacity},{days},{pool}"
                )
                .unwrap();
            }
            writeln!(stock, "B{at},S0,{}", part.on_hand).unwrap();
        }
        let mut bom = String::from("parent,part,quantity\n");
        for (parent, part, quantity) in self.uses() {
            writeln!(bom, "{},{},{quantity}", self.name(parent), self.name(part)).unwrap();
        }
        [("parts", parts), ("bom", bom), ("suppliers", suppliers), ("stock", stock)]
            .map(|(name, text)| Source { name: name.into(), bytes: text.into_bytes() })
            .into()
    }

    /// How many of each bought part are in a product, way by way.
    fn quantities(&self, product: usize) -> BTreeMap<usize, Ratio> {
        let inner = self.plans.len() + self.assemblies;
        let uses = self.uses();
        let mut found: BTreeMap<usize, Ratio> = BTreeMap::new();
        let mut ways = vec![(product, one())];
        while let Some((at, times)) = ways.pop() {
            if at >= inner {
                *found.entry(at - inner).or_insert_with(zero) += &times;
                continue;
            }
            for (_, part, quantity) in uses.iter().filter(|one| one.0 == at) {
                ways.push((*part, &times * ratio(quantity.parse().unwrap())));
            }
        }
        found
    }

    fn unknown_origins(&self) -> usize {
        self.parts.iter().flat_map(|part| &part.lines).filter(|line| line.1.is_none()).count()
    }
}

fn bought() -> impl Strategy<Value = Bought> {
    let line = (0_usize..4, prop::option::weighted(0.7, 0_usize..4), 1_u32..5);
    let offer = (0_usize..4, 0_u32..500, 0_u32..200, prop::option::of(0_usize..2));
    (
        1_u32..5_000,
        0_usize..3,
        prop::collection::vec(line, 1..4),
        prop::collection::vec(offer, 0..4),
        0_u32..2_000,
    )
        .prop_map(|(cents, mineral, lines, offers, on_hand)| Bought {
            cents,
            mineral,
            lines,
            offers,
            on_hand,
        })
}

fn factory() -> impl Strategy<Value = Factory> {
    (
        prop::collection::vec(0_u32..50, 1..4),
        0_usize..4,
        prop::collection::vec((any::<usize>(), any::<usize>(), any::<usize>()), 1..14),
        prop::collection::vec(bought(), 1..6),
    )
        .prop_map(|(plans, assemblies, uses, parts)| Factory {
            plans,
            assemblies,
            uses,
            parts,
        })
}

fn read(sources: &[Source]) -> Supply {
    Supply::read(sources).unwrap_or_else(|faults| panic!("{:?}", faults.told))
}

fn asked() -> Asked {
    Asked { country: Country::parse("CN").unwrap(), by: Measure::Value, rates: Vec::new() }
}

fn scenario(rows: &str) -> Scenario {
    let text = format!("mineral,stage,from_country,effect,since,until\n{rows}");
    Scenario::read(&[Source { name: "scenario".into(), bytes: text.into() }]).unwrap()
}

fn what(on: &str) -> what_if::Asked {
    what_if::Asked { on: Day::parse(on).unwrap(), rates: Vec::new(), licence_days: None }
}

proptest! {
    /// Quantities through all levels are those of every way by itself.
    #[test]
    fn quantities_are_those_of_all_ways(factory in factory()) {
        let supply = read(&factory.sources(&[]));
        let mut walk = Walk::new(&supply);
        for (at, product) in supply.products().iter().enumerate() {
            let mut found = BTreeMap::new();
            walk.bought(*product, |part, amount| {
                let name = supply.parts()[part].name.strip_prefix('B').unwrap();
                found.insert(name.parse::<usize>().unwrap(), amount.to_ratio());
            }, |_| {});
            prop_assert_eq!(found, factory.quantities(at));
        }
    }

    /// The range of a share, and that of concentration, hold every completion of the unknown
    /// origins; the ends of the share are reached.
    #[test]
    fn ranges_hold_every_completion(
        factory in factory(),
        origins in prop::collection::vec(0_usize..4, 20),
    ) {
        let supply = read(&factory.sources(&[]));
        let open = exposure(&supply, supply.products(), &asked()).unwrap();
        let count = factory.unknown_origins();
        let complete = |origin: &dyn Fn(usize) -> &'static str| {
            let origins: Vec<Option<&str>> = (0..count).map(|at| Some(origin(at))).collect();
            let closed = read(&factory.sources(&origins));
            exposure(&closed, closed.products(), &asked()).unwrap()
        };
        let random = complete(&|at| COUNTRIES[origins[at % origins.len()]]);
        let lowest = complete(&|_| "DE");
        let highest = complete(&|_| "CN");
        for (at, open) in open.iter().enumerate() {
            let Some(span) = &open.share else { continue };
            if open.bought == 0 {
                continue;
            }
            for closed in [&random[at], &lowest[at], &highest[at]] {
                let share = closed.share.as_ref().unwrap();
                prop_assert_eq!(&share.at_least, &share.at_most);
                prop_assert!(span.at_least <= share.at_least && share.at_most <= span.at_most);
                let (whole, index) = (open.hhi.as_ref().unwrap(), closed.hhi.as_ref().unwrap());
                prop_assert_eq!(&index.at_least, &index.at_most);
                prop_assert!(whole.at_least <= index.at_least && index.at_most <= whole.at_most);
            }
            prop_assert_eq!(&lowest[at].share.as_ref().unwrap().at_least, &span.at_least);
            prop_assert_eq!(&highest[at].share.as_ref().unwrap().at_most, &span.at_most);
            let sources = open.sources.iter().map(|source| source.share.clone().unwrap());
            prop_assert_eq!(sources.fold(zero(), |sum, share| sum + share), whole(100));
        }
    }

    /// The most of an index is the most over all ways to give the rest to the named and to one more.
    #[test]
    fn the_most_of_an_index_is_one_of_the_corners(
        shares in prop::collection::vec(1_i64..30, 1..5),
        rest in 0_i64..40,
    ) {
        let named: Vec<Ratio> = shares.iter().copied().map(whole).collect();
        let square = |share: i64| whole(share * share);
        let sum = |shares: &[i64]| shares.iter().fold(zero(), |sum, share| sum + square(*share));
        let corners = (0..shares.len()).map(|at| {
            let mut shares = shares.clone();
            shares[at] += rest;
            sum(&shares)
        });
        let one_more = sum(&shares) + square(rest);
        let most = corners.fold(one_more.clone(), |a, b| if b > a { b } else { a });
        prop_assert_eq!(hhi(&named, &whole(rest), Remainder::Anybody).at_most, most);
        prop_assert_eq!(hhi(&named, &whole(rest), Remainder::Others).at_most, one_more);
    }

    /// What is needed and lost is that of every way; what alternatives cover is never more than is
    /// lost, nor than they have, and no capacity is given twice.
    #[test]
    fn capacities_are_shared_out_and_not_counted_twice(factory in factory()) {
        let supply = read(&factory.sources(&[]));
        let scenario = scenario("tungsten,,CN,prohibited,,\ngallium,,VN,prohibited,,\n,,KR,licence,,\n");
        let asked = what("2026-01-07");
        let parts = what_if(&supply, &mut scenario.judge(&supply, asked.on), &asked).unwrap();
        let mut pools: HashMap<(String, String), Ratio> = HashMap::new();
        for part in &parts {
            let name = &supply.parts()[part.part].name;
            let number: usize = name.strip_prefix('B').unwrap().parse().unwrap();
            let need = factory.plans.iter().enumerate().fold(zero(), |sum, (at, plan)| {
                let quantity = factory.quantities(at).remove(&number).unwrap_or_else(zero);
                sum + quantity * whole(i64::from(*plan))
            });
            prop_assert_eq!(part.need.as_ref(), Some(&need));
            let stops = part.sources.iter().filter(|one| one.verdict == Triage::Stop);
            let stopped: Decimal = stops.map(|one| one.share).sum();
            let lost = part.lost.clone().unwrap();
            prop_assert_eq!(&lost, &(need * ratio(stopped)));
            let mut covered = zero();
            for offer in &part.offers {
                let (covers, capacity) = (offer.covers.clone().unwrap(), offer.capacity.clone().unwrap());
                prop_assert!(!covers.is_negative() && covers <= capacity);
                prop_assert!(offer.verdict != Triage::Stop || covers.is_zero());
                if let Some(pool) = offer.pool.filter(|_| capacity.is_positive()) {
                    let key = (supply.text(offer.supplier).to_owned(), supply.text(pool).to_owned());
                    *pools.entry(key).or_insert_with(zero) += &covers / &capacity;
                }
                covered += covers;
            }
            let uncovered = part.uncovered.clone().unwrap();
            prop_assert!(!uncovered.is_negative());
            if let Some(least) = &part.uncovered_at_least {
                prop_assert!(!least.is_negative() && *least < uncovered);
            }
            prop_assert_eq!(&uncovered, &(lost.clone() - &covered));
            // Nothing is left lacking while a capacity of its own is left over.
            let spare = part.offers.iter().any(|offer| {
                offer.pool.is_none() && offer.verdict != Triage::Stop && offer.covers < offer.capacity
            });
            prop_assert!(!spare || uncovered.is_zero());
        }
        for used in pools.values() {
            prop_assert!(*used <= one());
        }
        // Parts that are not told are free in every line.
        for (at, part) in supply.parts().iter().enumerate() {
            let told = parts.iter().any(|one| one.part == at);
            let free = supply.lines_of(at).iter().filter(|line| matches!(line.terms, Terms::Current(_)));
            let mineral = supply.maybe(part.mineral);
            let bars = |place: Option<Country>| {
                let place = place.map_or("", Country::as_str);
                place == "KR" || matches!((mineral, place), (Some("tungsten"), "CN") | (Some("gallium"), "VN"))
            };
            let touched = free.into_iter().any(|line| {
                bars(line.country) || bars(line.origin) || line.origin.is_none()
            });
            let used = (0..factory.plans.len()).any(|product| {
                let number = part.name.strip_prefix('B').and_then(|name| name.parse().ok());
                number.is_some_and(|number| factory.quantities(product).contains_key(&number))
            });
            prop_assert_eq!(told, touched && used, "{}", part.name);
        }
    }

    /// Any bytes are read or refused with a message, and never a panic.
    #[test]
    fn any_table_is_answered(text in "(part|kind|parent|quantity|supplier|use|share|on_hand|effect|country|,|\n|[a-z0-9 %\";.-]){0,80}") {
        let source = [Source { name: "any".into(), bytes: text.into_bytes() }];
        if let Err(faults) = Supply::read(&source) {
            prop_assert!(faults.told.iter().all(|fault| !fault.error.help.is_empty()));
        }
        let _ = Scenario::read(&source);
        let _ = navicert_supply::shares::Concentration::read(&source);
    }
}
