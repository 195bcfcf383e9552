//! Words: tokens, lexicons, dates, numbers, patterns.

pub mod number;
pub mod time;
pub mod token;
