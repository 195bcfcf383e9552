//! Random trees and texts.

use navicert_model::amount::Amount;
use navicert_model::day::Day;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use crate::syntax::ast::{
    ActHead, Ask, At, Clause, Cond, CondKind, Conflict, DutyText, Entry, File, Grace, Guidance,
    Members, Op, PartyEntry, Qualified, Reading, Span, Statement, StatementKind, StatusChange,
    Word,
};

fn at<T>(value: T) -> At<T> {
    At { value, span: Span::default() }
}

/// Words, among them such as are words of the language elsewhere.
fn word() -> impl Strategy<Value = Word> {
    select(vec![
        "JP",
        "cn/2026-1#1",
        "744.23(a)(2)(i)",
        "7(17)/6.17-3.ho",
        "1C902.a.4",
        "us/D:5",
        "cn/dual-use",
        "military",
        "concern",
        "850511",
        "end_use.military",
        "clause",
        "by",
        "zh",
        "of",
        "is",
        "in",
        "since",
        "x#y",
        "a=b",
    ])
    .prop_map(|word| at(word.to_owned()))
}

fn role() -> impl Strategy<Value = Word> {
    select(vec!["end-user", "consignee", "exporter", "any-word"])
        .prop_map(|word| at(word.to_owned()))
}

fn words() -> impl Strategy<Value = Vec<Word>> {
    vec(word(), 1..4)
}

/// Long lists wrap.
fn many_words() -> impl Strategy<Value = Vec<Word>> {
    prop_oneof![words(), vec(word(), 10..30)]
}

fn text() -> impl Strategy<Value = Word> {
    prop_oneof![
        "[a-zA-Z0-9 ,#.\\\\\"]{0,20}",
        select(vec![
            "氧化镝及其混合物",
            "\\",
            "\"",
            " # no comment ",
            "a, b",
            "三菱 「重工」 ', '",
            ""
        ])
        .prop_map(str::to_owned),
    ]
    .prop_map(at)
}

fn source() -> impl Strategy<Value = Word> {
    select(vec!["https://a.example/x#y?z=1", "https://a.example/x,y.html", "http://b.example/a b"])
        .prop_map(|word| at(word.to_owned()))
}

fn day() -> impl Strategy<Value = At<Day>> {
    select(vec!["1999-12-31", "2026-01-06", "2026-11-10"])
        .prop_map(|day| at(Day::parse(day).expect("a day")))
}

fn amount() -> impl Strategy<Value = At<Amount>> {
    select(vec!["0.1 %", "300 Wh/kg", "100:1", "2600", "18000 USD", "1.50 nm", "-40 °C", "8 in"])
        .prop_map(|amount| at(Amount::parse(amount).expect("an amount")))
}

fn op() -> impl Strategy<Value = Op> {
    select(vec![Op::Lt, Op::Le, Op::Gt, Op::Ge, Op::Eq])
}

fn boxed_cond(kind: CondKind) -> Cond {
    Cond { span: Span::default(), kind }
}

/// Lines without a block.
fn leaf() -> impl Strategy<Value = CondKind> {
    let lists: [fn(Vec<Word>) -> CondKind; 15] = [
        CondKind::Activity,
        CondKind::Kind,
        CondKind::From,
        CondKind::To,
        CondKind::Origin,
        CondKind::Via,
        CondKind::Hs,
        CondKind::EndUse,
        CondKind::KnownEndUse,
        CondKind::Knowledge,
        CondKind::Facility,
        CondKind::FacilityIn,
        CondKind::FacilityOwnerIn,
        CondKind::Evidence,
        CondKind::ItemTag,
    ];
    prop_oneof![
        6 => (select(lists.to_vec()), many_words()).prop_map(|(kind, words)| kind(words)),
        1 => word().prop_map(CondKind::Holds),
        1 => word().prop_map(CondKind::Claims),
        1 => (word(), words()).prop_map(|(scheme, codes)| CondKind::CodeUnder { scheme, codes }),
        1 => word().prop_map(|scheme| CondKind::CodeNone { scheme }),
        1 => (word(), vec(word(), 0..3)).prop_map(|(list, by)| CondKind::Listed { list, by }),
        1 => (word(), vec(word(), 0..3)).prop_map(|(list, by)| CondKind::Near { list, by }),
        1 => (word(), op(), amount()).prop_map(|(name, op, bound)| CondKind::Parameter { name, op, bound }),
        1 => (op(), amount()).prop_map(|(op, bound)| CondKind::Quantity { op, bound }),
        1 => (op(), amount()).prop_map(|(op, bound)| CondKind::Value { op, bound }),
        1 => (word(), words()).prop_map(|(law, tags)| CondKind::Informed { law, tags }),
        1 => (word(), op(), amount())
            .prop_map(|(name, op, bound)| CondKind::FacilityParameter { name, op, bound }),
        1 => day().prop_map(CondKind::ContractedBefore),
        1 => day().prop_map(CondKind::ShippedBefore),
        3 => party_leaf(),
    ]
}

