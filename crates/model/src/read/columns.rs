//! Columns of a CSV (and assignments of a case): the same fields as in JSON, named by their path.
//!
//! A header is resolved once against the table of fields. Each row then fills the same tree that
//! JSON gives, and the one walker reads it.

use bumpalo::Bump;
use bumpalo::collections::Vec as ArenaVec;

use super::csv;
use super::fields::{Kind, Object, PARTY, TRANSFER};
use super::json;
use super::node::Node;
use super::{FieldError, Line, transfer};
use crate::transfer::Transfer;
use crate::vocabulary::{self, Role, quoted, shortened, suggest};

/// More steps than any useful column has.
const MOST_STEPS: usize = 24;

/// The columns of an input: where the cell of each stands in the tree.
pub(super) struct Columns {
    names: Vec<String>,
    cells: Vec<Cell>,
    root: Group,
    id: Option<usize>,
}

/// How the text of a cell becomes a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cell {
    Text,
    /// Texts joined by `;`, or `[]`.
    List,
    /// Lists joined by `;`, each with `@` and the round if it is known, or `[]`.
    Listed,
    /// JSON.
    Json,
}

#[derive(Default)]
struct Group(Vec<(String, Slot)>);

enum Slot {
    Cell(usize),
    Group(Group),
    /// Parties by their role; a second party of a role is `end-user[2]`.
    Parties(Group),
}

impl Columns {
    /// Resolves the header of a file of transfers.
    pub(super) fn of_header<'a>(
        names: impl Iterator<Item = &'a str>,
    ) -> Result<Columns, Vec<FieldError>> {
        Columns::of_object(&TRANSFER, names)
    }

    /// Resolves a header whose columns are the fields of `object`.
    pub(super) fn of_object<'a>(
        object: &'static Object,
        names: impl Iterator<Item = &'a str>,
    ) -> Result<Columns, Vec<FieldError>> {
        let mut columns =
            Columns { names: Vec::new(), cells: Vec::new(), root: Group::default(), id: None };
        let mut errors = Vec::new();
        for name in names {
            let added =
                resolve(name, object).and_then(|(steps, cell)| columns.add(name, &steps, cell));
            errors.extend(added.err());
        }
        if errors.is_empty() { Ok(columns) } else { Err(errors) }
    }

    /// The columns' names, in order.
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    fn add(&mut self, name: &str, steps: &[&str], cell: Cell) -> Result<(), FieldError> {
        let index = self.names.len();
        if name == "id" {
            self.id = Some(index);
        }
        self.root.insert(steps, index, true).map_err(|fault| {
            let help = "keep one of the columns";
            let message = match fault {
                Overlap::Twice => format!("column `{name}` is given twice"),
                Overlap::Partly => format!("column `{name}` overlaps another column"),
            };
            FieldError { field: name.into(), message, help: help.into() }
        })?;
        self.names.push(name.into());
        self.cells.push(cell);
        Ok(())
    }

    /// Reads one record.
    pub(super) fn line(&self, record: &str, number: usize) -> Line {
        let cells = match csv::cells(record) {
            Ok(cells) => cells,
            Err(error) => return Line { number, id: None, result: Err(vec![error]) },
        };
        let texts: Vec<&str> = cells.iter().map(AsRef::as_ref).collect();
        let id = self.id.and_then(|at| texts.get(at)).filter(|id| !id.is_empty());
        let id = id.map(|id| (*id).to_owned());
        Line { number, id, result: self.transfer(&texts) }
    }

    fn wrong_count(&self, found: usize) -> FieldError {
        let wanted = self.names.len();
        FieldError {
            field: String::new(),
            message: format!("the row has {found} cells, and the header {wanted}"),
            help: "write one cell per column, and quotes around cells that hold commas".into(),
        }
    }

    fn transfer(&self, texts: &[&str]) -> Result<Transfer, Vec<FieldError>> {
        self.read(texts, transfer::transfer)
    }

    /// Gives the cells of a row their meaning.
    pub(super) fn read<T>(
        &self,
        texts: &[&str],
        meaning: impl FnOnce(&Node<'_>) -> Result<T, Vec<FieldError>>,
    ) -> Result<T, Vec<FieldError>> {
        if texts.len() != self.names.len() {
            return Err(vec![self.wrong_count(texts.len())]);
        }
        let arena = Bump::with_capacity(4096);
        let mut row =
            Row { columns: self, texts, arena: &arena, parties: Vec::new(), errors: Vec::new() };
        let node = row.group(&self.root, None).unwrap_or(Node::Object(&[]));
        let (parties, mut errors) = (row.parties, row.errors);
        match meaning(&node) {
            Ok(read) if errors.is_empty() => return Ok(read),
            Ok(_) => {}
            Err(found) => {
                errors.extend(found.into_iter().map(|error| self.at_column(error, &parties)));
            }
        }
        Err(errors)
    }

    /// Names the column instead of the place in the tree.
    fn at_column(&self, mut error: FieldError, parties: &[&str]) -> FieldError {
        if let Some((index, rest)) =
            error.field.strip_prefix("parties[").and_then(|rest| rest.split_once(']'))
            && let Some(role) = index.parse().ok().and_then(|index: usize| parties.get(index))
        {
            error.field = format!("parties.{role}{rest}");
        }
        let lists = self.names.iter().zip(&self.cells);
        let column = lists.filter(|(_, cell)| matches!(cell, Cell::List | Cell::Listed)).find(
            |(name, _)| error.field.strip_prefix(*name).is_some_and(|rest| rest.starts_with('[')),
        );
        if let Some((name, _)) = column {
            error.field.clone_from(name);
        }
        error
    }
}

