//! Licences, cases and the log at the command line.

use crate::run::{run_at, scratch};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// Runs the program, which has to succeed; what it printed.
fn good(home: &Path, who: &str, arguments: &[&str]) -> String {
    let ran = run_at(home, who, arguments);
    assert_eq!(ran.code, 0, "{arguments:?}: {}{}", ran.out, ran.err);
    ran.out
}

/// Runs the program, which has to refuse; what it complained.
fn bad(home: &Path, who: &str, arguments: &[&str]) -> String {
    let ran = run_at(home, who, arguments);
    assert_eq!(ran.code, 1, "{arguments:?}: {}{}", ran.out, ran.err);
    ran.err + &ran.out
}

/// A record with one line that needs a Chinese licence.
fn with_order(name: &str) -> PathBuf {
    let home = scratch(name);
    let line = r#"{"id":"SO-1","activity":"export","from":"CN","to":"KR","via":[],"on":"2026-02-02",
        "item":{"part":"MAG","kind":"goods","codes":{"cn":"1C902.a.4","us":"EAR99","jp":"none","eu":"none","nl":"none"},
        "origin":"CN","content":[],"made_with":[],"is_not":["deep-processed","mixture","uav"],"quantity":"120 kg","value":"18000 USD"},
        "parties":[{"role":"exporter","name":"Ningbo Example Magnetics Co., Ltd.","country":"CN","headquarters":"CN","is_not":["concern"],"listed":[],"owners":[]},
        {"role":"end-user","name":"Example Motors","country":"KR","headquarters":"KR","is_not":["concern"],"listed":[],"owners":[]}],
        "end_use":{"text":"motors","is":["civil"],"is_not":["concern"]},"knowledge":{"is_not":["concern"],"informed_by":[]}}"#;
    let path = home.join("order.jsonl");
    std::fs::write(&path, line.replace('\n', " ")).unwrap();
    good(&home, "Clerk", &["orders", "import", path.to_str().unwrap()]);
    home
}

fn licence(home: &Path, id: &str, change: (&str, &str)) {
    let text = format!(
        r#"{{"id":"{id}","law":"cn","form":"cn/single","authority":"Ministry of Commerce",
            "since":"2026-01-05","last_day":"2026-12-31","activities":["export"],"from":["CN"],"to":["KR"],
            "parties":[{{"role":"end-user","name":"Example Motors","country":"KR"}}],
            "items":[{{"codes":{{"cn":["1C902.a"]}},"description":"magnets","quantity":"200 kg"}}],
            "value":"90000 USD","provisos":["no resale"]}}"#
    );
    let path = home.join(format!("{id}.json"));
    std::fs::write(&path, text.replace(change.0, change.1)).unwrap();
    good(home, "Clerk", &["licences", "import", path.to_str().unwrap()]);
}

#[test]
fn the_only_licence_that_fits_is_reserved_used_and_reported() {
    let home = with_order("ledger-licences");
    licence(&home, "CN-1", ("", ""));
    licence(&home, "CN-2", ("Example Motors", "Other Motors"));
    let seen = good(&home, "Clerk", &["licences", "assign", "--dry-run", "SO-1"]);
    assert!(seen.contains("exactly one licence fits"), "{seen}");
    assert!(
        seen.contains("CN-2 item 1 does not fit\n    end-user: `Example Motors` is not on"),
        "{seen}"
    );
    let assign = ["licences", "assign", "SO-1", "--key", "run-1", "--format", "json"];
    let first: Value = serde_json::from_str(&good(&home, "Clerk", &assign)).unwrap();
    assert_eq!(first["laws"][0]["outcome"], "reserved", "{first}");
    assert_eq!(first["laws"][0]["reserved"]["reservation"], 1);
    let again: Value = serde_json::from_str(&good(&home, "Clerk", &assign)).unwrap();
    assert_eq!(again["laws"][0]["outcome"], "already-reserved", "{again}");
    let using = [
        "licences",
        "use",
        "CN-1",
        "--line",
        "SO-1",
        "--reservation",
        "1",
        "--quantity",
        "100 kg",
        "--value",
        "15000 USD",
        "--day",
        "2026-02-02",
        "--declaration",
        "D-1",
        "--key",
        "d-1",
    ];
    let done = good(&home, "Clerk", &using);
    assert_eq!(done, "use of CN-1 for SO-1: 100 kg, 15000 USD, reservation 1\n");
    assert!(good(&home, "Clerk", &using).contains("done before under this key"));
    let shown = good(&home, "Clerk", &["licences", "show", "CN-1"]);
    assert!(shown.contains("80 kg left of 200 kg (100 kg used, 20 kg reserved)"), "{shown}");
    let over = bad(
        &home,
        "Clerk",
        &[
            "licences",
            "reserve",
            "CN-1",
            "--line",
            "SO-2",
            "--quantity",
            "81 kg",
            "--value",
            "1 USD",
            "--day",
            "2026-02-02",
        ],
    );
    assert!(over.contains("quantity of 81 kg is more than the 80 kg left on item 1"), "{over}");
    good(&home, "Clerk", &["licences", "release", "1", "--note", "shipped short"]);
    let report = good(&home, "Clerk", &["licences", "report", "--format", "csv"]);
    assert_eq!(
        report.lines().nth(1),
        Some(
            "CN-1,Ministry of Commerce,cn/single,1,1C902.a,magnets,2026-02-02,D-1,SO-1,100 kg,15000 USD,100 kg,75000 USD,2"
        )
    );
    // Two that fit make it a choice of a person.
    licence(&home, "CN-3", ("", ""));
    licence(&home, "CN-4", ("", ""));
    let several = bad(&home, "Clerk", &["licences", "assign", "--dry-run", "SO-1"]);
    assert!(several.contains("several licences fit"), "{several}");
}

