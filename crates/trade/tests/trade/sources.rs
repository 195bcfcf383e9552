//! Each source as it is written, and what is refused.

use crate::common::{day, period, series};
use navicert_trade::body::Basket;
use navicert_trade::fault::{Fault, Refusal};
use navicert_trade::observation::{Flow, Hs, State};
use navicert_trade::read::{self, Choices, Rate, Source};
use navicert_trade::series::Series;

const CHINA: &str = "数据年月,商品编码,商品名称,贸易伙伴编码,贸易伙伴名称,第一数量,第一计量单位,第二数量,第二计量单位,美元\n\
    202411,25041091,\"球化\n石墨\",116,日本,\"1,234,567\",千克,,,\"2,345,678\"\n\
    202412,25041091,\"球化\n石墨\",116,日本,\"20,000\",千克,,,\"51,000\"\n";

fn gb18030(text: &str) -> Vec<u8> {
    encoding_rs::GB18030.encode(text).0.into_owned()
}

fn all(text: &str) -> Vec<Series> {
    series(&[text.as_bytes()], &[], "2026-11-21").unwrap()
}

fn one(all: &[Series], unit: &str) -> Series {
    all.iter()
        .find(|one| one.unit.as_str() == unit)
        .unwrap_or_else(|| panic!("no {unit} in {all:?}"))
        .clone()
}

fn refused(bytes: &[u8]) -> Refusal {
    let refusal = series(&[bytes], &[], "2026-11-21").expect_err("refused");
    assert!(!refusal.to_string().is_empty() && !refusal.fault.help().is_empty());
    refusal
}

fn value(series: &Series, month: &str) -> Option<String> {
    series.point(period(month))?.value.map(|value| value.normalize().to_string())
}

fn state(series: &Series, month: &str) -> Option<State> {
    series.point(period(month)).map(|point| point.state)
}

#[test]
fn china_customs_in_all_its_headers() {
    let plain = all(CHINA);
    assert_eq!(all_of(&gb18030(CHINA)), plain);
    assert_eq!(all_of(format!("\u{feff}{CHINA}").as_bytes()), plain);
    assert_eq!(all(&CHINA.replace('\n', "\r\n").replace("\"球化\r\n", "\"球化\n")), plain);
    assert_eq!(all(&CHINA.replace("数据年月", "月份")), plain);
    assert_eq!(all(&CHINA.replace("美元", "美元值")), plain);
    assert_eq!(
        all(&CHINA.replace("美元\n", "美元,\n").replace("\"\n202412", "\",\n202412")),
        plain
    );
    assert_eq!(all(&CHINA.replace("202411", "2024年11月").replace("202412", "2024-12")), plain);
    let tonnes = one(&plain, "t");
    assert_eq!(tonnes.product.as_deref(), Some("球化 石墨"));
    assert_eq!(
        (tonnes.reporter.as_str(), tonnes.partner.as_str(), tonnes.flow),
        ("CN", "JP", Flow::Export)
    );
    assert_eq!(value(&tonnes, "2024-11").as_deref(), Some("1234.567"));
    assert_eq!(tonnes.point(period("2024-12")).unwrap().released_on, Some(day("2025-01-20")));
    assert_eq!(value(&one(&plain, "USD"), "2024-12").as_deref(), Some("51000"));
    // Names decide, as a whole.
    let guinea = all(&CHINA.replace("116,日本", "999,几内亚比绍"));
    assert_eq!(guinea[0].partner.as_str(), "GW");
    let unknown = all(&CHINA.replace("116,日本", "999,某地"));
    assert_eq!(unknown[0].partner.as_str(), "gacc-999");
}

fn all_of(bytes: &[u8]) -> Vec<Series> {
    series(&[bytes], &[], "2026-11-21").unwrap()
}

