//! Queues: the statements that must stay quick with hundreds of thousands of comments waiting.
//!
//! Statuses stand in the statements as they are, not as values: only so do planners know that a
//! partial index fits. Whatever narrows a queue decides which index is walked, for `SQLite` has no
//! statistics to decide by, and `PostgreSQL` would often hope to find a page at the beginning.
use super::comments;
use crate::model::{
    Comment, CommentId, Cursor, EpisodeId, HoldReason, MemberId, QueueCounts, QueueFilter,
    QueueKind, SiteId,
};
use chrono::{DateTime, Utc};
use entity::comment::Model;
use sea_orm::{ConnectionTrait, DbBackend, DbErr, FromQueryResult, Statement, Value};
use std::fmt::Write as _;

/// Which comments of a site.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    pub site: SiteId,
    pub kind: QueueKind,
    pub filter: &'a QueueFilter,
    pub claimed: Claimed<'a>,
}

/// Which of them, by who reads them at a moment.
#[derive(Clone, Copy, Debug)]
pub enum Claimed<'a> {
    /// All.
    Any,
    /// Those that nobody but this moderator has claimed.
    NotByOthers(MemberId, DateTime<Utc>),
    /// Those that nobody has claimed.
    ByNobody(DateTime<Utc>),
    /// These.
    Only(&'a [CommentId]),
}

/// Oldest first; reported ones by weight, the oldest of equals first.
pub async fn list(
    db: &impl ConnectionTrait,
    wanted: &Wanted<'_>,
    after: Option<Cursor>,
    limit: u64,
) -> Result<Vec<Comment>, DbErr> {
    let mut query = Query::new(db.get_database_backend());
    let sql = query.page(wanted, after, limit);
    let statement = Statement::from_sql_and_values(query.backend, sql, query.values);
    let rows = Model::find_by_statement(statement).all(db).await?;
    Ok(rows.into_iter().map(comments::value).collect())
}

/// Costs a look at each comment of the queue that no index rules out.
pub async fn count(db: &impl ConnectionTrait, wanted: &Wanted<'_>) -> Result<i64, DbErr> {
    let mut query = Query::new(db.get_database_backend());
    let place = query.place(wanted);
    let conditions = query.conditions(wanted);
    let sql = format!("SELECT count(*) AS number FROM comment c WHERE {place}{conditions}");
    let statement = Statement::from_sql_and_values(query.backend, sql, query.values);
    let row = db.query_one_raw(statement).await?;
    row.map_or(Ok(0), |row| row.try_get("", "number"))
}

/// The episodes' numbers together, of all episodes of the site or of these.
pub async fn counts(
    db: &impl ConnectionTrait,
    site: SiteId,
    episodes: Option<&[EpisodeId]>,
) -> Result<QueueCounts, DbErr> {
    #[derive(FromQueryResult)]
    struct Sums {
        pending: i64,
        approved: i64,
        rejected: i64,
        spam: i64,
        unreviewed: i64,
        reported: i64,
    }
    let mut query = Query::new(db.get_database_backend());
    let site = query.bind(site);
    let mut sql = String::from("SELECT ");
    for (index, name) in QUEUES.iter().enumerate() {
        let comma = if index == 0 { "" } else { ", " };
        let _ = write!(
            sql,
            "{comma}CAST(coalesce(sum({name}_count), 0) AS bigint) AS {name}"
        );
    }
    let _ = write!(sql, " FROM episode WHERE site_id = {site}");
    if let Some(episodes) = episodes {
        let _ = write!(sql, " AND id IN ({})", query.list(episodes));
    }
    let statement = Statement::from_sql_and_values(query.backend, sql, query.values);
    let sums = Sums::find_by_statement(statement).one(db).await?;
    let number = |sum: i64| i32::try_from(sum).unwrap_or(i32::MAX);
    Ok(sums.map_or_else(QueueCounts::default, |sums| QueueCounts {
        pending: number(sums.pending),
        approved: number(sums.approved),
        rejected: number(sums.rejected),
        spam: number(sums.spam),
        unreviewed: number(sums.unreviewed),
        reported: number(sums.reported),
    }))
}

const QUEUES: [&str; 6] = [
    "pending",
    "approved",
    "rejected",
    "spam",
    "unreviewed",
    "reported",
];

