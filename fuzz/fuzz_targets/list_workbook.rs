//! Any bytes as the sheet of a workbook, and as a workbook.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| navicert_fuzz::lists::workbook(bytes));
