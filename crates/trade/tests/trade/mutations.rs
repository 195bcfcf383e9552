//! Files with something wrong in them: read or refused with a reason, never a panic, and what is read is answered.

use crate::common::{day, series};
use navicert_trade::show::{self, json, svg, table, text};
use navicert_trade::visibility::Measure;
use proptest::prelude::*;

const FILES: [&str; 7] = [
    "数据年月,商品编码,商品名称,贸易伙伴编码,贸易伙伴名称,第一数量,第一计量单位,第二数量,第二计量单位,美元\n\
     202311,25041091,\"球\n墨\",116,日本,\"1,234,567\",千克,5,个,\"2,345\"\n202312,25041091,x,116,日本,\"20,000\",千克,6,个,\"51,000\"\n",
    "Exp or Imp,Year,HS,Country,Unit1,Unit2,Quantity1-Jan,Quantity2-Jan,Value-Jan,Quantity1-Feb,Quantity2-Feb,Value-Feb\n\
     2,2023,'284690100',105,  ,KG,0,60000,150000,0,0,0\n",
    r#"{"count":2,"data":[{"period":"202312","reporterCode":156,"flowCode":"X","partnerCode":410,"partner2Code":0,"classificationCode":"H6","cmdCode":"250410","customsCode":"C00","motCode":0,"qtyUnitCode":8,"netWgt":12.5,"primaryValue":6},{"period":"202401","reporterCode":156,"flowCode":"X","partnerCode":410,"cmdCode":"250410","netWgt":0,"isNetWgtEstimated":true}],"error":""}"#,
    "t,i,j,k,v,q\n2022,156,392,250410,1.5,2.25\n2023,156,392,250410,3,NA\n",
    "DATAFLOW,freq,reporter,partner,product,flow,indicators,TIME_PERIOD,OBS_VALUE,OBS_FLAG\n\
     x,M,DE,CN,25041000,1,QUANTITY_IN_100KG,2023-12,1234.56,p\nx,M,DE,CN,25041000,1,VALUE_IN_EUROS,2024-01,,c\n",
    r#"[["CTY_CODE","CTY_NAME","GEN_VAL_MO","GEN_QY1_MO","UNIT_QY1","I_COMMODITY","time"],["5700","CHINA","100","2500","KG","2504100000","2023-12"],["-","TOTAL FOR ALL COUNTRIES","9","0","-","2504100000","2024-03"]]"#,
    include_str!("fixtures/graphite.csv"),
];

/// What may be put into a file.
const BITS: [&str; 24] = [
    "",
    ",",
    "\"",
    "\n",
    "\r\n",
    "0",
    "9",
    "-1",
    "999999999999999999",
    "0.0000000001",
    "1e30",
    "NaN",
    "é",
    "千克",
    "?",
    "null",
    "[",
    "}",
    "2024-13",
    "202402",
    "1900",
    "2199-12",
    "suppressed",
    "\u{feff}",
];

fn answered(bytes: &[u8]) {
    for as_of in ["2024-02-15", "2026-11-21", "1900-01-01"] {
        let all = match series(&[bytes], &[], as_of) {
            Ok(all) => all,
            Err(refusal) => {
                assert!(!refusal.to_string().is_empty() && !refusal.fault.help().is_empty());
                continue;
            }
        };
        for point in all.iter().flat_map(|one| &one.points) {
            assert_eq!(point.value.is_some(), point.state.has_figure());
            assert!(point.released_on.is_none_or(|released| released <= day(as_of)));
        }
        let measure = Measure { name: "2023-12-01".into(), effective: day("2023-12-01") };
        let answers = show::answers(all, Some(&measure), day(as_of));
        for answer in &answers {
            let mut out = String::new();
            json::write(&mut out, answer);
            assert!(
                serde_json::from_str::<serde_json::Value>(&out).is_ok() && out.ends_with("}\n")
            );
            text::write(&mut out, answer);
            assert_eq!(table::row(answer).len(), table::HEADER.len());
        }
        // A name may hold the letters; a place on the picture may not.
        let given = bytes.windows(3).any(|letters| letters == b"NaN");
        assert!(given || !svg::draw(&answers, day(as_of)).contains("NaN"));
    }
}

#[test]
fn whole_files_are_read() {
    for file in FILES {
        assert!(
            series(&[file.as_bytes()], &[], "2026-11-21").is_ok_and(|all| !all.is_empty()),
            "{file}"
        );
        answered(file.as_bytes());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    /// Something else at some places.
    #[test]
    fn changed_files(file in 0..FILES.len(), changes in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..6, 0..BITS.len()), 1..5)) {
        let mut bytes = FILES[file].as_bytes().to_vec();
        bytes.truncate(3000);
        for (at, taken, bit) in changes {
            let at = at.index(bytes.len() + 1).min(bytes.len());
            let end = (at + taken).min(bytes.len());
            bytes.splice(at..end, BITS[bit].bytes());
        }
        answered(&bytes);
    }

    /// A file that breaks off is refused unless it breaks off between two rows or within the last cell.
    #[test]
    fn cut_files(file in 0..FILES.len(), at in any::<prop::sample::Index>()) {
        let bytes = FILES[file].as_bytes();
        answered(&bytes[..at.index(bytes.len())]);
    }

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        answered(&bytes);
    }
}
