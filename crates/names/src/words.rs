//! The tables: what words mean, which words are one, how characters are read. Built once from `data/`.

use crate::fast::{Fast, Map};
use crate::script::{Script, fold_han, katakana, push_latin};
use crate::token::{hash, hashes_without_one};
use crate::{romanise, sounds};
use pinyin::ToPinyin;
use std::collections::{HashMap, HashSet};
use std::hash::BuildHasherDefault;
use std::sync::OnceLock;

/// What a token tells about its party.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Class {
    /// A legal form.
    Legal,
    /// A word that joins others.
    Stop,
    /// A title of a person or a mark of a ship.
    Title,
    /// Next to nothing: `international`, `services`.
    Common,
    /// An activity or a product.
    Act,
    /// What kind of body.
    Unit,
    /// A branch, subsidiary or office of another party.
    Branch,
    Country,
    Place,
    /// A plain word that many names carry.
    Generic,
    /// A party's own name that the tables know.
    Brand,
    /// A party's own name.
    Word,
    Number,
    /// One letter that stands for a word.
    Initial,
}

/// A meaning with its words in all languages.
#[derive(Debug)]
pub(crate) struct Concept {
    /// The first form, in English.
    pub key: String,
    pub class: Class,
    pub family: Family,
}

/// What sharing a word says of two parties.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Family {
    /// One owner, if it is a party's name.
    One,
    /// A name that companies independent of each other carry: 三菱.
    House,
    /// A body whose members are told apart by what follows the name: an academy and its institutes.
    Umbrella,
    /// An activity that any company may add to its name.
    Wide,
}

/// Shortest word that is looked for with a slip in it.
const LEAST_MISSPELT: usize = 7;
/// Shortest word in Latin letters that is looked for by its Japanese sound.
const LEAST_ROMAJI: usize = 5;

/// A concept's position in the table.
pub(crate) type ConceptId = u16;

/// The tables.
#[derive(Debug, Default)]
pub(crate) struct Table {
    pub concepts: Vec<Concept>,
    /// Single words in their folded form.
    words: Map<String, ConceptId>,
    /// Words that may be Japanese, by their sound: `kougyou` is `kogyo`.
    romaji: Map<String, ConceptId>,
    /// Beginnings of words, by their first letters.
    stems: Map<String, Vec<(String, ConceptId)>>,
    /// Several words: canonical words with blanks between.
    phrases: Map<String, ConceptId>,
    /// Their first words.
    begins: HashSet<String, BuildHasherDefault<Fast>>,
    pub longest_phrase: usize,
    /// Forms in scripts without blanks, folded.
    glued: Map<String, ConceptId>,
    pub longest_glued: usize,
    /// Forms that stand for several words: left out for the second view of a name.
    pub several: Vec<bool>,
    readings: Map<String, Vec<String>>,
    /// Sorted.
    near: Vec<((ConceptId, ConceptId), u16)>,
    has_near: Vec<bool>,
    /// Words of the tables with one letter left out.
    misspelt: Map<u32, ConceptId>,
    /// Given and family names that are one: group numbers.
    given: Map<String, Vec<u16>>,
}

/// The tables of this build.
pub(crate) fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(Table::build)
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// A word of one script in the form it is looked up by.
pub(crate) fn folded(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    if word.is_ascii() {
        let letters = word.chars().filter(char::is_ascii_alphanumeric);
        out.extend(letters.map(|letter| letter.to_ascii_lowercase()));
        return out;
    }
    for letter in word.chars().flat_map(char::to_lowercase) {
        match Script::of(letter) {
            Some(Script::Latin | Script::Digit) => push_latin(&mut out, letter),
            Some(Script::Han) => out.push(fold_han(letter)),
            Some(Script::Kana) => out.push(katakana(letter)),
            Some(Script::Arabic) => out.extend(fold_arabic(letter)),
            Some(_) => out.push(if letter == 'ё' { 'е' } else { letter }),
            None => {}
        }
    }
    out
}

