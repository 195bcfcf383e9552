//! Slices laid out one behind the other in one array, and the loop that decides a row.

use super::part::PartBound;
use super::slice::Slice;
use super::{DIMS, Dim};
use navicert_model::verdict::{Effect, Verdict};

/// More joint outcomes than this go to the explaining evaluator.
const MAX_JOINT: usize = 4096;
/// A book of more laws than fit a packed word takes the explaining way.
pub(super) const MAX_LAWS: usize = 16;

/// Spans by law, four bits each: the lower end, then the upper one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Packed(pub u64);

impl Packed {
    /// The span of a law.
    pub fn law(self, law: usize) -> Verdict {
        let bits = self.0 >> (4 * law);
        Verdict::new(effect(bits & 3), effect(bits >> 2 & 3))
    }
}

impl Packed {
    /// Puts the spans of some laws, packed in their own order, at their places in the book.
    #[inline]
    pub(super) fn add(&mut self, part: Packed, laws: &[usize]) {
        for (local, law) in laws.iter().enumerate() {
            self.0 |= (part.0 >> (4 * local) & 15) << (4 * law);
        }
    }
}

fn effect(bits: u64) -> Effect {
    match bits {
        0 => Effect::Free,
        1 => Effect::Licence,
        _ => Effect::Prohibited,
    }
}

/// Where a slice's parts lie.
#[derive(Clone, Debug, Default)]
struct Head {
    words: u8,
    tables: u8,
    exceptions: u8,
    /// Dimension of each table.
    dims: [u8; DIMS.len()],
    /// First word of each table.
    at: [u32; DIMS.len()],
    /// First outcomes of each table.
    outcomes: [u32; DIMS.len()],
    /// First start, number of starts.
    starts: (u32, u32),
    /// First words: law masks, exceptions, intervals.
    masks: u32,
    lifts: u32,
    intervals: u32,
    /// The slice for what the loop does not settle.
    index: u32,
}

/// All slices.
#[derive(Debug, Default)]
pub(super) struct Flat {
    heads: Vec<Option<Head>>,
    words: Vec<u64>,
    starts: Vec<u32>,
    /// First word and number of outcomes, by table and class; none = not known.
    outcomes: Vec<(u32, u32)>,
    laws: usize,
    rest: Vec<Option<Rest>>,
}

/// What only open rows with lapses or many completions read.
#[derive(Debug)]
struct Rest {
    tables: Vec<RestTable>,
    /// Words of the lapses' outcomes by interval.
    lapses: Vec<Vec<u64>>,
    any_exception: Vec<u64>,
    any_vague: bool,
    any_crossing: bool,
}

#[derive(Debug)]
struct RestTable {
    dim: Dim,
    low: Vec<u64>,
    vague: Vec<u64>,
    crossing: Vec<u64>,
}

