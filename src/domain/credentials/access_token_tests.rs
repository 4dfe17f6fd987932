//! Access tokens: forgeries of every kind that is known, and the edges of time.
use super::access_token::*;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use chrono::{DateTime, TimeDelta, Utc};
use ed25519_dalek::Signer;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};
use uuid::Uuid;

const ISSUER: &str = "https://comments.example";
const SITE: &str = "late-show";
const SEED: [u8; 32] = *b"a seed of exactly thirty-two b.s";
const OTHER: [u8; 32] = *b"another seed, as long as the one";
const ACCOUNT: Uuid = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0001);
const SESSION: Uuid = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0002);
const MILLI: TimeDelta = TimeDelta::milliseconds(1);

fn now() -> DateTime<Utc> {
    "2026-03-01T12:00:00Z".parse().unwrap()
}

fn ring() -> KeyRing {
    KeyRing::new(ISSUER, SigningKey::from_seed("k1", &SEED), vec![])
}

fn claims() -> Claims {
    Claims::new(SITE, ACCOUNT, SESSION, now())
}

fn header() -> Value {
    json!({ "alg": "EdDSA", "typ": "at+jwt", "kid": "k1" })
}

fn body() -> Value {
    let at = now().timestamp();
    json!({
        "iss": ISSUER, "aud": SITE, "sub": ACCOUNT, "sid": SESSION,
        "iat": at, "nbf": at, "exp": at + 600, "typ": "access",
    })
}

fn with(mut value: Value, field: &str, to: impl Into<Value>) -> Value {
    value[field] = to.into();
    value
}

fn without(mut value: Value, field: &str) -> Value {
    value.as_object_mut().unwrap().remove(field).unwrap();
    value
}

/// Signed by us, whatever it says.
fn signed(header: &Value, body: &Value) -> String {
    signed_text(&header.to_string(), &body.to_string(), &SEED)
}

fn signed_text(header: &str, body: &str, seed: &[u8; 32]) -> String {
    let message = format!("{}.{}", BASE64.encode(header), BASE64.encode(body));
    let signature = ed25519_dalek::SigningKey::from_bytes(seed).sign(message.as_bytes());
    format!("{message}.{}", BASE64.encode(signature.to_bytes()))
}

fn verify(token: &str) -> Result<Claims, TokenFault> {
    ring().verify(token, Some(SITE), now())
}

#[test]
fn a_token_says_what_it_was_made_to_say() {
    let token = ring().sign(&claims());
    assert_eq!(verify(&token), Ok(claims()));
    assert_eq!(claims().expires_at - claims().issued_at, TTL);
    let part = |at: usize| BASE64.decode(token.split('.').nth(at).unwrap()).unwrap();
    assert_eq!(serde_json::from_slice::<Value>(&part(0)).unwrap(), header());
    assert_eq!(serde_json::from_slice::<Value>(&part(1)).unwrap(), body());
    // The forger below makes good tokens, so that what it leaves out is what is refused.
    assert_eq!(verify(&signed(&header(), &body())), Ok(claims()));
}

#[test]
fn times_are_whole_seconds() {
    let claims = Claims::new(SITE, ACCOUNT, SESSION, now() + TimeDelta::milliseconds(999));
    assert_eq!(claims.issued_at, now());
    assert_eq!(verify(&ring().sign(&claims)), Ok(claims));
}

#[test]
fn a_token_without_a_signature_is_refused() {
    let good = ring().sign(&claims());
    let (message, _) = good.rsplit_once('.').unwrap();
    for alg in ["none", "None", "NONE", "nOnE", ""] {
        let forged = signed(&with(header(), "alg", alg), &body());
        let (unsigned, _) = forged.rsplit_once('.').unwrap();
        for token in [forged.clone(), format!("{unsigned}."), unsigned.to_owned()] {
            assert_eq!(verify(&token), Err(TokenFault::Malformed), "{alg}");
        }
    }
    assert_eq!(
        verify(&format!("{message}.")),
        Err(TokenFault::BadSignature)
    );
    assert_eq!(
        verify(&format!("{message}.AAAA")),
        Err(TokenFault::BadSignature)
    );
    assert_eq!(verify(message), Err(TokenFault::Malformed));
    assert_eq!(
        verify(&signed(&without(header(), "alg"), &body())),
        Err(TokenFault::Malformed)
    );
}

