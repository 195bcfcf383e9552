//! Every world that a transfer's unknown facts leave possible, and what the law says in each.

mod answer;
mod dims;
mod mentions;

pub use answer::{Answer, Slot, TagSlot};
pub use dims::Dim;

use crate::plain::{Bit, Plain, World, parties_missing};
use crate::random::{Choices, Law, Line};
use dims::dims;
use mentions::Mentions;
use navicert_model::day::Day;
use navicert_model::transfer::Transfer;
use navicert_model::verdict::{Effect, Verdict};
use navicert_model::vocabulary::{TagAnswers, TagPlace};
use std::collections::{BTreeMap, BTreeSet};

/// The worlds of a transfer under a law.
#[derive(Debug)]
pub struct Worlds<'l> {
    /// The law on the transfer's day.
    pub plain: Plain<'l>,
    /// The transfer, with some of its unknown facts answered if it had too many worlds.
    pub transfer: Transfer,
    /// The unknown facts and their answers.
    pub dims: Vec<Dim>,
    /// Whether the engine's span must be exactly this one, or may be wider.
    pub exact: bool,
    /// The verdicts of `cn` and `us` by world, the last dimension running fastest; none for worlds
    /// that cannot be.
    pub verdicts: Vec<Option<[Effect; 2]>>,
    base: World,
}

/// So many facts are answered at most to have few worlds left.
const MOST_ANSWERS: usize = 64;

