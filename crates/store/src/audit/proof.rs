//! Proofs for who shall not see the whole log: that an act is in it, that it only grew.

use super::leaf::{self, quoted};
use super::{PublicKey, Signed, hex};
use crate::acts;
use crate::error::StoreError;
use crate::store::Tx;
use ct_merkle::mem_backed_tree::MemoryBackedTree;
use ct_merkle::{ConsistencyProof, InclusionProof, RootHash};
use serde::Deserialize;
use serde_json::value::RawValue;
use sha2::Sha256;

/// A proof as it is written: one object of JSON.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proof {
    proof: Kind,
    act: Option<Box<RawValue>>,
    from: Option<Signed>,
    head: Signed,
    path: Vec<String>,
    keys: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Inclusion,
    Consistency,
}

/// Why a proof cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum ProofError {
    /// The record refused.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is no such act, or nobody has signed it.
    #[error("there is no signed act {act}; signed are 1 to {signed}")]
    NoAct {
        /// The act asked for.
        act: u64,
        /// The size of the newest head.
        signed: u64,
    },
    /// No head has that size.
    #[error("there is no signed head of {size} acts")]
    NoHead {
        /// The size asked for.
        size: u64,
    },
    /// The newest head is the one to compare with.
    #[error("the log has not grown since the head of {size} acts")]
    NotGrown {
        /// The size asked for.
        size: u64,
    },
}

/// Why a proof does not hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// It is no proof.
    #[error("the file holds no proof: {0}")]
    Form(String),
    /// A head is not signed by the keys that the proof names, or by none that may sign.
    #[error("the signature of the head of {0} acts does not hold")]
    Signature(u64),
    /// The path does not lead to the root.
    #[error("the path does not lead to the root that was signed")]
    Path,
}

/// What a proof shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// This act is in the log of so many acts.
    Inclusion {
        /// The act's bytes.
        act: String,
        /// Acts in the log.
        size: u64,
    },
    /// The log of so many acts begins with the log of so many.
    Consistency {
        /// Acts in the older log.
        from: u64,
        /// Acts in the newer one.
        size: u64,
    },
}

type Tree = MemoryBackedTree<Sha256, Vec<u8>>;

/// Proves that an act is in the log. Cost: the whole log is read and held.
///
/// # Errors
/// [`ProofError`].
pub fn inclusion(tx: &mut dyn Tx, act: u64) -> Result<String, ProofError> {
    let head = super::last_head(tx)?.ok_or(ProofError::NoAct { act, signed: 0 })?;
    if act == 0 || act > head.head.size {
        return Err(ProofError::NoAct { act, signed: head.head.size });
    }
    let tree = tree(tx, head.head.size)?;
    let at = usize::try_from(act - 1).unwrap_or(usize::MAX);
    let missing = || StoreError::Damaged { why: format!("act {act} is missing") };
    let bytes = tree.get(at).ok_or_else(missing)?;
    let body = String::from_utf8_lossy(bytes).into_owned();
    let path = digests(tree.prove_inclusion(at).as_bytes());
    Ok(write("inclusion", &format!("\"act\":{body},"), &head, &path, &super::keys(tx)?))
}

/// Proves that the log only grew since the head of `from` acts. Cost as [`inclusion`].
///
/// # Errors
/// [`ProofError`].
pub fn consistency(tx: &mut dyn Tx, from: u64) -> Result<String, ProofError> {
    let heads = super::heads(tx, 0)?;
    let old = heads.iter().find(|one| one.head.size == from);
    let old = old.ok_or(ProofError::NoHead { size: from })?;
    let new = heads.last().filter(|one| one.head.size > from);
    let new = new.ok_or(ProofError::NotGrown { size: from })?;
    let tree = tree(tx, new.head.size)?;
    let added = usize::try_from(new.head.size - from).unwrap_or(usize::MAX);
    let path = digests(tree.prove_consistency(added).as_bytes());
    let middle = format!("\"from\":{},", old.to_json());
    Ok(write("consistency", &middle, new, &path, &super::keys(tx)?))
}

