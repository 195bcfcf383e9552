//! Judgements put together from what clauses say that others do not touch.
//!
//! What a clause says, with the exceptions that lift it, is the same whatever the other clauses say, as
//! long as nothing of it is open. So it is found out once for all transfers that say the same to it, and
//! a judgement is put together from such *pieces*. The clauses that leave something open are one more
//! piece, for each group of laws, with what the others come to as its floor: only they ask questions.
//! See `docs/decisions/46-pieces.md`.

use crate::render::json::{self, Body, Hole, Shared};
use navicert_model::day::Day;
use navicert_model::transfer::Transfer;
use navicert_model::tri::Tri;
use navicert_model::verdict::{Effect, Verdict};
use navicert_rules::compiled::{Alike, Said, Told};
use navicert_rules::eval::diagram::Quick;
use navicert_rules::eval::evaluator::Evaluator;
use navicert_rules::eval::judge::{Judgement, Obligation};
use navicert_rules::eval::opinion::{self, Opinion, Share};
use navicert_rules::eval::reasons;
use navicert_rules::eval::state::State;
use navicert_rules::law::{ClauseIx, ClauseKind, LawBook};
use std::collections::HashMap;
use std::sync::Arc;

/// At most so many findings, duties and questions are kept in pieces, and in judgements.
const WEIGHT: usize = 1 << 18;
/// At most so many bytes of what was written are kept.
const WRITTEN: usize = 1 << 26;
/// The group of all laws.
const ALL: u32 = u32::MAX;
/// No effect: in keys of pieces that leave nothing open.
const NO_FLOOR: u32 = u32::MAX;

/// What clauses of some laws say that others do not touch.
#[derive(Debug)]
struct Piece {
    share: Share,
    /// What is written of it, once that was wanted.
    texts: Option<Texts>,
    /// The same, if it is one finding, no exception, whose duties have no wording of their own.
    plain: Option<Plain>,
}

/// One finding and its duties, as they are written.
#[derive(Debug)]
struct Plain {
    clause: ClauseIx,
    text: Box<str>,
    /// Where the duties begin.
    duties: u32,
    /// Whether its law has a policy or forms by it.
    terms: bool,
}

/// What is written of a piece, by law of its opinion.
#[derive(Debug)]
struct Texts {
    findings: Vec<Vec<Box<str>>>,
    duties: Vec<Vec<Body>>,
}

/// How laws of a group reach a transfer, with a number.
#[derive(Debug)]
struct Reached {
    number: u32,
    laws: Box<[Tri]>,
}

/// A law without findings, as it is written, by its reach.
type Quiet = [String; 3];

/// The pieces met, and those of the transfer at hand.
#[derive(Debug)]
pub(crate) struct Pieces {
    pieces: Vec<Piece>,
    /// Piece of one clause by group of laws, what is said to it, and the guidance given; none = it leaves
    /// something open.
    of_clause: HashMap<(u32, Said, u32), Option<u32>, Quick>,
    /// Piece of several clauses: by group of laws, guidance given, and what is said to each clause; for
    /// one that leaves something open also by floors, what every row is asked, the stretch where answers
    /// hang on it, and what is said to conflicts where laws may pull apart.
    of_several: HashMap<Box<[u32]>, Option<u32>, Quick>,
    /// By group of laws, and what is said to its reach and its conflicts.
    reaches: HashMap<(u32, Alike), Reached, Quick>,
    /// By clause: whether laws may pull apart over it.
    pulls: Vec<bool>,
    /// By clause: of an exception, the clauses it lifts, one bit each.
    lifts: Vec<Option<Box<[u64]>>>,
    quiet: Vec<Quiet>,
    /// Judgements by pieces and reach.
    judgements: HashMap<Box<[u32]>, Arc<Judgement>, Quick>,
    /// What is written of what is left open, by the pieces that leave it open and what each law comes to.
    left: HashMap<Box<[u32]>, Box<str>, Quick>,
    /// What pieces, and judgements hold, and bytes of what was written.
    weights: [usize; 2],
    bytes: usize,
    /// How many pieces were made.
    pub made: usize,
    at_hand: AtHand,
}

