//! What people comment on.
use super::{BranchLock, Comment, EpisodePermissions, QueueCounts, Site};
use crate::{
    domain::{
        episodes, live, queues,
        threads::{self, Setting, Threaded},
    },
    graphql::{
        context::ContextExt,
        cursor,
        error::ApiError,
        id::GlobalId,
        page::{self, CommentOrder, Connection, page_size},
        plan,
    },
    model::{self, Order, PageRequest},
};
use async_graphql::{Context, Enum, ID, Object};
use chrono::{DateTime, Utc};

pub struct Episode(pub Setting);

/// What may happen in a thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "model::ThreadState")]
pub enum ThreadState {
    /// Members may post.
    Open,
    /// Only moderators may post; voting and editing go on.
    Locked,
    /// Nobody may post, vote or edit: "Comments are closed."
    Closed,
}

/// Which comments wait for a moderator before others see them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "model::Mode")]
pub enum SiteMode {
    /// All of them.
    Pre,
    /// Those of authors who have few approved comments on the site.
    Newcomers,
    /// None: they are shown at once.
    Post,
}

/// What people comment on: an episode of a show, or any page of a site. Its comments are a thread.
#[Object]
impl Episode {
    /// Names the episode.
    pub async fn id(&self) -> ID {
        self.0.episode.id.global()
    }

    /// The site's own identifier: a feed GUID, a slug, a URL. At most 500 characters.
    async fn key(&self) -> &str {
        &self.0.episode.key
    }

    /// Plain text.
    async fn title(&self) -> &str {
        &self.0.episode.title
    }

    /// Where its page is.
    async fn url(&self) -> Option<&str> {
        self.0.episode.url.as_deref()
    }

    /// Every address under which the episode is known, the first known first; `episode(key:)`
    /// finds it by each.
    #[graphql(complexity = 5)]
    async fn urls(&self, ctx: &Context<'_>) -> Result<Vec<String>, ApiError> {
        ctx.take_read()?;
        Ok(episodes::urls(ctx.app(), self.0.episode.id).await?)
    }

    /// When it was published, where that is known.
    async fn published_at(&self) -> Option<DateTime<Utc>> {
        self.0.episode.published_at
    }

    /// The site it belongs to.
    async fn site(&self) -> Site {
        Site(std::sync::Arc::clone(&self.0.site))
    }

    /// What may happen in its thread at this moment.
    async fn state(&self, ctx: &Context<'_>) -> ThreadState {
        self.0
            .episode
            .state_at(&self.0.site, ctx.app().env.now())
            .into()
    }

    /// Why the thread is locked, as its moderator put it.
    async fn lock_reason(&self, ctx: &Context<'_>) -> Option<&str> {
        let reason = self.0.episode.lock_reason.as_deref();
        reason.filter(|_| self.is(ctx, model::ThreadState::Locked))
    }

    /// When the lock ends by itself; null when it does not.
    async fn locked_until(&self, ctx: &Context<'_>) -> Option<DateTime<Utc>> {
        let until = self.0.episode.locked_until;
        until.filter(|_| self.is(ctx, model::ThreadState::Locked))
    }

    /// What its moderator said when closing the thread.
    async fn closed_message(&self, ctx: &Context<'_>) -> Option<&str> {
        let message = self.0.episode.closed_message.as_deref();
        message.filter(|_| self.is(ctx, model::ThreadState::Closed))
    }

    /// When the closed thread opens by itself; null when it does not.
    async fn closed_until(&self, ctx: &Context<'_>) -> Option<DateTime<Utc>> {
        let now = ctx.app().env.now();
        self.0.episode.reopens_at(&self.0.site, now)
    }

    /// When the thread closes by itself, or has done so: at the end that a moderator set when
    /// reopening it, or by the episode's own rule, or by the site's. Null when it never does.
    async fn closes_at(&self) -> Option<DateTime<Utc>> {
        self.0.episode.closes_at(&self.0.site)
    }

    /// Days after publication at which this thread closes by itself, 0 for never; null where the
    /// site's rule holds.
    async fn close_after_days(&self) -> Option<i32> {
        self.0.episode.close_after_days
    }

    /// Which comments are held here: the episode's own mode, or else the site's.
    async fn mode(&self) -> SiteMode {
        self.0.episode.mode_on(&self.0.site).into()
    }

    /// Approved comments, replies included: the number in "3 thoughts on …".
    async fn comment_count(&self) -> i32 {
        self.0.episode.comment_count
    }

