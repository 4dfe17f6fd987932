//! How long the queues are.
use crate::{
    app::App,
    domain::{Error, policy, threads::Setting},
    model::{Actor, QueueCounts, Site},
    storage,
};

/// Of a whole site: its episodes' numbers together. None for who does not moderate there.
pub async fn counts(app: &App, actor: &Actor, site: &Site) -> Result<Option<QueueCounts>, Error> {
    if policy::site::may_moderate(actor, site, app.env.now()).is_err() {
        return Ok(None);
    }
    let counts = storage::queues::counts(app.db.read(), site.id, None).await?;
    Ok(Some(counts))
}

/// Of one thread, as it was read. None for who does not moderate there.
pub fn of_episode(app: &App, actor: &Actor, setting: &Setting) -> Option<QueueCounts> {
    let allowed = policy::site::may_moderate(actor, &setting.site, app.env.now());
    allowed.ok().map(|_| setting.episode.queues)
}
