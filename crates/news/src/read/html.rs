//! Web pages: the passages of the main text, each character with its place in the page as stored.
//!
//! The tokens are those of the WHATWG standard (`html5gum`); a tree is not needed, and a tree would
//! lose the places.

use super::text::{Kind, Mapped, Passage};
use html5gum::emitters::default::DefaultEmitter;
use html5gum::{StartTag, Token, Tokenizer};
use std::collections::BTreeMap;

/// A page, read.
#[derive(Debug, Default)]
pub struct Page {
    /// Passages in their order; those outside the main text are noise.
    pub passages: Vec<Passage>,
    /// `meta` values by lower-case name or property; and `title`, `lang`, `time`, `canonical`.
    pub meta: BTreeMap<String, String>,
    /// The text of `application/ld+json` scripts.
    pub data: Vec<String>,
    /// Something that a browser would run or follow was there.
    pub unsafe_markup: bool,
}

const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
];
const SKIPPED: &[&str] = &[
    "script", "style", "noscript", "template", "svg", "math", "nav", "footer", "aside", "form",
    "button", "select", "iframe", "object", "textarea", "figure", "video", "audio", "canvas",
    "dialog", "menu", "head",
];
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd",
    "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time",
    "tt", "u", "var", "wbr", "img",
];
/// Words in `class` and `id` that name a part of a page which is not the story.
const BOILERPLATE: &[&str] = &[
    "ad",
    "ads",
    "advert",
    "advertisement",
    "banner",
    "breadcrumb",
    "breadcrumbs",
    "byline-share",
    "caption",
    "comment",
    "comments",
    "cookie",
    "disclaimer",
    "footer",
    "hidden",
    "menu",
    "most-read",
    "mostread",
    "nav",
    "navbar",
    "navigation",
    "newsletter",
    "outbrain",
    "paywall",
    "popular",
    "promo",
    "promotion",
    "read-more",
    "readmore",
    "recommend",
    "recommended",
    "related",
    "related-stories",
    "rail",
    "share",
    "share-bar",
    "sharebar",
    "sidebar",
    "signup",
    "sign-up",
    "skip-link",
    "social",
    "sponsor",
    "sponsored",
    "sr-only",
    "subscribe",
    "taboola",
    "tag-list",
    "tags",
    "teaser",
    "toolbar",
    "trending",
    "visually-hidden",
    "widget",
    "more-stories",
    "also-read",
    "see-also",
    "inline-related",
];

struct Element {
    name: String,
    id: usize,
    skip: bool,
    article: bool,
}

struct Builder<'m> {
    source: &'m Mapped,
    page: Page,
    open: Vec<Element>,
    elements: usize,
    current: Passage,
    linked: usize,
    /// For each passage: the elements around it, and how many of its characters are links.
    around: Vec<(Vec<usize>, usize, bool)>,
    link_depth: usize,
    capture: Option<&'static str>,
    captured: String,
}

/// Reads a page.
pub fn read(source: &Mapped) -> Page {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut builder = Builder {
        source,
        page: Page::default(),
        open: Vec::new(),
        elements: 0,
        current: Passage::new(Kind::Para),
        linked: 0,
        around: Vec::new(),
        link_depth: 0,
        capture: None,
        captured: String::new(),
    };
    let places = Places::of(source);
    let mut done = 0;
    for token in Tokenizer::new_with_emitter(source.text.as_str(), emitter) {
        let Ok(token) = token;
        let span = match &token {
            Token::StartTag(tag) => tag.span,
            Token::EndTag(tag) => tag.span,
            Token::Comment(comment) => comment.span,
            Token::Doctype(doctype) => doctype.span,
            Token::String(_) | Token::Error(_) => continue,
        };
        let (start, end) = places.tag(source, span.start, span.end, done);
        builder.text(&places, done, start);
        done = done.max(end);
        match token {
            Token::StartTag(tag) => builder.start(&tag),
            Token::EndTag(tag) => builder.end(&name_of(&tag.name)),
            _ => {}
        }
    }
    builder.text(&places, done, source.text.len());
    builder.finish()
}

/// Byte offsets → index of the character.
struct Places(Vec<u32>);

