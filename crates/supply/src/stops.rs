//! The same answer by product or by site: what stops there, when first, and what it costs.

use crate::money::NoRate;
use crate::supply::{Supply, Word};
use crate::what_if::{Asked, Money, Part, sales};
use navicert_model::day::Day;
use navicert_model::verdict::Triage;

/// A product or a site for which some part is not `go`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    /// The product; `None` if it is told by site.
    pub product: Option<usize>,
    /// The site.
    pub site: Option<Word>,
    /// The worst over its parts.
    pub verdict: Triage,
    /// The first day on which a part that is `stop` here has run out; of a site from what lies there.
    pub stops_on: Option<Day>,
    /// Sales a month of the products that stop here; `None` if a price or plan is unknown.
    pub value: Option<Money>,
    /// The products made here for which some part is not `go`.
    pub products: Vec<usize>,
    /// The parts, with the verdict here and the day on which each has run out.
    pub parts: Vec<(usize, Triage, Option<Day>)>,
}

/// By product, in the order of the input.
///
/// # Errors
/// [`NoRate`] never, for one product has one price; the form is that of [`by_site`].
pub fn by_product(supply: &Supply, parts: &[Part], asked: &Asked) -> Result<Vec<Stop>, NoRate> {
    let mut stops = Vec::new();
    for product in supply.products() {
        let mut found = Vec::new();
        for part in parts {
            let here = part.products.iter().find(|one| one.product == *product);
            let Some(here) = here.filter(|one| one.verdict != Triage::Go) else { continue };
            found.push((part.part, here.verdict, part.stops_on));
        }
        let site = supply.parts()[*product].plan.as_ref().and_then(|plan| plan.site);
        let made = |verdict| if verdict == Triage::Stop { vec![*product] } else { Vec::new() };
        let own = Stop { product: Some(*product), site, ..empty(vec![*product]) };
        stops.extend(stop(supply, own, found, made, asked)?);
    }
    Ok(stops)
}

/// By site, in the order in which products name them.
///
/// # Errors
/// [`NoRate`] if products of a site that stop are sold in several currencies.
pub fn by_site(supply: &Supply, parts: &[Part], asked: &Asked) -> Result<Vec<Stop>, NoRate> {
    let site_of = |product: usize| supply.parts()[product].plan.as_ref().and_then(|plan| plan.site);
    let mut sites: Vec<Option<Word>> = Vec::new();
    for product in supply.products() {
        if !sites.contains(&site_of(*product)) {
            sites.push(site_of(*product));
        }
    }
    let mut stops = Vec::new();
    for site in sites {
        let (mut found, mut touched, mut stopped) = (Vec::new(), Vec::new(), Vec::new());
        for part in parts {
            let here = part.products.iter().filter(|one| site_of(one.product) == site);
            let here: Vec<_> = here.filter(|one| one.verdict != Triage::Go).collect();
            let Some(verdict) = here.iter().map(|one| one.verdict).max() else { continue };
            touched.extend(here.iter().map(|one| one.product));
            let stops = here.iter().filter(|one| one.verdict == Triage::Stop);
            stopped.extend(stops.map(|one| one.product));
            let day = part.sites.iter().find(|at| at.site == site).and_then(|at| at.stops_on);
            found.push((part.part, verdict, day));
        }
        for products in [&mut touched, &mut stopped] {
            products.sort_unstable();
            products.dedup();
        }
        let own = Stop { site, ..empty(touched) };
        stops.extend(stop(supply, own, found, |_| stopped, asked)?);
    }
    Ok(stops)
}

fn empty(products: Vec<usize>) -> Stop {
    Stop {
        product: None,
        site: None,
        verdict: Triage::Go,
        stops_on: None,
        value: None,
        products,
        parts: Vec::new(),
    }
}

fn stop(
    supply: &Supply,
    own: Stop,
    parts: Vec<(usize, Triage, Option<Day>)>,
    stopped: impl FnOnce(Triage) -> Vec<usize>,
    asked: &Asked,
) -> Result<Option<Stop>, NoRate> {
    let Some(verdict) = parts.iter().map(|one| one.1).max() else { return Ok(None) };
    let stops_on = parts.iter().filter(|one| one.1 == Triage::Stop).filter_map(|one| one.2).min();
    let value = sales(supply, stopped(verdict).into_iter(), &asked.rates, || {
        let site = supply.maybe(own.site).unwrap_or("an unnamed site");
        format!("the products that stop at `{site}`")
    })?;
    Ok(Some(Stop { verdict, stops_on, value, parts, ..own }))
}
