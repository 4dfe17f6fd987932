//! The `report` table.
use super::{Db, cells::listed, db::for_no_key_update};
use crate::model::{
    CommentId, LogEntryId, MemberId, Notice, PageRequest, Report, ReportId, ReportOutcome,
    ReportReason, Resolution, RevisionId,
};
use entity::{
    comment,
    report::{ActiveModel, Column, Entity, Model},
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult,
    IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Set, Statement, Value,
    sea_query::{Expr, OnConflict, Query},
};
use std::collections::{HashMap, HashSet};

/// False when the reader has reported this text already; then nothing changes.
pub async fn insert_if_new(db: &impl ConnectionTrait, report: &Report) -> Result<bool, DbErr> {
    let once = [Column::CommentId, Column::RevisionId, Column::ReporterId];
    let conflict = OnConflict::columns(once).do_nothing().to_owned();
    let inserted = Entity::insert(row(report.clone()).into_active_model())
        .on_conflict(conflict)
        .exec_without_returning(db)
        .await?;
    Ok(inserted > 0)
}

/// What a reader has said of a text.
pub async fn find(
    db: &impl ConnectionTrait,
    reporter: MemberId,
    (comment, revision): (CommentId, RevisionId),
) -> Result<Option<Report>, DbErr> {
    let found = Entity::find()
        .filter(Column::CommentId.eq(comment))
        .filter(Column::RevisionId.eq(revision))
        .filter(Column::ReporterId.eq(reporter));
    Ok(found.one(db).await?.map(value))
}

/// Which texts of these comments the reader has reported.
pub async fn given_by(
    db: &Db,
    reporter: MemberId,
    comments: &[CommentId],
) -> Result<HashSet<(CommentId, RevisionId)>, DbErr> {
    if comments.is_empty() {
        return Ok(HashSet::new());
    }
    let mut values = vec![reporter.into()];
    let ids = listed(&mut values, comments.iter().copied());
    let sql = format!(
        "SELECT comment_id, revision_id FROM report \
         WHERE reporter_id = $1 AND comment_id IN ({ids})"
    );
    let statement = Statement::from_sql_and_values(db.backend(), sql, values);
    let texts = db.rows(statement, |cells| {
        Ok((CommentId(cells.take()?), RevisionId(cells.take()?)))
    });
    Ok(texts.await?.into_iter().collect())
}

/// A page of the reports of each comment, up to the page's limit for each; the newest first,
/// comments mixed.
pub async fn list_of_comments(
    db: &impl ConnectionTrait,
    comments: &[CommentId],
    page: &PageRequest,
) -> Result<Vec<Report>, DbErr> {
    if comments.is_empty() {
        return Ok(Vec::new());
    }
    let mut values = Vec::new();
    let ids = listed(&mut values, comments.iter().copied());
    let after = page.after.map_or_else(String::new, |cursor| {
        values.push(cursor.id.into());
        format!(" AND r.id < ${}", values.len())
    });
    let sql = format!(
        "SELECT * FROM (SELECT r.*, row_number() OVER (PARTITION BY r.comment_id \
         ORDER BY r.id DESC) AS place FROM report r WHERE r.comment_id IN ({ids}){after}) AS placed \
         WHERE place <= {} ORDER BY id DESC",
        page.limit()
    );
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    let rows = Model::find_by_statement(statement).all(db).await?;
    Ok(rows.into_iter().map(value).collect())
}

/// How many reports these comments ever had, those that had any.
pub async fn count_of_comments(
    db: &impl ConnectionTrait,
    comments: &[CommentId],
) -> Result<HashMap<CommentId, i64>, DbErr> {
    let counts: Vec<(CommentId, i64)> = Entity::find()
        .select_only()
        .column(Column::CommentId)
        .column_as(Column::Id.count(), "number")
        .filter(Column::CommentId.is_in(comments.iter().copied()))
        .group_by(Column::CommentId)
        .into_tuple()
        .all(db)
        .await?;
    Ok(counts.into_iter().collect())
}

/// The newest first.
pub async fn list_by_reporter(
    db: &impl ConnectionTrait,
    reporter: MemberId,
    page: &PageRequest,
) -> Result<Vec<Report>, DbErr> {
    let mut found = Entity::find().filter(Column::ReporterId.eq(reporter));
    if let Some(cursor) = page.after {
        found = found.filter(Column::Id.lt(ReportId(cursor.id)));
    }
    let rows = found
        .order_by_desc(Column::Id)
        .limit(page.limit())
        .all(db)
        .await?;
    Ok(rows.into_iter().map(value).collect())
}

