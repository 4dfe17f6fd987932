//! The `session` table, and what becomes of refresh tokens with their sessions.
use super::{
    Db,
    cells::{Cells, of_table},
    db::for_update,
    members,
    sweep::Over,
};
use crate::model::{AccountId, LiveAt, Member, MemberId, Session, SessionId, SessionKind, SiteId};
use chrono::{DateTime, Utc};
use entity::{member, refresh_token, session};
use sea_orm::{
    ActiveEnum as _, ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait,
    FromQueryResult, IntoActiveModel, JoinType, QueryFilter, QueryOrder, QuerySelect, Set,
    Statement,
    sea_query::{Expr, ExprTrait, Func, Query},
};
use std::sync::LazyLock;

pub async fn insert(db: &impl ConnectionTrait, session: Session) -> Result<(), DbErr> {
    let row = session::Model {
        id: session.id,
        account_id: session.account_id,
        site_id: session.site_id,
        member_id: session.member_id,
        kind: session.kind,
        address_hash: session.address_hash,
        device: session.device,
        country: session.country,
        last_used_at: session.last_used_at,
        proved_at: session.proved_at,
        second_factor_at: session.second_factor_at,
        origin: session.origin,
        cookie_hash: session.cookie_hash,
        created_at: session.created_at,
        expires_at: session.expires_at,
        ended_at: session.ended_at,
    };
    row.into_active_model().insert(db).await.map(drop)
}

/// The session with its member, by look-ups by key alone: every signed-in request asks for it. None
/// when it was begun on another site.
pub async fn find_with_member(
    db: &Db,
    id: SessionId,
    site: &str,
) -> Result<Option<(Session, Member)>, DbErr> {
    static ASKED: LazyLock<String> = LazyLock::new(|| {
        let (session, member) = (of_table("s", COLUMNS), of_table("m", members::COLUMNS));
        format!(
            "SELECT {session}, {member} FROM session s JOIN member m ON m.id = s.member_id \
             JOIN site ON site.id = s.site_id WHERE s.id = $1 AND site.key = $2"
        )
    });
    let values = [id.into(), site.into()];
    let statement = Statement::from_sql_and_values(db.backend(), ASKED.as_str(), values);
    let found = db.rows(statement, |cells| Ok((read(cells)?, members::read(cells)?)));
    Ok(found.await?.into_iter().next())
}

/// The session that a browser keeps in the cookie of this hash, with its member.
pub async fn find_by_cookie(
    db: &impl ConnectionTrait,
    hash: &[u8; 32],
) -> Result<Option<(Session, Member)>, DbErr> {
    let its_member = session::Entity::belongs_to(member::Entity)
        .from(session::Column::MemberId)
        .to(member::Column::Id);
    let found = session::Entity::find()
        .join(JoinType::InnerJoin, its_member.into())
        .filter(session::Column::CookieHash.eq(hash.as_slice()))
        .select_also(member::Entity)
        .one(db)
        .await?;
    Ok(found.and_then(|(session, member)| Some((value(session), members::value(member?)))))
}

pub async fn find(db: &impl ConnectionTrait, id: SessionId) -> Result<Option<Session>, DbErr> {
    Ok(session::Entity::find_by_id(id).one(db).await?.map(value))
}

/// Takes the session's row until the transaction ends, so that two uses of one refresh token
/// come one after the other.
pub async fn lock(db: &impl ConnectionTrait, id: SessionId) -> Result<Option<Session>, DbErr> {
    let sql = format!("SELECT * FROM session WHERE id = $1{}", for_update(db));
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, [id.into()]);
    Ok(session::Model::find_by_statement(statement)
        .one(db)
        .await?
        .map(value))
}

