//! Tokens of two names side by side.

use crate::analyse::MOST_TOKENS;
use crate::compare::{Likeness, compare, distance, has};
use crate::hit::Why;
use crate::script::Script;
use crate::sounds::{self, System};
use crate::spoken::{Spoken, Word};
use crate::token::{Info, hash};
use crate::words::{Class, table};

/// Least likeness at which two tokens stand together.
const LEAST: u16 = 640;

/// Tokens that stand together: sets of positions in both names, as bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pair {
    pub query: u32,
    pub listed: u32,
    pub like: Likeness,
}

/// All pairs, and what stands alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Alignment {
    pub pairs: Vec<Pair>,
    pub query_left: u32,
    pub listed_left: u32,
}

/// A token with the weight it has in the index.
#[derive(Clone, Copy)]
pub(crate) struct Weighed<'i> {
    pub info: &'i Info,
    pub weight: u16,
}

pub(crate) fn bits(mask: u32) -> impl Iterator<Item = usize> {
    (0..32).filter(move |at| mask >> at & 1 == 1)
}

/// Sets the tokens of two names side by side: the most alike first, then words written together.
/// `spoken` keeps what was found of the query's words for the next name.
pub(crate) fn align(
    query: &[Weighed<'_>],
    listed: &[Weighed<'_>],
    spoken: &mut Spoken,
) -> Alignment {
    let (query, listed) =
        (&query[..query.len().min(MOST_TOKENS)], &listed[..listed.len().min(MOST_TOKENS)]);
    let mut alignment = Alignment {
        pairs: Vec::with_capacity(query.len().min(listed.len())),
        query_left: (1u32 << query.len()) - 1,
        listed_left: (1u32 << listed.len()) - 1,
    };
    let mut found: Vec<(u16, u8, u8, u8, Why)> = Vec::with_capacity(16);
    for (q, one) in query.iter().enumerate() {
        for (l, other) in listed.iter().enumerate() {
            let like = compare(one.info, other.info);
            if like.alike >= LEAST {
                found.push((1000 - like.alike, q.abs_diff(l) as u8, q as u8, l as u8, like.why));
            }
        }
    }
    found.sort_unstable_by_key(|(unlike, apart, q, l, _)| (*unlike, *apart, *q, *l));
    // What is certain first; words written together before what is only near.
    let certain = found.iter().take_while(|(unlike, ..)| *unlike <= 60).count();
    take(&mut alignment, &found[..certain]);
    if alignment.query_left != 0 && alignment.listed_left != 0 {
        joins(&mut alignment, query, listed, spoken);
        take(&mut alignment, &found[certain..]);
        abbreviations(&mut alignment, query, listed);
    }
    alignment.query_left = once(alignment.query_left, query);
    alignment.listed_left = once(alignment.listed_left, listed);
    alignment
}

/// What stands alone, without the own words that the name says a second time.
fn once(left: u32, tokens: &[Weighed<'_>]) -> u32 {
    let repeated = |at: usize| {
        let info = tokens[at].info;
        let same = |(other, token): (usize, &Weighed<'_>)| {
            left >> other & 1 == 0 && token.info.text == info.text
                || left >> other & 1 == 0 && info.concept != 0 && token.info.concept == info.concept
        };
        info.is_own() && info.length >= 2 && tokens.iter().enumerate().any(same)
    };
    bits(left).filter(|at| !repeated(*at)).fold(0, |mask, at| mask | 1 << at)
}

fn take(alignment: &mut Alignment, found: &[(u16, u8, u8, u8, Why)]) {
    for (unlike, _, q, l, why) in found {
        let (query, listed) = (1u32 << q, 1u32 << l);
        if alignment.query_left & query != 0 && alignment.listed_left & listed != 0 {
            let like = Likeness { alike: 1000 - unlike, why: *why };
            push(alignment, Pair { query, listed, like });
        }
    }
}

fn push(alignment: &mut Alignment, pair: Pair) {
    alignment.query_left &= !pair.query;
    alignment.listed_left &= !pair.listed;
    alignment.pairs.push(pair);
}

fn joins(
    alignment: &mut Alignment,
    query: &[Weighed<'_>],
    listed: &[Weighed<'_>],
    spoken: &mut Spoken,
) {
    for target in 0..listed.len() {
        let left = (alignment.query_left, alignment.listed_left);
        if let Some((mask, like)) = join(left, query, listed, target, spoken) {
            push(alignment, Pair { query: mask, listed: 1 << target, like });
        }
    }
    let mut spoken = Spoken::default();
    for target in 0..query.len() {
        let left = (alignment.listed_left, alignment.query_left);
        if let Some((mask, like)) = join(left, listed, query, target, &mut spoken) {
            push(alignment, Pair { query: 1 << target, listed: mask, like });
        }
    }
}

/// Consecutive tokens of one name that together are a token of the other.
fn join(
    (parts_left, target_left): (u32, u32),
    parts: &[Weighed<'_>],
    whole: &[Weighed<'_>],
    target: usize,
    spoken: &mut Spoken,
) -> Option<(u32, Likeness)> {
    if target_left >> target & 1 == 0 {
        return None;
    }
    let goal = whole[target].info;
    if goal.number.is_some() || goal.class == Class::Initial || goal.class == Class::Legal {
        return None;
    }
    let longest = goal.sounds.iter().map(|s| s.len()).max().unwrap_or(0).max(goal.text.len());
    if longest < 4 && goal.is_latin() {
        return None;
    }
    let shortest =
        goal.sounds.iter().map(|s| s.len()).min().unwrap_or(usize::MAX).min(goal.text.len());
    let heard = if goal.is_latin() { goal.letters } else { goal.heard };
    let free = |at: usize| parts_left >> at & 1 == 1 && parts[at].info.number.is_none();
    for start in 0..parts.len() {
        for end in start + 2..=parts.len().min(start + 4) {
            if !(start..end).all(free) {
                break;
            }
            let run = &parts[start..end];
            let length: usize = run.iter().map(|part| part.info.text.len()).sum();
            if length > longest + 3 && (run[0].info.is_latin() || !goal.is_latin()) {
                break;
            }
            if run.iter().any(|part| part.info.is_latin() != run[0].info.is_latin()) {
                break;
            }
            // Words of one sound have nearly the same consonants.
            let latin = run[0].info.is_latin();
            let there = run.iter().fold(0, |all, part| all | part.info.letters);
            if latin
                && (length + 3 < shortest
                    || ((there ^ heard) & !VOWELS).count_ones() > UNLIKE
                        && goal.script != Script::Arabic)
            {
                continue;
            }
            // Family name first or last: the parts in order, then turned round.
            for turn in 0..if end - start == 2 || !goal.sounds.is_empty() { end - start } else { 1 }
            {
                let word = spoken.word(start, end - start, turn, run);
                let alike = joined(word, goal, run[0].info);
                if alike > 0 {
                    let mask = ((1u32 << (end - start)) - 1) << start;
                    return Some((mask, Likeness { alike, why: Why::Joined }));
                }
            }
        }
    }
    None
}

/// a, e, i, o, u, and the y and w and h that romanisations add and drop.
const VOWELS: u32 = sounds::letters("aeiouywh");
/// Most consonants by which two spellings of one sound differ.
const UNLIKE: u32 = 5;

fn joined(word: &Word, goal: &Info, first: &Info) -> u16 {
    let text = &*word.text;
    if text == &*goal.text {
        return 990;
    }
    if !first.is_latin() {
        return if goal.is_latin() && first.script == Script::Han { read(word, goal) } else { 0 };
    }
    if goal.sounds.iter().any(|sound| text == &**sound) {
        return 970;
    }
    let shared = |system: System, key: u32| goal.keys.binary_search(&(system, key)).is_ok();
    let may = |system: System| has(goal, system);
    if may(System::Japanese)
        && word
            .japanese
            .get(|| sounds::japanese(text))
            .is_some_and(|key| shared(System::Japanese, key))
    {
        return 960;
    }
    if goal.script == Script::Hangul
        && shared(System::Korean, word.korean.get(|| sounds::korean(text)))
    {
        return 940;
    }
    if may(System::Wade)
        && (goal.script == Script::Han
            || (goal.is_latin()
                && text.len() >= 5
                && !*word.pinyin.get_or_init(|| sounds::is_pinyin(text))))
        && word.wade.get(|| sounds::wade_key(text)).is_some_and(|key| shared(System::Wade, key))
    {
        return 920;
    }
    if goal.script == Script::Arabic
        && text.len() >= 5
        && shared(System::Arabic, word.arabic.get(|| sounds::arabic(text)))
    {
        return 930;
    }
    if goal.script == Script::Kana
        && text.len() >= 6
        && shared(System::Loan, word.loan.get(|| sounds::loan(text)))
    {
        return 860;
    }
    if may(System::General)
        && goal.is_latin()
        && text.len() >= 6
        && shared(System::General, word.general.get(|| sounds::general(text)))
    {
        return 950;
    }
    if text.len() >= 8
        && goal.is_latin()
        && distance(text.as_bytes(), goal.text.as_bytes(), 1).is_some()
    {
        return 880;
    }
    0
}

/// Characters that the tables cut apart, as the word in Latin letters that they are read as.
fn read(word: &Word, goal: &Info) -> u16 {
    let text = &*word.text;
    let pinyins = || word.pinyins.get_or_init(|| table().pinyins(text));
    if has(goal, System::Pinyin) && pinyins().iter().any(|sound| **sound == *goal.text) {
        return 970;
    }
    let readings = || {
        let all = || table().japanese(text).iter().map(|sound| hash(sound)).collect();
        word.readings.get_or_init(all)
    };
    let shared = |sound: &u32| goal.keys.binary_search(&(System::Japanese, *sound)).is_ok();
    if has(goal, System::Japanese) && readings().iter().any(shared) {
        return 950;
    }
    0
}

/// First letters of the words that are left on one side, as one word on the other.
fn abbreviations(alignment: &mut Alignment, query: &[Weighed<'_>], listed: &[Weighed<'_>]) {
    if let Some((at, mask)) =
        abbreviation(alignment.query_left, query, alignment.listed_left, listed)
    {
        push(
            alignment,
            Pair {
                query: 1 << at,
                listed: mask,
                like: Likeness { alike: 800, why: Why::Abbreviation },
            },
        );
    } else if let Some((at, mask)) =
        abbreviation(alignment.listed_left, listed, alignment.query_left, query)
    {
        push(
            alignment,
            Pair {
                query: mask,
                listed: 1 << at,
                like: Likeness { alike: 800, why: Why::Abbreviation },
            },
        );
    }
}

fn abbreviation(
    short_left: u32,
    short: &[Weighed<'_>],
    long_left: u32,
    long: &[Weighed<'_>],
) -> Option<(usize, u32)> {
    let at = bits(short_left).find(|at| {
        let info = short[*at].info;
        info.class == Class::Word && info.script == Script::Latin && (3..=6).contains(&info.length)
    })?;
    let word = &*short[at].info.text;
    for legal in [false, true] {
        let mut letters = String::new();
        let mut mask = 0u32;
        for at in bits(long_left) {
            let info = long[at].info;
            match info.class {
                Class::Stop | Class::Title => continue,
                Class::Legal if !legal => continue,
                _ => {}
            }
            if !info.is_latin() && info.concept == 0 {
                return None;
            }
            push_initials(&mut letters, info);
            mask |= 1 << at;
        }
        if letters == word && mask.count_ones() >= 2 {
            return Some((at, mask));
        }
    }
    None
}

/// The first letters that a token gives to an abbreviation.
pub(crate) fn push_initials(letters: &mut String, info: &Info) {
    let key = match info.concept {
        0 => &*info.text,
        id => table().concepts[usize::from(id)].key.as_str(),
    };
    letters.extend(key.split(' ').filter_map(|word| word.chars().next()));
}
