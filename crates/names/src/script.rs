//! Scripts of characters, and the forms of characters that count as one.

use std::sync::OnceLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The script of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Script {
    Latin,
    Cyrillic,
    Greek,
    Arabic,
    Han,
    Kana,
    Hangul,
    /// Letters of another script: compared as they stand.
    Other,
    Digit,
}

impl Script {
    /// The script of a letter or digit; `None` for everything else.
    pub(crate) fn of(letter: char) -> Option<Script> {
        Some(match letter {
            '0'..='9' => Script::Digit,
            'a'..='z' | 'A'..='Z' => Script::Latin,
            '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' if letter.is_alphabetic() => {
                Script::Latin
            }
            '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' if letter.is_alphabetic() => {
                Script::Greek
            }
            '\u{400}'..='\u{52f}' => Script::Cyrillic,
            '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' if letter.is_alphanumeric() => {
                Script::Arabic
            }
            '\u{3005}' | '\u{3007}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' => {
                Script::Han
            }
            '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' => Script::Han,
            '\u{3041}'..='\u{3096}' | '\u{309d}' | '\u{309e}' => Script::Kana,
            '\u{30a1}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}' => Script::Kana,
            '\u{ac00}'..='\u{d7a3}' | '\u{1100}'..='\u{11ff}' | '\u{3131}'..='\u{318e}' => {
                Script::Hangul
            }
            _ if letter.is_alphanumeric() => Script::Other,
            _ => return None,
        })
    }

    /// Scripts that write words without blanks between them.
    pub(crate) fn is_glued(self) -> bool {
        matches!(self, Script::Han | Script::Kana | Script::Hangul)
    }
}

const FIRST_HAN: u32 = 0x3400;
const LAST_HAN: u32 = 0x9fff;

/// The simplified form of a Chinese or Japanese character, so that 鉄, 鐵 and 铁 are one.
pub(crate) fn fold_han(letter: char) -> char {
    static TABLE: OnceLock<Vec<char>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let letters = (FIRST_HAN..=LAST_HAN).filter_map(char::from_u32);
        letters.map(simplified).collect()
    });
    let at = u32::from(letter).wrapping_sub(FIRST_HAN) as usize;
    table.get(at).copied().unwrap_or_else(|| simplified(letter))
}

fn simplified(letter: char) -> char {
    match letter {
        '崎' | '﨑' | '碕' => '崎',
        '嶋' | '嶌' => '岛',
        '澤' | '沢' => '泽',
        '髙' => '高',
        '衞' | '衛' => '卫',
        '濵' | '濱' | '浜' => '滨',
        '邊' | '邉' | '辺' => '边',
        '齋' | '斎' | '齊' | '斉' => '齐',
        '恵' | '惠' => '惠',
        '徳' | '德' => '德',
        '児' | '兒' => '儿',
        '黒' => '黑',
        '歩' => '步',
        '乗' => '乘',
        '帯' => '带',
        '瀧' | '滝' => '泷',
        '檜' | '桧' => '桧',
        '曾' | '曽' => '曾',
        '増' => '增',
        '巣' => '巢',
        '緑' => '绿',
        '録' => '录',
        '総' => '总',
        '穂' => '穗',
        '巻' => '卷',
        '圏' => '圈',
        '剣' => '剑',
        '検' => '检',
        '験' => '验',
        '険' => '险',
        '塩' => '盐',
        '渋' => '涩',
        '繊' => '纤',
        '発' => '发',
        '鉱' => '矿',
        '砿' => '矿',
        '図' => '图',
        '気' => '气',
        '売' => '卖',
        '読' => '读',
        '続' => '续',
        '栄' => '荣',
        '桜' => '樱',
        '薬' => '药',
        '銭' => '钱',
        '浅' => '浅',
        '豊' => '丰',
        '両' => '两',
        '竜' => '龙',
        '広' => '广',
        '対' => '对',
        '単' => '单',
        '団' => '团',
        '囲' => '围',
        '円' => '圆',
        '圧' => '压',
        '変' => '变',
        '実' => '实',
        '県' => '县',
        '伝' => '传',
        '転' => '转',
        '労' => '劳',
        '営' => '营',
        '経' => '经',
        '済' => '济',
        _ => both(letter),
    }
}

fn both(letter: char) -> char {
    let mut buffer = [0; 4];
    let text: &str = letter.encode_utf8(&mut buffer);
    let one = |text: String| {
        let mut letters = text.chars();
        letters.next().filter(|_| letters.next().is_none())
    };
    let old = one(hanconv::jp2t(text)).unwrap_or(letter);
    let mut buffer = [0; 4];
    one(hanconv::t2s(&*old.encode_utf8(&mut buffer))).unwrap_or(old)
}

/// Hiragana as katakana; small and long marks stay.
pub(crate) fn katakana(letter: char) -> char {
    match letter {
        '\u{3041}'..='\u{3096}' => char::from_u32(u32::from(letter) + 0x60).unwrap_or(letter),
        other => other,
    }
}

/// Adds the letters of the Latin alphabet that a letter is written with, without its marks.
pub(crate) fn push_latin(out: &mut String, letter: char) {
    match letter {
        'a'..='z' | '0'..='9' => out.push(letter),
        'ß' => out.push_str("ss"),
        'æ' => out.push_str("ae"),
        'œ' => out.push_str("oe"),
        'ø' => out.push('o'),
        'đ' | 'ð' => out.push('d'),
        'þ' => out.push_str("th"),
        'ł' => out.push('l'),
        'ı' => out.push('i'),
        'ə' => out.push('a'),
        'ħ' => out.push('h'),
        'ŋ' => out.push_str("ng"),
        _ => {
            let before = out.len();
            for part in std::iter::once(letter).nfd().filter(|part| !is_combining_mark(*part)) {
                if part.is_ascii_alphanumeric() {
                    out.push(part.to_ascii_lowercase());
                }
            }
            if out.len() == before {
                out.push(letter);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_character_for_all_forms() {
        for forms in
            ["鉄鐵铁", "発發发", "広廣广", "電电", "竜龍龙", "崎﨑", "高髙", "沢澤泽", "気氣气"]
        {
            let folded: Vec<char> = forms.chars().map(fold_han).collect();
            assert!(folded.iter().all(|letter| *letter == folded[0]), "{forms} {folded:?}");
        }
    }
}
