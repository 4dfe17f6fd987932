//! The `comment` and `revision` tables, a comment at a time.
use super::Txn;
use crate::model::{
    Comment, CommentId, EpisodeId, HoldReason, LogEntryId, MemberId, RejectReason, RevisionId,
    SiteId, Status, Visibility,
};
use chrono::{DateTime, Utc};
use entity::{
    comment::{ActiveModel, Column, Entity, Model},
    revision,
};
use futures_util::TryStreamExt;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Set, SqlErr, sea_query::Expr,
};

pub async fn insert(db: &impl ConnectionTrait, comment: Comment) -> Result<Comment, DbErr> {
    let revision = first_revision(&comment);
    let comment = row(comment)
        .into_active_model()
        .insert(db)
        .await
        .map(value)?;
    revision.into_active_model().insert(db).await?;
    Ok(comment)
}

/// None when its author used the idempotency key elsewhere meanwhile; the transaction is over then.
pub async fn insert_unless_key_used(
    db: &impl ConnectionTrait,
    comment: Comment,
) -> Result<Option<Comment>, DbErr> {
    let has_key = comment.idempotency_key.is_some();
    match insert(db, comment).await {
        Err(fault)
            if has_key && matches!(fault.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) =>
        {
            Ok(None)
        }
        result => result.map(Some),
    }
}

