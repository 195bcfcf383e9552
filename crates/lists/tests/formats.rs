//! Each publisher's form with its traps: a small file of ours in, the entries as text out.
//!
//! `BLESS=1 cargo test -p navicert-lists --test formats` writes what is expected; read every change.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test reads files"
)]

mod workbook;

use navicert_lists::{Feed, Format, Import, Input, Mapping, Part, Problem, fields};
use navicert_lists::{feed, import, recognise, recognise_workbook, stored};
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

fn data(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

fn bytes(name: &str) -> Vec<u8> {
    fs::read(data(name)).unwrap()
}

/// Imports files as the command line does: by what they look like.
fn read(files: &[(&str, Vec<u8>)], mapping: Option<&Mapping>) -> Result<Import, Vec<Problem>> {
    let mut inputs = Vec::new();
    let mut of = Feed::own("own", "Own list", "us");
    for (name, bytes) in files {
        let format = match recognise(bytes) {
            Some(Format::Xlsx) => recognise_workbook(bytes),
            Some(format) => format,
            None => Format::Csv,
        };
        if let Some(feed) = format.feed().and_then(feed) {
            of = feed.clone();
        }
        let reader = Box::new(bytes.as_slice());
        inputs.push(Input { name: (*name).to_owned(), format, reader });
    }
    import(&of, inputs, mapping)
}

fn shown(done: &Import) -> String {
    let mut out = String::new();
    let day = done.as_of.map_or("unknown".to_owned(), |day| day.to_string());
    writeln!(out, "as of {day}; {:?}", done.lists).unwrap();
    for (notice, times) in &done.notices {
        writeln!(out, "notice: {notice} ({times})").unwrap();
    }
    for (spelling, times) in &done.unknown_countries {
        writeln!(out, "country not known: {spelling} ({times})").unwrap();
    }
    for entry in &done.entries {
        writeln!(out, "\n{} on {}", entry.id, entry.list).unwrap();
        for name in entry.names.iter().filter(|name| name.script.is_some()) {
            let script = name.script.as_deref().unwrap_or_default();
            writeln!(out, "  script of {}: {script}", name.text).unwrap();
        }
        for (field, values) in fields(entry).iter().filter(|(_, values)| !values.is_empty()) {
            writeln!(out, "  {field}: {}", values.join(" | ")).unwrap();
        }
        for id in &entry.identifiers {
            let country = id.country.map_or("", |country| country.as_str());
            writeln!(out, "  {} {} {country}", id.kind.as_str(), id.value).unwrap();
        }
    }
    out
}

/// What is imported is what the file beside it says, and can be stored and read again.
fn check(done: &Import, expected: &str) {
    let written = stored::write(&done.entries);
    assert_eq!(stored::read(&written.bytes).as_deref(), Ok(done.entries.as_slice()));
    assert_eq!(stored::write(&done.entries).digest, written.digest);
    let shown = shown(done);
    let path = data(expected);
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, &shown).unwrap();
    }
    assert_eq!(shown, fs::read_to_string(&path).unwrap(), "{expected}");
}

#[test]
fn us_consolidated_screening_list() {
    let done = read(&[("consolidated.csv", bytes("us_csl.csv"))], None).unwrap();
    check(&done, "us_csl.expected");
    // 28 columns: no `_id`, and numbers with their kind last.
    let old = read(&[("consolidated.csv", bytes("us_csl_28.csv"))], None).unwrap();
    assert_eq!(shown(&old), shown(&done));
    let tabs = String::from_utf8(bytes("us_csl.csv")).unwrap();
    let tabs = tabs.lines().next().unwrap().replace(',', "\t") + "\n";
    assert_eq!(recognise(tabs.as_bytes()), Some(Format::UsCslTsv));
}

#[test]
fn us_consolidated_screening_list_as_json() {
    let done = read(&[("consolidated.json", bytes("us_csl.json"))], None).unwrap();
    check(&done, "us_csl_json.expected");
}

#[test]
fn colliding_numbers_of_two_sources_stay_apart() {
    let done = read(&[("consolidated.csv", bytes("us_csl.csv"))], None).unwrap();
    let ids: Vec<&str> = done.entries.iter().map(|entry| entry.id.as_str()).collect();
    assert!(ids.contains(&"us/sdn#15268") && ids.contains(&"us/ssi#15268"));
}

