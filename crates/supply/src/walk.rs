//! How much of each bought part is in a product, through all levels.

use crate::number::Exact;
use crate::supply::{PartKind, Supply};

/// Walks through bills of materials, with room for the quantities of every part.
#[derive(Debug)]
pub struct Walk<'s> {
    supply: &'s Supply,
    seen: Vec<bool>,
    amounts: Vec<Exact>,
}

impl<'s> Walk<'s> {
    /// Room for the parts of a supply.
    #[must_use]
    pub fn new(supply: &'s Supply) -> Walk<'s> {
        let count = supply.parts().len();
        Walk { supply, seen: vec![false; count], amounts: vec![Exact::default(); count] }
    }

    /// Hands over every bought part of a product with how many of it are in one, exactly. Assemblies
    /// are gone through; what has no parts and is not bought is told to `empty`.
    ///
    /// Cost: linear in the parts of the product and their uses.
    pub fn bought(
        &mut self,
        product: usize,
        mut take: impl FnMut(usize, Exact),
        mut empty: impl FnMut(usize),
    ) {
        self.amounts[product] = Exact::one();
        for part in self.supply.graph().below(product, &mut self.seen) {
            let amount = std::mem::take(&mut self.amounts[part]);
            if self.supply.parts()[part].kind == PartKind::Bought {
                take(part, amount);
                continue;
            }
            let uses = self.supply.graph().uses_of(part);
            if uses.is_empty() {
                empty(part);
            }
            for one in uses {
                self.amounts[one.part].add(&amount.times(one.quantity));
            }
        }
    }

    /// The bought parts of a product, without quantities.
    #[must_use]
    pub fn parts(&mut self, product: usize) -> Vec<usize> {
        let mut parts = self.supply.graph().below(product, &mut self.seen);
        parts.retain(|part| self.supply.parts()[*part].kind == PartKind::Bought);
        parts
    }
}
