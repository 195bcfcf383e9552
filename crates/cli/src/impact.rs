//! `impact`: what an act, a draft, a day or a list change does to an order book.

mod json;
mod quick;
mod text;

use crate::clock;
use crate::decide::Asked;
use crate::decide::progress::Progress;
use crate::failure::{Exit, Failure};
use crate::files::{LawFiles, collect};
use crate::input::{self, InputFormat};
use crate::lists::home::Home;
use crate::output::{Format, complain, counted};
use crate::parties;
use crate::record;
use clap::Args;
use navicert_engine::Engine;
use navicert_model::day::Day;
use navicert_record::already::Already;
use navicert_record::book::{Gather, OrderBook};
use navicert_record::change::{Change, ChangeError, ListChange};
use navicert_record::impact::{Impact as Found, impact};
use navicert_record::licensed::{self, Ending, LicensedError, Touched, touched};
use navicert_record::lists::{Lists, Sources};
use navicert_record::stock;
use navicert_rules::law::SourceFile;
use navicert_store::{Store, orders};
use std::path::{Path, PathBuf};

/// Say what an act, a draft, a day or a list change does to an order book
///
/// Looks at every open line of the record, or of the files that are named, decides those that the
/// change may matter to under the law before and after, and says which come out otherwise: another
/// verdict, or the same verdict under another licensing policy. No line is left out: one that cannot
/// be decided is named, and the command ends with 1.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  navicert impact --act cn/2026-1\n  \
    navicert impact --act cn/2026-1 --on 2026-01-07 samples/orders.jsonl\n  \
    navicert impact --between 2026-11-09 2026-11-10 --format csv > changed.csv\n  \
    navicert impact --assume cn/2025-61 --law my-law orders.csv\n  \
    navicert impact --assume draft.law\n  navicert impact --list-change changes.csv\n  \
    navicert impact --list-change us-csl\n\n\
    A list change is a CSV with the columns `change` (added or removed), `list`, `name` and, if it \
    shall\n  have the effect of a certain round, `round`.")]
pub struct Impact {
    /// Order files to look at instead of the record; `-` is standard input
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The law without this act or clause, and with it; may be repeated
    #[arg(long, value_name = "ACT")]
    act: Vec<String>,
    /// The law on two days, every line looked at on both
    #[arg(long, num_args = 2, value_names = ["DAY", "DAY"], value_parser = clock::day)]
    between: Option<Vec<Day>>,
    /// The law as it is, and with a reported, proposed or suspended clause in force, or with the
    /// acts of a law file (`.law`) or a directory of such
    #[arg(long, value_name = "FILE|CLAUSE")]
    assume: Vec<String>,
    /// The law as it is, and with parties that come onto lists or go: a CSV, or an imported list, whose
    /// version in force is held against the one before
    #[arg(long, value_name = "FILE|LIST")]
    list_change: Option<PathBuf>,
    #[command(flatten)]
    asked: AskedOf,
    /// How the answer is printed; JSON and CSV have a row for each changed line
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// How the files are written [default: by the file's ending, then by what it looks like]
    #[arg(long, value_enum, value_name = "FORMAT")]
    input_format: Option<InputFormat>,
    /// Print the counts and sums only
    #[arg(long)]
    summary: bool,
    /// Only count lines with another verdict and sum their value: no policies, no grounds, no lines
    #[arg(long, conflicts_with_all = ["summary", "why"])]
    quick: bool,
    /// Show the grounds of each changed line: what every clause that matters said before and after
    #[arg(long)]
    why: bool,
}

/// Which law, as of when.
#[derive(Clone, Debug, Args)]
struct AskedOf {
    /// Use the law files below this directory instead of the law in this binary
    #[arg(long, value_name = "DIR")]
    law: Option<PathBuf>,
    /// Day on which a line is looked at that has no day of its own [default: today, or the first
    /// day of the act if that is later]
    #[arg(long, value_name = "DAY", value_parser = clock::day)]
    on: Option<Day>,
    /// Use only what was known then: a moment (RFC 3339) or a day [default: now]
    #[arg(long, value_name = "MOMENT", value_parser = clock::moment)]
    known_at: Option<clock::Moment>,
}

