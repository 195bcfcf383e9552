//! PostgreSQL, by the address in `DATABASE_URL`.
//!
//! A connection is encrypted if the address asks for it (`sslmode=require`), and then only to a server
//! whose certificate holds for its name; that needs the feature `tls`. Without it such an address is
//! refused rather than opened in the clear. Otherwise use a socket, the loopback address or a tunnel.

use crate::error::StoreError;
use crate::migrate::migrate;
use crate::store::{Database, EachRow, Store, Tx};
use crate::value::{Cells, Value};
use postgres::config::{Host, SslMode};
use postgres::error::SqlState;
use postgres::fallible_iterator::FallibleIterator;
use postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};
use postgres::{Client, Config, NoTls, Statement, Transaction};
use std::collections::HashMap;
use std::error::Error;

/// Rows that one statement adds: a statement has at most 65,535 parameters.
const PARAMETERS: usize = 8_192;
/// The number of the lock that writers take: any number, always the same.
const WRITER: &str = "SELECT pg_advisory_xact_lock(7340)";

/// A record on a server.
pub struct Postgres {
    client: Client,
    statements: HashMap<String, Statement>,
    place: String,
}

impl std::fmt::Debug for Postgres {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Postgres").field("place", &self.place).finish_non_exhaustive()
    }
}

impl Postgres {
    /// Connects, making the tables if they are not there.
    ///
    /// # Errors
    /// [`StoreError::Open`]; as [`migrate`].
    pub fn open(url: &str) -> Result<Self, StoreError> {
        let config: Config = url.parse().map_err(|error: postgres::Error| StoreError::Open {
            place: "DATABASE_URL".to_owned(),
            why: told(&error),
        })?;
        let place = place(&config);
        let client = match config.get_ssl_mode() {
            SslMode::Require => encrypted(&config, &place)?,
            _ => config
                .connect(NoTls)
                .map_err(|error| StoreError::Open { place: place.clone(), why: told(&error) })?,
        };
        let mut store = Postgres { client, statements: HashMap::new(), place };
        migrate(&mut store)?;
        Ok(store)
    }
}

/// Connects to a server whose certificate an authority of the system has signed; `SSL_CERT_FILE` names
/// other ones.
#[cfg(feature = "tls")]
fn encrypted(config: &Config, place: &str) -> Result<Client, StoreError> {
    let failed = |why: String| StoreError::Open { place: place.to_owned(), why };
    let mut roots = rustls::RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if roots.is_empty() {
        let why = "no authority for certificates is known; name a file with SSL_CERT_FILE";
        return Err(failed(why.to_owned()));
    }
    let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    let tls = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| failed(error.to_string()))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    let tls = tokio_postgres_rustls::MakeRustlsConnect::new(tls);
    config.connect(tls).map_err(|error| {
        let why = told(&error);
        failed(match why.contains("CaUsedAsEndEntity") {
            true => {
                "the server shows the certificate of an authority; give it one that an authority \
                     signed, and name the authority's with SSL_CERT_FILE"
                    .to_owned()
            }
            false => why,
        })
    })
}

#[cfg(not(feature = "tls"))]
fn encrypted(_: &Config, place: &str) -> Result<Client, StoreError> {
    let why = "this program was built without encryption: build it with `--features tls`, or use a \
               socket, the loopback address or a tunnel, without `sslmode=require`";
    Err(StoreError::Open { place: place.to_owned(), why: why.to_owned() })
}

fn place(config: &Config) -> String {
    let host = match config.get_hosts().first() {
        Some(Host::Tcp(name)) => name.clone(),
        #[cfg(unix)]
        Some(Host::Unix(path)) => path.display().to_string(),
        None => "localhost".to_owned(),
    };
    format!("postgres://{host}/{}", config.get_dbname().or(config.get_user()).unwrap_or_default())
}

impl Store for Postgres {
    fn database(&self) -> Database {
        Database::Postgres
    }

    fn place(&self) -> &str {
        &self.place
    }

    fn write(&mut self) -> Result<Box<dyn Tx + '_>, StoreError> {
        let mut tx = self.client.transaction().map_err(|error| plain(&error))?;
        tx.batch_execute(WRITER).map_err(|error| plain(&error))?;
        Ok(Box::new(PostgresTx { tx, statements: &mut self.statements }))
    }

    fn read(&mut self) -> Result<Box<dyn Tx + '_>, StoreError> {
        let tx = self
            .client
            .build_transaction()
            .read_only(true)
            .isolation_level(postgres::IsolationLevel::RepeatableRead)
            .start()
            .map_err(|error| plain(&error))?;
        Ok(Box::new(PostgresTx { tx, statements: &mut self.statements }))
    }
}

struct PostgresTx<'c> {
    tx: Transaction<'c>,
    statements: &'c mut HashMap<String, Statement>,
}

