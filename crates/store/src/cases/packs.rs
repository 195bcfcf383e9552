//! What a document has to hold for an authority, and the reasons that a release can give: data files
//! under `evidence/`, compiled in.

use serde::Deserialize;
use std::sync::LazyLock;

/// What a document has to hold.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Pack {
    /// Law, slash, what it is: `cn/pledge`.
    pub id: String,
    /// The law.
    pub law: String,
    /// The kind of evidence, as in the vocabulary.
    pub kind: String,
    /// Who wants it.
    pub authority: String,
    /// The authority's language, ISO 639-1.
    pub language: String,
    /// Who has to give it: a role of the transfer.
    pub whom: String,
    /// How far the fields can be trusted.
    pub basis: Basis,
    /// Where it is asked for.
    pub cite: String,
    /// An address.
    pub source: String,
    /// The facts of a transfer that it answers.
    pub answers: Vec<String>,
    /// What else to know.
    pub note: String,
    /// What it is called.
    pub title: Words,
    /// What it has to hold.
    #[serde(rename = "field")]
    pub fields: Vec<Field>,
    /// What whoever signs it undertakes.
    #[serde(rename = "undertaking", default)]
    pub undertakings: Vec<Words>,
}

/// How far a list of fields can be trusted.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// The cited text lists them.
    Rule,
    /// An official form does.
    Form,
    /// What is asked for, by reports or by practice.
    Practice,
}

impl Basis {
    /// The word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Basis::Rule => "rule",
            Basis::Form => "form",
            Basis::Practice => "practice",
        }
    }
}

/// A text in English and in the authority's language.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// English.
    pub en: String,
    /// The authority's language; `None` if that is English.
    pub own: Option<String>,
}

/// A field of a document.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// A name for forms.
    pub id: String,
    /// English.
    pub en: String,
    /// The authority's language; `None` if that is English.
    pub own: Option<String>,
}

/// Why a held line may go.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// Its code.
    pub code: String,
    /// In words.
    pub title: String,
}

#[derive(Deserialize, Default)]
struct Reasons {
    #[serde(rename = "reason", default)]
    reasons: Vec<Reason>,
}

const FILES: &[&str] = &[
    include_str!("../../../../evidence/cn/end-user-statement.toml"),
    include_str!("../../../../evidence/cn/pledge.toml"),
    include_str!("../../../../evidence/cn/supply-chain.toml"),
    include_str!("../../../../evidence/jp/pledge.toml"),
    include_str!("../../../../evidence/nl/end-use-statement.toml"),
    include_str!("../../../../evidence/us/end-user-statement.toml"),
    include_str!("../../../../evidence/us/uvl-statement.toml"),
];

// A file that cannot be read is left out here and fails the tests below.
static PACKS: LazyLock<Vec<Pack>> =
    LazyLock::new(|| FILES.iter().filter_map(|text| toml::from_str(text).ok()).collect());

static REASONS: LazyLock<Vec<Reason>> = LazyLock::new(|| {
    let text = include_str!("../../../../evidence/reasons.toml");
    toml::from_str::<Reasons>(text).unwrap_or_default().reasons
});

/// All packs, by law and name.
#[must_use]
pub fn packs() -> &'static [Pack] {
    &PACKS
}

/// A pack by its id.
#[must_use]
pub fn pack(id: &str) -> Option<&'static Pack> {
    PACKS.iter().find(|one| one.id == id)
}

/// The reasons that a release can give.
#[must_use]
pub fn reasons() -> &'static [Reason] {
    &REASONS
}

#[cfg(test)]
mod tests {
    use super::*;
    use navicert_model::vocabulary::{EvidenceKind, Role, check_scheme};

    #[test]
    fn every_file_reads_and_is_whole() {
        for text in FILES {
            let pack: Pack = toml::from_str(text).unwrap();
            let name = &pack.id;
            check_scheme(&pack.law).unwrap();
            assert!(pack.id.starts_with(&format!("{}/", pack.law)), "{name}");
            EvidenceKind::parse(&pack.kind).unwrap();
            Role::parse(&pack.whom).unwrap();
            assert!(!pack.fields.is_empty() && pack.source.starts_with("https://"), "{name}");
            // Two languages, unless the authority's own is English.
            let own = pack.language != "en";
            let fields = pack.fields.iter().map(|one| &one.own);
            let undertakings = pack.undertakings.iter().map(|one| &one.own);
            let all = fields.chain(undertakings).chain([&pack.title.own]);
            assert!(all.into_iter().all(|text| text.is_some() == own), "{name}");
            let mut ids: Vec<&str> = pack.fields.iter().map(|one| one.id.as_str()).collect();
            ids.sort_unstable();
            ids.dedup();
            assert_eq!(ids.len(), pack.fields.len(), "{name}");
        }
        assert_eq!(packs().len(), FILES.len());
        assert!(!reasons().is_empty());
    }
}