/// One that has ended, or is gone, stays as it is.
pub async fn end(db: &impl ConnectionTrait, id: SessionId, at: DateTime<Utc>) -> Result<(), DbErr> {
    session::Entity::update_many()
        .col_expr(session::Column::EndedAt, Expr::value(at))
        .filter(session::Column::Id.eq(id))
        .filter(session::Column::EndedAt.is_null())
        .exec(db)
        .await
        .map(drop)
}

/// A second factor was given in it.
pub async fn strengthen(
    db: &impl ConnectionTrait,
    id: SessionId,
    at: DateTime<Utc>,
) -> Result<(), DbErr> {
    let row = session::ActiveModel {
        id: Set(id),
        second_factor_at: Set(Some(at)),
        ..Default::default()
    };
    row.update(db).await.map(drop)
}

/// A second factor given in it counts no more.
pub async fn weaken(db: &impl ConnectionTrait, id: SessionId) -> Result<(), DbErr> {
    let row = session::ActiveModel {
        id: Set(id),
        second_factor_at: Set(None),
        ..Default::default()
    };
    row.update(db).await.map(drop)
}

/// Those of the account on the site that live, the one used last first.
pub async fn list_live(
    db: &impl ConnectionTrait,
    (account, site): (AccountId, SiteId),
    at: LiveAt,
    most: u64,
) -> Result<Vec<Session>, DbErr> {
    let used = || Expr::col(session::Column::LastUsedAt);
    let unknown = Condition::any().add(used().is_null());
    let by_tokens = Condition::all()
        .add(session::Column::CookieHash.is_null())
        .add(unknown.clone().add(used().gt(at.tokens_since)));
    let by_cookie = Condition::all()
        .add(session::Column::CookieHash.is_not_null())
        .add(unknown.add(used().gt(at.cookies_since)));
    let last = Func::coalesce([used(), Expr::col(session::Column::CreatedAt)]);
    let found = session::Entity::find()
        .filter(session::Column::AccountId.eq(account))
        .filter(session::Column::SiteId.eq(site))
        .filter(session::Column::EndedAt.is_null())
        .filter(session::Column::ExpiresAt.gt(at.now))
        .filter(Condition::any().add(by_tokens).add(by_cookie))
        .order_by_desc(Expr::expr(last))
        .order_by_desc(session::Column::Id)
        .limit(most);
    Ok(found.all(db).await?.into_iter().map(value).collect())
}

/// Ends sessions of the account: of one site or all, perhaps all but one; and always those that wait
/// for a second factor, for whoever is asked may know the first no more. How many.
pub async fn end_others(
    db: &impl ConnectionTrait,
    account: AccountId,
    (site, but): (Option<SiteId>, Option<SessionId>),
    at: DateTime<Utc>,
) -> Result<u64, DbErr> {
    let mut ending = session::Entity::update_many()
        .col_expr(session::Column::EndedAt, Expr::value(at))
        .filter(session::Column::AccountId.eq(account))
        .filter(session::Column::EndedAt.is_null())
        .filter(session::Column::ExpiresAt.gt(at));
    if let Some(site) = site {
        ending = ending.filter(session::Column::SiteId.eq(site));
    }
    if let Some(but) = but {
        ending = ending.filter(session::Column::Id.ne(but));
    }
    let ended = ending.exec(db).await?.rows_affected;
    super::challenges::void_all(db, account, at).await?;
    Ok(ended)
}

/// Notes a use, unless a later one is known.
pub async fn used(
    db: &impl ConnectionTrait,
    id: SessionId,
    at: DateTime<Utc>,
) -> Result<(), DbErr> {
    let known = session::Column::LastUsedAt;
    session::Entity::update_many()
        .col_expr(known, Expr::value(at))
        .filter(session::Column::Id.eq(id))
        .filter(Condition::any().add(known.is_null()).add(known.lt(at)))
        .exec(db)
        .await
        .map(drop)
}

