//! Tokens: what the words of a name mean and how they sound.

use crate::number;
use crate::romanise;
use crate::script::Script;
use crate::sounds::{self, System};
use crate::words::{Class, ConceptId, Table, table, without_article};

/// A word of a name, understood.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Token {
    /// The form that is compared: Latin letters, or folded characters of a script without blanks.
    pub text: String,
    /// As it stands in the name.
    pub shown: String,
    pub class: Class,
    pub concept: ConceptId,
    pub number: Option<u32>,
    pub script: Script,
    /// For Arabic letters: the word itself.
    pub original: Option<String>,
}

/// A key that tokens share which may be one word.
pub(crate) type Key = (System, u32);

/// All that comparing and finding a token needs; one for all names that carry the token.
#[derive(Clone, Debug)]
pub(crate) struct Info {
    pub text: Box<str>,
    pub class: Class,
    pub concept: ConceptId,
    pub number: Option<u32>,
    pub script: Script,
    pub weight: u16,
    /// Sorted.
    pub keys: Box<[Key]>,
    /// Bits of the keys: two tokens without one in common share no key.
    pub marks: u64,
    /// Of which systems it has keys, as bits.
    pub systems: u16,
    /// Hashes of the text, and of it with one letter left out: only for finding.
    pub deletions: Box<[u32]>,
    /// Readings in Latin letters, of a word in another script.
    pub sounds: Box<[Box<str>]>,
    /// Which letters occur, to dismiss pairs quickly.
    pub letters: u32,
    /// The letters of its readings.
    pub heard: u32,
    /// Number of characters.
    pub length: u8,
}

/// A stable hash: the same on every machine and in every build.
pub(crate) fn hash(text: &str) -> u32 {
    ended(begun(BEGIN, text))
}

const BEGIN: u64 = 0xcbf2_9ce4_8422_2325;

