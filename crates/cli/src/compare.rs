//! `compare`: one thing, or a control area, under every law, side by side.

use crate::decide::Asked as Under;
use crate::failure::{Exit, Failure};
use crate::files::{self, LawFiles, unknown_clause};
use crate::input;
use crate::output::{complain, print};
use clap::{Args, ValueEnum};
use navicert_engine::Decider;
use navicert_engine::compare::{self, Asked, Coded, Relation, Subject, Tables};
use navicert_model::country::Country;
use navicert_model::read::FieldError;
use navicert_model::transfer::{Code, Item};
use navicert_model::vocabulary::{check_code, check_scheme};
use navicert_rules::law::SourceFile;
use std::fs;
use std::path::{Path, PathBuf};

/// Compare what the laws say of one thing, or of a control area, route by route
///
/// Every cell is what `decide` answers to a clean civil transfer with these codes. What is taken for
/// granted is printed; what would change the answer is tried, and told.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  navicert compare chip-tools\n  \
    navicert compare immersion-2.40 --from NL,JP,KR --to CN\n  \
    navicert compare --codes us=3B001.d.8,jp=\"7(16)/6.17.re.6\",nl=3B001.d.12,eu=none\n  \
    navicert compare --codes us=3B993.f.1 --fill --format svg -o scanners.svg\n  \
    navicert compare order.json --format json")]
pub struct Compare {
    /// An area (`chip-tools`), a topic of one (`immersion-2.40`), or a file with one transfer, whose
    /// item is compared
    #[arg(value_name = "ITEM", required_unless_present_any = ["codes", "area"])]
    item: Option<String>,
    /// Its codes, by law: `us=3B001.d.8,nl=3B001.d.12,eu=none`
    #[arg(long, value_name = "LAW=CODE,…", conflicts_with_all = ["item", "area"])]
    codes: Option<String>,
    /// Take the codes of the other laws from the tables of correspondence
    #[arg(long, requires = "codes")]
    fill: bool,
    /// Codes of its software, compared beside it
    #[arg(long, value_name = "LAW=CODE,…", requires = "codes")]
    software: Option<String>,
    /// Codes of its technology, compared beside it
    #[arg(long, value_name = "LAW=CODE,…", requires = "codes")]
    technology: Option<String>,
    /// A control area: every topic of it
    #[arg(long, value_name = "AREA", conflicts_with = "item")]
    area: Option<String>,
    /// Countries of export [default: the seats of the laws, and of makers outside them]
    #[arg(long, value_name = "COUNTRY,…", value_delimiter = ',')]
    from: Vec<String>,
    /// Destinations [default: those of the area]
    #[arg(long, value_name = "COUNTRY,…", value_delimiter = ',')]
    to: Vec<String>,
    /// Set a column in every transfer, by its name in a CSV: `item.origin=US`
    #[arg(long, value_name = "COLUMN=VALUE")]
    set: Vec<String>,
    /// Leave out work on an installed one
    #[arg(long)]
    no_service: bool,
    #[command(flatten)]
    under: Under,
    /// How it is printed
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Write it to this file
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// How a comparison is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For a person
    #[default]
    Text,
    /// One JSON object
    Json,
    /// A matrix that stands alone
    Svg,
}

impl Compare {
    /// Runs the command.
    ///
    /// # Errors
    /// A wrong command line, a file that cannot be read, tables with errors.
    pub fn run(self) -> Result<Exit, Failure> {
        let tables = tables(self.under.law.as_deref())?;
        let mut asked = self.asked(&tables)?;
        let law = LawFiles::open(self.under.law.as_deref())?;
        let engine = law.engine()?;
        asked.complete(&engine, &tables);
        if asked.routes().is_empty() {
            let help = "name with `--from` and `--to` countries that are not the same";
            return Err(Failure::usage("there is no route to compare", help));
        }
        let mut decider =
            Decider::new(&engine, self.under.options()).map_err(|error| unknown_clause(&error))?;
        let compared =
            compare::compare(&mut decider, &tables, asked).map_err(|errors| columns(&errors))?;
        let text = match self.format {
            Format::Text => compared.text(),
            Format::Json => compared.json(),
            Format::Svg => compared.svg(),
        };
        match &self.output {
            Some(path) => {
                fs::write(path, text).map_err(|error| Failure::file("write", path, &error))?;
            }
            None => print(&text)?,
        }
        Ok(Exit::Go)
    }

    fn asked(&self, tables: &Tables) -> Result<Asked, Failure> {
        let mut asked = match (&self.codes, &self.area, &self.item) {
            (Some(codes), _, _) => self.of_codes(tables, codes)?,
            (None, Some(area), _) => of_area(tables, area)?,
            (None, None, Some(item)) => of_item(tables, item)?,
            (None, None, None) => return Err(nothing_named()),
        };
        asked.without_service = self.no_service;
        asked.from = countries("--from", &self.from)?;
        asked.to = countries("--to", &self.to)?;
        for pair in &self.set {
            let Some((column, value)) = pair.split_once('=') else {
                let help = "write the column, `=` and the value, as `item.origin=US`";
                return Err(Failure::usage(format!("`--set {pair}` sets nothing"), help));
            };
            asked.set.push((column.trim().to_owned(), value.trim().to_owned()));
        }
        Ok(asked)
    }

