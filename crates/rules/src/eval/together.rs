//! Laws that are judged together: those that share facts about codes.

use crate::law::{ClauseKind, Cond, LawBook, Test};

/// Laws that read codes of one scheme, or lift each other's clauses, belong together.
pub fn laws_by_scheme(book: &LawBook) -> Vec<Vec<usize>> {
    let schemes: Vec<Vec<&str>> = (0..book.laws.len()).map(|law| schemes_of(book, law)).collect();
    let mut group: Vec<usize> = (0..book.laws.len()).collect();
    let mut join = |a: usize, b: usize| {
        let (from, to) = (group[a].max(group[b]), group[a].min(group[b]));
        group.iter_mut().filter(|one| **one == from).for_each(|one| *one = to);
    };
    for (index, clause) in book.clauses.iter().enumerate() {
        let ClauseKind::Exception { lifts, .. } = &book.clauses[index].kind else { continue };
        lifts.iter().for_each(|ix| join(clause.law, book.clauses[ix.0 as usize].law));
    }
    for a in 0..schemes.len() {
        for b in 0..a {
            if schemes[a].iter().any(|scheme| schemes[b].contains(scheme)) {
                join(a, b);
            }
        }
    }
    let mut parts: Vec<Vec<usize>> = vec![Vec::new(); book.laws.len()];
    for (law, &of) in group.iter().enumerate() {
        parts[of].push(law);
    }
    parts.retain(|laws| !laws.is_empty());
    parts
}

/// The schemes whose codes a law reads.
pub fn schemes_of(book: &LawBook, law: usize) -> Vec<&str> {
    let mut schemes = Vec::new();
    for clause in book.clauses.iter().filter(|clause| clause.law == law) {
        let parts = clause.policy.iter().chain(&clause.bars).chain(&clause.duty);
        let conds = parts.filter_map(|part| part.when.as_ref());
        let conds = conds.chain(clause.grace.iter().map(|grace| &grace.when));
        let conds = conds.chain(clause.readings.iter().map(|reading| &reading.when));
        for cond in conds.chain([&clause.reach, &clause.when]) {
            read_schemes(book, cond, &mut schemes);
        }
    }
    for conflict in &book.conflicts {
        if conflict.obeying.iter().any(|ix| book.clauses[ix.0 as usize].law == law) {
            read_schemes(book, &conflict.when, &mut schemes);
        }
    }
    schemes
}

/// Adds the schemes whose codes a condition reads, each once. Definitions of a checked book do not
/// go round in circles.
fn read_schemes<'b>(book: &'b LawBook, cond: &'b Cond, out: &mut Vec<&'b str>) {
    let mut add = |scheme: &'b str| {
        if !out.contains(&scheme) {
            out.push(scheme);
        }
    };
    match cond {
        Cond::All(parts) | Cond::Any(parts) => {
            parts.iter().for_each(|part| read_schemes(book, part, out));
        }
        Cond::Not(inner) => read_schemes(book, inner, out),
        Cond::Some { cond, .. }
        | Cond::Content { cond, .. }
        | Cond::MadeWith { cond, .. }
        | Cond::Tool(cond)
        | Cond::Unsure(cond) => read_schemes(book, cond, out),
        Cond::Holds(def) => read_schemes(book, &book.definitions[def.0 as usize].cond, out),
        Cond::Test(leaf) => match &leaf.test {
            Test::CodeUnder { scheme, .. } | Test::CodeNone { scheme } => add(scheme),
            Test::Listed { list, .. } | Test::Near { list, .. } => {
                add(&book.lists[list.0 as usize].scheme);
            }
            Test::PartyTag(tag) => {
                for derive in book.derives.iter().filter(|derive| derive.tag == *tag) {
                    read_schemes(book, &derive.cond, out);
                }
            }
            _ => {}
        },
    }
}
