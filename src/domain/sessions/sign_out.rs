//! Ending a session.
use crate::{
    app::App,
    domain::{Error, access, credentials::refresh_token::RefreshToken},
    model::Actor,
    storage,
};

/// Ends the session of the refresh token, or else the one that the request is signed in with.
/// From the next request on its access tokens are refused.
pub async fn sign_out(app: &App, actor: &Actor, refresh: Option<&str>) -> Result<(), Error> {
    let txn = app.db.begin_write().await?;
    let session = match refresh {
        Some(text) => match RefreshToken::parse(text) {
            Some(token) => storage::sessions::find_token(&txn, &token.hash()).await?,
            None => None,
        }
        .map(|token| token.session_id),
        None => Some(access::signed_in(actor)?.session_id),
    };
    // Signing out of what is no session is done already.
    if let Some(session) = session {
        storage::sessions::end(&txn, session, app.env.now()).await?;
    }
    txn.commit().await?;
    Ok(())
}
