//! What holds for every file.

use proptest::prelude::*;

use super::generate::{file, soup};
use super::shared::{brief, sound};
use crate::syntax::{format, parse, print};

/// Formatting, if the text can be read, changes neither the tree nor its own result.
fn format_is_sound(text: &str) {
    let (tree, problems) = parse("x.law", text);
    match format(text) {
        Ok(tidy) => {
            assert!(problems.is_empty());
            assert_eq!(brief(&sound(&tidy)), brief(&tree), "{text}\n{tidy}");
            assert_eq!(format(&tidy).expect("it was read"), tidy, "{text}");
        }
        Err(found) => assert_eq!(found.len(), problems.len()),
    }
    for problem in &problems {
        assert!(!problem.message.is_empty() && !problem.help.is_empty());
        assert!(!problem.render(text).is_empty());
    }
}

/// The same file, written carelessly: `seed` chooses how.
fn careless(text: &str, seed: &[u8]) -> (String, usize) {
    let mut out = String::new();
    let mut comments = 0;
    let mut seed = seed.iter().copied().cycle();
    let mut roll = |faces: u8| seed.next().unwrap_or(0) % faces;
    let scale = usize::from(roll(3)) + 1;
    for line in text.lines() {
        let words = line.trim_start();
        let indent = (line.len() - words.len()) * scale;
        if roll(4) == 0 && !words.is_empty() {
            out.push_str(&format!("{}# c{comments}\n", " ".repeat(usize::from(roll(9)))));
            comments += 1;
        }
        if roll(6) == 0 {
            out.push_str("   \n");
        }
        out.push_str(&" ".repeat(indent));
        for piece in pieces(words) {
            out.push_str(piece);
            match roll(12) {
                0 if piece.ends_with(',') => {
                    out.push_str(&format!(" # c{comments}\n\n{}", " ".repeat(indent + 1)));
                    comments += 1;
                }
                1 if piece.ends_with(',') => {
                    out.push_str(&format!("\n # c{comments}\n{}", " ".repeat(indent + 7)));
                    comments += 1;
                }
                2 if piece.len() > 1 => out.push_str("  \t"),
                _ => {}
            }
        }
        if roll(4) == 0 && !words.is_empty() {
            out.push_str(&format!(" # c{comments}"));
            comments += 1;
        }
        out.push_str(if roll(5) == 0 { "  \r\n" } else { "\n" });
    }
    if roll(3) == 0 {
        out.push_str(&format!("    # c{comments}"));
        comments += 1;
    }
    (out, comments)
}

/// A line cut behind each comma and space that no quotes hold.
fn pieces(line: &str) -> Vec<&str> {
    let (mut quoted, mut escaped) = (false, false);
    line.split_inclusive(|char| {
        quoted ^= char == '"' && !escaped;
        escaped = char == '\\' && !escaped;
        !quoted && (char == ',' || char == ' ')
    })
    .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(debug_assertions) { 192 } else { 4096 }))]

    #[test]
    fn any_text_is_read_without_panic(text in "\\PC*") {
        format_is_sound(&text);
    }

    #[test]
    fn any_bytes_are_read_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        format_is_sound(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn words_in_any_order_are_read_without_panic(text in soup()) {
        format_is_sound(&text);
    }

    #[test]
    fn a_printed_tree_reads_back(tree in file()) {
        let text = print(&tree);
        prop_assert_eq!(brief(&sound(&text)), brief(&tree), "{}", text);
        prop_assert_eq!(format(&text).expect("it was read"), text);
    }

    #[test]
    fn careless_writing_is_tidied(tree in file(), seed in proptest::collection::vec(any::<u8>(), 1..40)) {
        let (text, comments) = careless(&print(&tree), &seed);
        prop_assert_eq!(brief(&sound(&text)), brief(&tree), "{}", text);
        format_is_sound(&text);
        let tidy = format(&text).expect("it was read");
        let mut after = 0;
        for comment in 0..comments {
            let found = tidy[after..].find(&format!("# c{comment}\n"));
            prop_assert!(found.is_some(), "c{} is lost or moved\n{}\n{}", comment, text, tidy);
            after += found.unwrap_or(0);
        }
    }
}

/// No input takes more than linear time, and none uses up the stack.
#[test]
fn monstrous_files_are_read() {
    let stairs: String = (0..3_000).map(|depth| " ".repeat(depth) + "all of\n").collect();
    for text in [
        format!("define x\n {}", stairs.replace('\n', "\n ")),
        format!("define x\n  {}item is uav\n", "not ".repeat(200_000)),
        format!("define x\n  {}item is uav\n", "some a where ".repeat(100_000)),
        format!("define x\n  item is uav{}\n", " and item is uav".repeat(50_000)),
        format!("act x \"{}\"\n", "\\\"".repeat(200_000)),
        format!("{}\n", ",".repeat(200_000)),
        format!("members {}", "a,\n ".repeat(100_000)),
        "\"".repeat(100_001),
        "x\n".repeat(20_000),
        format!("clause 1 \"t\"\n{}", "  since 2026-01-06\n".repeat(20_000)),
        "x".repeat(1_000_000),
    ] {
        let (_, problems) = parse("x.law", &text);
        assert!(problems.iter().all(|problem| problem.message.len() < 500));
        let _ = format(&text);
    }
}
