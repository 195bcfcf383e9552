//! The law, the kinds of goods and the index, checked against each other.

use crate::compare::table::{Relation, Tables};
use navicert_items::goods::{Goods, Kind, Row};
use navicert_items::index::{Document, Index};
use navicert_items::lexicon::Sense;
use navicert_rules::eval::state::{Prepared, any_below, prefixes};
use navicert_rules::law::{Cond, DefIx, Entry, ListIx, SourceFile, check};
use navicert_rules::syntax::{Diagnostic, Severity};
use std::collections::HashMap;

/// Why the law cannot be used for classification.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {message}")]
pub struct LoadError {
    /// The file.
    pub file: String,
    /// The line, counted from one.
    pub line: usize,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

/// An entry of the index.
#[derive(Debug)]
pub(super) struct Indexed {
    /// The code scheme.
    pub law: String,
    /// The code.
    pub code: String,
    /// Places of its versions in the list.
    pub entries: Vec<usize>,
}

/// What classification reads: the law, the kinds of goods, the tables of correspondence, the index.
#[derive(Debug)]
pub struct Law {
    pub(super) prepared: Prepared,
    pub(super) goods: Goods,
    pub(super) tables: Tables,
    pub(super) index: Index,
    pub(super) indexed: Vec<Indexed>,
    /// Documents by law and code.
    pub(super) by_code: HashMap<(String, String), usize>,
    /// The list of each law that items are classified by.
    pub(super) lists: Vec<(String, ListIx)>,
    /// Conditions of rows, by kind and row.
    conditions: HashMap<(usize, usize), DefIx>,
    /// SHA-256 over the law files.
    pub law_digest: String,
}

/// The name of the file that the conditions of the kinds are checked as.
const CONDITIONS: &str = "conditions of laws/goods";

impl Law {
    /// Reads and checks everything, and makes the index.
    ///
    /// # Errors
    /// Everything wrong with the files.
    pub fn new(
        law: &[SourceFile],
        goods: &[SourceFile],
        tables: &[SourceFile],
    ) -> Result<Law, Vec<LoadError>> {
        let mut sorted = law.to_vec();
        sorted.sort_by(|a, b| a.name.cmp(&b.name));
        let law_digest = crate::decision::digest(&sorted);
        let tables = Tables::read(tables).map_err(|errors| {
            let told = errors.into_iter().map(|one| LoadError {
                file: one.file,
                line: one.line,
                message: one.message,
                help: one.help,
            });
            told.collect::<Vec<_>>()
        })?;
        let texts: Vec<(String, String)> =
            goods.iter().map(|file| (file.name.clone(), file.text.clone())).collect();
        let mut goods = Goods::read(&texts).map_err(|errors| {
            let told = errors.into_iter().map(|one| LoadError {
                file: one.file,
                line: one.line,
                message: one.message,
                help: one.help,
            });
            told.collect::<Vec<_>>()
        })?;
        expand_topics(&mut goods, &tables)?;
        let loaded = laws_of(&sorted);
        let (conditions, places) = conditions(&goods, &loaded);
        sorted.push(conditions);
        let (book, diagnostics) = check::load(&sorted);
        let errors: Vec<LoadError> = diagnostics
            .iter()
            .filter(|one| one.severity == Severity::Error)
            .map(|one| told(one, &sorted, &goods, &places))
            .collect();
        if !errors.is_empty() {
            return Err(errors);
        }
        Law::of(Prepared::new(book), goods, tables, &places, law_digest)
    }

