//! What fuzzing found, and the shapes that were looked for by hand: each must hold.

use navicert_fuzz::{decide, law_file, supply_tables, transfer_csv, transfer_json};

#[test]
fn texts_that_are_hardly_anything() {
    for text in
        ["", " ", "\n", "\u{feff}", "#", "\"", "{", "{}", "[]", "null", "\0", "\r", "é", "a\r\nb"]
    {
        law_file(text);
        transfer_json(text);
        transfer_csv(text.as_bytes());
        decide(text);
        supply_tables(text.as_bytes());
    }
}

#[test]
fn the_small_law_and_deep_nesting() {
    law_file(include_str!("../src/small.law"));
    for depth in [1, 63, 64, 65, 200] {
        let nested: String =
            (0..depth).map(|level| format!("{}all of\n", "  ".repeat(level + 1))).collect();
        let last = "  ".repeat(depth + 1);
        law_file(&format!("define cn/x\n{nested}{last}to in JP\n"));
        law_file(&format!("define cn/x\n  {}to in JP\n", "not ".repeat(depth)));
        decide(&format!("{}{}", "[".repeat(depth), "]".repeat(depth)));
        let owners = r#"{"owners":["#.repeat(depth);
        let ends = "]}".repeat(depth);
        decide(&format!(r#"{{"parties":[{{"role":"end-user","owners":[{owners}{ends}]}}]}}"#));
    }
}

#[test]
fn bytes_that_are_no_text() {
    transfer_csv(b"id,to\nA,\xff\nB,JP\n");
    transfer_csv(b"id,to\n\"A,JP\n");
    transfer_csv(b"\xef\xbb\xbfid;to\nA;JP\n");
}

#[test]
fn tables_that_are_hardly_any() {
    for text in [
        "part,kind\nA,product\n",
        "part,kind\nA,product\n==\neffect,\nprohibited,\n",
        "part,kind,unit_value\nA,product,9 USD\nB,bought,79228162514264337593543950335 USD\n==\n\
         parent,part,quantity\nA,B,9999999999999999999999999999\n",
        "country,share_pct\nX,0\nOther,100\n",
        "flow,scope,value\nimport,extra,0 EUR\n",
        "PK\u{3}\u{4}",
    ] {
        supply_tables(text.as_bytes());
    }
}
