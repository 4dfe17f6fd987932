//! Queues: the statements that must stay quick with hundreds of thousands of comments waiting.
mod query;

pub(super) use self::query::first_id;

use self::query::Query;
use super::comments;
use crate::model::{
    Comment, CommentId, Cursor, EpisodeId, MemberId, QueueCounts, QueueFilter, QueueKind, SiteId,
};
use chrono::{DateTime, Utc};
use entity::comment::Model;
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult, Statement};
use std::fmt::Write as _;

/// Which comments of a site.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    pub site: SiteId,
    pub kind: QueueKind,
    pub filter: &'a QueueFilter,
    pub claimed: Claimed<'a>,
}

/// Which of them, by who reads them at a moment.
#[derive(Clone, Copy, Debug)]
pub enum Claimed<'a> {
    /// All.
    Any,
    /// Those that nobody but this moderator has claimed.
    NotByOthers(MemberId, DateTime<Utc>),
    /// Those that nobody has claimed.
    ByNobody(DateTime<Utc>),
    /// These.
    Only(&'a [CommentId]),
}

/// Oldest first; reported ones by weight, the oldest of equals first.
pub async fn list(
    db: &impl ConnectionTrait,
    wanted: &Wanted<'_>,
    after: Option<Cursor>,
    limit: u64,
) -> Result<Vec<Comment>, DbErr> {
    let mut query = Query::new(db.get_database_backend());
    let sql = query.page(wanted, after, limit);
    let statement = Statement::from_sql_and_values(query.backend, sql, query.values);
    let rows = Model::find_by_statement(statement).all(db).await?;
    Ok(rows.into_iter().map(comments::value).collect())
}

/// Costs a look at each comment of the queue that no index rules out.
pub async fn count(db: &impl ConnectionTrait, wanted: &Wanted<'_>) -> Result<i64, DbErr> {
    let mut query = Query::new(db.get_database_backend());
    let sql = query.count(wanted);
    let statement = Statement::from_sql_and_values(query.backend, sql, query.values);
    let row = db.query_one_raw(statement).await?;
    row.map_or(Ok(0), |row| row.try_get("", "number"))
}

/// The episodes' numbers together, of all episodes of the site or of these.
pub async fn counts(
    db: &impl ConnectionTrait,
    site: SiteId,
    episodes: Option<&[EpisodeId]>,
) -> Result<QueueCounts, DbErr> {
    let mut query = Query::new(db.get_database_backend());
    let site = query.bind(site);
    let mut sql = sums();
    let _ = write!(sql, " WHERE site_id = {site}");
    if let Some(episodes) = episodes {
        let _ = write!(sql, " AND id IN ({})", query.list(episodes));
    }
    summed(
        db,
        Statement::from_sql_and_values(query.backend, sql, query.values),
    )
    .await
}

/// The same of all sites.
pub async fn all_counts(db: &impl ConnectionTrait) -> Result<QueueCounts, DbErr> {
    summed(
        db,
        Statement::from_string(db.get_database_backend(), sums()),
    )
    .await
}

fn sums() -> String {
    let sums =
        QUEUES.map(|name| format!("CAST(coalesce(sum({name}_count), 0) AS bigint) AS {name}"));
    format!("SELECT {} FROM episode", sums.join(", "))
}

async fn summed(db: &impl ConnectionTrait, statement: Statement) -> Result<QueueCounts, DbErr> {
    #[derive(FromQueryResult)]
    struct Sums {
        pending: i64,
        approved: i64,
        rejected: i64,
        spam: i64,
        unreviewed: i64,
        reported: i64,
    }
    let sums = Sums::find_by_statement(statement).one(db).await?;
    let number = |sum: i64| i32::try_from(sum).unwrap_or(i32::MAX);
    Ok(sums.map_or_else(QueueCounts::default, |sums| QueueCounts {
        pending: number(sums.pending),
        approved: number(sums.approved),
        rejected: number(sums.rejected),
        spam: number(sums.spam),
        unreviewed: number(sums.unreviewed),
        reported: number(sums.reported),
    }))
}

const QUEUES: [&str; 6] = [
    "pending",
    "approved",
    "rejected",
    "spam",
    "unreviewed",
    "reported",
];

/// What makes a comment `c` one of a queue, as the partial indexes put it.
pub(super) fn belongs(kind: QueueKind) -> &'static str {
    match kind {
        QueueKind::Pending => "c.status = 'pending'",
        QueueKind::Reported => "c.report_count > 0",
        QueueKind::Unreviewed => "c.status = 'approved' AND c.reviewed = FALSE",
        QueueKind::Spam => "c.status = 'spam'",
        QueueKind::Rejected => "c.status = 'rejected'",
        QueueKind::Approved => "c.status = 'approved'",
    }
}
