//! An account is erased, on every site.
use super::{Comments, NOBODY, begin};
use crate::{
    app::App,
    domain::{Error, error::Conflict, log, mails},
    model::{Account, MailKind, Member, Role, SiteId},
    storage::{self, Txn},
};
use serde_json::json;

/// How somebody leaves.
pub(super) struct Leaving<'a> {
    pub(super) comments: Comments,
    /// In whose name they are told that it is done.
    pub(super) site: SiteId,
    pub(super) locale: &'a str,
}

/// With the rows of its memberships taken.
pub(super) async fn erase(
    app: &App,
    txn: &Txn,
    by: log::By<'_>,
    (account, members, leaving): (&Account, &[Member], Leaving<'_>),
) -> Result<(), Error> {
    for member in members {
        begin(app, txn, by, (member, leaving.comments)).await?;
    }
    if let Some(email) = proved(account) {
        imports(app, txn, by, (email, leaving.comments)).await?;
        storage::invitations::forget_address(txn, email).await?;
    }
    let gone = (account.id, account.email.as_deref());
    storage::erasures::forget_account(txn, gone, NOBODY).await?;
    if let Some(recipient) = proved(account) {
        let mail = mails::NewMail {
            site_id: leaving.site,
            kind: MailKind::AccountErased,
            recipient,
            locale: leaving.locale,
            token: None,
            details: json!({}),
        };
        mails::send(app, txn, mail).await?;
    }
    tracing::info!(account.id = %account.id.0, "account erased");
    Ok(())
}

/// Authors of imported comments who came with the address, on every site, are the same person, claimed
/// or not.
async fn imports(
    app: &App,
    txn: &Txn,
    by: log::By<'_>,
    (email, comments): (&str, Comments),
) -> Result<(), Error> {
    for unclaimed in storage::imported_authors::list_unclaimed_anywhere(txn, email).await? {
        let member = storage::members::lock_whole(txn, unclaimed.member_id).await?;
        let member = member.ok_or(Error::NotFound)?;
        begin(app, txn, by, (&member, comments)).await?;
        let gone = (unclaimed.account_id, None);
        storage::erasures::forget_account(txn, gone, NOBODY).await?;
    }
    Ok(())
}

/// All memberships, with their rows taken. A site that would be left without an admin is handed over
/// first.
pub(super) async fn lock_members(txn: &Txn, account: &Account) -> Result<Vec<Member>, Error> {
    let mut members = Vec::new();
    for member in storage::members::list_of_account(txn, account.id).await? {
        let taken = storage::members::lock_with_admins(txn, member.site_id, member.id).await?;
        let admins = taken.iter().filter(|taken| taken.role == Role::Admin);
        let is_last = admins.count() == 1;
        let own = taken.into_iter().find(|taken| taken.id == member.id);
        let own = own.ok_or(Error::NotFound)?;
        if own.role == Role::Admin && is_last {
            return Err(Conflict::LastAdmin.into());
        }
        members.push(own);
    }
    Ok(members)
}

/// The address that its owner is written to.
pub(super) fn proved(account: &Account) -> Option<&str> {
    account.email_verified_at.and(account.email.as_deref())
}
