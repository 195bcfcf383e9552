//! One new act over ten million stored transactions: which are touched, and which verdicts change.

use std::collections::HashMap;
use std::hint::black_box;

use bench_navicert::transfer;
use limit::{Table, compile};
use navicert_model::day::Day;
use navicert_rules::compiled::{self, Compiled, DIMS, Packed, Row};
use navicert_rules::eval::state::Prepared;
use navicert_rules::law::ClauseIx;
use rulebook::{
    Bench, Book, Check, Codes, END_USES, FIRST_DAY, Field, Kind, Missing, NO_END, ORIGINS, Rule,
    Set, Source, Tx, USERS, cpu_us, transactions,
};

use crate::measure;

const COUNT: usize = 10_000_000;
const DAYS: i32 = 2_556;

/// Stored rows: a column a dimension, and one of days since [`FIRST_DAY`].
struct Stored {
    days: Vec<u16>,
    columns: [Vec<u16>; DIMS.len()],
}

impl Stored {
    fn row(&self, at: usize) -> Row {
        let values = std::array::from_fn(|dim| u32::from(self.columns[dim][at]));
        Row { on: day(i32::from(self.days[at])), values, doubtful: false }
    }
}

/// A row whose verdict the act changes.
#[derive(PartialEq, Eq)]
struct Changed {
    row: u32,
    old: Packed,
    new: Packed,
    clause: Option<ClauseIx>,
}

/// The new act: no item of Chinese origin to military users in one destination.
fn act() -> Rule {
    Rule {
        id: 0,
        law: 0,
        kind: Kind::Prohibit,
        source: Source::Measure { number: 31, year: 2026 },
        cite: "new measure".to_owned(),
        codes: Codes::All,
        destinations: Set::one(7),
        users: Set(0b1100),
        end_uses: Field::EndUse.all(),
        origins: Set::one(0),
        content_over: None,
        since: FIRST_DAY,
        until: NO_END,
        suspended: None,
    }
}

/// Asks both for what the act touches and changes, and compares the answers.
pub fn measure(book: &Book) {
    let txs = transactions(COUNT, true);
    let with_act = Book::of(book.rules.iter().cloned().chain([act()]).collect());
    let by_limit = of_limit(book, &with_act, &txs);
    let by_navicert = of_navicert(book, &with_act, &txs);
    assert!(
        by_limit == by_navicert,
        "the limit finds {} rows, Navicert {}",
        by_limit.len(),
        by_navicert.len()
    );
    println!("note engine=navicert act=one same_rows_as_limit={}", by_limit.len());
}

fn of_limit(book: &Book, with_act: &Book, txs: &[Tx]) -> Vec<u32> {
    let bench = Bench { book, engine: "limit", version: env!("CARGO_PKG_VERSION") };
    let (old, new) = (compile(book), compile(with_act));
    let act = act();
    let days: Vec<i32> = txs.iter().map(|tx| tx.day).collect();
    let destinations: Vec<u8> = txs.iter().map(|tx| tx.destination).collect();
    let origins: Vec<u8> = txs.iter().map(|tx| tx.origin).collect();
    // A missing end user is a fifth kind, which may be of those the act names.
    let users: Vec<u8> = txs.iter().map(|tx| if tx.missing.user { 4 } else { tx.user }).collect();
    let scan = || {
        let mut found = Vec::new();
        for at in 0..days.len() {
            let hit = (destinations[at] == 7)
                & (origins[at] == 0)
                & (users[at] >= 2)
                & (days[at] >= act.since);
            if hit {
                found.push(at as u32);
            }
        }
        found
    };
    bench.time("candidates", "one-act", 1, Check::default(), scan);
    let changed = |found: &[u32]| -> Vec<(u32, rulebook::Spans, rulebook::Spans)> {
        let spans = |tables: &[Table], tx: &Tx| tables[usize::from(tx.code)].decide(tx);
        let each = found.iter().filter_map(|&at| {
            let tx = &txs[at as usize];
            let (old, new) = (spans(&old, tx), spans(&new, tx));
            (old != new).then_some((at, old, new))
        });
        each.collect()
    };
    bench.time("candidates-and-changed-verdicts", "one-act", 1, Check::default(), || {
        changed(&scan())
    });
    changed(&scan()).into_iter().map(|(at, ..)| at).collect()
}

