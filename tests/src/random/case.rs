//! A random law with transfers that it is about, loaded.

use super::choices::Choices;
use super::clauses;
use super::conditions::{Focus, Scope};
use super::law::{Clause, Law};
use super::text;
use super::transfer::transfer;
use navicert_engine::{Decider, Engine, Options};
use navicert_model::day::Day;
use navicert_model::transfer::Transfer;
use navicert_model::write::write_transfer;
use navicert_rules::law::{SourceFile, check};
use proptest::collection::vec;
use proptest::prelude::{Strategy, any};
use std::fmt;

/// A random law, an extra clause for it, and transfers.
#[derive(Clone)]
pub struct Case {
    /// The law.
    pub law: Law,
    /// One more clause, no exception, of the same law.
    pub extra: Clause,
    /// Transfers.
    pub transfers: Vec<Transfer>,
    /// Numbers for a test's own choices.
    pub numbers: Vec<u16>,
}

/// How much a strategy makes.
#[derive(Clone, Copy, Debug)]
pub struct Sizes {
    /// Most clauses of a law.
    pub clauses: usize,
    /// Transfers of a case.
    pub transfers: usize,
    /// Whether content shares and duties that arise from not knowing are in the law.
    pub rare: bool,
}

/// Random cases.
pub fn cases(sizes: Sizes) -> impl Strategy<Value = Case> {
    let row = || vec(any::<u16>(), 0..60);
    let rows = vec(row(), 1..=sizes.clauses);
    let transfers = vec(vec(any::<u16>(), 0..90), 1..=sizes.transfers);
    (rows, vec(any::<u16>(), 0..60), row(), transfers, vec(any::<u16>(), 12)).prop_map(
        move |(rows, rest, extra, transfers, numbers)| {
            let scope = Scope {
                clauses: rows.len(),
                party: false,
                content: false,
                linked: false,
                rare: sizes.rare,
                focus: Focus::Everything,
            };
            let law = clauses::law(&rows, &rest, sizes.rare);
            let mut extra = clauses::clause(&mut Choices::new(&extra), 0, scope);
            extra.pin = "99".to_owned();
            let transfers = transfers.iter().map(|row| transfer(&mut Choices::new(row))).collect();
            let mut case = Case { law, extra, transfers, numbers };
            case.loosen();
            case.loosen_extra();
            case
        },
    )
}

/// A law that the engine accepted.
pub struct Loaded {
    /// The engine.
    pub engine: Engine,
    /// What is asked.
    pub options: Options,
}

impl Loaded {
    /// Decides transfers.
    ///
    /// # Panics
    /// If the law's `assume` names a clause that does not exist, which is a bug of the generator.
    #[must_use]
    pub fn decider(&self) -> Decider<'_> {
        Decider::new(&self.engine, self.options.clone()).expect("the clauses assumed exist")
    }
}

impl Case {
    /// The law's files.
    #[must_use]
    pub fn files(&self) -> Vec<SourceFile> {
        text::files(&self.law)
    }

    /// The files of the law with one more clause.
    #[must_use]
    pub fn files_with_extra(&self) -> Vec<SourceFile> {
        let mut law = self.law.clone();
        law.clauses.push(self.extra.clone());
        text::files(&law)
    }

    /// The options under which the law is asked.
    #[must_use]
    pub fn options(&self) -> Options {
        let last = Day::parse("2026-12-31").expect("a day");
        let known_day = self.law.known_day.unwrap_or(last);
        Options {
            on: Day::parse("2026-03-15").expect("a day"),
            known_at: format!("{known_day}T00:00:00Z"),
            known_day,
            assume: self.law.assume.iter().map(|&clause| self.law.id(clause)).collect(),
        }
    }

    /// Loads the law; `None` if it is refused.
    #[must_use]
    pub fn load(&self) -> Option<Loaded> {
        load(&self.files(), self.options())
    }

    /// Loads these files as the law; `None` if they are refused.
    #[must_use]
    pub fn load_files(&self, files: &[SourceFile]) -> Option<Loaded> {
        load(files, self.options())
    }

    /// Loads the law with one more clause; `None` if it is refused.
    #[must_use]
    pub fn load_with_extra(&self) -> Option<Loaded> {
        load(&self.files_with_extra(), self.options())
    }

    /// Takes the conditions from clauses that can never apply: the check refuses them. The case
    /// becomes one that holds always, so that few cases are lost.
    fn loosen(&mut self) {
        for _ in 0..2 {
            let (_, diagnostics) = check::check(&text::files(&self.law));
            if !check::has_errors(&diagnostics) {
                break;
            }
            let never: Vec<&str> = diagnostics
                .iter()
                .filter(|problem| problem.code == "law::never")
                .filter_map(|problem| problem.message.split('`').nth(1))
                .collect();
            for index in 0..self.law.clauses.len() {
                if never.contains(&self.law.id(index).as_str()) {
                    let clause = &mut self.law.clauses[index];
                    (clause.reach, clause.when, clause.unless) = (None, None, None);
                }
            }
        }
    }

    fn loosen_extra(&mut self) {
        if self.load_with_extra().is_none() {
            (self.extra.reach, self.extra.when, self.extra.unless) = (None, None, None);
        }
    }
}

fn load(files: &[SourceFile], options: Options) -> Option<Loaded> {
    if check::has_errors(&check::check(files).1) {
        return None;
    }
    Engine::new(files).ok().map(|engine| Loaded { engine, options })
}

/// The law as text and the transfers as JSON, as they are pasted into a bug report.
impl fmt::Debug for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for file in self.files() {
            writeln!(f, "--- {}\n{}", file.name, file.text)?;
        }
        let options = self.options();
        writeln!(f, "--- known {}, assumed {:?}", options.known_day, options.assume)?;
        for transfer in &self.transfers {
            writeln!(f, "--- {}", write_transfer(transfer))?;
        }
        Ok(())
    }
}
