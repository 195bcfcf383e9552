//! Table files: statements in the first column, their fields indented below.

use super::{About, Area, Match, Probe, Relation, Seat, Tables, Topic};
use navicert_model::country::Country;
use navicert_model::vocabulary::{Basis, SCHEMES, check_code};
use navicert_rules::law::SourceFile;
use std::fmt;

/// Something wrong with a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableError {
    /// The file.
    pub file: String,
    /// The line, counted from one.
    pub line: usize,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.message)
    }
}

impl std::error::Error for TableError {}

/// What is wrong with a line, and what to do about it.
type Wrong = (String, String);

fn wrong<T>(message: impl Into<String>, help: impl Into<String>) -> Result<T, Wrong> {
    Err((message.into(), help.into()))
}

/// The statement that fields belong to.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Nothing,
    Topic,
    Area,
    Probe,
}

struct Reader {
    tables: Tables,
    area: String,
    family: String,
    place: Place,
}

pub(super) fn read(files: &[&SourceFile]) -> Result<Tables, Vec<TableError>> {
    let mut errors = Vec::new();
    let mut reader = Reader {
        tables: Tables::default(),
        area: String::new(),
        family: String::new(),
        place: Place::Nothing,
    };
    for file in files {
        reader.area.clear();
        reader.family.clear();
        reader.place = Place::Nothing;
        for (index, line) in file.text.lines().enumerate() {
            if let Err((message, help)) = reader.line(line) {
                errors.push(TableError { file: file.name.clone(), line: index + 1, message, help });
            }
        }
    }
    let last = files.last().map(|file| file.name.clone()).unwrap_or_default();
    errors.extend(reader.unknown_probes(&last));
    if errors.is_empty() { Ok(reader.tables) } else { Err(errors) }
}

impl Reader {
    fn line(&mut self, line: &str) -> Result<(), Wrong> {
        let text = line.trim_end_matches('\r');
        if text.trim().is_empty() || text.trim_start().starts_with('#') {
            return Ok(());
        }
        if text.starts_with(char::is_whitespace) {
            return self.field(text.trim());
        }
        self.place = Place::Nothing;
        let words = words(text)?;
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        match words.as_slice() {
            ["area", name, title] => self.start_area(name, title),
            ["family", title] => {
                self.family = (*title).to_owned();
                Ok(())
            }
            ["topic", name, title] => self.start_topic(name, title),
            ["probe", name, title] => self.start_probe(name, title),
            ["seat", law, country, residual] => self.seat(law, country, residual),
            ["to", rest @ ..] => countries(rest).map(|found| self.tables.to.extend(found)),
            ["beyond", rest @ ..] => countries(rest).map(|found| self.tables.beyond.extend(found)),
            _ => wrong(
                format!("`{text}` is no statement of a table"),
                "write `area NAME \"title\"`, `family \"title\"`, `topic NAME \"title\"`, \
                 `probe NAME \"title\"`, `seat LAW COUNTRY CODE`, `to` or `beyond`",
            ),
        }
    }

    fn start_area(&mut self, name: &str, title: &str) -> Result<(), Wrong> {
        if self.tables.area(name).is_some() {
            return wrong(
                format!("area `{name}` is there twice"),
                "give each area a name of its own",
            );
        }
        let area = Area { name: name.into(), title: title.into(), ..Area::default() };
        self.tables.areas.push(area);
        self.area = name.to_owned();
        self.family.clear();
        self.place = Place::Area;
        Ok(())
    }

    fn start_topic(&mut self, name: &str, title: &str) -> Result<(), Wrong> {
        if self.area.is_empty() {
            return wrong(format!("topic `{name}` has no area"), "begin the file with `area`");
        }
        if self.tables.topic(name).is_some() {
            let help = "give each topic a name of its own";
            return wrong(format!("topic `{name}` is there twice"), help);
        }
        self.tables.topics.push(Topic {
            name: name.into(),
            title: title.into(),
            area: self.area.clone(),
            family: self.family.clone(),
            kind: "goods".into(),
            ..Topic::default()
        });
        self.place = Place::Topic;
        Ok(())
    }

    fn start_probe(&mut self, name: &str, title: &str) -> Result<(), Wrong> {
        if self.tables.probes.iter().any(|probe| probe.name == name) {
            let help = "give each probe a name of its own";
            return wrong(format!("probe `{name}` is there twice"), help);
        }
        let (name, title, set) = (name.into(), title.into(), Vec::new());
        self.tables.probes.push(Probe { name, title, about: About::Use, set });
        self.place = Place::Probe;
        Ok(())
    }

    fn seat(&mut self, law: &str, name: &str, residual: &str) -> Result<(), Wrong> {
        let country = country(name)?;
        let (law, residual) = (law.to_owned(), residual.to_owned());
        self.tables.seats.push(Seat { law, country, residual });
        Ok(())
    }

    fn field(&mut self, text: &str) -> Result<(), Wrong> {
        match self.place {
            Place::Topic => self.topic_field(text),
            Place::Area => self.area_field(text),
            Place::Probe => self.probe_field(text),
            Place::Nothing => wrong(
                format!("`{text}` belongs to no statement"),
                "indent fields below an `area`, a `topic` or a `probe` only",
            ),
        }
    }

