//! Any bytes as a stored list.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| navicert_fuzz::lists::stored_list(bytes));
