//! `owners`: what the rules that count shares make of an ownership table.

use crate::clock::Moment;
use crate::failure::{Exit, Failure};
use crate::files::LawFiles;
use crate::output::{Format, Output, push_row};
use crate::{parties, sheet};
use clap::Args;
use navicert_engine::owners::{self, Held, Owners, Path as Chain, Rule};
use navicert_model::day::Day;
use navicert_model::tri::Tri;
use navicert_rules::eval::ownership::ShareRange;
use navicert_rules::law::OwnershipMode;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// What listed parties hold in a company, as each rule of the law counts it, and by which chains
///
/// The table has the columns owned, owner, share, and if known owned_country, owner_country. A share
/// is `60 %`, `>= 25 %` or blank for unknown; a row without an owner says that there is none.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  navicert owners holdings.csv\n  \
    navicert owners holdings.csv --of \"Example Valves Ltd\" --format json")]
pub struct OwnersOf {
    /// The ownership table, CSV or XLSX; `-` is standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Companies to look at [default: every company that is owned]
    #[arg(long, value_name = "NAME")]
    of: Vec<String>,
    /// The day whose lists count [default: today]
    #[arg(long, value_name = "DAY", value_parser = Day::parse)]
    on: Option<Day>,
    /// Law files to use instead of those of the binary
    #[arg(long, value_name = "DIR")]
    law: Option<PathBuf>,
    /// How it is printed
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// Reads an ownership table.
///
/// # Errors
/// A file that cannot be read; every row that is wrong.
pub fn read(path: &Path) -> Result<Owners, Failure> {
    let workbook = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("xlsx"));
    let bytes = if workbook {
        sheet::csv(path)?.into_bytes()
    } else if path == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut std::io::stdin(), &mut bytes)
            .map_err(|error| Failure::file("read", path, &error))?;
        bytes
    } else {
        std::fs::read(path).map_err(|error| Failure::file("read", path, &error))?
    };
    Owners::read(&bytes).map_err(|errors| {
        let told: Vec<String> = errors.iter().take(20).map(ToString::to_string).collect();
        let more = errors.len().saturating_sub(20);
        let more = if more > 0 { format!("\n  and {more} more") } else { String::new() };
        let help = errors.first().map_or("", |error| error.help);
        Failure::bad(format!("`{}`\n  {}{more}", path.display(), told.join("\n  ")), help)
    })
}

impl OwnersOf {
    /// Runs the command.
    ///
    /// # Errors
    /// A table with errors, a company that is not in it.
    pub fn run(self) -> Result<Exit, Failure> {
        let owners = read(&self.file)?;
        let engine = parties::with_lists(LawFiles::open(self.law.as_deref())?.engine()?)?;
        let on = self.on.unwrap_or_else(|| Moment::now().day);
        let rules = owners::rules(&engine.prepared.book);
        let all: Vec<String> = if self.of.is_empty() {
            owners.companies().map(str::to_owned).collect()
        } else {
            self.of.clone()
        };
        let mut output = Output::open();
        if self.format == Format::Csv {
            output.put(
                "company,clause,arithmetic,lists,bound,share_at_least,share_at_most,reached\n",
            )?;
        }
        for name in &all {
            let party = owners.party(name).ok_or_else(|| {
                Failure::bad(
                    format!("`{name}` is owned by nobody in `{}`", self.file.display()),
                    "give its owners, or a row without an owner if there are none",
                )
            })?;
            let held = owners::held(&party, &rules, &engine.names, on);
            output.put(&match self.format {
                Format::Json => format!("{}\n", of_json(name, &rules, &held)),
                Format::Csv => of_csv(name, &rules, &held),
                Format::Text => of_text(name, &rules, &held),
            })?;
        }
        output.finish()?;
        Ok(Exit::Go)
    }
}

fn mode(mode: OwnershipMode) -> &'static str {
    match mode {
        OwnershipMode::Directly => "directly",
        OwnershipMode::InAggregate => "in aggregate",
        OwnershipMode::InCascade => "in cascade",
    }
}

fn share(range: ShareRange) -> String {
    let (lo, hi) = (range.lo.normalize(), range.hi.normalize());
    if lo == hi { format!("{lo} %") } else { format!("{lo} % to {hi} %") }
}

fn chain(path: &Chain) -> String {
    let steps = path.steps.iter().map(|(name, held)| format!("{} {name}", share(*held)));
    steps.collect::<Vec<_>>().join(" ← ")
}

fn counts(tri: Tri) -> &'static str {
    match tri {
        Tri::Yes => "",
        Tri::No => "  (not counted: not direct, or an owner between is not half owned)",
        Tri::Unknown => "  (may count)",
    }
}

fn of_text(name: &str, rules: &[Rule], held: &[Held]) -> String {
    let mut out = format!("{name}\n");
    for one in held {
        let rule = &rules[one.rule];
        let state = match one.reached {
            Tri::Yes => "reached",
            Tri::No => "not reached",
            Tri::Unknown => "open",
        };
        out.push_str(&format!(
            "  {state:<11} {} {} of {}: {}\n              {}\n",
            rule.op,
            rule.bound,
            rule.lists.join(", "),
            share(one.share),
            format_args!("{}, {}", mode(rule.mode), rule.of.join(", ")),
        ));
        for path in &one.paths {
            out.push_str(&format!(
                "              {} [{} {}]{}\n",
                chain(path),
                path.list,
                path.state.as_str(),
                counts(path.counts)
            ));
        }
        if one.more > 0 {
            out.push_str(&format!("              and {} more chains\n", one.more));
        }
    }
    out
}

fn of_csv(name: &str, rules: &[Rule], held: &[Held]) -> String {
    let mut out = String::new();
    for one in held {
        let rule = &rules[one.rule];
        let (lo, hi) = (one.share.lo.normalize().to_string(), one.share.hi.normalize().to_string());
        let (clauses, lists) = (rule.of.join(";"), rule.lists.join(";"));
        let bound = format!("{} {}", rule.op, rule.bound);
        let cells =
            [name, &clauses, mode(rule.mode), &lists, &bound, &lo, &hi, one.reached.as_str()];
        push_row(&mut out, cells);
    }
    out
}

fn of_json(name: &str, rules: &[Rule], held: &[Held]) -> Value {
    let percent = |range: ShareRange| json!({ "at_least": format!("{} %", range.lo.normalize()), "at_most": format!("{} %", range.hi.normalize()) });
    let rules: Vec<Value> = held
        .iter()
        .map(|one| {
            let rule = &rules[one.rule];
            let paths: Vec<Value> = one
                .paths
                .iter()
                .map(|path| {
                    let steps: Vec<Value> = path
                        .steps
                        .iter()
                        .map(|(owner, held)| json!({ "owner": owner, "share": percent(*held) }))
                        .collect();
                    json!({ "steps": steps, "list": path.list, "state": path.state.as_str(),
                        "counts": path.counts.as_str() })
                })
                .collect();
            json!({ "clauses": rule.of, "arithmetic": mode(rule.mode), "lists": rule.lists,
                "bound": format!("{} {}", rule.op, rule.bound), "share": percent(one.share),
                "reached": one.reached.as_str(), "paths": paths, "more_paths": one.more })
        })
        .collect();
    json!({ "company": name, "rules": rules })
}
