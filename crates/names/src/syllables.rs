//! Chinese syllables in Latin letters: pinyin and Wade-Giles.

use crate::sounds::is_vowel;
use std::sync::OnceLock;

const INITIALS: [&str; 24] = [
    "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "zh", "ch", "sh", "r",
    "z", "c", "s", "y", "w", "",
];
const FINALS: [&str; 37] = [
    "iang", "iong", "uang", "ang", "eng", "ong", "ian", "iao", "ing", "uai", "uan", "ueng", "ai",
    "an", "ao", "ei", "en", "er", "ia", "ie", "in", "iu", "ou", "ua", "ue", "ui", "un", "uo", "ve",
    "a", "e", "i", "o", "u", "v", "n", "ng",
];

fn valid(initial: &str, last: &str) -> bool {
    let front =
        matches!(last, "iang" | "iong" | "ian" | "iao" | "ing" | "ia" | "ie" | "in" | "iu" | "i");
    let round =
        matches!(last, "uang" | "uai" | "uan" | "ua" | "ui" | "un" | "uo" | "u" | "ong" | "ue");
    match initial {
        "b" | "p" | "m" => {
            !matches!(
                last,
                "iang" | "iong" | "iu" | "ia" | "ong" | "er" | "e" | "n" | "ng" | "v" | "ve"
            ) && (!round || last == "u")
                || (initial == "m" && matches!(last, "e" | "iu"))
        }
        "f" => matches!(last, "a" | "an" | "ang" | "ei" | "en" | "eng" | "o" | "ou" | "u"),
        "d" | "t" => !matches!(
            last,
            "iang"
                | "iong"
                | "in"
                | "er"
                | "uang"
                | "uai"
                | "ua"
                | "ue"
                | "o"
                | "v"
                | "ve"
                | "n"
                | "ng"
                | "ueng"
        ),
        "n" | "l" => !matches!(
            last,
            "iong" | "er" | "uang" | "uai" | "ua" | "ui" | "o" | "n" | "ng" | "ueng"
        ),
        "g" | "k" | "h" => {
            !front && !matches!(last, "er" | "o" | "ue" | "v" | "ve" | "n" | "ng" | "ueng")
        }
        "j" | "q" | "x" => front || matches!(last, "u" | "ue" | "uan" | "un"),
        "zh" | "ch" | "sh" | "r" | "z" | "c" | "s" => {
            (!front || last == "i")
                && !matches!(last, "er" | "o" | "ue" | "v" | "ve" | "n" | "ng" | "ueng")
        }
        "y" => matches!(
            last,
            "a" | "an"
                | "ang"
                | "ao"
                | "e"
                | "i"
                | "in"
                | "ing"
                | "o"
                | "ong"
                | "ou"
                | "u"
                | "uan"
                | "ue"
                | "un"
        ),
        "w" => matches!(last, "a" | "ai" | "an" | "ang" | "ei" | "en" | "eng" | "o" | "u"),
        _ => matches!(
            last,
            "a" | "ai" | "an" | "ang" | "ao" | "e" | "ei" | "en" | "eng" | "er" | "o" | "ou"
        ),
    }
}

/// Longest word that is cut into syllables.
const LONGEST: usize = 24;
/// Longest syllable.
const SYLLABLE: usize = 6;

/// Syllables as a tree of letters.
#[derive(Default)]
struct Syllables {
    /// For each node the nodes that its letters lead to; 0 for none.
    next: Vec<[u16; 26]>,
    /// For each node the syllable that ends there, in Wade-Giles.
    ends: Vec<Option<Box<str>>>,
}

/// A word cut into syllables: from each of their beginnings the next.
struct Cut<'w> {
    word: &'w str,
    next: [u8; LONGEST + 1],
}

impl<'w> Cut<'w> {
    fn parts(&self) -> impl Iterator<Item = &'w str> {
        let mut at = 0;
        std::iter::from_fn(move || {
            let start = at;
            at = usize::from(self.next[start]);
            (start < at).then(|| &self.word[start..at])
        })
    }
}

impl Syllables {
    fn of(all: impl Iterator<Item = (String, String)>) -> Self {
        let mut tree = Syllables { next: vec![[0; 26]], ends: vec![None] };
        for (syllable, wade) in all {
            let mut node = 0;
            for letter in syllable.bytes() {
                let free = tree.next.len();
                let next = &mut tree.next[node][usize::from(letter - b'a')];
                if *next == 0 {
                    *next = free as u16;
                    tree.next.push([0; 26]);
                    tree.ends.push(None);
                }
                node = usize::from(tree.next[node][usize::from(letter - b'a')]);
            }
            tree.ends[node] = Some(wade.into());
        }
        tree
    }

    fn step(&self, node: usize, letter: u8) -> Option<usize> {
        let next = self.next[node].get(usize::from(letter.wrapping_sub(b'a')))?;
        (*next != 0).then_some(usize::from(*next))
    }

    /// A syllable in Wade-Giles.
    fn wade(&self, syllable: &str) -> &str {
        let end = syllable.bytes().try_fold(0, |node, letter| self.step(node, letter));
        end.and_then(|end| self.ends[end].as_deref()).unwrap_or_default()
    }

