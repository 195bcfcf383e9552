//! What a text that is no country code probably means; used in help only, never to read input.

use super::Country;
use super::table::TABLE;

/// Names, three-letter codes and other systems' codes in common use, in lower case.
static COMMON: &[(&str, &str)] = &[
    ("uk", "GB"),
    ("gbr", "GB"),
    ("britain", "GB"),
    ("great britain", "GB"),
    ("england", "GB"),
    ("el", "GR"),
    ("usa", "US"),
    ("u.s.", "US"),
    ("u.s.a.", "US"),
    ("america", "US"),
    ("united states of america", "US"),
    ("chn", "CN"),
    ("prc", "CN"),
    ("p.r. china", "CN"),
    ("mainland china", "CN"),
    ("people's republic of china", "CN"),
    ("jpn", "JP"),
    ("hkg", "HK"),
    ("hong kong sar", "HK"),
    ("mac", "MO"),
    ("macao", "MO"),
    ("twn", "TW"),
    ("kor", "KR"),
    ("korea", "KR"),
    ("rok", "KR"),
    ("republic of korea", "KR"),
    ("prk", "KP"),
    ("dprk", "KP"),
    ("nld", "NL"),
    ("holland", "NL"),
    ("the netherlands", "NL"),
    ("deu", "DE"),
    ("ger", "DE"),
    ("deutschland", "DE"),
    ("fra", "FR"),
    ("ita", "IT"),
    ("esp", "ES"),
    ("che", "CH"),
    ("aut", "AT"),
    ("bel", "BE"),
    ("swe", "SE"),
    ("irl", "IE"),
    ("pol", "PL"),
    ("cze", "CZ"),
    ("czech republic", "CZ"),
    ("rus", "RU"),
    ("russian federation", "RU"),
    ("ukr", "UA"),
    ("blr", "BY"),
    ("irn", "IR"),
    ("ind", "IN"),
    ("isr", "IL"),
    ("sgp", "SG"),
    ("mys", "MY"),
    ("vnm", "VN"),
    ("viet nam", "VN"),
    ("tha", "TH"),
    ("idn", "ID"),
    ("phl", "PH"),
    ("aus", "AU"),
    ("nzl", "NZ"),
    ("can", "CA"),
    ("mex", "MX"),
    ("bra", "BR"),
    ("are", "AE"),
    ("uae", "AE"),
    ("sau", "SA"),
    ("tur", "TR"),
    ("turkey", "TR"),
    ("zaf", "ZA"),
    ("egy", "EG"),
    ("syr", "SY"),
    ("cub", "CU"),
    ("burma", "MM"),
    ("kosovo", "XK"),
];

/// The country a text probably means, by its letters in the wrong case, its name or a common code.
pub(super) fn meant(text: &str) -> Option<Country> {
    let text = text.trim();
    if text.len() > 60 {
        return None;
    }
    let lower = text.to_lowercase();
    let common = COMMON.iter().find(|(name, _)| *name == lower).map(|(_, code)| *code);
    let named =
        || TABLE.iter().find(|(_, name)| name.to_lowercase() == lower).map(|(code, _)| *code);
    let upper = text.to_ascii_uppercase();
    Country::lookup(&upper).or_else(|| Country::lookup(common.or_else(named)?))
}
