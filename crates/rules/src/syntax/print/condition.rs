//! Conditions to lines.

use super::super::ast::{At, Cond, CondKind, Op, Word};
use super::{Printer, listed, quoted};
use navicert_model::amount::Amount;
use navicert_model::vocabulary::Role;

impl Printer {
    /// A field with a condition: on its line, or as the lines of a block below it.
    pub(super) fn body(&mut self, name: &str, cond: &Cond) {
        match &cond.kind {
            CondKind::All(conds) if conds.len() > 1 => {
                self.line(name);
                self.deeper(|printer| printer.block(cond));
            }
            _ => self.cond(&format!("{name} "), cond),
        }
    }

    /// The lines of a block that says `cond`.
    pub(super) fn block(&mut self, cond: &Cond) {
        match &cond.kind {
            CondKind::All(conds) if conds.len() > 1 => self.conds(conds),
            _ => self.cond("", cond),
        }
    }

    fn conds(&mut self, conds: &[Cond]) {
        for cond in conds {
            self.cond("", cond);
        }
    }

    /// A condition behind `lead`, with its block.
    fn cond(&mut self, lead: &str, cond: &Cond) {
        match &cond.kind {
            CondKind::Not(inner) => self.cond(&format!("{lead}not "), inner),
            CondKind::Unsure(inner) => self.cond(&format!("{lead}unsure "), inner),
            CondKind::All(conds) => self.of_block(&format!("{lead}all of"), conds),
            CondKind::Any(conds) => self.of_block(&format!("{lead}any of"), conds),
            CondKind::None(conds) => self.of_block(&format!("{lead}none of"), conds),
            CondKind::Some { roles, every, cond } => self.some(lead, roles, *every, cond),
            CondKind::Content { op, share, cond } => {
                self.body(&format!("{lead}content {} {} where", sign(*op), share.value), cond);
            }
            CondKind::MadeWith { kinds, cond } => {
                let head = format!("{lead}made with {}", listed(kinds));
                match &cond.kind {
                    CondKind::All(conds) if conds.is_empty() => self.line(&head),
                    _ => self.body(&format!("{head} where"), cond),
                }
            }
            CondKind::Tool(cond) => self.body(&format!("{lead}tool where"), cond),
            kind => self.line(&format!("{lead}{}", line(kind, "party"))),
        }
    }

    fn of_block(&mut self, head: &str, conds: &[Cond]) {
        self.line(head);
        self.deeper(|printer| printer.conds(conds));
    }

    /// `some ROLE where party …`, or the short form of it.
    fn some(&mut self, lead: &str, roles: &[Word], every: bool, cond: &Cond) {
        if let ([role], false) = (roles, every)
            && Role::WORDS.contains(&role.value.as_str())
            && is_party_line(&cond.kind)
        {
            self.line(&format!("{lead}{}", line(&cond.kind, &role.value)));
            return;
        }
        let word = if every { "every" } else { "some" };
        self.body(&format!("{lead}{word} {} where", listed(roles)), cond);
    }
}

fn is_party_line(kind: &CondKind) -> bool {
    matches!(
        kind,
        CondKind::PartyTag(_)
            | CondKind::PartyIn(_)
            | CondKind::PartySeat(_)
            | CondKind::PartyOf(_)
            | CondKind::PartyNationality(_)
            | CondKind::PartyParent(_)
            | CondKind::PartyEmployer(_)
            | CondKind::PartyListed { .. }
            | CondKind::PartyOwned { .. }
    )
}

fn sign(op: Op) -> &'static str {
    match op {
        Op::Lt => "<",
        Op::Le => "<=",
        Op::Gt => ">",
        Op::Ge => ">=",
        Op::Eq => "=",
    }
}

fn compare(op: Op, bound: &At<Amount>) -> String {
    format!("{} {}", sign(op), bound.value)
}

