//! Counts of a run.

use super::printer::told;
use crate::output::{complain, counted, grouped, push_row};
use navicert_engine::Decider;
use navicert_engine::render::json::string;
use navicert_model::read::{FieldError, Line};
use navicert_model::transfer::Transfer;
use navicert_model::verdict::{Triage, Verdict};
use navicert_rules::eval::diagram::Quick;
use navicert_rules::eval::judge::{Judgement, Standing};
use navicert_rules::law::LawBook;
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

/// How many clauses and questions a person is shown.
const TOP: usize = 10;
/// How many unreadable lines are told one by one.
const TOLD: usize = 20;

/// How many different judgements are set aside before they are counted.
const ALIKE: usize = 1 << 11;

/// What was counted.
#[derive(Default)]
pub struct Summary {
    lines: usize,
    bad: usize,
    triage: HashMap<Triage, usize>,
    verdicts: HashMap<Verdict, usize>,
    laws: HashMap<(usize, Triage), usize>,
    /// Lines on which a clause applies, and may apply.
    clauses: HashMap<u32, (usize, usize)>,
    questions: HashMap<(String, String), usize>,
    unanswerable: HashMap<&'static str, usize>,
    /// Judgements not counted yet, by address, with their lines.
    alike: HashMap<usize, (Arc<Judgement>, usize), Quick>,
}

impl Summary {
    /// Counts an unreadable line, and tells the first ones.
    pub fn bad(&mut self, path: &Path, line: &Line, errors: &[FieldError]) {
        self.bad += 1;
        if self.bad <= TOLD {
            complain(&told(path, line, errors));
        } else if self.bad == TOLD + 1 {
            complain(
                "further lines that cannot be read are only counted; leave out `--summary` to see them\n",
            );
        }
    }

    /// Screens, judges and counts a transfer.
    pub fn add(&mut self, decider: &mut Decider<'_>, transfer: &mut Transfer) -> Triage {
        decider.screen(transfer);
        let judgement = decider.judge(transfer);
        let triage = judgement.verdict.triage();
        // Lines that are judged alike share their judgement: count it once for all of them.
        let address = Arc::as_ptr(&judgement).addr();
        self.alike.entry(address).or_insert((judgement, 0)).1 += 1;
        if self.alike.len() > ALIKE {
            self.settle();
        }
        triage
    }

    /// Counts what was set aside.
    pub fn settle(&mut self) {
        for (judgement, lines) in std::mem::take(&mut self.alike).into_values() {
            self.count(&judgement, lines);
        }
    }

    fn count(&mut self, judgement: &Judgement, lines: usize) {
        self.lines += lines;
        *self.triage.entry(judgement.verdict.triage()).or_default() += lines;
        *self.verdicts.entry(judgement.verdict).or_default() += lines;
        for law in &judgement.laws {
            *self.laws.entry((law.law, law.verdict.triage())).or_default() += lines;
            for finding in &law.findings {
                let count = self.clauses.entry(finding.clause.0).or_default();
                match finding.standing {
                    Standing::Applies => count.0 += lines,
                    Standing::Unknown => count.1 += lines,
                    Standing::NoEffect(_) => {}
                }
            }
        }
        for question in &judgement.questions {
            match self.questions.get_mut(&(question.fact.clone(), question.whom.clone())) {
                Some(count) => *count += lines,
                None => {
                    self.questions.insert((question.fact.clone(), question.whom.clone()), lines);
                }
            }
        }
        for word in &judgement.open_because {
            *self.unanswerable.entry(word).or_default() += lines;
        }
    }

    fn by_triage(&self) -> impl Iterator<Item = (Triage, usize)> {
        ORDER.into_iter().map(|triage| (triage, self.triage.get(&triage).copied().unwrap_or(0)))
    }

    fn by_verdict(&self) -> Vec<(Verdict, usize)> {
        let mut verdicts: Vec<_> =
            self.verdicts.iter().map(|(verdict, count)| (*verdict, *count)).collect();
        verdicts.sort_by_key(|(verdict, _)| (verdict.at_least(), verdict.at_most()));
        verdicts
    }

