//! Where the law asks for a share of content: found once for a book.

use navicert_model::amount::Op;
use navicert_rules::law::{ClauseIx, ClauseKind, Compare, Cond, DefIx, LawBook};
use std::collections::HashMap;

/// Which side of a threshold the threshold itself is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Direction {
    /// The highest share that is still left alone: the law says *more than*.
    Ceiling,
    /// The lowest share that is caught: the law says *or more*.
    Floor,
    /// Exactly this share.
    Exactly,
}

impl Direction {
    /// What the operator of the law's text says.
    pub fn of(op: Op) -> Direction {
        match op {
            Op::Gt | Op::Le => Direction::Ceiling,
            Op::Ge | Op::Lt => Direction::Floor,
            Op::Eq => Direction::Exactly,
        }
    }

    /// `ceiling`, `floor` or `exactly`.
    pub fn as_str(self) -> &'static str {
        match self {
            Direction::Ceiling => "ceiling",
            Direction::Floor => "floor",
            Direction::Exactly => "exactly",
        }
    }
}

/// One place in the law's text that asks for a share.
#[derive(Debug)]
pub(super) struct Site<'b> {
    pub(super) compare: &'b Compare,
    /// Conditions that stand beside it: all of them must hold for the share to matter.
    pub(super) beside: Vec<&'b Cond>,
    /// Whether a condition beside it cannot be looked at alone.
    pub(super) vague: bool,
    /// The clause in whose own text it stands; `None` in a definition.
    pub(super) clause: Option<ClauseIx>,
}

/// A threshold of one law with the content that counts, wherever the law says so.
#[derive(Debug)]
pub struct Rule<'b> {
    /// Index of the law.
    pub law: usize,
    /// The operator and the threshold.
    pub compare: &'b Compare,
    /// What a line has to meet to count.
    pub counts: &'b Cond,
    /// Indices of its sites.
    pub(super) sites: Vec<usize>,
    /// The clauses that use it.
    pub(super) clauses: Vec<ClauseIx>,
}

/// Every threshold of a book.
#[derive(Debug, Default)]
pub struct Rules<'b> {
    /// By law, in the order of the book.
    pub rules: Vec<Rule<'b>>,
    pub(super) sites: Vec<Site<'b>>,
    /// Clauses that ask for a share, with their sites.
    pub(super) clauses: Vec<(ClauseIx, Vec<usize>)>,
}

impl<'b> Rules<'b> {
    /// Finds them. Cost: linear in the book's conditions.
    pub fn of(book: &'b LawBook) -> Self {
        let mut finder =
            Finder { book, sites: Vec::new(), counts: Vec::new(), known: HashMap::new() };
        let mut clauses = Vec::new();
        for (index, clause) in book.clauses.iter().enumerate() {
            let ix = ClauseIx(index as u32);
            let mut found = Vec::new();
            for (cond, other) in [(&clause.reach, &clause.when), (&clause.when, &clause.reach)] {
                let place = Place { beside: vec![other], vague: false, clause: Some(ix) };
                finder.visit(cond, &place, &mut found);
            }
            found.sort_unstable();
            found.dedup();
            if !found.is_empty() {
                clauses.push((ix, found));
            }
        }
        let rules = grouped(book, &finder, &clauses);
        Rules { rules, sites: finder.sites, clauses }
    }
}

/// Sites of one law that ask for the same share of the same content are one rule.
fn grouped<'b>(
    book: &LawBook,
    finder: &Finder<'b>,
    clauses: &[(ClauseIx, Vec<usize>)],
) -> Vec<Rule<'b>> {
    let mut rules: Vec<Rule<'b>> = Vec::new();
    let mut known: HashMap<(usize, &'static str, String, String), usize> = HashMap::new();
    for (clause, sites) in clauses {
        let law = book.clauses[clause.0 as usize].law;
        for &site in sites {
            let (compare, counts) = (finder.sites[site].compare, finder.counts[site]);
            let bound = compare.bound.base_value().normalize().to_string();
            let key = (law, compare.op.as_str(), bound, format!("{counts:?}"));
            let at = *known.entry(key).or_insert(rules.len());
            if at == rules.len() {
                rules.push(Rule { law, compare, counts, sites: Vec::new(), clauses: Vec::new() });
            }
            let rule = &mut rules[at];
            if !rule.sites.contains(&site) {
                rule.sites.push(site);
            }
            if rule.clauses.last() != Some(clause) {
                rule.clauses.push(*clause);
            }
        }
    }
    rules.sort_by_key(|rule| rule.law);
    rules
}

