//! Workbooks: the same tables on sheets. The files are made here, byte by byte.
#![cfg(feature = "xlsx")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that fails says so by panicking"
)]

use navicert_supply::{Faults, Scenario, Source, Supply};
use std::fmt::Write;

/// A zip whose files are stored as they are.
fn zip(files: &[(&str, String)]) -> Vec<u8> {
    let (mut out, mut list) = (Vec::new(), Vec::new());
    for (name, text) in files {
        let start = out.len() as u32;
        let mut head = Vec::new();
        for number in [20_u16, 0, 0, 0, 0] {
            head.extend(number.to_le_bytes());
        }
        for number in [crc(text.as_bytes()), text.len() as u32, text.len() as u32] {
            head.extend(number.to_le_bytes());
        }
        head.extend((name.len() as u16).to_le_bytes());
        head.extend(0_u16.to_le_bytes());
        out.extend(b"PK\x03\x04");
        out.extend(&head);
        out.extend(name.as_bytes());
        out.extend(text.as_bytes());
        list.extend(b"PK\x01\x02\x14\0");
        list.extend(&head);
        list.extend([0; 10]);
        list.extend(start.to_le_bytes());
        list.extend(name.as_bytes());
    }
    let (start, count) = (out.len() as u32, files.len() as u16);
    out.extend(&list);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend(count.to_le_bytes());
    out.extend(count.to_le_bytes());
    out.extend((list.len() as u32).to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend([0, 0]);
    out
}

fn crc(bytes: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xedb8_8320 & 0_u32.wrapping_sub(crc & 1))
        })
    };
    !bytes.iter().fold(u32::MAX, step)
}

/// A cell: a number, a day as a serial number (`#`), an error (`!`) or a text.
fn cell(place: &str, text: &str) -> String {
    match text.chars().next() {
        None => String::new(),
        Some('#') => format!("<c r=\"{place}\" s=\"1\"><v>{}</v></c>", &text[1..]),
        Some('!') => format!("<c r=\"{place}\" t=\"e\"><v>{}</v></c>", &text[1..]),
        Some(_) if text.parse::<f64>().is_ok() => format!("<c r=\"{place}\"><v>{text}</v></c>"),
        Some(_) => format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>"),
    }
}

fn sheet(table: &str) -> String {
    let mut rows = String::new();
    for (at, line) in table.lines().enumerate() {
        write!(rows, "<row r=\"{}\">", at + 1).unwrap();
        for (column, text) in line.trim().split(',').enumerate() {
            let place = format!("{}{}", char::from(b'A' + column as u8), at + 1);
            rows.push_str(&cell(&place, text));
        }
        rows.push_str("</row>");
    }
    format!(
        "<?xml version=\"1.0\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
         <sheetData>{rows}</sheetData></worksheet>"
    )
}

