//! Access tokens: short-lived JWTs, signed with Ed25519, each good for one site.
//!
//! What a token says of itself is never believed before its signature: `kid` only picks a key that
//! we hold, the algorithm belongs to the key, and keys or addresses of keys in the header are not
//! looked at. Time comes from the caller: jsonwebtoken reads the system's clock, so its own checks
//! are off and every claim is checked here.
use super::seen_tokens::Seen;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{
    Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, decode_header, encode,
    errors::ErrorKind,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::{collections::HashSet, fmt, sync::Arc};
use uuid::Uuid;
use zeroize::Zeroizing;

/// How long a token lives. A key that no longer signs has to verify for so long, and [`LEEWAY`].
pub const TTL: TimeDelta = TimeDelta::minutes(10);
/// How far the clocks of two nodes may differ.
pub const LEEWAY: TimeDelta = TimeDelta::seconds(5);
/// In bytes; longer texts are not looked at.
pub const LONGEST: usize = 8 * 1024;

const ALGORITHM: Algorithm = Algorithm::EdDSA;
/// The media type in the header (RFC 9068).
const MEDIA_TYPE: &str = "at+jwt";
/// The type in the claims: a token for any other purpose has another one.
const TYPE: &str = "access";

/// What a token grants. Times are whole seconds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claims {
    /// The key of the site.
    pub audience: String,
    pub account: Uuid,
    pub session: Uuid,
    pub issued_at: DateTime<Utc>,
    /// The first moment at which it no longer holds.
    pub expires_at: DateTime<Utc>,
}

impl Claims {
    pub fn new(audience: &str, account: Uuid, session: Uuid, now: DateTime<Utc>) -> Self {
        let issued_at = DateTime::from_timestamp(now.timestamp(), 0).unwrap_or(now);
        let audience = audience.to_owned();
        Self {
            audience,
            account,
            session,
            issued_at,
            expires_at: issued_at + TTL,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TokenFault {
    #[error("not an access token, or one that lacks a claim")]
    Malformed,
    #[error("signed with a key that is not ours, or no longer")]
    UnknownKey,
    #[error("the signature does not belong to the text")]
    BadSignature,
    #[error("expired")]
    Expired,
    #[error("not valid yet")]
    NotYetValid,
    #[error("meant for another site")]
    WrongAudience,
    #[error("issued by somebody else")]
    WrongIssuer,
    #[error("a token for another purpose")]
    WrongType,
}

/// An Ed25519 key that signs. Never printed; wiped when dropped.
pub struct SigningKey {
    private: EncodingKey,
    public: VerifyingKey,
}

impl SigningKey {
    /// `kid` names the key in tokens and among the published keys; no two keys share one.
    pub fn from_seed(kid: &str, seed: &[u8; 32]) -> Self {
        // A PKCS#8 document up to where the seed stands (RFC 8410).
        const PKCS8: &[u8] = b"\x30\x2e\x02\x01\x00\x30\x05\x06\x03\x2b\x65\x70\x04\x22\x04\x20";
        let document = Zeroizing::new([PKCS8, seed].concat());
        let public = ed25519_dalek::SigningKey::from_bytes(seed)
            .verifying_key()
            .to_bytes();
        Self {
            private: EncodingKey::from_ed_der(&document),
            public: VerifyingKey::trusted(kid, public),
        }
    }

    /// Its public half, to verify with when another key signs.
    pub fn verifying(&self) -> &VerifyingKey {
        &self.public
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({})", self.public.kid)
    }
}

/// The public half of a key.
#[derive(Clone)]
pub struct VerifyingKey {
    kid: String,
    bytes: [u8; 32],
    decoding: DecodingKey,
}

impl VerifyingKey {
    /// `None` when the bytes are no Ed25519 key, or one under which anybody could sign.
    pub fn from_bytes(kid: &str, bytes: [u8; 32]) -> Option<Self> {
        let key = ed25519_dalek::VerifyingKey::from_bytes(&bytes).ok()?;
        (!key.is_weak()).then(|| Self::trusted(kid, bytes))
    }

    fn trusted(kid: &str, bytes: [u8; 32]) -> Self {
        Self {
            kid: kid.to_owned(),
            bytes,
            decoding: DecodingKey::from_ed_der(&bytes),
        }
    }
}

impl fmt::Debug for VerifyingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VerifyingKey({})", self.kid)
    }
}

/// The keys that sign, one after the other, and those that verify: before a key's first token and
/// until the end of its last one, so that a change of keys signs nobody out.
#[derive(Debug)]
pub struct KeyRing {
    issuer: String,
    first: SigningKey,
    /// Those after it, each from its time on, in order.
    later: Vec<(DateTime<Utc>, SigningKey)>,
    verifying: Vec<VerifyingKey>,
    seen: Seen<Arc<Wire>>,
}

impl KeyRing {
    /// `issuer` is the service's own address, the same on every node. `verifying` need not hold
    /// the key that signs.
    pub fn new(issuer: &str, first: SigningKey, mut verifying: Vec<VerifyingKey>) -> Self {
        verifying.retain(|key| key.kid != first.public.kid);
        verifying.insert(0, first.public.clone());
        Self {
            issuer: issuer.to_owned(),
            first,
            later: Vec::new(),
            verifying,
            seen: Seen::new(),
        }
    }