/// Where the walk is.
#[derive(Clone)]
struct Place<'b> {
    beside: Vec<&'b Cond>,
    vague: bool,
    clause: Option<ClauseIx>,
}

struct Finder<'b> {
    book: &'b LawBook,
    sites: Vec<Site<'b>>,
    counts: Vec<&'b Cond>,
    known: HashMap<DefIx, Vec<usize>>,
}

impl<'b> Finder<'b> {
    fn visit(&mut self, cond: &'b Cond, place: &Place<'b>, found: &mut Vec<usize>) {
        match cond {
            Cond::All(parts) => {
                for (index, part) in parts.iter().enumerate() {
                    let others = parts.iter().enumerate().filter(|(at, _)| *at != index);
                    let mut inner = place.clone();
                    inner.beside.extend(others.map(|(_, other)| other));
                    self.visit(part, &inner, found);
                }
            }
            Cond::Any(parts) => parts.iter().for_each(|part| self.visit(part, place, found)),
            Cond::Not(inner) => self.visit(inner, place, found),
            // What is beside it there is about a party, or about not knowing.
            Cond::Some { cond, .. } | Cond::Unsure(cond) => {
                self.visit(cond, &Place { vague: true, ..place.clone() }, found);
            }
            Cond::Content { compare, cond } => {
                found.push(self.sites.len());
                let Place { beside, vague, clause } = place.clone();
                self.sites.push(Site { compare, beside, vague, clause });
                self.counts.push(cond);
            }
            Cond::Holds(def) => found.extend(self.definition(*def)),
            // Content of a tool or behind a technology is not the product's.
            Cond::MadeWith { .. } | Cond::Tool(_) | Cond::Test(_) => {}
        }
    }

    /// The sites of a definition; what stands beside its uses is looked at with their clause.
    fn definition(&mut self, def: DefIx) -> Vec<usize> {
        if let Some(known) = self.known.get(&def) {
            return known.clone();
        }
        let mut found = Vec::new();
        let place = Place { beside: Vec::new(), vague: false, clause: None };
        self.known.insert(def, Vec::new());
        self.visit(&self.book.definitions[def.0 as usize].cond, &place, &mut found);
        self.known.insert(def, found.clone());
        found
    }
}

/// Whether a condition reads how much a line is worth, how much of it there is or what it holds.
pub(super) fn reads_amounts(book: &LawBook, cond: &Cond) -> bool {
    use navicert_rules::law::Test;
    match cond {
        Cond::All(parts) | Cond::Any(parts) => parts.iter().any(|part| reads_amounts(book, part)),
        Cond::Not(inner) => reads_amounts(book, inner),
        Cond::Some { cond, .. }
        | Cond::MadeWith { cond, .. }
        | Cond::Tool(cond)
        | Cond::Unsure(cond) => reads_amounts(book, cond),
        Cond::Content { .. } => true,
        Cond::Holds(def) => reads_amounts(book, &book.definitions[def.0 as usize].cond),
        Cond::Test(leaf) => matches!(leaf.test, Test::Value(_) | Test::Quantity(_)),
    }
}

/// Whether a condition reads how much a product is worth or how much of it there is, apart from
/// shares of its content.
pub(super) fn reads_own_amounts(book: &LawBook, cond: &Cond) -> bool {
    match cond {
        Cond::All(parts) | Cond::Any(parts) => {
            parts.iter().any(|part| reads_own_amounts(book, part))
        }
        Cond::Not(inner) => reads_own_amounts(book, inner),
        Cond::Holds(def) => reads_own_amounts(book, &book.definitions[def.0 as usize].cond),
        Cond::Content { .. } => false,
        other => reads_amounts(book, other),
    }
}

/// The clauses that an exception lifts; `None` for other clauses.
pub(super) fn lifts(book: &LawBook, clause: ClauseIx) -> Option<&[ClauseIx]> {
    match &book.clauses[clause.0 as usize].kind {
        ClauseKind::Exception { lifts, .. } => Some(lifts),
        ClauseKind::Effect(_) => None,
    }
}