fn tree(tx: &mut dyn Tx, size: u64) -> Result<Tree, StoreError> {
    let mut tree = Tree::new();
    let mut last = 0;
    while tree.len() < size {
        let page = acts::after(tx, last, 1_000)?;
        if page.is_empty() {
            let why = format!("the log ends with act {last}; a head of {size} acts was signed");
            return Err(StoreError::Damaged { why });
        }
        for act in page.iter().take(usize::try_from(size - tree.len()).unwrap_or(usize::MAX)) {
            tree.push(leaf::bytes(act));
            last = act.seq;
        }
    }
    Ok(tree)
}

fn digests(bytes: &[u8]) -> Vec<String> {
    bytes.chunks(32).map(hex::of).collect()
}

fn write(kind: &str, middle: &str, head: &Signed, path: &[String], keys: &[PublicKey]) -> String {
    let list = |all: &mut dyn Iterator<Item = String>| all.collect::<Vec<_>>().join(",");
    let path = list(&mut path.iter().map(|one| quoted(one)));
    let keys = list(&mut keys.iter().map(|key| quoted(&key.to_hex())));
    let head = head.to_json();
    format!(
        "{{\"proof\":\"{kind}\",{middle}\"head\":{head},\"path\":[{path}],\"keys\":[{keys}]}}\n"
    )
}

impl Proof {
    /// Reads a proof.
    ///
    /// # Errors
    /// [`Wrong::Form`].
    pub fn parse(text: &str) -> Result<Proof, Wrong> {
        serde_json::from_str(text).map_err(|error| Wrong::Form(error.to_string()))
    }

    /// What the proof shows, if it holds. `trusted` are the ids of keys that may sign; if there are
    /// none, the proof's own keys may.
    ///
    /// # Errors
    /// [`Wrong`].
    pub fn verify(&self, trusted: &[String]) -> Result<Shown, Wrong> {
        let root = self.root(&self.head, trusted)?;
        let mut path = Vec::new();
        for digits in &self.path {
            let hash = hex::read::<32>(digits);
            path.extend(hash.ok_or_else(|| Wrong::Form(format!("`{digits}` is no hash")))?);
        }
        let size = self.head.head.size;
        match (self.proof, &self.act, &self.from) {
            (Kind::Inclusion, Some(act), None) => {
                let act = act.get();
                let seq = sequence(act)?;
                let proof = InclusionProof::try_from_bytes(path).map_err(|_| Wrong::Path)?;
                let shown = root.verify_inclusion(&act, seq - 1, &proof);
                shown.map_err(|_| Wrong::Path)?;
                Ok(Shown::Inclusion { act: act.to_owned(), size })
            }
            (Kind::Consistency, None, Some(from)) => {
                let old = self.root(from, trusted)?;
                let proof = ConsistencyProof::try_from_bytes(path).map_err(|_| Wrong::Path)?;
                root.verify_consistency(&old, &proof).map_err(|_| Wrong::Path)?;
                Ok(Shown::Consistency { from: from.head.size, size })
            }
            _ => Err(Wrong::Form("`act` or `from` is missing, or one too many".to_owned())),
        }
    }

    fn root(&self, signed: &Signed, trusted: &[String]) -> Result<RootHash<Sha256>, Wrong> {
        let size = signed.head.size;
        let keys = self.keys.iter().filter_map(|key| PublicKey::parse(key));
        let mut keys = keys.filter(|key| trusted.is_empty() || trusted.contains(&key.id()));
        if !keys.any(|key| key.signed(signed)) {
            return Err(Wrong::Signature(size));
        }
        let root = hex::read::<32>(&signed.head.root).ok_or(Wrong::Signature(size))?;
        Ok(RootHash::new(root.into(), size))
    }
}

/// The number of an act, from its bytes.
fn sequence(act: &str) -> Result<u64, Wrong> {
    #[derive(Deserialize)]
    struct Numbered {
        seq: u64,
    }
    let read: Option<Numbered> = serde_json::from_str(act).ok();
    read.map(|one| one.seq)
        .filter(|seq| *seq > 0)
        .ok_or_else(|| Wrong::Form("the act has no number".to_owned()))
}