#[test]
fn the_public_key_is_no_shared_secret() {
    let public = ed25519_dalek::SigningKey::from_bytes(&SEED)
        .verifying_key()
        .to_bytes();
    let published = jwks(&ring())["keys"][0]["x"].as_str().unwrap().to_owned();
    for algorithm in [Algorithm::HS256, Algorithm::HS384, Algorithm::HS512] {
        for secret in [&public[..], published.as_bytes(), &SEED, b""] {
            let mut header = Header::new(algorithm);
            header.typ = Some("at+jwt".to_owned());
            header.kid = Some("k1".to_owned());
            let forged = encode(&header, &body(), &EncodingKey::from_secret(secret)).unwrap();
            assert_eq!(
                verify(&forged),
                Err(TokenFault::BadSignature),
                "{algorithm:?}"
            );
        }
    }
}

#[test]
fn the_header_does_not_choose_the_algorithm() {
    for alg in ["HS256", "RS256", "RS512", "PS256", "ES256", "ES384"] {
        let forged = signed(&with(header(), "alg", alg), &body());
        assert_eq!(verify(&forged), Err(TokenFault::BadSignature), "{alg}");
    }
    for alg in ["Ed25519", "EdDSA ", "eddsa", "ES512"] {
        let forged = signed(&with(header(), "alg", alg), &body());
        assert_eq!(verify(&forged), Err(TokenFault::Malformed), "{alg}");
    }
}

#[test]
fn kid_only_picks_one_of_our_keys() {
    assert_eq!(
        verify(&signed(&without(header(), "kid"), &body())),
        Err(TokenFault::UnknownKey)
    );
    for kid in [
        "",
        "k2",
        "K1",
        "k1 ",
        "../../dev/null",
        "' OR 1=1 --",
        "https://evil.example/k1",
    ] {
        let forged = signed(&with(header(), "kid", kid), &body());
        assert_eq!(verify(&forged), Err(TokenFault::UnknownKey), "{kid}");
    }
    for kid in [json!(1), json!(["k1"]), json!({ "kid": "k1" })] {
        assert_eq!(
            verify(&signed(&with(header(), "kid", kid), &body())),
            Err(TokenFault::Malformed)
        );
    }
}

#[test]
fn keys_that_a_token_brings_along_are_not_looked_at() {
    let evil = ed25519_dalek::SigningKey::from_bytes(&OTHER)
        .verifying_key()
        .to_bytes();
    let jwk = json!({ "kty": "OKP", "crv": "Ed25519", "kid": "k1", "x": BASE64.encode(evil) });
    let forged = |field: &str, value: Value| {
        signed_text(
            &with(header(), field, value).to_string(),
            &body().to_string(),
            &OTHER,
        )
    };
    for (field, value) in [
        ("jwk", jwk),
        ("jku", json!("https://evil.example/jwks.json")),
        ("x5u", json!("https://evil.example/chain.pem")),
        ("x5c", json!(["AAAA"])),
    ] {
        assert_eq!(
            verify(&forged(field, value.clone())),
            Err(TokenFault::BadSignature),
            "{field}"
        );
        // Ignored, not refused: the key that counts is ours.
        assert_eq!(
            verify(&signed(&with(header(), field, value), &body())),
            Ok(claims()),
            "{field}"
        );
    }
    let critical = signed(&with(header(), "crit", json!(["exp"])), &body());
    assert_eq!(verify(&critical), Err(TokenFault::Malformed));
}

