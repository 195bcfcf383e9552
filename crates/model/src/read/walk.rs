//! The means of the walker: where it is, what it found wrong, and how each kind of value is read.
//!
//! Every reader returns what it could read and reports the rest, so that one pass finds every
//! error of a line.

use std::fmt::{Display, Write as _};

use super::FieldError;
use super::fields::Object;
use super::node::{Entry, Node};
use crate::amount::{Amount, AmountError, AmountRange, Dimension, Unit};
use crate::country::{Country, CountryError, CountrySet};
use crate::day::{Day, DayError};
use crate::transfer::{Code, Place};
use crate::vocabulary::{
    self, CodeError, Tag, TagAnswers, TagError, TagPlace, WordError, quoted, shortened, suggest,
};

/// Content, owners, parents and tools may nest this deep.
const DEEPEST: u8 = 32;

/// Where the walker is: a chain of steps on the stack, written out only for an error.
#[derive(Clone, Copy)]
pub(super) struct Path<'p> {
    parent: Option<&'p Path<'p>>,
    step: Step<'p>,
    depth: u8,
}

#[derive(Clone, Copy)]
enum Step<'p> {
    Root,
    Field(&'p str),
    Index(usize),
}

impl<'p> Path<'p> {
    pub(super) const ROOT: Path<'static> = Path { parent: None, step: Step::Root, depth: 0 };

    pub(super) const fn field(&'p self, name: &'p str) -> Path<'p> {
        Path { parent: Some(self), step: Step::Field(name), depth: self.depth }
    }

    pub(super) const fn index(&'p self, index: usize) -> Path<'p> {
        Path { parent: Some(self), step: Step::Index(index), depth: self.depth }
    }

    /// The same place, one level of nesting deeper; `None` at the deepest.
    pub(super) const fn nested(&self) -> Option<Path<'p>> {
        if self.depth == DEEPEST {
            return None;
        }
        Some(Path { parent: self.parent, step: self.step, depth: self.depth + 1 })
    }

    fn write(&self, out: &mut String) {
        if let Some(parent) = self.parent {
            parent.write(out);
        }
        match self.step {
            Step::Root => {}
            Step::Field(name) => {
                out.push_str(if out.is_empty() { "" } else { "." });
                out.push_str(&shortened(name));
            }
            Step::Index(index) => {
                let _ = write!(out, "[{index}]");
            }
        }
    }
}

impl Display for Path<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut out = String::new();
        self.write(&mut out);
        f.write_str(&out)
    }
}

/// An error that knows what to do about it.
pub(super) trait Helpful: Display {
    fn help(&self) -> String;
}

macro_rules! helpful {
    ($($error:ty),+) => {$(
        impl Helpful for $error {
            fn help(&self) -> String {
                self.help()
            }
        }
    )+};
}
helpful!(AmountError, CodeError, CountryError, DayError, TagError, WordError);

/// Everything found wrong so far.
#[derive(Default)]
pub(super) struct Errors(pub(super) Vec<FieldError>);

impl Errors {
    #[cold]
    pub(super) fn add(
        &mut self,
        at: &Path<'_>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let (field, message, help) = (at.to_string(), message.into(), help.into());
        self.0.push(FieldError { field, message, help });
    }

    #[cold]
    pub(super) fn add_helpful(&mut self, at: &Path<'_>, error: &impl Helpful) {
        self.add(at, error.to_string(), error.help());
    }

    #[cold]
    fn wrong_type(&mut self, at: &Path<'_>, node: &Node<'_>, wanted: Wanted) {
        let message = format!("{} is wanted, found {}", wanted.what, node.described());
        self.add(at, message, format!("write {}", wanted.example));
    }

    /// A field that must be there.
    pub(super) fn missing(&mut self, at: &Path<'_>, name: &str, example: &str) {
        self.add(
            &at.field(name),
            format!("`{name}` is missing"),
            format!("add `\"{name}\": {example}`"),
        );
    }

    #[cold]
    pub(super) fn unknown_field(&mut self, at: &Path<'_>, key: &str, object: &Object) {
        let names: Vec<&'static str> = object.fields.iter().map(|field| field.name).collect();
        let help = match suggest(key, &names) {
            Some(name) => format!("did you mean `{name}`?"),
            None => format!("{} has {}", object.name, quoted(&names)),
        };
        let message = format!("`{}` is not a field of {}", shortened(key), object.name);
        self.add(&at.field(key), message, help);
    }

    #[cold]
    pub(super) fn too_deep(&mut self, at: &Path<'_>) {
        let message = format!("nested deeper than {DEEPEST} levels");
        self.add(at, message, "leave out the innermost levels, or give their totals higher up");
    }
}

