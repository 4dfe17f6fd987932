//! Who wrote a comment.
use crate::{
    graphql::id::GlobalId,
    model::{self, Member},
};
use async_graphql::{Enum, ID, Object};

pub struct Author(pub Member);

/// What a member may do on a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "model::Role")]
pub enum Role {
    /// Reads, posts and votes.
    Commenter,
    /// Also decides on comments and on the state of threads.
    Moderator,
    /// Also runs the site.
    Admin,
}

/// The author of comments on one site.
#[Object]
impl Author {
    /// Names the author within this site; the same person has another id on another site.
    pub async fn id(&self) -> ID {
        self.0.id.global()
    }

    /// As the author wants to be called: plain text, at most 40 characters.
    async fn display_name(&self) -> &str {
        &self.0.display_name
    }

    /// Lets a page mark what the site's own people say.
    async fn role(&self) -> Role {
        self.0.role.into()
    }
}