    /// Held comments; for moderators, null for others.
    async fn pending_count(&self, ctx: &Context<'_>) -> Option<i32> {
        let moderates = ctx.actor().moderates_threads(self.0.site.id);
        moderates.then_some(self.0.episode.queues.pending)
    }

    /// How many of its comments each queue holds; for moderators, null for others.
    async fn queue_counts(&self, ctx: &Context<'_>) -> Option<QueueCounts> {
        let counts = queues::of_episode(ctx.app(), ctx.actor(), &self.0);
        counts.map(QueueCounts::from)
    }

    /// The comments that answer none, a page at a time; their replies hang on each. Authors also
    /// see their own held comments, moderators all.
    #[graphql(complexity = "10 + page_size(first, 50) * (1 + child_complexity)")]
    async fn comments(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 50 unless given.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on from: `endCursor` of the page before.")]
        after: Option<String>,
        #[graphql(desc = "In which order.", default_with = "CommentOrder::Oldest")]
        order_by: CommentOrder,
    ) -> Result<Connection<Comment>, ApiError> {
        let order = Order::from(order_by);
        let page = page::request(first, after.as_deref(), order, PageRequest::DEFAULT)?;
        ctx.take_read()?;
        let plan = plan::connection(&ctx.look_ahead());
        let found = threads::thread(ctx.app(), ctx.actor(), &self.0, &page, &plan).await?;
        let cursor = |comment: &Threaded| page::encode(comment.cursor(order), order);
        Ok(page::connection(
            found,
            self.0.episode.top_count,
            cursor,
            Comment,
        ))
    }

    /// The comments that moderators hold up at the head of the thread, at most three, in the order
    /// of pinning. They stand in `comments` too.
    #[graphql(complexity = "10 + 3 * child_complexity")]
    async fn pinned_comments(&self, ctx: &Context<'_>) -> Result<Vec<Comment>, ApiError> {
        ctx.take_read()?;
        let plan = plan::comment(&ctx.look_ahead());
        let found = threads::pinned(ctx.app(), ctx.actor(), &self.0, &plan).await?;
        Ok(found.into_iter().map(Comment).collect())
    }

    /// The comments that moderators have featured, from any level of the thread, in the order in
    /// which they were written.
    #[graphql(complexity = "10 + page_size(first, 10) * (1 + child_complexity)")]
    async fn featured_comments(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 10 unless given.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on from: `endCursor` of the page before.")]
        after: Option<String>,
    ) -> Result<Connection<Comment>, ApiError> {
        let order = Order::Oldest;
        let page = page::request(first, after.as_deref(), order, plan::REPLIES)?;
        ctx.take_read()?;
        let plan = plan::connection(&ctx.look_ahead());
        let wanted = (&page, &plan);
        let found = threads::featured(ctx.app(), ctx.actor(), &self.0, wanted).await?;
        let cursor = |comment: &Threaded| page::encode(comment.cursor(order), order);
        Ok(page::connection(found.page, found.total, cursor, Comment))
    }

    /// The locks on its branches that hold at this moment, the newest first, at most 100. For
    /// moderators, null for others.
    #[graphql(complexity = "5 + 10 * child_complexity")]
    async fn branch_locks(&self, ctx: &Context<'_>) -> Result<Option<Vec<BranchLock>>, ApiError> {
        ctx.take_read()?;
        let found = threads::branch_locks(ctx.app(), ctx.actor(), &self.0).await?;
        Ok(found.map(|locks| locks.iter().map(BranchLock::from).collect()))
    }

    /// How many listen to the thread at this moment by `commentEvents`, on all nodes: readers whose pages
    /// are live. Of other nodes it is known some seconds after somebody has asked.
    async fn reader_count(&self, ctx: &Context<'_>) -> i32 {
        ctx.keep_briefly();
        let readers = live::readers(ctx.app(), self.0.episode.id);
        i32::try_from(readers).unwrap_or(i32::MAX)
    }

    /// Where to listen from to hear all that changes after this answer: `after` of `commentEvents`.
    async fn events_cursor(&self) -> String {
        cursor::write(self.0.episode.version)
    }

    /// What the viewer may do here.
    async fn viewer_can(&self, ctx: &Context<'_>) -> EpisodePermissions {
        threads::permissions(ctx.app(), ctx.actor(), &self.0).into()
    }
}

impl Episode {
    /// A lock or a close that the clock has ended, or that another state has overtaken, is none.
    fn is(&self, ctx: &Context<'_>, state: model::ThreadState) -> bool {
        self.0.episode.state_at(&self.0.site, ctx.app().env.now()) == state
    }
}
