//! How alike two tokens are.

use crate::hit::Why;
use crate::script::Script;
use crate::sounds::System;
use crate::token::Info;
use crate::words::{Class, table};

/// How alike, in thousandths, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Likeness {
    pub alike: u16,
    pub why: Why,
}

const fn likeness(alike: u16, why: Why) -> Likeness {
    Likeness { alike, why }
}

const NOTHING: Likeness = likeness(0, Why::Left);

/// How alike two tokens are. Symmetric.
pub(crate) fn compare(one: &Info, other: &Info) -> Likeness {
    match (one.number, other.number) {
        (Some(a), Some(b)) => return if a == b { likeness(1000, Why::Number) } else { NOTHING },
        (None, None) => {}
        _ => return NOTHING,
    }
    if one.text == other.text && (one.script == other.script || one.is_latin() == other.is_latin())
    {
        return likeness(1000, Why::Equal);
    }
    if one.concept != 0 && one.concept == other.concept {
        return likeness(990, Why::Word);
    }
    if one.concept != 0 && other.concept != 0 {
        let near = table().near(one.concept, other.concept);
        if near > 0 {
            return likeness(near, Why::Word);
        }
        if !one.is_own() && !other.is_own() {
            return clip(one, other);
        }
    }
    let empty = |class: Class| matches!(class, Class::Legal | Class::Stop | Class::Title);
    if empty(one.class) || empty(other.class) {
        return NOTHING;
    }
    if one.class == Class::Initial || other.class == Class::Initial {
        return initial(one, other);
    }
    // Two names that the tables know as two.
    if has(one, System::Given) && has(other, System::Given) && !share(one, other, System::Given) {
        return NOTHING;
    }
    let mut sound = sound(one, other);
    // A known name is written in known characters: others that sound alike are another name.
    if (one.class == Class::Brand) != (other.class == Class::Brand)
        && (one.script == Script::Han) != (other.script == Script::Han)
    {
        sound.alike = sound.alike.min(690);
    }
    if sound.alike >= 940 {
        return sound;
    }
    let spelt = spelling(one, other);
    if spelt.alike > sound.alike { spelt } else { sound }
}

/// A word of the tables that is the beginning of another: `Comm` is `Commission`, too.
fn clip(one: &Info, other: &Info) -> Likeness {
    let (short, long) = if one.length <= other.length { (one, other) } else { (other, one) };
    if (3..=5).contains(&short.length)
        && short.script == Script::Latin
        && long.length >= short.length + 3
        && long.text.starts_with(&*short.text)
    {
        return likeness(880, Why::Short);
    }
    NOTHING
}

fn initial(one: &Info, other: &Info) -> Likeness {
    let first = |info: &Info| info.text.chars().next();
    if one.is_latin() && other.is_latin() && first(one) == first(other) && one.class != other.class
    {
        return likeness(800, Why::Short);
    }
    NOTHING
}

/// Keys in common, each as good as what it leaves out allows.
fn sound(one: &Info, other: &Info) -> Likeness {
    let mut best = 0;
    if one.marks & other.marks == 0 {
        return likeness(best, Why::Sound);
    }
    let (mut a, mut b) = (0, 0);
    while let (Some(x), Some(y)) = (one.keys.get(a), other.keys.get(b)) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => a += 1,
            std::cmp::Ordering::Greater => b += 1,
            std::cmp::Ordering::Equal => {
                best = best.max(worth(x.0, one, other));
                a += 1;
                b += 1;
            }
        }
    }
    likeness(best, Why::Sound)
}

fn worth(system: System, one: &Info, other: &Info) -> u16 {
    let shorter = one.length.min(other.length);
    let pair = |script: Script| (one.script == script) != (other.script == script);
    let latin = one.is_latin() && other.is_latin();
    match system {
        System::General if latin => {
            if shorter >= 4 {
                960
            } else {
                900
            }
        }
        System::Japanese if latin => {
            if shorter >= 4 {
                970
            } else {
                940
            }
        }
        // Other characters of one sound are another name.
        System::Japanese if one.script == Script::Han && other.script == Script::Han => {
            if shorter >= 3 { 800 } else { 600 }
        }
        System::Japanese => 960,
        System::Pinyin if latin => 1000,
        System::Pinyin => match (one.script, other.script) {
            (Script::Han, Script::Han) => {
                if shorter >= 3 {
                    860
                } else {
                    700
                }
            }
            _ => 980,
        },
        System::Wade if latin => wade_pair(one, other),
        System::Wade if one.script == Script::Han && other.script == Script::Han => 0,
        System::Wade => {
            if has(one, System::Pinyin) && has(other, System::Pinyin) {
                820
            } else {
                940
            }
        }
        System::Korean if pair(Script::Hangul) && (one.is_latin() || other.is_latin()) => 950,
        System::Arabic if pair(Script::Arabic) && latin => {
            if shorter >= 3 {
                950
            } else {
                900
            }
        }
        System::Arabic if latin && one.script == Script::Latin && other.script == Script::Latin => {
            bones(one, other)
        }
        System::Arabic if latin => 900,
        System::Loan if shorter >= 3 && (pair(Script::Kana) || pair(Script::Hangul)) => 860,
        System::Given => 950,
        _ => 0,
    }
}

