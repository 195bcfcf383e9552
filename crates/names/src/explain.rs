//! Tokens as a person sees them.

use crate::align::{Alignment, bits};
use crate::analyse::analyse;
use crate::hit::{Aligned, Why};
use crate::index::{Index, View};
use crate::party::Kind;
use crate::token::Token;
use crate::words::Class;

/// The aligned tokens of a hit, in the order of the query's name; then what only the listed name has.
pub(crate) fn explain(
    index: &Index,
    view: &View,
    name: u32,
    kind: Kind,
    apart: bool,
    alignment: &Alignment,
) -> Vec<Aligned> {
    // Names are kept as they were published: read again only for the few that are shown.
    let analysis = analyse(&index.names[name as usize].text, kind);
    let listed = match (apart, analysis.apart) {
        (true, Some(tokens)) => tokens,
        _ => analysis.joined,
    };
    let ids = index.tokens(name, apart);
    let weight = |at: usize| ids.get(at).map_or(0, |id| index.vocabulary[*id as usize].weight);
    let shown = |mask: u32, tokens: &[Token]| {
        bits(mask)
            .filter_map(|at| tokens.get(at))
            .map(|token| token.shown.as_str())
            .collect::<Vec<_>>()
            .join(" ")
    };
    let number = |mask: u32, tokens: &[Token]| {
        bits(mask).any(|at| tokens.get(at).is_some_and(|t| t.class == Class::Number))
    };
    let against =
        number(alignment.query_left, &view.tokens) && number(alignment.listed_left, &listed);
    let alone = |tokens: &[Token], at: usize| {
        if against && tokens.get(at).is_some_and(|t| t.class == Class::Number) {
            Why::Against
        } else {
            Why::Left
        }
    };
    let mut pairs = alignment.pairs.clone();
    pairs.sort_by_key(|pair| pair.query.trailing_zeros());
    let mut out: Vec<Aligned> = Vec::new();
    for at in 0..view.tokens.len().min(32) {
        if let Some(pair) = pairs.iter().find(|pair| pair.query.trailing_zeros() as usize == at) {
            let ours: u16 = bits(pair.query).map(|at| view.weights[at]).sum();
            let theirs: u16 = bits(pair.listed).map(weight).sum();
            out.push(Aligned {
                query: shown(pair.query, &view.tokens),
                listed: shown(pair.listed, &listed),
                why: pair.like.why,
                alike: pair.like.alike,
                weight: ours.max(theirs),
            });
        } else if alignment.query_left >> at & 1 == 1 {
            let query = view.tokens[at].shown.clone();
            out.push(Aligned {
                query,
                listed: String::new(),
                why: alone(&view.tokens, at),
                alike: 0,
                weight: view.weights[at],
            });
        }
    }
    for at in bits(alignment.listed_left) {
        let text = listed.get(at).map(|token| token.shown.clone()).unwrap_or_default();
        out.push(Aligned {
            query: String::new(),
            listed: text,
            why: alone(&listed, at),
            alike: 0,
            weight: weight(at),
        });
    }
    out
}