    fn topic_field(&mut self, text: &str) -> Result<(), Wrong> {
        let words = words(text)?;
        let Some(topic) = self.tables.topics.last_mut() else { return Ok(()) };
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        match words.as_slice() {
            ["kind", kind @ ("goods" | "software" | "technology")] => topic.kind = (*kind).into(),
            ["note", note] => topic.notes.push((*note).into()),
            [scheme, code, relation, basis, note @ ..] if note.len() <= 1 => {
                let one = code_line(scheme, code, relation, basis, note.first().copied())?;
                if topic.codes.iter().any(|known| known.scheme == one.scheme) {
                    return wrong(
                        format!("`{scheme}` is there twice in topic `{}`", topic.name),
                        "make two topics of what a law gives two codes to",
                    );
                }
                topic.codes.push(one);
            }
            _ => {
                return wrong(
                    format!("`{text}` is no field of a topic"),
                    "write `LAW CODE RELATION BASIS \"note\"`, `kind software` or `note \"…\"`",
                );
            }
        }
        Ok(())
    }

    fn area_field(&mut self, text: &str) -> Result<(), Wrong> {
        let words = words(text)?;
        let Some(area) = self.tables.areas.last_mut() else { return Ok(()) };
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        match words.as_slice() {
            ["to", rest @ ..] => area.to = countries(rest)?,
            ["beyond", rest @ ..] => area.beyond = countries(rest)?,
            ["probes", rest @ ..] => {
                area.probes = rest.iter().map(|word| word.trim_end_matches(',').into()).collect();
            }
            _ => {
                return wrong(
                    format!("`{text}` is no field of an area"),
                    "write `to COUNTRY, …`, `beyond COUNTRY, …` or `probes NAME, …`",
                );
            }
        }
        Ok(())
    }

    fn probe_field(&mut self, text: &str) -> Result<(), Wrong> {
        let Some(probe) = self.tables.probes.last_mut() else { return Ok(()) };
        let (word, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        let rest = rest.trim();
        match (word, rest.split_once(char::is_whitespace)) {
            ("about", None) => {
                probe.about = match rest {
                    "making" => About::Making,
                    "use" => About::Use,
                    "service" => About::Service,
                    _ => {
                        return wrong(
                            format!("`{rest}` is nothing that a probe is about"),
                            format!("write one of {}", About::WORDS.join(", ")),
                        );
                    }
                }
            }
            ("set", Some((column, value))) => {
                probe.set.push((column.to_owned(), value.trim().to_owned()));
            }
            _ => {
                return wrong(
                    format!("`{text}` is no field of a probe"),
                    "write `about making|use|service` or `set COLUMN VALUE`",
                );
            }
        }
        Ok(())
    }

    fn unknown_probes(&self, file: &str) -> Vec<TableError> {
        let mut errors = Vec::new();
        for area in &self.tables.areas {
            for name in &area.probes {
                if !self.tables.probes.iter().any(|probe| probe.name == *name) {
                    errors.push(TableError {
                        file: file.to_owned(),
                        line: 0,
                        message: format!(
                            "area `{}` names the probe `{name}`, which is nowhere",
                            area.name
                        ),
                        help: "write the probe, or take the name away".into(),
                    });
                }
            }
        }
        errors
    }
}

fn code_line(
    scheme: &str,
    code: &str,
    relation: &str,
    basis: &str,
    note: Option<&str>,
) -> Result<Match, Wrong> {
    if !SCHEMES.contains(&scheme) {
        return wrong(
            format!("`{scheme}` is no code scheme"),
            format!("write one of {}", SCHEMES.join(", ")),
        );
    }
    if let Err(error) = check_code(scheme, code) {
        return wrong(error.to_string(), error.help());
    }
    let Some(relation) = Relation::ALL.into_iter().find(|one| one.as_str() == relation) else {
        return wrong(
            format!("`{relation}` is no relation"),
            format!("write one of {}", Relation::WORDS.join(", ")),
        );
    };
    if !Basis::WORDS.contains(&basis) {
        return wrong(
            format!("`{basis}` is no basis"),
            format!("write one of {}", Basis::WORDS.join(", ")),
        );
    }
    Ok(Match {
        scheme: scheme.into(),
        code: code.into(),
        relation,
        basis: basis.into(),
        note: note.map(str::to_owned),
    })
}

fn country(name: &str) -> Result<Country, Wrong> {
    Country::parse(name).map_err(|error| (error.to_string(), error.help()))
}

fn countries(words: &[&str]) -> Result<Vec<Country>, Wrong> {
    words.iter().map(|word| country(word.trim_end_matches(','))).collect()
}

/// Words and quoted texts of a line.
fn words(line: &str) -> Result<Vec<String>, Wrong> {
    let mut found = Vec::new();
    let mut rest = line.trim();
    while !rest.is_empty() {
        if let Some(quoted) = rest.strip_prefix('"') {
            let Some((text, after)) = quoted.split_once('"') else {
                return wrong("a quoted text does not end", "end it with `\"` on the same line");
            };
            found.push(text.to_owned());
            rest = after.trim_start();
        } else {
            let (word, after) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
            found.push(word.to_owned());
            rest = after.trim_start();
        }
    }
    Ok(found)
}
