//! Any bytes as an article of any format: read or refused with a reason, spans within the file.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| navicert_fuzz::news(bytes));
