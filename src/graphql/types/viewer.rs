//! Who is signed in.
use super::{
    Author, Erasure, Identity, Report, Role, Site, factors::SecondFactor, session::Session,
};
use crate::{
    domain::{
        Error, accounts, erasure, factors, members::mutes, oidc::identities, reports, sessions,
        sites,
    },
    graphql::{
        context::ContextExt,
        error::ApiError,
        id::GlobalId,
        page::{self, Connection, page_size},
        plan,
    },
    model::{self, Order, PageRequest, SignedIn},
};
use async_graphql::{Context, Enum, Object, SimpleObject};
use chrono::{DateTime, Utc};
use std::sync::Arc;

pub struct Viewer(pub SignedIn);

/// How far a member is trusted on a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "model::Standing")]
pub enum Standing {
    /// As everybody begins.
    Normal,
    /// Comments are never held by the site's mode.
    Trusted,
    /// Every comment is held.
    Watched,
    /// May not write until `standingUntil`.
    Suspended,
    /// May not write.
    Banned,
}

/// An author who came with an import under the viewer's e-mail address.
#[derive(SimpleObject)]
pub(super) struct ClaimableAuthor {
    /// Whose comments they would cease to be.
    author_id: async_graphql::ID,
    /// The name under which the comments stand.
    display_name: String,
    /// How many there are.
    comment_count: i64,
}

/// The person who is signed in, on the site that they signed in to.
#[Object]
impl Viewer {
    /// The viewer as the author of comments.
    async fn author(&self) -> Author {
        Author(self.0.member.clone().into())
    }

    /// The e-mail address they sign in with; nobody else sees it.
    async fn email(&self, ctx: &Context<'_>) -> Result<Option<String>, ApiError> {
        ctx.take_read()?;
        let account = accounts::find(ctx.app(), self.0.account_id).await?;
        Ok(account.and_then(|account| account.email))
    }

    /// Whether somebody who reads that address has confirmed it.
    async fn email_verified(&self, ctx: &Context<'_>) -> Result<bool, ApiError> {
        ctx.take_read()?;
        let account = accounts::find(ctx.app(), self.0.account_id).await?;
        Ok(account.is_some_and(|account| account.email_verified_at.is_some()))
    }

    /// The site they signed in to. Nothing crosses from one site to another.
    async fn site(&self, ctx: &Context<'_>) -> Result<Site, ApiError> {
        ctx.take_read()?;
        let site = sites::find_by_id(ctx.app(), self.0.member.site_id).await?;
        Ok(Site(Arc::new(site.ok_or(Error::NotFound)?)))
    }

    /// What they may do in this session. One begun in an embed is a commenter's, whoever it is:
    /// moderators sign in on the service's own origin. One of `beginModeratingHere` is too: what it
    /// decides on says `viewerCan`. So is a suspended moderator's, and one for
    /// which `secondFactorDemanded` is true.
    async fn role(&self) -> Role {
        self.0.role.into()
    }

    /// Whether the role is a commenter's only because the site demands a second factor of its
    /// moderators and this session has none: add one, or sign in again with it.
    async fn second_factor_demanded(&self) -> bool {
        self.0.second_factor_demanded
    }

    /// What the account asks for besides the first factor. Null in a session begun in an embed, or
    /// because a provider or a site vouched for the viewer.
    #[graphql(complexity = "5 + 20 * child_complexity")]
    async fn second_factor(&self, ctx: &Context<'_>) -> Result<Option<SecondFactor>, ApiError> {
        ctx.take_read()?;
        let own = factors::of_viewer(ctx.app(), &self.0).await?;
        Ok(own.map(SecondFactor))
    }

    /// Whether the account has a password; without one, `requestPasswordReset` mails a link with
    /// which to set it. Null where `secondFactor` is.
    async fn has_password(&self, ctx: &Context<'_>) -> Result<Option<bool>, ApiError> {
        ctx.take_read()?;
        Ok(factors::has_password(ctx.app(), &self.0).await?)
    }

