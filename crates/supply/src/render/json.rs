//! One compact object a line, fields in a fixed order. Numbers are exact decimals of at most six
//! places; the ends of a range are rounded outwards.

use super::{Frame, amount, ends};
use crate::concentration::Range;
use crate::cover::Offer;
use crate::exposure::{Asked, Exposure, Measure};
use crate::number::Ratio;
use crate::stops::Stop;
use crate::supply::{Supply, Word};
use crate::what_if::{AtSite, LicenceGap, Needs, Part, Source};
use navicert_model::country::Country;
use navicert_model::day::Day;

/// Places of an index of concentration.
const INDEX_PLACES: u32 = 2;

/// An object on its way.
pub(crate) struct Object<'o> {
    out: &'o mut String,
    empty: bool,
}

impl<'o> Object<'o> {
    pub(crate) fn open(out: &'o mut String) -> Object<'o> {
        out.push('{');
        Object { out, empty: true }
    }

    fn name(&mut self, name: &str) -> &mut String {
        if !self.empty {
            self.out.push(',');
        }
        self.empty = false;
        string(self.out, name);
        self.out.push(':');
        self.out
    }

    /// A value that is written already.
    pub(crate) fn raw(&mut self, name: &str, value: &str) {
        self.name(name).push_str(value);
    }

    pub(crate) fn text(&mut self, name: &str, value: Option<&str>) {
        let out = self.name(name);
        match value {
            Some(value) => string(out, value),
            None => out.push_str("null"),
        }
    }

    pub(crate) fn number(&mut self, name: &str, value: Option<&Ratio>) {
        let text = value.map_or_else(|| "null".to_owned(), amount);
        self.raw(name, &text);
    }

    fn count(&mut self, name: &str, value: Option<i64>) {
        self.raw(name, &value.map_or_else(|| "null".to_owned(), |value| value.to_string()));
    }

    fn country(&mut self, name: &str, value: Option<Country>) {
        self.text(name, value.map(Country::as_str));
    }

    fn day(&mut self, name: &str, value: Option<Day>) {
        self.text(name, value.map(|day| day.to_string()).as_deref());
    }

    pub(crate) fn each<T>(
        &mut self,
        name: &str,
        items: impl IntoIterator<Item = T>,
        mut write: impl FnMut(&mut String, T),
    ) {
        let out = self.name(name);
        out.push('[');
        for (at, item) in items.into_iter().enumerate() {
            if at > 0 {
                out.push(',');
            }
            write(out, item);
        }
        out.push(']');
    }

    fn texts<'t>(&mut self, name: &str, texts: impl IntoIterator<Item = &'t str>) {
        self.each(name, texts, string);
    }

    pub(crate) fn close(self) {
        self.out.push('}');
    }
}

pub(crate) fn string(out: &mut String, text: &str) {
    // Writing a text cannot fail.
    out.push_str(&serde_json::Value::from(text).to_string());
}

pub(crate) fn range(object: &mut Object<'_>, name: &str, value: Option<&Range>) {
    match value {
        None => object.raw(name, "null"),
        Some(value) => {
            let (least, most) = ends(value, INDEX_PLACES);
            object.raw(name, &format!("{{\"at_least\":{least},\"at_most\":{most}}}"));
        }
    }
}

