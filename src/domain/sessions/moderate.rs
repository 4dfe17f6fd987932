//! Moderating in a page of the site's: a session for that page, begun on one of our own.
use super::{
    Tokens,
    begin::{Beginning, Proved, issue, new_session},
};
use crate::{
    app::App,
    domain::{
        Error, access,
        credentials::limits::Operation,
        policy::{
            self, Denied,
            site::{may_moderate, owns},
        },
        sites,
    },
    model::{Actor, Session, SessionKind},
    storage,
};
use chrono::Duration;

/// At the latest; and not after the session that it was begun from.
const LASTS: Duration = Duration::hours(4);

/// For a moderator whose session a cookie keeps, who has given whatever the site demands. What comes
/// of it moderates in pages of this origin, by our own frame there, and does nothing else that a
/// commenter cannot.
pub async fn begin_moderating(app: &App, actor: &Actor, origin: &str) -> Result<Tokens, Error> {
    let signed_in = access::signed_in(actor)?;
    // Of a request with a token no cookie is looked at.
    if !actor.wants_cookie {
        return Err(Denied::OwnPagesOnly.into());
    }
    let site = sites::find_by_id(app, signed_in.member.site_id).await?;
    let site = site.ok_or(Error::NotFound)?;
    access::enter(app, actor, &site)?;
    policy::site::is_own_page(actor.origin.as_deref(), &app.public_origin)?;
    let now = app.env.now();
    let member = may_moderate(actor, &site, now)?.clone();
    if !owns(&site, origin) {
        return Err(Denied::ForeignOrigin.into());
    }
    access::limit(app, Operation::Moderate, &member).await?;
    let (account_id, kept_id) = (signed_in.account_id, signed_in.session_id);
    let txn = app.db.begin_write().await?;
    let kept = storage::sessions::lock(&txn, kept_id).await?;
    let kept = kept.filter(|kept| kept.ended_at.is_none());
    let kept = kept.ok_or(Denied::SessionEnded)?;
    let account = storage::accounts::find(&txn, account_id).await?;
    let account = account.ok_or(Denied::SessionEnded)?;
    let from = Beginning {
        kind: SessionKind::Moderating,
        actor,
        proved: Proved {
            own: false,
            second_factor: false,
            by_site: false,
        },
    };
    let session = Session {
        second_factor_at: kept.second_factor_at,
        origin: Some(origin.to_owned()),
        expires_at: kept.expires_at.min(now + LASTS),
        ..new_session(app, &from, (&site, &account, &member))
    };
    let tokens = issue(app, &txn, session, (site, member)).await?;
    txn.commit().await?;
    tracing::info!(session.id = %tokens.session.id.0, "moderating in place begun");
    Ok(tokens)
}
