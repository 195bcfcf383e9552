//! Any text as a law file: reading, checking and formatting never panic, and formatting is sound.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| navicert_fuzz::law_file(text));