#[test]
fn china_customs_refused() {
    let header = CHINA.lines().next().unwrap();
    assert_eq!(refused(header.as_bytes()).fault, Fault::HeaderOnly);
    assert_eq!(refused(b"").fault, Fault::Empty);
    let no_month = CHINA.replace("数据年月,", "").replace("202411,", "").replace("202412,", "");
    assert!(matches!(refused(no_month.as_bytes()).fault, Fault::NoColumn { what: "the month" }));
    let split = CHINA.replace("第二数量", "贸易方式名称");
    assert!(matches!(refused(split.as_bytes()).fault, Fault::Split { .. }));
    let yuan = CHINA.replace("美元", "人民币");
    assert_eq!(refused(yuan.as_bytes()).fault, Fault::Yuan);
    let rate = |value: &str, on| Rate {
        from: "CNY".into(),
        to: "USD".into(),
        value: value.parse().unwrap(),
        on: day(on),
    };
    let choices = Choices {
        flow: Some(Flow::Export),
        rates: vec![rate("0.1408", "2024-11-30"), rate("0.1370", "2024-12-31")],
    };
    let (source, lines) = read::read(0, yuan.as_bytes(), &choices).unwrap();
    assert_eq!(source, Source::China);
    let dollars: Vec<_> =
        lines[0].cells.iter().filter(|cell| cell.unit.as_str() == "USD").collect();
    // 2,345,678 × 0.1408 and 51,000 × 0.1370, each at the rate noted nearest to the end of its month.
    assert_eq!(
        dollars.iter().map(|cell| cell.value.unwrap().to_string()).collect::<Vec<_>>(),
        ["330271.46", "6987"]
    );
    let refusal = read::read(0, CHINA.as_bytes(), &Choices::default()).expect_err("no flow");
    assert!(refusal.fault == Fault::NoFlow && refusal.fault.help().contains("--flow"));
    // Cut in the middle of a row, and in the middle of a quoted cell.
    let whole = CHINA.trim_end();
    for cut in [whole.len() - 12, whole.len() - 3] {
        let refusal = refused(&whole.as_bytes()[..cut]);
        assert!(matches!(refusal.fault, Fault::BreaksOff { .. }), "{refusal}");
    }
    // Saved where the characters do not exist; read as Latin letters; UTF-16; bytes that are neither.
    let lost: String = CHINA.chars().map(|c| if c.is_ascii() { c } else { '?' }).collect();
    assert!(matches!(refused(lost.as_bytes()).fault, Fault::Lost { .. }));
    let latin: String = gb18030(CHINA).iter().map(|byte| char::from(*byte)).collect();
    assert!(matches!(refused(latin.as_bytes()).fault, Fault::Lost { .. }));
    assert_eq!(refused(b"\xff\xfe1\0").fault, Fault::Utf16);
    let mut broken = gb18030(CHINA);
    broken.extend(b"\xff\xff\n");
    let refusal = refused(&broken);
    assert_eq!((refusal.fault, refusal.line), (Fault::Encoding, Some(1)));
    let number = refused(CHINA.replace("20,000", "20.000,5").as_bytes());
    assert_eq!((number.line, number.field.as_deref()), (Some(4), Some("第一数量")));
}

#[test]
fn kilograms_and_pieces_in_one_series_are_refused() {
    let mixed = CHINA.replace("\"20,000\",千克", "\"20,000\",个");
    assert!(matches!(refused(mixed.as_bytes()).fault, Fault::MixedUnits { .. }));
    // Both in every month are two series.
    let both = CHINA.replace("千克,,,", "千克,7,个,");
    assert_eq!(
        all(&both).iter().map(|one| one.unit.as_str().to_owned()).collect::<Vec<_>>(),
        ["t", "个", "USD"]
    );
}

