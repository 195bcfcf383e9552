//! Looking at kept lines: a list by what was decided, and one line with all that is known of it.

use crate::book::OrderBook;
use crate::facets::Kind;
use crate::kept::verdict_of;
use crate::rows::{LAYOUT, at, number};
use navicert_model::amount::Amount;
use navicert_model::day::Day;
use navicert_model::verdict::{Triage, Verdict};
use navicert_store::orders::{self, BLOCK, Block, Edition, Order, read_column};
use navicert_store::{StoreError, Tx};

/// A line of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its id.
    pub id: String,
    /// What was decided.
    pub verdict: Verdict,
    /// For which day.
    pub day: Option<Day>,
    /// Its value.
    pub value: Option<Amount>,
    /// Whom it is for, or nothing.
    pub customer: String,
    /// Its part number, or nothing.
    pub part: String,
}

/// Lines, as far as they were asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    /// The lines.
    pub lines: Vec<Listed>,
    /// All lines, by triage in the order of [`Triage::ALL`].
    pub triage: [usize; 4],
    /// Lines that the filter lets through.
    pub found: usize,
    /// Open lines decided under another law, other lists or another engine than now.
    pub stale: usize,
    /// Lines that are closed; they are counted here alone, unless they were asked for.
    pub closed: usize,
}

/// Lists lines of a triage (of every one if none is named), at most `most`: open ones, or closed ones.
///
/// # Errors
/// What the record refuses.
pub fn list(
    tx: &mut dyn Tx,
    wanted: &[Triage],
    most: usize,
    closed: bool,
    now: &Edition,
) -> Result<List, StoreError> {
    let book = OrderBook::load(tx)?;
    let verdicts: Vec<Option<Verdict>> =
        orders::facets(tx, Kind::Judgement.number())?.iter().map(|body| verdict_of(body)).collect();
    let mut columns = Vec::new();
    for at in [at::JUDGEMENT, at::EDITION, at::DAY] {
        let mut cells = Vec::new();
        read_column(tx, LAYOUT[at], &mut cells)?;
        columns.push(cells.chunks_exact(4).map(number).collect::<Vec<u32>>());
    }
    let mut fresh: Vec<u32> = Vec::new();
    let mut editions: Vec<u32> = columns[1].clone();
    editions.sort_unstable();
    editions.dedup();
    for edition in editions {
        if orders::edition(tx, i64::from(edition))? == *now {
            fresh.push(edition);
        }
    }
    let mut list = List::default();
    let mut places: Vec<(usize, Verdict)> = Vec::new();
    for (line, judgement) in columns[0].iter().enumerate() {
        let is_closed = book.open.get(line) != Some(&1);
        list.closed += usize::from(is_closed);
        if is_closed != closed {
            continue;
        }
        let judgement = *judgement as usize;
        let verdict = verdicts.get(judgement.wrapping_sub(1)).copied().flatten();
        let why = || format!("line {} has no judgement", line + 1);
        let verdict = verdict.ok_or_else(|| StoreError::Damaged { why: why() })?;
        list.triage[verdict.triage() as usize] += 1;
        list.stale += usize::from(!closed && !fresh.contains(&columns[1][line]));
        if wanted.is_empty() || wanted.contains(&verdict.triage()) {
            list.found += 1;
            if places.len() < most {
                places.push((line, verdict));
            }
        }
    }
    let seqs: Vec<i64> = places.iter().map(|(line, _)| *line as i64 + 1).collect();
    let mut ids = orders::ids(tx, &seqs)?;
    ids.sort_unstable();
    list.lines = places
        .iter()
        .zip(ids)
        .map(|((line, verdict), (_, id))| Listed {
            id,
            verdict: *verdict,
            day: Day::from_days(columns[2][*line] as i32),
            value: book.value(*line),
            customer: book.customer_of(*line).to_owned(),
            part: book.part_of(*line).to_owned(),
        })
        .collect();
    Ok(list)
}

/// A line with what was decided of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The line.
    pub order: Order,
    /// The judgement, as it is kept.
    pub judgement: String,
    /// Under what.
    pub edition: Edition,
    /// For which day.
    pub day: Option<Day>,
    /// `open`, `delivered` or `cancelled`, and the act that made it so, if one did.
    pub state: (String, Option<i64>),
    /// What it was before, oldest first: revision, act, body.
    pub history: Vec<(i64, i64, Vec<u8>)>,
}

/// One line by its id; `None` if there is none.
///
/// # Errors
/// What the record refuses.
pub fn show(tx: &mut dyn Tx, id: &str) -> Result<Option<Shown>, StoreError> {
    let Some(order) = orders::by_id(tx, &[id])?.into_iter().next() else { return Ok(None) };
    let line = order.seq as usize - 1;
    let block = Block::read(tx, &LAYOUT, (line / BLOCK) as i64)?;
    let cell = |at: usize| block.cell(&LAYOUT, at, line % BLOCK).map_or(0, number);
    let state = orders::states(tx, &[order.seq])?.remove(&order.seq);
    let kind = Kind::Judgement.number();
    let judgement = orders::facet(tx, kind, i64::from(cell(at::JUDGEMENT)))?;
    Ok(Some(Shown {
        judgement: String::from_utf8_lossy(&judgement).into_owned(),
        edition: orders::edition(tx, i64::from(cell(at::EDITION)))?,
        day: Day::from_days(cell(at::DAY) as i32),
        state: state.map_or_else(|| ("open".to_owned(), None), |(word, act)| (word, Some(act))),
        history: orders::history(tx, order.seq)?,
        order,
    }))
}