/// ` word a, b`, or nothing if the list is empty.
fn optional(word: &str, words: &[Word]) -> String {
    if words.is_empty() { String::new() } else { format!(" {word} {}", listed(words)) }
}

/// A condition that is one line without a block; `party` is what a line about a party starts with.
fn line(kind: &CondKind, party: &str) -> String {
    match kind {
        CondKind::Holds(name) => format!("holds {}", name.value),
        CondKind::Activity(words) => format!("activity is {}", listed(words)),
        CondKind::Kind(words) => format!("kind is {}", listed(words)),
        CondKind::From(words) => format!("from in {}", listed(words)),
        CondKind::To(words) => format!("to in {}", listed(words)),
        CondKind::Origin(words) => format!("origin in {}", listed(words)),
        CondKind::Via(words) => format!("via in {}", listed(words)),
        CondKind::CodeUnder { scheme, codes } => {
            format!("code {} under {}", scheme.value, listed(codes))
        }
        CondKind::CodeNone { scheme } => format!("code {} is none", scheme.value),
        CondKind::Hs(words) => format!("hs under {}", listed(words)),
        CondKind::Listed { list, by } => {
            format!("item is listed in {}{}", list.value, optional("by", by))
        }
        CondKind::Near { list, by } => format!("item is near {}{}", list.value, optional("by", by)),
        CondKind::ItemTag(words) => format!("item is {}", listed(words)),
        CondKind::Parameter { name, op, bound } => {
            format!("parameter {} {}", name.value, compare(*op, bound))
        }
        CondKind::Quantity { op, bound } => format!("quantity {}", compare(*op, bound)),
        CondKind::Value { op, bound } => format!("value {}", compare(*op, bound)),
        CondKind::EndUse(words) => format!("end-use is {}", listed(words)),
        CondKind::KnownEndUse(words) => format!("known end-use is {}", listed(words)),
        CondKind::Knowledge(words) => format!("knowledge is {}", listed(words)),
        CondKind::Informed { law, tags } => {
            format!("informed by {} of {}", law.value, listed(tags))
        }
        CondKind::Facility(words) => format!("facility is {}", listed(words)),
        CondKind::FacilityIn(words) => format!("facility in {}", listed(words)),
        CondKind::FacilityOwnerIn(words) => format!("facility owner in {}", listed(words)),
        CondKind::FacilityParameter { name, op, bound } => {
            format!("facility parameter {} {}", name.value, compare(*op, bound))
        }
        CondKind::ContractedBefore(day) => format!("contracted before {}", day.value),
        CondKind::ShippedBefore(day) => format!("shipped before {}", day.value),
        CondKind::Claims(word) => format!("claims {}", word.value),
        CondKind::Evidence(words) => format!("evidence of {}", listed(words)),
        _ => format!("{party} {}", party_line(kind)),
    }
}

/// What a line says about a party.
fn party_line(kind: &CondKind) -> String {
    match kind {
        CondKind::PartyTag(words) => format!("is {}", listed(words)),
        CondKind::PartyIn(words) => format!("in {}", listed(words)),
        CondKind::PartySeat(words) => format!("seat in {}", listed(words)),
        CondKind::PartyOf(words) => format!("of {}", listed(words)),
        CondKind::PartyNationality(words) => format!("nationality in {}", listed(words)),
        CondKind::PartyParent(words) => format!("parent in {}", listed(words)),
        CondKind::PartyEmployer(words) => format!("employer in {}", listed(words)),
        CondKind::PartyListed { lists, rounds, footnotes } => {
            let notes: Vec<String> = footnotes.iter().map(quoted).collect();
            let notes = if notes.is_empty() {
                String::new()
            } else {
                format!(" footnote {}", notes.join(", "))
            };
            format!("listed in {}{}{notes}", listed(lists), optional("round", rounds))
        }
        CondKind::PartyOwned { op, share, mode, lists } => {
            format!("owned {} {} by {}", compare(*op, share), mode.value, listed(lists))
        }
        _ => String::new(),
    }
}