#[test]
fn addresses_without_a_name_have_none() {
    let done = read(&[("consolidated.csv", bytes("us_csl.csv"))], None).unwrap();
    let addresses: Vec<&str> = done
        .entries
        .iter()
        .filter(|entry| entry.address_only())
        .map(|entry| entry.id.as_str())
        .collect();
    assert_eq!(addresses, ["us/entity-list#address-05", "us/entity-list#address-05~2"]);
}

#[test]
fn ofac_csv_set_in_any_order() {
    let mut files = vec![
        ("alt.csv", bytes("ofac_alt.csv")),
        ("sdn_comments.csv", bytes("ofac_comments.csv")),
        ("sdn.csv", bytes("ofac_sdn.csv")),
        ("add.csv", bytes("ofac_add.csv")),
    ];
    let done = read(&files, None).unwrap();
    check(&done, "ofac_csv.expected");
    files.reverse();
    assert_eq!(read(&files, None).unwrap(), done);
}

#[test]
fn ofac_csv_set_without_a_part() {
    let done = read(&[("sdn.csv", bytes("ofac_sdn.csv"))], None).unwrap();
    let missing: Vec<&str> = done.notices.iter().map(|(notice, _)| notice.as_str()).collect();
    assert_eq!(
        missing,
        [
            "`add.csv` is missing: what it says is not imported",
            "`alt.csv` is missing: what it says is not imported",
            "`sdn_comments.csv` is missing: what it says is not imported",
        ]
    );
    let problems = read(&[("alt.csv", bytes("ofac_alt.csv"))], None).unwrap_err();
    assert_eq!(problems[0].to_string(), "alt.csv: the parties that it belongs to are missing");
}

#[test]
fn ofac_advanced_xml() {
    let done = read(&[("sdn_advanced.xml", bytes("ofac_advanced.xml"))], None).unwrap();
    check(&done, "ofac_advanced.expected");
}

#[test]
fn denied_persons_list() {
    let done = read(&[("dpl.txt", bytes("dpl.txt"))], None).unwrap();
    check(&done, "dpl.expected");
}

#[test]
fn united_nations() {
    let done = read(&[("un.xml", bytes("un.xml"))], None).unwrap();
    check(&done, "un.expected");
}

#[test]
fn european_union() {
    let done = read(&[("eu.xml", bytes("eu.xml"))], None).unwrap();
    check(&done, "eu.expected");
}

#[test]
fn united_kingdom() {
    let done = read(&[("gb.csv", bytes("gb.csv"))], None).unwrap();
    check(&done, "gb.expected");
}

#[test]
fn japan_as_csv_and_as_workbook() {
    let done = read(&[("eul.csv", bytes("meti.csv"))], None).unwrap();
    check(&done, "meti.expected");
    let text = String::from_utf8(bytes("meti.csv")).unwrap();
    // Excel in Japan writes Shift_JIS, which has no simplified letters: the fixture has none.
    let japanese = encoding_rs::SHIFT_JIS.encode(&text).0.into_owned();
    assert_eq!(read(&[("eul.csv", japanese)], None).unwrap(), done);
    let mut rows = csv::ReaderBuilder::new();
    let mut rows = rows.has_headers(false).flexible(true).from_reader(text.as_bytes());
    let rows: Vec<Vec<String>> =
        rows.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
    assert_eq!(read(&[("eul.xlsx", workbook::of(&rows))], None).unwrap(), done);
}

#[test]
fn a_merged_cell_stands_for_all_its_rows() {
    let row = |cells: [&str; 3]| cells.map(str::to_owned).to_vec();
    let rows = [
        row(["国名", "企業名", "懸念区分"]),
        row(["India", "First", "N"]),
        row(["", "Second", "M"]),
        row(["", "Third", "M"]),
    ];
    let done = read(&[("eul.xlsx", workbook::merged(&rows, "A2:A3"))], None).unwrap();
    let countries: Vec<_> = done.entries.iter().map(|entry| entry.countries().len()).collect();
    assert_eq!(countries, [1, 1, 0]);
    assert_eq!(done.notices, [("no country is given".to_owned(), 1)]);
}

#[test]
fn japan_as_json() {
    let done = read(&[("eul.json", bytes("meti.json"))], None).unwrap();
    check(&done, "meti_json.expected");
}

