//! Bills of materials: products, the parts in them, and how much of each goes into what.
//!
//! A part stands once, however many assemblies it goes into. What it is worth, and what goes into
//! it, is said for so much of it (`basis`), so that nothing has to be divided.

use crate::amount::{Amount, AmountRange, Decimal};
use crate::read::FieldError;
use crate::transfer::{Content, Item, Transfer};
use std::fmt;
use std::sync::Arc;

/// Where in the input something stands.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Spot {
    /// Line of the file, from one; of a JSON product the line on which it begins.
    pub line: usize,
    /// The place in a JSON product (`parts[3]`, `item.content[0]`); empty for a row of a CSV.
    pub field: Box<str>,
}

impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.field.is_empty() {
            return write!(f, "line {}", self.line);
        }
        write!(f, "`{}`", self.field)
    }
}

/// What a part is said to be worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Worth {
    /// Nobody has said.
    Unknown,
    /// Money, for `basis` of the part.
    Money(Amount),
    /// A share of what its only parent is worth.
    Share(AmountRange),
}

/// A part: what it is, once, however often it is used.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Its number, or where it stands if it has none.
    pub name: Box<str>,
    /// Where it is described.
    pub spot: Spot,
    /// What it is; without content, quantity and value, which stand here.
    pub item: Item,
    /// What `basis` of it is worth.
    pub worth: Worth,
    /// How much of it `worth` speaks of; above zero.
    pub basis: Decimal,
}

/// So much of one part goes into one of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Use {
    /// Index of the part that takes it in.
    pub parent: usize,
    /// Index of the part that goes in.
    pub part: usize,
    /// How much, above zero.
    pub quantity: Decimal,
}

/// What goes into what, without a circle.
#[derive(Clone, Debug, PartialEq)]
pub struct Graph {
    /// By parent, in the order of the input.
    uses: Vec<Use>,
    /// Where the uses of each parent begin, and the end.
    first: Vec<usize>,
}

/// Parts and what goes into what, without a circle.
#[derive(Clone, Debug, PartialEq)]
pub struct Bill {
    parts: Vec<Part>,
    graph: Graph,
}

/// Parts that go into each other in a circle: each into the next, the last into the first.
pub type Circle = Vec<usize>;

impl Bill {
    /// A bill of these parts and uses; see [`Graph::new`].
    ///
    /// # Errors
    /// Circles, at least one of each knot of parts that go into each other.
    pub fn new(parts: Vec<Part>, uses: Vec<Use>) -> Result<Bill, Vec<Circle>> {
        let graph = Graph::new(parts.len(), uses)?;
        Ok(Bill { parts, graph })
    }

    /// The parts.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// What goes into a part.
    #[must_use]
    pub fn uses_of(&self, parent: usize) -> &[Use] {
        self.graph.uses_of(parent)
    }

    /// The parts below and including `root`; see [`Graph::below`].
    #[must_use]
    pub fn below(&self, root: usize, seen: &mut [bool]) -> Vec<usize> {
        self.graph.below(root, seen)
    }
}

impl Graph {
    /// The uses of `count` parts, numbered from zero.
    ///
    /// Cost: linear in both. Nothing recurses: a chain of any length is fine.
    ///
    /// # Errors
    /// Circles, at least one of each knot of parts that go into each other.
    pub fn new(count: usize, mut uses: Vec<Use>) -> Result<Graph, Vec<Circle>> {
        uses.sort_by_key(|one| one.parent);
        let mut first = vec![0; count + 1];
        for one in &uses {
            first[one.parent + 1] += 1;
        }
        for at in 0..count {
            first[at + 1] += first[at];
        }
        let graph = Graph { uses, first };
        let circles = graph.circles();
        if circles.is_empty() { Ok(graph) } else { Err(circles) }
    }

    /// Every use, by parent.
    #[must_use]
    pub fn uses(&self) -> &[Use] {
        &self.uses
    }

    /// What goes into a part.
    #[must_use]
    pub fn uses_of(&self, parent: usize) -> &[Use] {
        &self.uses[self.first[parent]..self.first[parent + 1]]
    }

    /// The parts below and including `root`, each before everything that goes into it. `seen` has
    /// an entry for each part, all false, and is left so.
    ///
    /// Cost: linear in the parts found and their uses.
    #[must_use]
    pub fn below(&self, root: usize, seen: &mut [bool]) -> Vec<usize> {
        let mut done = Vec::new();
        let mut stack = vec![(root, 0)];
        seen[root] = true;
        while let Some((part, next)) = stack.last_mut() {
            let uses = self.uses_of(*part);
            let Some(one) = uses.get(*next) else {
                done.push(*part);
                stack.pop();
                continue;
            };
            *next += 1;
            if !seen[one.part] {
                seen[one.part] = true;
                stack.push((one.part, 0));
            }
        }
        done.iter().for_each(|&part| seen[part] = false);
        done.reverse();
        done
    }

