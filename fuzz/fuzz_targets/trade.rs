//! Any bytes as a file of trade statistics: read or refused with reasons, and what was read is answered.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| navicert_fuzz::trade::trade(bytes));