#[test]
fn japan_customs_zeros_that_are_and_are_not() {
    let header = "Exp or Imp,Year,HS,Country,Unit1,Unit2,Quantity1-Jan,Quantity2-Jan,Value-Jan,Quantity1-Feb,Quantity2-Feb,Value-Feb,\
        Quantity1-Mar,Quantity2-Mar,Value-Mar";
    let text = format!("{header}\n2,2025,'284690100',105,  ,KG,0,60000,150000,0,0,400,0,0,0\n");
    let all = series(&[text.as_bytes()], &[], "2025-04-10").unwrap();
    let tonnes = one(&all, "t");
    assert_eq!(
        (tonnes.reporter.as_str(), tonnes.partner.as_str(), tonnes.flow),
        ("JP", "CN", Flow::Import)
    );
    // Below half a unit beside a value: a figure. March is not out on 10 April.
    assert_eq!(
        (state(&tonnes, "2025-02"), value(&tonnes, "2025-02").as_deref()),
        (Some(State::Published), Some("0"))
    );
    assert_eq!(state(&tonnes, "2025-03"), None);
    assert_eq!(value(&one(&all, "JPY"), "2025-02").as_deref(), Some("400000"));
    let later = series(&[text.as_bytes()], &[], "2025-05-10").unwrap();
    assert_eq!(state(&one(&later, "t"), "2025-03"), Some(State::Zero));
    // In a file of many rows a month that no row has a figure for was not out when it was saved.
    let many: String = (0..25)
        .map(|code| format!("2,2025,'2846901{code:02}',105,,KG,0,5,9,0,6,9,0,0,0\n"))
        .collect();
    let many = series(&[format!("{header}\n{many}").as_bytes()], &[], "2026-11-21").unwrap();
    assert!(
        many.iter().all(|one| state(one, "2025-03").is_none() && state(one, "2025-02").is_some())
    );
}

fn comtrade(rows: &str, count: usize) -> String {
    format!("{{\"elapsedTime\":\"0.1 secs\",\"count\":{count},\"data\":[{rows}],\"error\":\"\"}}")
}

const COMTRADE: &str = r#"{"typeCode":"C","freqCode":"M","refYear":2024,"refMonth":5,"period":"202405","reporterCode":156,"flowCode":"X","partnerCode":410,"partner2Code":0,"classificationCode":"H6","cmdCode":"810194","customsCode":"C00","motCode":0,"qtyUnitCode":8,"qtyUnitAbbr":"kg","qty":12400.5,"isQtyEstimated":false,"netWgt":12400.5,"isNetWgtEstimated":false,"primaryValue":610000.0}"#;

#[test]
fn comtrade_in_json_and_csv() {
    let part = COMTRADE.replace("\"motCode\":0", "\"motCode\":2100");
    let estimated = COMTRADE
        .replace("202405", "202406")
        .replace("\"isNetWgtEstimated\":false", "\"isNetWgtEstimated\":true");
    let json = all(&comtrade(&[COMTRADE, &part, &estimated].join(","), 3));
    let tonnes = one(&json, "t");
    assert_eq!((tonnes.reporter.as_str(), tonnes.partner.as_str()), ("CN", "KR"));
    assert_eq!(value(&tonnes, "2024-05").as_deref(), Some("12.4005"));
    assert_eq!(state(&tonnes, "2024-06"), Some(State::Estimated));
    let csv = "typeCode,freqCode,period,reporterCode,flowCode,partnerCode,partner2Code,classificationCode,cmdCode,customsCode,motCode,\
        qtyUnitCode,qtyUnitAbbr,qty,isQtyEstimated,netWgt,isNetWgtEstimated,primaryValue\n\
        C,M,202405,156,X,410,0,H6,810194,C00,0,8,kg,12400.5,False,12400.5,False,610000.0\n\
        C,M,202405,156,X,410,0,H6,810194,C00,2100,8,kg,400,False,400,False,1.0\n\
        C,M,202406,156,X,410,0,H6,810194,C00,0,8,kg,12400.5,False,12400.5,True,610000.0\n";
    assert_eq!(all(csv), json);
    // What arrives through the UN came out with the reporter's own calendar.
    assert_eq!(tonnes.point(period("2024-05")).unwrap().released_on, Some(day("2024-06-20")));
    let yearly = all(&comtrade(
        &COMTRADE.replace("\"202405\"", "\"2024\"").replace("\"refMonth\":5", "\"refMonth\":52"),
        1,
    ));
    assert!(yearly[0].yearly && value(&yearly[0], "2024").is_some());
}

