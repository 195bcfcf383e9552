//! `content`: bills of materials in, the share of their value that each law counts out.

use crate::decide::Asked;
use crate::failure::{Exit, Failure};
use crate::files::{LawFiles, unknown_clause};
use crate::input::{self, InputFormat};
use crate::output::{Format, Output, complain, counted, push_row};
use clap::Args;
use navicert_engine::content::{Answer, Asker, Way, json, table, text};
use navicert_engine::{Engine, Options};
use navicert_model::amount::{Unit, parse_decimal};
use navicert_model::bom::BomError;
use navicert_model::country::Country;
use navicert_model::read::{Entry, read_bom};
use navicert_model::transfer::Rate;
use std::path::{Path, PathBuf};

/// Say what share of a product's value each law counts, and whether a threshold is passed
///
/// The input is a bill of materials: JSON products with nested `item.content` or flat `parts`, or
/// a table with a row for each use of a part. An origin, code or value that nobody gives makes the
/// share a range. Ends with 1 if any product could not be read (the others are answered all the
/// same).
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  navicert content samples/bom.csv --to CN\n  \
    navicert content --to IR --from DE --format json --law my-law products.jsonl\n  \
    navicert content --to US --rate EUR/USD=1.08 bom.csv\n\n\
    Columns of a table (`navicert schema bom` has the fields of JSON):\n  \
    product,parent,part,description,kind,hs,origin,codes.cn,codes.us,…,quantity,unit_value,value,share\n  \
    A row with neither `parent` nor `part` is the product itself. A part is described once and may\n  \
    stand in several parents. Without `product`, every part that goes into no other is a product.")]
pub struct Content {
    /// Files with bills of materials; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Country the products go to
    #[arg(long, value_name = "COUNTRY", value_parser = country)]
    to: Country,
    /// Country they leave, where a product does not say so [default: where it was made]
    #[arg(long, value_name = "COUNTRY", value_parser = country)]
    from: Option<Country>,
    /// A rate of exchange: units of the second currency for one of the first; may be repeated
    #[arg(long, value_name = "EUR/USD=1.08", value_parser = rate)]
    rate: Vec<Rate>,
    #[command(flatten)]
    asked: Asked,
    /// How answers are printed
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// How the input is written [default: by the file's ending, then by what it looks like]
    #[arg(long, value_enum, value_name = "FORMAT")]
    input_format: Option<InputFormat>,
    /// Show the lines that do not count as well, for every threshold
    #[arg(long)]
    lines: bool,
}

/// A country, as an argument.
pub fn country(text: &str) -> Result<Country, String> {
    Country::parse(text).map_err(|error| format!("{error}; {}", error.help()))
}

/// A rate of exchange, as an argument: `EUR/USD=1.08`.
pub fn rate(text: &str) -> Result<Rate, String> {
    let wrong = || format!("`{text}` is no rate; write `EUR/USD=1.08`: 1.08 USD for one EUR");
    let (pair, value) = text.split_once('=').ok_or_else(wrong)?;
    let (from, to) = pair.split_once('/').ok_or_else(wrong)?;
    let currency = |code: &str| {
        let known = Unit::parse(code).is_ok_and(Unit::is_currency);
        known.then(|| code.into()).ok_or_else(|| format!("`{code}` is not a currency"))
    };
    let rate = parse_decimal(value).map_err(|error| format!("{error}; {}", error.help()))?;
    if rate.is_sign_negative() || rate.is_zero() {
        return Err(format!("the rate `{rate}` is not above zero"));
    }
    Ok(Rate { from: currency(from)?, to: currency(to)?, rate, on: None, source: None })
}

impl Content {
    /// Runs the command.
    ///
    /// # Errors
    /// A law that cannot be used, an assumption that names nothing, output that cannot be written.
    pub fn run(self) -> Result<Exit, Failure> {
        let engine = LawFiles::open(self.asked.law.as_deref())?.engine()?;
        let options = self.asked.options();
        let mut run = Run::new(&engine, &self, options)?;
        for path in &self.files {
            run.file(path, self.input_format)?;
        }
        run.finish()
    }
}

/// A run over all inputs.
struct Run<'e> {
    asker: Asker<'e>,
    printer: Printer,
    output: Output,
    answered: usize,
    bad: usize,
    bad_files: usize,
}

