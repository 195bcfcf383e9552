//! The law as it stands on a day, as known at a moment: what an evaluation reads.

use super::together::laws_by_scheme;
use crate::law::status::{Changes, Status};
use crate::law::{ClauseIx, Cond, Entry, GroupIx, LawBook, ListIx, PlaceFact, Places, Test};
use navicert_model::country::CountrySet;
use navicert_model::day::Day;
use navicert_model::tri::Tri;
use navicert_model::vocabulary::{Tag, TagPlace, TagSet};
use rust_decimal::Decimal;
use std::collections::hash_map;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// A checked book with what every day shares.
#[derive(Debug)]
pub struct Prepared {
    /// The checked law.
    pub book: LawBook,
    /// Status changes by clause.
    pub changes: Changes,
    /// Days on which an answer can change, sorted.
    pub breakpoints: Vec<Day>,
    /// What the book's conditions mention.
    pub mentions: Mentions,
    by_code: Vec<HashMap<String, Vec<u32>>>,
    /// Codes that conditions name themselves, by scheme, sorted.
    tested: BTreeMap<String, Vec<String>>,
    /// The laws in groups that are judged together.
    pub together: Vec<Vec<usize>>,
    /// Clauses of one law with the same reach have the same number.
    reach: Vec<u32>,
    /// Cells of codes by scheme and by what the lists of the scheme look like on a day.
    cells: Mutex<CellsByPhase>,
}

/// See [`Prepared::cells`].
type CellsByPhase = HashMap<(String, Vec<u8>), Arc<[CodeCell]>>;

/// What the conditions of a book mention, by fact.
#[derive(Debug, Default)]
pub struct Mentions {
    /// Sets tested on each place.
    pub places: BTreeMap<PlaceFact, Vec<Places>>,
    /// Tags tested, by place.
    pub tags: [TagSet; 4],
    /// Codes tested or listed, by scheme, sorted.
    pub codes: BTreeMap<String, Vec<String>>,
    /// HS prefixes tested, sorted.
    pub hs: Vec<String>,
    /// Bounds in base units by parameter, sorted; quantity and value under `quantity:unit`.
    pub bounds: BTreeMap<String, Vec<Decimal>>,
    /// Days tested for contract and shipment, sorted.
    pub days: Vec<Day>,
    /// Rounds and footnotes tested, by list of parties, sorted.
    pub listings: BTreeMap<String, Vec<String>>,
}

impl Prepared {
    /// Prepares a book. Linear in its conditions and entries.
    pub fn new(book: LawBook) -> Self {
        let mut mentions = Mentions::default();
        for clause in &book.clauses {
            mentions.cond(&clause.reach);
            mentions.cond(&clause.when);
            clause.grace.iter().for_each(|grace| mentions.cond(&grace.when));
            clause.readings.iter().for_each(|reading| mentions.cond(&reading.when));
            for part in clause.policy.iter().chain(&clause.bars).chain(&clause.duty) {
                if let Some(cond) = &part.when {
                    mentions.cond(cond);
                }
            }
        }
        book.definitions.iter().for_each(|def| mentions.cond(&def.cond));
        book.derives.iter().for_each(|derive| mentions.cond(&derive.cond));
        book.conflicts.iter().for_each(|conflict| mentions.cond(&conflict.when));
        let mut by_code = Vec::with_capacity(book.lists.len());
        for list in &book.lists {
            let mut index: HashMap<String, Vec<u32>> = HashMap::new();
            for (at, entry) in list.entries.iter().enumerate() {
                index.entry(entry.code.clone()).or_default().push(at as u32);
                mentions.codes.entry(list.scheme.clone()).or_default().push(entry.code.clone());
                if let Some(when) = &entry.when {
                    mentions.cond(when);
                }
            }
            by_code.push(index);
        }
        mentions.sort();
        let tested = tested_codes(&book);
        let changes = Changes::of(&book);
        let breakpoints = crate::law::status::breakpoints(&book);
        let reach = reaches(&book);
        let together = laws_by_scheme(&book);
        let cells = Mutex::default();
        Prepared { book, changes, breakpoints, mentions, by_code, tested, together, reach, cells }
    }

    /// The clauses of some laws, in the order of the book.
    pub fn clauses_of(&self, laws: &[usize]) -> Vec<ClauseIx> {
        let clauses = self.book.clauses.iter().enumerate();
        clauses
            .filter(|(_, clause)| laws.contains(&clause.law))
            .map(|(index, _)| ClauseIx(index as u32))
            .collect()
    }