#[test]
fn comtrade_refused() {
    let whole = comtrade(COMTRADE, 1);
    for cut in [1, 30, whole.len() / 2, whole.len() - 1] {
        assert!(
            matches!(refused(&whole.as_bytes()[..cut]).fault, Fault::BreaksOff { .. }),
            "{cut}"
        );
    }
    assert!(matches!(refused(comtrade(COMTRADE, 2).as_bytes()).fault, Fault::BreaksOff { .. }));
    assert_eq!(refused(comtrade("", 0).as_bytes()).fault, Fault::NoRows);
    let error = r#"{"elapsedTime":"0 secs","count":0,"data":[],"error":"Invalid period"}"#;
    assert!(
        matches!(refused(error.as_bytes()).fault, Fault::Service { message } if message == "Invalid period")
    );
    let denied = r#"{"statusCode":401,"message":"Access denied due to missing subscription key."}"#;
    assert!(matches!(refused(denied.as_bytes()).fault, Fault::Service { .. }));
    let parts = COMTRADE.replace("\"motCode\":0", "\"motCode\":2100");
    assert!(matches!(refused(comtrade(&parts, 1).as_bytes()).fault, Fault::Split { .. }));
    assert_eq!(refused(b"{\"a\":1}").fault, Fault::UnknownJson);
    let services = COMTRADE.replace("\"typeCode\":\"C\"", "\"typeCode\":\"S\"");
    assert_eq!(refused(comtrade(&services, 1).as_bytes()).line, Some(1));
}

#[test]
fn baci_years_and_leading_zeros() {
    let all = all(
        "t,i,j,k,v,q\n2022,156,392,250410,  1.5,2.25\n2023,156,392,250410,3,NA\n2023,156,251,10121,1,1\n",
    );
    let dollars = one(&all, "USD");
    assert_eq!(
        (value(&dollars, "2022").as_deref(), value(&dollars, "2023").as_deref()),
        (Some("1500"), Some("3000"))
    );
    assert_eq!(value(&one(&all, "t"), "2022").as_deref(), Some("2.25"));
    assert!(dollars.yearly && dollars.breaks.is_empty());
    assert!(all.iter().any(|one| one.partner.as_str() == "FR" && one.hs[0].as_str() == "010121"));
    let latest = dollars.latest().unwrap();
    assert_eq!(
        (latest.mom_pct, latest.yoy_pct.map(|rate| rate.to_string()).as_deref()),
        (None, Some("100"))
    );
    assert_eq!(refused(b"t,i,j,k,v,q\n").fault, Fault::HeaderOnly);
}

#[test]
fn eurostat_flags() {
    let text = "DATAFLOW,LAST UPDATE,freq,reporter,partner,product,flow,indicators,TIME_PERIOD,OBS_VALUE,OBS_FLAG\n\
        ESTAT:DS-045409(1.0),16/07/25 11:00:00,M,DE,CN,85051110,1,QUANTITY_IN_100KG,2025-03,1234.56,\n\
        ESTAT:DS-045409(1.0),16/07/25 11:00:00,M,DE,CN,85051110,1,QUANTITY_IN_100KG,2025-04,,c\n\
        ESTAT:DS-045409(1.0),16/07/25 11:00:00,M,DE,CN,85051110,1,QUANTITY_IN_100KG,2025-05,1200,p\n\
        ESTAT:DS-045409(1.0),16/07/25 11:00:00,M,DE,CN,85051110,1,QUANTITY_IN_100KG,2025-06,0,\n\
        ESTAT:DS-045409(1.0),16/07/25 11:00:00,M,DE,CN,85051110,1,VALUE_IN_EUROS,2025-03,9000,\n\
        ESTAT:DS-045409(1.0),16/07/25 11:00:00,M,EL,WORLD,85051110,2,VALUE_IN_EUROS,2025-03,1,\n\
        ESTAT:DS-045409(1.0),16/07/25 11:00:00,M,EU27_2020,CN,85051110,1,VALUE_IN_EUROS,2025-03,7,\n";
    let all = all(text);
    let tonnes = one(&all, "t");
    assert_eq!(value(&tonnes, "2025-03").as_deref(), Some("123.456"));
    let states = ["2025-04", "2025-05", "2025-06"].map(|month| state(&tonnes, month).unwrap());
    assert_eq!(states, [State::Suppressed, State::Provisional, State::Zero]);
    assert!(all.iter().any(|one| one.reporter.as_str() == "GR" && one.partner.as_str() == "world"));
    assert!(all.iter().any(|one| one.reporter.as_str() == "EU" && one.flow == Flow::Import));
    let wrong = refused(text.replace("VALUE_IN_EUROS", "VALUE_IN_NAC").as_bytes());
    assert_eq!((wrong.line, wrong.field.as_deref()), (Some(6), Some("indicators")));
}

