//! Making an account at the command line, by whoever owns the installation.
use super::{account, join, take_over::take_over, weak};
use crate::{
    app::App,
    domain::{
        Error,
        credentials::{Secret, password::check_strength},
        error::Conflict,
        input, members, sites,
    },
    model::{Account, Member, Role, Site},
    storage::{self, Txn},
};

pub struct NewAccount {
    pub email: String,
    pub display_name: String,
    pub password: Option<Secret>,
    /// The site that it becomes a member of, and what it may do there.
    pub site: Option<(String, Option<Role>)>,
}

/// What there is now.
pub struct Created {
    pub account: Account,
    /// On the site that was named.
    pub member: Option<Member>,
    /// It has a password.
    pub can_sign_in: bool,
}

/// The operator vouches for the e-mail address, so it counts as verified. An account that exists
/// keeps its name; it gets the role and the password that are given, and a new password ends its
/// sessions. One whose address nobody has proved yet may be a stranger's: it must get one, and loses all
/// else that signs in to it.
pub async fn create(app: &App, new: NewAccount) -> Result<Created, Error> {
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
    let new = Account {
        email_verified_at: Some(app.env.now()),
        ..account(app, Some(email.clone()), &name)
    };
    let is_new = storage::accounts::insert_if_new(&txn, new, None).await?;
    let found = storage::accounts::find_credentials(&txn, &email).await?;
    let found = found.ok_or(Error::NotFound)?;
    let can_sign_in = hash.is_some() || found.password_hash.is_some();
    let account = found.account;
    if !is_new && account.email_verified_at.is_none() && hash.is_none() {
        let message = "somebody has signed up with it and not proved that it is theirs: give a new \
                       password (--password-stdin) to take the account over";
        return Err(Error::invalid("email", message));
    }
    let account = take_over(app, &txn, account.id).await?;
    if let Some(hash) = hash {
        storage::accounts::update_password(&txn, account.id, hash).await?;
        storage::sessions::end_others(&txn, account.id, (None, None), app.env.now()).await?;
    }
    let member = match site {
        Some((site, role)) => Some(give_role(app, &txn, (&site, &account), role).await?),
        None => None,
    };
    txn.commit().await?;
    Ok(Created {
        account,
        member,
        can_sign_in,
    })
}

/// Without a role the member keeps the one there is. A site that has an admin keeps one.
async fn give_role(
    app: &App,
    txn: &Txn,
    (site, account): (&Site, &Account),
    role: Option<Role>,
) -> Result<Member, Error> {
    let member = join(app, txn, site.id, account).await?;
    let Some(role) = role else {
        return Ok(member);
    };
    let given = members::roles::give_by_operator(app, txn, site, (member.id, role)).await;
    given.map_err(|fault| match fault {
        Error::Conflict(Conflict::LastAdmin) => {
            Error::invalid("role", "is the site's last admin: make another one first")
        }
        fault => fault,
    })
}
