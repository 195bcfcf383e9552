//! How much of a product's material comes from where.

use crate::concentration::{Range, Remainder, hhi, percents};
use crate::money::{Exchange, NoRate};
use crate::number::{Exact, Ratio, greater, percent, smaller, whole, zero};
use crate::supply::{Supply, Word};
use crate::walk::Walk;
use navicert_model::amount::{Decimal, Unit};
use navicert_model::country::Country;
use navicert_model::transfer::Rate;
use num_traits::Zero;
use std::collections::{BTreeMap, HashMap};

/// What the material of a product is measured by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// What it costs.
    Value,
    /// What it weighs.
    Mass,
}

/// What is asked of every product.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Whose share is asked for.
    pub country: Country,
    /// What is measured.
    pub by: Measure,
    /// Rates of exchange.
    pub rates: Vec<Rate>,
}

/// Where a part of the material comes from, and what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The mineral; `None` = the part names none.
    pub mineral: Option<Word>,
    /// The country of origin; `None` = unknown.
    pub country: Option<Country>,
    /// The stage.
    pub stage: Option<Word>,
    /// Percent of the product's material; `None` if the whole is unknown.
    pub share: Option<Ratio>,
}

/// What one product depends on.
#[derive(Clone, Debug)]
pub struct Exposure {
    /// Index of the product.
    pub product: usize,
    /// Percent of the material made in the country; `None` if there is material and it adds up to
    /// nothing.
    pub share: Option<Range>,
    /// By mineral, country and stage, the largest first.
    pub sources: Vec<Source>,
    /// Concentration over countries of origin, 0 to 10,000; `None` if the whole is unknown.
    pub hhi: Option<Range>,
    /// Bought parts with one current supplier and no alternative.
    pub single_points: Vec<usize>,
    /// The whole material of one product: money, or kilograms.
    pub material: Ratio,
    /// Its currency; `None` for a mass, or where there is no money.
    pub currency: Option<Unit>,
    /// How many different bought parts are in it.
    pub bought: usize,
    /// Bought parts whose price or mass nobody gave.
    pub unmeasured: Vec<usize>,
    /// Assemblies (or the product) into which nothing goes.
    pub empty: Vec<usize>,
}

/// The exposure of every product, or of those named, in the order of the input.
///
/// The material is every bought part, its quantity through all levels times its price (or mass).
/// The share of the country is a range: everything of unknown origin may come from there, or not.
/// A part whose price nobody gave may be worth anything: then the range is what every price leaves
/// possible, and nothing is said of sources and concentration.
///
/// Cost: for each product, linear in its parts and their uses.
///
/// # Errors
/// [`NoRate`] if the prices in a product are in several currencies.
pub fn exposure(
    supply: &Supply,
    products: &[usize],
    asked: &Asked,
) -> Result<Vec<Exposure>, NoRate> {
    let mut walk = Walk::new(supply);
    products.iter().map(|product| one(supply, &mut walk, *product, asked)).collect()
}

fn one(
    supply: &Supply,
    walk: &mut Walk<'_>,
    product: usize,
    asked: &Asked,
) -> Result<Exposure, NoRate> {
    let mut parts = Vec::new();
    let mut empty = Vec::new();
    walk.bought(product, |part, amount| parts.push((part, amount)), |part| empty.push(part));
    let exchange = exchange(supply, product, &parts, asked)?;
    let mut sums = Sums::default();
    let mut single_points = Vec::new();
    for (part, amount) in &parts {
        let each = match asked.by {
            Measure::Mass => supply.parts()[*part].mass,
            Measure::Value => supply.parts()[*part].value.map(|price| price.value),
        };
        if is_single_point(supply, *part) {
            single_points.push(*part);
        }
        match each {
            None => sums.unmeasured.push(*part),
            Some(each) => {
                let unit = supply.parts()[*part].value.map(|price| exchange.factor(price.unit));
                let factor = unit.filter(|_| asked.by == Measure::Value).unwrap_or(Decimal::ONE);
                let mut worth = amount.times(each);
                if factor != Decimal::ONE {
                    worth = worth.times(factor);
                }
                sums.add(supply, *part, &worth);
            }
        }
    }
    single_points.sort_unstable();
    let found = sums.finish(supply, asked.country, parts.is_empty());
    Ok(Exposure {
        product,
        share: found.share,
        sources: found.sources,
        hhi: found.hhi,
        single_points,
        material: match asked.by {
            Measure::Value => found.total,
            // Masses are summed in milligrams.
            Measure::Mass => found.total / whole(1_000_000),
        },
        currency: exchange.into.filter(|_| asked.by == Measure::Value),
        bought: parts.len(),
        unmeasured: sums.unmeasured,
        empty,
    })
}