    /// Cuts a word into syllables, the longest first; `None` if it is not made of them.
    fn cut<'w>(&self, word: &'w str) -> Option<Cut<'w>> {
        let bytes = word.as_bytes();
        if bytes.is_empty() || bytes.len() > LONGEST {
            return None;
        }
        // From the back: the longest syllable from each place that leaves a rest which can be cut.
        let mut next = [0u8; LONGEST + 1];
        let mut can = 1u32 << bytes.len();
        for at in (0..bytes.len()).rev() {
            let mut node = 0;
            for (size, letter) in (1..).zip(bytes[at..].iter().take(SYLLABLE)) {
                let Some(there) = self.step(node, *letter) else { break };
                node = there;
                if can >> (at + size) & 1 == 1 && self.ends[node].is_some() {
                    can |= 1 << at;
                    next[at] = (at + size) as u8;
                }
            }
        }
        (can & 1 == 1).then_some(Cut { word, next })
    }
}

fn pinyins() -> &'static Syllables {
    static TREE: OnceLock<Syllables> = OnceLock::new();
    TREE.get_or_init(|| {
        let all =
            INITIALS.iter().flat_map(|initial| FINALS.iter().map(move |last| (initial, last)));
        let valid = all.filter(|(initial, last)| valid(initial, last));
        Syllables::of(valid.map(|(initial, last)| {
            let syllable = format!("{initial}{last}");
            let wade = wade(&syllable);
            (syllable, wade)
        }))
    })
}

fn wades() -> &'static Syllables {
    static TREE: OnceLock<Syllables> = OnceLock::new();
    TREE.get_or_init(|| {
        let all = pinyins().ends.iter().flatten();
        Syllables::of(all.map(|wade| (wade.to_string(), wade.to_string())))
    })
}

/// Whether a word is made of pinyin syllables.
pub(crate) fn is_pinyin(word: &str) -> bool {
    pinyins().cut(word).is_some()
}

/// A word in Wade-Giles without apostrophes: from pinyin, or as it stands.
pub(crate) fn wade_key(word: &str) -> Option<String> {
    let tree = pinyins();
    match tree.cut(word) {
        Some(cut) => Some(cut.parts().map(|part| tree.wade(part)).collect()),
        None => wades().cut(word).map(|_| word.to_owned()),
    }
}

/// The other reading of a word that is both: `wangchiang` as Wade-Giles, not as the pinyin `wang chi ang`.
pub(crate) fn wade_too(word: &str) -> Option<String> {
    let cut = pinyins().cut(word)?;
    let inner = cut.parts().skip(1).any(|part| is_vowel(part.as_bytes()[0]));
    (inner && wades().cut(word).is_some()).then(|| word.to_owned())
}

/// A pinyin syllable in Wade-Giles, apostrophes and marks dropped.
fn wade(syllable: &str) -> String {
    match syllable {
        "zhi" | "chi" => return "chih".into(),
        "shi" => return "shih".into(),
        "ri" => return "jih".into(),
        "zi" | "ci" => return "tzu".into(),
        "si" => return "ssu".into(),
        "ju" | "qu" => return "chu".into(),
        "xu" => return "hsu".into(),
        "jue" | "que" => return "chueh".into(),
        "xue" => return "hsueh".into(),
        "you" => return "yu".into(),
        "yu" => return "yu".into(),
        "yue" => return "yueh".into(),
        "yan" => return "yen".into(),
        "ye" => return "yeh".into(),
        "yong" => return "yung".into(),
        "yi" => return "i".into(),
        "er" => return "erh".into(),
        "he" => return "ho".into(),
        "ge" | "ke" => return "ko".into(),
        "e" => return "o".into(),
        "gui" | "kui" => return "kuei".into(),
        "xiong" => return "hsiung".into(),
        "jiong" | "qiong" => return "chiung".into(),
        _ => {}
    }
    let initial = INITIALS
        .iter()
        .filter(|i| !i.is_empty() && syllable.starts_with(**i))
        .max_by_key(|i| i.len());
    let (initial, last) = match initial {
        Some(initial) => (*initial, &syllable[initial.len()..]),
        None => ("", syllable),
    };
    let first = match initial {
        "b" | "p" => "p",
        "d" | "t" => "t",
        "g" | "k" => "k",
        "j" | "q" | "zh" | "ch" => "ch",
        "x" => "hs",
        "z" | "c" => "ts",
        "r" => "j",
        other => other,
    };
    let last = match last {
        "ian" => "ien",
        "ie" => "ieh",
        "ue" | "ve" => "ueh",
        "ong" => "ung",
        "uo" if !matches!(initial, "g" | "k" | "h" | "sh") => "o",
        other => other,
    };
    format!("{first}{last}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_systems_agree() {
        let parts = |word| pinyins().cut(word).map(|cut| cut.parts().collect::<Vec<_>>());
        for (one, other) in [
            ("xu", "hsu"),
            ("deng", "teng"),
            ("xian", "hsien"),
            ("zhou", "chou"),
            ("zhangguotao", "changkuotao"),
        ] {
            assert_eq!(wade_key(one), wade_key(other), "{one} {other}");
            assert!(wade_key(one).is_some(), "{one}");
        }
        assert_eq!(parts("huawei"), Some(vec!["hua", "wei"]));
        assert_eq!(parts("smith"), None);
        assert!(is_pinyin("zhongguohangtiankeji"));
    }
}
