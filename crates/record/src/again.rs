//! Deciding again: only the lines that can have changed, since law, lists or the day did.

use crate::book::OrderBook;
use crate::concerned::{Concerned, concerned};
use crate::edition;
use crate::facets::{Kind, Known};
use crate::import::By;
use crate::kept::{InStore, Judged, LinesDigest, verdict_of};
use crate::lists::{Lists, ListsError, Sources};
use crate::rows::{LAYOUT, at, number};
use crate::scan::{Scan, only};
use crate::touched::{Side, touched};
use navicert_engine::decision::EngineError;
use navicert_engine::screen::NameIndex;
use navicert_engine::{Decider, Engine, VERSION};
use navicert_model::day::Day;
use navicert_model::read::parse_transfer;
use navicert_model::verdict::{Triage, Verdict};
use navicert_rules::eval::diagram::Quick;
use navicert_rules::eval::state::Prepared;
use navicert_rules::law::SourceFile;
use navicert_store::orders::{self, BLOCK, Block, Decided, Edition, read_column};
use navicert_store::{Act, Store, StoreError, Tx};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// Blocks of lines a transaction.
const BLOCKS: usize = 4;

/// Why lines cannot be decided again.
#[derive(Debug, thiserror::Error)]
pub enum AgainError {
    /// The record refused.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The law of an earlier edition, as the record holds it, cannot be used.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// The lists of an earlier edition, as the record holds them, cannot be used.
    #[error(transparent)]
    Lists(#[from] ListsError),
}

/// What was decided again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Again {
    /// Open lines.
    pub lines: usize,
    /// Lines that were decided under another law, other lists or for another stretch of days.
    pub stale: usize,
    /// Lines that this can have changed: they were decided again.
    pub decided: usize,
    /// Lines that came out otherwise.
    pub changed: usize,
    /// Lines with another verdict, from what to what.
    pub moves: BTreeMap<(Verdict, Verdict), usize>,
    /// Lines whose body cannot be read.
    pub damaged: Vec<i64>,
}

/// How a line's judgement was made: edition, and day.
type Made = (u32, i32);

/// Decides again what can have changed. `tell` hears how many lines are done.
///
/// # Errors
/// What the record refuses, and an earlier law that cannot be read. Batches before are kept.
pub fn again(
    store: &mut dyn Store,
    mut decider: Decider<'_>,
    sources: Sources<'_>,
    by: &By,
    tell: &mut dyn FnMut(usize),
) -> Result<Again, AgainError> {
    let edition = {
        let mut tx = store.write()?;
        let edition = edition::current(&mut *tx, (decider.engine, &decider.options), sources, by)?;
        tx.commit()?;
        edition as u32
    };
    let plan = Plan::new(store, &decider, sources, edition)?;
    let mut done = Again { lines: plan.lines, stale: plan.stale.len(), ..Again::default() };
    let (mut known, mut judged) = (Known::default(), Judged::default());
    let mut rest = plan.stale.as_slice();
    while let Some(first) = rest.first() {
        let end = first / BLOCK + BLOCKS;
        let here = rest.partition_point(|line| line / BLOCK < end);
        let (now, later) = rest.split_at(here);
        rest = later;
        batch(
            store,
            &mut decider,
            sources,
            &plan,
            now,
            edition,
            by,
            (&mut known, &mut judged),
            &mut done,
        )?;
        tell(done.decided);
    }
    Ok(done)
}

/// Which lines are stale, and which of them have to be decided.
struct Plan {
    lines: usize,
    /// By line, in order.
    stale: Vec<usize>,
    candidates: Vec<bool>,
    /// The day for which each line is to hold.
    days: Vec<i32>,
}

impl Plan {
    fn new(
        store: &mut dyn Store,
        decider: &Decider<'_>,
        sources: Sources<'_>,
        edition: u32,
    ) -> Result<Self, AgainError> {
        let mut tx = store.read()?;
        let book = OrderBook::load(&mut *tx)?;
        let mut column = |at: usize| -> Result<Vec<u32>, StoreError> {
            let mut cells = Vec::new();
            read_column(&mut *tx, LAYOUT[at], &mut cells)?;
            Ok(cells.chunks_exact(4).map(number).collect())
        };
        let (editions, held) = (column(at::EDITION)?, column(at::DAY)?);
        let today = decider.options.on;
        let days: Vec<i32> =
            (0..book.len()).map(|line| book.day(line).unwrap_or(today).days()).collect();
        let mut plan =
            Plan { lines: 0, stale: Vec::new(), candidates: vec![false; book.len()], days };
        let mut made: HashMap<(Made, i32), Vec<usize>, Quick> = HashMap::with_hasher(Quick);
        let breaks = edition::breakpoints(decider.engine);
        let stretch = |day: i32| breaks.partition_point(|known| known.days() <= day);
        for line in 0..book.len() {
            if book.open.get(line) != Some(&1) {
                continue;
            }
            plan.lines += 1;
            let (from, to) = (held[line] as i32, plan.days[line]);
            if editions[line] != edition || stretch(from) != stretch(to) {
                plan.stale.push(line);
                made.entry(((editions[line], from), to)).or_default().push(line);
            }
        }
        // Lines made alike are looked at together: by edition, and by stretch before and after.
        let mut groups: BTreeMap<(u32, usize, usize), Vec<usize>> = BTreeMap::new();
        for (((edition, from), to), lines) in made {
            groups.entry((edition, stretch(from), stretch(to))).or_default().extend(lines);
        }
        for ((was, _, _), lines) in groups {
            let before = Before::read(&mut *tx, i64::from(was))?;
            let first = lines[0];
            let day = |days: i32| Day::from_days(days).unwrap_or(Day::MIN);
            let days = (day(held[first] as i32), day(plan.days[first]));
            let looks = Looks::new(&book, decider, sources, &before, days)?;
            looks.candidates(&book, &lines, &mut plan.candidates);
        }
        Ok(plan)
    }
}

