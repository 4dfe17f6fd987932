//! Public keys: what is taken of each kind, and what never is.
use super::{PublicKey, PublicKeyFault};
use crate::model::SiteKeyAlgorithm::{self, EdDsa, Es256, Hs256, Rs256};
use serde_json::Value;

const RSA: &str = include_str!("testdata/rsa.pub.pem");
const P256: &str = include_str!("testdata/p256.pub.pem");
const ED25519: &str = include_str!("testdata/ed25519.pub.pem");

fn fault(text: &str, algorithm: SiteKeyAlgorithm) -> PublicKeyFault {
    PublicKey::read(text, algorithm).unwrap_err()
}

fn jwk(pem: &str, algorithm: SiteKeyAlgorithm) -> Value {
    serde_json::to_value(PublicKey::read(pem, algorithm).unwrap()).unwrap()
}

fn with(mut jwk: Value, name: &str, value: impl Into<Value>) -> String {
    jwk[name] = value.into();
    jwk.to_string()
}

#[test]
fn a_pem_and_its_jwk_are_one_key() {
    for (pem, algorithm) in [(RSA, Rs256), (P256, Es256), (ED25519, EdDsa)] {
        let from_pem = PublicKey::read(pem, algorithm).unwrap();
        let jwk = serde_json::to_string(&from_pem).unwrap();
        assert_eq!(PublicKey::read(&jwk, algorithm), Ok(from_pem), "{jwk}");
        assert!(
            PublicKey::read(&format!("\n{}\r\n", pem.replace('\n', "\r\n")), algorithm).is_ok()
        );
    }
}

#[test]
fn a_key_is_for_one_algorithm() {
    for (pem, own) in [(RSA, Rs256), (P256, Es256), (ED25519, EdDsa)] {
        for other in [Hs256, Rs256, Es256, EdDsa] {
            if other != own {
                assert_eq!(
                    fault(pem, other),
                    PublicKeyFault::OtherAlgorithm,
                    "{other:?}"
                );
            }
        }
    }
}

#[test]
fn private_keys_are_told_from_public_ones() {
    for (pem, algorithm) in [
        (include_str!("testdata/rsa.pem"), Rs256),
        (include_str!("testdata/p256.pem"), Es256),
        (include_str!("testdata/ed25519.pem"), EdDsa),
        (
            "-----BEGIN RSA PRIVATE KEY-----\nAA\n-----END RSA PRIVATE KEY-----",
            Rs256,
        ),
    ] {
        assert_eq!(fault(pem, algorithm), PublicKeyFault::Private);
    }
    let jwk = with(jwk(ED25519, EdDsa), "d", "AAAA");
    assert_eq!(fault(&jwk, EdDsa), PublicKeyFault::Private);
    assert_eq!(
        fault(r#"{"kty":"oct","k":"AAAA"}"#, Es256),
        PublicKeyFault::Private
    );
}

#[test]
fn weak_keys_are_refused() {
    let weak = include_str!("testdata/weak-rsa.pub.pem");
    assert_eq!(fault(weak, Rs256), PublicKeyFault::Weak);
    let rsa = || jwk(RSA, Rs256);
    for exponent in ["AQ", "Aw", "AQAA", "AAAAAAAA", "AQAAAAAB", ""] {
        let key = with(rsa(), "e", exponent);
        assert_eq!(fault(&key, Rs256), PublicKeyFault::Weak, "{exponent}");
    }
    let point = |x: &str| with(jwk(P256, Es256), "x", x);
    for x in [
        "AAAA",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "no base64!",
    ] {
        assert_eq!(fault(&point(x), Es256), PublicKeyFault::Weak, "{x}");
    }
    // Under the neutral point anybody can sign.
    let neutral = with(
        jwk(ED25519, EdDsa),
        "x",
        "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    );
    assert_eq!(fault(&neutral, EdDsa), PublicKeyFault::Weak);
    let other_curve = with(jwk(P256, Es256), "crv", "secp256k1");
    assert_eq!(fault(&other_curve, Es256), PublicKeyFault::OtherAlgorithm);
}

#[test]
fn what_cannot_be_read_is_refused() {
    let cut = |text: &str| text[..text.len() / 2].to_owned();
    let nested = format!("{}{}", "[".repeat(5_000), "]".repeat(5_000));
    for text in [
        String::new(),
        "a key".to_owned(),
        cut(RSA),
        cut(&jwk(RSA, Rs256).to_string()),
        "{}".to_owned(),
        r#"{"kty":"RSA"}"#.to_owned(),
        format!("{{\"kty\":{nested}}}"),
        "-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----".to_owned(),
        "-----BEGIN PUBLIC KEY-----\nMIIB!\n-----END PUBLIC KEY-----".to_owned(),
        "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----".to_owned(),
        include_str!("testdata/p384.pub.pem").to_owned(),
        format!("{RSA}{}", " x".repeat(5_000)),
    ] {
        assert_eq!(
            fault(&text, Rs256),
            PublicKeyFault::Unreadable,
            "{text:.60}"
        );
    }
}

/// Every cut and every changed byte of a document: refused or read, never worse.
#[test]
fn broken_documents_do_no_harm() {
    use base64::{Engine, engine::general_purpose::STANDARD};
    let inside: String = P256.lines().filter(|line| !line.starts_with('-')).collect();
    let document = STANDARD.decode(inside).unwrap();
    let pem = |bytes: &[u8]| {
        let text = STANDARD.encode(bytes);
        format!("-----BEGIN PUBLIC KEY-----\n{text}\n-----END PUBLIC KEY-----")
    };
    for end in 0..document.len() {
        assert!(PublicKey::read(&pem(&document[..end]), Es256).is_err());
    }
    for at in 0..document.len() {
        for change in [0x00, 0x01, 0x7f, 0x80, 0x81, 0x82, 0xff] {
            let mut broken = document.clone();
            broken[at] ^= change;
            let _ = PublicKey::read(&pem(&broken), Es256);
        }
    }
}
