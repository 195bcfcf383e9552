//! Sentences → claims.

mod act;
mod figures;
mod merge;
mod scope;
mod status;
mod when;
mod who;

use crate::model::{Article, Claim, Items, Party, Span};
use crate::read::Document;
use crate::words::lexicon::{Lexicon, of};
use crate::words::rules::{self, Match, Rule};
use crate::words::sentence::{Sentence, sentences};
use navicert_model::day::Day;

pub use act::law_of;

/// A claim with what the desk needs to know of how it was told.
#[derive(Clone, Debug)]
pub struct Told {
    /// The claim.
    pub claim: Claim,
    /// Index of its sentence.
    pub sentence: usize,
    /// Only the headline says so.
    pub title: bool,
    /// It takes items into a measure that is there (`whether to include …`).
    pub inclusion: bool,
    /// It says `any`, `all`, `no longer`: no limit is meant.
    pub unlimited: bool,
    /// It says `only`: nothing else is meant.
    pub only: bool,
    /// An authority is named as the one who acts.
    pub names_authority: bool,
    /// The article corrects itself.
    pub corrects: bool,
    /// Its items or destination come from the sentences around it.
    pub inherited: bool,
}

/// What is read of one article.
pub struct Reading<'d> {
    /// The document.
    pub document: &'d Document,
    /// Its sentences.
    pub sentences: Vec<Sentence>,
    /// Words of its language.
    pub lexicon: &'static Lexicon,
    /// The day from which relative days count.
    pub base: Option<Day>,
    /// What the article is about, from the headline or the first measure.
    topic: Topic,
    /// For each sentence: export control is spoken of here or just before.
    about: Vec<bool>,
}

#[derive(Debug, Default)]
struct Topic {
    families: Vec<String>,
    destination: Vec<String>,
    actor: Option<String>,
}

/// A place in a sentence where a rule fits, with the tokens that belong to it.
pub(crate) struct Spot<'r> {
    pub rule: &'static Rule,
    pub found: &'r Match,
    pub sentence: &'r Sentence,
    pub index: usize,
    /// Tokens of the piece of the sentence that belongs to the match.
    pub from: usize,
    pub to: usize,
    /// Where another matter begins in the sentence (`…, while …`).
    pub limit: usize,
}

impl Spot<'_> {
    /// The first token of the words that carry the action, and the one behind them.
    pub fn core(&self) -> (usize, usize) {
        let last = self.found.core.get(1).or(self.found.core.first());
        // Of some rules the first words only colour what follows.
        let first = if self.rule.marks.contains(&"tail") { last } else { self.found.core.first() };
        (
            first.map_or(self.found.start, |(start, _)| *start),
            last.map_or(self.found.end, |(_, end)| *end),
        )
    }
}

impl<'d> Reading<'d> {
    /// Marks the sentences of a document.
    pub fn of(document: &'d Document, base: Option<Day>) -> Self {
        let lang = document.article.lang.as_str();
        let lexicon = of(lang);
        let sentences = sentences(&document.passages, lang);
        let mut reading = Reading {
            document,
            sentences,
            lexicon,
            base,
            topic: Topic::default(),
            about: Vec::new(),
        };
        reading.about = reading.subjects();
        reading.topic = scope::topic(&reading);
        reading
    }

    fn article(&self) -> &Article {
        &self.document.article
    }

    fn subjects(&self) -> Vec<bool> {
        let own: Vec<bool> = self
            .sentences
            .iter()
            .map(|s| s.has(self.lexicon, "subject") || s.has(self.lexicon, "item"))
            .collect();
        let enough = own.iter().filter(|own| **own).count() >= 1
            && self.sentences.iter().any(|s| {
                [
                    "export",
                    "plist",
                    "controls",
                    "licence",
                    "fdpr",
                    "ownership",
                    "delivery",
                    "notaffected",
                    "control_of",
                ]
                .iter()
                .any(|class| s.has(self.lexicon, class))
            });
        own.iter()
            .enumerate()
            .map(|(n, own_here)| {
                let near = (1..=3)
                    .any(|back| n.checked_sub(back).and_then(|b| own.get(b)).is_some_and(|o| *o));
                enough && (*own_here || near)
            })
            .collect()
    }

