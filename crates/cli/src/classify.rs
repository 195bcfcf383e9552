//! `classify`: items in, codes, candidates and questions out.

mod ask;
mod master;
mod recheck;

use crate::clock::{self, Moment};
use crate::failure::{Exit, Failure};
use crate::files::{self, LawFiles};
use crate::input::{self, InputFormat};
use crate::output::{Format, Output, complain, counted, push_row};
use clap::{Args, ValueEnum};
use navicert_engine::classify::parts::{Part, PartLine, Parts};
use navicert_engine::classify::{Answer, Classifier, Law, declare, json, parts, table, text};
use navicert_engine::{compare, embedded_goods};
use navicert_model::day::Day;
use navicert_rules::law::SourceFile;
use std::fs;
use std::path::{Path, PathBuf};

/// Say which entries of each law may describe an item, what excludes the others, and what to ask
///
/// `listed` and `not listed` are said only when certain: the description names a kind of goods that
/// was reviewed, and every entry that can describe it is met or excluded by given facts. Ends with 1
/// if any part could not be read (the others are answered all the same).
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    navicert classify \"immersion scanner\" --hs 848620 --set dedicated_chuck_overlay=\"1.3 nm\"\n  \
    navicert classify --file parts.csv --format json --laws cn,us\n  \
    erp-export | navicert classify --file - --format csv\n\n\
    Columns of a table: id,description,hs,origin,kind,is,is_not, codes.LAW for codes that are known, one for\n  \
    each parameter (`navicert schema vocabulary` names them), described_by.LAW and not_described_by.LAW\n  \
    for entries that a person affirmed or denied; of earlier classifications basis, classified_on, reviewer.")]
pub struct Classify {
    /// What the item is, in words: English, Chinese or Japanese
    #[arg(value_name = "DESCRIPTION", required_unless_present = "file")]
    description: Option<String>,
    /// Files with parts: CSV, JSON Lines or XLSX; `-` is standard input
    #[arg(long, value_name = "PARTS", conflicts_with = "description")]
    file: Vec<PathBuf>,
    /// Its tariff number
    #[arg(long, value_name = "DIGITS", requires = "description")]
    hs: Option<String>,
    /// Something known of it, as in a column of a table: `purity="99.9 %"`, `is=used`, `codes.us=EAR99`
    #[arg(long, value_name = "COLUMN=VALUE", requires = "description")]
    set: Vec<String>,
    /// Only these laws
    #[arg(long, value_name = "LAW,…", value_delimiter = ',')]
    laws: Vec<String>,
    /// Use the law files below this directory instead of the law in this binary
    #[arg(long, value_name = "DIR")]
    law: Option<PathBuf>,
    /// Day whose law is asked for, where a line gives no `on` of its own [default: today]
    #[arg(long, value_name = "DAY", value_parser = clock::day)]
    on: Option<Day>,
    /// Use only what was known then: a moment (RFC 3339) or a day [default: now]
    #[arg(long, value_name = "MOMENT", value_parser = clock::moment)]
    known_at: Option<Moment>,
    /// How answers are printed
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// How the input is written [default: by the file's ending, then by what it looks like]
    #[arg(long, value_enum, value_name = "FORMAT")]
    input_format: Option<InputFormat>,
    /// Ask nothing, also at a terminal
    #[arg(long)]
    no_ask: bool,
    /// Say which parts a change of the lists touches: from the day of each classification (or
    /// `--since`) to `--on`
    #[arg(long, requires = "file", conflicts_with_all = ["declare", "master"])]
    recheck: bool,
    /// The earlier day of a recheck, for every part
    #[arg(long, value_name = "DAY", value_parser = clock::day, requires = "recheck")]
    since: Option<Day>,
    /// The earlier law of a recheck [default: the same law on the earlier day]
    #[arg(long, value_name = "DIR", requires = "recheck")]
    old_law: Option<PathBuf>,
    /// Print statements that a part is not listed, for the laws where that is certain, and the text of
    /// a near miss where customs ask for one
    #[arg(long, value_enum, value_name = "FORM", conflicts_with = "master")]
    declare: Option<Form>,
    /// Print the parts as a part master: the table as it is, with codes, basis, day, reviewer and law
    /// of the classifications that are certain; those that stand there stay
    #[arg(long, requires = "file")]
    master: bool,
    /// Who signs the classifications of `--master`
    #[arg(long, value_name = "NAME", requires = "master")]
    reviewer: Option<String>,
}

/// How a statement is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// Plain text
    Text,
    /// A page to print
    Html,
}

impl From<Form> for declare::Form {
    fn from(form: Form) -> declare::Form {
        match form {
            Form::Text => declare::Form::Text,
            Form::Html => declare::Form::Html,
        }
    }
}

