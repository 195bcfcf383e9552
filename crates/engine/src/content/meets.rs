//! Whether a line counts: the rule's condition on an item, over the facts that are unknown.

use navicert_model::transfer::{Item, Transfer};
use navicert_model::tri::Tri;
use navicert_rules::eval::diagram::{NO, Node, Var, YES};
use navicert_rules::eval::evaluator::{Ctx, Evaluator};
use navicert_rules::eval::facts::{FactKey, ItemView, Subject, id};
use navicert_rules::eval::reasons::{self, Reason};
use navicert_rules::eval::state::State;
use navicert_rules::law::{ClauseIx, Cond, PlaceFact};

/// Ways in which the facts that lines share may come out are tried up to so many; beyond, lines
/// are taken to come out each on its own, which can only widen the range.
pub const MOST_WAYS: usize = 4096;

/// How many conditions a reason names.
const MOST_WHY: usize = 8;

/// A fact that several lines may depend on: of the transfer, of the law.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Shared {
    /// Its name among those of one question; it is never shown.
    pub key: String,
    /// How many ways it may come out.
    pub values: usize,
}

/// An unknown fact that decides about a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Open {
    /// As the vocabulary spells it; empty for what no answer can close.
    pub fact: String,
    /// Whose fact it is.
    pub subject: Subject,
    /// Whether it is the line's own.
    pub own: bool,
}

/// How a line stands to a rule's condition.
#[derive(Clone, Debug)]
pub struct Met {
    /// Over all unknown facts.
    pub state: Tri,
    /// The conditions that decide, in the law's words.
    pub why: Vec<String>,
    /// The unknown facts that decide.
    pub open: Vec<Open>,
    /// Facts that other lines may depend on as well.
    pub shared: Vec<Shared>,
    /// The state for each way in which `shared` may come out, the last fact fastest; empty if
    /// there are none, or too many ways.
    pub ways: Vec<Tri>,
}

impl Met {
    /// The state for the ways in which facts come out.
    pub fn given(&self, value_of: impl Fn(&Shared) -> usize) -> Tri {
        let place =
            self.shared.iter().fold(0, |place, shared| place * shared.values + value_of(shared));
        self.ways.get(place).copied().unwrap_or(self.state)
    }
}

/// Evaluates a condition on an item that `transfer` contains.
///
/// Cost: once the condition, and once more for each way in which shared facts may come out.
pub fn met<'s>(
    state: &'s State<'s>,
    transfer: &'s Transfer,
    item: &'s Item,
    cond: &'s Cond,
    clause: ClauseIx,
) -> Met {
    let mut ev = Evaluator::new(state, transfer);
    ev.enter(clause);
    let ctx = Ctx { item: ItemView::Item(item), party: None };
    let node = ev.cond(cond, ctx);
    let why = because(&reasons::explain_cond(&mut ev, cond, ctx), tri(node));
    let support = ev.d.support(node);
    let open = support.iter().map(|&var| open(&ev, var, item)).collect();
    let vars: Vec<Var> = support.into_iter().filter(|&var| !is_own(&ev, var, item)).collect();
    let shared: Vec<Shared> = vars
        .iter()
        .map(|&var| Shared {
            key: format!("{:?}", ev.unknowns()[usize::from(var.0)].key),
            values: ev.d.values(var),
        })
        .collect();
    let ways = ways(&mut ev, node, &vars);
    Met { state: tri(node), why, open, shared, ways }
}

/// How a diagram comes out.
pub fn tri(node: Node) -> Tri {
    match node {
        YES => Tri::Yes,
        NO => Tri::No,
        _ => Tri::Unknown,
    }
}

/// How many ways facts may come out; `None` if they are too many to try.
pub fn count_ways<'f>(facts: impl IntoIterator<Item = &'f Shared>) -> Option<usize> {
    let product = facts.into_iter().try_fold(1_usize, |ways, fact| ways.checked_mul(fact.values));
    product.filter(|ways| *ways <= MOST_WAYS)
}

