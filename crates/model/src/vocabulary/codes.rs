//! The shape of control-list codes and of Harmonised System digits.
//!
//! Codes are opaque: the shape is checked and the text kept as given. Whether a code is on its
//! list is the law's to say.

use thiserror::Error;

use super::words::{WordError, shortened};

/// Schemes a code may follow, sorted.
pub const SCHEMES: &[&str] = &["cn", "eu", "jp", "nl", "us"];

/// The syllables of the iroha order, as paragraphs of Japanese ordinances are lettered.
const IROHA: [&str; 47] = [
    "i", "ro", "ha", "ni", "ho", "he", "to", "chi", "ri", "nu", "ru", "wo", "wa", "ka", "yo", "ta",
    "re", "so", "tsu", "ne", "na", "ra", "mu", "u", "wi", "no", "o", "ku", "ya", "ma", "ke", "fu",
    "ko", "e", "te", "a", "sa", "ki", "yu", "me", "mi", "shi", "we", "hi", "mo", "se", "su",
];

/// Why a code cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CodeError {
    /// Not of the form of the scheme.
    #[error("`{code}` does not have the form of a code under `{scheme}`")]
    Shape {
        /// The scheme.
        scheme: Box<str>,
        /// The code given.
        code: Box<str>,
    },
    /// `none` under the US list, which has a residual class instead.
    #[error("`none` is not a code under `us`")]
    NoneUnderUs,
    /// The catch-all rows of Japan are decided by HS code, not by a code.
    #[error("`{code}` is a catch-all row, not a code under `jp`")]
    CatchAllRow {
        /// The code given.
        code: Box<str>,
    },
    /// Not 6 to 10 digits.
    #[error("`{text}` is not an HS code")]
    Hs {
        /// The text given.
        text: Box<str>,
    },
}

impl CodeError {
    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> String {
        match self {
            CodeError::Shape { scheme, code } => shape_help(scheme, code),
            CodeError::NoneUnderUs => {
                "write `EAR99` for an item on no entry, or leave the code out if nobody has \
                 classified it"
                    .into()
            }
            CodeError::CatchAllRow { .. } => {
                "write `none` if the item is in none of rows 1 to 15, and give `item.hs`".into()
            }
            CodeError::Hs { text } => {
                let digits: String = text.chars().filter(char::is_ascii_digit).collect();
                match digits.len() {
                    6..=10 => format!("write digits only, as `{digits}`"),
                    _ => "write 6 to 10 digits and no dots, as `850511`".into(),
                }
            }
        }
    }
}

fn shape_help(scheme: &str, code: &str) -> String {
    match scheme {
        "us" if code.eq_ignore_ascii_case("ear99") => "write `EAR99`".into(),
        "us" => "write the ECCN with its paragraph, as `3B001.c.2`, or `EAR99`".into(),
        "cn" => "write the code as the notice prints it, as `1C905.a.4`, or `none`".into(),
        "eu" => "write the Annex I entry and paragraph, as `3B501.f.1.b`, or `none`".into(),
        "nl" => "write the Dutch entry without a prefix, as `3B001.f.4.b`, or `none`".into(),
        _ => "write order row, slash and ordinance path, as `7(16)/6.17.wo`, or `none`".into(),
    }
}

/// Is it the name of a scheme?
///
/// # Errors
/// [`WordError`] with the nearest name, if there is no such scheme.
pub fn check_scheme(name: &str) -> Result<(), WordError> {
    match name {
        "cn" | "us" | "jp" | "eu" | "nl" => Ok(()),
        _ => Err(WordError::new("a code scheme", name, SCHEMES)),
    }
}

/// Has the code the form of its scheme? `none` is for the reader to tell apart: here it passes
/// under every scheme but `us`.
///
/// # Errors
/// [`CodeError`] if it has not.
pub fn check_code(scheme: &str, code: &str) -> Result<(), CodeError> {
    let fits = match (scheme, code) {
        ("us", "none") => return Err(CodeError::NoneUnderUs),
        (_, "none") | ("us", "EAR99") => true,
        ("jp", _) => return check_row(code),
        _ => is_entry(code),
    };
    if fits { Ok(()) } else { Err(shape_error(scheme, code)) }
}

#[cold]
fn shape_error(scheme: &str, code: &str) -> CodeError {
    CodeError::Shape { scheme: scheme.into(), code: shortened(code).into() }
}

/// Is it 6 to 10 digits?
///
/// # Errors
/// [`CodeError::Hs`] if it is not.
pub fn check_hs(text: &str) -> Result<(), CodeError> {
    if (6..=10).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit()) {
        return Ok(());
    }
    Err(CodeError::Hs { text: shortened(text).into() })
}

