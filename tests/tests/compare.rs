//! Comparisons: the chip-tool table comes out of the law, and every cell is what `decide` says.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that fails says so by panicking"
)]

use navicert_engine::compare::{
    self, Asked, Comparison, GapKind, Known, Mode, Relation, Subject, Tables, Word, compare,
};
use navicert_engine::{Decider, Engine, Options, embedded_law};
use navicert_model::country::Country;
use navicert_model::day::Day;
use navicert_rules::law::SourceFile;
use std::sync::OnceLock;

struct Ready {
    engine: Engine,
    tables: Tables,
}

fn ready() -> &'static Ready {
    static READY: OnceLock<Ready> = OnceLock::new();
    READY.get_or_init(|| Ready {
        engine: Engine::new(&embedded_law()).expect("the embedded law has no errors"),
        tables: compare::embedded().expect("the embedded tables have no errors"),
    })
}

fn options(on: &str) -> Options {
    let on = Day::parse(on).unwrap();
    let known_day = Day::parse("2026-11-21").unwrap();
    Options { on, known_at: "2026-11-21T00:00:00Z".into(), known_day, assume: Vec::new() }
}

fn country(name: &str) -> Country {
    Country::parse(name).unwrap()
}

/// An area, or one topic, on a day.
fn compared(name: &str, on: &str, from: &[&str], to: &[&str]) -> Comparison<'static> {
    let Ready { engine, tables } = ready();
    let subjects = match tables.area(name) {
        Some(_) => tables.topics_of(name).map(Subject::of_topic).collect(),
        None => vec![Subject::of_topic(tables.topic(name).expect(name))],
    };
    let area = tables.topic(name).map_or(name, |topic| topic.area.as_str());
    let mut asked = Asked {
        title: name.to_owned(),
        area: Some(area.to_owned()),
        subjects,
        from: from.iter().map(|name| country(name)).collect(),
        to: to.iter().map(|name| country(name)).collect(),
        // For all of an area that would be half of the work.
        without_service: tables.area(name).is_some(),
        ..Asked::default()
    };
    asked.complete(engine, tables);
    // What the tests need of the probes; the others are tried for single topics.
    if asked.subjects.len() > 1 {
        let needed = [
            "us-plant-chip",
            "us-origin",
            "advanced-node",
            "advanced-node-us-plant-chip",
            "military",
        ];
        asked.probes.retain(|name| needed.contains(&name.as_str()));
    }
    let mut decider = Decider::new(engine, options(on)).unwrap();
    compare(&mut decider, tables, asked).unwrap()
}

fn chip_tools() -> &'static Comparison<'static> {
    static DONE: OnceLock<Comparison<'static>> = OnceLock::new();
    DONE.get_or_init(|| {
        compared("chip-tools", "2026-11-21", &["US", "JP", "NL", "DE", "KR"], &["CN"])
    })
}

/// The cell of a topic in a word, with the laws behind it: `licence eu nl`.
fn cell(comparison: &Comparison<'_>, topic: &str, from: &str, to: &str) -> String {
    let thing = comparison.things.iter().find(|thing| thing.subject.name == topic).expect(topic);
    let (from, to) = (country(from), country(to));
    let found = thing.cells.iter().find(|one| one.route.from == from && one.route.to == to);
    let found = found.expect("the route was asked for");
    format!("{} {}", found.word().as_str(), found.behind().join(" ")).trim_end().to_owned()
}