pub async fn count_by_reporter(
    db: &impl ConnectionTrait,
    reporter: MemberId,
) -> Result<u64, DbErr> {
    let found = Entity::find().filter(Column::ReporterId.eq(reporter));
    found.count(db).await
}

/// What the open reports of a comment weigh together when each reader counts once, however many of
/// its texts they have reported.
pub async fn weight_of_readers(
    db: &impl ConnectionTrait,
    comment: CommentId,
) -> Result<i64, DbErr> {
    let sql = "SELECT CAST(coalesce(sum(weight), 0) AS bigint) AS weight FROM \
               (SELECT max(weight) AS weight FROM report \
               WHERE comment_id = $1 AND resolved_at IS NULL GROUP BY reporter_id) AS reader";
    let backend = db.get_database_backend();
    let statement = Statement::from_sql_and_values(backend, sql, [comment.into()]);
    let row = db.query_one_raw(statement).await?;
    row.map_or(Ok(0), |row| row.try_get("", "weight"))
}

/// Which reports of a comment are meant.
#[derive(Clone, Copy)]
pub enum Which {
    /// Resolved or not.
    Any,
    Open,
    /// Those that this decision resolved.
    ResolvedBy(LogEntryId),
}

impl Which {
    /// Of the table `report`, with the comment as `$1`.
    fn condition(self) -> &'static str {
        match self {
            Self::Any => "comment_id = $1",
            Self::Open => "comment_id = $1 AND resolved_at IS NULL",
            Self::ResolvedBy(_) => "comment_id = $1 AND decision_id = $2",
        }
    }

    fn values(self, comment: CommentId) -> Vec<Value> {
        match self {
            Self::Any | Self::Open => vec![comment.into()],
            Self::ResolvedBy(decision) => vec![comment.into(), decision.into()],
        }
    }
}

/// How many there are, and what they weigh together.
pub async fn sum(
    db: &impl ConnectionTrait,
    comment: CommentId,
    which: Which,
) -> Result<(i32, i32), DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        number: i64,
        weight: i64,
    }
    let sql = format!(
        "SELECT count(*) AS number, CAST(coalesce(sum(weight), 0) AS bigint) AS weight \
         FROM report WHERE {}",
        which.condition()
    );
    let backend = db.get_database_backend();
    let statement = Statement::from_sql_and_values(backend, sql, which.values(comment));
    let row = Row::find_by_statement(statement).one(db).await?;
    let small = |number| i32::try_from(number).unwrap_or(i32::MAX);
    Ok(row.map_or((0, 0), |row| (small(row.number), small(row.weight))))
}

/// Takes the rows of a comment's reporters, and of its author, in the order of ids: whoever moves
/// their numbers in another thread comes before or after.
pub async fn lock_people(
    db: &impl ConnectionTrait,
    (comment, author): (CommentId, MemberId),
    which: Which,
) -> Result<(), DbErr> {
    let Some(locking) = for_no_key_update(db) else {
        return Ok(());
    };
    let mut values = which.values(comment);
    values.push(author.into());
    let sql = format!(
        "SELECT id FROM member WHERE id IN (SELECT reporter_id FROM report WHERE {}) \
         OR id = ${} ORDER BY id{locking}",
        which.condition(),
        values.len()
    );
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    db.query_all_raw(statement).await.map(drop)
}

/// Moves the reporters' records by one for each of these reports.
pub async fn move_records(
    db: &impl ConnectionTrait,
    (comment, which): (CommentId, Which),
    outcome: ReportOutcome,
    by: i32,
) -> Result<(), DbErr> {
    let column = match outcome {
        ReportOutcome::Upheld => "reports_upheld",
        ReportOutcome::Dismissed => "reports_dismissed",
        ReportOutcome::Moot => return Ok(()),
    };
    let chosen = which.condition();
    let sql = format!(
        "UPDATE member SET {column} = {column} + {by} * (SELECT count(*) FROM report \
         WHERE reporter_id = member.id AND {chosen}) \
         WHERE id IN (SELECT reporter_id FROM report WHERE {chosen})"
    );
    let backend = db.get_database_backend();
    let statement = Statement::from_sql_and_values(backend, sql, which.values(comment));
    db.execute_raw(statement).await.map(drop)
}

