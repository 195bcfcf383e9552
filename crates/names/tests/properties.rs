//! What must hold for any names, of any letters.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by it")]

use navicert_names::{
    Identifier, Index, Judgement, Kind, Listed, ListedName, Options, Query, Score,
};
use proptest::prelude::*;

fn index(names: &[String], kind: Kind) -> Index {
    Index::build(names.iter().enumerate().map(|(at, name)| Listed {
        list: "any".into(),
        entry: at.to_string(),
        names: vec![ListedName::primary(name.as_str())],
        kind,
        ..Listed::default()
    }))
}

fn kind() -> impl Strategy<Value = Kind> {
    prop::sample::select(vec![Kind::Org, Kind::Person, Kind::Vessel, Kind::Unknown])
}

/// Names as they come: words of six scripts, numbers, marks.
fn name() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        "[A-Z][a-z]{1,9}",
        "[\\p{Han}]{1,6}",
        "[ァ-ヴー]{1,6}",
        "[가-힣]{1,4}",
        "[А-Яа-я]{2,9}",
        "[ابتثجحخدذرزسشصضطظعغفقكلمنهوي]{2,7}",
        "[0-9]{1,3}",
        prop::sample::select(vec![
            "Technology",
            "Co., Ltd.",
            "株式会社",
            "有限公司",
            "研究所",
            "第十",
            "No. 7",
            "AG"
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(word, 1..6).prop_map(|words| words.join(" "))
}

fn told(index: &Index, query: &Query) -> Vec<(String, u16, Judgement)> {
    let options = Options { threshold: Score::NONE, ..Options::default() };
    let hits = index.screen(query, &options);
    hits.iter().map(|hit| (hit.entry.to_owned(), hit.score.get(), hit.judgement)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    /// No letters of any script end in a panic, and the answer keeps its bounds.
    #[test]
    fn any_text_is_answered(listed in prop::collection::vec("\\PC{0,40}", 1..4), query in "\\PC{0,60}", kind in kind()) {
        let index = index(&listed, kind);
        let query = Query { kind, ..Query::named(query) };
        for hit in index.screen(&query, &Options { threshold: Score::NONE, most: 3 }) {
            prop_assert!(hit.score.get() <= 1000);
            prop_assert!(hit.tokens.iter().all(|token| token.alike <= 1000));
        }
    }

    /// The same question has the same answer, of a new index and of a used asker.
    #[test]
    fn answers_are_the_same_again(listed in prop::collection::vec(name(), 1..8), query in name(), kind in kind()) {
        let query = Query { kind, ..Query::named(query) };
        let (one, other) = (index(&listed, kind), index(&listed, kind));
        prop_assert_eq!(told(&one, &query), told(&other, &query));
        let mut asker = one.asker();
        asker.screen(&Query::named("Something Else 12"), &Options::default());
        let again = asker.screen(&query, &Options::default());
        prop_assert_eq!(again, one.screen(&query, &Options::default()));
    }

    /// A name that is listed is found, letter for letter, and in capitals.
    #[test]
    fn a_name_finds_itself(listed in prop::collection::vec(name(), 1..6), at in any::<prop::sample::Index>()) {
        let index = index(&listed, Kind::Org);
        let name = at.get(&listed).clone();
        // Signs alone are no name.
        prop_assume!(name.chars().any(char::is_alphanumeric));
        for text in [name.clone(), name.to_uppercase()] {
            let hits = index.screen(&Query { kind: Kind::Org, ..Query::named(text) }, &Options::default());
            prop_assert!(hits.iter().any(|hit| hit.name == name && hit.judgement == Judgement::Same), "{:?}", hits);
        }
    }

    /// Who is asked and who is listed can change places. Branches and siblings are told from the listed
    /// party's side, so only identity is compared.
    #[test]
    fn identity_is_symmetric(one in name(), other in name()) {
        let there = told(&index(std::slice::from_ref(&one), Kind::Person), &Query { kind: Kind::Person, ..Query::named(&*other) });
        let back = told(&index(&[other], Kind::Person), &Query { kind: Kind::Person, ..Query::named(one) });
        let scores = |hits: &[(String, u16, Judgement)]| hits.first().map_or(0, |hit| hit.1);
        prop_assert!(scores(&there).abs_diff(scores(&back)) <= 120, "{there:?} {back:?}");
    }

    /// Two units of one body with unequal numbers are never taken for one another.
    #[test]
    fn a_number_is_identity(one in 1u32..99, other in 1u32..99) {
        prop_assume!(one != other);
        let ways = |number: u32| [format!("CETC {number}th Research Institute"), format!("中国电子科技集团公司第{number}研究所")];
        for listed in ways(one) {
            let index = index(&[listed], Kind::Org);
            for query in ways(other) {
                prop_assert_eq!(index.screen(&Query::named(query), &Options::default()), vec![]);
            }
            for query in ways(one) {
                prop_assert_eq!(index.screen(&Query::named(query), &Options::default()).len(), 1);
            }
        }
    }
}

#[test]
fn facts_beside_the_name_qualify_it() {
    let imo = |value: &str| vec![Identifier { scheme: "imo".into(), value: value.into() }];
    let ship = Listed {
        list: "ships".into(),
        entry: "1".into(),
        names: vec![ListedName::primary("OCEAN STAR")],
        kind: Kind::Vessel,
        identifiers: imo("9123456"),
        ..Listed::default()
    };
    let index = Index::build([ship]);
    let asked = |name: &str, number: &str| {
        let query = Query { kind: Kind::Vessel, identifiers: imo(number), ..Query::named(name) };
        index.screen(&query, &Options::default()).first().map(|hit| hit.judgement)
    };
    assert_eq!(asked("Sea Breeze", "IMO 9123456"), Some(Judgement::Same));
    assert_eq!(asked("Ocean Star", "9654321"), None);
    let company = Query { kind: Kind::Org, ..Query::named("Ocean Star") };
    assert!(index.screen(&company, &Options::default()).is_empty());
}

#[test]
fn a_weak_alias_is_only_possible() {
    let mut alias = ListedName::alias("Abu Hamza");
    alias.quality = navicert_names::Quality::Weak;
    let index =
        Index::build([Listed { names: vec![alias], kind: Kind::Person, ..Listed::default() }]);
    let hits = index
        .screen(&Query { kind: Kind::Person, ..Query::named("Abu Hamza") }, &Options::default());
    assert_eq!(hits[0].judgement, Judgement::Possible);
}

/// Published names repeat the party's name; forty of those must not hide the one that is asked for.
#[test]
fn repeated_words_do_not_crowd_a_name_out() {
    let mut names: Vec<String> = (0..40)
        .map(|at| format!("Huawei Co., Ltd. (Huawei). Affiliated Entity: Huawei Suzhou {at}"))
        .collect();
    names.push("Suzhou Huawei Investment Co., Ltd.".into());
    let hits = index(&names, Kind::Unknown);
    let hits =
        hits.screen(&Query::named("Suzhou Huawei Investment Co., Ltd."), &Options::default());
    assert_eq!((hits[0].entry, hits[0].score.get()), ("40", 1000));
}
