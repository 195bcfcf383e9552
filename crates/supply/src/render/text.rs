//! Answers for a person.

use super::json::{measure, site_of, unit};
use super::{amount, ends};
use crate::concentration::Range;
use crate::cover::Offer;
use crate::exposure::{Asked, Exposure};
use crate::number::{Ratio, Round, decimal};
use crate::stops::Stop;
use crate::supply::Supply;
use crate::what_if::{Part, Source};
use navicert_model::country::Country;
use navicert_model::verdict::Triage;
use std::fmt::Write;

/// Sources, parts and products shown of each; the rest is counted.
const MOST: usize = 12;

/// A figure for reading: at most two places.
pub(crate) fn short(value: &Ratio) -> String {
    decimal(value, 2, Round::Nearest)
}

fn span(range: &Range, places: u32, unit: &str) -> String {
    let (least, most) = ends(range, places);
    match least == most {
        true => format!("{least}{unit}"),
        false => format!("{least} to {most}{unit}"),
    }
}

fn named(supply: &Supply, part: usize) -> String {
    let part = &supply.parts()[part];
    match &part.description {
        Some(description) => format!("{}  {description}", part.name),
        None => part.name.to_string(),
    }
}

fn list(supply: &Supply, parts: &[usize]) -> String {
    let names = parts.iter().take(MOST).map(|part| &*supply.parts()[*part].name);
    let mut text = names.collect::<Vec<_>>().join(", ");
    if parts.len() > MOST {
        let _ = write!(text, " and {} more", parts.len() - MOST);
    }
    text
}

/// Writes the exposure of a product.
pub fn exposure(out: &mut String, supply: &Supply, one: &Exposure, asked: &Asked) {
    let _ = write!(out, "{}", named(supply, one.product));
    if let Some(site) = supply.maybe(site_of(supply, one.product)) {
        let _ = write!(out, "   {site}");
    }
    out.push('\n');
    let _ = writeln!(
        out,
        "  material by {}   {} {} in {} bought parts",
        measure(asked.by),
        amount(&one.material),
        unit(one, asked.by),
        one.bought,
    );
    let share = match &one.share {
        Some(share) => span(share, 2, " %"),
        None => "unknown: the material adds up to nothing".to_owned(),
    };
    let _ = writeln!(out, "  made in {}   {share}", asked.country.name());
    if let Some(hhi) = &one.hhi {
        let _ = writeln!(out, "  concentration   {} of 10000", span(hhi, 0, ""));
    }
    for source in one.sources.iter().take(MOST) {
        let share = source.share.as_ref().map(short).unwrap_or_else(|| "?".into());
        let country = source.country.map_or("origin unknown", Country::as_str);
        let what = match (supply.maybe(source.mineral), supply.maybe(source.stage)) {
            (Some(mineral), Some(stage)) => format!("{mineral}, {stage}"),
            (Some(word), None) | (None, Some(word)) => word.to_owned(),
            (None, None) => "no mineral named".to_owned(),
        };
        let _ = writeln!(out, "    {share:>6} %   {country:<14}   {what}");
    }
    if one.sources.len() > MOST {
        let _ = writeln!(out, "    and {} more sources", one.sources.len() - MOST);
    }
    notes(out, supply, one, asked);
}

fn notes(out: &mut String, supply: &Supply, one: &Exposure, asked: &Asked) {
    if !one.single_points.is_empty() {
        let names = list(supply, &one.single_points);
        let _ = writeln!(out, "  one supplier and no alternative   {names}");
    }
    if !one.unmeasured.is_empty() {
        let what = match asked.by {
            crate::exposure::Measure::Value => "no `unit_value`",
            crate::exposure::Measure::Mass => "no `unit_mass`",
        };
        let names = list(supply, &one.unmeasured);
        let _ = writeln!(out, "  {what}, so the whole is unknown   {names}");
    }
    if !one.empty.is_empty() {
        let _ = writeln!(out, "  nothing goes into   {}", list(supply, &one.empty));
    }
}

/// Writes what a measure does to a part.
pub fn part(out: &mut String, supply: &Supply, one: &Part) {
    let _ = writeln!(out, "{}   {}", one.verdict.as_str().to_uppercase(), named(supply, one.part));
    for source in &one.sources {
        let _ = writeln!(out, "  {}", supplier(supply, source));
    }
    if !one.because.is_empty() {
        let _ = writeln!(out, "  because of   {}", one.because.join(", "));
    }
    for question in &one.questions {
        let _ = writeln!(out, "  ask   {question}");
    }
    let _ = writeln!(out, "  {}", flow(one));
    when(out, supply, one);
    products(out, supply, one);
    for offer in &one.offers {
        let _ = writeln!(out, "  {}", alternative(supply, offer));
    }
    left(out, one);
}

/// Writes what stops for a product or at a site.
pub fn stop(out: &mut String, supply: &Supply, one: &Stop) {
    let site = supply.maybe(one.site).unwrap_or("a site that is not named");
    let name = match one.product {
        Some(product) => format!("{} ({site})", named(supply, product)),
        None => site.to_owned(),
    };
    let _ = writeln!(out, "{}   {name}", one.verdict.as_str().to_uppercase());
    if let Some(day) = one.stops_on {
        let _ = writeln!(out, "  first without a part on   {day}");
    }
    if let Some((value, Some(unit))) = &one.value {
        let _ = writeln!(out, "  sales a month at stake   {} {unit}", short(value));
    }
    if one.product.is_none() {
        let _ = writeln!(out, "  products   {}", list(supply, &one.products));
    }
    for (part, verdict, day) in one.parts.iter().take(MOST) {
        let day = day.map(|day| format!(" on {day}")).unwrap_or_default();
        let _ = writeln!(out, "  {:<8}{}{day}", verdict.as_str(), named(supply, *part));
    }
    if one.parts.len() > MOST {
        let _ = writeln!(out, "  and {} more parts", one.parts.len() - MOST);
    }
}

