//! The `invitation` table.
use super::{Db, db::for_update, sweep::Over};
use crate::model::{AccountId, Invitation, InvitationId, MemberId, PageRequest, Role, SiteId};
use chrono::{DateTime, Utc};
use entity::{
    account,
    invitation::{ActiveModel, Column, Entity, Model},
    member,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, FromQueryResult,
    IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Set, Statement,
    sea_query::{Expr, Query},
};

pub async fn insert(db: &impl ConnectionTrait, invitation: Invitation) -> Result<(), DbErr> {
    row(invitation)
        .into_active_model()
        .insert(db)
        .await
        .map(drop)
}

pub async fn find(
    db: &impl ConnectionTrait,
    id: InvitationId,
) -> Result<Option<Invitation>, DbErr> {
    Ok(Entity::find_by_id(id).one(db).await?.map(value))
}

/// Takes the row until the transaction ends: whoever comes second finds what the first has left.
pub async fn lock(
    db: &impl ConnectionTrait,
    id: InvitationId,
) -> Result<Option<Invitation>, DbErr> {
    let sql = format!("SELECT * FROM invitation WHERE id = $1{}", for_update(db));
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, [id.into()]);
    let found = Model::find_by_statement(statement).one(db).await?;
    Ok(found.map(value))
}

/// The open one to the address that the account has proved.
pub async fn find_open_for(
    db: &impl ConnectionTrait,
    (site, account): (SiteId, AccountId),
    now: DateTime<Utc>,
) -> Result<Option<Invitation>, DbErr> {
    let proved = Query::select()
        .column(account::Column::Email)
        .from(account::Entity)
        .and_where(account::Column::Id.eq(account))
        .and_where(account::Column::EmailVerifiedAt.is_not_null())
        .to_owned();
    let found = Entity::find()
        .filter(open(site, now))
        .filter(Column::Email.in_subquery(proved));
    Ok(found.one(db).await?.map(value))
}

/// The newest first.
pub async fn list_open(
    db: &impl ConnectionTrait,
    (site, now): (SiteId, DateTime<Utc>),
    page: &PageRequest,
) -> Result<Vec<Invitation>, DbErr> {
    let mut found = Entity::find().filter(open(site, now));
    if let Some(cursor) = page.after {
        found = found.filter(Column::Id.lt(InvitationId(cursor.id)));
    }
    let rows = found
        .order_by_desc(Column::Id)
        .limit(page.limit())
        .all(db)
        .await?;
    Ok(rows.into_iter().map(value).collect())
}

pub async fn count_open(
    db: &impl ConnectionTrait,
    site: SiteId,
    now: DateTime<Utc>,
) -> Result<u64, DbErr> {
    Entity::find().filter(open(site, now)).count(db).await
}

pub async fn mark_accepted(
    db: &impl ConnectionTrait,
    id: InvitationId,
    at: DateTime<Utc>,
) -> Result<(), DbErr> {
    let accepted_at = Set(Some(at));
    change(
        db,
        id,
        ActiveModel {
            accepted_at,
            ..Default::default()
        },
    )
    .await
}

pub async fn end(
    db: &impl ConnectionTrait,
    id: InvitationId,
    at: DateTime<Utc>,
) -> Result<(), DbErr> {
    let ended_at = Set(Some(at));
    change(
        db,
        id,
        ActiveModel {
            ended_at,
            ..Default::default()
        },
    )
    .await
}

async fn change(db: &impl ConnectionTrait, id: InvitationId, to: ActiveModel) -> Result<(), DbErr> {
    let row = ActiveModel { id: Set(id), ..to };
    row.update(db).await.map(drop)
}

/// Whatever waits for the owner of an address on a site waits no longer.
pub async fn end_all_to(
    db: &impl ConnectionTrait,
    (site, email): (SiteId, &str),
    at: DateTime<Utc>,
) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::EndedAt, Expr::value(at))
        .filter(Column::SiteId.eq(site))
        .filter(Column::Email.eq(email))
        .filter(Column::AcceptedAt.is_null())
        .filter(Column::EndedAt.is_null())
        .exec(db)
        .await
        .map(drop)
}

/// All to an address, on every site.
pub async fn forget_address(db: &impl ConnectionTrait, email: &str) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::Email.eq(email))
        .exec(db)
        .await
        .map(drop)
}

/// Those to the address that the member has proved, on their site.
pub async fn forget_member(db: &impl ConnectionTrait, member: MemberId) -> Result<(), DbErr> {
    let sql = "DELETE FROM invitation WHERE site_id = \
               (SELECT site_id FROM member WHERE id = $1) AND email = \
               (SELECT account.email FROM account JOIN member ON member.account_id = account.id \
               WHERE member.id = $1 AND account.email_verified_at IS NOT NULL)";
    let values = [member.into()];
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    db.execute_raw(statement).await.map(drop)
}

/// Removes what was over before then.
pub async fn forget(db: &Db, before: DateTime<Utc>) -> Result<(), DbErr> {
    let over = Over {
        table: "invitation",
        key: "id",
        condition: "accepted_at < $1 OR ended_at < $1 OR expires_at < $1",
    };
    over.delete(db, &[before.into()]).await
}

/// Without an admin who stands by it, it counts for nothing.
pub(super) fn open(site: SiteId, now: DateTime<Utc>) -> Condition {
    let admins = Query::select()
        .column(member::Column::Id)
        .from(member::Entity)
        .and_where(member::Column::SiteId.eq(site))
        .and_where(member::Column::Role.eq(Role::Admin))
        .to_owned();
    Condition::all()
        .add(Column::SiteId.eq(site))
        .add(Column::InvitedBy.in_subquery(admins))
        .add(Column::AcceptedAt.is_null())
        .add(Column::EndedAt.is_null())
        .add(Column::ExpiresAt.gt(now))
}

fn value(row: Model) -> Invitation {
    Invitation {
        id: row.id,
        site_id: row.site_id,
        email: row.email,
        role: row.role,
        locale: row.locale,
        invited_by: row.invited_by,
        created_at: row.created_at,
        expires_at: row.expires_at,
        accepted_at: row.accepted_at,
        ended_at: row.ended_at,
    }
}

fn row(invitation: Invitation) -> Model {
    Model {
        id: invitation.id,
        site_id: invitation.site_id,
        email: invitation.email,
        role: invitation.role,
        locale: invitation.locale,
        invited_by: invitation.invited_by,
        created_at: invitation.created_at,
        expires_at: invitation.expires_at,
        accepted_at: invitation.accepted_at,
        ended_at: invitation.ended_at,
    }
}