#[test]
fn a_wrong_licence_is_told_where_and_what_to_do() {
    let home = scratch("ledger-wrong");
    let path = home.join("wrong.json");
    let text = r#"[{"id":"A","law":"cn","form":"us/licence","since":"2026-02-30","until":"2026-01-01",
        "items":[{"codes":{"cn":"1C902"},"quantity":"5 USD"}]}]"#;
    std::fs::write(&path, text).unwrap();
    let told = bad(&home, "Clerk", &["licences", "import", path.to_str().unwrap()]);
    for expected in [
        "licence 1: form: `us/licence` is no form of the law `cn`",
        "since:",
        "items[0].quantity: `5 USD` is money",
        "error: nothing was kept",
    ] {
        assert!(told.contains(expected), "{expected}: {told}");
    }
    std::fs::write(&path, "{\"id\": ").unwrap();
    assert!(
        bad(&home, "Clerk", &["licences", "import", path.to_str().unwrap()]).contains("no JSON")
    );
}

#[test]
fn two_people_release_a_line_and_a_change_holds_it_again() {
    let home = with_order("ledger-cases");
    good(&home, "Chief", &["cases", "role", "grant", "Chief", "admin"]);
    for (who, role) in [
        ("Clerk", "clerk"),
        ("Reviewer", "reviewer"),
        ("First", "releaser"),
        ("Second", "releaser"),
    ] {
        good(&home, "Chief", &["cases", "role", "grant", who, role]);
    }
    let told = bad(&home, "First", &["cases", "open", "SO-1", "--reason", "r", "--note", "n"]);
    assert!(told.contains("`First` does not have the role `clerk`"), "{told}");
    let open = ["cases", "open", "SO-1", "--reason", "end-use", "--note", "who uses it?"];
    assert_eq!(good(&home, "Clerk", &open), "SO-1 is held by case 1\n");
    assert!(
        bad(&home, "Clerk", &["cases", "open", "SO-9", "--reason", "r", "--note", "n"])
            .contains("no line `SO-9`")
    );
    assert!(bad(&home, "Clerk", &["cases", "standing", "SO-1"]).contains("SO-1: held by case 1"));
    good(
        &home,
        "Clerk",
        &["cases", "ask", "1", "--pack", "cn/end-user-statement", "--due", "2026-03-01"],
    );
    let file = home.join("order.jsonl");
    let file = file.to_str().unwrap();
    good(&home, "Clerk", &["cases", "receive", "1", "1", "--ref", "EUS-7", "--file", file]);
    let sign = [
        "cases",
        "sign",
        "1",
        "--reason",
        "evidence-complete",
        "--evidence",
        "1",
        "--note",
        "civil",
    ];
    assert!(bad(&home, "First", &sign).contains("still waits for paper 1"));
    good(&home, "Reviewer", &["cases", "accept", "1", "1", "--note", "sealed"]);
    assert!(good(&home, "First", &sign).contains("somebody else has to sign too"));
    assert!(bad(&home, "first", &sign).contains("signed already"));
    // The order changes: the first signature is void.
    let text = std::fs::read_to_string(file).unwrap().replace("120 kg", "150 kg");
    std::fs::write(file, &text).unwrap();
    good(&home, "Clerk", &["orders", "import", file]);
    let second = good(&home, "Second", &sign);
    assert!(second.contains("the signature of First is void"), "{second}");
    assert!(good(&home, "First", &sign).contains("SO-1 is released"));
    assert_eq!(good(&home, "Clerk", &["cases", "standing", "SO-1"]), "SO-1: released by case 1\n");
    std::fs::write(file, text.replace("150 kg", "151 kg")).unwrap();
    good(&home, "Clerk", &["orders", "import", file]);
    let again = bad(&home, "Clerk", &["cases", "standing", "SO-1"]);
    assert!(again.contains("overtaken by case 1"), "{again}");
    let shown = good(&home, "Clerk", &["cases", "show", "1"]);
    assert!(shown.contains("signed") && shown.contains(", void:"), "{shown}");
}

