//! Files → articles: bytes, mark-up, headers and the text itself.

mod decode;
mod feed;
mod front;
mod header;
mod html;
mod plain;
pub mod text;

pub use decode::MAX_BYTES;

use crate::model::{Article, FileProblem, Problem};
use std::collections::HashSet;
use text::{Kind, Mapped, Passage};

/// How much of one article is read: books are not news.
const MAX_CHARS: usize = 200_000;
/// How many entries of one feed are read.
const MAX_ENTRIES: usize = 10_000;

/// An article with its text.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its record.
    pub article: Article,
    /// Its passages: headline, headings, running text, noise.
    pub passages: Vec<Passage>,
}

/// Reads a file: its articles, or why there are none.
///
/// ```
/// let (documents, problems) = navicert_news::read::read("a.txt", b"BEIJING: China banned it on Tuesday.");
/// assert_eq!(documents[0].article.dateline.place.as_deref(), Some("BEIJING"));
/// assert!(problems.is_empty());
/// ```
pub fn read(name: &str, bytes: &[u8]) -> (Vec<Document>, Vec<FileProblem>) {
    let mut problems = Vec::new();
    let text = decode::decode(bytes, &mut problems);
    let blank = Article { id: name.to_owned(), file: name.to_owned(), ..Article::default() };
    let mut documents = if feed::looks(&text) {
        entries(&text, &blank, &mut problems)
    } else {
        vec![single(name, &text, blank)]
    };
    documents.retain(|document| {
        let title = document.article.title.is_some();
        title || document.passages.iter().any(|p| p.kind == Kind::Para && !p.is_empty())
    });
    if documents.is_empty() {
        if problems.is_empty() {
            problems.push(Problem::new("no-text", "there is no text to read", None));
        }
        let told =
            problems.into_iter().map(|problem| FileProblem { file: name.to_owned(), problem });
        return (Vec::new(), told.collect());
    }
    // What is wrong with the file is told with its first article.
    if let Some(first) = documents.first_mut() {
        problems.append(&mut first.article.problems);
        first.article.problems = problems;
    }
    (documents, Vec::new())
}

/// Whether a text is a web page.
fn is_page(name: &str, text: &str) -> bool {
    let name = name.to_lowercase();
    let head: String = text.chars().take(1000).collect::<String>().to_lowercase();
    let head = head.trim_start_matches('\u{feff}').trim_start();
    [".html", ".htm", ".xhtml"].iter().any(|end| name.ends_with(end))
        || ["<!doctype html", "<html", "<head", "<body", "<article"]
            .iter()
            .any(|tag| head.starts_with(tag))
        || (head.starts_with("<?xml") && head.contains("<html"))
        || (head.starts_with("<!--") && head.contains("<html"))
}

fn has_markup(text: &str) -> bool {
    ["<p>", "<p ", "<div", "<br", "<h2", "<article", "<section", "<script"]
        .iter()
        .any(|tag| text.contains(tag))
}

fn single(name: &str, text: &str, mut article: Article) -> Document {
    if is_page(name, text) {
        article.format = "html";
        return page(article, &Mapped::plain(text, 0));
    }
    let mut start = 0;
    article.format = "plain";
    if let Some(front) = front::read(text) {
        article.format = "front-matter";
        start = front.body;
        if front.unclosed {
            let message = "the front matter has no second line of dashes; the text begins at the first line that is no field";
            article.problems.push(Problem::new("front-matter-unclosed", message, Some(0)));
        }
        for (key, names) in [
            ("title", &["title", "headline", "标题"][..]),
            ("subtitle", &["subtitle", "standfirst", "dek"]),
            (
                "date",
                &[
                    "date",
                    "published",
                    "pubdate",
                    "published_at",
                    "publishdate",
                    "publish_date",
                    "created",
                    "updated",
                ],
            ),
            ("author", &["author", "authors", "byline", "creator"]),
            ("agency", &["agency", "wire", "credit"]),
            ("publisher", &["publisher", "site", "site_name", "outlet", "newspaper"]),
            ("url", &["url", "link", "canonical", "permalink", "source_url", "original_url"]),
            ("source", &["source"]),
            ("lang", &["lang", "language", "locale"]),
        ] {
            for value in names.iter().filter_map(|name| front.values.get(*name)) {
                header::put(&mut article, key, value);
            }
        }
    }
    let body = text.get(start..).unwrap_or_default();
    let before = text.get(..start).unwrap_or_default().chars().count();
    let mapped = Mapped::plain(body, before);
    let is_markdown = article.format == "front-matter"
        || [".md", ".markdown"].iter().any(|end| name.to_lowercase().ends_with(end));
    let mut passages = if has_markup(body) {
        let page = html::read(&mapped);
        unsafe_markup(&mut article, page.unsafe_markup);
        loose(page.passages)
    } else if is_markdown {
        plain::markdown(&mapped)
    } else {
        plain::passages(&mapped)
    };
    if article.format == "plain" || article.title.is_none() {
        if let Some(title) = passages.iter().find(|p| p.kind == Kind::Title) {
            article.title = article.title.take().or(Some(title.text()));
        }
        header::plain(&mut article, &mut passages);
    }
    finish(article, passages)
}

