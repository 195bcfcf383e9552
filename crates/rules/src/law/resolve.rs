//! Names of a law file to their meaning, with a diagnostic for each that has none.

use super::{
    ActIx, ClauseIx, Compare, Cond, DefIx, GroupIx, Leaf, ListIx, ListingTest, OwnershipMode,
    PlaceFact, Places, Test,
};
use crate::syntax::ast::{self, CondKind, Span, Word};
use crate::syntax::{Diagnostic, Severity};
use navicert_model::amount::{Amount, Op};
use navicert_model::country::{Country, CountrySet};
use navicert_model::vocabulary::{
    self, Activity, EvidenceKind, ItemKind, MakingKind, Role, Tag, TagPlace,
};
use std::collections::HashMap;
use std::sync::Arc;

/// A law file as given: its name for diagnostics, and its text.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Path as the user knows it.
    pub name: String,
    /// The whole text.
    pub text: String,
}

/// A set of roles. `named` roles count only when the transfer names such a party.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RoleSet {
    /// Bit per [`Role`]: unnamed means unknown (or as [`Role::absent_means_none`] says).
    pub roles: u32,
    /// Bit per [`Role`]: unnamed means none.
    pub named: u32,
}

impl RoleSet {
    /// Adds a role.
    pub fn insert(&mut self, role: Role) {
        self.roles |= 1 << role as u32;
    }

    /// Whether parties in `role` count.
    pub fn contains(self, role: Role) -> bool {
        (self.roles | self.named) >> (role as u32) & 1 == 1
    }

    /// Whether an unnamed party in `role` is an unknown one.
    pub fn asks(self, role: Role) -> bool {
        self.roles >> (role as u32) & 1 == 1
    }
}

/// Names known while resolving.
#[derive(Default)]
pub(super) struct Names {
    pub laws: HashMap<String, usize>,
    pub acts: HashMap<String, ActIx>,
    pub clauses: HashMap<String, Vec<ClauseIx>>,
    pub clauses_of_act: HashMap<ActIx, Vec<ClauseIx>>,
    pub groups: HashMap<String, GroupIx>,
    pub lists: HashMap<String, ListIx>,
    pub schemes: Vec<String>,
    pub party_lists: Vec<String>,
    pub definitions: HashMap<String, DefIx>,
}

/// Resolves the names of one file.
pub(super) struct Resolver<'a> {
    pub names: &'a Names,
    pub file: &'a SourceFile,
    pub act: Option<ActIx>,
    pub act_id: String,
    pub diagnostics: Vec<Diagnostic>,
}

