//! Our own compact form of a list, which loads quickly.
//!
//! ```text
//! file     = "NAVILIST" form texts entries digest
//! form     = one byte: 1
//! texts    = count, then each: length in bytes, UTF-8; a text stands once, in the order of first use
//! entries  = count, then each in the order of the ids:
//!            list id kind names addresses ties births identifiers programmes since until
//!            requirement policy footnotes concerns citation source remarks
//! digest   = SHA-256 of everything before it
//! ```
//!
//! Counts, lengths and numbers are LEB128. A text is its number in `texts`; a text that may be missing
//! is that number plus 1, or 0. A list of things is a count and the things. A country is 0, or
//! `26·(first letter − A) + (second − A) + 1`; a day is 0, or its days since 1900-01-01 plus 1; kind,
//! quality, role and kind of number are their places in `ALL`.

use crate::entry::{
    Address, BirthDate, Entry, IdKind, Identifier, Kind, Name, PartialDate, Quality, Role, Tie,
};
use navicert_model::country::Country;
use navicert_model::day::Day;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use thiserror::Error;

const MAGIC: &[u8; 8] = b"NAVILIST";
const FORM: u8 = 1;
const DIGEST: usize = 32;

/// A list in our form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// The file's bytes.
    pub bytes: Vec<u8>,
    /// The digest at its end, in hexadecimal; equal entries have equal digests.
    pub digest: String,
}

/// Writes entries, which have to be in the order of their ids for the digest to mean anything.
#[must_use]
pub fn write(entries: &[Entry]) -> Stored {
    let mut writer = Writer::default();
    writer.number(entries.len());
    for entry in entries {
        writer.entry(entry);
    }
    let mut bytes = Vec::with_capacity(writer.bytes.len() * 3);
    bytes.extend_from_slice(MAGIC);
    bytes.push(FORM);
    leb(&mut bytes, writer.order.len() as u64);
    for text in &writer.order {
        leb(&mut bytes, text.len() as u64);
        bytes.extend_from_slice(text.as_bytes());
    }
    bytes.extend_from_slice(&writer.bytes);
    let digest = Sha256::digest(&bytes);
    bytes.extend_from_slice(&digest);
    Stored { bytes, digest: hex(&digest) }
}

/// Bytes in hexadecimal.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn leb(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

#[derive(Default)]
struct Writer<'e> {
    texts: HashMap<&'e str, usize>,
    order: Vec<&'e str>,
    bytes: Vec<u8>,
}

impl<'e> Writer<'e> {
    fn number(&mut self, number: usize) {
        leb(&mut self.bytes, number as u64);
    }

    fn text(&mut self, text: &'e str) {
        let index = self.index(text);
        self.number(index);
    }

    fn maybe(&mut self, text: Option<&'e str>) {
        let index = text.map_or(0, |text| self.index(text) + 1);
        self.number(index);
    }

    fn index(&mut self, text: &'e str) -> usize {
        let next = self.order.len();
        let index = *self.texts.entry(text).or_insert(next);
        if index == next {
            self.order.push(text);
        }
        index
    }

    fn texts(&mut self, texts: &'e [String]) {
        self.number(texts.len());
        texts.iter().for_each(|text| self.text(text));
    }

    fn country(&mut self, country: Option<Country>) {
        let number = country.map_or(0, |country| match *country.as_str().as_bytes() {
            [first, second] => usize::from(first - b'A') * 26 + usize::from(second - b'A') + 1,
            _ => 0,
        });
        self.number(number);
    }

    fn day(&mut self, day: Option<Day>) {
        let since =
            |day: Day| day.days().saturating_sub(Day::MIN.days()).unsigned_abs() as usize + 1;
        self.number(day.map_or(0, since));
    }

    fn date(&mut self, date: PartialDate) {
        self.number(date.year.into());
        self.bytes.push(date.month.unwrap_or(0));
        self.bytes.push(date.day.unwrap_or(0));
    }