    /// How far they are trusted at this moment.
    async fn standing(&self, ctx: &Context<'_>) -> Standing {
        self.0.member.standing_at(ctx.app().env.now()).into()
    }

    /// When a suspension ends.
    async fn standing_until(&self) -> Option<DateTime<Utc>> {
        self.0.member.standing_until
    }

    /// What the moderators told them of their standing.
    async fn standing_reason(&self, ctx: &Context<'_>) -> Option<&str> {
        let member = &self.0.member;
        // Of a suspension that is over, nothing is left to say.
        let holds = member.standing_at(ctx.app().env.now()) == member.standing;
        member.standing_reason.as_deref().filter(|_| holds)
    }

    /// Other ways into the account on this site, the oldest first.
    #[graphql(complexity = "5 + 5 * child_complexity")]
    async fn identities(&self, ctx: &Context<'_>) -> Result<Vec<Identity>, ApiError> {
        ctx.take_read()?;
        let linked = identities::of_viewer(ctx.app(), &self.0).await?;
        Ok(linked.into_iter().map(Identity).collect())
    }

    /// Whom the viewer does not want to read, at most 1,000: their comments stand as `MUTED`.
    #[graphql(complexity = "10 + page_size(first, 50) * (1 + child_complexity)")]
    async fn muted_authors(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 50 unless given.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on from: `endCursor` of the page before.")]
        after: Option<String>,
    ) -> Result<Connection<Author>, ApiError> {
        let page = page::request(first, after.as_deref(), Order::Oldest, PageRequest::DEFAULT)?;
        ctx.take_read()?;
        let found = mutes::of_viewer(ctx.app(), &self.0, &page).await?;
        Ok(Author::connection(found))
    }

    /// What the viewer has reported on this site, the newest first, and what came of it.
    #[graphql(complexity = "10 + page_size(first, 20) * (1 + child_complexity)")]
    async fn reports(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 unless given.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on from: `endCursor` of the page before.")]
        after: Option<String>,
    ) -> Result<Connection<Report>, ApiError> {
        let page = page::request(first, after.as_deref(), Order::Newest, plan::REPORTS)?;
        ctx.take_read()?;
        let found = reports::of_viewer(ctx.app(), &self.0, &page).await?;
        Ok(Report::connection(found))
    }

    /// When their account will be erased, as they have asked with `eraseMe`; null when it will not.
    #[graphql(complexity = "5 + child_complexity")]
    async fn erasure(&self, ctx: &Context<'_>) -> Result<Option<Erasure>, ApiError> {
        ctx.take_read()?;
        let planned = erasure::of_viewer(ctx.app(), &self.0).await?;
        Ok(planned.map(Erasure::from))
    }

    /// Their sessions on this site that live, at most 50, the one used last first.
    #[graphql(complexity = "10 + 50 * child_complexity")]
    async fn sessions(&self, ctx: &Context<'_>) -> Result<Vec<Session>, ApiError> {
        ctx.take_read()?;
        let current = self.0.session_id;
        let found = sessions::of_viewer(ctx.app(), &self.0).await?;
        let found = found.into_iter();
        Ok(found.map(|session| Session { session, current }).collect())
    }

    /// Authors of imported comments who had the viewer's e-mail address, once that is verified.
    /// `claimAuthor` makes their comments the viewer's.
    #[graphql(complexity = "5 + 5 * child_complexity")]
    async fn claimable_authors(&self, ctx: &Context<'_>) -> Result<Vec<ClaimableAuthor>, ApiError> {
        ctx.take_read()?;
        let claimable = accounts::claimable(ctx.app(), &self.0).await?;
        let claimable = claimable.into_iter().map(|unclaimed| ClaimableAuthor {
            author_id: unclaimed.member_id.global(),
            display_name: unclaimed.display_name,
            comment_count: unclaimed.comments,
        });
        Ok(claimable.collect())
    }
}