impl Impact {
    /// Runs the command.
    ///
    /// # Errors
    /// A law, an act, a record or a file that cannot be used.
    pub fn run(self) -> Result<Exit, Failure> {
        let change = self.change()?;
        if self.quick && self.files.is_empty() && quick::kept(&change, self.format)? {
            return Ok(Exit::Go);
        }
        let mut source = match self.files.is_empty() {
            true => Source::of_record()?,
            false => Source::of_files(&self.files, self.input_format)?,
        };
        if self.quick {
            return quick::run(&mut source, &change, self.format);
        }
        let already = source.already(&change)?;
        let found = impact(&source.book, &change, &already);
        source.name(&change, &found)?;
        match self.format {
            Format::Text => text::write(&source, &change, &found, self.summary, self.why)?,
            Format::Json => json::write(&source, &found, self.summary, self.why)?,
            Format::Csv => json::csv(&source, &found)?,
        }
        source.remarks(&found);
        Ok(if source.bad > 0 || !found.undecided.is_empty() { Exit::Bad } else { Exit::Go })
    }

    fn change(&self) -> Result<Change, Failure> {
        let asked = [
            !self.act.is_empty(),
            self.between.is_some(),
            !self.assume.is_empty(),
            self.list_change.is_some(),
        ];
        if asked.iter().filter(|asked| **asked).count() != 1 {
            return Err(Failure::usage(
                "what changes is not said, or said twice",
                "give one of `--act`, `--between`, `--assume`, `--list-change`",
            ));
        }
        let law = LawFiles::open(self.asked.law.as_deref())?;
        let asked = Asked {
            law: None,
            on: self.asked.on,
            known_at: self.asked.known_at.clone(),
            assume: Vec::new(),
        };
        let options = asked.options();
        let (on, known) = (options.on, options.known_day);
        let lists = parties::lists()?;
        let engine = parties::put_on(&lists, law.engine()?)?;
        let two = |engine: Engine| [engine.with_book(engine.prepared.book.clone()), engine];
        let change = if let Some(days) = &self.between {
            let [first, second] = days[..] else {
                return Err(Failure::usage("`--between` takes two days", "give two days"));
            };
            Ok(Change::between(two(engine), (first, second), known))
        } else if let Some(path) = &self.list_change {
            match feed(path)? {
                Some(feed) => {
                    let before = parties::put_on(&before(&lists, &feed)?, law.engine()?)?;
                    Ok(Change::versions([before, engine], on, known))
                }
                None => Change::lists(engine, &list_changes(path)?, on, known),
            }
        } else if self.assume.is_empty() {
            Change::acts(engine, &self.act, on, known)
        } else {
            let drafts: Vec<&String> =
                self.assume.iter().filter(|name| Path::new(name).exists()).collect();
            match drafts.is_empty() {
                true => Change::assumed(two(engine), &self.assume, on, known),
                false if drafts.len() < self.assume.len() => {
                    return Err(Failure::usage(
                        "`--assume` names files and clauses",
                        "ask about drafts and about clauses one after the other",
                    ));
                }
                false => {
                    let sources = Sources { files: &law.law, lists: &lists };
                    Change::drafts(sources, &draft_files(&self.assume)?, on, known)
                }
            }
        };
        change.map_err(|error| failed(&law, error))
    }
}

fn failed(law: &LawFiles, error: ChangeError) -> Failure {
    match error {
        ChangeError::Engine(navicert_engine::EngineError::Law(diagnostics)) => {
            complain(&law.render(&diagnostics));
            Failure::bad("law and drafts together have errors", "mend the draft, and ask again")
        }
        ChangeError::Engine(error) => crate::files::unknown_clause(&error),
        ChangeError::Lists(error) => parties::failed(&error),
        other => {
            let help = match &other {
                ChangeError::UnknownAct(_) => {
                    "name an act as `cn/2026-1` or a clause as `cn/2026-1#1`; `navicert law show` \
                     has them"
                }
                ChangeError::UnknownList(_) => "name a list as `cn/control-list`",
                ChangeError::UnknownRound(_) => "name the act that listed others, as `cn/2026-11`",
                _ => "check the name; names are compared letter by letter, without punctuation",
            };
            Failure::usage(other.to_string(), help)
        }
    }
}

