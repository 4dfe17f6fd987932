//! With whom a site's people may sign in, as its admins set up.
use super::directory::{self, Unusable};
use crate::{
    app::App,
    domain::{
        Error, access,
        changes::Changes,
        credentials::{Secret, limits::Operation},
        error::Conflict,
        input, log, policy, sites,
        threads::{self, Terms},
    },
    model::{Action, Actor, Member, Provider, ProviderId, Site, SiteId},
    storage::{self, Txn},
};
use chrono::{DateTime, Utc};
use url::Url;

pub struct NewProvider {
    pub key: String,
    pub name: String,
    pub issuer: String,
    pub client_id: String,
    pub client_secret: Option<Secret>,
    /// Those that the service needs are asked for anyway.
    pub scopes: Option<String>,
}

/// What is given changes, what is not stays.
#[derive(Default)]
pub struct Change {
    pub name: Option<String>,
    pub client_id: Option<String>,
    /// An empty one: the provider has given none.
    pub client_secret: Option<Secret>,
    pub scopes: Option<String>,
}

/// Of one site.
const MAX: usize = 20;
const NAME_MAX: usize = 60;
const CLIENT_ID_MAX: usize = 300;
const SECRET_MAX: usize = 500;
const SCOPES_MAX: usize = 300;

/// For everybody: their keys and names stand on buttons.
pub async fn list(app: &App, site: SiteId) -> Result<Vec<Provider>, Error> {
    Ok(storage::providers::list(app.db.read(), site).await?)
}

/// With what they are set up with; for admins of the site.
pub async fn list_in_full(app: &App, actor: &Actor, site: &Site) -> Result<Vec<Provider>, Error> {
    access::signed_in(actor)?;
    policy::site::may_administer(actor, site, app.env.now())?;
    list(app, site.id).await
}

/// Asks the provider for its discovery document and keys first.
pub async fn add(
    app: &App,
    actor: &Actor,
    site: &str,
    (new, terms): (NewProvider, Terms),
) -> Result<(Site, Provider), Error> {
    let (site, member) = enter(app, actor, site).await?;
    let terms = threads::checked(app, terms)?;
    let provider = checked(app, &site, new)?;
    let found = directory::look_again(app, &provider.issuer).await;
    found.map_err(unusable)?;

    let txn = app.db.begin_write().await?;
    lock(&txn, &site).await?;
    if storage::providers::list(&txn, site.id).await?.len() >= MAX {
        let message = format!("is one too many: a site has at most {MAX} providers");
        return Err(Error::invalid("key", message));
    }
    if !storage::providers::insert_if_new(&txn, provider.clone()).await? {
        let message = "is taken: the site has another provider of this key";
        return Err(Error::invalid("key", message));
    }
    let entry = log::Entry {
        to: Some(told(&provider)),
        ..entry(Action::AddProvider, &site, terms)
    };
    log::record(app, &txn, log::By::member(actor, member.id), entry).await?;
    txn.commit().await?;
    Ok((site, provider))
}

/// Never its issuer, nor its key: a subject means something with its issuer only.
pub async fn update(
    app: &App,
    actor: &Actor,
    (site, key): (&str, &str),
    (change, terms): (Change, Terms),
) -> Result<(Site, Provider), Error> {
    let (site, member) = enter(app, actor, site).await?;
    let terms = threads::checked(app, terms)?;
    let txn = app.db.begin_write().await?;
    lock(&txn, &site).await?;
    let before = storage::providers::find_by_key(&txn, site.id, key).await?;
    let before = before.ok_or(Error::NotFound)?;
    let after = changed(before.clone(), change)?;
    let changes = differences(&before, &after);
    if changes.is_none() {
        return Err(Conflict::Nothing("the provider is so already").into());
    }
    let (from, to) = changes.into_texts();
    let entry = log::Entry {
        from,
        to,
        ..entry(Action::UpdateProvider, &site, terms)
    };
    log::record(app, &txn, log::By::member(actor, member.id), entry).await?;
    storage::providers::update(&txn, after.clone()).await?;
    txn.commit().await?;
    Ok((site, after))
}

/// Who has signed in by it stays signed in, and does not get in by it again.
pub async fn remove(
    app: &App,
    actor: &Actor,
    (site, key): (&str, &str),
    terms: Terms,
) -> Result<Site, Error> {
    let (site, member) = enter(app, actor, site).await?;
    let terms = threads::checked(app, terms)?;
    let txn = app.db.begin_write().await?;
    lock(&txn, &site).await?;
    let provider = storage::providers::find_by_key(&txn, site.id, key).await?;
    let provider = provider.ok_or(Error::NotFound)?;
    let entry = log::Entry {
        from: Some(told(&provider)),
        ..entry(Action::RemoveProvider, &site, terms)
    };
    log::record(app, &txn, log::By::member(actor, member.id), entry).await?;
    storage::oidc_attempts::delete_all(&txn, provider.id).await?;
    storage::providers::delete(&txn, provider.id).await?;
    txn.commit().await?;
    Ok(site)
}

async fn enter(app: &App, actor: &Actor, key: &str) -> Result<(Site, Member), Error> {
    access::signed_in(actor)?;
    let site = sites::get(app, key).await?;
    access::enter(app, actor, &site)?;
    let member = policy::site::may_administer(actor, &site, app.env.now())?;
    access::limit(app, Operation::Moderate, member).await?;
    Ok((site, member.clone()))
}

async fn lock(txn: &Txn, site: &Site) -> Result<(), Error> {
    let site = storage::sites::lock(txn, site.id).await?;
    site.map(drop).ok_or(Error::NotFound)
}

