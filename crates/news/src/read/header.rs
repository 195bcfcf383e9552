//! What stands around the text: headline, byline, dateline, credit, noise.

use super::text::{Kind, Passage};
use crate::model::{Article, Dateline};
use crate::words::time::{self, Way, When};
use crate::words::token::{Token, is_cjk, narrow, tokens};
use std::sync::LazyLock;

/// Agencies by the way they are printed, lower case.
static AGENCIES: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    table(include_str!("../../data/agencies.txt"))
        .flat_map(|(name, forms)| {
            let name = name.to_owned();
            forms
                .split(", ")
                .map(move |form| (form.to_lowercase(), name.clone()))
                .collect::<Vec<_>>()
        })
        .collect()
});
static NOISE: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    include_str!("../../data/noise.txt")
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect()
});

fn table(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(": "))
}

/// The agency that a short text names, if it names nothing else.
pub fn agency(text: &str) -> Option<String> {
    let text = text.trim().to_lowercase();
    let text = text.trim_end_matches(" staff").trim_end_matches(" news agency");
    AGENCIES.iter().find(|(form, _)| form == text).map(|(_, name)| name.clone())
}

/// The publisher of an address.
pub fn publisher(url: &str) -> Option<String> {
    let host = url.split("//").nth(1)?.split('/').next()?.trim_start_matches("www.").to_lowercase();
    let known =
        |(domain, _): &(&str, &str)| host == *domain || host.ends_with(&format!(".{domain}"));
    table(include_str!("../../data/publishers.txt")).find(known).map(|(_, name)| name.to_owned())
}

/// Whether a passage is a share line, an advertisement, a credit or a link to another story.
pub fn noise(passage: &Passage) -> bool {
    let text: String =
        passage.chars.iter().take(60).map(|c| narrow(*c)).collect::<String>().to_lowercase();
    let text = text.trim_start_matches(['*', '>', '•', '-', ' ']);
    NOISE.iter().any(|phrase| match phrase.strip_prefix('=') {
        Some(whole) => text == whole,
        None => text.starts_with(phrase) && passage.chars.len() < 300,
    })
}

/// Reads headline, byline and the lines before the story out of plain passages.
pub fn plain(article: &mut Article, passages: &mut Vec<Passage>) {
    let mut at = 0;
    let mut headline: Option<usize> = None;
    while at < passages.len().min(8) {
        if at == 0
            && let Some(passage) = passages.first_mut()
        {
            leading_day(article, passage);
        }
        let Some(passage) = passages.get(at) else { break };
        if passage.is_empty() {
            passages.remove(at);
            continue;
        }
        if noise(passage) {
            mark(passages, at, Kind::Noise);
            at += 1;
            continue;
        }
        if labelled(article, passage) || byline(article, passage) || day_line(article, passage) {
            mark(passages, at, Kind::Noise);
            at += 1;
            continue;
        }
        let next = passages.get(at + 1..).unwrap_or_default();
        if headline.is_none() && article.title.is_none() && headlike(passage, next) {
            headline = Some(at);
            at += 1;
            continue;
        }
        break;
    }
    if let Some(at) = headline {
        mark(passages, at, Kind::Title);
        article.title = passages.get(at).map(Passage::text);
    }
}

fn mark(passages: &mut [Passage], at: usize, kind: Kind) {
    if let Some(passage) = passages.get_mut(at) {
        passage.kind = kind;
    }
}

/// `date 2026-01-06 …`, `January 9, 2026 - …` before everything else.
fn leading_day(article: &mut Article, passage: &mut Passage) {
    let found = tokens(&passage.chars);
    let label = usize::from(found.first().is_some_and(|t| t.text == "date"));
    let Some(mention) = time::mentions(&found).into_iter().find(|m| m.start == label) else {
        return;
    };
    let dash = found.get(mention.end).is_some_and(|t| matches!(t.text.as_str(), "-" | "—" | ":"));
    let (When::Day(Some(_), ..), true) = (mention.when, label == 1 || dash) else { return };
    let behind = mention.end + usize::from(dash);
    article.date = article.date.take().or(time::resolve(mention.when, None, Way::Past));
    let end = found.get(behind).map_or(passage.chars.len(), |token| token.start);
    *passage = passage.slice(end, passage.chars.len());
}