fn party_leaf() -> impl Strategy<Value = CondKind> {
    let lists: [fn(Vec<Word>) -> CondKind; 7] = [
        CondKind::PartyTag,
        CondKind::PartyIn,
        CondKind::PartySeat,
        CondKind::PartyOf,
        CondKind::PartyNationality,
        CondKind::PartyParent,
        CondKind::PartyEmployer,
    ];
    let mode = select(vec!["directly", "in aggregate", "in cascade"]);
    let share = select(vec!["50 %", "0 %", "25.5 %"])
        .prop_map(|share| at(Amount::parse(share).expect("a share")));
    prop_oneof![
        (select(lists.to_vec()), words()).prop_map(|(kind, words)| kind(words)),
        (words(), vec(word(), 0..3), vec(text(), 0..3)).prop_map(|(lists, rounds, footnotes)| {
            CondKind::PartyListed { lists, rounds, footnotes }
        }),
        (op(), share, mode, words()).prop_map(|(op, share, mode, lists)| {
            CondKind::PartyOwned { op, share, mode: at(mode.to_owned()), lists }
        }),
    ]
}

/// Any condition; tags of items must not read as `listed` or `near`.
pub(super) fn cond() -> impl Strategy<Value = Cond> {
    leaf().prop_map(boxed_cond).prop_recursive(4, 24, 4, |inner| {
        let several = vec(inner.clone(), 1..4);
        let boxed = inner.prop_map(Box::new);
        prop_oneof![
            several.clone().prop_map(CondKind::All),
            several.clone().prop_map(CondKind::Any),
            several.prop_map(CondKind::None),
            boxed.clone().prop_map(CondKind::Not),
            boxed.clone().prop_map(CondKind::Unsure),
            boxed.clone().prop_map(CondKind::Tool),
            (vec(role(), 1..3), any::<bool>(), boxed.clone())
                .prop_map(|(roles, every, cond)| CondKind::Some { roles, every, cond }),
            (op(), amount(), boxed.clone()).prop_map(|(op, share, cond)| CondKind::Content {
                op,
                share,
                cond
            }),
            (words(), boxed).prop_map(|(kinds, cond)| CondKind::MadeWith { kinds, cond }),
            words().prop_map(|kinds| CondKind::MadeWith {
                kinds,
                cond: Box::new(boxed_cond(CondKind::All(Vec::new()))),
            }),
        ]
        .prop_map(boxed_cond)
    })
}

fn act() -> impl Strategy<Value = StatementKind> {
    let texts =
        (text(), option::of(text()), option::of(text()), option::of(text()), vec(text(), 0..2));
    let rest = (
        word(),
        option::of(day()),
        option::of(source()),
        option::of(word()),
        option::of(word()),
        option::of(day()),
    );
    (texts, rest).prop_map(
        |(
            (title, title_zh, issuer, hash, notes),
            (id, published, source, basis, weight, checked),
        )| {
            StatementKind::Act(ActHead {
                id: Some(id),
                title: Some(title),
                title_zh,
                issuer,
                published,
                source,
                basis,
                weight,
                checked,
                hash,
                notes,
            })
        },
    )
}

fn qualified(words: impl Strategy<Value = Vec<Word>>) -> impl Strategy<Value = Vec<Qualified>> {
    vec((words, option::of(cond())).prop_map(|(words, when)| Qualified { words, when }), 0..2)
}

