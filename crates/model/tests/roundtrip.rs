//! What is written reads back equal, whatever the transfer holds.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by it")]

use navicert_model::amount::{Amount, AmountRange};
use navicert_model::country::{COUNTRIES, Country, CountrySet};
use navicert_model::day::Day;
use navicert_model::read::{Format, parse_transfer, read_all};
use navicert_model::transfer::{
    Code, Content, EndUse, Evidence, Facility, HitState, Item, Knowledge, Listing, Making, Owner,
    Party, Place, Rate, Transfer,
};
use navicert_model::vocabulary::{
    Activity, EvidenceKind, Exception, ItemKind, ListId, MakingKind, Policy, Role, Tag, TagAnswers,
    TagPlace, TagSet,
};
use navicert_model::write::write_transfer;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;

type Text = Box<str>;

fn text() -> impl Strategy<Value = Text> {
    prop_oneof!["[ -~]{1,12}", "\\PC{1,8}", Just("a\"\\\n\t\u{1}é".to_owned())]
        .prop_filter("not blank", |text| !text.trim().is_empty())
        .prop_map(Into::into)
}

fn country() -> impl Strategy<Value = Country> {
    (0..COUNTRIES).prop_map(|index| Country::from_index(index).unwrap())
}

fn place() -> impl Strategy<Value = Place> {
    let several = prop::collection::btree_set(0..COUNTRIES, 2..4).prop_map(|set| {
        let set: CountrySet = set.into_iter().filter_map(Country::from_index).collect();
        Place::OneOf(Box::new(set))
    });
    prop_oneof![Just(Place::Unknown), country().prop_map(Place::One), several]
}

fn day() -> impl Strategy<Value = Day> {
    (Day::MIN.days()..=Day::MAX.days()).prop_map(|days| Day::from_days(days).unwrap())
}

fn amount(units: &'static [&'static str]) -> impl Strategy<Value = Amount> {
    ("[0-9]{1,6}(\\.[0-9]{1,3})?", select(units))
        .prop_map(|(number, unit)| Amount::parse(&format!("{number} {unit}")).unwrap())
}

fn share() -> impl Strategy<Value = AmountRange> {
    let limit = (0..=100_i64).prop_map(|n| Amount::parse(&format!("{n} %")).unwrap());
    (limit.clone(), limit, 0..6_u8).prop_map(|(a, b, shape)| match shape {
        0 => AmountRange::between(a, b).unwrap_or(AmountRange::exactly(a)),
        1 => AmountRange::from(a, true),
        2 => AmountRange::from(a, false),
        3 => AmountRange::up_to(a, true),
        4 => AmountRange::up_to(a, false),
        _ => AmountRange::exactly(a),
    })
}

/// Consistent answers: contradicting ones are dropped.
fn tags(place: TagPlace, with_knowledge: bool) -> impl Strategy<Value = TagAnswers> {
    (any::<u64>(), any::<u64>()).prop_map(move |(yes, no)| {
        let allowed = |tag: &Tag| with_knowledge || !tag.is_knowledge_only();
        let words = |bits: u64| {
            let tags = TagSet::from_bits(bits & bits >> 7).iter(place);
            tags.filter(allowed).map(Tag::as_str).collect::<Vec<_>>()
        };
        TagAnswers::new(place, words(yes), words(no)).unwrap_or_default()
    })
}

fn sorted<T>(mut pairs: Vec<(Text, T)>) -> Vec<(Text, T)> {
    pairs.sort_by(|a, b| a.0.cmp(&b.0));
    pairs.dedup_by(|a, b| a.0 == b.0);
    pairs
}

fn codes() -> impl Strategy<Value = Vec<(Text, Code)>> {
    let pair = select(vec![
        ("cn", "1C905.a.4"),
        ("cn", "none"),
        ("us", "EAR99"),
        ("us", "3B001.c.2"),
        ("jp", "7(16)/6.17.wo"),
        ("eu", "none"),
    ]);
    let pair = pair.prop_map(|(scheme, code)| {
        let code = if code == "none" { Code::None } else { Code::Listed(code.into()) };
        (Text::from(scheme), code)
    });
    prop::collection::vec(pair, 0..4).prop_map(sorted)
}

