//! The law on the purchase side: may my supplier still ship this to me, for this use?
//!
//! Every way of a part from a supplier into a product is a transfer, judged by one law. Ways that
//! agree in all that a transfer says are judged once.

use crate::decision::{Decider, Engine, EngineError, Options};
use navicert_model::country::Country;
use navicert_model::day::Day;
use navicert_model::transfer::{Party, Place, Transfer};
use navicert_model::verdict::{Effect, Verdict};
use navicert_model::vocabulary::{Activity, ItemKind, Role, TagAnswers, TagPlace};
use navicert_rules::eval::judge::Standing;
use navicert_rules::law::ClauseKind;
use navicert_supply::what_if::{Judge, Ruling, Way};
use navicert_supply::{Class, Plan, Supply};
use std::collections::HashMap;
use std::sync::Arc;

/// What the tables do not say, and is taken for granted of every way.
pub const ASSUMED: [&str; 5] = [
    "goods leave the supplier's country directly for the site's; the user of a part is who runs the \
     site, with its seat there",
    "suppliers and users: no owner and no listing that matters; suppliers are of no concern",
    "a part holds no content that matters, and nothing that matters went into its making",
    "suppliers know of no concern, no authority has informed them, and there are no documents",
    "a part without `mineral` is of no mineral that a scenario names; stock of assemblies and \
     products counts for nothing",
];

/// Asks one law about the ways of parts.
pub struct ByLaw<'e> {
    decider: Decider<'e>,
    law: usize,
    /// Numbers of plans that agree in what a transfer says.
    plans: HashMap<Facts, u32>,
    /// By product.
    plan_of: HashMap<usize, u32>,
    known: HashMap<Key, Arc<Ruling>>,
    breakpoints: Vec<Day>,
}

/// What a transfer says of a plan.
type Facts = (Option<Country>, TagAnswers, TagAnswers);

/// Classification, where it ships from, where it was made, number of the plan.
type Key = (u32, Option<Country>, Option<Country>, u32);

impl<'e> ByLaw<'e> {
    /// Asks the law of an act (or of a clause of it).
    ///
    /// # Errors
    /// [`EngineError::UnknownClause`] for an act or an assumption that is not there.
    pub fn new(engine: &'e Engine, options: Options, act: &str) -> Result<ByLaw<'e>, EngineError> {
        let book = &engine.prepared.book;
        let of_act = book.acts.iter().find(|one| one.id == act).map(|one| one.law);
        let of_clause = || {
            let clause = book.clauses.iter().find(|clause| clause.id == act)?;
            book.acts.get(clause.act.0 as usize).map(|one| one.law)
        };
        let unknown = || EngineError::UnknownClause(act.to_owned());
        let law = of_act.or_else(of_clause).ok_or_else(unknown)?;
        let on = options.on;
        let later = engine.prepared.breakpoints.iter().copied().filter(|day| *day > on);
        Ok(ByLaw {
            law,
            breakpoints: later.collect(),
            decider: Decider::new(engine, options)?,
            plans: HashMap::new(),
            plan_of: HashMap::new(),
            known: HashMap::new(),
        })
    }

    /// The name of the law that is asked.
    pub fn law(&self) -> &str {
        &self.decider.engine.prepared.book.laws[self.law].name
    }

    fn plan(&mut self, supply: &Supply, product: usize) -> u32 {
        if let Some(number) = self.plan_of.get(&product) {
            return *number;
        }
        let facts = supply.parts()[product].plan.as_deref().map(facts_of).unwrap_or_default();
        let next = u32::try_from(self.plans.len()).unwrap_or(u32::MAX);
        let number = *self.plans.entry(facts).or_insert(next);
        self.plan_of.insert(product, number);
        number
    }

    fn ruling(&mut self, transfer: &mut Transfer) -> Ruling {
        let judgement = self.decider.judge(transfer);
        let book = &self.decider.engine.prepared.book;
        let Some(own) = judgement.laws.iter().find(|one| one.law == self.law) else {
            return free();
        };
        let restricting = own.findings.iter().filter(|one| {
            let clause = &book.clauses[one.clause.0 as usize];
            matches!(one.standing, Standing::Applies | Standing::Unknown)
                && matches!(clause.kind, ClauseKind::Effect(effect) if effect > Effect::Free)
        });
        let because =
            restricting.map(|one| book.clauses[one.clause.0 as usize].id.clone()).collect();
        let asked = judgement.questions.iter().filter(|one| one.laws.contains(&self.law));
        let questions = asked.map(|one| format!("{} ({})", one.ask, one.fact)).collect();
        let verdict = own.verdict;
        let until = match verdict.at_least() {
            Effect::Prohibited => self.end(transfer),
            Effect::Licence | Effect::Free => None,
        };
        Ruling { verdict, until, because, questions }
    }

    /// The first later day on which the law, as it is known, no longer surely prohibits it.
    fn end(&mut self, transfer: &mut Transfer) -> Option<Day> {
        let own = transfer.on;
        let mut found = None;
        for day in self.breakpoints.clone() {
            transfer.on = Some(day);
            let judgement = self.decider.judge(transfer);
            let verdict = judgement.laws.iter().find(|one| one.law == self.law);
            let verdict = verdict.map_or(Verdict::FREE, |one| one.verdict);
            if verdict.at_least() != Effect::Prohibited {
                found = Some(day);
                break;
            }
        }
        transfer.on = own;
        found
    }
}

impl Judge for ByLaw<'_> {
    fn judge(&mut self, supply: &Supply, way: &Way) -> Arc<Ruling> {
        let plan = self.plan(supply, way.product);
        let key = (supply.parts()[way.part].class, way.country, way.origin, plan);
        if let Some(known) = self.known.get(&key) {
            return Arc::clone(known);
        }
        let plan = supply.parts()[way.product].plan.as_deref();
        let mut transfer = transfer(supply.class(way.part), plan, way);
        let ruling = Arc::new(self.ruling(&mut transfer));
        self.known.insert(key, Arc::clone(&ruling));
        ruling
    }
}

