//! The `member` table.
use super::{
    Db,
    cells::{Cells, listed},
    db::{for_no_key_update, for_update},
};
use crate::model::{AccountId, Member, MemberId, PageRequest, Record, Role, SiteId, Standing};
use chrono::{DateTime, Utc};
use entity::{
    account,
    member::{ActiveModel, Column, Entity, Model},
};
use sea_orm::{
    ActiveEnum as _, ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait,
    ExprTrait, FromQueryResult, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Set, Statement, UpdateMany,
    sea_query::{Expr, Func, OnConflict, Query, SimpleExpr},
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

/// Whose account has proved the address.
pub async fn find_by_proved_email(
    db: &impl ConnectionTrait,
    site: SiteId,
    email: &str,
) -> Result<Option<Member>, DbErr> {
    let proved = Query::select()
        .column(account::Column::Id)
        .from(account::Entity)
        .and_where(account::Column::Email.eq(email))
        .and_where(account::Column::EmailVerifiedAt.is_not_null())
        .to_owned();
    let found = Entity::find()
        .filter(Column::SiteId.eq(site))
        .filter(Column::AccountId.in_subquery(proved));
    Ok(found.one(db).await?.map(value))
}

/// An account's memberships, in the order of ids.
pub async fn list_of_account(
    db: &impl ConnectionTrait,
    account: AccountId,
) -> Result<Vec<Member>, DbErr> {
    let found = Entity::find()
        .filter(Column::AccountId.eq(account))
        .order_by_asc(Column::Id);
    Ok(found.all(db).await?.into_iter().map(value).collect())
}

/// One of the sites that the account is a member of: the first it came to.
pub async fn any_site(
    db: &impl ConnectionTrait,
    account: AccountId,
) -> Result<Option<SiteId>, DbErr> {
    let found = Entity::find()
        .filter(Column::AccountId.eq(account))
        .order_by_asc(Column::Id)
        .limit(1);
    Ok(found.one(db).await?.map(|row| row.site_id))
}

pub async fn list(db: &Db, ids: &[MemberId]) -> Result<Vec<Member>, DbErr> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut values = Vec::new();
    let ids = listed(&mut values, ids.iter().copied());
    let sql = format!("SELECT {COLUMNS} FROM member WHERE id IN ({ids})");
    let statement = Statement::from_sql_and_values(db.backend(), sql, values);
    db.rows(statement, read).await
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

/// Takes the member's row until the transaction ends.
pub async fn lock(db: &impl ConnectionTrait, id: MemberId) -> Result<Option<Member>, DbErr> {
    let locking = for_no_key_update(db).unwrap_or_default();
    let sql = format!("SELECT * FROM member WHERE id = $1{locking}");
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, [id.into()]);
    Ok(Model::find_by_statement(statement)
        .one(db)
        .await?
        .map(value))
}

/// As [`lock`], and nothing new can name the member meanwhile: for one who is about to be deleted.
pub async fn lock_whole(db: &impl ConnectionTrait, id: MemberId) -> Result<Option<Member>, DbErr> {
    let sql = format!("SELECT * FROM member WHERE id = $1{}", for_update(db));
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, [id.into()]);
    Ok(Model::find_by_statement(statement)
        .one(db)
        .await?
        .map(value))
}

/// Takes the rows of a site's admins, and of one more member, in the order of ids: whoever is about
/// to take a role comes before or after.
pub async fn lock_with_admins(
    db: &impl ConnectionTrait,
    site: SiteId,
    id: MemberId,
) -> Result<Vec<Member>, DbErr> {
    let locking = for_no_key_update(db).unwrap_or_default();
    let sql = format!(
        "SELECT * FROM member WHERE site_id = $1 AND (role = 'admin' OR id = $2) \
         ORDER BY id{locking}"
    );
    let values = [site.into(), id.into()];
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    let rows = Model::find_by_statement(statement).all(db).await?;
    Ok(rows.into_iter().map(value).collect())
}

/// Which members of a site.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub role: Option<Role>,
    /// As it is at a moment: a suspension ends by the clock.
    pub standing: Option<(Standing, DateTime<Utc>)>,
    /// Somewhere in the name; letters of ASCII in either case.
    pub text: Option<String>,
}

impl Filter {
    fn on(&self, site: SiteId) -> Condition {
        Condition::all()
            .add(Column::SiteId.eq(site))
            .add_option(self.role.map(|role| Column::Role.eq(role)))
            .add_option(
                self.standing
                    .map(|(standing, now)| standing_at(standing, now)),
            )
            .add_option(self.text.as_deref().map(named))
    }
}

