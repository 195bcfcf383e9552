//! Building an index.

use super::postings::{self, Postings, Runs};
use super::{Index, NameInfo, PartyInfo, Span, plain};
use crate::align::push_initials;
use crate::analyse::analyse;
use crate::candidates::{Bounds, gram_key};
use crate::fast::Map;
use crate::party::Listed;
use crate::script::Script;
use crate::sounds::{self, System};
use crate::token::{Info, Token, hash};
use crate::words::{Class, ConceptId, table};
use std::collections::HashMap;

/// Everything that makes two tokens one, owned.
type Identity = (Box<str>, Class, ConceptId, Script, Option<Box<str>>);

#[derive(Default)]
struct Builder {
    index: Index,
    known: Map<Identity, u32>,
    lists: HashMap<String, u32>,
    of_token: Vec<(u32, u32)>,
    joins: Vec<(u64, u32)>,
}

pub(super) fn build(parties: impl IntoIterator<Item = Listed>, bounds: Bounds) -> Index {
    let mut builder = Builder::default();
    builder.index.bounds = bounds;
    for party in parties {
        builder.party(&party);
    }
    builder.finish()
}

impl Builder {
    fn party(&mut self, listed: &Listed) {
        let position = self.index.parties.len() as u32;
        let next = self.lists.len() as u32;
        let list = *self.lists.entry(listed.list.clone()).or_insert(next);
        if list == next {
            self.index.lists.push(listed.list.as_str().into());
        }
        let mut identifiers: Vec<(String, String)> = listed.identifiers.iter().map(plain).collect();
        let first_name = self.index.names.len() as u32;
        for name in &listed.names {
            let analysis = analyse(&name.text, listed.kind);
            identifiers.extend(analysis.imo.map(|imo| ("imo".to_owned(), imo)));
            let id = self.index.names.len() as u32;
            let start = self.index.flat.len() as u32;
            let joined = self.tokens(id, &analysis.joined);
            let apart = self.tokens(id, analysis.apart.as_deref().unwrap_or_default());
            self.index.names.push(NameInfo {
                party: position,
                text: name.text.as_str().into(),
                quality: name.quality,
            });
            self.index.spans.push(Span { start, joined, apart });
        }
        identifiers.retain(|(_, value)| !value.is_empty());
        identifiers.sort();
        identifiers.dedup();
        if first_name < self.index.names.len() as u32 {
            for identifier in &identifiers {
                self.index.identifiers.entry(identifier.clone()).or_default().push(position);
            }
        }
        let boxed =
            |(scheme, value): (String, String)| (scheme.into_boxed_str(), value.into_boxed_str());
        self.index.parties.push(PartyInfo {
            list,
            entry: listed.entry.as_str().into(),
            kind: listed.kind,
            countries: listed.countries,
            births: listed.birth_dates.as_slice().into(),
            identifiers: identifiers.into_iter().map(boxed).collect(),
            first_name,
        });
    }

    fn tokens(&mut self, name: u32, tokens: &[Token]) -> u8 {
        let ids: Vec<u32> = tokens.iter().map(|token| self.token(token)).collect();
        self.index.flat.extend(&ids);
        for id in &ids {
            if self.index.vocabulary[*id as usize].weight > 0 {
                self.of_token.push((*id, name));
            }
        }
        self.join(name, &ids);
        ids.len() as u8
    }

    fn token(&mut self, token: &Token) -> u32 {
        let (text, class, concept, _, script, original) = token.identity();
        let identity = (text.into(), class, concept, script, original.map(Into::into));
        let next = self.index.vocabulary.len() as u32;
        let id = *self.known.entry(identity).or_insert(next);
        if id == next {
            self.index.vocabulary.push(Info::of(token));
        }
        id
    }

    /// What the name is called when words are written together or shortened to their letters.
    fn join(&mut self, name: u32, ids: &[u32]) {
        let vocabulary = &self.index.vocabulary;
        let infos: Vec<&Info> = ids.iter().map(|id| &vocabulary[*id as usize]).collect();
        let joins =
            |info: &Info| info.number.is_none() && info.class != Class::Legal && info.length <= 10;
        for start in 0..infos.len() {
            let mut text = String::new();
            for end in start..infos.len().min(start + 4) {
                if !joins(infos[end]) || infos[end].is_latin() != infos[start].is_latin() {
                    break;
                }
                text.push_str(&infos[end].text);
                if end > start && text.len() >= 4 && text.len() <= 24 {
                    self.joins.push((u64::from(hash(&text)), name));
                    if end == start + 1 && infos[start].script == Script::Han && text.len() <= 12 {
                        let readings = table().pinyins(&text).into_iter().take(2);
                        let readings = readings.chain(table().japanese(&text).into_iter().take(6));
                        self.joins.extend(readings.map(|key| (u64::from(hash(&key)), name)));
                    }
                    if end == start + 1 {
                        let turned = format!("{}{}", infos[end].text, infos[start].text);
                        self.joins.push((u64::from(hash(&turned)), name));
                    }
                }
            }
        }
        self.sounds(name, ids);
        let vocabulary = &self.index.vocabulary;
        let infos: Vec<&Info> = ids.iter().map(|id| &vocabulary[*id as usize]).collect();
        for legal in [false, true] {
            let mut letters = String::from("@");
            for info in &infos {
                let drop = matches!(info.class, Class::Stop | Class::Title | Class::Number)
                    || (!legal && info.class == Class::Legal);
                if !drop && (info.is_latin() || info.concept != 0) {
                    push_initials(&mut letters, info);
                }
            }
            if (4..=8).contains(&letters.len()) {
                self.joins.push((u64::from(hash(&letters)), name));
            }
        }
    }