/// Inserts comments with their first revisions, many in one statement.
pub async fn insert_many(db: &impl ConnectionTrait, comments: Vec<Comment>) -> Result<(), DbErr> {
    if comments.is_empty() {
        return Ok(());
    }
    let revisions: Vec<_> = comments
        .iter()
        .map(|comment| first_revision(comment).into_active_model())
        .collect();
    let rows = comments
        .into_iter()
        .map(|comment| row(comment).into_active_model());
    Entity::insert_many(rows).exec_without_returning(db).await?;
    revision::Entity::insert_many(revisions)
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// Whatever its status: for use cases that go on to decide what the actor may do.
pub async fn find_any(db: &impl ConnectionTrait, id: CommentId) -> Result<Option<Comment>, DbErr> {
    Ok(Entity::find_by_id(id).one(db).await?.map(value))
}

pub async fn find(
    db: &impl ConnectionTrait,
    id: CommentId,
    visibility: Visibility,
) -> Result<Option<Comment>, DbErr> {
    let row = Entity::find_by_id(id)
        .filter(seen_by(visibility))
        .one(db)
        .await?;
    Ok(row.map(value))
}

pub async fn list(
    db: &impl ConnectionTrait,
    ids: &[CommentId],
    visibility: Visibility,
) -> Result<Vec<Comment>, DbErr> {
    let chosen = Entity::find().filter(Column::Id.is_in(ids.iter().copied()));
    let rows = chosen.filter(seen_by(visibility)).all(db).await?;
    Ok(rows.into_iter().map(value).collect())
}

/// What a moderator goes through: the site's comments of one status, oldest first.
pub async fn list_by_status(
    db: &impl ConnectionTrait,
    site: SiteId,
    status: Status,
    page: &crate::model::PageRequest,
) -> Result<Vec<Comment>, DbErr> {
    let mut found = Entity::find()
        .filter(Column::SiteId.eq(site))
        .filter(Column::Status.eq(status));
    if let Some(cursor) = page.after {
        found = found.filter(Column::Id.gt(CommentId(cursor.id)));
    }
    let rows = found
        .order_by_asc(Column::Id)
        .limit(page.limit())
        .all(db)
        .await?;
    Ok(rows.into_iter().map(value).collect())
}

pub async fn count_by_status(
    db: &impl ConnectionTrait,
    site: SiteId,
    status: Status,
) -> Result<u64, DbErr> {
    let found = Entity::find()
        .filter(Column::SiteId.eq(site))
        .filter(Column::Status.eq(status));
    found.count(db).await
}

pub async fn find_by_idempotency_key(
    db: &impl ConnectionTrait,
    author: MemberId,
    key: &str,
) -> Result<Option<Comment>, DbErr> {
    let found = Entity::find()
        .filter(Column::AuthorId.eq(author))
        .filter(Column::IdempotencyKey.eq(key));
    Ok(found.one(db).await?.map(value))
}

/// A new text of a comment.
pub struct Text {
    pub revision_id: RevisionId,
    pub body_markdown: String,
    pub body_html: String,
    pub renderer: i16,
    pub hold_reasons: Vec<HoldReason>,
    pub at: DateTime<Utc>,
}

/// Saves a new revision; the decision on the one before does not count for it.
pub async fn update_text(
    db: &impl ConnectionTrait,
    id: CommentId,
    text: Text,
) -> Result<Comment, DbErr> {
    let revision = revision::Model {
        id: text.revision_id,
        comment_id: id,
        body_markdown: text.body_markdown.clone(),
        created_at: text.at,
    };
    revision.into_active_model().insert(db).await?;
    let row = ActiveModel {
        id: Set(id),
        revision_id: Set(text.revision_id),
        body_markdown: Set(text.body_markdown),
        body_html: Set(text.body_html),
        renderer: Set(text.renderer),
        hold_reasons: Set(join(&text.hold_reasons)),
        decision_id: Set(None),
        reject_reason: Set(None),
        author_note: Set(None),
        edited_at: Set(Some(text.at)),
        ..Default::default()
    };
    row.update(db).await.map(value)
}

/// What came of a moderator's look at a comment.
#[derive(Clone)]
pub struct Ruling {
    pub status: Status,
    pub decision_id: LogEntryId,
    pub reject_reason: Option<RejectReason>,
    pub author_note: Option<String>,
}

pub async fn update_ruling(
    db: &impl ConnectionTrait,
    id: CommentId,
    ruling: Ruling,
) -> Result<Comment, DbErr> {
    let row = ActiveModel {
        id: Set(id),
        status: Set(ruling.status),
        decision_id: Set(Some(ruling.decision_id)),
        reject_reason: Set(ruling
            .reject_reason
            .map(|reason| reason.as_str().to_owned())),
        author_note: Set(ruling.author_note),
        ..Default::default()
    };
    row.update(db).await.map(value)
}

pub async fn update_status(
    db: &impl ConnectionTrait,
    id: CommentId,
    status: Status,
) -> Result<Comment, DbErr> {
    let row = ActiveModel {
        id: Set(id),
        status: Set(status),
        ..Default::default()
    };
    row.update(db).await.map(value)
}

/// Files a comment that came before what it answers: (what it answers, what it is shown under).
pub async fn update_place(
    db: &impl ConnectionTrait,
    id: CommentId,
    (parent, nested_under): (Option<CommentId>, Option<CommentId>),
) -> Result<(), DbErr> {
    let row = ActiveModel {
        id: Set(id),
        parent_id: Set(parent),
        nested_under_id: Set(nested_under),
        ..Default::default()
    };
    row.update(db).await.map(drop)
}

/// Takes the words away for good, of every revision.
pub async fn erase_text(db: &impl ConnectionTrait, id: CommentId) -> Result<(), DbErr> {
    let row = ActiveModel {
        id: Set(id),
        body_markdown: Set(String::new()),
        body_html: Set(String::new()),
        ..Default::default()
    };
    row.update(db).await?;
    revision::Entity::update_many()
        .col_expr(revision::Column::BodyMarkdown, Expr::value(""))
        .filter(revision::Column::CommentId.eq(id))
        .exec(db)
        .await
        .map(drop)
}

/// Where a member has commented, in the order of ids, in which rows are taken.
pub async fn list_episodes_of(
    db: &impl ConnectionTrait,
    author: MemberId,
) -> Result<Vec<EpisodeId>, DbErr> {
    Entity::find()
        .select_only()
        .column(Column::EpisodeId)
        .distinct()
        .filter(Column::AuthorId.eq(author))
        .order_by_asc(Column::EpisodeId)
        .into_tuple()
        .all(db)
        .await
}

/// Gives all comments of one member to another one.
pub async fn reassign(
    db: &impl ConnectionTrait,
    from: MemberId,
    to: MemberId,
) -> Result<u64, DbErr> {
    let updated = Entity::update_many()
        .col_expr(Column::AuthorId, Expr::value(to))
        .filter(Column::AuthorId.eq(from))
        .exec(db)
        .await?;
    Ok(updated.rows_affected)
}

/// A comment that came from another system: the key it has there, its id, what it is shown under
/// and on which level.
pub type External = (String, CommentId, Option<CommentId>, i16);

/// What is already in the episode from other systems.
pub async fn list_external(txn: &Txn, episode: EpisodeId) -> Result<Vec<External>, DbErr> {
    Entity::find()
        .select_only()
        .columns([
            Column::ExternalKey,
            Column::Id,
            Column::NestedUnderId,
            Column::Depth,
        ])
        .filter(Column::EpisodeId.eq(episode))
        .filter(Column::ExternalKey.is_not_null())
        .into_tuple()
        .stream(txn)
        .await?
        .try_collect()
        .await
}

fn first_revision(comment: &Comment) -> revision::Model {
    revision::Model {
        id: comment.revision_id,
        comment_id: comment.id,
        body_markdown: comment.body_markdown.clone(),
        created_at: comment.created_at,
    }
}

fn seen_by(visibility: Visibility) -> Condition {
    let shown = Condition::any().add(Column::Shown.eq(true));
    let not_deleted = Condition::all().add(Column::Status.ne(Status::Deleted));
    match visibility {
        Visibility::Shown => shown,
        Visibility::ShownAndOwn(member) => shown.add(not_deleted.add(Column::AuthorId.eq(member))),
        Visibility::EverythingOn(site) => shown.add(not_deleted.add(Column::SiteId.eq(site))),
    }
}

pub(super) fn value(row: Model) -> Comment {
    Comment {
        id: row.id,
        site_id: row.site_id,
        episode_id: row.episode_id,
        parent_id: row.parent_id,
        nested_under_id: row.nested_under_id,
        depth: row.depth,
        author_id: row.author_id,
        status: row.status,
        shown: row.shown,
        revision_id: row.revision_id,
        body_markdown: row.body_markdown,
        body_html: row.body_html,
        renderer: row.renderer,
        score: row.score,
        reply_count: row.reply_count,
        answer_count: row.answer_count,
        hold_reasons: row
            .hold_reasons
            .split(',')
            .filter_map(HoldReason::parse)
            .collect(),
        decision_id: row.decision_id,
        reject_reason: row.reject_reason.as_deref().and_then(RejectReason::parse),
        author_note: row.author_note,
        created_at: row.created_at,
        edited_at: row.edited_at,
        idempotency_key: row.idempotency_key,
        idempotency_hash: row.idempotency_hash,
        external_key: row.external_key,
    }
}

fn row(comment: Comment) -> Model {
    Model {
        id: comment.id,
        site_id: comment.site_id,
        episode_id: comment.episode_id,
        parent_id: comment.parent_id,
        nested_under_id: comment.nested_under_id,
        depth: comment.depth,
        author_id: comment.author_id,
        status: comment.status,
        shown: comment.shown,
        revision_id: comment.revision_id,
        body_markdown: comment.body_markdown,
        body_html: comment.body_html,
        renderer: comment.renderer,
        score: comment.score,
        reply_count: comment.reply_count,
        answer_count: comment.answer_count,
        hold_reasons: join(&comment.hold_reasons),
        decision_id: comment.decision_id,
        reject_reason: comment
            .reject_reason
            .map(|reason| reason.as_str().to_owned()),
        author_note: comment.author_note,
        created_at: comment.created_at,
        edited_at: comment.edited_at,
        idempotency_key: comment.idempotency_key,
        idempotency_hash: comment.idempotency_hash,
        external_key: comment.external_key,
    }
}

fn join(reasons: &[HoldReason]) -> String {
    reasons
        .iter()
        .map(|reason| reason.as_str())
        .collect::<Vec<_>>()
        .join(",")
}