/// Reads a transfer from columns and their cells, exactly as a CSV with that header and one row.
///
/// ```
/// use navicert_model::read::assign;
/// let columns = [("item.codes.cn", "1C905.a.4"), ("parties.end-user.is_not", "military")];
/// let columns = columns.map(|(name, cell)| (name.to_owned(), cell.to_owned()));
/// assert_eq!(assign(&columns)?.item.codes.len(), 1);
/// # Ok::<(), Vec<navicert_model::read::FieldError>>(())
/// ```
///
/// # Errors
/// Every [`FieldError`], each at its column.
pub fn assign(columns: &[(String, String)]) -> Result<Transfer, Vec<FieldError>> {
    let header = Columns::of_header(columns.iter().map(|(name, _)| name.trim()))?;
    let texts: Vec<&str> = columns.iter().map(|(_, text)| text.trim()).collect();
    header.transfer(&texts)
}

enum Overlap {
    Twice,
    Partly,
}

impl Group {
    fn insert(&mut self, steps: &[&str], index: usize, is_root: bool) -> Result<(), Overlap> {
        let Some((first, rest)) = steps.split_first() else { return Err(Overlap::Partly) };
        let found = self.0.iter_mut().find(|(key, _)| key == first);
        if rest.is_empty() {
            return match found {
                Some((_, Slot::Cell(_))) => Err(Overlap::Twice),
                Some(_) => Err(Overlap::Partly),
                None => {
                    self.0.push(((*first).into(), Slot::Cell(index)));
                    Ok(())
                }
            };
        }
        match found {
            Some((_, Slot::Group(group) | Slot::Parties(group))) => {
                group.insert(rest, index, false)
            }
            Some((_, Slot::Cell(_))) => Err(Overlap::Partly),
            None => {
                let mut group = Group::default();
                group.insert(rest, index, false)?;
                let parties = is_root && *first == "parties";
                let slot = if parties { Slot::Parties(group) } else { Slot::Group(group) };
                self.0.push(((*first).into(), slot));
                Ok(())
            }
        }
    }
}

/// One row on its way to becoming a tree.
struct Row<'r> {
    columns: &'r Columns,
    texts: &'r [&'r str],
    arena: &'r Bump,
    /// Roles of the parties that the row names, in their order in the tree.
    parties: Vec<&'r str>,
    errors: Vec<FieldError>,
}

impl<'r> Row<'r> {
    /// The object of a group, of a party with its role; `None` if every cell is empty.
    fn group(&mut self, group: &'r Group, role: Option<&'r str>) -> Option<Node<'r>> {
        let mut entries = ArenaVec::with_capacity_in(group.0.len() + 1, self.arena);
        entries.extend(role.map(|role| ("role", Node::Text(role))));
        let before = entries.len();
        for (key, slot) in &group.0 {
            let node = match slot {
                Slot::Cell(index) => self.cell(*index),
                Slot::Group(group) => self.group(group, None),
                Slot::Parties(group) => self.parties(group),
            };
            entries.extend(node.map(|node| (key.as_str(), node)));
        }
        (entries.len() > before).then_some(Node::Object(entries.into_bump_slice()))
    }

    fn parties(&mut self, group: &'r Group) -> Option<Node<'r>> {
        let mut parties = ArenaVec::new_in(self.arena);
        for (step, slot) in &group.0 {
            let role = step.split_once('[').map_or(step.as_str(), |(role, _)| role);
            if let Slot::Group(group) = slot
                && let Some(party) = self.group(group, Some(role))
            {
                parties.push(party);
                self.parties.push(step);
            }
        }
        (!parties.is_empty()).then_some(Node::List(parties.into_bump_slice()))
    }

    /// The value of a cell; `None` if it is empty.
    fn cell(&mut self, index: usize) -> Option<Node<'r>> {
        let text = *self.texts.get(index)?;
        if text.is_empty() {
            return None;
        }
        let kind = self.columns.cells[index];
        match kind {
            Cell::Text => Some(Node::Text(text)),
            Cell::List | Cell::Listed if !text.starts_with('[') => {
                let parts = text.split(';').map(str::trim);
                let nodes = parts.map(|part| match kind {
                    Cell::Listed => self.listing(part),
                    _ => Node::Text(part),
                });
                let nodes = ArenaVec::from_iter_in(nodes, self.arena);
                Some(Node::List(nodes.into_bump_slice()))
            }
            Cell::List | Cell::Listed | Cell::Json => match json::parse_cell(text, self.arena) {
                Ok(node) => Some(node),
                Err(error) => {
                    let field = self.columns.names[index].clone();
                    self.errors.push(FieldError { field, ..error });
                    None
                }
            },
        }
    }
    /// `cn/control-list@cn/2026-11`.
    fn listing(&self, text: &'r str) -> Node<'r> {
        let entry = |key, text: &'r str| (key, Node::Text(text.trim()));
        Node::Object(match text.split_once('@') {
            Some((list, round)) => self.arena.alloc([entry("list", list), entry("round", round)]),
            None => self.arena.alloc([entry("list", text)]),
        })
    }
}

