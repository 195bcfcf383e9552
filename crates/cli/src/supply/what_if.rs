//! `supply what-if`: what a measure would stop, when, and what covers it.

use crate::clock::Moment;
use crate::decide::Asked as Under;
use crate::failure::{Exit, Failure};
use crate::files::{LawFiles, unknown_clause};
use crate::input;
use crate::output::{Format, Output, complain, counted, push_row};
use clap::{Args, ValueEnum};
use navicert_engine::supply::{ASSUMED, ByLaw};
use navicert_model::transfer::Rate;
use navicert_model::verdict::Triage;
use navicert_rules::law::SourceFile;
use navicert_supply::render::{Frame, csv, json, text};
use navicert_supply::stops::{Stop, by_product, by_site};
use navicert_supply::what_if::{Asked, Judge, Part, sales, what_if};
use navicert_supply::{Scenario, Supply};
use std::path::PathBuf;

/// Say what a measure would stop: which parts and products, when, and what alternatives cover
///
/// Every supplier of a part and every product it goes into is a transfer, judged by the law of the
/// act as it stands on the day, or by the rows of a scenario. Parts that stay free are not shown.
#[derive(Debug, Args)]
#[command(after_help = format!("Examples:\n  \
    navicert supply what-if parts.csv bom.csv suppliers.csv stock.csv --act cn/2026-1 --on 2026-01-07\n  \
    navicert supply what-if factory.xlsx --scenario samples/scenarios/gallium-graphite.csv\n  \
    navicert supply what-if factory.xlsx --act cn/2025-61 --assume cn/2025-61 --on 2026-12-01\n  \
    navicert supply what-if factory.xlsx --assume gallium-ban.law --format csv\n\n{}\n\n\
    A scenario is a table `mineral,stage,from_country,effect,since,until`: blank = any, `effect` is\n\
    `prohibited` or `licence`, `until` the first day without.", super::TABLES))]
pub struct WhatIf {
    /// Tables of parts, bills of materials, suppliers and stock; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The act whose law is asked, as it stands on the day
    #[arg(long, value_name = "ACT", required_unless_present_any = ["scenario", "assume"])]
    act: Option<String>,
    /// A supposed measure, as a table; the law is not asked
    #[arg(long, value_name = "FILE", conflicts_with_all = ["act", "assume", "law"])]
    scenario: Vec<PathBuf>,
    #[command(flatten)]
    under: Under,
    /// Days until a licence that is applied for on the day is there
    #[arg(long, value_name = "DAYS")]
    licence_days: Option<u32>,
    /// A rate of exchange: units of the second currency for one of the first; may be repeated
    #[arg(long, value_name = "EUR/USD=1.08", value_parser = super::rate)]
    rate: Vec<Rate>,
    /// Tell it by part, by product or by site
    #[arg(long, value_enum, default_value_t)]
    per: Per,
    /// How answers are printed
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// What a line of the answer is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Per {
    /// Bought parts that are not free
    #[default]
    Part,
    /// Products that lack one
    Product,
    /// Sites that do
    Site,
}

impl WhatIf {
    pub(super) fn run(mut self) -> Result<Exit, Failure> {
        let supply = super::supply(&self.files)?;
        let asked = Asked {
            on: self.under.on.unwrap_or_else(|| Moment::now().day),
            rates: std::mem::take(&mut self.rate),
            licence_days: self.licence_days,
        };
        if self.scenario.is_empty() {
            self.by_law(&supply, &asked)
        } else {
            self.by_scenario(&supply, &asked)
        }
    }

    fn by_scenario(&self, supply: &Supply, asked: &Asked) -> Result<Exit, Failure> {
        let sources = super::sources(&self.scenario)?;
        let scenario = Scenario::read(&sources).map_err(|faults| super::refused(&faults))?;
        for mineral in scenario.unmet(supply) {
            complain(&format!("note: no part is of the mineral `{mineral}`\n"));
        }
        let names: Vec<String> =
            self.scenario.iter().map(|path| path.display().to_string()).collect();
        let frame = Frame {
            asked: vec![("on", asked.on.to_string()), ("scenario", names.join(";"))],
            assumed: ASSUMED[4..].iter().map(|text| (*text).to_owned()).collect(),
        };
        let mut judge = scenario.judge(supply, asked.on);
        self.answer(supply, &mut judge, asked, &frame)
    }

    fn by_law(&mut self, supply: &Supply, asked: &Asked) -> Result<Exit, Failure> {
        let mut law = LawFiles::open(self.under.law.as_deref())?;
        let mut added: Vec<String> = Vec::new();
        let mut assumed = Vec::new();
        for name in std::mem::take(&mut self.under.assume) {
            match name.ends_with(".law") {
                true => added.extend(add(&mut law, &name)?),
                false => assumed.push(name),
            }
        }
        let engine = law.engine()?;
        let first = added.first().or(assumed.first());
        let Some(act) = self.act.clone().or_else(|| first.cloned()) else {
            return Err(Failure::usage("no act is named", "give `--act` or `--scenario`"));
        };
        assumed.extend(added);
        self.under.assume = assumed;
        let options = self.under.options();
        let mut frame = Frame {
            asked: vec![("on", asked.on.to_string()), ("act", act.clone())],
            assumed: ASSUMED.iter().map(|text| (*text).to_owned()).collect(),
        };
        frame.asked.push(("known_at", options.known_at.clone()));
        if !options.assume.is_empty() {
            frame.assumed.push(format!("in force: {}", options.assume.join(", ")));
        }
        let mut judge =
            ByLaw::new(&engine, options, &act).map_err(|error| unknown_clause(&error))?;
        frame.asked.push(("law", judge.law().to_owned()));
        frame.asked.push(("law_digest", engine.law_digest.clone()));
        self.answer(supply, &mut judge, asked, &frame)
    }