impl PostgresTx<'_> {
    fn prepared(&mut self, sql: &str) -> Result<Statement, StoreError> {
        if let Some(known) = self.statements.get(sql) {
            return Ok(known.clone());
        }
        let made = self.tx.prepare(sql).map_err(|error| plain(&error))?;
        self.statements.insert(sql.to_owned(), made.clone());
        Ok(made)
    }
}

impl Tx for PostgresTx<'_> {
    fn database(&self) -> Database {
        Database::Postgres
    }

    fn execute(&mut self, sql: &str, values: &[Value]) -> Result<u64, StoreError> {
        let statement = self.prepared(sql)?;
        let values: Vec<&(dyn ToSql + Sync)> =
            values.iter().map(|value| value as &(dyn ToSql + Sync)).collect();
        self.tx.execute(&statement, &values).map_err(|error| plain(&error))
    }

    fn query(&mut self, sql: &str, values: &[Value], each: EachRow<'_>) -> Result<(), StoreError> {
        let statement = self.prepared(sql)?;
        let rows = self.tx.query_raw(&statement, values.iter());
        let mut rows = rows.map_err(|error| plain(&error))?;
        while let Some(row) = rows.next().map_err(|error| plain(&error))? {
            each(&PostgresRow(row))?;
        }
        Ok(())
    }

    fn insert(
        &mut self,
        head: &str,
        columns: usize,
        tail: &str,
        rows: &[Value],
    ) -> Result<(), StoreError> {
        let columns = columns.max(1);
        for block in rows.chunks(PARAMETERS / columns * columns) {
            let mut sql = format!("{head} VALUES ");
            for row in 0..block.len() / columns {
                let places: Vec<String> =
                    (1..=columns).map(|at| format!("${}", row * columns + at)).collect();
                let comma = if row == 0 { "" } else { ", " };
                sql.push_str(&format!("{comma}({})", places.join(", ")));
            }
            sql.push(' ');
            sql.push_str(tail);
            self.execute(&sql, block)?;
        }
        Ok(())
    }

    fn batch(&mut self, sql: &str) -> Result<(), StoreError> {
        self.tx.batch_execute(sql).map_err(|error| plain(&error))
    }

    fn commit(self: Box<Self>) -> Result<(), StoreError> {
        self.tx.commit().map_err(|error| plain(&error))
    }
}

impl ToSql for Value {
    fn to_sql(
        &self,
        kind: &Type,
        out: &mut bytes::BytesMut,
    ) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match self {
            Value::Null => Ok(IsNull::Yes),
            Value::Int(number) => number.to_sql_checked(kind, out),
            Value::Text(text) => text.to_sql_checked(kind, out),
            Value::Bytes(bytes) => bytes.to_sql_checked(kind, out),
        }
    }

    fn accepts(kind: &Type) -> bool {
        matches!(*kind, Type::INT8 | Type::TEXT | Type::BYTEA)
    }

    to_sql_checked!();
}

struct PostgresRow(postgres::Row);

impl PostgresRow {
    fn cell<'r, T: FromSql<'r>>(&'r self, at: usize) -> Result<Option<T>, StoreError> {
        self.0.try_get(at).map_err(|error| StoreError::Damaged { why: told(&error) })
    }
}

impl Cells for PostgresRow {
    fn int_or(&self, at: usize) -> Result<Option<i64>, StoreError> {
        self.cell(at)
    }

    fn text_or(&self, at: usize) -> Result<Option<&str>, StoreError> {
        self.cell(at)
    }

    fn bytes_or(&self, at: usize) -> Result<Option<&[u8]>, StoreError> {
        self.cell(at)
    }
}

/// The error with what is behind it.
fn told(error: &postgres::Error) -> String {
    match (error.as_db_error(), error.source()) {
        (Some(db), _) => db.message().to_owned(),
        (None, Some(source)) => format!("{error}: {source}"),
        (None, None) => error.to_string(),
    }
}

/// PostgreSQL's errors in our words.
fn plain(error: &postgres::Error) -> StoreError {
    let why = told(error);
    let Some(code) = error.code() else { return StoreError::Lost { why } };
    match *code {
        SqlState::DISK_FULL | SqlState::OUT_OF_MEMORY | SqlState::INSUFFICIENT_RESOURCES => {
            StoreError::Full { why }
        }
        SqlState::READ_ONLY_SQL_TRANSACTION | SqlState::INSUFFICIENT_PRIVILEGE => {
            StoreError::ReadOnly { why }
        }
        SqlState::LOCK_NOT_AVAILABLE | SqlState::T_R_DEADLOCK_DETECTED => StoreError::Busy { why },
        SqlState::DATA_CORRUPTED | SqlState::INDEX_CORRUPTED => StoreError::Damaged { why },
        SqlState::ADMIN_SHUTDOWN | SqlState::CRASH_SHUTDOWN | SqlState::CANNOT_CONNECT_NOW => {
            StoreError::Lost { why }
        }
        _ if code.code().starts_with("23") => StoreError::Refused { why },
        _ if code.code().starts_with("08") => StoreError::Lost { why },
        _ => StoreError::Other { why },
    }
}
