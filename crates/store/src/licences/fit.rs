//! Does a licence fit an order line? Each condition answers yes, no or unknown, and says why.

use super::error::LicenceError;
use super::terms::{Item, Party, Terms};
use super::{Licence, State};
use navicert_model::amount::Amount;
use navicert_model::country::Country;
use navicert_model::day::Day;
use navicert_model::transfer::{Code, Place, Transfer};
use navicert_model::tri::Tri;
use navicert_model::vocabulary::Role;

/// Why a licence is needed.
#[derive(Clone, Debug, Default)]
pub struct Need {
    /// The law that asks for it.
    pub law: String,
    /// The forms that it permits; empty = not said.
    pub forms: Vec<String>,
}

/// One condition of a licence, held against an order line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// What: `state`, `valid`, `form`, `activity`, `from`, `to`, `end-user`, `item`, `quantity`, `value`.
    pub what: String,
    /// Whether it holds.
    pub holds: Tri,
    /// Why.
    pub why: String,
}

/// A licence, an item of it, and what was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fit {
    /// The licence.
    pub licence: String,
    /// Its item, from 1 on.
    pub item: u32,
    /// Whether all conditions hold.
    pub fits: Tri,
    /// The conditions.
    pub checks: Vec<Check>,
}

impl Fit {
    /// The conditions that do not hold, or may not.
    pub fn against(&self) -> impl Iterator<Item = &Check> {
        self.checks.iter().filter(|one| one.holds != Tri::Yes)
    }
}

/// Holds each item of a licence against an order line shipped on a day.
#[must_use]
pub fn fits(licence: &Licence, line: &Transfer, need: &Need, day: Day) -> Vec<Fit> {
    let terms = &licence.terms;
    let mut common = Checks::default();
    let active = licence.state == State::Active;
    common.add("state", Tri::from(active), format!("the licence is {}", licence.state.as_str()));
    let valid = terms.is_valid_on(day);
    let not = if valid { "" } else { "not " };
    let why = format!("{not}valid on {day}: from {}, no longer on {}", terms.since, terms.until);
    common.add("valid", Tri::from(valid), why);
    form(&mut common, terms, need);
    activity(&mut common, terms, line);
    place(&mut common, "from", &terms.from, &line.from);
    place(&mut common, "to", &terms.to, &line.to);
    parties(&mut common, terms, line);
    (1..)
        .zip(&terms.items)
        .map(|(number, item)| {
            let mut checks = common.clone();
            code(&mut checks, item, &terms.law, line);
            amounts(&mut checks, licence, number, line);
            let fits = checks.0.iter().map(|one| one.holds).fold(Tri::Yes, and);
            Fit { licence: terms.id.clone(), item: number, fits, checks: checks.0 }
        })
        .collect()
}

fn and(a: Tri, b: Tri) -> Tri {
    match (a, b) {
        (Tri::No, _) | (_, Tri::No) => Tri::No,
        (Tri::Unknown, _) | (_, Tri::Unknown) => Tri::Unknown,
        (Tri::Yes, Tri::Yes) => Tri::Yes,
    }
}

#[derive(Clone, Debug, Default)]
struct Checks(Vec<Check>);

impl Checks {
    fn add(&mut self, what: impl Into<String>, holds: Tri, why: impl Into<String>) {
        self.0.push(Check { what: what.into(), holds, why: why.into() });
    }
}

fn form(checks: &mut Checks, terms: &Terms, need: &Need) {
    let form = terms.form.as_str();
    if need.forms.is_empty() || need.forms.iter().any(|one| one == form) {
        checks.add("form", Tri::Yes, format!("`{form}` is permitted"));
    } else {
        let why = format!("`{form}` is not among the permitted forms: {}", need.forms.join(", "));
        checks.add("form", Tri::No, why);
    }
}

fn activity(checks: &mut Checks, terms: &Terms, line: &Transfer) {
    let allowed: Vec<&str> = terms.activities.iter().map(|one| one.as_str()).collect();
    let (holds, why) = match line.activity {
        _ if allowed.is_empty() => (Tri::Yes, "the licence limits no activity".to_owned()),
        None => (Tri::Unknown, "the line says no activity".to_owned()),
        Some(one) => {
            let holds = Tri::from(terms.activities.contains(&one));
            (holds, format!("the line is `{one}`; allowed: {}", allowed.join(", ")))
        }
    };
    checks.add("activity", holds, why);
}

fn place(checks: &mut Checks, what: &str, allowed: &[Country], place: &Place) {
    if allowed.is_empty() {
        return checks.add(what, Tri::Yes, "the licence limits no country");
    }
    let names: Vec<&str> = allowed.iter().map(|one| one.as_str()).collect();
    let names = names.join(", ");
    let (holds, line) = match place {
        Place::Unknown => (Tri::Unknown, "unknown".to_owned()),
        Place::One(one) => (Tri::from(allowed.contains(one)), one.to_string()),
        Place::OneOf(set) => {
            let inside = set.iter().filter(|one| allowed.contains(one)).count();
            let holds = match inside {
                0 => Tri::No,
                all if all == set.len() => Tri::Yes,
                _ => Tri::Unknown,
            };
            let all: Vec<String> = set.iter().map(|one| one.to_string()).collect();
            (holds, all.join(" or "))
        }
    };
    checks.add(what, holds, format!("the line says {line}; allowed: {names}"));
}