impl<'e> Run<'e> {
    fn new(engine: &'e Engine, arguments: &Content, options: Options) -> Result<Self, Failure> {
        let tail = json::Tail::new(engine, &options);
        let way = Way { to: arguments.to, from: arguments.from, rates: arguments.rate.clone() };
        let asker = Asker::new(engine, options, way).map_err(|error| unknown_clause(&error))?;
        let printer = Printer {
            format: arguments.format,
            all: arguments.lines,
            tail,
            buffer: String::new(),
            begun: false,
        };
        Ok(Run { asker, printer, output: Output::open(), answered: 0, bad: 0, bad_files: 0 })
    }

    fn file(&mut self, path: &Path, format: Option<InputFormat>) -> Result<(), Failure> {
        let entries = match input::text(path, format) {
            Ok((text, format)) => read_bom(&text, format),
            Err(Failure::Told { what, help, .. }) => {
                self.bad_files += 1;
                complain(&format!("error: {what}\n help: {help}\n"));
                return Ok(());
            }
            Err(other) => return Err(other),
        };
        if entries.is_empty() {
            self.bad_files += 1;
            complain(&format!(
                "error: {} holds no products\n help: write a row for each part, or JSON products\n",
                input::named(path)
            ));
        }
        entries.iter().try_for_each(|entry| self.entry(path, entry))
    }

    fn entry(&mut self, path: &Path, entry: &Entry) -> Result<(), Failure> {
        let errors = match &entry.result {
            Err(errors) => Err(errors.clone()),
            Ok(product) => {
                let printer = &mut self.printer;
                self.asker.ask(product, |answer| printer.answer(answer))
            }
        };
        match errors {
            Ok(()) => self.answered += 1,
            Err(errors) => {
                self.bad += 1;
                self.printer.bad(path, entry, &errors);
            }
        }
        self.output.put(&self.printer.buffer)
    }

    fn finish(mut self) -> Result<Exit, Failure> {
        self.output.finish()?;
        if self.bad > 0 {
            complain(&format!(
                "error: {} could not be read; {} answered\n",
                counted(self.bad, "product", "products"),
                counted(self.answered, "other was", "others were"),
            ));
        }
        Ok(if self.bad + self.bad_files > 0 { Exit::Bad } else { Exit::Go })
    }
}

/// Writes answers in the form asked for.
struct Printer {
    format: Format,
    all: bool,
    tail: json::Tail,
    buffer: String,
    begun: bool,
}

impl Printer {
    fn begin(&mut self) {
        self.buffer.clear();
        if self.format == Format::Csv && !self.begun {
            push_row(&mut self.buffer, table::HEADER);
        }
        self.begun = true;
    }

    fn answer(&mut self, answer: &Answer<'_>) {
        self.begin();
        match self.format {
            Format::Json => json::write(&mut self.buffer, answer, &self.tail, self.all),
            Format::Csv => {
                for row in table::rows(answer) {
                    push_row(&mut self.buffer, row.iter().map(String::as_str));
                }
            }
            Format::Text => {
                text::write(&mut self.buffer, answer, self.all);
                self.buffer.push('\n');
            }
        }
    }

    /// What is wrong with a product: in its place, or on standard error for a person.
    fn bad(&mut self, path: &Path, entry: &Entry, errors: &[BomError]) {
        self.begin();
        let id = entry.id.as_deref();
        match self.format {
            Format::Text => complain(&told(path, id, errors)),
            Format::Json => json::write_errors(&mut self.buffer, id, entry.line, errors),
            Format::Csv => {
                let errors: Vec<String> =
                    errors.iter().map(|one| format!("{one} ({})", one.error.help)).collect();
                let errors = errors.join("; ");
                let cells = table::HEADER.iter().map(|column| match *column {
                    "id" => id.unwrap_or_default(),
                    "errors" => errors.as_str(),
                    _ => "",
                });
                push_row(&mut self.buffer, cells);
            }
        }
    }
}

fn told(path: &Path, id: Option<&str>, errors: &[BomError]) -> String {
    let id = id.map(|id| format!(" ({id})")).unwrap_or_default();
    let mut out = String::new();
    for BomError { line, error } in errors {
        let place = match path.as_os_str() == "-" {
            true => format!("standard input, line {line}"),
            false => format!("{}:{line}", path.display()),
        };
        out.push_str(&format!("error: {place}{id}: {error}\n help: {}\n", error.help));
    }
    out
}
