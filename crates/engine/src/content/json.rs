//! Answers as JSON Lines: one compact object a product, fields in a fixed order.

use super::questions::{MOST, percent_of};
use super::worth::Valued;
use super::{Answer, Counts, LawAnswer, LineAnswer, Question, TestAnswer, direction};
use crate::decision::{Engine, Options};
use crate::render::json::{coverage, string};
use navicert_model::amount::Unit;
use navicert_model::bom::{BomError, Product, Spot};
use navicert_model::transfer::{Code, Place};
use navicert_rules::law::ClauseKind;
use rust_decimal::Decimal;

/// What every answer of a run shares, written once.
#[derive(Clone, Debug)]
pub struct Tail {
    known_at: String,
    text: String,
}

impl Tail {
    /// The shared parts for a run.
    pub fn new(engine: &Engine, options: &Options) -> Self {
        let mut text = String::from(",\"coverage\":");
        coverage(&engine.prepared.book, &mut text);
        text.push_str(",\"law_digest\":");
        string(&mut text, &engine.law_digest);
        text.push_str(",\"engine\":");
        string(&mut text, crate::VERSION);
        text.push_str("}\n");
        Tail { known_at: options.known_at.clone(), text }
    }
}

/// Writes an answer and a line end. With `all`, parts that do not count are written for every
/// threshold, not only for the one that decides.
pub fn write(out: &mut String, answer: &Answer<'_>, tail: &Tail, all: bool) {
    out.push_str("{\"id\":");
    match &answer.transfer.id {
        Some(id) => string(out, id),
        None => out.push_str("null"),
    }
    field(out, "to", &place(&answer.transfer.to));
    field(out, "from", &place(&answer.transfer.from));
    field(out, "on", &answer.on.to_string());
    field(out, "known_at", &tail.known_at);
    out.push_str(",\"assumed\":{");
    each(out, answer.assumed, |out, (name, value)| {
        string(out, name);
        out.push(':');
        string(out, value);
    });
    out.push_str("},\"laws\":{");
    each(out, &answer.laws, |out, law| {
        string(out, &answer.book.laws[law.law].name);
        out.push(':');
        write_law(out, answer, law, all);
    });
    out.push('}');
    out.push_str(&tail.text);
}

fn each<T>(out: &mut String, items: &[T], mut write: impl FnMut(&mut String, &T)) {
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        write(out, item);
    }
}

fn field(out: &mut String, name: &str, text: &str) {
    out.push_str(",\"");
    out.push_str(name);
    out.push_str("\":");
    string(out, text);
}

fn optional(out: &mut String, name: &str, text: Option<String>) {
    match text {
        Some(text) => field(out, name, &text),
        None => out.push_str(&format!(",\"{name}\":null")),
    }
}

/// A place as the input writes it; `unknown` if nobody has said.
pub fn place(place: &Place) -> String {
    match place {
        Place::Unknown => "unknown".to_owned(),
        Place::One(country) => country.as_str().to_owned(),
        Place::OneOf(set) => {
            set.iter().map(|country| country.as_str()).collect::<Vec<_>>().join(" or ")
        }
    }
}

fn write_law(out: &mut String, answer: &Answer<'_>, law: &LawAnswer, all: bool) {
    out.push_str("{\"result\":");
    string(out, law.result.as_str());
    match law.tests.first() {
        Some(test) => {
            write_share(out, answer, test);
            out.push_str(",\"lines\":[");
            write_lines(out, answer, test, true);
        }
        None => {
            for name in ["share_at_least", "share_at_most", "threshold", "direction"] {
                optional(out, name, None);
            }
            field(out, "note", NONE_REACHES);
            out.push_str(",\"lines\":[");
        }
    }
    out.push_str("],\"questions\":[");
    each(out, law.questions.get(..MOST).unwrap_or(&law.questions), write_question);
    out.push(']');
    if law.questions.len() > MOST {
        out.push_str(&format!(",\"more_questions\":{}", law.questions.len() - MOST));
    }
    if !law.open_because.is_empty() {
        out.push_str(",\"open_because\":[");
        each(out, &law.open_because, |out, word| string(out, word));
        out.push(']');
    }
    out.push_str(",\"tests\":[");
    let mut first = true;
    each(out, &law.tests, |out, test| {
        out.push_str("{\"result\":");
        string(out, test.share.crossed.as_str());
        write_share(out, answer, test);
        // The lines of the first stand with the law.
        if !std::mem::take(&mut first) {
            out.push_str(",\"lines\":[");
            write_lines(out, answer, test, all);
            out.push(']');
        }
        out.push('}');
    });
    out.push_str("]}");
}

/// What is said of a law of which no threshold matters.
pub const NONE_REACHES: &str =
    "no share of content that this law asks for can matter to the product";