    /// Entries of a list at or above `code`, that is entries that cover it.
    pub fn covering(&self, list: ListIx, code: &str) -> impl Iterator<Item = &Entry> {
        let entries = &self.book.lists[list.0 as usize].entries;
        let index = &self.by_code[list.0 as usize];
        prefixes(code)
            .filter_map(move |prefix| index.get(prefix))
            .flatten()
            .map(move |&at| &entries[at as usize])
    }

    /// Positions of the entries that decide about `code` on a day: the most specific ones at or
    /// above it. Cost: one look-up a level.
    pub fn deciding(
        &self,
        list: ListIx,
        code: &str,
        on_day: impl Fn(&Entry) -> bool,
    ) -> Vec<usize> {
        let entries = &self.book.lists[list.0 as usize].entries;
        let index = &self.by_code[list.0 as usize];
        let mut level = code;
        loop {
            let here: Vec<usize> = index
                .get(level)
                .into_iter()
                .flatten()
                .map(|&at| at as usize)
                .filter(|&at| on_day(&entries[at]))
                .collect();
            match level.rfind(LEVELS) {
                Some(dot) if here.is_empty() => level = &level[..dot],
                _ => return here,
            }
        }
    }

    /// Whether any list of the scheme knows `code`: covers it or refines it.
    pub fn is_known(&self, scheme: &str, code: &str) -> bool {
        (0..self.book.lists.len() as u32).map(ListIx).any(|list| {
            self.book.lists[list.0 as usize].scheme == scheme
                && (self.covering(list, code).next().is_some() || self.has_below(list, code))
        })
    }

    /// Whether some entry of the list lies strictly below `code`.
    pub fn has_below(&self, list: ListIx, code: &str) -> bool {
        any_below(&self.book.lists[list.0 as usize].entries, code, |entry| &entry.code)
    }

    /// Days from the last breakpoint at or before `on`: within one stretch every answer about the
    /// law itself is the same.
    pub fn stretch(&self, on: Day) -> usize {
        self.breakpoints.partition_point(|&day| day <= on)
    }
}

/// What stands between the levels of a code: dots, and the slash behind a Japanese row.
const LEVELS: [char; 2] = ['.', '/'];

/// The code itself and every code above it: `1C902.a.4` → `1C902`, `1C902.a`, `1C902.a.4`.
pub fn prefixes(code: &str) -> impl Iterator<Item = &str> {
    code.match_indices(LEVELS).map(|(at, _)| &code[..at]).chain(std::iter::once(code))
}

/// Whether `code` is `above` or lies below it.
pub fn is_under(code: &str, above: &str) -> bool {
    code.strip_prefix(above).is_some_and(|rest| rest.is_empty() || rest.starts_with(LEVELS))
}

/// Whether something sorted by its code lies strictly below `code`.
pub fn any_below<T>(sorted: &[T], code: &str, code_of: impl Fn(&T) -> &str) -> bool {
    let start = sorted.partition_point(|one| code_of(one) <= code);
    let near = sorted[start..].iter().map(&code_of).take_while(|known| known.starts_with(code));
    near.into_iter().any(|known| known != code && is_under(known, code))
}

impl Mentions {
    fn sort(&mut self) {
        for codes in self.codes.values_mut() {
            codes.sort_unstable();
            codes.dedup();
        }
        self.hs.sort_unstable();
        self.hs.dedup();
        for bounds in self.bounds.values_mut() {
            bounds.sort_unstable();
            bounds.dedup();
        }
        self.days.sort_unstable();
        self.days.dedup();
        for kinds in self.listings.values_mut() {
            kinds.sort_unstable();
            kinds.dedup();
        }
    }

    fn tag(&mut self, tag: Tag) {
        self.tags[place_index(tag.place())].insert(tag);
    }

    fn cond(&mut self, cond: &Cond) {
        match cond {
            Cond::All(parts) | Cond::Any(parts) => {
                parts.iter().for_each(|part| self.cond(part));
            }
            Cond::Not(inner) => self.cond(inner),
            Cond::Some { cond, .. }
            | Cond::Content { cond, .. }
            | Cond::MadeWith { cond, .. }
            | Cond::Tool(cond)
            | Cond::Unsure(cond) => self.cond(cond),
            Cond::Holds(_) => {}
            Cond::Test(leaf) => self.test(&leaf.test),
        }
    }

