//! Checking a token against the keys of its site.
use super::fetch;
use crate::{
    app::App,
    domain::{
        Error,
        credentials::site_token::{
            Claims, Expected, Fault, KeySet, Presented, PublicKey, VerifyingKey,
        },
    },
    model::{Site, SiteKey, SiteKeyKind},
    storage,
};

/// What the token says, once it has been found to be the site's. It has not been spent yet.
pub(in crate::domain) async fn check(app: &App, site: &Site, token: &str) -> Result<Claims, Error> {
    let presented = Presented::parse(token).map_err(refused)?;
    let key = key(app, site, presented.kid()).await?;
    let expected = Expected {
        issuer: &site.key,
        audience: &app.public_origin,
    };
    presented
        .verify(&key, expected, app.env.now())
        .map_err(refused)
}

pub(in crate::domain) fn refused(fault: Fault) -> Error {
    Error::invalid("token", fault.sentence())
}

/// The one that a token names. A key set is asked last, and fetched when it may have become
/// another.
async fn key(app: &App, site: &Site, kid: Option<&str>) -> Result<VerifyingKey, Error> {
    let mut keys = storage::site_keys::list(app.db.read(), site.id).await?;
    keys.retain(|key| !key.is_over(app.env.now()));
    let is_set = |key: &SiteKey| key.kind == SiteKeyKind::JwksUrl;
    let (sets, own): (Vec<_>, Vec<_>) = keys.into_iter().partition(is_set);
    if let Some(own) = own.iter().find(|key| key.kid.as_deref() == kid) {
        return verifying(own);
    }
    let kid = kid.ok_or_else(|| refused(Fault::UnknownKey))?;
    for set in &sets {
        let known = fetch::current(app, set).await?;
        if let Some(key) = known.find(kid, set.algorithm) {
            return Ok(key);
        }
    }
    for set in &sets {
        let fresh = fetch::anew(app, set).await?;
        if let Some(key) = fresh.and_then(|fresh: KeySet| fresh.find(kid, set.algorithm)) {
            return Ok(key);
        }
    }
    Err(refused(Fault::UnknownKey))
}

fn verifying(key: &SiteKey) -> Result<VerifyingKey, Error> {
    let text = &key.material.0;
    if key.kind == SiteKeyKind::Secret {
        return Ok(VerifyingKey::secret(text));
    }
    let key = PublicKey::parse(text).and_then(|public| public.verifying(key.algorithm).ok());
    key.ok_or_else(|| refused(Fault::UnknownKey))
}