#[test]
fn census_rows_under_a_header_row() {
    let text = r#"[["CTY_CODE","CTY_NAME","GEN_VAL_MO","GEN_QY1_MO","UNIT_QY1","I_COMMODITY","time"],
        ["5700","CHINA","100","2500","KG","8505110000","2026-03"],
        ["-","TOTAL FOR ALL COUNTRIES","900","0","-","8505110000","2026-03"],
        ["5800","KOREA, SOUTH","50","30","NO","8505110000","2026-03"]]"#;
    let all = all(text);
    let tonnes = one(&all, "t");
    assert_eq!(
        (tonnes.reporter.as_str(), tonnes.partner.as_str(), tonnes.flow),
        ("US", "CN", Flow::Import)
    );
    assert_eq!(value(&tonnes, "2026-03").as_deref(), Some("2.5"));
    assert!(all.iter().any(|one| one.partner.as_str() == "world" && one.unit.as_str() == "USD"));
    assert!(all.iter().any(|one| one.partner.as_str() == "KR" && one.unit.as_str() == "NO"));
    let header = text.split("],").next().unwrap().to_owned() + "]]";
    assert_eq!(refused(header.as_bytes()).fault, Fault::HeaderOnly);
    assert!(matches!(refused(&text.as_bytes()[..text.len() - 4]).fault, Fault::BreaksOff { .. }));
    assert!(matches!(refused(b"[[\"a\"],[\"b\"]]").fault, Fault::UnknownJson));
    assert!(matches!(refused(b"[1,2]").fault, Fault::UnknownJson));
}

const TIDY: &str = "reporter,partner,flow,product,hs,classification,period,quantity,unit,value,currency,state,released_on\n";

fn tidy(rows: &str) -> String {
    format!("{TIDY}{rows}")
}

#[test]
fn seven_states_are_kept_apart() {
    let text = tidy(
        "CN,JP,export,x,250410,HS2022,2025-01,5,t,,,published,\n\
         CN,JP,export,x,250410,HS2022,2025-02,4,t,,,provisional,\n\
         CN,JP,export,x,250410,HS2022,2025-03,0,t,0,USD,,\n\
         CN,JP,export,x,250410,HS2022,2025-04,,,,,suppressed,\n\
         CN,JP,export,x,250410,HS2022,2025-05,3,t,,,estimated,\n\
         CN,JP,export,x,250410,HS2022,2025-07,0,t,12,USD,,\n\
         CN,JP,export,x,250410,HS2022,2025-08,9,t,,,not-published,\n",
    );
    let tonnes = one(&all(&text), "t");
    let told: Vec<_> =
        tonnes.points.iter().map(|point| (point.state, point.value.is_some())).collect();
    use State::{Estimated, Missing, Provisional, Published, Suppressed, Zero};
    assert_eq!(
        told,
        [
            (Published, true),
            (Provisional, true),
            (Zero, true),
            (Suppressed, false),
            (Estimated, true),
            (Missing, false),
            (Published, true)
        ]
    );
    let latest = tonnes.latest().unwrap();
    // June is missing and April withheld: no change on the month, no sum; rates against zero are none either.
    assert_eq!((latest.mom_pct, latest.ytd), (None, None));
    assert_eq!(tonnes.change(period("2025-03"), period("2025-05")), None);
}

