//! Many parties at once, over the cores, answered in the order they came.

use super::print::{self, Answer};
use super::table::Row;
use crate::output::Format;
use navicert_names::{Index, Options};
use std::thread;

/// Rows that are read before they are answered.
pub const STRIDE: usize = 8192;
/// Fewer rows than these are not worth a thread.
const FEW: usize = 64;

/// What all rows are asked with.
pub struct Batch<'i> {
    pub index: &'i Index,
    pub options: Options,
    pub threads: usize,
    pub format: Format,
    pub version: &'i str,
}

impl Batch<'_> {
    /// The answers to rows, in their order, as texts to print one after the other.
    pub fn answer(&self, rows: &[Row]) -> Vec<String> {
        let threads = self.threads.min(rows.len().div_ceil(FEW)).max(1);
        if threads == 1 {
            return vec![self.part(rows)];
        }
        let size = rows.len().div_ceil(threads);
        thread::scope(|scope| {
            let parts: Vec<_> =
                rows.chunks(size).map(|rows| (rows, scope.spawn(|| self.part(rows)))).collect();
            // A thread that died is asked again here, where its failure is seen.
            parts
                .into_iter()
                .map(|(rows, part)| part.join().unwrap_or_else(|_| self.part(rows)))
                .collect()
        })
    }

    fn part(&self, rows: &[Row]) -> String {
        let mut asker = self.index.asker();
        let mut out = String::new();
        for row in rows {
            let hits = match &row.query {
                Ok(query) => Ok((query, asker.screen(query, &self.options))),
                Err(errors) => Err(errors.as_slice()),
            };
            print::answer(
                &mut out,
                self.format,
                &Answer { id: &row.id, line: row.line, hits, version: self.version },
            );
        }
        out
    }
}
