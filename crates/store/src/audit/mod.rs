//! The log of acts made provable: a Merkle tree over it, signed heads, exports that verify offline.
//!
//! Every act is a leaf of a tree in the shape of RFC 6962, added in the transaction that writes the
//! act. A record that is opened through [`Sealed`] signs the head of the tree in the same
//! transaction, so that what is acknowledged is also signed. [`export`] writes the whole log with
//! its heads; [`verify`] needs nothing but that file and names the record in which a byte differs.
//! [`proof`] is for who shall see one act and not the others.
//!
//! What it does not do: somebody who holds the key and the database can write another history. Only
//! a head that was kept elsewhere shows that ([`verify::Trust::known`]).

pub mod export;
pub mod head;
pub mod hex;
pub mod key;
pub mod leaf;
pub mod proof;
pub mod prov;
mod sealed;
pub mod tree;
pub mod verify;

pub use head::{Head, Signed};
pub use key::{LogKey, PublicKey};
pub use sealed::Sealed;
pub use tree::Peaks;

use crate::acts::{Act, Kept};
use crate::error::StoreError;
use crate::store::Tx;

/// Adds an act to the tree. Acts that an older program wrote are added before it.
pub(crate) fn grow<T: Tx + ?Sized>(tx: &mut T, seq: i64, act: &Act<'_>) -> Result<(), StoreError> {
    let mut peaks = peaks(tx)?;
    let size = i64::try_from(peaks.size()).unwrap_or(i64::MAX);
    if size + 1 < seq {
        let sql = "SELECT seq, moment, who, kind, subject, payload FROM acts \
                   WHERE seq > $1 AND seq < $2 ORDER BY seq";
        tx.query(sql, &[size.into(), seq.into()], &mut |row| {
            peaks.push(leaf::hash(&leaf::bytes(&Kept::read(row)?)));
            Ok(())
        })?;
    }
    peaks.push(leaf::hash(&leaf::of(seq, act)));
    if i64::try_from(peaks.size()) != Ok(seq) {
        let why = format!("the tree of the log has {} leaves at act {seq}", peaks.size());
        return Err(StoreError::Damaged { why });
    }
    let sql = "INSERT INTO audit_tree (one, size, peaks) VALUES (1, $1, $2) \
               ON CONFLICT (one) DO UPDATE SET size = excluded.size, peaks = excluded.peaks";
    tx.execute(sql, &[seq.into(), peaks.to_bytes().into()])?;
    Ok(())
}

/// The peaks of the tree as the record keeps them.
///
/// # Errors
/// [`StoreError::Damaged`] if they cannot be.
pub fn peaks<T: Tx + ?Sized>(tx: &mut T) -> Result<Peaks, StoreError> {
    let mut found = Some(Peaks::default());
    tx.query("SELECT size, peaks FROM audit_tree", &[], &mut |row| {
        let size = u64::try_from(row.int(0)?).unwrap_or(u64::MAX);
        found = Peaks::from_bytes(size, row.bytes(1)?);
        Ok(())
    })?;
    let why = || "the peaks of the log's tree are missing or of the wrong length".to_owned();
    found.ok_or_else(|| StoreError::Damaged { why: why() })
}

/// Signed heads of more acts than `after`, in order.
///
/// # Errors
/// Whatever the database refuses.
pub fn heads(tx: &mut dyn Tx, after: i64) -> Result<Vec<Signed>, StoreError> {
    let mut found = Vec::new();
    let sql = "SELECT size, root, moment, key, signature FROM audit_heads WHERE size > $1 \
               ORDER BY size";
    tx.query(sql, &[after.into()], &mut |row| {
        found.push(read_head(row)?);
        Ok(())
    })?;
    Ok(found)
}

/// The newest signed head.
///
/// # Errors
/// Whatever the database refuses.
pub fn last_head(tx: &mut dyn Tx) -> Result<Option<Signed>, StoreError> {
    let mut found = None;
    let sql = "SELECT size, root, moment, key, signature FROM audit_heads \
               ORDER BY size DESC LIMIT 1";
    tx.query(sql, &[], &mut |row| {
        found = Some(read_head(row)?);
        Ok(())
    })?;
    Ok(found)
}

fn read_head(row: &dyn crate::value::Cells) -> Result<Signed, StoreError> {
    Ok(Signed {
        head: Head {
            size: u64::try_from(row.int(0)?).unwrap_or_default(),
            root: row.text(1)?.to_owned(),
            at: row.text(2)?.to_owned(),
            key: row.text(3)?.to_owned(),
        },
        signature: row.text(4)?.to_owned(),
    })
}

/// The public keys that signed heads, by id.
///
/// # Errors
/// Whatever the database refuses; [`StoreError::Damaged`] for a key that is none.
pub fn keys(tx: &mut dyn Tx) -> Result<Vec<PublicKey>, StoreError> {
    let mut found = Vec::new();
    tx.query("SELECT public FROM audit_keys ORDER BY key", &[], &mut |row| {
        let text = row.text(0)?;
        let why = || format!("`{text}` is no public key");
        found.push(PublicKey::parse(text).ok_or_else(|| StoreError::Damaged { why: why() })?);
        Ok(())
    })?;
    Ok(found)
}

/// Signs the tree as it is, if the newest head is older.
///
/// # Errors
/// Whatever the database refuses.
pub fn sign(tx: &mut dyn Tx, key: &LogKey) -> Result<Option<Signed>, StoreError> {
    let peaks = peaks(tx)?;
    let signed = tx.one_int("SELECT MAX(size) FROM audit_heads", &[])?.unwrap_or(0);
    if peaks.size() == 0 || u64::try_from(signed) == Ok(peaks.size()) {
        return Ok(None);
    }
    let size = i64::try_from(peaks.size()).unwrap_or(i64::MAX);
    let at = tx.one_text("SELECT moment FROM acts WHERE seq = $1", &[size.into()])?;
    let at = at.ok_or_else(|| StoreError::Damaged { why: format!("act {size} is missing") })?;
    let public = key.public();
    tx.execute(
        "INSERT INTO audit_keys (key, public) VALUES ($1, $2) ON CONFLICT (key) DO NOTHING",
        &[public.id().into(), public.to_hex().into()],
    )?;
    let root = hex::of(&peaks.root());
    let made = key.sign(Head { size: peaks.size(), root, at, key: public.id() });
    let Head { root, at, key, .. } = &made.head;
    tx.execute(
        "INSERT INTO audit_heads (size, root, moment, key, signature) VALUES ($1, $2, $3, $4, $5)",
        &[size.into(), root.into(), at.into(), key.into(), (&made.signature).into()],
    )?;
    Ok(Some(made))
}
