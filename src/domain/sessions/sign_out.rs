//! Ending a session.
use crate::{
    app::App,
    domain::{
        Error, access,
        credentials::{limits::Operation, refresh_token::RefreshToken},
        limits,
    },
    model::{Actor, SessionId},
    storage,
};

/// Ends the session of the refresh token, or else the one that the request is signed in with.
/// From the next request on its access tokens are refused.
pub async fn sign_out(app: &App, actor: &Actor, refresh: Option<&str>) -> Result<(), Error> {
    let session = match refresh {
        Some(text) => {
            limits::take(app, Operation::Refresh, &[&actor.address]).await?;
            session_of(app, text).await?
        }
        // A page whose cookie's session is over wants it out of the way all the same.
        None if actor.wants_cookie => actor.signed_in.as_ref().map(|viewer| viewer.session_id),
        None => Some(access::signed_in(actor)?.session_id),
    };
    // Signing out of what is no session is done already.
    if let Some(session) = session {
        let txn = app.db.begin_write().await?;
        storage::sessions::end(&txn, session, app.env.now()).await?;
        txn.commit().await?;
        tracing::info!(session.id = %session.0, "signed out");
    }
    Ok(())
}

async fn session_of(app: &App, text: &str) -> Result<Option<SessionId>, Error> {
    let Some(token) = RefreshToken::parse(text) else {
        return Ok(None);
    };
    let found = storage::refresh_tokens::find(app.db.read(), &token.hash()).await?;
    Ok(found.map(|token| token.session_id))
}
