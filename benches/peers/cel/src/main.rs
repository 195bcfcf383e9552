//! CEL: one compiled expression for each rule. The application picks the rules of the code and
//! applies the precedence; the Rust implementation has no unknown values.

use std::sync::Arc;

use cel::{Context, Env, Program, Value};
use rulebook::{
    Bench, Book, Codes, Fact, Rule, Spans, Tally, Tx, code_name, decision, family_name,
    transactions,
};

fn main() {
    let book = Book::seeded();
    let env = Arc::new(Env::stdlib());
    let compile = |rule| env.compile(&expression(rule)).expect("the expression compiles");
    let programs: Vec<Program> = book.rules.iter().map(compile).collect();
    let holds = |rule: &Rule, context: &Context| programs[rule.id as usize].execute(context);
    let fires =
        |rule: &Rule, context: &Context| matches!(holds(rule, context), Ok(Value::Bool(true)));

    let bench = Bench { book: &book, engine: "cel", version: "0.15.0" };
    let known = transactions(20_000, false);
    bench.known("rules-of-the-code", &known, |tx| {
        let context = context(&env, tx);
        decision(book.of_code(tx.code).filter(|rule| fires(rule, &context)))
    });
    bench.known("whole-rulebook", &known[..1_000], |tx| {
        let context = context(&env, tx);
        decision(book.rules.iter().filter(|rule| fires(rule, &context)))
    });
    // A missing fact is left out and the error of reading it is taken for "unknown".
    bench.partly("rules-of-the-code", &transactions(20_000, true), |tx| {
        let context = context(&env, tx);
        spans(book.of_code(tx.code).map(|rule| (rule, holds(rule, &context).ok())))
    });
}

fn spans<'a>(results: impl Iterator<Item = (&'a Rule, Option<Value>)>) -> Spans {
    let (mut certain, mut possible) = (Tally::default(), Tally::default());
    for (rule, result) in results {
        match result {
            Some(Value::Bool(true)) => {
                certain.add(rule);
                possible.add(rule);
            }
            Some(_) => {}
            None => possible.add(rule),
        }
    }
    certain.spans(&possible)
}

fn context(env: &Arc<Env>, tx: &Tx) -> Context<'static, 'static> {
    let mut context = Context::with_env(Arc::clone(env));
    for (name, fact) in tx.facts() {
        match fact {
            Fact::Word(word) => context.add_variable_from_value(name, word),
            Fact::Number(number) => context.add_variable_from_value(name, number),
            Fact::Missing => {}
        }
    }
    context
}

fn expression(rule: &Rule) -> String {
    let mut tests = Vec::new();
    match rule.codes {
        Codes::One(code) => tests.push(format!("code == '{}'", code_name(code))),
        Codes::Family(family) => tests.push(format!("family == '{}'", family_name(family))),
        Codes::All => {}
    }
    tests.push(format!("day >= {} && day < {}", rule.since, rule.until));
    if let Some((since, until)) = rule.suspended {
        tests.push(format!("!(day >= {since} && day < {until})"));
    }
    for (field, words) in rule.tests() {
        tests.push(format!("{} in ['{}']", field.name(), words.join("','")));
    }
    if let Some(bound) = rule.content_over {
        tests.push(format!("content > {bound}"));
    }
    tests.join(" && ")
}