    fn of_codes(&self, tables: &Tables, text: &str) -> Result<Asked, Failure> {
        let codes = codes("--codes", text)?;
        let words: Vec<String> =
            codes.iter().map(|(scheme, code)| format!("{scheme} {code}")).collect();
        let title = words.join(", ");
        let mut goods = Subject::of_codes(&title, "goods", &codes);
        if let Some(topic) = topic_of(tables, &codes) {
            if self.fill {
                let missing = topic.codes.iter().filter(|one| {
                    one.scheme != codes[0].0 && !codes.iter().any(|(own, _)| *own == one.scheme)
                });
                goods.codes.extend(missing.map(|one| Coded {
                    scheme: one.scheme.clone(),
                    code: one.code.clone(),
                    relation: Some((one.relation, one.basis.clone())),
                    note: one.note.clone(),
                }));
                goods.notes.extend(topic.notes.iter().cloned());
                goods.notes.push(format!("Filled in as `{}`: {}.", topic.name, topic.title));
            } else if topic.codes.iter().any(|one| !codes.iter().any(|(own, _)| *own == one.scheme))
            {
                goods.notes.push(format!(
                    "The tables hold the codes of other laws (`{}`): add `--fill` to use them.",
                    topic.name
                ));
            }
        } else if self.fill {
            let help = "give the codes of every law, or a code that a table holds as it stands";
            let what = format!("no table, or more than one topic, holds the code `{title}`");
            return Err(Failure::usage(what, help));
        }
        let mut asked = Asked { title, ..Asked::default() };
        asked.subjects.push(goods);
        for (kind, given) in [("software", &self.software), ("technology", &self.technology)] {
            if let Some(text) = given {
                let found = self::codes(&format!("--{kind}"), text)?;
                let words: Vec<String> =
                    found.iter().map(|(scheme, code)| format!("{scheme} {code}")).collect();
                let title = format!("its {kind}: {}", words.join(", "));
                asked.subjects.push(Subject::of_codes(&title, kind, &found));
            }
        }
        Ok(asked)
    }
}

fn nothing_named() -> Failure {
    Failure::usage(
        "nothing to compare is named",
        "name an area, a topic or a file, or give `--codes`",
    )
}

/// The one topic in which all the codes stand; `None` if there is none, or more than one.
fn topic_of<'t>(tables: &'t Tables, codes: &[(String, String)]) -> Option<&'t compare::Topic> {
    let holds = |topic: &compare::Topic| {
        codes.iter().all(|(scheme, code)| {
            topic.codes.iter().any(|one| {
                one.scheme == *scheme && one.code == *code && one.relation != Relation::None
            })
        })
    };
    let mut found = tables.topics.iter().filter(|topic| holds(topic));
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

fn of_area(tables: &Tables, name: &str) -> Result<Asked, Failure> {
    let Some(area) = tables.area(name) else {
        let names: Vec<&str> = tables.areas.iter().map(|area| area.name.as_str()).collect();
        let help = format!("name one of {}", names.join(", "));
        return Err(Failure::usage(format!("there is no area `{name}`"), help));
    };
    Ok(Asked {
        title: area.title.clone(),
        area: Some(area.name.clone()),
        subjects: tables.topics_of(&area.name).map(Subject::of_topic).collect(),
        ..Asked::default()
    })
}

/// An area, a topic, or a file.
fn of_item(tables: &Tables, name: &str) -> Result<Asked, Failure> {
    if tables.area(name).is_some() {
        return of_area(tables, name);
    }
    if let Some(topic) = tables.topic(name) {
        return Ok(Asked {
            title: topic.title.clone(),
            area: Some(topic.area.clone()),
            subjects: vec![Subject::of_topic(topic)],
            ..Asked::default()
        });
    }
    let path = Path::new(name);
    if name != "-" && !path.exists() {
        let areas = tables.areas.iter().map(|area| area.name.as_str());
        let topics = tables.topics.iter().map(|topic| topic.name.as_str());
        let stem = name.split('-').next().unwrap_or(name);
        let mut known = areas.clone().chain(topics);
        let near = known.find(|known| !stem.is_empty() && known.contains(stem));
        let near = near.map(|near| format!("did you mean `{near}`? "));
        let areas: Vec<&str> = areas.collect();
        return Err(Failure::usage(
            format!("`{name}` is no area, no topic and no file"),
            format!(
                "{}areas are {}; a code goes behind `--codes`, as `--codes us=3B001.d.8`",
                near.unwrap_or_default(),
                areas.join(", ")
            ),
        ));
    }
    of_file(path)
}

