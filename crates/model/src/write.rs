//! Writing a transfer back as JSON, always in the same way.
//!
//! Fields stand in the order of the vocabulary, unknown ones are left out, tags are the fewest
//! words that say the same. Reading what was written gives an equal transfer.

use std::fmt::{Display, Write as _};

use crate::country::Country;
use crate::transfer::HitState;
use crate::transfer::{
    Code, Content, EndUse, Evidence, Facility, Item, Knowledge, Listing, Making, Owner, Party,
    Place, Rate, Transfer,
};
use crate::vocabulary::{TagAnswers, TagPlace};

/// The transfer as one line of JSON, without a line break.
///
/// ```
/// use navicert_model::read::parse_transfer;
/// use navicert_model::write::write_transfer;
/// let line = r#"{"id":"SO-1","to":"JP","end_use":{"is_not":["concern"]}}"#;
/// assert_eq!(write_transfer(&parse_transfer(line)?), line);
/// # Ok::<(), Vec<navicert_model::read::FieldError>>(())
/// ```
#[must_use]
pub fn write_transfer(transfer: &Transfer) -> String {
    let mut json = Json(String::with_capacity(1024));
    json.object(|json| transfer_fields(json, transfer));
    json.0
}

/// JSON under construction.
struct Json(String);

impl Json {
    /// Separates from what stands before in the same list or object.
    fn comma(&mut self) {
        if !self.0.ends_with(['{', '[', ':']) {
            self.0.push(',');
        }
    }

    fn key(&mut self, key: &str) {
        self.comma();
        let _ = write!(self.0, "\"{key}\":");
    }

    fn object(&mut self, fields: impl FnOnce(&mut Json)) {
        self.0.push('{');
        fields(self);
        self.0.push('}');
    }

    fn string(&mut self, text: &str) {
        self.0.push('"');
        for c in text.chars() {
            match c {
                '"' => self.0.push_str("\\\""),
                '\\' => self.0.push_str("\\\\"),
                '\n' => self.0.push_str("\\n"),
                '\r' => self.0.push_str("\\r"),
                '\t' => self.0.push_str("\\t"),
                c if u32::from(c) < 0x20 => {
                    let _ = write!(self.0, "\\u{:04x}", u32::from(c));
                }
                c => self.0.push(c),
            }
        }
        self.0.push('"');
    }

    fn text(&mut self, key: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.key(key);
            self.string(text);
        }
    }

    /// A value whose printed form holds nothing to escape.
    fn shown(&mut self, key: &str, value: Option<impl Display>) {
        if let Some(value) = value {
            self.key(key);
            let _ = write!(self.0, "\"{value}\"");
        }
    }

    fn place(&mut self, key: &str, place: &Place) {
        match place {
            Place::Unknown => {}
            Place::One(country) => self.shown(key, Some(country)),
            Place::OneOf(set) => self.shown(key, Some(set)),
        }
    }

    fn each<T>(&mut self, key: &str, list: &[T], mut write: impl FnMut(&mut Json, &T)) {
        self.key(key);
        self.0.push('[');
        for value in list {
            // A list begins where nothing needs a comma; after a value one is due.
            if !self.0.ends_with('[') {
                self.0.push(',');
            }
            write(self, value);
        }
        self.0.push(']');
    }

    fn texts(&mut self, key: &str, texts: &[Box<str>]) {
        self.each(key, texts, |json, text| json.string(text));
    }

    fn countries(&mut self, key: &str, countries: Option<&[Country]>) {
        if let Some(countries) = countries {
            self.each(key, countries, |json, country| json.string(country.as_str()));
        }
    }

    fn tags(&mut self, tags: &TagAnswers, place: TagPlace) {
        let (yes, no): (Vec<_>, Vec<_>) =
            (tags.yes_words(place).collect(), tags.no_words(place).collect());
        for (key, words) in [("is", yes), ("is_not", no)] {
            if !words.is_empty() {
                self.each(key, &words, |json, word| json.string(word));
            }
        }
    }

    fn pairs<T>(
        &mut self,
        key: &str,
        pairs: &[(Box<str>, T)],
        text: impl Fn(&T) -> Option<String>,
    ) {
        if pairs.is_empty() {
            return;
        }
        self.key(key);
        self.object(|json| {
            for (name, value) in pairs {
                json.text(name, text(value).as_deref());
            }
        });
    }
}

fn transfer_fields(json: &mut Json, transfer: &Transfer) {
    json.text("id", transfer.id.as_deref());
    json.shown("activity", transfer.activity);
    json.shown("on", transfer.on);
    json.shown("contracted_on", transfer.contracted_on);
    json.shown("shipped_on", transfer.shipped_on);
    if transfer.item != Item::default() {
        json.key("item");
        json.object(|json| item(json, &transfer.item, "quantity"));
    }
    json.place("from", &transfer.from);
    json.place("to", &transfer.to);
    json.countries("via", transfer.via.as_deref());
    if !transfer.parties.is_empty() {
        json.each("parties", &transfer.parties, |json, p| json.object(|json| party(json, p)));
    }
    if transfer.end_use != EndUse::default() {
        json.key("end_use");
        json.object(|json| end_use(json, &transfer.end_use));
    }
    if transfer.knowledge != Knowledge::default() {
        json.key("knowledge");
        json.object(|json| knowledge(json, &transfer.knowledge));
    }
    if let Some(list) = &transfer.evidence {
        json.each("evidence", list, |json, e| json.object(|json| evidence(json, e)));
    }
    for (key, list) in [("licences", &transfer.licences), ("exceptions", &transfer.exceptions)] {
        if !list.is_empty() {
            json.texts(key, list);
        }
    }
    if !transfer.rates.is_empty() {
        json.each("rates", &transfer.rates, |json, r| json.object(|json| rate(json, r)));
    }
}

