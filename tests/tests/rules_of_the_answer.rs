//! The five rules of an answer (`docs`: how an answer comes about), each on random law and random
//! transfers.
//!
//! What is left out, and why:
//! - transfers whose `knowledge` says no where the end use is unknown: the answer *yes* to the end
//!   use would change two facts, for the exporter knows from then on;
//! - answers that contradict what is known: a parameter against the thresholds of the code, `no`
//!   to an end use that the exporter knows of. Only correcting one of them closes such a span.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by it")]

use navicert_engine::{Decider, Options, cases as casebook};
use navicert_model::amount::{Amount, AmountRange};
use navicert_model::country::CountrySet;
use navicert_model::day::Day;
use navicert_model::transfer::{Code, Place, Transfer};
use navicert_model::tri::Tri;
use navicert_model::verdict::Verdict;
use navicert_model::vocabulary::{Law, Tag, TagAnswers, TagPlace};
use navicert_model::write::write_transfer;
use navicert_rules::eval::questions::Answers;
use navicert_tests::harness::{
    Sampler, config, decided, difference, judged, shown, spans, within, written,
};
use navicert_tests::plain::{World, points};
use navicert_tests::random::{Case, Choices, Loaded, Sizes, cases, crossed};
use navicert_tests::worlds::{Answer, Worlds};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use serde_json::Value;

const LAWS: u32 = 4000;
const SIZES: Sizes = Sizes { clauses: 6, transfers: 4, rare: true };

fn loaded(case: &Case) -> Result<Loaded, TestCaseError> {
    case.load().ok_or_else(|| TestCaseError::reject("the law is refused"))
}

// Rule 1 -------------------------------------------------------------------------------------

/// The same transfer, day, moment, law and lists give the same bytes: again, with the engine built
/// again, with the files in another order, and whatever was decided before.
fn same_bytes(case: &Case) -> Result<(), TestCaseError> {
    let once = loaded(case)?;
    let expected: Vec<String> = case
        .transfers
        .iter()
        .map(|transfer| decided(&once, &mut once.decider(), transfer))
        .collect();
    let again = loaded(case)?;
    let mut decider = again.decider();
    for (transfer, expected) in case.transfers.iter().zip(&expected).rev() {
        same(&decided(&again, &mut decider, transfer), expected, "in another order")?;
    }
    let mut files = case.files();
    let turn = usize::from(case.numbers[0]) % files.len();
    files.rotate_left(turn);
    if case.numbers[1].is_multiple_of(2) {
        files.reverse();
    }
    let turned = case.load_files(&files).expect("the order of the files is no error");
    for (transfer, expected) in case.transfers.iter().zip(&expected) {
        let found = decided(&turned, &mut turned.decider(), transfer);
        same(&found, expected, "with the files in another order")?;
    }
    Ok(())
}

fn same(found: &str, expected: &str, how: &str) -> Result<(), TestCaseError> {
    match difference(found, expected) {
        None => Ok(()),
        Some(difference) => Err(TestCaseError::fail(format!("{how}\n{difference}"))),
    }
}

/// After many lines the engine takes a faster way, and lets like lines share a judgement: the bytes
/// are those of a line decided alone.
fn same_bytes_among_many(case: &Case) -> Result<(), TestCaseError> {
    let once = loaded(case)?;
    let (mut decider, mut writer) = (once.decider(), once.decider());
    let mut expected: Vec<String> = Vec::new();
    let transfers = crossed(&case.transfers, &mut Choices::new(&case.numbers));
    for round in 0..100_usize.div_ceil(transfers.len()) {
        for (at, transfer) in transfers.iter().enumerate() {
            let found = decided(&once, &mut decider, transfer);
            if round == 0 {
                expected.push(decided(&once, &mut once.decider(), transfer));
            }
            let how = |way: &str| format!("{way} in round {round}: {}", write_transfer(transfer));
            same(&found, &expected[at], &how("decided"))?;
            let found = written(&once, &mut writer, transfer);
            same(&found, &expected[at], &how("written"))?;
        }
    }
    Ok(())
}