/// Under what lines were decided before.
struct Before {
    edition: Edition,
    files: Vec<SourceFile>,
    lists: Lists,
}

impl Before {
    fn read(tx: &mut dyn Tx, number: i64) -> Result<Self, StoreError> {
        let edition = orders::edition(tx, number)?;
        let files = orders::law_files(tx, &edition.law_digest)?;
        let files = files.into_iter().map(|(name, body)| SourceFile {
            name,
            text: String::from_utf8_lossy(&body).into_owned(),
        });
        let (files, lists) = (files.collect(), Lists::of_edition(tx, number)?);
        Ok(Before { edition, files, lists })
    }

    /// The engine of then; `None` if its lists are not kept.
    fn engine(&self) -> Result<Option<Engine>, AgainError> {
        let engine = self.lists.put_on(Engine::new(&self.files)?)?;
        Ok(Some(engine).filter(|engine| engine.list_digest == self.edition.list_digest))
    }
}

/// A law with some clauses, the names to screen by, the day on which it is asked.
struct Look {
    law: Prepared,
    names: Arc<NameIndex>,
    clauses: BTreeSet<usize>,
    day: Day,
}

/// What has to be looked at between one way of deciding and another.
struct Looks {
    /// Every line may have changed.
    all: bool,
    looks: Vec<Look>,
    /// Parties that are screened otherwise.
    concerned: Option<Concerned>,
    known_day: Day,
}

impl Looks {
    fn new(
        book: &OrderBook,
        decider: &Decider<'_>,
        sources: Sources<'_>,
        before: &Before,
        days: (Day, Day),
    ) -> Result<Self, AgainError> {
        let engine = decider.engine;
        let known_day = decider.options.known_day;
        let mut found = Looks { all: false, looks: Vec::new(), concerned: None, known_day };
        let was = &before.edition;
        let known_then = Day::parse(&was.known);
        if was.engine != VERSION || was.assumed != decider.options.assume.join(" ") {
            found.all = true;
            return Ok(found);
        }
        // INVARIANT: the statuses of clauses assumed on both sides move on neither.
        let side = |known_day: Day| {
            let engine = engine.with_book(engine.prepared.book.clone());
            Side { engine, known_day, assumed: Vec::new() }
        };
        let mut clauses = touched(&side(known_then.unwrap_or(known_day)), &side(known_day), days);
        let mut names_then = Arc::clone(&engine.names);
        if was.law_digest != engine.law_digest || was.list_digest != engine.list_digest {
            let Some(then) = before.engine()? else {
                found.all = true;
                return Ok(found);
            };
            if was.law_digest != engine.law_digest {
                let laws = changed_laws(&before.files, sources.files);
                found.looks.push(look(&then, clauses_of(&then, laws.as_ref()), days.0));
                clauses.extend(clauses_of(engine, laws.as_ref()));
            }
            if was.list_digest != engine.list_digest {
                names_then = then.names;
            }
        }
        found.concerned = concerned(book, (&names_then, days.0), (&engine.names, days.1));
        found.looks.push(look(engine, clauses.clone(), days.0));
        found.looks.push(look(engine, clauses, days.1));
        Ok(found)
    }

    fn candidates(&self, book: &OrderBook, lines: &[usize], found: &mut [bool]) {
        if self.all {
            lines.iter().for_each(|line| found[*line] = true);
            return;
        }
        if let Some(concerned) = &self.concerned {
            lines.iter().for_each(|&line| found[line] |= concerned.holds(book, line));
        }
        for Look { law, names, clauses, day } in &self.looks {
            if clauses.is_empty() {
                continue;
            }
            let mut scan = Scan::new(law, names, clauses, self.known_day, &[], vec![*day]);
            for &line in lines {
                found[line] = found[line] || scan.may_touch(book, line, 0);
            }
        }
    }
}

/// The clauses of some laws; of all, if none is named.
fn clauses_of(engine: &Engine, laws: Option<&BTreeSet<String>>) -> BTreeSet<usize> {
    let book = &engine.prepared.book;
    let inside = |at: &usize| {
        let law = book.laws.get(book.clauses[*at].law);
        law.is_none_or(|law| laws.is_none_or(|all| all.contains(&law.name)))
    };
    (0..book.clauses.len()).filter(inside).collect()
}

