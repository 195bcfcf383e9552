//! Any bytes as a table, with a mapping before a line `---`.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| navicert_fuzz::lists::table(bytes));
