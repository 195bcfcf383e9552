//! `supply`: the samples, the law on the purchase side, forms, pictures, errors, schemas.

use crate::run::{Ran, root, run, run_with, scratch};
use crate::schema::validate::problems;
use serde_json::{Value, json};

const TABLES: [&str; 4] = [
    "samples/supply/parts.csv",
    "samples/supply/bom.csv",
    "samples/supply/suppliers.csv",
    "samples/supply/stock.csv",
];
const KNOWN: [&str; 2] = ["--known-at", "2026-11-21"];

fn supply(command: &str, arguments: &[&str]) -> Ran {
    run(&[&["supply", command], &TABLES[..], arguments].concat())
}

fn lines(ran: &Ran) -> Vec<Value> {
    assert_eq!(ran.code, 0, "{}", ran.err);
    ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn schema(name: &str) -> Value {
    serde_json::from_str(&run(&["schema", name]).out).unwrap()
}

fn described(name: &str, answers: &[Value]) {
    let schema = schema(name);
    for answer in answers {
        let found = problems(&schema, answer);
        assert!(found.is_empty(), "{}", found.join("\n"));
    }
}

fn by_law(act: &str, on: &str, more: &[&str]) -> Vec<Value> {
    let arguments = [&["--act", act, "--on", on, "--format", "json"], &KNOWN[..], more].concat();
    let answers = lines(&supply("what-if", &arguments));
    described("supply-what-if", &answers);
    answers
}

fn by_scenario(file: &str, on: &str) -> Vec<Value> {
    let path = format!("samples/supply/scenarios/{file}");
    let answers = lines(&supply("what-if", &["--scenario", &path, "--on", on, "--format", "json"]));
    described("supply-what-if", &answers);
    answers
}

fn part<'a>(answers: &'a [Value], name: &str) -> &'a Value {
    let found = answers.iter().find(|answer| answer["part"] == name);
    found.unwrap_or_else(|| panic!("no {name} among {answers:?}"))
}

fn verdicts(answer: &Value) -> Vec<(&str, &str)> {
    let products = answer["products"].as_array().unwrap().iter();
    products
        .map(|one| (one["product"].as_str().unwrap(), one["verdict"].as_str().unwrap()))
        .collect()
}

#[test]
fn the_ban_of_january_stops_the_military_motor_and_not_the_civil_one() {
    let before = by_law("cn/2026-1", "2026-01-05", &[]);
    assert_eq!(
        verdicts(part(&before, "MAG-35SH")),
        [("SRV-400", "licence"), ("SRV-400M", "licence")]
    );
    let after = by_law("cn/2026-1", "2026-01-06", &[]);
    let magnet = part(&after, "MAG-35SH");
    assert_eq!(verdicts(magnet), [("SRV-400", "licence"), ("SRV-400M", "stop")]);
    // 16 magnets in each of 40 motors; 70 % of them come from China. What ships from Vietnam is of
    // unknown origin, and asked about. 18400 on hand would last 986 days for what is lost.
    assert_eq!(magnet["need_per_month"], 16 * 1240);
    assert_eq!(magnet["lost_per_month"], 448);
    assert_eq!(magnet["waiting_per_month"], 13440);
    assert_eq!(magnet["value_per_month"], 39200);
    assert!(magnet["because"].as_array().unwrap().contains(&json!("cn/2026-1#1")), "{magnet}");
    // At Kure 400 lie for 448 a month: 26 days and a bit.
    assert_eq!(magnet["sites"][1]["stops_on"], "2026-02-01");
    assert_eq!(magnet["alternatives"][0]["covers"], 448);
    assert_eq!(part(&after, "WAF-GAAS")["verdict"], "licence");
    assert!(after.iter().all(|answer| answer["part"] != "SHAFT-4"));
}