/// Two Latin words of which one is Wade-Giles and the other pinyin.
fn wade_pair(one: &Info, other: &Info) -> u16 {
    match (has(one, System::Pinyin), has(other, System::Pinyin)) {
        (true, true) => 0,
        _ => 930,
    }
}

/// Words with the same consonants, as vowels are heard differently in Arabic names.
fn bones(one: &Info, other: &Info) -> u16 {
    let (short, long) = (one.length.min(other.length), one.length.max(other.length));
    let consonants = |info: &Info| {
        info.text
            .bytes()
            .filter(|b| !matches!(b, b'a' | b'e' | b'i' | b'o' | b'u' | b'y' | b'w'))
            .count()
    };
    if consonants(one).min(consonants(other)) >= 3 && long - short <= 1 { 850 } else { 0 }
}

/// Whether a token has keys of a system.
pub(crate) fn has(info: &Info, system: System) -> bool {
    info.systems >> (system as u16) & 1 == 1
}

fn share(one: &Info, other: &Info, system: System) -> bool {
    let of = |(known, _): &&(System, u32)| *known == system;
    one.keys.iter().filter(of).any(|key| other.keys.binary_search(key).is_ok())
}

/// Spellings few letters apart.
fn spelling(one: &Info, other: &Info) -> Likeness {
    if one.is_latin() && other.is_latin() {
        return latin_spelling(one, other);
    }
    if one.script.is_glued() && other.script.is_glued() {
        return glued_spelling(one, other);
    }
    let (glued, latin) = if one.is_latin() { (other, one) } else { (one, other) };
    // The run may go on with a word that the tables do not know.
    if glued.script == Script::Han && latin.length >= 4 {
        let reads = |system: System| {
            let keys = latin.keys.iter().filter(|(known, _)| *known == system);
            keys.map(|(_, hash)| (System::Prefix, *hash))
                .any(|key| glued.keys.binary_search(&key).is_ok())
        };
        if reads(System::Pinyin) || reads(System::Japanese) {
            return likeness(880, Why::Short);
        }
    }
    // A word that is a reading of its own is another name, not a misspelt one.
    if glued.script == Script::Han && (has(latin, System::Pinyin) || has(latin, System::Japanese)) {
        return NOTHING;
    }
    let best = glued
        .sounds
        .iter()
        .map(|sound| {
            let length = sound.len().max(latin.text.len());
            match distance(sound.as_bytes(), latin.text.as_bytes(), 2) {
                Some(1) if length >= 7 => 880,
                Some(1) if length >= 5 => 780,
                Some(2) if length >= 10 => 820,
                _ => 0,
            }
        })
        .max()
        .unwrap_or(0);
    likeness(best, Why::Spelling)
}

fn latin_spelling(one: &Info, other: &Info) -> Likeness {
    let (short, long) = (one.length.min(other.length), one.length.max(other.length));
    // Each edit changes at most two letters of the sets.
    if short < 4 || long - short > 3 || (one.letters ^ other.letters).count_ones() > 6 {
        return clipped(one, other);
    }
    if has_digit(&one.text) || has_digit(&other.text) {
        return NOTHING;
    }
    // Letters that stand for a known party are no misspelt word.
    let letters = |info: &Info| info.class == Class::Brand && info.length <= 4;
    if letters(one) != letters(other) {
        return NOTHING;
    }
    let most = if long >= 12 {
        3
    } else if long >= 6 {
        2
    } else {
        1
    };
    let Some(edits) = distance(one.text.as_bytes(), other.text.as_bytes(), most) else {
        return clipped(one, other);
    };
    let first = one.text.as_bytes().first() == other.text.as_bytes().first();
    let mut alike = match (edits, long) {
        (1, 9..) => 950,
        (1, 7..) => 930,
        (1, 6) => 900,
        (1, 5) => 845,
        (1, _) => 820,
        (2, 11..) => 920,
        (2, 9..) => 890,
        (2, 8) => 800,
        (2, 7) => 690,
        (2, _) => 650,
        (_, 14..) => 880,
        (_, _) => 800,
    };
    if !first {
        alike -= 60;
    }
    // Two words that are both made of Chinese syllables are two names, not one misspelt.
    if has(one, System::Pinyin) && has(other, System::Pinyin) {
        let swap = edits == 1 && long >= 6 && swapped(one.text.as_bytes(), other.text.as_bytes());
        alike = alike.min(match (swap, edits) {
            (true, _) => 880,
            (false, 1) if long >= 8 => 800,
            _ => 690,
        });
    }
    likeness(alike, Why::Spelling)
}

/// Two neighbours have changed places: a slip of the hand, whatever the language.
fn swapped(one: &[u8], other: &[u8]) -> bool {
    let Some(at) = one.iter().zip(other).position(|(a, b)| a != b) else { return false };
    one.len() == other.len() && one.get(at) == other.get(at + 1) && one.get(at + 1) == other.get(at)
}

