//! Rows of a bill of materials to the bill: names to parts, lines to uses, with everything that is
//! wrong told at once.

use std::collections::HashMap;
use std::sync::Arc;

use super::FieldError;
use super::item::Fields;
use crate::amount::{Amount, Decimal, Unit};
use crate::bom::{Bill, BomError, Part, Product, Spot, Use, Worth};
use crate::transfer::{Item, Transfer};
use crate::vocabulary::{shortened, suggest};

/// Names are compared with a misspelt one up to so many.
const MOST_COMPARED: usize = 2_000;

/// A line as it was read, and what is wrong with it.
pub(super) struct Row {
    pub(super) spot: Spot,
    pub(super) fields: Fields,
    pub(super) errors: Vec<FieldError>,
}

/// What a bill says about a part, so far.
struct Draft {
    part: Part,
    /// Whether a line has said what it is, and where.
    described: bool,
    unit: Option<Unit>,
    /// Placements by lines that name a parent, and by lines that do not.
    placed: usize,
    loose: Vec<Line>,
    has_parts: bool,
}

/// A line on its way to becoming a use.
struct Line {
    spot: Spot,
    quantity: Option<Amount>,
    /// Whether it says itself what it is worth.
    worth: bool,
}

/// Something wrong, with the part that it is about.
struct Fault {
    part: Option<usize>,
    error: BomError,
}

/// The bill under construction.
#[derive(Default)]
pub(super) struct Builder {
    drafts: Vec<Draft>,
    names: HashMap<Box<str>, usize>,
    placements: Vec<(usize, usize, Line)>,
    faults: Vec<Fault>,
}

/// A product of a table, or everything wrong with it.
pub(super) type Built = (usize, Option<String>, Result<Product, Vec<BomError>>);

impl Builder {
    /// A bill of one product that is described already.
    pub(super) fn of_product(name: &str, spot: &Spot, item: Item) -> Builder {
        let mut builder = Builder::default();
        let root = builder.part(name, spot);
        if let Some(number) = item.part.clone() {
            builder.names.entry(number).or_insert(root);
        }
        let draft = &mut builder.drafts[root];
        draft.described = true;
        draft.part.item = item;
        let quantity = draft.part.item.quantity.take();
        if let Some(value) = draft.part.item.value.take() {
            draft.part.worth = Worth::Money(value);
            draft.part.basis = quantity.map_or(Decimal::ONE, |quantity| quantity.value);
        }
        builder
    }

    fn part(&mut self, name: &str, spot: &Spot) -> usize {
        if let Some(&at) = self.names.get(name) {
            return at;
        }
        let at = self.drafts.len();
        let part = Part {
            name: name.into(),
            spot: spot.clone(),
            item: Item { part: Some(name.into()), ..Item::default() },
            worth: Worth::Unknown,
            basis: Decimal::ONE,
        };
        self.drafts.push(Draft {
            part,
            described: false,
            unit: None,
            placed: 0,
            loose: Vec::new(),
            has_parts: false,
        });
        self.names.insert(name.into(), at);
        at
    }

    fn fault(
        &mut self,
        part: Option<usize>,
        spot: &Spot,
        field: &str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let field = match (spot.field.is_empty(), field.is_empty()) {
            (true, _) => field.to_owned(),
            (false, true) => spot.field.to_string(),
            (false, false) => format!("{}.{field}", spot.field),
        };
        let error = FieldError { field, message: message.into(), help: help.into() };
        self.faults.push(Fault { part, error: BomError { line: spot.line, error } });
    }

    /// Takes the lines of a bill. `root` is the product's name where all lines belong to one.
    pub(super) fn rows(&mut self, rows: Vec<Row>, root: Option<&str>) {
        let mut parents = Vec::with_capacity(rows.len());
        for row in rows {
            parents.extend(self.row(row, root));
        }
        for (part, parent, line) in parents {
            self.place(part, &parent, line);
        }
    }

    /// Takes what a line says about its part; what it says about its place comes back.
    fn row(&mut self, row: Row, root: Option<&str>) -> Option<(usize, Box<str>, Line)> {
        let Row { spot, fields, errors } = row;
        let own = fields.item.part.clone();
        // In a table a row with neither part nor parent describes the product itself.
        let itself = root.filter(|_| fields.parent.is_none() && spot.field.is_empty());
        let name = own.as_deref().or(itself);
        let part = name.map(|name| self.part(name, &spot));
        let readable = errors.is_empty();
        let line = spot.line;
        self.faults.extend(
            errors.into_iter().map(|error| Fault { part, error: BomError { line, error } }),
        );
        let Some(part) = part else {
            let help = "write the number of the part, the same wherever it is used";
            self.fault(None, &spot, "part", "`part` is missing", help);
            return None;
        };
        if !readable {
            return None;
        }
        let worth = self.worth(part, &spot, &fields);
        let quantity = fields.item.quantity;
        self.describe(part, &spot, fields.item);
        let is_root = root.is_some() && name == root;
        match fields.parent {
            Some(parent) => Some((part, parent, Line { spot, quantity, worth })),
            None if is_root => None,
            None => {
                self.drafts[part].loose.push(Line { spot, quantity, worth });
                None
            }
        }
    }