    /// What a short name in Latin letters sounds like as one word, from each of its words on: a question may have
    /// it in characters, where no blank tells the parts.
    fn sounds(&mut self, name: u32, ids: &[u32]) {
        let infos = ids.iter().map(|id| &self.index.vocabulary[*id as usize]);
        let words: Vec<&Info> =
            infos.filter(|info| !matches!(info.class, Class::Legal | Class::Stop)).collect();
        let latin = |info: &&Info| {
            info.script == Script::Latin && info.number.is_none() && info.text.is_ascii()
        };
        if !(2..=3).contains(&words.len()) || !words.iter().all(latin) {
            return;
        }
        for turn in 0..words.len() {
            let text: String =
                words[turn..].iter().chain(&words[..turn]).map(|info| &*info.text).collect();
            if text.len() <= LONGEST_SOUND {
                self.joins.extend(one_word(&text).into_iter().map(|key| (key, name)));
            }
        }
    }

    fn finish(mut self) -> Index {
        self.of_token.sort_unstable();
        self.of_token.dedup();
        let parties = self.index.parties.len() as u64;
        let mut at = 0;
        while at < self.of_token.len() {
            let token = self.of_token[at].0;
            let mut entries = 0u64;
            let mut last = u32::MAX;
            while at < self.of_token.len() && self.of_token[at].0 == token {
                let party = self.index.names[self.of_token[at].1 as usize].party;
                entries += u64::from(party != last);
                last = party;
                at += 1;
            }
            let info = &mut self.index.vocabulary[token as usize];
            info.weight = weigh(info, entries, parties);
        }
        let mut keys = Vec::new();
        let mut grams = Vec::new();
        for (id, info) in self.index.vocabulary.iter().enumerate() {
            let id = id as u32;
            keys.extend(
                info.keys
                    .iter()
                    .map(|(system, hash)| (postings::key(*system, info.is_latin(), *hash), id)),
            );
            keys.extend(
                info.deletions
                    .iter()
                    .map(|hash| (postings::key(System::Deletion, info.is_latin(), *hash), id)),
            );
            if (info.is_own() || info.class == Class::Generic)
                && info.length >= 5
                && info.is_latin()
            {
                grams.extend(
                    crate::candidates::grams(&info.text)
                        .map(|gram| (gram_key(gram, info.length), id)),
                );
            }
        }
        self.index.keys = Postings::pack(keys);
        self.index.grams = Postings::pack(grams);
        self.index.of_token = Runs::pack(&self.of_token, self.index.vocabulary.len());
        self.index.joins = Postings::pack(self.joins);
        self.index.flat.shrink_to_fit();
        self.index
    }
}

/// Longest name in Latin letters that is kept by its sound as one word.
const LONGEST_SOUND: usize = 20;

/// The keys of a word's sound, apart from those of its letters.
pub(crate) fn one_word(text: &str) -> Vec<u64> {
    let mut keys = vec![joined_key(System::Korean, &sounds::korean(text))];
    keys.extend(sounds::japanese(text).map(|key| joined_key(System::Japanese, &key)));
    keys.extend(sounds::wade_key(text).map(|key| joined_key(System::Wade, &key)));
    keys.extend(sounds::wade_too(text).map(|key| joined_key(System::Wade, &key)));
    keys
}

/// The key of a whole name's sound.
pub(crate) fn joined_key(system: System, sound: &str) -> u64 {
    (1 + system as u64) << 32 | u64::from(hash(sound))
}

/// A word that many entries carry tells less. Small lists say little of how common a word is: the
/// count is taken as if twenty thousand other entries stood beside them.
fn weigh(info: &Info, entries: u64, parties: u64) -> u16 {
    if !matches!(info.class, Class::Word | Class::Generic) {
        return info.weight;
    }
    let among = entries * 20_000 / (parties + 20_000);
    let less = 9 * (among + 1).ilog2() as u16;
    let least = if info.class == Class::Generic { 25 } else { 35 };
    info.weight.saturating_sub(less).max(least.min(info.weight))
}
