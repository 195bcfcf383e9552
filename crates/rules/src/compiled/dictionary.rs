//! Values by the bytes of what the law reads of them.

use crate::eval::diagram::Quick;
use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher};

/// Keys of values, one behind the other, and which value has which: finding one touches its key and
/// nothing else of the value.
#[derive(Debug, Default)]
pub(super) struct Dictionary {
    /// The last value of a hash; the others follow by `before`.
    last: HashMap<u64, u32, Quick>,
    before: Vec<u32>,
    /// Where the key of each value ends.
    ends: Vec<usize>,
    keys: Vec<u8>,
}

/// No value.
const NONE: u32 = u32::MAX;

impl Dictionary {
    /// The value of a key, and whether it is new: values are numbered from 0. Cost: one look-up.
    pub fn number(&mut self, key: &[u8]) -> (u32, bool) {
        let hash = hash(key);
        let last = self.last.get(&hash).copied().unwrap_or(NONE);
        let mut at = last;
        while at != NONE {
            if self.key(at) == key {
                return (at, false);
            }
            at = self.before[at as usize];
        }
        let new = self.ends.len() as u32;
        self.keys.extend_from_slice(key);
        self.ends.push(self.keys.len());
        self.before.push(last);
        self.last.insert(hash, new);
        (new, true)
    }

    fn key(&self, value: u32) -> &[u8] {
        let at = value as usize;
        let from = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.keys[from..self.ends[at]]
    }
}

fn hash(key: &[u8]) -> u64 {
    let mut hasher = Quick.build_hasher();
    let (words, rest) = key.as_chunks();
    words.iter().for_each(|word| hasher.write_u64(u64::from_le_bytes(*word)));
    hasher.write(rest);
    hasher.write_usize(key.len());
    hasher.finish()
}

/// Writes what is hashed instead of hashing it: what is equal writes the same bytes, and what is not
/// writes others, as long as everything of changing length says how long it is. Texts and slices do.
#[derive(Debug, Default)]
pub(super) struct Bytes(pub Vec<u8>);

impl Hasher for Bytes {
    fn finish(&self) -> u64 {
        hash(&self.0)
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    fn write_u8(&mut self, value: u8) {
        self.0.push(value);
    }

    // Lengths and which variant of an enum: mostly small.
    fn write_usize(&mut self, mut value: usize) {
        while value >= 0x80 {
            self.0.push(value as u8 | 0x80);
            value >>= 7;
        }
        self.0.push(value as u8);
    }

    fn write_isize(&mut self, value: isize) {
        self.write_usize(value as usize);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::hash::Hash;

    #[test]
    fn equal_keys_have_one_number() {
        let mut all = Dictionary::default();
        assert_eq!(all.number(b""), (0, true));
        assert_eq!(all.number(b"one of more than eight bytes"), (1, true));
        assert_eq!(all.number(b"one of more than eight byteS"), (2, true));
        assert_eq!(all.number(b"one of more than eight bytes"), (1, false));
        assert_eq!(all.number(b""), (0, false));
    }

    #[test]
    fn what_differs_writes_other_bytes() {
        let bytes = |value: &dyn Fn(&mut Bytes)| {
            let mut out = Bytes::default();
            value(&mut out);
            out.0
        };
        let a = bytes(&|out| ("ab", "c", Some(300_usize)).hash(out));
        let b = bytes(&|out| ("a", "bc", Some(300_usize)).hash(out));
        let c = bytes(&|out| ("ab", "c", None::<usize>).hash(out));
        assert!(a != b && a != c && b != c);
        assert_ne!(
            bytes(&|out| vec![vec![1_u8], vec![]].hash(out)),
            bytes(&|out| vec![vec![], vec![1_u8]].hash(out)),
        );
    }
}
