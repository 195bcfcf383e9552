//! What stops if a measure holds: which parts, products and sites, when, and what covers it.

use crate::cover::{self, Offer};
use crate::money::{Exchange, NoRate};
use crate::number::{Exact, Ratio, floor_at_most, ratio, whole, zero};
use crate::supply::{Supply, Word};
use crate::walk::Walk;
use navicert_model::amount::{Decimal, Unit};
use navicert_model::country::Country;
use navicert_model::day::Day;
use navicert_model::transfer::Rate;
use navicert_model::verdict::{Triage, Verdict};
use num_traits::{Signed, Zero};
use std::sync::Arc;

/// Days of the month by which a use is told.
const MONTH: i64 = 30;

/// The way of a part from a supplier into a product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Way {
    /// Index of the part.
    pub part: usize,
    /// Index of the product.
    pub product: usize,
    /// Where it ships from; `None` = unknown.
    pub country: Option<Country>,
    /// Where it was made; `None` = unknown.
    pub origin: Option<Country>,
}

/// What a measure says of a way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruling {
    /// The span.
    pub verdict: Verdict,
    /// Of what is prohibited: the first day on which it no longer is, as far as is known.
    pub until: Option<Day>,
    /// The clauses, or rows of a scenario, that apply or may.
    pub because: Vec<String>,
    /// What is missing where the span is open.
    pub questions: Vec<String>,
}

/// Says what a measure does to a way. Equal ways have equal rulings.
pub trait Judge {
    /// The ruling.
    fn judge(&mut self, supply: &Supply, way: &Way) -> Arc<Ruling>;
}

/// What is asked.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The day on which the measure is looked at, and from which days are counted.
    pub on: Day,
    /// Rates of exchange.
    pub rates: Vec<Rate>,
    /// Days until a licence that is applied for on the day is there; `None` = not asked.
    pub licence_days: Option<u32>,
}

/// A current supplier of a part under the measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The supplier; `None` if the part names none.
    pub supplier: Option<Word>,
    /// Where it ships from.
    pub country: Option<Country>,
    /// Where the part was made.
    pub origin: Option<Country>,
    /// Its share of the part.
    pub share: Decimal,
    /// The worst over the products.
    pub verdict: Triage,
}

/// A product that needs the part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Needs {
    /// Index of the product.
    pub product: usize,
    /// The worst over the current lines.
    pub verdict: Triage,
    /// Units of the part in one product.
    pub quantity: Ratio,
    /// Units a month; `None` if nobody says how many products are planned.
    pub need: Option<Ratio>,
    /// Units a month that come through lines that stop.
    pub lost: Option<Ratio>,
    /// Units a month that come through lines that need a licence.
    pub waiting: Option<Ratio>,
    /// Shares that stop, and when the bar on each ends.
    bars: Vec<(Option<Day>, Decimal)>,
}

/// The part at one site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AtSite {
    /// The site.
    pub site: Option<Word>,
    /// Units that lie there; `None` if nobody counted.
    pub on_hand: Option<Ratio>,
    /// Units a month that the products made there need.
    pub need: Option<Ratio>,
    /// Units a month of them that are lost.
    pub lost: Option<Ratio>,
    /// As [`Part::days_of_cover`], from what lies there.
    pub days_of_cover: Option<Ratio>,
    /// As [`Part::stops_on`], from what lies there.
    pub stops_on: Option<Day>,
}

/// Money a month.
pub type Money = (Ratio, Option<Unit>);

/// Cover against the time that a licence takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LicenceGap {
    /// The day on which the licence is there.
    pub arrives_on: Day,
    /// The first day without stock if neither what stops nor what waits arrives.
    pub lasts_until: Option<Day>,
    /// Days between the two; zero if the stock lasts.
    pub gap_days: Option<i32>,
}

