//! How the rulebook's words are said in Navicert.

use rulebook::Field;

/// The scheme of all codes, under every law.
pub(crate) const SCHEME: &str = "cn";
/// The parameter that holds the share of US content.
pub(crate) const US_CONTENT: &str = "us_content";

const DESTINATIONS: [&str; 20] = [
    "KR", "TW", "SG", "MY", "TH", "VN", "IN", "DE", "FR", "IT", "ES", "GB", "CA", "MX", "BR", "AU",
    "AE", "TR", "ZA", "RU",
];
const ORIGINS: [&str; 5] = ["CN", "US", "NL", "JP", "KR"];
const END_USER_SEATS: [&str; 4] = ["SE", "FI", "NO", "DK"];
const CONSIGNEE_SEATS: [&str; 8] = ["AT", "BE", "CH", "CZ", "HU", "IE", "PL", "PT"];

/// The country that stands for each value of a field.
pub(crate) fn countries(field: Field) -> &'static [&'static str] {
    match field {
        Field::Destination => &DESTINATIONS,
        Field::Origin => &ORIGINS,
        Field::User => &END_USER_SEATS,
        Field::EndUse => &CONSIGNEE_SEATS,
    }
}
