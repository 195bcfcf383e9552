//! Any bytes as tables of parts, bills, suppliers, stock, scenarios and shares.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| navicert_fuzz::supply_tables(bytes));
