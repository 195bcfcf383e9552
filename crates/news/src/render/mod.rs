//! The dossier as a person reads it, and its timeline.

mod svg;
mod text;

pub use svg::timeline;
pub use text::text;
