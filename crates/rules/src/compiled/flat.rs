//! Slices laid out in one array, and the loop that decides a row.

use super::packed::{MAX_LAWS, Packed, Reach};
use super::part::PartBound;
use super::slice::{Laid, Slice};
use super::{DIMS, Dim};
use crate::law::ClauseIx;

/// More joint outcomes than this go to the explaining evaluator.
const MAX_JOINT: usize = 4096;
/// A slice of more words takes the explaining way.
const MAX_WORDS: usize = 16;

/// Lanes of a slice, one bit each.
pub(super) type Lanes = [u64; MAX_WORDS];

/// Where a slice's parts lie.
#[derive(Clone, Debug, Default)]
struct Head {
    words: u8,
    tables: u8,
    exceptions: u8,
    steps: u8,
    /// Dimension of each table.
    dims: [u8; DIMS.len()],
    /// First word of each table.
    at: [u32; DIMS.len()],
    /// First start, number of starts.
    starts: (u32, u32),
    /// First words: law masks, exceptions, intervals.
    masks: u32,
    lifts: u32,
    settled: u32,
    intervals: u32,
    laws: u8,
}

/// Lanes that hold on a row's day, certainly and possibly, and the spans that these leave.
struct Bounds<const W: usize> {
    interval: usize,
    certain: [u64; W],
    possible: [u64; W],
    packed: Packed,
}

/// All slices. A table grows as its slice meets new classes: it moves to the end of the array when
/// its room is used up, so that a table's words always lie together.
#[derive(Debug, Default)]
pub(super) struct Flat {
    heads: Vec<Option<Head>>,
    words: Vec<u64>,
    starts: Vec<u32>,
    rest: Vec<Rest>,
}

/// What only open rows, and those who look for clauses, read.
#[derive(Debug, Default)]
struct Rest {
    tables: Vec<RestTable>,
    /// Words of the lapses' outcomes by interval.
    lapses: Vec<Vec<u64>>,
    any_exception: Vec<u64>,
    any_vague: bool,
    any_crossing: bool,
    clauses: Vec<Option<ClauseIx>>,
}

#[derive(Debug)]
struct RestTable {
    dim: Dim,
    /// Classes laid out, and how many there is room for.
    len: usize,
    room: usize,
    low: Vec<u64>,
    vague: Vec<u64>,
    crossing: Vec<u64>,
    /// First word and number of outcomes by class; none = not known.
    outcomes: Vec<(u32, u32)>,
}

/// What the alternatives of a clause come to that may hold for a row.
#[derive(Default)]
struct Alternatives {
    clause: Option<ClauseIx>,
    /// One holds for certain.
    certain: bool,
    /// One is open and may have effect on the day.
    open: bool,
    /// How many are open and have no effect.
    idle: usize,
}

impl Alternatives {
    /// Adds the clause, if it is worth showing. Without effect it is so only if it holds for certain: no
    /// single alternative that is open says so, but several may, and one that needs a step.
    fn add_to(&self, found: &mut Vec<(ClauseIx, bool)>, steps: bool) {
        let worth = self.certain || self.open || self.idle > 1 || steps && self.idle > 0;
        found.extend(self.clause.filter(|_| worth).map(|clause| (clause, self.certain)));
    }
}

impl Flat {
    /// How many slices there are.
    pub fn slices(&self) -> usize {
        self.heads.len()
    }

    /// The most lanes a slice has.
    pub fn most_lanes(&self) -> usize {
        self.rest.iter().map(|rest| rest.clauses.len()).max().unwrap_or(0)
    }

    /// Whether a slice was laid out.
    pub fn is_laid(&self, slice: u32) -> bool {
        self.heads.get(slice as usize).is_some_and(Option::is_some)
    }

