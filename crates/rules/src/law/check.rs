//! Law files to a checked [`LawBook`].

use super::resolve::{Names, Resolver, SourceFile};
use super::{
    Act, ActIx, Ask, Change, ChangeKind, Clause, ClauseIx, ClauseKind, Cond, Conflict, ControlList,
    Days, DefIx, Definition, Derive, DutyText, Entry, Grace, Group, GroupIx, Guidance, Lapse, Law,
    LawBook, ListIx, ListedParty, Qualified, Reading, Standing,
};
use crate::syntax::ast::{self, At, StatementKind, Word};
use crate::syntax::{Diagnostic, Severity};
use navicert_model::country::Country;
use navicert_model::day::Day;
use navicert_model::verdict::Effect;
use navicert_model::vocabulary::{
    Basis, Exception, Form, Obligation, Policy, Tag, TagPlace, Weight,
};

/// Reads and checks law files. The book holds whatever could be understood; it may be used only if
/// no diagnostic is an error.
///
/// Cost: linear in the text, plus the references.
pub fn load(files: &[SourceFile]) -> (LawBook, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let mut trees = Vec::with_capacity(files.len());
    for file in files {
        let (tree, mut found) = crate::syntax::parse(&file.name, &file.text);
        diagnostics.append(&mut found);
        trees.push(tree);
    }
    let mut book = LawBook { files: files.len(), ..LawBook::default() };
    let names = declare(files, &trees, &mut book, &mut diagnostics);
    for (index, (file, tree)) in files.iter().zip(&trees).enumerate() {
        let mut checker = Checker::new(&names, file, index as u32, &mut book);
        for statement in &tree.statements {
            checker.statement(statement);
        }
        diagnostics.append(&mut checker.resolver.diagnostics);
    }
    for list in &mut book.lists {
        list.entries.sort_by(|a, b| a.code.cmp(&b.code));
    }
    settle_lifts(&mut book);
    super::lint::lint(&book, files, &mut diagnostics);
    (book, diagnostics)
}

/// An act's id in `lifts` reaches no prohibition and no exception: those must be named themselves.
fn settle_lifts(book: &mut LawBook) {
    for (exception, spared) in std::mem::take(&mut book.act_wide_lifts) {
        let keep = |ix: &ClauseIx| {
            !spared.contains(ix)
                || book.clauses.get(ix.0 as usize).is_some_and(|clause| {
                    matches!(&clause.kind, ClauseKind::Effect(effect) if *effect != Effect::Prohibited)
                })
        };
        let kept = match book.clauses.get(exception.0 as usize).map(|clause| &clause.kind) {
            Some(ClauseKind::Exception { lifts, .. }) => {
                lifts.iter().copied().filter(keep).collect()
            }
            _ => continue,
        };
        if let Some(Clause { kind: ClauseKind::Exception { lifts, .. }, .. }) =
            book.clauses.get_mut(exception.0 as usize)
        {
            *lifts = kept;
        }
    }
}

/// Whether any diagnostic is an error.
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}