    /// With a key that signs in place of the others from its time on, and verifies before.
    #[must_use]
    pub fn then(mut self, from: DateTime<Utc>, key: SigningKey) -> Self {
        self.verifying.push(key.public.clone());
        self.later.push((from, key));
        self.later.sort_by_key(|(from, _)| *from);
        self
    }

    fn signing_at(&self, time: DateTime<Utc>) -> &SigningKey {
        let mut come = self.later.iter().rev().filter(|(from, _)| *from <= time);
        come.next().map_or(&self.first, |(_, key)| key)
    }

    /// With the key whose time it is when the token is issued.
    pub fn sign(&self, claims: &Claims) -> String {
        let key = self.signing_at(claims.issued_at);
        let mut header = Header::new(ALGORITHM);
        header.typ = Some(MEDIA_TYPE.to_owned());
        header.kid = Some(key.public.kid.clone());
        let wire = Wire {
            iss: self.issuer.clone(),
            aud: claims.audience.clone(),
            sub: claims.account,
            sid: claims.session,
            iat: claims.issued_at.timestamp(),
            nbf: claims.issued_at.timestamp(),
            exp: claims.expires_at.timestamp(),
            typ: TYPE.to_owned(),
        };
        encode(&header, &wire, &key.private).expect("a key made from a seed signs")
    }

    /// `audience` is the key of the site that the request is about; `None` only where it is about
    /// no site.
    pub fn verify(
        &self,
        token: &str,
        audience: Option<&str>,
        now: DateTime<Utc>,
    ) -> Result<Claims, TokenFault> {
        if token.len() > LONGEST {
            return Err(TokenFault::Malformed);
        }
        let wire = self.seen.or_check(token, || self.signed(token, now))?;
        if audience.is_some_and(|audience| wire.aud != audience) {
            return Err(TokenFault::WrongAudience);
        }
        wire.at(now)
    }

    /// What an access token of ours says, whenever it holds; `now` only tells of one whose key is not
    /// known any more that it is over.
    fn signed(&self, token: &str, now: DateTime<Utc>) -> Result<Arc<Wire>, TokenFault> {
        let header = decode_header(token).map_err(|_| TokenFault::Malformed)?;
        let key = match self.key(&header) {
            Err(TokenFault::UnknownKey) if is_over(token, &header, now) => {
                return Err(TokenFault::Expired);
            }
            found => found?,
        };
        let signed = decode::<Wire>(token, &key.decoding, &signature_only());
        let wire = signed.map_err(|error| fault(error.kind()))?.claims;
        if header.typ.as_deref() != Some(MEDIA_TYPE) || wire.typ != TYPE {
            return Err(TokenFault::WrongType);
        }
        if wire.iss != self.issuer {
            return Err(TokenFault::WrongIssuer);
        }
        Ok(Arc::new(wire))
    }