// Rule 2 -------------------------------------------------------------------------------------

/// Answers the unknown facts one after the other: no answer widens a span, and when all are
/// answered only what no fact says is open.
fn answers_narrow(case: &Case) -> Result<(), TestCaseError> {
    let loaded = loaded(case)?;
    let mut choices = Choices::new(&case.numbers);
    for transfer in &case.transfers {
        let worlds = Worlds::unseen(&case.law, loaded.options.known_day, transfer);
        let Some(answers) = worlds.sample(&mut choices) else { continue };
        let mut now = worlds.base().clone();
        let mut before = judged(&loaded, transfer);
        let mut order: Vec<usize> = (0..worlds.dims.len()).collect();
        order.sort_by_key(|at| (case.numbers[at % case.numbers.len()], *at));
        for at in order {
            let dim = &worlds.dims[at];
            if dim.is_bit() {
                continue;
            }
            let answer = &dim.answers[answers[at]];
            if choices.percent(30) {
                narrowed(&mut now, answer, &mut choices);
                before = narrower(&loaded, &now, before, &dim.facts)?;
            }
            answer.apply(&mut now);
            before = narrower(&loaded, &now, before, &dim.facts)?;
        }
        exporter_knows(&mut now.transfer);
        before = narrower(&loaded, &now, before, &["knowledge".to_owned()])?;
        let bits = worlds.dims.iter().any(|dim| dim.is_bit());
        if !bits && worlds.is_fully_known(&now) {
            prop_assert!(
                before.iter().all(|span| span.is_closed()),
                "everything is answered, and {}: {}",
                shown(&before),
                write_transfer(&now.transfer)
            );
        }
    }
    Ok(())
}

fn narrower(
    loaded: &Loaded,
    now: &World,
    before: [Verdict; 2],
    facts: &[String],
) -> Result<[Verdict; 2], TestCaseError> {
    let after = judged(loaded, &now.transfer);
    for (after, before) in after.iter().zip(&before) {
        prop_assert!(
            within(*after, *before),
            "{before} becomes {after} after an answer about {facts:?}: {}",
            write_transfer(&now.transfer)
        );
    }
    Ok(after)
}

/// A part of an answer: one of two countries, a range around an amount, a code above.
fn narrowed(world: &mut World, answer: &Answer, choices: &mut Choices<'_>) {
    match answer {
        Answer::Place(slot, country) => {
            let given = slot.of(&world.transfer);
            let other = navicert_model::country::Country::parse(choices.one(&["CN", "JP", "TW"]));
            let both: CountrySet = [*country, other.unwrap()].into_iter().collect();
            let possible = match given {
                Place::OneOf(set) => set.intersection(both),
                Place::Unknown | Place::One(_) => both,
            };
            if possible.len() == 2 {
                *slot.of_mut(&mut world.transfer) = Place::OneOf(Box::new(possible));
            }
        }
        Answer::Parameter(parameter, value) => {
            let (name, unit) = navicert_tests::random::PARAMETERS[*parameter];
            let possible = points(*parameter, &world.transfer.item);
            let range = |low: i64, high: i64| {
                let amount = |value| Amount::parse(&format!("{value} {unit}")).unwrap();
                AmountRange::between(amount(low), amount(high)).unwrap()
            };
            let (low, high) = (possible[0], *possible.last().unwrap());
            let part = if choices.percent(50) { range(*value, high) } else { range(low, *value) };
            let parameters = &mut world.transfer.item.parameters;
            parameters.retain(|(known, _)| **known != *name);
            parameters.push((name.into(), part));
            parameters.sort_by(|a, b| a.0.cmp(&b.0));
        }
        Answer::Code(None, Code::Listed(code)) if world.transfer.item.codes.is_empty() => {
            if let Some((above, _)) = code.rsplit_once('.') {
                world.transfer.item.codes = vec![("cn".into(), Code::Listed(above.into()))];
            }
        }
        _ => {}
    }
}

