//! What the columns of a table mean, as its owner writes it down.

use crate::entry::IdKind;
use crate::entry::Kind;
use serde::Deserialize;
use std::collections::BTreeMap;
use thiserror::Error;

/// Fields that a column can fill, beside the kinds of numbers ([`IdKind`]).
const FIELDS: [&str; 19] = [
    "id",
    "name",
    "alias",
    "weak_alias",
    "kind",
    "country",
    "nationality",
    "citizenship",
    "flag",
    "address",
    "birth_date",
    "programme",
    "since",
    "until",
    "requirement",
    "policy",
    "citation",
    "source",
    "remark",
];

/// What the columns of a table mean.
///
/// ```
/// let mapping = navicert_lists::Mapping::parse(
///     r#"
///     separator = ";"
///     [columns]
///     name  = "Firma"
///     alias = ["Kurzname", "Früher"]
///     imo   = "IMO"
///     [kinds]
///     Unternehmen = "org"
///     "#,
/// )?;
/// assert_eq!(mapping.columns["name"], ["Firma"]);
/// # Ok::<(), navicert_lists::MappingError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// The columns by the field that they fill: `id`, `name`, `alias`, `weak_alias`, `kind`, `country`,
    /// `nationality`, `citizenship`, `flag`, `address`, `birth_date`, `programme`, `since`, `until`,
    /// `requirement`, `policy`, `citation`, `source`, `remark`, or a kind of number (`imo`, `lei`,
    /// `registration`, `tax`, `passport` …). Several columns of `name` and of `address` are joined; the
    /// others give one value each.
    #[serde(deserialize_with = "one_or_many")]
    pub columns: BTreeMap<String, Vec<String>>,
    /// What the column `kind` says: `Unternehmen = "org"`. The words `org`, `person`, `vessel`,
    /// `aircraft` and `unknown` mean themselves.
    #[serde(default)]
    pub kinds: BTreeMap<String, String>,
    /// Parts the values of a cell: names, countries, numbers.
    #[serde(default = "semicolon")]
    pub separator: char,
    /// Parts the cells of a CSV.
    #[serde(default = "comma")]
    pub delimiter: char,
    /// The encoding of a CSV, if it is not UTF-8: `shift_jis`, `gbk`, `windows-1252`, `utf-16le` …
    #[serde(default)]
    pub encoding: Option<String>,
    /// The sheet of a workbook [default: the first].
    #[serde(default)]
    pub sheet: Option<String>,
    /// Whether `04/08/2026` is the 8th of April.
    #[serde(default)]
    pub month_first: bool,
    /// Columns that the table need not have.
    #[serde(skip)]
    pub(crate) lenient: bool,
}

fn semicolon() -> char {
    ';'
}

fn comma() -> char {
    ','
}

fn one_or_many<'de, D: serde::Deserializer<'de>>(
    from: D,
) -> Result<BTreeMap<String, Vec<String>>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Columns {
        One(String),
        Many(Vec<String>),
    }
    let columns = BTreeMap::<String, Columns>::deserialize(from)?;
    let listed = columns.into_iter().map(|(field, columns)| match columns {
        Columns::One(column) => (field, vec![column]),
        Columns::Many(columns) => (field, columns),
    });
    Ok(listed.collect())
}

impl Mapping {
    /// Columns that are called as the fields are: `id,name,country,kind,birth_date` and so on. Only
    /// `name` has to be there.
    #[must_use]
    pub fn plain() -> Mapping {
        let fields = FIELDS.iter().copied().chain(IdKind::ALL.map(IdKind::as_str));
        Mapping {
            columns: fields.map(|field| (field.to_owned(), vec![field.to_owned()])).collect(),
            kinds: BTreeMap::new(),
            separator: semicolon(),
            delimiter: comma(),
            encoding: None,
            sheet: None,
            month_first: false,
            lenient: true,
        }
    }

    /// Reads a mapping written as TOML.
    ///
    /// # Errors
    /// [`MappingError`].
    pub fn parse(text: &str) -> Result<Mapping, MappingError> {
        let mapping: Mapping = toml::from_str(text)
            .map_err(|error| MappingError::Toml { message: error.message().to_owned() })?;
        mapping.checked()
    }

    /// A mapping of pairs of field and column.
    ///
    /// # Errors
    /// [`MappingError`].
    pub fn of_pairs<'p>(
        pairs: impl IntoIterator<Item = (&'p str, &'p str)>,
    ) -> Result<Mapping, MappingError> {
        let mut mapping = Mapping { columns: BTreeMap::new(), lenient: false, ..Mapping::plain() };
        for (field, column) in pairs {
            mapping.columns.entry(field.to_owned()).or_default().push(column.to_owned());
        }
        mapping.checked()
    }

    fn checked(self) -> Result<Mapping, MappingError> {
        for field in self.columns.keys() {
            let number = IdKind::ALL.iter().any(|kind| kind.as_str() == field);
            if !number && !FIELDS.contains(&field.as_str()) {
                return Err(MappingError::Field { field: field.clone() });
            }
        }
        if !self.columns.contains_key("name") {
            return Err(MappingError::NoName);
        }
        if let Some((_, kind)) = self.kinds.iter().find(|(_, kind)| Kind::parse(kind).is_none()) {
            return Err(MappingError::Kind { kind: kind.clone() });
        }
        if !self.delimiter.is_ascii() {
            return Err(MappingError::Delimiter { delimiter: self.delimiter });
        }
        match &self.encoding {
            Some(name) if encoding_rs::Encoding::for_label(name.as_bytes()).is_none() => {
                Err(MappingError::Encoding { name: name.clone() })
            }
            _ => Ok(self),
        }
    }
}

/// Why a mapping cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum MappingError {
    /// It is no TOML, or a key is wrong.
    #[error("{message}")]
    Toml {
        /// What the reader of TOML says.
        message: String,
    },
    /// A field that nothing has.
    #[error("`{field}` is no field of a listed party")]
    Field {
        /// The field given.
        field: String,
    },
    /// Nothing fills the name.
    #[error("no column gives the `name`")]
    NoName,
    /// A kind that nothing is.
    #[error("`{kind}` is no kind of party")]
    Kind {
        /// The kind given.
        kind: String,
    },
    /// A delimiter that the reader cannot use.
    #[error("`{delimiter}` cannot part cells")]
    Delimiter {
        /// The delimiter given.
        delimiter: char,
    },
    /// An encoding that is not known.
    #[error("the encoding `{name}` is not known")]
    Encoding {
        /// The name given.
        name: String,
    },
}

impl MappingError {
    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> String {
        match self {
            MappingError::Toml { .. } => {
                "write `[columns]` with lines as `name = \"Company\"`".to_owned()
            }
            MappingError::Field { .. } => {
                let numbers = IdKind::ALL.map(IdKind::as_str);
                format!("the fields are {}, {}", FIELDS.join(", "), numbers.join(", "))
            }
            MappingError::NoName => "say which column holds it: `name = \"Company\"`".to_owned(),
            MappingError::Kind { .. } => {
                format!("the kinds are {}", Kind::ALL.map(Kind::as_str).join(", "))
            }
            MappingError::Delimiter { .. } => "write one of `,` `;` `|` or a tab".to_owned(),
            MappingError::Encoding { .. } => {
                "write its name as the web does: `shift_jis`, `gbk`, `windows-1252`".to_owned()
            }
        }
    }
}
