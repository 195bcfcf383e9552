//! RSS and Atom files: each entry, its text with places in the file.

use super::text::Mapped;
use crate::model::Problem;
use quick_xml::Reader;
use quick_xml::events::Event;

/// An entry of a feed.
#[derive(Debug, Default)]
pub struct Entry {
    /// Headline.
    pub title: Mapped,
    /// Its fullest text: HTML after the XML is undone.
    pub body: Mapped,
    /// Day, as printed.
    pub date: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// The entry's own source.
    pub source: Option<String>,
}

/// A feed.
#[derive(Debug, Default)]
pub struct Feed {
    /// `rss` or `atom`.
    pub format: &'static str,
    /// The feed's own title.
    pub title: Option<String>,
    /// The language it names.
    pub lang: Option<String>,
    /// Entries in document order.
    pub entries: Vec<Entry>,
}

/// Whether a text is a feed.
pub fn looks(text: &str) -> bool {
    let head: String = text.chars().take(2000).collect();
    let head = head.trim_start_matches('\u{feff}').trim_start();
    if !head.starts_with('<') {
        return false;
    }
    let Some(root) = head.split('<').skip(1).find(|tag| !tag.starts_with(['?', '!'])) else {
        return false;
    };
    let name = root.split([' ', '>', '\n', '\r', '\t', '/']).next().unwrap_or_default();
    matches!(name, "rss" | "feed" | "rdf:RDF" | "atom:feed")
}

/// Byte → character.
struct Chars(Vec<u32>);

impl Chars {
    fn of(text: &str) -> Self {
        let mut table = Vec::with_capacity(text.len() + 1);
        let mut count = 0;
        for c in text.chars() {
            table.extend(std::iter::repeat_n(count, c.len_utf8()));
            count += 1;
        }
        table.push(count);
        Chars(table)
    }

    fn at(&self, byte: usize) -> u32 {
        self.0.get(byte).or(self.0.last()).copied().unwrap_or(0)
    }
}

/// Reads a feed. What stands before an error is kept.
pub fn read(text: &str, problems: &mut Vec<Problem>) -> Feed {
    let chars = Chars::of(text);
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let mut feed = Feed { format: "rss", ..Feed::default() };
    let mut path: Vec<String> = Vec::new();
    let mut entry: Option<Entry> = None;
    let mut value = Mapped::default();
    loop {
        let before = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let event = reader.read_event();
        let after = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        match event {
            Err(error) => {
                let at =
                    chars.at(usize::try_from(reader.error_position()).unwrap_or(before)) as usize;
                problems.push(Problem::new(
                    "bad-xml",
                    format!("the feed breaks off: {error}"),
                    Some(at),
                ));
                // The entry under way is kept as far as it goes.
                if let Some(mut open) = entry.take() {
                    if let Some(name) = path.pop() {
                        fill(&mut open, &name, &path, &mut value);
                    }
                    if !open.title.text.is_empty() || !open.body.text.is_empty() {
                        feed.entries.push(open);
                    }
                }
                return feed;
            }
            Ok(Event::Eof) => {
                if !path.is_empty() {
                    problems.push(Problem::new(
                        "bad-xml",
                        "the feed ends inside an element",
                        Some(chars.at(text.len()) as usize),
                    ));
                    if let Some(mut open) = entry.take() {
                        if let Some(name) = path.pop() {
                            fill(&mut open, &name, &path, &mut value);
                        }
                        feed.entries.push(open);
                    }
                }
                return feed;
            }
            Ok(Event::Start(tag)) => {
                let name = tag.name().as_ref().to_owned();
                if matches!(name.as_str(), "feed" | "atom:feed") {
                    feed.format = "atom";
                }
                if let Some(lang) = tag.try_get_attribute("xml:lang").ok().flatten() {
                    feed.lang = Some(lang.value.clone().into_owned());
                }
                if matches!(name.as_str(), "item" | "entry") && entry.is_none() {
                    entry = Some(Entry::default());
                }
                // Inline XHTML keeps its mark-up: the body is read as HTML.
                if path.iter().any(|open| holds_markup(open)) && entry.is_some() {
                    verbatim(&mut value, text, before, after, &chars);
                } else {
                    value = Mapped::default();
                }
                path.push(name);
                if path.len() > 256 {
                    problems.push(Problem::new(
                        "bad-xml",
                        "elements are nested too deep",
                        Some(chars.at(before) as usize),
                    ));
                    return feed;
                }
            }
            Ok(Event::Empty(tag)) => {
                let name = tag.name().as_ref().to_owned();
                if name == "link"
                    && let Some(entry) = entry.as_mut()
                {
                    let relation = tag.try_get_attribute("rel").ok().flatten();
                    let own = relation.is_none_or(|r| r.value.as_ref() == "alternate");
                    if let Some(href) = tag.try_get_attribute("href").ok().flatten().filter(|_| own)
                    {
                        entry.url = Some(undone(&href.value));
                    }
                }
                if path.iter().any(|open| holds_markup(open)) {
                    verbatim(&mut value, text, before, after, &chars);
                }
            }
            Ok(Event::End(tag)) => {
                let name = tag.name().as_ref().to_owned();
                path.pop();
                if path.iter().any(|open| holds_markup(open)) {
                    verbatim(&mut value, text, before, after, &chars);
                    continue;
                }
                match entry.as_mut() {
                    Some(_) if matches!(name.as_str(), "item" | "entry") => {
                        feed.entries.extend(entry.take())
                    }
                    Some(open) => fill(open, &name, &path, &mut value),
                    None => match name.as_str() {
                        "title" if feed.title.is_none() => {
                            feed.title = Some(undone(value.text.trim()))
                        }
                        "language" | "dc:language" => {
                            feed.lang = Some(value.text.trim().to_owned())
                        }
                        _ => {}
                    },
                }
            }
            Ok(Event::Text(_) | Event::GeneralRef(_)) => {
                escaped(&mut value, text, before, after, &chars)
            }
            Ok(Event::CData(_)) => {
                let (start, end) = (before + "<![CDATA[".len(), after.saturating_sub("]]>".len()));
                verbatim(&mut value, text, start, end, &chars);
            }
            Ok(_) => {}
        }
    }
}

