//! Many parties at once, over the cores, answered in the order they came.

use super::print::{self, Answer, Lists};
use super::since::{self, Earlier};
use super::table::Row;
use crate::output::Format;
use navicert_names::{Changes, Index, Options};
use std::sync::atomic::{AtomicUsize, Ordering};
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
    pub lists: Lists<'i>,
    /// Earlier answers, and what changed since.
    pub kept: Option<(&'i Earlier, &'i Changes<'i>)>,
    /// How many parties were matched.
    pub asked: &'i AtomicUsize,
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
        let mut concern = self.kept.map(|(_, changes)| changes.concern());
        let mut out = String::new();
        for row in rows {
            if let (Ok(query), Some((earlier, _)), Some(concern)) =
                (&row.query, self.kept, &mut concern)
                && let Some(answer) = earlier.answer(row, &self.options)
                && !concern.concerns(query, Some(&since::shown(&answer)))
            {
                print::kept(&mut out, answer, query, &self.lists);
                continue;
            }
            self.asked.fetch_add(usize::from(row.query.is_ok()), Ordering::Relaxed);
            let hits = match &row.query {
                Ok(query) => Ok((query, asker.screen(query, &self.options))),
                Err(errors) => Err(errors.as_slice()),
            };
            print::answer(
                &mut out,
                self.format,
                &Answer {
                    id: &row.id,
                    line: row.line,
                    hits,
                    options: &self.options,
                    lists: &self.lists,
                },
            );
        }
        out
    }
}
