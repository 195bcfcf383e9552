//! Conditions on one transfer, exact over its unknown facts.
//!
//! A condition becomes a diagram over the unknown facts that it meets. Tags form trees; a narrower
//! tag is written as its own variable *and* those of the wider tags that the law mentions, so that
//! only consistent completions exist.

use super::diagram::{Diagrams, NO, Node, Quick, Var, YES};
use super::facts::{self, FactKey, Id, ItemView, Subject, Unknown, Values, id, party_fact};
use super::state::{CodeCell, State, is_under, place_index};
use crate::law::status::Status;
use crate::law::{
    ChangeIx, ClauseIx, Cond, DefIx, Entry, LawBook, Leaf, ListIx, ListingTest, PlaceFact, Places,
    RoleSet, Test,
};
use navicert_model::country::{Country, CountrySet};
use navicert_model::transfer::{Code, HitState, Listing, Party, Place, Transfer};
use navicert_model::tri::Tri;
use navicert_model::vocabulary::{Activity, ItemKind, Role, Tag, TagAnswers};
use std::collections::HashMap;
use std::sync::LazyLock;

/// Whether a condition reads parameters of the item and nothing else.
fn reads_parameters(cond: &Cond) -> bool {
    match cond {
        Cond::All(parts) | Cond::Any(parts) => parts.iter().all(reads_parameters),
        Cond::Not(inner) => reads_parameters(inner),
        Cond::Test(leaf) => matches!(leaf.test, Test::Parameter { .. }),
        _ => false,
    }
}

/// What a condition line is about.
#[derive(Clone, Copy, Debug)]
pub struct Ctx<'s> {
    /// The item, content line, tool or making.
    pub item: ItemView<'s>,
    /// The party, inside `some … where`.
    pub party: Option<&'s Party>,
}

/// Parties that nobody named, one a role: everything about them is unknown.
static UNNAMED: LazyLock<Vec<Party>> = LazyLock::new(|| {
    Role::ALL.iter().map(|&role| Party { role: Some(role), ..Party::default() }).collect()
});

/// A test of a control list on an item: list, clauses, own clause, item.
type ListingKey<'s> = (ListIx, &'s [ClauseIx], Option<ClauseIx>, Id);

fn item_id(ctx: Ctx<'_>) -> Id {
    match ctx.item {
        ItemView::Item(item) => id(item),
        ItemView::Making(making) => id(making),
    }
}

/// Evaluates conditions on one transfer under one state of the law.
pub struct Evaluator<'s> {
    pub(super) state: &'s State<'s>,
    pub(super) transfer: &'s Transfer,
    /// The diagrams.
    pub d: Diagrams,
    vars: HashMap<FactKey<'s>, Var, Quick>,
    unknowns: Vec<Unknown<'s>>,
    definitions: HashMap<(DefIx, Id, Id, Option<ClauseIx>), Node, Quick>,
    own: Option<ClauseIx>,
    /// Listing tests of this transfer: list, clauses, own clause, item.
    listings: Vec<(ListingKey<'s>, Node)>,
    unsure: Vec<(Var, Node)>,
    every_role_unknown: bool,
    pub(super) content_open: bool,
}

impl<'s> Evaluator<'s> {
    /// An evaluator for `transfer`.
    pub fn new(state: &'s State<'s>, transfer: &'s Transfer) -> Self {
        Evaluator {
            state,
            transfer,
            d: Diagrams::default(),
            vars: HashMap::with_hasher(Quick),
            unknowns: Vec::new(),
            definitions: HashMap::with_hasher(Quick),
            own: None,
            listings: Vec::new(),
            unsure: Vec::new(),
            every_role_unknown: false,
            content_open: false,
        }
    }

    /// Leaves every test of a share of content open, whatever the content: a diagram then mentions
    /// exactly the tests that can change it.
    pub fn with_content_open(mut self) -> Self {
        self.content_open = true;
        self
    }

    /// The variable of a fact, if it was met and is unknown.
    pub fn var_of(&self, key: &FactKey<'s>) -> Option<Var> {
        self.vars.get(key).copied()
    }

    /// Goes on under another state of the same law, with the same unknown facts. A variable keeps the
    /// values it was made with.
    pub fn under(&mut self, state: &'s State<'s>) {
        self.state = state;
        self.definitions.clear();
        self.listings.clear();
    }

    /// Treats every role that nobody fills as unknown, also those whose absence means none: for
    /// checks of the law itself.
    pub fn with_every_role_unknown(mut self) -> Self {
        self.every_role_unknown = true;
        self
    }

    /// Goes on with every role that nobody fills unknown, or not: with the same unknown facts.
    pub(crate) fn set_every_role_unknown(&mut self, unknown: bool) {
        self.every_role_unknown = unknown;
        self.definitions.clear();
    }

