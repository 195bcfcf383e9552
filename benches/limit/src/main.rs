//! Measures the limit alone.

fn main() {
    limit::loops::measure(&rulebook::Book::seeded());
}