    fn test(&mut self, test: &Test) {
        match test {
            Test::Place { fact, places } => {
                let sets = self.places.entry(*fact).or_default();
                if !sets.contains(places) {
                    sets.push(places.clone());
                }
            }
            Test::CodeUnder { scheme, codes } => {
                self.codes.entry(scheme.clone()).or_default().extend(codes.iter().cloned());
            }
            Test::Hs(prefixes) => self.hs.extend(prefixes.iter().cloned()),
            Test::Parameter { name, compare } => {
                self.bound(name.clone(), compare.bound.base_value())
            }
            Test::FacilityParameter { name, compare } => {
                self.bound(name.clone(), compare.bound.base_value());
            }
            Test::Quantity(compare) => {
                let name = amount_key("quantity", &compare.bound);
                self.bound(name, compare.bound.base_value());
            }
            Test::Value(compare) => {
                let name = amount_key("value", &compare.bound);
                self.bound(name, compare.bound.base_value());
            }
            Test::ContractedBefore(day) | Test::ShippedBefore(day) => self.days.push(*day),
            Test::ItemTag(tag)
            | Test::EndUse(tag)
            | Test::KnownEndUse(tag)
            | Test::Knowledge(tag)
            | Test::Facility(tag)
            | Test::PartyTag(tag) => self.tag(*tag),
            Test::Activity(_)
            | Test::Kind(_)
            | Test::Via(_)
            | Test::Nationality(_)
            | Test::CodeNone { .. }
            | Test::Listed { .. }
            | Test::Near { .. }
            | Test::Informed { .. }
            | Test::Claims(_)
            | Test::Evidence(_)
            | Test::PartyOwned { .. } => {}
            Test::PartyListed(test) => {
                for list in &test.lists {
                    let kinds = self.listings.entry(list.clone()).or_default();
                    kinds.extend(test.rounds.iter().cloned());
                    kinds.extend(test.footnotes.iter().map(|note| format!("footnote {note}")));
                }
            }
        }
    }

    fn bound(&mut self, name: String, value: Decimal) {
        self.bounds.entry(name).or_default().push(value);
    }
}

/// Key of the bounds of a quantity or value: amounts of one dimension compare.
pub fn amount_key(what: &str, amount: &navicert_model::amount::Amount) -> String {
    format!("{what}:{:?}", amount.dimension())
}

/// Index of a tag place in tables.
pub fn place_index(place: TagPlace) -> usize {
    match place {
        TagPlace::Party => 0,
        TagPlace::Use => 1,
        TagPlace::Item => 2,
        TagPlace::Facility => 3,
    }
}

/// What is asked of the law: the day, the moment, and clauses assumed to be in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AsOf {
    /// The day whose law is asked for.
    pub on: Day,
    /// Statements known on this day count.
    pub known_at: Day,
    /// Clauses brought in by `--assume`, sorted.
    pub assumed: Vec<ClauseIx>,
}

/// The law on a day. It holds for every day of one stretch between breakpoints.
#[derive(Debug)]
pub struct State<'p> {
    /// The law.
    pub prepared: &'p Prepared,
    /// Status by clause.
    pub status: Vec<Status>,
    /// Members by group.
    pub groups: Vec<CountrySet>,
    /// The day for which it was made.
    pub as_of: AsOf,
    code_cells: OnceLock<BTreeMap<String, OnceLock<Arc<[CodeCell]>>>>,
    reaches: OnceLock<Vec<Vec<ClauseIx>>>,
    listed: Mutex<HashMap<ListedKey, Arc<[Tri]>>>,
    place_cells: Mutex<HashMap<(PlaceFact, CountrySet), Arc<[CountrySet]>>>,
    /// By scheme and what is known of the code.
    cells_below: Mutex<HashMap<(String, String), Arc<[CodeCell]>>>,
}

/// At most this many sets of countries, or codes known in part, are remembered with their cells.
const CELLS: usize = 1 << 10;

/// A test of a list: the list, the clauses named, the clause whose own entries count.
type ListedKey = (ListIx, Vec<ClauseIx>, Option<ClauseIx>);

/// Codes that the law on a day does not tell apart.
#[derive(Clone, Debug)]
pub struct CodeCell {
    /// One of them; `None` = classified, not listed.
    pub code: Option<String>,
    /// How many further codes it stands for.
    pub more: usize,
}

