//! Currencies by their ISO 4217 codes.

/// Codes in use, sorted; without metals, funds and units of account. The Bulgarian lev, replaced
/// on 2026-01-01, stays for contracts signed before.
pub(super) static CODES: [&str; 156] = [
    "AED", "AFN", "ALL", "AMD", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD", "BDT", "BGN",
    "BHD", "BIF", "BMD", "BND", "BOB", "BRL", "BSD", "BTN", "BWP", "BYN", "BZD", "CAD", "CDF",
    "CHF", "CLP", "CNY", "COP", "CRC", "CUP", "CVE", "CZK", "DJF", "DKK", "DOP", "DZD", "EGP",
    "ERN", "ETB", "EUR", "FJD", "FKP", "GBP", "GEL", "GHS", "GIP", "GMD", "GNF", "GTQ", "GYD",
    "HKD", "HNL", "HTG", "HUF", "IDR", "ILS", "INR", "IQD", "IRR", "ISK", "JMD", "JOD", "JPY",
    "KES", "KGS", "KHR", "KMF", "KPW", "KRW", "KWD", "KYD", "KZT", "LAK", "LBP", "LKR", "LRD",
    "LSL", "LYD", "MAD", "MDL", "MGA", "MKD", "MMK", "MNT", "MOP", "MRU", "MUR", "MVR", "MWK",
    "MXN", "MYR", "MZN", "NAD", "NGN", "NIO", "NOK", "NPR", "NZD", "OMR", "PAB", "PEN", "PGK",
    "PHP", "PKR", "PLN", "PYG", "QAR", "RON", "RSD", "RUB", "RWF", "SAR", "SBD", "SCR", "SDG",
    "SEK", "SGD", "SHP", "SLE", "SOS", "SRD", "SSP", "STN", "SVC", "SYP", "SZL", "THB", "TJS",
    "TMT", "TND", "TOP", "TRY", "TTD", "TWD", "TZS", "UAH", "UGX", "USD", "UYU", "UZS", "VED",
    "VES", "VND", "VUV", "WST", "XAF", "XCD", "XCG", "XOF", "XPF", "YER", "ZAR", "ZMW", "ZWG",
];

/// The position of a code in [`CODES`].
pub(super) fn position(code: &str) -> Option<u16> {
    if code.len() != 3 {
        return None;
    }
    CODES.binary_search(&code).ok().and_then(|at| u16::try_from(at).ok())
}

/// The code written for a symbol, if the symbol means one currency only.
pub(super) fn of_symbol(symbol: &str) -> Option<&'static str> {
    match symbol {
        "€" => Some("EUR"),
        "£" => Some("GBP"),
        "₩" => Some("KRW"),
        "₹" => Some("INR"),
        "US$" => Some("USD"),
        "元" | "RMB" | "CNH" => Some("CNY"),
        "円" => Some("JPY"),
        _ => None,
    }
}

/// Is the text a currency symbol (of one currency or of several)?
pub(super) fn is_symbol(text: &str) -> bool {
    of_symbol(text).is_some() || matches!(text, "$" | "¥" | "￥" | "kr" | "Fr." | "HK$" | "NT$")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_sorted_capitals() {
        assert!(CODES.is_sorted_by(|a, b| a < b));
        assert!(CODES.iter().all(|c| c.len() == 3 && c.bytes().all(|b| b.is_ascii_uppercase())));
        for code in ["USD", "EUR", "CNY", "JPY", "KRW", "TWD", "HKD", "GBP"] {
            assert!(position(code).is_some(), "{code}");
        }
        assert_eq!(position("CNH"), None);
    }
}