/// Takes away sessions of the account that are past their time, with their tokens.
pub async fn purge(
    db: &impl ConnectionTrait,
    account: AccountId,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let over = Condition::all()
        .add(session::Column::AccountId.eq(account))
        .add(session::Column::ExpiresAt.lt(now));
    let ids = Query::select()
        .column(session::Column::Id)
        .from(session::Entity)
        .cond_where(over.clone())
        .to_owned();
    refresh_token::Entity::delete_many()
        .filter(refresh_token::Column::SessionId.in_subquery(ids))
        .exec(db)
        .await?;
    session::Entity::delete_many()
        .filter(over)
        .exec(db)
        .await
        .map(drop)
}

/// Takes away, with their tokens, sessions that are past their time, and those that ended or were
/// used last before `since`; tokens that are past theirs; and of sessions that began before `since`
/// the network that they began from.
pub async fn forget(db: &Db, now: DateTime<Utc>, since: DateTime<Utc>) -> Result<(), DbErr> {
    let last = "COALESCE(last_used_at, created_at)";
    let over = format!("expires_at < $1 OR ended_at < $2 OR {last} < $2");
    let sessions = |condition| Over {
        table: "session",
        key: "id",
        condition,
    };
    let of_those = format!("session_id IN (SELECT id FROM session WHERE {over})");
    let values = [now.into(), since.into()];
    let tokens = Over {
        table: "refresh_token",
        key: "id",
        condition: &of_those,
    };
    tokens.delete(db, &values).await?;
    // Of many tokens some may be left for the next time.
    let over = format!(
        "({over}) AND NOT EXISTS \
         (SELECT 1 FROM refresh_token WHERE refresh_token.session_id = session.id)"
    );
    sessions(&over).delete(db, &values).await?;
    Over::expired("refresh_token", "id")
        .delete(db, &[now.into()])
        .await?;
    let values = [since.into(), Vec::<u8>::new().into()];
    sessions("created_at < $1 AND address_hash <> $2")
        .set("address_hash = $2", db, &values)
        .await
}

/// Whether the account has signed in from this address before.
pub async fn knows_address(
    db: &impl ConnectionTrait,
    account: AccountId,
    address_hash: &[u8],
) -> Result<bool, DbErr> {
    let known = session::Entity::find()
        .filter(session::Column::AccountId.eq(account))
        .filter(session::Column::AddressHash.eq(address_hash))
        .limit(1);
    Ok(known.one(db).await?.is_some())
}

fn value(row: session::Model) -> Session {
    Session {
        id: row.id,
        account_id: row.account_id,
        site_id: row.site_id,
        member_id: row.member_id,
        kind: row.kind,
        address_hash: row.address_hash,
        device: row.device,
        country: row.country,
        last_used_at: row.last_used_at,
        proved_at: row.proved_at,
        second_factor_at: row.second_factor_at,
        origin: row.origin,
        cookie_hash: row.cookie_hash,
        created_at: row.created_at,
        expires_at: row.expires_at,
        ended_at: row.ended_at,
    }
}

/// What [`read`] takes, in its order.
const COLUMNS: &str = "id, account_id, site_id, member_id, kind, address_hash, device, country, \
    last_used_at, proved_at, second_factor_at, origin, cookie_hash, created_at, expires_at, ended_at";

/// As [`value`] of a row, for what every signed-in request asks for.
fn read(cells: &mut Cells<'_>) -> Result<Session, DbErr> {
    Ok(Session {
        id: SessionId(cells.take()?),
        account_id: AccountId(cells.take()?),
        site_id: SiteId(cells.take()?),
        member_id: MemberId(cells.take()?),
        kind: SessionKind::try_from_value(&cells.take()?)?,
        address_hash: cells.take()?,
        device: cells.take()?,
        country: cells.take()?,
        last_used_at: cells.take()?,
        proved_at: cells.take()?,
        second_factor_at: cells.take()?,
        origin: cells.take()?,
        cookie_hash: cells.take()?,
        created_at: cells.take()?,
        expires_at: cells.take()?,
        ended_at: cells.take()?,
    })
}
