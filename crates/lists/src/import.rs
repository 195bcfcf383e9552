//! Files in, entries out; nothing is half imported.

use crate::builder::Builder;
use crate::entry::Entry;
use crate::feed::Feed;
use crate::format::Format;
use crate::mapped::Mapping;
use crate::problem::{InFile, Problem};
use crate::us_ofac::{self, Part};
use crate::{eu, ftm, gb, jp_meti, mapped, un, us_csl, us_dpl};
use navicert_model::day::Day;
use std::collections::BTreeMap;
use std::fmt;
use std::io::BufRead;

/// A file to import.
pub struct Input<'r> {
    /// Its name, in messages.
    pub name: String,
    /// Its form.
    pub format: Format,
    /// Its bytes.
    pub reader: Box<dyn BufRead + 'r>,
}

impl fmt::Debug for Input<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Input({}, {:?})", self.name, self.format)
    }
}

/// What an import read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Import {
    /// The entries, in the order of their ids.
    pub entries: Vec<Entry>,
    /// The day of which the publisher says the file is.
    pub as_of: Option<Day>,
    /// How many entries each list has.
    pub lists: BTreeMap<String, usize>,
    /// What is worth telling and stops nothing, with how often it happened.
    pub notices: Vec<(String, usize)>,
    /// Spellings of countries that are not known, with how often they stand. The entries keep them.
    pub unknown_countries: Vec<(String, usize)>,
}

/// Reads the files of one feed: one file, or the four of the Office of Foreign Assets Control in any
/// order. Reading is a stream; what is held is what is returned (a workbook, and a CSV that is not
/// UTF-8, are held whole while they are read).
///
/// ```
/// use navicert_lists::{Feed, Format, Input, import};
/// let text = "id,name,country,kind\n1,Example Optics,CN,org\n";
/// let input = Input { name: "own.csv".into(), format: Format::Csv, reader: Box::new(text.as_bytes()) };
/// let done = import(&Feed::own("own", "Own list", "us"), vec![input], None).expect("it is sound");
/// assert_eq!(done.entries[0].id, "own#1");
/// ```
///
/// # Errors
/// The first twenty problems, with file, row and field: nothing is imported then.
pub fn import(
    feed: &Feed,
    mut inputs: Vec<Input<'_>>,
    mapping: Option<&Mapping>,
) -> Result<Import, Vec<Problem>> {
    let mut out = Builder::new(feed);
    let names: Vec<String> = inputs.iter().map(|input| input.name.clone()).collect();
    let done = match belong(&inputs) {
        Err(problem) => Err(problem),
        Ok(()) if matches!(inputs.first(), Some(Input { format: Format::OfacCsv(_), .. })) => {
            inputs.sort_by_key(|input| match input.format {
                Format::OfacCsv(part) => part,
                _ => Part::Parties,
            });
            ofac(inputs, &mut out)
        }
        Ok(()) => inputs.into_iter().try_for_each(|input| read(input, mapping, &mut out)),
    };
    if let Err(problem) = done
        && !out.problems.contains(&problem)
    {
        out.problems.push(problem);
    }
    if out.problems.is_empty() && out.entries.is_empty() {
        let file = names.first().map_or("", String::as_str);
        let help = "check that it is the publisher's whole file";
        out.problems.push(InFile(file).problem("the file lists nobody", help));
    }
    if out.problems.is_empty() { Ok(finished(out)) } else { Err(out.problems) }
}

