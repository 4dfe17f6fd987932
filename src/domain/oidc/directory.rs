//! What providers say of themselves, and their keys: asked once, kept for an hour.
use super::{
    client::{Client, Metadata},
    tokens,
};
use crate::{app::App, outbound::Fault};
use openidconnect::{DiscoveryError, IssuerUrl, JsonWebKeySet};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::sync::Mutex as AsyncMutex;

/// Issuers kept at once; with one more, all are asked anew.
const KEPT: usize = 256;
const FRESH: Duration = Duration::from_hours(1);
/// Between two looks at a provider's keys for one that is not among them.
const KEYS_EACH: Duration = Duration::from_mins(1);
/// An issuer that did not answer is left alone for so long.
const PAUSE: Duration = Duration::from_secs(10);

/// Of one process. One request at a time asks an issuer, and the others wait for its answer.
#[derive(Default)]
pub struct Directory(Mutex<HashMap<String, Arc<AsyncMutex<Slot>>>>);

#[derive(Default)]
struct Slot {
    known: Option<Known>,
    /// When it was last asked without an answer, and why.
    failed: Option<(Duration, Unusable)>,
}

struct Known {
    metadata: Arc<Metadata>,
    asked_at: Duration,
    keys_at: Duration,
}

/// Why a provider cannot be used. Nothing that it has said is repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unusable {
    Away(Fault),
    Status(u16),
    NotADocument,
    OtherIssuer,
    NoCodeFlow,
    NoTokenEndpoint,
    NoAlgorithm,
    /// One of the addresses that it names is not one that this service calls or leads to.
    Endpoint,
}

impl Unusable {
    /// Tells whoever sets it up what to do.
    pub fn sentence(self) -> String {
        match self {
            Self::Away(Fault::Refused(refusal)) => refusal.sentence(),
            Self::Away(fault) => format!("could not be asked: {fault}"),
            Self::Status(status) => format!(
                "answered with the status {status}, not 200, where its discovery document or its \
                 keys should be"
            ),
            Self::NotADocument => {
                "did not answer with a discovery document and keys in JSON".to_owned()
            }
            Self::OtherIssuer => {
                "names itself otherwise in its discovery document: enter it as it stands there, \
                 with or without a slash at the end"
                    .to_owned()
            }
            Self::NoCodeFlow => "does not offer the response type code".to_owned(),
            Self::NoTokenEndpoint => "names no token endpoint".to_owned(),
            Self::NoAlgorithm => {
                "signs with none of RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384 and \
                 EdDSA"
                    .to_owned()
            }
            Self::Endpoint => {
                "names an address that this service does not call or lead to: each must be https \
                 on the public internet"
                    .to_owned()
            }
        }
    }
}

impl Directory {
    fn slot(&self, issuer: &str) -> Arc<AsyncMutex<Slot>> {
        let mut slots = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if slots.len() >= KEPT && !slots.contains_key(issuer) {
            slots.clear();
        }
        Arc::clone(slots.entry(issuer.to_owned()).or_default())
    }
}

/// As kept, or asked for now.
pub(super) async fn look_up(app: &App, issuer: &str) -> Result<Arc<Metadata>, Unusable> {
    let slot = app.providers.slot(issuer);
    let mut slot = slot.lock().await;
    let now = app.env.monotonic();
    if let Some(known) = &slot.known
        && now < known.asked_at + FRESH
    {
        return Ok(Arc::clone(&known.metadata));
    }
    if let Some((at, why)) = slot.failed
        && now < at + PAUSE
    {
        return Err(why);
    }
    ask(app, issuer, &mut slot).await
}

/// Asks, whatever is kept: somebody has just set it up.
pub(super) async fn look_again(app: &App, issuer: &str) -> Result<Arc<Metadata>, Unusable> {
    let slot = app.providers.slot(issuer);
    let mut slot = slot.lock().await;
    ask(app, issuer, &mut slot).await
}

/// With the keys that it has now, when they have not been asked for within the last minute; `seen`
/// are those among which one is missing.
pub(super) async fn with_new_keys(
    app: &App,
    issuer: &str,
    seen: &Arc<Metadata>,
) -> Result<Option<Arc<Metadata>>, Unusable> {
    let slot = app.providers.slot(issuer);
    let mut slot = slot.lock().await;
    let now = app.env.monotonic();
    let Some(known) = &mut slot.known else {
        return Ok(None);
    };
    if !Arc::ptr_eq(&known.metadata, seen) {
        return Ok(Some(Arc::clone(&known.metadata)));
    }
    if now < known.keys_at + KEYS_EACH {
        return Ok(None);
    }
    known.keys_at = now;
    let client = Client(&app.outbound);
    let keys = JsonWebKeySet::fetch_async(known.metadata.jwks_uri(), &client).await;
    let metadata =
        Metadata::clone(&known.metadata).set_jwks(keys.map_err(|error| unusable(&error))?);
    known.metadata = Arc::new(metadata);
    Ok(Some(Arc::clone(&known.metadata)))
}

async fn ask(app: &App, issuer: &str, slot: &mut Slot) -> Result<Arc<Metadata>, Unusable> {
    let asked = discover(app, issuer).await;
    let now = app.env.monotonic();
    match asked {
        Ok(metadata) => {
            let metadata = Arc::new(metadata);
            slot.failed = None;
            slot.known = Some(Known {
                metadata: Arc::clone(&metadata),
                asked_at: now,
                keys_at: now,
            });
            Ok(metadata)
        }
        Err(why) => {
            slot.failed = Some((now, why));
            Err(why)
        }
    }
}

async fn discover(app: &App, issuer: &str) -> Result<Metadata, Unusable> {
    let issuer = IssuerUrl::new(issuer.to_owned()).map_err(|_| Unusable::NotADocument)?;
    let client = Client(&app.outbound);
    let metadata = Metadata::discover_async(issuer, &client).await;
    let metadata = metadata.map_err(|error| unusable(&error))?;
    check(app, &metadata)?;
    Ok(metadata)
}

fn check(app: &App, metadata: &Metadata) -> Result<(), Unusable> {
    let code = openidconnect::core::CoreResponseType::Code;
    let offered = metadata.response_types_supported();
    if !offered.iter().any(|types| types[..] == [code.clone()]) {
        return Err(Unusable::NoCodeFlow);
    }
    let token = metadata.token_endpoint().ok_or(Unusable::NoTokenEndpoint)?;
    if tokens::algorithms(metadata).is_empty() {
        return Err(Unusable::NoAlgorithm);
    }
    let userinfo = metadata.userinfo_endpoint().map(|url| url.as_str());
    let urls = [metadata.authorization_endpoint().as_str(), token.as_str()];
    let called = urls.into_iter().chain(userinfo);
    for url in called {
        app.outbound.target(url).map_err(|_| Unusable::Endpoint)?;
    }
    Ok(())
}

fn unusable(error: &DiscoveryError<Fault>) -> Unusable {
    match error {
        DiscoveryError::Request(fault) => Unusable::Away(*fault),
        DiscoveryError::Response(status, ..) if *status != 200 => Unusable::Status(status.as_u16()),
        DiscoveryError::Validation(_) => Unusable::OtherIssuer,
        _ => Unusable::NotADocument,
    }
}
