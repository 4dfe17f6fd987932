//! The `comment` and `revision` tables, a comment at a time.
mod publish;
mod row;

pub use publish::{Around, publish_unless_key_used};
pub(super) use row::{COLUMNS, read, row, value};

use self::row::{first_revision, join};
use super::{Txn, faults::is_taken};
use crate::model::{
    Comment, CommentId, EpisodeId, MemberId, RevisionId, SiteId, Status, Visibility,
};
use chrono::{DateTime, Utc};
use entity::{
    comment::{ActiveModel, Column, Entity},
    revision,
};
use futures_util::TryStreamExt;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect, Set, sea_query::Expr,
};

/// With its first revision.
pub async fn insert(db: &impl ConnectionTrait, comment: Comment) -> Result<(), DbErr> {
    let revision = first_revision(&comment).into_active_model();
    Entity::insert(row(comment).into_active_model())
        .exec_without_returning(db)
        .await?;
    revision::Entity::insert(revision)
        .exec_without_returning(db)
        .await
        .map(drop)
}

/// Not when its author used the idempotency key elsewhere meanwhile; the transaction is over then.
pub async fn insert_unless_key_used(
    db: &impl ConnectionTrait,
    comment: Comment,
) -> Result<bool, DbErr> {
    let has_key = comment.idempotency_key.is_some();
    match insert(db, comment).await {
        Err(fault) if has_key && is_taken(&fault) => Ok(false),
        result => result.map(|()| true),
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

/// Saves a comment's new text as a revision, and everything that [`save`] does.
pub async fn save_text(db: &impl ConnectionTrait, comment: &Comment) -> Result<(), DbErr> {
    let revision = revision::Model {
        id: comment.revision_id,
        comment_id: comment.id,
        body_markdown: comment.body_markdown.clone(),
        created_at: comment.edited_at.unwrap_or(comment.created_at),
    };
    revision.into_active_model().insert(db).await?;
    let text = ActiveModel {
        revision_id: Set(comment.revision_id),
        body_markdown: Set(comment.body_markdown.clone()),
        body_html: Set(comment.body_html.clone()),
        renderer: Set(comment.renderer),
        edited_at: Set(comment.edited_at),
        text_hash: Set(comment.text_hash.clone()),
        ..Default::default()
    };
    update(db, comment.id, text).await?;
    save(db, comment).await
}

/// Saves which moment of the episode a comment is about.
pub async fn save_moment(db: &impl ConnectionTrait, comment: &Comment) -> Result<(), DbErr> {
    let moment = ActiveModel {
        moment_seconds: Set(comment.moment_seconds),
        ..Default::default()
    };
    update(db, comment.id, moment).await
}

/// Saves how a comment stands with moderators, rules and reports; neither its text nor what is
/// counted of it in its thread.
pub async fn save(db: &impl ConnectionTrait, comment: &Comment) -> Result<(), DbErr> {
    let kept = comment.kept.as_ref();
    let standing = ActiveModel {
        status: Set(comment.status),
        hold_reasons: Set(join(&comment.hold_reasons)),
        decision_id: Set(comment.decision_id),
        reject_reason: Set(comment
            .reject_reason
            .map(|reason| reason.as_str().to_owned())),
        author_note: Set(comment.author_note.clone()),
        reviewed: Set(comment.reviewed),
        kept_revision_id: Set(kept.map(|kept| kept.revision_id)),
        kept_markdown: Set(kept.map(|kept| kept.body_markdown.clone())),
        kept_html: Set(kept.map(|kept| kept.body_html.clone())),
        kept_renderer: Set(kept.map(|kept| kept.renderer)),
        kept_edited_at: Set(kept.and_then(|kept| kept.edited_at)),
        pinned_at: Set(comment.pinned_at),
        featured_at: Set(comment.featured_at),
        report_count: Set(comment.report_count),
        report_weight: Set(comment.report_weight),
        spam_score: Set(comment.spam_score),
        spam_words: Set(comment.spam_words.clone()),
        learned_as: Set(comment
            .learned_as
            .map(|learned| learned.as_str().to_owned())),
        ..Default::default()
    };
    update(db, comment.id, standing).await
}

/// The text of a revision.
pub async fn find_text(db: &impl ConnectionTrait, id: RevisionId) -> Result<Option<String>, DbErr> {
    let found = revision::Entity::find_by_id(id).one(db).await?;
    Ok(found.map(|revision| revision.body_markdown))
}

/// The texts of a comment, the newest first: (id, text, when).
pub async fn list_revisions(
    db: &impl ConnectionTrait,
    id: CommentId,
    limit: u64,
) -> Result<Vec<(RevisionId, String, DateTime<Utc>)>, DbErr> {
    revision::Entity::find()
        .select_only()
        .columns([
            revision::Column::Id,
            revision::Column::BodyMarkdown,
            revision::Column::CreatedAt,
        ])
        .filter(revision::Column::CommentId.eq(id))
        .order_by_desc(revision::Column::Id)
        .limit(limit)
        .into_tuple()
        .all(db)
        .await
}

async fn update(
    db: &impl ConnectionTrait,
    id: CommentId,
    change: ActiveModel,
) -> Result<(), DbErr> {
    Entity::update_many()
        .set(change)
        .filter(Column::Id.eq(id))
        .exec(db)
        .await
        .map(drop)
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
    let nothing = ActiveModel {
        body_markdown: Set(String::new()),
        body_html: Set(String::new()),
        text_hash: Set(None),
        ..Default::default()
    };
    update(db, id, nothing).await?;
    revision::Entity::update_many()
        .col_expr(revision::Column::BodyMarkdown, Expr::value(""))
        .filter(revision::Column::CommentId.eq(id))
        .exec(db)
        .await
        .map(drop)
}

/// Whether readers see an older text of one of the member's held comments.
pub async fn has_kept(db: &impl ConnectionTrait, author: MemberId) -> Result<bool, DbErr> {
    let found = Entity::find()
        .filter(Column::AuthorId.eq(author))
        .filter(Column::Status.eq(Status::Pending))
        .filter(Column::KeptRevisionId.is_not_null())
        .limit(1);
    Ok(found.one(db).await?.is_some())
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

/// The site's last comments that have not been taken back, the newest first.
pub async fn list_last(
    db: &impl ConnectionTrait,
    site: SiteId,
    limit: u64,
) -> Result<Vec<Comment>, DbErr> {
    let mut found = Vec::new();
    // Status by status, each by its index.
    for status in [
        Status::Pending,
        Status::Approved,
        Status::Rejected,
        Status::Spam,
    ] {
        let rows = Entity::find()
            .filter(Column::SiteId.eq(site))
            .filter(Column::Status.eq(status))
            .order_by_desc(Column::Id)
            .limit(limit)
            .all(db)
            .await?;
        found.extend(rows.into_iter().map(value));
    }
    found.sort_unstable_by_key(|comment| std::cmp::Reverse(comment.id));
    found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(found)
}

/// Whether the author has another comment that reads the same, and has not been taken back.
pub async fn has_text(
    db: &impl ConnectionTrait,
    author: MemberId,
    text_hash: &[u8],
    but: Option<CommentId>,
) -> Result<bool, DbErr> {
    let mut found = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::AuthorId.eq(author))
        .filter(Column::TextHash.eq(text_hash))
        .filter(Column::Status.ne(Status::Deleted));
    if let Some(but) = but {
        found = found.filter(Column::Id.ne(but));
    }
    let found: Option<CommentId> = found.into_tuple().one(db).await?;
    Ok(found.is_some())
}

/// Comments of a member that are held or shown, created since, the oldest first.
pub async fn list_standing_of(
    db: &impl ConnectionTrait,
    author: MemberId,
    since: DateTime<Utc>,
    limit: u64,
) -> Result<Vec<(EpisodeId, CommentId)>, DbErr> {
    Entity::find()
        .select_only()
        .columns([Column::EpisodeId, Column::Id])
        .filter(Column::AuthorId.eq(author))
        .filter(Column::Status.is_in([Status::Pending, Status::Approved]))
        .filter(Column::CreatedAt.gte(since))
        .order_by_asc(Column::Id)
        .limit(limit)
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

/// A comment that came from another system: the key it has there, its id, what it is shown under,
/// on which level, and its time.
pub type External = (String, CommentId, Option<CommentId>, i16, DateTime<Utc>);

/// What is already in the episode from other systems.
pub async fn list_external(txn: &Txn, episode: EpisodeId) -> Result<Vec<External>, DbErr> {
    Entity::find()
        .select_only()
        .columns([
            Column::ExternalKey,
            Column::Id,
            Column::NestedUnderId,
            Column::Depth,
            Column::CreatedAt,
        ])
        .filter(Column::EpisodeId.eq(episode))
        .filter(Column::ExternalKey.is_not_null())
        .into_tuple()
        .stream(txn)
        .await?
        .try_collect()
        .await
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
