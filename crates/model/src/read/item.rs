//! Reading an item, what it contains, what it was made with, and the tool it is for.

use super::fields::{CONTENT, ITEM, MAKING, Object};
use super::node::Node;
use super::walk::{self, Carrier, Errors, Path};
use crate::amount::{Amount, AmountRange};
use crate::transfer::{Content, Item, Making, Place};
use crate::vocabulary::{ItemKind, MakingKind, TagPlace};

pub(super) fn item(node: &Node<'_>, at: &Path<'_>, errors: &mut Errors) -> Item {
    fields(node, at, errors, &ITEM).item
}

fn content(node: &Node<'_>, at: &Path<'_>, errors: &mut Errors) -> Option<Content> {
    let Some(at) = at.nested() else {
        errors.too_deep(at);
        return None;
    };
    let Fields { item, share, .. } = fields(node, &at, errors, &CONTENT);
    Some(Content { item, share })
}

fn tool(node: &Node<'_>, at: &Path<'_>, errors: &mut Errors) -> Option<Box<Item>> {
    let Some(at) = at.nested() else {
        errors.too_deep(at);
        return None;
    };
    Some(Box::new(item(node, &at, errors)))
}

/// An item, and what a content line or a line of a bill of materials says besides.
#[derive(Default)]
pub(super) struct Fields {
    pub(super) item: Item,
    pub(super) share: Option<AmountRange>,
    pub(super) product: Option<Box<str>>,
    pub(super) parent: Option<Box<str>>,
    pub(super) unit_value: Option<Amount>,
}

/// The fields of an item; of a line also `qty`, `share` and whatever else `object` has.
pub(super) fn fields(
    node: &Node<'_>,
    at: &Path<'_>,
    errors: &mut Errors,
    object: &Object,
) -> Fields {
    let is_line = !std::ptr::eq(object, &raw const ITEM);
    let mut read = Fields::default();
    let item = &mut read.item;
    let (mut yes, mut no) = (None, None);
    for (key, node) in walk::entries(node, at, errors) {
        if node.is_null() && object.has(key) {
            continue;
        }
        let here = at.field(key);
        match *key {
            "part" => item.part = walk::free(node, &here, errors),
            "description" => item.description = walk::free(node, &here, errors),
            "kind" => item.kind = walk::word(node, &here, errors, ItemKind::parse),
            "hs" => item.hs = walk::hs(node, &here, errors),
            "codes" => item.codes = walk::codes(node, &here, errors),
            "parameters" => item.parameters = walk::parameters(node, &here, errors),
            "origin" => item.origin = walk::place(node, &here, errors),
            "content" if object.has(key) => item.content = walk::each(node, &here, errors, content),
            "made_with" => item.made_with = walk::each(node, &here, errors, making),
            "is" => yes = Some(node),
            "is_not" => no = Some(node),
            "for" => item.tool = tool(node, &here, errors),
            "value" => item.value = walk::money(node, &here, errors),
            "qty" | "quantity" if is_line && item.quantity.is_some() => {
                errors.add(&here, "`qty` and `quantity` are both given", "keep one of the two");
            }
            "quantity" => item.quantity = walk::quantity(node, &here, errors),
            "qty" if is_line => item.quantity = walk::quantity(node, &here, errors),
            "share" if is_line => read.share = walk::share(node, &here, errors),
            "product" if object.has(key) => read.product = walk::free(node, &here, errors),
            "parent" if object.has(key) => read.parent = walk::free(node, &here, errors),
            "unit_value" if object.has(key) => {
                read.unit_value = walk::money(node, &here, errors);
            }
            key => errors.unknown_field(at, key, object),
        }
    }
    if yes.is_some() || no.is_some() {
        item.tags = walk::tags(yes, no, at, errors, Carrier::of(TagPlace::Item));
    }
    read
}

fn making(node: &Node<'_>, at: &Path<'_>, errors: &mut Errors) -> Option<Making> {
    let (mut kind, mut origin, mut codes) = (None, Place::Unknown, Vec::new());
    let before = errors.0.len();
    for (key, node) in walk::entries(node, at, errors) {
        if node.is_null() && MAKING.has(key) {
            continue;
        }
        let here = at.field(key);
        match *key {
            "kind" => kind = walk::word(node, &here, errors, MakingKind::parse),
            "origin" => origin = walk::place(node, &here, errors),
            "codes" => codes = walk::codes(node, &here, errors),
            key => errors.unknown_field(at, key, &MAKING),
        }
    }
    if kind.is_none() && errors.0.len() == before {
        errors.missing(at, "kind", "\"technology\"");
    }
    Some(Making { kind: kind?, origin, codes })
}
