//! Somebody comes back from a provider.
use super::{
    Failure, Reached, Step, Why, arrive::arrive, client::Metadata, directory, hash,
    is_same_browser, tokens, told,
};
use crate::{
    app::App,
    domain::sites,
    model::{Actor, Attempt, Provider, Site, Stage},
    storage,
};

/// What an address of the service was called with, not looked at yet.
pub struct Callback {
    /// Keys of the site and of the provider, by the path.
    pub site: String,
    pub provider: String,
    pub state: String,
    pub code: Option<String>,
    /// RFC 9207.
    pub iss: Option<String>,
    pub error: Option<String>,
}

/// Each attempt comes back once, in the browser that began it.
pub async fn finish(app: &App, actor: &Actor, back: Callback) -> Result<Reached, Failure> {
    let attempt = known(app, actor, &back).await?;
    let window = attempt.window.clone();
    let come = proceed(app, actor, attempt, back).await;
    if let Err(Why::Refused(what)) = &come {
        tracing::info!(what, "sign-in by a provider refused");
    }
    told(window, come)
}

async fn known(app: &App, actor: &Actor, back: &Callback) -> Result<Attempt, Why> {
    let found = storage::oidc_attempts::find_by_state(app.db.read(), &hash(&back.state)).await?;
    let found = found.ok_or(Why::Stale)?;
    let away = found.stage == Stage::Away && app.env.now() < found.expires_at;
    if is_same_browser(actor, &found) && away {
        return Ok(found);
    }
    Err(Why::Stale)
}

async fn proceed(app: &App, actor: &Actor, attempt: Attempt, back: Callback) -> Result<Step, Why> {
    let txn = app.db.begin_write().await?;
    let step = (Stage::Away, Stage::Back);
    if !storage::oidc_attempts::advance(&txn, attempt.id, step).await? {
        return Err(Why::Stale);
    }
    txn.commit().await?;
    let provider = storage::providers::find(app.db.read(), attempt.provider_id).await?;
    let provider = provider.ok_or(Why::NotFound)?;
    let site = sites::find_by_id(app, attempt.site_id).await?;
    let site = site.ok_or(Why::NotFound)?;
    let metadata = directory::look_up(app, &provider.issuer).await;
    let metadata = metadata.map_err(tokens::away)?;
    same_provider((&site, &provider, &metadata), &back)?;
    match back.error.as_deref() {
        None => {}
        Some("access_denied") => return Err(Why::Cancelled),
        Some(_) => return Err(Why::Refused("the provider answered with an error")),
    }
    let code = back.code.ok_or(Why::Refused("no code"))?;
    let vouched = tokens::redeem(app, (&site, &provider, &attempt), metadata, code).await?;
    arrive(app, actor, (site, provider, attempt), vouched).await
}

/// What one provider answers is never taken to another: it leads back to an address of its own, and
/// names itself where it has said that it would (RFC 9207).
fn same_provider(
    (site, provider, metadata): (&Site, &Provider, &Metadata),
    back: &Callback,
) -> Result<(), Why> {
    if (&back.site, &back.provider) != (&site.key, &provider.key) {
        return Err(Why::Refused("the answer of another provider"));
    }
    let named = metadata
        .additional_metadata()
        .authorization_response_iss_parameter_supported
        .unwrap_or(false);
    match back.iss.as_deref() {
        Some(iss) if iss == provider.issuer => Ok(()),
        None if !named => Ok(()),
        _ => Err(Why::Refused("the answer of another provider")),
    }
}
