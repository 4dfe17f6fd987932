//! What has come in over a time: counted by the database, so that no comment has to be read.
use super::queues::first_id;
use crate::model::{CommentId, EpisodeId, HoldReason, SiteId, Status};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, FromQueryResult, Statement};

/// Of which site, from when on, and until before when.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    pub site: SiteId,
    pub since: DateTime<Utc>,
    pub until: DateTime<Utc>,
    /// How far the clock of whoever asks is ahead of UTC, in minutes: where their days begin.
    pub offset: i32,
}

/// Comments of one day that are alike.
#[derive(Clone, Debug)]
pub struct Group {
    pub day: NaiveDate,
    pub episode: EpisodeId,
    pub status: Status,
    pub hold_reasons: Vec<HoldReason>,
    /// A moderator has decided on the text.
    pub decided: bool,
    pub count: u64,
}

/// How long a comment that was held waited for the first decision.
#[derive(Clone, Copy, Debug, FromQueryResult)]
pub struct Wait {
    pub episode: EpisodeId,
    pub posted_at: DateTime<Utc>,
    pub decided_at: DateTime<Utc>,
}

#[derive(FromQueryResult)]
struct Row {
    day: String,
    episode: EpisodeId,
    status: Status,
    hold_reasons: String,
    decided: i64,
    count: i64,
}

/// All that was posted, without what came with an import.
pub async fn groups(db: &impl ConnectionTrait, span: &Span) -> Result<Vec<Group>, DbErr> {
    let sql = format!(
        "SELECT {} AS day, episode_id AS episode, status, hold_reasons, \
         CAST(CASE WHEN decision_id IS NULL THEN 0 ELSE 1 END AS bigint) AS decided, \
         CAST(count(*) AS bigint) AS count FROM comment WHERE {} \
         GROUP BY 1, episode_id, status, hold_reasons, 5",
        day(db.get_database_backend(), span.offset),
        posted_in_span()
    );
    let rows = Row::find_by_statement(statement(db, sql, span))
        .all(db)
        .await?;
    rows.iter().map(group).collect()
}

/// Of the comments that were held and decided on; of the newest that were held, where there are very
/// many.
pub async fn waits(db: &impl ConnectionTrait, span: &Span) -> Result<Vec<Wait>, DbErr> {
    const MOST: u32 = 20_000;
    let sql = format!(
        "SELECT episode, posted_at, decided_at FROM (\
         SELECT episode, posted_at, (SELECT l.created_at FROM log_entry l \
         WHERE l.subject_id = held.id AND l.action IN \
         ('approve_comment', 'reject_comment', 'mark_spam') ORDER BY l.id LIMIT 1) AS decided_at \
         FROM (SELECT id, episode_id AS episode, created_at AS posted_at FROM comment WHERE {} \
         AND hold_reasons <> '' ORDER BY id DESC LIMIT {MOST}) held) waited \
         WHERE decided_at IS NOT NULL",
        posted_in_span()
    );
    Wait::find_by_statement(statement(db, sql, span))
        .all(db)
        .await
}

/// By the index of states: a site's comments alone have none. Ids rise with time.
fn posted_in_span() -> &'static str {
    "site_id = $1 AND status IN ('pending', 'approved', 'rejected', 'spam', 'deleted') \
     AND id >= $2 AND id < $3 AND external_key IS NULL"
}

fn statement(db: &impl ConnectionTrait, sql: String, span: &Span) -> Statement {
    let (from, to): (CommentId, CommentId) = (first_id(span.since), first_id(span.until));
    let values = [span.site.into(), from.into(), to.into()];
    Statement::from_sql_and_values(db.get_database_backend(), sql, values)
}

fn day(backend: DbBackend, offset: i32) -> String {
    match backend {
        DbBackend::Sqlite => format!("date(created_at, '{offset:+} minutes')"),
        _ => format!(
            "to_char((created_at AT TIME ZONE 'UTC') + INTERVAL '{offset} minutes', 'YYYY-MM-DD')"
        ),
    }
}

fn group(row: &Row) -> Result<Group, DbErr> {
    let day = row.day.parse();
    Ok(Group {
        day: day.map_err(|_| DbErr::Type(format!("{} is no day", row.day)))?,
        episode: row.episode,
        status: row.status,
        hold_reasons: row
            .hold_reasons
            .split(',')
            .filter_map(HoldReason::parse)
            .collect(),
        decided: row.decided != 0,
        count: u64::try_from(row.count).unwrap_or(0),
    })
}