    /// Adds a slice without classes; `None` = some clause has too many alternatives.
    pub fn push(&mut self, slice: Option<&Slice>) {
        let fits = |slice: &&Slice| slice.words <= MAX_WORDS && slice.laws.len() <= MAX_LAWS;
        let Some(slice) = slice.filter(fits) else {
            self.heads.push(None);
            self.rest.push(Rest::default());
            return;
        };
        let mut head = Head {
            words: slice.words as u8,
            exceptions: slice.exceptions.len().min(255) as u8,
            steps: slice.steps.len().min(255) as u8,
            laws: slice.laws.len() as u8,
            ..Head::default()
        };
        head.masks = self.words.len() as u32;
        for law in &slice.laws {
            self.words.extend(&law.prohibited);
            self.words.extend(&law.licence);
        }
        head.lifts = self.words.len() as u32;
        for (own, lifted) in slice.exceptions.iter().take(255) {
            self.words.extend(own);
            self.words.extend(lifted);
        }
        head.settled = self.words.len() as u32;
        for (own, needing) in slice.steps.iter().take(255) {
            self.words.extend(own);
            self.words.extend(needing);
        }
        head.intervals = self.words.len() as u32;
        for interval in &slice.intervals {
            self.words.extend(&interval.certain);
            self.words.extend(&interval.possible);
            self.words.extend(&interval.shown);
            self.words.extend(&interval.sure);
        }
        let mut tables = Vec::new();
        for dim in DIMS.into_iter().filter(|&dim| slice.asks[dim as usize].is_asked()) {
            head.dims[tables.len()] = dim as u8;
            tables.push(RestTable {
                dim,
                len: 0,
                room: 0,
                low: Vec::new(),
                vague: Vec::new(),
                crossing: Vec::new(),
                outcomes: Vec::new(),
            });
        }
        head.tables = tables.len() as u8;
        head.starts = (self.starts.len() as u32, slice.starts.len() as u32);
        self.starts.extend(&slice.starts);
        let fits = slice.exceptions.len() <= 255 && slice.steps.len() <= 255;
        self.heads.push(fits.then_some(head));
        self.rest.push(Rest {
            tables,
            lapses: slice.intervals.iter().map(|interval| interval.outcomes.clone()).collect(),
            any_exception: slice.any_exception.clone(),
            any_vague: false,
            any_crossing: false,
            clauses: slice.clauses.clone(),
        });
    }

    /// Adds the next class of a dimension to a slice.
    pub fn add(&mut self, slice: u32, dim: Dim, laid: &Laid) {
        let rest = &mut self.rest[slice as usize];
        let Some(Some(head)) = self.heads.get_mut(slice as usize) else { return };
        rest.any_crossing |= laid.crossing.iter().any(|word| *word != 0);
        rest.any_vague |= laid.vague.iter().any(|word| *word != 0);
        let Some(number) = rest.tables.iter().position(|table| table.dim == dim) else { return };
        let (table, width) = (&mut rest.tables[number], usize::from(head.words) * 2);
        if table.len == table.room {
            let before = head.at[number] as usize;
            table.room = (table.room * 2).max(4);
            head.at[number] = self.words.len() as u32;
            self.words.extend_from_within(before..before + table.len * width);
            self.words.resize(head.at[number] as usize + table.room * width, 0);
        }
        let at = head.at[number] as usize + table.len * width;
        self.words[at..at + width / 2].copy_from_slice(&laid.certain);
        self.words[at + width / 2..at + width].copy_from_slice(&laid.possible);
        table.len += 1;
        table.low.extend(&laid.low);
        table.vague.extend(&laid.vague);
        table.crossing.extend(&laid.crossing);
        let outcomes = laid.outcomes.as_deref().unwrap_or_default();
        table.outcomes.push((self.words.len() as u32, (outcomes.len() * 2 / width) as u32));
        // A class that is not open has its certain words only.
        if outcomes.len() * 2 > width {
            self.words.extend(outcomes);
        }
    }

    /// Spans of a row; `None` if its words alone do not say.
    #[inline]
    pub fn spans(&self, row: &PartBound) -> Option<Packed> {
        let head = self.heads.get(row.slice as usize)?.as_ref()?;
        match head.words {
            1 => self.decide::<1>(head, row),
            2 => self.decide::<2>(head, row),
            3 => self.decide::<3>(head, row),
            4 => self.decide::<4>(head, row),
            5 => self.decide::<5>(head, row),
            6 => self.decide::<6>(head, row),
            8 => self.decide::<8>(head, row),
            _ => self.decide::<MAX_WORDS>(head, row),
        }
    }

