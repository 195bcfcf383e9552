//! Measures the limit and Navicert in one process. `navicert-bench law DIR` writes the rulebook as
//! law files instead.

fn main() {
    limit::loops::measure(&rulebook::Book::seeded());
}
