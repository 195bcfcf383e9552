//! What must hold for any file of a publisher of lists, and for any stored list.

use crate::LONGEST;
use navicert_lists::{Feed, Format, Import, Input, Mapping, Part, Problem};
use navicert_lists::{diff, feed, import, recognise, recognise_workbook, stored};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

/// Imports bytes as a file of a form.
///
/// # Panics
/// If something that must hold does not.
pub fn list(format: Format, bytes: &[u8]) {
    if bytes.len() > LONGEST {
        return;
    }
    let _ = recognise(bytes);
    let own = Feed::own("own", "Own list", "");
    let feed = format.feed().and_then(feed).unwrap_or(&own);
    let once = imported(feed, &[(format, bytes)], None);
    holds(&once);
    assert_eq!(once, imported(feed, &[(format, bytes)], None), "the same file, the same entries");
}

/// Imports bytes as a table: what is before a line of three hyphens is the mapping.
///
/// # Panics
/// If something that must hold does not.
pub fn table(bytes: &[u8]) {
    if bytes.len() > LONGEST {
        return;
    }
    let parts = parts(bytes);
    let mapping =
        parts.get(1).and_then(|_| Mapping::parse(std::str::from_utf8(parts[0]).ok()?).ok());
    let table = parts.get(1).copied().unwrap_or(bytes);
    let own = Feed::own("own", "Own list", "");
    holds(&imported(&own, &[(Format::Csv, table)], mapping.as_ref()));
}

/// Imports bytes as the four files of a set, which lines of three hyphens part.
///
/// # Panics
/// If something that must hold does not.
pub fn ofac_set(bytes: &[u8]) {
    if bytes.len() > LONGEST {
        return;
    }
    let formats = [Part::Parties, Part::Addresses, Part::Aliases, Part::Comments];
    let files: Vec<_> = formats.into_iter().map(Format::OfacCsv).zip(parts(bytes)).collect();
    let Some(feed) = feed("us-ofac-sdn") else { return };
    holds(&imported(feed, &files, None));
}

/// Imports a workbook that holds the bytes as the XML of its sheet and, after a line of three hyphens,
/// of its shared texts; and the bytes themselves as a workbook.
///
/// # Panics
/// If something that must hold does not.
pub fn workbook(bytes: &[u8]) {
    if bytes.len() > LONGEST {
        return;
    }
    let parts = parts(bytes);
    let texts = parts.get(1).copied().unwrap_or_default();
    let Some(book) = packed(parts[0], texts) else { return };
    let _ = recognise_workbook(&book);
    list_unbounded(Format::JpXlsx, &book);
    list_unbounded(Format::Xlsx, &book);
    let _ = recognise_workbook(bytes);
    list_unbounded(Format::Xlsx, bytes);
}

fn list_unbounded(format: Format, bytes: &[u8]) {
    let own = Feed::own("own", "Own list", "");
    holds(&imported(&own, &[(format, bytes)], None));
}

/// Reads bytes as a stored list, with the right digest put at their end too.
///
/// # Panics
/// If something that must hold does not.
pub fn stored_list(bytes: &[u8]) {
    if bytes.len() > LONGEST {
        return;
    }
    for bytes in [bytes.to_vec(), stored::sealed(bytes)] {
        if let Ok(entries) = stored::read(&bytes) {
            let again = stored::write(&entries);
            assert_eq!(stored::read(&again.bytes), Ok(entries), "what is written is read");
        }
    }
}

fn parts(bytes: &[u8]) -> Vec<&[u8]> {
    let mut parts = Vec::new();
    let mut rest = bytes;
    while let Some(at) = rest.windows(5).position(|window| window == b"\n---\n") {
        parts.push(&rest[..at + 1]);
        rest = &rest[at + 5..];
    }
    parts.push(rest);
    parts
}

fn imported(
    feed: &Feed,
    files: &[(Format, &[u8])],
    mapping: Option<&Mapping>,
) -> Result<Import, Vec<Problem>> {
    let inputs = files.iter().map(|(format, bytes)| Input {
        name: format.as_str().to_owned(),
        format: *format,
        reader: Box::new(*bytes),
    });
    import(feed, inputs.collect(), mapping)
}

fn holds(done: &Result<Import, Vec<Problem>>) {
    let done = match done {
        Err(problems) => {
            assert!((1..=21).contains(&problems.len()), "a failure is told, and not without end");
            for problem in problems {
                assert!(!problem.message.is_empty() && !problem.help.is_empty(), "{problem:?}");
            }
            return;
        }
        Ok(done) => done,
    };
    assert!(!done.entries.is_empty());
    assert_eq!(done.lists.values().sum::<usize>(), done.entries.len());
    for pair in done.entries.windows(2) {
        assert!(pair[0].id < pair[1].id, "ids are in order, each once");
    }
    for entry in &done.entries {
        assert!(entry.id.starts_with(&entry.list) && !entry.title().is_empty());
        assert!(entry.names.iter().all(|name| !name.text.trim().is_empty()), "{entry:?}");
        assert!(entry.names.is_sorted_by_key(|name| name.quality));
        assert!(entry.births.iter().all(|birth| birth.from <= birth.to));
    }
    let written = stored::write(&done.entries);
    assert_eq!(stored::read(&written.bytes).as_ref(), Ok(&done.entries), "it can be stored");
    assert!(diff(&done.entries, &done.entries).is_empty());
}

/// A workbook around a sheet and shared texts.
fn packed(sheet: &[u8], texts: &[u8]) -> Option<Vec<u8>> {
    const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let book = format!(
        "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><sheets>\
         <sheet name=\"List\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
    );
    let relations = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"rId1\" Type=\"{RELATIONS}/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
         <Relationship Id=\"rId2\" Type=\"{RELATIONS}/sharedStrings\" Target=\"sharedStrings.xml\"/>\
         </Relationships>"
    );
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in [
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet),
        ("xl/sharedStrings.xml", texts),
    ] {
        archive.start_file(name, options).ok()?;
        archive.write_all(bytes).ok()?;
    }
    Some(archive.finish().ok()?.into_inner())
}
