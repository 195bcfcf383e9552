//! Any bytes as the four CSV files of OFAC, parted by lines `---`.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| navicert_fuzz::lists::ofac_set(bytes));
