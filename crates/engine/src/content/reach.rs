//! Which thresholds of the law matter to a product on its way to a destination.

use super::meets::{Met, Open, met};
use super::rule::{Rules, lifts};
use navicert_model::transfer::{Item, Transfer};
use navicert_model::tri::Tri;
use navicert_rules::eval::amounts::content_key;
use navicert_rules::eval::diagram::{NO, Node, YES};
use navicert_rules::eval::evaluator::Evaluator;
use navicert_rules::eval::state::State;
use navicert_rules::law::ClauseIx;
use navicert_rules::law::status::Status;
use std::collections::HashMap;
use std::sync::Arc;

/// A threshold that matters, or may.
#[derive(Clone, Debug)]
pub struct ReachedRule {
    /// Index of the rule.
    pub rule: usize,
    /// Whether it is surely the threshold for this product and destination: whether all that the
    /// law says beside it holds.
    pub reach: Tri,
    /// The facts that leave this open.
    pub open: Vec<Open>,
    /// The clauses that its share can change, with their status on the day.
    pub clauses: Vec<(ClauseIx, Status)>,
    /// Which of these statuses has most effect.
    pub status: Status,
}

/// What the law says of one product, whatever it contains, with what was found out about lines.
#[derive(Debug)]
pub struct Reached {
    transfer: Transfer,
    /// The thresholds, in the order of the rules.
    pub rules: Vec<ReachedRule>,
    met: Vec<HashMap<Item, Arc<Met>>>,
}

impl Reached {
    /// Looks for the thresholds.
    ///
    /// Cost: linear in the clauses that ask for a share, times their conditions.
    pub fn of(state: &State<'_>, rules: &Rules<'_>, transfer: Transfer, laws: &[bool]) -> Self {
        let found = reached(state, rules, &transfer, laws);
        Reached::with(transfer, found)
    }

    /// The thresholds that the law asks of a part because of what the part is: those whose
    /// conditions the part meets, or may, and the product that it ends in does not.
    pub fn of_items(
        state: &State<'_>,
        rules: &Rules<'_>,
        part: Transfer,
        laws: &[bool],
        product: &Transfer,
    ) -> Self {
        let mut found = Vec::new();
        if laws.contains(&true) {
            found = reached(state, rules, &part, laws);
        }
        if !found.is_empty() {
            let mut look = Look::at(state, rules, product);
            found.retain(|one| look.is_ruled_out(one.rule));
        }
        Reached::with(part, found)
    }

    fn with(transfer: Transfer, found: Vec<ReachedRule>) -> Self {
        let met = vec![HashMap::new(); found.len()];
        Reached { transfer, rules: found, met }
    }

    /// How an item stands to rule number `index` of those reached; found out once for equal items.
    pub fn met(
        &mut self,
        state: &State<'_>,
        rules: &Rules<'_>,
        index: usize,
        item: &Item,
    ) -> Arc<Met> {
        if let Some(known) = self.met[index].get(item) {
            return Arc::clone(known);
        }
        let reached = &self.rules[index];
        let counts = rules.rules[reached.rule].counts;
        let clause = reached.clauses.first().map_or(ClauseIx(0), |(clause, _)| *clause);
        let found = Arc::new(met(state, &self.transfer, item, counts, clause));
        self.met[index].insert(item.clone(), Arc::clone(&found));
        found
    }
}

/// What is found of a rule while clauses are looked at.
struct Found {
    sites: Vec<usize>,
    clauses: Vec<(ClauseIx, Status)>,
}

fn reached(
    state: &State<'_>,
    rules: &Rules<'_>,
    transfer: &Transfer,
    laws: &[bool],
) -> Vec<ReachedRule> {
    let mut look = Look::at(state, rules, transfer);
    let mut found: Vec<Found> =
        rules.rules.iter().map(|_| Found { sites: Vec::new(), clauses: Vec::new() }).collect();
    for (clause, sites) in &rules.clauses {
        let status = state.status(*clause);
        let law = state.book().clauses[clause.0 as usize].law;
        if !laws[law] || !is_shown(*clause, status, state) {
            continue;
        }
        let matter = look.mattering(*clause, sites);
        for (rule, found) in rules.rules.iter().zip(&mut found).filter(|(rule, _)| rule.law == law)
        {
            let before = found.sites.len();
            found.sites.extend(matter.iter().filter(|site| rule.sites.contains(site)));
            if found.sites.len() > before {
                found.clauses.push((*clause, status));
            }
        }
    }
    let numbered = found.into_iter().enumerate();
    numbered.filter_map(|(rule, found)| look.settled(rule, found)).collect()
}