    fn answer(
        &self,
        supply: &Supply,
        judge: &mut dyn Judge,
        asked: &Asked,
        frame: &Frame,
    ) -> Result<Exit, Failure> {
        let parts = what_if(supply, judge, asked).map_err(|error| super::no_rate(&error))?;
        let mut output = Output::open();
        let stops = match self.per {
            Per::Part => None,
            Per::Product => Some(by_product(supply, &parts, asked)),
            Per::Site => Some(by_site(supply, &parts, asked)),
        };
        match stops {
            None => self.parts(supply, &parts, frame, &mut output)?,
            Some(stops) => {
                let stops = stops.map_err(|error| super::no_rate(&error))?;
                output.put(&self.stops(supply, &stops, frame))?;
            }
        }
        let sum = total(supply, &parts, asked, frame);
        if self.format == Format::Text {
            output.put(&sum)?;
        } else if parts.is_empty() {
            complain(&format!("note: {sum}"));
        }
        output.finish()?;
        Ok(Exit::Go)
    }
}

impl WhatIf {
    fn parts(
        &self,
        supply: &Supply,
        parts: &[Part],
        frame: &Frame,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let mut buffer = String::new();
        if self.format == Format::Csv {
            push_row(&mut buffer, csv::PART);
        }
        for one in parts {
            match self.format {
                Format::Json => json::part(&mut buffer, supply, one, frame),
                Format::Csv => {
                    let row = csv::part(supply, one);
                    push_row(&mut buffer, row.iter().map(String::as_str));
                }
                Format::Text => {
                    text::part(&mut buffer, supply, one);
                    buffer.push('\n');
                }
            }
            output.put(&buffer)?;
            buffer.clear();
        }
        output.put(&buffer)
    }

    fn stops(&self, supply: &Supply, stops: &[Stop], frame: &Frame) -> String {
        let mut out = String::new();
        if self.format == Format::Csv {
            push_row(&mut out, csv::STOP);
        }
        for one in stops {
            match self.format {
                Format::Json => json::stop(&mut out, supply, one, frame),
                Format::Csv => {
                    let row = csv::stop(supply, one);
                    push_row(&mut out, row.iter().map(String::as_str));
                }
                Format::Text => {
                    text::stop(&mut out, supply, one);
                    out.push('\n');
                }
            }
        }
        out
    }
}

/// Adds a file to the law; the acts in it.
fn add(law: &mut LawFiles, name: &str) -> Result<Vec<String>, Failure> {
    let (text, _) = input::text(std::path::Path::new(name), Some(input::InputFormat::Csv))?;
    let acts: Vec<String> = text
        .lines()
        .filter_map(|line| line.strip_prefix("act ")?.split_whitespace().next())
        .map(str::to_owned)
        .collect();
    if acts.is_empty() {
        let what = format!("`{name}` holds no act");
        return Err(Failure::bad(what, "begin it with `act`, as the files below `laws` do"));
    }
    law.add(SourceFile { name: name.to_owned(), text });
    Ok(acts)
}

/// What the parts together come to. A product that stops for two parts counts once.
fn total(supply: &Supply, parts: &[Part], asked: &Asked, frame: &Frame) -> String {
    let count = |triage| parts.iter().filter(|one| one.verdict == triage).count();
    let mut text = String::new();
    for (name, value) in &frame.asked {
        if !matches!(*name, "law_digest" | "known_at") {
            text.push_str(&format!("{name} {value}; "));
        }
    }
    if parts.is_empty() {
        text.push_str("no bought part stops, needs a licence or has to be asked about\n");
        return text;
    }
    text.push_str(&format!(
        "{} under licence, {} to ask about, {}",
        counted(count(Triage::Licence), "part", "parts"),
        count(Triage::Ask),
        counted(count(Triage::Stop), "stopped", "stopped"),
    ));
    let mut stopped: Vec<usize> = parts
        .iter()
        .flat_map(|one| &one.products)
        .filter(|one| one.verdict == Triage::Stop)
        .map(|one| one.product)
        .collect();
    stopped.sort_unstable();
    stopped.dedup();
    if !stopped.is_empty() {
        text.push_str(&format!(
            "\n{} without a part: ",
            counted(stopped.len(), "product", "products")
        ));
        let first = parts.iter().filter_map(|one| one.stops_on).min();
        match first {
            Some(day) => text.push_str(&format!("the first stock runs out on {day}; ")),
            None => text.push_str("no stock is known to run out; "),
        }
        match sales(supply, stopped.into_iter(), &asked.rates, || "all products".to_owned()) {
            Ok(Some((value, Some(unit)))) => {
                text.push_str(&format!(
                    "sales of {} {unit} a month",
                    navicert_supply::render::amount(&value)
                ));
            }
            Ok(_) => text.push_str("their sales are not given"),
            Err(_) => text.push_str("their sales are in several currencies"),
        }
    }
    text.push_str("\ntaken for granted: ");
    text.push_str(&frame.assumed.join("; "));
    text.push('\n');
    text
}
