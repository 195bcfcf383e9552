//! The canonical form, and the examples of the language reference.

use super::shared::{rendered, sound};
use crate::syntax::{format, parse};

fn tidy(text: &str) -> String {
    format(text).unwrap_or_else(|problems| panic!("{}", rendered(&problems, text)))
}

#[test]
fn texts_are_tidied() {
    for (text, expected) in CASES {
        assert_eq!(tidy(text), *expected, "{text}");
        assert_eq!(tidy(expected), *expected, "{text}");
    }
}

#[test]
fn broken_files_are_refused() {
    let problems = format("act a\n").expect_err("the title is missing");
    assert_eq!(problems.len(), 1);
}

/// The examples of the reference are read, and are written as the formatter writes them.
#[test]
fn the_reference_reads() {
    let reference = include_str!("../../../../../docs/law-language.md");
    let examples: Vec<&str> = reference
        .split("```law\n")
        .skip(1)
        .filter_map(|example| example.split("```").next())
        .collect();
    assert!(examples.len() >= 3);
    for example in examples {
        sound(example);
        assert_eq!(tidy(example), example);
    }
}

/// Every condition that the reference lists in its tables is read.
#[test]
fn the_reference_lists_conditions_that_read() {
    let reference = include_str!("../../../../../docs/law-language.md");
    let tables = reference.split("### 7.1").nth(1).and_then(|rest| rest.split("### 7.3").next());
    let rows = tables.unwrap_or("").lines().filter(|line| line.starts_with("| `"));
    let forms = rows.filter_map(|row| row.split(" | ").next()).flat_map(|cell| cell.split(" · "));
    let mut read = 0;
    for form in forms {
        let text = format!("define x\n  {}\n", example(form.trim_matches(['|', ' ', '`'])));
        let (_, problems) = parse("reference", &text);
        assert!(problems.is_empty(), "{}", rendered(&problems, &text));
        read += 1;
    }
    assert!(read >= 35, "{read} forms");
}

/// A form with its variables filled in.
fn example(form: &str) -> String {
    let form = form.replace("`", "").replace("WORD, …", "a, b").replace("to in …", "to in JP");
    let form = form.replace("origin in …", "origin in JP").replace("via in …", "via in JP");
    let form = form.replace("OP AMOUNT", ">= 5 %").replace("OP SHARE MODE", "> 5 % directly");
    let form = form
        .replace("\"n\", …", "\"n\", \"m\"")
        .replace("LINE", "item is uav")
        .replace("DAY", "2026-01-06");
    form.replace(['[', ']'], "").replace(", …", ", b")
}

/// Texts, and what they become.
const CASES: &[(&str, &str)] = &[
    ("", ""),
    ("\u{feff}\n\n  \n", ""),
    ("# only a comment  \r\n\r\n", "# only a comment\n"),
    ("of act a\nof act b", "of act a\n\nof act b\n"),
    // Comments at the margin keep their paragraphs; values stand in one column.
    (
        r##"
# of the file


# of the law
law cn "China"
    complete   to 2026-10-09
    flagged "a"

    not-modelled "b"
"##,
        r##"# of the file

# of the law
law cn "China"
  complete to  2026-10-09
  flagged      "a"
  not-modelled "b"
"##,
    ),
    // Comments stay above the line that they precede, or behind theirs.
    (
        r##"clause 1 "t"   # of the clause
      # above the field
   cite "a"# behind it
   when      # of the block
 # of the condition
        item is a,b , c
   # of the next clause
clause 2 "u"
    # at the end
"##,
        r##"clause 1 "t"  # of the clause
  # above the field
  cite   "a"  # behind it
  when  # of the block
    # of the condition
    item is a, b, c

# of the next clause
clause 2 "u"

# at the end
"##,
    ),
    // Entries and parties are heads of their own; a long name moves the column.
    (
        r##"entries cn/dual-use by 1
    entry 1A001 "a" zh "甲"
        hs 850511
        when parameter purity >=99 %
parties cn/control-list
 party "p"
  name "q","r"
clause 1 "t"
  reading "narrow" by "METI"
    when item is a
    note "n"
  policy denial
"##,
        r##"entries cn/dual-use by 1
  entry 1A001 "a" zh "甲"
    hs    850511
    when  parameter purity >= 99 %

parties cn/control-list
  party "p"
    name    "q", "r"

clause 1 "t"
  reading "narrow" by "METI"
    when   item is a
    note   "n"
  policy  denial
"##,
    ),
    // Long lists go on below their first value, or deeper than their line; comments keep rows apart.
    (
        r##"group eu/members
  members AT, BE, BG, HR, CY, CZ, DK, EE, FI, FR, DE, GR, HU, IE, IT, LV, LT, LU, MT, NL, PL, PT, RO, SK since 2013-07-01
define x
  to in AT, BE, BG, HR, CY, CZ, DK, EE, FI, FR, DE, GR, HU, IE, IT, LV, LT, LU, MT, NL, PL, PT, RO, SK
  from in JP,   # the first
    # the others
      KR,
   CN
"##,
        r##"group eu/members
  members AT, BE, BG, HR, CY, CZ, DK, EE, FI, FR, DE, GR, HU, IE, IT, LV, LT, LU, MT, NL, PL, PT,
          RO, SK since 2013-07-01

define x
  to in AT, BE, BG, HR, CY, CZ, DK, EE, FI, FR, DE, GR, HU, IE, IT, LV, LT, LU, MT, NL, PL, PT, RO,
      SK
  from in JP,  # the first
      # the others
      KR, CN
"##,
    ),
];
