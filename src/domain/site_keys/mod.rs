//! The keys with which a site signs tokens for its own accounts, and checking such tokens.
mod add;
mod check;
mod fetch;
mod remove;

pub use add::{Added, NewKey, add, add_by_operator};
pub use remove::{remove, remove_by_operator};

pub(in crate::domain) use check::{check, refused};

use super::{Error, policy};
use crate::{
    app::App,
    model::{Actor, Site, SiteKey, SiteKeyAlgorithm, SiteKeyKind},
    storage,
};
use serde_json::json;

/// Keys of one site, those that are over among them.
const MAX: usize = 20;

/// Oldest first. For admins.
pub async fn list(app: &App, actor: &Actor, site: &Site) -> Result<Vec<SiteKey>, Error> {
    policy::site::may_administer(actor, site, app.env.now())?;
    list_by_operator(app, site).await
}

/// At the command line, by whoever owns the installation.
pub async fn list_by_operator(app: &App, site: &Site) -> Result<Vec<SiteKey>, Error> {
    Ok(storage::site_keys::list(app.db.read(), site.id).await?)
}

/// What the log tells of a key: never what signs.
fn told(key: &SiteKey) -> String {
    json!({
        "kid": key.kid,
        "kind": kind(key.kind),
        "algorithm": algorithm(key.algorithm),
        "expiresAt": key.expires_at,
    })
    .to_string()
}

/// As the schema spells it.
pub fn kind(kind: SiteKeyKind) -> &'static str {
    match kind {
        SiteKeyKind::Secret => "SECRET",
        SiteKeyKind::PublicKey => "PUBLIC_KEY",
        SiteKeyKind::JwksUrl => "JWKS_URL",
    }
}

/// As the schema spells it.
pub fn algorithm(algorithm: SiteKeyAlgorithm) -> &'static str {
    match algorithm {
        SiteKeyAlgorithm::Hs256 => "HS256",
        SiteKeyAlgorithm::Rs256 => "RS256",
        SiteKeyAlgorithm::Es256 => "ES256",
        SiteKeyAlgorithm::EdDsa => "EDDSA",
    }
}
