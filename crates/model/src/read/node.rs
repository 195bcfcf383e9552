//! A small tree of borrowed values: what JSON and CSV become before they have a meaning.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

/// A value that borrows its texts from the input where it can.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node<'a> {
    Null,
    Bool(bool),
    /// Never used as a value: amounts are texts. Kept to say what was found.
    Number(f64),
    Text(Cow<'a, str>),
    List(Vec<Node<'a>>),
    Object(Vec<Entry<'a>>),
}

/// A key with its value, in the order of the input; duplicates are kept for the walker to find.
pub(super) type Entry<'a> = (Cow<'a, str>, Node<'a>);

impl<'a> Node<'a> {
    /// A text borrowed from the input.
    pub(super) const fn text(text: &'a str) -> Node<'a> {
        Node::Text(Cow::Borrowed(text))
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

/// Parses one JSON text into a tree.
pub(super) fn parse(text: &str) -> Result<Node<'_>, serde_json::Error> {
    let mut json = serde_json::Deserializer::from_str(text);
    let node = Node::deserialize(&mut json)?;
    json.end()?;
    Ok(node)
}

impl<'de> Deserialize<'de> for Node<'de> {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Node<'de>, D::Error> {
        json.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Node<'de>, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node<'de>, E> {
        Ok(Node::Bool(value))
    }

    #[expect(clippy::cast_precision_loss, reason = "the number is only shown in a message")]
    fn visit_i64<E>(self, value: i64) -> Result<Node<'de>, E> {
        Ok(Node::Number(value as f64))
    }

    #[expect(clippy::cast_precision_loss, reason = "the number is only shown in a message")]
    fn visit_u64<E>(self, value: u64) -> Result<Node<'de>, E> {
        Ok(Node::Number(value as f64))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Node<'de>, E> {
        Ok(Node::Number(value))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Node<'de>, E> {
        Ok(Node::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Node<'de>, E> {
        Ok(Node::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Node<'de>, A::Error> {
        let mut nodes = Vec::new();
        while let Some(node) = list.next_element()? {
            nodes.push(node);
        }
        Ok(Node::List(nodes))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Node<'de>, A::Error> {
        let mut entries = Vec::new();
        while let Some(Key(key)) = object.next_key()? {
            if entries.capacity() == 0 {
                entries.reserve_exact(8);
            }
            entries.push((key, object.next_value()?));
        }
        Ok(Node::Object(entries))
    }
}

/// A key, borrowed unless it holds an escape.
struct Key<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Key<'de>, D::Error> {
        json.deserialize_str(KeyVisitor)
    }
}

struct KeyVisitor;

impl<'de> Visitor<'de> for KeyVisitor {
    type Value = Key<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a field name")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Key<'de>, E> {
        Ok(Key(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Key<'de>, E> {
        Ok(Key(Cow::Owned(text.to_owned())))
    }
}
