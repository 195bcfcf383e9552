//! The form of the CSV files: no header, `-0-` for nothing, and a control character as the last line.

use super::map;
use crate::builder::Builder;
use crate::problem::{InFile, Problem};
use crate::table::separated;
use crate::words::clean;
use std::io::Read;

/// Which of the four files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// `sdn.csv`, `cons_prim.csv`: a row for each party.
    Parties,
    /// `add.csv`: a row for each address.
    Addresses,
    /// `alt.csv`: a row for each other name.
    Aliases,
    /// `sdn_comments.csv`: what the remarks of `sdn.csv` have no room for.
    Comments,
}

impl Part {
    /// How many cells its rows have.
    pub(crate) fn width(self) -> usize {
        match self {
            Part::Parties => 12,
            Part::Addresses => 6,
            Part::Aliases => 5,
            Part::Comments => 2,
        }
    }

    /// The part whose rows have this many cells.
    pub(crate) fn of_width(width: usize) -> Option<Part> {
        [Part::Parties, Part::Addresses, Part::Aliases, Part::Comments]
            .into_iter()
            .find(|part| part.width() == width)
    }

    /// The file's name at the publisher.
    #[must_use]
    pub fn file(self) -> &'static str {
        match self {
            Part::Parties => "sdn.csv",
            Part::Addresses => "add.csv",
            Part::Aliases => "alt.csv",
            Part::Comments => "sdn_comments.csv",
        }
    }
}

/// The files of a set, read one after the other; the parties have to come first.
#[derive(Default)]
pub(crate) struct Set {
    parties: map::Parties,
}

impl Set {
    /// Reads one of the files.
    pub(crate) fn read(
        &mut self,
        file: InFile<'_>,
        reader: impl Read,
        part: Part,
        out: &mut Builder<'_>,
    ) -> Result<(), Problem> {
        separated(file, reader, b',', &mut |row| {
            let cells: Vec<String> = row.cells.iter().map(|cell| value(cell)).collect();
            if cells.iter().all(String::is_empty) {
                return Ok(());
            }
            let taken = if cells.len() == part.width() {
                self.parties.take(file, row.place, part, &cells, out)
            } else {
                let message = format!("the row has {} cells, not {}", cells.len(), part.width());
                let help = format!("check that it is `{}`, and get it again", part.file());
                Err(file.at(row.place, message, help))
            };
            match taken {
                Ok(()) => Ok(()),
                Err(problem) => out.problem(problem.clone()).map_err(|_| problem),
            }
        })
    }

    /// Hands the parties over.
    pub(crate) fn finish(self, out: &mut Builder<'_>) {
        self.parties.finish(out);
    }
}

/// A cell; `-0-` is nothing.
fn value(cell: &str) -> String {
    let cell = clean(cell);
    if cell == "-0-" { String::new() } else { cell }
}
