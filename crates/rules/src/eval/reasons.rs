//! Why a clause stands as it does: its condition with the state of every line.

use super::diagram::Node;
use super::evaluator::{Ctx, Evaluator};
use super::facts::{self, ItemView, party_fact};
use super::judge::tri;
use crate::law::{ClauseIx, Cond, Leaf, Test};
use navicert_model::transfer::Party;
use navicert_model::tri::Tri;
use std::borrow::Cow;

/// A condition with its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason<'s> {
    /// Every part must hold.
    All(Tri, Vec<Reason<'s>>),
    /// One part must hold.
    Any(Tri, Vec<Reason<'s>>),
    /// The part must not hold.
    Not(Tri, Box<Reason<'s>>),
    /// About one party or a part of the item.
    About(Tri, Whom<'s>, Box<Reason<'s>>),
    /// A named condition.
    Holds(Tri, &'s str, Box<Reason<'s>>),
    /// A line of the law, with the fact it reads.
    Line {
        /// State.
        state: Tri,
        /// As a lawyer reads it.
        test: &'s str,
        /// The fact it reads.
        fact: Cow<'static, str>,
    },
}

/// What a part of a reason is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whom<'s> {
    /// A party of the transfer, or the unknown one in a role that nobody fills.
    Party(&'s Party),
    /// A part of the item, or what is not known.
    Part(String),
}

impl Whom<'_> {
    /// The role, without the name.
    pub fn role(&self) -> Cow<'_, str> {
        match self {
            Whom::Part(text) => Cow::Borrowed(text),
            Whom::Party(party) => {
                let role = party.role.map_or("party", |role| role.as_str());
                if party.name.is_some() {
                    role.into()
                } else {
                    format!("{role} (not named)").into()
                }
            }
        }
    }

    /// The role and the name.
    pub fn in_full(&self) -> Cow<'_, str> {
        match self {
            Whom::Party(Party { name: Some(name), .. }) => format!("{} {name}", self.role()).into(),
            _ => self.role(),
        }
    }
}

impl Reason<'_> {
    /// State of the whole.
    pub fn state(&self) -> Tri {
        match self {
            Reason::All(state, _)
            | Reason::Any(state, _)
            | Reason::Not(state, _)
            | Reason::About(state, ..)
            | Reason::Holds(state, ..)
            | Reason::Line { state, .. } => *state,
        }
    }
}

/// The reasons of a clause: reach and trigger. Parts that do not matter to the state are left out:
/// in a list of alternatives of which one holds, those that do not.
pub fn explain<'s>(ev: &mut Evaluator<'s>, ix: ClauseIx) -> Reason<'s> {
    ev.enter(ix);
    let reason = entered(ev, ix);
    ev.leave();
    reason
}

/// The reasons of one condition, pruned like those of a clause.
pub fn explain_cond<'s>(ev: &mut Evaluator<'s>, cond: &'s Cond, ctx: Ctx<'s>) -> Reason<'s> {
    build(ev, cond, ctx).1
}

fn entered<'s>(ev: &mut Evaluator<'s>, clause: ClauseIx) -> Reason<'s> {
    let state = ev.state;
    let clause = &state.book().clauses[clause.0 as usize];
    let root = ev.root();
    let mut parts = Vec::new();
    for cond in [&clause.reach, &clause.when] {
        match build(ev, cond, root) {
            (_, Reason::All(_, inner)) => parts.extend(inner),
            (_, reason) => parts.push(reason),
        }
    }
    let state = parts.iter().map(Reason::state).min().unwrap_or(Tri::Yes);
    Reason::All(state, parts)
}

