//! Long bodies, packed for the record.

use crate::error::StoreError;
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use std::io::{Read, Write};

/// How packed bytes begin. A stored list, which is text, never does.
const MARK: [u8; 2] = [0x1f, 0x8b];

/// The body, packed.
///
/// # Errors
/// [`StoreError::Other`] if it cannot be packed.
pub(super) fn pack(body: &[u8]) -> Result<Vec<u8>, StoreError> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::default());
    let packed = packer.write_all(body).and_then(|()| packer.finish());
    packed.map_err(|error| StoreError::Other { why: format!("a list cannot be packed: {error}") })
}

/// The body as it was; one that was kept before bodies were packed is as it is.
///
/// # Errors
/// [`StoreError::Damaged`] if it cannot be unpacked.
pub(super) fn unpack(kept: &[u8]) -> Result<Vec<u8>, StoreError> {
    if !kept.starts_with(&MARK) {
        return Ok(kept.to_vec());
    }
    let mut body = Vec::new();
    let read = GzDecoder::new(kept).read_to_end(&mut body);
    read.map_err(|error| StoreError::Damaged { why: format!("a kept list: {error}") })?;
    Ok(body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_come_back() {
        let body = b"{\"list\":\"us-csl\"}\n".repeat(100);
        let packed = pack(&body).unwrap_or_default();
        assert!(packed.len() * 10 < body.len());
        assert_eq!(unpack(&packed).ok(), Some(body.clone()));
        assert_eq!(unpack(&body).ok(), Some(body));
        assert!(unpack(&packed[..packed.len() / 2]).is_err());
    }
}