    fn of(
        prepared: Prepared,
        goods: Goods,
        tables: Tables,
        places: &[(usize, usize)],
        law_digest: String,
    ) -> Result<Law, Vec<LoadError>> {
        let book = &prepared.book;
        let at = |name: &str| book.lists.iter().position(|list| list.name == name);
        let lists: Vec<(String, ListIx)> = goods
            .lists
            .iter()
            .filter_map(|(law, name)| Some((law.clone(), ListIx(u32::try_from(at(name)?).ok()?))))
            .collect();
        let mut conditions = HashMap::new();
        for (number, place) in places.iter().enumerate() {
            let name = condition_name(number);
            if let Some(at) = book.definitions.iter().position(|one| one.name == name) {
                conditions.insert(*place, DefIx(u32::try_from(at).unwrap_or(u32::MAX)));
            }
        }
        let mut errors = Vec::new();
        for kind in &goods.kinds {
            unknown_codes(kind, book, &lists, &mut errors);
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        let indexed = indexed(book, &lists);
        let by_code: HashMap<(String, String), usize> = indexed
            .iter()
            .enumerate()
            .map(|(at, one)| ((one.law.clone(), one.code.clone()), at))
            .collect();
        let mut documents = documents(book, &lists, &indexed, &by_code, &tables);
        let sorts: Vec<Sense> = ["software", "technology"]
            .iter()
            .filter_map(|name| goods.lexicon.known(name))
            .collect();
        for document in &mut documents {
            let title = document.fields.first().map(|(title, _)| goods.lexicon.read(title));
            let said = title.into_iter().flat_map(|title| title.senses);
            document.sort = said.into_iter().find(|sense| sorts.contains(sense));
        }
        let index = Index::new(&documents, &goods.lexicon);
        Ok(Law { prepared, goods, tables, index, indexed, by_code, lists, conditions, law_digest })
    }

    /// The laws that items can be classified under, in the order of their names.
    pub fn schemes(&self) -> impl Iterator<Item = &str> {
        let mut names: Vec<&str> = self.lists.iter().map(|(law, _)| law.as_str()).collect();
        names.sort_unstable();
        names.into_iter()
    }

    /// About how many bytes the index holds.
    #[must_use]
    pub fn index_bytes(&self) -> usize {
        self.index.bytes()
    }

    /// How many entries the index holds.
    #[must_use]
    pub fn entries(&self) -> usize {
        self.indexed.len()
    }

    pub(super) fn list(&self, law: &str) -> Option<ListIx> {
        self.lists.iter().find(|(known, _)| known == law).map(|(_, list)| *list)
    }

    /// The condition of a row beside that of its entry.
    pub(super) fn condition(&self, kind: usize, row: usize) -> Option<&Cond> {
        let at = self.conditions.get(&(kind, row))?;
        Some(&self.prepared.book.definitions[at.0 as usize].cond)
    }
}

/// Rows of the topics that kinds name.
fn expand_topics(goods: &mut Goods, tables: &Tables) -> Result<(), Vec<LoadError>> {
    let mut errors = Vec::new();
    for kind in &mut goods.kinds {
        for (name, ask) in std::mem::take(&mut kind.topics) {
            let Some(topic) = tables.topic(&name) else {
                errors.push(LoadError {
                    file: kind.file.clone(),
                    line: kind.line,
                    message: format!("`{name}` is no topic of the tables of correspondence"),
                    help: "name a topic, or give the kind rows of its own".to_owned(),
                });
                continue;
            };
            for one in &topic.codes {
                let lists = one.relation != Relation::None;
                // A thing that somebody has yet to confirm is not known to be unlisted.
                if !lists && ask {
                    continue;
                }
                kind.rows.push(Row {
                    law: one.scheme.clone(),
                    code: lists.then(|| one.code.clone()),
                    when: None,
                    unless: Vec::new(),
                    ask: (lists && ask)
                        .then(|| format!("Does the entry describe it: {}?", topic.title)),
                    line: kind.line,
                });
            }
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

/// Laws that the files declare.
fn laws_of(files: &[SourceFile]) -> Vec<String> {
    let lines = files.iter().flat_map(|file| file.text.lines());
    lines
        .filter_map(|line| Some(line.strip_prefix("law ")?.split_whitespace().next()?.to_owned()))
        .collect()
}

fn condition_name(number: usize) -> String {
    format!("goods/condition-{number}")
}

/// The conditions of the rows as a law file, and the place of each.
fn conditions(goods: &Goods, laws: &[String]) -> (SourceFile, Vec<(usize, usize)>) {
    let mut text = String::new();
    let mut places = Vec::new();
    for (at, kind) in goods.kinds.iter().enumerate() {
        for (number, row) in kind.rows.iter().enumerate() {
            if let (Some(when), true) = (&row.when, laws.contains(&row.law)) {
                text.push_str(&format!("define {}\n  {when}\n", condition_name(places.len())));
                places.push((at, number));
            }
        }
    }
    (SourceFile { name: CONDITIONS.to_owned(), text }, places)
}

/// A diagnostic at the place that its author knows.
fn told(
    one: &Diagnostic,
    files: &[SourceFile],
    goods: &Goods,
    places: &[(usize, usize)],
) -> LoadError {
    let text = files.iter().find(|file| file.name == one.file).map_or("", |file| &file.text);
    let before = text.get(..one.span.start as usize).unwrap_or_default();
    let mut error = LoadError {
        file: one.file.clone(),
        line: before.matches('\n').count() + 1,
        message: one.message.clone(),
        help: one.help.clone(),
    };
    if one.file == CONDITIONS
        && let Some((kind, row)) = places.get((error.line - 1) / 2)
    {
        let kind = &goods.kinds[*kind];
        error.file.clone_from(&kind.file);
        error.line = kind.rows[*row].line;
    }
    error
}

/// Codes of rows that are on no list, where the law is loaded.
fn unknown_codes(
    kind: &Kind,
    book: &navicert_rules::law::LawBook,
    lists: &[(String, ListIx)],
    errors: &mut Vec<LoadError>,
) {
    for row in &kind.rows {
        let Some((_, list)) = lists.iter().find(|(law, _)| *law == row.law) else { continue };
        let entries = &book.lists[list.0 as usize].entries;
        let known = |code: &String| entries.binary_search_by(|one| one.code.cmp(code)).is_ok();
        if let Some(code) = row.code.as_ref().filter(|code| !known(code)) {
            errors.push(LoadError {
                file: kind.file.clone(),
                line: row.line,
                message: format!("code `{code}` is on no list of `{}`", row.law),
                help: "correct the code, or add its entry to the list".to_owned(),
            });
        }
    }
}

fn indexed(book: &navicert_rules::law::LawBook, lists: &[(String, ListIx)]) -> Vec<Indexed> {
    let mut indexed: Vec<Indexed> = Vec::new();
    for (law, list) in lists {
        let entries = &book.lists[list.0 as usize].entries;
        for (at, entry) in entries.iter().enumerate() {
            if repeats(entries, &entry.code, &entry.title) {
                continue;
            }
            match indexed.last_mut() {
                Some(last) if last.law == *law && last.code == entry.code => last.entries.push(at),
                _ => indexed.push(Indexed {
                    law: law.clone(),
                    code: entry.code.clone(),
                    entries: vec![at],
                }),
            }
        }
    }
    indexed
}

/// Does an entry only repeat the one right above it?
fn repeats(entries: &[Entry], code: &str, title: &str) -> bool {
    let above = prefixes(code).filter(|above| *above != code).last();
    above.is_some_and(|above| {
        let at = entries.binary_search_by(|one| one.code.as_str().cmp(above));
        at.is_ok_and(|at| entries[at].title == title)
    })
}

/// What each entry says, what stands above it, and what its like is called elsewhere.
fn documents(
    book: &navicert_rules::law::LawBook,
    lists: &[(String, ListIx)],
    indexed: &[Indexed],
    by_code: &HashMap<(String, String), usize>,
    tables: &Tables,
) -> Vec<Document> {
    let list_of =
        |law: &str| lists.iter().find(|(known, _)| known == law).map(|(_, list)| list.0 as usize);
    let title = |law: &str, code: &str| {
        let one = &indexed[*by_code.get(&(law.to_owned(), code.to_owned()))?];
        let entry = &book.lists[list_of(law)?].entries[*one.entries.first()?];
        Some(format!("{} {}", entry.title, entry.zh.as_deref().unwrap_or_default()))
    };
    let mut documents: Vec<Document> = Vec::with_capacity(indexed.len());
    for one in indexed {
        let mut document = Document::default();
        let Some(list) = list_of(&one.law) else { continue };
        let entries = &book.lists[list].entries;
        for at in &one.entries {
            let entry = &entries[*at];
            document.fields.push((entry.title.clone(), 3));
            document.fields.extend(entry.zh.clone().map(|zh| (zh, 3)));
            document.fields.extend(entry.notes.iter().map(|note| (note.clone(), 1)));
            for number in &entry.hs {
                if !document.hs.contains(number) {
                    document.hs.push(number.clone());
                }
            }
        }
        let above: Vec<&str> = prefixes(&one.code).filter(|code| *code != one.code).collect();
        let titles = above.iter().filter_map(|code| title(&one.law, code));
        document.fields.extend(titles.map(|text| (text, 1)));
        document.heads = any_below(entries, &one.code, |entry| &entry.code);
        for topic in tables.topics_with(&one.law, &one.code) {
            document.fields.push((topic.title.clone(), 2));
            for other in topic.codes.iter().filter(|other| other.scheme != one.law) {
                document.fields.extend(title(&other.scheme, &other.code).map(|text| (text, 1)));
            }
        }
        documents.push(document);
    }
    documents
}