fn reading() -> impl Strategy<Value = Reading> {
    (text(), text(), cond(), vec(text(), 0..2)).prop_map(|(name, whose, when, notes)| Reading {
        name,
        whose,
        when,
        notes,
    })
}

fn clause_head() -> impl Strategy<Value = Clause> {
    let days = (option::of(day()), option::of(day()), option::of(day()), option::of(day()));
    let words = (option::of(source()), option::of(word()), option::of(word()), many_words());
    (word(), text(), option::of(text()), days, words, vec(text(), 0..2)).prop_map(
        |(
            pin,
            title,
            cite,
            (since, until, comply, known),
            (source, status, basis, forms),
            notes,
        )| Clause {
            pin: Some(pin),
            title: Some(title),
            cite,
            source,
            since,
            until,
            comply,
            known,
            status,
            basis,
            forms,
            notes,
            ..Clause::default()
        },
    )
}

fn clause_body() -> impl Strategy<Value = Clause> {
    let conds = (option::of(cond()), option::of(cond()), option::of(cond()));
    let grace =
        vec((option::of(day()), cond()).prop_map(|(until, when)| Grace { until, when }), 0..2);
    let texts = vec(
        (word(), text(), option::of(text())).prop_map(|(duty, text, zh)| DutyText {
            duty,
            text,
            zh,
        }),
        0..2,
    );
    let asks =
        vec((word(), text(), word()).prop_map(|(fact, text, whom)| Ask { fact, text, whom }), 0..2);
    (
        clause_head(),
        conds,
        grace,
        qualified(words()),
        qualified(words()),
        texts,
        asks,
        vec(reading(), 0..2),
    )
        .prop_map(|(head, (reach, when, unless), grace, bars, duty, texts, asks, readings)| {
            Clause { reach, when, unless, grace, bars, duty, texts, asks, readings, ..head }
        })
}

fn clause() -> impl Strategy<Value = StatementKind> {
    let policy = qualified(vec(word(), 1));
    let plain = (clause_body(), option::of(word()), policy).prop_map(|(clause, then, policy)| {
        StatementKind::Clause(Box::new(Clause { then, policy, ..clause }))
    });
    let exception =
        (clause_body(), many_words(), option::of(word())).prop_map(|(clause, lifts, claimed)| {
            StatementKind::Exception(Box::new(Clause { lifts, claimed, ..clause }))
        });
    prop_oneof![plain, exception]
}

fn change() -> impl Strategy<Value = StatementKind> {
    let words =
        (words(), option::of(text()), option::of(source()), option::of(word()), vec(text(), 0..2));
    let rest =
        (option::of(day()), option::of(day()), option::of(day()), option::of(word()), 0..4_u8);
    (words, rest).prop_map(
        |((refs, cite, source, basis, notes), (since, until, known, then, which))| {
            let change =
                StatusChange { refs, cite, source, basis, since, until, then, known, notes };
            let plain = StatusChange { then: None, ..change.clone() };
            match which {
                0 => StatementKind::Suspend(change),
                1 => StatementKind::Unenforced(plain),
                2 => StatementKind::Cease(StatusChange { until: None, ..plain }),
                _ => StatementKind::Revive(StatusChange { until: None, ..plain }),
            }
        },
    )
}

fn conflict() -> impl Strategy<Value = StatementKind> {
    let head = (word(), text(), text(), day(), words(), option::of(cond()));
    let rest = (
        option::of(source()),
        option::of(day()),
        option::of(day()),
        option::of(word()),
        vec(text(), 0..2),
    );
    (head, rest).prop_map(
        |((pin, title, cite, since, obeying, when), (source, until, known, basis, notes))| {
            let (cite, since) = (Some(cite), Some(since));
            let conflict = Conflict {
                pin,
                title,
                cite,
                source,
                since,
                until,
                known,
                basis,
                obeying,
                when,
                notes,
            };
            StatementKind::Conflict(Box::new(conflict))
        },
    )
}

fn guidance() -> impl Strategy<Value = StatementKind> {
    (
        day(),
        text(),
        words(),
        option::of(word()),
        option::of(source()),
        option::of(day()),
        vec(text(), 0..2),
    )
        .prop_map(|(day, title, about, basis, source, known, notes)| {
            StatementKind::Guidance(Guidance { day, title, about, basis, source, known, notes })
        })
}