fn fold_arabic(letter: char) -> Option<char> {
    Some(match letter {
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ى' | 'ي' | 'ئ' | 'ی' => 'ی',
        'ة' | 'ۀ' => 'ه',
        'ك' => 'ک',
        'ؤ' => 'و',
        'ء' | '\u{640}' => return None,
        '\u{64b}'..='\u{65f}' | '\u{670}' => return None,
        '٠'..='٩' => char::from_u32(u32::from(letter) - 0x660 + 0x30)?,
        '۰'..='۹' => char::from_u32(u32::from(letter) - 0x6f0 + 0x30)?,
        other => other,
    })
}

/// A word without the Arabic article.
pub(crate) fn without_article(word: &str) -> &str {
    match word.strip_prefix("ال").or_else(|| word.strip_prefix("لل")) {
        Some(rest) if rest.chars().count() >= 3 => rest,
        _ => word,
    }
}

impl Table {
    fn build() -> Table {
        let mut table = Table::default();
        // Position 0 means: no concept.
        table.concepts.push(Concept {
            key: String::new(),
            class: Class::Word,
            family: Family::One,
        });
        table.several.push(false);
        let mut phrases = Vec::new();
        for (text, class) in [
            (include_str!("../data/legal.txt"), Some(Class::Legal)),
            (include_str!("../data/stop.txt"), None),
            (include_str!("../data/words.txt"), None),
            (include_str!("../data/country.txt"), Some(Class::Country)),
            (include_str!("../data/place.txt"), Some(Class::Place)),
            (include_str!("../data/brand.txt"), Some(Class::Brand)),
        ] {
            for line in lines(text) {
                if let Some((head, forms)) = line.split_once(':') {
                    table.line(head, forms, class, &mut phrases);
                }
            }
        }
        for (form, id) in phrases {
            table.phrase(form, id);
        }
        for entry in lines(include_str!("../data/kanji.txt")).flat_map(|line| line.split('|')) {
            let mut words = entry.split_whitespace();
            let Some(kanji) = words.next() else { continue };
            let readings = table.readings.entry(folded(kanji)).or_default();
            for word in words.filter_map(sounds::japanese) {
                if !readings.contains(&word) {
                    readings.push(word);
                }
            }
        }
        table.nearness();
        table.misspellings();
        for (group, line) in lines(include_str!("../data/given.txt")).enumerate() {
            for name in line.split([',', ' ']).map(str::trim).filter(|name| !name.is_empty()) {
                table.given.entry(name.into()).or_default().push(group as u16);
            }
        }
        table
    }

    fn line<'t>(
        &mut self,
        head: &str,
        forms: &'t str,
        class: Option<Class>,
        phrases: &mut Vec<(&'t str, ConceptId)>,
    ) {
        let mut family = Family::One;
        let (class, key, plain) = match (class, head.split_once(' ')) {
            (Some(Class::Brand), Some(("house", key))) => {
                family = Family::House;
                (Class::Brand, key, false)
            }
            (Some(Class::Brand), Some(("umbrella", key))) => {
                family = Family::Umbrella;
                (Class::Brand, key, false)
            }
            (Some(class), _) => (class, head, false),
            (None, Some((word, key))) => match word {
                "common" => (Class::Common, key, false),
                "act" => (Class::Act, key, false),
                "wide" => {
                    family = Family::Wide;
                    (Class::Act, key, false)
                }
                "unit" => (Class::Unit, key, false),
                "branch" => (Class::Branch, key, false),
                "generic" => (Class::Generic, key, false),
                "plain" => (Class::Generic, key, true),
                _ => return,
            },
            (None, None) if head == "stop" => (Class::Stop, head, false),
            (None, None) => (Class::Title, head, false),
        };
        let mut id = self.concept(key, class, family);
        for form in forms.split(',').map(str::trim).filter(|form| !form.is_empty()) {
            if plain {
                id = self.concept(form, class, family);
            }
            self.form(form, id, class, phrases);
        }
    }

    fn concept(&mut self, key: &str, class: Class, family: Family) -> ConceptId {
        self.concepts.push(Concept { key: key.into(), class, family });
        self.several.push(false);
        (self.concepts.len() - 1) as ConceptId
    }

