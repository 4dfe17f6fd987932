//! The `member` table.
use crate::model::{AccountId, Member, MemberId, Record, Role, SiteId};
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

/// Saves the standing, its end and its reason.
pub async fn update_standing(db: &impl ConnectionTrait, member: &Member) -> Result<(), DbErr> {
    let row = ActiveModel {
        id: Set(member.id),
        standing: Set(member.standing),
        standing_until: Set(member.standing_until),
        standing_reason: Set(member.standing_reason.clone()),
        ..Default::default()
    };
    row.update(db).await.map(drop)
}

pub async fn move_record(db: &impl ConnectionTrait, id: MemberId, by: Record) -> Result<(), DbErr> {
    if by == Record::default() {
        return Ok(());
    }
    let mut update = Entity::update_many();
    for (column, by) in [
        (Column::PendingCount, by.pending),
        (Column::ApprovedCount, by.approved),
        (Column::RejectedCount, by.rejected),
        (Column::SpamCount, by.spam),
        (Column::DeletedCount, by.deleted),
    ] {
        update = update.col_expr(column, Expr::col(column).add(by));
    }
    update.filter(Column::Id.eq(id)).exec(db).await.map(drop)
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
        standing_reason: row.standing_reason,
        record: Record {
            pending: row.pending_count,
            approved: row.approved_count,
            rejected: row.rejected_count,
            spam: row.spam_count,
            deleted: row.deleted_count,
        },
        reports_upheld: row.reports_upheld,
        reports_dismissed: row.reports_dismissed,
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
        standing_reason: member.standing_reason,
        approved_count: member.record.approved,
        pending_count: member.record.pending,
        rejected_count: member.record.rejected,
        spam_count: member.record.spam,
        deleted_count: member.record.deleted,
        reports_upheld: member.reports_upheld,
        reports_dismissed: member.reports_dismissed,
        created_at: member.created_at,
    }
}