/// First pass: every name that can be referred to, whatever the order of the files.
fn declare(
    files: &[SourceFile],
    trees: &[ast::File],
    book: &mut LawBook,
    diagnostics: &mut Vec<Diagnostic>,
) -> Names {
    let mut names = Names::default();
    let mut clauses = 0;
    for (file, tree) in files.iter().zip(trees) {
        for statement in &tree.statements {
            if let StatementKind::Law { name, title, complete_to, flagged, not_modelled } =
                &statement.kind
            {
                if names.laws.contains_key(&name.value) {
                    diagnostics.push(twice(file, name, "law"));
                    continue;
                }
                names.laws.insert(name.value.clone(), book.laws.len());
                book.laws.push(Law {
                    name: name.value.clone(),
                    title: title.value.clone(),
                    complete_to: complete_to.as_ref().map(|day| day.value),
                    flagged: texts(flagged),
                    not_modelled: texts(not_modelled),
                });
            }
        }
    }
    for (file, tree) in files.iter().zip(trees) {
        for statement in &tree.statements {
            if let StatementKind::Act(head) = &statement.kind {
                declare_act(head, file, &mut names, book, diagnostics);
            }
        }
    }
    for (file, tree) in files.iter().zip(trees) {
        let mut act: Option<(ActIx, String)> = None;
        for statement in &tree.statements {
            match &statement.kind {
                StatementKind::Act(ast::ActHead { id: Some(id), .. })
                | StatementKind::OfAct { id } => {
                    act = names.acts.get(&id.value).map(|ix| (*ix, id.value.clone()));
                    if act.is_none() {
                        diagnostics.push(diagnostic(
                            file,
                            id,
                            "law::unknown-act",
                            format!("`{}` is no act", id.value),
                            "declare it with an `act` statement",
                        ));
                    }
                }
                StatementKind::Clause(clause) | StatementKind::Exception(clause) => {
                    if let (Some((ix, id)), Some(pin)) = (&act, &clause.pin) {
                        let index = ClauseIx(clauses);
                        clauses += 1;
                        names.clauses.entry(format!("{id}#{}", pin.value)).or_default().push(index);
                        names.clauses_of_act.entry(*ix).or_default().push(index);
                    }
                }
                StatementKind::Group { name, .. } => {
                    let next = GroupIx(names.groups.len() as u32);
                    if names.groups.insert(name.value.clone(), next).is_some() {
                        diagnostics.push(twice(file, name, "group"));
                    }
                    book.groups.push(Group { name: name.value.clone(), members: Vec::new() });
                }
                StatementKind::List { name, title, scheme, .. } => {
                    declare_list(
                        name,
                        title.as_ref(),
                        scheme.as_ref(),
                        file,
                        &mut names,
                        book,
                        diagnostics,
                    );
                }
                StatementKind::Define { name, .. } => {
                    let next = DefIx(names.definitions.len() as u32);
                    if names.definitions.insert(name.value.clone(), next).is_some() {
                        diagnostics.push(twice(file, name, "definition"));
                    }
                    book.definitions
                        .push(Definition { name: name.value.clone(), cond: Cond::Any(Vec::new()) });
                }
                _ => {}
            }
        }
    }
    names
}

fn declare_act(
    head: &ast::ActHead,
    file: &SourceFile,
    names: &mut Names,
    book: &mut LawBook,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let Some(id) = &head.id else { return };
    if names.acts.contains_key(&id.value) {
        diagnostics.push(twice(file, id, "act"));
        return;
    }
    let law = id.value.split('/').next().unwrap_or_default();
    let Some(&law) = names.laws.get(law) else {
        diagnostics.push(diagnostic(
            file,
            id,
            "law::unknown-law",
            format!("`{law}` is no declared law"),
            "an act id is law, slash, name; declare the law with a `law` statement",
        ));
        return;
    };
    for (field, missing) in [
        ("published", head.published.is_none()),
        ("source", head.source.is_none()),
        ("basis", head.basis.is_none()),
        ("issuer", head.issuer.is_none()),
    ] {
        if missing {
            diagnostics.push(diagnostic(
                file,
                id,
                "law::missing-field",
                format!("act `{}` has no `{field}`", id.value),
                "every act says who published it, when, where, and on what basis we know it",
            ));
        }
    }
    let text =
        |word: &Option<Word>| word.as_ref().map(|word| word.value.clone()).unwrap_or_default();
    names.acts.insert(id.value.clone(), ActIx(book.acts.len() as u32));
    book.acts.push(Act {
        id: id.value.clone(),
        law,
        title: text(&head.title),
        title_zh: head.title_zh.as_ref().map(|word| word.value.clone()),
        issuer: text(&head.issuer),
        published: head.published.as_ref().map_or(Day::MIN, |day| day.value),
        source: text(&head.source),
        basis: text(&head.basis),
        weight: head.weight.as_ref().map_or_else(|| "order".to_owned(), |word| word.value.clone()),
        checked: head.checked.as_ref().map(|day| day.value),
        notes: texts(&head.notes),
    });
}

