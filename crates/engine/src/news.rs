//! What the news desk needs to know of the law, and whether its drafts are sound beside it.

use navicert_news::library::{KnownAct, KnownClause, Library};
use navicert_rules::law::{Clause, Cond, LawBook, SourceFile, Test, check};
use navicert_rules::syntax::{Diagnostic, Severity};

/// The acts of a book, as the desk looks at them.
pub fn library(book: &LawBook) -> Library {
    let mut acts: Vec<KnownAct> = book
        .acts
        .iter()
        .map(|act| KnownAct {
            id: act.id.clone(),
            title: act.title.clone(),
            published: act.published,
            since: Vec::new(),
            basis: act.basis.clone(),
            clauses: Vec::new(),
        })
        .collect();
    for clause in &book.clauses {
        let Some(act) = acts.get_mut(clause.act.0 as usize) else { continue };
        if !act.since.contains(&clause.days.since) {
            act.since.push(clause.days.since);
        }
        act.clauses.push(known(book, clause));
    }
    for change in &book.changes {
        let Some(act) = acts.get_mut(change.act.0 as usize) else { continue };
        if !act.since.contains(&change.days.since) {
            act.since.push(change.days.since);
        }
    }
    acts.sort_by(|a, b| a.id.cmp(&b.id));
    Library { acts }
}

fn known(book: &LawBook, clause: &Clause) -> KnownClause {
    let mut limits = Vec::new();
    tags(book, &clause.when, 0, &mut limits);
    KnownClause { id: clause.id.clone(), title: clause.title.clone(), limits }
}

/// The tags of parties and end uses that a condition asks for.
fn tags(book: &LawBook, cond: &Cond, depth: usize, found: &mut Vec<String>) {
    if depth > 32 {
        return;
    }
    match cond {
        Cond::All(all) | Cond::Any(all) => {
            all.iter().for_each(|one| tags(book, one, depth + 1, found))
        }
        Cond::Some { cond, .. } => tags(book, cond, depth + 1, found),
        Cond::Unsure(cond) => tags(book, cond, depth + 1, found),
        Cond::Holds(ix) => {
            if let Some(definition) = book.definitions.get(ix.0 as usize) {
                tags(book, &definition.cond, depth + 1, found);
            }
        }
        Cond::Test(leaf) => {
            if let Test::EndUse(tag) | Test::PartyTag(tag) = &leaf.test {
                let word = tag.to_string();
                if !found.contains(&word) {
                    found.push(word);
                }
            }
        }
        Cond::Not(_) | Cond::Content { .. } | Cond::MadeWith { .. } | Cond::Tool(_) => {}
    }
}

/// What is wrong with a draft, loaded together with the law.
pub fn faults(law: &[SourceFile], draft: &SourceFile) -> Vec<Diagnostic> {
    let mut files = law.to_vec();
    files.push(draft.clone());
    let (_, diagnostics) = check::check(&files);
    diagnostics
        .into_iter()
        .filter(|d| d.severity == Severity::Error && d.file == draft.name)
        .collect()
}
