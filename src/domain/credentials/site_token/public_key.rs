//! Public keys that sites hand over: PEM or JWK, one algorithm each.
use super::{VerifyingKey, algorithm};
use crate::{domain::credentials::access_token, model::SiteKeyAlgorithm};
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use jsonwebtoken::{DecodingKey, crypto};
use serde::{Deserialize, Serialize};

/// In bytes, of a PEM or a JWK.
const LONGEST: usize = 8 * 1024;
/// Of an RSA modulus, in bits.
const RSA_BITS: std::ops::RangeInclusive<usize> = 2_048..=4_096;

const PEM_BEGIN: &str = "-----BEGIN PUBLIC KEY-----";
const PEM_END: &str = "-----END PUBLIC KEY-----";

const RSA: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01";
const EC: &[u8] = b"\x2a\x86\x48\xce\x3d\x02\x01";
const P256: &[u8] = b"\x2a\x86\x48\xce\x3d\x03\x01\x07";
const ED25519: &[u8] = b"\x2b\x65\x70";

/// Why a text is no public key that tokens can be checked with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PublicKeyFault {
    Unreadable,
    /// It must not leave the site.
    Private,
    /// Of another kind than the algorithm is for.
    OtherAlgorithm,
    /// Too short, or not on its curve.
    Weak,
}

impl PublicKeyFault {
    /// Tells the admin what to do.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Unreadable => {
                "must be a PEM that begins with -----BEGIN PUBLIC KEY-----, or a JWK"
            }
            Self::Private => {
                "is a private key: take its public half, and make a new pair, for this one has left \
                 its place"
            }
            Self::OtherAlgorithm => "is not a key for this algorithm",
            Self::Weak => "is not safe: take RSA of 2,048 to 4,096 bits, P-256 or Ed25519",
        }
    }
}

/// As it is kept: what a JWK has of a public key, and nothing else. Numbers are base64url.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kty")]
pub enum PublicKey {
    #[serde(rename = "RSA")]
    Rsa { n: String, e: String },
    #[serde(rename = "EC")]
    Ec { crv: String, x: String, y: String },
    #[serde(rename = "OKP")]
    Okp { crv: String, x: String },
}

impl PublicKey {
    /// From what an admin has pasted.
    pub fn read(text: &str, algorithm: SiteKeyAlgorithm) -> Result<Self, PublicKeyFault> {
        let text = text.trim();
        if text.len() > LONGEST {
            return Err(PublicKeyFault::Unreadable);
        }
        if text.contains("PRIVATE KEY-----") {
            return Err(PublicKeyFault::Private);
        }
        let key = if text.starts_with('{') {
            from_jwk(text)?
        } else {
            from_pem(text).ok_or(PublicKeyFault::Unreadable)?
        };
        key.verifying(algorithm)?;
        Ok(key)
    }

    /// What was kept, or what a key set says.
    pub fn parse(jwk: &str) -> Option<Self> {
        serde_json::from_str(jwk).ok()
    }

    pub fn verifying(&self, of: SiteKeyAlgorithm) -> Result<VerifyingKey, PublicKeyFault> {
        let decoding = match (self, of) {
            (Self::Rsa { n, e }, SiteKeyAlgorithm::Rs256) => rsa(n, e),
            (Self::Ec { crv, x, y }, SiteKeyAlgorithm::Es256) if crv == "P-256" => ec(x, y),
            (Self::Okp { crv, x }, SiteKeyAlgorithm::EdDsa) if crv == "Ed25519" => ed25519(x),
            _ => return Err(PublicKeyFault::OtherAlgorithm),
        };
        let decoding = decoding.ok_or(PublicKeyFault::Weak)?;
        let algorithm = algorithm(of);
        // A key that cannot be used at all shows when it is tried.
        if crypto::verify("AAAA", b"", &decoding, algorithm).is_err() {
            return Err(PublicKeyFault::Weak);
        }
        Ok(VerifyingKey {
            algorithm,
            decoding,
        })
    }
}

fn from_jwk(text: &str) -> Result<PublicKey, PublicKeyFault> {
    #[derive(Deserialize)]
    struct Private {
        d: Option<serde::de::IgnoredAny>,
        k: Option<serde::de::IgnoredAny>,
    }
    let private: Private = serde_json::from_str(text).map_err(|_| PublicKeyFault::Unreadable)?;
    if private.d.is_some() || private.k.is_some() {
        return Err(PublicKeyFault::Private);
    }
    PublicKey::parse(text).ok_or(PublicKeyFault::Unreadable)
}