    fn key(&self, header: &Header) -> Result<&VerifyingKey, TokenFault> {
        if header.crit.is_some() {
            // It names what has to be understood, and we understand none of it (RFC 7515, 4.1.11).
            return Err(TokenFault::Malformed);
        }
        let kid = header.kid.as_deref().ok_or(TokenFault::UnknownKey)?;
        self.verifying
            .iter()
            .find(|key| key.kid == kid)
            .ok_or(TokenFault::UnknownKey)
    }
}

/// What `/.well-known/jwks.json` says: public keys only.
pub fn jwks(ring: &KeyRing) -> serde_json::Value {
    let key = |key: &VerifyingKey| {
        json!({
            "kty": "OKP",
            "crv": "Ed25519",
            "alg": "EdDSA",
            "use": "sig",
            "kid": key.kid,
            "x": URL_SAFE_NO_PAD.encode(key.bytes),
        })
    };
    json!({ "keys": ring.verifying.iter().map(key).collect::<Vec<_>>() })
}

/// The claims as they are written. Each has to be there, once.
#[derive(Serialize, Deserialize)]
struct Wire {
    iss: String,
    aud: String,
    sub: Uuid,
    sid: Uuid,
    iat: i64,
    nbf: i64,
    exp: i64,
    typ: String,
}

impl Wire {
    fn at(&self, now: DateTime<Utc>) -> Result<Claims, TokenFault> {
        let time = |seconds| DateTime::from_timestamp(seconds, 0).ok_or(TokenFault::Malformed);
        let (issued_at, not_before, expires_at) =
            (time(self.iat)?, time(self.nbf)?, time(self.exp)?);
        if now - LEEWAY >= expires_at {
            return Err(TokenFault::Expired);
        }
        if now + LEEWAY < not_before.max(issued_at) {
            return Err(TokenFault::NotYetValid);
        }
        Ok(Claims {
            audience: self.aud.clone(),
            account: self.sub,
            session: self.sid,
            issued_at,
            expires_at,
        })
    }
}

/// Of a token whose key is not known any more its own word is taken that it has expired: its holder
/// then refreshes the session instead of signing in again, and by lying gains no more.
fn is_over(token: &str, header: &Header, now: DateTime<Utc>) -> bool {
    let claims = token.split('.').nth(1).unwrap_or_default();
    let claims = URL_SAFE_NO_PAD.decode(claims).unwrap_or_default();
    let wire = serde_json::from_slice::<Wire>(&claims);
    let is_ours = header.kid.is_some() && header.typ.as_deref() == Some(MEDIA_TYPE);
    is_ours && wire.is_ok_and(|wire| wire.at(now) == Err(TokenFault::Expired))
}

/// The algorithm is the key's; the claims are ours to check.
fn signature_only() -> Validation {
    let mut validation = Validation::new(ALGORITHM);
    validation.required_spec_claims = HashSet::new();
    validation.validate_exp = false;
    validation.validate_nbf = false;
    validation.validate_aud = false;
    validation
}

fn fault(kind: &ErrorKind) -> TokenFault {
    match kind {
        ErrorKind::InvalidSignature | ErrorKind::InvalidAlgorithm => TokenFault::BadSignature,
        _ => TokenFault::Malformed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;

    const ISSUER: &str = "https://comments.example";
    const SEED: [u8; 32] = *b"a seed of exactly thirty-two b.s";
    const OTHER: [u8; 32] = *b"another seed, as long as the one";

    #[test]
    fn only_public_keys_are_published() {
        let next = SigningKey::from_seed("k2", &OTHER);
        let ring = KeyRing::new(
            ISSUER,
            SigningKey::from_seed("k1", &SEED),
            vec![next.verifying().clone()],
        );
        let published = jwks(&ring);
        let public =
            |seed| BASE64.encode(ed25519_dalek::SigningKey::from_bytes(seed).verifying_key());
        let key = |kid: &str, seed| {
            let x = public(seed);
            json!({ "kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "use": "sig", "kid": kid, "x": x })
        };
        assert_eq!(
            published,
            json!({ "keys": [key("k1", &SEED), key("k2", &OTHER)] })
        );
        assert!(!published.to_string().contains(&BASE64.encode(SEED)));
        assert_eq!(
            format!("{:?}", SigningKey::from_seed("k1", &SEED)),
            "SigningKey(k1)"
        );
    }

    #[test]
    fn a_key_under_which_anybody_could_sign_is_refused() {
        let good = *ed25519_dalek::SigningKey::from_bytes(&SEED)
            .verifying_key()
            .as_bytes();
        assert!(VerifyingKey::from_bytes("k1", good).is_some());
        let small = |y| std::array::from_fn(|at| if at == 0 { y } else { 0 });
        let (neutral, no_point) = (small(1), small(2));
        assert!(VerifyingKey::from_bytes("k1", neutral).is_none());
        assert!(VerifyingKey::from_bytes("k1", no_point).is_none());
    }
}
