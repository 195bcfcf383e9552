//! What the law library holds, as far as the desk needs it: handed over by whoever loaded the law.

use navicert_model::day::Day;

/// An act that the library holds.
#[derive(Clone, Debug)]
pub struct KnownAct {
    /// `cn/2026-1`.
    pub id: String,
    /// Title in English.
    pub title: String,
    /// Day of publication.
    pub published: Day,
    /// Days on which its clauses begin.
    pub since: Vec<Day>,
    /// `official-text` and the like.
    pub basis: String,
    /// Its clauses, in order.
    pub clauses: Vec<KnownClause>,
}

/// A clause of an act.
#[derive(Clone, Debug)]
pub struct KnownClause {
    /// `cn/2026-1#1`.
    pub id: String,
    /// Title.
    pub title: String,
    /// Tags of parties and end uses that its condition asks for.
    pub limits: Vec<String>,
}

/// The acts of the library.
#[derive(Clone, Debug, Default)]
pub struct Library {
    /// In the order of their ids.
    pub acts: Vec<KnownAct>,
}

impl Library {
    /// The act of an id.
    pub fn act(&self, id: &str) -> Option<&KnownAct> {
        self.acts.iter().find(|act| act.id == id)
    }
}
