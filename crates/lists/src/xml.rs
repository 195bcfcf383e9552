//! XML, record by record: one small tree for each element of some names, nothing kept between them.

use crate::lines::Lines;
use crate::problem::{InFile, Place, Problem};
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::io::BufRead;

/// A record may be so deep.
const DEEPEST: usize = 64;
/// A record may have so many bytes of text; the greatest known has some hundred thousand.
const LONGEST: usize = 16 << 20;

/// An element with what is in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Element {
    /// Its name without a prefix.
    pub(crate) name: String,
    /// Its attributes, without prefixes.
    pub(crate) attributes: Vec<(String, String)>,
    /// The text directly in it.
    pub(crate) text: String,
    /// The elements directly in it.
    pub(crate) children: Vec<Element>,
}

impl Element {
    /// The attribute's value, empty if there is none.
    pub(crate) fn attribute(&self, name: &str) -> &str {
        let found = self.attributes.iter().find(|(key, _)| key == name);
        found.map_or("", |(_, value)| value.as_str())
    }

    /// The first child of a name.
    pub(crate) fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The children of a name.
    pub(crate) fn all<'e>(&'e self, name: &str) -> impl Iterator<Item = &'e Element> + use<'e> {
        let name = name.to_owned();
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The text of the first child of a name, without blanks around it.
    pub(crate) fn text_of(&self, name: &str) -> &str {
        self.child(name).map_or("", |child| child.text.trim())
    }

    /// The first element that a path leads to.
    pub(crate) fn at(&self, path: &[&str]) -> Option<&Element> {
        path.iter().try_fold(self, |element, name| element.child(name))
    }
}

/// Reads a document and hands over its root's attributes (as an element without children), then each
/// element whose name is among `records`, with the line on which it ends.
///
/// # Errors
/// The first thing that is no XML, a document that ends too early, a record that is too large, and
/// whatever `take` finds.
pub(crate) fn read(
    file: InFile<'_>,
    reader: impl BufRead,
    records: &[&str],
    take: &mut dyn FnMut(Element, Place) -> Result<(), Problem>,
) -> Result<(), Problem> {
    let (lines, line) = Lines::new(reader);
    let mut xml = Reader::from_reader(lines);
    xml.config_mut().expand_empty_elements = true;
    let mut buffer = Vec::new();
    let mut outside = 0_usize;
    let mut seen_root = false;
    let mut stack: Vec<Element> = Vec::new();
    let mut size = 0_usize;
    loop {
        buffer.clear();
        let event = xml.read_event_into(&mut buffer);
        let place = Place::Line(line.get());
        let event = event.map_err(|error| broken(file, place, &error))?;
        match event {
            Event::Start(start) => {
                let element = opened(&start).map_err(|error| broken(file, place, &error))?;
                if !seen_root {
                    seen_root = true;
                    take(element.clone(), place)?;
                    outside += 1;
                } else if !stack.is_empty() || records.contains(&element.name.as_str()) {
                    if stack.is_empty() {
                        size = 0;
                    }
                    size = size.saturating_add(start.len());
                    stack.push(element);
                } else {
                    outside += 1;
                }
            }
            Event::End(_) => match stack.pop() {
                Some(done) => match stack.last_mut() {
                    Some(parent) => parent.children.push(done),
                    None => take(done, place)?,
                },
                None => outside = outside.saturating_sub(1),
            },
            Event::Text(text) => {
                if let Some(top) = stack.last_mut() {
                    let text = text.xml10_content();
                    size = size.saturating_add(text.len());
                    top.text.push_str(&text);
                }
            }
            Event::CData(text) => {
                if let Some(top) = stack.last_mut() {
                    let text = text.xml10_content();
                    size = size.saturating_add(text.len());
                    top.text.push_str(&text);
                }
            }
            Event::GeneralRef(reference) => {
                let name: &str = &reference;
                let letter = reference.resolve_char_ref().ok().flatten().or(named(name));
                let Some(letter) = letter else {
                    let name = crate::problem::shortened(name);
                    let help =
                        "get the file again; the publisher's files use no entities of their own";
                    return Err(file.at(
                        place,
                        format!("the entity `&{name};` is not known"),
                        help,
                    ));
                };
                if let Some(top) = stack.last_mut() {
                    size = size.saturating_add(4);
                    top.text.push(letter);
                }
            }
            Event::Eof => {
                if !seen_root || outside > 0 || !stack.is_empty() {
                    let message = "the document ends before its root element is closed";
                    return Err(file.at(place, message, "get the file again: it was cut off"));
                }
                return Ok(());
            }
            _ => {}
        }
        if stack.len() > DEEPEST || size > LONGEST {
            let message = "a record is deeper or longer than any that the publisher writes";
            return Err(file.at(place, message, "check that it is the publisher's file"));
        }
    }
}

fn named(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

fn opened(start: &BytesStart<'_>) -> Result<Element, quick_xml::Error> {
    let name = start.local_name().into_inner().to_owned();
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute?;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0)?;
        attributes.push((attribute.key.local_name().into_inner().to_owned(), value.into_owned()));
    }
    Ok(Element { name, attributes, ..Element::default() })
}

fn broken(file: InFile<'_>, place: Place, error: &dyn std::fmt::Display) -> Problem {
    let text = crate::words::clean(&error.to_string());
    file.at(
        place,
        format!("this is no XML: {text}"),
        "get the file again: it is damaged or cut off",
    )
}