    fn circles(&self) -> Vec<Circle> {
        let count = self.first.len() - 1;
        // What is left once parts that go into nothing left are taken away, again and again, lies
        // on a circle or below one; every such part has a parent among them.
        let mut parents = vec![0_usize; count];
        self.uses.iter().for_each(|one| parents[one.part] += 1);
        let mut free: Vec<usize> = (0..count).filter(|&at| parents[at] == 0).collect();
        let mut left = count;
        while let Some(part) = free.pop() {
            left -= 1;
            for one in self.uses_of(part) {
                parents[one.part] -= 1;
                if parents[one.part] == 0 {
                    free.push(one.part);
                }
            }
        }
        if left == 0 {
            return Vec::new();
        }
        let mut parent_of = vec![None; count];
        for one in self.uses.iter().filter(|one| parents[one.parent] > 0) {
            parent_of[one.part].get_or_insert(one.parent);
        }
        let mut circles = Vec::new();
        let mut visited = vec![usize::MAX; count];
        for start in (0..count).filter(|&at| parents[at] > 0) {
            let mut at = start;
            while visited[at] == usize::MAX {
                visited[at] = start;
                let Some(parent) = parent_of[at] else { break };
                at = parent;
            }
            if visited[at] == start && parent_of[at].is_some() {
                circles.push(circle(at, &parent_of));
            }
        }
        circles
    }
}

/// The circle through `start`, upwards.
fn circle(start: usize, parent_of: &[Option<usize>]) -> Circle {
    let mut circle = vec![start];
    let mut at = start;
    while let Some(parent) = parent_of[at].filter(|&parent| parent != start) {
        circle.push(parent);
        at = parent;
    }
    circle
}

/// A product to look into: a transfer that may still lack its destination, and its bill.
#[derive(Clone, Debug)]
pub struct Product {
    /// The product and what is known of its way; its item's content stands in the bill.
    pub transfer: Transfer,
    /// The bill, shared by the products of one table.
    pub bill: Arc<Bill>,
    /// Index of the product itself.
    pub root: usize,
    /// Whether anybody said what it contains, be it nothing.
    pub looked: bool,
}

/// Something wrong with a bill, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BomError {
    /// Line of the file, from one.
    pub line: usize,
    /// The field, what is wrong, and what to do.
    pub error: FieldError,
}

impl fmt::Display for BomError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.error)
    }
}

impl std::error::Error for BomError {}

/// The bill of an item whose content is nested, as a transfer has it: every line once, worth what
/// it says for the whole of its parent. The root is part 0.
#[must_use]
pub fn nested(mut item: Item, line: usize) -> Bill {
    let name = item.part.clone().unwrap_or_else(|| "item".into());
    let content = item.content.take().unwrap_or_default();
    let worth = item.value.take().map_or(Worth::Unknown, Worth::Money);
    let spot = Spot { line, field: "item".into() };
    let mut parts = vec![Part { name, spot, item, worth, basis: Decimal::ONE }];
    let mut uses = Vec::new();
    let mut pending = vec![(0, content)];
    while let Some((parent, lines)) = pending.pop() {
        for (index, one) in lines.into_iter().enumerate() {
            let field = format!("{}.content[{index}]", parts[parent].spot.field);
            let (part, content) = line_part(one, Spot { line, field: field.into() });
            uses.push(Use { parent, part: parts.len(), quantity: Decimal::ONE });
            pending.push((parts.len(), content));
            parts.push(part);
        }
    }
    // A tree holds no circle.
    let none = Graph { uses: Vec::new(), first: vec![0] };
    Bill::new(parts, uses).unwrap_or(Bill { parts: Vec::new(), graph: none })
}

fn line_part(line: Content, spot: Spot) -> (Part, Vec<Content>) {
    let Content { mut item, share } = line;
    let content = item.content.take().unwrap_or_default();
    let worth = match (item.value.take(), share) {
        (_, Some(share)) => Worth::Share(share),
        (Some(value), None) => Worth::Money(value),
        (None, None) => Worth::Unknown,
    };
    let name = item.part.clone().unwrap_or_else(|| spot.field.clone());
    (Part { name, spot, item, worth, basis: Decimal::ONE }, content)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bill(count: usize, uses: &[(usize, usize)]) -> Result<Bill, Vec<Circle>> {
        let part = |name: usize| Part {
            name: name.to_string().into(),
            spot: Spot::default(),
            item: Item::default(),
            worth: Worth::Unknown,
            basis: Decimal::ONE,
        };
        let one = |&(parent, part)| Use { parent, part, quantity: Decimal::ONE };
        Bill::new((0..count).map(part).collect(), uses.iter().map(one).collect())
    }

    #[test]
    fn circles_are_found_each_once() {
        for (count, uses, expected) in [
            (3, vec![(0, 1), (1, 2), (0, 2)], vec![]),
            (1, vec![(0, 0)], vec![vec![0]]),
            (4, vec![(0, 1), (1, 2), (2, 1), (2, 3)], vec![vec![1, 2]]),
            (5, vec![(0, 1), (1, 0), (2, 3), (3, 2), (3, 4)], vec![vec![0, 1], vec![2, 3]]),
        ] {
            let found = bill(count, &uses).err().unwrap_or_default();
            assert_eq!(found, expected, "{uses:?}");
        }
    }

    #[test]
    fn parents_come_before_their_parts() {
        let bill = bill(5, &[(0, 1), (0, 2), (1, 3), (2, 3), (4, 3)]).unwrap();
        let mut seen = vec![false; 5];
        let below = bill.below(0, &mut seen);
        let place = |part| below.iter().position(|&at| at == part);
        assert_eq!(below.len(), 4);
        assert!(place(0) < place(1) && place(2) < place(3) && place(1) < place(3));
        assert_eq!(seen, [false; 5]);
    }

    #[test]
    fn a_chain_of_a_million_parts_is_fine() {
        let uses: Vec<(usize, usize)> = (0..999_999).map(|at| (at, at + 1)).collect();
        let bill = bill(1_000_000, &uses).unwrap();
        assert_eq!(bill.below(0, &mut vec![false; 1_000_000]).len(), 1_000_000);
    }
}
