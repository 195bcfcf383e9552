//! A small tree of borrowed values: what JSON and CSV become before they have a meaning.

use std::borrow::Cow;
use std::fmt;

use bumpalo::Bump;
use bumpalo::collections::Vec;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

/// A value that borrows from the input and from the arena that holds its tree.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Node<'a> {
    Null,
    Bool(bool),
    /// Never used as a value: amounts are texts. Kept to say what was found.
    Number(f64),
    Text(&'a str),
    List(&'a [Node<'a>]),
    Object(&'a [Entry<'a>]),
}

/// A key with its value, in the order of the input; duplicates are kept for the walker to find.
pub(super) type Entry<'a> = (&'a str, Node<'a>);

impl<'a> Node<'a> {
    /// Is it `null`, which answers nothing?
    pub(super) const fn is_null(&self) -> bool {
        matches!(self, Node::Null)
    }

    /// What it is, for a message: `the number 0.6`.
    pub(super) fn described(&self) -> Cow<'static, str> {
        match self {
            Node::Null => "`null`".into(),
            Node::Bool(value) => format!("`{value}`").into(),
            Node::Number(value) => format!("the number `{value}`").into(),
            Node::Text(text) => format!("the text `{}`", crate::vocabulary::shortened(text)).into(),
            Node::List(_) => "a list".into(),
            Node::Object(_) => "an object".into(),
        }
    }
}

/// Memory for the tree of a text of this many bytes.
pub(super) fn arena_for(text: &str) -> Bump {
    Bump::with_capacity(text.len().saturating_mul(4))
}

/// Parses one JSON text into a tree.
pub(super) fn parse<'a>(text: &'a str, arena: &'a Bump) -> Result<Node<'a>, serde_json::Error> {
    let mut json = serde_json::Deserializer::from_str(text);
    let node = Tree(arena).deserialize(&mut json)?;
    json.end()?;
    Ok(node)
}

/// Reads a value into the arena.
#[derive(Clone, Copy)]
pub(super) struct Tree<'a>(pub(super) &'a Bump);

impl<'de: 'a, 'a> DeserializeSeed<'de> for Tree<'a> {
    type Value = Node<'a>;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Node<'a>, D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de: 'a, 'a> Visitor<'de> for Tree<'a> {
    type Value = Node<'a>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Node<'a>, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node<'a>, E> {
        Ok(Node::Bool(value))
    }

    #[expect(clippy::cast_precision_loss, reason = "the number is only shown in a message")]
    fn visit_i64<E>(self, value: i64) -> Result<Node<'a>, E> {
        Ok(Node::Number(value as f64))
    }

    #[expect(clippy::cast_precision_loss, reason = "the number is only shown in a message")]
    fn visit_u64<E>(self, value: u64) -> Result<Node<'a>, E> {
        Ok(Node::Number(value as f64))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Node<'a>, E> {
        Ok(Node::Number(value))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Node<'a>, E> {
        Ok(Node::Text(text))
    }

    fn visit_str<E>(self, text: &str) -> Result<Node<'a>, E> {
        Ok(Node::Text(self.0.alloc_str(text)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Node<'a>, A::Error> {
        let mut nodes = Vec::new_in(self.0);
        while let Some(node) = list.next_element_seed(self)? {
            nodes.push(node);
        }
        Ok(Node::List(nodes.into_bump_slice()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Node<'a>, A::Error> {
        let mut entries = Vec::new_in(self.0);
        while let Some(key) = object.next_key_seed(Key(self.0))? {
            if entries.capacity() == 0 {
                entries.reserve_exact(8);
            }
            entries.push((key, object.next_value_seed(self)?));
        }
        Ok(Node::Object(entries.into_bump_slice()))
    }
}

/// Reads a key, borrowed unless it holds an escape.
struct Key<'a>(&'a Bump);

impl<'de: 'a, 'a> DeserializeSeed<'de> for Key<'a> {
    type Value = &'a str;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<&'a str, D::Error> {
        json.deserialize_str(self)
    }
}

impl<'de: 'a, 'a> Visitor<'de> for Key<'a> {
    type Value = &'a str;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a field name")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<&'a str, E> {
        Ok(text)
    }

    fn visit_str<E>(self, text: &str) -> Result<&'a str, E> {
        Ok(self.0.alloc_str(text))
    }
}
