//! An episode together with its site, in one statement: every page asks for both, and every post.
use super::{Db, cells::Cells, episodes, sites};
use crate::model::{Episode, QueueCounts, Site};
use chrono::Duration;
use entity::{EpisodeId, SiteId, episode::ThreadState, site::Mode};
use sea_orm::{ActiveEnum as _, ConnectionTrait, DbBackend, DbErr, Statement};

/// Of a site; with its episode where it has that.
type Found = (Site, Option<Episode>);

/// A site by its key, and its episode by that one's key.
pub async fn find(db: &Db, site: &str, key: &str) -> Result<Option<Found>, DbErr> {
    let found = db.rows(asked(db.backend(), site, key), read).await?;
    Ok(found.into_iter().next())
}

/// The same with the episode's row taken until the transaction ends, and the site as it is by then.
pub async fn lock(
    db: &impl ConnectionTrait,
    site: &Site,
    key: &str,
) -> Result<Option<(Site, Episode)>, DbErr> {
    if db.get_database_backend() == DbBackend::Sqlite {
        // Whoever writes is alone: nothing has to be waited for in between.
        let found = db.query_one_raw(asked(DbBackend::Sqlite, &site.key, key));
        let found = found.await?.map(|row| read(&mut Cells::of(&row)));
        let found = found.transpose()?;
        return Ok(found.and_then(|(site, episode)| Some((site, episode?))));
    }
    let Some(episode) = episodes::lock_by_key(db, site.id, key).await? else {
        return Ok(None);
    };
    let site = sites::find(db, site.id).await?;
    Ok(site.map(|site| (site, episode)))
}

/// Its values in the order of their places, by which one of the drivers knows them.
fn asked(backend: DbBackend, site: &str, key: &str) -> Statement {
    const EPISODE: &str = "e.id, e.site_id, e.key, e.title, e.url, e.published_at, e.vouched, e.state, \
        e.lock_reason, e.locked_until, e.closed_message, e.closed_until, e.close_after_days, \
        e.closes_on, e.mode, e.comment_count, e.approved_count, e.pending_count, e.rejected_count, \
        e.spam_count, e.unreviewed_count, e.reported_count, e.top_count, e.version, \
        e.renewed_version, e.created_at";
    let sql = format!(
        "SELECT {SITE}, {EPISODE} FROM site s \
         LEFT JOIN episode e ON e.site_id = s.id AND e.key = $1 WHERE s.key = $2"
    );
    Statement::from_sql_and_values(backend, sql, [key.into(), site.into()])
}

/// What [`read_site`] takes, in its order.
pub(super) const SITE: &str = "s.id, s.key, s.name, s.origins, s.mode, s.nesting, \
    s.newcomer_approvals, s.edit_window_seconds, s.episodes_must_exist, s.close_after_days, \
    s.created_at";

fn read(cells: &mut Cells<'_>) -> Result<Found, DbErr> {
    let site = read_site(cells)?;
    let episode = cells.take::<Option<_>>()?.map(EpisodeId);
    let episode = episode.map(|id| read_episode(id, cells)).transpose()?;
    Ok((site, episode))
}

pub(super) fn read_site(cells: &mut Cells<'_>) -> Result<Site, DbErr> {
    Ok(Site {
        id: SiteId(cells.take()?),
        key: cells.take()?,
        name: cells.take()?,
        origins: cells.take::<String>()?.lines().map(str::to_owned).collect(),
        mode: Mode::try_from_value(&cells.take()?)?,
        nesting: cells.take()?,
        newcomer_approvals: cells.take()?,
        edit_window: Duration::seconds(cells.take::<i32>()?.into()),
        episodes_must_exist: cells.take()?,
        close_after_days: cells.take()?,
        created_at: cells.take()?,
    })
}

fn read_episode(id: EpisodeId, cells: &mut Cells<'_>) -> Result<Episode, DbErr> {
    let mode = |mode: Option<String>| mode.map(|mode| Mode::try_from_value(&mode)).transpose();
    Ok(Episode {
        id,
        site_id: SiteId(cells.take()?),
        key: cells.take()?,
        title: cells.take()?,
        url: cells.take()?,
        published_at: cells.take()?,
        vouched: cells.take()?,
        state: ThreadState::try_from_value(&cells.take()?)?,
        lock_reason: cells.take()?,
        locked_until: cells.take()?,
        closed_message: cells.take()?,
        closed_until: cells.take()?,
        close_after_days: cells.take()?,
        closes_on: cells.take()?,
        mode: mode(cells.take()?)?,
        comment_count: cells.take()?,
        queues: read_queues(cells)?,
        top_count: cells.take()?,
        version: cells.take()?,
        renewed_version: cells.take()?,
        created_at: cells.take()?,
    })
}

fn read_queues(cells: &mut Cells<'_>) -> Result<QueueCounts, DbErr> {
    let (approved, pending) = (cells.take()?, cells.take()?);
    Ok(QueueCounts {
        pending,
        approved,
        rejected: cells.take()?,
        spam: cells.take()?,
        unreviewed: cells.take()?,
        reported: cells.take()?,
    })
}
