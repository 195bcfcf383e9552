//! A reader that knows at which line it is.

use std::cell::Cell;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

/// Counts the lines of what is read through it.
pub(crate) struct Lines<R> {
    inner: R,
    line: Rc<Cell<u64>>,
}

/// The line that a [`Lines`] has come to, from 1.
#[derive(Clone)]
pub(crate) struct Line(Rc<Cell<u64>>);

impl Line {
    pub(crate) fn get(&self) -> u64 {
        self.0.get()
    }
}

impl<R: BufRead> Lines<R> {
    pub(crate) fn new(inner: R) -> (Self, Line) {
        let line = Rc::new(Cell::new(1));
        (Lines { inner, line: Rc::clone(&line) }, Line(line))
    }
}

impl<R: BufRead> BufRead for Lines<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        if let Ok(buffer) = self.inner.fill_buf() {
            let read = buffer.get(..amount).unwrap_or(buffer);
            let breaks = read.iter().filter(|byte| **byte == b'\n').count();
            self.line.set(self.line.get().saturating_add(breaks as u64));
        }
        self.inner.consume(amount);
    }
}

impl<R: BufRead> Read for Lines<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = {
            let buffer = self.fill_buf()?;
            let count = buffer.len().min(into.len());
            into[..count].copy_from_slice(&buffer[..count]);
            count
        };
        self.consume(count);
        Ok(count)
    }
}
