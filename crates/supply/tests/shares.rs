//! Concentration from shares and flows: published figures, and what is refused.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that fails says so by panicking"
)]

use navicert_model::tri::Tri;
use navicert_supply::render::{amount, ends};
use navicert_supply::shares::Concentration;
use navicert_supply::{Faults, Source};

fn read(text: &str) -> Result<(Concentration, Faults), Faults> {
    Concentration::read(&[Source { name: "t.csv".into(), bytes: text.into() }])
}

#[test]
fn published_shares_give_the_published_indices() {
    let (found, left_out) = read(include_str!("../../../samples/supply/shares.csv")).unwrap();
    assert!(left_out.is_empty());
    let index = |at: usize| {
        let (least, most) = ends(&found.stages[at].hhi, 0);
        format!("{} {}: {least} to {most}", found.stages[at].mineral, found.stages[at].stage)
    };
    let told: Vec<String> = (0..found.stages.len()).map(index).collect();
    assert_eq!(
        told,
        [
            // 69.35² + 13.10² + 7.45² + … = 5070.5, and 2.48² of others; published: 5,070.
            "rare earths (REO) mine: 5070 to 5077",
            // 71² + 13² + 5² + 5² = 5260, and 6² if *Other* were one more country.
            "rare earths (REO) imports of the United States: 5260 to 5296",
            // 91.3² + 4.5² + 1.2² = 8357; published: about 8,360.
            "magnet rare earths refining: 8357 to 8367",
            // 99.01² + 0.66² + 0.33² = 9803.5; published: 9,800.
            "gallium primary low-purity: 9804 to 9804",
        ]
    );
}

#[test]
fn dependency_needs_all_three_indicators() {
    let (found, _) = read(include_str!("../../../samples/supply/flows.csv")).unwrap();
    let [magnets, pumps] = found.dependencies.as_slice() else { panic!("two products") };
    // From outside 1000: 880 Chinese, 70 Japanese, 50 unknown. 0.88² + 0.07² = 0.7793; at most
    // 0.93² + 0.07² = 0.8698. Of imports 1000/1200; over exports 1000/400.
    let (least, most) = ends(magnets.concentration.as_ref().unwrap(), 4);
    assert_eq!((least.as_str(), most.as_str()), ("0.7793", "0.8698"));
    assert_eq!(amount(magnets.weight.as_ref().unwrap()), "0.833333");
    assert_eq!(amount(magnets.substitution.as_ref().unwrap()), "2.5");
    assert_eq!(magnets.dependent, Tri::Yes);
    // Three equal partners: a third; 900 of 2900; 900 over 5000.
    assert_eq!(amount(pumps.weight.as_ref().unwrap()), "0.310345");
    assert_eq!(pumps.dependent, Tri::No);
}

#[test]
fn what_is_not_given_leaves_the_answer_open() {
    let head = "product,flow,scope,partner,value\n";
    for (rows, dependent) in [
        ("M,import,extra,CN,9 EUR\nM,import,intra,DE,1 EUR\n", Tri::Unknown),
        ("M,import,extra,CN,9 EUR\nM,import,intra,DE,90 EUR\n", Tri::No),
        ("M,import,extra,CN,9 EUR\nM,import,intra,DE,1 EUR\nM,export,,US,0 EUR\n", Tri::Yes),
        (
            "M,import,extra,CN,3 EUR\nM,import,extra,,7 EUR\nM,import,intra,DE,1 EUR\nM,export,,US,1 EUR\n",
            Tri::Unknown,
        ),
    ] {
        let (found, _) = read(&format!("{head}{rows}")).unwrap();
        assert_eq!(found.dependencies[0].dependent, dependent, "{rows}");
    }
}

#[test]
fn stages_that_contradict_themselves_are_left_out_and_the_others_are_not() {
    let text = "mineral,stage,country,share_pct,year\ngallium,refined,China,99,2025\ngallium,refined,China,98,2025\n\
        cobalt,mining,Congo,70,2024\ncobalt,mining,Congo,70,2024\ncobalt,mining,Indonesia,12.5,2024\n\
        tin,mine,China,80,2024\ntin,mine,Peru,30,2024\n";
    let (found, left_out) = read(text).unwrap();
    assert_eq!(found.stages.len(), 1);
    // 70² + 12.5² = 5056.25; the rest of 17.5 may be one more.
    assert_eq!(ends(&found.stages[0].hhi, 2), ("5056.25".into(), "5362.5".into()));
    let told: Vec<String> = left_out.told.iter().map(ToString::to_string).collect();
    assert!(told[0].contains("line 3") && told[0].contains("99 % and 98 %"), "{told:?}");
    assert!(told[1].contains("110 %"), "{told:?}");
}

#[test]
fn rows_without_a_figure_are_refused() {
    for (text, words) in [
        ("mineral,stage,country,share,year\ngallium,refined,China,,2025\n", "gives no share"),
        ("mineral,stage,country,share,year\ngallium,refined,China,99,2025\n", "right unit"),
        (
            "mineral,stage,country,share_pct,year\ngallium,refined,China,99 %,2025\n",
            "is not a bare",
        ),
        ("product,flow,scope,partner,value\nM,import,extra,CN,9\n", "right unit"),
        ("product,flow,scope,partner,value\nM,import,,CN,9 EUR\n", "`scope` is blank"),
        ("product,flow,scope,partner,value\nM,transit,extra,CN,9 EUR\n", "`transit` is not known"),
        (
            "product,flow,scope,partner,value\nM,import,extra,CN,9 EUR\nM,import,extra,CN,9 USD\n",
            "another currency",
        ),
        ("part,kind\nP,product\n", "is not asked for here"),
    ] {
        let faults = read(text).expect_err("refused");
        assert!(faults.told[0].to_string().contains(words), "{:?}", faults.told);
    }
}