#[test]
fn the_log_is_exported_verified_proved_and_decided_again() {
    let home = with_order("ledger-audit");
    licence(&home, "CN-1", ("", ""));
    let head = good(&home, "Clerk", &["audit", "head"]);
    let kept = home.join("head.json");
    std::fs::write(&kept, &head).unwrap();
    licence(&home, "CN-2", ("", ""));
    let text = good(&home, "Clerk", &["audit", "export"]);
    let export = home.join("log.jsonl");
    std::fs::write(&export, &text).unwrap();
    let (export, kept) = (export.to_str().unwrap(), kept.to_str().unwrap());
    // Offline: another data directory, which stays empty.
    let nowhere = scratch("ledger-nowhere");
    let told = good(&nowhere, "X", &["audit", "verify", "--known", kept, export]);
    assert!(told.starts_with("holds: 4 acts, 3 signed heads"), "{told}");
    assert_eq!(std::fs::read_dir(&nowhere).unwrap().count(), 0);
    std::fs::write(export, text.replacen("Ministry of", "ministry of", 1)).unwrap();
    let told = bad(&nowhere, "X", &["audit", "verify", export]);
    assert!(told.contains("act 3 (licences.import of CN-1): its content and the hash"), "{told}");
    for arguments in [["audit", "prove", "--act", "3"], ["audit", "prove", "--since", "2"]] {
        let proof = good(&home, "Clerk", &arguments);
        std::fs::write(export, &proof).unwrap();
        assert!(good(&nowhere, "X", &["audit", "verify", export]).starts_with("holds: "));
        std::fs::write(export, proof.replacen("\"path\":[\"", "\"path\":[\"0", 1)).unwrap();
        assert!(
            bad(&nowhere, "X", &["audit", "verify", export]).contains("the proof does not hold")
        );
    }
    let replayed = good(&home, "Clerk", &["audit", "replay", "--all"]);
    assert!(replayed.contains("1 decision byte for byte"), "{replayed}");
    assert!(bad(&home, "Clerk", &["audit", "replay", "3"]).contains("act 3 decided nothing"));
    let prov: Value = serde_json::from_str(&good(&home, "Clerk", &["audit", "prov"])).unwrap();
    assert_eq!(prov["activity"].as_object().unwrap().len(), 4);
    let log = good(&home, "Clerk", &["audit", "log", "--kind", "licences", "--format", "csv"]);
    assert_eq!(log.lines().count(), 3, "{log}");
}

#[cfg(unix)]
#[test]
fn the_key_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let home = with_order("ledger-key");
    let path = home.join("keys/log.key");
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&path), mode(path.parent().unwrap())), (0o600, 0o700));
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
    let grant = ["cases", "role", "grant", "Chief", "admin"];
    let told = bad(&home, "Chief", &grant);
    assert!(told.contains("others can read") && told.contains("nothing was written"), "{told}");
    good(&home, "Chief", &["audit", "log"]);
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
    std::fs::write(&path, "short").unwrap();
    assert!(bad(&home, "Chief", &grant).contains("does not hold 64 hexadecimal digits"));
    // A lost key: a new one signs on, what the old one signed still verifies.
    std::fs::remove_file(&path).unwrap();
    good(&home, "Chief", &grant);
    assert!(
        good(&home, "Chief", &["audit", "verify"]).starts_with("holds: 3 acts, 2 signed heads")
    );
}