/// A bought part that is not `go`.
#[derive(Clone, Debug)]
pub struct Part {
    /// Index of the part.
    pub part: usize,
    /// The worst over current lines and products.
    pub verdict: Triage,
    /// Current lines, in the order of the input.
    pub sources: Vec<Source>,
    /// The products that need it, in the order of the input.
    pub products: Vec<Needs>,
    /// The sites where it is used.
    pub sites: Vec<AtSite>,
    /// Units a month that all products need; `None` = a plan is unknown.
    pub need: Option<Ratio>,
    /// Units a month that come through lines that stop.
    pub lost: Option<Ratio>,
    /// Units a month that come through lines that need a licence.
    pub waiting: Option<Ratio>,
    /// Units that lie at all sites; `None` = nobody counted.
    pub on_hand: Option<Ratio>,
    /// Days that the stock lasts if nothing arrives.
    pub days_of_cover: Option<Ratio>,
    /// The first day without stock if only the lost part is missing; `None` if nothing is lost, if
    /// the bar ends first, or if stock or plans are unknown.
    pub stops_on: Option<Day>,
    /// The first day on which none of the bars holds.
    pub ends_on: Option<Day>,
    /// Sales a month of the products for which the part is `stop`; `None` if a price or plan of
    /// them is unknown.
    pub value: Option<Money>,
    /// Alternatives, if anything stops.
    pub offers: Vec<Offer>,
    /// What nobody covers; `None` if unknown.
    pub uncovered: Option<Ratio>,
    /// The most that nobody covers, if a capacity is unknown.
    pub uncovered_at_most: Option<Ratio>,
    /// What nobody could cover however pools were shared out, if that is less than `uncovered`.
    pub uncovered_at_least: Option<Ratio>,
    /// Days between the stop and the first alternative; by month of need.
    pub gap_days: Option<i32>,
    /// Against the time of a licence, if asked.
    pub licence: Option<LicenceGap>,
    /// What decides.
    pub because: Vec<String>,
    /// What is missing where a span is open.
    pub questions: Vec<String>,
}

/// What a measure does to every part that is not `go`, in the order of the parts.
///
/// Cost: for each product, linear in its parts, their uses and suppliers; the judge is asked for
/// every line and product.
///
/// # Errors
/// [`NoRate`] if products that stop for one part are sold in several currencies.
pub fn what_if(supply: &Supply, judge: &mut dyn Judge, asked: &Asked) -> Result<Vec<Part>, NoRate> {
    let mut walk = Walk::new(supply);
    let touched = touched(supply, judge, &mut walk);
    let mut needs: Vec<Vec<Needs>> = vec![Vec::new(); supply.parts().len()];
    let mut notes: Vec<Notes> = vec![Notes::default(); touched.iter().filter(|one| **one).count()];
    let mut place = vec![usize::MAX; supply.parts().len()];
    let numbered = (0..supply.parts().len()).filter(|part| touched[*part]);
    numbered.enumerate().for_each(|(at, part)| place[part] = at);
    for product in supply.products() {
        walk.bought(
            *product,
            |part, amount| {
                if let Some(notes) = notes.get_mut(place[part]) {
                    needs[part].push(one(supply, judge, (part, *product), &amount, notes));
                }
            },
            |_| {},
        );
    }
    let mut parts = Vec::with_capacity(notes.len());
    for (part, notes) in (0..supply.parts().len()).filter(|part| touched[*part]).zip(notes) {
        parts.push(figures(supply, part, std::mem::take(&mut needs[part]), notes, asked)?);
    }
    cover::offers(supply, judge, &mut parts, asked.on);
    Ok(parts)
}

/// The lines through which a part comes now; one that is unknown, if it names none.
fn ways(supply: &Supply, part: usize, product: usize) -> Vec<(Way, Option<Word>, Decimal)> {
    let way = |country, origin| Way { part, product, country, origin };
    let mut ways: Vec<_> = supply
        .current(part)
        .map(|(line, share)| (way(line.country, line.origin), Some(line.supplier), share))
        .collect();
    if ways.is_empty() {
        ways.push((way(None, None), None, Decimal::ONE));
    }
    ways
}

/// Which parts are not `go` for some product.
fn touched(supply: &Supply, judge: &mut dyn Judge, walk: &mut Walk<'_>) -> Vec<bool> {
    let mut touched = vec![false; supply.parts().len()];
    for product in supply.products() {
        for part in walk.parts(*product) {
            if touched[part] {
                continue;
            }
            let mut is_go = |country, origin| {
                let way = Way { part, product: *product, country, origin };
                judge.judge(supply, &way).verdict.triage() == Triage::Go
            };
            let mut lines = supply.current(part).peekable();
            let free = match lines.peek() {
                None => is_go(None, None),
                Some(_) => lines.all(|(line, _)| is_go(line.country, line.origin)),
            };
            touched[part] = !free;
        }
    }
    touched
}

/// What is gathered of a part over its products.
#[derive(Clone, Debug, Default)]
struct Notes {
    sources: Vec<Source>,
    because: Vec<String>,
    questions: Vec<String>,
    ends: Vec<Option<Day>>,
}

