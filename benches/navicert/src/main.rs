//! Measures Navicert's evaluator beside the limit in the same process.
//!
//! ```text
//! bench-navicert                 everything
//! bench-navicert rulebook        the seeded rulebook: the limit, then Navicert
//! bench-navicert china           China's whole law on order lines
//! bench-navicert impact          one new act over 10,000,000 stored rows
//! bench-navicert flat            the same rows under 100, 1,000 and 10,000 clauses
//! bench-navicert orders N        writes N order lines as JSON Lines
//! bench-navicert law DIR         writes the rulebook as law files
//! ```

mod china;
mod flat;
mod impact;
mod measure;

use std::io::Write;
use std::path::Path;
use std::{env, fs, io};

use bench_navicert::{Orders, law_files};
use navicert_model::write::write_transfer;
use rulebook::Book;

fn main() -> io::Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        [] => all(),
        ["rulebook"] => rulebook(),
        ["china"] => china::measure(&Book::seeded()),
        ["impact"] => impact::measure(&Book::seeded()),
        ["flat"] => flat::measure(&Book::seeded()),
        ["orders", count] => write_orders(count.parse().map_err(io::Error::other)?)?,
        ["law", folder] => write_law(&Book::seeded(), Path::new(folder))?,
        _ => return Err(io::Error::other("usage: bench-navicert [rulebook|china|impact|flat|orders N|law DIR]")),
    }
    Ok(())
}

fn all() {
    rulebook();
    let book = Book::seeded();
    china::measure(&book);
    flat::measure(&book);
    impact::measure(&book);
}

fn rulebook() {
    let book = Book::seeded();
    limit::loops::measure(&book);
    measure::measure(&book);
}

fn write_orders(count: usize) -> io::Result<()> {
    let engine = china::engine();
    let mut out = io::BufWriter::new(io::stdout().lock());
    for order in Orders::new(&engine.prepared.book).take(count) {
        out.write_all(write_transfer(&order).as_bytes())?;
        out.write_all(b"\n")?;
    }
    out.flush()
}

fn write_law(book: &Book, folder: &Path) -> io::Result<()> {
    for file in law_files(&book.rules) {
        let path = folder.join(file.path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, file.text)?;
    }
    Ok(())
}