/// Everybody whom the line names in a role that the licence names has to be on the licence.
fn parties(checks: &mut Checks, terms: &Terms, line: &Transfer) {
    let mut roles: Vec<Role> = terms.parties.iter().map(|one| one.role).collect();
    roles.dedup();
    for role in roles {
        let allowed: Vec<&Party> = terms.parties.iter().filter(|one| one.role == role).collect();
        let mut named: Vec<_> = line.parties.iter().filter(|one| one.role == Some(role)).collect();
        if named.is_empty() && role == Role::Consignee {
            // A missing consignee is the end user.
            named.extend(line.parties.iter().filter(|one| one.role == Some(Role::EndUser)));
        }
        let what = role.as_str();
        if named.is_empty() {
            let holds = if role.absent_means_none() { Tri::Yes } else { Tri::Unknown };
            checks.add(what, holds, format!("the line names no {what}"));
        }
        for party in named {
            let Some(name) = party.name.as_deref() else {
                checks.add(what, Tri::Unknown, format!("the {what} has no name"));
                continue;
            };
            let same_name = |one: &&&Party| plain(&one.name) == plain(name);
            let holds = allowed
                .iter()
                .filter(same_name)
                .map(|one| country_fits(one.country, &party.country))
                .fold(Tri::No, |a, b| if a == Tri::Yes || b == Tri::No { a } else { b });
            let names: Vec<&str> = allowed.iter().map(|one| one.name.as_str()).collect();
            let why = match holds {
                Tri::Yes => format!("`{name}` is on the licence"),
                Tri::No => {
                    format!("`{name}` is not on the licence, which names {}", names.join("; "))
                }
                Tri::Unknown => {
                    format!("`{name}` is on the licence with a country; the line gives none")
                }
            };
            checks.add(what, holds, why);
        }
    }
}

fn country_fits(wanted: Option<Country>, given: &Place) -> Tri {
    match (wanted, given) {
        (None, _) => Tri::Yes,
        (Some(_), Place::Unknown) => Tri::Unknown,
        (Some(wanted), Place::One(given)) => Tri::from(wanted == *given),
        (Some(wanted), Place::OneOf(set)) => {
            if set.contains(wanted) {
                Tri::Unknown
            } else {
                Tri::No
            }
        }
    }
}

/// A name without case and with single blanks: licences are typed by hand. Nothing else is forgiven.
fn plain(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn code(checks: &mut Checks, item: &Item, law: &str, line: &Transfer) {
    if !item.parts.is_empty() {
        let (holds, why) = match line.item.part.as_deref() {
            None => (Tri::Unknown, "the line names no part number".to_owned()),
            Some(part) if item.parts.iter().any(|one| one == part) => {
                (Tri::Yes, format!("part `{part}` is on the licence"))
            }
            Some(part) => (Tri::No, format!("part `{part}` is not on the licence")),
        };
        checks.add("part", holds, why);
    }
    for (scheme, allowed) in &item.codes {
        let code = line.item.codes.iter().find(|(key, _)| **key == **scheme).map(|(_, code)| code);
        let list = allowed.join(", ");
        let (holds, why) = match code {
            None | Some(Code::Unknown) => {
                (Tri::Unknown, format!("the line is not classified under {scheme}"))
            }
            Some(Code::None) => (Tri::No, format!("the line is on no list of {scheme}")),
            Some(Code::Listed(code)) => {
                let of = allowed.iter().map(|one| covers(one, code));
                let holds =
                    of.fold(Tri::No, |a, b| if a == Tri::Yes || b == Tri::No { a } else { b });
                (holds, format!("the line is `{code}`; the licence covers {list}"))
            }
        };
        let what = if scheme == law { "item".to_owned() } else { format!("item.{scheme}") };
        checks.add(what, holds, why);
    }
}

/// Whether a licence for `allowed` covers `code`: the same, or a paragraph below it. A code that is
/// shorter may or may not be the paragraph.
fn covers(allowed: &str, code: &str) -> Tri {
    let below = |above: &str, code: &str| {
        code.strip_prefix(above).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    match (below(allowed, code), below(code, allowed)) {
        (true, _) => Tri::Yes,
        (false, true) => Tri::Unknown,
        (false, false) => Tri::No,
    }
}

fn amounts(checks: &mut Checks, licence: &Licence, item: u32, line: &Transfer) {
    for balance in &licence.balances {
        let limit = balance.limit;
        if limit.item != 0 && limit.item != item {
            continue;
        }
        let what = limit.what();
        let given: Option<Amount> = if limit.money { line.item.value } else { line.item.quantity };
        let (holds, why) = match given {
            None => (Tri::Unknown, format!("the line says no {what}; {} are left", balance.left())),
            Some(given) => match balance.allows(&licence.terms.id, &given) {
                Ok(()) => (Tri::Yes, format!("{given} of the {} left", balance.left())),
                Err(LicenceError::Unit { counts, .. }) => {
                    (Tri::No, format!("the licence counts in {counts}, the line in {}", given.unit))
                }
                Err(LicenceError::Over { left, .. }) => {
                    (Tri::No, format!("{given} is more than the {left} left"))
                }
                Err(error) => (Tri::No, error.to_string()),
            },
        };
        checks.add(what, holds, why);
    }
}