    /// The context of the transfer itself.
    pub fn root(&self) -> Ctx<'s> {
        Ctx { item: ItemView::Item(&self.transfer.item), party: None }
    }

    /// The law.
    pub fn book(&self) -> &'s LawBook {
        self.state.book()
    }

    /// The unknown facts met so far, by variable.
    pub fn unknowns(&self) -> &[Unknown<'s>] {
        &self.unknowns
    }

    /// Variables that stand for *not knowing*, each with the condition that is open.
    pub fn unsure(&self) -> &[(Var, Node)] {
        &self.unsure
    }

    /// Variable of an unknown fact, made on first meeting.
    pub(super) fn var(&mut self, key: FactKey<'s>, make: impl FnOnce() -> Unknown<'s>) -> Var {
        if let Some(&var) = self.vars.get(&key) {
            return var;
        }
        let unknown = make();
        let values = match &unknown.values {
            Values::YesNo => 2,
            Values::Countries(cells) => cells.len(),
            Values::Codes(cells) => cells.len(),
            Values::Words(cells) => cells.len(),
        };
        let var = self.d.variable(values.max(1));
        self.unknowns.push(unknown);
        self.vars.insert(key, var);
        var
    }

    /// Variables that a yes to this one answers too: the wider tags.
    pub fn implied(&self, var: Var) -> Vec<Var> {
        let key = self.unknowns[usize::from(var.0)].key;
        let (tag, rebuild): (Tag, Box<dyn Fn(Tag) -> FactKey<'s>>) = match key {
            FactKey::EndUse(tag) => (tag, Box::new(FactKey::EndUse)),
            FactKey::Knowledge(tag) => (tag, Box::new(FactKey::Knowledge)),
            FactKey::Facility(tag) => (tag, Box::new(FactKey::Facility)),
            FactKey::ItemTag(tag, owner) => {
                (tag, Box::new(move |tag| FactKey::ItemTag(tag, owner)))
            }
            FactKey::PartyTag(tag, who) => (tag, Box::new(move |tag| FactKey::PartyTag(tag, who))),
            _ => return Vec::new(),
        };
        let wider = std::iter::successors(tag.parent(), |above| above.parent());
        wider.filter_map(|above| self.vars.get(&rebuild(above)).copied()).collect()
    }

    /// A yes-or-no fact that is unknown.
    pub(super) fn open(
        &mut self,
        key: FactKey<'s>,
        subject: Subject,
        name: impl FnOnce() -> String,
    ) -> Node {
        let var = self.var(key, || Unknown { key, name: name(), subject, values: Values::YesNo });
        self.d.test(var, |value| value == 1)
    }

    /// The diagram of a condition.
    pub fn cond(&mut self, cond: &'s Cond, ctx: Ctx<'s>) -> Node {
        match cond {
            Cond::All(parts) => {
                let mut all = YES;
                for part in parts {
                    let node = self.cond(part, ctx);
                    all = self.d.and(all, node);
                    if all == NO {
                        break;
                    }
                }
                all
            }
            Cond::Any(parts) => {
                let mut any = NO;
                for part in parts {
                    let node = self.cond(part, ctx);
                    any = self.d.or(any, node);
                    if any == YES {
                        break;
                    }
                }
                any
            }
            Cond::Not(inner) => {
                let node = self.cond(inner, ctx);
                self.d.not(node)
            }
            Cond::Some { roles, every, cond } => self.some(*roles, *every, cond, ctx),
            Cond::Content { compare, cond } => self.content(compare, cond, ctx),
            Cond::MadeWith { kinds, cond } => self.made_with(kinds, cond, ctx),
            Cond::Tool(cond) => self.tool(cond, ctx),
            Cond::Unsure(cond) => self.unsure_cond(cond, ctx),
            Cond::Holds(def) => self.holds(*def, ctx),
            Cond::Test(leaf) => self.test(leaf, ctx),
        }
    }

    fn holds(&mut self, def: DefIx, ctx: Ctx<'s>) -> Node {
        let key = (def, item_id(ctx), ctx.party.map_or(0, id), self.own);
        if let Some(&node) = self.definitions.get(&key) {
            return node;
        }
        let state = self.state;
        let node = self.cond(&state.book().definitions[def.0 as usize].cond, ctx);
        self.definitions.insert(key, node);
        node
    }

    fn unsure_cond(&mut self, cond: &'s Cond, ctx: Ctx<'s>) -> Node {
        let inner = self.cond(cond, ctx);
        if inner == YES || inner == NO {
            return NO;
        }
        let key = FactKey::Unsure(id(cond) ^ ctx.party.map_or(0, id));
        let node = self.open(key, Subject::Law, String::new);
        if let Some(&var) = self.vars.get(&key)
            && self.unsure.iter().all(|(known, _)| *known != var)
        {
            self.unsure.push((var, inner));
        }
        node
    }

    /// Parties that fill one of the roles, with an unknown one for a role nobody fills.
    pub(crate) fn parties(&self, roles: RoleSet) -> Vec<&'s Party> {
        let transfer: &'s Transfer = self.transfer;
        let named =
            |role: Role| transfer.parties.iter().filter(move |party| party.role == Some(role));
        let mut found: Vec<&'s Party> = Vec::new();
        for &role in Role::ALL {
            if !roles.contains(role) {
                continue;
            }
            let before = found.len();
            found.extend(named(role));
            if found.len() > before || !roles.asks(role) {
                continue;
            }
            if role == Role::Consignee && !self.every_role_unknown {
                // A missing consignee is the end user.
                if !roles.contains(Role::EndUser) {
                    found.extend(named(Role::EndUser));
                    if found.len() == before {
                        found.push(&UNNAMED[Role::EndUser as usize]);
                    }
                }
            } else if self.every_role_unknown || !role.absent_means_none() {
                found.push(&UNNAMED[role as usize]);
            }
        }
        found
    }

    fn some(&mut self, roles: RoleSet, every: bool, cond: &'s Cond, ctx: Ctx<'s>) -> Node {
        let mut result = if every { YES } else { NO };
        for party in self.parties(roles) {
            let node = self.cond(cond, Ctx { party: Some(party), ..ctx });
            result = if every { self.d.and(result, node) } else { self.d.or(result, node) };
        }
        result
    }

    fn made_with(
        &mut self,
        kinds: &'s [navicert_model::vocabulary::MakingKind],
        cond: &'s Cond,
        ctx: Ctx<'s>,
    ) -> Node {
        let ItemView::Item(item) = ctx.item else { return NO };
        let Some(makings) = &item.made_with else {
            let key = FactKey::MadeWith(id(cond) ^ id(item));
            return self.open(key, Subject::Item, || "item.made_with".to_owned());
        };
        let mut any = NO;
        for making in makings.iter().filter(|making| kinds.contains(&making.kind)) {
            let node = self.cond(cond, Ctx { item: ItemView::Making(making), ..ctx });
            any = self.d.or(any, node);
        }
        any
    }

    fn tool(&mut self, cond: &'s Cond, ctx: Ctx<'s>) -> Node {
        let ItemView::Item(item) = ctx.item else { return NO };
        match &item.tool {
            Some(tool) => self.cond(cond, Ctx { item: ItemView::Item(tool), ..ctx }),
            None => {
                let key = FactKey::Tool(id(cond) ^ id(item));
                self.open(key, Subject::Item, || "item.for".to_owned())
            }
        }
    }

    /// A tag of a tree of answers; unanswered it is its own variable and those of the wider tags
    /// that the law mentions.
    fn tag(
        &mut self,
        tag: Tag,
        answers: TagAnswers,
        key: impl Fn(Tag) -> FactKey<'s>,
        subject: Subject,
        name: &dyn Fn(Tag) -> String,
    ) -> Node {
        match answers.get(tag) {
            Tri::Yes => return YES,
            Tri::No => return NO,
            Tri::Unknown => {}
        }
        let mentioned = self.state.prepared.mentions.tags[place_index(tag.place())];
        let mut node = self.open(key(tag), subject, || name(tag));
        let mut wider = tag.parent();
        while let Some(above) = wider {
            if mentioned.contains(above) && answers.get(above) == Tri::Unknown {
                let open = self.open(key(above), subject, || name(above));
                node = self.d.and(node, open);
            }
            wider = above.parent();
        }
        node
    }

    fn end_use(&mut self, tag: Tag) -> Node {
        let answers = self.transfer.end_use.tags;
        let name = |tag: Tag| format!("end_use.{}", tag.as_str());
        self.tag(tag, answers, FactKey::EndUse, Subject::Use, &name)
    }

    fn knowledge(&mut self, tag: Tag) -> Node {
        let answers = self.transfer.knowledge.tags;
        let name = |tag: Tag| format!("knowledge.{}", tag.as_str());
        self.tag(tag, answers, FactKey::Knowledge, Subject::Exporter, &name)
    }

    /// A clause that turns on knowledge: yes if the fact or the exporter's knowledge says yes, no
    /// if the fact says no, or knowledge says no and the fact does not say yes.
    fn known_end_use(&mut self, tag: Tag) -> Node {
        let fact = self.transfer.end_use.tags.get(tag);
        let knowledge = self.transfer.knowledge.tags.get(tag);
        match (fact, knowledge) {
            (Tri::Yes, _) | (_, Tri::Yes) => YES,
            (Tri::No, _) | (_, Tri::No) => NO,
            (Tri::Unknown, Tri::Unknown) => self.end_use(tag),
        }
    }

    fn party_tag(&mut self, tag: Tag, party: &'s Party, ctx: Ctx<'s>) -> Node {
        match party.tags.get(tag) {
            Tri::Yes => return YES,
            Tri::No => return NO,
            Tri::Unknown => {}
        }
        let state = self.state;
        let derives = state.book().derives.iter().filter(|derive| {
            derive.tag == tag && party.role.is_some_and(|role| derive.roles.contains(role))
        });
        let mut derived = None;
        for derive in derives {
            let node = self.cond(&derive.cond, ctx);
            derived = Some(derived.map_or(node, |before| self.d.or(before, node)));
        }
        derived.unwrap_or_else(|| {
            let who = id(party);
            let name = |tag: Tag| party_fact(party, tag.as_str());
            let subject = Subject::Party(party.role);
            self.tag(tag, party.tags, |tag| FactKey::PartyTag(tag, who), subject, &name)
        })
    }

    fn place(&mut self, fact: PlaceFact, places: &'s Places, ctx: Ctx<'s>) -> Node {
        let set = self.state.countries(places);
        let (place, owner, subject, party) = match self.read_place(fact, ctx) {
            Some(read) => read,
            None => return NO,
        };
        let subset = match place {
            Place::One(country) => return if set.contains(*country) { YES } else { NO },
            Place::OneOf(subset) => **subset,
            Place::Unknown => CountrySet::all(),
        };
        let key = FactKey::Place(fact, owner);
        let state = self.state;
        let var = self.var(key, || Unknown {
            key,
            name: facts::place_fact(fact, party),
            subject,
            values: Values::Countries(state.place_cells(fact, subset)),
        });
        let Values::Countries(cells) = &self.unknowns[usize::from(var.0)].values else { return NO };
        // INVARIANT: cells come from every test of this fact, so each lies in the set or outside.
        let inside: Vec<bool> =
            cells.iter().map(|cell| !cell.intersection(set).is_empty()).collect();
        self.d.test(var, |value| inside[value])
    }

    /// The place that a fact reads; `None` where the context has none.
    fn read_place(
        &self,
        fact: PlaceFact,
        ctx: Ctx<'s>,
    ) -> Option<(&'s Place, Id, Subject, Option<&'s Party>)> {
        static UNKNOWN: Place = Place::Unknown;
        static NOBODY: LazyLock<Party> = LazyLock::new(Party::default);
        let transfer: &'s Transfer = self.transfer;
        let facility = transfer.end_use.facility.as_deref();
        let of_party = |party: &'s Party, place: &'s Place| {
            (place, id(party), Subject::Party(party.role), Some(party))
        };
        Some(match fact {
            PlaceFact::From => (&transfer.from, 0, Subject::Transfer, None),
            PlaceFact::To => (&transfer.to, 0, Subject::Transfer, None),
            PlaceFact::Origin => match ctx.item {
                ItemView::Item(item) => (&item.origin, id(item), Subject::Item, None),
                ItemView::Making(making) => (&making.origin, id(making), Subject::Item, None),
            },
            PlaceFact::FacilityCountry => {
                let place = facility.map_or(&UNKNOWN, |facility| &facility.country);
                // No facility is named: nothing is said to happen at one.
                facility?;
                (place, 0, Subject::Use, None)
            }
            PlaceFact::FacilityOwner => (&facility?.owner_headquarters, 0, Subject::Use, None),
            PlaceFact::PartyCountry => of_party(ctx.party?, &ctx.party?.country),
            PlaceFact::PartySeat => of_party(ctx.party?, &ctx.party?.headquarters),
            PlaceFact::ParentCountry => {
                let parent = ctx.party?.ultimate_parent.as_deref().unwrap_or(&NOBODY);
                of_party(ctx.party?, &parent.country)
            }
            PlaceFact::ParentSeat => {
                let parent = ctx.party?.ultimate_parent.as_deref();
                of_party(ctx.party?, &parent?.headquarters)
            }
            PlaceFact::EmployerCountry => {
                let employer = ctx.party?.employer.as_deref().unwrap_or(&NOBODY);
                of_party(ctx.party?, &employer.country)
            }
            PlaceFact::EmployerSeat => {
                let employer = ctx.party?.employer.as_deref();
                of_party(ctx.party?, &employer?.headquarters)
            }
        })
    }

    fn any_country(
        &mut self,
        given: Option<&[Country]>,
        places: &'s Places,
        key: FactKey<'s>,
        subject: Subject,
        name: impl FnOnce() -> String,
    ) -> Node {
        let set = self.state.countries(places);
        match given {
            Some(countries) if countries.iter().any(|country| set.contains(*country)) => YES,
            Some(_) => NO,
            None => self.open(key, subject, name),
        }
    }

    /// The code of the context's item under a scheme.
    fn code(&self, scheme: &str, ctx: Ctx<'s>) -> (&'s Code, Id) {
        static UNKNOWN: Code = Code::Unknown;
        let (codes, owner) = match ctx.item {
            ItemView::Item(item) => (&item.codes, id(item)),
            ItemView::Making(making) => (&making.codes, id(making)),
        };
        let found = codes.iter().find(|(known, _)| **known == *scheme);
        (found.map_or(&UNKNOWN, |(_, code)| code), owner)
    }

    /// The variable of a code that is unknown, or known only down to `above`.
    fn code_var(&mut self, scheme: &'s str, owner: Id, above: Option<&str>) -> Var {
        let key = FactKey::Code(scheme, owner);
        let state = self.state;
        self.var(key, || {
            let cells = match above {
                None => state.code_cells(scheme),
                Some(above) => state.code_cells_below(scheme, above),
            };
            let name = format!("item.codes.{scheme}");
            Unknown { key, name, subject: Subject::Item, values: Values::Codes(cells) }
        })
    }

    /// A test of a code, by value where the code is open.
    fn by_code(
        &mut self,
        scheme: &'s str,
        ctx: Ctx<'s>,
        settled: impl Fn(&State<'s>, &str) -> bool,
        mut test: impl FnMut(&mut Self, Option<&str>) -> Node,
    ) -> Node {
        let (code, owner) = self.code(scheme, ctx);
        let var = match code {
            Code::None => return test(self, None),
            Code::Listed(code) if settled(self.state, code) => return test(self, Some(code)),
            Code::Listed(code) => self.code_var(scheme, owner, Some(code)),
            Code::Unknown => self.code_var(scheme, owner, None),
        };
        let Values::Codes(cells) = self.unknowns[usize::from(var.0)].values.clone() else {
            return NO;
        };
        let nodes: Vec<Node> = cells.iter().map(|cell| test(self, cell.code.as_deref())).collect();
        self.switch(var, &nodes)
    }

    /// The diagram that is `nodes[value]` for each value of `var`.
    fn switch(&mut self, var: Var, nodes: &[Node]) -> Node {
        let mut kinds: Vec<Node> = nodes.to_vec();
        kinds.sort_unstable();
        kinds.dedup();
        let mut result = NO;
        for kind in kinds {
            let here = self.d.test(var, |value| nodes[value] == kind);
            let part = self.d.and(here, kind);
            result = self.d.or(result, part);
        }
        result
    }

    fn lapse(&mut self, change: ChangeIx) -> Node {
        self.open(FactKey::Lapse(change), Subject::Law, String::new)
    }

    /// Whether a clause has effect: yes, no, or open after a suspension that ran out.
    pub fn effect_of(&mut self, clause: ClauseIx) -> Node {
        match self.state.status(clause) {
            Status::InForce => YES,
            Status::Lapsed(change) => self.lapse(change),
            _ => NO,
        }
    }

    fn listed(&mut self, list: ListIx, by: &'s [ClauseIx], ctx: Ctx<'s>) -> Node {
        let key = (list, by, self.own, item_id(ctx));
        if let Some((_, node)) = self.listings.iter().find(|(known, _)| *known == key) {
            return *node;
        }
        let node = self.listed_anew(list, by, ctx);
        self.listings.push((key, node));
        node
    }

    fn listed_anew(&mut self, list: ListIx, by: &'s [ClauseIx], ctx: Ctx<'s>) -> Node {
        let state = self.state;
        let scheme = state.book().lists[list.0 as usize].scheme.as_str();
        let (code, owner) = self.code(scheme, ctx);
        let stated = matches!(ctx.item, ItemView::Item(item) if !item.parameters.is_empty());
        if *code == Code::Unknown && !stated {
            return self.listed_unknown(list, by, owner, ctx);
        }
        let settled = |state: &State<'s>, code: &str| !state.prepared.has_below(list, code);
        self.by_code(scheme, ctx, settled, |this, code| match code {
            None => NO,
            Some(code) => this.listed_code(list, by, code, ctx),
        })
    }

    /// As the test of a code that is not known at all: what each cell says is found out once a state.
    fn listed_unknown(
        &mut self,
        list: ListIx,
        by: &'s [ClauseIx],
        owner: Id,
        ctx: Ctx<'s>,
    ) -> Node {
        let state = self.state;
        let said = state.listed_cells(list, by, self.own);
        if said.iter().all(|cell| *cell == Tri::No) {
            return NO;
        }
        let scheme = state.book().lists[list.0 as usize].scheme.as_str();
        let var = self.code_var(scheme, owner, None);
        // A lapse decides, or the variable was made under another state.
        if said.contains(&Tri::Unknown) || said.len() != self.d.values(var) {
            let Values::Codes(cells) = self.unknowns[usize::from(var.0)].values.clone() else {
                return NO;
            };
            let of_cell = |cell: &CodeCell| match &cell.code {
                None => NO,
                Some(code) => self.listed_code(list, by, code, ctx),
            };
            let nodes: Vec<Node> = cells.iter().map(of_cell).collect();
            return self.switch(var, &nodes);
        }
        self.d.test(var, |value| said[value] == Tri::Yes)
    }

    fn listed_code(&mut self, list: ListIx, by: &[ClauseIx], code: &str, ctx: Ctx<'s>) -> Node {
        let (state, prepared) = (self.state, self.state.prepared);
        let mut any = NO;
        let mut covered = false;
        let own = self.own;
        let decides = |entry: &Entry| {
            state.entry_decides(entry) || (own == Some(entry.by) && state.entry_day(entry))
        };
        for at in prepared.deciding(list, code, decides) {
            covered = true;
            let entry = &state.book().lists[list.0 as usize].entries[at];
            if !(by.is_empty() || by.contains(&entry.by)) {
                continue;
            }
            let mut node = self.entry_effect(entry.by);
            if node != NO && self.contradicted(entry, ctx) {
                let open = self.contradiction(list, entry, ctx);
                node = self.d.and(node, open);
            }
            any = self.d.or(any, node);
        }
        let scheme = &state.book().lists[list.0 as usize].scheme;
        if !covered && !prepared.is_known(scheme, code) {
            let (_, owner) = self.code(scheme, ctx);
            let name = || format!("item.codes.{scheme}");
            return self.open(FactKey::OffList(list, owner), Subject::Item, name);
        }
        any
    }

    /// Whether the clause that put an entry on its list has effect. While a clause itself is
    /// looked at, its own entries count: its own status is applied to it as a whole.
    fn entry_effect(&mut self, by: ClauseIx) -> Node {
        if self.own == Some(by) { YES } else { self.effect_of(by) }
    }

    /// Looks at a clause: its own entries count as listed until [`Self::leave`].
    pub fn enter(&mut self, clause: ClauseIx) {
        let plain = matches!(self.state.status(clause), Status::InForce);
        self.own = (!plain).then_some(clause);
    }

    /// Ends [`Self::enter`].
    pub fn leave(&mut self) {
        self.own = None;
    }

    /// Whether stated parameters contradict the entry's thresholds. Unknown ones do not: the code
    /// already stands for the whole classification.
    fn contradicted(&mut self, entry: &'s Entry, ctx: Ctx<'s>) -> bool {
        let stated = match ctx.item {
            ItemView::Item(item) => !item.parameters.is_empty(),
            ItemView::Making(_) => false,
        };
        stated && entry.when.as_ref().is_some_and(|when| self.cond(when, ctx) == NO)
    }

    /// Whether a stated parameter of the item may contradict the threshold of an entry that covers
    /// its code; so may a threshold that reads more than parameters.
    ///
    /// Cost: linear in the entries with thresholds.
    pub(crate) fn may_contradict(&mut self) -> bool {
        let (book, root) = (self.book(), self.root());
        for list in &book.lists {
            let (code, _) = self.code(&list.scheme, root);
            let covers = |entry: &Entry| match code {
                Code::None => false,
                Code::Unknown => true,
                Code::Listed(code) => is_under(code, &entry.code) || is_under(&entry.code, code),
            };
            for entry in list.entries.iter().filter(|entry| covers(entry)) {
                let Some(when) = &entry.when else { continue };
                if !reads_parameters(when) || self.cond(when, root) == NO {
                    return true;
                }
            }
        }
        false
    }

    fn contradiction(&mut self, list: ListIx, entry: &'s Entry, ctx: Ctx<'s>) -> Node {
        let (_, owner) = self.code(&self.state.book().lists[list.0 as usize].scheme, ctx);
        let key = FactKey::Contradiction(list, owner, &entry.code);
        let parameter = entry.when.as_ref().and_then(|when| self.failing_parameter(when, ctx));
        let name = parameter.map_or_else(
            || "item.parameters".to_owned(),
            |parameter| format!("item.parameters.{parameter}"),
        );
        self.open(key, Subject::Item, || name)
    }

    /// The parameter that contradicts a threshold.
    fn failing_parameter(&mut self, cond: &'s Cond, ctx: Ctx<'s>) -> Option<&'s str> {
        match cond {
            Cond::All(parts) | Cond::Any(parts) => {
                parts.iter().find_map(|part| self.failing_parameter(part, ctx))
            }
            Cond::Test(leaf) => match &leaf.test {
                Test::Parameter { name, .. } if self.cond(cond, ctx) == NO => Some(name),
                _ => None,
            },
            _ => None,
        }
    }

    fn near(&mut self, list: ListIx, by: &'s [ClauseIx], ctx: Ctx<'s>) -> Node {
        let state = self.state;
        let scheme = state.book().lists[list.0 as usize].scheme.as_str();
        let settled = |_: &State<'s>, _: &str| true;
        let none =
            self.by_code(scheme, ctx, settled, |_, code| if code.is_none() { YES } else { NO });
        if none == NO {
            return NO;
        }
        let ItemView::Item(item) = ctx.item else { return NO };
        let mut near = NO;
        for entry in &state.book().lists[list.0 as usize].entries {
            if !(by.is_empty() || by.contains(&entry.by)) || !state.entry_day(entry) {
                continue;
            }
            let stated = entry.when.as_ref().is_some_and(|when| names_stated(when, item));
            let heading = item.hs.as_deref().is_some_and(|hs| {
                entry.hs.iter().any(|hint| hint.starts_with(hs) || hs.starts_with(hint.as_str()))
            });
            if stated || heading {
                let effect = self.entry_effect(entry.by);
                near = self.d.or(near, effect);
            }
        }
        if near == NO && item.hs.is_none() {
            near = self.open(FactKey::Near(list, by.as_ptr().addr()), Subject::Item, || {
                "item.hs".to_owned()
            });
        }
        self.d.and(none, near)
    }

    fn party_listed(&mut self, test: &'s ListingTest, party: &'s Party) -> Node {
        let mut any = NO;
        match &party.listed {
            None => {
                for list in &test.lists {
                    let node = self.unscreened(list, test, party);
                    any = self.d.or(any, node);
                }
            }
            Some(listings) => {
                for listing in listings {
                    let node = self.listing(listing, test, party);
                    any = self.d.or(any, node);
                }
            }
        }
        any
    }

    /// A listing that nobody has looked for: open by round and footnote, so that two tests of one
    /// list share their facts.
    fn unscreened(&mut self, list: &'s str, test: &'s ListingTest, party: &'s Party) -> Node {
        let mentions = &self.state.prepared.mentions;
        let kinds = mentions.listings.get(list).map_or(&[][..], Vec::as_slice);
        let any_kind = test.rounds.is_empty() && test.footnotes.is_empty();
        let wanted = |kind: &str| {
            any_kind
                || test.rounds.iter().any(|round| round == kind)
                || kind
                    .strip_prefix("footnote ")
                    .is_some_and(|note| test.footnotes.iter().any(|n| n == note))
        };
        let mut any = NO;
        let named = kinds.iter().filter(|kind| wanted(kind)).map(|kind| Some(kind.as_str()));
        for kind in named.chain(any_kind.then_some(None)) {
            let node = self.open_listing(list, kind, party);
            any = self.d.or(any, node);
        }
        any
    }

    fn open_listing(&mut self, list: &'s str, kind: Option<&'s str>, party: &'s Party) -> Node {
        let key = FactKey::Listed(id(party), list, kind);
        self.open(key, Subject::Party(party.role), || party_fact(party, "listed"))
    }

    fn listing(&mut self, listing: &'s Listing, test: &'s ListingTest, party: &'s Party) -> Node {
        if !test.lists.iter().any(|list| **list == *listing.list)
            || listing.state == HitState::Cleared
        {
            return NO;
        }
        if listing.state == HitState::Unscreened {
            return self.unscreened(&listing.list, test, party);
        }
        let mut node = YES;
        if !test.rounds.is_empty() {
            match &listing.round {
                Some(round) if !test.rounds.iter().any(|known| **known == **round) => return NO,
                Some(_) => {}
                None => node = self.unscreened(&listing.list, test, party),
            }
        }
        if !test.footnotes.is_empty() {
            let named = |note: &str| test.footnotes.iter().any(|known| known == note);
            match &listing.footnotes {
                Some(notes) if !notes.iter().any(|note| named(note)) => return NO,
                Some(_) => {}
                None => node = self.unscreened(&listing.list, test, party),
            }
        }
        if listing.state == HitState::Open {
            let key = FactKey::HitOpen(id(party), id(listing));
            let name = || party_fact(party, "listed");
            let open = self.open(key, Subject::Hit(party.role), name);
            node = self.d.and(node, open);
        }
        node
    }

    fn hs(&mut self, prefixes: &'s [String], ctx: Ctx<'s>) -> Node {
        let ItemView::Item(item) = ctx.item else { return NO };
        let matches = |hs: &str| prefixes.iter().any(|prefix| hs.starts_with(prefix.as_str()));
        let mentioned = &self.state.prepared.mentions.hs;
        let cells: Vec<String> = match item.hs.as_deref() {
            Some(hs) => {
                let finer = mentioned
                    .iter()
                    .filter(|known| known.len() > hs.len() && known.starts_with(hs));
                let mut cells: Vec<String> = finer.cloned().collect();
                if cells.is_empty() {
                    return if matches(hs) { YES } else { NO };
                }
                cells.push(format!("{hs}, another line"));
                cells
            }
            None => {
                let mut cells = mentioned.clone();
                cells.push("another heading".to_owned());
                cells
            }
        };
        let key = FactKey::Hs(id(item));
        let var = self.var(key, || Unknown {
            key,
            name: "item.hs".to_owned(),
            subject: Subject::Item,
            values: Values::Words(cells),
        });
        let Values::Words(cells) = &self.unknowns[usize::from(var.0)].values else { return NO };
        let inside: Vec<bool> = cells.iter().map(|cell| matches(cell)).collect();
        self.d.test(var, |value| inside[value])
    }

    #[expect(clippy::too_many_arguments, reason = "two callers, each argument plain")]
    fn one_of<T: PartialEq + Copy>(
        &mut self,
        given: Option<T>,
        wanted: &[T],
        all: &[T],
        key: FactKey<'s>,
        subject: Subject,
        name: &str,
        word: impl Fn(T) -> &'static str,
    ) -> Node {
        if let Some(given) = given {
            return if wanted.contains(&given) { YES } else { NO };
        }
        let var = self.var(key, || Unknown {
            key,
            name: name.to_owned(),
            subject,
            values: Values::Words(all.iter().map(|&value| word(value).to_owned()).collect()),
        });
        self.d.test(var, |value| wanted.contains(&all[value]))
    }

    fn test(&mut self, leaf: &'s Leaf, ctx: Ctx<'s>) -> Node {
        let transfer: &'s Transfer = self.transfer;
        match &leaf.test {
            Test::Activity(wanted) => self.one_of(
                transfer.activity,
                wanted,
                Activity::ALL,
                FactKey::Activity,
                Subject::Transfer,
                "activity",
                Activity::as_str,
            ),
            Test::Kind(wanted) => {
                let ItemView::Item(item) = ctx.item else { return NO };
                let key = FactKey::Kind(id(item));
                let subject = Subject::Item;
                self.one_of(
                    item.kind,
                    wanted,
                    ItemKind::ALL,
                    key,
                    subject,
                    "item.kind",
                    ItemKind::as_str,
                )
            }
            Test::Place { fact, places } => self.place(*fact, places, ctx),
            Test::Via(places) => {
                let key = FactKey::Via(self.state.countries(places));
                let given = transfer.via.as_deref();
                self.any_country(given, places, key, Subject::Transfer, || "via".to_owned())
            }
            Test::Nationality(places) => {
                let Some(party) = ctx.party else { return NO };
                let key = FactKey::Nationality(self.state.countries(places), id(party));
                let given = party.nationality.as_deref();
                let subject = Subject::Party(party.role);
                self.any_country(given, places, key, subject, || party_fact(party, "nationality"))
            }
            Test::CodeUnder { scheme, codes } => {
                let settled = |_: &State<'s>, code: &str| {
                    codes.iter().any(|above| is_under(code, above))
                        || !codes.iter().any(|below| is_under(below, code))
                };
                self.by_code(scheme, ctx, settled, |_, code| {
                    let under =
                        code.is_some_and(|code| codes.iter().any(|above| is_under(code, above)));
                    if under { YES } else { NO }
                })
            }
            Test::CodeNone { scheme } => {
                let settled = |_: &State<'s>, _: &str| true;
                self.by_code(scheme, ctx, settled, |_, code| if code.is_none() { YES } else { NO })
            }
            Test::Hs(prefixes) => self.hs(prefixes, ctx),
            Test::Listed { list, by } => self.listed(*list, by, ctx),
            Test::Near { list, by } => self.near(*list, by, ctx),
            Test::ItemTag(tag) => {
                let ItemView::Item(item) = ctx.item else { return NO };
                let name = |tag: Tag| format!("item.{}", tag.as_str());
                let owner = id(item);
                self.tag(*tag, item.tags, |tag| FactKey::ItemTag(tag, owner), Subject::Item, &name)
            }
            Test::Parameter { name, compare } => self.parameter(name, compare, ctx),
            Test::FacilityParameter { name, compare } => self.facility_parameter(name, compare),
            Test::Quantity(compare) => self.quantity(compare, ctx),
            Test::Value(compare) => self.value(compare, ctx),
            Test::EndUse(tag) => self.end_use(*tag),
            Test::KnownEndUse(tag) => self.known_end_use(*tag),
            Test::Knowledge(tag) => self.knowledge(*tag),
            Test::Informed { word } => match &transfer.knowledge.informed_by {
                Some(given) if given.iter().any(|notice| **notice == **word) => YES,
                Some(_) => NO,
                None => self.open(FactKey::Informed(word), Subject::Exporter, || {
                    "knowledge.informed_by".to_owned()
                }),
            },
            Test::Facility(tag) => self.facility(*tag),
            Test::ContractedBefore(day) => {
                self.before(transfer.contracted_on, *day, FactKey::Contracted, "contracted_on")
            }
            Test::ShippedBefore(day) => {
                self.before(transfer.shipped_on, *day, FactKey::Shipped, "shipped_on")
            }
            Test::Claims(word) => {
                let claimed = transfer.exceptions.iter().any(|claim| **claim == **word);
                if claimed { YES } else { NO }
            }
            Test::Evidence(kind) => match &transfer.evidence {
                Some(given) if given.iter().any(|evidence| evidence.kind == *kind) => YES,
                Some(_) => NO,
                None => self.open(FactKey::Evidence(*kind), Subject::Exporter, || {
                    format!("evidence.{}", kind.as_str())
                }),
            },
            Test::PartyTag(tag) => match ctx.party {
                Some(party) => self.party_tag(*tag, party, ctx),
                None => NO,
            },
            Test::PartyListed(test) => match ctx.party {
                Some(party) => self.party_listed(test, party),
                None => NO,
            },
            Test::PartyOwned { op, share, mode, lists } => match ctx.party {
                Some(party) => {
                    let held = super::ownership::listed_share(party, lists, *mode);
                    match held.test(*op, share) {
                        Tri::Yes => YES,
                        Tri::No => NO,
                        Tri::Unknown => {
                            let key = FactKey::Owned(id(party), id(leaf));
                            let subject = Subject::Party(party.role);
                            self.open(key, subject, || party_fact(party, "owners"))
                        }
                    }
                }
                None => NO,
            },
        }
    }

    fn facility(&mut self, tag: Tag) -> Node {
        match &self.transfer.end_use.facility {
            Some(facility) => {
                let name = |tag: Tag| format!("facility.{}", tag.as_str());
                self.tag(tag, facility.tags, FactKey::Facility, Subject::Use, &name)
            }
            None => self.open(FactKey::Facility(tag), Subject::Use, || {
                format!("facility.{}", tag.as_str())
            }),
        }
    }
}

/// Whether the item states a parameter that the thresholds name.
fn names_stated(cond: &Cond, item: &navicert_model::transfer::Item) -> bool {
    match cond {
        Cond::All(parts) | Cond::Any(parts) => parts.iter().any(|part| names_stated(part, item)),
        Cond::Not(inner) => names_stated(inner, item),
        Cond::Test(leaf) => match &leaf.test {
            Test::Parameter { name, .. } => {
                item.parameters.iter().any(|(known, _)| **known == **name)
            }
            _ => false,
        },
        _ => false,
    }
}
