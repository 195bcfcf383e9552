//! Which publisher's form a file has.

use crate::table::{Row, separated, sheet};
use crate::us_ofac::Part;
use crate::{jp_meti, problem::InFile};
use std::io::Cursor;

/// A form of files that can be imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// The US Consolidated Screening List as CSV, of 29 or 28 columns.
    UsCslCsv,
    /// The same separated by tabs.
    UsCslTsv,
    /// The same as JSON.
    UsCslJson,
    /// One of the four CSV files of the Office of Foreign Assets Control.
    OfacCsv(Part),
    /// Its advanced XML.
    OfacXml,
    /// The Denied Persons List, separated by tabs.
    UsDpl,
    /// The United Nations' XML.
    Un,
    /// The European Union's XML.
    Eu,
    /// The United Kingdom's CSV.
    Gb,
    /// Japan's Foreign End User List as a workbook.
    JpXlsx,
    /// The same as CSV.
    JpCsv,
    /// The same as a third party's JSON.
    JpJson,
    /// FollowTheMoney entities, a JSON object a line.
    Ftm,
    /// Any table as CSV, by a mapping.
    Csv,
    /// Any table as a workbook, by a mapping.
    Xlsx,
}

impl Format {
    /// The feed that files of this form usually are; a table of one's own is none.
    #[must_use]
    pub fn feed(self) -> Option<&'static str> {
        match self {
            Format::UsCslCsv | Format::UsCslTsv | Format::UsCslJson => Some("us-csl"),
            Format::OfacCsv(_) | Format::OfacXml => Some("us-ofac-sdn"),
            Format::UsDpl => Some("us-dpl"),
            Format::Un => Some("un-sc"),
            Format::Eu => Some("eu-fsf"),
            Format::Gb => Some("gb-sanctions"),
            Format::JpXlsx | Format::JpCsv | Format::JpJson => Some("jp-eul"),
            Format::Ftm => Some("opensanctions"),
            Format::Csv | Format::Xlsx => None,
        }
    }

    /// Every form.
    pub const ALL: [Format; 18] = [
        Format::UsCslCsv,
        Format::UsCslTsv,
        Format::UsCslJson,
        Format::OfacCsv(Part::Parties),
        Format::OfacCsv(Part::Addresses),
        Format::OfacCsv(Part::Aliases),
        Format::OfacCsv(Part::Comments),
        Format::OfacXml,
        Format::UsDpl,
        Format::Un,
        Format::Eu,
        Format::Gb,
        Format::JpXlsx,
        Format::JpCsv,
        Format::JpJson,
        Format::Ftm,
        Format::Csv,
        Format::Xlsx,
    ];

    /// Its word, by which a command line can name it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Format::UsCslCsv => "us-csl-csv",
            Format::UsCslTsv => "us-csl-tsv",
            Format::UsCslJson => "us-csl-json",
            Format::OfacCsv(Part::Parties) => "ofac-parties",
            Format::OfacCsv(Part::Addresses) => "ofac-addresses",
            Format::OfacCsv(Part::Aliases) => "ofac-aliases",
            Format::OfacCsv(Part::Comments) => "ofac-comments",
            Format::OfacXml => "ofac-xml",
            Format::UsDpl => "us-dpl",
            Format::Un => "un",
            Format::Eu => "eu",
            Format::Gb => "gb",
            Format::JpXlsx => "jp-xlsx",
            Format::JpCsv => "jp-csv",
            Format::JpJson => "jp-json",
            Format::Ftm => "ftm",
            Format::Csv => "csv",
            Format::Xlsx => "xlsx",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|format| format.as_str() == word)
    }

    /// What it is, in words.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Format::UsCslCsv => "US Consolidated Screening List, CSV",
            Format::UsCslTsv => "US Consolidated Screening List, tab-separated",
            Format::UsCslJson => "US Consolidated Screening List, JSON",
            Format::OfacCsv(Part::Parties) => "OFAC parties, CSV",
            Format::OfacCsv(Part::Addresses) => "OFAC addresses, CSV",
            Format::OfacCsv(Part::Aliases) => "OFAC other names, CSV",
            Format::OfacCsv(Part::Comments) => "OFAC comments, CSV",
            Format::OfacXml => "OFAC advanced XML",
            Format::UsDpl => "BIS Denied Persons List, tab-separated",
            Format::Un => "UN Security Council list, XML",
            Format::Eu => "EU financial sanctions, XML",
            Format::Gb => "UK Sanctions List, CSV",
            Format::JpXlsx => "METI Foreign End User List, XLSX",
            Format::JpCsv => "METI Foreign End User List, CSV",
            Format::JpJson => "METI Foreign End User List, JSON",
            Format::Ftm => "FollowTheMoney entities, JSON Lines",
            Format::Csv => "table, CSV",
            Format::Xlsx => "table, XLSX",
        }
    }
}

/// The form of a file that begins so; `None` if it is none that we know. Some tens of thousands of bytes
/// are enough. A workbook is [`Format::Xlsx`]: see [`recognise_workbook`].
#[must_use]
pub fn recognise(beginning: &[u8]) -> Option<Format> {
    if beginning.starts_with(b"PK\x03\x04") {
        return Some(Format::Xlsx);
    }
    let text = String::from_utf8_lossy(beginning);
    let text = text.trim_start_matches('\u{feff}');
    let start = text.trim_start();
    match start.chars().next()? {
        '<' => xml(start),
        '{' | '[' => json(start),
        _ => lines(beginning, text),
    }
}

