//! A show's web site.
use super::{
    Author, Comment, DryRun, DryRunInput, Episode, Import, Invitation, Job, JobState, LogEntry,
    MailKind, MailTemplate, ProviderSettings, QueueCounts, QueueFilterInput, QueueKind, Rules,
    SiteKey, SiteMode, Statistics, WaysIn, entry_plan,
    episode_filter::EpisodeFilterInput,
    log::LogFilterInput,
    member_filter::MemberFilterInput,
    queue::{self, Place},
};
use crate::{
    domain::{
        episodes,
        imports::{self, Shown},
        invitations, jobs,
        log::{self, LogPlan, Logged},
        mails, members,
        oidc::providers,
        queues, rules, site_keys,
        statistics::{self, Period},
        threads::{self, Setting},
        ways_in,
    },
    graphql::{
        context::ContextExt,
        error::ApiError,
        id::GlobalId,
        page::{self, Connection, page_size},
        plan,
    },
    model::{self, Cursor, Order, PageRequest},
};
use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use std::sync::Arc;

pub struct Site(pub Arc<model::Site>);

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

    /// Approvals after which the mode `NEWCOMERS` no longer holds an author.
    async fn newcomer_approvals(&self) -> i32 {
        self.0.newcomer_approvals
    }

    /// Whether comments are taken only on episodes that a moderator has created.
    async fn episodes_must_exist(&self) -> bool {
        self.0.episodes_must_exist
    }

    /// Scheme and host of the pages that may embed the threads and write to them; for moderators,
    /// null for others.
    async fn origins(&self, ctx: &Context<'_>) -> Option<&[String]> {
        let moderates = ctx.actor().moderates(self.0.id);
        moderates.then_some(&self.0.origins[..])
    }

    /// Days after publication at which a thread closes by itself; null when it does not.
    async fn close_after_days(&self) -> Option<i32> {
        self.0.close_after_days
    }

    /// How people sign in.
    #[graphql(complexity = "5 + child_complexity")]
    async fn ways_in(&self, ctx: &Context<'_>) -> Result<WaysIn, ApiError> {
        ctx.take_read()?;
        Ok(WaysIn(ways_in::offered(ctx.app(), self.0.id).await?))
    }

    /// The keys with which the site signs tokens for its own accounts, at most 20, the oldest first.
    /// For admins of the site.
    #[graphql(complexity = "5 + 20 * child_complexity")]
    async fn site_keys(&self, ctx: &Context<'_>) -> Result<Vec<SiteKey>, ApiError> {
        ctx.take_read()?;
        let keys = site_keys::list(ctx.app(), ctx.actor(), &self.0).await?;
        Ok(keys.into_iter().map(SiteKey).collect())
    }

    /// The words of its mails of one kind, in each language: its own, or those that come with the
    /// service. For admins of the site.
    #[graphql(complexity = "5 + 10 * child_complexity")]
    async fn mail_templates(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What the mails are for.")] kind: MailKind,
    ) -> Result<Vec<MailTemplate>, ApiError> {
        ctx.take_read()?;
        let found = mails::list(ctx.app(), ctx.actor(), &self.0, kind.into()).await?;
        Ok(found.into_iter().map(MailTemplate).collect())
    }

    /// With whom people sign in by OpenID Connect, as it is set up. For admins of the site.
    #[graphql(complexity = "5 + 20 * child_complexity")]
    async fn providers(&self, ctx: &Context<'_>) -> Result<Vec<ProviderSettings>, ApiError> {
        ctx.take_read()?;
        let found = providers::list_in_full(ctx.app(), ctx.actor(), &self.0).await?;
        Ok(found.into_iter().map(ProviderSettings).collect())
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
        #[graphql(desc = "Which episodes; all unless given. For moderators of the site.")]
        filter: Option<EpisodeFilterInput>,
    ) -> Result<Connection<Episode>, ApiError> {
        let order = Order::Newest;
        let page = page::request(first, after.as_deref(), order, PageRequest::DEFAULT)?;
        ctx.take_read()?;
        let filter = filter.map(EpisodeFilterInput::read);
        let found = episodes::list(ctx.app(), ctx.actor(), &self.0, (filter, &page)).await?;
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

    /// Its members, in the order in which they came. For moderators of the site.
    #[graphql(complexity = "10 + page_size(first, 50) * (1 + child_complexity)")]
    async fn members(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 50 unless given.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on from: `endCursor` of the page before.")]
        after: Option<String>,
        #[graphql(desc = "Which members; all unless given.")] filter: Option<MemberFilterInput>,
    ) -> Result<Connection<Author>, ApiError> {
        let page = page::request(first, after.as_deref(), Order::Oldest, PageRequest::DEFAULT)?;
        ctx.take_read()?;
        let filter = filter.unwrap_or_default().read();
        let found = members::list(ctx.app(), ctx.actor(), &self.0, (filter, &page)).await?;
        Ok(Author::connection(found))
    }

    /// Roles that wait for somebody to sign in, the newest first. For admins of the site.
    #[graphql(complexity = "10 + page_size(first, 50) * (1 + child_complexity)")]
    async fn invitations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 50 unless given.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on from: `endCursor` of the page before.")]
        after: Option<String>,
    ) -> Result<Connection<Invitation>, ApiError> {
        let page = page::request(first, after.as_deref(), Order::Newest, PageRequest::DEFAULT)?;
        ctx.take_read()?;
        let found = invitations::list(ctx.app(), ctx.actor(), &self.0, &page).await?;
        Ok(Invitation::connection(found))
    }

    /// What new and edited texts are held or rejected for. For moderators of the site.
    #[graphql(complexity = "5 + child_complexity")]
    async fn rules(&self, ctx: &Context<'_>) -> Result<Rules, ApiError> {
        ctx.take_read()?;
        Ok(rules::get(ctx.app(), ctx.actor(), &self.0).await?.into())
    }

    /// What other rules would have done to the last 1,000 comments. Changes nothing. For moderators
    /// of the site.
    #[graphql(complexity = "200 + 50 * child_complexity")]
    async fn dry_run(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is tried; what is left out is as it is.")] input: DryRunInput,
    ) -> Result<DryRun, ApiError> {
        ctx.take_read()?;
        let (app, actor) = (ctx.app(), ctx.actor());
        let run = rules::dry_run(app, actor, &self.0, input.into()).await?;
        let look = ctx.look_ahead().field("examples").field("comment");
        let comments = run.examples.iter().map(|retried| retried.comment.clone());
        let comments = comments.collect();
        let dressed = threads::comments(app, actor, comments, &plan::comment(&look)).await?;
        let dressed = dressed.into_iter().map(Comment).collect();
        Ok(DryRun::new(&run, dressed))
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

    /// Comments for the site's moderators to go through. Counting them is quick as long as nothing
    /// but episodes narrows the queue; leave `totalCount` out where nobody reads it.
    #[graphql(complexity = "10 + page_size(first, 50) * (1 + child_complexity)")]
    async fn queue(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which comments.")] kind: QueueKind,
        #[graphql(desc = "How many, 1 to 100; 50 unless given.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on from: `endCursor` of the page before.")]
        after: Option<String>,
        #[graphql(desc = "Which of them.")] filter: Option<QueueFilterInput>,
    ) -> Result<Connection<Comment>, ApiError> {
        let after = after.as_deref();
        queue::page(ctx, &self.0, kind, filter, Place { first, after }).await
    }

    /// What was posted over a time of at most 366 days, and what became of it. For moderators of the
    /// site.
    #[graphql(complexity = "500 + 30 * child_complexity")]
    async fn statistics(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "From when on.")] since: DateTime<Utc>,
        #[graphql(desc = "Until before when; now unless given.")] until: Option<DateTime<Utc>>,
        #[graphql(desc = "How far ahead of UTC days begin, -840 to 840.", default = 0)]
        utc_offset_minutes: i32,
    ) -> Result<Statistics, ApiError> {
        ctx.take_read()?;
        let period = Period {
            since,
            until,
            utc_offset: utc_offset_minutes,
        };
        let found = statistics::of(ctx.app(), ctx.actor(), &self.0, period).await?;
        Ok(found.into())
    }

    /// How many comments each queue holds; for moderators, null for others.
    #[graphql(complexity = "5 + child_complexity")]
    async fn queue_counts(&self, ctx: &Context<'_>) -> Result<Option<QueueCounts>, ApiError> {
        ctx.take_read()?;
        let counts = queues::counts(ctx.app(), ctx.actor(), &self.0).await?;
        Ok(counts.map(QueueCounts::from))
    }

    /// What was brought in from other systems, or is to be, the newest first. For admins of the site.
    #[graphql(complexity = "10 + page_size(first, 50) * (1 + child_complexity)")]
    async fn imports(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 50 unless given.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on from: `endCursor` of the page before.")]
        after: Option<String>,
    ) -> Result<Connection<Import>, ApiError> {
        let order = Order::Newest;
        let page = page::request(first, after.as_deref(), order, PageRequest::DEFAULT)?;
        ctx.take_read()?;
        let listed = imports::list(ctx.app(), ctx.actor(), &self.0, &page).await?;
        let cursor = |shown: &Shown| {
            page::encode(
                Cursor {
                    id: shown.import.id.0,
                    score: 0,
                },
                order,
            )
        };
        Ok(page::connection(listed.page, listed.total, cursor, Import))
    }

    /// What is to be asked or told of others after a comment was posted or decided on, the newest
    /// first. For admins of the site.
    #[graphql(complexity = "10 + page_size(first, 50) * (1 + child_complexity)")]
    async fn jobs(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones.")] state: JobState,
        #[graphql(desc = "How many, 1 to 100; 50 unless given.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on from: `endCursor` of the page before.")]
        after: Option<String>,
    ) -> Result<Connection<Job>, ApiError> {
        let order = Order::Newest;
        let page = page::request(first, after.as_deref(), order, PageRequest::DEFAULT)?;
        ctx.take_read()?;
        let wanted = (state.into(), &page);
        let listed = jobs::list(ctx.app(), ctx.actor(), &self.0, wanted).await?;
        let cursor = |job: &model::Job| {
            page::encode(
                Cursor {
                    id: job.id.0,
                    score: 0,
                },
                order,
            )
        };
        Ok(page::connection(listed.page, listed.total, cursor, Job))
    }
}