/// What a field wants, for the error about another type.
#[derive(Clone, Copy)]
pub(super) struct Wanted {
    /// With its article: `a day`.
    pub(super) what: &'static str,
    /// What to write, in backticks where it is literal.
    pub(super) example: &'static str,
}

pub(super) const TEXT: Wanted = Wanted { what: "text", example: "it between quotes, as `\"…\"`" };
pub(super) const WORD: Wanted =
    Wanted { what: "a word", example: "a word of the vocabulary between quotes" };
const DAY: Wanted = Wanted { what: "a day", example: "`\"2026-01-06\"`" };
const COUNTRY: Wanted = Wanted { what: "a country", example: "`\"JP\"`" };
const PLACE: Wanted = Wanted { what: "a country", example: "`\"JP\"`, or `\"JP or KR\"`" };
pub(super) const SHARE: Wanted = Wanted { what: "a share as text", example: "`\"60 %\"`" };
const QUANTITY: Wanted = Wanted { what: "an amount as text", example: "`\"120 kg\"`" };
const MONEY: Wanted = Wanted { what: "an amount as text", example: "`\"18000 USD\"`" };
pub(super) const DECIMAL: Wanted = Wanted { what: "a decimal as text", example: "`\"1.08\"`" };
const CODE: Wanted = Wanted { what: "a code", example: "it between quotes, or `\"none\"`" };
const HS: Wanted =
    Wanted { what: "an HS code", example: "its digits between quotes, as `\"850511\"`" };
const LIST: Wanted = Wanted { what: "a list", example: "`[ … ]`, and `[]` for none" };
const OBJECT: Wanted = Wanted { what: "an object", example: "`{ … }`" };

/// The entries of an object; duplicate keys are reported.
pub(super) fn entries<'a>(node: &Node<'a>, at: &Path<'_>, errors: &mut Errors) -> &'a [Entry<'a>] {
    let Node::Object(entries) = node else {
        errors.wrong_type(at, node, OBJECT);
        return &[];
    };
    let mut seen = 0_u64;
    for (index, (key, _)) in entries.iter().enumerate() {
        // A bit per length and last letter tells most keys apart; the rest are compared.
        let last = key.as_bytes().last().copied().unwrap_or(0);
        let bit = 1 << ((key.len() * 7 + usize::from(last)) % 64);
        if seen & bit != 0 && entries[..index].iter().any(|(other, _)| other == key) {
            let message = format!("`{}` is given twice", shortened(key));
            errors.add(&at.field(key), message, "keep one of the two");
        }
        seen |= bit;
    }
    entries
}

/// The nodes of a list; `None` for null and for another type.
pub(super) fn list<'a>(
    node: &Node<'a>,
    at: &Path<'_>,
    errors: &mut Errors,
) -> Option<&'a [Node<'a>]> {
    match node {
        Node::List(nodes) => Some(nodes),
        Node::Null => None,
        _ => {
            errors.wrong_type(at, node, LIST);
            None
        }
    }
}

/// Reads each node of a list; what cannot be read is left out and reported.
pub(super) fn each<T>(
    node: &Node<'_>,
    at: &Path<'_>,
    errors: &mut Errors,
    mut read: impl FnMut(&Node<'_>, &Path<'_>, &mut Errors) -> Option<T>,
) -> Option<Vec<T>> {
    let nodes = list(node, at, errors)?;
    let mut values = Vec::with_capacity(nodes.len());
    for (index, node) in nodes.iter().enumerate() {
        values.extend(read(node, &at.index(index), errors));
    }
    Some(values)
}

/// The text of a node; null inside a list is a wrong type.
pub(super) fn text<'a>(
    node: &Node<'a>,
    at: &Path<'_>,
    errors: &mut Errors,
    wanted: Wanted,
) -> Option<&'a str> {
    match node {
        Node::Text(text) => Some(text),
        _ => {
            errors.wrong_type(at, node, wanted);
            None
        }
    }
}

/// Free text; empty text is no answer.
pub(super) fn free(node: &Node<'_>, at: &Path<'_>, errors: &mut Errors) -> Option<Box<str>> {
    text(node, at, errors, TEXT).filter(|text| !text.is_empty()).map(Box::from)
}

/// Free text in a list, where empty text is a slip.
pub(super) fn named(node: &Node<'_>, at: &Path<'_>, errors: &mut Errors) -> Option<Box<str>> {
    let text = text(node, at, errors, TEXT)?;
    if text.trim().is_empty() {
        errors.add(at, "the text is empty", "write it, or leave the entry out");
        return None;
    }
    Some(text.into())
}

/// A text that `parse` gives a meaning.
pub(super) fn parsed<T, E: Helpful>(
    node: &Node<'_>,
    at: &Path<'_>,
    errors: &mut Errors,
    wanted: Wanted,
    parse: impl FnOnce(&str) -> Result<T, E>,
) -> Option<T> {
    match parse(text(node, at, errors, wanted)?) {
        Ok(value) => Some(value),
        Err(error) => {
            errors.add_helpful(at, &error);
            None
        }
    }
}

