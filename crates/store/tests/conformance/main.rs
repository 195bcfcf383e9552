//! What both databases must do alike. With `NAVICERT_TEST_POSTGRES` set to the address of a server,
//! every test runs there too.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "tests panic to fail, and make the files that they look at"
)]

mod harness;

mod suites {
    mod acts;
    pub mod audit;
    pub mod cases;
    mod hits;
    pub mod licences;
    mod orders;
    mod plumbing;
}