fn rsa(n: &str, e: &str) -> Option<DecodingKey> {
    let (n, e) = (number(n)?, number(e)?);
    let bits = n.len() * 8 - usize::try_from(n.first()?.leading_zeros()).ok()?;
    let odd = |number: &[u8]| number.last().is_some_and(|last| last % 2 == 1);
    // 3 and below let signatures be made up where padding is looked at carelessly.
    let exponent = e.len() <= 4 && odd(&e) && e[..] != [1] && e[..] != [3];
    let safe = RSA_BITS.contains(&bits) && odd(&n) && exponent;
    safe.then(|| DecodingKey::from_rsa_raw_components(&n, &e))
}

fn ec(x: &str, y: &str) -> Option<DecodingKey> {
    let (x, y) = (bytes(x)?, bytes(y)?);
    let point = [&[4], &x[..], &y[..]].concat();
    (x.len() == 32 && y.len() == 32).then(|| DecodingKey::from_ec_der(&point))
}

fn ed25519(x: &str) -> Option<DecodingKey> {
    let point: [u8; 32] = bytes(x)?.try_into().ok()?;
    access_token::VerifyingKey::from_bytes("", point)?;
    Some(DecodingKey::from_ed_der(&point))
}

fn bytes(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

/// Without zeros before it; not zero.
fn number(text: &str) -> Option<Vec<u8>> {
    let bytes = bytes(text)?;
    let start = bytes.iter().position(|byte| *byte != 0)?;
    Some(bytes[start..].to_vec())
}

/// A `SubjectPublicKeyInfo` (RFC 5280) between its two lines.
fn from_pem(text: &str) -> Option<PublicKey> {
    let inside = text.strip_prefix(PEM_BEGIN)?.strip_suffix(PEM_END)?;
    let base64: String = inside.split_ascii_whitespace().collect();
    let document = STANDARD.decode(base64).ok()?;
    let (info, rest) = take(SEQUENCE, &document)?;
    let (algorithm, info) = take(SEQUENCE, info)?;
    let (key, after) = take(BIT_STRING, info)?;
    let (unused, key) = key.split_first()?;
    let whole = rest.is_empty() && after.is_empty() && *unused == 0;
    let (kind, parameters) = take(OBJECT_ID, algorithm)?;
    whole.then_some(())?;
    let base64 = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
    match kind {
        RSA => {
            let (numbers, rest) = take(SEQUENCE, key)?;
            let (n, numbers) = take(INTEGER, numbers)?;
            let (e, more) = take(INTEGER, numbers)?;
            let key = PublicKey::Rsa {
                n: base64(n),
                e: base64(e),
            };
            (rest.is_empty() && more.is_empty()).then_some(key)
        }
        EC if take(OBJECT_ID, parameters)?.0 == P256 => {
            // Uncompressed, as every tool writes it.
            let point = key.strip_prefix(&[4])?;
            let (x, y) = (point.len() == 64).then(|| point.split_at(32))?;
            Some(PublicKey::Ec {
                crv: "P-256".to_owned(),
                x: base64(x),
                y: base64(y),
            })
        }
        ED25519 => Some(PublicKey::Okp {
            crv: "Ed25519".to_owned(),
            x: base64(key),
        }),
        _ => None,
    }
}

const INTEGER: u8 = 0x02;
const BIT_STRING: u8 = 0x03;
const OBJECT_ID: u8 = 0x06;
const SEQUENCE: u8 = 0x30;

/// One element of DER with this tag, and what comes after it.
fn take(tag: u8, input: &[u8]) -> Option<(&[u8], &[u8])> {
    let input = input.strip_prefix(&[tag])?;
    let (first, input) = input.split_first()?;
    let (length, input) = match *first {
        short @ 0..=0x7f => (usize::from(short), input),
        0x81 => (usize::from(*input.first()?), &input[1..]),
        0x82 => {
            let (length, input) = input.split_at_checked(2)?;
            (usize::from(length[0]) << 8 | usize::from(length[1]), input)
        }
        _ => return None,
    };
    input.split_at_checked(length)
}
