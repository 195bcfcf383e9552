//! Numbers with their units, in English, Chinese and Japanese text.

use super::token::{Sort, Token};

/// A number in a row of tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// First token.
    pub start: usize,
    /// Behind the last, unit included.
    pub end: usize,
    /// Written out.
    pub value: String,
    /// `%`, `t`, `kg`, ISO 4217 or a noun in the singular; `None` if no unit that we know follows.
    pub unit: Option<&'static str>,
}

const WORDS: &[(&str, &str)] = &[
    ("one", "1"),
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("eight", "8"),
    ("nine", "9"),
    ("ten", "10"),
    ("eleven", "11"),
    ("twelve", "12"),
    ("thirteen", "13"),
    ("fourteen", "14"),
    ("fifteen", "15"),
    ("sixteen", "16"),
    ("seventeen", "17"),
    ("eighteen", "18"),
    ("nineteen", "19"),
    ("twenty", "20"),
    ("thirty", "30"),
    ("forty", "40"),
    ("fifty", "50"),
    ("sixty", "60"),
    ("seventy", "70"),
    ("eighty", "80"),
    ("ninety", "90"),
    ("hundred", "100"),
];
const SCALES: &[(&str, usize)] = &[
    ("thousand", 3),
    ("million", 6),
    ("mn", 6),
    ("m", 6),
    ("billion", 9),
    ("bn", 9),
    ("b", 9),
    ("trillion", 12),
    ("tn", 12),
    ("trn", 12),
    ("千", 3),
    ("万", 4),
    ("億", 8),
    ("亿", 8),
    ("兆", 12),
];
/// Marks and words before a number that are its unit.
const BEFORE: &[(&str, &str)] = &[
    ("us$", "USD"),
    ("$", "USD"),
    ("¥", "JPY"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("usd", "USD"),
    ("eur", "EUR"),
    ("rmb", "CNY"),
    ("jpy", "JPY"),
    ("cny", "CNY"),
    ("yuan", "CNY"),
    ("₩", "KRW"),
];
/// Words behind a number that are its unit; the longest first.
const AFTER: &[(&[&str], &str)] = &[
    (&["percentage", "points"], "%"),
    (&["per", "cent"], "%"),
    (&["percent"], "%"),
    (&["%"], "%"),
    (&["パ", "ー", "セ", "ン", "ト"], "%"),
    (&["％"], "%"),
    (&["个", "百", "分", "点"], "%"),
    (&["metric", "tons"], "t"),
    (&["metric", "tonnes"], "t"),
    (&["metric", "ton"], "t"),
    (&["tons"], "t"),
    (&["tonnes"], "t"),
    (&["tonne"], "t"),
    (&["ton"], "t"),
    (&["tonne"], "t"),
    (&["mt"], "t"),
    (&["吨"], "t"),
    (&["公", "吨"], "t"),
    (&["ト", "ン"], "t"),
    (&["噸"], "t"),
    (&["kg"], "kg"),
    (&["kilograms"], "kg"),
    (&["kilogram"], "kg"),
    (&["kilogramme"], "kg"),
    (&["kilo"], "kg"),
    (&["kilogrammes"], "kg"),
    (&["kilos"], "kg"),
    (&["公", "斤"], "kg"),
    (&["千", "克"], "kg"),
    (&["キ", "ロ", "グ", "ラ", "ム"], "kg"),
    (&["キ", "ロ"], "kg"),
    (&["us", "dollars"], "USD"),
    (&["u.s.", "dollars"], "USD"),
    (&["dollars"], "USD"),
    (&["美", "元"], "USD"),
    (&["ド", "ル"], "USD"),
    (&["yen"], "JPY"),
    (&["円"], "JPY"),
    (&["日", "元"], "JPY"),
    (&["yuan"], "CNY"),
    (&["元"], "CNY"),
    (&["人", "民", "币"], "CNY"),
    (&["人", "民", "元"], "CNY"),
    (&["euros"], "EUR"),
    (&["欧", "元"], "EUR"),
    (&["ユ", "ー", "ロ"], "EUR"),
    (&["won"], "KRW"),
    (&["pounds"], "GBP"),
    (&["entities"], "entity"),
    (&["entity"], "entity"),
    (&["家", "实", "体"], "entity"),
    (&["个", "实", "体"], "entity"),
    (&["家"], "entity"),
    (&["団", "体"], "entity"),
    (&["社"], "company"),
    (&["組", "織"], "entity"),
    (&["companies"], "company"),
    (&["firms"], "company"),
    (&["organisations"], "organisation"),
    (&["organizations"], "organisation"),
    (&["institutions"], "institution"),
    (&["subsidiaries"], "subsidiary"),
    (&["universities"], "university"),
    (&["items"], "item"),
    (&["products"], "item"),
    (&["项"], "item"),
    (&["種", "類"], "item"),
    (&["品", "目"], "item"),
    (&["種"], "item"),
    (&["categories"], "category"),
    (&["types"], "type"),
    (&["elements"], "element"),
    (&["元", "素"], "element"),
    (&["种", "元", "素"], "element"),
    (&["metals"], "metal"),
    (&["minerals"], "mineral"),
    (&["种"], "type"),
    (&["类"], "category"),
    (&["months"], "month"),
    (&["month"], "month"),
    (&["个", "月"], "month"),
    (&["か", "月"], "month"),
    (&["カ", "月"], "month"),
    (&["ヶ", "月"], "month"),
    (&["years"], "year"),
    (&["year"], "year"),
    (&["年", "间"], "year"),
    (&["年", "間"], "year"),
    (&["weeks"], "week"),
    (&["days"], "day"),
    (&["天"], "day"),
    (&["日", "間"], "day"),
    (&["countries"], "country"),
    (&["licences"], "licence"),
    (&["licenses"], "licence"),
    (&["permits"], "licence"),
    (&["approvals"], "licence"),
    (&["applications"], "application"),
    (&["件"], "case"),
    (&["engines"], "engine"),
    (&["factories"], "factory"),
    (&["drones"], "drone"),
    (&["chips"], "chip"),
    (&["units"], "unit"),
    (&["台"], "unit"),
    (&["个"], "piece"),
    (&["名"], "person"),
    (&["people"], "person"),
];
/// Words between a number and the noun it counts.
const FILLERS: &[&str] = &[
    "chinese",
    "japanese",
    "american",
    "us",
    "u.s.",
    "european",
    "foreign",
    "more",
    "new",
    "other",
    "additional",
    "dual",
    "-",
    "use",
    "rare",
    "earth",
    "defence",
    "defense",
    "further",
    "taiwanese",
    "eu",
    "medium",
    "and",
    "heavy",
    "export",
    "russian",
    "critical",
    "key",
    "strategic",
    "military",
    "tech",
    "technology",
    "related",
    "种",
    "家",
    "の",
    "中",
    "国",
    "日",
    "本",
    "美",
    "企",
    "業",
    "业",
];

/// Shifts the decimal point of a number to the right.
pub fn scaled(value: &str, places: usize) -> String {
    let clean: String = value.chars().filter(|c| *c != ',').collect();
    let (whole, part) = clean.split_once('.').unwrap_or((&clean, ""));
    let mut part = part.to_owned();
    while part.len() < places {
        part.push('0');
    }
    let (moved, rest) = part.split_at(places);
    let whole = format!("{whole}{moved}");
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let rest = rest.trim_end_matches('0');
    if rest.is_empty() { whole.to_owned() } else { format!("{whole}.{rest}") }
}

/// Every number of a row of tokens.
pub fn numbers(tokens: &[Token]) -> Vec<Number> {
    let mut found: Vec<Number> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match fraction(tokens, at).or_else(|| number(tokens, at)) {
            Some(number) => {
                at = number.end.max(at + 1);
                found.push(number);
            }
            None => at += 1,
        }
    }
    found
}