fn facts_of(plan: &Plan) -> Facts {
    (plan.country, plan.end_use, plan.user)
}

fn free() -> Ruling {
    Ruling { verdict: Verdict::FREE, until: None, because: Vec::new(), questions: Vec::new() }
}

/// The transfer of a part to a site, as the tables and [`ASSUMED`] tell it.
fn transfer(class: &Class, plan: Option<&Plan>, way: &Way) -> Transfer {
    let place = |country: Option<Country>| country.map_or(Place::Unknown, Place::One);
    let site = plan.and_then(|plan| plan.country);
    let of_no_concern = |place| TagAnswers::new(place, [], ["concern"]).unwrap_or_default();
    let party = |role, country: Option<Country>, tags| Party {
        role: Some(role),
        country: self::place(country),
        headquarters: self::place(country),
        tags,
        listed: Some(Vec::new()),
        owners: Some(Vec::new()),
        ..Party::default()
    };
    let mut transfer = Transfer {
        activity: Some(Activity::Export),
        from: place(way.country),
        to: place(site),
        via: Some(Vec::new()),
        ..Transfer::default()
    };
    transfer.parties = vec![
        party(Role::Exporter, way.country, of_no_concern(TagPlace::Party)),
        party(Role::EndUser, site, plan.map(|plan| plan.user).unwrap_or_default()),
    ];
    transfer.item.kind = Some(ItemKind::Goods);
    transfer.item.hs.clone_from(&class.hs);
    transfer.item.codes.clone_from(&class.codes);
    transfer.item.origin = place(way.origin);
    transfer.item.content = Some(Vec::new());
    transfer.item.made_with = Some(Vec::new());
    transfer.end_use.tags = plan.map(|plan| plan.end_use).unwrap_or_default();
    transfer.knowledge.tags = of_no_concern(TagPlace::Use);
    transfer.knowledge.informed_by = Some(Vec::new());
    transfer.evidence = Some(Vec::new());
    transfer
}

fn place(country: Option<Country>) -> Place {
    country.map_or(Place::Unknown, Place::One)
}
