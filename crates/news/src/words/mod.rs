//! Words: tokens, lexicons, dates, numbers, patterns.

mod hash;
pub mod lexicon;
pub mod number;
pub mod rules;
pub mod sentence;
pub mod time;
pub mod token;