impl Places {
    fn of(source: &Mapped) -> Self {
        let mut places = Vec::with_capacity(source.text.len() + 1);
        for (index, c) in source.text.chars().enumerate() {
            places.extend(std::iter::repeat_n(
                u32::try_from(index).unwrap_or(u32::MAX),
                c.len_utf8(),
            ));
        }
        places.push(u32::try_from(source.at.len()).unwrap_or(u32::MAX));
        Places(places)
    }

    fn index(&self, byte: usize) -> usize {
        self.0.get(byte).or(self.0.last()).copied().unwrap_or(0) as usize
    }

    /// The bytes from `<` to `>` of a tag whose span the tokenizer gives to within a byte or two.
    fn tag(&self, source: &Mapped, start: usize, end: usize, done: usize) -> (usize, usize) {
        let bytes = source.text.as_bytes();
        let mut start = start.max(done).min(bytes.len());
        while start > done && bytes.get(start) != Some(&b'<') {
            start -= 1;
        }
        let mut end = end.clamp(start, bytes.len());
        if end > start && bytes.get(end - 1) != Some(&b'>') && bytes.get(end) == Some(&b'>') {
            end += 1;
        }
        (start, end)
    }
}

fn name_of(name: &[u8]) -> String {
    String::from_utf8_lossy(name).to_ascii_lowercase()
}

fn attribute(tag: &StartTag<usize>, name: &str) -> Option<String> {
    let value = tag.attributes.get(name.as_bytes())?;
    Some(String::from_utf8_lossy(&value.value).into_owned())
}