fn parameters() -> impl Strategy<Value = Vec<(Text, AmountRange)>> {
    let share = (select(vec!["purity", "dysprosium_mass_share"]), share());
    let length = (select(vec!["process_node", "defect_size"]), amount(&["nm", "um"]))
        .prop_map(|(name, amount)| (name, amount.into()));
    let pair = prop_oneof![share, length].prop_map(|(name, range)| (Text::from(name), range));
    prop::collection::vec(pair, 0..3).prop_map(sorted)
}

fn making() -> impl Strategy<Value = Making> {
    (select(MakingKind::ALL), place(), codes()).prop_map(|(kind, origin, codes)| Making {
        kind,
        origin,
        codes,
    })
}

fn item() -> impl Strategy<Value = Item> {
    let leaf = (
        (of(text()), of(text()), of(select(ItemKind::ALL)), of("[0-9]{6,10}".prop_map(Text::from))),
        (codes(), parameters(), place(), of(prop::collection::vec(making(), 0..2))),
        (
            tags(TagPlace::Item, false),
            of(amount(&["kg", "pcs", "m2"])),
            of(amount(&["USD", "EUR"])),
        ),
    )
        .prop_map(|(a, b, c)| Item {
            part: a.0,
            description: a.1,
            kind: a.2,
            hs: a.3,
            codes: b.0,
            parameters: b.1,
            origin: b.2,
            made_with: b.3,
            tags: c.0,
            quantity: c.1,
            value: c.2,
            ..Item::default()
        });
    let leaf = leaf.boxed();
    leaf.clone().prop_recursive(3, 8, 3, move |inner| {
        let line = (inner.clone(), of(share())).prop_map(|(item, share)| Content { item, share });
        (leaf.clone(), of(prop::collection::vec(line, 0..3)), of(inner))
            .prop_map(|(item, content, tool)| Item { content, tool: tool.map(Box::new), ..item })
    })
}

fn listing() -> impl Strategy<Value = Listing> {
    (
        select(ListId::PARTY_LISTS),
        of(select(vec!["cn/2026-11", "us/ear"])),
        of(prop::collection::vec(select(vec!["1", "3", "4", "5"]), 0..3)),
        of(text()),
        of(select(Policy::WORDS)),
        of(prop::collection::vec(select(TagPlace::Use.words()), 0..3)),
        select(vec![HitState::Confirmed, HitState::Open, HitState::Cleared]),
    )
        .prop_map(|(list, round, footnotes, requirement, policy, concerns, state)| {
            let texts = |words: Vec<&str>| words.into_iter().map(Text::from).collect();
            Listing {
                list: list.into(),
                round: round.map(Text::from),
                footnotes: footnotes.map(texts),
                requirement,
                policy: policy.map(Text::from),
                concerns: concerns.map(texts),
                state,
            }
        })
}

/// A party without role, as owners and parents are.
fn related() -> impl Strategy<Value = Party> {
    let leaf = (
        of(text()),
        place(),
        place(),
        tags(TagPlace::Party, false),
        of(prop::collection::vec(listing(), 0..2)),
        of(prop::collection::vec(country(), 0..2)),
    )
        .prop_map(|(name, country, headquarters, tags, listed, nationality)| Party {
            name,
            country,
            headquarters,
            tags,
            listed,
            nationality,
            ..Party::default()
        });
    let leaf = leaf.boxed();
    leaf.clone().prop_recursive(2, 6, 2, move |inner| {
        let owner = (inner.clone(), of(share())).prop_map(|(party, share)| Owner { party, share });
        let boxed = of(inner.prop_map(Box::new));
        (leaf.clone(), of(prop::collection::vec(owner, 0..2)), boxed.clone(), boxed).prop_map(
            |(party, owners, ultimate_parent, employer)| Party {
                owners,
                ultimate_parent,
                employer,
                ..party
            },
        )
    })
}

fn party() -> impl Strategy<Value = Party> {
    (select(Role::ALL), related()).prop_map(|(role, party)| Party { role: Some(role), ..party })
}

