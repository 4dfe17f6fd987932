//! SQL: rows to values and back. No rules, and no transaction of its own: the use case opens it
//! and passes it down.
pub mod accounts;
pub mod branches;
pub mod buckets;
pub mod claims;
pub mod comments;
pub mod counts;
pub mod db;
pub mod episodes;
pub mod erasures;
pub mod export;
pub mod identities;
pub mod imports;
pub mod jobs;
pub mod keys;
pub mod log;
pub mod mailed_tokens;
pub mod mails;
pub mod marks;
pub mod members;
pub mod mutes;
pub mod notes;
pub mod oidc_attempts;
pub mod providers;
pub mod queues;
pub mod reports;
pub mod rules;
pub mod secrets;
pub mod sessions;
pub mod site_keys;
pub mod sites;
pub mod spam;
pub mod spent;
pub mod threads;
pub mod votes;
pub mod ways_in;

pub use db::{Db, Txn};
