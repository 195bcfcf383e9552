//! Names that share words with a question only when words are written together, or by their first letters.

use super::Scratch;
use crate::index::{Index, View, joined_key};
use crate::script::Script;
use crate::sounds::{self, System};
use crate::token::{Info, hash};
use crate::words::{Class, table};

/// Shortest word that is not taken for a part of another if the index knows it.
pub(super) const LEAST_JOINED: u8 = 6;

impl Scratch {
    /// Words written together on one side and apart on the other, and abbreviations.
    pub(super) fn joins(&mut self, index: &Index, view: &View) {
        let infos = &view.infos;
        for (info, weight) in infos.iter().zip(&view.weights) {
            if info.number.is_some() || *weight == 0 {
                continue;
            }
            let weight = u32::from(*weight) * 80;
            let mut texts: Vec<&str> = vec![&info.text];
            texts.extend(info.sounds.iter().map(|sound| &**sound));
            for text in texts {
                self.add_joined(index, u64::from(hash(text)), weight);
            }
            self.sounds(index, info, weight);
            if info.class == Class::Word
                && (3..=6).contains(&info.length)
                && info.script == Script::Latin
            {
                self.add_joined(index, u64::from(hash(&format!("@{}", info.text))), weight);
            }
        }
        let mut text = String::new();
        // Words that the index knows as they stand are seldom parts of one word.
        let known: Vec<bool> = infos
            .iter()
            .map(|info| {
                let key = crate::index::key(System::Written, info.is_latin(), hash(&info.text));
                info.length >= LEAST_JOINED && !index.keys.get(key).is_empty()
            })
            .collect();
        let few = infos.iter().filter(|info| info.class != Class::Legal).count() <= 3;
        for start in 0..infos.len() {
            text.clear();
            let mut weight = 0;
            for end in start..infos.len().min(start + 4) {
                let info = &infos[end];
                if info.number.is_some()
                    || info.class == Class::Legal
                    || info.length > 10
                    || info.is_latin() != infos[start].is_latin()
                {
                    break;
                }
                text.push_str(&info.text);
                weight += u32::from(view.weights[end]) * 80;
                let known = known[start..=end].iter().filter(|known| **known).count();
                if end > start && (4..=24).contains(&text.len()) && known < 2 {
                    self.together(index, &text, info.is_latin(), weight);
                    for turn in start + 1..=end {
                        if end - start > 2 || !few {
                            break;
                        }
                        let turned: String = infos[turn..=end]
                            .iter()
                            .chain(&infos[start..turn])
                            .map(|i| &*i.text)
                            .collect();
                        self.together(index, &turned, info.is_latin(), weight);
                    }
                }
            }
        }
        self.initials(index, view);
    }

    /// A name in characters, as whole names in Latin letters sound.
    fn sounds(&mut self, index: &Index, info: &Info, weight: u32) {
        if !info.script.is_glued() || !info.is_own() {
            return;
        }
        for sound in &info.sounds {
            match info.script {
                Script::Hangul => {
                    let key = joined_key(System::Korean, &sounds::korean(sound));
                    self.add_joined(index, key, weight);
                }
                _ => {
                    self.add_joined(index, joined_key(System::Japanese, sound), weight);
                    if let Some(wade) = sounds::wade_key(sound) {
                        self.add_joined(index, joined_key(System::Wade, &wade), weight);
                    }
                }
            }
        }
    }

    fn initials(&mut self, index: &Index, view: &View) {
        for legal in [false, true] {
            let mut letters = String::new();
            for info in &view.infos {
                let drop = matches!(info.class, Class::Stop | Class::Title | Class::Number)
                    || (!legal && info.class == Class::Legal);
                if !drop && (info.is_latin() || info.concept != 0) {
                    crate::align::push_initials(&mut letters, info);
                }
            }
            if (3..=7).contains(&letters.len()) {
                let worth = if letters.len() >= 4 { 8_000 } else { 5_000 };
                self.add_keys(index, &[(System::Written, true, hash(&letters))], worth);
            }
        }
    }

    fn together(&mut self, index: &Index, text: &str, latin: bool, weight: u32) {
        let mut keys = vec![(System::Written, latin, hash(text))];
        if !latin && text.len() <= 15 {
            for sound in table().pinyins(text).into_iter().take(2) {
                keys.push((System::Pinyin, true, hash(&sound)));
                keys.extend(sounds::wade_key(&sound).map(|key| (System::Wade, true, hash(&key))));
            }
            let japanese = table().japanese(text).into_iter().take(6);
            keys.extend(japanese.map(|sound| (System::Japanese, true, hash(&sound))));
        }
        if latin {
            keys.extend(sounds::japanese(text).map(|key| (System::Japanese, true, hash(&key))));
            keys.extend(sounds::is_pinyin(text).then(|| (System::Pinyin, true, hash(text))));
            keys.extend(sounds::wade_key(text).map(|key| (System::Wade, true, hash(&key))));
            if text.len() >= 5 {
                keys.push((System::General, true, hash(&sounds::general(text))));
                keys.push((System::Korean, false, hash(&sounds::korean(text))));
                keys.push((System::Loan, false, hash(&sounds::loan(text))));
                let bones = sounds::arabic(text);
                if bones.len() >= 5 {
                    keys.push((System::Arabic, true, hash(&bones)));
                }
            }
            if text.len() >= 8 {
                keys.push((System::Deletion, true, hash(text)));
            }
        }
        self.add_keys(index, &keys, weight);
    }

    /// Counts the names of all tokens that have one of the keys, each once.
    fn add_keys(&mut self, index: &Index, keys: &[(System, bool, u32)], weight: u32) {
        let mut tokens = std::mem::take(&mut self.tokens);
        for (system, latin, hash) in keys {
            tokens.extend(index.keys.get(crate::index::key(*system, *latin, *hash)));
        }
        tokens.sort_unstable();
        tokens.dedup();
        for token in tokens.drain(..) {
            self.mark(token, weight);
            let names = index.of_token.get(token);
            if (1..=index.bounds.common_joined()).contains(&names.len()) {
                for name in names {
                    self.add(*name, weight);
                }
            } else {
                self.uncounted += weight;
            }
        }
        self.tokens = tokens;
    }

    fn add_joined(&mut self, index: &Index, key: u64, weight: u32) {
        for name in index.joins.get(key) {
            self.add(*name, weight);
        }
    }
}