/// Files that make one import: one, or parts of one set, each once, the parties among them.
fn belong(inputs: &[Input<'_>]) -> Result<(), Problem> {
    let Some(first) = inputs.first() else {
        return Err(InFile("").problem("no file is given", "name a file"));
    };
    let file = |input: &Input<'_>| InFile(&input.name).problem("", "");
    if !matches!(first.format, Format::OfacCsv(_)) {
        return match inputs.get(1) {
            None => Ok(()),
            Some(second) => Err(Problem {
                message: "a feed is one file".to_owned(),
                help: "import the files one after the other".to_owned(),
                ..file(second)
            }),
        };
    }
    for (index, input) in inputs.iter().enumerate() {
        let Format::OfacCsv(part) = input.format else {
            let message = format!("this is {}, not a part of the set", input.format.title());
            return Err(Problem { message, help: "import it apart".to_owned(), ..file(input) });
        };
        let earlier = inputs.iter().take(index);
        if let Some(other) = earlier.into_iter().find(|other| other.format == input.format) {
            let message = format!("`{}` is a `{}` too", other.name, part.file());
            return Err(Problem { message, help: "give each part once".to_owned(), ..file(input) });
        }
    }
    if inputs.iter().any(|input| input.format == Format::OfacCsv(Part::Parties)) {
        return Ok(());
    }
    let message = "the parties that it belongs to are missing".to_owned();
    let help = format!("give `{}` with it", Part::Parties.file());
    Err(Problem { message, help, ..file(first) })
}

fn ofac(inputs: Vec<Input<'_>>, out: &mut Builder<'_>) -> Result<(), Problem> {
    for part in [Part::Addresses, Part::Aliases, Part::Comments] {
        if !inputs.iter().any(|input| input.format == Format::OfacCsv(part)) {
            out.notice(format!("`{}` is missing: what it says is not imported", part.file()));
        }
    }
    let mut set = us_ofac::Set::default();
    for input in inputs {
        if let Format::OfacCsv(part) = input.format {
            set.read(InFile(&input.name), input.reader, part, out)?;
        }
    }
    set.finish(out);
    Ok(())
}

fn read(input: Input<'_>, mapping: Option<&Mapping>, out: &mut Builder<'_>) -> Result<(), Problem> {
    let Input { name, format, reader } = input;
    let file = InFile(&name);
    let plain;
    let mapping = match mapping {
        Some(mapping) => mapping,
        None => {
            plain = Mapping::plain();
            &plain
        }
    };
    match format {
        Format::UsCslCsv => us_csl::csv(file, reader, b',', out),
        Format::UsCslTsv => us_csl::csv(file, reader, b'\t', out),
        Format::UsCslJson => us_csl::json(file, reader, out),
        Format::OfacCsv(_) => Ok(()),
        Format::OfacXml => us_ofac::xml(file, reader, out),
        Format::UsDpl => us_dpl::tab(file, reader, out),
        Format::Un => un::xml(file, reader, out),
        Format::Eu => eu::xml(file, reader, out),
        Format::Gb => gb::csv(file, reader, out),
        Format::JpXlsx => jp_meti::xlsx(file, reader, out),
        Format::JpCsv => jp_meti::csv(file, reader, out),
        Format::JpJson => jp_meti::json(file, reader, out),
        Format::Ftm => ftm::lines(file, reader, out),
        Format::Csv => mapped::csv(file, reader, mapping, out),
        Format::Xlsx => mapped::xlsx(file, reader, mapping, out),
    }
}

fn finished(out: Builder<'_>) -> Import {
    let mut entries = out.entries;
    entries.sort_by(|a, b| a.id.cmp(&b.id));
    let mut lists = BTreeMap::new();
    for entry in &entries {
        match lists.get_mut(&entry.list) {
            Some(count) => *count += 1,
            None => {
                lists.insert(entry.list.clone(), 1);
            }
        }
    }
    let most = |counts: BTreeMap<String, usize>| {
        let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
        counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        counts
    };
    Import {
        entries,
        as_of: out.as_of,
        lists,
        notices: most(out.notices),
        unknown_countries: most(out.unknown_countries),
    }
}

/// A list that has lost entries, so that a part of the file may be missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shrunk {
    /// It has fewer than its descriptor expects.
    BelowLeast {
        /// The list.
        list: String,
        /// How many it has.
        has: usize,
        /// How many it should have at least.
        at_least: usize,
    },
    /// It has lost more than a fifth of what the version in force has.
    Lost {
        /// The list.
        list: String,
        /// How many it has.
        has: usize,
        /// How many it had.
        had: usize,
    },
}

impl fmt::Display for Shrunk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Shrunk::BelowLeast { list, has, at_least } => {
                write!(f, "`{list}` has {has} entries; at least {at_least} are expected")
            }
            Shrunk::Lost { list, has, had } => {
                let (lost, had) = (had.saturating_sub(*has), *had);
                let percent = lost.saturating_mul(100).checked_div(had).unwrap_or(0);
                write!(
                    f,
                    "`{list}` has {has} entries; the version in force has {had} ({percent} % lost)"
                )
            }
        }
    }
}

impl Import {
    /// Which lists have lost so much that a part of the file is probably missing: below what the
    /// descriptor expects, or more than a fifth of the version in force.
    #[must_use]
    pub fn shrunk(&self, feed: &Feed, in_force: Option<&BTreeMap<String, usize>>) -> Vec<Shrunk> {
        let has = |list: &str| self.lists.get(list).copied().unwrap_or(0);
        let least = feed.sources.iter().filter_map(|source| {
            let has = has(&source.list);
            (has < source.at_least).then(|| Shrunk::BelowLeast {
                list: source.list.clone(),
                has,
                at_least: source.at_least,
            })
        });
        let lost = in_force.into_iter().flatten().filter_map(|(list, had)| {
            let (has, had) = (has(list), *had);
            let lost = had.saturating_sub(has);
            (lost.saturating_mul(5) > had).then(|| Shrunk::Lost { list: list.clone(), has, had })
        });
        least.chain(lost).collect()
    }

    /// How many names the entries have.
    #[must_use]
    pub fn names(&self) -> usize {
        self.entries.iter().map(|entry| entry.names.len()).sum()
    }
}