fn holds_markup(name: &str) -> bool {
    matches!(name, "content" | "content:encoded" | "description" | "summary" | "xhtml:body")
}

fn verbatim(value: &mut Mapped, text: &str, start: usize, end: usize, chars: &Chars) {
    let Some(raw) = text.get(start..end) else { return };
    for (offset, c) in raw.char_indices() {
        let at = chars.at(start + offset);
        value.push(c, at, at + 1);
    }
}

/// Text of the XML: its entities are undone once; what they hid is HTML.
fn escaped(value: &mut Mapped, text: &str, start: usize, end: usize, chars: &Chars) {
    let Some(raw) = text.get(start..end) else { return };
    let base = chars.at(start);
    let index = |n: usize| base + u32::try_from(n).unwrap_or(0);
    super::html::entities(raw, |c, from, to| value.push(c, index(from), index(to)));
}

fn undone(text: &str) -> String {
    let mut out = String::new();
    super::html::entities(text, |c, _, _| out.push(c));
    super::html::plain(&out)
}

fn fill(entry: &mut Entry, name: &str, path: &[String], value: &mut Mapped) {
    let value = std::mem::take(value);
    let text = || Some(undone(value.text.trim())).filter(|text| !text.is_empty());
    let inner = path.last().map(String::as_str);
    match name {
        "title" if matches!(inner, Some("item" | "entry")) => entry.title = value,
        // The fullest of summary and content.
        "description" | "content:encoded" | "content" | "summary"
            if value.text.chars().count() > entry.body.text.chars().count() =>
        {
            entry.body = value;
        }
        "pubDate" | "published" | "dc:date" => entry.date = text(),
        "updated" if entry.date.is_none() => entry.date = text(),
        "author" | "dc:creator" if entry.author.is_none() => entry.author = text(),
        "name" if inner == Some("author") => entry.author = text(),
        "link" if entry.url.is_none() => entry.url = text(),
        "source" => entry.source = text(),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_with_places() {
        let source = "<?xml version=\"1.0\"?><rss><channel><title>F</title><item><title>A &amp; B</title>\
            <description>&lt;p&gt;One &amp;amp; two&lt;/p&gt;</description><link>https://x/1</link>\
            <pubDate>Tue, 06 Jan 2026 10:00:00 +0800</pubDate></item>\
            <item><title>C</title><content:encoded><![CDATA[<p>Three</p>]]></content:encoded></item></channel></rss>";
        let mut problems = Vec::new();
        let feed = read(source, &mut problems);
        assert!(problems.is_empty(), "{problems:?}");
        assert_eq!(feed.entries.len(), 2);
        let first = &feed.entries[0];
        assert_eq!(
            (first.title.text.as_str(), first.body.text.as_str()),
            ("A & B", "<p>One &amp; two</p>")
        );
        assert_eq!(first.url.as_deref(), Some("https://x/1"));
        let chars: Vec<char> = source.chars().collect();
        let cdata = &feed.entries[1].body;
        let at = cdata.at[3] as usize;
        assert_eq!(chars[at..at + 5].iter().collect::<String>(), "Three");
    }

    #[test]
    fn a_broken_feed_keeps_what_came_before() {
        let mut problems = Vec::new();
        let feed =
            read("<rss><channel><item><title>A</title></item><item><title>B</ti", &mut problems);
        assert_eq!(feed.entries.len(), 2);
        assert_eq!(problems[0].code, "bad-xml");
    }
}
