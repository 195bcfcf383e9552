//! Doing a thing once, however often it is asked for.
//!
//! A caller that may ask again (a connection broke, an answer was lost) gives its request a key. The
//! answer is kept with the key in the transaction that does the thing.

use crate::audit::hex;
use crate::error::StoreError;
use crate::store::Tx;
use sha2::{Digest, Sha256};

/// What became of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The answer, as it was given the first time.
    pub text: String,
    /// Whether it was done before, and not now.
    pub again: bool,
}

/// Does a thing unless it was done under this key. `asked` is the request in one canonical form.
///
/// # Errors
/// [`StoreError::Refused`] if the key was used for another request; what `act` returns, and then
/// nothing is kept.
pub fn once<E: From<StoreError>>(
    tx: &mut dyn Tx,
    key: Option<&str>,
    asked: &str,
    act: impl FnOnce(&mut dyn Tx) -> Result<String, E>,
) -> Result<Answer, E> {
    let Some(key) = key else {
        return Ok(Answer { text: act(tx)?, again: false });
    };
    let digest = hex::of(&Sha256::digest(asked.as_bytes()));
    let mut known = None;
    tx.query("SELECT digest, answer FROM requests WHERE key = $1", &[key.into()], &mut |row| {
        known = Some((row.text(0)?.to_owned(), row.text(1)?.to_owned()));
        Ok(())
    })?;
    if let Some((before, answer)) = known {
        if before != digest {
            let why = format!("the key `{key}` was used for another request");
            return Err(StoreError::Refused { why }.into());
        }
        return Ok(Answer { text: answer, again: true });
    }
    let text = act(tx)?;
    let sql = "INSERT INTO requests (key, digest, answer) VALUES ($1, $2, $3)";
    tx.execute(sql, &[key.into(), digest.into(), (&text).into()])?;
    Ok(Answer { text, again: false })
}