    /// The claims of the article, in the order of their places.
    pub fn claims(&mut self) -> Vec<Told> {
        let mut told: Vec<Told> = Vec::new();
        let lang = self.article().lang.clone();
        for index in 0..self.sentences.len() {
            let (Some(sentence), Some(about)) = (self.sentences.get(index), self.about.get(index))
            else {
                break;
            };
            if sentence.head {
                continue;
            }
            let accept = |rule: &'static Rule, found: &Match| {
                let end = sentence.tokens.len();
                self.fits(&Spot { rule, found, sentence, index, from: 0, to: end, limit: end })
            };
            let found = rules::matches(&lang, &sentence.tokens, &sentence.marked, *about, accept);
            let mut cuts = cuts(self, sentence, &found);
            cuts.push(sentence.tokens.len());
            let mut from = 0;
            for (n, one) in found.iter().enumerate() {
                let to = cuts.get(n).copied().unwrap_or(sentence.tokens.len());
                let Some(rule) = rules::rules(&lang).get(one.rule) else { continue };
                let limit = (one.end..to)
                    .find(|n| {
                        sentence.is(*n, &[","])
                            && sentence.is(n + 1, &["while", "whereas", "but", "although"])
                    })
                    .unwrap_or(to);
                let spot = Spot {
                    rule,
                    found: one,
                    sentence,
                    index,
                    from,
                    to: to.min(limit),
                    limit: if limit < to { limit } else { sentence.tokens.len() },
                };
                if let Some(one) = self.claim(&spot, &told) {
                    let more = scope::further_lists(self, &spot, &one);
                    told.push(one);
                    told.extend(more);
                }
                from = to;
            }
        }
        let mut told = merge::merge(told);
        when::carry(self, &mut told);
        status::refute(self, &mut told);
        act::number(self, &mut told);
        for (n, one) in told.iter_mut().enumerate() {
            one.claim.id = format!("{}/{}", self.article().id, n + 1);
        }
        told
    }

    fn claim(&self, spot: &Spot<'_>, before: &[Told]) -> Option<Told> {
        let actor = who::actor(self, spot, before);
        let attribution = who::attribution(self, spot, before);
        let scope = scope::scope(self, spot, &actor, before)?;
        let status = status::status(self, spot, &attribution, before);
        let dates = when::dates(self, spot, &status, before);
        let figures = figures::figures(self, spot);
        // `The rule takes effect on …` goes on about the measure told just before.
        let goes_on = |t: &Told| {
            matches!(t.claim.status.as_str(), "in_force" | "announced" | "ended")
                && scope::MEASURES.contains(&t.claim.action.as_str())
                && spot.index - t.sentence.min(spot.index) <= 2
        };
        if spot.rule.marks.contains(&"alone") && before.iter().any(goes_on) {
            return None;
        }
        let nothing = sentence_zero(self, spot);
        if spot.rule.action == "release_statistics" && figures.is_empty() && !nothing {
            return None;
        }
        let place = self.span(spot);
        let mut claim = Claim {
            id: String::new(),
            article: self.article().id.clone(),
            actor,
            action: spot.rule.action.to_owned(),
            status,
            items: Items { families: scope.families, codes: Vec::new(), text: scope.text },
            destination: scope.destination,
            parties: scope.parties,
            end_use: scope.end_use,
            reach: scope.reach,
            announced_on: dates.announced,
            effective_from: dates.from,
            effective_until: dates.until,
            legal_basis: self.basis(spot.sentence),
            act: act::printed(self, spot),
            figures,
            attribution,
            quote: self.quote(spot),
            span: place,
        };
        who::settle(&mut claim, &self.topic.actor);
        // An authority that only repeats itself is no party to its own measure.
        claim
            .destination
            .retain(|d| Some(d) != claim.actor.country.as_ref() || claim.action == "exempt");
        Some(Told {
            claim,
            sentence: spot.index,
            title: spot.sentence.title,
            inclusion: spot.rule.marks.contains(&"include"),
            unlimited: scope.unlimited,
            only: scope.only,
            names_authority: scope.names_authority,
            corrects: self.sentences.iter().any(|s| s.has(self.lexicon, "correction")),
            inherited: scope.inherited,
        })
    }

    /// The tests of a rule that look at more than classes.
    fn fits(&self, spot: &Spot<'_>) -> bool {
        let sentence = spot.sentence;
        let minerals = || {
            self.sentences.iter().any(|s| {
                s.all(self.lexicon, "item").iter().any(|f| {
                    !matches!(
                        self.lexicon.value(f),
                        "dual_use_all" | "all_items" | "military_goods"
                    )
                })
            })
        };
        let official = || {
            sentence
                .all(self.lexicon, "org")
                .iter()
                .any(|f| self.lexicon.value(f).starts_with("official"))
        };
        let company = || {
            sentence
                .all(self.lexicon, "org")
                .iter()
                .any(|f| self.lexicon.value(f).starts_with("company"))
                || sentence.has(self.lexicon, "partyword")
                || sentence.has(self.lexicon, "producer")
        };
        let (start, _) = spot.core();
        let lead = |n: usize| start.checked_sub(n).map_or("", |at| sentence.word(at));
        // A condition, a fear that is calmed, the content of a deal: nothing is told.
        let conditional = (1..=4).any(|n| lead(n) == "if");
        let soothed = sentence.within(self.lexicon, "soothe", spot.from, start);
        let of_deal = lead(1) == "to"
            && start >= 2
            && sentence.within(self.lexicon, "agreement", start.saturating_sub(3), start)
            && sentence.has(self.lexicon, "nearing");
        let purpose = (1..=8).any(|n| lead(n + 1) == "so" && lead(n) == "that");
        let background = spot.rule.action == "negotiate"
            && (1..=3).any(|n| matches!(lead(n), "familiar" | "knowledge" | "briefed" | "privy"));
        // What is talked about in a sentence on talks is their subject, no claim of its own.
        let talked = matches!(
            spot.rule.action,
            "require_licence" | "exempt" | "ease_review" | "extend_reach"
        ) && sentence.within(self.lexicon, "talks", 0, start)
            && !sentence.has(self.lexicon, "announce");
        // A list of goods is no list of parties.
        let counted = || {
            sentence.marked.numbers.iter().any(|n| {
                n.unit.is_some_and(|u| {
                    matches!(
                        u,
                        "entity"
                            | "company"
                            | "organisation"
                            | "institution"
                            | "university"
                            | "subsidiary"
                    )
                })
            })
        };
        if spot.rule.action == "list_party" && !company() && !counted() {
            return false;
        }
        // `列入名单的28家企业`: those already listed.
        let modifier = spot.rule.action == "list_party" && sentence.is(spot.found.end, &["的"]);
        if modifier {
            return false;
        }
        // What would have been, what is too hard to do, what is not granted.
        let counterfactual = lead(2) == "would" && lead(1) == "have";
        let undone = match spot.rule.action {
            "expand_supply" => {
                lead(1) == "to"
                    && sentence.within(self.lexicon, "hard", start.saturating_sub(4), start)
            }
            "grant_licence" | "resume_shipments" => {
                (1..=3).any(|n| matches!(lead(n), "not" | "never" | "n't"))
                    || (start..spot.core().1).any(|n| sentence.is(n, &["not", "without"]))
            }
            _ => false,
        };
        if conditional
            || counterfactual
            || undone
            || soothed
            || of_deal
            || background
            || talked
            || (purpose && spot.rule.action == "grant_licence")
        {
            return false;
        }
        spot.rule.marks.iter().all(|mark| match *mark {
            "official_said" => official() || sentence.has(self.lexicon, "country"),
            "courtly" => {
                let (start, _) = spot.core();
                sentence
                    .all(self.lexicon, "org")
                    .iter()
                    .any(|f| f.start == start && self.lexicon.value(f).starts_with("court"))
            }
            "statelike" => {
                (official() || sentence.has(self.lexicon, "country")) && company() && minerals()
            }
            "producerlike" => {
                company() && minerals() && (official() || sentence.has(self.lexicon, "country"))
            }
            "minerallike" => company() && minerals(),
            _ => true,
        })
    }

    /// The stretch of the file for a match.
    fn span(&self, spot: &Spot<'_>) -> Span {
        let sentence = spot.sentence;
        let Some(passage) = self.document.passages.get(sentence.passage) else {
            return Span::default();
        };
        let mut from = spot.from;
        while sentence.is(from, &[",", "and", "—", ";", "but", "、", "，", "-"]) {
            from += 1;
        }
        let mut to = spot.to.max(from + 1);
        while to > from + 1 && sentence.is(to - 1, &[".", ",", "。", ";", "and", "、", "—", "but"])
        {
            to -= 1;
        }
        let start = sentence.tokens.get(from).map_or(sentence.start, |t| t.start);
        let end = sentence.tokens.get(to - 1).map_or(sentence.end, |t| t.end);
        let (start, end) = passage.place(start, end);
        Span { start, end }
    }

    /// The words in quotation marks around the words of the action.
    fn quote(&self, spot: &Spot<'_>) -> Option<String> {
        let (start, _) = spot.core();
        let tokens = &spot.sentence.tokens;
        let mark = |text: &str| matches!(text, "\"" | "「" | "」" | "『" | "』");
        let open = (0..start)
            .rev()
            .find(|n| spot.sentence.word(*n) == "\"" || spot.sentence.word(*n) == "「")?;
        let opened = tokens.get(..=open)?.iter().filter(|t| t.text == "\"").count();
        if spot.sentence.word(open) == "\"" && opened % 2 == 0 {
            return None;
        }
        let close =
            (start..tokens.len()).find(|n| mark(spot.sentence.word(*n))).unwrap_or(tokens.len());
        let passage = self.document.passages.get(spot.sentence.passage)?;
        let from = tokens.get(open)?.end;
        let to = tokens.get(close).map_or(spot.sentence.end, |t| t.start);
        let text: String = passage.chars.get(from..to)?.iter().collect();
        Some(text.trim().to_owned()).filter(|text| !text.is_empty())
    }

    fn basis(&self, sentence: &Sentence) -> Vec<String> {
        let mut found: Vec<String> = sentence
            .all(self.lexicon, "basis")
            .iter()
            .map(|f| self.lexicon.value(f).to_owned())
            .collect();
        found.dedup();
        found
    }
}

