//! What a release is given for: a line as it is written and as it is decided.

use crate::facets::sha;
use crate::look;
use navicert_store::audit::hex;
use navicert_store::{StoreError, Tx};

/// A digest of a line's revision and of what was decided of it; `None` if there is no such line.
/// Deciding it again with the same outcome, on another day or under a law that says the same, leaves
/// the digest as it is.
///
/// # Errors
/// What the record refuses.
pub fn basis(tx: &mut dyn Tx, id: &str) -> Result<Option<String>, StoreError> {
    let Some(shown) = look::show(tx, id)? else { return Ok(None) };
    let text = format!(
        "{id}\n{}\n{}\n{}",
        shown.order.revision,
        hex::of(&sha(&shown.order.body)),
        hex::of(&sha(shown.judgement.as_bytes()))
    );
    Ok(Some(hex::of(&sha(text.as_bytes()))))
}
