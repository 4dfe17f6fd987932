//! What moderators go through, how much it is, and who is at what.
use super::{Author, Comment, HoldReason, ReportReason};
use crate::{
    domain::{queues, threads::Threaded},
    graphql::{
        context::ContextExt,
        error::ApiError,
        id::GlobalId,
        page::{self, Connection},
        plan,
    },
    model::{self, EpisodeId, MemberId},
};
use async_graphql::{Context, Enum, ID, InputObject, SimpleObject};
use chrono::{DateTime, Utc};
use std::sync::Arc;
use uuid::Uuid;

/// Which comments a moderator goes through. All but `REPORTED` begin with the oldest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "model::QueueKind")]
pub enum QueueKind {
    /// Held ones.
    Pending,
    /// Ones with reports that nobody has decided on: what weighs most first, the oldest of equals
    /// first.
    Reported,
    /// Ones that all may read and that nobody who moderates has looked at.
    Unreviewed,
    /// Ones that were taken for spam.
    Spam,
    /// Ones that a moderator turned down.
    Rejected,
    /// Ones that all may read.
    Approved,
}

/// What narrows a queue: all that is given must hold. What names nothing on the site finds nothing.
#[derive(Default, InputObject)]
pub struct QueueFilterInput {
    /// On any of these episodes, 1 to 100.
    episode_ids: Option<Vec<ID>>,
    /// By this author.
    author_id: Option<ID>,
    /// Held for any of these reasons, now or before it was decided on.
    reasons: Option<Vec<HoldReason>>,
    /// With an open report for this reason.
    report_reason: Option<ReportReason>,
    /// With this somewhere in the current text, at most 200 characters, whatever the case. Beyond
    /// a to z, letters are found as they were typed, all small, all large, and with a large one at
    /// the beginning; further mixtures are not found on every database.
    text: Option<String>,
    /// Posted at this moment or later.
    since: Option<DateTime<Utc>>,
    /// Posted before this moment.
    until: Option<DateTime<Utc>>,
    /// Without what another moderator has claimed.
    #[graphql(default)]
    unclaimed_only: bool,
}

/// How many comments each queue holds: counted in the same moment as they come and go.
#[derive(SimpleObject)]
pub struct QueueCounts {
    /// Held ones.
    pending: i32,
    /// Ones with reports that nobody has decided on.
    reported: i32,
    /// Ones that all may read and that nobody who moderates has looked at.
    unreviewed: i32,
    /// Ones that were taken for spam.
    spam: i32,
    /// Ones that a moderator turned down.
    rejected: i32,
    /// Ones that all may read.
    approved: i32,
}

/// A moderator is reading a comment. It keeps nobody from deciding on it.
#[derive(SimpleObject)]
pub struct Claim {
    /// Who.
    moderator: Author,
    /// Until then nobody else is handed it; a decision ends it sooner.
    expires_at: DateTime<Utc>,
}

/// How an author's comments on the site stand.
#[derive(SimpleObject)]
pub struct AuthorRecord {
    /// Held.
    pending: i32,
    /// Readable by all.
    approved: i32,
    /// Turned down by a moderator.
    rejected: i32,
    /// Taken for spam.
    spam: i32,
    /// Taken back by the author.
    deleted: i32,
}

/// Where a page of a queue begins and how long it is.
pub(super) struct Place<'a> {
    pub(super) first: Option<i32>,
    pub(super) after: Option<&'a str>,
}

/// A page of a site's queue.
pub(super) async fn page(
    ctx: &Context<'_>,
    site: &Arc<model::Site>,
    kind: QueueKind,
    filter: Option<QueueFilterInput>,
    place: Place<'_>,
) -> Result<Connection<Comment>, ApiError> {
    let kind = model::QueueKind::from(kind);
    let (first, after) = page::queue(place.first, place.after, kind)?;
    ctx.take_read()?;
    let look = ctx.look_ahead();
    let request = queues::Request {
        kind,
        filter: filter.unwrap_or_default().into(),
        first,
        after,
        count: look.field("totalCount").exists(),
    };
    let plan = plan::connection(&look);
    let queue = queues::list(ctx.app(), ctx.actor(), site, request, &plan).await?;
    let cursor = |item: &Threaded| page::encode_queue(kind.cursor(&item.comment), kind);
    Ok(page::connection(queue.page, queue.total, cursor, Comment))
}

/// What is no id of its kind names nothing, as an id of another site does.
impl From<QueueFilterInput> for model::QueueFilter {
    fn from(input: QueueFilterInput) -> Self {
        let episode = |id: &ID| EpisodeId::find(id).unwrap_or(EpisodeId(Uuid::nil()));
        let author = |id: &ID| MemberId::find(id).unwrap_or(MemberId(Uuid::nil()));
        let reasons = |reasons: Vec<HoldReason>| reasons.into_iter().map(Into::into).collect();
        Self {
            episodes: input
                .episode_ids
                .map(|ids| ids.iter().map(episode).collect()),
            author: input.author_id.as_ref().map(author),
            reasons: input.reasons.map(reasons),
            report_reason: input.report_reason.map(Into::into),
            text: input.text,
            since: input.since,
            until: input.until,
            unclaimed_only: input.unclaimed_only,
        }
    }
}

impl From<model::QueueCounts> for QueueCounts {
    fn from(counts: model::QueueCounts) -> Self {
        Self {
            pending: counts.pending,
            reported: counts.reported,
            unreviewed: counts.unreviewed,
            spam: counts.spam,
            rejected: counts.rejected,
            approved: counts.approved,
        }
    }
}

impl From<model::Claim> for Claim {
    fn from(claim: model::Claim) -> Self {
        Self {
            moderator: Author(claim.moderator.into()),
            expires_at: claim.expires_at,
        }
    }
}

impl From<model::Record> for AuthorRecord {
    fn from(record: model::Record) -> Self {
        Self {
            pending: record.pending,
            approved: record.approved,
            rejected: record.rejected,
            spam: record.spam,
            deleted: record.deleted,
        }
    }
}