/// Of the transfer at hand.
#[derive(Debug, Default)]
struct AtHand {
    /// Pieces, by law once they are sorted; those of several laws come under each.
    chosen: Vec<(usize, u32)>,
    /// Pieces that leave something open.
    open: Vec<u32>,
    /// By law; and by group what was said to its reach, with its number.
    reach: Vec<Tri>,
    reached: Vec<Option<(Alike, u32)>>,
    verdicts: Vec<Verdict>,
    floors: Vec<Effect>,
    /// By group: what is told to clauses that leave something open, and what every row is asked.
    left_over: Vec<(u32, Told)>,
    phases: Vec<[u32; 2]>,
    /// Findings or duties of a law: of an exception, clause, piece, law of it, position.
    order: Vec<(bool, ClauseIx, u32, u32, u32)>,
    /// Room for a key.
    key: Vec<u32>,
}

/// A transfer and the law it is judged by.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub state: &'a State<'a>,
    pub transfer: &'a Transfer,
    pub on: Day,
    /// How much guidance was given by the day.
    pub guided: u32,
}

impl Pieces {
    pub fn new(book: &LawBook) -> Self {
        let words = book.clauses.len().div_ceil(64);
        let lifts = book.clauses.iter().map(|clause| match &clause.kind {
            ClauseKind::Effect(_) => None,
            ClauseKind::Exception { lifts, .. } => {
                let mut bits = vec![0; words];
                lifts.iter().for_each(|ix| bits[ix.0 as usize / 64] |= 1 << (ix.0 % 64));
                Some(bits.into_boxed_slice())
            }
        });
        let quiet = book.laws.iter().map(|law| {
            [Tri::No, Tri::Unknown, Tri::Yes].map(|reach| {
                let mut text = String::new();
                json::law_head(&mut text, &law.name, reach, Verdict::closed(Effect::Free));
                json::law_terms(&mut text, None, &[]);
                text.push_str("],\"obligations\":[]}");
                text
            })
        });
        Pieces {
            pieces: Vec::new(),
            of_clause: HashMap::with_hasher(Quick),
            of_several: HashMap::with_hasher(Quick),
            reaches: HashMap::with_hasher(Quick),
            lifts: lifts.collect(),
            pulls: (0..book.clauses.len() as u32)
                .map(|ix| book.conflicts.iter().any(|one| one.obeying.contains(&ClauseIx(ix))))
                .collect(),
            quiet: quiet.collect(),
            judgements: HashMap::with_hasher(Quick),
            left: HashMap::with_hasher(Quick),
            weights: [0; 2],
            bytes: 0,
            made: 0,
            at_hand: AtHand {
                reach: vec![Tri::No; book.laws.len()],
                verdicts: vec![Verdict::closed(Effect::Free); book.laws.len()],
                floors: vec![Effect::Free; book.laws.len()],
                ..AtHand::default()
            },
        }
    }

    /// Begins with another transfer.
    pub fn begin(&mut self) {
        if self.weights[0] >= WEIGHT || self.bytes >= WRITTEN {
            self.pieces.clear();
            self.of_clause.clear();
            self.of_several.clear();
            self.reaches.clear();
            self.judgements.clear();
            self.left.clear();
            (self.weights, self.bytes) = ([0; 2], 0);
            self.at_hand.reached.clear();
        }
        let at = &mut self.at_hand;
        at.chosen.clear();
        at.open.clear();
        at.left_over.clear();
        at.phases.clear();
        at.floors.fill(Effect::Free);
    }

    /// Takes note of how the laws of a group reach a transfer, and of what it asks of every row.
    pub fn reach(
        &mut self,
        (key, phase): ((u32, Alike), [u32; 2]),
        laws: &[usize],
        asked: &Asked<'_>,
    ) {
        self.at_hand.phases.push(phase);
        let (group, alike) = (key.0 as usize, key.1);
        if self.at_hand.reached.len() <= group {
            self.at_hand.reached.resize(group + 1, None);
        }
        // Often a transfer is reached as the one before.
        if self.at_hand.reached[group].is_some_and(|(known, _)| known == alike) {
            return;
        }
        let number = self.reaches.len() as u32;
        let reached = self.reaches.entry(key).or_insert_with(|| {
            let opinion = opinion::opine(asked.state, asked.transfer, laws, &[]);
            Reached { number, laws: opinion.laws.iter().map(|law| law.reach).collect() }
        });
        self.at_hand.reached[group] = Some((alike, reached.number));
        for (&law, reach) in laws.iter().zip(&reached.laws) {
            self.at_hand.reach[law] = *reach;
        }
    }