#[test]
fn follow_the_money() {
    let done = read(&[("targets.json", bytes("ftm.jsonl"))], None).unwrap();
    check(&done, "ftm.expected");
}

#[test]
fn a_table_by_a_mapping() {
    let mapping = Mapping::parse(&String::from_utf8(bytes("own.toml")).unwrap()).unwrap();
    let done = read(&[("own.csv", bytes("own.csv"))], Some(&mapping)).unwrap();
    check(&done, "own.expected");
    let pairs = [("name", "Firma"), ("country", "Land")];
    let plain = Mapping::of_pairs(pairs).unwrap();
    assert_eq!(read(&[("own.csv", bytes("own.csv"))], Some(&plain)).unwrap().entries.len(), 2);
}

#[test]
fn a_table_with_our_own_names_needs_no_mapping() {
    let text =
        "id,name,country,kind,birth_date\n7,Example K.K.,JP,org,\n8,Jo Example,,person,1970\n";
    let done = read(&[("own.csv", text.into())], None).unwrap();
    assert_eq!(done.entries[0].id, "own#7");
    assert_eq!(done.entries[1].births[0].to_string(), "1970");
    let sheet =
        workbook::of(&[vec!["name".into(), "imo".into()], vec!["Ship".into(), "9116412".into()]]);
    let done = read(&[("own.xlsx", sheet)], None).unwrap();
    assert_eq!(done.entries[0].identifiers[0].value, "9116412");
}

