//! One's own sessions: which there are, and ending them.
use super::live_at;
use crate::{
    app::App,
    domain::{Error, access, credentials::limits::Operation, policy::Denied},
    model::{Actor, Session, SessionId, SessionKind, SignedIn},
    storage,
};

/// In a list; the rest can only be ended with all others.
const MOST: u64 = 50;

/// Those on the site that the viewer is signed in to, the one used last first: nothing crosses from
/// one site to another.
pub async fn of_viewer(app: &App, viewer: &SignedIn) -> Result<Vec<Session>, Error> {
    let who = (viewer.account_id, viewer.member.site_id);
    let at = live_at(app.env.now());
    Ok(storage::sessions::list_live(app.db.read(), who, at, MOST).await?)
}

/// Somebody else's session, one on another site and one that is over do not exist.
pub async fn end(app: &App, actor: &Actor, id: SessionId) -> Result<(), Error> {
    let viewer = enter(app, actor).await?;
    let now = app.env.now();
    let txn = app.db.begin_write().await?;
    let session = storage::sessions::lock(&txn, id).await?;
    let session =
        session.filter(|session| is_own(session, viewer) && session.is_live(live_at(now)));
    let session = session.ok_or(Error::NotFound)?;
    storage::sessions::end(&txn, session.id, now).await?;
    txn.commit().await?;
    tracing::info!(session.id = %id.0, "session ended by its owner");
    Ok(())
}

/// How far ending all sessions goes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reach {
    pub including_this: bool,
    /// On all sites of the installation. Not from an embed, whose page is somebody else's.
    pub everywhere: bool,
}

/// How many were ended.
pub async fn end_all(app: &App, actor: &Actor, reach: Reach) -> Result<u64, Error> {
    let viewer = enter(app, actor).await?;
    if reach.everywhere && viewer.kind != SessionKind::Direct {
        return Err(Denied::EmbeddedSession.into());
    }
    let site = (!reach.everywhere).then_some(viewer.member.site_id);
    let but = (!reach.including_this).then_some(viewer.session_id);
    let txn = app.db.begin_write().await?;
    let ended = storage::sessions::end_others(&txn, viewer.account_id, (site, but), app.env.now());
    let ended = ended.await?;
    txn.commit().await?;
    tracing::info!(session.id = %viewer.session_id.0, ended, "sessions ended by their owner");
    Ok(ended)
}

async fn enter<'a>(app: &App, actor: &'a Actor) -> Result<&'a SignedIn, Error> {
    let (viewer, _) = access::enter_own(app, actor).await?;
    access::limit(app, Operation::EndSession, &viewer.member).await?;
    Ok(viewer)
}

fn is_own(session: &Session, viewer: &SignedIn) -> bool {
    session.account_id == viewer.account_id && session.site_id == viewer.member.site_id
}