fn note(into: &mut Vec<String>, words: &[String]) {
    for word in words {
        if !into.contains(word) {
            into.push(word.clone());
        }
    }
}

fn one(
    supply: &Supply,
    judge: &mut dyn Judge,
    (part, product): (usize, usize),
    amount: &Exact,
    notes: &mut Notes,
) -> Needs {
    let mut verdict = Triage::Go;
    let mut waits = Decimal::ZERO;
    let mut bars: Vec<(Option<Day>, Decimal)> = Vec::new();
    for (at, (way, supplier, share)) in ways(supply, part, product).into_iter().enumerate() {
        let ruling = judge.judge(supply, &way);
        let triage = ruling.verdict.triage();
        verdict = verdict.max(triage);
        match triage {
            Triage::Stop => {
                bars.push((ruling.until, share));
                notes.ends.push(ruling.until);
            }
            Triage::Licence => waits += share,
            Triage::Go | Triage::Ask => {}
        }
        if triage != Triage::Go {
            note(&mut notes.because, &ruling.because);
            note(&mut notes.questions, &ruling.questions);
        }
        match notes.sources.get_mut(at) {
            Some(source) => source.verdict = source.verdict.max(triage),
            None => notes.sources.push(Source {
                supplier,
                country: way.country,
                origin: way.origin,
                share,
                verdict: triage,
            }),
        }
    }
    let quantity = amount.to_ratio();
    let plan = supply.parts()[product].plan.as_ref().and_then(|plan| plan.per_month);
    let need = plan.map(|plan| &quantity * ratio(plan));
    let stops: Decimal = bars.iter().map(|(_, share)| share).sum();
    // Nothing of an unknown need is still nothing.
    let of = |share: Decimal| match share.is_zero() {
        true => Some(zero()),
        false => need.as_ref().map(|need| need * ratio(share)),
    };
    let (lost, waiting) = (of(stops), of(waits));
    Needs { product, verdict, quantity, need, lost, waiting, bars }
}

/// The sum, unless a part of it is unknown.
fn sum<'n>(parts: impl IntoIterator<Item = &'n Option<Ratio>>) -> Option<Ratio> {
    parts.into_iter().try_fold(zero(), |sum, part| Some(sum + part.as_ref()?))
}

fn figures(
    supply: &Supply,
    part: usize,
    products: Vec<Needs>,
    notes: Notes,
    asked: &Asked,
) -> Result<Part, NoRate> {
    let need = sum(products.iter().map(|one| &one.need));
    let lost = sum(products.iter().map(|one| &one.lost));
    let waiting = sum(products.iter().map(|one| &one.waiting));
    let on_hand = on_hand(supply, part, None);
    let verdict = products.iter().map(|one| one.verdict).max().unwrap_or(Triage::Go);
    let value = value(supply, part, &products, asked)?;
    let ends_on = notes.ends.iter().copied().reduce(|a, b| Some(a?.max(b?))).flatten();
    let rates = rates(products.iter());
    let uncovered = lost.clone();
    let mut found = Part {
        part,
        verdict,
        sources: notes.sources,
        sites: sites(supply, part, &products, asked.on),
        days_of_cover: cover_days(on_hand.as_ref(), need.as_ref()),
        stops_on: runs_out(on_hand.as_ref(), rates, asked.on),
        ends_on,
        need,
        lost,
        waiting,
        on_hand,
        value,
        offers: Vec::new(),
        uncovered,
        uncovered_at_most: None,
        uncovered_at_least: None,
        gap_days: None,
        licence: None,
        because: notes.because,
        questions: notes.questions,
        products,
    };
    found.licence = asked.licence_days.and_then(|days| licence(&found, days, asked.on));
    Ok(found)
}

/// What lies at a site, or at all; `None` if nobody counted.
fn on_hand(supply: &Supply, part: usize, site: Option<Option<Word>>) -> Option<Ratio> {
    let fitting = supply.stock_of(part).iter().filter(|one| site.is_none_or(|at| one.site == at));
    let counted: Vec<Option<Ratio>> = fitting.map(|one| one.on_hand.map(ratio)).collect();
    if counted.is_empty() { None } else { sum(&counted) }
}

fn cover_days(on_hand: Option<&Ratio>, need: Option<&Ratio>) -> Option<Ratio> {
    let (on_hand, need) = (on_hand?, need.filter(|need| need.is_positive())?);
    Some(on_hand / need * whole(MONTH))
}

type Rate30 = (Option<Day>, Ratio);