impl Flat {
    /// Lays slices out. Linear in their words.
    pub fn of<'s>(slices: impl Iterator<Item = Option<&'s Slice>>) -> Self {
        let mut flat = Flat::default();
        for slice in slices {
            let laid = slice.filter(|slice| slice.words <= 16 && slice.laws.len() <= MAX_LAWS);
            match laid {
                Some(slice) => flat.push(slice),
                None => {
                    flat.heads.push(None);
                    flat.rest.push(None);
                }
            }
        }
        flat
    }

    /// How many slices there are.
    pub fn slices(&self) -> usize {
        self.heads.len()
    }

    fn push(&mut self, slice: &Slice) {
        let mut head = Head {
            words: slice.words as u8,
            tables: slice.tables.len() as u8,
            exceptions: slice.exceptions.len().min(255) as u8,
            index: self.rest.len() as u32,
            ..Head::default()
        };
        self.laws = slice.laws.len();
        head.masks = self.words.len() as u32;
        for law in &slice.laws {
            self.words.extend(&law.prohibited);
            self.words.extend(&law.licence);
        }
        head.lifts = self.words.len() as u32;
        for (own, lifted) in &slice.exceptions {
            self.words.extend(own);
            self.words.extend(lifted);
        }
        head.intervals = self.words.len() as u32;
        for interval in &slice.intervals {
            self.words.extend(&interval.certain);
            self.words.extend(&interval.possible);
        }
        for (number, table) in slice.tables.iter().enumerate() {
            head.dims[number] = table.dim as u8;
            head.at[number] = self.words.len() as u32;
            self.words.extend(&table.words);
            head.outcomes[number] = self.outcomes.len() as u32;
            for outcomes in &table.outcomes {
                let laid = outcomes.as_deref().unwrap_or_default();
                self.outcomes.push((self.words.len() as u32, (laid.len() / slice.words) as u32));
                // A class that is not open has its certain words only.
                if laid.len() > slice.words {
                    self.words.extend(laid);
                }
            }
        }
        head.starts = (self.starts.len() as u32, slice.starts.len() as u32);
        self.starts.extend(&slice.starts);
        self.heads.push(Some(head));
        self.rest.push(Some(Rest {
            tables: slice
                .tables
                .iter()
                .map(|table| RestTable {
                    dim: table.dim,
                    low: table.low.clone(),
                    vague: table.vague.clone(),
                    crossing: table.crossing.clone(),
                })
                .collect(),
            any_crossing: slice.tables.iter().any(|t| t.crossing.iter().any(|word| *word != 0)),
            any_vague: slice.tables.iter().any(|table| table.vague.iter().any(|word| *word != 0)),
            lapses: slice.intervals.iter().map(|interval| interval.outcomes.clone()).collect(),
            any_exception: slice.any_exception.clone(),
        }));
    }

    /// Spans of a row; `None` if it takes the explaining way.
    #[inline]
    pub fn spans(&self, row: &PartBound, stretch: u32) -> Option<Packed> {
        let head = self.heads.get(row.slice as usize)?.as_ref()?;
        match head.words {
            1 => self.decide::<1>(head, row, stretch),
            2 => self.decide::<2>(head, row, stretch),
            3 => self.decide::<3>(head, row, stretch),
            4 => self.decide::<4>(head, row, stretch),
            5 => self.decide::<5>(head, row, stretch),
            6 => self.decide::<6>(head, row, stretch),
            7 | 8 => self.decide::<8>(head, row, stretch),
            _ => self.decide::<16>(head, row, stretch),
        }
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
    fn decide<const W: usize>(&self, head: &Head, row: &PartBound, stretch: u32) -> Option<Packed> {
        let words = if W <= 6 { W } else { usize::from(head.words) };
        let interval = self.interval(head, stretch);
        let (mut certain, mut possible) = ([0_u64; W], [0_u64; W]);
        let at = head.intervals as usize + interval * words * 2;
        let laid = &self.words[at..at + words * 2];
        certain[..words].copy_from_slice(&laid[..words]);
        possible[..words].copy_from_slice(&laid[words..]);
        for (dim, first) in head.dims.iter().zip(&head.at).take(usize::from(head.tables)) {
            let class = usize::from(row.classes[usize::from(*dim) % DIMS.len()]);
            let at = *first as usize + class * words * 2;
            let laid = &self.words[at..at + words * 2];
            for word in 0..words {
                certain[word] &= laid[word];
                possible[word] &= laid[words + word];
            }
        }
        let (mut low, mut high) = (certain, possible);
        if head.exceptions > 0 {
            self.lift(head, &mut low, &possible, words);
            self.lift(head, &mut high, &certain, words);
        }
        let packed = self.packed::<W>(head, &low, &high, words);
        let open = (packed.0 ^ packed.0 >> 2) & 0x3333_3333_3333_3333;
        if open == 0 {
            Some(packed)
        } else {
            self.exact::<W>(head, row, interval, &certain, &possible, packed)
        }
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
        let masks = &self.words[first..first + self.laws * count * 2];
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
        interval: usize,
        certain: &[u64; W],
        possible: &[u64; W],
        packed: Packed,
    ) -> Option<Packed> {
        let rest = self.rest[head.index as usize].as_ref()?;
        let words = usize::from(head.words);
        let crossed = |table: &RestTable| {
            let at = usize::from(row.classes[table.dim as usize]) * words;
            let crossing = &table.crossing[at..at + words];
            possible.iter().zip(crossing).any(|(word, crossing)| word & crossing != 0)
        };
        if rest.any_crossing && rest.tables.iter().any(crossed) {
            return None;
        }
        let tried = self.enumerate::<W>(head, row, interval, packed);
        if tried.is_some() {
            return tried;
        }
        let vague = |table: &RestTable| {
            let at = usize::from(row.classes[table.dim as usize]) * words;
            let vague = &table.vague[at..at + words];
            possible.iter().zip(vague).any(|(word, vague)| word & vague != 0)
        };
        if rest.any_vague && rest.tables.iter().any(vague) {
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
            let at = usize::from(row.classes[table.dim as usize]) * words;
            for (word, low) in fired.iter_mut().zip(&table.low[at..at + words]) {
                *word &= low;
            }
        }
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
        row: &PartBound,
        interval: usize,
        bounds: Packed,
    ) -> Option<Packed> {
        let words = if W <= 6 { W } else { usize::from(head.words) };
        let mut fixed = [0; W];
        let mut open: [&[u64]; DIMS.len() + 1] = [&[]; DIMS.len() + 1];
        let (mut count, mut joint) = (0, 1);
        let at = head.intervals as usize + interval * words * 2;
        let laid = &self.words[at..at + words * 2];
        fixed[..words].copy_from_slice(&laid[..words]);
        if laid[..words] != laid[words..] {
            let lapses = self.rest[head.index as usize].as_ref()?.lapses[interval].as_slice();
            if lapses.is_empty() {
                return None;
            }
            fixed = [u64::MAX; W];
            joint = lapses.len() / words;
            open[count] = lapses;
            count += 1;
        }
        for number in 0..usize::from(head.tables) {
            let class = usize::from(row.classes[usize::from(head.dims[number]) % DIMS.len()]);
            let at = head.at[number] as usize + class * words * 2;
            let laid = &self.words[at..at + words * 2];
            if laid[..words] == laid[words..] {
                for (fixed, word) in fixed.iter_mut().zip(&laid[..words]) {
                    *fixed &= word;
                }
                continue;
            }
            let (first, outcomes) = self.outcomes[head.outcomes[number] as usize + class];
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
        let mut reach = Reach { reached: 0, wanted: Reach::ends(bounds) };
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
            let mut left = *fired;
            if head.exceptions > 0 {
                self.lift(head, &mut left, fired, words);
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

/// The effects that completions reach, by law: bit 0 free, 1 licence, 2 prohibited.
struct Reach {
    reached: u64,
    /// The ends that the bounds allow: once all are reached, nothing more can come.
    wanted: u64,
}

const EACH: u64 = 0x1111_1111_1111_1111;

impl Reach {
    /// One bit for each end of each law.
    fn ends(bounds: Packed) -> u64 {
        Self::effects(bounds.0) | Self::effects(bounds.0 >> 2)
    }

    fn effects(bits: u64) -> u64 {
        let (licence, prohibited) = (bits & EACH, bits >> 1 & EACH);
        let free = !(prohibited | licence) & EACH;
        free | licence << 1 | prohibited << 2
    }

    /// Whether every end is reached now.
    #[inline]
    fn add(&mut self, packed: Packed) -> bool {
        self.reached |= Self::effects(packed.0);
        self.reached & self.wanted == self.wanted
    }

    fn packed(&self) -> Packed {
        let mut packed = 0;
        for law in 0..MAX_LAWS {
            let reached = self.reached >> (4 * law) & 7;
            let low = u64::from(reached.trailing_zeros().min(2));
            let high = u64::from(63_u32.saturating_sub(reached.leading_zeros()));
            packed |= (low | high << 2) << (4 * law);
        }
        Packed(packed)
    }
}
