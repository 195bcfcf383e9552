//! `trade`: customs statistics in, series and what can be seen in them out.

mod measure;

use crate::clock::{self, Moment};
use crate::failure::{Exit, Failure};
use crate::input::named;
use crate::output::{Format, Output, complain, push_row};
use clap::{Args, ValueEnum};
use navicert_model::amount::{Unit, parse_decimal};
use navicert_model::day::Day;
use navicert_trade::body::{self, Basket};
use navicert_trade::fault::Refusal;
use navicert_trade::observation::{Flow, Hs, Line};
use navicert_trade::read::{self, Choices, Rate};
use navicert_trade::series::Series;
use navicert_trade::show::{self, Answer, json, svg, table, text};
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Say what customs statistics show of a flow, and whether a measure can be seen in them yet
///
/// Reads query exports of Chinese customs, Japan Customs (e-Stat), UN Comtrade, BACI, Eurostat
/// Comext, the US Census Bureau and our own rows; a source is known by what the file holds. All
/// files are one body of data, seen as it stood on a day: a figure released later does not exist.
/// Ends with 1 if any file was refused (the others are answered all the same).
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  navicert trade samples/trade-graphite.csv --measure 2023-12-01 --as-of 2024-01-25\n  \
    navicert trade export.csv --flow export --measure cn/2026-1 --format json\n  \
    navicert trade china.csv --flow export --basket terbium=28053013,28469016 --svg terbium.svg\n\n\
    Columns of our own rows; any may be blank or left out but the first two, hs and period:\n  \
    reporter,partner,flow,product,hs,classification,period,quantity,unit,value,currency,state,released_on\n\
    States: published, provisional, zero, suppressed, estimated, missing, not-published.\n\
    See docs/trade.md for the sources and for what a verdict rests on."
)]
pub struct Trade {
    /// Files; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Which way goods go, where the file does not say (Chinese customs)
    #[arg(long, value_enum, value_name = "FLOW")]
    flow: Option<Way>,
    /// A dated rate of exchange for files in yuan; may be repeated
    #[arg(long, value_name = "CNY:USD=0.1408@2025-12-31", value_parser = rate)]
    rate: Vec<Rate>,
    /// What took effect: an act or a clause of the law, or any day
    #[arg(long, value_name = "ACT|DAY")]
    measure: Option<String>,
    /// The day that is looked from [default: today]
    #[arg(long, value_name = "DAY", value_parser = clock::day)]
    as_of: Option<Day>,
    /// One series that is the sum of these codes; may be repeated
    #[arg(long, value_name = "NAME=CODE,CODE", value_parser = basket)]
    basket: Vec<Basket>,
    /// Directory with law files, for the day of an act [default: the law in this binary]
    #[arg(long, value_name = "DIR")]
    law: Option<PathBuf>,
    /// How answers are printed
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Draw the series with their ranges and release calendars to this file
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
}

/// The flow of a file that does not say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Way {
    /// Out of the reporting country
    Export,
    /// Into it
    Import,
}

fn rate(text: &str) -> Result<Rate, String> {
    let wrong = || {
        format!(
            "`{text}` is no dated rate; write `CNY:USD=0.1408@2025-12-31`: 0.1408 USD for one CNY, as of that day"
        )
    };
    let (pair, rest) = text.split_once('=').ok_or_else(wrong)?;
    let (from, to) = pair.split_once(':').ok_or_else(wrong)?;
    let (value, on) = rest.split_once('@').ok_or_else(wrong)?;
    for code in [from, to] {
        if !Unit::parse(code).is_ok_and(Unit::is_currency) {
            return Err(format!("`{code}` is not a currency"));
        }
    }
    let value = parse_decimal(value).map_err(|error| format!("{error}; {}", error.help()))?;
    if !read::china::is_rate(value) {
        return Err(format!("the rate `{value}` is not above zero and below a million"));
    }
    let on = Day::parse(on).map_err(|error| format!("{error}; {}", error.help()))?;
    Ok(Rate { from: from.into(), to: to.into(), value, on })
}

fn basket(text: &str) -> Result<Basket, String> {
    let wrong = || format!("`{text}` is no basket; write `terbium=28053013,28469016`");
    let (name, codes) = text.split_once('=').ok_or_else(wrong)?;
    let name = name.trim();
    if name.is_empty() {
        return Err(wrong());
    }
    let mut read: Vec<Hs> = Vec::new();
    for code in codes.split(',') {
        let hs = Hs::parse(code)
            .ok_or_else(|| format!("`{code}` is no code of goods; write 2 to 12 digits"))?;
        if read.contains(&hs) {
            return Err(format!("`{hs}` stands twice in the basket `{name}`"));
        }
        read.push(hs);
    }
    Ok(Basket { name: name.into(), codes: read })
}

