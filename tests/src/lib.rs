//! Tests of the whole; see `tests/`. The command line's own tests are in `cli/`, registered by
//! `crates/cli`, which owns the binary that they run.