/// What makes a comment `c` one of a queue, as the partial indexes put it.
pub(super) fn belongs(kind: QueueKind) -> &'static str {
    match kind {
        QueueKind::Pending => "c.status = 'pending'",
        QueueKind::Reported => "c.report_count > 0",
        QueueKind::Unreviewed => "c.status = 'approved' AND c.reviewed = FALSE",
        QueueKind::Spam => "c.status = 'spam'",
        QueueKind::Rejected => "c.status = 'rejected'",
        QueueKind::Approved => "c.status = 'approved'",
    }
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

    fn list<T: Copy + Into<Value>>(&mut self, values: &[T]) -> String {
        let places: Vec<String> = values.iter().map(|value| self.bind(*value)).collect();
        places.join(", ")
    }

    fn page(&mut self, wanted: &Wanted<'_>, after: Option<Cursor>, limit: u64) -> String {
        if wanted.kind == QueueKind::Reported {
            return self.heaviest(wanted, after, limit);
        }
        let by_episode = wanted.filter.author.is_none() && wanted.filter.episodes.is_some();
        let place = if by_episode {
            "c.episode_id = e.id".to_owned()
        } else {
            self.place(wanted)
        };
        let mut conditions = self.conditions(wanted);
        if let Some(after) = after {
            let _ = write!(conditions, " AND c.id > {}", self.bind(after.id));
        }
        let chosen =
            format!("FROM comment c WHERE {place}{conditions} ORDER BY c.id LIMIT {limit}");
        if !by_episode {
            return format!("SELECT c.* {chosen}");
        }
        let episodes = self.episodes(wanted);
        match self.backend {
            DbBackend::Postgres => format!(
                "SELECT l.* FROM episode e CROSS JOIN LATERAL (SELECT c.* {chosen}) AS l \
                 WHERE {episodes} ORDER BY l.id LIMIT {limit}"
            ),
            _ => format!(
                "SELECT l.* FROM episode e CROSS JOIN comment l WHERE {episodes} \
                 AND l.id IN (SELECT c.id {chosen}) ORDER BY l.id LIMIT {limit}"
            ),
        }
    }

    /// Weights fall while ids rise, so that no row value can compare them: a page after a cursor is
    /// what is left of the same weight, and then what weighs less.
    fn heaviest(&mut self, wanted: &Wanted<'_>, after: Option<Cursor>, limit: u64) -> String {
        let (place, conditions) = (self.place(wanted), self.conditions(wanted));
        let from = format!("SELECT c.* FROM comment c WHERE {place}{conditions}");
        let Some(after) = after else {
            return format!("{from} ORDER BY c.report_weight DESC, c.id LIMIT {limit}");
        };
        let (weight, id) = (self.bind(after.score), self.bind(after.id));
        format!(
            "SELECT * FROM (SELECT * FROM ({from} AND c.report_weight = {weight} \
             AND c.id > {id} ORDER BY c.id LIMIT {limit}) AS same \
             UNION ALL SELECT * FROM ({from} AND c.report_weight < {weight} \
             ORDER BY c.report_weight DESC, c.id LIMIT {limit}) AS less) AS rest \
             ORDER BY report_weight DESC, id LIMIT {limit}"
        )
    }

    /// Where to look: an author's comments, or those of some episodes, or all of the site. Authors
    /// and episodes belong to one site, and so does what is looked up by them.
    fn place(&mut self, wanted: &Wanted<'_>) -> String {
        let site = self.bind(wanted.site);
        match (wanted.filter.author, &wanted.filter.episodes) {
            (Some(author), episodes) => {
                let author = self.bind(author);
                let mut place = format!(
                    "c.author_id = (SELECT m.id FROM member m \
                     WHERE m.id = {author} AND m.site_id = {site})"
                );
                if let Some(episodes) = episodes {
                    let _ = write!(place, " AND c.episode_id IN ({})", self.list(episodes));
                }
                place
            }
            (None, Some(episodes)) if wanted.kind != QueueKind::Reported => format!(
                "c.episode_id IN (SELECT e.id FROM episode e WHERE e.site_id = {site} \
                 AND e.id IN ({}))",
                self.list(episodes)
            ),
            (None, Some(episodes)) => {
                let episodes = self.list(episodes);
                format!("c.site_id = {site} AND c.episode_id IN ({episodes})")
            }
            (None, None) => format!("c.site_id = {site}"),
        }
    }

    fn episodes(&mut self, wanted: &Wanted<'_>) -> String {
        let site = self.bind(wanted.site);
        let episodes = wanted.filter.episodes.as_deref().unwrap_or_default();
        format!("e.site_id = {site} AND e.id IN ({})", self.list(episodes))
    }

    /// All but where to look.
    fn conditions(&mut self, wanted: &Wanted<'_>) -> String {
        let filter = wanted.filter;
        let mut sql = format!(" AND {}", belongs(wanted.kind));
        if let Some(since) = filter.since {
            let _ = write!(sql, " AND c.id >= {}", self.bind(first_id(since)));
        }
        if let Some(until) = filter.until {
            let _ = write!(sql, " AND c.id < {}", self.bind(first_id(until)));
        }
        if let Some(reasons) = &filter.reasons {
            let _ = write!(sql, " AND ({})", held_for(reasons));
        }
        if let Some(reason) = filter.report_reason {
            let reason = self.bind(reason.as_str());
            let _ = write!(
                sql,
                " AND EXISTS (SELECT 1 FROM report r WHERE r.comment_id = c.id \
                 AND r.resolved_at IS NULL AND r.reason = {reason})"
            );
        }
        if let Some(text) = &filter.text {
            let _ = write!(sql, " AND ({})", self.contains(text));
        }
        sql.push_str(&self.claimed(wanted.claimed));
        sql
    }

    fn claimed(&mut self, claimed: Claimed<'_>) -> String {
        match claimed {
            Claimed::Any => String::new(),
            Claimed::NotByOthers(member, now) => {
                let (member, now) = (self.bind(member), self.bind(now));
                format!(
                    " AND NOT EXISTS (SELECT 1 FROM claim k WHERE k.comment_id = c.id \
                     AND k.expires_at > {now} AND k.member_id <> {member})"
                )
            }
            Claimed::ByNobody(now) => format!(
                " AND NOT EXISTS (SELECT 1 FROM claim k WHERE k.comment_id = c.id \
                 AND k.expires_at > {})",
                self.bind(now)
            ),
            Claimed::Only(ids) => format!(" AND c.id IN ({})", self.list(ids)),
        }
    }

    /// Both databases fold ASCII, and not everywhere more: other letters are looked for as they
    /// were typed, small, large, and with a large one at the beginning.
    fn contains(&mut self, text: &str) -> String {
        let like = match self.backend {
            DbBackend::Postgres => "ILIKE",
            _ => "LIKE",
        };
        let conditions: Vec<String> = spellings(text)
            .into_iter()
            .map(|text| {
                let pattern = self.bind(format!("%{}%", escaped(&text)));
                format!("c.body_markdown {like} {pattern} ESCAPE '\\'")
            })
            .collect();
        conditions.join(" OR ")
    }
}

