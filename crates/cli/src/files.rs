//! Law files from a directory or from the binary, and the law read from them.

use crate::failure::Failure;
use crate::output::{complain, counted};
use navicert_engine::{Engine, EngineError};
use navicert_rules::law::SourceFile;
use navicert_rules::syntax::{Diagnostic, Severity};
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Law and case files, with the paths under which a person knows them.
pub struct LawFiles {
    /// The law.
    pub law: Vec<SourceFile>,
    /// Its cases.
    pub cases: Vec<SourceFile>,
    shown: HashMap<String, String>,
}

impl LawFiles {
    /// The files below a directory, or those of the binary.
    ///
    /// # Errors
    /// A path that cannot be read, a file that is not UTF-8, no law files.
    pub fn open(directory: Option<&Path>) -> Result<Self, Failure> {
        match directory {
            Some(directory) => LawFiles::below(directory),
            None => Ok(LawFiles {
                law: navicert_engine::embedded_law(),
                cases: navicert_engine::embedded_cases(),
                shown: HashMap::new(),
            }),
        }
    }

    /// As [`LawFiles::open`], with the drafts that an assumption names by their files; their acts
    /// take the places of the files in `assume`.
    ///
    /// # Errors
    /// As [`LawFiles::open`]; a draft without an act.
    pub fn open_with_drafts(
        directory: Option<&Path>,
        assume: &mut [String],
    ) -> Result<Self, Failure> {
        let mut files = LawFiles::open(directory)?;
        for name in assume.iter_mut().filter(|name| name.ends_with(".law")) {
            let path = PathBuf::from(name.as_str());
            let text =
                fs::read_to_string(&path).map_err(|error| Failure::file("read", &path, &error))?;
            let act = text.lines().find_map(|line| line.strip_prefix("act ")?.split(' ').next());
            let Some(act) = act.map(str::to_owned) else {
                let what = format!("`{name}` declares no act");
                return Err(Failure::bad(what, "name a law file with an `act` in it"));
            };
            let file =
                format!("laws/drafts/{}", slashed(Path::new(path.file_name().unwrap_or_default())));
            files.shown.insert(file.clone(), name.clone());
            files.law.push(SourceFile { name: file, text });
            *name = act;
        }
        Ok(files)
    }

    fn below(directory: &Path) -> Result<Self, Failure> {
        let mut paths = Vec::new();
        collect(directory, &mut paths)?;
        let base = base(directory);
        let mut files = LawFiles { law: Vec::new(), cases: Vec::new(), shown: HashMap::new() };
        for path in paths {
            let kind = match path.to_string_lossy() {
                name if name.ends_with(".law") => &mut files.law,
                name if name.ends_with(".cases.md") => &mut files.cases,
                _ => continue,
            };
            let text =
                fs::read_to_string(&path).map_err(|error| Failure::file("read", &path, &error))?;
            let name = format!("{base}/{}", slashed(path.strip_prefix(directory).unwrap_or(&path)));
            files.shown.insert(name.clone(), path.display().to_string());
            kind.push(SourceFile { name, text });
        }
        if files.law.is_empty() {
            let what = format!("`{}` holds no law files", directory.display());
            return Err(Failure::bad(what, "name a directory with `.law` files in it or below it"));
        }
        files.law.sort_by(|a, b| a.name.cmp(&b.name));
        files.cases.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(files)
    }

    /// Adds a file that the user supposes to be law.
    pub fn add(&mut self, file: SourceFile) {
        self.law.push(file);
    }

    /// The path of a file as the user would write it.
    pub fn shown<'n>(&'n self, name: &'n str) -> &'n str {
        self.shown.get(name).map_or(name, String::as_str)
    }

    /// Diagnostics as text, in the order of the files.
    pub fn render(&self, diagnostics: &[Diagnostic]) -> String {
        let texts: HashMap<&str, &str> =
            self.law.iter().map(|file| (file.name.as_str(), file.text.as_str())).collect();
        let mut out = String::new();
        for diagnostic in diagnostics {
            let text = texts.get(diagnostic.file.as_str()).copied().unwrap_or_default();
            let file = self.shown(&diagnostic.file).to_owned();
            out.push_str(&Diagnostic { file, ..diagnostic.clone() }.render(text));
            out.push('\n');
        }
        out
    }

    /// The law, ready to decide.
    ///
    /// # Errors
    /// Its errors, printed before.
    pub fn engine(&self) -> Result<Engine, Failure> {
        Engine::new(&self.law).map_err(|error| match error {
            EngineError::Law(diagnostics) => {
                let errors: Vec<Diagnostic> = diagnostics
                    .into_iter()
                    .filter(|diagnostic| diagnostic.severity == Severity::Error)
                    .collect();
                complain(&self.render(&errors));
                let count = counted(errors.len(), "error", "errors");
                Failure::bad(
                    format!("the law has {count} and decides nothing"),
                    "mend the law files; `navicert law check DIR` shows what is wrong",
                )
            }
            EngineError::UnknownClause(_) => unknown_clause(&error),
        })
    }
}

/// An assumption that names nothing.
pub fn unknown_clause(error: &EngineError) -> Failure {
    Failure::usage(error.to_string(), "name an act as `cn/2026-34` or a clause as `cn/2026-34#1`")
}

/// Refuses names of laws that are not loaded.
///
/// # Errors
/// The first such name.
pub fn known_laws(engine: &Engine, names: &[String]) -> Result<(), Failure> {
    let laws = &engine.prepared.book.laws;
    match names.iter().find(|name| laws.iter().all(|law| law.name != **name)) {
        None => Ok(()),
        Some(wrong) => {
            let known: Vec<&str> = laws.iter().map(|law| law.name.as_str()).collect();
            let help = format!("the laws are {}", known.join(", "));
            Err(Failure::usage(format!("`{wrong}` is no loaded law"), help))
        }
    }
}

/// What stands before a file's path in its name: names do not depend on where the tree lies, so
/// that the digest of the law does not either.
fn base(directory: &Path) -> String {
    let full = directory.canonicalize().unwrap_or_else(|_| directory.to_path_buf());
    let parts: Vec<String> =
        full.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    match parts.iter().rposition(|part| part == "laws") {
        Some(at) => parts.get(at..).unwrap_or_default().join("/"),
        None => "laws".to_owned(),
    }
}

fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

/// Every file below a path, or the file itself.
///
/// # Errors
/// A path that cannot be read.
pub fn collect(path: &Path, found: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let failed = |error| Failure::file("read", path, &error);
    if !fs::metadata(path).map_err(failed)?.is_dir() {
        found.push(path.to_path_buf());
        return Ok(());
    }
    let mut entries = Vec::new();
    for entry in fs::read_dir(path).map_err(failed)? {
        entries.push(entry.map_err(failed)?.path());
    }
    entries.sort();
    entries.iter().try_for_each(|entry| collect(entry, found))
}
