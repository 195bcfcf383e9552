//! Grammar rules: rows of classes that tell an action. The rules are data.

use super::lexicon::{Class, Found, Lexicon, of};
use super::number::Number;
use super::time::Mention;
use super::token::Token;
use std::sync::LazyLock;

/// A rule.
#[derive(Debug)]
pub struct Rule {
    /// The action that it tells.
    pub action: &'static str,
    pattern: Vec<Step>,
    /// The sentence has one of each of these classes.
    with: Vec<Vec<Class>>,
    without: Vec<Class>,
    /// None of these stands near the words.
    apart: Vec<Class>,
    /// The text around is about export control.
    pub subject: bool,
    /// Status, whatever the sentence says.
    pub status: Option<&'static str>,
    /// Reach that it tells.
    pub reach: Option<&'static str>,
    /// Class of parties that it touches.
    pub party: Option<&'static str>,
    /// Further words: tests of the claim in code.
    pub marks: Vec<&'static str>,
}

#[derive(Debug)]
struct Step {
    /// Words that may stand before it.
    gap: usize,
    any: Vec<Test>,
    verb: bool,
}

#[derive(Debug)]
enum Test {
    Class(Class),
    Words(Vec<String>),
    Number(Option<&'static str>),
    Day,
}

/// Where a rule fits.
#[derive(Clone, Debug)]
pub struct Match {
    /// Index of the rule.
    pub rule: usize,
    /// First token.
    pub start: usize,
    /// Behind the last token.
    pub end: usize,
    /// The tokens of the pattern itself, without the gaps.
    pub core: Vec<(usize, usize)>,
}

/// A sentence, marked up.
#[derive(Debug, Default)]
pub struct Marked {
    /// Phrases by class, in the order of their places.
    by_class: Vec<Vec<Found>>,
    /// Numbers.
    pub numbers: Vec<Number>,
    /// Days.
    pub days: Vec<Mention>,
}

impl Marked {
    /// With the numbers and days of a sentence, and no phrase yet.
    pub fn new(numbers: Vec<Number>, days: Vec<Mention>) -> Self {
        Marked { by_class: Vec::new(), numbers, days }
    }

    /// The phrases of a class.
    pub fn of(&self, class: Class) -> &[Found] {
        self.by_class.get(usize::from(class)).map_or(&[], Vec::as_slice)
    }

    /// Adds a phrase.
    pub fn put(&mut self, one: Found) {
        let at = usize::from(one.class);
        if self.by_class.len() <= at {
            self.by_class.resize(at + 1, Vec::new());
        }
        if let Some(list) = self.by_class.get_mut(at) {
            list.push(one);
        }
    }
}

static ENGLISH: LazyLock<Vec<Rule>> =
    LazyLock::new(|| parse(include_str!("../../data/en.rules"), of("en")));
static CHINESE: LazyLock<Vec<Rule>> =
    LazyLock::new(|| parse(include_str!("../../data/zh.rules"), of("zh")));
static JAPANESE: LazyLock<Vec<Rule>> =
    LazyLock::new(|| parse(include_str!("../../data/ja.rules"), of("ja")));

/// The rules of a language.
pub fn rules(lang: &str) -> &'static [Rule] {
    match lang {
        "zh" => &CHINESE,
        "ja" => &JAPANESE,
        _ => &ENGLISH,
    }
}

fn parse(text: &'static str, lexicon: &Lexicon) -> Vec<Rule> {
    let mut rules = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
        let Some((action, rest)) = line.split_once(": ") else { continue };
        let (pattern, options) = rest.split_once(" => ").unwrap_or((rest, ""));
        let mut rule = Rule {
            action,
            pattern: steps(pattern, lexicon),
            with: Vec::new(),
            without: Vec::new(),
            apart: Vec::new(),
            subject: false,
            status: None,
            reach: None,
            party: None,
            marks: Vec::new(),
        };
        let classes = |names: &str| {
            names.split('|').filter_map(|name| lexicon.class(name)).collect::<Vec<_>>()
        };
        for option in options.split_whitespace() {
            match option.split_once('=') {
                Some(("with", names)) => rule.with.push(classes(names)),
                Some(("without", names)) => rule.without.extend(classes(names)),
                Some(("apart", names)) => rule.apart.extend(classes(names)),
                Some(("status", word)) => rule.status = Some(word),
                Some(("reach", word)) => rule.reach = Some(word),
                Some(("party", word)) => rule.party = Some(word),
                _ if option == "subject" => rule.subject = true,
                _ => rule.marks.push(option),
            }
        }
        rules.push(rule);
    }
    rules
}

