//! Concentration of minerals by stage from shares of countries, and the three indicators of import
//! dependency that the European Commission uses.

use crate::cell::{self, Errors};
use crate::concentration::{Range, Remainder, hhi};
use crate::fault::{Faults, Spot, wrong};
use crate::number::{Ratio, greater, ratio, whole, zero};
use crate::table::{Cells, Kind, Source, each_row};
use navicert_model::amount::{Decimal, Dimension, Unit};
use navicert_model::read::FieldError;
use navicert_model::tri::Tri;
use num_traits::{Signed, Zero};

/// Shares that are rounded may add up to this much more than the whole, in percent.
const ROUNDING: i64 = 1;

/// What sums over everybody who is not named are called.
const REST: [&str; 6] = ["other", "others", "other countries", "rest of world", "row", "unknown"];

/// Shares of countries in one stage of one mineral.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    /// The mineral.
    pub mineral: String,
    /// The stage.
    pub stage: String,
    /// The year, as given.
    pub year: String,
    /// Countries as given with their percentages, the largest first.
    pub shares: Vec<(String, Decimal)>,
    /// Percent of nobody who is named.
    pub rest: Ratio,
    /// Concentration, 0 to 10,000; the rest may be many sources or one more.
    pub hhi: Range,
    file: Spot,
}

/// Imports and exports of one product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dependency {
    /// The product.
    pub product: String,
    /// The year, as given.
    pub year: String,
    /// Concentration of imports from outside over partners, 0 to 1.
    pub concentration: Option<Range>,
    /// Imports from outside over all imports.
    pub weight: Option<Ratio>,
    /// Imports from outside over all exports.
    pub substitution: Option<Ratio>,
    /// Are all three above their thresholds?
    pub dependent: Tri,
    /// Imports from outside, by partner, the largest first; a blank partner is unknown.
    pub partners: Vec<(String, Ratio)>,
    /// The currency.
    pub currency: Option<Unit>,
}

/// Above these the Commission calls an import dependent: concentration, weight of outside imports,
/// and outside imports over exports.
///
/// // NOT MODELLED: whether that is so in world trade as well, and over several years.
pub const THRESHOLDS: [&str; 3] = ["0.4", "0.5", "1"];

/// Everything found in tables of shares and of flows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Concentration {
    /// In the order of the input.
    pub stages: Vec<Stage>,
    /// In the order of the input.
    pub dependencies: Vec<Dependency>,
}

impl Concentration {
    /// Reads tables with the columns `mineral,stage,country,share,year`, or
    /// `product,year,flow,scope,partner,value`. A stage whose shares contradict each other, or add
    /// up to more than the whole, is left out, and told with the faults beside the answer.
    ///
    /// # Errors
    /// Tables that cannot be read, a row without a share, several currencies: nothing is answered.
    pub fn read(sources: &[Source]) -> Result<(Concentration, Faults), Faults> {
        let mut faults = Faults::default();
        let mut reader = Reader::default();
        each_row(sources, &mut faults, &mut |cells, spot| reader.row(cells, spot));
        let mut reader = faults.or(reader)?;
        let mut found = Concentration::default();
        for (at, stage) in reader.stages.into_iter().enumerate() {
            if !reader.refused.contains(&at) {
                found.stages.extend(finish(stage, &mut reader.left_out));
            }
        }
        found.dependencies.extend(reader.flows.iter().map(dependency));
        Ok((found, reader.left_out))
    }
}

#[derive(Default)]
struct Reader {
    stages: Vec<Stage>,
    flows: Vec<Flows>,
    /// Stages whose rows contradict each other, and what is wrong with stages.
    refused: Vec<usize>,
    left_out: Faults,
}

#[derive(Default)]
struct Flows {
    product: String,
    year: String,
    currency: Option<Unit>,
    outside: Vec<(String, Ratio)>,
    inside: Option<Ratio>,
    exports: Option<Ratio>,
}