/// In a body without a page around it, running text outside the densest part is still text.
fn loose(mut passages: Vec<Passage>) -> Vec<Passage> {
    for passage in &mut passages {
        let ends = passage.chars.last().is_some_and(|c| ".。!?！？\"”」)）".contains(*c));
        if passage.kind == Kind::Noise
            && ends
            && passage.chars.len() > 60
            && passage.chars.iter().any(|c| c.is_lowercase() || crate::words::token::is_cjk(*c))
        {
            passage.kind = Kind::Para;
        }
    }
    passages
}

fn unsafe_markup(article: &mut Article, found: bool) {
    if found {
        let message = "scripts and event handlers were dropped";
        article.problems.push(Problem::new("unsafe-markup", message, None));
    }
}

fn page(mut article: Article, source: &Mapped) -> Document {
    let page = html::read(source);
    unsafe_markup(&mut article, page.unsafe_markup);
    let meta = |key: &str| page.meta.get(key).map(String::as_str).unwrap_or_default();
    let heading = page.passages.iter().find(|p| p.kind == Kind::Title).map(Passage::text);
    header::put(&mut article, "title", heading.as_deref().unwrap_or_default());
    for key in ["og:title", "twitter:title"] {
        header::put(&mut article, "title", meta(key));
    }
    header::put(&mut article, "title", without_site(meta("title"), meta("og:site_name")));
    let data =
        |key: &str| page.data.iter().find_map(|json| json_field(json, key)).unwrap_or_default();
    for key in [
        "article:published_time",
        "og:article:published_time",
        "datepublished",
        "date",
        "pubdate",
        "publishdate",
        "publish_date",
        "dc.date",
        "dc.date.issued",
        "dcterms.date",
        "parsely-pub-date",
        "sailthru.date",
    ] {
        header::put(&mut article, "date", meta(key));
    }
    header::put(&mut article, "date", &data("datePublished"));
    header::put(&mut article, "date", meta("time"));
    for key in ["author", "article:author", "byl", "dc.creator", "parsely-author"] {
        if !meta(key).starts_with("http") {
            header::put(&mut article, "author", meta(key));
        }
    }
    for key in ["og:site_name", "publisher", "application-name"] {
        header::put(&mut article, "publisher", meta(key));
    }
    for key in ["canonical", "og:url"] {
        header::put(&mut article, "url", meta(key));
    }
    header::put(&mut article, "lang", meta("lang"));
    let mut passages = page.passages;
    // The headline is not read again; lines of the story's head are.
    let mut head: Vec<Passage> = Vec::new();
    let first = passages.iter().position(|p| p.kind == Kind::Para).unwrap_or(0);
    head.extend(passages.drain(..first));
    let titled = article.title.clone();
    article.title = titled.or(Some(String::new()));
    header::plain(&mut article, &mut passages);
    article.title = article.title.filter(|title| !title.is_empty());
    head.append(&mut passages);
    finish(article, head)
}

/// `Story - Site` without the site.
fn without_site<'t>(title: &'t str, site: &str) -> &'t str {
    for mark in [" | ", " - ", " – ", " — ", "_", "｜"] {
        if let Some((story, tail)) = title.rsplit_once(mark)
            && (tail.eq_ignore_ascii_case(site) || tail.split_whitespace().count() <= 4)
            && story.chars().count() > tail.chars().count()
        {
            return story;
        }
    }
    title
}

/// The string behind a key of a JSON text, wherever it stands.
fn json_field(json: &str, key: &str) -> Option<String> {
    let rest = json
        .split_once(&format!("\"{key}\""))?
        .1
        .trim_start()
        .strip_prefix(':')?
        .trim_start()
        .strip_prefix('"')?;
    rest.split_once('"').map(|(value, _)| value.to_owned())
}