/// Writes the exposure of a product, and a line end.
pub fn exposure(out: &mut String, supply: &Supply, one: &Exposure, asked: &Asked) {
    let part = &supply.parts()[one.product];
    let plan = part.plan.as_ref();
    let names = |parts: &[usize]| -> Vec<String> {
        parts.iter().map(|part| supply.parts()[*part].name.to_string()).collect()
    };
    let mut object = Object::open(out);
    object.text("product", Some(&part.name));
    object.text("description", part.description.as_deref());
    object.text("site", supply.maybe(plan.and_then(|plan| plan.site)));
    object.country("site_country", plan.and_then(|plan| plan.country));
    object.country("country", Some(asked.country));
    object.text("by", Some(measure(asked.by)));
    object.number("material", Some(&one.material));
    object.text("unit", Some(unit(one, asked.by)));
    let share = one.share.as_ref().map(|share| ends(share, super::PLACES));
    let (least, most) = share.unwrap_or_else(|| ("null".into(), "null".into()));
    object.raw("share_at_least", &least);
    object.raw("share_at_most", &most);
    object.each("sources", &one.sources, |out, source| {
        let mut object = Object::open(out);
        object.text("mineral", supply.maybe(source.mineral));
        object.country("country", source.country);
        object.text("stage", supply.maybe(source.stage));
        object.number("share", source.share.as_ref());
        object.close();
    });
    range(&mut object, "hhi", one.hhi.as_ref());
    object.texts("single_points", names(&one.single_points).iter().map(String::as_str));
    object.count("bought_parts", i64::try_from(one.bought).ok());
    object.texts("unmeasured", names(&one.unmeasured).iter().map(String::as_str));
    object.texts("empty_assemblies", names(&one.empty).iter().map(String::as_str));
    object.close();
    out.push('\n');
}

pub(crate) fn measure(by: Measure) -> &'static str {
    match by {
        Measure::Value => "value",
        Measure::Mass => "mass",
    }
}

pub(crate) fn unit(one: &Exposure, by: Measure) -> &'static str {
    match (by, one.currency) {
        (Measure::Mass, _) => "kg",
        (Measure::Value, Some(currency)) => currency.as_str(),
        (Measure::Value, None) => "none",
    }
}

/// Writes what a measure does to a part, and a line end.
pub fn part(out: &mut String, supply: &Supply, one: &Part, frame: &Frame) {
    let part = &supply.parts()[one.part];
    let mut object = Object::open(out);
    object.text("part", Some(&part.name));
    object.text("description", part.description.as_deref());
    object.text("mineral", supply.maybe(part.mineral));
    object.text("stage", supply.maybe(part.stage));
    object.text("verdict", Some(one.verdict.as_str()));
    for (name, value) in &frame.asked {
        object.text(name, Some(value));
    }
    object.texts("because", one.because.iter().map(String::as_str));
    object.texts("questions", one.questions.iter().map(String::as_str));
    object.each("suppliers", &one.sources, |out, source| supplier(out, supply, source));
    object.each("products", &one.products, |out, needs| product(out, supply, needs));
    object.each("uses", &one.products, |out, needs| use_of(out, supply, needs));
    object.each("sites", &one.sites, |out, at| site(out, supply, at));
    object.number("need_per_month", one.need.as_ref());
    object.number("lost_per_month", one.lost.as_ref());
    object.number("waiting_per_month", one.waiting.as_ref());
    object.number("on_hand", one.on_hand.as_ref());
    object.number("days_of_cover", one.days_of_cover.as_ref());
    object.day("stops_on", one.stops_on);
    object.day("ends_on", one.ends_on);
    object.number("value_per_month", one.value.as_ref().map(|(value, _)| value));
    let currency = one.value.as_ref().and_then(|(_, currency)| *currency);
    object.text("currency", currency.map(|currency| currency.as_str()));
    object.each("alternatives", &one.offers, |out, offer| alternative(out, supply, offer));
    object.number("uncovered", one.uncovered.as_ref());
    if one.uncovered.is_none() {
        object.number("uncovered_at_most", one.uncovered_at_most.as_ref());
    }
    if let Some(least) = &one.uncovered_at_least {
        object.number("uncovered_at_least", Some(least));
    }
    object.count("gap_days", one.gap_days.map(i64::from));
    if let Some(gap) = &one.licence {
        licence(&mut object, gap);
    }
    object.texts("assumed", frame.assumed.iter().map(String::as_str));
    object.close();
    out.push('\n');
}

