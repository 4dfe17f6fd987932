//! A person is sent to a provider.
use super::{Failure, LIFETIME, Why, callback, client::Metadata, directory, hash, secret, tokens};
use crate::{
    app::App,
    domain::{credentials::limits::Operation, limits, policy, sites},
    model::{AccountId, Actor, Attempt, AttemptId, Provider, SessionId, Site, Stage, Window},
    storage::{self, Txn},
};
use openidconnect::{
    AuthorizationRequest, ClientId, CsrfToken, LanguageTag, Nonce, PkceCodeChallenge,
    PkceCodeVerifier, RedirectUrl, Scope,
    core::{CoreAuthenticationFlow, CoreClient},
};

/// Where windows that sign in go first, under the public URL.
pub(super) const START: &str = "/sign-in/oidc/start";

/// What an address of the service asked for, not looked at yet.
pub struct Start {
    pub site: String,
    pub provider: String,
    pub window: Window,
    /// The session that the browser's cookie holds.
    pub replaces: Option<SessionId>,
    /// Of somebody signed in who links.
    pub ticket: Option<String>,
}

/// Gives the provider's page. The way back is open to the same browser only.
pub async fn begin(app: &App, actor: &Actor, start: Start) -> Result<String, Failure> {
    let (site, provider) = place(app, actor, &start).await?;
    let window = start.window.clone();
    let sent = send(app, actor, (&site, &provider), start).await;
    sent.map_err(|why| Failure {
        window: Some(Box::new(window)),
        why,
    })
}

/// A page that is none of the site's is told nothing.
async fn place(app: &App, actor: &Actor, start: &Start) -> Result<(Site, Provider), Why> {
    limits::take(app, Operation::ProviderSignIn, &[&actor.address]).await?;
    let site = sites::find(app, &start.site).await?;
    let site = site.ok_or(Why::NotFound)?;
    policy::site::may_write_from(Some(&start.window.origin), &site, &app.public_origin)
        .map_err(|_| Why::NotFound)?;
    let provider = storage::providers::find_by_key(app.db.read(), site.id, &start.provider).await?;
    Ok((site, provider.ok_or(Why::NotFound)?))
}

async fn send(
    app: &App,
    actor: &Actor,
    (site, provider): (&Site, &Provider),
    start: Start,
) -> Result<String, Why> {
    let browser = actor.browser.ok_or(Why::Stale)?;
    let metadata = directory::look_up(app, &provider.issuer).await;
    let metadata = metadata.map_err(tokens::away)?;
    let now = app.env.now();
    let (state, nonce) = (secret(app.env.random()), secret(app.env.random()));
    let verifier = secret(app.env.random());
    let secrets = (&*state, &*nonce, &*verifier);
    let locale = start.window.locale.as_deref();
    let url = address(app, (site, provider, &metadata), secrets, locale)?;
    let txn = app.db.begin_write().await?;
    let account_id = match start.ticket {
        Some(ticket) => Some(redeem(app, &txn, provider, &ticket).await?),
        None => None,
    };
    let attempt = Attempt {
        id: AttemptId(app.env.new_id()),
        site_id: site.id,
        provider_id: provider.id,
        state_hash: hash(&state),
        browser_hash: browser.to_vec(),
        nonce,
        verifier,
        window: start.window,
        replaces: start.replaces,
        account_id,
        stage: Stage::Away,
        vouched: None,
        mailed_token_id: None,
        created_at: now,
        expires_at: now + LIFETIME,
        ended_at: None,
    };
    storage::oidc_attempts::insert(&txn, attempt).await?;
    txn.commit().await?;
    Ok(url)
}

/// Whose it is: good for one start with this provider.
async fn redeem(app: &App, txn: &Txn, provider: &Provider, ticket: &str) -> Result<AccountId, Why> {
    let found = storage::oidc_attempts::find_by_state(txn, &hash(ticket)).await?;
    let found = found.ok_or(Why::Stale)?;
    let good = found.provider_id == provider.id && app.env.now() < found.expires_at;
    let step = (Stage::Ticket, Stage::Back);
    if !good || !storage::oidc_attempts::advance(txn, found.id, step).await? {
        return Err(Why::Stale);
    }
    found.account_id.ok_or(Why::Stale)
}

fn address(
    app: &App,
    (site, provider, metadata): (&Site, &Provider, &Metadata),
    (state, nonce, verifier): (&str, &str, &str),
    locale: Option<&str>,
) -> Result<String, Why> {
    let client_id = ClientId::new(provider.client_id.clone());
    let redirect = RedirectUrl::new(callback(app, site, provider));
    let redirect = redirect.map_err(|_| Why::Refused("the public URL is none"))?;
    let client = CoreClient::from_provider_metadata(metadata.clone(), client_id, None)
        .set_redirect_uri(redirect);
    let verifier = PkceCodeVerifier::new(verifier.to_owned());
    let scopes = provider.scopes.split(' ').filter(|one| *one != "openid");
    let scopes = scopes.map(|scope| Scope::new(scope.to_owned()));
    let (state, nonce) = (
        CsrfToken::new(state.to_owned()),
        Nonce::new(nonce.to_owned()),
    );
    let locale = locale.map(|locale| LanguageTag::new(locale.to_owned()));
    let request = client
        .authorize_url(
            CoreAuthenticationFlow::AuthorizationCode,
            move || state.clone(),
            move || nonce.clone(),
        )
        .add_scopes(scopes)
        .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier));
    let request = locale
        .into_iter()
        .fold(request, AuthorizationRequest::add_ui_locale);
    let (url, _, _) = request.url();
    Ok(url.into())
}
