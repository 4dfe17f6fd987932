//! The `episode` and `episode_url` tables.
use super::{Txn, db::for_update, faults::is_taken};
use crate::model::{Change, Episode, EpisodeId, QueueCounts, SiteId, ThreadState};
use chrono::{DateTime, Utc};
use entity::{
    EpisodeUrlId,
    episode::{ActiveModel, Column, Entity, Model},
    episode_url,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult,
    IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, Set, Statement, sea_query::OnConflict,
};

pub async fn insert(txn: &Txn, episode: Episode) -> Result<Episode, DbErr> {
    txn.touch(Change::Episodes(episode.site_id));
    row(episode)
        .into_active_model()
        .insert(txn)
        .await
        .map(value)
}

/// Does nothing when the site already has the key.
pub async fn insert_if_new(txn: &Txn, episode: Episode) -> Result<(), DbErr> {
    txn.touch(Change::Episodes(episode.site_id));
    let conflict = OnConflict::columns([Column::SiteId, Column::Key])
        .do_nothing()
        .to_owned();
    Entity::insert(row(episode).into_active_model())
        .on_conflict(conflict)
        .exec_without_returning(txn)
        .await
        .map(drop)
}

pub async fn find(db: &impl ConnectionTrait, id: EpisodeId) -> Result<Option<Episode>, DbErr> {
    Ok(Entity::find_by_id(id).one(db).await?.map(value))
}

/// Takes the episode's row until the transaction ends: everything that posts to a thread or
/// changes its state goes through here, one after the other.
pub async fn lock(db: &impl ConnectionTrait, id: EpisodeId) -> Result<Option<Episode>, DbErr> {
    let backend = db.get_database_backend();
    let sql = format!("SELECT * FROM episode WHERE id = $1{}", for_update(db));
    let statement = Statement::from_sql_and_values(backend, sql, [id.into()]);
    Ok(Model::find_by_statement(statement)
        .one(db)
        .await?
        .map(value))
}

/// The same by the episode's key on its site.
pub async fn lock_by_key(
    db: &impl ConnectionTrait,
    site: SiteId,
    key: &str,
) -> Result<Option<Episode>, DbErr> {
    let backend = db.get_database_backend();
    let sql = format!(
        "SELECT * FROM episode WHERE site_id = $1 AND key = $2{}",
        for_update(db)
    );
    let statement = Statement::from_sql_and_values(backend, sql, [site.into(), key.into()]);
    Ok(Model::find_by_statement(statement)
        .one(db)
        .await?
        .map(value))
}

pub async fn find_by_key(
    db: &impl ConnectionTrait,
    site: SiteId,
    key: &str,
) -> Result<Option<Episode>, DbErr> {
    let found = Entity::find()
        .filter(Column::SiteId.eq(site))
        .filter(Column::Key.eq(key));
    Ok(found.one(db).await?.map(value))
}

pub async fn find_by_page(
    db: &impl ConnectionTrait,
    site: SiteId,
    page_key: &str,
) -> Result<Option<Episode>, DbErr> {
    let alias = episode_url::Entity::find()
        .filter(episode_url::Column::SiteId.eq(site))
        .filter(episode_url::Column::PageKey.eq(page_key))
        .one(db)
        .await?;
    match alias {
        Some(alias) => find(db, alias.episode_id).await,
        None => Ok(None),
    }
}

pub async fn list_by_ids(
    db: &impl ConnectionTrait,
    ids: &[EpisodeId],
) -> Result<Vec<Episode>, DbErr> {
    let found = Entity::find().filter(Column::Id.is_in(ids.iter().copied()));
    Ok(found.all(db).await?.into_iter().map(value).collect())
}

pub async fn list_versions(
    db: &impl ConnectionTrait,
    ids: &[EpisodeId],
) -> Result<Vec<(EpisodeId, i64)>, DbErr> {
    Entity::find()
        .select_only()
        .columns([Column::Id, Column::Version])
        .filter(Column::Id.is_in(ids.iter().copied()))
        .into_tuple()
        .all(db)
        .await
}

pub async fn list_by_keys(
    db: &impl ConnectionTrait,
    site: SiteId,
    keys: &[String],
) -> Result<Vec<Episode>, DbErr> {
    let found = Entity::find()
        .filter(Column::SiteId.eq(site))
        .filter(Column::Key.is_in(keys));
    Ok(found.all(db).await?.into_iter().map(value).collect())
}

pub async fn list_all(db: &impl ConnectionTrait) -> Result<Vec<Episode>, DbErr> {
    Ok(Entity::find()
        .order_by_asc(Column::Id)
        .all(db)
        .await?
        .into_iter()
        .map(value)
        .collect())
}

/// Gives the page to the episode unless another one of the site has it; whether it did.
pub async fn add_url(
    db: &impl ConnectionTrait,
    id: EpisodeUrlId,
    episode: &Episode,
    (page_key, url): (String, String),
) -> Result<bool, DbErr> {
    let row = episode_url::Model {
        id,
        site_id: episode.site_id,
        episode_id: episode.id,
        page_key,
        url,
    };
    let conflict = OnConflict::columns([episode_url::Column::SiteId, episode_url::Column::PageKey])
        .do_nothing()
        .to_owned();
    let inserted = episode_url::Entity::insert(row.into_active_model())
        .on_conflict(conflict)
        .exec_without_returning(db)
        .await?;
    Ok(inserted > 0)
}

