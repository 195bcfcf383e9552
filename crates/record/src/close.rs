//! Lines that leave the open book: delivered or cancelled. They keep their history and decisions, and
//! nothing decides them again; a line that is opened again is decided by the next `again`.

use crate::import::{By, set_row};
use crate::judged::quoted;
use crate::rows::LAYOUT;
use crate::rows::at;
use navicert_store::licences::{self, Reservation};
use navicert_store::orders::{self, Block};
use navicert_store::{Act, Store, StoreError};
use std::collections::{BTreeMap, BTreeSet};

/// What becomes of lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// The goods went out.
    Delivered,
    /// They never will.
    Cancelled,
    /// The line is open again.
    Open,
}

impl State {
    /// The word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            State::Delivered => "delivered",
            State::Cancelled => "cancelled",
            State::Open => "open",
        }
    }
}

/// What was done.
#[derive(Clone, Debug, Default)]
pub struct Done {
    /// Lines whose state is another one now.
    pub changed: usize,
    /// Ids of lines that were so already.
    pub unchanged: Vec<String>,
    /// Ids that the record does not hold.
    pub unknown: Vec<String>,
    /// What is still set aside of licences for lines that were closed.
    pub reserved: Vec<Reservation>,
    /// The act in the log, if anything changed.
    pub act: Option<i64>,
}

/// Sets the state of lines, all in one transaction; ids that are not there are told.
///
/// # Errors
/// Whatever the record refuses; then nothing is changed.
pub fn set(
    store: &mut dyn Store,
    ids: &[String],
    state: State,
    note: &str,
    by: &By,
) -> Result<Done, StoreError> {
    let mut tx = store.write()?;
    let mut done = Done::default();
    let asked: BTreeSet<&str> = ids.iter().map(String::as_str).collect();
    let asked: Vec<&str> = asked.into_iter().collect();
    let mut lines = BTreeMap::new();
    for order in orders::by_id(&mut *tx, &asked)? {
        lines.insert(order.id, order.seq);
    }
    let missing = asked.iter().filter(|id| !lines.contains_key(**id));
    done.unknown = missing.map(|id| (*id).to_owned()).collect();
    let seqs: Vec<i64> = lines.values().copied().collect();
    let known = orders::states(&mut *tx, &seqs)?;
    let is_so = |seq: &i64| match known.get(seq) {
        Some((kept, _)) => kept == state.as_str(),
        None => state == State::Open,
    };
    let (unchanged, changed): (Vec<_>, Vec<_>) = lines.into_iter().partition(|(_, seq)| is_so(seq));
    done.unchanged = unchanged.into_iter().map(|(id, _)| id).collect();
    done.changed = changed.len();
    if changed.is_empty() {
        return Ok(done);
    }
    let mut payload = format!("{{\"state\":\"{}\",\"note\":", state.as_str());
    quoted(&mut payload, note);
    payload.push_str(",\"lines\":[");
    for (index, (id, _)) in changed.iter().enumerate() {
        if index > 0 {
            payload.push(',');
        }
        quoted(&mut payload, id);
    }
    payload.push_str("]}");
    let kind = if state == State::Open { "orders.reopen" } else { "orders.close" };
    let subject = match changed.as_slice() {
        [(id, _)] => id.as_str(),
        _ => "orders",
    };
    let act = Act { kind, subject, who: &by.who, at: &by.at, payload: &payload };
    let act = tx.append_act(&act)?;
    done.act = Some(act);
    let seqs: Vec<i64> = changed.iter().map(|(_, seq)| *seq).collect();
    orders::set_state(&mut *tx, &seqs, act, state.as_str())?;
    let mut blocks: BTreeMap<i64, Block> = BTreeMap::new();
    for seq in seqs {
        set_row(&mut *tx, &mut blocks, seq, |block, place| {
            block.set(&LAYOUT, at::OPEN, place, &[u8::from(state == State::Open)]);
        })?;
    }
    orders::write_columns(&mut *tx, &LAYOUT, blocks.iter_mut().map(|(at, block)| (*at, block)))?;
    if state != State::Open {
        let closed: BTreeSet<&str> = changed.iter().map(|(id, _)| id.as_str()).collect();
        done.reserved = licences::reservations(&mut *tx, None, None)?;
        done.reserved.retain(|one| closed.contains(one.line.as_str()));
    }
    tx.commit()?;
    Ok(done)
}
