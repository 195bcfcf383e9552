//! Missing facts, and where each answer leads.

use super::rows::RowState;
use super::{LawAnswer, Look, Question};
use navicert_rules::eval::diagram::{NO, Node, Var, YES};
use navicert_rules::eval::facts::{FactKey, Unknown, Values};

/// How many questions an answer asks of a law.
const MOST: usize = 8;

impl<'a, 's> Look<'a, 's>
where
    'a: 's,
{
    /// What would settle the rows: facts first, then what only a person can say. `closed` is the code
    /// of an item that no row describes, where nothing else can.
    pub(super) fn questions(
        &mut self,
        law: &str,
        rows: &[RowState<'s>],
        closed: Option<&str>,
    ) -> Vec<Question> {
        let mut vars: Vec<Var> = Vec::new();
        for row in rows.iter().filter(|row| row.is_open()) {
            for var in self.ev.d.support(row.node) {
                if !vars.contains(&var) {
                    vars.push(var);
                }
            }
        }
        let mut asked: Vec<(usize, Question)> = Vec::new();
        for var in vars {
            let Some(question) = self.question(var, rows, closed) else { continue };
            let outcomes = question.leads.len();
            asked.push((outcomes, question));
        }
        // The question that tells most apart comes first.
        asked.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.fact.cmp(&b.1.fact)));
        let mut questions: Vec<Question> =
            asked.into_iter().map(|(_, question)| question).collect();
        for row in rows.iter().filter(|row| row.node != NO) {
            let Some(ask) = row.ask else { continue };
            let others: Vec<&str> = rows
                .iter()
                .filter(|other| other.code != row.code && other.node != NO)
                .map(|other| other.code.as_str())
                .collect();
            let no = match (others.is_empty(), closed) {
                (false, _) => others.join(" or "),
                (true, Some(residual)) => residual.to_owned(),
                (true, None) => "none of these".to_owned(),
            };
            questions.push(Question {
                fact: format!("item.codes.{law}"),
                ask: format!("{ask} ({})", row.code),
                leads: vec![("yes".to_owned(), row.code.clone()), ("no".to_owned(), no)],
                about: Some(row.code.clone()),
            });
        }
        questions.truncate(MOST);
        questions
    }

    fn question(
        &mut self,
        var: Var,
        rows: &[RowState<'s>],
        closed: Option<&str>,
    ) -> Option<Question> {
        let unknown: Unknown<'s> = self.ev.unknowns().get(usize::from(var.0))?.clone();
        if unknown.name.is_empty() {
            return None;
        }
        let cells: Vec<String> = match &unknown.values {
            Values::YesNo => vec!["no".to_owned(), "yes".to_owned()],
            Values::Words(words) => words.clone(),
            Values::Countries(_) | Values::Codes(_) => return None,
        };
        let mut leads: Vec<(String, String)> = Vec::new();
        for (value, cell) in cells.iter().enumerate() {
            let to = self.leads_to(var, value, rows, closed);
            match leads.last_mut() {
                Some((range, known)) if *known == to && unknown.values_are_ordered() => {
                    *range = joined(range, cell);
                }
                _ => leads.push((tidy(cell), to)),
            }
        }
        if leads.len() < 2 {
            return None;
        }
        let ask = self.wording(&unknown);
        Some(Question { fact: unknown.name, ask, leads, about: None })
    }

    fn leads_to(
        &mut self,
        var: Var,
        value: usize,
        rows: &[RowState<'s>],
        closed: Option<&str>,
    ) -> String {
        let mut possible: Vec<&str> = Vec::new();
        for row in rows {
            let node: Node = self.ev.d.given(row.node, var, value);
            if node == YES && row.ask.is_none() {
                return row.code.clone();
            }
            if node != NO && !possible.contains(&row.code.as_str()) {
                possible.push(&row.code);
            }
        }
        match (possible.is_empty(), closed) {
            (false, _) => possible.join(" or "),
            (true, Some(residual)) => residual.to_owned(),
            (true, None) => "none of these".to_owned(),
        }
    }

    fn wording(&self, unknown: &Unknown<'s>) -> String {
        let goods = &self.law.goods;
        let plain = |name: &str| name.replace(['_', '-'], " ");
        match unknown.key {
            FactKey::Parameter(name, _) => match goods.ask(name) {
                Some(text) => text.to_owned(),
                None => match name.strip_suffix("_mass_share") {
                    Some(substance) => format!("What share of the mass is {}?", plain(substance)),
                    None => format!("What is the {}?", plain(name)),
                },
            },
            FactKey::ItemTag(tag, _) => match goods.ask(tag.as_str()) {
                Some(text) => text.to_owned(),
                None => format!("Is it {}?", plain(tag.as_str())),
            },
            _ => format!("What is `{}`?", unknown.name),
        }
    }

    /// For an item that nothing settles: what tells the best candidates apart, then which of them a
    /// person takes it to be.
    pub(super) fn ask_of_candidates(&mut self, law: &str, answer: &mut LawAnswer) {
        let codes: Vec<String> =
            answer.candidates.iter().take(5).map(|one| one.code.clone()).collect();
        let mut rows: Vec<RowState<'s>> = Vec::new();
        for code in &codes {
            let Some(entry) = self.entry(law, code).filter(|entry| entry.when.is_some()) else {
                continue;
            };
            let node = self.entry_node(entry);
            rows.push(RowState { code: code.clone(), node, ask: None, excluded: None });
        }
        answer.questions = self.questions(law, &rows, None);
        if codes.is_empty() {
            return;
        }
        let mut leads: Vec<(String, String)> = Vec::new();
        for one in answer.candidates.iter().take(5) {
            leads.push((one.title.clone(), one.code.clone()));
        }
        leads.push(("none of these".to_owned(), "unknown".to_owned()));
        answer.questions.push(Question {
            fact: format!("item.codes.{law}"),
            ask: "Which of these entries describes it?".to_owned(),
            leads,
            about: None,
        });
    }
}

/// Whether neighbouring values make one range.
trait Ordered {
    fn values_are_ordered(&self) -> bool;
}

impl Ordered for Unknown<'_> {
    fn values_are_ordered(&self) -> bool {
        matches!(self.values, Values::Words(_)) && matches!(self.key, FactKey::Parameter(..))
    }
}