fn declare_list(
    name: &Word,
    title: Option<&Word>,
    scheme: Option<&Word>,
    file: &SourceFile,
    names: &mut Names,
    book: &mut LawBook,
    diagnostics: &mut Vec<Diagnostic>,
) {
    if names.lists.contains_key(&name.value) || names.party_lists.contains(&name.value) {
        diagnostics.push(twice(file, name, "list"));
        return;
    }
    let Some(scheme) = scheme else {
        names.party_lists.push(name.value.clone());
        book.party_lists.push(name.value.clone());
        return;
    };
    names.lists.insert(name.value.clone(), ListIx(book.lists.len() as u32));
    if !names.schemes.contains(&scheme.value) {
        names.schemes.push(scheme.value.clone());
    }
    book.lists.push(ControlList {
        name: name.value.clone(),
        title: title.map(|word| word.value.clone()).unwrap_or_default(),
        scheme: scheme.value.clone(),
        entries: Vec::new(),
    });
}

fn diagnostic(
    file: &SourceFile,
    word: &Word,
    code: &'static str,
    message: String,
    help: &str,
) -> Diagnostic {
    Diagnostic {
        severity: Severity::Error,
        code,
        message,
        help: help.to_owned(),
        file: file.name.clone(),
        span: word.span,
    }
}

fn twice(file: &SourceFile, word: &Word, what: &str) -> Diagnostic {
    diagnostic(
        file,
        word,
        "law::declared-twice",
        format!("{what} `{}` is declared twice", word.value),
        "keep one declaration",
    )
}

fn texts(words: &[Word]) -> Vec<String> {
    words.iter().map(|word| word.value.clone()).collect()
}

fn text(word: Option<&Word>) -> Option<String> {
    word.map(|word| word.value.clone())
}

fn day(at: Option<&At<Day>>) -> Option<Day> {
    at.map(|at| at.value)
}

/// Second pass over one file.
struct Checker<'a> {
    resolver: Resolver<'a>,
    book: &'a mut LawBook,
    file_index: u32,
    lines: Vec<u32>,
    dropped: bool,
}

impl<'a> Checker<'a> {
    fn new(names: &'a Names, file: &'a SourceFile, file_index: u32, book: &'a mut LawBook) -> Self {
        let lines = file.text.match_indices('\n').map(|(at, _)| at as u32).collect();
        let resolver =
            Resolver { names, file, act: None, act_id: String::new(), diagnostics: Vec::new() };
        Checker { resolver, book, file_index, lines, dropped: false }
    }

    fn at(&self, span: ast::Span) -> (u32, u32) {
        (self.file_index, self.lines.partition_point(|&end| end < span.start) as u32 + 1)
    }

    fn act(&self) -> Option<&Act> {
        self.resolver.act.map(|ix| &self.book.acts[ix.0 as usize])
    }

    fn statement(&mut self, statement: &ast::Statement) {
        match &statement.kind {
            StatementKind::Law { .. } | StatementKind::List { .. } => {}
            StatementKind::Act(head) => self.enter(head.id.as_ref(), Some(head)),
            StatementKind::OfAct { id } => self.enter(Some(id), None),
            StatementKind::Clause(clause) => self.clause(clause, statement.span, false),
            StatementKind::Exception(clause) => self.clause(clause, statement.span, true),
            StatementKind::Guidance(guidance) => self.guidance(guidance),
            StatementKind::Conflict(conflict) => self.conflict(conflict),
            StatementKind::Suspend(change) => {
                let lapse = match text(change.then.as_ref()).as_deref() {
                    Some("revived") => Lapse::Revived,
                    Some("ended") => Lapse::Ended,
                    _ => Lapse::Unconfirmed,
                };
                self.change(change, ChangeKind::Suspend(lapse), statement.span);
            }
            StatementKind::Cease(change) => self.change(change, ChangeKind::Cease, statement.span),
            StatementKind::Revive(change) => {
                self.change(change, ChangeKind::Revive, statement.span)
            }
            StatementKind::Unenforced(change) => {
                self.change(change, ChangeKind::Unenforced, statement.span);
            }
            StatementKind::Define { name, cond } => {
                let cond = self.resolver.cond(cond);
                if let Some(def) = self.resolver.names.definitions.get(&name.value) {
                    self.book.definitions[def.0 as usize].cond = cond;
                }
            }
            StatementKind::Group { name, members, .. } => self.group(name, members),
            StatementKind::Entries { list, by, entries } => {
                self.entries(list, by.as_ref(), entries)
            }
            StatementKind::Parties { list, round, parties } => {
                self.parties(list, round.as_ref(), parties);
            }
            StatementKind::Derive { tag, roles, cond } => {
                let tag = self.resolver.word(tag, |word| Tag::parse(TagPlace::Party, word));
                let roles = self.resolver.roles(roles);
                let cond = self.resolver.cond(cond);
                if let Some(tag) = tag {
                    self.book.derives.push(Derive { tag, roles, cond });
                }
            }
        }
    }