fn draft_files(names: &[String]) -> Result<Vec<SourceFile>, Failure> {
    let mut files = Vec::new();
    for name in names {
        let mut paths = Vec::new();
        collect(Path::new(name), &mut paths)?;
        for path in paths.iter().filter(|path| path.extension().is_some_and(|end| end == "law")) {
            let text = std::fs::read_to_string(path)
                .map_err(|error| Failure::file("read", path, &error))?;
            files.push(SourceFile { name: path.display().to_string(), text });
        }
    }
    if files.is_empty() {
        return Err(Failure::bad(
            format!("`{}` holds no law files", names.join("`, `")),
            "name a file that ends with `.law`",
        ));
    }
    Ok(files)
}

/// The imported list that an argument names, if it is none of a file.
fn feed(path: &Path) -> Result<Option<String>, Failure> {
    if path.exists() || path.as_os_str() == "-" {
        return Ok(None);
    }
    let name = path.display().to_string();
    Ok(Home::open()?.feeds()?.into_iter().find(|feed| *feed == name))
}

/// The lists with the version of one that its newest replaced.
fn before(lists: &Lists, feed: &str) -> Result<Lists, Failure> {
    let home = Home::open()?;
    let current = home.current(feed)?.and_then(|version| version.manifest.replaces);
    let Some(replaced) = current else {
        let what = format!("there is no earlier version of `{feed}`");
        return Err(Failure::bad(what, "`navicert lists status` shows what was imported"));
    };
    let mut versions = home.versions(feed)?.into_iter();
    let Some(version) = versions.find(|version| version.manifest.digest == replaced) else {
        let what = format!("the version of `{feed}` that was replaced is gone");
        return Err(Failure::bad(what, "keep the versions below NAVICERT_HOME"));
    };
    let mut before = lists.clone();
    for one in before.versions.iter_mut().filter(|one| one.feed == feed) {
        *one = version.stored()?;
    }
    Ok(before)
}

/// Reads a list change.
fn list_changes(path: &Path) -> Result<Vec<ListChange>, Failure> {
    let text = input::table(path)?;
    let rows = navicert_model::read::read_table(&text).map_err(|error| {
        let what = format!("{}: {error}", input::named(path));
        Failure::bad(what, error.help)
    })?;
    let help = "the columns are `change` (added or removed), `list`, `name` and `round`";
    let mut changes = Vec::new();
    for row in &rows {
        let cell = |name: &str| row.cell(name).unwrap_or_default();
        let wrong = |what: String| {
            Failure::bad(format!("{}, line {}: {what}", input::named(path), row.line), help)
        };
        let added = match cell("change") {
            "added" => true,
            "removed" => false,
            other => return Err(wrong(format!("`{other}` is neither added nor removed"))),
        };
        if cell("list").is_empty() || cell("name").is_empty() {
            return Err(wrong("list or name is missing".to_owned()));
        }
        changes.push(ListChange {
            added,
            list: cell("list").to_owned(),
            name: cell("name").to_owned(),
            round: Some(cell("round").to_owned()).filter(|round| !round.is_empty()),
        });
    }
    if changes.is_empty() {
        return Err(Failure::bad(format!("{} changes nothing", input::named(path)), help));
    }
    Ok(changes)
}

/// The order book that is looked at.
pub struct Source {
    /// Its lines.
    pub book: OrderBook,
    /// Where it is, for a person.
    place: String,
    store: Option<Box<dyn Store>>,
    /// Lines of files that could not be read.
    pub bad: usize,
    /// Ids of the lines that the answer names, by line.
    ids: std::collections::HashMap<usize, String>,
    /// Stock that the change touches.
    stock: Vec<stock::Touched>,
    /// Licences that the change touches.
    licences: Vec<Touched>,
}

impl Source {
    pub fn of_record() -> Result<Self, Failure> {
        let mut store = record::open()?;
        let book = {
            let mut tx = store.read().map_err(|error| record::failed(&error))?;
            OrderBook::load(&mut *tx).map_err(|error| record::failed(&error))?
        };
        if book.is_empty() {
            return Err(Failure::bad(
                format!("the record at `{}` holds no order lines", store.place()),
                "import some with `navicert orders import FILE`, or name order files",
            ));
        }
        let place = store.place().to_owned();
        Ok(Source {
            book,
            place,
            store: Some(store),
            bad: 0,
            ids: Default::default(),
            stock: Vec::new(),
            licences: Vec::new(),
        })
    }