impl Resolver<'_> {
    pub fn error(&mut self, code: &'static str, span: Span, message: String, help: &str) {
        self.diagnostics.push(Diagnostic {
            severity: Severity::Error,
            code,
            message,
            help: help.to_owned(),
            file: self.file.name.clone(),
            span,
        });
    }

    /// Clauses that a reference names: an act id, a clause id, or a pin of this act.
    pub fn clauses(&mut self, word: &Word) -> Vec<ClauseIx> {
        let text = &word.value;
        if let Some(act) = self.names.acts.get(text) {
            return self.names.clauses_of_act.get(act).cloned().unwrap_or_default();
        }
        let id = if text.contains('#') { text.clone() } else { format!("{}#{text}", self.act_id) };
        if let Some(found) = self.names.clauses.get(&id) {
            return found.clone();
        }
        self.error(
            "law::unknown-reference",
            word.span,
            format!("`{text}` names no act and no clause"),
            "write an act id such as `cn/2026-1`, a clause id such as `cn/2026-1#1`, or the pin of a clause of this act",
        );
        Vec::new()
    }

    pub fn all_clauses(&mut self, words: &[Word]) -> Vec<ClauseIx> {
        let mut all: Vec<ClauseIx> = words.iter().flat_map(|word| self.clauses(word)).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// A word of a closed vocabulary.
    pub fn word<T, E: std::fmt::Display>(
        &mut self,
        word: &Word,
        parse: impl Fn(&str) -> Result<T, E>,
    ) -> Option<T> {
        match parse(&word.value) {
            Ok(value) => Some(value),
            Err(error) => {
                self.error(
                    "law::unknown-word",
                    word.span,
                    error.to_string(),
                    "use a word of the vocabulary (`navicert schema vocabulary` prints it)",
                );
                None
            }
        }
    }

    pub fn words<T, E: std::fmt::Display>(
        &mut self,
        words: &[Word],
        parse: impl Fn(&str) -> Result<T, E>,
    ) -> Vec<T> {
        words.iter().filter_map(|word| self.word(word, &parse)).collect()
    }

    /// Checked words kept as text.
    pub fn checked<T, E: std::fmt::Display>(
        &mut self,
        words: &[Word],
        parse: impl Fn(&str) -> Result<T, E>,
    ) -> Vec<String> {
        words
            .iter()
            .filter_map(|word| self.word(word, &parse).map(|_| word.value.clone()))
            .collect()
    }

    pub fn roles(&mut self, words: &[Word]) -> RoleSet {
        let mut set = RoleSet::default();
        for word in words {
            if word.value == "recipient" {
                for role in [Role::EndUser, Role::Consignee, Role::Intermediate, Role::Downstream] {
                    set.insert(role);
                }
                set.named |= 1 << Role::Buyer as u32;
            } else if let Some(role) = self.word(word, Role::parse) {
                set.insert(role);
            }
        }
        set
    }

    pub fn places(&mut self, words: &[Word]) -> Places {
        let mut places = Places { countries: CountrySet::empty(), groups: Vec::new() };
        for word in words {
            if let Some(group) = self.names.groups.get(&word.value) {
                places.groups.push(*group);
            } else if word.value.contains('/') {
                self.error(
                    "law::unknown-group",
                    word.span,
                    format!("country group `{}` is not declared", word.value),
                    "declare it with a `group` statement",
                );
            } else if let Some(country) = self.word(word, Country::parse) {
                places.countries.insert(country);
            }
        }
        places.groups.sort_unstable();
        places.groups.dedup();
        places
    }

    fn list(&mut self, word: &Word) -> Option<ListIx> {
        let found = self.names.lists.get(&word.value).copied();
        if found.is_none() {
            self.error(
                "law::unknown-list",
                word.span,
                format!("control list `{}` is not declared", word.value),
                "declare it with a `list` statement that has a `scheme`",
            );
        }
        found
    }

    fn party_lists(&mut self, words: &[Word]) -> Vec<String> {
        for word in words {
            if !self.names.party_lists.contains(&word.value) {
                self.error(
                    "law::unknown-list",
                    word.span,
                    format!("list of parties `{}` is not declared", word.value),
                    "declare it with a `list` statement without `scheme`",
                );
            }
        }
        words.iter().map(|word| word.value.clone()).collect()
    }

    fn tags(
        &mut self,
        place: TagPlace,
        words: &[Word],
        leaf: &dyn Fn(Tag) -> Test,
        text: &str,
    ) -> Cond {
        let tags = self.words(words, |word| Tag::parse(place, word));
        let mut leaves: Vec<Cond> = tags
            .iter()
            .map(|&tag| test_of(format!("{text} {}", tag.as_str()), leaf(tag)))
            .collect();
        match leaves.pop() {
            Some(only) if leaves.is_empty() => only,
            Some(last) => {
                leaves.push(last);
                Cond::Any(leaves)
            }
            None => Cond::Any(Vec::new()),
        }
    }

    fn amount(&mut self, bound: &ast::At<Amount>) -> Amount {
        bound.value
    }

    fn place(&mut self, fact: PlaceFact, subject: &str, words: &[Word]) -> Cond {
        let places = self.places(words);
        test_of(format!("{subject} {}", joined(words)), Test::Place { fact, places })
    }

    /// A condition in the order of its text.
    pub fn cond(&mut self, cond: &ast::Cond) -> Cond {
        match &cond.kind {
            CondKind::All(parts) => Cond::All(parts.iter().map(|part| self.cond(part)).collect()),
            CondKind::Any(parts) => Cond::Any(parts.iter().map(|part| self.cond(part)).collect()),
            CondKind::None(parts) => {
                Cond::Not(Box::new(Cond::Any(parts.iter().map(|part| self.cond(part)).collect())))
            }
            CondKind::Not(inner) => Cond::Not(Box::new(self.cond(inner))),
            CondKind::Unsure(inner) => Cond::Unsure(Arc::new(self.cond(inner))),
            CondKind::Tool(inner) => Cond::Tool(Arc::new(self.cond(inner))),
            CondKind::Some { roles, every, cond } => {
                let roles = self.roles(roles);
                Cond::Some { roles, every: *every, cond: Arc::new(self.cond(cond)) }
            }
            CondKind::Content { op, share, cond } => {
                let compare = self.compare(*op, share);
                Cond::Content { compare, cond: Arc::new(self.cond(cond)) }
            }
            CondKind::MadeWith { kinds, cond } => {
                let kinds = self.words(kinds, MakingKind::parse);
                Cond::MadeWith { kinds, cond: Arc::new(self.cond(cond)) }
            }
            CondKind::Holds(name) => self.holds(name),
            _ => self.leaf(cond),
        }
    }

    fn holds(&mut self, name: &Word) -> Cond {
        if let Some(&def) = self.names.definitions.get(&name.value) {
            return Cond::Holds(def);
        }
        self.error(
            "law::unknown-definition",
            name.span,
            format!("`{}` is not defined", name.value),
            "write a `define` statement for it",
        );
        Cond::Any(Vec::new())
    }

    fn compare(&mut self, op: ast::Op, bound: &ast::At<Amount>) -> Compare {
        Compare { op: op_of(op), bound: self.amount(bound) }
    }

    fn leaf(&mut self, cond: &ast::Cond) -> Cond {
        let line = line_text(self.file, cond.span);
        match &cond.kind {
            CondKind::Activity(words) => {
                let activities = self.words(words, Activity::parse);
                test_of(line, Test::Activity(activities))
            }
            CondKind::Kind(words) => {
                let kinds = self.words(words, ItemKind::parse);
                test_of(line, Test::Kind(kinds))
            }
            CondKind::From(words) => self.place(PlaceFact::From, "from in", words),
            CondKind::To(words) => self.place(PlaceFact::To, "to in", words),
            CondKind::Origin(words) => self.place(PlaceFact::Origin, "origin in", words),
            CondKind::FacilityIn(words) => {
                self.place(PlaceFact::FacilityCountry, "facility in", words)
            }
            CondKind::FacilityOwnerIn(words) => {
                self.place(PlaceFact::FacilityOwner, "facility owner in", words)
            }
            CondKind::PartyIn(words) => self.place(PlaceFact::PartyCountry, "party in", words),
            CondKind::PartySeat(words) => self.place(PlaceFact::PartySeat, "party seat in", words),
            CondKind::PartyOf(words) => Cond::Any(vec![
                self.place(PlaceFact::PartyCountry, "party in", words),
                self.place(PlaceFact::PartySeat, "party seat in", words),
            ]),
            CondKind::PartyParent(words) => Cond::Any(vec![
                self.place(PlaceFact::ParentCountry, "party parent in", words),
                self.place(PlaceFact::ParentSeat, "party parent seat in", words),
            ]),
            CondKind::PartyEmployer(words) => Cond::Any(vec![
                self.place(PlaceFact::EmployerCountry, "party employer in", words),
                self.place(PlaceFact::EmployerSeat, "party employer seat in", words),
            ]),
            CondKind::Via(words) => {
                let places = self.places(words);
                test_of(line, Test::Via(places))
            }
            CondKind::PartyNationality(words) => {
                let places = self.places(words);
                test_of(line, Test::Nationality(places))
            }
            CondKind::CodeUnder { scheme, codes } => {
                self.scheme(scheme);
                let mut codes: Vec<String> = codes.iter().map(|code| code.value.clone()).collect();
                codes.sort();
                test_of(line, Test::CodeUnder { scheme: scheme.value.clone(), codes })
            }
            CondKind::CodeNone { scheme } => {
                self.scheme(scheme);
                test_of(line, Test::CodeNone { scheme: scheme.value.clone() })
            }
            CondKind::Hs(words) => self.hs(line, words),
            CondKind::Listed { list, by } => {
                let by = self.all_clauses(by);
                match self.list(list) {
                    Some(list) => test_of(line, Test::Listed { list, by }),
                    None => Cond::Any(Vec::new()),
                }
            }
            CondKind::Near { list, by } => {
                let by = self.all_clauses(by);
                match self.list(list) {
                    Some(list) => test_of(line, Test::Near { list, by }),
                    None => Cond::Any(Vec::new()),
                }
            }
            CondKind::ItemTag(words) => self.tags(TagPlace::Item, words, &Test::ItemTag, "item is"),
            CondKind::EndUse(words) => self.tags(TagPlace::Use, words, &Test::EndUse, "end-use is"),
            CondKind::KnownEndUse(words) => {
                self.tags(TagPlace::Use, words, &Test::KnownEndUse, "known end-use is")
            }
            CondKind::Knowledge(words) => {
                self.tags(TagPlace::Use, words, &Test::Knowledge, "knowledge is")
            }
            CondKind::Facility(words) => {
                self.tags(TagPlace::Facility, words, &Test::Facility, "facility is")
            }
            CondKind::PartyTag(words) => {
                self.tags(TagPlace::Party, words, &Test::PartyTag, "party is")
            }
            CondKind::Informed { law, tags } => {
                let leaf =
                    |tag: Tag| Test::Informed { word: format!("{}/{}", law.value, tag.as_str()) };
                self.tags(TagPlace::Use, tags, &leaf, &format!("informed by {} of", law.value))
            }
            CondKind::Parameter { name, op, bound } => {
                let compare = self.compare(*op, bound);
                test_of(line, Test::Parameter { name: name.value.clone(), compare })
            }
            CondKind::FacilityParameter { name, op, bound } => {
                let compare = self.compare(*op, bound);
                test_of(line, Test::FacilityParameter { name: name.value.clone(), compare })
            }
            CondKind::Quantity { op, bound } => {
                let compare = self.compare(*op, bound);
                test_of(line, Test::Quantity(compare))
            }
            CondKind::Value { op, bound } => {
                let compare = self.compare(*op, bound);
                test_of(line, Test::Value(compare))
            }
            CondKind::ContractedBefore(day) => test_of(line, Test::ContractedBefore(day.value)),
            CondKind::ShippedBefore(day) => test_of(line, Test::ShippedBefore(day.value)),
            CondKind::Claims(word) => {
                self.checked(std::slice::from_ref(word), vocabulary::Exception::parse);
                test_of(line, Test::Claims(word.value.clone()))
            }
            CondKind::Evidence(words) => {
                let kinds = self.words(words, EvidenceKind::parse);
                Cond::Any(
                    kinds
                        .into_iter()
                        .map(|kind| {
                            test_of(format!("evidence of {}", kind.as_str()), Test::Evidence(kind))
                        })
                        .collect(),
                )
            }
            CondKind::PartyListed { lists, rounds, footnotes } => {
                let lists = self.party_lists(lists);
                let test =
                    ListingTest { lists, rounds: texts(rounds), footnotes: texts(footnotes) };
                test_of(line, Test::PartyListed(test))
            }
            CondKind::PartyOwned { op, share, mode, lists } => {
                let share = self.amount(share);
                let lists = self.party_lists(lists);
                let mode = match mode.value.as_str() {
                    "directly" => OwnershipMode::Directly,
                    "cascade" | "in cascade" => OwnershipMode::InCascade,
                    _ => OwnershipMode::InAggregate,
                };
                test_of(line, Test::PartyOwned { op: op_of(*op), share, mode, lists })
            }
            CondKind::All(_)
            | CondKind::Any(_)
            | CondKind::None(_)
            | CondKind::Not(_)
            | CondKind::Some { .. }
            | CondKind::Content { .. }
            | CondKind::MadeWith { .. }
            | CondKind::Tool(_)
            | CondKind::Unsure(_)
            | CondKind::Holds(_) => self.cond(cond),
        }
    }

    fn hs(&mut self, line: String, words: &[Word]) -> Cond {
        for word in words {
            let digits = word.value.bytes().all(|byte| byte.is_ascii_digit());
            if !digits || !(2..=10).contains(&word.value.len()) {
                self.error(
                    "law::bad-hs",
                    word.span,
                    format!("`{}` is no HS code", word.value),
                    "write 2 to 10 digits without dots",
                );
            }
        }
        test_of(line, Test::Hs(texts(words)))
    }

    fn scheme(&mut self, word: &Word) {
        if !self.names.schemes.contains(&word.value) {
            self.error(
                "law::unknown-scheme",
                word.span,
                format!("no control list has the code scheme `{}`", word.value),
                "declare a `list` with this `scheme`",
            );
        }
    }
}

fn op_of(op: ast::Op) -> Op {
    match op {
        ast::Op::Lt => Op::Lt,
        ast::Op::Le => Op::Le,
        ast::Op::Gt => Op::Gt,
        ast::Op::Ge => Op::Ge,
        ast::Op::Eq => Op::Eq,
    }
}

fn test_of(text: String, test: Test) -> Cond {
    Cond::Test(Arc::new(Leaf { text, test }))
}

fn texts(words: &[Word]) -> Vec<String> {
    words.iter().map(|word| word.value.clone()).collect()
}

fn joined(words: &[Word]) -> String {
    texts(words).join(", ")
}

/// The words of a condition as written, on one line.
fn line_text(file: &SourceFile, span: Span) -> String {
    let text = file.text.get(span.start as usize..span.end as usize).unwrap_or_default();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
