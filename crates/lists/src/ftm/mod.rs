//! Entities in the FollowTheMoney model, a JSON object a line.

mod map;
mod read;

pub(crate) use read::lines;