fn begun(state: u64, text: &str) -> u64 {
    text.bytes().fold(state, |state, byte| (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

fn ended(state: u64) -> u32 {
    (state ^ (state >> 32)) as u32
}

/// The hashes of a text without each of its characters in turn.
pub(crate) fn hashes_without_one(text: &str) -> impl Iterator<Item = u32> {
    let mut before = BEGIN;
    text.char_indices().map(move |(at, letter)| {
        let (this, after) = text[at..].split_at(letter.len_utf8());
        let hash = ended(begun(before, after));
        before = begun(before, this);
        hash
    })
}

/// The bit of a key.
fn mark((system, hash): Key) -> u64 {
    1 << (hash.wrapping_mul(0x9e37_79b9).wrapping_add(system as u32 * 7) >> 26)
}

impl Token {
    /// What a token must share with another to be the same token.
    pub(crate) fn identity(&self) -> (&str, Class, ConceptId, Option<u32>, Script, Option<&str>) {
        (&self.text, self.class, self.concept, self.number, self.script, self.original.as_deref())
    }
}

/// The weight of a class of token; a party's own word weighs 100.
pub(crate) fn base_weight(class: Class, length: usize, script: Script) -> u16 {
    match class {
        Class::Legal | Class::Stop | Class::Title => 0,
        Class::Common => 10,
        Class::Unit => 22,
        Class::Country => 20,
        Class::Act => 28,
        Class::Place => 30,
        Class::Branch => 12,
        Class::Generic => 45,
        Class::Initial => 20,
        Class::Number => 60,
        Class::Brand => 110,
        Class::Word => match (script, length) {
            (Script::Han, 1) => 40,
            (Script::Han, 2) => 90,
            (Script::Han, _) => 110,
            (_, 0..=1) => 25,
            (_, 2) => 50,
            (_, 3) => 75,
            _ => 100,
        },
    }
}

impl Info {
    pub(crate) fn of(token: &Token) -> Info {
        let table = table();
        let length = token.text.chars().count();
        let mut sounds = Vec::new();
        let mut keys: Vec<Key> = Vec::with_capacity(12);
        let mut shorter: Vec<u32> = Vec::new();
        let own =
            matches!(token.class, Class::Word | Class::Generic | Class::Initial | Class::Brand);
        if token.concept != 0 {
            keys.push((System::Concept, u32::from(token.concept)));
        }
        match token.number {
            Some(number) => keys.push((System::Number, number)),
            None => {
                keys.push((System::Written, hash(&token.text)));
                match token.script {
                    Script::Han | Script::Kana | Script::Hangul => {
                        glued_keys(table, token, &mut sounds, &mut keys);
                        deletions(&token.text, &mut shorter);
                    }
                    _ => {
                        latin_keys(table, token, length, own, &mut keys);
                        if own && token.text.is_ascii() {
                            deletions(&token.text, &mut shorter);
                        }
                    }
                }
            }
        }
        keys.sort_unstable();
        keys.dedup();
        Info {
            class: token.class,
            concept: token.concept,
            number: token.number,
            script: token.script,
            weight: base_weight(token.class, length, token.script),
            marks: keys.iter().fold(0, |all, key| all | mark(*key)),
            systems: keys.iter().fold(0, |all, (system, _)| all | 1 << (*system as u16)),
            keys: keys.into(),
            deletions: shorter.into(),
            letters: sounds::letters(&token.text),
            heard: sounds.iter().fold(0, |all, sound| all | sounds::letters(sound)),
            length: length.min(255) as u8,
            sounds: sounds.into_iter().map(Into::into).collect(),
            text: token.text.as_str().into(),
        }
    }

    /// A party's own word, not one that the tables call common.
    pub(crate) fn is_own(&self) -> bool {
        matches!(self.class, Class::Word | Class::Brand)
    }

    pub(crate) fn is_latin(&self) -> bool {
        !self.script.is_glued()
    }
}

fn deletions(text: &str, keys: &mut Vec<u32>) {
    let count = text.chars().count();
    if !(3..=24).contains(&count) {
        return;
    }
    keys.reserve_exact(count + 1);
    keys.extend(hashes_without_one(text));
    keys.push(hash(text));
}

fn latin_keys(table: &Table, token: &Token, length: usize, own: bool, keys: &mut Vec<Key>) {
    let text = token.text.as_str();
    if let Some(original) = &token.original {
        for key in sounds::arabic_script(without_article(original)) {
            keys.push((System::Arabic, hash(&key)));
        }
    }
    if !own || !text.is_ascii() {
        return;
    }
    for group in table.given(text) {
        keys.push((System::Given, u32::from(*group)));
    }
    if length < 2 {
        return;
    }
    keys.push((System::General, hash(&sounds::general(text))));
    if length >= 3 {
        let bones = sounds::arabic(text);
        if bones.len() >= 2 && token.original.is_none() {
            keys.push((System::Arabic, hash(&bones)));
        }
        let loan = sounds::loan(text);
        if loan.len() >= 2 {
            keys.push((System::Loan, hash(&loan)));
        }
        keys.push((System::Korean, hash(&sounds::korean(text))));
    }
    if let Some(key) = sounds::japanese(text) {
        keys.push((System::Japanese, hash(&key)));
    }
    if sounds::is_pinyin(text) {
        keys.push((System::Pinyin, hash(text)));
    }
    for key in sounds::wade_key(text).into_iter().chain(sounds::wade_too(text)) {
        keys.push((System::Wade, hash(&key)));
    }
}

fn glued_keys(table: &Table, token: &Token, sounds: &mut Vec<String>, keys: &mut Vec<Key>) {
    let text = token.text.as_str();
    match token.script {
        Script::Hangul => {
            let latin = romanise::hangul(text);
            keys.push((System::Korean, hash(&sounds::korean(&latin))));
            keys.push((System::Loan, hash(&sounds::loan(&latin))));
            sounds.push(latin);
        }
        Script::Kana => {
            let latin = romanise::kana(text);
            if let Some(key) = sounds::japanese(&latin) {
                keys.push((System::Japanese, hash(&key)));
            }
            keys.push((System::Loan, hash(&sounds::loan(&latin))));
            sounds.push(latin);
        }
        _ => {
            for sound in table.pinyins(text) {
                keys.push((System::Pinyin, hash(&sound)));
                if let Some(key) = sounds::wade_key(&sound) {
                    keys.push((System::Wade, hash(&key)));
                }
                sounds.push(sound);
            }
            let letters: Vec<char> = text.chars().collect();
            for size in 2..letters.len().min(4) {
                let start: String = letters[..size].iter().collect();
                let sounds = table.japanese(&start);
                for sound in sounds.into_iter().chain([table.pinyin_of(&start)]) {
                    keys.push((System::Prefix, hash(&sound)));
                }
            }
            for sound in table.japanese(text) {
                keys.push((System::Japanese, hash(&sound)));
                sounds.push(sound);
            }
        }
    }
}

/// The number that a folded Latin word stands for.
pub(crate) fn number_of(word: &str) -> Option<u32> {
    number::of_word(word)
}