const LABELS: &[(&str, &str)] = &[
    ("title", "title"),
    ("headline", "title"),
    ("标题", "title"),
    ("タイトル", "title"),
    ("date", "date"),
    ("published", "date"),
    ("published on", "date"),
    ("posted", "date"),
    ("updated", "date"),
    ("时间", "date"),
    ("发布时间", "date"),
    ("日期", "date"),
    ("日付", "date"),
    ("公開日", "date"),
    ("配信", "date"),
    ("author", "author"),
    ("by", "author"),
    ("作者", "author"),
    ("记者", "author"),
    ("著者", "author"),
    ("筆者", "author"),
    ("source", "source"),
    ("来源", "source"),
    ("出典", "source"),
    ("url", "url"),
    ("link", "url"),
    ("publisher", "publisher"),
];

/// `Label: value`.
fn labelled(article: &mut Article, passage: &Passage) -> bool {
    let text = passage.text();
    if passage.chars.len() > 160 {
        return false;
    }
    let Some((label, value)) = text.split_once([':', '：']) else { return false };
    let label = label.trim().to_lowercase();
    let Some((_, key)) = LABELS.iter().find(|(name, _)| *name == label) else { return false };
    put(article, key, value.trim());
    true
}

/// Sets a field from front matter, a label or a `meta` value, unless it is set.
pub fn put(article: &mut Article, key: &str, value: &str) {
    let value = value.trim();
    if value.is_empty() {
        return;
    }
    let text = || Some(super::html::plain(value)).filter(|text| !text.is_empty());
    match key {
        "title" if article.title.is_none() => article.title = text(),
        "subtitle" if article.subtitle.is_none() => article.subtitle = text(),
        "date" if article.date.is_none() => article.date = time::first_day(value),
        "author" => match agency(value) {
            Some(name) => article.agency = article.agency.take().or(Some(name)),
            None if article.author.is_none() => {
                article.author = text().map(|t| t.trim_start_matches("By ").to_owned())
            }
            None => {}
        },
        "source" => match agency(value) {
            Some(name) => article.agency = article.agency.take().or(Some(name)),
            None if value.contains("://") => {
                article.publisher = article.publisher.take().or_else(|| publisher(value))
            }
            None => article.publisher = article.publisher.take().or_else(text),
        },
        "agency" => article.agency = article.agency.take().or_else(|| agency(value)).or_else(text),
        "publisher" if article.publisher.is_none() => article.publisher = text(),
        "url" if article.url.is_none() && value.starts_with("http") => {
            article.url = Some(value.to_owned());
            article.publisher = article.publisher.take().or_else(|| publisher(value));
        }
        "lang" if article.lang.is_empty() => {
            article.lang = value.split(['-', '_']).next().unwrap_or_default().to_lowercase();
        }
        _ => {}
    }
}

/// `By Joe Cash`, `记者 王某`; agencies in brackets or behind a comma are the agency.
fn byline(article: &mut Article, passage: &Passage) -> bool {
    let text = passage.text();
    let Some(rest) = text
        .strip_prefix("By ")
        .or_else(|| text.strip_prefix("BY "))
        .or_else(|| text.strip_prefix("by "))
    else {
        return bare_agency(article, &text);
    };
    let words = rest.split_whitespace().count();
    if words > 14 || rest.ends_with('.') {
        return false;
    }
    let name = rest.split([',', '|', '(', '—']).next().unwrap_or(rest).trim();
    put(article, "author", name);
    for part in rest.split([',', '|', '(', ')', '—', '/']).skip(1) {
        if let Some(name) = agency(part) {
            article.agency = article.agency.take().or(Some(name));
        }
        article.date = article.date.take().or_else(|| time::first_day(rest));
    }
    true
}

