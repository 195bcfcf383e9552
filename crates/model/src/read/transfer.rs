//! Reading a transfer, its end use, knowledge, evidence and rates.

use super::FieldError;
use super::fields::{END_USE, EVIDENCE, FACILITY, KNOWLEDGE, RATE, TRANSFER};
use super::item::item;
use super::node::Node;
use super::party::party;
use super::walk::{self, Carrier, Errors, Path};
use crate::amount::{AmountError, Decimal, Unit, parse_decimal};
use crate::transfer::{EndUse, Evidence, Facility, Knowledge, Rate, Transfer};
use crate::vocabulary::{Activity, EvidenceKind, Exception, Law, Tag, TagPlace, WordError};

/// Gives a tree its meaning.
pub(super) fn transfer(node: &Node<'_>) -> Result<Transfer, Vec<FieldError>> {
    let (mut transfer, mut errors) = (Transfer::default(), Errors::default());
    fields(&mut transfer, node, &mut errors);
    if errors.0.is_empty() { Ok(transfer) } else { Err(errors.0) }
}

fn fields(transfer: &mut Transfer, node: &Node<'_>, errors: &mut Errors) {
    let at = &Path::ROOT;
    for (key, node) in walk::entries(node, at, errors) {
        if node.is_null() && TRANSFER.has(key) {
            continue;
        }
        let here = &at.field(key);
        match *key {
            "id" => transfer.id = walk::free(node, here, errors),
            "activity" => transfer.activity = walk::word(node, here, errors, Activity::parse),
            "on" => transfer.on = walk::day(node, here, errors),
            "contracted_on" => transfer.contracted_on = walk::day(node, here, errors),
            "shipped_on" => transfer.shipped_on = walk::day(node, here, errors),
            "item" => transfer.item = item(node, here, errors),
            "from" => transfer.from = walk::place(node, here, errors),
            "to" => transfer.to = walk::place(node, here, errors),
            "via" => transfer.via = walk::each(node, here, errors, walk::country),
            "parties" => {
                transfer.parties = walk::each(node, here, errors, party).unwrap_or_default();
            }
            "end_use" => transfer.end_use = end_use(node, here, errors),
            "knowledge" => transfer.knowledge = knowledge(node, here, errors),
            "evidence" => transfer.evidence = walk::each(node, here, errors, evidence),
            "licences" => {
                transfer.licences = walk::each(node, here, errors, walk::named).unwrap_or_default();
            }
            "exceptions" => {
                transfer.exceptions = walk::each(node, here, errors, exception).unwrap_or_default();
            }
            "rates" => transfer.rates = walk::each(node, here, errors, rate).unwrap_or_default(),
            key => errors.unknown_field(at, key, &TRANSFER),
        }
    }
}

fn exception(node: &Node<'_>, at: &Path<'_>, errors: &mut Errors) -> Option<Box<str>> {
    walk::checked(node, at, errors, Exception::parse)
}

fn end_use(node: &Node<'_>, at: &Path<'_>, errors: &mut Errors) -> EndUse {
    let mut end_use = EndUse::default();
    let (mut yes, mut no) = (None, None);
    for (key, node) in walk::entries(node, at, errors) {
        if node.is_null() && END_USE.has(key) {
            continue;
        }
        let here = at.field(key);
        match *key {
            "text" => end_use.text = walk::free(node, &here, errors),
            "is" => yes = Some(node),
            "is_not" => no = Some(node),
            "facility" => end_use.facility = Some(Box::new(facility(node, &here, errors))),
            key => errors.unknown_field(at, key, &END_USE),
        }
    }
    end_use.tags = walk::tags(yes, no, at, errors, Carrier::of(TagPlace::Use));
    end_use
}

fn facility(node: &Node<'_>, at: &Path<'_>, errors: &mut Errors) -> Facility {
    let mut facility = Facility::default();
    let (mut yes, mut no) = (None, None);
    for (key, node) in walk::entries(node, at, errors) {
        if node.is_null() && FACILITY.has(key) {
            continue;
        }
        let here = at.field(key);
        match *key {
            "name" => facility.name = walk::free(node, &here, errors),
            "country" => facility.country = walk::place(node, &here, errors),
            "is" => yes = Some(node),
            "is_not" => no = Some(node),
            "parameters" => facility.parameters = walk::parameters(node, &here, errors),
            "owner_headquarters" => {
                facility.owner_headquarters = walk::place(node, &here, errors);
            }
            key => errors.unknown_field(at, key, &FACILITY),
        }
    }
    facility.tags = walk::tags(yes, no, at, errors, Carrier::of(TagPlace::Facility));
    facility
}

