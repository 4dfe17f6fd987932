//! Signing in with e-mail address and password.
use super::{Arrival, Proof, arrive, is_known_device};
use crate::{
    app::App,
    domain::{
        Error, accounts,
        credentials::{Secret, limits::Operation, password::Verdict},
        input, limits,
        policy::{self, Denied},
        sites,
    },
    model::{Account, Actor},
    storage::{self, accounts::Credentials},
};
use std::time::Duration;

pub struct SignIn {
    pub site: String,
    pub email: String,
    pub password: Secret,
}

/// Says no in the same words and after the same work whether the address is unknown, has no
/// password, or the password is wrong. The first time on a site makes the account its member.
pub async fn sign_in(app: &App, actor: &Actor, attempt: SignIn) -> Result<Arrival, Error> {
    let site = sites::get(app, &attempt.site).await?;
    policy::site::may_write_from(actor.origin.as_deref(), &site, &app.public_origin)?;
    policy::site::takes_passwords(&storage::ways_in::get(app.db.read(), site.id).await?)?;
    let email = input::email("email", &attempt.email)?;
    let found = storage::accounts::find_credentials(app.db.read(), &email).await?;
    limit(app, actor, &email, found.as_ref()).await?;

    let rehash = Secret::new(attempt.password.expose());
    let phc = found
        .as_ref()
        .and_then(|found| found.password_hash.as_deref());
    let verdict = app.passwords.verify(attempt.password, phc).await;
    let verdict = verdict.map_err(|busy| Error::Unavailable(busy.retry_after))?;
    let proved = found.filter(|found| verdict.matches && is_confirmed(app, &found.account));
    let Some(proved) = proved else {
        tracing::info!(site.key = %site.key, "sign-in refused");
        limits::suspect(app, actor).await?;
        return Err(Denied::WrongCredentials.into());
    };
    // A full queue puts a stronger hash off to the next time; it is no reason to refuse.
    let stronger = if verdict.needs_rehash {
        app.passwords.hash(rehash, app.env.random()).await.ok()
    } else {
        None
    };
    let txn = app.db.begin_write().await?;
    let Some(account) = accounts::still_proved(&txn, &proved).await? else {
        return Err(changed_meanwhile(verdict));
    };
    if let Some(hash) = stronger {
        storage::accounts::update_password(&txn, account.id, hash).await?;
    }
    let arrival = arrive(app, &txn, actor, (site, account, Proof::Own)).await?;
    txn.commit().await?;
    Ok(arrival)
}

/// The password that was right is the account's no more; or it is, in a stronger hash that another
/// sign-in has made of it.
fn changed_meanwhile(verdict: Verdict) -> Error {
    if verdict.needs_rehash {
        return Error::Unavailable(Duration::from_secs(1));
    }
    Denied::WrongCredentials.into()
}

/// Where mails are sent, an address that nobody has proved signs in no more than an unknown one.
fn is_confirmed(app: &App, account: &Account) -> bool {
    account.email_verified_at.is_some() || !app.mailer.is_available()
}

/// By network, and by account so that many networks together gain nothing. An address that the
/// owner has signed in from has a bucket of its own: nobody's guessing locks the owner out.
pub(in crate::domain) async fn limit(
    app: &App,
    actor: &Actor,
    email: &str,
    found: Option<&Credentials>,
) -> Result<(), Error> {
    limits::take_from(app, Operation::SignInFromAddress, actor).await?;
    let account = found.map(|found| found.account.id);
    if is_known_device(app, actor, account).await? {
        return limits::take(app, Operation::SignInKnownDevice, &[email, &actor.address]).await;
    }
    limits::take(app, Operation::SignInToAccount, &[email]).await
}
