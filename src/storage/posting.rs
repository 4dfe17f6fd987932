//! What a post asks before it is judged: in one statement before anybody waits for the thread, and in
//! one within its turn.
use super::{Db, cells::Cells, with_site};
use crate::model::{MemberId, Site};
use sea_orm::{ConnectionTrait, DbErr, Statement};

/// What can be known before.
pub struct Before {
    pub site: Site,
    /// 0 for a site that has the shipped ones.
    pub rules_version: i64,
    pub is_key_used: bool,
}

/// What has to be known of the very moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Within {
    pub is_key_used: bool,
    /// Whether the author has another comment that reads the same, and has not been taken back.
    pub is_repeat: bool,
}

/// By the keys of the site and of the post. None when there is no such site.
pub async fn before(
    db: &Db,
    site: &str,
    (author, key): (MemberId, Option<&str>),
) -> Result<Option<Before>, DbErr> {
    let site_columns = with_site::SITE;
    let sql = format!(
        "SELECT {site_columns}, \
         COALESCE((SELECT r.version FROM site_rules r WHERE r.site_id = s.id), 0), \
         EXISTS (SELECT 1 FROM comment c WHERE c.author_id = $1 AND c.idempotency_key = $2) \
         FROM site s WHERE s.key = $3"
    );
    let values = [author.into(), key.into(), site.into()];
    let statement = Statement::from_sql_and_values(db.backend(), sql, values);
    let found = db.rows(statement, read_before).await?;
    Ok(found.into_iter().next())
}

fn read_before(cells: &mut Cells<'_>) -> Result<Before, DbErr> {
    Ok(Before {
        site: with_site::read_site(cells)?,
        rules_version: cells.take()?,
        is_key_used: cells.take()?,
    })
}

/// By the key of the post, and by what its text reads like; neither is asked for what is not given.
pub async fn within(
    db: &impl ConnectionTrait,
    author: MemberId,
    (key, text_hash): (Option<&str>, Option<&[u8]>),
) -> Result<Within, DbErr> {
    const ASKED: &str = "SELECT \
        EXISTS (SELECT 1 FROM comment c WHERE c.author_id = $1 AND c.idempotency_key = $2), \
        EXISTS (SELECT 1 FROM comment c WHERE c.author_id = $1 AND c.text_hash = $3 \
        AND c.status <> 'deleted')";
    if key.is_none() && text_hash.is_none() {
        return Ok(Within::default());
    }
    let values = [
        author.into(),
        key.into(),
        text_hash.map(<[u8]>::to_vec).into(),
    ];
    let asked = Statement::from_sql_and_values(db.get_database_backend(), ASKED, values);
    let found = db.query_one_raw(asked).await?;
    let within = found.map(|row| read_within(&mut Cells::of(&row)));
    Ok(within.transpose()?.unwrap_or_default())
}

fn read_within(cells: &mut Cells<'_>) -> Result<Within, DbErr> {
    Ok(Within {
        is_key_used: cells.take()?,
        is_repeat: cells.take()?,
    })
}
