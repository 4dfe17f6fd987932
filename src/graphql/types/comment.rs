//! A comment, as the viewer sees it.
use super::{
    Author, BranchLock, Claim, CommentPermissions, CommentStatus, Episode, HoldReason, LogEntry,
    RejectReason, Report, SpamWord, Tombstone, WordMatch, entry_plan, revision::Revision,
};
use crate::{
    domain::{
        comments, log, reports, rules,
        threads::{self, ReplyPlan, Threaded},
    },
    graphql::{
        context::ContextExt,
        error::ApiError,
        id::GlobalId,
        page::{self, CommentOrder, Connection, page_size},
        plan,
    },
    model::{self, Order},
};
use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};

pub struct Comment(pub Threaded);

// One field after the other, since a page has asked for all before: to wait for many at once costs more
// than most of them do. And room is made for the largest for each that is asked for, so what reads the
// database by itself stands in a box.
/// One contribution to the thread of an episode.
#[Object(serial)]
impl Comment {
    /// Names the comment; ids rise with time.
    pub async fn id(&self) -> ID {
        self.0.comment.id.global()
    }

    /// What it is about.
    async fn episode(&self) -> Episode {
        Episode((*self.0.setting).clone())
    }

    /// The comment it answers; null at the top of a thread, and where the viewer may not see the
    /// one answered. Below the last level of nesting a reply stands level with what it answers:
    /// show whom it answers by this.
    async fn parent(&self) -> Option<Comment> {
        self.0.parent.as_deref().cloned().map(Comment)
    }

    /// Under which comment it is shown; null at the top.
    async fn nested_under_id(&self) -> Option<ID> {
        self.0.comment.nested_under_id.map(GlobalId::global)
    }

    /// The comments it is shown under, the topmost first: what a permalink needs around it.
    #[graphql(complexity = "2 + 5 * child_complexity")]
    async fn ancestors(&self) -> Vec<Comment> {
        self.0
            .ancestors
            .iter()
            .map(|ancestor| Comment((**ancestor).clone()))
            .collect()
    }

    /// The level it is shown on: 0 at the top, at most the site's `nesting` less 1.
    async fn depth(&self) -> i32 {
        self.0.comment.depth.into()
    }

    /// Null where a tombstone stands other than `MUTED`.
    async fn author(&self) -> Option<Author> {
        self.0.author.clone().map(Author)
    }

    /// The text as its author typed it, in Markdown; null where a tombstone stands.
    #[graphql(complexity = 5)]
    #[expect(clippy::unused_async, reason = "resolvers are async")]
    async fn body_markdown(&self, ctx: &Context<'_>) -> Result<Option<&str>, ApiError> {
        self.text(ctx, self.0.body_markdown())
    }

    /// The text as safe HTML: paragraphs, emphasis, links, lists, quotes and code, nothing else.
    /// Null where a tombstone stands.
    #[graphql(complexity = 5)]
    #[expect(clippy::unused_async, reason = "resolvers are async")]
    async fn body_html(&self, ctx: &Context<'_>) -> Result<Option<&str>, ApiError> {
        self.text(ctx, self.0.body_html())
    }

    /// The second of the episode that it is about; null where its author named none, of replies, and
    /// where a tombstone stands.
    async fn moment_seconds(&self) -> Option<i32> {
        let moment = self.0.comment.moment_seconds;
        moment.filter(|_| self.0.tombstone.is_none())
    }

