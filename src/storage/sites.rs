//! The `site` table.
use crate::model::{Site, SiteId};
use chrono::Duration;
use entity::site::{Column, Entity, Model};
use sea_orm::{
    ActiveModelTrait, ActiveValue::NotSet, ColumnTrait, ConnectionTrait, DbBackend, DbErr,
    EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Statement,
};

pub async fn insert(db: &impl ConnectionTrait, site: Site) -> Result<Site, DbErr> {
    row(site).into_active_model().insert(db).await.map(value)
}

pub async fn find(db: &impl ConnectionTrait, id: SiteId) -> Result<Option<Site>, DbErr> {
    Ok(Entity::find_by_id(id).one(db).await?.map(value))
}

/// Takes the site's row until the transaction ends: who changes its settings comes one after the
/// other, while readers post.
pub async fn lock(db: &impl ConnectionTrait, id: SiteId) -> Result<Option<Site>, DbErr> {
    lock_imports(db, id).await?;
    find(db, id).await
}

/// Saves everything but its key.
pub async fn update(db: &impl ConnectionTrait, site: Site) -> Result<(), DbErr> {
    let mut change = row(site.clone()).into_active_model().reset_all();
    change.key = NotSet;
    change.created_at = NotSet;
    Entity::update_many()
        .set(change)
        .filter(Column::Id.eq(site.id))
        .exec(db)
        .await
        .map(drop)
}

/// Takes the site's imported authors until the transaction ends: imports and claims come one after
/// the other, while readers post. `SQLite` has one writing transaction anyway.
pub async fn lock_imports(db: &impl ConnectionTrait, id: SiteId) -> Result<(), DbErr> {
    if db.get_database_backend() != DbBackend::Postgres {
        return Ok(());
    }
    let sql = "SELECT id FROM site WHERE id = $1 FOR NO KEY UPDATE";
    let statement = Statement::from_sql_and_values(DbBackend::Postgres, sql, [id.into()]);
    db.query_one_raw(statement).await.map(drop)
}

pub async fn find_by_key(db: &impl ConnectionTrait, key: &str) -> Result<Option<Site>, DbErr> {
    Ok(Entity::find()
        .filter(Column::Key.eq(key))
        .one(db)
        .await?
        .map(value))
}

pub async fn list_by_ids(db: &impl ConnectionTrait, ids: &[SiteId]) -> Result<Vec<Site>, DbErr> {
    let rows = Entity::find()
        .filter(Column::Id.is_in(ids.iter().copied()))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(value).collect())
}

pub async fn list(db: &impl ConnectionTrait) -> Result<Vec<Site>, DbErr> {
    let rows = Entity::find().order_by_asc(Column::Id).all(db).await?;
    Ok(rows.into_iter().map(value).collect())
}

pub(super) fn value(row: Model) -> Site {
    Site {
        id: row.id,
        key: row.key,
        name: row.name,
        origins: row.origins.lines().map(str::to_owned).collect(),
        mode: row.mode,
        nesting: row.nesting,
        newcomer_approvals: row.newcomer_approvals,
        edit_window: Duration::seconds(row.edit_window_seconds.into()),
        episodes_must_exist: row.episodes_must_exist,
        close_after_days: row.close_after_days,
        created_at: row.created_at,
    }
}

fn row(site: Site) -> Model {
    Model {
        id: site.id,
        key: site.key,
        name: site.name,
        origins: site.origins.join("\n"),
        mode: site.mode,
        nesting: site.nesting,
        newcomer_approvals: site.newcomer_approvals,
        edit_window_seconds: i32::try_from(site.edit_window.num_seconds()).unwrap_or(i32::MAX),
        episodes_must_exist: site.episodes_must_exist,
        close_after_days: site.close_after_days,
        created_at: site.created_at,
    }
}
