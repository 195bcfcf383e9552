//! Rego on regorus, its interpreter and its virtual machine: rules are data, one policy reads them
//! and applies the precedence.

use regorus::languages::rego::compiler::Compiler;
use regorus::rvm::vm::RegoVM;
use regorus::{Engine, Rc, Value};
use rulebook::{
    Bench, Book, CODES, Codes, Decision, Effect, Fact, Field, Kind, LAWS, Rule, Tx, code_name,
    digest, family_name, transactions,
};
use serde_json::{Map, json};

const POLICY: &str = include_str!("policy.rego");
const ENTRY: &str = "data.transfer.decision";
/// How the policy comes by its rules: the application has put them in order by code, or not.
const OF_CODE: &str = "candidates := data.of_code[input.code]\n";
const WHOLE: &str = "
candidates := [rule | some rule in data.rules; about(rule)]

about(rule) if rule.code == input.code
about(rule) if rule.family == input.family
about(rule) if rule.all
";
/// The default limit, 25,000, stops a walk over 2,518 rules.
const INSTRUCTIONS: usize = 100_000_000;

fn main() {
    let book = Book::seeded();
    let data = Value::from_json_str(&data(&book).to_string()).expect("the data is JSON");
    let txs = transactions(5_000, false);
    for (way, candidates, interpreted, compiled) in
        [("rules-of-the-code", OF_CODE, 5_000, 5_000), ("whole-rulebook", WHOLE, 100, 100)]
    {
        let mut engine = Engine::new();
        let policy = format!("{POLICY}\n{candidates}");
        engine.add_policy("transfer.rego".to_owned(), policy).expect("the policy parses");
        engine.add_data(data.clone()).expect("the data fits the policy");
        let mut machine = machine(&mut engine, data.clone());

        let bench = Bench { book: &book, engine: "regorus-interpreter", version: "0.14.1" };
        bench.known(way, &txs[..interpreted], |tx| {
            engine.set_input(input(tx));
            decision(&engine.eval_rule(ENTRY.to_owned()).expect("the policy evaluates"))
        });
        let bench = Bench { engine: "regorus-machine", ..bench };
        bench.known(way, &txs[..compiled], |tx| {
            machine.set_input(input(tx));
            decision(&machine.execute().expect("the program runs"))
        });
    }
}

fn machine(engine: &mut Engine, data: Value) -> RegoVM {
    let entry: Rc<str> = ENTRY.into();
    let policy = engine.compile_with_entrypoint(&entry).expect("the policy compiles");
    let program = Compiler::compile_from_policy(&policy, &[ENTRY]).expect("the program compiles");
    let mut machine = RegoVM::new_with_policy(policy);
    machine.load_program(program);
    machine.set_max_instructions(INSTRUCTIONS);
    machine.set_data(data).expect("the data fits the program");
    machine
}

fn input(tx: &Tx) -> Value {
    let facts = tx.facts().into_iter().filter_map(|(name, fact)| match fact {
        Fact::Word(word) => Some((name.into(), word.into())),
        Fact::Number(number) => Some((name.into(), number.into())),
        Fact::Missing => None,
    });
    Value::from(facts.collect::<std::collections::BTreeMap<Value, Value>>())
}

fn decision(value: &Value) -> Decision {
    let fired = value["fired"].as_set().expect("the fired rules are a set");
    let id = |id: &Value| id.as_string().expect("an id is text").parse().expect("and a number");
    let effect = |law: &str| match value["effects"][law].as_i64() {
        Ok(2) => Effect::Prohibited,
        Ok(_) => Effect::Licence,
        Err(_) => Effect::Free,
    };
    Decision {
        effects: LAWS.map(effect),
        digest: fired.iter().fold(0, |all, rule| all ^ digest(id(rule))),
    }
}

fn data(book: &Book) -> serde_json::Value {
    let of_code = |code| book.of_code(code).map(as_data).collect::<serde_json::Value>();
    let of_code: Map<_, _> =
        (0..CODES).map(|code| (code_name(code).to_owned(), of_code(code))).collect();
    let rules: Map<_, _> =
        book.rules.iter().map(|rule| (rule.id.to_string(), as_data(rule))).collect();
    json!({ "of_code": of_code, "rules": rules, "laws": LAWS })
}

fn as_data(rule: &Rule) -> serde_json::Value {
    let kind = match rule.kind {
        Kind::List => "list",
        Kind::Prohibit => "prohibit",
        Kind::Licence => "licence",
        Kind::Exempt => "exempt",
    };
    let mut data = json!({
        "id": rule.id.to_string(),
        "law": LAWS[usize::from(rule.law)],
        "kind": kind,
        "cite": rule.cite,
        "since": rule.since,
        "until": rule.until,
        "content_over": rule.content_over.map_or(-1, i16::from),
    });
    for field in Field::ALL {
        let words = rule.set(field).values().map(|value| field.words()[usize::from(value)]);
        data[field.name()] = words.collect();
    }
    match rule.codes {
        Codes::One(code) => data["code"] = code_name(code).into(),
        Codes::Family(family) => data["family"] = family_name(family).into(),
        Codes::All => data["all"] = true.into(),
    }
    if let Some((since, until)) = rule.suspended {
        data["suspended"] = json!([since, until]);
    }
    data
}
