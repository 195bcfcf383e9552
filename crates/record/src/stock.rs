//! Stock that a change touches: of the parts of changed lines, and of parts that a moved clause may
//! reach wherever they go.

use crate::book::OrderBook;
use crate::change::Change;
use crate::facets::Kind;
use crate::impact::Impact;
use crate::licensed::{LicensedError, Said, sides};
use crate::tables::Table;
use navicert_model::country::Country;
use navicert_model::transfer::{Code, Item, Place, Transfer};
use navicert_model::verdict::Verdict;
use navicert_model::vocabulary::{ItemKind, SCHEMES};
use navicert_store::{StoreError, Tx, tables};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A row of stock that a change touches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Touched {
    /// The part.
    pub part: String,
    /// Where it lies.
    pub site: String,
    /// How much, as given.
    pub quantity: String,
    /// How many changed lines are of this part.
    pub lines: usize,
    /// Where it is said what the part is.
    pub known_by: KnownBy,
    /// What is said before and after of the part leaving for anywhere; facts that no table tells are
    /// unknown.
    pub verdicts: [Verdict; 2],
    /// The clauses that say something else of it, by id.
    pub clauses: Vec<String>,
}

/// What says what a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum KnownBy {
    /// The row of stock itself.
    Stock,
    /// The table of parts.
    Parts,
    /// Order lines of the part.
    Orders,
    /// Nothing: the part may be anything.
    Nothing,
}

impl KnownBy {
    /// Its word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            KnownBy::Stock => "stock",
            KnownBy::Parts => "parts",
            KnownBy::Orders => "orders",
            KnownBy::Nothing => "nothing",
        }
    }
}

/// Columns of a row.
type Columns = BTreeMap<String, String>;

/// The stock of a record that a change touches, by part and site.
///
/// # Errors
/// What the record refuses; [`StoreError::Damaged`] for a row that cannot be read.
pub fn touched(
    tx: &mut dyn Tx,
    book: &OrderBook,
    change: &Change,
    found: &Impact,
) -> Result<Vec<Touched>, LicensedError> {
    let stock = rows(tx, Table::Stock)?;
    if stock.is_empty() {
        return Ok(Vec::new());
    }
    let parts: HashMap<String, Columns> = rows(tx, Table::Parts)?
        .into_iter()
        .map(|row| (row.get("part").cloned().unwrap_or_default(), row))
        .collect();
    let wanted: BTreeSet<&str> = stock.iter().map(|row| cell(row, "part")).collect();
    let items = items(book, &wanted);
    let mut changed: HashMap<&str, usize> = HashMap::new();
    for (line, _) in &found.changed {
        *changed.entry(book.part_of(*line)).or_default() += 1;
    }
    let moved: BTreeSet<&str> = found.clauses.iter().map(String::as_str).collect();
    let mut sides = sides(change)?;
    let mut known: HashMap<Transfer, ([Verdict; 2], Vec<String>)> = HashMap::new();
    let mut touched = Vec::new();
    for row in &stock {
        let part = cell(row, "part");
        let none = Vec::new();
        let (known_by, all) = kinds(row, parts.get(part), items.get(part).unwrap_or(&none));
        let mut one = Touched {
            part: part.to_owned(),
            site: cell(row, "site").to_owned(),
            quantity: [cell(row, "quantity"), cell(row, "on_hand")]
                .into_iter()
                .find(|text| !text.is_empty())
                .unwrap_or_default()
                .to_owned(),
            lines: changed.get(part).copied().unwrap_or(0),
            known_by,
            verdicts: [Verdict::FREE; 2],
            clauses: Vec::new(),
        };
        for transfer in all {
            let (verdicts, clauses) = known.entry(transfer).or_insert_with_key(|transfer| {
                let said = sides.each_mut().map(|side| Said::of(side, &moved, transfer));
                (said.each_ref().map(|said| said.verdict), Said::other(&said))
            });
            for (own, verdict) in one.verdicts.iter_mut().zip(verdicts) {
                *own = own.join(*verdict);
            }
            one.clauses.extend(clauses.iter().cloned());
        }
        one.clauses.sort_unstable();
        one.clauses.dedup();
        if one.lines > 0 || !one.clauses.is_empty() {
            touched.push(one);
        }
    }
    Ok(touched)
}

