//! A show's web site.
use super::{Comment, Episode, LogEntry, SiteMode, entry_plan, log::LogFilterInput};
use crate::{
    domain::{
        episodes,
        log::{self, LogPlan, Logged},
        threads::{self, Setting, Threaded},
    },
    graphql::{
        context::ContextExt,
        error::ApiError,
        id::GlobalId,
        page::{self, Connection, page_size},
        plan,
    },
    model::{self, Cursor, Order, PageRequest, Status},
};
use async_graphql::{Context, Enum, ID, Object};
use std::sync::Arc;

pub struct Site(pub Arc<model::Site>);

/// Which comments a moderator goes through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum QueueKind {
    /// Held ones.
    Pending,
    /// Ones that all may read.
    Approved,
    /// Ones that a moderator turned down.
    Rejected,
    /// Ones that were taken for spam.
    Spam,
}

/// A show's web site, which owns episodes, members and settings.
#[Object]
impl Site {
    /// Names the site.
    pub async fn id(&self) -> ID {
        self.0.id.global()
    }

    /// How requests name the site: 1 to 64 characters of a-z, 0-9 and -.
    async fn key(&self) -> &str {
        &self.0.key
    }

    /// Plain text.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// Which comments are held.
    async fn mode(&self) -> SiteMode {
        self.0.mode.into()
    }

    /// How many levels of replies are shown, 1 to 10. Replies further down stand level with what
    /// they answer.
    async fn nesting(&self) -> i32 {
        self.0.nesting.into()
    }

    /// How long authors may edit what they wrote, in seconds.
    async fn edit_window_seconds(&self) -> i64 {
        self.0.edit_window.num_seconds()
    }

    /// Days after publication at which a thread closes by itself; null when it does not.
    async fn close_after_days(&self) -> Option<i32> {
        self.0.close_after_days
    }

    /// Its episodes, the last known first. One that a first comment began is listed once a comment on
    /// it has been approved; moderators see all.
    #[graphql(complexity = "10 + page_size(first, 50) * (1 + child_complexity)")]
    async fn episodes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 50 unless given.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on from: `endCursor` of the page before.")]
        after: Option<String>,
    ) -> Result<Connection<Episode>, ApiError> {
        let order = Order::Newest;
        let page = page::request(first, after.as_deref(), order, PageRequest::DEFAULT)?;
        ctx.take_read()?;
        let found = episodes::list(ctx.app(), ctx.actor(), &self.0, &page).await?;
        let cursor = |setting: &Setting| {
            page::encode(
                Cursor {
                    id: setting.episode.id.0,
                    score: 0,
                },
                order,
            )
        };
        Ok(page::connection(found.page, found.total, cursor, Episode))
    }

    /// What moderators and rules did, the newest first. For moderators of the site.
    #[graphql(complexity = "10 + page_size(first, 50) * (1 + child_complexity)")]
    async fn log(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 50 unless given.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on from: `endCursor` of the page before.")]
        after: Option<String>,
        #[graphql(desc = "Which entries; all unless given.")] filter: Option<LogFilterInput>,
    ) -> Result<Connection<LogEntry>, ApiError> {
        let order = Order::Newest;
        let page = page::request(first, after.as_deref(), order, PageRequest::DEFAULT)?;
        ctx.take_read()?;
        let filter = filter.map(LogFilterInput::read).transpose()?;
        let look = ctx.look_ahead();
        let plan = LogPlan {
            total: look.field("totalCount").exists(),
            ..plan::of_nodes(&look, entry_plan)
        };
        let chosen = (&filter.unwrap_or_default(), &page);
        let listed = log::list(ctx.app(), ctx.actor(), &self.0, chosen, &plan).await?;
        let cursor = |logged: &Logged| {
            page::encode(
                Cursor {
                    id: logged.entry.id.0,
                    score: 0,
                },
                order,
            )
        };
        Ok(page::connection(
            listed.page,
            listed.total,
            cursor,
            LogEntry,
        ))
    }

    /// Comments for the site's moderators to go through, the oldest first.
    #[graphql(complexity = "10 + page_size(first, 50) * (1 + child_complexity)")]
    async fn queue(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which comments.")] kind: QueueKind,
        #[graphql(desc = "How many, 1 to 100; 50 unless given.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on from: `endCursor` of the page before.")]
        after: Option<String>,
    ) -> Result<Connection<Comment>, ApiError> {
        let order = Order::Oldest;
        let page = page::request(first, after.as_deref(), order, PageRequest::DEFAULT)?;
        let status = match kind {
            QueueKind::Pending => Status::Pending,
            QueueKind::Approved => Status::Approved,
            QueueKind::Rejected => Status::Rejected,
            QueueKind::Spam => Status::Spam,
        };
        ctx.take_read()?;
        let plan = plan::connection(&ctx.look_ahead());
        let queue = threads::queue(ctx.app(), ctx.actor(), &self.0, (status, &page), &plan).await?;
        let cursor = |comment: &Threaded| page::encode(comment.cursor(), order);
        Ok(page::connection(queue.page, queue.total, cursor, Comment))
    }
}
