//! `supply exposure`: how much of a product's material comes from where.

use crate::failure::{Exit, Failure};
use crate::output::{Format, Output, push_row};
use clap::{Args, ValueEnum};
use navicert_model::country::Country;
use navicert_model::transfer::Rate;
use navicert_supply::exposure::{Asked, Measure, exposure};
use navicert_supply::render::{csv, json, svg, text};
use std::path::PathBuf;

/// Say how much of each product's material comes from a country, and how concentrated its sources are
///
/// The material of a product is every bought part in it, quantity through all levels times price
/// (or mass). What is of unknown origin makes the share a range.
#[derive(Debug, Args)]
#[command(after_help = format!("Examples:\n  \
    navicert supply exposure parts.csv bom.csv suppliers.csv\n  \
    navicert supply exposure factory.xlsx --by mass --country CN --format json\n  \
    navicert supply exposure parts.csv bom.csv suppliers.csv --product PUMP --svg pump.svg\n\n{}", super::TABLES))]
pub struct Exposure {
    /// Tables of parts, bills of materials, suppliers; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Whose share is asked for
    #[arg(long, value_name = "COUNTRY", value_parser = super::country, default_value = "CN")]
    country: Country,
    /// What the material is measured by
    #[arg(long, value_enum, default_value_t)]
    by: By,
    /// Only this product; may be repeated
    #[arg(long, value_name = "PART")]
    product: Vec<String>,
    /// A rate of exchange: units of the second currency for one of the first; may be repeated
    #[arg(long, value_name = "EUR/USD=1.08", value_parser = super::rate)]
    rate: Vec<Rate>,
    /// How answers are printed
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Draw the products as trees of their parts into this file
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
}

/// What the material is measured by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum By {
    /// What the parts cost
    #[default]
    Value,
    /// What they weigh
    Mass,
}

impl Exposure {
    pub(super) fn run(self) -> Result<Exit, Failure> {
        let supply = super::supply(&self.files)?;
        let products = super::products(&supply, &self.product)?;
        let by = match self.by {
            By::Value => Measure::Value,
            By::Mass => Measure::Mass,
        };
        let asked = Asked { country: self.country, by, rates: self.rate };
        let found = exposure(&supply, &products, &asked).map_err(|error| super::no_rate(&error))?;
        if let Some(path) = &self.svg {
            super::write(path, &svg::tree(&supply, &found, &asked))?;
        }
        let mut output = Output::open();
        let mut buffer = String::new();
        if self.format == Format::Csv {
            push_row(&mut buffer, csv::EXPOSURE);
        }
        for one in &found {
            match self.format {
                Format::Json => json::exposure(&mut buffer, &supply, one, &asked),
                Format::Text => {
                    text::exposure(&mut buffer, &supply, one, &asked);
                    buffer.push('\n');
                }
                Format::Csv => {
                    for row in csv::exposure(&supply, one, &asked) {
                        push_row(&mut buffer, row.iter().map(String::as_str));
                    }
                }
            }
            output.put(&buffer)?;
            buffer.clear();
        }
        output.finish()?;
        Ok(Exit::Go)
    }
}
