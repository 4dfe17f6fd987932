//! Accounts of people whom a site knows by itself.
//!
//! What a site says counts on that site only: its word never reaches an account that somebody has
//! made elsewhere, nor becomes an account's e-mail address.
use super::{account, is_like_staff};
use crate::{
    app::App,
    domain::{Error, input, text},
    model::{Account, IdentityId, Member, Role, SiteId},
    storage::{
        self, Txn,
        identities::{Identity, SITE},
    },
};

/// As the site names and describes them.
pub(in crate::domain) struct FromSite {
    pub(in crate::domain) site_id: SiteId,
    pub(in crate::domain) subject: String,
    /// As it came; made fit to show here.
    pub(in crate::domain) name: Option<String>,
    pub(in crate::domain) email: Option<String>,
}

/// The account that stands for them, made the first time.
pub(in crate::domain) async fn of_site(
    app: &App,
    txn: &Txn,
    who: &FromSite,
) -> Result<Account, Error> {
    let now = app.env.now();
    // An address that we could not write to says nothing.
    let email = who.email.as_deref();
    let email = email.and_then(|email| input::email("email", email).ok());
    let key = (SITE, who.subject.as_str());
    if let Some(found) = storage::identities::find(txn, who.site_id, key).await? {
        storage::identities::touch(txn, found.id, (email, now)).await?;
        return owner(txn, found).await;
    }
    let name = text::name::imported_name(who.name.as_deref().unwrap_or_default());
    let new = account(app, None, &name);
    storage::accounts::insert_if_new(txn, new.clone(), None).await?;
    let identity = Identity {
        id: IdentityId(app.env.new_id()),
        account_id: new.id,
        site_id: who.site_id,
        provider: SITE.to_owned(),
        subject: who.subject.clone(),
        email,
        created_at: now,
        last_used_at: now,
    };
    if storage::identities::insert_if_new(txn, identity).await? {
        return Ok(new);
    }
    // They came twice at once, and the other one was first.
    storage::accounts::delete(txn, new.id).await?;
    let found = storage::identities::find(txn, who.site_id, key).await?;
    owner(txn, found.ok_or(Error::NotFound)?).await
}

async fn owner(txn: &Txn, identity: Identity) -> Result<Account, Error> {
    let found = storage::accounts::find(txn, identity.account_id).await?;
    found.ok_or(Error::NotFound)
}

/// The member is called as the site calls them now, unless others would take them for one of the
/// staff.
pub(in crate::domain) async fn rename(
    txn: &Txn,
    member: &Member,
    name: Option<&str>,
) -> Result<(), Error> {
    let Some(name) = name.map(text::name::imported_name) else {
        return Ok(());
    };
    if name == member.display_name || name == text::name::ANONYMOUS {
        return Ok(());
    }
    if member.role == Role::Commenter && is_like_staff(txn, member.site_id, &name).await? {
        return Ok(());
    }
    storage::members::update_name(txn, member.id, name).await?;
    Ok(())
}
