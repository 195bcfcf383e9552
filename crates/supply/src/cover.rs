//! What alternatives cover of what is lost. A capacity is shared out, never counted twice.

use crate::number::{Ratio, greater, one, ratio, smaller, whole, zero};
use crate::supply::{Supply, Terms, Word};
use crate::what_if::{Judge, Part, Way};
use navicert_model::country::Country;
use navicert_model::day::Day;
use navicert_model::verdict::Triage;
use num_traits::{Signed, Zero};

/// An alternative for a part that stops.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The supplier.
    pub supplier: Word,
    /// Where it ships from.
    pub country: Option<Country>,
    /// Where it is made.
    pub origin: Option<Country>,
    /// The best over the products that stop: `stop` = it may ship to none of them.
    pub verdict: Triage,
    /// Units a month; `None` if unknown.
    pub capacity: Option<Ratio>,
    /// Units a month given to this part; `None` if the capacity is unknown.
    pub covers: Option<Ratio>,
    /// Days until the first of them arrives.
    pub lead_days: Option<u32>,
    /// The day on which they do.
    pub arrives_on: Option<Day>,
    /// The capacity it shares with other lines of the supplier.
    pub pool: Option<Word>,
    /// Places, among the products that stop, of those that it may ship to.
    allowed: Vec<usize>,
}

impl Offer {
    fn can_deliver(&self) -> bool {
        !self.allowed.is_empty() && self.capacity.as_ref().is_none_or(Signed::is_positive)
    }
}

/// Finds the alternatives of parts that stop, and shares their capacities out.
///
/// Alternatives with a capacity of their own come first: those that may ship to fewer of the
/// products before others, then those that arrive earlier, then as in the input. Each pool is then
/// handed out once, in proportion to what each part still lacks; capacities of different parts in
/// one pool are what the whole of it could make of each.
///
/// // NOT MODELLED: the best use of pools that overlap; they are handed out one after the other, so that
/// what is left is an upper end. `uncovered_at_least` tells the lower one.
pub(crate) fn offers(supply: &Supply, judge: &mut dyn Judge, parts: &mut [Part], on: Day) {
    let mut lacks: Vec<Option<Vec<Ratio>>> = Vec::with_capacity(parts.len());
    for part in parts.iter_mut() {
        let stopped: Vec<usize> = part
            .products
            .iter()
            .filter(|one| one.verdict == Triage::Stop)
            .map(|one| one.product)
            .collect();
        if !stopped.is_empty() {
            part.offers = found(supply, judge, part.part, &stopped, on);
        }
        let lost = part.products.iter().filter(|one| one.verdict == Triage::Stop);
        lacks.push(lost.map(|one| one.lost.clone()).collect());
    }
    for (part, lack) in parts.iter_mut().zip(&mut lacks) {
        own(part, lack.as_deref_mut());
    }
    pools(parts, &mut lacks);
    for (part, lack) in parts.iter_mut().zip(&lacks) {
        settle(part, lack.as_deref(), on);
    }
}

fn found(
    supply: &Supply,
    judge: &mut dyn Judge,
    part: usize,
    stopped: &[usize],
    on: Day,
) -> Vec<Offer> {
    let mut offers = Vec::new();
    for line in supply.lines_of(part) {
        let Terms::Alternative { capacity, lead_days, pool } = line.terms else { continue };
        let mut verdict = Triage::Stop;
        let mut allowed = Vec::new();
        for (at, product) in stopped.iter().enumerate() {
            let way = Way { part, product: *product, country: line.country, origin: line.origin };
            let triage = judge.judge(supply, &way).verdict.triage();
            verdict = verdict.min(triage);
            if triage != Triage::Stop {
                allowed.push(at);
            }
        }
        let days = |days: u32| on.add_days(i32::try_from(days).unwrap_or(i32::MAX));
        let is_barred = allowed.is_empty();
        offers.push(Offer {
            supplier: line.supplier,
            country: line.country,
            origin: line.origin,
            verdict,
            capacity: capacity.map(ratio),
            covers: is_barred.then(zero),
            lead_days,
            arrives_on: lead_days.map(days),
            pool,
            allowed,
        });
    }
    offers
}