    /// What the part is: said once, or every time the same.
    fn describe(&mut self, part: usize, spot: &Spot, mut item: Item) {
        (item.quantity, item.value) = (None, None);
        let description = item.description.take();
        let facts = Item { part: item.part.clone(), ..Item::default() };
        let draft = &mut self.drafts[part];
        if draft.part.item.description.is_none() {
            draft.part.item.description = description;
        }
        if item == facts {
            return;
        }
        if !draft.described {
            item.description = draft.part.item.description.take();
            item.part.get_or_insert_with(|| draft.part.name.clone());
            draft.part.item = item;
            draft.part.spot = spot.clone();
            draft.described = true;
            return;
        }
        let known = &draft.part.item;
        item.part.get_or_insert_with(|| draft.part.name.clone());
        item.description.clone_from(&known.description);
        if item != *known {
            let message = format!(
                "`{}` is described a second time, and differently; first on {}",
                shortened(&draft.part.name),
                draft.part.spot
            );
            let help =
                "describe a part once; on further lines give `part`, `parent` and `quantity` alone";
            self.fault(Some(part), spot, "part", message, help);
        }
    }

    /// What the line says of the part's worth; whether it says what all of the line is worth.
    fn worth(&mut self, part: usize, spot: &Spot, fields: &Fields) -> bool {
        let (value, quantity) = (fields.item.value, fields.item.quantity);
        let basis = quantity.map_or(Decimal::ONE, |quantity| quantity.value);
        if basis.is_zero() {
            return false;
        }
        let said = match (fields.unit_value, value, fields.share) {
            (None, None, None) => return false,
            (Some(unit), None, None) => (Worth::Money(unit), Decimal::ONE),
            (Some(unit), Some(value), None) => {
                let product = unit.value.checked_mul(basis);
                if quantity.is_some() && (unit.unit != value.unit || product != Some(value.value)) {
                    let message =
                        format!("`value` {value} is not `quantity` times `unit_value` {unit}");
                    self.fault(Some(part), spot, "value", message, "keep one of the two values");
                }
                (Worth::Money(unit), Decimal::ONE)
            }
            (None, Some(value), None) => (Worth::Money(value), basis),
            (None, None, Some(share)) => (Worth::Share(share), basis),
            (_, _, Some(_)) => {
                let help = "give the share, or what it is worth";
                self.fault(Some(part), spot, "share", "`share` and a value are both given", help);
                return true;
            }
        };
        self.settle(part, spot, said);
        value.is_some() || fields.share.is_some()
    }

    /// One worth for a part, however often it is said.
    fn settle(&mut self, part: usize, spot: &Spot, (worth, basis): (Worth, Decimal)) {
        let known = &mut self.drafts[part].part;
        let agrees = match (known.worth, worth) {
            (Worth::Unknown, _) => {
                (known.worth, known.basis) = (worth, basis);
                return;
            }
            (Worth::Money(a), Worth::Money(b)) => {
                let (left, right) = (a.value.checked_mul(basis), b.value.checked_mul(known.basis));
                a.unit == b.unit && left.is_some() && left == right
            }
            (Worth::Share(_), _) | (_, Worth::Share(_) | Worth::Unknown) => false,
        };
        if !agrees {
            let name = shortened(&known.name);
            let message = format!("`{name}` is worth one thing here and another elsewhere");
            let help = "give `unit_value` once; a part that is dearer elsewhere is another part";
            self.fault(Some(part), spot, "value", message, help);
        }
    }

    fn place(&mut self, part: usize, parent: &str, line: Line) {
        let Some(&at) = self.names.get(parent) else {
            let message = format!("`{}` has no line of its own", shortened(parent));
            let help = match self.nearest(parent) {
                Some(name) => format!("did you mean `{name}`?"),
                None => format!("add a line with `part` `{}`, or mend `parent`", shortened(parent)),
            };
            self.fault(Some(part), &line.spot, "parent", message, help);
            return;
        };
        self.drafts[part].placed += 1;
        self.drafts[at].has_parts = true;
        self.placements.push((at, part, line));
    }

