//! Plain text and Markdown: lines → passages.

use super::text::{Kind, Mapped, Passage};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// Splits plain text into passages. A line break ends one, except in a text that is wrapped at some
/// width.
pub fn passages(source: &Mapped) -> Vec<Passage> {
    let mut lines: Vec<Passage> = Vec::new();
    let mut line = Passage::new(Kind::Para);
    for (_, c, at, to) in source.chars() {
        if c == '\n' || c == '\r' || c == '\u{2028}' || c == '\u{2029}' {
            line.trim();
            lines.push(std::mem::replace(&mut line, Passage::new(Kind::Para)));
        } else {
            line.push(c, at, to);
        }
    }
    line.trim();
    lines.push(line);
    let mut found: Vec<Passage> = Vec::new();
    let mut open = false;
    for index in 0..lines.len() {
        let Some(line) = lines.get(index) else { break };
        if line.is_empty() {
            open = false;
            continue;
        }
        match found.last_mut().filter(|_| open) {
            Some(last) => {
                let at = last.to.last().copied().unwrap_or(0);
                let (first, joined) = (line.chars.first().copied(), last.chars.last().copied());
                let cjk = first.is_some_and(crate::words::token::is_cjk)
                    && joined.is_some_and(crate::words::token::is_cjk);
                if !cjk {
                    last.push(' ', at, at);
                }
                last.chars.extend_from_slice(&line.chars);
                last.at.extend_from_slice(&line.at);
                last.to.extend_from_slice(&line.to);
            }
            None => found.push(line.clone()),
        }
        open = wrapped(line, lines.get(index + 1));
    }
    found
}

/// Whether a line goes on in the next: both are of the width of a wrapped text, and the first ends
/// inside a sentence.
fn wrapped(line: &Passage, next: Option<&Passage>) -> bool {
    let Some(next) = next.filter(|next| !next.is_empty()) else { return false };
    let ended = line.chars.last().is_some_and(|c| ".!?:\"”’。！？」』）)】".contains(*c));
    let wide: usize =
        line.chars.iter().map(|c| if crate::words::token::is_cjk(*c) { 2 } else { 1 }).sum();
    let lower = next.chars.first().is_some_and(|c| c.is_lowercase());
    (45..=100).contains(&wide) && next.chars.len() <= 100 && (lower || !ended)
}

/// Splits Markdown into passages; its mark-up is gone, the places stay.
pub fn markdown(source: &Mapped) -> Vec<Passage> {
    let starts: Vec<(usize, u32, u32)> =
        source.chars().map(|(byte, _, at, to)| (byte, at, to)).collect();
    let place = |byte: usize| {
        let index = starts.partition_point(|(start, _, _)| *start < byte);
        starts.get(index).map_or((0, 0), |(_, at, to)| (*at, *to))
    };
    let mut found = Vec::new();
    let mut current = Passage::new(Kind::Para);
    let (mut linked, mut link) = (0_usize, false);
    let mut flush = |current: &mut Passage, linked: &mut usize, kind: Kind| {
        let mut passage = std::mem::replace(current, Passage::new(Kind::Para));
        let links = std::mem::take(linked);
        passage.trim();
        if !passage.is_empty() {
            passage.kind = if links * 10 >= passage.chars.len() * 8 && kind != Kind::Title {
                Kind::Noise
            } else {
                kind
            };
            found.push(passage);
        }
    };
    for (event, range) in Parser::new_ext(&source.text, Options::ENABLE_TABLES).into_offset_iter() {
        match event {
            Event::Text(_) | Event::Code(_) => {
                let raw = source.text.get(range.clone()).unwrap_or_default();
                let base = range.start;
                let offsets: Vec<usize> = raw.char_indices().map(|(byte, _)| byte).collect();
                super::html::entities(raw, |c, from, to| {
                    let (at, _) = place(base + offsets.get(from).copied().unwrap_or(0));
                    let (_, end) = place(base + offsets.get(to - 1).copied().unwrap_or(0));
                    current.push(c, at, end);
                    linked += usize::from(link);
                });
            }
            Event::SoftBreak | Event::HardBreak => {
                let (at, to) = place(range.start);
                current.push(' ', at, to);
            }
            Event::Start(Tag::Link { .. }) => link = true,
            Event::End(TagEnd::Link) => link = false,
            Event::Start(
                Tag::Paragraph
                | Tag::Item
                | Tag::Heading { .. }
                | Tag::BlockQuote(_)
                | Tag::TableCell
                | Tag::CodeBlock(_),
            )
            | Event::End(
                TagEnd::Paragraph
                | TagEnd::Item
                | TagEnd::BlockQuote(_)
                | TagEnd::TableCell
                | TagEnd::CodeBlock,
            )
            | Event::Rule => flush(&mut current, &mut linked, Kind::Para),
            Event::End(TagEnd::Heading(level)) => {
                let title = level == pulldown_cmark::HeadingLevel::H1;
                flush(&mut current, &mut linked, if title { Kind::Title } else { Kind::Head });
            }
            _ => {}
        }
    }
    flush(&mut current, &mut linked, Kind::Para);
    found
}
