//! Cedar as a matcher: each rule is a `permit` policy, one request returns the ids of the satisfied
//! ones. The application applies the precedence, because Cedar has only two effects and only
//! `forbid` over `permit`.

use cedar_policy::{
    Authorizer, Context, Entities, EntityUid, Policy, PolicyId, PolicySet, Request,
    RestrictedExpression,
};
use rulebook::{
    Bench, Book, CODES, Codes, FAMILIES, Fact, Rule, Spans, Tally, Tx, code_name, decision, family,
    family_name, transactions,
};
use serde_json::{Value, json};

fn main() {
    let book = Book::seeded();
    let cedar = Cedar::new();
    let bench = Bench { book: &book, engine: "cedar-policy", version: "4.14.1" };
    let known = transactions(5_000, false);

    let slices: Vec<PolicySet> = (0..CODES).map(|code| policies(book.of_code(code))).collect();
    bench.known("rules-of-the-code", &known, |tx| {
        cedar.decide(&book, &slices[usize::from(tx.code)], tx)
    });
    let whole = policies(book.rules.iter());
    bench.known("whole-rulebook", &known[..500], |tx| cedar.decide(&book, &whole, tx));
    // Partial evaluation, an experimental feature: a rule with a residual may fire.
    bench.partly("rules-of-the-code", &transactions(5_000, true), |tx| {
        cedar.spans(&book, &slices[usize::from(tx.code)], tx)
    });
}

struct Cedar {
    authorizer: Authorizer,
    entities: Entities,
    exporter: EntityUid,
    export: EntityUid,
    items: Vec<EntityUid>,
}

impl Cedar {
    fn new() -> Self {
        let uid = |text: String| text.parse().expect("the entity has a type and an id");
        Self {
            authorizer: Authorizer::new(),
            entities: entities(),
            exporter: uid(r#"Exporter::"any""#.to_owned()),
            export: uid(r#"Action::"export""#.to_owned()),
            items: (0..CODES).map(|code| uid(format!("Item::{:?}", code_name(code)))).collect(),
        }
    }

    fn decide(&self, book: &Book, policies: &PolicySet, tx: &Tx) -> rulebook::Decision {
        let response = self.authorizer.is_authorized(&self.request(tx), policies, &self.entities);
        decision(response.diagnostics().reason().map(|id| rule(book, id)))
    }

    fn spans(&self, book: &Book, policies: &PolicySet, tx: &Tx) -> Spans {
        let response =
            self.authorizer.is_authorized_partial(&self.request(tx), policies, &self.entities);
        let (mut certain, mut possible) = (Tally::default(), Tally::default());
        for policy in response.definitely_satisfied() {
            certain.add(rule(book, policy.id()));
            possible.add(rule(book, policy.id()));
        }
        for policy in response.nontrivial_residuals() {
            possible.add(rule(book, policy.id()));
        }
        certain.spans(&possible)
    }

    fn request(&self, tx: &Tx) -> Request {
        // The policies ask the item for its code and its family.
        let of_context = |name| name != "code" && name != "family";
        let facts = tx.facts().into_iter().filter(|(name, _)| of_context(*name));
        let facts = facts.map(|(name, fact)| {
            let value = match fact {
                Fact::Word(word) => RestrictedExpression::new_string(word.to_owned()),
                Fact::Number(number) => RestrictedExpression::new_long(number),
                Fact::Missing => RestrictedExpression::new_unknown(name),
            };
            (name.to_owned(), value)
        });
        let context = Context::from_pairs(facts).expect("no fact is named twice");
        let item = self.items[usize::from(tx.code)].clone();
        Request::new(self.exporter.clone(), self.export.clone(), item, context, None)
            .expect("there is no schema to break")
    }
}

/// The rule that a policy was written from.
fn rule<'a>(book: &'a Book, policy: &PolicyId) -> &'a Rule {
    let id: &str = policy.as_ref();
    &book.rules[id.parse::<usize>().expect("a policy is named after its rule")]
}

/// Families, and the items in them.
fn entities() -> Entities {
    let entity = |kind: &str, id: &str, parents: Value| json!({ "uid": { "type": kind, "id": id }, "attrs": {}, "parents": parents });
    let families = (0..FAMILIES).map(|family| entity("Family", family_name(family), json!([])));
    let items = (0..CODES).map(|code| {
        let parent = json!([{ "type": "Family", "id": family_name(family(code)) }]);
        entity("Item", code_name(code), parent)
    });
    Entities::from_json_value(families.chain(items).collect(), None)
        .expect("the entities are well formed")
}

fn policies<'a>(rules: impl Iterator<Item = &'a Rule>) -> PolicySet {
    let mut policies = PolicySet::new();
    for rule in rules {
        let id = PolicyId::new(rule.id.to_string());
        let policy = Policy::parse(Some(id), policy(rule)).expect("the policy parses");
        policies.add(policy).expect("no two rules share an id");
    }
    policies
}

fn policy(rule: &Rule) -> String {
    let resource = match rule.codes {
        Codes::One(code) => format!("resource == Item::{:?}", code_name(code)),
        Codes::Family(family) => format!("resource in Family::{:?}", family_name(family)),
        Codes::All => "resource".to_owned(),
    };
    let mut tests = format!("context.day >= {} && context.day < {}", rule.since, rule.until);
    if let Some((since, until)) = rule.suspended {
        tests += &format!(" && !(context.day >= {since} && context.day < {until})");
    }
    for (field, words) in rule.tests() {
        tests += &format!(" && {words:?}.contains(context.{})", field.name());
    }
    if let Some(bound) = rule.content_over {
        tests += &format!(" && context.content > {bound}");
    }
    format!(
        "@cite({:?})\npermit(principal, action == Action::\"export\", {resource}) when {{ {tests} }};",
        rule.cite
    )
}