    fn nearest(&self, name: &str) -> Option<&str> {
        if self.drafts.len() > MOST_COMPARED {
            return None;
        }
        let names: Vec<&str> = self.drafts.iter().map(|draft| &*draft.part.name).collect();
        suggest(name, &names)
    }

    /// Lines without a parent: into the product, or a product themselves; if another line places
    /// the part they only describe it.
    fn loose(&mut self, root: Option<usize>) -> Vec<usize> {
        let mut products = Vec::new();
        for part in 0..self.drafts.len() {
            let lines = std::mem::take(&mut self.drafts[part].loose);
            let placed = self.drafts[part].placed > 0;
            if let Some(line) = lines.iter().find(|line| placed && line.quantity.is_some()) {
                let name = shortened(&self.drafts[part].part.name);
                let message = format!(
                    "`{name}` has a quantity and no parent here, and a parent on another line"
                );
                let help = "write the product's name in `parent`, or leave the quantity out";
                let spot = line.spot.clone();
                self.fault(Some(part), &spot, "parent", message, help);
            }
            if placed || Some(part) == root {
                continue;
            }
            match root {
                Some(root) => {
                    self.drafts[root].has_parts |= !lines.is_empty();
                    self.drafts[part].placed += lines.len();
                    self.placements.extend(lines.into_iter().map(|line| (root, part, line)));
                }
                None => products.push(part),
            }
        }
        products
    }

    /// A product is a share of nothing.
    fn whole(&mut self, root: usize) {
        if matches!(self.drafts[root].part.worth, Worth::Share(_)) {
            let spot = self.drafts[root].part.spot.clone();
            let help = "write what the product is worth in `value`";
            self.fault(Some(root), &spot, "share", "a product has no parent to share", help);
        }
    }

    /// The quantities of the uses; each is checked.
    fn uses(&mut self) -> Vec<Use> {
        let placements = std::mem::take(&mut self.placements);
        let mut uses = Vec::with_capacity(placements.len());
        for (parent, part, line) in placements {
            let quantity = self.quantity(part, &line);
            uses.push(Use { parent, part, quantity });
        }
        uses
    }

    fn quantity(&mut self, part: usize, line: &Line) -> Decimal {
        let draft = &mut self.drafts[part];
        let name = shortened(&draft.part.name);
        if draft.placed > 1 && matches!(draft.part.worth, Worth::Share(_)) {
            let message = format!("`{name}` is used more than once and valued by a share");
            let help = "give its `unit_value`: a share of one parent says nothing about another";
            self.fault(Some(part), &line.spot, "share", message, help);
            return Decimal::ONE;
        }
        let Some(quantity) = line.quantity else {
            if !line.worth || draft.has_parts || draft.placed > 1 {
                let message = format!("how many of `{name}` go into its parent is missing");
                let help = "write `quantity`, as `2` or `0.04 kg`; only a line with its own \
                            `value` or `share`, and no parts below, does without";
                self.fault(Some(part), &line.spot, "quantity", message, help);
            }
            return Decimal::ONE;
        };
        if quantity.value.is_zero() {
            let help = "leave the line out, or write how many";
            self.fault(Some(part), &line.spot, "quantity", "the quantity is zero", help);
            return Decimal::ONE;
        }
        let unit = *draft.unit.get_or_insert(quantity.unit);
        if unit != quantity.unit {
            let message = format!("`{name}` is counted in `{unit}` on another line");
            let help = "write every quantity of a part in one unit";
            self.fault(Some(part), &line.spot, "quantity", message, help);
        }
        quantity.value
    }

    /// The one product, described by `transfer` or by its own line.
    pub(super) fn product(mut self, line: usize, id: &str, transfer: Option<Transfer>) -> Built {
        let spot = Spot { line, field: "".into() };
        let root = self.part(id, &spot);
        self.loose(Some(root));
        self.whole(root);
        let uses = self.uses();
        let looked = !uses.is_empty();
        let (bill, faults) = self.close(uses);
        let shown = Some(id.to_owned());
        match bill {
            Some(bill) if faults.is_empty() => {
                let mut product = Product { transfer: Transfer::default(), bill, root, looked };
                let item = product.bill.parts()[root].item.clone();
                product.transfer = transfer.unwrap_or_default();
                product.transfer.id = Some(id.into());
                product.transfer.item = item;
                (line, shown, Ok(product))
            }
            _ => (line, shown, Err(in_order(faults))),
        }
    }

