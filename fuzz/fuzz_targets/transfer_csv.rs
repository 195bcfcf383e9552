//! Any bytes as a CSV file of transfers: every line is answered, once, in its order.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| navicert_fuzz::transfer_csv(bytes));
