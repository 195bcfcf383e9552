//! From a name to its tokens.

use crate::number;
use crate::party::Kind;
use crate::romanise;
use crate::script::Script;
use crate::token::{Token, number_of};
use crate::words::{Class, ConceptId, Table, folded, table};
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// Most tokens of a name that are looked at.
pub(crate) const MOST_TOKENS: usize = 24;
/// Most characters of a name that are looked at.
const MOST_LETTERS: usize = 400;

/// A name's tokens, in one or two readings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Analysis {
    /// Known names of several words taken as one token.
    pub joined: Vec<Token>,
    /// The same word by word, where that differs.
    pub apart: Option<Vec<Token>>,
    /// An IMO number that stands in the name.
    pub imo: Option<String>,
}

/// A known name of several words, taken as one.
pub(crate) fn is_several(token: &Token) -> bool {
    token.class == Class::Brand && table().several[usize::from(token.concept)]
}

/// A word before it is understood.
struct Piece {
    text: String,
    shown: String,
    script: Script,
    /// Written in capitals throughout.
    capitals: bool,
    /// Follows its neighbour by a dot alone, as letters of an abbreviation do.
    dotted: bool,
    /// Stands in brackets.
    bracket: bool,
    /// Letters with dots between.
    letters: bool,
}

/// Understands a name.
pub(crate) fn analyse(name: &str, kind: Kind) -> Analysis {
    let table = table();
    let mut pieces = pieces(name);
    let imo = take_imo(&mut pieces);
    join_dotted(&mut pieces, kind);
    let person = kind == Kind::Person;
    let joined = tokens(table, &pieces, person, true);
    let several =
        |token: &Token| table.several[usize::from(token.concept)] && token.class == Class::Brand;
    let apart = if joined.iter().any(several) {
        Some(tokens(table, &pieces, person, false)).filter(|apart| *apart != joined)
    } else {
        None
    };
    Analysis { joined, apart, imo }
}

fn pieces(name: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut word = String::new();
    let mut now: Option<Script> = None;
    let mut gap = String::from(" ");
    let mut gap_before = gap.clone();
    let text = if name.is_ascii() {
        Cow::Borrowed(&name[..name.len().min(MOST_LETTERS)])
    } else {
        Cow::Owned(bracketed(name.nfkc().take(MOST_LETTERS).collect()))
    };
    for letter in text.chars() {
        let script = Script::of(letter);
        let mark = script.is_none()
            && (matches!(
                letter,
                '\'' | '’'
                    | '‘'
                    | '`'
                    | 'ʼ'
                    | 'ʻ'
                    | '´'
                    | 'ʿ'
                    | 'ʾ'
                    | '\u{200c}'
                    | '\u{200d}'
                    | '\u{ad}'
            ) || unicode_normalization::char::is_combining_mark(letter));
        if mark {
            if now.is_some() {
                word.push(letter);
            }
            continue;
        }
        match (now, script) {
            (Some(old), Some(new)) if same_word(old, new, &word) => {
                word.push(letter);
                if old == Script::Digit {
                    now = Some(new);
                } else if old == Script::Latin && new == Script::Cyrillic {
                    now = Some(Script::Cyrillic);
                }
            }
            _ => {
                push_piece(&mut pieces, &mut word, now, &gap_before);
                now = script;
                match script {
                    Some(_) => {
                        gap_before = std::mem::take(&mut gap);
                        word.push(letter);
                    }
                    None => gap.push(letter),
                }
            }
        }
    }
    push_piece(&mut pieces, &mut word, now, &gap_before);
    // 第29: the mark belongs to the digits behind it.
    for at in 1..pieces.len() {
        if pieces[at].script == Script::Digit && pieces[at - 1].text.ends_with('第') {
            let before = &mut pieces[at - 1];
            before.text.pop();
            before.shown.pop();
        }
    }
    pieces.retain(|piece| !piece.text.is_empty());
    pieces
}

/// Legal forms of one character in brackets, written out.
fn bracketed(text: String) -> String {
    if !text.contains('(') {
        return text;
    }
    let mut text = text;
    for (short, long) in [
        ("(株)", " 株式会社 "),
        ("(有)", " 有限会社 "),
        ("(合)", " 合同会社 "),
        ("(주)", " 주식회사 "),
        ("(유)", " 유한회사 "),
        ("(财)", " 財団法人 "),
        ("(財)", " 財団法人 "),
    ] {
        if text.contains(short) {
            text = text.replace(short, long);
        }
    }
    text
}

