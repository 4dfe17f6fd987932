//! The service from outside, through its router, on a real database.
#![expect(clippy::unwrap_used, reason = "a test may panic")]
mod comments;
mod migrations;
mod schema;
mod support;
mod tidy;