    /// Takes note of what a transfer tells the clauses of a group of laws, sorted.
    ///
    /// Cost: one look-up a clause; where exceptions hold, clauses times exceptions; one more look-up
    /// where something is open.
    pub fn choose(&mut self, group: u32, laws: &[usize], told: &[Told], asked: &Asked<'_>) {
        let before = self.at_hand.left_over.len();
        if told.iter().all(|told| self.lifts[told.clause.0 as usize].is_none()) {
            for told in told {
                let key = (group, told.said, asked.guided);
                let piece = match self.of_clause.get(&key) {
                    Some(&known) => known,
                    None => {
                        let made = self.alone(&[told.clause], asked);
                        self.of_clause.insert(key, made);
                        made
                    }
                };
                self.take(group, piece, std::slice::from_ref(told));
            }
        } else {
            for members in self.touching(told) {
                let key = &mut self.at_hand.key;
                key.clear();
                key.extend([group, asked.guided, NO_FLOOR]);
                key.extend(members.iter().flat_map(|told| told.said.words()));
                let piece = match self.of_several.get(&key[..]) {
                    Some(&known) => known,
                    None => {
                        let key = key.as_slice().into();
                        let clauses: Vec<ClauseIx> =
                            members.iter().map(|told| told.clause).collect();
                        let made = self.alone(&clauses, asked);
                        self.of_several.insert(key, made);
                        made
                    }
                };
                self.take(group, piece, &members);
            }
        }
        if self.at_hand.left_over.len() > before {
            self.at_hand.left_over[before..].sort_unstable_by_key(|(_, told)| told.clause);
            let phase = self.at_hand.phases.len() - 1;
            let piece = self.together(group, laws, (before, phase), asked);
            self.at_hand.open.push(piece);
        }
    }

    /// Clauses that touch each other: exceptions and what they lift. Exceptions that lift none of the
    /// clauses are left out.
    fn touching(&self, told: &[Told]) -> Vec<Vec<Told>> {
        let lifts = |told: &Told| self.lifts[told.clause.0 as usize].as_deref();
        let effects = told.iter().filter(|told| lifts(told).is_none());
        let mut touching: Vec<Vec<Told>> = effects.map(|told| vec![*told]).collect();
        for exception in told {
            let Some(lifted) = lifts(exception) else { continue };
            let is_lifted = |member: &Told| {
                let clause = member.clause.0;
                lifted[clause as usize / 64] >> (clause % 64) & 1 == 1
            };
            let (mut touched, apart): (Vec<_>, Vec<_>) =
                touching.into_iter().partition(|members| members.iter().any(is_lifted));
            touching = apart;
            if !touched.is_empty() {
                touched.push(vec![*exception]);
                touching.push(touched.concat());
            }
        }
        touching.iter_mut().for_each(|members| members.sort_unstable_by_key(|told| told.clause));
        touching
    }

    fn take(&mut self, group: u32, piece: Option<u32>, members: &[Told]) {
        let at = &mut self.at_hand;
        let Some(number) = piece else {
            return at.left_over.extend(members.iter().map(|told| (group, *told)));
        };
        let piece = &self.pieces[number as usize];
        for law in &piece.share.opinion.laws {
            at.chosen.push((law.law, number));
            let floor = &mut at.floors[law.law];
            *floor = (*floor).max(law.verdict.at_least());
        }
    }

    /// What clauses that touch each other say; none if they leave something open.
    fn alone(&mut self, clauses: &[ClauseIx], asked: &Asked<'_>) -> Option<u32> {
        let book = asked.state.book();
        let law_of = |ix: ClauseIx| book.clauses[ix.0 as usize].law;
        let law = law_of(*clauses.first()?);
        if clauses.iter().any(|ix| law_of(*ix) != law) {
            return None;
        }
        let share = Share::new(asked.state, asked.transfer, (&[law], &[]), clauses);
        self.weights[0] += 1;
        share.stands_alone(book).then(|| self.add(share))
    }