/// The exporter knows what was answered about the end use.
fn exporter_knows(transfer: &mut Transfer) {
    for word in ["military", "enhances-military", "nuclear", "wmd", "terrorism"] {
        let tag = Tag::parse(TagPlace::Use, word).unwrap();
        let known = transfer.knowledge.tags;
        if known.get(tag).is_unknown() {
            let fact = transfer.end_use.tags.get(tag);
            let more = if fact.is_yes() { known.with_yes(tag) } else { known.with_no(tag) };
            if !fact.is_unknown() && more.yes.intersection(more.no).is_empty() {
                transfer.knowledge.tags = more;
            }
        }
    }
}

// Rule 3 -------------------------------------------------------------------------------------

fn one_more_clause(case: &Case) -> Result<(), TestCaseError> {
    let (fewer, more) = (loaded(case)?, case.load_with_extra());
    let Some(more) = more else { return Err(TestCaseError::reject("the clause is refused")) };
    for transfer in &case.transfers {
        let (before, after) = (judged(&fewer, transfer), judged(&more, transfer));
        for (before, after) in before.iter().zip(&after) {
            prop_assert!(
                before.at_least() <= after.at_least() && before.at_most() <= after.at_most(),
                "{before} becomes {after} with one more clause: {}\n{}",
                write_transfer(transfer),
                case.files_with_extra()[2 + case.extra.act].text
            );
        }
    }
    Ok(())
}

// Rule 4 -------------------------------------------------------------------------------------

/// Every finding is cited; every open law says what is missing; what is asked can change a span,
/// what can change a span is asked, and a question tells what its answers decide.
fn questions_and_citations(case: &Case) -> Result<(), TestCaseError> {
    let loaded = loaded(case)?;
    let mut choices = Choices::new(&case.numbers);
    for transfer in &case.transfers {
        let decision = decided(&loaded, &mut loaded.decider(), transfer);
        cited(&serde_json::from_str(&decision).expect("a decision is JSON"))?;
        open_laws_ask(&loaded, case, transfer, &mut choices)?;
        let known_day = loaded.options.known_day;
        let worlds = Worlds::new(&case.law, known_day, transfer, 256, &mut choices);
        if worlds.exact && worlds.unsure_bits().is_empty() {
            asks_what_matters(&loaded, &worlds)?;
        }
    }
    Ok(())
}

fn cited(decision: &Value) -> Result<(), TestCaseError> {
    for law in decision["laws"].as_array().unwrap() {
        for finding in law["findings"].as_array().unwrap() {
            for part in ["act", "pinpoint", "source", "basis"] {
                let text = finding["cite"][part].as_str();
                prop_assert!(text.is_some_and(|text| !text.is_empty()), "{part} of {finding}");
            }
        }
        let open = law["verdict"]["at_least"] != law["verdict"]["at_most"];
        let asks = decision["questions"].as_array().unwrap();
        let because = decision["open_because"].as_array().unwrap();
        prop_assert!(!open || !asks.is_empty() || !because.is_empty(), "silent: {decision}");
    }
    Ok(())
}

/// Once all that is asked is answered, every law is closed, or says why nobody can close it.
fn open_laws_ask(
    loaded: &Loaded,
    case: &Case,
    transfer: &Transfer,
    choices: &mut Choices<'_>,
) -> Result<(), TestCaseError> {
    let worlds = Worlds::unseen(&case.law, loaded.options.known_day, transfer);
    let Some(answers) = worlds.sample(choices) else { return Ok(()) };
    let judgement = loaded.decider().judge(transfer);
    let mut now = worlds.base().clone();
    for (dim, &at) in worlds.dims.iter().zip(&answers) {
        let asked: Vec<&str> = judgement
            .questions
            .iter()
            .map(|question| question.fact.as_str())
            .filter(|fact| dim.names(fact))
            .collect();
        if !dim.is_bit() && !asked.is_empty() {
            dim.answers[at].apply_only(&mut now, &asked);
        }
    }
    let contradicted = worlds.dims.iter().any(|dim| dim.is_bit() && !dim.facts.is_empty());
    if contradicted || !worlds.is_fully_known(&now) {
        return Ok(());
    }
    let after = loaded.decider().judge(&now.transfer);
    for span in spans(loaded, &after) {
        prop_assert!(
            span.is_closed() || !after.open_because.is_empty(),
            "all that was asked is answered, and still {span}: {}",
            write_transfer(&now.transfer)
        );
    }
    Ok(())
}

