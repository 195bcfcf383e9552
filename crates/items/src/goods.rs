//! Kinds of goods that somebody has reviewed under every law, as data: `laws/goods/*.goods`.
//!
//! ```text
//! word dysprosium "dysprosium", "镝", "ジスプロシウム"
//! goods dysprosium-oxide "Dysprosium oxide"
//!   named  dysprosium + oxide
//!   hs     284690, 382499
//!   unless magnet, target
//!   cn     1C905.b
//!   us,jp,eu,nl none
//! ```
//!
//! A kind says by which words a description names it, which tariff numbers it may have, which words
//! make it something else, and the only entries of each law that can describe it. `none` closes a law:
//! nothing but the entries named can describe the kind. Without it the law stays open.

mod parse;
mod recognise;

use crate::lexicon::{Lexicon, Sense};

pub use parse::GoodsError;
pub use recognise::{Match, Witness};

/// Everything that the files say.
#[derive(Clone, Debug, Default)]
pub struct Goods {
    /// Phrases and meanings.
    pub lexicon: Lexicon,
    /// The kinds.
    pub kinds: Vec<Kind>,
    /// The control list of each law that items are classified by.
    pub lists: Vec<(String, String)>,
    /// Questions for parameters.
    pub asks: Vec<(String, String)>,
    /// What a tag takes out of lists.
    pub outside: Vec<Outside>,
    /// What is told of items with a tag, or of a sort (`kind:technology`).
    pub remarks: Vec<(String, String)>,
    /// Wordings of the statement that an item is not listed, by law: title, then headings.
    pub forms: Vec<(String, Vec<String>)>,
    /// Parameters that follow from others.
    pub derived: Vec<Derived>,
    /// Words that say nothing of what a thing is.
    neutral: Vec<Sense>,
    /// Words that take a thing out of what is named.
    denying: Vec<Sense>,
    /// Kinds by one meaning of each way to name them.
    by_sense: std::collections::HashMap<Sense, Vec<(usize, usize)>>,
}

/// A tag that takes software or technology out of the lists of laws.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outside {
    /// The tag.
    pub tag: String,
    /// `software` or `technology`.
    pub sort: String,
    /// The laws.
    pub laws: Vec<String>,
    /// Why.
    pub why: String,
}

/// A parameter that follows from others: the largest of its terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Derived {
    /// What follows.
    pub target: String,
    /// Products and quotients of a parameter with another or a number.
    pub terms: Vec<Term>,
    /// Parameters that must be given for the largest term to be the exact value; without them it is
    /// only a lower limit. Empty = every term.
    pub needs: Vec<String>,
}

/// `left * right` or `left / right`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// A parameter.
    pub left: String,
    /// Divided, or multiplied?
    pub divides: bool,
    /// Another parameter, or a number.
    pub right: String,
}

/// A kind of goods.
#[derive(Clone, Debug, Default)]
pub struct Kind {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: String,
    /// `goods`, `software` or `technology`.
    pub sort: String,
    /// Ways to name it: all groups of one way must be in the text, each by any of its meanings.
    pub named: Vec<Vec<Vec<Sense>>>,
    /// Meanings that make it something else.
    pub unless: Vec<Sense>,
    /// Tariff numbers it may have, digits; empty = any.
    pub hs: Vec<String>,
    /// The entries, by law, in the order of the file.
    pub rows: Vec<Row>,
    /// Topics of the tables of correspondence whose codes are its rows, each with whether a person must
    /// confirm that the item is such a thing.
    pub topics: Vec<(String, bool)>,
    /// Notes for the proof.
    pub notes: Vec<String>,
    /// Where it stands.
    pub file: String,
    /// The line it begins on.
    pub line: usize,
}

/// What a law has for a kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The law.
    pub law: String,
    /// The entry; `None` = nothing else of the law can describe the kind.
    pub code: Option<String>,
    /// A condition of the law language, besides that of the entry.
    pub when: Option<String>,
    /// Tags of the item that take it out of the entry, where they are stated.
    pub unless: Vec<String>,
    /// What a person must answer with yes for the entry to describe the item.
    pub ask: Option<String>,
    /// Line in the file.
    pub line: usize,
}

impl Goods {
    /// Reads files, given as name and text, in the order of their names.
    ///
    /// # Errors
    /// Everything wrong with them, each with file, line and help.
    pub fn read(files: &[(String, String)]) -> Result<Goods, Vec<GoodsError>> {
        parse::read(files)
    }

    /// The question for a parameter.
    #[must_use]
    pub fn ask(&self, parameter: &str) -> Option<&str> {
        self.asks.iter().find(|(name, _)| name == parameter).map(|(_, text)| text.as_str())
    }

    /// Is every law named in some row closed for the kind?
    #[must_use]
    pub fn closes(kind: &Kind, law: &str) -> bool {
        kind.rows.iter().any(|row| row.law == law && row.code.is_none())
    }
}
