//! What a provider says of a person: the code's exchange, and the checks of the ID token.
use super::{
    Why, callback,
    client::{Client, Metadata},
    directory::{self, Unusable},
};
use crate::{
    app::App,
    domain::text,
    model::{Attempt, Provider, Site, Vouched},
    outbound::Fault,
};
use chrono::{DateTime, Duration, Utc};
use openidconnect::{
    AccessToken, AccessTokenHash, AuthType, AuthorizationCode, ClaimsVerificationError, ClientId,
    ClientSecret, IdTokenVerifier, LocalizedClaim, Nonce, OAuth2TokenResponse, PkceCodeVerifier,
    RedirectUrl, RequestTokenError, SignatureVerificationError, TokenResponse,
    core::{
        CoreClient, CoreClientAuthMethod, CoreIdToken, CoreIdTokenClaims, CoreJwsSigningAlgorithm,
        CoreUserInfoClaims,
    },
};
use std::sync::Arc;

/// In characters; OpenID Connect Core §2 allows so many.
const SUBJECT_MAX: usize = 255;
/// Of a name that is made fit later.
const NAME_MAX: usize = 200;
/// Between the provider's clock and ours.
const LEEWAY: Duration = Duration::seconds(60);

/// Those of the provider's that have a public key. What is signed with a secret, or not at all, is
/// never taken, whatever the provider says of itself.
pub(super) fn algorithms(metadata: &Metadata) -> Vec<CoreJwsSigningAlgorithm> {
    use CoreJwsSigningAlgorithm::{
        EcdsaP256Sha256, EcdsaP384Sha384, EdDsa, RsaSsaPkcs1V15Sha256, RsaSsaPkcs1V15Sha384,
        RsaSsaPkcs1V15Sha512, RsaSsaPssSha256, RsaSsaPssSha384, RsaSsaPssSha512,
    };
    let taken = [
        RsaSsaPkcs1V15Sha256,
        RsaSsaPkcs1V15Sha384,
        RsaSsaPkcs1V15Sha512,
        RsaSsaPssSha256,
        RsaSsaPssSha384,
        RsaSsaPssSha512,
        EcdsaP256Sha256,
        EcdsaP384Sha384,
        EdDsa,
    ];
    let offered = metadata.id_token_signing_alg_values_supported();
    let taken = taken.into_iter().filter(|one| offered.contains(one));
    taken.collect()
}

/// Redeems the code, checks what comes for it, and asks for what is missing of name and address.
pub(super) async fn redeem(
    app: &App,
    (site, provider, attempt): (&Site, &Provider, &Attempt),
    metadata: Arc<Metadata>,
    code: String,
) -> Result<Vouched, Why> {
    let secret = provider.client_secret.clone().map(ClientSecret::new);
    let client_id = ClientId::new(provider.client_id.clone());
    let redirect = RedirectUrl::new(callback(app, site, provider));
    let redirect = redirect.map_err(|_| Why::Refused("the public URL is none"))?;
    let client = CoreClient::from_provider_metadata(Metadata::clone(&metadata), client_id, secret)
        .set_redirect_uri(redirect)
        .set_auth_type(auth_type(&metadata));
    let http = Client(&app.outbound);
    let exchange = client
        .exchange_code(AuthorizationCode::new(code))
        .map_err(|_| Why::Refused("no token endpoint"))?
        .set_pkce_verifier(PkceCodeVerifier::new(attempt.verifier.clone()));
    let answer = exchange.request_async(&http).await;
    let answer = answer.map_err(|error| match error {
        RequestTokenError::Request(fault) => Why::Away(fault),
        RequestTokenError::ServerResponse(_) => Why::Refused("the code was not redeemed"),
        _ => Why::Refused("the token response is not understood"),
    })?;
    let id_token = answer.id_token().ok_or(Why::Refused("no ID token"))?;
    let asked = Asked {
        client_id: &provider.client_id,
        nonce: &attempt.nonce,
        now: app.env.now(),
    };
    let access = answer.access_token();
    let claims = match check(&metadata, &asked, (id_token, access)) {
        Err(IdTokenFault::UnknownKey) => {
            let newer = directory::with_new_keys(app, &provider.issuer, &metadata).await;
            let newer = newer.map_err(away)?.ok_or(UNKNOWN_KEY)?;
            check(&newer, &asked, (id_token, access)).map_err(IdTokenFault::why)?
        }
        checked => checked.map_err(IdTokenFault::why)?,
    };
    let mut vouched = vouched(&claims)?;
    if (vouched.email.is_none() || vouched.name.is_none())
        && let Ok(request) = client.user_info(access.clone(), Some(claims.subject().clone()))
    {
        // Of no consequence for who they are: without it they have no name or address yet.
        let said: Result<CoreUserInfoClaims, _> = request.request_async(&http).await;
        if let Ok(said) = said {
            let email = said.email().map(|email| email.as_str());
            let more = (email, said.email_verified());
            vouched.email = vouched.email.or_else(|| verified(more));
            let names = [
                plain(said.name()),
                said.preferred_username().map(|name| name.as_str()),
                plain(said.nickname()),
                plain(said.given_name()),
            ];
            vouched.name = vouched.name.or_else(|| name(&names));
        }
    }
    Ok(vouched)
}

const UNKNOWN_KEY: Why = Why::Refused("signed with an unknown key");

pub(super) fn away(unusable: Unusable) -> Why {
    match unusable {
        Unusable::Away(fault) => Why::Away(fault),
        _ => Why::Away(Fault::Broken),
    }
}

