//! The `job` table.
use super::Txn;
use crate::model::{
    CommentId, ImportId, Job, JobId, JobKind, JobState, MemberId, PageRequest, RevisionId, SiteId,
};
use chrono::{DateTime, Utc};
use entity::job::{ActiveModel, Column, Entity, Model};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, FromQueryResult,
    IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select, Set,
    sea_query::{LockBehavior, LockType},
};

pub async fn insert(db: &impl ConnectionTrait, job: Job) -> Result<(), DbErr> {
    row(job).into_active_model().insert(db).await.map(drop)
}

pub async fn find(db: &impl ConnectionTrait, id: JobId) -> Result<Option<Job>, DbErr> {
    Ok(Entity::find_by_id(id).one(db).await?.map(value))
}

/// Whether [`take`] would find one. Takes no writer, so that it can be asked often.
pub async fn is_due(db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<bool, DbErr> {
    let found: Option<JobId> = due(now)
        .select_only()
        .column(Column::Id)
        .into_tuple()
        .one(db)
        .await?;
    Ok(found.is_some())
}

/// Takes the job that has been due for longest until `until`, for one more attempt; those of a
/// kind that is `busy`, on a site or on all of them, wait. Others who take at the same moment take other ones.
pub async fn take(
    txn: &Txn,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
    busy: &[(Option<SiteId>, JobKind)],
) -> Result<Option<Job>, DbErr> {
    let mut found = due(now).lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
    for (site, kind) in busy {
        let same = Condition::all()
            .add_option(site.map(|site| Column::SiteId.eq(site)))
            .add(Column::Kind.eq(*kind));
        found = found.filter(same.not());
    }
    let Some(row) = found.one(txn).await? else {
        return Ok(None);
    };
    let taken = ActiveModel {
        id: Set(row.id),
        attempts: Set(row.attempts.saturating_add(1)),
        leased_until: Set(Some(until)),
        ..Default::default()
    };
    taken.update(txn).await.map(|row| Some(value(row)))
}

fn due(now: DateTime<Utc>) -> Select<Entity> {
    let free = Condition::any()
        .add(Column::LeasedUntil.is_null())
        .add(Column::LeasedUntil.lte(now));
    Entity::find()
        .filter(Column::FailedAt.is_null())
        .filter(Column::DueAt.lte(now))
        .filter(free)
        .order_by_asc(Column::DueAt)
        .order_by_asc(Column::Id)
        .limit(1)
}

/// Makes it the worker's for longer. False when another worker has taken it meanwhile.
pub async fn renew(
    db: &impl ConnectionTrait,
    job: &Job,
    until: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let change = ActiveModel {
        leased_until: Set(Some(until)),
        ..Default::default()
    };
    update(db, change, held(job)).await
}

/// It is done. False when another worker has taken it meanwhile, whose job it is now.
pub async fn finish(db: &impl ConnectionTrait, job: &Job) -> Result<bool, DbErr> {
    let finished = Entity::delete_many().filter(held(job)).exec(db).await?;
    Ok(finished.rows_affected > 0)
}

/// It is to be tried again. False when another worker has taken it meanwhile.
pub async fn postpone(
    db: &impl ConnectionTrait,
    job: &Job,
    due_at: DateTime<Utc>,
    error: String,
) -> Result<bool, DbErr> {
    let change = ActiveModel {
        due_at: Set(due_at),
        leased_until: Set(None),
        last_error: Set(Some(error)),
        ..Default::default()
    };
    update(db, change, held(job)).await
}

/// It has been tried for long enough. False when another worker has taken it meanwhile.
pub async fn give_up(
    db: &impl ConnectionTrait,
    job: &Job,
    failed_at: DateTime<Utc>,
    error: String,
) -> Result<bool, DbErr> {
    let change = ActiveModel {
        leased_until: Set(None),
        failed_at: Set(Some(failed_at)),
        last_error: Set(Some(error)),
        ..Default::default()
    };
    update(db, change, held(job)).await
}

/// Removes what was given up on a site before then.
pub async fn forget(
    db: &impl ConnectionTrait,
    site: SiteId,
    before: DateTime<Utc>,
) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::SiteId.eq(site))
        .filter(Column::FailedAt.lt(before))
        .exec(db)
        .await
        .map(drop)
}

/// A job that was given up begins afresh. False when it was not given up.
pub async fn retry(
    db: &impl ConnectionTrait,
    id: JobId,
    due_at: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let change = ActiveModel {
        attempts: Set(0),
        due_at: Set(due_at),
        failed_at: Set(None),
        ..Default::default()
    };
    let given_up = Condition::all()
        .add(Column::Id.eq(id))
        .add(Column::FailedAt.is_not_null());
    update(db, change, given_up).await
}

/// Makes a comment's jobs of a kind due that nobody has tried yet.
pub async fn hasten(
    db: &impl ConnectionTrait,
    comment: CommentId,
    kind: JobKind,
    due_at: DateTime<Utc>,
) -> Result<(), DbErr> {
    let change = ActiveModel {
        due_at: Set(due_at),
        ..Default::default()
    };
    let later = untried(comment, kind).add(Column::DueAt.gt(due_at));
    update(db, change, later).await.map(drop)
}