    /// Clauses that applied or may apply, most lines first.
    fn top_clauses<'b>(&self, book: &'b LawBook) -> Vec<(&'b str, &'b str, usize, usize)> {
        let mut clauses: Vec<_> = self
            .clauses
            .iter()
            .filter(|(_, (applies, may))| applies + may > 0)
            .filter_map(|(index, (applies, may))| {
                let clause = book.clauses.get(*index as usize)?;
                Some((clause.id.as_str(), clause.title.as_str(), *applies, *may))
            })
            .collect();
        clauses.sort_by(|a, b| (b.2 + b.3).cmp(&(a.2 + a.3)).then(a.0.cmp(b.0)));
        clauses
    }

    /// Facts that were missing, most lines first.
    fn top_questions(&self) -> Vec<(&str, &str, usize)> {
        let mut questions: Vec<_> = self
            .questions
            .iter()
            .map(|((fact, whom), count)| (fact.as_str(), whom.as_str(), *count))
            .collect();
        questions.sort_by(|a, b| b.2.cmp(&a.2).then(a.0.cmp(b.0)).then(a.1.cmp(b.1)));
        questions
    }

    fn by_law<'b>(&self, book: &'b LawBook) -> Vec<(&'b str, [usize; 4])> {
        let counts =
            |law: usize| ORDER.map(|triage| self.laws.get(&(law, triage)).copied().unwrap_or(0));
        book.laws
            .iter()
            .enumerate()
            .map(|(law, named)| (named.name.as_str(), counts(law)))
            .collect()
    }

    /// The summary for a person.
    pub fn text(&self, book: &LawBook) -> String {
        let mut out = format!("{} decided", counted(self.lines, "line", "lines"));
        if self.bad > 0 {
            out.push_str(&format!(", {} could not be read", grouped(self.bad as u64)));
        }
        out.push_str("\n\n");
        for (triage, count) in self.by_triage() {
            out.push_str(&format!("  {:<8} {:>12}\n", triage.as_str(), grouped(count as u64)));
        }
        out.push_str("\nverdicts\n");
        for (verdict, count) in self.by_verdict() {
            out.push_str(&format!("  {:<20} {:>12}\n", verdict.to_string(), grouped(count as u64)));
        }
        out.push_str("\nby law             go          ask      licence         stop\n");
        for (law, counts) in self.by_law(book) {
            out.push_str(&format!("  {law:<7}"));
            for count in counts {
                out.push_str(&format!(" {:>12}", grouped(count as u64)));
            }
            out.push('\n');
        }
        self.text_clauses(book, &mut out);
        self.text_questions(&mut out);
        out
    }

    fn text_clauses(&self, book: &LawBook, out: &mut String) {
        let clauses = self.top_clauses(book);
        if clauses.is_empty() {
            return;
        }
        out.push_str("\nclauses       applies  may apply\n");
        for (id, title, applies, may) in clauses.iter().take(TOP) {
            let (applies, may) = (grouped(*applies as u64), grouped(*may as u64));
            out.push_str(&format!("  {applies:>18} {may:>10}  {id}  {title}\n"));
        }
        more(clauses.len(), out);
    }

    fn text_questions(&self, out: &mut String) {
        let questions = self.top_questions();
        if !questions.is_empty() {
            out.push_str("\nquestions\n");
        }
        for (fact, whom, count) in questions.iter().take(TOP) {
            out.push_str(&format!("  {:>18}  {fact} (ask the {whom})\n", grouped(*count as u64)));
        }
        more(questions.len(), out);
        let mut words: Vec<_> = self.unanswerable.iter().collect();
        words.sort();
        for (word, count) in words {
            out.push_str(&format!(
                "\nopen whatever is answered on {}: {word}\n",
                counted(*count, "line", "lines")
            ));
        }
    }

    /// The summary as one JSON object.
    pub fn json(&self, book: &LawBook) -> String {
        let mut out = format!("{{\"lines\":{},\"bad_lines\":{},\"triage\":", self.lines, self.bad);
        object(
            &mut out,
            self.by_triage().map(|(triage, count)| (triage.as_str().to_owned(), count)),
        );
        out.push_str(",\"verdicts\":");
        object(
            &mut out,
            self.by_verdict().into_iter().map(|(verdict, count)| (verdict.to_string(), count)),
        );
        out.push_str(",\"laws\":{");
        for (index, (law, counts)) in self.by_law(book).into_iter().enumerate() {
            comma(index, &mut out);
            string(&mut out, law);
            out.push(':');
            object(
                &mut out,
                ORDER.iter().zip(counts).map(|(triage, count)| (triage.as_str().to_owned(), count)),
            );
        }
        out.push_str("},\"clauses\":[");
        for (index, (id, _, applies, may)) in self.top_clauses(book).into_iter().enumerate() {
            comma(index, &mut out);
            out.push_str("{\"clause\":");
            string(&mut out, id);
            out.push_str(&format!(",\"applies\":{applies},\"unknown\":{may}}}"));
        }
        out.push_str("],\"questions\":[");
        for (index, (fact, whom, count)) in self.top_questions().into_iter().enumerate() {
            comma(index, &mut out);
            out.push_str("{\"fact\":");
            string(&mut out, fact);
            out.push_str(",\"whom\":");
            string(&mut out, whom);
            out.push_str(&format!(",\"lines\":{count}}}"));
        }
        out.push_str("],\"open_because\":");
        let mut words: Vec<_> =
            self.unanswerable.iter().map(|(word, count)| ((*word).to_owned(), *count)).collect();
        words.sort();
        object(&mut out, words.into_iter());
        out.push_str("}\n");
        out
    }

    /// The summary as rows: what is counted, of what, how often.
    pub fn csv(&self, book: &LawBook) -> String {
        let mut out = String::from("count_of,name,state,lines\n");
        let mut row = |of: &str, name: &str, state: &str, count: usize| {
            push_row(&mut out, [of, name, state, &count.to_string()]);
        };
        row("lines", "", "decided", self.lines);
        row("lines", "", "bad", self.bad);
        self.by_triage().for_each(|(triage, count)| row("triage", triage.as_str(), "", count));
        for (verdict, count) in self.by_verdict() {
            row("verdict", &verdict.to_string(), "", count);
        }
        for (law, counts) in self.by_law(book) {
            ORDER
                .iter()
                .zip(counts)
                .for_each(|(triage, count)| row("law", law, triage.as_str(), count));
        }
        for (id, _, applies, may) in self.top_clauses(book) {
            row("clause", id, "applies", applies);
            row("clause", id, "unknown", may);
        }
        self.top_questions()
            .iter()
            .for_each(|(fact, whom, count)| row("question", fact, whom, *count));
        out
    }
}

const ORDER: [Triage; 4] = [Triage::Go, Triage::Ask, Triage::Licence, Triage::Stop];

fn more(all: usize, out: &mut String) {
    if all > TOP {
        out.push_str(&format!("  and {} more\n", all - TOP));
    }
}

fn comma(index: usize, out: &mut String) {
    if index > 0 {
        out.push(',');
    }
}

fn object(out: &mut String, counts: impl Iterator<Item = (String, usize)>) {
    out.push('{');
    for (index, (name, count)) in counts.enumerate() {
        comma(index, out);
        string(out, &name);
        out.push_str(&format!(":{count}"));
    }
    out.push('}');
}
