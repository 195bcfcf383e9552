//! `screen`: parties against listed parties, with the reasons for each hit.

mod batch;
mod print;
mod since;
mod table;

use crate::clock::Moment;
use crate::decide::progress::Progress;
use crate::failure::{Exit, Failure};
use crate::files::LawFiles;
use crate::output::{Format, Output, complain, counted};
use crate::parties;
use crate::record;
use batch::Batch;
use clap::Args;
use navicert_engine::Engine;
use navicert_engine::screen::NameIndex;
use navicert_model::country::{Country, CountrySet};
use navicert_model::day::Day;
use navicert_names::{BirthDate, Changes, Index, Kind, Options, Query, Score};
use since::Earlier;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{fs, io};
use table::{Row, Table};

/// Find listed parties by name, in Latin, Chinese, Japanese, Korean, Cyrillic or Arabic script
///
/// Each hit says whether it is the same party, a sibling or branch of it, or possibly it, with the
/// words that match. No hit means that no name came near, not that the party may be supplied. Ends
/// with 1 if any row could not be read (the others are answered all the same).
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  navicert screen \"Mitubishi Jukogyo\"\n  \
    navicert screen --file customers.csv --against listed.csv --format json > hits.jsonl\n  \
    navicert screen \"Ivan Petrov\" --kind person --born 1970-05 --against listed.csv\n  \
    navicert screen --file customers.csv --since hits.jsonl --format json > hits-today.jsonl\n\n\
    Columns of both files, in any order: id, name; and if known country (ISO 3166, several joined\n  \
    by `;`), kind (org, person, vessel), birth_date (1970, 1970-05, 1970-05-31); in the listed\n  \
    parties also list. Rows with one id are one party under several names.")]
pub struct Screen {
    /// Names to look up
    #[arg(value_name = "NAME", required_unless_present = "file", conflicts_with = "file")]
    names: Vec<String>,
    /// A CSV or XLSX of parties to look up; `-` is standard input
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
    /// A CSV of listed parties [default: the imported lists and those of the law]
    #[arg(long, value_name = "FILE")]
    against: Option<PathBuf>,
    /// The day whose lists count [default: today]
    #[arg(long, value_name = "DAY", value_parser = Day::parse, conflicts_with = "against")]
    on: Option<Day>,
    /// Write the answers to this file
    #[arg(short, long, value_name = "FILE", requires = "file")]
    output: Option<PathBuf>,
    /// Go on where an earlier run into the same file ended (JSON)
    #[arg(long, requires = "output")]
    resume: bool,
    /// Keep the answers of an earlier run (JSON) that no change of the lists since then concerns
    #[arg(long, value_name = "FILE", requires = "file", conflicts_with = "resume")]
    since: Option<PathBuf>,
    /// The listed parties that the earlier run was asked against, where `--against` names others. Without a column
    /// `list` a list is called after its file: keep the name of the file
    #[arg(long, value_name = "FILE", requires_all = ["since", "against"])]
    before: Option<PathBuf>,
    /// Country of the names given as arguments
    #[arg(long, value_name = "COUNTRY", value_parser = country, conflicts_with = "file")]
    country: Vec<Country>,
    /// What sort of party they are
    #[arg(long, value_name = "KIND", value_parser = kind, conflicts_with = "file")]
    kind: Option<Kind>,
    /// Day of birth, as far as known
    #[arg(long, value_name = "DAY", value_parser = born, conflicts_with = "file")]
    born: Option<BirthDate>,
    /// Lowest score of a hit
    #[arg(long, value_name = "0..1000", default_value_t = 700, value_parser = clap::value_parser!(u16).range(0..=1000))]
    threshold: u16,
    /// Most hits for a party
    #[arg(long, value_name = "N", default_value_t = 25)]
    most: usize,
    /// How hits are printed
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Threads that match at once [default: as many as the machine has cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: Option<u16>,
}

/// A country, as an argument, in either case.
pub fn country(text: &str) -> Result<Country, String> {
    Country::parse(&text.to_ascii_uppercase()).map_err(|error| format!("{error}; {}", error.help()))
}

fn kind(text: &str) -> Result<Kind, String> {
    Kind::parse(text)
        .ok_or_else(|| format!("`{text}` is no kind; write `org`, `person` or `vessel`"))
}

fn born(text: &str) -> Result<BirthDate, String> {
    BirthDate::parse(text)
        .ok_or_else(|| format!("`{text}` is no day; write 1970, 1970-05 or 1970-05-31"))
}

impl Screen {
    /// Runs the command.
    ///
    /// # Errors
    /// Listed parties that cannot be read, output that cannot be written.
    pub fn run(self) -> Result<Exit, Failure> {
        let earlier = self.earlier()?;
        let on = self.on.unwrap_or_else(|| Moment::now().day);
        let engine = match &self.against {
            Some(_) => None,
            None => Some(parties::with_lists(LawFiles::open(None)?.engine()?)?),
        };
        let (index, version) = match (&self.against, &engine) {
            (Some(path), _) => {
                let (listed, version) = table::listed(path)?;
                (Index::build(listed), version)
            }
            (None, Some(engine)) => {
                (Index::build(engine.names.listed_on(on)), since::version(&engine.names))
            }
            (None, None) => (Index::default(), String::new()),
        };
        let before = earlier.as_ref().map(|earlier| self.before(earlier)).transpose()?;
        let changes = before.as_ref().map(|before| Changes::between(before, &index, &[]));
        let asked = AtomicUsize::new(0);
        let options = Options { threshold: Score::new(self.threshold.into()), most: self.most };
        let threads = self.threads.map_or_else(cores, usize::from);
        let batch = Batch {
            index: &index,
            options,
            threads,
            format: self.format,
            lists: print::Lists {
                version: &version,
                on: engine.is_some().then_some(on),
                record: record_of(engine.as_ref())?,
            },
            kept: earlier.as_ref().zip(changes.as_ref()),
            asked: &asked,
        };
        let done = self.done()?;
        let mut output = match &self.output {
            Some(path) => Output::file(path, done > 0)?,
            None => Output::open(),
        };
        if done == 0 {
            output.put(&print::beginning(self.format))?;
        }
        let mut bad = 0;
        let mut answered = 0;
        match &self.file {
            None => {
                let rows = self.names.iter().map(|name| self.row(name)).collect::<Vec<_>>();
                answered += rows.len();
                for text in batch.answer(&rows) {
                    output.put(&text)?;
                }
            }
            Some(path) => {
                let mut table = Table::open(path)?;
                table.skip(done)?;
                let mut progress = Progress::new(!output.is_terminal());
                loop {
                    let rows = table.rows(batch::STRIDE)?;
                    if rows.is_empty() {
                        break;
                    }
                    bad += rows.iter().filter(|row| row.query.is_err()).count();
                    answered += rows.len();
                    for text in batch.answer(&rows) {
                        output.put(&text)?;
                    }
                    progress.at(answered);
                }
                progress.clear();
            }
        }
        output.finish()?;
        if self.since.is_some() {
            let again = asked.load(Ordering::Relaxed);
            let of = counted(answered - bad, "party", "parties");
            complain(&format!("matched again: {again} of {of}\n"));
        }
        if bad > 0 {
            complain(&format!(
                "error: {} could not be read; {} answered\n help: correct them and ask again\n",
                counted(bad, "row", "rows"),
                counted(answered - bad, "other was", "others were"),
            ));
            return Ok(Exit::Bad);
        }
        Ok(Exit::Go)
    }

