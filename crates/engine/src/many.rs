//! Many transfers: the compiled law beside the explaining one, and judgements that are shared.

use navicert_model::day::Day;
use navicert_model::transfer::Transfer;
use navicert_model::verdict::Triage;
use navicert_rules::compiled::{Bound, Compiled, Dim};
use navicert_rules::eval::diagram::Quick;
use navicert_rules::eval::judge::Judgement;
use navicert_rules::eval::state::Prepared;
use navicert_rules::law::ClauseIx;
use std::collections::HashMap;
use std::sync::Arc;

/// Fewer lines than this are not worth compiling the law for.
const FEW: usize = 32;
/// At most this many texts are kept.
const WRITTEN: usize = 1 << 13;
/// At most this many judgements are kept.
const KEPT: usize = 1 << 14;

/// The law compiled once there are many lines, with tables that grow with the values met.
pub struct Many<'e> {
    prepared: &'e Prepared,
    known_day: Day,
    assumed: Vec<ClauseIx>,
    compiled: Option<Compiled<'e>>,
    /// Lines seen; the line at which tables are laid out next, and how far apart that is.
    lines: usize,
    next: usize,
    stride: usize,
    kept: HashMap<Bound, Arc<Judgement>, Quick>,
    /// What was written of transfers, by what binds them and their codes.
    written: HashMap<(Bound, u32), (Arc<str>, Triage), Quick>,
}

impl<'e> Many<'e> {
    /// Nothing is compiled yet.
    pub fn new(prepared: &'e Prepared, known_day: Day, assumed: Vec<ClauseIx>) -> Self {
        Many {
            prepared,
            known_day,
            assumed,
            compiled: None,
            lines: 0,
            next: FEW,
            stride: FEW,
            kept: HashMap::with_hasher(Quick),
            written: HashMap::with_hasher(Quick),
        }
    }

    /// What the compiled law makes of a screened transfer; `None` while there are only few lines, or
    /// if it must take the explaining way. Transfers bound alike are judged alike.
    ///
    /// Tables are laid out for new values at growing distances, so that each layout is paid by as
    /// many lines as came before it; until then lines with new values take the explaining way.
    pub fn bind(&mut self, transfer: &Transfer, on: Day) -> Option<Bound> {
        self.lines += 1;
        if self.lines < FEW {
            return None;
        }
        let compiled = self.compiled.get_or_insert_with(|| {
            Compiled::new(self.prepared, self.known_day, self.assumed.clone())
        });
        let row = compiled.columns.encode(transfer, on);
        if self.lines >= self.next {
            compiled.prepare();
            self.stride = (self.stride * 2).min(1 << 14);
            self.next = self.lines + self.stride;
        }
        compiled.try_bind(&row).filter(|bound| compiled.is_laid(bound))
    }

    /// The clauses that can matter to a bound transfer.
    pub fn candidates(&self, bound: &Bound) -> Option<Vec<ClauseIx>> {
        self.compiled.as_ref()?.candidates(bound)
    }

    /// The judgement of an earlier transfer bound alike.
    pub fn known(&self, bound: &Bound) -> Option<Arc<Judgement>> {
        self.kept.get(bound).cloned()
    }

    /// Keeps a judgement.
    pub fn keep(&mut self, bound: Bound, judgement: &Arc<Judgement>) {
        if self.kept.len() >= KEPT {
            self.kept.clear();
        }
        self.kept.insert(bound, Arc::clone(judgement));
    }

    /// What was written of an earlier transfer bound alike, with the same codes.
    pub fn written(&self, bound: &Bound, transfer: &Transfer) -> Option<(Arc<str>, Triage)> {
        self.written.get(&(*bound, self.codes(transfer)?)).cloned()
    }

    /// Keeps what was written.
    pub fn keep_written(&mut self, bound: Bound, transfer: &Transfer, text: &str, triage: Triage) {
        if self.written.len() >= WRITTEN {
            self.written.clear();
        }
        if let Some(codes) = self.codes(transfer) {
            self.written.insert((bound, codes), (Arc::from(text), triage));
        }
    }

    /// The number of a transfer's codes.
    fn codes(&self, transfer: &Transfer) -> Option<u32> {
        self.compiled.as_ref()?.columns.known(Dim::Code, transfer)
    }
}