    /// Every part that goes into no other, in the order of the input.
    pub(super) fn products(mut self) -> Vec<Built> {
        let roots = self.loose(None);
        roots.iter().for_each(|&root| self.whole(root));
        let uses = self.uses();
        let named: Vec<(usize, String)> = self
            .drafts
            .iter()
            .map(|draft| (draft.part.spot.line, draft.part.name.to_string()))
            .collect();
        let links = uses.clone();
        let (bill, faults) = self.close(uses);
        if roots.is_empty() && !faults.is_empty() {
            let line = faults.iter().map(|fault| fault.error.line).min().unwrap_or(1);
            return vec![(line, None, Err(in_order(faults)))];
        }
        let of_root = sorted(&roots, &faults, named.len(), &links);
        let built = roots.iter().zip(of_root).map(|(&root, errors)| {
            let (line, name) = named[root].clone();
            let result = match (&bill, errors) {
                (Some(bill), errors) if errors.is_empty() => Ok(root_product(bill, root)),
                (_, errors) => Err(errors),
            };
            (line, Some(name), result)
        });
        let mut built: Vec<Built> = built.collect();
        built.sort_by_key(|(line, ..)| *line);
        built
    }

    /// The bill, and what is wrong.
    fn close(mut self, uses: Vec<Use>) -> (Option<Arc<Bill>>, Vec<Fault>) {
        let drafts = std::mem::take(&mut self.drafts);
        let parts: Vec<Part> = drafts.into_iter().map(|draft| draft.part).collect();
        let named: Vec<(Box<str>, Spot)> =
            parts.iter().map(|part| (part.name.clone(), part.spot.clone())).collect();
        let bill = match Bill::new(parts, uses) {
            Ok(bill) => Some(Arc::new(bill)),
            Err(circles) => {
                for circle in circles {
                    let first = circle.first().copied().unwrap_or_default();
                    let names: Vec<&str> = circle.iter().map(|&at| &*named[at].0).collect();
                    let help = "a part cannot hold itself: take one of these lines out";
                    self.fault(Some(first), &named[first].1, "parent", told(&names), help);
                }
                None
            }
        };
        (bill, self.faults)
    }
}

/// A circle in words: at most twelve of its parts.
fn told(names: &[&str]) -> String {
    let mut shown: Vec<String> =
        names.iter().take(12).map(|name| format!("`{}`", shortened(name))).collect();
    if names.len() > 12 {
        shown.push(format!("… ({} parts)", names.len()));
    }
    shown.extend(names.first().map(|name| format!("`{}`", shortened(name))));
    format!("the parts go into each other in a circle: {}", shown.join(" → "))
}

fn in_order(faults: Vec<Fault>) -> Vec<BomError> {
    let mut errors: Vec<BomError> = faults.into_iter().map(|fault| fault.error).collect();
    errors.sort_by_key(|error| error.line);
    errors
}

fn root_product(bill: &Arc<Bill>, root: usize) -> Product {
    let part = &bill.parts()[root];
    let transfer =
        Transfer { id: Some(part.name.clone()), item: part.item.clone(), ..Transfer::default() };
    let looked = !bill.uses_of(root).is_empty();
    Product { transfer, bill: Arc::clone(bill), root, looked }
}

/// The errors of each product. One that can be laid at no product's door is every product's: it
/// may have lost any of them a line.
fn sorted(roots: &[usize], faults: &[Fault], parts: usize, uses: &[Use]) -> Vec<Vec<BomError>> {
    if faults.is_empty() {
        return vec![Vec::new(); roots.len()];
    }
    let mut below: Vec<Vec<usize>> = vec![Vec::new(); parts];
    uses.iter().for_each(|one| below[one.parent].push(one.part));
    let mut owned = vec![false; parts];
    let reached: Vec<Vec<usize>> = roots.iter().map(|&root| all_below(root, &below)).collect();
    reached.iter().flatten().for_each(|&part| owned[part] = true);
    reached
        .iter()
        .map(|reached| {
            let mine = |fault: &&Fault| {
                fault.part.is_none_or(|part| !owned[part] || reached.binary_search(&part).is_ok())
            };
            let mut errors: Vec<BomError> =
                faults.iter().filter(mine).map(|fault| fault.error.clone()).collect();
            errors.sort_by_key(|error| error.line);
            errors
        })
        .collect()
}

fn all_below(root: usize, below: &[Vec<usize>]) -> Vec<usize> {
    let mut found = std::collections::BTreeSet::from([root]);
    let mut pending = vec![root];
    while let Some(part) = pending.pop() {
        pending.extend(below[part].iter().filter(|&&part| found.insert(part)));
    }
    found.into_iter().collect()
}
