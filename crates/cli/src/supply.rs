//! `supply`: what goes into our products, from where, and what stops if a source goes.

mod concentration;
mod exposure;
mod what_if;

use crate::content::{country, rate};
use crate::failure::{Exit, Failure};
use crate::input;
use crate::output::{complain, counted};
use clap::Subcommand;
use navicert_supply::money::NoRate;
use navicert_supply::{Faults, Source, Supply};
use std::fs;
use std::path::{Path, PathBuf};

/// Supply: what goes into our products, from where, and what stops if a source goes
#[derive(Debug, Subcommand)]
pub enum Command {
    Exposure(exposure::Exposure),
    WhatIf(what_if::WhatIf),
    Concentration(concentration::Concentration),
}

impl Command {
    /// Runs the command.
    ///
    /// # Errors
    /// Tables that cannot be used, output that cannot be written.
    pub fn run(self) -> Result<Exit, Failure> {
        match self {
            Command::Exposure(exposure) => exposure.run(),
            Command::WhatIf(what_if) => what_if.run(),
            Command::Concentration(concentration) => concentration.run(),
        }
    }
}

/// The tables of an answer, in words of `--help`.
const TABLES: &str = "Tables (CSV in UTF-8 or XLSX, recognised by their columns, in any order):\n  \
    parts      part,description,kind,unit_value,unit_mass,mineral,stage,hs,cn_code,site,\n             \
    site_country,per_month,end_use_is,end_use_is_not,user_is,user_is_not\n  \
    bom        parent,part,quantity\n  \
    suppliers  part,supplier,country,origin,share,use,capacity_per_month,lead_time_days,pool\n  \
    stock      part,site,on_hand\n  \
    A blank is unknown, never zero. docs/supply.md says what each column means.";

fn sources(files: &[PathBuf]) -> Result<Vec<Source>, Failure> {
    let mut stdin = false;
    let read = |path: &PathBuf| {
        if path.as_os_str() == "-" && std::mem::replace(&mut stdin, true) {
            let help = "give each table once; `-` can be one of them";
            return Err(Failure::usage("standard input is named twice", help));
        }
        Ok(Source { name: path.display().to_string(), bytes: input::bytes(path)? })
    };
    files.iter().map(read).collect()
}

fn supply(files: &[PathBuf]) -> Result<Supply, Failure> {
    Supply::read(&sources(files)?).map_err(|faults| refused(&faults))
}

/// Tells every fault; the last one ends the command.
fn refused(faults: &Faults) -> Failure {
    let Some((last, before)) = faults.told.split_last() else {
        return Failure::bad("the tables cannot be read", "check them");
    };
    for fault in before {
        complain(&format!("error: {}\n help: {}\n", told(fault), fault.error.help));
    }
    let mut help = last.error.help.clone();
    if faults.more > 0 {
        help.push_str(&format!(
            "\n note: {} not shown",
            counted(faults.more, "more error is", "more errors are")
        ));
    }
    Failure::bad(told(last), help)
}

fn told(fault: &navicert_supply::Fault) -> String {
    match fault.spot.file.is_empty() && fault.error.field.is_empty() {
        true => format!("{} {}", fault.spot, fault.error.message),
        false => fault.to_string(),
    }
}

fn no_rate(error: &NoRate) -> Failure {
    Failure::bad(error.to_string(), error.help())
}

/// Indices of the products that are named, or of all.
fn products(supply: &Supply, names: &[String]) -> Result<Vec<usize>, Failure> {
    if names.is_empty() {
        return Ok(supply.products().to_vec());
    }
    let find = |name: &String| {
        let found = supply.find(name).filter(|part| supply.products().contains(part));
        found.ok_or_else(|| {
            let help = "name a part whose `kind` is `product`";
            Failure::usage(format!("`{name}` is no product of the tables"), help)
        })
    };
    names.iter().map(find).collect()
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    fs::write(path, text).map_err(|error| Failure::file("write", path, &error))
}