/// Section 5 of the facts pack: who controls which chip tools, to China. `yes` is a licence for a
/// clean civil transfer; `uses` is the American second set (3B993, 3B994), which the facts call
/// `yes`: it is listed, but 742.6(a)(11) asks for a licence for footnote 5 parties and
/// advanced-node plants only, so that a clean civil transfer is free. `via` is the Union's list in a
/// Dutch export. `made` is free unless the rules on United States make reach it.
const FACTS: &[(&str, [&str; 4])] = &[
    // EUV scanners: yes everywhere; the Dutch list and the Union's both.
    ("euv-scanner", ["yes", "yes", "both", "yes"]),
    ("immersion-1.50", ["yes", "yes", "both", "yes"]),
    ("immersion-2.40", ["uses", "yes", "yes", "no"]),
    // Upgrade and throughput kits: in the Netherlands and the Union as parts of the scanner.
    ("kit-1.50", ["yes", "yes", "both", "yes"]),
    ("kit-2.40", ["uses", "yes", "yes", "no"]),
    ("kit-throughput", ["uses", "yes", "both", "yes"]),
    // Imprint.
    ("imprint-1.5", ["yes", "yes", "no", "no"]),
    ("imprint-4.0", ["uses", "yes", "no", "no"]),
    ("imprint-45", ["yes", "yes", "via", "yes"]),
    // Pellicles, and what makes them.
    ("pellicle", ["yes", "yes", "both", "yes"]),
    ("pellicle-tool", ["yes", "yes", "yes", "no"]),
    ("euv-mask", ["yes", "yes", "via", "yes"]),
    ("mask-blank", ["yes", "yes", "via", "yes"]),
    ("euv-track", ["yes", "yes", "no", "no"]),
    ("euv-mirror", ["yes", "yes", "no", "no"]),
    ("euv-mask-inspection", ["yes", "yes", "no", "no"]),
    ("euv-shaping", ["yes", "yes", "no", "no"]),
    // Dry etch.
    ("etch-sige", ["yes", "yes", "via", "yes"]),
    ("etch-pulsed", ["yes", "yes", "via", "yes"]),
    ("etch-pulsed-2", ["uses", "yes", "no", "no"]),
    // Wet, high-aspect and through-silicon etch.
    ("etch-wet", ["yes", "yes", "no", "no"]),
    ("etch-aspect", ["uses", "yes", "no", "no"]),
    ("etch-opening", ["uses", "yes", "no", "no"]),
    ("tsv-reveal", ["yes", "yes", "no", "no"]),
    ("tsv-etch", ["yes", "yes", "no", "no"]),
    // Deposition: partly on the Dutch list, all through the Union's.
    ("epitaxy", ["yes", "yes", "both", "yes"]),
    ("cobalt-plating", ["yes", "yes", "via", "yes"]),
    ("cobalt-fill", ["yes", "yes", "via", "yes"]),
    ("tungsten-bottom-up", ["yes", "yes", "via", "yes"]),
    ("tungsten-contact", ["yes", "yes", "via", "yes"]),
    ("copper-liner", ["yes", "yes", "via", "yes"]),
    ("ald-barrier", ["yes", "yes", "via", "yes"]),
    ("ald-tungsten", ["yes", "yes", "via", "yes"]),
    ("ald-work-function", ["yes", "yes", "both", "yes"]),
    ("ruthenium", ["yes", "yes", "via", "yes"]),
    ("low-k-gap", ["yes", "yes", "both", "yes"]),
    // Tungsten nitride with tungsten: Japan only.
    ("tungsten-nitride", ["no", "yes", "no", "no"]),
    ("spatial-ald", ["yes", "yes", "no", "no"]),
    ("carbon-mask", ["yes", "yes", "no", "no"]),
    ("mo-ru-ald", ["yes", "yes", "no", "no"]),
    ("high-k-liquid", ["yes", "yes", "no", "no"]),
    // Anneal and clean.
    ("reflow", ["uses", "yes", "no", "no"]),
    ("flash-anneal", ["uses", "yes", "no", "no"]),
    ("clean-residue", ["uses", "yes", "no", "no"]),
    ("clean-wet", ["yes", "yes", "no", "no"]),
    ("clean-dry", ["uses", "yes", "no", "no"]),
    ("clean-supercritical", ["yes", "yes", "no", "no"]),
    // Inspection and metrology: the facts say the Netherlands since April 2025 with codes that nobody
    // read; the law holds that order as reported only, so the Dutch cell asks for the code.
    ("inspection", ["uses", "yes", "open", "no"]),
    ("metrology", ["uses", "yes", "open", "no"]),
    ("implant-plasma", ["uses", "yes", "no", "no"]),
    ("implant-300", ["uses", "no", "no", "no"]),
    ("ocd", ["uses", "no", "no", "no"]),
    // Allies stricter than the United States.
    ("fpld-module", ["no", "yes", "via", "yes"]),
    ("hea-powder", ["no", "yes", "via", "yes"]),
];

