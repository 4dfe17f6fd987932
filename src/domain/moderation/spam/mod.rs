//! How much a comment looks like spam: a score that learns from the site's own decisions.
//!
//! Nothing leaves the machine. [`tokens()`] of a comment are weighed by [`score()`] with the site's
//! counts and shipped priors; [`encode`] keeps what weighed most; [`delta`] says what a decision
//! teaches. All pure.
mod explain;
mod fold;
mod lesson;
mod priors;
mod score;
mod signs;
mod tokens;

pub use explain::{decode, encode};
pub use lesson::{Delta, Learned, Lesson, delta};
pub use score::{Counts, Score, Weighed, score};
pub use tokens::{MAX_TOKENS, Text, tokens};

#[cfg(test)]
mod tests;