fn auth_type(metadata: &Metadata) -> AuthType {
    let methods = metadata.token_endpoint_auth_methods_supported();
    let takes = |wanted| methods.is_some_and(|methods| methods.contains(wanted));
    let basic = methods.is_none() || takes(&CoreClientAuthMethod::ClientSecretBasic);
    if !basic && takes(&CoreClientAuthMethod::ClientSecretPost) {
        return AuthType::RequestBody;
    }
    AuthType::BasicAuth
}

/// What the token has to answer to.
pub(super) struct Asked<'a> {
    pub(super) client_id: &'a str,
    pub(super) nonce: &'a str,
    pub(super) now: DateTime<Utc>,
}

/// Why an ID token is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum IdTokenFault {
    /// It may be a new one.
    UnknownKey,
    Forged,
    Algorithm,
    Issuer,
    Audience,
    AuthorizedParty,
    Expired,
    FromTheFuture,
    Nonce,
    AccessTokenHash,
    Other,
}

impl IdTokenFault {
    fn why(self) -> Why {
        Why::Refused(match self {
            Self::UnknownKey => "signed with an unknown key",
            Self::Forged => "not signed by the provider",
            Self::Algorithm => "signed with an algorithm that is not taken",
            Self::Issuer => "of another issuer",
            Self::Audience => "for another client",
            Self::AuthorizedParty => "given to another client",
            Self::Expired => "expired",
            Self::FromTheFuture => "of the future",
            Self::Nonce => "for another attempt",
            Self::AccessTokenHash => "with another access token",
            Self::Other => "not understood",
        })
    }
}

/// The checks of OpenID Connect Core §3.1.3.7 and .8, of which the library leaves out `azp`, `iat`
/// and `at_hash`. It is never given the client's secret, so no secret can have signed.
pub(super) fn check(
    metadata: &Metadata,
    asked: &Asked<'_>,
    (id_token, access): (&CoreIdToken, &AccessToken),
) -> Result<CoreIdTokenClaims, IdTokenFault> {
    let now = asked.now;
    let verifier = IdTokenVerifier::new_public_client(
        ClientId::new(asked.client_id.to_owned()),
        metadata.issuer().clone(),
        metadata.jwks().clone(),
    )
    .set_allowed_algs(algorithms(metadata))
    .set_time_fn(move || now);
    let nonce = Nonce::new(asked.nonce.to_owned());
    let claims = id_token.claims(&verifier, &nonce).map_err(|e| fault(&e))?;
    let party = claims.authorized_party();
    if party.is_some_and(|party| party.as_str() != asked.client_id) {
        return Err(IdTokenFault::AuthorizedParty);
    }
    if claims.issue_time() > now + LEEWAY {
        return Err(IdTokenFault::FromTheFuture);
    }
    if let Some(expected) = claims.access_token_hash() {
        let key = id_token.signing_key(&verifier);
        let (key, algorithm) = key
            .and_then(|key| Ok((key, id_token.signing_alg()?)))
            .map_err(|_| IdTokenFault::Other)?;
        let hash = AccessTokenHash::from_token(access, algorithm, key);
        if hash.as_ref() != Ok(expected) {
            return Err(IdTokenFault::AccessTokenHash);
        }
    }
    Ok(claims.clone())
}

fn fault(error: &ClaimsVerificationError) -> IdTokenFault {
    use SignatureVerificationError as Signature;
    match error {
        ClaimsVerificationError::Expired(_) => IdTokenFault::Expired,
        ClaimsVerificationError::InvalidAudience(_) => IdTokenFault::Audience,
        ClaimsVerificationError::InvalidIssuer(_) => IdTokenFault::Issuer,
        ClaimsVerificationError::InvalidNonce(_) => IdTokenFault::Nonce,
        ClaimsVerificationError::SignatureVerification(fault) => match fault {
            Signature::NoMatchingKey => IdTokenFault::UnknownKey,
            Signature::DisallowedAlg(_) | Signature::NoSignature | Signature::UnsupportedAlg(_) => {
                IdTokenFault::Algorithm
            }
            _ => IdTokenFault::Forged,
        },
        _ => IdTokenFault::Other,
    }
}

fn vouched(claims: &CoreIdTokenClaims) -> Result<Vouched, Why> {
    let subject = claims.subject().as_str();
    let fits = (1..=SUBJECT_MAX).contains(&subject.chars().count());
    if !fits || subject.chars().any(char::is_control) {
        return Err(Why::Refused("a subject that cannot be kept"));
    }
    let email = claims.email().map(|email| email.as_str());
    let names = [
        plain(claims.name()),
        claims.preferred_username().map(|name| name.as_str()),
        plain(claims.nickname()),
        plain(claims.given_name()),
    ];
    Ok(Vouched {
        subject: subject.to_owned(),
        email: verified((email, claims.email_verified())),
        name: name(&names),
    })
}

/// In lower case; none unless the provider says that it is the person's.
fn verified((email, is_verified): (Option<&str>, Option<bool>)) -> Option<String> {
    let email = email.filter(|_| is_verified == Some(true))?;
    text::email::email(email).ok()
}

fn plain<T: std::ops::Deref<Target = String>>(claim: Option<&LocalizedClaim<T>>) -> Option<&str> {
    let text = claim?.get(None)?;
    Some(text.as_str())
}

/// The first that there is.
fn name(names: &[Option<&str>]) -> Option<String> {
    let name = names
        .iter()
        .flatten()
        .find(|name| !name.trim().is_empty())?;
    Some(name.chars().filter(|c| *c != '\0').take(NAME_MAX).collect())
}
