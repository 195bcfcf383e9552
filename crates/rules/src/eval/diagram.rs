//! Decision diagrams over the unknown facts of one transfer.
//!
//! A diagram is a function from completions of the unknown facts to yes or no. It is reduced and
//! shared, so two diagrams are the same function exactly when they are the same node: *certain*
//! is the node [`YES`], *impossible* the node [`NO`], and the facts that a diagram still mentions
//! are exactly those that can change it.
//!
//! A variable has two or more values. Cost: building is `O(|a|·|b|)` per joining; real law has
//! few unknown facts per transfer and the diagrams stay tiny.

use std::collections::HashMap;

/// A node; [`NO`] and [`YES`] are the constants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Node(u32);

/// A variable: an unknown fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Var(pub u16);

/// The function that is never yes.
pub const NO: Node = Node(0);
/// The function that is always yes.
pub const YES: Node = Node(1);

#[derive(Clone, Debug)]
struct Inner {
    var: Var,
    first: u32,
    count: u32,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Join {
    And,
    Or,
}

/// A store of diagrams that share their nodes.
#[derive(Default)]
pub struct Diagrams {
    nodes: Vec<Inner>,
    children: Vec<Node>,
    unique: HashMap<(Var, Box<[Node]>), Node, Quick>,
    joined: HashMap<(Join, Node, Node), Node, Quick>,
    arity: Vec<u16>,
}

/// A fast hasher without a secret: keys chosen to collide cost time, never a wrong answer. Not for tables
/// that strangers fill.
#[derive(Clone, Copy, Default)]
pub struct Quick;

impl std::hash::BuildHasher for Quick {
    type Hasher = QuickHasher;
    fn build_hasher(&self) -> QuickHasher {
        QuickHasher(0)
    }
}

/// See [`Quick`].
pub struct QuickHasher(u64);

impl std::hash::Hasher for QuickHasher {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.write_u64(u64::from_le_bytes(word));
        }
    }
    fn write_u8(&mut self, value: u8) {
        self.write_u64(u64::from(value));
    }
    fn write_u16(&mut self, value: u16) {
        self.write_u64(u64::from(value));
    }
    fn write_u32(&mut self, value: u32) {
        self.write_u64(u64::from(value));
    }
    fn write_usize(&mut self, value: usize) {
        self.write_u64(value as u64);
    }
    fn write_isize(&mut self, value: isize) {
        self.write_u64(value as u64);
    }
    fn write_u64(&mut self, value: u64) {
        self.0 = (self.0.rotate_left(5) ^ value).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

impl Diagrams {
    /// Forgets everything, keeps the memory.
    pub fn clear(&mut self) {
        self.nodes.clear();
        self.children.clear();
        self.unique.clear();
        self.joined.clear();
        self.arity.clear();
    }

    /// A new variable of `values` values, two or more.
    pub fn variable(&mut self, values: usize) -> Var {
        let var = Var(self.arity.len() as u16);
        self.arity.push(values as u16);
        var
    }

    /// How many values a variable has.
    pub fn values(&self, var: Var) -> usize {
        usize::from(self.arity[usize::from(var.0)])
    }

    /// The function that is yes exactly for the values of `var` that `yes` accepts.
    pub fn test(&mut self, var: Var, yes: impl Fn(usize) -> bool) -> Node {
        let children: Vec<Node> =
            (0..self.values(var)).map(|value| if yes(value) { YES } else { NO }).collect();
        self.make(var, &children)
    }

    fn make(&mut self, var: Var, children: &[Node]) -> Node {
        if let Some((first, rest)) = children.split_first()
            && rest.iter().all(|child| child == first)
        {
            return *first;
        }
        if let Some(&node) = self.unique.get(&(var, Box::from(children)) as &(Var, Box<[Node]>)) {
            return node;
        }
        let node = Node(self.nodes.len() as u32 + 2);
        let inner = Inner { var, first: self.children.len() as u32, count: children.len() as u32 };
        self.nodes.push(inner);
        self.children.extend_from_slice(children);
        self.unique.insert((var, Box::from(children)), node);
        node
    }

    fn inner(&self, node: Node) -> Option<&Inner> {
        node.0.checked_sub(2).and_then(|index| self.nodes.get(index as usize))
    }

    fn top(&self, node: Node) -> u32 {
        self.inner(node).map_or(u32::MAX, |inner| u32::from(inner.var.0))
    }

    fn child(&self, node: Node, var: Var, value: usize) -> Node {
        match self.inner(node) {
            Some(inner) if inner.var == var => self.children[inner.first as usize + value],
            _ => node,
        }
    }

    fn join(&mut self, how: Join, a: Node, b: Node) -> Node {
        let (zero, one) = match how {
            Join::And => (NO, YES),
            Join::Or => (YES, NO),
        };
        if a == zero || b == zero {
            return zero;
        }
        if a == one || a == b {
            return b;
        }
        if b == one {
            return a;
        }
        let key = (how, a.min(b), a.max(b));
        if let Some(&node) = self.joined.get(&key) {
            return node;
        }
        let var = Var(self.top(a).min(self.top(b)) as u16);
        let children: Vec<Node> = (0..self.values(var))
            .map(|value| {
                let (left, right) = (self.child(a, var, value), self.child(b, var, value));
                self.join(how, left, right)
            })
            .collect();
        let node = self.make(var, &children);
        self.joined.insert(key, node);
        node
    }

    /// Both.
    pub fn and(&mut self, a: Node, b: Node) -> Node {
        self.join(Join::And, a, b)
    }

    /// At least one.
    pub fn or(&mut self, a: Node, b: Node) -> Node {
        self.join(Join::Or, a, b)
    }

    /// The opposite.
    pub fn not(&mut self, node: Node) -> Node {
        match node {
            NO => YES,
            YES => NO,
            _ => {
                let mut done = HashMap::with_hasher(Quick);
                self.not_inner(node, &mut done)
            }
        }
    }

    fn not_inner(&mut self, node: Node, done: &mut HashMap<Node, Node, Quick>) -> Node {
        let Some(inner) = self.inner(node).cloned() else {
            return if node == YES { NO } else { YES };
        };
        if let Some(&found) = done.get(&node) {
            return found;
        }
        let children: Vec<Node> = (0..inner.count)
            .map(|index| {
                let child = self.children[(inner.first + index) as usize];
                self.not_inner(child, done)
            })
            .collect();
        let result = self.make(inner.var, &children);
        done.insert(node, result);
        result
    }

    /// The function once `var` is known to have `value`.
    pub fn given(&mut self, node: Node, var: Var, value: usize) -> Node {
        let mut done = HashMap::with_hasher(Quick);
        self.given_inner(node, var, value, &mut done)
    }

    fn given_inner(
        &mut self,
        node: Node,
        var: Var,
        value: usize,
        done: &mut HashMap<Node, Node, Quick>,
    ) -> Node {
        let Some(inner) = self.inner(node).cloned() else { return node };
        if inner.var > var {
            return node;
        }
        if inner.var == var {
            return self.children[inner.first as usize + value];
        }
        if let Some(&found) = done.get(&node) {
            return found;
        }
        let children: Vec<Node> = (0..inner.count)
            .map(|index| {
                let child = self.children[(inner.first + index) as usize];
                self.given_inner(child, var, value, done)
            })
            .collect();
        let result = self.make(inner.var, &children);
        done.insert(node, result);
        result
    }

    /// Writes the function's nodes, so that equal texts mean equal functions of equal variables.
    pub fn write(&self, node: Node, out: &mut String) {
        use std::fmt::Write;
        let mut seen: Vec<Node> = Vec::new();
        let mut stack = vec![node];
        while let Some(node) = stack.pop() {
            let Some(inner) = self.inner(node).filter(|_| !seen.contains(&node)) else { continue };
            seen.push(node);
            let first = inner.first as usize;
            let children = &self.children[first..first + inner.count as usize];
            let _ = write!(out, "{}?", inner.var.0);
            for &child in children {
                // A node is named by its place in the order of the walk.
                match child {
                    NO => out.push('n'),
                    YES => out.push('y'),
                    child => {
                        let at = seen.iter().position(|known| *known == child);
                        let _ = write!(out, "{:?}", at.unwrap_or(seen.len() + stack.len()));
                        stack.push(child);
                    }
                }
            }
        }
    }

    /// The variables on which the function depends, each once, in order.
    pub fn support(&self, node: Node) -> Vec<Var> {
        let mut seen = std::collections::HashSet::with_hasher(Quick);
        let mut vars = Vec::new();
        let mut stack = vec![node];
        while let Some(node) = stack.pop() {
            if let Some(inner) = self.inner(node)
                && seen.insert(node)
            {
                vars.push(inner.var);
                let first = inner.first as usize;
                stack.extend_from_slice(&self.children[first..first + inner.count as usize]);
            }
        }
        vars.sort_unstable();
        vars.dedup();
        vars
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn same_function_same_node() {
        let mut d = Diagrams::default();
        let (a, b) = (d.variable(2), d.variable(3));
        let (ta, tb) = (d.test(a, |v| v == 1), d.test(b, |v| v > 0));
        let left = d.and(ta, tb);
        let (na, nb) = (d.not(ta), d.not(tb));
        let either = d.or(na, nb);
        assert_eq!(d.not(either), left);
        let all = d.or(left, either);
        assert_eq!(all, YES);
        assert_eq!(d.support(left), [a, b]);
        assert_eq!(d.given(left, a, 0), NO);
        assert_eq!(d.given(left, a, 1), tb);
    }
}