/// Takes so much from what the products lack, from each in proportion.
fn take(lack: &mut [Ratio], allowed: &[usize], amount: &Ratio) {
    let total = total(lack, allowed);
    if total.is_zero() {
        return;
    }
    let rest = (&total - amount) / &total;
    for at in allowed {
        lack[*at] *= &rest;
    }
}

fn total(lack: &[Ratio], allowed: &[usize]) -> Ratio {
    allowed.iter().fold(zero(), |sum, at| sum + &lack[*at])
}

/// Capacities that belong to one part.
fn own(part: &mut Part, lack: Option<&mut [Ratio]>) {
    let Some(lack) = lack else { return };
    let mut order: Vec<usize> = (0..part.offers.len()).collect();
    order.sort_by_key(|at| {
        let offer = &part.offers[*at];
        (offer.allowed.len(), offer.lead_days.unwrap_or(u32::MAX), *at)
    });
    for at in order {
        let offer = &mut part.offers[at];
        let Some(capacity) = &offer.capacity else { continue };
        if offer.pool.is_some() || offer.allowed.is_empty() {
            continue;
        }
        let amount = smaller(capacity.clone(), total(lack, &offer.allowed));
        take(lack, &offer.allowed, &amount);
        offer.covers = Some(amount);
    }
}

/// Part and offer.
type Member = (usize, usize);

/// Capacities that lines of one supplier share.
fn pools(parts: &mut [Part], lacks: &mut [Option<Vec<Ratio>>]) {
    let mut pools: Vec<((Word, Word), Vec<Member>)> = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        for (index, offer) in part.offers.iter().enumerate() {
            let Some(pool) = offer.pool.filter(|_| !offer.allowed.is_empty()) else { continue };
            let key = (offer.supplier, pool);
            match pools.iter_mut().find(|(known, _)| *known == key) {
                Some((_, members)) => members.push((at, index)),
                None => pools.push((key, vec![(at, index)])),
            }
        }
    }
    let lead = |(at, index): &Member| parts[*at].offers[*index].lead_days.unwrap_or(u32::MAX);
    let mut order: Vec<(u32, Vec<Member>)> = pools
        .into_iter()
        .map(|(_, members)| (members.iter().map(lead).min().unwrap_or(u32::MAX), members))
        .collect();
    order.sort_by_key(|(lead, _)| *lead);
    for (_, members) in order {
        hand_out(parts, lacks, &members);
    }
}

/// What a line of a pool would take, by product.
type Wanted = Vec<(usize, Ratio)>;

/// The capacity of a line of a pool, and what it would take; `None` if either is unknown.
fn wanted(
    parts: &[Part],
    lacks: &[Option<Vec<Ratio>>],
    members: &[Member],
    (at, index): Member,
) -> Option<(Ratio, Wanted)> {
    let offer = &parts[at].offers[index];
    let capacity = offer.capacity.clone()?;
    let lack = lacks[at].as_ref()?;
    // A part that has several lines in the pool lacks what it lacks once.
    let lines = |way: usize| {
        let may = |(other, index): &&Member| {
            *other == at && parts[*other].offers[*index].allowed.contains(&way)
        };
        whole(i64::try_from(members.iter().filter(may).count()).unwrap_or(i64::MAX))
    };
    Some((capacity, offer.allowed.iter().map(|way| (*way, &lack[*way] / lines(*way))).collect()))
}

fn hand_out(parts: &mut [Part], lacks: &mut [Option<Vec<Ratio>>], members: &[Member]) {
    // With an unknown capacity, or an unknown lack, in the pool nobody's share of it is known.
    let wants = members.iter().map(|member| wanted(parts, lacks, members, *member));
    let Some(wants) = wants.collect::<Option<Vec<(Ratio, Wanted)>>>() else { return };
    // How much of the pool it would take to give everybody what is lacking.
    let full = wants.iter().try_fold(zero(), |sum, (capacity, wanted)| {
        let wanted = wanted.iter().fold(zero(), |sum, (_, amount)| sum + amount);
        match (wanted.is_zero(), capacity.is_zero()) {
            (true, _) => Some(sum),
            (false, true) => None,
            (false, false) => Some(sum + wanted / capacity),
        }
    });
    let given = match full {
        Some(full) if full > one() => one() / full,
        Some(_) => one(),
        None => return hand_out_rest(parts, lacks, members),
    };
    for ((at, index), (_, wanted)) in members.iter().zip(wants) {
        let mut covers = zero();
        for (way, amount) in wanted {
            let amount = amount * &given;
            if let Some(lack) = &mut lacks[*at] {
                lack[way] -= &amount;
            }
            covers += amount;
        }
        parts[*at].offers[*index].covers = Some(covers);
    }
}

