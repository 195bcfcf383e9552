//! Measures Navicert's evaluator beside the limit in the same process.
//!
//! ```text
//! bench-navicert                 everything
//! bench-navicert rulebook        the seeded rulebook: the limit, then Navicert
//! bench-navicert real cn         China's whole law on order lines; `real all`: every law, lines of
//!                                exporters in six countries; `real all cn`: every law, China's lines
//! bench-navicert impact          one new act over 10,000,000 stored rows
//! bench-navicert flat            the same rows under 100, 1,000 and 10,000 clauses
//! bench-navicert orders N        writes N order lines as JSON Lines
//! bench-navicert law DIR         writes the rulebook as law files
//! ```

mod flat;
mod impact;
mod law_figures;
mod measure;

use std::io::Write;
use std::path::Path;
use std::{env, fs, io};

use bench_navicert::{Orders, law_files};
use navicert_model::write::write_transfer;
use rulebook::Book;

/// The allocator of the binary that a user gets.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> io::Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        [] => all(),
        ["rulebook"] => rulebook(),
        ["real", law] => law_figures::measure(&Book::seeded(), law, law),
        ["real", law, lines] => law_figures::measure(&Book::seeded(), law, lines),
        ["impact"] => impact::measure(&Book::seeded()),
        ["flat"] => flat::measure(&Book::seeded()),
        ["orders", count] => write_orders(count.parse().map_err(io::Error::other)?)?,
        ["law", folder] => write_law(&Book::seeded(), Path::new(folder))?,
        _ => {
            return Err(io::Error::other(
                "usage: bench-navicert [rulebook|real LAW [LINES]|impact|flat|orders N|law DIR]",
            ));
        }
    }
    Ok(())
}

fn all() {
    rulebook();
    let book = Book::seeded();
    law_figures::measure(&book, "cn", "cn");
    law_figures::measure(&book, law_figures::ALL, "cn");
    law_figures::measure(&book, law_figures::ALL, law_figures::ALL);
    flat::measure(&book);
    impact::measure(&book);
}

fn rulebook() {
    let book = Book::seeded();
    limit::loops::measure(&book);
    measure::measure(&book);
    measure::measure_written(&book);
}

fn write_orders(count: usize) -> io::Result<()> {
    let engine = law_figures::engine(law_figures::ALL);
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
