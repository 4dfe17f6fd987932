//! An admin erases somebody from their site.
use super::{Comments, begin, work};
use crate::{
    app::App,
    domain::{Error, access, accounts, credentials::limits::Operation, log, policy, sites},
    model::{Actor, Member, MemberId, Site},
    storage,
};

/// On the admin's site alone: the account is the person's, and stays if it is anywhere else. Whoever
/// comes back begins as somebody new.
pub async fn erase_member(
    app: &App,
    actor: &Actor,
    (id, comments): (MemberId, Comments),
) -> Result<(), Error> {
    let signed_in = access::signed_in(actor)?;
    let site = sites::find_by_id(app, signed_in.member.site_id).await?;
    let site = site.ok_or(Error::NotFound)?;
    let own = access::enter(app, actor, &site)?;
    policy::site::may_administer(actor, &site, app.env.now())?;
    access::limit(app, Operation::Moderate, own).await?;
    let found = storage::members::find(app.db.read(), id).await?;
    let found = found.filter(|member| member.site_id == site.id);
    policy::member::may_judge(actor, &found.ok_or(Error::NotFound)?, app.env.now())?;
    take_out(app, actor, (&site, own, id), comments).await?;
    work::go_on(app, work::AT_ONCE).await
}

async fn take_out(
    app: &App,
    actor: &Actor,
    (site, own, id): (&Site, &Member, MemberId),
    comments: Comments,
) -> Result<(), Error> {
    let nobody = accounts::nobody(app);
    let txn = app.db.begin_write().await?;
    let member = storage::members::lock_whole(&txn, id).await?;
    let member = member.ok_or(Error::NotFound)?;
    // They may have been given a role meanwhile.
    policy::member::may_judge(actor, &member, app.env.now())?;
    begin(
        app,
        &txn,
        log::By::member(actor, own.id),
        (&member, comments),
    )
    .await?;
    storage::accounts::insert_if_new(&txn, nobody.clone(), None).await?;
    storage::erasures::move_to_account(&txn, id, nobody.id).await?;
    storage::erasures::forget_identities(&txn, site.id, member.account_id).await?;
    storage::erasures::remove_if_idle(&txn, member.account_id).await?;
    txn.commit().await?;
    Ok(())
}