    fn form<'t>(
        &mut self,
        form: &'t str,
        id: ConceptId,
        class: Class,
        phrases: &mut Vec<(&'t str, ConceptId)>,
    ) {
        if let Some(stem) = form.strip_suffix('*') {
            self.stem(&folded(stem), id);
            if stem.chars().any(|letter| Script::of(letter) == Some(Script::Cyrillic)) {
                let latin = romanise::cyrillic(&folded(stem));
                if latin.len() >= 5 {
                    self.stem(&latin, id);
                }
            }
            return;
        }
        if form.contains([' ', '-']) {
            phrases.push((form, id));
            return;
        }
        let word = folded(form);
        let Some(script) = form.chars().find_map(Script::of) else { return };
        if word.is_empty() {
            return;
        }
        if script.is_glued() {
            let length = word.chars().count();
            self.longest_glued = self.longest_glued.max(length);
            if class == Class::Place && script == Script::Han {
                for end in ["市", "省", "县", "府", "都", "区"] {
                    self.glued.entry(format!("{word}{end}")).or_insert(id);
                }
                self.longest_glued = self.longest_glued.max(length + 1);
            }
            if script == Script::Han && length >= 2 && !matches!(class, Class::Stop | Class::Title)
            {
                let sound = self.pinyin_of(&word);
                self.words.entry(sound).or_insert(id);
            }
            self.glued.entry(word).or_insert(id);
            return;
        }
        if script == Script::Cyrillic && word.chars().count() >= 5 {
            self.words.entry(romanise::cyrillic(&word)).or_insert(id);
        }
        if script == Script::Arabic {
            self.words.entry(without_article(&word).to_owned()).or_insert(id);
        }
        if script == Script::Latin
            && word.len() >= LEAST_ROMAJI
            && let Some(sound) = sounds::japanese(&word)
        {
            self.romaji.entry(sound).or_insert(id);
        }
        self.words.entry(word).or_insert(id);
    }

    fn stem(&mut self, stem: &str, id: ConceptId) {
        let first: String = stem.chars().take(3).collect();
        let stems = self.stems.entry(first).or_default();
        stems.push((stem.to_owned(), id));
        stems.sort_by_key(|(stem, _)| std::cmp::Reverse(stem.len()));
    }

    fn phrase(&mut self, form: &str, id: ConceptId) {
        let words: Vec<String> = form
            .split([' ', '-'])
            .map(folded)
            .filter(|word| !word.is_empty())
            .map(|word| self.canonical(&word))
            .collect();
        let joined: String = form.split([' ', '-']).map(folded).collect();
        if joined.len() >= 6 {
            self.words.entry(joined).or_insert(id);
        }
        let words: Vec<&str> =
            words.iter().map(String::as_str).filter(|word| !word.is_empty()).collect();
        if words.iter().any(|word| word.starts_with('#')) {
            self.several[usize::from(id)] = true;
        }
        self.longest_phrase = self.longest_phrase.max(words.len());
        if words.len() > 1 || form.split([' ', '-']).count() > 1 {
            self.begins.extend(words.first().map(|first| (*first).to_owned()));
            self.phrases.entry(words.join(" ")).or_insert(id);
        }
    }

    fn nearness(&mut self) {
        let by_key: HashMap<&str, ConceptId> = self
            .concepts
            .iter()
            .enumerate()
            .rev()
            .map(|(id, concept)| (concept.key.as_str(), id as ConceptId))
            .collect();
        let mut near = Vec::new();
        for line in lines(include_str!("../data/near.txt")) {
            let mut parts = line.split(',').map(str::trim);
            let (Some(one), Some(other), Some(alike)) = (parts.next(), parts.next(), parts.next())
            else {
                continue;
            };
            if let (Some(one), Some(other), Ok(alike)) =
                (by_key.get(one), by_key.get(other), alike.parse())
            {
                near.push(((*one, *other), alike));
                near.push(((*other, *one), alike));
            }
        }
        near.sort_unstable();
        near.dedup_by_key(|(pair, _)| *pair);
        let mut has_near = vec![false; self.concepts.len()];
        for ((one, _), _) in &near {
            has_near[usize::from(*one)] = true;
        }
        (self.near, self.has_near) = (near, has_near);
    }