/// The reasons stand in one column, between commas.
fn held_for(reasons: &[HoldReason]) -> String {
    let conditions: Vec<String> = reasons
        .iter()
        .map(|reason| {
            let name = escaped(reason.as_str());
            format!("(',' || c.hold_reasons || ',') LIKE '%,{name},%' ESCAPE '\\'")
        })
        .collect();
    conditions.join(" OR ")
}

fn spellings(text: &str) -> Vec<String> {
    let mut spellings = vec![text.to_owned()];
    if text.is_ascii() {
        return spellings;
    }
    let small = text.to_lowercase();
    let mut letters = small.chars();
    let capital: String = letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(letters)
        .collect();
    for spelling in [text.to_uppercase(), capital, small] {
        if !spellings.contains(&spelling) {
            spellings.push(spelling);
        }
    }
    spellings
}

/// As `LIKE` finds just this.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '%' | '_') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// Ids of that moment and later are not below this one.
fn first_id(time: DateTime<Utc>) -> CommentId {
    let millis = u64::try_from(time.timestamp_millis()).unwrap_or(0);
    CommentId(uuid::Builder::from_unix_timestamp_millis(millis, &[0; 10]).into_uuid())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_like_takes_for_more_is_taken_for_itself() {
        assert_eq!(escaped(r"100%_\o/"), r"100\%\_\\o/");
        assert_eq!(escaped("plain"), "plain");
    }

    #[test]
    fn letters_beyond_ascii_are_looked_for_small_and_large() {
        assert_eq!(spellings("Harbour"), ["Harbour"]);
        assert_eq!(spellings("éCOLE"), ["éCOLE", "ÉCOLE", "École", "école"]);
    }

    #[test]
    fn an_id_of_a_moment_is_not_below_the_first_one() {
        let time: DateTime<Utc> = "2026-01-01T00:00:00.250Z".parse().unwrap();
        let (seconds, nanos) = first_id(time).0.get_timestamp().unwrap().to_unix();
        assert_eq!((seconds, nanos), (1_767_225_600, 250_000_000));
        let long_ago = "1914-07-28T00:00:00Z".parse().unwrap();
        assert!(first_id(long_ago) < first_id(time));
    }
}
