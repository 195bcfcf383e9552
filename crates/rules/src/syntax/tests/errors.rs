//! What is said about each kind of problem: message, line, column and help.

use super::shared::rendered;
use crate::syntax::{Severity, line_col, parse};

/// The cases write a tab as `⇥`, a space of no width as `⌀` and a lone carriage return as `␍`.
const SIGNS: [(&str, &str); 3] = [("⇥", "\t"), ("⌀", "\u{200b}"), ("␍", "\r")];

fn hidden(text: &str) -> String {
    SIGNS.iter().fold(text.to_owned(), |text, (sign, char)| text.replace(sign, char))
}

#[test]
fn every_problem_says_what_where_and_what_next() {
    for (text, expected) in CASES {
        let text = hidden(text);
        let (_, problems) = parse("x.law", &text);
        assert_eq!(rendered(&problems, &text), hidden(expected), "{text}");
        for problem in problems {
            assert_eq!(problem.severity, Severity::Error);
            assert!(!problem.message.ends_with('.') && !problem.help.ends_with('.'), "{problem:?}");
        }
    }
}

/// Every code that the sources can give has a case.
#[test]
fn every_code_has_a_case() {
    for source in [
        include_str!("../lexer.rs"),
        include_str!("../layout.rs"),
        include_str!("../parser.rs"),
        include_str!("../parser/clause.rs"),
        include_str!("../parser/condition.rs"),
        include_str!("../parser/list.rs"),
        include_str!("../parser/party.rs"),
        include_str!("../parser/statement.rs"),
        include_str!("../parser/value.rs"),
    ] {
        for code in source.split("\"syntax::").skip(1).filter_map(|rest| rest.split('"').next()) {
            let tag = format!("error[syntax::{code}]:");
            let known = ["too-deep"].contains(&code);
            assert!(known || CASES.iter().any(|(_, expected)| expected.contains(&tag)), "{code}");
        }
    }
}

/// What stands beside a problem is kept.
#[test]
fn the_rest_is_kept() {
    let text = "claus 1\nact a \"t\"\n  isuer \"x\"\n  basis press\ndefine b\n  any of\n    itme is uav\n    to in JP\n";
    let (file, problems) = parse("x.law", text);
    let lines: Vec<_> = problems.iter().map(|problem| line_col(text, problem.span)).collect();
    assert_eq!(lines, [(1, 1), (3, 3), (7, 5)]);
    assert_eq!(
        crate::syntax::print(&file),
        "act a \"t\"\n  basis      press\n\ndefine b\n  any of\n    to in JP\n"
    );
}

#[test]
fn nesting_has_a_limit() {
    let stairs: String = (1..80).map(|depth| " ".repeat(depth) + "all of\n").collect();
    let nots = format!("define x\n  {}item is uav\n", "not ".repeat(80));
    for text in [format!("define x\n{stairs}"), nots] {
        let (_, problems) = parse("x.law", &text);
        let deep = problems.iter().filter(|problem| problem.code == "syntax::too-deep");
        assert_eq!(deep.count(), 1, "{}", rendered(&problems, &text));
    }
}

#[test]
fn miette_reads_the_same() {
    let text = "act a “t”\n";
    let (_, problems) = parse("x.law", text);
    let problem: &dyn miette::Diagnostic = &problems[0];
    assert_eq!(problem.code().map(|code| code.to_string()).as_deref(), Some("syntax::curly-quote"));
    assert_eq!(problem.severity(), Some(miette::Severity::Error));
    let label = problem
        .labels()
        .and_then(|mut labels| labels.next())
        .map(|label| (label.offset(), label.len()));
    assert_eq!(label, Some((6, 7)));
}