    fn misspellings(&mut self) {
        let mut found: Map<u32, ConceptId> = Map::default();
        let mut words: Vec<(&String, &ConceptId)> = self.words.iter().collect();
        words.sort_unstable();
        for (word, id) in words {
            let class = self.concepts[usize::from(*id)].class;
            let wanted =
                !matches!(class, Class::Stop | Class::Title | Class::Brand | Class::Generic);
            let reading = sounds::is_pinyin(word) || sounds::japanese(word).is_some();
            if !wanted || reading || word.len() < LEAST_MISSPELT || !word.is_ascii() {
                continue;
            }
            found.entry(hash(word)).or_insert(*id);
            for hash in hashes_without_one(word).skip(1) {
                found.entry(hash).or_insert(*id);
            }
        }
        self.misspelt = found;
    }

    /// The concept of a long word with one slip in it: `Tecnology`.
    pub(crate) fn misspelt(&self, word: &str) -> Option<ConceptId> {
        if word.len() < LEAST_MISSPELT || word.len() > 20 || !word.is_ascii() {
            return None;
        }
        if let Some(id) = self.misspelt.get(&hash(word)) {
            return Some(*id);
        }
        hashes_without_one(word).skip(1).find_map(|hash| self.misspelt.get(&hash).copied())
    }

    /// The word by which a word counts within a phrase: its concept, nothing for words that join.
    pub(crate) fn canonical(&self, word: &str) -> String {
        match self.word(word) {
            Some(id) => match self.concepts[usize::from(id)].class {
                Class::Stop => String::new(),
                _ => format!("#{id}"),
            },
            None => word.to_owned(),
        }
    }

    /// The concept of a folded word.
    pub(crate) fn word(&self, word: &str) -> Option<ConceptId> {
        if let Some(id) = self.words.get(word) {
            return Some(*id);
        }
        let bare = without_article(word);
        if bare.len() != word.len()
            && let Some(id) = self.words.get(bare)
        {
            return Some(*id);
        }
        self.stemmed(word).or_else(|| {
            let long = word.len() >= LEAST_ROMAJI && word.is_ascii();
            let sound = sounds::japanese(word).filter(|_| long)?;
            self.romaji.get(&sound).copied()
        })
    }

    fn stemmed(&self, word: &str) -> Option<ConceptId> {
        let (end, _) = word.char_indices().nth(3)?;
        let stems = self.stems.get(&word[..end])?;
        let inflected =
            |stem: &str| word.strip_prefix(stem).is_some_and(|rest| inflection(stem, rest));
        stems.iter().find(|(stem, _)| inflected(stem)).map(|(_, id)| *id)
    }

    /// Whether a phrase begins with a canonical word.
    pub(crate) fn begins_phrase(&self, word: &str) -> bool {
        self.begins.contains(word)
    }

    /// The concept of a phrase of canonical words.
    pub(crate) fn phrase_of(&self, words: &str) -> Option<ConceptId> {
        self.phrases.get(words).copied()
    }

    /// The concept of a folded form in a script without blanks.
    pub(crate) fn glued(&self, form: &str) -> Option<ConceptId> {
        self.glued.get(form).copied()
    }

    pub(crate) fn class(&self, id: ConceptId) -> Class {
        self.concepts[usize::from(id)].class
    }

    /// How alike two concepts are; 0 if the tables do not say.
    pub(crate) fn near(&self, one: ConceptId, other: ConceptId) -> u16 {
        if !self.has_near[usize::from(one)] {
            return 0;
        }
        let found = self.near.binary_search_by_key(&(one, other), |(pair, _)| *pair);
        found.map_or(0, |at| self.near[at].1)
    }

    /// The groups of names that a name belongs to.
    pub(crate) fn given(&self, name: &str) -> &[u16] {
        self.given.get(name).map_or(&[], Vec::as_slice)
    }

    /// The usual pinyin of folded characters, written together.
    pub(crate) fn pinyin_of(&self, word: &str) -> String {
        word.chars().map(|letter| first_pinyin(letter).unwrap_or_default()).collect()
    }

    /// Pinyin of folded characters: the usual reading, then those with one character read otherwise.
    pub(crate) fn pinyins(&self, word: &str) -> Vec<String> {
        let letters: Vec<char> = word.chars().collect();
        let usual: Vec<&str> =
            letters.iter().map(|letter| first_pinyin(*letter).unwrap_or_default()).collect();
        if usual.iter().any(|syllable| syllable.is_empty()) {
            return Vec::new();
        }
        let mut all = vec![usual.concat()];
        for (at, letter) in letters.iter().enumerate() {
            for other in other_pinyin(*letter) {
                let mut parts = usual.clone();
                parts[at] = other;
                let text = parts.concat();
                if !all.contains(&text) && all.len() < 6 {
                    all.push(text);
                }
            }
        }
        all
    }

