//! Lines into the record: read, decided, kept, in batches that are each whole or not there.

use crate::ahead::{HANDED, Handed, Ready, WAITING, decide_ahead, hand_out, own, turns};
use crate::edition;
use crate::facets::{CUT, Kind, Known, Numbers};
use crate::kept::{InStore, Judged, LinesDigest};
use crate::lists::Sources;
use crate::rows::{LAYOUT, NO_DAY, Row, at};
use navicert_engine::{Decider, Engine, EngineError, Options};
use navicert_model::read::{FieldError, Line};
use navicert_model::transfer::Transfer;
use navicert_rules::eval::diagram::Quick;
use navicert_store::orders::{self, BLOCK, Block, Decided, Order};
use navicert_store::{Act, Store, StoreError, Tx};
use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Arc, Mutex};

/// Lines a batch.
pub const BATCH: usize = 10_000;
/// Why an import ended early. What was reported as kept is kept.
#[derive(Debug, thiserror::Error)]
pub enum ImportError<E> {
    /// The record refused.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Whoever is told could not be told.
    #[error("the report cannot be written")]
    Told(E),
}

/// What is told during an import.
#[derive(Debug)]
pub enum Entry<'a> {
    /// A line that is not kept, and why.
    Bad(&'a Line, &'a [FieldError]),
    /// A batch is on disk.
    Kept(&'a Batch),
}

/// A batch that is on disk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Batch {
    /// The last line of the input that it holds.
    pub to_line: usize,
    /// Lines that were not there before.
    pub added: usize,
    /// Lines that replace what was there.
    pub changed: usize,
    /// Lines that are there already, word for word.
    pub unchanged: usize,
    /// Changed lines that were closed, and are open again.
    pub reopened: usize,
    /// The act in the log; `None` if nothing was written.
    pub act: Option<i64>,
    /// Lines decided, by triage in the order of
    /// [`Triage::ALL`](navicert_model::verdict::Triage::ALL).
    pub triage: [usize; 4],
}

/// All batches of an import.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Total {
    /// See [`Batch::added`].
    pub added: usize,
    /// See [`Batch::changed`].
    pub changed: usize,
    /// See [`Batch::unchanged`].
    pub unchanged: usize,
    /// See [`Batch::reopened`].
    pub reopened: usize,
    /// Lines that are not kept.
    pub bad: usize,
    /// See [`Batch::triage`].
    pub triage: [usize; 4],
}

impl Total {
    fn add(&mut self, batch: &Batch) {
        self.added += batch.added;
        self.changed += batch.changed;
        self.unchanged += batch.unchanged;
        self.reopened += batch.reopened;
        self.triage.iter_mut().zip(batch.triage).for_each(|(all, one)| *all += one);
    }
}

/// Who does it, when.
#[derive(Clone, Debug)]
pub struct By {
    /// Who, as the program was told.
    pub who: String,
    /// When, RFC 3339.
    pub at: String,
}

/// Decides lines and keeps them.
pub struct Importer<'s, 'e> {
    store: &'s mut dyn Store,
    engine: &'e Engine,
    options: Options,
    /// One a thread that decides.
    deciders: Vec<Mutex<Decider<'e>>>,
    /// How many handfuls of an input only the first of them decides.
    alone_for: usize,
    /// Whether lines are decided before the record is asked what it holds of them: not where most are
    /// there already, word for word.
    ahead: Arc<AtomicBool>,
    sources: Sources<'e>,
    by: By,
    batch: usize,
    known: Known,
    judged: Judged,
    /// Ids of this import with their line: an id may stand once.
    seen: HashMap<Box<str>, usize, Quick>,
    /// How many lines the record holds, as long as all of them are of this import.
    alone: Option<i64>,
    total: Total,
}

impl<'s, 'e> Importer<'s, 'e> {
    /// An importer into a record; `sources` are the law and the lists that the decider knows.
    pub fn new(
        store: &'s mut dyn Store,
        decider: Decider<'e>,
        sources: Sources<'e>,
        by: By,
    ) -> Self {
        Importer {
            store,
            engine: decider.engine,
            options: decider.options.clone(),
            deciders: vec![Mutex::new(decider)],
            alone_for: 0,
            ahead: Arc::new(AtomicBool::new(true)),
            sources,
            by,
            batch: BATCH,
            known: Known::default(),
            judged: Judged::default(),
            seen: HashMap::with_hasher(Quick),
            alone: Some(0),
            total: Total::default(),
        }
    }

