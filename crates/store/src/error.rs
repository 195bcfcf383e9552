//! Why the record could not do what it was asked.

/// Why a database refused.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database cannot be opened or reached.
    #[error("the record at `{place}` cannot be opened: {why}")]
    Open {
        /// The file, or the address without its password.
        place: String,
        /// In the database's words.
        why: String,
    },
    /// No space is left where the database is.
    #[error("no space is left for the record: {why}")]
    Full {
        /// In the database's words.
        why: String,
    },
    /// The file or the session may only be read.
    #[error("the record may only be read: {why}")]
    ReadOnly {
        /// In the database's words.
        why: String,
    },
    /// Another writer did not finish in time.
    #[error("another program has been writing to the record for too long: {why}")]
    Busy {
        /// In the database's words.
        why: String,
    },
    /// The connection went away.
    #[error("the connection to the record is lost: {why}")]
    Lost {
        /// In the database's words.
        why: String,
    },
    /// A newer program has made tables that this one does not know.
    #[error(
        "the record was written by a newer program: it has `{module}` {found}, this one knows {known}"
    )]
    Newer {
        /// The module.
        module: String,
        /// Its number in the database.
        found: i64,
        /// The last number that this program knows.
        known: i64,
    },
    /// A rule of a table does not hold: a number given twice, a row that another one needs.
    #[error("the record refuses it: {why}")]
    Refused {
        /// In the database's words.
        why: String,
    },
    /// The database is damaged, or holds what this program never writes.
    #[error("the record is damaged: {why}")]
    Damaged {
        /// What was found.
        why: String,
    },
    /// The key that signs the log cannot be used.
    #[error("the key of the log cannot be used: {why}")]
    Key {
        /// What is wrong with it.
        why: String,
    },
    /// Anything else: a mistake of this program.
    #[error("the record failed: {why}")]
    Other {
        /// In the database's words.
        why: String,
    },
}

impl StoreError {
    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> &'static str {
        match self {
            StoreError::Open { .. } => {
                "check NAVICERT_HOME or DATABASE_URL, and who may read and write there"
            }
            StoreError::Full { .. } => {
                "make space and run it again; what was acknowledged before is kept, the rest was not written"
            }
            StoreError::ReadOnly { .. } => {
                "check who may write the file and its directory; nothing was changed"
            }
            StoreError::Busy { .. } => "wait for the other program to end, and run it again",
            StoreError::Lost { .. } => {
                "check the database server and run it again; what was not acknowledged was not written"
            }
            StoreError::Newer { .. } => "use the newer program",
            StoreError::Refused { .. } => "nothing was changed; check what was given",
            StoreError::Damaged { .. } => {
                "keep a copy of the database as it is, then restore the last backup"
            }
            StoreError::Key { .. } => {
                "nothing was written; the key is `keys/log.key` in NAVICERT_HOME, for its owner alone"
            }
            StoreError::Other { .. } => "nothing was changed; report this as a bug",
        }
    }
}