impl Builder<'_> {
    fn skipping(&self) -> bool {
        self.open.last().is_some_and(|element| element.skip)
    }

    fn text(&mut self, places: &Places, start: usize, end: usize) {
        if start >= end {
            return;
        }
        let Some(raw) = self.source.text.get(start..end) else { return };
        if self.capture.is_some() {
            self.captured.push_str(raw);
            return;
        }
        if self.skipping() {
            return;
        }
        let first = places.index(start);
        let before = self.current.chars.len();
        entities(raw, |c, from, to| {
            let at = self.source.at.get(first + from).copied().unwrap_or(0);
            let to = self.source.to.get(first + to - 1).copied().unwrap_or(at);
            self.current.push(c, at, to);
        });
        if self.link_depth > 0 {
            self.linked += self.current.chars.len() - before;
        }
    }

    fn start(&mut self, tag: &StartTag<usize>) {
        let name = name_of(&tag.name);
        self.look(tag, &name);
        if name == "br" || name == "hr" {
            self.flush();
        }
        if VOID.contains(&name.as_str()) {
            return;
        }
        match name.as_str() {
            "title" => self.capture = Some("title"),
            "script" if attribute(tag, "type").is_some_and(|t| t.contains("ld+json")) => {
                self.capture = Some("script")
            }
            "script" => self.page.unsafe_markup = true,
            "html" => {
                if let Some(lang) = attribute(tag, "lang") {
                    self.page.meta.insert("lang".to_owned(), lang);
                }
            }
            "time" => {
                if let Some(day) = attribute(tag, "datetime") {
                    self.page.meta.entry("time".to_owned()).or_insert(day);
                }
            }
            _ => {}
        }
        if !INLINE.contains(&name.as_str()) {
            self.flush();
            self.close_implied(&name);
        }
        let article = self.open.last().is_some_and(|e| e.article)
            || name == "article"
            || name == "main"
            || attribute(tag, "itemprop").is_some_and(|v| v.eq_ignore_ascii_case("articlebody"));
        let skip = self.skipping() || hidden(tag, &name, article);
        self.elements += 1;
        self.link_depth += usize::from(name == "a");
        self.open.push(Element { name, id: self.elements, skip, article });
        // A page that opens tags without end is no page.
        if self.open.len() > 512 {
            self.open.remove(0);
        }
    }

    /// What the page says about itself.
    fn look(&mut self, tag: &StartTag<usize>, name: &str) {
        if name == "meta" {
            let key = ["property", "name", "itemprop"].iter().find_map(|key| attribute(tag, key));
            if let (Some(key), Some(value)) = (key, attribute(tag, "content")) {
                self.page.meta.entry(key.to_ascii_lowercase()).or_insert(value);
            }
        }
        if name == "link"
            && attribute(tag, "rel").as_deref() == Some("canonical")
            && let Some(address) = attribute(tag, "href")
        {
            self.page.meta.entry("canonical".to_owned()).or_insert(address);
        }
        let dangerous = tag.attributes.iter().any(|(key, value)| {
            key.starts_with(b"on")
                || String::from_utf8_lossy(&value.value)
                    .trim_start()
                    .to_ascii_lowercase()
                    .starts_with("javascript:")
        });
        self.page.unsafe_markup |= dangerous;
    }

    /// `p`, `li`, `td` and the like end where the next begins.
    fn close_implied(&mut self, name: &str) {
        let same: &[&str] = match name {
            "p" | "div" | "ul" | "ol" | "h1" | "h2" | "h3" | "h4" | "section" | "article"
            | "table" | "blockquote" => &["p"],
            "li" => &["li"],
            "td" | "th" => &["td", "th"],
            "tr" => &["tr", "td", "th"],
            "body" => &["head"],
            _ => &[],
        };
        while self.open.last().is_some_and(|e| same.contains(&e.name.as_str())) {
            self.open.pop();
        }
    }

    fn end(&mut self, name: &str) {
        if let Some(kind) = self.capture.filter(|capture| *capture == name) {
            let text = std::mem::take(&mut self.captured);
            if kind == "title" {
                self.page.meta.entry("title".to_owned()).or_insert_with(|| plain(&text));
            } else {
                self.page.data.push(text);
            }
            self.capture = None;
        }
        if !INLINE.contains(&name) {
            self.flush();
        }
        if let Some(at) = self.open.iter().rposition(|element| element.name == name) {
            let links =
                self.open.get(at..).unwrap_or_default().iter().filter(|e| e.name == "a").count();
            self.link_depth = self.link_depth.saturating_sub(links);
            self.open.truncate(at);
        }
    }

    fn flush(&mut self) {
        let mut passage = std::mem::replace(&mut self.current, Passage::new(Kind::Para));
        let linked = std::mem::take(&mut self.linked);
        passage.trim();
        if passage.is_empty() {
            return;
        }
        let inside = |names: &[&str]| self.open.iter().any(|e| names.contains(&e.name.as_str()));
        passage.kind = match () {
            () if inside(&["h1"]) => Kind::Title,
            () if inside(&["h2", "h3", "h4", "h5", "h6"]) => Kind::Head,
            () => Kind::Para,
        };
        if linked * 10 >= passage.chars.len() * 8 {
            passage.kind = if passage.kind == Kind::Title { Kind::Title } else { Kind::Noise };
        }
        let path = self.open.iter().map(|e| e.id).collect();
        let article = self.open.last().is_some_and(|e| e.article);
        self.page.passages.push(passage);
        self.around.push((path, linked, article));
    }

    /// Everything outside the main text becomes noise.
    fn finish(mut self) -> Page {
        self.flush();
        let length = |passage: &Passage| passage.chars.len();
        let inside: usize = self
            .page
            .passages
            .iter()
            .zip(&self.around)
            .filter(|(p, around)| around.2 && p.kind == Kind::Para)
            .map(|(p, _)| length(p))
            .sum();
        let all: usize =
            self.page.passages.iter().filter(|p| p.kind == Kind::Para).map(length).sum();
        let marked = inside * 4 >= all && inside >= 80;
        let top = if marked { None } else { self.top() };
        for (passage, (path, _, article)) in self.page.passages.iter_mut().zip(&self.around) {
            let main = if marked { *article } else { top.is_none_or(|top| path.contains(&top)) };
            if !main && passage.kind != Kind::Title {
                passage.kind = Kind::Noise;
            }
        }
        self.page
    }

    /// The element that holds most of the running text, without links: full weight for the parent
    /// of a passage, half for the one above.
    fn top(&self) -> Option<usize> {
        let mut score: BTreeMap<usize, usize> = BTreeMap::new();
        for (passage, (path, linked, _)) in self.page.passages.iter().zip(&self.around) {
            let text = passage.chars.len().saturating_sub(*linked * 2);
            if passage.kind != Kind::Para || text < 40 {
                continue;
            }
            for (up, id) in path.iter().rev().take(4).enumerate() {
                let weight = [2, 4, 3, 1].get(up).copied().unwrap_or(0);
                *score.entry(*id).or_default() += text * weight;
            }
        }
        score
            .into_iter()
            .max_by_key(|(id, score)| (*score, std::cmp::Reverse(*id)))
            .map(|(id, _)| id)
    }
}