#[test]
fn scenarios_are_files() {
    let answers = by_scenario("gallium-graphite.csv", "2026-12-01");
    let wafer = part(&answers, "WAF-GAAS");
    // 27000 a month, 85 % Chinese: 22950 lost; 40000 on hand last 52 days, to 22 January.
    assert_eq!(
        (&wafer["lost_per_month"], &wafer["stops_on"]),
        (&json!(22950), &json!("2027-01-22"))
    );
    // The furnace makes 9000 wafers or 3000 lenses; 22950 and 9000 are lacking: 5.55 furnaces.
    let lens = part(&answers, "LENS-GE");
    let covers = |answer: &Value| answer["alternatives"][0]["covers"].as_f64().unwrap();
    assert!((covers(wafer) / 9000.0 + covers(lens) / 3000.0 - 1.0).abs() < 1e-6);
    assert!((covers(wafer) / 22950.0 - covers(lens) / 9000.0).abs() < 1e-6);
    // Made in Taiwan; Korean cells; nobody counted the anodes.
    assert!(answers.iter().all(|answer| answer["part"] != "FET-GAN" && answer["part"] != "CELL-G"));
    let anode = part(&answers, "ANODE-G");
    assert_eq!((&anode["on_hand"], &anode["stops_on"]), (&Value::Null, &Value::Null));
    assert!(by_scenario("gallium-graphite.csv", "2026-11-30").is_empty());

    let two_months = by_scenario("stop-of-two-months.csv", "2026-12-01");
    // 13888 of 19840 magnets a month are lost; 18400 on hand last 39 days: before the end.
    assert_eq!(two_months[0]["lost_per_month"], 13888);
    assert_eq!(two_months[0]["stops_on"], "2027-01-09");
    assert_eq!(two_months[0]["ends_on"], "2027-02-01");
    // The same stop, asked for on the day on which the stock outlasts it.
    assert_eq!(by_scenario("stop-of-two-months.csv", "2026-12-25")[0]["stops_on"], Value::Null);

    let revived = by_scenario("no-61-revived.csv", "2026-12-01");
    assert_eq!(revived[0]["verdict"], "licence");
    assert_eq!(revived[0]["lost_per_month"], 0);
}

#[test]
fn a_suspended_act_and_a_file_of_law_can_be_supposed() {
    // Vietnamese magnets of unknown origin: only No. 61 reaches them.
    let assume = ["--assume", "cn/2025-61"];
    let plain = by_law("cn/2025-61", "2026-10-01", &[]);
    let supposed = by_law("cn/2025-61", "2026-10-01", &assume);
    let hai_phong =
        |answers: &[Value]| part(answers, "MAG-35SH")["suppliers"][1]["verdict"].clone();
    assert_eq!((hai_phong(&plain), hai_phong(&supposed)), (json!("ask"), json!("ask")));
    let because = |answers: &[Value]| part(answers, "MAG-35SH")["because"].to_string();
    assert!(!because(&plain).contains("cn/2025-61"), "{}", because(&plain));
    assert!(because(&supposed).contains("cn/2025-61#1.3"), "{}", because(&supposed));

    let file = "samples/supply/scenarios/gallium-ban.law";
    let arguments = ["--assume", file, "--on", "2026-12-01", "--format", "json"];
    let answers = lines(&supply("what-if", &[&arguments[..], &KNOWN[..]].concat()));
    assert_eq!(part(&answers, "WAF-GAAS")["verdict"], "stop");
    assert_eq!(
        part(&answers, "WAF-GAAS")["because"],
        json!(["cn/2024-51#1", "cn/supposed-gallium-ban#1"])
    );
    assert_eq!(part(&answers, "MAG-35SH")["act"], "cn/supposed-gallium-ban");
}

#[test]
fn exposures_are_answered_in_every_form() {
    let answers = lines(&supply("exposure", &["--format", "json"]));
    described("supply-exposure", &answers);
    // 16 magnets at 3.20 = 51.20, a shaft at 14, a core at 21, 820 of wire at 0.011 = 9.02: 95.22.
    // Chinese for certain: 70 % of 51.20 = 35.84; unknown: 15.36.
    assert_eq!(answers[0]["material"], 95.22);
    assert_eq!(answers[0]["share_at_least"], 37.639_151);
    assert_eq!(answers[0]["share_at_most"], 53.770_217);
    assert_eq!(answers[0]["single_points"], json!(["SHAFT-4"]));
    let text = supply("exposure", &["--product", "SRV-400"]).out;
    assert!(text.contains("made in China   37.63 to 53.78 %"), "{text}");
    let csv = supply("exposure", &["--format", "csv", "--country", "JP", "--by", "mass"]).out;
    assert!(csv.starts_with("product,site,country,by,share_at_least"), "{csv}");
    assert!(csv.lines().any(|row| row.starts_with("SRV-400,Nagoya,JP,mass (kg),")), "{csv}");
}