fn item(json: &mut Json, item: &Item, quantity: &str) {
    json.text("part", item.part.as_deref());
    json.text("description", item.description.as_deref());
    json.shown("kind", item.kind);
    json.text("hs", item.hs.as_deref());
    codes(json, &item.codes);
    json.pairs("parameters", &item.parameters, |range| Some(range.to_string()));
    json.place("origin", &item.origin);
    if let Some(list) = &item.content {
        json.each("content", list, |json, line| json.object(|json| content(json, line)));
    }
    if let Some(list) = &item.made_with {
        json.each("made_with", list, |json, made| json.object(|json| making(json, made)));
    }
    json.tags(&item.tags, TagPlace::Item);
    if let Some(tool) = &item.tool {
        json.key("for");
        json.object(|json| self::item(json, tool, "quantity"));
    }
    json.shown(quantity, item.quantity);
    json.shown("value", item.value);
}

fn content(json: &mut Json, content: &Content) {
    item(json, &content.item, "qty");
    json.shown("share", content.share);
}

fn codes(json: &mut Json, codes: &[(Box<str>, Code)]) {
    json.pairs("codes", codes, |code| match code {
        Code::Unknown => None,
        Code::None => Some("none".into()),
        Code::Listed(code) => Some(code.to_string()),
    });
}

fn making(json: &mut Json, making: &Making) {
    json.shown("kind", Some(making.kind));
    json.place("origin", &making.origin);
    codes(json, &making.codes);
}

fn party(json: &mut Json, party: &Party) {
    json.shown("role", party.role);
    json.text("name", party.name.as_deref());
    json.place("country", &party.country);
    json.place("headquarters", &party.headquarters);
    json.tags(&party.tags, TagPlace::Party);
    if let Some(list) = &party.listed {
        json.each("listed", list, |json, entry| json.object(|json| listing(json, entry)));
    }
    if let Some(list) = &party.owners {
        json.each("owners", list, |json, entry| json.object(|json| owner(json, entry)));
    }
    related(json, "ultimate_parent", party.ultimate_parent.as_deref());
    json.countries("nationality", party.nationality.as_deref());
    related(json, "employer", party.employer.as_deref());
}

fn related(json: &mut Json, key: &str, other: Option<&Party>) {
    if let Some(other) = other {
        json.key(key);
        json.object(|json| party(json, other));
    }
}

fn owner(json: &mut Json, owner: &Owner) {
    party(json, &owner.party);
    json.shown("share", owner.share);
}

fn listing(json: &mut Json, listing: &Listing) {
    json.text("list", Some(&listing.list));
    json.text("round", listing.round.as_deref());
    if let Some(footnotes) = &listing.footnotes {
        json.texts("footnotes", footnotes);
    }
    json.text("requirement", listing.requirement.as_deref());
    json.text("policy", listing.policy.as_deref());
    if let Some(concerns) = &listing.concerns {
        json.texts("concerns", concerns);
    }
    let state = Some(listing.state).filter(|state| *state != HitState::Confirmed);
    json.text("state", state.map(HitState::as_str));
}

fn end_use(json: &mut Json, end_use: &EndUse) {
    json.text("text", end_use.text.as_deref());
    json.tags(&end_use.tags, TagPlace::Use);
    if let Some(site) = &end_use.facility {
        json.key("facility");
        json.object(|json| facility(json, site));
    }
}

fn facility(json: &mut Json, facility: &Facility) {
    json.text("name", facility.name.as_deref());
    json.place("country", &facility.country);
    json.tags(&facility.tags, TagPlace::Facility);
    json.pairs("parameters", &facility.parameters, |range| Some(range.to_string()));
    json.place("owner_headquarters", &facility.owner_headquarters);
}

fn knowledge(json: &mut Json, knowledge: &Knowledge) {
    json.tags(&knowledge.tags, TagPlace::Use);
    if let Some(notices) = &knowledge.informed_by {
        json.texts("informed_by", notices);
    }
}

fn evidence(json: &mut Json, evidence: &Evidence) {
    json.shown("kind", Some(evidence.kind));
    json.text("ref", evidence.reference.as_deref());
    json.shown("dated", evidence.dated);
    if !evidence.supports.is_empty() {
        json.texts("for", &evidence.supports);
    }
}

fn rate(json: &mut Json, rate: &Rate) {
    json.text("from", Some(&rate.from));
    json.text("to", Some(&rate.to));
    json.shown("rate", Some(rate.rate));
    json.shown("on", rate.on);
    json.text("source", rate.source.as_deref());
}