/// Takes back a comment's jobs of a kind that nobody has tried yet; whether there was one.
pub async fn take_back(
    db: &impl ConnectionTrait,
    comment: CommentId,
    kind: JobKind,
) -> Result<bool, DbErr> {
    let taken = Entity::delete_many()
        .filter(untried(comment, kind))
        .exec(db)
        .await?;
    Ok(taken.rows_affected > 0)
}

fn untried(comment: CommentId, kind: JobKind) -> Condition {
    Condition::all()
        .add(Column::CommentId.eq(comment))
        .add(Column::Kind.eq(kind))
        .add(Column::Attempts.eq(0))
}

/// Whether a job of one of these kinds is still to be done about a text of a comment.
pub async fn is_any_waiting(
    db: &impl ConnectionTrait,
    (comment, revision): (CommentId, RevisionId),
    kinds: &[JobKind],
) -> Result<bool, DbErr> {
    let waiting = Entity::find()
        .filter(Column::CommentId.eq(comment))
        .filter(Column::RevisionId.eq(revision))
        .filter(Column::Kind.is_in(kinds.iter().copied()))
        .filter(Column::FailedAt.is_null());
    Ok(waiting.count(db).await? > 0)
}

/// Whether there is anything to be done for a member, or was given up.
pub async fn is_any_for(db: &impl ConnectionTrait, member: MemberId) -> Result<bool, DbErr> {
    let jobs = Entity::find().filter(Column::MemberId.eq(member));
    Ok(jobs.count(db).await? > 0)
}

/// Removes what is to be done for a member, or was given up.
pub async fn forget_member(db: &impl ConnectionTrait, member: MemberId) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::MemberId.eq(member))
        .exec(db)
        .await
        .map(drop)
}

/// Removes what an import waits for.
pub async fn forget_import(db: &impl ConnectionTrait, import: ImportId) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::ImportId.eq(import))
        .exec(db)
        .await
        .map(drop)
}

/// A site's jobs, the newest first.
pub async fn list(
    db: &impl ConnectionTrait,
    site: SiteId,
    state: JobState,
    page: &PageRequest,
) -> Result<Vec<Job>, DbErr> {
    let mut found = of_site(site, state);
    if let Some(cursor) = page.after {
        found = found.filter(Column::Id.lt(JobId(cursor.id)));
    }
    let rows = found
        .order_by_desc(Column::Id)
        .limit(page.limit())
        .all(db)
        .await?;
    Ok(rows.into_iter().map(value).collect())
}

pub async fn count(db: &impl ConnectionTrait, site: SiteId, state: JobState) -> Result<u64, DbErr> {
    of_site(site, state).count(db).await
}

/// Jobs of one kind on all sites, in one state.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Waiting {
    pub kind: JobKind,
    pub given_up: bool,
    pub number: i64,
    /// When the first of them was made.
    pub oldest: DateTime<Utc>,
    /// When the first of them is to be done.
    pub first_due: DateTime<Utc>,
}

/// Of all sites, those that were given up too.
pub async fn waiting(db: &impl ConnectionTrait) -> Result<Vec<Waiting>, DbErr> {
    Entity::find()
        .select_only()
        .column(Column::Kind)
        .column_as(Column::FailedAt.is_not_null(), "given_up")
        .column_as(Column::Id.count(), "number")
        .column_as(Column::CreatedAt.min(), "oldest")
        .column_as(Column::DueAt.min(), "first_due")
        .group_by(Column::Kind)
        .group_by(Column::FailedAt.is_not_null())
        .into_model()
        .all(db)
        .await
}

fn of_site(site: SiteId, state: JobState) -> Select<Entity> {
    let in_state = match state {
        JobState::Waiting => Column::FailedAt.is_null(),
        JobState::Failed => Column::FailedAt.is_not_null(),
    };
    Entity::find()
        .filter(Column::SiteId.eq(site))
        .filter(in_state)
}

/// The job as long as the worker that took it has it.
fn held(job: &Job) -> Condition {
    Condition::all()
        .add(Column::Id.eq(job.id))
        .add(Column::Attempts.eq(job.attempts))
        .add(Column::FailedAt.is_null())
}

async fn update(
    db: &impl ConnectionTrait,
    change: ActiveModel,
    which: Condition,
) -> Result<bool, DbErr> {
    let updated = Entity::update_many()
        .set(change)
        .filter(which)
        .exec(db)
        .await?;
    Ok(updated.rows_affected > 0)
}

fn value(row: Model) -> Job {
    Job {
        id: row.id,
        site_id: row.site_id,
        kind: row.kind,
        comment_id: row.comment_id,
        revision_id: row.revision_id,
        mail_id: row.mail_id,
        member_id: row.member_id,
        import_id: row.import_id,
        attempts: row.attempts,
        due_at: row.due_at,
        leased_until: row.leased_until,
        failed_at: row.failed_at,
        last_error: row.last_error,
        created_at: row.created_at,
    }
}

fn row(job: Job) -> Model {
    Model {
        id: job.id,
        site_id: job.site_id,
        kind: job.kind,
        comment_id: job.comment_id,
        revision_id: job.revision_id,
        mail_id: job.mail_id,
        member_id: job.member_id,
        import_id: job.import_id,
        attempts: job.attempts,
        due_at: job.due_at,
        leased_until: job.leased_until,
        failed_at: job.failed_at,
        last_error: job.last_error,
        created_at: job.created_at,
    }
}
