//! `classify` as a user runs it.

use crate::run::{run, run_with, scratch};
use serde_json::Value;
use std::fs;

const PARTS: &str = "id,description,hs,dedicated_chuck_overlay,source_wavelength,minimum_resolvable_feature,our colour\n\
    p1,immersion scanner,848620,1.3 nm,193 nm,38 nm,blue\n\
    p2,immersion scanner,848620,,193 nm,38 nm,\n\
    p3,immersion scanner,848620,1.3 kg,193 nm,38 nm,\n\
    p4,gallium metal,8112.92,,,,\n";

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn the_contract_of_json() {
    let ran = run_with(
        &["classify", "--file", "-", "--format", "json", "--on", "2026-11-21"],
        PARTS.as_bytes(),
    );
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(
        ran.err.contains("note: column `our colour` of standard input is not read"),
        "{}",
        ran.err
    );
    let answers = lines(&ran.out);
    assert_eq!(answers.len(), 4);
    let us = &answers[0]["laws"]["us"];
    assert_eq!(us["status"], "listed");
    assert_eq!(us["code"], "3B001.f.1.b");
    assert_eq!(us["candidates"][0]["code"], "3B001.f.1.b");
    assert!(us["candidates"][0]["score"].as_u64().unwrap() <= 1000);
    let excluded = us["excluded"].as_array().unwrap();
    let second = excluded.iter().find(|one| one["code"] == "3B993.f.1").unwrap();
    assert_eq!(second["parameter"], "dedicated_chuck_overlay");
    assert_eq!(second["given"], "1.3 nm");
    assert_eq!(second["bound"], "> 1.50 nm");
    assert_eq!(answers[0]["laws"]["cn"]["status"], "not-listed");
    assert_eq!(answers[0]["laws"]["nl"]["code"], "3B001.f.4.b");

    let open = &answers[1]["laws"]["us"];
    assert_eq!(open["status"], "unknown");
    assert!(open.get("code").is_none());
    let question = &open["questions"][0];
    assert_eq!(question["fact"], "item.parameters.dedicated_chuck_overlay");
    assert_eq!(question["if"]["<= 1.5 nm"], "3B001.f.1.b");
    assert_eq!(question["if"]["> 1.5 nm and <= 2.4 nm"], "3B993.f.1");
    assert_eq!(question["if"]["> 2.4 nm"], "3B991");

    assert_eq!(answers[2]["id"], "p3");
    assert_eq!(answers[2]["line"], 4);
    assert_eq!(answers[2]["errors"][0]["field"], "dedicated_chuck_overlay");

    assert_eq!(answers[3]["laws"]["cn"]["code"], "3C001.a");
    assert_eq!(answers[3]["laws"]["us"]["code"], "EAR99");
}

#[test]
fn json_lines_are_items_of_transfers() {
    let input = r#"{"id":"a","item":{"description":"NdFeB magnet","hs":"850511","parameters":{"dysprosium_mass_share":"4 %"}}}"#;
    let ran = run_with(
        &["classify", "--file", "-", "--format", "json", "--laws", "cn,us"],
        input.as_bytes(),
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    let answer = &lines(&ran.out)[0];
    assert_eq!(answer["laws"]["cn"]["code"], "1C905.a.4");
    assert!(answer["laws"].get("jp").is_none());
}

#[test]
fn one_item_in_three_languages() {
    for (text, code) in
        [("dysprosium oxide", "1C905.b"), ("氧化镝", "1C905.b"), ("酸化ジスプロシウム", "1C905.b")]
    {
        let ran = run(&["classify", text, "--laws", "cn", "--on", "2026-11-21"]);
        assert!(ran.out.contains(&format!("listed, {code}")), "{}", ran.out);
    }
    let ran = run(&[
        "classify",
        "desiccant",
        "--hs",
        "382499",
        "--set",
        "dysprosium_oxide_mass_share=0.15 %",
        "--laws",
        "cn",
    ]);
    assert!(ran.out.contains("listed, 1C905.b"), "{}", ran.out);
}

/// Words that make a thing something else leave it open.
#[test]
fn near_names_stay_open() {
    for text in [
        "spare parts for immersion scanner",
        "software for immersion scanner",
        "dysprosium-free magnet",
        "glove box for gallium arsenide wafers",
        "GPU cooler",
        "radiation-hardened AI accelerator chip",
    ] {
        let ran = run(&["classify", text, "--format", "json", "--on", "2026-11-21"]);
        for (law, answer) in lines(&ran.out)[0]["laws"].as_object().unwrap() {
            assert_eq!(answer["status"], "unknown", "{text} under {law}");
        }
    }
}

#[test]
fn codes_of_other_laws_lead_through_the_tables() {
    let ran = run(&[
        "classify",
        "tool 4711",
        "--set",
        "codes.us=3B001.d.1",
        "--laws",
        "jp,eu",
        "--format",
        "json",
    ]);
    let laws = &lines(&ran.out)[0]["laws"];
    assert_eq!(laws["jp"]["candidates"][0]["code"], "7(16)/6.17.re.1");
    assert_eq!(laws["jp"]["status"], "unknown");
    assert_eq!(laws["eu"]["candidates"][0]["code"], "3B501.n.2");
}

#[test]
fn faults_are_told() {
    for (arguments, words) in [
        (vec!["classify", "x", "--laws", "xx"], "`xx` is no loaded law"),
        (vec!["classify", "x", "--set", "purity"], "`purity` sets nothing"),
        (
            vec!["classify", "x", "--set", "colour=red"],
            "`colour` is nothing that is known of an item",
        ),
        (vec!["classify", "x", "--set", "puritty=3 %"], "did you mean `purity`?"),
        (vec!["classify", "x", "--hs", "12"], "`12` is not an HS code"),
        (vec!["classify", "--file", "/nowhere.csv"], "there is no such file"),
        (vec!["classify"], "required"),
    ] {
        let ran = run(&arguments);
        assert_ne!(ran.code, 0, "{arguments:?}");
        assert!(ran.err.contains(words), "{arguments:?}: {}", ran.err);
    }
    let ran = run_with(&["classify", "--file", "-"], b"id,puritty\np1,3 %\n");
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("`puritty` is no column of a part"), "{}", ran.err);
}