fn supplier(supply: &Supply, source: &Source) -> String {
    let place = |country: Option<Country>| country.map_or("unknown", Country::as_str);
    format!(
        "{:<8}{} % from {} ({}, made in {})",
        source.verdict.as_str(),
        (source.share * navicert_model::amount::Decimal::ONE_HUNDRED).normalize(),
        supply.maybe(source.supplier).unwrap_or("a supplier that no table names"),
        place(source.country),
        place(source.origin),
    )
}

fn flow(one: &Part) -> String {
    let told = |value: &Option<Ratio>| value.as_ref().map_or("unknown".into(), short);
    let mut text = format!("a month   needed {}, lost {}", told(&one.need), told(&one.lost));
    if one.waiting.as_ref().is_none_or(num_traits::Signed::is_positive) {
        let _ = write!(text, ", under licence {}", told(&one.waiting));
    }
    let _ = write!(text, "; on hand {}", told(&one.on_hand));
    if let Some(days) = &one.days_of_cover {
        let _ = write!(text, ", {} days if nothing arrives", short(days));
    }
    text
}

fn when(out: &mut String, supply: &Supply, one: &Part) {
    if let Some(day) = one.stops_on {
        let _ = writeln!(out, "  runs out on   {day}, if only what is lost is missing");
    } else if one.verdict == Triage::Stop {
        let why = match (&one.on_hand, &one.lost, one.ends_on) {
            (_, None, _) => "unknown: the plans of a product are not given",
            (_, Some(lost), _) if num_traits::Zero::is_zero(lost) => "never: nothing is lost",
            (None, _, _) => "unknown: nobody counted the stock",
            _ => "never: the stock lasts until the bar ends",
        };
        let _ = writeln!(out, "  runs out on   {why}");
    }
    if one.sites.len() > 1 {
        for at in &one.sites {
            if let Some(day) = at.stops_on {
                let site = supply.maybe(at.site).unwrap_or("an unnamed site");
                let _ = writeln!(out, "  at {site}   {day}, from what lies there");
            }
        }
    }
    if let Some(day) = one.ends_on {
        let _ = writeln!(out, "  barred until   {day}");
    }
    if let Some(gap) = &one.licence {
        let lasts = gap.lasts_until.map_or_else(|| "unknown".into(), |day| day.to_string());
        let days = gap.gap_days.map_or_else(|| "unknown".into(), |days| days.to_string());
        let _ = writeln!(
            out,
            "  a licence applied for now is there on {}; the stock lasts until {lasts}: {days} days short",
            gap.arrives_on,
        );
    }
}

fn products(out: &mut String, supply: &Supply, one: &Part) {
    let mut names: Vec<String> = one
        .products
        .iter()
        .take(MOST)
        .map(|needs| {
            let site = supply.maybe(site_of(supply, needs.product));
            let site = site.map(|site| format!(" ({site})")).unwrap_or_default();
            format!("{}{site} {}", supply.parts()[needs.product].name, needs.verdict)
        })
        .collect();
    if one.products.len() > MOST {
        names.push(format!("{} more", one.products.len() - MOST));
    }
    let _ = writeln!(out, "  goes into   {}", names.join(", "));
    if one.verdict == Triage::Stop {
        let value = match &one.value {
            Some((value, Some(unit))) => format!("{} {unit}", short(value)),
            Some((value, None)) => short(value),
            None => "unknown: a price or a plan is not given".to_owned(),
        };
        let _ = writeln!(out, "  sales a month at stake   {value}");
    }
}

fn alternative(supply: &Supply, offer: &Offer) -> String {
    let place = offer.country.map_or("unknown", Country::as_str);
    let mut text = format!("alternative   {} ({place})", supply.text(offer.supplier));
    if offer.verdict == Triage::Stop {
        text.push_str(": may not ship either");
        return text;
    }
    match (&offer.covers, &offer.capacity) {
        (Some(covers), Some(capacity)) => {
            let _ = write!(text, ": {} of {}", short(covers), short(capacity));
        }
        _ => text.push_str(": capacity unknown"),
    }
    match offer.arrives_on {
        Some(day) => {
            let _ = write!(text, " from {day} on");
        }
        None => text.push_str(", nobody said when"),
    }
    if offer.verdict != Triage::Go {
        let _ = write!(text, " ({})", offer.verdict);
    }
    text
}

fn left(out: &mut String, one: &Part) {
    if one.verdict != Triage::Stop {
        return;
    }
    let left = match (&one.uncovered, &one.uncovered_at_most) {
        (Some(left), _) => short(left),
        (None, Some(most)) => format!("at most {}", short(most)),
        (None, None) => "unknown".to_owned(),
    };
    let _ = write!(out, "  uncovered   {left} a month");
    if let Some(least) = &one.uncovered_at_least {
        let _ =
            write!(out, " as the shared capacities are handed out here, {} at least", short(least));
    }
    if let Some(gap) = one.gap_days.filter(|gap| *gap > 0) {
        let _ = write!(out, "; no alternative arrives for {gap} days after the stop");
    }
    out.push('\n');
}