fn write_share(out: &mut String, answer: &Answer<'_>, test: &TestAnswer) {
    let rule = &answer.rules.rules[test.reached.rule];
    let (lo, hi) = shares(answer, test);
    field(out, "share_at_least", &lo);
    field(out, "share_at_most", &hi);
    field(out, "threshold", &rule.compare.bound.to_string());
    field(out, "direction", direction(answer.rules, test).as_str());
    field(out, "reach", test.reached.reach.as_str());
    field(out, "state", state_word(test));
    let (product, valued) = answer.scope(test);
    if test.of.is_some() {
        let part = &product.bill.parts()[product.root];
        out.push_str(",\"of\":{\"part\":");
        string(out, &part.name);
        spot(out, &part.spot);
        out.push('}');
    }
    let currency = valued.currency;
    field(out, "counted_at_least", &amount(test.share.counted_at_least, currency));
    let most = test.share.counted_at_most.map(|most| amount(most, currency));
    optional(out, "counted_at_most", most);
    let whole = valued.most.first().copied().flatten();
    optional(out, "value", whole.map(|whole| amount(whole, currency)));
    out.push_str(",\"clauses\":[");
    each(out, &test.reached.clauses, |out, (clause, status)| {
        let clause = &answer.book.clauses[clause.0 as usize];
        out.push_str("{\"clause\":");
        string(out, &clause.id);
        field(out, "effect", effect(&clause.kind));
        field(out, "state", status.word().unwrap_or("in-force"));
        field(out, "pinpoint", &clause.cite);
        field(out, "source", &clause.source);
        field(out, "basis", &clause.basis);
        out.push('}');
    });
    out.push(']');
}

fn effect(kind: &ClauseKind) -> &'static str {
    use navicert_model::verdict::Effect;
    match kind {
        ClauseKind::Effect(Effect::Free) => "duties",
        ClauseKind::Effect(effect) => effect.as_str(),
        ClauseKind::Exception { .. } => "exception",
    }
}

/// Whether the threshold is in force: the vocabulary's word, or `in-force`.
pub fn state_word(test: &TestAnswer) -> &'static str {
    test.reached.status.word().unwrap_or("in-force")
}

/// Both ends of the share as texts that stand on the same side of the threshold as the share.
pub fn shares(answer: &Answer<'_>, test: &TestAnswer) -> (String, String) {
    let bound = &answer.rules.rules[test.reached.rule].compare.bound;
    let one = navicert_model::amount::Amount::new(Decimal::ONE, Unit::PERCENT).base_value();
    let threshold = bound.base_value().checked_div(one).unwrap_or_default();
    let shown = |share: Decimal| format!("{} %", shown_share(share, threshold));
    (shown(test.share.at_least), shown(test.share.at_most))
}

/// A share with as many decimals as it takes not to be rounded onto the threshold; four at least.
fn shown_share(share: Decimal, threshold: Decimal) -> Decimal {
    let places = [4, 8, 16].into_iter().find(|places| {
        let rounded = share.round_dp(*places);
        rounded.cmp(&threshold) == share.cmp(&threshold)
    });
    places.map_or(share, |places| share.round_dp(places)).normalize()
}

/// Money, or points of a hundred where no money is given.
pub fn amount(value: Decimal, currency: Option<Unit>) -> String {
    format!("{} {}", value.normalize(), currency.map_or("%", Unit::as_str))
}

fn write_lines(out: &mut String, answer: &Answer<'_>, test: &TestAnswer, all: bool) {
    let counts = |line: &&LineAnswer| all || matches!(line.counts, Counts::In | Counts::May);
    let mut before = false;
    for line in test.lines.iter().filter(counts) {
        if std::mem::replace(&mut before, true) {
            out.push(',');
        }
        write_line(out, answer.scope(test), line);
    }
}

fn write_line(out: &mut String, (product, valued): (&Product, &Valued), line: &LineAnswer) {
    let part = &product.bill.parts()[valued.parts[line.place]];
    out.push_str("{\"part\":");
    string(out, &part.name);
    spot(out, &part.spot);
    field(out, "counts", line.counts.as_str());
    optional(out, "value", line.value.map(|value| amount(value, valued.currency)));
    let share = line.value.and_then(|value| percent_of(valued, value));
    optional(out, "share", share.map(|share| format!("{} %", share.round_dp(4).normalize())));
    field(out, "origin", &place(&part.item.origin));
    out.push_str(",\"codes\":{");
    each(out, &part.item.codes, |out, (scheme, code)| {
        string(out, scheme);
        out.push(':');
        match code {
            Code::Listed(code) => string(out, code),
            Code::None => string(out, "none"),
            Code::Unknown => out.push_str("null"),
        }
    });
    out.push_str("},\"why\":[");
    if line.counts != Counts::Inside {
        each(out, &line.met.why, |out, why| string(out, why));
    }
    out.push_str("]}");
}

fn spot(out: &mut String, spot: &Spot) {
    out.push_str(&format!(",\"line\":{}", spot.line));
    if !spot.field.is_empty() {
        field(out, "field", &spot.field);
    }
}

fn write_question(out: &mut String, question: &Question) {
    out.push_str("{\"fact\":");
    string(out, &question.fact);
    if let Some((part, at, name)) = &question.part {
        field(out, "part", part);
        out.push_str(&format!(",\"line\":{}", at.line));
        field(out, "field", name);
    }
    field(out, "ask", &question.ask);
    field(out, "whom", &question.whom);
    if let Some(share) = question.share {
        field(out, "share", &format!("{} %", share.round_dp(4).normalize()));
    }
    out.push('}');
}

/// Writes what is wrong with a product, in the place of its answer, and a line end.
pub fn write_errors(out: &mut String, id: Option<&str>, line: usize, errors: &[BomError]) {
    out.push_str("{\"id\":");
    match id {
        Some(id) => string(out, id),
        None => out.push_str("null"),
    }
    out.push_str(&format!(",\"line\":{line},\"errors\":["));
    each(out, errors, |out, error| {
        out.push_str(&format!("{{\"line\":{}", error.line));
        field(out, "field", &error.error.field);
        field(out, "message", &error.error.message);
        field(out, "help", &error.error.help);
        out.push('}');
    });
    out.push_str("]}\n");
}
