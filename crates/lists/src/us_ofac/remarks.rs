//! The remarks of a party in the CSV files, which carry dates, places, nicknames and numbers:
//! `DOB 12 Mar 1970; POB Irun, Spain; a.k.a. 'X'; Passport 123 (Cuba); Linked To: Y.`

use crate::builder::Builder;
use crate::dates::{self, Order};
use crate::entry::{Entry, Identifier, Name, Quality, Role, Tie};
use crate::idkind;
use crate::words::clean;

/// Reads the remarks into an entry; what has no field of its own stays a remark.
pub(super) fn read(remarks: &str, entry: &mut Entry, out: &mut Builder<'_>) {
    let whole = remarks.trim().trim_end_matches('.');
    for part in whole.split("; ") {
        let part = clean(part);
        if !part.is_empty() && !read_part(&part, entry, out) {
            entry.remarks.push(part);
        }
    }
}

/// Whether a part has found its field.
fn read_part(part: &str, entry: &mut Entry, out: &mut Builder<'_>) -> bool {
    let part = part.strip_prefix("alt. ").unwrap_or(part);
    if let Some(text) = part.strip_prefix("DOB ") {
        let birth = dates::birth(text, Order::DayFirst);
        entry.births.extend(birth.filter(|birth| !entry.births.contains(birth)));
        return birth.is_some();
    }
    if let Some(text) = part.strip_prefix("POB ") {
        let last = text.rsplit(", ").next().unwrap_or(text);
        let country = crate::countries::country(last);
        if country.is_some() {
            entry.ties.push(Tie { role: Role::Birth, country, given: text.to_owned() });
        }
        return country.is_some();
    }
    for (word, role) in [("nationality ", Role::Nationality), ("citizen ", Role::Citizenship)] {
        if let Some(text) = part.strip_prefix(word) {
            entry.ties.extend(out.tie(role, text));
            return true;
        }
    }
    if let Some(text) = part.strip_prefix("a.k.a. ") {
        // Names in quotes among the remarks are those that the publisher calls weak.
        let text = clean(text.trim_matches('\''));
        if !text.is_empty() && entry.names.iter().all(|name| name.text != text) {
            entry.names.push(Name { text, quality: Quality::Weak, script: None });
        }
        return true;
    }
    match number(part, out) {
        Some(identifier) => {
            entry.identifiers.push(identifier);
            true
        }
        None => false,
    }
}

/// What stands before a number.
const LABELS: [&str; 44] = [
    "Aircraft Construction Number (also called L/N or S/N or F/N)",
    "Aircraft Manufacturer's Serial Number (MSN)",
    "Birth Certificate Number",
    "Business Registration Document #",
    "Business Registration Number",
    "C.U.I.T.",
    "C.U.R.P.",
    "Cedula No.",
    "Chamber of Commerce Number",
    "Commercial Registry Number",
    "Company Number",
    "D-U-N-S Number",
    "D.N.I.",
    "Digital Currency Address - ETH",
    "Digital Currency Address - XBT",
    "Driver's License No.",
    "Enterprise Number",
    "Folio Mercantil No.",
    "Government Gazette Number",
    "Identification Number",
    "Legal Entity Number",
    "MMSI",
    "Matricula Mercantil No",
    "NIT #",
    "National Foreign ID Number",
    "National ID No.",
    "Passport",
    "Personal ID Card",
    "Public Registration Number",
    "R.F.C.",
    "RIF #",
    "RTN",
    "RUC #",
    "Registration ID",
    "Registration Number",
    "Residency Number",
    "SSN",
    "SWIFT/BIC",
    "Tax ID No.",
    "Trade License No.",
    "UK Company Number",
    "US FEIN",
    "Unified Social Credit Code (USCC)",
    "V.A.T. Number",
];

/// `Passport 123 (Cuba) expires 2020`, `Vessel Registration Identification IMO 9116412`.
fn number(part: &str, out: &mut Builder<'_>) -> Option<Identifier> {
    let vessel = "Vessel Registration Identification";
    let label = LABELS
        .iter()
        .chain([&vessel])
        .find(|label| part.strip_prefix(**label).is_some_and(|rest| rest.starts_with(' ')))?;
    let rest = part.get(label.len()..)?.trim();
    let value = rest.split(" (").next().unwrap_or(rest).trim();
    // `01200175 (Bogota) (Colombia)`: the last bracket that is a country, else the last one.
    let brackets: Vec<&str> = rest
        .split('(')
        .skip(1)
        .filter_map(|part| part.split_once(')').map(|(inside, _)| inside))
        .collect();
    let known = brackets.iter().rev().find(|inside| crate::countries::country(inside).is_some());
    let country = known.or(brackets.last()).and_then(|inside| out.country(inside));
    let (kind, value) = idkind::of(label, value);
    let label = (*label).to_owned();
    (!value.is_empty()).then_some(Identifier { kind, label, value, country })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feed::Feed;

    #[test]
    fn remarks_find_their_fields() {
        let feed = Feed::own("x", "x", "x");
        let mut out = Builder::new(&feed);
        let mut entry = Entry::default();
        read(
            "DOB 12 Mar 1970; alt. DOB circa 1971; POB Irun, Guipuzcoa Province, Spain; nationality \
             Korea, North; a.k.a. 'TUKESA'; D.N.I. 15.254.214 (Spain); Passport U1 (Atlantis) \
             expires 2020; Vessel Registration Identification IMO 8917467; Linked To: IRAN AIR.",
            &mut entry,
            &mut out,
        );
        let births: Vec<String> = entry.births.iter().map(ToString::to_string).collect();
        assert_eq!(births, ["1970-03-12", "about 1971"]);
        let ties: Vec<_> = entry.ties.iter().map(|tie| tie.country.map(|c| c.as_str())).collect();
        assert_eq!(ties, [Some("ES"), Some("KP")]);
        assert_eq!(entry.names[0].quality, Quality::Weak);
        let numbers: Vec<_> =
            entry.identifiers.iter().map(|id| (id.kind.as_str(), id.value.as_str())).collect();
        let expected = [("national", "15.254.214"), ("passport", "U1"), ("imo", "8917467")];
        assert_eq!(numbers, expected);
        assert_eq!(entry.remarks, ["Linked To: IRAN AIR"]);
        assert_eq!(out.unknown_countries.get("Atlantis"), Some(&1));
    }
}
