//! The Merkle tree of RFC 6962 as far as adding a leaf and telling the root need it: its peaks.

use super::leaf::Hash;
use sha2::{Digest, Sha256};

/// The roots of the complete subtrees that the leaves so far fall into, the largest first: as many as
/// the number of leaves has ones in binary.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Peaks {
    size: u64,
    peaks: Vec<Hash>,
}

impl Peaks {
    /// How many leaves there are.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Adds the hash of a leaf.
    pub fn push(&mut self, leaf: Hash) {
        let mut node = leaf;
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.peaks.pop() {
                node = parent(&left, &node);
            }
        }
        self.peaks.push(node);
        self.size += 1;
    }

    /// The root: SHA-256 of nothing for a tree without leaves.
    ///
    /// # Source
    /// RFC 6962, section 2.1.
    #[must_use]
    pub fn root(&self) -> Hash {
        let mut peaks = self.peaks.iter().rev();
        let Some(smallest) = peaks.next() else { return Sha256::digest([]).into() };
        peaks.fold(*smallest, |right, left| parent(left, &right))
    }

    /// The peaks, one after the other.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.peaks.concat()
    }

    /// Peaks of so many leaves; `None` if there are too many or too few.
    #[must_use]
    pub fn from_bytes(size: u64, bytes: &[u8]) -> Option<Self> {
        let (peaks, rest) = bytes.as_chunks::<32>();
        let fits = rest.is_empty() && peaks.len() == size.count_ones() as usize;
        fits.then(|| Peaks { size, peaks: peaks.to_vec() })
    }
}

fn parent(left: &Hash, right: &Hash) -> Hash {
    Sha256::new().chain_update([1]).chain_update(left).chain_update(right).finalize().into()
}

#[cfg(test)]
mod tests {
    use super::super::leaf;
    use super::*;
    use ct_merkle::mem_backed_tree::MemoryBackedTree;

    /// The root is that of the crate which makes and verifies proofs.
    #[test]
    fn the_root_is_that_of_the_whole_tree() {
        let (mut peaks, mut tree) = (Peaks::default(), MemoryBackedTree::<Sha256, Vec<u8>>::new());
        assert_eq!(peaks.root()[..4], [0xe3, 0xb0, 0xc4, 0x42]);
        for n in 0..300_u32 {
            let act = n.to_le_bytes().to_vec();
            peaks.push(leaf::hash(&act));
            tree.push(act);
            assert_eq!(peaks.root()[..], tree.root().as_bytes()[..], "{n}");
            assert_eq!(Peaks::from_bytes(peaks.size(), &peaks.to_bytes()), Some(peaks.clone()));
        }
    }
}
