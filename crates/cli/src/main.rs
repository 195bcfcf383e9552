//! The one binary: reads arguments, calls, prints.
//!
//! Only this crate reads files, the clock and the terminal; the engine is handed texts and days.

#![expect(
    clippy::disallowed_methods,
    reason = "the command line is where files, the clock and the terminal are read"
)]

mod audit;
mod cases;
mod classify;
mod clock;
mod compare;
mod content;
mod decide;
mod demo;
mod failure;
mod files;
mod hits;
mod impact;
mod input;
mod law;
mod licences;
mod lists;
mod logkey;
mod news;
mod orders;
mod output;
mod owners;
mod parties;
mod record;
mod schema;
mod screen;
mod sheet;
mod supply;
mod trade;

use clap::{Parser, Subcommand};
use failure::Failure;
use std::process::ExitCode;

/// Reading lines is mostly making and dropping small strings.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// May this item go to this party, for this use, by this route, on this day?
///
/// Navicert answers under every law it holds, with the clause that decides, the facts it used and
/// the facts it lacks.
#[derive(Debug, Parser)]
#[command(name = "navicert", version, propagate_version = true, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Decide(decide::Decide),
    Content(content::Content),
    Compare(compare::Compare),
    Classify(classify::Classify),
    Impact(impact::Impact),
    Screen(screen::Screen),
    Trade(trade::Trade),
    /// The law itself: check it, test it, read it
    #[command(subcommand)]
    Law(law::Law),
    #[command(subcommand)]
    Supply(supply::Command),
    /// Published lists of parties: import them, look at them, compare versions
    #[command(subcommand)]
    Lists(lists::Lists),
    /// The order book: import it, look at it, decide it again, see the days ahead
    #[command(subcommand)]
    Orders(orders::Orders),
    /// What people say of hits: confirm them, clear them, open them again
    #[command(subcommand)]
    Hits(hits::Hits),
    Owners(owners::OwnersOf),
    News(news::News),
    /// Licences: keep them, find the one that fits, reserve, use, report
    #[command(subcommand)]
    Licences(licences::Licences),
    /// Cases: hold order lines, ask for papers, release with four eyes
    #[command(subcommand)]
    Cases(cases::Cases),
    /// The log of acts: read it, export it, prove it, decide again what it says
    #[command(subcommand)]
    Audit(audit::Audit),
    Schema(schema::Schema),
    Demo(demo::Demo),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = match arguments.command {
        Command::Decide(decide) => decide.run(),
        Command::Content(content) => content.run(),
        Command::Compare(compare) => compare.run(),
        Command::Classify(classify) => classify.run(),
        Command::Impact(impact) => impact.run(),
        Command::Screen(screen) => screen.run(),
        Command::Trade(trade) => trade.run(),
        Command::Law(law) => law.run(),
        Command::Supply(supply) => supply.run(),
        Command::Lists(lists) => lists.run(),
        Command::Orders(orders) => orders.run(),
        Command::Hits(hits) => hits.run(),
        Command::Owners(owners) => owners.run(),
        Command::News(news) => news.run(),
        Command::Licences(licences) => licences.run(),
        Command::Cases(cases) => cases.run(),
        Command::Audit(audit) => audit.run(),
        Command::Schema(schema) => schema.run(),
        Command::Demo(demo) => demo.run(),
    };
    match done {
        Ok(code) => code.into(),
        Err(failure) => report(&failure),
    }
}

fn report(failure: &Failure) -> ExitCode {
    if let Failure::Told { what, help, .. } = failure {
        output::complain(&format!("error: {what}\n help: {help}\n"));
    }
    failure.exit().into()
}