fn bare_agency(article: &mut Article, text: &str) -> bool {
    let Some(name) = agency(text.trim_matches(['(', ')', '（', '）', ' '])) else { return false };
    article.agency = article.agency.take().or(Some(name));
    true
}

/// A line that is only a day (and perhaps a time of day).
fn day_line(article: &mut Article, passage: &Passage) -> bool {
    if passage.chars.len() > 60 {
        return false;
    }
    let found = tokens(&passage.chars);
    let Some(mention) =
        time::mentions(&found).into_iter().find(|m| matches!(m.when, When::Day(Some(_), ..)))
    else {
        return false;
    };
    let other = found.iter().enumerate().filter(|(n, t)| {
        !(mention.start..mention.end).contains(n)
            && t.text.chars().all(char::is_alphabetic)
            && !matches!(
                t.text.as_str(),
                "am" | "pm"
                    | "gmt"
                    | "utc"
                    | "jst"
                    | "est"
                    | "et"
                    | "updated"
                    | "published"
                    | "posted"
                    | "on"
                    | "at"
                    | "日"
                    | "時"
                    | "分"
                    | "配"
                    | "信"
            )
    });
    if other.count() > 1 {
        return false;
    }
    // `BEIJING, 21 December 2023`
    let before = found.get(..mention.start).unwrap_or_default();
    if let Some(place) = before.first().filter(|t| t.shouted && t.text.chars().count() > 2)
        && before.iter().skip(1).all(|t| t.text == ",")
    {
        let printed = passage.chars.get(place.start..place.end).unwrap_or_default();
        article.dateline.place = Some(printed.iter().collect());
    }
    article.date = article.date.take().or(time::resolve(mention.when, None, Way::Past));
    true
}

/// A day that closes the text, alone or in brackets: `2026年4月24日`, `（財経 2025年12月20日）`.
pub fn closing_day(article: &mut Article, passages: &mut [Passage]) {
    if article.date.is_some() {
        return;
    }
    let last = passages.iter_mut().rev().find(|p| p.kind == Kind::Para && !p.is_empty());
    let Some(passage) = last.filter(|p| p.chars.len() <= 40) else { return };
    let found = tokens(&passage.chars);
    let full =
        time::mentions(&found).into_iter().find(|m| matches!(m.when, When::Day(Some(_), ..)));
    let Some(mention) = full else { return };
    // Behind it only brackets; before it at most a name.
    let behind = found.get(mention.end..).unwrap_or_default();
    let bracketed = found.first().is_some_and(|t| matches!(t.text.as_str(), "(" | "（" | "["));
    let closed = behind.iter().all(|t| matches!(t.text.as_str(), ")" | "）" | "]" | "." | "。"));
    if closed && (mention.start == 0 || bracketed) {
        article.date = time::resolve(mention.when, None, Way::Past);
        passage.kind = Kind::Noise;
    }
}

/// Whether a passage at the top reads as a headline: short, before a longer one, no full sentence
/// unless a byline follows.
fn headlike(passage: &Passage, next: &[Passage]) -> bool {
    let Some(after) = next.iter().find(|p| !p.is_empty()) else { return false };
    let cjk = passage.chars.iter().filter(|c| is_cjk(**c)).count() * 2 > passage.chars.len();
    let length = if cjk { passage.chars.len() * 3 } else { passage.chars.len() };
    let ended = passage.chars.last().is_some_and(|c| matches!(c, '.' | '。' | '!' | '！'));
    let byline = after.text().starts_with("By ");
    let found = dateline(passage).is_some();
    let longer = next.iter().take(4).any(|p| p.chars.len() > passage.chars.len());
    length <= 180 && !found && longer && (!ended || byline) && passage.chars.len() > 3
}

