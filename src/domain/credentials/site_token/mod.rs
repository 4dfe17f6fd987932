//! Site tokens: JWTs that a site signs for its own accounts, to be exchanged for a session.
//!
//! As with access tokens, what one says of itself is not believed before its signature: `kid` only
//! picks a key that the site has given us, the algorithm is the key's, and keys or addresses of
//! keys in the header are not looked at. Time comes from the caller.
mod claims;
mod key_set;
mod public_key;

pub use claims::{Claims, RoleClaim};
pub use key_set::{KeySet, KeySetFault};
pub use public_key::{PublicKey, PublicKeyFault};

use crate::model::SiteKeyAlgorithm;
use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header, errors::ErrorKind};
use std::collections::HashSet;

/// The longest that a token may live.
pub const LONGEST_LIFE: TimeDelta = TimeDelta::minutes(10);
/// How far the site's clock may differ from ours.
pub const LEEWAY: TimeDelta = TimeDelta::seconds(30);
/// In bytes; longer texts are not looked at.
pub const LONGEST: usize = 8 * 1024;
/// Of `sub`, `jti` and `kid`, in characters.
pub const NAME_MAX: usize = 255;

/// Why a token is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    Malformed,
    TooLong,
    Critical,
    WrongType,
    /// The site has no such key, or no longer.
    UnknownKey,
    WrongAlgorithm,
    BadSignature,
    Missing(&'static str),
    /// Not of the kind or length that the claim has.
    Claim(&'static str),
    WrongIssuer,
    WrongAudience,
    NotYetValid,
    Expired,
    LivesTooLong,
    Replayed,
    Role,
}

impl Fault {
    /// Tells whoever builds the site what to do.
    pub fn sentence(self) -> String {
        match self {
            Self::Malformed => "is not a signed JWT".to_owned(),
            Self::TooLong => format!("must have at most {LONGEST} bytes"),
            Self::Critical => "must have no crit in its header".to_owned(),
            Self::WrongType => "must have the typ JWT in its header, or none".to_owned(),
            Self::UnknownKey => {
                "was signed with a key that the site has not: check the kid".to_owned()
            }
            Self::WrongAlgorithm => {
                "was signed with another algorithm than its key is for".to_owned()
            }
            Self::BadSignature => "has a signature that does not belong to it".to_owned(),
            Self::Missing(claim) => format!("lacks the claim {claim}"),
            Self::Claim(claim) => format!("has a claim {claim} that cannot be read: see the guide"),
            Self::WrongIssuer => "must have the site's key as its iss".to_owned(),
            Self::WrongAudience => {
                "must have this service's public address, and nothing else, as its aud".to_owned()
            }
            Self::NotYetValid => "is not valid yet: check the server's clock".to_owned(),
            Self::Expired => "has expired: sign one for each sign-in".to_owned(),
            Self::LivesTooLong => {
                let minutes = LONGEST_LIFE.num_minutes();
                format!("must expire after its iat and within {minutes} minutes of it")
            }
            Self::Replayed => {
                "has been used: sign one for each sign-in, each with its own jti".to_owned()
            }
            Self::Role => "must have COMMENTER or MODERATOR as its role, or none".to_owned(),
        }
    }
}

/// What a site's token is checked with.
#[derive(Clone)]
pub struct VerifyingKey {
    algorithm: Algorithm,
    decoding: DecodingKey,
}

impl VerifyingKey {
    pub fn secret(secret: &str) -> Self {
        Self {
            algorithm: Algorithm::HS256,
            decoding: DecodingKey::from_secret(secret.as_bytes()),
        }
    }
}

/// The algorithm by the name that headers have for it.
fn algorithm(of: SiteKeyAlgorithm) -> Algorithm {
    match of {
        SiteKeyAlgorithm::Hs256 => Algorithm::HS256,
        SiteKeyAlgorithm::Rs256 => Algorithm::RS256,
        SiteKeyAlgorithm::Es256 => Algorithm::ES256,
        SiteKeyAlgorithm::EdDsa => Algorithm::EdDSA,
    }
}

/// For whom a token has to be.
#[derive(Clone, Copy)]
pub struct Expected<'a> {
    /// The key of the site.
    pub issuer: &'a str,
    /// Our own public address.
    pub audience: &'a str,
}

/// A token whose header has been read and whose signature has not been checked.
pub struct Presented<'a> {
    text: &'a str,
    kid: Option<String>,
}

impl<'a> Presented<'a> {
    pub fn parse(text: &'a str) -> Result<Self, Fault> {
        if text.len() > LONGEST {
            return Err(Fault::TooLong);
        }
        let header = decode_header(text).map_err(|_| Fault::Malformed)?;
        if header.crit.is_some() {
            // It names what has to be understood, and we understand none of it (RFC 7515, 4.1.11).
            return Err(Fault::Critical);
        }
        let plain = |typ: &str| typ.eq_ignore_ascii_case("JWT");
        if !header.typ.as_deref().is_none_or(plain) {
            return Err(Fault::WrongType);
        }
        Ok(Self {
            text,
            kid: header.kid,
        })
    }

    /// Which key it claims to be signed with.
    pub fn kid(&self) -> Option<&str> {
        self.kid.as_deref()
    }

    pub fn verify(
        &self,
        key: &VerifyingKey,
        expected: Expected<'_>,
        now: DateTime<Utc>,
    ) -> Result<Claims, Fault> {
        let signed = decode::<claims::Wire>(self.text, &key.decoding, &signature_only(key));
        let wire = signed.map_err(|error| fault(error.kind()))?.claims;
        wire.read(expected, now)
    }
}

/// The algorithm is the key's; the claims are ours to check.
fn signature_only(key: &VerifyingKey) -> Validation {
    let mut validation = Validation::new(key.algorithm);
    validation.required_spec_claims = HashSet::new();
    validation.validate_exp = false;
    validation.validate_nbf = false;
    validation.validate_aud = false;
    validation
}

fn fault(kind: &ErrorKind) -> Fault {
    match kind {
        ErrorKind::InvalidAlgorithm => Fault::WrongAlgorithm,
        ErrorKind::InvalidSignature => Fault::BadSignature,
        _ => Fault::Malformed,
    }
}

#[cfg(test)]
mod forgery_tests;
#[cfg(test)]
mod public_key_tests;
