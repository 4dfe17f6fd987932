//! A key of a site that is to be taken no longer.
use super::told;
use crate::{
    app::App,
    domain::{
        Error, access,
        credentials::limits::Operation,
        error::Conflict,
        input, log, policy, sites,
        threads::{self, Terms},
    },
    model::{Action, Actor, Site, SiteKey, SiteKeyId},
    storage::{self, Txn},
};
use chrono::{DateTime, Utc};

/// At once, or from `terms.until` on. Sessions that were begun with it go on.
pub async fn remove(app: &App, actor: &Actor, id: SiteKeyId, terms: Terms) -> Result<Site, Error> {
    access::signed_in(actor)?;
    let key = storage::site_keys::find(app.db.read(), id).await?;
    let key = key.ok_or(Error::NotFound)?;
    let site = sites::find_by_id(app, key.site_id).await?;
    let site = site.ok_or(Error::NotFound)?;
    access::enter(app, actor, &site)?;
    let member = policy::site::may_administer(actor, &site, app.env.now())?;
    access::limit(app, Operation::Moderate, member).await?;
    let by = log::By::member(actor, member.id);
    let txn = app.db.begin_write().await?;
    take(app, &txn, by, (&site, id, threads::checked(app, terms)?)).await?;
    txn.commit().await?;
    Ok(site)
}

/// At the command line, by whoever owns the installation.
pub async fn remove_by_operator(
    app: &App,
    site: &Site,
    (id, until): (SiteKeyId, Option<DateTime<Utc>>),
) -> Result<(), Error> {
    let terms = Terms {
        until,
        ..Terms::default()
    };
    let txn = app.db.begin_write().await?;
    take(
        app,
        &txn,
        log::By::NOBODY,
        (site, id, threads::checked(app, terms)?),
    )
    .await?;
    txn.commit().await?;
    Ok(())
}

async fn take(
    app: &App,
    txn: &Txn,
    by: log::By<'_>,
    (site, id, terms): (&Site, SiteKeyId, Terms),
) -> Result<(), Error> {
    storage::sites::lock(txn, site.id)
        .await?
        .ok_or(Error::NotFound)?;
    let before = storage::site_keys::find(txn, id).await?;
    let before = before.ok_or(Error::NotFound)?;
    let until = terms.until.map(|until| input::time("until", until));
    let until = until.transpose()?;
    if let Some(until) = until {
        if before.expires_at.is_some_and(|end| end <= until) {
            return Err(Conflict::Nothing("the key ends before that").into());
        }
        storage::site_keys::update_end(txn, id, until).await?;
    } else {
        storage::site_keys::delete(txn, id).await?;
    }
    let after = until.map(|until| SiteKey {
        expires_at: Some(until),
        ..before.clone()
    });
    let entry = log::Entry {
        from: Some(told(&before)),
        to: after.as_ref().map(told),
        reason: terms.reason,
        note: terms.private_note,
        ..log::Entry::new(Action::RemoveSiteKey, site.id, site.id.0)
    };
    log::record(app, txn, by, entry).await?;
    Ok(())
}