/// A word of a closed set, kept as its enum.
pub(super) fn word<T>(
    node: &Node<'_>,
    at: &Path<'_>,
    errors: &mut Errors,
    parse: fn(&str) -> Result<T, WordError>,
) -> Option<T> {
    parsed(node, at, errors, WORD, parse)
}

/// A word of a closed set, kept as text.
pub(super) fn checked<T>(
    node: &Node<'_>,
    at: &Path<'_>,
    errors: &mut Errors,
    parse: fn(&str) -> Result<T, WordError>,
) -> Option<Box<str>> {
    parsed(node, at, errors, WORD, |word| parse(word).map(|_| word.into()))
}

pub(super) fn day(node: &Node<'_>, at: &Path<'_>, errors: &mut Errors) -> Option<Day> {
    parsed(node, at, errors, DAY, Day::parse)
}

pub(super) fn country(node: &Node<'_>, at: &Path<'_>, errors: &mut Errors) -> Option<Country> {
    parsed(node, at, errors, COUNTRY, Country::parse)
}

/// One country, or several with `or` between them.
pub(super) fn place(node: &Node<'_>, at: &Path<'_>, errors: &mut Errors) -> Place {
    parsed(node, at, errors, PLACE, parse_place).unwrap_or_default()
}

fn parse_place(text: &str) -> Result<Place, CountryError> {
    if !text.contains(" or ") {
        return Country::parse(text).map(Place::One);
    }
    let set: CountrySet = text.split(" or ").map(Country::parse).collect::<Result<_, _>>()?;
    let mut countries = set.iter();
    match (countries.next(), countries.next()) {
        (Some(only), None) => Ok(Place::One(only)),
        _ => Ok(Place::OneOf(Box::new(set))),
    }
}

pub(super) fn hs(node: &Node<'_>, at: &Path<'_>, errors: &mut Errors) -> Option<Box<str>> {
    parsed(node, at, errors, HS, |text| vocabulary::check_hs(text).map(|()| text.into()))
}

/// How much of an item moves: anything but money, and not below zero.
pub(super) fn quantity(node: &Node<'_>, at: &Path<'_>, errors: &mut Errors) -> Option<Amount> {
    let amount = parsed(node, at, errors, QUANTITY, Amount::parse)?;
    if amount.unit.is_currency() {
        let message = format!("`{amount}` is money, not a quantity");
        errors.add(at, message, "move it to `value`, or write a quantity, as `120 kg`");
        return None;
    }
    not_negative(amount, at, errors)
}

/// What an item is worth: money, and not below zero.
pub(super) fn money(node: &Node<'_>, at: &Path<'_>, errors: &mut Errors) -> Option<Amount> {
    let amount = parsed(node, at, errors, MONEY, Amount::parse)?;
    if !amount.unit.is_currency() {
        let message = format!("`{amount}` has no currency");
        let help = match amount.unit {
            Unit::COUNT => format!("write the currency's code after it, as `{amount} USD`"),
            _ => "write money with the currency's code, as `18000 USD`".into(),
        };
        errors.add(at, message, help);
        return None;
    }
    not_negative(amount, at, errors)
}

fn not_negative(amount: Amount, at: &Path<'_>, errors: &mut Errors) -> Option<Amount> {
    if amount.value.is_sign_negative() && !amount.value.is_zero() {
        errors.add(at, format!("`{amount}` is below zero"), "write an amount of zero or more");
        return None;
    }
    Some(amount)
}

/// A share of a whole, from 0 % to 100 %.
pub(super) fn share(node: &Node<'_>, at: &Path<'_>, errors: &mut Errors) -> Option<AmountRange> {
    let range = parsed(node, at, errors, SHARE, AmountRange::parse)?;
    if range.dimension() != Dimension::Share {
        errors.add(at, format!("`{range}` is not a share"), share_help(&range));
        return None;
    }
    let whole = Unit::PERCENT.to_base(100.into());
    let limits = [range.lo(), range.hi()];
    let outside = |value: &crate::amount::Decimal| value.is_sign_negative() || *value > whole;
    if limits.iter().flatten().any(|(value, _)| !value.is_zero() && outside(value)) {
        errors.add(at, format!("`{range}` is outside 0 % to 100 %"), "write a share, as `60 %`");
        return None;
    }
    Some(range)
}

fn share_help(range: &AmountRange) -> String {
    match range.exact() {
        Some(amount) if amount.unit == Unit::COUNT => {
            format!("write `{amount} %`, if it is per cent")
        }
        _ => "write a share in per cent, as `60 %`".into(),
    }
}