fn text(tokens: &[Token], at: usize) -> &str {
    tokens.get(at).map_or("", |token| token.text.as_str())
}

/// `two-thirds`, `half`, `三分之二`, `3分の2`.
fn fraction(tokens: &[Token], at: usize) -> Option<Number> {
    let percent = |end: usize, value: &str| {
        Some(Number { start: at, end, value: value.to_owned(), unit: Some("%") })
    };
    let gap = usize::from(text(tokens, at + 1) == "-");
    match (text(tokens, at), text(tokens, at + 1 + gap)) {
        ("two", "thirds") => percent(at + 2 + gap, "66.7"),
        ("one" | "a", "third") => percent(at + 2 + gap, "33.3"),
        ("three", "quarters") => percent(at + 2 + gap, "75"),
        ("a" | "one", "quarter") if text(tokens, at + 2 + gap) == "of" => {
            percent(at + 2 + gap, "25")
        }
        ("half", "of") => percent(at + 1, "50"),
        _ => {
            let zh: Vec<&str> = (0..4).map(|n| text(tokens, at + n)).collect();
            match zh.as_slice() {
                ["三", "分", "之", "二"] | ["3", "分", "の", "2"] => percent(at + 4, "66.7"),
                ["三", "分", "之", "一"] | ["3", "分", "の", "1"] => percent(at + 4, "33.3"),
                ["四", "分", "之", "三"] => percent(at + 4, "75"),
                _ => None,
            }
        }
    }
}