fn asks_what_matters(loaded: &Loaded, worlds: &Worlds<'_>) -> Result<(), TestCaseError> {
    if worlds.verdicts.iter().all(Option::is_none) {
        return Ok(());
    }
    let judgement = loaded.decider().judge(&worlds.transfer);
    let facts: Vec<&str> = judgement.questions.iter().map(|question| &*question.fact).collect();
    let context = || write_transfer(&worlds.transfer);
    for fact in &facts {
        // A contradiction names the parameter; the world says it of all of them.
        let moves = worlds.moves(fact)
            || (fact.starts_with("item.parameters") && worlds.moves("item.parameters"));
        prop_assert!(moves, "`{fact}` cannot change a span and is asked: {}", context());
    }
    for dim in worlds.open() {
        for fact in dim.asked_facts() {
            let asked = facts.contains(&fact)
                || (fact == "item.parameters" && facts.iter().any(|asked| asked.starts_with(fact)));
            prop_assert!(asked || !worlds.moves(fact), "`{fact}` is not asked: {}", context());
        }
    }
    for question in &judgement.questions {
        let Answers::YesNo { yes, no } = &question.answers else { continue };
        for (answer, given) in [(true, yes), (false, no)] {
            let Some(expected) = worlds.after_tag(&question.fact, answer) else { continue };
            prop_assert_eq!(
                *given,
                expected[0].join(expected[1]),
                "after {} to `{}`: {}",
                if answer { "yes" } else { "no" },
                question.fact,
                context()
            );
        }
    }
    Ok(())
}

// Rule 5 -------------------------------------------------------------------------------------

fn covered(case: &Case) -> Result<(), TestCaseError> {
    let loaded = loaded(case)?;
    for transfer in &case.transfers {
        let text = decided(&loaded, &mut loaded.decider(), transfer);
        let decision: Value = serde_json::from_str(&text).expect("a decision is JSON");
        let coverage = decision["coverage"].as_array().unwrap();
        for law in Law::ALL {
            let about: Vec<&Value> =
                coverage.iter().filter(|part| part["law"] == law.as_str()).collect();
            prop_assert_eq!(about.len(), 1, "coverage of {}", law);
            let modelled = about[0]["modelled"].as_u64().unwrap();
            let silent = about[0]["not_modelled"].as_array().unwrap().is_empty();
            let loaded = matches!(law, Law::Cn | Law::Us);
            prop_assert!(loaded || (modelled == 0 && !silent), "{} was looked at", law);
        }
    }
    Ok(())
}

#[test]
fn an_answer_of_no_law_is_covered() {
    let engine = navicert_engine::Engine::new(&[]).unwrap();
    let mut coverage = String::new();
    navicert_engine::render::json::coverage(&engine.prepared.book, &mut coverage);
    let coverage: Value = serde_json::from_str(&coverage).unwrap();
    let laws: Vec<&str> =
        coverage.as_array().unwrap().iter().map(|part| part["law"].as_str().unwrap()).collect();
    assert_eq!(laws, ["cn", "us", "jp", "nl", "eu"]);
    assert!(coverage.as_array().unwrap().iter().all(|part| part["not_modelled"] != Value::Null));
}

// The law of this build ------------------------------------------------------------------------