impl<'p> State<'p> {
    /// The law as of a day. Cost: linear in clauses and groups.
    pub fn new(prepared: &'p Prepared, as_of: AsOf) -> Self {
        let book = &prepared.book;
        let status = (0..book.clauses.len() as u32)
            .map(|index| {
                let ix = ClauseIx(index);
                let assumed = as_of.assumed.binary_search(&ix).is_ok();
                prepared.changes.status(book, ix, as_of.on, as_of.known_at, assumed)
            })
            .collect();
        let within = |since: Option<Day>, until: Option<Day>| {
            since.is_none_or(|day| day <= as_of.on) && until.is_none_or(|day| as_of.on < day)
        };
        let groups = book
            .groups
            .iter()
            .map(|group| {
                group
                    .members
                    .iter()
                    .filter(|(_, since, until)| within(*since, *until))
                    .fold(CountrySet::empty(), |all, (set, _, _)| all.union(*set))
            })
            .collect();
        State {
            prepared,
            status,
            groups,
            as_of,
            code_cells: OnceLock::new(),
            reaches: OnceLock::new(),
            listed: Mutex::default(),
            place_cells: Mutex::default(),
            cells_below: Mutex::default(),
        }
    }

    /// Whether the codes of each cell are on a list (put there by some clauses), as long as no stated
    /// parameter contradicts; unknown where a lapse decides. Made once a state and test.
    pub(super) fn listed_cells(
        &self,
        list: ListIx,
        by: &[ClauseIx],
        own: Option<ClauseIx>,
    ) -> Arc<[Tri]> {
        let key = (list, by.to_vec(), own);
        let known = self.listed.lock().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
        known.unwrap_or_else(|| {
            let of = &self.book().lists[list.0 as usize];
            let cells = self.code_cells(&of.scheme);
            let said: Arc<[Tri]> = cells
                .iter()
                .map(|cell| match &cell.code {
                    None => Tri::No,
                    Some(code) => self.listed_cell(list, by, own, code),
                })
                .collect();
            let mut all = self.listed.lock().unwrap_or_else(PoisonError::into_inner);
            all.insert(key, Arc::clone(&said));
            said
        })
    }

    fn listed_cell(&self, list: ListIx, by: &[ClauseIx], own: Option<ClauseIx>, code: &str) -> Tri {
        let of = &self.book().lists[list.0 as usize];
        let decides = |entry: &Entry| {
            self.entry_decides(entry) || (own == Some(entry.by) && self.entry_day(entry))
        };
        let deciding = self.prepared.deciding(list, code, decides);
        if deciding.is_empty() && !self.prepared.is_known(&of.scheme, code) {
            return Tri::Unknown;
        }
        let mut said = Tri::No;
        for entry in deciding.into_iter().map(|at| &of.entries[at]) {
            if !(by.is_empty() || by.contains(&entry.by)) {
                continue;
            }
            match self.status(entry.by) {
                _ if own == Some(entry.by) => return Tri::Yes,
                Status::InForce => return Tri::Yes,
                Status::Lapsed(_) => said = Tri::Unknown,
                _ => {}
            }
        }
        said
    }

    /// The same with every clause in force: for checks of the law itself.
    #[must_use]
    pub fn with_all_in_force(mut self) -> Self {
        self.status.fill(Status::InForce);
        self
    }

    /// Clauses of a law whose reaches differ, among those that may have effect: together they say
    /// whether the law applies at all.
    pub fn reaches(&self, law: usize) -> &[ClauseIx] {
        let all = self.reaches.get_or_init(|| {
            let mut all = vec![Vec::new(); self.book().laws.len()];
            let mut known = vec![false; self.book().clauses.len()];
            for (index, clause) in self.book().clauses.iter().enumerate() {
                let effect = matches!(clause.kind, crate::law::ClauseKind::Effect(_));
                if effect
                    && self.status[index].may_have_effect()
                    && !std::mem::replace(&mut known[self.prepared.reach[index] as usize], true)
                {
                    all[clause.law].push(ClauseIx(index as u32));
                }
            }
            all
        });
        all.get(law).map_or(&[], Vec::as_slice)
    }

