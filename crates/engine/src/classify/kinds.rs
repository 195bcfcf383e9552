//! What the kinds that a description names say of a law.

use super::rows::RowState;
use super::{LawAnswer, Look, Status};
use navicert_items::goods::Goods;
use navicert_rules::eval::diagram::NO;

/// What one kind leads to.
struct Outcome<'s> {
    status: Status,
    code: Option<String>,
    also: Vec<String>,
    rows: Vec<RowState<'s>>,
    closed: bool,
    kind: usize,
}

impl<'a, 's> Look<'a, 's>
where
    'a: 's,
{
    /// Judges by the kinds that are named for certain, the most fully named alone.
    pub(super) fn by_kind(&mut self, law: &str, answer: &mut LawAnswer) {
        let goods = &self.law.goods;
        let sort = self.part.item.kind.map_or("", navicert_model::vocabulary::ItemKind::as_str);
        let part_of = self.is_part();
        let fits = |kind: usize| sort.is_empty() || goods.kinds[kind].sort == sort;
        let sure: Vec<_> = self
            .found
            .matches
            .iter()
            .filter(|one| one.witness.is_sure() && fits(one.kind) && !part_of)
            .collect();
        let Some(most) = sure.iter().map(|one| one.groups).max() else {
            self.say_why_open(answer, part_of);
            return;
        };
        let kinds: Vec<usize> =
            sure.iter().filter(|one| one.groups == most).map(|one| one.kind).collect();
        let outcomes: Vec<Outcome<'s>> =
            kinds.iter().map(|kind| self.outcome(law, *kind)).collect();
        let agree = outcomes
            .windows(2)
            .all(|pair| pair[0].status == pair[1].status && pair[0].code == pair[1].code);
        let certain = agree && outcomes.iter().all(|one| one.status != Status::Unknown);
        for outcome in &outcomes {
            for row in &outcome.rows {
                let known = answer.excluded.iter().any(|one| one.code == row.code);
                answer.excluded.extend(row.excluded.clone().filter(|_| !known));
            }
        }
        let Some(first) = outcomes.into_iter().next() else { return };
        let kind = &self.law.goods.kinds[first.kind];
        let witness = self.found.matches.iter().find(|one| one.kind == first.kind);
        let witness = witness.map(|one| one.witness.words()).unwrap_or_default();
        answer.because.push(format!("{}: {witness}", kind.title));
        if !agree {
            let titles: Vec<&str> =
                kinds.iter().map(|at| self.law.goods.kinds[*at].title.as_str()).collect();
            answer.because = vec![format!(
                "the description names several things that the law treats apart: {}",
                titles.join("; ")
            )];
            return;
        }
        if certain {
            answer.status = first.status;
            answer.code.clone_from(&first.code);
            answer.also = first.also;
            if first.status == Status::NotListed {
                answer.because.push(not_listed(&first.rows, kind.title.as_str()));
            }
            answer.because.extend(kind.notes.iter().cloned());
            return;
        }
        if !first.closed && first.rows.iter().all(|row| row.node == NO) {
            answer.because.push("which other entries may describe it was not reviewed".to_owned());
        }
        let residual = self.residual(law);
        answer.questions =
            self.questions(law, &first.rows, first.closed.then_some(residual.as_str()));
        answer.because.extend(self.lapse_note(law, &first.rows));
    }

    /// A suspension that ran out with nothing newer published is nobody's to answer.
    fn lapse_note(&self, law: &str, rows: &[RowState<'s>]) -> Option<String> {
        let lapsed = |row: &RowState<'s>| {
            let entry = self.entry(law, &row.code)?;
            let status = self.state.status(entry.by);
            matches!(status, navicert_rules::law::status::Status::Lapsed(_))
                .then(|| row.code.clone())
        };
        let codes: Vec<String> =
            rows.iter().filter(|row| row.node != NO).filter_map(lapsed).collect();
        (!codes.is_empty()).then(|| {
            format!(
                "the suspension of {} ran out and nothing newer was published: whether the entry is in force is not known",
                codes.join(", ")
            )
        })
    }

    fn is_part(&self) -> bool {
        let tag = navicert_model::vocabulary::Tag::parse(
            navicert_model::vocabulary::TagPlace::Item,
            "specially-designed-part",
        );
        tag.is_ok_and(|tag| self.part.item.tags.get(tag).is_yes())
    }

    fn say_why_open(&self, answer: &mut LawAnswer, part_of: bool) {
        if part_of {
            answer.because.push("it is a part or accessory: what it is made for decides, and what the entry says of parts".to_owned());
            return;
        }
        match self.found.matches.first() {
            Some(first) => answer.because.push(format!(
                "{} is named, but {}",
                self.law.goods.kinds[first.kind].title,
                first.witness.words()
            )),
            None => answer
                .because
                .push("the description names no kind of goods that was reviewed".to_owned()),
        }
    }

    fn outcome(&mut self, law: &str, kind: usize) -> Outcome<'s> {
        let data = &self.law.goods.kinds[kind];
        let numbers: Vec<usize> =
            (0..data.rows.len()).filter(|at| data.rows[*at].law == law).collect();
        let closed = Goods::closes(data, law);
        let rows: Vec<RowState<'s>> =
            numbers.into_iter().filter_map(|number| self.row(law, kind, number)).collect();
        // Entries are reviewed in the order of the rows: one that is still open stands before those
        // after it.
        let met = rows.iter().position(RowState::is_met);
        let open = rows.iter().position(RowState::is_open);
        let first =
            met.filter(|met| open.is_none_or(|open| met < &open)).map(|at| rows[at].code.clone());
        let others = rows.iter().filter(|row| row.is_met() && Some(&row.code) != first.as_ref());
        let also: Vec<String> = match first {
            Some(_) => others.map(|row| row.code.clone()).collect(),
            None => Vec::new(),
        };
        let (status, code) = match first {
            Some(code) => (Status::Listed, Some(code)),
            None if closed && rows.iter().all(|row| row.node == NO) => {
                (Status::NotListed, Some(self.residual(law)))
            }
            None => (Status::Unknown, None),
        };
        Outcome { status, code, also, rows, closed, kind }
    }
}

fn not_listed(rows: &[RowState<'_>], title: &str) -> String {
    if rows.is_empty() {
        return format!("no entry of the law describes {}", lower(title));
    }
    let codes: Vec<&str> = rows.iter().map(|row| row.code.as_str()).collect();
    format!("the only entries that can describe it are excluded: {}", codes.join(", "))
}

fn lower(title: &str) -> String {
    let mut letters = title.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}