/// Codes by scheme, sorted; a null is a code that nobody has given.
pub(super) fn codes(node: &Node<'_>, at: &Path<'_>, errors: &mut Errors) -> Vec<(Box<str>, Code)> {
    let entries = entries(node, at, errors);
    let mut codes = Vec::with_capacity(entries.len());
    for (scheme, node) in entries {
        let at = at.field(scheme);
        if let Err(error) = vocabulary::check_scheme(scheme) {
            errors.add_helpful(&at, &error);
            continue;
        }
        if !node.is_null() {
            let code = parsed(node, &at, errors, CODE, |code| read_code(scheme, code));
            codes.extend(code.map(|code| (Box::from(*scheme), code)));
        }
    }
    codes.sort_unstable_by(|a: &(Box<str>, Code), b| a.0.cmp(&b.0));
    codes
}

fn read_code(scheme: &str, code: &str) -> Result<Code, CodeError> {
    vocabulary::check_code(scheme, code)?;
    Ok(if code == "none" { Code::None } else { Code::Listed(code.into()) })
}

/// Parameters by name, sorted, each measuring what the vocabulary says.
pub(super) fn parameters(
    node: &Node<'_>,
    at: &Path<'_>,
    errors: &mut Errors,
) -> Vec<(Box<str>, AmountRange)> {
    let entries = entries(node, at, errors);
    let mut parameters = Vec::with_capacity(entries.len());
    for (name, node) in entries {
        let at = at.field(name);
        match vocabulary::parse_parameter(name) {
            Err(error) => errors.add_helpful(&at, &error),
            Ok(_) if node.is_null() => {}
            Ok(unit) => {
                let range = parameter(node, &at, errors, unit);
                parameters.extend(range.map(|range| (Box::from(*name), range)));
            }
        }
    }
    parameters.sort_unstable_by(|a: &(Box<str>, AmountRange), b| a.0.cmp(&b.0));
    parameters
}

fn parameter(
    node: &Node<'_>,
    at: &Path<'_>,
    errors: &mut Errors,
    unit: Unit,
) -> Option<AmountRange> {
    if let Node::Number(number) = node {
        let message = format!("an amount as text is wanted, found the number `{number}`");
        errors.add(at, message, format!("write `\"{}\"`", example(&number.to_string(), unit)));
        return None;
    }
    let range = parsed(node, at, errors, QUANTITY, AmountRange::parse)?;
    if range.dimension() != unit.dimension() {
        let number = range.exact().map_or("10".into(), |amount| amount.value.to_string());
        let help = match unit {
            Unit::COUNT => format!("write the number alone, as `{number}`"),
            _ => format!("write the amount in `{unit}`, as `{}`", example(&number, unit)),
        };
        errors.add(at, format!("`{range}` does not measure what the parameter does"), help);
        return None;
    }
    Some(range)
}

fn example(number: &str, unit: Unit) -> String {
    match unit {
        Unit::COUNT => number.to_owned(),
        Unit::RATIO => format!("{number}:1"),
        unit => format!("{number} {unit}"),
    }
}

/// Who or what carries tags: the place of the tags, and whether `knowledge` is the carrier.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Carrier {
    pub(super) place: TagPlace,
    pub(super) knowledge: bool,
}

impl Carrier {
    pub(super) const fn of(place: TagPlace) -> Carrier {
        Carrier { place, knowledge: false }
    }
}

/// The answers of `is` and `is_not`, closed by the tree.
pub(super) fn tags(
    yes: Option<&Node<'_>>,
    no: Option<&Node<'_>>,
    at: &Path<'_>,
    errors: &mut Errors,
    carrier: Carrier,
) -> TagAnswers {
    let mut answers = TagAnswers::default();
    each_tag(yes, &at.field("is"), errors, carrier, |tag| answers = answers.with_yes(tag));
    each_tag(no, &at.field("is_not"), errors, carrier, |tag| answers = answers.with_no(tag));
    if let Some(error) = answers.contradiction(carrier.place) {
        errors.add_helpful(&at.field("is_not"), &error);
    }
    answers
}

fn each_tag(
    node: Option<&Node<'_>>,
    at: &Path<'_>,
    errors: &mut Errors,
    carrier: Carrier,
    mut answer: impl FnMut(Tag),
) {
    let nodes = node.and_then(|node| list(node, at, errors)).unwrap_or_default();
    for (index, node) in nodes.iter().enumerate() {
        let tag = parsed(node, &at.index(index), errors, WORD, |word| parse_tag(word, carrier));
        tag.into_iter().for_each(&mut answer);
    }
}

fn parse_tag(word: &str, carrier: Carrier) -> Result<Tag, TagError> {
    let tag = Tag::parse(carrier.place, word)?;
    if tag.is_knowledge_only() && !carrier.knowledge {
        return Err(TagError::KnowledgeOnly { word: tag.as_str() });
    }
    Ok(tag)
}