    /// Spans of a row that its words close; `None` if they leave something open.
    #[inline]
    pub fn closed(&self, row: &PartBound) -> Option<Packed> {
        let head = self.heads.get(row.slice as usize)?.as_ref()?;
        let packed = match head.words {
            1 => self.bounds::<1>(head, row, 1).packed,
            2 => self.bounds::<2>(head, row, 2).packed,
            3 => self.bounds::<3>(head, row, 3).packed,
            4 => self.bounds::<4>(head, row, 4).packed,
            5 => self.bounds::<5>(head, row, 5).packed,
            6 => self.bounds::<6>(head, row, 6).packed,
            8 => self.bounds::<8>(head, row, 8).packed,
            _ => self.bounds::<MAX_WORDS>(head, row, MAX_WORDS).packed,
        };
        packed.is_closed().then_some(packed)
    }

    /// The lanes of a row that may still change a verdict, the interval of its day, and the bounds of
    /// its spans.
    pub fn open(&self, row: &PartBound) -> Option<(Lanes, usize, Packed)> {
        let head = self.heads.get(row.slice as usize)?.as_ref()?;
        let words = usize::from(head.words);
        let bounds = self.bounds::<MAX_WORDS>(head, row, words);
        let possible = &bounds.possible;
        let mut open: Lanes = [0; MAX_WORDS];
        let join = |open: &mut Lanes, mask: &[u64]| {
            for ((open, mask), possible) in open.iter_mut().zip(mask).zip(possible) {
                *open |= mask & possible;
            }
        };
        let pairs = |first: u32, count: usize| {
            let first = first as usize;
            self.words[first..first + count * words * 2].chunks_exact(words * 2)
        };
        for (law, mask) in pairs(head.masks, usize::from(head.laws)).enumerate() {
            let (low, high) =
                (bounds.packed.0 >> (4 * law) & 3, bounds.packed.0 >> (4 * law + 2) & 3);
            if low < high && high == 2 {
                join(&mut open, &mask[..words]);
            }
            if low < high && low == 0 {
                join(&mut open, &mask[words..]);
            }
        }
        let meets = |a: &Lanes, b: &[u64]| a.iter().zip(b).any(|(a, b)| a & b != 0);
        // Exceptions lift, they are not lifted.
        let lifted = open;
        for pair in pairs(head.lifts, usize::from(head.exceptions)) {
            if meets(&lifted, &pair[words..]) {
                join(&mut open, &pair[..words]);
            }
        }
        for pair in pairs(head.settled, usize::from(head.steps)).rev() {
            if meets(&open, &pair[words..]) {
                join(&mut open, &pair[..words]);
            }
        }
        Some((open, bounds.interval, bounds.packed))
    }