/// A cell as a range: `= 5 nm` stays, `> 1 nm and < 2 nm` stays.
fn tidy(cell: &str) -> String {
    cell.to_owned()
}

/// Two neighbouring ranges as one: `< 1.5 nm` and `= 1.5 nm` is `<= 1.5 nm`.
fn joined(left: &str, right: &str) -> String {
    let low = match left.split_once(" and ") {
        Some((low, _)) => Some(low.to_owned()),
        None => match (left.strip_prefix("= "), left.starts_with('>')) {
            (Some(at), _) => Some(format!(">= {at}")),
            (None, true) => Some(left.to_owned()),
            (None, false) => None,
        },
    };
    let high = match right.split_once(" and ") {
        Some((_, high)) => Some(high.to_owned()),
        None => match (right.strip_prefix("= "), right.starts_with('>')) {
            (Some(at), _) => Some(format!("<= {at}")),
            (None, true) => None,
            (None, false) => Some(right.to_owned()),
        },
    };
    match (low, high) {
        (Some(low), Some(high)) => format!("{low} and {high}"),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => "any".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_join() {
        for (left, right, expected) in [
            ("< 1.5 nm", "= 1.5 nm", "<= 1.5 nm"),
            ("= 1.5 nm", "> 1.5 nm and < 2.4 nm", ">= 1.5 nm and < 2.4 nm"),
            ("> 1.5 nm and < 2.4 nm", "= 2.4 nm", "> 1.5 nm and <= 2.4 nm"),
            ("> 1.5 nm and <= 2.4 nm", "> 2.4 nm", "> 1.5 nm"),
            ("= 2.4 nm", "> 2.4 nm", ">= 2.4 nm"),
            ("<= 2.4 nm", "> 2.4 nm", "any"),
        ] {
            assert_eq!(joined(left, right), expected, "{left} + {right}");
        }
    }
}
