//! Transfers as users write them: what is read, and what each slip is answered with.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by it")]

use navicert_model::read::{
    FieldError, Format, Line, assign, column_names, parse_transfer, read_all,
};
use navicert_model::transfer::{Code, Place};
use navicert_model::tri::Tri;
use navicert_model::vocabulary::{Role, Tag, TagPlace};

const TYPICAL: &str = include_str!("data/typical.json");

fn errors(json: &str) -> Vec<FieldError> {
    parse_transfer(json).expect_err(json)
}

#[test]
fn the_example_of_the_design_is_read() {
    let transfer = parse_transfer(TYPICAL).unwrap();
    assert_eq!(transfer.id.as_deref(), Some("SO-1001/10"));
    assert_eq!(transfer.shipped_on, None);
    let schemes: Vec<_> = transfer.item.codes.iter().map(|(scheme, _)| &**scheme).collect();
    assert_eq!(schemes, ["cn", "jp", "us"]);
    assert_eq!(transfer.item.codes[1].1, Code::None);
    assert_eq!(transfer.item.value.unwrap().to_string(), "18000 USD");
    let content = transfer.item.content.as_deref().unwrap();
    assert_eq!(content[0].item.quantity.unwrap().to_string(), "0.04 kg");
    assert_eq!(transfer.parties[1].role, Some(Role::EndUser));
    let owner = &transfer.parties[1].owners.as_deref().unwrap()[0];
    assert_eq!(owner.share.unwrap().to_string(), "60 %");
    let military = Tag::parse(TagPlace::Use, "military").unwrap();
    assert_eq!(transfer.end_use.tags.get(military), Tri::No);
    assert_eq!(transfer.knowledge.informed_by, Some(vec![]));
    assert_eq!(transfer.knowledge.tags.get(military), Tri::Unknown);
}

#[test]
fn the_additions_of_the_vocabulary_are_read() {
    for json in [
        r#"{"parties":[{"role":"end-user","name":"…","country":"CN","listed":[{"list":"us/entity-list","footnotes":["5"],"requirement":"all-items","policy":"presumption-of-denial","state":"confirmed"}]}]}"#,
        r#"{"parties":[{"role":"end-user","listed":[{"list":"cn/control-list","round":"cn/2026-11"}]},{"role":"end-user"}]}"#,
        r#"{"parties":[{"role":"end-user","country":"AE","listed":[{"list":"jp/end-user-list","concerns":["nuclear"]}]}]}"#,
        r#"{"parties":[{"role":"end-user","country":"MY","headquarters":"MY","ultimate_parent":{"name":"…","country":"CN"},"owners":[{"name":"A","country":"CN","share":"50 %","listed":[],"owners":[{"name":"B","country":"CN","share":"60 %","listed":[{"list":"us/entity-list"}]}]}]}]}"#,
        r#"{"parties":[{"role":"person","name":"…","country":"CN","nationality":["US"],"is":["us-person"],"employer":{"name":"…","headquarters":"CN"}}]}"#,
        r#"{"end_use":{"text":"…","is":["ic-fabrication"],"is_not":["military"],"facility":{"name":"Fab 2","country":"CN","is":["ic-fabrication"],"is_not":["advanced-node"],"parameters":{"process_node":"28 nm"},"owner_headquarters":"KR"}}}"#,
        r#"{"item":{"kind":"goods","is":["specially-designed-part"],"for":{"part":"NXT:1980i","codes":{"nl":"3B001.f.4"},"parameters":{"dedicated_chuck_overlay":"1.6 nm"}}}}"#,
        r#"{"rates":[{"from":"EUR","to":"USD","rate":"1.08","on":"2026-05-01","source":"…"}],"exceptions":["eu/eu001"],"knowledge":{"informed_by":["jp/military","eu/wmd"],"is":["red-flag"]}}"#,
        r#"{"from":"JP or KR","via":null,"item":null,"parties":null,"end_use":null}"#,
        "{}",
    ] {
        let transfer = parse_transfer(json).unwrap_or_else(|errors| panic!("{json}: {errors:?}"));
        if json.contains("JP or KR") {
            assert!(matches!(transfer.from, Place::OneOf(_)));
        }
    }
}