fn entry(action: Action, site: &Site, terms: Terms) -> log::Entry {
    log::Entry {
        reason: terms.reason,
        note: terms.private_note,
        ..log::Entry::new(action, site.id, site.id.0)
    }
}

/// Of an export that comes back.
pub(in crate::domain) fn as_it_was(
    app: &App,
    site: &Site,
    new: NewProvider,
    created_at: DateTime<Utc>,
) -> Result<Provider, Error> {
    Ok(Provider {
        created_at,
        ..checked(app, site, new)?
    })
}

fn checked(app: &App, site: &Site, new: NewProvider) -> Result<Provider, Error> {
    let fault = |why: Unusable| Error::invalid("issuer", why.sentence());
    let target = app.outbound.target(&new.issuer);
    target.map_err(|refusal| Error::invalid("issuer", refusal.sentence()))?;
    let url = Url::parse(&new.issuer).map_err(|_| fault(Unusable::NotADocument))?;
    if url.query().is_some() || url.fragment().is_some() {
        let message = "must have no query and no fragment";
        return Err(Error::invalid("issuer", message));
    }
    Ok(Provider {
        id: ProviderId(app.env.new_id()),
        site_id: site.id,
        key: key(&new.key)?,
        name: input::line("name", &new.name, NAME_MAX)?,
        issuer: new.issuer,
        client_id: input::key("clientId", &new.client_id, CLIENT_ID_MAX)?,
        client_secret: match new.client_secret {
            Some(given) => secret(&given)?,
            None => None,
        },
        scopes: scopes(new.scopes.as_deref().unwrap_or(Provider::SCOPES_DEFAULT))?,
        created_at: app.env.now(),
    })
}

fn changed(mut provider: Provider, change: Change) -> Result<Provider, Error> {
    if let Some(name) = change.name {
        provider.name = input::line("name", &name, NAME_MAX)?;
    }
    if let Some(id) = change.client_id {
        provider.client_id = input::key("clientId", &id, CLIENT_ID_MAX)?;
    }
    if let Some(given) = change.client_secret {
        provider.client_secret = secret(&given)?;
    }
    if let Some(given) = change.scopes {
        provider.scopes = scopes(&given)?;
    }
    Ok(provider)
}

fn differences(before: &Provider, after: &Provider) -> Changes {
    let mut changes = Changes::default();
    changes.note("name", &before.name, &after.name);
    changes.note("clientId", &before.client_id, &after.client_id);
    changes.note("scopes", &before.scopes, &after.scopes);
    if before.client_secret != after.client_secret {
        let word = |secret: &Option<String>, word| secret.as_ref().map_or("none", |_| word);
        let from = word(&before.client_secret, "one");
        changes.note("clientSecret", from, word(&after.client_secret, "another"));
    }
    changes
}

/// What the log keeps of one that comes or goes; never its secret.
fn told(provider: &Provider) -> String {
    let told = serde_json::json!({
        "key": provider.key,
        "name": provider.name,
        "issuer": provider.issuer,
        "clientId": provider.client_id,
        "scopes": provider.scopes,
    });
    told.to_string()
}

fn unusable(why: Unusable) -> Error {
    Error::invalid("issuer", why.sentence())
}

/// It stands in addresses.
fn key(key: &str) -> Result<String, Error> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if key.is_empty() || key.len() > Provider::KEY_MAX || !key.chars().all(plain) {
        let max = Provider::KEY_MAX;
        let message = format!("must have 1 to {max} characters of a-z, 0-9 and -");
        return Err(Error::invalid("key", message));
    }
    // Exports name the site's own accounts so.
    if key == storage::identities::SITE {
        return Err(Error::invalid(
            "key",
            "is taken by the site's own accounts: choose another",
        ));
    }
    Ok(key.to_owned())
}

fn secret(given: &Secret) -> Result<Option<String>, Error> {
    let text = given.expose();
    if text.is_empty() {
        return Ok(None);
    }
    if text.len() > SECRET_MAX || !text.chars().all(|c| c.is_ascii_graphic()) {
        let message = format!("must have 1 to {SECRET_MAX} visible characters of ASCII");
        return Err(Error::invalid("clientSecret", message));
    }
    Ok(Some(text.to_owned()))
}

/// RFC 6749 §3.3.
fn scopes(given: &str) -> Result<String, Error> {
    let fits = |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '\\');
    let mut scopes: Vec<&str> = given.split_whitespace().collect();
    if !scopes.contains(&"openid") {
        scopes.insert(0, "openid");
    }
    let scopes = scopes.join(" ");
    if scopes.len() > SCOPES_MAX || !scopes.split(' ').all(|scope| scope.chars().all(fits)) {
        let message = format!(
            "must be scopes of visible ASCII with spaces between, {SCOPES_MAX} characters in all"
        );
        return Err(Error::invalid("scopes", message));
    }
    Ok(scopes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_always_hold_openid() {
        assert_eq!(scopes("  email\tprofile ").unwrap(), "openid email profile");
        assert_eq!(scopes("email openid").unwrap(), "email openid");
        assert_eq!(scopes("").unwrap(), "openid");
        for wrong in ["a\"b", "a\\b", "é", "a\0b", &"s".repeat(SCOPES_MAX)] {
            assert!(scopes(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn a_key_stands_in_addresses() {
        assert_eq!(key("login-2").unwrap(), "login-2");
        for wrong in ["", "A", "a b", "a/b", "ä", &"k".repeat(41)] {
            assert!(key(wrong).is_err(), "{wrong:?}");
        }
    }
}
