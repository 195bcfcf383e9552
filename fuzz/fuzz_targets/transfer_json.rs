//! Any text as a transfer in JSON: it is read or refused with reasons, and reads back as written.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| navicert_fuzz::transfer_json(text));
