//! Choices made from a row of numbers.

/// A row of numbers that choices use up. When none is left, every choice is the first one.
#[derive(Clone, Debug)]
pub struct Choices<'n> {
    numbers: std::slice::Iter<'n, u16>,
}

impl<'n> Choices<'n> {
    /// Choices from these numbers.
    #[must_use]
    pub fn new(numbers: &'n [u16]) -> Choices<'n> {
        Choices { numbers: numbers.iter() }
    }

    /// A number below `limit`; smaller numbers give smaller results.
    pub fn below(&mut self, limit: usize) -> usize {
        let number = self.numbers.next().copied().unwrap_or(0);
        (usize::from(number) * limit) >> 16
    }

    /// True in so many cases of a hundred; false when no number is left.
    pub fn percent(&mut self, share: usize) -> bool {
        self.below(100) >= 100 - share
    }

    /// One of these.
    pub fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    /// One to `most` of these, in their order, each once.
    pub fn some<T: Copy>(&mut self, of: &[T], most: usize) -> Vec<T> {
        let wanted = 1 + self.below(most.min(of.len()));
        let mut picked: Vec<usize> = (0..wanted).map(|_| self.below(of.len())).collect();
        picked.sort_unstable();
        picked.dedup();
        picked.into_iter().map(|at| of[at]).collect()
    }
}