#[test]
fn every_slip_is_answered_at_its_field() {
    for (json, field, message, help) in [
        (
            r#"{"activty":"export"}"#,
            "activty",
            "`activty` is not a field of a transfer",
            "did you mean `activity`?",
        ),
        (
            r#"{"activity":"exprot"}"#,
            "activity",
            "`exprot` is not an activity",
            "did you mean `export`?",
        ),
        (
            r#"{"id":7}"#,
            "id",
            "text is wanted, found the number `7`",
            "write it between quotes, as `\"…\"`",
        ),
        (r#"{"id":"a","id":"b"}"#, "id", "`id` is given twice", "keep one of the two"),
        (
            r#"{"on":"2026-02-30"}"#,
            "on",
            "2026-02 has no day `30`",
            "write a day from `01` to `28`",
        ),
        (
            r#"{"on":20260106}"#,
            "on",
            "a day is wanted, found the number `20260106`",
            "write `\"2026-01-06\"`",
        ),
        (r#"{"to":"Japan"}"#, "to", "`Japan` is not a country code", "write `JP` for Japan"),
        (
            r#"{"to":["JP"]}"#,
            "to",
            "a country is wanted, found a list",
            "write `\"JP\"`, or `\"JP or KR\"`",
        ),
        (
            r#"{"to":"JP or Korea"}"#,
            "to",
            "`Korea` is not a country code",
            "write `KR` for South Korea",
        ),
        (r#"{"via":["KR",null]}"#, "via[1]", "a country is wanted, found `null`", "write `\"JP\"`"),
        (
            r#"{"via":"KR"}"#,
            "via",
            "a list is wanted, found the text `KR`",
            "write `[ … ]`, and `[]` for none",
        ),
        (r#"{"item":[]}"#, "item", "an object is wanted, found a list", "write `{ … }`"),
        (
            r#"{"item":{"quantity":120}}"#,
            "item.quantity",
            "an amount as text is wanted, found the number `120`",
            "write `\"120 kg\"`",
        ),
        (
            r#"{"item":{"quantity":"5 USD"}}"#,
            "item.quantity",
            "`5 USD` is money, not a quantity",
            "move it to `value`, or write a quantity, as `120 kg`",
        ),
        (
            r#"{"item":{"quantity":"-5 kg"}}"#,
            "item.quantity",
            "`-5 kg` is below zero",
            "write an amount of zero or more",
        ),
        (
            r#"{"item":{"value":"18,000 USD"}}"#,
            "item.value",
            "`18,000 USD` holds a separator inside the number",
            "write the digits together, with a point before decimals, as `18000.50 USD`",
        ),
        (
            r#"{"item":{"value":"18000"}}"#,
            "item.value",
            "`18000` has no currency",
            "write the currency's code after it, as `18000 USD`",
        ),
        (
            r#"{"item":{"content":[{"share":0.6}]}}"#,
            "item.content[0].share",
            "a share as text is wanted, found the number `0.6`",
            "write `\"60 %\"`",
        ),
        (
            r#"{"item":{"content":[{},{"share":"160 %"}]}}"#,
            "item.content[1].share",
            "`160 %` is outside 0 % to 100 %",
            "write a share, as `60 %`",
        ),
        (
            r#"{"item":{"content":[{"share":"60"}]}}"#,
            "item.content[0].share",
            "`60` is not a share",
            "write `60 %`, if it is per cent",
        ),
        (
            r#"{"item":{"content":[{"qty":"1 kg","quantity":"1 kg"}]}}"#,
            "item.content[0].quantity",
            "`qty` and `quantity` are both given",
            "keep one of the two",
        ),
        (
            r#"{"item":{"codes":{"us":"none"}}}"#,
            "item.codes.us",
            "`none` is not a code under `us`",
            "write `EAR99` for an item on no entry, or leave the code out if nobody has classified it",
        ),
        (
            r#"{"item":{"codes":{"uk":"3B001"}}}"#,
            "item.codes.uk",
            "`uk` is not a code scheme",
            "did you mean `us`?",
        ),
        (
            r#"{"item":{"codes":{"cn":"1c905"}}}"#,
            "item.codes.cn",
            "`1c905` does not have the form of a code under `cn`",
            "write the code as the notice prints it, as `1C905.a.4`, or `none`",
        ),
        (
            r#"{"item":{"hs":"8505.11"}}"#,
            "item.hs",
            "`8505.11` is not an HS code",
            "write digits only, as `850511`",
        ),
        (
            r#"{"item":{"parameters":{"puritty":"4 %"}}}"#,
            "item.parameters.puritty",
            "`puritty` is not a parameter",
            "did you mean `purity`?",
        ),
        (
            r#"{"item":{"parameters":{"purity":99.9}}}"#,
            "item.parameters.purity",
            "an amount as text is wanted, found the number `99.9`",
            "write `\"99.9 %\"`",
        ),
        (
            r#"{"item":{"parameters":{"process_node":"28"}}}"#,
            "item.parameters.process_node",
            "`28` does not measure what the parameter does",
            "write the amount in `nm`, as `28 nm`",
        ),
        (
            r#"{"item":{"made_with":[{"origin":"US"}]}}"#,
            "item.made_with[0].kind",
            "`kind` is missing",
            "add `\"kind\": \"technology\"`",
        ),
        (
            r#"{"item":{"is":["specialy-designed-part"]}}"#,
            "item.is[0]",
            "`specialy-designed-part` is not a tag of an item",
            "did you mean `specially-designed-part`?",
        ),
        (
            r#"{"end_use":{"is":["diversion"]}}"#,
            "end_use.is[0]",
            "`diversion` is knowledge, not an end use",
            "move `diversion` to `knowledge.is` or `knowledge.is_not`",
        ),
        (
            r#"{"end_use":{"is":["nuclear"],"is_not":["wmd"]}}"#,
            "end_use.is_not",
            "`nuclear` is in `is`, and `wmd` in `is_not` excludes it",
            "`wmd` is wider than `nuclear`; remove one of them",
        ),
        (
            r#"{"parties":[{"name":"A"}]}"#,
            "parties[0].role",
            "`role` is missing",
            "add `\"role\": \"end-user\"`",
        ),
        (r#"{"parties":[{"role":"user"}]}"#, "parties[0].role", "`user` is not a role", ""),
        (
            r#"{"parties":[{"role":"buyer","owners":[{"role":"buyer"}]}]}"#,
            "parties[0].owners[0].role",
            "`role` is not a field of an owner",
            "",
        ),
        (
            r#"{"parties":[{"role":"buyer","listed":[{"list":"us/ccl"}]}]}"#,
            "parties[0].listed[0].list",
            "`us/ccl` is not a list of parties",
            "",
        ),
        (
            r#"{"parties":[{"role":"buyer","listed":[{"round":"2026"}]}]}"#,
            "parties[0].listed[0].round",
            "`2026` is not an act",
            "write law and act, as `cn/2026-11`",
        ),
        (
            r#"{"parties":[{"role":"buyer","listed":[{}]}]}"#,
            "parties[0].listed[0].list",
            "`list` is missing",
            "add `\"list\": \"us/entity-list\"`",
        ),
        (
            r#"{"knowledge":{"informed_by":["military"]}}"#,
            "knowledge.informed_by[0]",
            "`military` does not name a law",
            "write law, slash and tag, as `jp/military`",
        ),
        (
            r#"{"knowledge":{"informed_by":["uk/military"]}}"#,
            "knowledge.informed_by[0]",
            "`uk` is not a law",
            "",
        ),
        (
            r#"{"exceptions":["us/lvss"]}"#,
            "exceptions[0]",
            "`us/lvss` is not an exception",
            "did you mean `us/lvs`?",
        ),
        (
            r#"{"rates":[{"from":"EUR","to":"kg","rate":"1"}]}"#,
            "rates[0].to",
            "`kg` is not a currency",
            "",
        ),
        (
            r#"{"rates":[{"from":"EUR","to":"USD","rate":"0"}]}"#,
            "rates[0].rate",
            "the rate `0` is not above zero",
            "write a rate, as `1.08`",
        ),
        (
            r#"{"rates":[{"from":"EUR","to":"USD"}]}"#,
            "rates[0].rate",
            "`rate` is missing",
            "add `\"rate\": \"1.08\"`",
        ),
        (
            r#"{"licences":[""]}"#,
            "licences[0]",
            "the text is empty",
            "write it, or leave the entry out",
        ),
        ("[]", "", "an object is wanted, found a list", "write `{ … }`"),
        (
            r#"{"id":"a",}"#,
            "",
            "not valid JSON at line 1, column 11: trailing comma",
            "remove the comma before the closing bracket",
        ),
        (
            r#"{"id":"a""#,
            "",
            "not valid JSON at line 1, column 9: the text ends too early",
            "the text is cut off; close every quote, `]` and `}`",
        ),
        (
            "{\"id\":\n \"a\" \"b\"}",
            "",
            "not valid JSON at line 2, column 6: expected `,` or `}`",
            "write a comma between entries, or close the bracket",
        ),
        (
            "",
            "",
            "not valid JSON at line 1, column 0: the text ends too early",
            "the text is cut off; close every quote, `]` and `}`",
        ),
    ] {
        let found = errors(json);
        assert_eq!(
            (found[0].field.as_str(), found[0].message.as_str()),
            (field, message),
            "{json}"
        );
        assert!(!found[0].help.is_empty(), "{json}");
        assert!(help.is_empty() || found[0].help == help, "{json}: {}", found[0].help);
        assert_eq!(found.len(), 1, "{json}: {found:?}");
    }
}

#[test]
fn all_errors_of_a_line_are_found_at_once() {
    let json = r#"{"activity":"x","to":"Japan","item":{"hs":"1","codes":{"cn":"?","us":"none"},
        "content":[{"share":1,"x":2}]},"parties":[{"role":"x","is":["y"]}],"on":"y"}"#;
    let fields: Vec<_> = errors(json).into_iter().map(|error| error.field).collect();
    let expected = "activity to item.hs item.codes.cn item.codes.us item.content[0].share \
                    item.content[0].x parties[0].role parties[0].is[0] on";
    assert_eq!(fields.join(" "), expected);
}

#[test]
fn nesting_is_limited() {
    for (open, close, field) in
        [(r#"{"content":["#, "]}", "content[0]"), (r#"{"for":"#, "}", "for")]
    {
        let json = |depth: usize| {
            format!(r#"{{"item":{}{{}}{}}}"#, open.repeat(depth), close.repeat(depth))
        };
        assert!(parse_transfer(&json(32)).is_ok());
        let found = errors(&json(33));
        assert_eq!(found[0].message, "nested deeper than 32 levels");
        assert!(found[0].field.ends_with(field));
        assert!(!errors(&json(100_000))[0].help.is_empty());
    }
}

fn summary(line: &Line) -> String {
    let id = line.id.as_deref().unwrap_or("-");
    match &line.result {
        Ok(_) => format!("{} {id} ok", line.number),
        Err(errors) => format!("{} {id} {}", line.number, errors[0]),
    }
}

fn check(text: &str, format: Format, expected: &[&str]) {
    let found: Vec<_> = read_all(text, format).map(|line| summary(&line)).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn json_lines_are_read_one_by_one() {
    check(
        "\u{feff}{\"id\":\"a\"}\r\n\n  \n{\"id\":\"b\",\"to\":\"Japan\"}\n{\"id\":\"c\",\"to\":\n{\"id\":\"d\"}",
        Format::JsonLines,
        &[
            "1 a ok",
            "4 b to: `Japan` is not a country code",
            "5 c not valid JSON at line 5, column 15: the text ends too early",
            "6 d ok",
        ],
    );
    check("", Format::JsonLines, &[]);
}

#[test]
fn lines_that_are_too_long_or_not_utf8_do_not_stop_the_reading() {
    let long = format!("{{\"id\":\"{}\"}}", "x".repeat(1 << 20));
    let mut bytes = b"{\"id\":\"\xff\"}\n".to_vec();
    bytes.extend(long.as_bytes());
    bytes.extend(b"\n{\"id\":\"z\"}\n");
    let lines = navicert_model::read::read_lines(bytes.as_slice(), Format::JsonLines);
    let found: Vec<_> = lines.map(|line| summary(&line)).collect();
    assert_eq!(
        found,
        [
            "1 - the line is not UTF-8 at byte 8",
            "2 - the line is longer than 1048576 bytes",
            "3 z ok"
        ]
    );
}

#[test]
fn arrays_and_objects_over_lines_are_read() {
    check(TYPICAL, Format::Json, &["1 SO-1001/10 ok"]);
    check("[]", Format::Json, &[]);
    check("", Format::Json, &[]);
    check(
        "[\n {\"id\":\"a\"},\n {\"id\":\"b\",\n  \"on\":1},\n {\"id\":\"c\",,},\n\n {\"id\":\"[,]\\\"\"}]\n",
        Format::Json,
        &[
            "2 a ok",
            "3 b on: a day is wanted, found the number `1`",
            "5 c not valid JSON at line 5, column 12: key must be a string",
            "7 [,]\" ok",
        ],
    );
    check("{\"id\":\"a\"}\n{\"id\":\"b\"}", Format::Json, &["1 a ok", "2 b ok"]);
    check(
        "[{\"id\":\"a\"} {\"id\":\"b\"}]",
        Format::Json,
        &["1 a ok", "1 - not valid JSON at line 1: a comma or `]` is missing after the transfer"],
    );
    check(
        "[{\"id\":\"a\"},\n",
        Format::Json,
        &["1 a ok", "2 - not valid JSON at line 2: the array is not closed"],
    );
    check("[] x", Format::Json, &["1 - not valid JSON at line 1: something follows the array"]);
}

#[test]
fn formats_are_guessed() {
    for (text, format) in [
        ("[{}]", Format::Json),
        ("{\n}", Format::Json),
        ("{\"id\":\"a\"}\n{}", Format::JsonLines),
        ("id,to\n", Format::Csv),
    ] {
        assert_eq!(Format::guess(text), format, "{text}");
    }
    assert_eq!(Format::of_extension("NDJSON"), Some(Format::JsonLines));
}

#[test]
fn csv_rows_mean_what_json_means() {
    let header = "id,item.codes.cn,item.parameters.purity,item.is,via,parties.end-user.name,\
                  parties.end-user.is_not,parties.end-user.listed,parties.buyer.country,\
                  item.content,end_use.facility.parameters.process_node,knowledge.informed_by";
    let row = r#"a,1C905.a.4,99.9 %,used; uav,[],"Example, Ltd.",military,cn/control-list@cn/2026-11;us/meu,,"[{""share"":""5 %""}]",28 nm,jp/military"#;
    let json = r#"{"id":"a","item":{"codes":{"cn":"1C905.a.4"},"parameters":{"purity":"99.9 %"},"is":["used","uav"],
        "content":[{"share":"5 %"}]},"via":[],"parties":[{"role":"end-user","name":"Example, Ltd.","is_not":["military"],
        "listed":[{"list":"cn/control-list","round":"cn/2026-11"},{"list":"us/meu"}]}],
        "end_use":{"facility":{"parameters":{"process_node":"28 nm"}}},"knowledge":{"informed_by":["jp/military"]}}"#;
    let lines: Vec<_> = read_all(&format!("{header}\n{row}\n"), Format::Csv).collect();
    assert_eq!(lines[0].result.as_ref(), Ok(&parse_transfer(json).unwrap()));
    let columns: Vec<(String, String)> =
        [("parties.end-user.name", "A"), ("parties.end-user[2].name", "B")]
            .map(|(name, text)| (name.into(), text.into()))
            .to_vec();
    assert_eq!(assign(&columns).unwrap().parties.len(), 2);
}

#[test]
fn csv_errors_name_row_and_column() {
    check(
        "id,to,parties.buyer.name,parties.end-user.is,item.content\n\
         a,JP,,military;spy,\n\n\"b\n\",Japan,,,\nc,JP\n,,,,\nd,JP,,,[{]\ne,\"x\"y,,,\nf,JP,,,\"[{\"\"share\"\":\"\"6\"\"}]\"\n",
        Format::Csv,
        &[
            "2 a parties.end-user.is: `spy` is not a tag of a party",
            "4 b to: `Japan` is not a country code",
            "6 c the row has 2 cells, and the header 5",
            "8 d item.content: not valid JSON at line 1, column 3: key must be a string",
            "9 - cell 2: something follows the closing quote",
            "10 f item.content[0].share: `6` is not a share",
        ],
    );
    for (header, expected) in [
        ("id,item.code.cn", "1 - item.code.cn: `item.code.cn` is not a column"),
        ("id,id", "1 - id: column `id` is given twice"),
        (
            "item.codes,item.codes.cn",
            "1 - item.codes.cn: column `item.codes.cn` overlaps another column",
        ),
        ("id;to", "1 - id;to: `id;to` is not a column"),
        ("parties.user.name", "1 - parties.user.name: `parties.user.name` is not a column"),
        ("parties.buyer", "1 - parties.buyer: `parties.buyer` is not a column"),
        ("item.hs.x", "1 - item.hs.x: `item.hs.x` is not a column"),
        ("item.content.share", "1 - item.content.share: `item.content.share` is not a column"),
        ("", "1 - : `` is not a column"),
    ] {
        if header.is_empty() {
            continue;
        }
        check(&format!("{header}\nx\n"), Format::Csv, &[expected]);
    }
    let lines: Vec<_> = read_all("id,item.code.cn,too\n", Format::Csv).collect();
    let found = lines[0].result.as_ref().unwrap_err();
    assert_eq!(found[0].help, "did you mean `item.codes`?");
    assert_eq!(found[1].help, "did you mean `to`?");
}

#[test]
fn every_column_of_the_table_is_read() {
    let names = column_names();
    assert!(names.len() > 60, "{names:?}");
    for name in names {
        let name = name
            .replace("<role>", "end-user")
            .replace("<scheme>", "cn")
            .replace("<parameter>", "purity");
        // A nonsense cell must be refused for its value, never for its column or its field.
        if let Err(found) = assign(&[(name.clone(), "{".into())]) {
            assert!(!found[0].message.contains("is not a column"), "{name}: {found:?}");
            assert!(!found[0].message.contains("is not a field"), "{name}: {found:?}");
        }
    }
}
