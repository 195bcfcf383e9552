//! The dossier as a person reads it, and its timeline.

mod schema;
mod svg;
mod text;

pub use schema::schema;
pub use svg::timeline;
pub use text::text;