#[test]
fn what_ifs_are_told_for_a_person_and_as_a_table() {
    let arguments = ["--act", "cn/2026-1", "--on", "2026-01-06", "--licence-days", "63"];
    let arguments = [&arguments[..], &KNOWN[..]].concat();
    let text = supply("what-if", &arguments).out;
    assert!(text.contains("STOP   MAG-35SH  sintered magnet, 4 % dysprosium"), "{text}");
    assert!(text.contains("goes into   SRV-400 (Nagoya) licence, SRV-400M (Kure) stop"), "{text}");
    assert!(text.contains("a licence applied for now is there on 2026-03-10"), "{text}");
    assert!(text.contains("1 product without a part"), "{text}");
    let csv = supply("what-if", &[&arguments[..], &["--format", "csv"]].concat()).out;
    assert!(csv.contains("MAG-35SH,stop,SRV-400 licence;SRV-400M stop,19840,448,"), "{csv}");
    // Nothing found is said, and is no empty page.
    let nothing = supply(
        "what-if",
        &[
            "--scenario",
            "samples/supply/scenarios/no-61-revived.csv",
            "--on",
            "2026-01-01",
            "--format",
            "json",
        ],
    );
    assert!(
        nothing.out.is_empty() && nothing.err.contains("no bought part stops"),
        "{}",
        nothing.err
    );
}

#[test]
fn products_and_sites_that_stop_are_told() {
    let stops = |per| by_law("cn/2026-1", "2026-01-06", &["--per", per]);
    let products = stops("product");
    let motor = products.iter().find(|one| one["product"] == "SRV-400M").unwrap();
    assert_eq!((&motor["verdict"], &motor["value_per_month"]), (&json!("stop"), &json!(39200)));
    assert_eq!(motor["parts"][0]["part"], "MAG-35SH");
    let sites = stops("site");
    let kure = sites.iter().find(|one| one["site"] == "Kure").unwrap();
    assert_eq!(
        (&kure["stops_on"], &kure["products"]),
        (&json!("2026-02-01"), &json!(["SRV-400M"]))
    );
    let nagoya = sites.iter().find(|one| one["site"] == "Nagoya").unwrap();
    assert_eq!((&nagoya["verdict"], &nagoya["value_per_month"]), (&json!("licence"), &json!(0)));
    let arguments =
        ["--act", "cn/2026-1", "--on", "2026-01-06", "--per", "site", "--format", "csv"];
    let csv = supply("what-if", &[&arguments[..], &KNOWN[..]].concat()).out;
    assert!(csv.contains(",Kure,stop,2026-02-01,39200,USD,MAG-35SH stop"), "{csv}");
}

#[test]
fn the_same_question_has_the_same_bytes() {
    let arguments =
        [&["--act", "cn/2026-1", "--on", "2026-01-06", "--format", "json"], &KNOWN[..]].concat();
    assert_eq!(supply("what-if", &arguments).out, supply("what-if", &arguments).out);
    let exposure = || supply("exposure", &["--format", "json"]).out;
    assert_eq!(exposure(), exposure());
}