/// What is wrong, as a person reads it.
fn wrong(name: &str, text: &str) -> String {
    let problems = read(&[(name, text.as_bytes().to_vec())], None).unwrap_err();
    assert!(problems.iter().all(|problem| !problem.help.is_empty()));
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

#[test]
fn malformed_files_are_told_with_place_and_field() {
    let csl = "source,entity_number,type,programs,name,addresses,license_requirement,alt_names,end_date\n";
    let source = "Specially Designated Nationals (SDN) - Treasury Department";
    let un = "<CONSOLIDATED_LIST><INDIVIDUALS>";
    for (name, text, expected) in [
        ("a.csv", format!("{csl}{source},1,Entity\n"), "a.csv, line 2: the row has 3 cells, not 9"),
        ("a.csv", format!("{csl}{source},1,Robot,,A,,,,\n"), "a.csv, line 2, `type`: `Robot` is no kind of party"),
        ("a.csv", format!("{csl}{source},1,Entity,,A,,,,x\n{source},1,Entity,,,,,,\n"),
            "a.csv, line 2, `end_date`: `x` is no day\na.csv, line 3, `name`: neither a name nor an address is given"),
        ("a.csv", format!("{csl}{source},1,Entity,,A,,,,\n{source},1,Entity,,B,,,,\n"),
            "a.csv, line 3, `entity_number`: the number `1` stands twice in one source"),
        ("a.csv", format!("{csl}{source},1,Entity,,A,,,,\"open"), "a.csv, line 2, `end_date`: `open` is no day\na.csv, line 2: a quote opens here and is not closed"),
        ("a.csv", csl.to_owned(), "a.csv: the file lists nobody"),
        ("a.csv", "source,entity_number,type\nx,1,\n".to_owned(), "a.csv: there is no column `programs`; the columns are source, entity_number, type"),
        ("a.json", "{\"results\":[{\"source\":\"x\",\"name\":\"A\"},".to_owned(), "a.json, line 1: the document ends too early"),
        ("a.json", "{\"total\":1,\"x\":\"results\"}".to_owned(), "a.json: there is no array `results`"),
        ("u.xml", format!("{un}<INDIVIDUAL><DATAID>1</DATAID>\n<FIRST_NAME>A"), "u.xml, line 2: the document ends before its root element is closed"),
        ("u.xml", format!("{un}<INDIVIDUAL></ENTITY>"), "u.xml, line 1: this is no XML: ill-formed document: expected `</INDIVIDUAL>`, but `</ENTITY>` was found"),
        ("u.xml", format!("{un}<INDIVIDUAL><DATAID>1</DATAID><FIRST_NAME>&foo;</FIRST_NAME></INDIVIDUAL>"), "u.xml, line 1: the entity `&foo;` is not known"),
        ("u.xml", format!("{un}<INDIVIDUAL><DATAID>1</DATAID></INDIVIDUAL></INDIVIDUALS></CONSOLIDATED_LIST>"), "u.xml, line 1, `FIRST_NAME`: no name is given"),
        ("sdn.csv", "1,\"A\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n1,\"B\"\nx,\"A\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n".to_owned(),
            "sdn.csv, line 2: the row has 2 cells, not 12\nsdn.csv, line 3, `ent_num`: `x` is no number of a party"),
        ("eul.csv", "国名,企業名,別名,懸念区分\nイラン,A,,?\n,,,\nイラン,,x,核\n".to_owned(),
            "eul.csv, line 2, `Type of WMD`: `?` names no kind of weapon\neul.csv, line 4, `Company or Organization`: no name is given"),
        ("t.jsonl", "{\"id\":\"a\",\"schema\":\"Person\",\"properties\":{\"name\":[\"A\"]}}\n{\"id\":1,\"schema\":\"Person\",\"properties\":{}}\n".to_owned(),
            "t.jsonl, line 2: this is no entity: invalid type: integer `1`, expected a string at line 1 column 7"),
        ("own.csv", "name,kind\nA,robot\n".to_owned(), "own.csv, line 2, `kind`: `robot` is no kind of party"),
        ("own.csv", "name,kind\nA,org,x\n".to_owned(), "own.csv, line 2: the row has 3 cells, not 2"),
        ("own.xlsx", "PK\u{3}\u{4}".to_owned(), "own.xlsx: this is no Excel workbook: it is no ZIP archive, or is cut off"),
    ] {
        assert_eq!(wrong(name, &text), expected);
    }
    let latin = b"name\nM\xfcller\n".to_vec();
    let problems = read(&[("own.csv", latin.clone())], None).unwrap_err();
    assert_eq!(problems[0].to_string(), "own.csv, line 2, `column 1`: this is no UTF-8");
    let mapping =
        Mapping::parse("encoding = \"windows-1252\"\n[columns]\nname = \"name\"").unwrap();
    assert_eq!(
        read(&[("own.csv", latin)], Some(&mapping)).unwrap().entries[0].name(),
        Some("Müller")
    );
}

#[test]
fn at_most_twenty_problems_are_told() {
    let rows = "name,kind\n".to_owned() + &"A,robot\n".repeat(100);
    assert_eq!(read(&[("own.csv", rows.into())], None).unwrap_err().len(), 20);
}

#[test]
fn files_that_do_not_belong_together_are_refused() {
    let sdn = bytes("ofac_sdn.csv");
    let twice = read(&[("a.csv", sdn.clone()), ("b.csv", sdn.clone())], None).unwrap_err();
    assert_eq!(twice[0].to_string(), "b.csv: `a.csv` is a `sdn.csv` too");
    let mixed = read(&[("a.csv", sdn), ("un.xml", bytes("un.xml"))], None).unwrap_err();
    assert_eq!(mixed[0].message, "this is UN Security Council list, XML, not a part of the set");
    assert_eq!(Part::Parties.file(), "sdn.csv");
}

#[test]
fn a_list_that_shrank_is_told() {
    let done = read(&[("un.xml", bytes("un.xml"))], None).unwrap();
    let feed = feed("un-sc").unwrap();
    let told = |had: usize| -> Vec<String> {
        let before = [("un/sc".to_owned(), had)].into_iter().collect();
        done.shrunk(feed, Some(&before)).iter().map(ToString::to_string).collect()
    };
    assert_eq!(
        done.shrunk(feed, None)[0].to_string(),
        "`un/sc` has 2 entries; at least 500 are expected"
    );
    assert_eq!(told(3), ["`un/sc` has 2 entries; the version in force has 3 (33 % lost)"]);
    let own = Feed::own("own", "", "");
    let rows = |count: usize| {
        let text = "name\n".to_owned() + &(0..count).map(|n| format!("N{n}\n")).collect::<String>();
        read(&[("own.csv", text.into())], None).unwrap()
    };
    let before = rows(10).lists;
    // A fifth may go; more may not.
    assert!(rows(8).shrunk(&own, Some(&before)).is_empty());
    assert_eq!(rows(7).shrunk(&own, Some(&before)).len(), 1);
}