/// The form of a workbook: Japan's list if one of its first rows is that list's header, else a table.
#[must_use]
pub fn recognise_workbook(bytes: &[u8]) -> Format {
    let file = InFile("");
    let (mut found, mut rows) = (false, 0);
    let _ = sheet(file, bytes, None, &mut |row| {
        rows += 1;
        found |= jp_meti::is_header(&row);
        if found || rows > FIRST { Err(file.problem("", "")) } else { Ok(()) }
    });
    if found { Format::JpXlsx } else { Format::Xlsx }
}

/// A header comes at the latest in this row.
const FIRST: usize = 20;

fn xml(text: &str) -> Option<Format> {
    // The first tag that is no declaration, comment or processing instruction.
    let root =
        text.split('<').find(|tag| tag.starts_with(|letter: char| letter.is_alphabetic()))?;
    let name = root.split([' ', '>', '/', '\n', '\r', '\t']).next()?;
    match name.rsplit(':').next()? {
        "CONSOLIDATED_LIST" => Some(Format::Un),
        "Sanctions" => Some(Format::OfacXml),
        "export" => Some(Format::Eu),
        _ => None,
    }
}

fn json(text: &str) -> Option<Format> {
    let head: String = text.chars().take(4096).collect();
    let has = |key: &str| head.contains(&format!("\"{key}\""));
    if has("schema") && has("properties") {
        Some(Format::Ftm)
    } else if has("entity_name") && has("reason") {
        Some(Format::JpJson)
    } else if has("results") || (has("source") && has("name") && has("source_list_url")) {
        Some(Format::UsCslJson)
    } else {
        None
    }
}

fn lines(beginning: &[u8], text: &str) -> Option<Format> {
    let first = text.lines().find(|line| !line.trim().is_empty())?;
    let lower = first.to_lowercase().replace('"', "");
    if lower.contains("source,entity_number,type") {
        return Some(Format::UsCslCsv);
    }
    if lower.contains("source\tentity_number\ttype") {
        return Some(Format::UsCslTsv);
    }
    if lower.contains("street_address\t") && lower.contains("standard_order") {
        return Some(Format::UsDpl);
    }
    if lower.starts_with("report date:")
        || (lower.contains("unique id") && lower.contains("name 6"))
    {
        return Some(Format::Gb);
    }
    if japanese(beginning) {
        return Some(Format::JpCsv);
    }
    if let Some(part) = ofac(first) {
        return Some(Format::OfacCsv(part));
    }
    let named = lower.split([',', ';', '\t', '|']).any(|cell| cell.trim() == "name");
    named.then_some(Format::Csv)
}

fn japanese(beginning: &[u8]) -> bool {
    let decoded;
    let text = match std::str::from_utf8(beginning) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(&beginning[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => {
            decoded = encoding_rs::SHIFT_JIS.decode(beginning).0;
            &decoded
        }
    };
    let file = InFile("");
    let (mut found, mut rows) = (false, 0);
    let _ = separated(file, Cursor::new(text), b',', &mut |row: Row| {
        rows += 1;
        found |= jp_meti::is_header(&row);
        if found || rows > FIRST { Err(file.problem("", "")) } else { Ok(()) }
    });
    found
}

/// A row that begins with a number and has as many cells as one of the four files.
fn ofac(line: &str) -> Option<Part> {
    let file = InFile("");
    let mut part = None;
    let _ = separated(file, line.as_bytes(), b',', &mut |row| {
        let number = row.cell(Some(0));
        if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) {
            part = Part::of_width(row.cells.len());
        }
        Err(file.problem("", ""))
    });
    part
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_known_by_how_they_begin() {
        for (text, format) in [
            ("_id,source,entity_number,type,programs\n", Some(Format::UsCslCsv)),
            ("\u{feff}\"source\",\"entity_number\",\"type\"\n", Some(Format::UsCslCsv)),
            ("{\"total\":1,\"results\":[{", Some(Format::UsCslJson)),
            (
                "36,\"AEROCARIBBEAN\",-0- ,\"CUBA\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n",
                Some(Format::OfacCsv(Part::Parties)),
            ),
            ("36,12,\"aka\",\"AERO-CARIBBEAN\",-0- \r\n", Some(Format::OfacCsv(Part::Aliases))),
            ("36,25,-0- ,\"Havana\",\"Cuba\",-0- \r\n", Some(Format::OfacCsv(Part::Addresses))),
            ("12300,\"Z S.A.S.\"\r\n", Some(Format::OfacCsv(Part::Comments))),
            ("<?xml version=\"1.0\"?>\n<!-- x -->\n<Sanctions xmlns=\"x\">", Some(Format::OfacXml)),
            ("<CONSOLIDATED_LIST dateGenerated=\"\">", Some(Format::Un)),
            ("<export xmlns=\"x\">", Some(Format::Eu)),
            ("<html>", None),
            ("Report Date: 21-Nov-2026\nLast Updated,Unique ID", Some(Format::Gb)),
            ("\"Name\"\t\"Street_Address\"\t\"City\"\t\"Standard_Order\"\n", Some(Format::UsDpl)),
            ("一覧\n\nNo.,国名、地域名,企業名、組織名,別名,懸念区分\n", Some(Format::JpCsv)),
            ("{\"id\":\"a\",\"schema\":\"Person\",\"properties\":{}}\n", Some(Format::Ftm)),
            ("[\n{\"entity_name\": \"\", \"reason\": \"\"}]", Some(Format::JpJson)),
            ("id,name,country\n", Some(Format::Csv)),
            ("Firma;Land\n", None),
            ("PK\u{3}\u{4}", Some(Format::Xlsx)),
            ("", None),
        ] {
            assert_eq!(recognise(text.as_bytes()), format, "{text}");
        }
        let japanese =
            encoding_rs::SHIFT_JIS.encode("No.,国名,企業名,別名,懸念区分\n").0.into_owned();
        assert_eq!(recognise(&japanese), Some(Format::JpCsv));
    }
}
