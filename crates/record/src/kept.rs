//! What the record keeps of judgements: numbers, digests, and reading them back.

use crate::facets::{Kind, Known, Numbers, sha};
use crate::judged;
use navicert_model::verdict::{Triage, Verdict};
use navicert_rules::eval::diagram::Quick;
use navicert_rules::eval::judge::Judgement;
use navicert_rules::law::LawBook;
use navicert_store::{StoreError, Tx, orders};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::Arc;

/// At most this many judgements are remembered with their number.
const REMEMBERED: usize = 1 << 16;

/// Facets numbered by the record.
pub(crate) struct InStore<'t>(pub &'t mut dyn Tx);

impl Numbers for InStore<'_> {
    type Error = StoreError;

    fn number(&mut self, kind: Kind, hash: [u8; 32], body: &[u8]) -> Result<u32, StoreError> {
        orders::keep_facet(self.0, kind.number(), &hash, body).map(|number| number as u32)
    }
}

/// Judgements with their number and the digest of their body.
#[derive(Default)]
pub(crate) struct Judged {
    /// By address; the judgement is held so that no other takes it.
    by_address: HashMap<usize, (Arc<Judgement>, u32, [u8; 32]), Quick>,
}

impl Judged {
    /// The number of a judgement, and the digest of its body.
    ///
    /// # Errors
    /// What `numbers` refuses.
    pub fn number<N: Numbers>(
        &mut self,
        book: &LawBook,
        judgement: &Arc<Judgement>,
        known: &mut Known,
        numbers: &mut N,
    ) -> Result<(u32, [u8; 32]), N::Error> {
        let address = Arc::as_ptr(judgement) as usize;
        if let Some((_, number, hash)) = self.by_address.get(&address) {
            return Ok((*number, *hash));
        }
        let body = judged::body(book, judgement);
        let hash = sha(body.as_bytes());
        let number = known.text(Kind::Judgement, body.as_bytes(), numbers)?;
        if self.by_address.len() >= REMEMBERED {
            self.by_address.clear();
        }
        self.by_address.insert(address, (Arc::clone(judgement), number, hash));
        Ok((number, hash))
    }
}

/// The digest of the lines of an act, in the order of its decisions: of each line its id, a zero
/// byte, its revision, a zero byte, the SHA-256 of its body, its day, the SHA-256 of its judgement.
/// Numbers are eight bytes, little-endian.
#[derive(Default)]
pub struct LinesDigest(Sha256);

impl LinesDigest {
    /// Adds a line.
    pub fn add(&mut self, id: &str, revision: i64, body: &[u8], day: i32, judgement: &[u8; 32]) {
        self.0.update(id.as_bytes());
        self.0.update([0]);
        self.0.update(revision.to_le_bytes());
        self.0.update(sha(body));
        self.0.update(i64::from(day).to_le_bytes());
        self.0.update(judgement);
    }

    /// The digest, as hexadecimal digits.
    #[must_use]
    pub fn hex(self) -> String {
        self.0.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// The triage that a kept judgement stands for, read from the beginning of its body.
#[must_use]
pub fn triage_of(body: &[u8]) -> Option<Triage> {
    verdict_of(body).map(Verdict::triage)
}

/// The verdict of a kept judgement.
#[must_use]
pub fn verdict_of(body: &[u8]) -> Option<Verdict> {
    let text = std::str::from_utf8(body).ok()?;
    text.strip_prefix("{\"verdict\":\"")?.split('"').next()?.parse().ok()
}
