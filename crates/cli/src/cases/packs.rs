//! `cases packs`: what the authorities want to see.

use crate::failure::{Exit, Failure};
use crate::output::{Format, print, push_row};
use clap::Args;
use navicert_store::cases::packs::{self, Pack};
use serde_json::json;
use std::fmt::Write;

/// List the evidence packs, or show one: the fields a document has to hold, in two languages
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  navicert cases packs\n  navicert cases packs cn/end-user-statement\n  \
    navicert cases packs cn/supply-chain --format csv > questions.csv"
)]
pub struct Packs {
    /// The pack
    pack: Option<String>,
    /// How it is printed; CSV has a row for each field
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Packs {
    /// Runs the command.
    ///
    /// # Errors
    /// No such pack.
    pub fn run(self) -> Result<Exit, Failure> {
        let all: Vec<&Pack> = match &self.pack {
            None => packs::packs().iter().collect(),
            Some(id) => vec![find(id)?],
        };
        let mut out = String::new();
        if self.format == Format::Csv {
            push_row(&mut out, ["pack", "kind", "field", "language", "en", "own", "answer"]);
        }
        for one in all {
            match self.format {
                Format::Text if self.pack.is_none() => {
                    let own = one.title.own.as_deref().map(|own| format!(" ({own})"));
                    let own = own.unwrap_or_default();
                    let _ =
                        writeln!(out, "{}: {}{own}, from the {}", one.id, one.title.en, one.whom);
                }
                Format::Text => text(&mut out, one),
                Format::Json => writeln!(out, "{}", object(one)).unwrap_or_default(),
                Format::Csv => rows(&mut out, one),
            }
        }
        print(&out)?;
        Ok(Exit::Go)
    }
}

/// A pack that has to be there.
pub fn find(id: &str) -> Result<&'static Pack, Failure> {
    packs::pack(id).ok_or_else(|| {
        let known: Vec<String> = packs::packs().iter().map(|one| format!("`{}`", one.id)).collect();
        let help = format!("write one of {}", known.join(", "));
        Failure::bad(format!("there is no evidence pack `{id}`"), help)
    })
}

fn text(out: &mut String, pack: &Pack) {
    let own =
        |own: &Option<String>| own.as_ref().map(|own| format!("\n    {own}")).unwrap_or_default();
    let _ = writeln!(out, "{}{}", pack.title.en, own(&pack.title.own));
    let _ = writeln!(out, "  for {}, from the {}", pack.authority, pack.whom);
    let _ = writeln!(out, "  asked for by {} (basis: {})", pack.cite, pack.basis.as_str());
    let _ = writeln!(out, "  {}", pack.note);
    if !pack.answers.is_empty() {
        let _ = writeln!(out, "  answers {}", pack.answers.join(", "));
    }
    for (number, field) in (1..).zip(&pack.fields) {
        let _ = writeln!(out, "{number}. {}{}", field.en, own(&field.own));
    }
    for one in &pack.undertakings {
        let _ = writeln!(out, "- {}{}", one.en, own(&one.own));
    }
}

fn object(pack: &Pack) -> serde_json::Value {
    let fields: Vec<_> = pack
        .fields
        .iter()
        .map(|one| json!({ "field": one.id, "en": one.en, "own": one.own }))
        .collect();
    let undertakings: Vec<_> =
        pack.undertakings.iter().map(|one| json!({ "en": one.en, "own": one.own })).collect();
    json!({
        "pack": pack.id, "law": pack.law, "kind": pack.kind, "authority": pack.authority,
        "language": pack.language, "whom": pack.whom, "basis": pack.basis.as_str(),
        "cite": pack.cite, "source": pack.source, "answers": pack.answers, "note": pack.note,
        "title": { "en": pack.title.en, "own": pack.title.own },
        "fields": fields, "undertakings": undertakings,
    })
}

fn rows(out: &mut String, pack: &Pack) {
    let mut row = |kind: &str, id: &str, en: &str, own: &Option<String>| {
        let own = own.as_deref().unwrap_or_default();
        push_row(out, [pack.id.as_str(), kind, id, &pack.language, en, own, ""]);
    };
    for field in &pack.fields {
        row("field", &field.id, &field.en, &field.own);
    }
    for one in &pack.undertakings {
        row("undertaking", "", &one.en, &one.own);
    }
}
