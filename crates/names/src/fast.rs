//! A hasher for short strings of our own tables: quick, and the same everywhere.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// FNV-1a with a last mix.
#[derive(Clone, Copy)]
pub(crate) struct Fast(u64);

impl Default for Fast {
    fn default() -> Self {
        Fast(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fast {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

/// A map with this hasher.
pub(crate) type Map<K, V> = HashMap<K, V, BuildHasherDefault<Fast>>;
