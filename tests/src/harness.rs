//! What the property tests ask of the engine, and how many cases they try.

use crate::random::Loaded;
use navicert_engine::render::json::{self, Shared};
use navicert_engine::{Decider, Decision, Engine, embedded_law};
use navicert_model::transfer::Transfer;
use navicert_model::verdict::Verdict;
use navicert_rules::eval::judge::Judgement;
use navicert_rules::law::SourceFile;
use proptest::test_runner::Config;

/// So many cases, or as many as `PROPTEST_CASES` says. What fails is printed as law and transfer
/// and becomes a named test, so no seeds are kept.
#[must_use]
#[expect(
    clippy::disallowed_methods,
    reason = "tests take no arguments; the name is proptest's own"
)]
pub fn config(cases: u32) -> Config {
    let wanted = std::env::var("PROPTEST_CASES").ok().and_then(|text| text.parse().ok());
    Config {
        cases: wanted.unwrap_or(cases),
        failure_persistence: None,
        max_shrink_iters: 20_000,
        // A law that the check refuses is left out.
        max_global_rejects: 1 << 24,
        ..Config::default()
    }
}

/// The verdicts of `cn` and `us`, whatever the order of the files.
#[must_use]
pub fn spans(loaded: &Loaded, judgement: &Judgement) -> [Verdict; 2] {
    ["cn", "us"].map(|name| {
        let laws = &loaded.engine.prepared.book.laws;
        let law = judgement.laws.iter().find(|law| laws[law.law].name == name);
        law.expect("both laws are loaded").verdict
    })
}

/// The verdicts of `cn` and `us` on a transfer.
#[must_use]
pub fn judged(loaded: &Loaded, transfer: &Transfer) -> [Verdict; 2] {
    spans(loaded, &loaded.decider().judge(transfer))
}

/// Whether a span lies within another.
#[must_use]
pub fn within(inner: Verdict, outer: Verdict) -> bool {
    outer.at_least() <= inner.at_least() && inner.at_most() <= outer.at_most()
}

/// Two verdicts for a message.
#[must_use]
pub fn shown(spans: &[Verdict; 2]) -> String {
    format!("cn {}, us {}", spans[0], spans[1])
}

/// A decision as JSON.
#[must_use]
pub fn decided(loaded: &Loaded, decider: &mut Decider<'_>, transfer: &Transfer) -> String {
    let shared = Shared::new(&loaded.engine, &loaded.options);
    decider.decide(transfer, |decision: &Decision<'_>| {
        let mut out = String::new();
        json::write(&mut out, decision, &shared);
        out
    })
}

/// A decision as JSON, written the way in which many lines are.
#[must_use]
pub fn written(loaded: &Loaded, decider: &mut Decider<'_>, transfer: &Transfer) -> String {
    let shared = Shared::new(&loaded.engine, &loaded.options);
    let mut out = String::new();
    decider.write_json(&mut transfer.clone(), &shared, &mut out);
    out
}

/// Where two texts begin to differ, for a message; `None` if they do not.
#[must_use]
pub fn difference(found: &str, expected: &str) -> Option<String> {
    let at = found.bytes().zip(expected.bytes()).position(|(a, b)| a != b);
    let at = at.or((found.len() != expected.len()).then(|| found.len().min(expected.len())))?;
    let part = |text: &str| {
        let from = text.floor_char_boundary(at.saturating_sub(120));
        let to = text.floor_char_boundary((at + 400).min(text.len()));
        text[from..to].to_owned()
    };
    Some(format!("found    …{}…\nexpected …{}…", part(found), part(expected)))
}

/// The files of these laws of the build, without those where laws meet.
#[must_use]
pub fn law_files(laws: &[&str]) -> Vec<SourceFile> {
    let of =
        |file: &SourceFile| laws.iter().any(|law| file.name.starts_with(&format!("laws/{law}/")));
    embedded_law().into_iter().filter(of).collect()
}

/// These laws of the build.
#[must_use]
pub fn engine_of(laws: &[&str]) -> Engine {
    Engine::new(&law_files(laws)).expect("a law of the build stands alone")
}

/// Numbers that look random and are the same on every run: for samples of what is too many.
#[derive(Clone, Debug)]
pub struct Sampler(u64);

impl Sampler {
    /// The numbers of a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Sampler(seed)
    }

    /// A number below `end` (`splitmix64`).
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % end.max(1) as u64) as usize
    }
}
