//! Readers report comments, and what becomes of their reports.
mod give;
mod hold;
mod notice;
mod read;
mod resolve;
mod weight;

pub use give::{NewReport, give};
pub use hold::keep_held;
pub use notice::NewNotice;
pub use read::{Found, Reported, of_comments, of_viewer, one};
pub use resolve::{lock_people, reopen, resolve, withdraw};
