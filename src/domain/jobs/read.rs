//! A site's admins see what waits and what was given up, and have it tried again.
use super::wake;
use crate::{
    app::App,
    domain::{Error, access, credentials::limits::Operation, error::Conflict, policy, sites},
    model::{Actor, Job, JobId, JobState, Page, PageRequest, Site},
    storage,
};

pub struct Listed {
    pub page: Page<Job>,
    pub total: i32,
}

/// The newest first.
pub async fn list(
    app: &App,
    actor: &Actor,
    site: &Site,
    (state, page): (JobState, &PageRequest),
) -> Result<Listed, Error> {
    policy::site::may_administer(actor, site, app.env.now())?;
    let db = app.db.read();
    let total = storage::jobs::count(db, site.id, state).await?;
    let jobs = storage::jobs::list(db, site.id, state, page).await?;
    Ok(Listed {
        page: Page::cut(jobs, page.first),
        total: i32::try_from(total).unwrap_or(i32::MAX),
    })
}

/// A job that was given up begins afresh, at once.
pub async fn retry(app: &App, actor: &Actor, id: JobId) -> Result<Job, Error> {
    access::signed_in(actor)?;
    let job = storage::jobs::find(app.db.read(), id).await?;
    let job = job.ok_or(Error::NotFound)?;
    let site = sites::find_by_id(app, job.site_id).await?;
    let site = site.ok_or(Error::NotFound)?;
    let member = access::enter(app, actor, &site)?;
    policy::site::may_administer(actor, &site, app.env.now())?;
    access::limit(app, Operation::Moderate, member).await?;
    let txn = app.db.begin_write().await?;
    if !storage::jobs::retry(&txn, id, app.env.now()).await? {
        return Err(Conflict::Nothing("the job has not been given up").into());
    }
    let job = storage::jobs::find(&txn, id).await?;
    let job = job.ok_or(Error::NotFound)?;
    txn.commit().await?;
    wake(app);
    Ok(job)
}