fn exchange(
    supply: &Supply,
    product: usize,
    parts: &[(usize, Exact)],
    asked: &Asked,
) -> Result<Exchange, NoRate> {
    let prices = parts.iter().filter_map(|(part, _)| supply.parts()[*part].value.as_ref());
    let priced = prices.filter(|_| asked.by == Measure::Value);
    Exchange::of(priced, &asked.rates, || format!("`{}`", supply.parts()[product].name))
}

/// One current supplier, and no alternative.
#[must_use]
pub fn is_single_point(supply: &Supply, part: usize) -> bool {
    let mut suppliers = supply.current(part).map(|(line, _)| line.supplier);
    let Some(first) = suppliers.next() else { return false };
    suppliers.all(|other| other == first)
        && supply.lines_of(part).iter().all(|line| line.share().is_some())
}

type Key = (Option<Word>, Option<Country>, Option<Word>);

#[derive(Default)]
struct Sums {
    by_source: HashMap<Key, Exact>,
    unmeasured: Vec<usize>,
}

struct Found {
    share: Option<Range>,
    sources: Vec<Source>,
    hhi: Option<Range>,
    total: Ratio,
}

impl Sums {
    fn add(&mut self, supply: &Supply, part: usize, worth: &Exact) {
        let (mineral, stage) = (supply.parts()[part].mineral, supply.parts()[part].stage);
        let mut is_supplied = false;
        for (line, share) in supply.current(part) {
            is_supplied = true;
            let sum = self.by_source.entry((mineral, line.origin, stage)).or_default();
            match share == Decimal::ONE {
                true => sum.add(worth),
                false => sum.add(&worth.times(share)),
            }
        }
        if !is_supplied {
            self.by_source.entry((mineral, None, stage)).or_default().add(worth);
        }
    }

    fn finish(&self, supply: &Supply, country: Country, nothing_bought: bool) -> Found {
        let sums: Vec<(Key, Ratio)> =
            self.by_source.iter().map(|(key, sum)| (*key, sum.to_ratio())).collect();
        let total = sums.iter().fold(zero(), |total, (_, sum)| total + sum);
        let of = |wanted: Option<Country>| {
            let fitting = sums.iter().filter(|((_, origin, _), _)| *origin == wanted);
            fitting.fold(zero(), |total, (_, sum)| total + sum)
        };
        let (made_there, unknown) = (of(Some(country)), of(None));
        let known = percent(&made_there, &total).map(|at_least| Range {
            at_most: percent(&(&made_there + &unknown), &total).unwrap_or_else(|| whole(100)),
            at_least,
        });
        let unmeasured = self.unmeasured.iter().map(|part| own_share(supply, *part, country));
        let share = match nothing_bought {
            true => Some(Range { at_least: zero(), at_most: whole(100) }),
            false => known.into_iter().chain(unmeasured).reduce(widest),
        };
        let is_whole = self.unmeasured.is_empty();
        let mut sources: Vec<Source> = sums
            .iter()
            .filter(|(_, sum)| !sum.is_zero() || !is_whole)
            .map(|((mineral, country, stage), sum)| Source {
                mineral: *mineral,
                country: *country,
                stage: *stage,
                share: percent(sum, &total).filter(|_| is_whole),
            })
            .collect();
        let words = |word: Option<Word>| supply.maybe(word).unwrap_or_default().to_owned();
        sources.sort_by_cached_key(|one| {
            let share = one.share.clone().unwrap_or_else(zero);
            (std::cmp::Reverse(share), words(one.mineral), one.country, words(one.stage))
        });
        let hhi = (is_whole && !total.is_zero()).then(|| by_country(&sums, &unknown, &total));
        Found { share, sources, hhi, total }
    }
}

fn by_country(sums: &[(Key, Ratio)], unknown: &Ratio, total: &Ratio) -> Range {
    let mut by_country: BTreeMap<Country, Ratio> = BTreeMap::new();
    for ((_, origin, _), sum) in sums {
        if let Some(origin) = origin {
            *by_country.entry(*origin).or_insert_with(zero) += sum;
        }
    }
    let parts: Vec<Ratio> = by_country.into_values().collect();
    let rest = percent(unknown, total).unwrap_or_else(zero);
    hhi(&percents(&parts, total), &rest, Remainder::Anybody)
}

/// The country's share in one part, whatever it is worth.
fn own_share(supply: &Supply, part: usize, country: Country) -> Range {
    let (mut there, mut unknown, mut any) = (Decimal::ZERO, Decimal::ZERO, false);
    for (line, share) in supply.current(part) {
        any = true;
        match line.origin {
            Some(origin) if origin == country => there += share,
            Some(_) => {}
            None => unknown += share,
        }
    }
    if !any {
        unknown = Decimal::ONE;
    }
    let percent = |share: Decimal| crate::number::ratio(share) * whole(100);
    Range { at_least: percent(there), at_most: percent(there + unknown) }
}

/// A part of unknown worth draws the mean towards its own share, as far as that.
fn widest(a: Range, b: Range) -> Range {
    Range { at_least: smaller(a.at_least, b.at_least), at_most: greater(a.at_most, b.at_most) }
}
