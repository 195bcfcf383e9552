//! Maps of short words: a hash that is quick for them. The words are ours or bounded by the file.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A map by short words.
pub(super) type Words<V> = HashMap<String, V, BuildHasherDefault<Fnv>>;

/// FNV-1a.
#[derive(Debug)]
pub(super) struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Fnv(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}
