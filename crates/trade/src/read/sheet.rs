//! Where a reader puts what it read.

use crate::observation::{Edition, Key, Line, Observation, State, Unit};
use crate::period::Period;
use navicert_model::day::Day;
use rust_decimal::Decimal;
use std::collections::HashMap;
use std::sync::Arc;

/// The lines of one file.
pub(super) struct Sheet {
    file: u32,
    pub lines: Vec<Line>,
    index: HashMap<Key, usize>,
    last: Option<usize>,
}

/// A figure, before it is known what it counts.
#[derive(Clone, Copy)]
pub(super) struct Cell {
    /// Line of the file.
    pub line: u32,
    pub period: Period,
    pub released: Option<Day>,
    pub edition: Edition,
}

impl Sheet {
    pub fn new(file: u32) -> Sheet {
        Sheet { file, lines: Vec::new(), index: HashMap::new(), last: None }
    }

    /// Goes to the line of a key.
    pub fn line(&mut self, key: Key, product: &str) {
        let same =
            self.last.and_then(|last| self.lines.get(last)).is_some_and(|line| line.key == key);
        if !same {
            let next = self.lines.len();
            let at = *self.index.entry(key.clone()).or_insert(next);
            if at == next {
                self.lines.push(Line { key, product: None, cells: Vec::new() });
            }
            self.last = Some(at);
        }
        let line = self.last.and_then(|last| self.lines.get_mut(last));
        if let Some(line) = line
            && line.product.is_none()
            && !product.is_empty()
        {
            let words: Vec<&str> = product.split_whitespace().collect();
            line.product = Some(Arc::from(words.join(" ")));
        }
    }

    /// Adds a cell to it.
    pub fn put(&mut self, cell: Cell, unit: Unit, value: Option<Decimal>, state: State) {
        let Cell { line, period, released, edition } = cell;
        let file = self.file;
        if let Some(at) = self.last.and_then(|last| self.lines.get_mut(last)) {
            at.cells.push(Observation {
                file,
                line,
                period,
                unit,
                value,
                state,
                released,
                edition,
            });
        }
    }
}