#[test]
fn the_chip_tool_table_is_that_of_the_facts() {
    let done = chip_tools();
    let mut wrong = Vec::new();
    for (topic, expected) in FACTS {
        for (from, expected) in ["US", "JP", "NL", "DE"].into_iter().zip(expected) {
            let found = cell(done, topic, from, "CN");
            let own = ["us", "jp", "nl", "eu"];
            let holds = match (from, *expected) {
                ("US", "yes") => found == "licence us",
                ("JP", "yes") => found == "licence jp",
                ("NL", "yes") => found == "licence nl",
                ("NL", "both") => found == "licence eu nl",
                ("NL", "via") | ("DE", "yes") => found == "licence eu",
                ("NL", "open") => found == "open nl",
                ("US", "uses") => found == "uses us",
                // Not controlled by the place's own law; the American rules may still reach it.
                (_, "no") => {
                    ["free", "made us", "uses us"].contains(&found.as_str())
                        && !(from == "US" && own.iter().any(|law| found.ends_with(law)))
                }
                _ => false,
            };
            if !holds {
                wrong.push(format!("{topic} from {from}: expected {expected}, got {found}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_topic_of_the_chip_tools_is_in_the_test_or_beside_the_table() {
    // What section 5 of the facts does not name: the older list, imaging, further deposition of
    // Japan and the United States, software and technology.
    let done = chip_tools();
    let left: Vec<&str> = done
        .things
        .iter()
        .map(|thing| thing.subject.name.as_str())
        .filter(|name| !FACTS.iter().any(|(known, _)| known == name))
        .collect();
    for (topic, expected) in [
        ("scanner-k35", ["free", "licence jp", "licence eu", "licence eu"]),
        ("sem", ["licence us", "licence jp", "licence eu", "licence eu"]),
        ("prober", ["licence us", "licence jp", "licence eu", "licence eu"]),
        ("barrierless", ["licence us", "licence jp", "made us", "made us"]),
        ("multi-chip", ["licence us", "licence jp", "made us", "made us"]),
        ("litho-euv", ["licence us", "licence jp", "licence eu", "licence eu"]),
        ("litho-duv", ["uses us", "licence jp", "free", "free"]),
    ] {
        assert!(left.contains(&topic), "{topic} is in both tables");
        for (from, expected) in ["US", "JP", "NL", "DE"].into_iter().zip(expected) {
            assert_eq!(cell(done, topic, from, "CN"), expected, "{topic} from {from}");
        }
    }
}

/// Every cell, with and without probes, has the verdict of `decide` on the same transfer.
#[test]
fn a_cell_says_what_decide_says() {
    let Ready { engine, tables } = ready();
    let scanner = compared("immersion-1.50", "2026-11-21", &["US", "NL"], &["CN"]);
    let magnet = compared("samarium-magnet", "2026-01-07", &["CN", "US"], &["JP"]);
    for (comparison, step) in [(chip_tools(), 11), (&scanner, 1), (&magnet, 1)] {
        // A decider of its own: nothing is shared with the comparison.
        let mut decider = Decider::new(engine, options(&comparison.on.to_string())).unwrap();
        let mut seen = 0;
        for thing in comparison.things.iter().step_by(step) {
            for one in thing.cells.iter().chain(&thing.service) {
                let subject = &thing.subject;
                let plain =
                    compare::transfer(tables, subject, one.route, one.mode, None, &[]).unwrap();
                let verdict = decider.decide(&plain, |decision| decision.verdict());
                assert_eq!(verdict, one.verdict, "{} {}", subject.name, one.route.words());
                for unless in &one.unless {
                    let probe = tables.probes.iter().find(|probe| probe.name == unless.probe);
                    let then = compare::transfer(tables, subject, one.route, one.mode, probe, &[])
                        .unwrap();
                    let verdict = decider.decide(&then, |decision| {
                        let laws = &decision.judgement.laws;
                        let book = decision.state.book();
                        let law = laws.iter().find(|law| book.laws[law.law].name == unless.law);
                        law.unwrap().verdict
                    });
                    assert_eq!(verdict, unless.verdict, "{} {}", subject.name, unless.probe);
                    seen += 1;
                }
                seen += 1;
            }
        }
        assert!(seen > 3, "only {seen} verdicts were compared");
    }
}

#[test]
fn a_route_beyond_the_laws_is_reached_by_what_a_tool_holds() {
    let done = chip_tools();
    let thing = done.things.iter().find(|thing| thing.subject.name == "ald-work-function").unwrap();
    let escape = thing.gaps.iter().find(|gap| gap.kind == GapKind::Escape).unwrap();
    assert!(escape.text.starts_with("From KR to CN"), "{}", escape.text);
    assert!(escape.clauses.contains(&"us/ear#734.9(k)".to_owned()), "{:?}", escape.clauses);
    assert_eq!(cell(done, "ald-work-function", "KR", "CN"), "made us");
    // The Netherlands are outside that rule (Supplement 4 to part 742): a tool that no Dutch or
    // Union list holds goes free whatever chips it holds.
    let thing = done.things.iter().find(|thing| thing.subject.name == "spatial-ald").unwrap();
    let from_nl = thing.cells.iter().find(|one| one.route.from == country("NL")).unwrap();
    assert!(from_nl.unless.iter().all(|one| one.probe != "us-plant-chip"));
    assert!(from_nl.unless.iter().any(|one| one.probe == "us-origin"));
}

#[test]
fn limits_days_and_policies_that_part_are_told() {
    let done = compared("immersion-1.50", "2026-11-21", &["US", "JP", "NL"], &["CN", "US"]);
    let told = |kind: GapKind| -> Vec<&str> {
        let gaps = done.things[0].gaps.iter().filter(|gap| gap.kind == kind);
        gaps.map(|gap| gap.text.as_str()).collect()
    };
    assert_eq!(
        told(GapKind::Limits),
        ["dedicated_chuck_overlay, widest first: jp, nl <= 2.4 nm; us, eu <= 1.50 nm."]
    );
    assert!(told(GapKind::Days)[0].contains("eu since 2025-11-15"), "{:?}", told(GapKind::Days));
    assert!(told(GapKind::Policy)[0].contains("us presumption-of-denial"));
    assert!(told(GapKind::Exceptions).iter().any(|text| text.starts_with("eu/eu001")));
    let service = told(GapKind::Service);
    assert!(service.iter().any(|text| text.contains("us/ear#744.6(c)(2)(iii)")), "{service:?}");
}

#[test]
fn the_day_decides() {
    let before = compared("immersion-2.40", "2024-09-06", &["NL", "JP"], &["CN"]);
    let after = compared("immersion-2.40", "2024-09-07", &["NL", "JP"], &["CN"]);
    for (done, widest) in [(&before, "1.50 nm"), (&after, "2.40 nm")] {
        let thing = &done.things[0];
        let nl = thing.subject.codes.iter().position(|coded| coded.scheme == "nl").unwrap();
        let overlay = thing.held[nl]
            .bounds
            .iter()
            .find(|bound| bound.parameter == "dedicated_chuck_overlay")
            .unwrap();
        assert_eq!(overlay.amount.to_string(), widest);
    }
    let early = compared("pellicle", "2023-07-22", &["JP", "NL", "DE"], &["CN"]);
    let words: Vec<Word> = early.things[0].cells.iter().map(|cell| cell.word()).collect();
    assert!(words.iter().all(|word| *word != Word::Licence), "{words:?}");
}

#[test]
fn every_code_of_the_tables_is_one_that_a_list_knows() {
    let Ready { engine, tables } = ready();
    let on = Day::parse("2026-11-21").unwrap();
    let mut wrong = Vec::new();
    for topic in &tables.topics {
        let subject = Subject::of_topic(topic);
        let held = compare::held(engine, tables, &subject, on, on);
        for (coded, held) in subject.codes.iter().zip(&held) {
            let left_over = matches!(coded.relation, Some((Relation::None, _)));
            let known = match held.known {
                Known::Itself | Known::Residual => true,
                Known::Heading | Known::Above => !left_over,
                Known::Nowhere | Known::NoList => false,
            };
            if !known {
                wrong.push(format!("{}: {} {}", topic.name, coded.scheme, coded.code));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn codes_meet_in_topics_and_never_by_their_text() {
    let Ready { tables, .. } = ready();
    // 3C004 is indium in China and hydrides elsewhere.
    let indium = tables.topics_with("cn", "3C004.b");
    assert_eq!(indium.len(), 1);
    assert!(indium[0].codes.iter().all(|one| one.scheme == "cn" || one.code != "3C004"));
    let hydrides = tables.topics_with("us", "3C004");
    assert_eq!(hydrides[0].codes[0].code, "3C003.e");
}

#[test]
fn the_same_question_gives_the_same_bytes_in_every_form() {
    let once = compared("additive", "2026-11-21", &["US", "DE"], &["CN"]);
    let twice = compared("additive", "2026-11-21", &["US", "DE"], &["CN"]);
    assert_eq!(once.json(), twice.json());
    assert_eq!(once.text(), twice.text());
    assert_eq!(once.svg(), twice.svg());
    for line in once.text().lines().chain(chip_tools().text().lines()) {
        assert!(line.chars().count() <= 118, "{line}");
    }
}

#[test]
fn a_picture_escapes_what_it_is_given() {
    let Ready { engine, tables } = ready();
    let codes = [("us".to_owned(), "3B001.d.8".to_owned())];
    let mut asked = Asked {
        title: "a <tool> & \"more\"".into(),
        subjects: vec![Subject::of_codes("a <tool> & \"more\"", "goods", &codes)],
        from: vec![country("US")],
        to: vec![country("CN")],
        ..Asked::default()
    };
    asked.complete(engine, tables);
    let mut decider = Decider::new(engine, options("2026-11-21")).unwrap();
    let svg = compare(&mut decider, tables, asked).unwrap().svg();
    assert!(svg.contains("a &lt;tool&gt; &amp; &quot;more&quot;"));
    assert!(!svg.contains("<tool>"));
    assert!(svg.contains(">licence us<") && svg.ends_with("</svg>\n"));
    let opened = svg.matches("<text").count();
    assert_eq!(opened, svg.matches("</text>").count());
}

#[test]
fn labour_has_no_item_and_the_tool_is_what_it_is_for() {
    let Ready { tables, .. } = ready();
    let subject = Subject::of_topic(tables.topic("euv-scanner").unwrap());
    let route = compare::Route { from: country("NL"), to: country("CN") };
    let made = compare::transfer(tables, &subject, route, Mode::Service, None, &[]).unwrap();
    let written = navicert_model::write::write_transfer(&made);
    assert!(written.contains("\"activity\":\"service\""), "{written}");
    assert!(
        written.contains("\"nl\":\"none\"") && written.contains("\"us\":\"EAR99\""),
        "{written}"
    );
    assert!(written.contains("\"for\":{\"codes\":{"), "{written}");
}

#[test]
fn tables_with_errors_say_where_and_what_to_do() {
    let read = |text: &str| {
        Tables::read(&[SourceFile { name: "x.table".into(), text: text.into() }]).unwrap_err()
    };
    for (text, line, part) in [
        ("topic a \"A\"\n", 1, "has no area"),
        ("area a \"A\"\ntopic t \"T\"\n  us 3B001.X same official-text\n", 3, "3B001.X"),
        ("area a \"A\"\ntopic t \"T\"\n  us 3B001 equal official-text\n", 3, "`equal`"),
        ("area a \"A\"\ntopic t \"T\"\n  us 3B001 same gossip\n", 3, "`gossip`"),
        ("area a \"A\"\ntopic t \"T\"\n  kr 3B001 same analyst\n", 3, "`kr`"),
        (
            "area a \"A\"\ntopic t \"T\"\n  us 3B001 same analyst\n  us 3B002 same analyst\n",
            4,
            "twice",
        ),
        ("area a \"A\"\ntopic t \"T\"\ntopic t \"T\"\n", 3, "twice"),
        ("area a \"A\"\narea a \"A\"\n", 2, "twice"),
        ("area a \"A\"\n  to QQ\n", 2, "QQ"),
        ("area a \"A\"\n  probes nothing\n", 0, "`nothing`"),
        ("  us 3B001 same analyst\n", 1, "belongs to no statement"),
        ("area a \"A\n", 1, "does not end"),
        ("probe p \"P\"\n  about weather\n", 2, "`weather`"),
        ("probe p \"P\"\n  set item.origin\n", 2, "no field of a probe"),
        ("nonsense\n", 1, "no statement"),
    ] {
        let errors = read(text);
        assert_eq!(errors[0].line, line, "{text}");
        assert!(errors[0].to_string().contains(part), "{} lacks {part}", errors[0]);
        assert!(!errors[0].help.is_empty());
    }
}