    /// The clauses of some lanes of a slice, in the order of the book.
    pub fn clauses(&self, slice: u32, lanes: &Lanes) -> Vec<ClauseIx> {
        let rest = &self.rest[slice as usize];
        let mut found = Vec::new();
        for (word, mut bits) in lanes.iter().copied().enumerate() {
            while bits != 0 {
                found.extend(rest.clauses[word * 64 + bits.trailing_zeros() as usize]);
                bits &= bits - 1;
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The lanes of a row's slice that may hold, whatever the status of their clauses that is worth
    /// showing.
    pub fn shown(&self, row: &PartBound) -> Lanes {
        let mut lanes = [0; MAX_WORDS];
        let Some(Some(head)) = self.heads.get(row.slice as usize) else { return lanes };
        let rest = &self.rest[row.slice as usize];
        let words = usize::from(head.words);
        let interval = self.interval(head, row.stretch);
        let shown = head.intervals as usize + (interval * 4 + 2) * words;
        lanes[..words].copy_from_slice(&self.words[shown..shown + words]);
        for (table, first) in rest.tables.iter().zip(&head.at) {
            let at = *first as usize + usize::from(row.at[table.dim as usize]) * words * 2 + words;
            for (lane, possible) in lanes.iter_mut().zip(&self.words[at..at + words]) {
                *lane &= possible;
            }
        }
        self.settle(head, &mut lanes, words);
        lanes
    }

    /// The dimensions that a slice asks.
    pub fn asked(&self, slice: u32) -> impl Iterator<Item = Dim> + use<> {
        let head = self.heads.get(slice as usize).and_then(Option::as_ref);
        let (dims, count) = head.map_or_else(Default::default, |head| (head.dims, head.tables));
        dims.into_iter().take(usize::from(count)).map(|dim| DIMS[usize::from(dim) % DIMS.len()])
    }

    /// The clauses that may hold for a row and are worth showing, sorted, with whether they hold for
    /// certain. One without effect is worth showing only if it holds for certain.
    pub fn holding(&self, row: &PartBound, found: &mut Vec<(ClauseIx, bool)>) {
        found.clear();
        let Some(Some(head)) = self.heads.get(row.slice as usize) else { return };
        match head.words {
            1 => self.holding_in::<1>(head, row, found),
            2 => self.holding_in::<2>(head, row, found),
            3 | 4 => self.holding_in::<4>(head, row, found),
            5..=8 => self.holding_in::<8>(head, row, found),
            _ => self.holding_in::<MAX_WORDS>(head, row, found),
        }
    }

    fn holding_in<const W: usize>(
        &self,
        head: &Head,
        row: &PartBound,
        found: &mut Vec<(ClauseIx, bool)>,
    ) {
        let words = if W <= 2 { W } else { usize::from(head.words) };
        let interval = self.interval(head, row.stretch);
        let day = &self.words[head.intervals as usize + interval * words * 4..][..words * 4];
        let (mut certain, mut possible) = ([0; W], [0; W]);
        certain[..words].copy_from_slice(&day[words * 3..]);
        possible[..words].copy_from_slice(&day[words * 2..words * 3]);
        for (dim, first) in head.dims.iter().zip(&head.at).take(usize::from(head.tables)) {
            let number = usize::from(row.at[usize::from(*dim) % DIMS.len()]);
            let laid = &self.words[*first as usize + number * words * 2..][..words * 2];
            for word in 0..words {
                certain[word] &= laid[word];
                possible[word] &= laid[words + word];
            }
        }
        if possible == [0; W] {
            return;
        }
        self.settle(head, &mut certain, words);
        self.settle(head, &mut possible, words);
        let rest = &self.rest[row.slice as usize];
        // The lanes of a clause follow one another, in the order of the book.
        let mut last = Alternatives::default();
        for (word, mut bits) in possible.into_iter().enumerate() {
            while bits != 0 {
                let lane = word * 64 + bits.trailing_zeros() as usize;
                let own = bits & bits.wrapping_neg();
                bits &= bits - 1;
                let Some(clause) = rest.clauses[lane] else { continue };
                if last.clause != Some(clause) {
                    last.add_to(found, head.steps > 0);
                    last = Alternatives { clause: Some(clause), ..Alternatives::default() };
                }
                if certain[word] & own != 0 {
                    last.certain = true;
                } else if day[words + word] & own != 0 {
                    last.open = true;
                } else {
                    last.idle += 1;
                }
            }
        }
        last.add_to(found, head.steps > 0);
    }

    /// Takes away the lanes whose steps did not come out yes, step by step.
    #[inline]
    fn settle<const W: usize>(&self, head: &Head, fired: &mut [u64; W], count: usize) {
        let first = head.settled as usize;
        let all = &self.words[first..first + usize::from(head.steps) * count * 2];
        for pair in all.chunks_exact(count * 2) {
            let mut hit = 0;
            for word in 0..count {
                hit |= fired[word] & pair[word];
            }
            if hit == 0 {
                for word in 0..count {
                    fired[word] &= !pair[count + word];
                }
            }
        }
    }

    /// Whether a lane that may hold needs a step that is open.
    fn is_open_step<const W: usize>(
        &self,
        head: &Head,
        certain: &[u64; W],
        possible: &[u64; W],
    ) -> bool {
        let (first, count) = (head.settled as usize, usize::from(head.words));
        let all = &self.words[first..first + usize::from(head.steps) * count * 2];
        all.chunks_exact(count * 2).any(|pair| {
            let hit = |words: &[u64; W], mask: &[u64]| {
                words.iter().zip(mask).any(|(word, mask)| word & mask != 0)
            };
            !hit(certain, &pair[..count])
                && hit(possible, &pair[..count])
                && hit(possible, &pair[count..])
        })
    }

    #[inline]
    fn interval(&self, head: &Head, stretch: u32) -> usize {
        let (first, count) = (head.starts.0 as usize, head.starts.1 as usize);
        let starts = &self.starts[first..first + count];
        // Counting has no branch to guess wrong; a long list is searched.
        let after = if count <= 96 {
            starts.iter().map(|&from| u32::from(from <= stretch)).sum::<u32>() as usize
        } else {
            starts.partition_point(|&from| from <= stretch)
        };
        after.saturating_sub(1)
    }

    #[inline]
    fn decide<const W: usize>(&self, head: &Head, row: &PartBound) -> Option<Packed> {
        let bounds = self.bounds::<W>(head, row, W);
        if bounds.packed.is_closed() {
            Some(bounds.packed)
        } else {
            self.exact::<W>(head, row, &bounds)
        }
    }

    /// `words` is how many the slice has: known beforehand where it is all of `W`.
    #[inline(always)]
    fn bounds<const W: usize>(&self, head: &Head, row: &PartBound, words: usize) -> Bounds<W> {
        let interval = self.interval(head, row.stretch);
        let (mut certain, mut possible) = ([0_u64; W], [0_u64; W]);
        let at = head.intervals as usize + interval * words * 4;
        let laid = &self.words[at..at + words * 2];
        certain[..words].copy_from_slice(&laid[..words]);
        possible[..words].copy_from_slice(&laid[words..]);
        for (dim, first) in head.dims.iter().zip(&head.at).take(usize::from(head.tables)) {
            let number = usize::from(row.at[usize::from(*dim) % DIMS.len()]);
            let at = *first as usize + number * words * 2;
            let laid = &self.words[at..at + words * 2];
            for word in 0..words {
                certain[word] &= laid[word];
                possible[word] &= laid[words + word];
            }
        }
        if head.steps > 0 {
            self.settle(head, &mut certain, words);
            self.settle(head, &mut possible, words);
        }
        let (mut low, mut high) = (certain, possible);
        if head.exceptions > 0 {
            self.lift(head, &mut low, &possible, words);
            self.lift(head, &mut high, &certain, words);
        }
        let packed = self.packed::<W>(head, &low, &high, words);
        Bounds { interval, certain, possible, packed }
    }

    /// Takes away what fired exceptions lift.
    #[inline]
    fn lift<const W: usize>(
        &self,
        head: &Head,
        words: &mut [u64; W],
        fired: &[u64; W],
        count: usize,
    ) {
        let first = head.lifts as usize;
        let all = &self.words[first..first + usize::from(head.exceptions) * count * 2];
        for pair in all.chunks_exact(count * 2) {
            let mut hit = 0;
            for word in 0..count {
                hit |= fired[word] & pair[word];
            }
            if hit != 0 {
                for word in 0..count {
                    words[word] &= !pair[count + word];
                }
            }
        }
    }

    /// The effect of fired lanes by law: what is low from `low`, what is high from `high`.
    #[inline]
    fn packed<const W: usize>(
        &self,
        head: &Head,
        low: &[u64; W],
        high: &[u64; W],
        count: usize,
    ) -> Packed {
        let first = head.masks as usize;
        let masks = &self.words[first..first + usize::from(head.laws) * count * 2];
        let mut packed = 0;
        for (law, mask) in masks.chunks_exact(count * 2).enumerate() {
            let (mut lp, mut ll, mut hp, mut hl) = (0, 0, 0, 0);
            for word in 0..count {
                lp |= low[word] & mask[word];
                ll |= low[word] & mask[count + word];
                hp |= high[word] & mask[word];
                hl |= high[word] & mask[count + word];
            }
            let end = |p: u64, l: u64| (u64::from(p != 0) << 1) | u64::from(p == 0 && l != 0);
            packed |= (end(lp, ll) | end(hp, hl) << 2) << (4 * law);
        }
        Packed(packed)
    }

    /// Narrows open spans to what completions reach.
    #[inline(never)]
    fn exact<const W: usize>(
        &self,
        head: &Head,
        row: &PartBound,
        bounds: &Bounds<W>,
    ) -> Option<Packed> {
        let Bounds { interval, certain, possible, packed } = bounds;
        let (interval, packed) = (*interval, *packed);
        let rest = &self.rest[row.slice as usize];
        let words = usize::from(head.words);
        let crossed = |table: &RestTable| {
            let at = usize::from(row.at[table.dim as usize]) * words;
            let crossing = &table.crossing[at..at + words];
            possible.iter().zip(crossing).any(|(word, crossing)| word & crossing != 0)
        };
        if rest.any_crossing && rest.tables.iter().any(crossed) {
            return None;
        }
        let tried = self.enumerate::<W>(head, rest, row, interval, packed);
        if tried.is_some() {
            return tried;
        }
        let vague = |table: &RestTable| {
            let at = usize::from(row.at[table.dim as usize]) * words;
            let vague = &table.vague[at..at + words];
            possible.iter().zip(vague).any(|(word, vague)| word & vague != 0)
        };
        if rest.any_vague && rest.tables.iter().any(vague)
            || self.is_open_step(head, certain, possible)
        {
            return None;
        }
        let mut exceptions = rest.any_exception.iter().enumerate();
        if exceptions.any(|(word, mask)| possible[word] & !certain[word] & mask != 0) {
            return None;
        }
        self.low_reaches::<W>(head, rest, row, interval, packed).then_some(packed)
    }

    /// Whether one completion reaches every lower end: that in which everything open is answered
    /// with no. The upper ends are exact without it, because dimensions are open independently.
    fn low_reaches<const W: usize>(
        &self,
        head: &Head,
        rest: &Rest,
        row: &PartBound,
        interval: usize,
        packed: Packed,
    ) -> bool {
        let words = usize::from(head.words);
        let lapses = &rest.lapses[interval];
        if lapses.is_empty() {
            return false;
        }
        let mut fired = [0_u64; W];
        // The outcome in which no lapsed clause came back is the first.
        fired[..words].copy_from_slice(&lapses[..words]);
        for table in &rest.tables {
            let at = usize::from(row.at[table.dim as usize]) * words;
            for (word, low) in fired.iter_mut().zip(&table.low[at..at + words]) {
                *word &= low;
            }
        }
        self.settle(head, &mut fired, words);
        let mut left = fired;
        self.lift(head, &mut left, &fired, words);
        let reached = self.packed::<W>(head, &left, &left, words);
        (reached.0 ^ packed.0) & 0x3333_3333_3333_3333 == 0
    }

    /// Tries every joint outcome of what is open; `None` if some are not known or too many.
    #[inline]
    fn enumerate<const W: usize>(
        &self,
        head: &Head,
        rest: &Rest,
        row: &PartBound,
        interval: usize,
        bounds: Packed,
    ) -> Option<Packed> {
        let words = W;
        let mut fixed = [0; W];
        let mut open: [&[u64]; DIMS.len() + 1] = [&[]; DIMS.len() + 1];
        let (mut count, mut joint) = (0, 1);
        let at = head.intervals as usize + interval * words * 4;
        let laid = &self.words[at..at + words * 2];
        fixed[..words].copy_from_slice(&laid[..words]);
        if laid[..words] != laid[words..] {
            let lapses = rest.lapses[interval].as_slice();
            if lapses.is_empty() {
                return None;
            }
            fixed = [u64::MAX; W];
            joint = lapses.len() / words;
            open[count] = lapses;
            count += 1;
        }
        for (table, first) in rest.tables.iter().zip(&head.at) {
            let number = usize::from(row.at[table.dim as usize]);
            let at = *first as usize + number * words * 2;
            let laid = &self.words[at..at + words * 2];
            if laid[..words] == laid[words..] {
                for (fixed, word) in fixed.iter_mut().zip(&laid[..words]) {
                    *fixed &= word;
                }
                continue;
            }
            let (first, outcomes) = table.outcomes[number];
            joint *= outcomes as usize;
            if joint == 0 || joint > MAX_JOINT {
                return None;
            }
            open[count] = match outcomes {
                1 => &laid[..words],
                _ => &self.words[first as usize..first as usize + outcomes as usize * words],
            };
            count += 1;
        }
        let mut reach = Reach::within(bounds);
        if self.visit::<W>(head, &open[..count], &fixed, &mut reach) {
            return Some(bounds);
        }
        Some(reach.packed())
    }

    /// Visits the joint outcomes until every end that may be reached was; whether that was so.
    fn visit<const W: usize>(
        &self,
        head: &Head,
        open: &[&[u64]],
        fired: &[u64; W],
        reach: &mut Reach,
    ) -> bool {
        let words = usize::from(head.words);
        let Some((first, rest)) = open.split_first() else {
            let mut fired = *fired;
            self.settle(head, &mut fired, words);
            let mut left = fired;
            if head.exceptions > 0 {
                self.lift(head, &mut left, &fired, words);
            }
            return reach.add(self.packed::<W>(head, &left, &left, words));
        };
        for laid in first.chunks_exact(words) {
            let mut next = *fired;
            for (word, laid) in next.iter_mut().zip(laid) {
                *word &= laid;
            }
            if self.visit(head, rest, &next, reach) {
                return true;
            }
        }
        false
    }
}
