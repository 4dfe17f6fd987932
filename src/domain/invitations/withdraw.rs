//! An admin takes an invitation back.
use super::told;
use crate::{
    app::App,
    domain::{
        Error, access,
        credentials::limits::Operation,
        log, policy, sites,
        threads::{self, Terms},
    },
    model::{Action, Actor, InvitationId, Site},
    storage,
};

/// One that is not open any more does not exist.
pub async fn withdraw(
    app: &App,
    actor: &Actor,
    id: InvitationId,
    terms: Terms,
) -> Result<Site, Error> {
    access::signed_in(actor)?;
    let found = storage::invitations::find(app.db.read(), id).await?;
    let found = found.ok_or(Error::NotFound)?;
    let site = sites::find_by_id(app, found.site_id).await?;
    let site = site.ok_or(Error::NotFound)?;
    access::enter(app, actor, &site)?;
    let now = app.env.now();
    let member = policy::site::may_administer(actor, &site, now)?;
    access::limit(app, Operation::Moderate, member).await?;
    let terms = threads::checked(app, terms)?;
    let txn = app.db.begin_write().await?;
    let found = storage::invitations::lock(&txn, id).await?;
    let found = found.filter(|found| found.is_open(now));
    let found = found.ok_or(Error::NotFound)?;
    storage::invitations::end(&txn, id, now).await?;
    let entry = log::Entry {
        from: Some(told(&found.email, found.role)),
        reason: terms.reason,
        note: terms.private_note,
        ..log::Entry::new(Action::WithdrawInvitation, site.id, site.id.0)
    };
    log::record(app, &txn, log::By::member(actor, member.id), entry).await?;
    txn.commit().await?;
    Ok(site)
}