    pub fn of_files(files: &[PathBuf], format: Option<InputFormat>) -> Result<Self, Failure> {
        let (mut gather, mut bad, mut lines) = (Gather::default(), 0, 0);
        let mut progress = Progress::new(true);
        for path in files {
            for line in input::lines(path, format)? {
                lines += 1;
                progress.step(lines);
                match &line.result {
                    Ok(transfer) => gather.add(transfer),
                    Err(errors) => {
                        bad += 1;
                        progress.clear();
                        complain(&crate::orders::import::bad(path, &line, errors));
                    }
                }
            }
        }
        progress.clear();
        let named: Vec<String> = files.iter().map(|path| path.display().to_string()).collect();
        let (book, ids) = (gather.finish(), Default::default());
        let (stock, licences) = (Vec::new(), Vec::new());
        Ok(Source { book, place: named.join(", "), store: None, bad, ids, stock, licences })
    }

    /// Looks up the ids of the lines that the answer names, the stock of their parts, the licences.
    fn name(&mut self, change: &Change, found: &Found) -> Result<(), Failure> {
        let changed = found.changed.iter().map(|(line, _)| *line);
        let lines: Vec<usize> = changed.chain(found.undecided.iter().copied()).collect();
        self.name_lines(&lines)?;
        let Some(store) = &mut self.store else { return Ok(()) };
        let mut tx = store.read().map_err(|error| record::failed(&error))?;
        let failed = |error: LicensedError| match error {
            LicensedError::Store(error) => record::failed(&error),
            LicensedError::Engine(error) => crate::files::unknown_clause(&error),
        };
        self.stock = stock::touched(&mut *tx, &self.book, change, found).map_err(failed)?;
        self.licences = touched(&mut *tx, &self.book, change, found).map_err(failed)?;
        Ok(())
    }

    /// What the record says already of its lines.
    fn already(&mut self, change: &Change) -> Result<Already, Failure> {
        let Some(store) = &mut self.store else { return Ok(Already::default()) };
        let mut tx = store.read().map_err(|error| record::failed(&error))?;
        Already::load(&mut *tx, &self.book, change).map_err(|error| record::failed(&error))
    }

    /// Licences of the record that end within some days.
    pub fn ending(&mut self, today: Day, ahead: i32) -> Result<Vec<Ending>, Failure> {
        let Some(store) = &mut self.store else { return Ok(Vec::new()) };
        let mut tx = store.read().map_err(|error| record::failed(&error))?;
        licensed::ending(&mut *tx, &self.book, today, ahead).map_err(|error| record::failed(&error))
    }

    pub fn name_lines(&mut self, lines: &[usize]) -> Result<(), Failure> {
        let Some(store) = &mut self.store else {
            let id = |line: &usize| Some((*line, self.book.id(*line)?.to_owned()));
            self.ids = lines.iter().filter_map(id).collect();
            return Ok(());
        };
        let mut tx = store.read().map_err(|error| record::failed(&error))?;
        let seqs: Vec<i64> = lines.iter().map(|line| *line as i64 + 1).collect();
        let ids = orders::ids(&mut *tx, &seqs).map_err(|error| record::failed(&error))?;
        self.ids = ids.into_iter().map(|(seq, id)| (seq as usize - 1, id)).collect();
        Ok(())
    }

    pub fn id(&self, line: usize) -> &str {
        self.ids.get(&line).map(String::as_str).unwrap_or_default()
    }

    fn remarks(&self, found: &Found) {
        if self.bad > 0 {
            let lines = counted(self.bad, "line", "lines");
            complain(&format!("error: {lines} could not be read and may be touched\n"));
        }
        self.undecided(&found.undecided);
    }

    fn undecided(&self, lines: &[usize]) {
        for line in lines {
            let id = self.id(*line);
            complain(&format!(
                "error: line {} ({id}) cannot be decided: its facts are damaged in the record\n \
                 help: import it again\n",
                line + 1
            ));
        }
    }
}
