//! Lines made ready and decided by several threads, ahead of the one that keeps them.

use navicert_engine::Decider;
use navicert_model::read::{FieldError, Line};
use navicert_model::transfer::Transfer;
use navicert_model::write::write_transfer;
use navicert_rules::eval::judge::Judgement;
use std::sync::mpsc::SyncSender;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Lines handed from thread to thread at a time.
pub const HANDED: usize = 512;
/// Handfuls that wait for a thread.
pub const WAITING: usize = 8;

/// A line that can be kept.
pub struct Ready {
    /// Its place in the input.
    pub number: usize,
    /// Its id.
    pub id: Box<str>,
    /// What it says.
    pub transfer: Transfer,
    /// The form that it is kept in.
    pub body: String,
    /// What was decided of it ahead.
    pub judgement: Option<Arc<Judgement>>,
}

/// Lines handed on together: those that can be kept, and the others.
pub type Handed = Vec<Result<Ready, Box<Line>>>;

/// A decider, whatever became of who had it last.
pub fn own<'d, 'e>(decider: &'d Mutex<Decider<'e>>) -> MutexGuard<'d, Decider<'e>> {
    decider.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whose turn it is: the first's for some handfuls, then each's.
pub fn turns(threads: usize, alone_for: usize) -> impl Iterator<Item = usize> + Send {
    std::iter::repeat_n(0, alone_for).chain((0..threads).cycle())
}

/// Hands lines to the threads that decide, some to each in its turn.
pub fn hand_out(
    lines: impl Iterator<Item = Line>,
    to: &[SyncSender<Vec<Line>>],
    mut turns: impl Iterator<Item = usize>,
) {
    let mut handed = Vec::with_capacity(HANDED);
    let mut lines = lines.peekable();
    while let Some(line) = lines.next() {
        handed.push(line);
        if handed.len() < HANDED && lines.peek().is_some() {
            continue;
        }
        let handed = std::mem::replace(&mut handed, Vec::with_capacity(HANDED));
        // The other side went away: nobody needs the rest.
        if turns.next().is_none_or(|turn| to[turn].send(handed).is_err()) {
            return;
        }
    }
}

/// Makes lines ready, and decides them if they are decided ahead.
pub fn decide_ahead(decider: &Mutex<Decider<'_>>, lines: Vec<Line>, ahead: bool) -> Handed {
    let mut lines: Handed = lines.into_iter().map(ready).collect();
    if ahead {
        let mut decider = own(decider);
        for line in lines.iter_mut().flatten() {
            line.judgement = Some(decider.judge(&line.transfer));
        }
    }
    lines
}

/// A line that was read, with the id and the form that it is kept in; or why it cannot be kept.
fn ready(line: Line) -> Result<Ready, Box<Line>> {
    let Line { number, id, result } = line;
    let transfer = match result {
        Ok(transfer) => transfer,
        Err(errors) => return Err(Box::new(Line { number, id, result: Err(errors) })),
    };
    match &transfer.id {
        Some(id) if !id.is_empty() => {
            let (id, body) = (id.clone(), write_transfer(&transfer));
            Ok(Ready { number, id, transfer, body, judgement: None })
        }
        _ => {
            let error = FieldError {
                field: "id".to_owned(),
                message: "the line has no id".to_owned(),
                help: "give each order line an id of its own, as `SO-1001/10`".to_owned(),
            };
            Err(Box::new(Line { number, id: None, result: Err(vec![error]) }))
        }
    }
}
