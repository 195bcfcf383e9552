//! Entries that may describe the item, best first.

use super::{Candidate, LawAnswer, Look, SHOWN};
use crate::compare::table::{Relation, Topic};
use navicert_items::index::{HsMatch, ONE, score};
use navicert_model::transfer::Code;
use std::collections::HashMap;

/// Documents found, by law, the best first.
pub(super) struct Hits {
    by_law: HashMap<String, Vec<(usize, u64, Option<HsMatch>)>>,
    /// What speaks for a document besides words and tariff number.
    reasons: HashMap<usize, Vec<String>>,
}

impl<'a, 's> Look<'a, 's>
where
    'a: 's,
{
    /// Every entry that shares a word, a heading, a kind or a correspondence with the item.
    pub(super) fn hits(&self) -> Hits {
        let mut boosts: HashMap<usize, u64> = HashMap::new();
        let mut reasons: HashMap<usize, Vec<String>> = HashMap::new();
        self.by_kinds(&mut boosts, &mut reasons);
        self.by_codes(&mut boosts, &mut reasons);
        let mut boosts: Vec<(usize, u64)> = boosts.into_iter().collect();
        boosts.sort_unstable();
        let (index, lexicon) = (&self.law.index, &self.law.goods.lexicon);
        let hs = self.part.item.hs.as_deref();
        let mut by_law: HashMap<String, Vec<(usize, u64, Option<HsMatch>)>> = HashMap::new();
        for hit in index.find(&self.found.reading, lexicon, hs, &boosts) {
            let law = &self.law.indexed[hit.document].law;
            match by_law.get_mut(law) {
                Some(hits) => hits.push((hit.document, hit.score, hit.hs)),
                None => {
                    by_law.insert(law.clone(), vec![(hit.document, hit.score, hit.hs)]);
                }
            }
        }
        for hits in by_law.values_mut() {
            // Only the best few are shown; those that are excluded make room for others.
            let code = |at: usize| self.law.indexed[at].code.as_str();
            let order = |a: &(usize, u64, Option<HsMatch>), b: &(usize, u64, Option<HsMatch>)| {
                b.1.cmp(&a.1).then_with(|| code(a.0).cmp(code(b.0)))
            };
            if hits.len() > 4 * SHOWN {
                hits.select_nth_unstable_by(4 * SHOWN, order);
                hits.truncate(4 * SHOWN);
            }
            hits.sort_by(order);
        }
        Hits { by_law, reasons }
    }

    fn by_kinds(
        &self,
        boosts: &mut HashMap<usize, u64>,
        reasons: &mut HashMap<usize, Vec<String>>,
    ) {
        let most = self.found.matches.iter().map(|one| one.groups).max().unwrap_or(0);
        for found in &self.found.matches {
            let kind = &self.law.goods.kinds[found.kind];
            let behind = (most - found.groups) as u64 * 10 * ONE;
            let worth = if found.witness.is_sure() { 72 * ONE } else { 40 * ONE };
            let mut places: HashMap<&str, u64> = HashMap::new();
            for row in &kind.rows {
                let Some(code) = &row.code else { continue };
                let place = places.entry(&row.law).or_default();
                let at = *place;
                *place += 1;
                let Some(document) = self.law.by_code.get(&(row.law.clone(), code.clone())) else {
                    continue;
                };
                let value = worth.saturating_sub(behind + at.min(16) * ONE);
                let known = boosts.entry(*document).or_default();
                if value > *known {
                    *known = value;
                    reasons.insert(*document, vec![format!("kind: {}", kind.title)]);
                }
            }
        }
    }

    /// Codes of other laws, through the tables of correspondence.
    fn by_codes(
        &self,
        boosts: &mut HashMap<usize, u64>,
        reasons: &mut HashMap<usize, Vec<String>>,
    ) {
        for (scheme, code) in &self.part.item.codes {
            let Code::Listed(code) = code else { continue };
            let topics: Vec<&Topic> = self.law.tables.topics_with(scheme, code);
            for topic in topics {
                for other in topic.codes.iter().filter(|other| *other.scheme != **scheme) {
                    let worth = match other.relation {
                        Relation::Same => 80 * ONE,
                        Relation::Wider | Relation::Narrower => 64 * ONE,
                        Relation::Overlaps => 48 * ONE,
                        Relation::None => continue,
                    };
                    let key = (other.scheme.clone(), other.code.clone());
                    let Some(document) = self.law.by_code.get(&key) else { continue };
                    let known = boosts.entry(*document).or_default();
                    *known = worth.max(*known);
                    reasons.entry(*document).or_default().push(format!(
                        "corresponds to {scheme} {code}: {} ({})",
                        topic.title,
                        other.relation.as_str()
                    ));
                }
            }
        }
    }

    /// The best candidates of a law that nothing excludes; what excludes the others.
    pub(super) fn candidates(&mut self, law: &str, hits: &Hits, answer: &mut LawAnswer) {
        let mut shown: Vec<Candidate> = Vec::new();
        if let Some(code) = answer.code.clone().filter(|_| answer.status == super::Status::Listed) {
            shown.extend(self.candidate(law, &code, hits, Some(1000)));
        }
        for (document, raw, _) in hits.by_law.get(law).into_iter().flatten() {
            if shown.len() >= SHOWN {
                break;
            }
            let code = self.law.indexed[*document].code.as_str();
            let is_known = shown.iter().any(|one| one.code == code)
                || answer.excluded.iter().any(|one| one.code == code);
            if is_known || self.entry(law, code).is_none() {
                continue;
            }
            if let Some(excluded) = self.excludes(law, code) {
                if answer.excluded.len() < SHOWN {
                    answer.excluded.push(excluded);
                }
                continue;
            }
            shown.extend(self.candidate(law, code, hits, Some(score(*raw))));
        }
        answer.candidates = shown;
    }

    fn candidate(
        &self,
        law: &str,
        code: &str,
        hits: &Hits,
        worth: Option<u16>,
    ) -> Option<Candidate> {
        let title = self.entry(law, code)?.title.clone();
        let document = *self.law.by_code.get(&(law.to_owned(), code.to_owned()))?;
        let mut why = hits.reasons.get(&document).cloned().unwrap_or_default();
        let shared = self.law.index.shared(document, &self.found.reading, &self.law.goods.lexicon);
        if !shared.is_empty() {
            let few: Vec<&str> = shared.iter().take(4).map(String::as_str).collect();
            why.push(format!("words: {}", few.join(", ")));
        }
        let by_hs =
            hits.by_law.get(law)?.iter().find(|one| one.0 == document).and_then(|one| one.2);
        if let (Some(found), Some(hs)) = (by_hs, self.part.item.hs.as_deref()) {
            let digits = match found {
                HsMatch::Heading => hs.get(..4),
                HsMatch::Subheading => hs.get(..6),
                HsMatch::Line => Some(hs),
            };
            why.push(format!("hs {}", digits.unwrap_or(hs)));
        }
        Some(Candidate { code: code.to_owned(), title, score: worth.unwrap_or(0), why })
    }
}