/// The dateline at the start of a passage: what it says, and where the text behind it starts.
pub fn dateline(passage: &Passage) -> Option<(Dateline, Option<String>, usize)> {
    let head = passage.chars.get(..passage.chars.len().min(90)).unwrap_or_default();
    let found = tokens(head);
    bracketed(passage, &found)
        .or_else(|| chinese(&found))
        .or_else(|| credited(&found))
        .or_else(|| western(&found))
}

/// `BEIJING, Jan 6 (Reuters) - `, `BEIJING: `, `Beijing — `.
fn western(found: &[Token]) -> Option<(Dateline, Option<String>, usize)> {
    let mut at = 0;
    let mut place: Vec<(usize, usize)> = Vec::new();
    let shouted = found.first()?.shouted;
    while let Some(token) = found.get(at) {
        let letters = token.text.chars().all(|c| c.is_alphabetic() || c == '.');
        let joined = token.text == "/"
            || (token.text == "," && found.get(at + 1).is_some_and(|t| t.capital && !is_month(t)));
        if letters && token.capital && !is_month(token) && place.len() < 6 {
            place.push((token.start, token.end));
        } else if !joined || place.is_empty() {
            break;
        }
        at += 1;
    }
    let (first, last) = (place.first()?, place.last()?);
    if place.len() > if shouted { 6 } else { 3 }
        || (!shouted && found.first().is_some_and(|t| t.text == "the"))
    {
        return None;
    }
    let span = (first.0, last.1);
    let comma = usize::from(found.get(at).is_some_and(|t| t.text == ","));
    let mut date = None;
    if let Some(mention) = time::mentions(found).into_iter().find(|m| m.start == at + comma)
        && let When::Day(year, ..) = mention.when
    {
        date = year.and_then(|_| time::resolve(mention.when, None, Way::Past));
        at = mention.end;
        at += usize::from(found.get(at).is_some_and(|t| t.text == "."));
    }
    let mut agency_name = None;
    if found.get(at).is_some_and(|t| t.text == "(") {
        let close = (at..(at + 6).min(found.len()))
            .find(|n| found.get(*n).is_some_and(|t| t.text == ")"))?;
        let inside: Vec<&str> = found.get(at + 1..close)?.iter().map(|t| t.text.as_str()).collect();
        agency_name = Some(agency(&inside.join(" "))?);
        at = close + 1;
    }
    let mut marks = 0;
    while found.get(at).is_some_and(|t| matches!(t.text.as_str(), "-" | "—" | ":" | "--")) {
        marks += 1;
        at += 1;
    }
    let strong = shouted
        || agency_name.is_some()
        || found.get(at.wrapping_sub(1)).is_some_and(|t| t.text == "—" && t.spaced);
    let begin = found.get(at)?;
    if marks == 0
        || !strong
        || !begin.spaced
        || (shouted && place.len() > 3 && agency_name.is_none())
    {
        return None;
    }
    Some((Dateline { place: Some(range(found, span)), date }, agency_name, begin.start))
}

/// The place as printed: rebuilt by the caller from the range.
fn range(found: &[Token], (start, end): (usize, usize)) -> String {
    // The caller replaces this by the printed text; tokens are lower case.
    let _ = found;
    format!("{start}..{end}")
}

fn is_month(token: &Token) -> bool {
    let pair = [token.clone()];
    matches!(
        time::mentions(&pair).first().map(|m| m.when),
        Some(When::Month(..) | When::Weekday(_))
    ) || [
        "jan", "feb", "mar", "march", "apr", "may", "jun", "jul", "aug", "sep", "sept", "oct",
        "nov", "dec",
    ]
    .contains(&token.text.trim_end_matches('.'))
}

