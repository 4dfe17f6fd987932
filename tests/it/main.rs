//! The service from outside, through its router, on a real database.
#![recursion_limit = "256"]
#![expect(clippy::unwrap_used, reason = "a test may panic")]
mod accounts;
mod cli;
mod comments;
mod data;
mod exports;
mod factors;
mod guests;
mod http;
mod imports;
mod live;
mod mail;
mod metrics;
mod migrations;
mod moderation;
mod oidc;
mod opinions;
mod people;
mod schema;
mod sessions;
mod site_tokens;
mod support;
mod threads;
mod tidy;