    fn enter(&mut self, id: Option<&Word>, head: Option<&ast::ActHead>) {
        self.resolver.act = id.and_then(|id| self.resolver.names.acts.get(&id.value).copied());
        self.resolver.act_id = id.map(|id| id.value.clone()).unwrap_or_default();
        if let Some(head) = head {
            if let Some(basis) = &head.basis {
                self.resolver.word(basis, Basis::parse);
            }
            if let Some(weight) = &head.weight {
                self.resolver.word(weight, Weight::parse);
            }
        }
    }

    fn needs_act(&mut self, span: ast::Span) -> Option<ActIx> {
        if self.resolver.act.is_none() && !self.dropped {
            self.dropped = true;
            self.resolver.error(
                "law::no-act",
                span,
                "this statement belongs to no act".to_owned(),
                "write an `act` or `of act` statement above it",
            );
        }
        self.resolver.act
    }

    fn clause(&mut self, clause: &ast::Clause, span: ast::Span, exception: bool) {
        // INVARIANT: a clause takes an index exactly when `declare` gave it one.
        let (Some(act), Some(pin)) = (self.needs_act(span), &clause.pin) else { return };
        let head = &self.book.acts[act.0 as usize];
        let (law, published) = (head.law, head.published);
        let (head_source, head_basis) = (head.source.clone(), head.basis.clone());
        for (field, missing) in [("cite", clause.cite.is_none()), ("since", clause.since.is_none())]
        {
            if missing {
                self.resolver.error(
                    "law::missing-field",
                    pin.span,
                    format!("clause `{}` has no `{field}`", pin.value),
                    "every clause is cited and dated",
                );
            }
        }
        let since = day(clause.since.as_ref()).unwrap_or(published);
        let until = day(clause.until.as_ref());
        if until.is_some_and(|until| until <= since) {
            self.resolver.error(
                "law::empty-days",
                pin.span,
                format!("clause `{}` ends before it begins", pin.value),
                "`until` is the first day no longer in force and lies after `since`",
            );
        }
        if let Some(basis) = &clause.basis {
            self.resolver.word(basis, Basis::parse);
        }
        let kind = if exception {
            self.exception_kind(clause, pin)
        } else {
            self.effect_kind(clause, pin)
        };
        let reach =
            clause.reach.as_ref().map_or_else(Cond::always, |cond| self.resolver.cond(cond));
        let mut when =
            clause.when.as_ref().map_or_else(Cond::always, |cond| self.resolver.cond(cond));
        if let Some(unless) = &clause.unless {
            let unless = self.resolver.cond(unless);
            when = Cond::All(vec![when, Cond::Not(Box::new(unless))]);
        }
        let built = Clause {
            id: format!("{}#{}", self.resolver.act_id, pin.value),
            act,
            law,
            title: text(clause.title.as_ref()).unwrap_or_default(),
            cite: text(clause.cite.as_ref()).unwrap_or_default(),
            source: text(clause.source.as_ref()).unwrap_or(head_source),
            basis: text(clause.basis.as_ref()).unwrap_or(head_basis),
            days: Days { since, until },
            comply: day(clause.comply.as_ref()),
            known: day(clause.known.as_ref()).unwrap_or(published),
            standing: self.standing(clause.status.as_ref()),
            kind,
            reach,
            when,
            grace: self.grace(&clause.grace),
            policy: self.qualified(&clause.policy, Policy::parse),
            forms: self.resolver.checked(&clause.forms, Form::parse),
            bars: self.qualified(&clause.bars, Form::parse),
            duty: self.qualified(&clause.duty, Obligation::parse),
            texts: clause.texts.iter().map(duty_text).collect(),
            asks: clause.asks.iter().map(ask).collect(),
            notes: texts(&clause.notes),
            readings: clause.readings.iter().map(|reading| self.reading(reading)).collect(),
            at: self.at(span),
        };
        self.book.clauses.push(built);
    }