fn look(engine: &Engine, clauses: BTreeSet<usize>, day: Day) -> Look {
    let mut law = Prepared::new(only(&engine.prepared.book, &clauses));
    law.breakpoints = vec![day];
    Look { law, names: Arc::clone(&engine.names), clauses, day }
}

/// The laws that differ between two sets of files, by the folder below `laws`; `None` if files
/// differ that belong to no single law.
fn changed_laws(before: &[SourceFile], after: &[SourceFile]) -> Option<BTreeSet<String>> {
    let of = |files: &[SourceFile]| -> BTreeSet<(String, String)> {
        files.iter().map(|file| (file.name.clone(), file.text.clone())).collect()
    };
    let mut laws = BTreeSet::new();
    for (name, _) in of(before).symmetric_difference(&of(after)) {
        let mut steps = name.split('/');
        match (steps.next(), steps.next(), steps.next()) {
            (Some("laws"), Some(law), Some(_)) if law != "conflicts" => laws.insert(law.to_owned()),
            _ => return None,
        };
    }
    Some(laws)
}

#[expect(clippy::too_many_arguments, reason = "what a batch shares with the next one")]
fn batch(
    store: &mut dyn Store,
    decider: &mut Decider<'_>,
    sources: Sources<'_>,
    plan: &Plan,
    lines: &[usize],
    edition: u32,
    by: &By,
    (known, judged): (&mut Known, &mut Judged),
    done: &mut Again,
) -> Result<(), AgainError> {
    let layout = &LAYOUT;
    let mut tx = store.write()?;
    let seqs: Vec<i64> =
        lines.iter().filter(|line| plan.candidates[**line]).map(|line| *line as i64 + 1).collect();
    let mut bodies = orders::by_seq(&mut *tx, &seqs)?;
    bodies.sort_unstable_by_key(|order| order.seq);
    let mut blocks: BTreeMap<i64, Block> = BTreeMap::new();
    let (mut decided, mut digest, mut changed) = (Vec::new(), LinesDigest::default(), 0);
    let mut triage = [0_usize; 4];
    let mut bodies = bodies.into_iter().peekable();
    for &line in lines {
        let mut judgement = None;
        if let Some(order) = bodies.next_if(|order| order.seq == line as i64 + 1) {
            let text = std::str::from_utf8(&order.body).unwrap_or_default();
            let Ok(transfer) = parse_transfer(text) else {
                done.damaged.push(order.seq);
                continue;
            };
            let said = decider.judge(&transfer);
            let book = &decider.engine.prepared.book;
            let mut numbers = InStore(&mut *tx);
            let (number, hash) = judged.number(book, &said, known, &mut numbers)?;
            digest.add(&order.id, order.revision, &order.body, plan.days[line], &hash);
            triage[said.verdict.triage() as usize] += 1;
            decided.push(Decided {
                seq: order.seq as u32,
                revision: order.revision as u32,
                day: plan.days[line],
                judgement: number,
            });
            judgement = Some((number, said.verdict));
        }
        let mut before = 0;
        crate::import::set_row(&mut *tx, &mut blocks, line as i64 + 1, |block, place| {
            before = block.cell(layout, at::JUDGEMENT, place).map_or(0, number);
            block.set(layout, at::EDITION, place, &edition.to_le_bytes());
            block.set(layout, at::DAY, place, &plan.days[line].to_le_bytes());
            if let Some((number, _)) = judgement {
                block.set(layout, at::JUDGEMENT, place, &number.to_le_bytes());
            }
        })?;
        if let Some((_, verdict)) = judgement.filter(|(number, _)| *number != before) {
            changed += 1;
            let body = orders::facet(&mut *tx, Kind::Judgement.number(), i64::from(before))?;
            let was = verdict_of(&body).unwrap_or(Verdict::FREE);
            if was != verdict {
                *done.moves.entry((was, verdict)).or_default() += 1;
            }
        }
    }
    done.decided += decided.len();
    done.changed += changed;
    if !decided.is_empty() {
        let counts: Vec<String> =
            Triage::ALL.iter().map(|one| format!("\"{one}\":{}", triage[*one as usize])).collect();
        let payload = format!(
            "{{\"decided\":{},\"changed\":{changed},{},\"edition\":{edition},\
             \"law_digest\":\"{}\",\"list_digest\":\"{}\",\"known_at\":\"{}\"{},\"lines_digest\":\"{}\"}}",
            decided.len(),
            counts.join(","),
            decider.engine.law_digest,
            decider.engine.list_digest,
            decider.options.known_at,
            sources.lists.payload(),
            digest.hex(),
        );
        let (kind, subject) = ("orders.decide", "orders");
        let act = Act { kind, subject, who: &by.who, at: &by.at, payload: &payload };
        let act = tx.append_act(&act)?;
        let known_at = &decider.options.known_at;
        orders::keep_decisions(&mut *tx, act, i64::from(edition), known_at, &decided)?;
    }
    orders::write_columns(&mut *tx, layout, blocks.iter_mut().map(|(at, block)| (*at, block)))?;
    tx.commit()?;
    Ok(())
}