    /// Readings of folded characters in Japanese, at most 24; none if some character has none.
    pub(crate) fn japanese(&self, word: &str) -> Vec<String> {
        let letters: Vec<(usize, char)> = word.char_indices().collect();
        let mut found = Vec::new();
        if letters.len() <= 8 {
            self.read(word, &letters, 0, &mut String::new(), &mut found);
        }
        found
    }

    fn read(
        &self,
        word: &str,
        letters: &[(usize, char)],
        at: usize,
        sofar: &mut String,
        found: &mut Vec<String>,
    ) {
        if found.len() >= 24 {
            return;
        }
        let Some((start, letter)) = letters.get(at) else {
            if let Some(text) = sounds::japanese(sofar)
                && !found.contains(&text)
            {
                found.push(text);
            }
            return;
        };
        let kept = sofar.len();
        for size in (1..=3.min(letters.len() - at)).rev() {
            let end = letters.get(at + size).map_or(word.len(), |(end, _)| *end);
            let part = &word[*start..end];
            if let Some(readings) = self.readings.get(part) {
                for reading in readings {
                    sofar.push_str(reading);
                    self.read(word, letters, at + size, sofar, found);
                    sofar.truncate(kept);
                }
                if size > 1 {
                    // An irregular word is read as one.
                    return;
                }
            }
        }
        if Script::of(*letter) == Some(Script::Kana) {
            let length = letter.len_utf8();
            // Small letters belong to the one before: take the whole run of kana.
            let run: String = word[*start..]
                .chars()
                .take_while(|l| Script::of(*l) == Some(Script::Kana))
                .collect();
            let count = run.chars().count();
            debug_assert!(length > 0);
            sofar.push_str(&romanise::kana(&run));
            self.read(word, letters, at + count, sofar, found);
            sofar.truncate(kept);
        }
    }
}

/// Whether a rest may follow a stem: a short one takes only endings, or `Уралмаш` would be the Urals.
fn inflection(stem: &str, rest: &str) -> bool {
    let (Some(first), Some(last)) = (rest.chars().next(), rest.chars().last()) else { return true };
    let vowel = |letter: char| "aeiouyаеёиоуыэюяіїє".contains(letter);
    stem.chars().count() >= 7
        || ((vowel(first) || "nsнсьйтт".contains(first))
            && (vowel(last) || "йхмвьhmvs".contains(last)))
}

/// The reading of characters that have several, as names of companies and people use them.
const USUAL: &[(char, &str)] = &[
    ('长', "chang"),
    ('重', "zhong"),
    ('行', "hang"),
    ('乐', "le"),
    ('都', "du"),
    ('朝', "chao"),
    ('厦', "xia"),
    ('曾', "zeng"),
    ('单', "shan"),
    ('大', "da"),
    ('盛', "sheng"),
    ('会', "hui"),
    ('传', "chuan"),
    ('区', "qu"),
    ('奇', "qi"),
    ('石', "shi"),
    ('系', "xi"),
    ('合', "he"),
    ('强', "qiang"),
    ('车', "che"),
    ('和', "he"),
    ('广', "guang"),
    ('厂', "chang"),
    ('万', "wan"),
    ('佛', "fo"),
    ('贾', "jia"),
    ('翟', "zhai"),
    ('仇', "qiu"),
    ('查', "zha"),
    ('尉', "wei"),
    ('仲', "zhong"),
    ('缪', "miao"),
    ('洗', "xi"),
    ('浙', "zhe"),
    ('宁', "ning"),
    ('空', "kong"),
    ('藏', "cang"),
    ('绿', "lv"),
    ('率', "lv"),
    ('参', "can"),
    ('调', "diao"),
    ('校', "xiao"),
    ('什', "shi"),
    ('吾', "wu"),
    ('阿', "a"),
    ('拉', "la"),
    ('克', "ke"),
    ('尔', "er"),
    ('台', "tai"),
    ('丰', "feng"),
    ('余', "yu"),
    ('谷', "gu"),
    ('景', "jing"),
    ('解', "xie"),
    ('华', "hua"),
    ('纪', "ji"),
    ('南', "nan"),
    ('家', "jia"),
    ('隆', "long"),
    ('伯', "bo"),
    ('种', "zhong"),
    ('发', "fa"),
    ('同', "tong"),
    ('正', "zheng"),
    ('中', "zhong"),
    ('为', "wei"),
    ('信', "xin"),
    ('呼', "hu"),
    ('术', "shu"),
    ('地', "di"),
    ('分', "fen"),
    ('服', "fu"),
    ('少', "shao"),
    ('干', "gan"),
    ('应', "ying"),
    ('上', "shang"),
    ('机', "ji"),
    ('研', "yan"),
    ('能', "neng"),
    ('电', "dian"),
    ('子', "zi"),
];