/// Reads everything that classification needs.
///
/// # Errors
/// Files that cannot be read, and everything wrong in them.
pub fn load(directory: Option<&Path>) -> Result<Law, Failure> {
    let law = LawFiles::open(directory)?;
    let mut goods = below(directory, "goods")?;
    if goods.is_empty() {
        goods = embedded_goods();
    }
    let mut tables = below(directory, "table")?;
    if tables.is_empty() {
        tables = compare::embedded_tables();
    }
    Law::new(&law.law, &goods, &tables).map_err(|errors| {
        for error in &errors {
            complain(&format!("error: {error}\n help: {}\n", error.help));
        }
        let count = counted(errors.len(), "error", "errors");
        Failure::bad(
            format!("the law or its kinds of goods have {count} and classify nothing"),
            "mend the files; `navicert law check DIR` shows what is wrong with the law",
        )
    })
}

fn below(directory: Option<&Path>, ending: &str) -> Result<Vec<SourceFile>, Failure> {
    let Some(directory) = directory else { return Ok(Vec::new()) };
    let mut paths = Vec::new();
    files::collect(directory, &mut paths)?;
    let wanted = paths.iter().filter(|path| path.extension().is_some_and(|end| end == ending));
    wanted
        .map(|path| {
            let text =
                fs::read_to_string(path).map_err(|error| Failure::file("read", path, &error))?;
            Ok(SourceFile { name: path.display().to_string(), text })
        })
        .collect()
}

/// The parts of an input, in any of its forms.
///
/// # Errors
/// A file that cannot be read.
pub fn read_parts(path: &Path, format: Option<InputFormat>) -> Result<Parts, Failure> {
    let is_sheet = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("xlsx"));
    let read = match is_sheet && format.is_none() {
        true => parts::read(&crate::sheet::csv(path)?, navicert_model::read::Format::Csv),
        false => {
            let (text, format) = input::text(path, format)?;
            parts::read(&text, format)
        }
    };
    if read.lines.is_empty() {
        return Err(Failure::bad(
            format!("{} holds no parts", input::named(path)),
            "write one part a row below a header, as `id,description,hs`",
        ));
    }
    for column in &read.unread {
        complain(&format!("note: column `{column}` of {} is not read\n", input::named(path)));
    }
    Ok(read)
}

/// Tells which rows of a part master cannot be read.
pub fn tell_bad(path: Option<&Path>, parts: &Parts) {
    let path = path.map(|path| path.display().to_string()).unwrap_or_default();
    for line in &parts.lines {
        for error in line.result.as_ref().err().into_iter().flatten() {
            complain(&format!("error: {path}:{}: {error}\n help: {}\n", line.line, error.help));
        }
    }
}

impl Classify {
    /// Runs the command.
    ///
    /// # Errors
    /// A law that cannot be used, output that cannot be written.
    pub fn run(self) -> Result<Exit, Failure> {
        let law = load(self.law.as_deref())?;
        let known: Vec<&str> = law.schemes().collect();
        if let Some(wrong) = self.laws.iter().find(|law| !known.contains(&law.as_str())) {
            let help = format!("the laws are {}", known.join(", "));
            return Err(Failure::usage(format!("`{wrong}` is no loaded law"), help));
        }
        let now = Moment::now();
        let on = self.on.unwrap_or(now.day);
        let known_day = self.known_at.as_ref().map_or(now.day, |moment| moment.day);
        if self.recheck {
            return recheck::run(&self, &law, on, known_day);
        }
        let mut classifier = Classifier::new(&law, on, known_day, &self.laws);
        if self.master {
            return master::run(&self, &mut classifier, &law.law_digest, on);
        }
        let mut run = Run {
            format: self.format,
            declare: self.declare.map(declare::Form::from),
            law_digest: law.law_digest.clone(),
            output: Output::open(),
            begun: false,
            answered: 0,
            bad: 0,
        };
        if let Some(description) = &self.description {
            let part = self.one(description)?;
            return run.one(&mut classifier, part, self.no_ask);
        }
        for path in &self.file {
            match read_parts(path, self.input_format) {
                Ok(parts) => {
                    for line in &parts.lines {
                        run.line(&mut classifier, path, line)?;
                    }
                }
                Err(Failure::Told { what, help, .. }) => {
                    run.bad += 1;
                    complain(&format!("error: {what}\n help: {help}\n"));
                }
                Err(other) => return Err(other),
            }
        }
        run.finish()
    }