fn steps(pattern: &'static str, lexicon: &Lexicon) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut gap = 0;
    for element in elements(pattern) {
        if let Some(width) = element.strip_prefix("..") {
            gap = width.parse().unwrap_or(0);
            continue;
        }
        let (element, verb) = element.strip_suffix("/v").map_or((element, false), |e| (e, true));
        let any = element.split('|').filter_map(|one| test(one, lexicon)).collect();
        steps.push(Step { gap: std::mem::take(&mut gap), any, verb });
    }
    steps
}

/// Splits at spaces that are not inside quotation marks.
fn elements(pattern: &'static str) -> Vec<&'static str> {
    let mut quoted = false;
    pattern
        .split(move |c: char| {
            quoted ^= c == '"';
            c == ' ' && !quoted
        })
        .filter(|element| !element.is_empty())
        .collect()
}

fn test(one: &'static str, lexicon: &Lexicon) -> Option<Test> {
    if let Some(words) = one.strip_prefix('"').and_then(|w| w.strip_suffix('"')) {
        let chars: Vec<char> = words.chars().collect();
        return Some(Test::Words(
            super::token::tokens(&chars).into_iter().map(|t| t.text).collect(),
        ));
    }
    if let Some(unit) = one.strip_prefix('#') {
        return Some(Test::Number((!unit.is_empty()).then_some(unit)));
    }
    if one == "@" {
        return Some(Test::Day);
    }
    lexicon.class(one).map(Test::Class)
}

impl Step {
    /// The tokens at which the step may find something, in order.
    fn starts(&self, tokens: &[Token], marked: &Marked) -> Vec<usize> {
        let mut found: Vec<usize> = Vec::new();
        for test in &self.any {
            match test {
                Test::Class(class) => found.extend(marked.of(*class).iter().map(|f| f.start)),
                Test::Words(words) => {
                    let first = words.first();
                    found.extend(
                        (0..tokens.len()).filter(|at| tokens.get(*at).map(|t| &t.text) == first),
                    );
                }
                Test::Number(_) => found.extend(marked.numbers.iter().map(|n| n.start)),
                Test::Day => found.extend(marked.days.iter().map(|d| d.start)),
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The ends of what the step finds at a token.
    fn ends(&self, tokens: &[Token], marked: &Marked, at: usize) -> Option<usize> {
        let mut best = None;
        for test in &self.any {
            let end = match test {
                Test::Class(class) => {
                    let found = marked.of(*class);
                    found.iter().filter(|f| f.start == at).map(|f| f.end).max()
                }
                Test::Words(words) => {
                    let fits = words
                        .iter()
                        .enumerate()
                        .all(|(n, word)| tokens.get(at + n).is_some_and(|t| t.text == *word));
                    fits.then_some(at + words.len())
                }
                Test::Number(unit) => marked
                    .numbers
                    .iter()
                    .find(|n| {
                        n.start == at && (unit.is_none() || n.unit == *unit) && n.unit.is_some()
                    })
                    .map(|n| n.end),
                Test::Day => marked.days.iter().find(|d| d.start == at).map(|d| d.end),
            };
            best = best.max(end);
        }
        best.filter(|_| !self.verb || !nominal(tokens, at))
    }
}

/// Whether a word that may be a verb stands as a noun: behind an article, a possessive, an adjective.
fn nominal(tokens: &[Token], at: usize) -> bool {
    let Some(token) = tokens.get(at) else { return false };
    if token.text.ends_with("ed") || token.text.ends_with("ing") {
        return false;
    }
    let next = tokens.get(at + 1).map_or("", |t| t.text.as_str());
    let before = at.checked_sub(1).and_then(|b| tokens.get(b)).map_or("", |t| t.text.as_str());
    let noun_before = matches!(
        before,
        "the"
            | "a"
            | "an"
            | "this"
            | "that"
            | "its"
            | "their"
            | "his"
            | "export"
            | "trade"
            | "s"
            | "'"
            | "any"
            | "new"
            | "blanket"
            | "outright"
            | "total"
            | "complete"
            | "of"
            | "on"
            | "such"
            | "possible"
            | "potential"
            | "by"
            | "these"
            | "those"
            | "tighter"
            | "stricter"
            | "tougher"
            | "further"
            | "sweeping"
            | "own"
            | "some"
            | "more"
            | "full"
            | "under"
            | "similar"
            | "broad"
            | "latest"
            | "recent"
            | "with"
            | "through"
            | "for"
            | "chip"
            | "tech"
            | "technology"
            | "earth"
            | "equipment"
            | "other"
            | "temporary"
            | "western"
            | "existing"
            | "dual"
            | "use"
            | "and"
            | "strict"
            | "without"
            | "no"
            | "licensing"
            | "additional"
            | "wider"
            | "reciprocal"
            | "expanded"
    );
    noun_before || matches!(next, "on" | "against")
}

/// So many words around the words of a rule are near them.
const NEAR: usize = 4;

/// Every place where a rule fits and is accepted, the best rule first at each.
pub fn matches(
    lang: &str,
    tokens: &[Token],
    marked: &Marked,
    about: bool,
    accept: impl Fn(&'static Rule, &Match) -> bool,
) -> Vec<Match> {
    let mut found: Vec<Match> = Vec::new();
    for (index, rule) in rules(lang).iter().enumerate() {
        let has = |class: &Class| !marked.of(*class).is_empty();
        if (rule.subject && !about)
            || rule.without.iter().any(has)
            || !rule.with.iter().all(|any| any.iter().any(has))
        {
            continue;
        }
        let Some(first) = rule.pattern.first() else { continue };
        for start in first.starts(tokens, marked) {
            let Some(core) = fit(rule, tokens, marked, start) else { continue };
            let taken = |(a, b): &(usize, usize)| {
                found.iter().any(|m| m.core.iter().take(2).any(|(c, d)| a < d && c < b))
            };
            // The first two steps carry the action; what was used by a better rule is used up.
            if core.iter().take(2).any(taken) {
                continue;
            }
            let end = core.last().map_or(start, |(_, end)| *end);
            let near = |class: &Class| {
                marked.of(*class).iter().any(|f| f.end + NEAR > start && f.start < end + NEAR)
            };
            if rule.apart.iter().any(near) {
                continue;
            }
            let one = Match { rule: index, start, end, core };
            if accept(rule, &one) {
                found.push(one);
            }
        }
    }
    found.sort_by_key(|m| (m.start, m.rule));
    found
}

fn fit(
    rule: &Rule,
    tokens: &[Token],
    marked: &Marked,
    start: usize,
) -> Option<Vec<(usize, usize)>> {
    let first = rule.pattern.first()?;
    let end = first.ends(tokens, marked, start)?;
    let mut core = vec![(start, end)];
    let mut at = end;
    for step in rule.pattern.get(1..)? {
        let limit = (at + step.gap).min(tokens.len());
        let mut next = None;
        for place in at..=limit {
            if let Some(end) = step.ends(tokens, marked, place) {
                next = Some((place, end));
                break;
            }
            if tokens.get(place).is_none_or(|t| matches!(t.text.as_str(), ";" | "。")) {
                break;
            }
        }
        let found = next?;
        core.push(found);
        at = found.1;
    }
    Some(core)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_a_rule_is_known() {
        for (lang, text) in [
            ("en", include_str!("../../data/en.rules")),
            ("zh", include_str!("../../data/zh.rules")),
            ("ja", include_str!("../../data/ja.rules")),
        ] {
            let lexicon = of(lang);
            let lines = text.lines().filter(|line| !line.starts_with('#') && line.contains(": "));
            for line in lines {
                let (_, rest) = line.split_once(": ").unwrap();
                let (pattern, options) = rest.split_once(" => ").unwrap_or((rest, ""));
                for element in elements(pattern).into_iter().filter(|e| !e.starts_with("..")) {
                    for one in element.trim_end_matches("/v").split('|') {
                        assert!(test(one, lexicon).is_some(), "{lang}: `{one}` in {line}");
                    }
                }
                let classes = options.split_whitespace().filter_map(|o| {
                    ["with=", "without=", "apart="].iter().find_map(|p| o.strip_prefix(p))
                });
                for name in classes.flat_map(|names| names.split('|')) {
                    assert!(lexicon.class(name).is_some(), "{lang}: `{name}` in {line}");
                }
            }
        }
    }
}