impl Reader {
    fn row(&mut self, cells: &Cells<'_>, spot: &Spot) -> Result<(), Vec<FieldError>> {
        match cells.header.kind {
            Kind::Shares => self.share(cells, spot),
            Kind::Flows => self.flow(cells),
            kind @ (Kind::Parts | Kind::Bom | Kind::Suppliers | Kind::Stock | Kind::Scenario) => {
                let message = format!("a table of {} is not asked for here", kind.name());
                let help = "give shares (`mineral,stage,country,share,year`) or flows \
                    (`product,year,flow,scope,partner,value`)";
                Err(vec![wrong("", message, help)])
            }
        }
    }

    fn share(&mut self, cells: &Cells<'_>, spot: &Spot) -> Result<(), Vec<FieldError>> {
        let mut errors = Errors::default();
        let share = errors.keep(percent(cells));
        let Some(share) = share else { return Err(errors.0) };
        let text = |column| cells.get(column).unwrap_or("").to_owned();
        let (mineral, stage, year) = (text("mineral"), text("stage"), text("year"));
        let country = text("country");
        let known = self
            .stages
            .iter()
            .rposition(|one| one.mineral == mineral && one.stage == stage && one.year == year);
        let at = known.unwrap_or_else(|| {
            self.stages.push(Stage {
                mineral,
                stage,
                year,
                shares: Vec::new(),
                rest: zero(),
                hhi: Range::exactly(zero()),
                file: spot.clone(),
            });
            self.stages.len() - 1
        });
        let stage = &mut self.stages[at];
        if country.is_empty() || REST.contains(&country.to_lowercase().as_str()) {
            // Counted from what is named.
            return Ok(());
        }
        match stage.shares.iter().find(|(known, _)| *known == country) {
            Some((_, known)) if *known == share => Ok(()),
            Some((_, known)) => {
                let message = format!("`{country}` has {known} % and {share} % of one stage");
                let help = "keep one of the rows, or tell them apart by `stage` or `year`; the \
                    stage is left out";
                self.left_out.push(spot.clone(), wrong("country", message, help));
                self.refused.push(at);
                Ok(())
            }
            None => {
                stage.shares.push((country, share));
                Ok(())
            }
        }
    }

    fn flow(&mut self, cells: &Cells<'_>) -> Result<(), Vec<FieldError>> {
        let mut errors = Errors::default();
        let is_import = errors.keep(word(cells, "flow", "import", "export"));
        let is_outside = match is_import {
            Some(true) => errors.keep(word(cells, "scope", "extra", "intra")),
            _ => Some(true),
        };
        let value = errors.keep(money(cells));
        let (Some(is_import), Some(is_outside), Some((value, currency))) =
            (is_import, is_outside, value)
        else {
            return Err(errors.0);
        };
        let text = |column| cells.get(column).unwrap_or("").to_owned();
        let flows = self.flows_of(text("product"), text("year"));
        if *flows.currency.get_or_insert(currency) != currency {
            let message = format!("values in `{currency}` stand beside values in another currency");
            return Err(vec![wrong("value", message, "write all values in one currency")]);
        }
        if !is_import {
            *flows.exports.get_or_insert_with(zero) += value;
        } else if !is_outside {
            *flows.inside.get_or_insert_with(zero) += value;
        } else {
            let partner = text("partner");
            match flows.outside.iter_mut().find(|(known, _)| *known == partner) {
                Some((_, sum)) => *sum += value,
                None => flows.outside.push((partner, value)),
            }
        }
        Ok(())
    }

    fn flows_of(&mut self, product: String, year: String) -> &mut Flows {
        let known = self.flows.iter().rposition(|one| one.product == product && one.year == year);
        let at = known.unwrap_or_else(|| {
            self.flows.push(Flows { product, year, ..Flows::default() });
            self.flows.len() - 1
        });
        &mut self.flows[at]
    }
}

