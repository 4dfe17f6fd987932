//! Decisions: what may happen, and what then does. A use case a file.
pub mod access;
pub mod accounts;
#[cfg(test)]
mod busy;
mod changes;
pub mod comments;
pub mod credentials;
pub mod decisions;
pub mod doctor;
pub mod episodes;
pub mod error;
pub mod housekeeping;
pub mod imports;
mod input;
pub mod jobs;
pub mod keys;
pub mod limits;
pub mod log;
pub mod mailed;
pub mod mails;
pub mod members;
pub mod moderation;
pub mod oidc;
pub mod opinions;
pub mod policy;
pub mod proof_of_work;
pub mod queues;
pub mod reports;
pub mod rules;
pub mod sessions;
pub mod site_keys;
pub mod sites;
mod spam;
pub mod text;
pub mod threads;
pub mod ways_in;

pub use error::Error;
