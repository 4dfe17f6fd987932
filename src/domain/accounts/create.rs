//! Making an account at the command line, by whoever owns the installation.
use super::{account, join, weak};
use crate::{
    app::App,
    domain::{
        Error,
        credentials::{Secret, password::check_strength},
        input, sites,
    },
    model::{Account, Member, Role},
    storage,
};

pub struct NewAccount {
    pub email: String,
    pub display_name: String,
    pub password: Option<Secret>,
    /// The site that it becomes a member of.
    pub site: Option<(String, Role)>,
}

/// The operator vouches for the e-mail address, so it counts as verified. An account that exists
/// keeps its name; it gets the password and the role that are given.
pub async fn create(app: &App, new: NewAccount) -> Result<(Account, Option<Member>), Error> {
    let email = input::email("email", &new.email)?;
    let name = input::name("name", &new.display_name)?;
    let site = match &new.site {
        Some((key, role)) => Some((sites::get(app, key).await?, *role)),
        None => None,
    };
    let hash = match new.password {
        Some(password) => {
            check_strength(password.expose(), &[&email, &name]).map_err(weak)?;
            let hash = app.passwords.hash(password, app.env.random()).await;
            Some(hash.map_err(|busy| Error::Unavailable(busy.retry_after))?)
        }
        None => None,
    };
    let txn = app.db.begin_write().await?;
    storage::accounts::insert_if_new(&txn, account(app, Some(email.clone()), &name), None).await?;
    let found = storage::accounts::find_credentials(&txn, &email)
        .await?
        .ok_or(Error::NotFound)?;
    let account = found.account;
    storage::accounts::verify_email(&txn, account.id, app.env.now()).await?;
    if let Some(hash) = hash {
        storage::accounts::update_password(&txn, account.id, hash).await?;
    }
    let member = match site {
        Some((site, role)) => {
            let member = join(app, &txn, site.id, &account).await?;
            storage::members::update_role(&txn, member.id, role).await?;
            Some(Member { role, ..member })
        }
        None => None,
    };
    txn.commit().await?;
    Ok((account, member))
}
