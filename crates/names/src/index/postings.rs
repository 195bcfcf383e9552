//! Lists of numbers by key, packed.

use crate::sounds::System;

/// The key under which a token is found.
pub(crate) fn key(system: System, latin: bool, hash: u32) -> u64 {
    // Korean and borrowed sounds only bridge scripts: each side is found under the other's keys.
    let side = u64::from(latin && matches!(system, System::Korean | System::Loan));
    ((system as u64) * 2 + side) << 32 | u64::from(hash)
}

/// Sorted keys, each with a run of numbers.
#[derive(Debug, Default)]
pub(crate) struct Postings<K> {
    keys: Vec<K>,
    ends: Vec<u32>,
    values: Vec<u32>,
}

impl<K: Ord + Copy> Postings<K> {
    /// Packs pairs of key and number; each number once a key.
    pub(crate) fn pack(mut pairs: Vec<(K, u32)>) -> Self {
        pairs.sort_unstable();
        pairs.dedup();
        let mut packed = Postings {
            keys: Vec::new(),
            ends: Vec::new(),
            values: Vec::with_capacity(pairs.len()),
        };
        for (key, value) in pairs {
            if packed.keys.last() != Some(&key) {
                packed.keys.push(key);
                packed.ends.push(packed.values.len() as u32);
            }
            packed.values.push(value);
            if let Some(end) = packed.ends.last_mut() {
                *end = packed.values.len() as u32;
            }
        }
        packed.keys.shrink_to_fit();
        packed.ends.shrink_to_fit();
        packed
    }

    /// The numbers of a key, in order.
    pub(crate) fn get(&self, key: K) -> &[u32] {
        match self.keys.binary_search(&key) {
            Ok(at) => {
                let start = at.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
                &self.values[start..self.ends[at] as usize]
            }
            Err(_) => &[],
        }
    }
}
