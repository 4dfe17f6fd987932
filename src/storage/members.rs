//! The `member` table.
use crate::model::{AccountId, Member, MemberId, Role, SiteId};
use entity::member::{ActiveModel, Column, Entity, Model};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, ExprTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter, QuerySelect, Set,
    sea_query::{Expr, OnConflict},
};

pub async fn find(db: &impl ConnectionTrait, id: MemberId) -> Result<Option<Member>, DbErr> {
    Ok(Entity::find_by_id(id).one(db).await?.map(value))
}

pub async fn find_on_site(
    db: &impl ConnectionTrait,
    site: SiteId,
    account: AccountId,
) -> Result<Option<Member>, DbErr> {
    let found = Entity::find()
        .filter(Column::SiteId.eq(site))
        .filter(Column::AccountId.eq(account));
    Ok(found.one(db).await?.map(value))
}

pub async fn list(db: &impl ConnectionTrait, ids: &[MemberId]) -> Result<Vec<Member>, DbErr> {
    let found = Entity::find().filter(Column::Id.is_in(ids.iter().copied()));
    Ok(found.all(db).await?.into_iter().map(value).collect())
}

/// Does nothing when the account is a member already.
pub async fn insert_if_new(db: &impl ConnectionTrait, member: Member) -> Result<(), DbErr> {
    let conflict = OnConflict::columns([Column::SiteId, Column::AccountId])
        .do_nothing()
        .to_owned();
    Entity::insert(row(member).into_active_model())
        .on_conflict(conflict)
        .exec_without_returning(db)
        .await
        .map(drop)
}

/// The names of those who moderate a site.
pub async fn staff_names(db: &impl ConnectionTrait, site: SiteId) -> Result<Vec<String>, DbErr> {
    Entity::find()
        .select_only()
        .column(Column::DisplayName)
        .filter(Column::SiteId.eq(site))
        .filter(Column::Role.is_in([Role::Moderator, Role::Admin]))
        .into_tuple()
        .all(db)
        .await
}

pub async fn count_admins(db: &impl ConnectionTrait, site: SiteId) -> Result<u64, DbErr> {
    Entity::find()
        .filter(Column::SiteId.eq(site))
        .filter(Column::Role.eq(Role::Admin))
        .count(db)
        .await
}

pub async fn update_role(db: &impl ConnectionTrait, id: MemberId, role: Role) -> Result<(), DbErr> {
    let row = ActiveModel {
        id: Set(id),
        role: Set(role),
        ..Default::default()
    };
    row.update(db).await.map(drop)
}

/// Saves the standing and its end.
pub async fn update_standing(db: &impl ConnectionTrait, member: &Member) -> Result<(), DbErr> {
    let row = ActiveModel {
        id: Set(member.id),
        standing: Set(member.standing),
        standing_until: Set(member.standing_until),
        ..Default::default()
    };
    row.update(db).await.map(drop)
}

pub async fn add_approved(db: &impl ConnectionTrait, id: MemberId, by: i32) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(
            Column::ApprovedCount,
            Expr::col(Column::ApprovedCount).add(by),
        )
        .filter(Column::Id.eq(id))
        .exec(db)
        .await
        .map(drop)
}

pub async fn delete(db: &impl ConnectionTrait, id: MemberId) -> Result<(), DbErr> {
    Entity::delete_by_id(id).exec(db).await.map(drop)
}

pub(super) fn value(row: Model) -> Member {
    Member {
        id: row.id,
        site_id: row.site_id,
        account_id: row.account_id,
        display_name: row.display_name,
        role: row.role,
        standing: row.standing,
        standing_until: row.standing_until,
        approved_count: row.approved_count,
        created_at: row.created_at,
    }
}

fn row(member: Member) -> Model {
    Model {
        id: member.id,
        site_id: member.site_id,
        account_id: member.account_id,
        display_name: member.display_name,
        role: member.role,
        standing: member.standing,
        standing_until: member.standing_until,
        approved_count: member.approved_count,
        created_at: member.created_at,
    }
}