    fn entry(&mut self, entry: &'e Entry) {
        self.text(&entry.list);
        self.text(&entry.id);
        self.bytes.push(place(&Kind::ALL, entry.kind));
        self.number(entry.names.len());
        for name in &entry.names {
            self.text(&name.text);
            self.bytes.push(place(&Quality::ALL, name.quality));
            self.maybe(name.script.as_deref());
        }
        self.number(entry.addresses.len());
        for address in &entry.addresses {
            self.text(&address.text);
            self.country(address.country);
        }
        self.number(entry.ties.len());
        for tie in &entry.ties {
            self.bytes.push(place(&Role::ALL, tie.role));
            self.country(tie.country);
            self.text(&tie.given);
        }
        self.number(entry.births.len());
        for birth in &entry.births {
            self.date(birth.from);
            self.date(birth.to);
            self.bytes.push(birth.circa.into());
        }
        self.number(entry.identifiers.len());
        for id in &entry.identifiers {
            self.bytes.push(place(&IdKind::ALL, id.kind));
            self.text(&id.label);
            self.text(&id.value);
            self.country(id.country);
        }
        self.texts(&entry.programmes);
        self.day(entry.since);
        self.day(entry.until);
        self.maybe(entry.requirement.as_deref());
        self.maybe(entry.policy.as_deref());
        self.texts(&entry.footnotes);
        self.texts(&entry.concerns);
        self.maybe(entry.citation.as_deref());
        self.maybe(entry.source.as_deref());
        self.texts(&entry.remarks);
    }
}

fn place<T: PartialEq>(all: &[T], one: T) -> u8 {
    all.iter().position(|other| *other == one).and_then(|at| u8::try_from(at).ok()).unwrap_or(0)
}

/// Why bytes are no list in our form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum StoredError {
    /// They begin otherwise.
    #[error("this is no stored list")]
    NoList,
    /// A later form.
    #[error("the form {form} of the stored list is not known")]
    Form {
        /// The form.
        form: u8,
    },
    /// The digest at the end is not that of the bytes.
    #[error("the stored list is damaged: its digest is wrong")]
    Digest,
    /// Something at this byte cannot be read.
    #[error("the stored list is damaged at byte {at}")]
    Damaged {
        /// Where.
        at: usize,
    },
}

/// Reads a list in our form, digest and all.
///
/// # Errors
/// [`StoredError`].
pub fn read(bytes: &[u8]) -> Result<Vec<Entry>, StoredError> {
    let body = checked(bytes)?;
    let mut reader = Reader { bytes: body, at: MAGIC.len() + 1, texts: Vec::new() };
    let count = reader.count()?;
    reader.texts.reserve(count);
    for _ in 0..count {
        let text = reader.raw()?;
        reader.texts.push(text);
    }
    let entries = reader.many(Reader::entry)?;
    if reader.at == body.len() { Ok(entries) } else { Err(reader.damaged()) }
}

/// The digest of a list in our form, in hexadecimal.
///
/// # Errors
/// [`StoredError`].
pub fn digest(bytes: &[u8]) -> Result<String, StoredError> {
    let body = checked(bytes)?;
    Ok(hex(bytes.get(body.len()..).unwrap_or_default()))
}

fn checked(bytes: &[u8]) -> Result<&[u8], StoredError> {
    let rest = bytes.strip_prefix(MAGIC).ok_or(StoredError::NoList)?;
    match rest.first() {
        Some(&FORM) => {}
        Some(&form) => return Err(StoredError::Form { form }),
        None => return Err(StoredError::NoList),
    }
    let end = bytes.len().checked_sub(DIGEST).ok_or(StoredError::Digest)?;
    let (body, digest) = bytes.split_at(end);
    let right = body.len() > MAGIC.len() && Sha256::digest(body).as_slice() == digest;
    if right { Ok(body) } else { Err(StoredError::Digest) }
}

struct Reader<'b> {
    bytes: &'b [u8],
    at: usize,
    texts: Vec<&'b str>,
}

impl<'b> Reader<'b> {
    fn damaged(&self) -> StoredError {
        StoredError::Damaged { at: self.at }
    }

    fn byte(&mut self) -> Result<u8, StoredError> {
        let byte = self.bytes.get(self.at).copied().ok_or_else(|| self.damaged())?;
        self.at += 1;
        Ok(byte)
    }