    /// The checked law.
    pub fn book(&self) -> &'p LawBook {
        &self.prepared.book
    }

    /// Status of a clause on the day.
    pub fn status(&self, clause: ClauseIx) -> Status {
        self.status[clause.0 as usize]
    }

    fn group(&self, ix: GroupIx) -> CountrySet {
        self.groups[ix.0 as usize]
    }

    /// Countries of a set on the day.
    pub fn countries(&self, places: &Places) -> CountrySet {
        places.groups.iter().fold(places.countries, |all, &ix| all.union(self.group(ix)))
    }

    /// Whether an entry's own days cover the day.
    pub fn entry_day(&self, entry: &Entry) -> bool {
        entry.since.is_none_or(|day| day <= self.as_of.on)
            && entry.until.is_none_or(|day| self.as_of.on < day)
    }

    /// Whether the first day of a clause has come, whatever its status.
    pub fn has_begun(&self, clause: ClauseIx) -> bool {
        self.book().clauses[clause.0 as usize].days.since <= self.as_of.on
    }

    /// Whether an entry decides about its code on the day: its days cover it, and its clause has
    /// begun and not ended. A suspended one decides too: its code is then not listed.
    pub fn entry_decides(&self, entry: &Entry) -> bool {
        self.entry_day(entry)
            && match self.status(entry.by) {
                Status::InForce | Status::Lapsed(_) => true,
                Status::Suspended(_) | Status::NotEnforced(_) => self.has_begun(entry.by),
                _ => false,
            }
    }

    /// Countries that no test of this fact tells apart, within `subset`, in a fixed order. Made once
    /// a state.
    pub fn place_cells(&self, fact: PlaceFact, subset: CountrySet) -> Arc<[CountrySet]> {
        let mut known = self.place_cells.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= CELLS {
            known.clear();
        }
        let make = || self.make_place_cells(fact, subset).into();
        known.entry((fact, subset)).or_insert_with(make).clone()
    }

    fn make_place_cells(&self, fact: PlaceFact, subset: CountrySet) -> Vec<CountrySet> {
        let mut cells = vec![subset];
        for places in self.prepared.mentions.places.get(&fact).into_iter().flatten() {
            let set = self.countries(places);
            cells = cells
                .into_iter()
                .flat_map(|cell| [cell.intersection(set), cell.difference(set)])
                .filter(|cell| !cell.is_empty())
                .collect();
        }
        cells
    }

    /// Codes of a scheme that the law on the day does not tell apart, with *not listed* first.
    /// Made once for all states in which the lists of the scheme look the same.
    pub fn code_cells(&self, scheme: &str) -> Arc<[CodeCell]> {
        let all = self.code_cells.get_or_init(|| {
            let schemes = self.prepared.mentions.codes.keys();
            schemes.map(|scheme| (scheme.clone(), OnceLock::new())).collect()
        });
        let Some(cells) = all.get(scheme) else { return Arc::default() };
        Arc::clone(cells.get_or_init(|| {
            let key = (scheme.to_owned(), self.phase(scheme));
            let mut known = self.prepared.cells.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(known.entry(key).or_insert_with(|| self.make_code_cells(scheme).into()))
        }))
    }

    /// What the lists of a scheme look like on the day: which entries count, which decide.
    fn phase(&self, scheme: &str) -> Vec<u8> {
        let lists = self.book().lists.iter().filter(|list| list.scheme == scheme);
        let flags = |entry: &Entry| {
            u8::from(self.entry_day(entry)) | u8::from(self.entry_decides(entry)) << 1
        };
        lists.flat_map(|list| &list.entries).map(flags).collect()
    }

    fn make_code_cells(&self, scheme: &str) -> Vec<CodeCell> {
        let mut cells = vec![CodeCell { code: None, more: 0 }];
        let codes = self.prepared.mentions.codes.get(scheme).into_iter().flatten();
        self.add_cells(scheme, codes, &mut cells);
        cells
    }

    fn code_signature(&self, scheme: &str, code: &str) -> Vec<u64> {
        let mut signature = Vec::new();
        for (index, list) in self.book().lists.iter().enumerate() {
            if list.scheme != scheme {
                continue;
            }
            let deciding =
                self.prepared.deciding(ListIx(index as u32), code, |e| self.entry_decides(e));
            let clause = |entry: &Entry| index as u64 * 1_000_000 + u64::from(entry.by.0);
            signature.extend(deciding.iter().map(|&at| clause(&list.entries[at])));
            // While a clause itself is looked at its own entries decide, whatever its status.
            let covering = self.prepared.covering(ListIx(index as u32), code);
            signature.extend(covering.map(|entry| 500_000 + clause(entry)));
            let today = self.prepared.deciding(ListIx(index as u32), code, |e| self.entry_day(e));
            signature.extend(today.iter().map(|&at| 250_000 + clause(&list.entries[at])));
            // Stated parameters may contradict one entry and not its neighbour.
            let deciding = self.prepared.deciding(ListIx(index as u32), code, |_| true);
            let bounded = deciding.iter().filter(|&&at| list.entries[at].when.is_some());
            signature.extend(bounded.map(|&at| (index as u64 + 1) << 32 | at as u64 | 1 << 62));
        }
        if let Some(tested) = self.prepared.tested.get(scheme) {
            let at = |above: &str| tested.binary_search_by(|known| known.as_str().cmp(above)).ok();
            signature.extend(prefixes(code).filter_map(at).map(|index| u64::MAX - index as u64));
        }
        signature.sort_unstable();
        signature.dedup();
        signature
    }
}