/// A line of no capacity takes nothing from the pool; the others share it.
fn hand_out_rest(parts: &mut [Part], lacks: &mut [Option<Vec<Ratio>>], members: &[Member]) {
    let mut rest = Vec::new();
    for (at, index) in members {
        let offer = &mut parts[*at].offers[*index];
        match offer.capacity.as_ref().is_some_and(Zero::is_zero) {
            true => offer.covers = Some(zero()),
            false => rest.push((*at, *index)),
        }
    }
    if rest.len() < members.len() {
        hand_out(parts, lacks, &rest);
    }
}

fn settle(part: &mut Part, lack: Option<&[Ratio]>, on: Day) {
    part.gap_days = gap(part, on);
    let Some(lack) = lack else {
        part.uncovered = None;
        return;
    };
    let left = lack.iter().fold(zero(), |sum, lack| sum + lack);
    let open = part.offers.iter().any(|offer| offer.covers.is_none()) && left.is_positive();
    if open {
        part.uncovered = None;
        part.uncovered_at_most = Some(left);
    } else {
        part.uncovered_at_least = least(part).filter(|least| *least < left);
        part.uncovered = Some(left);
    }
}

/// What of a part nobody could cover, were all capacities given to it alone: what the products lack,
/// less what may be shipped to them; `None` if a capacity is unknown.
fn least(part: &Part) -> Option<Ratio> {
    let lost: Vec<&Ratio> = part
        .products
        .iter()
        .filter(|one| one.verdict == Triage::Stop)
        .map(|one| one.lost.as_ref())
        .collect::<Option<_>>()?;
    // A pool counts once, by the most that it could make of the part.
    let mut capacities: Vec<(Option<(Word, Word)>, Ratio)> = Vec::new();
    let mut reached = vec![false; lost.len()];
    for offer in part.offers.iter().filter(|offer| !offer.allowed.is_empty()) {
        let capacity = offer.capacity.clone()?;
        for at in &offer.allowed {
            reached[*at] = true;
        }
        let key = offer.pool.map(|pool| (offer.supplier, pool));
        let known = capacities.iter_mut().find(|(pool, _)| pool.is_some() && *pool == key);
        match known {
            Some((_, most)) => *most = greater(most.clone(), capacity),
            None => capacities.push((key, capacity)),
        }
    }
    let sum =
        |amounts: &mut dyn Iterator<Item = &Ratio>| amounts.fold(zero(), |sum, one| sum + one);
    let capacity = sum(&mut capacities.iter().map(|(_, one)| one));
    let reachable = sum(&mut lost.iter().zip(&reached).filter(|(_, r)| **r).map(|(one, _)| *one));
    Some(sum(&mut lost.iter().copied()) - smaller(capacity, reachable))
}

/// Days between the day on which a part stops and the first alternative that may be shipped; zero
/// if it comes in time; `None` without one, or if that is unknown.
fn gap(part: &Part, on: Day) -> Option<i32> {
    let stops_on = part.stops_on?;
    let leads: Vec<Option<u32>> =
        part.offers.iter().filter(|offer| offer.can_deliver()).map(|one| one.lead_days).collect();
    let first = leads.iter().flatten().min()?;
    let arrives = on.add_days(i32::try_from(*first).unwrap_or(i32::MAX));
    let gap = (arrives.days() - stops_on.days()).max(0);
    // One of unknown lead time may come earlier.
    (gap == 0 || leads.iter().all(Option::is_some)).then_some(gap)
}
