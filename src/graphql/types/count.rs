//! How many comments an episode has.
use crate::domain::episodes::Count;
use async_graphql::Object;

pub struct CommentCount(pub Count);

/// How many comments an episode has.
#[Object]
impl CommentCount {
    /// The key that was asked for.
    async fn key(&self) -> &str {
        &self.0.key
    }

    /// Approved comments, replies included; 0 when nobody has commented on the episode yet.
    async fn count(&self) -> i32 {
        self.0.count
    }
}