fn same_word(old: Script, new: Script, word: &str) -> bool {
    use Script::{Arabic, Cyrillic, Digit, Greek, Han, Hangul, Kana, Latin, Other};
    match (old, new) {
        (Han | Kana, Han | Kana) => true,
        (Hangul, Hangul) => true,
        (Latin | Cyrillic | Greek | Digit, Latin | Cyrillic | Greek) => true,
        (Latin | Cyrillic | Greek, Digit) => !word.is_empty(),
        (Digit, Digit) | (Arabic, Arabic) | (Other, Other) => true,
        _ => false,
    }
}

fn push_piece(pieces: &mut Vec<Piece>, word: &mut String, script: Option<Script>, gap: &str) {
    let Some(script) = script else {
        word.clear();
        return;
    };
    let shown = std::mem::take(word);
    let mut text = folded(&shown);
    if text.is_empty() {
        return;
    }
    let mut script = script;
    if matches!(script, Script::Latin | Script::Cyrillic | Script::Greek) && !text.is_ascii() {
        let latin = text.chars().filter(char::is_ascii_lowercase).count();
        let cyrillic = text.chars().filter(|l| Script::of(*l) == Some(Script::Cyrillic)).count();
        if latin > 0 && cyrillic > 0 {
            // Letters of the other alphabet that look alike.
            let to_latin = latin >= cyrillic;
            text = text.chars().map(|letter| look_alike(letter, to_latin)).collect();
            script = if to_latin { Script::Latin } else { Script::Cyrillic };
        } else if cyrillic > 0 {
            script = Script::Cyrillic;
        } else if latin > 0 {
            script = Script::Latin;
        }
    }
    let letters = shown.chars().filter(|letter| letter.is_alphabetic());
    let capitals = letters.clone().count() > 0 && letters.clone().all(char::is_uppercase);
    pieces.push(Piece {
        text,
        capitals,
        script,
        dotted: matches!(gap, "." | "/"),
        bracket: gap.contains(['(', '[']),
        letters: false,
        shown,
    });
}

fn look_alike(letter: char, to_latin: bool) -> char {
    const PAIRS: [(char, char); 14] = [
        ('а', 'a'),
        ('е', 'e'),
        ('о', 'o'),
        ('р', 'p'),
        ('с', 'c'),
        ('у', 'y'),
        ('х', 'x'),
        ('к', 'k'),
        ('м', 'm'),
        ('т', 't'),
        ('в', 'b'),
        ('н', 'h'),
        ('і', 'i'),
        ('ѕ', 's'),
    ];
    let pair = PAIRS
        .iter()
        .find(|(cyrillic, latin)| if to_latin { *cyrillic == letter } else { *latin == letter });
    match pair {
        Some((cyrillic, latin)) => {
            if to_latin {
                *latin
            } else {
                *cyrillic
            }
        }
        None => letter,
    }
}

/// Takes `IMO 1234567` out of a name.
fn take_imo(pieces: &mut Vec<Piece>) -> Option<String> {
    let seven = |text: &str| text.len() == 7 && text.bytes().all(|b| b.is_ascii_digit());
    if let Some(at) = pieces.iter().position(|piece| piece.text == "imo") {
        let next = (at + 1..pieces.len().min(at + 3)).find(|next| seven(&pieces[*next].text))?;
        let number = pieces[next].text.clone();
        pieces.drain(at..=next);
        return Some(number);
    }
    let at = pieces.iter().position(|p| p.text.strip_prefix("imo").is_some_and(seven))?;
    Some(pieces.remove(at).text.split_off(3))
}

/// Joins the letters of `S.A.` and `L. L. C.`; a person's initials stay apart.
fn join_dotted(pieces: &mut Vec<Piece>, kind: Kind) {
    if kind == Kind::Person {
        return;
    }
    let mut at = 0;
    while at < pieces.len() {
        let mut end = at + 1;
        let single = |piece: &Piece| {
            piece.text.chars().count() == 1
                && !piece.script.is_glued()
                && piece.script != Script::Digit
        };
        if single(&pieces[at]) {
            while end < pieces.len() && single(&pieces[end]) && pieces[end].dotted {
                end += 1;
            }
        }
        if end > at + 1 {
            let rest: Vec<Piece> = pieces.drain(at + 1..end).collect();
            let first = &mut pieces[at];
            first.letters = true;
            for piece in rest {
                first.text.push_str(&piece.text);
                first.shown.push('.');
                first.shown.push_str(&piece.shown);
            }
        }
        at += 1;
    }
}

