//! The `imported_author` table.
use crate::model::{AccountId, MemberId, SiteId};
use entity::{
    ImportedAuthorId,
    imported_author::{Column, Entity, Model},
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult,
    IntoActiveModel, QueryFilter, Statement, sea_query::Expr,
};

/// Which member stands for an author of another system.
pub struct ImportedAuthor {
    pub id: ImportedAuthorId,
    pub site_id: SiteId,
    pub source: String,
    pub author_key: String,
    pub email: Option<String>,
    pub member_id: MemberId,
}

pub async fn insert(db: &impl ConnectionTrait, author: ImportedAuthor) -> Result<(), DbErr> {
    row(author).into_active_model().insert(db).await.map(drop)
}

pub(super) fn row(author: ImportedAuthor) -> Model {
    Model {
        id: author.id,
        site_id: author.site_id,
        source: author.source,
        author_key: author.author_key,
        email: author.email,
        member_id: author.member_id,
    }
}

/// Somebody who came before.
#[derive(FromQueryResult)]
pub struct Known {
    pub member_id: MemberId,
    /// By whoever has proved the address.
    pub is_claimed: bool,
}

pub async fn find_known(
    db: &impl ConnectionTrait,
    site: SiteId,
    source: &str,
    author_key: &str,
) -> Result<Option<Known>, DbErr> {
    let sql = "SELECT i.member_id, a.email IS NOT NULL AS is_claimed FROM imported_author i \
        JOIN member m ON m.id = i.member_id JOIN account a ON a.id = m.account_id \
        WHERE i.site_id = $1 AND i.source = $2 AND i.author_key = $3";
    let values = [site.into(), source.into(), author_key.into()];
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    Known::find_by_statement(statement).one(db).await
}

/// An author whom nobody has claimed yet.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Unclaimed {
    pub site_id: SiteId,
    pub member_id: MemberId,
    pub account_id: AccountId,
    pub display_name: String,
    pub comments: i64,
}

const UNCLAIMED: &str = "SELECT i.site_id, m.id AS member_id, \
    m.account_id, m.display_name, (SELECT count(*) FROM comment c WHERE c.author_id = m.id) AS comments \
    FROM imported_author i JOIN member m ON m.id = i.member_id JOIN account a ON a.id = m.account_id";
const ORDER: &str = "ORDER BY i.id";

/// Authors on a site who came with this e-mail address and have no account of their own.
pub async fn list_unclaimed(
    db: &impl ConnectionTrait,
    site: SiteId,
    email: &str,
) -> Result<Vec<Unclaimed>, DbErr> {
    let sql =
        format!("{UNCLAIMED} WHERE i.email = $1 AND a.email IS NULL AND i.site_id = $2 {ORDER}");
    let values = [email.into(), site.into()];
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    Unclaimed::find_by_statement(statement).all(db).await
}

/// The same on every site.
pub async fn list_unclaimed_anywhere(
    db: &impl ConnectionTrait,
    email: &str,
) -> Result<Vec<Unclaimed>, DbErr> {
    let sql = format!("{UNCLAIMED} WHERE i.email = $1 AND a.email IS NULL {ORDER}");
    let values = [email.into()];
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    Unclaimed::find_by_statement(statement).all(db).await
}

/// Lets another member stand for all authors of other systems for whom this one does.
pub async fn move_all(
    db: &impl ConnectionTrait,
    from: MemberId,
    to: MemberId,
) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::MemberId, Expr::value(to))
        .filter(Column::MemberId.eq(from))
        .exec(db)
        .await
        .map(drop)
}
