//! Who wrote a comment.
use super::{AuthorRecord, MemberNote, Standing};
use crate::{
    domain::members,
    graphql::{
        context::ContextExt,
        error::ApiError,
        id::GlobalId,
        page::{self, Connection},
    },
    model::{self, Cursor, Member, Order, Page},
};
use async_graphql::{Context, Enum, ID, Object};
use chrono::{DateTime, Utc};
use std::sync::Arc;

pub struct Author(pub Arc<Member>);

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

// Read as a comment's fields are.
/// The author of comments on one site.
#[Object(serial)]
impl Author {
    /// Names the author within this site; the same person has another id on another site.
    pub async fn id(&self) -> ID {
        self.0.id.global()
    }

    /// As the author wants to be called: plain text, at most 40 characters.
    async fn display_name(&self) -> &str {
        &self.0.display_name
    }

    /// A square picture of 128 pixels a side, PNG or JPEG, at this service; null where there is none.
    /// Another picture has another address. Only a site's own accounts have one: see `picture` in
    /// `docs/site-accounts.md`.
    async fn picture_url(&self, ctx: &Context<'_>) -> Option<String> {
        let digest = self.0.picture.as_deref()?;
        Some(format!("{}/pictures/{digest}", ctx.app().public_origin))
    }

    /// Lets a page mark what the site's own people say.
    async fn role(&self) -> Role {
        self.0.role.into()
    }

    /// How far the author is trusted on this site at this moment; for moderators, null for others.
    async fn standing(&self, ctx: &Context<'_>) -> Option<Standing> {
        let member = self.moderated(ctx)?;
        Some(member.standing_at(ctx.app().env.now()).into())
    }

    /// When a suspension ends; null when there is none. For moderators, null for others.
    async fn standing_until(&self, ctx: &Context<'_>) -> Option<DateTime<Utc>> {
        let member = self.moderated(ctx)?;
        let standing = member.standing_at(ctx.app().env.now());
        let until = member.standing_until;
        until.filter(|_| standing == model::Standing::Suspended)
    }

    /// What the author was told of the standing; for moderators, null for others.
    async fn standing_reason(&self, ctx: &Context<'_>) -> Option<&str> {
        self.moderated(ctx)?.standing_reason.as_deref()
    }

    /// How the author's comments on this site stand; for moderators, null for others.
    async fn record(&self, ctx: &Context<'_>) -> Option<AuthorRecord> {
        self.moderated(ctx).map(|member| member.record.into())
    }

    /// When the author became a member of this site; of an author who came with an import, when
    /// that was: their comments may be older. For moderators, null for others.
    async fn first_seen_at(&self, ctx: &Context<'_>) -> Option<DateTime<Utc>> {
        self.moderated(ctx).map(|member| member.created_at)
    }

    /// What moderators wrote about the author for each other, the newest first, at most 50; for
    /// moderators, null for others and for what was written about oneself.
    #[graphql(complexity = "10 + 50 * child_complexity")]
    async fn notes(&self, ctx: &Context<'_>) -> Result<Option<Vec<MemberNote>>, ApiError> {
        let Some(member) = self.moderated(ctx) else {
            return Ok(None);
        };
        ctx.take_read()?;
        let notes = Box::pin(members::notes::about(ctx.app(), ctx.actor(), member)).await?;
        Ok(notes.map(|notes| notes.into_iter().map(MemberNote).collect()))
    }
}

impl Author {
    /// For what only those who moderate there may know.
    fn moderated(&self, ctx: &Context<'_>) -> Option<&Member> {
        ctx.actor().moderates(self.0.site_id).then_some(&self.0)
    }

    /// Members in the order of their ids.
    pub(super) fn connection((page, total): (Page<Member>, i32)) -> Connection<Self> {
        let cursor = |member: &Member| {
            let cursor = Cursor {
                id: member.id.0,
                score: 0,
            };
            page::encode(cursor, Order::Oldest)
        };
        let author = |member: Member| Self(Arc::new(member));
        page::connection(page, total, cursor, author)
    }
}
