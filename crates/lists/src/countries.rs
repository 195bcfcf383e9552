//! Countries as publishers spell them.

use navicert_model::country::Country;
use std::collections::HashMap;
use std::sync::OnceLock;

/// Spellings beside the ISO codes and the short names of the model, one a line: code, blank, spelling.
const SPELLINGS: &str = include_str!("../../../lists/countries.txt");

/// The country of a publisher's spelling: its code, a name, or a name after `Region:`. What is not in
/// the table is unknown; nothing is taken for similar.
pub(crate) fn country(given: &str) -> Option<Country> {
    let given = given.trim().trim_end_matches('.');
    if let Ok(country) = Country::parse(given) {
        return Some(country);
    }
    let key = key(given);
    let table = table();
    table.get(&key).or_else(|| table.get(key.strip_prefix("region: ")?)).copied()
}

fn table() -> &'static HashMap<String, Country> {
    static TABLE: OnceLock<HashMap<String, Country>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let spelled = SPELLINGS.lines().filter_map(|line| {
            let (code, spelling) = line.split_once(' ')?;
            Some((key(spelling), Country::parse(code).ok()?))
        });
        Country::all().map(|country| (key(country.name()), country)).chain(spelled).collect()
    })
}

/// Lower case, typographic apostrophes made plain, blanks cleaned.
fn key(text: &str) -> String {
    crate::words::clean(text).to_lowercase().replace(['’', '`'], "'")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_names_a_country_once() {
        let mut seen = HashMap::new();
        for line in SPELLINGS.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            let (code, spelling) = line.split_once(' ').expect(line);
            let country = Country::parse(code).expect(line);
            assert!(seen.insert(key(spelling), country).is_none(), "`{spelling}` stands twice");
        }
    }

    #[test]
    fn spellings_are_known() {
        for (given, code) in [
            ("CN", Some("CN")),
            ("PRC", Some("CN")),
            ("UK", Some("GB")),
            ("Iran (Islamic Republic of)", Some("IR")),
            ("Islamic Republic of Iran", Some("IR")),
            ("Korea, North", Some("KP")),
            ("Democratic People’s Republic of Korea", Some("KP")),
            ("Region: Gaza", Some("PS")),
            ("germany", Some("DE")),
            ("undetermined", None),
            ("Atlantis", None),
            ("", None),
        ] {
            assert_eq!(country(given).map(Country::as_str), code, "{given}");
        }
    }
}
