//! `cases role`: who may do what.

use super::act;
use crate::failure::{Exit, Failure};
use crate::output::{Format, print, push_row};
use crate::record::{self, Who};
use clap::{Args, Subcommand};
use navicert_store::cases::{Role, roles};

/// What can be done with roles.
#[derive(Debug, Subcommand)]
pub enum Roles {
    Grant(Grant),
    Revoke(Revoke),
    List(List),
}

/// Give a person a role: admin, clerk, reviewer or releaser
///
/// Where nobody is admin, anybody may make the first one; after that only admins give roles.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  navicert cases role grant 'A. Chief' admin\n  \
    navicert cases role grant 'B. Clerk' clerk --who 'A. Chief'")]
pub struct Grant {
    #[command(flatten)]
    given: Given,
}

/// Take a role from a person
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  navicert cases role revoke 'B. Clerk' clerk --who 'A. Chief'")]
pub struct Revoke {
    #[command(flatten)]
    given: Given,
}

#[derive(Debug, Args)]
struct Given {
    /// The person, as the log names them
    name: String,
    /// admin (gives roles), clerk (opens, asks, records), reviewer (judges papers), releaser (signs)
    #[arg(value_parser = role)]
    role: Role,
    #[command(flatten)]
    who: Who,
}

/// List who has which role
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  navicert cases role list")]
pub struct List {
    /// How they are printed
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

fn role(text: &str) -> Result<Role, String> {
    Role::parse(text).ok_or_else(|| "write `admin`, `clerk`, `reviewer` or `releaser`".to_owned())
}

impl Roles {
    /// Runs the command.
    ///
    /// # Errors
    /// Somebody who may not.
    pub fn run(self) -> Result<Exit, Failure> {
        match self {
            Roles::Grant(Grant { given }) => {
                act(&given.who, |tx, by| roles::grant(tx, &given.name, given.role, by))?;
                print(&format!("{} is {}\n", given.name, given.role.as_str()))?;
            }
            Roles::Revoke(Revoke { given }) => {
                act(&given.who, |tx, by| roles::revoke(tx, &given.name, given.role, by))?;
                print(&format!("{} is no longer {}\n", given.name, given.role.as_str()))?;
            }
            Roles::List(list) => return list.run(),
        }
        Ok(Exit::Go)
    }
}

impl List {
    fn run(self) -> Result<Exit, Failure> {
        let mut store = record::open()?;
        let mut tx = store.read().map_err(|error| record::failed(&error))?;
        let all = roles::all(&mut *tx).map_err(|error| record::failed(&error))?;
        let mut out = String::new();
        if self.format == Format::Csv {
            push_row(&mut out, ["name", "role"]);
        }
        for (name, role) in &all {
            let role = role.as_str();
            match self.format {
                Format::Text => out.push_str(&format!("{name}: {role}\n")),
                Format::Csv => push_row(&mut out, [name.as_str(), role]),
                Format::Json => {
                    out.push_str(&format!(
                        "{}\n",
                        serde_json::json!({ "name": name, "role": role })
                    ));
                }
            }
        }
        if all.is_empty() && self.format == Format::Text {
            out.push_str(
                "nobody has a role; `navicert cases role grant NAME admin` makes the first admin\n",
            );
        }
        print(&out)?;
        Ok(Exit::Go)
    }
}
