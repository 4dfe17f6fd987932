//! What a member may do on a site.
use super::own_site;
use crate::{
    app::App,
    domain::{
        Error, access,
        credentials::limits::Operation,
        error::Conflict,
        log,
        policy::{self, Denied},
    },
    model::{Action, Actor, Change, Member, MemberId, Role, Site, SiteId},
    storage::{self, Txn},
};

/// Acts on the member's next request. A site that has an admin keeps one, whoever asks at the same
/// moment.
pub async fn give(app: &App, actor: &Actor, id: MemberId, role: Role) -> Result<Member, Error> {
    let (site, by) = own_site(app, actor).await?;
    policy::site::may_administer(actor, &site, app.env.now())?;
    access::limit(app, Operation::Moderate, by).await?;
    let txn = app.db.begin_write().await?;
    let (before, admins) = take(&txn, site.id, id).await?;
    policy::member::may_be_given(&before, role, app.env.now())?;
    if before.role == role {
        return Err(Conflict::Nothing("the member has this role").into());
    }
    if before.role == Role::Admin && admins.len() == 1 {
        return Err(Conflict::LastAdmin.into());
    }
    // It may have been taken from them while they waited for the rows.
    if !admins.contains(&by.id) {
        return Err(Denied::NotAdmin.into());
    }
    let after = change(app, &txn, log::By::member(actor, by.id), (before, role)).await?;
    txn.commit().await?;
    Ok(after)
}

/// The member and the ids of the site's admins, with their rows taken.
pub(in crate::domain) async fn take(
    txn: &Txn,
    site: SiteId,
    id: MemberId,
) -> Result<(Member, Vec<MemberId>), Error> {
    let members = storage::members::lock_with_admins(txn, site, id).await?;
    let admins = members
        .iter()
        .filter(|member| member.role == Role::Admin)
        .map(|member| member.id)
        .collect();
    let found = members.into_iter().find(|member| member.id == id);
    Ok((found.ok_or(Error::NotFound)?, admins))
}

async fn change(
    app: &App,
    txn: &Txn,
    by: log::By<'_>,
    (before, role): (Member, Role),
) -> Result<Member, Error> {
    storage::members::update_role(txn, before.id, role).await?;
    // It stands beside their name.
    txn.touch(Change::Site(before.site_id));
    let entry = log::Entry {
        from: Some(name(before.role)),
        to: Some(name(role)),
        ..log::Entry::new(Action::GiveRole, before.site_id, before.id.0)
    };
    log::record(app, txn, by, entry).await?;
    Ok(Member { role, ..before })
}

/// At the command line, by whoever owns the installation: to anybody but the last admin.
pub(in crate::domain) async fn give_by_operator(
    app: &App,
    txn: &Txn,
    site: &Site,
    (id, role): (MemberId, Role),
) -> Result<Member, Error> {
    let (before, admins) = take(txn, site.id, id).await?;
    if before.role == role {
        return Ok(before);
    }
    if before.role == Role::Admin && admins.len() == 1 {
        return Err(Conflict::LastAdmin.into());
    }
    change(app, txn, log::By::NOBODY, (before, role)).await
}

/// As the site says of one of its own accounts: between commenter and moderator. An admin was made
/// one here, and stays one; somebody who is suspended or banned is raised to nothing.
pub(in crate::domain) async fn give_by_site(
    app: &App,
    txn: &Txn,
    actor: &Actor,
    (member, role): (&Member, Role),
) -> Result<(), Error> {
    let before = storage::members::lock(txn, member.id).await?;
    let before = before.ok_or(Error::NotFound)?;
    let same = before.role == role || before.role == Role::Admin || role == Role::Admin;
    if same || policy::member::may_be_given(&before, role, app.env.now()).is_err() {
        return Ok(());
    }
    change(app, txn, log::By::rule(actor), (before, role)).await?;
    Ok(())
}

/// As an admin has promised whoever proves an address.
pub(in crate::domain) async fn give_by_invitation(
    app: &App,
    txn: &Txn,
    actor: &Actor,
    (inviter, given): (MemberId, (Member, Role)),
) -> Result<Member, Error> {
    change(app, txn, log::By::member(actor, inviter), given).await
}

/// As the log and the schema spell it.
fn name(role: Role) -> String {
    format!("{role:?}").to_uppercase()
}
