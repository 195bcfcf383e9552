//! Which codes of the laws correspond, as data: `laws/correspondence/*.table`.
//!
//! ```text
//! area chip-tools "Chip-making and testing tools"
//!   to      CN
//! family "EUV pellicles"
//! topic pellicle "EUV pellicles"
//!   us  3B001.l            same  official-text
//!   jp  7(17)/6.17-3.ho    same  official-text
//!   eu  3B501.m            same  official-text  "the letters differ"
//! ```
//!
//! A topic is one thing in our own words; the relation says how far a law's entry goes beside it.
//! Codes are never joined by their text: two laws meet in a topic or nowhere.

mod parse;

use navicert_model::country::Country;
use navicert_rules::law::SourceFile;

pub use parse::TableError;

/// How far a law's entry goes beside a topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Relation {
    /// As far.
    Same,
    /// It holds the topic and more.
    Wider,
    /// It holds a part of the topic.
    Narrower,
    /// Each holds something that the other does not.
    Overlaps,
    /// The law lists nothing of the kind; its code is that of what is not listed.
    None,
}

impl Relation {
    /// Every relation.
    pub const ALL: [Relation; 5] =
        [Relation::Same, Relation::Wider, Relation::Narrower, Relation::Overlaps, Relation::None];
    /// Their words.
    pub const WORDS: [&str; 5] = ["same", "wider", "narrower", "overlaps", "none"];

    /// The word in tables and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Relation::Same => "same",
            Relation::Wider => "wider",
            Relation::Narrower => "narrower",
            Relation::Overlaps => "overlaps",
            Relation::None => "none",
        }
    }
}

/// A law's code for a topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// The code scheme: `us`, `jp`, …
    pub scheme: String,
    /// The code, as the law prints it.
    pub code: String,
    /// How far the entry goes.
    pub relation: Relation,
    /// What the relation rests on, a word of the vocabulary.
    pub basis: String,
    /// In a few words.
    pub note: Option<String>,
}

/// One thing that several laws may list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Topic {
    /// Its name, unique in all tables.
    pub name: String,
    /// Its title.
    pub title: String,
    /// The area it belongs to.
    pub area: String,
    /// The family within the area; empty if the area has none.
    pub family: String,
    /// `goods`, `software` or `technology`.
    pub kind: String,
    /// Codes by scheme; a scheme that is not there was not looked at.
    pub codes: Vec<Match>,
    /// Notes.
    pub notes: Vec<String>,
}

/// A control area: topics that are compared together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Area {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Destinations if nobody says otherwise.
    pub to: Vec<Country>,
    /// Further countries of export, whose own law is not held.
    pub beyond: Vec<Country>,
    /// What is tried beside the clean civil transfer, by name.
    pub probes: Vec<String>,
}

/// A law's own seat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    /// The law.
    pub law: String,
    /// A country whose exports it licenses.
    pub country: Country,
    /// The code of what it does not list: `none`, `EAR99`.
    pub residual: String,
}

/// What a probe changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum About {
    /// How or where the item was made.
    Making,
    /// Who uses it, and for what.
    Use,
    /// Who does the work on an installed tool.
    Service,
}

impl About {
    /// Their words.
    pub const WORDS: [&str; 3] = ["making", "use", "service"];

    /// The word in tables and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            About::Making => "making",
            About::Use => "use",
            About::Service => "service",
        }
    }
}

/// A change to the clean civil transfer that is tried, so that the reach of a law shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Probe {
    /// Its name.
    pub name: String,
    /// What it supposes, as the rest of a sentence that begins with "if".
    pub title: String,
    /// What it changes.
    pub about: About,
    /// Columns and their values; `$from` and `$to` stand for the route.
    pub set: Vec<(String, String)>,
}

/// All tables.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tables {
    /// Seats of laws.
    pub seats: Vec<Seat>,
    /// Destinations of an item that belongs to no area.
    pub to: Vec<Country>,
    /// Further countries of export of such an item.
    pub beyond: Vec<Country>,
    /// Probes, in the order in which they are tried.
    pub probes: Vec<Probe>,
    /// Areas, in the order of the files.
    pub areas: Vec<Area>,
    /// Topics, in the order of the files.
    pub topics: Vec<Topic>,
}

impl Tables {
    /// Reads table files, in the order of their names.
    ///
    /// # Errors
    /// Everything wrong with them, each with file, line and help.
    pub fn read(files: &[SourceFile]) -> Result<Tables, Vec<TableError>> {
        let mut files: Vec<&SourceFile> = files.iter().collect();
        files.sort_by(|a, b| a.name.cmp(&b.name));
        parse::read(&files)
    }

    /// The area of that name.
    pub fn area(&self, name: &str) -> Option<&Area> {
        self.areas.iter().find(|area| area.name == name)
    }

    /// The topic of that name.
    pub fn topic(&self, name: &str) -> Option<&Topic> {
        self.topics.iter().find(|topic| topic.name == name)
    }

    /// Topics of an area.
    pub fn topics_of<'t>(&'t self, area: &str) -> impl Iterator<Item = &'t Topic> + use<'t> {
        let area = area.to_owned();
        self.topics.iter().filter(move |topic| topic.area == area)
    }

    /// Topics in which a law has this very code for something it lists.
    pub fn topics_with(&self, scheme: &str, code: &str) -> Vec<&Topic> {
        let has = |one: &Match| {
            one.scheme == scheme && one.code == code && one.relation != Relation::None
        };
        self.topics.iter().filter(|topic| topic.codes.iter().any(has)).collect()
    }

    /// What the law of a scheme calls that which it does not list.
    pub fn residual(&self, scheme: &str) -> &str {
        let seat = self.seats.iter().find(|seat| seat.law == scheme);
        seat.map_or("none", |seat| seat.residual.as_str())
    }
}
