//! What a signed-in person has linked on the site where they are.
use super::{begin::START, hash, identity_provider, secret};
use crate::{
    app::App,
    domain::{
        Error, access,
        credentials::limits::Operation,
        error::Conflict,
        policy::{self, Denied},
    },
    model::{
        Actor, Attempt, AttemptId, IdentityId, Provider, SessionKind, SignedIn, Site, SiteId,
        Stage, Window,
    },
    storage::{self, Txn, identities::Identity},
};
use chrono::{DateTime, Duration, Utc};
use url::Url;

/// Of a way to link another identity, until it is begun.
const TICKET_LIFETIME: Duration = Duration::minutes(2);

/// An identity, and the provider, unless it has been removed or is the site itself.
pub struct Linked {
    pub identity: Identity,
    pub provider: Option<Provider>,
}

/// Oldest first. Those of other sites are nothing that this one needs to know.
pub async fn of_viewer(app: &App, viewer: &SignedIn) -> Result<Vec<Linked>, Error> {
    let db = app.db.read();
    let site = viewer.member.site_id;
    let providers = storage::providers::list(db, site).await?;
    let identities = storage::identities::list(db, viewer.account_id).await?;
    let here = identities
        .into_iter()
        .filter(|identity| identity.site_id == site);
    Ok(here
        .map(|identity| Linked {
            provider: providers
                .iter()
                .find(|provider| identity_provider(provider) == identity.provider)
                .cloned(),
            identity,
        })
        .collect())
}

/// Where a window goes to link one more; good for one visit within two minutes. A session of an
/// embed cannot: what a page of another origin linked would let its owner in as somebody else.
pub async fn begin_link(
    app: &App,
    actor: &Actor,
    key: &str,
) -> Result<(String, DateTime<Utc>), Error> {
    let (viewer, site) = enter(app, actor).await?;
    let provider = storage::providers::find_by_key(app.db.read(), site.id, key).await?;
    let provider = provider.ok_or(Error::NotFound)?;
    let ticket = secret(app.env.random());
    let now = app.env.now();
    let expires_at = now + TICKET_LIFETIME;
    let attempt = Attempt {
        id: AttemptId(app.env.new_id()),
        site_id: site.id,
        provider_id: provider.id,
        state_hash: hash(&ticket),
        browser_hash: vec![],
        nonce: String::new(),
        verifier: String::new(),
        window: Window {
            origin: app.public_origin.clone(),
            locale: None,
            next: None,
        },
        replaces: None,
        account_id: Some(viewer.account_id),
        stage: Stage::Ticket,
        vouched: None,
        mailed_token_id: None,
        created_at: now,
        expires_at,
        ended_at: None,
    };
    let txn = app.db.begin_write().await?;
    storage::oidc_attempts::insert(&txn, attempt).await?;
    txn.commit().await?;
    let parameters = [
        ("site", site.key.as_str()),
        ("provider", &provider.key),
        ("origin", &app.public_origin),
        ("ticket", &ticket),
    ];
    let base = format!("{}{START}", app.public_origin);
    let url = Url::parse_with_params(&base, parameters);
    let url = url.map_err(|fault| Error::Internal(fault.into()))?;
    Ok((url.into(), expires_at))
}

/// Never the last way into the account on this site.
pub async fn unlink(app: &App, actor: &Actor, id: IdentityId) -> Result<(), Error> {
    let (viewer, site) = enter(app, actor).await?;
    let txn = app.db.begin_write().await?;
    // Two at once come one after the other: each sees what the other has left.
    storage::sites::lock(&txn, site.id).await?;
    let identities = storage::identities::list(&txn, viewer.account_id).await?;
    let here: Vec<_> = identities
        .into_iter()
        .filter(|identity| identity.site_id == site.id)
        .collect();
    if !here.iter().any(|identity| identity.id == id) {
        return Err(Error::NotFound);
    }
    if here.len() == 1 && !has_other_way(&txn, viewer, site.id).await? {
        return Err(Conflict::LastWayIn.into());
    }
    storage::identities::delete(&txn, id).await?;
    txn.commit().await?;
    tracing::info!(site.key = %site.key, "identity unlinked");
    Ok(())
}

/// Of those that the site offers: a password, or mails to an address that has been proved.
async fn has_other_way(txn: &Txn, viewer: &SignedIn, site: SiteId) -> Result<bool, Error> {
    let ways = storage::ways_in::get(txn, site).await?;
    let account = storage::accounts::find(txn, viewer.account_id).await?;
    let Some(email) = account
        .as_ref()
        .and_then(|account| account.email.as_deref())
    else {
        return Ok(false);
    };
    let found = storage::accounts::find_credentials(txn, email).await?;
    let password = found.is_some_and(|found| found.password_hash.is_some());
    let verified = account.is_some_and(|account| account.email_verified_at.is_some());
    Ok((ways.password && password) || (ways.mail && verified))
}

async fn enter<'a>(app: &App, actor: &'a Actor) -> Result<(&'a SignedIn, Site), Error> {
    let viewer = access::signed_in(actor)?;
    let site = storage::sites::find(app.db.read(), viewer.member.site_id).await?;
    let site = site.ok_or(Error::NotFound)?;
    policy::site::may_write_from(actor.origin.as_deref(), &site, &app.public_origin)?;
    if viewer.kind != SessionKind::Direct {
        return Err(Denied::EmbeddedSession.into());
    }
    access::limit(app, Operation::Claim, &viewer.member).await?;
    Ok((viewer, site))
}
