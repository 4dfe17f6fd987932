//! Pages of a thread: the statements that must stay quick in a thread of any size.
//!
//! A page after a cursor compares row values, `(score, id) < (…)`: the same written with `OR`
//! makes `PostgreSQL` read the whole thread. The first replies of many parents are one statement,
//! `LATERAL` on `PostgreSQL`, a correlated `IN` on `SQLite`.
use super::{
    Db, cells,
    comments::{self, COLUMNS},
};
use crate::model::{Comment, CommentId, Episode, EpisodeId, Order, PageRequest, Visibility};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, FromQueryResult, Statement, Value};
use std::{fmt::Write as _, sync::Arc};

/// Comments without a parent.
pub async fn top(
    db: &Db,
    episode: &Episode,
    page: &PageRequest,
    visibility: Visibility,
) -> Result<Vec<Arc<Comment>>, DbErr> {
    let mut query = Query::new(db.backend());
    let episode_id = query.bind(episode.id);
    let seen = query.seen(visibility);
    let after = query.after(page);
    let (order, limit) = (order_by("r", page.order), page.limit());
    let sql = format!(
        "SELECT {COLUMNS} FROM comment r WHERE r.episode_id = {episode_id} AND r.nested_under_id IS NULL \
         AND {seen}{after} ORDER BY {order} LIMIT {limit}"
    );
    query.run(db, sql).await
}

/// The replies of each parent, up to the page's limit for each; in the page's order, parents
/// mixed.
pub async fn replies(
    db: &Db,
    parents: &[(EpisodeId, CommentId)],
    page: &PageRequest,
    visibility: Visibility,
) -> Result<Vec<Arc<Comment>>, DbErr> {
    if parents.is_empty() {
        return Ok(Vec::new());
    }
    // Of equal moments, so that the index by id serves.
    let order = match page.order {
        Order::Moment => Order::Oldest,
        order => order,
    };
    let page = &PageRequest { order, ..*page };
    let mut query = Query::new(db.backend());
    let parents = query.parents(parents);
    let seen = query.seen(visibility);
    let after = query.after(page);
    let (order, limit) = (order_by("r", page.order), page.limit());
    let (episode_id, parent_id) = ("p.column1", "p.column2");
    let chosen = format!(
        "FROM comment r WHERE r.episode_id = {episode_id} AND r.nested_under_id = {parent_id} \
         AND {seen}{after} ORDER BY {order} LIMIT {limit}"
    );
    let outer = order_by("c", page.order);
    let sql = match query.backend {
        DbBackend::Postgres => format!(
            "SELECT {COLUMNS} FROM ({parents}) AS p CROSS JOIN LATERAL (SELECT r.* {chosen}) AS c \
             ORDER BY {outer}"
        ),
        _ => format!(
            "SELECT {COLUMNS} FROM ({parents}) AS p CROSS JOIN comment c \
             WHERE c.id IN (SELECT r.id {chosen}) ORDER BY {outer}"
        ),
    };
    query.run(db, sql).await
}

/// The newest shown comment without a parent of each episode.
pub async fn newest_top(db: &Db, episodes: &[EpisodeId]) -> Result<Vec<Arc<Comment>>, DbErr> {
    if episodes.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = Query::new(db.backend());
    let episodes = cells::listed(&mut query.values, episodes.iter().copied());
    let sql = format!(
        "SELECT {COLUMNS} FROM comment WHERE id IN (SELECT (SELECT r.id FROM comment r \
         WHERE r.episode_id = e.id AND r.nested_under_id IS NULL AND r.shown \
         ORDER BY r.id DESC LIMIT 1) FROM episode e WHERE e.id IN ({episodes}))"
    );
    query.run(db, sql).await
}

/// The comments that have changed for readers after one version of the thread and up to another, in
/// the order of their changes.
pub async fn changed(
    db: &impl ConnectionTrait,
    episode: EpisodeId,
    (after, to): (i64, i64),
    limit: usize,
) -> Result<Vec<CommentId>, DbErr> {
    let mut query = Query::new(db.get_database_backend());
    let [episode, after, to] =
        [episode.into(), after.into(), to.into()].map(|value: Value| query.bind(value));
    let sql = format!(
        "SELECT id FROM comment WHERE episode_id = {episode} AND version > 0 \
         AND version > {after} AND version <= {to} ORDER BY version, id LIMIT {limit}"
    );
    let statement = Statement::from_sql_and_values(query.backend, sql, query.values);
    let rows = db.query_all_raw(statement).await?;
    rows.iter().map(|row| row.try_get("", "id")).collect()
}

