//! The text of these statements.
//!
//! Statuses stand in it as they are, not as values: only so do planners know that a partial index
//! fits. And it leaves them no choice of an index. `SQLite` keeps no statistics to choose by;
//! `PostgreSQL` takes a queue for spread evenly over all comments, and would walk these by id until
//! it has met enough of the queue: all of them where the queue is at the end.
use super::{Claimed, Wanted, belongs};
use crate::model::{CommentId, Cursor, HoldReason, QueueKind};
use crate::storage::{
    cells,
    search::{escaped, spellings},
};
use chrono::{DateTime, Utc};
use sea_orm::{DbBackend, Value};
use std::fmt::Write as _;

/// A statement in the making: text with numbered places, and what goes there.
pub(super) struct Query {
    pub(super) backend: DbBackend,
    pub(super) values: Vec<Value>,
}

/// Columns of an index that the id comes behind, what they must hold, and what else makes a
/// comment one of the queue.
struct Walk {
    columns: Vec<(&'static str, String)>,
    rest: &'static str,
    /// It is the whole statement, and not one walk for each of some episodes.
    alone: bool,
}

/// How ids compare with one, and the place of that one.
type Bound = (&'static str, String);

impl Query {
    pub(super) fn new(backend: DbBackend) -> Self {
        Self {
            backend,
            values: Vec::new(),
        }
    }

    pub(super) fn bind(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("${}", self.values.len())
    }

    pub(super) fn list<T: Copy + Into<Value>>(&mut self, values: &[T]) -> String {
        cells::listed(&mut self.values, values.iter().copied())
    }

    /// Oldest first; reported ones by weight, the oldest of equals first.
    pub(super) fn page(
        &mut self,
        wanted: &Wanted<'_>,
        after: Option<Cursor>,
        limit: u64,
    ) -> String {
        let by_episode = wanted.filter.author.is_none() && wanted.filter.episodes.is_some();
        if wanted.kind == QueueKind::Reported {
            return self.heaviest(wanted, after, limit);
        }
        let narrowed = self.narrowed(wanted);
        let bounds = self.bounds(wanted, after);
        if wanted.filter.author.is_some() {
            let (place, belongs) = (self.place(wanted), belongs(wanted.kind));
            let bounds = of_ids(&bounds);
            return format!(
                "SELECT c.* FROM comment c WHERE {place} AND {belongs}{bounds}{narrowed} \
                 ORDER BY c.id LIMIT {limit}"
            );
        }
        let walk = self.walk(wanted, by_episode);
        let (walked, order) = self.walked(&walk, &bounds);
        let (from, rest) = (self.from(wanted), walk.rest);
        let chosen =
            format!("FROM {from} WHERE {walked}{rest}{narrowed} ORDER BY {order} LIMIT {limit}");
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

    pub(super) fn count(&mut self, wanted: &Wanted<'_>) -> String {
        let (from, place) = (self.from(wanted), self.place(wanted));
        let (belongs, bounds) = (belongs(wanted.kind), self.bounds(wanted, None));
        let (bounds, narrowed) = (of_ids(&bounds), self.narrowed(wanted));
        format!(
            "SELECT count(*) AS number FROM {from} WHERE {place} AND {belongs}{bounds}{narrowed}"
        )
    }

    fn walk(&mut self, wanted: &Wanted<'_>, by_episode: bool) -> Walk {
        let place = if by_episode {
            ("c.episode_id", "e.id".to_owned())
        } else {
            ("c.site_id", self.bind(wanted.site))
        };
        let status = match wanted.kind {
            QueueKind::Pending => "'pending'",
            QueueKind::Spam => "'spam'",
            QueueKind::Rejected => "'rejected'",
            QueueKind::Unreviewed if !by_episode => {
                return Walk {
                    columns: vec![place],
                    rest: " AND c.status = 'approved' AND c.reviewed = FALSE",
                    alone: true,
                };
            }
            _ => "'approved'",
        };
        let unreviewed = wanted.kind == QueueKind::Unreviewed;
        Walk {
            columns: vec![place, ("c.status", status.to_owned())],
            rest: if unreviewed {
                " AND c.reviewed = FALSE"
            } else {
                ""
            },
            alone: !by_episode,
        }
    }

    /// What keeps to the walk, and its order.
    fn walked(&self, walk: &Walk, bounds: &[Bound]) -> (String, String) {
        if self.backend == DbBackend::Postgres && walk.alone {
            return in_rows(walk, bounds);
        }
        let equal: Vec<String> = walk
            .columns
            .iter()
            .map(|(column, value)| format!("{column} = {value}"))
            .collect();
        (equal.join(" AND ") + &of_ids(bounds), "c.id".to_owned())
    }

    /// Where ids begin, and where they end.
    fn bounds(&mut self, wanted: &Wanted<'_>, after: Option<Cursor>) -> Vec<Bound> {
        let after = after.map(|after| CommentId(after.id));
        let since = wanted.filter.since.map(first_id);
        let begin = match (after, since) {
            (Some(after), since) if since.is_none_or(|since| since <= after) => Some((">", after)),
            (_, since) => since.map(|since| (">=", since)),
        };
        let end = wanted.filter.until.map(|until| ("<", first_id(until)));
        let bounds = begin.into_iter().chain(end);
        bounds
            .map(|(compare, id)| (compare, self.bind(id)))
            .collect()
    }

    /// `SQLite` would take another index for the unreviewed, and look at all that is approved.
    fn from(&self, wanted: &Wanted<'_>) -> &'static str {
        let everywhere = wanted.filter.author.is_none() && wanted.filter.episodes.is_none();
        match self.backend {
            DbBackend::Sqlite if everywhere && wanted.kind == QueueKind::Unreviewed => {
                "comment c INDEXED BY ix_comment_unreviewed"
            }
            _ => "comment c",
        }
    }

    /// Weights fall while ids rise, so that no row value can compare them: a page after a cursor is
    /// what is left of the same weight, and then what weighs less.
    fn heaviest(&mut self, wanted: &Wanted<'_>, after: Option<Cursor>, limit: u64) -> String {
        let place = self.place(wanted);
        let (bounds, narrowed) = (self.bounds(wanted, None), self.narrowed(wanted));
        let from = format!(
            "SELECT c.* FROM comment c WHERE {place} AND {}{}{narrowed}",
            belongs(wanted.kind),
            of_ids(&bounds)
        );
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

    /// What else the filter asks for.
    fn narrowed(&mut self, wanted: &Wanted<'_>) -> String {
        let (filter, mut sql) = (wanted.filter, String::new());
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

/// `PostgreSQL` leaves out of an order what must be equal, and could then take the order from the
/// primary key: rows say the same and keep it whole. It begins where the first condition lets it,
/// so there is one for the beginning and one for the end.
fn in_rows(walk: &Walk, bounds: &[Bound]) -> (String, String) {
    let (columns, values): (Vec<&str>, Vec<&str>) = walk
        .columns
        .iter()
        .map(|(column, value)| (*column, value.as_str()))
        .unzip();
    let (columns, values) = (columns.join(", "), values.join(", "));
    let end = |side: char, whole: &str| {
        let bound = bounds.iter().find(|(compare, _)| compare.starts_with(side));
        match bound {
            Some((compare, id)) => format!("({columns}, c.id) {compare} ({values}, {id})"),
            None => format!("({columns}) {whole} ({values})"),
        }
    };
    let sql = format!("{} AND {}", end('>', ">="), end('<', "<="));
    (sql, format!("{columns}, c.id"))
}

fn of_ids(bounds: &[Bound]) -> String {
    let mut sql = String::new();
    for (compare, id) in bounds {
        let _ = write!(sql, " AND c.id {compare} {id}");
    }
    sql
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

/// Ids of that moment and later are not below this one.
pub(in crate::storage) fn first_id(time: DateTime<Utc>) -> CommentId {
    let millis = u64::try_from(time.timestamp_millis()).unwrap_or(0);
    CommentId(uuid::Builder::from_unix_timestamp_millis(millis, &[0; 10]).into_uuid())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_of_a_moment_is_not_below_the_first_one() {
        let time: DateTime<Utc> = "2026-01-01T00:00:00.250Z".parse().unwrap();
        let (seconds, nanos) = first_id(time).0.get_timestamp().unwrap().to_unix();
        assert_eq!((seconds, nanos), (1_767_225_600, 250_000_000));
        let long_ago = "1914-07-28T00:00:00Z".parse().unwrap();
        assert!(first_id(long_ago) < first_id(time));
    }
}