/// `北京（路透社）——`.
fn credited(found: &[Token]) -> Option<(Dateline, Option<String>, usize)> {
    let open = found.iter().take(7).position(|t| t.text == "(")?;
    let close = found.iter().take(open + 8).position(|t| t.text == ")")?;
    let place = found.get(..open)?;
    let (first, last) = (place.first()?, place.last()?);
    if !place.iter().all(|t| t.text.chars().all(is_cjk)) {
        return None;
    }
    let inside: String = found.get(open + 1..close)?.iter().map(|t| t.text.as_str()).collect();
    let name = agency(&inside)?;
    let dashes =
        found.get(close + 1..)?.iter().take_while(|t| matches!(t.text.as_str(), "—" | "-"));
    let begin = found.get(close + 1 + dashes.count())?;
    let dateline = Dateline { place: Some(range(found, (first.start, last.end))), date: None };
    Some((dateline, Some(name), begin.start))
}

/// `新华社北京1月6日电`, `中新网1月6日电`.
fn chinese(found: &[Token]) -> Option<(Dateline, Option<String>, usize)> {
    let end = found.iter().take(30).position(|t| matches!(t.text.as_str(), "电" | "讯"))?;
    let text: String = found.get(..end)?.iter().map(|t| t.text.as_str()).collect();
    let (form, name) = AGENCIES
        .iter()
        .filter(|(form, _)| text.starts_with(form.as_str()))
        .max_by_key(|(form, _)| form.len())?;
    let mention = time::mentions(found).into_iter().find(|m| m.end <= end)?;
    let skip = form.chars().count();
    let place = (found.get(skip)?.start, found.get(mention.start)?.start);
    let date = matches!(mention.when, When::Day(Some(_), ..))
        .then(|| time::resolve(mention.when, None, Way::Past))
        .flatten();
    let mut at = end + 1;
    // `（记者王某）`
    if found.get(at).is_some_and(|t| t.text == "(") {
        at = (at..found.len()).find(|n| found.get(*n).is_some_and(|t| t.text == ")"))? + 1;
    }
    let place = (place.0 < place.1).then(|| range(found, place));
    Some((Dateline { place, date }, Some(name.clone()), found.get(at)?.start))
}

/// `【北京=共同】`, `［東京　６日　ロイター］`, `【北京時事】`.
fn bracketed(passage: &Passage, found: &[Token]) -> Option<(Dateline, Option<String>, usize)> {
    let open = found.first()?;
    if !matches!(open.text.as_str(), "【" | "[" | "〔" | "(") {
        return None;
    }
    let close =
        found.iter().take(30).position(|t| matches!(t.text.as_str(), "】" | "]" | "〕" | ")"))?;
    let start = found.get(close + 1)?.start;
    let inside: String =
        passage.chars.get(open.end..found.get(close)?.start)?.iter().map(|c| narrow(*c)).collect();
    let parts: Vec<&str> = inside.split(['=', '＝', ' ', '、']).filter(|p| !p.is_empty()).collect();
    let mut dateline = Dateline::default();
    let mut name = None;
    for part in &parts {
        if let Some(found) = agency(part) {
            name = Some(found);
        } else if let Some((form, found)) = AGENCIES.iter().find(|(form, _)| {
            part.len() > form.len() && part.to_lowercase().ends_with(form.as_str())
        }) {
            name = Some(found.clone());
            dateline.place =
                dateline.place.or(part.get(..part.len() - form.len()).map(str::to_owned));
        } else if !part.chars().any(|c| c.is_ascii_digit())
            && dateline.place.is_none()
            && part.chars().count() <= 8
        {
            dateline.place = Some((*part).to_owned());
        }
    }
    let clear =
        name.is_some() || (parts.len() == 2 && (inside.contains('=') || inside.contains('＝')));
    clear.then_some((dateline, name, start))
}