fn build<'s>(ev: &mut Evaluator<'s>, cond: &'s Cond, ctx: Ctx<'s>) -> (Node, Reason<'s>) {
    let node = ev.cond(cond, ctx);
    let state = tri(node);
    let reason = match cond {
        Cond::All(parts) => Reason::All(state, children(ev, parts, ctx, state, Tri::No)),
        Cond::Any(parts) => Reason::Any(state, children(ev, parts, ctx, state, Tri::Yes)),
        Cond::Not(inner) => Reason::Not(state, Box::new(build(ev, inner, ctx).1)),
        Cond::Some { roles, every, cond } => {
            let parties = ev.parties(*roles);
            let decisive = if *every { Tri::No } else { Tri::Yes };
            let mut parts = Vec::new();
            for party in parties {
                let (_, inner) = build(ev, cond, Ctx { party: Some(party), ..ctx });
                parts.push(Reason::About(inner.state(), Whom::Party(party), Box::new(inner)));
            }
            prune(&mut parts, state, decisive);
            match parts.pop() {
                Some(only) if parts.is_empty() => only,
                Some(last) => {
                    parts.push(last);
                    if *every { Reason::All(state, parts) } else { Reason::Any(state, parts) }
                }
                None => Reason::Any(state, parts),
            }
        }
        Cond::Holds(def) => {
            let book = ev.state.book();
            let definition = &book.definitions[def.0 as usize];
            let (_, inner) = build(ev, &definition.cond, ctx);
            Reason::Holds(state, &definition.name, Box::new(inner))
        }
        Cond::Content { compare, .. } => Reason::About(
            state,
            Whom::Part(format!("content share {} {}", compare.op, compare.bound)),
            Box::new(Reason::Line {
                state,
                test: "content as stated",
                fact: "item.content".into(),
            }),
        ),
        Cond::MadeWith { .. } => {
            Reason::Line { state, test: "made with", fact: "item.made_with".into() }
        }
        Cond::Tool(cond) => match ctx.item {
            ItemView::Item(item) if item.tool.is_some() => {
                let tool = item.tool.as_deref().map_or(ctx.item, ItemView::Item);
                let (_, inner) = build(ev, cond, Ctx { item: tool, ..ctx });
                Reason::About(state, Whom::Part("the installed tool".to_owned()), Box::new(inner))
            }
            _ => Reason::Line { state, test: "the installed tool", fact: "item.for".into() },
        },
        Cond::Unsure(cond) => {
            let (_, inner) = build(ev, cond, ctx);
            Reason::About(state, Whom::Part("not known for sure".to_owned()), Box::new(inner))
        }
        Cond::Test(leaf) => Reason::Line { state, test: &leaf.text, fact: fact_of(leaf, ctx) },
    };
    (node, reason)
}

fn children<'s>(
    ev: &mut Evaluator<'s>,
    parts: &'s [Cond],
    ctx: Ctx<'s>,
    state: Tri,
    decisive: Tri,
) -> Vec<Reason<'s>> {
    let mut reasons: Vec<Reason<'s>> = parts.iter().map(|part| build(ev, part, ctx).1).collect();
    prune(&mut reasons, state, decisive);
    reasons
}

/// Keeps what decides: if a decisive part settles the state, only those; if the state is open,
/// what is open.
fn prune(parts: &mut Vec<Reason<'_>>, state: Tri, decisive: Tri) {
    if state == decisive {
        if parts.iter().any(|part| part.state() == decisive) {
            parts.retain(|part| part.state() == decisive);
        }
    } else if state == Tri::Unknown && decisive == Tri::Yes {
        parts.retain(|part| part.state() != Tri::No);
    }
}

/// Name of the fact that a line reads.
fn fact_of(leaf: &Leaf, ctx: Ctx<'_>) -> Cow<'static, str> {
    let party = |what: &str| ctx.party.map_or_else(|| what.to_owned(), |p| party_fact(p, what));
    match &leaf.test {
        Test::Activity(_) => "activity".into(),
        Test::Kind(_) => "item.kind".into(),
        Test::Place { fact, .. } => facts::place_fact(*fact, ctx.party).into(),
        Test::Via(_) => "via".into(),
        Test::Nationality(_) => party("nationality").into(),
        Test::CodeUnder { scheme, .. } | Test::CodeNone { scheme } => {
            format!("item.codes.{scheme}").into()
        }
        Test::Hs(_) => "item.hs".into(),
        Test::Listed { .. } | Test::Near { .. } => "item.codes".into(),
        Test::ItemTag(tag) => format!("item.{}", tag.as_str()).into(),
        Test::Parameter { name, .. } => format!("item.parameters.{name}").into(),
        Test::Quantity(_) => "item.quantity".into(),
        Test::Value(_) => "item.value".into(),
        Test::EndUse(tag) | Test::KnownEndUse(tag) => format!("end_use.{}", tag.as_str()).into(),
        Test::Knowledge(tag) => format!("knowledge.{}", tag.as_str()).into(),
        Test::Informed { .. } => "knowledge.informed_by".into(),
        Test::Facility(tag) => format!("facility.{}", tag.as_str()).into(),
        Test::FacilityParameter { name, .. } => format!("facility.parameters.{name}").into(),
        Test::ContractedBefore(_) => "contracted_on".into(),
        Test::ShippedBefore(_) => "shipped_on".into(),
        Test::Claims(_) => "exceptions".into(),
        Test::Evidence(kind) => format!("evidence.{}", kind.as_str()).into(),
        Test::PartyTag(tag) => party(tag.as_str()).into(),
        Test::PartyListed(_) => party("listed").into(),
        Test::PartyOwned { .. } => party("owners").into(),
    }
}