    fn one(&self, description: &str) -> Result<Part, Failure> {
        let mut header = vec!["description".to_owned()];
        let mut cells = vec![description.to_owned()];
        if let Some(hs) = &self.hs {
            header.push("hs".to_owned());
            cells.push(hs.clone());
        }
        for pair in &self.set {
            let Some((name, value)) = pair.split_once('=') else {
                return Err(Failure::usage(
                    format!("`{pair}` sets nothing"),
                    "write `purity=\"99.9 %\"`",
                ));
            };
            header.push(name.trim().to_owned());
            cells.push(value.trim().to_owned());
        }
        let row = |line: usize, cells| navicert_model::read::CellRow { line, cells: Ok(cells) };
        let mut read = parts::of_rows(vec![row(1, header), row(2, cells)]);
        if let Some(unread) = read.unread.first() {
            return Err(Failure::usage(
                format!("`{unread}` is nothing that is known of an item"),
                "name a column of a table of parts; `navicert classify --help` has them",
            ));
        }
        match read.lines.pop().map(|line| line.result) {
            Some(Ok(part)) => Ok(part),
            Some(Err(errors)) => {
                let messages: Vec<String> = errors.iter().map(ToString::to_string).collect();
                let help: Vec<&str> = errors.iter().map(|error| error.help.as_str()).collect();
                Err(Failure::usage(messages.join("; "), help.join("; ")))
            }
            None => Err(Failure::usage("nothing is known of the item", "say in words what it is")),
        }
    }
}

/// A run over all parts.
struct Run {
    format: Format,
    declare: Option<declare::Form>,
    law_digest: String,
    output: Output,
    begun: bool,
    answered: usize,
    bad: usize,
}

impl Run {
    fn one(
        &mut self,
        classifier: &mut Classifier<'_>,
        mut part: Part,
        no_ask: bool,
    ) -> Result<Exit, Failure> {
        let mut answer = classifier.classify(&part.transfer, &part.said);
        if self.format == Format::Text && !no_ask && ask::is_possible() {
            answer = ask::go_on(classifier, &mut part, answer)?;
        }
        self.part(classifier, &answer, &part)?;
        self.close()?;
        self.output.finish()?;
        Ok(Exit::Go)
    }

    fn close(&mut self) -> Result<(), Failure> {
        match self.declare.filter(|_| self.begun) {
            Some(form) => self.output.put(declare::frame(form).1),
            None => Ok(()),
        }
    }

    fn part(
        &mut self,
        classifier: &mut Classifier<'_>,
        answer: &Answer,
        part: &Part,
    ) -> Result<(), Failure> {
        let item = &part.transfer.item;
        let Some(form) = self.declare else {
            return self.put(answer, item.description.as_deref().unwrap_or_default());
        };
        let mut out = String::new();
        if !std::mem::replace(&mut self.begun, true) {
            out.push_str(declare::frame(form).0);
        }
        for law in &answer.laws {
            out.extend(classifier.not_listed(answer, law, item, form));
            if let Some(text) = classifier.near_miss(answer, law, item) {
                out.push_str(&declare::remark("For the customs declaration", &text, form));
            }
        }
        self.output.put(&out)
    }

    fn line(
        &mut self,
        classifier: &mut Classifier<'_>,
        path: &Path,
        line: &PartLine,
    ) -> Result<(), Failure> {
        match &line.result {
            Ok(part) => {
                self.answered += 1;
                let answer = classifier.classify(&part.transfer, &part.said);
                self.part(classifier, &answer, part)
            }
            Err(errors) => {
                self.bad += 1;
                let id = line.id.as_deref();
                let mut out = String::new();
                self.head(&mut out);
                match self.format {
                    Format::Text => {
                        for error in errors {
                            let place = match path.as_os_str() == "-" {
                                true => format!("standard input, line {}", line.line),
                                false => format!("{}:{}", path.display(), line.line),
                            };
                            complain(&format!("error: {place}: {error}\n help: {}\n", error.help));
                        }
                    }
                    Format::Json => json::write_errors(&mut out, id, line.line, errors),
                    Format::Csv => {
                        let told: Vec<String> =
                            errors.iter().map(|one| format!("{one} ({})", one.help)).collect();
                        let told = told.join("; ");
                        let cells = table::HEADER.iter().map(|column| match *column {
                            "id" => id.unwrap_or_default(),
                            "errors" => told.as_str(),
                            _ => "",
                        });
                        push_row(&mut out, cells);
                    }
                }
                self.output.put(&out)
            }
        }
    }

    fn head(&mut self, out: &mut String) {
        if self.format == Format::Csv && !self.begun {
            push_row(out, table::HEADER);
        }
        self.begun = true;
    }

    fn put(&mut self, answer: &Answer, description: &str) -> Result<(), Failure> {
        let mut out = String::new();
        self.head(&mut out);
        match self.format {
            Format::Text => text::write(&mut out, answer, description),
            Format::Json => json::write(&mut out, answer, &self.law_digest),
            Format::Csv => {
                for row in table::rows(answer) {
                    push_row(&mut out, row.iter().map(String::as_str));
                }
            }
        }
        self.output.put(&out)
    }

    fn finish(mut self) -> Result<Exit, Failure> {
        self.close()?;
        self.output.finish()?;
        if self.bad > 0 {
            complain(&format!(
                "error: {} could not be read; {} answered\n",
                counted(self.bad, "part", "parts"),
                counted(self.answered, "other was", "others were"),
            ));
        }
        Ok(if self.bad > 0 { Exit::Bad } else { Exit::Go })
    }
}
