//! The explaining evaluator: exact, slow and obvious.
//!
//! [`state`] is the law on a day; [`evaluator`] turns a condition on a transfer into a diagram
//! over its unknown facts; [`judge`] joins the clauses of each law to a verdict, [`opinion`] the
//! laws to one answer; [`reasons`] says why, [`questions`] what is missing.

pub mod amounts;
pub mod diagram;
pub mod evaluator;
pub mod facts;
pub mod judge;
pub mod opinion;
pub mod ownership;
pub mod questions;
pub mod reasons;
pub mod state;
pub mod together;
