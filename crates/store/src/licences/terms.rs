//! What an authority wrote on a licence.

use navicert_model::amount::Amount;
use navicert_model::country::Country;
use navicert_model::day::Day;
use navicert_model::read::FieldError;
use navicert_model::vocabulary::{Activity, Form, Role, check_code, check_scheme};
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};

/// A licence as it was written. JSON, one object:
///
/// ```json
/// { "id": "CN-2026-0042", "law": "cn", "form": "cn/single", "authority": "Ministry of Commerce",
///   "since": "2026-01-05", "until": "2027-01-05", "activities": ["export"],
///   "from": ["CN"], "to": ["JP"],
///   "parties": [ { "role": "end-user", "name": "Example Seimitsu K.K.", "country": "JP" } ],
///   "items": [ { "codes": { "cn": ["1C902.a.4"] }, "description": "magnets", "quantity": "500 kg" } ],
///   "value": "90000 USD", "provisos": ["no resale without consent"] }
/// ```
///
/// `until` is the first day on which it is no longer valid; `last_day`, the last one on which it is,
/// may stand in its place. What is absent (`activities`, `from`, `to`, a role among `parties`, a limit)
/// is not limited by the licence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// The authority's number.
    pub id: String,
    /// The law that it is given under.
    pub law: String,
    /// Its form.
    pub form: Form,
    /// Who gave it.
    pub authority: String,
    /// First day on which it is valid.
    pub since: Day,
    /// First day on which it no longer is.
    pub until: Day,
    /// What it allows; empty = not limited.
    pub activities: Vec<Activity>,
    /// From where; empty = not limited.
    pub from: Vec<Country>,
    /// To where; empty = not limited.
    pub to: Vec<Country>,
    /// For whom, by role.
    pub parties: Vec<Party>,
    /// Of what; at least one.
    pub items: Vec<Item>,
    /// At most this value over all items.
    pub value: Option<Amount>,
    /// Conditions in words. They are shown, not checked.
    pub provisos: Vec<String>,
}

/// Somebody named on a licence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// As what.
    pub role: Role,
    /// The name.
    pub name: String,
    /// The country.
    pub country: Option<Country>,
}