/// What these reports came to; none opens them again.
pub async fn set_resolution(
    db: &impl ConnectionTrait,
    comment: CommentId,
    which: Which,
    resolution: Option<Resolution>,
) -> Result<(), DbErr> {
    let chosen = match which {
        Which::Any => Column::CommentId.eq(comment),
        Which::Open => Column::ResolvedAt.is_null(),
        Which::ResolvedBy(decision) => Column::DecisionId.eq(decision),
    };
    let at = resolution.map(|resolution| resolution.at);
    let outcome = resolution.map(|resolution| resolution.outcome);
    let decision = resolution.and_then(|resolution| resolution.decision_id);
    Entity::update_many()
        .col_expr(Column::ResolvedAt, Expr::value(at))
        .col_expr(Column::Outcome, Expr::value(outcome))
        .col_expr(Column::DecisionId, Expr::value(decision))
        .filter(Column::CommentId.eq(comment))
        .filter(chosen)
        .exec(db)
        .await
        .map(drop)
}

/// What became of the reports that a decision resolved; they all share it.
pub async fn outcome_of(
    db: &impl ConnectionTrait,
    comment: CommentId,
    decision: LogEntryId,
) -> Result<Option<ReportOutcome>, DbErr> {
    let found = Entity::find()
        .filter(Column::CommentId.eq(comment))
        .filter(Column::DecisionId.eq(decision));
    Ok(found.one(db).await?.and_then(|row| row.outcome))
}

/// What one member has reported of what another one wrote, and nobody has decided on.
pub async fn list_open_between(
    db: &impl ConnectionTrait,
    reporter: MemberId,
    author: MemberId,
) -> Result<Vec<Report>, DbErr> {
    let theirs = Query::select()
        .column(comment::Column::Id)
        .from(comment::Entity)
        .and_where(comment::Column::AuthorId.eq(author))
        .to_owned();
    let rows = Entity::find()
        .filter(Column::ReporterId.eq(reporter))
        .filter(Column::ResolvedAt.is_null())
        .filter(Column::CommentId.in_subquery(theirs))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(value).collect())
}

pub async fn resolve_one(
    db: &impl ConnectionTrait,
    id: ReportId,
    resolution: Resolution,
) -> Result<(), DbErr> {
    let row = ActiveModel {
        id: Set(id),
        resolved_at: Set(Some(resolution.at)),
        outcome: Set(Some(resolution.outcome)),
        decision_id: Set(resolution.decision_id),
        ..Default::default()
    };
    row.update(db).await.map(drop)
}

fn value(row: Model) -> Report {
    let resolution = match (row.resolved_at, row.outcome) {
        (Some(at), Some(outcome)) => Some(Resolution {
            at,
            outcome,
            decision_id: row.decision_id,
        }),
        _ => None,
    };
    let notice = row.good_faith.map(|good_faith| Notice {
        legal_basis: row.legal_basis,
        name: row.notifier_name,
        email: row.notifier_email,
        good_faith,
        location: row.location,
    });
    Report {
        id: row.id,
        site_id: row.site_id,
        comment_id: row.comment_id,
        revision_id: row.revision_id,
        reporter_id: row.reporter_id,
        reason: ReportReason::parse(&row.reason).unwrap_or(ReportReason::Other),
        text: row.body,
        weight: row.weight,
        notice,
        created_at: row.created_at,
        resolution,
    }
}

pub(super) fn row(report: Report) -> Model {
    let notice = report.notice.as_ref();
    Model {
        id: report.id,
        site_id: report.site_id,
        comment_id: report.comment_id,
        revision_id: report.revision_id,
        reporter_id: report.reporter_id,
        reason: report.reason.as_str().to_owned(),
        body: report.text,
        weight: report.weight,
        notifier_name: notice.and_then(|notice| notice.name.clone()),
        notifier_email: notice.and_then(|notice| notice.email.clone()),
        legal_basis: notice.and_then(|notice| notice.legal_basis.clone()),
        good_faith: notice.map(|notice| notice.good_faith),
        location: notice.and_then(|notice| notice.location.clone()),
        created_at: report.created_at,
        resolved_at: report.resolution.map(|resolution| resolution.at),
        outcome: report.resolution.map(|resolution| resolution.outcome),
        decision_id: report
            .resolution
            .and_then(|resolution| resolution.decision_id),
    }
}
