//! Numbers in names: digits, ordinals, Chinese and Roman numerals, number words.

/// The value of a folded Latin word that is a number: `29`, `29th`, `first`, `xxix`.
pub(crate) fn of_word(word: &str) -> Option<u32> {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        let rest = &word[digits..];
        let ordinal = matches!(
            rest,
            "" | "st"
                | "nd"
                | "rd"
                | "th"
                | "e"
                | "er"
                | "eme"
                | "go"
                | "i"
                | "ii"
                | "y"
                | "yi"
                | "aya"
                | "ya"
                | "й"
                | "я"
                | "ое"
                | "го"
        );
        return (ordinal && digits <= 9).then(|| word[..digits].parse().ok()).flatten();
    }
    let known = match word {
        "first" | "daiichi" => 1,
        "second" => 2,
        "third" => 3,
        "fourth" => 4,
        "fifth" => 5,
        "sixth" => 6,
        "seventh" => 7,
        "eighth" => 8,
        "ninth" => 9,
        "tenth" => 10,
        "eleventh" => 11,
        "twelfth" => 12,
        "thirteenth" => 13,
        "fourteenth" => 14,
        "fifteenth" => 15,
        "sixteenth" => 16,
        "seventeenth" => 17,
        "eighteenth" => 18,
        "nineteenth" => 19,
        "twentieth" | "twenty" => 20,
        "thirtieth" | "thirty" => 30,
        "fortieth" | "forty" => 40,
        "fiftieth" | "fifty" => 50,
        "sixtieth" | "sixty" => 60,
        "seventieth" | "seventy" => 70,
        "eightieth" | "eighty" => 80,
        "ninetieth" | "ninety" => 90,
        "one" => 1,
        "two" => 2,
        "three" => 3,
        "four" => 4,
        "five" => 5,
        "six" => 6,
        "seven" => 7,
        "eight" => 8,
        "nine" => 9,
        _ => return None,
    };
    Some(known)
}

/// Roman numerals from two to thirty-nine, as names of units carry them.
pub(crate) fn roman(word: &str) -> Option<u32> {
    if word.len() < 2 || word.len() > 7 || !word.bytes().all(|b| matches!(b, b'i' | b'v' | b'x')) {
        return None;
    }
    let value = |byte: u8| match byte {
        b'i' => 1,
        b'v' => 5,
        _ => 10,
    };
    let bytes = word.as_bytes();
    let mut sum = 0u32;
    for (at, byte) in bytes.iter().enumerate() {
        let here = value(*byte);
        if bytes.get(at + 1).is_some_and(|next| value(*next) > here) {
            sum = sum.checked_sub(here).unwrap_or(sum);
        } else {
            sum += here;
        }
    }
    (write_roman(sum) == word).then_some(sum)
}

fn write_roman(mut value: u32) -> String {
    let mut out = String::new();
    for (step, text) in [(10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")] {
        while value >= step {
            out.push_str(text);
            value -= step;
        }
    }
    out
}

/// The value of Chinese numerals, and how many characters they take.
pub(crate) fn chinese(letters: &[char]) -> Option<(u32, usize)> {
    let mut total = 0u32;
    let mut digit: Option<u32> = None;
    let mut plain = 0u32;
    let mut units = false;
    let mut taken = 0;
    for letter in letters {
        let value = match letter {
            '〇' | '零' => 0,
            '一' | '壹' => 1,
            '二' | '贰' => 2,
            '三' | '叁' => 3,
            '四' => 4,
            '五' => 5,
            '六' => 6,
            '七' => 7,
            '八' => 8,
            '九' => 9,
            '十' | '百' | '千' => {
                let unit = match letter {
                    '十' => 10,
                    '百' => 100,
                    _ => 1000,
                };
                total = total.checked_add(digit.take().unwrap_or(1).checked_mul(unit)?)?;
                units = true;
                taken += 1;
                continue;
            }
            _ => break,
        };
        plain = plain.checked_mul(10)?.checked_add(value)?;
        digit = Some(value);
        taken += 1;
    }
    if taken == 0 || taken > 8 {
        return None;
    }
    Some((if units { total + digit.unwrap_or(0) } else { plain }, taken))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read() {
        for (word, value) in [("29", 29), ("29th", 29), ("first", 1), ("007", 7)] {
            assert_eq!(of_word(word), Some(value), "{word}");
        }
        assert_eq!(of_word("3m"), None);
        assert_eq!((roman("xxix"), roman("iiii"), roman("vix")), (Some(29), None, None));
        let read = |text: &str| chinese(&text.chars().collect::<Vec<_>>());
        assert_eq!(read("二十九研"), Some((29, 3)));
        assert_eq!(read("五十四"), Some((54, 3)));
        assert_eq!(read("一四"), Some((14, 2)));
        assert_eq!(read("六一三"), Some((613, 3)));
        assert_eq!(read("百二"), Some((102, 2)));
        assert_eq!(read("研"), None);
    }
}
