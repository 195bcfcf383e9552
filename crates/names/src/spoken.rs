//! What words of a name sound like when they are written together: found when it is asked for, and once.

use crate::align::Weighed;
use crate::token::hash;
use std::cell::OnceCell;

/// Words of one name, written together.
#[derive(Default)]
pub(crate) struct Spoken {
    places: Vec<u16>,
    words: Vec<Word>,
}

/// Some words as one, and the keys of its sounds.
#[derive(Default)]
pub(crate) struct Word {
    pub text: String,
    pub pinyin: OnceCell<bool>,
    pub japanese: Key<Option<u32>>,
    pub wade: Key<Option<u32>>,
    pub korean: Key<u32>,
    pub arabic: Key<u32>,
    pub loan: Key<u32>,
    pub general: Key<u32>,
    /// Of characters: in pinyin.
    pub pinyins: OnceCell<Vec<String>>,
    /// Of characters: keys of how Japanese read them.
    pub readings: OnceCell<Vec<u32>>,
}

/// The hash of a sound.
#[derive(Default)]
pub(crate) struct Key<T>(OnceCell<T>);

impl Key<u32> {
    pub(crate) fn get(&self, sound: impl FnOnce() -> String) -> u32 {
        *self.0.get_or_init(|| hash(&sound()))
    }
}

impl Key<Option<u32>> {
    pub(crate) fn get(&self, sound: impl FnOnce() -> Option<String>) -> Option<u32> {
        *self.0.get_or_init(|| sound().map(|sound| hash(&sound)))
    }
}

impl Spoken {
    /// `size` tokens from `start` on, the first `turn` of them last; `run` are those tokens.
    pub(crate) fn word(
        &mut self,
        start: usize,
        size: usize,
        turn: usize,
        run: &[Weighed<'_>],
    ) -> &Word {
        // INVARIANT: at most 24 tokens, of which at most 4 together.
        let place = (start * 64 + size * 8 + turn) as u16;
        let at = self.places.iter().position(|known| *known == place).unwrap_or_else(|| {
            let parts = run[turn..].iter().chain(&run[..turn]);
            let text = parts.map(|part| &*part.info.text).collect();
            self.places.push(place);
            self.words.push(Word { text, ..Word::default() });
            self.places.len() - 1
        });
        &self.words[at]
    }
}
