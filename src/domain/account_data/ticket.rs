//! Links to one's own data: a browser follows them as they are, without a token of a session.
use super::Export;
use crate::{
    app::App,
    domain::{
        Error, access, credentials::limits::Operation, input, limits, policy::Denied, sessions,
        sites,
    },
    model::Actor,
    storage::{self, data_tickets::DataTicket},
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
const LANGUAGE_MAX: usize = 16;

/// Where somebody's data can be fetched.
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

/// For whoever is signed in, on the site that they are signed in to.
pub async fn ask(app: &App, actor: &Actor, language: Option<String>) -> Result<Link, Error> {
    let signed_in = access::signed_in(actor)?;
    let site = sites::find_by_id(app, signed_in.member.site_id).await?;
    let site = site.ok_or(Error::NotFound)?;
    access::enter(app, actor, &site)?;
    let language = input::optional_line("language", language, LANGUAGE_MAX)?;
    let key = signed_in.account_id.0.to_string();
    limits::take(app, Operation::Export, &[&key]).await?;
    let now = app.env.now();
    let token = token(app.env.random());
    let ticket = DataTicket {
        token_hash: hash(&token),
        account_id: signed_in.account_id,
        site_id: site.id,
        session_id: signed_in.session_id,
        locale: language.unwrap_or_default(),
        downloads_left: DOWNLOADS,
        created_at: now,
        expires_at: now + LASTS,
    };
    let expires_at = ticket.expires_at;
    let txn = app.db.begin_write().await?;
    storage::data_tickets::insert(&txn, ticket).await?;
    txn.commit().await?;
    tracing::info!(account.id = %signed_in.account_id.0, "account data asked for");
    Ok(Link {
        url: format!(
            "{}/account/data?ticket={}",
            app.public_origin,
            token.as_str()
        ),
        expires_at,
    })
}

/// What the ticket is good for; it ends with the session that it was asked for in.
pub async fn redeem(app: &App, token: &str, look: Look) -> Result<Export, Error> {
    let over = || Error::from(Denied::DownloadOver);
    if token.len() != LENGTH || !token.starts_with(PREFIX) {
        return Err(over());
    }
    let db = app.db.read();
    let hash = hash(token);
    let ticket = storage::data_tickets::find(db, &hash).await?;
    let ticket = ticket.filter(|ticket| is_good(ticket, app.env.now()));
    let ticket = ticket.ok_or_else(over)?;
    let session = sessions::find_live(app, ticket.session_id).await;
    session.map_err(|fault| match fault {
        Error::Denied(_) => over(),
        fault => fault,
    })?;
    let account = storage::accounts::find(db, ticket.account_id).await?;
    let account = account.ok_or_else(over)?;
    let member = storage::members::find_on_site(db, ticket.site_id, account.id).await?;
    let member = member.ok_or_else(over)?;
    let site = sites::find_by_id(app, ticket.site_id).await?;
    let site = site.ok_or_else(over)?;
    if look == Look::Fetch {
        let txn = app.db.begin_write().await?;
        if !storage::data_tickets::use_once(&txn, &hash).await? {
            return Err(over());
        }
        txn.commit().await?;
    }
    let of = (account, member, site);
    Export::of(app, of, (ticket.session_id, &ticket.locale)).await
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