/// A share in percent: `share` with its sign, or `share_pct` without.
fn percent(cells: &Cells<'_>) -> Result<Decimal, FieldError> {
    let bare = cell::number(cells, "share_pct")?;
    let signed = cell::share(cells, "share")?.map(|share| share * Decimal::ONE_HUNDRED);
    match (bare, signed) {
        (Some(_), Some(_)) => {
            Err(wrong("share", "`share` and `share_pct` are both given", "keep one of the two"))
        }
        (Some(share), None) | (None, Some(share)) => Ok(share.normalize()),
        (None, None) => {
            let help = "write `71 %` in `share`, or `71` in `share_pct`";
            Err(wrong("share", "the row gives no share", help))
        }
    }
}

fn word(cells: &Cells<'_>, field: &'static str, yes: &str, no: &str) -> Result<bool, FieldError> {
    match cells.needed(field)? {
        text if text == yes => Ok(true),
        text if text == no => Ok(false),
        text => Err(wrong(
            field,
            format!("`{text}` is not known here"),
            format!("write `{yes}` or `{no}`"),
        )),
    }
}

fn money(cells: &Cells<'_>) -> Result<(Ratio, Unit), FieldError> {
    let money = |dimension| matches!(dimension, Dimension::Money(_));
    let value = cell::amount(cells, "value", money, "1200 EUR")?;
    let missing = || wrong("value", "`value` is blank", "write it, or take the row out");
    value.map(|value| (ratio(value.value), value.unit)).ok_or_else(missing)
}

fn finish(mut stage: Stage, faults: &mut Faults) -> Option<Stage> {
    let total = stage.shares.iter().fold(zero(), |sum, (_, share)| sum + ratio(*share));
    if total > whole(100 + ROUNDING) {
        let message = format!(
            "the shares of `{}`, `{}`, {} add up to {} %",
            stage.mineral,
            stage.stage,
            stage.year,
            crate::render::amount(&total),
        );
        let help = "mend them, or tell what belongs apart by `stage` or `year`; it is left out";
        faults.push(stage.file, wrong("share", message, help));
        return None;
    }
    stage.rest = greater(zero(), whole(100) - total);
    stage.shares.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let percents: Vec<Ratio> = stage.shares.iter().map(|(_, share)| ratio(*share)).collect();
    stage.hhi = hhi(&percents, &stage.rest, Remainder::Others);
    Some(stage)
}

fn dependency(flows: &Flows) -> Dependency {
    let total = flows.outside.iter().fold(zero(), |sum, (_, value)| sum + value);
    let mut partners = flows.outside.clone();
    partners.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let concentration = total.is_positive().then(|| {
        let part = |(_, value): &(String, Ratio)| value / &total * whole(100);
        let known: Vec<Ratio> = partners.iter().filter(|one| !one.0.is_empty()).map(part).collect();
        let rest = partners.iter().find(|one| one.0.is_empty()).map_or_else(zero, part);
        let index = hhi(&known, &rest, Remainder::Anybody);
        let scale = whole(10_000);
        Range { at_least: index.at_least / &scale, at_most: index.at_most / scale }
    });
    let over =
        |bottom: Option<Ratio>| bottom.filter(Signed::is_positive).map(|bottom| &total / bottom);
    let weight = over(flows.inside.as_ref().map(|inside| inside + &total));
    let substitution = over(flows.exports.clone());
    let dependent = above(concentration.as_ref(), THRESHOLDS[0])
        .and(above(weight.clone().map(Range::exactly).as_ref(), THRESHOLDS[1]))
        .and(match &flows.exports {
            // Something comes in and nothing goes out: nothing could take its place.
            Some(exports) if exports.is_zero() => Tri::from(total.is_positive()),
            _ => above(substitution.clone().map(Range::exactly).as_ref(), THRESHOLDS[2]),
        });
    Dependency {
        product: flows.product.clone(),
        year: flows.year.clone(),
        concentration,
        weight,
        substitution,
        dependent,
        partners,
        currency: flows.currency,
    }
}

fn above(value: Option<&Range>, threshold: &str) -> Tri {
    let Some(value) = value else { return Tri::Unknown };
    let threshold = threshold.parse().map_or_else(|_| zero(), ratio);
    match (value.at_least > threshold, value.at_most > threshold) {
        (true, _) => Tri::Yes,
        (false, true) => Tri::Unknown,
        (false, false) => Tri::No,
    }
}