    /// When it was posted; of an imported comment, when it was posted there.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.comment.created_at
    }

    /// When its text was last changed; null when it never was, and where a tombstone stands.
    async fn edited_at(&self) -> Option<DateTime<Utc>> {
        let edited_at = self.0.edited_at();
        edited_at.filter(|_| self.0.tombstone.is_none())
    }

    /// Where it stands with the moderators.
    async fn status(&self) -> CommentStatus {
        match self.0.tombstone {
            // Whether it was spam is not for strangers to know.
            Some(model::Tombstone::Removed) => CommentStatus::Rejected,
            // Nor that a newer text waits than the one they read.
            None | Some(model::Tombstone::Muted) if self.0.kept.is_some() => {
                CommentStatus::Approved
            }
            _ => self.0.comment.status.into(),
        }
    }

    /// Why it is not shown; null for a comment that can be read.
    async fn tombstone(&self) -> Option<Tombstone> {
        self.0.tombstone.map(Tombstone::from)
    }

    /// Why the rules held it; for its author and for moderators, empty for others.
    async fn hold_reasons(&self, ctx: &Context<'_>) -> Vec<HoldReason> {
        if !self.is_own_or_moderated(ctx) {
            return Vec::new();
        }
        self.0
            .comment
            .hold_reasons
            .iter()
            .copied()
            .map(HoldReason::from)
            .collect()
    }

    /// Why a moderator rejected it; for its author and for moderators, null for others.
    async fn reject_reason(&self, ctx: &Context<'_>) -> Option<RejectReason> {
        let reason = self
            .0
            .comment
            .reject_reason
            .filter(|_| self.is_own_or_moderated(ctx))?;
        Some(reason.into())
    }

    /// What the moderator told its author; for both of them, null for others.
    async fn author_note(&self, ctx: &Context<'_>) -> Option<&str> {
        let note = self.0.comment.author_note.as_deref();
        note.filter(|_| self.is_own_or_moderated(ctx))
    }

    /// The moderator's decision on the current text: name its id to overrule it. For moderators,
    /// null for others.
    async fn decision_id(&self, ctx: &Context<'_>) -> Option<ID> {
        let moderates = ctx.actor().moderates_threads(self.0.comment.site_id);
        self.0
            .comment
            .decision_id
            .filter(|_| moderates)
            .map(GlobalId::global)
    }

    /// Whether somebody who moderates has looked at the current text; for moderators, null for
    /// others.
    async fn reviewed(&self, ctx: &Context<'_>) -> Option<bool> {
        self.in_place(ctx).map(|comment| comment.reviewed)
    }

    /// Reports that nobody has decided on; for moderators, null for others.
    async fn report_count(&self, ctx: &Context<'_>) -> Option<i32> {
        self.in_place(ctx).map(|comment| comment.report_count)
    }

    /// What these reports weigh together, 100 for each by a reader of good record; for moderators,
    /// null for others.
    async fn report_weight(&self, ctx: &Context<'_>) -> Option<i32> {
        self.moderated(ctx).map(|comment| comment.report_weight)
    }

    /// How much the current text reads like spam, 0 to 100; null when it was not scored. For
    /// moderators, null for others.
    async fn spam_score(&self, ctx: &Context<'_>) -> Option<i32> {
        let score = self.moderated(ctx)?.spam_score?;
        Some(score.into())
    }

    /// The patterns of the site's lists, as they are now, that stand in the current text, at most
    /// 20; for moderators, empty for others.
    #[graphql(complexity = "20 + child_complexity")]
    async fn word_matches(&self, ctx: &Context<'_>) -> Result<Vec<WordMatch>, ApiError> {
        ctx.take_read()?;
        let found = Box::pin(rules::matches(ctx.app(), ctx.actor(), &self.0.comment)).await?;
        Ok(found.into_iter().map(WordMatch::from).collect())
    }

    /// The words and signs that weighed most in that score, at most 10; for moderators, empty for
    /// others.
    async fn spam_words(&self, ctx: &Context<'_>) -> Vec<SpamWord> {
        let words = self
            .moderated(ctx)
            .and_then(|comment| comment.spam_words.as_deref());
        SpamWord::list(words)
    }

    /// Which moderator is reading it; null when none is. For moderators, null for others.
    async fn claim(&self) -> Option<Claim> {
        self.0.claim.as_deref().cloned().map(Claim::from)
    }

    /// Names the current text; decisions and edits say with it which text they mean. Null where a
    /// tombstone stands.
    async fn revision_id(&self) -> Option<ID> {
        let revision_id = self.0.revision_id().global();
        Some(revision_id).filter(|_| self.0.tombstone.is_none())
    }

    /// What moderators and rules did to it, the newest first, at most 50; for moderators, empty for
    /// others.
    #[graphql(complexity = "10 + 50 * child_complexity")]
    async fn history(&self, ctx: &Context<'_>) -> Result<Vec<LogEntry>, ApiError> {
        if !ctx.actor().moderates(self.0.comment.site_id) {
            return Ok(Vec::new());
        }
        ctx.take_read()?;
        let of = (&*self.0.setting, &*self.0.comment);
        let plan = entry_plan(&ctx.look_ahead());
        let found = Box::pin(log::history(ctx.app(), ctx.actor(), of, &plan)).await?;
        Ok(found.into_iter().map(LogEntry).collect())
    }

    /// Every text it has had, the newest first, at most 50; for moderators, empty for others. What
    /// its author deleted is gone.
    #[graphql(complexity = "10 + 50 * child_complexity")]
    async fn revisions(&self, ctx: &Context<'_>) -> Result<Vec<Revision>, ApiError> {
        ctx.take_read()?;
        let found = Box::pin(comments::revisions(ctx.app(), ctx.actor(), &self.0.comment)).await?;
        for revision in &found {
            ctx.take_text(revision.body_markdown.len())?;
        }
        Ok(found.into_iter().map(Revision::from).collect())
    }

    /// How many comments are shown under this one, as every reader sees them.
    async fn reply_count(&self) -> i32 {
        self.0.comment.reply_count
    }

    /// The comments shown under this one. Takes a page of the same size and order of every comment
    /// of a list in one go.
    #[graphql(complexity = "10 + page_size(first, 10) * (1 + child_complexity)")]
    async fn replies(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 10 unless given.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on from: `endCursor` of the page before.")]
        after: Option<String>,
        #[graphql(desc = "In which order.", default_with = "CommentOrder::Oldest")]
        order_by: CommentOrder,
    ) -> Result<Connection<Comment>, ApiError> {
        let order = Order::from(order_by);
        let page = page::request(first, after.as_deref(), order, plan::REPLIES)?;
        let replies = if let Some(planned) = self.0.replies_of(&page) {
            (**planned).clone()
        } else {
            ctx.take_read()?;
            let wanted = ReplyPlan {
                page,
                plan: plan::connection(&ctx.look_ahead()),
            };
            Box::pin(threads::replies(
                ctx.app(),
                ctx.actor(),
                &self.0.comment,
                &wanted,
            ))
            .await?
        };
        let cursor = |reply: &Threaded| page::encode(reply.cursor(order), order);
        Ok(page::connection(
            replies,
            self.0.comment.reply_count,
            cursor,
            Comment,
        ))
    }

    /// Whether a moderator holds it up at the head of the thread.
    async fn is_pinned(&self) -> bool {
        self.0.comment.pinned_at.is_some() && self.0.comment.is_public()
    }

    /// Whether it is one of the episode's `featuredComments`.
    async fn is_featured(&self) -> bool {
        self.0.comment.featured_at.is_some() && self.0.comment.is_public()
    }

    /// The lock on the branch it stands in: its own, or the nearest above it that holds now. Null
    /// where members may answer.
    async fn branch_lock(&self) -> Option<BranchLock> {
        self.0.branch_lock.as_deref().map(BranchLock::from)
    }

    /// Whether later comments are shown on its level: under the same comment, or at the top.
    async fn has_newer(&self) -> bool {
        self.0.has_newer
    }

    /// How many voted for it.
    async fn score(&self) -> i32 {
        self.0.comment.score
    }

    /// Whether the viewer voted for it.
    async fn viewer_has_voted(&self) -> bool {
        self.0.viewer_has_voted
    }

    /// Whether the viewer has reported the text that they see.
    async fn viewer_has_reported(&self) -> bool {
        self.0.viewer_has_reported
    }

    /// What readers said of it, the newest first; for moderators, null for others. Takes a page of
    /// the same size of every comment of a list in one go.
    #[graphql(complexity = "10 + page_size(first, 20) * (1 + child_complexity)")]
    async fn reports(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 unless given.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on from: `endCursor` of the page before.")]
        after: Option<String>,
    ) -> Result<Option<Connection<Report>>, ApiError> {
        let page = page::request(first, after.as_deref(), Order::Newest, plan::REPORTS)?;
        let comment = &self.0.comment;
        if !ctx.actor().moderates(comment.site_id) {
            return Ok(None);
        }
        let found = match &self.0.reports {
            Some((planned, found)) if *planned == page => Some((**found).clone()),
            _ => {
                ctx.take_read()?;
                let mut found =
                    Box::pin(reports::of_comments(ctx.app(), &[comment.id], &page)).await?;
                found.remove(&comment.id)
            }
        };
        Ok(found.map(Report::connection))
    }

    /// What the viewer may do with it.
    // A few short words, and no statement: a field of it counts half.
    #[graphql(complexity = "1 + child_complexity / 2")]
    async fn viewer_can(&self, ctx: &Context<'_>) -> CommentPermissions {
        comments::permissions(ctx.app(), ctx.actor(), &self.0).into()
    }
}

impl Comment {
    fn text<'a>(&self, ctx: &Context<'_>, text: &'a str) -> Result<Option<&'a str>, ApiError> {
        if self.0.tombstone.is_some() {
            return Ok(None);
        }
        ctx.take_text(text.len())?;
        Ok(Some(text))
    }

    /// For what only those who moderate there may know.
    fn moderated(&self, ctx: &Context<'_>) -> Option<&model::Comment> {
        let comment = &*self.0.comment;
        ctx.actor().moderates(comment.site_id).then_some(comment)
    }

    /// For what those may know who decide on what stands in threads.
    fn in_place(&self, ctx: &Context<'_>) -> Option<&model::Comment> {
        let comment = &*self.0.comment;
        let moderates = ctx.actor().moderates_threads(comment.site_id);
        moderates.then_some(comment)
    }

    fn is_own_or_moderated(&self, ctx: &Context<'_>) -> bool {
        let comment = &self.0.comment;
        let own = ctx.actor().member_id_on(comment.site_id) == Some(comment.author_id);
        own || ctx.actor().moderates_threads(comment.site_id)
    }
}
