//! One seeded rulebook, one seeded stream of transactions and one plain answer to each of them:
//! what every engine under `benches/` is given and is checked against.
//!
//! The rulebook is modest and made up. Four laws list 1,000 item codes in 20 families (2,488 list
//! rules) and take 30 dated measures that prohibit, require a licence or exempt. A rule tests the
//! code, the destination, the end user, the end use, the origin and the share of US content; it
//! has a first day, may have a last one, and a measure may be suspended for a year.
//!
//! In each law a prohibition beats everything; an exemption defeats list rules and nothing else.
//!
//! ```
//! use rulebook::{Book, Effect, oracle, transactions};
//!
//! let book = Book::seeded();
//! let known = transactions(1_000, false);
//! let decisions = known.iter().map(|tx| oracle::decide(&book.rules, tx));
//! assert_eq!(decisions.filter(|d| d.effects != [Effect::Free; 4]).count(), 332);
//! ```

mod answer;
mod book;
mod domain;
mod measure;
pub mod oracle;
mod random;
mod rule;
mod transaction;

pub use answer::{Decision, Effect, Span, Spans, Tally, decision, digest};
pub use book::Book;
pub use domain::{
    CODES, END_USES, FAMILIES, FIRST_DAY, Field, LAWS, NO_END, ORIGINS, Set, USERS, code_name,
    family, family_name,
};
pub use measure::{Bench, Check, check_known, check_partly, cpu_us};
pub use random::Random;
pub use rule::{Codes, Kind, Rule, Source};
pub use transaction::{Fact, Missing, Tx, transactions};