#[test]
fn revisions_by_their_days() {
    let row = |value: &str, state: &str, on: &str| {
        format!("CN,JP,export,x,250410,,2025-01,{value},t,,,{state},{on}\n")
    };
    let revised =
        tidy(&[row("226", "provisional", "2025-03-20"), row("230", "", "2025-05-18")].concat());
    for (as_of, value, state) in
        [("2025-04-01", "226", State::Provisional), ("2025-05-18", "230", State::Published)]
    {
        let all = series(&[revised.as_bytes()], &[], as_of).unwrap();
        assert_eq!(
            (all[0].points[0].value.unwrap().to_string().as_str(), all[0].points[0].state),
            (value, state)
        );
    }
    let all = series(&[revised.as_bytes()], &[], "2026-01-01").unwrap();
    assert_eq!(all[0].points[0].revised, [(day("2025-03-20"), "226".parse().unwrap())]);
    // Twice the same number is one cell, in one file or two; two numbers of which neither is newer are refused.
    let twice = tidy(&[row("226", "", ""), row("226.0", "", "")].concat());
    assert_eq!(
        series(&[twice.as_bytes(), twice.as_bytes()], &[], "2026-01-01").unwrap()[0].points.len(),
        1
    );
    let against = tidy(&[row("226", "", ""), row("230", "", "")].concat());
    let refusal = refused(against.as_bytes());
    assert!(matches!(refusal.fault, Fault::Contradiction { .. }) && refusal.line == Some(3));
    let other = series(
        &[tidy(&row("226", "", "")).as_bytes(), tidy(&row("230", "", "")).as_bytes()],
        &[],
        "2026-01-01",
    );
    assert_eq!(other.expect_err("refused").file, 1);
}

fn basket(name: &str, codes: &str) -> Basket {
    Basket {
        name: name.into(),
        codes: codes.split(',').map(|code| Hs::parse(code).unwrap()).collect(),
    }
}

#[test]
fn baskets_over_editions() {
    let row =
        |hs: &str, month: &str, value: &str| format!("CN,JP,export,,{hs},,{month},{value},t,,,,\n");
    let text = tidy(
        &[
            row("811230", "2006-11", "5"),
            row("811230", "2006-12", "6"),
            row("811292", "2007-01", "50"),
            row("811292", "2007-02", "60"),
        ]
        .concat(),
    );
    let all =
        series(&[text.as_bytes()], &[basket("germanium", "811230,811292")], "2026-01-01").unwrap();
    assert_eq!(all.len(), 1, "the codes have no series of their own");
    let sum = &all[0];
    assert_eq!((sum.product.as_deref(), sum.hs.len(), sum.points.len()), (Some("germanium"), 2, 4));
    let at = &sum.breaks[0];
    assert_eq!((at.period, at.comparable), (period("2007-01"), false));
    assert_eq!(
        (at.from.as_slice(), at.to.as_slice()),
        (&[Hs::parse("811230").unwrap()][..], &[Hs::parse("811292").unwrap()][..])
    );
    assert_eq!(sum.change(period("2006-12"), period("2007-01")), None);
    assert_eq!(sum.latest().unwrap().mom_pct.map(|rate| rate.to_string()).as_deref(), Some("20"));
    // With what left the heading it holds what it held.
    let text = tidy(
        &[
            row("811292", "2021-12", "9"),
            row("811292", "2022-01", "7"),
            row("811231", "2022-01", "1"),
            row("811241", "2022-01", "2"),
        ]
        .concat(),
    );
    let all =
        series(&[text.as_bytes()], &[basket("old heading", "811292,811231,811241")], "2026-01-01")
            .unwrap();
    assert!(all[0].breaks[0].comparable);
    assert_eq!(value(&all[0], "2022-01").as_deref(), Some("10"));
    assert_eq!(
        all[0].latest().unwrap().mom_pct.map(|rate| rate.to_string()).as_deref(),
        Some("11.1")
    );
}

