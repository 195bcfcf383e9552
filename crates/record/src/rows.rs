//! A line as numbers: what the record keeps of it by columns.

use crate::facets::CUT;
use navicert_store::orders::{Block, Column, Layout};
use rust_decimal::Decimal;

/// The columns of the order book.
pub static LAYOUT: [Column; 14] = {
    const fn four(number: u8) -> Column {
        Column { number, width: 4 }
    }
    [
        four(0),
        four(1),
        four(2),
        four(3),
        four(4),
        four(5),
        four(6),
        Column { number: 7, width: 16 },
        four(8),
        four(9),
        four(10),
        four(11),
        four(12),
        Column { number: 13, width: 1 },
    ]
};

/// Places in [`LAYOUT`]; the facets that are cut come first, in the order of [`CUT`].
pub mod at {
    /// Number of the quantity's text; 0 = none.
    pub const QUANTITY: usize = 5;
    /// The line's own day; [`super::NO_DAY`] = none.
    pub const ON: usize = 6;
    /// The value's number.
    pub const VALUE: usize = 7;
    /// Number of the value's currency; 0 = no value.
    pub const CURRENCY: usize = 8;
    /// Number of the part; 0 = none.
    pub const PART: usize = 9;
    /// Number of the judgement.
    pub const JUDGEMENT: usize = 10;
    /// Number of the edition under which the judgement holds.
    pub const EDITION: usize = 11;
    /// The day for which the judgement holds.
    pub const DAY: usize = 12;
    /// Whether the line is open: 1, or 0.
    pub const OPEN: usize = 13;
}

/// A line without a day of its own.
pub const NO_DAY: i32 = i32::MIN;

/// A line as numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// Numbers of the facets in the order of [`CUT`].
    pub facets: [u32; CUT.len()],
    /// See [`at::QUANTITY`].
    pub quantity: u32,
    /// See [`at::ON`].
    pub on: i32,
    /// See [`at::VALUE`].
    pub value: Decimal,
    /// See [`at::CURRENCY`].
    pub currency: u32,
    /// See [`at::PART`].
    pub part: u32,
    /// See [`at::JUDGEMENT`].
    pub judgement: u32,
    /// See [`at::EDITION`].
    pub edition: u32,
    /// See [`at::DAY`].
    pub day: i32,
    /// See [`at::OPEN`].
    pub open: bool,
}

impl Row {
    /// Writes the row into its block.
    pub fn write(&self, block: &mut Block, place: usize) {
        let layout: Layout = &LAYOUT;
        for (column, number) in self.facets.iter().enumerate() {
            block.set(layout, column, place, &number.to_le_bytes());
        }
        for (column, number) in [
            (at::QUANTITY, self.quantity),
            (at::CURRENCY, self.currency),
            (at::PART, self.part),
            (at::JUDGEMENT, self.judgement),
            (at::EDITION, self.edition),
        ] {
            block.set(layout, column, place, &number.to_le_bytes());
        }
        block.set(layout, at::ON, place, &self.on.to_le_bytes());
        block.set(layout, at::DAY, place, &self.day.to_le_bytes());
        block.set(layout, at::VALUE, place, &self.value.serialize());
        block.set(layout, at::OPEN, place, &[u8::from(self.open)]);
    }
}

/// A cell of four bytes.
#[must_use]
pub fn number(cell: &[u8]) -> u32 {
    let mut bytes = [0; 4];
    bytes.copy_from_slice(cell.get(..4).unwrap_or(&[0; 4]));
    u32::from_le_bytes(bytes)
}

/// A cell of sixteen bytes.
#[must_use]
pub fn decimal(cell: &[u8]) -> Decimal {
    let mut bytes = [0; 16];
    bytes.copy_from_slice(cell.get(..16).unwrap_or(&[0; 16]));
    Decimal::deserialize(bytes)
}
