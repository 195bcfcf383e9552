//! Measures the record.
//!
//! ```text
//! bench-record orders N          writes N order lines of one made-up company as JSON Lines
//! bench-record impact FILE LAW   cn/2026-1 on the SQLite record FILE under one law, or `all`
//! ```

mod impact;
mod orders;

use navicert_engine::{Engine, embedded_law};
use navicert_model::write::write_transfer;
use std::io::{self, Write};
use std::path::Path;

fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["orders", count] => write_orders(count.parse().map_err(io::Error::other)?),
        ["impact", file, law] => impact::measure(Path::new(file), law).map_err(io::Error::other),
        _ => Err(io::Error::other("usage: bench-record [orders N|impact FILE LAW]")),
    }
}

fn write_orders(count: usize) -> io::Result<()> {
    let engine = Engine::new(&embedded_law()).map_err(io::Error::other)?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    for order in orders::Company::new(&engine.prepared.book).take(count) {
        out.write_all(write_transfer(&order).as_bytes())?;
        out.write_all(b"\n")?;
    }
    out.flush()
}