fn entries(text: &str, blank: &Article, problems: &mut Vec<Problem>) -> Vec<Document> {
    let feed = feed::read(text, problems);
    if feed.entries.len() > MAX_ENTRIES {
        problems.push(Problem::new(
            "truncated",
            format!("only the first {MAX_ENTRIES} entries were read"),
            None,
        ));
    }
    let mut documents = Vec::new();
    for (index, entry) in feed.entries.iter().take(MAX_ENTRIES).enumerate() {
        let mut article = blank.clone();
        article.id = format!("{}#{}", blank.file, index + 1);
        article.item = Some(index + 1);
        article.format = feed.format;
        header::put(&mut article, "title", &entry.title.text);
        header::put(&mut article, "date", entry.date.as_deref().unwrap_or_default());
        header::put(&mut article, "author", entry.author.as_deref().unwrap_or_default());
        header::put(&mut article, "url", entry.url.as_deref().unwrap_or_default());
        header::put(&mut article, "source", entry.source.as_deref().unwrap_or_default());
        header::put(&mut article, "publisher", feed.title.as_deref().unwrap_or_default());
        header::put(&mut article, "lang", feed.lang.as_deref().unwrap_or_default());
        let page = html::read(&entry.body);
        unsafe_markup(&mut article, page.unsafe_markup);
        let mut title = Passage::new(Kind::Title);
        for (_, c, at, to) in html_text(&entry.title) {
            title.push(c, at, to);
        }
        title.trim();
        let mut passages = vec![title];
        let mut body = if has_markup(&entry.body.text) {
            loose(page.passages)
        } else {
            plain::passages(&unmarked(&entry.body))
        };
        let kept = article.title.take();
        article.title = Some(kept.clone().unwrap_or_default());
        header::plain(&mut article, &mut body);
        article.title = kept;
        passages.append(&mut body);
        documents.push(finish(article, passages));
    }
    documents
}

fn html_text(source: &Mapped) -> Vec<(usize, char, u32, u32)> {
    unmarked(source).chars().collect()
}

/// A short text with entities undone and tags dropped, line breaks kept.
fn unmarked(source: &Mapped) -> Mapped {
    let mut out = Mapped::default();
    let mut inside = false;
    html::entities(&source.text, |c, from, to| {
        let raw = to == from + 1;
        match c {
            '<' if raw => inside = true,
            '>' if raw && inside => inside = false,
            _ if inside => {}
            _ => {
                let at = source.at.get(from).copied().unwrap_or(0);
                let to = source.to.get(to - 1).copied().unwrap_or(at);
                out.push(c, at, to);
            }
        }
    });
    out
}

fn finish(mut article: Article, mut passages: Vec<Passage>) -> Document {
    for passage in passages.iter_mut().filter(|p| p.kind != Kind::Title) {
        if header::noise(passage) {
            passage.kind = Kind::Noise;
        }
    }
    header::take_dateline(&mut article, &mut passages);
    header::credit(&mut article, &mut passages);
    header::closing_day(&mut article, &mut passages);
    article.lang = match header::language(&passages) {
        // Small texts say little; what the page says of itself then counts.
        found
            if passages.iter().map(|p| p.chars.len()).sum::<usize>() < 40
                && !article.lang.is_empty() =>
        {
            let _ = found;
            article.lang
        }
        found => found,
    };
    trim(&mut article, &mut passages);
    Document { article, passages }
}

/// Cuts what is too long and what says the same thing over and over.
fn trim(article: &mut Article, passages: &mut Vec<Passage>) {
    let all: usize = passages.iter().map(|p| p.chars.len()).sum();
    if all > 4000 {
        repetition(article, passages);
    }
    let mut left = MAX_CHARS;
    let mut cut = false;
    passages.retain_mut(|passage| {
        if passage.chars.len() > left {
            cut = true;
            *passage = passage.slice(0, left);
        }
        left -= passage.chars.len();
        !passage.is_empty()
    });
    if cut {
        let message = format!("only the first {MAX_CHARS} characters of the text were read");
        article.problems.push(Problem::new("truncated", message, None));
    }
}

/// Pieces of text that came before are dropped, if they are more than half of the text.
fn repetition(article: &mut Article, passages: &mut Vec<Passage>) {
    let pieces = |passage: &Passage| -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        let mut start = 0;
        for (at, c) in passage.chars.iter().enumerate() {
            if matches!(c, '.' | '。' | '!' | '！') || at - start >= 400 {
                found.push((start, at + 1));
                start = at + 1;
            }
        }
        found.push((start, passage.chars.len()));
        found
    };
    let mut seen: HashSet<&[char]> = HashSet::new();
    let (mut fresh, mut all, mut first) = (0, 0, None);
    let mut keep: Vec<usize> = Vec::new();
    for passage in passages.iter() {
        let mut last = 0;
        for (start, end) in pieces(passage) {
            let piece = passage.chars.get(start..end).unwrap_or_default();
            all += piece.len();
            if seen.insert(piece) {
                fresh += piece.len();
                last = end;
            } else {
                first = first.or(passage.at.get(start).map(|at| *at as usize));
            }
        }
        keep.push(last);
    }
    if fresh * 2 >= all {
        return;
    }
    for (passage, keep) in passages.iter_mut().zip(keep) {
        *passage = passage.slice(0, keep);
    }
    passages.retain(|passage| !passage.is_empty());
    let message = "most of the text repeats itself; repetitions were dropped";
    article.problems.push(Problem::new("repetitive-text", message, first));
}
