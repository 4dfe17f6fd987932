//! The `mute` table.
use super::{Db, members};
use crate::model::{Member, MemberId, PageRequest};
use chrono::{DateTime, Utc};
use entity::{
    member,
    mute::{Column, Entity, Model},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, Statement,
    sea_query::{OnConflict, Query},
};
use std::collections::HashSet;

/// Whether the author was not muted already.
pub async fn insert(
    db: &impl ConnectionTrait,
    (member_id, muted_id): (MemberId, MemberId),
    created_at: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let row = Model {
        member_id,
        muted_id,
        created_at,
    };
    let conflict = OnConflict::columns([Column::MemberId, Column::MutedId])
        .do_nothing()
        .to_owned();
    let inserted = Entity::insert(row.into_active_model())
        .on_conflict(conflict)
        .exec_without_returning(db)
        .await?;
    Ok(inserted > 0)
}

/// Whether the author was muted.
pub async fn delete(
    db: &impl ConnectionTrait,
    (member, muted): (MemberId, MemberId),
) -> Result<bool, DbErr> {
    let deleted = Entity::delete_by_id((member, muted)).exec(db).await?;
    Ok(deleted.rows_affected > 0)
}

pub async fn count(db: &impl ConnectionTrait, member: MemberId) -> Result<u64, DbErr> {
    let found = Entity::find().filter(Column::MemberId.eq(member));
    found.count(db).await
}

/// Whom the member does not want to read.
pub async fn of_member(db: &Db, member: MemberId) -> Result<HashSet<MemberId>, DbErr> {
    const ASKED: &str = "SELECT muted_id FROM mute WHERE member_id = $1";
    let statement = Statement::from_sql_and_values(db.backend(), ASKED, [member.into()]);
    let ids = db.rows(statement, |cells| Ok(MemberId(cells.take()?)));
    Ok(ids.await?.into_iter().collect())
}

/// The same as members, in the order of ids.
pub async fn list(
    db: &impl ConnectionTrait,
    member: MemberId,
    page: &PageRequest,
) -> Result<Vec<Member>, DbErr> {
    let muted = Query::select()
        .column(Column::MutedId)
        .from(Entity)
        .and_where(Column::MemberId.eq(member))
        .to_owned();
    let mut found = member::Entity::find().filter(member::Column::Id.in_subquery(muted));
    if let Some(cursor) = page.after {
        found = found.filter(member::Column::Id.gt(MemberId(cursor.id)));
    }
    let rows = found
        .order_by_asc(member::Column::Id)
        .limit(page.limit())
        .all(db)
        .await?;
    Ok(rows.into_iter().map(members::value).collect())
}