    fn number(&mut self) -> Result<usize, StoredError> {
        let mut number = 0_u64;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return usize::try_from(number).map_err(|_| self.damaged());
            }
        }
        Err(self.damaged())
    }

    /// A count of things, of which each takes a byte at least.
    fn count(&mut self) -> Result<usize, StoredError> {
        let count = self.number()?;
        let left = self.bytes.len().saturating_sub(self.at);
        if count > left { Err(self.damaged()) } else { Ok(count) }
    }

    fn raw(&mut self) -> Result<&'b str, StoredError> {
        let length = self.count()?;
        let text = self.bytes.get(self.at..self.at + length).ok_or_else(|| self.damaged())?;
        let text = std::str::from_utf8(text).map_err(|_| self.damaged())?;
        self.at += length;
        Ok(text)
    }

    fn text(&mut self) -> Result<String, StoredError> {
        let index = self.number()?;
        self.texts.get(index).map(|text| (*text).to_owned()).ok_or_else(|| self.damaged())
    }

    fn maybe(&mut self) -> Result<Option<String>, StoredError> {
        match self.number()?.checked_sub(1) {
            None => Ok(None),
            Some(index) => {
                let text = self.texts.get(index).map(|text| (*text).to_owned());
                text.map(Some).ok_or_else(|| self.damaged())
            }
        }
    }

    fn many<T>(
        &mut self,
        one: impl Fn(&mut Self) -> Result<T, StoredError>,
    ) -> Result<Vec<T>, StoredError> {
        let count = self.count()?;
        // A damaged count must not reserve what it does not fill.
        let mut all = Vec::with_capacity(count.min(1 << 16));
        for _ in 0..count {
            all.push(one(self)?);
        }
        Ok(all)
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> Result<T, StoredError> {
        let at = usize::from(self.byte()?);
        all.get(at).copied().ok_or_else(|| self.damaged())
    }

    fn country(&mut self) -> Result<Option<Country>, StoredError> {
        let Some(pair) = self.number()?.checked_sub(1) else { return Ok(None) };
        let letter = |at: usize| u8::try_from(at).ok().filter(|at| *at < 26).map(|at| b'A' + at);
        let letters = letter(pair / 26).zip(letter(pair % 26)).ok_or_else(|| self.damaged())?;
        let code = [letters.0, letters.1];
        let code = std::str::from_utf8(&code).map_err(|_| self.damaged())?;
        Country::parse(code).map(Some).map_err(|_| self.damaged())
    }

    fn day(&mut self) -> Result<Option<Day>, StoredError> {
        let Some(days) = self.number()?.checked_sub(1) else { return Ok(None) };
        let days = i32::try_from(days).ok().and_then(|days| Day::MIN.days().checked_add(days));
        days.and_then(Day::from_days).map(Some).ok_or_else(|| self.damaged())
    }

    fn date(&mut self) -> Result<PartialDate, StoredError> {
        let year = u16::try_from(self.number()?).map_err(|_| self.damaged())?;
        let some = |number: u8| (number > 0).then_some(number);
        let (month, day) = (some(self.byte()?), some(self.byte()?));
        crate::dates::checked(year, month, day).ok_or_else(|| self.damaged())
    }

    fn entry(&mut self) -> Result<Entry, StoredError> {
        Ok(Entry {
            list: self.text()?,
            id: self.text()?,
            kind: self.one_of(&Kind::ALL)?,
            names: self.many(|reader| {
                Ok(Name {
                    text: reader.text()?,
                    quality: reader.one_of(&Quality::ALL)?,
                    script: reader.maybe()?,
                })
            })?,
            addresses: self
                .many(|reader| Ok(Address { text: reader.text()?, country: reader.country()? }))?,
            ties: self.many(|reader| {
                let role = reader.one_of(&Role::ALL)?;
                Ok(Tie { role, country: reader.country()?, given: reader.text()? })
            })?,
            births: self.many(|reader| {
                let (from, to) = (reader.date()?, reader.date()?);
                Ok(BirthDate { from, to, circa: reader.one_of(&[false, true])? })
            })?,
            identifiers: self.many(|reader| {
                Ok(Identifier {
                    kind: reader.one_of(&IdKind::ALL)?,
                    label: reader.text()?,
                    value: reader.text()?,
                    country: reader.country()?,
                })
            })?,
            programmes: self.many(Reader::text)?,
            since: self.day()?,
            until: self.day()?,
            requirement: self.maybe()?,
            policy: self.maybe()?,
            footnotes: self.many(Reader::text)?,
            concerns: self.many(Reader::text)?,
            citation: self.maybe()?,
            source: self.maybe()?,
            remarks: self.many(Reader::text)?,
        })
    }
}
