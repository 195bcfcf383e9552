//! The whole log as one file of lines, each a JSON object.
//!
//! The first line names the keys, then come the acts in order, each with the hash of its leaf, and
//! after an act the signed head that ends with it; the last line counts them and has the SHA-256 of
//! all bytes before it. Every byte has one possible value, so that every changed one is found.

use super::{hex, leaf};
use crate::acts;
use crate::error::StoreError;
use crate::store::Tx;
use sha2::{Digest, Sha256};

/// The form of the file.
pub const FORM: u32 = 1;
const PAGE: u32 = 1_000;

/// Why an export ended early.
#[derive(Debug, thiserror::Error)]
pub enum ExportError<E> {
    /// The record refused.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The bytes could not be written.
    #[error("the export cannot be written")]
    Write(E),
}

/// What was exported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Exported {
    /// Acts.
    pub acts: u64,
    /// Signed heads.
    pub heads: u64,
}

/// Hands over the export line by line, each with its line break. Cost: one pass over the log.
///
/// # Errors
/// Whatever the database refuses, and what `write` returns.
pub fn export<E>(
    tx: &mut dyn Tx,
    write: &mut dyn FnMut(&[u8]) -> Result<(), E>,
) -> Result<Exported, ExportError<E>> {
    let mut digest = Sha256::new();
    let mut put = |line: &[u8]| -> Result<(), ExportError<E>> {
        digest.update(line);
        write(line).map_err(ExportError::Write)
    };
    put(format!("{}\n", header(&super::keys(tx)?)).as_bytes())?;
    let mut heads = super::heads(tx, 0)?.into_iter().peekable();
    let mut done = Exported::default();
    let mut last = 0;
    loop {
        let page = acts::after(tx, last, PAGE)?;
        for act in &page {
            put(&line(&leaf::bytes(act)))?;
            (last, done.acts) = (act.seq, done.acts + 1);
            while let Some(head) = heads.next_if(|one| one.head.size <= done.acts) {
                put(format!("{}\n", head.to_json()).as_bytes())?;
                done.heads += 1;
            }
        }
        if page.is_empty() {
            break;
        }
    }
    // Heads of acts that are gone are written too: the verifier has to see them.
    for head in heads {
        put(format!("{}\n", head.to_json()).as_bytes())?;
        done.heads += 1;
    }
    let end = end(done, &digest.finalize().into());
    write(format!("{end}\n").as_bytes()).map_err(ExportError::Write)?;
    Ok(done)
}

/// The first line, without its line break.
pub(super) fn header(keys: &[super::PublicKey]) -> String {
    let keys: Vec<String> = keys
        .iter()
        .map(|key| format!("{{\"key\":\"{}\",\"public\":\"{}\"}}", key.id(), key.to_hex()))
        .collect();
    format!("{{\"navicert_log\":{FORM},\"keys\":[{}]}}", keys.join(","))
}

/// What stands before an act's bytes on its line.
pub(super) const ACT: &[u8] = b"{\"act\":";
/// What stands between an act's bytes and the digits of its leaf.
pub(super) const LEAF: &[u8] = b",\"leaf\":\"";
/// What stands after the digits.
pub(super) const ACT_END: &[u8] = b"\"}";

fn line(act: &[u8]) -> Vec<u8> {
    let digits = hex::of(&leaf::hash(act));
    [ACT, act, LEAF, digits.as_bytes(), ACT_END, b"\n"].concat()
}

/// The last line, without its line break.
pub(super) fn end(done: Exported, digest: &leaf::Hash) -> String {
    format!(
        "{{\"end\":{{\"acts\":{},\"heads\":{}}},\"sha256\":\"{}\"}}",
        done.acts,
        done.heads,
        hex::of(digest)
    )
}
