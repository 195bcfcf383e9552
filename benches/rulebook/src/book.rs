//! The rulebook and how it is made. The order of the draws is part of the seed: change nothing here
//! without new figures for every engine.

use crate::domain::{CODES, FAMILIES, FIRST_DAY, Field, LAWS, NO_END, Set};
use crate::random::Random;
use crate::rule::{Codes, Kind, Rule, Source, cite};

const SEED: u64 = 20_261_121;
const MEASURES: u8 = 30;
const US: u8 = 1;

/// All rules, and those that can fire for each code.
pub struct Book {
    /// In the order of their ids.
    pub rules: Vec<Rule>,
    by_code: Vec<Vec<u32>>,
}

impl Book {
    /// The rulebook of every figure.
    #[must_use]
    pub fn seeded() -> Self {
        let random = &mut Random(SEED);
        let mut rules = Vec::new();
        for code in 0..CODES {
            for law in 0..LAWS.len() as u8 {
                let wordings = if random.chance(50) { 1 + u8::from(random.chance(25)) } else { 0 };
                for nth in 1..=wordings {
                    rules.push(list_rule(random, rules.len(), law, Source::Entry { code, nth }));
                }
            }
        }
        for index in 0..MEASURES {
            rules.push(measure(random, rules.len(), index));
        }
        Self::of(rules)
    }

    /// A rulebook of these rules, numbered anew in this order.
    #[must_use]
    pub fn of(mut rules: Vec<Rule>) -> Self {
        for (id, rule) in rules.iter_mut().enumerate() {
            rule.id = id as u32;
        }
        Self { by_code: (0..CODES).map(|code| ids_of(&rules, code)).collect(), rules }
    }

    /// The rules that can fire for a code: what an application would pick beforehand.
    pub fn of_code(&self, code: u16) -> impl Iterator<Item = &Rule> {
        self.by_code[usize::from(code)].iter().map(|&id| &self.rules[id as usize])
    }
}

fn ids_of(rules: &[Rule], code: u16) -> Vec<u32> {
    rules.iter().filter(|rule| rule.codes.has(code)).map(|rule| rule.id).collect()
}

/// Mostly in force before 2023, for its own origin; the US lists also reach foreign items.
fn list_rule(random: &mut Random, id: usize, law: u8, source: Source) -> Rule {
    let Source::Entry { code, .. } = source else { unreachable!("list rules come from entries") };
    let since = FIRST_DAY - 2_500 + random.days(3_500);
    let until = if random.chance(15) { since + 400 + random.days(1_500) } else { NO_END };
    let destinations = if random.chance(35) {
        Field::Destination.all()
    } else {
        let draws = 6 + random.below(12);
        random.some_of(Field::Destination, draws)
    };
    let users = random.all_or_some(Field::User, 80, 2);
    let end_uses = random.all_or_some(Field::EndUse, 80, 3);
    let by_content = law == US && random.chance(60);
    Rule {
        id: id as u32,
        law,
        kind: Kind::List,
        source,
        cite: cite(law, source),
        codes: Codes::One(code),
        destinations,
        users,
        end_uses,
        origins: if by_content { Field::Origin.all() } else { Set::one(law) },
        content_over: by_content.then_some(25),
        since,
        until,
        suspended: None,
    }
}

/// Prohibits, requires a licence or exempts, in turn.
fn measure(random: &mut Random, id: usize, index: u8) -> Rule {
    let kind = [Kind::Prohibit, Kind::Licence, Kind::Exempt][usize::from(index % 3)];
    let law = random.index(LAWS.len());
    let codes = if random.chance(50) {
        Codes::All
    } else {
        Codes::Family(random.index(usize::from(FAMILIES)))
    };
    let draws = 2 + random.below(6);
    let destinations = random.some_of(Field::Destination, draws);
    let users = match kind {
        Kind::Prohibit => Set(0b1100),
        Kind::List | Kind::Licence | Kind::Exempt => random.all_or_some(Field::User, 50, 2),
    };
    let end_uses = random.all_or_some(Field::EndUse, 50, 3);
    let by_content = random.chance(40);
    let content_over = by_content.then(|| [0, 10, 25][usize::from(random.index(3))]);
    let since = FIRST_DAY + 200 + random.days(2_100);
    let until = if random.chance(20) { since + 300 + random.days(600) } else { NO_END };
    let suspended = random.chance(30).then(|| since + 100 + random.days(200));
    let source = Source::Measure { number: index + 1, year: 2020 + u16::from(index % 7) };
    Rule {
        id: id as u32,
        law,
        kind,
        source,
        cite: cite(law, source),
        codes,
        destinations,
        users,
        end_uses,
        origins: if by_content { Field::Origin.all() } else { Set::one(law) },
        content_over,
        since,
        until,
        suspended: suspended.map(|first| (first, first + 365)),
    }
}