/// The steps of a column, and how its cells are read.
fn resolve<'n>(name: &'n str, object: &'static Object) -> Result<(Vec<&'n str>, Cell), FieldError> {
    let steps: Vec<&str> = name.split('.').collect();
    if steps.len() > MOST_STEPS {
        return Err(no_column(name, format!("name at most {MOST_STEPS} levels")));
    }
    let mut object = object;
    let mut at = 0;
    while let Some(step) = steps.get(at) {
        let rest = &steps[at + 1..];
        let Some(field) = object.field(step) else {
            return Err(no_column(name, field_help(&steps[..at], step, object)));
        };
        match field.kind {
            Kind::Object(inner) if !rest.is_empty() => object = inner,
            Kind::List(inner) if std::ptr::eq(inner, &raw const PARTY) && !rest.is_empty() => {
                check_role(rest[0]).map_err(|help| no_column(name, help))?;
                if rest.len() == 1 {
                    return Err(no_column(
                        name,
                        format!("write a field of the party, as `{name}.name`"),
                    ));
                }
                object = inner;
                at += 1;
            }
            Kind::Codes | Kind::Parameters if rest.len() == 1 => {
                check_key(field.kind, rest[0]).map_err(|help| no_column(name, help))?;
                return Ok((steps, Cell::Text));
            }
            kind if rest.is_empty() => {
                let cell = cell_of(step, kind);
                return Ok((steps, cell));
            }
            _ => {
                let column = steps[..=at].join(".");
                return Err(no_column(name, format!("write the whole of it in column `{column}`")));
            }
        }
        at += 1;
    }
    Err(no_column(name, "name a field".into()))
}

fn cell_of(name: &str, kind: Kind) -> Cell {
    match kind {
        Kind::List(_) if name == "listed" => Cell::Listed,
        Kind::Object(_) | Kind::List(_) | Kind::Codes | Kind::Parameters => Cell::Json,
        kind if kind.is_list() => Cell::List,
        _ => Cell::Text,
    }
}

fn check_key(kind: Kind, key: &str) -> Result<(), String> {
    match kind {
        Kind::Codes => vocabulary::check_scheme(key).map_err(|error| error.help()),
        _ => vocabulary::parse_parameter(key).map(|_| ()).map_err(|error| error.help()),
    }
}

/// A role, or a role with the number of the party: `end-user[2]`.
fn check_role(step: &str) -> Result<(), String> {
    let (role, number) = match step.split_once('[') {
        Some((role, number)) => (role, number.strip_suffix(']').unwrap_or("")),
        None => (step, "1"),
    };
    Role::parse(role).map_err(|error| error.help())?;
    match number.parse::<u16>() {
        Ok(1..) => Ok(()),
        Ok(0) | Err(_) => Err(format!("write the second of a role as `{role}[2]`")),
    }
}

fn field_help(before: &[&str], step: &str, object: &Object) -> String {
    let names: Vec<&'static str> = object.fields.iter().map(|field| field.name).collect();
    let prefix = if before.is_empty() { String::new() } else { format!("{}.", before.join(".")) };
    match suggest(step, &names) {
        Some(name) => format!("did you mean `{prefix}{name}`?"),
        None => format!("{} has {}", object.name, quoted(&names)),
    }
}

#[cold]
fn no_column(name: &str, help: String) -> FieldError {
    let name = shortened(name);
    let help = match name.contains([';', '\t']) {
        true => "separate columns by commas; `;` joins lists inside a cell".into(),
        false => help,
    };
    FieldError { message: format!("`{name}` is not a column"), field: name, help }
}

/// Every column there is: `<role>`, `<scheme>` and `<parameter>` stand for the words that may take
/// their place. Tools inside tools and the like go on without end and are left out.
#[must_use]
pub fn column_names() -> Vec<String> {
    let mut names = Vec::new();
    push_names("", &TRANSFER, &mut names, &mut Vec::new());
    names
}

fn push_names(
    prefix: &str,
    object: &'static Object,
    names: &mut Vec<String>,
    inside: &mut Vec<&'static str>,
) {
    if inside.contains(&object.id) {
        return;
    }
    inside.push(object.id);
    for field in object.fields {
        let name = format!("{prefix}{}", field.name);
        match field.kind {
            Kind::Object(inner) => push_names(&format!("{name}."), inner, names, inside),
            Kind::List(inner) if inner.id == PARTY.id => {
                push_names(&format!("{name}.<role>."), inner, names, inside);
            }
            Kind::Codes => names.push(format!("{name}.<scheme>")),
            Kind::Parameters => names.push(format!("{name}.<parameter>")),
            _ => names.push(name),
        }
    }
    inside.pop();
}
