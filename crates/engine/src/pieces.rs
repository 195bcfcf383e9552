//! Decisions put together from findings that stand for themselves.
//!
//! Most transfers leave nothing open. What a clause then says, with the exceptions that lift it, is the
//! same whatever the other clauses say, so that it is found out and written once for all transfers
//! that say the same to it; see `docs/decisions/46-pieces.md`.

use crate::render::json::{self, Body, Hole, Shared};
use navicert_model::day::Day;
use navicert_model::transfer::Transfer;
use navicert_model::tri::Tri;
use navicert_model::verdict::{Effect, Verdict};
use navicert_model::vocabulary::Policy;
use navicert_rules::compiled::{Alike, Said};
use navicert_rules::eval::diagram::Quick;
use navicert_rules::eval::evaluator::Evaluator;
use navicert_rules::eval::judge::{self, Obligation, Standing};
use navicert_rules::eval::opinion::{self, Alone};
use navicert_rules::eval::reasons;
use navicert_rules::eval::state::State;
use navicert_rules::law::{ClauseIx, ClauseKind, LawBook};
use std::collections::HashMap;

/// At most so many bytes of pieces are kept.
const WRITTEN: usize = 1 << 26;

/// What clauses of one law that touch each other say.
#[derive(Debug)]
struct Piece {
    law: usize,
    verdict: Verdict,
    policy: Option<Policy>,
    barred: Vec<String>,
    findings: Vec<PieceFinding>,
    duties: Vec<PieceDuty>,
}

#[derive(Debug)]
struct PieceFinding {
    clause: ClauseIx,
    applies: bool,
    text: Box<str>,
}

#[derive(Debug)]
struct PieceDuty {
    /// Duties of exceptions come last.
    of_exception: bool,
    duty: Obligation,
    body: Body,
}

/// A law without findings, as it is written, by its reach.
type Quiet = [String; 3];

/// Clauses of a group of laws that touch each other, by what is said to them, and the guidance given.
type Touching = (u32, Box<[Said]>, u32);

/// The pieces met, and those of the transfer at hand.
#[derive(Debug)]
pub(crate) struct Pieces {
    pieces: Vec<Piece>,
    /// Piece by group of laws, what is said to its clause, and the guidance given; none = what the clause
    /// says hangs on others.
    of_clause: HashMap<(u32, Said, u32), Option<u32>, Quick>,
    of_several: HashMap<Touching, Option<u32>, Quick>,
    /// By group of laws, and what is said to its reach: the reach of each law.
    reaches: HashMap<(u32, Alike), Box<[Tri]>, Quick>,
    /// By clause: of an exception, the clauses it lifts, one bit each.
    lifts: Vec<Option<Box<[u64]>>>,
    quiet: Vec<Quiet>,
    bytes: usize,
    /// Of the transfer at hand: pieces with their law, reach by law, findings and duties of a law by
    /// piece and position.
    chosen: Vec<(usize, u32)>,
    reach: Vec<Tri>,
    order: Vec<((bool, ClauseIx), u32, u32)>,
}

