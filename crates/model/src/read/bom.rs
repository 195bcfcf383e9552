//! Reading bills of materials: JSON products with nested or flat lines, and tables.

use bumpalo::Bump;

use super::bill::{Builder, Built, Row};
use super::columns::Columns;
use super::csv;
use super::fields::{BOM_LINE, BOM_ROW, PRODUCT};
use super::item;
use super::json::{self, Splitter};
use super::node::{self, Node};
use super::stream::{Chunk, Input};
use super::transfer;
use super::walk::{self, Errors, Path};
use super::{FieldError, Format};
use crate::bom::{self, BomError, Product, Spot};
use crate::transfer::Transfer;
use std::collections::HashMap;
use std::sync::Arc;

/// One product of an input, or why it cannot be read.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The line of the input it begins on, counted from one.
    pub line: usize,
    /// The product's id, as far as it could be read.
    pub id: Option<String>,
    /// The product, or everything wrong with it.
    pub result: Result<Product, Vec<BomError>>,
}

/// Reads every product of a text, in the order of the text.
///
/// A JSON product is a transfer whose `item` has nested `content`, or flat lines in `parts`. A
/// table has a row for each use of a part; rows of one `product` make its bill, and in a table
/// without products every part that goes into no other is one.
///
/// Cost: linear in the text.
///
/// ```
/// use navicert_model::read::{Format, read_bom};
/// let table = "product,parent,part,origin,quantity,unit_value,value\nP,,,KR,,,100 USD\nP,P,chip,US,2,6 USD,\n";
/// let products = read_bom(table, Format::Csv);
/// assert_eq!(products[0].result.as_ref().map(|product| product.bill.parts().len()), Ok(2));
/// ```
#[must_use]
pub fn read_bom(text: &str, format: Format) -> Vec<Entry> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    match format {
        Format::Csv => table(text),
        Format::JsonLines => {
            let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
            lines.map(|(at, line)| product(line, at + 1, 1)).collect()
        }
        Format::Json => objects(text),
    }
}

fn objects(text: &str) -> Vec<Entry> {
    let mut splitter = Splitter::default();
    let mut entries = Vec::new();
    while let Some(value) = splitter.next(text) {
        match value {
            Ok(value) => {
                entries.push(product(&text[value.start..value.end], value.line, value.column));
                let fault = splitter.after_value(text);
                entries.extend(fault.map(|(line, error)| refused(line, None, vec![error])));
            }
            Err((line, error)) => entries.push(refused(line, None, vec![error])),
        }
    }
    entries
}

fn refused(line: usize, id: Option<String>, errors: Vec<FieldError>) -> Entry {
    let errors = errors.into_iter().map(|error| BomError { line, error }).collect();
    Entry { line, id, result: Err(errors) }
}

/// Reads one product of JSON.
fn product(text: &str, line: usize, column: usize) -> Entry {
    let arena = node::arena_for(text);
    let node = match node::parse(text, &arena) {
        Ok(node) => node,
        Err(error) => {
            let error = json::syntax_error(&error, line, column);
            return refused(line, json::read_id(text), vec![error]);
        }
    };
    let (rest, parts) = split(&node, &arena);
    let read = transfer::transfer(&rest);
    let id = id_of(&rest);
    let mut errors = read.as_ref().err().cloned().unwrap_or_default();
    let rows = parts.and_then(|parts| rows(parts, line, &mut errors));
    let transfer = read.unwrap_or_default();
    if rows.is_some() && transfer.item.content.is_some() {
        errors.push(FieldError {
            field: "parts".into(),
            message: "`parts` and `item.content` are both given".into(),
            help: "write the lines flat in `parts`, or nested in `item.content`".into(),
        });
    }
    match rows {
        Some(rows) => flat(line, id, transfer, rows, errors),
        None if !errors.is_empty() => refused(line, id, errors),
        None => Entry { line, id, result: Ok(tree(line, transfer)) },
    }
}

fn id_of(node: &Node<'_>) -> Option<String> {
    let Node::Object(entries) = node else { return None };
    let texts = entries.iter().filter(|(key, _)| *key == "id");
    texts.into_iter().find_map(|(_, node)| match node {
        Node::Text(text) => Some((*text).to_owned()),
        _ => None,
    })
}

/// The fields of a transfer, and the flat lines.
fn split<'a>(node: &Node<'a>, arena: &'a Bump) -> (Node<'a>, Option<Node<'a>>) {
    let Node::Object(entries) = node else { return (*node, None) };
    let (own, rest): (Vec<_>, Vec<_>) = entries.iter().partition(|(key, _)| PRODUCT.has(key));
    let parts = own.iter().find(|(_, node)| !node.is_null()).map(|(_, parts)| *parts);
    (Node::Object(arena.alloc_slice_fill_iter(rest)), parts)
}

fn rows(parts: Node<'_>, line: usize, errors: &mut Vec<FieldError>) -> Option<Vec<Row>> {
    let mut wrong = Errors::default();
    let at = Path::ROOT.field("parts");
    let rows = walk::each(&parts, &at, &mut wrong, |node, at, _| {
        let mut errors = Errors::default();
        let fields = item::fields(node, at, &mut errors, &BOM_LINE);
        let spot = Spot { line, field: at.to_string().into() };
        Some(Row { spot, fields, errors: errors.0 })
    });
    errors.append(&mut wrong.0);
    rows
}

fn tree(line: usize, mut transfer: Transfer) -> Product {
    let looked = transfer.item.content.is_some();
    let bill = bom::nested(std::mem::take(&mut transfer.item), line);
    if let Some(root) = bill.parts().first() {
        transfer.item = root.item.clone();
    }
    Product { transfer, bill: Arc::new(bill), root: 0, looked }
}

