//! `news`: articles in, events, contradictions and drafts out.

mod accept;
mod input;
mod watch;

use crate::clock::{self, Moment};
use crate::failure::{Exit, Failure};
use crate::files::LawFiles;
use crate::output::{complain, print};
use clap::{Args, Subcommand, ValueEnum};
use navicert_engine::news::{faults, library};
use navicert_model::day::Day;
use navicert_news::desk::{Input, desk};
use navicert_news::drafts::law;
use navicert_news::library::Library;
use navicert_news::model::{Dossier, FileProblem, Problem};
use navicert_news::render;
use navicert_rules::law::{SourceFile, check};
use std::fs;
use std::path::{Path, PathBuf};

/// Read articles: what is law, what is said of it, what is rumour, where sources part
///
/// Plain text, Markdown with front matter, web pages, RSS and Atom, in English, Chinese and
/// Japanese; files, folders or `-`. Ends with 0 as long as the input could be read; what was wrong
/// with an article is told with it.
#[derive(Debug, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true,
    after_help = "Examples:\n  navicert news articles\n  \
    navicert news --format json article.html > dossier.json\n  \
    navicert news articles --timeline news.svg --drafts drafts\n  \
    navicert decide --assume drafts/cn-draft-2026-01-06-1b2c3d4e.law orders.csv\n  \
    navicert news accept drafts/cn-draft-2026-01-06-1b2c3d4e.law --by \"A. Officer\" \\\n    \
    --source https://… --into my-law"
)]
pub struct News {
    #[command(subcommand)]
    command: Option<Command>,
    /// Articles, feeds, folders with them; `-` is standard input
    #[arg(required = true, value_name = "FILE|DIR")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    ways: Ways,
}

/// How it is read and handed out.
#[derive(Clone, Debug, Args)]
pub struct Ways {
    /// How the dossier is printed
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Draw the timeline into this file (SVG)
    #[arg(long, value_name = "FILE")]
    timeline: Option<PathBuf>,
    /// Write the drafts into this directory, as law files
    #[arg(long, value_name = "DIR")]
    drafts: Option<PathBuf>,
    /// The day of drafts of which the press gives none [default: today]
    #[arg(long, value_name = "DAY", value_parser = clock::day)]
    on: Option<Day>,
    /// Directory with law files [default: the law in this binary]
    #[arg(long, value_name = "DIR")]
    law: Option<PathBuf>,
}

/// How the dossier is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For a person
    #[default]
    Text,
    /// One JSON object
    Json,
}

#[derive(Debug, Subcommand)]
enum Command {
    Watch(watch::Watch),
    Accept(accept::Accept),
}

impl News {
    /// Runs the command.
    ///
    /// # Errors
    /// A path that cannot be read, a law that cannot be used, output that cannot be written.
    pub fn run(self) -> Result<Exit, Failure> {
        match self.command {
            Some(Command::Watch(watch)) => watch.run(),
            Some(Command::Accept(accept)) => accept.run(),
            None => {
                let law = Law::open(self.ways.law.as_deref())?;
                let dossier = read(&self.paths, &law)?;
                hand_out(&dossier, &self.ways, &law)?;
                Ok(Exit::Go)
            }
        }
    }
}

/// The law, as the desk needs it.
struct Law {
    files: LawFiles,
    library: Library,
}

impl Law {
    fn open(directory: Option<&Path>) -> Result<Self, Failure> {
        let files = LawFiles::open(directory)?;
        let (book, _) = check::load(&files.law);
        let library = library(&book);
        Ok(Law { files, library })
    }
}

/// Reads every article.
fn read(paths: &[PathBuf], law: &Law) -> Result<Dossier, Failure> {
    let files = input::files(paths)?;
    let inputs: Vec<Input<'_>> =
        files.read.iter().map(|(name, bytes)| Input { name, bytes }).collect();
    let mut dossier = desk(&inputs, &law.library);
    for (file, why) in files.unread {
        let problem = Problem::new("no-text", why, None);
        dossier.problems.push(FileProblem { file, problem });
    }
    Ok(dossier)
}

/// Prints the dossier, draws its timeline, writes its drafts.
fn hand_out(dossier: &Dossier, ways: &Ways, law: &Law) -> Result<(), Failure> {
    if let Some(path) = &ways.timeline {
        let drawing = render::timeline(dossier);
        fs::write(path, drawing).map_err(|error| Failure::file("write", path, &error))?;
    }
    if let Some(directory) = &ways.drafts {
        write_drafts(dossier, directory, ways.on.unwrap_or_else(|| Moment::now().day), law)?;
    }
    match ways.format {
        Format::Text => print(&render::text(dossier)),
        Format::Json => print(&dossier.json()),
    }
}

/// Writes each draft as a law file that loads together with the law.
fn write_drafts(dossier: &Dossier, directory: &Path, on: Day, law: &Law) -> Result<(), Failure> {
    fs::create_dir_all(directory).map_err(|error| Failure::file("create", directory, &error))?;
    for draft in &dossier.drafts {
        let day = on.to_string();
        let Some(file) = law::write(draft, &dossier.articles, draft.law.as_deref(), &day) else {
            complain(&format!(
                "warning: draft {} names no country whose law it would be; no file is written\n",
                draft.id
            ));
            continue;
        };
        let source = SourceFile { name: format!("laws/drafts/{}", file.name), text: file.text };
        let wrong = faults(&law.files.law, &source);
        if !wrong.is_empty() {
            complain(&format!(
                "warning: draft {} does not load with this law: {}\n help: check its law with `navicert law check`\n",
                draft.id,
                wrong.first().map(ToString::to_string).unwrap_or_default()
            ));
            continue;
        }
        let path = directory.join(&file.name);
        if fs::metadata(&path).is_ok() {
            // Drafts are named by what they say; one that a person has edited stays.
            continue;
        }
        fs::write(&path, &source.text).map_err(|error| Failure::file("write", &path, &error))?;
    }
    Ok(())
}