/// Texts, and all that is said about them.
const CASES: &[(&str, &str)] = &[
    (
        r#"clause 1 "t"
⇥since 2026-01-06
"#,
        r#"error[syntax::tab-indentation]: the indentation holds a character that is not a space
 --> x.law:2:1
2 |  since 2026-01-06
  | ^
  help: indent with spaces, two a level; tabs have no fixed width
"#,
    ),
    (
        r#"act cn/1 "a⌀b"
"#,
        r#"error[syntax::invisible-character]: an invisible character, U+200B, stands here
 --> x.law:1:12
1 | act cn/1 "a⌀b"
  |            ^
  help: delete it, or type the line again
"#,
    ),
    (
        r#"act cn/1 "Announcement
"#,
        r#"error[syntax::unterminated-text]: the quoted text does not end on this line
 --> x.law:1:10
1 | act cn/1 "Announcement
  |          ^^^^^^^^^^^^^
  help: close it with `"`; write `\"` for a quote inside the text
"#,
    ),
    (
        r#"act cn/1 "C:\new"
"#,
        r#"error[syntax::bad-escape]: this escape means nothing
 --> x.law:1:13
1 | act cn/1 "C:\new"
  |             ^^
  help: write `\\` for a backslash and `\"` for a quote
"#,
    ),
    (
        r#"act cn/1 “Announcement”
  basis press
"#,
        r#"error[syntax::curly-quote]: this text stands in typographic quotes
 --> x.law:1:10
1 | act cn/1 “Announcement”
  |          ^^^^^^^^^^^^^^
  help: write straight quotes around it: `"…"`
"#,
    ),
    (
        r#"act cn/1"Announcement"
"#,
        r#"error[syntax::missing-space]: a quote stands inside a word
 --> x.law:1:5
1 | act cn/1"Announcement"
  |     ^^^^^
  help: put a space before the quoted text
"#,
    ),
    (
        r#"act cn/1 "商务部公告"x
"#,
        r#"error[syntax::missing-space]: a word is glued to the quoted text before it
 --> x.law:1:17
1 | act cn/1 "商务部公告"x
  |                      ^
  help: put a space behind the quoted text; write `\"` for a quote inside it
error[syntax::trailing-words]: expected the end of the line, found `x`
 --> x.law:1:17
1 | act cn/1 "商务部公告"x
  |                      ^
  help: the form is `act ID "title"`; values are joined by commas, conditions by `and` or `or`
"#,
    ),
    (
        r#"clause 1 "t"
  forms cn/single,
  then licence
"#,
        r#"error[syntax::trailing-comma]: a list ends in a comma
 --> x.law:2:18
2 |   forms cn/single,
  |                  ^
  help: write the next value on the next line, indented deeper than this one, or delete the comma
"#,
    ),
    (
        r#"clause 1 "t"
    since 2026-01-06
  then licence
"#,
        r#"error[syntax::uneven-indentation]: this line is indented by 2, the lines of its block by 4
 --> x.law:3:3
3 |   then licence
  |   ^^^^^^^^^^^^
  help: indent it as the line of `since` above, which is in the same block
"#,
    ),
    (
        r#"  since 2026-01-06
"#,
        r#"error[syntax::no-statement]: this line is indented and stands below no statement
 --> x.law:1:3
1 |   since 2026-01-06
  |   ^^^^^^^^^^^^^^^^
  help: start statements at the left margin
"#,
    ),
    (
        r#"since 2026-01-06
"#,
        r#"error[syntax::unknown-statement]: `since` does not open a statement
 --> x.law:1:1
1 | since 2026-01-06
  | ^^^^^
  help: indent it: it is a field of a statement
"#,
    ),
    (
        r#"claus 1 "t"
"#,
        r#"error[syntax::unknown-statement]: `claus` does not open a statement
 --> x.law:1:1
1 | claus 1 "t"
  | ^^^^^
  help: did you mean `clause`?
"#,
    ),
    (
        r#"rule 1
"#,
        r#"error[syntax::unknown-statement]: `rule` does not open a statement
 --> x.law:1:1
1 | rule 1
  | ^^^^
  help: write one of: `law`, `act`, `of`, `clause`, `exception`, `guidance`, `conflict`, `suspend`, `cease`, `revive`, `unenforced`, `define`, `group`, `list`, `entries`, `parties`, `derive`
"#,
    ),
    (
        r#"act cn/1 "t"
  isuer "Ministry"
"#,
        r#"error[syntax::unknown-field]: `isuer` is not a field of `act`
 --> x.law:2:3
2 |   isuer "Ministry"
  |   ^^^^^
  help: did you mean `issuer`?
"#,
    ),
    (
        r#"act cn/1 "t"
  clause 1 "t"
"#,
        r#"error[syntax::unknown-field]: `clause` is not a field of `act`
 --> x.law:2:3
2 |   clause 1 "t"
  |   ^^^^^^
  help: start it at the left margin: it opens a statement
"#,
    ),
    (
        r#"clause 1 "t"
  lifts 2
"#,
        r#"error[syntax::unknown-field]: `lifts` is not a field of `clause`
 --> x.law:2:3
2 |   lifts 2
  |   ^^^^^^^
  help: open the statement with `exception` to lift other clauses
"#,
    ),
    (
        r#"exception 1 "t"
  then licence
    x
"#,
        r#"error[syntax::unknown-field]: `then` is not a field of `exception`
 --> x.law:2:3
2 |   then licence
  |   ^^^^^^^^^^^^
  help: an exception lifts clauses: write `lifts REF, …`
"#,
    ),
    (
        r#"clause 1 "t"
  since 2026-01-06
  since 2026-01-07
"#,
        r#"error[syntax::duplicate-field]: this `clause` has a second `since`
 --> x.law:3:3
3 |   since 2026-01-07
  |   ^^^^^^^^^^^^^^^^
  help: keep one of the two; values of a list are joined by commas
"#,
    ),
    (
        r#"reading "narrow" by "METI"
"#,
        r#"error[syntax::unknown-statement]: `reading` does not open a statement
 --> x.law:1:1
1 | reading "narrow" by "METI"
  | ^^^^^^^
  help: indent it: it is a field of a statement
"#,
    ),
    (
        r#"clause 1 "t"
  reading "narrow" by "METI"
    note "n"
"#,
        r#"error[syntax::missing-field]: this `reading` has no `when`
 --> x.law:2:3
2 |   reading "narrow" by "METI"
  |   ^^^^^^^^^^^^^^^^^^^^^^^^^^
  help: write `when …` on a deeper line below it
"#,
    ),
    (
        r#"group us/A "t"
"#,
        r#"error[syntax::missing-field]: this `group` has no `members`
 --> x.law:1:1
1 | group us/A "t"
  | ^^^^^^^^^^^^^^
  help: write `members …` on a deeper line below it
"#,
    ),
    (
        r#"clause 1 "t"
  when
    itme is uav
"#,
        r#"error[syntax::unknown-condition]: `itme` does not open a condition
 --> x.law:3:5
3 |     itme is uav
  |     ^^^^
  help: did you mean `item`?
"#,
    ),
    (
        r#"clause 1 "t"
  when flurb
"#,
        r#"error[syntax::unknown-condition]: `flurb` does not open a condition
 --> x.law:2:8
2 |   when flurb
  |        ^^^^^
  help: start with a fact, as `item`, `to` or `end-use`, with a role, as `end-user`, or with a block, as `any of`
"#,
    ),
    (
        r#"clause 1 "t"
  when end-user militaryish
"#,
        r#"error[syntax::unknown-condition]: `militaryish` is nothing that a line says about `end-user`
 --> x.law:2:17
2 |   when end-user militaryish
  |                 ^^^^^^^^^^^
  help: write one of: `is`, `in`, `seat`, `of`, `nationality`, `parent`, `employer`, `listed`, `owned`
"#,
    ),
    (
        r#"clause 1 "t"
  when end-user
"#,
        r#"error[syntax::unknown-condition]: the line says nothing about `end-user`
 --> x.law:2:16
2 |   when end-user
  |                ^
  help: write one of: `is`, `in`, `seat`, `of`, `nationality`, `parent`, `employer`, `listed`, `owned`
"#,
    ),
    (
        r#"clause 1 "t"
  when consignee seet in JP
"#,
        r#"error[syntax::unknown-condition]: `seet` is nothing that a line says about `consignee`
 --> x.law:2:18
2 |   when consignee seet in JP
  |                  ^^^^
  help: did you mean `seat`?
"#,
    ),
    (
        r#"clause
  cite "a"
"#,
        r#"error[syntax::expected]: expected the clause's pinpoint, found the end of the line
 --> x.law:1:7
1 | clause
  |       ^
  help: the form is `clause PIN "title"`
"#,
    ),
    (
        r#"clause 1
  cite "a"
"#,
        r#"error[syntax::expected]: expected the clause's title in quotes, found the end of the line
 --> x.law:1:9
1 | clause 1
  |         ^
  help: the form is `clause PIN "title"`
"#,
    ),
    (
        r#"guidance "title"
"#,
        r#"error[syntax::expected]: expected a day, found `"title"`
 --> x.law:1:10
1 | guidance "title"
  |          ^^^^^^^
  help: the form is `guidance DAY "title"`
"#,
    ),
    (
        r#"clause 1 "t"
  note Ordinary trade
"#,
        r#"error[syntax::expected]: expected the note in quotes, found `Ordinary`
 --> x.law:2:8
2 |   note Ordinary trade
  |        ^^^^^^^^
  help: the form is `note "text"`
"#,
    ),
    (
        r#"clause 1 "t"
  since 2026-02-30
"#,
        r#"error[syntax::bad-day]: 2026-02 has no day `30`
 --> x.law:2:9
2 |   since 2026-02-30
  |         ^^^^^^^^^^
  help: write a day from `01` to `28`
"#,
    ),
    (
        r#"clause 1 "t"
  since yesterday
"#,
        r#"error[syntax::bad-day]: `yesterday` is not a day
 --> x.law:2:9
2 |   since yesterday
  |         ^^^^^^^^^
  help: write year, month and day with hyphens and no time, as `2026-01-06`
"#,
    ),
    (
        r#"clause 1 "t"
  when content >= 0.1 percent where origin in CN
"#,
        r#"error[syntax::bad-amount]: `percent` is not a unit
 --> x.law:2:19
2 |   when content >= 0.1 percent where origin in CN
  |                   ^^^^^^^^^^^
  help: write a known unit after the number, as `120 kg`, `4 %`, `1.50 nm` or `18000 USD`
"#,
    ),
    (
        r#"clause 1 "t"
  when quantity >= 1,000 kg
"#,
        r#"error[syntax::bad-amount]: a comma stands in or behind this amount
 --> x.law:2:20
2 |   when quantity >= 1,000 kg
  |                    ^^^^^
  help: write digits without separators, a point before decimals, and one amount only: `1000 kg`
"#,
    ),
    (
        r#"clause 1 "t"
  when quantity at least 5 kg
"#,
        r#"error[syntax::expected]: expected one of `<` `<=` `>` `>=` `=`, found `at`
 --> x.law:2:17
2 |   when quantity at least 5 kg
  |                 ^^
  help: the form is `quantity OP AMOUNT`
"#,
    ),
    (
        r#"clause 1 "t"
  when party owned >= 50 % by us/entity-list
"#,
        r#"error[syntax::expected]: expected `directly`, `in aggregate` or `in cascade`, found `by`
 --> x.law:2:28
2 |   when party owned >= 50 % by us/entity-list
  |                            ^^
  help: the form is `party owned OP SHARE directly|in aggregate|in cascade by LIST, …`
"#,
    ),
    (
        r#"clause 1 "t"
  forms cn/single cn/general
"#,
        r#"error[syntax::trailing-words]: expected the end of the line, found `cn/general`
 --> x.law:2:19
2 |   forms cn/single cn/general
  |                   ^^^^^^^^^^
  help: the form is `forms WORD, …`; values are joined by commas, conditions by `and` or `or`
"#,
    ),
    (
        r#"clause 1 "t"
  then licence
    item is uav
"#,
        r#"error[syntax::unexpected-block]: the line of `then` above takes no deeper lines
 --> x.law:3:5
3 |     item is uav
  |     ^^^^^^^^^^^
  help: indent this line as the lines of its own block; a list goes on only after a comma
"#,
    ),
    (
        r#"clause 1 "t"
  when item is uav
    to in JP
"#,
        r#"error[syntax::unexpected-block]: the line of `when` above takes no deeper lines
 --> x.law:3:5
3 |     to in JP
  |     ^^^^^^^^
  help: write conditions either on its line, joined by `and` or `or`, or all on deeper lines
"#,
    ),
    (
        r#"clause 1 "t"
  when
  then licence
"#,
        r#"error[syntax::empty-block]: nothing stands below `when`
 --> x.law:2:3
2 |   when
  |   ^^^^
  help: write what belongs to it on the next lines, indented deeper than this one
"#,
    ),
    (
        r#"define cn/x
"#,
        r#"error[syntax::empty-block]: nothing stands below `define cn/x`
 --> x.law:1:1
1 | define cn/x
  | ^^^^^^^^^^^
  help: write what belongs to it on the next lines, indented deeper than this one
"#,
    ),
    (
        r#"define cn/x
  any of
"#,
        r#"error[syntax::empty-block]: nothing stands below `any of`
 --> x.law:2:3
2 |   any of
  |   ^^^^^^
  help: write what belongs to it on the next lines, indented deeper than this one
"#,
    ),
    (
        r#"entries cn/dual-use by 1
"#,
        r#"error[syntax::empty-block]: nothing stands below `entries cn/dual-use by 1`
 --> x.law:1:1
1 | entries cn/dual-use by 1
  | ^^^^^^^^^^^^^^^^^^^^^^^^
  help: write what belongs to it on the next lines, indented deeper than this one
"#,
    ),
    (
        r#"define cn/x
  item is uav and to in JP or to in KR
"#,
        r#"error[syntax::mixed-joiners]: `and` and `or` stand on one line
 --> x.law:2:28
2 |   item is uav and to in JP or to in KR
  |                            ^^
  help: write a block: `any of` or `all of`, with one condition on each deeper line
"#,
    ),
    (
        r#"define cn/x
  item is uav
  and to in JP
"#,
        r#"error[syntax::leading-joiner]: a line starts with `and`
 --> x.law:3:3
3 |   and to in JP
  |   ^^^
  help: delete `and`: lines below one another must all hold
"#,
    ),
    (
        r#"define cn/x
  item is uav
  or to in JP
"#,
        r#"error[syntax::leading-joiner]: a line starts with `or`
 --> x.law:3:3
3 |   or to in JP
  |   ^^
  help: write an `any of` line with the alternatives on deeper lines, without `or`
"#,
    ),
    (
        r#"define cn/x
  to not in JP
"#,
        r#"error[syntax::misplaced-not]: `not` stands inside a condition
 --> x.law:2:6
2 |   to not in JP
  |      ^^^
  help: put `not` first: `not to in JP`, `not end-user is military`
"#,
    ),
    (
        r#"define cn/x
  party is not military
"#,
        r#"error[syntax::misplaced-not]: `not` stands inside a condition
 --> x.law:2:12
2 |   party is not military
  |            ^^^
  help: put `not` first: `not to in JP`, `not end-user is military`
"#,
    ),
    (
        r#"define cn/x
  all of item is uav
"#,
        r#"error[syntax::trailing-words]: expected the end of the line, found `item`
 --> x.law:2:10
2 |   all of item is uav
  |          ^^^^
  help: write the condition on the lines below, indented deeper than this one
"#,
    ),
    (
        r#"define cn/x
  some end-user, consignee
"#,
        r#"error[syntax::expected]: expected `where`, found the end of the line
 --> x.law:2:27
2 |   some end-user, consignee
  |                           ^
  help: the form is `some ROLE, … where CONDITION`
"#,
    ),
    (
        r#"define cn/x
  item is uav and
"#,
        r#"error[syntax::expected]: expected a condition, found the end of the line
 --> x.law:2:18
2 |   item is uav and
  |                  ^
  help: the form is `item is TAG, … (or: item is listed in LIST, item is near LIST)`
"#,
    ),
    (
        r#"define cn/x
  end-user, consignee is military
"#,
        r#"error[syntax::expected]: `end-user` stands in a list, and a line is about one party
 --> x.law:2:11
2 |   end-user, consignee is military
  |           ^
  help: write `some end-user, … where party …`, or `every end-user, … where party …`
"#,
    ),
    (
        r#"of cn/1
"#,
        r#"error[syntax::expected]: expected `act`, found `cn/1`
 --> x.law:1:4
1 | of cn/1
  |    ^^^^
  help: the form is `of act ID`
"#,
    ),
    (
        r#"suspend
"#,
        r#"error[syntax::expected]: expected a clause or an act, found the end of the line
 --> x.law:1:8
1 | suspend
  |        ^
  help: the form is `suspend REF, …`
"#,
    ),
    (
        r#"define cn/x item is uav
"#,
        r#"error[syntax::trailing-words]: expected the end of the line, found `item`
 --> x.law:1:13
1 | define cn/x item is uav
  |             ^^^^
  help: write the condition on the lines below, indented deeper than this one
"#,
    ),
    (
        r#"clause 1 "t"
  ask end_use.civil "Is it civil?"
"#,
        r#"error[syntax::expected]: expected `of`, found the end of the line
 --> x.law:2:35
2 |   ask end_use.civil "Is it civil?"
  |                                   ^
  help: the form is `ask FACT "question" of WHOM`
"#,
    ),
    (
        r#"list cn/dual-use title
"#,
        r#"error[syntax::expected]: expected the list's title in quotes, found `title`
 --> x.law:1:18
1 | list cn/dual-use title
  |                  ^^^^^
  help: the form is `list NAME "title"`
"#,
    ),
    (
        r#"parties cn/control-list
  party Foo
"#,
        r#"error[syntax::expected]: expected the party's name in quotes, found `Foo`
 --> x.law:2:9
2 |   party Foo
  |         ^^^
  help: the form is `party "name"`
"#,
    ),
    (
        r#",
"#,
        r#"error[syntax::trailing-comma]: a list ends in a comma
 --> x.law:1:1
1 | ,
  | ^
  help: write the next value on the next line, indented deeper than this one, or delete the comma
"#,
    ),
    (
        r#"of act cn/1␍x
"#,
        r#"error[syntax::invisible-character]: an invisible character, U+000D, stands here
 --> x.law:1:12
1 | of act cn/1 x
  |            ^
  help: delete it, or type the line again
error[syntax::trailing-words]: expected the end of the line, found `x`
 --> x.law:1:13
1 | of act cn/1 x
  |             ^
  help: the form is `of act ID`; values are joined by commas, conditions by `and` or `or`
"#,
    ),
    (
        r#"clause 1 "t"
  item is uav
"#,
        r#"error[syntax::unknown-field]: `item` is not a field of `clause`
 --> x.law:2:3
2 |   item is uav
  |   ^^^^
  help: it opens a condition: write it below a field such as `when`
"#,
    ),
    (
        r#"clause 1 "t"
⇥
  note "a⇥b"
"#,
        r#""#,
    ),
    (
        r#"act cn/1 "t"
  source https://a.example/x,y
"#,
        r#"error[syntax::trailing-words]: expected the end of the line, found `,`
 --> x.law:2:29
2 |   source https://a.example/x,y
  |                             ^
  help: the form is `source URL (in quotes if it holds a comma)`; values are joined by commas, conditions by `and` or `or`
"#,
    ),
    (
        r#"define x
  parameter purity>=99 %
"#,
        r#"error[syntax::missing-space]: a comparison stands inside a word
 --> x.law:2:13
2 |   parameter purity>=99 %
  |             ^^^^^^^
  help: put a space before and behind it: `purity >= 99 %`
"#,
    ),
];
