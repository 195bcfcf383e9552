//! Any bytes as the advanced XML of OFAC.
#![no_main]

use libfuzzer_sys::fuzz_target;
use navicert_lists::Format;

fuzz_target!(|bytes: &[u8]| navicert_fuzz::lists::list(Format::OfacXml, bytes));
