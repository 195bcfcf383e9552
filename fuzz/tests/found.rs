//! What fuzzing found, and the shapes that were looked for by hand: each must hold.

use navicert_fuzz::lists::{list, ofac_set, stored_list, table, workbook};
use navicert_fuzz::trade::trade;
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

#[test]
fn files_of_lists_that_are_hardly_anything() {
    for text in [
        "",
        " ",
        "\n---\n",
        "\u{feff}",
        "\"",
        "<",
        "<a/>",
        "{",
        "[]",
        "[{}]",
        "name\n",
        "\0",
        "NAVILIST\u{1}",
    ] {
        navicert_lists::Format::ALL.iter().for_each(|format| list(*format, text.as_bytes()));
        ofac_set(text.as_bytes());
        table(text.as_bytes());
        workbook(text.as_bytes());
        stored_list(text.as_bytes());
    }
}

#[test]
fn sheets_with_cells_far_out() {
    for at in ["XFD1048576", "A4294967295", "ZZZZZZ1", "A0", "1"] {
        let cell = format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>name</t></is></c>");
        let merged = format!("<mergeCells><mergeCell ref=\"A1:{at}\"/></mergeCells>");
        let sheet =
            format!("<worksheet><sheetData><row>{cell}</row></sheetData>{merged}</worksheet>");
        workbook(sheet.as_bytes());
    }
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