impl Trade {
    /// Runs the command.
    ///
    /// # Errors
    /// An act that is not known, a file that cannot be opened, output that cannot be written.
    pub fn run(self) -> Result<Exit, Failure> {
        let as_of = self.as_of.unwrap_or_else(|| Moment::now().day);
        let measure = self
            .measure
            .as_deref()
            .map(|text| measure::measure(text, self.law.as_deref()))
            .transpose()?;
        let flow = self.flow.map(|way| match way {
            Way::Export => Flow::Export,
            Way::Import => Flow::Import,
        });
        let choices = Choices { flow, rates: self.rate.clone() };
        let (bodies, mut refused) = self.read(&choices);
        let (series, more) = self.assemble(&bodies, as_of);
        refused += more;
        self.baskets_held(&series, bodies.is_empty());
        let answers = show::answers(series, measure.as_ref(), as_of);
        if let Some(path) = self.svg.as_ref().filter(|_| !answers.is_empty()) {
            fs::write(path, svg::draw(&answers, as_of))
                .map_err(|error| Failure::file("write", path, &error))?;
        }
        print(&answers, self.format)?;
        Ok(if refused > 0 { Exit::Bad } else { Exit::Go })
    }

    /// What could be read, with the number of its file; and how many files could not.
    fn read(&self, choices: &Choices) -> (Vec<(usize, Vec<Line>)>, usize) {
        let mut bodies = Vec::new();
        let mut refused = 0;
        for (number, path) in self.files.iter().enumerate() {
            let read = match bytes(path) {
                Ok(bytes) => {
                    read::read(number, &bytes, choices).map_err(|refusal| self.told(&refusal))
                }
                Err(Failure::Told { what, help, .. }) => {
                    Err(format!("error: {what}\n help: {help}\n"))
                }
                Err(Failure::Unread) => Err(String::new()),
            };
            match read {
                Ok((_, lines)) => bodies.push((number, lines)),
                Err(told) => {
                    complain(&told);
                    refused += 1;
                }
            }
        }
        (bodies, refused)
    }

    /// The series of what was read; a file that contradicts another is left out, and the rest is looked at again.
    fn assemble(&self, bodies: &[(usize, Vec<Line>)], as_of: Day) -> (Vec<Series>, usize) {
        let mut out: Vec<usize> = Vec::new();
        loop {
            let kept = bodies.iter().filter(|(number, _)| !out.contains(number));
            let lines = body::join(kept.map(|(_, lines)| lines.clone()));
            match body::series(&lines, &self.basket, as_of) {
                Ok(series) => return (series, out.len()),
                Err(refusals) => {
                    for refusal in refusals {
                        if !out.contains(&refusal.file) {
                            out.push(refusal.file);
                            complain(&self.told(&refusal));
                        }
                    }
                }
            }
        }
    }

    /// A basket without a single row is most likely a slip.
    fn baskets_held(&self, series: &[Series], nothing_read: bool) {
        for basket in self.basket.iter().filter(|_| !nothing_read) {
            if !series
                .iter()
                .any(|one| one.product.as_deref() == Some(&*basket.name) && one.hs == basket.codes)
            {
                complain(&format!(
                    "warning: no file holds a row of the basket `{}`\n help: write the codes with as many digits as the files do\n",
                    basket.name
                ));
            }
        }
    }

    fn told(&self, refusal: &Refusal) -> String {
        let path = self.files.get(refusal.file).map_or(Path::new("-"), PathBuf::as_path);
        let mut place = match path.as_os_str() == "-" {
            true => "standard input".to_owned(),
            false => path.display().to_string(),
        };
        if let Some(line) = refusal.line {
            place.push_str(&match path.as_os_str() == "-" {
                true => format!(", line {line}"),
                false => format!(":{line}"),
            });
        }
        if let Some(field) = &refusal.field {
            place.push_str(&format!(" ({field})"));
        }
        format!("error: {place}: {}\n help: {}\n", refusal.fault, refusal.fault.help())
    }
}

fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    if path.as_os_str() == "-" {
        let mut bytes = Vec::new();
        io::stdin()
            .lock()
            .read_to_end(&mut bytes)
            .map_err(|error| Failure::file("read", path, &error))?;
        return Ok(bytes);
    }
    if path.is_dir() {
        return Err(Failure::bad(
            format!("{} is a directory", named(path)),
            "name the files in it",
        ));
    }
    fs::read(path).map_err(|error| Failure::file("read", path, &error))
}

fn print(answers: &[Answer], format: Format) -> Result<(), Failure> {
    let mut output = Output::open();
    let mut buffer = String::new();
    if format == Format::Csv {
        push_row(&mut buffer, table::HEADER.iter().copied());
    }
    for answer in answers {
        match format {
            Format::Json => json::write(&mut buffer, answer),
            Format::Csv => push_row(&mut buffer, table::row(answer).iter().map(String::as_str)),
            Format::Text => {
                text::write(&mut buffer, answer);
                buffer.push('\n');
            }
        }
        output.put(&buffer)?;
        buffer.clear();
    }
    output.put(&buffer)?;
    output.finish()
}