/// Units a month that are lost until a day; `None` if a plan is unknown.
fn rates<'n>(products: impl Iterator<Item = &'n Needs>) -> Option<Vec<Rate30>> {
    let mut rates = Vec::new();
    for one in products {
        for (end, share) in &one.bars {
            rates.push((*end, one.need.as_ref()? * ratio(*share)));
        }
    }
    Some(rates)
}

/// The first day without stock if only what is lost is missing. Bars may end one after the other.
fn runs_out(on_hand: Option<&Ratio>, rates: Option<Vec<Rate30>>, on: Day) -> Option<Day> {
    let mut left = on_hand?.clone();
    let mut rates: Vec<Rate30> =
        rates?.into_iter().filter(|(_, rate)| rate.is_positive()).collect();
    rates.sort_by_key(|(end, _)| end.unwrap_or(Day::MAX));
    // Days from `on` to which the stock has been followed.
    let mut followed = zero();
    while let Some((end, _)) = rates.first().cloned() {
        let monthly = rates.iter().fold(zero(), |total, (_, rate)| total + rate);
        let lasts = &followed + &left / &monthly * whole(MONTH);
        let out = on.add_days(floor_at_most(&lasts, i32::MAX));
        let Some(end) = end else { return Some(out) };
        if out < end {
            return Some(out);
        }
        let passed = whole(i64::from(end.days() - on.days()));
        left -= monthly / whole(MONTH) * (&passed - &followed);
        followed = passed;
        rates.retain(|(other, _)| *other != Some(end));
    }
    None
}

fn value(
    supply: &Supply,
    part: usize,
    products: &[Needs],
    asked: &Asked,
) -> Result<Option<Money>, NoRate> {
    let stopped = products.iter().filter(|one| one.verdict == Triage::Stop);
    sales(supply, stopped.map(|one| one.product), &asked.rates, || {
        format!("the products that stop for `{}`", supply.parts()[part].name)
    })
}

/// Sales a month of products; `None` if a price or a plan is unknown.
///
/// # Errors
/// [`NoRate`] for prices in several currencies.
pub fn sales(
    supply: &Supply,
    products: impl Iterator<Item = usize>,
    given: &[Rate],
    place: impl FnOnce() -> String,
) -> Result<Option<Money>, NoRate> {
    let products: Vec<&crate::supply::Part> =
        products.map(|product| &supply.parts()[product]).collect();
    let prices = products.iter().filter_map(|product| product.value.as_ref());
    let exchange = Exchange::of(prices, given, place)?;
    let each = products.iter().map(|product| {
        let price = product.value?;
        let plan = product.plan.as_ref()?.per_month?;
        Some(ratio(price.value) * ratio(exchange.factor(price.unit)) * ratio(plan))
    });
    let each: Vec<Option<Ratio>> = each.collect();
    Ok(sum(&each).map(|sum| (sum, exchange.into)))
}

fn sites(supply: &Supply, part: usize, products: &[Needs], on: Day) -> Vec<AtSite> {
    let site_of =
        |one: &Needs| supply.parts()[one.product].plan.as_ref().and_then(|plan| plan.site);
    let mut sites: Vec<Option<Word>> = Vec::new();
    for one in products {
        if !sites.contains(&site_of(one)) {
            sites.push(site_of(one));
        }
    }
    let at = |site: &Option<Word>| {
        let here: Vec<&Needs> = products.iter().filter(|one| site_of(one) == *site).collect();
        let on_hand = on_hand(supply, part, Some(*site));
        let need = sum(here.iter().map(|one| &one.need));
        AtSite {
            site: *site,
            lost: sum(here.iter().map(|one| &one.lost)),
            days_of_cover: cover_days(on_hand.as_ref(), need.as_ref()),
            stops_on: runs_out(on_hand.as_ref(), rates(here.into_iter()), on),
            on_hand,
            need,
        }
    };
    sites.iter().map(at).collect()
}

fn licence(part: &Part, days: u32, on: Day) -> Option<LicenceGap> {
    let waiting = part.waiting.as_ref()?;
    if waiting.is_zero() {
        return None;
    }
    let arrives_on = on.add_days(i32::try_from(days).unwrap_or(i32::MAX));
    let missing = part.lost.as_ref().map(|lost| lost + waiting);
    let lasts_until = runs_out(part.on_hand.as_ref(), missing.map(|rate| vec![(None, rate)]), on);
    let gap_days = lasts_until.map(|day| (arrives_on.days() - day.days()).max(0));
    Some(LicenceGap { arrives_on, lasts_until, gap_days })
}