/// An item on a licence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Codes by scheme: these, and the paragraphs below them.
    pub codes: Vec<(String, Vec<String>)>,
    /// Part numbers; empty = not limited.
    pub parts: Vec<String>,
    /// In words.
    pub description: String,
    /// At most this much.
    pub quantity: Option<Amount>,
    /// At most this value.
    pub value: Option<Amount>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTerms {
    id: String,
    law: String,
    form: String,
    #[serde(default)]
    authority: String,
    since: String,
    until: Option<String>,
    last_day: Option<String>,
    #[serde(default)]
    activities: Vec<String>,
    #[serde(default)]
    from: Vec<String>,
    #[serde(default)]
    to: Vec<String>,
    #[serde(default)]
    parties: Vec<RawParty>,
    items: Vec<RawItem>,
    value: Option<String>,
    #[serde(default)]
    provisos: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawParty {
    role: String,
    name: String,
    country: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawItem {
    #[serde(default)]
    codes: Map<String, Value>,
    #[serde(default)]
    parts: Vec<String>,
    #[serde(default)]
    description: String,
    quantity: Option<String>,
    value: Option<String>,
}

/// Errors, gathered.
#[derive(Default)]
struct Errors(Vec<FieldError>);

impl Errors {
    fn add(&mut self, field: &str, message: String, help: impl Into<String>) {
        self.0.push(FieldError { field: field.to_owned(), message, help: help.into() });
    }

    fn word<T, E: std::fmt::Display>(
        &mut self,
        field: &str,
        read: Result<T, E>,
        help: impl Fn(&E) -> String,
    ) -> Option<T> {
        read.map_err(|error| self.add(field, error.to_string(), help(&error))).ok()
    }

    fn day(&mut self, field: &str, text: &str) -> Option<Day> {
        self.word(field, Day::parse(text), |error| error.help())
    }

    fn country(&mut self, field: &str, text: &str) -> Option<Country> {
        self.word(field, Country::parse(text), |error| error.help())
    }

    /// A limit: more than nothing, of money or of anything else.
    fn limit(&mut self, field: &str, text: Option<&String>, money: bool) -> Option<Amount> {
        let amount = self.word(field, Amount::parse(text?), |error| error.help())?;
        if amount.unit.is_currency() != money {
            let help = if money { "write `90000 USD`" } else { "write `500 kg`, `20 pcs`" };
            let kind = if money { "no sum of money" } else { "money" };
            self.add(field, format!("`{amount}` is {kind}"), help);
        } else if amount.value <= rust_decimal::Decimal::ZERO {
            self.add(field, format!("`{amount}` allows nothing"), "write an amount above zero");
        }
        Some(amount)
    }

    fn filled(&mut self, field: &str, text: &str) {
        if text.trim().is_empty() {
            self.add(field, "it is empty".to_owned(), "write it as it stands on the licence");
        }
    }
}

impl Terms {
    /// Reads a licence.
    ///
    /// # Errors
    /// Everything that is wrong with it, each with its field and what to do.
    pub fn parse(text: &str) -> Result<Terms, Vec<FieldError>> {
        let raw: RawTerms = serde_json::from_str(text).map_err(|error| {
            let help = "see the form in `navicert licences import --help`".to_owned();
            vec![FieldError { field: String::new(), message: error.to_string(), help }]
        })?;
        let mut errors = Errors::default();
        let terms = raw.check(&mut errors);
        match terms {
            Some(terms) if errors.0.is_empty() => Ok(terms),
            _ => Err(errors.0),
        }
    }

    /// Reads licences: one object, several on lines or one after the other, or a list of them.
    ///
    /// # Errors
    /// Of each what [`Terms::parse`] says; for what is no JSON one error, and nothing after it.
    #[must_use]
    pub fn parse_all(text: &str) -> Vec<Result<Terms, Vec<FieldError>>> {
        let list: Result<Vec<Box<RawValue>>, _> = serde_json::from_str(text);
        if let Ok(list) = list {
            return list.iter().map(|one| Terms::parse(one.get())).collect();
        }
        let one_after_the_other = serde_json::Deserializer::from_str(text).into_iter();
        let mut read = Vec::new();
        for one in one_after_the_other {
            let one: Result<Box<RawValue>, _> = one;
            let failed = one.is_err();
            read.push(match one {
                Ok(one) => Terms::parse(one.get()),
                Err(error) => {
                    let help = "write one JSON object a licence".to_owned();
                    let message = format!("it is no JSON: {error}");
                    Err(vec![FieldError { field: String::new(), message, help }])
                }
            });
            if failed {
                break;
            }
        }
        read
    }

    /// The licence in one canonical form.
    #[must_use]
    pub fn to_json(&self) -> String {
        let words = |all: &[Country]| all.iter().map(|one| one.as_str()).collect::<Vec<_>>();
        let shown = |amount: &Option<Amount>| amount.map(|one| one.to_string());
        let parties: Vec<Value> = self
            .parties
            .iter()
            .map(|one| {
                let country = one.country.map(Country::as_str);
                json!({ "role": one.role.as_str(), "name": one.name, "country": country })
            })
            .collect();
        let items: Vec<Value> = self
            .items
            .iter()
            .map(|one| {
                let codes: Map<String, Value> =
                    one.codes.iter().map(|(key, all)| (key.clone(), json!(all))).collect();
                json!({
                    "codes": codes, "parts": one.parts, "description": one.description,
                    "quantity": shown(&one.quantity), "value": shown(&one.value),
                })
            })
            .collect();
        json!({
            "id": self.id, "law": self.law, "form": self.form.as_str(), "authority": self.authority,
            "since": self.since.to_string(), "until": self.until.to_string(),
            "activities": self.activities.iter().map(|one| one.as_str()).collect::<Vec<_>>(),
            "from": words(&self.from), "to": words(&self.to), "parties": parties, "items": items,
            "value": shown(&self.value), "provisos": self.provisos,
        })
        .to_string()
    }

    /// Whether a day is one on which it is valid.
    #[must_use]
    pub fn is_valid_on(&self, day: Day) -> bool {
        self.since <= day && day < self.until
    }
}

impl RawTerms {
    fn check(self, errors: &mut Errors) -> Option<Terms> {
        errors.filled("id", &self.id);
        let law = errors.word("law", check_scheme(&self.law), |error| error.help());
        let form = errors.word("form", Form::parse(&self.form), |error| error.help());
        if let (Some(()), Some(form)) = (law, form)
            && !form.as_str().starts_with(&format!("{}/", self.law))
        {
            let message = format!("`{form}` is no form of the law `{}`", self.law);
            errors.add("form", message, "name a form of that law, as `cn/single`");
        }
        let since = errors.day("since", &self.since);
        let until = match (&self.until, &self.last_day) {
            (Some(until), None) => errors.day("until", until),
            (None, Some(last)) => errors.day("last_day", last).map(|day| day.add_days(1)),
            _ => {
                let help =
                    "write `until`, the first day on which it is no longer valid, or `last_day`";
                errors.add("until", "one of `until` and `last_day` is needed".to_owned(), help);
                None
            }
        };
        if let (Some(since), Some(until)) = (since, until)
            && until <= since
        {
            let message = format!("it ends on {until}, not after it begins on {since}");
            errors.add("until", message, "check both days");
        }
        if self.items.is_empty() {
            errors.add("items", "there is none".to_owned(), "write at least one item");
        }
        let countries = |errors: &mut Errors, field: &str, all: &[String]| {
            all.iter().filter_map(|one| errors.country(field, one)).collect()
        };
        let activities = self.activities.iter();
        let activities = activities
            .filter_map(|one| errors.word("activities", Activity::parse(one), |error| error.help()))
            .collect();
        let (from, to) = (countries(errors, "from", &self.from), countries(errors, "to", &self.to));
        let parties = self.parties.into_iter().enumerate();
        let parties = parties.filter_map(|(at, one)| one.check(at, errors)).collect();
        let items = self.items.into_iter().enumerate();
        let items = items.map(|(at, one)| one.check(at, errors)).collect();
        let value = errors.limit("value", self.value.as_ref(), true);
        Some(Terms {
            id: self.id,
            law: self.law,
            form: form?,
            authority: self.authority,
            since: since?,
            until: until?,
            activities,
            from,
            to,
            parties,
            items,
            value,
            provisos: self.provisos,
        })
    }
}

impl RawParty {
    fn check(self, at: usize, errors: &mut Errors) -> Option<Party> {
        let field = |name: &str| format!("parties[{at}].{name}");
        errors.filled(&field("name"), &self.name);
        let role = errors.word(&field("role"), Role::parse(&self.role), |error| error.help());
        let country = self.country.and_then(|one| errors.country(&field("country"), &one));
        Some(Party { role: role?, name: self.name, country })
    }
}

impl RawItem {
    fn check(self, at: usize, errors: &mut Errors) -> Item {
        let field = |name: &str| format!("items[{at}].{name}");
        let mut codes = Vec::new();
        for (scheme, given) in &self.codes {
            let place = field(&format!("codes.{scheme}"));
            errors.word(&place, check_scheme(scheme), |error| error.help());
            let all: Option<Vec<&str>> = match given {
                Value::String(one) => Some(vec![one]),
                Value::Array(all) => all.iter().map(Value::as_str).collect(),
                _ => None,
            };
            let Some(all) = all else {
                errors.add(
                    &place,
                    format!("`{given}` is no code"),
                    "write a code, or a list of them",
                );
                continue;
            };
            for one in &all {
                errors.word(&place, check_code(scheme, one), |error| error.help());
            }
            codes.push((scheme.clone(), all.into_iter().map(str::to_owned).collect()));
        }
        if codes.is_empty() && self.parts.is_empty() {
            let help = "write `\"codes\": {\"cn\": [\"1C902.a.4\"]}`, or `parts`";
            errors.add(&field("codes"), "neither codes nor parts are named".to_owned(), help);
        }
        Item {
            codes,
            parts: self.parts,
            description: self.description,
            quantity: errors.limit(&field("quantity"), self.quantity.as_ref(), false),
            value: errors.limit(&field("value"), self.value.as_ref(), true),
        }
    }
}
