//! Bytes to characters.

use super::Trouble;
use crate::fault::Fault;
use encoding_rs::GB18030;
use std::borrow::Cow;

/// UTF-8, or else GB18030.
pub(super) fn text(bytes: &[u8]) -> Result<Cow<'_, str>, Trouble> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(Fault::Utf16.into());
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(error) => match GB18030.decode_without_bom_handling_and_without_replacement(bytes) {
            Some(text) => text,
            None => {
                let line = line(bytes, error.valid_up_to());
                let whole = |bytes| {
                    GB18030.decode_without_bom_handling_and_without_replacement(bytes).is_some()
                };
                // A character of GB18030 has up to four bytes.
                // A character of GB18030 has two or four bytes, the first of them from 81 to FE.
                let cut = (1..4.min(bytes.len())).any(|most| {
                    let (kept, rest) = bytes.split_at(bytes.len() - most);
                    (0x81..=0xfe).contains(&rest[0]) && !rest.contains(&b'\n') && whole(kept)
                });
                let fault = match cut || error.error_len().is_none() {
                    true => Fault::BreaksOff { what: "it ends within a character".to_owned() },
                    false => Fault::Encoding,
                };
                return Err(Trouble::at(line, "", fault));
            }
        },
    };
    let wrong = text.char_indices().find(|(_, c)| *c == '\u{fffd}' || *c == '\0');
    match wrong {
        None => Ok(text),
        Some((at, _)) => {
            let line = line(text.as_bytes(), at);
            let sample: String =
                text[at..].chars().take(8).map(|c| if c == '\0' { '␀' } else { c }).collect();
            Err(Trouble::at(line, "", Fault::Lost { sample }))
        }
    }
}

fn line(bytes: &[u8], at: usize) -> u32 {
    let before = bytes.get(..at).unwrap_or(bytes).iter().filter(|byte| **byte == b'\n').count();
    u32::try_from(before + 1).unwrap_or(u32::MAX)
}
