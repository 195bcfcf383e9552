//! Prints clauses that cannot be compiled.
use navicert_engine::{Engine, embedded_law};
use navicert_model::day::Day;
use navicert_rules::compiled::Compiled;
fn main() {
    let engine = Engine::new(&embedded_law()).unwrap();
    let compiled = Compiled::new(&engine.prepared, Day::MAX, Vec::new());
    for ix in compiled.tangled() {
        println!("{}", engine.prepared.book.clauses[ix.0 as usize].id);
    }
}
