//! Links to what is told nobody else: a browser follows them as they are, without a token of a
//! session. They end with the session that they were asked for in.
use super::{Error, policy::Denied, sessions};
use crate::{
    app::App,
    model::{DownloadKind, SignedIn, SiteId},
    storage::{self, Txn, data_tickets::DataTicket},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

const PREFIX: &str = "rjd_";
/// The prefix and 32 bytes in unpadded base64url.
const LENGTH: usize = PREFIX.len() + 43;
const LASTS: TimeDelta = TimeDelta::minutes(10);
/// So that one that breaks off can be begun again.
const DOWNLOADS: i16 = 3;

/// Where something can be fetched.
pub struct Link {
    pub url: String,
    pub expires_at: DateTime<Utc>,
}

/// What a ticket is shown for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// A download, which is counted.
    Fetch,
    /// Whether it is good: programs that check links do that.
    Only,
}

/// A ticket to what is at this path of the service.
pub(super) async fn issue(
    app: &App,
    txn: &Txn,
    (signed_in, site): (&SignedIn, SiteId),
    (kind, path, locale): (DownloadKind, &str, String),
) -> Result<Link, Error> {
    let now = app.env.now();
    let token = token(app.env.random());
    let ticket = DataTicket {
        token_hash: hash(&token),
        kind,
        account_id: signed_in.account_id,
        site_id: site,
        session_id: signed_in.session_id,
        locale,
        downloads_left: DOWNLOADS,
        created_at: now,
        expires_at: now + LASTS,
    };
    let expires_at = ticket.expires_at;
    storage::data_tickets::insert(txn, ticket).await?;
    let url = format!("{}{path}?ticket={}", app.public_origin, token.as_str());
    Ok(Link { url, expires_at })
}

/// What the ticket is good for, if it is for one of these.
pub(super) async fn redeem(
    app: &App,
    token: &str,
    (kinds, look): (&[DownloadKind], Look),
) -> Result<DataTicket, Error> {
    if token.len() != LENGTH || !token.starts_with(PREFIX) {
        return Err(over());
    }
    let hash = hash(token);
    let ticket = storage::data_tickets::find(app.db.read(), &hash).await?;
    let now = app.env.now();
    let ticket = ticket.filter(|ticket| kinds.contains(&ticket.kind) && is_good(ticket, now));
    let ticket = ticket.ok_or_else(over)?;
    let session = sessions::find_live(app, ticket.session_id).await;
    session.map_err(|fault| match fault {
        Error::Denied(_) => over(),
        fault => fault,
    })?;
    if look == Look::Fetch {
        let txn = app.db.begin_write().await?;
        if !storage::data_tickets::use_once(&txn, &hash).await? {
            return Err(over());
        }
        txn.commit().await?;
    }
    Ok(ticket)
}

/// Of a link that is good for nothing, whatever it was.
pub(super) fn over() -> Error {
    Error::from(Denied::DownloadOver)
}

fn is_good(ticket: &DataTicket, now: DateTime<Utc>) -> bool {
    now < ticket.expires_at && ticket.downloads_left > 0
}

/// 256 random bits as text.
fn token(random: [u8; 32]) -> Zeroizing<String> {
    let random = Zeroizing::new(random);
    Zeroizing::new(format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(*random)))
}

fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}
