//! Concentration of minerals and dependency on imports: JSON, tables, text.

use super::json::{Object, range};
use super::{amount, ends};
use crate::number::{Round, decimal, ratio};
use crate::shares::{Dependency, Stage, THRESHOLDS};
use navicert_model::tri::Tri;
use std::fmt::Write;

/// Columns of the table.
pub const HEADER: [&str; 11] = [
    "product",
    "stage",
    "year",
    "largest",
    "largest_share",
    "hhi_at_least",
    "hhi_at_most",
    "rest",
    "outside_of_imports",
    "outside_over_exports",
    "dependent",
];

const INDEX_PLACES: u32 = 4;

fn word(tri: Tri) -> &'static str {
    match tri {
        Tri::Yes => "yes",
        Tri::No => "no",
        Tri::Unknown => "unknown",
    }
}

/// Writes a stage of a mineral as JSON, and a line end.
pub fn stage_json(out: &mut String, one: &Stage) {
    let mut object = Object::open(out);
    object.text("mineral", Some(&one.mineral));
    object.text("stage", Some(&one.stage));
    object.text("year", Some(&one.year));
    range(&mut object, "hhi", Some(&one.hhi));
    object.number("rest", Some(&one.rest));
    object.each("shares", &one.shares, |out, (country, share)| {
        let mut object = Object::open(out);
        object.text("country", Some(country));
        object.number("share", Some(&ratio(*share)));
        object.close();
    });
    object.close();
    out.push('\n');
}

/// Writes the dependency on imports as JSON, and a line end.
pub fn dependency_json(out: &mut String, one: &Dependency) {
    let mut object = Object::open(out);
    object.text("product", Some(&one.product));
    object.text("year", Some(&one.year));
    match &one.concentration {
        None => object.raw("cdi1", "null"),
        Some(value) => {
            let (least, most) = ends(value, INDEX_PLACES);
            object.raw("cdi1", &format!("{{\"at_least\":{least},\"at_most\":{most}}}"));
        }
    }
    object.number("cdi2", one.weight.as_ref());
    object.number("cdi3", one.substitution.as_ref());
    object.raw("thresholds", &format!("[{}]", THRESHOLDS.join(",")));
    object.text("dependent", Some(word(one.dependent)));
    object.text("currency", one.currency.map(|unit| unit.as_str()));
    object.each("partners", &one.partners, |out, (partner, value)| {
        let mut object = Object::open(out);
        object.text("partner", Some(partner.as_str()).filter(|text| !text.is_empty()));
        object.number("value", Some(value));
        object.close();
    });
    object.close();
    out.push('\n');
}

/// The row of a stage.
#[must_use]
pub fn stage_row(one: &Stage) -> Vec<String> {
    let (least, most) = ends(&one.hhi, 2);
    let (country, share) = match one.shares.first() {
        Some((country, share)) => (country.clone(), share.to_string()),
        None => Default::default(),
    };
    let mut row = vec![one.mineral.clone(), one.stage.clone(), one.year.clone(), country, share];
    row.extend([least, most, amount(&one.rest), String::new(), String::new(), String::new()]);
    row
}

/// The row of a dependency.
#[must_use]
pub fn dependency_row(one: &Dependency) -> Vec<String> {
    let maybe =
        |value: &Option<crate::number::Ratio>| value.as_ref().map(amount).unwrap_or_default();
    let scaled = one.concentration.as_ref().map(|range| crate::concentration::Range {
        at_least: &range.at_least * crate::number::whole(10_000),
        at_most: &range.at_most * crate::number::whole(10_000),
    });
    let (least, most) = scaled.map(|range| ends(&range, 2)).unwrap_or_default();
    let largest = one.partners.first().map(|(partner, _)| partner.clone()).unwrap_or_default();
    let mut row =
        vec![one.product.clone(), String::new(), one.year.clone(), largest, String::new()];
    row.extend([least, most, String::new(), maybe(&one.weight), maybe(&one.substitution)]);
    row.push(word(one.dependent).to_owned());
    row
}

/// Writes a stage for a person.
pub fn stage_text(out: &mut String, one: &Stage) {
    let (least, most) = ends(&one.hhi, 0);
    let index = if least == most { least } else { format!("{least} to {most}") };
    let _ = writeln!(out, "{}, {}, {}   {index} of 10000", one.mineral, one.stage, one.year);
    for (country, share) in one.shares.iter().take(8) {
        let _ = writeln!(out, "  {share:>7} %   {country}");
    }
    if one.shares.len() > 8 {
        let _ = writeln!(out, "  and {} more countries", one.shares.len() - 8);
    }
    if num_traits::Signed::is_positive(&one.rest) {
        let rest = decimal(&one.rest, 2, Round::Nearest);
        let _ = writeln!(out, "  {rest:>7} %   nobody who is named");
    }
}

/// Writes a dependency for a person.
pub fn dependency_text(out: &mut String, one: &Dependency) {
    let known = |value: &Option<crate::number::Ratio>| {
        value
            .as_ref()
            .map_or_else(|| "not given".to_owned(), |value| decimal(value, 3, Round::Nearest))
    };
    let concentration = match &one.concentration {
        None => "nothing comes from outside".to_owned(),
        Some(range) => {
            let (least, most) = ends(range, 3);
            if least == most { least } else { format!("{least} to {most}") }
        }
    };
    let _ = writeln!(out, "{}, {}", one.product, one.year);
    let [first, second, third] = THRESHOLDS;
    let _ =
        writeln!(out, "  concentration of outside imports   {concentration}   (above {first}?)");
    let _ = writeln!(
        out,
        "  outside imports of all imports     {}   (above {second}?)",
        known(&one.weight)
    );
    let _ = writeln!(
        out,
        "  outside imports over exports       {}   (above {third}?)",
        known(&one.substitution)
    );
    let _ = writeln!(out, "  dependent: {}", word(one.dependent));
}