/// Numbers of the reaches: clauses of one law with the same reach have the same.
fn reaches(book: &LawBook) -> Vec<u32> {
    let mut known: HashMap<(usize, String), u32> = HashMap::new();
    let number = |clause: &crate::law::Clause| {
        let next = known.len() as u32;
        *known.entry((clause.law, format!("{:?}", clause.reach))).or_insert(next)
    };
    book.clauses.iter().map(number).collect()
}

/// Codes that conditions name themselves, by scheme, sorted.
fn tested_codes(book: &LawBook) -> BTreeMap<String, Vec<String>> {
    let mut tested: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for clause in &book.clauses {
        visit_codes(&clause.reach, &mut tested);
        visit_codes(&clause.when, &mut tested);
        clause.grace.iter().for_each(|grace| visit_codes(&grace.when, &mut tested));
        clause.readings.iter().for_each(|reading| visit_codes(&reading.when, &mut tested));
        for part in clause.policy.iter().chain(&clause.bars).chain(&clause.duty) {
            if let Some(cond) = &part.when {
                visit_codes(cond, &mut tested);
            }
        }
    }
    book.definitions.iter().for_each(|def| visit_codes(&def.cond, &mut tested));
    book.conflicts.iter().for_each(|conflict| visit_codes(&conflict.when, &mut tested));
    for codes in tested.values_mut() {
        codes.sort_unstable();
        codes.dedup();
    }
    tested
}

fn visit_codes(cond: &Cond, tested: &mut BTreeMap<String, Vec<String>>) {
    match cond {
        Cond::All(parts) | Cond::Any(parts) => {
            parts.iter().for_each(|part| visit_codes(part, tested));
        }
        Cond::Not(inner) => visit_codes(inner, tested),
        Cond::Some { cond, .. }
        | Cond::Content { cond, .. }
        | Cond::MadeWith { cond, .. }
        | Cond::Tool(cond)
        | Cond::Unsure(cond) => visit_codes(cond, tested),
        Cond::Holds(_) => {}
        Cond::Test(leaf) => {
            if let Test::CodeUnder { scheme, codes } = &leaf.test {
                tested.entry(scheme.clone()).or_default().extend(codes.iter().cloned());
            }
        }
    }
}

impl State<'_> {
    /// Cells of the codes at or below `above`: what a code that is known only so far may be. Made once
    /// a state.
    pub fn code_cells_below(&self, scheme: &str, above: &str) -> Arc<[CodeCell]> {
        let mut known = self.cells_below.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= CELLS {
            known.clear();
        }
        let make = || self.make_code_cells_below(scheme, above).into();
        Arc::clone(known.entry((scheme.to_owned(), above.to_owned())).or_insert_with(make))
    }

    fn make_code_cells_below(&self, scheme: &str, above: &str) -> Vec<CodeCell> {
        let codes = self.prepared.mentions.codes.get(scheme).into_iter().flatten();
        let mut cells = Vec::new();
        self.add_cells(scheme, codes.filter(|code| is_under(code, above)), &mut cells);
        cells
    }

    /// Adds a cell for each kind of codes that the law on the day tells apart.
    fn add_cells<'c>(
        &self,
        scheme: &str,
        codes: impl Iterator<Item = &'c String>,
        cells: &mut Vec<CodeCell>,
    ) {
        let mut known: HashMap<Vec<u64>, usize> = HashMap::new();
        for code in codes {
            match known.entry(self.code_signature(scheme, code)) {
                hash_map::Entry::Occupied(at) => cells[*at.get()].more += 1,
                hash_map::Entry::Vacant(place) => {
                    place.insert(cells.len());
                    cells.push(CodeCell { code: Some(code.clone()), more: 0 });
                }
            }
        }
    }
}