#[test]
fn pictures_stand_alone() {
    let folder = scratch("supply");
    let tree = folder.join("tree.svg");
    assert_eq!(supply("exposure", &["--svg", tree.to_str().unwrap()]).code, 0);
    let bars = folder.join("bars.svg");
    let shares = ["samples/supply/shares.csv", "samples/supply/flows.csv"];
    let ran =
        run(&[&["supply", "concentration"], &shares[..], &["--svg", bars.to_str().unwrap()]]
            .concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
    for (path, words) in [
        (tree, ["SRV-400", "MAG-35SH", "37.6 there"]),
        (bars, ["gallium", "5260 to 5296", "url(#hatch)"]),
    ] {
        let picture = std::fs::read_to_string(path).unwrap();
        assert!(picture.starts_with("<svg xmlns=") && picture.ends_with("</svg>\n"));
        assert!(words.iter().all(|word| picture.contains(word)), "{picture}");
        assert!(picture.contains("<title") && picture.contains("<desc"));
        // Nothing from elsewhere.
        assert!(!picture.contains("href") && !picture.contains("<script"));
    }
}

#[test]
fn concentration_is_answered_in_every_form() {
    let files = ["samples/supply/shares.csv", "samples/supply/flows.csv"];
    let ask =
        |format| run(&[&["supply", "concentration"], &files[..], &["--format", format]].concat());
    let answers = lines(&ask("json"));
    described("supply-concentration", &answers);
    assert_eq!(answers.last().unwrap()["dependent"], "no");
    assert!(ask("text").out.contains("5260 to 5296 of 10000"));
    assert_eq!(ask("csv").out.lines().count(), 7);
    let twice = "mineral,stage,country,share_pct\ngallium,metal,China,99\ngallium,metal,China,98\ntin,mine,Peru,9\n";
    let ran = run_with(&["supply", "concentration", "-", "--format", "csv"], twice.as_bytes());
    assert_eq!((ran.code, ran.out.lines().count()), (1, 2), "{}", ran.out);
    assert!(ran.err.contains("standard input, line 3"), "{}", ran.err);
}

#[test]
fn bad_input_and_wrong_command_lines_are_told() {
    let circle = "parent,part,quantity\nROT-4,STA-4,1\nSTA-4,ROT-4,1\n";
    let ran = run_with(&["supply", "exposure", TABLES[0], TABLES[1], "-"], circle.as_bytes());
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(
        ran.err.contains("circle") && ran.err.contains("`ROT-4`") && ran.err.contains("`STA-4`"),
        "{}",
        ran.err
    );
    for (arguments, code, wanted) in [
        (&["supply", "exposure"][..], 2, "FILE"),
        (&["supply", "exposure", "nowhere.csv"], 1, "there is no such file"),
        (&["supply", "exposure", "samples"], 1, "is a directory"),
        (&["supply", "exposure", "-", "-"], 2, "named twice"),
        (&["supply", "exposure", TABLES[0], "--country", "China"], 2, "write `CN` for China"),
        (
            &["supply", "exposure", TABLES[0], "--product", "MAG-35SH"],
            2,
            "`MAG-35SH` is no product",
        ),
        (&["supply", "exposure", "samples/orders.csv"], 1, "is not known"),
        (&["supply", "what-if", TABLES[0]], 2, "--act"),
        (&["supply", "what-if", TABLES[0], "--act", "cn/1999-9"], 2, "`cn/1999-9` names no act"),
        (
            &["supply", "what-if", TABLES[0], "--act", "cn/2026-1", "--scenario", "x"],
            2,
            "cannot be used with",
        ),
        (&["supply", "what-if", TABLES[0], "--scenario", TABLES[1]], 1, "is no scenario"),
        (
            &["supply", "what-if", TABLES[0], "--assume", "samples/orders.csv.law"],
            1,
            "there is no such file",
        ),
    ] {
        let ran = run(arguments);
        assert_eq!(ran.code, code, "{arguments:?}: {}", ran.err);
        assert!(ran.err.contains(wanted), "{arguments:?}: {}", ran.err);
    }
    let odd = "mineral,stage,from_country,effect,since,until\nunobtainium,,CN,prohibited,,\n";
    let path = scratch("supply-odd").join("odd.csv");
    std::fs::write(&path, odd).unwrap();
    let ran = supply("what-if", &["--scenario", path.to_str().unwrap()]);
    assert!(ran.err.contains("no part is of the mineral `unobtainium`"), "{}", ran.err);
    assert!(root().join(TABLES[0]).exists());
}