fn knowledge(node: &Node<'_>, at: &Path<'_>, errors: &mut Errors) -> Knowledge {
    let mut knowledge = Knowledge::default();
    let (mut yes, mut no) = (None, None);
    for (key, node) in walk::entries(node, at, errors) {
        if node.is_null() && KNOWLEDGE.has(key) {
            continue;
        }
        let here = at.field(key);
        match *key {
            "is" => yes = Some(node),
            "is_not" => no = Some(node),
            "informed_by" => knowledge.informed_by = walk::each(node, &here, errors, notice),
            key => errors.unknown_field(at, key, &KNOWLEDGE),
        }
    }
    let carrier = Carrier { place: TagPlace::Use, knowledge: true };
    knowledge.tags = walk::tags(yes, no, at, errors, carrier);
    knowledge
}

/// A notice by an authority: law, slash, the tag of knowledge it named.
fn notice(node: &Node<'_>, at: &Path<'_>, errors: &mut Errors) -> Option<Box<str>> {
    let text = walk::text(node, at, errors, walk::WORD)?;
    let Some((law, tag)) = text.split_once('/') else {
        let message = format!("`{}` does not name a law", crate::vocabulary::shortened(text));
        errors.add(at, message, "write law, slash and tag, as `jp/military`");
        return None;
    };
    let known = Law::parse(law).and_then(|_| Tag::parse(TagPlace::Use, tag));
    match known {
        Ok(_) => Some(text.into()),
        Err(error) => {
            errors.add_helpful(at, &error);
            None
        }
    }
}

fn evidence(node: &Node<'_>, at: &Path<'_>, errors: &mut Errors) -> Option<Evidence> {
    let (mut kind, mut reference, mut dated, mut supports) = (None, None, None, None);
    let before = errors.0.len();
    for (key, node) in walk::entries(node, at, errors) {
        if node.is_null() && EVIDENCE.has(key) {
            continue;
        }
        let here = at.field(key);
        match *key {
            "kind" => kind = walk::word(node, &here, errors, EvidenceKind::parse),
            "ref" => reference = walk::free(node, &here, errors),
            "dated" => dated = walk::day(node, &here, errors),
            "for" => supports = walk::each(node, &here, errors, walk::named),
            key => errors.unknown_field(at, key, &EVIDENCE),
        }
    }
    if kind.is_none() && errors.0.len() == before {
        errors.missing(at, "kind", "\"end-user-statement\"");
    }
    Some(Evidence { kind: kind?, reference, dated, supports: supports.unwrap_or_default() })
}

fn rate(node: &Node<'_>, at: &Path<'_>, errors: &mut Errors) -> Option<Rate> {
    let (mut from, mut to, mut rate, mut on, mut source) = (None, None, None, None, None);
    let before = errors.0.len();
    for (key, node) in walk::entries(node, at, errors) {
        if node.is_null() && RATE.has(key) {
            continue;
        }
        let here = at.field(key);
        match *key {
            "from" => from = currency(node, &here, errors),
            "to" => to = currency(node, &here, errors),
            "rate" => rate = positive(node, &here, errors),
            "on" => on = walk::day(node, &here, errors),
            "source" => source = walk::free(node, &here, errors),
            key => errors.unknown_field(at, key, &RATE),
        }
    }
    if errors.0.len() == before {
        let required = [
            ("from", "\"EUR\"", from.is_none()),
            ("to", "\"USD\"", to.is_none()),
            ("rate", "\"1.08\"", rate.is_none()),
        ];
        for (name, example, _) in required.into_iter().filter(|(_, _, missing)| *missing) {
            errors.missing(at, name, example);
        }
    }
    Some(Rate { from: from?, to: to?, rate: rate?, on, source })
}

fn currency(node: &Node<'_>, at: &Path<'_>, errors: &mut Errors) -> Option<Box<str>> {
    let parse = |word: &str| match Unit::parse(word) {
        Ok(unit) if unit.is_currency() => Ok(word.into()),
        Ok(_) | Err(_) => Err(WordError::new("a currency", word, &["USD", "EUR", "CNY", "JPY"])),
    };
    walk::parsed(node, at, errors, walk::WORD, parse)
}

/// A rate above zero.
fn positive(node: &Node<'_>, at: &Path<'_>, errors: &mut Errors) -> Option<Decimal> {
    let parse = |text: &str| -> Result<Decimal, AmountError> { parse_decimal(text) };
    let rate = walk::parsed(node, at, errors, walk::DECIMAL, parse)?;
    if rate.is_zero() || rate.is_sign_negative() {
        errors.add(at, format!("the rate `{rate}` is not above zero"), "write a rate, as `1.08`");
        return None;
    }
    Some(rate)
}
