//! The `import` table.
use super::faults::is_taken;
use crate::model::{Import, ImportId, ImportOptions, ImportState, PageRequest, SiteId};
use chrono::{DateTime, Utc};
use entity::import::{ActiveModel, Column, Entity, Model};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, Set,
};

/// False when another import of the site is not finished; the transaction is over then.
pub async fn insert_if_alone(db: &impl ConnectionTrait, import: Import) -> Result<bool, DbErr> {
    let inserted = Entity::insert(row(import).into_active_model())
        .exec_without_returning(db)
        .await;
    if_alone(inserted.map(|_| true))
}

pub async fn find(db: &impl ConnectionTrait, id: ImportId) -> Result<Option<Import>, DbErr> {
    Ok(Entity::find_by_id(id).one(db).await?.map(value))
}

/// Saves what may change, if it is still in one of these states and no other import of the site has
/// begun meanwhile.
pub async fn save_if(
    db: &impl ConnectionTrait,
    import: Import,
    was: &[ImportState],
) -> Result<bool, DbErr> {
    let id = import.id;
    let row = row(import);
    let change = ActiveModel {
        started_by: Set(row.started_by),
        format: Set(row.format),
        state: Set(row.state),
        is_dry_run: Set(row.is_dry_run),
        bytes: Set(row.bytes),
        ticket_hash: Set(row.ticket_hash),
        kept_until: Set(row.kept_until),
        done: Set(row.done),
        total: Set(row.total),
        report: Set(row.report),
        error: Set(row.error),
        finished_at: Set(row.finished_at),
        ..Default::default()
    };
    let saved = Entity::update_many()
        .set(change)
        .filter(Column::Id.eq(id))
        .filter(Column::State.is_in(was.iter().copied()))
        .exec(db)
        .await;
    if_alone(saved.map(|saved| saved.rows_affected > 0))
}

fn if_alone(written: Result<bool, DbErr>) -> Result<bool, DbErr> {
    match written {
        Err(error) if is_taken(&error) => Ok(false),
        written => written,
    }
}

pub async fn find_by_ticket(
    db: &impl ConnectionTrait,
    ticket_hash: &[u8],
) -> Result<Option<Import>, DbErr> {
    let found = Entity::find().filter(Column::TicketHash.eq(ticket_hash));
    Ok(found.one(db).await?.map(value))
}

/// Uses a ticket up: of several at once one gets it.
pub async fn redeem(
    db: &impl ConnectionTrait,
    ticket_hash: &[u8],
    now: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let used = ActiveModel {
        ticket_hash: Set(None),
        ..Default::default()
    };
    let used = Entity::update_many()
        .set(used)
        .filter(Column::TicketHash.eq(ticket_hash))
        .filter(Column::State.eq(ImportState::AwaitingFile))
        .filter(Column::KeptUntil.gt(now))
        .exec(db)
        .await?;
    Ok(used.rows_affected > 0)
}

/// How far a running one has come.
pub async fn progress(
    db: &impl ConnectionTrait,
    id: ImportId,
    (done, total): (u64, Option<u64>),
) -> Result<(), DbErr> {
    let change = ActiveModel {
        done: Set(signed(done)),
        total: Set(total.map(signed)),
        ..Default::default()
    };
    Entity::update_many()
        .set(change)
        .filter(Column::Id.eq(id))
        .filter(Column::State.eq(ImportState::Running))
        .exec(db)
        .await
        .map(drop)
}

/// A site's, the newest first.
pub async fn list(
    db: &impl ConnectionTrait,
    site: SiteId,
    page: &PageRequest,
) -> Result<Vec<Import>, DbErr> {
    let mut found = Entity::find().filter(Column::SiteId.eq(site));
    if let Some(cursor) = page.after {
        found = found.filter(Column::Id.lt(ImportId(cursor.id)));
    }
    let rows = found
        .order_by_desc(Column::Id)
        .limit(page.limit())
        .all(db)
        .await?;
    Ok(rows.into_iter().map(value).collect())
}

pub async fn count(db: &impl ConnectionTrait, site: SiteId) -> Result<u64, DbErr> {
    let found = Entity::find().filter(Column::SiteId.eq(site));
    found.count(db).await
}

/// Those of a site that are finished and have a file yet.
pub async fn list_kept(db: &impl ConnectionTrait, site: SiteId) -> Result<Vec<Import>, DbErr> {
    let kept = Entity::find()
        .filter(Column::SiteId.eq(site))
        .filter(Column::State.eq(ImportState::Done))
        .filter(Column::KeptUntil.is_not_null());
    Ok(kept.all(db).await?.into_iter().map(value).collect())
}

/// Those whose time is over.
pub async fn list_over(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
) -> Result<Vec<Import>, DbErr> {
    let over = Entity::find().filter(Column::KeptUntil.lte(now));
    Ok(over.all(db).await?.into_iter().map(value).collect())
}

fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

fn value(row: Model) -> Import {
    Import {
        id: row.id,
        site_id: row.site_id,
        started_by: row.started_by,
        format: row.format,
        state: row.state,
        is_dry_run: row.is_dry_run,
        url_rules: row.url_rules,
        options: ImportOptions {
            with_spam: row.with_spam,
            with_trash: row.with_trash,
            with_unpublished: row.with_unpublished,
        },
        file_name: row.file_name,
        bytes: unsigned(row.bytes),
        ticket_hash: row.ticket_hash,
        kept_until: row.kept_until,
        done: unsigned(row.done),
        total: row.total.map(unsigned),
        report: row.report,
        error: row.error,
        created_at: row.created_at,
        finished_at: row.finished_at,
    }
}

fn row(import: Import) -> Model {
    Model {
        id: import.id,
        site_id: import.site_id,
        started_by: import.started_by,
        format: import.format,
        state: import.state,
        is_dry_run: import.is_dry_run,
        with_spam: import.options.with_spam,
        with_trash: import.options.with_trash,
        with_unpublished: import.options.with_unpublished,
        url_rules: import.url_rules,
        file_name: import.file_name,
        bytes: signed(import.bytes),
        ticket_hash: import.ticket_hash,
        kept_until: import.kept_until,
        done: signed(import.done),
        total: import.total.map(signed),
        report: import.report,
        error: import.error,
        created_at: import.created_at,
        finished_at: import.finished_at,
    }
}
