//! Any readable transfer against a small law: the answer is whole, and the same twice.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| navicert_fuzz::decide(text));