/// Takes the dateline off the first passage of the story.
pub fn take_dateline(article: &mut Article, passages: &mut [Passage]) {
    let Some(passage) = passages
        .iter_mut()
        .filter(|p| p.kind == Kind::Para)
        .take(2)
        .find(|p| dateline(p).is_some())
    else {
        return;
    };
    let Some((mut found, name, start)) = dateline(passage) else { return };
    if let Some(place) = found.place.take() {
        let printed = place.split_once("..").and_then(|(a, b)| {
            let (a, b): (usize, usize) = (a.parse().ok()?, b.parse().ok()?);
            Some(passage.chars.get(a..b)?.iter().collect::<String>())
        });
        found.place = printed.or(Some(place)).map(|p| p.trim().to_owned());
    }
    article.dateline = found;
    if article.date.is_none() {
        article.date.clone_from(&article.dateline.date);
    }
    article.agency = article.agency.take().or(name);
    *passage = passage.slice(start, passage.chars.len());
}

/// A credit in the text: `(With inputs from Reuters)`, `（共同）` at the end, `ロイター` alone on a line.
pub fn credit(article: &mut Article, passages: &mut [Passage]) {
    for passage in passages.iter_mut().rev().filter(|p| p.kind != Kind::Title).take(6) {
        if passage.chars.len() > 90 {
            // A credit may close the last passage.
            let tail = passage.chars.len() - 40;
            let text: String = passage.chars.get(tail..).unwrap_or_default().iter().collect();
            let inside = text
                .rsplit_once(['(', '（'])
                .map(|(_, t)| t.trim_end_matches([')', '）', ' ', '.']));
            if let Some(name) = inside.and_then(agency).filter(|_| text.ends_with([')', '）'])) {
                article.agency = article.agency.take().or(Some(name));
            }
            continue;
        }
        let text = passage.text();
        let lower = text.to_lowercase();
        let lower = lower.trim_matches(['(', ')', '（', '）', ' ', '.', '*', '—', '-']);
        let named = [
            "with inputs from ",
            "with input from ",
            "with agency inputs from ",
            "source: ",
            "credit: ",
            "with reporting by ",
            "from ",
            "来源：",
            "来源:",
            "出典：",
            "(c) ",
            "© ",
        ]
        .iter()
        .find_map(|lead| lower.strip_prefix(lead))
        .unwrap_or(lower);
        if let Some(name) = named.split(['/', ',']).find_map(agency) {
            article.agency = article.agency.take().or(Some(name));
            passage.kind = Kind::Noise;
        }
    }
}

/// The language by its letters and its smallest words.
pub fn language(passages: &[Passage]) -> String {
    let (mut kana, mut han, mut latin) = (0_usize, 0_usize, 0_usize);
    let mut words = String::new();
    for c in passages.iter().flat_map(|p| p.chars.iter()).take(6000) {
        match c {
            '\u{3040}'..='\u{30ff}' => kana += 1,
            c if is_cjk(*c) => han += 1,
            c if c.is_alphabetic() => latin += 1,
            _ => {}
        }
        words.extend(c.to_lowercase());
    }
    if (kana + han) * 4 > latin {
        return if kana * 12 > han { "ja" } else { "zh" }.to_owned();
    }
    let small: &[(&str, &[&str])] = &[
        ("en", &["the", "of", "and", "to", "in"]),
        ("de", &["der", "die", "und", "den", "nicht"]),
        ("fr", &["le", "les", "des", "et", "du"]),
        ("es", &["el", "los", "las", "y", "del"]),
        ("nl", &["het", "een", "van", "niet", "de"]),
        ("it", &["il", "che", "della", "gli", "di"]),
    ];
    let all: Vec<&str> = words.split(|c: char| !c.is_alphabetic()).collect();
    let count = |list: &[&str]| all.iter().filter(|w| list.contains(w)).count();
    small
        .iter()
        .rev()
        .max_by_key(|(_, list)| count(list))
        .filter(|(_, list)| count(list) > 0)
        .map_or("en", |(name, _)| name)
        .to_owned()
}