fn end_use() -> impl Strategy<Value = EndUse> {
    let site = (of(text()), place(), tags(TagPlace::Facility, false), parameters(), place())
        .prop_map(|(name, country, tags, parameters, owner_headquarters)| {
            Box::new(Facility { name, country, tags, parameters, owner_headquarters })
        });
    (of(text()), tags(TagPlace::Use, false), of(site)).prop_map(|(text, tags, facility)| EndUse {
        text,
        tags,
        facility,
    })
}

fn knowledge() -> impl Strategy<Value = Knowledge> {
    let notices = prop::collection::vec(select(vec!["jp/military", "eu/wmd"]), 0..3);
    (tags(TagPlace::Use, true), of(notices)).prop_map(|(tags, notices)| Knowledge {
        tags,
        informed_by: notices.map(|list| list.into_iter().map(Text::from).collect()),
    })
}

fn evidence() -> impl Strategy<Value = Evidence> {
    (select(EvidenceKind::ALL), of(text()), of(day()), prop::collection::vec(text(), 0..3))
        .prop_map(|(kind, reference, dated, supports)| Evidence {
            kind,
            reference,
            dated,
            supports,
        })
}

fn rate() -> impl Strategy<Value = Rate> {
    ("[1-9]\\.[0-9]{1,4}", of(day()), of(text())).prop_map(|(rate, on, source)| Rate {
        from: "EUR".into(),
        to: "USD".into(),
        rate: rate.parse().unwrap(),
        on,
        source,
    })
}

fn transfer() -> impl Strategy<Value = Transfer> {
    (
        (of(text()), of(select(Activity::ALL)), of(day()), of(day()), of(day())),
        (item(), place(), place(), of(prop::collection::vec(country(), 0..3))),
        (prop::collection::vec(party(), 0..3), end_use(), knowledge()),
        (
            of(prop::collection::vec(evidence(), 0..3)),
            prop::collection::vec(text(), 0..3),
            prop::collection::vec(select(Exception::WORDS).prop_map(Text::from), 0..3),
            prop::collection::vec(rate(), 0..2),
        ),
    )
        .prop_map(|(a, b, c, d)| Transfer {
            id: a.0,
            activity: a.1,
            on: a.2,
            contracted_on: a.3,
            shipped_on: a.4,
            item: b.0,
            from: b.1,
            to: b.2,
            via: b.3,
            parties: c.0,
            end_use: c.1,
            knowledge: c.2,
            evidence: d.0,
            licences: d.1,
            exceptions: d.2,
            rates: d.3,
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// Reading what was written gives an equal transfer, in each way of reading.
    #[test]
    fn what_is_written_reads_back(transfer in transfer()) {
        let written = write_transfer(&transfer);
        let read = parse_transfer(&written);
        prop_assert_eq!(read.as_ref(), Ok(&transfer), "{}", written);
        prop_assert!(!written.contains('\n'));
        for format in [Format::Json, Format::JsonLines] {
            let lines: Vec<_> = read_all(&written, format).collect();
            prop_assert_eq!(lines.len(), 1);
            prop_assert_eq!(lines[0].result.as_ref(), Ok(&transfer));
            prop_assert_eq!(lines[0].id.as_deref(), transfer.id.as_deref());
        }
    }

    /// No text makes a reader panic, and every error says what and what to do.
    #[test]
    fn arbitrary_bytes_are_answered(
        bytes in prop_oneof![
            prop::collection::vec(any::<u8>(), 0..200),
            "[\\[\\]{}\",:a-z0-9\\\\ \n]{0,200}".prop_map(String::into_bytes),
            "id,(to|item.hs|via|parties.buyer.is)\n[\\PC\n,\";]{0,80}".prop_map(String::into_bytes),
        ]
    ) {
        for format in [Format::Json, Format::JsonLines, Format::Csv] {
            let mut count = 0;
            for line in navicert_model::read::read_lines(bytes.as_slice(), format) {
                count += 1;
                prop_assert!(count <= bytes.len() + 1, "the reading ends");
                for error in line.result.err().into_iter().flatten() {
                    prop_assert!(!error.message.is_empty() && !error.help.is_empty());
                }
            }
        }
    }
}
