//! Another access token for a refresh token, which is good for one use.
use super::{Tokens, access_token, may_use, strength, uses};
use crate::{
    app::App,
    domain::{
        Error,
        credentials::{
            limits::Operation,
            refresh_token::{self, RefreshToken, RefreshVerdict, StoredRefresh},
        },
        limits,
        policy::Denied,
    },
    model::{Actor, RefreshTokenId, Session},
    storage::{self, Txn, refresh_tokens::RefreshToken as Stored},
};

/// A token that was used before ends its session, but for a moment's grace in which an answer may
/// have been lost.
pub async fn refresh(app: &App, actor: &Actor, text: &str) -> Result<Tokens, Error> {
    limits::take(app, Operation::Refresh, &[&actor.address]).await?;
    let presented = RefreshToken::parse(text).ok_or(Denied::SessionEnded)?;
    let txn = app.db.begin_unseen().await?;
    let found = storage::refresh_tokens::find(&txn, &presented.hash()).await?;
    let session_id = found.ok_or(Denied::SessionEnded)?.session_id;
    // Two uses of one token come one after the other: each sees what the one before did.
    let session = storage::sessions::lock(&txn, session_id)
        .await?
        .ok_or(Denied::SessionEnded)?;
    may_use(app, actor, &session)?;
    let found = storage::refresh_tokens::find(&txn, &presented.hash()).await?;
    let found = found.ok_or(Denied::SessionEnded)?;
    let successor = match found.successor_id {
        Some(id) => storage::refresh_tokens::find_by_id(&txn, id).await?,
        None => None,
    };
    let now = app.env.now();
    let successor = successor
        .as_ref()
        .map(|successor| judged(&session, successor));
    let next = match refresh_token::judge(&judged(&session, &found), successor.as_ref(), now) {
        RefreshVerdict::Rotate => rotate(app, &txn, &session, (&found, &presented)).await?,
        RefreshVerdict::Reissue => {
            let salt = found
                .successor_salt
                .and_then(|salt| <[u8; 32]>::try_from(salt).ok());
            presented.next(&salt.ok_or(Denied::SessionEnded)?)
        }
        RefreshVerdict::Replay => {
            storage::sessions::end(&txn, session.id, now).await?;
            txn.commit().await?;
            tracing::warn!(session.id = %session.id.0, "refresh token used twice: session ended");
            return Err(Denied::SessionEnded.into());
        }
        RefreshVerdict::Expired => return Err(Denied::SessionEnded.into()),
    };
    if uses::is_due(&session, now) {
        storage::sessions::used(&txn, session.id, now).await?;
    }
    let member = storage::members::find(&txn, session.member_id).await?;
    let member = member.ok_or(Denied::SessionEnded)?;
    let site = storage::sites::find(&txn, session.site_id)
        .await?
        .ok_or(Denied::SessionEnded)?;
    let strength = strength(&txn, &session, &member).await?;
    txn.commit().await?;
    let (access, expires_at) = access_token(app, &session, &site);
    Ok(Tokens {
        access,
        expires_at,
        refresh: next.text(),
        session,
        strength,
        member,
        site,
    })
}

async fn rotate(
    app: &App,
    txn: &Txn,
    session: &Session,
    (found, presented): (&Stored, &RefreshToken),
) -> Result<RefreshToken, Error> {
    let now = app.env.now();
    let salt = app.env.random();
    let next = presented.next(&salt);
    let id = RefreshTokenId(app.env.new_id());
    let successor = Stored {
        id,
        session_id: session.id,
        token_hash: next.hash().to_vec(),
        created_at: now,
        expires_at: refresh_token::expiry(session.created_at, now).min(session.expires_at),
        used_at: None,
        successor_id: None,
        successor_salt: None,
    };
    storage::refresh_tokens::insert(txn, successor).await?;
    storage::refresh_tokens::mark_used(txn, (session.id, found.id), now, (id, salt)).await?;
    Ok(next)
}

fn judged(session: &Session, token: &Stored) -> StoredRefresh {
    StoredRefresh {
        used_at: token.used_at,
        expires_at: token.expires_at,
        family_started_at: session.created_at,
        family_ended_at: session.ended_at,
    }
}
