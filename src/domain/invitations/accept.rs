//! Somebody who was invited signs in.
use crate::{
    app::App,
    domain::{Error, members::roles, policy},
    model::{Actor, Member, SiteId},
    storage::{self, Txn},
};

/// The member as they are from now on. Part of the transaction that begins their session. Whoever is
/// suspended or banned gets nothing, and the invitation stays; it does not count when whoever invited
/// is no admin any more.
pub(in crate::domain) async fn accept(
    app: &App,
    txn: &Txn,
    actor: &Actor,
    (site, member): (SiteId, Member),
) -> Result<Member, Error> {
    let now = app.env.now();
    let whose = (site, member.account_id);
    let found = storage::invitations::find_open_for(txn, whose, now).await?;
    let Some(found) = found else {
        return Ok(member);
    };
    // Members' rows before the invitation's, as an erasure takes them.
    let (before, admins) = roles::take(txn, site, member.id).await?;
    let taken = storage::invitations::lock(txn, found.id).await?;
    let taken = taken.filter(|taken| taken.is_open(now) && admins.contains(&taken.invited_by));
    let Some(invitation) = taken else {
        return Ok(before);
    };
    if policy::member::may_be_given(&before, invitation.role, now).is_err() {
        return Ok(before);
    }
    storage::invitations::mark_accepted(txn, invitation.id, now).await?;
    tracing::info!(member.id = %before.id.0, "invitation accepted");
    if before.role >= invitation.role {
        return Ok(before);
    }
    let given = (before, invitation.role);
    roles::give_by_invitation(app, txn, actor, (invitation.invited_by, given)).await
}
