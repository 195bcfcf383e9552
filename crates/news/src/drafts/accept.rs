//! Accepting a draft: a person puts a name and the text of the act to it.

use serde::Serialize;
use thiserror::Error;

/// Who accepts, when, on what text.
#[derive(Clone, Debug)]
pub struct Acceptance<'a> {
    /// The person.
    pub by: &'a str,
    /// The moment, RFC 3339.
    pub at: &'a str,
    /// Address of the act's text; without it nothing can decide.
    pub source: Option<&'a str>,
    /// `official-text`, `official-translation`, `statement`.
    pub basis: &'a str,
}

/// What goes into the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Record {
    /// `draft-accepted`.
    pub kind: &'static str,
    /// The act that the draft declares.
    pub act: String,
    /// Who accepted it.
    pub by: String,
    /// When.
    pub at: String,
    /// On what text.
    pub source: Option<String>,
    /// Whether its clauses now decide.
    pub decides: bool,
}

impl Record {
    /// The record as one line of JSON.
    pub fn json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// An accepted draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// The law file.
    pub text: String,
    /// What goes into the record.
    pub record: Record,
}

/// Why a draft cannot be accepted.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum AcceptError {
    /// The file is none of the desk's.
    #[error("it is no draft of the news desk")]
    NoDraft,
    /// Nobody accepts it.
    #[error("nobody accepts it")]
    NoName,
    /// It was accepted before.
    #[error("it was accepted before")]
    Before,
    /// A measure needs the act.
    #[error("a measure decides only on the text of the act, and no address of it is given")]
    NoText,
    /// Not an address.
    #[error("`{0}` is no address")]
    Address(String),
}

impl AcceptError {
    /// What to do.
    pub fn help(&self) -> &'static str {
        match self {
            AcceptError::NoDraft => "name a file that `navicert news --drafts DIR` has written",
            AcceptError::NoName => "give a name with `--by`",
            AcceptError::Before => "edit the accepted file, or write a new draft",
            AcceptError::NoText | AcceptError::Address(_) => {
                "give the address of the official text with `--source https://…`"
            }
        }
    }
}

/// Accepts a draft. A measure then decides; guidance and what is only watched stays `reported`.
///
/// # Errors
/// [`AcceptError`].
pub fn accept(draft: &str, acceptance: &Acceptance<'_>) -> Result<Accepted, AcceptError> {
    let first = draft.lines().next().unwrap_or_default();
    let kind = first.strip_prefix("# Draft of the news desk: ").ok_or(AcceptError::NoDraft)?;
    let act = draft
        .lines()
        .find_map(|l| l.strip_prefix("act ")?.split(' ').next())
        .ok_or(AcceptError::NoDraft)?;
    let by: String = acceptance.by.chars().filter(|c| !c.is_control()).collect();
    if by.trim().is_empty() {
        return Err(AcceptError::NoName);
    }
    if draft.contains("\n# Accepted by ") {
        return Err(AcceptError::Before);
    }
    let decides = kind.starts_with("measure");
    if decides && acceptance.source.is_none() {
        return Err(AcceptError::NoText);
    }
    if let Some(source) =
        acceptance.source.filter(|s| !s.starts_with("http") || s.contains([' ', ',', '"', '\n']))
    {
        return Err(AcceptError::Address(source.to_owned()));
    }
    let mut text = String::new();
    for (n, line) in draft.lines().enumerate() {
        match (n, line) {
            (1, _) => {
                text.push_str(&format!("# Accepted by {} at {}.\n", by.trim(), acceptance.at))
            }
            (_, "  status  reported") if decides => {}
            (_, l) if l.starts_with("  source     ") => match acceptance.source {
                Some(source) => text.push_str(&format!("  source     {source}\n")),
                None => text.push_str(&format!("{l}\n")),
            },
            (_, l) if l.starts_with("  basis      ") && decides => {
                text.push_str(&format!("  basis      {}\n", acceptance.basis))
            }
            (_, l) => text.push_str(&format!("{l}\n")),
        }
    }
    let record = Record {
        kind: "draft-accepted",
        act: act.to_owned(),
        by: by.trim().to_owned(),
        at: acceptance.at.to_owned(),
        source: acceptance.source.map(str::to_owned),
        decides,
    };
    Ok(Accepted { text, record })
}

#[cfg(test)]
mod tests {
    use super::*;

    const DRAFT: &str = "# Draft of the news desk: measure (in force).\n# It decides nothing until\n\nact cn/draft-1 \"x\"\n  source     https://a\n  basis      press\n\nclause 1 \"y\"\n  status  reported\n  then    prohibited\n";

    #[test]
    fn a_measure_needs_a_name_and_the_text() {
        let mut acceptance = Acceptance {
            by: "A. Officer",
            at: "2026-01-07T00:00:00Z",
            source: None,
            basis: "official-text",
        };
        assert_eq!(accept(DRAFT, &acceptance), Err(AcceptError::NoText));
        acceptance.source = Some("https://act");
        let accepted = accept(DRAFT, &acceptance).unwrap();
        assert!(!accepted.text.contains("reported") && accepted.text.contains("https://act"));
        assert!(accepted.record.decides);
        assert_eq!(accept(&accepted.text, &acceptance), Err(AcceptError::Before));
        assert_eq!(accept("act x", &acceptance), Err(AcceptError::NoDraft));
        acceptance.by = " ";
        assert_eq!(accept(DRAFT, &acceptance), Err(AcceptError::NoName));
    }
}
