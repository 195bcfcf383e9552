//! Which goods a sentence speaks of.

use super::super::{Reading, Spot};
use super::places::destinations;
use crate::words::lexicon::Found;
use crate::words::sentence::Sentence;

/// What an item word is part of, if it is no item.
const INDUSTRY: &[&str] = &[
    "industry",
    "industries",
    "sector",
    "sectors",
    "maker",
    "makers",
    "producer",
    "producers",
    "company",
    "companies",
    "firm",
    "firms",
    "giant",
    "giants",
    "designer",
    "designers",
    "manufacturer",
    "manufacturers",
    "plant",
    "plants",
    "plants",
    "market",
    "markets",
    "miner",
    "miners",
    "executives",
    "race",
    "supplier",
    "suppliers",
    "stocks",
    "war",
    "dispute",
    "production",
    "output",
    "startup",
    "buyers",
    "users",
    "factory",
    "factories",
    "fab",
    "fabs",
    "ambitions",
    "supremacy",
    "group",
];

/// The families of a stretch of a sentence, and whether they are meant without limit.
pub(super) fn families(
    reading: &Reading<'_>,
    sentence: &Sentence,
    from: usize,
    to: usize,
    core_end: usize,
) -> (Vec<String>, Option<(usize, usize)>) {
    let lexicon = reading.lexicon;
    let east_asian = matches!(reading.document.article.lang.as_str(), "zh" | "ja");
    let used = sentence.all(lexicon, "usedin");
    let mut found: Vec<&Found> = Vec::new();
    for item in sentence.all(lexicon, "item").iter().filter(|f| f.start >= from && f.end <= to) {
        if sentence.is(item.end, INDUSTRY) {
            continue;
        }
        // `metals used in chips`: an aside, up to the next comma.
        let aside = !east_asian
            && used.iter().any(|u| {
                u.end <= item.start
                    && u.start >= core_end
                    && u.start >= from
                    && (u.end..item.start).all(|n| !sentence.is(n, &[",", ";", "—"]))
                    && !sentence.is(u.start, &["include", "includes", "including", "such"])
            });
        let after_like = sentence.all(lexicon, "including").iter().any(|u| {
            u.end <= item.start
                && u.start >= from
                && found
                    .iter()
                    .any(|f| f.end <= u.start && general(lexicon.value(f), lexicon.value(item)))
        });
        let like = sentence.is(item.start.wrapping_sub(1), &["like"])
            || sentence.is(item.start.wrapping_sub(2), &["such"]);
        if aside && !found.is_empty() {
            continue;
        }
        // `critical minerals such as gallium`: the examples say more.
        let examples = found.last().is_some_and(|f| {
            lexicon.value(f) == "critical_minerals"
                && (f.end..=item.start).any(|n| sentence.is(n, &["like", "such", "including"]))
        });
        if examples
            || (like && found.last().is_some_and(|f| lexicon.value(f) == "critical_minerals"))
        {
            found.pop();
            found.push(item);
            continue;
        }
        if after_like {
            continue;
        }
        found.push(item);
    }
    let mut names: Vec<String> = Vec::new();
    for item in &found {
        let mut name = lexicon.value(item).to_owned();
        // `the mining and refining technology of …`: know-how, not goods.
        let reach = if east_asian { 7 } else { 2 };
        let tech = sentence.all(lexicon, "techword").iter().any(|t| {
            t.start >= item.end
                && t.start <= item.end + reach
                && !(item.end..t.start).any(|n| sentence.is(n, &[",", "，", "を", "and"]))
        });
        if tech && name.starts_with("rare_earth") {
            name = "rare_earth_technology".to_owned();
        } else if tech && name == "chips" {
            name = "chip_technology".to_owned();
        }
        if !names.contains(&name) {
            names.push(name);
        }
    }
    // The special word holds the general one.
    for (special, broad) in [
        ("advanced_chips", "chips"),
        ("chip_tools", "chips"),
        ("chip_technology", "chips"),
        ("rare_earth_technology", "rare_earths"),
        ("rare_earth_magnets", "rare_earths"),
        ("rare_earths_medium_heavy", "rare_earths"),
    ] {
        if names.iter().any(|n| n == special) && sentence.has(lexicon, "item") {
            names.retain(|n| n != broad);
        }
    }
    (names, found.first().map(|f| (f.start, f.end)))
}

/// Whether a family names the whole of which the other is an example.
fn general(whole: &str, part: &str) -> bool {
    match whole {
        "dual_use_all" | "all_items" => true,
        "rare_earths" | "rare_earths_medium_heavy" => part.starts_with("rare_earth"),
        "chip_tools" => matches!(part, "chips" | "chip_tools"),
        "chips" => matches!(part, "advanced_chips" | "chips"),
        _ => false,
    }
}

pub(super) fn text_of(
    reading: &Reading<'_>,
    sentence: &Sentence,
    from: usize,
    to: usize,
) -> Option<String> {
    let passage = reading.document.passages.get(sentence.passage)?;
    let (start, end) =
        (sentence.tokens.get(from)?.start, sentence.tokens.get(to.checked_sub(1)?)?.end);
    Some(passage.chars.get(start..end)?.iter().collect())
}

/// The families of the sentences just before, for figures that go on.
pub(super) fn previous_families(
    reading: &Reading<'_>,
    spot: &Spot<'_>,
) -> (Vec<String>, Vec<String>) {
    for back in 1..=2 {
        let Some(sentence) = spot.index.checked_sub(back).and_then(|n| reading.sentences.get(n))
        else {
            break;
        };
        let (found, _) = families(reading, sentence, 0, sentence.tokens.len(), 0);
        if !found.is_empty() {
            return (found, destinations(reading, sentence, 0, sentence.tokens.len()));
        }
    }
    (reading.topic.families.clone(), Vec::new())
}
