//! Why a text reads like spam.
use crate::domain::moderation::spam;
use async_graphql::SimpleObject;

/// A word or a sign that counted in the spam score of a text.
#[derive(SimpleObject)]
pub struct SpamWord {
    /// The word; a sign of the whole text begins with `~`, such as `~links:2+`.
    word: String,
    /// How likely a comment with it is spam, 0 to 100: above 50 it spoke for spam.
    percent: i32,
    /// How many comments with it the site has taken for spam.
    spam: i64,
    /// How many comments with it the site has approved.
    approved: i64,
}

impl SpamWord {
    /// As the score kept them with the comment.
    pub(super) fn list(encoded: Option<&str>) -> Vec<Self> {
        let score = encoded.and_then(spam::decode);
        let words = score.map(|score| score.words).unwrap_or_default();
        let word = |weighed: spam::Weighed| Self {
            word: weighed.token,
            percent: weighed.percent.into(),
            spam: weighed.spam.into(),
            approved: weighed.ham.into(),
        };
        words.into_iter().map(word).collect()
    }
}