fn hidden(tag: &StartTag<usize>, name: &str, article: bool) -> bool {
    let style = attribute(tag, "style").unwrap_or_default().to_ascii_lowercase().replace(' ', "");
    let words = [attribute(tag, "class"), attribute(tag, "id")]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
        .to_ascii_lowercase();
    let boilerplate = words.split_whitespace().any(|word| {
        BOILERPLATE.contains(&word)
            || word.split(['-', '_']).any(|part| {
                matches!(
                    part,
                    "share"
                        | "social"
                        | "related"
                        | "advert"
                        | "ad"
                        | "ads"
                        | "promo"
                        | "newsletter"
                        | "sidebar"
                        | "breadcrumb"
                        | "breadcrumbs"
                        | "comments"
                        | "cookie"
                        | "recommended"
                        | "hidden"
                        | "nav"
                        | "footer"
                        | "caption"
                )
            })
    });
    SKIPPED.contains(&name)
        || (name == "header" && !article)
        || (boilerplate && !matches!(name, "html" | "body" | "article" | "main"))
        || tag.attributes.contains_key("hidden".as_bytes())
        || attribute(tag, "aria-hidden").as_deref() == Some("true")
        || style.contains("display:none")
        || style.contains("visibility:hidden")
        || style.contains("font-size:0")
}

/// Decodes entities: each character with the range of characters (from 0) that gave it.
pub fn entities(raw: &str, mut take: impl FnMut(char, usize, usize)) {
    let mut chars = raw.char_indices().enumerate().peekable();
    while let Some((index, (byte, c))) = chars.next() {
        let found = if c == '&' { entity(raw.get(byte..).unwrap_or_default()) } else { None };
        let Some((text, length)) = found else {
            take(c, index, index + 1);
            continue;
        };
        for c in text.chars() {
            take(c, index, index + length);
        }
        for _ in 1..length {
            chars.next();
        }
    }
}

/// The entity at the start of a text: what it stands for, and how many characters it takes.
fn entity(text: &str) -> Option<(String, usize)> {
    let end = text
        .char_indices()
        .skip(1)
        .take(32)
        .find(|(_, c)| !(c.is_ascii_alphanumeric() || *c == '#'));
    let (name, closed) = match end {
        Some((at, ';')) => (text.get(..=at)?, true),
        Some((at, _)) => (text.get(..at)?, false),
        None => (text.get(..text.len().min(32))?, false),
    };
    if name.len() < 3 || (!closed && !name.starts_with("&#")) {
        return None;
    }
    let decoded = plain(name);
    (decoded != name).then(|| (decoded, name.chars().count()))
}

/// The text of a fragment without its mark-up.
pub fn plain(markup: &str) -> String {
    let mut text = String::new();
    for token in Tokenizer::new(markup) {
        if let Ok(Token::String(part)) = token {
            text.push_str(&String::from_utf8_lossy(&part.value));
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(page: &str) -> Vec<String> {
        let page = read(&Mapped::plain(page, 0));
        page.passages.iter().filter(|p| p.kind != Kind::Noise).map(Passage::text).collect()
    }

    #[test]
    fn places_point_into_the_page() {
        let source =
            "<p>A &amp; B <a href=\"x\">caf&eacute;</a>s</p><script>no</script><p>\u{9001} two</p>";
        let page = read(&Mapped::plain(source, 0));
        let texts: Vec<String> = page.passages.iter().map(Passage::text).collect();
        assert_eq!(texts, ["A & B caf\u{e9}s", "\u{9001} two"]);
        let chars: Vec<char> = source.chars().collect();
        let first = &page.passages[0];
        let (start, end) = first.place(0, first.chars.len());
        assert_eq!(
            chars[start..end].iter().collect::<String>(),
            "A &amp; B <a href=\"x\">caf&eacute;</a>s"
        );
        assert_eq!(page.passages[1].at[0], 67);
    }

    #[test]
    fn boilerplate_goes() {
        let body = "China said on Tuesday that it had placed controls on the export of gallium, a metal for chips.";
        let page = format!(
            "<html><body><nav>Home</nav><div class='share-bar'>Share this</div><div id=story><h1>Metal</h1><p>{body}</p>\
             <p><a href=/x>READ MORE: something else</a></p><p style='display:none'>ignore me</p><p>{body}</p></div>\
             <div class=related>Other stories</div><footer>All rights</footer></body></html>"
        );
        assert_eq!(kept(&page), ["Metal", body, body]);
    }
}