#[test]
fn a_part_master_is_made_rechecked_and_used() {
    let place = scratch("classify-master");
    let parts = place.join("parts.csv");
    fs::write(
        &parts,
        "id,part,description,hs,dysprosium_mass_share,codes.us,basis.us,classified_on.us,kept\n\
         1,MAG,NdFeB magnet,850511,4 %,EAR99,supplier,2025-03-01,x\n",
    )
    .unwrap();
    let parts = parts.to_str().unwrap();
    let ran = run(&[
        "classify",
        "--file",
        parts,
        "--master",
        "--reviewer",
        "A. Tester",
        "--on",
        "2026-11-21",
    ]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let master = place.join("master.csv");
    fs::write(&master, &ran.out).unwrap();
    let head: Vec<&str> = ran.out.lines().next().unwrap().split(',').collect();
    let row: Vec<&str> = ran.out.lines().nth(1).unwrap().split(',').collect();
    let cell = |name: &str| row[head.iter().position(|one| *one == name).unwrap()];
    assert_eq!(cell("kept"), "x");
    assert_eq!((cell("codes.us"), cell("basis.us")), ("EAR99", "supplier"));
    assert_eq!((cell("codes.cn"), cell("basis.cn")), ("1C905.a.4", "own"));
    assert_eq!((cell("classified_on.cn"), cell("reviewer.cn")), ("2026-11-21", "A. Tester"));

    // China listed it on 2025-04-04; the classification is older.
    let ran =
        run(&["classify", "--file", parts, "--recheck", "--on", "2026-11-21", "--format", "json"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let answer = &lines(&ran.out)[0];
    assert_eq!(answer["touched"], true);
    assert_eq!(answer["laws"]["cn"]["now"]["code"], "1C905.a.4");
    assert!(answer["laws"].get("us").is_none());
    let ran = run(&[
        "classify",
        "--file",
        parts,
        "--recheck",
        "--since",
        "2025-04-04",
        "--on",
        "2026-11-21",
    ]);
    assert_eq!(
        (ran.out.as_str(), ran.err.contains("0 of 1 part touched")),
        ("", true),
        "{}{}",
        ran.out,
        ran.err
    );

    let order = place.join("order.jsonl");
    fs::write(&order, r#"{"id":"o","activity":"export","on":"2026-11-21","item":{"part":"MAG"},"from":"CN","to":"DE"}"#).unwrap();
    let (order, master) = (order.to_str().unwrap(), master.to_str().unwrap());
    let ran = run(&["decide", order, "--parts", master, "--format", "json"]);
    let decision = &lines(&ran.out)[0];
    let facts = decision["part_master"].as_array().unwrap();
    let china = facts.iter().find(|one| one["fact"] == "item.codes.cn").unwrap();
    assert_eq!((&china["code"], &china["basis"]), (&"1C905.a.4".into(), &"own".into()));
    assert_eq!(china["classified_on"], "2026-11-21");
    let ran = run(&["decide", order, "--parts", master]);
    assert!(
        ran.out.contains("item.codes.us = EAR99 from the part master: MAG, supplier, 2025-03-01"),
        "{}",
        ran.out
    );
}

#[test]
fn statements_are_printed_where_nothing_is_listed() {
    let place = scratch("classify-declare");
    let parts = place.join("parts.csv");
    fs::write(
        &parts,
        "id,description,hs,dysprosium_mass_share,terbium_mass_share,holmium_mass_share\n\
         1,NdFeB magnet <N35>,850511,0 %,0 %,0 %\n2,NdFeB magnet,850511,4 %,,\n\
         3,Lanthanum oxide,2846901993,,,\n",
    )
    .unwrap();
    let parts = parts.to_str().unwrap();
    let ran = run(&[
        "classify",
        "--file",
        parts,
        "--declare",
        "text",
        "--laws",
        "cn,jp",
        "--on",
        "2026-11-21",
    ]);
    assert_eq!(ran.out.matches("Statement that the item is not listed").count(), 5, "{}", ran.out);
    assert!(ran.out.contains("該非判定書"));
    assert!(
        ran.out.contains("1C905.a.4: dysprosium mass share is 0 %, the entry asks for > 0 %"),
        "{}",
        ran.out
    );
    // The tariff number of the oxide is one that the notice names: a near miss.
    assert!(ran.out.contains("cn/2025-18#"), "{}", ran.out);
    let ran = run(&["classify", "--file", parts, "--declare", "html", "--laws", "cn"]);
    assert!(ran.out.starts_with("<!doctype html>") && ran.out.trim_end().ends_with("</html>"));
    assert!(ran.out.contains("&lt;N35&gt;") && !ran.out.contains("<N35>"));
}
