//! Snippets and the trees they make.

use super::shared::{brief, sound};
use crate::syntax::ast::StatementKind;

/// The tree of one condition line or block.
fn condition(text: &str) -> String {
    let indented: String = text.lines().map(|line| format!("  {line}\n")).collect();
    let file = sound(&format!("define cn/x\n{indented}"));
    match &file.statements[0].kind {
        StatementKind::Define { cond, .. } => brief(cond),
        other => panic!("{other:?}"),
    }
}

#[test]
fn conditions() {
    for (text, expected) in CONDITIONS {
        assert_eq!(condition(text), *expected, "{text}");
    }
}

#[test]
fn statements() {
    for (text, expected) in STATEMENTS {
        let file = sound(text);
        let all: Vec<String> = file.statements.iter().map(brief).collect();
        assert_eq!(all.join("\n"), *expected, "{text}");
    }
}

/// Conditions, and their trees.
const CONDITIONS: &[(&str, &str)] = &[
    (r#"item is uav"#, r#"ItemTag(["uav"])"#),
    (r#"not to in CN, us/D:5"#, r#"Not(To(["CN", "us/D:5"]))"#),
    (r#"item is uav and to in JP"#, r#"All([ItemTag(["uav"]), To(["JP"])])"#),
    (
        r#"item is uav or to in JP or via in KR"#,
        r#"Any([ItemTag(["uav"]), To(["JP"]), Via(["KR"])])"#,
    ),
    (
        r#"item is uav
to in JP"#,
        r#"All([ItemTag(["uav"]), To(["JP"])])"#,
    ),
    (
        r#"all of
  item is uav"#,
        r#"All([ItemTag(["uav"])])"#,
    ),
    (
        r#"any of
  none of
    from in HK
    origin in CN
  activity is export, reexport"#,
        r#"Any([None([From(["HK"]), Origin(["CN"])]), Activity(["export", "reexport"])])"#,
    ),
    (
        r#"some end-user, consignee where
  party is military
  party of JP"#,
        r#"Some { roles: ["end-user", "consignee"], every: false, cond: All([PartyTag(["military"]), PartyOf(["JP"])]) }"#,
    ),
    (
        r#"some end-user where party is military and party in JP"#,
        r#"Some { roles: ["end-user"], every: false, cond: All([PartyTag(["military"]), PartyIn(["JP"])]) }"#,
    ),
    (
        r#"item is uav and every buyer where party seat in JP"#,
        r#"All([ItemTag(["uav"]), Some { roles: ["buyer"], every: true, cond: PartySeat(["JP"]) }])"#,
    ),
    (
        r#"item is uav and some buyer where
  party in JP"#,
        r#"All([ItemTag(["uav"]), Some { roles: ["buyer"], every: false, cond: PartyIn(["JP"]) }])"#,
    ),
    (
        r#"end-user is military"#,
        r#"Some { roles: ["end-user"], every: false, cond: PartyTag(["military"]) }"#,
    ),
    (
        r#"not end-user of JP and consignee listed in cn/control-list"#,
        r#"All([Not(Some { roles: ["end-user"], every: false, cond: PartyOf(["JP"]) }), Some { roles: ["consignee"], every: false, cond: PartyListed { lists: ["cn/control-list"] } }])"#,
    ),
    (
        r#"content >= 0.1 % where
  origin in CN
  code cn under 1C902, 3C004.a"#,
        r#"Content { op: Ge, share: Amount { value: 0.1, unit: Unit(%) }, cond: All([Origin(["CN"]), CodeUnder { scheme: "cn", codes: ["1C902", "3C004.a"] }]) }"#,
    ),
    (
        r#"content > 0 % where origin in US"#,
        r#"Content { op: Gt, share: Amount { value: 0, unit: Unit(%) }, cond: Origin(["US"]) }"#,
    ),
    (
        r#"made with technology, plant"#,
        r#"MadeWith { kinds: ["technology", "plant"], cond: All([]) }"#,
    ),
    (
        r#"made with plant where code us under 3E001 and origin in US"#,
        r#"MadeWith { kinds: ["plant"], cond: All([CodeUnder { scheme: "us", codes: ["3E001"] }, Origin(["US"])]) }"#,
    ),
    (
        r#"tool where
  code nl under 3B001.f.4"#,
        r#"Tool(CodeUnder { scheme: "nl", codes: ["3B001.f.4"] })"#,
    ),
    (r#"unsure end-use is military"#, r#"Unsure(EndUse(["military"]))"#),
    (r#"code us is none"#, r#"CodeNone { scheme: "us" }"#),
    (r#"hs under 850511, 8459"#, r#"Hs(["850511", "8459"])"#),
    (
        r#"item is listed in cn/dual-use by 1, cn/2025-18#1"#,
        r#"Listed { list: "cn/dual-use", by: ["1", "cn/2025-18#1"] }"#,
    ),
    (r#"item is near cn/dual-use"#, r#"Near { list: "cn/dual-use" }"#),
    (
        r#"parameter energy_density >= 300 Wh/kg"#,
        r#"Parameter { name: "energy_density", op: Ge, bound: Amount { value: 300, unit: Unit(Wh/kg) } }"#,
    ),
    (
        r#"quantity <= 5 kg and value < 18000 USD"#,
        r#"All([Quantity { op: Le, bound: Amount { value: 5, unit: Unit(kg) } }, Value { op: Lt, bound: Amount { value: 18000, unit: Unit(USD) } }])"#,
    ),
    (
        r#"parameter sige_si_selectivity >= 100:1"#,
        r#"Parameter { name: "sige_si_selectivity", op: Ge, bound: Amount { value: 100, unit: Unit(ratio) } }"#,
    ),
    (r#"known end-use is wmd"#, r#"KnownEndUse(["wmd"])"#),
    (r#"knowledge is red-flag"#, r#"Knowledge(["red-flag"])"#),
    (r#"informed by jp of military, wmd"#, r#"Informed { law: "jp", tags: ["military", "wmd"] }"#),
    (r#"facility is advanced-node"#, r#"Facility(["advanced-node"])"#),
    (
        r#"facility in CN, MO and facility owner in JP"#,
        r#"All([FacilityIn(["CN", "MO"]), FacilityOwnerIn(["JP"])])"#,
    ),
    (
        r#"facility parameter process_node <= 16 nm"#,
        r#"FacilityParameter { name: "process_node", op: Le, bound: Amount { value: 16, unit: Unit(nm) } }"#,
    ),
    (
        r#"contracted before 2026-01-06 or shipped before 2026-02-01"#,
        r#"Any([ContractedBefore(Day(2026-01-06)), ShippedBefore(Day(2026-02-01))])"#,
    ),
    (
        r#"claims us/rpl or evidence of contract, licence"#,
        r#"Any([Claims("us/rpl"), Evidence(["contract", "licence"])])"#,
    ),
    (r#"holds cn/export"#, r#"Holds("cn/export")"#),
    (
        r#"person nationality in US and person employer in CN and end-user parent in CN"#,
        r#"All([Some { roles: ["person"], every: false, cond: PartyNationality(["US"]) }, Some { roles: ["person"], every: false, cond: PartyEmployer(["CN"]) }, Some { roles: ["end-user"], every: false, cond: PartyParent(["CN"]) }])"#,
    ),
    (
        r#"end-user listed in us/entity-list round us/ear footnote "1", "4""#,
        r#"Some { roles: ["end-user"], every: false, cond: PartyListed { lists: ["us/entity-list"], rounds: ["us/ear"], footnotes: ["1", "4"] } }"#,
    ),
    (
        r#"end-user owned >= 50 % in   aggregate by us/entity-list, us/meu"#,
        r#"Some { roles: ["end-user"], every: false, cond: PartyOwned { op: Ge, share: Amount { value: 50, unit: Unit(%) }, mode: "in aggregate", lists: ["us/entity-list", "us/meu"] } }"#,
    ),
    (
        r#"end-user owned > 25 % directly by us/sdn"#,
        r#"Some { roles: ["end-user"], every: false, cond: PartyOwned { op: Gt, share: Amount { value: 25, unit: Unit(%) }, mode: "directly", lists: ["us/sdn"] } }"#,
    ),
    (
        r#"bank owned = 50 % in cascade by us/sdn"#,
        r#"Some { roles: ["bank"], every: false, cond: PartyOwned { op: Eq, share: Amount { value: 50, unit: Unit(%) }, mode: "in cascade", lists: ["us/sdn"] } }"#,
    ),
    (
        r#"some end-user where
  any of
    party in JP
    party seat in JP"#,
        r#"Some { roles: ["end-user"], every: false, cond: Any([PartyIn(["JP"]), PartySeat(["JP"])]) }"#,
    ),
    (
        r#"to in JP,   # the first
    # the second
      KR,
   CN"#,
        r#"To(["JP", "KR", "CN"])"#,
    ),
];

/// Statements, and their trees.
const STATEMENTS: &[(&str, &str)] = &[
    (
        r#"law cn "China"
  complete to 2026-10-09
  flagged "a"
  flagged "b"
  not-modelled "c \"d\" \\ e"
"#,
        r#"Law { name: "cn", title: "China", complete_to: Some(Day(2026-10-09)), flagged: ["a", "b"], not_modelled: ["c \"d\" \\ e"] }"#,
    ),
    (
        r#"act cn/2026-1 "Title"
  issuer "Ministry"
  published 2026-01-06
  source https://a.example/x#y
"#,
        r#"Act(ActHead { id: Some("cn/2026-1"), title: Some("Title"), issuer: Some("Ministry"), published: Some(Day(2026-01-06)), source: Some("https://a.example/x#y") })"#,
    ),
    (
        r#"act cn/2026-1 "Title"
  source "https://a.example/x,y"
  weight order
"#,
        r#"Act(ActHead { id: Some("cn/2026-1"), title: Some("Title"), source: Some("https://a.example/x,y"), weight: Some("order") })"#,
    ),
    (
        r#"of act cn/2024-51
"#,
        r#"OfAct { id: "cn/2024-51" }"#,
    ),
    (
        r#"clause 1 "T"
  cite "para. 1"
  since 2026-01-06
  reach holds cn/export
  when
    item is uav
    to in JP
  unless item is used
  grace until 2026-02-01 when shipped before 2026-01-06
  grace when item is mixture
  then licence
  policy denial when holds cn/japan-military
  policy case-by-case
  forms cn/single, cn/general
  bars cn/general, cn/registration when
    item is uav
  duty risk-report, undertaking
  text declare-code "Code {code}" zh "编码 {code}"
  ask end_use.military "Military?" of end-user
  note "n"
  reading "narrow" by "METI"
    when item is uav
    note "m"
"#,
        r#"Clause(Clause { pin: Some("1"), title: Some("T"), cite: Some("para. 1"), since: Some(Day(2026-01-06)), reach: Some(Holds("cn/export")), when: Some(All([ItemTag(["uav"]), To(["JP"])])), unless: Some(ItemTag(["used"])), grace: [Grace { until: Some(Day(2026-02-01)), when: ShippedBefore(Day(2026-01-06)) }, Grace { when: ItemTag(["mixture"]) }], then: Some("licence"), policy: [Qualified { words: ["denial"], when: Some(Holds("cn/japan-military")) }, Qualified { words: ["case-by-case"] }], forms: ["cn/single", "cn/general"], bars: [Qualified { words: ["cn/general", "cn/registration"], when: Some(ItemTag(["uav"])) }], duty: [Qualified { words: ["risk-report", "undertaking"] }], texts: [DutyText { duty: "declare-code", text: "Code {code}", zh: Some("编码 {code}") }], asks: [Ask { fact: "end_use.military", text: "Military?", whom: "end-user" }], notes: ["n"], readings: [Reading { name: "narrow", whose: "METI", when: ItemTag(["uav"]), notes: ["m"] }] })"#,
    ),
    (
        r#"exception 2 "T"
  lifts 1, cn/2025-61
  claimed cn/humanitarian
"#,
        r#"Exception(Clause { pin: Some("2"), title: Some("T"), lifts: ["1", "cn/2025-61"], claimed: Some("cn/humanitarian") })"#,
    ),
    (
        r#"guidance 2026-01-08 "Civil"
  about 1, cn/2026-1#2
  known 2026-01-09
"#,
        r#"Guidance(Guidance { day: Day(2026-01-08), title: "Civil", about: ["1", "cn/2026-1#2"], known: Some(Day(2026-01-09)) })"#,
    ),
    (
        r#"suspend 1, cn/2025-61
  cite "a"
  since 2025-11-10
  until 2026-11-10
  then revived
"#,
        r#"Suspend(StatusChange { refs: ["1", "cn/2025-61"], cite: Some("a"), since: Some(Day(2025-11-10)), until: Some(Day(2026-11-10)), then: Some("revived") })"#,
    ),
    (
        r#"cease 1
  since 2025-11-10
"#,
        r#"Cease(StatusChange { refs: ["1"], since: Some(Day(2025-11-10)) })"#,
    ),
    (
        r#"revive 1
  since 2025-11-10
"#,
        r#"Revive(StatusChange { refs: ["1"], since: Some(Day(2025-11-10)) })"#,
    ),
    (
        r#"unenforced 1
  until 2025-11-10
"#,
        r#"Unenforced(StatusChange { refs: ["1"], until: Some(Day(2025-11-10)) })"#,
    ),
    (
        r#"group us/D:5 "Embargoed"
  members CN, RU since 2024-01-01 until 2025-01-01
  members CN since 2025-01-01
"#,
        r#"Group { name: "us/D:5", title: Some("Embargoed"), members: [Members { countries: ["CN", "RU"], since: Some(Day(2024-01-01)), until: Some(Day(2025-01-01)) }, Members { countries: ["CN"], since: Some(Day(2025-01-01)) }] }"#,
    ),
    (
        r#"list cn/dual-use "Items"
  scheme cn
  note "n"
"#,
        r#"List { name: "cn/dual-use", title: Some("Items"), scheme: Some("cn"), notes: ["n"] }"#,
    ),
    (
        r#"entries cn/dual-use by 1
  entry 1C905.b "Dysprosium" zh "镝"
    hs 2846901520,
       3824999922
    when parameter purity >= 99 %
  entry 3A001 "Batteries"
    on cn/x, cn/y
"#,
        r#"Entries { list: "cn/dual-use", by: Some("1"), entries: [Entry { code: "1C905.b", title: "Dysprosium", zh: Some("镝"), hs: ["2846901520", "3824999922"], when: Some(Parameter { name: "purity", op: Ge, bound: Amount { value: 99, unit: Unit(%) } }) }, Entry { code: "3A001", title: "Batteries", on: ["cn/x", "cn/y"] }] }"#,
    ),
    (
        r#"parties cn/control-list round cn/2026-11
  party "A & Co., Ltd."
    name "甲", "乙"
    country JP
    since 2026-02-24
"#,
        r#"Parties { list: "cn/control-list", round: Some("cn/2026-11"), parties: [PartyEntry { title: "A & Co., Ltd.", names: ["甲", "乙"], country: Some("JP"), since: Some(Day(2026-02-24)) }] }"#,
    ),
    (
        r#"derive military of end-user, buyer
  party listed in us/meu
  party in CN
"#,
        r#"Derive { tag: "military", roles: ["end-user", "buyer"], cond: All([PartyListed { lists: ["us/meu"] }, PartyIn(["CN"])]) }"#,
    ),
    (
        r#"define cn/x  # comment
  # comment
  item is uav
"#,
        r#"Define { name: "cn/x", cond: ItemTag(["uav"]) }"#,
    ),
];
