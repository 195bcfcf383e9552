//! Starts the program again and again on one record, and kills it at random moments.

use navicert_store::{Postgres, Sqlite, Store};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

/// The variable with the address of a PostgreSQL server that tests may fill.
const SERVER: &str = "NAVICERT_TEST_POSTGRES";

/// A record that the program is killed on.
pub struct Record {
    /// A directory of its own, empty at first.
    pub home: PathBuf,
    /// The address of the server; `None` = SQLite in `home`.
    url: Option<String>,
}

impl Record {
    /// On SQLite.
    pub fn sqlite(name: &str) -> Self {
        Record { home: scratch(&format!("{name}-sqlite")), url: None }
    }

    /// On PostgreSQL, in a schema of its own; `None`, said on standard error, without a server.
    pub fn postgres(name: &str) -> Option<Self> {
        let Ok(server) = std::env::var(SERVER) else {
            eprintln!("{name} is skipped on PostgreSQL: {SERVER} is not set");
            return None;
        };
        let schema = format!("crash_{}_{}", name.replace('-', "_"), std::process::id());
        let with = if server.contains('?') { '&' } else { '?' };
        let url = format!("{server}{with}options=-csearch_path%3D{schema}");
        // The schema is made by a connection that cannot make tables yet.
        let mut client = postgres::Client::connect(&server, postgres::NoTls).unwrap();
        client.batch_execute(&format!("CREATE SCHEMA {schema}")).unwrap();
        Some(Record { home: scratch(&format!("{name}-postgres")), url: Some(url) })
    }

    /// The program on this record.
    pub fn program(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_navicert"));
        command.args(arguments).env("NAVICERT_HOME", &self.home).env_remove("DATABASE_URL");
        if let Some(url) = &self.url {
            command.env("DATABASE_URL", url);
        }
        command
    }

    /// The record, opened as the program opens it after a crash.
    pub fn open(&self) -> Box<dyn Store> {
        match &self.url {
            Some(url) => Box::new(Postgres::open(url).unwrap()),
            None => Box::new(Sqlite::open(&self.home.join("record.db")).unwrap()),
        }
    }

    /// Starts the program, reads what it acknowledges on standard output, one thing a line, and
    /// kills it after `delay`, or lets it end if it ends before. What it acknowledged; whether it
    /// was killed.
    pub fn killed(&self, arguments: &[&str], delay: Duration) -> (Vec<String>, bool) {
        let mut child = self
            .program(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        let reader = std::thread::spawn(move || {
            // A line that is cut off was not acknowledged.
            let mut lines: Vec<String> = Vec::new();
            for line in out.split(b'\n').map_while(Result::ok) {
                lines.push(String::from_utf8_lossy(&line).into_owned());
            }
            lines
        });
        let started = std::time::Instant::now();
        let ended = loop {
            if let Some(status) = child.try_wait().unwrap() {
                break Some(status);
            }
            if started.elapsed() >= delay {
                let _ = child.kill();
                child.wait().unwrap();
                break None;
            }
            std::thread::sleep(Duration::from_millis(1));
        };
        let mut lines = reader.join().unwrap();
        if ended.is_none() {
            lines.retain(|line| line.ends_with('}'));
        }
        if let Some(status) = ended {
            let mut error = String::new();
            let mut stderr = BufReader::new(child.stderr.take().unwrap());
            while stderr.read_line(&mut error).unwrap() > 0 {}
            assert!(status.success(), "the program failed by itself: {status} {error}");
        }
        (lines, ended.is_none())
    }
}

/// How often each record is killed.
pub fn kills() -> usize {
    let asked = std::env::var("NAVICERT_KILLS").ok().and_then(|count| count.parse().ok());
    asked.unwrap_or(200)
}

/// An empty directory.
pub fn scratch(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("crash").join(name);
    let _ = std::fs::remove_dir_all(&path);
    std::fs::create_dir_all(&path).unwrap();
    path
}

/// Numbers that look random and are the same for the same seed.
pub struct Random(u64);

impl Random {
    /// From `NAVICERT_CRASH_SEED`, or always the same.
    pub fn seeded() -> Self {
        let seed = std::env::var("NAVICERT_CRASH_SEED").ok().and_then(|seed| seed.parse().ok());
        Random(seed.unwrap_or(20_260_106))
    }

    /// A number under `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % end.max(1)
    }
}

/// A small law, so that the program is at work at once.
pub fn law(folder: &Path) -> PathBuf {
    let law = folder.join("laws");
    std::fs::create_dir_all(&law).unwrap();
    std::fs::write(law.join("xx.law"), include_str!("xx.law")).unwrap();
    law
}