/// Whether a clause of that status is worth a look: it has effect, had it, or will.
fn is_shown(clause: ClauseIx, status: Status, state: &State<'_>) -> bool {
    let book = state.book();
    match status {
        Status::InForce
        | Status::Lapsed(_)
        | Status::Suspended(_)
        | Status::NotEnforced(_)
        | Status::OnlyReported => true,
        Status::NotYet => {
            let act = book.clauses[clause.0 as usize].act;
            book.acts[act.0 as usize].published <= state.as_of.on
        }
        Status::NeverInForce | Status::Ceased | Status::NotKnown => false,
    }
}

/// A product looked at with every share left open.
struct Look<'r, 's> {
    ev: Evaluator<'s>,
    state: &'s State<'s>,
    rules: &'r Rules<'s>,
    item: &'s Item,
}

impl<'r, 's> Look<'r, 's> {
    fn at(state: &'s State<'s>, rules: &'r Rules<'s>, transfer: &'s Transfer) -> Self {
        let ev = Evaluator::new(state, transfer).with_content_open();
        Look { ev, state, rules, item: &transfer.item }
    }

    /// Whether what the law says beside a rule's share fails everywhere.
    fn is_ruled_out(&mut self, rule: usize) -> bool {
        let rules = self.rules;
        rules.rules[rule].sites.iter().all(|&site| self.beside(site) == NO)
    }

    /// The sites on which a clause depends, all else as it is.
    fn mattering(&mut self, clause: ClauseIx, sites: &[usize]) -> Vec<usize> {
        let node = self.condition(clause);
        let support = self.ev.d.support(node);
        if support.is_empty() {
            return Vec::new();
        }
        if let Some(lifted) = lifts(self.state.book(), clause)
            && lifted.iter().all(|&lifted| self.condition(lifted) == NO)
        {
            return Vec::new();
        }
        let depends = |site: &&usize| {
            let key = content_key(self.rules.sites[**site].compare, self.item);
            self.ev.var_of(&key).is_some_and(|var| support.contains(&var))
        };
        sites.iter().filter(depends).copied().collect()
    }

    fn condition(&mut self, ix: ClauseIx) -> Node {
        let clause = &self.state.book().clauses[ix.0 as usize];
        let root = self.ev.root();
        self.ev.enter(ix);
        let mut node = self.ev.cond(&clause.reach, root);
        if node != NO {
            let when = self.ev.cond(&clause.when, root);
            node = self.ev.d.and(node, when);
        }
        self.ev.leave();
        node
    }

    /// A rule that some clause depends on.
    fn settled(&mut self, rule: usize, mut found: Found) -> Option<ReachedRule> {
        found.sites.sort_unstable();
        found.sites.dedup();
        let (mut reach, mut sure) = (NO, false);
        for &site in &found.sites {
            let node = self.beside(site);
            sure |= node == YES && !self.rules.sites[site].vague;
            reach = self.ev.d.or(reach, node);
        }
        let status =
            found.clauses.iter().map(|(_, status)| *status).min_by_key(|one| rank(*one))?;
        if reach == NO {
            return None;
        }
        let support = if sure { Vec::new() } else { self.ev.d.support(reach) };
        let unknowns = self.ev.unknowns();
        let open = support.into_iter().map(|var| &unknowns[usize::from(var.0)]);
        let open = open
            .map(|one| Open { fact: one.name.clone(), subject: one.subject, own: false })
            .collect();
        let reach =
            if sure || reach == YES && self.certain(&found) { Tri::Yes } else { Tri::Unknown };
        Some(ReachedRule { rule, reach, open, clauses: found.clauses, status })
    }

    /// Whether none of the sites stands among conditions that cannot be looked at alone.
    fn certain(&self, found: &Found) -> bool {
        found.sites.iter().all(|&site| !self.rules.sites[site].vague)
    }

    /// What the law says beside a share.
    fn beside(&mut self, site: usize) -> Node {
        let site = &self.rules.sites[site];
        if let Some(clause) = site.clause {
            self.ev.enter(clause);
        }
        let root = self.ev.root();
        let mut all = YES;
        for cond in &site.beside {
            let node = self.ev.cond(cond, root);
            all = self.ev.d.and(all, node);
            if all == NO {
                break;
            }
        }
        self.ev.leave();
        all
    }
}

fn rank(status: Status) -> u8 {
    match status {
        Status::InForce => 0,
        Status::Lapsed(_) => 1,
        Status::Suspended(_) => 2,
        Status::NotYet => 3,
        Status::NotEnforced(_) => 4,
        Status::OnlyReported => 5,
        Status::NeverInForce | Status::Ceased | Status::NotKnown => 6,
    }
}
