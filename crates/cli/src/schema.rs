//! `schema`: JSON Schema of every input and output.

use crate::failure::{Exit, Failure};
use crate::output::print;
use clap::Args;
use clap::builder::PossibleValuesParser;
use navicert_engine::schema;
use navicert_news::render::schema as news;
use navicert_record::schema as record;
use navicert_trade::show::schema as trade;

const TRADE: &str = "trade";
const NEWS: &str = "news";

fn names() -> impl Iterator<Item = &'static str> {
    schema::NAMES.into_iter().chain([NEWS, TRADE]).chain(record::NAMES)
}

/// Print the JSON Schema (draft 2020-12) of an input or an output
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  navicert schema transfer > transfer.schema.json")]
pub struct Schema {
    /// Which one
    #[arg(value_parser = PossibleValuesParser::new(names()))]
    name: String,
}

impl Schema {
    /// Runs the command.
    ///
    /// # Errors
    /// Output that cannot be written.
    pub fn run(self) -> Result<Exit, Failure> {
        let text = match self.name.as_str() {
            NEWS => Some(news()),
            TRADE => Some(trade::schema()),
            name => schema::schema(name).or_else(|| record::schema(name)),
        };
        let text = text.ok_or_else(|| {
            let all: Vec<&str> = names().collect();
            Failure::usage(format!("there is no schema `{}`", self.name), all.join(", "))
        })?;
        print(&text)?;
        print("\n")?;
        Ok(Exit::Go)
    }
}
