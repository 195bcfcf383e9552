//! Brute force against the evaluator: every completion of a transfer's unknown facts is decided
//! plainly, and the span of `judge` is exactly from the least to the most of them.
//!
//! The plain meaning ([`navicert_tests::plain`]) knows no *unknown*: it says yes or no of a fully
//! known transfer. Where nobody can know (a suspension that ran out, a threshold that contradicts a
//! code), both are tried. Where the evaluator is knowingly coarser, its span may be wider, never
//! narrower; [`Worlds::exact`] says where that is.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by it")]

use navicert_model::write::write_transfer;
use navicert_tests::harness::{config, judged, shown, within};
use navicert_tests::random::{Case, Choices, Loaded, Sizes, cases};
use navicert_tests::worlds::Worlds;
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

/// Worlds that are tried for a transfer; beyond, facts are answered first.
const WORLDS: usize = 512;
/// Laws that are tried, each with up to four transfers.
const CASES: u32 = 4000;

fn check(case: &Case) -> Result<(), TestCaseError> {
    let Some(loaded) = case.load() else { return Err(TestCaseError::reject("the law is refused")) };
    let mut choices = Choices::new(&case.numbers);
    for transfer in &case.transfers {
        let known_day = loaded.options.known_day;
        let worlds = Worlds::new(&case.law, known_day, transfer, WORLDS, &mut choices);
        if worlds.verdicts.iter().all(Option::is_none) {
            // No code meets the thresholds of both lists: nothing can be said.
            continue;
        }
        let brute = worlds.spans(|_| true).map(|span| span.expect("some world can be"));
        let judged_now = judged(&loaded, &worlds.transfer);
        let context = || {
            let facts: Vec<_> = worlds.open().flat_map(|dim| &dim.facts).collect();
            format!(
                "{}\n  judged {}\n  brute force {}\n  open {facts:?}",
                write_transfer(&worlds.transfer),
                shown(&judged_now),
                shown(&brute)
            )
        };
        for (judged, brute) in judged_now.iter().zip(&brute) {
            prop_assert!(within(*brute, *judged), "narrower than the completions: {}", context());
            prop_assert!(
                judged == brute || !worlds.exact,
                "wider than the completions: {}",
                context()
            );
        }
        completed(&loaded, &worlds, &mut choices)?;
    }
    Ok(())
}

/// Fully known transfers come out closed, as the plain meaning says.
fn completed(
    loaded: &Loaded,
    worlds: &Worlds<'_>,
    choices: &mut Choices<'_>,
) -> Result<(), TestCaseError> {
    for _ in 0..3 {
        let number = choices.below(worlds.verdicts.len());
        if worlds.verdicts[number].is_none() || !worlds.is_fully_known(&worlds.world(number)) {
            continue;
        }
        // What no fact says stays open; everything else is as in this world.
        let same = |other: usize| {
            worlds.dims.iter().enumerate().all(|(at, dim)| {
                dim.is_bit() || worlds.answer(at, other) == worlds.answer(at, number)
            })
        };
        let facts: Vec<bool> = (0..worlds.verdicts.len()).map(same).collect();
        let unsure = worlds.unsure_bits();
        let open = |at: usize| worlds.dims[at].is_bit() && !unsure.contains(&at);
        if !unsure.is_empty() && (0..worlds.dims.len()).any(open) {
            // What nobody knows may keep open what the duty rests on.
            continue;
        }
        let brute = worlds
            .spans(|other| facts[other] && unsure.iter().all(|&at| worlds.answer(at, other) == 0));
        let brute = brute.map(|span| span.expect("this world can be"));
        let transfer = worlds.world(number).transfer;
        let judged = judged(loaded, &transfer);
        prop_assert_eq!(
            &judged,
            &brute,
            "completed as {}: judged {}, plainly {}",
            write_transfer(&transfer),
            shown(&judged),
            shown(&brute)
        );
    }
    Ok(())
}

proptest! {
    #![proptest_config(config(CASES))]

    /// The span is that of all completions.
    #[test]
    fn spans_are_those_of_all_completions(
        case in cases(Sizes { clauses: 6, transfers: 4, rare: false })
    ) {
        check(&case)?;
    }

    /// Also with content shares and duties that arise from not knowing.
    #[test]
    fn spans_are_those_of_all_completions_with_rare_conditions(
        case in cases(Sizes { clauses: 4, transfers: 4, rare: true })
    ) {
        check(&case)?;
    }
}