    /// The answers of an earlier run, if any of them can be kept.
    fn earlier(&self) -> Result<Option<Earlier>, Failure> {
        let Some(path) = &self.since else { return Ok(None) };
        if self.format != Format::Json {
            let help = "add `--format json`: the earlier answers are JSON Lines, too";
            return Err(Failure::usage("only JSON can be kept", help));
        }
        Earlier::open(path)
    }

    /// The listed parties of the earlier run.
    fn before(&self, earlier: &Earlier) -> Result<Index, Failure> {
        let Some(path) = &self.before else {
            return match &self.against {
                None => earlier.index(),
                Some(_) => Err(Failure::usage(
                    "what changed in `--against` is not known",
                    "give the table that the earlier run was asked against as `--before`",
                )),
            };
        };
        let (listed, version) = table::listed(path)?;
        if version != earlier.version {
            let what = format!(
                "{} has the version {version}, but the earlier answers were given against {}",
                path.display(),
                earlier.version
            );
            return Err(Failure::bad(what, "give the very table of the earlier run"));
        }
        Ok(Index::build(listed))
    }

    /// How many rows an earlier run has answered; a half-written last line is cut off.
    fn done(&self) -> Result<usize, Failure> {
        let (Some(path), true) = (&self.output, self.resume) else { return Ok(0) };
        if self.format != Format::Json {
            let help = "add `--format json`: one line a row tells where to go on";
            return Err(Failure::usage("only JSON can be gone on with", help));
        }
        let bytes = match fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(0),
            Err(error) => return Err(Failure::file("read", path, &error)),
        };
        let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |last| last + 1);
        let file = fs::OpenOptions::new().write(true).open(path);
        file.and_then(|file| file.set_len(whole as u64))
            .map_err(|error| Failure::file("write", path, &error))?;
        Ok(bytes[..whole].iter().filter(|byte| **byte == b'\n').count())
    }

    fn row(&self, name: &str) -> Row {
        let query = Query {
            name: name.to_owned(),
            countries: self.country.iter().copied().collect::<CountrySet>(),
            kind: self.kind.unwrap_or_default(),
            birth_date: self.born,
            ..Query::default()
        };
        Row { id: name.to_owned(), line: 1, query: Ok(query) }
    }
}

/// What was said of hits, if there is a record.
fn record_of(engine: Option<&Engine>) -> Result<Option<&NameIndex>, Failure> {
    Ok(if record::exists()? { engine.map(|engine| &*engine.names) } else { None })
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}
