//! What kind of number a publisher's label names.

use crate::entry::IdKind;

/// Words in labels, in lower case; the first that a label holds decides.
const LABELS: &[(&str, IdKind)] = &[
    ("vessel registration identification", IdKind::Imo),
    ("imo", IdKind::Imo),
    ("mmsi", IdKind::Mmsi),
    ("call sign", IdKind::CallSign),
    ("legal entity identifier", IdKind::Lei),
    ("lei", IdKind::Lei),
    ("swift", IdKind::Swift),
    ("bic", IdKind::Swift),
    ("d-u-n-s", IdKind::Duns),
    ("duns", IdKind::Duns),
    ("passport", IdKind::Passport),
    ("pasaporte", IdKind::Passport),
    ("passeport", IdKind::Passport),
    ("tax", IdKind::Tax),
    ("v.a.t.", IdKind::Tax),
    ("vat", IdKind::Tax),
    ("rfc", IdKind::Tax),
    ("r.f.c.", IdKind::Tax),
    ("nit #", IdKind::Tax),
    ("ruc #", IdKind::Tax),
    ("rif #", IdKind::Tax),
    ("c.u.i.t.", IdKind::Tax),
    ("rtn", IdKind::Tax),
    ("fein", IdKind::Tax),
    ("registration id", IdKind::Registration),
    ("registration number", IdKind::Registration),
    ("business registration", IdKind::Registration),
    ("company number", IdKind::Registration),
    ("commercial registry", IdKind::Registration),
    ("trade license", IdKind::Registration),
    ("matricula mercantil", IdKind::Registration),
    ("folio mercantil", IdKind::Registration),
    ("enterprise number", IdKind::Registration),
    ("unified social credit", IdKind::Registration),
    ("chamber of commerce", IdKind::Registration),
    ("regnumber", IdKind::Registration),
    ("government gazette", IdKind::Registration),
    ("national", IdKind::National),
    ("identity", IdKind::National),
    ("identification number", IdKind::National),
    ("personal id", IdKind::National),
    ("cedula", IdKind::National),
    ("c.u.r.p.", IdKind::National),
    ("d.n.i.", IdKind::National),
    ("ssn", IdKind::National),
    ("social security", IdKind::National),
];

/// Labels that OFAC and others write like numbers and that identify nobody.
const REMARKS: &[&str] = &[
    "gender",
    "secondary sanctions risk",
    "additional sanctions information",
    "executive order",
    "transactions prohibited",
    "effective date",
    "listing date",
    "website",
    "email address",
    "phone number",
    "fax",
    "telephone",
    "organization established",
    "organization type",
    "target type",
    "former vessel flag",
    "other vessel flag",
    "vessel flag",
    "vessel year of build",
    "vessel type",
    "nationality of registration",
    "aircraft model",
    "aircraft manufacture",
    "aircraft operator",
    "peesa information",
    "caatsa",
    "bik",
    "subject to",
    "linked to",
    "cmic",
    "prohibited transactions",
];

/// Whether a label is a remark's and no number's.
pub(crate) fn is_remark(label: &str) -> bool {
    let lower = label.to_lowercase();
    label.is_empty()
        || label.ends_with([':', '-'])
        || (REMARKS.iter().any(|word| lower.starts_with(word))
            && !lower.starts_with("aircraft manufacturer's serial"))
}

/// The kind that a label names and the number in its usual form: an IMO number is its seven digits.
pub(crate) fn of(label: &str, value: &str) -> (IdKind, String) {
    let lower = label.to_lowercase();
    let whole = |word: &&(&str, IdKind)| match word.0.len() {
        // Short words must stand alone: `bic` is not in `Arabic`.
        0..=4 => {
            lower.split(|letter: char| !letter.is_alphanumeric()).any(|part| part == word.0)
                || (word.0.contains(['#', '.']) && lower.contains(word.0))
        }
        _ => lower.contains(word.0),
    };
    let kind = LABELS.iter().find(whole).map_or(IdKind::Other, |(_, kind)| *kind);
    let imo = (kind == IdKind::Imo || value.starts_with("IMO ")).then(|| imo(value)).flatten();
    match imo {
        Some(digits) => (IdKind::Imo, digits),
        None if kind == IdKind::Imo => (IdKind::Other, value.to_owned()),
        None => (kind, value.to_owned()),
    }
}

/// The seven digits of an IMO number.
fn imo(value: &str) -> Option<String> {
    let digits = value.trim().trim_start_matches("IMO").trim();
    (digits.len() == 7 && digits.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| digits.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_name_kinds() {
        for (label, value, kind, number) in [
            ("Vessel Registration Identification", "IMO 9116412", IdKind::Imo, "9116412"),
            ("Vessel Registration Identification", "2685", IdKind::Other, "2685"),
            ("Company Number", "IMO 5991234", IdKind::Imo, "5991234"),
            ("Passport", "U00242309", IdKind::Passport, "U00242309"),
            ("SWIFT/BIC", "RUDVRUMM", IdKind::Swift, "RUDVRUMM"),
            ("Arabic name", "x", IdKind::Other, "x"),
            ("V.A.T. Number", "CHE-1", IdKind::Tax, "CHE-1"),
            ("NIT #", "830106350-0", IdKind::Tax, "830106350-0"),
            ("Registration ID", "C122790", IdKind::Registration, "C122790"),
            ("National ID No.", "1", IdKind::National, "1"),
        ] {
            assert_eq!(of(label, value), (kind, number.to_owned()), "{label}");
        }
        for label in [
            "",
            "Gender",
            "Secondary sanctions risk:",
            "Executive Order 13662 Directive Determination -",
        ] {
            assert!(is_remark(label), "{label}");
        }
        assert!(
            !is_remark("Aircraft Manufacturer's Serial Number (MSN)") && !is_remark("Tax ID No.")
        );
    }
}