fn tokens(table: &Table, pieces: &[Piece], person: bool, phrases: bool) -> Vec<Token> {
    let mut words: Vec<Token> = Vec::with_capacity(pieces.len());
    let alone = pieces.len() == 1;
    for piece in pieces {
        match piece.script {
            Script::Han | Script::Kana | Script::Hangul => {
                segment(table, piece, person, alone, phrases, &mut words)
            }
            _ => words.push(word(table, piece)),
        }
    }
    ordinals(&mut words);
    let mut found = if person { words } else { phrase(table, words, phrases) };
    positions(&mut found, person);
    found.retain(|token| token.class != Class::Title || token.text.is_empty());
    found.truncate(MOST_TOKENS);
    found
}

/// `Dai-ichi` is the first, as 第一 is.
fn ordinals(words: &mut Vec<Token>) {
    let mut at = 0;
    while at + 1 < words.len() {
        let number = match words[at + 1].text.as_str() {
            "ichi" | "iti" => 1,
            "ni" => 2,
            "san" => 3,
            "yon" => 4,
            "go" => 5,
            _ => 0,
        };
        if words[at].text == "dai" && number > 0 {
            let second = words.remove(at + 1);
            let first = &mut words[at];
            first.shown = format!("{} {}", first.shown, second.shown);
            first.text = number.to_string();
            first.number = Some(number);
            first.class = Class::Number;
            first.concept = 0;
        }
        at += 1;
    }
}

fn word(table: &Table, piece: &Piece) -> Token {
    let mut token = Token {
        text: piece.text.clone(),
        shown: piece.shown.clone(),
        class: Class::Word,
        concept: 0,
        number: None,
        script: piece.script,
        original: None,
    };
    if let Some(number) = number_of(&piece.text) {
        token.number = Some(number);
        token.class = Class::Number;
        token.text = number.to_string();
        return token;
    }
    if let Some(concept) = table.word(&piece.text) {
        token.concept = concept;
        token.class = table.class(concept);
        if piece.letters && token.class == Class::Stop {
            token.concept = 0;
            token.class = Class::Word;
        }
    } else if piece.script == Script::Latin
        && !crate::sounds::is_pinyin(&piece.text)
        && let Some(concept) = table.misspelt(&piece.text)
    {
        token.concept = concept;
        token.class = table.class(concept);
    }
    match piece.script {
        Script::Cyrillic => token.text = romanise::cyrillic(&piece.text),
        Script::Greek => token.text = romanise::greek(&piece.text),
        Script::Arabic => token.original = Some(piece.text.clone()),
        _ => {}
    }
    if token.text.is_empty() {
        token.text.clone_from(&piece.text);
    }
    // An abbreviation of the name behind it tells nothing new.
    let letters = token.text.len();
    if piece.bracket
        && piece.capitals
        && token.concept == 0
        && (2..=7).contains(&letters)
        && token.script == Script::Latin
    {
        token.class = Class::Common;
    }
    if token.concept == 0 && token.script != Script::Arabic && token.text.chars().count() == 1 {
        token.class = Class::Initial;
    }
    token
}

/// Names of several words, word by word from the left, the longest first.
fn phrase(table: &Table, words: Vec<Token>, brands: bool) -> Vec<Token> {
    let canonical: Vec<Cow<'_, str>> = words
        .iter()
        .map(|token| match (token.number, token.concept) {
            (Some(_), _) | (None, 0) => Cow::Borrowed(&*token.text),
            (None, _) if token.class == Class::Stop => Cow::Borrowed(""),
            (None, id) => Cow::Owned(format!("#{id}")),
        })
        .collect();
    let mut found: Vec<(usize, ConceptId)> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let hit = longest_phrase(table, &canonical[at..], brands);
        let hit = hit.or_else(|| syllables(table, &words[at..])).unwrap_or((1, 0));
        found.push(hit);
        at += hit.0;
    }
    let mut words = words.into_iter();
    let mut out = Vec::with_capacity(found.len());
    for (size, id) in found {
        if id == 0 {
            out.extend(words.next());
            continue;
        }
        let parts: Vec<Token> = words.by_ref().take(size).collect();
        out.push(Token {
            text: table.concepts[usize::from(id)].key.replace(' ', ""),
            shown: parts.iter().map(|part| part.shown.as_str()).collect::<Vec<_>>().join(" "),
            class: table.class(id),
            concept: id,
            number: None,
            script: Script::Latin,
            original: None,
        });
    }
    out
}