fn first_pinyin(letter: char) -> Option<&'static str> {
    if let Some((_, usual)) = USUAL.iter().find(|(known, _)| *known == letter) {
        return Some(usual);
    }
    letter.to_pinyin().map(|sound| sound.plain()).map(plain_u)
}

/// Second readings that names are read by, too.
const ALSO: &[(char, &str)] = &[
    ('长', "zhang"),
    ('重', "chong"),
    ('行', "xing"),
    ('乐', "yue"),
    ('朝', "zhao"),
    ('盛', "cheng"),
    ('单', "dan"),
    ('传', "zhuan"),
    ('厦', "sha"),
    ('藏', "zang"),
    ('调', "tiao"),
    ('校', "jiao"),
    ('查', "cha"),
    ('奇', "ji"),
    ('柏', "bo"),
    ('薄', "bao"),
    ('朴', "piao"),
    ('解', "jie"),
    ('区', "ou"),
    ('车', "ju"),
    ('堡', "bu"),
    ('曾', "ceng"),
    ('会', "kuai"),
    ('觉', "jiao"),
    ('六', "lu"),
    ('绿', "lu"),
    ('率', "shuai"),
    ('蚌', "beng"),
    ('涌', "chong"),
    ('弹', "tan"),
    ('宿', "xiu"),
    ('缪', "miu"),
    ('翟', "di"),
    ('尉', "yu"),
    ('仇', "chou"),
    ('贾', "gu"),
    ('覃', "tan"),
    ('塔', "da"),
    ('吕', "lu"),
    ('女', "nu"),
    ('律', "lu"),
    ('铝', "lu"),
    ('旅', "lu"),
    ('陆', "liu"),
];

fn other_pinyin(letter: char) -> impl Iterator<Item = &'static str> {
    ALSO.iter().filter(move |(known, _)| *known == letter).map(|(_, sound)| *sound)
}

fn plain_u(sound: &'static str) -> &'static str {
    match sound {
        "lü" => "lv",
        "nü" => "nv",
        "lüe" => "lve",
        "nüe" => "nve",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_all_languages_are_one() {
        let table = table();
        let concept = |word: &str| table.word(&folded(word)).or_else(|| table.glued(&folded(word)));
        for words in [
            vec![
                "technology",
                "Tech",
                "技术",
                "技術",
                "jishu",
                "технологии",
                "التقنية",
                "テクノロジー",
            ],
            vec![
                "institute",
                "研究所",
                "Институт",
                "nii",
                "yanjiusuo",
                "kenkyujo",
                "연구소",
                "معهد",
            ],
            vec!["trading", "贸易", "貿易", "maoyi", "boeki", "торговая", "무역"],
            vec!["株式会社", "주식회사", "株式會社", "inc"],
        ] {
            let ids: Vec<_> = words.iter().map(|word| concept(word)).collect();
            assert!(ids[0].is_some() && ids.iter().all(|id| *id == ids[0]), "{words:?} {ids:?}");
        }
    }

    #[test]
    fn readings() {
        let table = table();
        assert!(table.japanese(&folded("高橋")).contains(&"takahashi".into()));
        assert_eq!(table.pinyins(&folded("海康威視"))[0], "haikangweishi");
        assert!(table.japanese(&folded("田中太郎")).contains(&"tanakataro".into()));
    }
}
