//! Lists the law files of the tree, so that they are compiled into the binary.

#![allow(clippy::disallowed_methods, reason = "a build script reads the tree that it builds")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn collect(dir: &Path, endings: &[&str], found: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, endings, found)?;
        } else if endings.iter().any(|end| path.to_string_lossy().ends_with(end)) {
            found.push(path);
        }
    }
    Ok(())
}

fn main() -> std::io::Result<()> {
    let root = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let laws = root.join("../../laws").canonicalize()?;
    println!("cargo::rerun-if-changed={}", laws.display());
    let mut table = String::new();
    for (name, ending) in [
        ("LAW_FILES", ".law"),
        ("CASE_FILES", ".cases.md"),
        ("TABLE_FILES", ".table"),
        ("GOODS_FILES", ".goods"),
    ] {
        let mut files = Vec::new();
        collect(&laws, &[ending], &mut files)?;
        files.sort();
        let _ = writeln!(table, "pub(crate) static {name}: &[(&str, &str)] = &[");
        for file in files {
            println!("cargo::rerun-if-changed={}", file.display());
            let short = file.strip_prefix(&laws).unwrap_or(&file);
            let _ = writeln!(
                table,
                "    ({:?}, include_str!({:?})),",
                format!("laws/{}", short.display()),
                file.display().to_string()
            );
        }
        table.push_str("];\n");
    }
    let out = PathBuf::from(std::env::var_os("OUT_DIR").unwrap_or_default());
    std::fs::write(out.join("embedded.rs"), table)
}
