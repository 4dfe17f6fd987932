//! The `spam_word` table: in how many decided comments of a site a word stood.
use super::{Db, cells::listed};
use crate::model::SiteId;
use entity::spam_word::{Column, Entity};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, Statement, Value};
use std::{collections::HashMap, fmt::Write as _};

/// The row that counts the comments themselves.
const ALL: &str = "";

/// (spam, ham) of each word that has been seen, and of all comments under [`ALL`].
pub struct Seen(HashMap<String, (i32, i32)>);

impl Seen {
    pub fn of(&self, word: &str) -> (i32, i32) {
        self.0.get(word).copied().unwrap_or_default()
    }

    pub fn all(&self) -> (i32, i32) {
        self.of(ALL)
    }
}

pub async fn seen(db: &Db, site: SiteId, words: impl Iterator<Item = &str>) -> Result<Seen, DbErr> {
    let mut values = vec![site.into()];
    let words = listed(&mut values, words.chain([ALL]));
    let sql =
        format!("SELECT word, spam, ham FROM spam_word WHERE site_id = $1 AND word IN ({words})");
    let statement = Statement::from_sql_and_values(db.backend(), sql, values);
    let seen = db.rows(statement, |cells| {
        Ok((cells.take()?, (cells.take()?, cells.take()?)))
    });
    Ok(Seen(seen.await?.into_iter().collect()))
}

/// Adds to the counts of words, given in their order, so that writers take rows in one order.
pub async fn add(
    db: &impl ConnectionTrait,
    site: SiteId,
    all: (i32, i32),
    words: impl Iterator<Item = (&str, (i32, i32))>,
) -> Result<(), DbErr> {
    let mut values: Vec<Value> = vec![site.into()];
    let mut sql = String::from("INSERT INTO spam_word (site_id, word, spam, ham) VALUES ");
    // Empty sorts first.
    for (index, (word, (spam, ham))) in [(ALL, all)].into_iter().chain(words).enumerate() {
        let comma = if index == 0 { "" } else { ", " };
        let at = values.len();
        let _ = write!(
            sql,
            "{comma}($1, ${}, CAST(${} AS integer), CAST(${} AS integer))",
            at + 1,
            at + 2,
            at + 3
        );
        values.extend([word.into(), spam.into(), ham.into()]);
    }
    sql.push_str(
        " ON CONFLICT (site_id, word) DO UPDATE SET spam = spam_word.spam + excluded.spam, \
         ham = spam_word.ham + excluded.ham",
    );
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    db.execute_raw(statement).await.map(drop)
}

/// Removes words that count for nothing any more.
pub async fn forget_unused(db: &impl ConnectionTrait, site: SiteId) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::SiteId.eq(site))
        .filter(Column::Word.ne(ALL))
        .filter(Column::Spam.lte(0))
        .filter(Column::Ham.lte(0))
        .exec(db)
        .await
        .map(drop)
}
