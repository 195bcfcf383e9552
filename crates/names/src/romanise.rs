//! Letters of other scripts in Latin letters, by rule.

/// Cyrillic, near the system of the US Board on Geographic Names; variants are folded later.
pub(crate) fn cyrillic(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        let latin = match letter {
            'а' => "a",
            'б' => "b",
            'в' => "v",
            'г' | 'ґ' => "g",
            'ғ' => "gh",
            'д' => "d",
            'е' | 'э' | 'ѐ' => "e",
            'є' => "ye",
            'ё' => "yo",
            'ж' | 'җ' => "zh",
            'з' => "z",
            'и' | 'і' | 'ѝ' => "i",
            'й' | 'ы' | 'ј' => "y",
            'ї' => "yi",
            'к' | 'қ' => "k",
            'л' => "l",
            'љ' => "lj",
            'м' => "m",
            'н' => "n",
            'ң' => "ng",
            'њ' => "nj",
            'о' | 'ө' => "o",
            'п' => "p",
            'р' => "r",
            'с' => "s",
            'т' => "t",
            'у' | 'ў' | 'ұ' | 'ү' => "u",
            'ф' => "f",
            'х' | 'һ' => "kh",
            'ҳ' => "h",
            'ц' => "ts",
            'ч' => "ch",
            'ћ' => "c",
            'џ' => "dz",
            'ђ' => "dj",
            'ш' => "sh",
            'щ' => "shch",
            'ю' => "yu",
            'я' => "ya",
            'ә' => "a",
            'ѕ' => "dz",
            'ъ' | 'ь' => "",
            '0'..='9' | 'a'..='z' => {
                out.push(letter);
                continue;
            }
            _ => continue,
        };
        out.push_str(latin);
    }
    out
}

/// Greek by sound, without marks.
pub(crate) fn greek(text: &str) -> String {
    let mut plain = String::new();
    for letter in text.chars() {
        crate::script::push_latin(&mut plain, letter);
    }
    let mut out = String::new();
    for letter in plain.chars() {
        out.push_str(match base_greek(letter) {
            'α' => "a",
            'β' => "v",
            'γ' => "g",
            'δ' => "d",
            'ε' => "e",
            'ζ' => "z",
            'η' | 'ι' | 'υ' => "i",
            'θ' => "th",
            'κ' => "k",
            'λ' => "l",
            'μ' => "m",
            'ν' => "n",
            'ξ' => "x",
            'ο' | 'ω' => "o",
            'π' => "p",
            'ρ' => "r",
            'σ' | 'ς' => "s",
            'τ' => "t",
            'φ' => "f",
            'χ' => "ch",
            'ψ' => "ps",
            _ => "",
        });
    }
    out
}

fn base_greek(letter: char) -> char {
    use unicode_normalization::UnicodeNormalization;
    std::iter::once(letter).nfd().next().unwrap_or(letter)
}

const LEADS: [&str; 19] = [
    "g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p",
    "h",
];
const VOWELS: [&str; 21] = [
    "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we",
    "wi", "yu", "eu", "ui", "i",
];
const TAILS: [&str; 28] = [
    "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p",
    "t", "t", "ng", "t", "t", "k", "t", "p", "t",
];

/// Hangul in the revised romanisation, syllable by syllable.
pub(crate) fn hangul(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        let Some(at) = u32::from(letter).checked_sub(0xac00).filter(|at| *at < 11172) else {
            continue;
        };
        let at = at as usize;
        out.push_str(LEADS[at / 588]);
        out.push_str(VOWELS[at % 588 / 28]);
        out.push_str(TAILS[at % 28]);
    }
    out
}

/// Katakana in Hepburn without length marks.
pub(crate) fn kana(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut double = false;
    let mut at = 0;
    while let Some(letter) = letters.get(at) {
        at += 1;
        match letter {
            'ッ' => double = true,
            'ー' | 'ヽ' | 'ヾ' => {}
            _ => {
                let small = letters.get(at).copied().unwrap_or(' ');
                let syllable = match combined(*letter, small) {
                    Some(text) => {
                        at += 1;
                        text
                    }
                    None => single(*letter),
                };
                if double && !syllable.is_empty() {
                    out.extend(syllable.chars().next());
                    double = false;
                }
                out.push_str(syllable);
            }
        }
    }
    out
}