/// A transfer and the law it is judged by.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub state: &'a State<'a>,
    pub transfer: &'a Transfer,
    pub on: Day,
    /// How much guidance was given by the day.
    pub guided: u32,
    pub shared: &'a Shared,
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
            quiet: quiet.collect(),
            bytes: 0,
            chosen: Vec::new(),
            reach: vec![Tri::No; book.laws.len()],
            order: Vec::new(),
        }
    }

    /// Begins with another transfer.
    pub fn begin(&mut self) {
        if self.bytes >= WRITTEN {
            self.pieces.clear();
            self.of_clause.clear();
            self.of_several.clear();
            self.bytes = 0;
        }
        self.chosen.clear();
    }

    /// Takes note of how the laws of a group reach a transfer.
    pub fn reach(&mut self, key: (u32, Alike), laws: &[usize], asked: &Asked<'_>) {
        let reaches = self.reaches.entry(key).or_insert_with(|| {
            let opinion = opinion::opine(asked.state, asked.transfer, laws, &[]);
            opinion.laws.iter().map(|law| law.reach).collect()
        });
        for (&law, reach) in laws.iter().zip(reaches) {
            self.reach[law] = *reach;
        }
    }

    /// Takes note of the clauses of a group of laws that hold for a transfer, sorted; `false` where what
    /// they say hangs on what is open.
    ///
    /// Cost: one look-up a clause; where exceptions hold, clauses times exceptions.
    pub fn choose(&mut self, group: u32, said: &[(ClauseIx, Said)], asked: &Asked<'_>) -> bool {
        let lifts = |ix: ClauseIx| self.lifts[ix.0 as usize].as_deref();
        let first = said.iter().position(|(ix, _)| lifts(*ix).is_some());
        if first.is_none() {
            return said.iter().all(|&(clause, said)| {
                let key = (group, said, asked.guided);
                let piece = match self.of_clause.get(&key) {
                    Some(&known) => known,
                    None => {
                        let made = self.make(&[clause], asked);
                        self.of_clause.insert(key, made);
                        made
                    }
                };
                self.take(piece)
            });
        }
        // Clauses touch each other if an exception lifts them.
        let mut touching: Vec<Vec<usize>> = Vec::new();
        let effects = || (0..said.len()).filter(|&at| lifts(said[at].0).is_none());
        touching.extend(effects().map(|at| vec![at]));
        for (at, (ix, _)) in said.iter().enumerate() {
            let Some(lifted) = lifts(*ix) else { continue };
            let is_lifted = |member: &usize| {
                let clause = said[*member].0.0;
                lifted[clause as usize / 64] >> (clause % 64) & 1 == 1
            };
            let (mut touched, apart): (Vec<_>, Vec<_>) =
                touching.into_iter().partition(|members| members.iter().any(is_lifted));
            touching = apart;
            if !touched.is_empty() {
                touched.push(vec![at]);
                touching.push(touched.concat());
            }
        }
        touching.into_iter().all(|mut members| {
            members.sort_unstable();
            let key = (group, members.iter().map(|&at| said[at].1).collect(), asked.guided);
            let piece = match self.of_several.get(&key) {
                Some(&known) => known,
                None => {
                    let clauses: Vec<ClauseIx> = members.iter().map(|&at| said[at].0).collect();
                    let made = self.make(&clauses, asked);
                    self.of_several.insert(key, made);
                    made
                }
            };
            self.take(piece)
        })
    }

    fn take(&mut self, piece: Option<u32>) -> bool {
        self.chosen.extend(piece.map(|piece| (self.pieces[piece as usize].law, piece)));
        piece.is_some()
    }

    /// What some clauses that touch each other say; none if that hangs on others.
    fn make(&mut self, clauses: &[ClauseIx], asked: &Asked<'_>) -> Option<u32> {
        let Asked { state, transfer, on, shared, .. } = *asked;
        let book = state.book();
        let law_of = |ix: ClauseIx| book.clauses[ix.0 as usize].law;
        let law = law_of(*clauses.first()?);
        if clauses.iter().any(|ix| law_of(*ix) != law) {
            return None;
        }
        let Alone { law: judged, barred } = opinion::alone(state, transfer, law, clauses)?;
        let mut ev = Evaluator::new(state, transfer);
        let findings = judged.findings.iter().map(|finding| {
            let mut text = String::new();
            Body::of_finding(finding, (state, on), shared).fill(&mut text, |_, out| {
                json::write_reason(out, &reasons::explain(&mut ev, finding.clause));
            });
            PieceFinding {
                clause: finding.clause,
                applies: finding.standing == Standing::Applies,
                text: text.into(),
            }
        });
        let findings: Vec<PieceFinding> = findings.collect();
        let duties = judged.obligations.iter().map(|duty| PieceDuty {
            of_exception: self.lifts[duty.clause.0 as usize].is_some(),
            duty: duty.clone(),
            body: Body::of_duty(duty, book),
        });
        let duties: Vec<PieceDuty> = duties.collect();
        self.bytes += findings.iter().map(|one| one.text.len()).sum::<usize>()
            + duties.iter().map(|one| one.body.len()).sum::<usize>()
            + size_of::<Piece>();
        let policy = judged.policy.as_deref().and_then(|word| Policy::parse(word).ok());
        let verdict = judged.verdict;
        self.pieces.push(Piece { law, verdict, policy, barred, findings, duties });
        Some(self.pieces.len() as u32 - 1)
    }

    /// What the laws say together of the transfer at hand.
    pub fn verdict(&self) -> Verdict {
        let verdicts = self.chosen.iter().map(|(_, piece)| self.pieces[*piece as usize].verdict);
        verdicts.fold(Verdict::closed(Effect::Free), Verdict::join)
    }

    /// Writes the body of the transfer at hand.
    pub fn write(&mut self, book: &LawBook, transfer: &Transfer, out: &mut String) {
        json::verdict_of_all(out, self.verdict());
        self.chosen.sort_unstable_by_key(|(law, _)| *law);
        let mut from = 0;
        for law in 0..self.quiet.len() {
            if law > 0 {
                out.push(',');
            }
            let count = self.chosen[from..].iter().take_while(|(of, _)| *of == law).count();
            if count == 0 {
                out.push_str(&self.quiet[law][self.reach[law] as usize]);
            } else {
                self.write_law(law, from..from + count, (book, transfer), out);
            }
            from += count;
        }
        out.push_str(json::NOTHING_OPEN);
    }

    fn write_law(
        &mut self,
        law: usize,
        chosen: std::ops::Range<usize>,
        (book, transfer): (&LawBook, &Transfer),
        out: &mut String,
    ) {
        let (all, chosen) = (&self.pieces, &self.chosen[chosen]);
        let pieces = || chosen.iter().map(|(_, piece)| &all[*piece as usize]);
        let free = Verdict::closed(Effect::Free);
        let verdict = pieces().map(|piece| piece.verdict).fold(free, Verdict::join);
        json::law_head(out, &book.laws[law].name, self.reach[law], verdict);
        let order = &mut self.order;
        order.clear();
        for &(_, piece) in chosen {
            let findings = all[piece as usize].findings.iter().enumerate();
            order.extend(findings.map(|(at, one)| ((false, one.clause), piece, at as u32)));
        }
        order.sort_unstable();
        let findings = || {
            order.iter().map(|(_, piece, at)| &all[*piece as usize].findings[*at as usize])
        };
        let applying = findings().filter(|one| one.applies).map(|one| one.clause);
        let mut forms = judge::permitted(book, applying);
        forms.retain(|form| !pieces().any(|piece| piece.barred.contains(form)));
        let policy = pieces().filter_map(|piece| piece.policy).max();
        json::law_terms(out, policy.map(Policy::as_str), &forms);
        for (number, one) in findings().enumerate() {
            if number > 0 {
                out.push(',');
            }
            out.push_str(&one.text);
        }
        out.push_str("],\"obligations\":[");
        order.clear();
        for &(_, piece) in chosen {
            let duties = all[piece as usize].duties.iter().enumerate();
            order.extend(duties.map(|(at, one)| {
                ((one.of_exception, one.duty.clause), piece, at as u32)
            }));
        }
        order.sort_unstable();
        for (number, (_, piece, at)) in order.iter().enumerate() {
            if number > 0 {
                out.push(',');
            }
            let one = &all[*piece as usize].duties[*at as usize];
            one.body.fill(out, |_: Hole, out| json::write_duty_text(out, book, transfer, &one.duty));
        }
        out.push_str("]}");
    }
}
