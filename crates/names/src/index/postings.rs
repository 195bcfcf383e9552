//! Lists of numbers by key, packed.

use crate::sounds::System;

/// The key under which a token is found.
pub(crate) fn key(system: System, latin: bool, hash: u32) -> u64 {
    // Korean and borrowed sounds only bridge scripts: each side is found under the other's keys.
    let side = u64::from(latin && matches!(system, System::Korean | System::Loan));
    ((system as u64) * 2 + side) << 32 | u64::from(hash)
}

/// Keys in buckets, each with a run of numbers.
#[derive(Debug, Default)]
pub(crate) struct Postings {
    /// First key of each bucket; one more at the end.
    buckets: Vec<u32>,
    /// Keys, spread; sorted.
    keys: Vec<u64>,
    ends: Vec<u32>,
    values: Vec<u32>,
    shift: u32,
}

/// A one-to-one scatter of keys, so that buckets fill evenly.
fn spread(key: u64) -> u64 {
    let key = (key ^ (key >> 31)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    key ^ (key >> 29)
}

impl Postings {
    /// Packs pairs of key and number; each number once a key.
    pub(crate) fn pack(pairs: Vec<(u64, u32)>) -> Self {
        let mut pairs: Vec<(u64, u32)> =
            pairs.into_iter().map(|(key, value)| (spread(key), value)).collect();
        pairs.sort_unstable();
        pairs.dedup();
        let mut packed =
            Postings { values: Vec::with_capacity(pairs.len()), ..Postings::default() };
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
        let bits = (packed.keys.len().max(2) as u64).ilog2().clamp(1, 22);
        packed.shift = 64 - bits;
        let mut at = 0;
        packed.buckets = (0..=1u64 << bits)
            .map(|bucket| {
                while at < packed.keys.len() && packed.keys[at] >> packed.shift < bucket {
                    at += 1;
                }
                at as u32
            })
            .collect();
        packed
    }

    /// The numbers of a key, in order.
    pub(crate) fn get(&self, key: u64) -> &[u32] {
        let key = spread(key);
        let bucket = (key >> self.shift.min(63)) as usize;
        let (Some(start), Some(end)) = (self.buckets.get(bucket), self.buckets.get(bucket + 1))
        else {
            return &[];
        };
        for at in *start as usize..*end as usize {
            if self.keys[at] == key {
                let start = at.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
                return &self.values[start..self.ends[at] as usize];
            }
        }
        &[]
    }
}

/// Runs of numbers for each of the first numbers.
#[derive(Debug, Default)]
pub(crate) struct Runs {
    ends: Vec<u32>,
    values: Vec<u32>,
}

impl Runs {
    /// Packs sorted pairs without repetitions.
    pub(crate) fn pack(pairs: &[(u32, u32)], count: usize) -> Self {
        let mut runs =
            Runs { ends: Vec::with_capacity(count), values: Vec::with_capacity(pairs.len()) };
        let mut at = 0;
        for first in 0..count as u32 {
            while at < pairs.len() && pairs[at].0 == first {
                runs.values.push(pairs[at].1);
                at += 1;
            }
            runs.ends.push(runs.values.len() as u32);
        }
        runs
    }

    /// The numbers of one.
    pub(crate) fn get(&self, first: u32) -> &[u32] {
        let at = first as usize;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        &self.values[start..self.ends[at] as usize]
    }
}