/// `3B001.f.1.b`: digit, letter, three digits; then letters and digits by turns, dots between.
/// Some chemical entries begin their paragraphs with a digit (`1C350.1`).
fn is_entry(code: &str) -> bool {
    let bytes = code.as_bytes();
    let Some((entry, rest)) = bytes.split_at_checked(5) else { return false };
    let shape = entry[0].is_ascii_digit()
        && (b'A'..=b'E').contains(&entry[1])
        && entry[2..].iter().all(u8::is_ascii_digit);
    shape && (rest.is_empty() || (rest[0] == b'.' && by_turns(&rest[1..])))
}

fn by_turns(levels: &[u8]) -> bool {
    let mut digits_before = None;
    levels.split(|b| *b == b'.').all(|level| {
        let digits = level.first().is_some_and(u8::is_ascii_digit);
        let kind = if digits { u8::is_ascii_digit } else { u8::is_ascii_lowercase };
        let turns = digits_before != Some(digits);
        digits_before = Some(digits);
        turns && (1..=3).contains(&level.len()) && level.iter().all(kind)
    })
}

/// `7(16)/6.17-3.ho`, `T7(3)/19.3.8`, `3-2(2)/2-2.2`, a row without items (`8/7.6`), or a row alone.
fn check_row(code: &str) -> Result<(), CodeError> {
    let error = || shape_error("jp", code);
    let (row, path) = match code.split_once('/') {
        Some((row, path)) => (row, Some(path)),
        None => (code, None),
    };
    let row = row.strip_prefix('T').unwrap_or(row);
    let (number, item) = match row.split_once('(') {
        Some((number, item)) => (number, Some(item.strip_suffix(')').ok_or_else(error)?)),
        None => (row, None),
    };
    let main = number.split('-').next().unwrap_or_default();
    let main = main.parse::<u8>().ok().filter(|_| is_branch(number)).ok_or_else(error)?;
    if main == 16 {
        return Err(CodeError::CatchAllRow { code: shortened(code).into() });
    }
    let path_fits = path.is_none_or(|path| path.split('.').all(is_level));
    if (1..=15).contains(&main) && item.is_none_or(is_branch) && path_fits {
        Ok(())
    } else {
        Err(error())
    }
}

fn is_level(level: &str) -> bool {
    is_branch(level) || IROHA.contains(&level)
}

/// A number with branch numbers: `17`, `17-3`.
fn is_branch(text: &str) -> bool {
    text.split('-').all(|n| (1..=3).contains(&n.len()) && n.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_the_vocabulary_have_their_form() {
        for (scheme, codes) in [
            ("cn", "1C905.a.4 3C004.a 1E902.a none 1C902"),
            ("us", "3B001.c.2 3B001.f.1.b.2.b 3B993.f.1 5A992.z.1 EAR99 3A090 9A610.y.10 3E001"),
            ("eu", "3B501.f.1.b 3A501.a.16 none 1C350.1"),
            ("nl", "3B001.f.4.b 3B001.d.12 3D007 none"),
            (
                "jp",
                "7(16)/6.17.wo 7(16)/6.17.ka.2 7(17)/6.17-3.ho 7(1)/6.1.yo 7(10-2)/6.10-2 \
                 T7(3)/19.3.8 7(16)/6.17.he.1 7(16) 8 8/7.6 3-2(2)/2-2.2.10 T3-2(1) none",
            ),
        ] {
            for code in codes.split_whitespace() {
                assert_eq!(check_code(scheme, code), Ok(()), "{scheme} {code}");
            }
        }
    }

    #[test]
    fn other_forms_are_errors_with_help() {
        for (scheme, codes) in [
            ("cn", "1c905.a.4 1C905a 1C905.A 1C90 1C905. 1C905..a 1C905.a.b EAR99 1F905 1C905.a4"),
            ("us", "none ear99 3B001.C.2 3B001,c 3B001.c.2. ECCN"),
            ("eu", "None 3B501.f.1.b.b"),
            ("jp", "7(16)/6.17.xx 7(16 16 16(1) 17(1) 7(16)/ (16)/6 7()/6 T/6 7(16)6.17"),
        ] {
            for code in codes.split_whitespace() {
                let error = check_code(scheme, code).expect_err(code);
                assert!(!error.to_string().is_empty() && !error.help().is_empty());
            }
        }
        assert!(check_code("cn", "1C905.é").is_err() && check_code("cn", "1C90é").is_err());
    }

    #[test]
    fn hs_codes() {
        for (text, help) in [
            ("850511", None),
            ("8459611000", None),
            ("8505.11", Some("write digits only, as `850511`")),
            ("85051", Some("write 6 to 10 digits and no dots, as `850511`")),
            ("85051100000", Some("write 6 to 10 digits and no dots, as `850511`")),
        ] {
            assert_eq!(check_hs(text).err().map(|e| e.help()).as_deref(), help, "{text}");
        }
    }
}