fn supplier(out: &mut String, supply: &Supply, source: &Source) {
    let mut object = Object::open(out);
    object.text("supplier", supply.maybe(source.supplier));
    object.country("country", source.country);
    object.country("origin", source.origin);
    let share = crate::number::ratio(source.share) * crate::number::whole(100);
    object.number("share", Some(&share));
    object.text("verdict", Some(source.verdict.as_str()));
    object.close();
}

fn product(out: &mut String, supply: &Supply, needs: &Needs) {
    let mut object = Object::open(out);
    object.text("product", Some(&supply.parts()[needs.product].name));
    object.text("verdict", Some(needs.verdict.as_str()));
    object.close();
}

fn use_of(out: &mut String, supply: &Supply, needs: &Needs) {
    let mut object = Object::open(out);
    object.text("product", Some(&supply.parts()[needs.product].name));
    object.text("site", supply.maybe(site_of(supply, needs.product)));
    object.number("quantity", Some(&needs.quantity));
    object.number("need_per_month", needs.need.as_ref());
    object.number("lost_per_month", needs.lost.as_ref());
    object.close();
}

/// Writes what stops for a product or at a site, and a line end.
pub fn stop(out: &mut String, supply: &Supply, one: &Stop, frame: &Frame) {
    let name = |part: &usize| &*supply.parts()[*part].name;
    let mut object = Object::open(out);
    if let Some(product) = &one.product {
        object.text("product", Some(name(product)));
    }
    object.text("site", supply.maybe(one.site));
    object.text("verdict", Some(one.verdict.as_str()));
    for (name, value) in &frame.asked {
        object.text(name, Some(value));
    }
    object.day("stops_on", one.stops_on);
    object.number("value_per_month", one.value.as_ref().map(|(value, _)| value));
    let currency = one.value.as_ref().and_then(|(_, currency)| *currency);
    object.text("currency", currency.map(|currency| currency.as_str()));
    object.texts("products", one.products.iter().map(name));
    object.each("parts", &one.parts, |out, (part, verdict, day)| {
        let mut object = Object::open(out);
        object.text("part", Some(name(part)));
        object.text("verdict", Some(verdict.as_str()));
        object.day("stops_on", *day);
        object.close();
    });
    object.texts("assumed", frame.assumed.iter().map(String::as_str));
    object.close();
    out.push('\n');
}

pub(crate) fn site_of(supply: &Supply, product: usize) -> Option<Word> {
    supply.parts()[product].plan.as_ref().and_then(|plan| plan.site)
}

fn site(out: &mut String, supply: &Supply, at: &AtSite) {
    let mut object = Object::open(out);
    object.text("site", supply.maybe(at.site));
    object.number("on_hand", at.on_hand.as_ref());
    object.number("need_per_month", at.need.as_ref());
    object.number("lost_per_month", at.lost.as_ref());
    object.number("days_of_cover", at.days_of_cover.as_ref());
    object.day("stops_on", at.stops_on);
    object.close();
}

fn alternative(out: &mut String, supply: &Supply, offer: &Offer) {
    let mut object = Object::open(out);
    object.text("supplier", Some(supply.text(offer.supplier)));
    object.country("country", offer.country);
    object.country("origin", offer.origin);
    object.text("verdict", Some(offer.verdict.as_str()));
    object.number("capacity", offer.capacity.as_ref());
    object.number("covers", offer.covers.as_ref());
    object.count("lead_time_days", offer.lead_days.map(i64::from));
    object.day("arrives_on", offer.arrives_on);
    object.text("pool", supply.maybe(offer.pool));
    object.close();
}

fn licence(object: &mut Object<'_>, gap: &LicenceGap) {
    let mut text = String::new();
    let mut inner = Object::open(&mut text);
    inner.day("arrives_on", Some(gap.arrives_on));
    inner.day("lasts_until", gap.lasts_until);
    inner.count("gap_days", gap.gap_days.map(i64::from));
    inner.close();
    object.raw("licence", &text);
}
