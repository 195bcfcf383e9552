//! What fuzzing found, and the shapes that were looked for by hand: each must hold.

use navicert_fuzz::{decide, law_file, trade, transfer_csv, transfer_json};

#[test]
fn texts_that_are_hardly_anything() {
    for text in
        ["", " ", "\n", "\u{feff}", "#", "\"", "{", "{}", "[]", "null", "\0", "\r", "é", "a\r\nb"]
    {
        law_file(text);
        transfer_json(text);
        transfer_csv(text.as_bytes());
        decide(text);
        trade(text.as_bytes());
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