/// What each comment is shown under, the nearest first: (comment, ancestor) pairs.
pub async fn ancestors(
    db: &impl ConnectionTrait,
    of: &[CommentId],
) -> Result<Vec<(CommentId, CommentId)>, DbErr> {
    #[derive(FromQueryResult)]
    struct Step {
        start_id: CommentId,
        id: CommentId,
    }
    if of.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = Query::new(db.get_database_backend());
    let starts = cells::listed(&mut query.values, of.iter().copied());
    let sql = format!(
        "WITH RECURSIVE up(start_id, id, level) AS (\
         SELECT id, nested_under_id, 1 FROM comment \
         WHERE id IN ({starts}) AND nested_under_id IS NOT NULL \
         UNION ALL \
         SELECT up.start_id, c.nested_under_id, up.level + 1 FROM up \
         JOIN comment c ON c.id = up.id WHERE c.nested_under_id IS NOT NULL) \
         SELECT start_id, id FROM up ORDER BY level"
    );
    let statement = Statement::from_sql_and_values(query.backend, sql, query.values);
    let steps = Step::find_by_statement(statement).all(db).await?;
    Ok(steps
        .into_iter()
        .map(|step| (step.start_id, step.id))
        .collect())
}

/// A statement in the making: text with numbered places, and what goes there.
struct Query {
    backend: DbBackend,
    values: Vec<Value>,
}

impl Query {
    fn new(backend: DbBackend) -> Self {
        Self {
            backend,
            values: Vec::new(),
        }
    }

    fn bind(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("${}", self.values.len())
    }

    /// `PostgreSQL` takes the types of a `VALUES` list from its first row. Filled up as [`cells::listed`]
    /// has it, but with parents that there are not: of others replies would come twice.
    fn parents(&mut self, parents: &[(EpisodeId, CommentId)]) -> String {
        let cast = match self.backend {
            DbBackend::Postgres => "::uuid",
            _ => "",
        };
        let mut sql = String::from("VALUES ");
        for index in 0..cells::filled(parents.len()) {
            let comma = if index == 0 { "" } else { ", " };
            let (episode, parent) = parents.get(index).copied().unzip();
            self.values.extend([episode.into(), parent.into()]);
            let last = self.values.len();
            let _ = write!(sql, "{comma}(${}{cast}, ${last}{cast})", last - 1);
        }
        sql
    }

    fn seen(&mut self, visibility: Visibility) -> String {
        match visibility {
            Visibility::Shown => "r.shown".to_owned(),
            Visibility::ShownAndOwn(member) => {
                let member = self.bind(member);
                format!("(r.shown OR (r.author_id = {member} AND r.status <> 'deleted'))")
            }
            Visibility::EverythingOn(site) => {
                let site = self.bind(site);
                format!("(r.shown OR (r.site_id = {site} AND r.status <> 'deleted'))")
            }
        }
    }

    fn after(&mut self, page: &PageRequest) -> String {
        let Some(cursor) = page.after else {
            return String::new();
        };
        match page.order {
            Order::Oldest => format!(" AND r.id > {}", self.bind(cursor.id)),
            Order::Newest => format!(" AND r.id < {}", self.bind(cursor.id)),
            Order::Top => {
                let (score, id) = (self.bind(cursor.score), self.bind(cursor.id));
                format!(" AND (r.score, r.id) < ({score}, {id})")
            }
            Order::Moment => {
                let (moment, id) = (self.bind(cursor.score), self.bind(cursor.id));
                format!(" AND (r.moment_order, r.id) > ({moment}, {id})")
            }
        }
    }

    async fn run(self, db: &Db, sql: String) -> Result<Vec<Arc<Comment>>, DbErr> {
        let statement = Statement::from_sql_and_values(self.backend, sql, self.values);
        db.rows(statement, comments::read).await
    }
}

fn order_by(table: &str, order: Order) -> String {
    match order {
        Order::Oldest => format!("{table}.id"),
        Order::Newest => format!("{table}.id DESC"),
        Order::Top => format!("{table}.score DESC, {table}.id DESC"),
        Order::Moment => format!("{table}.moment_order, {table}.id"),
    }
}

/// What `moment_order` is of a comment without a moment: more than the last second that there is.
pub const NO_MOMENT: i32 = 360_000;