    fn standing(&mut self, word: Option<&Word>) -> Standing {
        match word.map(|word| word.value.as_str()) {
            None | Some("in-force") => Standing::InForce,
            Some("reported") => Standing::Reported,
            Some("proposed") => Standing::Proposed,
            Some(other) => {
                let message = format!("`{other}` is no status");
                if let Some(word) = word {
                    let help = "write `in-force`, `reported` or `proposed`";
                    self.resolver.error("law::unknown-word", word.span, message, help);
                }
                Standing::Reported
            }
        }
    }

    fn effect_kind(&mut self, clause: &ast::Clause, pin: &Word) -> ClauseKind {
        let effect = match clause.then.as_ref().map(|word| word.value.as_str()) {
            Some("prohibited") => Effect::Prohibited,
            Some("licence") => Effect::Licence,
            Some("duties") => Effect::Free,
            other => {
                let span = clause.then.as_ref().map_or(pin.span, |word| word.span);
                let message = match other {
                    Some(word) => format!("`{word}` is no effect"),
                    None => format!("clause `{}` has no `then`", pin.value),
                };
                let help = "write `then prohibited`, `then licence` or `then duties`";
                self.resolver.error("law::missing-effect", span, message, help);
                Effect::Prohibited
            }
        };
        if let Some(first) = clause.lifts.first() {
            self.resolver.error(
                "law::lifts-in-clause",
                first.span,
                "a clause cannot lift others".to_owned(),
                "write it as an `exception`",
            );
        }
        ClauseKind::Effect(effect)
    }

    fn exception_kind(&mut self, clause: &ast::Clause, pin: &Word) -> ClauseKind {
        let mut lifts = Vec::new();
        for word in &clause.lifts {
            let whole_act = self.resolver.names.acts.contains_key(&word.value);
            // An act's id reaches no prohibition: those must be named themselves. The second
            // pass of `lint` removes them, when every clause is known.
            let found = self.resolver.clauses(word);
            lifts.extend(found.into_iter().map(|ix| (ix, whole_act)));
        }
        if lifts.is_empty() {
            self.resolver.error(
                "law::lifts-nothing",
                pin.span,
                format!("exception `{}` lifts nothing", pin.value),
                "name the clauses it lifts with `lifts`",
            );
        }
        let claimed = clause.claimed.as_ref().and_then(|word| {
            self.resolver.word(word, Exception::parse).map(|_| word.value.clone())
        });
        let names_itself = |ix: &ClauseIx| lifts.iter().any(|(other, whole)| other == ix && !whole);
        let mut ids: Vec<ClauseIx> = lifts.iter().map(|(ix, _)| *ix).collect();
        ids.sort_unstable();
        ids.dedup();
        let spared: Vec<ClauseIx> = ids.iter().copied().filter(|ix| !names_itself(ix)).collect();
        self.book.act_wide_lifts.push((ClauseIx(self.book.clauses.len() as u32), spared));
        ClauseKind::Exception { lifts: ids, claimed }
    }

    fn qualified<T, E: std::fmt::Display>(
        &mut self,
        parts: &[ast::Qualified],
        parse: impl Fn(&str) -> Result<T, E> + Copy,
    ) -> Vec<Qualified> {
        parts
            .iter()
            .map(|part| Qualified {
                words: self.resolver.checked(&part.words, parse),
                when: part.when.as_ref().map(|cond| self.resolver.cond(cond)),
            })
            .collect()
    }

