//! Bytes → text: which encoding a file is in.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::model::Problem;

/// Files above this size are cut: nobody writes an article of eight megabytes.
pub const MAX_BYTES: usize = 8 << 20;

/// Decodes a file. Valid UTF-8 is UTF-8; a byte order mark or a declared encoding that fits
/// decides next; a text with few wrong bytes is damaged UTF-8; the rest is detected.
///
/// In damaged UTF-8 each maximal invalid sequence becomes one U+FFFD.
pub fn decode(bytes: &[u8], problems: &mut Vec<Problem>) -> String {
    let bytes = match bytes.get(..MAX_BYTES) {
        Some(head) if bytes.len() > MAX_BYTES => {
            let message = format!("only the first {MAX_BYTES} bytes were read");
            problems.push(Problem::new("too-large", message, Some(MAX_BYTES)));
            // A cut inside a character would read as damage.
            let cut = (0..4).find(|n| head.get(MAX_BYTES - n).is_none_or(|b| b & 0xC0 != 0x80));
            head.get(..MAX_BYTES - cut.unwrap_or(0)).unwrap_or(head)
        }
        _ => bytes,
    };
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return text.to_owned(),
        Err(error) => error,
    };
    if let Some(encoding) = wide(bytes).or_else(|| declared(bytes)).or_else(|| detected(bytes)) {
        let (text, _, _) = encoding.decode(bytes);
        return text.into_owned();
    }
    let head = bytes.get(..error.valid_up_to()).unwrap_or_default();
    let at = String::from_utf8_lossy(head).chars().count();
    let message = "a byte sequence is no UTF-8; U+FFFD stands for it".to_owned();
    problems.push(Problem::new("invalid-utf8", message, Some(at)));
    String::from_utf8_lossy(bytes).into_owned()
}

fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let encoding = match bytes {
        [0xFF, 0xFE, ..] => UTF_16LE,
        [0xFE, 0xFF, ..] => UTF_16BE,
        _ => return None,
    };
    (!encoding.decode(bytes).2).then_some(encoding)
}

/// The encoding that a page or a feed names in its first lines, if the bytes fit it.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(bytes.get(..1024).unwrap_or(bytes)).to_ascii_lowercase();
    let name = ["charset=", "encoding="].iter().find_map(|key| {
        let rest = head.split_once(key)?.1.trim_start_matches(['"', '\'']);
        rest.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_')).next()
    })?;
    let encoding = Encoding::for_label(name.as_bytes())?;
    (encoding != UTF_8 && !encoding.decode(bytes).2).then_some(encoding)
}

/// The encoding that the bytes look like, if they do not look like damaged UTF-8.
fn detected(bytes: &[u8]) -> Option<&'static Encoding> {
    let lossy = String::from_utf8_lossy(bytes);
    let wrong = lossy.chars().filter(|c| *c == '\u{FFFD}').count();
    let right = lossy.chars().filter(|c| !c.is_ascii() && *c != '\u{FFFD}').count();
    let long = bytes.len() / 400 + 3;
    if wrong <= right.max(long) || bytes.contains(&0) {
        return None;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    (encoding != UTF_8 && !encoding.decode(bytes).2).then_some(encoding)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings() {
        let long = "中国商务部宣布对两用物项实施出口管制，自公布之日起实施。".repeat(8);
        let japanese = "経済産業省は輸出管理の対象を見直すと発表した。".repeat(8);
        for (text, encoding) in [
            (long.as_str(), encoding_rs::GB18030),
            (japanese.as_str(), encoding_rs::SHIFT_JIS),
            (japanese.as_str(), encoding_rs::EUC_JP),
        ] {
            let (bytes, _, _) = encoding.encode(text);
            let mut problems = Vec::new();
            assert_eq!(decode(&bytes, &mut problems), text, "{}", encoding.name());
            assert!(problems.is_empty());
        }
    }

    #[test]
    fn damaged_utf8_is_told_with_its_place() {
        let mut problems = Vec::new();
        assert_eq!(
            decode(b"caf\xc3\xa9 \xe2\x82 x \xff", &mut problems),
            "caf\u{e9} \u{fffd} x \u{fffd}"
        );
        assert_eq!(problems[0].code, "invalid-utf8");
        assert_eq!(problems[0].at, Some(5));
    }
}