fn entry() -> impl Strategy<Value = Entry> {
    let head = (word(), text(), option::of(text()), many_words(), many_words(), option::of(cond()));
    let rest = (
        option::of(day()),
        option::of(day()),
        option::of(word()),
        option::of(source()),
        vec(text(), 0..2),
    );
    (head, rest).prop_map(
        |((code, title, zh, on, hs, when), (since, until, basis, source, notes))| Entry {
            code,
            title,
            zh,
            on,
            hs,
            when,
            since,
            until,
            basis,
            source,
            notes,
        },
    )
}

fn party() -> impl Strategy<Value = PartyEntry> {
    (
        text(),
        vec(text(), 0..3),
        option::of(word()),
        option::of(day()),
        option::of(day()),
        option::of(word()),
        vec(text(), 0..2),
    )
        .prop_map(|(title, names, country, since, until, basis, notes)| PartyEntry {
            title,
            names,
            country,
            since,
            until,
            basis,
            notes,
        })
}

fn lists() -> impl Strategy<Value = StatementKind> {
    let members = (many_words(), option::of(day()), option::of(day()))
        .prop_map(|(countries, since, until)| Members { countries, since, until });
    prop_oneof![
        (word(), option::of(text()), vec(members, 1..3))
            .prop_map(|(name, title, members)| StatementKind::Group { name, title, members }),
        (word(), option::of(text()), option::of(word()), vec(text(), 0..2)).prop_map(
            |(name, title, scheme, notes)| StatementKind::List { name, title, scheme, notes }
        ),
        (word(), option::of(word()), vec(entry(), 1..3))
            .prop_map(|(list, by, entries)| StatementKind::Entries { list, by, entries }),
        (word(), option::of(word()), vec(party(), 1..3))
            .prop_map(|(list, round, parties)| StatementKind::Parties { list, round, parties }),
    ]
}

fn statement() -> impl Strategy<Value = StatementKind> {
    let law = (word(), text(), option::of(day()), vec(text(), 0..2), vec(text(), 0..2)).prop_map(
        |(name, title, complete_to, flagged, not_modelled)| StatementKind::Law {
            name,
            title,
            complete_to,
            flagged,
            not_modelled,
        },
    );
    prop_oneof![
        1 => law,
        1 => act(),
        1 => word().prop_map(|id| StatementKind::OfAct { id }),
        2 => clause(),
        1 => change(),
        1 => guidance(),
        1 => conflict(),
        2 => (word(), cond()).prop_map(|(name, cond)| StatementKind::Define { name, cond }),
        1 => (word(), vec(role(), 1..3), cond())
            .prop_map(|(tag, roles, cond)| StatementKind::Derive { tag, roles, cond }),
        2 => lists(),
    ]
}

/// Any file that can be written.
pub(super) fn file() -> impl Strategy<Value = File> {
    vec(statement().prop_map(|kind| Statement { span: Span::default(), kind }), 0..4)
        .prop_map(|statements| File { statements })
}

/// Words and signs of the language in any order, on lines of any depth.
pub(super) fn soup() -> impl Strategy<Value = String> {
    let piece = select(vec![
        "clause",
        "act",
        "law",
        "define",
        "entries",
        "parties",
        "entry",
        "party",
        "group",
        "members",
        "reading",
        "when",
        "reach",
        "unless",
        "grace",
        "until",
        "policy",
        "bars",
        "duty",
        "text",
        "ask",
        "of",
        "by",
        "zh",
        "is",
        "in",
        "under",
        "listed",
        "owned",
        "all of",
        "any of",
        "some",
        "end-user",
        "where",
        "content",
        ">=",
        "0.1 %",
        "made with",
        "tool",
        "not",
        "unsure",
        "and",
        "or",
        ",",
        "\"t\"",
        "\"",
        "\\",
        "#",
        "2026-01-06",
        "JP",
        "item",
        "near",
        "directly",
        "\n",
        "\n  ",
        "\n    ",
        "\n      ",
        "\n\t",
        "\r\n",
        "“",
        "\u{feff}",
        "氧化",
        "\n   ",
    ]);
    vec(piece, 0..60).prop_map(|pieces| pieces.join(" "))
}