fn combined(letter: char, small: char) -> Option<&'static str> {
    let row = match small {
        'ャ' => 0,
        'ュ' => 1,
        'ョ' => 2,
        'ァ' => 3,
        'ィ' => 4,
        'ゥ' => 5,
        'ェ' => 6,
        'ォ' => 7,
        _ => return None,
    };
    let forms: [&str; 8] = match letter {
        'キ' => ["kya", "kyu", "kyo", "", "", "", "kye", ""],
        'ギ' => ["gya", "gyu", "gyo", "", "", "", "", ""],
        'シ' => ["sha", "shu", "sho", "", "", "", "she", ""],
        'ジ' | 'ヂ' => ["ja", "ju", "jo", "", "", "", "je", ""],
        'チ' => ["cha", "chu", "cho", "", "", "", "che", ""],
        'ニ' => ["nya", "nyu", "nyo", "", "", "", "", ""],
        'ヒ' => ["hya", "hyu", "hyo", "", "", "", "", ""],
        'ビ' => ["bya", "byu", "byo", "", "", "", "", ""],
        'ピ' => ["pya", "pyu", "pyo", "", "", "", "", ""],
        'ミ' => ["mya", "myu", "myo", "", "", "", "", ""],
        'リ' => ["rya", "ryu", "ryo", "", "", "", "", ""],
        'フ' => ["fya", "fyu", "fyo", "fa", "fi", "", "fe", "fo"],
        'ヴ' => ["", "vyu", "", "va", "vi", "", "ve", "vo"],
        'ウ' => ["", "", "", "", "wi", "", "we", "wo"],
        'テ' => ["", "tyu", "", "", "ti", "", "", ""],
        'デ' => ["", "dyu", "", "", "di", "", "", ""],
        'ト' => ["", "", "", "", "", "tu", "", ""],
        'ド' => ["", "", "", "", "", "du", "", ""],
        'ツ' => ["", "", "", "tsa", "tsi", "", "tse", "tso"],
        'ク' => ["", "", "", "kwa", "kwi", "", "kwe", "kwo"],
        'グ' => ["", "", "", "gwa", "", "", "", ""],
        _ => return None,
    };
    forms.get(row).copied().filter(|form| !form.is_empty())
}

fn single(letter: char) -> &'static str {
    match letter {
        'ア' | 'ァ' => "a",
        'イ' | 'ィ' | 'ヰ' => "i",
        'ウ' | 'ゥ' => "u",
        'エ' | 'ェ' | 'ヱ' => "e",
        'オ' | 'ォ' | 'ヲ' => "o",
        'カ' | 'ヵ' => "ka",
        'キ' => "ki",
        'ク' => "ku",
        'ケ' | 'ヶ' => "ke",
        'コ' => "ko",
        'サ' => "sa",
        'シ' => "shi",
        'ス' => "su",
        'セ' => "se",
        'ソ' => "so",
        'タ' => "ta",
        'チ' => "chi",
        'ツ' => "tsu",
        'テ' => "te",
        'ト' => "to",
        'ナ' => "na",
        'ニ' => "ni",
        'ヌ' => "nu",
        'ネ' => "ne",
        'ノ' => "no",
        'ハ' => "ha",
        'ヒ' => "hi",
        'フ' => "fu",
        'ヘ' => "he",
        'ホ' => "ho",
        'マ' => "ma",
        'ミ' => "mi",
        'ム' => "mu",
        'メ' => "me",
        'モ' => "mo",
        'ヤ' | 'ャ' => "ya",
        'ユ' | 'ュ' => "yu",
        'ヨ' | 'ョ' => "yo",
        'ラ' => "ra",
        'リ' => "ri",
        'ル' => "ru",
        'レ' => "re",
        'ロ' => "ro",
        'ワ' | 'ヮ' => "wa",
        'ン' => "n",
        'ガ' => "ga",
        'ギ' => "gi",
        'グ' => "gu",
        'ゲ' => "ge",
        'ゴ' => "go",
        'ザ' => "za",
        'ジ' | 'ヂ' => "ji",
        'ズ' | 'ヅ' => "zu",
        'ゼ' => "ze",
        'ゾ' => "zo",
        'ダ' => "da",
        'デ' => "de",
        'ド' => "do",
        'バ' => "ba",
        'ビ' => "bi",
        'ブ' => "bu",
        'ベ' => "be",
        'ボ' => "bo",
        'パ' => "pa",
        'ピ' => "pi",
        'プ' => "pu",
        'ペ' => "pe",
        'ポ' => "po",
        'ヴ' => "vu",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_rule() {
        assert_eq!(cyrillic("щербаков"), "shcherbakov");
        assert_eq!(cyrillic("хрущёв"), "khrushchyov");
        assert_eq!(hangul("삼성전자"), "samseongjeonja");
        assert_eq!(kana("ロッキード"), "rokkido");
        assert_eq!(kana("キョウセラ"), "kyousera");
        assert_eq!(greek("Αθηνά".to_lowercase().as_str()), "athina");
    }
}