#[test]
fn an_altered_token_is_refused_wherever_it_was_altered() {
    let good = ring().sign(&claims());
    let parts: Vec<&str> = good.split('.').collect();
    let promoted = BASE64.encode(with(body(), "sub", SESSION.to_string()).to_string());
    let forged = format!("{}.{promoted}.{}", parts[0], parts[2]);
    assert_eq!(verify(&forged), Err(TokenFault::BadSignature));

    for at in (0..good.len()).step_by(3).chain([good.len() - 1]) {
        let mut bytes = good.clone().into_bytes();
        bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
        assert!(
            verify(std::str::from_utf8(&bytes).unwrap()).is_err(),
            "byte {at}"
        );
    }
    for token in [
        format!("{good} "),
        format!(" {good}"),
        format!("{good}="),
        format!("{good}."),
    ] {
        assert_eq!(verify(&token), Err(TokenFault::Malformed), "{token}");
    }
    let by_another = signed_text(&header().to_string(), &body().to_string(), &OTHER);
    assert_eq!(verify(&by_another), Err(TokenFault::BadSignature));
}

#[test]
fn every_claim_is_required_once_and_in_its_form() {
    for claim in ["iss", "aud", "sub", "sid", "iat", "nbf", "exp", "typ"] {
        let token = signed(&header(), &without(body(), claim));
        assert_eq!(
            verify(&token),
            Err(TokenFault::Malformed),
            "without {claim}"
        );
        for odd in [
            Value::Null,
            json!([]),
            json!({}),
            json!(true),
            json!(1.5),
            json!([SITE]),
        ] {
            let token = signed(&header(), &with(body(), claim, odd.clone()));
            assert_eq!(verify(&token), Err(TokenFault::Malformed), "{claim}: {odd}");
        }
    }
    for (claim, odd) in [
        ("exp", json!("1772366400")),
        ("exp", json!(i64::MAX)),
        ("exp", json!(u64::MAX)),
        ("nbf", json!(i64::MIN)),
        ("sub", json!("ana")),
        ("sid", json!("")),
    ] {
        let token = signed(&header(), &with(body(), claim, odd.clone()));
        assert_eq!(verify(&token), Err(TokenFault::Malformed), "{claim}: {odd}");
    }
    let twice = body().to_string().replacen('{', r#"{"aud":"another","#, 1);
    let token = signed_text(&header().to_string(), &twice, &SEED);
    assert_eq!(verify(&token), Err(TokenFault::Malformed));
}

#[test]
fn a_token_is_good_for_one_site_of_one_service_and_one_purpose() {
    let refused = |body: &Value| verify(&signed(&header(), body)).unwrap_err();
    for issuer in ["https://evil.example", "https://comments.example/", ""] {
        assert_eq!(
            refused(&with(body(), "iss", issuer)),
            TokenFault::WrongIssuer
        );
    }
    for site in ["another", "Late-Show", "late-show ", ""] {
        assert_eq!(
            refused(&with(body(), "aud", site)),
            TokenFault::WrongAudience
        );
    }
    for purpose in ["refresh", "verify", "sso", "Access", ""] {
        assert_eq!(
            refused(&with(body(), "typ", purpose)),
            TokenFault::WrongType
        );
    }
    for typ in ["JWT", "logout+jwt", ""] {
        let token = signed(&with(header(), "typ", typ), &body());
        assert_eq!(verify(&token), Err(TokenFault::WrongType), "{typ}");
    }
    assert_eq!(
        verify(&signed(&without(header(), "typ"), &body())),
        Err(TokenFault::WrongType)
    );

    let elsewhere = ring().sign(&Claims {
        audience: "another".to_owned(),
        ..claims()
    });
    assert_eq!(verify(&elsewhere), Err(TokenFault::WrongAudience));
    assert!(ring().verify(&elsewhere, None, now()).is_ok());
}

#[test]
fn a_token_holds_from_its_first_second_to_its_last_by_the_time_it_is_told() {
    let token = ring().sign(&claims());
    let at = |time| ring().verify(&token, Some(SITE), time).map(drop);
    assert_eq!(at(now() - LEEWAY - MILLI), Err(TokenFault::NotYetValid));
    assert_eq!(at(now() - LEEWAY), Ok(()));
    assert_eq!(at(now() + TTL - MILLI), Ok(()));
    assert_eq!(at(now() + TTL + LEEWAY - MILLI), Ok(()));
    assert_eq!(at(now() + TTL + LEEWAY), Err(TokenFault::Expired));
    assert_eq!(at(now() + TimeDelta::days(9_000)), Err(TokenFault::Expired));

    let later = now().timestamp() + 6;
    for claim in ["nbf", "iat"] {
        let token = signed(&header(), &with(body(), claim, later));
        assert_eq!(verify(&token), Err(TokenFault::NotYetValid), "{claim}");
    }
}

#[test]
fn a_token_that_has_been_seen_is_checked_as_if_it_had_not() {
    let ring = ring();
    let token = ring.sign(&claims());
    let at = |site, time| ring.verify(&token, Some(site), time).map(drop);
    for _ in 0..2 {
        assert_eq!(at(SITE, now()), Ok(()));
        assert_eq!(at("other-show", now()), Err(TokenFault::WrongAudience));
        assert_eq!(at(SITE, now() - TTL), Err(TokenFault::NotYetValid));
        assert_eq!(at(SITE, now() + TTL + LEEWAY), Err(TokenFault::Expired));
    }
    let altered = format!("{}A", &token[..token.len() - 1]);
    assert_ne!(altered, token);
    assert!(ring.verify(&altered, Some(SITE), now()).is_err());
}

#[test]
fn what_is_no_token_is_refused_without_much_ado() {
    let padded = signed(&with(header(), "pad", "x".repeat(LONGEST)), &body());
    let deep = BASE64.encode(format!(
        r#"{{"alg":"EdDSA","kid":"k1","x":{}"#,
        "[".repeat(5_000)
    ));
    for text in [
        "",
        ".",
        "..",
        "...",
        "a.b.c",
        "é.é.é",
        "\0.\0.\0",
        "e30.e30.e30",
        "rjr_AAAA",
        &padded,
        &"a".repeat(10_000_000),
        &".".repeat(LONGEST),
        &format!("{deep}.e30.AAAA"),
    ] {
        assert_eq!(
            verify(text),
            Err(TokenFault::Malformed),
            "{:?}",
            &text[..text.len().min(40)]
        );
    }
    // Up to the limit length does not matter.
    let room = (LONGEST - signed(&with(header(), "pad", ""), &body()).len()) * 3 / 4 - 3;
    let long = signed(&with(header(), "pad", "x".repeat(room)), &body());
    assert!(
        long.len() > LONGEST - 10 && long.len() <= LONGEST,
        "{}",
        long.len()
    );
    assert_eq!(verify(&long), Ok(claims()));
}

#[test]
fn a_change_of_keys_signs_nobody_out() {
    let old = ring().sign(&claims());
    let retired = SigningKey::from_seed("k1", &SEED).verifying().clone();
    let ring = KeyRing::new(ISSUER, SigningKey::from_seed("k2", &OTHER), vec![retired]);
    assert_eq!(ring.verify(&old, Some(SITE), now()), Ok(claims()));
    let new = ring.sign(&claims());
    assert_eq!(ring.verify(&new, Some(SITE), now()), Ok(claims()));

    // Until the old key is dropped; and a key's name does not lend it another key's tokens.
    let ring = KeyRing::new(ISSUER, SigningKey::from_seed("k2", &OTHER), vec![]);
    assert_eq!(
        ring.verify(&old, Some(SITE), now()),
        Err(TokenFault::UnknownKey)
    );
    let ring = KeyRing::new(ISSUER, SigningKey::from_seed("k1", &OTHER), vec![]);
    assert_eq!(
        ring.verify(&old, Some(SITE), now()),
        Err(TokenFault::BadSignature)
    );
}
