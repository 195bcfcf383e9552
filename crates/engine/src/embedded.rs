//! The law that is compiled into the binary.

use navicert_rules::law::SourceFile;

include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

fn files(table: &[(&str, &str)]) -> Vec<SourceFile> {
    let file =
        |&(name, text): &(&str, &str)| SourceFile { name: name.to_owned(), text: text.to_owned() };
    table.iter().map(file).collect()
}

/// The law files of this build, sorted by name.
pub fn embedded_law() -> Vec<SourceFile> {
    files(LAW_FILES)
}

/// The case files of this build, sorted by name.
pub fn embedded_cases() -> Vec<SourceFile> {
    files(CASE_FILES)
}

/// The tables of correspondence of this build, sorted by name.
pub fn embedded_tables() -> Vec<SourceFile> {
    files(TABLE_FILES)
}

/// The kinds of goods of this build, sorted by name.
pub fn embedded_goods() -> Vec<SourceFile> {
    files(GOODS_FILES)
}