    fn grace(&mut self, parts: &[ast::Grace]) -> Vec<Grace> {
        parts
            .iter()
            .map(|part| Grace {
                until: day(part.until.as_ref()),
                when: self.resolver.cond(&part.when),
            })
            .collect()
    }

    fn reading(&mut self, reading: &ast::Reading) -> Reading {
        Reading {
            name: reading.name.value.clone(),
            whose: reading.whose.value.clone(),
            when: self.resolver.cond(&reading.when),
            notes: texts(&reading.notes),
        }
    }

    fn change(&mut self, change: &ast::StatusChange, kind: ChangeKind, span: ast::Span) {
        let Some(act) = self.needs_act(span) else { return };
        let clauses = self.resolver.all_clauses(&change.refs);
        let Some(since) = day(change.since.as_ref()) else {
            self.resolver.error(
                "law::missing-field",
                span,
                "this statement has no `since`".to_owned(),
                "say from which day it has effect",
            );
            return;
        };
        let until = day(change.until.as_ref());
        if until.is_some_and(|until| until <= since) {
            self.resolver.error(
                "law::empty-days",
                span,
                "it ends before it begins".to_owned(),
                "`until` is the first day no longer covered and lies after `since`",
            );
        }
        if change.cite.is_none() {
            self.resolver.error(
                "law::missing-field",
                span,
                "this statement has no `cite`".to_owned(),
                "every dated statement is cited",
            );
        }
        let head = &self.book.acts[act.0 as usize];
        let built = Change {
            act,
            kind,
            clauses,
            days: Days { since, until },
            known: day(change.known.as_ref()).unwrap_or(head.published),
            cite: text(change.cite.as_ref()).unwrap_or_default(),
            source: text(change.source.as_ref()).unwrap_or_else(|| head.source.clone()),
            basis: text(change.basis.as_ref()).unwrap_or_else(|| head.basis.clone()),
            notes: texts(&change.notes),
        };
        self.book.changes.push(built);
    }

    fn guidance(&mut self, guidance: &ast::Guidance) {
        let about = self.resolver.all_clauses(&guidance.about);
        let (source, basis) =
            self.act().map(|act| (act.source.clone(), act.basis.clone())).unwrap_or_default();
        self.book.guidance.push(Guidance {
            day: guidance.day.value,
            known: day(guidance.known.as_ref()).unwrap_or(guidance.day.value),
            title: guidance.title.value.clone(),
            about,
            basis: text(guidance.basis.as_ref()).unwrap_or(basis),
            source: text(guidance.source.as_ref()).unwrap_or(source),
            notes: texts(&guidance.notes),
        });
    }

    fn conflict(&mut self, conflict: &ast::Conflict) {
        let Some(act) = self.needs_act(conflict.pin.span) else { return };
        let Some(since) = day(conflict.since.as_ref()) else { return };
        let home = &self.book.acts[act.0 as usize];
        let id = format!("{}#{}", home.id, conflict.pin.value);
        let law = home.id.split('/').next().unwrap_or_default().to_owned();
        let (published, basis, source) = (home.published, home.basis.clone(), home.source.clone());
        let obeying = self.resolver.all_clauses(&conflict.obeying);
        let own = |word: &&Word| word.value.split_once('/').is_none_or(|(name, _)| name == law);
        if let Some(word) = conflict.obeying.iter().find(own) {
            let message = format!("`{}` is of the same law", word.value);
            let help = "a conflict is between two laws: name clauses of another one";
            self.resolver.error("law::conflict-within", word.span, message, help);
        }
        let when = conflict.when.as_ref().map_or(Cond::All(Vec::new()), |c| self.resolver.cond(c));
        self.book.conflicts.push(Conflict {
            id,
            act,
            title: conflict.title.value.clone(),
            cite: text(conflict.cite.as_ref()).unwrap_or_default(),
            source: text(conflict.source.as_ref()).unwrap_or(source),
            basis: text(conflict.basis.as_ref()).unwrap_or(basis),
            days: Days { since, until: day(conflict.until.as_ref()) },
            known: day(conflict.known.as_ref()).unwrap_or(published),
            obeying,
            when,
            notes: texts(&conflict.notes),
        });
    }