fn of_navicert(book: &Book, with_act: &Book, txs: &[Tx]) -> Vec<u32> {
    let bench = Bench { book, engine: "navicert", version: env!("CARGO_PKG_VERSION") };
    let started = cpu_us();
    let (old_law, new_law) = (measure::prepared(&book.rules), measure::prepared(&with_act.rules));
    let act_law = measure::prepared(&[act()]);
    let loaded = cpu_us();
    let [mut old, mut new, mut only] = [&old_law, &new_law, &act_law].map(compiled_law);
    let values = values(&mut old, &mut new, &mut only);
    let made = cpu_us();
    let stored = values.store(txs);
    println!(
        "note engine=navicert act=one rows={COUNT} load_three_laws_ms={:.0} compile_ms={:.0} store_ms={:.0} peak_mb={}",
        (loaded - started) / 1e3,
        (made - loaded) / 1e3,
        (cpu_us() - made) / 1e3,
        peak_mb(),
    );
    let mut scan = || Scan::new(&mut only, &values).candidates(&stored);
    bench.time("candidates", "one-act", 1, Check::default(), &mut scan);
    let last = ClauseIx(
        new_law
            .book
            .clauses
            .iter()
            .position(|clause| clause.id == "cn/2026-31#1")
            .unwrap_or_default() as u32,
    );
    let of_act = new_law.book.clauses[last.0 as usize].act;
    let mut changed_of = |at: u32| {
        let row = stored.row(at as usize);
        let bound = new.bind(&row);
        let before = old.bind(&row);
        let (old, verdicts) = (old.spans(&before)?, new.spans(&bound)?);
        (old != verdicts).then(|| {
            let clauses = new.candidates(&bound);
            let mine = |ix: &ClauseIx| new_law.book.clauses[ix.0 as usize].act == of_act;
            Changed { row: at, old, new: verdicts, clause: clauses.into_iter().find(mine) }
        })
    };
    let mut changed =
        |found: &[u32]| found.iter().filter_map(|&at| changed_of(at)).collect::<Vec<_>>();
    let found = scan();
    bench
        .time("changed-verdicts-of-candidates", "one-act", 1, Check::default(), || changed(&found));
    bench.time("candidates-and-changed-verdicts", "one-act", 1, Check::default(), || {
        changed(&scan())
    });
    let changes = changed(&found);
    let before = cpu_us();
    let (mut all, mut slow) = (Vec::new(), 0);
    for at in 0..COUNT {
        let row = stored.row(at);
        let bound = (old.bind(&row), new.bind(&row));
        let both = (old.spans(&bound.0), new.spans(&bound.1));
        slow += usize::from(both.0.is_none() || both.1.is_none());
        if both.0 != both.1 {
            all.push(at as u32);
        }
    }
    println!(
        "note engine=navicert act=one candidates={} changed={} without_clause={} brute_force_changed={} brute_force_ms={:.0} explaining_way={slow}",
        found.len(),
        changes.len(),
        changes.iter().filter(|change| change.clause.is_none()).count(),
        all.len(),
        (cpu_us() - before) / 1e3,
    );
    let rows: Vec<u32> = changes.iter().map(|change| change.row).collect();
    assert!(rows == all, "the candidates miss changed rows");
    black_box(changes);
    rows
}

fn compiled_law(law: &Prepared) -> Compiled<'_> {
    Compiled::new(law, Day::MAX, &[])
}

/// The values of the stored rows, numbered under the old law; and their numbers under the act alone.
struct Values {
    /// Row without code and content, by [`party_key`].
    parties: Vec<Row>,
    codes: Vec<u32>,
    contents: Vec<u32>,
    /// The act's number of each value, by dimension.
    only: [Vec<u32>; DIMS.len()],
}

fn party_key(tx: &Tx) -> usize {
    let user = if tx.missing.user { USERS.len() } else { usize::from(tx.user) };
    let end_use = if tx.missing.end_use { END_USES.len() } else { usize::from(tx.end_use) };
    let place = usize::from(tx.destination) * ORIGINS.len() + usize::from(tx.origin);
    (place * (USERS.len() + 1) + user) * (END_USES.len() + 1) + end_use
}

fn content_key(tx: &Tx) -> usize {
    if tx.missing.content { 101 } else { usize::from(tx.content) }
}

/// Encodes every value once, under each of the three laws.
fn values<'p>(old: &mut Compiled<'p>, new: &mut Compiled<'p>, only: &mut Compiled<'p>) -> Values {
    let base = Tx {
        day: FIRST_DAY,
        code: 0,
        destination: 0,
        user: 0,
        end_use: 0,
        origin: 0,
        content: 0,
        missing: Missing::default(),
    };
    let mut maps: [HashMap<u32, u32>; DIMS.len()] = Default::default();
    let mut encode = |tx: &Tx| {
        let transfer = transfer(tx);
        let [stored, same, of_act] =
            [&mut *old, &mut *new, &mut *only].map(|law| law.columns.encode(&transfer, day(0)));
        assert_eq!(stored, same, "both laws number the values alike");
        for (dim, map) in maps.iter_mut().enumerate() {
            map.insert(stored.values[dim], of_act.values[dim]);
        }
        stored
    };
    let mut parties = Vec::new();
    for destination in 0..20 {
        for origin in 0..ORIGINS.len() as u8 {
            for user in 0..=USERS.len() as u8 {
                for end_use in 0..=END_USES.len() as u8 {
                    let missing = Missing {
                        user: usize::from(user) == USERS.len(),
                        end_use: usize::from(end_use) == END_USES.len(),
                        content: false,
                    };
                    let (user, end_use) =
                        (user % USERS.len() as u8, end_use % END_USES.len() as u8);
                    let tx = Tx { destination, origin, user, end_use, missing, ..base };
                    assert_eq!(party_key(&tx), parties.len());
                    parties.push(encode(&tx));
                }
            }
        }
    }
    let codes =
        (0..rulebook::CODES).map(|code| encode(&Tx { code, ..base }).values[CODE]).collect();
    let contents = (0..=101).map(|content| {
        let missing = Missing { content: content == 101, ..Missing::default() };
        encode(&Tx { content: content.min(100), missing, ..base }).values[ITEM]
    });
    let contents = contents.collect();
    let only = maps.map(|map| (0..map.len() as u32).map(|value| map[&value]).collect());
    Values { parties, codes, contents, only }
}