/// Whether a figure is told as a word: `zero`.
fn sentence_zero(reading: &Reading<'_>, spot: &Spot<'_>) -> bool {
    spot.sentence.within(reading.lexicon, "zero", spot.found.start, spot.found.end)
}

/// Where the piece of each match ends: at the last break before the next match.
fn cuts(reading: &Reading<'_>, sentence: &Sentence, found: &[Match]) -> Vec<usize> {
    let mut cuts = Vec::new();
    for pair in found.windows(2) {
        let [one, next] = pair else { continue };
        let begin = one.core.get(1).or(one.core.first()).map_or(one.start + 1, |(_, end)| *end);
        let strong = |n: &usize| {
            sentence.is(*n, &[",", ";", "—", "、", "，", ":"])
                || sentence.within(reading.lexicon, "break", *n, n + 1)
        };
        // `and` parts only if a verb follows at once.
        let subject =
            |n: &usize| sentence.is(*n, &["and", "or", "that", "if"]) && next.start <= n + 3;
        let cut = (begin..next.start)
            .rev()
            .find(strong)
            .or_else(|| (begin..next.start).rev().find(subject));
        cuts.push(cut.unwrap_or(next.start).max(begin.min(next.start)));
    }
    cuts
}

/// A class of parties without name or number.
pub(crate) fn party(class: &str, country: Option<String>) -> Party {
    Party { class: class.to_owned(), country, name: None, count: None }
}