fn flat(
    line: usize,
    id: Option<String>,
    mut transfer: Transfer,
    rows: Vec<Row>,
    errors: Vec<FieldError>,
) -> Entry {
    let item = std::mem::take(&mut transfer.item);
    let given = id.clone().or_else(|| item.part.as_deref().map(str::to_owned));
    let name = given.unwrap_or_else(|| "product".to_owned());
    let spot = Spot { line, field: "item".into() };
    let mut builder = Builder::of_product(&name, &spot, item);
    builder.rows(rows, Some(&name));
    let own_id = transfer.id.take();
    let (line, _, result) = builder.product(line, &name, Some(transfer));
    let result = match result {
        Ok(mut product) if errors.is_empty() => {
            product.transfer.id = own_id;
            product.looked = true;
            Ok(product)
        }
        Ok(_) => return refused(line, id, errors),
        Err(found) => {
            let own = errors.into_iter().map(|error| BomError { line, error });
            Err(own.chain(found).collect())
        }
    };
    Entry { line, id, result }
}

/// Reads a table.
fn table(text: &str) -> Vec<Entry> {
    let mut input = Input::new(text.as_bytes());
    let columns = match header(&mut input) {
        Ok(columns) => columns,
        Err((line, errors)) => return vec![refused(line, None, errors)],
    };
    let mut products: Vec<(Option<Box<str>>, Vec<Row>)> = Vec::new();
    let mut known: HashMap<Option<Box<str>>, usize> = HashMap::new();
    while let Some(chunk) = input.next_chunk(true) {
        let row = match chunk {
            Chunk::Text { number, text } => row(&columns, text, number),
            Chunk::Fault { number, error, .. } => {
                let spot = Spot { line: number, field: "".into() };
                Row { spot, fields: item::Fields::default(), errors: vec![error] }
            }
        };
        let at = *known.entry(row.fields.product.clone()).or_insert_with(|| {
            products.push((row.fields.product.clone(), Vec::new()));
            products.len() - 1
        });
        products[at].1.push(row);
    }
    let strays = if products.len() > 1 { strays(&mut products) } else { Vec::new() };
    let built = products.into_iter().flat_map(|(product, rows)| built(product.as_deref(), rows));
    built.map(|entry| with(entry, &strays)).collect()
}

/// In a table of products, rows that name none, as errors: any product may have lost a line.
fn strays(products: &mut Vec<(Option<Box<str>>, Vec<Row>)>) -> Vec<BomError> {
    let Some(at) = products.iter().position(|(product, _)| product.is_none()) else {
        return Vec::new();
    };
    let (_, rows) = products.remove(at);
    let missing = || FieldError {
        field: "product".into(),
        message: "the row does not say to which product it belongs".into(),
        help: "write the product on every row, or on none".into(),
    };
    let told = rows.into_iter().flat_map(|row| {
        let errors = if row.errors.is_empty() { vec![missing()] } else { row.errors };
        errors.into_iter().map(move |error| BomError { line: row.spot.line, error })
    });
    told.collect()
}

fn with(mut entry: Entry, strays: &[BomError]) -> Entry {
    if !strays.is_empty() {
        let mut errors = entry.result.err().unwrap_or_default();
        errors.extend_from_slice(strays);
        entry.result = Err(errors);
    }
    entry
}

fn built(product: Option<&str>, rows: Vec<Row>) -> Vec<Entry> {
    let line = rows.first().map_or(1, |row| row.spot.line);
    let mut builder = Builder::default();
    builder.rows(rows, product);
    let built: Vec<Built> = match product {
        Some(name) => vec![builder.product(line, name, None)],
        None => builder.products(),
    };
    built.into_iter().map(|(line, id, result)| Entry { line, id, result }).collect()
}

fn header(input: &mut Input<&[u8]>) -> Result<Columns, (usize, Vec<FieldError>)> {
    let (number, text) = match input.next_chunk(true) {
        None => return Err((1, vec![no_rows()])),
        Some(Chunk::Fault { number, error, .. }) => return Err((number, vec![error])),
        Some(Chunk::Text { number, text }) => (number, text),
    };
    let cells = csv::cells(text).map_err(|error| (number, vec![error]))?;
    Columns::of_object(&BOM_ROW, cells.iter().map(AsRef::as_ref)).map_err(|errors| (number, errors))
}

fn no_rows() -> FieldError {
    FieldError {
        field: String::new(),
        message: "the table is empty".into(),
        help: "write a header, as `product,parent,part,origin,codes.us,quantity,unit_value`".into(),
    }
}

fn row(columns: &Columns, text: &str, number: usize) -> Row {
    let spot = Spot { line: number, field: "".into() };
    let cells = match csv::cells(text) {
        Ok(cells) => cells,
        Err(error) => return Row { spot, fields: item::Fields::default(), errors: vec![error] },
    };
    let texts: Vec<&str> = cells.iter().map(AsRef::as_ref).collect();
    let mut fields = item::Fields::default();
    let read = columns.read(&texts, |node| {
        let mut errors = Errors::default();
        fields = item::fields(node, &Path::ROOT, &mut errors, &BOM_ROW);
        if errors.0.is_empty() { Ok(()) } else { Err(errors.0) }
    });
    // A row that cannot be read is still its product's.
    fields.product = fields.product.or_else(|| product_of(columns, &texts));
    Row { spot, fields, errors: read.err().unwrap_or_default() }
}

fn product_of(columns: &Columns, texts: &[&str]) -> Option<Box<str>> {
    let at = columns.names().iter().position(|name| name == "product")?;
    texts.get(at).filter(|text| !text.is_empty()).map(|text| Box::from(*text))
}
