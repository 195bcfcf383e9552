//! Heads of the tree: so many acts, with this root.

use super::leaf::quoted;
use serde::Deserialize;

/// How many acts there are, and the root of the tree over them.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// How many acts.
    pub size: u64,
    /// The root, as digits.
    pub root: String,
    /// When the last of them was done, RFC 3339.
    pub at: String,
    /// The id of the key that signs.
    pub key: String,
}

/// A head with its signature.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signed {
    /// The head.
    pub head: Head,
    /// Ed25519 over [`Head::signed_bytes`], as digits.
    pub signature: String,
}

impl Head {
    /// The head as JSON, keys always in the same order.
    #[must_use]
    pub fn to_json(&self) -> String {
        let Head { size, root, at, key } = self;
        let [root, at, key] = [root, at, key].map(|text| quoted(text));
        format!("{{\"size\":{size},\"root\":{root},\"at\":{at},\"key\":{key}}}")
    }

    /// What is signed: a line that says what it is, and the head as JSON.
    #[must_use]
    pub fn signed_bytes(&self) -> Vec<u8> {
        format!("navicert head 1\n{}", self.to_json()).into_bytes()
    }
}

impl Signed {
    /// The head with its signature as one line of JSON, without a line break.
    #[must_use]
    pub fn to_json(&self) -> String {
        format!("{{\"head\":{},\"signature\":{}}}", self.head.to_json(), quoted(&self.signature))
    }

    /// Reads what [`Signed::to_json`] writes, and nothing else.
    #[must_use]
    pub fn parse(line: &str) -> Option<Signed> {
        let signed: Signed = serde_json::from_str(line).ok()?;
        (signed.to_json() == line).then_some(signed)
    }
}