impl<'l> Worlds<'l> {
    /// The worlds of a transfer. While there are more than `limit`, the fact with the most answers
    /// is answered.
    #[must_use]
    pub fn new(
        law: &'l Law,
        known_day: Day,
        transfer: &Transfer,
        limit: usize,
        choices: &mut Choices<'_>,
    ) -> Worlds<'l> {
        let mut worlds = Self::unseen(law, known_day, transfer);
        // An answer may ask for others, so that the worlds need not become fewer.
        for _ in 0..MOST_ANSWERS {
            if worlds.dims.iter().map(|dim| dim.answers.len()).product::<usize>() <= limit {
                break;
            }
            let most =
                worlds.dims.iter().filter(|dim| !dim.is_bit()).max_by_key(|dim| dim.answers.len());
            let Some(dim) = most else { break };
            let answer = &dim.answers[choices.below(dim.answers.len())];
            let mut answered = worlds.base.clone();
            answer.apply(&mut answered);
            worlds = Self::unseen(law, known_day, &answered.transfer);
        }
        worlds.find_unsure();
        worlds.verdicts = worlds.each(|plain, world| plain.verdicts(world));
        worlds
    }

    /// The worlds of a transfer, however many, without their verdicts and without duties that arise
    /// from not knowing.
    #[must_use]
    pub fn unseen(law: &'l Law, known_day: Day, transfer: &Transfer) -> Worlds<'l> {
        let plain = Plain::new(law, known_day, transfer);
        let mentions = Mentions::of(&plain);
        let mut base = World { transfer: transfer.clone(), bits: BTreeMap::new() };
        base.transfer.parties.extend(parties_missing(transfer, &mentions.roles));
        let dims = dims(&plain, &mentions, &base.transfer);
        let exact = mentions.is_exact(&plain, &base.transfer);
        let transfer = transfer.clone();
        Worlds { plain, transfer, dims, exact, verdicts: Vec::new(), base }
    }

    /// Finds the lines of `unsure` that are open, and gives each a dimension: whether anybody will
    /// have answered.
    fn find_unsure(&mut self) {
        let lines: Vec<Line> = Mentions::of(&self.plain).unsure.into_iter().collect();
        for line in lines {
            let answers = self.each(|plain, world| plain.line(&line, world, None));
            let both: BTreeSet<bool> = answers.into_iter().flatten().collect();
            if both.len() == 2 {
                self.plain.unsure.push(line);
            }
        }
        for at in 0..self.plain.unsure.len() {
            self.dims.push(Dim::bit(&Bit::Unsure(at), None));
        }
    }

    /// What `see` sees in every world that can be.
    pub fn each<T>(&self, mut see: impl FnMut(&Plain<'l>, &World) -> T) -> Vec<Option<T>> {
        let mut world = self.base.clone();
        self.dims.iter().for_each(|dim| dim.answers[0].apply(&mut world));
        let mut digits = vec![0; self.dims.len()];
        let mut seen = Vec::new();
        loop {
            seen.push(self.plain.is_consistent(&world).then(|| see(&self.plain, &world)));
            let mut at = self.dims.len();
            loop {
                if at == 0 {
                    return seen;
                }
                at -= 1;
                digits[at] = (digits[at] + 1) % self.dims[at].answers.len();
                self.dims[at].answers[digits[at]].apply(&mut world);
                if digits[at] != 0 {
                    break;
                }
            }
        }
    }

    /// The dimensions that are open.
    pub fn open(&self) -> impl Iterator<Item = &Dim> {
        self.dims.iter().filter(|dim| dim.answers.len() > 1)
    }

    /// How far apart in [`Self::verdicts`] the answers of a dimension lie.
    #[must_use]
    pub fn stride(&self, dim: usize) -> usize {
        self.dims[dim + 1..].iter().map(|dim| dim.answers.len()).product()
    }

    /// The answer of a dimension in a world.
    #[must_use]
    pub fn answer(&self, dim: usize, world: usize) -> usize {
        world / self.stride(dim) % self.dims[dim].answers.len()
    }

    /// A world by its number, with the bits it says.
    #[must_use]
    pub fn world(&self, number: usize) -> World {
        let mut world = self.base.clone();
        for (at, dim) in self.dims.iter().enumerate() {
            dim.answers[self.answer(at, number)].apply(&mut world);
        }
        world
    }

    /// A world that can be, as the number of an answer for each dimension.
    #[must_use]
    pub fn sample(&self, choices: &mut Choices<'_>) -> Option<Vec<usize>> {
        (0..8).find_map(|_| {
            let digits: Vec<usize> =
                self.dims.iter().map(|dim| choices.below(dim.answers.len())).collect();
            let mut world = self.base.clone();
            self.dims.iter().zip(&digits).for_each(|(dim, &at)| dim.answers[at].apply(&mut world));
            self.plain.is_consistent(&world).then_some(digits)
        })
    }

    /// The transfer with a party in every role that is asked about.
    #[must_use]
    pub fn base(&self) -> &World {
        &self.base
    }

    /// The span of `cn` and of `us` over the worlds that `within` accepts.
    #[must_use]
    pub fn spans(&self, within: impl Fn(usize) -> bool) -> [Option<Verdict>; 2] {
        [0, 1].map(|law| {
            let here = self.verdicts.iter().enumerate().filter(|(number, _)| within(*number));
            let ends = here.filter_map(|(_, verdicts)| verdicts.map(|verdicts| verdicts[law]));
            let (lo, hi) =
                ends.fold((None, None), |(lo, hi): (Option<Effect>, Option<Effect>), end| {
                    (Some(lo.map_or(end, |lo| lo.min(end))), Some(hi.map_or(end, |hi| hi.max(end))))
                });
            Some(Verdict::new(lo?, hi?))
        })
    }

    /// The dimensions of duties that arise from not knowing: 0 = somebody will have answered.
    #[must_use]
    pub fn unsure_bits(&self) -> Vec<usize> {
        let is_unsure =
            |dim: &Dim| matches!(dim.answers.first(), Some(Answer::Bit(Bit::Unsure(_), _)));
        (0..self.dims.len()).filter(|&at| is_unsure(&self.dims[at])).collect()
    }

    /// Whether the engine takes a world's transfer for fully known.
    #[must_use]
    pub fn is_fully_known(&self, world: &World) -> bool {
        !dims::is_partly_known(&self.plain, &world.transfer)
    }

    /// The spans of `cn` and `us` once a tag is answered; `None` where the fact is no tag, is that
    /// of several parties, or is not asked by itself.
    #[must_use]
    pub fn after_tag(&self, fact: &str, yes: bool) -> Option<[Verdict; 2]> {
        let mut dims = (0..self.dims.len()).filter(|&at| self.dims[at].names(fact));
        let (at, None) = (dims.next()?, dims.next()) else { return None };
        if !self.dims[at].asked_facts().any(|asked| asked == fact) {
            return None;
        }
        let said = |world| self.dims[at].tag(self.answer(at, world), fact) == Some(yes);
        let [Some(cn), Some(us)] = self.spans(said) else { return None };
        Some([cn, us])
    }

    /// Whether two worlds that differ in this fact alone (and in what follows from it) differ in a
    /// law's verdict.
    #[must_use]
    pub fn moves(&self, fact: &str) -> bool {
        let dims = self.dims.iter().enumerate().filter(|(_, dim)| dim.names(fact));
        dims.into_iter().any(|(at, dim)| {
            let stride = self.stride(at);
            let pairs = dim.neighbours(fact);
            (0..self.verdicts.len()).any(|world| {
                let answer = self.answer(at, world);
                pairs.iter().filter(|pair| pair.0 == answer).any(|pair| {
                    let other = world + pair.1 * stride - answer * stride;
                    let (here, there) = (self.verdicts[world], self.verdicts[other]);
                    here.is_some() && there.is_some() && here != there
                })
            })
        })
    }
}

/// Whether the tags of a place answer a tag yes in one of two answers, and the other differs from
/// it only in that and what is narrower.
fn differs_in(
    place: TagPlace,
    yes: TagAnswers,
    no: TagAnswers,
    word: &str,
    asked: &[&str],
) -> bool {
    let parse = |word: &str| navicert_model::vocabulary::Tag::parse(place, word).expect("a tag");
    let tag = parse(word);
    yes.get(tag).is_yes()
        && asked.iter().map(|word| parse(word)).all(|other| {
            let expected = yes.get(other).is_yes() && !tag.descendants().contains(other);
            no.get(other).is_yes() == expected
        })
}
