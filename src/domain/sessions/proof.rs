//! What stands for a password where an account has none: a session that was begun just now.
use crate::{
    app::App,
    domain::{Error, policy::Denied},
    model::{Account, Session, SessionKind, SignedIn},
    storage,
};
use chrono::{DateTime, Duration, Utc};

/// How long a sign-in proves who somebody is.
pub(in crate::domain) const FRESH: Duration = Duration::minutes(10);

pub(in crate::domain) async fn lately_proved(
    app: &App,
    signed_in: &SignedIn,
    account: &Account,
) -> Result<(), Error> {
    let session = storage::sessions::find(app.db.read(), signed_in.session_id).await?;
    let session = session.ok_or(Denied::SessionEnded)?;
    // It was begun for one thing, by a session that can be asked for a proof itself.
    if session.kind == SessionKind::Moderating {
        return Err(Denied::EmbeddedSession.into());
    }
    if app.env.now() - proved_at(&session, account).unwrap_or_default() > FRESH {
        return Err(Denied::SignInAgain.into());
    }
    Ok(())
}

/// Whoever has proved an address can be asked for a proof of their own. Without one there is nothing
/// but a provider's or a site's word.
fn proved_at(session: &Session, account: &Account) -> Option<DateTime<Utc>> {
    if account.email_verified_at.is_none() {
        return Some(session.created_at);
    }
    session.proved_at.max(session.second_factor_at)
}