    /// So many threads that decide, all but the first from a line of each input on: each has to learn
    /// what the law says to the values that it meets. What is kept is the same.
    ///
    /// # Errors
    /// [`EngineError`] if a clause that is assumed is not there.
    pub fn with_threads(mut self, threads: usize, from_line: usize) -> Result<Self, EngineError> {
        self.alone_for = from_line.div_ceil(HANDED);
        while self.deciders.len() < threads {
            self.deciders.push(Mutex::new(Decider::new(self.engine, self.options.clone())?));
        }
        Ok(self)
    }

    /// Lines a batch.
    #[must_use]
    pub fn with_batch(self, batch: usize) -> Self {
        Importer { batch: batch.max(1), ..self }
    }

    /// Keeps the lines of an input. Lines are read by a thread of its own, and decided by others;
    /// `tell` hears of each bad line and of each batch once it is on disk.
    ///
    /// # Errors
    /// The first batch that the record refuses: it and what follows are not kept.
    pub fn input<E>(
        &mut self,
        source: &str,
        lines: impl Iterator<Item = Line> + Send,
        tell: &mut dyn FnMut(Entry<'_>) -> Result<(), E>,
    ) -> Result<(), ImportError<E>> {
        let deciders = std::mem::take(&mut self.deciders);
        let ahead = Arc::clone(&self.ahead);
        let kept = std::thread::scope(|scope| {
            let (mut to, mut from) = (Vec::new(), Vec::new());
            for decider in &deciders {
                let (send, read) = sync_channel::<Vec<Line>>(WAITING);
                let (hand, receive) = sync_channel::<Handed>(WAITING);
                to.push(send);
                from.push(receive);
                let ahead = &ahead;
                scope.spawn(move || {
                    for lines in read {
                        let handed = decide_ahead(decider, lines, ahead.load(Ordering::Relaxed));
                        // The other side went away: nobody needs the rest.
                        if hand.send(handed).is_err() {
                            return;
                        }
                    }
                });
            }
            let turns = turns(to.len(), self.alone_for);
            scope.spawn(move || hand_out(lines, &to, turns));
            self.receive(source, &from, &deciders, tell)
        });
        self.deciders = deciders;
        kept
    }

    /// Takes lines in their order, each thread's in turn.
    fn receive<E>(
        &mut self,
        source: &str,
        from: &[Receiver<Handed>],
        deciders: &[Mutex<Decider<'e>>],
        tell: &mut dyn FnMut(Entry<'_>) -> Result<(), E>,
    ) -> Result<(), ImportError<E>> {
        let mut batch = Vec::with_capacity(self.batch);
        let turns = turns(from.len(), self.alone_for);
        let handed = turns.map_while(|turn| from[turn].recv().ok());
        for line in handed.flatten() {
            match line.and_then(|line| self.once(line)) {
                Err(bad) => {
                    self.total.bad += 1;
                    let errors = bad.result.as_ref().err().map_or(&[][..], Vec::as_slice);
                    tell(Entry::Bad(&bad, errors)).map_err(ImportError::Told)?;
                }
                Ok(line) => batch.push(line),
            }
            if batch.len() >= self.batch {
                self.put(source, std::mem::take(&mut batch), deciders, tell)?;
            }
        }
        self.put(source, batch, deciders, tell)
    }

    /// What was imported.
    #[must_use]
    pub fn total(&self) -> Total {
        self.total
    }

    /// Refuses an id that stood before.
    fn once(&mut self, line: Ready) -> Result<Ready, Box<Line>> {
        let before = self.seen.entry(line.id.clone()).or_insert(line.number);
        if *before == line.number {
            return Ok(line);
        }
        let error = FieldError {
            field: "id".to_owned(),
            message: format!("`{}` stands on line {before} already", line.id),
            help: "give each order line an id of its own, as `SO-1001/10`".to_owned(),
        };
        let id = Some(line.id.into());
        Err(Box::new(Line { number: line.number, id, result: Err(vec![error]) }))
    }

    fn put<E>(
        &mut self,
        source: &str,
        lines: Vec<Ready>,
        deciders: &[Mutex<Decider<'e>>],
        tell: &mut dyn FnMut(Entry<'_>) -> Result<(), E>,
    ) -> Result<(), ImportError<E>> {
        if lines.is_empty() {
            return Ok(());
        }
        let kept = self.keep(source, lines, deciders);
        if kept.is_err() {
            // Numbers given in a transaction that was undone mean nothing.
            (self.known, self.judged) = (Known::default(), Judged::default());
        }
        let batch = kept?;
        self.total.add(&batch);
        self.ahead.store(batch.unchanged <= batch.added + batch.changed, Ordering::Relaxed);
        tell(Entry::Kept(&batch)).map_err(ImportError::Told)
    }

    fn keep(
        &mut self,
        source: &str,
        lines: Vec<Ready>,
        deciders: &[Mutex<Decider<'e>>],
    ) -> Result<Batch, StoreError> {
        let mut tx = self.store.write()?;
        let (from_line, to_line) =
            (lines.first().map_or(0, |one| one.number), lines.last().map_or(0, |one| one.number));
        let edition =
            edition::current(&mut *tx, (self.engine, &self.options), self.sources, &self.by)?;
        let count = orders::count(&mut *tx)?;
        // An id stands once in an import: where nobody else wrote, none of these is there.
        let is_alone = self.alone == Some(count);
        let there = match is_alone {
            true => Vec::new(),
            false => {
                let ids: Vec<&str> = lines.iter().map(|line| &*line.id).collect();
                orders::by_id(&mut *tx, &ids)?
            }
        };
        let there = there.into_iter().map(|order| (order.id.clone(), order));
        let mut there: HashMap<String, Order> = there.collect();
        let mut next = count + 1;
        let mut batch = Batch { to_line, ..Batch::default() };
        let mut fresh: Vec<(Order, Row)> = Vec::new();
        let mut replaced: Vec<(Order, Row)> = Vec::new();
        let mut hashes: HashMap<u32, [u8; 32], Quick> = HashMap::with_hasher(Quick);
        for Ready { id, transfer, body, judgement, .. } in lines {
            let body = body.into_bytes();
            let before = there.remove(&*id);
            if before.as_ref().is_some_and(|order| order.body == body) {
                batch.unchanged += 1;
                continue;
            }
            let day = transfer.on.unwrap_or(self.options.on);
            let judgement = judgement.unwrap_or_else(|| own(&deciders[0]).judge(&transfer));
            batch.triage[judgement.verdict.triage() as usize] += 1;
            let mut numbers = InStore(&mut *tx);
            let book = &self.engine.prepared.book;
            let (number, hash) =
                self.judged.number(book, &judgement, &mut self.known, &mut numbers)?;
            let row = Row {
                judgement: number,
                edition: edition as u32,
                day: day.days(),
                ..row(&mut self.known, &transfer, &mut numbers)?
            };
            let is_new = before.is_none();
            let (seq, revision) = before.map_or((next, 1), |order| (order.seq, order.revision + 1));
            hashes.insert(number, hash);
            let order = Order { seq, id: id.into(), revision, act: 0, body };
            if is_new {
                next += 1;
                fresh.push((order, row));
            } else {
                replaced.push((order, row));
            }
        }
        (batch.added, batch.changed) = (fresh.len(), replaced.len());
        if batch.added + batch.changed > 0 {
            let mut digest = LinesDigest::default();
            for (order, row) in fresh.iter().chain(&replaced) {
                let hash = hashes.get(&row.judgement).copied().unwrap_or_default();
                digest.add(&order.id, order.revision, &order.body, row.day, &hash);
            }
            let payload = format!(
                "{{\"from_line\":{from_line},\"to_line\":{to_line},\"added\":{},\"changed\":{},\
                 \"edition\":{edition},\"law_digest\":\"{}\",\"list_digest\":\"{}\",\
                 \"known_at\":\"{}\"{},\"lines_digest\":\"{}\"}}",
                batch.added,
                batch.changed,
                self.engine.law_digest,
                self.engine.list_digest,
                self.options.known_at,
                self.sources.lists.payload(),
                digest.hex(),
            );
            let by = &self.by;
            let kind = "orders.import";
            let act = Act { kind, subject: source, who: &by.who, at: &by.at, payload: &payload };
            let act = tx.append_act(&act)?;
            batch.act = Some(act);
            let known_at = &self.options.known_at;
            batch.reopened = write(&mut *tx, act, edition, known_at, fresh, replaced)?;
        }
        tx.commit()?;
        self.alone = is_alone.then_some(next - 1);
        Ok(batch)
    }
}

/// Writes lines, their columns and their decisions; how many were closed and are open again.
fn write(
    tx: &mut dyn Tx,
    act: i64,
    edition: i64,
    known_at: &str,
    fresh: Vec<(Order, Row)>,
    replaced: Vec<(Order, Row)>,
) -> Result<usize, StoreError> {
    let mut reopened = Vec::new();
    let mut blocks: BTreeMap<i64, Block> = BTreeMap::new();
    let mut decided = Vec::with_capacity(fresh.len() + replaced.len());
    for (order, row) in fresh.iter().chain(&replaced) {
        set_row(tx, &mut blocks, order.seq, |block, place| {
            if block.cell(&LAYOUT, at::OPEN, place) == Some(&[0]) && order.revision > 1 {
                reopened.push(order.seq);
            }
            row.write(block, place);
        })?;
        decided.push(Decided {
            seq: order.seq as u32,
            revision: order.revision as u32,
            day: row.day,
            judgement: row.judgement,
        });
    }
    orders::keep_decisions(tx, act, edition, known_at, &decided)?;
    orders::add(tx, fresh.into_iter().map(|(order, _)| Order { act, ..order }).collect())?;
    for (order, _) in replaced {
        orders::replace(tx, &Order { act, ..order })?;
    }
    orders::set_state(tx, &reopened, act, "open")?;
    orders::write_columns(tx, &LAYOUT, blocks.iter_mut().map(|(at, block)| (*at, block)))?;
    Ok(reopened.len())
}

/// Hands the block of a line and the line's place in it to `set`; reads the block if need be.
pub(crate) fn set_row(
    tx: &mut dyn Tx,
    blocks: &mut BTreeMap<i64, Block>,
    seq: i64,
    set: impl FnOnce(&mut Block, usize),
) -> Result<(), StoreError> {
    let at = seq - 1;
    let number = at / BLOCK as i64;
    let block = match blocks.entry(number) {
        std::collections::btree_map::Entry::Occupied(known) => known.into_mut(),
        std::collections::btree_map::Entry::Vacant(free) => {
            free.insert(Block::read(tx, &LAYOUT, number)?)
        }
    };
    set(block, (at % BLOCK as i64) as usize);
    Ok(())
}

/// The row of a line, without its judgement.
///
/// # Errors
/// What `numbers` refuses.
pub(crate) fn row<N: Numbers>(
    known: &mut Known,
    transfer: &Transfer,
    numbers: &mut N,
) -> Result<Row, N::Error> {
    let mut facets = [0; CUT.len()];
    for (slot, kind) in facets.iter_mut().zip(CUT) {
        *slot = known.facet(kind, transfer, numbers)?;
    }
    let item = &transfer.item;
    let mut text = |kind, text: Option<String>| match text {
        Some(text) => known.text(kind, text.as_bytes(), numbers),
        None => Ok(0),
    };
    Ok(Row {
        facets,
        quantity: text(Kind::Quantity, item.quantity.map(|amount| amount.to_string()))?,
        currency: text(Kind::Currency, item.value.map(|amount| amount.unit.as_str().to_owned()))?,
        part: text(Kind::Part, item.part.as_deref().map(str::to_owned))?,
        on: transfer.on.map_or(NO_DAY, |day| day.days()),
        value: item.value.map(|amount| amount.value).unwrap_or_default(),
        judgement: 0,
        edition: 0,
        day: NO_DAY,
        open: true,
    })
}
