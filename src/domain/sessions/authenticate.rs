//! Who sends a request: from its access token, and from what the database says of it now.
use super::{find_live, live_at, may_use, signed_in, strength};
use crate::{
    app::App,
    domain::{
        Error, access,
        credentials::{access_token::TokenFault, session_cookie},
        keys,
        policy::Denied,
    },
    model::{Actor, SessionId, SignedIn},
    storage,
};

/// Looked up at every request of `asking`, who is nobody yet, so that signing out, a ban or another role
/// act on the very next one, on every node.
pub async fn authenticate(app: &App, asking: &Actor, token: &str) -> Result<SignedIn, Error> {
    let now = app.env.now();
    let claims = match keys::verify(app, token).await? {
        Ok(claims) => claims,
        Err(fault) => {
            let expired = fault == TokenFault::Expired;
            return Err(if expired {
                Denied::TokenExpired
            } else {
                Denied::TokenInvalid
            }
            .into());
        }
    };
    let id = SessionId(claims.session);
    let site = &claims.audience;
    let found = storage::sessions::find_with_member(&app.db, id, site).await?;
    let (session, member) = found.ok_or(Denied::SessionEnded)?;
    let live = session.ended_at.is_none() && now < session.expires_at;
    if !live || session.account_id.0 != claims.account {
        return Err(Denied::SessionEnded.into());
    }
    may_use(app, asking, &session)?;
    app.uses.note(&session, now);
    let strength = strength(app.db.read(), &session, &member).await?;
    Ok(signed_in(&session, member, (strength, now)))
}

/// The same of somebody who was known when a stream began: whether they still are, and in which role.
/// It is no use of the session: a page that only listens keeps nobody signed in.
pub(in crate::domain) async fn known_still(app: &App, actor: &Actor) -> Result<SignedIn, Error> {
    let before = access::signed_in(actor)?;
    in_session(app, actor, before.session_id).await
}

/// Whose session it is, and in which role they are in it, while it lives.
pub(in crate::domain) async fn in_session(
    app: &App,
    asking: &Actor,
    id: SessionId,
) -> Result<SignedIn, Error> {
    let session = find_live(app, id).await?;
    may_use(app, asking, &session)?;
    let member = storage::members::find(app.db.read(), session.member_id).await?;
    let member = member.ok_or(Denied::SessionEnded)?;
    let strength = strength(app.db.read(), &session, &member).await?;
    Ok(signed_in(&session, member, (strength, app.env.now())))
}

/// The same by the cookie of the service's own pages. One whose session is over counts for nothing,
/// so that somebody who has it can sign in again.
pub async fn authenticate_cookie(app: &App, value: &str) -> Result<Option<SignedIn>, Error> {
    let now = app.env.now();
    let Some(hash) = session_cookie::hash(value) else {
        return Ok(None);
    };
    let found = storage::sessions::find_by_cookie(app.db.read(), &hash).await?;
    let live = found.filter(|(session, _)| session.is_live(live_at(now)));
    let Some((session, member)) = live else {
        return Ok(None);
    };
    app.uses.note(&session, now);
    let strength = strength(app.db.read(), &session, &member).await?;
    Ok(Some(signed_in(&session, member, (strength, now))))
}
