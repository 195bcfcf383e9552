//! Why a command could not do its work, and the code it ends with.

use std::fmt::Display;
use std::io;
use std::path::Path;
use std::process::ExitCode;

/// The codes that the program ends with; they are part of its contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Done; for decisions: every line is `go`.
    Go,
    /// Some input could not be read, or a check failed.
    Bad,
    /// The command line cannot be understood.
    Usage,
    /// The worst line is `ask`.
    Ask,
    /// The worst line is `licence`.
    Licence,
    /// The worst line is `stop`.
    Stop,
    /// Whoever read the output went away: nothing may be concluded from the code.
    Unread,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(match exit {
            Exit::Go => 0,
            Exit::Bad => 1,
            Exit::Usage => 2,
            Exit::Ask => 10,
            Exit::Licence => 20,
            Exit::Stop => 30,
            Exit::Unread => 141,
        })
    }
}

/// Why a command ended early.
#[derive(Debug)]
pub enum Failure {
    /// Something to tell the user.
    Told {
        /// What is wrong, and where.
        what: String,
        /// What to do about it.
        help: String,
        /// The code to end with.
        exit: Exit,
    },
    /// The reader of the output went away.
    Unread,
}

impl Failure {
    /// Bad input.
    pub fn bad(what: impl Into<String>, help: impl Into<String>) -> Self {
        Failure::Told { what: what.into(), help: help.into(), exit: Exit::Bad }
    }

    /// A wrong command line.
    pub fn usage(what: impl Into<String>, help: impl Into<String>) -> Self {
        Failure::Told { what: what.into(), help: help.into(), exit: Exit::Usage }
    }

    /// A file that cannot be read or written.
    pub fn file(doing: &str, path: &Path, error: &io::Error) -> Self {
        let what = format!("cannot {doing} `{}`: {}", path.display(), plain(error));
        let help = match error.kind() {
            io::ErrorKind::NotFound => "check the path; `-` reads standard input",
            io::ErrorKind::PermissionDenied => "check who may read and write it",
            io::ErrorKind::InvalidData => "save the file as UTF-8",
            _ => "check the file, and try again",
        };
        Failure::bad(what, help)
    }

    /// The code to end with.
    pub fn exit(&self) -> Exit {
        match self {
            Failure::Told { exit, .. } => *exit,
            Failure::Unread => Exit::Unread,
        }
    }
}

/// The system's message without its number.
fn plain(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or directory".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::InvalidData => "it is not UTF-8 text".to_owned(),
        _ => lower(error),
    }
}

fn lower(error: &dyn Display) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or(&text);
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// Writing failed: a closed pipe is no error to tell.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Failure::Unread,
            _ => Failure::bad(
                format!("the answer cannot be written: {}", plain(&error)),
                "check the space left, and where the output goes",
            ),
        }
    }
}