/// The longest phrase that words begin with: how many they are, and what they mean.
fn longest_phrase(
    table: &Table,
    canonical: &[Cow<'_, str>],
    brands: bool,
) -> Option<(usize, ConceptId)> {
    if !table.begins_phrase(&canonical[0]) {
        return None;
    }
    let most = (table.longest_phrase + 2).min(canonical.len());
    let mut key = String::with_capacity(64);
    // Where the key of the first words ends.
    let mut ends = Vec::with_capacity(most);
    for word in &canonical[..most] {
        if !word.is_empty() && !key.is_empty() {
            key.push(' ');
        }
        key.push_str(word);
        ends.push(key.len());
    }
    (2..=most).rev().find_map(|size| {
        if canonical[size - 1].is_empty() {
            return None;
        }
        let id = table.phrase_of(&key[..ends[size - 1]])?;
        (brands || table.class(id) != Class::Brand).then_some((size, id))
    })
}

/// Pinyin written apart: `Zhong Guo`, `Zhongke Shuguang`.
fn syllables(table: &Table, words: &[Token]) -> Option<(usize, ConceptId)> {
    let short = |token: &&Token| {
        token.script == Script::Latin
            && token.text.len() <= 12
            && token.number.is_none()
            && crate::sounds::is_pinyin(&token.text)
    };
    let run = words.iter().take(4).take_while(short).count();
    (2..=run).rev().find_map(|size| {
        let joined: String = words[..size].iter().map(|token| token.text.as_str()).collect();
        let id = table.word(&joined)?;
        (joined.len() >= 5 && !matches!(table.class(id), Class::Legal | Class::Stop | Class::Title))
            .then_some((size, id))
    })
}

/// What a word is also depends on where it stands.
fn positions(tokens: &mut [Token], person: bool) {
    let last = tokens.len().saturating_sub(1);
    for at in 0..tokens.len() {
        let legal_beside = |tokens: &[Token]| {
            let near = |at: usize| tokens.get(at).is_some_and(|t| t.class == Class::Legal);
            near(at + 1) || at.checked_sub(1).is_some_and(near)
        };
        let token = &tokens[at];
        let length = token.text.chars().count();
        let latin = !token.script.is_glued();
        if person {
            person_token(&mut tokens[at], length);
            continue;
        }
        // Two letters are a legal form only where legal forms stand.
        if token.class == Class::Legal
            && latin
            && length <= 2
            && token.text != "co"
            && !(at == last || at == 0 || legal_beside(tokens))
        {
            tokens[at].class = Class::Word;
            tokens[at].concept = 0;
            continue;
        }
        // Roman numerals after the name, in any case: lists are often in capitals throughout.
        if token.class == Class::Word
            && at > 0
            && token.script == Script::Latin
            && let Some(number) = number::roman(&token.text)
        {
            let token = &mut tokens[at];
            token.class = Class::Number;
            token.number = Some(number);
            token.text = number.to_string();
        }
    }
    // A name that is nothing but legal forms and joining words is read as words.
    if !person
        && !tokens.is_empty()
        && tokens.iter().all(|t| matches!(t.class, Class::Legal | Class::Stop | Class::Title))
    {
        for token in tokens.iter_mut() {
            token.class = Class::Word;
            token.concept = 0;
        }
    }
}

fn person_token(token: &mut Token, length: usize) {
    match token.class {
        Class::Title => {
            if length <= 2 && !matches!(token.text.as_str(), "mr" | "ms" | "dr" | "jr" | "sr") {
                token.class = Class::Word;
                token.concept = 0;
            }
        }
        Class::Word | Class::Initial => {}
        Class::Number => {}
        _ => {
            let particle = matches!(
                token.text.as_str(),
                "de" | "del"
                    | "della"
                    | "di"
                    | "da"
                    | "dos"
                    | "das"
                    | "el"
                    | "al"
                    | "von"
                    | "der"
                    | "den"
                    | "le"
                    | "la"
                    | "y"
                    | "e"
                    | "van"
                    | "bin"
                    | "ibn"
                    | "bint"
                    | "ben"
                    | "und"
                    | "the"
                    | "of"
            );
            token.concept = 0;
            token.class = if particle { Class::Stop } else { Class::Word };
        }
    }
    if token.class == Class::Word && length == 1 && !token.script.is_glued() {
        token.class = Class::Initial;
    }
    if matches!(
        token.text.as_str(),
        "al" | "el"
            | "ul"
            | "bin"
            | "ibn"
            | "bint"
            | "van"
            | "von"
            | "de"
            | "ould"
            | "abu"
            | "abou"
            | "umm"
            | "bu"
    ) {
        token.class = Class::Stop;
    }
}

/// Cuts a run of characters into words that the tables know, numbers, and what is left.
fn segment(
    table: &Table,
    piece: &Piece,
    person: bool,
    alone: bool,
    brands: bool,
    out: &mut Vec<Token>,
) {
    let letters: Vec<char> = piece.text.chars().collect();
    let shown: Vec<char> = piece.shown.chars().collect();
    // Folding keeps one character for one; where it did not, the folded form is shown.
    let shown = if shown.len() == letters.len() { shown } else { letters.clone() };
    let after_number = out.last().is_some_and(|token| token.class == Class::Number);
    let cuts = if person || (alone && is_person(&letters)) {
        Vec::new()
    } else {
        cuts(table, &letters, after_number, brands)
    };
    let mut at = 0;
    let push_rest = |from: usize, to: usize, out: &mut Vec<Token>| {
        let mut start = from;
        while start < to {
            let script = Script::of(letters[start]).unwrap_or(Script::Han);
            let mut end = start + 1;
            let kind = |l: char| Script::of(l) == Some(Script::Kana);
            while end < to && (person || kind(letters[end]) == kind(letters[start])) {
                end += 1;
            }
            let text: String = letters[start..end].iter().collect();
            let script = if text.chars().any(|l| Script::of(l) == Some(Script::Han)) {
                Script::Han
            } else {
                script
            };
            out.push(Token {
                text,
                shown: shown[start..end].iter().collect(),
                class: Class::Word,
                concept: 0,
                number: None,
                script,
                original: None,
            });
            start = end;
        }
    };
    for cut in cuts {
        push_rest(at, cut.start, out);
        let token = Token {
            text: letters[cut.start..cut.end].iter().collect(),
            shown: shown[cut.start..cut.end].iter().collect(),
            class: cut.concept.map_or(Class::Number, |id| table.class(id)),
            concept: cut.concept.unwrap_or(0),
            number: cut.number,
            script: if cut.number.is_some() { Script::Latin } else { piece.script },
            original: None,
        };
        let token = match cut.number {
            Some(number) => Token { text: number.to_string(), ..token },
            None => token,
        };
        out.push(token);
        at = cut.end;
    }
    push_rest(at, letters.len(), out);
}

/// Two or three characters that begin with a Chinese family name are taken for a person.
fn is_person(letters: &[char]) -> bool {
    const NAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文习";
    letters.len() == 3
        && letters.first().is_some_and(|first| NAMES.contains(*first))
        && letters.iter().all(|l| Script::of(*l) == Some(Script::Han))
}

#[derive(Clone, Copy)]
struct Cut {
    start: usize,
    end: usize,
    concept: Option<u16>,
    number: Option<u32>,
}

/// The cheapest way to read the characters: few words, few characters left over.
fn cuts(table: &Table, letters: &[char], after_number: bool, brands: bool) -> Vec<Cut> {
    const WORD: u32 = 10;
    const LETTER: u32 = 12;
    let count = letters.len();
    let mut best: Vec<(u32, Option<Cut>)> = vec![(0, None); count + 1];
    for at in (0..count).rev() {
        let mut choice = (best[at + 1].0 + LETTER, None);
        let mut key = String::new();
        for end in at + 1..=count.min(at + table.longest_glued) {
            key.push(letters[end - 1]);
            let Some(id) = table.glued(&key) else { continue };
            let class = table.class(id);
            if class == Class::Brand && !brands && table.several[usize::from(id)] {
                continue;
            }
            if end - at == 1 && !single(letters, at, after_number) {
                continue;
            }
            if matches!(class, Class::Stop | Class::Title) && end - at == 1 {
                continue;
            }
            let cost = best[end].0 + WORD;
            if cost <= choice.0 {
                choice = (cost, Some(Cut { start: at, end, concept: Some(id), number: None }));
            }
        }
        if let Some((number, taken)) = numeral(table, letters, at) {
            let cost = best[at + taken].0 + 5;
            if cost <= choice.0 {
                choice = (
                    cost,
                    Some(Cut { start: at, end: at + taken, concept: None, number: Some(number) }),
                );
            }
        }
        best[at] = choice;
    }
    let mut found = Vec::new();
    let mut at = 0;
    while at < count {
        match best[at].1 {
            Some(cut) => {
                found.push(cut);
                at = cut.end;
            }
            None => at += 1,
        }
    }
    found
}

/// A single character is a word at the end, or after a number: 29所, 第三厂.
fn single(letters: &[char], at: usize, after_number: bool) -> bool {
    const ENDS: &str = "所厂局院部处厅研";
    if !ENDS.contains(letters[at]) {
        return false;
    }
    let numeral = |letter: char| number::chinese(&[letter]).is_some();
    (at == 0 && after_number)
        || (at > 0 && (numeral(letters[at - 1]) || (at + 1 == letters.len() && at >= 2)))
}

/// 第二十九, or numerals before a unit: 二十九所.
fn numeral(table: &Table, letters: &[char], at: usize) -> Option<(u32, usize)> {
    if letters[at] == '第' {
        let (number, taken) = number::chinese(letters.get(at + 1..)?)?;
        return Some((number, taken + 1));
    }
    if at > 0 && (number::chinese(&letters[at - 1..at]).is_some() || letters[at - 1] == '第') {
        return None;
    }
    let (number, taken) = number::chinese(&letters[at..])?;
    let rest = &letters[at + taken..];
    let unit = rest.first().is_some_and(|next| "所厂院号局部".contains(*next))
        || (2..=4).any(|size| {
            rest.get(..size).is_some_and(|part| {
                table
                    .glued(&part.iter().collect::<String>())
                    .is_some_and(|id| table.class(id) == Class::Unit)
            })
        });
    (unit && (taken >= 2 || at > 0)).then_some((number, taken))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(name: &str) -> String {
        let analysis = analyse(name, Kind::Unknown);
        let show = |tokens: &[Token]| {
            tokens.iter().map(|t| format!("{}:{:?}", t.text, t.class)).collect::<Vec<_>>().join(" ")
        };
        match &analysis.apart {
            Some(apart) => format!("{} | {}", show(&analysis.joined), show(apart)),
            None => show(&analysis.joined),
        }
    }

    #[test]
    fn names_are_cut() {
        for (name, expected) in [
            (
                "三菱重工業株式会社",
                "三菱重工业:Brand 株式会社:Legal | 三菱:Brand 重工业:Act 株式会社:Legal",
            ),
            ("Huawei Technologies Co., Ltd.", "huawei:Brand technologies:Act limited:Legal"),
            ("华为技术有限公司", "华为:Brand 技术:Act 有限公司:Legal"),
            ("Acme S.A.", "acme:Word sa:Legal"),
            (
                "中国电子科技集团公司第二十九研究所",
                "中国电子科技集团:Brand 公司:Legal 29:Number 研究所:Unit | 中国:Country 电子:Act 科技:Act 集团公司:Legal 29:Number 研究所:Unit",
            ),
            ("The 29th Research Institute", "the:Stop 29:Number institute:Unit"),
            ("삼성전자주식회사", "삼성:Brand 전자:Act 주식회사:Legal"),
            ("ООО «Ромашка»", "ooo:Legal romashka:Word"),
            ("شركة النور للتجارة", "شرکه:Legal النور:Word للتجاره:Common"),
            ("Ｎｅｗ Ｓｔａｒ", "new:Generic star:Generic"),
        ] {
            assert_eq!(shape(name), expected, "{name}");
        }
    }
}
