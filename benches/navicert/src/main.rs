//! Measures Navicert's evaluator and the limit, side by side in one process.
//!
//! `bench-navicert law DIR` writes the rulebook as law files instead.

mod measure;

use std::path::Path;
use std::{env, fs, io};

use bench_navicert::law_files;
use rulebook::Book;

fn main() -> io::Result<()> {
    let book = Book::seeded();
    match env::args().skip(1).collect::<Vec<_>>().as_slice() {
        [] => {
            limit::loops::measure(&book);
            measure::measure(&book);
        }
        [word, folder] if word == "law" => write_law(&book, Path::new(folder))?,
        _ => return Err(io::Error::other("usage: bench-navicert [law DIR]")),
    }
    Ok(())
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
