//! One product under the rules that matter to it.

use super::meets::{Met, Shared, count_ways};
use super::reach::Reached;
use super::rule::Rules;
use super::share::{self, Share};
use super::worth::Valued;
use super::{Counts, LineAnswer, MOST_VISITS, TestAnswer};
use navicert_model::bom::Product;
use navicert_model::transfer::Item;
use navicert_model::tri::Tri;
use navicert_rules::eval::state::State;
use rust_decimal::Decimal;
use std::collections::HashMap;
use std::sync::Arc;

/// An item without what decides nothing, so that equal ones are looked at once.
pub(super) fn plain(item: &Item, keeps_amounts: bool) -> Item {
    let mut plain = item.clone();
    (plain.part, plain.description) = (None, None);
    if !keeps_amounts {
        (plain.quantity, plain.value) = (None, None);
    }
    plain
}

/// A product with the facts of its parts.
pub(super) struct Look<'l> {
    pub(super) product: &'l Product,
    pub(super) valued: &'l Valued,
    pub(super) state: &'l State<'l>,
    pub(super) rules: &'l Rules<'l>,
    /// Facts of the parts, and for each part the number of its facts.
    pub(super) items: Vec<(u32, Item)>,
}

/// The facts of each part, with a number that parts of equal facts share.
pub(super) fn items(product: &Product, valued: &Valued, keeps_amounts: bool) -> Vec<(u32, Item)> {
    let mut numbers: HashMap<Item, u32> = HashMap::new();
    let parts = valued.parts.iter().map(|&part| {
        let item = plain(&product.bill.parts()[part].item, keeps_amounts);
        let next = numbers.len() as u32;
        (*numbers.entry(item.clone()).or_insert(next), item)
    });
    parts.collect()
}

impl Look<'_> {
    pub(super) fn tests(&self, reached: &mut Reached) -> Vec<TestAnswer> {
        (0..reached.rules.len()).map(|index| self.test(reached, index)).collect()
    }

    fn test(&self, reached: &mut Reached, index: usize) -> TestAnswer {
        let mut by_number: HashMap<u32, Arc<Met>> = HashMap::new();
        let mut met: Vec<Arc<Met>> = Vec::with_capacity(self.items.len());
        for (number, item) in &self.items {
            let known = by_number
                .entry(*number)
                .or_insert_with(|| reached.met(self.state, self.rules, index, item));
            met.push(Arc::clone(known));
        }
        let found = &reached.rules[index];
        let share = self.share(&met, found.rule);
        let lines = self.lines(&met);
        TestAnswer { reached: found.clone(), share, lines, of: None }
    }

    /// The share over everything that is unknown: for each way in which the facts that parts share
    /// may come out, over the facts that each part has to itself.
    fn share(&self, met: &[Arc<Met>], rule: usize) -> Share {
        let compare = self.rules.rules[rule].compare;
        let of = |meets: &[Tri]| {
            let looked = self.product.looked;
            share::share(self.valued, meets, looked, compare.op, &compare.bound)
        };
        let states: Vec<Tri> = met.iter().map(|met| met.state).collect();
        let mut shared: Vec<&Shared> = met.iter().skip(1).flat_map(|met| &met.shared).collect();
        shared.sort_unstable_by(|a, b| a.key.cmp(&b.key));
        shared.dedup();
        let affordable = |ways: &usize| *ways > 1 && ways.saturating_mul(met.len()) <= MOST_VISITS;
        let ways = count_ways(shared.iter().copied()).filter(affordable);
        let Some(ways) = ways else { return of(&states) };
        let mut total: Option<Share> = None;
        for way in 0..ways {
            let chosen = chosen(&shared, way);
            let given: Vec<Tri> = met
                .iter()
                .map(|met| met.given(|one| chosen.get(one.key.as_str()).copied().unwrap_or(0)))
                .collect();
            let one = of(&given);
            total = Some(total.map_or(one, |before| before.or(one)));
        }
        total.unwrap_or_else(|| of(&states))
    }

    /// Every part but the product, with how much of it is there outside of what counts whole.
    fn lines(&self, met: &[Arc<Met>]) -> Vec<LineAnswer> {
        let valued = self.valued;
        let mut exact = valued.exact;
        let mut taken = vec![Decimal::ZERO; met.len()];
        taken[0] = Decimal::ONE;
        let mut lines = Vec::with_capacity(met.len().saturating_sub(1));
        for at in 0..met.len() {
            let inside = taken[at].is_zero();
            let counts = match met[at].state {
                _ if inside => Counts::Inside,
                Tri::Yes => Counts::In,
                Tri::Unknown => Counts::May,
                Tri::No => Counts::Out,
            };
            if at == 0 || !matches!(counts, Counts::In | Counts::Inside) {
                for link in valued.links(at) {
                    let more = exact.times(taken[at], link.factor);
                    taken[link.part] = exact.add(taken[link.part], more);
                }
            }
            if at > 0 {
                let known = valued.most[at] == Some(valued.least[at]) && !inside;
                let value = known.then(|| exact.times(valued.least[at], taken[at]).normalize());
                lines.push(LineAnswer { place: at, counts, value, met: Arc::clone(&met[at]) });
            }
        }
        lines
    }
}

/// The values of shared facts in one of the ways in which they may come out.
fn chosen<'k>(shared: &[&'k Shared], mut way: usize) -> HashMap<&'k str, usize> {
    let mut chosen = HashMap::with_capacity(shared.len());
    for fact in shared {
        chosen.insert(fact.key.as_str(), way % fact.values);
        way /= fact.values;
    }
    chosen
}
