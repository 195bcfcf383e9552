//! `news accept`: a person puts a name to a draft.

use crate::clock::Moment;
use crate::failure::{Exit, Failure};
use crate::files::LawFiles;
use crate::output::print;
use crate::record;
use clap::{Args, ValueEnum};
use navicert_engine::news::faults;
use navicert_news::drafts::accept::{Acceptance, accept};
use navicert_record::facets::sha;
use navicert_record::import::By;
use navicert_rules::law::SourceFile;
use navicert_store::audit::hex;
use serde_json::json;
use std::fs;
use std::path::PathBuf;

/// Accept a draft: the law file is written, and the act to record is printed
///
/// A measure decides from then on, on the text whose address is given; guidance and what is only
/// watched keep the status `reported`. The draft itself stays as it is. Where a record is kept, its log
/// has the act: `navicert audit log --kind draft-accepted`.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  navicert news accept drafts/cn-draft-2026-01-06-1b2c3d4e.law --by \"A. Officer\" \\\n    \
    --source https://exportcontrol.mofcom.gov.cn/… --into my-law"
)]
pub struct Accept {
    /// The draft's file
    draft: PathBuf,
    /// Who accepts it
    #[arg(long, value_name = "NAME")]
    by: String,
    /// Why, for the log
    #[arg(long, value_name = "TEXT", default_value = "")]
    reason: String,
    /// Address of the act's text; a measure needs one
    #[arg(long, value_name = "URL")]
    source: Option<String>,
    /// What that text is
    #[arg(long, value_enum, default_value_t)]
    basis: Basis,
    /// Directory that the law file is written into
    #[arg(long, value_name = "DIR")]
    into: PathBuf,
    /// Directory with the law that it must load with [default: the law in this binary]
    #[arg(long, value_name = "DIR")]
    law: Option<PathBuf>,
}

/// What the text of an act is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Basis {
    /// The text of the authority
    #[default]
    OfficialText,
    /// Its translation
    OfficialTranslation,
    /// What an authority said
    Statement,
}

impl Accept {
    pub(super) fn run(self) -> Result<Exit, Failure> {
        let failed = |error| Failure::file("read", &self.draft, &error);
        let draft = fs::read_to_string(&self.draft).map_err(failed)?;
        let basis = match self.basis {
            Basis::OfficialText => "official-text",
            Basis::OfficialTranslation => "official-translation",
            Basis::Statement => "statement",
        };
        let at = Moment::now().text;
        let acceptance =
            Acceptance { by: &self.by, at: &at, source: self.source.as_deref(), basis };
        let accepted = accept(&draft, &acceptance).map_err(|error| {
            Failure::bad(format!("`{}`: {error}", self.draft.display()), error.help())
        })?;
        let name = self.draft.file_name().map(PathBuf::from).unwrap_or_else(|| "draft.law".into());
        let law = LawFiles::open(self.law.as_deref())?;
        let file = SourceFile {
            name: format!("laws/drafts/{}", name.display()),
            text: accepted.text.clone(),
        };
        if let Some(fault) = faults(&law.law, &file).first() {
            return Err(Failure::bad(
                format!("`{}` does not load with the law: {fault}", self.draft.display()),
                "mend the draft; `navicert law check DIR` shows the place",
            ));
        }
        let path = self.into.join(&name);
        fs::create_dir_all(&self.into)
            .map_err(|error| Failure::file("create", &self.into, &error))?;
        if fs::metadata(&path).is_ok() {
            return Err(Failure::bad(
                format!("`{}` is there already", path.display()),
                "an accepted draft is not written over; move it away first",
            ));
        }
        let record = accepted.record.json();
        let payload = json!({
            "file": path.display().to_string(),
            "sha256": hex::of(&sha(accepted.text.as_bytes())),
            "act": accepted.record.act,
            "source": accepted.record.source,
            "decides": accepted.record.decides,
            "reason": self.reason,
        });
        let by = By { who: self.by.clone(), at };
        let failed = |error| Failure::file("write", &path, &error);
        let write = || fs::write(&path, accepted.text).map_err(failed);
        let kind = accepted.record.kind;
        let act = &accepted.record.act;
        if let Err(failure) = record::with_act(kind, act, &by, &payload.to_string(), write) {
            // What the log does not tell was not accepted.
            let _ = fs::remove_file(&path);
            return Err(failure);
        }
        print(&(record + "\n"))?;
        Ok(Exit::Go)
    }
}