const ITEM: usize = compiled::Dim::Item as usize;
const CODE: usize = compiled::Dim::Code as usize;

impl Values {
    fn store(&self, txs: &[Tx]) -> Stored {
        let mut stored = Stored { days: Vec::new(), columns: Default::default() };
        stored.days.extend(txs.iter().map(|tx| (tx.day - FIRST_DAY) as u16));
        for (dim, column) in stored.columns.iter_mut().enumerate() {
            column.extend(txs.iter().map(|tx| match dim {
                CODE => self.codes[usize::from(tx.code)] as u16,
                ITEM => self.contents[content_key(tx)] as u16,
                _ => self.parties[party_key(tx)].values[dim] as u16,
            }));
        }
        stored
    }
}

/// A table of which joint classes of values the act may hold for. Values that the act does not tell
/// apart are bound alike; a dimension with one class is not read.
struct Scan {
    days: Vec<u32>,
    dims: Vec<(usize, Vec<u32>)>,
    may_hold: Vec<bool>,
}

impl Scan {
    fn new(only: &mut Compiled, values: &Values) -> Self {
        let mut base = Row { on: day(0), values: [0; DIMS.len()], doubtful: false };
        for (value, numbers) in base.values.iter_mut().zip(&values.only) {
            *value = numbers[0];
        }
        let mut joint = vec![base];
        let on_days: Vec<Row> = (0..=DAYS).map(|at| with_day(base, day(at))).collect();
        let (of_day, kinds) = classes(only, &on_days);
        joint = cross(&joint, &kinds, |row, kind| with_day(row, kind.on));
        let mut dims = Vec::new();
        for (dim, numbers) in values.only.iter().enumerate() {
            let rows: Vec<Row> =
                numbers.iter().map(|&value| with_value(base, dim, value)).collect();
            let (of_value, kinds) = classes(only, &rows);
            if kinds.len() > 1 {
                let stride = joint.len() as u32;
                dims.push((dim, of_value.into_iter().map(|class| class * stride).collect()));
                joint = cross(&joint, &kinds, |row, kind| with_value(row, dim, kind.values[dim]));
            }
        }
        // One clause of the act alone can hold; the table of codes stands under transit.
        let may_hold = |row: &Row| {
            let bound = only.bind(row);
            !only.candidates(&bound).is_empty()
        };
        Scan { days: of_day, dims, may_hold: joint.iter().map(may_hold).collect() }
    }

    fn candidates(&self, stored: &Stored) -> Vec<u32> {
        const BLOCK: usize = 4_096;
        let mut found = Vec::new();
        let mut joint = [0_u32; BLOCK];
        for start in (0..stored.days.len()).step_by(BLOCK) {
            let end = (start + BLOCK).min(stored.days.len());
            let joint = &mut joint[..end - start];
            for (joint, &day) in joint.iter_mut().zip(&stored.days[start..end]) {
                *joint = self.days[usize::from(day)];
            }
            for (dim, table) in &self.dims {
                for (joint, &value) in joint.iter_mut().zip(&stored.columns[*dim][start..end]) {
                    *joint += table[usize::from(value)];
                }
            }
            let hits =
                joint.iter().enumerate().filter(|(_, joint)| self.may_hold[**joint as usize]);
            found.extend(hits.map(|(at, _)| (start + at) as u32));
        }
        found
    }
}

fn with_day(mut row: Row, on: Day) -> Row {
    row.on = on;
    row
}

fn with_value(mut row: Row, dim: usize, value: u32) -> Row {
    row.values[dim] = value;
    row
}

/// The class of each row, and a row of each class: rows bound alike are one class.
fn classes(only: &mut Compiled, rows: &[Row]) -> (Vec<u32>, Vec<Row>) {
    let (mut known, mut kinds) = (HashMap::<compiled::Kind, u32>::new(), Vec::new());
    let mut of = Vec::with_capacity(rows.len());
    for row in rows {
        of.push(*known.entry(only.kind(row)).or_insert_with(|| {
            kinds.push(*row);
            kinds.len() as u32 - 1
        }));
    }
    (of, kinds)
}

/// Every row with every kind, the rows running fastest.
fn cross(rows: &[Row], kinds: &[Row], with: impl Fn(Row, &Row) -> Row) -> Vec<Row> {
    let mut all = Vec::with_capacity(rows.len() * kinds.len());
    for kind in kinds {
        all.extend(rows.iter().map(|row| with(*row, kind)));
    }
    all
}

fn day(since_first: i32) -> Day {
    Day::from_days(FIRST_DAY + since_first).expect("a day of our time")
}

fn peak_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or(0) / 1024
}