/// Takes a page away from the episode that has it.
pub async fn remove_url(
    db: &impl ConnectionTrait,
    site: SiteId,
    page_key: &str,
) -> Result<(), DbErr> {
    episode_url::Entity::delete_many()
        .filter(episode_url::Column::SiteId.eq(site))
        .filter(episode_url::Column::PageKey.eq(page_key))
        .exec(db)
        .await
        .map(drop)
}

pub async fn list_urls(db: &impl ConnectionTrait, id: EpisodeId) -> Result<Vec<String>, DbErr> {
    let rows = episode_url::Entity::find()
        .filter(episode_url::Column::EpisodeId.eq(id))
        .order_by_asc(episode_url::Column::Id)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| row.url).collect())
}

/// What a moderator makes of a thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StateChange {
    pub state: ThreadState,
    pub lock_reason: Option<String>,
    pub locked_until: Option<DateTime<Utc>>,
    pub closed_message: Option<String>,
    pub closed_until: Option<DateTime<Utc>>,
    pub close_after_days: Option<i32>,
    pub closes_on: Option<DateTime<Utc>>,
}

impl StateChange {
    /// To what the episode is already.
    pub fn of(episode: &Episode) -> Self {
        Self {
            state: episode.state,
            lock_reason: episode.lock_reason.clone(),
            locked_until: episode.locked_until,
            closed_message: episode.closed_message.clone(),
            closed_until: episode.closed_until,
            close_after_days: episode.close_after_days,
            closes_on: episode.closes_on,
        }
    }

    /// The episode as it would be.
    pub fn onto(&self, episode: &Episode) -> Episode {
        let change = self.clone();
        Episode {
            state: change.state,
            lock_reason: change.lock_reason,
            locked_until: change.locked_until,
            closed_message: change.closed_message,
            closed_until: change.closed_until,
            close_after_days: change.close_after_days,
            closes_on: change.closes_on,
            ..episode.clone()
        }
    }
}

pub async fn update_state(
    txn: &Txn,
    episode: &Episode,
    change: StateChange,
) -> Result<Episode, DbErr> {
    let row = ActiveModel {
        id: Set(episode.id),
        state: Set(change.state),
        lock_reason: Set(change.lock_reason),
        locked_until: Set(change.locked_until),
        closed_message: Set(change.closed_message),
        closed_until: Set(change.closed_until),
        close_after_days: Set(change.close_after_days),
        closes_on: Set(change.closes_on),
        version: Set(episode.version + 1),
        ..Default::default()
    };
    let updated = row.update(txn).await.map(value)?;
    txn.touch(Change::thread(updated.id));
    Ok(updated)
}

/// Saves key, title, address, publication and mode; nothing that a thread counts or decides. None
/// when the site has another episode with the key; the transaction is over then.
pub async fn update_details(txn: &Txn, episode: Episode) -> Result<Option<Episode>, DbErr> {
    let row = ActiveModel {
        id: Set(episode.id),
        key: Set(episode.key),
        title: Set(episode.title),
        url: Set(episode.url),
        published_at: Set(episode.published_at),
        mode: Set(episode.mode),
        close_after_days: Set(episode.close_after_days),
        closes_on: Set(episode.closes_on),
        vouched: Set(episode.vouched),
        version: Set(episode.version + 1),
        ..Default::default()
    };
    let updated = match row.update(txn).await {
        Err(fault) if is_taken(&fault) => return Ok(None),
        updated => value(updated?),
    };
    txn.touch(Change::thread(updated.id));
    txn.touch(Change::Episodes(updated.site_id));
    Ok(Some(updated))
}

pub(super) fn value(row: Model) -> Episode {
    Episode {
        id: row.id,
        site_id: row.site_id,
        key: row.key,
        title: row.title,
        url: row.url,
        published_at: row.published_at,
        vouched: row.vouched,
        state: row.state,
        lock_reason: row.lock_reason,
        locked_until: row.locked_until,
        closed_message: row.closed_message,
        closed_until: row.closed_until,
        close_after_days: row.close_after_days,
        closes_on: row.closes_on,
        mode: row.mode,
        comment_count: row.comment_count,
        queues: QueueCounts {
            pending: row.pending_count,
            approved: row.approved_count,
            rejected: row.rejected_count,
            spam: row.spam_count,
            unreviewed: row.unreviewed_count,
            reported: row.reported_count,
        },
        top_count: row.top_count,
        version: row.version,
        renewed_version: row.renewed_version,
        created_at: row.created_at,
    }
}

fn row(episode: Episode) -> Model {
    Model {
        id: episode.id,
        site_id: episode.site_id,
        key: episode.key,
        title: episode.title,
        url: episode.url,
        published_at: episode.published_at,
        vouched: episode.vouched,
        state: episode.state,
        lock_reason: episode.lock_reason,
        locked_until: episode.locked_until,
        closed_message: episode.closed_message,
        closed_until: episode.closed_until,
        close_after_days: episode.close_after_days,
        closes_on: episode.closes_on,
        mode: episode.mode,
        comment_count: episode.comment_count,
        approved_count: episode.queues.approved,
        pending_count: episode.queues.pending,
        rejected_count: episode.queues.rejected,
        spam_count: episode.queues.spam,
        unreviewed_count: episode.queues.unreviewed,
        reported_count: episode.queues.reported,
        top_count: episode.top_count,
        version: episode.version,
        renewed_version: episode.renewed_version,
        created_at: episode.created_at,
    }
}