fn ways(ev: &mut Evaluator<'_>, node: Node, vars: &[Var]) -> Vec<Tri> {
    let sizes: Vec<usize> = vars.iter().map(|&var| ev.d.values(var)).collect();
    let count = sizes.iter().try_fold(1_usize, |ways, size| ways.checked_mul(*size));
    let Some(count) = count.filter(|ways| *ways <= MOST_WAYS && !vars.is_empty()) else {
        return Vec::new();
    };
    let mut states = Vec::with_capacity(count);
    for way in 0..count {
        let (mut rest, mut one) = (way, node);
        for (&var, size) in vars.iter().zip(&sizes).rev() {
            one = ev.d.given(one, var, rest % size);
            rest /= size;
        }
        states.push(tri(one));
    }
    states
}

/// Whether a fact is the item's own: no other line has it.
fn is_own(ev: &Evaluator<'_>, var: Var, item: &Item) -> bool {
    let owner = id(item);
    match ev.unknowns()[usize::from(var.0)].key {
        FactKey::Kind(who)
        | FactKey::Place(PlaceFact::Origin, who)
        | FactKey::Code(_, who)
        | FactKey::OffList(_, who)
        | FactKey::Contradiction(_, who, _)
        | FactKey::Hs(who)
        | FactKey::ItemTag(_, who)
        | FactKey::Parameter(_, who)
        | FactKey::Quantity(who)
        | FactKey::Value(who) => who == owner,
        FactKey::Near(..) | FactKey::Content(_) | FactKey::MadeWith(_) | FactKey::Tool(_) => true,
        _ => false,
    }
}

fn open(ev: &Evaluator<'_>, var: Var, item: &Item) -> Open {
    let unknown = &ev.unknowns()[usize::from(var.0)];
    Open { fact: unknown.name.clone(), subject: unknown.subject, own: is_own(ev, var, item) }
}

/// The lines of the law that decide, as written.
fn because(reason: &Reason<'_>, state: Tri) -> Vec<String> {
    let mut why = Vec::new();
    collect(reason, state, &mut why);
    let mut seen = std::collections::HashSet::new();
    why.retain(|line| seen.insert(line.clone()));
    why.truncate(MOST_WHY);
    why
}

fn collect(reason: &Reason<'_>, wanted: Tri, why: &mut Vec<String>) {
    if reason.state() != wanted || why.len() > 4 * MOST_WHY {
        return;
    }
    match reason {
        Reason::All(_, parts) => parts.iter().for_each(|part| collect(part, wanted, why)),
        // Of many alternatives that all fail, their name says more than their list.
        Reason::Any(_, parts) if wanted == Tri::No && parts.len() > 3 => {
            why.push("none of the alternatives".to_owned());
        }
        Reason::Any(_, parts) => parts.iter().for_each(|part| collect(part, wanted, why)),
        Reason::Not(_, part) => {
            let mut inner = Vec::new();
            collect(part, wanted.not(), &mut inner);
            why.extend(inner.into_iter().map(|line| match line.strip_prefix("not ") {
                Some(line) => line.to_owned(),
                None => format!("not {line}"),
            }));
        }
        Reason::About(_, whom, part) => {
            let mut inner = Vec::new();
            collect(part, wanted, &mut inner);
            why.extend(inner.into_iter().map(|line| format!("{}: {line}", whom.role())));
        }
        Reason::Holds(_, name, part) => holds(name, part, wanted, why),
        Reason::Line { test, .. } => why.push((*test).to_owned()),
    }
}

/// A definition: what decides in it if that is short, otherwise its name.
fn holds(name: &str, part: &Reason<'_>, wanted: Tri, why: &mut Vec<String>) {
    let mut inner = Vec::new();
    collect(part, wanted, &mut inner);
    let vague = inner.iter().any(|line| line == "none of the alternatives");
    if wanted == Tri::No && (vague || inner.len() > 3) {
        why.push(name.to_owned());
    } else {
        why.extend(inner);
    }
}
