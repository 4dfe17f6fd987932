//! Pages of a thread: the statements that must stay quick in a thread of any size.
//!
//! A page after a cursor compares row values, `(score, id) < (…)`: the same written with `OR`
//! makes `PostgreSQL` read the whole thread. So it does where comments without a parent are put in
//! order by what comes after the parent in an index, if the parent is not named before. The first
//! replies of many parents are one statement, `LATERAL` on `PostgreSQL`, a correlated `IN` on `SQLite`.
use super::{
    Db, cells,
    comments::{self, COLUMNS},
};
use crate::model::{Comment, CommentId, Episode, EpisodeId, Order, PageRequest, Visibility};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, FromQueryResult, Statement, Value};
use std::{fmt::Write as _, sync::Arc};

/// In the words of the indexes that hold nothing else: `SQLite` takes them for it in no others.
const SHOWN: &str = "r.shown = TRUE";

/// Comments without a parent.
pub async fn top(
    db: &Db,
    episode: &Episode,
    page: &PageRequest,
    visibility: Visibility,
) -> Result<Vec<Arc<Comment>>, DbErr> {
    let statement = top_statement(db.backend(), episode.id, page, visibility);
    db.rows(statement, comments::read).await
}

/// What [`top`] asks.
pub fn top_statement(
    backend: DbBackend,
    episode: EpisodeId,
    page: &PageRequest,
    visibility: Visibility,
) -> Statement {
    let mut query = Query::new(backend);
    let episode_id = query.bind(episode);
    let (after, whose) = (query.after(page), query.whose(visibility));
    let limit = page.limit();
    let without_parent = |seen: &str| {
        let order = order_without_parent(page.order);
        format!(
            "FROM comment r WHERE r.episode_id = {episode_id} AND r.nested_under_id IS NULL{after} \
             AND {seen} ORDER BY {order} LIMIT {limit}"
        )
    };
    let sql = match (page.order, whose) {
        // Only what all see is in an index by its score. What else this reader sees is little, and found
        // by what is held in the episode: so not by its place, which is said in a way that no index has.
        (Order::Top, Some(whose)) => {
            let (shown, order) = (without_parent(SHOWN), order_by("r", page.order));
            let held = format!(
                "FROM comment r WHERE r.episode_id = {episode_id} \
                 AND r.status IN ('pending', 'rejected', 'spam') AND r.shown = FALSE{after} AND {whose} \
                 AND COALESCE(r.nested_under_id, NULL) IS NULL ORDER BY {order} LIMIT {limit}"
            );
            let order = order_by("c", page.order);
            format!(
                "SELECT {COLUMNS} FROM (SELECT * FROM (SELECT r.* {shown}) AS a \
                 UNION ALL SELECT * FROM (SELECT r.* {held}) AS b) AS c ORDER BY {order} LIMIT {limit}"
            )
        }
        (_, whose) => format!("SELECT {COLUMNS} {}", without_parent(&seen(whose))),
    };
    Statement::from_sql_and_values(backend, sql, query.values)
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
    let seen = seen(query.whose(visibility));
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
    let order = order_without_parent(Order::Newest);
    let sql = format!(
        "SELECT {COLUMNS} FROM comment WHERE id IN (SELECT (SELECT r.id FROM comment r \
         WHERE r.episode_id = e.id AND r.nested_under_id IS NULL AND {SHOWN} \
         ORDER BY {order} LIMIT 1) FROM episode e WHERE e.id IN ({episodes}))"
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

    /// Whose comments this reader sees before all see them.
    fn whose(&mut self, visibility: Visibility) -> Option<String> {
        match visibility {
            Visibility::Shown => None,
            Visibility::ShownAndOwn(member) => Some(format!("r.author_id = {}", self.bind(member))),
            Visibility::EverythingOn(site) => Some(format!("r.site_id = {}", self.bind(site))),
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

/// What all see, and of those whose comments somebody sees earlier, what is there.
fn seen(whose: Option<String>) -> String {
    whose.map_or_else(
        || SHOWN.to_owned(),
        |whose| format!("({SHOWN} OR ({whose} AND r.status <> 'deleted'))"),
    )
}

/// Of comments without a parent, which is said first: to `PostgreSQL` `IS NULL` is no value, and an index
/// that has the parent before the rest not in their order.
fn order_without_parent(order: Order) -> &'static str {
    match order {
        Order::Oldest => "r.nested_under_id, r.id",
        Order::Newest => "r.nested_under_id DESC, r.id DESC",
        Order::Top => "r.nested_under_id DESC, r.score DESC, r.id DESC",
        // The index holds no others.
        Order::Moment => "r.moment_order, r.id",
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