/// Forgets facts of the casebook's transfers: what is known less sure is never decided narrower.
///
/// What a party is by law's own derivation stays; parties and facilities stay (a role or a site that nobody names is read as none), parameters
/// stay (one that contradicts the code opens the span), and so does the end use where the exporter
/// is said not to know.
#[test]
fn forgetting_a_fact_of_a_case_never_narrows() {
    let engine = navicert_engine::Engine::new(&navicert_engine::embedded_law()).unwrap();
    let day = Day::parse("2026-11-21").unwrap();
    let known_at = "2026-11-21T00:00:00Z".to_owned();
    let options = Options { on: day, known_at, known_day: day, assume: Vec::new() };
    let mut decider = Decider::new(&engine, options).unwrap();
    let mut tried = 0;
    let mut sampler = Sampler::new(20260106);
    for case in navicert_engine::embedded_cases().iter().flat_map(|file| casebook::parse(file).0) {
        let Ok(known) = case.facts.transfer() else { continue };
        let closed = decider.judge(&known).verdict;
        // Two facts, or one of them twice.
        for _ in 0..FORGOTTEN {
            let mut less = known.clone();
            FORGET[sampler.below(FORGET.len())](&mut less);
            FORGET[sampler.below(FORGET.len())](&mut less);
            if less == known {
                continue;
            }
            tried += 1;
            let open = decider.judge(&less).verdict;
            assert!(
                within(closed, open),
                "{}:{}: {closed} becomes {open} with less known: {} instead of {}",
                case.file,
                case.line,
                write_transfer(&less),
                write_transfer(&known)
            );
        }
    }
    assert!(tried > 1000, "only {tried} transfers");
}

/// The answers that law would derive from other facts if they were not stated: what is stated wins, so
/// that forgetting them is another answer and no lesser knowledge.
fn derived(tags: TagAnswers) -> TagAnswers {
    let mut kept = TagAnswers::default();
    for word in ["us-person", "prc-person", "foreign-person"] {
        let tag = Tag::parse(TagPlace::Party, word).unwrap();
        kept = match tags.get(tag) {
            Tri::Yes => kept.with_yes(tag),
            Tri::No => kept.with_no(tag),
            Tri::Unknown => kept,
        };
    }
    kept
}

/// How often facts of each case are forgotten, by a seed.
const FORGOTTEN: usize = 2;

/// Ways to know less.
const FORGET: [fn(&mut Transfer); 14] = [
    |transfer| transfer.activity = None,
    |transfer| transfer.from = Place::Unknown,
    |transfer| transfer.to = Place::Unknown,
    |transfer| transfer.via = None,
    |transfer| transfer.item.kind = None,
    |transfer| transfer.item.origin = Place::Unknown,
    |transfer| transfer.item.codes.clear(),
    |transfer| transfer.item.content = None,
    |transfer| transfer.item.made_with = None,
    |transfer| transfer.item.tags = TagAnswers::default(),
    |transfer| transfer.contracted_on = None,
    |transfer| {
        if transfer.knowledge.tags.is_unknown() {
            transfer.end_use.tags = TagAnswers::default();
        }
    },
    |transfer| transfer.parties.iter_mut().for_each(|party| party.tags = derived(party.tags)),
    |transfer| {
        for party in &mut transfer.parties {
            (party.country, party.headquarters) = (Place::Unknown, Place::Unknown);
        }
    },
];

proptest! {
    #![proptest_config(config(LAWS / 12))]

    #[test]
    fn the_same_question_has_the_same_bytes_among_many(
        case in cases(Sizes { transfers: 24, ..SIZES })
    ) {
        same_bytes_among_many(&case)?;
    }
}

proptest! {
    #![proptest_config(config(LAWS))]

    #[test]
    fn the_same_question_has_the_same_bytes(case in cases(SIZES)) {
        same_bytes(&case)?;
    }

    #[test]
    fn an_answer_narrows_and_all_answers_close(case in cases(SIZES)) {
        answers_narrow(&case)?;
    }

    #[test]
    fn one_more_clause_is_never_laxer(case in cases(SIZES)) {
        one_more_clause(&case)?;
    }

    #[test]
    fn findings_are_cited_and_questions_matter(case in cases(SIZES)) {
        questions_and_citations(&case)?;
    }

    #[test]
    fn coverage_is_part_of_every_decision(case in cases(SIZES)) {
        covered(&case)?;
    }
}