fn of_file(path: &Path) -> Result<Asked, Failure> {
    let mut lines = input::open(path, None)?;
    let Some(line) = lines.next() else {
        let what = format!("{} holds no transfer", input::named(path));
        return Err(Failure::bad(what, "give one transfer, as JSON or CSV"));
    };
    let (number, id) = (line.number, line.id.clone());
    let transfer = line.result.map_err(|errors| {
        unreadable(&format!("{}, line {number} cannot be read", input::named(path)), &errors)
    })?;
    if lines.next().is_some() {
        let what = format!("{} holds more than one transfer", input::named(path));
        return Err(Failure::bad(what, "compare one item at a time"));
    }
    let item = transfer.item;
    let codes = listed_codes(&item);
    if codes.is_empty() {
        let what = format!("the item of {} has no codes", input::named(path));
        return Err(Failure::bad(what, "give `item.codes`, or `--codes us=3B001.d.8`"));
    }
    let title = item.description.as_deref().or(item.part.as_deref()).or(id.as_deref());
    let title = title.unwrap_or("an item").to_owned();
    let kind = item.kind.map_or("goods", |kind| kind.as_str());
    let mut subject = Subject::of_codes(&title, kind, &codes);
    subject.notes.push(
        "Of the file the item is used; its parties, use and route are left aside.".to_owned(),
    );
    subject.item = Some(item);
    Ok(Asked { title, subjects: vec![subject], ..Asked::default() })
}

fn listed_codes(item: &Item) -> Vec<(String, String)> {
    let codes = item.codes.iter().filter_map(|(scheme, code)| match code {
        Code::Unknown => None,
        Code::None => Some((scheme.to_string(), "none".to_owned())),
        Code::Listed(code) => Some((scheme.to_string(), code.to_string())),
    });
    codes.collect()
}

/// `us=3B001.d.8,jp=7(16)/6.17.re.6`.
fn codes(option: &str, text: &str) -> Result<Vec<(String, String)>, Failure> {
    let mut found: Vec<(String, String)> = Vec::new();
    for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        let Some((scheme, code)) = part.split_once('=') else {
            let help = "write the law, `=` and its code, as `us=3B001.d.8`";
            return Err(Failure::usage(format!("`{part}` behind `{option}` is no code"), help));
        };
        let (scheme, code) = (scheme.trim(), code.trim());
        if let Err(error) = check_scheme(scheme) {
            return Err(Failure::usage(format!("{option}: {error}"), error.help()));
        }
        if let Err(error) = check_code(scheme, code) {
            return Err(Failure::usage(format!("{option}: {error}"), error.help()));
        }
        if found.iter().any(|(known, _)| known == scheme) {
            let what = format!("{option}: `{scheme}` is given twice");
            return Err(Failure::usage(what, "give one code for each law"));
        }
        found.push((scheme.to_owned(), code.to_owned()));
    }
    if found.is_empty() {
        let help = "write the law, `=` and its code, as `us=3B001.d.8`";
        return Err(Failure::usage(format!("`{option}` names no code"), help));
    }
    Ok(found)
}

fn countries(option: &str, names: &[String]) -> Result<Vec<Country>, Failure> {
    let mut found: Vec<Country> = Vec::new();
    for name in names.iter().map(|name| name.trim()).filter(|name| !name.is_empty()) {
        let country = Country::parse(name)
            .map_err(|error| Failure::usage(format!("{option}: {error}"), error.help()))?;
        if !found.contains(&country) {
            found.push(country);
        }
    }
    Ok(found)
}

/// The tables below the directory, or those of the binary if it has none.
fn tables(directory: Option<&Path>) -> Result<Tables, Failure> {
    let mut found: Vec<SourceFile> = Vec::new();
    if let Some(directory) = directory {
        let mut paths = Vec::new();
        files::collect(directory, &mut paths)?;
        for path in paths.iter().filter(|path| path.extension().is_some_and(|end| end == "table")) {
            let text =
                fs::read_to_string(path).map_err(|error| Failure::file("read", path, &error))?;
            found.push(SourceFile { name: path.display().to_string(), text });
        }
    }
    if found.is_empty() {
        found = compare::embedded_tables();
    }
    Tables::read(&found).map_err(|errors| {
        for error in &errors {
            complain(&format!("error: {error}\n help: {}\n", error.help));
        }
        Failure::bad("the tables of correspondence have errors", "mend the tables")
    })
}

/// Columns of `--set` that cannot be read, or of a probe in the user's own tables.
fn columns(errors: &[FieldError]) -> Failure {
    match unreadable("a transfer cannot be made", errors) {
        Failure::Told { what, help, .. } => Failure::usage(what, help),
        Failure::Unread => Failure::Unread,
    }
}

fn unreadable(what: &str, errors: &[FieldError]) -> Failure {
    let messages: Vec<String> = errors.iter().map(ToString::to_string).collect();
    let help: Vec<&str> = errors.iter().map(|error| error.help.as_str()).collect();
    Failure::bad(format!("{what}: {}", messages.join("; ")), help.join("; "))
}