fn has_digit(text: &str) -> bool {
    text.bytes().any(|b| b.is_ascii_digit())
}

/// The beginning of a word for the word.
fn clipped(one: &Info, other: &Info) -> Likeness {
    let (short, long) = if one.length <= other.length { (one, other) } else { (other, one) };
    if short.length >= 4
        && short.is_latin()
        && long.is_latin()
        && long.text.starts_with(&*short.text)
        && long.length >= short.length + 2
    {
        let adjective = long.text[short.text.len()..].starts_with("sk");
        let alike = match short.length {
            5.. if adjective => 900,
            5.. => 800,
            _ => 740,
        };
        return likeness(alike, Why::Short);
    }
    NOTHING
}

fn glued_spelling(one: &Info, other: &Info) -> Likeness {
    let (a, b): (Vec<char>, Vec<char>) = (one.text.chars().collect(), other.text.chars().collect());
    let long = a.len().max(b.len());
    if a.len().min(b.len()) < 2 || a.len().abs_diff(b.len()) > 2 {
        return NOTHING;
    }
    let alike = match (distance(&a, &b, 2), long) {
        (Some(1), 6..) => 900,
        (Some(1), 5) => 860,
        (Some(1), 4) => 780,
        (Some(1), 3) => 640,
        (Some(2), 7..) => 820,
        (Some(2), 6) => 740,
        _ => 0,
    };
    likeness(alike, Why::Spelling)
}

/// Insertions, deletions, substitutions and swaps of neighbours, if at most `most`.
pub(crate) fn distance<T: PartialEq + Copy>(one: &[T], other: &[T], most: usize) -> Option<usize> {
    const LONGEST: usize = 40;
    if one.len() > LONGEST || other.len() > LONGEST || one.len().abs_diff(other.len()) > most {
        return None;
    }
    let start = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[start..], &other[start..]);
    let end = one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[..one.len() - end], &other[..other.len() - end]);
    if one.is_empty() || other.is_empty() {
        return Some(one.len() + other.len());
    }
    // Only cells this near to the diagonal can be cheap enough; beside them stands more than that.
    let over = most as u8 + 1;
    let mut rows = [[over; LONGEST + 2]; 3];
    for (at, cell) in rows[0].iter_mut().enumerate().take(most + 1) {
        *cell = at as u8;
    }
    for i in 1..=one.len() {
        let (now, last, before) = (i % 3, (i + 2) % 3, (i + 1) % 3);
        let (from, to) = (i.saturating_sub(most).max(1), (i + most).min(other.len()));
        rows[now][from - 1] = if from == 1 { i.min(most + 1) as u8 } else { over };
        rows[now][to + 1] = over;
        let mut least = rows[now][from - 1];
        for j in from..=to {
            let change = u8::from(one[i - 1] != other[j - 1]);
            let mut cost =
                (rows[last][j] + 1).min(rows[now][j - 1] + 1).min(rows[last][j - 1] + change);
            if i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1] {
                cost = cost.min(rows[before][j - 2] + 1);
            }
            rows[now][j] = cost;
            least = least.min(cost);
        }
        if least >= over {
            return None;
        }
    }
    let found = usize::from(rows[one.len() % 3][other.len()]);
    (found <= most).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyse::analyse;
    use crate::party::Kind;

    fn alike(one: &str, other: &str) -> u16 {
        let info = |text: &str| Info::of(&analyse(text, Kind::Unknown).joined[0]);
        let (one, other) = (info(one), info(other));
        let there = compare(&one, &other);
        assert_eq!(there, compare(&other, &one));
        there.alike
    }

    #[test]
    fn tokens_of_all_scripts() {
        for (one, other) in [
            ("Горохов", "Gorokhov"),
            ("Gorokhov", "Gorohov"),
            ("Shcherbakov", "Щербаков"),
            ("永盛达", "Yongshengda"),
            ("yamashiro", "yamasiro"),
            ("山城", "Yamashiro"),
            ("محمود", "Mahmud"),
            ("삼보", "Sambo"),
            ("Rokstrom", "ロクストロム"),
            ("Krasnodarsk", "Krasnodarks"),
        ] {
            assert!(alike(one, other) >= 850, "{one} {other} {}", alike(one, other));
        }
        for (one, other) in
            [("Jinhai", "Jinhua"), ("Star", "Stan"), ("H3C", "H3D"), ("永盛达", "永昌达")]
        {
            assert!(alike(one, other) < 850, "{one} {other} {}", alike(one, other));
        }
    }

    #[test]
    fn distances() {
        for (one, other, edits) in
            [("abcd", "abdc", 1), ("abc", "abc", 0), ("kitten", "sitting", 3), ("", "ab", 2)]
        {
            assert_eq!(distance(one.as_bytes(), other.as_bytes(), 3), Some(edits));
        }
        assert_eq!(distance(b"abc", b"xyz", 2), None);
    }
}