fn cell<'r>(row: &'r Columns, name: &str) -> &'r str {
    row.get(name).map(String::as_str).unwrap_or_default()
}

fn rows(tx: &mut dyn Tx, table: Table) -> Result<Vec<Columns>, StoreError> {
    let read = |row: tables::TableRow| {
        serde_json::from_slice(&row.body).map_err(|error| StoreError::Damaged {
            why: format!("{} {}: {error}", table.name(), row.id),
        })
    };
    tables::rows(tx, table.name())?.into_iter().map(read).collect()
}

/// What the order lines say of some parts, each item once.
fn items(book: &OrderBook, wanted: &BTreeSet<&str>) -> HashMap<String, Vec<Item>> {
    let numbers =
        (0..=book.facets_of(Kind::Part) as u32).map(|part| wanted.contains(book.part(part)));
    let numbers: Vec<bool> = numbers.collect();
    let mut seen: BTreeSet<(u32, u32)> = BTreeSet::new();
    for (line, part) in book.part.iter().enumerate() {
        if *part > 0 && numbers.get(*part as usize) == Some(&true) {
            let (_, goods) = book.way_of(line);
            seen.insert((*part, goods));
        }
    }
    let mut items: HashMap<String, Vec<Item>> = HashMap::new();
    for (part, goods) in seen {
        // What cannot be read may be anything.
        let item = book.facet(Kind::Goods, goods).unwrap_or_default().item;
        items.entry(book.part(part).to_owned()).or_default().push(item);
    }
    items
}

/// The part leaving the site for anywhere, as each source says it; the row of stock says it before the
/// table of parts, and that before the order lines.
fn kinds(stock: &Columns, part: Option<&Columns>, items: &[Item]) -> (KnownBy, Vec<Transfer>) {
    let from = country(cell(stock, "country"));
    let leaving = |item: Item| Transfer { from: from.clone(), item, ..Transfer::default() };
    let tables = [(KnownBy::Stock, Some(stock)), (KnownBy::Parts, part)];
    for (known_by, columns) in tables {
        if let Some(item) = columns.and_then(item) {
            return (known_by, vec![leaving(item)]);
        }
    }
    match items {
        [] => {
            let item = Item { kind: Some(ItemKind::Goods), ..Item::default() };
            (KnownBy::Nothing, vec![leaving(item)])
        }
        items => (KnownBy::Orders, items.iter().cloned().map(leaving).collect()),
    }
}

/// What the columns of a row say of an item; `None` if they give no code.
fn item(columns: &Columns) -> Option<Item> {
    let mut item = Item { kind: Some(ItemKind::Goods), ..Item::default() };
    for scheme in SCHEMES {
        let names =
            [format!("codes.{scheme}"), format!("item.codes.{scheme}"), format!("{scheme}_code")];
        let code = names.iter().map(|name| cell(columns, name)).find(|code| !code.is_empty());
        if let Some(code) = code {
            let code = if code == "none" { Code::None } else { Code::Listed(code.into()) };
            item.codes.push(((*scheme).into(), code));
        }
    }
    if item.codes.is_empty() {
        return None;
    }
    item.codes.sort_by(|a, b| a.0.cmp(&b.0));
    item.hs = Some(cell(columns, "hs")).filter(|hs| !hs.is_empty()).map(Into::into);
    item.origin = country(cell(columns, "origin"));
    Some(item)
}

fn country(text: &str) -> Place {
    text.parse::<Country>().map_or(Place::Unknown, Place::One)
}
