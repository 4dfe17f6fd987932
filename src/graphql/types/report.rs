//! What readers said of comments, and what was decided.
use super::{Author, CommentStatus};
use crate::{
    domain::reports::{Found, Reported},
    graphql::{
        context::ContextExt,
        error::ApiError,
        id::GlobalId,
        page::{self, Connection},
    },
    model::{self, Cursor, Notice, Order},
};
use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};

pub struct Report(pub Reported);

/// Why a reader reports a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "model::ReportReason")]
pub enum ReportReason {
    /// It is not about the episode.
    OffTopic,
    /// It attacks somebody.
    Abuse,
    /// It advertises.
    Spam,
    /// It tells what is private about somebody.
    PersonalInformation,
    /// It is against the law: a notice under article 16 of the EU's Digital Services Act.
    Illegal,
    /// The text says what is wrong.
    Other,
}

/// What came of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "model::ReportOutcome")]
pub enum ReportOutcome {
    /// The comment was taken down.
    Upheld,
    /// The comment stays.
    Dismissed,
    /// Its author took the comment back first.
    Moot,
}

/// A notice of illegal content: who gives it, of what, where, and in good faith. Its explanation is
/// the report's text.
#[derive(SimpleObject)]
pub(super) struct IllegalNotice {
    /// The law that the comment is said to break.
    legal_basis: Option<String>,
    /// Who gives notice; may be null in one about the abuse of children.
    name: Option<String>,
    /// Where to reach them; may be null in one about the abuse of children.
    email: Option<String>,
    /// They believe in good faith that the notice is right and complete.
    good_faith: bool,
    /// The address at which the comment stood.
    location: Option<String>,
}

/// The decision that resolved a report.
#[derive(SimpleObject)]
pub(super) struct ReportDecision {
    /// What it made of the comment.
    status: Option<CommentStatus>,
    /// Why, when the comment was rejected: the name of a `RejectReason`.
    reason: Option<String>,
    /// What moderators noted for each other; for moderators, null for others.
    note: Option<String>,
    /// When.
    decided_at: DateTime<Utc>,
    /// A rule made it, and no person.
    automated: bool,
}

/// A reader's flag on a comment. Moderators see all of the site's, others their own.
#[Object]
impl Report {
    /// Names the report.
    async fn id(&self) -> ID {
        self.0.report.id.global()
    }

    /// The comment that was reported.
    async fn comment_id(&self) -> ID {
        self.0.report.comment_id.global()
    }

    /// The text of it that was read.
    async fn revision_id(&self) -> ID {
        self.0.report.revision_id.global()
    }

    /// Why.
    async fn reason(&self) -> ReportReason {
        self.0.report.reason.into()
    }

    /// In the reader's words, at most 1,000 characters.
    #[graphql(complexity = 5)]
    #[expect(clippy::unused_async, reason = "resolvers are async")]
    async fn text(&self, ctx: &Context<'_>) -> Result<Option<&str>, ApiError> {
        let text = self.0.report.text.as_deref();
        ctx.take_text(text.map_or(0, str::len))?;
        Ok(text)
    }

    /// Who reported it.
    async fn reporter(&self) -> Option<Author> {
        self.0
            .reporter
            .clone()
            .map(|reporter| Author(reporter.into()))
    }

    /// 10 to 100, by how often moderators agreed with the reader's earlier reports; for moderators,
    /// null for others.
    async fn weight(&self, ctx: &Context<'_>) -> Option<i32> {
        self.moderates(ctx).then_some(self.0.report.weight)
    }

    /// With the reason `ILLEGAL`; for moderators and whoever gave the notice.
    async fn illegal(&self) -> Option<IllegalNotice> {
        self.0.report.notice.clone().map(IllegalNotice::from)
    }

    /// When it was given.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.report.created_at
    }

    /// When it was resolved; null while it waits for a moderator.
    async fn resolved_at(&self) -> Option<DateTime<Utc>> {
        Some(self.0.report.resolution?.at)
    }

    /// What came of it; null while it waits for a moderator.
    async fn outcome(&self) -> Option<ReportOutcome> {
        Some(self.0.report.resolution?.outcome.into())
    }

    /// The entry of the log that resolved it; for moderators, null for others.
    async fn decision_id(&self, ctx: &Context<'_>) -> Option<ID> {
        let id = self.0.report.resolution?.decision_id?;
        self.moderates(ctx).then(|| id.global())
    }

    /// What was decided; null while it waits, and when its author took the comment back.
    async fn decision(&self, ctx: &Context<'_>) -> Option<ReportDecision> {
        let entry = self.0.decision.as_ref()?;
        let note = entry.note.clone().filter(|_| self.moderates(ctx));
        Some(ReportDecision {
            status: entry
                .to_state
                .as_deref()
                .and_then(CommentStatus::of_name)
                // Whether it was spam is for moderators to know.
                .map(|status| match status {
                    CommentStatus::Spam if !self.moderates(ctx) => CommentStatus::Rejected,
                    status => status,
                }),
            reason: entry.reason.clone(),
            note,
            decided_at: entry.created_at,
            automated: entry.actor_id.is_none(),
        })
    }
}

impl Report {
    pub(super) fn connection(found: Found) -> Connection<Self> {
        let cursor = |reported: &Reported| {
            let cursor = Cursor {
                id: reported.report.id.0,
                score: 0,
            };
            page::encode(cursor, Order::Newest)
        };
        page::connection(found.page, found.total, cursor, Self)
    }

    fn moderates(&self, ctx: &Context<'_>) -> bool {
        ctx.actor().moderates(self.0.report.site_id)
    }
}

impl From<Notice> for IllegalNotice {
    fn from(notice: Notice) -> Self {
        Self {
            legal_basis: notice.legal_basis,
            name: notice.name,
            email: notice.email,
            good_faith: notice.good_faith,
            location: notice.location,
        }
    }
}