    /// What clauses that are left over say together, from a place in what was left over and in the
    /// phases.
    fn together(
        &mut self,
        group: u32,
        laws: &[usize],
        (from, phase): (usize, usize),
        asked: &Asked<'_>,
    ) -> u32 {
        let AtHand { key, left_over, phases, floors, reached, .. } = &mut self.at_hand;
        let left_over = &left_over[from..];
        let dated = left_over.iter().any(|(_, told)| told.dated);
        key.clear();
        key.extend([group, asked.guided]);
        key.extend(laws.iter().map(|&law| floors[law] as u32));
        for [all, day] in &phases[phase..] {
            key.extend([*all, if dated { *day } else { u32::MAX }]);
        }
        key.extend(
            left_over
                .iter()
                .flat_map(|(group, told)| std::iter::once(*group).chain(told.said.words())),
        );
        if left_over.iter().any(|(_, told)| self.pulls[told.clause.0 as usize]) {
            let own =
                reached.iter().enumerate().filter(|(at, _)| group == ALL || *at == group as usize);
            key.extend(own.map(|(_, reached)| reached.map_or(u32::MAX, |(_, number)| number)));
        }
        if let Some(Some(known)) = self.of_several.get(&key[..]) {
            return *known;
        }
        let key = key.as_slice().into();
        let mut clauses: Vec<ClauseIx> = left_over.iter().map(|(_, told)| told.clause).collect();
        clauses.sort_unstable();
        let floors: Vec<Effect> = laws.iter().map(|&law| floors[law]).collect();
        let share = Share::new(asked.state, asked.transfer, (laws, &floors), &clauses);
        let made = self.add(share);
        self.of_several.insert(key, Some(made));
        made
    }

    fn add(&mut self, share: Share) -> u32 {
        self.made += 1;
        self.weights[0] += share.opinion.weight();
        self.pieces.push(Piece { share, texts: None, plain: None });
        self.pieces.len() as u32 - 1
    }

    /// Ends the groups of laws: where two ask for one fact, what is left over is looked at once.
    pub fn settle(&mut self, asked: &Asked<'_>) {
        if self.at_hand.open.len() > 1 {
            let opinions: Vec<&Opinion> =
                self.at_hand.open.iter().map(|&open| self.opinion(open)).collect();
            if opinion::overlap(&opinions) {
                let laws: Vec<usize> = (0..self.quiet.len()).collect();
                let piece = self.together(ALL, &laws, (0, 0), asked);
                self.at_hand.open = vec![piece];
            }
        }
        let at = &mut self.at_hand;
        for &open in &at.open {
            let laws = self.pieces[open as usize].share.opinion.laws.iter();
            at.chosen.extend(laws.map(|law| (law.law, open)));
        }
        // Pieces of one clause stay in the order of their clauses.
        at.chosen.sort_by_key(|(law, _)| *law);
        at.verdicts.fill(Verdict::closed(Effect::Free));
        for &(law, piece) in &at.chosen {
            let laws = self.pieces[piece as usize].share.opinion.laws.iter();
            let own = laws.filter(|one| one.law == law).map(|one| one.verdict);
            at.verdicts[law] = own.fold(at.verdicts[law], Verdict::join);
        }
    }

    fn opinion(&self, piece: u32) -> &Opinion {
        &self.pieces[piece as usize].share.opinion
    }

    /// The judgement of the transfer at hand. Cost: one look-up, if the like was met before.
    pub fn judgement(&mut self, asked: &Asked<'_>) -> Arc<Judgement> {
        let at = &mut self.at_hand;
        at.key.clear();
        at.key.extend(at.chosen.iter().map(|(_, piece)| *piece));
        at.key.sort_unstable();
        at.key.dedup();
        let shares = at.key.len();
        at.key.extend(at.reach.iter().map(|reach| *reach as u32));
        if let Some(known) = self.judgements.get(&at.key[..]) {
            return Arc::clone(known);
        }
        let shares: Vec<&Share> =
            at.key[..shares].iter().map(|&piece| &self.pieces[piece as usize].share).collect();
        let made = Arc::new(opinion::compose(asked.state.book(), &shares, &at.reach));
        if self.weights[1] >= WEIGHT {
            self.judgements.clear();
            self.weights[1] = 0;
        }
        self.weights[1] += made.weight();
        self.judgements.insert(at.key.as_slice().into(), Arc::clone(&made));
        made
    }

