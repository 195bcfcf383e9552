//! `news watch`: a folder that a feed reader fills.

use super::{Law, Ways, hand_out, read};
use crate::failure::{Exit, Failure};
use crate::files::collect;
use clap::Args;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// Read a folder again whenever its files change
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  navicert news watch inbox --drafts drafts --timeline news.svg")]
pub struct Watch {
    /// The folder
    #[arg(value_name = "DIR")]
    directory: PathBuf,
    /// Seconds between two looks
    #[arg(long, value_name = "SECONDS", default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=86_400))]
    every: u64,
    /// Stop after this many looks [default: never]
    #[arg(long, value_name = "N")]
    looks: Option<u64>,
    #[command(flatten)]
    ways: Ways,
}

impl Watch {
    pub(super) fn run(self) -> Result<Exit, Failure> {
        let law = Law::open(self.ways.law.as_deref())?;
        let mut seen = None;
        let mut looks = 0;
        loop {
            let now = state(&self.directory)?;
            if seen.as_ref() != Some(&now) {
                let dossier = read(std::slice::from_ref(&self.directory), &law)?;
                hand_out(&dossier, &self.ways, &law)?;
                seen = Some(now);
            }
            looks += 1;
            if self.looks.is_some_and(|most| looks >= most) {
                return Ok(Exit::Go);
            }
            std::thread::sleep(Duration::from_secs(self.every));
        }
    }
}

/// The files of a folder with their sizes and times.
fn state(directory: &Path) -> Result<Vec<(PathBuf, u64, Option<SystemTime>)>, Failure> {
    let mut paths = Vec::new();
    collect(directory, &mut paths)?;
    let look = |path: PathBuf| {
        let about = fs::metadata(&path).ok();
        let size = about.as_ref().map_or(0, fs::Metadata::len);
        let changed = about.and_then(|about| about.modified().ok());
        (path, size, changed)
    };
    Ok(paths.into_iter().map(look).collect())
}
