//! Datalog compiled to Rust by `ascent`: rules and transactions are relations, the precedence is
//! stratified negation. It works on batches by nature.

use ascent::ascent;
use rulebook::{
    Bench, Book, CODES, Decision, Effect, Field, Kind, Rule, Tx, check_known, digest, transactions,
};

/// What a rule tests besides the code.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Body {
    sets: [u32; Field::ALL.len()],
    content_over: i16,
    days: (i32, i32),
    suspended: (i32, i32),
}

/// A transaction besides its code.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Facts {
    day: i32,
    values: [u8; Field::ALL.len()],
    content: u8,
}

const LIST: u8 = Kind::List as u8;
const PROHIBIT: u8 = Kind::Prohibit as u8;
const LICENCE: u8 = Kind::Licence as u8;
const EXEMPT: u8 = Kind::Exempt as u8;

/// Code, rule, law, kind and body.
type RuleOfCode = (u16, u32, u8, u8, Body);

ascent! {
    struct Program;
    relation rule(u16, u32, u8, u8, Body);
    relation transaction(u32, u16, Facts);
    // Transaction, rule, law and kind.
    relation fired(u32, u32, u8, u8);
    // Transaction and law.
    relation exempt(u32, u8);
    relation prohibited(u32, u8);
    relation licence(u32, u8);

    fired(tx, id, law, kind) <--
        transaction(tx, code, facts), rule(code, id, law, kind, body), if holds(body, facts);
    exempt(tx, law) <-- fired(tx, _, law, &EXEMPT);
    prohibited(tx, law) <-- fired(tx, _, law, &PROHIBIT);
    licence(tx, law) <-- fired(tx, _, law, &LICENCE), !prohibited(tx, law);
    licence(tx, law) <-- fired(tx, _, law, &LIST), !exempt(tx, law), !prohibited(tx, law);
}

fn main() {
    let book = Book::seeded();
    let bench = Bench { book: &book, engine: "ascent", version: "0.8.1" };
    let txs = transactions(100_000, false);

    let of_code =
        |code| -> Vec<_> { book.of_code(code).map(|rule| rule_of_code(code, rule)).collect() };
    let slices: Vec<Vec<RuleOfCode>> = (0..CODES).map(of_code).collect();
    let whole = slices.concat();

    let check = check_known(&book, &txs, decide(&whole, &txs).into_iter());
    bench.time("whole-rulebook,batch", "known", txs.len(), check, || decide(&whole, &txs));
    bench.known("rules-of-the-code", &txs[..20_000], |tx| {
        decide(&slices[usize::from(tx.code)], std::slice::from_ref(tx))[0]
    });
    bench.known("whole-rulebook", &txs[..300], |tx| decide(&whole, std::slice::from_ref(tx))[0]);
}

fn decide(rules: &[RuleOfCode], txs: &[Tx]) -> Vec<Decision> {
    let mut program = Program { rule: rules.to_vec(), ..Program::default() };
    program.transaction = (0..).zip(txs).map(|(id, tx)| (id, tx.code, facts(tx))).collect();
    program.run();
    let mut decisions = vec![Decision::default(); txs.len()];
    for (tx, id, ..) in &program.fired {
        decisions[*tx as usize].digest ^= digest(*id);
    }
    for (tx, law) in &program.licence {
        decisions[*tx as usize].effects[usize::from(*law)] = Effect::Licence;
    }
    for (tx, law) in &program.prohibited {
        decisions[*tx as usize].effects[usize::from(*law)] = Effect::Prohibited;
    }
    decisions
}

fn rule_of_code(code: u16, rule: &Rule) -> RuleOfCode {
    let body = Body {
        sets: Field::ALL.map(|field| rule.set(field).0),
        content_over: rule.content_over.map_or(-1, i16::from),
        days: (rule.since, rule.until),
        suspended: rule.suspended.unwrap_or((0, 0)),
    };
    (code, rule.id, rule.law, rule.kind as u8, body)
}

fn facts(tx: &Tx) -> Facts {
    Facts { day: tx.day, values: Field::ALL.map(|field| tx.value(field)), content: tx.content }
}

fn holds(body: &Body, facts: &Facts) -> bool {
    let within = |(since, until): (i32, i32)| since <= facts.day && facts.day < until;
    within(body.days)
        && !within(body.suspended)
        && body.sets.iter().zip(facts.values).all(|(set, value)| set >> value & 1 == 1)
        && i16::from(facts.content) > body.content_over
}