    fn group(&mut self, name: &Word, members: &[ast::Members]) {
        let Some(&ix) = self.resolver.names.groups.get(&name.value) else { return };
        for part in members {
            let places = self.resolver.places(&part.countries);
            let dates = (day(part.since.as_ref()), day(part.until.as_ref()));
            self.book.groups[ix.0 as usize].members.push((places.countries, dates.0, dates.1));
        }
    }

    fn entries(&mut self, list: &Word, by: Option<&Word>, entries: &[ast::Entry]) {
        let Some(ix) = self.control_list(list) else { return };
        let clauses = by.map(|word| self.resolver.clauses(word)).unwrap_or_default();
        let Some(&first) = clauses.first() else {
            if by.is_none() {
                self.resolver.error(
                    "law::missing-field",
                    list.span,
                    "these entries do not say which clause put them on the list".to_owned(),
                    "write `entries LIST by PIN`",
                );
            }
            return;
        };
        let default_basis = self.act().map(|act| act.basis.clone()).unwrap_or_default();
        for entry in entries {
            let built = Entry {
                code: entry.code.value.clone(),
                title: entry.title.value.clone(),
                zh: text(entry.zh.as_ref()),
                hs: texts(&entry.hs),
                when: entry.when.as_ref().map(|cond| self.resolver.cond(cond)),
                by: first,
                since: day(entry.since.as_ref()),
                until: day(entry.until.as_ref()),
                basis: text(entry.basis.as_ref()).unwrap_or_else(|| default_basis.clone()),
                notes: texts(&entry.notes),
                at: self.at(entry.code.span),
            };
            for also in &entry.on {
                let Some(further) = self.control_list(also) else { continue };
                let entries = &mut self.book.lists[further.0 as usize].entries;
                if further == ix || entries.last().is_some_and(|last| last.at == built.at) {
                    self.resolver.error(
                        "law::twice-on-list",
                        also.span,
                        format!("the entry stands on `{}` already", also.value),
                        "name each further list once",
                    );
                    continue;
                }
                entries.push(built.clone());
            }
            self.book.lists[ix.0 as usize].entries.push(built);
        }
    }

    /// A declared control list.
    fn control_list(&mut self, list: &Word) -> Option<ListIx> {
        let known = self.resolver.names.lists.get(&list.value).copied();
        if known.is_none() {
            self.resolver.error(
                "law::unknown-list",
                list.span,
                format!("control list `{}` is not declared", list.value),
                "declare it with a `list` statement that has a `scheme`",
            );
        }
        known
    }

    fn parties(&mut self, list: &Word, round: Option<&Word>, parties: &[ast::PartyEntry]) {
        let Some(act) = self.needs_act(list.span) else { return };
        if !self.book.party_lists.contains(&list.value) {
            self.resolver.error(
                "law::unknown-list",
                list.span,
                format!("list of parties `{}` is not declared", list.value),
                "declare it with a `list` statement without `scheme`",
            );
            return;
        }
        let round = match round {
            Some(word) => match self.resolver.names.acts.get(&word.value) {
                Some(&ix) => ix,
                None => {
                    self.resolver.clauses(word);
                    return;
                }
            },
            None => act,
        };
        let default_since = self.book.acts[round.0 as usize].published;
        for party in parties {
            let country =
                party.country.as_ref().and_then(|word| self.resolver.word(word, Country::parse));
            self.book.parties.push(ListedParty {
                title: party.title.value.clone(),
                names: texts(&party.names),
                country,
                list: list.value.clone(),
                round,
                since: day(party.since.as_ref()).unwrap_or(default_since),
                until: day(party.until.as_ref()),
            });
        }
    }
}

fn duty_text(part: &ast::DutyText) -> DutyText {
    DutyText {
        duty: part.duty.value.clone(),
        text: part.text.value.clone(),
        zh: text(part.zh.as_ref()),
    }
}

fn ask(part: &ast::Ask) -> Ask {
    Ask {
        fact: part.fact.value.clone(),
        text: part.text.value.clone(),
        whom: part.whom.value.clone(),
    }
}
