//! Second factors: one-time passwords, passkeys, and recovery codes for the day both are lost. They
//! are the account's, and so hold on every site.
mod change;
mod passkeys;
mod recovery_codes;
mod reset;
mod totp;

pub use passkeys::{NewPasskey, add, begin as begin_passkey, remove as remove_passkey, rename};
pub use recovery_codes::renew as new_recovery_codes;
pub use reset::reset;
pub use totp::{begin as begin_totp, confirm as confirm_totp, remove as remove_totp};

pub(in crate::domain) use passkeys::available;
pub(in crate::domain) use recovery_codes::accept as accept_recovery_code;
pub(in crate::domain) use reset::forget;
pub(in crate::domain) use totp::{accept as accept_one_time, digits};

use super::{Error, credentials::passkeys::PasskeyFault, policy::Denied};
use crate::{
    app::App,
    model::{Passkey, SessionId, SignedIn},
    storage::{self, factors::Factors},
};
use anyhow::anyhow;
use chrono::{DateTime, Utc};
use zeroize::Zeroizing;

/// What the viewer's account has.
pub struct Own {
    pub factors: Factors,
    pub passkeys: Vec<Passkey>,
    /// When an authenticator app showed its first code.
    pub totp_since: Option<DateTime<Utc>>,
}

/// None in a session that may not change them: neither a page that embeds the threads nor a site that
/// vouched for the viewer learns what they have.
pub async fn of_viewer(app: &App, signed_in: &SignedIn) -> Result<Option<Own>, Error> {
    of_session(app, signed_in.session_id).await
}

/// The same of whoever is signed in with it.
pub(in crate::domain) async fn of_session(app: &App, id: SessionId) -> Result<Option<Own>, Error> {
    let session = storage::sessions::find(app.db.read(), id).await?;
    let Some(session) = session.filter(change::is_owners) else {
        return Ok(None);
    };
    let factors = storage::factors::of(app.db.read(), session.account_id).await?;
    let passkeys = storage::passkeys::list(app.db.read(), session.account_id).await?;
    let totp = storage::factors::totp_since(app.db.read(), session.account_id).await?;
    Ok(Some(Own {
        factors,
        passkeys,
        totp_since: totp,
    }))
}

/// Whether the viewer's account has a password. None where [`of_viewer`] gives none.
pub async fn has_password(app: &App, signed_in: &SignedIn) -> Result<Option<bool>, Error> {
    let session = storage::sessions::find(app.db.read(), signed_in.session_id).await?;
    let Some(session) = session.filter(change::is_owners) else {
        return Ok(None);
    };
    let db = app.db.read();
    let found = storage::accounts::find_credentials_by_id(db, session.account_id).await?;
    Ok(Some(
        found.is_some_and(|found| found.password_hash.is_some()),
    ))
}

/// Codes to be written down; shown once.
pub type RecoveryCodes = Vec<Zeroizing<String>>;

/// In answer to whoever signs in: not why.
pub(in crate::domain) fn refused(fault: PasskeyFault) -> Error {
    match fault {
        PasskeyFault::Unreadable(what) => Error::invalid("credential", what),
        PasskeyFault::Refused(why) => {
            tracing::info!(why, "passkey refused");
            Denied::PasskeyRefused.into()
        }
        PasskeyFault::Kept(what) => Error::Internal(anyhow!("a passkey cannot be read: {what}")),
    }
}