    /// Writes the body of the transfer at hand; its joint verdict.
    pub fn write(&mut self, asked: &Asked<'_>, shared: &Shared, out: &mut String) -> Verdict {
        for at in 0..self.at_hand.chosen.len() {
            let (_, piece) = self.at_hand.chosen[at];
            if self.pieces[piece as usize].texts.is_none() {
                self.write_piece(piece, asked, shared);
            }
        }
        let free = Verdict::closed(Effect::Free);
        let joint = self.at_hand.verdicts.iter().copied().fold(free, Verdict::join);
        json::verdict_of_all(out, joint);
        let mut from = 0;
        for law in 0..self.quiet.len() {
            if law > 0 {
                out.push(',');
            }
            let rest = &self.at_hand.chosen[from..];
            let count = rest.iter().take_while(|(of, _)| *of == law).count();
            if count == 0 {
                out.push_str(&self.quiet[law][self.at_hand.reach[law] as usize]);
            } else {
                self.write_law(law, from..from + count, asked, out);
            }
            from += count;
        }
        self.write_left(asked.state.book(), out);
        joint
    }

    fn write_piece(&mut self, piece: u32, asked: &Asked<'_>, shared: &Shared) {
        let Asked { state, transfer, on, .. } = *asked;
        let piece = &mut self.pieces[piece as usize];
        let mut ev = Evaluator::new(state, transfer);
        let laws = &piece.share.opinion.laws;
        let findings = laws.iter().map(|law| {
            let findings = law.findings.iter().map(|finding| {
                let mut text = String::new();
                Body::of_finding(finding, (state, on), shared).fill(&mut text, |_, out| {
                    json::write_reason(out, &reasons::explain(&mut ev, finding.clause));
                });
                text.into_boxed_str()
            });
            findings.collect::<Vec<Box<str>>>()
        });
        let findings: Vec<Vec<Box<str>>> = findings.collect();
        let duties = laws.iter().map(|law| {
            law.obligations.iter().map(|duty| Body::of_duty(duty, state.book())).collect()
        });
        let duties: Vec<Vec<Body>> = duties.collect();
        self.bytes += findings.iter().flatten().map(|text| text.len()).sum::<usize>()
            + duties.iter().flatten().map(Body::len).sum::<usize>();
        if let ([law], [found], [owed]) = (&laws[..], &findings[..], &duties[..])
            && let ([finding], [of]) = (&found[..], &law.findings[..])
            && owed.iter().all(Body::is_whole)
            && law.obligations.iter().all(|duty| duty.clause == of.clause)
            // Duties of exceptions come behind those of all others.
            && self.lifts[of.clause.0 as usize].is_none()
        {
            let clause = of.clause;
            let mut text = finding.to_string();
            for (number, duty) in owed.iter().enumerate() {
                if number > 0 {
                    text.push(',');
                }
                duty.fill(&mut text, |_, _| {});
            }
            let terms = law.policy.is_some() || !law.forms.is_empty();
            let duties = finding.len() as u32;
            piece.plain = Some(Plain { clause, text: text.into(), duties, terms });
        }
        piece.texts = Some(Texts { findings, duties });
    }

    /// Writes a law of which all pieces are plain, in the order of their clauses, and at most one has
    /// terms; `false`, and nothing is written, if that is not so.
    fn write_plain(&self, chosen: &[(usize, u32)], out: &mut String) -> bool {
        let plain = |(_, piece): &(usize, u32)| self.pieces[*piece as usize].plain.as_ref();
        let (mut terms, mut last) = (0, None);
        for one in chosen {
            let Some(one) = plain(one).filter(|one| Some(one.clause) > last) else { return false };
            (terms, last) = (terms + usize::from(one.terms), Some(one.clause));
        }
        match chosen {
            [(_, piece)] => {
                self.pieces[*piece as usize].share.opinion.laws.iter().for_each(|one| {
                    json::law_terms(out, one.policy.as_deref(), &one.forms);
                })
            }
            _ if terms == 0 => json::law_terms(out, None, &[]),
            _ => return false,
        }
        for (number, one) in chosen.iter().filter_map(plain).enumerate() {
            if number > 0 {
                out.push(',');
            }
            out.push_str(&one.text[..one.duties as usize]);
        }
        out.push_str("],\"obligations\":[");
        let mut is_first = true;
        for one in chosen.iter().filter_map(plain) {
            let duties = &one.text[one.duties as usize..];
            if !duties.is_empty() && !std::mem::take(&mut is_first) {
                out.push(',');
            }
            out.push_str(duties);
        }
        out.push_str("]}");
        true
    }