fn number(tokens: &[Token], at: usize) -> Option<Number> {
    let token = tokens.get(at)?;
    let mut value = match token.sort {
        Sort::Number => token.text.clone(),
        Sort::Word => WORDS.iter().find(|(word, _)| *word == token.text)?.1.to_owned(),
        _ => return None,
    };
    let mut end = at + 1;
    if token.sort == Sort::Word && text(tokens, end) == "hundred" {
        value = scaled(&value, 2);
        end += 1;
    }
    let mut places = 0;
    loop {
        let hyphen = usize::from(text(tokens, end) == "-");
        let Some((word, scale)) =
            SCALES.iter().find(|(word, _)| *word == text(tokens, end + hyphen))
        else {
            break;
        };
        // A single letter is a scale only if it sticks to the number.
        if word.len() == 1 && word.is_ascii() && tokens.get(end + hyphen).is_none_or(|t| t.spaced) {
            break;
        }
        places += scale;
        end += 1 + hyphen;
    }
    let mut value = scaled(&value, places);
    // `1万2千`: the rest is added; `9兆353億円` too.
    if places > 0
        && let Some(rest) = tokens.get(end).filter(|t| t.sort == Sort::Number && !t.spaced)
        && let Some((_, scale)) = SCALES.iter().find(|(word, _)| *word == text(tokens, end + 1))
        && let (Ok(a), Ok(b)) = (value.parse::<u128>(), scaled(&rest.text, *scale).parse::<u128>())
    {
        value = a.saturating_add(b).to_string();
        end += 2;
    }
    let mut start = at;
    let mut unit = None;
    if let Some((length, name)) = unit_before(tokens, at) {
        unit = Some(name);
        start -= length;
    }
    if unit.is_none()
        && let Some((length, name)) = unit_after(tokens, end)
    {
        unit = Some(name);
        end += length;
    }
    if unit.is_none() && token.sort == Sort::Word {
        return None;
    }
    Some(Number { start, end, value, unit })
}

fn unit_before(tokens: &[Token], at: usize) -> Option<(usize, &'static str)> {
    let before = at.checked_sub(1)?;
    let mark = text(tokens, before);
    let (_, name) = BEFORE.iter().find(|(word, _)| *word == mark)?;
    // `US$`, `A$`: two tokens.
    let country = before.checked_sub(1).map(|b| text(tokens, b)).unwrap_or_default();
    match (mark, country) {
        ("$", "us") => Some((2, "USD")),
        ("$", "a" | "au") => Some((2, "AUD")),
        ("$", "c") => Some((2, "CAD")),
        ("$", "nt") => Some((2, "TWD")),
        _ => Some((1, name)),
    }
}

fn unit_after(tokens: &[Token], at: usize) -> Option<(usize, &'static str)> {
    let hyphen = usize::from(text(tokens, at) == "-");
    let at_unit = |at: usize| {
        AFTER
            .iter()
            .filter(|(words, _)| {
                words.iter().enumerate().all(|(n, word)| text(tokens, at + n) == *word)
            })
            .max_by_key(|(words, _)| words.len())
            .map(|(words, name)| (words.len(), *name))
    };
    for skipped in 0..5 {
        if let Some((length, name)) = at_unit(at + hyphen + skipped) {
            return Some((hyphen + skipped + length, name));
        }
        if !FILLERS.contains(&text(tokens, at + hyphen + skipped)) {
            return None;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_units() {
        let check = |text: &str, expected: &str| {
            let chars: Vec<char> = text.chars().collect();
            let tokens = super::super::token::tokens(&chars);
            let found: Vec<String> = numbers(&tokens)
                .into_iter()
                .map(|n| format!("{} {}", n.value, n.unit.unwrap_or("?")))
                .collect();
            assert_eq!(found.join("; "), expected, "{text}");
        };
        check(
            "a 3.8% rise to 9 trillion yen ($57.7 billion)",
            "3.8 %; 9000000000000 JPY; 57700000000 USD",
        );
        check("¥9-trillion ($58bn)", "9000000000000 JPY; 58000000000 USD");
        check("grew 35 per cent to 305 metric tons", "35 %; 305 t");
        check("about 1,100 dual-use items", "1100 item");
        check("roughly two-thirds of", "66.7 %");
        check("nearly two months", "2 month");
        check("20家日本实体，1.5万吨", "20 entity; 15000 t");
        check("9兆353億円", "9035300000000 JPY");
        check("140 Chinese companies", "140 company");
        check("US$1.2m", "1200000 USD");
    }
}
