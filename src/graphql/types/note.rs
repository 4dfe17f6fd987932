//! What moderators write about members.
use super::Author;
use crate::{domain::members::notes::Noted, graphql::id::GlobalId};
use async_graphql::{ID, Object};
use chrono::{DateTime, Utc};

pub struct MemberNote(pub Noted);

/// What a moderator wrote about a member, for other moderators.
#[Object]
impl MemberNote {
    /// Names the note.
    async fn id(&self) -> ID {
        self.0.note.id.global()
    }

    /// At most 1,000 characters.
    async fn text(&self) -> &str {
        &self.0.note.text
    }

    /// The moderator who wrote it.
    async fn author(&self) -> Option<Author> {
        self.0.author.clone().map(|author| Author(author.into()))
    }

    /// When.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.note.created_at
    }
}