fn standing_at(standing: Standing, now: DateTime<Utc>) -> Condition {
    let ended = Condition::all()
        .add(Column::Standing.eq(Standing::Suspended))
        .add(Column::StandingUntil.lte(now));
    match standing {
        Standing::Normal => Condition::any()
            .add(Column::Standing.eq(Standing::Normal))
            .add(ended),
        Standing::Suspended => Condition::all()
            .add(Column::Standing.eq(Standing::Suspended))
            .add(
                Condition::any()
                    .add(Column::StandingUntil.is_null())
                    .add(Column::StandingUntil.gt(now)),
            ),
        Standing::Trusted | Standing::Watched | Standing::Banned => {
            Condition::all().add(Column::Standing.eq(standing))
        }
    }
}

/// Both sides are folded by the database, which is ASCII alone on some. What is left of the name
/// without the text differs from it when the text is there: both databases know that, with nothing
/// to escape.
fn named(text: &str) -> SimpleExpr {
    let name = || Func::lower(Expr::col(Column::DisplayName));
    let text = Func::lower(Expr::val(text));
    let rest = Func::cust("replace")
        .arg(name())
        .arg(text)
        .arg(Expr::val(""));
    Expr::expr(rest).ne(name())
}

/// In the order of ids, which is the order in which they came.
pub async fn list_on_site(
    db: &impl ConnectionTrait,
    site: SiteId,
    filter: &Filter,
    page: &PageRequest,
) -> Result<Vec<Member>, DbErr> {
    let mut found = Entity::find().filter(filter.on(site));
    if let Some(cursor) = page.after {
        found = found.filter(Column::Id.gt(MemberId(cursor.id)));
    }
    let rows = found
        .order_by_asc(Column::Id)
        .limit(page.limit())
        .all(db)
        .await?;
    Ok(rows.into_iter().map(value).collect())
}

pub async fn count_on_site(
    db: &impl ConnectionTrait,
    site: SiteId,
    filter: &Filter,
) -> Result<u64, DbErr> {
    Entity::find().filter(filter.on(site)).count(db).await
}

pub async fn update_role(db: &impl ConnectionTrait, id: MemberId, role: Role) -> Result<(), DbErr> {
    let row = ActiveModel {
        id: Set(id),
        role: Set(role),
        ..Default::default()
    };
    row.update(db).await.map(drop)
}

pub async fn update_name(
    db: &impl ConnectionTrait,
    id: MemberId,
    display_name: String,
) -> Result<(), DbErr> {
    let row = ActiveModel {
        id: Set(id),
        display_name: Set(display_name),
        ..Default::default()
    };
    row.update(db).await.map(drop)
}

/// Which picture is shown, if any.
pub async fn update_picture(
    db: &impl ConnectionTrait,
    id: MemberId,
    picture: Option<String>,
) -> Result<(), DbErr> {
    let row = ActiveModel {
        id: Set(id),
        picture: Set(picture),
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
    record_moved(id, by).exec(db).await.map(drop)
}

pub(super) fn record_moved(id: MemberId, by: Record) -> UpdateMany<Entity> {
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
    update.filter(Column::Id.eq(id))
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
        picture: row.picture,
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

/// What [`read`] takes, in its order.
pub(super) const COLUMNS: &str = "id, site_id, account_id, display_name, picture, role, standing, \
    standing_until, standing_reason, pending_count, approved_count, rejected_count, spam_count, \
    deleted_count, reports_upheld, reports_dismissed, created_at";

/// As [`value`] of a row, for lists that are read often.
pub(super) fn read(cells: &mut Cells<'_>) -> Result<Member, DbErr> {
    Ok(Member {
        id: MemberId(cells.take()?),
        site_id: SiteId(cells.take()?),
        account_id: AccountId(cells.take()?),
        display_name: cells.take()?,
        picture: cells.take()?,
        role: Role::try_from_value(&cells.take()?)?,
        standing: Standing::try_from_value(&cells.take()?)?,
        standing_until: cells.take()?,
        standing_reason: cells.take()?,
        record: Record {
            pending: cells.take()?,
            approved: cells.take()?,
            rejected: cells.take()?,
            spam: cells.take()?,
            deleted: cells.take()?,
        },
        reports_upheld: cells.take()?,
        reports_dismissed: cells.take()?,
        created_at: cells.take()?,
    })
}

pub(super) fn row(member: Member) -> Model {
    Model {
        id: member.id,
        site_id: member.site_id,
        account_id: member.account_id,
        display_name: member.display_name,
        picture: member.picture,
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
