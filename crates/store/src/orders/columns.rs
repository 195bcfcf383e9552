//! The order book by columns: blocks of lines, each column of a block one run of bytes.

use crate::error::StoreError;
use crate::store::Tx;

/// Lines a block.
pub const BLOCK: usize = 4_096;

/// A column: its number and the bytes of each cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its number.
    pub number: u8,
    /// Bytes a cell.
    pub width: usize,
}

/// All columns of a book.
pub type Layout = &'static [Column];

/// A block in memory, read when a cell of it is asked for or written.
#[derive(Clone, Debug, Default)]
pub struct Block {
    /// Cells by column, in the order of the layout; empty where nothing was read or written.
    cells: Vec<Vec<u8>>,
    dirty: Vec<bool>,
}

impl Block {
    /// Reads a block.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] if columns are of different lengths.
    pub fn read(tx: &mut dyn Tx, layout: Layout, block: i64) -> Result<Self, StoreError> {
        let mut cells = vec![Vec::new(); layout.len()];
        let sql = "SELECT col, data FROM order_columns WHERE block = $1";
        tx.query(sql, &[block.into()], &mut |row| {
            let number = row.int(0)?;
            if let Some(at) = layout.iter().position(|one| i64::from(one.number) == number) {
                cells[at] = row.bytes(1)?.to_vec();
            }
            Ok(())
        })?;
        let rows = |at: usize| cells[at].len() / layout[at].width;
        if (1..layout.len()).any(|at| rows(at) != rows(0)) {
            let why = format!("columns of block {block} have different lengths");
            return Err(StoreError::Damaged { why });
        }
        Ok(Block { dirty: vec![false; layout.len()], cells })
    }

    /// A cell, if the row is there.
    #[must_use]
    pub fn cell(&self, layout: Layout, column: usize, row: usize) -> Option<&[u8]> {
        let width = layout[column].width;
        self.cells[column].get(row * width..(row + 1) * width)
    }

    /// Writes a cell; a row beyond the end makes the block longer.
    pub fn set(&mut self, layout: Layout, column: usize, row: usize, cell: &[u8]) {
        let width = layout[column].width;
        let cells = &mut self.cells[column];
        if cells.len() < (row + 1) * width {
            cells.resize((row + 1) * width, 0);
        }
        let place = &mut cells[row * width..(row + 1) * width];
        if place != cell || !self.dirty[column] {
            place.copy_from_slice(cell);
            self.dirty[column] = true;
        }
    }
}

/// Writes the changed columns of blocks.
///
/// # Errors
/// Whatever the database refuses.
pub fn write_columns<'b>(
    tx: &mut dyn Tx,
    layout: Layout,
    blocks: impl IntoIterator<Item = (i64, &'b mut Block)>,
) -> Result<(), StoreError> {
    let tail = "ON CONFLICT (block, col) DO UPDATE SET data = excluded.data";
    for (number, block) in blocks {
        let mut rows = Vec::new();
        for (at, column) in layout.iter().enumerate() {
            if std::mem::take(&mut block.dirty[at]) {
                let data = block.cells[at].as_slice();
                rows.extend([number.into(), i64::from(column.number).into(), data.into()]);
            }
        }
        if !rows.is_empty() {
            tx.insert("INSERT INTO order_columns (block, col, data)", 3, tail, &rows)?;
        }
    }
    Ok(())
}

/// One column of the whole book, block after block.
///
/// # Errors
/// [`StoreError::Damaged`] if a block is missing.
pub fn read_column(tx: &mut dyn Tx, column: Column, out: &mut Vec<u8>) -> Result<(), StoreError> {
    let blocks = usize::try_from(read_blocks(tx)?).unwrap_or(0);
    out.reserve(blocks.saturating_mul(BLOCK * column.width));
    read_columns(tx, &[column], &mut |_, cells| out.extend_from_slice(cells))
}

/// Some columns of the whole book, in one pass: hands over the cells of each block with the place of
/// their column among those that are asked for.
///
/// # Errors
/// [`StoreError::Damaged`] if a block is missing.
pub fn read_columns(
    tx: &mut dyn Tx,
    columns: &[Column],
    each: &mut dyn FnMut(usize, &[u8]),
) -> Result<(), StoreError> {
    // By column: how many blocks there were, and whether the last was full.
    let mut read: Vec<(i64, bool)> = vec![(0, true); columns.len()];
    let numbers: Vec<String> = columns.iter().map(|one| one.number.to_string()).collect();
    let sql = format!(
        "SELECT block, col, data FROM order_columns WHERE col IN ({}) ORDER BY block, col",
        numbers.join(", ")
    );
    tx.query(&sql, &[], &mut |row| {
        let number = row.int(1)?;
        let found = columns.iter().position(|one| i64::from(one.number) == number);
        let Some(at) = found else { return Ok(()) };
        let (next, is_full) = read[at];
        if row.int(0)? != next || !is_full {
            let why = format!("block {next} of column {number} is missing or short");
            return Err(StoreError::Damaged { why });
        }
        let cells = row.bytes(2)?;
        read[at] = (next + 1, cells.len() == BLOCK * columns[at].width);
        each(at, cells);
        Ok(())
    })
}

/// How many blocks there are.
///
/// # Errors
/// Whatever the database refuses.
pub fn read_blocks(tx: &mut dyn Tx) -> Result<i64, StoreError> {
    Ok(tx.one_int("SELECT MAX(block) + 1 FROM order_columns", &[])?.unwrap_or(0))
}
