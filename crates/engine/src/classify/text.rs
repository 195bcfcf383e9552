//! Answers for a person.

use super::{Answer, LawAnswer, Status};

/// How many candidates a person is shown.
const FEW: usize = 5;

/// Adds an answer.
pub fn write(out: &mut String, answer: &Answer, description: &str) {
    let id = answer.id.as_deref().unwrap_or("item");
    out.push_str(&format!("{id}  {description}\n"));
    for (name, value) in &answer.derived {
        out.push_str(&format!("  follows: {name} = {value}\n"));
    }
    for law in &answer.laws {
        of_law(out, law);
    }
}

fn of_law(out: &mut String, law: &LawAnswer) {
    let code = law.code.as_deref().unwrap_or_default();
    let head = match law.status {
        Status::Listed => format!("listed, {code}"),
        Status::NotListed if code.is_empty() => "not listed".to_owned(),
        Status::NotListed => format!("not listed ({code})"),
        Status::Unknown => "open".to_owned(),
    };
    out.push_str(&format!("  {:<3} {head}\n", law.law));
    if !law.also.is_empty() {
        out.push_str(&format!("      also {}\n", law.also.join(", ")));
    }
    for line in &law.because {
        out.push_str(&format!("      because {line}\n"));
    }
    if law.status != Status::NotListed {
        for one in law.candidates.iter().take(FEW) {
            let why = one.why.join("; ");
            out.push_str(&format!(
                "      {:>4}  {}  {}  [{why}]\n",
                one.score, one.code, one.title
            ));
        }
    }
    for one in law.excluded.iter().take(FEW) {
        out.push_str(&format!(
            "      out   {}: {} is {}, the entry says {}\n",
            one.code, one.parameter, one.given, one.bound
        ));
    }
    for one in &law.questions {
        out.push_str(&format!("      ?     {} ({})\n", one.ask, one.fact));
        for (answer, to) in &one.leads {
            out.push_str(&format!("              {answer} → {to}\n"));
        }
    }
}