    fn write_law(
        &mut self,
        law: usize,
        chosen: std::ops::Range<usize>,
        asked: &Asked<'_>,
        out: &mut String,
    ) {
        let book = asked.state.book();
        let (reach, verdict) = (self.at_hand.reach[law], self.at_hand.verdicts[law]);
        json::law_head(out, &book.laws[law].name, reach, verdict);
        if self.write_plain(&self.at_hand.chosen[chosen.clone()], out) {
            return;
        }
        let (all, at) = (&self.pieces, &mut self.at_hand);
        let chosen = &at.chosen[chosen];
        let own = |piece: u32| {
            let laws = all[piece as usize].share.opinion.laws.iter().enumerate();
            laws.filter(move |(_, one)| one.law == law)
        };
        let mut with_terms = chosen.iter().filter(|(_, piece)| {
            own(*piece).any(|(_, one)| one.policy.is_some() || !one.forms.is_empty())
        });
        match (with_terms.next(), with_terms.next()) {
            (None, _) => json::law_terms(out, None, &[]),
            (Some((_, piece)), None) if chosen.len() == 1 => own(*piece).for_each(|(_, one)| {
                json::law_terms(out, one.policy.as_deref(), &one.forms);
            }),
            _ => {
                let shares: Vec<&Share> =
                    chosen.iter().map(|(_, piece)| &all[*piece as usize].share).collect();
                let (policy, forms) = opinion::terms(book, law, &shares);
                json::law_terms(out, policy.as_deref(), &forms);
            }
        }
        at.order.clear();
        for &(_, piece) in chosen {
            for (place, one) in own(piece) {
                let findings = one.findings.iter().enumerate();
                at.order.extend(findings.map(|(number, finding)| {
                    (false, finding.clause, piece, place as u32, number as u32)
                }));
            }
        }
        at.order.sort_unstable();
        for (number, (_, _, piece, place, at)) in at.order.iter().enumerate() {
            if number > 0 {
                out.push(',');
            }
            if let Some(texts) = &all[*piece as usize].texts {
                out.push_str(&texts.findings[*place as usize][*at as usize]);
            }
        }
        out.push_str("],\"obligations\":[");
        at.order.clear();
        for &(_, piece) in chosen {
            for (place, one) in own(piece) {
                let duties = one.obligations.iter().enumerate();
                at.order.extend(duties.map(|(number, duty)| {
                    let of_exception = self.lifts[duty.clause.0 as usize].is_some();
                    (of_exception, duty.clause, piece, place as u32, number as u32)
                }));
            }
        }
        at.order.sort_unstable();
        for (number, (_, _, piece, place, at)) in at.order.iter().enumerate() {
            if number > 0 {
                out.push(',');
            }
            let piece = &all[*piece as usize];
            let (place, at) = (*place as usize, *at as usize);
            let duty: &Obligation = &piece.share.opinion.laws[place].obligations[at];
            if let Some(texts) = &piece.texts {
                let wording = |_: Hole, out: &mut String| {
                    json::write_duty_text(out, book, asked.transfer, duty);
                };
                texts.duties[place][at].fill(out, wording);
            }
        }
        out.push_str("]}");
    }

    /// Writes what is left open: once for the same pieces, beside what the laws come to.
    fn write_left(&mut self, book: &LawBook, out: &mut String) {
        let at = &mut self.at_hand;
        if at.open.is_empty() {
            return out.push_str(json::NOTHING_OPEN);
        }
        at.key.clear();
        at.key.extend(&at.open);
        at.key.extend(
            at.verdicts.iter().map(|span| span.at_least() as u32 * 4 + span.at_most() as u32),
        );
        if let Some(known) = self.left.get(&at.key[..]) {
            return out.push_str(known);
        }
        let opinions: Vec<&Opinion> =
            at.open.iter().map(|&open| &self.pieces[open as usize].share.opinion).collect();
        let left = opinion::left(book, &opinions, &at.verdicts);
        let from = out.len();
        json::write_left(out, (&left.questions, &left.open_because, &left.conflicts), book);
        self.bytes += out.len() - from;
        self.left.insert(at.key.as_slice().into(), out[from..].into());
    }
}
