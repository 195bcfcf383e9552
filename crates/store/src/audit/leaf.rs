//! An act as the bytes that are hashed: one line of JSON, keys always in the same order.

use super::hex;
use crate::acts::{Act, Kept};
use serde::de::IgnoredAny;
use sha2::{Digest, Sha256};

/// A hash of the tree.
pub type Hash = [u8; 32];

/// The bytes of an act.
#[must_use]
pub fn of(seq: i64, act: &Act<'_>) -> Vec<u8> {
    write(seq, [act.at, act.who, act.kind, act.subject], act.payload.as_bytes())
}

/// The bytes of an act that was kept.
#[must_use]
pub fn bytes(kept: &Kept) -> Vec<u8> {
    write(kept.seq, [&kept.at, &kept.who, &kept.kind, &kept.subject], &kept.payload)
}

/// The hash of a leaf: SHA-256 of a zero byte and the bytes.
///
/// # Source
/// RFC 6962, section 2.1.
#[must_use]
pub fn hash(bytes: &[u8]) -> Hash {
    Sha256::new().chain_update([0]).chain_update(bytes).finalize().into()
}

fn write(seq: i64, texts: [&str; 4], payload: &[u8]) -> Vec<u8> {
    let mut out = format!("{{\"seq\":{seq}").into_bytes();
    for (key, text) in ["at", "who", "kind", "subject"].iter().zip(texts) {
        out.extend(format!(",\"{key}\":{}", quoted(text)).as_bytes());
    }
    match is_plain_json(payload) {
        true => {
            out.extend(b",\"payload\":");
            out.extend(payload);
        }
        false => out.extend(format!(",\"payload_hex\":\"{}\"", hex::of(payload)).as_bytes()),
    }
    out.push(b'}');
    out
}

/// JSON that stands on one line can stand in the line as it is; anything else is written as digits.
fn is_plain_json(payload: &[u8]) -> bool {
    payload.iter().all(|byte| *byte >= 0x20)
        && serde_json::from_slice::<IgnoredAny>(payload).is_ok()
}

/// A text as a JSON string.
#[must_use]
pub fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn payloads_that_are_no_json_stand_as_digits() {
        let act = |payload| Act { kind: "k", subject: "s\n", who: "w", at: "t", payload };
        for (payload, end) in [
            ("{\"a\": 1}", r#""payload":{"a": 1}}"#),
            ("{\"a\":\n1}", r#""payload_hex":"7b2261223a0a317d"}"#),
            ("", r#""payload_hex":""}"#),
            ("}{", r#""payload_hex":"7d7b"}"#),
        ] {
            let line = String::from_utf8(of(1, &act(payload))).unwrap();
            let head = r#"{"seq":1,"at":"t","who":"w","kind":"k","subject":"s\n","#;
            assert_eq!(line, format!("{head}{end}"));
        }
    }
}
