//! A new key of a site.
use super::{MAX, told};
use crate::{
    app::App,
    domain::{
        Error, access,
        credentials::{
            Secret,
            limits::Operation,
            site_token::{NAME_MAX, PublicKey},
        },
        input, log, policy, sites,
        threads::{self, Terms},
    },
    model::{Action, Actor, KeyText, Site, SiteKey, SiteKeyAlgorithm, SiteKeyId, SiteKeyKind},
    storage,
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use std::collections::HashSet;

/// What an admin gives of it.
pub struct NewKey {
    /// What tokens will call it; not of a key set.
    pub kid: Option<String>,
    pub kind: SiteKeyKind,
    /// Of a secret there is but one.
    pub algorithm: Option<SiteKeyAlgorithm>,
    /// Made when it is left out.
    pub secret: Option<Secret>,
    /// PEM or JWK.
    pub public_key: Option<String>,
    /// Where the key set is.
    pub url: Option<String>,
    pub expires_at: Option<DateTime<Utc>>,
}

/// What there is now.
pub struct Added {
    pub key: SiteKey,
    /// A secret that was made, which is told this once.
    pub secret: Option<Secret>,
}

/// HMAC with less than its own size of key is weaker than it.
const SECRET_MIN: usize = 32;
const SECRET_MAX: usize = 512;
/// Fewer different bytes than this are somebody's idea of a secret.
const SECRET_VARIETY: usize = 12;

pub async fn add(
    app: &App,
    actor: &Actor,
    site_key: &str,
    (new, terms): (NewKey, Terms),
) -> Result<Added, Error> {
    access::signed_in(actor)?;
    let site = sites::get(app, site_key).await?;
    access::enter(app, actor, &site)?;
    let member = policy::site::may_administer(actor, &site, app.env.now())?;
    access::limit(app, Operation::Moderate, member).await?;
    let terms = threads::checked(app, terms)?;
    let by = log::By::member(actor, member.id);
    save(app, by, &site, (new, terms)).await
}

/// At the command line, by whoever owns the installation.
pub async fn add_by_operator(app: &App, site_key: &str, new: NewKey) -> Result<Added, Error> {
    let site = sites::get(app, site_key).await?;
    save(app, log::By::NOBODY, &site, (new, Terms::default())).await
}

async fn save(
    app: &App,
    by: log::By<'_>,
    site: &Site,
    (new, terms): (NewKey, Terms),
) -> Result<Added, Error> {
    let added = made(app, site, new)?;
    let key = &added.key;
    let txn = app.db.begin_write().await?;
    storage::sites::lock(&txn, site.id)
        .await?
        .ok_or(Error::NotFound)?;
    let keys = storage::site_keys::list(&txn, site.id).await?;
    if keys.len() >= MAX {
        let message = format!("the site has {MAX} keys already: remove one first");
        return Err(Error::invalid("site", message));
    }
    let named = |other: &SiteKey| other.kind != SiteKeyKind::JwksUrl && other.kid == key.kid;
    if key.kind != SiteKeyKind::JwksUrl && keys.iter().any(named) {
        return Err(Error::invalid("kid", "the site has a key with it already"));
    }
    storage::site_keys::insert(&txn, key.clone()).await?;
    let entry = log::Entry {
        to: Some(told(key)),
        reason: terms.reason,
        note: terms.private_note,
        ..log::Entry::new(Action::AddSiteKey, site.id, site.id.0)
    };
    log::record(app, &txn, by, entry).await?;
    txn.commit().await?;
    Ok(added)
}

fn made(app: &App, site: &Site, new: NewKey) -> Result<Added, Error> {
    let now = app.env.now();
    let expires_at = new.expires_at.map(|end| input::time("expiresAt", end));
    let expires_at = expires_at.transpose()?;
    if expires_at.is_some_and(|end| end <= now) {
        return Err(Error::invalid("expiresAt", "must lie in the future"));
    }
    let kid = new.kid.as_deref();
    let kid = kid
        .map(|kid| input::key("kid", kid, NAME_MAX))
        .transpose()?;
    if kid.is_some() && new.kind == SiteKeyKind::JwksUrl {
        return Err(Error::invalid(
            "kid",
            "the keys of a key set have their own",
        ));
    }
    only_its_own(&new)?;
    let algorithm = algorithm(&new)?;
    let (material, made) = match new.kind {
        SiteKeyKind::Secret => secret(app, new.secret)?,
        SiteKeyKind::PublicKey => (public_key(new.public_key.as_deref(), algorithm)?, None),
        SiteKeyKind::JwksUrl => (url(app, new.url)?, None),
    };
    let key = SiteKey {
        id: SiteKeyId(app.env.new_id()),
        site_id: site.id,
        kid,
        kind: new.kind,
        algorithm,
        material: KeyText(material),
        key_set: None,
        asked_at: None,
        fetched_at: None,
        created_at: now,
        expires_at,
    };
    Ok(Added { key, secret: made })
}

/// Nothing that belongs to another kind is dropped in silence.
fn only_its_own(new: &NewKey) -> Result<(), Error> {
    for (field, given, kind) in [
        ("secret", new.secret.is_some(), SiteKeyKind::Secret),
        (
            "publicKey",
            new.public_key.is_some(),
            SiteKeyKind::PublicKey,
        ),
        ("url", new.url.is_some(), SiteKeyKind::JwksUrl),
    ] {
        if given && kind != new.kind {
            return Err(Error::invalid(field, "does not belong to this kind of key"));
        }
    }
    Ok(())
}

fn algorithm(new: &NewKey) -> Result<SiteKeyAlgorithm, Error> {
    let shared = new.kind == SiteKeyKind::Secret;
    match new.algorithm {
        None if shared => Ok(SiteKeyAlgorithm::Hs256),
        Some(given) if shared == (given == SiteKeyAlgorithm::Hs256) => Ok(given),
        _ if shared => Err(Error::invalid("algorithm", "must be HS256 with a secret")),
        _ => Err(Error::invalid(
            "algorithm",
            "must be RS256, ES256 or EDDSA with public keys",
        )),
    }
}

/// What is kept, and what was made.
fn secret(app: &App, given: Option<Secret>) -> Result<(String, Option<Secret>), Error> {
    if let Some(given) = given {
        return Ok((checked(&given)?, None));
    }
    let made = URL_SAFE_NO_PAD.encode(app.env.random::<32>());
    Ok((made.clone(), Some(Secret::new(made))))
}

fn checked(secret: &Secret) -> Result<String, Error> {
    let text = secret.expose();
    if !(SECRET_MIN..=SECRET_MAX).contains(&text.len()) {
        let message = format!("must have {SECRET_MIN} to {SECRET_MAX} bytes");
        return Err(Error::invalid("secret", message));
    }
    if text.chars().any(char::is_control) || text.trim() != text {
        let message = "must have no control characters, and no space at either end";
        return Err(Error::invalid("secret", message));
    }
    if text.bytes().collect::<HashSet<_>>().len() < SECRET_VARIETY {
        let message = "can be guessed: leave it out, and one is made";
        return Err(Error::invalid("secret", message));
    }
    Ok(text.to_owned())
}

fn public_key(text: Option<&str>, algorithm: SiteKeyAlgorithm) -> Result<String, Error> {
    let text = text.ok_or_else(|| Error::invalid("publicKey", "is missing"))?;
    let key = PublicKey::read(text, algorithm)
        .map_err(|fault| Error::invalid("publicKey", fault.sentence()))?;
    Ok(serde_json::to_string(&key).map_err(anyhow::Error::from)?)
}

fn url(app: &App, text: Option<String>) -> Result<String, Error> {
    let text = text.ok_or_else(|| Error::invalid("url", "is missing"))?;
    let target = app.outbound.target(&text);
    target.map_err(|refusal| Error::invalid("url", refusal.sentence()))?;
    Ok(text)
}
