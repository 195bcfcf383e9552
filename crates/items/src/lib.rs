//! From the words and the tariff number of an item to the control-list entries that may describe it.
//!
//! [`words`] cuts texts in English, Chinese and Japanese into words and finds the phrases of a
//! [`lexicon`]; [`index`] ranks entries; [`goods`] recognises kinds of goods that somebody has reviewed
//! under every law. Nothing here knows a law: entries and kinds are data.

pub mod goods;
pub mod index;
pub mod lexicon;
pub mod words;