#[test]
fn a_basket_with_a_part_missing_is_not_known() {
    let row = |hs: &str, month: &str, value: &str, unit: &str| {
        format!("CN,JP,export,,{hs},HS2022,{month},{value},{unit},,,,\n")
    };
    let two = [
        row("28053013", "2025-08", "4", "t"),
        row("28053013", "2025-09", "4000", "kg"),
        row("28469016", "2025-08", "1", "t"),
    ];
    let all = series(
        &[tidy(&two.concat()).as_bytes()],
        &[basket("terbium", "28053013,28469016,28469021")],
        "2026-01-01",
    )
    .unwrap();
    let sum = &all[0];
    assert_eq!(value(sum, "2025-08").as_deref(), Some("5"));
    assert_eq!((state(sum, "2025-09"), value(sum, "2025-09")), (Some(State::Missing), None));
    assert_eq!(
        sum.point(period("2025-09")).unwrap().at_least.unwrap().normalize().to_string(),
        "4"
    );
    assert_eq!(sum.absent, [Hs::parse("28469021").unwrap()]);
    let pieces =
        [row("28053013", "2025-08", "4", "t"), row("28469016", "2025-08", "1", "pcs")].concat();
    let refusal = series(
        &[tidy(&pieces).as_bytes()],
        &[basket("terbium", "28053013,28469016")],
        "2026-01-01",
    )
    .expect_err("refused");
    assert!(matches!(refusal.fault, Fault::BasketUnits { .. }));
}

#[test]
fn our_own_rows_refused() {
    for (rows, field, line) in [
        ("CN,Japan,export,x,250410,,2025-01,5,t,,,,\n", "partner", 2),
        ("CN,JP,sale,x,250410,,2025-01,5,t,,,,\n", "flow", 2),
        ("CN,JP,export,x,25041o,,2025-01,5,t,,,,\n", "hs", 2),
        ("CN,JP,export,x,250410,HS1812,2025-01,5,t,,,,\n", "classification", 2),
        ("CN,JP,export,x,250410,,2025-13,5,t,,,,\n", "period", 2),
        ("CN,JP,export,x,250410,,2025-01,five,t,,,,\n", "quantity", 2),
        ("CN,JP,export,x,250410,,2025-01,5,,,,,\n", "quantity", 2),
        ("CN,JP,export,x,250410,,2025-01,,,7,,,\n", "value", 2),
        ("CN,JP,export,x,250410,,2025-01,,,7,dollars,,\n", "currency", 2),
        ("CN,JP,export,x,250410,,2025-01,5,t,,,final,\n", "state", 2),
        ("CN,JP,export,x,250410,,2025-01,5,t,,,suppressed,\n", "state", 2),
        ("CN,JP,export,x,250410,,2025-01,,,,,,\n", "state", 2),
        ("CN,JP,export,x,250410,,2025-01,5,t,,,,20 December\n", "released_on", 2),
    ] {
        let refusal = refused(tidy(rows).as_bytes());
        assert_eq!(
            (refusal.field.as_deref(), refusal.line),
            (Some(field), Some(line)),
            "{rows}: {refusal}"
        );
    }
    let slip = refused(tidy("").replace("quantity", "quantiy").as_bytes());
    assert!(matches!(slip.fault, Fault::UnknownColumn { .. }));
    let foreign = refused(b"id,name\n1,x\n");
    assert!(matches!(foreign.fault, Fault::UnknownHeader { .. }));
    let short = refused(tidy("CN,JP,export,x,250410,,2025-01,5,t,,,,\nCN,JP,export\n").as_bytes());
    assert!(matches!(short.fault, Fault::BreaksOff { .. }) && short.line == Some(3));
}

#[test]
fn mirrors_are_found() {
    let rows = |who: &str, figures: [u32; 3]| -> String {
        (1..)
            .zip(figures)
            .map(|(month, figure)| format!("{who},x,250410,,2025-{month:02},{figure},t,,,,\n"))
            .collect()
    };
    let text = tidy(
        &[rows("CN,JP,export", [100, 90, 110]), rows("JP,CN,import", [80, 120, 115])].concat(),
    );
    let all = series(&[text.as_bytes()], &[], "2026-01-01").unwrap();
    let mirrors = navicert_trade::visibility::mirrors(&all);
    let here = mirrors[0].as_ref().unwrap();
    assert_eq!((here.reporter.as_str(), here.ratio.unwrap().to_string().as_str()), ("JP", "1.05"));
    assert_eq!(mirrors[1].as_ref().unwrap().ratio, here.ratio);
}