fn book(sheets: &[(&str, &str)]) -> Source {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let (mut names, mut targets, mut files) = (String::new(), String::new(), Vec::new());
    for (at, (name, table)) in sheets.iter().enumerate() {
        let at = at + 1;
        write!(names, "<sheet name=\"{name}\" sheetId=\"{at}\" r:id=\"rId{at}\"/>").unwrap();
        write!(
            targets,
            "<Relationship Id=\"rId{at}\" Type=\"{relations}/worksheet\" Target=\"worksheets/sheet{at}.xml\"/>"
        )
        .unwrap();
        files.push((format!("xl/worksheets/sheet{at}.xml"), sheet(table)));
    }
    let at = sheets.len() + 1;
    write!(
        targets,
        "<Relationship Id=\"rId{at}\" Type=\"{relations}/styles\" Target=\"styles.xml\"/>"
    )
    .unwrap();
    let styles = format!(
        "<?xml version=\"1.0\"?><styleSheet xmlns=\"{main}\"><cellXfs count=\"2\"><xf numFmtId=\"0\"/>\
         <xf numFmtId=\"14\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>"
    );
    let workbook = format!(
        "<?xml version=\"1.0\"?><workbook xmlns=\"{main}\" xmlns:r=\"{relations}\"><sheets>{names}</sheets></workbook>"
    );
    let targets = format!(
        "<?xml version=\"1.0\"?><Relationships xmlns=\"{package}\">{targets}</Relationships>"
    );
    let root = format!(
        "<?xml version=\"1.0\"?><Relationships xmlns=\"{package}\"><Relationship Id=\"rId1\" \
         Type=\"{relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    files.push(("_rels/.rels".into(), root));
    files.push(("xl/workbook.xml".into(), workbook));
    files.push(("xl/_rels/workbook.xml.rels".into(), targets));
    files.push(("xl/styles.xml".into(), styles));
    let files: Vec<(&str, String)> =
        files.iter().map(|(name, text)| (name.as_str(), text.clone())).collect();
    Source { name: "factory.xlsx".into(), bytes: zip(&files) }
}

const PARTS: &str = "part,kind,unit_value,per_month\nP,product,50 USD,100\nX,bought,1.10 USD,";

fn told(result: Result<Supply, Faults>) -> Vec<String> {
    result.expect_err("refused").told.iter().map(ToString::to_string).collect()
}

#[test]
fn sheets_are_tables() {
    let supply = Supply::read(&[book(&[
        ("Parts", PARTS),
        ("Bill", "Parent,Part,Quantity\nP,X,0.1"),
        ("Suppliers", "part,supplier,origin,share,use\nX,S,CN,100 %,current"),
        ("Empty", ""),
    ])])
    .unwrap_or_else(|faults| panic!("{:?}", faults.told));
    // What was typed as 0.1 is a tenth.
    let quantity = supply.graph().uses()[0].quantity;
    assert_eq!(quantity.to_string(), "0.1");
    assert_eq!(supply.lines_of(1).len(), 1);
}

#[test]
fn days_are_days() {
    // 46357 days after 1899-12-30.
    let table = "effect,mineral,since,until\nprohibited,tungsten,#46357,2027-02-01";
    let scenario = Scenario::read(&[book(&[("Scenario", table)])]).unwrap();
    let measure = &scenario.measures[0];
    assert_eq!(measure.since.map(|day| day.to_string()).as_deref(), Some("2026-12-01"));
    assert_eq!(measure.until.map(|day| day.to_string()).as_deref(), Some("2027-02-01"));
}

#[test]
fn what_is_wrong_is_told_with_sheet_and_row() {
    let supply = |bill: &str| Supply::read(&[book(&[("Parts", PARTS), ("Bill", bill)])]);
    let faults = told(supply("parent,part,quantity\nP,X,1\nP,Y,1"));
    assert_eq!(faults, ["`factory.xlsx`, sheet `Bill`, row 3: part: `Y` is in no parts table"]);
    let faults = told(supply("parent,part,quantity\nP,X,!#REF!"));
    assert!(faults[0].contains("row 2") && faults[0].contains("ends in the error"), "{faults:?}");
    let faults = told(supply("parent,part,quantity\nP,X,1,2"));
    assert!(faults[0].contains("4 cells, and the header 3"), "{faults:?}");
    let faults = told(supply("parent,part,quantity"));
    assert!(faults[0].contains("sheet `Bill`") && faults[0].contains("no rows"), "{faults:?}");
    let faults = told(Supply::read(&[book(&[("Empty", "")])]));
    assert!(faults[0].contains("every sheet of it is empty"), "{faults:?}");
}

#[test]
fn broken_workbooks_are_refused() {
    let whole = book(&[("Parts", PARTS)]).bytes;
    for length in (4..whole.len()).step_by(37) {
        let source = Source { name: "cut.xlsx".into(), bytes: whole[..length].to_vec() };
        let faults = told(Supply::read(&[source]));
        assert!(faults[0].contains("`cut.xlsx`"), "{length}: {faults:?}");
    }
}
