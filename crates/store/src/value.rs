//! What goes into a statement and what comes out of a row.

use crate::error::StoreError;

/// A value for a statement.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    /// Nothing.
    Null,
    /// A whole number; columns are `BIGINT`.
    Int(i64),
    /// Text; columns are `TEXT`.
    Text(String),
    /// Bytes; columns are `{bytes}` in a migration.
    Bytes(Vec<u8>),
}

impl From<i64> for Value {
    fn from(number: i64) -> Value {
        Value::Int(number)
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Value {
        Value::Int(i64::from(number))
    }
}

impl From<bool> for Value {
    fn from(yes: bool) -> Value {
        Value::Int(i64::from(yes))
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::Text(text.to_owned())
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Value {
        Value::Text(text.clone())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Value {
        Value::Text(text)
    }
}

impl From<Vec<u8>> for Value {
    fn from(bytes: Vec<u8>) -> Value {
        Value::Bytes(bytes)
    }
}

impl From<&[u8]> for Value {
    fn from(bytes: &[u8]) -> Value {
        Value::Bytes(bytes.to_vec())
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Value {
        value.map_or(Value::Null, Into::into)
    }
}

/// The cells of a row, counted from zero. A cell of another kind than asked for is
/// [`StoreError::Damaged`].
pub trait Cells {
    /// A whole number, if there is one.
    ///
    /// # Errors
    /// A cell of another kind.
    fn int_or(&self, at: usize) -> Result<Option<i64>, StoreError>;

    /// Text, if there is any.
    ///
    /// # Errors
    /// A cell of another kind.
    fn text_or(&self, at: usize) -> Result<Option<&str>, StoreError>;

    /// Bytes, if there are any.
    ///
    /// # Errors
    /// A cell of another kind.
    fn bytes_or(&self, at: usize) -> Result<Option<&[u8]>, StoreError>;

    /// A whole number.
    ///
    /// # Errors
    /// A cell of another kind, or nothing.
    fn int(&self, at: usize) -> Result<i64, StoreError> {
        self.int_or(at)?.ok_or_else(|| missing(at))
    }

    /// Text.
    ///
    /// # Errors
    /// A cell of another kind, or nothing.
    fn text(&self, at: usize) -> Result<&str, StoreError> {
        self.text_or(at)?.ok_or_else(|| missing(at))
    }

    /// Bytes.
    ///
    /// # Errors
    /// A cell of another kind, or nothing.
    fn bytes(&self, at: usize) -> Result<&[u8], StoreError> {
        self.bytes_or(at)?.ok_or_else(|| missing(at))
    }
}

fn missing(at: usize) -> StoreError {
    StoreError::Damaged { why: format!("column {at} of a row is empty") }
}
